//! Vectors of the bodies of control operations, and of cards.

use std::collections::BTreeSet;

use asamblea_protocol::canonical::{decode, encode};
use asamblea_protocol::crypto::Domain;
use asamblea_protocol::limits::{
    CREATE_MEMBERS_MAX, CUT_MAX, DEPTH_MAX, OP_BYTES_MAX, SLOTS_MAX, WRAPS_MAX,
};
use asamblea_protocol::op::{
    Add, Card, Control, Create, Cut, EpochHeader, Forward, Grant, History, Member, Redeem,
    Restrict, Role, Rotate, Second, SpaceKind, Wrap,
};
use serde_json::{Value, json};

use super::broken::break_form;
use super::cbor::{Cbor, view};
use super::file::{File, Format, Maker, Verdict, bytes, fault, notation};
use super::ops::{item, items, row, rows};
use super::world::{card, device, epoch, id, op, signing, space};

/// Bodies of control operations.
pub(crate) const CONTROL: Format = Format {
    name: "control",
    heading: "control",
    maker: make_control,
    judge: judge_control,
};

/// Generic: a kind that comes later needs a vector, not a line here.
fn judge_control(input: &Value) -> Verdict {
    let text = bytes(&input["bytes"]);
    let control = Control::decode(&text).map_err(fault)?;
    if let Control::Unknown { kind } = control {
        return Ok(json!({ "kind": kind }));
    }
    for card in control.cards() {
        card.check().map_err(fault)?;
    }
    assert_eq!(control.encode(), text);
    let seen = view(&text);
    Ok(json!({ "kind": seen[0], "fields": seen[1] }))
}

/// The kinds that this version knows, asked of the decoder.
pub(crate) fn known_kinds() -> BTreeSet<u64> {
    let known = |kind: &u64| {
        let body = Cbor::Array(vec![Cbor::Uint(*kind), Cbor::Map(Vec::new())]).encode();
        !matches!(Control::decode(&body), Ok(Control::Unknown { .. }))
    };
    (0..64).filter(known).collect()
}

/// The kinds that a file has good vectors of.
pub(crate) fn kinds_in(file: &File) -> BTreeSet<u64> {
    let known = file
        .good()
        .filter(|vector| vector.result.get("fields").is_some());
    known
        .map(|vector| vector.result["kind"].as_u64().unwrap())
        .collect()
}

fn input(text: &[u8]) -> Value {
    json!({ "bytes": notation(text) })
}

/// An epoch's header with a seal of one byte: nothing here looks into it.
fn epoch_header(wraps: usize) -> EpochHeader {
    let wrap = Wrap {
        epoch: epoch(3),
        sealed: vec![6; 48],
    };
    EpochHeader::new(epoch(2), vec![5; 1216], vec![wrap; wraps], &[])
}

fn grant(member: Member, role: Role, card: Option<Card>) -> Grant {
    Grant { member, role, card }
}

fn create(members: Vec<Grant>) -> Create {
    Create {
        kind: SpaceKind::Org,
        guardian: Some(space(1)),
        history: History::FromJoin,
        confirm: true,
        members,
        nonce: [7; 16],
    }
}

fn restrict(cut: Vec<Cut>, epoch: Option<EpochHeader>) -> Control {
    Control::Restrict(Box::new(Restrict {
        target: Member::Device(device(3)),
        role: Role::None,
        burn: true,
        cut,
        via: vec![space(4)],
        epoch,
    }))
}

/// Good bodies, by name.
fn good_bodies() -> Vec<(&'static str, Control)> {
    let founding = grant(Member::Invitation(device(1)), Role::Admin, None);
    let network = Create {
        kind: SpaceKind::Network,
        guardian: None,
        history: History::Full,
        confirm: false,
        ..create(vec![founding])
    };
    let org = create(vec![
        grant(Member::Invitation(device(1)), Role::Admin, None),
        grant(Member::Space(space(9)), Role::Write, None),
        grant(Member::Invitation(device(2)), Role::Admin, Some(card(2))),
    ]);
    let person = Create {
        kind: SpaceKind::Person,
        ..create(vec![grant(
            Member::Device(device(1)),
            Role::Admin,
            Some(card(1)),
        )])
    };
    let add = |member, role, card, via| {
        Control::Add(Box::new(Add {
            member,
            role,
            card,
            via,
        }))
    };
    let cut = |last| Cut {
        device: device(3),
        length: u64::from(last > 0),
        last: (last > 0).then(|| op(last)),
    };
    vec![
        ("create of a network", Control::Create(Box::new(network))),
        ("create of an organization", Control::Create(Box::new(org))),
        ("create of a person", Control::Create(Box::new(person))),
        (
            "add of a space",
            add(Member::Space(space(9)), Role::Write, None, Vec::new()),
        ),
        (
            "add of a device",
            add(
                Member::Device(device(2)),
                Role::Read,
                Some(card(2)),
                Vec::new(),
            ),
        ),
        (
            "add of a carrier by way of others",
            add(
                Member::Device(device(2)),
                Role::Carrier,
                None,
                vec![space(1); DEPTH_MAX],
            ),
        ),
        (
            "redeem by a device",
            Control::Redeem(Box::new(Redeem {
                member: Member::Device(device(2)),
                card: Some(card(2)),
            })),
        ),
        (
            "redeem by a space",
            Control::Redeem(Box::new(Redeem {
                member: Member::Space(space(9)),
                card: None,
            })),
        ),
        ("restrict with nothing more", restrict(Vec::new(), None)),
        (
            "restrict with cut and epoch",
            restrict(vec![cut(0), cut(8)], Some(epoch_header(1))),
        ),
        (
            "restrict with the longest cut",
            restrict(vec![cut(0); CUT_MAX], None),
        ),
        (
            "second of a redeem",
            Control::Second(Second {
                op: op(5),
                target: None,
                role: None,
                via: Vec::new(),
            }),
        ),
        (
            "second of a restriction",
            Control::Second(Second {
                op: op(5),
                target: Some(Member::Space(space(6))),
                role: Some(Role::Read),
                via: vec![space(1)],
            }),
        ),
        (
            "rotate",
            Control::Rotate(Box::new(Rotate {
                epoch: epoch_header(0),
            })),
        ),
        (
            "rotate with most wraps",
            Control::Rotate(Box::new(Rotate {
                epoch: epoch_header(WRAPS_MAX),
            })),
        ),
        (
            "forward",
            Control::Forward(Forward {
                epoch: epoch(2),
                recipient: device(3),
                sealed: vec![6; 1168],
            }),
        ),
    ]
}

/// The good bodies whose form is broken in every way.
const BROKEN: &[&str] = &[
    "create of a network",
    "add of a space",
    "redeem by a space",
    "restrict with cut and epoch",
    "second of a restriction",
    "rotate",
    "forward",
];

fn make_control(maker: &mut Maker) {
    for (name, control) in good_bodies() {
        let text = control.encode();
        assert_eq!(Control::decode(&text).as_ref(), Ok(&control), "{name}");
        let seen = view(&text);
        maker.good(
            name,
            input(&text),
            json!({ "kind": seen[0], "fields": seen[1] }),
        );
        if BROKEN.contains(&name) {
            break_form(maker, name, &Cbor::read(&text), &[]);
        }
    }
    // A kind of a later version, whatever it holds.
    for (name, text) in [
        ("newer kind", &b"\x82\x18\x63\xa0"[..]),
        (
            "newer kind with three parts",
            b"\x83\x18\x63\x01\xfb\x40\x09\x21\xfb\x54\x44\x2d\x18",
        ),
        ("newer kind and nothing", b"\x81\x18\x63"),
        ("newer kind, cut short", b"\x82\x18\x63"),
        (
            "newer kind of 64 bits",
            b"\x82\x1b\xff\xff\xff\xff\xff\xff\xff\xff\xa0",
        ),
    ] {
        let out = judge_control(&input(text)).unwrap();
        maker.good(name, input(text), out);
    }
    maker.broken("nothing", "a body is an array", input(b""));
    maker.broken("a map", "a body is an array", input(b"\xa0"));
    maker.broken(
        "an empty array",
        "a body begins with its kind",
        input(b"\x80"),
    );
    maker.broken(
        "a text for the kind",
        "a kind is a number",
        input(b"\x82\x61a\xa0"),
    );
    bad_fields(maker);
    bad_counts(maker);
    bad_cards(maker);
}

fn tree(name: &str) -> Cbor {
    let bodies = good_bodies();
    let found = bodies.iter().find(|(known, _)| *known == name);
    Cbor::read(&found.unwrap_or_else(|| panic!("no body {name}")).1.encode())
}

fn bad_fields(maker: &mut Maker) {
    let mut changed = |name: &str, rule: &str, base: &str, change: &dyn Fn(&mut Cbor)| {
        let mut tree = tree(base);
        change(item(&mut tree, 1));
        maker.broken(name, rule, input(&tree.encode()));
    };
    let table = "a number that stands for something is in its table";
    changed("create of kind 6", table, "create of a network", &|t| {
        *row(t, 0) = Cbor::Uint(6)
    });
    changed("create of history 2", table, "create of a network", &|t| {
        *row(t, 2) = Cbor::Uint(2)
    });
    changed("role 5", table, "add of a space", &|t| {
        *row(t, 1) = Cbor::Uint(5)
    });
    changed("role 256", table, "add of a space", &|t| {
        *row(t, 1) = Cbor::Uint(256)
    });
    changed("member of kind 3", table, "add of a space", &|t| {
        *item(row(t, 0), 0) = Cbor::Uint(3)
    });
    let member = "a member is a kind and an id";
    changed("member of three parts", member, "add of a space", &|t| {
        items(row(t, 0)).push(id(1))
    });
    changed("member of one part", member, "add of a space", &|t| {
        items(row(t, 0)).pop();
    });
    let nonce = "a nonce has 16 bytes";
    changed("nonce of 15 bytes", nonce, "create of a network", &|t| {
        *row(t, 5) = Cbor::Bytes(vec![7; 15]);
    });
    changed("nonce of 17 bytes", nonce, "create of a network", &|t| {
        *row(t, 5) = Cbor::Bytes(vec![7; 17]);
    });
    let absent = "an absent field is left out of a map";
    changed("guardian null", absent, "create of a network", &|t| {
        rows(t).insert(1, (1, Cbor::Null))
    });
    changed("card null", absent, "add of a space", &|t| {
        rows(t).insert(2, (2, Cbor::Null))
    });
    changed("epoch null", absent, "restrict with nothing more", &|t| {
        rows(t).push((5, Cbor::Null))
    });
    changed("target null", absent, "second of a redeem", &|t| {
        rows(t).insert(1, (1, Cbor::Null))
    });
    changed(
        "last of a cut null",
        "an absent last field is left out",
        "restrict with cut and epoch",
        &|t| {
            items(item(row(t, 3), 0)).push(Cbor::Null);
        },
    );
    let there = "a field that must be there is there";
    for (kind, base, keys) in [
        ("create", "create of an organization", &[0, 2, 3, 4, 5][..]),
        ("add", "add of a space", &[0, 1, 3]),
        ("restrict", "restrict with nothing more", &[0, 1, 2, 3, 4]),
        ("second", "second of a restriction", &[0, 3]),
        ("forward", "forward", &[0, 1, 2]),
    ] {
        for key in keys {
            changed(&format!("{kind} without field {key}"), there, base, &|t| {
                rows(t).retain(|(known, _)| known != key);
            });
        }
    }
    for key in 0..6 {
        changed(
            &format!("epoch header without field {key}"),
            there,
            "rotate",
            &|t| {
                rows(row(t, 0)).retain(|(known, _)| *known != key);
            },
        );
    }
    changed(
        "burn as a number",
        "yes and no are CBOR's true and false",
        "restrict with nothing more",
        &|t| {
            *row(t, 2) = Cbor::Uint(1);
        },
    );
    changed(
        "slots of 33 bits",
        "a count of slots has 32 bits",
        "rotate",
        &|t| {
            *row(row(t, 0), 5) = Cbor::Uint(1 << 32);
        },
    );
}

fn bad_counts(maker: &mut Maker) {
    let limit = "a list has at most as many entries as its limit";
    let mut bad = |name: &str, control: &Control| {
        maker.bad(name, limit, "TooLong", input(&control.encode()));
    };
    let member = grant(Member::Space(space(9)), Role::Write, None);
    let many = create(vec![member; CREATE_MEMBERS_MAX + 1]);
    bad("33 members of a create", &Control::Create(Box::new(many)));
    let cut = Cut {
        device: device(3),
        length: 0,
        last: None,
    };
    bad(
        "257 entries of a cut",
        &restrict(vec![cut; CUT_MAX + 1], None),
    );
    let wraps = epoch_header(WRAPS_MAX + 1);
    bad(
        "129 wraps",
        &Control::Rotate(Box::new(Rotate { epoch: wraps })),
    );
    let mut slots = epoch_header(0);
    slots.slots = u32::try_from(SLOTS_MAX).unwrap() + 1;
    bad("1,025 slots", &restrict(Vec::new(), Some(slots)));
    for (name, base, key) in [
        ("add by way of 17 spaces", "add of a space", 3),
        (
            "restrict by way of 17 spaces",
            "restrict with nothing more",
            4,
        ),
        ("second by way of 17 spaces", "second of a redeem", 3),
    ] {
        let mut tree = tree(base);
        *row(item(&mut tree, 1), key) = Cbor::Array(vec![id(1); DEPTH_MAX + 1]);
        maker.bad(name, limit, "TooLong", input(&tree.encode()));
    }
    let mut tree = tree("forward");
    *row(item(&mut tree, 1), 2) = Cbor::Bytes(vec![0; OP_BYTES_MAX]);
    let rule = "a body has at most 65,536 bytes";
    maker.bad(
        "body over 65,536 bytes",
        rule,
        "TooLong",
        input(&tree.encode()),
    );
}

fn bad_cards(maker: &mut Maker) {
    let rule = "a card is signed by its device";
    for (name, base, place) in [
        ("create with a changed card", "create of a person", 4),
        ("add with a changed card", "add of a device", 2),
        ("redeem with a changed card", "redeem by a device", 1),
    ] {
        let mut tree = tree(base);
        let found = row(item(&mut tree, 1), place);
        let found = if place == 4 {
            row(item(found, 0), 2)
        } else {
            found
        };
        *row(found, 2) = id(9);
        maker.bad(name, rule, "CardFault", input(&tree.encode()));
    }
}

/// Cards.
pub(crate) const CARD: Format = Format {
    name: "card",
    heading: "control",
    maker: make_card,
    judge: judge_card,
};

fn judge_card(input: &Value) -> Verdict {
    let text = bytes(&input["bytes"]);
    let card: Card = decode(&text, 4096).map_err(fault)?;
    card.check().map_err(fault)?;
    assert_eq!(encode(&card), text);
    Ok(view(&text))
}

fn make_card(maker: &mut Maker) {
    for n in [1, 2] {
        let text = encode(&card(n));
        maker.good(&format!("card of device {n}"), input(&text), view(&text));
    }
    let base = Cbor::read(&encode(&card(1)));
    break_form(maker, "card", &base, &[]);
    let mut changed = |name: &str, rule: &str, change: &dyn Fn(&mut Cbor)| {
        let mut tree = base.clone();
        change(&mut tree);
        maker.bad(name, rule, "CardFault", input(&tree.encode()));
    };
    let own = "the device signed this card";
    changed("another device", own, &|t| {
        *row(t, 0) = Cbor::bytes(device(2).as_bytes())
    });
    changed("another transport key", own, &|t| *row(t, 2) = id(9));
    let other = row(&mut Cbor::read(&encode(&card(2))), 1).clone();
    changed("another encapsulation key", own, &|t| {
        *row(t, 1) = other.clone()
    });
    changed("no signature", own, &|t| {
        *row(t, 3) = Cbor::Bytes(vec![0; 64])
    });
    // Signed anew by its device, so that only the key itself is wrong.
    let sign = |t: &mut Cbor, domain: Domain| {
        *row(t, 3) = Cbor::Bytes(vec![0; 64]);
        let signature = signing(1).sign(domain, &t.encode());
        *row(t, 3) = Cbor::bytes(signature.as_bytes());
    };
    changed("signed in another domain", own, &|t| {
        sign(t, Domain::OpSignature)
    });
    changed("signed without the place of the signature", own, &|t| {
        rows(t).pop();
        let signature = signing(1).sign(Domain::CardSignature, &t.encode());
        rows(t).push((3, Cbor::bytes(signature.as_bytes())));
    });
    let key = "an encapsulation key has 1,216 bytes, no coefficient over the modulus";
    changed("key of 1,215 bytes", key, &|t| {
        *row(t, 1) = Cbor::Bytes(vec![1; 1215]);
        sign(t, Domain::CardSignature);
    });
    changed("key over the modulus", key, &|t| {
        *row(t, 1) = Cbor::Bytes(vec![0xff; 1216]);
        sign(t, Domain::CardSignature);
    });
    let mut short = base.clone();
    *row(&mut short, 3) = Cbor::Bytes(vec![0; 63]);
    maker.broken(
        "signature of 63 bytes",
        "a signature has 64 bytes",
        input(&short.encode()),
    );
}
