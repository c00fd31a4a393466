//! People and devices of one organization.

use asamblea_tests::binary::{Device, World, text, until};

use crate::AGREE;

fn join(device: &Device, code: &str, by: &Device, person: Option<&str>) {
    let address = by.address();
    let mut arguments = vec!["join", code, "--connect", &address];
    arguments.extend(person.iter().flat_map(|name| ["--person", name]));
    let joined = device.run(arguments).object();
    assert_eq!(joined["state"], "joined", "{joined}");
}

#[test]
fn an_invited_member_sees_her_organization_and_the_network() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let network = s.space("network");
    let org = s.space("org");
    let new = ["--space", &org, "--title", "Interno", "--body", "de casa"];
    let inner = s.run(["thread", "new"].iter().chain(&new)).object();
    let new = [
        "--space", &network, "--title", "Todas", "--body", "de todas",
    ];
    let outer = s.run(["thread", "new"].iter().chain(&new)).object();
    let code = s.invite(&["member", "--name", "Marta"]);
    let mut marta = world.device("M");
    join(&marta, &code, &s, Some("Marta"));
    marta.start(&[&s.address()]);
    let status = marta.status();
    assert_eq!(status["org"], "Org S", "{status}");
    assert_eq!(status["person"], "Marta", "{status}");
    assert_eq!(status["role"], "member", "{status}");
    for (thread, body) in [(&inner, "de casa"), (&outer, "de todas")] {
        until(AGREE, "the thread at Marta", || {
            (marta.bodies(&text(&thread["id"])) == [body]).then_some(())
        });
    }
    marta.reply(&text(&inner["id"]), "hola");
    let author = until(AGREE, "Marta's answer at S", || {
        let posts = s.posts(&text(&inner["id"]));
        Some(posts.get(1)?["author"].clone())
    });
    assert_eq!(author["name"], "Marta", "{author}");
    assert_eq!(author["org_name"], "Org S", "{author}");
}

#[test]
fn a_second_device_reads_the_past_until_it_is_revoked() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let network = s.space("network");
    let new = ["--space", &network, "--title", "T", "--body", "antes"];
    let thread = s.run(["thread", "new"].iter().chain(&new)).object();
    let thread = text(&thread["id"]);
    let code = s.invite(&["device"]);
    let mut phone = world.device("phone");
    join(&phone, &code, &s, None);
    phone.start(&[&s.address()]);
    until(AGREE, "the past on the phone", || {
        (phone.bodies(&thread) == ["antes"]).then_some(())
    });
    let (mine, hers) = (s.status(), phone.status());
    assert_eq!(hers["person_id"], mine["person_id"], "the same person");
    assert_ne!(hers["device"], mine["device"]);
    phone.reply(&thread, "desde el teléfono");
    let author = until(AGREE, "the phone's post", || {
        Some(s.posts(&thread).get(1)?["author"].clone())
    });
    assert_eq!(author["person"], mine["person_id"], "{author}");

    let device = text(&hers["device"]);
    let revoked = s.run(["device", "revoke", &device]).object();
    // One word against a device of her own suspends at once; a second one decides.
    assert_eq!(revoked["state"], "suspended", "{revoked}");
    until(AGREE, "the phone is cut off", || {
        let alone = phone.status()["peers"].as_array().unwrap().is_empty();
        alone.then_some(())
    });
    s.reply(&thread, "sin el teléfono");
    let stick = world.path().join("stick");
    let stick = stick.to_str().unwrap();
    let _bundle = s.run(["bundle", "export", stick]).object();
    let _refused = phone.run(["bundle", "import", stick]);
    let seen = phone.bodies(&thread);
    assert_eq!(seen, ["antes", "desde el teléfono"]);
}

#[test]
fn a_newcomer_is_unverified_until_her_words_are_compared() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let a = world.organization("A", &s);
    let status = a.status();
    let (device, words) = (text(&status["device"]), text(&status["safety_words"]));
    let state = || {
        let who = s.run(["who"]).done().lines;
        let row = who.iter().find(|row| row["id"] == *device)?;
        Some(text(&row["state"]))
    };
    let before = until(AGREE, "A's device at S", state);
    assert_eq!(before, "unverified");
    let mut wrong: Vec<&str> = words.split(' ').collect();
    wrong.swap(0, 1);
    let wrong = wrong.join(" ");
    let refused = s.run(["device", "verify", &device, "--words", &wrong]);
    assert!(refused.status != 0, "{refused:?}");
    assert_eq!(state().unwrap(), "unverified");
    let _verified = s
        .run(["device", "verify", &device, "--words", &words])
        .done();
    assert_eq!(state().unwrap(), "active");
    until(AGREE, "A hears of it", || {
        let who = a.run(["who"]).done().lines;
        let mine = who.iter().find(|row| row["id"] == *device)?;
        (mine["state"] == "active").then_some(())
    });
}

#[test]
fn an_observer_comes_in_reads_and_writes_nothing() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let network = s.space("network");
    let new = [
        "thread", "new", "--space", &network, "--title", "T", "--body", "hola",
    ];
    let thread = text(&s.run(new).object()["id"]);
    let code = s.invite(&["member", "--name", "Lena", "--role", "observer"]);
    let lena = world.device("Lena");
    let address = s.address();
    let joined = lena.run(["join", &code, "--person", "Lena", "--connect", &address]);
    assert_eq!(joined.object()["state"], "joined");
    let rows = s.run(["who"]).done().lines;
    let mut people = rows.iter().filter(|row| row["kind"] == "person");
    let row = people.find(|row| row["name"] == "Lena").unwrap();
    assert_eq!(row["role"], "observer", "{row}");
    let synced = lena.run(["sync", "--connect", &address, "--timeout", "30s"]);
    let _report = synced.object();
    assert_eq!(lena.bodies(&thread), ["hola"]);
    let reply = lena.run(["thread", "reply", &thread, "--body", "no"]);
    reply.fails(5, "not_permitted");
}
