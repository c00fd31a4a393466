//! Minutes are proposed until more than half of those who were present approve their very text.

use std::collections::{BTreeMap, BTreeSet};

use super::{Meeting, MeetingClosing};
use crate::content::{Attendance, Party, Presence, Standing};
use crate::crypto::Digest;
use crate::id::{DeviceId, OpId, SpaceId};
use crate::time::WallTime;

/// A word of approval, whether it counts or not.
#[derive(Clone, Debug)]
pub struct Approved {
    /// The operation.
    pub id: OpId,
    /// In whose name.
    pub unit: SpaceId,
    /// BLAKE3 of the minutes that it is on.
    pub hash: Digest,
    /// Who says it.
    pub author: DeviceId,
    /// Her clock.
    pub at: WallTime,
    pub(super) person: Option<SpaceId>,
    pub(super) org: Option<SpaceId>,
    pub(super) speaks: bool,
}

/// How far the minutes that stand are approved.
#[derive(Clone, Debug)]
pub struct Approval<'m> {
    /// Members that were present when the meeting was closed, by what the quorum counts.
    pub present: &'m BTreeSet<SpaceId>,
    /// By member the causally first word that counts.
    pub by: BTreeMap<SpaceId, &'m Approved>,
}

impl Approval<'_> {
    /// So many words are needed: more than half of those who were present.
    #[must_use]
    pub fn need(&self) -> usize {
        self.present.len().wrapping_div(2).saturating_add(1)
    }

    /// Whether the minutes are approved. More words come, none goes: it is so for good.
    #[must_use]
    pub fn is_approved(&self) -> bool {
        self.by.len() >= self.need()
    }
}

impl Meeting {
    /// How far the minutes that stand are approved; none while it is open, and where its closing
    /// names nobody who was present.
    #[must_use]
    pub fn approval(&self) -> Option<Approval<'_>> {
        let closing = self.closing()?;
        if closing.present.is_empty() {
            return None;
        }
        let mut by = BTreeMap::new();
        for said in self.approvals.values() {
            if said.hash == closing.hash && self.may_approve(closing, said) {
                by.entry(said.unit).or_insert(said);
            }
        }
        Some(Approval {
            present: &closing.present,
            by,
        })
    }

    /// Whether the minutes that stand tell that this person was there to speak.
    #[must_use]
    pub fn was_there(&self, person: SpaceId) -> bool {
        self.closing()
            .is_some_and(|closing| self.told_there(closing, person))
    }

    /// Who may say so for a unit that was present: whoever speaks for it anyway, and who of an
    /// organization was there.
    fn may_approve(&self, closing: &MeetingClosing, said: &Approved) -> bool {
        let of_it = || said.org == Some(said.unit);
        let there = || {
            said.person
                .is_some_and(|person| self.told_there(closing, person))
        };
        closing.present.contains(&said.unit) && (said.speaks || of_it() && there())
    }

    fn told_there(&self, closing: &MeetingClosing, person: SpaceId) -> bool {
        let mut told = closing.covers.iter();
        told.any(|op| self.there.get(op) == Some(&person))
    }
}

/// Who is there by this word, and is heard as one who counts.
pub(super) const fn speaker(said: &Attendance) -> Option<SpaceId> {
    match (&said.who, said.presence, said.standing) {
        (Party::Id(id), Presence::Present, Standing::Delegate | Standing::Alternate) => Some(*id),
        _ => None,
    }
}
