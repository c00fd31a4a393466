//! Reading a journal of which nothing is known: which segments there are, in which order, what in
//! them opens, and whether what does not is a torn tail or damage.
//!
//! Each block says how much of its segment was on the medium when it was written, and each segment
//! how long the one before had become. What lies below such a mark and does not open was committed
//! and is damaged. What lies above every mark was never said to be saved: there the journal is cut
//! at the first gap, so that what survives is a prefix of what was written.

use std::ops::Range;

use asamblea_protocol::crypto::KeyMaterial;

use super::block::{BlockKind, FRAME_BYTES, Header, Place, SECTOR_BYTES, SegmentKey, frame_at};
use super::{Extent, FOLDER, OpenReport, RECORD_BYTES_MAX, SEGMENT_SECTORS_MAX, SegmentName};
use crate::store::disk::{Disk, DiskError};
use crate::store::heads::Remembered;
use crate::store::progress::{Phase, Progress};

/// Called for each record with where it lies, its kind and its bytes.
pub type Each<'a> = &'a mut dyn FnMut(Extent, u8, &[u8]);

/// A segment of which at least one block opens.
pub(super) struct Known {
    pub(super) name: SegmentName,
    pub(super) place: Place,
    /// Bytes of the file.
    size: u64,
}

/// The segments of a folder.
pub(super) struct Survey {
    /// By ordinal; one segment for each.
    pub(super) known: Vec<Known>,
    /// Files too short to hold a record, in which nothing opens: a segment whose birth was cut off.
    pub(super) stubs: Vec<SegmentName>,
    /// Longer files in which nothing opens, and second segments of one ordinal.
    pub(super) unreadable: Vec<SegmentName>,
}

/// Where writing goes on after the last segment.
pub(super) struct Tail {
    /// Sectors of the last segment that stand.
    pub(super) end: u32,
    /// Sectors proven to be on the medium.
    pub(super) synced: u32,
    /// Bytes after `end` are to be cut, or the end is not the remembered one: no block may follow.
    pub(super) closed: bool,
}

/// Finds and orders the segments.
pub(super) fn survey(
    disk: &dyn Disk,
    key: &KeyMaterial,
    report: &mut OpenReport,
) -> Result<Survey, DiskError> {
    let mut survey = Survey {
        known: Vec::new(),
        stubs: Vec::new(),
        unreadable: Vec::new(),
    };
    for file in disk.list(FOLDER)? {
        let Some(name) = SegmentName::from_file(&file) else {
            continue;
        };
        let size = disk.size(&name.path())?.unwrap_or(0);
        // A birth that was cut off names a place, but the segment never held a record.
        let place = if size < SECTOR_BYTES as u64 {
            None
        } else {
            place_of(disk, key, name)?
        };
        match place {
            Some(place) => survey.known.push(Known { name, place, size }),
            None if size <= SECTOR_BYTES as u64 => {
                report.torn_bytes = report.torn_bytes.saturating_add(size);
                survey.stubs.push(name);
            }
            None => survey.unreadable.push(name),
        }
    }
    survey
        .known
        .sort_by_key(|known| (known.place.ordinal, known.name));
    let unreadable = &mut survey.unreadable;
    survey.known.dedup_by(|later, kept| {
        let twice = later.place.ordinal == kept.place.ordinal;
        if twice {
            unreadable.push(later.name);
        }
        twice
    });
    for name in &survey.unreadable {
        report.damage(*name, 0, 0);
    }
    report_missing(&survey, report);
    Ok(survey)
}

/// Any block tells a segment's place; most often the first one opens.
fn place_of(
    disk: &dyn Disk,
    key: &KeyMaterial,
    name: SegmentName,
) -> Result<Option<Place>, DiskError> {
    let key = SegmentKey::new(key, name);
    let first = disk.read_at(&name.path(), 0, SECTOR_BYTES)?;
    if let Some(header) = key.open_header(0, &first) {
        return Ok(Some(header.place));
    }
    let bytes = read_segment(disk, name)?;
    let mut sectors = bytes.chunks(SECTOR_BYTES).zip(0_u32..);
    let found = sectors.find_map(|(bytes, sector)| key.open_header(sector, bytes));
    Ok(found.map(|header| header.place))
}

fn read_segment(disk: &dyn Disk, name: SegmentName) -> Result<Vec<u8>, DiskError> {
    disk.read_at(&name.path(), 0, SEGMENT_SECTORS_MAX as usize * SECTOR_BYTES)
}

/// Each segment names the one before it: a name that no file bears is a lost segment.
fn report_missing(survey: &Survey, report: &mut OpenReport) {
    for known in &survey.known {
        if let Some((before, _)) = known.place.before {
            let present = survey.known.iter().any(|other| other.name == before)
                || survey.unreadable.contains(&before);
            if !present {
                report.damage(before, 0, 0);
            }
        }
    }
}

/// Reads all segments in order, hands each record on, and says where writing goes on.
pub(super) fn read_all(
    disk: &dyn Disk,
    key: &KeyMaterial,
    survey: &Survey,
    remembered: Option<&Remembered>,
    report: &mut OpenReport,
    progress: &Progress,
    each: Each<'_>,
) -> Result<Option<Tail>, DiskError> {
    let mut tail = None;
    progress.begin(
        Phase::Reading,
        survey.known.iter().map(|known| known.size).sum(),
    );
    let mut remembered_seen = remembered.is_none_or(|heads| heads.segment.is_none());
    for (at, known) in survey.known.iter().enumerate() {
        let bytes = read_segment(disk, known.name)?;
        let scan = Scan::of(&SegmentKey::new(key, known.name), &bytes);
        let held = remembered
            .filter(|heads| heads.segment.is_some_and(|(_, name)| name == known.name))
            .map(|heads| heads.sectors);
        if held.is_some_and(|held| held <= scan.sectors) {
            remembered_seen = true;
        }
        let segment = Segment { known, scan };
        let stands = match survey.known.get(at + 1) {
            Some(next) => segment.judge_closed(next, report),
            None if !survey.unreadable.is_empty() => segment.judge_followed(report),
            None => {
                let judged = segment.judge_last(held, report);
                let end = judged.end;
                tail = Some(judged);
                end
            }
        };
        deliver(&segment, stands, report, each);
        progress.add(known.size);
        if tail.is_none() && at + 1 == survey.known.len() {
            tail = Some(Tail {
                end: segment.scan.sectors,
                synced: segment.scan.sectors,
                closed: true,
            });
        }
    }
    report.shorter_than_remembered = !remembered_seen;
    Ok(tail)
}

/// A block that opened.
struct Block {
    sector: u32,
    header: Header,
    body: Vec<u8>,
}

/// What opens in the bytes of one segment.
struct Scan {
    blocks: Vec<Block>,
    holes: Vec<Range<u32>>,
    /// Sectors of the file; the last one may be cut.
    sectors: u32,
    /// The highest mark of what was on the medium.
    synced: u32,
}

impl Scan {
    /// Reads block after block. Where no header opens, each following sector is tried: once each,
    /// so damage costs no more than reading.
    fn of(key: &SegmentKey, bytes: &[u8]) -> Self {
        let sectors = bytes.len().div_ceil(SECTOR_BYTES) as u32;
        let mut scan = Self {
            blocks: Vec::new(),
            holes: Vec::new(),
            sectors,
            synced: 0,
        };
        let mut hole = None;
        let mut sector = 0;
        while sector < sectors {
            let rest = bytes
                .get(sector as usize * SECTOR_BYTES..)
                .unwrap_or_default();
            let Some(header) = key.open_header(sector, rest) else {
                hole.get_or_insert(sector);
                sector += 1;
                continue;
            };
            if let Some(start) = hole.take() {
                scan.holes.push(start..sector);
            }
            scan.synced = scan.synced.max(header.synced);
            let next = sector.saturating_add(header.sectors());
            match key.open_body(sector, &header, rest) {
                Some(body) => scan.blocks.push(Block {
                    sector,
                    header,
                    body,
                }),
                None => scan.holes.push(sector..next.min(sectors)),
            }
            sector = next;
        }
        if let Some(start) = hole {
            scan.holes.push(start..sectors);
        }
        scan
    }

    /// The first sector of a long frame that ends with no last piece below `end`.
    fn unfinished(&self, end: u32) -> Option<u32> {
        let mut below = self.blocks.iter().rev().filter(|block| block.sector < end);
        let last = below.next()?;
        if last.header.kind != BlockKind::Piece {
            return None;
        }
        if last.header.piece == 0 {
            return Some(last.sector);
        }
        below
            .take_while(|block| block.header.kind == BlockKind::Piece)
            .find(|block| block.header.piece == 0)
            .map(|block| block.sector)
    }
}

struct Segment<'a> {
    known: &'a Known,
    scan: Scan,
}

impl Segment<'_> {
    /// A segment that another follows: whole, or damaged. Returns the sectors that stand.
    fn judge_closed(&self, next: &Known, report: &mut OpenReport) -> u32 {
        let end = match next.place.before {
            Some((name, sectors)) if name == self.known.name => sectors,
            _ => return self.judge_followed(report),
        };
        for hole in self.scan.holes.iter().filter(|hole| hole.start < end) {
            let stop = offset_of(hole.end.min(end));
            report.damage(self.known.name, offset_of(hole.start), stop);
        }
        let size = offset_of(end);
        let at = self.known.size.min(size) / SECTOR_BYTES as u64 * SECTOR_BYTES as u64;
        // A cut in the middle of a block left a hole already.
        let mut holes = self.scan.holes.iter().filter(|hole| hole.start < end);
        let told = holes.any(|hole| (offset_of(hole.start)..offset_of(hole.end)).contains(&at));
        if self.known.size != size && !told {
            report.damage(self.known.name, at, self.known.size.max(size));
        }
        end
    }

    /// A segment that was closed, at a length that nothing tells.
    fn judge_followed(&self, report: &mut OpenReport) -> u32 {
        for hole in &self.scan.holes {
            report.damage(self.known.name, offset_of(hole.start), offset_of(hole.end));
        }
        u32::MAX
    }

    /// The last segment: what follows the proven part may be torn.
    fn judge_last(&self, held: Option<u32>, report: &mut OpenReport) -> Tail {
        let synced = self.scan.synced.max(held.unwrap_or(0));
        let mut end = self.scan.sectors;
        for hole in &self.scan.holes {
            if hole.start < synced {
                // The rest of it may be cut, and is never found again.
                let stop = offset_of(hole.end.min(synced));
                report.damage(self.known.name, offset_of(hole.start), stop);
            }
            if hole.end > synced {
                end = hole.start.max(synced);
                break;
            }
        }
        if let Some(start) = self.scan.unfinished(end)
            && start >= synced
        {
            end = start;
        }
        let torn = self.known.size.saturating_sub(offset_of(end));
        report.torn_bytes = report.torn_bytes.saturating_add(torn);
        Tail {
            end,
            synced: synced.min(end),
            closed: torn > 0 || offset_of(end) != self.known.size || synced > end,
        }
    }
}

fn offset_of(sector: u32) -> u64 {
    u64::from(sector) * SECTOR_BYTES as u64
}

/// A frame too long for one block, as far as its pieces came.
struct Long {
    sector: u32,
    bytes: Vec<u8>,
}

fn deliver(segment: &Segment<'_>, end: u32, report: &mut OpenReport, each: Each<'_>) {
    let ordinal = segment.known.place.ordinal;
    let mut long: Option<Long> = None;
    for block in segment
        .scan
        .blocks
        .iter()
        .filter(|block| block.sector < end)
    {
        report.blocks += 1;
        match block.header.kind {
            BlockKind::Birth => {}
            BlockKind::Frames => {
                long = None;
                let mut at = 0;
                while let Some((kind, record, next)) = frame_at(&block.body, at) {
                    let extent = Extent::new(ordinal, block.sector, at, record.len());
                    each(extent, kind, record);
                    report.records += 1;
                    at = next;
                }
                if at != block.body.len() {
                    let stop = block.sector.saturating_add(block.header.sectors());
                    let at = offset_of(block.sector);
                    report.damage(segment.known.name, at, offset_of(stop));
                }
            }
            BlockKind::Piece | BlockKind::LastPiece => {
                long = join(long.take(), block);
                if block.header.kind == BlockKind::LastPiece
                    && let Some(whole) = long.take()
                    && let Some((kind, record, _)) = frame_at(&whole.bytes, 0)
                {
                    each(
                        Extent::new(ordinal, whole.sector, 0, record.len()),
                        kind,
                        record,
                    );
                    report.records += 1;
                }
            }
        }
    }
}

/// Adds a piece to the frame it continues; a piece whose beginning is lost is of no use.
fn join(long: Option<Long>, block: &Block) -> Option<Long> {
    let mut long = match long {
        _ if block.header.piece == 0 => Long {
            sector: block.sector,
            bytes: Vec::new(),
        },
        Some(long) => long,
        None => return None,
    };
    let whole = long.bytes.len().saturating_add(block.body.len());
    if long.bytes.len() != block.header.piece as usize || whole > RECORD_BYTES_MAX + FRAME_BYTES {
        return None;
    }
    long.bytes.extend_from_slice(&block.body);
    Some(long)
}
