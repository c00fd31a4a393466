//! This device's own keys: stored beside the vault, renewed each month, and dropped for good when
//! nothing is waited for that may be sealed to them.

use std::time::Duration;

use asamblea_protocol::crypto::{CryptoRng, KeyMaterial};
use asamblea_protocol::id::SpaceId;
use asamblea_protocol::replica::{DeviceSecret, Holding, Replica};
use asamblea_protocol::time::{MonoTime, WallTime};

use super::{Engine, Now};
use crate::api::{ApiError, ErrorKind};
use crate::store::{Disk, DiskError, KeysRead, StoreError, read_keys, write_keys};

const DAY_MS: u64 = 86_400_000;
/// A device draws fresh keys this often, by its own clock.
const RENEW_DAYS: u64 = 30;
/// A key that was renewed is kept so long for what somebody sealed who had not heard of it.
const GRACE_DAYS: u64 = 30;
/// And so long while a slot that it may open is not here.
const GRACE_DAYS_MAX: u64 = 2 * GRACE_DAYS;
/// Between two looks at the clock, also after a disk that took nothing.
const LOOK_WAIT: Duration = Duration::from_secs(60);
/// A device whose record shows keys that are not its own shows its own again, but this seldom: two
/// copies of one device would go on for ever.
const SHOW_WAIT: Duration = Duration::from_secs(86_400);

/// When something about this device's own keys is looked at.
#[derive(Debug, Default)]
pub(super) struct OwnKeys {
    look_at: Option<MonoTime>,
    show_at: Option<MonoTime>,
    monthly: bool,
}

/// The replica of a device with what lies beside its vault; that is made where there is none.
/// Whether it was there and did not open.
pub(super) fn replica_from(
    disk: &dyn Disk,
    root: &KeyMaterial,
    rng: &mut dyn CryptoRng,
    now: Now,
) -> Result<(Replica, bool), ApiError> {
    let (held, lost, whole) = match read_keys(disk, root).map_err(disk_fault)? {
        KeysRead::Absent => (None, false, false),
        KeysRead::Damaged => (None, true, false),
        KeysRead::Bytes { bytes, whole } => {
            let held = Holding::from_bytes(&bytes);
            let lost = held.is_none();
            (held, lost, whole)
        }
    };
    let (held, fresh) = match held {
        Some(held) => (held, false),
        None => (Holding::fresh(now.wall, rng), true),
    };
    if fresh || !whole {
        let written = write_keys(disk, root, &held.to_bytes(), rng);
        // A copy that is damaged may stay so on a disk that takes nothing; a key that is not
        // stored must not be shown to anybody.
        if fresh {
            written.map_err(disk_fault)?;
        }
    }
    let replica = Replica::with_holding(root, held).ok_or(ErrorKind::Internal)?;
    Ok((replica, lost))
}

fn disk_fault(error: DiskError) -> ApiError {
    super::store_fault(StoreError::Disk(error))
}

/// Whole days from then to now.
pub(super) const fn days_since(then: WallTime, now: WallTime) -> u64 {
    now.0.saturating_sub(then.0) / DAY_MS
}

impl Engine {
    /// Renews this device's keys each month, also where no space that forgets asks for it. Off
    /// until a copied device, both of whose copies renew, leaves nobody without a key.
    pub const fn renew_monthly(&mut self) {
        self.errands.own.monthly = true;
    }

    /// Says that the keys did not open. What is sealed to fresh ones is sent by others again.
    pub(super) fn note_lost_keys(&mut self, lost: bool) {
        if lost && !self.is_locked() {
            let text = "the file of keys was damaged: this device made new ones".to_owned();
            // Found again at the next start if the disk is full.
            let _full = self.alert("damaged", "keys", text);
        }
    }

    /// Stores what this device holds, and nothing that it dropped.
    pub(super) fn save_keys(&mut self) -> Result<(), ApiError> {
        match self.replica.holding() {
            Some(held) => self.store_holding(&held),
            None => Err(ErrorKind::Locked.into()),
        }
    }

    pub(super) fn store_holding(&mut self, held: &Holding) -> Result<(), ApiError> {
        let root = self.root.as_ref().ok_or(ErrorKind::Locked)?;
        write_keys(&*self.disk, root, &held.to_bytes(), &mut self.rng).map_err(disk_fault)
    }

    /// Renews, shows and drops this device's keys when that is due.
    ///
    /// # Errors
    ///
    /// The faults of a disk, at the journal.
    pub(super) fn renew_own_keys(&mut self) -> Result<(), ApiError> {
        let mono = self.now.mono;
        let waits = self.errands.own.look_at.is_some_and(|at| mono < at);
        if waits || self.is_locked() || self.broken {
            return Ok(());
        }
        self.errands.own.look_at = Some(mono.after(LOOK_WAIT));
        let (now, device) = (self.wall(), self.replica.device());
        let newest = self.replica.keys().and_then(|keys| keys.secrets().last());
        let made = newest.map_or(now, |newest| newest.made);
        let days = self.own_key_days(RENEW_DAYS);
        // A clock that stood far ahead once must not keep a key for years.
        let is_old = days_since(made, now).max(days_since(now, made)) >= days;
        let is_due = is_old && (days < RENEW_DAYS || self.errands.own.monthly);
        // Nothing is renewed for a device that nobody knows.
        if is_due && self.replica.directory().card(&device).is_some() {
            self.draw_keys(now);
        }
        self.forget_old()?;
        self.show_keys()?;
        self.drop_keys(now, days);
        Ok(())
    }

    /// Fresh keys, stored before anybody sees them. On a disk that takes nothing the old ones go
    /// on.
    pub(super) fn draw_keys(&mut self, now: WallTime) {
        let Some(mut held) = self.replica.holding() else {
            return;
        };
        if let Some(before) = held.secrets.last_mut() {
            before.retired = Some(now);
        }
        held.secrets.push(DeviceSecret::random(now, &mut self.rng));
        if self.store_holding(&held).is_ok() {
            self.replica.set_device_secrets(held.secrets);
            self.errands.own.show_at = None;
        }
    }

    /// Writes a card where others know this device by other keys, and renews what was sealed to
    /// those: the epoch of its person at once, that of its organization when it is old, some time
    /// later, for another may do it.
    fn show_keys(&mut self) -> Result<(), ApiError> {
        let mono = self.now.mono;
        if self.errands.own.show_at.is_some_and(|at| mono < at) {
            return Ok(());
        }
        let Some(at) = self.replica.card_due() else {
            return Ok(());
        };
        self.errands.own.show_at = Some(mono.after(SHOW_WAIT));
        let now = self.wall();
        let Ok(mut made) = self.replica.show_card(at, now) else {
            return Ok(());
        };
        if Some(at) == self.my_person() {
            made.extend(self.renew(at));
        }
        self.save()?;
        if let Some(org) = self.my_org().filter(|_| Some(at) == self.my_person()) {
            self.plan_renewal(org);
        }
        Ok(())
    }

    /// Plans to renew the epoch of a space that is old.
    fn plan_renewal(&mut self, space: SpaceId) {
        if let Ok(true) = self.replica.has_old_epoch(space, self.wall()) {
            self.renew_later(space);
        }
    }

    /// Drops keys whose time has passed. What they opened is stored first.
    fn drop_keys(&mut self, now: WallTime, days: u64) {
        let Some(mut held) = self.replica.holding() else {
            return;
        };
        // Where it renews sooner it keeps for a shorter time, too.
        let grace = GRACE_DAYS.min(2 * days);
        let grace = if self.replica.lacking_keys().is_empty() {
            grace
        } else {
            GRACE_DAYS_MAX.min(2 * grace)
        };
        let before = held.secrets.len();
        held.secrets
            .retain(|secret| secret.retired.is_none_or(|at| days_since(at, now) < grace));
        if held.secrets.len() < before && self.store_holding(&held).is_ok() {
            self.replica.set_device_secrets(held.secrets);
        }
    }
}
