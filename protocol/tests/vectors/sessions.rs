//! Vectors of what a session compares: the proof that opens it, and roots over logs.

use asamblea_protocol::crypto::{Domain, SeededRandom};
use asamblea_protocol::graph::{Branch, Graph, Parts};
use asamblea_protocol::id::{OpId, TransportId};
use asamblea_protocol::op::SignedRun;
use asamblea_protocol::replica::{Access, DeviceKeys, Replica};
use asamblea_protocol::sync::{Frame, Session, Source, Start, Stretch};
use asamblea_protocol::time::MonoTime;
use serde_json::{Value, json};

use super::cbor::seen_bytes;
use super::file::{Format, Maker, Verdict, array, bytes, notation};
use super::world::{device, material, signing, space};

/// Proofs of a session, and the roots that it compares.
pub(crate) const SESSION: Format = Format {
    name: "session",
    heading: "sessions",
    maker: make_session,
    judge: judge_session,
};

struct Nothing;

impl Source for Nothing {
    fn stretch(&mut self, _: &Branch, _: u64, _: Option<OpId>) -> Option<Stretch> {
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
    let count = input
        .get("parts")
        .map_or(0, |count| count.as_u64().unwrap());
    let count = usize::try_from(count).unwrap();
    let (root, parts) = graph.root_in_parts(space(1), with_content, count);
    let root = seen_bytes(root.as_bytes());
    if input
        .get("root")
        .is_some_and(|claimed| *claimed != json!(root))
    {
        return Err("AnotherRoot".to_owned());
    }
    if count == 0 {
        return Ok(json!(root));
    }
    let parts = minicbor::to_vec(&parts).unwrap();
    Ok(json!({ "root": root, "parts": seen_bytes(&parts) }))
}

/// Who speaks to whom: what a proof is over, in its order.
struct Talk {
    random: [u8; 32],
    parts: [Vec<u8>; 6],
}

impl Talk {
    fn new() -> Self {
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
        let random = [5; 32];
        let replica = Replica::new(DeviceKeys::from_root(&material(9)));
        let mut session = Session::new(start, NOW, &mut SeededRandom::new(random));
        let nonce = own_nonce(&mut session, &replica);
        let me = device(1);
        let parts: [&[u8]; 6] = [
            b"network!",
            speaker.as_bytes(),
            listener.as_bytes(),
            &[7; 32],
            &nonce,
            me.as_bytes(),
        ];
        Self {
            random,
            parts: parts.map(<[u8]>::to_vec),
        }
    }

    fn input(&self, proof: &Frame) -> Value {
        let part = |at: usize| notation(&self.parts[at]);
        json!({
            "tag": part(0),
            "speaker": part(1),
            "listener": part(2),
            "speaker nonce": part(3),
            "listener random": notation(&self.random),
            "listener nonce": part(4),
            "proof": notation(&proof.encode()),
        })
    }
}

/// A proof of device 1, whatever it signed.
fn proof(invitation: bool, parts: &[Vec<u8>], domain: Domain) -> Frame {
    let signature = signing(1).sign(domain, &parts.concat());
    Frame::Proof {
        invitation,
        id: device(1),
        signature: Some(signature.as_bytes().to_vec()),
    }
}

fn make_session(maker: &mut Maker) {
    let talk = Talk::new();
    let parts = &talk.parts;
    let domain = Domain::SessionProof;
    for (name, invitation) in [
        ("proof of a device", false),
        ("proof of an invitation", true),
    ] {
        maker.good(
            name,
            talk.input(&proof(invitation, parts, domain)),
            json!(true),
        );
    }
    let rule = "signed over tag, own transport, the other's, own nonce, the other's, id";
    let mut bad = |name: &str, frame: &Frame| maker.bad(name, rule, "BadProof", talk.input(frame));
    for (name, a, b) in [
        ("transports swapped", 1, 2),
        ("nonces swapped", 3, 4),
        ("id first", 0, 5),
    ] {
        let mut parts = parts.clone();
        parts.swap(a, b);
        bad(name, &proof(false, &parts, domain));
    }
    for at in 0..parts.len() {
        let mut parts = parts.to_vec();
        parts.remove(at);
        bad(&format!("without part {at}"), &proof(false, &parts, domain));
    }
    bad(
        "in another domain",
        &proof(false, parts, Domain::OpSignature),
    );
    let right = signing(1).sign(domain, &parts.concat()).as_bytes().to_vec();
    for (name, author, signature) in [
        ("signature of 63 bytes", 1, vec![0; 63]),
        ("signature of zeros", 1, vec![0; 64]),
        ("in another's name", 2, right),
    ] {
        let frame = Frame::Proof {
            invitation: false,
            id: device(author),
            signature: Some(signature),
        };
        bad(name, &frame);
    }
    let frame = Frame::Total {
        root: [0; 32],
        parts: Parts::default(),
    };
    let rule = "a proof follows the hello";
    maker.bad("total for a proof", rule, "OutOfTurn", talk.input(&frame));
    make_roots(maker);
}

fn make_roots(maker: &mut Maker) {
    let runs = super::runs::small_logs();
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
    for count in [16, 64] {
        let mut input = input(runs.len(), true);
        input["parts"] = json!(count);
        let found = judge_session(&input).unwrap();
        maker.good(&format!("root in {count} parts"), input, found);
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
