//! Removal: connections close, and nothing written afterwards reaches who was removed.

use std::time::{Duration, Instant};

use asamblea_tests::binary::{World, text, until};

use crate::AGREE;
use crate::coordination::joined;
use crate::news::{id_of, member};

/// How long a removed device may stay connected.
const CLOSED: Duration = Duration::from_secs(5);

#[test]
fn a_removed_organization_is_cut_off_at_once_and_reads_nothing_new() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let a = world.organization("A", &s);
    let b = world.organization("B", &s);
    let network = s.space("network");
    let new = ["--space", &network, "--title", "T", "--body", "antes"];
    let thread = s.run(["thread", "new"].iter().chain(&new)).object();
    let thread = text(&thread["id"]);
    until(AGREE, "the thread at A and B", || {
        let seen = a.posts(&thread).len() == 1 && b.posts(&thread).len() == 1;
        seen.then_some(())
    });
    let who = s.run(["who"]).done().lines;
    let org = who
        .iter()
        .find(|row| row["kind"] == "org" && row["name"] == "Org B");
    let org = text(&org.unwrap()["id"]);
    let (device_s, device_b) = (s.status()["device"].clone(), b.status()["device"].clone());
    let (told_s, told_b) = (s.node().events().len(), b.node().events().len());

    let removed = s.run(["org", "remove", &org]).object();
    assert_eq!(removed["state"], "removed", "{removed}");
    let began = Instant::now();
    let left = || CLOSED.saturating_sub(began.elapsed());
    let closed = |device: &serde_json::Value, event: &serde_json::Value| {
        event["event"] == "peer" && event["state"] == "closed" && event["device"] == *device
    };
    s.node()
        .event(told_s, left(), |event| closed(&device_b, event));
    b.node()
        .event(told_b, left(), |event| closed(&device_s, event));
    until(CLOSED, "nobody speaks with B", || {
        let alone = b.status()["peers"].as_array().unwrap().is_empty();
        alone.then_some(())
    });

    s.reply(&thread, "después de S");
    until(AGREE, "the answer at A", || {
        (a.posts(&thread).len() == 2).then_some(())
    });
    a.reply(&thread, "después de A");
    until(AGREE, "the answer at S", || {
        (s.posts(&thread).len() == 3).then_some(())
    });
    let stick = world.path().join("stick");
    let _bundle = s
        .run(["bundle", "export", stick.to_str().unwrap()])
        .object();
    let imported = b.run(["bundle", "import", stick.to_str().unwrap()]);
    println!("the removed imports: {imported:?}");
    let nothing = imported.status != 0 || imported.lines[0]["ops"] == 0;
    assert!(nothing, "{imported:?}");
    assert_eq!(b.bodies(&thread), ["antes"]);
    assert!(b.status()["peers"].as_array().unwrap().is_empty());
}

#[test]
fn an_urgent_removal_changes_the_keys_of_every_space_that_was_reached() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let (m, n) = (
        member(&world, "Marta", &s, "member"),
        member(&world, "Nadia", &s, "member"),
    );
    let network = s.space("network");
    let new = ["--space", &network, "--title", "T", "--body", "antes"];
    let thread = text(&s.run(["thread", "new"].iter().chain(&new)).object()["id"]);
    for device in [&m, &n] {
        until(AGREE, "the thread arrives", || {
            (device.posts(&thread).len() == 1).then_some(())
        });
    }
    let [marta, nadia] = ["Marta", "Nadia"].map(|name| id_of(&s, name, "person"));
    let removed = s.run(["member", "remove", &marta, "--urgent"]).object();
    // In the organization and in the network; her own space is not S's to write in.
    assert_eq!(removed["state"], "removed", "{removed}");
    assert_eq!(removed["epochs_rotated"], 2, "{removed}");
    assert!(removed["bytes"].as_u64().unwrap() > 2_000, "{removed}");
    s.reply(&thread, "después");
    until(AGREE, "who is left reads on", || {
        (n.bodies(&thread) == ["antes", "después"]).then_some(())
    });
    assert_eq!(m.bodies(&thread), ["antes"]);

    let removed = s.run(["member", "remove", &nadia]).object();
    assert_eq!(
        removed["epochs_rotated"], 1,
        "where she was taken out: {removed}"
    );
}

#[test]
fn who_may_not_change_a_key_is_told_where_somebody_else_does() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let a = world.organization("A", &s);
    let new = ["space", "new", "--name", "Mesa"];
    let mesa = text(&a.run(new).object()["id"]);
    let add = ["space", "add", &mesa, "Org S", "--role", "read"];
    assert_eq!(a.run(add).object()["state"], "active");
    let mut marta = joined(&world, "Marta", &s, "member");
    marta.start(&[&s.address(), &a.address()]);
    for at in [&s, &marta] {
        until(AGREE, "it is read", || {
            (at.run(["space", "show", &mesa]).status == 0).then_some(())
        });
    }
    let removed = s.run(["member", "remove", "Marta", "--urgent"]).object();
    assert_eq!(
        (&removed["state"], &removed["unrotated"]),
        (&"removed".into(), &serde_json::json!(["Mesa"])),
        "{removed}"
    );
}
