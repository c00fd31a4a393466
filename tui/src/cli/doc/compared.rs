//! `doc diff`: what changed between two versions.

use asamblea_node::api::{ApiError, DocVersion, ErrorKind, Reply, Request};
use asamblea_node::client::Client;
use serde::Serialize;

use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::cli::words::Words;
use crate::compare::{Fate, compare};

#[derive(Serialize)]
struct Line<'a> {
    sign: char,
    text: &'a str,
}

#[derive(Serialize)]
struct Compared<'a> {
    id: &'a str,
    from: &'a str,
    to: &'a str,
    inserted: usize,
    deleted: usize,
    text: &'a str,
    lines: Vec<Line<'a>>,
}

/// The names of two versions and their texts.
struct Pair {
    from: String,
    to: String,
    before: String,
    after: String,
}

/// Compares two versions: without names the newest change; with one, what came since.
pub(super) async fn run(
    id: String,
    from: Option<String>,
    to: Option<String>,
    session: &mut Session,
) -> Result<(), Failure> {
    let client = session.client(None).await?;
    let pair = pair(&client, &id, from, to).await;
    session.let_go(client).await;
    let pair = pair?;
    let difference = compare(&pair.before, &pair.after);
    let text = difference.text();
    if session.out.is_json() {
        let lines = difference.places.iter().flatten();
        let lines = lines.map(|(fate, text)| Line {
            sign: fate.sign(),
            text,
        });
        return session.out.object(&Compared {
            id: &id,
            from: &pair.from,
            to: &pair.to,
            inserted: difference.inserted,
            deleted: difference.deleted,
            text: &text,
            lines: lines.collect(),
        });
    }
    let words = &mut Words::new(&mut session.out, &session.texts);
    if difference.places.is_empty() {
        return words.sentence("doc-same");
    }
    let changed = difference.places.iter().flatten();
    let changed = changed.filter(|(fate, _)| *fate != Fate::Kept).count();
    let parts = [
        words.count("doc-lines", u64::try_from(changed).unwrap_or(u64::MAX)),
        words.count("doc-inserted", letters(difference.inserted)),
        words.count("doc-deleted", letters(difference.deleted)),
    ];
    words.row(&parts)?;
    words.text(&text)
}

fn letters(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

async fn pair(
    client: &Client,
    id: &str,
    from: Option<String>,
    to: Option<String>,
) -> Result<Pair, ApiError> {
    let (from, to) = match (from, to) {
        (Some(from), to) => (Some(from), to),
        (None, to) => {
            let history = Request::DocHistory { id: id.to_owned() };
            let Reply::DocVersions(versions) = client.call(history).await? else {
                return Err(ErrorKind::Internal.into());
            };
            (before_the_last(&versions), to)
        }
    };
    let (before, from) = match from {
        Some(from) => text(client, id, Some(from)).await?,
        // Before the first change there was no text.
        None => (String::new(), "0".to_owned()),
    };
    let (after, to) = text(client, id, to).await?;
    Ok(Pair {
        from,
        to,
        before,
        after,
    })
}

fn before_the_last(versions: &[DocVersion]) -> Option<String> {
    let before = versions.len().checked_sub(2)?;
    versions.get(before).map(|version| version.version.clone())
}

async fn text(client: &Client, id: &str, at: Option<String>) -> Result<(String, String), ApiError> {
    let id = id.to_owned();
    match client.call(Request::DocShow { id, at }).await? {
        Reply::Doc(doc) => Ok((doc.text, doc.version)),
        _ => Err(ErrorKind::Internal.into()),
    }
}
