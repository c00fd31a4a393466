//! How much a peer may say that brings nothing: whoever says more is taken for one who floods.
//!
//! Every frame costs this device some work, and most bring something that is worth it: a run that
//! the peer did not send before, a receipt that is news, the frontier of a space. The others are
//! counted.

use std::time::Duration;

use super::{PeerMisbehaved, Session, SyncEnd};
use crate::limits::{LINES_HEARD_MAX, SPACES_NAMED_MAX};
use crate::op::LogId;
use crate::time::MonoTime;

/// Frames that bring nothing and are taken at once. A newcomer asks for a list of each epoch of a
/// network, a thousand at most; four times as many are read in a tenth of a second.
const EMPTY_FRAMES_MAX: u32 = 4096;
/// One more is taken each time that this has passed: an honest peer says one a minute.
const TAKE_EACH: Duration = Duration::from_millis(50);
/// So many lines of one are as much work as a frame.
const LINES_OF_A_FRAME: usize = 64;
/// A run that brings something makes room for the slots that came before it.
const FOR_A_RUN: u32 = 256;

/// What is counted.
pub(super) struct Patience {
    room: u32,
    counted: MonoTime,
    lines: u64,
}

impl Patience {
    pub(super) const fn new(now: MonoTime) -> Self {
        Self {
            room: EMPTY_FRAMES_MAX,
            counted: now,
            lines: 0,
        }
    }

    fn more(&mut self, more: u32) {
        self.room = self.room.saturating_add(more).min(EMPTY_FRAMES_MAX);
    }
}

impl Session {
    /// Counts a frame of so many lines that brings nothing.
    pub(super) fn bear(&mut self, lines: usize) -> Result<(), SyncEnd> {
        let cost = lines.checked_div(LINES_OF_A_FRAME).unwrap_or(0);
        let cost = u32::try_from(cost).unwrap_or(u32::MAX).saturating_add(1);
        let passed = self.last_heard.since(self.patience.counted).as_millis();
        let more = passed.checked_div(TAKE_EACH.as_millis()).unwrap_or(0);
        if more > 0 {
            self.patience.counted = self.last_heard;
            self.patience.more(u32::try_from(more).unwrap_or(u32::MAX));
        }
        match self.patience.room.checked_sub(cost) {
            Some(room) => {
                self.patience.room = room;
                Ok(())
            }
            None => Err(PeerMisbehaved::Flood.into()),
        }
    }

    /// A run of a log that ends here: counted, unless the peer sends it for the first time.
    pub(super) fn bear_run(&mut self, log: LogId, end: u64) -> Result<(), SyncEnd> {
        let brought = self.brought.entry(log).or_default();
        if end > *brought {
            *brought = end;
            self.patience.more(FOR_A_RUN);
            return Ok(());
        }
        self.bear(0)
    }

    /// Lines about what the peer holds: counted, once they are more than there can be logs.
    pub(super) fn bear_lines(&mut self, count: usize) -> Result<bool, SyncEnd> {
        let more = u64::try_from(count).unwrap_or(u64::MAX);
        self.patience.lines = self.patience.lines.saturating_add(more);
        if self.patience.lines <= LINES_HEARD_MAX {
            return Ok(true);
        }
        self.bear(count).map(|()| false)
    }

    /// Whether there is room to remember one more space that the peer names.
    pub(super) fn bear_spaces(&self) -> Result<(), SyncEnd> {
        let got = self.spaces.len().max(self.roots_heard.len());
        if got <= SPACES_NAMED_MAX {
            return Ok(());
        }
        let max = SPACES_NAMED_MAX;
        Err(PeerMisbehaved::TooManyLines { got, max }.into())
    }
}
