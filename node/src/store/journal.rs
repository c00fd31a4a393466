//! The journal: the truth of a profile, an append-only row of sealed records.
//!
//! Records are staged with [`Journal::append`] and saved with [`Journal::commit`]: one `fdatasync`
//! for all that was staged. Only after it may anyone be told that something is saved. They lie in
//! sealed blocks (`block`), the blocks in segments: files of random name in `journal/`, up to 8 MiB
//! long. Opening reads everything (`scan`), cuts a torn tail, names what is damaged and reads on
//! after it. Opening changes no byte: repairs wait for the first append, so a read-only profile or
//! a wrong key harms nothing.
//!
//! It knows records as a kind and bytes, never what they say.

mod block;
mod cache;
mod extent;
mod look;
mod report;
mod scan;
mod shut;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use asamblea_protocol::crypto::{CryptoRng, Domain, KeyMaterial, SeededRandom, derive};

use self::block::{
    BLOCK_SECTORS_MAX, BODY_BYTES_MAX, BlockKind, FRAME_BYTES, Header, Place, SECTOR_BYTES,
    SegmentKey, frame_at, push_frame, sectors_for,
};
use self::cache::{Cache, Opened, ReadFault};
pub use self::extent::{Extent, SegmentName};
pub use self::report::{Damage, OpenReport, StoreError};
pub use self::scan::Each;
use super::disk::{Disk, DiskError};
use super::heads::{Heads, Remembered};
use super::progress::Progress;

/// The segments' folder.
const FOLDER: &str = "journal";
/// The largest record: an operation and what it needs to be checked, or a view's snapshot.
pub const RECORD_BYTES_MAX: usize = 2 * 1024 * 1024;
/// Sectors of a full segment, 8 MiB: read into memory at once when opening.
const SEGMENT_SECTORS_MAX: u32 = 16 * 1024;
/// A commit of less is over before a thread has begun.
const BESIDE_SECTORS_MIN: u32 = if cfg!(test) { 2 } else { BLOCK_SECTORS_MAX };
/// Records in one call of [`Journal::append`], so that the answer is bounded.
pub const APPEND_RECORDS_MAX: usize = 65_536;

// The largest record fits into a segment of its own, birth block included.
const _: () = assert!(
    (RECORD_BYTES_MAX + FRAME_BYTES).div_ceil(BODY_BYTES_MAX) as u32 * BLOCK_SECTORS_MAX
        < SEGMENT_SECTORS_MAX
);

/// The open journal of one profile. One process, one owner.
pub struct Journal {
    disk: Arc<dyn Disk>,
    key: KeyMaterial,
    /// For names and salts, which lie on the disk anyway.
    rng: SeededRandom,
    heads: Heads,
    heads_written: bool,
    // By ordinal: name, and sectors where the segment is closed.
    segments: BTreeMap<u32, (SegmentName, u32)>,
    // Above every ordinal that may have been used.
    next_ordinal: u32,
    segment_sectors: u32,
    tail: Option<Open>,
    // Frames of the block that starts at the tail's end.
    pending: Vec<u8>,
    cache: Cache,
    // Leftovers that the next append removes.
    stubs: Vec<SegmentName>,
    // Files in which nothing opens.
    unreadable: Vec<SegmentName>,
    // Invariant: once set, nothing is written to the tail; the next append starts a segment.
    tail_closed: bool,
    // Names or bytes read when opening may not be on the medium yet.
    unsettled: bool,
    must_roll_back: bool,
    // Remembered with the position.
    keys: u64,
    // Where a record could not be read since that was last asked.
    misread: Option<Damage>,
    // The keys are gone.
    is_shut: bool,
}

/// The segment that is written.
struct Open {
    name: SegmentName,
    place: Place,
    key: SegmentKey,
    end: u32,
    // Where the last commit ended, or what opening found.
    committed: u32,
    // Invariant: at most `committed`. What blocks say is on the medium.
    synced: u32,
}

impl Journal {
    /// Opens the journal on a disk, an empty one where there is none, and hands each record on in
    /// the order in which they were appended. Randomness is taken from `rng` once.
    ///
    /// # Errors
    ///
    /// [`StoreError::Disk`] when the disk cannot be read; damage is no error but reported.
    pub fn open(
        disk: Arc<dyn Disk>,
        root: &KeyMaterial,
        rng: &mut dyn CryptoRng,
        each: &mut dyn FnMut(Extent, u8, &[u8]),
    ) -> Result<(Self, OpenReport), StoreError> {
        Self::open_telling(disk, root, rng, &Progress::default(), each)
    }

    /// As [`Journal::open`], and tells how far it is, in bytes of segments: 8 MiB at a time.
    ///
    /// # Errors
    ///
    /// As [`Journal::open`].
    pub fn open_telling(
        disk: Arc<dyn Disk>,
        root: &KeyMaterial,
        rng: &mut dyn CryptoRng,
        progress: &Progress,
        each: &mut dyn FnMut(Extent, u8, &[u8]),
    ) -> Result<(Self, OpenReport), StoreError> {
        Self::open_sized(disk, root, rng, SEGMENT_SECTORS_MAX, progress, each)
    }

    fn open_sized(
        disk: Arc<dyn Disk>,
        root: &KeyMaterial,
        rng: &mut dyn CryptoRng,
        segment_sectors: u32,
        progress: &Progress,
        each: &mut dyn FnMut(Extent, u8, &[u8]),
    ) -> Result<(Self, OpenReport), StoreError> {
        let key = derive(Domain::StoreRecord, root, &[]);
        let mut report = OpenReport::default();
        let (heads, heads_read) = Heads::read(disk.as_ref(), root)?;
        let survey = scan::survey(disk.as_ref(), &key, &mut report)?;
        let remembered = heads_read.remembered;
        let tail = scan::read_all(
            disk.as_ref(),
            &key,
            &survey,
            remembered.as_ref(),
            &mut report,
            progress,
            each,
        )?;
        let any = !survey.known.is_empty() || !survey.unreadable.is_empty();
        report.memory_lost = any && remembered.is_none();
        report.heads_slots_damaged = heads_read.slots_damaged;
        report.remembered = remembered.map(|heads| heads.digest);
        report.keys = remembered.map_or(0, |heads| heads.keys);
        let mut seed = [0; 32];
        rng.fill_bytes(&mut seed);
        let mut journal = Self {
            heads,
            heads_written: remembered.is_some(),
            next_ordinal: next_ordinal(&survey, remembered.as_ref()),
            segments: survey
                .known
                .iter()
                .map(|known| (known.place.ordinal, (known.name, SEGMENT_SECTORS_MAX)))
                .collect(),
            segment_sectors: segment_sectors.min(SEGMENT_SECTORS_MAX),
            tail_closed: tail.as_ref().is_none_or(|tail| tail.closed)
                || report.shorter_than_remembered,
            tail: survey.known.last().zip(tail).map(|(known, tail)| Open {
                name: known.name,
                place: known.place,
                key: SegmentKey::new(&key, known.name),
                end: tail.end,
                committed: tail.end,
                synced: tail.synced,
            }),
            pending: Vec::new(),
            cache: Cache::default(),
            stubs: survey.stubs,
            unreadable: survey.unreadable,
            unsettled: true,
            must_roll_back: false,
            keys: report.keys,
            misread: None,
            is_shut: false,
            rng: SeededRandom::new(seed),
            key,
            disk,
        };
        // A process that was killed may have left its last bytes in the page cache alone. A
        // read-only disk refuses this; then the first append tries again.
        let _ = journal.settle();
        Ok((journal, report))
    }

    /// Stages records. They are read back at once, but saved only by [`Journal::commit`].
    ///
    /// # Errors
    ///
    /// [`StoreError::RecordTooLarge`] and [`StoreError::TooManyRecords`] change nothing. After any
    /// other, all that was staged since the last commit is void, [`Journal::roll_back`] must come
    /// next, and what was void may still be found when the journal is opened again.
    pub fn append(&mut self, records: &[(u8, &[u8])]) -> Result<Vec<Extent>, StoreError> {
        self.check_open()?;
        if self.must_roll_back {
            return Err(StoreError::MustRollBack);
        }
        if records.len() > APPEND_RECORDS_MAX {
            let records = records.len();
            return Err(StoreError::TooManyRecords { records });
        }
        if let Some((_, record)) = records
            .iter()
            .find(|(_, record)| record.len() > RECORD_BYTES_MAX)
        {
            let bytes = record.len();
            return Err(StoreError::RecordTooLarge { bytes });
        }
        let staged: Result<Vec<Extent>, DiskError> = records
            .iter()
            .map(|(kind, record)| self.stage(*kind, record))
            .collect();
        self.must_roll_back = staged.is_err();
        Ok(staged?)
    }

    /// Brings everything staged to the medium. Only after `Ok` is it saved.
    ///
    /// # Errors
    ///
    /// As [`Journal::append`]: all that was staged since the last commit is void.
    pub fn commit(&mut self) -> Result<(), StoreError> {
        if self.must_roll_back {
            return Err(StoreError::MustRollBack);
        }
        let committed = self.flush_block().and_then(|()| self.sync_tail());
        self.must_roll_back = committed.is_err();
        Ok(committed?)
    }

    /// Writes everything staged, without waiting until the medium has it: nothing of it is saved.
    ///
    /// # Errors
    ///
    /// As [`Journal::append`].
    pub fn write_out(&mut self) -> Result<(), StoreError> {
        if self.must_roll_back {
            return Err(StoreError::MustRollBack);
        }
        let written = self.flush_block();
        self.must_roll_back = written.is_err();
        Ok(written?)
    }

    /// Whether all that opening found is on the medium.
    #[must_use]
    pub const fn is_settled(&self) -> bool {
        !self.unsettled
    }

    /// Removes files in which nothing opens, once what they held came back from elsewhere: they
    /// would be found damaged for ever.
    ///
    /// # Errors
    ///
    /// [`StoreError::Disk`]; the rest stays.
    pub fn remove_unreadable(&mut self) -> Result<(), StoreError> {
        while let Some(name) = self.unreadable.last() {
            match self.disk.remove(&name.path()) {
                Ok(()) | Err(DiskError::NotFound) => self.unreadable.pop(),
                Err(error) => return Err(error.into()),
            };
        }
        Ok(())
    }

    /// As [`Journal::commit`], and does some work that touches no disk while the medium takes its
    /// time. The work is done whatever comes of the commit: nobody may be told of it before.
    ///
    /// # Errors
    ///
    /// As [`Journal::commit`].
    pub fn commit_beside<T>(&mut self, work: impl FnOnce() -> T) -> (Result<(), StoreError>, T) {
        if self.must_roll_back {
            return (Err(StoreError::MustRollBack), work());
        }
        if let Err(error) = self.flush_block() {
            self.must_roll_back = true;
            return (Err(StoreError::Disk(error)), work());
        }
        let large = |tail: &&Open| tail.end.saturating_sub(tail.synced) >= BESIDE_SECTORS_MIN;
        let (synced, done) = match self.tail.as_ref().filter(large) {
            Some(tail) => sync_beside(&*self.disk, &tail.name.path(), work),
            None => (None, work()),
        };
        let committed = match synced {
            Some(synced) => synced.map(|()| self.note_synced()),
            None => self.sync_tail(),
        };
        self.must_roll_back = committed.is_err();
        (committed.map_err(StoreError::Disk), done)
    }

    /// Gives up what was staged since the last commit. Writing goes on in a new segment.
    pub fn roll_back(&mut self) {
        self.pending.clear();
        self.must_roll_back = false;
        if let Some(tail) = &mut self.tail {
            tail.end = tail.committed;
            self.tail_closed = true;
        }
    }

    /// Says which writing of the file of keys stands beside the journal; remembered from the next
    /// time on.
    pub const fn note_keys(&mut self, written: u64) {
        self.keys = written;
    }

    /// Remembers how far the journal is committed, with 32 bytes of the caller's. How often is the
    /// caller's choice: a loss since the last time goes unnoticed here.
    ///
    /// # Errors
    ///
    /// [`StoreError::Disk`]; the position remembered before stays.
    pub fn remember(&mut self, digest: &[u8; 32]) -> Result<(), StoreError> {
        // A segment whose birth is not on the medium may be gone at the next start.
        if self.is_shut || self.tail.as_ref().is_some_and(|tail| tail.synced == 0) {
            return Ok(());
        }
        let remembered = Remembered {
            segment: self
                .tail
                .as_ref()
                .map(|tail| (tail.place.ordinal, tail.name)),
            sectors: self.tail.as_ref().map_or(0, |tail| tail.synced),
            digest: *digest,
            keys: self.keys,
        };
        self.heads
            .write(self.disk.as_ref(), &remembered, &mut self.rng)?;
        self.heads_written = true;
        Ok(())
    }

    /// A planted bug: remembers what is not on the medium yet.
    ///
    /// # Errors
    ///
    /// As [`Journal::remember`].
    #[cfg(feature = "planted")]
    pub fn remember_ahead(&mut self, digest: &[u8; 32]) -> Result<(), StoreError> {
        let Some(tail) = &self.tail else {
            return Ok(());
        };
        let waiting = if self.pending.is_empty() {
            0
        } else {
            sectors_for(self.pending.len() as u32)
        };
        let remembered = Remembered {
            segment: Some((tail.place.ordinal, tail.name)),
            sectors: tail.end + waiting,
            digest: *digest,
            keys: self.keys,
        };
        Ok(self
            .heads
            .write(self.disk.as_ref(), &remembered, &mut self.rng)?)
    }

    /// Reads one record.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchRecord`], [`StoreError::Damaged`] or [`StoreError::Disk`].
    pub fn read(&mut self, extent: Extent) -> Result<Vec<u8>, StoreError> {
        self.read_kind(extent).map(|(_, record)| record)
    }

    /// Reads one record, and of what kind it is.
    ///
    /// # Errors
    ///
    /// As [`Journal::read`].
    pub fn read_kind(&mut self, extent: Extent) -> Result<(u8, Vec<u8>), StoreError> {
        self.check_open()?;
        let (name, closed_at) = *self
            .segments
            .get(&extent.segment)
            .ok_or(StoreError::NoSuchRecord)?;
        let tail = self.tail.as_ref().filter(|tail| tail.name == name);
        let end = tail.map_or(closed_at, |tail| tail.end);
        if tail.is_some() && end == extent.sector {
            return record_at(&self.pending, extent.at, extent);
        }
        if extent.sector >= end {
            return Err(StoreError::NoSuchRecord);
        }
        let first = self.block(name, extent.sector)?;
        match first.header.kind {
            BlockKind::Birth => Err(StoreError::NoSuchRecord),
            BlockKind::Frames => record_at(&first.body, extent.at, extent),
            BlockKind::Piece | BlockKind::LastPiece => self.read_long(name, &first, extent),
        }
    }

    /// Segments known, damaged ones left out.
    #[must_use]
    pub fn segment_count(&self) -> usize {
        self.segments.len()
    }

    fn read_long(
        &mut self,
        name: SegmentName,
        first: &Opened,
        extent: Extent,
    ) -> Result<(u8, Vec<u8>), StoreError> {
        if first.header.piece != 0 || extent.at != 0 || extent.len as usize > RECORD_BYTES_MAX {
            return Err(StoreError::NoSuchRecord);
        }
        let frame_bytes = extent.len as usize + FRAME_BYTES;
        let mut frame = Vec::with_capacity(frame_bytes);
        frame.extend_from_slice(&first.body);
        let mut sector = extent.sector.saturating_add(first.header.sectors());
        while frame.len() < frame_bytes {
            let next = self.block(name, sector)?;
            if next.header.piece as usize != frame.len() || next.header.used == 0 {
                return Err(StoreError::NoSuchRecord);
            }
            frame.extend_from_slice(&next.body);
            sector = sector.saturating_add(next.header.sectors());
        }
        record_at(&frame, 0, extent)
    }

    fn block(&mut self, name: SegmentName, sector: u32) -> Result<Arc<Opened>, StoreError> {
        let journal_key = &self.key;
        let key = |name| SegmentKey::new(journal_key, name);
        let read = self.cache.block(self.disk.as_ref(), &key, name, sector);
        read.map_err(|fault| match fault {
            ReadFault::Disk(error) => StoreError::Disk(error),
            ReadFault::DoesNotOpen => {
                let damage = Damage {
                    segment: name,
                    offset: u64::from(sector) * SECTOR_BYTES as u64,
                };
                self.misread.get_or_insert(damage);
                StoreError::Damaged(damage)
            }
        })
    }

    fn stage(&mut self, kind: u8, record: &[u8]) -> Result<Extent, DiskError> {
        let frame_bytes = record.len() + FRAME_BYTES;
        if self.pending.len() + frame_bytes > BODY_BYTES_MAX {
            self.flush_block()?;
        }
        if frame_bytes > BODY_BYTES_MAX {
            return self.stage_long(kind, record);
        }
        if self.pending.is_empty() {
            self.make_room(BLOCK_SECTORS_MAX)?;
        }
        let at = self.pending.len();
        push_frame(&mut self.pending, kind, record);
        let (ordinal, sector) = self.place();
        Ok(Extent::new(ordinal, sector, at, record.len()))
    }

    fn stage_long(&mut self, kind: u8, record: &[u8]) -> Result<Extent, DiskError> {
        let mut frame = Vec::with_capacity(record.len() + FRAME_BYTES);
        push_frame(&mut frame, kind, record);
        let pieces = frame.chunks(BODY_BYTES_MAX);
        let sectors = pieces
            .clone()
            .map(|piece| sectors_for(piece.len() as u32))
            .sum();
        self.make_room(sectors)?;
        let (ordinal, sector) = self.place();
        let last = pieces.len().saturating_sub(1);
        for (at, piece) in pieces.enumerate() {
            let kind = if at == last {
                BlockKind::LastPiece
            } else {
                BlockKind::Piece
            };
            self.write_block(kind, (at * BODY_BYTES_MAX) as u32, piece)?;
        }
        Ok(Extent::new(ordinal, sector, 0, record.len()))
    }

    /// Ordinal of the segment and sector of the next block.
    fn place(&self) -> (u32, u32) {
        self.tail
            .as_ref()
            .map_or((0, 0), |tail| (tail.place.ordinal, tail.end))
    }

    fn flush_block(&mut self) -> Result<(), DiskError> {
        if self.pending.is_empty() {
            return Ok(());
        }
        let mut frames = std::mem::take(&mut self.pending);
        let written = self.write_block(BlockKind::Frames, 0, &frames);
        frames.clear();
        self.pending = frames;
        written
    }

    fn write_block(&mut self, kind: BlockKind, piece: u32, frames: &[u8]) -> Result<(), DiskError> {
        let Some(tail) = &mut self.tail else {
            return Err(DiskError::NotFound);
        };
        let header = Header {
            kind,
            used: frames.len() as u32,
            piece,
            synced: tail.synced,
            place: tail.place,
        };
        let sealed = tail.key.seal(tail.end, &header, frames, &mut self.rng);
        let offset = u64::from(tail.end) * SECTOR_BYTES as u64;
        self.disk.write_at(&tail.name.path(), offset, &sealed)?;
        tail.end += header.sectors();
        Ok(())
    }

    fn sync_tail(&mut self) -> Result<(), DiskError> {
        if let Some(tail) = &self.tail
            && tail.synced < tail.end
        {
            self.disk.sync(&tail.name.path())?;
            self.note_synced();
        }
        Ok(())
    }

    fn note_synced(&mut self) {
        if let Some(tail) = &mut self.tail {
            tail.synced = tail.end;
            tail.committed = tail.end;
        }
    }

    /// Makes sure that blocks of so many sectors can follow in the tail.
    fn make_room(&mut self, sectors: u32) -> Result<(), DiskError> {
        self.settle()?;
        let full =
            |tail: &Open| tail.end > 1 && tail.end.saturating_add(sectors) > self.segment_sectors;
        if self.tail.as_ref().is_none_or(full) || self.tail_closed {
            self.repair()?;
            self.begin_segment()?;
        }
        Ok(())
    }

    /// Brings to the medium what was found when opening.
    fn settle(&mut self) -> Result<(), DiskError> {
        if self.unsettled && !self.segments.is_empty() {
            self.disk.sync_dir(FOLDER)?;
            if let Some(tail) = &mut self.tail {
                // Also where all blocks are proven to be there: a cut may not be.
                self.disk.sync(&tail.name.path())?;
                tail.synced = tail.end;
            }
        }
        self.unsettled = false;
        Ok(())
    }

    /// Removes what a failed birth left, cuts what follows the tail's end, and syncs the tail: a
    /// segment is whole before another follows it.
    fn repair(&mut self) -> Result<(), DiskError> {
        while let Some(stub) = self.stubs.last() {
            match self.disk.remove(&stub.path()) {
                Ok(()) | Err(DiskError::NotFound) => self.stubs.pop(),
                Err(error) => return Err(error),
            };
        }
        let Some(tail) = &mut self.tail else {
            return Ok(());
        };
        let end = u64::from(tail.end) * SECTOR_BYTES as u64;
        if self
            .disk
            .size(&tail.name.path())?
            .is_some_and(|size| size > end)
        {
            self.disk.truncate(&tail.name.path(), end)?;
        }
        self.disk.sync(&tail.name.path())?;
        tail.synced = tail.end;
        tail.committed = tail.end;
        Ok(())
    }

    /// Starts a segment. Its birth block and name are on the medium before anything else is
    /// written: a file of one sector in which nothing opens never held a record.
    fn begin_segment(&mut self) -> Result<(), DiskError> {
        if !self.heads_written {
            let nothing = Remembered {
                segment: None,
                sectors: 0,
                digest: [0; 32],
                keys: self.keys,
            };
            self.heads
                .write(self.disk.as_ref(), &nothing, &mut self.rng)?;
            self.heads_written = true;
        }
        let name = SegmentName::random(&mut self.rng);
        let place = Place {
            ordinal: self.next_ordinal,
            before: self.tail.as_ref().map(|tail| (tail.name, tail.end)),
        };
        let key = SegmentKey::new(&self.key, name);
        let header = Header {
            kind: BlockKind::Birth,
            used: 0,
            piece: 0,
            synced: 0,
            place,
        };
        let birth = key.seal(0, &header, &[], &mut self.rng);
        self.stubs.push(name);
        self.disk.create(&name.path())?;
        self.disk.write_at(&name.path(), 0, &birth)?;
        self.disk.sync(&name.path())?;
        self.disk.sync_dir(FOLDER)?;
        self.stubs.pop();
        if let Some(tail) = &self.tail {
            self.segments
                .insert(tail.place.ordinal, (tail.name, tail.end));
        }
        self.segments
            .insert(place.ordinal, (name, SEGMENT_SECTORS_MAX));
        self.next_ordinal = self.next_ordinal.saturating_add(1);
        self.tail_closed = false;
        self.tail = Some(Open {
            name,
            place,
            key,
            end: header.sectors(),
            committed: header.sectors(),
            synced: header.sectors(),
        });
        Ok(())
    }
}

impl fmt::Debug for Journal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Journal")
            .field("segments", &self.segments.len())
            .finish_non_exhaustive()
    }
}

/// Syncs a file on a thread of its own while the work is done; without an answer where there is no
/// such thread.
fn sync_beside<T>(
    disk: &dyn Disk,
    path: &str,
    work: impl FnOnce() -> T,
) -> (Option<Result<(), DiskError>>, T) {
    std::thread::scope(|scope| {
        let syncing = std::thread::Builder::new().spawn_scoped(scope, || disk.sync(path));
        let done = work();
        (syncing.ok().and_then(|syncing| syncing.join().ok()), done)
    })
}

/// Unreadable segments may have borne any ordinal, so each counts.
fn next_ordinal(survey: &scan::Survey, remembered: Option<&Remembered>) -> u32 {
    let known = survey.known.last().map(|known| known.place.ordinal);
    let held = remembered
        .and_then(|heads| heads.segment)
        .map(|(ordinal, _)| ordinal);
    let used = known
        .max(held)
        .map_or(0, |ordinal| ordinal.saturating_add(1));
    used.saturating_add(survey.unreadable.len() as u32)
}

fn record_at(frames: &[u8], at: u32, extent: Extent) -> Result<(u8, Vec<u8>), StoreError> {
    match frame_at(frames, at as usize) {
        Some((kind, record, _)) if record.len() == extent.len as usize => {
            Ok((kind, record.to_vec()))
        }
        _ => Err(StoreError::NoSuchRecord),
    }
}
