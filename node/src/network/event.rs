//! What the node asks of the network, and what the network tells the node.
//!
//! Owns the vocabulary between the two: numbers, frames and transport keys, no libp2p type and
//! nothing of what a frame says.

use std::fmt;
use std::io;

use super::address::AddressFault;
use super::key::TransportId;
use super::link::FrameSender;

/// Names one connection for as long as the network runs; numbers are not used twice.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct ConnectionNumber(pub(super) u64);

impl fmt::Display for ConnectionNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Names one dial. The caller chooses it, and gets it back with the outcome.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct DialNumber(pub u64);

/// How the two devices found each other.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Via {
    /// An address that someone gave.
    Tcp,
    /// An address found by multicast on the local network.
    Mdns,
}

/// What the node asks of the network.
#[derive(Debug)]
#[non_exhaustive]
pub enum NetworkCommand {
    /// Replaces the set of keys that may be connected. It starts empty. Connections of keys that
    /// left it are closed at once, with [`CloseReason::NotAllowed`].
    Allow(Vec<TransportId>),
    /// Connects to one device. Answered by exactly one [`NetworkEvent::Connected`] or
    /// [`NetworkEvent::DialFailed`] with the same number, unless the network ends before.
    Dial {
        /// Comes back with the answer.
        dial: DialNumber,
        /// At most [`DIAL_ADDRESSES_MAX`](crate::limits::DIAL_ADDRESSES_MAX) addresses of this
        /// one device, tried at the same time. More than one needs a known key. Those that the
        /// network cannot use are left out.
        addresses: Vec<String>,
        /// The key that must answer. A key in an address counts as well; the two must agree.
        expect: Option<TransportId>,
        /// Comes back with the connection.
        via: Via,
    },
    /// Closes a connection: what waits in its outbox still leaves, for at most
    /// [`DRAIN_TIME_MAX`](crate::limits::DRAIN_TIME_MAX). An unknown number is ignored.
    Close(ConnectionNumber),
    /// Turns multicast on the local networks on or off. It starts off. While it is on, this
    /// device's transport key and addresses are announced under libp2p's common name, and others
    /// are looked for.
    Mdns(bool),
    /// Listens on one more address, `/ip4/A/tcp/P` or `/ip6/A/tcp/P`; port 0 is any free one.
    Listen(String),
    /// Closes everything and ends the task; the events end then.
    Shutdown,
}

/// What the network tells the node.
///
/// Of one connection, [`NetworkEvent::Connected`] comes first, its frames in the order they were
/// sent, and [`NetworkEvent::Closed`] last.
#[derive(Debug)]
#[non_exhaustive]
pub enum NetworkEvent {
    /// Peers can connect at this address; it ends in `/p2p/` and our own key. One for each network
    /// interface when the address listened on was `0.0.0.0` or `::`.
    Listening {
        /// The address, complete.
        address: String,
    },
    /// Peers can no longer connect at this address.
    ListenStopped {
        /// The address as it was reported.
        address: String,
    },
    /// Listening could not start.
    ListenFailed {
        /// The address as it was given.
        address: String,
        /// Why.
        reason: ListenFault,
    },
    /// Multicast discovery is off from now on; everything else goes on.
    MdnsFailed {
        /// Why.
        reason: MdnsFault,
    },
    /// A device with an allowed key announces itself on the local network. Unproven until it is
    /// dialed: anyone there can forge the announcement. Not dialed by the network itself.
    Found {
        /// The key it claims.
        transport: TransportId,
        /// The numeric address, without the key.
        address: String,
    },
    /// A connection to a proven and allowed key has its stream.
    Connected {
        /// The number of the connection.
        connection: ConnectionNumber,
        /// The key that the peer has proven.
        transport: TransportId,
        /// The peer's numeric address, without the key.
        address: String,
        /// The dial that brought it about; none when the peer dialed us.
        dial: Option<DialNumber>,
        /// As given with the dial; [`Via::Tcp`] when the peer dialed us.
        via: Via,
        /// The way to send frames. The connection closes when the last clone is dropped.
        sender: FrameSender,
    },
    /// A whole frame arrived.
    Frame {
        /// On this connection.
        connection: ConnectionNumber,
        /// Its bytes, 1 to [`FRAME_BYTES_MAX`](crate::limits::FRAME_BYTES_MAX) of them.
        bytes: Vec<u8>,
    },
    /// A connection has ended; frames that waited in its outbox are lost.
    Closed {
        /// The number of the connection.
        connection: ConnectionNumber,
        /// Why.
        reason: CloseReason,
    },
    /// A dial has ended without a connection.
    DialFailed {
        /// The number given with the dial.
        dial: DialNumber,
        /// What went wrong, for each address; empty when none was given.
        failures: Vec<DialFailure>,
    },
}

/// Why a connection ended.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum CloseReason {
    /// The node closed it, or it made room for newer ones of the same key.
    #[error("closed by us")]
    ByUs,
    /// The peer closed it or its process ended.
    #[error("closed by the peer")]
    ByPeer,
    /// Its key is no longer allowed.
    #[error("the key is no longer allowed")]
    NotAllowed,
    /// The peer announced an empty frame or one longer than allowed.
    #[error("the peer sent a frame of a length that is not allowed")]
    Misbehaved,
    /// The peer stopped answering on the level of TCP.
    #[error("the peer stopped answering")]
    TimedOut,
    /// The connection broke.
    #[error("the connection broke")]
    Failed,
}

/// One address of a dial and what went wrong there.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("{address}: {reason}")]
pub struct DialFailure {
    /// The address without the key; as it was given when it could not be read.
    pub address: String,
    /// What went wrong.
    pub reason: DialFault,
}

/// Why an address could not be connected.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum DialFault {
    /// The address is not one the network can use.
    #[error(transparent)]
    Address(#[from] AddressFault),
    /// Several addresses were given and no key to know the device by.
    #[error("several addresses need a key to expect")]
    KeyUnknown,
    /// More addresses were given than one dial tries.
    #[error("more addresses than one dial tries")]
    TooMany,
    /// Too many dials are under way; try again later.
    #[error("too many dials are under way")]
    Busy,
    /// Another key answers at the address, or the address names another key than expected.
    #[error("another key than expected")]
    WrongKey,
    /// We do not allow the key that answers.
    #[error("the key is not allowed here")]
    NotAllowed,
    /// The address leads back to this device.
    #[error("the address is our own")]
    Ourselves,
    /// The host answers, but nobody listens on that port.
    #[error("nobody listens there")]
    NoListener,
    /// No way to that host.
    #[error("no way to that host")]
    Unreachable,
    /// No answer in time.
    #[error("no answer in time")]
    TimedOut,
    /// What listens there is not one of us, or the connection broke while the keys were proven.
    #[error("no proof of a key")]
    Handshake,
    /// The peer proved its key and then would not talk with ours.
    #[error("the peer does not allow our key")]
    TurnedAway,
    /// The network is shutting down.
    #[error("the network is shutting down")]
    Stopping,
}

/// Why listening could not start.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ListenFault {
    /// The address is not one the network can use.
    #[error(transparent)]
    Address(#[from] AddressFault),
    /// Another program, or another run of this one, listens on that port.
    #[error("the port is taken")]
    PortTaken,
    /// No network interface of this machine has that address.
    #[error("the address is not of this machine")]
    NotOurs,
    /// The system does not let us.
    #[error("the system forbids it")]
    Forbidden,
    /// Anything else the system says.
    #[error("the system answers: {0}")]
    System(io::ErrorKind),
}

impl From<io::ErrorKind> for ListenFault {
    fn from(kind: io::ErrorKind) -> Self {
        match kind {
            io::ErrorKind::AddrInUse => Self::PortTaken,
            io::ErrorKind::AddrNotAvailable => Self::NotOurs,
            io::ErrorKind::PermissionDenied => Self::Forbidden,
            other => Self::System(other),
        }
    }
}

/// Why multicast discovery is off.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum MdnsFault {
    /// It could not start.
    #[error("multicast cannot start: {0}")]
    System(io::ErrorKind),
    /// The local network announces more devices than can be: someone floods it.
    #[error("the local network is flooded with announcements")]
    Flooded,
}
