//! What a rule means for a roll of so many units, in numbers, before anybody votes.

use super::Outcome;
use super::tally::outcome;
use crate::content::{DOTS, Method};

/// A rule in numbers. Each number of votes for it is the least that adopts, abstentions aside;
/// where a method adopts nothing by a number of votes, there is none.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Forecast {
    /// Units of the roll.
    pub of: u32,
    /// Units that must have voted: at least 1, and more than the roll where it cannot be met.
    pub quorum: u32,
    /// Votes for it, if every unit votes for it or against it.
    pub if_all: Option<u32>,
    /// Votes for it, if as many vote as the quorum asks for.
    pub if_quorum: Option<u32>,
    /// Units that must have voted at the second call, where there is one.
    pub second_quorum: Option<u32>,
    /// Votes for it, if as many vote as the second call asks for.
    pub if_second: Option<u32>,
    /// One objection with both answers stops it.
    pub stops: bool,
    /// Points that all ballots together can give, where points are given.
    pub points: Option<u64>,
}

/// The numbers of a rule. `quorum` 0 asks for one vote.
#[must_use]
pub fn forecast(method: Method, of: u32, quorum: u32, second: Option<u32>) -> Forecast {
    let quorum = quorum.max(1);
    let second_quorum = second.map(|second| second.max(1));
    // What no roll can reach, a hostile proposal can still ask for: nothing is tried for it.
    let least = |voted: u32| (voted <= of).then(|| least_for(method, voted)).flatten();
    Forecast {
        of,
        quorum,
        if_all: least(of),
        if_quorum: least(quorum),
        second_quorum,
        if_second: second_quorum.and_then(least),
        stops: method == Method::Consent,
        points: (method == Method::Dots).then(|| u64::from(of).saturating_mul(DOTS)),
    }
}

/// The fewest votes for it that adopt, of so many that are for it or against it. It asks the rule
/// itself, so that the two cannot say different things.
fn least_for(method: Method, voted: u32) -> Option<u32> {
    if !matches!(
        method,
        Method::Majority | Method::TwoThirds | Method::Consent
    ) {
        return None;
    }
    (0..=voted).find(|&yes| {
        let (for_it, against) = (u64::from(yes), u64::from(voted.saturating_sub(yes)));
        let counts = match method {
            Method::Consent => [for_it, 0, 0, 0, against],
            _ => [for_it, against, 0, 0, 0],
        };
        outcome(method, 0, &counts) == Outcome::Adopted
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Method, roll, quorum, second quorum; then what adopts if all, the quorum, or the second
    /// call vote, whether an objection stops it, and points.
    type Row = (
        Method,
        (u32, u32, Option<u32>),
        (Option<u32>, Option<u32>, Option<u32>),
        bool,
        Option<u64>,
    );

    const TABLE: &[Row] = &[
        (
            Method::Consent,
            (16, 8, None),
            (Some(9), Some(5), None),
            true,
            None,
        ),
        (
            Method::Majority,
            (16, 8, Some(4)),
            (Some(9), Some(5), Some(3)),
            false,
            None,
        ),
        (
            Method::Majority,
            (15, 0, None),
            (Some(8), Some(1), None),
            false,
            None,
        ),
        (
            Method::TwoThirds,
            (16, 8, Some(0)),
            (Some(11), Some(6), Some(1)),
            false,
            None,
        ),
        (
            Method::TwoThirds,
            (15, 9, None),
            (Some(10), Some(6), None),
            false,
            None,
        ),
        (
            Method::Sense,
            (16, 8, Some(4)),
            (None, None, None),
            false,
            None,
        ),
        (
            Method::Approval,
            (16, 8, None),
            (None, None, None),
            false,
            None,
        ),
        (
            Method::Dots,
            (16, 8, None),
            (None, None, None),
            false,
            Some(160),
        ),
        (Method::Date, (16, 8, None), (None, None, None), false, None),
        (
            Method::Election,
            (16, 8, Some(4)),
            (None, None, None),
            false,
            None,
        ),
        // A roll of nobody adopts nothing.
        (
            Method::Majority,
            (0, 0, None),
            (None, None, None),
            false,
            None,
        ),
        // A quorum that the roll cannot reach.
        (
            Method::Majority,
            (16, u32::MAX, Some(17)),
            (Some(9), None, None),
            false,
            None,
        ),
    ];

    #[test]
    fn every_method_says_its_numbers() {
        for method in Method::ALL {
            assert!(TABLE.iter().any(|row| row.0 == method), "{method:?}");
        }
        for (method, (of, quorum, second), (all, few, again), stops, points) in TABLE {
            let told = forecast(*method, *of, *quorum, *second);
            let want = Forecast {
                of: *of,
                quorum: (*quorum).max(1),
                if_all: *all,
                if_quorum: *few,
                second_quorum: second.map(|second| second.max(1)),
                if_second: *again,
                stops: *stops,
                points: *points,
            };
            assert_eq!(told, want, "{method:?} of {of}");
        }
    }

    #[test]
    fn one_vote_fewer_never_adopts() {
        for of in 1..=40_u32 {
            let most = forecast(Method::Majority, of, 0, None).if_all.unwrap();
            assert!(2 * most > of && 2 * (most - 1) <= of, "{of}");
            let two = forecast(Method::TwoThirds, of, 0, None).if_all.unwrap();
            assert!(
                3 * two >= 2 * of && (two == 1 || 3 * (two - 1) < 2 * of),
                "{of}"
            );
            let agreed = forecast(Method::Consent, of, 0, None).if_all;
            assert_eq!(agreed, Some(most), "{of}");
        }
    }
}
