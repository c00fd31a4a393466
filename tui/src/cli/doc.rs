//! `doc`: documents that are written together.

mod compared;
mod template;

use std::path::PathBuf;

use asamblea_node::api::{
    CommentRow, DocDetail, DocEdited, DocRow, DocVersion, ErrorKind, Reply, Request,
};

use super::failure::{Failure, quoted};
use super::session::Session;
use super::words::{self, Words, short};
use super::{exported, input};
use crate::export;

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
    #[command(alias = "comparar")]
    Diff {
        id: String,
        #[arg(value_name = "A")]
        from: Option<String>,
        #[arg(value_name = "B")]
        to: Option<String>,
    },
    #[command(alias = "volver")]
    Restore {
        id: String,
        #[arg(value_name = "VERSION")]
        version: String,
    },
    #[command(alias = "comentar")]
    Comment {
        id: String,
        #[arg(long, value_name = "TEXT")]
        on: String,
        #[arg(long)]
        body: Option<String>,
    },
    #[command(alias = "retirar")]
    Retract { comment: String },
    #[command(alias = "exportar")]
    Export {
        id: String,
        #[arg(long, value_parser = ["md", "html"])]
        format: String,
        #[arg(long, value_name = "VERSION")]
        at: Option<String>,
    },
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
        Verb::Diff { id, from, to } => return compared::run(id, from, to, session).await,
        Verb::Restore { id, version } => Request::DocRestore { id, version },
        Verb::Comment { id, on, body } => Request::DocComment {
            id,
            on,
            body: input::body(body, &session.texts)?,
        },
        Verb::Retract { comment } => Request::CommentRetract { id: comment },
        Verb::Export { id, format, at } => {
            let reply = session.ask_whole(Request::DocShow { id, at }).await?;
            let Reply::Doc(doc) = reply else {
                return Err(Failure::internal("doc"));
            };
            let text = match format.as_str() {
                "html" => export::doc::html(&doc, &session.texts),
                _ => export::doc::markdown(&doc),
            };
            return exported::print(&format, &text, session);
        }
    };
    session.show(request).await
}

pub(super) async fn show(
    id: String,
    at: Option<String>,
    text_only: bool,
    session: &mut Session,
) -> Result<(), Failure> {
    let show = Request::DocShow { id, at };
    if !text_only || session.out.is_json() {
        return session.show(show).await;
    }
    match session.ask(show).await? {
        Reply::Doc(doc) => Words::new(&mut session.out, &session.texts).text(&doc.text),
        _ => Err(Failure::internal("doc")),
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
    words.text(&doc.text)?;
    if doc.comments.iter().any(|comment| !comment.retracted) {
        words.gap()?;
        words_of_comments(&doc.comments, words)?;
    }
    Ok(())
}

/// Comments, each under the words that it is on.
pub(super) fn words_of_comments(
    comments: &[CommentRow],
    words: &mut Words<'_>,
) -> Result<(), Failure> {
    for comment in comments.iter().filter(|comment| !comment.retracted) {
        let line = comment.line.to_string();
        let quote = quoted(&comment.quote);
        let place = if comment.stands {
            "comment-on"
        } else {
            "comment-on-gone"
        };
        words.sentence_with(place, &[("quote", &quote), ("line", &line)])?;
        let parts = [
            words::author(&comment.author),
            words.time(&comment.at),
            short(&comment.id).to_owned(),
        ];
        words.row(&parts)?;
        words.block(&comment.body)?;
    }
    Ok(())
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
