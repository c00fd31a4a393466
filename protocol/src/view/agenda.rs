//! Agendas: drafts by item, numbered editions, and which organizations hold them.

use std::collections::{BTreeMap, BTreeSet};

use super::store::{Author, Authors};
use super::{Admitted, Hold, Office, Outcome, Refusal, Stamp, Taken};
use crate::content::{AgendaItem, AgendaPublish, Body, Item, ItemId};
use crate::id::{OpId, SpaceId};
use crate::time::WallTime;

#[derive(Debug, Default)]
struct AgendaRow {
    begun: Option<Begun>,
    drafts: BTreeMap<ItemId, DraftRow>,
    /// By number; those of one number by depth, then id: the first of them is the one that counts.
    editions: BTreeMap<u32, BTreeMap<Stamp, EditionRow>>,
    refused: BTreeMap<Stamp, EditionRow>,
}

#[derive(Debug)]
struct Begun {
    title: Box<str>,
    author: u32,
    at: WallTime,
}

#[derive(Debug)]
struct DraftRow {
    stamp: Stamp,
    author: u32,
    at: WallTime,
    item: Item,
}

#[derive(Debug)]
struct EditionRow {
    number: u32,
    author: u32,
    at: WallTime,
    order: u64,
    title: Box<str>,
    items: Vec<Item>,
}

#[derive(Debug, Default)]
pub(super) struct Agendas {
    all: BTreeMap<OpId, AgendaRow>,
    /// The agenda of each edition, refused ones too.
    editions: BTreeMap<OpId, (OpId, u32)>,
    /// Organizations by the operation that they say they hold.
    pub(super) held: BTreeMap<OpId, BTreeSet<SpaceId>>,
    /// Changes of drafts that were taken.
    changes: BTreeSet<OpId>,
}

impl Agendas {
    pub(super) fn take(&mut self, op: &Admitted, author: u32) -> Taken {
        match &op.content.body {
            Body::AgendaNew(new) => {
                let row = self.all.entry(op.id).or_default();
                if row.begun.is_some() {
                    return Ok(Outcome::Repeated);
                }
                let title = new.title.as_str().into();
                row.begun = Some(Begun {
                    title,
                    author,
                    at: op.content.at,
                });
                Ok(Outcome::Changed(Some(op.id)))
            }
            Body::AgendaItem(change) => self.draft(op, author, change),
            Body::AgendaPublish(edition) => self.publish(op, author, edition),
            Body::Held(held) => {
                let org = op.author.org.ok_or(Hold::Refused(Refusal::NotPermitted))?;
                let new = self.held.entry(held.object).or_default().insert(org);
                let agenda = self.agenda_of(held.object);
                Ok(if new {
                    Outcome::Changed(agenda)
                } else {
                    Outcome::Repeated
                })
            }
            _ => Err(Hold::Refused(Refusal::WrongKind)),
        }
    }

    fn draft(&mut self, op: &Admitted, author: u32, change: &AgendaItem) -> Taken {
        let row = self
            .all
            .get_mut(&change.agenda)
            .filter(|row| row.begun.is_some());
        let row = row.ok_or(Hold::For(change.agenda))?;
        if !self.changes.insert(op.id) {
            return Ok(Outcome::Repeated);
        }
        let stamp = op.stamp();
        if row
            .drafts
            .get(&change.item.id)
            .is_none_or(|old| old.stamp < stamp)
        {
            let item = change.item.clone();
            let draft = DraftRow {
                stamp,
                author,
                at: op.content.at,
                item,
            };
            row.drafts.insert(change.item.id, draft);
        }
        Ok(Outcome::Changed(Some(change.agenda)))
    }

    /// An edition comes to the network; the draft may lie in a space that is not open here.
    fn publish(&mut self, op: &Admitted, author: u32, published: &AgendaPublish) -> Taken {
        if published.edition == 0 {
            return Err(Hold::Refused(Refusal::Damaged));
        }
        if self
            .editions
            .insert(op.id, (published.agenda, author))
            .is_some()
        {
            return Ok(Outcome::Repeated);
        }
        let edition = EditionRow {
            number: published.edition,
            author,
            at: op.content.at,
            order: op.order,
            title: published.title.as_str().into(),
            items: published.items.clone(),
        };
        let row = self.all.entry(published.agenda).or_default();
        match op.office {
            Office::Secretariat => {
                row.editions
                    .entry(published.edition)
                    .or_default()
                    .insert(op.stamp(), edition);
                Ok(Outcome::Changed(Some(published.agenda)))
            }
            Office::Other => {
                row.refused.insert(op.stamp(), edition);
                Err(Hold::Refused(Refusal::NotTheSecretariat))
            }
        }
    }

    /// Whether an id names an agenda begun here.
    pub(super) fn knows(&self, id: OpId) -> bool {
        self.all.get(&id).is_some_and(|row| row.begun.is_some())
    }

    pub(super) fn agenda_of(&self, edition: OpId) -> Option<OpId> {
        self.editions.get(&edition).map(|(agenda, _)| *agenda)
    }

    pub(super) fn receipts(&self, edition: OpId, authors: &Authors) -> BTreeSet<SpaceId> {
        let mut orgs = self.held.get(&edition).cloned().unwrap_or_default();
        let author = self
            .editions
            .get(&edition)
            .map(|(_, author)| authors.author(*author));
        orgs.extend(author.and_then(|author| author.org));
        orgs
    }

    pub(super) fn all<'v>(
        &'v self,
        authors: &'v Authors,
    ) -> impl Iterator<Item = AgendaView<'v>> + 'v {
        self.all.iter().map(|(id, row)| AgendaView {
            id: *id,
            row,
            authors,
        })
    }

    pub(super) fn agenda<'v>(&'v self, id: OpId, authors: &'v Authors) -> Option<AgendaView<'v>> {
        Some(AgendaView {
            id,
            row: self.all.get(&id)?,
            authors,
        })
    }
}

/// An agenda: its draft, if it was begun here, and its editions, if they were published here.
#[derive(Clone, Copy, Debug)]
pub struct AgendaView<'v> {
    /// The operation that began it.
    pub id: OpId,
    row: &'v AgendaRow,
    authors: &'v Authors,
}

impl<'v> AgendaView<'v> {
    /// The draft's title, else that of the current edition, else of a refused one. As given; show
    /// it harmless.
    #[must_use]
    pub fn title(&self) -> &'v str {
        let edition = || self.current().map(|edition| edition.title);
        let refused = || {
            self.row
                .refused
                .values()
                .next_back()
                .map(|edition| &*edition.title)
        };
        let begun = self.row.begun.as_ref().map(|begun| &*begun.title);
        begun.or_else(edition).or_else(refused).unwrap_or_default()
    }

    /// Who began the draft and when she claims to have; nothing where only editions are here.
    #[must_use]
    pub fn begun(&self) -> Option<(&'v Author, WallTime)> {
        let begun = self.row.begun.as_ref()?;
        Some((self.authors.author(begun.author), begun.at))
    }

    /// The items of the draft as they stand, by their ids.
    pub fn drafts(&self) -> impl Iterator<Item = Draft<'v>> + use<'v> {
        let authors = self.authors;
        self.row.drafts.values().map(move |row| Draft {
            item: &row.item,
            author: authors.author(row.author),
            at: row.at,
        })
    }

    /// The edition that counts: the highest number, and of two with that number the earlier in
    /// causal order, then of the lower id.
    #[must_use]
    pub fn current(&self) -> Option<Edition<'v>> {
        let (_, same) = self.row.editions.last_key_value()?;
        let (stamp, row) = same.first_key_value()?;
        Some(self.edition(*stamp, row))
    }

    /// All editions by the Secretariat, by number; of one number the one that counts first. More
    /// than one of a number is a conflict, to be shown as such.
    pub fn editions(&self) -> impl Iterator<Item = Edition<'v>> + use<'v> {
        let view = *self;
        self.row
            .editions
            .values()
            .flatten()
            .map(move |(stamp, row)| view.edition(*stamp, row))
    }

    /// Numbers that more than one edition bears.
    pub fn conflicts(&self) -> impl Iterator<Item = u32> + use<'v> {
        let double = self.row.editions.iter().filter(|(_, same)| same.len() > 1);
        double.map(|(number, _)| *number)
    }

    /// Editions by others than the Secretariat: shown, never current.
    pub fn refused(&self) -> impl Iterator<Item = Edition<'v>> + use<'v> {
        let view = *self;
        self.row
            .refused
            .iter()
            .map(move |(stamp, row)| view.edition(*stamp, row))
    }

    /// The newest time that any of its authors claims.
    #[must_use]
    pub fn newest(&self) -> WallTime {
        let begun = self.row.begun.iter().map(|begun| begun.at);
        let drafts = self.row.drafts.values().map(|draft| draft.at);
        let editions = self
            .row
            .editions
            .values()
            .flatten()
            .map(|(_, edition)| edition.at);
        begun
            .chain(drafts)
            .chain(editions)
            .max()
            .unwrap_or_default()
    }

    fn edition(&self, stamp: Stamp, row: &'v EditionRow) -> Edition<'v> {
        Edition {
            id: stamp.id,
            number: row.number,
            author: self.authors.author(row.author),
            at: row.at,
            order: row.order,
            title: &row.title,
            items: &row.items,
        }
    }
}

/// An item of a draft.
#[derive(Clone, Copy, Debug)]
pub struct Draft<'v> {
    /// The item.
    pub item: &'v Item,
    /// Who last changed it.
    pub author: &'v Author,
    /// When, as she claims.
    pub at: WallTime,
}

/// A numbered edition.
#[derive(Clone, Copy, Debug)]
pub struct Edition<'v> {
    /// The operation that published it.
    pub id: OpId,
    /// 1, 2, 3...
    pub number: u32,
    /// Who published it.
    pub author: &'v Author,
    /// When, as she claims.
    pub at: WallTime,
    /// Its place in the order of arrival here.
    pub order: u64,
    /// As given; show it harmless.
    pub title: &'v str,
    /// Its items, as they were published.
    pub items: &'v [Item],
}
