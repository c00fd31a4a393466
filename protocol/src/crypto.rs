//! The cryptography room: the only file set in the project that names a cipher crate.
//!
//! Standard primitives behind one type per key role: BLAKE3 (hash, key derivation), Ed25519
//! (`verify_strict`), ChaCha20-Poly1305, HPKE with X-Wing (X25519 + ML-KEM-768), Argon2id,
//! Shamir's sharing. Every hash, derived key and signature takes a [`Domain`], so that no value
//! made for one purpose is good for another. No function here reports a security check as `bool`.
//!
//! It knows nothing of spaces, operations or members. Byte formats: `docs/wire.md`.

mod aead;
mod hash;
mod merkle;
mod pad;
mod passphrase;
mod random;
mod seal;
mod share;
mod sign;

pub use aead::{AEAD_TAG_BYTES, BoxKey, ContentKey, OpenFault, RecordKey};
pub use hash::{Digest, Domain, Hasher, KeyMaterial, derive, hash, keyed_hash};
pub use merkle::{MerkleFault, merkle_proofs, merkle_root, verify_merkle_proof};
pub use pad::{PadFault, pad, padded_len, unpad};
pub use passphrase::{
    PASSPHRASE_MEMORY_KIB_MIN, PassphraseKey, PassphraseParams, StretchFault, stretch,
};
pub use random::{ErasingRandom, SeededRandom};
pub use seal::{
    SEAL_OVERHEAD_BYTES, SEAL_PUBLIC_BYTES, SealFault, SealPublicKey, SealSecretKey, seal_to,
    seal_to_each,
};
pub use share::{SPLIT_BYTES, SecretPart, combine_parts, split_secret};
pub use sign::{BadSignature, Signature, SigningKey, VerifyingKey};

/// Randomness handed in by the caller: `protocol` never asks the operating system.
pub use rand_core::CryptoRng;
