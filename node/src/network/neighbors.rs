//! Discovery by multicast, which ends when it is told to.
//!
//! libp2p runs one task for each interface and leaves them running when its discovery is dropped:
//! they would go on announcing this device. Here they run on a runtime of their own, which is
//! shut down with it.

use std::io;
use std::task::{Context, Poll};

use libp2p::core::transport::{ListenerId, PortUse};
use libp2p::core::{Endpoint, Multiaddr};
use libp2p::swarm::{
    ConnectionDenied, ConnectionId, FromSwarm, NetworkBehaviour, NewListenAddr, THandler,
    THandlerInEvent, THandlerOutEvent, ToSwarm,
};
use libp2p::{PeerId, mdns};
use tokio::runtime::{Builder, Runtime};

/// Looks for others on the local networks, and answers those who look.
pub(super) struct Neighbors {
    inner: mdns::tokio::Behaviour,
    /// Taken only when it is dropped.
    runtime: Option<Runtime>,
}

impl Neighbors {
    /// Begins; `listening` is what will be announced until more is known.
    pub(super) fn start<'a>(
        own: PeerId,
        listening: impl Iterator<Item = &'a Multiaddr>,
    ) -> io::Result<Self> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()?;
        let inner = {
            let _inside = runtime.enter();
            mdns::tokio::Behaviour::new(mdns::Config::default(), own)
        };
        let mut neighbors = Self {
            inner: inner?,
            runtime: Some(runtime),
        };
        for addr in listening {
            let listener_id = ListenerId::next();
            let known = FromSwarm::NewListenAddr(NewListenAddr { listener_id, addr });
            neighbors.inner.on_swarm_event(known);
        }
        Ok(neighbors)
    }
}

impl Drop for Neighbors {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            // Waiting for it would block the network's own task.
            runtime.shutdown_background();
        }
    }
}

impl NetworkBehaviour for Neighbors {
    type ConnectionHandler = <mdns::tokio::Behaviour as NetworkBehaviour>::ConnectionHandler;
    type ToSwarm = mdns::Event;

    fn handle_established_inbound_connection(
        &mut self,
        connection: ConnectionId,
        peer: PeerId,
        local: &Multiaddr,
        remote: &Multiaddr,
    ) -> Result<THandler<Self>, ConnectionDenied> {
        self.inner
            .handle_established_inbound_connection(connection, peer, local, remote)
    }

    fn handle_established_outbound_connection(
        &mut self,
        connection: ConnectionId,
        peer: PeerId,
        address: &Multiaddr,
        role: Endpoint,
        port: PortUse,
    ) -> Result<THandler<Self>, ConnectionDenied> {
        self.inner
            .handle_established_outbound_connection(connection, peer, address, role, port)
    }

    fn on_swarm_event(&mut self, event: FromSwarm<'_>) {
        self.inner.on_swarm_event(event);
    }

    fn on_connection_handler_event(
        &mut self,
        peer: PeerId,
        connection: ConnectionId,
        event: THandlerOutEvent<Self>,
    ) {
        self.inner
            .on_connection_handler_event(peer, connection, event);
    }

    fn poll(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<ToSwarm<Self::ToSwarm, THandlerInEvent<Self>>> {
        let _inside = self.runtime.as_ref().map(Runtime::enter);
        self.inner.poll(cx)
    }
}
