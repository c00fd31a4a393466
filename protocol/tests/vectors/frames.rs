//! Vectors of the frames of a session.

use std::collections::BTreeSet;

use asamblea_protocol::graph::{Graph, Parts};
use asamblea_protocol::limits::FRAME_BYTES_MAX;
use asamblea_protocol::op::{Lane, Recipient, Slot, SlotSet};
use asamblea_protocol::sync::{ByeReason, Frame, FrontierLine, HaveLine, RootLine, WantLine};
use serde_json::{Value, json};

use super::broken::break_form;
use super::cbor::{Cbor, Change, fill, items, number, pop, push, view};
use super::file::{File, Format, Maker, Verdict, bytes, fault, notation};
use super::world::{device, epoch, log, op, space};

/// Frames.
pub(crate) const FRAME: Format = Format {
    name: "frame",
    heading: "sessions",
    maker: make_frame,
    judge: judge_frame,
};

fn judge_frame(input: &Value) -> Verdict {
    let text = bytes(&input["bytes"]);
    let frame = Frame::decode(&text).map_err(fault)?;
    assert_eq!(frame.encode(), text);
    Ok(view(&text))
}

/// The kinds that this version knows, asked of the decoder.
pub(crate) fn known_kinds() -> BTreeSet<u64> {
    let known = |kind: &u64| {
        let bare = Cbor::Array(vec![Cbor::Uint(*kind), Cbor::Array(Vec::new())]).encode();
        let unknown = |fault: minicbor::decode::Error| fault.is_unknown_variant();
        !minicbor::decode::<Frame>(&bare).is_err_and(unknown)
    };
    (0..64).filter(known).collect()
}

/// The kinds that a file has good vectors of.
pub(crate) fn kinds_in(file: &File) -> BTreeSet<u64> {
    file.good()
        .map(|vector| vector.result[0].as_u64().unwrap())
        .collect()
}

fn input(text: &[u8]) -> Value {
    json!({ "bytes": notation(text) })
}

/// A frame of a good vector, by name.
type Named = (&'static str, Frame);

fn openings() -> Vec<Named> {
    let hello = |version| Frame::Hello {
        version,
        tag: [1; 8],
        nonce: [2; 32],
    };
    let proof = |invitation, signature: Option<usize>| Frame::Proof {
        invitation,
        id: device(1),
        signature: signature.map(|len| vec![7; len]),
    };
    vec![
        ("hello", hello(1)),
        ("hello of a newer version", hello(255)),
        ("proof", proof(false, Some(64))),
        ("proof of an invitation", proof(true, Some(64))),
        ("proof of a locked device", proof(false, None)),
        ("proof with a signature that is none", proof(false, Some(3))),
    ]
}

fn lists() -> Vec<Named> {
    let root_line = |n: u8, content| RootLine {
        space: space(n),
        content,
        root: [n; 32],
        parts: Parts::default(),
    };
    let in_parts = |n: u8, count| {
        let graph = Graph::default();
        let (root, parts) = graph.root_in_parts(space(n), true, count);
        RootLine {
            root: *root.as_bytes(),
            parts,
            ..root_line(n, true)
        }
    };
    let roots = |lines, last| Frame::Roots { lines, last };
    let line = |lane, length| FrontierLine {
        author: device(2),
        lane,
        length,
        head: op(4),
    };
    let frontier = Frame::Frontier {
        space: space(1),
        lines: vec![line(Lane::Control, 1), line(Lane::Content, u64::MAX)],
        last: true,
    };
    let total = Frame::Total {
        root: [3; 32],
        parts: in_parts(1, 16).parts,
    };
    let have = HaveLine {
        log: log(1, 2, Lane::Content),
        length: 70_000,
    };
    let have = |count| Frame::Have {
        lines: vec![have.clone(); count],
    };
    vec![
        ("total", total),
        (
            "roots in 16 and 64 parts",
            roots(vec![in_parts(1, 16), in_parts(2, 64)], true),
        ),
        (
            "roots",
            roots(vec![root_line(1, true), root_line(2, false)], true),
        ),
        ("no roots", roots(vec![], false)),
        ("frontier", frontier),
        ("have", have(2)),
        ("have nothing", have(0)),
    ]
}

fn loads() -> Vec<Named> {
    let slot = |recipient| Slot {
        recipient,
        sealed: vec![6; 1168],
    };
    let slots = |slots, last| Frame::Slots {
        op: op(1),
        slots,
        last,
    };
    let two = [
        Recipient::Device(device(3)),
        Recipient::Epoch(space(4), epoch(5)),
    ];
    let set = SlotSet::whole(op(1), two.map(slot).to_vec()).slots;
    let want = |place, from| WantLine {
        op: op(place),
        from,
    };
    let lines = vec![want(1, None), want(2, Some(0)), want(3, Some(1000))];
    let run = |byte, len| Frame::Run {
        run: vec![byte; len],
    };
    let presence = |len| Frame::Presence {
        space: space(1),
        epoch: epoch(2),
        sealed: vec![8; len],
    };
    vec![
        ("slots", slots(set.clone(), false)),
        ("last slot", slots(set[1..].to_vec(), true)),
        ("no slots", slots(vec![], true)),
        ("want", Frame::Want { lines }),
        ("want nothing", Frame::Want { lines: vec![] }),
        ("run", run(0xa0, 300)),
        ("largest run", run(0, FRAME_BYTES_MAX - 8)),
        ("presence", presence(89)),
        ("presence with nothing in it", presence(0)),
        ("presence longer than any", presence(257)),
        ("ping", Frame::Ping),
    ]
}

fn byes() -> Vec<Named> {
    let bye = |(name, reason)| (name, Frame::Bye { reason });
    let reasons = [
        ("bye: leaving", ByeReason::Leaving),
        ("bye: not a member", ByeReason::NotMember),
        ("bye: invitation used", ByeReason::InvitationUsed),
        ("bye: invitation ended", ByeReason::InvitationEnded),
        ("bye: version", ByeReason::Version),
        ("bye: other network", ByeReason::OtherNetwork),
        ("bye: duplicate", ByeReason::Duplicate),
        ("bye: misbehaved", ByeReason::Misbehaved),
    ];
    reasons.map(bye).to_vec()
}

fn good_frames() -> Vec<Named> {
    let frames = [openings(), lists(), loads(), byes()];
    frames.into_iter().flatten().collect()
}

/// The frames whose form is broken in every way.
const BROKEN: &[&str] = &[
    "hello",
    "proof",
    "total",
    "roots",
    "frontier",
    "slots",
    "run",
    "have",
    "presence",
    "ping",
    "bye: version",
    "want",
];

const IN_TABLE: &str = "a number that stands for something is in its table";
const COUNT: &str = "16 parts, or 64, or none";
const BITS: &str = "a number has as many bits as the page says";
const FIXED: &str = "a fixed length is that length";
const PARTS: &str = "a frame has its fields, no more and no less";

/// Breaks of a good frame: name, rule, frame, change.
const BREAKS: &[(&str, &str, &str, Change)] = &[
    ("frame 12", IN_TABLE, "ping", |t| number(t, "0", 12)),
    ("frame 2^32", IN_TABLE, "ping", |t| number(t, "0", 1 << 32)),
    ("bye for reason 8", IN_TABLE, "bye: version", |t| {
        number(t, "1/0", 8)
    }),
    ("bye for reason 256", IN_TABLE, "bye: version", |t| {
        number(t, "1/0", 256)
    }),
    ("lane 2 in a frontier", IN_TABLE, "frontier", |t| {
        number(t, "1/1/0/1", 2)
    }),
    ("lane 2 in a have", IN_TABLE, "have", |t| {
        number(t, "1/0/0/0/2", 2)
    }),
    ("hello of 9 bits", BITS, "hello", |t| number(t, "1/0", 256)),
    ("slot at place 2^32", BITS, "slots", |t| {
        number(t, "1/1/0/0", 1 << 32)
    }),
    ("slots wanted from 2^32 on", BITS, "want", |t| {
        number(t, "1/0/1/1", 1 << 32)
    }),
    ("tag of 7 bytes", FIXED, "hello", |t| fill(t, "1/1", 1, 7)),
    ("nonce of 33 bytes", FIXED, "hello", |t| {
        fill(t, "1/2", 2, 33)
    }),
    ("root of 31 bytes", FIXED, "total", |t| {
        fill(t, "1/0", 3, 31)
    }),
    ("15 parts", COUNT, "total", |t| fill(t, "1/1", 3, 240)),
    ("part of 15 bytes", COUNT, "total", |t| {
        fill(t, "1/1", 3, 255)
    }),
    ("17 parts of a root", COUNT, "roots", |t| {
        fill(t, "1/0/0/3", 3, 272)
    }),
    (
        "signature null",
        "an absent last field is left out",
        "proof of a locked device",
        |t| {
            push(t, "1", Cbor::Null);
        },
    ),
    ("line with a part more", PARTS, "roots", |t| {
        push(t, "1/0/0", Cbor::Uint(0))
    }),
    ("line with a part less", PARTS, "roots", |t| pop(t, "1/0/0")),
    ("slot with a part more", PARTS, "slots", |t| {
        push(t, "1/1/0", Cbor::Uint(0))
    }),
];

fn tree(name: &str) -> Cbor {
    let frames = good_frames();
    let found = frames.iter().find(|(known, _)| *known == name);
    let frame = &found.unwrap_or_else(|| panic!("no frame {name}")).1;
    Cbor::read(&frame.encode())
}

fn make_frame(maker: &mut Maker) {
    for (name, frame) in good_frames() {
        let text = frame.encode();
        assert!(Frame::decode(&text).as_ref() == Ok(&frame), "{name}");
        maker.good(name, input(&text), view(&text));
    }
    assert_eq!(Frame::Ping.encode(), [0x82, 0x08, 0x80]);
    for base in BROKEN {
        let mut tree = tree(base);
        if *base == "slots" {
            // What is sealed is not looked into, and long.
            pop(&mut tree, "1/1");
            fill(&mut tree, "1/1/0/1/1", 6, 4);
        }
        break_form(maker, base, &tree, &[]);
    }
    let mut changed = |name: &str, rule: &str, base: &str, change: &dyn Fn(&mut Cbor)| {
        let mut tree = tree(base);
        change(&mut tree);
        maker.broken(name, rule, input(&tree.encode()));
    };
    for (name, rule, base, change) in BREAKS {
        changed(name, rule, base, change);
    }
    for base in BROKEN {
        let mut named = |name: &str, change: fn(&mut Cbor)| {
            changed(&format!("{base} {name}"), PARTS, base, &change)
        };
        named("with a field more", |t| push(t, "1", Cbor::Uint(0)));
        named("with a third part", |t| items(t).push(Cbor::Uint(0)));
        named("without fields", |t| items(t).truncate(1));
        // A proof may lack its last field, a ping has none.
        if !["proof", "ping"].contains(base) {
            named("with a field less", |t| pop(t, "1"));
        }
    }
    let run = vec![0; FRAME_BYTES_MAX - 7];
    let long = Frame::Run { run }.encode();
    let rule = "a frame has at most 81,920 bytes";
    maker.bad("81,921 bytes", rule, "TooLong", input(&long));
}
