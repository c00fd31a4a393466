//! Addresses as people write them, and the few forms that are dialed.
//!
//! Owns the parsing of `/ip4/A/tcp/P`, `/ip6/A/tcp/P` and an optional `/p2p/ID` behind. A name
//! instead of a number is refused: to look it up would send a packet to someone the person did
//! not name.

use std::net::{IpAddr, SocketAddr};

use libp2p::Multiaddr;
use libp2p::multiaddr::Protocol;

use super::key::TransportId;

/// A numeric TCP address, and the key that is expected there.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct NumericAddress {
    pub(super) socket: SocketAddr,
    pub(super) transport: Option<TransportId>,
}

/// Why a text is not an address that the network can use.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum AddressFault {
    /// The text is not a multiaddress.
    #[error("not an address: expected /ip4/NUMBERS/tcp/PORT")]
    Malformed,
    /// The address has a host name; it would have to be looked up with a third party.
    #[error("host names are not looked up: give the numeric address")]
    NameNotNumber,
    /// The address is not TCP over IPv4 or IPv6, with at most a key behind.
    #[error("only /ip4 or /ip6 with /tcp, and /p2p behind, is supported")]
    Unsupported,
    /// The key behind `/p2p/` is not an Ed25519 one.
    #[error("the key in the address is not an ed25519 one")]
    BadKey,
}

impl NumericAddress {
    pub(super) fn parse(text: &str) -> Result<Self, AddressFault> {
        Self::from_multiaddr(&text.parse().map_err(|_| AddressFault::Malformed)?)
    }

    pub(super) fn from_multiaddr(address: &Multiaddr) -> Result<Self, AddressFault> {
        let mut parts = address.iter();
        let ip: IpAddr = match parts.next() {
            Some(Protocol::Ip4(ip)) => ip.into(),
            Some(Protocol::Ip6(ip)) => ip.into(),
            Some(
                Protocol::Dns(_) | Protocol::Dns4(_) | Protocol::Dns6(_) | Protocol::Dnsaddr(_),
            ) => return Err(AddressFault::NameNotNumber),
            _ => return Err(AddressFault::Unsupported),
        };
        let Some(Protocol::Tcp(port)) = parts.next() else {
            return Err(AddressFault::Unsupported);
        };
        let transport = match parts.next() {
            None => None,
            Some(Protocol::P2p(peer)) => {
                Some(TransportId::from_peer_id(&peer).map_err(|_| AddressFault::BadKey)?)
            }
            Some(_) => return Err(AddressFault::Unsupported),
        };
        if parts.next().is_some() {
            return Err(AddressFault::Unsupported);
        }
        Ok(Self {
            socket: SocketAddr::new(ip, port),
            transport,
        })
    }

    /// The address for libp2p, without the key.
    pub(super) fn to_multiaddr(self) -> Multiaddr {
        Multiaddr::empty()
            .with(self.socket.ip().into())
            .with(Protocol::Tcp(self.socket.port()))
    }
}

/// The text of an address that libp2p reports, without the key behind.
pub(super) fn without_key(address: &Multiaddr) -> String {
    let mut address = address.clone();
    if matches!(address.iter().last(), Some(Protocol::P2p(_))) {
        address.pop();
    }
    address.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numeric_addresses_parse_with_and_without_a_key() {
        let id = TransportId::from_bytes([3; 32]);
        let bare = NumericAddress::parse("/ip4/192.0.2.7/tcp/4001").unwrap();
        assert_eq!(bare.socket, "192.0.2.7:4001".parse().unwrap());
        assert_eq!(bare.transport, None);
        let full = NumericAddress::parse(&format!("/ip6/2001:db8::1/tcp/1/p2p/{id}")).unwrap();
        assert_eq!(full.socket, "[2001:db8::1]:1".parse().unwrap());
        assert_eq!(full.transport, Some(id));
        assert_eq!(full.to_multiaddr().to_string(), "/ip6/2001:db8::1/tcp/1");
    }

    #[test]
    fn everything_else_is_refused_with_its_reason() {
        let id = TransportId::from_bytes([3; 32]);
        let relayed = format!("/ip4/192.0.2.7/tcp/1/p2p/{id}/p2p-circuit");
        for (text, fault) in [
            ("example.org:4001", AddressFault::Malformed),
            ("", AddressFault::Unsupported),
            ("/dns/example.org/tcp/1", AddressFault::NameNotNumber),
            ("/dns4/example.org/tcp/1", AddressFault::NameNotNumber),
            ("/dnsaddr/example.org", AddressFault::NameNotNumber),
            ("/ip4/192.0.2.7/udp/1/quic-v1", AddressFault::Unsupported),
            ("/ip4/192.0.2.7/tcp/1/ws", AddressFault::Unsupported),
            (relayed.as_str(), AddressFault::Unsupported),
            ("/tcp/1", AddressFault::Unsupported),
        ] {
            assert_eq!(NumericAddress::parse(text), Err(fault), "{text}");
        }
    }
}
