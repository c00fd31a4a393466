//! How far the reading of a profile is: written by whoever reads, looked at by whoever shows it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

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

/// A counter that reader and shower hold together. Cheap to clone: all clones count as one.
#[derive(Clone, Debug, Default)]
pub struct Progress(Arc<Mutex<Option<Under>>>);

/// What is under way.
#[derive(Debug)]
struct Under {
    phase: Phase,
    done: u64,
    all: u64,
}

impl Progress {
    /// A phase of so many steps begins.
    pub(crate) fn begin(&self, phase: Phase, all: u64) {
        *self.under() = Some(Under {
            phase,
            done: 0,
            all,
        });
    }

    /// So many steps more are done.
    pub(crate) fn add(&self, steps: u64) {
        if let Some(under) = &mut *self.under() {
            under.done = under.done.saturating_add(steps);
        }
    }

    /// Nothing is under way any more.
    pub(crate) fn end(&self) {
        *self.under() = None;
    }

    /// The phase under way, and how much of it is done in percent, 100 at most.
    #[must_use]
    pub fn told(&self) -> Option<(Phase, u8)> {
        let under = self.under();
        let Under { phase, done, all } = under.as_ref()?;
        let all = (*all).max(1);
        let percent = u128::from((*done).min(all)) * 100 / u128::from(all);
        Some((*phase, u8::try_from(percent).unwrap_or(100)))
    }

    fn under(&self) -> MutexGuard<'_, Option<Under>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
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
    fn a_phase_of_nothing_is_no_division() {
        let progress = Progress::default();
        progress.begin(Phase::Reading, 0);
        assert_eq!(progress.told(), Some((Phase::Reading, 0)));
    }
}
