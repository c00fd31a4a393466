//! The graph of operations: which logs this replica holds, what waits for what, who knew what.
//!
//! It judges neither members nor keys. Every operation in it was verified by its signature.
//!
//! A log is a chain. Where its device signed two operations at one place it is a tree, and every
//! branch is held and placed like any other log. Which branch is the **trunk** is this replica's
//! own matter: the one that came first, so that a device goes on with what it wrote itself.

mod branch;
mod frontier;
mod parts;

use std::collections::hash_map::Entry as MapEntry;
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use branch::Base;
pub use branch::Branch;
pub(crate) use parts::Differing;
pub use parts::Parts;

use crate::id::{DeviceId, OpId, SpaceId};
use crate::limits::{BRANCHES_MAX, HELD_OPS_AUTHOR_MAX, HELD_OPS_MAX};
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
    /// It follows an operation of another branch, which is not held.
    #[error("fork: what the run follows at place {seq} of its log is not held")]
    Fork {
        /// The place.
        seq: u64,
    },
    /// Its log has as many branches as are kept, and nothing held refers to this one.
    #[error("fork: {BRANCHES_MAX} branches of one log are held, and this is another")]
    TooManyBranches,
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

/// One branch of a log: what it does not share with the branch that it forks off.
#[derive(Clone, Debug, Default)]
struct Log {
    /// Where it forks off; absent from a trunk.
    base: Option<Box<Base>>,
    admitted: Vec<Entry>,
    held: VecDeque<VerifiedOp>,
}

impl Log {
    fn start(&self) -> u64 {
        self.base.as_ref().map_or(0, |base| base.start)
    }

    /// Operations of it, with those that it shares.
    fn len(&self) -> u64 {
        let own = self.admitted.len().saturating_add(self.held.len());
        self.start()
            .saturating_add(u64::try_from(own).unwrap_or(u64::MAX))
    }

    /// The id at a place that it shares with no other branch before it.
    fn own_id_at(&self, seq: u64) -> Option<OpId> {
        let at = usize::try_from(seq.checked_sub(self.start())?).ok()?;
        match self.admitted.get(at) {
            Some(entry) => Some(entry.id),
            None => self
                .held
                .get(at.checked_sub(self.admitted.len())?)
                .map(|op| op.id),
        }
    }

    fn own_entry_at(&self, seq: u64) -> Option<Entry> {
        let at = usize::try_from(seq.checked_sub(self.start())?).ok()?;
        self.admitted.get(at).copied()
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

/// The place of a branch in the table of logs.
type LogNumber = usize;

/// Where the new operations of a run go.
#[derive(Clone, Copy, Debug)]
enum Seat {
    /// There are none.
    Known,
    /// To the end of a branch.
    End(LogNumber, u64),
    /// Into a branch of their own, off this one; off none where the first operations differ.
    Fork(Option<LogNumber>, u64),
}

/// All logs of a replica.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    /// Trunks.
    numbers: HashMap<LogId, LogNumber>,
    /// Branches beside the trunk, of logs that forked.
    branches: BTreeMap<LogId, Vec<LogNumber>>,
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
        Ok(match self.free_seat(run)? {
            Seat::Known => Novelty::Known,
            Seat::End(_, from) | Seat::Fork(_, from) => Novelty::NewFrom(from),
        })
    }

    /// Where the new operations of a run go, if there is room for them.
    fn free_seat(&self, run: &VerifiedRun) -> Result<Seat, Misplaced> {
        let seat = self.seat(run)?;
        if let Some(log) = run.log().filter(|_| !matches!(seat, Seat::Known)) {
            self.room_for(run, &log)?;
            let forks = matches!(seat, Seat::Fork(..)) && self.numbers.contains_key(&log);
            if forks && self.branch_count(&log) >= BRANCHES_MAX && !self.is_awaited(&log) {
                return Err(Misplaced::TooManyBranches);
            }
        }
        Ok(seat)
    }

    fn seat(&self, run: &VerifiedRun) -> Result<Seat, Misplaced> {
        let (Some(first), Some(log)) = (run.ops().first(), run.log()) else {
            return Ok(Seat::Known);
        };
        let (seq, prev) = (first.header.seq, first.header.prev);
        let mut at = None;
        if let Some(before) = seq.checked_sub(1) {
            at = prev.and_then(|prev| self.find(&log, before, prev));
            if at.is_none() {
                let held = self.longest(&log);
                return Err(if seq > held {
                    Misplaced::Gap { first: seq, held }
                } else {
                    Misplaced::Fork { seq: before }
                });
            }
        }
        for op in run.ops() {
            let seq = op.header.seq;
            match (self.find(&log, seq, op.id), at) {
                (Some(number), _) => at = Some(number),
                (None, Some(number)) if self.len_of(number) == seq => {
                    return Ok(Seat::End(number, seq));
                }
                (None, _) => return Ok(Seat::Fork(at, seq)),
            }
        }
        Ok(Seat::Known)
    }

    fn room_for(&self, run: &VerifiedRun, log: &LogId) -> Result<(), Misplaced> {
        let more = run.ops().len();
        let by_author = self
            .numbers_of(log)
            .filter_map(|number| self.logs.get(number))
            .map(|log| log.held.len())
            .fold(0, usize::saturating_add);
        let full = self.held.saturating_add(more) > HELD_OPS_MAX
            || by_author.saturating_add(more) > HELD_OPS_AUTHOR_MAX;
        if full {
            Err(Misplaced::WaitingRoomFull)
        } else {
            Ok(())
        }
    }

    /// Whether something held waits for an operation of this log that is not: beyond
    /// [`BRANCHES_MAX`] branches are kept where others stand on them.
    fn is_awaited(&self, log: &LogId) -> bool {
        self.waiting
            .iter()
            .filter(|((of, _), _)| of == log)
            .flat_map(|(_, numbers)| numbers)
            .filter_map(|number| self.logs.get(*number)?.held.front())
            .flat_map(|op| &op.header.deps)
            .any(|dep| dep.log == *log && self.find(log, dep.seq, dep.id).is_none())
    }

    /// Takes the new operations of a run, and returns every operation whose past is now whole, in
    /// causal order: they may be of other logs that waited.
    ///
    /// # Errors
    ///
    /// [`Misplaced`] as [`Graph::novelty`]; nothing is taken then.
    pub fn insert(&mut self, run: VerifiedRun) -> Result<Vec<Placed>, Misplaced> {
        let seat = self.free_seat(&run)?;
        let Some(id) = run.log() else {
            return Ok(Vec::new());
        };
        let (number, from) = match seat {
            Seat::Known => return Ok(Vec::new()),
            Seat::End(number, from) => (number, from),
            Seat::Fork(parent, from) => (self.begin(id, parent, from, &run), from),
        };
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

    /// A new trunk, or a new branch of a log that has one.
    fn begin(
        &mut self,
        id: LogId,
        parent: Option<LogNumber>,
        start: u64,
        run: &VerifiedRun,
    ) -> LogNumber {
        let number = self.logs.len();
        let mut log = Log::default();
        match self.numbers.entry(id) {
            MapEntry::Vacant(trunk) => {
                trunk.insert(number);
            }
            MapEntry::Occupied(_) => {
                let first = run.ops().iter().find(|op| op.header.seq == start);
                log.base = first.map(|op| {
                    Box::new(Base {
                        parent,
                        start,
                        first: op.id,
                        stood_on: false,
                    })
                });
                self.branches.entry(id).or_default().push(number);
            }
        }
        self.logs.push(log);
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
            if let Some(missing) = self.missing(&op, number) {
                let waiting = self.waiting.entry(missing).or_default();
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

    /// What an operation at the head of a branch waits for.
    fn missing(&self, op: &VerifiedOp, number: LogNumber) -> Option<(LogId, u64)> {
        let before = op.header.seq.checked_sub(1);
        if let Some(seq) = before
            && self.entry_on(number, seq).is_none()
        {
            return Some((op.header.log, seq));
        }
        let dep = op
            .header
            .deps
            .iter()
            .find(|dep| self.entry(dep).is_none())?;
        Some((dep.log, dep.seq))
    }

    fn place(&mut self, op: VerifiedOp, number: LogNumber) -> Placed {
        let log = op.header.log;
        let before = op.header.seq.checked_sub(1);
        let before = before.and_then(|seq| self.entry_on(number, seq));
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
        if !self.branches.is_empty() {
            for dep in op
                .header
                .deps
                .iter()
                .filter(|dep| dep.log.author != log.author)
            {
                self.stand_on(dep);
            }
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
        let number = self.find(&op.log, op.seq, op.id)?;
        self.logs.get(number)?.own_entry_at(op.seq)
    }

    /// How many operations of a log's trunk are held, waiting ones included.
    #[must_use]
    pub fn len(&self, log: &LogId) -> u64 {
        self.log(log).map_or(0, Log::len)
    }

    /// The id at a place of a log's trunk.
    #[must_use]
    pub fn id_at(&self, log: &LogId, seq: u64) -> Option<OpId> {
        self.log(log)?.own_id_at(seq)
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

    /// The last admitted operation of a log's trunk.
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

    /// The longest chain of predecessors of an admitted operation.
    #[must_use]
    pub fn depth_of(&self, op: &OpRef) -> Option<u32> {
        self.entry(op).map(|entry| entry.depth)
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
            .flat_map(|id| self.numbers_of(&id).collect::<Vec<_>>())
            .filter_map(|number| self.logs.get(number))
            .map(|log| log.held.len())
            .fold(0, usize::saturating_add)
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
                Control::Renew(renew) => {
                    renew.card.device != log.author || renew.card.bound.is_some()
                }
                _ => false,
            };
            if void { nothing } else { control }
        }
        _ => nothing,
    }
}
