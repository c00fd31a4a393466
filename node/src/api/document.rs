//! Documents: their text, versions and comments, and writing in one together.

use serde::{Deserialize, Serialize};

use super::{Author, Splice};

/// `doc list`.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct DocRow {
    /// The document.
    pub id: String,
    /// Title.
    pub title: String,
    /// The space.
    pub space: String,
    /// Opaque.
    pub version: String,
    /// Changed by others since last shown here.
    pub unread: bool,
    /// RFC 3339 UTC of the newest change.
    pub at: String,
}

/// `doc show`.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct DocDetail {
    /// The document.
    pub id: String,
    /// Title.
    pub title: String,
    /// The space.
    pub space: String,
    /// Text as given; show it harmless.
    pub text: String,
    /// Opaque.
    pub version: String,
    /// RFC 3339 UTC of the newest change.
    pub at: String,
    /// Everyone who wrote in it.
    pub authors: Vec<Author>,
    /// Comments beside the newest text, in causal order.
    #[serde(default)]
    pub comments: Vec<CommentRow>,
}

/// `doc edit`.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct DocEdited {
    /// Opaque.
    pub version: String,
    /// Code points put in.
    pub inserted: u64,
    /// Code points taken out.
    pub deleted: u64,
    /// It is durable.
    pub saved: bool,
}

/// One version of `doc history`.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct DocVersion {
    /// Opaque; `doc show --at` takes it.
    pub version: String,
    /// Who wrote it.
    pub author: Author,
    /// RFC 3339 UTC.
    pub at: String,
    /// Code points put in.
    pub inserted: u64,
    /// Code points taken out.
    pub deleted: u64,
}

/// Somebody else in the same document.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct RemoteCursor {
    /// Her device.
    pub device: String,
    /// Her name.
    pub name: String,
    /// Position in code points.
    pub at: usize,
}

/// One beat of live editing.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct DocBeat {
    /// The whole text: on opening, and when a command changed the document meanwhile.
    pub text: Option<String>,
    /// Others' edits, relative to the text after the request's splices.
    pub splices: Vec<Splice>,
    /// Opaque.
    pub version: String,
    /// Everything typed here is durable.
    pub saved: bool,
    /// Where others are.
    pub cursors: Vec<RemoteCursor>,
}

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
