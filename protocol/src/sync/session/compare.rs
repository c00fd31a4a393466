//! What two devices hold of what both may hold, told from coarse to fine: one total, a root for
//! each space, a frontier for each space that differs.

use std::collections::BTreeSet;

use super::{PeerMisbehaved, Session, SyncEnd, TotalSent};
use crate::crypto::{Domain, Hasher};
use crate::graph::{Branch, Graph};
use crate::id::{OpId, SpaceId};
use crate::limits::{BRANCHES_MAX, FRONTIER_ENTRIES_MAX, ROOTS_MAX};
use crate::op::{Lane, LogId, Role};
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
        if let Access::Device(device) = peer {
            let spaces = replica.roles().spaces_of(device).into_iter();
            let reads = spaces.filter(|(_, role)| *role >= Role::Read);
            self.peer_reads = reads.map(|(space, _)| space).collect();
        }
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
        let branches = logs.flat_map(|log| graph.branches_of(&log));
        self.total_sent = Some(TotalSent {
            root,
            spaces: self.visible.clone(),
            lengths: branches
                .map(|branch| (branch, graph.branch_len(&branch)))
                .collect(),
        });
        self.outbox.push_back(Frame::Total { root });
    }

    pub(super) fn on_total(&mut self, root: [u8; 32], replica: &Replica) {
        match self.total_sent.take() {
            Some(sent) if sent.root == root => {
                for (space, scope) in sent.spaces {
                    let now = crate::is_planted!(replica, TotalsTakenNow);
                    let graph = replica.graph();
                    let held = |branch: &Branch| match now {
                        true => Some(graph.branch_len(branch)),
                        false => sent.lengths.get(branch).copied(),
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

    /// Both hold the same of a space: as much of each branch as `length` says.
    fn same(
        &mut self,
        space: SpaceId,
        scope: Scope,
        length: &dyn Fn(&Branch) -> Option<u64>,
        replica: &Replica,
    ) {
        let state = self.spaces.entry(space).or_default();
        (state.matched, state.heard, state.offered) = (true, true, true);
        for log in replica.graph().logs_of(space) {
            if log.lane == Lane::Control || scope == Scope::All {
                for branch in replica.graph().branches_of(&log) {
                    self.holds(branch, length(&branch).unwrap_or(0), replica.graph());
                }
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
                    let length = |branch: &Branch| Some(graph.branch_len(branch));
                    self.same(line.space, scope, &length, replica);
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
            if replica.graph().is_forked(&log) {
                let shown = self.shown.entry(log).or_default();
                if shown.len() < BRANCHES_MAX {
                    shown.insert(line.head);
                }
            }
            self.hear_head(log, (line.length, line.head), replica.graph());
        }
        if last {
            self.spaces.entry(space).or_default().heard = true;
            self.tell_frontier(space, replica);
            self.queue_space(space, replica);
        }
        Ok(())
    }

    /// The peer holds a branch up to an operation: what it shares with others, too.
    pub(super) fn holds(&mut self, branch: Branch, length: u64, graph: &Graph) {
        let shared = graph.shared_by(&branch);
        for (branch, length) in std::iter::once((branch, length)).chain(shared) {
            let known = self.peer_has.entry(branch).or_default();
            *known = length.max(*known);
            if branch.first.is_none() {
                let said = self.acknowledged.entry(branch.log).or_default();
                *said = length.max(*said);
            }
        }
    }

    /// The peer showed the head of a branch. One that is not here is more of a branch than is held,
    /// or another branch; whoever has one that the other lacks sends it from its beginning.
    fn hear_head(&mut self, log: LogId, (length, head): (u64, OpId), graph: &Graph) {
        let before = length.checked_sub(1);
        match before.and_then(|seq| graph.branch_of(&log, seq, head)) {
            Some(branch) => self.holds(branch, length, graph),
            // What is refused is not waited for.
            None if graph.branch_count(&log) >= BRANCHES_MAX => {}
            None => {
                let heads = self.unknown.entry(log).or_default();
                if heads.len() < BRANCHES_MAX {
                    heads.insert((length, head));
                }
            }
        }
    }

    /// A log grew: heads that the peer showed may be here now.
    pub(super) fn learn_heads(&mut self, log: LogId, graph: &Graph) {
        if let Some(heads) = self.unknown.remove(&log) {
            for head in heads {
                self.hear_head(log, head, graph);
            }
        }
        if graph.is_forked(&log) {
            // A branch that came in from the peer may fork off what it was not known to hold.
            for branch in graph.branches_of(&log) {
                let known = self.peer_has.get(&branch).copied().unwrap_or(0);
                if known > graph.start_of(&branch) {
                    self.holds(branch, known, graph);
                }
            }
        }
    }

    /// Where the peer lacks a branch from; nothing while it holds it all, may hold it, or lacks
    /// what it forks off.
    pub(super) fn lacks_from(&self, branch: &Branch, graph: &Graph) -> Option<u64> {
        let known = self.peer_has.get(branch).copied().unwrap_or(0);
        let (start, length) = (graph.start_of(branch), graph.branch_len(branch));
        let shared = graph.shared_by(branch);
        let based = shared.first().is_none_or(|(below, shared)| {
            self.peer_has
                .get(below)
                .is_some_and(|known| known >= shared)
        });
        if known >= length || !based {
            return None;
        }
        // Where the peer showed more than is here, it may be more of this. But what a longer branch
        // stands on goes before that: else both would wait for each other.
        let stands = |other: &Branch| {
            let shared = graph.shared_by(other);
            other == branch || shared.iter().any(|(below, _)| below == branch)
        };
        let longest = || {
            let branches = graph.branches_of(&branch.log).filter(stands);
            let lengths = branches.map(|branch| graph.branch_len(&branch));
            lengths.max().unwrap_or(length)
        };
        let heads = self.unknown.get(&branch.log).into_iter().flatten();
        let most = heads.map(|(shown, _)| *shown).max().unwrap_or(0);
        let may_hold = most > length && most > longest();
        let shown = self.shown.get(&branch.log).map_or(0, BTreeSet::len);
        let refused = shown >= BRANCHES_MAX && known <= start && !graph.is_stood_on(branch);
        (!may_hold && !refused).then(|| known.max(start))
    }
}
