//! This device's own keys: stored beside the vault, renewed each month, and dropped for good when
//! nothing is waited for that may be sealed to them.

use std::time::Duration;

use asamblea_protocol::crypto::{CryptoRng, KeyMaterial};
use asamblea_protocol::id::SpaceId;
use asamblea_protocol::is_planted;
use asamblea_protocol::replica::{DeviceSecret, Holding, Replica};
use asamblea_protocol::time::{MonoTime, WallTime};

use super::damage::{KeysFile, KeysFound};
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
/// So long a clock may stand before the day on which a key was made: one that starts anew with
/// each boot is set by then. After it the day is not believed, and the month counts from now.
const CLOCK_WAIT: Duration = Duration::from_secs(3_600);
/// Keys that the clock makes a device draw in a day of running: one that jumps draws no more.
const DRAWS_MAX: u32 = 16;

/// When something about this device's own keys is looked at.
#[derive(Debug, Default)]
pub(super) struct OwnKeys {
    look_at: Option<MonoTime>,
    show_at: Option<MonoTime>,
    /// Since when draws are counted, and how many there were.
    drawn: Option<(MonoTime, u32)>,
    /// Since when the clock stands before the day of the newest key.
    early_since: Option<MonoTime>,
}

/// The replica of a device with what lies beside its vault; that is made where there is none.
/// And how it was found.
pub(super) fn replica_from(
    disk: &dyn Disk,
    root: &KeyMaterial,
    rng: &mut dyn CryptoRng,
    now: Now,
) -> Result<(Replica, KeysFile), ApiError> {
    let (mut written, mut absent) = (0, false);
    let (held, whole) = match read_keys(disk, root).map_err(disk_fault)? {
        KeysRead::Absent => {
            absent = true;
            (None, false)
        }
        KeysRead::Damaged => (None, false),
        KeysRead::Bytes { bytes, .. } if Holding::is_newer(&bytes) => {
            return Err(ErrorKind::NewerVersion.into());
        }
        KeysRead::Bytes {
            bytes,
            written: number,
            whole,
        } => {
            written = number;
            (Holding::from_bytes(&bytes), whole)
        }
    };
    let found = match (&held, whole) {
        (Some(_), true) => KeysFound::Whole,
        (Some(_), false) => KeysFound::Mended,
        // They are made before anything is written.
        (None, _) if absent && !has_written(disk)? => KeysFound::Whole,
        (None, _) => KeysFound::Lost,
    };
    let (held, fresh) = match held {
        Some(held) => (held, false),
        None => (Holding::fresh(now.wall, rng), true),
    };
    if fresh || !whole {
        let stored = write_keys(disk, root, (&held.to_bytes(), written), rng);
        // A copy that is damaged may stay so on a disk that takes nothing; a key that is not
        // stored must not be shown to anybody.
        if fresh {
            stored.map_err(disk_fault)?;
        }
    }
    let replica = Replica::with_holding(root, held).ok_or(ErrorKind::Internal)?;
    Ok((replica, KeysFile { found, written }))
}

fn has_written(disk: &dyn Disk) -> Result<bool, ApiError> {
    let segments = disk.list("journal").map_err(disk_fault)?;
    Ok(!segments.is_empty())
}

fn disk_fault(error: DiskError) -> ApiError {
    super::store_fault(StoreError::Disk(error))
}

/// Whole days from then to now.
pub(super) const fn days_since(then: WallTime, now: WallTime) -> u64 {
    now.0.saturating_sub(then.0) / DAY_MS
}

impl Engine {
    /// Stores what this device holds, and nothing that it dropped.
    pub(super) fn save_keys(&mut self) -> Result<(), ApiError> {
        match self.replica.holding() {
            Some(held) => self.store_holding(&held),
            None => Err(ErrorKind::Locked.into()),
        }
    }

    pub(super) fn store_holding(&mut self, held: &Holding) -> Result<(), ApiError> {
        let root = self.root.as_ref().ok_or(ErrorKind::Locked)?;
        let written = self.keys_written.saturating_add(1);
        let bytes = held.to_bytes();
        write_keys(&*self.disk, root, (&bytes, written), &mut self.rng).map_err(disk_fault)?;
        self.keys_written = written;
        self.journal.note_keys(written);
        self.plan_remembering();
        Ok(())
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
        self.mend_dates(now);
        let days = self.own_key_days(RENEW_DAYS);
        // Nothing is renewed for a device that nobody knows.
        if self.are_keys_old(now, days) && self.replica.directory().card(&device).is_some() {
            let (since, count) = self.drawn_lately();
            self.errands.own.drawn = Some((since, count.saturating_add(1)));
            self.draw_keys(now);
        }
        self.forget_old()?;
        self.show_keys()?;
        self.drop_keys(now, days);
        Ok(())
    }

    /// Whether the newest key served so many days. The clock only says when: it may jump as it
    /// likes, and draws few.
    fn are_keys_old(&self, now: WallTime, days: u64) -> bool {
        let (_, drawn) = self.drawn_lately();
        let secrets = self.replica.keys().map_or(&[][..], |keys| keys.secrets());
        let newest = secrets.last();
        drawn < DRAWS_MAX && newest.is_some_and(|newest| days_since(newest.made, now) >= days)
    }

    /// Since when draws are counted, within a day of running, and how many there were.
    fn drawn_lately(&self) -> (MonoTime, u32) {
        let mono = self.now.mono;
        let drawn = self.errands.own.drawn;
        let drawn = drawn.filter(|(since, _)| mono.since(*since) < SHOW_WAIT);
        drawn.unwrap_or((mono, 0))
    }

    /// A clock that stood far ahead once must not keep a key for years: a day that has not come is
    /// today.
    fn mend_dates(&mut self, now: WallTime) {
        let mono = self.now.mono;
        let newest = self.replica.keys().and_then(|keys| keys.secrets().last());
        if newest.is_none_or(|newest| newest.made <= now) {
            self.errands.own.early_since = None;
            return;
        }
        let since = *self.errands.own.early_since.get_or_insert(mono);
        if mono.since(since) < CLOCK_WAIT {
            return;
        }
        self.errands.own.early_since = None;
        let Some(mut held) = self.replica.holding() else {
            return;
        };
        for secret in &mut held.secrets {
            secret.made = secret.made.min(now);
            secret.retired = secret.retired.map(|at| at.min(now));
        }
        if self.store_holding(&held).is_ok() {
            self.replica.set_device_secrets(held.secrets);
        }
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

    /// Writes a card where others know this device by other keys: a fresh one where this one was
    /// shown before them, for then this disk is an old one, or a copy of it is in use. It renews
    /// what was sealed to those: the epoch of its person at once, that of its organization when it
    /// is old, some time later, for another may do it.
    fn show_keys(&mut self) -> Result<(), ApiError> {
        let mono = self.now.mono;
        if self.errands.own.show_at.is_some_and(|at| mono < at) {
            return Ok(());
        }
        let Some(at) = self.replica.card_due() else {
            return Ok(());
        };
        let now = self.wall();
        if self.replica.is_outdone() {
            self.draw_keys(now);
            if self.replica.is_outdone() {
                // On a disk that takes nothing.
                return Ok(());
            }
        }
        self.errands.own.show_at = Some(mono.after(SHOW_WAIT));
        let Ok(mut made) = self.replica.show_card(at, now) else {
            return Ok(());
        };
        if Some(at) == self.my_person() {
            made.extend(self.renew(at));
        }
        self.flush()?;
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
        // What others still seal to stays, however far the clock jumped.
        held.secrets.retain(|secret| {
            let is_young = secret.retired.is_none_or(|at| days_since(at, now) < grace);
            is_young || self.replica.is_sealed_to(secret) || is_planted!(self.replica, KeyKept)
        });
        if held.secrets.len() < before && self.store_holding(&held).is_ok() {
            self.replica.set_device_secrets(held.secrets);
        }
    }
}
