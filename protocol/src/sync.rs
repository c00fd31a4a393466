//! Synchronization: one state machine without I/O, the same over a stream, in a bundle and in the
//! simulator. `docs/wire.md#sessions`.

mod fetch;
mod frame;
mod pace;
mod presence;
mod session;

pub use fetch::Fetch;
pub use frame::{ByeReason, Frame, FrontierLine, HaveLine, RootLine, WantLine};
pub use pace::{Amount, Pace, PaceLimits};
pub use presence::{Presence, PresenceFault, Shown};
pub use session::{Event, PeerMisbehaved, Session, Source, Start, Stretch, SyncEnd};
