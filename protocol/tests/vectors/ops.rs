//! Vectors of operations in full form and of runs.

use asamblea_protocol::crypto::{Domain, Signature, SigningKey, hash};
use asamblea_protocol::id::{DeviceId, EpochId, OpId, SpaceId};
use asamblea_protocol::limits::OP_BYTES_MAX;
use asamblea_protocol::op::{
    Control, Create, Header, History, Lane, LogId, OpDraft, OpRef, SUITE, SpaceKind, VERSION,
    VerifiedOp, VerifiedRun,
};
use serde_json::{Map, Value, json};

use super::cbor::{Cbor, seen_bytes};
use super::file::{Format, Maker, Verdict, array, bytes, fault, notation};
use super::primitives::malleable;
use super::world::{device, epoch, log, op, reference, signing, space};

/// Operations: full form, id, space, digest, signature.
pub(crate) const OP: Format = Format {
    name: "op",
    heading: "operations",
    maker: make_op,
    judge: judge_op,
};

/// The parts of an operation, as JSON.
pub(crate) fn header_json(header: &Header) -> Value {
    let mut out = Map::new();
    let mut put = |name: &str, value: Value| out.insert(name.to_owned(), value);
    put("version", json!(header.version));
    put("suite", json!(header.suite));
    put("space", json!(notation(header.log.space.as_bytes())));
    put("author", json!(notation(header.log.author.as_bytes())));
    put("lane", json!(header.log.lane.number()));
    put("seq", json!(header.seq));
    if let Some(prev) = header.prev {
        put("prev", json!(notation(prev.as_bytes())));
    }
    let dep = |dep: &OpRef| {
        json!([
            notation(dep.log.space.as_bytes()),
            notation(dep.log.author.as_bytes()),
            dep.log.lane.number(),
            dep.seq,
            notation(dep.id.as_bytes()),
        ])
    };
    put("deps", header.deps.iter().map(dep).collect());
    if let Some(epoch) = header.epoch {
        put("epoch", json!(notation(epoch.as_bytes())));
    }
    Value::Object(out)
}

fn lane(value: &Value) -> Lane {
    match value.as_u64() {
        Some(0) => Lane::Control,
        Some(1) => Lane::Content,
        _ => panic!("no lane {value}"),
    }
}

/// Reads [`header_json`].
pub(crate) fn header_of(value: &Value) -> Header {
    let log = |space: &Value, author: &Value, number: &Value| LogId {
        space: SpaceId::from_bytes(array(space)),
        author: DeviceId::from_bytes(array(author)),
        lane: lane(number),
    };
    let dep = |dep: &Value| OpRef {
        log: log(&dep[0], &dep[1], &dep[2]),
        seq: dep[3].as_u64().unwrap(),
        id: OpId::from_bytes(array(&dep[4])),
    };
    Header {
        version: u8::try_from(value["version"].as_u64().unwrap()).unwrap(),
        suite: u8::try_from(value["suite"].as_u64().unwrap()).unwrap(),
        log: log(&value["space"], &value["author"], &value["lane"]),
        seq: value["seq"].as_u64().unwrap(),
        prev: value.get("prev").map(|prev| OpId::from_bytes(array(prev))),
        deps: value["deps"].as_array().unwrap().iter().map(dep).collect(),
        epoch: value
            .get("epoch")
            .map(|epoch| EpochId::from_bytes(array(epoch))),
    }
}

/// The full form, as the page says it: written here a second time.
pub(crate) fn full_form(header: &Header, salt: Option<&[u8]>, body: Option<&[u8]>) -> Vec<u8> {
    let create = header.log.lane == Lane::Control
        && header.seq == 0
        && body.is_some_and(|body| body.starts_with(&[0x82, 0]));
    let log = |log: &LogId| {
        Cbor::Array(vec![
            Cbor::bytes(log.space.as_bytes()),
            Cbor::bytes(log.author.as_bytes()),
            Cbor::Uint(log.lane.number().into()),
        ])
    };
    let dep = |dep: &OpRef| {
        Cbor::Array(vec![
            log(&dep.log),
            Cbor::Uint(dep.seq),
            Cbor::bytes(dep.id.as_bytes()),
        ])
    };
    let rows = [
        Some(Cbor::Uint(header.version.into())),
        Some(Cbor::Uint(header.suite.into())),
        (!create).then(|| Cbor::bytes(header.log.space.as_bytes())),
        Some(Cbor::bytes(header.log.author.as_bytes())),
        Some(Cbor::Uint(header.log.lane.number().into())),
        Some(Cbor::Uint(header.seq)),
        header.prev.map(|prev| Cbor::bytes(prev.as_bytes())),
        Some(Cbor::Array(header.deps.iter().map(dep).collect())),
        header.epoch.map(|epoch| Cbor::bytes(epoch.as_bytes())),
        salt.map(Cbor::bytes),
        body.map(Cbor::bytes),
    ];
    let rows = (0..)
        .zip(rows)
        .filter_map(|(key, value)| Some((key, value?)));
    Cbor::Map(rows.collect()).encode()
}

fn judge_op(input: &Value) -> Verdict {
    let header = header_of(&input["header"]);
    let salt = input.get("salt").map(array);
    let draft = OpDraft {
        header: header.clone(),
        salt,
        body: bytes(&input["body"]),
    };
    let run = VerifiedRun::sign(draft, &signing(1)).map_err(fault)?;
    let op = &run.ops()[0];
    if op.header.log.space != header.log.space {
        return Err("NotItsSpace".to_owned());
    }
    let full = full_form(&header, salt.as_ref().map(|salt| &salt[..]), Some(&op.body));
    assert_eq!(hash(Domain::OpId, &[&full]).as_bytes(), op.id.as_bytes());
    let author = header.log.author.verifying_key();
    let signature = Signature::from_bytes(array(&input["signature"]));
    author
        .verify(Domain::OpSignature, op.id.as_bytes(), &signature)
        .map_err(fault)?;
    Ok(shown(op, Some(&full)))
}

/// An operation as it was understood.
pub(crate) fn shown(op: &VerifiedOp, full: Option<&[u8]>) -> Value {
    let mut out = Map::new();
    let mut put = |name: &str, value: String| out.insert(name.to_owned(), json!(value));
    put("id", seen_bytes(op.id.as_bytes()));
    put("space", seen_bytes(op.header.log.space.as_bytes()));
    if op.header.log.lane == Lane::Content {
        let about = full_form(&op.header, None, None);
        let digest = op.header.digest();
        assert_eq!(hash(Domain::OpHeader, &[&about]), digest);
        put("digest", seen_bytes(digest.as_bytes()));
    }
    if let Some(full) = full {
        put("full", notation(full));
    }
    Value::Object(out)
}

pub(crate) fn header(lane: Lane, seq: u64) -> Header {
    Header {
        version: VERSION,
        suite: SUITE,
        log: log(1, 1, lane),
        seq,
        prev: (seq > 0).then(|| op(3)),
        deps: Vec::new(),
        epoch: (lane == Lane::Content).then(|| epoch(2)),
    }
}

/// The smallest `create`.
pub(crate) fn create() -> Vec<u8> {
    Control::Create(Box::new(Create {
        kind: SpaceKind::Network,
        guardian: None,
        history: History::Full,
        confirm: false,
        members: Vec::new(),
        nonce: [7; 16],
        retain: None,
    }))
    .encode()
}

fn op_input(header: &Header, salt: Option<&[u8]>, body: &[u8], signature: &[u8]) -> Value {
    let mut input = json!({
        "header": header_json(header),
        "body": notation(body),
        "signature": notation(signature),
    });
    if let Some(salt) = salt {
        input["salt"] = json!(notation(salt));
    }
    input
}

fn signature_of(key: &SigningKey, header: &Header, salt: Option<&[u8]>, body: &[u8]) -> [u8; 64] {
    let id = hash(Domain::OpId, &[&full_form(header, salt, Some(body))]);
    *key.sign(Domain::OpSignature, id.as_bytes()).as_bytes()
}

fn signed_input(header: &Header, salt: Option<&[u8]>, body: &[u8]) -> Value {
    op_input(
        header,
        salt,
        body,
        &signature_of(&signing(1), header, salt, body),
    )
}

const SALT: &[u8] = &[4; 16];

const NEWER: &[u8] = b"\x82\x18\x63\xa0";

/// A body that fills the full form of the first content operation up to the limit, and over it.
fn filling(over: usize) -> Vec<u8> {
    let bare = full_form(&header(Lane::Content, 0), Some(SALT), Some(&[])).len() + 2;
    vec![0; OP_BYTES_MAX - bare + over]
}

fn make_op(maker: &mut Maker) {
    let (control, content) = (Lane::Control, Lane::Content);
    let mut founding = header(control, 0);
    let full = full_form(&founding, None, Some(&create()));
    founding.log.space = SpaceId::of_create(hash(Domain::OpId, &[&full]).into());
    let mut with_deps = header(content, 70_000);
    with_deps.deps = vec![
        reference(log(1, 2, control), 0, 5),
        reference(log(9, 3, control), 24, 6),
        reference(log(1, 2, content), u64::MAX, 7),
    ];
    let salt = Some(SALT);
    for (name, header, salt, body) in [
        ("create: its hash is its space", founding, None, create()),
        (
            "first control operation, no create",
            header(control, 0),
            None,
            NEWER.to_vec(),
        ),
        (
            "later control operation",
            header(control, 5),
            None,
            NEWER.to_vec(),
        ),
        (
            "create at another place names its space",
            header(control, 5),
            None,
            create(),
        ),
        (
            "first content operation",
            header(content, 0),
            salt,
            b"sealed".to_vec(),
        ),
        (
            "later content operation",
            header(content, 300),
            salt,
            b"sealed".to_vec(),
        ),
        ("with references", with_deps, salt, b"sealed".to_vec()),
        ("empty body", header(content, 0), salt, vec![]),
        (
            "of 65,536 bytes in full form",
            header(content, 0),
            salt,
            filling(0),
        ),
    ] {
        let input = signed_input(&header, salt, &body);
        let out = judge_op(&input).unwrap();
        maker.good(name, input, out);
    }
    bad_signatures(maker);
    let rule = "a salt stands in the content lane, always and only";
    let input = signed_input(&header(content, 0), None, b"sealed");
    maker.bad("content without salt", rule, "Lane", input);
    let input = signed_input(&header(control, 1), salt, b"x");
    maker.bad("control with salt", rule, "Lane", input);
    let rule = "the full form has at most 65,536 bytes";
    let input = signed_input(&header(content, 0), salt, &filling(1));
    maker.bad("of 65,537 bytes", rule, "OpTooLong", input);
    let rule = "the space is the hash of its create";
    let input = signed_input(&header(control, 0), None, &create());
    maker.bad("create of another space", rule, "NotItsSpace", input);
}

/// Changes a header.
type Change = fn(&mut Header);

/// Changes of a header that its signature is not over.
const CHANGES: &[(&str, Change)] = &[
    ("another version", |h| h.version = 2),
    ("another suite", |h| h.suite = 2),
    ("another space", |h| h.log.space = space(2)),
    ("another author", |h| h.log.author = device(2)),
    ("another place", |h| h.seq = 1),
    ("another predecessor", |h| h.prev = Some(op(4))),
    ("another reference", |h| {
        h.deps = vec![reference(log(1, 2, Lane::Control), 0, 5)]
    }),
    ("another epoch", |h| h.epoch = Some(epoch(3))),
];

fn bad_signatures(maker: &mut Maker) {
    let (base, salt, body) = (header(Lane::Content, 0), Some(SALT), b"sealed");
    let full = full_form(&base, salt, Some(body));
    let sign = |domain: Domain, text: &[u8]| *signing(1).sign(domain, text).as_bytes();
    let id = hash(Domain::OpId, &[&full]);
    let other_id = hash(Domain::OpHeader, &[&full]);
    let right = signature_of(&signing(1), &base, salt, body);
    let rule = "the author signed the id in the domain of operations";
    let mut bad = |name: &str, input: Value| maker.bad(name, rule, "BadSignature", input);
    for (name, signature) in [
        (
            "signed in another domain",
            sign(Domain::CardSignature, id.as_bytes()),
        ),
        (
            "full form signed, not its id",
            sign(Domain::OpSignature, &full),
        ),
        (
            "id hashed in another domain",
            sign(Domain::OpSignature, other_id.as_bytes()),
        ),
        (
            "signed by another",
            signature_of(&signing(2), &base, salt, body),
        ),
        ("malleable signature", malleable(&right)),
        ("no signature", [0; 64]),
    ] {
        bad(name, op_input(&base, salt, body, &signature));
    }
    for (name, change) in CHANGES {
        let mut other = base.clone();
        change(&mut other);
        bad(name, op_input(&other, salt, body, &right));
    }
    bad(
        "another salt",
        op_input(&base, Some(&[5; 16]), body, &right),
    );
    bad("another body", op_input(&base, salt, b"Sealed", &right));
}
