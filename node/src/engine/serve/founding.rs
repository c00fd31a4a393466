//! Founding a network, and entering one.

use std::path::Path;

use asamblea_protocol::content::{Country, InvitationName, Name};
use asamblea_protocol::id::{DeviceId, SpaceId};
use asamblea_protocol::invitation::{InvitationCode, InvitationKeys};
use asamblea_protocol::op::Role;
use asamblea_protocol::replica::{Founded as FoundedSpaces, Place};
use asamblea_protocol::words::{Language, safety_words};
use data_encoding::HEXLOWER;

use super::super::Engine;
use super::super::local::{InvitationRecord, LocalRecord, Setting};
use super::super::views::act_fault;
use crate::api::{ApiError, ErrorKind, Founded, Reply};
use crate::client::Founding;

/// Further coordinators that a founder admits alone (R3).
const FOUNDING_PLACES: usize = 2;

impl Engine {
    /// Founds a network: spaces, names, this device.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`] for a malformed country, the faults of a disk.
    pub fn found(&mut self, founding: &Founding) -> Result<Founded, ApiError> {
        let country = founding
            .country
            .as_deref()
            .map(|code| Country::parse(code).ok_or_else(|| ApiError::about(ErrorKind::Usage, code)))
            .transpose()?;
        let (places, records) = self.founding_places();
        let now = self.wall();
        let (spaces, _) = self
            .replica
            .found_network(&places, now, &mut self.rng)
            .map_err(act_fault)?;
        self.stage()?;
        let mut records = records;
        let person = founding.person.trim().to_owned();
        records.push(LocalRecord::Setting(Setting::PersonName, person));
        self.remember(records)?;
        let org = Name {
            of: spaces.org,
            name: founding.org.trim().to_owned(),
            country,
        };
        let network = Name {
            of: spaces.network,
            name: founding.network.trim().to_owned(),
            country: None,
        };
        self.write(spaces.network, vec![network.into(), org.clone().into()])?;
        self.write(spaces.org, vec![org.into()])?;
        Ok(self.founded("joined"))
    }

    fn founding_places(&mut self) -> (Vec<Place>, Vec<LocalRecord>) {
        let (mut places, mut records) = (Vec::new(), Vec::new());
        for _ in 0..FOUNDING_PLACES {
            let secret = InvitationCode::fresh_secret(&mut self.rng);
            let place = InvitationKeys::from_secret(secret).place();
            records.push(LocalRecord::Invitation(Box::new(InvitationRecord {
                id: place.id().to_hex(),
                secret,
                kind: "member".to_owned(),
                name: None,
                country: None,
                expires_ms: 0,
                code: None,
            })));
            places.push(place);
        }
        (places, records)
    }

    /// What a new profile tells.
    pub(crate) fn founded(&self, state: &str) -> Founded {
        let directory = self.replica.directory();
        let network = directory.network();
        let device = self.replica.device();
        let code = network.map_or([0; 8], |network: SpaceId| network.tag());
        Founded {
            state: state.to_owned(),
            network: network.and_then(|network| self.space_name(network)),
            network_code: HEXLOWER.encode(&code),
            org: directory
                .org_of_device(self.eyes())
                .and_then(|org| self.space_name(org)),
            person: self.setting(Setting::PersonName).map(str::to_owned),
            device: device.to_hex(),
            safety_words: network
                .map(|network| safety_words(network, device, Language::Spanish))
                .unwrap_or_default(),
        }
    }

    /// Uses an invitation once its network has arrived. That the place is not here yet is no error.
    /// With a part of the network, in which her organization does not count yet, a newcomer would
    /// be a member whom nobody reaches: she would refuse everybody who could bring the rest.
    pub(in crate::engine) fn redeem(&mut self, keys: &InvitationKeys) -> Result<(), ApiError> {
        let Some(space) = self.replica.open_invitation(keys.device()) else {
            return Ok(());
        };
        if !self.replica.is_reached(space) || self.is_even() == Some(false) {
            return Ok(());
        }
        if self.broken {
            return Ok(());
        }
        let (places, records) = self.founding_places();
        let now = self.wall();
        let redeemed = self
            .replica
            .redeem_invitation(keys.signing(), &places, now, &mut self.rng);
        let Ok((spaces, _)) = redeemed else {
            return Ok(());
        };
        self.stage()?;
        let founds_org = self.founds_org(&spaces);
        if founds_org {
            self.remember(records)
        } else {
            self.flush()
        }
    }

    fn founds_org(&mut self, spaces: &FoundedSpaces) -> bool {
        let device = self.replica.device();
        self.replica.roles().role(device, spaces.org) == Role::Admin
    }

    /// Joining failed for good.
    pub(in crate::engine) fn fail_joining(&mut self, kind: ErrorKind) {
        self.join_failed = Some(kind);
        if self.is_restored() {
            let text = format!("the way in of this backup is gone: {}", kind.code());
            // Raised again at the next try if the disk is full.
            let _full = self.alert("backup_refused", kind.code(), text);
        }
    }

    /// Writes the names that a newcomer could not write before she had keys: once each.
    pub(in crate::engine) fn introduce(&mut self) -> Result<(), ApiError> {
        if self.is_locked() || self.introduced {
            return Ok(());
        }
        let (Some(network), Some(org)) = (self.replica.directory().network(), self.my_org()) else {
            return Ok(());
        };
        let device = self.replica.device();
        let roles = self.replica.roles();
        if roles.role(device, network) < Role::Write {
            return Ok(());
        }
        self.recall_name(network)?;
        // Her organization's name was chosen by who invited it; a new coordinator states it.
        let unnamed = self
            .views
            .shown
            .names(network)
            .is_none_or(|n| n.space(org).is_none());
        let mut bodies = Vec::new();
        if roles.role(device, org) == Role::Admin && unnamed {
            let Some((name, country)) = self.invited_name(network, org) else {
                return Ok(());
            };
            bodies.push(
                Name {
                    of: org,
                    name,
                    country,
                }
                .into(),
            );
        }
        let nameless = self
            .my_person()
            .zip(self.views.shown.names(network))
            .is_none_or(|(person, names)| names.person(person).is_none());
        let has_name = self
            .setting(Setting::PersonName)
            .is_some_and(|name| !name.is_empty());
        if bodies.is_empty() && !(nameless && has_name) {
            self.introduced = true;
            return Ok(());
        }
        let inner = bodies.clone();
        match self.write(network, bodies) {
            // Keys are on their way: tried again at the next tick.
            Err(error) if error.kind == ErrorKind::NoKeyYet => return Ok(()),
            Err(error) => return Err(error),
            Ok(_) => {}
        }
        if !inner.is_empty() {
            self.write(org, inner)?;
        }
        self.introduced = true;
        Ok(())
    }

    /// A further device of a person calls her as the others do.
    fn recall_name(&mut self, network: SpaceId) -> Result<(), ApiError> {
        let names = self.views.shown.names(network);
        let person = self.my_person();
        let known = names
            .zip(person)
            .and_then(|(names, person)| names.person(person));
        let is_new = self.setting(Setting::PersonName).is_none_or(str::is_empty);
        match known.map(str::to_owned) {
            Some(known) if is_new => self.set(Setting::PersonName, known),
            _ => Ok(()),
        }
    }

    /// The name and country that an organization was invited with.
    fn invited_name(&self, network: SpaceId, org: SpaceId) -> Option<(String, Option<Country>)> {
        let names = self.views.shown.names(network)?;
        let member = asamblea_protocol::op::Member::Space(org);
        let (name, country) = self
            .replica
            .directory()
            .invitations()
            .filter(|(key, _)| {
                self.replica
                    .directory()
                    .redeems(key)
                    .any(|(_, who)| who == member)
            })
            .find_map(|(key, _)| names.invitation(key))?;
        Some((name?.to_owned(), country.and_then(Country::parse)))
    }

    pub(super) fn join_state(&mut self) -> Result<Reply, ApiError> {
        if let Some(kind) = self.join_failed {
            return Err(kind.into());
        }
        let network = self.replica.directory().network();
        let named = network.is_some_and(|network| self.space_name(network).is_some());
        // An observer has no word to say in the network, and so no name.
        let device = self.replica.device();
        let silent = network.is_some_and(|at| self.replica.roles().role(device, at) == Role::Read);
        let entered = self.setting(Setting::JoinCode).is_none_or(str::is_empty);
        // A carrier reads no name and has none to say.
        let joined = entered && (self.is_carrier() || (named && (self.introduced || silent)));
        Ok(Reply::Founded(self.founded(if joined {
            "joined"
        } else {
            "waiting"
        })))
    }

    /// A second `join` in one folder goes on with the first, and with nothing else.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::ProfileExists`] when the profile belongs to something else.
    pub fn check_same_join(&self, network: [u8; 8]) -> Result<(), ApiError> {
        let same = match self.replica.directory().network() {
            Some(known) => known.tag() == network,
            None => self
                .setting(Setting::JoinCode)
                .and_then(|code| InvitationCode::decode(code).ok())
                .is_some_and(|code| code.network() == network),
        };
        if same {
            Ok(())
        } else {
            Err(ErrorKind::ProfileExists.into())
        }
    }

    /// Takes the network from a bundle that is sealed to the invitation, and uses the place.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`] without such a file, [`ErrorKind::Damaged`] for one that opens
    /// nothing, the faults of a disk.
    pub fn join_from_bundle(&mut self, path: &Path, keys: &InvitationKeys) -> Result<(), ApiError> {
        let report = self.take_bundle(path, Some(keys))?;
        if report.ops == 0 && report.repeated == 0 {
            return Err(ApiError::about(
                ErrorKind::Damaged,
                path.display().to_string(),
            ));
        }
        self.redeem(keys)
    }

    /// The name under which an invitation greets somebody, for all to see.
    pub(super) fn invitation_name(
        &self,
        invitation: DeviceId,
        name: Option<&str>,
        country: Option<Country>,
    ) -> InvitationName {
        InvitationName {
            invitation,
            name: name.map(str::to_owned),
            country,
        }
    }
}
