//! One session with one peer, as a state machine without I/O.
//!
//! # Contract
//!
//! Feed each frame to [`Session::handle`]; it returns events. Store the runs of
//! [`Event::Received`] durably, insert them into the replica, then call [`Session::stored`] on
//! every session, this one included. Whenever the link takes a frame, call [`Session::poll`] until
//! it gives none. Call [`Session::tick`] at least each second.
//!
//! The parts: `handshake` says who may be here, `compare` what is held, `send` and `receive` move
//! it, `slots` moves sealed keys. `live` says where the two are in documents, `patience` how much
//! of nothing is borne.

mod compare;
mod handshake;
mod live;
mod patience;
mod receive;
mod send;
mod slots;

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::time::Duration;

use super::frame::{ByeReason, Frame, RootLine, WantLine};
use super::presence::Presence;
use crate::canonical::DecodeFault;
use crate::crypto::{CryptoRng, SigningKey};
use crate::graph::{Branch, Differing, Parts};
use crate::id::{DeviceId, OpId, SpaceId, TransportId};
use crate::op::{LogId, OpFault, PlacedSlot, SlotSet, VerifiedRun};
use crate::replica::{Access, QuotaFault, Replica, Scope};
use crate::time::MonoTime;

/// The protocol version of sessions.
const SESSION_VERSION: u8 = 1;
/// A peer proves itself within this time, or the place goes to another.
const HANDSHAKE_WAIT: Duration = Duration::from_secs(5);
/// A silent session says that it is alive: 60 bytes a minute on the wire.
const PING_WAIT: Duration = Duration::from_secs(60);
/// A peer that said nothing for this long is gone.
const SILENCE_MAX: Duration = Duration::from_secs(150);

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
    /// A run that leaves a gap.
    #[error("a run leaves a gap in its log")]
    Gap,
    /// More frames that bring nothing than anybody has a reason for.
    #[error("frames that bring nothing, again and again")]
    Flood,
    /// A message about a place that is none.
    #[error("{got} bytes about a place, at most {max} allowed")]
    LongPresence {
        /// How long.
        got: usize,
        /// How long it may be.
        max: usize,
    },
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
    /// A verified run with new operations, and slots of them that came with it.
    Received {
        /// Those that fit.
        slots: Vec<SlotSet>,
        /// The run.
        run: VerifiedRun,
    },
    /// Slots of an operation that is here.
    Slots(SlotSet),
    /// The peer gave all that it has of an operation's slots.
    SlotsEnd(OpId),
    /// The peer holds these operations of this log durably.
    Delivered {
        /// The log.
        log: LogId,
        /// How many.
        length: u64,
    },
    /// This carrier keeps nothing more of a log; the run was left out. Told once a session.
    Full {
        /// The log.
        log: LogId,
        /// Which limit was reached.
        fault: QuotaFault,
    },
    /// Somebody came with an invitation that was used or revoked.
    InvitationMisused {
        /// The invitation.
        invitation: DeviceId,
        /// It had been used; else it was revoked.
        used: bool,
    },
    /// Where the peer is in a document of a space that both read. Not to be stored or handed on.
    Present {
        /// The peer, as the session proved it.
        device: DeviceId,
        /// The space.
        space: SpaceId,
        /// Where.
        presence: Presence,
    },
}

/// A stretch of a branch as it lies in the store.
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
    fn stretch(&mut self, branch: &Branch, from: u64, prev: Option<OpId>) -> Option<Stretch>;
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
    parts: Parts,
    spaces: BTreeMap<SpaceId, Scope>,
    lengths: HashMap<Branch, u64>,
}

/// What the roots covered when they were sent.
struct RootsSent {
    lines: HashMap<SpaceId, RootLine>,
    lengths: HashMap<Branch, u64>,
}

/// A session.
pub struct Session {
    start: Start,
    nonce: [u8; 32],
    state: State,
    peer: Option<Access>,
    /// The peer proved nothing but its transport key: it is locked.
    unsigned: bool,
    outbox: VecDeque<Frame>,
    visible: BTreeMap<SpaceId, Scope>,
    /// Own logs in spaces that only the peer sees by now: who left says so herself.
    last_words: BTreeSet<LogId>,
    spaces: BTreeMap<SpaceId, SpaceState>,
    /// What the peer holds of each branch, as far as that is sure.
    peer_has: HashMap<Branch, u64>,
    /// Heads that the peer showed and that are not here: more of a branch, or another one.
    unknown: HashMap<LogId, BTreeSet<(u64, OpId)>>,
    /// The heads that the peer showed of logs that forked here: of each as many as are kept.
    shown: HashMap<LogId, BTreeSet<OpId>>,
    /// How much of each trunk the peer said that it holds durably.
    acknowledged: HashMap<LogId, u64>,
    roots_heard: BTreeSet<SpaceId>,
    total_sent: Option<TotalSent>,
    /// In which parts the two totals differ.
    differing: Differing,
    roots_sent: Option<RootsSent>,
    to_send: BTreeSet<send::Turn>,
    /// Logs of which a stretch could not be read when its turn came.
    unread: BTreeSet<LogId>,
    to_acknowledge: BTreeSet<Branch>,
    /// Spaces that the peer reads.
    peer_reads: BTreeSet<SpaceId>,
    /// Slots that came before their run.
    early: VecDeque<(OpId, Vec<PlacedSlot>)>,
    /// Operations that the peer has without a slot that it could open.
    owed: BTreeSet<OpId>,
    /// What the peer asked for.
    wanted: VecDeque<WantLine>,
    /// Operations whose slots the peer was asked for.
    asked: BTreeSet<OpId>,
    /// Logs that this carrier has no room for: what follows would leave a gap.
    full: BTreeSet<LogId>,
    live: live::Live,
    patience: patience::Patience,
    /// How much of each log the peer sent in this session.
    brought: HashMap<LogId, u64>,
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
            unsigned: false,
            outbox: VecDeque::from([hello]),
            visible: BTreeMap::new(),
            last_words: BTreeSet::new(),
            spaces: BTreeMap::new(),
            peer_has: HashMap::new(),
            unknown: HashMap::new(),
            shown: HashMap::new(),
            acknowledged: HashMap::new(),
            roots_heard: BTreeSet::new(),
            total_sent: None,
            differing: Differing::ALL,
            roots_sent: None,
            to_send: BTreeSet::new(),
            unread: BTreeSet::new(),
            to_acknowledge: BTreeSet::new(),
            peer_reads: BTreeSet::new(),
            early: VecDeque::new(),
            owed: BTreeSet::new(),
            wanted: VecDeque::new(),
            asked: BTreeSet::new(),
            full: BTreeSet::new(),
            live: live::Live::new(now),
            patience: patience::Patience::new(now),
            brought: HashMap::new(),
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
        self.unread.clear();
        self.wanted.clear();
        self.live.forget();
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

    fn on_frame(&mut self, frame: Frame, replica: &mut Replica) -> Result<Vec<Event>, SyncEnd> {
        match frame {
            Frame::Total { root, parts } => {
                self.bear(0)?;
                self.on_total(root, &parts, replica);
            }
            Frame::Roots { lines, last } => self.on_roots(&lines, last, replica)?,
            Frame::Frontier { space, lines, last } => {
                self.on_frontier(space, &lines, last, replica)?;
            }
            Frame::Slots { op, slots, last } => return self.on_slots(op, slots, last, replica),
            Frame::Want { lines } => self.on_want(&lines)?,
            Frame::Run { run } => return self.on_run(&run, replica),
            Frame::Have { lines } => return self.on_have(&lines, replica.graph()),
            Frame::Presence {
                space,
                epoch,
                sealed,
            } => return self.on_presence(space, epoch, &sealed, replica),
            Frame::Ping => self.bear(0)?,
            Frame::Hello { .. } | Frame::Proof { .. } | Frame::Bye { .. } => {
                return Err(PeerMisbehaved::OutOfTurn.into());
            }
        }
        Ok(Vec::new())
    }

    /// The peer said something that is not heard yet: it is not silent.
    pub const fn note_waiting(&mut self, now: MonoTime) {
        self.last_heard = now;
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

    /// How much of a log's trunk the peer said that it holds durably.
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
    pub fn is_even(&self) -> bool {
        self.state == State::Open
            && self.outbox.is_empty()
            && self.to_send.is_empty()
            && self.unread.is_empty()
            && self.wanted.is_empty()
            && self.asked.is_empty()
            && self.visible.keys().all(|space| {
                self.spaces
                    .get(space)
                    .is_some_and(|state| (state.told || state.matched) && state.heard)
            })
            && self
                .spaces
                .values()
                .all(|state| state.heard || !state.offered)
            && self.unknown.iter().all(|(log, heads)| {
                // Whoever may not hear of content any more showed it before she knew.
                heads.is_empty() || !self.is_allowed(log) || self.full.contains(log)
            })
    }
}

#[cfg(test)]
mod tests;
