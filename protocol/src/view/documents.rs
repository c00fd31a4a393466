//! Documents: their updates in causal order, and comments beside them; texts are built when
//! somebody looks.

use std::collections::BTreeMap;

use super::Admitted;
use crate::content::Body;
use crate::document::Anchor;
use crate::id::{DeviceId, OpId, SpaceId};
use crate::time::WallTime;

/// One update of a document.
#[derive(Clone, Debug)]
pub struct DocUpdate {
    /// The operation.
    pub id: OpId,
    /// The device that wrote it.
    pub author: DeviceId,
    /// Its author's person.
    pub person: Option<SpaceId>,
    /// Its author's clock.
    pub at: WallTime,
    /// The update as the document room made it: unchecked before it is imported.
    pub update: Box<[u8]>,
}

/// A comment beside a document's text.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Comment {
    /// The operation.
    pub id: OpId,
    /// The device that wrote it.
    pub author: DeviceId,
    /// Its author's person.
    pub person: Option<SpaceId>,
    /// Its author's clock.
    pub at: WallTime,
    /// Where the words begin that it is on.
    pub anchor: Anchor,
    /// Those words as its author saw them.
    pub quote: String,
    /// What it says; empty once it is taken back.
    pub body: String,
    /// Its author took it back.
    pub retracted: bool,
}

impl Comment {
    /// Whether somebody may take it back: its author's person, from any of her devices.
    #[must_use]
    pub fn is_by(&self, device: DeviceId, person: Option<SpaceId>) -> bool {
        self.author == device || (person.is_some() && self.person == person)
    }
}

/// One document.
#[derive(Clone, Debug)]
pub struct Doc {
    /// The operation that began it.
    pub id: OpId,
    /// Title.
    pub title: String,
    /// Who began it.
    pub author: DeviceId,
    /// When it began.
    pub created_at: WallTime,
    updates: BTreeMap<(u32, OpId), DocUpdate>,
    comments: BTreeMap<(u32, OpId), Comment>,
}

impl Doc {
    /// Updates in causal order.
    pub fn updates(&self) -> impl Iterator<Item = &DocUpdate> {
        self.updates.values()
    }

    /// Comments in causal order, those that were taken back with the rest.
    pub fn comments(&self) -> impl Iterator<Item = &Comment> {
        self.comments.values()
    }

    /// The newest time that an author claimed.
    #[must_use]
    pub fn last_at(&self) -> WallTime {
        self.updates()
            .map(|update| update.at)
            .max()
            .unwrap_or(self.created_at)
    }

    /// How many updates.
    #[must_use]
    pub fn len(&self) -> usize {
        self.updates.len()
    }

    /// True before the first update.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.updates.is_empty()
    }
}

/// Documents of one space.
#[derive(Debug, Default)]
pub struct Docs {
    docs: BTreeMap<OpId, Doc>,
    fresh: BTreeMap<OpId, Vec<OpId>>,
    /// Of each comment its document and its place there.
    comments: BTreeMap<OpId, (OpId, u32)>,
}

impl Docs {
    pub(super) fn take(&mut self, op: Admitted) -> Option<OpId> {
        match op.content.body {
            Body::DocNew(new) => {
                let doc = Doc {
                    id: op.id,
                    title: new.title,
                    author: op.author,
                    created_at: op.content.at,
                    updates: BTreeMap::new(),
                    comments: BTreeMap::new(),
                };
                self.docs.insert(op.id, doc);
                Some(op.id)
            }
            Body::DocUpdate(update) => {
                let doc = self.docs.get_mut(&update.doc)?;
                let row = DocUpdate {
                    id: op.id,
                    author: op.author,
                    person: op.person,
                    at: op.content.at,
                    update: update.update.into_boxed_slice(),
                };
                doc.updates.insert((op.depth, op.id), row);
                self.fresh.entry(update.doc).or_default().push(op.id);
                Some(update.doc)
            }
            Body::DocComment(comment) => {
                let doc = self.docs.get_mut(&comment.doc)?;
                let row = Comment {
                    id: op.id,
                    author: op.author,
                    person: op.person,
                    at: op.content.at,
                    anchor: comment.at,
                    quote: comment.quote,
                    body: comment.body,
                    retracted: false,
                };
                doc.comments.insert((op.depth, op.id), row);
                self.comments.insert(op.id, (comment.doc, op.depth));
                Some(comment.doc)
            }
            Body::CommentRetract(retract) => {
                let (doc, depth) = *self.comments.get(&retract.comment)?;
                let row = self.docs.get_mut(&doc)?;
                let comment = row.comments.get_mut(&(depth, retract.comment))?;
                if !comment.is_by(op.author, op.person) {
                    return None;
                }
                comment.body.clear();
                comment.retracted = true;
                Some(doc)
            }
            _ => None,
        }
    }

    /// A document.
    #[must_use]
    pub fn get(&self, id: &OpId) -> Option<&Doc> {
        self.docs.get(id)
    }

    /// Whether a comment is here.
    pub(super) fn has_comment(&self, id: &OpId) -> bool {
        self.comments.contains_key(id)
    }

    /// Every document.
    pub fn iter(&self) -> impl Iterator<Item = &Doc> {
        self.docs.values()
    }

    /// Updates that came in since the last call, in the order in which they were taken.
    pub fn take_fresh(&mut self, id: &OpId) -> Vec<DocUpdate> {
        let Some(ids) = self.fresh.remove(id) else {
            return Vec::new();
        };
        let Some(doc) = self.docs.get(id) else {
            return Vec::new();
        };
        let known: BTreeMap<OpId, &DocUpdate> = doc.updates().map(|row| (row.id, row)).collect();
        ids.iter()
            .filter_map(|id| known.get(id).map(|row| (*row).clone()))
            .collect()
    }
}
