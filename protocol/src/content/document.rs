//! Documents: their beginning and their edits. What an edit holds is [`crate::document`]'s.

use super::codec::{Fields, Reader, Writer};
use super::{ContentFault, TITLE_BYTES_MAX};
use crate::id::OpId;

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
