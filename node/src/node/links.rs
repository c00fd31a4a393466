//! Connections of the loop: numbers, outboxes, and when they take frames again.

use std::collections::{BTreeMap, BTreeSet};

use asamblea_protocol::id::TransportId;
use tokio::sync::mpsc;

use crate::engine::{Engine, LinkNumber, Opening};
use crate::limits::WRITABLE_MAX;
use crate::network::{
    ConnectionNumber, FrameSender, NetworkCommand, NetworkEvent, NetworkHandle, SendFault, Via,
};

struct Outbox {
    connection: ConnectionNumber,
    sender: FrameSender,
    /// A frame that the full outbox gave back.
    waiting: Option<Vec<u8>>,
    full: bool,
}

/// What the loop waits for.
pub(super) enum LinkEvent {
    /// The network says something; `None` when it has ended.
    Network(Option<NetworkEvent>),
    /// An outbox takes frames again.
    Writable(LinkNumber),
}

/// The network as the loop sees it.
pub(super) struct Links {
    handle: Option<NetworkHandle>,
    events: Option<mpsc::Receiver<NetworkEvent>>,
    outboxes: BTreeMap<LinkNumber, Outbox>,
    next: LinkNumber,
    room: mpsc::Sender<LinkNumber>,
    room_seen: mpsc::Receiver<LinkNumber>,
}

impl Default for Links {
    fn default() -> Self {
        let (room, room_seen) = mpsc::channel(WRITABLE_MAX);
        Self {
            handle: None,
            events: None,
            outboxes: BTreeMap::new(),
            next: 0,
            room,
            room_seen,
        }
    }
}

/// How a connection began, in the engine's words.
pub(super) fn opening(
    transport: crate::network::TransportId,
    address: String,
    outbound: bool,
    via: Via,
) -> Opening {
    let via = match via {
        Via::Mdns => "mdns",
        _ => "tcp",
    };
    Opening {
        transport: TransportId::from_bytes(*transport.as_bytes()),
        address,
        via,
        outbound,
    }
}

impl Links {
    pub(super) fn start(&mut self, handle: NetworkHandle, events: mpsc::Receiver<NetworkEvent>) {
        self.handle = Some(handle);
        self.events = Some(events);
    }

    pub(super) const fn is_up(&self) -> bool {
        self.handle.is_some()
    }

    /// What happens next; waits for ever while there is no network.
    pub(super) async fn next(&mut self) -> LinkEvent {
        let event = async {
            match &mut self.events {
                Some(events) => events.recv().await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            event = event => {
                if event.is_none() {
                    self.events = None;
                }
                LinkEvent::Network(event)
            }
            Some(number) = self.room_seen.recv() => LinkEvent::Writable(number),
        }
    }

    pub(super) fn try_event(&mut self) -> Option<NetworkEvent> {
        self.events.as_mut()?.try_recv().ok()
    }

    pub(super) fn is_writable(&mut self, number: LinkNumber) {
        if let Some(outbox) = self.outboxes.get_mut(&number) {
            outbox.full = false;
        }
    }

    pub(super) fn add(&mut self, connection: ConnectionNumber, sender: FrameSender) -> LinkNumber {
        self.next += 1;
        let outbox = Outbox {
            connection,
            sender,
            waiting: None,
            full: false,
        };
        self.outboxes.insert(self.next, outbox);
        self.next
    }

    pub(super) fn number(&self, connection: ConnectionNumber) -> Option<LinkNumber> {
        self.outboxes
            .iter()
            .find(|(_, o)| o.connection == connection)
            .map(|(number, _)| *number)
    }

    pub(super) fn remove(&mut self, connection: ConnectionNumber) -> Option<LinkNumber> {
        let number = self.number(connection)?;
        self.outboxes.remove(&number);
        Some(number)
    }

    pub(super) async fn command(&self, command: NetworkCommand) {
        if let Some(handle) = &self.handle {
            // A network that has ended takes no commands, and needs none.
            let _ended = handle.send(command).await;
        }
    }

    pub(super) async fn allow(&self, keys: &[TransportId]) {
        let keys = keys
            .iter()
            .map(|key| crate::network::TransportId::from_bytes(*key.as_bytes()))
            .collect();
        self.command(NetworkCommand::Allow(keys)).await;
    }

    /// Sends what sessions have to say, as far as outboxes take it, and closes ended ones. Whoever
    /// writes too much is not read meanwhile.
    pub(super) async fn pump(&mut self, engine: &mut Engine) {
        let mut closing = BTreeSet::new();
        for (number, outbox) in &mut self.outboxes {
            outbox.sender.hold(engine.must_wait(*number));
            while !outbox.full {
                let Some(frame) = outbox.waiting.take().or_else(|| engine.poll(*number)) else {
                    if engine.has_ended(*number) {
                        closing.insert(outbox.connection);
                    }
                    break;
                };
                match outbox.sender.try_send(frame) {
                    Ok(()) => {}
                    Err(SendFault::Full(frame)) => {
                        outbox.waiting = Some(frame);
                        outbox.full = true;
                        notify(self.room.clone(), outbox.sender.clone(), *number);
                    }
                    // The connection's end is reported by its own event.
                    Err(_) => break,
                }
            }
        }
        for connection in closing {
            self.command(NetworkCommand::Close(connection)).await;
        }
    }

    pub(super) async fn shutdown(&mut self) {
        if let Some(handle) = self.handle.take() {
            // Nobody reads events from here on: a full channel must not hold the network up.
            self.events = None;
            self.outboxes.clear();
            handle.shutdown().await;
        }
    }
}

fn notify(room: mpsc::Sender<LinkNumber>, sender: FrameSender, number: LinkNumber) {
    tokio::spawn(async move {
        // A closed connection is taken out by its own event.
        if sender.ready().await.is_ok() {
            let _ended = room.send(number).await;
        }
    });
}
