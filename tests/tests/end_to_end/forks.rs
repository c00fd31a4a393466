//! A copied profile folder: what the device and its copy wrote is shown to all, and a copy of a
//! device that was revoked reads and changes nothing.

use std::collections::BTreeSet;

use asamblea_tests::binary::{Device, World, copy_folder, text, until};
use serde_json::Value;

use crate::AGREE;

/// A copy of a device's folder, as another device.
fn copy_of(world: &World, device: &Device, name: &str) -> Device {
    let copied = world.device(name);
    copy_folder(device.profile(), copied.profile());
    copied
}

fn sync(device: &Device, with: &Device) {
    let synced = device.run(["sync", "--connect", &with.address(), "--timeout", "30s"]);
    let _report = synced.object();
}

fn forked(device: &Device) -> bool {
    let alerts = device.run(["alerts", "list"]).done().lines;
    alerts.iter().any(|row| row["code"] == "fork")
}

/// Who belongs to what as what, as a device sees it.
fn members_at(device: &Device) -> BTreeSet<[String; 4]> {
    let rows = device.run(["who"]).done().lines;
    let of = |row: &Value| ["kind", "id", "state", "role"].map(|key| row[key].to_string());
    rows.iter().map(of).collect()
}

fn network_of(device: &Device) -> Value {
    let status = device.status();
    let spaces = status["spaces"].as_array().unwrap().clone();
    let mut spaces = spaces.into_iter();
    spaces.find(|space| space["kind"] == "network").unwrap()
}

/// The Secretariat, another organization, and a member of the first whose node does not run.
fn three(world: &World) -> (Device, Device, Device, String) {
    let s = world.founder("S", "Red");
    let c = world.organization("C", &s);
    let code = s.invite(&["member", "--name", "Marta"]);
    let marta = world.device("Marta");
    let address = s.address();
    let join = ["join", &code, "--connect", &address, "--person", "Marta"];
    assert_eq!(marta.run(join).object()["state"], "joined");
    let network = s.space("network");
    let new = ["--space", &network, "--title", "T", "--body", "hola"];
    let thread = s.run(["thread", "new"].iter().chain(&new)).object();
    let thread = text(&thread["id"]);
    until(AGREE, "the thread at C", || {
        (c.posts(&thread).len() == 1).then_some(())
    });
    until(AGREE, "the thread at Marta", || {
        sync(&marta, &s);
        (marta.posts(&thread).len() == 1).then_some(())
    });
    (s, c, marta, thread)
}

/// The three, and a copy of the member's device, after both met the Secretariat; the thread and the
/// document in which both wrote.
struct Met {
    s: Device,
    c: Device,
    marta: Device,
    copy: Device,
    thread: String,
    doc: String,
}

/// Each wrote on her own, and met the Secretariat once.
fn two_stories(world: &World) -> Met {
    let (s, c, marta, thread) = three(world);
    let network = s.space("network");
    let doc = ["doc", "new", "--space", &network, "--title", "Acta"];
    let doc = text(&marta.run(doc).object()["id"]);
    marta.add_line(&doc, "de antes");
    sync(&marta, &s);
    let copy = copy_of(world, &marta, "copia");
    marta.reply(&thread, "la dueña");
    marta.add_line(&doc, "de la dueña");
    copy.reply(&thread, "la copia");
    copy.reply(&thread, "la copia otra vez");
    copy.add_line(&doc, "de la copia");
    // Each meets the Secretariat once; the other organization hears of it while it stands by.
    sync(&marta, &s);
    assert!(!forked(&s), "one story so far");
    sync(&copy, &s);
    until(AGREE, "the fork at S and C", || {
        (forked(&s) && forked(&c)).then_some(())
    });
    assert!(forked(&copy), "the copy's screen says it, too");
    sync(&marta, &s);
    assert!(forked(&marta), "her own screen says it");
    Met {
        s,
        c,
        marta,
        copy,
        thread,
        doc,
    }
}

#[test]
fn a_copied_device_is_shown_to_all_and_both_stories_are_kept() {
    let world = World::new();
    let met = two_stories(&world);
    let (s, c, marta, copy) = (&met.s, &met.c, &met.marta, &met.copy);
    let (thread, doc) = (met.thread.as_str(), met.doc.as_str());
    let said = ["la dueña", "la copia", "la copia otra vez"];
    for device in [s, c, marta, copy] {
        until(AGREE, "both stories", || {
            let posts = device.posts(thread);
            let marked = |body: &str| {
                posts
                    .iter()
                    .any(|post| post["body"] == *body && post["quarantined"] == true)
            };
            said.iter().all(|body| marked(body)).then_some(())
        });
        assert_eq!(device.posts(thread)[0]["quarantined"], false);
        let text = device.document(doc).unwrap();
        assert_eq!(text.trim(), "de antes", "changes wait");
    }
    let hash = |device: &Device| network_of(device)["state_hash"].clone();
    assert_eq!(hash(s), hash(c));
    assert_eq!(hash(s), hash(marta));
    assert_eq!(hash(s), hash(copy));
}

#[test]
fn what_waits_is_listed_and_adopted_and_a_restart_keeps_both_stories() {
    let world = World::new();
    let Met {
        s,
        c,
        marta,
        thread,
        doc,
        ..
    } = two_stories(&world);
    // Nobody types what nobody would see.
    let draft = world.file("borrador", "otro texto\n");
    let edit = ["doc", "edit", &doc, "--from", draft.to_str().unwrap()];
    marta.run(edit).fails(5, "forked");

    // What lies aside is listed with its author, and one of the changes is taken.
    let rows = s.run(["adopt"]).done().lines;
    assert!(
        rows.iter().all(|row| row["author"]["name"] == "Marta"),
        "{rows:?}"
    );
    let stories: BTreeSet<String> = rows.iter().map(|row| text(&row["story"])).collect();
    assert_eq!(stories.len(), 2, "{rows:?}");
    let (rows, told): (Vec<Value>, Vec<Value>) =
        rows.into_iter().partition(|row| row["why"] == "fork");
    assert!(told.len() == 3 && told.iter().all(|row| row["why"] == "story"));
    assert!(rows.len() == 2 && rows.iter().all(|row| row["kind"] == "doc_edit"));
    assert_eq!(network_of(&s)["quarantined"], 2);
    marta
        .run(["adopt", rows[0]["id"].as_str().unwrap()])
        .fails(5, "not_permitted");
    let adopted = s.run(["adopt", rows[0]["id"].as_str().unwrap()]).object();
    assert_eq!(adopted["state"], "active", "{adopted}");
    let taken = s.document(&doc).unwrap();
    assert_eq!(taken.lines().count(), 2, "{taken}");
    until(AGREE, "the same text at C", || {
        (c.document(&doc).as_ref() == Some(&taken)).then_some(())
    });
    s.run(["adopt", "0000"]).fails(4, "not_found");

    // A restart keeps both branches, and nothing is told twice.
    let mut marta = marta;
    marta.start(&[&s.address()]);
    until(AGREE, "the same at Marta", || {
        (marta.document(&doc).as_ref() == Some(&taken)).then_some(())
    });
    assert_eq!(marta.bodies(&thread).len(), 4);
    let post = marta.reply(&thread, "sigo con lo mío");
    until(AGREE, "her next post at C", || {
        let posts = c.posts(&thread);
        posts.iter().any(|row| row["id"] == *post).then_some(())
    });
}

#[test]
fn a_copy_from_before_a_revocation_reads_and_changes_nothing() {
    let world = World::new();
    let (s, c, marta, thread) = three(&world);
    marta.reply(&thread, "antes");
    sync(&marta, &s);
    until(AGREE, "her post at C", || {
        (c.posts(&thread).len() == 2).then_some(())
    });
    let copy = copy_of(&world, &marta, "copia");
    let device = text(&marta.status()["device"]);
    let revoked = s.run(["device", "revoke", &device]).object();
    assert_eq!(revoked["state"], "removed", "{revoked}");
    s.reply(&thread, "después");
    until(AGREE, "it is known at C", || {
        (c.posts(&thread).len() == 3).then_some(())
    });
    let bodies = c.bodies(&thread);
    let before = [&s, &c].map(members_at);
    assert!(
        before[0]
            .iter()
            .any(|[_, id, state, _]| { id.contains(&device) && state.contains("removed") })
    );

    // The copy goes on as if nothing had happened.
    copy.reply(&thread, "falso");
    let code = copy.invite(&["device"]);
    let met = copy.run(["sync", "--connect", &s.address(), "--timeout", "3s"]);
    assert_ne!(met.status, 0, "{met:?}");
    // By stick what it wrote comes in, and what others wrote comes to it.
    let (out, back) = (world.path().join("de-la-copia"), world.path().join("de-s"));
    let _made = copy
        .run(["bundle", "export", out.to_str().unwrap()])
        .object();
    let taken = s.run(["bundle", "import", out.to_str().unwrap()]).object();
    assert!(taken["ops"].as_u64() >= Some(1), "{taken}");
    let _made = s.run(["bundle", "export", back.to_str().unwrap()]).object();
    let _refused_or_empty = copy.run(["bundle", "import", back.to_str().unwrap()]);
    assert!(!copy.bodies(&thread).contains(&"después".to_owned()));
    // Its code lets nobody in, though its invitation came by stick.
    let guest = world.device("invitada");
    let address = s.address();
    let joined = guest.run(["join", &code, "--connect", &address, "--timeout", "3s"]);
    assert_ne!(joined.status, 0, "{joined:?}");

    for (device, before) in [&s, &c].into_iter().zip(before) {
        assert_eq!(device.bodies(&thread), bodies);
        assert_eq!(members_at(device), before);
    }
    let rows = s.run(["adopt"]).done().lines;
    let falso = rows.iter().find(|row| row["text"] == "falso").unwrap();
    assert_eq!(
        (&falso["why"], &falso["kind"]),
        (&"cut".into(), &"post".into())
    );
    let who = |device: &Device| {
        let rows = device.run(["who"]).done().lines;
        rows.into_iter()
            .filter(|row| row["kind"] == "device" && row["state"] != "removed")
            .map(|row| text(&row["id"]))
            .collect::<Vec<_>>()
    };
    assert!(!who(&s).contains(&device));
    // Somebody who knows her shows the post after all.
    let shown = s.run(["adopt", falso["id"].as_str().unwrap()]).object();
    assert_eq!(shown["state"], "active", "{shown}");
    assert!(s.bodies(&thread).contains(&"falso".to_owned()));
}
