//! Vectors of the RFCs that name what we use.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use ed25519_dalek::Signer;

use super::{hex, hex32};

/// RFC 8032, section 7.1: seed, public key, text, signature.
const ED25519: [[&str; 4]; 4] = [
    [
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155\
         5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ],
    [
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da\
         085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ],
    [
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac\
         18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ],
    [
        "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a\
         2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b589\
         09351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704",
    ],
];

#[test]
fn rfc_8032_ed25519() {
    for [seed, public, text, signature] in ED25519 {
        let key = ed25519_dalek::SigningKey::from_bytes(&hex32(seed));
        assert_eq!(key.verifying_key().as_bytes(), &hex32(public));
        let made = key.sign(&hex(text));
        assert_eq!(made.to_bytes().to_vec(), hex(signature));
        key.verifying_key()
            .verify_strict(&hex(text), &made)
            .unwrap();
    }
}

#[test]
fn rfc_8439_section_2_8_2_chacha20_poly1305() {
    let key: [u8; 32] = (0x80..0xa0).collect::<Vec<u8>>().try_into().unwrap();
    let nonce: [u8; 12] = hex("070000004041424344454647").try_into().unwrap();
    let payload = Payload {
        msg: b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for \
            the future, sunscreen would be it.",
        aad: &hex("50515253c0c1c2c3c4c5c6c7"),
    };
    let sealed = ChaCha20Poly1305::new(&Key::from(key)).encrypt(&Nonce::from(nonce), payload);
    let want = hex(
        "d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d6\
         3dbea45e8ca9671282fafb69da92728b1a71de0a9e060b2905d6a5b67ecd3b36\
         92ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc\
         3ff4def08e4b7a9de576d26586cec64b6116\
         1ae10b594f09e26a7e902ecbd0600691",
    );
    assert_eq!(sealed.unwrap(), want);
}

/// RFC 8439, appendix A.5: the ciphertext that must open.
#[test]
fn rfc_8439_appendix_a_5_opens() {
    let key = hex32("1c9240a5eb55d38af333888604f6b5f0473917c1402b80099dca5cbc207075c0");
    let nonce: [u8; 12] = hex("000000000102030405060708").try_into().unwrap();
    let sealed = hex(
        "64a0861575861af460f062c79be643bd5e805cfd345cf389f108670ac76c8cb2\
         4c6cfc18755d43eea09ee94e382d26b0bdb7b73c321b0100d4f03b7f355894cf\
         332f830e710b97ce98c8a84abd0b948114ad176e008d33bd60f982b1ff37c855\
         9797a06ef4f0ef61c186324e2b3506383606907b6a7c02b0f9f6157b53c867e4\
         b9166c767b804d46a59b5216cde7a4e99040c5a40433225ee282a1b0a06c523e\
         af4534d7f83fa1155b0047718cbc546a0d072b04b3564eea1b422273f548271a\
         0bb2316053fa76991955ebd63159434ecebb4e466dae5a1073a6727627097a10\
         49e617d91d361094fa68f0ff77987130305beaba2eda04df997b714d6c6f2c29\
         a6ad5cb4022b02709beead9d67890cbb22392336fea1851f38",
    );
    let payload = Payload {
        msg: &sealed,
        aad: &hex("f33388860000000000004e91"),
    };
    let plain = ChaCha20Poly1305::new(&Key::from(key)).decrypt(&Nonce::from(nonce), payload);
    let text = String::from_utf8(plain.unwrap()).unwrap();
    assert!(text.starts_with("Internet-Drafts are draft documents valid for a maximum of six"));
    // This nonce begins with four zero bytes: the room makes it from a number.
    let room = asamblea_protocol::crypto::RecordKey::new(
        &asamblea_protocol::crypto::KeyMaterial::from_bytes(key),
    );
    let aad = hex("f33388860000000000004e91");
    let opened = room.open(0x0102_0304_0506_0708, &aad, &sealed).unwrap();
    assert_eq!(String::from_utf8(opened).unwrap(), text);
}

/// The room's own `stretch` takes no secret, no associated data and at least 64 MiB, so the vector
/// runs on the crate and `bridge` compares the two.
#[test]
fn rfc_9106_section_5_3_argon2id() {
    let params = argon2::ParamsBuilder::new()
        .m_cost(32)
        .t_cost(3)
        .p_cost(4)
        .output_len(32)
        .data(argon2::AssociatedData::new(&[4; 12]).unwrap())
        .build()
        .unwrap();
    let argon = argon2::Argon2::new_with_secret(
        &[3; 8],
        argon2::Algorithm::Argon2id,
        argon2::Version::V0x13,
        params,
    );
    let mut tag = [0; 32];
    argon
        .unwrap()
        .hash_password_into(&[1; 32], &[2; 16], &mut tag)
        .unwrap();
    let want = hex32("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659");
    assert_eq!(tag, want);
}
