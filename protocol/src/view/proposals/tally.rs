//! The tally: what each unit's words come to, and what follows by the proposal's rule.

use std::collections::{BTreeMap, BTreeSet};

use super::{Closing, Proposal, Says, Word};
use crate::content::{Choice, DOTS, Method};
use crate::id::{OpId, SpaceId};

/// Where a vote is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Phase {
    /// It takes amendments and no ballots yet.
    Consultation,
    /// It is open.
    Open,
    /// It ended without quorum and was called again.
    SecondCall,
    /// It ended.
    Closed,
    /// The author took it back before it ended.
    Withdrawn,
}

/// What a unit's words come to.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum UnitState {
    /// It said nothing.
    Missing,
    /// Its ballot counts.
    Counted(OpId),
    /// Another one's ballot counts for it, too.
    Carried {
        /// Whose.
        by: SpaceId,
        /// That ballot.
        ballot: OpId,
    },
    /// It delegated to one whose own ballot does not count, or not yet.
    Waits(SpaceId),
    /// It delegated to one who carries as many as the rule allows already.
    Over(SpaceId),
    /// It said different things that do not know of each other: none counts.
    Clash(Vec<OpId>),
    /// Its ballot is about an earlier text.
    Outdated(OpId),
    /// Its ballot chooses what is not there to choose.
    Spoiled(OpId),
}

/// One unit of the roll.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct UnitRow {
    /// Which.
    pub unit: SpaceId,
    /// What its words come to.
    pub state: UnitState,
}

/// What follows by the rule.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Outcome {
    /// Too few voted.
    NoQuorum,
    /// It passes.
    Adopted,
    /// It does not pass.
    Rejected,
    /// It says how people feel, and binds nobody.
    Sensed,
    /// One option, from 0.
    Chosen(u32),
    /// Several with as many points.
    Tie(Vec<u32>),
}

/// A tally.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Tally {
    /// Where the vote is.
    pub phase: Phase,
    /// The text that the ballots must be about.
    pub version: OpId,
    /// Points of each choice, in [`Proposal::choices`]' order.
    pub counts: Vec<u64>,
    /// Every unit of the roll, in its order.
    pub units: Vec<UnitRow>,
    /// Units whose vote counts.
    pub voted: u64,
    /// How many are needed.
    pub quorum: u64,
    /// Whether as many voted.
    pub quorum_met: bool,
    /// What follows, if it ended so.
    pub outcome: Outcome,
    /// Words that no closing knew.
    pub late: Vec<OpId>,
}

/// Choices that a method has of itself. Codes of `docs/wire.md`.
const YES_NO: &[&str] = &["yes", "no", "abstain"];
/// The last is an `object` without both answers.
const CONSENT: &[&str] = &["agree", "concern", "abstain", "object", "disagree"];
const OBJECT: u32 = 3;
const DISAGREE: u32 = 4;

impl Proposal {
    /// What a ballot can choose, in the tally's order; options are numbered from 1.
    #[must_use]
    pub fn choices(&self) -> Vec<String> {
        let fixed = match self.new.method {
            Method::Consent => CONSENT,
            Method::Majority | Method::TwoThirds | Method::Sense => YES_NO,
            Method::Approval | Method::Dots | Method::Date | Method::Election => {
                let options = 1..=self.new.options.len();
                let numbers = options.map(|number| number.to_string());
                return numbers.chain(["abstain".to_owned()]).collect();
            }
        };
        fixed.iter().map(|&choice| choice.to_owned()).collect()
    }

    /// Points for each choice of the tally, by a ballot; none where it is spoiled.
    #[must_use]
    pub fn points(&self, choices: &[Choice], objects: bool) -> Option<Vec<(u32, u64)>> {
        let options = u32::try_from(self.new.options.len()).unwrap_or(u32::MAX);
        let total = choices.iter().map(|choice| u64::from(choice.points));
        let total = total.fold(0, u64::saturating_add);
        let single = match choices {
            [Choice { number, points: 1 }] => Some(*number),
            _ => None,
        };
        let known = choices.iter().all(|choice| choice.number < options);
        let all_once = choices.iter().all(|choice| choice.points == 1);
        let fits = match self.new.method {
            Method::Consent => {
                let choice = single.filter(|number| *number <= OBJECT)?;
                let plain = choice == OBJECT && !objects;
                return Some(vec![(if plain { DISAGREE } else { choice }, 1)]);
            }
            Method::Majority | Method::TwoThirds | Method::Sense => {
                return Some(vec![(single.filter(|number| *number <= 2)?, 1)]);
            }
            _ if choices.is_empty() => return Some(vec![(options, 1)]),
            Method::Approval | Method::Date => known && all_once,
            Method::Election => single.is_some() && known,
            Method::Dots => known && total <= DOTS && choices.iter().all(|c| c.points > 0),
        };
        let points = choices.iter().map(|c| (c.number, u64::from(c.points)));
        fits.then(|| points.collect())
    }

    fn points_of(&self, word: &Word) -> Option<Vec<(u32, u64)>> {
        match &word.says {
            Says::Ballot {
                choices, objection, ..
            } => self.points(choices, objection.is_some()),
            Says::Delegation(_) => None,
        }
    }

    /// What each unit's words come to by now, and what follows.
    #[must_use]
    pub fn tally(&self) -> Tally {
        let quorum = self.new.quorum;
        if self.closings().next().is_none() {
            let phase = match self.withdrawn.is_empty() {
                true if self.is_consulted() => Phase::Consultation,
                true => Phase::Open,
                false => Phase::Withdrawn,
            };
            let all = self.words.keys().copied().collect();
            return self.count(phase, &all, self.newest(), quorum);
        }
        let first = self.closed(false, quorum);
        let again = self.new.second.filter(|_| !first.quorum_met);
        let Some(second) = again else {
            return first;
        };
        let mut closings = self.closings();
        if closings.any(|closing| self.is_second(closing)) {
            return self.closed(true, second.quorum);
        }
        let all = self.words.keys().copied().collect();
        self.count(Phase::SecondCall, &all, self.newest(), second.quorum)
    }

    /// Whether a closing ends the second call: only where one ended the first.
    fn is_second(&self, closing: &Closing) -> bool {
        let mut closings = self.closings();
        let called_twice = self.new.second.is_some() && closings.any(|c| c.close.call <= 1);
        called_twice && closing.close.call > 1
    }

    /// The tally of what the closings of the first call, or of both, knew all together.
    fn closed(&self, both: bool, quorum: u32) -> Tally {
        let until = || {
            let closings = self.closings();
            closings.filter(move |closing| both || !self.is_second(closing))
        };
        let named = until().flat_map(|closing| closing.close.words.iter().copied());
        let counted = self.reached(named);
        let version = self.highest(until().map(|closing| closing.close.version));
        let mut tally = self.count(Phase::Closed, &counted, version, quorum);
        let late = self.words.keys().filter(|id| !counted.contains(id));
        tally.late = late.copied().collect();
        tally
    }

    fn count(&self, phase: Phase, among: &BTreeSet<OpId>, version: OpId, quorum: u32) -> Tally {
        let roll = self.new.roll.iter();
        let mut states: BTreeMap<SpaceId, UnitState> = roll
            .map(|unit| (*unit, self.state_of(*unit, among, version)))
            .collect();
        self.carry(&mut states, among);
        let mut counts = vec![0_u64; self.choices().len()];
        let mut voted = 0_u64;
        for state in states.values() {
            let (UnitState::Counted(ballot) | UnitState::Carried { ballot, .. }) = state else {
                continue;
            };
            voted = voted.saturating_add(1);
            let word = self.words.get(ballot);
            for (choice, points) in word
                .and_then(|word| self.points_of(word))
                .into_iter()
                .flatten()
            {
                let at = usize::try_from(choice)
                    .ok()
                    .and_then(|at| counts.get_mut(at));
                if let Some(count) = at {
                    *count = count.saturating_add(points);
                }
            }
        }
        let quorum = u64::from(quorum.max(1));
        let quorum_met = voted >= quorum;
        Tally {
            phase,
            version,
            outcome: if quorum_met {
                outcome(self.new.method, self.new.options.len(), &counts)
            } else {
                Outcome::NoQuorum
            },
            counts,
            units: states
                .into_iter()
                .map(|(unit, state)| UnitRow { unit, state })
                .collect(),
            voted,
            quorum,
            quorum_met,
            late: Vec::new(),
        }
    }

    /// What a unit's own last words come to; delegations are not followed yet.
    fn state_of(&self, unit: SpaceId, among: &BTreeSet<OpId>, version: OpId) -> UnitState {
        let last = self.last_of(unit, among);
        // An own ballot goes before a delegation that does not know of it.
        let (ballots, delegations): (Vec<&Word>, Vec<&Word>) = last
            .into_iter()
            .partition(|word| matches!(word.says, Says::Ballot { .. }));
        let ids = |words: &[&Word]| words.iter().map(|word| word.id).collect();
        let Some(any) = ballots.first() else {
            let targets = delegations.iter().filter_map(|word| match word.says {
                Says::Delegation(to) => Some(to),
                Says::Ballot { .. } => None,
            });
            let targets: BTreeSet<Option<SpaceId>> = targets.collect();
            return match (targets.first(), targets.len()) {
                (Some(Some(to)), 1) => UnitState::Waits(*to),
                (_, 0 | 1) => UnitState::Missing,
                _ => UnitState::Clash(ids(&delegations)),
            };
        };
        let about = |word: &&&Word| match &word.says {
            Says::Ballot { version: about, .. } => *about == version,
            Says::Delegation(_) => false,
        };
        let standing: Vec<&Word> = ballots.iter().filter(about).copied().collect();
        let Some(first) = standing.first() else {
            return UnitState::Outdated(any.id);
        };
        let points = self.points_of(first);
        if standing.iter().any(|word| self.points_of(word) != points) {
            return UnitState::Clash(ids(&standing));
        }
        match points {
            Some(_) => UnitState::Counted(first.id),
            None => UnitState::Spoiled(first.id),
        }
    }

    /// Follows delegations, one step: the earliest in the graph go first, as many as the rule
    /// allows.
    fn carry(&self, states: &mut BTreeMap<SpaceId, UnitState>, among: &BTreeSet<OpId>) {
        let mut waiting: BTreeMap<SpaceId, Vec<(u32, OpId, SpaceId)>> = BTreeMap::new();
        for (unit, state) in states.iter() {
            if let UnitState::Waits(to) = state
                && let Some(word) = self.last_of(*unit, among).first()
            {
                let place = (word.depth, word.id, *unit);
                waiting.entry(*to).or_default().push(place);
            }
        }
        let most = usize::try_from(self.new.carries).unwrap_or(usize::MAX);
        for (to, mut units) in waiting {
            units.sort_unstable();
            let ballot = match states.get(&to) {
                Some(UnitState::Counted(ballot)) => Some(*ballot),
                _ => None,
            };
            for (place, (_, _, unit)) in units.into_iter().enumerate() {
                let state = match ballot {
                    _ if place >= most => UnitState::Over(to),
                    Some(ballot) if unit != to => UnitState::Carried { by: to, ballot },
                    _ => continue,
                };
                states.insert(unit, state);
            }
        }
    }
}

/// What points come to by a method, where as many voted as had to.
pub(super) fn outcome(method: Method, options: usize, counts: &[u64]) -> Outcome {
    let of = |choice: usize| counts.get(choice).copied().unwrap_or(0);
    let passes = |passes: bool| match passes {
        true => Outcome::Adopted,
        false => Outcome::Rejected,
    };
    match method {
        Method::Sense => Outcome::Sensed,
        Method::Majority => passes(of(0) > of(1)),
        Method::TwoThirds => passes(of(0) > 0 && of(0) >= of(1).saturating_mul(2)),
        // Reasoned objections stop it; plain disagreements weigh like noes.
        Method::Consent => passes(of(3) == 0 && of(0).saturating_add(of(1)) > of(4)),
        Method::Approval | Method::Dots | Method::Date | Method::Election => {
            let points = counts.iter().take(options);
            let best = points.clone().max().copied().unwrap_or(0);
            let most = (0_u32..).zip(points).filter(|(_, count)| **count == best);
            let most: Vec<u32> = most.map(|(number, _)| number).collect();
            match most.as_slice() {
                _ if best == 0 => Outcome::Rejected,
                [one] => Outcome::Chosen(*one),
                _ => Outcome::Tie(most),
            }
        }
    }
}
