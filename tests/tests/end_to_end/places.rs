//! What waits for me, by one command and in the plain-text mode, and where its numbers lead there.

use asamblea_tests::binary::{Device, World, text};
use serde_json::Value;

fn made(s: &Device, verb: &[&str], more: &[&str]) -> String {
    text(&s.run(verb.iter().chain(more)).object()["id"])
}

/// A meeting with a task of S, a vote, a round and a plan of it.
fn begun(s: &Device) -> [String; 4] {
    let network = s.space("network");
    let new = ["meeting", "new", "--space", &network, "--title", "Asamblea"];
    let when = ["--starts", "2099-04-02 16:00", "--type", "ordinary"];
    let meeting = made(s, &new, &when);
    let agree = ["--text", "Pedir audiencia", "--who", "Org S"];
    let agree = [&agree[..], &["--due", "2098-01-01"]].concat();
    let _agreed = made(s, &["meeting", "agree", &meeting], &agree);
    let new = ["proposal", "new", "--space", &network, "--title", "Gira"];
    let rule = ["--method", "majority", "--count", "orgs"];
    let rule = [&rule[..], &["--body", "B", "--closes", "2099-11-30"]].concat();
    let proposal = made(s, &new, &rule);
    let start = ["assessment", "start", "--space", &network];
    let more = ["--title", "Ronda", "--instrument", "CAP-RED-1"];
    let more = [&more[..], &["--closes", "2099-11-30"]].concat();
    let round = made(s, &start, &more);
    let plan = made(s, &["assessment", "plan", &round], &[]);
    let add = ["plan", "add", &plan, "--objective", "Más", "--activity"];
    let more = ["Taller", "--who", "Org S", "--due", "2099-03-01"];
    let _added = made(s, &add, &more);
    [meeting, proposal, round, plan]
}

/// The number of the first line with a word, in what the plain-text mode said last.
fn number_of(said: &str, word: &str) -> String {
    let line = said.lines().rev().find(|line| line.contains(word));
    let line = line.unwrap_or_else(|| panic!("no {word}: {said}"));
    let (number, _) = line.split_once(". ").expect("it is numbered");
    number.to_owned()
}

#[test]
fn home_lists_what_waits_for_me_and_its_numbers_lead_there() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let [meeting, proposal, round, plan] = begun(&s);
    let rows = s.run(["home"]).done().lines;
    let of = |kind: &str| -> Vec<&Value> {
        let all = rows.iter();
        all.filter(|row| row["kind"] == kind).collect()
    };
    for (kind, id) in [
        ("vote", &proposal),
        ("score", &round),
        ("sign", &plan),
        ("rsvp", &meeting),
    ] {
        let found = of(kind);
        assert_eq!(found.len(), 1, "{kind}: {rows:?}");
        assert_eq!(found[0]["id"], id.as_str(), "{kind}");
    }
    let tasks = of("task");
    let dues: Vec<String> = tasks.iter().map(|row| text(&row["at"])).collect();
    assert_eq!(dues, ["2098-01-01", "2099-03-01"], "{rows:?}");
    let said = s.say(["home"]);
    for words in [
        "Falta votar",
        "Gira",
        "cierra 30 nov 2099",
        "Pedir audiencia",
    ] {
        assert!(said.text.contains(words), "{words}: {said:?}");
    }

    let first = s.talk("").text;
    for (word, shown) in [
        ("Gira", "Cómo se decide"),
        ("Ronda, puntué", "GOB1"),
        ("Ronda (Org S)", "Taller"),
        ("Asamblea", "Pedir audiencia"),
        ("Pedir audiencia", "task done #N"),
    ] {
        let number = number_of(&first, word);
        let opened = s.talk(&format!("{number}\n"));
        assert_eq!(opened.status, 0, "{opened:?}");
        let (_, after) = opened.text.split_once("Escribir un número").expect("home");
        assert!(after.contains(shown), "{word}, {shown}: {after}");
    }
    // Once it is answered, it is a date ahead.
    let answered = s.run(["meeting", "rsvp", &meeting, "yes"]).object();
    assert_eq!(answered["saved"], true, "{answered}");
    let rows = s.run(["home"]).done().lines;
    let of = rows.iter().filter(|row| row["id"] == meeting.as_str());
    let kinds: Vec<&Value> = of.map(|row| &row["kind"]).collect();
    assert_eq!(kinds, ["meeting"], "{rows:?}");
}

#[test]
fn meetings_rounds_plans_and_tasks_have_places_and_what_is_found_leads_there() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let _all = begun(&s);
    for (verb, listed, shown) in [
        ("reuniones", "1. Asamblea, convocada", "Pedir audiencia"),
        ("rondas", "1. Ronda, puntaje individual", "GOB1"),
        ("planes", "1. Org S, Ronda", "Taller"),
        ("tareas", "Pedir audiencia", "task done #N"),
    ] {
        let said = s.talk(&format!("{verb}\n1\nvolver\nsalir\n"));
        assert_eq!(said.status, 0, "{said:?}");
        let (_, there) = said
            .text
            .split_once(listed)
            .unwrap_or_else(|| panic!("{said:?}"));
        assert!(there.contains(shown), "{verb}: {there}");
    }
    for (word, line, shown) in [
        ("Taller", "Taller", "Más"),
        ("Ronda", "diagnóstico", "GOB1"),
        ("audiencia", "audiencia", "task done #N"),
        ("Asamblea", "reunión", "convocada"),
    ] {
        let found = s.talk(&format!("busca {word}\n"));
        let number = number_of(&found.text, line);
        let opened = s.talk(&format!("busca {word}\n{number}\n"));
        assert_eq!(opened.status, 0, "{opened:?}");
        let (_, there) = opened.text.split_at(found.text.len());
        assert!(there.contains(shown), "{word}, {shown}: {opened:?}");
    }
}
