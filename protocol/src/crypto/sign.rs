//! Ed25519 (RFC 8032), verified strictly, one signature at a time, never in batches.

use std::fmt;

use ed25519_dalek::Signer;

use super::{Domain, KeyMaterial};

/// A signature that the key did not make over this text in this domain.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("signature does not verify")]
pub struct BadSignature;

/// 64 bytes of Ed25519, unchecked until [`VerifyingKey::verify`].
#[derive(Clone, Copy, Eq, PartialEq)]
pub struct Signature([u8; 64]);

impl Signature {
    /// Takes 64 bytes that claim to be a signature.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 64]) -> Self {
        Self(bytes)
    }

    /// The 64 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 64] {
        &self.0
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signature(..)")
    }
}

/// A public signing key; not checked to be a curve point before it verifies something.
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct VerifyingKey([u8; 32]);

impl VerifyingKey {
    /// Takes 32 bytes that claim to be a key.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Checks a signature over `text` in `domain` (RFC 8032 strictly: small-order keys and
    /// malleable signatures are refused).
    ///
    /// # Errors
    ///
    /// [`BadSignature`] when the key did not sign this.
    pub fn verify(
        &self,
        domain: Domain,
        text: &[u8],
        signature: &Signature,
    ) -> Result<(), BadSignature> {
        let key = ed25519_dalek::VerifyingKey::from_bytes(&self.0).map_err(|_| BadSignature)?;
        key.verify_strict(
            &message(domain, text),
            &ed25519_dalek::Signature::from_bytes(&signature.0),
        )
        .map_err(|_| BadSignature)
    }
}

impl fmt::Debug for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&data_encoding::HEXLOWER.encode(self.0.first_chunk::<5>().unwrap_or(&[0; 5])))
    }
}

/// A secret signing key. `Debug` prints nothing of it.
pub struct SigningKey(ed25519_dalek::SigningKey);

impl SigningKey {
    /// The key that a seed gives.
    #[must_use]
    pub fn from_seed(seed: &KeyMaterial) -> Self {
        Self(ed25519_dalek::SigningKey::from_bytes(seed.expose()))
    }

    /// The public half.
    #[must_use]
    pub fn verifying_key(&self) -> VerifyingKey {
        VerifyingKey(self.0.verifying_key().to_bytes())
    }

    /// Another handle on the same key, for an owner that must lend it beside other things it
    /// owns. Both are wiped when dropped.
    #[must_use]
    pub fn duplicate(&self) -> Self {
        Self(self.0.clone())
    }

    /// Signs `text` in `domain`.
    #[must_use]
    pub fn sign(&self, domain: Domain, text: &[u8]) -> Signature {
        Signature(self.0.sign(&message(domain, text)).to_bytes())
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey(..)")
    }
}

fn message(domain: Domain, text: &[u8]) -> Vec<u8> {
    let context = domain.context().as_bytes();
    let mut message =
        Vec::with_capacity(context.len().saturating_add(1).saturating_add(text.len()));
    message.extend_from_slice(context);
    // No context holds a zero byte, so context and text cannot run together.
    message.push(0);
    message.extend_from_slice(text);
    message
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_good_for_its_text_key_and_domain_alone() {
        let key = SigningKey::from_seed(&KeyMaterial::from_bytes([1; 32]));
        let other = SigningKey::from_seed(&KeyMaterial::from_bytes([2; 32]));
        let signature = key.sign(Domain::OpSignature, b"text");
        let check = |key: &SigningKey, domain, text: &[u8]| {
            key.verifying_key().verify(domain, text, &signature)
        };
        assert_eq!(check(&key, Domain::OpSignature, b"text"), Ok(()));
        assert_eq!(check(&key, Domain::OpSignature, b"Text"), Err(BadSignature));
        assert_eq!(
            check(&key, Domain::SessionProof, b"text"),
            Err(BadSignature)
        );
        assert_eq!(
            check(&other, Domain::OpSignature, b"text"),
            Err(BadSignature)
        );
        let small_order = VerifyingKey::from_bytes([0; 32]);
        assert_eq!(
            small_order.verify(Domain::OpSignature, b"text", &signature),
            Err(BadSignature)
        );
    }

    #[test]
    fn rfc_8032_test_1_seed_gives_its_public_key() {
        let seed = data_encoding::HEXLOWER
            .decode(b"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
            .unwrap();
        let key = SigningKey::from_seed(&KeyMaterial::from_bytes(seed.try_into().unwrap()));
        assert_eq!(
            data_encoding::HEXLOWER.encode(key.verifying_key().as_bytes()),
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
        );
    }
}
