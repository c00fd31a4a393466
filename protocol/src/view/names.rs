//! Names: of spaces and organizations, of people in this space, of invitations; addresses.

use std::collections::BTreeMap;

use super::Admitted;
use crate::content::Body;
use crate::id::{DeviceId, OpId, SpaceId};
use crate::op::Role;
use crate::time::WallTime;

/// The later of two claims stands: by causal depth, then by id, the same everywhere.
type Stamp = (u32, OpId);

#[derive(Clone, Debug)]
struct Stamped<T> {
    stamp: Stamp,
    value: T,
}

fn put<K: Ord, T>(map: &mut BTreeMap<K, Stamped<T>>, key: K, stamp: Stamp, value: T) -> bool {
    let older = map.get(&key).is_none_or(|known| known.stamp < stamp);
    if older {
        map.insert(key, Stamped { stamp, value });
    }
    older
}

/// Name and country.
type Invited = (Option<String>, Option<String>);

/// Names in one space.
#[derive(Debug, Default)]
pub struct Names {
    spaces: BTreeMap<SpaceId, Stamped<(String, Option<String>)>>,
    /// When their names came in.
    named_at: BTreeMap<SpaceId, WallTime>,
    people: BTreeMap<SpaceId, Stamped<String>>,
    invitations: BTreeMap<DeviceId, Stamped<Invited>>,
    /// By the device and who said it.
    addresses: BTreeMap<(DeviceId, DeviceId), Stamped<Vec<String>>>,
}

impl Names {
    pub(super) fn take(&mut self, op: Admitted) {
        let stamp = (op.depth, op.id);
        match op.content.body {
            // Only an admin of a space says what it is called.
            Body::Name(name) if op.role == Role::Admin => {
                let country = name.country.map(|country| country.as_str().to_owned());
                if put(&mut self.spaces, name.of, stamp, (name.name, country)) {
                    self.named_at.insert(name.of, op.received_at);
                }
            }
            Body::Alias(alias) => {
                if let Some(person) = op.person {
                    put(&mut self.people, person, stamp, alias.name);
                }
            }
            Body::InvitationName(name) => {
                let country = name.country.map(|country| country.as_str().to_owned());
                put(
                    &mut self.invitations,
                    name.invitation,
                    stamp,
                    (name.name, country),
                );
            }
            Body::Addresses(addresses) => {
                let device = addresses.machine.unwrap_or(op.author);
                let said = (device, op.author);
                put(&mut self.addresses, said, stamp, addresses.addresses);
            }
            _ => {}
        }
    }

    /// The name of a space or organization.
    #[must_use]
    pub fn space(&self, space: SpaceId) -> Option<&str> {
        self.spaces.get(&space).map(|known| known.value.0.as_str())
    }

    /// When the name of a space came in.
    #[must_use]
    pub fn named_at(&self, space: SpaceId) -> Option<WallTime> {
        self.named_at.get(&space).copied()
    }

    /// The country of an organization.
    #[must_use]
    pub fn country(&self, org: SpaceId) -> Option<&str> {
        self.spaces.get(&org)?.value.1.as_deref()
    }

    /// What a person calls herself here.
    #[must_use]
    pub fn person(&self, person: SpaceId) -> Option<&str> {
        self.people.get(&person).map(|known| known.value.as_str())
    }

    /// Everyone who has a name here.
    pub fn people(&self) -> impl Iterator<Item = (SpaceId, &str)> {
        self.people
            .iter()
            .map(|(person, known)| (*person, known.value.as_str()))
    }

    /// Name and country that an invitation was made for.
    #[must_use]
    pub fn invitation(&self, invitation: DeviceId) -> Option<(Option<&str>, Option<&str>)> {
        let (name, country) = &self.invitations.get(&invitation)?.value;
        Some((name.as_deref(), country.as_deref()))
    }

    /// Where a device says that it can be reached.
    #[must_use]
    pub fn addresses(&self, device: DeviceId) -> &[String] {
        self.addresses
            .get(&(device, device))
            .map_or(&[], |known| &known.value)
    }

    /// Where others say that a machine can be reached, and who says so.
    pub fn machine_addresses(
        &self,
        machine: DeviceId,
    ) -> impl Iterator<Item = (DeviceId, &[String])> {
        let first = DeviceId::from_bytes([0; 32]);
        let last = DeviceId::from_bytes([0xff; 32]);
        self.addresses
            .range((machine, first)..=(machine, last))
            .filter(move |((_, author), _)| *author != machine)
            .map(|((_, author), known)| (*author, known.value.as_slice()))
    }
}
