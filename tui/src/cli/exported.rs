//! What `export` of one thing prints: the text itself, or an object with its form.

use std::io::{self, IsTerminal};

use asamblea_node::api::ErrorKind;
use serde::Serialize;

use super::failure::Failure;
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
    let texts = &session.texts;
    if !io::stdin().is_terminal() {
        return Ok(());
    }
    let yes = texts.get("export-yes");
    say(&texts.get("export-full-warning"));
    say(&texts.with("export-full-ask", &[("word", &yes)]));
    let mut typed = String::new();
    io::stdin()
        .read_line(&mut typed)
        .map_err(|error| Failure::reading(&error, "-"))?;
    if typed.trim().to_lowercase() == yes {
        return Ok(());
    }
    Err(Failure::said(ErrorKind::Usage, "error-export-not-meant"))
}
