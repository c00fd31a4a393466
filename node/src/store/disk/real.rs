//! A folder of the real file system: folders 0700, files 0600, real `fdatasync`.

use std::collections::VecDeque;
use std::fs::{DirBuilder, File, OpenOptions};
use std::os::unix::fs::{DirBuilderExt, FileExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rustix::fs::{Advice, fadvise};

use super::{Disk, DiskError};

/// Open files kept. Appending and syncing use one of them, reading a few more; a failed write-back
/// is reported only to a file that was open when it failed, so the one written stays open.
const OPEN_FILES_MAX: usize = 16;

const FOLDER_MODE: u32 = 0o700;
const FILE_MODE: u32 = 0o600;

/// Files under a folder of the real file system.
#[derive(Debug)]
pub struct RealDisk {
    root: PathBuf,
    // Most recently used first.
    open: Mutex<VecDeque<(String, Arc<File>)>>,
}

impl RealDisk {
    /// A disk over an existing folder; the caller has checked owner and permissions.
    #[must_use]
    pub const fn new(root: PathBuf) -> Self {
        Self {
            root,
            open: Mutex::new(VecDeque::new()),
        }
    }

    /// The folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    fn file(&self, path: &str) -> Result<Arc<File>, DiskError> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = open.iter().position(|(name, _)| name == path)
            && let Some(entry) = open.remove(at)
        {
            let file = Arc::clone(&entry.1);
            open.push_front(entry);
            return Ok(file);
        }
        let full = self.root.join(path);
        let mut options = OpenOptions::new();
        options.read(true);
        // A file that may only be read still opens, so that a read-only folder can be looked at.
        let file = match options.write(true).open(&full) {
            Ok(file) => file,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(DiskError::NotFound);
            }
            Err(_) => options.write(false).open(&full)?,
        };
        Ok(remember(&mut open, path, file))
    }

    fn close(&self, path: &str) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.retain(|(name, _)| name != path);
    }
}

fn remember(open: &mut VecDeque<(String, Arc<File>)>, path: &str, file: File) -> Arc<File> {
    let file = Arc::new(file);
    open.push_front((path.to_owned(), Arc::clone(&file)));
    open.truncate(OPEN_FILES_MAX);
    file
}

/// Writing to a file opened for reading fails with "bad file descriptor".
fn write_error(error: std::io::Error) -> DiskError {
    if error.raw_os_error() == Some(rustix::io::Errno::BADF.raw_os_error()) {
        DiskError::ReadOnly
    } else {
        DiskError::from(error)
    }
}

impl Disk for RealDisk {
    fn list(&self, folder: &str) -> Result<Vec<String>, DiskError> {
        let entries = match std::fs::read_dir(self.root.join(folder)) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error.into()),
        };
        let mut names = Vec::new();
        for entry in entries {
            let entry = entry?;
            if entry.file_type()?.is_file()
                && let Ok(name) = entry.file_name().into_string()
            {
                names.push(name);
            }
        }
        names.sort_unstable();
        Ok(names)
    }

    fn create(&self, path: &str) -> Result<(), DiskError> {
        let full = self.root.join(path);
        if let Some(parent) = full.parent()
            && !parent.is_dir()
        {
            DirBuilder::new().mode(FOLDER_MODE).create(parent)?;
            self.sync_dir("")?;
        }
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .create_new(true)
            .mode(FILE_MODE)
            .open(&full)?;
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        remember(&mut open, path, file);
        Ok(())
    }

    fn size(&self, path: &str) -> Result<Option<u64>, DiskError> {
        match std::fs::metadata(self.root.join(path)) {
            Ok(metadata) => Ok(Some(metadata.len())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn read_at(&self, path: &str, offset: u64, len: usize) -> Result<Vec<u8>, DiskError> {
        let file = self.file(path)?;
        let mut bytes = vec![0; len];
        let mut done = 0;
        while let Some(rest) = bytes.get_mut(done..)
            && !rest.is_empty()
        {
            match file.read_at(rest, offset.saturating_add(done as u64)) {
                Ok(0) => break,
                Ok(count) => done += count,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error.into()),
            }
        }
        bytes.truncate(done);
        Ok(bytes)
    }

    fn write_at(&self, path: &str, offset: u64, bytes: &[u8]) -> Result<(), DiskError> {
        self.file(path)?
            .write_all_at(bytes, offset)
            .map_err(write_error)
    }

    fn truncate(&self, path: &str, len: u64) -> Result<(), DiskError> {
        // The system says "invalid input" for a file opened for reading.
        self.file(path)?.set_len(len).map_err(|error| {
            if error.kind() == std::io::ErrorKind::InvalidInput {
                DiskError::ReadOnly
            } else {
                write_error(error)
            }
        })
    }

    fn sync(&self, path: &str) -> Result<(), DiskError> {
        Ok(self.file(path)?.sync_data()?)
    }

    fn sync_dir(&self, folder: &str) -> Result<(), DiskError> {
        Ok(File::open(self.root.join(folder))?.sync_all()?)
    }

    fn remove(&self, path: &str) -> Result<(), DiskError> {
        self.close(path);
        Ok(std::fs::remove_file(self.root.join(path))?)
    }

    fn rename(&self, from: &str, to: &str) -> Result<(), DiskError> {
        self.close(from);
        self.close(to);
        Ok(std::fs::rename(self.root.join(from), self.root.join(to))?)
    }

    fn forget(&self, path: &str) {
        // Under its name there may be another file by now.
        self.close(path);
        if let Ok(file) = self.file(path) {
            let _kept = fadvise(&*file, 0, None, Advice::DontNeed);
        }
    }
}
