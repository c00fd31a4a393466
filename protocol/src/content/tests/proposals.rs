//! Any content about proposals.

use std::collections::BTreeSet;

use proptest::collection::{btree_map, btree_set, vec};
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

use super::super::*;
use crate::id::OpId;

fn id() -> impl Strategy<Value = OpId> {
    any::<[u8; 32]>().prop_map(OpId::from_bytes)
}

fn unit() -> impl Strategy<Value = SpaceId> {
    any::<[u8; 32]>().prop_map(SpaceId::from_bytes)
}

fn ids() -> impl Strategy<Value = Vec<OpId>> {
    btree_set(id(), 0..6).prop_map(|ids: BTreeSet<OpId>| ids.into_iter().collect())
}

fn opened() -> impl Strategy<Value = Body> {
    let second = (any::<u64>(), any::<u32>()).prop_map(|(closes, quorum)| SecondCall {
        closes: WallTime(closes),
        quorum,
    });
    let count = prop_oneof![Just(Count::Orgs), Just(Count::People)];
    let texts = (".{0,60}", ".{0,400}", vec(".{0,40}", 0..6));
    let rule = (select(&Method::ALL[..]), count, btree_set(unit(), 0..6));
    let numbers = (any::<u64>(), any::<u32>(), any::<u32>(), any::<bool>());
    let rest = (of(second), of(id()));
    (texts, rule, numbers, rest).prop_map(|(texts, rule, numbers, rest)| {
        ProposalNew {
            title: texts.0,
            text: texts.1,
            options: texts.2,
            method: rule.0,
            count: rule.1,
            roll: rule.2.into_iter().collect(),
            closes: WallTime(numbers.0),
            quorum: numbers.1,
            carries: numbers.2,
            secret: numbers.3,
            second: rest.0,
            from: rest.1,
        }
        .into()
    })
}

fn said() -> impl Strategy<Value = Body> {
    let choices = btree_map(any::<u32>(), any::<u32>(), 0..6);
    let objection = (".{0,40}", ".{0,40}").prop_map(|(harm, change)| Objection { harm, change });
    let whose = (id(), unit(), id(), ids());
    let basis = of(select(Basis::ALL.to_vec()));
    let ballot = (whose, choices, of(".{0,40}"), of(objection), basis);
    let ballot = ballot.prop_map(|(whose, choices, reason, objection, basis)| {
        let choices = choices.into_iter();
        Ballot {
            proposal: whose.0,
            unit: whose.1,
            version: whose.2,
            follows: whose.3,
            choices: choices
                .map(|(number, points)| Choice { number, points })
                .collect(),
            reason,
            objection,
            basis,
        }
        .into()
    });
    let delegation = (id(), unit(), ids(), of(unit()));
    let delegation = delegation.prop_map(|(proposal, unit, follows, to)| {
        Delegation {
            proposal,
            unit,
            follows,
            to,
        }
        .into()
    });
    prop_oneof![ballot, delegation]
}

fn acts() -> impl Strategy<Value = Body> {
    let amendment = (id(), id(), ".{0,400}", of(".{0,40}"));
    let amendment = amendment.prop_map(|(proposal, version, text, reason)| {
        Amendment {
            proposal,
            version,
            text,
            reason,
        }
        .into()
    });
    let answer = (id(), id(), id(), any::<bool>());
    let answer = answer.prop_map(|(proposal, amendment, version, accepted)| {
        AmendmentAnswer {
            proposal,
            amendment,
            version,
            accepted,
        }
        .into()
    });
    let close = (id(), id(), any::<u32>(), ids(), of(".{0,40}"));
    let close = close.prop_map(|(proposal, version, call, words, statement)| {
        ProposalClose {
            proposal,
            version,
            call,
            words,
            statement,
        }
        .into()
    });
    let withdraw = (id(), of(".{0,40}"));
    let withdraw =
        withdraw.prop_map(|(proposal, reason)| ProposalWithdraw { proposal, reason }.into());
    let open = (id(), id(), 0_usize..5, any::<u64>());
    let open = open.prop_map(|(proposal, version, units, closes)| {
        ProposalOpen {
            proposal,
            version,
            roll: (0_u8..)
                .take(units)
                .map(|n| SpaceId::from_bytes([n; 32]))
                .collect(),
            closes: WallTime(closes),
        }
        .into()
    });
    prop_oneof![amendment, answer, close, withdraw, open]
}

/// Any of them.
pub(super) fn works() -> impl Strategy<Value = Body> {
    prop_oneof![opened(), said(), acts()]
}
