//! What every device of an asamblea network must agree on, byte for byte.
//!
//! Pure: bytes, time and randomness come in as arguments; bytes and events go out. No clock, no
//! socket, no file, no thread, no async. The byte formats are in `docs/wire.md`, the words in
//! `docs/glossary.md`.

#![deny(clippy::indexing_slicing)]
#![cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]

pub mod content;
pub mod crypto;
pub mod document;
pub mod id;
pub mod invitation;
pub mod time;
pub mod view;
pub mod words;
