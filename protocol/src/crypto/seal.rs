//! HPKE (RFC 9180, base mode) with X-Wing, HKDF-SHA256 and ChaCha20-Poly1305: seals short secrets
//! to a device or to a space's epoch, safe also against a recording opened by a quantum computer.

use std::fmt;

use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::{Kem, XWing};
use hpke::{
    Deserializable, OpModeR, OpModeS, Serializable, single_shot_open, single_shot_seal_with_rng,
};

use super::{CryptoRng, Domain, KeyMaterial};

/// Bytes of a public encapsulation key: ML-KEM-768 (1,184) and X25519 (32).
pub const SEAL_PUBLIC_BYTES: usize = 1216;
const ENCAPPED_BYTES: usize = 1120;
/// Bytes that sealing adds: the encapsulated key and the tag.
pub const SEAL_OVERHEAD_BYTES: usize = ENCAPPED_BYTES + 16;

type PrivateKey = <XWing as Kem>::PrivateKey;
type PublicKey = <XWing as Kem>::PublicKey;
type EncappedKey = <XWing as Kem>::EncappedKey;

/// Why something was not sealed or opened.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum SealFault {
    /// The public key is not one.
    #[error("public encapsulation key is malformed")]
    PublicKey,
    /// The sealed bytes are damaged, forged, or for another key.
    #[error("sealed bytes do not open: damaged, forged, or for another key")]
    DoesNotOpen,
}

/// A public encapsulation key of a device, an invitation or an epoch. Checked when made.
#[derive(Clone, Eq, PartialEq)]
pub struct SealPublicKey(Box<[u8; SEAL_PUBLIC_BYTES]>);

impl AsRef<[Self]> for SealPublicKey {
    fn as_ref(&self) -> &[Self] {
        std::slice::from_ref(self)
    }
}

impl SealPublicKey {
    /// Checks and takes the bytes.
    ///
    /// # Errors
    ///
    /// [`SealFault::PublicKey`] when they are not a key.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SealFault> {
        let bytes: [u8; SEAL_PUBLIC_BYTES] = bytes.try_into().map_err(|_| SealFault::PublicKey)?;
        PublicKey::from_bytes(&bytes).map_err(|_| SealFault::PublicKey)?;
        Ok(Self(Box::new(bytes)))
    }

    /// The 1,216 bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; SEAL_PUBLIC_BYTES] {
        &self.0
    }
}

impl fmt::Debug for SealPublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealPublicKey(..)")
    }
}

/// A secret encapsulation key.
pub struct SealSecretKey {
    secret: PrivateKey,
    public: SealPublicKey,
}

impl SealSecretKey {
    /// The key pair that a seed gives.
    #[must_use]
    pub fn from_seed(seed: &KeyMaterial) -> Self {
        let (secret, public) = XWing::derive_keypair(seed.expose());
        let mut bytes = [0; SEAL_PUBLIC_BYTES];
        public.write_exact(&mut bytes);
        Self {
            secret,
            public: SealPublicKey(Box::new(bytes)),
        }
    }

    /// Another handle on the same key, for an owner that must lend it beside other things it
    /// owns.
    #[must_use]
    pub fn duplicate(&self) -> Self {
        Self {
            secret: self.secret.clone(),
            public: self.public.clone(),
        }
    }

    /// The public half.
    #[must_use]
    pub const fn public(&self) -> &SealPublicKey {
        &self.public
    }

    /// Opens what [`seal_to`] made for this key with the same domain and `aad`.
    ///
    /// # Errors
    ///
    /// [`SealFault::DoesNotOpen`] for anything else.
    pub fn open(&self, domain: Domain, aad: &[u8], sealed: &[u8]) -> Result<Vec<u8>, SealFault> {
        let (encapped, sealed) = sealed
            .split_at_checked(ENCAPPED_BYTES)
            .ok_or(SealFault::DoesNotOpen)?;
        let encapped = EncappedKey::from_bytes(encapped).map_err(|_| SealFault::DoesNotOpen)?;
        single_shot_open::<ChaCha20Poly1305, HkdfSha256, XWing>(
            &OpModeR::Base,
            &self.secret,
            &encapped,
            domain.context().as_bytes(),
            sealed,
            aad,
        )
        .map_err(|_| SealFault::DoesNotOpen)
    }
}

impl fmt::Debug for SealSecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealSecretKey(..)")
    }
}

/// Seals `plain` to each of some keys, one after another.
///
/// # Errors
///
/// [`SealFault::PublicKey`] when one of them does not take part.
pub fn seal_to_each<'a>(
    keys: impl IntoIterator<Item = &'a SealPublicKey>,
    domain: Domain,
    aad: &[u8],
    plain: &[u8],
    rng: &mut dyn CryptoRng,
) -> Result<Vec<u8>, SealFault> {
    let mut sealed = Vec::new();
    for key in keys {
        sealed.extend(seal_to(key, domain, aad, plain, rng)?);
    }
    Ok(sealed)
}

/// Seals `plain` to a public key: [`SEAL_OVERHEAD_BYTES`] longer.
///
/// # Errors
///
/// [`SealFault::PublicKey`] when the key does not take part.
pub fn seal_to(
    public: &SealPublicKey,
    domain: Domain,
    aad: &[u8],
    plain: &[u8],
    mut rng: &mut dyn CryptoRng,
) -> Result<Vec<u8>, SealFault> {
    let key = PublicKey::from_bytes(public.as_bytes()).map_err(|_| SealFault::PublicKey)?;
    let (encapped, sealed) = single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, XWing>(
        &OpModeS::Base,
        &key,
        domain.context().as_bytes(),
        plain,
        aad,
        &mut rng,
    )
    .map_err(|_| SealFault::PublicKey)?;
    let mut out = encapped.to_bytes().to_vec();
    out.extend_from_slice(&sealed);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_secret_opens_for_its_key_domain_and_data_alone() {
        let mut rng = super::super::SeededRandom::new([2; 32]);
        let key = SealSecretKey::from_seed(&KeyMaterial::random(&mut rng));
        let other = SealSecretKey::from_seed(&KeyMaterial::random(&mut rng));
        let sealed = seal_to(key.public(), Domain::Slot, b"to", b"secret", &mut rng).unwrap();
        assert_eq!(sealed.len(), 6 + SEAL_OVERHEAD_BYTES);
        assert_eq!(key.open(Domain::Slot, b"to", &sealed).unwrap(), b"secret");
        assert_eq!(
            other.open(Domain::Slot, b"to", &sealed),
            Err(SealFault::DoesNotOpen)
        );
        assert_eq!(
            key.open(Domain::Forward, b"to", &sealed),
            Err(SealFault::DoesNotOpen)
        );
        assert_eq!(
            key.open(Domain::Slot, b"", &sealed),
            Err(SealFault::DoesNotOpen)
        );
        assert_eq!(
            key.open(Domain::Slot, b"to", &sealed[..90]),
            Err(SealFault::DoesNotOpen)
        );
    }

    #[test]
    fn a_malformed_public_key_is_refused() {
        assert_eq!(
            SealPublicKey::from_bytes(&[0; 7]).unwrap_err(),
            SealFault::PublicKey
        );
        // Coefficients above the modulus (FIPS 203, section 7.2).
        assert_eq!(
            SealPublicKey::from_bytes(&[0xff; SEAL_PUBLIC_BYTES]).unwrap_err(),
            SealFault::PublicKey
        );
    }
}
