//! `attach` and `attachment`: files on threads, documents, agendas, proposals, meetings and
//! plans.

use std::path::{Path, PathBuf};

use asamblea_node::api::{
    AttachmentRequest, AttachmentRow, AttachmentSaved, FileBytes, Reply, Request,
};
use serde_json::json;

use super::failure::Failure;
use super::session::Session;
use super::words::{self, Words, short};
use crate::file::{self, Picked};

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

impl Args {
    /// A file under its own name, without what a picture says beside itself.
    pub(super) const fn of(id: String, file: PathBuf) -> Self {
        Self {
            id,
            file,
            name: None,
            keep_metadata: false,
        }
    }
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
    let Picked {
        name,
        bytes,
        metadata,
    } = file::pick(&args.file, args.name, args.keep_metadata)?;
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
        Verb::Save { id, dest } => save(id, dest, session).await,
    }
}

/// Writes a file where none is.
pub(super) async fn save(id: String, dest: PathBuf, session: &mut Session) -> Result<(), Failure> {
    let get = Request::Attachment(AttachmentRequest::Get { id });
    let Reply::Attachment(file) = session.ask(get).await? else {
        return Err(Failure::internal("attachment"));
    };
    let path = file::keep(&file, dest)?;
    say_saved(&file.row, &path, session)
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
            match row.whole {
                true => String::new(),
                false => words.get("attachment-missing"),
            },
        ];
        words.row(&parts)?;
    }
    Ok(())
}
