//! Searching: everything that this device can read, and nothing else.

use asamblea_tests::binary::{Device, World, text, until};
use serde_json::Value;

use crate::AGREE;

/// The same word everywhere; gives a thread, a document and a case.
fn plant(a: &Device, world: &World) -> (Value, Value, String) {
    let network = a.space("network");
    let new = [
        "--space",
        &network,
        "--title",
        "Jornada de otoño",
        "--body",
        "Traer MATE y reunión",
    ];
    let thread = a.run(["thread", "new"].iter().chain(&new)).object();
    let draft = world.file("draft", "Una línea sobre la reunión anual.\n");
    let new = [
        "--space",
        &network,
        "--title",
        "Acta",
        "--from",
        draft.to_str().unwrap(),
    ];
    let doc = a.run(["doc", "new"].iter().chain(&new)).object();
    let agenda = a
        .run(["agenda", "new", "--space", &network, "--title", "Fechas"])
        .object();
    let agenda = text(&agenda["id"]);
    let item = [
        "--title",
        "Reunión regional",
        "--starts",
        "2027-03-01T16:00:00Z",
    ];
    let _item = a
        .run(["agenda", "add", &agenda].iter().chain(&item))
        .object();
    let own = a.space("org");
    let new = [
        "--space",
        &own,
        "--title",
        "Aparte",
        "--body",
        "reunión reservada",
    ];
    let _own = a.run(["thread", "new"].iter().chain(&new)).object();
    let case = ["space", "new", "--name", "Caso", "--kind", "case"];
    let case = text(&a.run(case).object()["id"]);
    let new = [
        "--space",
        &case,
        "--title",
        "Hechos",
        "--body",
        "reunión del caso",
    ];
    let _case = a.run(["thread", "new"].iter().chain(&new)).object();
    (thread, doc, case)
}

fn found(rows: &[Value]) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = rows
        .iter()
        .map(|row| (text(&row["kind"]), text(&row["excerpt"])))
        .collect();
    all.sort();
    all
}

fn pairs(all: &[(&str, &str)]) -> Vec<(String, String)> {
    all.iter()
        .map(|(kind, words)| ((*kind).to_owned(), (*words).to_owned()))
        .collect()
}

#[test]
fn everything_that_can_be_read_is_found_and_nothing_else() {
    let world = World::new();
    let a = world.founder("a", "Red que busca");
    let b = world.organization("b", &a);
    let (thread, doc, case) = plant(&a, &world);
    let rows = a.run(["search", "REUNION"]).done().lines;
    assert_eq!(
        found(&rows),
        pairs(&[
            ("doc", "Acta Una línea sobre la reunión anual."),
            ("item", "Reunión regional"),
            ("post", "Traer MATE y reunión"),
            ("post", "reunión reservada"),
        ]),
        "the case is found only inside its space"
    );
    for key in ["kind", "id", "space", "title", "excerpt", "at"] {
        assert!(rows[0][key].is_string(), "{key} in {}", rows[0]);
    }
    let rows = a.run(["search", "reunion", "--space", &case]).done().lines;
    assert_eq!(found(&rows), pairs(&[("post", "reunión del caso")]));
    let rows = a.run(["search", "mate", "traer"]).done().lines;
    assert_eq!(rows[0]["inside"], thread["id"]);

    // The other organization finds what it may read, once it is there; the draft agenda, what is
    // said in A's organization and the case are not.
    until(AGREE, "B holds the document", || {
        b.document(&text(&doc["id"]))
            .filter(|text| text.contains("anual"))
    });
    let rows = b.run(["search", "reunion"]).done().lines;
    assert_eq!(
        found(&rows),
        pairs(&[
            ("doc", "Acta Una línea sobre la reunión anual."),
            ("post", "Traer MATE y reunión"),
        ])
    );
    assert!(b.run(["search", "inexistente"]).done().lines.is_empty());
    a.run(["search", " "]).fails(2, "usage");
}

fn made(s: &Device, words: &[&str], more: &[&str]) -> String {
    text(&s.run(words.iter().chain(more)).object()["id"])
}

fn hits_of(s: &Device, words: &[&str]) -> Vec<Value> {
    s.run([&["search"], words].concat()).done().lines
}

#[test]
fn what_an_own_instrument_asks_and_why_scores_were_agreed_is_found() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let network = s.space("network");
    let own = ["assessment", "instruments", "--print", "CAP-RED-1"];
    let own = s.say(own).text.replace("CAP-RED-1", "PROPIO-1");
    let own = own.replace(
        "Elegimos a nuestras autoridades",
        "Elegimos con papeletas moradas",
    );
    let own = world.file("propio.toml", &own);
    let start = ["assessment", "start", "--space", &network];
    let more = ["--title", "Ronda", "--closes", "7d", "--instrument"];
    let start = [&start[..], &more].concat();
    let round = made(&s, &start, &[own.to_str().expect("a path")]);
    let is = |hits: &[Value], kind: &str| {
        assert_eq!(hits.len(), 1, "{hits:?}");
        let hit = (&hits[0]["kind"], &hits[0]["inside"]);
        assert_eq!(hit, (&kind.into(), &round.as_str().into()));
    };
    is(&hits_of(&s, &["papeletas"]), "assessment");
    let item =
        |verb: &str, more: &[&str]| made(&s, &["assessment", verb, &round, "--item", "GOB1"], more);
    let _scored = item("score", &["--score", "2"]);
    let _pooled = s.run(["assessment", "pool", &round]).done();
    let why = ["--score", "2", "--why", "Faltan zaguanes"];
    let _agreed = item("agree", &[&why[..], &["--dissent", "Otro zaguán"]].concat());
    let hits = hits_of(&s, &["zaguan"]);
    is(&hits, "agreed");
    // It stands in the organization, and is looked for there.
    let org = s.space("org");
    assert_eq!(hits[0]["space"], org.as_str());
    assert!(hits_of(&s, &["zaguan", "--space", &network]).is_empty());
    is(&hits_of(&s, &["zaguan", "--space", &org]), "agreed");
}

#[test]
fn files_are_found_by_their_names_and_an_agreement_is_its_task() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let network = s.space("network");
    let new = ["meeting", "new", "--space", &network, "--title", "Asamblea"];
    let when = ["--starts", "2099-04-02 16:00", "--type", "ordinary"];
    let meeting = made(&s, &new, &when);
    let agree = ["meeting", "agree", &meeting, "--text"];
    let task = made(&s, &agree, &["Pintar el galpón", "--who", "Org S"]);
    let word = made(&s, &agree, &["Nadie pinta el galpón"]);
    let file = world.file("plano del galpon.txt", "x");
    let file = file.to_str().expect("a path");
    let attached = made(&s, &["attach", &meeting], &[file]);
    let hits = hits_of(&s, &["galpon"]);
    let opens = |id: &str| {
        let hit = hits.iter().find(|hit| hit["id"] == id);
        let hit = hit.unwrap_or_else(|| panic!("{id}: {hits:?}"));
        assert_eq!(hit["inside"], meeting.as_str(), "{hit}");
        (text(&hit["kind"]), hit["opens"].clone())
    };
    assert_eq!(opens(&task), ("agreement".to_owned(), "task".into()));
    assert_eq!(opens(&word), ("agreement".to_owned(), Value::Null));
    assert_eq!(
        opens(&attached),
        ("attachment".to_owned(), "meeting".into())
    );
}
