//! Vectors of runs: how operations travel and lie.

use asamblea_protocol::crypto::{Domain, hash};
use asamblea_protocol::limits::{DEPS_MAX, OP_BYTES_MAX, RUN_OPS_MAX};
use asamblea_protocol::op::{Lane, OpDraft, SignedRun, VerifiedOp, VerifiedRun};
use serde_json::{Value, json};

use super::broken::break_form;
use super::cbor::{Cbor, Change, add, at, fill, items, number, pop, push, remove, seen_bytes, set};
use super::file::{Format, Maker, Verdict, bytes, fault, notation};
use super::ops::{create, full_form, header, header_json, shown};
use super::world::{device, id, log, reference, signing};

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
    for (name, change) in TABLES {
        let mut tree = base.clone();
        change(&mut tree);
        good(maker, &format!("table: {name}"), &tree);
    }

    let small = run_tree(content, 1, &[b"body"]);
    break_form(maker, "run", &small, &[]);
    break_form(maker, "control run", &run_tree(control, 0, &[newer]), &[]);
    let three = run_tree(content, 1, &[b"a", b"b", b"c"]);
    for (base, breaks) in [
        (small, BREAKS),
        (create, CREATE_BREAKS),
        (three, ORDER_BREAKS),
    ] {
        for (name, rule, fault, change) in breaks {
            let mut tree = base.clone();
            change(&mut tree);
            maker.bad(name, rule, fault, run_input(&tree));
        }
    }
}

/// As many operations as a run may have, and one more.
fn full_run(maker: &mut Maker, mut tree: Cbor) {
    let (salt, mut header) = ([4; 16], header(Lane::Content, 8));
    let one = at(&mut tree, "9/0").clone();
    for _ in 0..RUN_OPS_MAX {
        let id = hash(Domain::OpId, &[&full_form(&header, Some(&salt), Some(b""))]);
        header.prev = Some(id.into());
        header.seq += 1;
    }
    set(&mut tree, "9", Cbor::Array(vec![one.clone(); RUN_OPS_MAX]));
    let last = header.prev.unwrap();
    let signature = signing(1).sign(Domain::OpSignature, last.as_bytes());
    set(&mut tree, "10", Cbor::bytes(signature.as_bytes()));
    let out = judge_run(&run_input(&tree)).unwrap();
    maker.good("1,024 operations", run_input(&tree), out);
    push(&mut tree, "9", one);
    let rule = "a run has 1 to 1,024 operations";
    maker.bad("1,025 operations", rule, "Count", run_input(&tree));
}

/// The table of logs is the sender's: the same operations, the same signature, other bytes.
const TABLES: &[(&str, Change)] = &[
    ("own space written out", |t| push(t, "8/1", id(1))),
    ("a line that nobody uses", |t| {
        push(t, "8", Cbor::Array(vec![id(8), Cbor::Uint(1)]));
    }),
    ("a line twice", |t| {
        let line = at(t, "8/0").clone();
        push(t, "8", line);
        number(t, "9/0/0/0/0", 2);
    }),
];

const NEWER: &str = "version and suite are 1";
const CHAIN: &str = "prev is absent at place 0 and there after it";
const TABLE: &str = "a reference names a line of the table";
const LANE: &str = "epoch and salt stand in the content lane, always and only";
const SIZE: &str = "an operation has at most 65,536 bytes and 450 references";
const SIGNED: &str = "the author signed the last operation";
const THREE: &str = "an operation has three fields";

/// One break of a run: name, rule, fault, change.
type Break = (&'static str, &'static str, &'static str, Change);

/// Breaks of a run of one content operation at place 1, with two references.
const BREAKS: &[Break] = &[
    ("version 2", NEWER, "Newer", |t| number(t, "0", 2)),
    ("version 0", NEWER, "Newer", |t| number(t, "0", 0)),
    ("suite 2", NEWER, "Newer", |t| number(t, "1", 2)),
    (
        "no operation",
        "a run has 1 to 1,024 operations",
        "Count",
        |t| pop(t, "9"),
    ),
    ("no prev after place 0", CHAIN, "Chain", |t| remove(t, 7)),
    ("place 0 with prev", CHAIN, "Chain", |t| number(t, "6", 0)),
    (
        "the last place",
        "a place is below 2^64 - 1",
        "Chain",
        |t| number(t, "6", u64::MAX),
    ),
    ("empty table", TABLE, "Chain", |t| {
        set(t, "8", Cbor::Array(vec![]))
    }),
    ("line beyond the table", TABLE, "Chain", |t| {
        number(t, "9/0/0/0/0", 2)
    }),
    ("content without epoch", LANE, "Lane", |t| remove(t, 5)),
    ("content called control", LANE, "Lane", |t| {
        number(t, "4", 0)
    }),
    ("content without salt", LANE, "Lane", |t| {
        fill(t, "9/0/1", 4, 0)
    }),
    ("salt of 15 bytes", LANE, "Lane", |t| {
        fill(t, "9/0/1", 4, 15)
    }),
    ("operation over its limit", SIZE, "OpTooLong", |t| {
        fill(t, "9/0/2", 0, OP_BYTES_MAX)
    }),
    ("451 references", SIZE, "OpTooLong", |t| {
        references(t, DEPS_MAX + 1)
    }),
    ("450 references, not signed", SIGNED, "BadSignature", |t| {
        references(t, DEPS_MAX)
    }),
    ("another salt", SIGNED, "BadSignature", |t| {
        fill(t, "9/0/1", 5, 16)
    }),
    ("another body", SIGNED, "BadSignature", |t| {
        set(t, "9/0/2", Cbor::bytes("Body"))
    }),
    ("another space", SIGNED, "BadSignature", |t| {
        set(t, "2", id(2))
    }),
    ("another author", SIGNED, "BadSignature", |t| {
        set(t, "3", Cbor::bytes(device(2).as_bytes()));
    }),
    ("another epoch", SIGNED, "BadSignature", |t| {
        set(t, "5", id(3))
    }),
    ("another place", SIGNED, "BadSignature", |t| {
        number(t, "6", 2)
    }),
    ("another prev", SIGNED, "BadSignature", |t| {
        set(t, "7", id(9))
    }),
    ("another log in the table", SIGNED, "BadSignature", |t| {
        set(t, "8/0/0", id(9))
    }),
    ("references in another order", SIGNED, "BadSignature", |t| {
        items(at(t, "9/0/0")).reverse();
    }),
    ("another signature", SIGNED, "BadSignature", |t| {
        fill(t, "10", 9, 64)
    }),
    ("lane 2", "a lane is 0 or 1", "Shape", |t| number(t, "4", 2)),
    (
        "signature of 63 bytes",
        "a signature has 64 bytes",
        "Shape",
        |t| fill(t, "10", 9, 63),
    ),
    ("version of 9 bits", "a version has 8 bits", "Shape", |t| {
        number(t, "0", 256)
    }),
    (
        "absent space as null",
        "an absent last field is left out",
        "NotCanonical",
        |t| {
            push(t, "8/1", Cbor::Null);
        },
    ),
    ("a field more", THREE, "NotCanonical", |t| {
        push(t, "9/0", Cbor::Uint(0))
    }),
    ("a field less", THREE, "Shape", |t| pop(t, "9/0")),
    ("over 81,920 bytes", "a run fits a frame", "TooLong", |t| {
        fill(t, "9/0/2", 0, 81_920)
    }),
];

/// Breaks of a run of one `create`.
const CREATE_BREAKS: &[Break] = &[
    ("control with epoch", LANE, "Lane", |t| add(t, 5, id(2))),
    ("control with salt", LANE, "Lane", |t| {
        fill(t, "9/0/1", 4, 16)
    }),
    (
        "create of another space",
        "the space is the hash of its create",
        "NotItsSpace",
        |t| {
            set(t, "2", id(4));
        },
    ),
];

/// Breaks of a run of three operations.
const ORDER_BREAKS: &[Break] = &[
    ("the last operation left out", SIGNED, "BadSignature", |t| {
        pop(t, "9")
    }),
    ("operations in another order", SIGNED, "BadSignature", |t| {
        items(at(t, "9")).swap(0, 2)
    }),
];

fn references(tree: &mut Cbor, count: usize) {
    let one = at(tree, "9/0/0/0").clone();
    set(tree, "9/0/0", Cbor::Array(vec![one; count]));
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
