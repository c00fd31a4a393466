//! The index in memory: for a simulated node, and the measure of the other one.

use std::collections::BTreeMap;

use super::{Entry, Index, IndexError, SCAN_ENTRIES_MAX, check_value};

/// An index that is gone with its process.
#[derive(Debug, Default)]
pub struct MemoryIndex {
    entries: BTreeMap<(Vec<u8>, u64), Vec<u8>>,
    covered: Option<Vec<u8>>,
}

impl MemoryIndex {
    /// A fresh index.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl Index for MemoryIndex {
    fn insert(&mut self, name: &[u8], number: u64, value: &[u8]) -> Result<(), IndexError> {
        check_value(value)?;
        self.entries.insert((name.to_vec(), number), value.to_vec());
        Ok(())
    }

    fn floor(&mut self, name: &[u8], number: u64) -> Result<Option<Entry>, IndexError> {
        let range = (name.to_vec(), 0)..=(name.to_vec(), number);
        let last = self.entries.range(range).next_back();
        Ok(last.map(|((_, number), value)| (*number, value.clone())))
    }

    fn scan(&mut self, name: &[u8], from: u64, limit: usize) -> Result<Vec<Entry>, IndexError> {
        let range = (name.to_vec(), from)..=(name.to_vec(), u64::MAX);
        let found = self.entries.range(range).take(limit.min(SCAN_ENTRIES_MAX));
        Ok(found
            .map(|((_, number), value)| (*number, value.clone()))
            .collect())
    }

    fn covered(&mut self) -> Result<Option<Vec<u8>>, IndexError> {
        Ok(self.covered.clone())
    }

    fn set_covered(&mut self, mark: Vec<u8>) -> Result<(), IndexError> {
        check_value(&mark)?;
        self.covered = Some(mark);
        Ok(())
    }

    fn clear(&mut self) -> Result<(), IndexError> {
        *self = Self::new();
        Ok(())
    }

    fn flush(&mut self) -> Result<(), IndexError> {
        Ok(())
    }

    fn distrust(&mut self) {}
}
