//! Vectors of cards, and of a device's keys from its root.

use asamblea_protocol::canonical::{decode, encode};
use asamblea_protocol::crypto::{Domain, KeyMaterial};
use asamblea_protocol::op::{Card, Create};
use asamblea_protocol::replica::DeviceKeys;
use serde_json::{Value, json};

use super::broken::break_form;
use super::cbor::{Cbor, Change, add, at, fill, remove, seen_bytes, set, view};
use super::control::{ABSENT, input};
use super::file::{Format, Maker, Verdict, array, bytes, fault, notation};
use super::world::{bound_card, card, device, id, material, signing, space};

/// Cards.
pub(crate) const CARD: Format = Format {
    name: "card",
    heading: "control",
    maker: make_card,
    judge: judge_card,
};

fn judge_card(input: &Value) -> Verdict {
    if input.get("root").is_some() {
        return judge_root(input);
    }
    let text = bytes(&input["bytes"]);
    let card: Card = decode(&text, 4096).map_err(fault)?;
    card.check().map_err(fault)?;
    assert_eq!(encode(&card), text);
    Ok(view(&text))
}

/// The keys of a device from its root, and what a founding place of its spaces agrees to.
fn judge_root(input: &Value) -> Verdict {
    let keys = DeviceKeys::from_root(&KeyMaterial::from_bytes(array(&input["root"])));
    let birth = Create::birth(keys.device(), &array(&input["nonce"]));
    let out = json!({
        "device": seen_bytes(keys.device().as_bytes()),
        "transport": seen_bytes(keys.transport_id().as_bytes()),
        "seal": seen_bytes(keys.card(None).check().unwrap().as_bytes()),
        "birth": seen_bytes(birth.as_bytes()),
    });
    if input
        .get("device")
        .is_some_and(|claimed| *claimed != out["device"])
    {
        return Err("AnotherRoot".to_owned());
    }
    Ok(out)
}

const OWN: &str = "the device signed this card";
const KEY: &str = "an encapsulation key has 1,216 bytes, no coefficient over the modulus";

/// Breaks of the card of device 1: name, rule, change.
const CARD_BREAKS: &[(&str, &str, Change)] = &[
    ("another device", OWN, |t| {
        set(t, "0", Cbor::bytes(device(2).as_bytes()))
    }),
    ("another transport key", OWN, |t| set(t, "2", id(9))),
    ("another encapsulation key", OWN, |t| {
        set(t, "1", at(&mut Cbor::read(&encode(&card(2))), "1").clone());
    }),
    ("no signature", OWN, |t| fill(t, "3", 0, 64)),
    ("signed in another domain", OWN, |t| {
        sign(t, Domain::OpSignature)
    }),
    ("signed without the place of the signature", OWN, |t| {
        remove(t, 3);
        let signature = signing(1).sign(Domain::CardSignature, &t.encode());
        add(t, 3, Cbor::bytes(signature.as_bytes()));
    }),
    ("key of 1,215 bytes", KEY, |t| {
        fill(t, "1", 1, 1215);
        sign(t, Domain::CardSignature);
    }),
    ("key over the modulus", KEY, |t| {
        fill(t, "1", 0xff, 1216);
        sign(t, Domain::CardSignature);
    }),
];

/// Signs a changed card anew, so that only the change is wrong.
fn sign(tree: &mut Cbor, domain: Domain) {
    fill(tree, "3", 0, 64);
    let signature = signing(1).sign(domain, &tree.encode());
    set(tree, "3", Cbor::bytes(signature.as_bytes()));
}

fn make_card(maker: &mut Maker) {
    for (name, card) in [
        ("card of device 1", card(1)),
        ("card of device 2", card(2)),
        ("card bound to a space", bound_card(1, space(1))),
    ] {
        let text = encode(&card);
        maker.good(name, input(&text), view(&text));
    }
    for n in [1, 2] {
        let root = notation(material(n).expose());
        let mut input = json!({ "root": root, "nonce": notation(&[n; 16]) });
        let out = judge_root(&input).unwrap();
        maker.good(&format!("keys of root {n}"), input.clone(), out);
        input["device"] = json!(seen_bytes(device(n).as_bytes()));
        let name = format!("root {n} as its own signing seed");
        let rule = "a root is no seed: each key is derived in its domain";
        maker.bad(&name, rule, "AnotherRoot", input);
    }
    let base = Cbor::read(&encode(&card(1)));
    break_form(maker, "card", &base, &[]);
    for (name, rule, change) in CARD_BREAKS {
        let mut tree = base.clone();
        change(&mut tree);
        maker.bad(name, rule, "CardFault", input(&tree.encode()));
    }
    let mut bound = Cbor::read(&encode(&bound_card(1, space(1))));
    set(&mut bound, "4", id(2));
    maker.bad(
        "bound to another space",
        OWN,
        "CardFault",
        input(&bound.encode()),
    );
    remove(&mut bound, 4);
    maker.bad("bound no more", OWN, "CardFault", input(&bound.encode()));
    let mut unbound = base.clone();
    add(&mut unbound, 4, id(1));
    maker.bad(
        "bound by another",
        OWN,
        "CardFault",
        input(&unbound.encode()),
    );
    set(&mut unbound, "4", Cbor::Null);
    maker.broken("bound to null", ABSENT, input(&unbound.encode()));
    let mut short = base;
    fill(&mut short, "3", 0, 63);
    maker.broken(
        "signature of 63 bytes",
        "a signature has 64 bytes",
        input(&short.encode()),
    );
}
