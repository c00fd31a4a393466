//! Keys of spaces: epochs, who can open them, which of them may be written under.
//!
//! Rule numbers are those of `docs/wire.md#keys`. `secret` holds key material, `epochs` what is
//! public about epochs, `judge` the rules over both membership and epochs.

mod epochs;
mod judge;
mod planted;
mod secret;

pub use epochs::{Asked, EpochInfo, Epochs, Forwarded};
#[cfg(test)]
pub(crate) use judge::NESTED_MAX;
pub use judge::{Judge, KeyState};
#[cfg(feature = "planted")]
pub use planted::KeyMistake;
pub(crate) use planted::key_planted;
pub use secret::{ContentFault, EpochKeys, HeldEpoch, Keyring, Way, mint, open_epoch};
