//! How far the opening of a profile is, in words.

use asamblea_node::client::Phase;

use crate::lang::Texts;

/// What is being done, and how much of it is done.
pub(crate) fn words(texts: &Texts, (phase, percent): (Phase, u8)) -> String {
    let key = match phase {
        Phase::Reading => "progress-reading",
        Phase::Indexing => "progress-indexing",
        Phase::Sorting => "progress-sorting",
    };
    texts.with(key, &[("percent", &percent.to_string())])
}
