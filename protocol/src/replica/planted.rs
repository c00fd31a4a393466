//! Mistakes on purpose. The simulator must find each of them; nothing else is built with them.

use super::Replica;
use crate::id::{EpochId, SpaceId};
use crate::op::{Lane, LogId};

/// A mistake in the rules of one replica.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Plant {
    /// Writes on under the key that it used last, whoever was taken out since (R19 skipped).
    UncleanEpoch,
    /// Shows what anybody wrote who holds a key, members or not (R15 skipped).
    RemovedAuthor,
}

impl Replica {
    /// Plants a mistake.
    pub const fn plant(&mut self, plant: Option<Plant>) {
        self.planted = plant;
    }

    /// The key that this device wrote under last, if it is to skip the rule.
    pub(super) fn stale_epoch(&self, space: SpaceId) -> Option<EpochId> {
        let log = LogId {
            space,
            author: self.device,
            lane: Lane::Content,
        };
        let used = self.used.get(&log).copied();
        used.filter(|_| self.planted == Some(Plant::UncleanEpoch))
    }

    pub(super) fn note_use(&mut self, log: LogId, epoch: Option<EpochId>) {
        if let Some(epoch) = epoch.filter(|_| log.author == self.device) {
            self.used.insert(log, epoch);
        }
    }
}
