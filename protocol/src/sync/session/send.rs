//! What a session sends, and in which order: control first, what others build on before them.

use std::collections::BTreeMap;

use super::{Session, Source, SpaceState, State};
use crate::id::SpaceId;
use crate::limits::{DEPTH_MAX, FRONTIER_ENTRIES_MAX};
use crate::op::{Lane, LogId};
use crate::replica::{Replica, Scope};
use crate::sync::frame::{Frame, HaveLine};
use crate::time::MonoTime;

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
        let heard = self.spaces.get(&log.space).is_some_and(|state| state.heard);
        let lacks = replica.graph().len(&log) > self.peer_has.get(&log).copied().unwrap_or(0);
        if allowed && heard && lacks {
            self.to_send.insert(self.turn(log, replica));
        }
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
            if self.outbox.is_empty() {
                self.give_wanted(replica);
            }
            if let Some(frame) = self.outbox.pop_front() {
                self.last_said = now;
                return Some(frame.encode());
            }
            let Some(Turn { log, .. }) = self.to_send.pop_first() else {
                // What is kept for others goes last of all.
                let frame = self.next_list(replica)?;
                self.last_said = now;
                return Some(frame.encode());
            };
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
