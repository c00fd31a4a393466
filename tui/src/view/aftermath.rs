//! What a word about a member leaves to be done, in words.

use asamblea_node::api::Membership;

use crate::harmless::{harmless, quoted};
use crate::lang::Texts;

/// A sentence for each thing that did not follow from it, or that somebody else does.
pub(crate) fn notes(texts: &Texts, act: &Membership) -> Vec<String> {
    let mut notes = Vec::new();
    if act.uncut {
        notes.push(texts.get("member-uncut"));
    }
    if !act.unrotated.is_empty() {
        let spaces = listed(&act.unrotated);
        notes.push(texts.with("member-unrotated", &[("spaces", &spaces)]));
    }
    notes
}

/// Names of others, quoted, with commas between them.
pub(crate) fn listed(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
    harmless(&names.join(", "))
}
