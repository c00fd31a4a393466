//! Files of a person's own: read so that they can be attached, and written where she says. Knows
//! disks, not commands or screens; what is wrong comes back as a key with what it is about.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use asamblea_node::api::{AttachmentFile, ErrorKind};

use crate::export::create;
use crate::harmless::{harmless, quoted};
use crate::lang::Texts;
use crate::metadata::{Cleaned, clean};

/// The most bytes of a file that are read. How large a file may be is the node's to judge: a photo
/// may come to less without what it says beside its picture.
const READ_BYTES_MAX: u64 = 8 * 1024 * 1024;
/// Folders of a home in which people look for what they saved, in the languages of the program.
const DOWNLOADS: [&str; 4] = ["Descargas", "Downloads", "Transferências", "Transferencias"];

/// Why a file was not read or not written.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Fault {
    /// Gives code and status.
    pub(crate) kind: ErrorKind,
    /// The sentence.
    pub(crate) key: &'static str,
    /// What it is about.
    pub(crate) about: String,
}

/// A file as it will be attached.
#[derive(Debug)]
pub(crate) struct Picked {
    /// Its name, without a folder.
    pub(crate) name: String,
    /// All of it, without what a picture says beside itself.
    pub(crate) bytes: Vec<u8>,
    /// What became of that: as `AttachmentSaved::metadata`.
    pub(crate) metadata: &'static str,
}

impl Fault {
    fn about(kind: ErrorKind, key: &'static str, about: impl Into<String>) -> Self {
        Self {
            kind,
            key,
            about: about.into(),
        }
    }

    /// A file that a person names cannot be read.
    fn reading(error: &io::Error, name: &str) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
                Self::about(ErrorKind::NotFound, "error-no-file", name)
            }
            _ => Self::about(ErrorKind::Internal, "error-read", name),
        }
    }

    fn writing(error: &io::Error, name: &str) -> Self {
        match error.kind() {
            io::ErrorKind::AlreadyExists => {
                Self::about(ErrorKind::Usage, "error-attachment-there", name)
            }
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
                Self::about(ErrorKind::NotFound, "error-attachment-folder", name)
            }
            io::ErrorKind::StorageFull => {
                Self::about(ErrorKind::DiskFull, "ui-error-disk-full", name)
            }
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                Self::about(ErrorKind::Internal, "ui-save-not-allowed", name)
            }
            _ => Self::about(ErrorKind::Internal, "error-write", name),
        }
    }

    /// What was wrong, and what to do.
    pub(crate) fn sentence(&self, texts: &Texts) -> String {
        texts.in_form(self.key, &[("about", &quoted(&self.about))])
    }
}

/// All of a file that a person names; what is no file, as a pipe without an end, is refused.
///
/// # Errors
///
/// [`Fault`].
fn read(path: &Path) -> Result<Vec<u8>, Fault> {
    let name = path.to_string_lossy();
    let fault = |error: io::Error| Fault::reading(&error, &name);
    if !path.metadata().map_err(fault)?.is_file() {
        return Err(Fault::about(
            ErrorKind::Usage,
            "error-attachment-file",
            name,
        ));
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(fault)?;
    let most = READ_BYTES_MAX.saturating_add(1);
    file.take(most).read_to_end(&mut bytes).map_err(fault)?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > READ_BYTES_MAX {
        let key = "error-attachment-size-too-long";
        return Err(Fault::about(ErrorKind::TooLong, key, ""));
    }
    Ok(bytes)
}

/// A file that will be attached, under its own name or another. A picture loses what it says beside
/// itself, unless that is kept.
///
/// # Errors
///
/// [`Fault`]: it cannot be read, or begins like a picture and goes on otherwise.
pub(crate) fn pick(path: &Path, name: Option<String>, kept: bool) -> Result<Picked, Fault> {
    let own = path.file_name().unwrap_or_default();
    let name = name.unwrap_or_else(|| own.to_string_lossy().into());
    let bytes = read(path)?;
    let (bytes, metadata) = if kept {
        (bytes, "kept")
    } else {
        match clean(&bytes) {
            Cleaned::Unknown => (bytes, "unknown"),
            Cleaned::Clean => (bytes, "none"),
            Cleaned::Without(rest) => (rest, "removed"),
            Cleaned::Broken => {
                let key = "error-attachment-picture";
                return Err(Fault::about(ErrorKind::Usage, key, name));
            }
        }
    };
    Ok(Picked {
        name,
        bytes,
        metadata,
    })
}

/// Writes a file so that it is on the medium, where none is. In a folder it has the name that it
/// was given.
///
/// # Errors
///
/// [`Fault`]: nothing was written.
pub(crate) fn keep(file: &AttachmentFile, dest: PathBuf) -> Result<PathBuf, Fault> {
    // Its author's program refuses a name that leads elsewhere, and so did the node.
    let path = if dest.is_dir() {
        dest.join(harmless(&file.row.name))
    } else {
        dest
    };
    let about = path.to_string_lossy().into_owned();
    let fault = |error: io::Error| Fault::writing(&error, &about);
    let made = create(&path, &file.bytes.0).map_err(fault)?;
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let written = made
        .sync_all()
        .and_then(|()| File::open(folder.unwrap_or(Path::new(".")))?.sync_all());
    written.map_err(|error| {
        let _gone = std::fs::remove_file(&path);
        fault(error)
    })?;
    Ok(path)
}

/// Where a person looks for what she saved: her folder for downloads, else her home; empty where
/// she has none.
pub(crate) fn downloads() -> String {
    let Ok(home) = etcetera::home_dir() else {
        return String::new();
    };
    let own = DOWNLOADS.iter().map(|name| home.join(name));
    let folder = own.into_iter().find(|folder| folder.is_dir());
    folder.unwrap_or(home).to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use asamblea_node::api::{AttachmentRow, FileBytes};

    use super::*;
    use crate::lang::Language;

    fn file(name: &str) -> AttachmentFile {
        AttachmentFile {
            row: AttachmentRow {
                name: name.to_owned(),
                ..AttachmentRow::default()
            },
            bytes: FileBytes(b"bytes".to_vec()),
        }
    }

    #[test]
    fn a_file_is_private_and_never_written_over_or_through_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let path = keep(&file("acta.pdf"), folder.path().to_owned()).unwrap();
        assert_eq!(path, folder.path().join("acta.pdf"));
        let mode = path.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let there = keep(&file("other"), path.clone()).unwrap_err();
        assert_eq!(there.key, "error-attachment-there");
        let (link, target) = (folder.path().join("link"), folder.path().join("target"));
        symlink(&target, &link).unwrap();
        assert!(keep(&file("other"), link).is_err());
        assert!(!target.exists());
        assert_eq!(std::fs::read(path).unwrap(), b"bytes");
        let nowhere = folder.path().join("no/hay");
        let lost = keep(&file("x"), nowhere).unwrap_err();
        assert_eq!(lost.key, "error-attachment-folder");
    }

    #[test]
    fn only_a_whole_file_of_a_size_is_read() {
        let folder = tempfile::tempdir().unwrap();
        assert!(read(folder.path()).is_err());
        assert!(read(&folder.path().join("no")).is_err());
        let long = folder.path().join("long");
        File::create(&long).unwrap().set_len(1 << 40).unwrap();
        assert_eq!(read(&long).unwrap_err().kind, ErrorKind::TooLong);
    }

    #[test]
    fn a_form_says_what_to_do_there_and_not_on_a_command_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("foto.jpg");
        // It begins like a photo, and is none.
        std::fs::write(&path, [0xff, 0xd8, 0xff, 0xe1, 0xff, 0xff]).unwrap();
        let fault = pick(&path, None, false).unwrap_err();
        assert_eq!(fault.key, "error-attachment-picture");
        assert!(pick(&path, None, true).is_ok());
        for language in Language::ALL {
            let said = fault.sentence(&Texts::new(language));
            assert!(said.contains("«foto.jpg»"), "{said}");
            assert!(!said.contains("ui-"), "{said}");
        }
    }
}
