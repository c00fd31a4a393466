//! Canaries in what is corrected, taken back, closed and exported: a word lies in clear where a
//! person had it written, and nowhere else.

use std::path::Path;

use asamblea_tests::binary::{Device, World, text};

use crate::canary::{found_in, needles_of, search};

const WORDS: [&str; 13] = [
    "quetzalsalida01hilo",
    "quetzalsalida02cuerpo",
    "quetzalsalida03corregido",
    "quetzalsalida04retirado",
    "quetzalsalida05agenda",
    "quetzalsalida06fecha",
    "quetzalsalida07otrafecha",
    "quetzalsalida08propuesta",
    "quetzalsalida09primera",
    "quetzalsalida10segunda",
    "quetzalsalida11retirada",
    "quetzalsalida12dictada",
    "quetzalsalida13documento",
];

fn nothing_readable(world: &World) {
    search(world.path(), &needles_of(&WORDS), &mut 0);
}

/// A thread whose first post is corrected, with an answer that is taken back; it is closed.
fn correct(s: &Device, network: &str) -> String {
    let [title, body, corrected, retracted, ..] = WORDS;
    let new = ["--space", network, "--title", title, "--body", body];
    let thread = s.run(["thread", "new"].iter().chain(&new)).object();
    let thread = text(&thread["id"]);
    let first = text(&s.posts(&thread)[0]["id"]);
    let edit = ["thread", "edit", &first, "--body", corrected];
    let _edited = s.run(edit).object();
    s.reply(&thread, retracted);
    let second = text(&s.posts(&thread)[1]["id"]);
    let _gone = s.run(["thread", "retract", &second]).object();
    let _closed = s.run(["thread", "close", &thread]).object();
    assert!(s.bodies(&thread).contains(&corrected.to_owned()));
    thread
}

/// An agenda with a date that changes its title and is off.
fn cancel(s: &Device, network: &str) -> String {
    let [.., agenda, item, other] = *WORDS.first_chunk::<7>().unwrap();
    let new = ["agenda", "new", "--space", network, "--title", agenda];
    let agenda = text(&s.run(new).object()["id"]);
    let starts = ["--title", item, "--starts", "2027-03-01T16:00:00Z"];
    let item = s.run(["agenda", "add", &agenda].iter().chain(&starts));
    let item = text(&item.object()["id"]);
    let change = ["agenda", "change", &agenda, &item, "--title", other];
    let _changed = s.run(change).object();
    let _cancelled = s.run(["agenda", "cancel", &agenda, &item]).object();
    agenda
}

/// A proposal with a vote and then another one, withdrawn with a reason.
fn withdraw(s: &Device, network: &str) -> String {
    let [title, first, second, reason] = [WORDS[7], WORDS[8], WORDS[9], WORDS[10]];
    let new = ["proposal", "new", "--space", network, "--title", title];
    let rule = ["--count", "orgs", "--closes", "2099-01-01T00:00:00Z"];
    let more = ["--method", "majority"];
    let made = s.run(new.iter().chain(&rule).chain(&more)).object();
    let id = text(&made["id"]);
    for (choice, reason) in [("yes", first), ("no", second)] {
        let vote = ["proposal", "vote", &id, choice, "--reason", reason];
        let _voted = s.run(vote).object();
    }
    let withdraw = ["proposal", "withdraw", &id, "--reason", reason];
    let _withdrawn = s.run(withdraw).object();
    id
}

fn in_clear(folder: &Path, found: &mut Vec<usize>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            in_clear(&path, found);
        } else {
            found.extend(found_in(
                &std::fs::read(&path).unwrap(),
                &needles_of(&WORDS),
            ));
        }
    }
}

#[test]
fn what_is_exported_lies_in_clear_where_it_was_asked_for_and_nowhere_else() {
    let world = World::new();
    let mut s = world.founder("S", "Red");
    let network = s.space("network");
    let thread = correct(&s, &network);
    let agenda = cancel(&s, &network);
    let proposal = withdraw(&s, &network);
    let file = world.file("draft", WORDS[12]);
    let new = ["doc", "new", "--space", &network, "--title", WORDS[12]];
    let from = ["--from", file.to_str().unwrap()];
    let document = text(&s.run(new.iter().chain(&from)).object()["id"]);
    std::fs::remove_file(&file).unwrap();
    let said = s.talk(&format!(
        "espacios\n1\nnueva Taller\n{}\n.\nsalir\n",
        WORDS[11]
    ));
    assert_eq!(said.status, 0, "{}", said.text);
    nothing_readable(&world);

    // What goes to standard output is whoever's who reads that.
    for (noun, id, format, word) in [
        ("thread", &thread, "md", WORDS[2]),
        ("thread", &thread, "jsonl", WORDS[2]),
        ("doc", &document, "md", WORDS[12]),
        ("doc", &document, "html", WORDS[12]),
        ("agenda", &agenda, "md", WORDS[4]),
        ("agenda", &agenda, "html", WORDS[4]),
        ("agenda", &agenda, "ics", ""),
        ("proposal", &proposal, "md", WORDS[7]),
        ("proposal", &proposal, "html", WORDS[7]),
        ("proposal", &proposal, "csv", ""),
        ("proposal", &proposal, "json", ""),
    ] {
        let export = [noun, "export", id, "--format", format];
        let shown = text(&s.run(export).object()["text"]);
        assert!(shown.contains(word), "{noun} as {format}: {shown}");
        nothing_readable(&world);
    }

    let out = world.path().join("afuera");
    let _report = s.run(["export", out.to_str().unwrap()]).object();
    let mut found = Vec::new();
    in_clear(&out, &mut found);
    for word in [0, 2, 4, 7, 11, 12] {
        assert!(found.contains(&word), "{} is exported", WORDS[word]);
    }
    // What was taken back is not handed out again.
    assert!(!found.contains(&3), "{}", WORDS[3]);
    std::fs::remove_dir_all(&out).unwrap();
    nothing_readable(&world);
    assert_eq!(s.stop(), 0);
    nothing_readable(&world);
}
