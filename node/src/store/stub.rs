//! What is left of a profile while its person travels: one file, sealed under the passphrase.
//! `docs/wire.md#the-stub-of-who-travels`.
//!
//! It holds the same twice, each in blocks of its own: nobody else may be able to give what is
//! lost with it, and a flipped bit or a block that cannot be read reaches one copy.
//!
//! ```text
//! file: two copies of one size
//!   0  how long the stub is, u32
//!   4  the stub             then zeros, up to a multiple of 4,096 bytes
//! ```

use super::disk::{Disk, DiskError};

/// The file of who travels.
pub(crate) const STUB_FILE: &str = "travel";
pub(super) const STUB_DRAFT: &str = "travel.new";
/// The most that is read: a place and ten thousand epochs, twice, are a fifth of it.
const STUB_BYTES_MAX: u64 = 16 * 1024 * 1024;
const COPIES: usize = 2;
/// A medium fails by blocks of so many bytes.
const STEP_BYTES: usize = 4096;
const LENGTH_BYTES: usize = 4;

/// Writes the file; on the medium, under its name, once this has returned.
///
/// # Errors
///
/// The faults of a disk: the draft may be left then.
pub fn write_stub(disk: &dyn Disk, bytes: &[u8]) -> Result<(), DiskError> {
    if disk.size(STUB_DRAFT)?.is_some() {
        disk.remove(STUB_DRAFT)?;
    }
    // No stub is so long; it would not be found again, and whoever writes one looks.
    let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
    let mut copy = [&length.to_be_bytes(), bytes].concat();
    copy.resize(copy.len().next_multiple_of(STEP_BYTES), 0);
    disk.create(STUB_DRAFT)?;
    disk.write_at(STUB_DRAFT, 0, &copy.repeat(COPIES))?;
    disk.sync(STUB_DRAFT)?;
    disk.rename(STUB_DRAFT, STUB_FILE)?;
    disk.sync_dir("")
}

/// Reads the file: each copy whose length fits, one only where both say the same.
///
/// # Errors
///
/// [`DiskError::NotFound`]; the faults of a disk where neither copy can be read.
pub fn read_stub(disk: &dyn Disk) -> Result<Vec<Vec<u8>>, DiskError> {
    let size = disk.size(STUB_FILE)?.ok_or(DiskError::NotFound)?;
    let size = usize::try_from(size.min(STUB_BYTES_MAX)).unwrap_or(0) / COPIES;
    let read: Vec<_> = (0..COPIES)
        .map(|copy| disk.read_at(STUB_FILE, (copy * size) as u64, size))
        .collect();
    if let Some(Err(fault)) = read.first()
        && read.iter().all(Result::is_err)
    {
        return Err(*fault);
    }
    let mut stubs: Vec<Vec<u8>> = read.iter().flatten().filter_map(|c| of_copy(c)).collect();
    stubs.dedup();
    Ok(stubs)
}

fn of_copy(copy: &[u8]) -> Option<Vec<u8>> {
    let (length, rest) = copy.split_first_chunk::<LENGTH_BYTES>()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    rest.get(..length).map(<[u8]>::to_vec)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::store::SimDisk;

    #[test]
    fn whichever_byte_is_struck_one_copy_is_whole() {
        let stub: Vec<u8> = (0..5000_u32).map(|at| (at % 251) as u8).collect();
        let disk = SimDisk::new();
        write_stub(&disk, &stub).unwrap();
        assert_eq!(read_stub(&disk).unwrap(), std::slice::from_ref(&stub));
        let image = disk.image();
        let file = &image[STUB_FILE];
        assert_eq!(file.len(), 4 * STEP_BYTES);
        for at in 0..file.len() {
            let mut struck = file.clone();
            struck[at] ^= 0x40;
            let disk = SimDisk::from_image(&BTreeMap::from([(STUB_FILE.to_owned(), struck)]));
            let read = read_stub(&disk).unwrap();
            assert!(read.contains(&stub), "byte {at}");
        }
    }

    #[test]
    fn what_is_cut_or_empty_is_no_stub() {
        for len in [0, 1, 7, 8] {
            let file = (STUB_FILE.to_owned(), vec![0xff; len]);
            let disk = SimDisk::from_image(&BTreeMap::from([file]));
            assert_eq!(read_stub(&disk).unwrap(), Vec::<Vec<u8>>::new(), "{len}");
        }
        let disk = SimDisk::new();
        assert_eq!(read_stub(&disk), Err(DiskError::NotFound));
    }
}
