//! Founding and joining: how spaces, persons and devices come into a network.
//!
//! A space names its guardian, and its id is the hash of its `create`: so the network is made
//! first, then the organization, then the person. Each `create` names a founding key that hands
//! its place over to the space below with `redeem`, as every invitation does.

use super::{ActFault, Made, Replica};
use crate::crypto::{CryptoRng, KeyMaterial, SealSecretKey, SigningKey};
use crate::id::{DeviceId, SpaceId, TransportId};
use crate::op::{
    Add, Card, Control, Create, Grant, History, Member, OpRef, Redeem, Role, SpaceKind,
};
use crate::time::WallTime;

/// A place that waits for somebody: the keys of an invitation.
pub struct Place {
    /// Signs the `redeem`.
    pub signing: SigningKey,
    /// Opens bundles.
    pub seal: SealSecretKey,
    /// Connects.
    pub transport: TransportId,
}

impl Place {
    /// The invitation's name.
    #[must_use]
    pub fn id(&self) -> DeviceId {
        self.signing.verifying_key().into()
    }

    /// The card that the inviter admits to a space.
    #[must_use]
    pub fn card(&self, space: SpaceId) -> Card {
        Card::new(
            &self.signing,
            self.seal.public(),
            self.transport,
            Some(space),
        )
    }
}

/// What was founded or joined.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Founded {
    /// The network.
    pub network: SpaceId,
    /// The organization.
    pub org: SpaceId,
    /// The person.
    pub person: SpaceId,
}

pub(super) fn grant(member: Member, role: Role, card: Option<Card>) -> Grant {
    Grant { member, role, card }
}

pub(super) fn fresh_nonce(rng: &mut dyn CryptoRng) -> [u8; 16] {
    let mut nonce = [0; 16];
    rng.fill_bytes(&mut nonce);
    nonce
}

pub(super) fn create(
    kind: SpaceKind,
    guardian: Option<SpaceId>,
    history: History,
    members: Vec<Grant>,
    nonce: [u8; 16],
) -> Create {
    let confirm = kind == SpaceKind::Case;
    Create {
        kind,
        guardian,
        history,
        confirm,
        members,
        nonce,
        retain: None,
    }
}

impl Replica {
    pub(super) fn create(
        &mut self,
        create: Create,
        author: Option<&SigningKey>,
        also: &[OpRef],
        now: WallTime,
    ) -> Result<Made, ActFault> {
        let id = author.map_or(self.device, |key| key.verifying_key().into());
        let guardian = create.guardian;
        let body = Control::Create(Box::new(create)).encode();
        let next = self.next_create(id, guardian, also, body.len())?;
        self.apply(next, None, body, None, author, now)
    }

    /// Founds a network: its first organization, the first person, this device. `places` are the
    /// two founding places for further coordinators.
    ///
    /// # Errors
    ///
    /// [`ActFault`] says why nothing was written.
    pub fn found_network(
        &mut self,
        places: &[Place],
        now: WallTime,
        rng: &mut dyn CryptoRng,
    ) -> Result<(Founded, Made), ActFault> {
        let key = SigningKey::from_seed(&KeyMaterial::random(rng));
        let founder = grant(
            Member::Invitation(key.verifying_key().into()),
            Role::Admin,
            None,
        );
        let nonce = fresh_nonce(rng);
        let members = vec![founder];
        let network = create(SpaceKind::Network, None, History::Full, members, nonce);
        let mut made = self.create(network, Some(&key), &[], now)?;
        let network = made.last().ok_or(ActFault::NoSpace)?.log.space;
        let (org, person, founded) = self.found_org(network, places, now, rng)?;
        made.extend(founded);
        made.extend(self.redeem(network, Member::Space(org), None, &key, now)?);
        let (_, rotated) = self.rotate(person, now, rng)?;
        made.extend(rotated);
        Ok((
            Founded {
                network,
                org,
                person,
            },
            made,
        ))
    }

    fn found_org(
        &mut self,
        network: SpaceId,
        places: &[Place],
        now: WallTime,
        rng: &mut dyn CryptoRng,
    ) -> Result<(SpaceId, SpaceId, Made), ActFault> {
        let key = SigningKey::from_seed(&KeyMaterial::random(rng));
        let founder: DeviceId = key.verifying_key().into();
        let nonce = fresh_nonce(rng);
        let birth = Create::birth(founder, &nonce);
        let mut members = vec![grant(Member::Invitation(founder), Role::Admin, None)];
        members.extend(places.iter().map(|place| {
            let card = Some(place.card(birth));
            grant(Member::Invitation(place.id()), Role::Admin, card)
        }));
        let org = create(SpaceKind::Org, Some(network), History::Full, members, nonce);
        let also = self.heads_of(network);
        let mut made = self.create(org, Some(&key), &also, now)?;
        let org = made.last().ok_or(ActFault::NoSpace)?.log.space;
        let (person, born) = self.found_person(org, now, rng)?;
        made.extend(born);
        made.extend(self.redeem(org, Member::Space(person), None, &key, now)?);
        Ok((org, person, made))
    }

    fn found_person(
        &mut self,
        org: SpaceId,
        now: WallTime,
        rng: &mut dyn CryptoRng,
    ) -> Result<(SpaceId, Made), ActFault> {
        let card = self.keys().ok_or(ActFault::Locked)?.card(None);
        let members = vec![grant(Member::Device(self.device), Role::Admin, Some(card))];
        let nonce = fresh_nonce(rng);
        let person = create(SpaceKind::Person, Some(org), History::Full, members, nonce);
        let also = self.heads_of(org);
        let made = self.create(person, None, &also, now)?;
        let person = made.last().ok_or(ActFault::NoSpace)?.log.space;
        Ok((person, made))
    }

    fn redeem(
        &mut self,
        space: SpaceId,
        member: Member,
        card: Option<Card>,
        key: &SigningKey,
        now: WallTime,
    ) -> Result<Made, ActFault> {
        let also = match member {
            Member::Space(below) => self.heads_of(below),
            _ => Vec::new(),
        };
        let redeem = Redeem::new(key, space, self.device, member, card);
        self.control(space, &Control::Redeem(Box::new(redeem)), &also, now)
    }

    /// Uses an invitation: makes what its place needs (an organization, a person, or just this
    /// device) and hands the place over. A carrier's place goes to the device itself, which makes
    /// no space and no key; it speaks for the space that took it in, and for nobody.
    ///
    /// # Errors
    ///
    /// [`ActFault::NoMember`] when the invitation is not known here or not open any more.
    pub fn redeem_invitation(
        &mut self,
        invitation: &SigningKey,
        places: &[Place],
        now: WallTime,
        rng: &mut dyn CryptoRng,
    ) -> Result<(Founded, Made), ActFault> {
        let key: DeviceId = invitation.verifying_key().into();
        let space = self.open_invitation(key).ok_or(ActFault::NoMember)?;
        let network = self.directory.network().ok_or(ActFault::NoSpace)?;
        let place = Member::Invitation(key);
        if self.roles().direct_role(space, &place) == Role::Carrier {
            let card = self.keys().ok_or(ActFault::Locked)?.card(Some(space));
            let member = Member::Device(self.device);
            let made = self.redeem(space, member, Some(card), invitation, now)?;
            let (org, person) = (space, space);
            return Ok((
                Founded {
                    network,
                    org,
                    person,
                },
                made,
            ));
        }
        match self.directory.kind(space) {
            Some(SpaceKind::Network) => {
                let (org, person, mut made) = self.found_org(network, places, now, rng)?;
                made.extend(self.redeem(space, Member::Space(org), None, invitation, now)?);
                made.extend(self.rotate(person, now, rng)?.1);
                Ok((
                    Founded {
                        network,
                        org,
                        person,
                    },
                    made,
                ))
            }
            Some(SpaceKind::Org) => {
                let (person, mut made) = self.found_person(space, now, rng)?;
                made.extend(self.redeem(space, Member::Space(person), None, invitation, now)?);
                made.extend(self.rotate(person, now, rng)?.1);
                Ok((
                    Founded {
                        network,
                        org: space,
                        person,
                    },
                    made,
                ))
            }
            Some(SpaceKind::Person) => {
                let card = self.keys().ok_or(ActFault::Locked)?.card(Some(space));
                let member = Member::Device(self.device);
                let made = self.redeem(space, member, Some(card), invitation, now)?;
                let org = self.directory.org_of(space).ok_or(ActFault::NoSpace)?;
                Ok((
                    Founded {
                        network,
                        org,
                        person: space,
                    },
                    made,
                ))
            }
            _ => Err(ActFault::NoMember),
        }
    }

    /// Admits the public half of an invitation.
    ///
    /// # Errors
    ///
    /// [`ActFault`] says why nothing was written.
    pub fn invite(
        &mut self,
        space: SpaceId,
        place: &Place,
        role: Role,
        now: WallTime,
    ) -> Result<Made, ActFault> {
        self.admit(space, place, role, false, now)
    }

    pub(super) fn admit(
        &mut self,
        space: SpaceId,
        place: &Place,
        role: Role,
        confirm: bool,
        now: WallTime,
    ) -> Result<Made, ActFault> {
        let add = Add {
            member: Member::Invitation(place.id()),
            role,
            card: Some(place.card(space)),
            confirm,
        };
        self.add(space, add, now)
    }
}
