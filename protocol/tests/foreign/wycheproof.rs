//! Project Wycheproof: edge cases that broke other implementations.

use asamblea_protocol::crypto::{KeyMaterial, RecordKey};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use ml_kem::kem::{Decapsulate, KeyExport};
use ml_kem::{FromSeed, MlKem768};
use wycheproof::TestResult::{Invalid, Valid};
use wycheproof::{aead, eddsa, hkdf, mlkem, xdh};

#[test]
fn ed25519_is_verified_strictly() {
    let set = eddsa::TestSet::load(eddsa::TestName::Ed25519).unwrap();
    let mut seen = (0, 0);
    for group in set.test_groups {
        let key: [u8; 32] = group.key.pk.as_slice().try_into().unwrap();
        let key = ed25519_dalek::VerifyingKey::from_bytes(&key).unwrap();
        for test in group.tests {
            let signature = <[u8; 64]>::try_from(test.sig.as_slice())
                .map(|bytes| ed25519_dalek::Signature::from_bytes(&bytes));
            let verified =
                signature.is_ok_and(|signature| key.verify_strict(&test.msg, &signature).is_ok());
            assert_eq!(
                verified,
                test.result == Valid,
                "{}: {}",
                test.tc_id,
                test.comment
            );
            *(if verified { &mut seen.0 } else { &mut seen.1 }) += 1;
        }
    }
    println!("Ed25519: {} good, {} bad", seen.0, seen.1);
    assert!(seen.0 >= 50 && seen.1 >= 50);
}

#[test]
fn chacha20_poly1305_seals_and_opens() {
    let set = aead::TestSet::load(aead::TestName::ChaCha20Poly1305).unwrap();
    let (mut good, mut bad, mut ours) = (0, 0, 0);
    for test in set.test_groups.into_iter().flat_map(|group| group.tests) {
        let key: [u8; 32] = test.key.as_slice().try_into().unwrap();
        let sealed = [test.ct.as_slice(), test.tag.as_slice()].concat();
        let Ok(nonce) = <[u8; 12]>::try_from(test.nonce.as_slice()) else {
            assert_eq!(test.result, Invalid, "{}", test.tc_id);
            bad += 1;
            continue;
        };
        let payload = Payload {
            msg: &sealed,
            aad: &test.aad,
        };
        let opened = ChaCha20Poly1305::new(&Key::from(key)).decrypt(&Nonce::from(nonce), payload);
        let want = (test.result == Valid).then(|| test.pt.to_vec());
        assert_eq!(opened.ok(), want, "{}: {}", test.tc_id, test.comment);
        if want.is_some() {
            good += 1;
        } else {
            bad += 1;
        }
        // The room counts: its nonces begin with four zero bytes.
        if let Some(count) = nonce.strip_prefix(&[0; 4]) {
            let number = u64::from_be_bytes(count.try_into().unwrap());
            let room = RecordKey::new(&KeyMaterial::from_bytes(key));
            assert_eq!(
                room.open(number, &test.aad, &sealed).ok(),
                want,
                "{}",
                test.tc_id
            );
            if let Some(plain) = want {
                assert_eq!(
                    room.seal(number, &test.aad, &plain),
                    sealed,
                    "{}",
                    test.tc_id
                );
            }
            ours += 1;
        }
    }
    println!("ChaCha20-Poly1305: {good} good, {bad} bad, {ours} of them through the room");
    assert!(good >= 200 && bad >= 50 && ours >= 5);
}

#[test]
fn hkdf_sha256_of_hpke() {
    let set = hkdf::TestSet::load(hkdf::TestName::HkdfSha256).unwrap();
    let (mut good, mut bad) = (0, 0);
    for test in set.test_groups.into_iter().flat_map(|group| group.tests) {
        let extracted = ::hkdf::Hkdf::<sha2::Sha256>::new(Some(&test.salt), &test.ikm);
        let mut out = vec![0; test.size];
        let expanded = extracted.expand(&test.info, &mut out).is_ok();
        assert_eq!(expanded, test.result == Valid, "{}", test.tc_id);
        if expanded {
            assert_eq!(out, test.okm.to_vec(), "{}", test.tc_id);
            good += 1;
        } else {
            bad += 1;
        }
    }
    println!("HKDF-SHA256: {good} good, {bad} bad");
    assert!(good >= 80 && bad >= 3);
}

/// X-Wing takes a shared secret of zeros too (the other half stands), so such vectors, which are
/// only *acceptable*, must give just that.
#[test]
fn x25519_of_x_wing() {
    let set = xdh::TestSet::load(xdh::TestName::X25519).unwrap();
    let mut seen = 0;
    for test in set.test_groups.into_iter().flat_map(|group| group.tests) {
        assert_ne!(test.result, Invalid);
        let secret: [u8; 32] = test.private_key.as_slice().try_into().unwrap();
        let public: [u8; 32] = test.public_key.as_slice().try_into().unwrap();
        let shared = x25519_dalek::StaticSecret::from(secret)
            .diffie_hellman(&x25519_dalek::PublicKey::from(public));
        assert_eq!(
            shared.as_bytes().as_slice(),
            test.shared_secret.as_slice(),
            "{}",
            test.tc_id
        );
        seen += 1;
    }
    println!("X25519: {seen}");
    assert!(seen >= 500);
}

#[test]
fn ml_kem_768_of_x_wing() {
    let set = mlkem::TestSet::load(mlkem::TestName::MlKem768).unwrap();
    let (mut good, mut bad) = (0, 0);
    for test in set.test_groups.into_iter().flat_map(|group| group.tests) {
        let seed = test.seed.unwrap();
        let sealed = test.ct.unwrap();
        let parts = (seed.as_slice().try_into(), sealed.as_slice().try_into());
        let (Ok(seed), Ok(sealed)) = parts else {
            assert_eq!(test.result, Invalid, "{}", test.tc_id);
            bad += 1;
            continue;
        };
        let (secret, public) = MlKem768::from_seed(&seed);
        let sealed: ml_kem::ml_kem_768::Ciphertext = sealed;
        assert_eq!(
            public.to_bytes().as_slice(),
            test.encaps_key.unwrap().as_slice()
        );
        let shared = secret.decapsulate(&sealed);
        assert_eq!(
            shared.as_slice(),
            test.shared_secret.unwrap().as_slice(),
            "{}",
            test.tc_id
        );
        good += 1;
    }
    println!("ML-KEM-768: {good} good, {bad} bad");
    assert!(good >= 20 && bad >= 1);
}

/// A public key whose coefficients are above the modulus takes no part, also as half of an X-Wing
/// key of ours.
#[test]
fn ml_kem_768_keys_over_the_modulus_are_refused_by_the_room() {
    let set = mlkem::TestSet::load(mlkem::TestName::MlKem768Encaps).unwrap();
    let (mut good, mut bad) = (0, 0);
    for test in set.test_groups.into_iter().flat_map(|group| group.tests) {
        let mut key = test.encaps_key.unwrap().to_vec();
        key.extend_from_slice(&[9; 32]);
        let taken = asamblea_protocol::crypto::SealPublicKey::from_bytes(&key).is_ok();
        assert_eq!(taken, test.result == Valid, "{}", test.tc_id);
        *(if taken { &mut good } else { &mut bad }) += 1;
    }
    println!("ML-KEM-768 public keys: {good} good, {bad} bad");
    assert!(bad >= 10);
}
