//! What a session sends, and in which order: control first, what others build on before them.

use std::collections::BTreeMap;

use super::{Session, Source, SpaceState, State};
use crate::id::SpaceId;
use crate::limits::{DEPTH_MAX, FRONTIER_ENTRIES_MAX};
use crate::op::{Lane, LogId};
use crate::replica::{Replica, Scope};
use crate::sync::frame::{Frame, HaveLine};
use crate::time::MonoTime;

/// Slots in one frame: 1,250 bytes each.
const SLOTS_PER_FRAME: usize = 48;

/// The place of a log in the line of what is sent: the least goes first.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) struct Turn {
    lane: Lane,
    space_depth: usize,
    depth: u32,
    log: LogId,
}

impl Session {
    pub(super) fn queue_space(&mut self, space: SpaceId, replica: &Replica) {
        let logs: Vec<LogId> = replica.graph().logs_of(space).collect();
        for log in logs {
            self.queue_log(log, replica);
        }
    }

    /// Puts a log in line when the peer may hold it and lacks some of it.
    pub(super) fn queue_log(&mut self, log: LogId, replica: &Replica) {
        let allowed = is_allowed(&self.visible, &log);
        let heard = self.has_heard(log.space, replica);
        let lacks = replica.graph().len(&log) > self.peer_has.get(&log).copied().unwrap_or(0);
        if allowed && heard && lacks {
            self.to_send.insert(self.turn(log, replica));
        }
    }

    /// The peer said what it holds of a space.
    pub(super) fn heard(&mut self, space: SpaceId, replica: &Replica) {
        self.spaces.entry(space).or_default().heard = true;
        self.queue_space(space, replica);
        for inner in self.inner_waiting.remove(&space).unwrap_or_default() {
            self.heard(inner, replica);
        }
    }

    /// Whether the peer said what it holds of a space and of its guardians: nobody takes a space
    /// whose guardian she does not know, so that one goes first.
    fn has_heard(&mut self, space: SpaceId, replica: &Replica) -> bool {
        if !self.spaces.get(&space).is_some_and(|state| state.heard) {
            return false;
        }
        let create = replica.graph().create_of(space);
        let guardian = create.and_then(|create| create.guardian);
        let Some(guardian) = guardian.filter(|space| self.visible.contains_key(space)) else {
            return true;
        };
        if self.spaces.get(&guardian).is_some_and(|state| state.heard) {
            return true;
        }
        self.inner_waiting
            .entry(guardian)
            .or_default()
            .insert(space);
        false
    }

    /// When a log's next operations go. Control goes first, what has the shortest past before the
    /// rest: logs refer to each other, and a whole log sent before the next would have to wait at
    /// the peer for all others. So a newcomer's places arrive before the `redeem` that hands one
    /// over, and a link that is cut leaves nothing that only she could complete. Content of spaces
    /// nearer the network goes first.
    fn turn(&self, log: LogId, replica: &Replica) -> Turn {
        let graph = replica.graph();
        let from = self.peer_has.get(&log).copied().unwrap_or(0);
        let past = graph.depth_at(&log, from).unwrap_or(u32::MAX);
        let (space_depth, depth) = match log.lane {
            Lane::Control => (0, past),
            Lane::Content => (depth_of(log.space, replica), past),
        };
        Turn {
            lane: log.lane,
            space_depth,
            depth,
            log,
        }
    }

    /// Tells the session that logs grew durably, or that membership changed.
    pub fn stored(&mut self, logs: &[LogId], control: bool, replica: &mut Replica) {
        if self.state != State::Open {
            return;
        }
        if control {
            let before = std::mem::take(&mut self.visible);
            self.refresh(replica);
            if self.state != State::Open {
                return;
            }
            let new: Vec<SpaceId> = self
                .visible
                .iter()
                .filter(|(space, scope)| before.get(space) < Some(scope))
                .map(|(space, _)| *space)
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
            self.to_send.retain(|turn| is_allowed(visible, &turn.log));
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
            let log = self.to_send.pop_first()?.log;
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
                self.to_send.insert(self.turn(log, replica));
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

/// Whether the other end may hold a log.
fn is_allowed(visible: &BTreeMap<SpaceId, Scope>, log: &LogId) -> bool {
    match visible.get(&log.space) {
        Some(Scope::All) => true,
        Some(Scope::Control) => log.lane == Lane::Control,
        None => false,
    }
}
