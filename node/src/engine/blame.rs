//! Peers that break the protocol: named to the person, and let in ever more seldom.
//!
//! A member's device that floods, or says what no program says, loses its connection; its key then
//! stays out of the gate for a while, twice as long each time. Nothing of it is kept on the disk:
//! after a start everybody begins anew.

use std::collections::BTreeMap;
use std::time::Duration;

use asamblea_protocol::id::TransportId;
use asamblea_protocol::time::MonoTime;

use super::Engine;
use super::peers::LinkNumber;
use crate::api::ApiError;

/// How long a key stays out the first time: a fault that was chance costs no more than that.
const WAIT_FIRST: Duration = Duration::from_secs(30);
/// How long it stays out at most: a device that was mended is back within the hour.
const WAIT_MAX: Duration = Duration::from_secs(60 * 60);
/// One that kept the rules for so long is blamed as if it were the first time.
const FORGET_WAIT: Duration = Duration::from_secs(24 * 60 * 60);
/// Keys that are remembered: every device of the largest organization network foreseen, and only
/// members get so far. Beyond it the one that waits the least is forgotten.
const BLAMED_MAX: usize = 2048;

#[derive(Clone, Copy, Debug)]
struct Blame {
    wait: Duration,
    until: MonoTime,
    /// It is out of the gate.
    out: bool,
}

/// Keys that broke the protocol.
#[derive(Debug, Default)]
pub(super) struct Blamed(BTreeMap<TransportId, Blame>);

impl Blamed {
    /// Counts a fault; how long the key stays out.
    fn add(&mut self, key: TransportId, now: MonoTime) -> Duration {
        let before = self.0.get(&key);
        let wait = before.map_or(WAIT_FIRST, |blame| {
            blame.wait.saturating_mul(2).min(WAIT_MAX)
        });
        let until = now.after(wait);
        let out = true;
        self.0.insert(key, Blame { wait, until, out });
        if self.0.len() > BLAMED_MAX {
            let least = self.0.iter().min_by_key(|(_, blame)| blame.until);
            let least = least.map(|(key, _)| *key);
            least.map(|key| self.0.remove(&key));
        }
        wait
    }

    /// Whether a key stays out.
    pub(super) fn is_out(&self, key: &TransportId) -> bool {
        self.0.get(key).is_some_and(|blame| blame.out)
    }

    /// Lets time pass; whether a key may come in again.
    pub(super) fn forgive(&mut self, now: MonoTime) -> bool {
        let mut some = false;
        for blame in self.0.values_mut() {
            let back = blame.out && now >= blame.until;
            blame.out &= !back;
            some |= back;
        }
        self.0
            .retain(|_, blame| blame.out || now.since(blame.until) < FORGET_WAIT);
        some
    }
}

impl Engine {
    /// A peer broke the protocol on a connection, which ends.
    ///
    /// # Errors
    ///
    /// The faults of a disk, which keeps the alert.
    pub fn misbehaved(&mut self, number: LinkNumber, how: &str) -> Result<(), ApiError> {
        let now = self.now.mono;
        let Some(link) = self.links.get_mut(&number) else {
            return Ok(());
        };
        // Its key stays allowed until it heard why, or had the time to.
        link.part(now);
        let (key, proven) = (link.transport, link.proven_device());
        let own = self.device_at(key);
        // Only a device's own key: a place that is open must let in whoever it was made for.
        if own.is_some() {
            self.blamed.add(key, now);
            self.gate_changed = true;
        }
        match proven.or(own) {
            Some(device) => {
                let subject = self.device_name(device);
                self.alert("misbehaved", &subject, format!("{subject}: {how}"))
            }
            // Whoever has an invitation is nobody yet, and gets in nowhere else.
            None => Ok(()),
        }
    }

    /// Lets those in again whose time has passed.
    pub(super) fn forgive(&mut self) {
        self.gate_changed |= self.blamed.forgive(self.now.mono);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: TransportId = TransportId::from_bytes([7; 32]);

    #[test]
    fn each_fault_keeps_a_key_out_twice_as_long_and_a_good_day_wipes_it_out() {
        let (mut blamed, mut now) = (Blamed::default(), MonoTime(1_000));
        for seconds in [30, 60, 120, 240, 480, 960, 1920, 3600, 3600] {
            let wait = Duration::from_secs(seconds);
            assert_eq!(blamed.add(KEY, now), wait);
            let just = now.after(wait);
            assert!(!blamed.forgive(MonoTime(just.0 - 1)) && blamed.is_out(&KEY));
            now = just;
            assert!(blamed.forgive(now) && !blamed.is_out(&KEY));
            assert!(!blamed.forgive(now), "told once");
        }
        now = now.after(FORGET_WAIT);
        let _nobody = blamed.forgive(now);
        assert_eq!(blamed.add(KEY, now), WAIT_FIRST);
    }

    #[test]
    fn many_keys_fill_no_memory() {
        let mut blamed = Blamed::default();
        for n in 0..BLAMED_MAX as u64 + 10 {
            let mut key = [0; 32];
            key[..8].copy_from_slice(&n.to_be_bytes());
            blamed.add(TransportId::from_bytes(key), MonoTime(n));
        }
        assert_eq!(blamed.0.len(), BLAMED_MAX);
        assert!(!blamed.is_out(&TransportId::from_bytes([0; 32])));
    }
}
