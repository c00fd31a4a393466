//! What a session sends, and in which order: control first, what others build on before them.

use std::collections::BTreeMap;

use super::{Session, Source, SpaceState, State};
use crate::graph::{Branch, Differing};
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
    branch: Branch,
}

impl Session {
    /// Puts the logs of a space in line, and those of spaces under it, which waited for it.
    pub(super) fn queue_space(&mut self, space: SpaceId, replica: &Replica) {
        let under = |at: &SpaceId| guardians(*at, replica).any(|above| above == space);
        let below = self.visible.keys().copied().filter(under);
        let spaces: Vec<SpaceId> = std::iter::once(space).chain(below).collect();
        for space in spaces {
            let logs: Vec<LogId> = replica.graph().logs_of(space).collect();
            for log in logs {
                self.queue_log(log, replica);
            }
        }
    }

    /// Whether the peer said what it holds of a space, and of those above it: it takes no run of a
    /// space whose guardian it does not know, and nobody would send it again.
    fn is_heard(&self, space: SpaceId, replica: &Replica) -> bool {
        let heard = |space: &SpaceId| self.spaces.get(space).is_some_and(|state| state.heard);
        let mut above = guardians(space, replica).filter(|at| self.visible.contains_key(at));
        heard(&space) && above.all(|at| heard(&at))
    }

    /// Whether the other end may hold a log.
    pub(super) fn is_allowed(&self, log: &LogId) -> bool {
        match self.visible.get(&log.space) {
            Some(Scope::All) => true,
            Some(Scope::Control) => log.lane == Lane::Control,
            None => self.last_words.contains(log),
        }
    }

    /// Puts the branches of a log in line that the peer may hold and lacks some of.
    pub(super) fn queue_log(&mut self, log: LogId, replica: &Replica) {
        if !self.is_allowed(&log) || !self.is_heard(log.space, replica) {
            return;
        }
        for branch in replica.graph().branches_of(&log) {
            if let Some(from) = self.lacks_from(&branch, replica.graph()) {
                self.to_send.insert(self.turn(branch, from, replica));
            }
        }
    }

    /// When a branch's next operations go. Control goes first, what has the shortest past before
    /// the rest: logs refer to each other, and a whole log sent before the next would have to wait
    /// at the peer for all others. So a newcomer's places arrive before the `redeem` that hands one
    /// over, and a link that is cut leaves nothing that only she could complete. Content of spaces
    /// nearer the network goes first.
    fn turn(&self, branch: Branch, from: u64, replica: &Replica) -> Turn {
        let past = replica.graph().depth_on(&branch, from).unwrap_or(u32::MAX);
        let (space_depth, depth) = match branch.log.lane {
            Lane::Control => (0, past),
            Lane::Content => (depth_of(branch.log.space, replica), past),
        };
        Turn {
            lane: branch.log.lane,
            space_depth,
            depth,
            branch,
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
                self.tell_frontier(space, Differing::ALL, replica);
            }
            self.live.forget();
            let mut turns = std::mem::take(&mut self.to_send);
            turns.retain(|turn| self.is_allowed(&turn.branch.log));
            self.to_send = turns;
        }
        for log in logs {
            self.learn_heads(*log, replica.graph());
            self.queue_log(*log, replica);
        }
        let ready: Vec<HaveLine> = std::mem::take(&mut self.to_acknowledge)
            .into_iter()
            .map(|branch| HaveLine {
                log: branch.log,
                length: replica.graph().branch_len(&branch),
            })
            .collect();
        for lines in ready.chunks(FRONTIER_ENTRIES_MAX) {
            self.outbox.push_back(Frame::Have {
                lines: lines.to_vec(),
            });
        }
    }

    /// Tells the session that what is kept was read anew: what could not be read goes into line
    /// again, as far as it is still held.
    pub fn read_anew(&mut self, replica: &Replica) {
        if self.state != State::Open {
            return;
        }
        for log in std::mem::take(&mut self.unread) {
            self.queue_log(log, replica);
        }
    }

    /// The next frame to transmit. What the source cannot read is passed over until
    /// [`read_anew`](Self::read_anew): another peer may have it meanwhile.
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
            let frame = self.outbox.pop_front();
            if let Some(frame) = frame.or_else(|| self.live.next(now)) {
                self.last_said = now;
                return Some(frame.encode());
            }
            let Some(Turn { branch, .. }) = self.to_send.pop_first() else {
                // What is kept for others goes last of all.
                let frame = self.next_list(replica)?;
                self.last_said = now;
                return Some(frame.encode());
            };
            let Some(from) = self.lacks_from(&branch, replica.graph()) else {
                continue;
            };
            let prev = from
                .checked_sub(1)
                .and_then(|seq| replica.graph().id_on(&branch, seq));
            let Some(stretch) = source.stretch(&branch, from, prev) else {
                self.unread.insert(branch.log);
                continue;
            };
            let end = from.saturating_add(stretch.count);
            self.peer_has.insert(branch, end);
            self.sent = self.sent.saturating_add(stretch.count);
            if end < replica.graph().branch_len(&branch) {
                self.to_send.insert(self.turn(branch, end, replica));
            }
            if replica.graph().is_forked(&branch.log) {
                // What forks off it may go now.
                self.queue_log(branch.log, replica);
            }
            if branch.log.lane == Lane::Control {
                self.queue_slots(&branch, from, end, replica);
            }
            self.outbox.push_back(Frame::Run { run: stretch.bytes });
        }
    }
}

/// A space that both may hold from now on is told of once more.
fn state_told_again(spaces: &mut BTreeMap<SpaceId, SpaceState>, space: SpaceId) {
    spaces.entry(space).or_default().told = false;
}

/// The spaces above a space, nearest first.
fn guardians(space: SpaceId, replica: &Replica) -> impl Iterator<Item = SpaceId> + '_ {
    let above = move |at: &SpaceId| replica.directory().guardian(*at);
    std::iter::successors(above(&space), above).take(DEPTH_MAX)
}

fn depth_of(space: SpaceId, replica: &Replica) -> usize {
    guardians(space, replica).count()
}
