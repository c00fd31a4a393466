//! Recovery by trusted people: from the first request to a device that reads again, and who stays
//! out.

use std::path::PathBuf;

use asamblea_tests::binary::{Device, Output, World, text, until};
use serde_json::Value;

use crate::AGREE;
use crate::coordination::{joined, verify};

/// A Secretariat of one coordinator, Ana, and three whom she trusts.
struct Known {
    world: World,
    s: Device,
    ana: Device,
    trusted: [Device; 3],
    thread: String,
}

fn sync(device: &Device, with: &Device) {
    let _met = device.run(["sync", "--connect", &with.address()]).done();
}

fn known() -> Known {
    let world = World::new();
    let s = world.founder("S", "Red");
    let ana = joined(&world, "Ana", &s, "member");
    verify(&s, &ana);
    let trusted = ["Carla", "Diana", "Elsa"].map(|name| {
        let device = joined(&world, name, &s, "member");
        verify(&s, &device);
        device
    });
    sync(&ana, &s);
    let org = ana.space("org");
    let new = [
        "thread", "new", "--space", &org, "--title", "T", "--body", "antes",
    ];
    let thread = text(&ana.run(new).object()["id"]);
    Known {
        world,
        s,
        ana,
        trusted,
        thread,
    }
}

fn set_up(known: &Known, with: &[&str]) -> Value {
    let setup = ["recovery", "setup", "--with"];
    let made = known.ana.run(setup.iter().chain(with)).object();
    sync(&known.ana, &known.s);
    for holder in &known.trusted {
        sync(holder, &known.s);
    }
    made
}

fn start(device: &Device, with: &[&str]) -> Output {
    let start = ["recovery", "start", "--timeout", "3s"];
    device.run(start.iter().chain(with))
}

/// What a command says that is not done yet.
#[track_caller]
fn waits(output: &Output, state: &str) -> Value {
    assert_eq!((output.status, output.lines.len()), (6, 1), "{output:?}");
    assert_eq!(output.lines[0]["state"], state, "{output:?}");
    output.lines[0].clone()
}

fn answer(known: &Known, holder: usize, request: &str, name: &str) -> PathBuf {
    let help = known.trusted[holder].run(["recovery", "help", request]);
    let help = help.object();
    known.world.file(name, text(&help["answer"]))
}

/// A new device that has two answers and met `s`.
fn waiting(known: &Known, name: &str) -> (Device, Value) {
    let device = known.world.device(name);
    let asked = waits(&start(&device, &["--person", "Ana"]), "asking");
    let request = text(&asked["request"]);
    let files = [0, 2].map(|at| answer(known, at, &request, &format!("{name}{at}")));
    let [one, two] = files.map(|file| file.to_string_lossy().into_owned());
    let first = waits(&start(&device, &["--answer", &one]), "asking");
    assert_eq!(
        (&first["need"], &first["answers"], &first["missing"]),
        (&2.into(), &1.into(), &1.into()),
    );
    let address = known.s.address();
    let output = start(&device, &["--answer", &two, "--connect", &address]);
    let waiting = waits(&output, "waiting");
    (device, waiting)
}

fn alert(device: &Device, code: &str) {
    until(AGREE, code, || {
        let alerts = device.run(["alerts", "list"]).done().lines;
        alerts.iter().any(|row| row["code"] == code).then_some(())
    });
}

#[test]
fn two_of_three_let_a_new_device_in_that_waits_and_reads_once_it_is_confirmed() {
    let mut known = known();
    let made = set_up(&known, &["Carla", "Diana", "Elsa"]);
    assert_eq!(
        (&made["need"], &made["of"]),
        (&2.into(), &3.into()),
        "{made}"
    );
    assert_eq!(made["replaced"], false);
    known.ana.start(&[&known.s.address()]);
    let (new, waiting) = waiting(&known, "N");
    assert_eq!(waiting["network_code"], known.s.status()["network_code"]);
    alert(&known.s, "recovery");
    alert(&known.ana, "recovery_own");
    let id = text(&waiting["device"]);
    let who = known.s.run(["who"]).done().lines;
    let row = who.iter().find(|row| row["id"] == *id).unwrap();
    assert_eq!(row["state"], "waiting", "{row}");
    assert_eq!(new.run(["thread", "list"]).done().lines.len(), 0);
    let spaces = new.status()["spaces"].as_array().unwrap().clone();
    assert!(
        spaces.iter().all(|space| space["pending"] == 0),
        "{spaces:?}"
    );
    new.run(["sync", "--connect", &known.s.address(), "--timeout", "2s"])
        .fails(6, "unreachable");

    // A coordinator cannot be hurried; another device of hers may confirm at once.
    let words = text(&waiting["safety_words"]);
    let verify = ["device", "verify", &id, "--words", &words];
    known.s.run(verify).fails(5, "not_permitted");
    assert_eq!(known.ana.run(verify).object()["state"], "active");
    let address = known.s.address();
    until(AGREE, "in again", || {
        let output = start(&new, &["--connect", &address]);
        (output.status == 0).then_some(())
    });
    until(AGREE, "what was before", || {
        sync(&new, &known.s);
        (new.bodies(&known.thread) == ["antes"]).then_some(())
    });
    let post = new.reply(&known.thread, "de vuelta");
    sync(&new, &known.s);
    let posts = known.s.posts(&known.thread);
    let one = posts.iter().find(|row| row["id"] == *post).unwrap();
    assert_eq!(one["author"]["name"], "Ana", "{one}");
    assert_ne!(new.status()["device"], known.ana.status()["device"]);
    assert_eq!(new.status()["person_id"], known.ana.status()["person_id"]);
    alert(&known.s, "recovered");
    assert_eq!(start(&new, &[]).object()["state"], "joined");
}

#[test]
fn her_other_device_refuses_it_for_good() {
    for refuse in [&["recovery", "refuse"][..], &["device", "revoke"]] {
        let mut known = known();
        let _made = set_up(&known, &["Carla", "Diana", "Elsa"]);
        known.ana.start(&[&known.s.address()]);
        let (new, waiting) = waiting(&known, "N");
        alert(&known.ana, "recovery_own");
        let id = text(&waiting["device"]);
        let named: Vec<&str> = refuse.iter().copied().chain([&*id]).collect();
        let refused = known.ana.run(&named).object();
        assert_eq!(refused["state"], "removed", "{refused}");
        alert(&known.s, "recovery_refused");
        let address = known.s.address();
        until(AGREE, "refused", || {
            let output = start(&new, &["--connect", &address]);
            (output.status == 5).then(|| output.fails(5, "invitation_ended"))
        });
        known.ana.run(["recovery", "refuse"]).fails(4, "not_found");
    }
}

#[test]
fn a_new_setup_makes_the_old_parts_useless_and_says_what_is_missing() {
    let known = known();
    let _made = set_up(&known, &["Carla", "Diana", "Elsa"]);
    let new = known.world.device("N");
    let asked = waits(&start(&new, &["--person", "Ana"]), "asking");
    let request = text(&asked["request"]);
    let old = answer(&known, 0, &request, "old")
        .to_string_lossy()
        .into_owned();
    let again = set_up(&known, &["Carla", "Diana"]);
    assert_eq!(again["replaced"], true);
    // Who keeps no part of the new one has none that is good.
    let none = known.trusted[2].run(["recovery", "help", &request]);
    none.fails(4, "not_found");
    let fresh = answer(&known, 1, &request, "new")
        .to_string_lossy()
        .into_owned();
    let both = ["--answer", &*old, "--answer", &*fresh];
    let told = waits(&start(&new, &both), "asking");
    assert_eq!(
        (&told["answers"], &told["missing"], &told["foreign"]),
        (&1.into(), &1.into(), &1.into()),
        "{told}"
    );
    // Two of the old place get as far as its being gone.
    let late = known.world.device("L");
    let asked = waits(&start(&late, &[]), "asking");
    let other = start(&late, &["--answer", &fresh]);
    assert_eq!((other.status, &other.lines[0]["answers"]), (7, &0.into()));
    assert_ne!(asked["request"], request);
    known
        .s
        .run(["recovery", "help", "ABC"])
        .fails(2, "invitation_malformed");
    known
        .s
        .run(["recovery", "help", &request])
        .fails(4, "not_found");
}

#[test]
fn what_cannot_be_set_up_says_why() {
    let known = known();
    for (with, status, code) in [
        (&["Carla"][..], 2, "usage"),
        (&["Carla", "Carla"], 2, "usage"),
        (&["Carla", "Ana"], 2, "usage"),
        (&["Carla", "Nadie"], 4, "not_found"),
        (&["Carla", "Diana", "--need", "3"], 2, "usage"),
        (&["Carla", "Diana", "--need", "1"], 2, "usage"),
    ] {
        let setup = ["recovery", "setup", "--with"];
        known.ana.run(setup.iter().chain(with)).fails(status, code);
    }
    // The only coordinator has nobody who could confirm a device of hers.
    let setup = ["recovery", "setup", "--with", "Carla", "Diana"];
    known.s.run(setup).fails(5, "no_effect");
    known
        .ana
        .run(["recovery", "start"])
        .fails(1, "profile_exists");
}

#[test]
fn words_are_compared_and_a_removed_holder_answers_no_more() {
    let known = known();
    let _made = set_up(&known, &["Carla", "Diana", "Elsa"]);
    let new = known.world.device("N");
    let asked = waits(&start(&new, &["--person", "Ana"]), "asking");
    let (request, words) = (text(&asked["request"]), text(&asked["words"]));
    let help = ["recovery", "help", &request, "--words"];
    let carla = &known.trusted[0];
    let wrong = carla.run(help.iter().chain(&["uno dos tres cuatro cinco seis"]));
    wrong.fails(5, "not_permitted");
    let told = carla.run(help.iter().chain(&[&*words])).object();
    assert_eq!(
        (&told["says"], &told["name"]),
        (&"Ana".into(), &"Ana".into())
    );
    let _removed = known.s.run(["member", "remove", "Diana"]).object();
    sync(&known.ana, &known.s);
    alert(&known.ana, "recovery_holder");
    let diana = &known.trusted[1];
    let _told = diana.run(["sync", "--connect", &known.s.address(), "--timeout", "3s"]);
    let late = diana.run(["recovery", "help", &request]);
    eprintln!("{late:?}");
    // Whoever is out hears no more; a request of somebody else names nobody whom she helps.
    let eva = known.world.device("E");
    let asked = waits(&start(&eva, &["--person", "Eva"]), "asking");
    let request = text(&asked["request"]);
    carla
        .run(["recovery", "help", &request])
        .fails(4, "not_found");
    let named = ["recovery", "help", &request, "--for", "Ana"];
    assert_eq!(carla.run(named).object()["says"], "Eva");
}
