//! A disk in memory that loses power, fills up, turns read-only and rots on command.
//!
//! Each file is its synced bytes and the writes since; each folder its synced names and the changes
//! since. A crash keeps any subset of either and tears any sector of a kept write. What it draws
//! comes from the caller, so one seed repeats one bad day.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use asamblea_protocol::crypto::CryptoRng;

use super::{Disk, DiskError};

/// Bytes that a medium writes at once, or tears.
const SECTOR_BYTES: usize = 512;

/// A simulated disk. Clones are handles on the same disk.
#[derive(Clone, Debug, Default)]
pub struct SimDisk(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    files: BTreeMap<u64, SimFile>,
    files_made: u64,
    names: BTreeMap<String, u64>,
    synced_names: BTreeMap<String, u64>,
    name_changes: Vec<NameChange>,
    room: Option<u64>,
    read_only: bool,
    lying: bool,
    failing_syncs: u32,
    changes_left: Option<u64>,
    syncs: u64,
    losses: Losses,
}

/// What power cuts did to writes that were not synced.
#[derive(Clone, Copy, Debug, Default)]
struct Losses {
    lost: u64,
    torn: u64,
}

#[derive(Debug, Default)]
struct SimFile {
    synced: Vec<u8>,
    bytes: Vec<u8>,
    changes: Vec<Change>,
}

#[derive(Debug)]
enum Change {
    Write { offset: usize, bytes: Vec<u8> },
    Length(usize),
}

#[derive(Debug)]
enum NameChange {
    Made { path: String, file: u64 },
    Removed { path: String },
    Renamed { from: String, to: String },
}

impl NameChange {
    fn folder(&self) -> &str {
        match self {
            Self::Made { path, .. } | Self::Removed { path } => folder_of(path),
            Self::Renamed { from, .. } => folder_of(from),
        }
    }

    fn apply(&self, names: &mut BTreeMap<String, u64>) {
        match self {
            Self::Made { path, file } => {
                names.insert(path.clone(), *file);
            }
            Self::Removed { path } => {
                names.remove(path);
            }
            Self::Renamed { from, to } => {
                if let Some(file) = names.remove(from) {
                    names.insert(to.clone(), file);
                }
            }
        }
    }
}

impl SimFile {
    fn change(&mut self, change: Change) {
        change.apply(&mut self.bytes);
        self.changes.push(change);
    }

    fn settle(&mut self) {
        for change in self.changes.drain(..) {
            change.apply(&mut self.synced);
        }
    }

    fn crash(&mut self, rng: &mut dyn CryptoRng, losses: &mut Losses) {
        for change in std::mem::take(&mut self.changes) {
            match change {
                Change::Length(_) if below(rng, 2) == 0 => change.apply(&mut self.synced),
                Change::Length(_) => {}
                Change::Write { offset, bytes } => {
                    tear(&mut self.synced, offset, &bytes, rng, losses);
                }
            }
        }
        self.bytes.clone_from(&self.synced);
    }
}

impl Change {
    fn apply(&self, to: &mut Vec<u8>) {
        match self {
            Self::Length(len) => to.resize(*len, 0),
            Self::Write { offset, bytes } => overwrite(to, *offset, bytes),
        }
    }
}

fn overwrite(to: &mut Vec<u8>, offset: usize, bytes: &[u8]) {
    let end = offset.saturating_add(bytes.len());
    if to.len() < end {
        to.resize(end, 0);
    }
    if let Some(range) = to.get_mut(offset..end) {
        range.copy_from_slice(bytes);
    }
}

/// A number under `limit`. The slight bias of the remainder does not matter to a fault.
fn below(rng: &mut dyn CryptoRng, limit: u64) -> u64 {
    rng.next_u64().checked_rem(limit).unwrap_or(0)
}

/// Writes what a power cut lets through: nothing, everything, or a part, sector by sector.
fn tear(
    to: &mut Vec<u8>,
    offset: usize,
    bytes: &[u8],
    rng: &mut dyn CryptoRng,
    losses: &mut Losses,
) {
    match below(rng, 4) {
        0 => {
            losses.lost += 1;
            return;
        }
        1 => return overwrite(to, offset, bytes),
        _ => losses.torn += 1,
    }
    let mut at = offset;
    let mut rest = bytes;
    while !rest.is_empty() {
        let (sector, more) = rest.split_at(rest.len().min(SECTOR_BYTES - at % SECTOR_BYTES));
        match below(rng, 4) {
            0 => {}
            1 => {
                let kept = below(rng, sector.len() as u64) as usize;
                overwrite(to, at, sector.get(..kept).unwrap_or_default());
            }
            2 if below(rng, 8) == 0 => {
                let mut noise = sector.to_vec();
                rng.fill_bytes(&mut noise);
                overwrite(to, at, &noise);
            }
            _ => overwrite(to, at, sector),
        }
        at += sector.len();
        rest = more;
    }
}

fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

impl SimDisk {
    /// An empty disk.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Cuts the power: each change since the last sync is kept, lost or torn as `rng` says. Then
    /// the power is back.
    pub fn crash(&self, rng: &mut dyn CryptoRng) {
        let mut state = self.state();
        state.changes_left = None;
        for change in std::mem::take(&mut state.name_changes) {
            if below(rng, 2) == 0 {
                change.apply(&mut state.synced_names);
            }
        }
        state.names = state.synced_names.clone();
        let named: Vec<u64> = state.names.values().copied().collect();
        state.files.retain(|file, _| named.contains(file));
        let state = &mut *state;
        for file in state.files.values_mut() {
            file.crash(rng, &mut state.losses);
        }
    }

    /// Flips one bit of a file on the medium; bits count from the file's start. Nothing happens
    /// beyond its end.
    pub fn flip_bit(&self, path: &str, bit: u64) {
        self.edit(path, |bytes| {
            if let Some(byte) = bytes.get_mut((bit / 8) as usize) {
                *byte ^= 1 << (bit % 8);
            }
        });
    }

    /// Replaces a file's bytes on the medium, making the file where absent: what a stranger with
    /// the disk in hand can do.
    pub fn replace(&self, path: &str, bytes: &[u8]) {
        let mut state = self.state();
        if !state.names.contains_key(path) {
            let file = state.make();
            state.names.insert(path.to_owned(), file);
            state.synced_names.insert(path.to_owned(), file);
        }
        drop(state);
        self.edit(path, |to| *to = bytes.to_vec());
    }

    /// A copy of every file as a reader sees it, by path.
    #[must_use]
    pub fn image(&self) -> BTreeMap<String, Vec<u8>> {
        let state = self.state();
        let bytes = |file| state.files.get(file).map(|file| file.bytes.clone());
        state
            .names
            .iter()
            .filter_map(|(path, file)| Some((path.clone(), bytes(file)?)))
            .collect()
    }

    /// A disk that holds an image, everything synced.
    #[must_use]
    pub fn from_image(image: &BTreeMap<String, Vec<u8>>) -> Self {
        let disk = Self::new();
        for (path, bytes) in image {
            disk.replace(path, bytes);
        }
        disk
    }

    /// Leaves room for so many more bytes, or without limit.
    pub fn fill(&self, room: Option<u64>) {
        self.state().room = room;
    }

    /// Makes the disk refuse every change, or take them again.
    pub fn read_only(&self, read_only: bool) {
        self.state().read_only = read_only;
    }

    /// A planted bug: syncing says done and does nothing.
    pub fn lie_about_sync(&self, lying: bool) {
        self.state().lying = lying;
    }

    /// Makes the next `count` syncs fail, the unsynced writes staying in doubt.
    pub fn fail_syncs(&self, count: u32) {
        self.state().failing_syncs = count;
    }

    /// Lets so many more changes and syncs through; each later one fails, until the crash that ends
    /// this. So the power can fail in the middle of any call.
    pub fn fail_after(&self, changes: u64) {
        self.state().changes_left = Some(changes);
    }

    /// Syncs of files so far.
    #[must_use]
    pub fn syncs(&self) -> u64 {
        self.state().syncs
    }

    /// Writes that power cuts took so far, and writes that they tore.
    #[must_use]
    pub fn losses(&self) -> (u64, u64) {
        let losses = self.state().losses;
        (losses.lost, losses.torn)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn edit(&self, path: &str, edit: impl Fn(&mut Vec<u8>)) {
        if let Ok(file) = self.state().file(path) {
            file.settle();
            edit(&mut file.synced);
            file.bytes.clone_from(&file.synced);
        }
    }
}

impl State {
    fn file(&mut self, path: &str) -> Result<&mut SimFile, DiskError> {
        let file = self.names.get(path).ok_or(DiskError::NotFound)?;
        self.files.get_mut(file).ok_or(DiskError::NotFound)
    }

    fn make(&mut self) -> u64 {
        self.files_made += 1;
        self.files.insert(self.files_made, SimFile::default());
        self.files_made
    }

    fn change_name(&mut self, change: NameChange) {
        change.apply(&mut self.names);
        self.name_changes.push(change);
    }

    fn check_writable(&mut self) -> Result<(), DiskError> {
        if self.read_only {
            return Err(DiskError::ReadOnly);
        }
        match &mut self.changes_left {
            Some(0) => Err(DiskError::Io(std::io::ErrorKind::Other)),
            Some(left) => {
                *left -= 1;
                Ok(())
            }
            None => Ok(()),
        }
    }

    fn check_sync(&mut self) -> Result<(), DiskError> {
        self.check_writable()?;
        if self.failing_syncs > 0 {
            self.failing_syncs -= 1;
            return Err(DiskError::Io(std::io::ErrorKind::Other));
        }
        Ok(())
    }
}

impl Disk for SimDisk {
    fn list(&self, folder: &str) -> Result<Vec<String>, DiskError> {
        let state = self.state();
        let inside = state.names.keys().filter(|path| folder_of(path) == folder);
        let bare = |path: &String| path.rsplit('/').next().unwrap_or_default().to_owned();
        Ok(inside.map(bare).collect())
    }

    fn create(&self, path: &str) -> Result<(), DiskError> {
        let mut state = self.state();
        state.check_writable()?;
        if state.names.contains_key(path) {
            return Err(DiskError::Exists);
        }
        let file = state.make();
        state.change_name(NameChange::Made {
            path: path.to_owned(),
            file,
        });
        Ok(())
    }

    fn size(&self, path: &str) -> Result<Option<u64>, DiskError> {
        match self.state().file(path) {
            Ok(file) => Ok(Some(file.bytes.len() as u64)),
            Err(_) => Ok(None),
        }
    }

    fn read_at(&self, path: &str, offset: u64, len: usize) -> Result<Vec<u8>, DiskError> {
        let mut state = self.state();
        let bytes = &state.file(path)?.bytes;
        let start = usize::try_from(offset)
            .unwrap_or(usize::MAX)
            .min(bytes.len());
        let end = start.saturating_add(len).min(bytes.len());
        Ok(bytes.get(start..end).unwrap_or_default().to_vec())
    }

    fn write_at(&self, path: &str, offset: u64, bytes: &[u8]) -> Result<(), DiskError> {
        let mut state = self.state();
        state.check_writable()?;
        let room = state.room;
        let file = state.file(path)?;
        let offset = usize::try_from(offset).map_err(|_| DiskError::Full)?;
        let longer = offset
            .saturating_add(bytes.len())
            .saturating_sub(file.bytes.len());
        let lacking = room.map_or(0, |room| longer.saturating_sub(room as usize));
        // As on a real disk, what fits is written before the error comes.
        let kept = bytes
            .get(..bytes.len().saturating_sub(lacking))
            .unwrap_or_default();
        if !kept.is_empty() {
            file.change(Change::Write {
                offset,
                bytes: kept.to_vec(),
            });
        }
        if let Some(room) = &mut state.room {
            *room = room.saturating_sub(longer as u64);
        }
        if lacking > 0 {
            Err(DiskError::Full)
        } else {
            Ok(())
        }
    }

    fn truncate(&self, path: &str, len: u64) -> Result<(), DiskError> {
        let mut state = self.state();
        state.check_writable()?;
        let len = usize::try_from(len).map_err(|_| DiskError::Full)?;
        let file = state.file(path)?;
        let freed = file.bytes.len().saturating_sub(len) as u64;
        file.change(Change::Length(len));
        state.room = state.room.map(|room| room.saturating_add(freed));
        Ok(())
    }

    fn sync(&self, path: &str) -> Result<(), DiskError> {
        let mut state = self.state();
        state.check_sync()?;
        state.syncs += 1;
        let lying = state.lying;
        let file = state.file(path)?;
        if !lying {
            file.settle();
        }
        Ok(())
    }

    fn sync_dir(&self, folder: &str) -> Result<(), DiskError> {
        let mut state = self.state();
        state.check_sync()?;
        if state.lying {
            return Ok(());
        }
        let changes = std::mem::take(&mut state.name_changes);
        let (settled, pending) = changes
            .into_iter()
            .partition::<Vec<_>, _>(|change| change.folder() == folder);
        state.name_changes = pending;
        for change in settled {
            change.apply(&mut state.synced_names);
        }
        Ok(())
    }

    fn remove(&self, path: &str) -> Result<(), DiskError> {
        let mut state = self.state();
        state.check_writable()?;
        state.file(path)?;
        state.change_name(NameChange::Removed {
            path: path.to_owned(),
        });
        Ok(())
    }

    fn rename(&self, from: &str, to: &str) -> Result<(), DiskError> {
        let mut state = self.state();
        state.check_writable()?;
        state.file(from)?;
        state.change_name(NameChange::Renamed {
            from: from.to_owned(),
            to: to.to_owned(),
        });
        Ok(())
    }
}
