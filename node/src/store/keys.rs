//! The file of keys beside the vault: what must be gone for good once it is dropped, so neither
//! derived from the root key nor written into the journal, where everything stays.
//!
//! It holds the same twice, so that a flipped bit reaches one copy. It is written anew as a whole
//! and then takes its name, so that a power cut leaves the old one or the new one. On flash cells
//! and in a file system's own copies the old one may outlive that: so each writing has a number,
//! which is remembered with the heads of the journal, and an older file put back is noticed.
//!
//! ```text
//! file: two copies of one size, each a box over
//!   0  the caller's bytes    then zeros, so that the file grows in steps of 4,096 bytes
//!   the last 8               which writing this is, u64
//! ```

use asamblea_protocol::crypto::{AEAD_TAG_BYTES, BoxKey, CryptoRng, Domain, KeyMaterial, derive};
use zeroize::Zeroizing;

use super::disk::{Disk, DiskError};

pub(super) const KEYS_FILE: &str = "keys";
pub(super) const KEYS_DRAFT: &str = "keys.new";
const COPIES: u64 = 2;
const STEP_BYTES: usize = 2048;
const BOX_BYTES: usize = 24 + AEAD_TAG_BYTES;
const NUMBER_BYTES: usize = 8;
/// The most that is read: a thousand times what a large profile holds is no file of ours.
const FILE_BYTES_MAX: u64 = 256 * 1024 * 1024;

/// In a longer file that was cut its first copy is not looked for: each length is one trial.
const CUT_BYTES_MAX: u64 = 1024 * 1024;

/// What the file says.
#[derive(Debug)]
pub enum KeysRead {
    /// There is none.
    Absent,
    /// Neither copy opens.
    Damaged,
    /// One that opens; `whole`: both do.
    Bytes {
        /// What was written, and more behind it.
        bytes: Zeroizing<Vec<u8>>,
        /// Which writing this is.
        written: u64,
        /// Whether the other copy opens, too.
        whole: bool,
    },
}

/// Reads the file.
///
/// # Errors
///
/// The faults of a disk.
pub fn read_keys(disk: &dyn Disk, root: &KeyMaterial) -> Result<KeysRead, DiskError> {
    disk.forget(KEYS_FILE);
    let Some(size) = disk.size(KEYS_FILE)? else {
        return Ok(KeysRead::Absent);
    };
    // Bytes behind the two copies are nobody's.
    let copy = size / (COPIES * STEP_BYTES as u64) * STEP_BYTES as u64;
    let Some(len) = usize::try_from(copy)
        .ok()
        .filter(|_| size <= FILE_BYTES_MAX)
    else {
        return Ok(KeysRead::Damaged);
    };
    let key = BoxKey::new(&derive(Domain::StoreKeys, root, &[]));
    let (mut found, mut opened) = (None, 0);
    for at in 0..COPIES {
        let sealed = disk.read_at(KEYS_FILE, at * copy, len)?;
        if let Ok(plain) = key.open(&aad(at), &sealed) {
            opened += 1;
            found.get_or_insert(Zeroizing::new(plain));
        }
    }
    if found.is_none() {
        found = cut(disk, &key, size)?;
    }
    let whole = opened == COPIES && size == copy * COPIES;
    Ok(found.map_or(KeysRead::Damaged, |bytes| KeysRead::Bytes {
        written: bytes
            .last_chunk()
            .map_or(0, |number| u64::from_be_bytes(*number)),
        bytes,
        whole,
    }))
}

/// Writes the file anew; `written` is one more than that of the file before. What that said is said
/// no more once this has returned.
///
/// # Errors
///
/// The faults of a disk: then either stands.
pub fn write_keys(
    disk: &dyn Disk,
    root: &KeyMaterial,
    (bytes, written): (&[u8], u64),
    rng: &mut dyn CryptoRng,
) -> Result<(), DiskError> {
    let key = BoxKey::new(&derive(Domain::StoreKeys, root, &[]));
    let more = BOX_BYTES + NUMBER_BYTES;
    let size = (bytes.len() + more).next_multiple_of(STEP_BYTES) - BOX_BYTES;
    let mut plain = Zeroizing::new(Vec::with_capacity(size));
    plain.extend_from_slice(bytes);
    plain.resize(size - NUMBER_BYTES, 0);
    plain.extend_from_slice(&written.to_be_bytes());
    if disk.size(KEYS_DRAFT)?.is_some() {
        disk.remove(KEYS_DRAFT)?;
    }
    disk.create(KEYS_DRAFT)?;
    let mut offset = 0;
    for at in 0..COPIES {
        let sealed = key.seal(&aad(at), &plain, rng);
        disk.write_at(KEYS_DRAFT, offset, &sealed)?;
        offset += u64::try_from(sealed.len()).unwrap_or(0);
    }
    disk.sync(KEYS_DRAFT)?;
    disk.rename(KEYS_DRAFT, KEYS_FILE)?;
    disk.sync_dir("")
}

/// The first copy of a file that was cut somewhere behind it.
fn cut(disk: &dyn Disk, key: &BoxKey, size: u64) -> Result<Option<Zeroizing<Vec<u8>>>, DiskError> {
    let size = usize::try_from(size.min(CUT_BYTES_MAX)).unwrap_or(0);
    let bytes = disk.read_at(KEYS_FILE, 0, size)?;
    let mut lengths = (1..=bytes.len() / STEP_BYTES).map(|steps| steps * STEP_BYTES);
    Ok(lengths.find_map(|len| {
        let plain = key.open(&aad(0), bytes.get(..len)?).ok()?;
        Some(Zeroizing::new(plain))
    }))
}

fn aad(copy: u64) -> [u8; 9] {
    let mut aad = [1; 9];
    for (to, from) in aad.iter_mut().skip(1).zip(copy.to_be_bytes()) {
        *to = from;
    }
    aad
}

#[cfg(test)]
mod tests {
    use asamblea_protocol::crypto::SeededRandom;

    use super::*;
    use crate::store::SimDisk;

    const NUMBER: u64 = 0x0102_0304_0506_0708;

    fn root() -> KeyMaterial {
        KeyMaterial::from_bytes([1; 32])
    }

    fn check(disk: &SimDisk, want: &[&[u8]], whole: bool) {
        let KeysRead::Bytes {
            bytes,
            written,
            whole: got,
        } = read_keys(disk, &root()).unwrap()
        else {
            panic!("it does not open");
        };
        assert!(want.iter().any(|want| bytes.starts_with(want)));
        assert_eq!(written, NUMBER);
        assert_eq!(got, whole);
    }

    #[test]
    fn what_was_written_last_is_read_and_what_was_written_before_is_gone() {
        let (disk, mut rng) = (SimDisk::new(), SeededRandom::new([1; 32]));
        assert!(matches!(read_keys(&disk, &root()), Ok(KeysRead::Absent)));
        // Up to the last byte before the number, and one more.
        let full = [7; STEP_BYTES - BOX_BYTES - NUMBER_BYTES + 1];
        for text in [
            b"uno".as_slice(),
            &[7; 5000],
            full.split_last().unwrap().1,
            &full,
            b"tres",
        ] {
            write_keys(&disk, &root(), (text, NUMBER), &mut rng).unwrap();
            check(&disk, &[text], true);
            assert_eq!(disk.size(KEYS_FILE).unwrap().unwrap() % 4096, 0);
        }
        assert_eq!(disk.list("").unwrap(), [KEYS_FILE]);
        let other = KeyMaterial::from_bytes([2; 32]);
        assert!(matches!(read_keys(&disk, &other), Ok(KeysRead::Damaged)));
    }

    #[test]
    fn a_flipped_bit_reaches_one_copy() {
        let (disk, mut rng) = (SimDisk::new(), SeededRandom::new([1; 32]));
        write_keys(&disk, &root(), (b"claves", NUMBER), &mut rng).unwrap();
        let (image, size) = (disk.image(), disk.size(KEYS_FILE).unwrap().unwrap());
        for byte in 0..size {
            let disk = SimDisk::from_image(&image);
            disk.flip_bit(KEYS_FILE, byte * 8 + byte % 8);
            check(&disk, &[b"claves"], false);
        }
        let mut bytes = image[KEYS_FILE].clone();
        let half = bytes.len() / 2;
        bytes.rotate_left(half);
        disk.replace(KEYS_FILE, &bytes);
        assert!(matches!(read_keys(&disk, &root()), Ok(KeysRead::Damaged)));
        for len in [0, 1, 4095] {
            disk.replace(KEYS_FILE, &bytes[..len]);
            assert!(matches!(read_keys(&disk, &root()), Ok(KeysRead::Damaged)));
        }
        // Cut behind the first copy, or longer than it was.
        bytes.rotate_left(half);
        for len in 0..=bytes.len() + 5 {
            let mut other = bytes.clone();
            other.resize(len, 7);
            disk.replace(KEYS_FILE, &other);
            if len < half {
                assert!(matches!(read_keys(&disk, &root()), Ok(KeysRead::Damaged)));
            } else {
                check(&disk, &[b"claves"], len == bytes.len());
            }
        }
    }

    #[test]
    fn a_power_cut_at_any_point_leaves_the_old_or_the_new() {
        for changes in 0..8 {
            for seed in 0..20 {
                let (disk, mut rng) = (SimDisk::new(), SeededRandom::new([seed; 32]));
                write_keys(&disk, &root(), (b"antes", NUMBER), &mut rng).unwrap();
                disk.fail_after(changes);
                let written = write_keys(&disk, &root(), (b"luego", NUMBER), &mut rng);
                disk.crash(&mut rng);
                let want: &[&[u8]] = match written {
                    Ok(()) => &[b"luego"],
                    Err(_) => &[b"antes", b"luego"],
                };
                check(&disk, want, true);
                // What was left half written is in nobody's way.
                write_keys(&disk, &root(), (b"otra", NUMBER), &mut rng).unwrap();
                check(&disk, &[b"otra"], true);
            }
        }
    }
}
