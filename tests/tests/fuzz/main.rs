//! **Fuzz**: whatever bytes come, nobody who reads them panics, holds much memory or works for
//! long. The samples are the vectors of the protocol, what two devices say to each other, a disk,
//! and the requests of an interface; `tests/corpora/` keeps what is tried first.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test ends where its world cannot be made"
)]

mod socket;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use asamblea_node::api::Request;
use asamblea_node::engine::{Engine, Opening, Speaker};
use asamblea_node::store::{Disk, Journal, SimDisk, Vault, VaultError, read_keys, write_keys};
use asamblea_protocol::bundle::{Head, Section};
use asamblea_protocol::canonical::decode;
use asamblea_protocol::content::{
    ATTACHMENT_BYTES_MAX, ATTACHMENT_NAME_BYTES_MAX, Body, Content, PART_BYTES, is_plain_name,
};
use asamblea_protocol::crypto::{KeyMaterial, PASSPHRASE_MEMORY_KIB_MIN, SeededRandom, pad, unpad};
use asamblea_protocol::document::{Document, UpdateFigures};
use asamblea_protocol::id::{DeviceId, OpId, TransportId};
use asamblea_protocol::invitation::{Address, InvitationCode};
use asamblea_protocol::op::{Card, Control, SignedRun};
use asamblea_protocol::replica::Holding;
use asamblea_protocol::sync::Frame;
use asamblea_tests::fuzz::{Report, Target, changed, run};
use asamblea_tests::plunder;
use asamblea_tests::stick::Stick;
use serde_json::Value;

/// Executions of each target at every commit; `ASAMBLEA_FUZZ` asks for more. Those that ask a
/// whole device, or start one, have a part of it.
const EXECUTIONS: u64 = 20_000;
const ASKS_DEVICE: u64 = 10;
const STARTS_DEVICE: u64 = 100;
/// And the longest that each may go on, at every commit.
const TIME: Duration = Duration::from_secs(15);
/// The connection over which a device is told what it is told.
const LINK: u64 = 7;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

fn fuzz(targets: Vec<Target<'_>>, part: u64) {
    let asked = number("ASAMBLEA_FUZZ");
    let seed = number("ASAMBLEA_SEED").unwrap_or(0);
    let executions = asked.unwrap_or(EXECUTIONS).div_ceil(part);
    let time = asked.map_or(TIME, |_| Duration::MAX);
    let mut reports: Vec<Report> = Vec::new();
    for mut target in targets {
        target.corpus.extend(kept(target.name));
        let report = run(target, executions, time, seed);
        println!("{report}");
        reports.push(report);
    }
    let crashes: Vec<_> = reports.iter().flat_map(|report| &report.crashes).collect();
    let shown: Vec<String> = crashes
        .iter()
        .map(|(what, bytes)| format!("{what}: {}", hex(bytes)))
        .collect();
    assert!(crashes.is_empty(), "{}", shown.join("\n"));
}

fn hex(bytes: &[u8]) -> String {
    let most = bytes.iter().take(2_000);
    most.map(|byte| format!("{byte:02x}")).collect()
}

/// Bytes as vectors write them: pieces of hexadecimal digits, each with how often it stands there.
fn unhex(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    for piece in text.split_whitespace() {
        let (digits, count) = piece.split_once('*').unwrap_or((piece, "1"));
        let one = data_encoding::HEXLOWER.decode(digits.as_bytes()).unwrap();
        bytes.extend(one.repeat(count.parse().unwrap()));
    }
    bytes
}

/// What is tried first of a target, in `tests/corpora/NAME/`: what stands on the border of what is
/// taken, and what once did harm.
fn kept(name: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora");
    let folder = folder.join(name.replace(' ', "-"));
    assert!(folder.is_dir(), "{} is missing", folder.display());
    let files = std::fs::read_dir(&folder).unwrap();
    let mut paths: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty(), "{} is empty", folder.display());
    let files = paths.iter().map(|path| std::fs::read(path).unwrap());
    files.collect()
}

/// The inputs of a format's vectors: good and bad.
fn vectors(format: &str) -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../protocol/tests/vectors");
    let text = std::fs::read_to_string(folder.join(format!("{format}.json"))).unwrap();
    let file: Value = serde_json::from_str(&text).unwrap();
    let all = ["good", "bad"].map(|part| file[part].as_array().cloned().unwrap());
    let all = all.into_iter().flatten();
    all.map(|vector| vector["in"].clone()).collect()
}

/// The bytes in a field of them.
fn samples(format: &str, field: &str) -> Vec<Vec<u8>> {
    let inputs = vectors(format).into_iter();
    let texts = inputs.filter_map(|input| input[field].as_str().map(str::to_owned));
    let samples: Vec<_> = texts.map(|text| unhex(&text)).collect();
    assert!(!samples.is_empty(), "{format}.{field}");
    samples
}

/// A target that has no memory of its own: what it holds while it reads is measured.
fn pure<'a, T>(
    name: &'static str,
    corpus: Vec<Vec<u8>>,
    read: impl Fn(&[u8]) -> T + 'a,
) -> Target<'a> {
    Target {
        name,
        corpus,
        change: changed,
        read: Box::new(move |bytes| allocation_counter::measure(|| drop(read(bytes))).bytes_max),
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Updates of one document by one author, and these two.
fn updates() -> (OpId, DeviceId, Vec<Vec<u8>>) {
    let inputs: Vec<Value> = vectors("document")
        .into_iter()
        .filter(|input| input["bytes"].is_string() && input["author"].is_string())
        .collect();
    let first = &inputs[0];
    let id = |name: &str| <[u8; 32]>::try_from(unhex(first[name].as_str().unwrap())).unwrap();
    let same = inputs
        .iter()
        .filter(|input| ["author", "document"].iter().all(|n| input[n] == first[n]));
    let same = same.map(|input| unhex(input["bytes"].as_str().unwrap()));
    (
        OpId::from_bytes(id("document")),
        DeviceId::from_bytes(id("author")),
        same.collect(),
    )
}

/// What is said of files: their parts, and what they are.
fn attachments() -> Vec<Vec<u8>> {
    let all = samples("content", "bytes").into_iter();
    let is_of_file = |bytes: &Vec<u8>| match Content::decode(bytes) {
        Ok(content) => matches!(content.body, Body::Attachment(_) | Body::AttachmentPart(_)),
        Err(_) => false,
    };
    let found: Vec<_> = all.filter(is_of_file).collect();
    assert!(found.len() > 3, "{}", found.len());
    found
}

/// Whatever is taken of a file keeps its limits, and is written as it was read.
fn read_attachment(bytes: &[u8]) {
    let Ok(content) = Content::decode(bytes) else {
        return;
    };
    match &content.body {
        Body::Attachment(file) => {
            assert!(file.bytes <= ATTACHMENT_BYTES_MAX);
            assert!(file.name.len() <= ATTACHMENT_NAME_BYTES_MAX && is_plain_name(&file.name));
        }
        Body::AttachmentPart(part) => assert!(part.bytes.len() <= PART_BYTES),
        _ => return,
    }
    let again = content.encode().unwrap();
    assert!(Content::decode(&again) == Ok(content), "read otherwise");
}

fn root() -> KeyMaterial {
    KeyMaterial::from_bytes([3; 32])
}

/// A disk with one file on it.
fn disk_with(name: &str, bytes: &[u8]) -> SimDisk {
    SimDisk::from_image(&BTreeMap::from([(name.to_owned(), bytes.to_vec())]))
}

/// Both slots of a vault whose passphrase would have to be stretched with too little: whoever
/// reads it looks at everything and stretches nothing.
fn vault() -> Vec<u8> {
    let mut slot = vec![0; 4096];
    slot[0] = 1;
    slot[8] = 2;
    slot[9..13].copy_from_slice(&(PASSPHRASE_MEMORY_KIB_MIN - 1).to_be_bytes());
    slot[16] = 3;
    slot[20] = 4;
    for (at, byte) in slot[21..85].iter_mut().enumerate() {
        *byte = at as u8;
    }
    let other = [&slot[..8], &[1], &slot[9..]].concat();
    [slot, other].concat()
}

/// Whether a slot asks for as much memory as a good one: then reading it takes long.
fn is_costly(slot: &[u8]) -> bool {
    let memory = slot.get(9..).and_then(<[u8]>::first_chunk);
    memory.is_some_and(|kib| u32::from_be_bytes(*kib) >= PASSPHRASE_MEMORY_KIB_MIN)
}

#[test]
fn whatever_lies_beside_the_journal_no_reader_is_harmed() {
    let stick = Stick::new(4);
    let mut rng = SeededRandom::new([5; 32]);
    let held = Holding::fresh(asamblea_protocol::time::WallTime(1), &mut rng);
    let holding = held.to_bytes().to_vec();
    let keys = SimDisk::new();
    write_keys(&keys, &root(), (&holding, 7), &mut rng).unwrap();
    let targets = vec![
        pure("vault", vec![vault()], |bytes| {
            if bytes.chunks(4096).any(is_costly) {
                return;
            }
            let disk = disk_with("vault", bytes);
            let before = disk.image();
            let opened = Vault::open(&disk, b"cometa lechuga tranvia domino");
            let fault = opened.map(drop).expect_err("no passphrase opens it");
            assert!(matches!(
                fault,
                VaultError::Damaged | VaultError::NewerFormat { .. }
            ));
            assert!(disk.image() == before, "what was refused was written to");
        }),
        pure("keys", vec![keys.image()["keys"].clone()], |bytes| {
            let disk = disk_with("keys", bytes);
            let read = read_keys(&disk, &root()).expect("the disk reads");
            assert!(disk.size("keys").is_ok());
            read
        }),
        pure("holding", vec![holding], |bytes| {
            let read = Holding::from_bytes(bytes);
            if let Some(held) = &read {
                assert!(bytes.starts_with(&held.to_bytes()), "read otherwise");
            }
            (read, Holding::is_newer(bytes))
        }),
        // What a device makes of heads that were changed is asked with its whole disk.
        pure("heads", vec![stick.image["heads"].clone()], |bytes| {
            let disk = disk_with("heads", bytes);
            let mut rng = SeededRandom::new([6; 32]);
            let opened = Journal::open(Arc::new(disk), &stick.root(), &mut rng, &mut |_, _, _| {});
            opened.expect("the disk reads").1
        }),
    ];
    fuzz(targets, 1);
}

#[test]
fn whatever_bytes_come_no_decoder_is_harmed() {
    let (doc, author, edits) = updates();
    let codes: Vec<Vec<u8>> = vectors("invitation")
        .iter()
        .filter_map(|input| Some(input["code"].as_str()?.as_bytes().to_vec()))
        .collect();
    let bundle = std::fs::read(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../protocol/tests/vectors/bundle.bin"),
    );
    let targets = vec![
        pure("frame", samples("frame", "bytes"), Frame::decode),
        pure("run", samples("run", "bytes"), |bytes| {
            SignedRun::decode(bytes).map(SignedRun::verify)
        }),
        pure("control", samples("control", "bytes"), Control::decode),
        pure("content", samples("content", "bytes"), |bytes| {
            // As it comes out of its seal: padded.
            let plain = unpad(pad(bytes.to_vec())).unwrap_or_default();
            (Content::decode(&plain), unpad(bytes.to_vec()))
        }),
        pure("attachment", attachments(), read_attachment),
        pure("card", samples("card", "bytes"), |bytes| {
            decode::<Card>(bytes, 4096).map(|card| card.check())
        }),
        pure("document", edits, |bytes| {
            let _figures = UpdateFigures::read(doc, author, bytes);
            let mut document = Document::new(doc, None);
            if let Ok(checked) = document.check(author, bytes) {
                let _fault = document.import(checked);
            }
            assert!(!document.is_broken(), "a document that is lost");
        }),
        pure("bundle", vec![bundle.unwrap()], |bytes| {
            let head = bytes.first_chunk().map(Head::read);
            (head, Section::read(bytes).map(|(_, rest)| rest.len()))
        }),
        pure("invitation", codes, |bytes| {
            let code = InvitationCode::decode(&text(bytes));
            (Address::from_multiaddr(&text(bytes)), code)
        }),
    ];
    fuzz(targets, 1);
}

fn opening(transport: TransportId, outbound: bool) -> Opening {
    Opening {
        transport,
        address: "/memory".to_owned(),
        via: "tcp",
        outbound,
    }
}

/// Opens a session between two engines, and lets each say so much.
fn begin(a: &mut Engine, b: &mut Engine, frames: usize) -> Vec<Vec<u8>> {
    let tag = b.network_tag();
    a.connected(LINK, opening(b.own_transport(), true), tag, Speaker::Itself);
    b.connected(
        LINK,
        opening(a.own_transport(), false),
        tag,
        Speaker::Itself,
    );
    let mut said = Vec::new();
    for _ in 0..frames {
        if let Some(frame) = a.poll(LINK) {
            b.frame(LINK, &frame).unwrap().unwrap();
            said.push(frame);
        }
        if let Some(frame) = b.poll(LINK) {
            a.frame(LINK, &frame).unwrap().unwrap();
        }
    }
    said
}

#[test]
fn whatever_a_member_says_no_session_is_harmed() {
    let stick = Stick::new(4);
    let (mut giver, mut reader) = (stick.giver(), stick.reader());
    let mut corpus = begin(&mut giver, &mut reader, 12);
    giver.closed(LINK, "done");
    reader.closed(LINK, "done");
    // What costs most to read are the longest runs: a few of them are enough.
    corpus.extend(stick.frames.iter().take(40).cloned());
    corpus.extend(samples("frame", "bytes"));
    let before = reader.replica().graph().spaces().count();
    let read = |bytes: &[u8]| {
        let memory = allocation_counter::measure(|| {
            let said = begin(&mut giver, &mut reader, 3);
            assert!(said.len() >= 2, "both prove who they are");
            let _end = reader.frame(LINK, bytes).expect("the disk takes it");
            reader.flush().expect("the disk takes it");
            for _ in 0..8 {
                let _answer = reader.poll(LINK);
            }
            giver.closed(LINK, "done");
            reader.closed(LINK, "done");
            // As the node's loop does: what was told is told.
            let _told = (giver.take_events(), reader.take_events());
        });
        memory.bytes_max
    };
    let target = Target {
        name: "session",
        corpus,
        change: changed,
        read: Box::new(read),
    };
    fuzz(vec![target], ASKS_DEVICE);
    assert_eq!(reader.replica().graph().spaces().count(), before);
}

/// Records of a journal as they come out of their box: the first byte is the kind.
fn records(stick: &Stick) -> Vec<Vec<u8>> {
    let records = plunder::records(&SimDisk::from_image(&stick.image), &stick.root());
    let kinds: BTreeSet<u8> = records.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(kinds.len(), 3, "runs, slots, records of its own");
    let all = records.into_iter();
    all.map(|(kind, record)| [vec![kind], record].concat())
        .collect()
}

/// What a record says once it is open, which only its owner writes: by a fault of another version.
#[test]
fn whatever_a_record_says_no_start_is_harmed() {
    let stick = Stick::new(4);
    let mut corpus = records(&stick);
    corpus.retain(|record| record.len() < 4096);
    let mut image = stick.image.clone();
    // Nothing but what was changed: a start is short.
    image.retain(|name, _| !name.starts_with("journal/") && !name.starts_with("mirror"));
    image.remove("heads");
    let read = |bytes: &[u8]| {
        let memory = allocation_counter::measure(|| {
            let Some((kind, record)) = bytes.split_first() else {
                return;
            };
            let disk = SimDisk::from_image(&image);
            let mut rng = SeededRandom::new([8; 32]);
            let opened = Journal::open(
                Arc::new(disk.clone()),
                &stick.root(),
                &mut rng,
                &mut |_, _, _| {},
            );
            let (mut journal, _) = opened.expect("an empty journal opens");
            if journal.append(&[(*kind, record)]).is_err() {
                return;
            }
            journal.commit().expect("the disk takes it");
            if let Ok(mut reader) = stick.open_reader(&disk.image()) {
                let _listed = reader.request(Request::ThreadList { space: None });
            }
        });
        memory.bytes_max
    };
    let target = Target {
        name: "record",
        corpus,
        change: changed,
        read: Box::new(read),
    };
    fuzz(vec![target], ASKS_DEVICE);
}

#[test]
fn whatever_lies_on_a_disk_no_start_is_harmed() {
    let stick = Stick::new(4);
    let names: Vec<&String> = stick.image.keys().collect();
    // The first byte says which file it is.
    let corpus: Vec<Vec<u8>> = names
        .iter()
        .enumerate()
        .map(|(at, name)| [&[at as u8], stick.image[*name].as_slice()].concat())
        .collect();
    let read = |bytes: &[u8]| {
        let memory = allocation_counter::measure(|| {
            let Some((at, content)) = bytes.split_first() else {
                return;
            };
            let mut image: BTreeMap<_, _> = stick.image.clone();
            if let Some(name) = names.get(usize::from(*at) % names.len()) {
                image.insert((*name).clone(), content.to_vec());
            }
            if let Ok(mut reader) = stick.open_reader(&image) {
                let _listed = reader.request(Request::ThreadList { space: None });
            }
        });
        memory.bytes_max
    };
    let target = Target {
        name: "disk",
        corpus,
        change: changed,
        read: Box::new(read),
    };
    fuzz(vec![target], STARTS_DEVICE);
}
