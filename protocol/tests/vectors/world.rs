//! The same few people in every vector, by number.

use asamblea_protocol::crypto::{KeyMaterial, SealSecretKey, SeededRandom, SigningKey};
use asamblea_protocol::id::{DeviceId, EpochId, OpId, SpaceId, TransportId};
use asamblea_protocol::op::{Card, Lane, LogId, OpRef};

use super::cbor::Cbor;

/// Key material of equal bytes.
pub(crate) fn material(n: u8) -> KeyMaterial {
    KeyMaterial::from_bytes([n; 32])
}

/// The signing key of device `n`.
pub(crate) fn signing(n: u8) -> SigningKey {
    SigningKey::from_seed(&material(n))
}

/// Device `n`.
pub(crate) fn device(n: u8) -> DeviceId {
    signing(n).verifying_key().into()
}

/// The encapsulation key of device `n`.
pub(crate) fn seal(n: u8) -> SealSecretKey {
    SealSecretKey::from_seed(&material(n))
}

/// The card of device `n`.
pub(crate) fn card(n: u8) -> Card {
    Card::new(
        &signing(n),
        seal(n).public(),
        TransportId::from_bytes([n; 32]),
        None,
    )
}

/// The card of device `n`, bound to a space.
pub(crate) fn bound_card(n: u8, to: SpaceId) -> Card {
    let transport = TransportId::from_bytes([n; 32]);
    Card::new(&signing(n), seal(n).public(), transport, Some(to))
}

/// A space that nobody made.
pub(crate) const fn space(n: u8) -> SpaceId {
    SpaceId::from_bytes([n; 32])
}

/// An operation that nobody wrote.
pub(crate) const fn op(n: u8) -> OpId {
    OpId::from_bytes([n; 32])
}

/// An epoch that nobody minted.
pub(crate) const fn epoch(n: u8) -> EpochId {
    EpochId::from_bytes([n; 32])
}

/// A log.
pub(crate) fn log(space_: u8, author: u8, lane: Lane) -> LogId {
    LogId {
        space: space(space_),
        author: device(author),
        lane,
    }
}

/// A reference.
pub(crate) fn reference(log: LogId, seq: u64, id: u8) -> OpRef {
    OpRef {
        log,
        seq,
        id: op(id),
    }
}

/// Randomness that repeats.
pub(crate) fn random(n: u8) -> SeededRandom {
    SeededRandom::new([n; 32])
}

/// An id of equal bytes as CBOR.
pub(crate) fn id(n: u8) -> Cbor {
    Cbor::Bytes(vec![n; 32])
}
