//! Where the two are in documents that both read. Nothing of it is kept or handed on, so a message
//! that is late, too many, or about what the other may not read is left out without a word.

use std::collections::BTreeMap;
use std::time::Duration;

use super::{Event, PeerMisbehaved, Session, State, SyncEnd};
use crate::id::{DeviceId, EpochId, OpId, SpaceId};
use crate::limits::PRESENCE_BYTES_MAX;
use crate::op::Role;
use crate::replica::{Access, Replica, Scope};
use crate::sync::frame::Frame;
use crate::sync::presence::{Presence, Shown};
use crate::time::MonoTime;

/// Between two messages: five a second look alive, and a slow link still has room for content.
const SHOW_WAIT: Duration = Duration::from_millis(200);
/// Documents with a message that waits: a person has few open at once.
const DOCS_WAITING_MAX: usize = 16;
/// Messages taken at once: what a link held up in six seconds.
const BURST_MAX: u32 = 32;
/// One more is taken each time that this has passed: twice as many as an honest peer sends.
const TAKE_EACH: Duration = Duration::from_millis(100);

/// Messages about places, going and coming.
pub(super) struct Live {
    waiting: BTreeMap<OpId, Frame>,
    sent: Option<MonoTime>,
    /// How many more are taken from the peer, as counted at `counted`.
    room: u32,
    counted: MonoTime,
}

impl Live {
    pub(super) const fn new(now: MonoTime) -> Self {
        Self {
            waiting: BTreeMap::new(),
            sent: None,
            room: BURST_MAX,
            counted: now,
        }
    }

    /// What waits was meant for whom the peer was.
    pub(super) fn forget(&mut self) {
        self.waiting.clear();
    }

    /// The next message, once it is due.
    pub(super) fn next(&mut self, now: MonoTime) -> Option<Frame> {
        if self.sent.is_some_and(|sent| now.since(sent) < SHOW_WAIT) {
            return None;
        }
        let (_, frame) = self.waiting.pop_first()?;
        self.sent = Some(now);
        Some(frame)
    }

    /// Whether there is room for one more from the peer.
    fn takes(&mut self, now: MonoTime) -> bool {
        let more = now
            .since(self.counted)
            .as_millis()
            .checked_div(TAKE_EACH.as_millis())
            .unwrap_or(0);
        if more > 0 {
            self.counted = now;
            let more = u32::try_from(more).unwrap_or(u32::MAX);
            self.room = self.room.saturating_add(more).min(BURST_MAX);
        }
        let takes = self.room > 0;
        self.room = self.room.saturating_sub(1);
        takes
    }
}

impl Session {
    /// Tells the peer where this device is in a document, if she reads its space.
    pub fn show(&mut self, shown: &Shown, replica: &mut Replica) {
        let Some(Access::Device(peer)) = self.peer else {
            return;
        };
        if self.state != State::Open || !self.both_read(shown.space, peer, replica) {
            return;
        }
        let full = self.live.waiting.len() >= DOCS_WAITING_MAX;
        if full && !self.live.waiting.contains_key(&shown.doc) {
            return;
        }
        let frame = Frame::Presence {
            space: shown.space,
            epoch: shown.epoch,
            sealed: shown.sealed.clone(),
        };
        self.live.waiting.insert(shown.doc, frame);
    }

    pub(super) fn on_presence(
        &mut self,
        space: SpaceId,
        epoch: EpochId,
        sealed: &[u8],
        replica: &mut Replica,
    ) -> Result<Vec<Event>, SyncEnd> {
        if sealed.len() > PRESENCE_BYTES_MAX {
            let got = sealed.len();
            let max = PRESENCE_BYTES_MAX;
            return Err(PeerMisbehaved::LongPresence { got, max }.into());
        }
        let Some(Access::Device(device)) = self.peer else {
            return Ok(Vec::new());
        };
        if !self.live.takes(self.last_heard) || !self.both_read(space, device, replica) {
            self.bear(0)?;
            return Ok(Vec::new());
        }
        let (_, _, epochs) = replica.judge();
        let of_space = epochs.get(&epoch).is_some_and(|info| info.space == space);
        let keys = replica.ring().and_then(|ring| ring.get(&epoch));
        let presence = keys
            .filter(|_| of_space)
            .and_then(|keys| Presence::open(keys, device, sealed).ok());
        let presence = presence.map(|presence| Event::Present {
            device,
            space,
            presence,
        });
        Ok(presence.into_iter().collect())
    }

    /// A carrier holds what is sealed, too: who reads is asked for, not who holds.
    fn both_read(&self, space: SpaceId, peer: DeviceId, replica: &mut Replica) -> bool {
        let roles = replica.roles();
        self.visible.get(&space) == Some(&Scope::All)
            && roles.role(peer, space) >= Role::Read
            && roles.role(replica.device(), space) >= Role::Read
    }
}
