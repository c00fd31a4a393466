//! Ballots count as the rule says, in every order of arrival.

mod consultation;
mod orders;

use super::super::Views;
use super::*;
use crate::content::{
    Amendment, AmendmentAnswer, Ballot, Content, Count, DOTS, Delegation, Method, ProposalWithdraw,
    SecondCall,
};

const SPACE: SpaceId = SpaceId::from_bytes([7; 32]);
const PROPOSAL: OpId = OpId::from_bytes([1; 32]);

fn id(n: u8) -> OpId {
    OpId::from_bytes([n; 32])
}

fn unit(n: u8) -> SpaceId {
    SpaceId::from_bytes([100 + n; 32])
}

/// Content by the device of a unit's coordinator.
fn by(n: u8, who: u8, body: impl Into<Body>) -> Admitted {
    Admitted {
        id: id(n),
        space: SPACE,
        author: DeviceId::from_bytes([who; 32]),
        seq: u64::from(n),
        depth: u32::from(n),
        person: Some(SpaceId::from_bytes([200 + who; 32])),
        org: Some(unit(who)),
        role: Role::Admin,
        office: Role::None,
        received_at: WallTime(5),
        forked: false,
        content: Content {
            at: WallTime(u64::from(n)),
            body: body.into(),
        },
    }
}

/// Written by the coordinator of unit 0.
fn proposal(method: Method) -> ProposalNew {
    ProposalNew {
        title: "Plan".to_owned(),
        text: "uno".to_owned(),
        method,
        count: Count::Orgs,
        roll: (0..4).map(unit).collect(),
        closes: WallTime(1),
        quorum: 0,
        options: Vec::new(),
        secret: false,
        carries: 1,
        second: None,
        from: None,
    }
}

fn begun(new: ProposalNew) -> Admitted {
    by(1, 0, new)
}

fn ballot(n: u8, who: u8, number: u32, follows: &[u8]) -> Admitted {
    by(n, who, vote(who, number, follows))
}

fn vote(who: u8, number: u32, follows: &[u8]) -> Ballot {
    Ballot {
        proposal: PROPOSAL,
        unit: unit(who),
        version: PROPOSAL,
        follows: follows.iter().map(|n| id(*n)).collect(),
        choices: vec![Choice { number, points: 1 }],
        reason: None,
        objection: None,
        basis: None,
    }
}

fn delegation(n: u8, who: u8, to: Option<u8>, follows: &[u8]) -> Admitted {
    let body = Delegation {
        proposal: PROPOSAL,
        unit: unit(who),
        follows: follows.iter().map(|n| id(*n)).collect(),
        to: to.map(unit),
    };
    by(n, who, body)
}

fn close(n: u8, who: u8, call: u32, words: &[u8]) -> Admitted {
    let body = ProposalClose {
        proposal: PROPOSAL,
        version: PROPOSAL,
        call,
        words: words.iter().map(|n| id(*n)).collect(),
        statement: None,
    };
    by(n, who, body)
}

fn all(ops: &[Admitted]) -> Proposal {
    let mut views = Views::default();
    for op in ops {
        views.take(op.clone());
    }
    let proposals = views.proposals(SPACE).unwrap();
    proposals.get(&PROPOSAL).unwrap().clone()
}

/// The tally is the same forwards and backwards, and has these counts and outcome.
#[track_caller]
fn check(new: ProposalNew, ops: &[Admitted], counts: &[u64], outcome: Outcome) -> Tally {
    let ops = [&[begun(new)], ops].concat();
    let tally = all(&ops).tally();
    let back: Vec<Admitted> = ops.into_iter().rev().collect();
    assert_eq!(all(&back).tally(), tally);
    assert_eq!(tally.counts, counts);
    assert_eq!(tally.outcome, outcome);
    tally
}

fn state(tally: &Tally, who: u8) -> &UnitState {
    let row = tally.units.iter().find(|row| row.unit == unit(who));
    &row.unwrap().state
}

const YES: u32 = 0;
const NO: u32 = 1;
const ABSTAIN: u32 = 2;

#[test]
fn last_ballot_of_a_unit_counts_once() {
    let ops = [ballot(2, 1, YES, &[]), ballot(3, 1, NO, &[2])];
    check(
        proposal(Method::Majority),
        &ops,
        &[0, 1, 0],
        Outcome::Rejected,
    );
}

#[test]
fn contradicting_ballots_that_do_not_know_each_other_count_as_none_until_one_follows_both() {
    let mut ops = vec![ballot(2, 1, YES, &[]), ballot(3, 1, NO, &[])];
    let tally = check(
        proposal(Method::Majority),
        &ops,
        &[0, 0, 0],
        Outcome::NoQuorum,
    );
    assert_eq!(*state(&tally, 1), UnitState::Clash(vec![id(2), id(3)]));
    // One that follows only one of them does not settle it.
    ops.push(ballot(4, 1, YES, &[2]));
    let tally = check(
        proposal(Method::Majority),
        &ops,
        &[0, 0, 0],
        Outcome::NoQuorum,
    );
    assert_eq!(*state(&tally, 1), UnitState::Clash(vec![id(3), id(4)]));
    ops.push(ballot(5, 1, YES, &[3, 4]));
    check(
        proposal(Method::Majority),
        &ops,
        &[1, 0, 0],
        Outcome::Adopted,
    );
}

#[test]
fn ballots_that_say_the_same_do_not_contradict() {
    let ops = [ballot(2, 1, YES, &[]), ballot(3, 1, YES, &[])];
    check(
        proposal(Method::Majority),
        &ops,
        &[1, 0, 0],
        Outcome::Adopted,
    );
}

#[test]
fn ballot_that_no_closing_knew_is_late_and_does_not_count() {
    let ops = [
        ballot(2, 1, YES, &[]),
        ballot(3, 2, YES, &[]),
        close(4, 0, 1, &[2]),
        ballot(5, 1, NO, &[2]),
        ballot(6, 3, NO, &[]),
    ];
    let tally = check(
        proposal(Method::Majority),
        &ops,
        &[1, 0, 0],
        Outcome::Adopted,
    );
    assert_eq!(tally.phase, Phase::Closed);
    assert_eq!(tally.late, [id(3), id(5), id(6)]);
}

#[test]
fn what_a_closing_names_brings_what_it_follows() {
    // Its last word alone is named: the earlier one is no second vote, and is not late either.
    let ops = [
        ballot(2, 1, YES, &[]),
        ballot(3, 1, NO, &[2]),
        close(4, 0, 1, &[3]),
    ];
    let tally = check(
        proposal(Method::Majority),
        &ops,
        &[0, 1, 0],
        Outcome::Rejected,
    );
    assert_eq!(tally.late, []);
}

#[test]
fn two_closings_that_do_not_know_each_other_count_what_either_knew() {
    let ops = [
        ballot(2, 1, YES, &[]),
        ballot(3, 2, NO, &[]),
        ballot(4, 3, NO, &[]),
        close(5, 0, 1, &[2, 3]),
        close(6, 1, 1, &[2, 4]),
    ];
    check(
        proposal(Method::Majority),
        &ops,
        &[1, 2, 0],
        Outcome::Rejected,
    );
}

#[test]
fn only_the_author_and_coordinators_of_the_space_close() {
    let mut stranger = close(3, 2, 1, &[]);
    stranger.role = Role::Write;
    let ops = [ballot(2, 1, YES, &[]), stranger.clone()];
    let tally = check(
        proposal(Method::Majority),
        &ops,
        &[1, 0, 0],
        Outcome::Adopted,
    );
    assert_eq!(tally.phase, Phase::Open);
    // Another device of the author.
    stranger.person = Some(SpaceId::from_bytes([200; 32]));
    let ops = [ballot(2, 1, YES, &[]), stranger];
    let tally = check(
        proposal(Method::Majority),
        &ops,
        &[0, 0, 0],
        Outcome::NoQuorum,
    );
    assert_eq!(tally.phase, Phase::Closed);
}

#[test]
fn closer_who_leaves_out_her_own_ballot_is_seen() {
    let ops = [
        begun(proposal(Method::Majority)),
        ballot(2, 0, YES, &[]),
        close(3, 0, 1, &[]),
        ballot(4, 0, NO, &[2]),
    ];
    let proposal = all(&ops);
    let closing = proposal.closings().next().unwrap();
    assert_eq!(proposal.left_out(closing), [id(2)]);
}

#[test]
fn ballot_for_a_unit_outside_the_roll_or_by_one_who_does_not_speak_for_it_is_void() {
    let mut member = ballot(2, 1, YES, &[]);
    member.role = Role::Write;
    let ops = [
        begun(proposal(Method::Majority)),
        member,
        ballot(3, 9, YES, &[]),
    ];
    let proposal = all(&ops);
    assert_eq!(proposal.tally().voted, 0);
    let void: Vec<(OpId, Void)> = proposal.void().collect();
    assert_eq!(void, [(id(2), Void::NotHers), (id(3), Void::NotInRoll)]);
}

#[test]
fn removed_unit_stays_in_the_roll_and_its_admitted_ballot_counts() {
    // What it wrote behind the cut of its removal is never admitted: the same as not said.
    let mut new = proposal(Method::Majority);
    new.quorum = 2;
    let before = [ballot(2, 1, YES, &[]), ballot(3, 2, YES, &[])];
    check(new.clone(), &before, &[2, 0, 0], Outcome::Adopted);
    let tally = check(new, &before[..1], &[1, 0, 0], Outcome::NoQuorum);
    assert_eq!(tally.units.len(), 4);
    assert_eq!(*state(&tally, 2), UnitState::Missing);
}

#[test]
fn delegations_are_carried_as_far_as_the_rule_allows_and_an_own_vote_goes_before_one() {
    let carried = |ops: &[Admitted], counts: &[u64]| {
        let outcome = match counts[0] {
            0 => Outcome::NoQuorum,
            _ => Outcome::Adopted,
        };
        check(proposal(Method::Majority), ops, counts, outcome)
    };
    let first = delegation(2, 1, Some(0), &[]);
    let second = delegation(3, 2, Some(0), &[]);
    let tally = carried(std::slice::from_ref(&first), &[0, 0, 0]);
    assert_eq!(*state(&tally, 1), UnitState::Waits(unit(0)));
    let vote = ballot(4, 0, YES, &[]);
    let tally = carried(&[first.clone(), second.clone(), vote.clone()], &[2, 0, 0]);
    assert_eq!(*state(&tally, 2), UnitState::Over(unit(0)));
    // An own vote beside the delegation, and one after it.
    for follows in [&[][..], &[2]] {
        let own = ballot(5, 1, ABSTAIN, follows);
        carried(&[first.clone(), vote.clone(), own], &[1, 0, 1]);
    }
    // Taken back.
    let back = delegation(5, 1, None, &[2]);
    carried(&[first.clone(), vote.clone(), back], &[1, 0, 0]);
    // Not passed on: who carries must have voted herself.
    let chain = delegation(5, 0, Some(3), &[]);
    let tally = carried(&[first, chain, ballot(6, 3, YES, &[])], &[2, 0, 0]);
    assert_eq!(*state(&tally, 1), UnitState::Waits(unit(0)));
}

#[test]
fn accepted_amendment_asks_for_ballots_again() {
    let amendment = Amendment {
        proposal: PROPOSAL,
        version: PROPOSAL,
        text: "dos".to_owned(),
        reason: None,
    };
    let answer = AmendmentAnswer {
        proposal: PROPOSAL,
        amendment: id(3),
        version: PROPOSAL,
        accepted: true,
    };
    let mut again = vote(1, YES, &[2]);
    again.version = id(4);
    let mut ops = vec![
        ballot(2, 1, YES, &[]),
        by(3, 2, amendment),
        by(4, 1, answer.clone()),
    ];
    // Only the author accepts.
    check(
        proposal(Method::Majority),
        &ops,
        &[1, 0, 0],
        Outcome::Adopted,
    );
    ops[2] = by(4, 0, answer);
    let tally = check(
        proposal(Method::Majority),
        &ops,
        &[0, 0, 0],
        Outcome::NoQuorum,
    );
    assert_eq!(*state(&tally, 1), UnitState::Outdated(id(2)));
    assert_eq!(tally.version, id(4));
    ops.push(by(5, 1, again));
    check(
        proposal(Method::Majority),
        &ops,
        &[1, 0, 0],
        Outcome::Adopted,
    );
}

#[test]
fn second_call_goes_on_with_its_own_quorum() {
    let mut new = proposal(Method::Majority);
    new.quorum = 3;
    new.second = Some(SecondCall {
        closes: WallTime(2),
        quorum: 2,
    });
    let mut ops = vec![ballot(2, 1, YES, &[]), close(3, 0, 1, &[2])];
    let tally = check(new.clone(), &ops, &[1, 0, 0], Outcome::NoQuorum);
    assert_eq!((tally.phase, tally.quorum), (Phase::SecondCall, 2));
    ops.push(ballot(4, 2, YES, &[]));
    let tally = check(new.clone(), &ops, &[2, 0, 0], Outcome::Adopted);
    assert_eq!(tally.phase, Phase::SecondCall);
    ops.push(close(5, 0, 2, &[2, 4]));
    let tally = check(new.clone(), &ops, &[2, 0, 0], Outcome::Adopted);
    assert_eq!(tally.phase, Phase::Closed);
    // Nobody ends a second call that no first one came before.
    let ops = [
        ballot(2, 1, YES, &[]),
        ballot(4, 2, YES, &[]),
        close(5, 0, 2, &[2, 4]),
    ];
    let tally = check(new, &ops, &[2, 0, 0], Outcome::Adopted);
    assert_eq!((tally.phase, tally.quorum), (Phase::SecondCall, 2));
}

#[test]
fn methods_decide_as_their_rule_says() {
    let votes = |numbers: &[u32]| -> Vec<Admitted> {
        let ballots = (0_u8..).zip(numbers);
        ballots
            .map(|(who, number)| ballot(10 + who, who, *number, &[]))
            .collect()
    };
    let two_thirds = || proposal(Method::TwoThirds);
    check(
        two_thirds(),
        &votes(&[0, 0, 1]),
        &[2, 1, 0],
        Outcome::Adopted,
    );
    check(
        two_thirds(),
        &votes(&[0, 0, 1, 1]),
        &[2, 2, 0],
        Outcome::Rejected,
    );
    check(two_thirds(), &votes(&[2, 2]), &[0, 0, 2], Outcome::Rejected);
    let majority = || proposal(Method::Majority);
    check(majority(), &votes(&[0, 1]), &[1, 1, 0], Outcome::Rejected);
    check(
        proposal(Method::Sense),
        &votes(&[1]),
        &[0, 1, 0],
        Outcome::Sensed,
    );
    // An object without reasons is a disagreement, with them it stops the proposal.
    let consent = || proposal(Method::Consent);
    check(
        consent(),
        &votes(&[0, 1, 3]),
        &[1, 1, 0, 0, 1],
        Outcome::Adopted,
    );
    let mut object = vote(2, 3, &[]);
    object.objection = Some(Objection {
        harm: "daño".to_owned(),
        change: "cambio".to_owned(),
    });
    let with = [votes(&[0, 1]), vec![by(20, 2, object)]].concat();
    check(consent(), &with, &[1, 1, 0, 1, 0], Outcome::Rejected);
}

#[test]
fn options_are_weighed_as_their_method_says() {
    let asked = |method| ProposalNew {
        options: vec!["a".to_owned(), "b".to_owned()],
        ..proposal(method)
    };
    let points = |n: u8, who: u8, choices: &[(u32, u32)]| {
        let mut vote = vote(who, 0, &[]);
        let choices = choices.iter();
        vote.choices = choices
            .map(|&(number, points)| Choice { number, points })
            .collect();
        by(n, who, vote)
    };
    let both = points(2, 1, &[(0, 1), (1, 1)]);
    let one = points(3, 2, &[(1, 1)]);
    let none = points(4, 3, &[]);
    let ops = [both.clone(), one.clone(), none];
    check(
        asked(Method::Approval),
        &ops,
        &[1, 2, 1],
        Outcome::Chosen(1),
    );
    check(
        asked(Method::Date),
        &ops[..1],
        &[1, 1, 0],
        Outcome::Tie(vec![0, 1]),
    );
    // One candidate each.
    let tally = check(
        asked(Method::Election),
        &ops,
        &[0, 1, 1],
        Outcome::Chosen(1),
    );
    assert_eq!(*state(&tally, 1), UnitState::Spoiled(id(2)));
    let all = u32::try_from(DOTS).unwrap();
    let ops = [
        points(2, 1, &[(0, all - 1), (1, 1)]),
        points(3, 2, &[(1, all)]),
    ];
    check(asked(Method::Dots), &ops, &[9, 11, 0], Outcome::Chosen(1));
    let over = [points(2, 1, &[(0, all), (1, 1)])];
    check(asked(Method::Dots), &over, &[0, 0, 0], Outcome::NoQuorum);
    let beyond = [points(2, 1, &[(2, 1)])];
    check(
        asked(Method::Approval),
        &beyond,
        &[0, 0, 0],
        Outcome::NoQuorum,
    );
}

#[test]
fn withdrawn_proposal_says_so_unless_it_ended_first() {
    let withdraw = |n, who| {
        let body = ProposalWithdraw {
            proposal: PROPOSAL,
            reason: None,
        };
        by(n, who, body)
    };
    let phase = |ops: &[Admitted]| {
        let begun = begun(proposal(Method::Majority));
        all(&[&[begun], ops].concat()).tally().phase
    };
    assert_eq!(phase(&[withdraw(2, 0)]), Phase::Withdrawn);
    assert_eq!(phase(&[withdraw(2, 1)]), Phase::Open);
    assert_eq!(phase(&[withdraw(2, 0), close(3, 0, 1, &[])]), Phase::Closed);
}
