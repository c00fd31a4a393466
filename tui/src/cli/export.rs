//! `export`: everything that this device may read, as files that any program opens. It only reads:
//! nothing counts as looked at because it was written out.

mod attached;
mod folder;
mod work;

use std::path::PathBuf;

use asamblea_node::api::{
    AgendaRow, DocRow, ErrorKind, PostRow, Reply, Request, SpaceRow, ThreadRow, WhoRow,
};
use asamblea_node::client::Client;
use serde::Serialize;

use self::folder::{Folder, slug};
use super::failure::Failure;
use super::output::say;
use super::session::{Session, absolute};
use super::words::{self, Words};
use crate::export::{self, csv};
use crate::lang::Texts;

/// Options of `export`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    dir: PathBuf,
    #[arg(long)]
    space: Option<String>,
}

/// What was written.
#[derive(Debug, Default, Serialize)]
struct Report {
    dir: String,
    spaces: u64,
    files: u64,
    bytes: u64,
    /// Always false: who finds the folder reads it.
    encrypted: bool,
}

/// Writes it all; on a fault takes away again what was written.
pub(super) async fn run(args: Args, session: &mut Session) -> Result<(), Failure> {
    let dir = absolute(args.dir)?;
    let client = session.client(None).await?;
    let written = write(dir, args.space, &client, session).await;
    let whole = client.call(Request::Whole).await;
    session.let_go(client).await;
    let report = written?;
    let damaged = matches!(whole, Ok(Reply::Whole(false)));
    if damaged {
        session.out.end_with(ErrorKind::Damaged.exit_status());
    }
    if session.out.is_json() {
        session.out.object(&report)?;
    } else {
        let words = &mut Words::new(&mut session.out, &session.texts);
        let parts = [
            words.count("export-spaces", report.spaces),
            words.count("export-files", report.files),
            words.count("bundle-bytes", report.bytes),
        ];
        words.row(&parts)?;
        words.sentence("export-not-sealed")?;
    }
    if damaged {
        say(&session.texts.get("missing-damaged"));
    }
    Ok(())
}

async fn write(
    dir: PathBuf,
    only: Option<String>,
    client: &Client,
    session: &Session,
) -> Result<Report, Failure> {
    let texts = &session.texts;
    let Reply::Spaces(mut spaces) = client.call(Request::SpaceList).await? else {
        return Err(Failure::internal("spaces"));
    };
    match only {
        Some(only) => {
            let id = only_space(client, &only).await?;
            spaces.retain(|space| space.id == id);
        }
        // What a case says leaves it only where somebody names it.
        None => spaces.retain(|space| space.kind != "case"),
    }
    let mut folder = Folder::new(dir)?;
    let written = async {
        folder.file("", &texts.get("export-readme-name"), &readme(texts))?;
        let people = match client.call(Request::WhoList).await? {
            Reply::Who(rows) => people(&rows, texts),
            _ => return Err(Failure::internal("who")),
        };
        folder.file("", &format!("{}.csv", texts.get("export-people")), &people)?;
        for (at, space) in spaces.iter().enumerate() {
            let at = at.saturating_add(1);
            let name = format!("{at:02}-{}", slug(&space.name));
            write_space(space, &name, client, &mut folder, texts).await?;
            if session.tells_progress() {
                let (done, of) = (at.to_string(), spaces.len().to_string());
                say(&texts.with("export-progress", &[("done", &done), ("of", &of)]));
            }
        }
        Ok(())
    }
    .await;
    if let Err(fault) = written {
        folder.take_back();
        return Err(fault);
    }
    Ok(Report {
        dir: folder.name(),
        spaces: u64::try_from(spaces.len()).unwrap_or(u64::MAX),
        files: folder.files,
        bytes: folder.bytes,
        encrypted: false,
    })
}

async fn only_space(client: &Client, text: &str) -> Result<String, Failure> {
    let show = Request::SpaceShow {
        id: text.to_owned(),
    };
    match client.call(show).await? {
        Reply::Space(space) => Ok(space.row.id),
        _ => Err(Failure::internal("space")),
    }
}

fn readme(texts: &Texts) -> String {
    format!("{}\n", texts.get("export-readme"))
}

fn people(rows: &[WhoRow], texts: &Texts) -> String {
    let head = texts.get("export-people-head");
    let mut out = csv::line(head.split(';'));
    for row in rows {
        let org = row.org.as_deref().unwrap_or_default();
        let role = row.role.as_deref().unwrap_or_default();
        out.push_str(&csv::line([&*row.kind, &row.name, org, role, &row.state]));
    }
    out
}

async fn write_space(
    space: &SpaceRow,
    name: &str,
    client: &Client,
    folder: &mut Folder,
    texts: &Texts,
) -> Result<(), Failure> {
    folder.begin(name)?;
    let of = || Some(space.id.clone());
    if let Reply::Threads(rows) = client.call(Request::ThreadList { space: of() }).await? {
        write_threads(&rows, name, client, folder, texts).await?;
    }
    if let Reply::Docs(rows) = client.call(Request::DocList { space: of() }).await? {
        write_docs(&rows, name, client, folder, texts).await?;
    }
    if let Reply::Agendas(rows) = client.call(Request::AgendaList { space: of() }).await? {
        write_agendas(&rows, name, client, folder, texts).await?;
    }
    let mut work = work::Work {
        space: &space.id,
        name,
        client,
        folder,
        texts,
    };
    work.write().await?;
    attached::write(&space.id, name, client, folder, texts).await
}

/// `003-plan-2027`.
fn numbered(at: usize, title: &str) -> String {
    format!("{:03}-{}", at.saturating_add(1), slug(title))
}

async fn write_threads(
    rows: &[ThreadRow],
    name: &str,
    client: &Client,
    folder: &mut Folder,
    texts: &Texts,
) -> Result<(), Failure> {
    if rows.is_empty() {
        return Ok(());
    }
    let kind = texts.get("export-threads");
    let inside = format!("{name}/{kind}");
    folder.begin(&inside)?;
    let mut table = csv::line(texts.get("export-posts-head").split(';'));
    for (at, row) in rows.iter().enumerate() {
        let id = row.id.clone();
        let Reply::Posts { posts, .. } = client.call(Request::ThreadShow { id }).await? else {
            return Err(Failure::internal("posts"));
        };
        let text = export::thread::markdown(&row.title, &posts, texts);
        folder.file(&inside, &format!("{}.md", numbered(at, &row.title)), &text)?;
        for post in posts.iter().filter(|post| !post.retracted) {
            table.push_str(&post_line(row, post));
        }
    }
    folder.file(name, &format!("{kind}.csv"), &table)
}

fn post_line(thread: &ThreadRow, post: &PostRow) -> String {
    let by = post.by.clone();
    let by = by.unwrap_or_else(|| words::author(&post.author));
    csv::line([&*thread.title, &post.at, &by, &post.body])
}

async fn write_docs(
    rows: &[DocRow],
    name: &str,
    client: &Client,
    folder: &mut Folder,
    texts: &Texts,
) -> Result<(), Failure> {
    if rows.is_empty() {
        return Ok(());
    }
    let inside = format!("{name}/{}", texts.get("export-documents"));
    folder.begin(&inside)?;
    for (at, row) in rows.iter().enumerate() {
        let id = row.id.clone();
        let Reply::Doc(doc) = client.call(Request::DocRecord { id }).await? else {
            return Err(Failure::internal("doc"));
        };
        let mut text = export::doc::markdown(&doc);
        text.push_str(&export::doc::comments(&doc, texts));
        folder.file(&inside, &format!("{}.md", numbered(at, &row.title)), &text)?;
    }
    Ok(())
}

async fn write_agendas(
    rows: &[AgendaRow],
    name: &str,
    client: &Client,
    folder: &mut Folder,
    texts: &Texts,
) -> Result<(), Failure> {
    if rows.is_empty() {
        return Ok(());
    }
    let inside = format!("{name}/{}", texts.get("export-agendas"));
    folder.begin(&inside)?;
    for (at, row) in rows.iter().enumerate() {
        let show = Request::AgendaShow {
            id: row.id.clone(),
            edition: None,
        };
        let Reply::Agenda(agenda) = client.call(show).await? else {
            return Err(Failure::internal("agenda"));
        };
        let name = numbered(at, &row.title);
        for (form, ending) in [("md", "md"), ("ics", "ics")] {
            // A calendar is for a telephone: it carries hours alone, here too.
            let text = super::agenda::exported(&agenda, form, false, texts);
            folder.file(&inside, &format!("{name}.{ending}"), &text)?;
        }
    }
    Ok(())
}
