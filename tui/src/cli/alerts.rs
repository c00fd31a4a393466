//! `alerts`: what needs care.

use asamblea_node::api::{AlertRow, Request};

use super::failure::{Failure, quoted};
use super::session::Session;
use super::words::{Words, short};
use crate::lang::Texts;

/// Verbs of `alerts`.
#[derive(Debug, clap::Subcommand)]
pub(super) enum Verb {
    #[command(alias = "lista")]
    List,
    #[command(alias = "hecho")]
    Done { id: String },
}

/// Does what the verb says.
pub(super) async fn run(verb: Verb, session: &mut Session) -> Result<(), Failure> {
    session
        .show(match verb {
            Verb::List => Request::AlertList,
            Verb::Done { id } => Request::AlertDone { id },
        })
        .await
}

/// One line each: what happened, what it means, what to do.
pub(super) fn words(rows: &[AlertRow], words: &mut Words<'_>) -> Result<(), Failure> {
    if rows.is_empty() {
        return words.sentence("alert-none");
    }
    for row in rows {
        let text = words.alert(&row.code, &row.subject, &row.text);
        let parts = [
            short(&row.id).to_owned(),
            words.time(&row.at),
            text,
            words.mark(row.done, "alert-done"),
        ];
        words.row(&parts)?;
    }
    Ok(())
}

/// The sentence of an alert; the node's own where the code is a new one.
pub(super) fn sentence(code: &str, subject: &str, text: &str, texts: &Texts) -> String {
    let key = format!("alert-{}", code.replace('_', "-"));
    let sentence = texts.with(&key, &[("subject", &quoted(subject))]);
    if sentence == key {
        text.to_owned()
    } else {
        sentence
    }
}
