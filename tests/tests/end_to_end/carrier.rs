//! Two organizations that are never on at once, and a machine between them that reads nothing.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use asamblea_tests::binary::{Device, PASSPHRASE, World, text, until};
use asamblea_tests::plunder::of_folder;
use serde_json::Value;

use crate::AGREE;
use crate::canary::{CANARIES, found_in, needles, search};

/// How long one who starts again may take to find the machine by what she remembers of it.
const BACK: Duration = Duration::from_secs(60);
/// How long a removed organization may stay connected to a carrier.
const CLOSED: Duration = Duration::from_secs(5);

fn frontier(device: &Device, space: &str) -> Option<String> {
    let status = device.status();
    let spaces = status["spaces"].as_array().unwrap();
    let space = spaces.iter().find(|row| row["id"] == space)?;
    Some(text(&space["frontier"]))
}

/// Waits until the carrier holds all that a device holds of a space, which may grow meanwhile: keys
/// follow a newcomer.
pub(crate) fn held(device: &Device, carrier: &Device, space: &str) {
    until(AGREE, "everything at the carrier", || {
        (frontier(carrier, space) == frontier(device, space)).then_some(())
    });
}

fn row(device: &Device, is: impl Fn(&Value) -> bool) -> Option<Value> {
    let rows = device.run(["who"]).done().lines;
    rows.into_iter().find(is)
}

/// A network with its first organization, whose device runs.
pub(crate) fn founded(world: &World) -> Device {
    let c = CANARIES;
    let mut a = world.device("a");
    let names = ["--network", c[0], "--org", c[1], "--person", c[2]];
    let _founded = a.run(["found"].iter().chain(&names)).object();
    a.start(&[]);
    a
}

/// A carrier of an organization whose device runs.
pub(crate) fn carrier_of(a: &mut Device, world: &World) -> Device {
    let c = CANARIES;
    let code = a.invite(&["node", "--blind", "--name", c[4]]);
    let invited = row(a, |row| row["state"] == "invited").unwrap();
    assert_eq!(
        (&invited["role"], &invited["name"]),
        (&"carrier".into(), &c[4].into())
    );
    let mut carrier = world.device("carrier");
    let joined = carrier
        .run(["join", &code, "--connect", &a.address()])
        .object();
    assert_eq!(joined["state"], "joined", "{joined}");
    assert_eq!(joined["network"], Value::Null, "{joined}");
    carrier.start(&[&a.address()]);
    until(AGREE, "the carrier at its organization", || {
        let listed = a.run(["device", "list"]).done().lines;
        let carrier = listed.into_iter().find(|row| row["role"] == "carrier")?;
        assert_eq!(carrier["name"], c[4]);
        assert_eq!(carrier["state"], "unverified");
        carrier["last_seen"].is_string().then_some(())
    });
    let words = row(a, |row| row["role"] == "carrier").unwrap();
    let (id, words) = (text(&words["id"]), text(&words["safety_words"]));
    assert_eq!(text(&joined["safety_words"]), words);
    let _verified = a.run(["device", "verify", &id, "--words", &words]).object();
    let verified = row(a, |row| row["role"] == "carrier").unwrap();
    assert_eq!(verified["state"], "active", "{verified}");
    // Told once where the machine is, she finds it from then on, and puts it into her codes.
    assert_eq!(a.stop(), 0);
    a.start(&[&carrier.address()]);
    finds(a, &carrier);
    carrier
}

/// Waits until a device is connected with the carrier that it dialed.
fn finds(device: &Device, carrier: &Device) {
    until(BACK, "the carrier at its address", || {
        let peers = device.status()["peers"].clone();
        let mut peers = peers.as_array().unwrap().iter();
        let place = |address: &str| address.split("/p2p/").next().map(str::to_owned);
        let is_it = |peer: &Value| place(&text(&peer["address"])) == place(&carrier.address());
        peers.any(is_it).then_some(())
    });
}

/// What a carrier is asked that it cannot know, and what it says.
fn says_that_it_cannot_read(carrier: &Device, thread: &str, network: &str) {
    for arguments in [
        &["search", CANARIES[7]][..],
        &["thread", "list"],
        &["thread", "show", thread],
        &[
            "thread", "new", "--space", network, "--title", "T", "--body", "B",
        ],
        &["doc", "list"],
        &["agenda", "list"],
        &["invite", "device"],
    ] {
        carrier.run(arguments).fails(5, "carrier");
    }
}

/// Prints what whoever seizes a carrier that runs finds: ids and who belongs to whom, sizes and
/// times, addresses. No word.
fn shows_no_word(carrier: &Device) {
    let rows = carrier.run(["who"]).done().lines;
    let status = carrier.status();
    for row in &rows {
        println!(
            "{} {} of {} {}: {}, {}",
            row["kind"], row["id"], row["org"], row["person"], row["role"], row["state"]
        );
    }
    for space in status["spaces"].as_array().unwrap() {
        println!(
            "space {} ({}): {} operations, {} bytes, {} epochs it cannot open",
            space["id"], space["kind"], space["ops"], space["bytes"], space["epochs"]
        );
        assert_eq!(space["pending"], 0, "{space}");
    }
    for peer in status["peers"].as_array().unwrap() {
        println!(
            "peer {} at {} since {}",
            peer["device"], peer["address"], peer["since"]
        );
    }
    assert_eq!(
        (&status["role"], &status["network"]),
        (&"carrier".into(), &Value::Null)
    );
    let everything = serde_json::to_vec(&(rows, status, carrier.node().events())).unwrap();
    assert_eq!(found_in(&everything, &needles()), Vec::<usize>::new());
}

/// Whoever takes a copy of the carrier's folder and its passphrase, and tries every key in it on
/// all that lies there, reads no word. Of a member's folder that opens all of them.
fn opens_to_no_word(carrier: &Device, member: &Device) {
    let plains = |device: &Device| of_folder(device.profile(), PASSPHRASE.as_bytes());
    let found = |plains: &[Vec<u8>]| {
        let all = plains.iter().flat_map(|plain| found_in(plain, &needles()));
        all.collect::<BTreeSet<usize>>()
    };
    let of_carrier = plains(carrier);
    let bytes: usize = of_carrier.iter().map(Vec::len).sum();
    println!(
        "with its passphrase: {} records of {bytes} bytes, no word",
        of_carrier.len()
    );
    assert!(of_carrier.len() > 20);
    assert_eq!(found(&of_carrier), BTreeSet::new());
    let said = [0, 1, 2, 6, 7, 8];
    let read = found(&plains(member));
    assert!(said.iter().all(|word| read.contains(word)), "{read:?}");
}

/// A new organization joins at the carrier while its inviter is off, and gets its keys through it.
fn join_at(carrier: &Device, a: &mut Device, world: &World, network: &str) -> Device {
    let c = CANARIES;
    let code = a.invite(&["org", "--name", c[15], "--country", "PY"]);
    held(a, carrier, network);
    assert_eq!(a.stop(), 0);
    let mut b = world.device("b");
    let join = ["join", &code, "--person", c[17], "--timeout", "8s"];
    let waiting = b.run(join);
    assert_eq!(
        (waiting.status, &waiting.lines[0]["state"]),
        (6, &"waiting".into())
    );
    until(AGREE, "the newcomer at the carrier", || {
        let rows = carrier.run(["who"]).done().lines;
        let orgs = rows.iter().filter(|row| row["kind"] == "org");
        (orgs.count() == 2).then_some(())
    });
    a.start(&[]);
    until(BACK, "the newcomer at her inviter", || {
        row(a, |row| {
            row["kind"] == "device" && row["state"] == "unverified"
        })
    });
    // An export writes the keys that the newcomer waits for. The machine takes a stick, too.
    let stick = world.path().join("stick");
    let stick = stick.to_str().unwrap();
    let _bundle = a.run(["bundle", "export", stick]).object();
    let imported = carrier.run(["bundle", "import", stick]).object();
    assert_eq!(imported["refused"], 0, "{imported}");
    assert_ne!(
        (&imported["ops"], &imported["repeated"]),
        (&0.into(), &0.into())
    );
    held(a, carrier, network);
    assert_eq!(a.stop(), 0);
    b.start(&[]);
    until(BACK, "the newcomer's keys", || {
        (b.status()["network"] == c[0]).then_some(())
    });
    b
}

#[test]
fn two_who_are_never_on_at_once_read_each_other_through_a_machine_that_reads_nothing() {
    let world = World::new();
    let c = CANARIES;
    let mut a = founded(&world);
    let carrier = carrier_of(&mut a, &world);
    let network = a.space("network");
    let mut b = join_at(&carrier, &mut a, &world, &network);
    held(&b, &carrier, &network);
    assert_eq!(b.stop(), 0);

    a.start(&[]);
    let new = ["--space", &network, "--title", c[6], "--body", c[7]];
    let thread = a.run(["thread", "new"].iter().chain(&new)).object();
    let thread = text(&thread["id"]);
    held(&a, &carrier, &network);
    assert_eq!(a.stop(), 0);
    b.start(&[]);
    until(BACK, "A's words at B", || {
        (b.bodies(&thread) == [c[7]]).then_some(())
    });
    says_that_it_cannot_read(&carrier, &thread, &network);
    shows_no_word(&carrier);

    // Locked, it does the same.
    assert_eq!(carrier.run(["lock"]).status, 0);
    b.reply(&thread, c[8]);
    held(&b, &carrier, &network);
    assert_eq!(b.stop(), 0);
    a.start(&[]);
    until(BACK, "B's words at A", || {
        (a.bodies(&thread) == [c[7], c[8]]).then_some(())
    });
    assert_eq!(carrier.run(["unlock"]).status, 0);
    // While it runs, with its keys in memory: nothing on its disk says a word.
    let mut files = 0;
    search(carrier.profile(), &needles(), &mut files);
    println!("{files} files of the carrier hold no word");
    assert!(files > 2);
    opens_to_no_word(&carrier, &a);
    is_cut_off(&a, &mut b, &carrier, &thread);
}

/// The organization of B is taken out: the carrier speaks with it no more, and hands it nothing
/// that was written afterwards.
fn is_cut_off(a: &Device, b: &mut Device, carrier: &Device, thread: &str) {
    let network = a.space("network");
    b.start(&[]);
    let device = b.status()["device"].clone();
    let peer = |state: &'static str| {
        let device = device.clone();
        move |event: &Value| {
            event["event"] == "peer" && event["state"] == state && event["device"] == device
        }
    };
    until(AGREE, "B at the carrier", || {
        let peers = carrier.status()["peers"].clone();
        let peers = peers.as_array().unwrap().iter();
        peers
            .map(|peer| &peer["device"])
            .find(|id| **id == device)
            .map(|_| ())
    });
    let told = carrier.node().events().len();
    let org = row(a, |row| row["kind"] == "org" && row["name"] == CANARIES[15]).unwrap();
    let removed = a.run(["org", "remove", &text(&org["id"])]).object();
    assert_eq!(removed["state"], "removed", "{removed}");
    let began = Instant::now();
    carrier.node().event(told, CLOSED, peer("closed"));
    println!("closed at the carrier after {:?}", began.elapsed());
    a.reply(thread, "después");
    held(a, carrier, &network);
    let told = carrier.node().events().len();
    let sync = b.run(["sync", "--timeout", "5s"]);
    assert_ne!(sync.status, 0, "{sync:?}");
    assert_eq!(b.posts(thread).len(), 2);
    let events = carrier.node().events();
    assert!(!events[told..].iter().any(peer("connected")));
}

#[test]
fn whoever_was_there_before_a_carrier_finds_it_with_nothing_typed() {
    let world = World::new();
    let mut a = founded(&world);
    let mut before = world.device("before");
    let code = a.invite(&["member", "--name", CANARIES[3]]);
    let joined = before
        .run(["join", &code, "--connect", &a.address()])
        .object();
    assert_eq!(joined["state"], "joined", "{joined}");
    before.start(&[&a.address()]);
    let carrier = carrier_of(&mut a, &world);
    finds(&before, &carrier);
    // It is remembered by what was said, so a start with nobody else there finds it, too.
    assert_eq!((a.stop(), before.stop()), (0, 0));
    before.start(&[]);
    finds(&before, &carrier);
}
