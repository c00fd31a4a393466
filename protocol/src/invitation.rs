//! Invitation codes: what one person hands another. `docs/wire.md#invitations`.
//!
//! ```text
//! kind (1) · secret (16) · network tag (8) · addresses (7, 19 or 35 each) · check (4)
//! ```
//!
//! Upper-case base32 without padding; `decode` ignores spaces, dashes and case.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use data_encoding::BASE32_NOPAD;

use crate::crypto::{CryptoRng, Domain, KeyMaterial, SealSecretKey, SigningKey, derive, hash};
use crate::id::{DeviceId, TransportId};
use crate::replica::Place;

/// What a code begins with.
const REAL: u8 = 1;
/// The same of a practice network, in which nobody comes in over a network.
const PRACTICE: u8 = 2;
const FIXED_BYTES: usize = 25;
const CHECK_BYTES: usize = 4;
/// Addresses in one code: a node, a person, and spares. More make no code shorter to type.
const ADDRESSES_MAX: usize = 6;
/// Characters of a code at most, separators left out.
const CODE_CHARS_MAX: usize = 512;
const ONION_BYTES: usize = 32;

/// Why a code is none.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum InvitationFault {
    /// Mistyped, altered or cut.
    #[error("invitation code is mistyped or altered")]
    Malformed,
    /// Made by a newer version.
    #[error("invitation code version {0} is newer than this program")]
    Newer(u8),
}

/// Where somebody can be met.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Address {
    /// TCP at an IP address.
    Tcp(IpAddr, u16),
    /// A Tor onion service, version 3: its 32-byte key.
    Onion([u8; ONION_BYTES], u16),
}

impl Address {
    /// Reads `/ip4/A/tcp/P` or `/ip6/A/tcp/P`, with or without `/p2p/ID` behind it.
    #[must_use]
    pub fn from_multiaddr(text: &str) -> Option<Self> {
        let mut parts = text.strip_prefix('/')?.split('/');
        let (family, host) = (parts.next()?, parts.next()?);
        let ip = match family {
            "ip4" => IpAddr::V4(host.parse::<Ipv4Addr>().ok()?),
            "ip6" => IpAddr::V6(host.parse::<Ipv6Addr>().ok()?),
            _ => return None,
        };
        if parts.next()? != "tcp" {
            return None;
        }
        Some(Self::Tcp(ip, parts.next()?.parse().ok()?))
    }

    /// Whether only this machine can use it.
    #[must_use]
    pub const fn is_loopback(&self) -> bool {
        matches!(self, Self::Tcp(ip, _) if ip.is_loopback())
    }

    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        let port = match self {
            Self::Tcp(IpAddr::V4(ip), port) => {
                out.push(4);
                out.extend_from_slice(&ip.octets());
                port
            }
            Self::Tcp(IpAddr::V6(ip), port) => {
                out.push(6);
                out.extend_from_slice(&ip.octets());
                port
            }
            Self::Onion(key, port) => {
                out.push(3);
                out.extend_from_slice(key);
                port
            }
        };
        out.extend_from_slice(&port.to_be_bytes());
    }

    fn read(bytes: &[u8]) -> Option<(Self, &[u8])> {
        let (kind, rest) = bytes.split_first()?;
        let host = match kind {
            4 => 4,
            6 => 16,
            3 => ONION_BYTES,
            _ => return None,
        };
        let (host, rest) = rest.split_at_checked(host)?;
        let (port, rest) = rest.split_first_chunk::<2>()?;
        let port = u16::from_be_bytes(*port);
        let address = match kind {
            4 => Self::Tcp(IpAddr::from(<[u8; 4]>::try_from(host).ok()?), port),
            6 => Self::Tcp(IpAddr::from(<[u8; 16]>::try_from(host).ok()?), port),
            _ => Self::Onion(host.try_into().ok()?, port),
        };
        Some((address, rest))
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tcp(IpAddr::V4(ip), port) => write!(f, "/ip4/{ip}/tcp/{port}"),
            Self::Tcp(IpAddr::V6(ip), port) => write!(f, "/ip6/{ip}/tcp/{port}"),
            Self::Onion(key, port) => {
                write!(
                    f,
                    "/onion3/{}:{port}",
                    BASE32_NOPAD.encode(key).to_lowercase()
                )
            }
        }
    }
}

/// An invitation code. `Debug` prints no secret.
#[derive(Clone)]
pub struct InvitationCode {
    practice: bool,
    secret: [u8; 16],
    network: [u8; 8],
    addresses: Vec<Address>,
}

impl fmt::Debug for InvitationCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("InvitationCode(..)")
    }
}

impl InvitationCode {
    /// A code for a secret; at most six addresses are kept, loopback ones only if there is
    /// nothing else.
    #[must_use]
    pub fn new(secret: [u8; 16], network: [u8; 8], addresses: &[Address]) -> Self {
        let far: Vec<Address> = addresses
            .iter()
            .filter(|a| !a.is_loopback())
            .copied()
            .collect();
        let mut addresses = if far.is_empty() {
            addresses.to_vec()
        } else {
            far
        };
        addresses.truncate(ADDRESSES_MAX);
        Self {
            practice: false,
            secret,
            network,
            addresses,
        }
    }

    /// The same code, which says that it is of a practice network where it is.
    #[must_use]
    pub fn of_practice(self, practice: bool) -> Self {
        Self { practice, ..self }
    }

    /// Whether it says that it is of a practice network: nobody comes in with it.
    #[must_use]
    pub const fn is_of_practice(&self) -> bool {
        self.practice
    }

    /// A fresh secret.
    #[must_use]
    pub fn fresh_secret(rng: &mut dyn CryptoRng) -> [u8; 16] {
        let mut secret = [0; 16];
        rng.fill_bytes(&mut secret);
        secret
    }

    /// The code in one piece.
    #[must_use]
    pub fn encode(&self) -> String {
        let mut bytes = vec![if self.practice { PRACTICE } else { REAL }];
        bytes.extend_from_slice(&self.secret);
        bytes.extend_from_slice(&self.network);
        for address in &self.addresses {
            address.write(&mut bytes);
        }
        bytes.extend_from_slice(&check(&bytes));
        BASE32_NOPAD.encode(&bytes)
    }

    /// Reads a code as a person types it.
    ///
    /// # Errors
    ///
    /// [`InvitationFault`] for anything that [`InvitationCode::encode`] would not have written.
    pub fn decode(text: &str) -> Result<Self, InvitationFault> {
        let compact = compact(text, CODE_CHARS_MAX).ok_or(InvitationFault::Malformed)?;
        let bytes = BASE32_NOPAD
            .decode(compact.as_bytes())
            .map_err(|_| InvitationFault::Malformed)?;
        let at = bytes
            .len()
            .checked_sub(CHECK_BYTES)
            .ok_or(InvitationFault::Malformed)?;
        let (body, found) = bytes.split_at(at);
        if found != check(body) {
            return Err(InvitationFault::Malformed);
        }
        let (fixed, rest) = body
            .split_at_checked(FIXED_BYTES)
            .ok_or(InvitationFault::Malformed)?;
        let practice = match fixed.first() {
            Some(&REAL) => false,
            Some(&PRACTICE) => true,
            Some(kind) => return Err(InvitationFault::Newer(*kind)),
            None => return Err(InvitationFault::Malformed),
        };
        let part = |range: std::ops::Range<usize>| fixed.get(range).unwrap_or_default();
        let secret = part(1..17)
            .try_into()
            .map_err(|_| InvitationFault::Malformed)?;
        let network = part(17..25)
            .try_into()
            .map_err(|_| InvitationFault::Malformed)?;
        let addresses = read_addresses(rest).ok_or(InvitationFault::Malformed)?;
        if addresses.len() > ADDRESSES_MAX {
            return Err(InvitationFault::Malformed);
        }
        Ok(Self {
            practice,
            secret,
            network,
            addresses,
        })
    }

    /// First 8 bytes of the network's space id.
    #[must_use]
    pub const fn network(&self) -> [u8; 8] {
        self.network
    }

    /// Where to knock.
    #[must_use]
    pub fn addresses(&self) -> &[Address] {
        &self.addresses
    }

    /// The keys that the secret gives.
    #[must_use]
    pub fn keys(&self) -> InvitationKeys {
        InvitationKeys::from_secret(self.secret)
    }
}

/// A code as a person types it, without what she put in to read it by; nothing where it is longer
/// than `chars_max`.
pub(crate) fn compact(text: &str, chars_max: usize) -> Option<String> {
    let compact: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .take(chars_max.saturating_add(1))
        .map(|c| c.to_ascii_uppercase())
        .collect();
    (compact.len() <= chars_max).then_some(compact)
}

/// Addresses one after the other, to the end.
pub(crate) fn read_addresses(mut bytes: &[u8]) -> Option<Vec<Address>> {
    let mut addresses = Vec::new();
    while !bytes.is_empty() {
        let (address, rest) = Address::read(bytes)?;
        addresses.push(address);
        bytes = rest;
    }
    Some(addresses)
}

fn check(bytes: &[u8]) -> [u8; CHECK_BYTES] {
    *hash(Domain::InvitationCheck, &[bytes])
        .as_bytes()
        .first_chunk()
        .unwrap_or(&[0; CHECK_BYTES])
}

/// The key pairs of an invitation.
#[derive(Debug)]
pub struct InvitationKeys {
    root: KeyMaterial,
    signing: SigningKey,
    transport: KeyMaterial,
}

impl InvitationKeys {
    /// Derives them from the secret of a code.
    #[must_use]
    pub fn from_secret(secret: [u8; 16]) -> Self {
        let mut root = [0; 32];
        for (to, from) in root.iter_mut().zip(secret) {
            *to = from;
        }
        let root = KeyMaterial::from_bytes(root);
        Self {
            signing: SigningKey::from_seed(&derive(Domain::InvitationSigning, &root, &[])),
            transport: derive(Domain::InvitationTransport, &root, &[]),
            root,
        }
    }

    /// The invitation's name.
    #[must_use]
    pub fn device(&self) -> DeviceId {
        self.signing.verifying_key().into()
    }

    /// Signs the `redeem` and the session proof.
    #[must_use]
    pub const fn signing(&self) -> &SigningKey {
        &self.signing
    }

    /// Opens bundles.
    #[must_use]
    pub fn seal(&self) -> SealSecretKey {
        SealSecretKey::from_seed(&derive(Domain::InvitationSeal, &self.root, &[]))
    }

    /// Seed of its transport key.
    #[must_use]
    pub const fn transport(&self) -> &KeyMaterial {
        &self.transport
    }

    /// Its transport key.
    #[must_use]
    pub fn transport_id(&self) -> TransportId {
        crate::replica::transport_id(&self.transport)
    }

    /// The place that an inviter admits.
    #[must_use]
    pub fn place(&self) -> Place {
        Place {
            signing: self.signing.duplicate(),
            seal: self.seal(),
            transport: self.transport_id(),
        }
    }
}

/// A code in groups of five, to be read aloud or typed.
#[must_use]
pub fn grouped(code: &str) -> String {
    let chars: Vec<char> = code.chars().collect();
    let groups: Vec<String> = chars
        .chunks(5)
        .map(|group| group.iter().collect())
        .collect();
    groups.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code() -> InvitationCode {
        let addresses = [
            Address::from_multiaddr("/ip4/192.0.2.7/tcp/4001").unwrap(),
            Address::from_multiaddr("/ip6/2001:db8::1/tcp/4002/p2p/xyz").unwrap(),
            Address::from_multiaddr("/ip4/127.0.0.1/tcp/1").unwrap(),
            Address::Onion([9; 32], 80),
        ];
        InvitationCode::new([7; 16], *b"network!", &addresses)
    }

    #[test]
    fn a_code_comes_back_as_it_was_however_it_is_typed() {
        let text = code().encode();
        for typed in [
            text.clone(),
            text.to_lowercase(),
            grouped(&text),
            grouped(&text).replace(' ', "-"),
        ] {
            let read = InvitationCode::decode(&typed).unwrap();
            assert_eq!(read.network(), *b"network!");
            assert_eq!(
                read.addresses().len(),
                3,
                "loopback is left out beside others"
            );
            assert_eq!(read.addresses()[1].to_string(), "/ip6/2001:db8::1/tcp/4002");
            assert_eq!(read.keys().device(), code().keys().device());
        }
        let short = InvitationCode::new([7; 16], [1; 8], &[]).encode();
        assert!(short.len() <= 114, "fits a square of 41 x 21 cells");
    }

    #[test]
    fn every_changed_character_is_noticed() {
        let text = code().encode();
        for at in 0..text.len() {
            let mut bytes = text.clone().into_bytes();
            bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
            let altered = String::from_utf8(bytes).unwrap();
            assert!(InvitationCode::decode(&altered).is_err(), "{at}");
            assert!(InvitationCode::decode(&text[..at]).is_err(), "{at}");
        }
        for bad in ["", "hola", "1", &"A".repeat(9_999), "ñandú"] {
            assert_eq!(
                InvitationCode::decode(bad).unwrap_err(),
                InvitationFault::Malformed
            );
        }
    }

    #[test]
    fn a_code_of_a_practice_network_says_so() {
        let practice = code().of_practice(true);
        let read = InvitationCode::decode(&practice.encode()).unwrap();
        assert!(read.is_of_practice());
        assert_eq!(read.keys().device(), code().keys().device());
        assert!(
            !InvitationCode::decode(&code().encode())
                .unwrap()
                .is_of_practice()
        );
    }

    #[test]
    fn a_newer_code_says_so() {
        let mut bytes = vec![3; 25];
        bytes.extend_from_slice(&check(&bytes));
        let text = BASE32_NOPAD.encode(&bytes);
        assert_eq!(
            InvitationCode::decode(&text).unwrap_err(),
            InvitationFault::Newer(3)
        );
    }

    #[test]
    fn its_debug_shows_no_secret() {
        assert_eq!(format!("{:?}", code()), "InvitationCode(..)");
        assert!(!format!("{:?}", code().keys()).contains("7, 7"));
    }
}
