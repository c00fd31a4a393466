//! From scores to a plan that both signed.

use asamblea_tests::binary::{Device, text, until};

use crate::desk::{DEAF, DOWN, Desk, ENTER, SOON, TAB, run};

/// What the other two persons of the organization say of the first item.
const OTHERS_SAY: [&str; 2] = ["3", "4"];

/// Scores of three persons, brought together, agreed and shared.
pub(crate) fn told(desk: &mut Desk) {
    desk.screen.keys("1");
    desk.sees("Falta puntuar");
    desk.screen.keys("6");
    desk.at("puntaje individual", &[ENTER]);
    desk.at("GOB1   ·", &[ENTER]);
    let fields = ["2", TAB, "nadie me reemplaza", TAB, ENTER];
    desk.answers("1  Por empezar", &fields);
    // The next item is asked at once; it can wait.
    std::thread::sleep(DEAF);
    desk.sees("GOB2");
    desk.back();
    desk.sees("GOB1   2");
    others_score(desk);
    desk.screen.keys("p");
    desk.answers("Dejarlos sellados", &[DOWN, ENTER]);
    desk.at("2-4 (3)", &["g", "g", "o"]);
    let fields = ["2", TAB, "una sola lo sabe", TAB, TAB, TAB, ENTER];
    desk.answers("Acordar GOB1", &fields);
    desk.at("acordado 2", &["i"]);
    let fields = ["3", TAB, "3", TAB, "3", TAB, ENTER];
    desk.answers("Prioridad de GOB1", &fields);
    desk.at("prioridad 27", &["b"]);
    desk.answers("No, volver", &[DOWN, ENTER]);
    desk.at("Aprobado por la organización.", &["c"]);
    desk.answers("Nada, volver", &[DOWN, DOWN, ENTER]);
    desk.sees("Compartido.");
    let id = desk.round.clone();
    let average = desk.office(&["assessment", "compare", &id], "the share", |rows| {
        let row = rows.iter().find(|row| row["org_name"] == "Org A")?;
        (row["shared"] == "areas").then(|| row["areas"]["GOB"].clone())
    });
    assert_eq!(average, 2.0);
    let shown = desk.s.run(["assessment", "show", &id]).object().to_string();
    for word in ["nadie me reemplaza", "una sola lo sabe", "notaLis"] {
        assert!(!shown.contains(word), "{shown}");
    }
    plans(desk);
}

/// Each on a device of her own; the coordinator holds what they sealed before she brings it
/// together.
fn others_score(desk: &Desk) {
    let score = |at: &Device, said: &str| {
        let words = ["assessment", "score", &desk.round, "--item", "GOB1"];
        let note = ["--score", said, "--note", "notaLis"];
        assert_eq!(run(at, &[&words[..], &note].concat())["saved"], true);
    };
    for (at, said) in desk.people.iter().zip(OTHERS_SAY) {
        score(at, said);
    }
    let mine = desk.a.space("org");
    let frontier = |at: &Device| {
        let status = at.status();
        let mut spaces = status["spaces"].as_array().unwrap().iter();
        let space = spaces.find(|space| space["id"] == *mine).unwrap();
        space["state_hash"].clone()
    };
    until(SOON, "their scores have come", || {
        let here = frontier(&desk.a);
        let same = desk.people.iter().all(|at| frontier(at) == here);
        same.then_some(())
    });
}

fn plans(desk: &mut Desk) {
    desk.screen.keys("d");
    desk.answers("Una actividad por cada ítem", &[DOWN, ENTER]);
    desk.sees("Borrador del plan listo");
    desk.back();
    desk.screen.keys(DOWN);
    desk.at("Faltan firmas de esta versión.", &[ENTER, ENTER]);
    desk.sees("Cambiar la actividad");
    let rub = "\x7f".repeat(30);
    let who = [TAB, TAB, &rub, "Rosa", TAB];
    let due = [&*rub, "2031-05-02", TAB, TAB, TAB, TAB, TAB];
    desk.answers("Quién responde", &[&who[..], &due, &[ENTER]].concat());
    desk.sees("Actividad guardada.");
    desk.at("2031-05-02", &["f"]);
    desk.answers("No firmar, volver", &[DOWN, ENTER]);
    desk.at("firma: la organización", &[]);
    let id = desk.office(&["plan", "list"], "the plan", |rows| {
        let row = rows.first()?;
        (row["signed"] == serde_json::json!(["org"])).then(|| text(&row["id"]))
    });
    let _signed = run(&desk.s, &["plan", "sign", &id]);
    desk.sees("La organización y la Secretaría firmaron esta versión.");
    let plan = run(&desk.s, &["plan", "show", &id]);
    let activity = &plan["activities"][0];
    assert_eq!(activity["who"], "Rosa", "{plan}");
    assert!(text(&activity["due"]).starts_with("2031-05-0"), "{plan}");
    assert_eq!(plan["signed"].as_array().unwrap().len(), 2, "{plan}");
}
