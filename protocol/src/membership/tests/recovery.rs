//! Recoveries (R12): a place that is nobody's until it was confirmed, and who refuses it.

use super::super::Stage;
use super::world::{At, Rules, State, World, device, person, tables};
use crate::op::{Member, Role, SpaceKind, Word};

/// `m` of the organization `O`, whose coordinators are A and B, with a place for recovery.
fn prepared(rules: Rules) -> World {
    let mut world = World::network(rules, &["G", "H"]);
    world.joined_org("O", &["A", "B"], "G");
    world.joined("m", "O", "A", Role::Write);
    world.joined("w", "O", "A", Role::Write);
    world.joined_device("phone", "m");
    world.invite_recovery("m", "m", "place");
    world
}

fn begin(world: &mut World, name: &str) -> At {
    let member = Member::Device(device(name));
    world.redeem(name, person("m"), "place", member)
}

fn refuse(world: &mut World, author: &str) -> At {
    let word = Word::remove(Member::Invitation(device("place")));
    world.restrict(author, person("m"), word)
}

fn stages(state: &State) -> Vec<Stage> {
    let recoveries = state.view().recoveries();
    recoveries.iter().map(|one| one.stage).collect()
}

#[track_caller]
fn check(state: &State, role: Role, stage: Stage) {
    assert_eq!(state.role_in("new", person("m")), role);
    assert_eq!(state.role("new", "O"), role);
    assert_eq!(stages(state), [stage]);
}

fn a_recovered_device_is_nobody_until_it_was_confirmed(rules: Rules) {
    let mut world = prepared(rules);
    assert_eq!(stages(&world.state()), []);
    let redeem = begin(&mut world, "new");
    let state = world.state();
    assert!(state.counts(redeem));
    check(&state, Role::None, Stage::Waiting);
    // Who holds shares of it has no word for that.
    for nobody in ["w", "new"] {
        let mut world = world.clone();
        let second = world.second(nobody, redeem);
        let state = world.state();
        assert!(!state.counts(second), "{nobody}");
        check(&state, Role::None, Stage::Waiting);
    }
    // Her coordinators, those of the Secretariat, and her own first device.
    for somebody in ["A", "H", "m"] {
        let mut world = world.clone();
        world.second(somebody, redeem);
        check(&world.state(), Role::Write, Stage::Done);
    }
}

fn whoever_of_her_devices_refuses_it_refuses_it_for_good(rules: Rules) {
    for own in ["m", "phone"] {
        let mut world = prepared(rules);
        let redeem = begin(&mut world, "new");
        let refusal = refuse(&mut world, own);
        let state = world.state();
        assert!(state.counts(refusal), "{own}");
        check(&state, Role::None, Stage::Refused);
        world.second("A", redeem);
        check(&world.state(), Role::None, Stage::Refused);
    }
}

fn a_refusal_beside_the_confirmation_stands(rules: Rules) {
    let mut world = prepared(rules);
    let redeem = begin(&mut world, "new");
    let before = world.now();
    world.second("A", redeem);
    world.knowing(&before);
    refuse(&mut world, "phone");
    world.knowing_all();
    check(&world.state(), Role::None, Stage::Refused);
}

fn after_the_confirmation_it_is_a_device_like_any_other(rules: Rules) {
    let mut world = prepared(rules);
    let redeem = begin(&mut world, "new");
    world.second("A", redeem);
    refuse(&mut world, "phone");
    check(&world.state(), Role::Write, Stage::Done);
    world.restrict(
        "m",
        person("m"),
        Word::remove(Member::Device(device("new"))),
    );
    check(&world.state(), Role::None, Stage::Refused);
}

fn nobody_else_refuses_it(rules: Rules) {
    let mut world = prepared(rules);
    begin(&mut world, "new");
    for other in ["w", "A", "H"] {
        let refusal = refuse(&mut world, other);
        assert!(!world.state().counts(refusal), "{other}");
    }
    check(&world.state(), Role::None, Stage::Waiting);
}

fn her_phone_refuses_no_other_invitation(rules: Rules) {
    let mut world = prepared(rules);
    world.invite("m", person("m"), "code", Role::Write);
    let word = Word::remove(Member::Invitation(device("code")));
    let refusal = world.restrict("phone", person("m"), word);
    assert!(!world.state().counts(refusal));
    // Nor where the space is no person's.
    let founder = Member::Space(person("m"));
    world.create("m", "W", (SpaceKind::Working, Some("O")), founder, &[], &[]);
    let refusal = world.restrict("phone", super::world::space("W"), word);
    assert!(!world.state().counts(refusal));
}

fn of_two_that_begin_at_once_neither_comes_in_until_one_is_chosen(rules: Rules) {
    let mut world = prepared(rules);
    let before = world.now();
    let first = begin(&mut world, "new");
    world.knowing(&before);
    let other = begin(&mut world, "other");
    world.knowing_all();
    let state = world.state();
    assert!(state.counts(first) && state.counts(other));
    assert_eq!(stages(&state), [Stage::Contested; 2]);
    world.second("A", first);
    let state = world.state();
    assert_eq!(state.role("new", "O"), Role::Write);
    assert_eq!(state.role("other", "O"), Role::None);
    assert_eq!(stages(&state), [Stage::Done, Stage::Refused]);
}

fn a_place_of_an_old_setup_opens_nothing(rules: Rules) {
    let mut world = prepared(rules);
    refuse(&mut world, "m");
    world.invite_recovery("m", "m", "new place");
    let late = begin(&mut world, "new");
    let state = world.state();
    assert!(!state.counts(late));
    assert_eq!(stages(&state), []);
}

fn a_place_without_the_demand_gives_its_role_at_once(rules: Rules) {
    let mut world = prepared(rules);
    world.invite("m", person("m"), "code", Role::Write);
    let member = Member::Device(device("tablet"));
    world.redeem("tablet", person("m"), "code", member);
    let state = world.state();
    assert_eq!(state.role("tablet", "O"), Role::Write);
    assert_eq!(stages(&state), []);
}

tables! {
    a_recovered_device_is_nobody_until_it_was_confirmed,
    whoever_of_her_devices_refuses_it_refuses_it_for_good,
    a_refusal_beside_the_confirmation_stands,
    after_the_confirmation_it_is_a_device_like_any_other,
    nobody_else_refuses_it,
    her_phone_refuses_no_other_invitation,
    of_two_that_begin_at_once_neither_comes_in_until_one_is_chosen,
    a_place_of_an_old_setup_opens_nothing,
    a_place_without_the_demand_gives_its_role_at_once,
}
