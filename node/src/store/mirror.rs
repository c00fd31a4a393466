//! The mirror: a second copy of those records of the journal that no peer gives back, or without
//! which no peer is known any more.
//!
//! It is a journal of its own in another folder, and never ahead of the first: a record is written
//! here once it is saved there, and brought to the medium with the remembered heads. What a power
//! cut takes of it is written again at the next opening. So a record that stands here alone was
//! lost there.

use std::sync::Arc;

use asamblea_protocol::crypto::{CryptoRng, KeyMaterial};

use super::disk::{Disk, DiskError};
use super::journal::{APPEND_RECORDS_MAX, Each, Extent, Journal, OpenReport, StoreError};

/// The folder of its segments.
pub(super) const MIRROR_FOLDER: &str = "mirror";

/// A disk on which a journal finds the mirror's files instead of its own.
struct Beside(Arc<dyn Disk>);

fn beside(path: &str) -> String {
    match path.split_once('/') {
        Some((_, file)) => format!("{MIRROR_FOLDER}/{file}"),
        // The root is shared; of the files in it a journal has its heads alone.
        None => match path {
            "" => String::new(),
            "journal" => MIRROR_FOLDER.to_owned(),
            file => format!("{MIRROR_FOLDER}.{file}"),
        },
    }
}

impl Disk for Beside {
    fn list(&self, folder: &str) -> Result<Vec<String>, DiskError> {
        self.0.list(&beside(folder))
    }

    fn create(&self, path: &str) -> Result<(), DiskError> {
        self.0.create(&beside(path))
    }

    fn size(&self, path: &str) -> Result<Option<u64>, DiskError> {
        self.0.size(&beside(path))
    }

    fn read_at(&self, path: &str, offset: u64, len: usize) -> Result<Vec<u8>, DiskError> {
        self.0.read_at(&beside(path), offset, len)
    }

    fn write_at(&self, path: &str, offset: u64, bytes: &[u8]) -> Result<(), DiskError> {
        self.0.write_at(&beside(path), offset, bytes)
    }

    fn truncate(&self, path: &str, len: u64) -> Result<(), DiskError> {
        self.0.truncate(&beside(path), len)
    }

    fn sync(&self, path: &str) -> Result<(), DiskError> {
        self.0.sync(&beside(path))
    }

    fn sync_dir(&self, folder: &str) -> Result<(), DiskError> {
        self.0.sync_dir(&beside(folder))
    }

    fn remove(&self, path: &str) -> Result<(), DiskError> {
        self.0.remove(&beside(path))
    }

    fn rename(&self, from: &str, to: &str) -> Result<(), DiskError> {
        self.0.rename(&beside(from), &beside(to))
    }

    fn forget(&self, path: &str) {
        self.0.forget(&beside(path));
    }
}

/// The open mirror of one profile. Its faults are nobody's loss: what it lacks is written again
/// when it is opened.
pub struct Mirror {
    disk: Arc<dyn Disk>,
    journal: Journal,
    /// Not saved in the journal yet.
    staged: Vec<(u8, Vec<u8>)>,
    /// Written since it was last brought to the medium.
    behind: bool,
}

impl Mirror {
    /// Opens it, and hands each record on in the order in which they were written.
    ///
    /// # Errors
    ///
    /// [`StoreError::Disk`] when the disk cannot be read.
    pub fn open(
        disk: &Arc<dyn Disk>,
        root: &KeyMaterial,
        rng: &mut dyn CryptoRng,
        each: Each<'_>,
    ) -> Result<(Self, OpenReport), StoreError> {
        let disk: Arc<dyn Disk> = Arc::new(Beside(Arc::clone(disk)));
        let (journal, report) = Journal::open(Arc::clone(&disk), root, rng, each)?;
        let mirror = Self {
            disk,
            journal,
            staged: Vec::new(),
            behind: false,
        };
        Ok((mirror, report))
    }

    /// Removes all of it and begins an empty one.
    ///
    /// # Errors
    ///
    /// [`StoreError::Disk`]; what was not removed is found damaged again.
    pub fn begin_anew(
        self,
        root: &KeyMaterial,
        rng: &mut dyn CryptoRng,
    ) -> Result<Self, StoreError> {
        for file in self.disk.list("journal")? {
            self.disk.remove(&format!("journal/{file}"))?;
        }
        if self.disk.size("heads")?.is_some() {
            self.disk.remove("heads")?;
        }
        let (journal, _) = Journal::open(Arc::clone(&self.disk), root, rng, &mut |_, _, _| {})?;
        Ok(Self {
            journal,
            staged: Vec::new(),
            ..self
        })
    }

    /// Reads one record.
    ///
    /// # Errors
    ///
    /// As [`Journal::read`].
    pub fn read_kind(&mut self, extent: Extent) -> Result<(u8, Vec<u8>), StoreError> {
        self.journal.read_kind(extent)
    }

    /// Reads all of it on the disk once more. Whether all opens that was written.
    ///
    /// # Errors
    ///
    /// [`StoreError::Disk`].
    pub fn look_through(&self) -> Result<bool, StoreError> {
        let found = self.journal.look_through()?;
        Ok(found.damaged.is_empty() && !found.shorter_than_remembered)
    }

    /// Reads its remembered heads on the disk once more, and writes them anew where one does not
    /// open. Whether both are good, and whether they were before.
    ///
    /// # Errors
    ///
    /// [`StoreError::Disk`].
    pub fn mend_heads(&mut self) -> Result<(bool, bool), StoreError> {
        let were = self.journal.check_heads()?;
        self.behind |= !were;
        self.keep();
        Ok((were || self.journal.check_heads()?, were))
    }

    /// As [`Journal::shut`].
    pub fn shut(&mut self) {
        self.journal.shut();
        self.staged.clear();
    }

    /// Takes a record that is staged in the journal.
    pub fn stage(&mut self, kind: u8, record: &[u8]) {
        self.staged.push((kind, record.to_vec()));
    }

    /// The journal gave up what was staged there.
    pub fn roll_back(&mut self) {
        self.staged.clear();
    }

    /// Writes what is saved in the journal by now.
    pub fn write(&mut self) {
        let staged = std::mem::take(&mut self.staged);
        for batch in staged.chunks(APPEND_RECORDS_MAX) {
            let batch: Vec<(u8, &[u8])> = batch
                .iter()
                .map(|(kind, record)| (*kind, record.as_slice()))
                .collect();
            self.behind = true;
            let written = self.journal.append(&batch).map(drop);
            // A full disk: it is written again at the next opening.
            if written.and_then(|()| self.journal.write_out()).is_err() {
                self.journal.roll_back();
            }
        }
    }

    /// Brings it to the medium.
    pub fn keep(&mut self) {
        if !std::mem::take(&mut self.behind) {
            return;
        }
        let kept = self.journal.commit();
        if kept.and_then(|()| self.journal.remember(&[0; 32])).is_err() {
            self.journal.roll_back();
        }
    }
}

impl std::fmt::Debug for Mirror {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Mirror(..)")
    }
}

#[cfg(test)]
mod tests {
    use asamblea_protocol::crypto::SeededRandom;

    use super::*;
    use crate::store::SimDisk;

    fn open(disk: &SimDisk) -> (Mirror, OpenReport, Vec<Vec<u8>>) {
        let mut found = Vec::new();
        let root = KeyMaterial::from_bytes([1; 32]);
        let rng = &mut SeededRandom::new([2; 32]);
        let shared: Arc<dyn Disk> = Arc::new(disk.clone());
        let (mirror, report) = Mirror::open(&shared, &root, rng, &mut |_, _, record| {
            found.push(record.to_vec());
        })
        .unwrap();
        (mirror, report, found)
    }

    #[test]
    fn what_was_written_comes_back_and_what_was_rolled_back_does_not() {
        let disk = SimDisk::new();
        let (mut mirror, ..) = open(&disk);
        mirror.stage(1, b"uno");
        mirror.write();
        mirror.stage(1, b"void");
        mirror.roll_back();
        mirror.stage(1, b"dos");
        mirror.write();
        mirror.keep();
        disk.crash(&mut SeededRandom::new([3; 32]));
        let (_, report, found) = open(&disk);
        assert!(report.is_clean());
        assert_eq!(found, [b"uno", b"dos"]);
        let files: Vec<String> = disk.image().into_keys().collect();
        assert!(
            files.iter().all(|file| file.starts_with("mirror")),
            "{files:?}"
        );
    }

    #[test]
    fn it_begins_anew_whatever_its_files_hold() {
        let disk = SimDisk::new();
        let (mut mirror, ..) = open(&disk);
        mirror.stage(1, b"uno");
        mirror.write();
        mirror.keep();
        for (path, bytes) in disk.image() {
            disk.replace(&path, &vec![9; bytes.len()]);
        }
        let (mirror, report, found) = open(&disk);
        assert!(!report.is_clean() && found.is_empty());
        let root = KeyMaterial::from_bytes([1; 32]);
        let rng = &mut SeededRandom::new([4; 32]);
        let mut mirror = mirror.begin_anew(&root, rng).unwrap();
        mirror.stage(1, b"dos");
        mirror.write();
        mirror.keep();
        let (_, report, found) = open(&disk);
        assert!(report.is_clean(), "{report:?}");
        assert_eq!(found, [b"dos"]);
    }
}
