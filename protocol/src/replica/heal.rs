//! Keys that did not arrive: who is sent one, who asks for one, and how writing goes on.

use std::collections::{BTreeMap, BTreeSet};

use super::{ActFault, Made, Replica};
use crate::crypto::CryptoRng;
use crate::id::{DeviceId, EpochId, SpaceId};
use crate::keys::{Epochs, Judge, KeyState, Keyring, Way};
use crate::op::{Ask, Control, Forward, Recipient, Role};
use crate::time::WallTime;

/// Readers that wait for one epoch, after which nobody else asks for it: if one of many asks in
/// vain, nobody who holds the key is there, and a junk epoch would draw a word from everyone.
const ASKED_IN_VAIN_MAX: usize = 8;

impl Replica {
    /// Sends epochs to readers who cannot open them otherwise (R21), at most `max` of them. Whom
    /// one cannot be sent to keeps nobody else waiting.
    ///
    /// # Errors
    ///
    /// [`ActFault`] says why nothing was written.
    pub fn forward_due(
        &mut self,
        max: usize,
        now: WallTime,
        rng: &mut dyn CryptoRng,
    ) -> Result<Made, ActFault> {
        self.secrets()?;
        let due = self.due_forwards();
        self.forward_each(due, max, now, rng)
    }

    pub(super) fn forward_each(
        &mut self,
        due: Vec<(SpaceId, EpochId, DeviceId)>,
        max: usize,
        now: WallTime,
        rng: &mut dyn CryptoRng,
    ) -> Result<Made, ActFault> {
        let (mut made, mut sent, mut fault) = (Made::default(), 0, None);
        for (space, epoch, device) in due {
            if sent == max {
                break;
            }
            match self.forward(space, epoch, device, now, rng) {
                Ok(one) => {
                    made.extend(one);
                    sent = sent.saturating_add(1);
                }
                Err(found) => fault = fault.or(Some(found)),
            }
        }
        match fault {
            Some(fault) if sent == 0 => Err(fault),
            _ => Ok(made),
        }
    }

    fn forward(
        &mut self,
        space: SpaceId,
        epoch: EpochId,
        device: DeviceId,
        now: WallTime,
        rng: &mut dyn CryptoRng,
    ) -> Result<Made, ActFault> {
        let to = self.recipient_keys(&Recipient::Device(device));
        if to.is_empty() {
            return Err(ActFault::NoMember);
        }
        let keys = self.secrets()?.ring.get(&epoch).ok_or(ActFault::NoKeyYet)?;
        let sealed = keys.seal_forward(&to, rng)?;
        let forward = Control::Forward(Forward {
            epoch,
            recipient: device,
            sealed,
        });
        self.control(space, &forward, &[], now)
    }

    /// Readers who wait for an epoch that this device holds.
    pub fn due_forwards(&mut self) -> Vec<(SpaceId, EpochId, DeviceId)> {
        if crate::is_planted!(self, NobodyForwards) {
            return Vec::new();
        }
        let device = self.device;
        let renewals: BTreeMap<DeviceId, u32> = self
            .renewals
            .iter()
            .map(|(device, at)| (*device, u32::try_from(at.len()).unwrap_or(u32::MAX)))
            .collect();
        let due = self.with_ring(|judge, graph, epochs, ring| {
            let due = judge.forwards_due(graph, epochs, ring);
            let roles = judge.roles(graph);
            // Who may not write in a space writes no forward there either. Nobody sends one epoch
            // to one key of a device twice: the first one was no junk, and the second would not
            // count.
            let mine = |epoch: &EpochId, to: DeviceId| {
                let way = Way::Forward(device, renewals.get(&to).copied().unwrap_or(0));
                epochs.forwards_to(epoch, to).any(|sent| sent.way() == way)
            };
            due.into_iter()
                .filter(|(space, epoch, to)| {
                    let writes = roles.role(device, *space) >= Role::Write;
                    *to != device && writes && !mine(epoch, *to)
                })
                .collect()
        });
        due.unwrap_or_default()
    }

    /// Says which epochs this device cannot open though they were sealed or sent to it, at most
    /// `max` of them.
    ///
    /// # Errors
    ///
    /// [`ActFault`] says why nothing was written.
    pub fn ask_due(&mut self, max: usize, now: WallTime) -> Result<Made, ActFault> {
        self.secrets()?;
        let mut made = Made::default();
        for (space, epoch) in self.due_asks().into_iter().take(max) {
            let ask = Control::Ask(Ask { epoch });
            made.extend(self.control(space, &ask, &[], now)?);
        }
        Ok(made)
    }

    /// Epochs that content waits for and that nothing opens that this device holds: where all that
    /// should is here, and where nobody would find this reader, since the epoch is sealed to
    /// others than R18 asks for by now. Honest ones are, too: what was said meanwhile may bring
    /// back somebody who was out when the epoch was minted.
    pub fn due_asks(&mut self) -> Vec<(SpaceId, EpochId)> {
        let device = self.device;
        let read: BTreeSet<EpochId> = self.unopened.keys().copied().collect();
        let waiting: BTreeSet<SpaceId> = self
            .unopened
            .values()
            .flatten()
            .map(|waiting| waiting.op.header.log.space)
            .collect();
        if waiting.is_empty() {
            return Vec::new();
        }
        let due = self.with_ring(|judge, graph, epochs, ring| {
            let roles = judge.roles(graph);
            let wanted: BTreeSet<SpaceId> = waiting
                .iter()
                .flat_map(|space| roles.under(*space))
                .chain(waiting.iter().copied())
                .filter(|space| roles.role(device, *space) >= Role::Read)
                .collect();
            let mut due = Vec::new();
            for info in wanted.iter().flat_map(|space| epochs.of_space(*space)) {
                let id = info.header.id;
                // One word for all that had arrived when it was said.
                let said = epochs.asked(&id, device).is_some_and(|asked| {
                    epochs
                        .forwards_to(&id, device)
                        .all(|sent| graph.pasts().contains(asked.after, sent.index))
                });
                let is_lost = match judge.key_state(graph, epochs, ring, &id) {
                    KeyState::Bad => true,
                    KeyState::NoWay => {
                        read.contains(&id) && judge.sealed_to(graph, epochs, &id).is_none()
                    }
                    _ => false,
                };
                if !said && is_lost && judge.asked_in_vain(graph, epochs, &id) < ASKED_IN_VAIN_MAX {
                    due.push((info.space, id));
                }
            }
            due
        });
        due.unwrap_or_default()
    }

    /// The epoch that what is not stored is sealed under: the one that content would be. `None`
    /// where there is none yet, or none whose readers are all members still: nothing waits for it.
    pub fn live_epoch(&mut self, space: SpaceId) -> Option<EpochId> {
        self.clean_epoch(space).ok().flatten()
    }

    /// The epoch to write under: the best clean one, unless this device knows that nothing opens
    /// it. `None`: one must be minted.
    pub(super) fn clean_epoch(&mut self, space: SpaceId) -> Result<Option<EpochId>, ActFault> {
        #[cfg(feature = "planted")]
        if let Some(stale) = self.stale_epoch(space) {
            return Ok(Some(stale));
        }
        let (judge, graph, epochs) = self.judge();
        let past = judge.everything();
        let Some(best) = judge.best_epoch(graph, epochs, space, past) else {
            return Ok(None);
        };
        if self.secrets()?.ring.get(&best).is_some() {
            return Ok(Some(best));
        }
        let found = self.with_ring(|judge, graph, epochs, ring| {
            for id in judge.clean_epochs(graph, epochs, space, past) {
                match judge.key_state(graph, epochs, ring, &id) {
                    KeyState::Held => return Ok(Some(id)),
                    KeyState::Bad | KeyState::Forgotten => {}
                    // Minting here would cut newcomers off from what was written under the epoch
                    // that this device waits for.
                    KeyState::Waiting | KeyState::Missing | KeyState::NoWay => {
                        return Err(ActFault::NoKeyYet);
                    }
                }
            }
            Ok(None)
        });
        found.ok_or(ActFault::Locked)?
    }

    /// Mints epochs of member spaces that this device writes in and whose best one it knows to be
    /// junk: what is sealed to such an epoch, nobody there would open.
    pub(super) fn mend_below(
        &mut self,
        recipients: &[Recipient],
        now: WallTime,
        rng: &mut dyn CryptoRng,
    ) -> Result<Made, ActFault> {
        let device = self.device;
        let junk = self.with_ring(|judge, graph, epochs, ring| {
            let roles = judge.roles(graph);
            recipients
                .iter()
                .filter_map(|recipient| match *recipient {
                    Recipient::Epoch(below, epoch) => Some((below, epoch)),
                    Recipient::Device(_) => None,
                })
                .filter(|(below, epoch)| {
                    roles.role(device, *below) >= Role::Write
                        && judge.key_state(graph, epochs, ring, epoch) == KeyState::Bad
                })
                .map(|(below, _)| below)
                .collect::<Vec<_>>()
        });
        let mut made = Made::default();
        for below in junk.unwrap_or_default() {
            made.extend(self.rotate(below, now, rng)?.1);
        }
        Ok(made)
    }

    pub(super) fn with_ring<T>(
        &mut self,
        look: impl FnOnce(&mut Judge, &crate::graph::Graph, &Epochs, &Keyring) -> T,
    ) -> Option<T> {
        // The ring cannot be borrowed beside the replica it lives in.
        let secrets = self.secrets.take()?;
        let (judge, graph, epochs) = self.judge();
        let found = look(judge, graph, epochs, &secrets.ring);
        self.secrets = Some(secrets);
        Some(found)
    }
}
