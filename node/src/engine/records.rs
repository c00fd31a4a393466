//! Records of the journal: how runs, slots and private records lie, and how they are read back.

use std::collections::BTreeMap;

use asamblea_protocol::canonical::{decode, encode};
use asamblea_protocol::crypto::BoxKey;
use asamblea_protocol::graph::{Branch, Novelty};
use asamblea_protocol::id::{OpId, SpaceId};
use asamblea_protocol::is_planted;
use asamblea_protocol::limits::RUN_BYTES_AIM;
use asamblea_protocol::op::{Lane, OpRef, SignedRun, SlotSet, VerifiedRun};
use asamblea_protocol::replica::{Opened, Replica};
use asamblea_protocol::sync::{Source, Stretch};
use asamblea_protocol::time::WallTime;

use super::local::Local;
use super::mirror::{Mark, mark};
use super::{Engine, Pending};
use crate::api::ApiError;
use crate::store::{Extent, Index, Journal, Phase, Progress};

/// Record kind: when received (u64, big-endian), then a run in run form.
pub(super) const RUN: u8 = 1;
/// Record kind: slots of one operation, before it or later.
pub(super) const SLOTS: u8 = 2;
/// Record kind: a private record, sealed once more.
pub(super) const LOCAL: u8 = 3;
/// The most bytes of a slot set.
const SLOT_SET_BYTES_MAX: usize = 2 * 1024 * 1024;
/// Stored runs that one stretch joins: single posts written here.
const STRETCH_RUNS_MAX: usize = 512;

/// Where a run lies, and how many operations it has.
#[derive(Clone, Copy, Debug)]
pub(super) struct RunPlace {
    extent: Extent,
    count: u64,
}

impl RunPlace {
    fn to_bytes(self) -> Vec<u8> {
        let mut bytes = self.extent.to_bytes().to_vec();
        bytes.extend_from_slice(&self.count.to_be_bytes());
        bytes
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (extent, count) = bytes.split_at_checked(Extent::BYTES)?;
        let extent = Extent::from_bytes(extent.try_into().ok()?);
        Some(Self {
            extent,
            count: u64::from_be_bytes(count.try_into().ok()?),
        })
    }
}

/// What the index calls a branch.
fn index_key(branch: &Branch) -> Vec<u8> {
    match branch.first {
        None => encode(&branch.log),
        Some(first) => encode(&(branch.log, first)),
    }
}

fn read_run(record: &[u8]) -> Option<(WallTime, SignedRun)> {
    let (received, run) = record.split_at_checked(8)?;
    let received = WallTime(u64::from_be_bytes(received.try_into().ok()?));
    Some((received, SignedRun::decode_own_store(run).ok()?))
}

/// Where the index names a run: its branch, and its first operation that is not held yet. By one
/// that is held it would hide the run that holds its beginning, or hide its own end behind that.
/// And whether all of it is held.
fn place_of(run: &VerifiedRun, replica: &Replica) -> (Option<(Branch, u64)>, bool) {
    let graph = replica.graph();
    let novelty = graph.novelty(run);
    let first = match novelty {
        Ok(Novelty::NewFrom(seq)) if !is_planted!(replica, RunHidden) => Some(seq),
        _ => run.ops().first().map(|op| op.header.seq),
    };
    let place = graph.branch_of_run(run).zip(first);
    (place, novelty == Ok(Novelty::Known))
}

/// Reads a journal into a replica.
pub(super) struct Replay<'a> {
    replica: Replica,
    local: Local,
    private: Option<&'a BoxKey>,
    places: Vec<(Branch, u64, RunPlace)>,
    records: u64,
    covered: u64,
    bytes: BTreeMap<SpaceId, u64>,
    extents: Vec<Extent>,
    /// Records that stand in the mirror, too.
    pub(super) mirrored: Vec<(Extent, Mark)>,
    /// Runs that did not fit when they were read.
    refused: Vec<Extent>,
}

/// What a replay gives.
pub(super) struct Replayed {
    pub(super) replica: Replica,
    pub(super) local: Local,
    pub(super) records: u64,
    pub(super) bytes: BTreeMap<SpaceId, u64>,
    pub(super) extents: Vec<Extent>,
    /// The index did not cover the journal, and was filled from it.
    pub(super) rebuilt: bool,
}

impl<'a> Replay<'a> {
    pub(super) fn new(
        replica: Replica,
        private: Option<&'a BoxKey>,
        index: &mut dyn Index,
    ) -> Self {
        let covered = index
            .covered()
            .ok()
            .flatten()
            .and_then(|mark| Some(u64::from_be_bytes(mark.try_into().ok()?)))
            .unwrap_or(0);
        Self {
            replica,
            local: Local::default(),
            private,
            places: Vec::new(),
            records: 0,
            covered,
            bytes: BTreeMap::new(),
            extents: Vec::new(),
            mirrored: Vec::new(),
            refused: Vec::new(),
        }
    }

    pub(super) fn take(&mut self, extent: Extent, kind: u8, record: &[u8]) {
        self.records += 1;
        self.extents.push(extent);
        match kind {
            RUN => {
                let Some((received, run)) = read_run(record) else {
                    return;
                };
                let log = run.log();
                if log.lane == Lane::Control {
                    self.mirrored.push((extent, mark(kind, record)));
                }
                let size = u64::try_from(record.len()).unwrap_or(0);
                *self.bytes.entry(log.space).or_default() += size;
                self.place_run(extent, received, run);
            }
            SLOTS => {
                self.mirrored.push((extent, mark(kind, record)));
                let set = decode::<SlotSet>(record, SLOT_SET_BYTES_MAX).ok();
                let _new = set.and_then(|set| self.replica.take_slots(set));
            }
            LOCAL => {
                self.mirrored.push((extent, mark(kind, record)));
                if let Some(key) = self.private {
                    self.local.take_sealed(key, record);
                }
            }
            _ => {}
        }
    }

    fn place_run(&mut self, extent: Extent, received: WallTime, run: SignedRun) {
        let count = u64::try_from(run.count()).unwrap_or(0);
        let Ok(run) = run.trust_own_store() else {
            return;
        };
        let (place, known) = place_of(&run, &self.replica);
        if self.replica.insert(run, Vec::new(), received).is_err() {
            self.refused.push(extent);
        } else if let Some((branch, first)) = place
            && !known
        {
            let place = RunPlace { extent, count };
            self.places.push((branch, first, place));
        }
    }

    /// Once more what left a gap: what damage took from before it may stand after it.
    pub(super) fn fill_gaps(&mut self, journal: &mut Journal) {
        loop {
            let again = std::mem::take(&mut self.refused);
            let before = again.len();
            for extent in again {
                let record = journal.read(extent).ok();
                if let Some((received, run)) = record.as_deref().and_then(read_run) {
                    self.place_run(extent, received, run);
                }
            }
            if self.refused.len() >= before {
                return;
            }
        }
    }

    /// Brings the index up to the journal: all of it when it says less or more than there is, or
    /// when records `moved`, which a count does not tell.
    pub(super) fn finish(
        self,
        index: &mut dyn Index,
        moved: bool,
        progress: &Progress,
    ) -> Replayed {
        let rebuilt = moved || self.covered != self.records;
        if rebuilt {
            progress.begin(Phase::Indexing, self.places.len() as u64);
            let kept = index.clear().and_then(|()| {
                for (branch, first, place) in &self.places {
                    index.insert(&index_key(branch), *first, &place.to_bytes())?;
                    progress.add(1);
                }
                index.set_covered(self.records.to_be_bytes().to_vec())
            });
            // A broken index costs speed, never data: look-ups fail and are answered by others.
            let _kept = kept;
        }
        Replayed {
            replica: self.replica,
            local: self.local,
            records: self.records,
            bytes: self.bytes,
            extents: self.extents,
            rebuilt,
        }
    }
}

impl Engine {
    /// Stages one run with its slots.
    pub(super) fn stage_run(
        &mut self,
        slots: &[SlotSet],
        run: &VerifiedRun,
    ) -> Result<(), ApiError> {
        let (Some((branch, first)), _) = place_of(run, &self.replica) else {
            return Ok(());
        };
        let log = branch.log;
        if log.author != self.replica.device() {
            self.note_named(run);
        }
        for set in slots {
            self.stage_slots(set)?;
        }
        let mut record = self.wall().0.to_be_bytes().to_vec();
        record.extend_from_slice(&run.encode());
        let extents = self
            .journal
            .append(&[(RUN, &record)])
            .map_err(|error| self.fail(error))?;
        self.indexed += 1;
        self.extents.extend(&extents);
        if log.lane == Lane::Control {
            self.mirror.stage(RUN, &record);
        }
        let size = u64::try_from(record.len()).unwrap_or(0);
        *self.space_bytes.entry(log.space).or_default() += size;
        let count = u64::try_from(run.ops().len()).unwrap_or(0);
        if let Some(extent) = extents.first() {
            let place = RunPlace {
                extent: *extent,
                count,
            };
            self.pending.extents.push((branch, first, place));
        }
        self.pending.logs.insert(log);
        Ok(())
    }

    /// Stages slots that are in the replica already.
    pub(super) fn stage_slots(&mut self, set: &SlotSet) -> Result<(), ApiError> {
        let record = encode(set);
        let extents = self
            .journal
            .append(&[(SLOTS, &record)])
            .map_err(|error| self.fail(error))?;
        self.mirror.stage(SLOTS, &record);
        self.extents.extend(extents);
        self.indexed += 1;
        self.pending.slots.push(set.op);
        Ok(())
    }

    /// Takes a verified run that fits, and the slots that came before it. They are few and were
    /// checked: whom they are for is not asked, which would judge all operations for each run.
    pub(super) fn take_run(
        &mut self,
        run: VerifiedRun,
        slots: Vec<SlotSet>,
    ) -> Result<(), ApiError> {
        let back = self.is_brought_back(&run);
        self.stage_run(&[], &run)?;
        // Whoever gave it checked that it fits, so nothing is left out here.
        let _placed = self.replica.insert(run, Vec::new(), self.wall());
        for set in slots {
            if let Some(new) = self.replica.take_slots(set) {
                self.stage_slots(&new)?;
            }
        }
        if back { self.note_set_back() } else { Ok(()) }
    }

    /// Takes slots of an operation that is here, as far as they are worth keeping.
    /// True when there were such.
    pub(super) fn take_slots(&mut self, mut set: SlotSet) -> Result<bool, ApiError> {
        // While its past is not here it cannot be said whom an epoch is for.
        if self.replica.epochs().of_op(&set.op).is_some() {
            set.slots
                .retain(|slot| self.replica.is_slot_wanted(&set.op, slot));
        }
        match self.replica.take_slots(set) {
            Some(new) => self.stage_slots(&new).map(|()| true),
            None => Ok(false),
        }
    }

    pub(super) fn index_runs(&mut self, places: &[(Branch, u64, RunPlace)]) {
        let mut done = Ok(());
        for (branch, first, place) in places {
            let key = index_key(branch);
            done = done.and_then(|()| self.index.insert(&key, *first, &place.to_bytes()));
        }
        let marked =
            done.and_then(|()| self.index.set_covered(self.indexed.to_be_bytes().to_vec()));
        // An index that fell behind is rebuilt at the next opening, since its mark is old.
        let _kept = marked;
    }

    /// Opens once more what stands at a place of a branch.
    pub(super) fn open_again(&mut self, branch: &Branch, seq: u64) -> Option<Opened> {
        let graph = self.replica.graph();
        let id = graph.id_on(branch, seq)?;
        let branch = graph.branch_of(&branch.log, seq, id)?;
        let (received, run) = self.stored().run_at(&branch, seq)?;
        let again = self
            .replica
            .reopen(run.trust_own_store().ok()?, seq, received);
        again.into_iter().find(|opened| opened.op.id == id)
    }

    /// When an operation came to this device, as its journal says.
    pub(super) fn received_at(&mut self, op: &OpRef) -> Option<WallTime> {
        let branch = self.replica.graph().branch_of(&op.log, op.seq, op.id)?;
        let stored = self.stored().run_at(&branch, op.seq);
        stored.map(|(received, _)| received)
    }

    /// Runs as they lie in the journal.
    pub(super) fn stored(&mut self) -> StoredRuns<'_> {
        StoredRuns {
            journal: &mut self.journal,
            index: &mut *self.index,
            pending: &self.pending,
        }
    }

    /// How many places of branches the index does not lead to, though the journal has them. Then
    /// it is filled anew with the next tick.
    pub(super) fn unindexed(&mut self) -> usize {
        let graph = self.replica.graph();
        let logs = graph.spaces().flat_map(|space| graph.logs_of(space));
        let branches: Vec<Branch> = logs.flat_map(|log| graph.branches_of(&log)).collect();
        let mut missed = 0;
        for branch in branches {
            let graph = self.replica.graph();
            let (mut at, len) = (graph.start_of(&branch), graph.branch_len(&branch));
            while at < len {
                let found = self.stored().held_at(&branch, at);
                missed += usize::from(found.is_none());
                at = found.map_or(at + 1, |(first, place)| first + place.count.max(1));
            }
        }
        missed
    }

    /// Reads and opens a space's content once more: it is judged differently than before.
    pub(super) fn read_again(&mut self, space: SpaceId) -> Result<(), ApiError> {
        self.views.clear(space);
        let mut again: Vec<Opened> = Vec::new();
        let graph = self.replica.graph();
        let logs = graph.logs_of(space);
        let branches: Vec<Branch> = logs.flat_map(|log| graph.branches_of(&log)).collect();
        for branch in branches {
            let mut from = self.replica.graph().start_of(&branch);
            while from < self.replica.graph().branch_len(&branch) {
                let Some((received, run)) = self.stored().run_at(&branch, from) else {
                    break;
                };
                let end = run.first() + u64::try_from(run.count()).unwrap_or(1).max(1);
                if let Ok(run) = run.trust_own_store() {
                    again.extend(self.replica.reopen(run, from, received));
                }
                from = end;
            }
        }
        again.sort_by_key(|opened| opened.depth);
        for opened in again {
            self.show(opened);
        }
        Ok(())
    }
}

/// Reads runs of branches from the journal.
pub(super) struct StoredRuns<'a> {
    pub(super) journal: &'a mut Journal,
    pub(super) index: &'a mut dyn Index,
    pub(super) pending: &'a Pending,
}

impl StoredRuns<'_> {
    /// Where the run lies that holds a place of a branch, if one does, and by which operation the
    /// index names it.
    fn place_at(&mut self, branch: &Branch, seq: u64) -> Option<(u64, RunPlace)> {
        let (first, value) = self.index.floor(&index_key(branch), seq).ok().flatten()?;
        let place = RunPlace::from_bytes(&value)?;
        (seq - first < place.count).then_some((first, place))
    }

    /// The same of a place that is held. Bits of an index that flipped while it was open may take
    /// entries from it and no word said: one that leads nowhere is not asked again, and is filled
    /// anew with the next tick.
    fn held_at(&mut self, branch: &Branch, seq: u64) -> Option<(u64, RunPlace)> {
        let place = self.place_at(branch, seq);
        if place.is_none() && !self.pending.has(branch) {
            self.index.distrust();
        }
        place
    }

    /// The run that holds a place that is held, and when it came. A damaged one is none; the
    /// journal keeps in mind that it could not be read, and the engine looks into that with the
    /// next tick.
    fn run_at(&mut self, branch: &Branch, seq: u64) -> Option<(WallTime, SignedRun)> {
        let (_, place) = self.held_at(branch, seq)?;
        self.read(branch, seq, place)
    }

    fn read(
        &mut self,
        branch: &Branch,
        seq: u64,
        place: RunPlace,
    ) -> Option<(WallTime, SignedRun)> {
        let record = self.journal.read(place.extent).ok()?;
        read_run(&record).filter(|(_, run)| {
            run.log() == branch.log
                && run.first() <= seq
                && seq - run.first() < u64::try_from(run.count()).unwrap_or(0)
        })
    }
}

impl Source for StoredRuns<'_> {
    fn stretch(&mut self, branch: &Branch, from: u64, prev: Option<OpId>) -> Option<Stretch> {
        let (mut runs, mut at, mut bytes) = (Vec::new(), from, 0);
        while runs.len() < STRETCH_RUNS_MAX && bytes < RUN_BYTES_AIM {
            // The branch may end here.
            let place = match at == from {
                true => self.held_at(branch, at),
                false => self.place_at(branch, at),
            };
            let run = place.and_then(|(_, place)| self.read(branch, at, place));
            let Some((_, run)) = run else {
                break;
            };
            at = run.first() + u64::try_from(run.count()).unwrap_or(0);
            bytes += run.size();
            runs.push(run);
        }
        let joined = SignedRun::stretch(runs, from, prev, RUN_BYTES_AIM)?;
        let count = u64::try_from(joined.count()).ok()?;
        Some(Stretch {
            bytes: joined.encode(),
            count,
        })
    }
}
