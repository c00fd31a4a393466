//! Documents: comments beside their text.

use serde::{Deserialize, Serialize};

use super::Author;

/// A comment beside the text of a document.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct CommentRow {
    /// The comment.
    pub id: String,
    /// Who wrote it.
    pub author: Author,
    /// What it says; empty once it is taken back.
    pub body: String,
    /// The words it is on, as its author saw them.
    pub quote: String,
    /// RFC 3339 UTC, by her clock.
    pub at: String,
    /// Where in the text its words begin, in code points; the end where that place is gone.
    pub place: usize,
    /// The line of that place, from 1.
    pub line: usize,
    /// The words stand there as she saw them.
    pub stands: bool,
    /// Its author took it back.
    pub retracted: bool,
    /// My person wrote it.
    pub mine: bool,
}
