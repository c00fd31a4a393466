//! The seal of sled's files: a keyed hash over their names and bytes.

use std::fs::{File, OpenOptions, Permissions};
use std::io::{Read, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use asamblea_protocol::crypto::{Digest, Domain, Hasher, KeyMaterial};
use rustix::fs::{FlockOperation, flock};

const SEAL_BYTES: usize = 32;
const READ_BYTES: usize = 256 * 1024;
/// sled makes a folder for large values, and none below it.
const DEPTH_MAX: usize = 2;
/// sled's threads may outlive its handle for a moment; they hold the lock of its file.
const CLOSE_TRIES_MAX: u32 = 200;
const CLOSE_WAIT: Duration = Duration::from_millis(5);

pub(super) struct Seal {
    key: KeyMaterial,
    file: PathBuf,
}

impl Seal {
    pub(super) fn new(key: &KeyMaterial, folder: &Path) -> Self {
        Self {
            key: key.clone(),
            file: folder.join("seal"),
        }
    }

    /// Whether the files are those that were sealed.
    pub(super) fn is_whole(&self, tree: &Path) -> bool {
        let digest = self.digest(tree).ok();
        let sealed = std::fs::read(&self.file).ok();
        digest
            .zip(sealed)
            .is_some_and(|(digest, sealed)| digest.as_bytes() == sealed.as_slice())
    }

    pub(super) fn remove(&self) -> Result<(), crate::store::DiskError> {
        match std::fs::remove_file(&self.file) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// Seals the files of a closed tree. Where that fails, the next opening starts afresh.
    pub(super) fn write(&self, tree: &Path) {
        if wait_until_closed(tree) {
            close_to_others(tree);
            if let Ok(digest) = self.digest(tree) {
                let _ = self.write_digest(&digest);
            }
        }
    }

    fn write_digest(&self, digest: &Digest) -> std::io::Result<()> {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true).mode(0o600);
        options.open(&self.file)?.write_all(digest.as_bytes())
    }

    fn digest(&self, tree: &Path) -> std::io::Result<Digest> {
        let mut hasher = Hasher::keyed(Domain::StoreValue, &self.key);
        for file in files_below(tree, DEPTH_MAX)? {
            let name = file.strip_prefix(tree).unwrap_or(&file);
            let name = name.as_os_str().as_encoded_bytes();
            hasher.update(&(name.len() as u64).to_be_bytes());
            hasher.update(name);
            let mut from = File::open(&file)?;
            hasher.update(&from.metadata()?.len().to_be_bytes());
            let mut buffer = vec![0; READ_BYTES];
            loop {
                let count = from.read(&mut buffer)?;
                if count == 0 {
                    break;
                }
                hasher.update(buffer.get(..count).unwrap_or_default());
            }
        }
        Ok(hasher.finish())
    }
}

const _: () = assert!(SEAL_BYTES == size_of::<Digest>());

/// Sets files 0600 and folders 0700; the profile's folder shuts others out in any case.
pub(super) fn close_to_others(tree: &Path) {
    close_below(tree, DEPTH_MAX);
}

fn close_below(folder: &Path, depth: usize) {
    let _ = std::fs::set_permissions(folder, Permissions::from_mode(0o700));
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        if !path.is_dir() {
            let _ = std::fs::set_permissions(&path, Permissions::from_mode(0o600));
        } else if depth > 1 {
            close_below(&path, depth - 1);
        }
    }
}

fn files_below(folder: &Path, depth: usize) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if !entry.file_type()?.is_dir() {
            files.push(entry.path());
        } else if depth > 1 {
            files.extend(files_below(&entry.path(), depth - 1)?);
        }
    }
    files.sort_unstable();
    Ok(files)
}

fn wait_until_closed(tree: &Path) -> bool {
    let Ok(file) = File::open(tree.join("db")) else {
        return false;
    };
    (0..CLOSE_TRIES_MAX).any(|tried| {
        if tried > 0 {
            std::thread::sleep(CLOSE_WAIT);
        }
        flock(&file, FlockOperation::NonBlockingLockExclusive).is_ok()
    })
}
