//! A value that several may set: whoever sets it names the values that she knew and stands over.
//!
//! What no other value stands over is there. Of two that were set without knowing of each other
//! both are there, on every device alike, until somebody who knows both sets a third: no clock and
//! no order of arrival picks one.

use std::collections::{BTreeMap, BTreeSet};

use crate::id::OpId;

/// One such value.
#[derive(Clone, Debug)]
pub struct Register<T> {
    heads: BTreeMap<OpId, T>,
    over: BTreeSet<OpId>,
}

impl<T> Default for Register<T> {
    fn default() -> Self {
        Self {
            heads: BTreeMap::new(),
            over: BTreeSet::new(),
        }
    }
}

impl<T: PartialEq> Register<T> {
    pub(super) fn take(&mut self, id: OpId, over: impl IntoIterator<Item = OpId>, value: T) {
        for earlier in over.into_iter().filter(|earlier| *earlier != id) {
            self.heads.remove(&earlier);
            self.over.insert(earlier);
        }
        if !self.over.contains(&id) {
            self.heads.insert(id, value);
        }
    }

    /// The value, where there is one: all that were set at once say the same.
    #[must_use]
    pub fn value(&self) -> Option<&T> {
        let mut heads = self.heads.values();
        let first = heads.next()?;
        heads.all(|other| other == first).then_some(first)
    }

    /// Whether several values were set at once, and nobody chose.
    #[must_use]
    pub fn is_split(&self) -> bool {
        !self.heads.is_empty() && self.value().is_none()
    }

    /// Every value that is there, by its operation.
    pub fn heads(&self) -> impl Iterator<Item = (&OpId, &T)> {
        self.heads.iter()
    }

    /// How many values were set before what stands: grows with each change.
    #[must_use]
    pub fn changes(&self) -> u32 {
        u32::try_from(self.over.len()).unwrap_or(u32::MAX)
    }

    /// What the next value is to stand over.
    #[must_use]
    pub fn over(&self) -> Vec<OpId> {
        let heads = self.heads.keys().copied();
        heads.take(crate::content::OVER_MAX).collect()
    }
}
