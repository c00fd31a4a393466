//! HPKE (RFC 9180) and X-Wing against the vectors of their documents.

use std::convert::Infallible;

use asamblea_protocol::crypto::{KeyMaterial, SealSecretKey};
use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::{Kem, X25519HkdfSha256, XWing};
use hpke::{Deserializable, OpModeR, OpModeS, Serializable, setup_receiver, setup_sender_with_rng};
use rand_core::{TryCryptoRng, TryRng};
use serde_json::Value;
use x_wing::Decapsulate;

use super::{hex, hex32};

/// Randomness that a vector names.
struct Named(Vec<u8>);

impl TryRng for Named {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), Infallible> {
        let rest = self.0.split_off(out.len());
        out.copy_from_slice(&self.0);
        self.0 = rest;
        Ok(())
    }
}

impl TryCryptoRng for Named {}

fn field(vector: &Value, name: &str) -> Vec<u8> {
    hex(vector[name].as_str().unwrap())
}

#[test]
fn x_wing_draft_vectors() {
    let file: Value = serde_json::from_str(include_str!("x-wing.json")).unwrap();
    let vectors = file["vectors"].as_array().unwrap();
    for vector in vectors {
        let seed: [u8; 32] = field(vector, "seed").try_into().unwrap();
        let secret = <XWing as Kem>::PrivateKey::from_bytes(&seed).unwrap();
        let public = XWing::sk_to_pk(&secret);
        assert_eq!(public.to_bytes().to_vec(), field(vector, "pk"));
        let key = x_wing::EncapsulationKey::try_from(field(vector, "pk").as_slice()).unwrap();
        let coins: [u8; 64] = field(vector, "eseed").try_into().unwrap();
        let (sealed, shared) = key.encapsulate_deterministic((&coins).into());
        assert_eq!(sealed.to_vec(), field(vector, "ct"));
        assert_eq!(shared.to_vec(), field(vector, "ss"));
        let opened = x_wing::DecapsulationKey::from(seed).decapsulate(&sealed);
        assert_eq!(opened.to_vec(), field(vector, "ss"));
    }
    assert_eq!(vectors.len(), 3);
}

/// The very suite of ours: X-Wing, HKDF-SHA256, ChaCha20-Poly1305.
#[test]
fn hpke_pq_draft_vector_of_our_suite() {
    let vector: Value = serde_json::from_str(include_str!("hpke-x-wing.json")).unwrap();
    let suite = ["mode", "kem_id", "kdf_id", "aead_id"].map(|name| vector[name].as_u64().unwrap());
    assert_eq!(suite, [0, 0x647a, 1, 3]);
    // The room derives key pairs from seeds by the same DeriveKeyPair.
    let seed: [u8; 32] = field(&vector, "ikmR").try_into().unwrap();
    let room = SealSecretKey::from_seed(&KeyMaterial::from_bytes(seed));
    assert_eq!(room.public().as_bytes().to_vec(), field(&vector, "pkRm"));

    let secret = <XWing as Kem>::PrivateKey::from_bytes(&field(&vector, "skRm")).unwrap();
    let public = <XWing as Kem>::PublicKey::from_bytes(&field(&vector, "pkRm")).unwrap();
    let info = field(&vector, "info");
    let (enc, mut sender) = setup_sender_with_rng::<ChaCha20Poly1305, HkdfSha256, XWing>(
        &OpModeS::Base,
        &public,
        &info,
        &mut Named(field(&vector, "ikmE")),
    )
    .unwrap();
    assert_eq!(enc.to_bytes().to_vec(), field(&vector, "enc"));
    let mut receiver =
        setup_receiver::<ChaCha20Poly1305, HkdfSha256, XWing>(&OpModeR::Base, &secret, &enc, &info)
            .unwrap();
    for row in vector["encryptions"].as_array().unwrap() {
        let (aad, plain, sealed) = (field(row, "aad"), field(row, "pt"), field(row, "ct"));
        assert_eq!(sender.seal(&plain, &aad).unwrap(), sealed);
        assert_eq!(receiver.open(&sealed, &aad).unwrap(), plain);
    }
}

/// RFC 9180, appendix A.2.1: X25519, HKDF-SHA256, ChaCha20-Poly1305, base mode.
#[test]
fn rfc_9180_appendix_a_2_1() {
    let seed = hex32("1ac01f181fdf9f352797655161c58b75c656a6cc2716dcb66372da835542e1df");
    let (secret, public) = X25519HkdfSha256::derive_keypair(&seed);
    let want = hex32("4310ee97d88cc1f088a5576c77ab0cf5c3ac797f3d95139c6c84b5429c59662a");
    assert_eq!(public.to_bytes().to_vec(), want);
    let enc = hex32("1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a");
    let enc = <X25519HkdfSha256 as Kem>::EncappedKey::from_bytes(&enc).unwrap();
    let info = hex("4f6465206f6e2061204772656369616e2055726e");
    let mut receiver = setup_receiver::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
        &OpModeR::Base,
        &secret,
        &enc,
        &info,
    )
    .unwrap();
    for (aad, sealed) in [
        (
            "Count-0",
            "1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db\
             21993c62ce81883d2dd1b51a28",
        ),
        (
            "Count-1",
            "6b53c051e4199c518de79594e1c4ab18b96f081549d45ce015be002090bb119e\
             85285337cc95ba5f59992dc98c",
        ),
        (
            "Count-2",
            "71146bd6795ccc9c49ce25dda112a48f202ad220559502cef1f34271e0cb4b02\
             b4f10ecac6f48c32f878fae86b",
        ),
    ] {
        let plain = receiver.open(&hex(sealed), aad.as_bytes()).unwrap();
        assert_eq!(plain, b"Beauty is truth, truth beauty");
    }
}
