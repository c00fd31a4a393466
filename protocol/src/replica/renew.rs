//! How long an epoch has served: one that was stolen in silence is not written under for ever.

use super::{ActFault, Replica};
use crate::id::{EpochId, SpaceId};
use crate::limits::{EPOCH_DAYS_MAX, EPOCH_OPS_MAX};
use crate::op::Header;
use crate::time::WallTime;

const DAY_MS: u64 = 86_400_000;

/// What was written under an epoch, as it came in here.
#[derive(Clone, Copy, Debug)]
pub(super) struct Service {
    since: WallTime,
    ops: u64,
}

impl Replica {
    /// Counts content under its epoch. What a header claims is enough: whoever counts wrong
    /// renews too early, which costs one operation.
    pub(super) fn note_service(&mut self, header: &Header, received_at: WallTime) {
        let Some(epoch) = header.epoch else {
            return;
        };
        let (since, ops) = (received_at, 0);
        let service = self
            .served
            .entry((header.log.space, epoch))
            .or_insert(Service { since, ops });
        service.ops = service.ops.saturating_add(1);
    }

    /// The epoch that content of a space would be written under, if it served so long that a
    /// fresh one is due. Two who find so at once mint two, which is harmless.
    ///
    /// # Errors
    ///
    /// [`ActFault`] when this device could not write there now.
    pub fn worn_epoch(
        &mut self,
        space: SpaceId,
        now: WallTime,
    ) -> Result<Option<EpochId>, ActFault> {
        let epoch = self.clean_epoch(space)?;
        Ok(epoch.filter(|epoch| {
            let service = self.served.get(&(space, *epoch));
            service.is_some_and(|service| {
                // A clock that went back since says nothing.
                let days = now.0.saturating_sub(service.since.0) / DAY_MS;
                service.ops >= EPOCH_OPS_MAX || days >= EPOCH_DAYS_MAX
            })
        }))
    }
}
