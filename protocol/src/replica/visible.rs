//! What another device may hold: a member of A learns nothing of B's existence.

use std::collections::BTreeMap;

use super::Replica;
use crate::id::{DeviceId, SpaceId};
use crate::op::{Member, Role};

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
            Access::Device(device) => roles
                .spaces_of(device)
                .into_keys()
                .map(|space| (space, Scope::All))
                .collect(),
            Access::Invitation(key) => self
                .directory
                .invitations()
                .filter(|(found, _)| *found == key)
                .map(|(_, space)| (space, Scope::Control))
                .collect(),
        };
        let spaces: Vec<SpaceId> = own.keys().copied().collect();
        for space in spaces {
            let guardians = self.guardians(space);
            for below in roles.under(space) {
                own.entry(below).or_insert(Scope::Control);
            }
            // Operations of a guardian refer to those of its members: without them nothing of it
            // could be judged.
            for guardian in guardians {
                for below in roles.under(guardian) {
                    own.entry(below).or_insert(Scope::Control);
                }
            }
        }
        own
    }

    /// Whether a device shares a space with this one: only then is it talked to.
    pub fn is_peer(&mut self, device: DeviceId) -> bool {
        let roles = self.roles();
        let mine = roles.spaces_of(self.device);
        device != self.device
            && mine
                .keys()
                .any(|space| roles.role(device, *space) > Role::None)
    }

    /// The space that an invitation opens, while nobody used or revoked it.
    pub fn open_invitation(&mut self, key: DeviceId) -> Option<SpaceId> {
        let roles = self.roles();
        if self.directory.is_redeemed(&key) {
            return None;
        }
        let mut spaces = self
            .directory
            .invitations()
            .filter(|(found, _)| *found == key);
        let open = spaces
            .find(|(_, space)| roles.direct_role(*space, &Member::Invitation(key)) > Role::None);
        open.map(|(_, space)| space)
    }
}
