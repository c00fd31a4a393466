//! Keys that others wait for, and keys that this device waits for.

use std::collections::BTreeMap;
use std::time::Duration;

use asamblea_protocol::id::{EpochId, SpaceId};
use asamblea_protocol::op::{Role, SlotSet, VerifiedRun};
use asamblea_protocol::replica::Made;
use asamblea_protocol::sync::Fetch;
use asamblea_protocol::time::MonoTime;

use super::Engine;
use super::leaving::Leaving;
use super::renewal::OwnKeys;
use crate::api::ApiError;

/// Forwards written in one go: a first sync of a large network must not stop everything else.
const FORWARDS_MAX: usize = 32;
/// Admins' nodes forward at once; others wait a random part of this, so that one forward is
/// written instead of a hundred.
const FORWARD_WAIT_MS: u64 = 400;

/// Keys that cannot be opened are asked for in one go.
const ASKS_MAX: usize = 16;
/// How long a key may take to arrive before it is asked for, and between two looks; a random part
/// is added, so that of many who lack one key the first are answered before the others ask.
const ASK_WAIT_MS: u64 = 5_000;
/// So long a slot may take that should have come with its operation; whoever minted the epoch may
/// be gone for good. Then it is asked for, and holds up nobody's writing any more.
const SLOT_WAIT: Duration = Duration::from_secs(60);
/// Peers who gave all the slots they had are asked once more after this: they may have got others.
const FETCH_AGAIN_WAIT: Duration = Duration::from_secs(30);

/// Who may write in a space without being its admin waits a random part of this before she renews
/// an epoch that served long: an admin who writes meanwhile does it at once, and one of many is
/// enough.
const RENEW_WAIT_MS: u64 = 60_000;

/// What is due about keys, and when.
#[derive(Default)]
pub(super) struct Errands {
    pub(super) forward_at: Option<MonoTime>,
    ask_at: Option<MonoTime>,
    pub(super) fetch: Fetch,
    fetch_again_at: Option<MonoTime>,
    /// Epochs of which a slot for this device is lacking, and since when.
    lacking_since: BTreeMap<EpochId, MonoTime>,
    /// Spaces where this device wrote under an epoch that served long, and when it is renewed.
    renew_at: BTreeMap<SpaceId, MonoTime>,
    pub(super) own: OwnKeys,
    pub(super) leaving: Leaving,
}

impl Engine {
    /// Keeps beside the vault what this device minted and no slot gives it back: the epoch of its
    /// organization, say, to which the one of the network is sealed, has not come yet.
    pub(super) fn keep_minted(
        &mut self,
        made: &[(Vec<SlotSet>, VerifiedRun)],
    ) -> Result<(), ApiError> {
        let mut sets = made.iter().map(|(sets, _)| sets);
        if sets.all(|sets| self.replica.opens_each(sets)) {
            return Ok(());
        }
        // What it would write under it is void if it could not read that tomorrow.
        self.save_keys().inspect_err(|_| self.void())
    }

    /// Asks peers for slots that are lacking here.
    pub(super) fn ask_for_slots(&mut self) {
        if self.broken {
            return;
        }
        let again = self.now.mono.after(FETCH_AGAIN_WAIT);
        if *self.errands.fetch_again_at.get_or_insert(again) <= self.now.mono {
            self.errands.fetch_again_at = Some(again);
            self.errands.fetch.again();
        }
        let links = self.links.iter_mut();
        let sessions = links.map(|(number, link)| (*number, &mut link.session));
        self.errands.fetch.ask(&mut self.replica, sessions);
    }

    fn lose_patience(&mut self) {
        let lacking = self.replica.lacking_keys();
        self.errands
            .lacking_since
            .retain(|epoch, _| lacking.contains(epoch));
        for epoch in lacking {
            let since = *self
                .errands
                .lacking_since
                .entry(epoch)
                .or_insert(self.now.mono);
            if self.now.mono.since(since) >= SLOT_WAIT {
                self.replica.give_up_on(epoch);
            }
        }
    }

    /// Writes the forwards that are due: a newcomer waits for nothing else.
    ///
    /// # Errors
    ///
    /// The faults of a disk.
    pub fn forward_keys(&mut self) -> Result<(), ApiError> {
        let due = self
            .errands
            .forward_at
            .is_some_and(|at| at <= self.now.mono);
        if !due || self.is_locked() || self.broken {
            return Ok(());
        }
        self.errands.forward_at = None;
        let now = self.wall();
        let made = self.replica.forward_due(FORWARDS_MAX, now, &mut self.rng);
        match made {
            Ok(made) if !made.runs.is_empty() => self.flush(),
            _ => Ok(()),
        }
    }

    /// Plans forwards when a reader waits for a key that this device holds.
    pub(super) fn plan_forwards(&mut self) {
        if self.is_locked()
            || self.errands.forward_at.is_some()
            || self.replica.due_forwards().is_empty()
        {
            return;
        }
        let network = self.replica.directory().network();
        let device = self.replica.device();
        let admin = network
            .is_some_and(|network| self.replica.roles().role(device, network) == Role::Admin);
        let wait = if admin {
            0
        } else {
            self.random_below(FORWARD_WAIT_MS)
        };
        self.errands.forward_at = Some(self.now.mono.after(Duration::from_millis(wait)));
    }

    /// Asks for keys that were sealed or sent to this device as junk, while content waits for them.
    pub(super) fn ask_in_time(&mut self) -> Result<(), ApiError> {
        let Some(at) = self.errands.ask_at else {
            let wait = ASK_WAIT_MS + self.random_below(ASK_WAIT_MS);
            self.errands.ask_at = Some(self.now.mono.after(Duration::from_millis(wait)));
            return Ok(());
        };
        if at > self.now.mono || self.is_locked() || self.broken {
            return Ok(());
        }
        self.errands.ask_at = None;
        self.lose_patience();
        let now = self.wall();
        if let Ok(made) = self.replica.ask_due(ASKS_MAX, now)
            && !made.runs.is_empty()
        {
            self.flush()?;
        }
        Ok(())
    }

    /// Looks before writing whether the epoch served long: an admin renews it now, anybody else
    /// some time after she wrote. The clock says when; it is the operation that counts.
    pub(super) fn renew_before_writing(&mut self, space: SpaceId) -> Made {
        let now = self.wall();
        if self.errands.renew_at.contains_key(&space) {
            return Made::default();
        }
        let Ok(Some(_)) = self.replica.worn_epoch(space, now) else {
            return Made::default();
        };
        let device = self.replica.device();
        if self.replica.roles().role(device, space) < Role::Admin {
            self.renew_later(space);
            return Made::default();
        }
        self.renew(space)
    }

    /// Renews the epoch of a space within a minute, unless somebody else does.
    pub(super) fn renew_later(&mut self, space: SpaceId) {
        let wait = self.random_below(RENEW_WAIT_MS);
        let at = self.now.mono.after(Duration::from_millis(wait));
        self.errands.renew_at.insert(space, at);
    }

    /// Renews an epoch; nothing where that cannot be, for the old one is good too.
    pub(super) fn renew(&mut self, space: SpaceId) -> Made {
        let now = self.wall();
        let made = self.replica.rotate(space, now, &mut self.rng);
        made.map_or_else(|_| Made::default(), |(_, made)| made)
    }

    /// Renews the epochs that are due, or all that wait when this process ends.
    pub(super) fn renew_in_time(&mut self, ends: bool) -> Result<(), ApiError> {
        if self.is_locked() || self.broken {
            return Ok(());
        }
        let now = self.now.mono;
        let due: Vec<SpaceId> = self
            .errands
            .renew_at
            .iter()
            .filter(|(_, at)| ends || **at <= now)
            .map(|(space, _)| *space)
            .collect();
        for space in due {
            self.errands.renew_at.remove(&space);
            // Somebody else may have renewed it meanwhile.
            let wall = self.wall();
            let worn = matches!(self.replica.worn_epoch(space, wall), Ok(Some(_)));
            if worn || matches!(self.replica.has_old_epoch(space, wall), Ok(true)) {
                self.renew(space);
                self.flush()?;
            }
        }
        Ok(())
    }

    pub(super) fn random_below(&mut self, bound: u64) -> u64 {
        let mut bytes = [0; 8];
        rand_core::Rng::fill_bytes(&mut self.rng, &mut bytes);
        u64::from_be_bytes(bytes) % bound.max(1)
    }
}
