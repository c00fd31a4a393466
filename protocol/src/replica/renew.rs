//! Keys that served their time: epochs, which are not written under for ever once stolen in
//! silence, and the device's own.

use super::directory::Renewed;
use super::{ActFault, DeviceKeys, DeviceSecret, Holding, Made, Replica};
use crate::crypto::KeyMaterial;
use crate::id::{DeviceId, EpochId, OpId, SpaceId};
use crate::limits::{EPOCH_OPS_MAX, RENEW_BESIDE_MAX, RENEW_BESIDE_TIMES};
use crate::op::{Control, Header, Member, Recipient, Renew, Role, SlotSet};
use crate::past::PastId;
use crate::time::WallTime;

const DAY_MS: u64 = 86_400_000;

/// What was written under an epoch, as it came in here.
#[derive(Clone, Copy, Debug)]
pub(super) struct Service {
    since: WallTime,
    pub(super) newest: WallTime,
    pub(super) ops: u64,
}

impl Replica {
    /// Counts content under its epoch. What a header claims is enough: whoever counts wrong
    /// renews too early, which costs one operation.
    pub(super) fn note_service(&mut self, header: &Header, received_at: WallTime) {
        // What came in before this cannot have come later, whatever a clock said then.
        if received_at < self.newest_at {
            for service in self.served.values_mut() {
                service.newest = service.newest.min(received_at);
            }
            for came in self.came.values_mut() {
                *came = (*came).min(received_at);
            }
        }
        self.newest_at = received_at;
        let Some(epoch) = header.epoch else {
            return;
        };
        let fresh = Service {
            since: received_at,
            newest: received_at,
            ops: 0,
        };
        let at = (header.log.space, epoch);
        let service = self.served.entry(at).or_insert(fresh);
        service.newest = service.newest.max(received_at);
        service.ops = service.ops.saturating_add(1);
    }

    /// Whether the epoch that content of a space would be written under came in a month ago or
    /// earlier: whatever was sealed to keys of then opens it.
    ///
    /// # Errors
    ///
    /// [`ActFault`] when this device could not write there now.
    pub fn has_old_epoch(&mut self, space: SpaceId, now: WallTime) -> Result<bool, ActFault> {
        let epoch = self.clean_epoch(space)?;
        let came = epoch.and_then(|epoch| self.came.get(&epoch));
        let most = self.epoch_days(space);
        Ok(came.is_some_and(|came| days_since(*came, now) >= most))
    }

    /// The epoch that content of a space would be written under, if it served so long that a
    /// fresh one is due. Two who find so at once mint two, which is harmless.
    ///
    /// # Errors
    ///
    /// [`ActFault`] when this device could not write there now.
    pub fn worn_epoch(
        &mut self,
        space: SpaceId,
        now: WallTime,
    ) -> Result<Option<EpochId>, ActFault> {
        let epoch = self.clean_epoch(space)?;
        let most = self.epoch_days(space);
        Ok(epoch.filter(|epoch| {
            let service = self.served.get(&(space, *epoch));
            service.is_some_and(|service| {
                let days = days_since(service.since, now);
                service.ops >= EPOCH_OPS_MAX || days >= most
            })
        }))
    }

    /// The replica of a device with what was stored beside its vault. Nothing where that has no
    /// secret of its own.
    #[must_use]
    pub fn with_holding(root: &KeyMaterial, holding: Holding) -> Option<Self> {
        let mut replica = Self::new(DeviceKeys::new(root, holding.secrets)?);
        if let Some(secrets) = &mut replica.secrets {
            secrets.ring.forget(holding.forgotten);
        }
        for held in holding.epochs {
            replica.hold_epoch(held);
        }
        Some(replica)
    }

    /// What is to be stored beside the vault, while unlocked.
    #[must_use]
    pub fn holding(&self) -> Option<Holding> {
        let secrets = self.keys()?.secrets().to_vec();
        Some(Holding {
            secrets,
            epochs: self.held_epochs(),
            forgotten: self.ring()?.forgotten().collect(),
        })
    }

    /// Whether some slot of each set is for this device or sealed to an epoch that it holds: else
    /// nobody has the secret of what it just minted but its memory.
    #[must_use]
    pub fn opens_each(&self, sets: &[SlotSet]) -> bool {
        sets.iter().all(|set| {
            let mut slots = set.slots.iter();
            slots.any(|placed| match placed.slot.recipient {
                Recipient::Device(device) => device == self.device,
                Recipient::Epoch(_, epoch) => {
                    self.ring().is_some_and(|ring| ring.get(&epoch).is_some())
                }
            })
        })
    }

    /// Goes over to these secrets of its own, which are stored.
    pub fn set_device_secrets(&mut self, held: Vec<DeviceSecret>) {
        if let Some(secrets) = &mut self.secrets {
            secrets.keys.set_secrets(held);
            secrets.ring.set_seals(secrets.keys.seals());
        }
    }

    /// How often a device had renewed its keys in what somebody knew.
    pub(super) fn renewals_in(&self, device: DeviceId, past: PastId) -> u32 {
        let at = self.renewals.get(&device).into_iter().flatten();
        let known = at.filter(|at| self.graph.pasts().contains(past, **at));
        u32::try_from(known.count()).unwrap_or(u32::MAX)
    }

    /// The space in which this device should show its keys, if others know it by other ones.
    pub fn card_due(&mut self) -> Option<SpaceId> {
        let device = self.device;
        self.directory.card(&device)?;
        let keys = self.keys()?;
        if keys.is_shown_by(keys.secrets().last()?, self.directory.seal_cards(&device)) {
            return None;
        }
        let directory = &self.directory;
        let machine = || directory.machines().find(|(id, _)| *id == device);
        let person = directory.person_of(device);
        let at = person.or_else(|| machine().map(|(_, at)| at))?;
        (self.roles().direct_role(at, &Member::Device(device)) > Role::None).then_some(at)
    }

    /// Shows the keys of this device to all whom that concerns.
    ///
    /// # Errors
    ///
    /// [`ActFault`] says why nothing was written.
    pub fn show_card(&mut self, at: SpaceId, now: WallTime) -> Result<Made, ActFault> {
        let keys = &self.secrets()?.keys;
        let card = keys.card(None);
        // What this device lacks the secret of another copy of it may hold.
        let others = self.directory.renewed_by(&self.device).filter(|known| {
            let held = keys.secrets().iter();
            let mut held = held.filter(|held| keys.is_shown_by(held, [&known.card]));
            known.times < RENEW_BESIDE_TIMES && held.next().is_none()
        });
        let beside: Vec<OpId> = others.map(Renewed::op).take(RENEW_BESIDE_MAX).collect();
        let beside = Some(beside).filter(|beside| !beside.is_empty());
        let renew = Control::Renew(Box::new(Renew { card, beside }));
        self.control(at, &renew, &[], now)
    }

    /// Whether this device showed its newest key once, and said something else since that it does
    /// not hold: its disk is older than what it said, or a copy of it is in use.
    #[must_use]
    pub fn is_outdone(&self) -> bool {
        let Some((keys, newest)) = self
            .keys()
            .and_then(|keys| Some((keys, keys.secrets().last()?)))
        else {
            return false;
        };
        let current = self.directory.seal_cards(&self.device);
        let ops = self.graph.controls().iter();
        let shown = ops.flat_map(|op| op.control.cards());
        !keys.is_shown_by(newest, current) && keys.is_shown_by(newest, shown)
    }

    /// Whether others may still seal to a secret of this device.
    #[must_use]
    pub fn is_sealed_to(&self, secret: &DeviceSecret) -> bool {
        let cards = self.directory.seal_cards(&self.device);
        self.keys()
            .is_some_and(|keys| keys.is_shown_by(secret, cards))
    }
}

/// Days from then to now. A clock that went back since says nothing.
pub(super) const fn days_since(then: WallTime, now: WallTime) -> u64 {
    now.0.saturating_sub(then.0) / DAY_MS
}
