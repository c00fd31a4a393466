//! ChaCha20-Poly1305 (RFC 8439) behind one key type per role.

use std::fmt;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use zeroize::{Zeroize, ZeroizeOnDrop};

use super::KeyMaterial;

/// Bytes that sealing adds.
pub const AEAD_TAG_BYTES: usize = 16;

/// A sealed text that does not open: damaged, forged, or sealed under another key.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("sealed bytes do not open: damaged, forged, or under another key")]
pub struct OpenFault;

fn seal(key: &[u8; 32], nonce: u64, aad: &[u8], plain: &[u8]) -> Vec<u8> {
    let cipher = ChaCha20Poly1305::new(&Key::from(*key));
    // The cipher fails only above 256 GiB, far over every limit of ours; an empty text never opens.
    cipher
        .encrypt(&nonce_of(nonce), Payload { msg: plain, aad })
        .unwrap_or_default()
}

fn open(key: &[u8; 32], nonce: u64, aad: &[u8], sealed: &[u8]) -> Result<Vec<u8>, OpenFault> {
    let cipher = ChaCha20Poly1305::new(&Key::from(*key));
    cipher
        .decrypt(&nonce_of(nonce), Payload { msg: sealed, aad })
        .map_err(|_| OpenFault)
}

fn nonce_of(count: u64) -> Nonce {
    let mut bytes = [0_u8; 12];
    for (to, from) in bytes.iter_mut().skip(4).zip(count.to_be_bytes()) {
        *to = from;
    }
    Nonce::from(bytes)
}

/// The key of one operation's content. Used once, so its nonce is zero.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct ContentKey([u8; 32]);

impl ContentKey {
    /// A content key from derived material.
    #[must_use]
    pub const fn new(material: &KeyMaterial) -> Self {
        Self(*material.expose())
    }

    /// Seals, binding `aad`. Consumes the key: a second text under it would break both.
    #[must_use]
    pub fn seal(self, aad: &[u8], plain: &[u8]) -> Vec<u8> {
        seal(&self.0, 0, aad, plain)
    }

    /// Opens what [`ContentKey::seal`] made.
    ///
    /// # Errors
    ///
    /// [`OpenFault`] when key, associated data or bytes differ.
    pub fn open(self, aad: &[u8], sealed: &[u8]) -> Result<Vec<u8>, OpenFault> {
        open(&self.0, 0, aad, sealed)
    }
}

/// A key of records at rest or chunks of a bundle: one number, one text.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct RecordKey([u8; 32]);

impl RecordKey {
    /// A record key from derived material.
    #[must_use]
    pub const fn new(material: &KeyMaterial) -> Self {
        Self(*material.expose())
    }

    /// Seals record `number`. The caller never seals two texts under one number.
    #[must_use]
    pub fn seal(&self, number: u64, aad: &[u8], plain: &[u8]) -> Vec<u8> {
        seal(&self.0, number, aad, plain)
    }

    /// Opens record `number`.
    ///
    /// # Errors
    ///
    /// [`OpenFault`] when key, number, associated data or bytes differ.
    pub fn open(&self, number: u64, aad: &[u8], sealed: &[u8]) -> Result<Vec<u8>, OpenFault> {
        open(&self.0, number, aad, sealed)
    }
}

/// A key for many texts without a counter: each text gets a key of its own, derived from 24
/// random bytes that travel before it.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct BoxKey([u8; 32]);

impl BoxKey {
    const SALT_BYTES: usize = 24;

    /// A box key from derived material.
    #[must_use]
    pub const fn new(material: &KeyMaterial) -> Self {
        Self(*material.expose())
    }

    fn text_key(&self, salt: &[u8]) -> [u8; 32] {
        *blake3::keyed_hash(&self.0, salt).as_bytes()
    }

    /// Seals with fresh salt: 24 + text + 16 bytes.
    #[must_use]
    pub fn seal(&self, aad: &[u8], plain: &[u8], rng: &mut dyn super::CryptoRng) -> Vec<u8> {
        let mut out = vec![0; Self::SALT_BYTES];
        rng.fill_bytes(&mut out);
        let key = self.text_key(&out);
        out.extend_from_slice(&seal(&key, 0, aad, plain));
        out
    }

    /// Opens what [`BoxKey::seal`] made.
    ///
    /// # Errors
    ///
    /// [`OpenFault`] when key, associated data or bytes differ, or the salt is cut short.
    pub fn open(&self, aad: &[u8], sealed: &[u8]) -> Result<Vec<u8>, OpenFault> {
        let (salt, sealed) = sealed.split_at_checked(Self::SALT_BYTES).ok_or(OpenFault)?;
        open(&self.text_key(salt), 0, aad, sealed)
    }
}

macro_rules! silent {
    ($($key:ident),*) => {$(
        impl fmt::Debug for $key {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($key), "(..)"))
            }
        }
    )*};
}
silent!(ContentKey, RecordKey, BoxKey);

#[cfg(test)]
mod tests {
    use super::*;

    fn material() -> KeyMaterial {
        KeyMaterial::from_bytes([3; 32])
    }

    #[test]
    fn rfc_8439_section_2_8_2_opens() {
        let key: Vec<u8> = (0x80..0xa0).collect();
        let key: [u8; 32] = key.try_into().unwrap();
        let cipher = ChaCha20Poly1305::new(&Key::from(key));
        let nonce = Nonce::from([7, 0, 0, 0, 0x40, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47]);
        let aad = data_encoding::HEXLOWER
            .decode(b"50515253c0c1c2c3c4c5c6c7")
            .unwrap();
        let plain = b"Ladies and Gentlemen of the class of '99: If I could offer you \
            only one tip for the future, sunscreen would be it.";
        let sealed = cipher
            .encrypt(
                &nonce,
                Payload {
                    msg: plain,
                    aad: &aad,
                },
            )
            .unwrap();
        let tag = data_encoding::HEXLOWER.encode(&sealed[plain.len()..]);
        assert_eq!(tag, "1ae10b594f09e26a7e902ecbd0600691");
    }

    #[test]
    fn each_part_of_a_record_is_bound() {
        let key = RecordKey::new(&material());
        let sealed = key.seal(1, b"place", b"text");
        assert_eq!(key.open(1, b"place", &sealed).unwrap(), b"text");
        assert_eq!(key.open(2, b"place", &sealed), Err(OpenFault));
        assert_eq!(key.open(1, b"other", &sealed), Err(OpenFault));
        for at in 0..sealed.len() {
            let mut bad = sealed.clone();
            bad[at] ^= 1;
            assert_eq!(key.open(1, b"place", &bad), Err(OpenFault));
        }
        assert_eq!(key.open(1, b"place", &[]), Err(OpenFault));
    }

    #[test]
    fn boxes_of_one_text_differ_and_open() {
        let mut rng = super::super::SeededRandom::new([1; 32]);
        let key = BoxKey::new(&material());
        let (a, b) = (
            key.seal(b"", b"text", &mut rng),
            key.seal(b"", b"text", &mut rng),
        );
        assert_ne!(a, b);
        assert_eq!(key.open(b"", &a).unwrap(), b"text");
        assert_eq!(key.open(b"x", &a), Err(OpenFault));
        assert_eq!(key.open(b"", &a[..20]), Err(OpenFault));
    }
}
