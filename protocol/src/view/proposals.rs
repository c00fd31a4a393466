//! Proposals of a space: their versions, the words of those who decide, and the tally.
//!
//! Everything here is a function of the set of admitted contents. Which word of a unit came later
//! is what the words themselves say they follow; what counts in the end is what the closings name.
//! No clock is looked at. Rules: `docs/wire.md`, "Proposals".

mod forecast;
mod opening;
mod tally;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

pub use forecast::{Forecast, forecast};
pub use tally::{Outcome, Phase, Tally, UnitRow, UnitState};

use self::opening::Opening;
use super::Admitted;
use crate::content::{Basis, Body, Choice, Objection, ProposalClose, ProposalNew};
use crate::crypto::{Digest, Domain, Hasher};
use crate::id::{DeviceId, OpId, SpaceId};
use crate::op::Role;
use crate::time::WallTime;

/// What a unit said.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Says {
    /// It votes.
    Ballot {
        /// The text that it is about.
        version: OpId,
        /// Its choices.
        choices: Vec<Choice>,
        /// Why.
        reason: Option<String>,
        /// What makes an objection stop the proposal.
        objection: Option<Objection>,
        /// What it rests on.
        basis: Option<Basis>,
    },
    /// Another carries its vote, or nobody any more.
    Delegation(Option<SpaceId>),
}

/// One word of a unit.
#[derive(Clone, Debug)]
pub struct Word {
    /// The operation.
    pub id: OpId,
    /// Whose vote it is.
    pub unit: SpaceId,
    /// The device that wrote it.
    pub author: DeviceId,
    /// When, by her clock.
    pub at: WallTime,
    /// Its longest chain of predecessors.
    pub depth: u32,
    /// The unit's words that its author knew.
    pub follows: Vec<OpId>,
    /// What it says.
    pub says: Says,
}

/// One text of a proposal.
#[derive(Clone, Debug)]
pub struct Version {
    /// The proposal, or the answer that accepted an amendment.
    pub id: OpId,
    /// From 1.
    pub number: u32,
    /// The text.
    pub text: String,
    /// Who wrote the text.
    pub author: DeviceId,
    /// When it came to stand, by the author's clock.
    pub at: WallTime,
}

/// An amendment and what became of it.
#[derive(Clone, Debug)]
pub struct AmendmentState {
    /// The operation.
    pub id: OpId,
    /// The text that it would replace.
    pub version: OpId,
    /// The new text.
    pub text: String,
    /// Why.
    pub reason: Option<String>,
    /// Who proposed it.
    pub author: DeviceId,
    /// When, by her clock.
    pub at: WallTime,
    /// What the author answered; accepted, where she said both.
    pub accepted: Option<bool>,
}

#[derive(Clone, Debug)]
struct Answer {
    amendment: OpId,
    version: OpId,
    accepted: bool,
    at: WallTime,
}

/// An end of the vote.
#[derive(Clone, Debug)]
pub struct Closing {
    /// The operation.
    pub id: OpId,
    /// Who wrote it.
    pub author: DeviceId,
    /// Its place in her log.
    pub seq: u64,
    /// When, by her clock.
    pub at: WallTime,
    /// What it says.
    pub close: ProposalClose,
}

/// Why a word does not count whoever it is for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Void {
    /// Its unit is not in the roll.
    NotInRoll,
    /// Its author does not speak for its unit.
    NotHers,
}

/// One proposal.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// The operation that began it.
    pub id: OpId,
    /// What it asks. Of one that was put out for consultation the roll and the close are those of
    /// the opening that stands; before one does there is no roll.
    pub new: ProposalNew,
    /// Who wrote it.
    pub author: DeviceId,
    /// Her person.
    pub person: Option<SpaceId>,
    /// When, by her clock.
    pub at: WallTime,
    words: BTreeMap<OpId, Word>,
    void: BTreeMap<OpId, Void>,
    seqs: BTreeMap<OpId, u64>,
    amendments: BTreeMap<OpId, AmendmentState>,
    answers: BTreeMap<OpId, Answer>,
    closings: BTreeMap<OpId, Closing>,
    withdrawn: BTreeMap<OpId, Option<String>>,
    /// It was put out for consultation: when it was to close, openings, and words by units that
    /// may be in the roll of one.
    consultation: Option<WallTime>,
    openings: BTreeMap<OpId, Opening>,
    heard: BTreeMap<OpId, Word>,
}

impl Proposal {
    fn begin(op: &Admitted, new: ProposalNew) -> Self {
        Self {
            consultation: new.roll.is_empty().then_some(new.closes),
            openings: BTreeMap::new(),
            heard: BTreeMap::new(),
            id: op.id,
            new,
            author: op.author,
            person: op.person,
            at: op.content.at,
            words: BTreeMap::new(),
            void: BTreeMap::new(),
            seqs: BTreeMap::new(),
            amendments: BTreeMap::new(),
            answers: BTreeMap::new(),
            closings: BTreeMap::new(),
            withdrawn: BTreeMap::new(),
        }
    }

    /// Whether a person is who proposed it, on any device of hers.
    fn is_hers(&self, op: &Admitted) -> bool {
        op.author == self.author || (op.person.is_some() && op.person == self.person)
    }

    fn hear(&mut self, op: &Admitted, unit: SpaceId, follows: Vec<OpId>, says: Says) {
        let waits = self.consultation.is_some();
        let void = if !waits && self.new.roll.binary_search(&unit).is_err() {
            Some(Void::NotInRoll)
        } else {
            // Its role is the one in the unit's own space.
            (op.role < Role::Admin).then_some(Void::NotHers)
        };
        if let Some(void) = void {
            self.void.insert(op.id, void);
            return;
        }
        self.seqs.insert(op.id, op.seq);
        let word = Word {
            id: op.id,
            unit,
            author: op.author,
            at: op.content.at,
            depth: op.depth,
            follows,
            says,
        };
        if waits {
            self.heard.insert(op.id, word);
        } else {
            self.words.insert(op.id, word);
        }
    }

    fn take(&mut self, op: Admitted) {
        let hers = self.is_hers(&op);
        let may_close = hers || op.role == Role::Admin;
        match op.content.body.clone() {
            Body::Ballot(ballot) => {
                let says = Says::Ballot {
                    version: ballot.version,
                    choices: ballot.choices,
                    reason: ballot.reason,
                    objection: ballot.objection,
                    basis: ballot.basis,
                };
                self.hear(&op, ballot.unit, ballot.follows, says);
            }
            Body::Delegation(delegation) => {
                let says = Says::Delegation(delegation.to);
                self.hear(&op, delegation.unit, delegation.follows, says);
            }
            Body::Amendment(amendment) => {
                let state = AmendmentState {
                    id: op.id,
                    version: amendment.version,
                    text: amendment.text,
                    reason: amendment.reason,
                    author: op.author,
                    at: op.content.at,
                    accepted: None,
                };
                self.amendments.insert(op.id, state);
            }
            Body::AmendmentAnswer(answer) if hers => {
                let answer = Answer {
                    amendment: answer.amendment,
                    version: answer.version,
                    accepted: answer.accepted,
                    at: op.content.at,
                };
                self.answers.insert(op.id, answer);
            }
            Body::ProposalClose(close) if may_close => {
                let closing = Closing {
                    id: op.id,
                    author: op.author,
                    seq: op.seq,
                    at: op.content.at,
                    close,
                };
                self.closings.insert(op.id, closing);
            }
            Body::ProposalWithdraw(withdraw) if hers => {
                self.withdrawn.insert(op.id, withdraw.reason);
            }
            Body::ProposalOpen(open) if may_close => {
                self.open(op.id, op.depth, op.content.at, open)
            }
            _ => {}
        }
        self.settle();
    }

    /// Every version, by number; of one number, by id.
    #[must_use]
    pub fn versions(&self) -> Vec<Version> {
        let mut all = vec![Version {
            id: self.id,
            number: 1,
            text: self.new.text.clone(),
            author: self.author,
            at: self.at,
        }];
        let mut at = 0;
        while let Some(before) = all.get(at).map(|version| (version.id, version.number)) {
            let accepted = self
                .answers
                .iter()
                .filter(|(_, answer)| answer.accepted && answer.version == before.0);
            let opened = self.openings.iter();
            let opened: Vec<(OpId, &Opening)> = opened
                .filter(|(_, opening)| opening.version == before.0)
                .map(|(id, opening)| (*id, opening))
                .collect();
            for (id, opening) in opened {
                // What is voted on says what the consultation came to.
                let text = all.get(at).cloned();
                all.extend(text.map(|text| Version {
                    id,
                    number: before.1.saturating_add(1),
                    at: opening.at,
                    ..text
                }));
            }
            for (id, answer) in accepted {
                if let Some(amendment) = self.amendments.get(&answer.amendment) {
                    all.push(Version {
                        id: *id,
                        number: before.1.saturating_add(1),
                        text: amendment.text.clone(),
                        author: amendment.author,
                        at: answer.at,
                    });
                }
            }
            at = at.saturating_add(1);
        }
        all.sort_by_key(|version| (version.number, version.id));
        all
    }

    /// The version that stands while the vote is open: of the highest number the lowest id; where
    /// there was a consultation, of those that the vote was opened on.
    fn newest(&self) -> OpId {
        self.highest(self.versions().iter().map(|version| version.id))
    }

    fn highest(&self, among: impl Iterator<Item = OpId>) -> OpId {
        let versions = self.versions();
        let number = |id: OpId| {
            let found = versions.iter().find(|version| version.id == id);
            let opened = self.opening_of(id).is_some();
            found.map(|version| (opened, version.number, std::cmp::Reverse(id)))
        };
        let best = among.filter_map(number).max();
        best.map_or(self.id, |(_, _, id)| id.0)
    }

    /// Amendments, by id.
    pub fn amendments(&self) -> impl Iterator<Item = AmendmentState> + '_ {
        self.amendments.values().map(|amendment| {
            let answers = self.answers.values();
            let said = answers.filter(|answer| answer.amendment == amendment.id);
            AmendmentState {
                accepted: said.map(|answer| answer.accepted).max(),
                ..amendment.clone()
            }
        })
    }

    /// Every word of a unit of the roll, by id.
    pub fn words(&self) -> impl Iterator<Item = &Word> {
        self.words.values()
    }

    /// A word.
    #[must_use]
    pub fn word(&self, id: &OpId) -> Option<&Word> {
        self.words.get(id)
    }

    /// Words that count for nobody, and why.
    pub fn void(&self) -> impl Iterator<Item = (OpId, Void)> + '_ {
        self.void.iter().map(|(id, void)| (*id, *void))
    }

    /// Ends of the vote, by id.
    pub fn closings(&self) -> impl Iterator<Item = &Closing> {
        // What was never opened does not end.
        let counts = |close: &&Closing| {
            self.consultation.is_none() || self.opening_of(close.close.version).is_some()
        };
        self.closings.values().filter(counts)
    }

    /// Why its author took it back, where she did.
    #[must_use]
    pub fn withdrawn(&self) -> Option<&Option<String>> {
        self.withdrawn.values().next()
    }

    /// Words of a closing's own author that she wrote before and does not name: she left them out.
    #[must_use]
    pub fn left_out(&self, closing: &Closing) -> Vec<OpId> {
        let counted = self.reached(closing.close.words.iter().copied());
        let own = self.words.values().filter(|word| {
            let seq = self.seqs.get(&word.id).copied().unwrap_or(u64::MAX);
            word.author == closing.author && seq < closing.seq && !counted.contains(&word.id)
        });
        own.map(|word| word.id).collect()
    }

    /// These words and what they follow, as far as it is here and of the same unit.
    fn reached(&self, from: impl Iterator<Item = OpId>) -> BTreeSet<OpId> {
        let mut reached = BTreeSet::new();
        let mut open: Vec<OpId> = from.collect();
        while let Some(id) = open.pop() {
            let Some(word) = self.words.get(&id) else {
                continue;
            };
            if reached.insert(id) {
                let same = |id: &&OpId| {
                    let known = self.words.get(*id);
                    known.is_some_and(|known| known.unit == word.unit)
                };
                open.extend(word.follows.iter().filter(same));
            }
        }
        reached
    }

    /// Among words, those of a unit that no other of its follows: its last ones.
    fn last_of(&self, unit: SpaceId, among: &BTreeSet<OpId>) -> Vec<&Word> {
        let own = || {
            let words = among.iter().filter_map(|id| self.words.get(id));
            words.filter(move |word| word.unit == unit)
        };
        let earlier = self.reached(own().flat_map(|word| {
            let same = |id: &&OpId| self.words.get(*id).is_some_and(|at| at.unit == word.unit);
            word.follows.iter().filter(same).copied()
        }));
        own().filter(|word| !earlier.contains(&word.id)).collect()
    }

    /// The last words of a unit that are here: what its next word follows.
    #[must_use]
    pub fn last_words(&self, unit: SpaceId) -> Vec<OpId> {
        let all = self.words.keys().copied().collect();
        let last = self.last_of(unit, &all);
        last.into_iter().map(|word| word.id).collect()
    }

    /// The last words of every unit that are here: what a closing names.
    #[must_use]
    pub fn all_last_words(&self) -> Vec<OpId> {
        let units = self.new.roll.iter();
        let mut words: Vec<OpId> = units.flat_map(|unit| self.last_words(*unit)).collect();
        words.sort_unstable();
        words
    }

    /// BLAKE3 over the roll.
    #[must_use]
    pub fn roll_hash(&self) -> Digest {
        let mut hasher = Hasher::new(Domain::Roll);
        for unit in &self.new.roll {
            hasher.update(unit.as_bytes());
        }
        hasher.finish()
    }
}

/// Proposals of one space.
#[derive(Debug, Default)]
pub struct Proposals {
    proposals: BTreeMap<OpId, Proposal>,
}

/// The proposal that a content speaks of.
pub(super) const fn named(body: &Body) -> Option<OpId> {
    Some(match body {
        Body::Ballot(ballot) => ballot.proposal,
        Body::Delegation(delegation) => delegation.proposal,
        Body::Amendment(amendment) => amendment.proposal,
        Body::AmendmentAnswer(answer) => answer.proposal,
        Body::ProposalClose(close) => close.proposal,
        Body::ProposalOpen(open) => open.proposal,
        Body::ProposalWithdraw(withdraw) => withdraw.proposal,
        _ => return None,
    })
}

impl Proposals {
    pub(super) fn take(&mut self, op: Admitted) -> Option<OpId> {
        if let Body::ProposalNew(new) = &op.content.body {
            let proposal = Proposal::begin(&op, new.clone());
            self.proposals.insert(op.id, proposal);
            return Some(op.id);
        }
        let id = named(&op.content.body)?;
        self.proposals.get_mut(&id)?.take(op);
        Some(id)
    }

    /// A proposal.
    #[must_use]
    pub fn get(&self, id: &OpId) -> Option<&Proposal> {
        self.proposals.get(id)
    }

    /// Every proposal.
    pub fn iter(&self) -> impl Iterator<Item = &Proposal> {
        self.proposals.values()
    }
}
