//! What one hostile device tries beside the numbered scenarios, and what undoes it.

use super::flat::{check, flat, invite_y, out};
use super::nested::nested;
use super::world::{At, Rules, World, device, person, person_member, space, tables};
use crate::id::OpId;
use crate::op::{Member, Role, SpaceKind, Word};

const M: [u8; 32] = [9; 32];

fn shown(world: &World, name: &str, at: &str, after: At) -> bool {
    let m = OpId::from_bytes(M);
    world.state().shows(name, space(at), after, 500, m)
}

/// A working space of this founder, with all of O in it.
fn working(world: &mut World, founder: &str, name: &str, guardian: &str) -> At {
    let own = person_member(founder);
    let with = [(Member::Space(space("O")), Role::Write)];
    let kind = (SpaceKind::Working, Some(guardian));
    world.create(founder, name, kind, own, &with, &[])
}

fn whoever_leaves_takes_nothing_back(rules: Rules) {
    for target in [Member::Device(device("A")), person_member("A")] {
        let mut world = flat(rules);
        // A founded the organization: everybody stands on what she did.
        let cut = vec![world.cut("A", space("O"), None)];
        let gone = world.restrict_with_cut("A", space("O"), Word::remove(target), cut);
        let state = world.state();
        assert!(!state.counts(gone));
        check(&state, "A B C", "w x", "");
    }
    // Nor does a coordinator who takes her organization out of a space take back what others did.
    let mut world = nested(rules);
    let after = world.invite("d1", person("d1"), "anything", Role::Write);
    let cut = vec![world.cut("d1", space("W"), None)];
    let word = Word::remove(Member::Space(space("O")));
    world.restrict_with_cut("b1", space("W"), word, cut);
    assert!(shown(&world, "d1", "W", after));
}

fn whoever_dates_back_that_she_left_voids_nothing(rules: Rules) {
    let world = flat(rules);
    let born = world.last_of("A", person("A"), world.now().len()).unwrap();
    let own = Member::Device(device("A"));
    // In the space of her own person: not even a fork of her log in the organization.
    for (at, burn) in [(person("A"), true), (space("O"), true), (space("O"), false)] {
        let mut world = world.clone();
        let mut past: Vec<At> = world.past(born).into_iter().collect();
        if at == space("O") {
            past = world.past(world.redeem_of("A", at)).into_iter().collect();
        }
        world.knowing(&past).dated_back();
        let word = match burn {
            true => Word::remove(own),
            false => Word::lower(own, Role::Write),
        };
        let left = world.restrict("A", at, word);
        world.knowing_all();
        let state = world.state();
        assert!(state.counts(left));
        check(&state, "B C", "w x", "");
        assert!(state.role("A", "O") < Role::Admin);
    }
}

fn a_cut_does_not_reach_the_guardians_of_its_space(rules: Rules) {
    let mut world = flat(rules);
    let after = world.redeem_of("w", space("O"));
    // Any member may found a space, name O as its guardian and put O into it.
    working(&mut world, "x", "V", "O");
    let cut = vec![world.cut("w", space("O"), None)];
    let word = Word::remove(person_member("w"));
    world.restrict_with_cut("x", space("V"), word, cut);
    assert!(shown(&world, "w", "O", after));
}

fn a_cut_voids_no_create(rules: Rules) {
    let mut world = nested(rules);
    working(&mut world, "d1", "X", "N");
    let cut = vec![world.cut("d1", space("O"), None)];
    let word = Word::remove(person_member("d1"));
    let word = world.restrict_with_cut("a1", space("O"), word, cut);
    world.second("b1", word);
    let state = world.state();
    assert_eq!(state.role("b1", "X"), Role::Write, "the space goes on");
}

/// W with b1 and c1 as admins, c1 by b1's word.
fn three_in_w(rules: Rules) -> World {
    let mut world = nested(rules);
    let grant = world.add("a1", space("W"), person_member("b1"), Role::Admin);
    world.second("G", grant);
    let grant = world.add("a1", space("W"), person_member("c1"), Role::Admin);
    world.second("b1", grant);
    world
}

fn a_cut_of_admins_through_another_target_needs_two_words(rules: Rules) {
    let mut world = three_in_w(rules);
    assert_eq!(world.state().role("c1", "W"), Role::Admin);
    // b1 is reached through a space that a1 made for nothing else.
    working(&mut world, "a1", "V", "N");
    let below = Member::Space(space("V"));
    world.add("a1", space("W"), below, Role::Read);
    let cut = vec![world.cut("b1", space("W"), None)];
    world.restrict_with_cut("a1", space("W"), Word::remove(below), cut);
    assert_eq!(world.state().role("c1", "W"), Role::Admin);
}

fn a_cut_does_not_work_where_a_void_grant_put_its_space(rules: Rules) {
    let mut world = three_in_w(rules);
    let after = world.invite("d1", person("d1"), "anything", Role::Write);
    let before = world.now();
    let word = world.restrict("a1", space("W"), Word::remove(person_member("b1")));
    world.second("c1", word);
    // Removed, she dates back that she put a space of her own into W, and cuts through it.
    world.knowing(&before);
    working(&mut world, "b1", "V", "N");
    let grant = world.add("b1", space("W"), Member::Space(space("V")), Role::Write);
    let cut = vec![world.cut("d1", space("W"), None)];
    let word = Word::remove(person_member("d1"));
    world.restrict_with_cut("b1", space("V"), word, cut);
    world.knowing_all();
    assert!(!world.state().counts(grant));
    assert!(shown(&world, "d1", "W", after));
}

fn revoking_a_founding_place_beside_its_use_is_a_word(rules: Rules) {
    let mut world = flat(rules);
    // B does not know yet that C used the place.
    let used = world.redeem_of("C", space("O"));
    let before: Vec<At> = (0..used - 1).collect();
    world.knowing(&before);
    let target = Member::Invitation(device("place of C"));
    let word = world.restrict("B", space("O"), Word::remove(target));
    world.knowing_all();
    let state = world.state();
    assert!(!state.is_decided(space("O"), target));
    check(&state, "A B", "w x", "C");
    let added = invite_y(&mut world, "B", "ghost");
    assert!(!world.state().counts(added), "she is frozen");
    let mut lifted = world.clone();
    lifted.lift("A", space("O"), target);
    check(&lifted.state(), "A B C", "w x", "");
    // And the accused keeps her word.
    let word_of_c = out(&mut world, "C", "B");
    assert!(world.state().counts(word_of_c));
    world.second("A", word);
    check(&world.state(), "A", "w x", "C");
}

fn what_a_lift_ended_does_not_stand_against_the_next(rules: Rules) {
    let mut world = flat(rules);
    let target = person_member("B");
    out(&mut world, "A", "B");
    world.lift("C", space("O"), target);
    out(&mut world, "C", "B");
    world.lift("A", space("O"), target);
    check(&world.state(), "A B C", "w x", "");
}

fn an_accuser_takes_her_word_back_whatever_was_lifted_before(rules: Rules) {
    let mut world = flat(rules);
    let target = person_member("B");
    out(&mut world, "A", "B");
    world.lift("C", space("O"), target);
    out(&mut world, "C", "B");
    let added = invite_y(&mut world, "C", "ghost");
    assert!(
        !world.state().counts(added),
        "A's word seconds hers no more"
    );
    world.lift("C", space("O"), target);
    check(&world.state(), "A B C", "w x", "");
}

fn a_grant_beside_a_bar_does_not_end_it(rules: Rules) {
    let target = Member::Device(device("d2"));
    for word in [Word::remove(target), Word::suspend(target)] {
        let mut world = nested(rules);
        world.invite("a1", space("O"), "spare", Role::Write);
        let before = world.now();
        world.restrict("a1", space("O"), word);
        let mut knowing = world.clone();
        world.knowing(&before);
        world.redeem("d2", space("O"), "spare", target);
        assert_eq!(world.knowing_all().state().role("d2", "O"), Role::None);
        // With a code that was made before, no better if she knows it.
        knowing.redeem("d2", space("O"), "spare", target);
        assert_eq!(knowing.state().role("d2", "O"), Role::None);
        assert_eq!(knowing.state().role("d1", "O"), Role::Write);
    }
}

/// A bar of d1's only device in O, or one that only suspends it.
fn barred(rules: Rules, burns: bool) -> World {
    let mut world = nested(rules);
    let target = Member::Device(device("d1"));
    let word = match burns {
        true => Word::remove(target),
        false => Word::suspend(target),
    };
    world.restrict("a1", space("O"), word);
    world
}

fn whom_a_barred_device_lets_in_comes_no_further_than_she(rules: Rules) {
    for (burns, hides) in [(true, true), (true, false), (false, true), (false, false)] {
        let mut world = nested(rules);
        let before = world.now();
        if !hides {
            world = barred(rules, burns);
        }
        world.joined_device("y", "d1");
        // What she writes without knowing the bar is not shown either.
        let after = world.redeem_of("y", person("d1"));
        if hides {
            assert!(shown(&world, "y", "O", after));
            let target = Member::Device(device("d1"));
            let word = match burns {
                true => Word::remove(target),
                false => Word::suspend(target),
            };
            world.knowing(&before);
            world.restrict("a1", space("O"), word);
            world.knowing_all();
            assert!(!shown(&world, "y", "O", after));
        }
        let state = world.state();
        for at in ["O", "N", "W"] {
            assert_eq!(state.role("y", at), Role::None, "{at}");
        }
        assert_eq!(state.role_in("y", person("d1")), Role::Write);
        // Who came before the bar, and was known to it, stays.
        assert_eq!(state.role("d2", "O"), Role::Write);
        let mut vouched = world.clone();
        vouched.second("d2", after);
        assert_eq!(vouched.state().role("y", "O"), Role::None, "d2 is no admin");
    }
}

fn a_guardian_vouches_for_whom_a_barred_device_let_in(rules: Rules) {
    let mut world = barred(rules, true);
    world.invite("d1", person("d1"), "code of y", Role::Write);
    let home = person("d1");
    let redeem = world.redeem("y", home, "code of y", Member::Device(device("y")));
    assert_eq!(world.state().role("y", "O"), Role::None);
    world.second("b1", redeem);
    assert_eq!(world.state().role("y", "O"), Role::Write);
}

fn whoever_dates_back_a_bar_of_her_own_takes_nobody_along(rules: Rules) {
    let mut world = nested(rules);
    let redeem = world.redeem_of("a1", space("O"));
    let past: Vec<At> = world.past(redeem).into_iter().collect();
    world.knowing(&past).dated_back();
    let own = Member::Device(device("a1"));
    world.restrict("a1", space("N"), Word::lower(own, Role::None));
    world.knowing_all();
    let state = world.state();
    assert_eq!(state.role("d1", "N"), Role::Write);
    assert_eq!(state.role("a2", "N"), Role::Write);
}

fn a_code_from_before_is_no_way_back(rules: Rules) {
    let mut world = flat(rules);
    world.invite("B", space("O"), "spare", Role::Write);
    let word = out(&mut world, "A", "B");
    world.second("C", word);
    let own = person_member("B");
    let mut fresh = world.clone();
    world.redeem("B", space("O"), "spare", own);
    assert_eq!(world.state().role("B", "O"), Role::None);
    fresh.invite("C", space("O"), "fresh", Role::Write);
    fresh.redeem("B", space("O"), "fresh", own);
    assert_eq!(fresh.state().role("B", "O"), Role::Write);
}

fn an_organization_that_stands_alone_refounds_by_two_words(rules: Rules) {
    let mut world = World::network(rules, &["G", "H"]);
    world.joined_org("O", &["a"], "G");
    let refound = world.refound("G", space("N"), vec![Member::Space(space("O"))]);
    let state = world.state();
    assert_eq!(state.role("a", "N"), Role::Write);
    assert_eq!(state.role("H", "N"), Role::Admin);
    let second = world.second("H", refound);
    let state = world.state();
    assert!(state.counts(refound), "refound");
    assert!(state.counts(second), "second");
    assert_eq!(state.role("H", "N"), Role::Write);
    assert_eq!(state.role("a", "N"), Role::Admin);
}

fn a_refounding_ends_grants_that_waited(rules: Rules) {
    let mut world = flat(rules);
    let grant = world.add("A", space("O"), person_member("w"), Role::Admin);
    let before = world.now();
    world.knowing(&before);
    // A guardian, whom the refounding does not lower, completes it beside.
    world.second("H", grant);
    let refound = world.refound("G", space("O"), vec![person_member("x")]);
    let mut seen = before;
    seen.push(refound);
    world.knowing(&seen);
    world.second("H", refound);
    check(&world.knowing_all().state(), "x", "A B C w", "");
}

fn nobody_adopts_in_a_space_of_her_own_what_lies_aside_elsewhere(rules: Rules) {
    let mut world = flat(rules);
    let added = invite_y(&mut world, "A", "y");
    let cut = vec![world.cut("A", space("O"), Some(added))];
    let word = Word::remove(person_member("A"));
    let word = world.restrict_with_cut("B", space("O"), word, cut);
    world.second("C", word);
    working(&mut world, "w", "V", "N");
    world.adopt("w", space("V"), vec![OpId::from_bytes(M)]);
    assert!(!shown(&world, "A", "O", added));
    world.adopt("B", space("O"), vec![OpId::from_bytes(M)]);
    assert!(shown(&world, "A", "O", added));
}

fn once_an_admin_always_two_words_in_whatever_space_she_was_taken_out(rules: Rules) {
    let mut world = nested(rules);
    let grant = world.raise_device("a1", "a2", Role::Admin);
    world.second("b1", grant);
    let target = Member::Device(device("a2"));
    let word = world.restrict("a1", person("a1"), Word::suspend(target));
    world.second("b1", word);
    world.restrict("c1", space("O"), Word::remove(target));
    let state = world.state();
    assert!(state.is_decided(person("a1"), target));
    assert!(!state.is_decided(space("O"), target), "burned by one word");
}

fn the_accused_keeps_her_word_against_others(rules: Rules) {
    let mut world = flat(rules);
    out(&mut world, "A", "B");
    let word = out(&mut world, "B", "C");
    assert!(world.state().counts(word));
    world.second("G", word);
    assert!(world.state().is_decided(space("O"), person_member("C")));
}

fn two_devices_of_one_person_give_one_word(rules: Rules) {
    let mut world = nested(rules);
    let grant = world.raise_device("a1", "a2", Role::Admin);
    world.second("b1", grant);
    let target = person_member("c1");
    let word = world.restrict("a1", space("O"), Word::remove(target));
    world.second("a2", word);
    assert!(!world.state().is_decided(space("O"), target));
    let added = world.invite("a2", space("O"), "ghost", Role::Write);
    assert!(!world.state().counts(added), "she is frozen on both");
    world.second("b1", word);
    assert!(world.state().is_decided(space("O"), target));
}

/// Nested, with three devices of one person, two of which speak for her beside the first.
fn three_devices(rules: Rules, names: [&str; 3], guardian: &str) -> World {
    let mut world = nested(rules);
    let [first, second, third] = names;
    world.joined_device(third, first);
    for name in [second, third] {
        let grant = world.raise_device(first, name, Role::Admin);
        world.second(guardian, grant);
    }
    world
}

fn two_devices_of_one_person_cut_no_coordinator_above_her(rules: Rules) {
    let mut world = three_devices(rules, ["a1", "a2", "a3"], "b1");
    // Whoever took two of her devices voids all that the founder said, whom she let in among it.
    let cut = vec![world.cut("a1", space("O"), None)];
    let target = Member::Device(device("a1"));
    let word = world.restrict_with_cut("a2", person("a1"), Word::remove(target), cut);
    world.second("a3", word);
    let state = world.state();
    assert!(state.is_decided(person("a1"), target));
    assert_eq!(state.role("a1", "O"), Role::None, "out all the same");
    for (name, role) in [
        ("b1", Role::Admin),
        ("c1", Role::Admin),
        ("d1", Role::Write),
    ] {
        assert_eq!(state.role(name, "O"), role, "{name}");
    }
    // By two persons it works above.
    let mut world = three_devices(rules, ["a1", "a2", "a3"], "b1");
    let last = world.last_of("a1", space("O"), world.now().len());
    let late = world.invite("a1", space("O"), "late", Role::Write);
    let cut = vec![world.cut("a1", space("O"), last)];
    let word = world.restrict_with_cut("a2", person("a1"), Word::remove(target), cut);
    world.second("a3", word);
    assert!(world.state().counts(late));
    world.second("b1", word);
    assert!(!world.state().counts(late));
}

fn two_devices_of_one_person_cut_above_her_who_coordinates_nothing(rules: Rules) {
    let mut world = three_devices(rules, ["d1", "d2", "d3"], "a1");
    let late = world.invite("d1", person("d1"), "anything", Role::Write);
    assert!(shown(&world, "d1", "O", late));
    let cut = vec![world.cut("d1", space("O"), None)];
    let word = Word::remove(Member::Device(device("d1")));
    let word = world.restrict_with_cut("d2", person("d1"), word, cut);
    world.second("d3", word);
    assert!(!shown(&world, "d1", "O", late));
}

fn words_end_with_their_authors_authority(rules: Rules) {
    let mut world = flat(rules);
    let before = world.now();
    let word = out(&mut world, "B", "A");
    world.second("C", word);
    // Dated back to before she was out.
    world.knowing(&before);
    out(&mut world, "A", "C");
    world.knowing_all();
    check(&world.state(), "B C", "w x", "A");
    let added = invite_y(&mut world, "C", "y");
    assert!(world.state().counts(added));
}

tables! {
    whoever_leaves_takes_nothing_back,
    whoever_dates_back_that_she_left_voids_nothing,
    a_cut_does_not_reach_the_guardians_of_its_space,
    a_cut_voids_no_create,
    a_cut_of_admins_through_another_target_needs_two_words,
    a_cut_does_not_work_where_a_void_grant_put_its_space,
    revoking_a_founding_place_beside_its_use_is_a_word,
    what_a_lift_ended_does_not_stand_against_the_next,
    an_accuser_takes_her_word_back_whatever_was_lifted_before,
    a_grant_beside_a_bar_does_not_end_it,
    whom_a_barred_device_lets_in_comes_no_further_than_she,
    a_guardian_vouches_for_whom_a_barred_device_let_in,
    whoever_dates_back_a_bar_of_her_own_takes_nobody_along,
    a_code_from_before_is_no_way_back,
    an_organization_that_stands_alone_refounds_by_two_words,
    a_refounding_ends_grants_that_waited,
    nobody_adopts_in_a_space_of_her_own_what_lies_aside_elsewhere,
    once_an_admin_always_two_words_in_whatever_space_she_was_taken_out,
    the_accused_keeps_her_word_against_others,
    two_devices_of_one_person_give_one_word,
    two_devices_of_one_person_cut_no_coordinator_above_her,
    two_devices_of_one_person_cut_above_her_who_coordinates_nothing,
    words_end_with_their_authors_authority,
}
