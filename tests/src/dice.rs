//! Chance from a seed: one seed, one sequence.

use asamblea_protocol::crypto::{CryptoRng, SeededRandom};
use rand_core::Rng;

/// A random source with the questions that a simulation asks.
pub struct Dice(SeededRandom);

impl Dice {
    /// The dice of a seed for one purpose; purposes do not disturb each other.
    #[must_use]
    pub fn new(seed: u64, purpose: u64) -> Self {
        let mut bytes = [0; 32];
        for (to, from) in bytes
            .iter_mut()
            .zip(seed.to_le_bytes().into_iter().chain(purpose.to_le_bytes()))
        {
            *to = from;
        }
        Self(SeededRandom::new(bytes))
    }

    /// A number under `bound`; 0 for a bound of 0.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.0.next_u64().checked_rem(bound).unwrap_or(0)
    }

    /// An index under `len`; 0 for an empty list.
    pub fn index(&mut self, len: usize) -> usize {
        self.below(len as u64) as usize
    }

    /// True in so many of a hundred cases.
    pub fn percent(&mut self, chance: u64) -> bool {
        self.below(100) < chance
    }

    /// One of a list.
    pub fn pick<T: Copy>(&mut self, all: &[T]) -> Option<T> {
        all.get(self.index(all.len())).copied()
    }

    /// A copy of one of a list.
    pub fn pick_one<T: Clone>(&mut self, all: &[T]) -> Option<T> {
        all.get(self.index(all.len())).cloned()
    }

    /// 32 random bytes.
    pub fn bytes(&mut self) -> [u8; 32] {
        let mut bytes = [0; 32];
        self.0.fill_bytes(&mut bytes);
        bytes
    }

    /// The source itself, for whoever draws on its own.
    pub fn source(&mut self) -> &mut dyn CryptoRng {
        &mut self.0
    }
}
