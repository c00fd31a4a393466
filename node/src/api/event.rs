//! What a node tells everyone who listens.

use serde::{Deserialize, Serialize};

use super::RemoteCursor;

/// Whether a peer came or went.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PeerState {
    /// Proven and in session.
    Connected,
    /// Gone.
    Closed,
}

/// Something happened. `asamblea node` prints the first six, one flushed line each.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Event {
    /// The node listens here; `address` ends in `/p2p/ID`.
    Listening {
        /// A multiaddr.
        address: String,
    },
    /// The node is up.
    Ready {},
    /// A peer came or went.
    Peer {
        /// Its device.
        device: String,
        /// Its organization, where known.
        org: Option<String>,
        /// Its multiaddr.
        address: String,
        /// `tcp`, `mdns`.
        via: String,
        /// Came or went.
        state: PeerState,
        /// Why it went.
        reason: Option<String>,
    },
    /// Both sides hold the same.
    Synced {
        /// The peer.
        device: String,
        /// Operations received since it connected.
        received: u64,
        /// Operations sent since it connected.
        sent: u64,
    },
    /// Something needs care.
    Alert {
        /// Kind of alert, as in [`super::AlertRow::code`].
        code: String,
        /// English sentence for logs; interfaces write their own from `code`.
        text: String,
    },
    /// The node ends.
    Stopping {},
    /// Something in a space changed: names, members, threads, documents or agendas.
    Changed {
        /// The space.
        space: String,
        /// The thread, document or agenda, where one changed.
        object: Option<String>,
    },
    /// Somebody else's edit reached a document, or a cursor moved: ask for an exchange.
    DocChanged {
        /// The document.
        id: String,
        /// Where others are now.
        cursors: Vec<RemoteCursor>,
    },
    /// A peer has much to give: told once in a thousand operations.
    Receiving {
        /// So many came from it since it connected.
        operations: u64,
    },
    /// The profile was locked: forget what is on the screen.
    Locked {},
    /// The profile was unlocked.
    Unlocked {},
}
