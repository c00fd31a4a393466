//! An evaluation that takes operations in one at a time says what one of all at once says.

use super::super::Membership;
use super::random::with_keys;
use super::world::{State, World, space};
use crate::id::EpochId;
use crate::op::{Ask, Control, Word};
use crate::tests::asked;

/// Histories at every commit. A long run: `ASAMBLEA_GROWN=10000`.
const HISTORIES: u64 = 60;

/// How many operations were taken in without evaluating again, and how many were not though they
/// only carry keys.
fn grow(state: &State) -> (usize, usize) {
    let (ops, pasts) = state.ops();
    let (mut grown, mut found) = (Membership::default(), (0, 0));
    for (at, op) in ops.iter().enumerate() {
        if !matches!(op.control, Control::Ask(_)) {
            continue;
        }
        let before = &ops[..at];
        if grown.len() < at {
            grown = Membership::evaluate(before, pasts);
        }
        let all = &ops[..=at];
        if !grown.take_keys(all, pasts) {
            found.1 += 1;
            continue;
        }
        found.0 += 1;
        let fresh = Membership::evaluate(all, pasts);
        assert!(grown.says_the_same(&fresh), "{at}: {op:?}");
        assert_eq!(grown.roles(all, pasts), fresh.roles(all, pasts), "{at}");
        for past in all.iter().map(|op| op.after) {
            let (one, other) = (
                grown.view(all, pasts, Some(past)),
                fresh.view(all, pasts, Some(past)),
            );
            assert_eq!(one.roles(), other.roles(), "{at}");
        }
    }
    found
}

#[test]
fn what_only_carries_keys_is_taken_in_as_if_all_were_evaluated_at_once() {
    let count = asked("ASAMBLEA_GROWN").unwrap_or(HISTORIES);
    let first = asked("ASAMBLEA_SEED").unwrap_or(0);
    let (mut taken, mut refused) = (0, 0);
    for seed in first..first + count {
        let world = with_keys(seed);
        let states = [world.look(), world.in_order(usize::try_from(seed).unwrap())];
        for state in &states {
            let (more, others) = grow(state);
            taken += more;
            refused += others;
        }
    }
    eprintln!("{count} histories: {taken} taken in, {refused} evaluated again");
    assert!(taken > 0 && refused > 0);
}

#[test]
fn what_a_cut_named_before_it_came_is_evaluated_again() {
    let mut world = World::network(None, &["a", "b", "c"]);
    let at = space("S");
    let known = world.now();
    let epoch = EpochId::from_bytes([7; 32]);
    let asked = world.say("a", at, Control::Ask(Ask { epoch }));
    let cut = vec![world.cut("a", at, Some(asked))];
    world.knowing(&known);
    let word = Word::remove(super::world::person_member("a"));
    let word = world.restrict_with_cut("b", at, word, cut);
    world.knowing(&[word]).second("c", word);
    let state = world.with_last(asked);
    let (ops, pasts) = state.ops();
    let mut grown = Membership::evaluate(&ops[..ops.len() - 1], pasts);
    assert!(!grown.take_keys(ops, pasts));
    assert!(state.counts(asked), "the cut keeps what it names");
}
