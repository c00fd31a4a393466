//! The end of a profile: what opens it is destroyed first, then everything else goes.
//!
//! It works while another process holds the folder, and where the disk refuses a step the others
//! are done all the same. What flash cells and a file system's own copies keep is beyond reach.

use std::path::Path;

use asamblea_protocol::crypto::CryptoRng;

use super::disk::{Disk, DiskError, RealDisk};
use super::keys::{KEYS_DRAFT, KEYS_FILE};
use super::profile::{self, ProfileError};
use super::stub::{STUB_DRAFT, STUB_FILE};
use super::vault::{Vault, VaultError};

/// Noise written at once: a vault and most files of keys are one piece.
const NOISE_BYTES: usize = 64 * 1024;

/// Destroys the vault, the file of keys and the stub of a folder, then its lock and its socket.
/// What remains opens nothing, whoever holds it and whatever passphrase she knows.
///
/// # Errors
///
/// [`ProfileError::NotFound`] where there is neither vault nor stub; what the disk or the folder's
/// owner refused.
pub fn destroy(folder: &Path, rng: &mut dyn CryptoRng) -> Result<(), ProfileError> {
    profile::check_owner(folder)?;
    let disk = RealDisk::new(folder.to_owned());
    let mut stub = Err(DiskError::NotFound);
    for name in [STUB_FILE, STUB_DRAFT] {
        match shred(&disk, name, rng) {
            Err(DiskError::NotFound) => {}
            shredded => stub = shredded,
        }
    }
    match leave(folder, &disk, rng) {
        Err(ProfileError::NotFound) if stub != Err(DiskError::NotFound) => Ok(stub?),
        left => {
            let stub = stub.or_else(|error| match error {
                DiskError::NotFound => Ok(()),
                error => Err(error),
            });
            left.and(Ok(stub?))
        }
    }
}

/// Destroys everything of a profile that opens something, but for the stub of who travels.
///
/// # Errors
///
/// As [`destroy`].
pub(crate) fn leave_stub(folder: &Path, rng: &mut dyn CryptoRng) -> Result<(), ProfileError> {
    leave(folder, &RealDisk::new(folder.to_owned()), rng)
}

/// Destroys the stub: its person is back.
pub(crate) fn drop_stub(folder: &Path, rng: &mut dyn CryptoRng) -> Result<(), ProfileError> {
    let disk = RealDisk::new(folder.to_owned());
    shred(&disk, STUB_FILE, rng)?;
    Ok(disk.sync_dir("")?)
}

fn leave(folder: &Path, disk: &RealDisk, rng: &mut dyn CryptoRng) -> Result<(), ProfileError> {
    let destroyed = destroy_keys(disk, rng);
    if destroyed == Err(VaultError::NotFound) {
        return Err(ProfileError::NotFound);
    }
    for name in ["socket", "lock"] {
        let _absent = std::fs::remove_file(folder.join(name));
    }
    Ok(destroyed?)
}

/// The vault first: without it the file of keys opens no more than the rest.
fn destroy_keys(disk: &dyn Disk, rng: &mut dyn CryptoRng) -> Result<(), VaultError> {
    let vault = Vault::destroy(disk, rng);
    if vault == Err(VaultError::NotFound) {
        return vault;
    }
    let mut keys = Ok(());
    for path in [KEYS_FILE, KEYS_DRAFT] {
        match shred(disk, path, rng) {
            Ok(()) | Err(DiskError::NotFound) => {}
            Err(error) => keys = Err(error),
        }
    }
    let names = disk.sync_dir("");
    vault.and(Ok(keys.and(names)?))
}

/// Overwrites a file with noise, brings that to the medium and removes the file; removes it also
/// where the disk takes no noise.
pub(super) fn shred(disk: &dyn Disk, path: &str, rng: &mut dyn CryptoRng) -> Result<(), DiskError> {
    let size = disk.size(path)?.ok_or(DiskError::NotFound)?;
    let overwritten = overwrite(disk, path, size, rng);
    let removed = disk.remove(path);
    overwritten.and(removed)
}

fn overwrite(
    disk: &dyn Disk,
    path: &str,
    size: u64,
    rng: &mut dyn CryptoRng,
) -> Result<(), DiskError> {
    let mut noise = vec![0; NOISE_BYTES];
    let mut offset = 0;
    while offset < size {
        rng.fill_bytes(&mut noise);
        let left = usize::try_from(size - offset).unwrap_or(NOISE_BYTES);
        let part = noise.get(..left).unwrap_or(&noise);
        disk.write_at(path, offset, part)?;
        offset += part.len() as u64;
    }
    disk.sync(path)
}

/// Removes every file that the program makes in a folder, but for the stub of who travels;
/// whatever else lies there stays, and so does a folder that holds it.
pub(crate) fn clear_away(folder: &Path) {
    let files = [
        "vault",
        "vault.new",
        "keys",
        "keys.new",
        "heads",
        "mirror.heads",
    ];
    for name in files.iter().chain(&["lock", "socket", "restoring"]) {
        let _absent = std::fs::remove_file(folder.join(name));
    }
    for name in ["journal", "mirror", "index"] {
        let _absent = std::fs::remove_dir_all(folder.join(name));
    }
    let _in_use = std::fs::remove_dir(folder);
}

#[cfg(test)]
mod tests {
    use asamblea_protocol::crypto::{KeyMaterial, SeededRandom};

    use super::*;
    use crate::store::{KeysRead, SimDisk, read_keys, write_keys};

    /// Bytes of a vault that open: nothing here stretches a passphrase.
    const VAULT: [u8; 8192] = [7; 8192];

    fn root() -> KeyMaterial {
        KeyMaterial::from_bytes([1; 32])
    }

    fn disk(rng: &mut SeededRandom) -> SimDisk {
        let disk = SimDisk::new();
        disk.replace("vault", &VAULT);
        write_keys(&disk, &root(), (b"claves", 1), rng).unwrap();
        disk.sync("vault").unwrap();
        disk.sync_dir("").unwrap();
        disk
    }

    fn same(image: &[u8], before: &[u8]) -> usize {
        let pairs = image.iter().zip(before);
        pairs.filter(|(now, then)| now == then).count()
    }

    #[test]
    fn whatever_the_disk_refuses_the_rest_is_done_and_the_fault_is_told() {
        // A write, a sync, a removal and the folder for each of two files.
        for changes in 0..9 {
            let mut rng = SeededRandom::new([changes; 32]);
            let disk = disk(&mut rng);
            let before = disk.image();
            disk.fail_after(u64::from(changes));
            let destroyed = destroy_keys(&disk, &mut rng);
            assert_eq!(destroyed.is_ok(), changes == 8, "{changes}");
            let after = disk.image();
            for (name, first) in [("vault", 0), ("keys", 4)] {
                let untouched = after.get(name) == Some(&before[name]);
                assert_eq!(untouched, changes <= first, "{name}, {changes}");
            }
        }
        for syncs in 1..4 {
            let mut rng = SeededRandom::new([9; 32]);
            let disk = disk(&mut rng);
            disk.fail_syncs(syncs);
            assert!(destroy_keys(&disk, &mut rng).is_err());
            assert!(disk.list("").unwrap().is_empty(), "{syncs}");
        }
    }

    #[test]
    fn nothing_that_lay_in_the_files_is_left_after_a_power_cut() {
        let mut rng = SeededRandom::new([9; 32]);
        let disk = disk(&mut rng);
        let before = disk.image();
        // Overwritten and on the medium, but the names are still there.
        disk.fail_after(2);
        assert!(destroy_keys(&disk, &mut rng).is_err());
        disk.crash(&mut rng);
        let after = disk.image();
        let chance = VAULT.len() / 64;
        assert!(same(&after["vault"], &before["vault"]) < chance);
        destroy_keys(&disk, &mut rng).unwrap();
        assert!(disk.list("").unwrap().is_empty());
        assert!(matches!(read_keys(&disk, &root()), Ok(KeysRead::Absent)));
        assert_eq!(destroy_keys(&disk, &mut rng), Err(VaultError::NotFound));
    }
}
