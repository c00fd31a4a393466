//! `thread`: discussions.

mod import;

use std::path::PathBuf;

use asamblea_node::api::{ErrorKind, PostRow, Request, ThreadCreated, ThreadImported, ThreadRow};

use super::failure::Failure;
use super::session::Session;
use super::space::unread;
use super::words::{self, Words, short};
use super::{found, input};

/// Verbs of `thread`.
#[derive(Debug, clap::Subcommand)]
pub(super) enum Verb {
    #[command(aliases = ["nueva", "nuevo"])]
    New {
        #[arg(long)]
        space: String,
        #[arg(long)]
        title: String,
        #[arg(long)]
        body: Option<String>,
    },
    #[command(alias = "lista")]
    List {
        #[arg(long)]
        space: Option<String>,
    },
    #[command(alias = "ver")]
    Show { id: String },
    #[command(alias = "leida")]
    Read { id: String },
    #[command(alias = "responder")]
    Reply {
        id: String,
        #[arg(long, value_name = "POST")]
        to: Option<String>,
        #[arg(long)]
        body: Option<String>,
    },
    #[command(alias = "importar")]
    Import {
        #[arg(long)]
        space: String,
        #[arg(long)]
        title: String,
        #[arg(long, value_parser = ["whatsapp", "mbox", "jsonl"])]
        format: String,
        file: PathBuf,
    },
}

/// Does what the verb says.
pub(super) async fn run(verb: Verb, session: &mut Session) -> Result<(), Failure> {
    let request = match verb {
        Verb::New { space, title, body } => Request::ThreadNew {
            space,
            title,
            body: input::body(body, &session.texts)?,
        },
        Verb::List { space } => Request::ThreadList { space },
        Verb::Show { id } => Request::ThreadShow { id },
        Verb::Read { id } => Request::ThreadRead { id },
        Verb::Reply { id, to, body } => {
            let body = input::body(body, &session.texts)?;
            if body.trim().is_empty() {
                return Err(Failure::said(ErrorKind::Usage, "error-empty-body"));
            }
            Request::ThreadReply { id, to, body }
        }
        Verb::Import {
            space,
            title,
            format,
            file,
        } => Request::ThreadImport {
            space,
            title,
            posts: import::posts(&format, &file)?,
        },
    };
    session.show(request).await
}

/// A new thread.
pub(super) fn words_of_new(new: &ThreadCreated, words: &mut Words<'_>) -> Result<(), Failure> {
    let saved = asamblea_node::api::Saved {
        id: new.id.clone(),
        saved: new.saved,
    };
    found::words_of_saved(&saved, words)
}

/// One line each.
pub(super) fn words_of_list(rows: &[ThreadRow], words: &mut Words<'_>) -> Result<(), Failure> {
    if rows.is_empty() {
        return words.sentence("thread-none");
    }
    for row in rows {
        let parts = [
            short(&row.id).to_owned(),
            title(row, words),
            words.count("thread-posts", row.posts),
            unread(row.unread, words),
            words.time(&row.last_at),
            words.mark(row.closed, "thread-closed"),
        ];
        words.row(&parts)?;
    }
    Ok(())
}

/// What a thread is called; one whose beginning was forgotten here has no title any more.
fn title(row: &ThreadRow, words: &Words<'_>) -> String {
    if row.forgotten {
        words.get("thread-forgotten")
    } else {
        row.title.clone()
    }
}

/// The posts of a thread.
pub(super) fn words(
    posts: &[PostRow],
    damaged: bool,
    words: &mut Words<'_>,
) -> Result<(), Failure> {
    for post in posts {
        let reply_to = post.reply_to.as_deref().map(short);
        let parts = [
            words::author(&post.author),
            words.time(&post.at),
            short(&post.id).to_owned(),
            reply_to
                .map(|id| format!("{} {id}", words.get("post-answers")))
                .unwrap_or_default(),
            words.mark(post.edited, "post-edited"),
            words.mark(post.quarantined, "post-quarantined"),
            words.mark(post.unread, "post-unread"),
            words.mark(post.delivered, "post-delivered"),
        ];
        words.row(&parts)?;
        if let Some(by) = &post.by {
            words.field("post-by", by)?;
        }
        if post.retracted {
            words.sentence("post-retracted")?;
        } else {
            words.block(&post.body)?;
        }
        words.gap()?;
    }
    if damaged {
        words.sentence("thread-damaged")?;
    }
    Ok(())
}

/// A thread that came from elsewhere.
pub(super) fn words_of_import(new: &ThreadImported, words: &mut Words<'_>) -> Result<(), Failure> {
    let posts = words.count("thread-posts", new.posts);
    let label = words.get("saved");
    words.row(&[format!("{label}: {}", short(&new.id)), posts])
}
