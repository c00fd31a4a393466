//! Sealed copies of keys: which are here, which are kept for others, which are lacking.

use std::collections::BTreeSet;

use super::Replica;
use crate::id::{DeviceId, EpochId, OpId, SpaceId};
use crate::keys::KeyState;
use crate::limits::{
    OWN_SLOTS_MAX, SLOT_BYTES_AIM, SLOTS_KEPT_BY_ALL_MAX, SLOTS_MAX, SLOTS_PER_FRAME,
};
use crate::op::{PlacedSlot, Recipient, Role, SlotSet};

/// Operations that are not placed yet and whose slots are here: they come in a session right
/// before their run, and wait with it for its past.
const EARLY_SLOTS_MAX: usize = 4096;
/// What a slot takes in a frame beside what is sealed and its proof.
const SLOT_FRAME_BYTES: usize = 96;

/// Slots that are to be asked for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Lacking {
    /// The space of the operation.
    pub space: SpaceId,
    /// The operation.
    pub op: OpId,
    /// The first place that is lacking of those that are kept for others; absent where this
    /// device lacks one that it could open.
    pub from: Option<u32>,
}

impl Replica {
    /// Takes slots, also before their operation. Gives those that are new, and fit as far as that
    /// can be seen yet: to be stored.
    pub fn take_slots(&mut self, set: SlotSet) -> Option<SlotSet> {
        let op = set.op;
        let mut new = set;
        if self.epochs.of_op(&op).is_some() {
            new.slots.retain(|slot| self.fit_in(&op, slot));
            self.slots_changed |= !new.slots.is_empty();
        } else {
            if self.early_slots.len() >= EARLY_SLOTS_MAX && !self.early_slots.contains_key(&op) {
                return None;
            }
            let slots = Vec::new();
            let early = self.early_slots.entry(op).or_insert(SlotSet { op, slots });
            new.slots
                .truncate(SLOTS_MAX.saturating_sub(early.slots.len()));
            new.slots.retain(|slot| !early.slots.contains(slot));
            early.slots.extend(new.slots.iter().cloned());
        }
        Some(new).filter(|new| !new.slots.is_empty())
    }

    /// Takes a slot of an operation that is placed, if it fits there.
    fn fit_in(&mut self, op: &OpId, slot: &PlacedSlot) -> bool {
        let info = self.epochs.of_op(op);
        let fits = info.is_some_and(|info| slot.check(&info.header).is_ok());
        (fits || crate::is_planted!(self, SlotsUnchecked))
            && self.epochs.insert_slot(op, slot.clone())
    }

    fn slots_of<'a>(&'a self, op: &OpId) -> Box<dyn Iterator<Item = &'a PlacedSlot> + 'a> {
        match (self.epochs.of_op(op), self.early_slots.get(op)) {
            (Some(info), _) => Box::new(info.slots.values()),
            (None, Some(early)) => Box::new(early.slots.iter()),
            (None, None) => Box::new(std::iter::empty()),
        }
    }

    /// Whether an operation brings an epoch, as far as is known here.
    #[must_use]
    pub fn brings_slots(&self, op: &OpId) -> bool {
        self.epochs.of_op(op).is_some() || self.early_slots.contains_key(op)
    }

    /// The slots of an operation that a device can open which reads these spaces.
    #[must_use]
    pub fn slots_for(
        &self,
        op: &OpId,
        device: DeviceId,
        reads: &BTreeSet<SpaceId>,
    ) -> Vec<PlacedSlot> {
        self.slots_of(op)
            .filter(|placed| match placed.slot.recipient {
                Recipient::Device(to) => to == device,
                Recipient::Epoch(space, _) => reads.contains(&space),
            })
            .take(OWN_SLOTS_MAX)
            .cloned()
            .collect()
    }

    /// The slots of an operation from a place on, as many as one frame takes, and the place of the
    /// next one.
    #[must_use]
    pub fn slots_from(&self, op: &OpId, from: u32) -> (Vec<PlacedSlot>, Option<u32>) {
        let info = self.epochs.of_op(op).into_iter();
        let (mut slots, mut bytes) = (Vec::new(), 0_usize);
        for (place, slot) in info.flat_map(|info| info.slots.range(from..)) {
            if slots.len() >= SLOTS_PER_FRAME || bytes >= SLOT_BYTES_AIM {
                return (slots, Some(*place));
            }
            bytes = bytes
                .saturating_add(slot.slot.sealed.len())
                .saturating_add(slot.proof.len())
                .saturating_add(SLOT_FRAME_BYTES);
            slots.push(slot.clone());
        }
        (slots, None)
    }

    /// Whether a slot that arrived is one to keep: it may open something here, or is kept for
    /// others.
    pub fn is_slot_wanted(&mut self, op: &OpId, slot: &PlacedSlot) -> bool {
        let Some(info) = self.epochs.of_op(op) else {
            return false;
        };
        let (space, count) = (info.space, info.header.slots);
        let (device, roles) = (self.device, self.roles());
        let opens = match slot.slot.recipient {
            Recipient::Device(to) => to == device,
            Recipient::Epoch(below, _) => roles.role(device, below) >= Role::Read,
        };
        opens || self.keeps_slots(space, count)
    }

    /// Whether this device keeps a list of slots of a space for others: a short one with whoever
    /// holds the sealed content, so that a reader who meets one device gets both from it; a long
    /// one with admins and carriers, there or in the spaces above, whom everybody meets.
    pub fn keeps_slots(&mut self, space: SpaceId, count: u32) -> bool {
        let carries = !crate::is_planted!(self, CarriersKeepNoSlots);
        let serves = |role| role == Role::Admin || (role == Role::Carrier && carries);
        let (device, guardians) = (self.device, self.guardians(space));
        let roles = self.roles();
        let role = roles.role(device, space);
        serves(role)
            || (role >= Role::Read && count <= SLOTS_KEPT_BY_ALL_MAX)
            || guardians
                .into_iter()
                .any(|above| serves(roles.role(device, above)))
    }

    /// Whether the slots of an operation are of use to readers who come late.
    pub fn is_head_op(&mut self, op: &OpId) -> bool {
        let info = self.epochs.of_op(op);
        let Some((id, space)) = info.map(|info| (info.header.id, info.space)) else {
            return false;
        };
        let (judge, graph, epochs) = self.judge();
        judge.heads(graph, epochs, space).contains(&id)
    }

    /// Slots that are to be asked for: those that this device could open first, then those that
    /// it keeps for others.
    pub fn lacking_slots(&mut self) -> Vec<Lacking> {
        let own = self.lacking_keys();
        let own = own.iter().filter_map(|epoch| self.epochs.get(epoch));
        let mut lacking: Vec<Lacking> = own
            .map(|info| Lacking {
                space: info.space,
                op: info.op,
                from: None,
            })
            .collect();
        let spaces: Vec<SpaceId> = self.graph.spaces().collect();
        for space in spaces {
            self.lacking_lists(space, &mut lacking);
        }
        lacking
    }

    fn lacking_lists(&mut self, space: SpaceId, lacking: &mut Vec<Lacking>) {
        let open: Vec<(EpochId, u32)> = self
            .epochs
            .of_space(space)
            .filter(|info| !info.has_all_slots())
            .map(|info| (info.header.id, info.header.slots))
            .collect();
        let mut kept = Vec::new();
        for (id, count) in open {
            if self.keeps_slots(space, count) {
                kept.push(id);
            }
        }
        if kept.is_empty() {
            return;
        }
        let (judge, graph, epochs) = self.judge();
        let heads = judge.heads(graph, epochs, space);
        for info in kept.iter().filter_map(|id| epochs.get(id)) {
            if heads.contains(&info.header.id) {
                let (space, op) = (info.space, info.op);
                let from = (0..).find(|place| !info.slots.contains_key(place));
                lacking.push(Lacking { space, op, from });
            }
        }
    }

    /// Epochs that this device could open by a slot that is not here.
    pub fn lacking_keys(&mut self) -> Vec<EpochId> {
        let device = self.device;
        let found = self.with_ring(|judge, graph, epochs, ring| {
            let roles = judge.roles(graph);
            let unknown: Vec<(SpaceId, EpochId)> = epochs
                .iter()
                .filter(|info| ring.get(&info.header.id).is_none() && !info.has_all_slots())
                .map(|info| (info.space, info.header.id))
                .collect();
            unknown
                .into_iter()
                .filter(|(space, _)| roles.role(device, *space) >= Role::Read)
                .filter(|(_, id)| judge.lacks_slot(graph, epochs, ring, id))
                .map(|(_, id)| id)
                .collect()
        });
        found.unwrap_or_default()
    }

    /// Waits no longer for the slots of an epoch: from here on it counts as junk, is asked for,
    /// and does not hold up writing. Whether nothing else opens it is found out here.
    pub fn give_up_on(&mut self, epoch: EpochId) {
        let state = self
            .with_ring(|judge, graph, epochs, ring| judge.key_state(graph, epochs, ring, &epoch));
        if state == Some(KeyState::Missing)
            && let Some(secrets) = &mut self.secrets
        {
            secrets.ring.give_up_on(epoch);
        }
    }
}
