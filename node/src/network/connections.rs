//! The table of connections and dials.
//!
//! Owns which connection has which number, and how far its two halves (libp2p's connection and
//! our link over its stream) have ended. Decides nothing and does no input or output.

use std::collections::HashMap;

use libp2p::PeerId;
use libp2p::swarm::ConnectionId;
use tokio::sync::watch;
use tokio::task::AbortHandle;

use super::event::{CloseReason, ConnectionNumber, DialFailure, DialNumber, Via};

/// A dial under way.
#[derive(Debug)]
pub(super) struct Dial {
    pub(super) dial: DialNumber,
    /// The addresses that are tried.
    pub(super) addresses: Vec<String>,
    /// The addresses that could not be tried.
    pub(super) failures: Vec<DialFailure>,
    pub(super) via: Via,
}

/// A connection whose keys are proven and allowed.
#[derive(Debug)]
pub(super) struct Connection {
    pub(super) number: ConnectionNumber,
    pub(super) peer: PeerId,
    pub(super) address: String,
    /// The dial that made it; none when the peer dialed.
    pub(super) dial: Option<DialNumber>,
    pub(super) via: Via,
    pub(super) stage: Stage,
    /// Whether libp2p has reported the end.
    pub(super) gone: bool,
    /// What libp2p's report says about the reason.
    pub(super) below: Option<CloseReason>,
}

/// How far a connection is.
#[derive(Debug)]
pub(super) enum Stage {
    /// The stream is being agreed on.
    Opening,
    /// The link runs.
    Linked {
        /// Ends the link.
        verdict: watch::Sender<Option<CloseReason>>,
        /// Names the link's task.
        task: AbortHandle,
    },
    /// The link has ended.
    Ended {
        /// Why.
        reason: CloseReason,
        /// Whether the node has heard of the connection.
        announced: bool,
    },
}

/// All connections and dials.
#[derive(Debug, Default)]
pub(super) struct Connections {
    next: u64,
    dials: HashMap<ConnectionId, Dial>,
    established: HashMap<ConnectionId, Connection>,
    numbers: HashMap<ConnectionNumber, ConnectionId>,
}

impl Connections {
    pub(super) fn add_dial(&mut self, id: ConnectionId, dial: Dial) {
        self.dials.insert(id, dial);
    }

    pub(super) fn take_dial(&mut self, id: ConnectionId) -> Option<Dial> {
        self.dials.remove(&id)
    }

    /// Adds a connection and gives it its number.
    pub(super) fn add(
        &mut self,
        id: ConnectionId,
        peer: PeerId,
        address: String,
        dial: Option<(DialNumber, Via)>,
    ) {
        let number = ConnectionNumber(self.next);
        self.next += 1;
        let (dial, via) = dial.map_or((None, Via::Tcp), |(dial, via)| (Some(dial), via));
        let stage = Stage::Opening;
        let connection = Connection {
            number,
            peer,
            address,
            dial,
            via,
            stage,
            gone: false,
            below: None,
        };
        self.established.insert(id, connection);
        self.numbers.insert(number, id);
    }

    pub(super) fn get_mut(&mut self, id: ConnectionId) -> Option<&mut Connection> {
        self.established.get_mut(&id)
    }

    pub(super) fn id_of(&self, number: ConnectionNumber) -> Option<ConnectionId> {
        self.numbers.get(&number).copied()
    }

    pub(super) fn number_of_task(&self, task: tokio::task::Id) -> Option<ConnectionNumber> {
        self.established
            .values()
            .find_map(|connection| match &connection.stage {
                Stage::Linked { task: handle, .. } if handle.id() == task => {
                    Some(connection.number)
                }
                _ => None,
            })
    }

    /// Removes a connection when both of its halves have ended.
    pub(super) fn take_ended(&mut self, id: ConnectionId) -> Option<Connection> {
        let connection = self.established.get(&id)?;
        if !connection.gone || matches!(connection.stage, Stage::Linked { .. }) {
            return None;
        }
        self.numbers.remove(&connection.number);
        self.established.remove(&id)
    }

    /// The connections of a key that have not ended, oldest first.
    pub(super) fn of_peer(&self, peer: PeerId) -> Vec<ConnectionId> {
        let mut of_peer: Vec<_> = self
            .established
            .iter()
            .filter(|(_, connection)| connection.peer == peer && connection.lives())
            .map(|(id, connection)| (connection.number, *id))
            .collect();
        of_peer.sort_unstable_by_key(|(number, _)| *number);
        of_peer.into_iter().map(|(_, id)| id).collect()
    }

    pub(super) fn ids(&self) -> Vec<ConnectionId> {
        self.established.keys().copied().collect()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.established.is_empty()
    }
}

impl Connection {
    fn lives(&self) -> bool {
        match &self.stage {
            Stage::Opening => !self.gone,
            Stage::Linked { verdict, .. } => verdict.borrow().is_none(),
            Stage::Ended { .. } => false,
        }
    }
}
