//! Carries one device of an asamblea network: the store, the libp2p network, the loop that ties
//! them together, the control socket, and the client API that interfaces call.
//!
//! It never knows the screen. Its interface is [`client::Client`] with the types of [`api`].

pub mod api;
pub mod client;
mod control;
mod destroy;
pub mod engine;
pub mod limits;
pub mod network;
mod node;
mod practice;
mod process;
mod scrub;
mod start;
pub mod store;
