//! Spaces in spaces: bars, persons' devices, freezing upwards.

use super::world::{Rules, World, device, person, person_member, space, tables};
use crate::op::{Member, Role, SpaceKind, Word};

/// N ⊃ S, O (a b c with two devices each, writer d with two, carrier r), Q (q with two); W ⊃ O, Q.
pub(super) fn nested(rules: Rules) -> World {
    let mut world = World::network(rules, &["G", "H"]);
    world.joined_org("O", &["a1", "b1", "c1"], "G");
    world.joined("d1", "O", "a1", Role::Write);
    for (name, of) in [("a2", "a1"), ("b2", "b1"), ("d2", "d1")] {
        world.joined_device(name, of);
    }
    world.joined_org("Q", &["q1"], "G");
    world.joined_device("q2", "q1");
    let founder = person_member("a1");
    let with = [
        (Member::Space(space("O")), Role::Write),
        (Member::Space(space("Q")), Role::Write),
    ];
    world.create(
        "a1",
        "W",
        (SpaceKind::Working, Some("N")),
        founder,
        &with,
        &[],
    );
    world
}

fn a_path_is_the_least_of_its_edges_and_a_role_the_greatest_of_its_paths(rules: Rules) {
    let state = nested(rules).state();
    for (name, at, role) in [
        ("a1", "O", Role::Admin),
        ("a2", "O", Role::Write),
        ("d2", "O", Role::Write),
        ("q1", "W", Role::Write),
        ("a1", "W", Role::Admin),
        ("b1", "W", Role::Write),
        ("G", "W", Role::None),
        ("G", "N", Role::Admin),
        ("a1", "N", Role::Write),
    ] {
        assert_eq!(state.role(name, at), role, "{name} in {at}");
    }
}

fn row_32_one_word_suspends_a_phone_in_its_own_person_and_everywhere_above(rules: Rules) {
    let mut world = nested(rules);
    world.restrict(
        "a1",
        person("a1"),
        Word::remove(Member::Device(device("a2"))),
    );
    let state = world.state();
    for at in ["O", "N", "W"] {
        assert_eq!(state.role("a2", at), Role::None, "{at}");
    }
    assert!(!state.is_decided(person("a1"), Member::Device(device("a2"))));
}

fn row_33_a_bar_keeps_a_device_out_above_and_not_out_of_its_person(rules: Rules) {
    let mut world = nested(rules);
    world.restrict("a1", space("O"), Word::remove(Member::Device(device("d2"))));
    let state = world.state();
    for at in ["O", "N", "W"] {
        assert_eq!(state.role("d1", at), Role::Write, "{at}");
    }
    assert_eq!(state.role("d2", "O"), Role::None);
    assert_eq!(state.role("d2", "N"), Role::None);
    assert_eq!(state.role_in("d2", person("d1")), Role::Write);
}

fn row_35_36_a_device_gives_no_two_words_and_is_frozen_upwards(rules: Rules) {
    let mut world = nested(rules);
    let word = world.restrict(
        "a1",
        person("a1"),
        Word::remove(Member::Device(device("a2"))),
    );
    // As coordinator of O she would be a guardian of her own person.
    world.second("a1", word);
    let target = Member::Device(device("a2"));
    assert!(!world.state().is_decided(person("a1"), target));
    let added = world.invite("a1", space("O"), "ghost", Role::Write);
    let above = world.invite("a1", space("W"), "ghost of W", Role::Write);
    let state = world.state();
    assert!(!state.counts(added), "frozen in the space above");
    assert!(!state.counts(above), "and in those above that");
    world.second("b1", word);
    assert!(world.state().is_decided(person("a1"), target));
    let added = world.invite("a1", space("O"), "guest", Role::Write);
    assert!(world.state().counts(added));
}

fn row_37_the_guardian_of_the_guardian_gives_the_second_word(rules: Rules) {
    let mut world = nested(rules);
    let word = world.restrict(
        "q1",
        person("q1"),
        Word::remove(Member::Device(device("q2"))),
    );
    world.second("G", word);
    assert!(
        world
            .state()
            .is_decided(person("q1"), Member::Device(device("q2")))
    );
}

fn row_38_one_word_makes_no_accomplice(rules: Rules) {
    let mut world = nested(rules);
    world.joined("p", "Q", "q1", Role::Write);
    world.add("q1", space("Q"), person_member("p"), Role::Admin);
    let refused = world.restrict("p", space("Q"), Word::remove(person_member("q1")));
    let state = world.state();
    assert!(!state.counts(refused));
    assert_eq!(state.role("q1", "Q"), Role::Admin);
}

fn row_40_an_organization_comes_back_by_an_add_that_knows_its_removal(rules: Rules) {
    let mut world = nested(rules);
    let target = Member::Space(space("Q"));
    let before = world.now();
    world.restrict("G", space("N"), Word::remove(target));
    let state = world.state();
    assert_eq!(state.role("q1", "N"), Role::None);
    assert_eq!(state.role("q1", "Q"), Role::Admin, "Q itself goes on");
    let mut again = world.clone();
    again.add("G", space("N"), target, Role::Write);
    assert_eq!(again.state().role("q1", "N"), Role::Write);
    world.knowing(&before);
    world.add("H", space("N"), target, Role::Write);
    assert_eq!(world.knowing_all().state().role("q1", "N"), Role::None);
}

fn a_burned_device_never_comes_back(rules: Rules) {
    let mut world = nested(rules);
    let target = Member::Device(device("d2"));
    let word = world.restrict("d1", person("d1"), Word::remove(target));
    world.second("a1", word);
    world.invite("d1", person("d1"), "once more", Role::Write);
    world.redeem("d2", person("d1"), "once more", target);
    let state = world.state();
    assert_eq!(state.role_in("d2", person("d1")), Role::None);
    assert_eq!(state.role("d1", "O"), Role::Write);
}

fn a_persons_second_device_becomes_admin_with_a_guardians_word(rules: Rules) {
    let mut world = nested(rules);
    let grant = world.raise_device("a1", "a2", Role::Admin);
    assert_eq!(world.state().role_in("a2", person("a1")), Role::Write);
    world.second("a2", grant);
    world.second("d1", grant);
    assert_eq!(world.state().role_in("a2", person("a1")), Role::Write);
    world.second("b1", grant);
    assert_eq!(world.state().role_in("a2", person("a1")), Role::Admin);
    assert_eq!(world.state().role("a2", "O"), Role::Admin);
}

fn cycles_are_refused_and_cut_where_they_arise_side_by_side(rules: Rules) {
    let mut world = nested(rules);
    let founder = person_member("b1");
    let before = world.now();
    world.create(
        "b1",
        "V",
        (SpaceKind::Working, Some("N")),
        founder,
        &[],
        &[],
    );
    let in_w = world.add("a1", space("W"), Member::Space(space("V")), Role::Write);
    let refused = world.add("b1", space("V"), Member::Space(space("W")), Role::Write);
    let state = world.state();
    assert!(state.counts(in_w) && !state.counts(refused));
    let made = *world.now().iter().find(|at| !before.contains(at)).unwrap();
    world.knowing(&[&before[..], &[made]].concat());
    world.dated_back();
    let beside = world.add("b1", space("V"), Member::Space(space("W")), Role::Write);
    let state = world.knowing_all().state();
    assert!(state.counts(beside));
    assert_eq!(state.role("q1", "V"), Role::Write);
    assert_eq!(state.role("b1", "W"), Role::Write);
}

tables! {
    a_path_is_the_least_of_its_edges_and_a_role_the_greatest_of_its_paths,
    row_32_one_word_suspends_a_phone_in_its_own_person_and_everywhere_above,
    row_33_a_bar_keeps_a_device_out_above_and_not_out_of_its_person,
    row_35_36_a_device_gives_no_two_words_and_is_frozen_upwards,
    row_37_the_guardian_of_the_guardian_gives_the_second_word,
    row_38_one_word_makes_no_accomplice,
    row_40_an_organization_comes_back_by_an_add_that_knows_its_removal,
    a_burned_device_never_comes_back,
    a_persons_second_device_becomes_admin_with_a_guardians_word,
    cycles_are_refused_and_cut_where_they_arise_side_by_side,
}
