//! The graph of operations: which logs this replica holds, what waits for what, who knew what.
//!
//! It judges neither members nor keys. Every operation in it was verified by its signature.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use crate::crypto::{Digest, Domain, Hasher};
use crate::id::{DeviceId, OpId, SpaceId};
use crate::limits::{HELD_OPS_AUTHOR_MAX, HELD_OPS_MAX};
use crate::op::{Control, Lane, LogId, OpRef, VerifiedOp, VerifiedRun};
use crate::past::{ControlIndex, PastId, PastTable};

/// Where a run stands relative to what is held.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Novelty {
    /// Everything in it is held.
    Known,
    /// Operations from this place on are new.
    NewFrom(u64),
}

/// Why a run does not fit the logs that are held.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Misplaced {
    /// It starts behind the end of its log.
    #[error("run starts at {first}, but only {held} operations of its log are held")]
    Gap {
        /// Where it starts.
        first: u64,
        /// How many are held.
        held: u64,
    },
    /// Its author signed two operations at one place: proof of a cloned or dishonest device.
    #[error("fork: two operations of one device at place {seq} of one log")]
    Fork {
        /// The place.
        seq: u64,
    },
    /// Too many operations wait for others.
    #[error("too many operations wait for others")]
    WaitingRoomFull,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    id: OpId,
    /// Control operations it knew, itself included.
    after: PastId,
    depth: u32,
}

#[derive(Clone, Debug, Default)]
struct Log {
    admitted: Vec<Entry>,
    held: VecDeque<VerifiedOp>,
}

impl Log {
    fn len(&self) -> u64 {
        u64::try_from(self.admitted.len().saturating_add(self.held.len())).unwrap_or(u64::MAX)
    }

    fn id_at(&self, seq: u64) -> Option<OpId> {
        let at = usize::try_from(seq).ok()?;
        match self.admitted.get(at) {
            Some(entry) => Some(entry.id),
            None => self
                .held
                .get(at.checked_sub(self.admitted.len())?)
                .map(|op| op.id),
        }
    }

    fn head(&self) -> Option<OpId> {
        self.id_at(self.len().checked_sub(1)?)
    }
}

/// A control operation in the graph.
#[derive(Clone, Debug)]
pub struct ControlOp {
    /// Its reference.
    pub op: OpRef,
    /// What it says. Malformed bodies count as unknown kinds: they have no effect.
    pub control: Control,
    /// Control operations it knew.
    pub past: PastId,
    /// The same and itself.
    pub after: PastId,
    /// Its longest chain of predecessors.
    pub depth: u32,
}

/// An operation whose whole past is held.
#[derive(Clone, Debug)]
pub struct Placed {
    /// The operation.
    pub op: VerifiedOp,
    /// Control operations it knew.
    pub past: PastId,
    /// Its longest chain of predecessors.
    pub depth: u32,
    /// Its number, for control operations.
    pub control: Option<ControlIndex>,
}

/// The place of a log in the table of logs.
type LogNumber = usize;

/// All logs of a replica.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    numbers: HashMap<LogId, LogNumber>,
    logs: Vec<Log>,
    spaces: BTreeMap<SpaceId, BTreeSet<(Lane, DeviceId)>>,
    pasts: PastTable,
    controls: Vec<ControlOp>,
    control_index: HashMap<OpId, ControlIndex>,
    waiting: HashMap<(LogId, u64), Vec<LogNumber>>,
    held: usize,
    /// Other spaces whose control operations those of a space refer to.
    refers: BTreeMap<SpaceId, BTreeSet<SpaceId>>,
}

impl Graph {
    /// Where a run stands.
    ///
    /// # Errors
    ///
    /// [`Misplaced`] when it does not fit.
    pub fn novelty(&self, run: &VerifiedRun) -> Result<Novelty, Misplaced> {
        let (Some(first), Some(log)) = (run.ops().first(), run.log()) else {
            return Ok(Novelty::Known);
        };
        let held_log = self.log(&log);
        let held = held_log.map_or(0, Log::len);
        let first = (first.header.seq, first.header.prev);
        if first.0 > held {
            return Err(Misplaced::Gap {
                first: first.0,
                held,
            });
        }
        if let (Some(seq), Some(log)) = (first.0.checked_sub(1), held_log)
            && log.id_at(seq) != first.1
        {
            return Err(Misplaced::Fork { seq });
        }
        for op in run.ops() {
            match held_log.and_then(|log| log.id_at(op.header.seq)) {
                Some(id) if id != op.id => {
                    return Err(Misplaced::Fork { seq: op.header.seq });
                }
                Some(_) => {}
                None => {
                    return self
                        .room_for(run, held_log)
                        .map(|()| Novelty::NewFrom(op.header.seq));
                }
            }
        }
        Ok(Novelty::Known)
    }

    fn room_for(&self, run: &VerifiedRun, log: Option<&Log>) -> Result<(), Misplaced> {
        let more = run.ops().len();
        let by_author = log.map_or(0, |log| log.held.len());
        let full = self.held.saturating_add(more) > HELD_OPS_MAX
            || by_author.saturating_add(more) > HELD_OPS_AUTHOR_MAX;
        if full {
            Err(Misplaced::WaitingRoomFull)
        } else {
            Ok(())
        }
    }

    /// Takes the new operations of a run, and returns every operation whose past is now whole, in
    /// causal order: they may be of other logs that waited.
    ///
    /// # Errors
    ///
    /// [`Misplaced`] as [`Graph::novelty`]; nothing is taken then.
    pub fn insert(&mut self, run: VerifiedRun) -> Result<Vec<Placed>, Misplaced> {
        let Novelty::NewFrom(from) = self.novelty(&run)? else {
            return Ok(Vec::new());
        };
        let Some(id) = run.log() else {
            return Ok(Vec::new());
        };
        let number = self.number(id);
        let Some(log) = self.logs.get_mut(number) else {
            return Ok(Vec::new());
        };
        let before = log.held.len();
        let ops = run.into_ops().into_iter();
        log.held.extend(ops.filter(|op| op.header.seq >= from));
        self.held = self
            .held
            .saturating_add(log.held.len().saturating_sub(before));
        self.spaces
            .entry(id.space)
            .or_default()
            .insert((id.lane, id.author));
        let mut placed = Vec::new();
        let mut ready = VecDeque::from([number]);
        while let Some(number) = ready.pop_front() {
            self.admit_log(number, &mut placed, &mut ready);
        }
        Ok(placed)
    }

    fn number(&mut self, id: LogId) -> LogNumber {
        let next = self.logs.len();
        let number = *self.numbers.entry(id).or_insert(next);
        if number == next {
            self.logs.push(Log::default());
        }
        number
    }

    fn log(&self, id: &LogId) -> Option<&Log> {
        self.logs.get(*self.numbers.get(id)?)
    }

    fn admit_log(
        &mut self,
        number: LogNumber,
        placed: &mut Vec<Placed>,
        ready: &mut VecDeque<LogNumber>,
    ) {
        loop {
            let Some(log) = self.logs.get_mut(number) else {
                return;
            };
            let Some(op) = log.held.pop_front() else {
                // Room for a long run is given back: there are many logs.
                log.held = VecDeque::new();
                return;
            };
            let missing = op.header.deps.iter().find(|dep| self.entry(dep).is_none());
            if let Some(dep) = missing {
                let waiting = self.waiting.entry((dep.log, dep.seq)).or_default();
                if !waiting.contains(&number) {
                    waiting.push(number);
                }
                if let Some(log) = self.logs.get_mut(number) {
                    log.held.push_front(op);
                }
                return;
            }
            self.held = self.held.saturating_sub(1);
            let place = (op.header.log, op.header.seq);
            placed.push(self.place(op, number));
            if !self.waiting.is_empty()
                && let Some(logs) = self.waiting.remove(&place)
            {
                ready.extend(logs);
            }
        }
    }

    fn place(&mut self, op: VerifiedOp, number: LogNumber) -> Placed {
        let log = op.header.log;
        let before = self.logs.get(number).and_then(|log| log.admitted.last());
        let (mut past, mut depth) = before.map_or((PastTable::EMPTY, 0), |entry| {
            (entry.after, entry.depth.saturating_add(1))
        });
        for dep in &op.header.deps {
            if let Some(entry) = self.entry(dep) {
                past = self.pasts.union(past, entry.after);
                depth = depth.max(entry.depth.saturating_add(1));
            }
        }
        let elsewhere = op.header.deps.iter().map(|dep| dep.log);
        let elsewhere = elsewhere.filter(|dep| dep.lane == Lane::Control);
        for dep in elsewhere.filter(|dep| dep.space != log.space) {
            self.refers.entry(log.space).or_default().insert(dep.space);
        }
        let control = (log.lane == Lane::Control).then_some(self.controls.len());
        let after = control.map_or(past, |index| self.pasts.with(past, index));
        if let Some(index) = control {
            let control = read_control(&op);
            self.control_index.insert(op.id, index);
            self.controls.push(ControlOp {
                op: op.op_ref(),
                control,
                past,
                after,
                depth,
            });
        }
        let entry = Entry {
            id: op.id,
            after,
            depth,
        };
        if let Some(log) = self.logs.get_mut(number) {
            log.admitted.push(entry);
        }
        Placed {
            op,
            past,
            depth,
            control,
        }
    }

    fn entry(&self, op: &OpRef) -> Option<Entry> {
        let at = usize::try_from(op.seq).ok()?;
        let entry = self.log(&op.log)?.admitted.get(at)?;
        (entry.id == op.id).then_some(*entry)
    }

    /// How many operations of a log are held, waiting ones included.
    #[must_use]
    pub fn len(&self, log: &LogId) -> u64 {
        self.log(log).map_or(0, Log::len)
    }

    /// The id at a place of a log.
    #[must_use]
    pub fn id_at(&self, log: &LogId, seq: u64) -> Option<OpId> {
        self.log(log)?.id_at(seq)
    }

    /// The longest chain of predecessors of the operation at a place of a log; `None` while it
    /// waits.
    #[must_use]
    pub fn depth_at(&self, log: &LogId, seq: u64) -> Option<u32> {
        let at = usize::try_from(seq).ok()?;
        Some(self.log(log)?.admitted.get(at)?.depth)
    }

    /// The logs of a space.
    pub fn logs_of(&self, space: SpaceId) -> impl Iterator<Item = LogId> + '_ {
        self.spaces
            .get(&space)
            .into_iter()
            .flatten()
            .map(move |(lane, author)| LogId {
                space,
                author: *author,
                lane: *lane,
            })
    }

    /// Every space of which something is held.
    pub fn spaces(&self) -> impl Iterator<Item = SpaceId> + '_ {
        self.spaces.keys().copied()
    }

    /// Whether anything of the space is here, be it waiting for others.
    #[must_use]
    pub fn holds(&self, space: SpaceId) -> bool {
        self.spaces.contains_key(&space)
    }

    /// Whether the space's `create` and its whole past are here.
    #[must_use]
    pub fn has_space(&self, space: SpaceId) -> bool {
        self.control_index.contains_key(&space.create_op())
    }

    /// The `create` of a space.
    #[must_use]
    pub fn create_of(&self, space: SpaceId) -> Option<&crate::op::Create> {
        match &self
            .controls
            .get(*self.control_index.get(&space.create_op())?)?
            .control
        {
            Control::Create(create) => Some(create),
            _ => None,
        }
    }

    /// The last admitted operation of a log.
    #[must_use]
    pub fn admitted_head(&self, log: &LogId) -> Option<OpRef> {
        let admitted = &self.log(log)?.admitted;
        let entry = admitted.last()?;
        let seq = u64::try_from(admitted.len()).ok()?.checked_sub(1)?;
        Some(OpRef {
            log: *log,
            seq,
            id: entry.id,
        })
    }

    /// Control operations that an admitted operation knew, itself included.
    #[must_use]
    pub fn after(&self, op: &OpRef) -> Option<PastId> {
        self.entry(op).map(|entry| entry.after)
    }

    /// How many operations of a log have their whole past here.
    #[must_use]
    pub fn admitted_len(&self, log: &LogId) -> u64 {
        self.log(log).map_or(0, |log| {
            u64::try_from(log.admitted.len()).unwrap_or(u64::MAX)
        })
    }

    /// Spaces whose control operations the operations of a space refer to, the space left out.
    pub fn refers(&self, space: SpaceId) -> impl Iterator<Item = SpaceId> + '_ {
        self.refers.get(&space).into_iter().flatten().copied()
    }

    /// Places that operations held here wait for: each stands before everything behind it.
    pub fn waited_for(&self) -> impl Iterator<Item = (LogId, u64)> + '_ {
        self.waiting.keys().copied()
    }

    /// How many operations of a space wait for others.
    #[must_use]
    pub fn held_in(&self, space: SpaceId) -> usize {
        self.logs_of(space)
            .filter_map(|id| self.log(&id))
            .map(|log| log.held.len())
            .fold(0, usize::saturating_add)
    }

    /// Length and head of every log of a space in a lane, sorted.
    #[must_use]
    pub fn frontier(&self, space: SpaceId, lane: Lane) -> Vec<(DeviceId, u64, OpId)> {
        self.logs_of(space)
            .filter(|id| id.lane == lane)
            .filter_map(|id| {
                let log = self.log(&id)?;
                Some((id.author, log.len(), log.head()?))
            })
            .collect()
    }

    /// BLAKE3 over the frontier of some lanes of a space: equal where the same is held.
    #[must_use]
    pub fn root(&self, space: SpaceId, with_content: bool) -> Digest {
        let mut hasher = Hasher::new(Domain::SyncRoot);
        for lane in [Lane::Control, Lane::Content] {
            if lane == Lane::Content && !with_content {
                continue;
            }
            for (author, len, head) in self.frontier(space, lane) {
                hasher.update(&[lane.number()]).update(author.as_bytes());
                hasher.update(&len.to_be_bytes()).update(head.as_bytes());
            }
        }
        hasher.finish()
    }

    /// All control operations, in causal order.
    #[must_use]
    pub fn controls(&self) -> &[ControlOp] {
        &self.controls
    }

    /// Looks at the graph as it were with one more control operation whose past is here, and
    /// leaves it as it was: the operation is in no log meanwhile.
    pub fn tried<T>(
        &mut self,
        op: &VerifiedOp,
        look: impl FnOnce(&mut Self, ControlIndex) -> T,
    ) -> T {
        let header = &op.header;
        let prev = header.seq.checked_sub(1).zip(header.prev);
        let prev = prev.map(|(seq, id)| OpRef {
            log: header.log,
            seq,
            id,
        });
        let mut past = PastTable::EMPTY;
        for known in header.deps.iter().chain(&prev) {
            if let Some(after) = self.after(known) {
                past = self.pasts.union(past, after);
            }
        }
        let index = self.controls.len();
        let after = self.pasts.with(past, index);
        self.control_index.insert(op.id, index);
        self.controls.push(ControlOp {
            op: op.op_ref(),
            control: read_control(op),
            past,
            after,
            depth: 0,
        });
        let found = look(self, index);
        self.controls.truncate(index);
        self.control_index.remove(&op.id);
        found
    }

    /// The number of a control operation.
    #[must_use]
    pub fn control_index(&self, op: &OpId) -> Option<ControlIndex> {
        self.control_index.get(op).copied()
    }

    /// The table of pasts.
    #[must_use]
    pub const fn pasts(&self) -> &PastTable {
        &self.pasts
    }

    /// The table of pasts, to name new sets.
    pub const fn pasts_mut(&mut self) -> &mut PastTable {
        &mut self.pasts
    }
}

/// A body that is malformed, or shows a card that its owner did not sign, has no effect anywhere.
fn read_control(op: &VerifiedOp) -> Control {
    let nothing = Control::Unknown { kind: u64::MAX };
    match Control::decode(&op.body) {
        Ok(control) if control.cards().all(|card| card.check().is_ok()) => {
            let log = op.header.log;
            let void = match &control {
                Control::Create(_) => op.header.seq != 0,
                Control::Redeem(redeem) => redeem.check(log.space, log.author).is_err(),
                _ => false,
            };
            if void { nothing } else { control }
        }
        _ => nothing,
    }
}
