//! What is out for consultation takes no ballots, and an opening freezes the text and the roll.

use super::*;
use crate::content::ProposalOpen;

/// Out for consultation, by the coordinator of unit 0.
fn consulted() -> Admitted {
    begun(ProposalNew {
        roll: Vec::new(),
        ..proposal(Method::Majority)
    })
}

fn open(n: u8, who: u8, version: u8, units: u8) -> Admitted {
    let body = ProposalOpen {
        proposal: PROPOSAL,
        version: id(version),
        roll: (0..units).map(unit).collect(),
        closes: WallTime(90),
    };
    by(n, who, body)
}

fn about(n: u8, who: u8, number: u32, version: u8) -> Admitted {
    let body = Ballot {
        version: id(version),
        ..vote(who, number, &[])
    };
    by(n, who, body)
}

fn ended(n: u8, version: u8, words: &[u8]) -> Admitted {
    let mut op = close(n, 0, 1, words);
    if let Body::ProposalClose(close) = &mut op.content.body {
        close.version = id(version);
    }
    op
}

fn amended(n: u8, version: u8) -> [Admitted; 2] {
    let amendment = Amendment {
        proposal: PROPOSAL,
        version: id(version),
        text: "dos".to_owned(),
        reason: None,
    };
    let answer = AmendmentAnswer {
        proposal: PROPOSAL,
        amendment: id(n),
        version: id(version),
        accepted: true,
    };
    [by(n, 2, amendment), by(n + 1, 0, answer)]
}

/// The same in every order in which the operations can come, of which some are tried.
#[track_caller]
fn same(ops: &[Admitted]) -> Proposal {
    let one = all(ops);
    let mut turned = ops.to_vec();
    for _ in 0..ops.len() {
        turned.rotate_left(1);
        for order in [turned.clone(), turned.iter().rev().cloned().collect()] {
            let other = all(&order);
            assert_eq!(other.tally(), one.tally());
            assert_eq!(other.new, one.new);
            assert_eq!(other.roll_hash(), one.roll_hash());
            let versions = |of: &Proposal| of.versions().iter().map(|v| v.id).collect::<Vec<_>>();
            assert_eq!(versions(&other), versions(&one));
            assert_eq!(
                other.void().collect::<Vec<_>>(),
                one.void().collect::<Vec<_>>()
            );
        }
    }
    one
}

#[test]
fn before_the_opening_nothing_counts_and_nothing_ends() {
    let ops = [consulted(), ballot(2, 1, YES, &[]), close(3, 0, 1, &[2])];
    let tally = same(&ops).tally();
    assert_eq!(tally.phase, Phase::Consultation);
    assert_eq!((tally.voted, tally.units.len()), (0, 0));
}

#[test]
fn an_opening_freezes_the_text_and_the_roll() {
    let mut ops = vec![consulted(), ballot(2, 1, NO, &[])];
    ops.extend(amended(3, 1));
    ops.push(open(5, 0, 4, 3));
    ops.extend([about(6, 1, YES, 5), about(7, 2, YES, 5), about(8, 3, NO, 5)]);
    let open = same(&ops);
    let tally = open.tally();
    assert_eq!((tally.phase, tally.version), (Phase::Open, id(5)));
    // The ballot of before is not about it, and unit 3 is not in the roll.
    assert_eq!((tally.counts, tally.units.len()), (vec![2, 0, 0], 3));
    assert_eq!(open.new.closes, WallTime(90));
    assert_eq!(open.versions().last().unwrap().text, "dos");
    assert_eq!(open.void().collect::<Vec<_>>(), [(id(8), Void::NotInRoll)]);
    ops.push(ended(9, 5, &[6]));
    let tally = same(&ops).tally();
    assert_eq!((tally.phase, tally.counts), (Phase::Closed, vec![1, 0, 0]));
    assert_eq!(tally.late, [id(7)]);
}

#[test]
fn of_two_openings_one_stands_until_an_end_names_the_other() {
    let mut ops = vec![consulted(), open(3, 0, 1, 3), open(2, 1, 1, 4)];
    ops.extend([about(6, 1, YES, 2), about(7, 2, NO, 3)]);
    let tally = same(&ops).tally();
    assert_eq!((tally.version, tally.units.len()), (id(2), 4));
    assert_eq!(tally.counts, [1, 0, 0]);
    ops.push(ended(8, 3, &[7]));
    let tally = same(&ops).tally();
    assert_eq!((tally.version, tally.units.len()), (id(3), 3));
    assert_eq!(tally.counts, [0, 1, 0]);
}

#[test]
fn only_who_proposed_or_coordinates_opens_and_only_once_it_was_consulted() {
    let mut stranger = open(2, 3, 1, 4);
    stranger.role = Role::Write;
    let ops = [consulted(), stranger];
    assert_eq!(same(&ops).tally().phase, Phase::Consultation);
    // What has a roll keeps it.
    let ops = [begun(proposal(Method::Majority)), open(2, 0, 1, 2)];
    let tally = same(&ops).tally();
    assert_eq!((tally.version, tally.units.len()), (PROPOSAL, 4));
}
