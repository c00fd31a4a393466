//! What leaves the program as a readable file: calendars, Markdown, HTML. Pure texts of what the
//! node answered, without author, path, program or hour of export in them.

pub(crate) mod agenda;
pub(crate) mod assessment;
pub(crate) mod csv;
pub(crate) mod doc;
pub(crate) mod ics;
pub(crate) mod meeting;
pub(crate) mod page;
pub(crate) mod paper;
pub(crate) mod plan;
pub(crate) mod proposal;
pub(crate) mod task;
pub(crate) mod thread;

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Writes a file for nobody else, where none is: a link in its place is refused like a file. What
/// could not be written whole is taken away again.
///
/// # Errors
///
/// The faults of a disk.
pub(crate) fn create(path: &Path, bytes: &[u8]) -> io::Result<File> {
    let mut file = OpenOptions::new();
    let mut file = file.write(true).create_new(true).mode(0o600).open(path)?;
    let written = file.write_all(bytes);
    if written.is_err() {
        let _gone = std::fs::remove_file(path);
    }
    written.map(|()| file)
}

/// Writes a text for nobody else, where no file is.
///
/// # Errors
///
/// The key of why it was not written.
pub(crate) fn save(path: &str, text: &str) -> Result<(), &'static str> {
    let written = create(Path::new(path), text.as_bytes());
    written.map(drop).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => "ui-save-there",
        io::ErrorKind::StorageFull => "ui-error-disk-full",
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => "ui-save-no-folder",
        _ => "ui-save-not-allowed",
    })
}

/// `2027-04-15`, of an RFC 3339 time in UTC; empty for anything else.
pub(crate) fn date(rfc3339: &str) -> String {
    local(rfc3339, "UTC", "%Y-%m-%d")
}

/// A time in a zone, in the form of `strftime`; UTC where the zone is unknown here, empty where the
/// time is none.
pub(crate) fn local(rfc3339: &str, zone: &str, form: &str) -> String {
    let Ok(at) = rfc3339.parse::<Timestamp>() else {
        return String::new();
    };
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    at.to_zoned_datetime(zone).strftime(form).to_string()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_file_is_private_and_never_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("agenda.ics");
        let name = path.to_str().unwrap();
        assert_eq!(save(name, "uno"), Ok(()));
        assert_eq!(save(name, "dos"), Err("ui-save-there"));
        assert_eq!(std::fs::read(&path).unwrap(), b"uno");
        let mode = path.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let lost = folder.path().join("no/hay.ics");
        assert_eq!(save(lost.to_str().unwrap(), ""), Err("ui-save-no-folder"));
    }
}
