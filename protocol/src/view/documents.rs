//! Documents: their updates in causal order; texts are built when somebody looks.

use std::collections::BTreeMap;

use super::Admitted;
use crate::content::Body;
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
}

impl Doc {
    /// Updates in causal order.
    pub fn updates(&self) -> impl Iterator<Item = &DocUpdate> {
        self.updates.values()
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
            _ => None,
        }
    }

    /// A document.
    #[must_use]
    pub fn get(&self, id: &OpId) -> Option<&Doc> {
        self.docs.get(id)
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
