//! Documents: their titles and updates. The text is [`crate::document`]'s.

use std::collections::BTreeMap;

use super::store::{Author, Authors};
use super::{Admitted, Hold, Outcome, Refusal, Stamp, Taken};
use crate::content::Body;
use crate::crypto::{Digest, Domain, hash};
use crate::document::{Document, Imported, UpdateFigures};
use crate::id::{DeviceId, OpId};
use crate::time::WallTime;

#[derive(Debug)]
struct DocumentRow {
    title: Box<str>,
    author: u32,
    at: WallTime,
    order: u64,
    /// In causal order; concurrent ones by id.
    updates: BTreeMap<Stamp, UpdateRow>,
    /// Of the text, until an update comes.
    text_hash: Option<Digest>,
}

#[derive(Debug)]
struct UpdateRow {
    author: u32,
    at: WallTime,
    order: u64,
    figures: UpdateFigures,
    bytes: Box<[u8]>,
}

#[derive(Debug, Default)]
pub(super) struct Documents {
    all: BTreeMap<OpId, DocumentRow>,
}

impl Documents {
    pub(super) fn take(&mut self, op: &Admitted, author: u32) -> Taken {
        match &op.content.body {
            Body::DocNew(new) => {
                if self.knows(op.id) {
                    return Ok(Outcome::Repeated);
                }
                self.all.insert(
                    op.id,
                    DocumentRow {
                        title: new.title.as_str().into(),
                        author,
                        at: op.content.at,
                        order: op.order,
                        updates: BTreeMap::new(),
                        text_hash: None,
                    },
                );
                Ok(Outcome::Changed(Some(op.id)))
            }
            Body::DocUpdate(update) => {
                let row = self.all.get_mut(&update.doc).ok_or(Hold::For(update.doc))?;
                let stamp = op.stamp();
                if row.updates.contains_key(&stamp) {
                    return Ok(Outcome::Repeated);
                }
                let figures = UpdateFigures::read(update.doc, op.author.device, &update.update)
                    .map_err(|_| Hold::Refused(Refusal::Damaged))?;
                row.updates.insert(
                    stamp,
                    UpdateRow {
                        author,
                        at: op.content.at,
                        order: op.order,
                        figures,
                        bytes: update.update.as_slice().into(),
                    },
                );
                row.text_hash = None;
                Ok(Outcome::Changed(Some(update.doc)))
            }
            _ => Err(Hold::Refused(Refusal::WrongKind)),
        }
    }

    pub(super) fn knows(&self, id: OpId) -> bool {
        self.all.contains_key(&id)
    }

    pub(super) fn all<'v>(
        &'v self,
        authors: &'v Authors,
    ) -> impl Iterator<Item = DocumentView<'v>> + 'v {
        self.all.iter().map(|(id, row)| DocumentView {
            id: *id,
            row,
            authors,
        })
    }

    pub(super) fn document<'v>(
        &'v self,
        id: OpId,
        authors: &'v Authors,
    ) -> Option<DocumentView<'v>> {
        Some(DocumentView {
            id,
            row: self.all.get(&id)?,
            authors,
        })
    }

    pub(super) fn open(
        &self,
        id: OpId,
        device: Option<DeviceId>,
        authors: &Authors,
    ) -> Option<(Document, Imported)> {
        Some(open(id, self.all.get(&id)?, device, authors))
    }

    /// A hash of each document's text, worked out where it changed.
    pub(super) fn text_hashes(&mut self, authors: &Authors) -> BTreeMap<OpId, Digest> {
        let hashes = self.all.iter_mut().map(|(id, row)| {
            let text_hash = row.text_hash.unwrap_or_else(|| {
                let (document, _) = open(*id, row, None, authors);
                hash(Domain::StateHash, &[document.text().as_bytes()])
            });
            row.text_hash = Some(text_hash);
            (*id, text_hash)
        });
        hashes.collect()
    }
}

fn open(
    id: OpId,
    row: &DocumentRow,
    device: Option<DeviceId>,
    authors: &Authors,
) -> (Document, Imported) {
    let updates = row.updates.iter().map(|(stamp, update)| {
        (
            stamp.id,
            authors.author(update.author).device,
            update.bytes.to_vec(),
        )
    });
    Document::open(id, device, updates)
}

/// A document: all but its text.
#[derive(Clone, Copy, Debug)]
pub struct DocumentView<'v> {
    /// The operation that began it.
    pub id: OpId,
    row: &'v DocumentRow,
    authors: &'v Authors,
}

impl<'v> DocumentView<'v> {
    /// As given; show it harmless.
    #[must_use]
    pub fn title(&self) -> &'v str {
        &self.row.title
    }

    /// Who began it.
    #[must_use]
    pub fn author(&self) -> &'v Author {
        self.authors.author(self.row.author)
    }

    /// When it was begun, as its author claims.
    #[must_use]
    pub const fn at(&self) -> WallTime {
        self.row.at
    }

    /// The updates, each after all that it follows.
    pub fn updates(&self) -> impl DoubleEndedIterator<Item = UpdateView<'v>> + use<'v> {
        let authors = self.authors;
        self.row.updates.iter().map(move |(stamp, row)| UpdateView {
            id: stamp.id,
            author: authors.author(row.author),
            at: row.at,
            order: row.order,
            figures: row.figures,
            bytes: &row.bytes,
        })
    }

    /// The newest time that any of its authors claims.
    #[must_use]
    pub fn newest(&self) -> WallTime {
        self.row
            .updates
            .values()
            .map(|update| update.at)
            .fold(self.row.at, Ord::max)
    }

    /// The place in the order of arrival of what came last.
    #[must_use]
    pub fn last_order(&self) -> u64 {
        self.row
            .updates
            .values()
            .map(|update| update.order)
            .fold(self.row.order, Ord::max)
    }
}

/// An update of a document.
#[derive(Clone, Copy, Debug)]
pub struct UpdateView<'v> {
    /// The operation.
    pub id: OpId,
    /// Who wrote it.
    pub author: &'v Author,
    /// When, as she claims.
    pub at: WallTime,
    /// Its place in the order of arrival here.
    pub order: u64,
    /// What it did.
    pub figures: UpdateFigures,
    /// What [`Document::check`] takes.
    pub bytes: &'v [u8],
}
