//! Agendas: drafts, numbered editions signed by the Secretariat, and who holds which.

use std::collections::{BTreeMap, BTreeSet};

use super::Admitted;
use crate::content::{AgendaPublish, Body, Item, ItemId};
use crate::crypto::{Domain, hash};
use crate::id::{DeviceId, OpId, SpaceId};
use crate::op::Role;
use crate::time::WallTime;

/// One published edition: whole inside one signed operation.
#[derive(Clone, Debug)]
pub struct Edition {
    /// The operation that published it.
    pub id: OpId,
    /// Its number, from 1.
    pub number: u32,
    /// Title.
    pub title: String,
    /// Items.
    pub items: Vec<Item>,
    /// The device that signed it.
    pub author: DeviceId,
    /// Her person.
    pub person: Option<SpaceId>,
    /// Her clock.
    pub at: WallTime,
    depth: u32,
}

impl Edition {
    /// An item of it.
    #[must_use]
    pub fn item(&self, id: &ItemId) -> Option<&Item> {
        self.items.iter().find(|item| item.id == *id)
    }
}

/// What something dated is called in the calendars of an organization's people, for its whole
/// life: an item of an agenda, the first bytes of a meeting's id, or what has a `label` of its
/// own, a day of a plan. The label of the first two is empty.
///
/// It tells nothing: whoever runs a calendar service and knows no id of the network connects the
/// calendars of one organization by it, which may be one shared calendar, and not those of two.
#[must_use]
pub fn calendar_uid(org: SpaceId, item: &ItemId, label: &str) -> [u8; 16] {
    let digest = hash(
        Domain::CalendarUid,
        &[org.as_bytes(), item, label.as_bytes()],
    );
    *digest.as_bytes().first_chunk().unwrap_or(&[0; 16])
}

/// An edition by somebody who does not hold the office: it counts for nothing and is shown as
/// refused.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RefusedEdition {
    /// The operation that would have published it.
    pub id: OpId,
    /// The number it claims.
    pub number: u32,
    /// The device that signed it.
    pub author: DeviceId,
    /// Her clock.
    pub at: WallTime,
}

/// One agenda.
#[derive(Clone, Debug)]
pub struct Agenda {
    /// The operation that began it.
    pub id: OpId,
    /// Title of the draft.
    pub title: String,
    /// When it began.
    pub created_at: WallTime,
    drafts: BTreeMap<ItemId, ((u32, OpId), Item)>,
    editions: BTreeMap<u32, Vec<Edition>>,
    refused: BTreeMap<OpId, RefusedEdition>,
    holders: BTreeMap<OpId, BTreeSet<SpaceId>>,
}

impl Agenda {
    /// The newest edition; of two with one number the causally later, then the lower id.
    #[must_use]
    pub fn newest(&self) -> Option<&Edition> {
        self.edition(*self.editions.keys().next_back()?)
    }

    /// An edition by number.
    #[must_use]
    pub fn edition(&self, number: u32) -> Option<&Edition> {
        self.editions
            .get(&number)?
            .iter()
            .max_by_key(|edition| (edition.depth, std::cmp::Reverse(edition.id)))
    }

    /// The numbers of its editions, from the first.
    pub fn numbers(&self) -> impl Iterator<Item = u32> + '_ {
        self.editions.keys().copied()
    }

    /// The edition that one with this number replaces.
    #[must_use]
    pub fn replaced(&self, number: u32) -> Option<&Edition> {
        self.edition(*self.editions.range(..number).next_back()?.0)
    }

    /// The edition, up to `number`, since which an item stands as it does in that one: what a
    /// calendar counts as its revision. It never falls from one edition to the next.
    #[must_use]
    pub fn unchanged_since(&self, number: u32, item: &Item) -> u32 {
        let mut since = number;
        for (&earlier, _) in self.editions.range(..number).rev() {
            let before = self.edition(earlier);
            let before = before.and_then(|edition| edition.item(&item.id));
            if before != Some(item) {
                break;
            }
            since = earlier;
        }
        since
    }

    /// Editions by somebody who does not hold the office.
    pub fn refused(&self) -> impl Iterator<Item = &RefusedEdition> {
        self.refused.values()
    }

    /// An item of the draft.
    #[must_use]
    pub fn drafted(&self, id: &ItemId) -> Option<&Item> {
        self.drafts.get(id).map(|(_, item)| item)
    }

    /// Items of the draft as they stand.
    #[must_use]
    pub fn draft(&self) -> Vec<Item> {
        self.drafts.values().map(|(_, item)| item.clone()).collect()
    }

    /// Organizations known to hold an edition.
    pub fn holders(&self, edition: &OpId) -> impl Iterator<Item = SpaceId> + '_ {
        self.holders.get(edition).into_iter().flatten().copied()
    }
}

/// Who signed something, and when.
struct Signed {
    id: OpId,
    author: DeviceId,
    person: Option<SpaceId>,
    org: Option<SpaceId>,
    at: WallTime,
    depth: u32,
}

/// Agendas of one space.
#[derive(Debug, Default)]
pub struct Agendas {
    agendas: BTreeMap<OpId, Agenda>,
    editions: BTreeMap<OpId, OpId>,
}

impl Agendas {
    pub(super) fn take(&mut self, op: Admitted) -> Option<OpId> {
        // What somebody else slipped into a draft would go out under the Secretariat's name.
        let drafts = matches!(op.content.body, Body::AgendaNew(_) | Body::AgendaItem(_));
        if drafts && op.office != Role::Admin {
            return None;
        }
        match op.content.body {
            Body::AgendaNew(new) => {
                let agenda = Agenda {
                    id: op.id,
                    title: new.title,
                    created_at: op.content.at,
                    drafts: BTreeMap::new(),
                    editions: BTreeMap::new(),
                    refused: BTreeMap::new(),
                    holders: BTreeMap::new(),
                };
                self.agendas.insert(op.id, agenda);
                Some(op.id)
            }
            Body::AgendaItem(change) => {
                let agenda = self.agendas.get_mut(&change.agenda)?;
                let stamp = (op.depth, op.id);
                let older = agenda
                    .drafts
                    .get(&change.item.id)
                    .is_none_or(|(known, _)| *known < stamp);
                if older {
                    agenda.drafts.insert(change.item.id, (stamp, change.item));
                }
                Some(change.agenda)
            }
            Body::AgendaPublish(publish) => {
                let by = Signed {
                    id: op.id,
                    author: op.author,
                    person: op.person,
                    org: op.org,
                    at: op.content.at,
                    depth: op.depth,
                };
                self.publish(publish, by, op.office)
            }
            Body::Held(held) => {
                let id = *self.editions.get(&held.object)?;
                let agenda = self.agendas.get_mut(&id)?;
                agenda
                    .holders
                    .entry(held.object)
                    .or_default()
                    .extend(op.org);
                Some(id)
            }
            _ => None,
        }
    }

    fn publish(&mut self, publish: AgendaPublish, by: Signed, office: Role) -> Option<OpId> {
        let agenda = self.agendas.get_mut(&publish.agenda)?;
        if office != Role::Admin {
            let refused = RefusedEdition {
                id: by.id,
                number: publish.edition,
                author: by.author,
                at: by.at,
            };
            agenda.refused.insert(by.id, refused);
            return Some(publish.agenda);
        }
        // Who signed an edition holds it.
        agenda.holders.entry(by.id).or_default().extend(by.org);
        self.editions.insert(by.id, publish.agenda);
        let edition = Edition {
            id: by.id,
            number: publish.edition,
            title: publish.title,
            items: publish.items,
            author: by.author,
            person: by.person,
            at: by.at,
            depth: by.depth,
        };
        let of_number = agenda.editions.entry(publish.edition).or_default();
        of_number.push(edition);
        Some(publish.agenda)
    }

    /// An agenda.
    #[must_use]
    pub fn get(&self, id: &OpId) -> Option<&Agenda> {
        self.agendas.get(id)
    }

    /// Whether an operation published an edition of one that is here.
    pub(super) fn is_edition(&self, op: &OpId) -> bool {
        self.editions.contains_key(op)
    }

    /// Every agenda.
    pub fn iter(&self) -> impl Iterator<Item = &Agenda> {
        self.agendas.values()
    }
}

#[cfg(test)]
mod tests;
