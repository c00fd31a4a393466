//! Vectors of the state hash over contents.

use asamblea_protocol::content::{Body, Content};
use asamblea_protocol::id::OpId;
use asamblea_protocol::op::Role;
use asamblea_protocol::time::WallTime;
use asamblea_protocol::view::{Admitted, Views};
use serde_json::{Value, json};

use super::cbor::seen_bytes;
use super::file::{Format, Maker, Verdict, array, notation};
use super::world::{device, op, space};

/// State hashes.
pub(crate) const STATE: Format = Format {
    name: "state",
    heading: "content",
    maker: make_state,
    judge: judge_state,
};

fn judge_state(input: &Value) -> Verdict {
    let mut views = Views::default();
    for (seq, id) in (0..).zip(input["admitted"].as_array().unwrap()) {
        views.take(Admitted {
            id: OpId::from_bytes(array(id)),
            space: space(1),
            author: device(1),
            seq,
            depth: 0,
            person: None,
            org: None,
            role: Role::Write,
            office: Role::None,
            received_at: WallTime(0),
            forked: false,
            content: Content {
                at: WallTime(seq),
                body: Body::Unknown { kind: 99 },
            },
        });
    }
    let hash = seen_bytes(views.state_hash(space(1)).as_bytes());
    if input
        .get("hash")
        .is_some_and(|claimed| *claimed != json!(hash))
    {
        return Err("AnotherState".to_owned());
    }
    Ok(json!(hash))
}

fn make_state(maker: &mut Maker) {
    let ids = |all: &[u8]| -> Value { all.iter().map(|n| notation(op(*n).as_bytes())).collect() };
    let hash = |all: &[u8]| judge_state(&json!({ "admitted": ids(all) })).unwrap();
    for (name, all) in [
        ("nothing admitted", &[][..]),
        ("one operation", &[5]),
        ("three operations", &[1, 5, 9]),
        ("three operations in another order", &[9, 1, 5]),
        ("an operation twice", &[5, 5]),
    ] {
        maker.good(name, json!({ "admitted": ids(all) }), hash(all));
    }
    assert_eq!(hash(&[1, 5, 9]), hash(&[9, 1, 5]));
    assert_eq!(hash(&[5, 5]), hash(&[5]));
    let rule = "equal hashes, equal sets";
    for (name, all, claimed) in [
        ("an operation more", &[1, 5, 9][..], &[1, 5][..]),
        ("an operation less", &[1, 5], &[1, 5, 9]),
        ("another operation", &[1, 5], &[1, 6]),
    ] {
        let input = json!({ "admitted": ids(all), "hash": hash(claimed) });
        maker.bad(name, rule, "AnotherState", input);
    }
}
