//! Sessions with peers: who may be here, what they bring, what they are told.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::Duration;

use asamblea_protocol::crypto::SigningKey;
use asamblea_protocol::id::{DeviceId, SpaceId, TransportId};
use asamblea_protocol::is_planted;
use asamblea_protocol::op::{LogId, VerifiedRun};
use asamblea_protocol::replica::{Access, QuotaFault};
use asamblea_protocol::sync::{ByeReason, Event as SessionEvent, Session, Start, SyncEnd};
use asamblea_protocol::time::{MonoTime, WallTime};

use super::Engine;
use super::clock::rfc3339;
use super::joining::Speaker;
use super::records::StoredRuns;
use crate::api::{AlertRow, ApiError, Event, PeerRow, PeerState};

/// Names a connection.
pub type LinkNumber = u64;

/// Who is taken out hears so within this time, or not on this connection.
const PARTING_TIME: Duration = Duration::from_secs(3);

/// Of what a peer gives people hear once in so many operations: a few times in a minute over a
/// slow link, some hundred times while a large network is fetched.
const TELL_EVERY: u64 = 1000;

/// A connection and its session.
pub(super) struct Link {
    pub(super) session: Session,
    pub(super) transport: TransportId,
    pub(super) address: String,
    pub(super) via: &'static str,
    pub(super) since: WallTime,
    pub(super) told_even: bool,
    /// Of how many operations of it people were told.
    told_received: u64,
    outbound: bool,
    invitation_key: Option<SigningKey>,
    /// The transport key shown here.
    mine: TransportId,
    frames_in: u64,
    frames_out: u64,
    /// When it was ended since the peer is no member any more: its key stays allowed until it heard
    /// that, or had the time to.
    parting: Option<MonoTime>,
    /// How much of a log the peer sent: what it sends it holds.
    brought: BTreeMap<LogId, u64>,
    /// Frames that wait, since the peer wrote more than is taken as fast as it comes.
    pub(super) waiting: VecDeque<Vec<u8>>,
}

impl Link {
    fn note_brought(&mut self, run: &VerifiedRun) {
        if let Some((log, last)) = run.log().zip(run.ops().last()) {
            let brought = self.brought.entry(log).or_default();
            *brought = (*brought).max(last.header.seq.saturating_add(1));
        }
    }

    /// How much of a log that is not forked the peer holds, by what it said and what it sent.
    pub(super) fn holds(&self, log: &LogId) -> u64 {
        let brought = self.brought.get(log).copied().unwrap_or(0);
        self.session.acknowledged(log).max(brought)
    }

    /// Whether this device shows its own transport key on it, and speaks for itself.
    pub(super) fn is_as_itself(&self, own: TransportId) -> bool {
        self.invitation_key.is_none() && self.mine == own
    }

    /// The device that the peer proved to be.
    pub(super) fn proven_device(&self) -> Option<DeviceId> {
        match self.session.peer()? {
            Access::Device(device) => Some(device),
            Access::Invitation(_) => None,
        }
    }
}

/// How a connection began.
#[derive(Clone, Debug)]
pub struct Opening {
    /// The peer's transport key, proven by the transport.
    pub transport: TransportId,
    /// Its multiaddr.
    pub address: String,
    /// `tcp`, `mdns`.
    pub via: &'static str,
    /// This side dialed.
    pub outbound: bool,
}

impl Engine {
    /// A connection came up.
    pub fn connected(
        &mut self,
        number: LinkNumber,
        opening: Opening,
        tag: [u8; 8],
        speaker: Speaker,
    ) {
        // What it would tell is not all on the disk: the connection closes again.
        if self.broken {
            return;
        }
        let (invitation_key, mine) = match speaker {
            Speaker::Itself => (None, self.transport),
            Speaker::Newcomer(transport) => (None, transport),
            Speaker::Invitation(key, transport) => (Some(*key), transport),
        };
        let access = match &invitation_key {
            Some(key) => Access::Invitation(key.verifying_key().into()),
            None => Access::Device(self.replica.device()),
        };
        let start = Start {
            tag,
            mine,
            theirs: opening.transport,
            access,
        };
        let link = Link {
            session: Session::new(start, self.now.mono, &mut self.rng),
            transport: opening.transport,
            address: opening.address,
            via: opening.via,
            since: self.wall(),
            told_even: false,
            told_received: 0,
            outbound: opening.outbound,
            invitation_key,
            mine,
            frames_in: 0,
            frames_out: 0,
            brought: BTreeMap::new(),
            waiting: VecDeque::new(),
            parting: None,
        };
        self.links.insert(number, link);
    }

    /// A frame came in. Runs are staged: call [`Engine::flush`] after a batch of frames.
    ///
    /// # Errors
    ///
    /// The outer one is a fault of this device's disk. The inner one ends the session: poll its
    /// last words and close the connection.
    pub fn frame(
        &mut self,
        number: LinkNumber,
        bytes: &[u8],
    ) -> Result<Result<(), SyncEnd>, ApiError> {
        if self.must_wait(number) {
            return self.let_wait(number, bytes);
        }
        self.hear(number, bytes)
    }

    /// Takes a frame whose turn it is.
    pub(super) fn hear(
        &mut self,
        number: LinkNumber,
        bytes: &[u8],
    ) -> Result<Result<(), SyncEnd>, ApiError> {
        let Some(mut link) = self.links.remove(&number) else {
            return Ok(Ok(()));
        };
        link.frames_in += u64::try_from(bytes.len()).unwrap_or(0) + 4;
        let was_open = !link.session.has_ended();
        let device_key = asamblea_protocol::replica::DeviceKeys::signing;
        // The key cannot be borrowed beside the replica it lives in: it is signed with once.
        let key = match (&link.invitation_key, self.replica.keys()) {
            (Some(key), _) => Some(key.duplicate()),
            (None, Some(keys)) => Some(device_key(keys).duplicate()),
            (None, None) => None,
        };
        let result = link
            .session
            .handle(bytes, self.now.mono, &mut self.replica, key.as_ref());
        self.links.insert(number, link);
        let events = match result {
            Ok(events) => events,
            Err(end) => {
                if was_open && end == SyncEnd::Told(ByeReason::NotMember) {
                    self.turned_out(number);
                }
                if was_open && let SyncEnd::PeerMisbehaved(fault) = end {
                    self.misbehaved(number, &fault.to_string())?;
                }
                return Ok(Err(end));
            }
        };
        for event in events {
            self.count_written(&event, bytes.len())?;
            self.on_session_event(number, event)?;
        }
        self.tell_received(number);
        Ok(match self.links.get(&number) {
            Some(link) if link.session.has_ended() => Err(SyncEnd::Refused(ByeReason::NotMember)),
            _ => Ok(()),
        })
    }

    fn on_session_event(
        &mut self,
        number: LinkNumber,
        event: SessionEvent,
    ) -> Result<(), ApiError> {
        match event {
            SessionEvent::Proven(access) => self.on_proven(number, access),
            SessionEvent::Received { slots, run } => {
                if let Some(link) = self.links.get_mut(&number) {
                    link.note_brought(&run);
                }
                self.take_run(run, slots)?;
            }
            SessionEvent::Slots(set) => {
                let op = set.op;
                if self.take_slots(set)? {
                    self.errands.fetch.moved(number, op);
                }
            }
            SessionEvent::SlotsEnd(op) => self.errands.fetch.answered(number, op),
            SessionEvent::Delivered { log, length } => {
                let known = self.delivered.entry(log).or_default();
                if length > *known {
                    *known = length;
                    self.plan_exchange();
                    if log.author == self.replica.device() {
                        let space = log.space.to_hex();
                        self.events.push(Event::Changed {
                            space,
                            object: None,
                        });
                    }
                }
            }
            SessionEvent::Full { log, fault } => self.tell_full(&log, fault)?,
            SessionEvent::Present {
                device,
                space,
                presence,
            } => self.on_present(number, device, space, &presence),
            SessionEvent::InvitationMisused { invitation, used } => {
                self.tell_misused(invitation, used)?;
            }
        }
        Ok(())
    }

    /// Somebody came with an invitation that opens nothing any more: used by another, or ended.
    fn tell_misused(&mut self, invitation: DeviceId, used: bool) -> Result<(), ApiError> {
        let (code, how) = if used {
            ("invitation_misused", "a second time")
        } else {
            ("invitation_late", "after it had ended")
        };
        let key = invitation.to_hex();
        let place = {
            let mut places = self.replica.directory().invitations();
            places.find(|(found, _)| *found == invitation)
        };
        let names = place.and_then(|(_, space)| self.views.shown.names(space));
        let greets = names.and_then(|names| names.invitation(invitation)?.0);
        let own = self.local.invitations.get(&key);
        let own = own.and_then(|record| record.name.as_deref());
        let subject = greets
            .or(own)
            .map_or_else(|| invitation.short(), str::to_owned);
        self.raise(AlertRow {
            id: format!("{code}:{key}"),
            code: code.to_owned(),
            text: format!("the invitation {subject} was used {how}"),
            subject,
            at: rfc3339(self.wall()),
            ..AlertRow::default()
        })
    }

    /// This carrier keeps nothing more of a log.
    pub(super) fn tell_full(&mut self, log: &LogId, fault: QuotaFault) -> Result<(), ApiError> {
        let author = self.device_name(log.author);
        let subject = format!("{author}, {}", log.space.short());
        self.alert("carrier_full", &subject, fault.to_string())
    }

    fn on_proven(&mut self, number: LinkNumber, access: Access) {
        let Access::Device(device) = access else {
            return;
        };
        self.away_since = None;
        self.drop_duplicates(number, device);
        self.errands.fetch.changed();
        let Some(link) = self.links.get(&number) else {
            return;
        };
        let (address, via) = (link.address.clone(), link.via.to_owned());
        if link.outbound {
            self.remember_machine(device, &address);
        }
        let org = self.org_label(device);
        self.events.push(Event::Peer {
            device: device.to_hex(),
            org,
            address,
            via,
            state: PeerState::Connected,
            reason: None,
        });
    }

    /// Of several connections with one device the newest stays: an older one may be half open.
    /// One side decides, the one with the lower transport key; two would close different ones.
    fn drop_duplicates(&mut self, number: LinkNumber, device: DeviceId) {
        for (at, link) in &mut self.links {
            let same = link.session.peer() == Some(Access::Device(device));
            if *at != number && same && link.mine < link.transport {
                link.session.close(ByeReason::Duplicate);
            }
        }
    }

    /// Ends sessions with devices that share no space with this one any more.
    pub(super) fn drop_strangers(&mut self) {
        let devices: BTreeSet<(LinkNumber, DeviceId)> = self
            .links
            .iter()
            .filter(|(_, link)| link.invitation_key.is_none())
            .filter_map(|(number, link)| Some((*number, link.proven_device()?)))
            .collect();
        let now = self.now.mono;
        for (number, device) in devices {
            if self.replica.is_peer(device) {
                continue;
            }
            let refused = self.replica.is_refused(device);
            let link = self.links.get_mut(&number);
            if let Some(link) = link.filter(|link| !link.session.has_ended()) {
                link.session.close(if refused {
                    ByeReason::InvitationEnded
                } else {
                    ByeReason::NotMember
                });
                link.parting = Some(now);
            }
        }
    }

    pub(super) fn close_all(&mut self) {
        for link in self.links.values_mut() {
            link.session.close(ByeReason::Leaving);
        }
    }

    /// The next frame for a connection.
    pub fn poll(&mut self, number: LinkNumber) -> Option<Vec<u8>> {
        let link = self.links.get_mut(&number)?;
        let mut source = StoredRuns {
            journal: &mut self.journal,
            index: &mut *self.index,
            pending: &self.pending,
        };
        let frame = link
            .session
            .poll(self.now.mono, &self.replica, &mut source)?;
        link.frames_out += u64::try_from(frame.len()).unwrap_or(0) + 4;
        Some(frame)
    }

    /// Whether a session is over: once it gives no more frames, its connection is closed.
    #[must_use]
    pub fn has_ended(&self, number: LinkNumber) -> bool {
        self.links
            .get(&number)
            .is_none_or(|link| link.session.has_ended())
    }

    /// A connection went down.
    pub fn closed(&mut self, number: LinkNumber, reason: &str) {
        self.note_knowers();
        let Some(link) = self.links.remove(&number) else {
            return;
        };
        self.gate_changed |= link.parting.is_some();
        self.errands.fetch.closed(number);
        self.part_link(number);
        if let Some(device) = link.proven_device() {
            let org = self.org_label(device);
            self.events.push(Event::Peer {
                device: device.to_hex(),
                org,
                address: link.address,
                via: link.via.to_owned(),
                state: PeerState::Closed,
                reason: Some(reason.to_owned()),
            });
        }
    }

    /// Lets time pass: silent peers, forwards that are due, votes and invitations that end.
    ///
    /// # Errors
    ///
    /// The faults of a disk.
    pub fn tick(&mut self) -> Result<(), ApiError> {
        if is_planted!(self.replica, ToldBeforeDurable) {
            self.journal.commit().map_err(|error| self.fail(error))?;
        }
        self.mend_in_time()?;
        self.mend_index()?;
        self.look_into_misread();
        self.end_parting();
        self.keep_set_back();
        self.hear_waiting()?;
        for link in self.links.values_mut() {
            // The session ended itself; the loop sees that and closes.
            let _silent = link.session.tick(self.now.mono);
        }
        self.ask_in_time()?;
        if !self.waits_to_ask() {
            self.forward_keys()?;
            self.renew_in_time(false)?;
            self.renew_own_keys()?;
            self.follow_in_time(false)?;
        }
        self.work_on_time()?;
        self.part_silent();
        self.tell_even();
        self.note_fetched();
        self.note_asked();
        if self.waits_to_ask() {
            return Ok(());
        }
        self.confirm_recoveries()?;
        self.close_votes()?;
        self.end_invitations()
    }

    fn tell_received(&mut self, number: LinkNumber) {
        let Some(link) = self.links.get_mut(&number) else {
            return;
        };
        let operations = link.session.received;
        if operations >= link.told_received.saturating_add(TELL_EVERY) {
            link.told_received = operations;
            self.events.push(Event::Receiving { operations });
        }
    }

    fn tell_even(&mut self) {
        let mut even = Vec::new();
        for link in self.links.values_mut() {
            let now = link.session.is_even();
            if now
                && !link.told_even
                && let Some(device) = link.proven_device()
            {
                even.push((device, link.session.received, link.session.sent));
            }
            link.told_even = now;
        }
        if !even.is_empty() {
            self.note_even();
        }
        for (device, received, sent) in even {
            self.events.push(Event::Synced {
                device: device.to_hex(),
                received,
                sent,
            });
        }
    }

    /// The transport keys that may connect, when they changed since the last call.
    pub fn gate(&mut self) -> Option<Vec<TransportId>> {
        if !std::mem::take(&mut self.gate_changed) {
            return None;
        }
        if !self.carrying {
            return Some(Vec::new());
        }
        let devices: Vec<DeviceId> = self.replica.directory().all_devices().collect();
        let mut keys: Vec<TransportId> = Vec::new();
        for device in devices {
            if self.replica.is_peer(device) {
                keys.extend(
                    self.replica
                        .directory()
                        .card(&device)
                        .map(|card| card.transport),
                );
            }
        }
        // Used and ended ones, too: who comes with one is told so, and the inviter hears of it.
        keys.extend(
            self.replica
                .directory()
                .invitations()
                .filter_map(|(key, _)| self.replica.directory().card(&key))
                .map(|card| card.transport),
        );
        // Who is taken out hears so before her connection closes, and never comes back in.
        keys.extend(self.parting());
        Some(keys)
    }

    /// Transport keys of those who are taken out and are just being told so: the gate lets them in
    /// until the look that ends it.
    pub fn parting(&self) -> impl Iterator<Item = TransportId> + '_ {
        let parts = |link: &&Link| link.parting.is_some();
        self.links.values().filter(parts).map(|link| link.transport)
    }

    /// Shuts the gate on those who had the time to hear that they are out.
    pub(super) fn end_parting(&mut self) {
        let now = self.now.mono;
        for link in self.links.values_mut() {
            if link.parting.is_some_and(|at| now.since(at) >= PARTING_TIME) {
                link.parting = None;
                self.gate_changed = true;
            }
        }
    }

    /// Whether a session with a proven peer is open, and all of them are even. Whoever writes more
    /// than is taken is not waited for: it would never end.
    #[must_use]
    pub fn is_even(&self) -> Option<bool> {
        let mut proven = self
            .links
            .values()
            .filter(|link| link.session.peer().is_some() && !self.is_over(link));
        let first = proven.next()?;
        Some(
            std::iter::once(first)
                .chain(proven)
                .all(|link| link.session.has_ended() || link.session.is_even()),
        )
    }

    /// Links with a proven device.
    pub(super) fn proven_devices(&self) -> Vec<(LinkNumber, DeviceId)> {
        self.links
            .iter()
            .filter_map(|(number, link)| Some((*number, link.proven_device()?)))
            .collect()
    }

    /// How much of a log the device at a link said that it holds.
    pub(super) fn acknowledged(&self, number: LinkNumber, log: &LogId) -> u64 {
        let link = self.links.get(&number);
        link.map_or(0, |link| link.session.acknowledged(log))
    }

    /// How much of a log some other device said that it holds.
    #[must_use]
    pub fn held_elsewhere(&self, log: &LogId) -> u64 {
        let told = self.delivered.get(log).copied().unwrap_or(0);
        let now = self
            .links
            .values()
            .map(|link| link.session.acknowledged(log))
            .max();
        told.max(now.unwrap_or(0))
    }

    /// Connected devices, as `status` shows them.
    #[must_use]
    pub fn peer_rows(&self) -> Vec<PeerRow> {
        self.links
            .values()
            .filter_map(|link| match link.session.peer()? {
                Access::Device(device) => Some(PeerRow {
                    device: device.to_hex(),
                    org: self.org_label(device),
                    address: link.address.clone(),
                    via: link.via.to_owned(),
                    since: rfc3339(link.since),
                }),
                Access::Invitation(_) => None,
            })
            .collect()
    }

    /// Devices with a proven session.
    #[must_use]
    pub fn peers(&self) -> BTreeSet<DeviceId> {
        self.links
            .values()
            .filter_map(|link| match link.session.peer()? {
                Access::Device(device) => Some(device),
                Access::Invitation(_) => None,
            })
            .collect()
    }

    /// Transport keys of devices that this one may meet, with the addresses they announced.
    pub fn meeting_points(&mut self) -> Vec<(DeviceId, TransportId, Vec<String>)> {
        let devices: Vec<DeviceId> = self.replica.directory().all_devices().collect();
        let mut points = Vec::new();
        for device in devices {
            let addresses = self.addresses_of(device);
            if !addresses.is_empty()
                && self.replica.is_peer(device)
                && let Some(card) = self.replica.directory().card(&device)
            {
                points.push((device, card.transport, addresses));
            }
        }
        points
    }

    /// Totals over all sessions: operations received and sent, bytes in and out.
    #[must_use]
    pub fn totals(&self) -> [u64; 4] {
        self.links
            .values()
            .fold([0; 4], |[received, sent, bytes_in, bytes_out], link| {
                [
                    received + link.session.received,
                    sent + link.session.sent,
                    bytes_in + link.frames_in,
                    bytes_out + link.frames_out,
                ]
            })
    }

    /// The first 8 bytes of the network's id; zeros before it is known.
    #[must_use]
    pub fn network_tag(&self) -> [u8; 8] {
        self.replica
            .directory()
            .network()
            .map_or([0; 8], |network: SpaceId| network.tag())
    }
}
