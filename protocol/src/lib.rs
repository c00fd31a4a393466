//! What every device of an asamblea network must agree on, byte for byte.
//!
//! Pure: bytes, time and randomness come in as arguments; bytes and events go out. No clock, no
//! socket, no file, no thread, no async. The byte formats are in `docs/wire.md`, the words in
//! `docs/glossary.md`.

#![deny(clippy::indexing_slicing)]
#![cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]

pub mod backup;
pub mod bundle;
pub mod canonical;
pub mod content;
pub mod crypto;
pub mod document;
pub mod graph;
pub mod id;
pub mod invitation;
pub mod keys;
pub mod limits;
pub mod membership;
pub mod op;
pub mod past;
pub mod recovery;
pub mod replica;
pub mod sync;
pub mod time;
pub mod view;
pub mod words;

#[cfg(test)]
mod tests;

/// Whether a mistake is planted in a replica: never, but in the simulator.
#[cfg(feature = "planted")]
#[macro_export]
macro_rules! is_planted {
    ($replica:expr, $plant:ident) => {
        $replica.planted() == Some($crate::replica::Plant::$plant)
    };
}

/// Whether a mistake is planted in a replica: never.
#[cfg(not(feature = "planted"))]
#[macro_export]
macro_rules! is_planted {
    ($replica:expr, $plant:ident) => {{
        let _unplanted = &$replica;
        false
    }};
}
