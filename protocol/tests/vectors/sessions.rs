//! Vectors of the frames of a session, and of the proof that opens one.

use std::collections::BTreeSet;

use asamblea_protocol::crypto::{Domain, SeededRandom};
use asamblea_protocol::graph::Graph;
use asamblea_protocol::id::TransportId;
use asamblea_protocol::op::{Lane, LogId, Recipient, SignedRun, Slot};
use asamblea_protocol::replica::{Access, DeviceKeys, Replica};
use asamblea_protocol::sync::{
    ByeReason, Frame, FrontierLine, HaveLine, RootLine, Session, Source, Start, Stretch,
};
use asamblea_protocol::time::MonoTime;
use serde_json::{Value, json};

use super::broken::break_form;
use super::cbor::{Cbor, seen_bytes, view};
use super::file::{File, Format, Maker, Verdict, array, bytes, fault, notation};
use super::ops::{item, items};
use super::world::{device, epoch, log, material, op, signing, space};

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

fn good_frames() -> Vec<(&'static str, Frame)> {
    let hello = |version| Frame::Hello {
        version,
        tag: [1; 8],
        nonce: [2; 32],
    };
    let proof = |invitation, signature| Frame::Proof {
        invitation,
        id: device(1),
        signature,
    };
    let root = |n: u8, content| RootLine {
        space: space(n),
        content,
        root: [n; 32],
    };
    let frontier = |lane, length| FrontierLine {
        author: device(2),
        lane,
        length,
        head: op(4),
    };
    let slot = |recipient| Slot {
        recipient,
        sealed: vec![6; 1168],
    };
    let have = HaveLine {
        log: log(1, 2, Lane::Content),
        length: 70_000,
    };
    let slots = vec![
        slot(Recipient::Device(device(3))),
        slot(Recipient::Epoch(space(4), epoch(5))),
    ];
    let mut out = vec![
        ("hello", hello(1)),
        ("hello of a newer version", hello(255)),
        ("proof", proof(false, Some(vec![7; 64]))),
        ("proof of an invitation", proof(true, Some(vec![7; 64]))),
        ("proof of a locked device", proof(false, None)),
        (
            "proof with a signature that is none",
            proof(false, Some(vec![7; 3])),
        ),
        ("total", Frame::Total { root: [3; 32] }),
        (
            "roots",
            Frame::Roots {
                lines: vec![root(1, true), root(2, false)],
                last: true,
            },
        ),
        (
            "no roots",
            Frame::Roots {
                lines: vec![],
                last: false,
            },
        ),
        (
            "frontier",
            Frame::Frontier {
                space: space(1),
                lines: vec![
                    frontier(Lane::Control, 1),
                    frontier(Lane::Content, u64::MAX),
                ],
                last: true,
            },
        ),
        (
            "slots",
            Frame::Slots {
                op: op(1),
                first: 48,
                slots,
            },
        ),
        (
            "no slots",
            Frame::Slots {
                op: op(1),
                first: 0,
                slots: vec![],
            },
        ),
        (
            "run",
            Frame::Run {
                run: vec![0xa0; 300],
            },
        ),
        (
            "largest run",
            Frame::Run {
                run: vec![0; 81_920 - 8],
            },
        ),
        (
            "have",
            Frame::Have {
                lines: vec![have.clone(), have],
            },
        ),
        ("have nothing", Frame::Have { lines: vec![] }),
        ("ping", Frame::Ping),
    ];
    for (name, reason) in [
        ("bye: leaving", ByeReason::Leaving),
        ("bye: not a member", ByeReason::NotMember),
        ("bye: invitation used", ByeReason::InvitationUsed),
        ("bye: invitation ended", ByeReason::InvitationEnded),
        ("bye: version", ByeReason::Version),
        ("bye: other network", ByeReason::OtherNetwork),
        ("bye: duplicate", ByeReason::Duplicate),
        ("bye: misbehaved", ByeReason::Misbehaved),
    ] {
        out.push((name, Frame::Bye { reason }));
    }
    out
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
    "ping",
    "bye: version",
];

fn make_frame(maker: &mut Maker) {
    for (name, frame) in good_frames() {
        let text = frame.encode();
        assert!(Frame::decode(&text).as_ref() == Ok(&frame), "{name}");
        maker.good(name, input(&text), view(&text));
        if BROKEN.contains(&name) {
            let mut short = Cbor::read(&text);
            if name == "slots" {
                // What is sealed is not looked into, and long.
                *item(item(item(item(&mut short, 1), 2), 0), 1) = Cbor::Bytes(vec![6; 4]);
                items(item(item(&mut short, 1), 2)).truncate(1);
            }
            break_form(maker, name, &short, &[]);
        }
    }
    assert_eq!(Frame::Ping.encode(), [0x82, 0x08, 0x80]);
    let mut changed = |name: &str, rule: &str, base: &str, change: &dyn Fn(&mut Cbor)| {
        let frames = good_frames();
        let found = frames.iter().find(|(known, _)| *known == base).unwrap();
        let mut tree = Cbor::read(&found.1.encode());
        change(&mut tree);
        maker.broken(name, rule, input(&tree.encode()));
    };
    let table = "a number that stands for something is in its table";
    changed("frame 10", table, "ping", &|t| *item(t, 0) = Cbor::Uint(10));
    changed("frame 2^32", table, "ping", &|t| {
        *item(t, 0) = Cbor::Uint(1 << 32)
    });
    changed("bye for reason 8", table, "bye: version", &|t| {
        *item(item(t, 1), 0) = Cbor::Uint(8)
    });
    changed("bye for reason 256", table, "bye: version", &|t| {
        *item(item(t, 1), 0) = Cbor::Uint(256)
    });
    changed("lane 2 in a frontier", table, "frontier", &|t| {
        *item(item(item(item(t, 1), 1), 0), 1) = Cbor::Uint(2);
    });
    changed("lane 2 in a have", table, "have", &|t| {
        *item(item(item(item(item(t, 1), 0), 0), 0), 2) = Cbor::Uint(2);
    });
    let bits = "a number has as many bits as the page says";
    changed("hello of 9 bits", bits, "hello", &|t| {
        *item(item(t, 1), 0) = Cbor::Uint(256)
    });
    changed("slots from 2^32 on", bits, "slots", &|t| {
        *item(item(t, 1), 1) = Cbor::Uint(1 << 32)
    });
    let fixed = "a fixed length is that length";
    changed("tag of 7 bytes", fixed, "hello", &|t| {
        *item(item(t, 1), 1) = Cbor::Bytes(vec![1; 7])
    });
    changed("nonce of 33 bytes", fixed, "hello", &|t| {
        *item(item(t, 1), 2) = Cbor::Bytes(vec![2; 33])
    });
    changed("root of 31 bytes", fixed, "total", &|t| {
        *item(item(t, 1), 0) = Cbor::Bytes(vec![3; 31])
    });
    let parts = "a frame has its fields, no more and no less";
    for base in [
        "hello",
        "total",
        "roots",
        "frontier",
        "slots",
        "run",
        "have",
        "bye: version",
    ] {
        changed(&format!("{base} with a field less"), parts, base, &|t| {
            items(item(t, 1)).pop();
        });
    }
    for base in BROKEN {
        changed(&format!("{base} with a field more"), parts, base, &|t| {
            items(item(t, 1)).push(Cbor::Uint(0));
        });
        changed(&format!("{base} with a third part"), parts, base, &|t| {
            items(t).push(Cbor::Uint(0))
        });
        changed(&format!("{base} without fields"), parts, base, &|t| {
            items(t).pop();
        });
    }
    let absent = "an absent last field is left out";
    changed("signature null", absent, "proof of a locked device", &|t| {
        items(item(t, 1)).push(Cbor::Null);
    });
    changed("line with a part more", parts, "roots", &|t| {
        items(item(item(item(t, 1), 0), 0)).push(Cbor::Uint(0));
    });
    changed("line with a part less", parts, "roots", &|t| {
        items(item(item(item(t, 1), 0), 0)).pop();
    });
    changed("slot with a part more", parts, "slots", &|t| {
        items(item(item(item(t, 1), 2), 0)).push(Cbor::Uint(0));
    });
    let long = Frame::Run {
        run: vec![0; 81_920 - 7],
    }
    .encode();
    assert_eq!(long.len(), 81_921);
    maker.bad(
        "81,921 bytes",
        "a frame has at most 81,920 bytes",
        "TooLong",
        input(&long),
    );
}

/// Proofs of a session, and the roots that it compares.
pub(crate) const SESSION: Format = Format {
    name: "session",
    heading: "sessions",
    maker: make_session,
    judge: judge_session,
};

struct Nothing;

impl Source for Nothing {
    fn stretch(
        &mut self,
        _: &LogId,
        _: u64,
        _: Option<asamblea_protocol::id::OpId>,
    ) -> Option<Stretch> {
        None
    }
}

const NOW: MonoTime = MonoTime(0);

fn judge_session(input: &Value) -> Verdict {
    if let Some(runs) = input.get("runs") {
        return judge_root(input, runs);
    }
    let transport = |name: &str| TransportId::from_bytes(array(&input[name]));
    let start = Start {
        tag: array(&input["tag"]),
        mine: transport("listener"),
        theirs: transport("speaker"),
        // A newcomer knows nobody: all that she asks is the proof.
        access: Access::Invitation(device(9)),
    };
    let mut replica = Replica::new(DeviceKeys::from_root(&material(9)));
    let seed = array(&input["listener random"]);
    let mut session = Session::new(start, NOW, &mut SeededRandom::new(seed));
    let hello = Frame::Hello {
        version: 1,
        tag: start.tag,
        nonce: array(&input["speaker nonce"]),
    };
    let nonce = own_nonce(&mut session, &replica);
    assert_eq!(nonce, array::<32>(&input["listener nonce"]));
    session
        .handle(&hello.encode(), NOW, &mut replica, None)
        .unwrap();
    let proof = bytes(&input["proof"]);
    match session.handle(&proof, NOW, &mut replica, None) {
        Ok(_) => Ok(json!(true)),
        Err(end) => Err(misbehaved(&format!("{end:?}"))),
    }
}

/// The innermost word of an error, whatever wraps it.
fn misbehaved(text: &str) -> String {
    let inner = text
        .rsplit('(')
        .find(|part| !part.trim_end_matches(')').is_empty());
    inner.unwrap_or(text).trim_end_matches(')').to_owned()
}

fn own_nonce(session: &mut Session, replica: &Replica) -> [u8; 32] {
    let first = session.poll(NOW, replica, &mut Nothing).unwrap();
    match Frame::decode(&first) {
        Ok(Frame::Hello { nonce, .. }) => nonce,
        other => panic!("no hello: {other:?}"),
    }
}

fn judge_root(input: &Value, runs: &Value) -> Verdict {
    let mut graph = Graph::default();
    for run in runs.as_array().unwrap() {
        let run = SignedRun::decode(&bytes(run)).unwrap().verify().unwrap();
        graph.insert(run).unwrap();
    }
    let with_content = input["content"].as_bool().unwrap();
    let root = seen_bytes(graph.root(space(1), with_content).as_bytes());
    if input
        .get("root")
        .is_some_and(|claimed| *claimed != json!(root))
    {
        return Err("AnotherRoot".to_owned());
    }
    Ok(json!(root))
}

fn make_session(maker: &mut Maker) {
    let random = [5; 32];
    let replica = Replica::new(DeviceKeys::from_root(&material(9)));
    let (speaker, listener) = (
        TransportId::from_bytes([3; 32]),
        TransportId::from_bytes([4; 32]),
    );
    let start = Start {
        tag: *b"network!",
        mine: listener,
        theirs: speaker,
        access: Access::Invitation(device(9)),
    };
    let mut session = Session::new(start, NOW, &mut SeededRandom::new(random));
    let listener_nonce = own_nonce(&mut session, &replica);
    let text = |parts: &[&[u8]]| parts.concat();
    let own = [7; 32];
    let me = *device(1).as_bytes();
    let right: Vec<&[u8]> = vec![
        b"network!",
        speaker.as_bytes(),
        listener.as_bytes(),
        &own,
        &listener_nonce,
        &me,
    ];
    let input = |proof: &Frame| {
        json!({
            "tag": notation(b"network!"),
            "speaker": notation(speaker.as_bytes()),
            "listener": notation(listener.as_bytes()),
            "speaker nonce": notation(&own),
            "listener random": notation(&random),
            "listener nonce": notation(&listener_nonce),
            "proof": notation(&proof.encode()),
        })
    };
    let proof = |invitation: bool, parts: &[&[u8]], domain: Domain| Frame::Proof {
        invitation,
        id: device(1),
        signature: Some(signing(1).sign(domain, &text(parts)).as_bytes().to_vec()),
    };
    let session_proof = Domain::SessionProof;
    for (name, invitation) in [
        ("proof of a device", false),
        ("proof of an invitation", true),
    ] {
        maker.good(
            name,
            input(&proof(invitation, &right, session_proof)),
            json!(true),
        );
    }
    let rule = "signed over tag, own transport, the other's, own nonce, the other's, id";
    let mut bad = |name: &str, frame: &Frame| maker.bad(name, rule, "BadProof", input(frame));
    for (name, a, b) in [
        ("transports swapped", 1, 2),
        ("nonces swapped", 3, 4),
        ("id first", 0, 5),
    ] {
        let mut parts = right.clone();
        parts.swap(a, b);
        bad(name, &proof(false, &parts, session_proof));
    }
    for at in 0..right.len() {
        let mut parts = right.clone();
        parts.remove(at);
        bad(
            &format!("without part {at}"),
            &proof(false, &parts, session_proof),
        );
    }
    bad(
        "in another domain",
        &proof(false, &right, Domain::OpSignature),
    );
    for (name, signature) in [
        ("no signature, no card", None),
        ("signature of 63 bytes", Some(vec![0; 63])),
        ("signature of zeros", Some(vec![0; 64])),
    ] {
        bad(
            name,
            &Frame::Proof {
                invitation: false,
                id: device(1),
                signature,
            },
        );
    }
    let other = Frame::Proof {
        invitation: false,
        id: device(2),
        signature: Some(
            signing(1)
                .sign(session_proof, &text(&right))
                .as_bytes()
                .to_vec(),
        ),
    };
    bad("in another's name", &other);
    let frame = Frame::Total { root: [0; 32] };
    let rule = "a proof follows the hello";
    maker.bad("total for a proof", rule, "OutOfTurn", input(&frame));
    make_roots(maker);
}

fn make_roots(maker: &mut Maker) {
    let runs = super::ops::small_logs();
    let input = |count: usize, content: bool| {
        let runs: Vec<String> = runs[..count].iter().map(|run| notation(run)).collect();
        json!({ "runs": runs, "content": content })
    };
    let root = |count, content| judge_session(&input(count, content)).unwrap();
    for (name, count, content) in [
        ("root of nothing", 0, true),
        ("root of one log", 1, true),
        ("root of all logs", runs.len(), true),
        ("root of control alone", runs.len(), false),
    ] {
        maker.good(name, input(count, content), root(count, content));
    }
    let rule = "equal roots, equal logs";
    for (name, content, claimed) in [
        ("root of fewer logs", true, root(1, true)),
        (
            "root with content for one without",
            false,
            root(runs.len(), true),
        ),
    ] {
        let mut input = input(runs.len(), content);
        input["root"] = claimed;
        maker.bad(name, rule, "AnotherRoot", input);
    }
}
