//! Random sources that start from 32 bytes: a node seeds its own from the operating system, the
//! simulator from a seed.

use std::convert::Infallible;

use rand_core::{TryCryptoRng, TryRng};
use zeroize::Zeroize;

use super::hash::{Domain, Hasher, KeyMaterial, derive};

/// BLAKE3 in extendable-output mode over a seed, for test vectors and simulated worlds.
///
/// Whoever reads its memory can repeat all that was ever drawn: a device draws from
/// [`ErasingRandom`].
pub struct SeededRandom(blake3::OutputReader);

impl SeededRandom {
    /// A source that repeats for the same seed.
    #[must_use]
    pub fn new(seed: [u8; 32]) -> Self {
        let mut hasher = blake3::Hasher::new_derive_key(Domain::Random.context());
        hasher.update(&seed);
        Self(hasher.finalize_xof())
    }
}

impl TryRng for SeededRandom {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.0.fill(&mut bytes);
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.0.fill(&mut bytes);
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        self.0.fill(bytes);
        Ok(())
    }
}

impl TryCryptoRng for SeededRandom {}

/// A source whose memory tells nothing of what it gave: each draw begins with the state that
/// takes the place of the one it was made from ("fast key erasure", Bernstein 2017).
///
/// The same seeds give the same draws.
pub struct ErasingRandom(KeyMaterial);

impl ErasingRandom {
    /// A source with this seed.
    #[must_use]
    pub fn new(seed: [u8; 32]) -> Self {
        let mut source = Self(KeyMaterial::from_bytes([0; 32]));
        source.stir(seed);
        source
    }

    /// Mixes another seed in: who knew the state knows nothing of what is drawn from here on.
    pub fn stir(&mut self, seed: [u8; 32]) {
        let seed = KeyMaterial::from_bytes(seed);
        self.0 = derive(Domain::Random, &self.0, &[seed.expose()]);
    }

    fn draw(&mut self, bytes: &mut [u8]) {
        let mut hasher = Hasher::keyed(Domain::Random, &self.0);
        let mut output = hasher.finish_long();
        let mut next = [0; 32];
        output.fill(&mut next);
        output.fill(bytes);
        self.0 = KeyMaterial::from_bytes(next);
        next.zeroize();
        output.zeroize();
        hasher.wipe();
    }
}

impl TryRng for ErasingRandom {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.draw(&mut bytes);
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.draw(&mut bytes);
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        self.draw(bytes);
        Ok(())
    }
}

impl TryCryptoRng for ErasingRandom {}

#[cfg(test)]
mod tests {
    use rand_core::Rng;

    use super::*;

    fn drawn(source: &mut ErasingRandom) -> [u8; 64] {
        let mut bytes = [0; 64];
        source.fill_bytes(&mut bytes);
        bytes
    }

    #[test]
    fn a_source_repeats_for_the_same_seeds_alone() {
        let (mut one, mut same) = (ErasingRandom::new([1; 32]), ErasingRandom::new([1; 32]));
        let mut other = ErasingRandom::new([2; 32]);
        let first = drawn(&mut one);
        assert_eq!(first, drawn(&mut same));
        assert_ne!(first, drawn(&mut other));
        let second = drawn(&mut one);
        assert_ne!(first, second);
        same.stir([3; 32]);
        assert_ne!(second, drawn(&mut same));
    }

    /// What lies in memory after a draw: all that can be computed from it is what comes next.
    #[test]
    fn a_state_is_no_part_of_what_was_drawn_and_gives_other_bytes() {
        let mut source = ErasingRandom::new([1; 32]);
        let before = *source.0.expose();
        let first = drawn(&mut source);
        let after = *source.0.expose();
        assert_ne!(before, after);
        assert!(first.windows(32).all(|part| part != after));
        // From the state as it is now neither the next states nor the next draws give it again.
        let mut later = ErasingRandom(KeyMaterial::from_bytes(after));
        for _ in 0..1_000 {
            assert_ne!(drawn(&mut later), first);
            assert_ne!(*later.0.expose(), before);
        }
        // From the state before, all of it follows: that one must not stay.
        let mut again = ErasingRandom(KeyMaterial::from_bytes(before));
        assert_eq!(drawn(&mut again), first);
    }

    #[test]
    fn a_long_draw_does_not_repeat_itself() {
        let mut source = ErasingRandom::new([1; 32]);
        let mut bytes = [0; 4_096];
        source.fill_bytes(&mut bytes);
        let mut pieces: Vec<&[u8]> = bytes.chunks(32).collect();
        pieces.sort_unstable();
        pieces.dedup();
        assert_eq!(pieces.len(), 128);
    }
}
