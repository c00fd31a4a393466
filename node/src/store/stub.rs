//! What is left of a profile while its person travels: one file, sealed under the passphrase.
//! `docs/wire.md#the-stub-of-who-travels`.

use super::disk::{Disk, DiskError};

/// The file of who travels.
pub(crate) const STUB_FILE: &str = "travel";
pub(super) const STUB_DRAFT: &str = "travel.new";
/// The most that is read: a place and ten thousand epochs are a tenth of it.
const STUB_BYTES_MAX: u64 = 16 * 1024 * 1024;

/// Writes the file; on the medium, under its name, once this has returned.
///
/// # Errors
///
/// The faults of a disk: the draft may be left then.
pub fn write_stub(disk: &dyn Disk, bytes: &[u8]) -> Result<(), DiskError> {
    if disk.size(STUB_DRAFT)?.is_some() {
        disk.remove(STUB_DRAFT)?;
    }
    disk.create(STUB_DRAFT)?;
    disk.write_at(STUB_DRAFT, 0, bytes)?;
    disk.sync(STUB_DRAFT)?;
    disk.rename(STUB_DRAFT, STUB_FILE)?;
    disk.sync_dir("")
}

/// Reads the file.
///
/// # Errors
///
/// [`DiskError::NotFound`]; the faults of a disk.
pub fn read_stub(disk: &dyn Disk) -> Result<Vec<u8>, DiskError> {
    let size = disk.size(STUB_FILE)?.ok_or(DiskError::NotFound)?;
    let size = usize::try_from(size.min(STUB_BYTES_MAX)).unwrap_or(0);
    disk.read_at(STUB_FILE, 0, size)
}
