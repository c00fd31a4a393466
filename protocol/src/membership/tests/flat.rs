//! One organization: coordinators A B C, writers w x; guardians G H of the Secretariat.

use super::world::{At, Rules, State, World, person_member, space, tables};
use crate::id::OpId;
use crate::op::{Role, Word};

pub(super) fn flat(rules: Rules) -> World {
    flat_of(rules, &["A", "B", "C"])
}

/// The same with these coordinators, the founder first.
pub(super) fn flat_of(rules: Rules, coordinators: &[&str]) -> World {
    let mut world = World::network(rules, &["G", "H"]);
    world.joined_org("O", coordinators, "G");
    world.joined("w", "O", "A", Role::Write);
    world.joined("x", "O", "A", Role::Write);
    world
}

pub(super) fn out(world: &mut World, author: &str, target: &str) -> At {
    world.restrict(author, space("O"), Word::remove(person_member(target)))
}

/// Who is a working coordinator, who writes, and who is out.
#[track_caller]
pub(super) fn check(state: &State, admins: &str, writers: &str, none: &str) {
    let split = |names: &str| {
        let names = names.split_whitespace().map(str::to_owned);
        names.collect::<Vec<_>>()
    };
    for (names, role) in [
        (admins, Role::Admin),
        (writers, Role::Write),
        (none, Role::None),
    ] {
        for name in split(names) {
            assert_eq!(state.role(&name, "O"), role, "{name}");
        }
    }
}

pub(super) fn invite_y(world: &mut World, author: &str, name: &str) -> At {
    world.invite(author, space("O"), &format!("code of {name}"), Role::Write)
}

fn everybody_stands_as_founded(rules: Rules) {
    let state = flat(rules).state();
    check(&state, "A B C", "w x", "G H");
    assert_eq!(state.role("A", "N"), Role::Write);
    assert_eq!(state.role("H", "N"), Role::Admin);
}

fn row_1_and_2_one_word_takes_a_writer_out_and_only_a_space_comes_back(rules: Rules) {
    let mut world = flat(rules);
    out(&mut world, "A", "w");
    check(&world.state(), "A B C", "x", "w");
    // A person is a space: she comes back by an add that knows her removal. Burned devices do
    // not: see the nested world.
    world.add("B", space("O"), person_member("w"), Role::Write);
    check(&world.state(), "A B C", "w x", "");
}

fn row_3_4_an_accusation_suspends_and_freezes_the_accuser(rules: Rules) {
    let mut world = flat(rules);
    out(&mut world, "A", "B");
    check(&world.state(), "A C", "", "B");
    let added = invite_y(&mut world, "A", "y");
    assert!(!world.state().counts(added), "frozen");
    let by_c = invite_y(&mut world, "C", "z");
    assert!(world.state().counts(by_c));
    // What she wrote frozen does not revive with a later lift.
    world.lift("C", space("O"), person_member("B"));
    let state = world.state();
    check(&state, "A B C", "", "");
    assert!(!state.counts(added));
    let again = invite_y(&mut world, "A", "v");
    assert!(world.state().counts(again), "lifted, she may add again");
}

fn row_5_two_words_decide(rules: Rules) {
    let mut world = flat(rules);
    let word = out(&mut world, "A", "B");
    world.second("C", word);
    let state = world.state();
    check(&state, "A C", "", "B");
    assert!(state.is_decided(space("O"), person_member("B")));
    let added = invite_y(&mut world, "A", "y");
    assert!(world.state().counts(added), "seconded, she is not frozen");
}

fn row_6_8_a_lift_and_a_withdrawal_free_everybody(rules: Rules) {
    for who in ["C", "A", "G"] {
        let mut world = flat(rules);
        out(&mut world, "A", "B");
        world.lift(who, space("O"), person_member("B"));
        check(&world.state(), "A B C", "w x", "");
    }
    // Neither the accused nor an ordinary member lifts.
    for who in ["B", "w"] {
        let mut world = flat(rules);
        out(&mut world, "A", "B");
        world.lift(who, space("O"), person_member("B"));
        check(&world.state(), "A C", "w x", "B");
    }
}

fn row_7_a_decision_stands_beside_a_lift_that_did_not_know_it(rules: Rules) {
    let mut world = flat(rules);
    let word = out(&mut world, "A", "B");
    let seen = world.now();
    world.knowing(&seen);
    world.dated_back().second("C", word);
    world.dated_back().lift("C", space("O"), person_member("B"));
    check(&world.knowing_all().state(), "A C", "w x", "B");
}

fn a_word_after_a_lift_starts_anew(rules: Rules) {
    let mut world = flat(rules);
    out(&mut world, "A", "B");
    world.lift("C", space("O"), person_member("B"));
    out(&mut world, "C", "B");
    let state = world.state();
    check(&state, "A C", "", "B");
    assert!(!state.is_decided(space("O"), person_member("B")));
}

/// A→B ∥ B→A, and each admits somebody before she hears of it.
fn mutual(rules: Rules) -> (World, [At; 4]) {
    let mut world = flat(rules);
    let seen = world.now();
    world.knowing(&seen);
    let a_adds = invite_y(&mut world, "A", "y");
    let b_adds = invite_y(&mut world, "B", "z");
    let a_word = out(&mut world, "A", "B");
    let b_word = out(&mut world, "B", "A");
    world.knowing_all();
    (world, [a_adds, b_adds, a_word, b_word])
}

fn row_9_10_11_mutual_accusations_wait_for_a_guardian(rules: Rules) {
    let (world, [a_adds, b_adds, a_word, b_word]) = mutual(rules);
    let state = world.state();
    check(&state, "C", "w x", "A B");
    assert!(!state.counts(a_adds) && !state.counts(b_adds));

    let mut decided = world.clone();
    decided.second("G", a_word);
    let state = decided.state();
    check(&state, "A C", "w x", "B");
    assert!(state.counts(a_adds) && !state.counts(b_adds));

    let mut both = world;
    let seen = both.now();
    both.knowing(&seen);
    both.second("G", a_word);
    both.second("H", b_word);
    check(&both.knowing_all().state(), "C", "w x", "A B");
}

fn row_12_13_a_refounding_needs_two_guardians(rules: Rules) {
    let (mut world, [_, _, a_word, b_word]) = mutual(rules);
    let seen = world.now();
    world.knowing(&seen);
    world.second("G", a_word);
    world.second("H", b_word);
    world.knowing_all();
    let refound = world.refound("G", space("O"), vec![person_member("w")]);
    check(&world.state(), "C", "w x", "A B");
    // Her own second device would be no second guardian; another person is.
    world.second("G", refound);
    check(&world.state(), "C", "w x", "A B");
    world.second("H", refound);
    check(&world.state(), "w", "x C", "A B");
}

fn row_14_15_16_one_seized_coordinator_is_outvoted(rules: Rules) {
    let mut world = flat(rules);
    out(&mut world, "A", "B");
    out(&mut world, "A", "C");
    check(&world.state(), "A", "", "B C");
    let seized = invite_y(&mut world, "A", "ghost");
    assert!(!world.state().counts(seized), "she makes nobody a member");
    let word = out(&mut world, "B", "A");
    world.second("C", word);
    let state = world.state();
    check(&state, "B C", "w x", "A");
    assert!(state.is_decided(space("O"), person_member("A")));
    // Another forged word, dated back to before she was out.
    let before: Vec<At> = flat(rules).now();
    world.knowing(&before);
    world.dated_back();
    out(&mut world, "A", "B");
    check(&world.knowing_all().state(), "B C", "w x", "A");
}

fn row_17_18_a_third_decides_between_two(rules: Rules) {
    let (mut world, [_, _, a_word, b_word]) = mutual(rules);
    world.second("C", a_word);
    check(&world.state(), "A C", "w x", "B");
    world.second("C", b_word);
    let state = world.state();
    check(&state, "C", "w x", "A B");
    let added = invite_y(&mut world, "C", "v");
    assert!(world.state().counts(added), "C may add");
}

fn row_19_20_two_words_make_an_admin(rules: Rules) {
    let mut world = flat(rules);
    let grant = world.add("A", space("O"), person_member("w"), Role::Admin);
    let state = world.state();
    check(&state, "A B C", "w", "");
    assert!(state.view().is_waiting(space("O"), person_member("w")));
    world.second("A", grant);
    check(&world.state(), "A B C", "w", "");
    world.second("B", grant);
    let state = world.state();
    check(&state, "A B C w", "", "");
    assert!(!state.view().is_waiting(space("O"), person_member("w")));
}

fn row_21_a_removal_dated_before_a_promotion_only_suspends(rules: Rules) {
    let mut world = flat(rules);
    let before = world.now();
    let grant = world.add("B", space("O"), person_member("w"), Role::Admin);
    world.second("C", grant);
    world.knowing(&before);
    out(&mut world, "A", "w");
    let state = world.knowing_all().state();
    check(&state, "A B C", "x", "w");
    assert!(!state.is_decided(space("O"), person_member("w")));
}

/// A→w, A adds y, A writes m; beside it B→A, seconded by C.
fn removed_remover(rules: Rules, cut: bool) -> (World, At, At, At) {
    let mut world = flat(rules);
    let before = world.now();
    world.knowing(&before);
    out(&mut world, "A", "w");
    let added = invite_y(&mut world, "A", "y");
    let lines = if cut {
        vec![world.cut("A", space("O"), None)]
    } else {
        Vec::new()
    };
    let last = *before.last().unwrap();
    let kept = world.cut("A", space("O"), Some(last));
    let lines = lines.into_iter().map(|_| kept).collect();
    let word = Word::remove(person_member("A"));
    let word = world.restrict_with_cut("B", space("O"), word, lines);
    let mut seen = before;
    seen.push(word);
    world.knowing(&seen);
    let second = world.second("C", word);
    world.knowing_all();
    (world, added, word, second)
}

const M: [u8; 32] = [9; 32];

fn row_22_a_removal_stands_though_its_author_was_removed_beside_it(rules: Rules) {
    let (world, added, ..) = removed_remover(rules, false);
    let state = world.state();
    check(&state, "B C", "x", "A w");
    assert!(!state.counts(added));
    let m = OpId::from_bytes(M);
    assert!(state.shows("A", space("O"), added, 50, m));
}

fn row_23_24_only_a_cut_undoes_it_and_what_lies_behind_can_be_adopted(rules: Rules) {
    let (mut world, added, ..) = removed_remover(rules, true);
    let state = world.state();
    check(&state, "B C", "w x", "A");
    assert!(!state.counts(added));
    let m = OpId::from_bytes(M);
    assert!(!state.shows("A", space("O"), added, 50, m));
    world.adopt("w", space("O"), vec![m]);
    assert!(!world.state().shows("A", space("O"), added, 50, m));
    world.adopt("B", space("O"), vec![m]);
    assert!(world.state().shows("A", space("O"), added, 50, m));
}

fn row_42_whom_a_removed_coordinator_forges_in_stays_out_with_a_later_cut(rules: Rules) {
    let mut world = flat(rules);
    let before = world.now();
    // Decided out twice, and no word of it carries a cut.
    for (first, second) in [("B", "C"), ("C", "B")] {
        let word = out(&mut world, first, "A");
        world.second(second, word);
    }
    // Beside all that, as if she knew of none of it, she lets somebody in.
    world.knowing(&before);
    let added = invite_y(&mut world, "A", "y");
    world.knowing(&[before, vec![added]].concat());
    world.born("y", "O");
    let redeem = world.redeem("y", space("O"), "code of y", person_member("y"));
    world.second("A", redeem);
    world.knowing_all();
    check(&world.state(), "B C", "w x", "A y");
    // What two say with a cut once they saw it leaves nothing of it.
    let founded = world.last_of("A", space("O"), added);
    let cut = vec![world.cut("A", space("O"), founded)];
    let word = world.restrict_with_cut("B", space("O"), Word::remove(person_member("A")), cut);
    world.second("C", word);
    let state = world.state();
    check(&state, "B C", "w x", "A y");
    assert!(!state.counts(added));
}

fn row_25_26_a_cut_needs_two_words_and_reaches_only_its_target(rules: Rules) {
    let mut world = flat(rules);
    let added = invite_y(&mut world, "A", "y");
    let word = Word::remove(person_member("A"));
    let cut = vec![world.cut("A", space("O"), None)];
    world.restrict_with_cut("B", space("O"), word, cut);
    let m = OpId::from_bytes(M);
    let state = world.state();
    assert!(state.shows("A", space("O"), added, 50, m));
    assert!(state.counts(added));

    let mut world = flat(rules);
    let word = Word::remove(person_member("w"));
    let cut = ["B", "C"].map(|name| world.cut(name, space("O"), None));
    let refused = world.restrict_with_cut("A", space("O"), word, cut.to_vec());
    let state = world.state();
    assert!(!state.counts(refused));
    check(&state, "A B C", "w x", "");
}

fn words_ask_for_different_things_and_the_strongest_of_two_is_decided(rules: Rules) {
    let mut world = flat(rules);
    let target = person_member("B");
    world.restrict("A", space("O"), Word::lower(target, Role::Write));
    check(&world.state(), "A C", "B", "");
    world.restrict("C", space("O"), Word::remove(target));
    let state = world.state();
    check(&state, "A C", "", "B");
    // Down to write is decided; out is one word, which its author can take back alone.
    assert!(
        state
            .membership()
            .restrictions()
            .iter()
            .any(|r| { r.status == super::super::Status::Decided && r.role == Role::Write })
    );
}

fn a_coordinator_who_leaves_is_out_at_once_and_can_come_back(rules: Rules) {
    let mut world = flat(rules);
    world.restrict("B", space("O"), Word::suspend(person_member("B")));
    let state = world.state();
    check(&state, "A C", "", "B");
    assert!(!state.is_decided(space("O"), person_member("B")));
    world.lift("A", space("O"), person_member("B"));
    check(&world.state(), "A B C", "", "");
}

fn a_guardian_alone_suspends_nobody(rules: Rules) {
    let mut world = flat(rules);
    let word = world.restrict("G", space("O"), Word::remove(person_member("A")));
    let state = world.state();
    assert!(!state.counts(word));
    check(&state, "A B C", "w x", "");
    // As a second of a word that does not count, it is still alone.
    world.second("H", word);
    check(&world.state(), "A B C", "w x", "");
}

tables! {
    everybody_stands_as_founded,
    row_1_and_2_one_word_takes_a_writer_out_and_only_a_space_comes_back,
    row_3_4_an_accusation_suspends_and_freezes_the_accuser,
    row_5_two_words_decide,
    row_6_8_a_lift_and_a_withdrawal_free_everybody,
    row_7_a_decision_stands_beside_a_lift_that_did_not_know_it,
    a_word_after_a_lift_starts_anew,
    row_9_10_11_mutual_accusations_wait_for_a_guardian,
    row_12_13_a_refounding_needs_two_guardians,
    row_14_15_16_one_seized_coordinator_is_outvoted,
    row_17_18_a_third_decides_between_two,
    row_19_20_two_words_make_an_admin,
    row_21_a_removal_dated_before_a_promotion_only_suspends,
    row_22_a_removal_stands_though_its_author_was_removed_beside_it,
    row_23_24_only_a_cut_undoes_it_and_what_lies_behind_can_be_adopted,
    row_25_26_a_cut_needs_two_words_and_reaches_only_its_target,
    row_42_whom_a_removed_coordinator_forges_in_stays_out_with_a_later_cut,
    words_ask_for_different_things_and_the_strongest_of_two_is_decided,
    a_coordinator_who_leaves_is_out_at_once_and_can_come_back,
    a_guardian_alone_suspends_nobody,
}
