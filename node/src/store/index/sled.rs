//! The index on disk: sled 0.34 behind a seal of its files.
//!
//! ```text
//! index/tree/   sled's own files
//! index/seal    keyed hash over them, written when the index is closed
//! ```
//!
//! A flipped bit in sled's files can make flushed entries vanish without an error, or make sled
//! panic. So its files are parsed only when the seal says that they are what was closed; opening
//! breaks the seal. After a crash, or any change, the index starts afresh and is filled from the
//! journal. Names are keyed hashes, each value is sealed under a key of its own.

mod seal;

use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use asamblea_protocol::crypto::{
    BoxKey, CryptoRng, Domain, KeyMaterial, SeededRandom, derive, keyed_hash,
};

use self::seal::Seal;
use super::{Entry, Index, IndexError, SCAN_ENTRIES_MAX, check_value};
use crate::store::disk::DiskError;

/// sled's default of 1 GiB would be the largest thing in the process.
const CACHE_BYTES: u64 = 16 * 1024 * 1024;
const NAME_BYTES: usize = 16;
const KEY_BYTES: usize = NAME_BYTES + 8;
/// Tells names of entries and the name of the mark apart.
const ENTRY: &[u8] = &[0];
const MARK: &[u8] = &[1];

/// An index in a folder. Dropping it closes and seals it.
pub struct SledIndex {
    tree: PathBuf,
    // `None` after a fault: then every call says so, and the folder stays unsealed.
    db: Option<::sled::Db>,
    names: KeyMaterial,
    values: BoxKey,
    seal: Seal,
    /// For salts, which lie on the disk anyway.
    rng: SeededRandom,
}

impl SledIndex {
    /// Opens the index in a folder, or removes what is there and makes a fresh one. The second
    /// value says that an older one was thrown away. Randomness is taken from `rng` once.
    ///
    /// # Errors
    ///
    /// [`IndexError::Disk`] when not even a fresh one can be made.
    pub fn open_or_fresh(
        folder: &Path,
        root: &KeyMaterial,
        rng: &mut dyn CryptoRng,
    ) -> Result<(Self, bool), IndexError> {
        make_folder(folder)?;
        let tree = folder.join("tree");
        let seal = Seal::new(&derive(Domain::StoreValue, root, &[b"files"]), folder);
        let present = tree.exists();
        let sealed = seal.is_whole(&tree);
        seal.remove()?;
        let kept = if sealed { open_tree(&tree) } else { None };
        let rebuilt = present && kept.is_none();
        let db = if let Some(db) = kept {
            db
        } else {
            if present {
                std::fs::remove_dir_all(&tree).map_err(DiskError::from)?;
            }
            make_folder(&tree)?;
            open_tree(&tree).ok_or(IndexError::Rebuild)?
        };
        seal::close_to_others(&tree);
        let mut seed = [0; 32];
        rng.fill_bytes(&mut seed);
        let index = Self {
            tree,
            db: Some(db),
            names: derive(Domain::StoreName, root, &[]),
            values: BoxKey::new(&derive(Domain::StoreValue, root, &[b"value"])),
            seal,
            rng: SeededRandom::new(seed),
        };
        Ok((index, rebuilt))
    }

    fn name(&self, part: &[u8], name: &[u8]) -> [u8; NAME_BYTES] {
        let digest = keyed_hash(Domain::StoreName, &self.names, &[part, name]);
        *digest.as_bytes().first_chunk().unwrap_or(&[0; NAME_BYTES])
    }

    fn key(&self, name: &[u8], number: u64) -> [u8; KEY_BYTES] {
        let mut key = [0; KEY_BYTES];
        let parts = self
            .name(ENTRY, name)
            .into_iter()
            .chain(number.to_be_bytes());
        for (to, from) in key.iter_mut().zip(parts) {
            *to = from;
        }
        key
    }

    /// Runs one call of sled. Any error or panic of it ends this index.
    fn run<T>(
        &mut self,
        call: impl FnOnce(&::sled::Db) -> Result<T, ::sled::Error>,
    ) -> Result<T, IndexError> {
        let db = self.db.as_ref().ok_or(IndexError::Rebuild)?;
        match catch_unwind(AssertUnwindSafe(|| call(db))) {
            Ok(Ok(answer)) => Ok(answer),
            _ => Err(self.give_up()),
        }
    }

    fn give_up(&mut self) -> IndexError {
        if let Some(db) = self.db.take() {
            let _ = catch_unwind(AssertUnwindSafe(|| drop(db)));
        }
        IndexError::Rebuild
    }

    fn put(&mut self, key: &[u8], value: &[u8]) -> Result<(), IndexError> {
        check_value(value)?;
        let sealed = self.values.seal(key, value, &mut self.rng);
        self.run(|db| db.insert(key, sealed).map(drop))
    }

    fn open_value(&mut self, key: &[u8], sealed: &[u8]) -> Result<Vec<u8>, IndexError> {
        let opened = self.values.open(key, sealed);
        opened.map_err(|_| self.give_up())
    }

    fn open_entry(&mut self, (key, sealed): &Pair) -> Result<Entry, IndexError> {
        let value = self.open_value(key, sealed)?;
        let number = key
            .last_chunk()
            .map_or(0, |number| u64::from_be_bytes(*number));
        Ok((number, value))
    }
}

type Pair = (::sled::IVec, ::sled::IVec);

impl Index for SledIndex {
    fn insert(&mut self, name: &[u8], number: u64, value: &[u8]) -> Result<(), IndexError> {
        self.put(&self.key(name, number), value)
    }

    fn floor(&mut self, name: &[u8], number: u64) -> Result<Option<Entry>, IndexError> {
        let range = self.key(name, 0)..=self.key(name, number);
        let last = self.run(|db| db.range(range).next_back().transpose())?;
        last.map(|pair| self.open_entry(&pair)).transpose()
    }

    fn scan(&mut self, name: &[u8], from: u64, limit: usize) -> Result<Vec<Entry>, IndexError> {
        let range = self.key(name, from)..=self.key(name, u64::MAX);
        let limit = limit.min(SCAN_ENTRIES_MAX);
        let found: Vec<Pair> = self.run(|db| db.range(range).take(limit).collect())?;
        found.iter().map(|pair| self.open_entry(pair)).collect()
    }

    fn covered(&mut self) -> Result<Option<Vec<u8>>, IndexError> {
        let key = self.name(MARK, &[]);
        let sealed = self.run(|db| db.get(key))?;
        sealed
            .map(|sealed| self.open_value(&key, &sealed))
            .transpose()
    }

    fn set_covered(&mut self, mark: Vec<u8>) -> Result<(), IndexError> {
        self.put(&self.name(MARK, &[]), &mark)
    }

    fn clear(&mut self) -> Result<(), IndexError> {
        self.run(|db| db.clear())
    }

    fn flush(&mut self) -> Result<(), IndexError> {
        self.run(|db| db.flush().map(drop))
    }

    fn distrust(&mut self) {
        self.give_up();
    }
}

impl Drop for SledIndex {
    fn drop(&mut self) {
        let flushed = self.flush().is_ok();
        self.give_up();
        if flushed {
            self.seal.write(&self.tree);
        }
    }
}

impl std::fmt::Debug for SledIndex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SledIndex(..)")
    }
}

fn make_folder(folder: &Path) -> Result<(), IndexError> {
    let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
    Ok(made.map_err(DiskError::from)?)
}

fn open_tree(tree: &Path) -> Option<::sled::Db> {
    let config = ::sled::Config::new()
        .path(tree)
        .cache_capacity(CACHE_BYTES)
        .flush_every_ms(None);
    catch_unwind(AssertUnwindSafe(|| config.open().ok()))
        .ok()
        .flatten()
}

/// Seals whatever files are there.
#[cfg(test)]
pub(super) fn reseal(key: &KeyMaterial, folder: &Path) {
    Seal::new(key, folder).write(&folder.join("tree"));
}
