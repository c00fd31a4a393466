//! What people decide and do, all the way out: found by a search, in one list of tasks, in minutes
//! that fill themselves in, as files in a folder; and messages that their authors change.

use std::path::Path;

use asamblea_tests::binary::{Device, World, text, until};
use serde_json::Value;

use crate::proposals::recount;
use crate::{AGREE, two_with_thread};

fn made(at: &Device, words: &[&str], rest: &[&str]) -> String {
    let made = at.run(words.iter().chain(rest)).object();
    assert_eq!(made["saved"], true, "{made}");
    text(&made["id"])
}

fn rows(at: &Device, words: &[&str]) -> Vec<Value> {
    at.run(words).done().lines
}

fn kinds(at: &Device, word: &str) -> Vec<String> {
    let mut kinds: Vec<String> = rows(at, &["search", word])
        .iter()
        .map(|row| text(&row["kind"]))
        .collect();
    kinds.sort();
    kinds
}

/// A proposal that S and A vote on, with an amendment.
fn decide(s: &Device, a: &Device) -> String {
    let network = s.space("network");
    let new = ["proposal", "new", "--space", &network, "--title", "Colibrí"];
    let rule = ["--method", "majority", "--count", "orgs"];
    let more = ["--body", "Una gira", "--closes", "2099-12-01T16:00:00Z"];
    let id = made(s, &new, &[&rule[..], &more[..]].concat());
    until(AGREE, "the proposal at A", || {
        (a.run(["proposal", "show", &id]).status == 0).then_some(())
    });
    let amend = ["proposal", "amend", &id, "--body", "Dos giras de colibrí"];
    let _amended = made(a, &amend, &[]);
    let _voted = made(s, &["proposal", "vote", &id, "yes"], &[]);
    let vote = [
        "proposal",
        "vote",
        &id,
        "no",
        "--reason",
        "Falta un colibrí",
    ];
    let _voted = made(a, &vote, &[]);
    until(AGREE, "both votes at S", || {
        let shown = s.run(["proposal", "show", &id]).object();
        (shown["voted"] == 2).then_some(())
    });
    id
}

/// A plan of S, which nobody else reads, with one activity.
fn plan(s: &Device) -> String {
    let network = s.space("network");
    let start = ["assessment", "start", "--space", &network];
    let more = [
        "--title",
        "Ronda colibrí",
        "--instrument",
        "CAP-RED-1",
        "--closes",
        "7d",
    ];
    let round = text(&s.run(start.iter().chain(&more)).object()["id"]);
    let score = ["--item", "GOB1", "--score", "1"];
    let _scored = made(s, &["assessment", "score", &round], &score);
    let _pooled = rows(s, &["assessment", "pool", &round]);
    let why = [
        "--item",
        "GOB1",
        "--score",
        "4",
        "--why",
        "Un colibrí lo dijo",
    ];
    let _agreed = made(s, &["assessment", "agree", &round], &why);
    let plan = made(s, &["assessment", "plan", &round], &[]);
    let add = ["plan", "add", &plan, "--objective", "Más"];
    let more = [
        "--activity",
        "Taller de colibrí",
        "--who",
        "Org S",
        "--due",
        "2020-03-01",
    ];
    made(s, &add, &more)
}

/// A meeting about the proposal, with an agreement for A.
fn meet(s: &Device, proposal: &str, title: &str, starts: &str) -> String {
    let network = s.space("network");
    let new = ["meeting", "new", "--space", &network, "--title", title];
    let more = ["--starts", starts, "--type", "ordinary"];
    let id = made(s, &new, &more);
    let point = ["--title", "La gira", "--proposal", proposal];
    let _point = made(s, &["meeting", "item", "add", &id], &point);
    let own = s.space("org");
    let elsewhere = ["thread", "new", "--space", &own, "--title", "Otra"];
    let _thread = s.run(elsewhere.iter().chain(&["--body", "x"])).object();
    id
}

fn task(at: &Device, id: &str) -> Value {
    let all = rows(at, &["task", "list"]);
    let row = all.into_iter().find(|row| row["id"] == id);
    row.expect("the task")
}

/// A last day is a date: typed anywhere, it is that day for everybody, and saved again unchanged it
/// makes no other plan.
fn one_day_everywhere(s: &Device, activity: &str) {
    let plan = text(&rows(s, &["plan", "list"])[0]["id"]);
    let mut versions = Vec::new();
    for zone in ["America/Lima", "Asia/Manila", "UTC"] {
        let change = ["plan", "change", activity, "--due", "2020-03-01"];
        let _saved = s.run_in(zone, change).object();
        let shown = s.run_in(zone, ["plan", "show", &plan]).object();
        let activities = shown["activities"].as_array().expect("activities");
        let row = activities.iter().find(|row| row["id"] == activity);
        assert_eq!(row.expect("it")["due"], "2020-03-01T12:00:00Z", "{zone}");
        versions.push(text(&shown["version"]));
        let calendar = ["plan", "export", &plan, "--format", "ics"];
        let calendar = text(&s.run_in(zone, calendar).object()["text"]);
        assert!(
            calendar.contains("DTSTART;VALUE=DATE:20200301"),
            "{calendar}"
        );
        assert!(calendar.contains("SEQUENCE:"), "{calendar}");
    }
    versions.dedup();
    assert_eq!(versions.len(), 1, "{versions:?}");
    assert_eq!(task(s, activity)["due"], "2020-03-01");
}

fn one_list_of_tasks(s: &Device, activity: &str) {
    let row = task(s, activity);
    let want = ["plan", "open", "Taller de colibrí"];
    let got = ["source", "state", "text"].map(|key| text(&row[key]));
    assert_eq!(got, want, "{row}");
    assert_eq!((&row["percent"], &row["mine"]), (&0.into(), &true.into()));
    assert_eq!(row["overdue"], true, "{row}");
    let both = rows(s, &["task", "list", "--mine", "--overdue"]);
    assert_eq!(both.len(), 1, "{both:?}");
    let progress = ["plan", "progress", activity, "--percent", "40"];
    let _told = s.run(progress).object();
    let note = ["task", "note", activity, "--body", "Falta la sala"];
    let _noted = s.run(note).object();
    let row = task(s, activity);
    assert_eq!(row["percent"], 40, "a note leaves how far it is: {row}");
    assert_eq!(row["notes"][0]["text"], "Falta la sala", "{row}");
    let _done = s.run(["task", "done", activity]).object();
    let row = task(s, activity);
    assert_eq!(
        (&row["state"], &row["percent"]),
        (&"done".into(), &100.into())
    );
    assert_eq!(row["overdue"], false, "{row}");
    assert_eq!(row["notes"][0]["text"], "Falta la sala", "{row}");
    let _again = s.run(["task", "done", activity, "--undo"]).object();
    assert_eq!(task(s, activity)["percent"], 0);
    let home = s.talk("");
    let mut lines = home.text.lines();
    let line = lines.find(|line| line.contains("Taller de colibrí"));
    let (number, _) = line
        .and_then(|line| line.split_once(". "))
        .expect("it is numbered");
    let opened = s.talk(&format!("{number}\ntask done #{number}\n"));
    assert!(opened.text.contains("Falta la sala"), "{opened:?}");
    assert_eq!(task(s, activity)["percent"], 100);
    let _open = s.run(["task", "done", activity, "--undo"]).object();
}

fn minutes(s: &Device, a: &Device, proposal: &str) {
    let first = meet(s, proposal, "Asamblea", "2026-12-01 16:00");
    let agree = ["--text", "Pedir audiencia", "--who", "Org A"];
    let _agreed = s.run(["meeting", "agree", &first].iter().chain(&agree));
    let second = meet(s, proposal, "Asamblea segunda", "2026-12-02 16:00");
    let _here = s.run(["meeting", "attend", &second]).object();
    let written = |what: &[&str]| {
        let export = ["meeting", "export", &second];
        text(&s.run(export.iter().chain(what)).object()["text"])
    };
    let acta = written(&["--what", "minutes", "--format", "md"]);
    for part in [
        "# Minutes 2/2026: Asamblea segunda",
        "Proposal \"Colibrí\": Yes 1, No 1",
        "Pedir audiencia",
        "Org S",
    ] {
        assert!(acta.contains(part), "{part}: {acta}");
    }
    let page = written(&["--what", "minutes", "--format", "html"]);
    assert!(page.contains("<h1>Minutes 2/2026"), "{page}");
    let date = written(&["--format", "ics"]);
    assert!(
        date.contains("SEQUENCE:0") && !date.contains("Asamblea"),
        "{date}"
    );
    let all = written(&["--format", "ics", "--full"]);
    assert!(all.contains("SUMMARY:Asamblea segunda"), "{all}");
    let said = s.say(["meeting", "minutes", &second]);
    assert!(said.text.contains("Acta 2/2026"), "{said:?}");
    // Another vote comes in: what is closed with is looked at anew.
    let _voted = made(a, &["proposal", "vote", proposal, "yes"], &[]);
    until(AGREE, "the other vote at S", || {
        written(&["--what", "minutes"])
            .contains("Yes 2, No 0")
            .then_some(())
    });
    let _closed = s.run(["meeting", "close", &second]).object();
    let frozen = text(&s.run(["meeting", "export", &second]).object()["text"]);
    assert!(frozen.contains("Yes 2, No 0"), "{frozen}");
}

fn files(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else {
            let text = std::fs::read_to_string(&path).unwrap();
            found.push((path.to_string_lossy().into_owned(), text));
        }
    }
}

fn exported(s: &Device, a: &Device, world: &World, proposal: &str) {
    for (form, part) in [
        ("md", "# Colibrí"),
        ("html", "<h1>Colibrí</h1>"),
        ("csv", "\"Yes\",\"2\""),
    ] {
        let export = ["proposal", "export", proposal, "--format", form];
        let page = text(&s.run(export).object()["text"]);
        assert!(page.contains(part), "{part}: {page}");
    }
    if let Some(counted) = recount(s, proposal) {
        assert_eq!(counted["tally"]["yes"], 2, "{counted}");
    }
    let unread = |of: &[&str]| {
        let all = rows(a, of).into_iter();
        all.map(|row| row["unread"].clone()).collect::<Vec<Value>>()
    };
    until(AGREE, "the meetings at A", || {
        (unread(&["meeting", "list"]) == [true, true]).then_some(())
    });
    let before = unread(&["space", "list"]);
    let mut all = Vec::new();
    for (device, name) in [(s, "s"), (a, "a")] {
        let dir = world.path().join(name);
        let _report = device.run(["export", dir.to_str().unwrap()]).object();
        let mut found = Vec::new();
        files(&dir, &mut found);
        all.push(found);
    }
    // Whoever writes everything out has looked at nothing.
    assert_eq!(unread(&["meeting", "list"]), [true, true]);
    assert_eq!(unread(&["space", "list"]), before);
    let has = |found: &[(String, String)], name: &str, part: &str| {
        let mut named = found.iter().filter(|(path, _)| path.contains(name));
        named.any(|(_, text)| text.contains(part))
    };
    for (name, part) in [
        ("proposals/001-colibrí.md", "Una gira"),
        ("proposals/001-colibrí.json", "\"words\""),
        ("assessments/001-ronda-colibrí.md", "Un colibrí lo dijo"),
        ("plans/001-ronda-colibrí.csv", "Taller de colibrí"),
        ("plans/001-ronda-colibrí.ics", "BEGIN:VEVENT"),
        ("meetings/001-asamblea", "Pedir audiencia"),
        ("tasks.csv", "Taller de colibrí"),
        ("tasks.csv", "Pedir audiencia"),
    ] {
        assert!(has(&all[0], name, part), "{part} in {name}");
    }
    // What S did not share stays with S, in files as on the screen.
    assert!(has(&all[1], "proposals/", "Una gira"));
    for part in ["Un colibrí lo dijo", "Taller de colibrí"] {
        assert!(!has(&all[1], "", part), "{part} at A");
    }
}

#[test]
fn what_is_decided_and_done_is_found_listed_minuted_and_exported() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let a = world.organization("A", &s);
    let proposal = decide(&s, &a);
    let activity = plan(&s);
    one_day_everywhere(&s, &activity);
    one_list_of_tasks(&s, &activity);
    until(AGREE, "the round at A", || {
        (kinds(&a, "colibri").len() == 4).then_some(())
    });
    let want = ["amendment", "assessment", "ballot", "proposal"];
    assert_eq!(kinds(&a, "colibri"), want, "A reads nothing of S's plan");
    let mut own = want.map(str::to_owned).to_vec();
    own.extend(["activity", "agreed", "plan"].map(str::to_owned));
    own.sort();
    assert_eq!(kinds(&s, "colibri"), own);
    assert_eq!(kinds(&s, "sala"), ["activity"]);
    a.run(["task", "done", &activity]).fails(4, "not_found");
    minutes(&s, &a, &proposal);
    exported(&s, &a, &world, &proposal);
}

#[test]
fn a_message_is_changed_and_taken_back_by_its_author_and_a_thread_is_closed() {
    let world = World::new();
    let (s, a, thread) = two_with_thread(&world, "uno");
    let post = a.reply(&thread, "dos");
    let edit = ["thread", "edit", &post, "--body", "dos y medio"];
    s.run(edit).fails(5, "not_permitted");
    let _edited = a.run(edit).object();
    until(AGREE, "the new text at S", || {
        let posts = s.posts(&thread);
        let row = posts.iter().find(|row| row["id"] == *post)?;
        (row["body"] == "dos y medio" && row["edited"] == true).then_some(())
    });
    s.run(["thread", "retract", &post])
        .fails(5, "not_permitted");
    let _gone = a.run(["thread", "retract", &post]).object();
    a.run(edit).fails(5, "no_effect");
    until(AGREE, "it is taken back at S", || {
        let posts = s.posts(&thread);
        let row = posts.iter().find(|row| row["id"] == *post)?;
        (row["retracted"] == true && row["body"] == "").then_some(())
    });
    a.run(["thread", "close", &thread])
        .fails(5, "not_permitted");
    let _closed = s.run(["thread", "close", &thread]).object();
    s.run(["thread", "close", &thread]).fails(5, "no_effect");
    until(AGREE, "it is closed at A", || {
        let list = rows(&a, &["thread", "list"]);
        let row = list.iter().find(|row| row["id"] == *thread)?;
        (row["closed"] == true).then_some(())
    });
    let late = ["thread", "reply", &thread, "--body", "tarde"];
    a.run(late).fails(5, "not_permitted");
}
