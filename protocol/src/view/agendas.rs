//! Agendas: drafts, numbered editions signed by the Secretariat, and who holds which.

use std::collections::{BTreeMap, BTreeSet};

use super::Admitted;
use crate::content::{Body, Item, ItemId};
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
    /// Editions by somebody who does not hold the office: shown as refused.
    pub refused: Vec<OpId>,
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

/// Agendas of one space.
#[derive(Debug, Default)]
pub struct Agendas {
    agendas: BTreeMap<OpId, Agenda>,
    editions: BTreeMap<OpId, OpId>,
}

impl Agendas {
    pub(super) fn take(&mut self, op: Admitted) -> Option<OpId> {
        match op.content.body {
            Body::AgendaNew(new) => {
                let agenda = Agenda {
                    id: op.id,
                    title: new.title,
                    created_at: op.content.at,
                    drafts: BTreeMap::new(),
                    editions: BTreeMap::new(),
                    refused: Vec::new(),
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
                let agenda = self.agendas.get_mut(&publish.agenda)?;
                if op.office != Role::Admin {
                    agenda.refused.push(op.id);
                    return Some(publish.agenda);
                }
                // Who signed an edition holds it.
                agenda.holders.entry(op.id).or_default().extend(op.org);
                self.editions.insert(op.id, publish.agenda);
                agenda
                    .editions
                    .entry(publish.edition)
                    .or_default()
                    .push(Edition {
                        id: op.id,
                        number: publish.edition,
                        title: publish.title,
                        items: publish.items,
                        author: op.author,
                        person: op.person,
                        at: op.content.at,
                        depth: op.depth,
                    });
                Some(publish.agenda)
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
