//! Spaces that forget: what this device shows no more, and which keys it drops for good.
//!
//! What is old is shown no more at once. The key under which it lies goes when all that came under
//! it is old, and with it every key of this device that would open it again.

use asamblea_protocol::content::{Body, Name};
use asamblea_protocol::id::{EpochId, SpaceId};
use asamblea_protocol::is_planted;
use asamblea_protocol::op::Role;
use asamblea_protocol::replica::pace_of;
use asamblea_protocol::time::WallTime;

use super::Engine;
use super::local::LocalRecord;
use super::renewal::days_since;
use crate::api::{ApiError, ErrorKind, Event};

/// The name of a space is said again in the second half of its days, each admin in a part of her
/// own, so that mostly one says it.
const NAME_PARTS: u64 = 16;

impl Engine {
    /// Whether something is older than its space keeps it; else it is noted as shown.
    pub(super) fn is_too_old(&mut self, space: SpaceId, received_at: WallTime) -> bool {
        let Some(days) = self.replica.retains(space) else {
            return false;
        };
        self.views.shown.set_forgets(space);
        if days_since(received_at, self.wall()) >= days {
            return true;
        }
        let oldest = self.views.oldest.entry(space).or_insert(received_at);
        *oldest = received_at.min(*oldest);
        false
    }

    /// Refuses what is built of all its changes in a space that forgets some.
    pub(super) fn keeps_all(&self, space: SpaceId) -> Result<(), ApiError> {
        match self.replica.retains(space) {
            Some(_) => Err(ErrorKind::SpaceForgets.into()),
            None => Ok(()),
        }
    }

    /// Days for which this device's own key serves: as long as an epoch of the space that forgets
    /// first of those that it reads.
    pub(super) fn own_key_days(&mut self, most: u64) -> u64 {
        let kept = self.replica.retained().into_iter();
        let paces = kept.map(|(_, days)| pace_of(days));
        paces.chain(std::iter::once(most)).min().unwrap_or(most)
    }

    /// Drops what is old: from the file of keys first, then from memory and from what is shown.
    ///
    /// # Errors
    ///
    /// The faults of a disk, at the journal.
    pub(super) fn forget_old(&mut self) -> Result<(), ApiError> {
        let now = self.wall();
        let due = self.replica.forgettable(now);
        if !due.is_empty() && !self.drop_epochs(&due, now) {
            return Ok(());
        }
        let mut spaces: Vec<SpaceId> = self.replica.graph().spaces().collect();
        spaces.retain(|space| {
            let days = self.replica.retains(*space);
            let oldest = self.views.oldest.get(space);
            let is_old = |days| oldest.is_some_and(|at| days_since(*at, now) >= days);
            let epochs = self.replica.epochs();
            let gone = due
                .iter()
                .any(|id| epochs.get(id).is_some_and(|e| e.space == *space));
            gone || days.is_some_and(is_old)
        });
        for space in spaces {
            self.read_again(space)?;
            let space = space.to_hex();
            self.events.push(Event::Changed {
                space,
                object: None,
            });
        }
        self.name_again(now)
    }

    /// Whether the file of keys has nothing any more that opens these epochs.
    fn drop_epochs(&mut self, due: &[EpochId], now: WallTime) -> bool {
        let newest = self
            .replica
            .holding()
            .and_then(|held| held.secrets.last().cloned());
        if newest.is_some_and(|newest| self.replica.opens_any(&newest, due)) {
            self.draw_keys(now);
        }
        let Some(mut held) = self.replica.holding() else {
            return false;
        };
        if !is_planted!(self.replica, KeyKept) {
            held.secrets
                .retain(|secret| !self.replica.opens_any(secret, due));
        }
        if held
            .secrets
            .last()
            .is_none_or(|newest| newest.retired.is_some())
        {
            // No fresh key could be stored.
            return false;
        }
        held.epochs.retain(|held| !due.contains(&held.id()));
        held.forgotten.extend_from_slice(due);
        if self.store_holding(&held).is_err() {
            return false;
        }
        self.replica.set_device_secrets(held.secrets);
        self.replica.forget(due);
        true
    }

    /// Says the name of a space again before it is forgotten.
    fn name_again(&mut self, now: WallTime) -> Result<(), ApiError> {
        let device = self.replica.device();
        let part = u64::from(device.as_bytes().first().copied().unwrap_or(0)) % NAME_PARTS;
        for (space, days) in self.replica.retained() {
            let roles = self.replica.roles();
            let names = self.views.shown.names(space);
            let known = names.and_then(|names| Some((names.named_at(space)?, names.space(space)?)));
            let Some((at, name)) = known.filter(|_| roles.role(device, space) == Role::Admin)
            else {
                continue;
            };
            let half = days / 2;
            let wait = half + half / 2 * part / NAME_PARTS;
            if days_since(at, now) >= wait {
                let name = name.to_owned();
                let of = space;
                let country = None;
                let body = Body::from(Name { of, name, country });
                // Said later where it cannot be said now.
                let _later = self.write(space, vec![body]);
            }
        }
        Ok(())
    }

    /// Keeps a draft: on the disk, but in memory alone where its space forgets.
    pub(super) fn keep_draft(&mut self, key: String, text: String) -> Result<(), ApiError> {
        let forgets = self.is_forgetful_draft(&key);
        let record = LocalRecord::Draft(key, text);
        if forgets {
            self.local.take(record);
            return Ok(());
        }
        self.remember(vec![record])
    }

    /// Whether a draft is for a space that forgets, by the ids in its key.
    pub(super) fn is_forgetful_draft(&self, key: &str) -> bool {
        key.split(|c: char| !c.is_ascii_hexdigit())
            .filter(|part| part.len() == 64)
            .any(|id| self.is_of_one_that_forgets(id))
    }

    /// Whether an id is that of a space that forgets, or of a thread in one.
    fn is_of_one_that_forgets(&self, id: &str) -> bool {
        let space = SpaceId::from_hex(id);
        let thread = asamblea_protocol::id::OpId::from_hex(id);
        let home = thread.and_then(|id| self.views.shown.home(&id));
        let mut spaces = space.into_iter().chain(home);
        spaces.any(|space| self.replica.retains(space).is_some())
    }
}
