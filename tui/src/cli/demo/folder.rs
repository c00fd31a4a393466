//! The throw-away folder: private, and gone at the end.

use std::collections::hash_map::RandomState;
use std::fs::{DirBuilder, OpenOptions};
use std::hash::BuildHasher;
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::PathBuf;

use crate::cli::failure::Failure;

/// The passphrase of every demonstration. It protects nothing: the data is fictional, the folder
/// is private and goes away.
const PASSPHRASE: &str = "cometa lechuga tranvía dominó\n";

/// A folder that goes away with this value.
pub(super) struct Folder {
    path: PathBuf,
}

impl Folder {
    /// Makes it, with the passphrase's file in it.
    pub(super) fn make() -> Result<Self, Failure> {
        let number = RandomState::new().hash_one(std::process::id());
        let path = std::env::temp_dir().join(format!("asamblea-demo-{number:016x}"));
        let fault = |error: std::io::Error| Failure::writing(&error);
        // Fails where something is there already, a link of somebody else's for example.
        DirBuilder::new().mode(0o700).create(&path).map_err(fault)?;
        let folder = Self { path };
        OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(folder.passphrase_file())
            .and_then(|mut file| file.write_all(PASSPHRASE.as_bytes()))
            .map_err(fault)?;
        Ok(folder)
    }

    /// Where an organization's profile lies; short, for the path of a socket has a limit.
    pub(super) fn profile(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// The file with the passphrase.
    pub(super) fn passphrase_file(&self) -> PathBuf {
        self.path.join("passphrase")
    }

    /// The folder.
    #[cfg(test)]
    pub(super) fn path(&self) -> &std::path::Path {
        &self.path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _gone = std::fs::remove_dir_all(&self.path);
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;
    use std::path::Path;

    use super::*;

    #[test]
    fn it_is_private_and_goes_away() {
        let folder = Folder::make().unwrap();
        let path = folder.path().to_owned();
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&path), 0o700);
        assert_eq!(mode(&folder.passphrase_file()), 0o600);
        drop(folder);
        assert!(!path.exists());
    }

    #[test]
    fn its_passphrase_would_be_accepted() {
        let strength = crate::strength::judge(PASSPHRASE.trim_end(), &[]);
        assert_eq!(strength.fault, None);
    }
}
