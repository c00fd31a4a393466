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
