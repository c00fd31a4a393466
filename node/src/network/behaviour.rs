//! The parts of libp2p that make up our behaviour on the wire.
//!
//! Owns their composition and sizes: the gate, the limits, multicast discovery, and the one
//! stream. The order matters: the gate is asked first.

use std::collections::HashSet;
use std::io;

use libp2p::allow_block_list::{self, AllowedPeers};
use libp2p::connection_limits::{self, ConnectionLimits};
use libp2p::swarm::NetworkBehaviour;
use libp2p::swarm::behaviour::toggle::Toggle;
use libp2p::{Multiaddr, PeerId};

use super::neighbors::Neighbors;
use super::streams::Streams;
use crate::limits::{CONNECTIONS_MAX, DESCRIPTORS_WANTED, DIALS_MAX, PENDING_INBOUND_MAX};

/// Everything the swarm runs.
#[derive(NetworkBehaviour)]
pub(super) struct Behaviour {
    /// Absent for a newcomer, who listens nowhere and does not know yet whom she dials.
    gate: Toggle<allow_block_list::Behaviour<AllowedPeers>>,
    limits: connection_limits::Behaviour,
    pub(super) mdns: Toggle<Neighbors>,
    streams: Streams,
}

impl Behaviour {
    /// Without multicast.
    pub(super) fn new(sizes: Sizes, gated: bool) -> Self {
        let limits = ConnectionLimits::default()
            .with_max_pending_outgoing(Some(DIALS_MAX))
            .with_max_established(Some(sizes.connections));
        Self {
            gate: Toggle::from(gated.then(allow_block_list::Behaviour::default)),
            limits: connection_limits::Behaviour::new(limits),
            mdns: Toggle::from(None),
            streams: Streams::default(),
        }
    }

    /// Whether connections with a key are allowed.
    pub(super) fn allows(&self, peer: &PeerId) -> bool {
        self.gate
            .as_ref()
            .is_none_or(|gate| gate.allowed_peers().contains(peer))
    }

    /// Replaces the allowed keys; says which left and which joined.
    pub(super) fn allow(&mut self, wanted: &HashSet<PeerId>) -> (Vec<PeerId>, HashSet<PeerId>) {
        let Some(gate) = self.gate.as_mut() else {
            return (Vec::new(), HashSet::new());
        };
        let left: Vec<_> = gate.allowed_peers().difference(wanted).copied().collect();
        let joined: HashSet<_> = wanted.difference(gate.allowed_peers()).copied().collect();
        for peer in &joined {
            gate.allow_peer(*peer);
        }
        // This closes the connections of the key as well, without draining them.
        for peer in &left {
            gate.disallow_peer(*peer);
        }
        (left, joined)
    }

    /// Turns multicast on, to announce the addresses that are listened on.
    pub(super) fn start_mdns(&mut self, own: PeerId, listening: &[Multiaddr]) -> io::Result<()> {
        let neighbors = Neighbors::start(own, listening.iter())?;
        self.mdns = Toggle::from(Some(neighbors));
        Ok(())
    }
}

/// The limits that depend on how many files the system lets this process open.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Sizes {
    pub(super) connections: u32,
    pub(super) pending_inbound: usize,
}

impl Sizes {
    /// Asks the system for the descriptors that are wanted, and makes do with what it gives.
    pub(super) fn negotiate() -> Self {
        use rustix::process::{Resource, getrlimit, setrlimit};
        let mut limit = getrlimit(Resource::Nofile);
        let reachable = limit
            .maximum
            .unwrap_or(DESCRIPTORS_WANTED)
            .min(DESCRIPTORS_WANTED);
        if limit.current.is_some_and(|current| current < reachable) {
            limit.current = Some(reachable);
            // Refused: the limit of before is read below.
            let _ = setrlimit(Resource::Nofile, limit);
        }
        Self::within(
            getrlimit(Resource::Nofile)
                .current
                .unwrap_or(DESCRIPTORS_WANTED),
        )
    }

    /// Half of the descriptors for connections, a quarter for unfinished ones, and the rest for
    /// the store and whatever else the process has open.
    fn within(descriptors: u64) -> Self {
        let connections = u32::try_from(descriptors / 2).unwrap_or(u32::MAX);
        let pending = usize::try_from(descriptors / 4).unwrap_or(usize::MAX);
        Self {
            connections: connections.min(CONNECTIONS_MAX),
            pending_inbound: pending.clamp(1, PENDING_INBOUND_MAX),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_shrink_with_the_descriptors() {
        let all = Sizes {
            connections: CONNECTIONS_MAX,
            pending_inbound: PENDING_INBOUND_MAX,
        };
        assert_eq!(Sizes::within(1 << 20), all);
        let few = Sizes::within(256);
        assert_eq!(
            few,
            Sizes {
                connections: 128,
                pending_inbound: 64
            }
        );
        assert_eq!(Sizes::within(0).pending_inbound, 1);
    }
}
