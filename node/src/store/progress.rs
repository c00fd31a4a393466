//! How far the reading of a profile is: written by whoever reads, looked at by whoever shows it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};

/// What is being done.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Phase {
    /// The journal is read and checked.
    Reading,
    /// The index is filled from the journal: it was gone, or behind.
    Indexing,
    /// What was read is opened and put in order.
    Sorting,
}

const PHASES: [Phase; 3] = [Phase::Reading, Phase::Indexing, Phase::Sorting];
/// Stands for no phase.
const NONE: u8 = u8::MAX;

/// A counter that reader and shower hold together. Cheap to clone: all clones count as one.
#[derive(Clone, Debug, Default)]
pub struct Progress(Arc<Counts>);

#[derive(Debug)]
struct Counts {
    phase: AtomicU8,
    done: AtomicU64,
    all: AtomicU64,
}

impl Default for Counts {
    fn default() -> Self {
        Self {
            phase: AtomicU8::new(NONE),
            done: AtomicU64::new(0),
            all: AtomicU64::new(0),
        }
    }
}

// The parts are read one by one, so what is told may be of two moments: nothing is decided by it.
impl Progress {
    /// A phase of so many steps begins.
    pub(crate) fn begin(&self, phase: Phase, all: u64) {
        self.0.done.store(0, Ordering::Relaxed);
        self.0.all.store(all, Ordering::Relaxed);
        let at = PHASES.iter().position(|other| *other == phase);
        let at = at.and_then(|at| u8::try_from(at).ok()).unwrap_or(NONE);
        self.0.phase.store(at, Ordering::Relaxed);
    }

    /// So many steps more are done.
    pub(crate) fn add(&self, steps: u64) {
        self.0.done.fetch_add(steps, Ordering::Relaxed);
    }

    /// Nothing is under way any more.
    pub(crate) fn end(&self) {
        self.0.phase.store(NONE, Ordering::Relaxed);
    }

    /// The phase under way, and how much of it is done in percent, 100 at most.
    #[must_use]
    pub fn told(&self) -> Option<(Phase, u8)> {
        let phase = *PHASES.get(usize::from(self.0.phase.load(Ordering::Relaxed)))?;
        let all = self.0.all.load(Ordering::Relaxed).max(1);
        let done = self.0.done.load(Ordering::Relaxed).min(all);
        let percent = u128::from(done) * 100 / u128::from(all);
        Some((phase, u8::try_from(percent).unwrap_or(100)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_grows_with_the_steps_and_ends() {
        let progress = Progress::default();
        let shown = progress.clone();
        assert_eq!(shown.told(), None);
        progress.begin(Phase::Indexing, 3);
        assert_eq!(shown.told(), Some((Phase::Indexing, 0)));
        progress.add(2);
        assert_eq!(shown.told(), Some((Phase::Indexing, 66)));
        progress.add(5);
        assert_eq!(shown.told(), Some((Phase::Indexing, 100)));
        progress.begin(Phase::Sorting, u64::MAX);
        progress.add(u64::MAX / 2);
        assert_eq!(shown.told(), Some((Phase::Sorting, 49)));
        progress.end();
        assert_eq!(shown.told(), None);
    }

    #[test]
    fn a_stage_of_nothing_is_no_division() {
        let progress = Progress::default();
        progress.begin(Phase::Reading, 0);
        assert_eq!(progress.told(), Some((Phase::Reading, 0)));
    }
}
