//! Spaces that forget: what each device drops, and when, by its own clock.
//!
//! No operation says that something is forgotten: each device decides for what it received itself,
//! so nobody can make another forget what is young there.

use super::renew::days_since;
use super::{DeviceSecret, Replica};
use crate::id::{EpochId, SpaceId};
use crate::keys::open_epoch;
use crate::limits::{EPOCH_DAYS_MAX, RETAIN_PARTS};
use crate::op::Role;
use crate::time::WallTime;

/// How many days an epoch, and a device's own key, serve where content is kept for `days`.
#[must_use]
pub const fn pace_of(days: u64) -> u64 {
    let part = days / RETAIN_PARTS;
    if part == 0 { 1 } else { part }
}

impl Replica {
    /// Days after which a space forgets; nothing where it never does.
    #[must_use]
    pub fn retains(&self, space: SpaceId) -> Option<u64> {
        let create = self.graph.create_of(space)?;
        create.retain.map(u64::from)
    }

    /// Days that an epoch of a space serves.
    pub(super) fn epoch_days(&self, space: SpaceId) -> u64 {
        let kept = self.retains(space).map(pace_of);
        kept.map_or(EPOCH_DAYS_MAX, |days| days.min(EPOCH_DAYS_MAX))
    }

    /// Spaces that forget and that this device reads, with the days.
    pub fn retained(&mut self) -> Vec<(SpaceId, u64)> {
        let (device, roles) = (self.device, self.roles());
        let reads = roles.spaces_of(device).into_iter();
        reads
            .filter(|(_, role)| *role >= Role::Read)
            .filter_map(|(space, _)| Some((space, self.retains(space)?)))
            .collect()
    }

    /// Epochs whose time has passed here: all that came under them is older than their space
    /// keeps it. Whoever goes on writing under an old one keeps it no longer than twice as long.
    #[must_use]
    pub fn forgettable(&self, now: WallTime) -> Vec<EpochId> {
        let Some(ring) = self.ring() else {
            return Vec::new();
        };
        let of_space = |space| self.retains(space).map(|days| (space, days));
        let spaces = self.graph.spaces().filter_map(of_space);
        let mut due = Vec::new();
        for (space, days) in spaces {
            for info in self.epochs.of_space(space) {
                let id = info.header.id;
                let came = self.came.get(&id).copied().unwrap_or(now);
                let service = self.served.get(&(space, id));
                let newest = service.map_or(came, |service| service.newest.max(came));
                let is_old = days_since(newest, now) >= days
                    || days_since(came, now) >= days.saturating_mul(2);
                if is_old && !ring.has_forgotten(&id) {
                    due.push(id);
                }
            }
        }
        due
    }

    /// Whether a secret of this device opens one of these epochs.
    #[must_use]
    pub fn opens_any(&self, secret: &DeviceSecret, epochs: &[EpochId]) -> bool {
        let seal = secret.seal();
        let mut epochs = epochs.iter();
        epochs.any(|id| open_epoch(&seal, self.device, &self.epochs, id).is_some())
    }

    /// Drops epochs for good, and what waited for them.
    pub fn forget(&mut self, epochs: &[EpochId]) {
        if let Some(secrets) = &mut self.secrets {
            secrets.ring.forget(epochs.iter().copied());
        }
        for epoch in epochs {
            self.unopened.remove(epoch);
        }
    }

    /// Operations of a space that are here and are never opened again.
    #[must_use]
    pub fn forgotten_in(&self, space: SpaceId) -> u64 {
        let ring = self.ring();
        let epochs = self.epochs.of_space(space).map(|info| info.header.id);
        let gone = epochs.filter(|id| ring.is_some_and(|ring| ring.has_forgotten(id)));
        let counts = gone.filter_map(|id| self.served.get(&(space, id)));
        counts
            .map(|service| service.ops)
            .fold(0, u64::saturating_add)
    }
}
