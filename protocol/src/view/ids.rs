//! A growing set of operation ids, kept as sorted rows: a third of the memory of a tree, and adding
//! costs no search.

use crate::id::OpId;

/// New ids wait up to this many before they are sorted in; with more in the set, up to an eighth.
const FRESH_MIN: usize = 1024;

/// Ids, each once.
#[derive(Debug, Default)]
pub(super) struct Ids {
    sorted: Vec<OpId>,
    fresh: Vec<OpId>,
}

impl Ids {
    pub(super) fn insert(&mut self, id: OpId) {
        self.fresh.push(id);
        if self.fresh.len() >= FRESH_MIN.max(self.sorted.len() / 8) {
            self.sorted.append(&mut self.fresh);
            self.sorted.sort();
            self.sorted.dedup();
        }
    }

    /// All of them, ascending.
    pub(super) fn ascending(&self) -> Vec<OpId> {
        let mut all = Vec::with_capacity(self.sorted.len().saturating_add(self.fresh.len()));
        all.extend_from_slice(&self.sorted);
        all.extend_from_slice(&self.fresh);
        // Two rows, one of them sorted: the stable sort merges.
        all.sort();
        all.dedup();
        all
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::crypto::{Domain, hash};

    #[test]
    fn ids_come_once_each_and_ascending() {
        let (mut ids, mut want) = (Ids::default(), BTreeSet::new());
        assert!(ids.ascending().is_empty());
        for number in 0..10_000_u32 {
            // A third comes twice.
            let number = if number % 3 == 0 { number / 2 } else { number };
            let id = OpId::from(hash(Domain::Test, &[&number.to_be_bytes()]));
            ids.insert(id);
            want.insert(id);
        }
        assert!(ids.ascending().iter().eq(want.iter()));
    }
}
