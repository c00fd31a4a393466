//! Carries an asamblea device: its store, its network, its client API.

pub mod store;
