//! Invitations that this device makes.

use std::collections::BTreeSet;

use asamblea_protocol::content::Country;
use asamblea_protocol::id::{DeviceId, SpaceId};
use asamblea_protocol::invitation::{Address, InvitationCode, InvitationKeys};
use asamblea_protocol::op::{Member, Role, Word};
use asamblea_protocol::time::WallTime;

use super::super::Engine;
use super::super::clock::rfc3339;
use super::super::local::{InvitationRecord, LocalRecord};
use super::super::views::act_fault;
use super::selectors::PREFIX_CHARS_MIN;
use crate::api::{ApiError, ErrorKind, Invitation, InviteFor, Reply};

/// What an invitation admits: where, as what, and whom it greets.
struct Wanted {
    space: SpaceId,
    kind: &'static str,
    name: Option<String>,
    country: Option<Country>,
    role: Role,
}

impl Engine {
    pub(super) fn invite(&mut self, whom: InviteFor, expires_s: u64) -> Result<Reply, ApiError> {
        let network = self.network()?;
        let wanted = self.wanted_place(network, whom)?;
        let (space, kind, role) = (wanted.space, wanted.kind, wanted.role);
        let (name, country) = (wanted.name, wanted.country);
        let device = self.replica.device();
        if self.replica.roles().role(device, space) < Role::Admin {
            return Err(ErrorKind::NotPermitted.into());
        }
        let founding = if role == Role::Admin {
            self.free_founding_place()
        } else {
            None
        };
        let mut record = match founding {
            Some(record) => record,
            None => self.admit_place(space, kind, role)?,
        };
        record.expires_ms = self.wall().0.saturating_add(expires_s.saturating_mul(1000));
        record.name.clone_from(&name);
        record.country = country.map(|country| country.as_str().to_owned());
        let code = self.code_of(record.secret, network, &self.code_addresses());
        record.code = Some(code.encode());
        let key = InvitationKeys::from_secret(record.secret).device();
        self.remember(vec![LocalRecord::Invitation(Box::new(record.clone()))])?;
        let greeting = self.invitation_name(key, name.as_deref(), country);
        self.write(space, vec![greeting.into()])?;
        Ok(Reply::Invitation(self.invitation_row(&record)))
    }

    /// A code for a secret of a place here.
    pub(in crate::engine) fn code_of(
        &self,
        secret: [u8; 16],
        network: SpaceId,
        addresses: &[Address],
    ) -> InvitationCode {
        InvitationCode::new(secret, network.tag(), addresses).of_practice(self.is_practice())
    }

    /// The place that an invitation admits.
    fn wanted_place(&self, network: SpaceId, whom: InviteFor) -> Result<Wanted, ApiError> {
        let (space, kind, name, country, role) = match whom {
            InviteFor::Org { name, country } => {
                if name.trim().is_empty() {
                    return Err(ApiError::about(ErrorKind::Usage, "name"));
                }
                let parsed = Country::parse(&country)
                    .ok_or_else(|| ApiError::about(ErrorKind::Usage, country))?;
                (
                    network,
                    "org",
                    Some(name.trim().to_owned()),
                    Some(parsed),
                    Role::Write,
                )
            }
            InviteFor::Member { name, role } => {
                let role = match role.as_str() {
                    "coordinator" => Role::Admin,
                    "member" => Role::Write,
                    "observer" => Role::Read,
                    _ => return Err(ApiError::about(ErrorKind::Usage, role)),
                };
                (
                    self.my_org().ok_or(ErrorKind::NotPermitted)?,
                    "member",
                    name,
                    None,
                    role,
                )
            }
            InviteFor::Device => (
                self.my_person().ok_or(ErrorKind::NotPermitted)?,
                "device",
                None,
                None,
                Role::Write,
            ),
            InviteFor::Node { name, blind: true } => (
                self.my_org().ok_or(ErrorKind::NotPermitted)?,
                "node",
                name,
                None,
                Role::Carrier,
            ),
            // One that reads is a device of whoever answers for it.
            InviteFor::Node { name, blind: false } => (
                self.my_person().ok_or(ErrorKind::NotPermitted)?,
                "node",
                name,
                None,
                Role::Write,
            ),
        };
        Ok(Wanted {
            space,
            kind,
            name,
            country,
            role,
        })
    }

    /// A place that the `create` of my organization named, and nobody was given yet (R3).
    fn free_founding_place(&mut self) -> Option<InvitationRecord> {
        let all: Vec<InvitationRecord> = self
            .local
            .invitations
            .values()
            .filter(|record| record.code.is_none())
            .cloned()
            .collect();
        let org = self.my_org()?;
        all.into_iter().find(|record| {
            let key = InvitationKeys::from_secret(record.secret).device();
            self.replica.open_invitation(key) == Some(org)
        })
    }

    pub(in crate::engine) fn admit_place(
        &mut self,
        space: SpaceId,
        kind: &str,
        role: Role,
    ) -> Result<InvitationRecord, ApiError> {
        self.mend()?;
        let secret = InvitationCode::fresh_secret(&mut self.rng);
        let place = InvitationKeys::from_secret(secret).place();
        let now = self.wall();
        self.replica
            .invite(space, &place, role, now)
            .map_err(act_fault)?;
        self.stage()?;
        Ok(InvitationRecord {
            id: place.id().to_hex(),
            secret,
            kind: kind.to_owned(),
            name: None,
            country: None,
            expires_ms: 0,
            code: None,
        })
    }

    /// Where a newcomer can knock: my organization's carriers and other machines first, then this
    /// one.
    pub(in crate::engine) fn code_addresses(&self) -> Vec<Address> {
        let own = self.replica.device();
        let org = self.my_org();
        let directory = self.replica.directory();
        let others = directory
            .all_devices()
            .filter(|device| *device != own && directory.org_of_device(*device) == org)
            .flat_map(|device| self.addresses_of(device));
        let carriers = self.machines_dialed().into_iter();
        let carriers = carriers
            .filter(|(device, _)| directory.org_of_device(*device) == org)
            .map(|(_, address)| address);
        let mine = if self.addresses.is_empty() {
            self.views.addresses(own)
        } else {
            self.addresses.clone()
        };
        let mut found: Vec<Address> = Vec::new();
        for address in carriers
            .chain(others)
            .chain(mine)
            .filter_map(|text| Address::from_multiaddr(&text))
        {
            if !found.contains(&address) {
                found.push(address);
            }
        }
        found
    }

    fn invitation_row(&self, record: &InvitationRecord) -> Invitation {
        let key = DeviceId::from_hex(&record.id).unwrap_or(DeviceId::from_bytes([0; 32]));
        let used = self.replica.directory().is_redeemed(&key);
        let open = self
            .replica
            .directory()
            .invitations()
            .any(|(found, _)| found == key)
            && record.expires_ms > self.wall().0;
        Invitation {
            invite: record.code.clone().unwrap_or_default(),
            id: record.id.clone(),
            expires: rfc3339(WallTime(record.expires_ms)),
            kind: record.kind.clone(),
            state: if used {
                "used"
            } else if open {
                "open"
            } else {
                "ended"
            }
            .to_owned(),
            name: record.name.clone(),
            practice: self.is_practice(),
        }
    }

    pub(super) fn invitations(&mut self) -> Vec<Invitation> {
        let records: Vec<InvitationRecord> = self
            .local
            .invitations
            .values()
            .filter(|r| r.code.is_some())
            .cloned()
            .collect();
        let mut rows = Vec::new();
        for record in records {
            let mut row = self.invitation_row(&record);
            let key = DeviceId::from_hex(&record.id);
            let open = key.is_some_and(|key| self.replica.open_invitation(key).is_some());
            if row.state == "open" && !open {
                row.state = "ended".to_owned();
            }
            rows.push(row);
        }
        rows.sort_by(|a, b| b.expires.cmp(&a.expires).then_with(|| a.id.cmp(&b.id)));
        rows
    }

    pub(in crate::engine) fn open_invitation_count(&mut self) -> u64 {
        let open = self
            .invitations()
            .iter()
            .filter(|row| row.state == "open")
            .count();
        u64::try_from(open).unwrap_or(u64::MAX)
    }

    pub(in crate::engine) fn revoke_invitation(&mut self, id: &str) -> Result<Reply, ApiError> {
        let found: Vec<DeviceId> = self
            .local
            .invitations
            .values()
            .filter(|record| record.code.is_some())
            .filter(|record| id.len() >= PREFIX_CHARS_MIN && record.id.starts_with(id))
            .filter_map(|record| DeviceId::from_hex(&record.id))
            .collect();
        let found = if found.is_empty() {
            self.invitations_of_others(id)
        } else {
            found
        };
        let key = match found.as_slice() {
            [] => return Err(ApiError::about(ErrorKind::NotFound, id)),
            [key] => *key,
            _ => return Err(ApiError::about(ErrorKind::Ambiguous, id)),
        };
        if self.replica.directory().is_redeemed(&key) {
            return Err(ErrorKind::InvitationUsed.into());
        }
        let Some(space) = self.replica.open_invitation(key) else {
            return Err(ErrorKind::InvitationEnded.into());
        };
        // A place in a person's own space is closed by her organization where she cannot.
        let device = self.replica.device();
        let own = self.replica.roles().role(device, space) >= Role::Admin;
        let space = self.my_org().filter(|_| !own).unwrap_or(space);
        self.end_invitation(space, key)?;
        Ok(Reply::Done)
    }

    /// Places that other devices made, by the key that only they and the code's holder name.
    fn invitations_of_others(&self, id: &str) -> Vec<DeviceId> {
        let places = self.replica.directory().invitations();
        let keys: BTreeSet<DeviceId> = places
            .map(|(key, _)| key)
            .filter(|key| id.len() >= PREFIX_CHARS_MIN && key.to_hex().starts_with(id))
            .collect();
        keys.into_iter().collect()
    }

    fn end_invitation(&mut self, space: SpaceId, key: DeviceId) -> Result<(), ApiError> {
        let now = self.wall();
        self.replica
            .restrict(
                space,
                Word::remove(Member::Invitation(key)),
                Vec::new(),
                now,
                &mut self.rng,
            )
            .map_err(act_fault)?;
        self.flush()
    }

    /// A clock triggers the end, an operation decides it.
    pub(in crate::engine) fn end_invitations(&mut self) -> Result<(), ApiError> {
        if self.is_locked() || self.broken {
            return Ok(());
        }
        let now = self.wall().0;
        let late: Vec<DeviceId> = self
            .local
            .invitations
            .values()
            .filter(|record| record.code.is_some() && record.expires_ms <= now)
            .filter_map(|record| DeviceId::from_hex(&record.id))
            .collect();
        for key in late {
            if let Some(space) = self.replica.open_invitation(key) {
                // Somebody who is no admin any more leaves it to the others.
                match self.end_invitation(space, key) {
                    Err(error) if error.kind == ErrorKind::NotPermitted => {}
                    other => other?,
                }
            }
        }
        Ok(())
    }
}
