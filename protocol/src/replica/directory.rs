//! Which device belongs to which person, and which person to which organization.

use std::collections::BTreeMap;

use crate::graph::ControlOp;
use crate::id::{DeviceId, OpId, SpaceId};
use crate::op::{Card, Control, Member, SpaceKind};

/// How far a newcomer has come.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum NewcomerState {
    /// She founded her space, or her safety words were compared.
    Confirmed,
    /// Nobody compared the words yet.
    Unverified,
}

/// Built from control operations; it says who is called what, not who may do what.
#[derive(Debug, Default)]
pub struct Directory {
    persons: BTreeMap<DeviceId, SpaceId>,
    kinds: BTreeMap<SpaceId, SpaceKind>,
    guardians: BTreeMap<SpaceId, SpaceId>,
    orgs: BTreeMap<SpaceId, SpaceId>,
    cards: BTreeMap<DeviceId, Card>,
    invitations: BTreeMap<DeviceId, SpaceId>,
    redeemed: BTreeMap<DeviceId, (OpId, Member)>,
    joined_by: BTreeMap<Member, Vec<OpId>>,
    network: Option<SpaceId>,
}

impl Directory {
    pub(super) fn take(&mut self, op: &ControlOp) {
        let space = op.op.log.space;
        for card in op.control.cards() {
            self.cards.insert(card.device, card.clone());
        }
        match &op.control {
            Control::Create(create) => {
                self.kinds.insert(space, create.kind);
                if let Some(guardian) = create.guardian {
                    self.guardians.insert(space, guardian);
                }
                if create.kind == SpaceKind::Network && self.network.is_none() {
                    self.network = Some(space);
                }
                for grant in &create.members {
                    self.name(space, grant.member);
                }
            }
            Control::Add(add) => self.name(space, add.member),
            Control::Redeem(redeem) => {
                self.name(space, redeem.member);
                self.redeemed
                    .entry(op.op.log.author)
                    .or_insert((op.op.id, redeem.member));
                self.joined_by
                    .entry(redeem.member)
                    .or_default()
                    .push(op.op.id);
            }
            _ => {}
        }
    }

    fn name(&mut self, space: SpaceId, member: Member) {
        let kind = self.kinds.get(&space).copied();
        match member {
            Member::Device(device) if kind == Some(SpaceKind::Person) => {
                self.persons.entry(device).or_insert(space);
            }
            Member::Space(person) if kind == Some(SpaceKind::Org) => {
                self.orgs.entry(person).or_insert(space);
            }
            Member::Invitation(key) => {
                self.invitations.insert(key, space);
            }
            _ => {}
        }
    }

    /// The network.
    #[must_use]
    pub const fn network(&self) -> Option<SpaceId> {
        self.network
    }

    /// The person a device belongs to.
    #[must_use]
    pub fn person_of(&self, device: DeviceId) -> Option<SpaceId> {
        self.persons.get(&device).copied()
    }

    /// The organization a person belongs to: the one that she is a member of, else her guardian.
    #[must_use]
    pub fn org_of(&self, person: SpaceId) -> Option<SpaceId> {
        self.orgs
            .get(&person)
            .or_else(|| self.guardians.get(&person))
            .copied()
    }

    /// What a space is for.
    #[must_use]
    pub fn kind(&self, space: SpaceId) -> Option<SpaceKind> {
        self.kinds.get(&space).copied()
    }

    /// The guardian that a space names.
    #[must_use]
    pub fn guardian(&self, space: SpaceId) -> Option<SpaceId> {
        self.guardians.get(&space).copied()
    }

    /// The card of a device or an invitation.
    #[must_use]
    pub fn card(&self, device: &DeviceId) -> Option<&Card> {
        self.cards.get(device)
    }

    /// Devices by person.
    pub fn devices(&self) -> impl Iterator<Item = (DeviceId, SpaceId)> + '_ {
        self.persons
            .iter()
            .map(|(device, person)| (*device, *person))
    }

    /// Every invitation and the space that it opens.
    pub fn invitations(&self) -> impl Iterator<Item = (DeviceId, SpaceId)> + '_ {
        self.invitations.iter().map(|(key, space)| (*key, *space))
    }

    /// The operation that used an invitation, and whom it let in.
    #[must_use]
    pub fn redeemed(&self, invitation: &DeviceId) -> Option<(OpId, Member)> {
        self.redeemed.get(invitation).copied()
    }

    /// The redeems that let a member in.
    pub fn joined_by(&self, member: &Member) -> impl Iterator<Item = OpId> + '_ {
        self.joined_by.get(member).into_iter().flatten().copied()
    }
}
