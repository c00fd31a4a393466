//! What an operation refers to: everything relevant that its author knew, reduced.

use std::collections::{HashMap, HashSet};

use super::{ActFault, Replica};
use crate::crypto::{AEAD_TAG_BYTES, padded_len};
use crate::graph::Branch;
use crate::id::{DeviceId, OpId, SpaceId};
use crate::limits::{DEPS_MAX, DEPTH_MAX, OP_BYTES_MAX};
use crate::op::{
    Adopt, Control, Header, Lane, LogId, OpDraft, OpRef, SUITE, VERSION, VerifiedOp, VerifiedRun,
};
use crate::past::PastTable;

/// The most bytes that one reference takes in full form: `[[space, author, lane], seq, id]`.
const DEP_BYTES: usize = 114;
/// The most bytes that an operation takes beside its references and its body.
const FRAME_BYTES: usize = 256;
/// The most bytes of an epoch in a body: its public key, and `WRAPS_MAX` predecessors.
pub(super) const EPOCH_BYTES: usize = 12_800;

// An epoch that wraps all it may leaves room for all references.
const _: () = assert!(EPOCH_BYTES + FRAME_BYTES + DEPS_MAX * DEP_BYTES <= OP_BYTES_MAX);

/// Where the next operation stands.
pub(super) struct Next {
    /// What is written before it, so that its references fit.
    pub(super) before: Vec<VerifiedRun>,
    /// Its header.
    pub(super) header: Header,
}

/// Bytes of a sealed text of a length.
pub(super) fn sealed_bytes(plain: usize) -> usize {
    padded_len(plain.saturating_add(1)).saturating_add(AEAD_TAG_BYTES)
}

/// How many references fit beside a body of so many bytes.
fn room(body: usize) -> usize {
    let left = OP_BYTES_MAX.saturating_sub(FRAME_BYTES.saturating_add(body));
    (left / DEP_BYTES).clamp(1, DEPS_MAX)
}

impl Replica {
    /// Where this device's next operation in a space stands, if its body has so many bytes.
    pub(super) fn next(
        &mut self,
        space: SpaceId,
        lane: Lane,
        also: &[OpRef],
        body: usize,
    ) -> Result<Next, ActFault> {
        let log = LogId {
            space,
            author: self.device,
            lane,
        };
        let room = room(body);
        self.fit(space, room, &|replica, gathered| {
            let also = [also, gathered].concat();
            replica.next_header(log, &also, room)
        })
    }

    /// Where the `create` of a space stands, if it refers to these heads and its body has so many
    /// bytes. What has to be written before it is written in the space that it names as guardian.
    pub(super) fn next_create(
        &mut self,
        author: DeviceId,
        guardian: Option<SpaceId>,
        also: &[OpRef],
        body: usize,
    ) -> Result<Next, ActFault> {
        // The space is named once the operation is hashed.
        let log = LogId {
            space: SpaceId::from_bytes([0; 32]),
            author,
            lane: Lane::Control,
        };
        let via = guardian.unwrap_or(log.space);
        self.fit(via, room(body), &|replica, gathered| {
            let heads = [also, gathered].concat();
            let deps = replica.reduced(None, heads);
            header(log, None, deps)
        })
    }

    /// Makes what this device knows fit the references of one operation: while there are more
    /// heads than that, an operation without effect, written in `via`, takes in as many as it
    /// can. An epoch whose operation left some out would have other recipients than its past asks
    /// for. Nothing is taken into the graph yet: whoever cannot act wrote nothing.
    fn fit(
        &mut self,
        via: SpaceId,
        room: usize,
        header: &dyn Fn(&mut Self, &[OpRef]) -> Header,
    ) -> Result<Next, ActFault> {
        let next = header(self, &[]);
        if next.deps.len() <= room {
            let before = Vec::new();
            return Ok(Next {
                before,
                header: next,
            });
        }
        let graph = self.graph.clone();
        let next = self.gather(via, room, header, next);
        self.graph = graph;
        // It may have been asked about what is not there any more.
        self.judge = None;
        next
    }

    fn gather(
        &mut self,
        via: SpaceId,
        room: usize,
        header_of: &dyn Fn(&mut Self, &[OpRef]) -> Header,
        mut next: Header,
    ) -> Result<Next, ActFault> {
        let (mut before, mut gathered) = (Vec::new(), Vec::new());
        let log = LogId {
            space: via,
            author: self.device,
            lane: Lane::Control,
        };
        while next.deps.len() > room {
            let prev = self.graph.admitted_head(&log);
            let mut deps = self.reduced(prev, next.deps.clone());
            deps.truncate(DEPS_MAX);
            if deps.is_empty() {
                break;
            }
            let draft = OpDraft {
                header: header(log, prev, deps),
                salt: None,
                body: Control::Adopt(Adopt { ops: Vec::new() }).encode(),
            };
            let run = VerifiedRun::sign(draft, self.secrets()?.keys.signing())?;
            self.graph.insert(run.clone())?;
            gathered.extend(run.ops().iter().map(VerifiedOp::op_ref));
            before.push(run);
            next = header_of(self, &gathered);
        }
        Ok(Next {
            before,
            header: next,
        })
    }

    fn next_header(&mut self, log: LogId, also: &[OpRef], room: usize) -> Header {
        let prev = self.graph.admitted_head(&log);
        let mut heads = also.to_vec();
        heads.extend(self.control_heads(log.space));
        let mut deps = self.reduced(prev, heads);
        if log.lane == Lane::Content {
            // Those for which there is no room are named by the operations after it.
            let left = room.saturating_sub(deps.len());
            deps.extend(self.content_heads(log).into_iter().take(left));
        }
        header(log, prev, deps)
    }

    /// Control operations without those that `prev` or another one of them knew already.
    fn reduced(&mut self, prev: Option<OpRef>, heads: Vec<OpRef>) -> Vec<OpRef> {
        let mut known = prev
            .and_then(|op| self.graph.after(&op))
            .unwrap_or(PastTable::EMPTY);
        let mut heads: Vec<(u32, OpRef, usize)> = heads
            .into_iter()
            .filter_map(|head| {
                let index = self.graph.control_index(&head.id)?;
                let depth = self.graph.controls().get(index)?.depth;
                Some((depth, head, index))
            })
            .collect();
        // The deepest first: what it knew needs no reference of its own.
        heads.sort_by_key(|(depth, head, _)| (u32::MAX.wrapping_sub(*depth), head.id));
        let mut deps = Vec::new();
        for (_, head, index) in heads {
            if !self.graph.pasts().contains(known, index) {
                deps.push(head);
                let after = self.graph.after(&head).unwrap_or(PastTable::EMPTY);
                known = self.graph.pasts_mut().union(known, after);
            }
        }
        deps
    }

    /// Heads of the control logs of the space, of every space under it and of its guardians.
    fn control_heads(&mut self, space: SpaceId) -> Vec<OpRef> {
        let mut spaces = self.roles().under(space);
        spaces.extend(self.guardians(space));
        if crate::is_planted!(self, OwnSpaceOnly) {
            spaces.retain(|known| *known == space);
        }
        spaces
            .into_iter()
            .flat_map(|space| self.graph.logs_of(space).collect::<Vec<_>>())
            .filter(|log| log.lane == Lane::Control)
            .flat_map(|log| self.graph.admitted_heads(&log))
            .collect()
    }

    /// The guardian chain of a space, nearest first.
    pub(super) fn guardians(&self, space: SpaceId) -> Vec<SpaceId> {
        let (mut chain, mut at) = (Vec::new(), space);
        while let Some(guardian) = self.graph.create_of(at).and_then(|create| create.guardian) {
            if chain.len() >= DEPTH_MAX || chain.contains(&guardian) {
                break;
            }
            chain.push(guardian);
            at = guardian;
        }
        chain
    }

    /// Remembers what an operation refers to: of this device's own branch what it covers, of others
    /// what it names among content.
    pub(super) fn note_deps(&mut self, op: &VerifiedOp) {
        let log = op.header.log;
        if log.author == self.device && self.graph.id_at(&log, op.header.seq) == Some(op.id) {
            let covered = self.covered.entry(log.space).or_default();
            for dep in &op.header.deps {
                if let Some(branch) = self.graph.branch_of(&dep.log, dep.seq, dep.id) {
                    let known = covered.entry(branch).or_default();
                    *known = dep.seq.saturating_add(1).max(*known);
                }
            }
            return;
        }
        if log.lane == Lane::Control {
            return;
        }
        let content = |dep: &&OpRef| dep.log.lane == Lane::Content && dep.log.space == log.space;
        let deps: Vec<OpRef> = op.header.deps.iter().filter(content).copied().collect();
        if !deps.is_empty() {
            self.latest_deps.insert(log, deps);
        }
    }

    /// The content logs of a space of which anything may be shown: their authors were admitted, or
    /// something of them adopted. Nobody refers to the others: whoever keeps no more of unknown
    /// authors would wait for them in vain.
    fn shown_logs(&self, space: SpaceId) -> Vec<LogId> {
        let logs = self.graph.logs_of(space);
        let mut logs: Vec<LogId> = logs.filter(|log| log.lane == Lane::Content).collect();
        let is_known = |log: &LogId| self.directory.card(&log.author).is_some();
        if logs.iter().all(is_known) {
            return logs;
        }
        let mut adopted: HashSet<OpId> = HashSet::new();
        for op in self.graph.controls() {
            if let Control::Adopt(adopt) = &op.control {
                adopted.extend(&adopt.ops);
            }
        }
        logs.retain(|log| {
            let mut ids = (0..self.graph.len(log)).filter_map(|seq| self.graph.id_at(log, seq));
            is_known(log) || ids.any(|id| adopted.contains(&id))
        });
        logs
    }

    /// Heads of the other content logs of a space, and of other branches of this one, but for those
    /// in the past of what this device wrote, or of another head. The latter is looked for in each
    /// log's newest references alone: that leaves one head where authors took turns, and at worst
    /// one too many for each log once.
    fn content_heads(&self, own: LogId) -> Vec<OpRef> {
        let covered = self.covered.get(&own.space);
        let branch_of = |op: &OpRef| self.graph.branch_of(&op.log, op.seq, op.id);
        let mut known_to_others: HashMap<Branch, u64> = HashMap::new();
        let logs = self.shown_logs(own.space);
        for dep in logs
            .iter()
            .filter_map(|log| self.latest_deps.get(log))
            .flatten()
        {
            if let Some(branch) = branch_of(dep) {
                let known = known_to_others.entry(branch).or_default();
                *known = dep.seq.saturating_add(1).max(*known);
            }
        }
        logs.iter()
            .flat_map(|log| self.graph.admitted_heads(log))
            .filter(|head| {
                let Some(branch) = branch_of(head).filter(|at| *at != Branch::trunk(own)) else {
                    return false;
                };
                let mine = covered.and_then(|covered| covered.get(&branch)).copied();
                let theirs = known_to_others.get(&branch).copied();
                mine.max(theirs).is_none_or(|known| head.seq >= known)
            })
            .collect()
    }
}

fn header(log: LogId, prev: Option<OpRef>, deps: Vec<OpRef>) -> Header {
    Header {
        version: VERSION,
        suite: SUITE,
        log,
        seq: prev.map_or(0, |op| op.seq.saturating_add(1)),
        prev: prev.map(|op| op.id),
        deps,
        epoch: None,
    }
}
