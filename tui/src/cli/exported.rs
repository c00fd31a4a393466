//! What `export` of one thing prints: the text itself, or an object with its form.

use std::io::{self, IsTerminal};

use serde::Serialize;

use super::failure::Failure;
use super::meant;
use super::output::say;
use super::session::Session;

#[derive(Serialize)]
struct Exported<'a> {
    format: &'a str,
    text: &'a str,
}

/// Prints an exported text. It ends as it is: a file made of it is the text and nothing more.
pub(super) fn print(format: &str, text: &str, session: &mut Session) -> Result<(), Failure> {
    if session.out.is_json() {
        return session.out.object(&Exported { format, text });
    }
    session.out.part(text)
}

/// Asks a person at a terminal whether names and places are to leave the program; whoever is none
/// said so with the option.
pub(super) fn is_meant(session: &Session) -> Result<(), Failure> {
    if !io::stdin().is_terminal() {
        return Ok(());
    }
    say(&session.texts.get("export-full-warning"));
    meant::by_word(
        "export-yes",
        "export-full-ask",
        "error-export-not-meant",
        session,
    )
}
