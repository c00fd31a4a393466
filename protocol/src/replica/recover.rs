//! Recovery: the place that a person keeps for a new device of hers, who waits in it, and what is
//! sealed so that another person alone opens it.

use super::{ActFault, Made, Place, Replica};
use crate::crypto::{CryptoRng, Domain, seal_to};
use crate::id::{DeviceId, SpaceId};
use crate::membership::{Recovery, Stage};
use crate::op::{Control, Member, Recipient, Restrict, Role, Word};
use crate::time::WallTime;

impl Replica {
    /// Admits a place in this device's person whose use is nothing until it was confirmed.
    ///
    /// # Errors
    ///
    /// [`ActFault`] says why nothing was written.
    pub fn admit_recovery(
        &mut self,
        person: SpaceId,
        place: &Place,
        now: WallTime,
    ) -> Result<Made, ActFault> {
        self.admit(person, place, Role::Write, true, now)
    }

    /// Revokes such a place, and refuses whoever used it and was not confirmed. Every device of
    /// the person may.
    ///
    /// # Errors
    ///
    /// [`ActFault`] says why nothing was written.
    pub fn refuse_recovery(
        &mut self,
        person: SpaceId,
        place: DeviceId,
        now: WallTime,
    ) -> Result<Made, ActFault> {
        let word = Word::remove(Member::Invitation(place));
        let restrict = Restrict {
            target: word.target,
            role: word.role,
            burn: word.burn,
            cut: Vec::new(),
            epoch: None,
        };
        self.control_that_counts(person, &Control::Restrict(Box::new(restrict)), &[], now)
    }

    /// Every recovery that was begun, with everything held.
    pub fn recoveries(&mut self) -> Vec<Recovery> {
        let (judge, graph, _) = self.judge();
        let everything = judge.everything();
        judge.view(graph, everything).recoveries()
    }

    /// The places for recovery of a person that stand open.
    pub fn recovery_places(&mut self, person: SpaceId) -> Vec<DeviceId> {
        let (judge, graph, _) = self.judge();
        let everything = judge.everything();
        let places = judge.view(graph, everything).recovery_places(person);
        let open = places.into_iter();
        open.filter(|place| self.open_invitation(*place).is_some())
            .collect()
    }

    /// The person's space in which a device waits to be confirmed, with nothing until then.
    pub fn waits_in(&mut self, device: DeviceId) -> Option<SpaceId> {
        let mut all = self.recoveries().into_iter();
        let waits = |stage| matches!(stage, Stage::Waiting | Stage::Contested);
        let found = all.find(|one| one.device == device && waits(one.stage));
        found.map(|one| one.person)
    }

    /// Whether a device waited and was refused.
    pub fn is_refused(&mut self, device: DeviceId) -> bool {
        let mut all = self.recoveries().into_iter();
        all.any(|one| one.device == device && one.stage == Stage::Refused)
    }

    /// Whether one of two devices waits where the other may hear of it: for a person who is in a
    /// space of hers. Of whoever was taken out of it no new device comes in either.
    pub(super) fn waits_for(&mut self, one: DeviceId, other: DeviceId) -> bool {
        let Some(person) = self.waits_in(one) else {
            return false;
        };
        let roles = self.roles();
        let spaces = roles.spaces_of(other);
        let mut at = person;
        let above = self.guardians(person).into_iter().take_while(|above| {
            let is_in = roles.direct_role(*above, &Member::Space(at)) > Role::None;
            at = *above;
            is_in
        });
        let mut above = std::iter::once(person).chain(above);
        above.any(|space| spaces.contains_key(&space))
    }

    /// Seals to a person: to the best clean epoch of her space or, where there is none or a
    /// device of hers is barred, to each of her devices that read in her organization. Empty
    /// where nobody could open it.
    pub fn seal_to_person(
        &mut self,
        person: SpaceId,
        domain: Domain,
        aad: &[u8],
        plain: &[u8],
        rng: &mut dyn CryptoRng,
    ) -> Vec<Vec<u8>> {
        let Some(org) = self.directory.org_of(person) else {
            return Vec::new();
        };
        let (judge, graph, epochs) = self.judge();
        let everything = judge.everything();
        let recipients = judge.recipients(graph, epochs, org, everything);
        let keys: Vec<_> = recipients
            .into_iter()
            .flat_map(|recipient| {
                let owner = match recipient {
                    Recipient::Epoch(space, _) => Some(space),
                    Recipient::Device(device) => self.directory.person_of(device),
                };
                let mut keys = self.recipient_keys(&recipient);
                keys.retain(|_| owner == Some(person));
                keys
            })
            .collect();
        let sealed = keys.iter().map(|key| seal_to(key, domain, aad, plain, rng));
        sealed.filter_map(Result::ok).collect()
    }

    /// Opens what was sealed to this device's person, or to this device.
    #[must_use]
    pub fn open_as_person(
        &self,
        person: SpaceId,
        domain: Domain,
        aad: &[u8],
        sealed: &[u8],
    ) -> Option<Vec<u8>> {
        let secrets = self.secrets.as_ref()?;
        let own = secrets.keys.seals();
        let opened = own
            .iter()
            .find_map(|key| key.open(domain, aad, sealed).ok());
        if opened.is_some() {
            return opened;
        }
        let held = self.epochs.of_space(person);
        let mut held = held.filter_map(|info| secrets.ring.get(&info.header.id));
        held.find_map(|keys| keys.seal_secret().open(domain, aad, sealed).ok())
    }
}
