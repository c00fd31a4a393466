//! A journal whose keys are gone from memory: it takes and gives nothing until it is opened anew.

use asamblea_protocol::crypto::KeyMaterial;

use super::cache::Cache;
use super::{Journal, StoreError};

impl Journal {
    /// Drops the keys and all that they opened. What is staged and not committed is void.
    pub fn shut(&mut self) {
        self.is_shut = true;
        self.key = KeyMaterial::from_bytes([0; 32]);
        self.heads.shut();
        self.tail = None;
        self.pending = Vec::new();
        self.cache = Cache::default();
    }

    /// Whether the keys are gone.
    #[must_use]
    pub const fn is_shut(&self) -> bool {
        self.is_shut
    }

    pub(super) const fn check_open(&self) -> Result<(), StoreError> {
        if self.is_shut {
            return Err(StoreError::Shut);
        }
        Ok(())
    }
}
