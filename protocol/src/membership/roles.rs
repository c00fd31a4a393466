//! Roles as read off grants and restrictions: walks from a space down to devices (R2, R13).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::paths::{Spaces, descend};
use crate::id::{DeviceId, SpaceId};
use crate::op::{Member, Role};

/// Direct members and bars of all spaces, as they stand in one view.
#[derive(Clone, Debug, Default)]
pub struct Roles {
    pub(super) direct: BTreeMap<SpaceId, BTreeMap<Member, Role>>,
    pub(super) bars: BTreeMap<SpaceId, BTreeMap<Member, Role>>,
    /// What a walk found, by the space where it began: everything that a node does asks for roles.
    walked: OnceLock<BTreeMap<SpaceId, OnceLock<Devices>>>,
}

/// Devices with a role above none.
type Devices = BTreeMap<DeviceId, Role>;

impl PartialEq for Roles {
    fn eq(&self, other: &Self) -> bool {
        self.direct == other.direct && self.bars == other.bars
    }
}

impl Eq for Roles {}

impl Roles {
    /// Direct members of a space with a role above none.
    pub fn direct(&self, space: SpaceId) -> impl Iterator<Item = (Member, Role)> + '_ {
        self.direct
            .get(&space)
            .into_iter()
            .flatten()
            .map(|(member, role)| (*member, *role))
            .filter(|(_, role)| *role > Role::None)
    }

    /// Everyone whom a grant that counts ever named, with the role left to them.
    pub fn named(&self, space: SpaceId) -> impl Iterator<Item = (Member, Role)> + '_ {
        self.direct
            .get(&space)
            .into_iter()
            .flatten()
            .map(|(member, role)| (*member, *role))
    }

    /// The role of a direct member.
    #[must_use]
    pub fn direct_role(&self, space: SpaceId, member: &Member) -> Role {
        self.direct
            .get(&space)
            .and_then(|members| members.get(member))
            .copied()
            .unwrap_or_default()
    }

    /// Bars of a space: members of members that it keeps out or down (R13).
    pub fn bars(&self, space: SpaceId) -> impl Iterator<Item = (Member, Role)> + '_ {
        self.bars
            .get(&space)
            .into_iter()
            .flatten()
            .map(|(member, role)| (*member, *role))
    }

    /// Roles of these direct members and bars.
    pub(super) const fn new(
        direct: BTreeMap<SpaceId, BTreeMap<Member, Role>>,
        bars: BTreeMap<SpaceId, BTreeMap<Member, Role>>,
    ) -> Self {
        Self {
            direct,
            bars,
            walked: OnceLock::new(),
        }
    }

    /// Every device with a role in a space: the greatest of its paths, a path the least of its
    /// edges (R2).
    #[must_use]
    pub fn devices(&self, space: SpaceId) -> BTreeMap<DeviceId, Role> {
        self.walk(space).cloned().unwrap_or_default()
    }

    /// The role of a device in a space.
    #[must_use]
    pub fn role(&self, device: DeviceId, space: SpaceId) -> Role {
        let devices = self.walk(space);
        devices
            .and_then(|devices| devices.get(&device))
            .copied()
            .unwrap_or_default()
    }

    fn walk(&self, space: SpaceId) -> Option<&Devices> {
        let walked = self.walked.get_or_init(|| {
            let spaces = self.direct.keys();
            spaces.map(|space| (*space, OnceLock::new())).collect()
        });
        let found = walked.get(&space)?;
        Some(found.get_or_init(|| {
            let mut devices = Devices::new();
            descend(self, space, &mut |device, role| {
                let known = devices.entry(device).or_default();
                *known = role.max(*known);
            });
            devices.retain(|_, role| *role > Role::None);
            devices
        }))
    }

    /// The space and every space under it.
    #[must_use]
    pub fn under(&self, space: SpaceId) -> BTreeSet<SpaceId> {
        let (mut found, mut open) = (BTreeSet::from([space]), vec![space]);
        while let Some(space) = open.pop() {
            for (member, _) in self.direct.get(&space).into_iter().flatten() {
                if let Member::Space(below) = member
                    && found.insert(*below)
                {
                    open.push(*below);
                }
            }
        }
        found
    }

    /// Devices that a grant ever named in a space or under it.
    #[must_use]
    pub fn named_devices(&self, space: SpaceId) -> BTreeSet<DeviceId> {
        let members = self.under(space);
        let members = members.iter().filter_map(|space| self.direct.get(space));
        members
            .flat_map(BTreeMap::keys)
            .filter_map(|member| match member {
                Member::Device(device) => Some(*device),
                Member::Space(_) | Member::Invitation(_) => None,
            })
            .collect()
    }

    /// True when the member can be met on a path of the space.
    #[must_use]
    pub fn reaches(&self, space: SpaceId, member: &Member) -> bool {
        self.under(space).iter().any(|space| {
            self.direct
                .get(space)
                .is_some_and(|members| members.contains_key(member))
        })
    }

    /// Spaces in which a device has a role, with that role.
    #[must_use]
    pub fn spaces_of(&self, device: DeviceId) -> BTreeMap<SpaceId, Role> {
        self.direct
            .keys()
            .map(|space| (*space, self.role(device, *space)))
            .filter(|(_, role)| *role > Role::None)
            .collect()
    }
}

impl Spaces for Roles {
    fn direct(&self, space: SpaceId) -> Vec<(Member, Role)> {
        Roles::direct(self, space).collect()
    }

    fn bars(&self, space: SpaceId) -> Vec<(Member, Role)> {
        Roles::bars(self, space).collect()
    }
}
