//! How fast the words of one device are taken: as fast as they come, until there are more than
//! anybody writes; then no faster than there is room again.
//!
//! It judges nothing: whatever may be said is taken in the end, and two devices that count
//! differently come to hold the same. Who waits, and what for, is up to the caller.

use std::collections::HashMap;

use crate::id::DeviceId;
use crate::limits::{
    PACE_BURST_BYTES, PACE_BURST_OPS, PACE_BYTES_A_SECOND, PACE_CONTROL_OPS, PACE_DEVICES_MAX,
    PACE_OPS_A_SECOND,
};
use crate::op::Lane;
use crate::time::MonoTime;

/// How much a device wrote.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Amount {
    /// Operations.
    pub ops: u64,
    /// Bytes, as they came.
    pub bytes: u64,
}

impl Amount {
    const fn and(self, other: Self) -> Self {
        Self {
            ops: self.ops.saturating_add(other.ops),
            bytes: self.bytes.saturating_add(other.bytes),
        }
    }

    const fn times(self, times: u64) -> Self {
        Self {
            ops: self.ops.saturating_mul(times),
            bytes: self.bytes.saturating_mul(times),
        }
    }

    const fn less(self, other: Self) -> Self {
        Self {
            ops: self.ops.saturating_sub(other.ops),
            bytes: self.bytes.saturating_sub(other.bytes),
        }
    }

    const fn is_nothing(self) -> bool {
        self.ops == 0 && self.bytes == 0
    }
}

/// What is taken of one device.
#[derive(Clone, Copy, Debug)]
pub struct PaceLimits {
    /// As fast as it comes.
    pub burst: Amount,
    /// Beyond that.
    pub each_second: Amount,
}

impl Default for PaceLimits {
    fn default() -> Self {
        Self {
            burst: Amount {
                ops: PACE_BURST_OPS,
                bytes: PACE_BURST_BYTES,
            },
            each_second: Amount {
                ops: PACE_OPS_A_SECOND,
                bytes: PACE_BYTES_A_SECOND,
            },
        }
    }
}

/// What fills with what one device writes, and drains with time.
#[derive(Clone, Copy, Debug)]
struct Level {
    /// In thousandths, so that what drains in a millisecond is a whole number.
    filled: Amount,
    counted: MonoTime,
    /// What came since it was last empty.
    wrote: Amount,
}

/// How fast each device writes.
#[derive(Debug, Default)]
pub struct Pace {
    limits: PaceLimits,
    devices: HashMap<DeviceId, Level>,
}

impl Pace {
    /// Sets other limits: a test's device has written enough after a page.
    #[must_use]
    pub fn new(limits: PaceLimits) -> Self {
        Self {
            limits,
            devices: HashMap::new(),
        }
    }

    /// Counts what came in of a device, whoever brought it.
    pub fn count(&mut self, device: DeviceId, lane: Lane, wrote: Amount, now: MonoTime) {
        let before = self.devices.get(&device).copied();
        if before.is_none() && self.devices.len() >= PACE_DEVICES_MAX {
            self.forget_slowest(now);
        }
        let empty = Level {
            filled: Amount::default(),
            counted: now,
            wrote: Amount::default(),
        };
        let left = before.map_or(empty, |level| Level {
            filled: self.filled(&level, now),
            counted: now,
            ..level
        });
        let level = if left.filled.is_nothing() {
            empty
        } else {
            left
        };
        let counts_as = match lane {
            Lane::Control => PACE_CONTROL_OPS,
            Lane::Content => 1,
        };
        let weight = Amount {
            ops: wrote.ops.saturating_mul(counts_as),
            ..wrote
        };
        let level = Level {
            filled: level.filled.and(weight.times(1000)),
            wrote: level.wrote.and(wrote),
            ..level
        };
        self.devices.insert(device, level);
    }

    /// What a device wrote, while that is more than is taken as fast as it comes.
    #[must_use]
    pub fn excess(&self, device: &DeviceId, now: MonoTime) -> Option<Amount> {
        let level = self.devices.get(device)?;
        let (filled, burst) = (self.filled(level, now), self.limits.burst.times(1000));
        let is_over = filled.ops > burst.ops || filled.bytes > burst.bytes;
        is_over.then_some(level.wrote)
    }

    /// What is left at this time, in thousandths.
    fn filled(&self, level: &Level, now: MonoTime) -> Amount {
        let passed = now.since(level.counted).as_millis();
        let passed = u64::try_from(passed).unwrap_or(u64::MAX);
        level.filled.less(self.limits.each_second.times(passed))
    }

    /// Forgets whom time has made empty; where that is nobody, whoever wrote least.
    fn forget_slowest(&mut self, now: MonoTime) {
        let mut devices = std::mem::take(&mut self.devices);
        devices.retain(|_, level| !self.filled(level, now).is_nothing());
        if devices.len() >= PACE_DEVICES_MAX {
            let least = devices.iter().min_by_key(|(device, level)| {
                let filled = self.filled(level, now);
                (filled.ops, filled.bytes, **device)
            });
            let least = least.map(|(device, _)| *device);
            least.and_then(|device| devices.remove(&device));
        }
        self.devices = devices;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn device(n: u64) -> DeviceId {
        let mut bytes = [1; 32];
        bytes[..8].copy_from_slice(&n.to_be_bytes());
        DeviceId::from_bytes(bytes)
    }

    const fn amount(ops: u64, bytes: u64) -> Amount {
        Amount { ops, bytes }
    }

    fn pace() -> Pace {
        Pace::new(PaceLimits {
            burst: amount(100, 1000),
            each_second: amount(10, 50),
        })
    }

    const AT: MonoTime = MonoTime(50_000);

    #[track_caller]
    fn check(lane: Lane, wrote: Amount, want: Option<Amount>) {
        let mut pace = pace();
        pace.count(device(1), lane, wrote, AT);
        assert_eq!(pace.excess(&device(1), AT), want);
        assert_eq!(pace.excess(&device(2), AT), None, "another's");
    }

    #[test]
    fn a_burst_is_taken_at_once_and_one_more_is_not() {
        for ops in [0, 99, 100] {
            check(Lane::Content, amount(ops, 0), None);
        }
        check(Lane::Content, amount(101, 5), Some(amount(101, 5)));
        check(Lane::Content, amount(1, 1000), None);
        check(Lane::Content, amount(1, 1001), Some(amount(1, 1001)));
        check(Lane::Control, amount(6, 0), None);
        check(Lane::Control, amount(7, 0), Some(amount(7, 0)));
        let all = amount(u64::MAX, u64::MAX);
        check(Lane::Control, all, Some(all));
    }

    #[test]
    fn room_comes_back_with_time_and_with_nothing_else() {
        let (mut pace, who) = (pace(), device(1));
        pace.count(who, Lane::Content, amount(120, 0), AT);
        for (ms, over) in [(0, true), (1_999, true), (2_000, false), (9_000, false)] {
            let now = MonoTime(AT.0 + ms);
            assert_eq!(pace.excess(&who, now).is_some(), over, "{ms}");
        }
        // A clock that went back, which none does, gives no room.
        assert!(pace.excess(&who, MonoTime(0)).is_some());
        // What is told of her counts from when she was last at rest.
        let later = MonoTime(AT.0 + 12_001);
        pace.count(who, Lane::Content, amount(101, 7), later);
        assert_eq!(pace.excess(&who, later), Some(amount(101, 7)));
        pace.count(who, Lane::Content, amount(1, 1), MonoTime(later.0 + 9));
        let told = pace.excess(&who, MonoTime(later.0 + 9));
        assert_eq!(told, Some(amount(102, 8)));
    }

    #[test]
    fn whoever_writes_for_a_day_as_fast_as_there_is_room_never_waits() {
        let (mut pace, who) = (pace(), device(1));
        for second in 1..=86_400 {
            let now = MonoTime(second * 1000);
            pace.count(who, Lane::Content, amount(10, 50), now);
            assert_eq!(pace.excess(&who, now), None, "{second}");
        }
    }

    #[test]
    fn a_crowd_fills_no_memory_and_hides_nobody_who_writes_a_lot() {
        let (mut pace, much) = (pace(), device(0));
        pace.count(much, Lane::Content, amount(100_000, 0), AT);
        for n in 1..PACE_DEVICES_MAX as u64 + 500 {
            pace.count(device(n), Lane::Content, amount(1, 1), AT);
            assert!(pace.devices.len() <= PACE_DEVICES_MAX);
        }
        assert!(pace.excess(&much, AT).is_some());
        // An hour later nothing of them is left.
        let later = MonoTime(AT.0 + 3_600_000);
        pace.count(device(7_000_000), Lane::Content, amount(1, 1), later);
        assert!(pace.devices.len() <= 2, "{}", pace.devices.len());
    }

    #[test]
    fn a_life_of_posts_from_the_device_that_wrote_them_does_not_wait() {
        let (mut pace, who) = (Pace::default(), device(1));
        // 100,000 posts of 300 bytes, 135 of which fill a frame, and the files of a space.
        for _ in 0..100_000 / 135 + 1 {
            pace.count(who, Lane::Content, amount(135, 60 * 1024), AT);
        }
        for _ in 0..1366 {
            pace.count(who, Lane::Content, amount(1, 49 * 1024), AT);
        }
        assert_eq!(pace.excess(&who, AT), None);
    }
}
