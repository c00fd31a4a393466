//! Vectors of where a device is in a document: key, place and form of the sealed message.

use asamblea_protocol::crypto::{ContentKey, Domain, KeyMaterial, derive};
use asamblea_protocol::document::Anchor;
use asamblea_protocol::id::{DeviceId, SpaceId};
use asamblea_protocol::keys::EpochKeys;
use asamblea_protocol::sync::Presence;
use serde_json::{Value, json};

use super::cbor::{Cbor, Change, fill, items, set, view};
use super::file::{Format, Maker, Verdict, array, bytes, fault, notation};
use super::world::{device, material, op, random, space};

/// Places in documents, sealed.
pub(crate) const PRESENCE: Format = Format {
    name: "presence",
    heading: "sessions",
    maker: make,
    judge,
};

fn judge(input: &Value) -> Verdict {
    let space = SpaceId::from_bytes(array(&input["space"]));
    let id = |name: &str| DeviceId::from_bytes(array(&input[name]));
    let secret = KeyMaterial::from_bytes(array(&input["secret"]));
    let keys = EpochKeys::new(space, id("minter"), secret);
    let sealed = bytes(&input["sealed"]);
    let found = Presence::open(&keys, id("author"), &sealed).map_err(fault)?;
    Ok(view(&asamblea_protocol::canonical::encode(&found)))
}

fn keys() -> EpochKeys {
    EpochKeys::new(space(1), device(2), material(31))
}

fn input(sealed: &[u8]) -> Value {
    json!({
        "space": notation(space(1).as_bytes()),
        "minter": notation(device(2).as_bytes()),
        "author": notation(device(3).as_bytes()),
        "secret": notation(material(31).expose()),
        "sealed": notation(sealed),
    })
}

/// Seals any text as the author would.
fn seal(plain: &[u8]) -> Vec<u8> {
    let salt = [9; 24];
    let key = derive(Domain::EpochPresenceKey, &keys().presence(), &[&salt]);
    let aad = [*keys().id().as_bytes(), *device(3).as_bytes()].concat();
    let sealed = ContentKey::new(&key).seal(&aad, plain);
    [salt.as_slice(), &sealed].concat()
}

const FORM: &str = "a place is a document, an anchor of 12 bytes and whether one is there";

/// Breaks of a good text: name, change.
const BREAKS: &[(&str, Change)] = &[
    ("anchor of 11 bytes", |t| fill(t, "1", 5, 11)),
    ("anchor of 13 bytes", |t| fill(t, "1", 5, 13)),
    ("document of 31 bytes", |t| fill(t, "0", 5, 31)),
    ("number for being there", |t| set(t, "2", Cbor::Uint(1))),
    ("with a field more", |t| items(t).push(Cbor::Uint(0))),
    ("with a field less", |t| items(t).truncate(2)),
];

fn make(maker: &mut Maker) {
    let anchor = Anchor::from_bytes(&[5; 12]);
    let end = Anchor::from_bytes(&[0xff; 12]);
    let mut rng = random(7);
    for (name, at, here) in [
        ("beside a letter", anchor, true),
        ("at the end", end, true),
        ("left", end, false),
    ] {
        let place = Presence::new(op(4), at, here);
        let sealed = place.seal(&keys(), device(3), &mut rng);
        assert_eq!(sealed.len(), 89, "its size tells nothing");
        let out = judge(&input(&sealed)).unwrap();
        maker.good(name, input(&sealed), out);
    }
    let plain = asamblea_protocol::canonical::encode(&Presence::new(op(4), anchor, true));
    let sealed = seal(&plain);
    assert_eq!(
        Presence::open(&keys(), device(3), &sealed).unwrap().doc,
        op(4)
    );
    for (name, change) in BREAKS {
        let mut tree = Cbor::read(&plain);
        change(&mut tree);
        maker.broken(name, FORM, input(&seal(&tree.encode())));
    }
    let rule = "author, epoch, salt and text are bound";
    let mut changed = |name: &str, key: &str, value: &[u8]| {
        let mut other = input(&sealed);
        other[key] = json!(notation(value));
        maker.bad(name, rule, "Open", other);
    };
    changed("of another author", "author", device(2).as_bytes());
    changed("of another space", "space", space(2).as_bytes());
    changed("of another epoch", "secret", material(32).expose());
    for at in [0, 23, 24, sealed.len() - 1] {
        let mut flipped = sealed.clone();
        flipped[at] ^= 1;
        changed(&format!("byte {at} flipped"), "sealed", &flipped);
    }
    changed("cut short", "sealed", &sealed[..sealed.len() - 1]);
    changed("salt alone", "sealed", &sealed[..24]);
    changed("shorter than a salt", "sealed", &sealed[..10]);
    changed("256 bytes of nothing", "sealed", &[0; 256]);
    let long = "a sealed place has at most 256 bytes";
    maker.bad("257 bytes", long, "TooLong", input(&[0; 257]));
}
