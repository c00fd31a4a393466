//! A random source that starts from 32 bytes: the node seeds it from the operating system, the
//! simulator from a seed.

use std::convert::Infallible;

use rand_core::{TryCryptoRng, TryRng};

use super::Domain;

/// BLAKE3 in extendable-output mode over a seed.
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
