//! A profile: one folder that holds one device, and one process that holds the folder.
//!
//! It checks the folder, takes its lock, opens its vault, and hands out where the other parts lie.
//! It knows no part's format.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{Read, Seek, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use asamblea_protocol::crypto::{CryptoRng, KeyMaterial};
use rustix::fs::{Access, FlockOperation, access, flock};

use super::disk::{Disk, DiskError, RealDisk};
use super::vault::{Machine, Vault, VaultError};

const FOLDER_MODE: u32 = 0o700;
/// Folders within folders that a profile has: the index may have one in its own.
const DEPTH_MAX: usize = 2;
/// Digits of the largest process number, and some.
const PID_BYTES_MAX: u64 = 20;

/// Why a profile was not made or opened. Each says what to do.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ProfileError {
    /// There is no such folder, or no profile in it.
    #[error("there is no profile here: found a network, join one, or restore a backup")]
    NotFound,
    /// There is a profile already.
    #[error("there is a profile here already: choose another folder")]
    Exists,
    /// The path names something else than a folder.
    #[error("the profile's path is not a folder: choose another")]
    NotAFolder,
    /// The folder belongs to another user.
    #[error("the profile's folder belongs to user {owner}: run as that user or change the owner")]
    WrongOwner {
        /// The owner's number.
        owner: u32,
    },
    /// The folder is this user's, and something in it is not.
    #[error("{file} in the profile's folder belongs to user {owner}: give it back with chown")]
    ForeignFile {
        /// Its path within the folder.
        file: String,
        /// The owner's number.
        owner: u32,
    },
    /// Others may look into the folder.
    #[error("the profile's folder is open to others (mode {mode:o}): set it to 700")]
    OpenToOthers {
        /// Its permission bits.
        mode: u32,
    },
    /// Its owner may not write into the folder.
    #[error("the profile's folder takes no writes: set it to 700, or mount it writable")]
    NotWritable,
    /// Another process holds the profile.
    #[error("another process{} holds the profile: use it through that, or end it", held_by(*.pid))]
    Busy {
        /// Its number, where it could be read.
        pid: Option<u32>,
    },
    /// The vault did not open.
    #[error("{0}")]
    Vault(VaultError),
    /// The disk failed.
    #[error("{0}")]
    Disk(#[from] DiskError),
}

fn held_by(pid: Option<u32>) -> String {
    pid.map_or(String::new(), |pid| format!(" ({pid})"))
}

impl From<VaultError> for ProfileError {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::NotFound => Self::NotFound,
            VaultError::Exists => Self::Exists,
            VaultError::Disk(error) => Self::Disk(error),
            error => Self::Vault(error),
        }
    }
}

impl From<std::io::Error> for ProfileError {
    fn from(error: std::io::Error) -> Self {
        Self::Disk(error.into())
    }
}

/// A folder held by this process until dropped.
#[derive(Debug)]
pub struct Profile {
    folder: PathBuf,
    disk: Arc<RealDisk>,
    vault: Vault,
    // The lock lasts as long as this file is open.
    _lock: File,
}

impl Profile {
    /// Makes a profile with a fresh device root key, and the folder and those above it (0700) where
    /// absent; their names are on the medium when this returns. Takes seconds and up to 256 MiB of
    /// memory: the passphrase is stretched.
    ///
    /// # Errors
    ///
    /// [`ProfileError`]; nothing but empty folders and a lock file is left behind.
    pub fn create(
        folder: &Path,
        passphrase: &[u8],
        rng: &mut dyn CryptoRng,
    ) -> Result<(Self, KeyMaterial), ProfileError> {
        make_folder(folder, &mut sync_folder)?;
        check_folder(folder)?;
        let lock = take_lock(folder)?;
        let disk = Arc::new(RealDisk::new(folder.to_owned()));
        let root = KeyMaterial::random(rng);
        let start = Instant::now();
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let mut machine = Machine {
            clock: &mut || start.elapsed(),
            cores: u32::try_from(cores).unwrap_or(u32::MAX),
        };
        let vault = Vault::create(disk.as_ref(), passphrase, &root, rng, &mut machine)?;
        let profile = Self {
            folder: folder.to_owned(),
            disk,
            vault,
            _lock: lock,
        };
        Ok((profile, root))
    }

    /// Opens a profile. Takes up to a second.
    ///
    /// # Errors
    ///
    /// [`ProfileError`]; a wrong passphrase is `Vault(WrongPassphrase)`.
    pub fn open(folder: &Path, passphrase: &[u8]) -> Result<(Self, KeyMaterial), ProfileError> {
        check_folder(folder)?;
        let disk = Arc::new(RealDisk::new(folder.to_owned()));
        if !Vault::is_present(disk.as_ref())? {
            return Err(ProfileError::NotFound);
        }
        let lock = take_lock(folder)?;
        let (vault, root) = Vault::open(disk.as_ref(), passphrase)?;
        let profile = Self {
            folder: folder.to_owned(),
            disk,
            vault,
            _lock: lock,
        };
        Ok((profile, root))
    }

    /// The profile's files, for the journal.
    #[must_use]
    pub fn disk(&self) -> Arc<dyn Disk> {
        Arc::clone(&self.disk) as Arc<dyn Disk>
    }

    /// The folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where the index lies.
    #[must_use]
    pub fn index_folder(&self) -> PathBuf {
        self.folder.join("index")
    }

    /// Whether both slots of the vault open under the passphrase.
    #[must_use]
    pub const fn vault_is_whole(&self) -> bool {
        self.vault.is_whole()
    }

    /// Whether a slot of the vault was damaged when it was opened.
    #[must_use]
    pub const fn vault_was_damaged(&self) -> bool {
        self.vault.was_damaged()
    }

    /// Has a profile that nobody holds open under another passphrase from here on. Takes two
    /// seconds: both are stretched.
    ///
    /// # Errors
    ///
    /// As [`Profile::open`] and [`Vault::reseal`].
    pub fn reseal(
        folder: &Path,
        old: &[u8],
        new: &[u8],
        rng: &mut dyn CryptoRng,
    ) -> Result<(), ProfileError> {
        check_folder(folder)?;
        let disk = RealDisk::new(folder.to_owned());
        if !Vault::is_present(&disk)? {
            return Err(ProfileError::NotFound);
        }
        let _held = take_lock(folder)?;
        Ok(Vault::reseal(&disk, old, new, rng)?)
    }
}

/// Makes a folder and those above it that are absent, each with its name on the medium before the
/// next: without it a loss of power takes the whole folder, whatever was synced within. One that is
/// there already has its name synced, too: who made it may not have come to that.
fn make_folder(
    folder: &Path,
    sync: &mut dyn FnMut(&Path) -> std::io::Result<()>,
) -> std::io::Result<()> {
    let parent = match folder.parent() {
        // The root of all has no name.
        None => return Ok(()),
        Some(parent) if parent.as_os_str().is_empty() => Path::new("."),
        Some(parent) => parent,
    };
    if !parent.is_dir() {
        make_folder(parent, sync)?;
    }
    match DirBuilder::new().mode(FOLDER_MODE).create(folder) {
        // Something else of that name: the check says what.
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(error),
        _ => sync(parent),
    }
}

/// Has the names in a folder on the medium. One that this user may not list cannot be opened for
/// that, and keeps nobody from a profile below it.
fn sync_folder(folder: &Path) -> std::io::Result<()> {
    match File::open(folder) {
        Ok(folder) => folder.sync_all(),
        Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => Ok(()),
        Err(error) => Err(error),
    }
}

/// The process that wrote itself into the lock of a folder, if any.
pub(crate) fn holder(folder: &Path) -> Option<u32> {
    let mut pid = String::new();
    let lock = File::open(lock_path(folder)).ok()?;
    lock.take(PID_BYTES_MAX).read_to_string(&mut pid).ok()?;
    pid.trim().parse().ok()
}

/// Whether a folder is this user's, however open or read-only it is.
pub(super) fn check_owner(folder: &Path) -> Result<std::fs::Metadata, ProfileError> {
    let metadata = match std::fs::metadata(folder) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(ProfileError::NotFound);
        }
        Err(error) => return Err(error.into()),
    };
    if !metadata.is_dir() {
        return Err(ProfileError::NotAFolder);
    }
    let owner = metadata.uid();
    if owner != rustix::process::geteuid().as_raw() {
        return Err(ProfileError::WrongOwner { owner });
    }
    Ok(metadata)
}

fn check_folder(folder: &Path) -> Result<(), ProfileError> {
    let metadata = check_owner(folder)?;
    let mode = metadata.mode() & 0o777;
    if mode & !FOLDER_MODE != 0 {
        return Err(ProfileError::OpenToOthers { mode });
    }
    if mode != FOLDER_MODE || access(folder, Access::WRITE_OK).is_err() {
        return Err(ProfileError::NotWritable);
    }
    match foreign_file(folder) {
        Some((file, owner)) => Err(ProfileError::ForeignFile { file, owner }),
        None => Ok(()),
    }
}

/// The first file or folder in a profile's folder that is another user's: its path there, and
/// whose it is. One command as an administrator leaves such, and what is written next fails.
pub(crate) fn foreign_file(folder: &Path) -> Option<(String, u32)> {
    let own = rustix::process::geteuid().as_raw();
    let mut folders = vec![(folder.to_owned(), String::new(), 0)];
    while let Some((path, within, depth)) = folders.pop() {
        // What cannot be read is another's, and was found so.
        for entry in std::fs::read_dir(path).ok()?.flatten() {
            let Ok(metadata) = entry.metadata() else {
                continue;
            };
            let name = format!("{within}{}", entry.file_name().to_string_lossy());
            if metadata.uid() != own {
                return Some((name, metadata.uid()));
            }
            if metadata.is_dir() && depth < DEPTH_MAX {
                folders.push((entry.path(), format!("{name}/"), depth + 1));
            }
        }
    }
    None
}

fn lock_path(folder: &Path) -> PathBuf {
    folder.join("lock")
}

fn take_lock(folder: &Path) -> Result<File, ProfileError> {
    let mut options = OpenOptions::new();
    options
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600);
    let mut lock = options.open(lock_path(folder))?;
    match flock(&lock, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => {}
        Err(rustix::io::Errno::WOULDBLOCK) => {
            let mut pid = String::new();
            let read = lock.take(PID_BYTES_MAX).read_to_string(&mut pid);
            let pid = read.ok().and_then(|_| pid.trim().parse().ok());
            return Err(ProfileError::Busy { pid });
        }
        Err(error) => return Err(std::io::Error::from(error).into()),
    }
    // Only a help to whoever finds the lock taken: a full disk is no reason to stay out.
    let _ = lock
        .set_len(0)
        .and_then(|()| lock.rewind())
        .and_then(|()| writeln!(lock, "{}", std::process::id()));
    Ok(lock)
}

#[cfg(test)]
mod tests;
