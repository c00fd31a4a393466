//! What is public about epochs: headers, slots, wraps, forwards.

use std::collections::{BTreeMap, BTreeSet};

use crate::id::{DeviceId, EpochId, OpId, SpaceId};
use crate::op::{EpochHeader, Recipient, Slot};
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
    /// Its slots.
    pub slots: Vec<Slot>,
}

/// All epochs of all spaces.
#[derive(Debug, Default)]
pub struct Epochs {
    by_id: BTreeMap<EpochId, EpochInfo>,
    of_space: BTreeMap<SpaceId, Vec<EpochId>>,
    forwards: BTreeMap<EpochId, Vec<(DeviceId, Vec<u8>)>>,
}

impl Epochs {
    /// Takes an epoch. Of two operations that claim one id the lower stands: the same everywhere.
    pub fn insert(&mut self, info: EpochInfo) {
        let id = info.header.id;
        match self.by_id.get(&id) {
            Some(known) if known.op <= info.op => return,
            Some(_) => {}
            None => self.of_space.entry(info.space).or_default().push(id),
        }
        self.by_id.insert(id, info);
    }

    /// Takes a forwarded secret.
    pub fn insert_forward(&mut self, epoch: EpochId, recipient: DeviceId, sealed: Vec<u8>) {
        self.forwards
            .entry(epoch)
            .or_default()
            .push((recipient, sealed));
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

    /// Epochs of a space that no other one wraps.
    pub fn heads(&self, space: SpaceId) -> impl Iterator<Item = &EpochInfo> {
        let wrapped: BTreeSet<EpochId> = self
            .of_space(space)
            .flat_map(|info| info.header.wraps.iter().map(|wrap| wrap.epoch))
            .collect();
        self.of_space(space)
            .filter(move |info| !wrapped.contains(&info.header.id))
    }

    /// Secrets forwarded to a device.
    pub fn forwards_to(&self, id: &EpochId, device: DeviceId) -> impl Iterator<Item = &[u8]> {
        self.forwards
            .get(id)
            .into_iter()
            .flatten()
            .filter(move |(recipient, _)| *recipient == device)
            .map(|(_, sealed)| sealed.as_slice())
    }

    /// Devices that by public slots, wraps and forwards can open an epoch.
    #[must_use]
    pub fn openers(&self, id: &EpochId) -> BTreeSet<DeviceId> {
        let (mut devices, mut seen, mut open) = (BTreeSet::new(), BTreeSet::new(), vec![*id]);
        while let Some(id) = open.pop() {
            if !seen.insert(id) {
                continue;
            }
            let Some(info) = self.by_id.get(&id) else {
                continue;
            };
            devices.extend(
                self.forwards
                    .get(&id)
                    .into_iter()
                    .flatten()
                    .map(|(device, _)| *device),
            );
            for slot in &info.slots {
                match slot.recipient {
                    Recipient::Device(device) => {
                        devices.insert(device);
                    }
                    Recipient::Epoch(_, epoch) => open.push(epoch),
                }
            }
            open.extend(
                self.of_space(info.space)
                    .filter(|newer| newer.header.wraps.iter().any(|wrap| wrap.epoch == id))
                    .map(|newer| newer.header.id),
            );
        }
        devices
    }
}
