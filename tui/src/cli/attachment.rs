//! `attach` and `attachment`: files on threads, documents, agendas, proposals and meetings.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use asamblea_node::api::{
    AttachmentFile, AttachmentRequest, AttachmentRow, AttachmentSaved, ErrorKind, FileBytes, Reply,
    Request,
};
use serde_json::json;

use super::failure::Failure;
use super::session::Session;
use super::words::{self, Words, short};
use crate::export::create;
use crate::harmless::harmless;
use crate::metadata::{Cleaned, clean};

/// The most bytes of a file that are read. How large a file may be is the node's to judge: a photo
/// may come to less without what it says beside its picture.
const READ_BYTES_MAX: u64 = 8 * 1024 * 1024;

/// Arguments of `attach`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    id: String,
    file: PathBuf,
    #[arg(long)]
    name: Option<String>,
    #[arg(long)]
    keep_metadata: bool,
}

/// Verbs of `attachment`.
#[derive(Debug, clap::Subcommand)]
pub(super) enum Verb {
    #[command(alias = "lista")]
    List { id: String },
    #[command(alias = "guardar")]
    Save { id: String, dest: PathBuf },
}

/// Attaches a file.
pub(super) async fn attach(args: Args, session: &mut Session) -> Result<(), Failure> {
    let own = args.file.file_name().unwrap_or_default();
    let name = args.name.unwrap_or_else(|| own.to_string_lossy().into());
    let bytes = read(&args.file)?;
    let (bytes, metadata) = if args.keep_metadata {
        (bytes, "kept")
    } else {
        match clean(&bytes) {
            Cleaned::Unknown => (bytes, "unknown"),
            Cleaned::Clean => (bytes, "none"),
            Cleaned::Without(kept) => (kept, "removed"),
            Cleaned::Broken => {
                let key = "error-attachment-picture";
                return Err(Failure::about(ErrorKind::Usage, key, name));
            }
        }
    };
    let add = AttachmentRequest::Add {
        id: args.id,
        name,
        bytes: FileBytes(bytes),
    };
    let mut reply = session.ask(Request::Attachment(add)).await?;
    if let Reply::Attached(attached) = &mut reply {
        metadata.clone_into(&mut attached.metadata);
    }
    session.print(&reply)
}

/// Does what the verb says.
pub(super) async fn run(verb: Verb, session: &mut Session) -> Result<(), Failure> {
    match verb {
        Verb::List { id } => {
            let list = AttachmentRequest::List { id };
            session.show(Request::Attachment(list)).await
        }
        Verb::Save { id, dest } => {
            let get = Request::Attachment(AttachmentRequest::Get { id });
            let Reply::Attachment(file) = session.ask(get).await? else {
                return Err(Failure::internal("attachment"));
            };
            let path = keep(&file, dest)?;
            say_saved(&file.row, &path, session)
        }
    }
}

/// All of a file that a person names; what is no file, as a pipe without an end, is refused.
fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let name = path.to_string_lossy();
    let fault = |error: io::Error| Failure::reading(&error, &name);
    if !path.metadata().map_err(fault)?.is_file() {
        return Err(Failure::about(
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
        return Err(Failure::said(ErrorKind::TooLong, key));
    }
    Ok(bytes)
}

/// Writes a file so that it is on the medium. In a folder it has the name that it was given.
fn keep(file: &AttachmentFile, dest: PathBuf) -> Result<PathBuf, Failure> {
    // Its author's program refuses a name that leads elsewhere, and so did the node.
    let path = if dest.is_dir() {
        dest.join(harmless(&file.row.name))
    } else {
        dest
    };
    let about = path.to_string_lossy().into_owned();
    let made = create(&path, &file.bytes.0).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => {
            Failure::about(ErrorKind::Usage, "error-attachment-there", &about)
        }
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
            Failure::about(ErrorKind::NotFound, "error-attachment-folder", &about)
        }
        _ => Failure::writing(&error),
    })?;
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let written = made
        .sync_all()
        .and_then(|()| File::open(folder.unwrap_or(Path::new(".")))?.sync_all());
    written.map_err(|error| {
        let _gone = std::fs::remove_file(&path);
        Failure::writing(&error)
    })?;
    Ok(path)
}

fn say_saved(row: &AttachmentRow, path: &Path, session: &mut Session) -> Result<(), Failure> {
    let path = path.to_string_lossy();
    if session.out.is_json() {
        return session.out.object(&json!({
            "id": row.id,
            "name": row.name,
            "bytes": row.bytes,
            "media": row.media,
            "path": path,
        }));
    }
    let mut words = Words::new(&mut session.out, &session.texts);
    words.field("attachment-kept", &path)?;
    words.sentence("attachment-clear")
}

/// What was attached, and what became of what a photo says beside its picture.
pub(super) fn words_of_attaching(
    attached: &AttachmentSaved,
    words: &mut Words<'_>,
) -> Result<(), Failure> {
    words.field("saved", short(&attached.id))?;
    let parts = [
        attached.name.clone(),
        words.count("bundle-bytes", attached.bytes),
    ];
    words.row(&parts)?;
    let said = words.code("attachment-metadata", &attached.metadata);
    words.text(&said)
}

/// One line each.
pub(super) fn words_of_list(rows: &[AttachmentRow], words: &mut Words<'_>) -> Result<(), Failure> {
    if rows.is_empty() {
        return words.sentence("attachment-none");
    }
    for row in rows {
        let parts = [
            short(&row.id).to_owned(),
            row.name.clone(),
            words.count("bundle-bytes", row.bytes),
            row.media.clone(),
            words::author(&row.author),
            words.time(&row.at),
        ];
        words.row(&parts)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

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
        let there = keep(&file("other"), path.clone());
        assert!(matches!(
            there,
            Err(Failure::Said {
                key: "error-attachment-there",
                ..
            })
        ));
        let (link, target) = (folder.path().join("link"), folder.path().join("target"));
        symlink(&target, &link).unwrap();
        assert!(keep(&file("other"), link).is_err());
        assert!(!target.exists());
        assert_eq!(std::fs::read(path).unwrap(), b"bytes");
        let nowhere = folder.path().join("no/hay");
        assert!(matches!(
            keep(&file("x"), nowhere),
            Err(Failure::Said {
                key: "error-attachment-folder",
                ..
            })
        ));
    }

    #[test]
    fn only_a_whole_file_of_a_size_is_read() {
        let folder = tempfile::tempdir().unwrap();
        assert!(read(folder.path()).is_err());
        assert!(read(&folder.path().join("no")).is_err());
        let long = folder.path().join("long");
        File::create(&long).unwrap().set_len(1 << 40).unwrap();
        assert!(matches!(
            read(&long),
            Err(Failure::Said {
                kind: ErrorKind::TooLong,
                ..
            })
        ));
    }
}
