//! Travelling: what others hold leaves this machine, and what is left only lets its person in
//! again.
//!
//! The stub is a backup without operations: a place in the person's own space, and the epoch
//! secrets, which others may have nobody left to give. Whoever returns is another device of the
//! same person, and fetches the rest from the others.

use std::collections::BTreeSet;

use asamblea_protocol::backup::{CHUNK_BYTES, Door, HEAD_BYTES, Head, Item, Reader, Writer};
use asamblea_protocol::crypto::{KeyMaterial, PassphraseKey, PassphraseParams};
use asamblea_protocol::id::{DeviceId, SpaceId};
use asamblea_protocol::invitation::{Address, InvitationCode};
use asamblea_protocol::keys::HeldEpoch;
use asamblea_protocol::op::{LogId, Role};

use super::Engine;
use super::local::{InvitationRecord, LocalRecord, Setting};
use crate::api::{ApiError, ErrorKind, Travelling};

/// What the place is called in the list of invitations, and what faults of travelling are about.
pub(super) const TRAVEL: &str = "travel";

/// A stub that was opened.
pub struct Stub {
    door: Door,
    epochs: Vec<HeldEpoch>,
}

impl Stub {
    /// Reads a stub whose head was opened.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Damaged`] when a bit of it is not what was written.
    pub fn read(bytes: &[u8], head: &Head, secret: &KeyMaterial) -> Result<Self, ApiError> {
        let mut reader = Reader::new(head, secret);
        let mut records = Vec::new();
        for chunk in bytes
            .get(HEAD_BYTES..)
            .unwrap_or_default()
            .chunks(CHUNK_BYTES)
        {
            reader.chunk(chunk, &mut records).map_err(|_| damaged())?;
        }
        let (mut door, mut epochs) = (None, Vec::new());
        for record in &records {
            match Item::of(record) {
                Some(Item::Door(found)) => door = Some(found),
                Some(Item::Epoch(held)) => epochs.push(held),
                _ => return Err(damaged()),
            }
        }
        let door = door.filter(|_| reader.has_ended()).ok_or_else(damaged)?;
        Ok(Self { door, epochs })
    }

    /// The code that lets its person in.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Damaged`].
    pub fn code(&self) -> Result<InvitationCode, ApiError> {
        InvitationCode::decode(&self.door.code).map_err(|_| damaged())
    }
}

fn damaged() -> ApiError {
    ApiError::about(ErrorKind::Damaged, TRAVEL)
}

impl Engine {
    /// Makes the place through which this person comes back, or takes the one that was made for a
    /// journey that did not begin. It must reach others before anything is destroyed.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotPermitted`] where this device may admit no other of its person;
    /// [`ErrorKind::Usage`] about `travel-drafts`, `travel-invitations` or `travel-only-here` where
    /// something is held nowhere else.
    pub(super) fn prepare_travel(&mut self, anyway: bool) -> Result<Travelling, ApiError> {
        if self.is_carrier() {
            return Err(ErrorKind::Carrier.into());
        }
        self.mend()?;
        self.save_all_open()?;
        let person = self.my_person().ok_or(ErrorKind::NotPermitted)?;
        let device = self.replica.device();
        if self.replica.roles().role(device, person) < Role::Admin {
            return Err(ApiError::about(ErrorKind::NotPermitted, TRAVEL));
        }
        if !anyway {
            self.nothing_of_its_own()?;
        }
        let id = match self.travel_place() {
            Some(place) => place.id,
            None => {
                let mut record = self.admit_place(person, TRAVEL, Role::Write)?;
                record.code = Some(String::new());
                record.expires_ms = u64::MAX;
                let id = record.id.clone();
                self.remember(vec![LocalRecord::Invitation(Box::new(record))])?;
                id
            }
        };
        self.flush()?;
        Ok(Travelling {
            travelling: false,
            place: id,
            device: device.to_hex(),
            held: self.is_held_by_others(),
        })
    }

    /// What others are never told: texts that were not sent, and codes that end by this device's
    /// clock alone.
    fn nothing_of_its_own(&mut self) -> Result<(), ApiError> {
        let about = |what: &str| Err(ApiError::about(ErrorKind::Usage, what));
        if self
            .local
            .drafts
            .values()
            .any(|text| !text.trim().is_empty())
        {
            return about("travel-drafts");
        }
        let made: Vec<DeviceId> = self
            .local
            .invitations
            .values()
            .filter(|record| record.code.as_deref().is_some_and(|code| !code.is_empty()))
            .filter_map(|record| DeviceId::from_hex(&record.id))
            .collect();
        if made
            .into_iter()
            .any(|key| self.replica.open_invitation(key).is_some())
        {
            return about("travel-invitations");
        }
        let lonely = self.lonely_spaces();
        if lonely
            .iter()
            .any(|space| self.views.shown.has_objects(*space))
        {
            return about("travel-only-here");
        }
        Ok(())
    }

    /// Spaces that no other device may hold.
    fn lonely_spaces(&mut self) -> BTreeSet<SpaceId> {
        let own = self.replica.device();
        let roles = self.replica.roles();
        let spaces = self.replica.graph().spaces();
        spaces
            .filter(|space| roles.devices(*space).keys().all(|device| *device == own))
            .collect()
    }

    fn travel_place(&mut self) -> Option<InvitationRecord> {
        let places = self.local.invitations.values();
        let places: Vec<InvitationRecord> = places
            .filter(|place| place.kind == TRAVEL)
            .cloned()
            .collect();
        places.into_iter().find(|place| {
            let key = DeviceId::from_hex(&place.id);
            key.is_some_and(|key| self.replica.open_invitation(key).is_some())
        })
    }

    /// Whether devices that are connected now hold all that is held here. Of a log that forked only
    /// what they said counts: a length names no branch.
    fn is_held_by_others(&mut self) -> bool {
        let lonely = self.lonely_spaces();
        let graph = self.replica.graph();
        let proven = || {
            self.links
                .values()
                .filter(|link| link.proven_device().is_some())
        };
        let is_held = |log: &LogId| {
            let length = graph.len(log);
            proven().any(|link| {
                let said = link.session.acknowledged(log) >= length;
                said || (!graph.is_forked(log) && link.holds(log) >= length)
            })
        };
        let spaces = graph.spaces().filter(|space| !lonely.contains(space));
        let mut logs = spaces.flat_map(|space| graph.logs_of(space));
        logs.all(|log| is_held(&log))
    }

    /// The stub, sealed under a passphrase that was stretched.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unreachable`] about `travel` unless devices that are connected hold everything,
    /// the place included.
    pub fn travel_stub(
        &mut self,
        params: &PassphraseParams,
        key: &PassphraseKey,
    ) -> Result<Vec<u8>, ApiError> {
        if self.is_locked() {
            return Err(ErrorKind::Locked.into());
        }
        let network = self.network()?;
        let not_yet = || ApiError::about(ErrorKind::Unreachable, TRAVEL);
        let place = self.travel_place().ok_or_else(not_yet)?;
        if !self.is_held_by_others() {
            return Err(not_yet());
        }
        let code = self.code_of(place.secret, network, &self.ways_back());
        let door = Door {
            code: code.encode(),
            device: self.replica.device(),
            at: self.wall().0,
        };
        let secret = KeyMaterial::random(&mut self.rng);
        let head = Head::seal(params, key, &secret);
        let mut out = head.as_bytes().to_vec();
        let mut writer = Writer::new(&head, &secret);
        let epochs = self.replica.held_epochs().into_iter().map(Item::Epoch);
        for item in std::iter::once(Item::Door(door)).chain(epochs) {
            let record = item.to_record();
            let pushed = writer.push(record.kind, &record.bytes, &mut out);
            pushed.map_err(|_| ApiError::about(ErrorKind::TooLong, TRAVEL))?;
        }
        let ended = writer.finish(&mut out);
        ended.map_err(|_| ApiError::about(ErrorKind::TooLong, TRAVEL))?;
        Ok(out)
    }

    /// Where others can be reached: machines of the organization first, then who is connected now.
    fn ways_back(&self) -> Vec<Address> {
        let mine: Vec<Address> = self
            .addresses
            .iter()
            .filter_map(|a| Address::from_multiaddr(a))
            .collect();
        let connected = self.proven_devices().into_iter();
        let connected = connected.flat_map(|(_, device)| self.addresses_of(device));
        let connected = connected.filter_map(|text| Address::from_multiaddr(&text));
        let mut found: Vec<Address> = Vec::new();
        for address in self.code_addresses().into_iter().chain(connected) {
            if !found.contains(&address) && !mine.contains(&address) {
                found.push(address);
            }
        }
        found
    }

    /// Begins anew with what a stub kept: this device comes in through its place.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Damaged`]; the faults of a disk.
    pub fn come_back(&mut self, stub: Stub) -> Result<(), ApiError> {
        for held in stub.epochs {
            self.replica.hold_epoch(held);
        }
        self.save_keys()?;
        let records = vec![
            LocalRecord::Setting(Setting::JoinCode, stub.door.code),
            LocalRecord::Setting(Setting::StandIn, stub.door.device.to_hex()),
        ];
        self.remember(records)
    }
}
