//! Vectors of sealed content: salt, key and padding around a text.

use asamblea_protocol::crypto::{ContentKey, Domain, KeyMaterial, derive, keyed_hash, pad};
use asamblea_protocol::id::SpaceId;
use asamblea_protocol::keys::EpochKeys;
use asamblea_protocol::op::{Header, Lane, SUITE, VERSION, VerifiedOp};
use serde_json::{Value, json};

use super::cbor::seen_bytes;
use super::file::{Format, Maker, Verdict, array, bytes, fault, notation};
use super::ops::{header_json, header_of};
use super::world::{device, log, material, op, reference, space};

/// Sealed content.
pub(crate) const SEALED: Format = Format {
    name: "sealed",
    heading: "content-keys",
    maker: make,
    judge,
};

fn judge(input: &Value) -> Verdict {
    let header = header_of(&input["header"]);
    let secret = KeyMaterial::from_bytes(array(&input["secret"]));
    let keys = EpochKeys::new(header.log.space, device(1), secret);
    let salt = array(&input["salt"]);
    let op = VerifiedOp {
        header: header.clone(),
        salt: Some(salt),
        body: bytes(&input["body"]),
        id: op(1),
    };
    let plain = keys.open_content(&op).map_err(fault)?;
    assert_eq!(keys.seal_content(&header, plain.clone()), (salt, op.body));
    Ok(json!(seen_bytes(&plain)))
}

fn header(secret: &KeyMaterial, seq: u64) -> Header {
    Header {
        version: VERSION,
        suite: SUITE,
        log: log(1, 1, Lane::Content),
        seq,
        prev: (seq > 0).then(|| op(3)),
        deps: if seq > 1 {
            vec![reference(log(1, 2, Lane::Control), 4, 5)]
        } else {
            Vec::new()
        },
        epoch: Some(EpochKeys::new(space(1), device(1), secret.clone()).id()),
    }
}

fn input(secret: &KeyMaterial, header: &Header, salt: &[u8], body: &[u8]) -> Value {
    json!({
        "secret": notation(secret.expose()),
        "header": header_json(header),
        "salt": notation(salt),
        "body": notation(body),
    })
}

fn make(maker: &mut Maker) {
    let secret = material(21);
    let keys = EpochKeys::new(space(1), device(1), secret.clone());
    for (name, seq, text) in [
        ("first operation", 0, b"hola".to_vec()),
        ("later operation", 1, b"hola".to_vec()),
        ("with a reference", 9, b"hola".to_vec()),
        ("nothing", 0, Vec::new()),
        ("300 bytes", 1, vec![b'x'; 300]),
        ("text that ends like padding", 1, vec![b'x', 0x80, 0, 0]),
        ("5,000 bytes", 1, vec![b'y'; 5000]),
    ] {
        let header = header(&secret, seq);
        let (salt, body) = keys.seal_content(&header, text.clone());
        maker.good(
            name,
            input(&secret, &header, &salt, &body),
            json!(seen_bytes(&text)),
        );
    }
    bad_openings(maker, &secret, &keys);
    bad_insides(maker, &secret);
}

fn bad_openings(maker: &mut Maker, secret: &KeyMaterial, keys: &EpochKeys) {
    let base = header(secret, 9);
    let (salt, body) = keys.seal_content(&base, b"hola".to_vec());
    let rule = "text, place and header are bound";
    let mut changed = |name: &str, change: &dyn Fn(&mut Header)| {
        let mut other = base.clone();
        change(&mut other);
        maker.bad(name, rule, "Open", input(secret, &other, &salt, &body));
    };
    changed("another version", &|h| h.version = 2);
    changed("another space", &|h| {
        h.log.space = SpaceId::from_bytes([8; 32])
    });
    changed("another author", &|h| h.log.author = device(2));
    changed("another place", &|h| h.seq = 10);
    changed("another predecessor", &|h| h.prev = Some(op(4)));
    changed("no predecessor", &|h| h.prev = None);
    changed("no reference", &|h| h.deps.clear());
    changed("another reference", &|h| h.deps[0].id = op(6));
    changed("another epoch", &|h| h.epoch = None);
    let mut bad = |name: &str, salt: &[u8], body: &[u8]| {
        maker.bad(name, rule, "Open", input(secret, &base, salt, body));
    };
    let mut other = salt;
    other[0] ^= 1;
    bad("another salt", &other, &body);
    for at in [0, body.len() - 1] {
        let mut flipped = body.clone();
        flipped[at] ^= 1;
        bad(&format!("byte {at} of the body flipped"), &salt, &flipped);
    }
    bad("body cut short", &salt, &body[..body.len() - 1]);
    bad("body shorter than a tag", &salt, &body[..15]);
    bad("no body", &salt, &[]);
    let foreign = material(22);
    maker.bad(
        "another secret",
        rule,
        "Open",
        input(&foreign, &base, &salt, &body),
    );
}

/// Seals what `seal_content` would not: any padded text under any salt.
fn seal(secret: &KeyMaterial, header: &Header, padded: &[u8], salt: Option<[u8; 16]>) -> Value {
    let digest = header.digest();
    let key = derive(Domain::EpochSaltKey, secret, &[]);
    let right = keyed_hash(Domain::Salt, &key, &[digest.as_bytes(), padded]);
    let salt = salt.unwrap_or(*right.as_bytes().first_chunk().unwrap());
    let key = derive(
        Domain::EpochContentKey,
        &derive(Domain::EpochContentKey, secret, &[]),
        &[
            header.log.space.as_bytes(),
            header.log.author.as_bytes(),
            &header.seq.to_be_bytes(),
            header.prev.unwrap_or(op(0)).as_bytes(),
            &salt,
        ],
    );
    let body = ContentKey::new(&key).seal(digest.as_bytes(), padded);
    input(secret, header, &salt, &body)
}

fn bad_insides(maker: &mut Maker, secret: &KeyMaterial) {
    let first = header(secret, 0);
    let good = pad(b"hola".to_vec());
    let rule = "the salt is the one of the padded text";
    let mut bad = |name: &str, rule: &str, fault: &str, input: Value| {
        maker.bad(name, rule, fault, input);
    };
    bad(
        "a salt of zeros",
        rule,
        "Salt",
        seal(secret, &first, &good, Some([0; 16])),
    );
    let other = header(secret, 1);
    bad(
        "a salt of choice",
        rule,
        "Salt",
        seal(secret, &other, &good, Some([9; 16])),
    );
    let rule = "padding is canonical";
    for (name, padded) in [
        ("a zero too many", [good.as_slice(), &[0]].concat()),
        ("no padding", b"hola".to_vec()),
        ("nothing but zeros", vec![0; 8]),
        ("nothing", Vec::new()),
    ] {
        bad(
            &format!("{name}, right salt"),
            rule,
            "Pad",
            seal(secret, &first, &padded, None),
        );
    }
}
