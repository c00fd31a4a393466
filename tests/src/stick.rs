//! A real bundle, what somebody makes of it before it is read, and what came of that.

mod damage;
mod sample;
mod trial;

pub use damage::Damage;
pub use sample::Stick;
pub use trial::{Outcome, Tally, try_one};
