//! Documents: their beginning, their edits, comments beside the text. What an edit holds is
//! [`crate::document`]'s.

use super::codec::{Fields, Reader, Writer};
use super::{ContentFault, TITLE_BYTES_MAX};
use crate::document::Anchor;
use crate::id::OpId;

/// The most bytes of a comment: a page; what is longer is a text of its own.
pub const COMMENT_BYTES_MAX: usize = 8 * 1024;
/// The most bytes of the words that a comment is on: a few lines, to find the place again.
pub const QUOTE_BYTES_MAX: usize = 512;

/// A document begins; its id is the operation's.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct DocNew {
    /// At most [`TITLE_BYTES_MAX`] bytes.
    pub title: String,
}

impl Fields for DocNew {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        w.text(&self.title, TITLE_BYTES_MAX)
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        Ok(Self {
            title: r.text(TITLE_BYTES_MAX)?,
        })
    }
}

/// Edits of a document by the author's device, starting where its last update ended.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct DocUpdate {
    /// The document.
    pub doc: OpId,
    /// What [`crate::document::Document::commit`] gave.
    pub update: Vec<u8>,
}

impl Fields for DocUpdate {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        w.bytes(self.doc.as_bytes());
        w.bytes(&self.update);
        Ok(())
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        Ok(Self {
            doc: OpId::from_bytes(r.array()?),
            update: r.bytes()?.to_vec(),
        })
    }
}

/// A comment beside the text of a document; its id is the operation's.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct DocComment {
    /// The document.
    pub doc: OpId,
    /// Where the words begin that it is on.
    pub at: Anchor,
    /// Those words as its author saw them: at most [`QUOTE_BYTES_MAX`] bytes.
    pub quote: String,
    /// What it says: at most [`COMMENT_BYTES_MAX`] bytes.
    pub body: String,
}

impl Fields for DocComment {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        w.bytes(self.doc.as_bytes());
        w.bytes(&self.at.to_bytes());
        w.text(&self.quote, QUOTE_BYTES_MAX)?;
        w.text(&self.body, COMMENT_BYTES_MAX)
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        Ok(Self {
            doc: OpId::from_bytes(r.array()?),
            at: Anchor::from_bytes(&r.array()?),
            quote: r.text(QUOTE_BYTES_MAX)?,
            body: r.text(COMMENT_BYTES_MAX)?,
        })
    }
}

/// Its author takes a comment back.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct CommentRetract {
    /// The comment.
    pub comment: OpId,
}

impl Fields for CommentRetract {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        w.bytes(self.comment.as_bytes());
        Ok(())
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        Ok(Self {
            comment: OpId::from_bytes(r.array()?),
        })
    }
}
