//! Causal pasts: for each operation the set of control operations before it.
//!
//! Control operations are numbered in the order in which this replica admitted them; the numbers
//! are local, the sets are not. Content shares a few sets among many operations, so sets are
//! stored once and named by a number.

use std::collections::HashMap;

/// Names a stored set.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct PastId(u32);

/// The number of a control operation in this replica.
pub type ControlIndex = usize;

/// All sets in use.
#[derive(Clone, Debug)]
pub struct PastTable {
    sets: Vec<Box<[u64]>>,
    names: HashMap<Box<[u64]>, PastId>,
    unions: HashMap<(PastId, PastId), PastId>,
}

impl Default for PastTable {
    fn default() -> Self {
        let mut table = Self {
            sets: Vec::new(),
            names: HashMap::new(),
            unions: HashMap::new(),
        };
        table.intern(Vec::new());
        table
    }
}

impl PastTable {
    /// The empty set.
    pub const EMPTY: PastId = PastId(0);

    fn intern(&mut self, mut set: Vec<u64>) -> PastId {
        while set.last() == Some(&0) {
            set.pop();
        }
        let set = set.into_boxed_slice();
        if let Some(id) = self.names.get(&set) {
            return *id;
        }
        let id = PastId(u32::try_from(self.sets.len()).unwrap_or(u32::MAX));
        self.sets.push(set.clone());
        self.names.insert(set, id);
        id
    }

    fn words(&self, id: PastId) -> &[u64] {
        self.sets
            .get(usize::try_from(id.0).unwrap_or(usize::MAX))
            .map_or(&[], |set| set)
    }

    /// The set with one more member.
    pub fn with(&mut self, id: PastId, index: ControlIndex) -> PastId {
        let (word, bit) = (index / 64, index % 64);
        let mut set = self.words(id).to_vec();
        if set.len() <= word {
            set.resize(word.saturating_add(1), 0);
        }
        if let Some(slot) = set.get_mut(word) {
            *slot |= 1 << bit;
        }
        self.intern(set)
    }

    /// The first so many control operations.
    pub fn first(&mut self, count: usize) -> PastId {
        let mut set = vec![u64::MAX; count / 64];
        set.push((1_u64 << (count % 64)).wrapping_sub(1));
        self.intern(set)
    }

    /// Everything in either set.
    pub fn union(&mut self, a: PastId, b: PastId) -> PastId {
        let (a, b) = (a.min(b), a.max(b));
        if a == b || a == Self::EMPTY {
            return b;
        }
        if let Some(known) = self.unions.get(&(a, b)) {
            return *known;
        }
        let (short, long) = if self.words(a).len() <= self.words(b).len() {
            (a, b)
        } else {
            (b, a)
        };
        let mut set = self.words(long).to_vec();
        for (to, from) in set.iter_mut().zip(self.words(short)) {
            *to |= from;
        }
        let joined = self.intern(set);
        self.unions.insert((a, b), joined);
        joined
    }

    /// Whether the set has this member.
    #[must_use]
    pub fn contains(&self, id: PastId, index: ControlIndex) -> bool {
        self.words(id)
            .get(index / 64)
            .is_some_and(|word| word & (1 << (index % 64)) != 0)
    }

    /// How many members the set has.
    #[must_use]
    pub fn len(&self, id: PastId) -> usize {
        self.words(id)
            .iter()
            .map(|word| usize::try_from(word.count_ones()).unwrap_or(0))
            .fold(0, usize::saturating_add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_are_sets() {
        let mut table = PastTable::default();
        let a = table.with(PastTable::EMPTY, 3);
        let b = table.with(PastTable::EMPTY, 200);
        let both = table.union(a, b);
        assert_eq!(both, table.union(b, a));
        let again = table.with(b, 3);
        assert_eq!(both, again, "one set has one name");
        assert!(table.contains(both, 3) && table.contains(both, 200));
        assert!(!table.contains(both, 4) && !table.contains(a, 200) && !table.contains(a, 9_999));
        assert_eq!((table.len(both), table.len(PastTable::EMPTY)), (2, 0));
        assert_eq!(table.first(0), PastTable::EMPTY);
        for count in [1, 63, 64, 65, 128] {
            let adding = (0..count).fold(PastTable::EMPTY, |set, at| table.with(set, at));
            assert_eq!(table.first(count), adding);
        }
    }
}
