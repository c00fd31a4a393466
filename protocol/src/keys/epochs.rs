//! What is public about epochs: headers, slots, wraps, forwards, and who asked for a key.

use std::collections::BTreeMap;

use super::Way;
use crate::crypto::SealPublicKey;
use crate::id::{DeviceId, EpochId, OpId, SpaceId};
use crate::op::{EpochHeader, PlacedSlot, epoch_id};
use crate::past::{ControlIndex, PastId};

/// An epoch as its operation brought it.
#[derive(Clone, Debug)]
pub struct EpochInfo {
    /// Its space.
    pub space: SpaceId,
    /// The operation that brought it.
    pub op: OpId,
    /// That operation's number.
    pub index: ControlIndex,
    /// Control operations known to that operation, itself included.
    pub after: PastId,
    /// Who minted it.
    pub author: DeviceId,
    /// Its public part.
    pub header: EpochHeader,
    /// Its slots, as far as they are here, by place.
    pub slots: BTreeMap<u32, PlacedSlot>,
}

impl EpochInfo {
    /// Whether all its slots are here.
    #[must_use]
    pub fn has_all_slots(&self) -> bool {
        u32::try_from(self.slots.len()) == Ok(self.header.slots)
    }
}

/// A secret sent to one device.
#[derive(Clone, Debug)]
pub struct Forwarded {
    /// The space of the operation.
    pub space: SpaceId,
    /// The operation's number.
    pub index: ControlIndex,
    /// Who sent it.
    pub author: DeviceId,
    /// To whom.
    pub recipient: DeviceId,
    /// How often she had renewed her keys, as its author knew.
    pub renewals: u32,
    /// The secret, if its author is honest.
    pub sealed: Vec<u8>,
}

impl Forwarded {
    /// What tells it from others to the same device.
    #[must_use]
    pub const fn way(&self) -> Way {
        Way::Forward(self.author, self.renewals)
    }
}

/// A reader's word that nothing she holds opens an epoch.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// The space of the operation.
    pub space: SpaceId,
    /// Control operations that she knew, the word itself included.
    pub after: PastId,
}

/// All epochs of all spaces.
#[derive(Debug, Default)]
pub struct Epochs {
    by_id: BTreeMap<EpochId, EpochInfo>,
    by_op: BTreeMap<OpId, EpochId>,
    of_space: BTreeMap<SpaceId, Vec<EpochId>>,
    forwards: BTreeMap<EpochId, Vec<Forwarded>>,
    asked: BTreeMap<(EpochId, DeviceId), Asked>,
}

impl Epochs {
    /// Takes an epoch. Its id names its space, its author and its public key, so nobody else can
    /// bring another one under it; what does not fit, or has a key that is none, is no epoch. Of
    /// two by its author the first in her log stands.
    pub fn insert(&mut self, info: EpochInfo) {
        let (id, seal) = (info.header.id, &info.header.seal);
        let fits = SealPublicKey::from_bytes(seal).is_ok_and(|seal| {
            epoch_id(info.space, info.author, &seal) == id && !self.by_id.contains_key(&id)
        });
        if fits {
            self.of_space.entry(info.space).or_default().push(id);
            self.by_op.insert(info.op, id);
            self.by_id.insert(id, info);
        }
    }

    /// Takes a slot of an operation whose epoch is here, after it was checked; true when new.
    pub fn insert_slot(&mut self, op: &OpId, slot: PlacedSlot) -> bool {
        let info = self
            .by_op
            .get(op)
            .and_then(|id| self.by_id.get_mut(id))
            .filter(|info| !info.slots.contains_key(&slot.place));
        match info {
            Some(info) => {
                info.slots.insert(slot.place, slot);
                true
            }
            None => false,
        }
    }

    /// The epoch that an operation brought.
    #[must_use]
    pub fn of_op(&self, op: &OpId) -> Option<&EpochInfo> {
        self.by_id.get(self.by_op.get(op)?)
    }

    /// Takes a forwarded secret. Of several by one author to one key of a device the first counts:
    /// who sends junk does it once.
    pub fn insert_forward(&mut self, epoch: EpochId, forwarded: Forwarded) {
        let known = self.forwards.entry(epoch).or_default();
        let repeated = known.iter().any(|other| {
            (other.space, other.way(), other.recipient)
                == (forwarded.space, forwarded.way(), forwarded.recipient)
        });
        if !repeated {
            known.push(forwarded);
        }
    }

    /// Takes the word of a reader who cannot open an epoch; her last one stands.
    pub fn insert_ask(&mut self, epoch: EpochId, by: DeviceId, asked: Asked) {
        self.asked.insert((epoch, by), asked);
    }

    /// Whether a reader said that she cannot open an epoch, and what she knew then.
    #[must_use]
    pub fn asked(&self, epoch: &EpochId, by: DeviceId) -> Option<Asked> {
        let info = self.by_id.get(epoch)?;
        self.asked
            .get(&(*epoch, by))
            .copied()
            .filter(|asked| asked.space == info.space)
    }

    /// Everyone who asked for an epoch.
    pub fn asking(&self) -> impl Iterator<Item = (EpochId, DeviceId)> + '_ {
        self.asked.keys().copied()
    }

    /// An epoch.
    #[must_use]
    pub fn get(&self, id: &EpochId) -> Option<&EpochInfo> {
        self.by_id.get(id)
    }

    /// Every epoch.
    pub fn iter(&self) -> impl Iterator<Item = &EpochInfo> {
        self.by_id.values()
    }

    /// The epochs of a space.
    pub fn of_space(&self, space: SpaceId) -> impl Iterator<Item = &EpochInfo> {
        self.of_space
            .get(&space)
            .into_iter()
            .flatten()
            .filter_map(|id| self.by_id.get(id))
    }

    /// Epochs of a space that wrap an epoch, as their operations claim.
    pub fn wrapping(&self, id: EpochId) -> impl Iterator<Item = &EpochInfo> {
        let space = self.by_id.get(&id).map(|info| info.space);
        space
            .into_iter()
            .flat_map(|space| self.of_space(space))
            .filter(move |newer| newer.header.wraps.iter().any(|wrap| wrap.epoch == id))
    }

    /// Secrets of an epoch forwarded in its space.
    pub fn forwards(&self, id: &EpochId) -> impl Iterator<Item = &Forwarded> {
        let space = self.by_id.get(id).map(|info| info.space);
        self.forwards
            .get(id)
            .into_iter()
            .flatten()
            .filter(move |forwarded| Some(forwarded.space) == space)
    }

    /// Those that were sent to a device.
    pub fn forwards_to(&self, id: &EpochId, device: DeviceId) -> impl Iterator<Item = &Forwarded> {
        self.forwards(id)
            .filter(move |forwarded| forwarded.recipient == device)
    }
}
