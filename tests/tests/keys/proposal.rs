//! A proposal with its guided questions, a vote that changes, its outcome.

use asamblea_tests::binary::{text, until};

use crate::desk::{DOWN, Desk, ENTER, SOON, TAB, run};

/// From the questions to what was decided.
pub(crate) fn told(desk: &mut Desk) {
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
    for at in &desk.others {
        until(SOON, "the proposal has come", || {
            (at.run(["proposal", "show", &id]).status == 0).then_some(())
        });
        let _voted = run(at, &["proposal", "vote", &id, "yes"]);
    }
    desk.at("votaron 4 de 4", &["v"]);
    desk.answers("Volver sin votar", &[DOWN, ENTER]);
    desk.answers("La razón es opcional", &[TAB, TAB, ENTER]);
    desk.at("Org A: Sí", &["F"]);
    desk.answers("Dejarla abierta", &[DOWN, ENTER]);
    desk.answers("Qué se hace ahora", &["Se busca en mayo", TAB, ENTER]);
    desk.sees("Aprobada.");
    desk.office(&["proposal", "show", &id], "the outcome", |rows| {
        let shown = rows.first()?;
        let same = shown["outcome"] == "adopted" && shown["tally"]["yes"] == 4;
        same.then_some(())
    });
}
