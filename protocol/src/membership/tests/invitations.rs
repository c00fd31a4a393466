//! Invitations under races (R12), and who may claim to be a member.

use super::world::{At, Rules, World, device, person, person_member, space, tables};
use crate::op::{Member, Role, SpaceKind, Word};

fn one_org(rules: Rules) -> World {
    let mut world = World::network(rules, &["G", "H"]);
    world.joined_org("O", &["A", "B"], "G");
    world.invite("A", space("O"), "code", Role::Write);
    world
}

/// Two who use one code apart from each other.
fn race(rules: Rules) -> (World, At, At) {
    let mut world = one_org(rules);
    let before = world.now();
    let redeem = |world: &mut World, name: &str| {
        world.knowing(&before);
        let born = world.born(name, "O");
        let mut seen = before.clone();
        seen.push(born);
        world.knowing(&seen);
        let at = world.redeem(name, space("O"), "code", person_member(name));
        world.knowing_all();
        at
    };
    let first = redeem(&mut world, "y");
    let thief = redeem(&mut world, "t");
    (world, first, thief)
}

fn row_27_of_two_who_use_one_code_neither_is_in_until_one_is_confirmed(rules: Rules) {
    let (mut world, first, thief) = race(rules);
    let state = world.state();
    assert!(state.counts(first) && state.counts(thief));
    assert_eq!(state.role("y", "O"), Role::None);
    assert_eq!(state.role("t", "O"), Role::None);
    world.second("A", first);
    let state = world.state();
    assert_eq!(state.role("y", "O"), Role::Write);
    assert_eq!(state.role("t", "O"), Role::None);
    // Who knows that one is confirmed confirms no other.
    let late = world.second("B", thief);
    let state = world.state();
    assert!(!state.counts(late));
    assert_eq!(state.role("y", "O"), Role::Write);
}

fn row_28_29_a_thief_who_dates_back_makes_an_unconfirmed_place_wait(rules: Rules) {
    let mut world = one_org(rules);
    let before = world.now();
    let born = world.born("y", "O");
    world.knowing(&[&before[..], &[born]].concat());
    let first = world.redeem("y", space("O"), "code", person_member("y"));
    assert_eq!(world.knowing_all().state().role("y", "O"), Role::Write);
    let mut confirmed = world.clone();
    confirmed.second("A", first);
    for (mut world, want) in [(world, Role::None), (confirmed, Role::Write)] {
        world.knowing(&before);
        let born = world.born("t", "O");
        world.knowing(&[&before[..], &[born]].concat());
        world.redeem("t", space("O"), "code", person_member("t"));
        let state = world.knowing_all().state();
        assert_eq!(state.role("y", "O"), want);
        assert_eq!(state.role("t", "O"), Role::None);
    }
}

fn a_redeem_that_knows_another_is_refused(rules: Rules) {
    let (mut world, first, _) = race(rules);
    world.born("late", "O");
    let late = world.redeem("late", space("O"), "code", person_member("late"));
    let state = world.state();
    assert!(state.counts(first) && !state.counts(late));
}

fn row_30_a_code_revoked_beside_its_use_lets_nobody_in(rules: Rules) {
    let mut world = one_org(rules);
    let before = world.now();
    world.knowing(&before);
    let word = Word::remove(Member::Invitation(device("code")));
    world.restrict("A", space("O"), word);
    let born = world.born("y", "O");
    world.knowing(&[&before[..], &[born]].concat());
    world.redeem("y", space("O"), "code", person_member("y"));
    assert_eq!(world.knowing_all().state().role("y", "O"), Role::None);
}

fn row_31_a_code_alone_is_no_member_and_gives_at_most_write(rules: Rules) {
    let mut world = World::network(rules, &["G", "H"]);
    world.joined_org("O", &["A", "B"], "G");
    world.invite("A", space("O"), "code", Role::Admin);
    let state = world.state();
    assert!(
        state
            .view()
            .devices(space("O"))
            .keys()
            .all(|d| *d != device("code"))
    );
    world.born("y", "O");
    let redeem = world.redeem("y", space("O"), "code", person_member("y"));
    world.second("A", redeem);
    assert_eq!(world.state().role("y", "O"), Role::Write);
}

fn founding_places_are_admin_once_confirmed_and_two_at_most(rules: Rules) {
    let mut world = World::network(rules, &["G", "H", "I", "J"]);
    let state = world.state();
    for (name, role) in [("H", Role::Admin), ("I", Role::Admin), ("J", Role::Write)] {
        assert_eq!(state.role(name, "S"), role, "{name}");
    }
    // Not confirmed, she writes.
    world.joined_org("O", &["A"], "G");
    assert_eq!(world.state().role("A", "O"), Role::Admin);
}

fn a_case_gives_nothing_before_the_words_were_compared(rules: Rules) {
    let mut world = one_org(rules);
    let founder = person_member("A");
    world.create("A", "case", (SpaceKind::Case, Some("O")), founder, &[], &[]);
    world.invite("A", space("case"), "case code", Role::Write);
    let device_member = Member::Device(device("y"));
    let redeem = world.redeem("y", space("case"), "case code", device_member);
    assert_eq!(world.state().role("y", "case"), Role::None);
    world.second("A", redeem);
    assert_eq!(world.state().role("y", "case"), Role::Write);
}

fn a_case_gives_nothing_through_a_member_to_whom_nobody_confirmed(rules: Rules) {
    let mut world = one_org(rules);
    let founder = person_member("A");
    let kind = (SpaceKind::Case, Some("N"));
    let with = [(Member::Space(space("O")), Role::Write)];
    world.create("A", "case", kind, founder, &with, &[]);
    world.born("y", "O");
    let redeem = world.redeem("y", space("O"), "code", person_member("y"));
    let state = world.state();
    assert_eq!(state.role("y", "O"), Role::Write);
    assert_eq!(state.role("y", "case"), Role::None);
    world.second("A", redeem);
    assert_eq!(world.state().role("y", "case"), Role::Write);
}

fn nobody_is_made_a_member_against_her_will(rules: Rules) {
    let mut world = one_org(rules);
    world.joined("m", "O", "A", Role::Write);
    // A device by a card that was made for another space.
    let grab = world.add("m", person("m"), Member::Device(device("A")), Role::Write);
    // A person into an organization that she did not name.
    world.joined_org("Q", &["q"], "G");
    let foreign = world.add("q", space("Q"), person_member("A"), Role::Write);
    let state = world.state();
    assert!(!state.counts(grab) && !state.counts(foreign));
    // And so nobody is anybody else's second device.
    assert!(!state.view().is_same_person(device("m"), device("A")));
}

fn a_place_taken_over_by_another_space_opens_nothing_there(rules: Rules) {
    let mut world = one_org(rules);
    world.joined_org("Q", &["q"], "G");
    // q shows O's invitation in her own space; its card was made for O.
    let copied = world.add(
        "q",
        space("Q"),
        Member::Invitation(device("code")),
        Role::Write,
    );
    assert!(!world.state().counts(copied));
}

tables! {
    row_27_of_two_who_use_one_code_neither_is_in_until_one_is_confirmed,
    row_28_29_a_thief_who_dates_back_makes_an_unconfirmed_place_wait,
    a_redeem_that_knows_another_is_refused,
    row_30_a_code_revoked_beside_its_use_lets_nobody_in,
    row_31_a_code_alone_is_no_member_and_gives_at_most_write,
    founding_places_are_admin_once_confirmed_and_two_at_most,
    a_case_gives_nothing_before_the_words_were_compared,
    a_case_gives_nothing_through_a_member_to_whom_nobody_confirmed,
    nobody_is_made_a_member_against_her_will,
    a_place_taken_over_by_another_space_opens_nothing_there,
}
