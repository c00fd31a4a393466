//! A meeting with its point, minutes and agreement, closed; its task is done.

use asamblea_tests::binary::{text, until};

use crate::desk::{DEAF, DOWN, Desk, END, ENTER, SOON, TAB, run};

/// From the call to the done task.
pub(crate) fn told(desk: &mut Desk) {
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
