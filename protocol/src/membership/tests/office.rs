//! The Secretariat: how its office changes hands, and how a network is refounded (R9, R14).

use super::world::{Rules, World, person_member, space, tables};
use crate::op::{Member, Role, Word};

fn four(rules: Rules) -> World {
    let mut world = World::network(rules, &["G", "H"]);
    for (name, founder, inviter) in [("O", "a", "G"), ("P", "b", "G"), ("Q", "c", "G")] {
        world.joined_org(name, &[founder], inviter);
    }
    world
}

fn org(name: &str) -> Member {
    Member::Space(space(name))
}

fn the_office_changes_hands_by_two_words_and_a_step_down(rules: Rules) {
    let mut world = four(rules);
    let grant = world.add("G", space("N"), org("O"), Role::Admin);
    assert_eq!(world.state().role("a", "N"), Role::Write);
    world.second("H", grant);
    let state = world.state();
    assert_eq!(state.role("a", "N"), Role::Admin);
    assert_eq!(state.role("G", "N"), Role::Admin);
    let step = world.restrict("G", space("N"), Word::lower(org("S"), Role::Write));
    let state = world.state();
    assert_eq!(state.role("G", "N"), Role::Write);
    assert!(!state.is_decided(space("N"), org("S")));
    world.second("a", step);
    let state = world.state();
    assert!(state.is_decided(space("N"), org("S")));
    assert_eq!(state.role("a", "N"), Role::Admin);
}

fn the_secretariats_guardians_are_the_other_organizations(rules: Rules) {
    let mut world = four(rules);
    let word = world.restrict("G", space("S"), Word::remove(person_member("H")));
    assert_eq!(world.state().role("H", "S"), Role::None);
    world.second("a", word);
    assert!(world.state().is_decided(space("S"), person_member("H")));
}

fn nobody_is_silenced_by_whom_she_accuses(rules: Rules) {
    let mut world = four(rules);
    let founded = world.now().len();
    // One word of G takes out of the network everybody who could give the second word against her.
    for name in ["O", "P", "Q"] {
        world.restrict("G", space("N"), Word::remove(org(name)));
    }
    let kept = |at: &str| world.cut("G", space(at), world.last_of("G", space(at), founded));
    let cut = ["S", "N"].map(kept).to_vec();
    let word = Word::remove(person_member("G"));
    let word = world.restrict_with_cut("H", space("S"), word, cut);
    world.second("a", word);
    let state = world.state();
    assert!(state.is_decided(space("S"), person_member("G")));
    assert_eq!(state.role("H", "N"), Role::Admin);
    for coordinator in ["a", "b", "c"] {
        assert_eq!(state.role(coordinator, "N"), Role::Write);
    }
}

fn two_thirds_of_the_standing_organizations_refound_a_network(rules: Rules) {
    let mut world = four(rules);
    // Confirmed by another person than their inviter, and by an organization that stands.
    for (name, at) in [("O", "a"), ("P", "b"), ("Q", "c")] {
        let redeem = world.redeem_of(at, space("N"));
        world.second("H", redeem);
        assert_eq!(world.state().role(at, "N"), Role::Write, "{name}");
    }
    let refound = world.refound("a", space("N"), vec![org("O")]);
    world.second("b", refound);
    let state = world.state();
    assert_eq!(state.role("a", "N"), Role::Write, "two of four");
    assert_eq!(state.role("G", "N"), Role::Admin);
    let words = state.view().refound_words(refound).unwrap();
    assert_eq!(words.needed(), 3);
    assert_eq!(words.agreed, ["O", "P"].map(space).into());
    assert_eq!(words.missing, ["S", "Q"].map(space).into());
    world.second("c", refound);
    let state = world.state();
    assert_eq!(state.role("a", "N"), Role::Admin, "three of four");
    assert_eq!(state.role("G", "N"), Role::Write);
}

fn organizations_that_one_device_brought_in_alone_do_not_stand(rules: Rules) {
    let mut world = four(rules);
    // One seized device of the Secretariat invites and confirms: nobody of these stands, so the
    // Secretariat alone is the network's electorate.
    let refound = world.refound("a", space("N"), vec![org("O")]);
    world.second("b", refound);
    world.second("c", refound);
    assert_eq!(world.state().role("a", "N"), Role::Write);
}

fn where_nobody_holds_the_office_the_others_help_an_organization(rules: Rules) {
    let mut world = four(rules);
    let before = world.now();
    let grant = world.add("G", space("N"), org("O"), Role::Admin);
    world.second("a", grant);
    let step = world.restrict("G", space("N"), Word::lower(org("S"), Role::Write));
    world.second("a", step);
    world.second("b", step);
    // Beside all that a seized device suspends whoever gave the office: her grant is void until
    // that is taken back, and who stepped down stays down.
    world.knowing(&before);
    world.restrict("H", space("S"), Word::suspend(person_member("G")));
    world.knowing_all();
    let state = world.state();
    assert!(state.is_decided(space("N"), org("S")));
    for coordinator in ["a", "b", "H"] {
        assert_eq!(state.role(coordinator, "N"), Role::Write);
    }
    assert_eq!(state.role("G", "S"), Role::None);
    // Of no effect: with it O would hold the office, and she would be no guardian.
    world.lift("b", space("S"), person_member("G"));
    assert_eq!(world.state().role("G", "S"), Role::None);
    world.lift("a", space("S"), person_member("G"));
    let state = world.state();
    assert_eq!(state.role("G", "S"), Role::Admin);
    assert_eq!(state.role("a", "N"), Role::Admin);
    assert_eq!(state.role("G", "N"), Role::Write);
}

fn what_is_said_later_takes_no_refounding_back(rules: Rules) {
    let mut world = four(rules);
    for at in ["a", "b", "c"] {
        let redeem = world.redeem_of(at, space("N"));
        world.second("H", redeem);
    }
    let refound = world.refound("a", space("N"), vec![org("O")]);
    world.second("b", refound);
    world.second("G", refound);
    let holds = |world: &World| {
        let state = world.state();
        assert_eq!(state.role("a", "N"), Role::Admin);
        assert_eq!(state.role("H", "N"), Role::Write);
    };
    holds(&world);
    // She who agreed for the Secretariat is suspended.
    world.restrict("H", space("S"), Word::suspend(person_member("G")));
    holds(&world);
    // Whoever holds the office takes out who agreed.
    world.restrict("a", space("N"), Word::remove(org("P")));
    assert_eq!(world.state().role("b", "N"), Role::None);
    holds(&world);
}

tables! {
    where_nobody_holds_the_office_the_others_help_an_organization,
    what_is_said_later_takes_no_refounding_back,
    the_office_changes_hands_by_two_words_and_a_step_down,
    the_secretariats_guardians_are_the_other_organizations,
    nobody_is_silenced_by_whom_she_accuses,
    two_thirds_of_the_standing_organizations_refound_a_network,
    organizations_that_one_device_brought_in_alone_do_not_stand,
}
