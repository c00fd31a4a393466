//! Vectors of epochs: header, recipients, slots and their tree, and what opens a secret.

use asamblea_protocol::canonical::{decode, encode};
use asamblea_protocol::crypto::{Digest, Domain, SEAL_PUBLIC_BYTES, derive, seal_to};
use asamblea_protocol::id::{DeviceId, EpochId, SpaceId};
use asamblea_protocol::keys::{EpochInfo, EpochKeys, Epochs, Keyring, mint};
use asamblea_protocol::op::{EpochHeader, Recipient, Slot, SlotSet, Wrap, recipients_digest};
use asamblea_protocol::past::PastTable;
use serde_json::{Value, json};

use super::broken::break_form_in;
use super::cbor::{Cbor, push, seen_bytes, set, view};
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
        "slots" => {
            let header: EpochHeader = decode(&bytes(&input["header"]), MAX).map_err(fault)?;
            let slots: Vec<Slot> = decode(&bytes(&input["bytes"]), MAX).map_err(fault)?;
            let set = SlotSet { op: op(1), slots };
            set.check(&header).map_err(fault)?;
            Ok(json!(set.slots.len()))
        }
        "proof" => judge_proof(input),
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

fn judge_proof(input: &Value) -> Verdict {
    let header: EpochHeader = decode(&bytes(&input["header"]), MAX).map_err(fault)?;
    let slot: Slot = decode(&bytes(&input["bytes"]), MAX).map_err(fault)?;
    let proof: Vec<Digest> = input["proof"]
        .as_array()
        .unwrap()
        .iter()
        .map(|node| Digest::from_bytes(array(node)))
        .collect();
    let index = usize::try_from(input["index"].as_u64().unwrap()).unwrap();
    SlotSet::check_one(&header, &slot, index, &proof).map_err(fault)?;
    Ok(json!(true))
}

fn keys_of(input: &Value) -> EpochKeys {
    let secret = asamblea_protocol::crypto::KeyMaterial::from_bytes(array(&input["secret"]));
    EpochKeys::new(SpaceId::from_bytes(array(&input["space"])), secret)
}

/// A secret by wrap, slot or forward, learned by the ring of a device.
fn judge_way(what: &str, input: &Value) -> Verdict {
    let space = SpaceId::from_bytes(array(&input["space"]));
    let wanted = EpochId::from_bytes(array(&input["epoch"]));
    let seed = |name: &str| asamblea_protocol::crypto::KeyMaterial::from_bytes(array(&input[name]));
    let me = device(1);
    let own = match what {
        "wrap" => seal(1),
        _ => asamblea_protocol::crypto::SealSecretKey::from_seed(&seed("seed")),
    };
    let mut ring = Keyring::new(me, own);
    let mut epochs = Epochs::default();
    let info = |header: EpochHeader, slots: Vec<Slot>| EpochInfo {
        space,
        op: op(1),
        index: 0,
        after: PastTable::EMPTY,
        author: device(2),
        header,
        slots,
    };
    let sealed = bytes(&input["sealed"]);
    let bare = |wraps| EpochHeader::new(wanted, Vec::new(), wraps, &[]);
    match what {
        "wrap" => {
            let newer = keys_of(input);
            let wrap = Wrap {
                epoch: wanted,
                sealed,
            };
            let header = EpochHeader::new(newer.id(), Vec::new(), vec![wrap], &[]);
            epochs.insert(info(header, Vec::new()));
            epochs.insert(info(bare(Vec::new()), Vec::new()));
            ring.insert(newer);
        }
        "slot" => {
            let slot = Slot {
                recipient: Recipient::Device(me),
                sealed,
            };
            epochs.insert(info(bare(Vec::new()), vec![slot]));
        }
        "forward" => {
            epochs.insert(info(bare(Vec::new()), Vec::new()));
            epochs.insert_forward(wanted, me, sealed);
        }
        other => panic!("no such thing as {other}"),
    }
    ring.learn(&epochs);
    let keys = ring.get(&wanted).ok_or("Secret")?;
    // The id commits to the secret, so this is the one that the vector was made with.
    assert_eq!(keys.id(), wanted);
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
        encode(&EpochHeader::new(
            epoch(2),
            vec![5; SEAL_PUBLIC_BYTES],
            Vec::new(),
            slots,
        ))
    };
    let input = |header: &[u8], slots: &[Slot]| {
        let text = encode(&slots.to_vec());
        json!({ "what": "slots", "header": notation(header), "bytes": notation(&text) })
    };
    for count in [0, 1, 2, 3, 7] {
        let all = slots(count);
        let name = format!("{count} slots");
        maker.good(&name, input(&header(&all), &all), json!(count));
    }
    let rule = "slots have the number, the root and the recipients of their header";
    let all = slots(3);
    let right = header(&all);
    let mut swapped = all.clone();
    swapped.swap(0, 1);
    let mut changed = all.clone();
    changed[1].sealed[0] ^= 1;
    let mut other = all.clone();
    other[1].recipient = Recipient::Epoch(space(2), epoch(2));
    for (name, slots) in [
        ("a slot too few", all[..2].to_vec()),
        ("a slot too many", slots(4)),
        ("slots in another order", swapped),
        ("a slot with other bytes", changed),
        ("a slot of another recipient", other),
        ("no slots at all", vec![]),
    ] {
        maker.bad(name, rule, "SlotFault", input(&right, &slots));
    }
    // A header that lies about one of the three.
    for (name, key, value) in [
        ("number that does not fit", "5", Cbor::Uint(4)),
        ("root that does not fit", "4", id(9)),
        ("recipients that do not fit", "3", id(9)),
    ] {
        let mut tree = Cbor::read(&right);
        set(&mut tree, key, value);
        maker.bad(name, rule, "SlotFault", input(&tree.encode(), &all));
    }
    make_proofs(maker, &right, &all);
    make_proofs(maker, &header(&slots(7)), &slots(7));
}

fn make_proofs(maker: &mut Maker, header: &[u8], slots: &[Slot]) {
    let set = SlotSet {
        op: op(1),
        slots: slots.to_vec(),
    };
    let count = slots.len();
    let input = |slot: &Slot, index: usize, proof: &[Digest]| {
        let nodes = proof.iter().map(|node| notation(node.as_bytes()));
        json!({
            "what": "proof",
            "header": notation(header),
            "bytes": notation(&encode(slot)),
            "index": index,
            "proof": nodes.collect::<Vec<_>>(),
        })
    };
    for index in [0, count - 1] {
        let proof = set.proof(index).unwrap();
        let name = format!("proof of slot {index} of {count}");
        maker.good(&name, input(&slots[index], index, &proof), json!(true));
    }
    let rule = "the slot stands at this place under the root";
    let proof = set.proof(1).unwrap();
    let mut longer = proof.clone();
    longer.push(proof[0]);
    let mut swapped = proof.clone();
    swapped.reverse();
    for (name, slot, index, proof) in [
        ("of another place", 1, 0, proof.clone()),
        ("of another slot", 0, 1, proof.clone()),
        ("of a place that is not there", 1, count, proof.clone()),
        ("cut short", 1, 1, proof[..proof.len() - 1].to_vec()),
        ("with a node too many", 1, 1, longer),
        ("in another order", 1, 1, swapped),
    ] {
        let name = format!("proof of {count} {name}");
        maker.bad(&name, rule, "SlotFault", input(&slots[slot], index, &proof));
    }
}

fn make_wraps(maker: &mut Maker) {
    let old = EpochKeys::new(space(1), material(11));
    let new = EpochKeys::new(space(1), material(12));
    let wrap = new.wrap(&old);
    let input = |secret: u8, epoch: EpochId, sealed: &[u8]| {
        json!({
            "what": "wrap",
            "space": notation(space(1).as_bytes()),
            "secret": notation(material(secret).expose()),
            "epoch": notation(epoch.as_bytes()),
            "sealed": notation(sealed),
        })
    };
    let out = json!(seen_bytes(old.seal_public().as_bytes()));
    maker.good(
        "wrap of a predecessor",
        input(12, old.id(), &wrap.sealed),
        out,
    );
    let opens = "a wrap opens under the key of its newer epoch, for its predecessor";
    maker.bad(
        "wrap under another secret",
        opens,
        "Secret",
        input(13, old.id(), &wrap.sealed),
    );
    let mut flipped = wrap.sealed.clone();
    flipped[0] ^= 1;
    maker.bad(
        "wrap with other bytes",
        opens,
        "Secret",
        input(12, old.id(), &flipped),
    );
    maker.bad(
        "wrap cut short",
        opens,
        "Secret",
        input(12, old.id(), &wrap.sealed[..47]),
    );
    let other = EpochKeys::new(space(1), material(14));
    maker.bad(
        "wrap of another epoch",
        opens,
        "Secret",
        input(12, other.id(), &wrap.sealed),
    );
    // Well sealed, but not what the id commits to.
    let key = derive(Domain::EpochWrapKey, &material(12), &[old.id().as_bytes()]);
    let key = asamblea_protocol::crypto::ContentKey::new(&key);
    let lie = key.seal(old.id().as_bytes(), material(14).expose());
    let rule = "a secret hashes to the id that it was sent for";
    maker.bad(
        "wrap of another secret",
        rule,
        "Secret",
        input(12, old.id(), &lie),
    );
}

/// A slot or forward: in what it is sent, and for which space, key and epoch.
fn sent(what: &str, space_: u8, seed: u8, epoch: EpochId, sealed: &[u8]) -> Value {
    json!({
        "what": what,
        "space": notation(space(space_).as_bytes()),
        "seed": notation(material(seed).expose()),
        "epoch": notation(epoch.as_bytes()),
        "sealed": notation(sealed),
    })
}

fn make_sealed_to(maker: &mut Maker) {
    let mut rng = random(5);
    let recipients = [(Recipient::Device(device(1)), seal(1).public().clone())];
    let (keys, _, slots) = mint(space(1), &recipients, &[], &mut rng).unwrap();
    let forward = keys.seal_forward(seal(1).public(), &mut rng).unwrap();
    let (id, slot) = (keys.id(), slots[0].sealed.as_slice());
    let out = json!(seen_bytes(keys.seal_public().as_bytes()));
    maker.good("slot", sent("slot", 1, 1, id, slot), out.clone());
    maker.good("forward", sent("forward", 1, 1, id, &forward), out);
    let mut bad = |name: &str, rule: &str, input: Value| maker.bad(name, rule, "Secret", input);
    let rule = "sealed to this key, in this domain, for this space and epoch";
    for (name, input) in [
        ("slot for another key", sent("slot", 1, 2, id, slot)),
        ("slot sent as a forward", sent("forward", 1, 1, id, slot)),
        ("forward sent as a slot", sent("slot", 1, 1, id, &forward)),
        ("slot of another space", sent("slot", 2, 1, id, slot)),
        ("slot of another epoch", sent("slot", 1, 1, epoch(4), slot)),
        ("slot cut short", sent("slot", 1, 1, id, &slot[..1100])),
    ] {
        bad(name, rule, input);
    }
    for at in [0, 1119, 1120, 1167] {
        let mut flipped = slot.to_vec();
        flipped[at] ^= 1;
        let name = format!("slot with byte {at} flipped");
        bad(&name, rule, sent("slot", 1, 1, id, &flipped));
    }
    let aad = [*space(1).as_bytes(), *id.as_bytes()].concat();
    let mut seal_other =
        |text: &[u8]| seal_to(seal(1).public(), Domain::Slot, &aad, text, &mut rng).unwrap();
    let rule = "a secret hashes to the id that it was sent for";
    for (name, lie) in [
        ("slot with another secret", seal_other(&[9; 32])),
        ("slot with a secret of 31 bytes", seal_other(&[9; 31])),
    ] {
        bad(name, rule, sent("slot", 1, 1, id, &lie));
    }
}
