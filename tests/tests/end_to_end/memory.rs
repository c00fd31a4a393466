//! What a running node has in memory: much while it is open, nothing that opens or says anything
//! once it is locked.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use asamblea_node::engine::{Engine, Now, Parts, erasing};
use asamblea_node::store::{KeysRead, MemoryIndex, Progress, RealDisk, Vault, read_keys};
use asamblea_protocol::crypto::{Domain, derive};
use asamblea_protocol::replica::Holding;
use asamblea_protocol::time::{MonoTime, WallTime};
use asamblea_tests::binary::{Device, World, text, until};
use asamblea_tests::memory::{Found, Needle, search};
use asamblea_tests::skip::skipped;
use asamblea_tests::terminal::Terminal;

use crate::AGREE;
use crate::canary::{ASSESSMENT_CANARIES, VOTE_CANARIES};
use crate::canary_acts::{assess, decide};

/// Not that of other tests, which the program itself has for its demonstration.
const PASSPHRASE: &str = "brújula harina zafiro vereda";

/// What people wrote, each word nowhere else.
const WORDS: [&str; 26] = [
    "quetzalmemoria01red",
    "quetzalmemoria02org",
    "quetzalmemoria03persona",
    "quetzalmemoria04hilo",
    "quetzalmemoria05cuerpo",
    "quetzalmemoria06titulo",
    "quetzalmemoria07texto",
    "quetzalmemoria08agenda",
    "quetzalmemoria09punto",
    "quetzalmemoria10invitada",
    "quetzalmemoria11orgdos",
    "quetzalmemoria12vecina",
    "quetzalmemoria13propuesta",
    "quetzalmemoria14porque",
    "quetzalmemoria15reunion",
    "quetzalmemoria16lugar",
    "quetzalmemoria17archivo",
    "quetzalmemoria18adjunto",
    "quetzalmemoria19comentario",
    "quetzalmemoria20sede",
    "quetzalmemoria21responde",
    "quetzalmemoria22orden",
    "quetzalmemoria23presenta",
    "quetzalmemoria24acuerdo",
    "quetzalmemoria25encarga",
    "quetzalmemoria26nota",
];

/// What an open node must be found with, or the search says nothing of it: of a comment, an agenda,
/// a meeting, a task, a proposal with its amendment, an assessment with its reason, a plan.
const SEEN_OPEN: [&str; 13] = [
    WORDS[18],
    WORDS[19],
    WORDS[20],
    WORDS[21],
    WORDS[23],
    WORDS[24],
    WORDS[25],
    VOTE_CANARIES[1],
    VOTE_CANARIES[6],
    ASSESSMENT_CANARIES[0],
    ASSESSMENT_CANARIES[3],
    ASSESSMENT_CANARIES[6],
    ASSESSMENT_CANARIES[11],
];

/// Everything that a locked device must not have in memory, by somebody who has its disk and its
/// passphrase.
fn needles(world: &World, device: &Device) -> Vec<Needle> {
    let copy = world.path().join("taken");
    copy_files(device.profile(), &copy);
    let disk = Arc::new(RealDisk::new(copy));
    let (_, root) = Vault::open(&*disk, PASSPHRASE.as_bytes()).unwrap();
    let held = match read_keys(&*disk, &root).unwrap() {
        KeysRead::Bytes { bytes, .. } => Holding::from_bytes(&bytes).unwrap(),
        other => panic!("{other:?}"),
    };
    let mut needles = vec![
        Needle::new("the passphrase", PASSPHRASE),
        Needle::new("a part of the passphrase", "harina zafiro"),
        Needle::new("the root key", root.expose()),
        Needle::new(
            "the signing seed",
            derive(Domain::DeviceSigning, &root, &[]).expose(),
        ),
        Needle::new(
            "the key of private records",
            derive(Domain::StorePrivate, &root, &[]).expose(),
        ),
        Needle::new(
            "the key of the file of keys",
            derive(Domain::StoreKeys, &root, &[]).expose(),
        ),
    ];
    // Version and count, then each secret's seed and its two times.
    let bytes = held.to_bytes();
    for at in 0..held.secrets.len() {
        let at = 5 + at * 48;
        needles.push(Needle::new(
            "what is sealed to the device",
            &bytes[at..at + 32],
        ));
    }
    let parts = Parts {
        disk,
        index: Box::new(MemoryIndex::new()),
        entropy: [7; 32],
        random: erasing,
        folder: None,
        progress: Progress::default(),
    };
    let now = Now {
        mono: MonoTime(0),
        wall: WallTime(1_900_000_000_000),
    };
    let engine = Engine::open(parts, &root, now).unwrap();
    let epochs = engine.replica().held_epochs();
    assert!(!epochs.is_empty());
    for epoch in epochs {
        needles.push(Needle::new("the key of a space", epoch.secret.expose()));
    }
    let words = WORDS.iter().chain(&VOTE_CANARIES);
    let words = words.chain(&ASSESSMENT_CANARIES);
    needles.extend(words.map(|word| Needle::new(*word, word)));
    needles
}

fn copy_files(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy_files(&path, &target);
        } else if path.is_file() {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}

/// Writes each of the words, in every kind of thing that one device alone can make.
fn write(s: &Device, world: &World) -> String {
    let w = WORDS;
    let network = s.space("network");
    let new = ["--space", &network, "--title", w[3], "--body", w[4]];
    let thread = s.run(["thread", "new"].iter().chain(&new)).object();
    let thread = text(&thread["id"]);
    let draft = world.file("draft", w[6]);
    let from = draft.to_str().unwrap();
    let new = ["--space", &network, "--title", w[5], "--from", from];
    let document = s.run(["doc", "new"].iter().chain(&new)).object();
    let document = text(&document["id"]);
    let new = ["agenda", "new", "--space", &network, "--title", w[7]];
    let agenda = text(&s.run(new).object()["id"]);
    let item = ["--title", w[8], "--starts", "2027-03-01T16:00:00Z"];
    let _item = s
        .run(["agenda", "add", &agenda].iter().chain(&item))
        .object();
    let new = ["proposal", "new", "--space", &network, "--title", w[12]];
    let rule = ["--count", "orgs", "--closes", "2099-01-01T00:00:00Z"];
    let method = ["--method", "majority"];
    let made = s.run(new.iter().chain(&rule).chain(&method)).object();
    let proposal = text(&made["id"]);
    let vote = ["proposal", "vote", &proposal, "yes", "--reason", w[13]];
    let _voted = s.run(vote).object();
    let new = ["meeting", "new", "--space", &network, "--title", w[14]];
    let more = ["--starts", "2027-03-01T16:00:00Z", "--type", "ordinary"];
    let meeting = s.run(new.iter().chain(&more).chain(&["--place", w[15]]));
    let meeting = text(&meeting.object()["id"]);
    let file = world.file(w[16], w[17]);
    let _attached = s.run(["attach", &thread, file.to_str().unwrap()]).object();
    let _code = s.invite(&["member", "--name", w[9]]);
    work(s, world, &[&document, &agenda, &meeting]);
    // What is read lies in memory, too.
    for command in [
        vec!["thread", "show", &thread],
        vec!["doc", "show", &document],
        vec!["agenda", "show", &agenda],
        vec!["search", w[6]],
        vec!["proposal", "show", &proposal],
        vec!["meeting", "show", &meeting],
        vec!["attachment", "list", &thread],
        vec!["who"],
    ] {
        let _read = s.run(command).done();
    }
    thread
}

/// A comment, more of an agenda and of a meeting, an agreement with a note, two proposals, an
/// assessment and a plan; and reads all of it.
fn work(s: &Device, world: &World, [document, agenda, meeting]: &[&str; 3]) {
    let w = WORDS;
    let network = s.space("network");
    let on = ["doc", "comment", document, "--on", w[6], "--body", w[18]];
    let _comment = s.run(on).object();
    let item = ["--title", "Taller", "--starts", "2027-03-02T16:00:00Z"];
    let whom = ["--place", w[19], "--who", w[20]];
    let add = ["agenda", "add", agenda];
    let _item = s.run(add.iter().chain(&item).chain(&whom)).object();
    let item = ["meeting", "item", "add", meeting, "--title", w[21]];
    let _item = s.run(item.iter().chain(&["--presenter", w[22]])).object();
    let agree = ["meeting", "agree", meeting, "--text", w[23], "--who", w[24]];
    let task = text(&s.run(agree).object()["id"]);
    let _note = s.run(["task", "note", &task, "--body", w[25]]).object();
    decide(s, &network);
    assess(s, &network, world);
    let mut read = vec![vec!["task".to_owned(), "list".to_owned()]];
    for noun in ["proposal", "assessment", "plan"] {
        for row in s.run([noun, "list"]).done().lines {
            read.push(vec![noun.to_owned(), "show".to_owned(), text(&row["id"])]);
        }
    }
    for command in read {
        let _read = s.run(command).done();
    }
}

fn counted(found: &[Found]) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for one in found {
        *counts.entry(one.name.as_str()).or_default() += 1;
    }
    counts
}

/// A running founder whose names and passphrase are among the words that are searched for.
fn founded(world: &World) -> Device {
    let w = WORDS;
    let mut s = world.device("s");
    s.use_passphrase(world.file("own", PASSPHRASE));
    let found = ["--network", w[0], "--org", w[1], "--person", w[2]];
    let _founded = s.run(["found"].iter().chain(&found)).object();
    s.start(&[]);
    s
}

#[test]
fn a_locked_node_has_nothing_in_memory_that_opens_or_says_anything() {
    let world = World::new();
    let w = WORDS;
    let mut s = founded(&world);
    let address = s.address();
    let code = s.invite(&["org", "--name", w[10], "--country", "PY"]);
    let mut a = world.device("a");
    let join = ["join", &code, "--person", w[11], "--connect", &address];
    assert_eq!(a.run(join).object()["state"], "joined");
    a.start(&[&address]);
    let thread = write(&s, &world);
    until(AGREE, "A beside it, by name", || {
        let peers = s.status()["peers"].clone();
        (peers[0]["org"] == w[10]).then_some(())
    });
    let needles = needles(&world, &s);
    let pid = s.node().pid();
    let Some(open) = search(pid, &needles) else {
        // A node keeps others from looking into it; the superuser alone may.
        skipped("the node's memory cannot be read here");
        return;
    };
    let open = counted(&open);
    println!("open: {open:?}");
    for name in [
        "the root key",
        "the signing seed",
        "what is sealed to the device",
        "the key of a space",
        w[0],
        w[3],
        w[7],
        w[12],
        w[14],
        w[16],
    ]
    .into_iter()
    .chain(SEEN_OPEN)
    {
        assert!(
            open.contains_key(name),
            "{name} is in an open node's memory"
        );
    }
    for round in 0..3 {
        let _locked = s.run(["lock"]).done();
        let left = search(pid, &needles).unwrap();
        let places: BTreeSet<_> = left
            .iter()
            .map(|found| (&found.name, &found.place, found.address, found.piece))
            .collect();
        assert!(left.is_empty(), "round {round}: {places:x?}");
        let _unlocked = s.run(["unlock"]).done();
        assert_eq!(s.bodies(&thread), [w[4]]);
        // Whatever comes in meanwhile is read as soon as it is unlocked.
        let _now = s.run(["who"]).done();
    }
    let limits = std::fs::read_to_string(format!("/proc/{pid}/limits")).unwrap();
    let cores = limits
        .lines()
        .find(|line| line.starts_with("Max core file size"));
    let words: Vec<_> = cores.unwrap().split_whitespace().collect();
    assert_eq!(words[4..6], ["0", "0"], "core files are off");
    assert_eq!((s.stop(), a.stop()), (0, 0));
}

/// Moves up to a row: all is above the row that came in first, on which the focus stays.
fn focus_on(terminal: &mut Terminal, text: &str) {
    until(AGREE, "the row has the focus", || {
        let screen = terminal.screen();
        // The list is beside the tree of spaces, which marks a row of its own.
        let mut rows = screen.lines().filter_map(|row| row.split('│').next_back());
        let focused = rows.any(|row| row.contains('›') && row.contains(text));
        if !focused {
            terminal.keys("k");
        }
        focused.then_some(())
    });
}

#[test]
fn an_attached_interface_has_nothing_in_memory_once_it_is_locked() {
    let world = World::new();
    let w = WORDS;
    let mut s = founded(&world);
    let thread = write(&s, &world);
    s.reply(&thread, "eco");
    let needles = needles(&world, &s);
    let mut terminal = s.interface(80, 24);
    terminal.wait_for("Inicio", AGREE);
    terminal.keys("2");
    terminal.wait_for(w[3], AGREE);
    terminal.keys("\r");
    focus_on(&mut terminal, w[3]);
    terminal.keys("\r");
    terminal.wait_for(w[4], AGREE);
    let pid = terminal.process_id().unwrap();
    let Some(open) = search(pid, &needles) else {
        skipped("the interface's memory cannot be read here");
        return;
    };
    assert!(counted(&open).contains_key(w[4]));
    terminal.keys("\x0c");
    terminal.wait_for("Contraseña", AGREE);
    until(AGREE, "the lock of the node", || {
        (s.run(["space", "list"]).status == 3).then_some(())
    });
    for (whose, pid) in [("interface", pid), ("node", s.node().pid())] {
        let left = search(pid, &needles).unwrap();
        assert!(left.is_empty(), "{whose}: {left:x?}");
    }
    terminal.keys("\x03");
    assert!(terminal.ends_well(AGREE));
    assert_eq!(s.stop(), 0);
}

#[test]
fn lock_all_leaves_no_key_of_the_journal_of_the_index_or_of_the_connection() {
    let world = World::new();
    let w = WORDS;
    let mut s = founded(&world);
    let thread = write(&s, &world);
    let mut needles = needles(&world, &s);
    let disk = RealDisk::new(world.path().join("taken"));
    let (_, root) = Vault::open(&disk, PASSPHRASE.as_bytes()).unwrap();
    let carried: [(_, _, &[&[u8]]); 5] = [
        ("the key of the journal", Domain::StoreRecord, &[]),
        ("the key of the connection", Domain::DeviceTransport, &[]),
        ("the names of the index", Domain::StoreName, &[]),
        ("the values of the index", Domain::StoreValue, &[b"value"]),
        ("the seal of the index", Domain::StoreValue, &[b"files"]),
    ];
    needles.extend(carried.map(|(name, domain, parts)| {
        let key = derive(domain, &root, parts);
        Needle::new(name, key.expose())
    }));
    let pid = s.node().pid();
    let _locked = s.run(["lock"]).done();
    let Some(left) = search(pid, &needles) else {
        skipped("the node's memory cannot be read here");
        return;
    };
    let left = counted(&left).into_keys().collect::<BTreeSet<_>>();
    assert_eq!(left, carried.map(|(name, ..)| name).into(), "locked");
    for round in 0..2 {
        let _locked = s.run(["lock", "--all"]).done();
        let left = search(pid, &needles).unwrap();
        assert!(left.is_empty(), "round {round}: {left:x?}");
        let _unlocked = s.run(["unlock"]).done();
        assert_eq!(s.bodies(&thread), [w[4]]);
    }
    assert_eq!(s.stop(), 0);
}

#[test]
fn a_locked_interface_has_nothing_of_its_profile_in_memory() {
    let world = World::new();
    let w = WORDS;
    let mut s = founded(&world);
    let _thread = write(&s, &world);
    assert_eq!(s.stop(), 0);
    let needles = needles(&world, &s);
    let mut terminal = s.interface(80, 24);
    for round in 0..2 {
        terminal.wait_for("Contraseña", AGREE);
        // As a person types: what is pasted stays in a buffer of the terminal library.
        for letter in PASSPHRASE.chars() {
            terminal.keys(&letter.to_string());
            std::thread::sleep(Duration::from_millis(10));
        }
        terminal.keys("\r");
        // After a lock one is back where one was.
        if round == 0 {
            terminal.wait_for("Inicio", AGREE);
            terminal.keys("2");
            terminal.wait_for(w[3], AGREE);
            terminal.keys("\r");
            focus_on(&mut terminal, w[3]);
            terminal.keys("\r");
        }
        terminal.wait_for(w[4], AGREE);
        let pid = terminal.process_id().unwrap();
        let Some(open) = search(pid, &needles) else {
            skipped("the interface's memory cannot be read here");
            return;
        };
        let open = counted(&open);
        println!("open: {open:?}");
        for name in ["the root key", "the key of a space", w[0], w[4]] {
            assert!(open.contains_key(name), "{name}");
        }
        terminal.keys("\x0c");
        terminal.wait_for("Contraseña", AGREE);
        until(AGREE, "the lock of its node", || {
            (s.run(["space", "list"]).status == 3).then_some(())
        });
        let left = search(pid, &needles).unwrap();
        assert!(left.is_empty(), "round {round}: {left:x?}");
    }
    terminal.keys("\x03");
    assert!(terminal.ends_well(AGREE));
}

#[test]
fn a_locked_plain_text_mode_has_nothing_in_memory() {
    let world = World::new();
    let w = WORDS;
    let mut s = founded(&world);
    let _thread = write(&s, &world);
    let needles = needles(&world, &s);
    // Attached to a node by a word, then with the profile of its own by itself.
    for (attached, wait) in [(true, "10m"), (false, "15s")] {
        if !attached {
            assert_eq!(s.stop(), 0);
        }
        let mut terminal = s.plain_text(&["--auto-lock", wait]);
        terminal.wait_for("> ", AGREE);
        for (line, said) in [("personas", w[2]), ("inicio", "Próximas"), ("busca", w[6])] {
            let what = if line == "busca" { w[6] } else { "" };
            terminal.keys(&format!("{line} {what}\r"));
            terminal.wait_for(said, AGREE);
        }
        let pid = terminal.process_id().unwrap();
        // The first of what was found.
        terminal.keys("1\r");
        let Some(open) = search(pid, &needles) else {
            skipped("the memory of the mode cannot be read here");
            return;
        };
        assert!(counted(&open).contains_key(w[6]), "attached: {attached}");
        if attached {
            terminal.keys("cerrar\r");
        }
        terminal.wait_for("las claves ya no", AGREE);
        let left = until(AGREE, "what is left", || {
            let left = search(pid, &needles)?;
            (left.is_empty() || attached).then_some(left)
        });
        assert!(left.is_empty(), "attached: {attached}: {left:x?}");
        terminal.keys("salir\r");
        assert!(terminal.ends_well(AGREE));
    }
}
