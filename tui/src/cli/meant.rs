//! Whether somebody means it: at a terminal she types a word.

use std::io;

use asamblea_node::api::ErrorKind;

use super::failure::Failure;
use super::output::say;
use super::session::Session;

/// Asks for the word of a text; another one ends with the sentence of `refused`.
pub(super) fn by_word(
    word: &str,
    ask: &str,
    refused: &'static str,
    session: &Session,
) -> Result<(), Failure> {
    let texts = &session.texts;
    let word = texts.get(word);
    say(&texts.with(ask, &[("word", &word)]));
    let mut typed = String::new();
    io::stdin()
        .read_line(&mut typed)
        .map_err(|error| Failure::reading(&error, "-"))?;
    if typed.trim().to_lowercase() == word {
        return Ok(());
    }
    Err(Failure::said(ErrorKind::Usage, refused))
}
