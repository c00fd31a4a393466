//! What two devices hold of what both may hold, told from coarse to fine: one total, a root for
//! each space, a frontier for each space that differs.

use super::{PeerMisbehaved, Session, SyncEnd, TotalSent};
use crate::crypto::{Domain, Hasher};
use crate::id::SpaceId;
use crate::limits::{FRONTIER_ENTRIES_MAX, ROOTS_MAX};
use crate::op::{Lane, LogId};
use crate::replica::{Access, Replica, Scope};
use crate::sync::frame::{ByeReason, Frame, FrontierLine, RootLine};

impl Session {
    /// What both ends may hold, by what this device knows.
    pub(super) fn refresh(&mut self, replica: &mut Replica) {
        let Some(peer) = self.peer else { return };
        if let Access::Device(id) = peer
            && self.unsigned
            && let Some(card) = replica.directory().card(&id)
            && card.transport != self.start.theirs
        {
            self.peer = None;
            self.end(SyncEnd::Refused(ByeReason::NotMember));
            return;
        }
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

    pub(super) fn begin(&mut self, replica: &Replica) {
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

    pub(super) fn on_total(&mut self, root: [u8; 32], replica: &Replica) {
        match self.total_sent.take() {
            Some(sent) if sent.root == root => {
                for (space, scope) in sent.spaces {
                    let now = crate::is_planted!(replica, TotalsTakenNow);
                    let graph = replica.graph();
                    let held = |log: &LogId| match now {
                        true => Some(graph.len(log)),
                        false => sent.lengths.get(log).copied(),
                    };
                    self.same(space, scope, &held, replica);
                    self.queue_space(space, replica);
                }
            }
            _ => self.list(replica),
        }
    }

    pub(super) fn list(&mut self, replica: &Replica) {
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
        for inner in self.inner_waiting.remove(&space).unwrap_or_default() {
            self.heard(inner, replica);
        }
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

    pub(super) fn on_roots(
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
                self.heard(space, replica);
            }
        }
        Ok(())
    }

    pub(super) fn tell_frontier(&mut self, space: SpaceId, replica: &Replica) {
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

    pub(super) fn on_frontier(
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
            self.tell_frontier(space, replica);
            self.heard(space, replica);
        }
        Ok(())
    }
}
