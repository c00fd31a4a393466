//! What a session takes: runs with the slots that came before them, receipts.

use super::{Event, PeerMisbehaved, Session, SyncEnd};
use crate::graph::{Graph, Misplaced, Novelty};
use crate::limits::FRONTIER_ENTRIES_MAX;
use crate::op::{Control, SignedRun, SpaceKind, VerifiedRun};
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
        // Held already: nothing to check. Who sends it holds it, and hears that it is held here.
        if replica.graph().len(&log) >= end {
            let said = self.acknowledged.entry(log).or_default();
            *said = end.max(*said);
            let known = self.peer_has.entry(log).or_default();
            if *known >= end {
                self.to_acknowledge.insert(log);
                return Ok(vec![Event::Delivered { log, length: end }]);
            }
        }
        let run = if crate::is_planted!(replica, SignatureSkipped) {
            signed.trust_own_store()
        } else {
            signed.verify()
        };
        let run = run.map_err(PeerMisbehaved::from)?;
        if !is_wanted(&run, replica, self.start.tag) {
            return Ok(Vec::new());
        }
        let known = self.peer_has.entry(log).or_default();
        *known = end.max(*known);
        self.to_acknowledge.insert(log);
        let slots = self.take_early(&run, replica);
        match replica.graph().novelty(&run) {
            Ok(Novelty::Known) => Ok(Vec::new()),
            Ok(Novelty::NewFrom(seq)) => {
                self.received = self.received.saturating_add(end.saturating_sub(seq));
                Ok(vec![Event::Received { slots, run }])
            }
            Err(Misplaced::Fork { .. }) => Ok(vec![Event::Fork { log, run }]),
            Err(Misplaced::Gap { .. }) => Err(PeerMisbehaved::Gap.into()),
            Err(Misplaced::WaitingRoomFull) => {
                self.to_acknowledge.remove(&log);
                Ok(Vec::new())
            }
        }
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
        for line in lines {
            let said = self.acknowledged.entry(line.log).or_default();
            *said = line.length.max(*said);
        }
        Ok(lines
            .iter()
            .map(|line| Event::Delivered {
                log: line.log,
                length: line.length.min(graph.len(&line.log)),
            })
            .collect())
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
