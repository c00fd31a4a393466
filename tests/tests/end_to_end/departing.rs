//! Nobody takes herself out by accident; whoever means it leaves by a word of its own.

use asamblea_tests::binary::{World, text, until};

use crate::AGREE;
use crate::coordination::{joined, known, until_alert, until_row};

#[test]
fn nobody_is_taken_out_by_her_own_name_and_no_space_is_left_without_who_decides() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let mesa = ["space", "new", "--name", "Mesa"];
    let mesa = text(&s.run(mesa).object()["id"]);
    for herself in [
        &["member", "remove", "Persona S"][..],
        &["member", "remove", "Persona S", "--cut"],
        &["member", "suspend", "Persona S"],
        &["org", "remove", "Org S"],
        &["org", "suspend", "Org S"],
        &["space", "remove", &mesa, "Persona S"],
        &["space", "remove", &mesa, "Org S"],
    ] {
        s.run(herself).fails(5, "not_permitted");
        let said = s.say(herself);
        assert!(said.stderr.contains("asamblea space leave"), "{said:?}");
    }
    // Nor does a space come into itself.
    let cycle = ["space", "add", "Org S", "Org S"];
    s.run(cycle).fails(5, "no_effect");
    let said = s.say(cycle);
    assert!(said.stderr.contains("dentro de sí mismo"), "{said:?}");
    // The only coordinator of an organization stays, and the only one of a network.
    for place in ["Org S", "Red"] {
        let leave = ["space", "leave", place, "--yes"];
        s.run(leave).fails(5, "not_permitted");
        let said = s.say(leave);
        assert!(said.stderr.contains("coordinator"), "{said:?}");
    }
    let own = s.space("person");
    let said = s.say(["space", "leave", &own, "--yes"]);
    assert_eq!(said.status, 5, "{said:?}");
    assert!(said.stderr.contains("asamblea device revoke"), "{said:?}");
    // Nobody is there to type the word.
    s.run(["space", "leave", &mesa]).fails(2, "usage");
    let left = s.run(["space", "leave", &mesa, "--yes"]).object();
    assert_eq!(left["left"], true, "nobody stays in it: {left}");
}

#[test]
fn who_leaves_is_out_at_once_and_a_coordinator_once_another_agrees() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let beatriz = known(&world, "Beatriz", &s, "coordinator");
    let mut marta = joined(&world, "Marta", &s, "member");
    marta.start(&[&s.address()]);
    let _row = until_row(&beatriz, "person", "Marta", "unverified");
    let new = ["space", "new", "--name", "Mesa", "--with", "Persona S"];
    let mesa = text(&beatriz.run(new).object()["id"]);
    until(AGREE, "S reads it", || {
        (s.run(["space", "show", &mesa]).status == 0).then_some(())
    });
    // Its only administrator, with somebody in it.
    let leave = ["space", "leave", &mesa, "--yes"];
    beatriz.run(leave).fails(5, "not_permitted");
    let said = s.say(leave);
    assert_eq!(said.status, 0, "{said:?}");
    assert!(said.text.contains("Saliste"), "{said:?}");
    until(AGREE, "Beatriz hears that S left", || {
        let shown = beatriz.run(["space", "show", &mesa]).object();
        let mut members = shown["members"].as_array()?.iter();
        let row = members.find(|row| row["name"] == "Persona S")?;
        (row["state"] == "removed").then_some(())
    });
    // Who is in through her organization leaves with all of it, or not at all.
    let add = ["space", "add", &mesa, "Org S"];
    assert_eq!(beatriz.run(add).object()["state"], "active");
    until(AGREE, "Marta reads it", || {
        (marta.run(["space", "show", &mesa]).status == 0).then_some(())
    });
    let said = marta.say(leave);
    assert_eq!(said.status, 5, "{said:?}");
    assert!(said.stderr.contains("por tu organización"), "{said:?}");
    // A coordinator's leaving is a word like any other against one.
    let word = until(AGREE, "Beatriz leaves her organization", || {
        let word = beatriz.run(["space", "leave", "Org S", "--yes"]);
        (word.status == 0).then(|| word.object())
    });
    assert_eq!(
        (&word["left"], &word["waits"]),
        (&true.into(), &"against".into()),
        "{word}"
    );
    let _row = until_row(&s, "person", "Beatriz", "suspended");
    let decided = s.run(["second", &text(&word["id"])]).object();
    assert_eq!(decided["state"], "removed", "{decided}");
}

#[test]
fn an_organization_that_leaves_the_network_is_out_with_its_people() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let a = world.organization("A", &s);
    until(AGREE, "S knows her", || {
        let who = s.run(["who"]).done().lines;
        let known = who.iter().any(|row| row["name"] == "Persona A");
        known.then_some(())
    });
    let left = a.run(["space", "leave", "Red", "--yes"]).object();
    assert_eq!(
        (&left["left"], &left["state"]),
        (&true.into(), &"removed".into()),
        "{left}"
    );
    // She went, nobody sent her away.
    let alert = until_alert(&s, "left");
    assert_eq!(alert["subject"], "Org A", "{alert}");
    let said = s.say(["alerts", "list"]);
    assert!(said.text.contains("por decisión propia"), "{said:?}");
    for (kind, name) in [
        ("org", "Org A"),
        ("person", "Persona A"),
        ("device", "Persona A"),
    ] {
        let _row = until_row(&s, kind, name, "removed");
    }
    let said = s.say(["who"]);
    assert!(!said.text.contains("none"), "{said:?}");
}
