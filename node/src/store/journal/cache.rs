//! Blocks read again: the last opened ones, and the bytes around the last one read, so that
//! records asked for in order cost one read for each 64 KiB.

use std::collections::VecDeque;
use std::sync::Arc;

use super::SegmentName;
use super::block::{BLOCK_BYTES_MAX, Header, SECTOR_BYTES, SegmentKey};
use crate::store::disk::{Disk, DiskError};

/// Opened blocks kept: 1 MiB at most, several readers' worth.
const BLOCKS_KEPT_MAX: usize = 16;

/// An opened block.
pub(super) struct Opened {
    pub(super) header: Header,
    pub(super) body: Vec<u8>,
}

/// Why a block could not be had.
pub(super) enum ReadFault {
    Disk(DiskError),
    DoesNotOpen,
}

impl From<DiskError> for ReadFault {
    fn from(error: DiskError) -> Self {
        Self::Disk(error)
    }
}

#[derive(Default)]
pub(super) struct Cache {
    // Most recently used first.
    blocks: VecDeque<(SegmentName, u32, Arc<Opened>)>,
    window: Option<Window>,
}

/// Raw bytes of a segment from `sector` on. Blocks are never rewritten, so it does not go stale: at
/// most it ends too early.
struct Window {
    name: SegmentName,
    sector: u32,
    bytes: Vec<u8>,
}

impl Window {
    fn from(&self, name: SegmentName, sector: u32) -> Option<&[u8]> {
        let skipped = sector.checked_sub(self.sector)? as usize * SECTOR_BYTES;
        (self.name == name).then(|| self.bytes.get(skipped..))?
    }
}

impl Cache {
    /// The block at a sector.
    pub(super) fn block(
        &mut self,
        disk: &dyn Disk,
        key: &dyn Fn(SegmentName) -> SegmentKey,
        name: SegmentName,
        sector: u32,
    ) -> Result<Arc<Opened>, ReadFault> {
        let known = |(of, at, _): &(SegmentName, u32, _)| *of == name && *at == sector;
        if let Some(at) = self.blocks.iter().position(known)
            && let Some(found) = self.blocks.remove(at)
        {
            let opened = Arc::clone(&found.2);
            self.blocks.push_front(found);
            return Ok(opened);
        }
        let key = key(name);
        let in_window = self
            .window
            .as_ref()
            .and_then(|window| window.from(name, sector))
            .and_then(|bytes| open(&key, sector, bytes));
        let opened = if let Some(opened) = in_window {
            opened
        } else {
            let offset = u64::from(sector) * SECTOR_BYTES as u64;
            let bytes = disk.read_at(&name.path(), offset, BLOCK_BYTES_MAX)?;
            let opened = open(&key, sector, &bytes).ok_or(ReadFault::DoesNotOpen)?;
            self.window = Some(Window {
                name,
                sector,
                bytes,
            });
            opened
        };
        let opened = Arc::new(opened);
        self.blocks.truncate(BLOCKS_KEPT_MAX - 1);
        self.blocks.push_front((name, sector, Arc::clone(&opened)));
        Ok(opened)
    }
}

fn open(key: &SegmentKey, sector: u32, bytes: &[u8]) -> Option<Opened> {
    let header = key.open_header(sector, bytes)?;
    let body = key.open_body(sector, &header, bytes)?;
    Some(Opened { header, body })
}
