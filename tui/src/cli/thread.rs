//! `thread`: discussions.

mod import;

use std::path::PathBuf;

use asamblea_node::api::{
    ErrorKind, PostRow, Reply, Request, ThreadCreated, ThreadImported, ThreadRow,
};

use super::failure::Failure;
use super::output::say;
use super::session::Session;
use super::space::unread;
use super::words::{self, Words, short};
use super::{exported, found, input};
use crate::export;

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
    #[command(alias = "editar")]
    Edit {
        post: String,
        #[arg(long)]
        body: Option<String>,
    },
    #[command(alias = "retirar")]
    Retract { post: String },
    #[command(alias = "cerrar")]
    Close { id: String },
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
    #[command(alias = "exportar")]
    Export {
        id: String,
        #[arg(long, value_parser = ["md", "jsonl"])]
        format: String,
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
            let body = some_body(body, session)?;
            Request::ThreadReply { id, to, body }
        }
        Verb::Edit { post, body } => {
            let body = some_body(body, session)?;
            Request::ThreadEdit { post, body }
        }
        Verb::Retract { post } => Request::ThreadRetract { post },
        Verb::Close { id } => Request::ThreadClose { id },
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
        Verb::Export { id, format } => return export(id, &format, session).await,
    };
    session.show(request).await
}

fn some_body(body: Option<String>, session: &Session) -> Result<String, Failure> {
    let body = input::body(body, &session.texts)?;
    if body.trim().is_empty() {
        return Err(Failure::said(ErrorKind::Usage, "error-empty-body"));
    }
    Ok(body)
}

async fn export(id: String, format: &str, session: &mut Session) -> Result<(), Failure> {
    let client = session.client(None).await?;
    let show = Request::ThreadShow { id: id.clone() };
    let posts = client.call(show).await;
    let list = client.call(Request::ThreadList { space: None }).await;
    session.let_go(client).await;
    let (Reply::Posts { posts, damaged }, Reply::Threads(rows)) = (posts?, list?) else {
        return Err(Failure::internal("thread"));
    };
    if damaged {
        session.out.end_with(ErrorKind::Damaged.exit_status());
        say(&session.texts.get("missing-damaged"));
    }
    let text = match format {
        "jsonl" => export::thread::jsonl(&posts),
        _ => {
            let title = rows.iter().find(|row| is_named(row, &id, &posts));
            let title = title.map_or("", |row| row.title.as_str());
            export::thread::markdown(title, &posts, &session.texts)
        }
    };
    exported::print(format, &text, session)
}

/// Whether a row is that of the thread that was asked for: an id, its beginning, or a title.
fn is_named(row: &ThreadRow, id: &str, posts: &[PostRow]) -> bool {
    let begun = posts.first().is_some_and(|post| post.id == row.id);
    begun || row.id.starts_with(&id.to_lowercase()) || row.title.eq_ignore_ascii_case(id)
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
