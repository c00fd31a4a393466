//! `doc`: documents that are written together.

mod template;

use std::path::PathBuf;

use asamblea_node::api::{DocDetail, DocEdited, DocRow, DocVersion, ErrorKind, Reply, Request};

use super::failure::Failure;
use super::input;
use super::session::Session;
use super::words::{self, Words, short};

/// Verbs of `doc`.
#[derive(Debug, clap::Subcommand)]
pub(super) enum Verb {
    #[command(alias = "nuevo")]
    New {
        #[arg(long)]
        space: String,
        #[arg(long)]
        title: String,
        #[arg(long, value_name = "NAME", conflicts_with = "from")]
        template: Option<String>,
        #[arg(long, value_name = "FILE")]
        from: Option<PathBuf>,
    },
    #[command(alias = "lista")]
    List {
        #[arg(long)]
        space: Option<String>,
    },
    #[command(alias = "ver")]
    Show {
        id: String,
        #[arg(long, value_name = "VERSION")]
        at: Option<String>,
        #[arg(long)]
        text: bool,
    },
    #[command(alias = "editar")]
    Edit {
        id: String,
        #[arg(long, value_name = "FILE")]
        from: Option<PathBuf>,
        #[arg(long, value_name = "VERSION")]
        base: Option<String>,
    },
    #[command(alias = "historia")]
    History { id: String },
}

/// Does what the verb says.
pub(super) async fn run(verb: Verb, session: &mut Session) -> Result<(), Failure> {
    let request = match verb {
        Verb::New {
            space,
            title,
            template,
            from,
        } => {
            let text = match (template, from) {
                (Some(name), _) => template::text(&name, session.texts.language())?.to_owned(),
                (None, Some(file)) => input::file(&file)?,
                (None, None) => String::new(),
            };
            Request::DocNew { space, title, text }
        }
        Verb::List { space } => Request::DocList { space },
        Verb::Show { id, at, text } => return show(id, at, text, session).await,
        Verb::Edit { id, from, base } => {
            let text = match from {
                Some(file) => Some(input::file(&file)?),
                None => input::piped()?,
            };
            // A whole text typed blindly would wipe what others wrote.
            let text = text.ok_or(Failure::said(ErrorKind::Usage, "error-edit-from"))?;
            Request::DocEdit { id, text, base }
        }
        Verb::History { id } => Request::DocHistory { id },
    };
    session.show(request).await
}

pub(super) async fn show(
    id: String,
    at: Option<String>,
    text_only: bool,
    session: &mut Session,
) -> Result<(), Failure> {
    let reply = session.ask(Request::DocShow { id, at }).await?;
    match &reply {
        Reply::Doc(doc) if text_only && !session.out.is_json() => {
            Words::new(&mut session.out, &session.texts).text(&doc.text)
        }
        _ => session.print(&reply),
    }
}

/// One line each.
pub(super) fn words_of_list(rows: &[DocRow], words: &mut Words<'_>) -> Result<(), Failure> {
    if rows.is_empty() {
        return words.sentence("doc-none");
    }
    for row in rows {
        let parts = [
            short(&row.id).to_owned(),
            row.title.clone(),
            words.time(&row.at),
            words.mark(row.unread, "doc-changed"),
        ];
        words.row(&parts)?;
    }
    Ok(())
}

/// A document.
pub(super) fn words(doc: &DocDetail, words: &mut Words<'_>) -> Result<(), Failure> {
    let at = words.time(&doc.at);
    words.row(&[doc.title.clone(), short(&doc.id).to_owned(), at])?;
    let authors: Vec<String> = doc.authors.iter().map(words::author).collect();
    words.field("label-authors", &authors.join(", "))?;
    words.field("label-version", &doc.version)?;
    words.gap()?;
    words.text(&doc.text)
}

/// What an edit changed.
pub(super) fn words_of_edit(edit: &DocEdited, words: &mut Words<'_>) -> Result<(), Failure> {
    let parts = [
        words.get(if edit.saved { "saved" } else { "not-saved-yet" }),
        words.count("doc-inserted", edit.inserted),
        words.count("doc-deleted", edit.deleted),
    ];
    words.row(&parts)?;
    words.field("label-version", &edit.version)
}

/// Versions, oldest first.
pub(super) fn words_of_history(
    versions: &[DocVersion],
    words: &mut Words<'_>,
) -> Result<(), Failure> {
    for version in versions {
        let parts = [
            words.time(&version.at),
            words::author(&version.author),
            words.count("doc-inserted", version.inserted),
            words.count("doc-deleted", version.deleted),
            version.version.clone(),
        ];
        words.row(&parts)?;
    }
    Ok(())
}
