//! What a session takes: runs with the slots that came before them, receipts.

use super::{Event, PeerMisbehaved, Session, SyncEnd};
use crate::graph::{Graph, Misplaced, Novelty};
use crate::limits::{BRANCHES_MAX, FRONTIER_ENTRIES_MAX};
use crate::op::{Control, OpRef, SignedRun, SpaceKind, VerifiedOp, VerifiedRun};
use crate::replica::Replica;
use crate::sync::frame::HaveLine;

impl Session {
    pub(super) fn on_run(
        &mut self,
        bytes: &[u8],
        replica: &Replica,
    ) -> Result<Vec<Event>, SyncEnd> {
        let signed = SignedRun::decode(bytes).map_err(PeerMisbehaved::from)?;
        let (log, count) = (
            signed.log(),
            u64::try_from(signed.count()).unwrap_or(u64::MAX),
        );
        let end = signed.first().saturating_add(count);
        let graph = replica.graph();
        let is_held = |op: &OpRef| graph.branch_of(&op.log, op.seq, op.id).is_some();
        let run = if crate::is_planted!(replica, SignatureSkipped) {
            signed.trust_own_store().map(Ok)
        } else {
            signed.verify_unless(is_held)
        };
        let run = match run.map_err(PeerMisbehaved::from)? {
            Ok(run) => run,
            Err(held) => {
                self.bear_run(log, end)?;
                return Ok(self.on_held(&held, end, graph));
            }
        };
        if !is_wanted(&run, replica, self.start.tag) {
            self.bear(0)?;
            return Ok(Vec::new());
        }
        if self.full.contains(&log) {
            self.bear_run(log, end)?;
            return Ok(Vec::new());
        }
        if let Err(fault) = replica.room_for(&run) {
            self.bear(0)?;
            self.full.insert(log);
            return Ok(vec![Event::Full { log, fault }]);
        }
        self.bear_run(log, end)?;
        let slots = self.take_early(&run, replica);
        match graph.novelty(&run) {
            Ok(Novelty::Known) => Ok(Vec::new()),
            Ok(Novelty::NewFrom(seq)) => {
                if let Some(branch) = graph.branch_of_run(&run) {
                    self.holds(branch, end, graph);
                    self.to_acknowledge.insert(branch);
                }
                self.received = self.received.saturating_add(end.saturating_sub(seq));
                Ok(vec![Event::Received { slots, run }])
            }
            // More of a branch that was refused: the peer does not know that.
            Err(Misplaced::Gap { .. }) if graph.branch_count(&log) < BRANCHES_MAX => {
                Err(PeerMisbehaved::Gap.into())
            }
            Err(_) => Ok(Vec::new()),
        }
    }

    /// A run whose last operation is here, and so all of it. Who sends it holds it, and hears that
    /// it is held here.
    fn on_held(&mut self, run: &VerifiedRun, length: u64, graph: &Graph) -> Vec<Event> {
        let last = run.ops().last().map(VerifiedOp::op_ref);
        let branch = last.and_then(|op| graph.branch_of(&op.log, op.seq, op.id));
        let Some(branch) = branch else {
            return Vec::new();
        };
        self.holds(branch, length, graph);
        self.to_acknowledge.insert(branch);
        let log = branch.log;
        let trunk = branch.first.is_none();
        let told = trunk.then_some(Event::Delivered { log, length });
        told.into_iter().collect()
    }

    pub(super) fn on_have(
        &mut self,
        lines: &[HaveLine],
        graph: &Graph,
    ) -> Result<Vec<Event>, SyncEnd> {
        if lines.len() > FRONTIER_ENTRIES_MAX {
            let got = lines.len();
            return Err(PeerMisbehaved::TooManyLines {
                got,
                max: FRONTIER_ENTRIES_MAX,
            }
            .into());
        }
        let (mut told, mut is_news) = (Vec::new(), false);
        for HaveLine { log, length } in lines {
            // What is not here cannot have been delivered from here.
            let length = (*length).min(graph.len(log));
            // A length names no branch: of a forked log only a frontier says what is held.
            if length == 0 || graph.is_forked(log) {
                continue;
            }
            let said = self.acknowledged.entry(*log).or_default();
            is_news |= length > *said;
            *said = length.max(*said);
            told.push(Event::Delivered { log: *log, length });
        }
        if !is_news {
            self.bear(lines.len())?;
        }
        Ok(told)
    }
}

/// A run of a space that is known, or that begins one whose guardian is known.
fn is_wanted(run: &VerifiedRun, replica: &Replica, tag: [u8; 8]) -> bool {
    let (Some(log), Some(first)) = (run.log(), run.ops().first()) else {
        return false;
    };
    if replica.graph().holds(log.space) {
        return true;
    }
    match Control::decode(&first.body) {
        Ok(Control::Create(create)) if first.id == log.space.create_op() => match create.guardian {
            Some(guardian) => replica.graph().holds(guardian),
            None => create.kind == SpaceKind::Network && log.space.tag() == tag,
        },
        _ => false,
    }
}
