//! Travelling: what is left on the machine, and how its person comes back.

use std::collections::BTreeSet;
use std::path::Path;

use asamblea_tests::binary::{Device, World, text, until};

use crate::canary::{CANARIES, found_in, needles};
use crate::{AGREE, begin_thread};

/// Every file below a folder.
fn files(folder: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.insert(path.file_name().unwrap().to_string_lossy().into_owned());
            }
        }
    }
    found
}

fn only_the_stub_is_left(device: &Device) {
    until(AGREE, "nothing but the stub", || {
        (files(device.profile()) == BTreeSet::from(["travel".to_owned()])).then_some(())
    });
    let place = device.profile().join("travel");
    let mut stub = std::fs::read(&place).unwrap();
    assert_eq!(found_in(&stub, &needles()), Vec::<usize>::new());
    // A bad block on the way takes one of its copies.
    stub[..4096].fill(0x5a);
    std::fs::write(&place, stub).unwrap();
}

#[test]
fn who_travels_leaves_nothing_and_comes_back_to_everything() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let mut a = world.organization("A", &s);
    let thread = begin_thread(&a, CANARIES[7]);
    let inner = a.space("org");
    let own = ["thread", "new", "--space", &inner, "--title", CANARIES[6]];
    let own = a.run(own.iter().chain(&["--body", CANARIES[8]])).object();
    let own = text(&own["id"]);
    let before = a.status();

    // With nobody else of her organization, its content is held here alone.
    a.run(["travel", "start"]).fails(2, "usage");
    assert_eq!(a.bodies(&own), [CANARIES[8]], "nothing was deleted");
    let code = a.invite(&["member", "--name", "Beta"]);
    a.run(["travel", "start"]).fails(2, "usage");
    let mut b = world.device("B");
    let _in = b
        .run(["join", &code, "--person", "Beta", "--connect", &a.address()])
        .done();
    b.start(&[&a.address(), &s.address()]);
    until(AGREE, "she reads what the organization wrote", || {
        (b.bodies(&own) == [CANARIES[8]]).then_some(())
    });
    // A wrong passphrase destroys nothing.
    a.use_passphrase(world.file("wrong", "otra lechuga tranvía dominó\n"));
    a.run(["travel", "start"]).fails(3, "wrong_passphrase");
    a.use_passphrase(world.path().join("passphrase"));
    let left = a.run(["travel", "start"]).object();
    assert_eq!(left["travelling"], true);
    only_the_stub_is_left(&a);

    let status = a.run(["status"]).object();
    assert_eq!(status["travelling"], true);
    let told = status.to_string();
    for name in ["Red", "A", CANARIES[7]] {
        assert!(!told.contains(&format!("\"{name}\"")), "{told}");
    }
    a.run(["thread", "show", &thread]).fails(4, "travelling");
    a.run(["travel", "start"]).fails(4, "travelling");
    a.run(["found", "--network", "X", "--org", "Y", "--person", "Z"])
        .fails(4, "travelling");

    let told = s.reply(&thread, "dos");
    a.use_passphrase(world.file("wrong", "otra lechuga tranvía dominó\n"));
    a.run(["travel", "return"]).fails(3, "wrong_passphrase");
    only_the_stub_is_left(&a);
    a.use_passphrase(world.path().join("passphrase"));
    let back = a
        .run(["travel", "return", "--connect", &b.address()])
        .object();
    assert_eq!(back["state"], "joined", "{back}");
    assert_ne!(back["device"], before["device"]);
    assert!(!files(a.profile()).contains("travel"));
    a.start(&[&b.address(), &s.address()]);
    until(AGREE, "everything is back", || {
        let posts = a.bodies(&thread);
        (posts == [CANARIES[7], "dos"] && a.bodies(&own) == [CANARIES[8]]).then_some(())
    });
    let after = a.status();
    assert_eq!(after["person_id"], before["person_id"]);
    let _written = a.reply(&thread, "tres");
    until(AGREE, "the others read her", || {
        (s.bodies(&thread) == [CANARIES[7], "dos", "tres"]).then_some(told.clone())
    });
    a.run(["travel", "return"]).fails(4, "no_profile");
}

#[test]
fn nobody_travels_while_nobody_holds_what_she_has() {
    let world = World::new();
    let mut s = world.founder("S", "Red");
    let mut a = world.organization("A", &s);
    let thread = begin_thread(&a, "uno");
    until(AGREE, "S has it", || {
        (s.bodies(&thread) == ["uno"]).then_some(())
    });
    assert_eq!(s.stop(), 0);
    let away = ["travel", "start", "--timeout", "2s"];
    a.run(away).fails(6, "unreachable");
    assert_eq!(a.bodies(&thread), ["uno"]);
    assert_eq!(a.stop(), 0);
    a.run(away).fails(6, "unreachable");
    assert_eq!(a.bodies(&thread), ["uno"]);
}

#[test]
fn a_way_back_that_was_closed_lets_nobody_in_and_panic_takes_it() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let a = world.organization("A", &s);
    let code = s.invite(&["member", "--name", "Gama", "--role", "coordinator"]);
    let mut c = world.device("C");
    let _in = c
        .run(["join", &code, "--person", "Gama", "--connect", &s.address()])
        .done();
    c.start(&[&s.address()]);
    let thread = begin_thread(&c, "uno");
    until(AGREE, "S has it", || {
        (s.bodies(&thread) == ["uno"]).then_some(())
    });
    let left = c.run(["travel", "start"]).object();
    let place = text(&left["place"]);
    // Whoever coordinates closes the way back of a machine that was taken.
    let _closed = s.run(["invite", "revoke", &place]).done();
    let refused = c.run([
        "travel",
        "return",
        "--connect",
        &s.address(),
        "--timeout",
        "20s",
    ]);
    refused.fails(5, "invitation_ended");
    drop(a);

    let a2 = world.organization("D", &s);
    let thread = begin_thread(&a2, "dos");
    until(AGREE, "S has it", || {
        (s.bodies(&thread) == ["dos"]).then_some(())
    });
    let _left = a2.run(["travel", "start"]).object();
    only_the_stub_is_left(&a2);
    let _gone = a2.run(["panic", "--yes"]).object();
    assert!(files(a2.profile()).is_empty());
    a2.run(["travel", "return"]).fails(4, "no_profile");
}
