//! The transport key of a device, and the name that others know it by.
//!
//! Owns the way between 32 bytes and a libp2p peer id. Knows no device, person or member: which
//! transport key belongs to whom is decided elsewhere.

use std::fmt;
use std::str::FromStr;

use libp2p::PeerId;
use libp2p::identity::Keypair;
use zeroize::Zeroizing;

/// A libp2p peer id of an Ed25519 key is this prefix and the 32 bytes of the key: identity
/// multihash of 36 bytes, which are a protobuf of key type Ed25519 and 32 bytes of data.
const PEER_ID_PREFIX: [u8; 6] = [0x00, 0x24, 0x08, 0x01, 0x12, 0x20];

/// The secret key that proves a device to its peers on the wire, and nothing else.
///
/// Its `Debug` prints no key byte, and it has no `Display`. It is wiped when dropped.
pub struct TransportKey {
    seed: Zeroizing<[u8; TransportKey::SEED_BYTES]>,
    id: TransportId,
}

impl TransportKey {
    /// The bytes of the Ed25519 seed.
    pub const SEED_BYTES: usize = 32;

    /// Makes the key of this Ed25519 seed.
    ///
    /// # Errors
    ///
    /// [`BadTransportKey`] when the key library refuses the seed.
    pub fn from_seed(seed: Zeroizing<[u8; Self::SEED_BYTES]>) -> Result<Self, BadTransportKey> {
        let public = keypair(&seed)?.public();
        let public = public.try_into_ed25519().map_err(|_| BadTransportKey)?;
        Ok(Self {
            seed,
            id: TransportId(public.to_bytes()),
        })
    }

    /// The name of this key.
    #[must_use]
    pub fn id(&self) -> TransportId {
        self.id
    }

    pub(super) fn keypair(&self) -> Result<Keypair, BadTransportKey> {
        keypair(&self.seed)
    }
}

impl fmt::Debug for TransportKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TransportKey(..)")
    }
}

fn keypair(seed: &[u8; TransportKey::SEED_BYTES]) -> Result<Keypair, BadTransportKey> {
    // The library wipes the copy that it reads from.
    let mut copy = Zeroizing::new(*seed);
    Keypair::ed25519_from_bytes(&mut copy[..]).map_err(|_| BadTransportKey)
}

/// Names a transport key: the 32 bytes of its Ed25519 public key.
///
/// Shown and parsed as a base58 peer id.
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct TransportId([u8; TransportId::LENGTH]);

impl TransportId {
    /// The bytes of the public key.
    pub const LENGTH: usize = 32;

    /// Takes the bytes of a public key, unchecked: a name that no key has lets nobody in.
    #[must_use]
    pub fn from_bytes(bytes: [u8; Self::LENGTH]) -> Self {
        Self(bytes)
    }

    /// The bytes of the public key.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; Self::LENGTH] {
        &self.0
    }

    /// The same name as libp2p spells it.
    pub(super) fn to_peer_id(self) -> Result<PeerId, BadTransportKey> {
        let bytes = [&PEER_ID_PREFIX[..], &self.0[..]].concat();
        PeerId::from_bytes(&bytes).map_err(|_| BadTransportKey)
    }

    /// Reads a libp2p name; there are others than those of Ed25519 keys.
    pub(super) fn from_peer_id(peer: &PeerId) -> Result<Self, BadTransportKey> {
        let bytes = peer.to_bytes();
        let key = bytes
            .strip_prefix(&PEER_ID_PREFIX[..])
            .ok_or(BadTransportKey)?;
        <[u8; Self::LENGTH]>::try_from(key)
            .map(Self)
            .map_err(|_| BadTransportKey)
    }
}

impl fmt::Display for TransportId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.to_peer_id() {
            Ok(peer) => peer.fmt(f),
            Err(_) => Err(fmt::Error),
        }
    }
}

impl fmt::Debug for TransportId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TransportId({self})")
    }
}

impl FromStr for TransportId {
    type Err = BadTransportKey;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::from_peer_id(&text.parse().map_err(|_| BadTransportKey)?)
    }
}

/// These bytes are no Ed25519 transport key or not the name of one.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("not an ed25519 transport key")]
pub struct BadTransportKey;

#[cfg(test)]
mod tests {
    use super::*;

    fn key(byte: u8) -> TransportKey {
        TransportKey::from_seed(Zeroizing::new([byte; 32])).unwrap()
    }

    #[test]
    fn a_name_is_the_peer_id_that_libp2p_computes() {
        let key = key(7);
        let peer = key.keypair().unwrap().public().to_peer_id();
        assert_eq!(key.id().to_peer_id().unwrap(), peer);
        assert_eq!(TransportId::from_peer_id(&peer), Ok(key.id()));
        assert_eq!(key.id().to_string(), peer.to_base58());
        assert_eq!(key.id().to_string().parse(), Ok(key.id()));
    }

    #[test]
    fn bytes_that_are_no_curve_point_still_have_a_name() {
        let id = TransportId::from_bytes([0xff; 32]);
        assert_eq!(id.to_string().parse(), Ok(id));
    }

    #[test]
    fn the_name_of_another_kind_of_key_is_refused() {
        // A SHA-256 multihash, as RSA keys have.
        let other = "QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N";
        assert_eq!(other.parse::<TransportId>(), Err(BadTransportKey));
        assert_eq!("".parse::<TransportId>(), Err(BadTransportKey));
    }

    #[test]
    fn debug_prints_no_secret() {
        assert_eq!(format!("{:?}", key(9)), "TransportKey(..)");
    }
}
