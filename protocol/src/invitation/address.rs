//! Addresses in a code, and as multiaddress texts: the few forms that a node listens on.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use super::onion;

/// The most bytes of one address in a code: an onion.
pub(super) const ADDRESS_CODE_BYTES_MAX: usize = 1 + 32 + 2;

/// Where a node can be reached.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Address {
    /// `/ip4/HOST/tcp/PORT`
    Ip4Tcp(Ipv4Addr, u16),
    /// `/ip6/HOST/tcp/PORT`
    Ip6Tcp(Ipv6Addr, u16),
    /// `/onion3/HOST:PORT`, the public key of an onion service.
    Onion([u8; 32], u16),
    /// `/ip4/HOST/udp/PORT/quic-v1`
    Ip4Quic(Ipv4Addr, u16),
    /// `/ip6/HOST/udp/PORT/quic-v1`
    Ip6Quic(Ipv6Addr, u16),
}

/// A text that is no address which a code can carry.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("not an address that an invitation can carry")]
pub struct BadAddress;

impl Address {
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        let port = match self {
            Self::Ip4Tcp(host, port) => {
                out.push(1);
                out.extend_from_slice(&host.octets());
                port
            }
            Self::Ip6Tcp(host, port) => {
                out.push(2);
                out.extend_from_slice(&host.octets());
                port
            }
            Self::Onion(key, port) => {
                out.push(3);
                out.extend_from_slice(key);
                port
            }
            Self::Ip4Quic(host, port) => {
                out.push(4);
                out.extend_from_slice(&host.octets());
                port
            }
            Self::Ip6Quic(host, port) => {
                out.push(5);
                out.extend_from_slice(&host.octets());
                port
            }
        };
        out.extend_from_slice(&port.to_be_bytes());
    }

    /// Reads one address; returns what comes after it.
    pub(super) fn read(bytes: &[u8]) -> Option<(Self, &[u8])> {
        let (kind, rest) = bytes.split_first()?;
        Some(match kind {
            1 => {
                let (host, port, rest) = host(rest)?;
                (Self::Ip4Tcp(Ipv4Addr::from(host), port), rest)
            }
            2 => {
                let (host, port, rest) = host::<16>(rest)?;
                (Self::Ip6Tcp(Ipv6Addr::from(host), port), rest)
            }
            3 => {
                let (key, port, rest) = host(rest)?;
                (Self::Onion(key, port), rest)
            }
            4 => {
                let (host, port, rest) = host(rest)?;
                (Self::Ip4Quic(Ipv4Addr::from(host), port), rest)
            }
            5 => {
                let (host, port, rest) = host::<16>(rest)?;
                (Self::Ip6Quic(Ipv6Addr::from(host), port), rest)
            }
            _ => return None,
        })
    }

    /// Whether only this machine can reach it.
    #[must_use]
    pub const fn is_loopback(&self) -> bool {
        match self {
            Self::Ip4Tcp(host, _) | Self::Ip4Quic(host, _) => host.is_loopback(),
            Self::Ip6Tcp(host, _) | Self::Ip6Quic(host, _) => host.is_loopback(),
            Self::Onion(..) => false,
        }
    }
}

fn host<const N: usize>(bytes: &[u8]) -> Option<([u8; N], u16, &[u8])> {
    let (host, rest) = bytes.split_first_chunk::<N>()?;
    let (port, rest) = rest.split_first_chunk::<2>()?;
    Some((*host, u16::from_be_bytes(*port), rest))
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ip4Tcp(host, port) => write!(f, "/ip4/{host}/tcp/{port}"),
            Self::Ip6Tcp(host, port) => write!(f, "/ip6/{host}/tcp/{port}"),
            Self::Onion(key, port) => write!(f, "/onion3/{}:{port}", onion::name(key)),
            Self::Ip4Quic(host, port) => write!(f, "/ip4/{host}/udp/{port}/quic-v1"),
            Self::Ip6Quic(host, port) => write!(f, "/ip6/{host}/udp/{port}/quic-v1"),
        }
    }
}

impl FromStr for Address {
    type Err = BadAddress;

    /// Reads the forms above, with or without `/p2p/ID` at the end: whoever answers proves herself
    /// by the code's secret.
    fn from_str(text: &str) -> Result<Self, BadAddress> {
        parse(text).ok_or(BadAddress)
    }
}

fn parse(text: &str) -> Option<Address> {
    let mut parts = text.strip_prefix('/')?.split('/');
    let (kind, host) = (parts.next()?, parts.next()?);
    let mut rest: Vec<&str> = parts.collect();
    if let [.., "p2p", id] = *rest.as_slice()
        && !id.is_empty()
    {
        rest.truncate(rest.len().saturating_sub(2));
    }
    match (kind, rest.as_slice()) {
        ("ip4", ["tcp", number]) => Some(Address::Ip4Tcp(host.parse().ok()?, port(number)?)),
        ("ip6", ["tcp", number]) => Some(Address::Ip6Tcp(host.parse().ok()?, port(number)?)),
        ("ip4", ["udp", number, "quic-v1"]) => {
            Some(Address::Ip4Quic(host.parse().ok()?, port(number)?))
        }
        ("ip6", ["udp", number, "quic-v1"]) => {
            Some(Address::Ip6Quic(host.parse().ok()?, port(number)?))
        }
        ("onion3", []) => {
            let (name, number) = host.split_once(':')?;
            Some(Address::Onion(onion::key(name)?, port(number)?))
        }
        _ => None,
    }
}

/// Digits alone: `u16` would also read a sign.
fn port(text: &str) -> Option<u16> {
    text.bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_in_their_forms_alone() {
        let four = Address::Ip4Tcp(Ipv4Addr::new(1, 2, 3, 4), 4001);
        assert_eq!("/ip4/1.2.3.4/tcp/4001".parse(), Ok(four));
        assert_eq!("/ip4/1.2.3.4/tcp/4001/p2p/12D3KooW".parse(), Ok(four));
        assert!(
            "/ip4/127.0.0.1/tcp/1"
                .parse::<Address>()
                .unwrap()
                .is_loopback()
        );
        assert!(!four.is_loopback());
        for text in [
            "",
            "/",
            "ip4/1.2.3.4/tcp/4001",
            "/ip4/1.2.3.4",
            "/ip4/1.2.3.4/tcp",
            "/ip4/1.2.3.4/tcp/65536",
            "/ip4/1.2.3.4/tcp/+1",
            "/ip4/1.2.3.4/tcp/",
            "/ip4/1.2.3/tcp/1",
            "/ip4/1.2.3.4/tcp/1/",
            "/ip4/1.2.3.4/tcp/1/p2p",
            "/ip4/1.2.3.4/tcp/1/p2p/",
            "/ip4/1.2.3.4/udp/1",
            "/ip4/::1/tcp/1",
            "/ip6/1.2.3.4/tcp/1",
            "/dns4/example.org/tcp/1",
            "/onion3/abc:1",
            "/onion3/duckduckgogg42xjoc72x3sjasowoarfbgcmvfimaftt6twagswzczae:1",
        ] {
            assert_eq!(text.parse::<Address>(), Err(BadAddress), "{text}");
        }
    }
}
