//! The task that owns the swarm.
//!
//! Owns the loop: take a command or a swarm event, decide, go on. It never waits for the node:
//! what it has to tell waits in `notices` until the node reads. Unknown swarm events are ignored.

use std::collections::{HashSet, VecDeque};
use std::io;
use std::net::TcpListener;

use futures::StreamExt;
use libp2p::core::ConnectedPoint;
use libp2p::core::transport::TransportError;
use libp2p::multiaddr::Protocol;
use libp2p::swarm::{Config, ConnectionError, ConnectionId, DialError, SwarmEvent};
use libp2p::{Multiaddr, PeerId, Swarm, mdns};
use tokio::sync::{mpsc, watch};
use tokio::task::{JoinError, JoinSet};
use tokio::time::{Instant, sleep_until};

use super::address::{NumericAddress, without_key};
use super::behaviour::{Behaviour, BehaviourEvent, Sizes};
use super::connections::{Connections, Dial, Stage};
use super::event::{
    CloseReason, ConnectionNumber, DialFailure, DialFault, DialNumber, ListenFault, MdnsFault,
    NetworkCommand, NetworkEvent, Via,
};
use super::fault::{Root, dial_failures, joined, seen_below};
use super::key::TransportId;
use super::link::{FrameSender, Link, LinkEnd};
use super::pending::Pending;
use super::plan::Plan;
use super::streams::Opened;
use super::{NetworkConfig, NetworkError, transport};
use crate::limits::{
    CONNECTIONS_PER_KEY_MAX, FOUND_MAX, FOUND_NOTICES_MAX, IDLE_TIME_MAX, NOTICES_MAX,
    SHUTDOWN_TIME_MAX, STREAMS_NEGOTIATING_MAX,
};

/// The network's one task.
pub(super) struct Task {
    swarm: Swarm<Behaviour>,
    connections: Connections,
    links: JoinSet<LinkEnd>,
    /// What multicast has found, of any key.
    found: HashSet<(PeerId, Multiaddr)>,
    notices: VecDeque<NetworkEvent>,
    events: mpsc::Sender<NetworkEvent>,
    /// When the shutdown ends, once it has begun.
    deadline: Option<Instant>,
    /// Last, so that the handles see the end when the sockets are closed.
    commands: mpsc::Receiver<NetworkCommand>,
}

impl Task {
    /// Sets everything up and starts to listen. Needs a runtime.
    pub(super) fn new(
        config: NetworkConfig,
        commands: mpsc::Receiver<NetworkCommand>,
        events: mpsc::Sender<NetworkEvent>,
    ) -> Result<Self, NetworkError> {
        let keypair = config.key.keypair()?;
        let own = keypair.public().to_peer_id();
        let sizes = Sizes::negotiate();
        let transport = transport::build(&keypair, Pending::new(sizes.pending_inbound))
            .map_err(|_| NetworkError::Handshake)?;
        let settings = Config::with_tokio_executor()
            .with_idle_connection_timeout(IDLE_TIME_MAX)
            .with_max_negotiating_inbound_streams(STREAMS_NEGOTIATING_MAX);
        let mut task = Self {
            swarm: Swarm::new(
                transport,
                Behaviour::new(sizes, !config.open_outbound),
                own,
                settings,
            ),
            connections: Connections::default(),
            links: JoinSet::new(),
            found: HashSet::new(),
            notices: VecDeque::new(),
            events,
            deadline: None,
            commands,
        };
        for address in config.listen {
            task.on_listen(address);
        }
        Ok(task)
    }

    /// Runs until the shutdown.
    pub(super) async fn run(mut self) {
        while !self.is_done() {
            self.step().await;
        }
    }

    fn is_done(&self) -> bool {
        self.deadline.is_some_and(|deadline| {
            let told = self.notices.is_empty() || self.events.is_closed();
            (self.connections.is_empty() && told) || Instant::now() >= deadline
        })
    }

    /// Waits for one thing and does what it asks. The order is the order of service.
    async fn step(&mut self) {
        let stopping = self.deadline.is_some();
        let deadline = self.deadline.unwrap_or_else(Instant::now);
        let events = self.events.clone();
        tokio::select! {
            biased;
            () = sleep_until(deadline), if stopping => {}
            () = events.closed(), if !stopping => self.stop(),
            Ok(place) = events.reserve(), if !self.notices.is_empty() => {
                if let Some(notice) = self.notices.pop_front() {
                    place.send(notice);
                }
            }
            command = self.commands.recv(), if !stopping && self.notices.len() < NOTICES_MAX => {
                self.on_command(command.unwrap_or(NetworkCommand::Shutdown));
            }
            Some(ended) = self.links.join_next() => self.on_link_joined(ended),
            event = self.swarm.select_next_some() => self.on_swarm_event(event),
        }
    }

    fn on_command(&mut self, command: NetworkCommand) {
        match command {
            NetworkCommand::Allow(keys) => self.on_allow(&keys),
            NetworkCommand::Dial {
                dial,
                addresses,
                expect,
                via,
            } => {
                self.on_dial(dial, addresses, expect, via);
            }
            NetworkCommand::Close(number) => self.on_close(number),
            NetworkCommand::Mdns(on) => self.on_mdns_wanted(on),
            NetworkCommand::Listen(address) => self.on_listen(address),
            NetworkCommand::Shutdown => self.stop(),
        }
    }

    /// Begins the shutdown: nothing new, and what is there is closed.
    fn stop(&mut self) {
        if self.deadline.is_some() {
            return;
        }
        self.deadline = Some(Instant::now() + SHUTDOWN_TIME_MAX);
        for id in self.connections.ids() {
            self.end(id, CloseReason::ByUs);
        }
    }

    fn on_allow(&mut self, keys: &[TransportId]) {
        let wanted: HashSet<PeerId> = keys
            .iter()
            .filter_map(|key| key.to_peer_id().ok())
            .collect();
        let (left, joined) = self.swarm.behaviour_mut().allow(&wanted);
        for peer in left {
            for id in self.connections.of_peer(peer) {
                self.end(id, CloseReason::NotAllowed);
            }
        }
        let known = self
            .found
            .iter()
            .filter(|(peer, _)| joined.contains(peer))
            .cloned();
        for (peer, address) in known.collect::<Vec<_>>() {
            self.notice_found(&peer, &address);
        }
    }

    fn on_close(&mut self, number: ConnectionNumber) {
        if let Some(id) = self.connections.id_of(number) {
            self.end(id, CloseReason::ByUs);
        }
    }

    /// Ends a connection from our side.
    fn end(&mut self, id: ConnectionId, why: CloseReason) {
        let Some(connection) = self.connections.get_mut(id) else {
            return;
        };
        match &connection.stage {
            // The first verdict stands; the link closes the connection behind itself.
            Stage::Linked { verdict, .. } => {
                verdict.send_if_modified(|verdict| {
                    let first = verdict.is_none();
                    verdict.get_or_insert(why);
                    first
                });
            }
            Stage::Opening | Stage::Ended { .. } => {
                self.swarm.close_connection(id);
            }
        }
    }

    fn on_dial(
        &mut self,
        dial: DialNumber,
        addresses: Vec<String>,
        expect: Option<TransportId>,
        via: Via,
    ) {
        let mut plan = Plan::new(&addresses, expect);
        let Some(options) = plan.options() else {
            return self.dial_failed(dial, plan.failures);
        };
        let id = options.connection_id();
        let result = self.swarm.dial(options);
        let entry = Dial {
            dial,
            addresses: plan.texts,
            failures: plan.failures,
            via,
        };
        match result {
            Ok(()) => self.connections.add_dial(id, entry),
            Err(error) => self.on_dial_error(entry, &error),
        }
    }

    fn on_dial_error(&mut self, mut entry: Dial, error: &DialError) {
        entry
            .failures
            .extend(dial_failures(error, &entry.addresses));
        self.dial_failed(entry.dial, entry.failures);
    }

    fn dial_failed(&mut self, dial: DialNumber, failures: Vec<DialFailure>) {
        self.notices
            .push_back(NetworkEvent::DialFailed { dial, failures });
    }

    fn on_listen(&mut self, address: String) {
        let result = listenable(&address).and_then(|multiaddr| {
            self.swarm
                .listen_on(multiaddr)
                .map_err(|error| match error {
                    TransportError::MultiaddrNotSupported(_) => {
                        ListenFault::Address(super::AddressFault::Unsupported)
                    }
                    TransportError::Other(error) => {
                        ListenFault::from(Root::of(&error).kind.unwrap_or(io::ErrorKind::Other))
                    }
                })
        });
        if let Err(reason) = result {
            self.notices
                .push_back(NetworkEvent::ListenFailed { address, reason });
        }
    }

    fn on_swarm_event(&mut self, event: SwarmEvent<BehaviourEvent>) {
        match event {
            SwarmEvent::Behaviour(BehaviourEvent::Streams(opened)) => self.on_opened(opened),
            SwarmEvent::Behaviour(BehaviourEvent::Mdns(event)) => self.on_mdns(event),
            SwarmEvent::ConnectionEstablished {
                peer_id,
                connection_id,
                endpoint,
                ..
            } => {
                self.on_established(connection_id, peer_id, &endpoint);
            }
            SwarmEvent::ConnectionClosed {
                connection_id,
                cause,
                ..
            } => {
                self.on_gone(connection_id, cause.as_ref());
            }
            SwarmEvent::OutgoingConnectionError {
                connection_id,
                error,
                ..
            } => {
                if let Some(entry) = self.connections.take_dial(connection_id) {
                    self.on_dial_error(entry, &error);
                }
            }
            SwarmEvent::NewListenAddr { address, .. } => {
                let address = self.complete(address);
                self.notices.push_back(NetworkEvent::Listening { address });
            }
            SwarmEvent::ExpiredListenAddr { address, .. } => self.on_listen_stopped(vec![address]),
            SwarmEvent::ListenerClosed { addresses, .. } => self.on_listen_stopped(addresses),
            _ => {}
        }
    }

    fn on_listen_stopped(&mut self, addresses: Vec<Multiaddr>) {
        for address in addresses {
            let address = self.complete(address);
            self.notices
                .push_back(NetworkEvent::ListenStopped { address });
        }
    }

    /// An own address with our own key behind.
    fn complete(&self, address: Multiaddr) -> String {
        address
            .with(Protocol::P2p(*self.swarm.local_peer_id()))
            .to_string()
    }

    fn on_established(&mut self, id: ConnectionId, peer: PeerId, endpoint: &ConnectedPoint) {
        let dial = self
            .connections
            .take_dial(id)
            .map(|dial| (dial.dial, dial.via));
        let address = without_key(endpoint.get_remote_address());
        self.connections.add(id, peer, address, dial);
        if self.deadline.is_some() {
            self.swarm.close_connection(id);
        }
        let same = self.connections.of_peer(peer);
        let surplus = same.len().saturating_sub(CONNECTIONS_PER_KEY_MAX);
        for id in same.into_iter().take(surplus) {
            self.end(id, CloseReason::ByUs);
        }
    }

    /// The stream is there: the link begins.
    fn on_opened(&mut self, opened: Opened) {
        let id = opened.connection;
        let Some(connection) = self.connections.get_mut(id) else {
            return;
        };
        if !matches!(connection.stage, Stage::Opening) {
            return;
        }
        let known = TransportId::from_peer_id(&connection.peer);
        let (Ok(stream), Ok(transport)) = (opened.stream, known) else {
            // The end of the connection reports the failed dial.
            self.swarm.close_connection(id);
            return;
        };
        let (sender, outbox, held) = FrameSender::new();
        let (verdict, judged) = watch::channel(None);
        let link = Link {
            connection: connection.number,
            stream,
            connected: NetworkEvent::Connected {
                connection: connection.number,
                transport,
                address: connection.address.clone(),
                dial: connection.dial,
                via: connection.via,
                sender,
            },
            outbox,
            held,
            events: self.events.clone(),
            verdict: judged,
        };
        let task = self.links.spawn(link.run());
        connection.stage = Stage::Linked { verdict, task };
    }

    fn on_link_joined(&mut self, ended: Result<LinkEnd, JoinError>) {
        match ended {
            Ok(LinkEnd {
                connection,
                reason,
                announced,
            }) => {
                self.on_link_ended(connection, reason, announced);
            }
            Err(error) => {
                if let Some(number) = self.connections.number_of_task(error.id()) {
                    self.on_link_ended(number, CloseReason::Failed, true);
                }
            }
        }
    }

    fn on_link_ended(&mut self, number: ConnectionNumber, reason: CloseReason, announced: bool) {
        let Some(id) = self.connections.id_of(number) else {
            return;
        };
        let Some(connection) = self.connections.get_mut(id) else {
            return;
        };
        connection.stage = Stage::Ended { reason, announced };
        self.swarm.close_connection(id);
        self.report_end(id);
    }

    /// libp2p's connection has ended. The link may still be reading what had arrived.
    fn on_gone(&mut self, id: ConnectionId, cause: Option<&ConnectionError>) {
        let Some(connection) = self.connections.get_mut(id) else {
            return;
        };
        connection.gone = true;
        connection.below = seen_below(cause);
        self.report_end(id);
    }

    fn report_end(&mut self, id: ConnectionId) {
        let Some(connection) = self.connections.take_ended(id) else {
            return;
        };
        match connection.stage {
            Stage::Ended {
                reason,
                announced: true,
            } => {
                let reason = joined(reason, connection.below);
                let connection = connection.number;
                self.notices
                    .push_back(NetworkEvent::Closed { connection, reason });
            }
            // The node has not heard of the connection; only a dial still waits for its answer.
            Stage::Opening | Stage::Linked { .. } | Stage::Ended { .. } => {
                if let Some(dial) = connection.dial {
                    let reason = match self.deadline {
                        Some(_) => DialFault::Stopping,
                        None => DialFault::TurnedAway,
                    };
                    let address = connection.address;
                    self.dial_failed(dial, vec![DialFailure { address, reason }]);
                }
            }
        }
    }

    fn on_mdns_wanted(&mut self, on: bool) {
        let is_on = self.swarm.behaviour().mdns.is_enabled();
        if on && !is_on {
            let own = *self.swarm.local_peer_id();
            let listening: Vec<Multiaddr> = self.swarm.listeners().cloned().collect();
            if let Err(error) = self.swarm.behaviour_mut().start_mdns(own, &listening) {
                self.mdns_failed(MdnsFault::System(error.kind()));
            }
        } else if !on && is_on {
            self.mdns_off();
        }
    }

    fn mdns_off(&mut self) {
        self.swarm.behaviour_mut().mdns = None.into();
        self.found.clear();
    }

    fn on_mdns(&mut self, event: mdns::Event) {
        match event {
            mdns::Event::Discovered(found) => {
                for (peer, address) in found {
                    self.found.insert((peer, address.clone()));
                    self.notice_found(&peer, &address);
                }
                if self.found.len() > FOUND_MAX {
                    self.mdns_failed(MdnsFault::Flooded);
                }
            }
            mdns::Event::Expired(expired) => {
                for entry in expired {
                    self.found.remove(&entry);
                }
            }
        }
    }

    fn mdns_failed(&mut self, reason: MdnsFault) {
        self.mdns_off();
        self.notices.push_back(NetworkEvent::MdnsFailed { reason });
    }

    fn notice_found(&mut self, peer: &PeerId, address: &Multiaddr) {
        let allowed = self.swarm.behaviour().allows(peer);
        if !allowed || self.notices.len() >= FOUND_NOTICES_MAX {
            return;
        }
        let known = (
            TransportId::from_peer_id(peer),
            NumericAddress::from_multiaddr(address),
        );
        if let (Ok(transport), Ok(numeric)) = known {
            let address = numeric.to_multiaddr().to_string();
            self.notices
                .push_back(NetworkEvent::Found { transport, address });
        }
    }
}

/// The address for libp2p, once nobody else listens on its port.
///
/// libp2p lets several sockets share a port, so a second run of this program would quietly take
/// half of the first one's connections. A plain socket shows whether the port is free.
fn listenable(address: &str) -> Result<Multiaddr, ListenFault> {
    let numeric = NumericAddress::parse(address)?;
    if numeric.transport.is_some() {
        return Err(super::AddressFault::Unsupported.into());
    }
    drop(TcpListener::bind(numeric.socket).map_err(|error| ListenFault::from(error.kind()))?);
    Ok(numeric.to_multiaddr())
}
