//! Carries frames between transport keys. The only room that knows libp2p.
//!
//! Owns the sockets: TCP with Noise and Yamux, discovery by multicast, the gate at the transport
//! key, and every limit that keeps strangers from costing anything. It must not know what a frame
//! says, nor spaces, operations, persons or members: the node above tells it which keys to let in.
//!
//! # Contract
//!
//! [`start`] gives a [`NetworkHandle`] for commands and a receiver of events. Both queues are
//! bounded. The node must go on reading events while it waits on a command or on a
//! [`FrameSender`]: an event that is not read holds back the peers, and in the end the commands.
//!
//! Invariant: no packet leaves for an address that no command named, but for multicast on the
//! local networks while a command has it on. Host names are never looked up.
//!
//! Invariant: a key that is not allowed gets no stream. It learns our public transport key, which
//! the handshake proves, and that libp2p runs here; no other protocol is spoken.

mod address;
mod behaviour;
mod connections;
mod event;
mod fault;
mod key;
mod link;
mod neighbors;
mod pending;
mod place;
mod plan;
mod streams;
mod task;
#[cfg(test)]
mod tests;
mod transport;

use tokio::runtime::Handle;
use tokio::sync::mpsc;

use crate::limits;

pub use self::address::AddressFault;
pub use self::event::{
    CloseReason, ConnectionNumber, DialFailure, DialFault, DialNumber, ListenFault, MdnsFault,
    NetworkCommand, NetworkEvent, Via,
};
pub use self::key::{BadTransportKey, TransportId, TransportKey};
pub use self::link::{FrameSender, SendFault};
pub use self::place::{LocalNetwork, local_networks};

/// What the network starts with.
#[derive(Debug)]
pub struct NetworkConfig {
    /// The key that proves this device.
    pub key: TransportKey,
    /// The addresses to listen on, as in [`NetworkCommand::Listen`]. May be empty.
    pub listen: Vec<String>,
    /// Dials anybody: for a newcomer, who listens nowhere and proves the others by what they know.
    pub open_outbound: bool,
}

/// Why the network does not start or does not take a command.
#[derive(Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum NetworkError {
    /// The transport key cannot be used.
    #[error(transparent)]
    Key(#[from] BadTransportKey),
    /// The handshake cannot be set up with this key.
    #[error("the handshake cannot be set up with this key")]
    Handshake,
    /// There is no tokio runtime around the caller.
    #[error("the network needs a tokio runtime")]
    NoRuntime,
    /// The network has ended.
    #[error("the network has ended")]
    Ended,
    /// Too many commands wait. Try again after reading events.
    #[error("too many commands wait")]
    Full,
}

/// Commands the network. Cheap to clone; the network ends when the last clone is dropped.
#[derive(Clone, Debug)]
pub struct NetworkHandle {
    commands: mpsc::Sender<NetworkCommand>,
    id: TransportId,
}

impl NetworkHandle {
    /// The name of our own key.
    #[must_use]
    pub fn id(&self) -> TransportId {
        self.id
    }

    /// Gives a command, and waits while too many wait already.
    ///
    /// # Errors
    ///
    /// [`NetworkError::Ended`].
    pub async fn send(&self, command: NetworkCommand) -> Result<(), NetworkError> {
        self.commands
            .send(command)
            .await
            .map_err(|_| NetworkError::Ended)
    }

    /// Gives a command if there is a place for it.
    ///
    /// # Errors
    ///
    /// [`NetworkError::Full`] or [`NetworkError::Ended`]; the command is dropped.
    pub fn try_send(&self, command: NetworkCommand) -> Result<(), NetworkError> {
        self.commands
            .try_send(command)
            .map_err(|error| match error {
                mpsc::error::TrySendError::Full(_) => NetworkError::Full,
                mpsc::error::TrySendError::Closed(_) => NetworkError::Ended,
            })
    }

    /// Ends the network and waits until its sockets are closed, at most
    /// [`SHUTDOWN_TIME_MAX`](limits::SHUTDOWN_TIME_MAX) once the command is taken.
    pub async fn shutdown(&self) {
        // An error says that it has ended already.
        let _ = self.commands.send(NetworkCommand::Shutdown).await;
        self.commands.closed().await;
    }
}

/// Starts the network on the tokio runtime around the caller.
///
/// Failing to listen or to start multicast is reported as an event: everything else works on.
///
/// # Errors
///
/// [`NetworkError::Key`], [`NetworkError::Handshake`] or [`NetworkError::NoRuntime`].
pub fn start(
    config: NetworkConfig,
) -> Result<(NetworkHandle, mpsc::Receiver<NetworkEvent>), NetworkError> {
    let runtime = Handle::try_current().map_err(|_| NetworkError::NoRuntime)?;
    let id = config.key.id();
    let (commands, taken) = mpsc::channel(limits::COMMANDS_MAX);
    let (events, received) = mpsc::channel(limits::EVENTS_MAX);
    let task = task::Task::new(config, taken, events)?;
    runtime.spawn(task.run());
    Ok((NetworkHandle { commands, id }, received))
}
