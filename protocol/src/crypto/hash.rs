//! BLAKE3 with domain separation: hashes, keyed hashes, derived keys.

use std::fmt;
use std::sync::OnceLock;

use blake3::hazmat::{ContextKey, HasherExt, hash_derive_key_context};
use data_encoding::HEXLOWER;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// How many domains there are; one beyond would only be slower.
const DOMAINS: usize = Domain::Test as usize + 1;

/// The purpose of a hash, key or signature: each has a context string of its own.
///
/// The strings are part of the byte format: `docs/wire.md`, "Domains".
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Domain {
    /// Identity of an operation.
    OpId,
    /// What a device signs when it signs an operation.
    OpSignature,
    /// What a device signs to prove itself in a session.
    SessionProof,
    /// What a device signs to prove that a card is its own.
    CardSignature,
    /// What an invitation's key signs when it hands its place over.
    Redeem,
    /// What the cards of a new space's founding places are made for.
    Birth,
    /// Commitment of an epoch id to its secret.
    EpochId,
    /// Seed of a space's encapsulation key pair, from the epoch secret.
    EpochSealSeed,
    /// Key of the salt, from the epoch secret.
    EpochSaltKey,
    /// Key of the content keys, from the epoch secret.
    EpochContentKey,
    /// Key that wraps predecessors' secrets, from the epoch secret.
    EpochWrapKey,
    /// Key of ephemeral messages (cursors), from the epoch secret.
    EpochPresenceKey,
    /// Set of recipients of an epoch.
    Recipients,
    /// Leaf of a slot tree.
    SlotLeaf,
    /// Inner node of a slot tree.
    SlotNode,
    /// HPKE info of a slot.
    Slot,
    /// HPKE info of a forwarded epoch secret.
    Forward,
    /// HPKE info of a bundle key.
    Bundle,
    /// Chunk keys of a bundle.
    BundleChunk,
    /// Associated data of an operation's sealed body.
    OpHeader,
    /// Salt of a content key.
    Salt,
    /// Root of a space's logs.
    SyncRoot,
    /// State hash of a space.
    StateHash,
    /// The units of a vote.
    Roll,
    /// Check digits of an invitation code.
    InvitationCheck,
    /// Signing seed of an invitation key.
    InvitationSigning,
    /// Encapsulation seed of an invitation key.
    InvitationSeal,
    /// Transport seed of an invitation key.
    InvitationTransport,
    /// Signing seed of a device, from its root key.
    DeviceSigning,
    /// Encapsulation seed of a device, from its root key.
    DeviceSeal,
    /// Transport seed of a device, from its root key.
    DeviceTransport,
    /// Seed of a founding key, from the device's root key.
    FoundingKey,
    /// Loro peer id of a device in a document.
    LoroPeer,
    /// Safety words of a device.
    SafetyWords,
    /// Journal blocks, from the device's root key.
    StoreRecord,
    /// What tells records of journal and mirror from each other, from their bytes.
    StoreMark,
    /// Seed of what the mirror draws, from that of the program.
    StoreMirror,
    /// Index names, from the device's root key.
    StoreName,
    /// Index values, from the device's root key.
    StoreValue,
    /// Private records of this device alone, from its root key.
    StorePrivate,
    /// Remembered heads, from the device's root key.
    StoreHeads,
    /// The file of keys beside the vault, from the device's root key.
    StoreKeys,
    /// Names of local networks that a person marked as her own, from the device's root key.
    Place,
    /// Sealing of the device root key under the stretched passphrase.
    Vault,
    /// Sealing of a backup's key under its stretched passphrase; its head's check and digest.
    Backup,
    /// Chunk keys of a backup.
    BackupChunk,
    /// HPKE info of a share that somebody keeps for another.
    RecoveryShare,
    /// What a request for help is called by: its check, its words, what answers are bound to.
    RecoveryRequest,
    /// HPKE info of an answer to such a request; its check.
    RecoveryAnswer,
    /// HPKE info of an individual score, for one coordinator.
    Score,
    /// What an organization approves of an assessment.
    Approval,
    /// What is signed of a plan.
    PlanVersion,
    /// What something dated is called in calendars, from an organization, its id and a label.
    CalendarUid,
    /// Seeds of a [`super::SeededRandom`]; states of a [`super::ErasingRandom`].
    Random,
    /// Names chosen for test vectors and simulated worlds.
    Test,
}

impl Domain {
    /// The context string, unique for each purpose.
    #[must_use]
    pub const fn context(self) -> &'static str {
        match self {
            Self::OpId => "asamblea 1 op id",
            Self::OpSignature => "asamblea 1 op signature",
            Self::SessionProof => "asamblea 1 session proof",
            Self::CardSignature => "asamblea 1 card signature",
            Self::Redeem => "asamblea 1 redeem",
            Self::Birth => "asamblea 1 birth",
            Self::EpochId => "asamblea 1 epoch id",
            Self::EpochSealSeed => "asamblea 1 epoch seal seed",
            Self::EpochSaltKey => "asamblea 1 epoch salt key",
            Self::EpochContentKey => "asamblea 1 epoch content key",
            Self::EpochWrapKey => "asamblea 1 epoch wrap key",
            Self::EpochPresenceKey => "asamblea 1 epoch presence key",
            Self::Recipients => "asamblea 1 recipients",
            Self::SlotLeaf => "asamblea 1 slot leaf",
            Self::SlotNode => "asamblea 1 slot node",
            Self::Slot => "asamblea 1 slot",
            Self::Forward => "asamblea 1 forward",
            Self::Bundle => "asamblea 1 bundle",
            Self::BundleChunk => "asamblea 1 bundle chunk",
            Self::OpHeader => "asamblea 1 op header",
            Self::Salt => "asamblea 1 salt",
            Self::SyncRoot => "asamblea 1 sync root",
            Self::StateHash => "asamblea 1 state hash",
            Self::Roll => "asamblea 1 roll",
            Self::InvitationCheck => "asamblea 1 invitation check",
            Self::InvitationSigning => "asamblea 1 invitation signing",
            Self::InvitationSeal => "asamblea 1 invitation seal",
            Self::InvitationTransport => "asamblea 1 invitation transport",
            Self::DeviceSigning => "asamblea 1 device signing",
            Self::DeviceSeal => "asamblea 1 device seal",
            Self::DeviceTransport => "asamblea 1 device transport",
            Self::FoundingKey => "asamblea 1 founding key",
            Self::LoroPeer => "asamblea 1 loro peer",
            Self::SafetyWords => "asamblea 1 safety words",
            Self::StoreRecord => "asamblea 1 store record",
            Self::StoreMark => "asamblea 1 store mark",
            Self::StoreMirror => "asamblea 1 store mirror",
            Self::StoreName => "asamblea 1 store name",
            Self::StoreValue => "asamblea 1 store value",
            Self::StorePrivate => "asamblea 1 store private",
            Self::StoreHeads => "asamblea 1 store heads",
            Self::StoreKeys => "asamblea 1 store keys",
            Self::Place => "asamblea 1 place",
            Self::Vault => "asamblea 1 vault",
            Self::Backup => "asamblea 1 backup",
            Self::BackupChunk => "asamblea 1 backup chunk",
            Self::RecoveryShare => "asamblea 1 recovery share",
            Self::RecoveryRequest => "asamblea 1 recovery request",
            Self::RecoveryAnswer => "asamblea 1 recovery answer",
            Self::Score => "asamblea 1 score",
            Self::Approval => "asamblea 1 approval",
            Self::PlanVersion => "asamblea 1 plan version",
            Self::CalendarUid => "asamblea 1 calendar uid",
            Self::Random => "asamblea 1 random",
            Self::Test => "asamblea 1 test",
        }
    }
}

/// The hash of a context string: what a hash in its domain begins with. Each is computed once, as
/// for a short text it would be a good part of the work.
fn context_key(domain: Domain) -> ContextKey {
    static KEYS: [OnceLock<ContextKey>; DOMAINS] = [const { OnceLock::new() }; DOMAINS];
    let fresh = || hash_derive_key_context(domain.context());
    KEYS.get(domain as usize)
        .map_or_else(fresh, |key| *key.get_or_init(fresh))
}

/// 32 bytes of BLAKE3.
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Digest([u8; 32]);

impl Digest {
    /// Takes bytes that came from elsewhere as a digest.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// BLAKE3 of a text that people compare: without a domain, so that any tool computes the same.
    #[must_use]
    pub fn of_text(text: &str) -> Self {
        Self(*blake3::hash(text.as_bytes()).as_bytes())
    }

    /// The 32 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&HEXLOWER.encode(self.0.first_chunk::<5>().unwrap_or(&[0; 5])))
    }
}

/// An incremental hash in one domain.
///
/// Parts are hashed as they come, without lengths between them: callers feed fixed-size fields or
/// canonical CBOR, never two variable fields in a row.
#[derive(Clone)]
pub struct Hasher(blake3::Hasher);

impl Hasher {
    /// An empty hash in `domain`.
    #[must_use]
    pub fn new(domain: Domain) -> Self {
        Self(blake3::Hasher::new_from_context_key(&context_key(domain)))
    }

    /// An empty keyed hash: the key is hashed in first, in `domain`.
    #[must_use]
    pub fn keyed(domain: Domain, key: &KeyMaterial) -> Self {
        let mut hasher = Self::new(domain);
        hasher.update(&key.0);
        hasher
    }

    /// Adds bytes.
    pub fn update(&mut self, bytes: &[u8]) -> &mut Self {
        self.0.update(bytes);
        self
    }

    /// The digest of everything added.
    #[must_use]
    pub fn finish(&self) -> Digest {
        Digest(*self.0.finalize().as_bytes())
    }

    /// The digest as key material.
    #[must_use]
    pub fn finish_key(&self) -> KeyMaterial {
        KeyMaterial(*self.0.finalize().as_bytes())
    }

    /// Everything added, as a source of as many bytes as are asked of it.
    pub(super) fn finish_long(&self) -> blake3::OutputReader {
        self.0.finalize_xof()
    }

    /// Forgets what was added: a short key stands in it as it is, and in what its work left on the
    /// stack, from where it gets into whatever is built there next.
    pub(super) fn wipe(&mut self) {
        self.0.zeroize();
        overwrite_frames();
    }
}

/// Deeper than the library's own frames.
const FRAMES_BYTES: usize = 8 * 1024;

#[inline(never)]
fn overwrite_frames() {
    let mut room = [0_u8; FRAMES_BYTES];
    std::hint::black_box(&mut room);
}

/// Hashes parts of fixed size, or one variable part at the end, in a domain.
#[must_use]
pub fn hash(domain: Domain, parts: &[&[u8]]) -> Digest {
    let mut hasher = Hasher::new(domain);
    for part in parts {
        hasher.update(part);
    }
    hasher.finish()
}

/// A keyed hash of parts in a domain.
#[must_use]
pub fn keyed_hash(domain: Domain, key: &KeyMaterial, parts: &[&[u8]]) -> Digest {
    let mut hasher = Hasher::keyed(domain, key);
    for part in parts {
        hasher.update(part);
    }
    let digest = hasher.finish();
    hasher.wipe();
    digest
}

/// Derives key material from key material, in a domain, bound to `parts`.
#[must_use]
pub fn derive(domain: Domain, key: &KeyMaterial, parts: &[&[u8]]) -> KeyMaterial {
    let mut hasher = Hasher::keyed(domain, key);
    for part in parts {
        hasher.update(part);
    }
    let derived = hasher.finish_key();
    hasher.wipe();
    derived
}

/// 32 secret bytes from which keys are derived. `Debug` prints none of them.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct KeyMaterial([u8; 32]);

impl KeyMaterial {
    /// Takes 32 secret bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Draws 32 bytes.
    #[must_use]
    pub fn random(rng: &mut dyn super::CryptoRng) -> Self {
        let mut bytes = [0; 32];
        rng.fill_bytes(&mut bytes);
        Self(bytes)
    }

    /// The only way to read the bytes.
    #[must_use]
    pub const fn expose(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for KeyMaterial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyMaterial(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_input_in_two_domains_gives_two_digests() {
        assert_ne!(hash(Domain::OpId, &[b"x"]), hash(Domain::EpochId, &[b"x"]));
        assert_eq!(
            hash(Domain::OpId, &[b"x", b"y"]),
            hash(Domain::OpId, &[b"xy"])
        );
    }

    #[test]
    fn a_digest_is_the_derived_key_of_its_context_string() {
        for domain in [Domain::OpId, Domain::Salt, Domain::Vault, Domain::Test] {
            for _ in 0..2 {
                let want = blake3::derive_key(domain.context(), b"text");
                assert_eq!(hash(domain, &[b"te", b"xt"]).as_bytes(), &want);
            }
        }
    }

    #[test]
    fn key_material_does_not_print() {
        assert_eq!(
            format!("{:?}", KeyMaterial::from_bytes([7; 32])),
            "KeyMaterial(..)"
        );
    }
}
