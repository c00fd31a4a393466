//! Branches of a log: a tree where its device signed two operations at one place.

use super::{Entry, Graph, LogNumber, Seat};
use crate::id::OpId;
use crate::op::{LogId, OpRef, VerifiedRun};

/// Names a branch of a log.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Branch {
    /// The log.
    pub log: LogId,
    /// The first operation that it does not share with the branch it forks off; absent from the
    /// trunk.
    pub first: Option<OpId>,
}

impl Branch {
    /// The trunk of a log.
    #[must_use]
    pub const fn trunk(log: LogId) -> Self {
        Self { log, first: None }
    }
}

/// Where a branch forks off.
#[derive(Clone, Copy, Debug)]
pub(super) struct Base {
    /// The branch that holds the last operation they share; none where nothing is shared.
    pub(super) parent: Option<LogNumber>,
    /// The first place that is not shared.
    pub(super) start: u64,
    /// The operation there.
    pub(super) first: OpId,
    /// Another device refers to what it brought.
    pub(super) stood_on: bool,
}

impl Graph {
    /// The trunk of a log, then its branches in the order in which they came.
    pub(super) fn numbers_of<'a>(
        &'a self,
        log: &LogId,
    ) -> impl Iterator<Item = LogNumber> + use<'a> {
        let others = if self.branches.is_empty() {
            None
        } else {
            self.branches.get(log)
        };
        let trunk = self.numbers.get(log);
        trunk
            .into_iter()
            .chain(others.into_iter().flatten())
            .copied()
    }

    /// How many branches of a log are held.
    #[must_use]
    pub fn branch_count(&self, log: &LogId) -> usize {
        self.numbers_of(log).count()
    }

    pub(super) fn len_of(&self, number: LogNumber) -> u64 {
        self.logs.get(number).map_or(0, super::Log::len)
    }

    /// The length of the longest branch of a log.
    pub(super) fn longest(&self, log: &LogId) -> u64 {
        let lengths = self.numbers_of(log).map(|number| self.len_of(number));
        lengths.max().unwrap_or(0)
    }

    /// The branch that brought this operation.
    pub(super) fn find(&self, log: &LogId, seq: u64, id: OpId) -> Option<LogNumber> {
        self.numbers_of(log).find(|number| {
            let held = self.logs.get(*number).and_then(|log| log.own_id_at(seq));
            held == Some(id)
        })
    }

    fn number_of(&self, branch: &Branch) -> Option<LogNumber> {
        match branch.first {
            None => self.numbers.get(&branch.log).copied(),
            Some(first) => {
                let mut others = self.branches.get(&branch.log)?.iter().copied();
                others.find(|number| self.base_of(*number).is_some_and(|b| b.first == first))
            }
        }
    }

    fn base_of(&self, number: LogNumber) -> Option<&Base> {
        self.logs.get(number)?.base.as_deref()
    }

    fn name_of(&self, log: &LogId, number: LogNumber) -> Branch {
        Branch {
            log: *log,
            first: self.base_of(number).map(|base| base.first),
        }
    }

    /// From a branch down to the one that brought the operation at a place.
    fn down_to(&self, mut number: LogNumber, seq: u64) -> Option<LogNumber> {
        // A branch is younger than what it forks off, so this ends.
        while let Some(base) = self.base_of(number) {
            if seq >= base.start {
                break;
            }
            number = base.parent?;
        }
        Some(number)
    }

    pub(super) fn entry_on(&self, number: LogNumber, seq: u64) -> Option<Entry> {
        self.logs.get(self.down_to(number, seq)?)?.own_entry_at(seq)
    }

    /// The branches of a log, the trunk first; none of a log that is not here.
    pub fn branches_of<'a>(&'a self, log: &LogId) -> impl Iterator<Item = Branch> + use<'a> {
        let log = *log;
        self.numbers_of(&log)
            .map(move |number| self.name_of(&log, number))
    }

    /// Logs with more than one branch.
    pub fn forked(&self) -> impl Iterator<Item = LogId> + '_ {
        self.branches.keys().copied()
    }

    /// Whether a log has more than one branch.
    #[must_use]
    pub fn is_forked(&self, log: &LogId) -> bool {
        self.branches.contains_key(log)
    }

    /// The first place of a log at which its device signed two operations.
    #[must_use]
    pub fn fork_point(&self, log: &LogId) -> Option<u64> {
        let others = self.branches.get(log)?.iter();
        others
            .filter_map(|number| Some(self.base_of(*number)?.start))
            .min()
    }

    /// How many operations of all branches of a log are held.
    #[must_use]
    pub fn op_count(&self, log: &LogId) -> u64 {
        self.numbers_of(log)
            .filter_map(|number| self.logs.get(number))
            .map(|log| log.len().saturating_sub(log.start()))
            .fold(0, u64::saturating_add)
    }

    /// The first place of a branch that it shares with none before it.
    #[must_use]
    pub fn start_of(&self, branch: &Branch) -> u64 {
        let number = self.number_of(branch);
        let base = number.and_then(|number| self.base_of(number));
        base.map_or(0, |base| base.start)
    }

    /// Notes that an operation of another device refers to one of this log, and so stands on its
    /// branch and on all that it forks off.
    pub(super) fn stand_on(&mut self, op: &OpRef) {
        let mut at = self.find(&op.log, op.seq, op.id);
        while let Some(base) = at
            .and_then(|number| self.logs.get_mut(number))
            .and_then(|log| log.base.as_mut())
        {
            base.stood_on = true;
            at = base.parent;
        }
    }

    /// Whether others hold a branch dear: it is the trunk, or another device refers to it.
    #[must_use]
    pub fn is_stood_on(&self, branch: &Branch) -> bool {
        let number = self.number_of(branch);
        let base = number.and_then(|number| self.base_of(number));
        base.is_none_or(|base| base.stood_on)
    }

    /// How many operations of a branch are held, with those that it shares.
    #[must_use]
    pub fn branch_len(&self, branch: &Branch) -> u64 {
        self.number_of(branch)
            .map_or(0, |number| self.len_of(number))
    }

    /// The id at a place of a branch.
    #[must_use]
    pub fn id_on(&self, branch: &Branch, seq: u64) -> Option<OpId> {
        let number = self.down_to(self.number_of(branch)?, seq)?;
        self.logs.get(number)?.own_id_at(seq)
    }

    /// The longest chain of predecessors of the operation at a place of a branch; `None` while it
    /// waits.
    #[must_use]
    pub fn depth_on(&self, branch: &Branch, seq: u64) -> Option<u32> {
        Some(self.entry_on(self.number_of(branch)?, seq)?.depth)
    }

    /// The branch that brought an operation.
    #[must_use]
    pub fn branch_of(&self, log: &LogId, seq: u64, id: OpId) -> Option<Branch> {
        let number = self.find(log, seq, id)?;
        Some(self.name_of(log, number))
    }

    /// What a branch shares: each branch below it, and how many of its operations.
    #[must_use]
    pub fn shared_by(&self, branch: &Branch) -> Vec<(Branch, u64)> {
        let mut shared = Vec::new();
        let mut at = self.number_of(branch);
        while let Some(base) = at.and_then(|number| self.base_of(number)) {
            if let Some(parent) = base.parent {
                shared.push((self.name_of(&branch.log, parent), base.start));
            }
            at = base.parent;
        }
        shared
    }

    /// The branch that a run lies in, or would: it is named by what it brings.
    #[must_use]
    pub fn branch_of_run(&self, run: &VerifiedRun) -> Option<Branch> {
        let log = run.log()?;
        let number = match self.seat(run).ok()? {
            Seat::End(number, _) => number,
            Seat::Known => {
                let last = run.ops().last()?;
                self.find(&log, last.header.seq, last.id)?
            }
            Seat::Fork(_, from) => {
                let mut ops = run.ops().iter();
                let first = ops.find(|op| op.header.seq == from).map(|op| op.id);
                let first = first.filter(|_| self.numbers.contains_key(&log));
                return Some(Branch { log, first });
            }
        };
        Some(self.name_of(&log, number))
    }

    /// Whether an operation stands on the chain that ends with `last` at the place before `length`.
    #[must_use]
    pub fn leads_to(&self, op: &OpRef, length: u64, last: OpId) -> bool {
        let Some(end) = length.checked_sub(1).filter(|end| op.seq <= *end) else {
            return false;
        };
        let at = self.find(&op.log, end, last);
        let at = at.and_then(|number| self.down_to(number, op.seq));
        at.and_then(|number| self.logs.get(number)?.own_id_at(op.seq)) == Some(op.id)
    }

    /// The last admitted operation of each branch of a log.
    #[must_use]
    pub fn admitted_heads(&self, log: &LogId) -> Vec<OpRef> {
        let head = |number| {
            let branch: &super::Log = self.logs.get(number)?;
            let own = u64::try_from(branch.admitted.len()).ok()?.checked_sub(1)?;
            Some(OpRef {
                log: *log,
                seq: branch.start().saturating_add(own),
                id: branch.admitted.last()?.id,
            })
        };
        self.numbers_of(log).filter_map(head).collect()
    }
}
