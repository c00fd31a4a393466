//! Which device belongs to which person, and which person to which organization.

use std::collections::{BTreeMap, BTreeSet};

use crate::graph::ControlOp;
use crate::id::{DeviceId, OpId, SpaceId, TransportId};
use crate::limits::DEVICE_KEYS_MAX;
use crate::membership::Membership;
use crate::op::{Card, Control, Member, Renew, SpaceKind};
use crate::past::{ControlIndex, PastTable};

/// How far a newcomer has come.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum NewcomerState {
    /// She founded her space, or her safety words were compared.
    Confirmed,
    /// Nobody compared the words yet.
    Unverified,
}

/// Which of two cards stands: that behind the longest chain of predecessors, which grows along a
/// log; then the id.
type Rank = (u32, OpId);

/// A card that a device showed itself and that nothing it said later ended.
#[derive(Clone, Debug)]
pub(super) struct Renewed {
    index: ControlIndex,
    rank: Rank,
    pub(super) card: Card,
    /// How many later ones say that it goes on beside them.
    pub(super) times: u32,
}

impl Renewed {
    /// The operation that shows it.
    pub(super) const fn op(&self) -> OpId {
        self.rank.1
    }
}

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
    /// The newest last.
    renewed: BTreeMap<DeviceId, Vec<Renewed>>,
    invitations: BTreeMap<DeviceId, BTreeSet<SpaceId>>,
    redeemed: BTreeMap<DeviceId, BTreeMap<OpId, Member>>,
    joined_by: BTreeMap<Member, Vec<OpId>>,
    network: Option<SpaceId>,
}

impl Directory {
    /// Of the operations that count.
    pub(super) fn of(ops: &[ControlOp], pasts: &PastTable, membership: &Membership) -> Self {
        let mut directory = Self::default();
        for (index, op) in ops
            .iter()
            .enumerate()
            .filter(|(at, _)| membership.counts(*at))
        {
            directory.take(index, op, pasts);
        }
        directory
    }

    pub(super) fn take(&mut self, index: ControlIndex, op: &ControlOp, pasts: &PastTable) {
        let space = op.op.log.space;
        if let Control::Renew(renew) = &op.control {
            self.take_renewed(index, op, renew, pasts);
            return;
        }
        for card in op.control.cards() {
            let rank = (op.depth, op.op.id);
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

    /// A device's own word ends those of its own that it knew, but for what it names.
    ///
    /// Invariant: operations are taken after all that they knew, so what stands in the end does
    /// not depend on their order.
    fn take_renewed(
        &mut self,
        index: ControlIndex,
        op: &ControlOp,
        renew: &Renew,
        pasts: &PastTable,
    ) {
        let shown = self.renewed.entry(renew.card.device).or_default();
        let beside = renew.beside.as_deref().unwrap_or_default();
        shown.retain_mut(|known| {
            let goes_on = beside.contains(&known.op());
            let knew = pasts.contains(op.past, known.index);
            known.times = known.times.saturating_add(u32::from(goes_on && knew));
            goes_on || !knew
        });
        shown.push(Renewed {
            index,
            rank: (op.depth, op.op.id),
            card: renew.card.clone(),
            times: 0,
        });
        shown.sort_unstable_by_key(|known| known.rank);
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

    /// The card of a device or an invitation: its own word stands before that of whoever let it
    /// in.
    #[must_use]
    pub fn card(&self, device: &DeviceId) -> Option<&Card> {
        self.seal_cards(device).next()
    }

    /// The cards whose keys a device may hold, the newest first: more than one where two copies
    /// of it renewed.
    pub fn seal_cards(&self, device: &DeviceId) -> impl Iterator<Item = &Card> {
        let own = self.renewed_by(device).map(|known| &known.card);
        let given = self.cards.get(device).map(|(_, card)| card);
        let given = given.filter(|_| !self.renewed.contains_key(device));
        own.chain(given)
    }

    /// What a device showed itself and is sealed to, the newest first.
    pub(super) fn renewed_by(&self, device: &DeviceId) -> impl Iterator<Item = &Renewed> {
        let own = self.renewed.get(device).into_iter().flatten();
        own.rev().take(DEVICE_KEYS_MAX)
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
