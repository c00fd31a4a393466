//! Coordinators against each other: one word suspends, two decide, guardians help.

use asamblea_tests::binary::{Device, World, text, until};
use serde_json::Value;

use crate::AGREE;

/// A further person of an organization, by an invitation of `by`, whose node runs.
pub(crate) fn joined(world: &World, name: &str, by: &Device, role: &str) -> Device {
    let code = by.invite(&["member", "--name", name, "--role", role]);
    let device = world.device(name);
    let address = by.address();
    let arguments = ["join", &code, "--connect", &address, "--person", name];
    let joined = device.run(arguments).object();
    assert_eq!(joined["state"], "joined", "{joined}");
    device
}

/// A coordinator compares the words with a newcomer.
pub(crate) fn verify(by: &Device, newcomer: &Device) {
    let status = newcomer.status();
    let (device, words) = (text(&status["device"]), text(&status["safety_words"]));
    let arguments = ["device", "verify", &device, "--words", &words];
    let verified = by.run(arguments).object();
    assert_eq!(verified["state"], "active", "{verified}");
}

fn state_of(at: &Device, name: &str) -> Option<String> {
    let who = at.run(["who"]).done().lines;
    let mut rows = who.iter();
    let row = rows.find(|row| row["kind"] == "person" && row["name"] == name)?;
    Some(text(&row["state"]))
}

#[track_caller]
fn until_state(at: &Device, name: &str, want: &str) {
    let mut seen = None;
    until(AGREE, &format!("{name} {want}"), || {
        let state = state_of(at, name);
        if seen != state {
            eprintln!("{name} is {state:?}");
            seen = state;
        }
        (seen.as_deref() == Some(want)).then_some(())
    });
}

fn network_hash(at: &Device) -> Option<Value> {
    let status = at.status();
    let spaces = status["spaces"].as_array()?.clone();
    let network = spaces.iter().find(|space| space["kind"] == "network")?;
    Some(network["state_hash"].clone())
}

#[test]
fn one_word_suspends_freezes_its_author_and_is_lifted_or_decided() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let mut beatriz = joined(&world, "Beatriz", &s, "coordinator");
    beatriz.start(&[&s.address()]);
    verify(&s, &beatriz);
    let mut carla = joined(&world, "Carla", &s, "coordinator");
    carla.start(&[&s.address()]);
    verify(&s, &carla);
    let word = s.run(["member", "remove", "Beatriz"]).object();
    assert_eq!(word["state"], "suspended", "{word}");
    assert!(word["epochs_rotated"].as_u64() >= Some(1), "{word}");
    // Whoever accused admits nobody until somebody agrees.
    s.run(["invite", "member"]).fails(5, "frozen");
    until_state(&carla, "Beatriz", "suspended");
    let lifted = carla.run(["member", "lift", "Beatriz"]).object();
    assert_eq!(lifted["state"], "active", "{lifted}");
    until_state(&s, "Beatriz", "active");
    let _code = s.invite(&["member"]);
    // Freed, she reads and writes again.
    let network = s.space("network");
    until(AGREE, "Beatriz writes again", || {
        let new = ["thread", "new", "--space", &network, "--title", "T"];
        (beatriz.run(new).status == 0).then_some(())
    });
    let again = s.run(["member", "suspend", "Beatriz"]).object();
    until_state(&carla, "Beatriz", "suspended");
    let decided = carla.run(["second", &text(&again["id"])]).object();
    assert_eq!(decided["state"], "removed", "{decided}");
    until_state(&s, "Beatriz", "removed");
    // Nobody speaks twice, and nothing is left to second.
    s.run(["second", "Beatriz"]).fails(4, "not_found");
}

#[test]
fn a_role_goes_down_by_one_word_and_up_to_coordinator_by_two() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let mut beatriz = joined(&world, "Beatriz", &s, "coordinator");
    beatriz.start(&[&s.address()]);
    verify(&s, &beatriz);
    let mut marta = joined(&world, "Marta", &s, "member");
    marta.start(&[&s.address()]);
    verify(&s, &marta);
    let down = s.run(["member", "role", "Marta", "observer"]).object();
    assert_eq!(down["state"], "active", "{down}");
    until(AGREE, "Marta observes", || {
        (marta.status()["role"] == "observer").then_some(())
    });
    let up = s.run(["member", "role", "Marta", "coordinator"]).object();
    assert_eq!(up["state"], "waiting", "{up}");
    s.run(["second", "Marta"]).fails(5, "no_effect");
    until_state(&beatriz, "Marta", "waiting");
    let done = beatriz.run(["second", "Marta"]).object();
    assert_eq!(done["state"], "active", "{done}");
    until(AGREE, "Marta coordinates", || {
        (marta.status()["role"] == "coordinator").then_some(())
    });
    marta
        .run(["member", "lift", "Beatriz"])
        .fails(5, "no_effect");
    marta
        .run(["refound", "Org S", "--admin", "Marta"])
        .fails(5, "no_effect");
}

#[test]
fn two_who_accuse_each_other_apart_are_both_suspended_until_a_guardian_decides() {
    let world = World::new();
    let mut s = world.founder("S", "Red");
    let mut ana = world.organization("A", &s);
    verify(&s, &ana);
    let mut beatriz = joined(&world, "Beatriz", &ana, "coordinator");
    beatriz.start(&[&ana.address()]);
    verify(&ana, &beatriz);
    until(AGREE, "Beatriz hears that she coordinates", || {
        (beatriz.status()["role"] == "coordinator").then_some(())
    });
    // Apart from each other, each admits somebody and takes the other out. Nobody else is there.
    beatriz.stop();
    s.stop();
    let mut yolanda = joined(&world, "Yolanda", &ana, "member");
    let one = ana.run(["member", "remove", "Beatriz"]).object();
    assert_eq!(one["state"], "suspended", "{one}");
    ana.stop();
    beatriz.start(&[]);
    let mut zoila = joined(&world, "Zoila", &beatriz, "member");
    let other = beatriz.run(["member", "remove", "Persona A"]).object();
    assert_eq!(other["state"], "suspended", "{other}");
    // They meet over the Secretariat, which hears both.
    beatriz.stop();
    s.start(&[]);
    ana.start(&[&s.address()]);
    beatriz.start(&[&s.address()]);
    yolanda.start(&[&s.address()]);
    zoila.start(&[&s.address()]);
    for at in [&s, &ana, &beatriz] {
        until_state(at, "Persona A", "suspended");
        until_state(at, "Beatriz", "suspended");
    }
    let alert = until(AGREE, "an alert", || {
        let rows = s.run(["alerts", "list"]).done().lines;
        rows.into_iter().find(|row| row["code"] == "suspended")
    });
    assert!(!text(&alert["text"]).is_empty(), "{alert}");
    // The Secretariat stands behind the organization.
    let decided = s.run(["second", &text(&one["id"])]).object();
    assert_eq!(decided["state"], "removed", "{decided}");
    for at in [&s, &ana] {
        until_state(at, "Beatriz", "removed");
        until_state(at, "Persona A", "active");
    }
    until(AGREE, "the same state at the two that stay", || {
        (network_hash(&s)? == network_hash(&ana)?).then_some(())
    });
}
