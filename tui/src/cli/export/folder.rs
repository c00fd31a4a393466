//! A folder that is being filled: for nobody else, and never over something that is there.

use std::fs::{DirBuilder, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};

use asamblea_node::api::ErrorKind;

use crate::cli::failure::Failure;
use crate::export::create;
use crate::harmless::harmless;

/// The most letters of a title in the name of a file.
const SLUG_CHARS_MAX: usize = 40;

/// A folder and what was written in it.
pub(super) struct Folder {
    root: PathBuf,
    /// Files written.
    pub(super) files: u64,
    /// Their bytes.
    pub(super) bytes: u64,
    /// Everything made, in order.
    made: Vec<PathBuf>,
}

impl Folder {
    /// A new folder, or one that is there and empty.
    pub(super) fn new(root: PathBuf) -> Result<Self, Failure> {
        let mut folder = Self {
            root,
            files: 0,
            bytes: 0,
            made: Vec::new(),
        };
        let root = folder.root.clone();
        match DirBuilder::new().mode(0o700).create(&root) {
            Ok(()) => folder.made.push(root),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                let mut entries = std::fs::read_dir(&root).map_err(|e| fault(&e, &root))?;
                if entries.next().is_some() {
                    let name = folder.name();
                    return Err(Failure::about(ErrorKind::Usage, "error-export-full", name));
                }
                std::fs::set_permissions(&root, Permissions::from_mode(0o700))
                    .map_err(|e| fault(&e, &root))?;
            }
            Err(error) => return Err(fault(&error, &root)),
        }
        Ok(folder)
    }

    /// Its path, to be shown.
    pub(super) fn name(&self) -> String {
        self.root.to_string_lossy().into_owned()
    }

    /// A folder inside.
    pub(super) fn begin(&mut self, name: &str) -> Result<(), Failure> {
        let path = self.root.join(name);
        DirBuilder::new()
            .mode(0o700)
            .create(&path)
            .map_err(|error| fault(&error, &self.root))?;
        self.made.push(path);
        Ok(())
    }

    /// A file in a folder inside, or at the top.
    pub(super) fn file(&mut self, inside: &str, name: &str, text: &str) -> Result<(), Failure> {
        self.bytes(inside, name, text.as_bytes())
    }

    /// The same of what may be no text.
    pub(super) fn bytes(&mut self, inside: &str, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        let path = self.root.join(inside).join(name);
        let _file = create(&path, bytes).map_err(|error| fault(&error, &self.root))?;
        self.made.push(path);
        self.files += 1;
        self.bytes += u64::try_from(bytes.len()).unwrap_or(0);
        Ok(())
    }

    /// Takes away what was made: half of it would look like all of it.
    pub(super) fn take_back(&self) {
        for path in self.made.iter().rev() {
            let _gone = if path.is_dir() {
                std::fs::remove_dir(path)
            } else {
                std::fs::remove_file(path)
            };
        }
    }
}

fn fault(error: &io::Error, root: &Path) -> Failure {
    let key = match error.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "error-export-permission"
        }
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => "error-export-parent",
        _ => return Failure::writing(error),
    };
    Failure::about(ErrorKind::Internal, key, root.to_string_lossy())
}

/// A title as a part of a file's name: letters, digits and dashes.
pub(super) fn slug(title: &str) -> String {
    let mut out = String::new();
    for c in title.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() && harmless(&c.to_string()) == c.to_string() {
            out.push(c);
        } else if !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
    }
    let short: String = out.chars().take(SLUG_CHARS_MAX).collect();
    let short = short.trim_matches('-');
    if short.is_empty() {
        "x".to_owned()
    } else {
        short.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(made: Result<Folder, Failure>, want: &str) {
        let Err(Failure::Said { key, .. }) = made else {
            panic!("must be refused");
        };
        assert_eq!(key, want);
    }

    #[test]
    fn nothing_is_written_over_and_all_is_private() {
        let home = tempfile::tempdir().unwrap();
        let root = home.path().join("fuera");
        let mut folder = Folder::new(root.clone()).unwrap();
        folder.begin("a").unwrap();
        folder.file("a", "x.md", "hola").unwrap();
        folder.file("", "y.csv", "").unwrap();
        assert!(folder.file("a", "x.md", "otra").is_err());
        assert_eq!((folder.files, folder.bytes), (2, 4));
        let mode = |path: PathBuf| path.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(root.clone()), mode(root.join("a"))), (0o700, 0o700));
        assert_eq!(mode(root.join("a/x.md")), 0o600);
        refused(Folder::new(root.clone()), "error-export-full");
        assert_eq!(std::fs::read(root.join("a/x.md")).unwrap(), b"hola");
        folder.take_back();
        assert!(!root.exists());
    }

    #[test]
    fn a_folder_that_is_there_and_empty_is_used_and_made_private() {
        let home = tempfile::tempdir().unwrap();
        let root = home.path().to_owned();
        std::fs::set_permissions(&root, Permissions::from_mode(0o755)).unwrap();
        let mut folder = Folder::new(root.clone()).unwrap();
        assert_eq!(root.metadata().unwrap().permissions().mode() & 0o777, 0o700);
        folder.file("", "x", "x").unwrap();
        folder.take_back();
        assert!(root.exists(), "what was there stays");
        refused(Folder::new(root.join("no/hay")), "error-export-parent");
        std::fs::write(root.join("archivo"), "x").unwrap();
        refused(Folder::new(root.join("archivo/y")), "error-export-parent");
    }

    #[test]
    fn titles_become_names_of_files() {
        for (title, want) in [
            ("Plan 2027: ¡ya!", "plan-2027-ya"),
            ("../../etc/passwd", "etc-passwd"),
            ("", "x"),
            ("\u{202e}..", "x"),
        ] {
            assert_eq!(slug(title), want, "{title}");
        }
        assert_eq!(slug(&"ñ".repeat(99)).chars().count(), SLUG_CHARS_MAX);
    }
}
