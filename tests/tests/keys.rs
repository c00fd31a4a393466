//! One organization's work through the keys of the interface alone: an assessment up to its signed
//! plan, a vote, a meeting and its task. After each step the screen says it, and the Secretariat's
//! node holds the same.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by ending")]

use std::time::Duration;

use asamblea_tests::binary::{Device, World, text, until};
use asamblea_tests::terminal::Terminal;
use serde_json::Value;

const SOON: Duration = Duration::from_secs(60);
/// A question takes no `Enter` so soon after it opens: a key that is held down does not answer.
const DEAF: Duration = Duration::from_millis(600);
const DOWN: &str = "\x1b[B";
const END: &str = "\x1b[F";
const TAB: &str = "\t";
const ENTER: &str = "\r";
const ESC: &str = "\x1b";

/// A person at the keys of an organization's coordinator, and the office beside her.
struct Desk {
    s: Device,
    a: Device,
    screen: Terminal,
}

impl Desk {
    /// Waits for words on the screen.
    #[track_caller]
    fn sees(&self, words: &str) -> String {
        self.screen.wait_for(words, SOON)
    }

    /// Presses keys once the screen shows words.
    #[track_caller]
    fn at(&mut self, words: &str, keys: &[&str]) {
        self.sees(words);
        for key in keys {
            self.screen.keys(key);
        }
    }

    /// Answers a question that shows words, once it listens.
    #[track_caller]
    fn answers(&mut self, words: &str, keys: &[&str]) {
        self.sees(words);
        std::thread::sleep(DEAF);
        for key in keys {
            self.screen.keys(key);
        }
    }

    /// One step back; what comes next is no part of the same key.
    fn back(&mut self) {
        self.screen.keys(ESC);
        std::thread::sleep(DEAF);
    }

    /// Moves down until the row with the focus shows words.
    #[expect(clippy::panic, reason = "a test ends where a row is missing")]
    #[track_caller]
    fn down_to(&mut self, words: &str) {
        let mut seen = String::new();
        for _ in 0..60 {
            seen = self.screen.screen();
            let mut lines = seen.lines();
            if lines.any(|line| line.contains('›') && line.contains(words)) {
                return;
            }
            self.screen.keys(DOWN);
            std::thread::sleep(Duration::from_millis(100));
        }
        panic!("no row {words:?} takes the focus:\n{seen}");
    }

    /// What the office's node tells, once it is so.
    #[track_caller]
    fn office<T>(&self, words: &[&str], what: &str, look: impl Fn(&[Value]) -> Option<T>) -> T {
        until(SOON, what, || look(&self.s.run(words).done().lines))
    }
}

fn run(at: &Device, words: &[&str]) -> Value {
    at.run(words).object()
}

fn desk(world: &World) -> Desk {
    let s = world.founder("S", "Red de prueba");
    let a = world.organization("A", &s);
    let space = s.space("network");
    let new = ["agenda", "new", "--space", &space, "--title", "Agenda"];
    let agenda = text(&run(&s, &new)["id"]);
    let item = ["agenda", "add", &agenda, "--title", "Taller regional"];
    let when = ["--starts", "2031-03-01 16:00", "--zone", "America/Lima"];
    let words: Vec<&str> = item.into_iter().chain(when).collect();
    let _added = run(&s, &words);
    let _published = run(&s, &["agenda", "publish", &agenda]);
    let start = ["assessment", "start", "--space", &space, "--title", "Ronda"];
    let more = ["--instrument", "CAP-RED-1", "--closes", "7d"];
    let words: Vec<&str> = start.into_iter().chain(more).collect();
    let round = run(&s, &words);
    until(SOON, "the round has come", || {
        let rows = a.run(["assessment", "list"]).done().lines;
        rows.iter()
            .any(|row| row["id"] == round["id"])
            .then_some(())
    });
    let screen = a.interface(90, 40);
    Desk { s, a, screen }
}

/// The agenda and who holds it.
fn reads_the_agenda(desk: &mut Desk) {
    desk.at("Inicio", &["3"]);
    desk.sees("Taller regional");
    // The office's own word about it may still be on its way.
    until(SOON, "both hold the agenda", || {
        desk.screen.keys("t");
        std::thread::sleep(DEAF);
        let held = desk.screen.screen().contains("La tienen 2 de 2");
        desk.back();
        held.then_some(())
    });
}

/// From a score to a plan that both signed.
fn assesses(desk: &mut Desk) {
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
    desk.at("GOB1   2", &["p"]);
    desk.answers("Dejarlos sellados", &[DOWN, ENTER]);
    desk.at("2 (1)", &["g", "g", "o"]);
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
    let list = ["assessment", "list"];
    let id = text(&desk.s.run(list).done().lines[0]["id"]);
    let average = desk.office(&["assessment", "compare", &id], "the share", |rows| {
        let row = rows.iter().find(|row| row["org_name"] == "Org A")?;
        (row["shared"] == "areas").then(|| row["areas"]["GOB"].clone())
    });
    assert_eq!(average, 2.0);
    let shown = desk.s.run(["assessment", "show", &id]).object().to_string();
    assert!(!shown.contains("nadie me reemplaza"), "{shown}");
    assert!(!shown.contains("una sola lo sabe"), "{shown}");
    plans(desk);
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

/// A proposal with its guided questions, a vote that changes, its outcome.
fn proposes(desk: &mut Desk) {
    desk.screen.keys("5");
    desk.at("Todavía no hay propuestas", &["c"]);
    desk.answers("¿Cómo se decide?", &[DOWN, DOWN, ENTER]);
    desk.answers("¿Quién tiene un voto?", &[DOWN, ENTER]);
    desk.answers("¿Se muestra quién votó qué?", &[DOWN, ENTER]);
    let fields = ["Casa común", TAB, "No tenemos dónde reunirnos"];
    let rest = [TAB; 12];
    let fields: Vec<&str> = fields.into_iter().chain(rest).chain([ENTER]).collect();
    desk.answers("¿Qué problema queremos resolver?", &fields);
    desk.answers("Qué significa la regla", &[DOWN, ENTER]);
    desk.sees("Propuesta guardada");
    let id = desk.office(&["proposal", "list"], "the proposal", |rows| {
        let row = rows.first()?;
        (row["title"] == "Casa común").then(|| text(&row["id"]))
    });
    let shown = run(&desk.s, &["proposal", "show", &id]);
    assert!(text(&shown["text"]).contains("No tenemos dónde"), "{shown}");
    desk.sees("Casa común");
    desk.at("Cómo se decide", &["v"]);
    desk.answers("Volver sin votar", &[DOWN, DOWN, ENTER]);
    desk.answers("La razón es opcional", &["Falta el costo", TAB, TAB, ENTER]);
    desk.sees("Org A: No");
    let _voted = run(&desk.s, &["proposal", "vote", &id, "yes"]);
    desk.at("votaron 2 de 2", &["v"]);
    desk.answers("Volver sin votar", &[DOWN, ENTER]);
    desk.answers("La razón es opcional", &[TAB, TAB, ENTER]);
    desk.at("Org A: Sí", &["F"]);
    desk.answers("Dejarla abierta", &[DOWN, ENTER]);
    desk.answers("Qué se hace ahora", &["Se busca en mayo", TAB, ENTER]);
    desk.sees("Aprobada.");
    desk.office(&["proposal", "show", &id], "the outcome", |rows| {
        let shown = rows.first()?;
        let same = shown["outcome"] == "adopted" && shown["tally"]["yes"] == 2;
        same.then_some(())
    });
}

/// A meeting with its point, minutes and agreement, closed; its task is done.
fn meets(desk: &mut Desk) {
    desk.screen.keys("4");
    desk.at("Reuniones", &["c"]);
    let call: Vec<&str> = ["Asamblea de marzo"]
        .into_iter()
        .chain([TAB; 8])
        .chain([ENTER])
        .collect();
    desk.answers("Convocar en", &call);
    desk.sees("Convocada.");
    desk.at("Asamblea de marzo", &["o"]);
    desk.answers("Punto nuevo", &["Presupuesto", TAB, TAB, TAB, TAB, ENTER]);
    desk.at("1. Presupuesto", &[ENTER]);
    std::thread::sleep(DEAF);
    desk.screen.keys(END);
    desk.screen.keys(ENTER);
    let list = desk.a.run(["meeting", "list"]).done().lines;
    let id = text(&list[0]["id"]);
    let minutes = text(&run(&desk.a, &["meeting", "show", &id])["minutes"]);
    desk.at("Lo leerán", &["e"]);
    desk.at("dejar de escribir", &["Se leyó el informe."]);
    until(SOON, "the minutes are at the office", || {
        let text = desk.s.document(&minutes)?;
        text.contains("Se leyó el informe.").then_some(())
    });
    desk.back();
    desk.screen.keys("4");
    desk.at("1. Presupuesto", &["r"]);
    let fields = [
        "Pedir tres presupuestos",
        TAB,
        "Persona A",
        TAB,
        "2031-04-01",
    ];
    let rest = [TAB, TAB, TAB, ENTER];
    let fields: Vec<&str> = fields.into_iter().chain(rest).collect();
    desk.answers("Qué se acordó", &fields);
    desk.sees("Acuerdo anotado.");
    desk.at("Pedir tres presupuestos", &["F"]);
    desk.answers("No cerrar todavía", &["Persona A", TAB, TAB, DOWN, ENTER]);
    desk.sees("Acta cerrada.");
    desk.office(&["meeting", "show", &id], "the minutes", |rows| {
        let minutes = rows.first()?["closings"].as_array()?.first()?;
        let text = minutes["text"].as_str()?;
        let whole = [
            "Presupuesto",
            "Se leyó el informe.",
            "Pedir tres presupuestos",
        ];
        whole.iter().all(|words| text.contains(words)).then_some(())
    });
    desk.screen.keys("1");
    desk.sees("Mis tareas, de acuerdos y de planes");
    desk.down_to("Pedir tres presupuestos");
    desk.screen.keys(ENTER);
    desk.at("Viene de", &["o"]);
    desk.answers("Agregar una nota", &["Ya hay dos presupuestos", TAB, ENTER]);
    desk.sees("Nota guardada.");
    desk.at("Ya hay dos presupuestos", &[ENTER]);
    desk.answers("Marcar como hecha", &[DOWN, ENTER]);
    desk.sees("Tarea guardada.");
    desk.office(&["task", "list"], "the task is done", |rows| {
        let row = rows
            .iter()
            .find(|row| row["text"] == "Pedir tres presupuestos")?;
        (row["state"] == "done").then_some(())
    });
    let mine = desk.a.run(["task", "list", "--mine"]).done().lines;
    assert!(mine.iter().all(|row| row["state"] != "open"), "{mine:?}");
}

#[test]
fn a_coordinator_works_from_a_score_to_a_done_task_with_keys_alone() {
    let world = World::new();
    let mut desk = desk(&world);
    reads_the_agenda(&mut desk);
    assesses(&mut desk);
    proposes(&mut desk);
    meets(&mut desk);
}
