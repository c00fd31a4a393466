//! The seam between the store and a disk: files named by a relative path under one root.
//!
//! [`RealDisk`] is a folder; [`SimDisk`] is memory that loses power, fills up and rots on command.
//! The seam knows no format: it moves bytes and says why it could not.

mod real;
mod sim;
#[cfg(test)]
mod tests;

pub use real::RealDisk;
pub use sim::SimDisk;

/// Files under one root, named by relative paths such as `journal/name`.
///
/// Nothing written is safe from a power cut before [`Disk::sync`]; no name made, removed or changed
/// is safe before [`Disk::sync_dir`] of its folder.
pub trait Disk: Send + Sync {
    /// Names of the files in a folder, sorted; none when the folder is absent. `""` is the root.
    ///
    /// # Errors
    ///
    /// [`DiskError`] when the folder cannot be read.
    fn list(&self, folder: &str) -> Result<Vec<String>, DiskError>;

    /// Makes a new empty file, and its folder where absent.
    ///
    /// # Errors
    ///
    /// [`DiskError::Exists`] when the name is taken.
    fn create(&self, path: &str) -> Result<(), DiskError>;

    /// Bytes in a file; `None` when there is no such file.
    ///
    /// # Errors
    ///
    /// [`DiskError`] when that cannot be learned.
    fn size(&self, path: &str) -> Result<Option<u64>, DiskError>;

    /// Reads up to `len` bytes at `offset`: fewer only at the end of the file.
    ///
    /// # Errors
    ///
    /// [`DiskError::NotFound`] when there is no such file.
    fn read_at(&self, path: &str, offset: u64, len: usize) -> Result<Vec<u8>, DiskError>;

    /// Writes all bytes at `offset`, making the file longer where needed.
    ///
    /// # Errors
    ///
    /// [`DiskError`]; a part of the bytes may have been written.
    fn write_at(&self, path: &str, offset: u64, bytes: &[u8]) -> Result<(), DiskError>;

    /// Cuts or lengthens (with zeros) a file to `len` bytes.
    ///
    /// # Errors
    ///
    /// [`DiskError`] when the length could not be set.
    fn truncate(&self, path: &str, len: u64) -> Result<(), DiskError>;

    /// Brings a file's bytes and length to the medium (`fdatasync`).
    ///
    /// # Errors
    ///
    /// [`DiskError`]; what was not yet on the medium is then in doubt.
    fn sync(&self, path: &str) -> Result<(), DiskError>;

    /// Brings the names in a folder to the medium.
    ///
    /// # Errors
    ///
    /// [`DiskError`]; names made or removed since the last time are then in doubt.
    fn sync_dir(&self, folder: &str) -> Result<(), DiskError>;

    /// Removes a file.
    ///
    /// # Errors
    ///
    /// [`DiskError::NotFound`] when there is no such file.
    fn remove(&self, path: &str) -> Result<(), DiskError>;

    /// Renames a file within its folder, over another where there is one.
    ///
    /// # Errors
    ///
    /// [`DiskError::NotFound`] when there is no such file.
    fn rename(&self, from: &str, to: &str) -> Result<(), DiskError>;

    /// Forgets what memory keeps of a file that is on the medium, so that the next read asks that.
    fn forget(&self, _path: &str) {}
}

/// Why the disk did not do as asked.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum DiskError {
    /// No room, or a quota reached: free some space and try again.
    #[error("the disk is full")]
    Full,
    /// The file system or medium takes no writes.
    #[error("the disk is read-only")]
    ReadOnly,
    /// There is no such file.
    #[error("no such file")]
    NotFound,
    /// The name is taken.
    #[error("the file exists already")]
    Exists,
    /// The file belongs to someone else, or its permissions shut its owner out.
    #[error("the file belongs to someone else or is not permitted to its owner")]
    WrongOwner,
    /// Any other failure of the operating system or the medium.
    #[error("the disk failed: {0}")]
    Io(std::io::ErrorKind),
}

impl From<std::io::Error> for DiskError {
    fn from(error: std::io::Error) -> Self {
        use std::io::ErrorKind;
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
                Self::Full
            }
            ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            ErrorKind::NotFound => Self::NotFound,
            ErrorKind::AlreadyExists => Self::Exists,
            ErrorKind::PermissionDenied => Self::WrongOwner,
            kind => Self::Io(kind),
        }
    }
}
