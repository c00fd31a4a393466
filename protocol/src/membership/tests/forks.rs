//! A device that told two stories: R16, and the cut that names one of them (R11).

use super::flat::{check, flat, invite_y, out};
use super::world::{At, Rules, World, person_member, space, tables};
use crate::op::{Role, Word};

/// A copy of the laptop of A goes on from the same moment: one admits y, the other z.
fn two_stories(rules: Rules) -> (World, [At; 2]) {
    let mut world = flat(rules);
    let seen = world.now();
    world.knowing(&seen);
    let y = invite_y(&mut world, "A", "y");
    let z = invite_y(world.dated_back(), "A", "z");
    world.knowing_all();
    (world, [y, z])
}

fn both_branches_of_a_fork_count_like_concurrent_operations(rules: Rules) {
    let (world, [y, z]) = two_stories(rules);
    let state = world.state();
    assert!(state.counts(y) && state.counts(z));
    check(&state, "A B C", "w x", "");

    // What one branch restricts voids what the other one expands beside it.
    let mut world = flat(rules);
    let seen = world.now();
    world.knowing(&seen);
    let word = out(&mut world, "A", "B");
    let added = invite_y(world.dated_back(), "A", "y");
    let state = world.knowing_all().state();
    assert!(state.counts(word) && state.counts(added));
    check(&state, "A C", "w x", "B");
}

fn a_fork_takes_nothing_back(rules: Rules) {
    let mut world = flat(rules);
    let before = world.now();
    world.joined("y", "O", "A", Role::Write);
    check(&world.state(), "A B C", "w x y", "");
    // The founder's copy goes on from before she admitted y, and says something else there.
    world.knowing(&before);
    world.dated_back();
    let other = invite_y(&mut world, "A", "z");
    let state = world.knowing_all().state();
    assert!(state.counts(other));
    check(&state, "A B C", "w x y", "");
}

fn a_copy_from_before_a_revocation_changes_nothing(rules: Rules) {
    let mut world = flat(rules);
    let before = world.now();
    let word = out(&mut world, "A", "B");
    world.second("C", word);
    check(&world.state(), "A C", "w x", "B");
    world.knowing(&before);
    world.dated_back();
    let admitted = invite_y(&mut world, "B", "y");
    world.dated_back();
    let raised = world.add("B", space("O"), person_member("w"), Role::Admin);
    world.dated_back();
    let accused = out(&mut world, "B", "C");
    let state = world.knowing_all().state();
    assert!(!state.counts(admitted) && !state.counts(raised) && !state.counts(accused));
    check(&state, "A C", "w x", "B");
}

fn a_cut_names_the_branch_that_stays(rules: Rules) {
    for kept in 0..2 {
        let (mut world, places) = two_stories(rules);
        let word = Word::remove(person_member("A"));
        let cut = vec![world.cut("A", space("O"), Some(places[kept]))];
        let word = world.restrict_with_cut("B", space("O"), word, cut);
        let state = world.state();
        assert!(
            state.counts(places[0]) && state.counts(places[1]),
            "one word cuts nothing"
        );
        world.second("C", word);
        let state = world.state();
        assert!(state.counts(places[kept]), "the branch that is named");
        assert!(!state.counts(places[1 - kept]), "the other one");
        check(&state, "B C", "w x", "A");
    }
}

fn the_narrower_of_two_cuts_wins(rules: Rules) {
    let (mut world, places) = two_stories(rules);
    let word = Word::remove(person_member("A"));
    let cut = places.map(|place| world.cut("A", space("O"), Some(place)));
    let restrict = |world: &mut World, cut| {
        let word = world.restrict_with_cut("B", space("O"), word, cut);
        world.second("C", word);
    };
    restrict(&mut world, cut.to_vec());
    // Both are named, and so is all that they knew.
    let state = world.state();
    assert!(state.counts(places[0]) && state.counts(places[1]));
    // Another cut that names one of them is the narrower.
    restrict(&mut world, cut[..1].to_vec());
    let state = world.state();
    assert!(state.counts(places[0]) && !state.counts(places[1]));
}

tables!(
    both_branches_of_a_fork_count_like_concurrent_operations,
    a_fork_takes_nothing_back,
    a_copy_from_before_a_revocation_changes_nothing,
    a_cut_names_the_branch_that_stays,
    the_narrower_of_two_cuts_wins,
);
