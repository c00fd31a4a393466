//! One session with one peer, as a state machine without I/O.
//!
//! # Contract
//!
//! Feed each frame to [`Session::handle`]; it returns events. Store the runs of
//! [`Event::Received`] durably, insert them into the replica, then call [`Session::stored`] on
//! every session, this one included. Whenever the link takes a frame, call [`Session::poll`] until
//! it gives none. Call [`Session::tick`] at least each second.

use std::collections::VecDeque;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::time::Duration;

use super::frame::{ByeReason, Frame, FrontierLine, HaveLine, RootLine};
use crate::canonical::DecodeFault;
use crate::crypto::{CryptoRng, Domain, Hasher, Signature, SigningKey};
use crate::graph::{Graph, Novelty};
use crate::id::{DeviceId, OpId, SpaceId, TransportId};
use crate::limits::{DEPTH_MAX, FRONTIER_ENTRIES_MAX, ROOTS_MAX, SLOTS_MAX};
use crate::op::{Control, Lane, LogId, OpFault, SignedRun, Slot, SlotSet, SpaceKind, VerifiedRun};
use crate::replica::{Access, Replica, Scope};
use crate::time::MonoTime;

/// The protocol version of sessions.
const SESSION_VERSION: u8 = 1;
/// A peer proves itself within this time, or the place goes to another.
const HANDSHAKE_WAIT: Duration = Duration::from_secs(5);
/// A silent session says that it is alive: 60 bytes a minute on the wire.
const PING_WAIT: Duration = Duration::from_secs(60);
/// A peer that said nothing for this long is gone.
const SILENCE_MAX: Duration = Duration::from_secs(150);
/// Slots in one frame: 1,250 bytes each.
const SLOTS_PER_FRAME: usize = 48;
/// Slot sets that wait for their runs: a sender puts slots right before the run.
const SLOT_SETS_WAITING_MAX: usize = 64;

/// How a peer broke the protocol. One variant for each rule.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum PeerMisbehaved {
    /// A frame that is none.
    #[error("frame: {0}")]
    Frame(#[from] DecodeFault),
    /// A run that proves nothing.
    #[error("{0}")]
    Run(#[from] OpFault),
    /// A frame out of its turn.
    #[error("a frame out of its turn")]
    OutOfTurn,
    /// A proof that does not hold.
    #[error("the proof does not hold")]
    BadProof,
    /// A longer list than allowed.
    #[error("{got} lines in a frame, at most {max} allowed")]
    TooManyLines {
        /// How many.
        got: usize,
        /// How many are allowed.
        max: usize,
    },
    /// Slots that do not fit their operation.
    #[error("slots do not belong to their op")]
    BadSlots,
    /// A run that leaves a gap.
    #[error("a run leaves a gap in its log")]
    Gap,
}

/// Why a session ended.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SyncEnd {
    /// The peer broke the protocol: drop it, and count it against the peer.
    #[error("peer misbehaved: {0}")]
    PeerMisbehaved(#[from] PeerMisbehaved),
    /// The peer went silent; nobody is at fault.
    #[error("no answer in time")]
    NoAnswer,
    /// The peer said why.
    #[error("peer ended the session: {0:?}")]
    Told(ByeReason),
    /// This side said why.
    #[error("session refused: {0:?}")]
    Refused(ByeReason),
}

/// What a session tells.
#[derive(Debug)]
pub enum Event {
    /// The peer is who it says, and may be here.
    Proven(Access),
    /// A verified run with new operations, and the slots of its operations.
    Received {
        /// Slots of its operations.
        slots: Vec<SlotSet>,
        /// The run.
        run: VerifiedRun,
    },
    /// The author signed two operations at one place.
    Fork {
        /// The log.
        log: LogId,
        /// The other branch.
        run: VerifiedRun,
    },
    /// The peer holds these operations of this log durably.
    Delivered {
        /// The log.
        log: LogId,
        /// How many.
        length: u64,
    },
    /// Somebody came with an invitation that was used or revoked.
    InvitationMisused {
        /// The invitation.
        invitation: DeviceId,
        /// It had been used; else it was revoked.
        used: bool,
    },
}

/// A stretch of a log as it lies in the store.
#[derive(Debug)]
pub struct Stretch {
    /// Run form.
    pub bytes: Vec<u8>,
    /// How many operations.
    pub count: u64,
}

/// Where a session reads runs: the store.
pub trait Source {
    /// The longest stretch from a place on that fits a frame; `None` where it cannot be read.
    fn stretch(&mut self, log: &LogId, from: u64, prev: Option<OpId>) -> Option<Stretch>;
}

/// How a session starts.
#[derive(Clone, Copy, Debug)]
pub struct Start {
    /// First 8 bytes of the network's space id.
    pub tag: [u8; 8],
    /// My transport key.
    pub mine: TransportId,
    /// The peer's, as the transport proved it.
    pub theirs: TransportId,
    /// Whom I speak for.
    pub access: Access,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum State {
    AwaitHello {
        deadline: MonoTime,
    },
    AwaitProof {
        deadline: MonoTime,
        their_nonce: [u8; 32],
    },
    Open,
    Ended,
}

#[derive(Clone, Copy, Debug, Default)]
struct SpaceState {
    /// The peer heard, or will hear, what is held here.
    told: bool,
    /// Both held the same: nothing needs to be told, unless the peer tells something else.
    matched: bool,
    heard: bool,
    /// The peer named it, or holds the same.
    offered: bool,
}

/// What the total covered when it was sent: what comes in later is not part of it.
struct TotalSent {
    root: [u8; 32],
    spaces: BTreeMap<SpaceId, Scope>,
    lengths: HashMap<LogId, u64>,
}

/// A session.
pub struct Session {
    start: Start,
    nonce: [u8; 32],
    state: State,
    peer: Option<Access>,
    outbox: VecDeque<Frame>,
    visible: BTreeMap<SpaceId, Scope>,
    spaces: BTreeMap<SpaceId, SpaceState>,
    peer_has: HashMap<LogId, u64>,
    /// What the peer said that it holds durably.
    acknowledged: HashMap<LogId, u64>,
    roots_heard: BTreeSet<SpaceId>,
    total_sent: Option<TotalSent>,
    listed: bool,
    to_send: BTreeSet<(Lane, usize, bool, LogId)>,
    to_acknowledge: BTreeSet<LogId>,
    slots: HashMap<OpId, Vec<Slot>>,
    last_heard: MonoTime,
    last_said: MonoTime,
    /// Operations received and sent since it opened.
    pub received: u64,
    /// Operations sent since it opened.
    pub sent: u64,
}

impl Session {
    /// Opens a session; the first frame is ready to poll.
    #[must_use]
    pub fn new(start: Start, now: MonoTime, rng: &mut dyn CryptoRng) -> Self {
        let mut nonce = [0; 32];
        rng.fill_bytes(&mut nonce);
        let hello = Frame::Hello {
            version: SESSION_VERSION,
            tag: start.tag,
            nonce,
        };
        Self {
            start,
            nonce,
            state: State::AwaitHello {
                deadline: now.after(HANDSHAKE_WAIT),
            },
            peer: None,
            outbox: VecDeque::from([hello]),
            visible: BTreeMap::new(),
            spaces: BTreeMap::new(),
            peer_has: HashMap::new(),
            acknowledged: HashMap::new(),
            roots_heard: BTreeSet::new(),
            total_sent: None,
            listed: false,
            to_send: BTreeSet::new(),
            to_acknowledge: BTreeSet::new(),
            slots: HashMap::new(),
            last_heard: now,
            last_said: now,
            received: 0,
            sent: 0,
        }
    }

    /// The peer, once proven.
    #[must_use]
    pub const fn peer(&self) -> Option<Access> {
        self.peer
    }

    /// Takes a frame.
    ///
    /// # Errors
    ///
    /// [`SyncEnd`]: the session is over; poll it once more for a last word.
    pub fn handle(
        &mut self,
        bytes: &[u8],
        now: MonoTime,
        replica: &mut Replica,
        key: Option<&SigningKey>,
    ) -> Result<Vec<Event>, SyncEnd> {
        self.last_heard = now;
        let result = self.handle_frame(bytes, now, replica, key);
        if let Err(end) = &result {
            self.end(*end);
        }
        result
    }

    fn end(&mut self, end: SyncEnd) {
        self.state = State::Ended;
        self.outbox.clear();
        self.to_send.clear();
        let reason = match end {
            SyncEnd::PeerMisbehaved(_) => Some(ByeReason::Misbehaved),
            SyncEnd::Refused(reason) => Some(reason),
            SyncEnd::NoAnswer | SyncEnd::Told(_) => None,
        };
        self.outbox
            .extend(reason.map(|reason| Frame::Bye { reason }));
    }

    /// Ends the session with a reason that the peer is told.
    pub fn close(&mut self, reason: ByeReason) {
        self.end(SyncEnd::Refused(reason));
    }

    fn handle_frame(
        &mut self,
        bytes: &[u8],
        now: MonoTime,
        replica: &mut Replica,
        key: Option<&SigningKey>,
    ) -> Result<Vec<Event>, SyncEnd> {
        let frame = Frame::decode(bytes).map_err(PeerMisbehaved::from)?;
        if let Frame::Bye { reason } = frame {
            return Err(SyncEnd::Told(reason));
        }
        match self.state {
            State::AwaitHello { deadline } => self.on_hello(frame, deadline, key),
            State::AwaitProof { their_nonce, .. } => {
                self.on_proof(&frame, their_nonce, now, replica)
            }
            State::Open => self.on_frame(frame, replica),
            State::Ended => Ok(Vec::new()),
        }
    }

    fn on_hello(
        &mut self,
        frame: Frame,
        deadline: MonoTime,
        key: Option<&SigningKey>,
    ) -> Result<Vec<Event>, SyncEnd> {
        let Frame::Hello {
            version,
            tag,
            nonce,
        } = frame
        else {
            return Err(PeerMisbehaved::OutOfTurn.into());
        };
        if version != SESSION_VERSION {
            return Err(SyncEnd::Refused(ByeReason::Version));
        }
        if tag != self.start.tag {
            return Err(SyncEnd::Refused(ByeReason::OtherNetwork));
        }
        let (invitation, id) = match self.start.access {
            Access::Device(id) => (false, id),
            Access::Invitation(id) => (true, id),
        };
        let text = self.transcript(self.start.mine, self.start.theirs, self.nonce, nonce, id);
        let signature = key.map(|key| key.sign(Domain::SessionProof, &text).as_bytes().to_vec());
        self.outbox.push_back(Frame::Proof {
            invitation,
            id,
            signature,
        });
        self.state = State::AwaitProof {
            deadline,
            their_nonce: nonce,
        };
        Ok(Vec::new())
    }

    fn transcript(
        &self,
        speaker: TransportId,
        listener: TransportId,
        own: [u8; 32],
        other: [u8; 32],
        id: DeviceId,
    ) -> Vec<u8> {
        let mut text = self.start.tag.to_vec();
        for part in [
            speaker.as_bytes(),
            listener.as_bytes(),
            &own,
            &other,
            id.as_bytes(),
        ] {
            text.extend_from_slice(part);
        }
        text
    }

    fn on_proof(
        &mut self,
        frame: &Frame,
        their_nonce: [u8; 32],
        now: MonoTime,
        replica: &mut Replica,
    ) -> Result<Vec<Event>, SyncEnd> {
        let Frame::Proof {
            invitation,
            id,
            signature,
        } = frame
        else {
            return Err(PeerMisbehaved::OutOfTurn.into());
        };
        let text = self.transcript(
            self.start.theirs,
            self.start.mine,
            their_nonce,
            self.nonce,
            *id,
        );
        let card = replica.directory().card(id).map(|card| card.transport);
        match signature {
            Some(signature) => {
                let bytes: [u8; 64] = signature
                    .as_slice()
                    .try_into()
                    .map_err(|_| PeerMisbehaved::BadProof)?;
                id.verifying_key()
                    .verify(Domain::SessionProof, &text, &Signature::from_bytes(bytes))
                    .map_err(|_| PeerMisbehaved::BadProof)?;
            }
            // A locked device: its transport key, proven below us, must be the one of its card.
            None if !invitation && card == Some(self.start.theirs) => {}
            None => return Err(PeerMisbehaved::BadProof.into()),
        }
        if let Some(event) = self.check_access(*invitation, *id, card, replica)? {
            self.end(SyncEnd::Refused(event.1));
            return Ok(vec![event.0]);
        }
        let access = if *invitation {
            Access::Invitation(*id)
        } else {
            Access::Device(*id)
        };
        self.peer = Some(access);
        self.state = State::Open;
        self.last_said = now;
        self.refresh(replica);
        self.begin(replica);
        Ok(vec![Event::Proven(access)])
    }

    fn check_access(
        &self,
        invitation: bool,
        id: DeviceId,
        card: Option<TransportId>,
        replica: &mut Replica,
    ) -> Result<Option<(Event, ByeReason)>, SyncEnd> {
        if matches!(self.start.access, Access::Invitation(_)) {
            // A newcomer knows nobody yet; she checks the network once its members have arrived.
            return Ok(None);
        }
        if card != Some(self.start.theirs) {
            return Err(SyncEnd::Refused(ByeReason::NotMember));
        }
        if !invitation {
            return if replica.is_peer(id) {
                Ok(None)
            } else {
                Err(SyncEnd::Refused(ByeReason::NotMember))
            };
        }
        if replica.open_invitation(id).is_some() {
            return Ok(None);
        }
        let used = replica.directory().is_redeemed(&id);
        let reason = if used {
            ByeReason::InvitationUsed
        } else {
            ByeReason::InvitationEnded
        };
        Ok(Some((
            Event::InvitationMisused {
                invitation: id,
                used,
            },
            reason,
        )))
    }

    /// What both ends may hold, by what this device knows.
    fn refresh(&mut self, replica: &mut Replica) {
        let Some(peer) = self.peer else { return };
        let theirs = replica.visible_to(peer);
        let mine = replica.visible_to(self.start.access);
        let own = replica.visible_to(Access::Device(replica.device()));
        self.visible = theirs
            .into_iter()
            .filter_map(|(space, scope)| {
                let here = mine.get(&space).into_iter().chain(own.get(&space)).max()?;
                Some((space, scope.min(*here)))
            })
            .filter(|(space, _)| replica.graph().has_space(*space))
            .collect();
    }

    fn root_line(&self, replica: &Replica, space: SpaceId, scope: Scope) -> RootLine {
        let content = scope == Scope::All;
        RootLine {
            space,
            content,
            root: *replica.graph().root(space, content).as_bytes(),
        }
    }

    fn begin(&mut self, replica: &Replica) {
        let mut hasher = Hasher::new(Domain::SyncRoot);
        for (space, scope) in &self.visible {
            let line = self.root_line(replica, *space, *scope);
            hasher
                .update(space.as_bytes())
                .update(&[u8::from(line.content)])
                .update(&line.root);
        }
        let root = *hasher.finish().as_bytes();
        let graph = replica.graph();
        let logs = self.visible.keys().flat_map(|space| graph.logs_of(*space));
        self.total_sent = Some(TotalSent {
            root,
            spaces: self.visible.clone(),
            lengths: logs.map(|log| (log, graph.len(&log))).collect(),
        });
        self.outbox.push_back(Frame::Total { root });
    }

    fn on_frame(&mut self, frame: Frame, replica: &mut Replica) -> Result<Vec<Event>, SyncEnd> {
        match frame {
            Frame::Total { root } => self.on_total(root, replica),
            Frame::Roots { lines, last } => self.on_roots(&lines, last, replica)?,
            Frame::Frontier { space, lines, last } => {
                self.on_frontier(space, &lines, last, replica)?;
            }
            Frame::Slots { op, first, slots } => self.on_slots(op, first, slots)?,
            Frame::Run { run } => return self.on_run(&run, replica),
            Frame::Have { lines } => return self.on_have(&lines, replica.graph()),
            Frame::Ping => {}
            Frame::Hello { .. } | Frame::Proof { .. } | Frame::Bye { .. } => {
                return Err(PeerMisbehaved::OutOfTurn.into());
            }
        }
        Ok(Vec::new())
    }

    fn on_total(&mut self, root: [u8; 32], replica: &Replica) {
        match self.total_sent.take() {
            Some(sent) if sent.root == root => {
                for (space, scope) in sent.spaces {
                    self.same(space, scope, &|log| sent.lengths.get(log).copied(), replica);
                    self.queue_space(space, replica);
                }
            }
            _ => self.list(replica),
        }
    }

    fn list(&mut self, replica: &Replica) {
        if std::mem::replace(&mut self.listed, true) {
            return;
        }
        let lines: Vec<RootLine> = self
            .visible
            .iter()
            .map(|(space, scope)| self.root_line(replica, *space, *scope))
            .collect();
        let mut parts = lines.chunks(ROOTS_MAX).peekable();
        if parts.peek().is_none() {
            self.outbox.push_back(Frame::Roots {
                lines: Vec::new(),
                last: true,
            });
        }
        while let Some(part) = parts.next() {
            let last = parts.peek().is_none();
            self.outbox.push_back(Frame::Roots {
                lines: part.to_vec(),
                last,
            });
        }
    }

    /// Both hold the same of a space: as much of each log as `length` says.
    fn same(
        &mut self,
        space: SpaceId,
        scope: Scope,
        length: &dyn Fn(&LogId) -> Option<u64>,
        replica: &Replica,
    ) {
        let state = self.spaces.entry(space).or_default();
        (state.matched, state.heard, state.offered) = (true, true, true);
        for log in replica.graph().logs_of(space) {
            if log.lane == Lane::Control || scope == Scope::All {
                let held = length(&log).unwrap_or(0);
                let known = self.peer_has.entry(log).or_default();
                *known = held.max(*known);
                let said = self.acknowledged.entry(log).or_default();
                *said = held.max(*said);
            }
        }
    }

    fn on_roots(
        &mut self,
        lines: &[RootLine],
        last: bool,
        replica: &Replica,
    ) -> Result<(), SyncEnd> {
        if lines.len() > ROOTS_MAX {
            let got = lines.len();
            return Err(PeerMisbehaved::TooManyLines {
                got,
                max: ROOTS_MAX,
            }
            .into());
        }
        self.list(replica);
        for line in lines {
            self.roots_heard.insert(line.space);
            let scope = self.visible.get(&line.space).copied();
            match scope {
                Some(scope) if self.root_line(replica, line.space, scope) == *line => {
                    let graph = replica.graph();
                    self.same(line.space, scope, &|log| Some(graph.len(log)), replica);
                }
                _ => self.tell_frontier(line.space, replica),
            }
        }
        if last {
            // What the peer did not name, it does not hold.
            let unnamed: Vec<SpaceId> = self
                .visible
                .keys()
                .filter(|space| !self.roots_heard.contains(space))
                .copied()
                .collect();
            for space in unnamed {
                self.spaces.entry(space).or_default().heard = true;
                self.queue_space(space, replica);
            }
        }
        Ok(())
    }

    fn tell_frontier(&mut self, space: SpaceId, replica: &Replica) {
        let state = self.spaces.entry(space).or_default();
        state.offered = true;
        if std::mem::replace(&mut state.told, true) {
            return;
        }
        let mut lines: Vec<FrontierLine> = Vec::new();
        for lane in [Lane::Control, Lane::Content] {
            let shown = match self.visible.get(&space) {
                Some(Scope::All) => true,
                Some(Scope::Control) => lane == Lane::Control,
                None => false,
            };
            if shown {
                let held = replica.graph().frontier(space, lane).into_iter();
                lines.extend(held.map(|(author, length, head)| FrontierLine {
                    author,
                    lane,
                    length,
                    head,
                }));
            }
        }
        let mut parts = lines.chunks(FRONTIER_ENTRIES_MAX).peekable();
        if parts.peek().is_none() {
            self.outbox.push_back(Frame::Frontier {
                space,
                lines: Vec::new(),
                last: true,
            });
        }
        while let Some(part) = parts.next() {
            let last = parts.peek().is_none();
            self.outbox.push_back(Frame::Frontier {
                space,
                lines: part.to_vec(),
                last,
            });
        }
    }

    fn on_frontier(
        &mut self,
        space: SpaceId,
        lines: &[FrontierLine],
        last: bool,
        replica: &Replica,
    ) -> Result<(), SyncEnd> {
        if lines.len() > FRONTIER_ENTRIES_MAX {
            let got = lines.len();
            return Err(PeerMisbehaved::TooManyLines {
                got,
                max: FRONTIER_ENTRIES_MAX,
            }
            .into());
        }
        for line in lines {
            let log = LogId {
                space,
                author: line.author,
                lane: line.lane,
            };
            let said = self.acknowledged.entry(log).or_default();
            *said = line.length.max(*said);
            let known = self.peer_has.entry(log).or_default();
            *known = line.length.max(*known);
            // Equal places with another head: the peer sees our branch, too.
            let other = line
                .length
                .checked_sub(1)
                .and_then(|seq| replica.graph().id_at(&log, seq));
            if other.is_some_and(|id| id != line.head) {
                *known = line.length.saturating_sub(1);
            }
        }
        if last {
            self.spaces.entry(space).or_default().heard = true;
            self.tell_frontier(space, replica);
            self.queue_space(space, replica);
        }
        Ok(())
    }

    fn queue_space(&mut self, space: SpaceId, replica: &Replica) {
        let logs: Vec<LogId> = replica.graph().logs_of(space).collect();
        for log in logs {
            self.queue_log(log, replica);
        }
    }

    /// Puts a log in line when the peer may hold it and lacks some of it. Control goes first, in
    /// the order in which spaces were made, each space's `create` before the rest.
    fn queue_log(&mut self, log: LogId, replica: &Replica) {
        let allowed = match self.visible.get(&log.space) {
            Some(Scope::All) => true,
            Some(Scope::Control) => log.lane == Lane::Control,
            None => false,
        };
        let heard = self.spaces.get(&log.space).is_some_and(|state| state.heard);
        let lacks = replica.graph().len(&log) > self.peer_has.get(&log).copied().unwrap_or(0);
        if allowed && heard && lacks {
            let created = replica.graph().id_at(&log, 0) == Some(log.space.create_op());
            let depth = depth_of(log.space, replica);
            self.to_send.insert((log.lane, depth, !created, log));
        }
    }

    fn on_slots(&mut self, op: OpId, first: u32, slots: Vec<Slot>) -> Result<(), SyncEnd> {
        if self.slots.len() >= SLOT_SETS_WAITING_MAX && !self.slots.contains_key(&op) {
            return Err(PeerMisbehaved::OutOfTurn.into());
        }
        let known = self.slots.entry(op).or_default();
        if usize::try_from(first) != Ok(known.len())
            || known.len().saturating_add(slots.len()) > SLOTS_MAX
        {
            return Err(PeerMisbehaved::BadSlots.into());
        }
        known.extend(slots);
        Ok(())
    }

    fn on_run(&mut self, bytes: &[u8], replica: &Replica) -> Result<Vec<Event>, SyncEnd> {
        let signed = SignedRun::decode(bytes).map_err(PeerMisbehaved::from)?;
        let (log, count) = (
            signed.log(),
            u64::try_from(signed.count()).unwrap_or(u64::MAX),
        );
        let end = signed.first().saturating_add(count);
        // Held already: nothing to check. Who sends it holds it, and hears that it is held here.
        if replica.graph().len(&log) >= end {
            let said = self.acknowledged.entry(log).or_default();
            *said = end.max(*said);
            let known = self.peer_has.entry(log).or_default();
            if *known >= end {
                self.to_acknowledge.insert(log);
                return Ok(vec![Event::Delivered { log, length: end }]);
            }
        }
        let run = signed.verify().map_err(PeerMisbehaved::from)?;
        if !is_wanted(&run, replica, self.start.tag) {
            return Ok(Vec::new());
        }
        let known = self.peer_has.entry(log).or_default();
        *known = end.max(*known);
        self.to_acknowledge.insert(log);
        let slots = self.take_slots(&run)?;
        match replica.graph().novelty(&run) {
            Ok(Novelty::Known) => Ok(Vec::new()),
            Ok(Novelty::NewFrom(seq)) => {
                self.received = self.received.saturating_add(end.saturating_sub(seq));
                Ok(vec![Event::Received { slots, run }])
            }
            Err(crate::graph::Misplaced::Fork { .. }) => Ok(vec![Event::Fork { log, run }]),
            Err(crate::graph::Misplaced::Gap { .. }) => Err(PeerMisbehaved::Gap.into()),
            Err(crate::graph::Misplaced::WaitingRoomFull) => {
                self.to_acknowledge.remove(&log);
                Ok(Vec::new())
            }
        }
    }

    fn take_slots(&mut self, run: &VerifiedRun) -> Result<Vec<SlotSet>, SyncEnd> {
        let mut sets = Vec::new();
        for op in run.ops() {
            if op.header.log.lane != Lane::Control {
                continue;
            }
            let Ok(control) = Control::decode(&op.body) else {
                continue;
            };
            let Some(header) = control.epoch() else {
                continue;
            };
            let slots = self.slots.remove(&op.id).unwrap_or_default();
            let set = SlotSet { op: op.id, slots };
            set.check(header).map_err(|_| PeerMisbehaved::BadSlots)?;
            sets.push(set);
        }
        Ok(sets)
    }

    fn on_have(&mut self, lines: &[HaveLine], graph: &Graph) -> Result<Vec<Event>, SyncEnd> {
        if lines.len() > FRONTIER_ENTRIES_MAX {
            let got = lines.len();
            return Err(PeerMisbehaved::TooManyLines {
                got,
                max: FRONTIER_ENTRIES_MAX,
            }
            .into());
        }
        for line in lines {
            let said = self.acknowledged.entry(line.log).or_default();
            *said = line.length.max(*said);
        }
        Ok(lines
            .iter()
            .map(|line| Event::Delivered {
                log: line.log,
                length: line.length.min(graph.len(&line.log)),
            })
            .collect())
    }

    /// Tells the session that logs grew durably, or that membership changed.
    pub fn stored(&mut self, logs: &[LogId], control: bool, replica: &mut Replica) {
        if self.state != State::Open {
            return;
        }
        if control {
            let before: Vec<SpaceId> = self.visible.keys().copied().collect();
            self.refresh(replica);
            let new: Vec<SpaceId> = self
                .visible
                .keys()
                .filter(|space| !before.contains(space))
                .copied()
                .collect();
            for space in new {
                // Offered anew: say what is held, and wait for what the peer holds.
                let state = self.spaces.entry(space).or_default();
                if state.heard {
                    self.queue_space(space, replica);
                }
                state_told_again(&mut self.spaces, space);
                self.tell_frontier(space, replica);
            }
            let visible = &self.visible;
            self.to_send
                .retain(|(_, _, _, log)| visible.contains_key(&log.space));
        }
        for log in logs {
            self.queue_log(*log, replica);
        }
        let ready: Vec<HaveLine> = std::mem::take(&mut self.to_acknowledge)
            .into_iter()
            .map(|log| HaveLine {
                log,
                length: replica.graph().len(&log),
            })
            .collect();
        for lines in ready.chunks(FRONTIER_ENTRIES_MAX) {
            self.outbox.push_back(Frame::Have {
                lines: lines.to_vec(),
            });
        }
    }

    /// The next frame to transmit.
    pub fn poll(
        &mut self,
        now: MonoTime,
        replica: &Replica,
        source: &mut dyn Source,
    ) -> Option<Vec<u8>> {
        loop {
            if let Some(frame) = self.outbox.pop_front() {
                self.last_said = now;
                return Some(frame.encode());
            }
            let line = self.to_send.pop_first()?;
            let log = line.3;
            let from = self.peer_has.get(&log).copied().unwrap_or(0);
            if from >= replica.graph().len(&log) {
                continue;
            }
            let prev = from
                .checked_sub(1)
                .and_then(|seq| replica.graph().id_at(&log, seq));
            // What cannot be read here, another peer will have.
            let Some(stretch) = source.stretch(&log, from, prev) else {
                continue;
            };
            let end = from.saturating_add(stretch.count);
            self.peer_has.insert(log, end);
            self.sent = self.sent.saturating_add(stretch.count);
            if end < replica.graph().len(&log) {
                self.to_send.insert(line);
            }
            if log.lane == Lane::Control {
                self.queue_slots(&log, from, end, replica);
            }
            self.outbox.push_back(Frame::Run { run: stretch.bytes });
        }
    }

    fn queue_slots(&mut self, log: &LogId, from: u64, end: u64, replica: &Replica) {
        for seq in from..end {
            let Some(set) = replica
                .graph()
                .id_at(log, seq)
                .and_then(|op| replica.slots_of(&op))
            else {
                continue;
            };
            for (part, slots) in set.slots.chunks(SLOTS_PER_FRAME).enumerate() {
                let first = part.saturating_mul(SLOTS_PER_FRAME);
                self.outbox.push_back(Frame::Slots {
                    op: set.op,
                    first: u32::try_from(first).unwrap_or(u32::MAX),
                    slots: slots.to_vec(),
                });
            }
        }
    }

    /// Lets time pass.
    ///
    /// # Errors
    ///
    /// [`SyncEnd::NoAnswer`] when the peer did not prove itself in time, or went silent.
    pub fn tick(&mut self, now: MonoTime) -> Result<(), SyncEnd> {
        let late = match self.state {
            State::AwaitHello { deadline } | State::AwaitProof { deadline, .. } => now >= deadline,
            State::Open => now.since(self.last_heard) >= SILENCE_MAX,
            State::Ended => false,
        };
        if late {
            self.end(SyncEnd::NoAnswer);
            return Err(SyncEnd::NoAnswer);
        }
        if self.state == State::Open && now.since(self.last_said) >= PING_WAIT {
            self.outbox.push_back(Frame::Ping);
            self.last_said = now;
        }
        Ok(())
    }

    /// How much of a log the peer said that it holds durably.
    #[must_use]
    pub fn acknowledged(&self, log: &LogId) -> u64 {
        self.acknowledged.get(log).copied().unwrap_or(0)
    }

    /// Whether the session is over; its last words may still be polled.
    #[must_use]
    pub fn has_ended(&self) -> bool {
        self.state == State::Ended
    }

    /// Whether both sides hold the same of everything that both may hold, as far as each told.
    #[must_use]
    pub fn is_even(&self, replica: &Replica) -> bool {
        let graph = replica.graph();
        self.state == State::Open
            && self.outbox.is_empty()
            && self.to_send.is_empty()
            && self.visible.keys().all(|space| {
                self.spaces
                    .get(space)
                    .is_some_and(|state| (state.told || state.matched) && state.heard)
            })
            && self
                .spaces
                .values()
                .all(|state| state.heard || !state.offered)
            && self.peer_has.iter().all(|(log, length)| {
                !self.visible.contains_key(&log.space) || graph.len(log) >= *length
            })
    }
}

/// A space that both may hold from now on is told of once more.
fn state_told_again(spaces: &mut BTreeMap<SpaceId, SpaceState>, space: SpaceId) {
    spaces.entry(space).or_default().told = false;
}

fn depth_of(space: SpaceId, replica: &Replica) -> usize {
    let (mut depth, mut at) = (0_usize, space);
    while let Some(guardian) = replica.directory().guardian(at) {
        depth = depth.saturating_add(1);
        at = guardian;
        if depth > DEPTH_MAX {
            break;
        }
    }
    depth
}

/// A run of a space that is known, or that begins one whose guardian is known.
fn is_wanted(run: &VerifiedRun, replica: &Replica, tag: [u8; 8]) -> bool {
    let (Some(log), Some(first)) = (run.log(), run.ops().first()) else {
        return false;
    };
    if replica.graph().holds(log.space) {
        return true;
    }
    match Control::decode(&first.body) {
        Ok(Control::Create(create)) if first.id == log.space.create_op() => match create.guardian {
            Some(guardian) => replica.graph().holds(guardian),
            None => create.kind == SpaceKind::Network && log.space.tag() == tag,
        },
        _ => false,
    }
}

#[cfg(test)]
mod tests;
