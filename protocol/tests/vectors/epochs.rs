//! Vectors of epochs: header, recipients, slots and their tree, and what opens a secret.

use std::collections::{BTreeMap, BTreeSet};

use asamblea_protocol::canonical::{decode, encode};
use asamblea_protocol::crypto::{
    ContentKey, Domain, KeyMaterial, SEAL_PUBLIC_BYTES, SealSecretKey, derive, seal_to,
};
use asamblea_protocol::id::{DeviceId, EpochId, SpaceId};
use asamblea_protocol::keys::{EpochInfo, EpochKeys, Epochs, Forwarded, Keyring, mint};
use asamblea_protocol::op::{
    EpochHeader, PlacedSlot, Recipient, Slot, SlotSet, Wrap, recipients_digest,
};
use asamblea_protocol::past::PastTable;
use serde_json::{Value, json};

use super::broken::break_form_in;
use super::cbor::{Cbor, push, seen_bytes, set as set_part, view};
use super::file::{Format, Maker, Verdict, array, bytes, fault, notation};
use super::world::{device, epoch, id, material, op, random, seal, space};

/// Epochs.
pub(crate) const EPOCH: Format = Format {
    name: "epoch",
    heading: "epochs",
    maker: make_epoch,
    judge: judge_epoch,
};

const MAX: usize = 65_536;

fn judge_epoch(input: &Value) -> Verdict {
    match input["what"].as_str().unwrap() {
        "header" => {
            let text = bytes(&input["bytes"]);
            let header: EpochHeader = decode(&text, MAX).map_err(fault)?;
            assert_eq!(encode(&header), text);
            Ok(view(&text))
        }
        "recipients" => {
            let text = bytes(&input["bytes"]);
            let recipients: Vec<Recipient> = decode(&text, MAX).map_err(fault)?;
            assert_eq!(encode(&recipients), text);
            Ok(json!(seen_bytes(recipients_digest(&recipients).as_bytes())))
        }
        "placed" => {
            let header: EpochHeader = decode(&bytes(&input["header"]), MAX).map_err(fault)?;
            let slot: PlacedSlot = decode(&bytes(&input["bytes"]), MAX).map_err(fault)?;
            slot.check(&header).map_err(fault)?;
            Ok(json!(slot.place))
        }
        "secret" => {
            let keys = keys_of(input);
            Ok(json!({
                "epoch": seen_bytes(keys.id().as_bytes()),
                "seal": seen_bytes(keys.seal_public().as_bytes()),
                "presence": seen_bytes(keys.presence().expose()),
            }))
        }
        what => judge_way(what, input),
    }
}

fn material_of(input: &Value, name: &str) -> KeyMaterial {
    KeyMaterial::from_bytes(array(&input[name]))
}

fn keys_of(input: &Value) -> EpochKeys {
    let author = DeviceId::from_bytes(array(&input["author"]));
    let space = SpaceId::from_bytes(array(&input["space"]));
    EpochKeys::new(space, author, material_of(input, "secret"))
}

/// A secret by wrap, slot or forward, learned by the ring of device 1.
fn judge_way(what: &str, input: &Value) -> Verdict {
    let (me, author) = (device(1), DeviceId::from_bytes(array(&input["author"])));
    let space = SpaceId::from_bytes(array(&input["space"]));
    let wanted = EpochId::from_bytes(array(&input["epoch"]));
    let sealed = bytes(&input["sealed"]);
    let own = match what {
        "wrap" => seal(1),
        _ => SealSecretKey::from_seed(&material_of(input, "seed")),
    };
    let mut ring = Keyring::new(me, vec![own]);
    let mut epochs = Epochs::default();
    let mut bring = |id: EpochId, public: Vec<u8>, wraps: Vec<Wrap>, slots: Vec<Slot>| {
        epochs.insert(EpochInfo {
            space,
            op: op(1),
            index: 0,
            after: PastTable::EMPTY,
            author,
            header: EpochHeader::new(id, public, wraps, &slots),
            slots: BTreeMap::new(),
        });
        for slot in SlotSet::whole(op(1), slots).slots {
            epochs.insert_slot(&op(1), slot);
        }
    };
    let (mut slots, mut forwards) = (Vec::new(), Vec::new());
    match what {
        "wrap" => {
            let newer = keys_of(input);
            let wrap = Wrap {
                epoch: wanted,
                sealed,
            };
            let public = newer.seal_public().as_bytes().to_vec();
            bring(newer.id(), public, vec![wrap], Vec::new());
            ring.insert(newer);
        }
        "slot" => slots.push(Slot {
            recipient: Recipient::Device(me),
            sealed,
        }),
        "forward" => {
            forwards.push(Forwarded {
                space,
                index: 0,
                author: device(2),
                recipient: me,
                renewals: 0,
                sealed,
            });
        }
        other => panic!("no such thing as {other}"),
    }
    bring(wanted, bytes(&input["seal"]), Vec::new(), slots);
    for forwarded in forwards {
        epochs.insert_forward(wanted, forwarded);
    }
    ring.learn(&epochs);
    let keys = ring.get(&wanted).ok_or("Secret")?;
    Ok(json!(seen_bytes(keys.seal_public().as_bytes())))
}

fn make_epoch(maker: &mut Maker) {
    make_headers(maker);
    make_recipients(maker);
    make_slots(maker);
    for n in [1, 2] {
        let input = json!({
            "what": "secret",
            "space": notation(space(n).as_bytes()),
            "author": notation(device(2).as_bytes()),
            "secret": notation(material(n + 10).expose()),
        });
        let out = judge_epoch(&input).unwrap();
        maker.good(&format!("keys of a secret {n}"), input, out);
    }
    make_wraps(maker);
    make_sealed_to(maker);
}

fn make_headers(maker: &mut Maker) {
    let wrap = Wrap {
        epoch: epoch(3),
        sealed: vec![6; 48],
    };
    let input = |text: Vec<u8>| json!({ "what": "header", "bytes": notation(&text) });
    let slot = Slot {
        recipient: Recipient::Device(device(1)),
        sealed: vec![7; 1168],
    };
    let seal = vec![5; SEAL_PUBLIC_BYTES];
    for (name, wraps, slots) in [
        ("header without recipients", vec![], vec![]),
        (
            "header with a wrap and a slot",
            vec![wrap.clone()],
            vec![slot],
        ),
        ("header with two wraps", vec![wrap.clone(), wrap], vec![]),
    ] {
        let text = encode(&EpochHeader::new(epoch(2), seal.clone(), wraps, &slots));
        maker.good(name, input(text.clone()), view(&text));
        if name == "header with a wrap and a slot" {
            break_form_in(maker, "header", &Cbor::read(&text), &[], &input);
            let mut more = Cbor::read(&text);
            push(&mut more, "2/0", Cbor::Uint(0));
            maker.broken(
                "wrap of three parts",
                "a wrap is an id and bytes",
                input(more.encode()),
            );
        }
    }
}

fn make_recipients(maker: &mut Maker) {
    let input = |text: Vec<u8>| json!({ "what": "recipients", "bytes": notation(&text) });
    let two = vec![
        Recipient::Device(DeviceId::from_bytes([3; 32])),
        Recipient::Device(DeviceId::from_bytes([9; 32])),
        Recipient::Epoch(space(1), epoch(2)),
        Recipient::Epoch(space(1), epoch(4)),
    ];
    assert!(two.is_sorted());
    for (name, recipients) in [("no recipient", vec![]), ("devices and spaces", two)] {
        let digest = recipients_digest(&recipients);
        let out = json!(seen_bytes(digest.as_bytes()));
        maker.good(name, input(encode(&recipients)), out);
    }
    let one = Cbor::Array(vec![Cbor::Array(vec![Cbor::Uint(1), id(1), id(2)])]);
    break_form_in(maker, "recipients", &one, &[], &input);
    let rule = "a recipient is a device, or a space and its epoch";
    for (name, parts) in [
        ("recipient of kind 2", vec![Cbor::Uint(2), id(1)]),
        ("device with an epoch", vec![Cbor::Uint(0), id(1), id(2)]),
        ("space without epoch", vec![Cbor::Uint(1), id(1)]),
        ("recipient without parts", vec![]),
    ] {
        let tree = Cbor::Array(vec![Cbor::Array(parts)]);
        maker.broken(name, rule, input(tree.encode()));
    }
}

/// Slots whose sealed part nobody opens here.
fn slots(count: u8) -> Vec<Slot> {
    let slot = |n: u8| Slot {
        recipient: Recipient::Device(DeviceId::from_bytes([n; 32])),
        sealed: vec![n; 1168],
    };
    (1..=count).map(slot).collect()
}

fn make_slots(maker: &mut Maker) {
    let header = |slots: &[Slot]| {
        let seal = vec![5; SEAL_PUBLIC_BYTES];
        EpochHeader::new(epoch(2), seal, Vec::new(), slots)
    };
    let input = |header: &EpochHeader, slot: &PlacedSlot| {
        let (header, text) = (encode(header), encode(slot));
        json!({ "what": "placed", "header": notation(&header), "bytes": notation(&text) })
    };
    for count in [1, 2, 3, 7] {
        let (all, last) = (slots(count), usize::from(count) - 1);
        let header = header(&all);
        let set = SlotSet::whole(op(1), all).slots;
        for at in BTreeSet::from([0, last]) {
            let name = format!("slot {at} of {count}");
            maker.good(&name, input(&header, &set[at]), json!(at));
        }
        if count < 3 {
            continue;
        }
        for (name, slot) in wrong_slots(&set) {
            let name = format!("slot of {count} {name}");
            maker.bad(&name, STANDS, "SlotFault", input(&header, &slot));
        }
    }
    let (all, one) = (slots(3), slots(1));
    let set = SlotSet::whole(op(1), all.clone()).slots;
    let mut bad = |name: &str, header: &EpochHeader, slot: &PlacedSlot| {
        maker.bad(name, STANDS, "SlotFault", input(header, slot));
    };
    bad("slot of another list", &header(&slots(4)), &set[1]);
    bad(
        "slot where there is none",
        &header(&[]),
        &SlotSet::whole(op(1), one).slots[0],
    );
    // A header that lies about its list.
    for (name, key, value) in [
        ("slot under a number that does not fit", "5", Cbor::Uint(4)),
        ("slot under a root that does not fit", "4", id(9)),
    ] {
        let mut tree = Cbor::read(&encode(&header(&all)));
        set_part(&mut tree, key, value);
        bad(name, &decode(&tree.encode(), MAX).unwrap(), &set[2]);
    }
}

const STANDS: &str = "the slot stands at this place under the root";

/// What is wrong with a slot at place 1 of a list.
fn wrong_slots(set: &[PlacedSlot]) -> Vec<(&'static str, PlacedSlot)> {
    let right = &set[1];
    let change = |change: &dyn Fn(&mut PlacedSlot)| {
        let mut slot = right.clone();
        change(&mut slot);
        slot
    };
    let swap = |proof: &[u8]| [&proof[32..], &proof[..32]].concat();
    let other = set[0].slot.clone();
    vec![
        ("of another place", change(&|slot| slot.place = 0)),
        (
            "with another's sealed part",
            change(&|slot| slot.slot = other.clone()),
        ),
        (
            "of a place that is not there",
            change(&|slot| slot.place = u32::try_from(set.len()).unwrap()),
        ),
        ("with other bytes", change(&|slot| slot.slot.sealed[0] ^= 1)),
        (
            "of another recipient",
            change(&|slot| slot.slot.recipient = Recipient::Epoch(space(2), epoch(2))),
        ),
        ("without proof", change(&|slot| slot.proof.clear())),
        (
            "cut short",
            change(&|slot| slot.proof.truncate(slot.proof.len() - 32)),
        ),
        (
            "with half a node",
            change(&|slot| slot.proof.truncate(slot.proof.len() - 16)),
        ),
        (
            "with a node too many",
            change(&|slot| slot.proof.extend([4; 32])),
        ),
        (
            "in another order",
            change(&|slot| slot.proof = swap(&slot.proof)),
        ),
    ]
}

/// What sends a secret, in JSON: the right one, to be changed.
fn way(what: &str, keys: &EpochKeys, sealed: &[u8]) -> Value {
    let (name, with) = match what {
        "wrap" => ("secret", material(12)),
        _ => ("seed", material(1)),
    };
    json!({
        "what": what,
        "space": notation(space(1).as_bytes()),
        "author": notation(device(2).as_bytes()),
        "seal": notation(keys.seal_public().as_bytes()),
        "epoch": notation(keys.id().as_bytes()),
        "sealed": notation(sealed),
        name: notation(with.expose()),
    })
}

/// Vectors of one way: the good one, and what is wrong with each of its parts.
fn make_way(maker: &mut Maker, what: &str, keys: &EpochKeys, sealed: &[u8]) {
    let good = way(what, keys, sealed);
    let out = json!(seen_bytes(keys.seal_public().as_bytes()));
    maker.good(&format!("{what} that opens"), good.clone(), out);
    let changed = |name: &str, value: &[u8]| {
        let mut input = good.clone();
        input[name] = json!(notation(value));
        input
    };
    let mut bad = |name: &str, rule: &str, input: Value| {
        maker.bad(&format!("{what} {name}"), rule, "Secret", input);
    };
    let named = "an epoch is named by its space, its author and its public key";
    bad(
        "of another space",
        named,
        changed("space", space(2).as_bytes()),
    );
    bad(
        "of another author",
        named,
        changed("author", device(3).as_bytes()),
    );
    let other = EpochKeys::new(space(1), device(2), material(14));
    bad(
        "of another public key",
        named,
        changed("seal", other.seal_public().as_bytes()),
    );
    bad(
        "of another epoch",
        named,
        changed("epoch", other.id().as_bytes()),
    );
    let opens = "it opens with the key that it is for, in its domain, for its space and epoch";
    let with = if what == "wrap" { "secret" } else { "seed" };
    bad(
        "for another key",
        opens,
        changed(with, material(13).expose()),
    );
    bad(
        "cut short",
        opens,
        changed("sealed", &sealed[..sealed.len() - 1]),
    );
    for at in [0, sealed.len() - 17, sealed.len() - 1] {
        let mut flipped = sealed.to_vec();
        flipped[at] ^= 1;
        bad(
            &format!("with byte {at} flipped"),
            opens,
            changed("sealed", &flipped),
        );
    }
}

fn make_wraps(maker: &mut Maker) {
    let old = EpochKeys::new(space(1), device(2), material(11));
    let new = EpochKeys::new(space(1), device(2), material(12));
    make_way(maker, "wrap", &old, &new.wrap(&old).sealed);
    // Well sealed, but another secret than the one whose public key the id names.
    let key = derive(Domain::EpochWrapKey, &material(12), &[old.id().as_bytes()]);
    let lie = ContentKey::new(&key).seal(old.id().as_bytes(), material(14).expose());
    maker.bad(
        "wrap of another secret",
        SAME,
        "Secret",
        way("wrap", &old, &lie),
    );
}

const SAME: &str = "the secret gives the public key that the epoch shows";

fn make_sealed_to(maker: &mut Maker) {
    let mut rng = random(5);
    let recipients = [(Recipient::Device(device(1)), seal(1).public().clone())];
    let (keys, _, slots) = mint(space(1), device(2), &recipients, &[], &mut rng).unwrap();
    let forward = keys
        .seal_forward(seal(1).public().as_ref(), &mut rng)
        .unwrap();
    make_way(maker, "slot", &keys, &slots[0].sealed);
    make_way(maker, "forward", &keys, &forward);
    let opens = "a slot and a forward have domains of their own";
    let mut bad = |name: &str, rule: &str, input: Value| maker.bad(name, rule, "Secret", input);
    bad(
        "slot sent as a forward",
        opens,
        way("forward", &keys, &slots[0].sealed),
    );
    bad(
        "forward sent as a slot",
        opens,
        way("slot", &keys, &forward),
    );
    let aad = [*space(1).as_bytes(), *keys.id().as_bytes()].concat();
    for (name, text) in [
        ("slot with another secret", &[9; 32][..]),
        ("slot with a secret of 31 bytes", &[9; 31]),
    ] {
        let lie = seal_to(seal(1).public(), Domain::Slot, &aad, text, &mut rng).unwrap();
        bad(name, SAME, way("slot", &keys, &lie));
    }
}
