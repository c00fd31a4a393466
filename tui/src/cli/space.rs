//! `space`: places of work and who is in them.

use std::io::{self, IsTerminal};

use asamblea_node::api::{ErrorKind, ReaderRow, Request, SpaceDetail, SpaceRow};

use super::failure::{Failure, quoted};
use super::meant;
use super::output::say;
use super::session::Session;
use super::who;
use super::words::{Words, short};
use crate::view::reading;

/// Verbs of `space`.
#[derive(Debug, clap::Subcommand)]
pub(super) enum Verb {
    #[command(aliases = ["nuevo", "nueva"])]
    New {
        #[arg(long)]
        name: String,
        #[arg(long, default_value = "working", value_parser = ["working", "subregion", "case"])]
        kind: String,
        #[arg(long, value_name = "WHO")]
        with: Vec<String>,
        #[arg(long, value_parser = ["full", "from-join"])]
        history: Option<String>,
        #[arg(long, value_name = "DAYS")]
        retain: Option<u64>,
    },
    #[command(alias = "lista")]
    List,
    #[command(alias = "ver")]
    Show { id: String },
    #[command(alias = "lectoras")]
    Readers { space: String },
    #[command(alias = "agregar")]
    Add {
        space: String,
        who: String,
        #[arg(long, default_value = "write", value_parser = ["write", "read", "admin"])]
        role: String,
    },
    #[command(alias = "quitar")]
    Remove { space: String, who: String },
    #[command(alias = "salir")]
    Leave {
        space: String,
        #[arg(long)]
        yes: bool,
    },
}

/// Does what the verb says.
pub(super) async fn run(verb: Verb, session: &mut Session) -> Result<(), Failure> {
    if let Verb::Leave { space, yes: false } = &verb {
        is_meant(space, session)?;
    }
    session
        .show(match verb {
            Verb::New {
                name,
                kind,
                with,
                history,
                retain,
            } => Request::SpaceNew {
                name,
                kind,
                with,
                history,
                retain,
            },
            Verb::List => Request::SpaceList,
            Verb::Show { id } => Request::SpaceShow { id },
            Verb::Readers { space } => Request::SpaceReaders { space },
            Verb::Add { space, who, role } => Request::SpaceAdd { space, who, role },
            Verb::Remove { space, who } => Request::SpaceRemove { space, who },
            Verb::Leave { space, .. } => Request::SpaceLeave { space },
        })
        .await
}

/// Who leaves cannot let herself in again.
fn is_meant(space: &str, session: &Session) -> Result<(), Failure> {
    if !io::stdin().is_terminal() {
        return Err(Failure::said(ErrorKind::Usage, "error-leave-yes"));
    }
    let space = quoted(space);
    say(&session.texts.with("leave-warning", &[("space", &space)]));
    meant::by_word("leave-word", "leave-ask", "error-leave-word", session)
}

/// One line each.
pub(super) fn words_of_list(rows: &[SpaceRow], words: &mut Words<'_>) -> Result<(), Failure> {
    if rows.is_empty() {
        return words.sentence("space-none");
    }
    rows.iter().try_for_each(|row| line(row, words))
}

/// A space and who is in it.
pub(super) fn words(space: &SpaceDetail, words: &mut Words<'_>) -> Result<(), Failure> {
    line(&space.row, words)?;
    let history = words.code("space-history", &space.history);
    words.field("label-history", &history)?;
    if let Some(days) = space.row.retain {
        let retain = words.count("space-retain", days);
        words.row(&[retain])?;
    }
    let people = words.count("space-people", space.people);
    let orgs = words.count("space-orgs", space.orgs);
    words.row(&[people, orgs])?;
    who::words(&space.members, words)
}

/// Everyone who reads a space and why, one line each; the carriers last.
pub(super) fn words_of_readers(rows: &[ReaderRow], words: &mut Words<'_>) -> Result<(), Failure> {
    words.text(&words.spoken(reading::summary, rows))?;
    for row in rows {
        let state = words.mark(row.unverified, "ui-state-unverified");
        let role = words.spoken(reading::role, row);
        let devices = words.count("space-reader-devices", row.devices);
        let mut parts = vec![reading::name(row), words.spoken(reading::first_why, row)];
        parts.extend([role, state, devices]);
        words.row(&parts)?;
        // Whoever closes one way has to know of the others.
        for path in row.paths.iter().skip(1) {
            let why = words.why(row, path);
            words.block(&why)?;
        }
    }
    words.sentence("ui-reads-gone")
}

fn line(row: &SpaceRow, words: &mut Words<'_>) -> Result<(), Failure> {
    let parts = [
        short(&row.id).to_owned(),
        row.name.clone(),
        words.code("space-kind", &row.kind),
        words.code("role", &row.role),
        unread(row.unread, words),
        forgotten(row.retain, row.forgotten, words),
    ];
    words.row(&parts)
}

/// That something was forgotten here, and after how many days; nothing where nothing was.
pub(super) fn forgotten(days: Option<u64>, n: u64, words: &Words<'_>) -> String {
    match days {
        Some(days) if n > 0 => words.count("space-forgotten", days),
        _ => String::new(),
    }
}

/// How much is unread; nothing where all is read.
pub(super) fn unread(n: u64, words: &Words<'_>) -> String {
    if n == 0 {
        String::new()
    } else {
        words.count("unread", n)
    }
}
