//! Bundles: the same work on a stick.

use std::path::{Path, PathBuf};

use asamblea_protocol::crypto::{Domain, hash};
use asamblea_tests::binary::{Device, World, text, until};
use serde_json::Value;

use crate::AGREE;

pub(crate) fn export(from: &Device, world: &World, name: &str, options: &[&str]) -> PathBuf {
    let path = world.path().join(name);
    let file = path.to_str().unwrap();
    let written = from.run(["bundle", "export", file].iter().chain(options));
    let written = written.object();
    assert!(written["ops"].as_u64() > Some(0), "{written}");
    let bytes = std::fs::metadata(&path).unwrap().len();
    assert_eq!(written["bytes"].as_u64(), Some(bytes), "{written}");
    path
}

pub(crate) fn import(into: &Device, path: &Path) -> Value {
    into.run(["bundle", "import", path.to_str().unwrap()])
        .object()
}

#[test]
fn work_travels_on_a_stick_between_profiles_that_never_connect() {
    let world = World::new();
    let mut s = world.founder("S", "Red");
    let mut a = world.organization("A", &s);
    let network = s.space("network");
    assert_eq!((a.stop(), s.stop()), (0, 0));
    // The nodes only save key derivations here: neither knows where the other one listens.
    s.start(&[]);
    a.start(&[]);
    let new = ["--space", &network, "--title", "Viaje", "--body", "ida"];
    let thread = s.run(["thread", "new"].iter().chain(&new)).object();
    let thread = text(&thread["id"]);
    for number in 0..20 {
        s.reply(&thread, &format!("hoja {number}"));
    }
    let there = export(&s, &world, "there", &[]);
    let taken = import(&a, &there);
    assert!(taken["ops"].as_u64() >= Some(21), "{taken}");
    assert_eq!(a.bodies(&thread), s.bodies(&thread));

    // Her own node may say where it listens meanwhile, so counts of operations are not compared.
    let lies = |status: Value| -> Vec<Value> {
        let spaces = status["spaces"].as_array().unwrap();
        let keys = ["id", "pending", "quarantined", "epochs"];
        spaces
            .iter()
            .map(|space| keys.map(|key| space[key].clone()).into())
            .collect()
    };
    let (before, bodies) = (lies(a.status()), a.bodies(&thread));
    let again = import(&a, &there);
    assert_eq!(again["ops"], 0, "{again}");
    assert!(again["repeated"].as_u64() >= Some(21), "{again}");
    assert_eq!(
        lies(a.status()),
        before,
        "a repeated bundle changes nothing"
    );
    assert_eq!(a.bodies(&thread), bodies);

    a.reply(&thread, "vuelta");
    let back = export(&a, &world, "back", &[]);
    let _taken = import(&s, &back);
    assert_eq!(s.bodies(&thread).last().map(String::as_str), Some("vuelta"));
    assert_eq!(s.bodies(&thread), a.bodies(&thread));
}

#[test]
fn a_damaged_stick_is_refused_in_part_and_its_good_parts_are_kept() {
    let world = World::new();
    let mut s = world.founder("S", "Red");
    let mut a = world.organization("A", &s);
    let network = s.space("network");
    assert_eq!(a.stop(), 0);
    let new = ["--space", &network, "--title", "Viaje", "--body", "ida"];
    let thread = s.run(["thread", "new"].iter().chain(&new)).object();
    let thread = text(&thread["id"]);
    for number in 0..40 {
        s.reply(&thread, &format!("{number} {}", "hoja ".repeat(500)));
    }
    // Nothing but what A reads: damage in a part that she cannot open is not hers to see.
    let whole = export(&s, &world, "whole", &["--space", &network]);
    assert_eq!(s.stop(), 0);
    a.start(&[]);
    let mut bytes = std::fs::read(&whole).unwrap();
    let late = bytes.len() - bytes.len() / 10;
    for byte in bytes.iter_mut().skip(late).step_by(4096) {
        *byte ^= 0x10;
    }
    let damaged = world.file("damaged", &bytes);
    let taken = a.run(["bundle", "import", damaged.to_str().unwrap()]);
    assert_eq!(taken.status, 7, "{taken:?}");
    assert!(taken.lines[0]["ops"].as_u64() > Some(0), "{taken:?}");
    assert!(taken.lines[0]["refused"].as_u64() > Some(0), "{taken:?}");
    let kept = a.bodies(&thread).len();
    assert!(kept > 10, "{kept} posts were kept");
    let _mended = import(&a, &whole);
    assert_eq!(a.bodies(&thread), s.bodies(&thread));

    let garbage = world.file("garbage", vec![0xA5; 100_000]);
    let refused = a.run(["bundle", "import", garbage.to_str().unwrap()]);
    assert_eq!(refused.status, 7, "{refused:?}");
    // Whole, and of a newer program: said so, and nothing of it is taken.
    let mut newer = std::fs::read(&whole).unwrap();
    newer[0] = 2;
    let check = hash(Domain::Bundle, &[&newer[..2], &newer[2..6]]);
    newer[6..14].copy_from_slice(&check.as_bytes()[..8]);
    let newer = world.file("newer", newer);
    let refused = a.run(["bundle", "import", newer.to_str().unwrap()]);
    refused.fails(1, "newer_version");
    assert_eq!(a.bodies(&thread), s.bodies(&thread));
    let absent = ["bundle", "import", "/nonexistent/stick"];
    a.run(absent).fails(4, "not_found");
}

#[test]
fn a_newcomer_joins_from_a_stick_and_meets_the_others_later() {
    let world = World::new();
    let mut s = world.founder("S", "Red");
    let network = s.space("network");
    let new = ["--space", &network, "--title", "Viaje", "--body", "ida"];
    let thread = s.run(["thread", "new"].iter().chain(&new)).object();
    let thread = text(&thread["id"]);
    let code = s.invite(&["org", "--name", "Org A", "--country", "PY"]);
    let stick = export(&s, &world, "stick", &[]);
    assert_eq!(s.stop(), 0);
    let mut a = world.device("A");
    let from = ["--from-bundle", stick.to_str().unwrap(), "--timeout", "1s"];
    let join = ["join", &code, "--person", "A"];
    let joined = a.run(join.iter().chain(&from));
    // Nobody else holds her place yet.
    assert_eq!(joined.status, 6, "{joined:?}");
    assert_eq!(joined.lines[0]["state"], "waiting", "{joined:?}");
    s.start(&[]);
    a.start(&[&s.address()]);
    until(AGREE, "A is in", || {
        (a.status()["state"] == "joined").then_some(())
    });
    until(AGREE, "A reads", || {
        (a.bodies(&thread) == ["ida"]).then_some(())
    });
}

/// A profile in a world without any network: every command opens it, works and ends.
fn join_by_stick(newcomer: &Device, code: &str, stick: &Path) -> asamblea_tests::binary::Output {
    let person = format!(
        "Persona {}",
        newcomer.profile().file_name().unwrap().display()
    );
    let from = ["--from-bundle", stick.to_str().unwrap(), "--timeout", "1s"];
    let join = ["join", code, "--person", &person];
    newcomer.run(join.iter().chain(&from))
}

/// Invites somebody, and carries sticks to and fro until she is in.
fn grow_by_stick(world: &World, inviter: &Device, whom: &[&str], name: &str) -> Device {
    let code = inviter.invite(whom);
    let newcomer = world.device(name);
    let there = export(inviter, world, &format!("to-{name}"), &[]);
    let joined = join_by_stick(&newcomer, &code, &there);
    assert_eq!(joined.status, 6, "nobody holds her place yet: {joined:?}");
    assert_eq!(joined.lines[0]["state"], "waiting", "{joined:?}");
    let back = export(&newcomer, world, &format!("from-{name}"), &[]);
    let _taken = import(inviter, &back);
    let again = export(inviter, world, &format!("again-to-{name}"), &[]);
    // Either command goes on from there.
    if whom.first() == Some(&"org") {
        let joined = join_by_stick(&newcomer, &code, &again).object();
        assert_eq!(joined["state"], "joined", "{joined}");
    } else {
        let _taken = import(&newcomer, &again);
    }
    assert_eq!(newcomer.status()["state"], "joined");
    newcomer
}

#[test]
fn a_network_grows_by_stick_alone() {
    let world = World::new();
    let s = world.device("S");
    let found = [
        "--network",
        "Red",
        "--org",
        "Org S",
        "--person",
        "Persona S",
    ];
    let _founded = s.run(["found"].iter().chain(&found)).object();
    let network = s.space("network");
    let new = ["--space", &network, "--title", "Viaje", "--body", "ida"];
    let thread = s.run(["thread", "new"].iter().chain(&new)).object();
    let thread = text(&thread["id"]);

    let org = ["org", "--name", "Org A", "--country", "PY"];
    let a = grow_by_stick(&world, &s, &org, "A");
    assert_eq!(a.bodies(&thread), ["ida"]);
    assert_eq!(a.status()["org"], "Org A");
    // A member of hers comes in by her hand, and a second device of that person by hers.
    let b = grow_by_stick(&world, &a, &["member"], "B");
    let c = grow_by_stick(&world, &b, &["device"], "C");
    for (device, body) in [(&a, "de a"), (&b, "de b"), (&c, "de c")] {
        device.reply(&thread, body);
    }
    // Everything goes to S by way of the hands that it came through.
    let mut from = &c;
    for (next, name) in [(&b, "c-b"), (&a, "b-a"), (&s, "a-s")] {
        let stick = export(from, &world, name, &[]);
        let _taken = import(next, &stick);
        from = next;
    }
    let mut bodies = s.bodies(&thread);
    bodies.sort_unstable();
    assert_eq!(bodies, ["de a", "de b", "de c", "ida"]);
    // Inside the organization, too.
    let inner = [
        "--space",
        &a.space("org"),
        "--title",
        "Nuestro",
        "--body",
        "adentro",
    ];
    let inner = a.run(["thread", "new"].iter().chain(&inner)).object();
    let stick = export(&a, &world, "a-c", &[]);
    let _taken = import(&c, &stick);
    assert_eq!(c.bodies(&text(&inner["id"])), ["adentro"]);
}

#[test]
fn a_stick_after_a_removal_opens_for_those_who_stay() {
    let world = World::new();
    let mut s = world.founder("S", "Red");
    let mut a = world.organization("A", &s);
    let mut b = world.organization("B", &s);
    let network = s.space("network");
    let new = ["--space", &network, "--title", "Viaje", "--body", "todas"];
    let thread = s.run(["thread", "new"].iter().chain(&new)).object();
    let thread = text(&thread["id"]);
    for device in [&a, &b] {
        until(AGREE, "everyone reads", || {
            (device.bodies(&thread) == ["todas"]).then_some(())
        });
    }
    assert_eq!((a.stop(), b.stop(), s.stop()), (0, 0, 0));
    let removed = s.run(["org", "remove", "Org B"]).object();
    assert_eq!(removed["epochs_rotated"], 1, "{removed}");
    s.reply(&thread, "sin b");
    let stick = export(&s, &world, "after", &[]);
    let _taken = import(&a, &stick);
    assert_eq!(a.bodies(&thread), ["todas", "sin b"]);
    let stranger = ["bundle", "import", stick.to_str().unwrap()];
    b.run(stranger).fails(5, "not_permitted");
}
