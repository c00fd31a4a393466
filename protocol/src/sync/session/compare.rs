//! What two devices hold of what both may hold, told from coarse to fine: one total, a root for
//! each space, a frontier for each space that differs.

use std::collections::{BTreeSet, HashMap};

use super::{PeerMisbehaved, RootsSent, Session, SyncEnd, TotalSent};
use crate::crypto::{Domain, Hasher};
use crate::graph::{Branch, Differing, Graph, Parts};
use crate::id::{OpId, SpaceId};
use crate::limits::{BRANCHES_MAX, FRONTIER_ENTRIES_MAX, ROOTS_BYTES_AIM, ROOTS_MAX};
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
        self.last_words = replica.last_words(peer, &theirs, &own);
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

    fn root_line(&self, replica: &Replica, space: SpaceId, scope: Scope, parts: usize) -> RootLine {
        let content = scope == Scope::All;
        let (root, parts) = replica.graph().root_in_parts(space, content, parts);
        RootLine {
            space,
            content,
            root: *root.as_bytes(),
            parts,
        }
    }

    pub(super) fn begin(&mut self, replica: &Replica) {
        let mut whole = Hasher::new(Domain::SyncRoot);
        let mut parts = vec![Hasher::new(Domain::SyncRoot); Parts::OF_TOTAL];
        for (space, scope) in &self.visible {
            let line = self.root_line(replica, *space, *scope, 0);
            let own = parts.get_mut(Parts::place(Parts::OF_TOTAL, space.as_bytes()));
            for hasher in std::iter::once(&mut whole).chain(own) {
                hasher
                    .update(space.as_bytes())
                    .update(&[u8::from(line.content)])
                    .update(&line.root);
            }
        }
        let (root, parts) = (*whole.finish().as_bytes(), Parts::new(&parts));
        self.total_sent = Some(TotalSent {
            root,
            parts: parts.clone(),
            spaces: self.visible.clone(),
            lengths: lengths_of(self.visible.keys(), replica.graph()),
        });
        self.outbox.push_back(Frame::Total { root, parts });
    }

    pub(super) fn on_total(&mut self, root: [u8; 32], parts: &Parts, replica: &Replica) {
        let Some(sent) = self.total_sent.take() else {
            return self.list(replica);
        };
        let differing = (sent.root != root).then(|| sent.parts.differing(parts));
        let is_same = |space: &SpaceId| differing.is_none_or(|at| !at.has(space.as_bytes()));
        for (space, scope) in sent.spaces.into_iter().filter(|(space, _)| is_same(space)) {
            let now = crate::is_planted!(replica, TotalsTakenNow);
            let graph = replica.graph();
            let held = |branch: &Branch| match now {
                true => Some(graph.branch_len(branch)),
                false => sent.lengths.get(branch).copied(),
            };
            let state = self.spaces.entry(space).or_default();
            (state.matched, state.heard, state.offered) = (true, true, true);
            self.same(space, scope, &|_| true, &held, replica);
            self.queue_space(space, replica);
        }
        if let Some(differing) = differing {
            self.differing = differing;
            self.list(replica);
        }
    }

    /// Lists the roots of the spaces in the parts in which the totals differ.
    pub(super) fn list(&mut self, replica: &Replica) {
        if self.roots_sent.is_some() {
            return;
        }
        let differing = self.differing;
        let visible = self.visible.iter().map(|(space, scope)| (*space, *scope));
        // Named, so that the other need not send what is held of a space by one who left it.
        let left = self.last_words.iter().map(|log| (log.space, Scope::All));
        let listed = visible.chain(left);
        let listed = listed.filter(|(space, _)| differing.has(space.as_bytes()));
        let lines: Vec<RootLine> = listed
            .map(|(space, scope)| {
                let logs = replica.graph().logs_of(space);
                let logs = logs.filter(|log| scope == Scope::All || log.lane == Lane::Control);
                self.root_line(replica, space, scope, Parts::suited(logs.count()))
            })
            .collect();
        let mut rest = lines.as_slice();
        loop {
            let (part, later) = rest.split_at(fitting(rest));
            rest = later;
            self.outbox.push_back(Frame::Roots {
                lines: part.to_vec(),
                last: rest.is_empty(),
            });
            if rest.is_empty() {
                break;
            }
        }
        let lengths = lengths_of(lines.iter().map(|line| &line.space), replica.graph());
        let lines = lines.into_iter().map(|line| (line.space, line)).collect();
        self.roots_sent = Some(RootsSent { lines, lengths });
    }

    /// Both hold the same of some logs of a space: as much of each branch as `length` says.
    fn same(
        &mut self,
        space: SpaceId,
        scope: Scope,
        which: &dyn Fn(&LogId) -> bool,
        length: &dyn Fn(&Branch) -> Option<u64>,
        replica: &Replica,
    ) {
        for log in replica.graph().logs_of(space).filter(which) {
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
        self.bear(lines.len())?;
        self.list(replica);
        for line in lines {
            self.roots_heard.insert(line.space);
            self.bear_spaces()?;
            self.hear_root(line, replica);
        }
        if last {
            // What the peer did not name, it does not hold.
            let unnamed: Vec<SpaceId> = self
                .visible
                .keys()
                .filter(|space| self.differing.has(space.as_bytes()))
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

    fn hear_root(&mut self, line: &RootLine, replica: &Replica) {
        let (space, graph) = (line.space, replica.graph());
        let scope = self.visible.get(&space).copied();
        let count = line.parts.count();
        if let Some(scope) = scope
            && self.root_line(replica, space, scope, count) == *line
        {
            let state = self.spaces.entry(space).or_default();
            (state.matched, state.heard, state.offered) = (true, true, true);
            let length = |branch: &Branch| Some(graph.branch_len(branch));
            return self.same(space, scope, &|_| true, &length, replica);
        }
        // Both compare what both sent, so both tell of the same parts, whatever came in since.
        let sent = self.roots_sent.take();
        let own = sent.as_ref().and_then(|sent| sent.lines.get(&space));
        let own = own.filter(|own| own.content == line.content);
        let differing = own.map_or(Differing::ALL, |own| own.parts.differing(&line.parts));
        if let (Some(scope), Some(sent)) = (scope, &sent) {
            let which = |log: &LogId| !differing.has(log.author.as_bytes());
            let length = |branch: &Branch| sent.lengths.get(branch).copied();
            self.same(space, scope, &which, &length, replica);
        }
        self.roots_sent = sent;
        self.tell_frontier(space, differing, replica);
    }

    /// Says what is held of a space, in some parts of it.
    pub(super) fn tell_frontier(&mut self, space: SpaceId, parts: Differing, replica: &Replica) {
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
                None => self.last_words.iter().any(|log| log.space == space),
            };
            if shown {
                let held = replica.graph().frontier(space, lane).into_iter();
                let told = held.filter(|(author, ..)| parts.has(author.as_bytes()));
                lines.extend(told.map(|(author, length, head)| FrontierLine {
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
        let state = self.spaces.get(&space);
        if !last && lines.len() < FRONTIER_ENTRIES_MAX || state.is_some_and(|state| state.heard) {
            self.bear(lines.len())?;
        }
        let lines = match self.bear_lines(lines.len())? {
            true => lines,
            false => &[],
        };
        self.bear_spaces()?;
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
            self.tell_frontier(space, Differing::ALL, replica);
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

/// About how many bytes a line of roots takes without its parts.
const ROOT_LINE_BYTES: usize = 76;

/// How many of these lines one frame takes: one at least, unless there is none.
fn fitting(lines: &[RootLine]) -> usize {
    let mut bytes: usize = 0;
    let fits = lines.iter().take(ROOTS_MAX).take_while(|line| {
        let own = line.parts.bytes().saturating_add(ROOT_LINE_BYTES);
        bytes = bytes.saturating_add(own);
        bytes <= ROOTS_BYTES_AIM
    });
    fits.count()
}

/// How much is held of every branch in some spaces.
fn lengths_of<'a>(
    spaces: impl Iterator<Item = &'a SpaceId>,
    graph: &Graph,
) -> HashMap<Branch, u64> {
    let logs = spaces.flat_map(|space| graph.logs_of(*space));
    let branches = logs.flat_map(|log| graph.branches_of(&log));
    branches
        .map(|branch| (branch, graph.branch_len(&branch)))
        .collect()
}
