//! Links in words, the same on the screen and in plain text.

use asamblea_node::api::LinkRow;

use crate::harmless::harmless;
use crate::lang::Texts;

/// `discusión «El taller de junio»`.
pub(crate) fn link(texts: &Texts, row: &LinkRow) -> String {
    if row.kind.is_empty() {
        return texts.get("chain-unread");
    }
    let kind = texts.get(&format!("search-kind-{}", row.kind));
    let title = harmless(&row.title);
    texts.with("chain-link", &[("kind", &kind), ("title", &title)])
}
