//! What a refounding of the network waits for, in words.

use asamblea_node::api::OrgWords;

use super::aftermath::listed;
use crate::lang::Texts;

/// How many are needed, which agreed, which may still.
pub(crate) fn waits(texts: &Texts, words: &OrgWords) -> String {
    let needed = words.needed.to_string();
    let agreed = match words.agreed.is_empty() {
        // Picks the form in which nobody did.
        true => "none".to_owned(),
        false => listed(&words.agreed),
    };
    let arguments = [
        ("needed", needed.as_str()),
        ("agreed", agreed.as_str()),
        ("missing", &listed(&words.missing)),
    ];
    texts.with("refound-orgs", &arguments)
}

/// The same for a sentence that picks another form where there is nothing to say.
pub(crate) fn waits_or_none(texts: &Texts, words: Option<&OrgWords>) -> String {
    words.map_or_else(|| "none".to_owned(), |words| waits(texts, words))
}
