//! The index: ordered look-ups over what can be rebuilt from the journal.
//!
//! An entry is a name, a number and a value; a look-up asks for the greatest number at or below
//! one. An index holds no truth: any fault in it is answered by [`IndexError::Rebuild`], never by a
//! panic or a wrong answer, and a fresh one is filled from the journal. [`MemoryIndex`] and
//! [`SledIndex`] answer alike.

mod memory;
mod sled;
#[cfg(test)]
mod tests;

pub use memory::MemoryIndex;
pub use sled::SledIndex;

/// The largest value: an extent and a few hashes, never content.
pub const VALUE_BYTES_MAX: usize = 4096;
/// Entries in one answer of [`Index::scan`], whatever was asked for.
pub const SCAN_ENTRIES_MAX: usize = 4096;

/// An ordered look-up table that can be thrown away.
pub trait Index: Send {
    /// Sets the entry of a name and number.
    ///
    /// # Errors
    ///
    /// [`IndexError::ValueTooLarge`], [`IndexError::Rebuild`].
    fn insert(&mut self, name: &[u8], number: u64, value: &[u8]) -> Result<(), IndexError>;

    /// The entry of that name with the greatest number at or below `number`.
    ///
    /// # Errors
    ///
    /// [`IndexError::Rebuild`].
    fn floor(&mut self, name: &[u8], number: u64) -> Result<Option<Entry>, IndexError>;

    /// Entries of that name from `from` on, in order, at most `limit` and [`SCAN_ENTRIES_MAX`].
    ///
    /// # Errors
    ///
    /// [`IndexError::Rebuild`].
    fn scan(&mut self, name: &[u8], from: u64, limit: usize) -> Result<Vec<Entry>, IndexError>;

    /// The caller's mark of how much of the journal is covered; `None` in a fresh index.
    ///
    /// # Errors
    ///
    /// [`IndexError::Rebuild`].
    fn covered(&mut self) -> Result<Option<Vec<u8>>, IndexError>;

    /// Sets that mark, after the entries that it covers.
    ///
    /// # Errors
    ///
    /// [`IndexError::ValueTooLarge`], [`IndexError::Rebuild`].
    fn set_covered(&mut self, mark: Vec<u8>) -> Result<(), IndexError>;

    /// Removes everything, the mark included.
    ///
    /// # Errors
    ///
    /// [`IndexError::Rebuild`].
    fn clear(&mut self) -> Result<(), IndexError>;

    /// Hands what is in memory to the disk. Nothing depends on it: it bounds memory.
    ///
    /// # Errors
    ///
    /// [`IndexError::Rebuild`].
    fn flush(&mut self) -> Result<(), IndexError>;

    /// It lacks what the journal has: from here on it answers [`IndexError::Rebuild`], and its
    /// files are not kept. An index that this process filled itself does nothing: filled once more
    /// it would lack the same.
    fn distrust(&mut self);
}

/// A number and its value.
pub type Entry = (u64, Vec<u8>);

/// Why the index did not answer.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum IndexError {
    /// The index is broken, or its disk full: open a fresh one and fill it from the journal.
    #[error("the index is broken and must be rebuilt from the journal")]
    Rebuild,
    /// A value over [`VALUE_BYTES_MAX`].
    #[error("index value of {bytes} bytes, at most {VALUE_BYTES_MAX} allowed")]
    ValueTooLarge {
        /// Its bytes.
        bytes: usize,
    },
    /// Not even a fresh index can be made.
    #[error("no index can be made: {0}")]
    Disk(#[from] super::disk::DiskError),
}

const fn check_value(value: &[u8]) -> Result<(), IndexError> {
    let bytes = value.len();
    if bytes > VALUE_BYTES_MAX {
        return Err(IndexError::ValueTooLarge { bytes });
    }
    Ok(())
}
