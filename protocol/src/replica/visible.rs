//! What another device may hold: a member of A learns nothing of B's existence.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Replica;
use crate::id::{DeviceId, SpaceId};
use crate::op::{Lane, LogId, Member, Role};

/// How much of a space.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Scope {
    /// Members, roles, public keys: needed to check who may write elsewhere.
    Control,
    /// Sealed content, too.
    All,
}

/// Who stands at the other end of a session.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Access {
    /// A device with a role somewhere.
    Device(DeviceId),
    /// An invitation key.
    Invitation(DeviceId),
}

impl Replica {
    /// The spaces that may be offered, and how much of each.
    pub fn visible_to(&mut self, access: Access) -> BTreeMap<SpaceId, Scope> {
        let roles = self.roles();
        let mut own: BTreeMap<SpaceId, Scope> = match access {
            Access::Device(device) => {
                let suspended = self.standing_of(device).into_iter();
                suspended
                    .chain(self.waits_in(device))
                    .map(|space| (space, Scope::Control))
                    .chain(
                        roles
                            .spaces_of(device)
                            .into_keys()
                            .map(|space| (space, Scope::All)),
                    )
                    .collect()
            }
            Access::Invitation(key) => self
                .directory
                .invitations()
                .filter(|(found, _)| *found == key)
                .map(|(_, space)| (space, Scope::Control))
                .collect(),
        };
        let mut tops: BTreeSet<SpaceId> = own.keys().copied().collect();
        // Operations of a guardian refer to those of its members: without them nothing of it
        // could be judged. Of its void members, too: they were none yet when others referred to
        // them.
        for space in own.keys() {
            tops.extend(self.guardians(*space));
        }
        let (judge, graph, _) = self.judge();
        let (controls, pasts) = (graph.controls(), graph.pasts());
        let unrestricted = judge.membership().unrestricted(controls, pasts);
        for space in tops {
            if own.contains_key(&space) || graph.holds(space) {
                for below in unrestricted.under(space) {
                    own.entry(below).or_insert(Scope::Control);
                }
            }
        }
        // A place that does not count any more is still referred to: whoever lacks it could place
        // nothing that was written since.
        let mut open: Vec<SpaceId> = own.keys().copied().collect();
        while let Some(space) = open.pop() {
            for named in self.graph.refers(space) {
                own.entry(named).or_insert_with(|| {
                    open.push(named);
                    Scope::Control
                });
            }
        }
        if crate::is_planted!(self, ScopeIgnored) {
            own.values_mut().for_each(|scope| *scope = Scope::All);
        }
        own
    }

    /// What this device itself said of members where it has no place any more: who takes herself
    /// out hands over her own word, and nobody else could. For whoever sees the space, by
    /// `theirs`, and for the person's own devices, which learn nothing from its members.
    pub fn last_words(
        &self,
        access: Access,
        theirs: &BTreeMap<SpaceId, Scope>,
        own: &BTreeMap<SpaceId, Scope>,
    ) -> BTreeSet<LogId> {
        let (author, graph) = (self.device, &self.graph);
        let person = self.directory.person_of(author);
        let is_own = match access {
            Access::Device(device) => {
                person.is_some() && self.directory.person_of(device) == person
            }
            Access::Invitation(_) => false,
        };
        let left = graph.spaces().filter(|space| !own.contains_key(space));
        let left = left.filter(|space| is_own || theirs.contains_key(space));
        let logs = left.map(|space| LogId {
            space,
            author,
            lane: Lane::Control,
        });
        logs.filter(|log| graph.len(log) > 0).collect()
    }

    /// The spaces of an accused coordinator as they stood: she keeps her word against her
    /// accuser (R5), so she must be heard, and hears what is said about members, until a second
    /// word decides. Nothing for anybody else.
    fn standing_of(&mut self, device: DeviceId) -> BTreeSet<SpaceId> {
        let roles = self.roles();
        let (judge, graph, _) = self.judge();
        let standing = judge.standing(graph);
        if Arc::ptr_eq(&roles, &standing) {
            return BTreeSet::new();
        }
        let stood = standing.spaces_of(device);
        let accused = stood
            .iter()
            .any(|(space, role)| *role == Role::Admin && roles.role(device, *space) < Role::Admin);
        if accused {
            stood.into_keys().collect()
        } else {
            BTreeSet::new()
        }
    }

    /// The network, and this device's organization.
    fn own_spaces(&self) -> impl Iterator<Item = SpaceId> + use<> {
        let org = self.directory.org_of_device(self.device);
        let network = org.and(self.directory.network());
        [network, org].into_iter().flatten()
    }

    /// Whether a device is talked to: it shares a space with this one, or waits to. Whoever was
    /// taken out, or stands on what does not count by now, goes on listening to members, or would
    /// never hear that she is back; they refuse her where she is not.
    pub fn is_peer(&mut self, device: DeviceId) -> bool {
        let own: BTreeSet<SpaceId> = self.own_spaces().collect();
        self.shares_space(device, own)
            || self.waits_for(device, self.device)
            || self.waits_for(self.device, device)
    }

    /// Whether another device and this one have a place in one space.
    pub fn is_fellow(&mut self, device: DeviceId) -> bool {
        self.shares_space(device, BTreeSet::new())
    }

    fn shares_space(&mut self, device: DeviceId, mut mine: BTreeSet<SpaceId>) -> bool {
        if device == self.device {
            return false;
        }
        let roles = self.roles();
        mine.extend(self.standing_of(self.device));
        mine.extend(roles.spaces_of(self.device).into_keys());
        let mut theirs = self.standing_of(device);
        theirs.extend(roles.spaces_of(device).into_keys());
        !mine.is_disjoint(&theirs)
    }

    /// Whether a space belongs to the network, over the spaces that guard it, by what is here.
    pub fn is_reached(&mut self, space: SpaceId) -> bool {
        let roles = self.roles();
        let mut at = space;
        for above in self.guardians(space) {
            if roles.direct_role(above, &Member::Space(at)) == Role::None {
                return false;
            }
            at = above;
        }
        self.directory.network() == Some(at)
    }

    /// The space that an invitation opens, while nobody used or revoked it, and no guardian of the
    /// space barred whoever made it.
    pub fn open_invitation(&mut self, key: DeviceId) -> Option<SpaceId> {
        let roles = self.roles();
        if self.directory.is_redeemed(&key) {
            return None;
        }
        let place = Member::Invitation(key);
        let is_barred = |above: SpaceId| {
            let mut bars = roles.bars(above);
            bars.any(|(member, role)| member == place && role == Role::None)
        };
        let mut spaces = self
            .directory
            .invitations()
            .filter(|(found, _)| *found == key)
            .map(|(_, space)| space);
        spaces.find(|space| {
            roles.direct_role(*space, &place) > Role::None
                && !self.guardians(*space).into_iter().any(is_barred)
        })
    }
}
