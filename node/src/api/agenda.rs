//! Agendas: what one edition changed, and editions that count for nothing.

use serde::{Deserialize, Serialize};

use super::Author;

/// What is new about an item of an agenda. Fields say how it was before, where they changed.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct ItemChange {
    /// `new`, `changed`, `cancelled`, `planned` (it was cancelled before).
    pub kind: String,
    /// The title before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// RFC 3339 UTC of the start before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts: Option<String>,
    /// The place before, also where there is none any more; empty where there was none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

/// An edition by somebody who may not publish: it was refused and counts for nothing.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct RefusedRow {
    /// The number it claims.
    pub edition: u32,
    /// Who signed it.
    pub by: Author,
    /// RFC 3339 UTC, by her clock.
    pub at: String,
}
