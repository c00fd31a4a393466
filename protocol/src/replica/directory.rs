//! Which device belongs to which person, and which person to which organization.

use std::collections::{BTreeMap, BTreeSet};

use crate::graph::ControlOp;
use crate::id::{DeviceId, OpId, SpaceId, TransportId};
use crate::membership::Membership;
use crate::op::{Card, Control, Member, SpaceKind};

/// How far a newcomer has come.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum NewcomerState {
    /// She founded her space, or her safety words were compared.
    Confirmed,
    /// Nobody compared the words yet.
    Unverified,
}

/// Which of a device's cards stands: its own word over that of whoever let it in, then the longest
/// chain of predecessors, which grows along its log; the id where a copied device told two stories.
type Rank = (bool, u32, OpId);

/// Built from control operations; it says who is called what, not who may do what.
///
/// Between an operation's arrival and the next judgement it tells what operations say; then it is
/// built anew from those that count, so that it does not depend on their order of arrival.
#[derive(Debug, Default)]
pub struct Directory {
    persons: BTreeMap<DeviceId, SpaceId>,
    /// Devices that a space which is no person names itself: carriers.
    machines: BTreeMap<DeviceId, SpaceId>,
    kinds: BTreeMap<SpaceId, SpaceKind>,
    guardians: BTreeMap<SpaceId, SpaceId>,
    cards: BTreeMap<DeviceId, (Rank, Card)>,
    invitations: BTreeMap<DeviceId, BTreeSet<SpaceId>>,
    redeemed: BTreeMap<DeviceId, BTreeMap<OpId, Member>>,
    joined_by: BTreeMap<Member, Vec<OpId>>,
    network: Option<SpaceId>,
}

impl Directory {
    /// Of the operations that count.
    pub(super) fn of(ops: &[ControlOp], membership: &Membership) -> Self {
        let mut directory = Self::default();
        for (_, op) in ops
            .iter()
            .enumerate()
            .filter(|(at, _)| membership.counts(*at))
        {
            directory.take(op);
        }
        directory
    }

    pub(super) fn take(&mut self, op: &ControlOp) {
        let space = op.op.log.space;
        let renewed = matches!(op.control, Control::Renew(_));
        for card in op.control.cards() {
            let rank = (renewed, op.depth, op.op.id);
            let known = self.cards.get(&card.device);
            if known.is_none_or(|(known, _)| *known < rank) {
                self.cards.insert(card.device, (rank, card.clone()));
            }
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
                let redeems = self.redeemed.entry(redeem.invitation).or_default();
                redeems.insert(op.op.id, redeem.member);
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
                let known = self.persons.entry(device).or_insert(space);
                *known = space.min(*known);
            }
            Member::Device(device) if kind.is_some() => {
                let known = self.machines.entry(device).or_insert(space);
                *known = space.min(*known);
            }
            Member::Invitation(key) => {
                self.invitations.entry(key).or_default().insert(space);
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

    /// The organization a person belongs to: the guardian that she named. No other can take her
    /// in as its own.
    #[must_use]
    pub fn org_of(&self, person: SpaceId) -> Option<SpaceId> {
        self.guardians.get(&person).copied()
    }

    /// The organization a device belongs to: its person's, or the one that named the machine.
    #[must_use]
    pub fn org_of_device(&self, device: DeviceId) -> Option<SpaceId> {
        match self.person_of(device) {
            Some(person) => self.org_of(person),
            None => self.machines.get(&device).copied(),
        }
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
        self.cards.get(device).map(|(_, card)| card)
    }

    /// Devices by person.
    pub fn devices(&self) -> impl Iterator<Item = (DeviceId, SpaceId)> + '_ {
        self.persons
            .iter()
            .map(|(device, person)| (*device, *person))
    }

    /// Machines that belong to no person, by the space that named them: carriers.
    pub fn machines(&self) -> impl Iterator<Item = (DeviceId, SpaceId)> + '_ {
        let machines = self.machines.iter();
        machines
            .filter(|(device, _)| !self.persons.contains_key(device))
            .map(|(device, space)| (*device, *space))
    }

    /// Every device: of persons, and machines of their own.
    pub fn all_devices(&self) -> impl Iterator<Item = DeviceId> + '_ {
        let of_persons = self.devices().map(|(device, _)| device);
        of_persons.chain(self.machines().map(|(device, _)| device))
    }

    /// Every invitation and the space that it opens.
    pub fn invitations(&self) -> impl Iterator<Item = (DeviceId, SpaceId)> + '_ {
        self.invitations
            .iter()
            .flat_map(|(key, spaces)| spaces.iter().map(|space| (*key, *space)))
    }

    /// The operations that used an invitation, and whom each lets in: several where two used one
    /// code apart from each other.
    pub fn redeems(&self, invitation: &DeviceId) -> impl Iterator<Item = (OpId, Member)> + '_ {
        let redeems = self.redeemed.get(invitation).into_iter().flatten();
        redeems.map(|(op, member)| (*op, *member))
    }

    /// Whether somebody used an invitation.
    #[must_use]
    pub fn is_redeemed(&self, invitation: &DeviceId) -> bool {
        self.redeems(invitation).next().is_some()
    }

    /// Whether a device's place, or its person's or organization's, was taken with the invitation
    /// that shows this transport key: a newcomer goes on using it until she is known everywhere.
    #[must_use]
    pub fn came_in_by(&self, device: DeviceId, transport: TransportId) -> bool {
        let (person, org) = (self.person_of(device), self.org_of_device(device));
        let names = |member: &Member| match member {
            Member::Device(named) => *named == device,
            Member::Space(space) => Some(*space) == person || Some(*space) == org,
            Member::Invitation(_) => false,
        };
        self.redeemed.iter().any(|(invitation, redeems)| {
            let card = self.card(invitation);
            card.is_some_and(|card| card.transport == transport) && redeems.values().any(names)
        })
    }

    /// The invitation that shows a transport key.
    #[must_use]
    pub fn invitation_at(&self, transport: TransportId) -> Option<DeviceId> {
        let mut shown = self.invitations.keys();
        let shown = shown.find(|key| self.card(key).is_some_and(|c| c.transport == transport));
        shown.copied()
    }

    /// The redeems that let a member in.
    pub fn joined_by(&self, member: &Member) -> impl Iterator<Item = OpId> + '_ {
        self.joined_by.get(member).into_iter().flatten().copied()
    }
}
