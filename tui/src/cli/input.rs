//! What a person writes, pipes in or names as a file; `-` is standard input everywhere.

use std::fs::{File, OpenOptions};
use std::io::{self, IsTerminal, Read};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use asamblea_node::api::{ApiError, ErrorKind};

use super::failure::Failure;
use super::output::say;
use crate::lang::Texts;

/// The most bytes of a text that is read: a document's limit. What one operation carries is the
/// node's to judge.
pub(super) const TEXT_BYTES_MAX: usize = 8 * 1024 * 1024;
/// The most bytes of a bundle taken from standard input: it is kept in the profile meanwhile, and
/// an endless stream must not fill the disk.
const PIPED_BUNDLE_BYTES_MAX: u64 = 4 * 1024 * 1024 * 1024;
/// Bytes of a path at most: a longer text is a code.
const PATH_BYTES_MAX: usize = 1024;
/// The name that stands for standard input or output.
const DASH: &str = "-";

/// The text of a post: `--body`, else what is piped in, else what is typed until Ctrl-D.
pub(super) fn body(given: Option<String>, texts: &Texts) -> Result<String, Failure> {
    match given {
        Some(text) if text == DASH => from_stdin(),
        Some(text) => Ok(text),
        None if !io::stdin().is_terminal() => from_stdin(),
        None => {
            say(&texts.get("body-ask"));
            let text = from_stdin()?;
            // The line break before Ctrl-D is the terminal's, not hers.
            Ok(text
                .strip_suffix('\n')
                .map_or(text.clone(), ToOwned::to_owned))
        }
    }
}

/// The text of a file, or of standard input for `-`.
pub(super) fn file(path: &Path) -> Result<String, Failure> {
    if is_dash(path) {
        return from_stdin();
    }
    let name = path.to_string_lossy();
    let file = File::open(path).map_err(|error| Failure::reading(&error, &name))?;
    text(file, &name)
}

/// A code as it was given: as an argument, in a file, or from standard input, so that it stands in
/// no history of a shell and in no list of processes.
pub(super) fn code(given: &str, texts: &Texts) -> Result<String, Failure> {
    let path = Path::new(given);
    if is_dash(path) && io::stdin().is_terminal() {
        say(&texts.get("code-ask"));
    }
    let text = if is_dash(path) || (given.len() <= PATH_BYTES_MAX && path.is_file()) {
        file(path)?
    } else {
        given.to_owned()
    };
    Ok(text.trim().to_owned())
}

/// Text that is piped in; `None` where a person sits at the keyboard.
pub(super) fn piped() -> Result<Option<String>, Failure> {
    if io::stdin().is_terminal() {
        return Ok(None);
    }
    from_stdin().map(Some)
}

/// True for standard input or output.
pub(super) fn is_dash(path: &Path) -> bool {
    path.as_os_str() == DASH
}

fn from_stdin() -> Result<String, Failure> {
    text(io::stdin(), DASH)
}

fn text(from: impl Read, name: &str) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    let limit = u64::try_from(TEXT_BYTES_MAX).unwrap_or(u64::MAX);
    from.take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::reading(&error, name))?;
    if bytes.len() > TEXT_BYTES_MAX {
        return Err(ApiError::about(ErrorKind::TooLong, name).into());
    }
    String::from_utf8(bytes).map_err(|_| Failure::about(ErrorKind::Usage, "error-not-text", name))
}

/// A file of this command in the profile's folder: nobody else reads it, and it goes away on
/// every way out.
pub(super) struct Passing {
    path: PathBuf,
}

impl Passing {
    /// A name that no other command uses; the file is not there yet.
    pub(super) fn name(profile: &Path) -> Self {
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        let now = now.unwrap_or_default().as_nanos();
        let path = profile.join(format!(".passing-{}-{now}", std::process::id()));
        Self { path }
    }

    /// Takes a bundle from standard input.
    pub(super) fn take_stdin(profile: &Path) -> Result<Self, Failure> {
        let passing = Self::name(profile);
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&passing.path)
            .map_err(|error| Failure::writing(&error))?;
        let mut stdin = io::stdin().take(PIPED_BUNDLE_BYTES_MAX.saturating_add(1));
        let copied = io::copy(&mut stdin, &mut file).map_err(|error| Failure::writing(&error))?;
        if copied > PIPED_BUNDLE_BYTES_MAX {
            return Err(ApiError::about(ErrorKind::TooLong, DASH).into());
        }
        Ok(passing)
    }

    /// Its path.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Streams it to standard output.
    pub(super) fn give_stdout(&self) -> Result<(), Failure> {
        let name = self.path.to_string_lossy();
        let mut file = File::open(&self.path).map_err(|error| Failure::reading(&error, &name))?;
        let mut stdout = io::stdout().lock();
        io::copy(&mut file, &mut stdout)
            .and_then(|_| io::Write::flush(&mut stdout))
            .map_err(|error| Failure::writing(&error))
    }
}

impl Drop for Passing {
    fn drop(&mut self) {
        // It may never have been written.
        let _absent = std::fs::remove_file(&self.path);
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_text_is_taken_as_it_is_up_to_the_limit() {
        assert_eq!(text(&b"a\r\nb\n"[..], "f").unwrap(), "a\r\nb\n");
        let most = vec![b'x'; TEXT_BYTES_MAX];
        assert_eq!(text(&most[..], "f").unwrap().len(), TEXT_BYTES_MAX);
        let more = vec![b'x'; TEXT_BYTES_MAX + 1];
        let Err(Failure::Api(error)) = text(&more[..], "f") else {
            panic!("a longer text must be refused");
        };
        assert_eq!(error.kind, ErrorKind::TooLong);
        assert!(matches!(
            text(&[0xff, 0xfe][..], "f"),
            Err(Failure::Said {
                key: "error-not-text",
                ..
            })
        ));
    }

    #[test]
    fn a_passing_file_is_private_and_goes_away() {
        let folder = tempfile::tempdir().unwrap();
        let passing = Passing::name(folder.path());
        let path = passing.path().to_owned();
        OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&path)
            .unwrap();
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        drop(passing);
        assert!(!path.exists());
    }
}
