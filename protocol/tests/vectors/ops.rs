//! Vectors of operations in full form and of runs.

use asamblea_protocol::crypto::{Domain, Signature, SigningKey, hash};
use asamblea_protocol::id::{DeviceId, EpochId, OpId, SpaceId};
use asamblea_protocol::limits::{DEPS_MAX, OP_BYTES_MAX, RUN_OPS_MAX};
use asamblea_protocol::op::{
    Control, Create, Header, History, Lane, LogId, OpDraft, OpRef, SUITE, SignedRun, SpaceKind,
    VERSION, VerifiedOp, VerifiedRun,
};
use serde_json::{Map, Value, json};

use super::broken::break_form;
use super::cbor::{Cbor, seen_bytes};
use super::file::{Format, Maker, Verdict, array, bytes, fault, notation};
use super::primitives::malleable;
use super::world::{device, epoch, id, log, op, reference, signing, space};

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
fn full_form(header: &Header, salt: Option<&[u8]>, body: Option<&[u8]>) -> Vec<u8> {
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
fn shown(op: &VerifiedOp, full: Option<&[u8]>) -> Value {
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

fn header(lane: Lane, seq: u64) -> Header {
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

fn make_op(maker: &mut Maker) {
    let good = |maker: &mut Maker, name: &str, header: Header, salt: Option<&[u8]>, body: &[u8]| {
        let input = signed_input(&header, salt, body);
        let out = judge_op(&input).unwrap();
        maker.good(name, input, out);
    };
    let (control, content) = (Lane::Control, Lane::Content);
    let mut of_create = header(control, 0);
    let id = hash(
        Domain::OpId,
        &[&full_form(&of_create, None, Some(&create()))],
    );
    of_create.log.space = SpaceId::of_create(id.into());
    good(
        maker,
        "create: its hash is its space",
        of_create,
        None,
        &create(),
    );
    good(
        maker,
        "first control operation, no create",
        header(control, 0),
        None,
        b"\x82\x18\x63\xa0",
    );
    good(
        maker,
        "later control operation",
        header(control, 5),
        None,
        b"\x82\x18\x63\xa0",
    );
    good(
        maker,
        "create at another place names its space",
        header(control, 5),
        None,
        &create(),
    );
    good(
        maker,
        "first content operation",
        header(content, 0),
        Some(SALT),
        b"sealed",
    );
    good(
        maker,
        "later content operation",
        header(content, 300),
        Some(SALT),
        b"sealed",
    );
    let mut with_deps = header(content, 70_000);
    with_deps.deps = vec![
        reference(log(1, 2, control), 0, 5),
        reference(log(9, 3, control), 24, 6),
        reference(log(1, 2, content), u64::MAX, 7),
    ];
    good(maker, "with references", with_deps, Some(SALT), b"sealed");
    good(maker, "empty body", header(content, 0), Some(SALT), b"");
    let fitting = |over: usize| {
        let bare = full_form(&header(content, 0), Some(SALT), Some(&[])).len() + 2;
        vec![0; OP_BYTES_MAX - bare + over]
    };
    good(
        maker,
        "of 65,536 bytes in full form",
        header(content, 0),
        Some(SALT),
        &fitting(0),
    );

    let own = "the author signed the id in the domain of operations";
    let base = header(content, 0);
    let signature = signature_of(&signing(1), &base, Some(SALT), b"sealed");
    let mut bad =
        |name: &str, rule: &str, fault: &str, input: Value| maker.bad(name, rule, fault, input);
    let over_id = |domain: Domain, text: &[u8]| *signing(1).sign(domain, text).as_bytes();
    let full = full_form(&base, Some(SALT), Some(b"sealed"));
    let id = hash(Domain::OpId, &[&full]);
    for (name, signature) in [
        (
            "signed in another domain",
            over_id(Domain::CardSignature, id.as_bytes()),
        ),
        (
            "full form signed, not its id",
            over_id(Domain::OpSignature, &full),
        ),
        ("id hashed in another domain", {
            let other = hash(Domain::OpHeader, &[&full]);
            over_id(Domain::OpSignature, other.as_bytes())
        }),
        (
            "signed by another",
            signature_of(&signing(2), &base, Some(SALT), b"sealed"),
        ),
        ("malleable signature", malleable(&signature)),
        ("no signature", [0; 64]),
    ] {
        bad(
            name,
            own,
            "BadSignature",
            op_input(&base, Some(SALT), b"sealed", &signature),
        );
    }
    let mut others = Vec::new();
    let mut change = |name: &'static str, change: &dyn Fn(&mut Header)| {
        let mut other = base.clone();
        change(&mut other);
        others.push((name, other));
    };
    change("another version", &|h| h.version = 2);
    change("another suite", &|h| h.suite = 2);
    change("another space", &|h| h.log.space = space(2));
    change("another author", &|h| h.log.author = device(2));
    change("another place", &|h| h.seq = 1);
    change("another predecessor", &|h| h.prev = Some(op(4)));
    change("another reference", &|h| {
        h.deps = vec![reference(log(1, 2, Lane::Control), 0, 5)]
    });
    change("another epoch", &|h| h.epoch = Some(epoch(3)));
    for (name, other) in others {
        bad(
            name,
            own,
            "BadSignature",
            op_input(&other, Some(SALT), b"sealed", &signature),
        );
    }
    bad(
        "another salt",
        own,
        "BadSignature",
        op_input(&base, Some(&[5; 16]), b"sealed", &signature),
    );
    bad(
        "another body",
        own,
        "BadSignature",
        op_input(&base, Some(SALT), b"Sealed", &signature),
    );
    let salted = "a salt stands in the content lane, always and only";
    let none: Option<&[u8]> = None;
    bad(
        "content without salt",
        salted,
        "Lane",
        signed_input(&base, none, b"sealed"),
    );
    bad(
        "control with salt",
        salted,
        "Lane",
        signed_input(&header(control, 1), Some(SALT), b"x"),
    );
    let long = "the full form has at most 65,536 bytes";
    bad(
        "of 65,537 bytes",
        long,
        "OpTooLong",
        signed_input(&base, Some(SALT), &fitting(1)),
    );
    let rule = "the space is the hash of its create";
    bad(
        "create of another space",
        rule,
        "NotItsSpace",
        signed_input(&header(control, 0), None, &create()),
    );
}

/// Runs.
pub(crate) const RUN: Format = Format {
    name: "run",
    heading: "runs",
    maker: make_run,
    judge: judge_run,
};

fn judge_run(input: &Value) -> Verdict {
    let text = bytes(&input["bytes"]);
    let signed = SignedRun::decode(&text).map_err(fault)?;
    assert_eq!(signed.encode(), text);
    let run = signed.verify().map_err(fault)?;
    let row = |op: &VerifiedOp| {
        let mut row = shown(op, None);
        row["header"] = header_json(&op.header);
        if let Some(salt) = op.salt {
            row["salt"] = json!(seen_bytes(&salt));
        }
        row["body"] = json!(seen_bytes(&op.body));
        row
    };
    if run.ops().len() > OPS_SHOWN_MAX {
        // Of so many only how many, and the last.
        return Ok(json!([run.ops().len(), run.ops().last().map(row)]));
    }
    Ok(run.ops().iter().map(row).collect())
}

/// The most operations that a vector states one by one.
const OPS_SHOWN_MAX: usize = 8;

/// A run of a few operations: first place, and bodies.
fn run_tree(lane: Lane, first: u64, bodies: &[&[u8]]) -> Cbor {
    tree_of(&draft_run(lane, first, bodies))
}

fn draft_run(lane: Lane, first: u64, bodies: &[&[u8]]) -> Vec<VerifiedRun> {
    let mut runs: Vec<VerifiedRun> = Vec::new();
    for (body, seq) in bodies.iter().zip(first..) {
        let mut header = header(lane, seq);
        if let Some(before) = runs.last() {
            header.prev = Some(before.ops()[0].id);
        }
        if seq % 2 == 1 {
            header.deps = vec![
                reference(log(9, 3, Lane::Control), seq, 5),
                reference(log(1, 2, lane), 3, 6),
            ];
        }
        let draft = OpDraft {
            header,
            salt: (lane == Lane::Content).then_some([4; 16]),
            body: body.to_vec(),
        };
        runs.push(VerifiedRun::sign(draft, &signing(1)).unwrap());
    }
    runs
}

fn tree_of(runs: &[VerifiedRun]) -> Cbor {
    let stored = runs
        .iter()
        .map(|run| SignedRun::decode(&run.encode()).unwrap());
    let first = runs[0].ops()[0].header.clone();
    let joined = SignedRun::stretch(stored.collect(), first.seq, first.prev, 80_000).unwrap();
    assert_eq!(joined.count(), runs.len());
    let bytes = joined.encode();
    // What a verified run writes again is what came.
    assert_eq!(joined.verify().unwrap().encode(), bytes);
    Cbor::read(&bytes)
}

/// The row of a map.
pub(crate) fn row(tree: &mut Cbor, key: u64) -> &mut Cbor {
    let Cbor::Map(rows) = tree else {
        panic!("no map")
    };
    let row = rows.iter_mut().find(|(known, _)| *known == key);
    &mut row.unwrap_or_else(|| panic!("no key {key}")).1
}

/// The item of an array.
pub(crate) fn item(tree: &mut Cbor, at: usize) -> &mut Cbor {
    let Cbor::Array(items) = tree else {
        panic!("no array")
    };
    &mut items[at]
}

/// The rows of a map.
pub(crate) fn rows(tree: &mut Cbor) -> &mut Vec<(u64, Cbor)> {
    let Cbor::Map(rows) = tree else {
        panic!("no map")
    };
    rows
}

/// The items of an array.
pub(crate) fn items(tree: &mut Cbor) -> &mut Vec<Cbor> {
    let Cbor::Array(items) = tree else {
        panic!("no array")
    };
    items
}

fn run_input(tree: &Cbor) -> Value {
    json!({ "bytes": notation(&tree.encode()) })
}

fn make_run(maker: &mut Maker) {
    let (control, content) = (Lane::Control, Lane::Content);
    let newer: &[u8] = b"\x82\x18\x63\xa0";
    let good = |maker: &mut Maker, name: &str, tree: &Cbor| {
        let out = judge_run(&run_input(tree)).unwrap();
        maker.good(name, run_input(tree), out);
    };
    let create = tree_of(&draft_run(control, 0, &[&create()]));
    good(maker, "a create", &create);
    good(
        maker,
        "three control operations",
        &run_tree(control, 0, &[newer, newer, newer]),
    );
    good(
        maker,
        "one content operation",
        &run_tree(content, 0, &[b"one"]),
    );
    let base = run_tree(content, 7, &[b"one", b"", b"three"]);
    good(maker, "three content operations from place 7 on", &base);
    let last = run_tree(content, u64::MAX - 1, &[b"last but one"]);
    good(maker, "the last place but one", &last);
    full_run(maker, run_tree(content, 8, &[b""]));
    table_is_free(maker, &base, &good);

    let small = run_tree(content, 1, &[b"body"]);
    break_form(maker, "run", &small, &[]);
    break_form(maker, "control run", &run_tree(control, 0, &[newer]), &[]);
    bad_runs(maker, &small, &create);
}

/// As many operations as a run may have, and one more.
fn full_run(maker: &mut Maker, mut tree: Cbor) {
    let (salt, mut header) = ([4; 16], header(Lane::Content, 8));
    let one = item(row(&mut tree, 9), 0).clone();
    for _ in 0..RUN_OPS_MAX {
        let id = hash(Domain::OpId, &[&full_form(&header, Some(&salt), Some(b""))]);
        header.prev = Some(id.into());
        header.seq += 1;
    }
    *row(&mut tree, 9) = Cbor::Array(vec![one.clone(); RUN_OPS_MAX]);
    let last = header.prev.unwrap();
    let signature = signing(1).sign(Domain::OpSignature, last.as_bytes());
    *row(&mut tree, 10) = Cbor::bytes(signature.as_bytes());
    let out = judge_run(&run_input(&tree)).unwrap();
    maker.good("1,024 operations", run_input(&tree), out);
    items(row(&mut tree, 9)).push(one);
    let rule = "a run has 1 to 1,024 operations";
    maker.bad("1,025 operations", rule, "Count", run_input(&tree));
}

/// The table of logs is the sender's: the same operations, the same signature, other bytes.
fn table_is_free(maker: &mut Maker, base: &Cbor, good: &dyn Fn(&mut Maker, &str, &Cbor)) {
    let mut own = base.clone();
    items(item(row(&mut own, 8), 1)).push(id(1));
    good(maker, "table: own space written out", &own);
    let mut unused = base.clone();
    items(row(&mut unused, 8)).push(Cbor::Array(vec![id(8), Cbor::Uint(1)]));
    good(maker, "table: a line that nobody uses", &unused);
    let mut twice = base.clone();
    let line = item(row(&mut twice, 8), 0).clone();
    items(row(&mut twice, 8)).push(line);
    *item(item(item(item(row(&mut twice, 9), 0), 0), 0), 0) = Cbor::Uint(2);
    good(maker, "table: a line twice", &twice);
}

fn bad_runs(maker: &mut Maker, small: &Cbor, create: &Cbor) {
    let mut changed =
        |name: &str, rule: &str, fault: &str, base: &Cbor, change: &dyn Fn(&mut Cbor)| {
            let mut tree = base.clone();
            change(&mut tree);
            maker.bad(name, rule, fault, run_input(&tree));
        };
    let newer = "version and suite are 1";
    changed("version 2", newer, "Newer", small, &|t| {
        *row(t, 0) = Cbor::Uint(2)
    });
    changed("version 0", newer, "Newer", small, &|t| {
        *row(t, 0) = Cbor::Uint(0)
    });
    changed("suite 2", newer, "Newer", small, &|t| {
        *row(t, 1) = Cbor::Uint(2)
    });
    let count = "a run has 1 to 1,024 operations";
    changed("no operation", count, "Count", small, &|t| {
        items(row(t, 9)).clear()
    });
    let chain = "prev is absent at place 0 and there after it";
    changed("no prev after place 0", chain, "Chain", small, &|t| {
        rows(t).retain(|(key, _)| *key != 7);
    });
    changed("place 0 with prev", chain, "Chain", small, &|t| {
        *row(t, 6) = Cbor::Uint(0)
    });
    changed(
        "place beyond 64 bits",
        "a place is below 2^64 - 1",
        "Chain",
        small,
        &|t| {
            *row(t, 6) = Cbor::Uint(u64::MAX);
        },
    );
    let table = "a reference names a line of the table";
    changed("empty table", table, "Chain", small, &|t| {
        items(row(t, 8)).clear()
    });
    changed("line beyond the table", table, "Chain", small, &|t| {
        *item(item(item(item(row(t, 9), 0), 0), 0), 0) = Cbor::Uint(2);
    });
    let lane = "epoch and salt stand in the content lane, always and only";
    changed("content without epoch", lane, "Lane", small, &|t| {
        rows(t).retain(|(key, _)| *key != 5);
    });
    changed("content called control", lane, "Lane", small, &|t| {
        *row(t, 4) = Cbor::Uint(0)
    });
    changed("content without salt", lane, "Lane", small, &|t| {
        *item(item(row(t, 9), 0), 1) = Cbor::Bytes(Vec::new());
    });
    changed("salt of 15 bytes", lane, "Lane", small, &|t| {
        *item(item(row(t, 9), 0), 1) = Cbor::Bytes(vec![4; 15]);
    });
    changed("control with epoch", lane, "Lane", create, &|t| {
        rows(t).insert(5, (5, id(2)))
    });
    changed("control with salt", lane, "Lane", create, &|t| {
        *item(item(row(t, 9), 0), 1) = Cbor::Bytes(vec![4; 16]);
    });
    let space = "the space is the hash of its create";
    changed(
        "create of another space",
        space,
        "NotItsSpace",
        create,
        &|t| *row(t, 2) = id(4),
    );
    let limit = "an operation has at most 65,536 bytes and 450 references";
    changed(
        "operation over its limit",
        limit,
        "OpTooLong",
        small,
        &|t| {
            *item(item(row(t, 9), 0), 2) = Cbor::Bytes(vec![0; OP_BYTES_MAX]);
        },
    );
    changed("451 references", limit, "OpTooLong", small, &|t| {
        let deps = items(item(item(row(t, 9), 0), 0));
        *deps = vec![deps[0].clone(); DEPS_MAX + 1];
    });
    let signed = "the author signed the last operation";
    changed(
        "450 references, not signed",
        signed,
        "BadSignature",
        small,
        &|t| {
            let deps = items(item(item(row(t, 9), 0), 0));
            *deps = vec![deps[0].clone(); DEPS_MAX];
        },
    );
    changed("another salt", signed, "BadSignature", small, &|t| {
        *item(item(row(t, 9), 0), 1) = Cbor::Bytes(vec![5; 16]);
    });
    changed("another body", signed, "BadSignature", small, &|t| {
        *item(item(row(t, 9), 0), 2) = Cbor::bytes("Body");
    });
    changed("another space", signed, "BadSignature", small, &|t| {
        *row(t, 2) = id(2)
    });
    changed("another author", signed, "BadSignature", small, &|t| {
        *row(t, 3) = Cbor::bytes(device(2).as_bytes());
    });
    changed("another epoch", signed, "BadSignature", small, &|t| {
        *row(t, 5) = id(3)
    });
    changed("another place", signed, "BadSignature", small, &|t| {
        *row(t, 6) = Cbor::Uint(2)
    });
    changed("another prev", signed, "BadSignature", small, &|t| {
        *row(t, 7) = id(9)
    });
    changed(
        "another log in the table",
        signed,
        "BadSignature",
        small,
        &|t| {
            *item(item(row(t, 8), 0), 0) = id(9);
        },
    );
    changed(
        "references in another order",
        signed,
        "BadSignature",
        small,
        &|t| {
            items(item(item(row(t, 9), 0), 0)).reverse();
        },
    );
    changed("another signature", signed, "BadSignature", small, &|t| {
        *row(t, 10) = Cbor::Bytes(vec![9; 64]);
    });
    let three = run_tree(Lane::Content, 1, &[b"a", b"b", b"c"]);
    changed(
        "the last operation left out",
        signed,
        "BadSignature",
        &three,
        &|t| {
            items(row(t, 9)).pop();
        },
    );
    changed(
        "operations in another order",
        signed,
        "BadSignature",
        &three,
        &|t| {
            items(row(t, 9)).swap(0, 2);
        },
    );
    changed("lane 2", "a lane is 0 or 1", "Shape", small, &|t| {
        *row(t, 4) = Cbor::Uint(2)
    });
    changed(
        "signature of 63 bytes",
        "a signature has 64 bytes",
        "Shape",
        small,
        &|t| {
            *row(t, 10) = Cbor::Bytes(vec![9; 63]);
        },
    );
    changed(
        "version of 9 bits",
        "a version has 8 bits",
        "Shape",
        small,
        &|t| {
            *row(t, 0) = Cbor::Uint(256);
        },
    );
    changed(
        "absent space as null",
        "an absent last field is left out",
        "NotCanonical",
        small,
        &|t| {
            items(item(row(t, 8), 1)).push(Cbor::Null);
        },
    );
    changed(
        "a field more",
        "an operation has three fields",
        "NotCanonical",
        small,
        &|t| {
            items(item(row(t, 9), 0)).push(Cbor::Uint(0));
        },
    );
    changed(
        "a field less",
        "an operation has three fields",
        "Shape",
        small,
        &|t| {
            items(item(row(t, 9), 0)).pop();
        },
    );
    changed(
        "over 81,920 bytes",
        "a run fits a frame",
        "TooLong",
        small,
        &|t| {
            *item(item(row(t, 9), 0), 2) = Cbor::Bytes(vec![0; 81_920]);
        },
    );
}

/// Runs of four small logs in one space, without references.
pub(crate) fn small_logs() -> Vec<Vec<u8>> {
    let mut runs = Vec::new();
    for (author, lane, count) in [
        (1, Lane::Content, 2),
        (1, Lane::Control, 1),
        (2, Lane::Control, 3),
        (2, Lane::Content, 1),
    ] {
        let mut prev = None;
        for seq in 0..count {
            let mut header = header(lane, seq);
            (header.log, header.prev) = (log(1, author, lane), prev);
            let draft = OpDraft {
                header,
                salt: (lane == Lane::Content).then_some([4; 16]),
                body: b"\x82\x18\x63\xa0".to_vec(),
            };
            let run = VerifiedRun::sign(draft, &signing(author)).unwrap();
            prev = Some(run.ops()[0].id);
            runs.push(run.encode());
        }
    }
    runs
}
