//! What a word about a member leaves to be done, in words.

use asamblea_node::api::{Membership, PendingRow};

use crate::harmless::{harmless, quoted};
use crate::lang::Texts;

/// A sentence for each thing that did not follow from it, or that somebody else does.
pub(crate) fn notes(texts: &Texts, act: &Membership) -> Vec<String> {
    let mut notes = Vec::new();
    if !act.ousted.is_empty() {
        let names = listed(&act.ousted);
        notes.push(texts.with("member-ousted", &[("names", &names)]));
    }
    if act.uncut {
        notes.push(texts.get("member-uncut"));
    }
    if !act.unrotated.is_empty() {
        let spaces = listed(&act.unrotated);
        notes.push(texts.with("member-unrotated", &[("spaces", &spaces)]));
    }
    notes
}

/// What is to be known before the second word against somebody: that it carries a cut, and whom it
/// throws out beside her. Nothing where there is nothing to know.
pub(crate) fn warning(texts: &Texts, cut: bool, ousts: &[String]) -> Option<String> {
    let key = match (cut, ousts.is_empty()) {
        (false, true) => return None,
        (true, true) => "word-cuts",
        (false, false) => "word-ousts",
        (true, false) => "word-cuts-and-ousts",
    };
    Some(texts.with(key, &[("names", &listed(ousts))]))
}

/// The same of something that waits.
pub(crate) fn of_waiting(texts: &Texts, row: &PendingRow) -> Option<String> {
    warning(texts, row.act.cut, &row.ousts)
}

/// Names of others, quoted, with commas between them.
pub(crate) fn listed(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
    harmless(&names.join(", "))
}
