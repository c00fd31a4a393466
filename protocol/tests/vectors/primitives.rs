//! Vectors of what every format stands on: canonical CBOR, signatures, padding.

use std::collections::BTreeMap;

use asamblea_protocol::canonical::{decode, encode};
use asamblea_protocol::crypto::{
    Domain, PadFault, Signature, VerifyingKey, hash, pad, padded_len, unpad,
};
use minicbor::bytes::ByteVec;
use minicbor::{Decode, Encode};
use serde_json::{Value, json};

use super::cbor::{Cbor, seen_bytes, view};
use super::file::{Format, Maker, Verdict, array, bytes, fault, notation};
use super::world::signing;

/// Values of the kinds that fields have.
pub(crate) const CBOR: Format = Format {
    name: "cbor",
    heading: "encoding",
    maker: make_cbor,
    judge: judge_cbor,
};

fn canonical<T: Encode<()> + for<'b> Decode<'b, ()>>(input: &[u8], max: usize) -> Verdict {
    let value: T = decode(input, max).map_err(fault)?;
    assert_eq!(encode(&value), input);
    Ok(view(input))
}

fn judge_cbor(input: &Value) -> Verdict {
    let text = bytes(&input["bytes"]);
    let max = input["max"]
        .as_u64()
        .map_or(1024, |max| usize::try_from(max).unwrap());
    match input["type"].as_str().unwrap() {
        "number" => canonical::<u64>(&text, max),
        "number of 8 bits" => canonical::<u8>(&text, max),
        "number of 32 bits" => canonical::<u32>(&text, max),
        "signed number" => canonical::<i32>(&text, max),
        "truth" => canonical::<bool>(&text, max),
        "bytes" => canonical::<ByteVec>(&text, max),
        "text" => canonical::<String>(&text, max),
        "numbers" => canonical::<Vec<u64>>(&text, max),
        "map" => canonical::<BTreeMap<u64, u64>>(&text, max),
        "number or null" => canonical::<Option<u64>>(&text, max),
        other => panic!("no type {other}"),
    }
}

const GOOD_CBOR: &[(&str, &str)] = &[
    ("number", "00"),
    ("number", "17"),
    ("number", "1818"),
    ("number", "18ff"),
    ("number", "190100"),
    ("number", "1a00010000"),
    ("number", "1b0000000100000000"),
    ("number", "1bffffffffffffffff"),
    ("number of 8 bits", "18ff"),
    ("number of 32 bits", "1affffffff"),
    ("signed number", "20"),
    ("signed number", "3863"),
    ("signed number", "3a7fffffff"),
    ("signed number", "1a7fffffff"),
    ("truth", "f4"),
    ("truth", "f5"),
    ("bytes", "40"),
    ("bytes", "4401020304"),
    ("text", "60"),
    ("text", "68c3b16f6ec3bac3b1"),
    ("numbers", "80"),
    ("numbers", "83010203"),
    ("map", "a0"),
    ("map", "a201020304"),
    ("number or null", "f6"),
    ("number or null", "05"),
];

const BAD_CBOR: &[(&str, &str, &str)] = &[
    ("number", "1817", "a number has the shortest head"),
    ("number", "190017", "a number has the shortest head"),
    ("number", "1900ff", "a number has the shortest head"),
    ("number", "1a0000ffff", "a number has the shortest head"),
    (
        "number",
        "1b00000000ffffffff",
        "a number has the shortest head",
    ),
    ("number", "1c", "heads 28 to 30 are reserved"),
    ("number", "1f", "a number has no indefinite length"),
    ("number", "", "the value is there"),
    ("number", "18", "the value is whole"),
    ("number", "0000", "nothing follows the value"),
    ("number", "20", "a number is not negative"),
    ("number", "f93c00", "there are no floating-point numbers"),
    ("number", "c000", "a value has no tag"),
    ("number", "f4", "a number is an unsigned integer"),
    ("number", "f7", "there is no undefined value"),
    (
        "number of 8 bits",
        "190100",
        "a number has as many bits as the page says",
    ),
    (
        "number of 32 bits",
        "1b0000000100000000",
        "a number has as many bits as the page says",
    ),
    (
        "signed number",
        "3a80000000",
        "a number has as many bits as the page says",
    ),
    ("signed number", "3800", "a number has the shortest head"),
    ("truth", "f8f5", "true and false have one byte"),
    ("truth", "01", "yes and no are CBOR's true and false"),
    ("bytes", "580401020304", "a length has the shortest head"),
    ("bytes", "5f4101ff", "bytes stand in one piece"),
    ("bytes", "44010203", "the value is whole"),
    ("bytes", "6161", "bytes are a byte string"),
    ("text", "6161ff", "nothing follows the value"),
    ("text", "61ff", "a text is UTF-8"),
    (
        "text",
        "63eda080",
        "a text is UTF-8, which has no surrogates",
    ),
    ("text", "62c080", "a text is UTF-8 in its shortest form"),
    ("text", "780161", "a length has the shortest head"),
    ("numbers", "9f0102ff", "a list has a definite length"),
    ("numbers", "980101", "a count has the shortest head"),
    ("numbers", "8201", "the value is whole"),
    (
        "numbers",
        "9bffffffffffffffff01",
        "a count is not more than is there",
    ),
    ("map", "a203040102", "keys ascend"),
    ("map", "a201020103", "a key stands once"),
    ("map", "bf0102ff", "a map has a definite length"),
    ("map", "a1180102", "a key has the shortest head"),
    ("map", "a1200102", "keys are unsigned integers"),
    ("number or null", "f7", "there is no undefined value"),
];

fn make_cbor(maker: &mut Maker) {
    for (kind, text) in GOOD_CBOR {
        let input = json!({ "type": kind, "bytes": text });
        let out = view(&bytes(&input["bytes"]));
        maker.good(&format!("{kind} {text}"), input, out);
    }
    for (kind, text, rule) in BAD_CBOR {
        let input = json!({ "type": kind, "bytes": text });
        maker.broken(&format!("{kind} {text:?}"), rule, input);
    }
    for (max, fits) in [(1023, false), (1024, true)] {
        let text = notation(&Cbor::Bytes(vec![0; 1021]).encode());
        let input = json!({ "type": "bytes", "bytes": text, "max": max });
        let name = format!("1,024 bytes where at most {max} may be");
        if fits {
            maker.good(&name, input, json!(seen_bytes(&[0; 1021])));
        } else {
            maker.bad(&name, "input is not over its limit", "TooLong", input);
        }
    }
}

/// Signatures in a domain, and what strictness refuses.
pub(crate) const SIGNATURE: Format = Format {
    name: "signature",
    heading: "domains",
    maker: make_signature,
    judge: judge_signature,
};

fn judge_signature(input: &Value) -> Verdict {
    let domain = domain(input["domain"].as_str().unwrap());
    let key = VerifyingKey::from_bytes(array(&input["key"]));
    let signature = Signature::from_bytes(array(&input["signature"]));
    key.verify(domain, &bytes(&input["text"]), &signature)
        .map_err(fault)?;
    Ok(json!(true))
}

fn domain(context: &str) -> Domain {
    let all = [
        Domain::OpSignature,
        Domain::SessionProof,
        Domain::CardSignature,
        Domain::Test,
    ];
    let found = all.into_iter().find(|domain| domain.context() == context);
    found.unwrap_or_else(|| panic!("no domain {context}"))
}

/// The order of the group, little-endian.
const ORDER: [u8; 32] = [
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
];

/// The same signature with the order added to `s`: what lax verifiers take, too.
pub(crate) fn malleable(signature: &[u8; 64]) -> [u8; 64] {
    let (mut out, mut carry) = (*signature, 0_u16);
    for (byte, add) in out[32..].iter_mut().zip(ORDER) {
        carry += u16::from(*byte) + u16::from(add);
        *byte = carry.to_le_bytes()[0];
        carry >>= 8;
    }
    out
}

fn signature_input(domain: Domain, key: &[u8], text: &[u8], signature: &[u8; 64]) -> Value {
    json!({
        "domain": domain.context(),
        "key": notation(key),
        "text": notation(text),
        "signature": notation(signature),
    })
}

fn make_signature(maker: &mut Maker) {
    let key = signing(1);
    let public = *key.verifying_key().as_bytes();
    for (name, domain, text) in [
        ("of an operation", Domain::OpSignature, &[7; 32][..]),
        ("of a session", Domain::SessionProof, &[8; 168]),
        ("of a card", Domain::CardSignature, b"card"),
        ("over nothing", Domain::Test, b""),
    ] {
        let signature = *key.sign(domain, text).as_bytes();
        let input = signature_input(domain, &public, text, &signature);
        maker.good(name, input, json!(true));
    }
    let (domain, text) = (Domain::OpSignature, [7; 32]);
    let good = *key.sign(domain, &text).as_bytes();
    let other = *signing(2).verifying_key().as_bytes();
    let own = "the key signed this text in this domain";
    let mut bad = |name: &str, rule: &str, input: Value| {
        maker.bad(name, rule, "BadSignature", input);
    };
    for (name, domain, key, text) in [
        ("another domain", Domain::SessionProof, public, &text[..]),
        ("another text", domain, public, &[7; 31]),
        ("another key", domain, other, &text),
    ] {
        bad(name, own, signature_input(domain, &key, text, &good));
    }
    for at in [0, 31, 32, 63] {
        let mut flipped = good;
        flipped[at] ^= 1;
        let input = signature_input(domain, &public, &text, &flipped);
        bad(&format!("byte {at} flipped"), own, input);
    }
    // Over context and text without the zero byte between them.
    let raw = ed25519_dalek::SigningKey::from_bytes(&[1; 32]);
    let joined = ed25519_dalek::Signer::sign(&raw, &[domain.context().as_bytes(), &text].concat());
    // The neutral element as key and as R: holds for any text where this is not asked.
    let mut neutral = [0; 64];
    neutral[0] = 1;
    let neutral_key: [u8; 32] = *neutral.first_chunk().unwrap();
    let small = "neither the key nor R has small order";
    for (name, rule, key, signature) in [
        (
            "no zero between",
            "the context is followed by a zero byte",
            public,
            joined.to_bytes(),
        ),
        (
            "order added to s",
            "s is below the order",
            public,
            malleable(&good),
        ),
        ("neutral key", small, neutral_key, neutral),
        ("zero signature", small, public, [0; 64]),
        (
            "key that is no point",
            "the key is a point of the curve",
            no_point(),
            good,
        ),
    ] {
        bad(name, rule, signature_input(domain, &key, &text, &signature));
    }
}

/// 32 bytes that are no point: about every second hash is none.
fn no_point() -> [u8; 32] {
    let mut bytes = *hash(Domain::Test, &[b"no point"]).as_bytes();
    while ed25519_dalek::VerifyingKey::from_bytes(&bytes).is_ok() {
        bytes[0] = bytes[0].wrapping_add(1);
    }
    bytes
}

/// PADMÉ.
pub(crate) const PADDING: Format = Format {
    name: "padding",
    heading: "primitives",
    maker: make_padding,
    judge: judge_padding,
};

fn judge_padding(input: &Value) -> Verdict {
    if let Some(len) = input["length"].as_u64() {
        return Ok(json!(padded_len(usize::try_from(len).unwrap())));
    }
    let padded = bytes(&input["padded"]);
    let text = unpad(padded.clone()).map_err(|PadFault| fault(PadFault))?;
    assert_eq!(pad(text.clone()), padded);
    Ok(json!(seen_bytes(&text)))
}

fn make_padding(maker: &mut Maker) {
    for (len, want) in [
        (0, 0),
        (1, 1),
        (2, 2),
        (8, 8),
        (9, 10),
        (17, 18),
        (100, 104),
        (300, 304),
        (1000, 1024),
        (4097, 4352),
        (61_440, 61_440),
        (61_441, 63_488),
        (65_000, 65_536),
    ] {
        maker.good(
            &format!("length {len}"),
            json!({ "length": len }),
            json!(want),
        );
    }
    for text in [&b""[..], b"hola", &[0; 7], &[0x80; 9], &[b'x'; 300]] {
        let name = format!("{} bytes of {:?}", text.len(), text.first());
        let input = json!({ "padded": notation(&pad(text.to_vec())) });
        maker.good(&name, input, json!(seen_bytes(text)));
    }
    for (name, rule, padded) in [
        ("nothing", "the byte 0x80 is there", vec![]),
        ("zeros", "the byte 0x80 is there", vec![0; 8]),
        (
            "another byte",
            "the byte before the zeros is 0x80",
            vec![b'a', 0x81, 0],
        ),
        (
            "text without padding",
            "the byte before the zeros is 0x80",
            b"hola".to_vec(),
        ),
        (
            "a zero too many",
            "the length is that of PADME",
            vec![b'a', 0x80, 0],
        ),
        (
            "a zero too few",
            "the length is that of PADME",
            [&[b'x'; 8][..], &[0x80]].concat(),
        ),
        (
            "half",
            "the length is that of PADME",
            [&[b'x'; 300][..], &[0x80]].concat(),
        ),
    ] {
        maker.bad(
            name,
            rule,
            "PadFault",
            json!({ "padded": notation(&padded) }),
        );
    }
}
