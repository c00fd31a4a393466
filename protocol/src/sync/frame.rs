//! Frames: what two devices say to each other. Parsed here, judged in `session`.

use minicbor::{Decode, Encode};

use crate::canonical::{DecodeFault, coded_by_number, decode, encode};
use crate::graph::Parts;
use crate::id::{DeviceId, EpochId, OpId, SpaceId};
use crate::limits::FRAME_BYTES_MAX;
use crate::op::{Lane, LogId, PlacedSlot};

/// Why a session ends in order.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum ByeReason {
    /// The node stops.
    Leaving,
    /// The peer shares no space with this device.
    NotMember,
    /// The invitation was used before.
    InvitationUsed,
    /// The invitation was revoked.
    InvitationEnded,
    /// Another version of the protocol.
    Version,
    /// Another network.
    OtherNetwork,
    /// There is another session with the same device.
    Duplicate,
    /// The peer broke the protocol.
    Misbehaved,
}
coded_by_number!(
    ByeReason,
    Leaving = 0,
    NotMember = 1,
    InvitationUsed = 2,
    InvitationEnded = 3,
    Version = 4,
    OtherNetwork = 5,
    Duplicate = 6,
    Misbehaved = 7,
);

/// One line of a list of roots.
#[derive(Clone, Debug, Eq, PartialEq, Encode, Decode)]
#[cbor(array)]
pub struct RootLine {
    /// The space.
    #[n(0)]
    pub space: SpaceId,
    /// Whether content is offered, too.
    #[n(1)]
    pub content: bool,
    /// BLAKE3 over the logs.
    #[cbor(n(2), with = "crate::canonical::fixed")]
    pub root: [u8; 32],
    /// The same over parts of the logs, by author.
    #[n(3)]
    pub parts: Parts,
}

/// One line of a frontier.
#[derive(Clone, Debug, Eq, PartialEq, Encode, Decode)]
#[cbor(array)]
pub struct FrontierLine {
    /// The author.
    #[n(0)]
    pub author: DeviceId,
    /// Control or content.
    #[n(1)]
    pub lane: Lane,
    /// How many operations are held.
    #[n(2)]
    pub length: u64,
    /// The last of them.
    #[n(3)]
    pub head: OpId,
}

/// One line of a receipt.
#[derive(Clone, Debug, Eq, PartialEq, Encode, Decode)]
#[cbor(array)]
pub struct HaveLine {
    /// The log.
    #[n(0)]
    pub log: LogId,
    /// How many operations are durable.
    #[n(1)]
    pub length: u64,
}

/// One line of a want.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Encode, Decode)]
#[cbor(array)]
pub struct WantLine {
    /// The operation.
    #[n(0)]
    pub op: OpId,
    /// All slots from this place on; absent: those that the speaker can open.
    #[n(1)]
    pub from: Option<u32>,
}

/// A frame.
#[derive(Clone, Debug, Eq, PartialEq, Encode, Decode)]
pub enum Frame {
    /// Opens a session.
    #[n(0)]
    Hello {
        /// Protocol version.
        #[n(0)]
        version: u8,
        /// First 8 bytes of the network's space id.
        #[cbor(n(1), with = "crate::canonical::fixed")]
        tag: [u8; 8],
        /// Fresh.
        #[cbor(n(2), with = "crate::canonical::fixed")]
        nonce: [u8; 32],
    },
    /// Proves who speaks.
    #[n(1)]
    Proof {
        /// The key is an invitation's.
        #[n(0)]
        invitation: bool,
        /// The key.
        #[n(1)]
        id: DeviceId,
        /// Over network tag, both transport keys, both nonces. Absent from a locked device, which
        /// the transport key alone vouches for.
        #[cbor(n(2), with = "minicbor::bytes")]
        signature: Option<Vec<u8>>,
    },
    /// One hash over everything both may hold.
    #[n(2)]
    Total {
        /// BLAKE3 over the lines that [`Frame::Roots`] would have.
        #[cbor(n(0), with = "crate::canonical::fixed")]
        root: [u8; 32],
        /// The same over parts of the lines, by space.
        #[n(1)]
        parts: Parts,
    },
    /// A hash for each space of the parts in which two totals differ.
    #[n(3)]
    Roots {
        /// The lines.
        #[n(0)]
        lines: Vec<RootLine>,
        /// No more follow.
        #[n(1)]
        last: bool,
    },
    /// What is held of one space, in the parts in which two of its roots differ.
    #[n(4)]
    Frontier {
        /// The space.
        #[n(0)]
        space: SpaceId,
        /// The lines.
        #[n(1)]
        lines: Vec<FrontierLine>,
        /// No more follow for this space.
        #[n(2)]
        last: bool,
    },
    /// Slots of an operation: those that the peer can open, before the run that brings it or
    /// later; or those that it asked for.
    #[n(5)]
    Slots {
        /// The operation.
        #[n(0)]
        op: OpId,
        /// The slots, each with its proof.
        #[n(1)]
        slots: Vec<PlacedSlot>,
        /// No more that were asked for are held here.
        #[n(2)]
        last: bool,
    },
    /// A run.
    #[n(6)]
    Run {
        /// Run form.
        #[cbor(n(0), with = "minicbor::bytes")]
        run: Vec<u8>,
    },
    /// What is durable at the sender of the frame.
    #[n(7)]
    Have {
        /// The lines.
        #[n(0)]
        lines: Vec<HaveLine>,
    },
    /// The session is alive.
    #[n(8)]
    Ping,
    /// The session ends.
    #[n(9)]
    Bye {
        /// Why.
        #[n(0)]
        reason: ByeReason,
    },
    /// Asks for slots.
    #[n(10)]
    Want {
        /// The lines.
        #[n(0)]
        lines: Vec<WantLine>,
    },
    /// Where the sender is in a document.
    #[n(11)]
    Presence {
        /// The document's space.
        #[n(0)]
        space: SpaceId,
        /// The epoch that it is sealed under.
        #[n(1)]
        epoch: EpochId,
        /// What [`super::Presence::seal`] made.
        #[cbor(n(2), with = "minicbor::bytes")]
        sealed: Vec<u8>,
    },
}

impl Frame {
    /// Canonical bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        encode(self)
    }

    /// Reads a frame.
    ///
    /// # Errors
    ///
    /// [`DecodeFault`] for anything that [`Frame::encode`] would not have written.
    pub fn decode(bytes: &[u8]) -> Result<Self, DecodeFault> {
        decode(bytes, FRAME_BYTES_MAX)
    }
}
