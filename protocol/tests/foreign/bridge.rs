//! The crypto room is the pinned crates with what `docs/wire.md` puts around them, and no more.

use asamblea_protocol::crypto::{
    ContentKey, Domain, KeyMaterial, PASSPHRASE_MEMORY_KIB_MIN, PassphraseParams, RecordKey,
    SealSecretKey, SeededRandom, Signature, SigningKey, derive, hash, seal_to, stretch,
};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use ed25519_dalek::Signer;
use hpke::kem::{Kem, XWing};
use hpke::{Deserializable, OpModeR, setup_receiver};

#[test]
fn a_signature_is_ed25519_over_context_zero_and_text() {
    let raw = ed25519_dalek::SigningKey::from_bytes(&[7; 32]);
    let room = SigningKey::from_seed(&KeyMaterial::from_bytes([7; 32]));
    let made = raw.sign(b"asamblea 1 op signature\0text").to_bytes();
    assert_eq!(room.sign(Domain::OpSignature, b"text").as_bytes(), &made);
    room.verifying_key()
        .verify(Domain::OpSignature, b"text", &Signature::from_bytes(made))
        .unwrap();
}

#[test]
fn a_hash_is_blake3_in_derive_key_mode() {
    // The reference test vectors of BLAKE3: 1,025 bytes counting to 250, again and again.
    let text: Vec<u8> = (0..1025_u32)
        .map(|n| u8::try_from(n % 251).unwrap())
        .collect();
    let context = "BLAKE3 2019-12-27 16:29:52 test vectors context";
    let want = super::hex32("effaa245f065fbf82ac186839a249707c3bddf6d3fdda22d1b95a3c970379bcb");
    assert_eq!(blake3::derive_key(context, &text), want);
    let (left, right) = text.split_at(1000);
    let room = hash(Domain::Test, &[left, right]);
    assert_eq!(
        room.as_bytes(),
        &blake3::derive_key("asamblea 1 test", &text)
    );
    let derived = derive(Domain::Test, &KeyMaterial::from_bytes([9; 32]), &[b"part"]);
    let keyed = [&[9; 32], b"part".as_slice()].concat();
    assert_eq!(
        derived.expose(),
        &blake3::derive_key("asamblea 1 test", &keyed)
    );
}

#[test]
fn sealed_text_is_chacha20_poly1305_with_a_counted_nonce() {
    let key = [5; 32];
    let cipher = ChaCha20Poly1305::new(&Key::from(key));
    let seal = |nonce: [u8; 12]| {
        let payload = Payload {
            msg: b"text",
            aad: b"about",
        };
        cipher.encrypt(&Nonce::from(nonce), payload).unwrap()
    };
    let material = KeyMaterial::from_bytes(key);
    let content = ContentKey::new(&material).seal(b"about", b"text");
    assert_eq!(content, seal([0; 12]));
    let record = RecordKey::new(&material).seal(0x0102_0304, b"about", b"text");
    assert_eq!(record, seal([0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4]));
}

#[test]
fn sealing_to_a_key_is_hpke_with_the_context_as_info() {
    let seed = [3; 32];
    let room = SealSecretKey::from_seed(&KeyMaterial::from_bytes(seed));
    let mut rng = SeededRandom::new([1; 32]);
    let sealed = seal_to(room.public(), Domain::Slot, b"aad", b"secret", &mut rng).unwrap();
    let (enc, rest) = sealed.split_at(1120);
    let (secret, _) = XWing::derive_keypair(&seed);
    let enc = <XWing as Kem>::EncappedKey::from_bytes(enc).unwrap();
    type Aead = hpke::aead::ChaCha20Poly1305;
    let mut receiver = setup_receiver::<Aead, hpke::kdf::HkdfSha256, XWing>(
        &OpModeR::Base,
        &secret,
        &enc,
        b"asamblea 1 slot",
    )
    .unwrap();
    assert_eq!(receiver.open(rest, b"aad").unwrap(), b"secret");
}

#[test]
fn a_passphrase_is_stretched_by_argon2id_and_seals_in_the_vault_domain() {
    let params = PassphraseParams {
        memory_kib: PASSPHRASE_MEMORY_KIB_MIN,
        passes: 3,
        lanes: 2,
        salt: [8; 16],
    };
    let mut raw = [0; 32];
    let costs = argon2::Params::new(params.memory_kib, 3, 2, Some(32)).unwrap();
    argon2::Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, costs)
        .hash_password_into(b"farol nube", &params.salt, &mut raw)
        .unwrap();
    let root = KeyMaterial::from_bytes([6; 32]);
    let sealed = stretch(b"farol nube", &params)
        .unwrap()
        .seal(4, b"head", &root);
    let key = derive(Domain::Vault, &KeyMaterial::from_bytes(raw), &[]);
    assert_eq!(RecordKey::new(&key).seal(4, b"head", root.expose()), sealed);
}
