//! Locking a running node.

use std::net::TcpStream;
use std::time::Duration;

use asamblea_tests::binary::{World, text, until};

use crate::{AGREE, two_with_thread};

#[test]
fn a_locked_node_goes_on_and_answers_nobody_until_it_is_unlocked() {
    let world = World::new();
    let (mut s, a, thread) = two_with_thread(&world, "uno");
    let pid = s.node().pid();
    let _locked = s.run(["lock"]).done();
    for command in [
        vec!["thread", "show", &thread],
        vec!["thread", "reply", &thread, "--body", "no"],
        vec!["space", "list"],
        vec!["invite", "device"],
    ] {
        s.run(command).fails(3, "locked");
    }
    // The node still carries what others write.
    a.reply(&thread, "dos");
    let good = world.path().join("passphrase");
    s.use_passphrase(world.file("wrong", "otra lechuga tranvía dominó\n"));
    s.run(["unlock"]).fails(3, "wrong_passphrase");
    s.run(["space", "list"]).fails(3, "locked");
    s.use_passphrase(good);
    let _unlocked = s.run(["unlock"]).done();
    until(AGREE, "what A wrote meanwhile", || {
        (s.bodies(&thread) == ["uno", "dos"]).then_some(())
    });
    assert_eq!(s.node().pid(), pid);
    assert_eq!(s.stop(), 0);
}

#[test]
fn a_node_locks_itself_after_the_time_that_it_was_given() {
    let world = World::new();
    let mut s = world.device("S");
    let found = ["--network", "Red", "--org", "O", "--person", "P"];
    let _founded = s.run(["found"].iter().chain(&found)).object();
    s.start_with(&["--auto-lock", "3s"]);
    // Each question shows that somebody is there.
    for _ in 0..4 {
        std::thread::sleep(Duration::from_secs(1));
        let _open = s.run(["space", "list"]).done();
    }
    std::thread::sleep(Duration::from_secs(6));
    s.run(["space", "list"]).fails(3, "locked");
    let status = s.status();
    assert_eq!(
        (&status["locked"], &status["network"]),
        (&true.into(), &().into())
    );
    let mut terminal = s.interface(80, 24);
    let screen = terminal.wait_for("Contraseña", AGREE);
    assert!(
        !screen.contains("Red") && !screen.contains("Inicio"),
        "{screen}"
    );
    terminal.keys("\x03");
    assert!(terminal.ends_well(AGREE));
    let _unlocked = s.run(["unlock"]).done();
    let _open = s.run(["space", "list"]).done();
    assert_eq!(s.stop(), 0);
}

#[test]
fn lock_all_carries_for_nobody_until_it_is_unlocked() {
    let world = World::new();
    let (mut s, mut a, thread) = two_with_thread(&world, "uno");
    let _locked = s.run(["lock", "--all"]).done();
    let peers = |device: &asamblea_tests::binary::Device| {
        device.status()["peers"].as_array().map_or(0, Vec::len)
    };
    until(AGREE, "no connection", || (peers(&a) == 0).then_some(()));
    let port = s.node().port();
    assert!(TcpStream::connect(("127.0.0.1", port)).is_err(), "{port}");
    s.run(["sync", "--timeout", "2s"]).fails(3, "locked");
    // What is not looked at is not called well, nor damaged.
    let checks = s.run(["doctor", "--deep"]).done();
    let journal = checks.lines.iter().find(|row| row["check"] == "journal");
    assert!(text(&journal.unwrap()["detail"]).contains("locked"));
    a.reply(&thread, "dos");
    // Time enough to dial again several times.
    std::thread::sleep(Duration::from_secs(5));
    assert_eq!((peers(&a), peers(&s)), (0, 0));
    let outgoing = a.status()["outgoing"].as_u64();
    assert!(outgoing > Some(0), "nobody took it: {outgoing:?}");
    let _unlocked = s.run(["unlock"]).done();
    // A system gives it another port: whoever knew the old one is told.
    let address = until(AGREE, "it listens again", || {
        let events = s.node().events();
        let mut listening = events.iter().filter(|event| event["event"] == "listening");
        listening.nth(1).map(|event| text(&event["address"]))
    });
    let _synced = a.run(["sync", "--connect", &address]).done();
    until(AGREE, "what A wrote meanwhile", || {
        (s.bodies(&thread) == ["uno", "dos"]).then_some(())
    });
    let _well = s.run(["doctor", "--deep"]).done();
    assert_eq!((s.stop(), a.stop()), (0, 0));
}
