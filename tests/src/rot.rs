//! A small real profile and what rot does to it: what is kept, what is shown, what a peer gives
//! back.

mod sample;
mod sight;
mod trial;
mod wound;

pub use sample::{PASSPHRASE, Peer, Sample, now, open, open_folder, talk, tick};
pub(crate) use sample::{ask, enter, entropy, reply};
pub use sight::Sight;
pub use trial::{Outcome, Tally, try_one, try_running};
pub use wound::{Kind, Wound};
