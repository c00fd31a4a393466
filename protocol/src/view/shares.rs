//! Parts for recovery that members left in a space, each sealed to one who keeps it.

use std::collections::BTreeMap;

use super::Admitted;
use crate::content::Body;
use crate::id::{DeviceId, OpId, SpaceId};
use crate::limits::RECOVERY_KEPT_MAX;

/// One part, still sealed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SealedShare {
    /// Who left it.
    pub person: SpaceId,
    /// The place that it is a part of the way into.
    pub place: DeviceId,
    /// What its keeper opens.
    pub sealed: Vec<u8>,
}

/// Parts in one space.
#[derive(Debug, Default)]
pub struct Shares {
    /// By person, the newest last.
    people: BTreeMap<SpaceId, BTreeMap<(u32, OpId), SealedShare>>,
}

impl Shares {
    pub(super) fn take(&mut self, op: Admitted) {
        let (Body::RecoveryShare(share), Some(person)) = (op.content.body, op.person) else {
            return;
        };
        let kept = self.people.entry(person).or_default();
        let sealed = SealedShare {
            person,
            place: share.place,
            sealed: share.sealed,
        };
        kept.insert((op.depth, op.id), sealed);
        if kept.len() > RECOVERY_KEPT_MAX {
            kept.pop_first();
        }
    }

    /// All of them, those of each person from the newest on.
    pub fn newest_first(&self) -> impl Iterator<Item = &SealedShare> {
        let people = self.people.values();
        people.flat_map(|kept| kept.values().rev())
    }
}
