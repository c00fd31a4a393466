//! What opening a journal found, and why it did not do as asked.

use super::{APPEND_RECORDS_MAX, RECORD_BYTES_MAX, SegmentName};
use crate::store::disk::DiskError;

/// A place in the journal that was committed and does not open; the records there are lost.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Damage {
    /// The segment, and so the file.
    pub segment: SegmentName,
    /// Bytes from its start; 0 also where the whole segment is lost.
    pub offset: u64,
}

/// What opening found.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct OpenReport {
    /// Records handed on.
    pub records: u64,
    /// Blocks opened.
    pub blocks: u64,
    /// Bytes at the end that were never committed and are cut.
    pub torn_bytes: u64,
    /// What was committed and does not open, in the order of the journal.
    pub damaged: Vec<Damage>,
    /// Where each of these ends: bytes from the segment's start; 0 where the whole segment is lost.
    pub ends: Vec<u64>,
    /// The alarm: the journal does not reach the remembered position.
    pub shorter_than_remembered: bool,
    /// No remembered position opens although there are segments: as grave as the alarm.
    pub memory_lost: bool,
    /// Slots of the remembered heads that do not open; one after a power cut is no harm.
    pub heads_slots_damaged: u8,
    /// What the caller gave with the remembered position.
    pub remembered: Option<[u8; 32]>,
    /// Which writing of the file of keys stood beside it; 0 where none was known.
    pub keys: u64,
}

impl OpenReport {
    pub(super) fn damage(&mut self, segment: SegmentName, offset: u64, end: u64) {
        let damage = Damage { segment, offset };
        if !self.damaged.contains(&damage) {
            self.damaged.push(damage);
            self.ends.push(end);
        }
    }

    /// Whether nothing at all is amiss.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.torn_bytes == 0
            && self.damaged.is_empty()
            && !self.shorter_than_remembered
            && !self.memory_lost
            && self.heads_slots_damaged == 0
    }
}

/// Why the journal did not do as asked.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The disk failed; nothing that was committed is harmed.
    #[error("{0}")]
    Disk(#[from] DiskError),
    /// A record over [`RECORD_BYTES_MAX`].
    #[error("record of {bytes} bytes, at most {RECORD_BYTES_MAX} allowed")]
    RecordTooLarge {
        /// Its bytes.
        bytes: usize,
    },
    /// More than [`APPEND_RECORDS_MAX`] records in one call.
    #[error("{records} records at once, at most {APPEND_RECORDS_MAX} allowed")]
    TooManyRecords {
        /// How many.
        records: usize,
    },
    /// An append or commit failed: what was staged is void until
    /// [`Journal::roll_back`](super::Journal::roll_back).
    #[error("an earlier write failed: roll back before writing on")]
    MustRollBack,
    /// The keys are gone from memory: the profile is locked.
    #[error("the journal is shut")]
    Shut,
    /// The extent names no record of this journal.
    #[error("no record lies there")]
    NoSuchRecord,
    /// The block that holds the record does not open.
    #[error("journal damaged in segment {} at byte {}", .0.segment, .0.offset)]
    Damaged(Damage),
}
