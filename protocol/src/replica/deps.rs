//! What an operation refers to: everything relevant that its author knew, reduced.

use std::collections::HashMap;

use super::Replica;
use crate::id::{DeviceId, SpaceId};
use crate::limits::{DEPS_MAX, DEPTH_MAX};
use crate::op::{Header, Lane, LogId, OpRef, SUITE, VERSION, VerifiedOp};
use crate::past::PastTable;

impl Replica {
    /// The header of the next operation of an author in a log.
    pub(super) fn next_header(
        &mut self,
        space: SpaceId,
        author: DeviceId,
        lane: Lane,
        also: &[OpRef],
    ) -> Header {
        let log = LogId {
            space,
            author,
            lane,
        };
        let prev = self.graph.admitted_head(&log);
        Header {
            version: VERSION,
            suite: SUITE,
            log,
            seq: prev.map_or(0, |op| op.seq.saturating_add(1)),
            prev: prev.map(|op| op.id),
            deps: self.deps(log, prev, also),
            epoch: None,
        }
    }

    /// Heads of the control logs of the space, of every space under it and of its guardians, and
    /// of its content logs: without what `prev` or another one knew already.
    fn deps(&mut self, log: LogId, prev: Option<OpRef>, also: &[OpRef]) -> Vec<OpRef> {
        let mut known = prev
            .and_then(|op| self.graph.after(&op))
            .unwrap_or(PastTable::EMPTY);
        let mut heads: Vec<(u32, OpRef, usize)> = also
            .iter()
            .copied()
            .chain(self.control_heads(log.space))
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
            if head.log != log && !self.graph.pasts().contains(known, index) {
                deps.push(head);
                let after = self.graph.after(&head).unwrap_or(PastTable::EMPTY);
                known = self.graph.pasts_mut().union(known, after);
            }
        }
        if log.lane == Lane::Content {
            deps.extend(self.content_heads(log));
        }
        deps.truncate(DEPS_MAX);
        deps
    }

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
            .filter_map(|log| self.graph.admitted_head(&log))
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

    /// Remembers what another author's operation refers to among content.
    pub(super) fn note_deps(&mut self, op: &VerifiedOp) {
        let log = op.header.log;
        let content = |dep: &&OpRef| dep.log.lane == Lane::Content && dep.log.space == log.space;
        let deps: Vec<OpRef> = op.header.deps.iter().filter(content).copied().collect();
        if !deps.is_empty() {
            self.latest_deps.insert(log, deps);
        }
    }

    /// Heads of the other content logs of a space, but for those in the past of what this device
    /// wrote, or of another head. The latter is looked for in each log's newest references alone:
    /// that leaves one head where authors took turns, and at worst one too many for each log once.
    fn content_heads(&self, own: LogId) -> Vec<OpRef> {
        let covered = self.covered.get(&own.space);
        let mut known_to_others: HashMap<LogId, u64> = HashMap::new();
        let logs = self.graph.logs_of(own.space);
        let others: Vec<LogId> = logs
            .filter(|log| log.lane == Lane::Content && *log != own)
            .collect();
        for dep in others
            .iter()
            .filter_map(|log| self.latest_deps.get(log))
            .flatten()
        {
            let known = known_to_others.entry(dep.log).or_default();
            *known = dep.seq.saturating_add(1).max(*known);
        }
        others
            .iter()
            .filter_map(|log| self.graph.admitted_head(log))
            .filter(|head| {
                let mine = covered.and_then(|covered| covered.get(&head.log)).copied();
                let theirs = known_to_others.get(&head.log).copied();
                mine.max(theirs).is_none_or(|known| head.seq >= known)
            })
            .collect()
    }
}
