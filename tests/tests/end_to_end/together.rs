//! Working together: threads, documents, agendas and spaces of several organizations.

use std::collections::BTreeMap;

use asamblea_tests::binary::{Device, World, text, until};

use crate::AGREE;

/// The state of the network's space and of what else two devices read.
fn hashes(device: &Device) -> BTreeMap<String, String> {
    let spaces = device.run(["space", "list"]).done().lines;
    let readable: Vec<_> = spaces.iter().map(|space| text(&space["id"])).collect();
    let status = device.status();
    let rows = status["spaces"].as_array().unwrap().iter();
    rows.filter(|row| readable.contains(&text(&row["id"])))
        .map(|row| (text(&row["id"]), text(&row["state_hash"])))
        .collect()
}

/// Every space that two devices read has the same state on both; at least one does.
pub(crate) fn same_states(devices: &[&Device]) -> bool {
    let all: Vec<_> = devices.iter().map(|device| hashes(device)).collect();
    let shared = |a: &BTreeMap<String, String>, b: &BTreeMap<String, String>| {
        let mut pairs = a.iter().filter_map(|(id, hash)| Some((hash, b.get(id)?)));
        a.keys().any(|id| b.contains_key(id)) && pairs.all(|(mine, other)| mine == other)
    };
    all.windows(2).all(|pair| shared(&pair[0], &pair[1]))
}

fn agree(devices: &[&Device], thread: &str, posts: usize, document: &str, lines: &[&str]) {
    until(AGREE, "the same thread and document everywhere", || {
        let first = devices[0];
        let seen = first.bodies(thread);
        let written = first.document(document)?;
        let whole = seen.len() == posts && lines.iter().all(|line| written.contains(line));
        let ids = |device: &Device| -> Vec<String> {
            let posts = device.posts(thread);
            posts.iter().map(|post| text(&post["id"])).collect()
        };
        let same = devices.iter().skip(1).all(|device| {
            device.bodies(thread) == seen
                && ids(device) == ids(first)
                && device.document(document).as_ref() == Some(&written)
        });
        (whole && same).then_some(())
    });
    until(AGREE, "the same state hashes", || {
        same_states(devices).then_some(())
    });
}

#[test]
fn three_organizations_write_together_offline_and_online_and_see_the_same() {
    let world = World::new();
    let mut s = world.founder("S", "Red");
    let mut a = world.organization("A", &s);
    let mut b = world.organization("B", &s);
    let network = s.space("network");
    let new = ["--space", &network, "--title", "Reunión", "--body", "uno"];
    let thread = s.run(["thread", "new"].iter().chain(&new)).object();
    let thread = text(&thread["id"]);
    let draft = world.file("base", "Acta\n");
    let draft = draft.to_str().unwrap();
    let new = ["--space", &network, "--title", "Acta", "--from", draft];
    let document = s.run(["doc", "new"].iter().chain(&new)).object();
    let document = text(&document["id"]);
    until(AGREE, "the document at A and B", || {
        a.document(&document).and(b.document(&document))
    });
    for (device, name) in [(&a, "dos"), (&b, "tres"), (&s, "cuatro")] {
        device.reply(&thread, name);
        device.add_line(&document, &format!("- {name}"));
    }
    let online = ["- dos", "- tres", "- cuatro"];
    agree(&[&s, &a, &b], &thread, 4, &document, &online);

    assert_eq!((s.stop(), a.stop(), b.stop()), (0, 0, 0));
    for (device, name) in [(&s, "cinco"), (&a, "seis"), (&b, "siete")] {
        device.reply(&thread, name);
        device.add_line(&document, &format!("- {name}"));
    }
    assert_eq!(s.bodies(&thread).len(), 5, "nobody has heard of the others");
    s.start(&[]);
    let address = s.address();
    a.start(&[&address]);
    b.start(&[&address]);
    let all = [
        "- dos", "- tres", "- cuatro", "- cinco", "- seis", "- siete",
    ];
    agree(&[&s, &a, &b], &thread, 7, &document, &all);
}

#[test]
fn the_secretariat_publishes_and_others_hold_what_it_signed() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let a = world.organization("A", &s);
    let mut b = world.organization("B", &s);
    let network = s.space("network");
    let new = ["agenda", "new", "--space", &network, "--title", "Agenda"];
    let agenda = text(&s.run(new).object()["id"]);
    let item = [
        "--title",
        "Taller",
        "--starts",
        "2027-03-01T16:00:00Z",
        "--minutes",
        "90",
        "--zone",
        "America/Lima",
        "--place",
        "Sede",
        "--kind",
        "training",
    ];
    let _item = s
        .run(["agenda", "add", &agenda].iter().chain(&item))
        .object();
    let first = s.run(["agenda", "publish", &agenda]).object();
    assert_eq!(first["edition"], 1, "{first}");
    for device in [&a, &b] {
        let shown = until(AGREE, "the agenda's first edition", || {
            let output = device.run(["agenda", "show", &agenda]);
            let shown = (output.status == 0).then(|| output.object())?;
            (shown["edition"] == 1).then_some(shown)
        });
        assert_eq!(shown["items"][0]["title"], "Taller", "{shown}");
        assert_eq!(shown["items"][0]["starts"], "2027-03-01T16:00:00Z");
        assert_eq!(shown["items"][0]["ends"], "2027-03-01T17:30:00Z");
        assert_eq!(shown["signed_by"]["name"], "Persona S", "{shown}");
        let refused = device.run(["agenda", "publish", &agenda]);
        refused.fails(5, "not_permitted");
    }
    let receipt = || s.run(["agenda", "receipt", &agenda]).object();
    let count = |receipt: &serde_json::Value, key: &str| receipt[key].as_array().unwrap().len();
    until(AGREE, "a receipt of all three", || {
        let receipt = receipt();
        assert_eq!(receipt["of"], 3, "{receipt}");
        (count(&receipt, "held") == 3 && count(&receipt, "missing") == 0).then_some(())
    });
    assert_eq!(b.stop(), 0);
    let later = [
        "--title",
        "Acción",
        "--starts",
        "2027-04-01T16:00:00Z",
        "--kind",
        "action",
    ];
    let _item = s
        .run(["agenda", "add", &agenda].iter().chain(&later))
        .object();
    let second = s.run(["agenda", "publish", &agenda]).object();
    assert_eq!(second["edition"], 2, "{second}");
    until(AGREE, "a receipt without B", || {
        let receipt = receipt();
        let missing = receipt["missing"].as_array().unwrap();
        let b_only = missing.len() == 1 && missing[0]["name"] == "Org B";
        (receipt["edition"] == 2 && b_only && count(&receipt, "held") == 2).then_some(())
    });
    b.start(&[&s.address()]);
    until(AGREE, "a receipt with B", || {
        (count(&receipt(), "held") == 3).then_some(())
    });
}

#[test]
fn two_devices_edit_one_document_offline_and_merge_when_they_meet() {
    let world = World::new();
    let mut s = world.founder("S", "Red");
    let mut a = world.organization("A", &s);
    let network = s.space("network");
    let draft = world.file("base", "primera\nsegunda\ntercera\n");
    let draft = draft.to_str().unwrap();
    let new = ["--space", &network, "--title", "Plan", "--from", draft];
    let document = s.run(["doc", "new"].iter().chain(&new)).object();
    let document = text(&document["id"]);
    until(AGREE, "the document at A", || a.document(&document));
    assert_eq!((s.stop(), a.stop()), (0, 0));

    let mine = world.file("mine", "primera de S\nsegunda\ntercera\n");
    let edit = ["doc", "edit", &document, "--from", mine.to_str().unwrap()];
    let _version = s.run(edit).object();
    let hers = world.file("hers", "primera\nsegunda\ntercera de A\n");
    let edit = ["doc", "edit", &document, "--from", hers.to_str().unwrap()];
    let _version = a.run(edit).object();

    s.start(&[]);
    let synced = a.run(["sync", "--connect", &s.address()]).object();
    assert!(synced["received"].as_u64() >= Some(1), "{synced}");
    assert!(synced["sent"].as_u64() >= Some(1), "{synced}");
    let merged = "primera de S\nsegunda\ntercera de A\n";
    assert_eq!(a.document(&document).as_deref(), Some(merged));
    assert_eq!(s.document(&document).as_deref(), Some(merged));
}

#[test]
fn a_working_space_is_seen_by_its_members_and_by_no_third_organization() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let a = world.organization("A", &s);
    let b = world.organization("B", &s);
    let network = s.space("network");
    until(AGREE, "A and B by name", || {
        let who = s.run(["who"]).done().lines;
        let named = |name| who.iter().any(|row| row["name"] == name);
        (named("Org A") && named("Org B")).then_some(())
    });
    let new = ["space", "new", "--name", "Caso interno", "--with", "Org A"];
    let space = text(&s.run(new).object()["id"]);
    let new = [
        "--space",
        &space,
        "--title",
        "Reservado",
        "--body",
        "a solas",
    ];
    let thread = s.run(["thread", "new"].iter().chain(&new)).object();
    let thread = text(&thread["id"]);
    until(AGREE, "the thread at A", || {
        (a.bodies(&thread) == ["a solas"]).then_some(())
    });
    a.reply(&thread, "recibido");
    until(AGREE, "the answer at S", || {
        (s.bodies(&thread).len() == 2).then_some(())
    });
    // What is written later in a place of all shows that B had its chance.
    let open = ["--space", &network, "--title", "Abierto", "--body", "todas"];
    let open = s.run(["thread", "new"].iter().chain(&open)).object();
    let open = text(&open["id"]);
    until(AGREE, "the open thread at B", || {
        (b.bodies(&open).len() == 1).then_some(())
    });
    b.run(["thread", "show", &thread]).fails(4, "not_found");
    b.run(["space", "show", &space]).fails(4, "not_found");
    let everything = [
        b.run(["space", "list"]),
        b.run(["thread", "list"]),
        b.run(["status"]),
        b.run(["who"]),
    ];
    let everything = format!("{everything:?}");
    for hidden in [space.as_str(), thread.as_str(), "Caso interno", "Reservado"] {
        assert!(!everything.contains(hidden), "{hidden}: {everything}");
    }
}
