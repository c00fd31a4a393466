//! Two members' nodes whose wire strikes: a session is cut at any chunk, goes on with what another
//! session said, or has one bit flipped. Nothing wrong is shown, nobody is blamed for it, and
//! without that wire both agree.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use asamblea_tests::binary::{Device, Harm, Proxy, Side, World, until};

use crate::{AGREE, begin_thread};

/// Sessions that are struck at every commit; `ASAMBLEA_WIRES` asks for more.
const STRIKES: usize = 12;
/// How long a session may take until it comes to where it is struck; it may say less than the one
/// before.
const REACHED: Duration = Duration::from_secs(12);
/// After a strike: longer than what was under way takes to be shown.
const SHOWN: Duration = Duration::from_millis(300);

/// Waits until a wire struck; whether it did.
fn strikes(wire: &Proxy, before: u64) -> bool {
    let began = Instant::now();
    while wire.struck() == before && began.elapsed() < REACHED {
        std::thread::sleep(Duration::from_millis(20));
    }
    wire.struck() > before
}

/// What is done to the session of a number: each kind to each side, ever further on.
fn harm((number, count): (usize, usize), chunks: &BTreeMap<u8, Vec<usize>>) -> Harm {
    let side = if number.is_multiple_of(2) {
        Side::Dialer
    } else {
        Side::Listener
    };
    let said = &chunks[&(side as u8)];
    // Three quarters of a whole session: another may say a little less.
    let part = |of: usize| number * of * 3 / (4 * count);
    match number / 2 % 3 {
        0 => Harm::Cut(side, part(said.len())),
        1 => Harm::Flip(side, part(said.iter().sum())),
        _ => Harm::Splice(side, part(said.len())),
    }
}

/// Nobody is blamed for what a wire did.
fn nobody_is_blamed(device: &Device) {
    let rows = device.run(["alerts", "list"]).done().lines;
    let blames = |row: &&serde_json::Value| {
        let code = row["code"].as_str().unwrap_or_default();
        ["misbehaved", "forged", "fork", "damaged", "set_back"]
            .iter()
            .any(|word| code.contains(word))
    };
    let blamed: Vec<_> = rows.iter().filter(blames).collect();
    assert!(blamed.is_empty(), "{blamed:?}");
}

/// Everything that a device shows somebody wrote, and of each author the first so many.
fn shows_what_was_written(device: &Device, thread: &str, written: &[Vec<String>; 2]) {
    let shown = device.bodies(thread);
    let all: BTreeSet<&String> = written.iter().flatten().collect();
    let wrong: Vec<&String> = shown.iter().filter(|body| !all.contains(body)).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    for own in written {
        let of_author: Vec<&String> = shown.iter().filter(|body| own.contains(body)).collect();
        let first: Vec<&String> = own.iter().take(of_author.len()).collect();
        assert_eq!(of_author, first, "one in the middle is missing");
    }
}

/// A founder whom everybody dials over a wire, and another organization that is dialed nowhere.
fn two_over(world: &World, wire: &Proxy) -> (Device, Device, String) {
    let mut s = world.device("s");
    let found = ["--network", "Red", "--org", "Org S", "--person", "S"];
    let _founded = s.run(["found"].iter().chain(&found)).object();
    s.start_with(&["--announce", &wire.address()]);
    wire.lead_to(s.node().port());
    let thread = begin_thread(&s, "antes");
    let code = s.invite(&["org", "--name", "Org A", "--country", "PY"]);
    let a = world.device("a");
    let join = ["join", &code, "--person", "A", "--connect", &wire.address()];
    assert_eq!(a.run(join).object()["state"], "joined");
    (s, a, thread)
}

#[test]
fn a_wire_that_cuts_splices_and_flips_shows_nothing_wrong_and_blames_nobody() {
    let asked = std::env::var("ASAMBLEA_WIRES").ok();
    let count = asked.and_then(|count| count.parse().ok());
    let count: usize = count.unwrap_or(STRIKES);
    let world = World::new();
    let (wire, nowhere) = (Proxy::new(), Proxy::new());
    let (mut s, mut a, thread) = two_over(&world, &wire);
    let mut written = [vec!["antes".to_owned()], Vec::new()];
    let connect = [
        "--announce",
        &nowhere.address(),
        "--connect",
        &wire.address(),
    ];
    // One session as it should be: how much is said in one.
    a.start_with(&connect);
    until(AGREE, "the thread at A", || {
        (a.bodies(&thread) == ["antes"]).then_some(())
    });
    std::thread::sleep(SHOWN);
    let sides = [Side::Dialer, Side::Listener];
    let chunks: BTreeMap<u8, Vec<usize>> = sides
        .into_iter()
        .map(|side| (side as u8, wire.chunks(side)))
        .collect();
    // How much goes in one chunk is the machine's affair.
    assert!(chunks.values().all(|said| said.len() > 1), "{chunks:?}");
    assert_eq!(a.stop(), 0);

    let mut struck = BTreeMap::new();
    for number in 0..count {
        let harm = harm((number, count), &chunks);
        for (by, of, name) in [(&s, 0, "S"), (&a, 1, "A")] {
            let body = format!("{name} {number}");
            by.reply(&thread, &body);
            written[of].push(body);
        }
        let before = wire.struck();
        wire.strike(harm);
        a.start_with(&connect);
        if strikes(&wire, before) {
            let kind = format!("{harm:?}");
            let kind = kind.split('(').next().unwrap_or_default().to_owned();
            *struck.entry(kind).or_insert(0_usize) += 1;
        }
        std::thread::sleep(SHOWN);
        for device in [&s, &a] {
            shows_what_was_written(device, &thread, &written);
            nobody_is_blamed(device);
        }
        assert_eq!(a.stop(), 0, "{harm:?}");
    }
    println!("{count} sessions, struck: {struck:?}");
    assert_eq!(struck.len(), 3, "each kind struck: {struck:?}");
    // Without the wire both agree, and the nodes are the ones that were struck.
    a.start(&[&s.address()]);
    until(AGREE, "A and S agree", || {
        let (mine, theirs) = (a.bodies(&thread), s.bodies(&thread));
        (mine.len() == 1 + 2 * count && mine == theirs).then_some(())
    });
    for device in [&s, &a] {
        shows_what_was_written(device, &thread, &written);
        nobody_is_blamed(device);
    }
    assert_eq!((a.stop(), s.stop()), (0, 0));
}
