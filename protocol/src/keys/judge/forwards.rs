//! Who can open an epoch, as the operations of all say it (R21), and what this device itself found
//! when it tried.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Judge;
use crate::graph::Graph;
use crate::id::{DeviceId, EpochId, SpaceId};
use crate::keys::{Epochs, Forwarded, Keyring, Way, key_planted};
use crate::limits::DEPTH_MAX;
use crate::op::{History, Recipient, Role, recipients_digest};
use crate::past::PastId;

/// How this device stands to the secret of an epoch.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum KeyState {
    /// It holds it.
    Held,
    /// It held it, or might have, and dropped it for good.
    Forgotten,
    /// Something that may open it is on its way, or was not tried yet.
    Waiting,
    /// A slot for this device is not here, and nothing else opens it.
    Missing,
    /// Everything that should open it for this device is here, and nothing does: its author, or
    /// whoever forwarded it, sent junk.
    Bad,
    /// Nothing was sealed to this device.
    NoWay,
}

impl Judge {
    /// Whom an epoch is sealed to, in the order of its slots; `None` when its author claims others
    /// than R18 asks for. Every replica finds them, so they need not travel.
    pub fn sealed_to(
        &mut self,
        graph: &Graph,
        epochs: &Epochs,
        id: &EpochId,
    ) -> Option<Arc<Vec<Recipient>>> {
        if let Some(known) = self.sealed_to.get(id) {
            return known.clone();
        }
        let info = epochs.get(id)?;
        let recipients = self.recipients(graph, epochs, info.space, info.after);
        let fits = u32::try_from(recipients.len()) == Ok(info.header.slots)
            && recipients_digest(&recipients) == info.header.recipients();
        let found = fits.then(|| Arc::new(recipients));
        if !self.too_deep {
            self.sealed_to.insert(*id, found.clone());
        }
        found
    }

    /// Epochs of a space whose slots are worth keeping for others: they count (R17), and no other
    /// one that counts says that it wraps them.
    pub fn heads(&mut self, graph: &Graph, epochs: &Epochs, space: SpaceId) -> BTreeSet<EpochId> {
        let (mut heads, mut wrapped) = (BTreeSet::new(), BTreeSet::new());
        for info in epochs.of_space(space) {
            if self.is_usable(graph, epochs, &info.header.id) {
                heads.insert(info.header.id);
                wrapped.extend(info.header.wraps.iter().map(|wrap| wrap.epoch));
            }
        }
        heads.retain(|id| !wrapped.contains(id));
        heads
    }

    /// Whether a slot that this device could open is not here.
    pub fn lacks_slot(
        &mut self,
        graph: &Graph,
        epochs: &Epochs,
        ring: &Keyring,
        id: &EpochId,
    ) -> bool {
        let opens = ring.get(id).is_none() && !ring.has_forgotten(id);
        let Some(info) = epochs.get(id).filter(|_| opens) else {
            return false;
        };
        let (device, roles) = (ring.device(), self.roles(graph));
        let recipients = self.sealed_to(graph, epochs, id).unwrap_or_default();
        (0_u32..).zip(recipients.iter()).any(|(place, recipient)| {
            let mine = match recipient {
                Recipient::Device(to) => *to == device,
                Recipient::Epoch(space, _) => roles.role(device, *space) >= Role::Read,
            };
            mine && !info.slots.contains_key(&place)
        })
    }

    /// Epochs of a space that may be written under in a view, the best first (R19).
    pub fn clean_epochs(
        &mut self,
        graph: &Graph,
        epochs: &Epochs,
        space: SpaceId,
        past: PastId,
    ) -> Vec<EpochId> {
        let mut found: Vec<(std::cmp::Reverse<usize>, EpochId)> = epochs
            .of_space(space)
            .filter(|info| graph.pasts().contains(past, info.index))
            .map(|info| {
                let size = graph.pasts().len(info.after);
                (std::cmp::Reverse(size), info.header.id)
            })
            .collect();
        found.sort_unstable();
        found.retain(|(_, id)| self.is_clean(graph, epochs, id, past));
        found.into_iter().map(|(_, id)| id).collect()
    }

    /// Readers of a space who cannot open an epoch that this device holds and no other wraps, and
    /// readers who asked for one (R21), inner spaces first.
    pub fn forwards_due(
        &mut self,
        graph: &Graph,
        epochs: &Epochs,
        ring: &Keyring,
    ) -> Vec<(SpaceId, EpochId, DeviceId)> {
        let roles = self.roles(graph);
        let past = self.everything();
        let mut asking: BTreeMap<EpochId, BTreeSet<DeviceId>> = BTreeMap::new();
        for (id, device) in epochs.asking() {
            if ring.get(&id).is_some() && epochs.asked(&id, device).is_some() {
                asking.entry(id).or_default().insert(device);
            }
        }
        let mut spaces: Vec<SpaceId> = graph.spaces().collect();
        spaces.sort_by_key(|space| roles.under(*space).len());
        let mut due = Vec::new();
        for space in spaces {
            let readers = self.readers(graph, space, past);
            let heads = self.passed_on(graph, epochs, ring, space);
            for id in &heads {
                let openers = self.openers(graph, epochs, id);
                let lacking = readers.difference(&openers).copied().collect();
                self.add_due(graph, epochs, id, &lacking, &mut due);
            }
            let asked = asking.iter().filter(|(id, _)| {
                !heads.contains(*id) && epochs.get(id).is_some_and(|info| info.space == space)
            });
            for (id, devices) in asked {
                let lacking = devices
                    .intersection(&readers)
                    .filter(|device| !opens(graph, epochs, id, **device, &|_| None))
                    .copied()
                    .collect();
                self.add_due(graph, epochs, id, &lacking, &mut due);
            }
        }
        due
    }

    /// Epochs of a space that every reader gets. One whose author claims other readers than there
    /// were is passed on to those alone who ask for it; what it wraps is passed on in its stead,
    /// for whoever lacks both asks for neither by the other.
    fn passed_on(
        &mut self,
        graph: &Graph,
        epochs: &Epochs,
        ring: &Keyring,
        space: SpaceId,
    ) -> BTreeSet<EpochId> {
        let heads = ring.heads(epochs, space);
        let mut open: Vec<EpochId> = heads.map(|info| info.header.id).collect();
        let mut seen: BTreeSet<EpochId> = open.iter().copied().collect();
        let mut found = BTreeSet::new();
        while let Some(id) = open.pop() {
            let Some(info) = epochs.get(&id).filter(|info| info.space == space) else {
                continue;
            };
            if self.sealed_to(graph, epochs, &id).is_some() {
                found.insert(id);
                continue;
            }
            let wrapped = info.header.wraps.iter().map(|wrap| wrap.epoch);
            let held = wrapped.filter(|id| ring.get(id).is_some());
            open.extend(held.filter(|id| seen.insert(*id)));
        }
        found
    }

    fn add_due(
        &mut self,
        graph: &Graph,
        epochs: &Epochs,
        id: &EpochId,
        lacking: &BTreeSet<DeviceId>,
        due: &mut Vec<(SpaceId, EpochId, DeviceId)>,
    ) {
        let Some(info) = epochs.get(id).filter(|_| !lacking.is_empty()) else {
            return;
        };
        // From-join readers get only epochs of which they were readers (R22).
        let from_join = graph
            .create_of(info.space)
            .is_some_and(|c| c.history == History::FromJoin);
        let from_join = from_join && !key_planted!(self, FromJoinForwards);
        let then = from_join.then(|| self.readers(graph, info.space, info.after));
        let allowed = lacking
            .iter()
            .filter(|device| then.as_ref().is_none_or(|then| then.contains(device)));
        due.extend(allowed.map(|device| (info.space, *id, *device)));
    }

    /// Devices that by public slots, wraps and forwards can open an epoch, but for those who said
    /// that they cannot.
    #[must_use]
    pub fn openers(&mut self, graph: &Graph, epochs: &Epochs, id: &EpochId) -> BTreeSet<DeviceId> {
        let mut sealed: BTreeMap<EpochId, Arc<Vec<Recipient>>> = BTreeMap::new();
        let (mut devices, mut open) = (BTreeSet::new(), vec![*id]);
        let mut seen = BTreeSet::from([*id]);
        while let Some(id) = open.pop() {
            devices.extend(epochs.forwards(&id).map(|forwarded| forwarded.recipient));
            let recipients = self.sealed_to(graph, epochs, &id).unwrap_or_default();
            for recipient in recipients.iter() {
                match recipient {
                    Recipient::Device(device) => {
                        devices.insert(*device);
                    }
                    Recipient::Epoch(_, epoch) => {
                        open.extend(seen.insert(*epoch).then_some(*epoch))
                    }
                }
            }
            sealed.insert(id, recipients);
            let newer = epochs.wrapping(id).map(|newer| newer.header.id);
            open.extend(newer.filter(|newer| seen.insert(*newer)));
        }
        // What somebody said that she cannot open she is not taken to open, also on the way.
        let in_doubt: BTreeSet<DeviceId> = epochs
            .asking()
            .filter(|(id, device)| seen.contains(id) && devices.contains(device))
            .map(|(_, device)| device)
            .collect();
        devices.retain(|device| {
            !in_doubt.contains(device)
                || opens(graph, epochs, id, *device, &|id| sealed.get(id).cloned())
        });
        devices
    }

    /// Devices that open an epoch by its slots, be it through an epoch of a space below.
    pub fn sealed_readers(
        &mut self,
        graph: &Graph,
        epochs: &Epochs,
        id: &EpochId,
    ) -> BTreeSet<DeviceId> {
        let (mut devices, mut seen, mut open) = (BTreeSet::new(), BTreeSet::new(), vec![*id]);
        while let Some(at) = open.pop() {
            if !seen.insert(at) {
                continue;
            }
            if at != *id {
                devices.extend(epochs.forwards(&at).map(|forwarded| forwarded.recipient));
            }
            let recipients = self.sealed_to(graph, epochs, &at).unwrap_or_default();
            for recipient in recipients.iter() {
                match recipient {
                    Recipient::Device(device) => {
                        devices.insert(*device);
                    }
                    Recipient::Epoch(_, epoch) => open.push(*epoch),
                }
            }
        }
        devices.retain(|device| epochs.asked(id, *device).is_none());
        devices
    }

    /// How many readers asked for an epoch and were sent nothing since.
    pub fn asked_in_vain(&mut self, graph: &Graph, epochs: &Epochs, id: &EpochId) -> usize {
        epochs
            .asking()
            .filter(|(asked, _)| asked == id)
            .filter(|(_, device)| !opens(graph, epochs, id, *device, &|_| None))
            .count()
    }

    /// How a device whose ring this is stands to an epoch.
    pub fn key_state(
        &mut self,
        graph: &Graph,
        epochs: &Epochs,
        ring: &Keyring,
        id: &EpochId,
    ) -> KeyState {
        self.key_state_below(graph, epochs, ring, id, &mut BTreeMap::new(), 0)
    }

    fn key_state_below(
        &mut self,
        graph: &Graph,
        epochs: &Epochs,
        ring: &Keyring,
        id: &EpochId,
        found: &mut BTreeMap<EpochId, KeyState>,
        depth: usize,
    ) -> KeyState {
        if let Some(known) = found.get(id) {
            return *known;
        }
        if ring.get(id).is_some() {
            return KeyState::Held;
        }
        if ring.has_forgotten(id) {
            return KeyState::Forgotten;
        }
        if epochs.get(id).is_none() || depth >= DEPTH_MAX {
            return KeyState::Waiting;
        }
        let state = self.find_key_state(graph, epochs, ring, id, found, depth);
        found.insert(*id, state);
        state
    }

    fn find_key_state(
        &mut self,
        graph: &Graph,
        epochs: &Epochs,
        ring: &Keyring,
        id: &EpochId,
        found: &mut BTreeMap<EpochId, KeyState>,
        depth: usize,
    ) -> KeyState {
        let device = ring.device();
        let slots = epochs.get(id).map(|info| &info.slots);
        let (mut ways, mut junk, mut missing) = (Vec::new(), false, false);
        let mut slot_at = |at: usize, to: &Recipient| {
            let place = u32::try_from(at).unwrap_or(u32::MAX);
            match slots.and_then(|slots| slots.get(&place)) {
                None if ring.has_given_up_on(*id) => junk = true,
                None => missing = true,
                Some(placed) if placed.slot.recipient == *to => ways.push(Way::Slot(place)),
                // Its author claims one thing in the digest and says another in the slot.
                Some(_) => junk = true,
            }
        };
        let mut below = Vec::new();
        let recipients = self.sealed_to(graph, epochs, id).unwrap_or_default();
        for (at, recipient) in recipients.iter().enumerate() {
            match recipient {
                Recipient::Device(to) if *to == device => slot_at(at, recipient),
                Recipient::Epoch(_, epoch) if ring.get(epoch).is_some() => slot_at(at, recipient),
                Recipient::Epoch(space, epoch) => below.push((*space, *epoch)),
                Recipient::Device(_) => {}
            }
        }
        for (space, epoch) in below {
            if self.roles(graph).role(device, space) < Role::Read {
                continue;
            }
            let deeper = depth.saturating_add(1);
            match self.key_state_below(graph, epochs, ring, &epoch, found, deeper) {
                KeyState::Bad | KeyState::Forgotten => junk = true,
                KeyState::Missing => missing = true,
                _ => return KeyState::Waiting,
            }
        }
        let sent = epochs.forwards_to(id, device);
        ways.extend(sent.map(Forwarded::way));
        let newer = epochs.wrapping(*id).map(|newer| newer.header.id);
        let held = newer.filter(|newer| ring.get(newer).is_some());
        ways.extend(held.map(Way::Wrap));
        if !ways.iter().all(|way| ring.has_failed(*id, *way)) {
            KeyState::Waiting
        } else if missing {
            KeyState::Missing
        } else if junk || !ways.is_empty() {
            KeyState::Bad
        } else {
            KeyState::NoWay
        }
    }
}

/// Whether one device can open an epoch, where what it asked about does not count.
fn opens(
    graph: &Graph,
    epochs: &Epochs,
    id: &EpochId,
    device: DeviceId,
    sealed: &dyn Fn(&EpochId) -> Option<Arc<Vec<Recipient>>>,
) -> bool {
    let (mut seen, mut open) = (BTreeSet::new(), vec![*id]);
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        let asked = epochs.asked(&id, device);
        let news = |sent: &Forwarded| {
            asked.is_none_or(|asked| !graph.pasts().contains(asked.after, sent.index))
        };
        if epochs.forwards_to(&id, device).any(news) {
            return true;
        }
        if asked.is_some() {
            continue;
        }
        for recipient in sealed(&id).iter().flat_map(|recipients| recipients.iter()) {
            match recipient {
                Recipient::Device(to) if *to == device => return true,
                Recipient::Device(_) => {}
                Recipient::Epoch(_, epoch) => open.push(*epoch),
            }
        }
        open.extend(epochs.wrapping(id).map(|newer| newer.header.id));
    }
    false
}
