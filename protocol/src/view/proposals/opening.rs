//! Consultation: a proposal without a roll takes amendments and no ballots, until an opening
//! freezes the text and the roll.
//!
//! An opening is a version of its own. Ballots name it, so what was said before it counts for
//! nothing, and two openings that do not know of each other are told apart as any two versions.

use std::collections::BTreeMap;

use super::{Proposal, Void, Word};
use crate::content::ProposalOpen;
use crate::id::{OpId, SpaceId};
use crate::time::WallTime;

/// The vote begins.
#[derive(Clone, Debug)]
pub(super) struct Opening {
    /// The text that it opens the vote on.
    pub(super) version: OpId,
    /// When, by the author's clock.
    pub(super) at: WallTime,
    depth: u32,
    roll: Vec<SpaceId>,
    closes: WallTime,
}

impl Proposal {
    pub(super) fn open(&mut self, id: OpId, depth: u32, at: WallTime, open: ProposalOpen) {
        if self.consultation.is_none() {
            return;
        }
        let opening = Opening {
            version: open.version,
            at,
            depth,
            roll: open.roll,
            closes: open.closes,
        };
        self.openings.insert(id, opening);
    }

    /// Whether it is out for consultation: the vote was never opened.
    #[must_use]
    pub fn is_consulted(&self) -> bool {
        self.consultation.is_some() && self.standing_opening().is_none()
    }

    /// Whether the vote is, or was, about this version.
    #[must_use]
    pub fn is_voted_on(&self, version: OpId) -> bool {
        self.consultation.is_none() || self.opening_of(version).is_some()
    }

    /// The opening that a version is, or goes back to.
    pub(super) fn opening_of(&self, version: OpId) -> Option<&Opening> {
        let mut at = version;
        loop {
            if let Some(opening) = self.openings.get(&at) {
                return Some(opening);
            }
            // Each step is into the past: a name is a hash over what it names.
            at = self.answers.get(&at)?.version;
        }
    }

    fn standing_opening(&self) -> Option<&Opening> {
        let ended = self.highest(self.closings().map(|closing| closing.close.version));
        let ended = self.opening_of(ended);
        ended.or_else(|| self.opening_of(self.newest()))
    }

    /// Takes the roll and the close of the opening that stands, and the words that count by them.
    /// It is done anew after each content, so that their order changes nothing.
    pub(super) fn settle(&mut self) {
        let Some(first_closes) = self.consultation else {
            return;
        };
        let Some(opening) = self.standing_opening().cloned() else {
            self.new.roll.clear();
            self.new.closes = first_closes;
            self.words.clear();
            return;
        };
        self.new.roll = opening.roll;
        self.new.closes = opening.closes;
        self.void.retain(|_, void| *void == Void::NotHers);
        let mut words: BTreeMap<OpId, Word> = BTreeMap::new();
        for (id, word) in &self.heard {
            if self.new.roll.binary_search(&word.unit).is_err() {
                self.void.insert(*id, Void::NotInRoll);
            } else if word.depth > opening.depth {
                words.insert(*id, word.clone());
            }
        }
        self.words = words;
    }
}
