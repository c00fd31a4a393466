//! Names and addresses as they were last stated.

use std::collections::{BTreeMap, BTreeSet};

use super::{Admitted, Hold, Outcome, Refusal, Role, Stamp, Taken};
use crate::content::{Body, Country};
use crate::id::{DeviceId, OpId, SpaceId};

/// The name of a space or organization.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Named {
    /// As given; show it harmless.
    pub name: String,
    /// Where an organization works.
    pub country: Option<Country>,
}

/// The last statement of its kind.
#[derive(Debug)]
pub(super) struct Stated<T> {
    stamp: Stamp,
    pub(super) value: T,
}

/// For whom an invitation is: name and country.
pub(super) type InvitedAs = (Option<String>, Option<Country>);

#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) names: BTreeMap<SpaceId, Stated<Named>>,
    pub(super) aliases: BTreeMap<SpaceId, Stated<String>>,
    pub(super) invitations: BTreeMap<DeviceId, Stated<InvitedAs>>,
    pub(super) addresses: BTreeMap<DeviceId, Stated<Vec<String>>>,
    taken: BTreeSet<OpId>,
}

impl Names {
    pub(super) fn take(&mut self, op: &Admitted) -> Taken {
        if self.taken.contains(&op.id) {
            return Ok(Outcome::Repeated);
        }
        self.state(op)?;
        self.taken.insert(op.id);
        Ok(Outcome::Changed(None))
    }

    fn state(&mut self, op: &Admitted) -> Result<(), Hold> {
        let stamp = op.stamp();
        match &op.content.body {
            Body::Name(name) => {
                permitted(op.role)?;
                let named = Named {
                    name: name.name.clone(),
                    country: name.country,
                };
                state(&mut self.names, name.of, stamp, named);
            }
            Body::Alias(alias) => {
                let person = op
                    .author
                    .person
                    .ok_or(Hold::Refused(Refusal::NotPermitted))?;
                state(&mut self.aliases, person, stamp, alias.name.clone());
            }
            Body::InvitationName(invited) => {
                permitted(op.role)?;
                let value = (invited.name.clone(), invited.country);
                state(&mut self.invitations, invited.invitation, stamp, value);
            }
            Body::Addresses(all) => {
                let addresses = all.addresses.clone();
                state(&mut self.addresses, op.author.device, stamp, addresses);
            }
            _ => return Err(Hold::Refused(Refusal::WrongKind)),
        }
        Ok(())
    }

    pub(super) fn name(&self, of: SpaceId) -> Option<&Named> {
        self.names.get(&of).map(|stated| &stated.value)
    }

    pub(super) fn alias(&self, person: SpaceId) -> Option<&str> {
        self.aliases
            .get(&person)
            .map(|stated| stated.value.as_str())
    }

    pub(super) fn invitation(&self, key: DeviceId) -> Option<(Option<&str>, Option<Country>)> {
        let (name, country) = &self.invitations.get(&key)?.value;
        Some((name.as_deref(), *country))
    }

    pub(super) fn addresses(&self, device: DeviceId) -> &[String] {
        self.addresses
            .get(&device)
            .map_or(&[], |stated| &stated.value)
    }

    pub(super) fn all_addresses(&self) -> impl Iterator<Item = (DeviceId, &[String])> + '_ {
        self.addresses
            .iter()
            .map(|(device, stated)| (*device, stated.value.as_slice()))
    }
}

fn permitted(role: Role) -> Result<(), Hold> {
    if role == Role::Admin {
        Ok(())
    } else {
        Err(Hold::Refused(Refusal::NotPermitted))
    }
}

/// Keeps the statement that is later in causal order, then of the higher id.
fn state<K: Ord, T>(all: &mut BTreeMap<K, Stated<T>>, key: K, stamp: Stamp, value: T) {
    if all.get(&key).is_none_or(|old| old.stamp < stamp) {
        all.insert(key, Stated { stamp, value });
    }
}
