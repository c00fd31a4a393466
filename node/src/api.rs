//! The client API: what interfaces and commands may ask of a node, and what it tells them.
//!
//! The same types travel inside the process and, as one JSON object a line, over the control
//! socket. Replies carry the JSON shapes of the command line, so that a command prints what it
//! got. Ids are full lower-case hex here; requests take any unambiguous prefix, or a name where
//! [`Who`] says so. Nothing here knows a screen, a cipher or a socket.

mod agenda;
mod alert;
mod assessment;
mod attachment;
mod chain;
mod date;
mod day;
mod document;
mod error;
mod event;
mod letters;
mod meeting;
mod passphrase;
mod pending;
mod plan;
mod proposal;
mod readers;
mod recovery;
mod reply;
mod request;
mod subject;
mod task;

pub use agenda::*;
pub use alert::{ALERT_CODES, AlertRow};
pub use assessment::*;
pub use attachment::*;
pub use chain::{Chain, LinkRow};
pub use date::DateRow;
pub use day::{end_of_day_ms, whole_day};
pub use document::*;
pub use error::{ApiError, ErrorKind};
pub use event::{Event, PeerState};
pub use letters::plain_letter;
pub use meeting::*;
pub use passphrase::Passphrase;
pub use pending::{ActRow, OrgWords, PendingRow};
pub use plan::*;
pub use proposal::*;
pub use readers::{ReaderRow, ReaderStep};
pub use recovery::*;
pub use reply::*;
pub use request::*;
pub use subject::SUBJECTS;
pub use task::*;
