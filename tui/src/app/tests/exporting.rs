//! What is open, to a file: in the form that the end of its name asks for.

use super::assessments::told;
use super::example::text;
use super::harness::{Harness, Node};
use super::meetings::proposed;
use super::proposals::plan;
use super::screens::USUAL;
use crate::app::Effect;
use crate::lang::Language;

/// The focused proposal, to a file of this name in place of the one that is offered.
fn export(h: &mut Harness, path: &str) -> Option<(String, String)> {
    h.keys(&["K"]);
    h.wait(500);
    h.keys(&["Backspace"; 90]);
    h.write(path);
    h.keys(&["Enter", "Enter"]);
    h.effects.iter().rev().find_map(|effect| match effect {
        Effect::Save { path, text } => Some((path.clone(), text.clone())),
        _ => None,
    })
}

fn proposal() -> Harness {
    let mut node = Node::example();
    node.proposals = vec![plan()];
    let mut h = Harness::inside_with(Language::Spanish, USUAL, node);
    h.app.folder = text("/home/ana/Descargas");
    h.keys(&["5"]);
    h
}

#[test]
fn what_is_open_goes_out_in_the_form_that_its_name_asks_for() {
    let mut h = proposal();
    h.keys(&["K"]);
    h.wait(500);
    let offered = "Descargas/Plan-de-incidencia-2027.html";
    assert!(h.screen().contains(offered), "{}", h.screen());
    h.keys(&["Esc"]);
    for (path, begins) in [
        ("/tmp/uno.html", "<!doctype html>"),
        ("/tmp/uno.md", "# Plan de incidencia 2027"),
    ] {
        let (named, text) = export(&mut h, path).expect("it is written");
        assert_eq!(named, path);
        assert!(text.starts_with(begins), "{text}");
        assert!(!text.contains('\u{202e}'), "{text}");
    }
}

#[test]
fn what_has_no_such_form_says_which_it_has_and_writes_nothing() {
    let mut h = proposal();
    assert!(export(&mut h, "/tmp/uno.ics").is_none());
    let screen = h.screen();
    assert!(screen.contains("no sale con esa terminación"), "{screen}");
    assert!(screen.contains(".html .md .csv"), "{screen}");
    let mut h = Harness::inside_with(Language::Spanish, USUAL, Node::example());
    h.keys(&["5", "K"]);
    h.wait(500);
    assert!(h.screen().contains("No hay nada abierto"), "{}", h.screen());
}

#[test]
fn a_page_of_closed_minutes_says_who_approved_them() {
    let mut h = Harness::inside_with(Language::Spanish, USUAL, proposed());
    h.keys(&["4"]);
    let (_, page) = export(&mut h, "/tmp/acta.html").expect("it is written");
    let hash = "ab".repeat(32);
    for words in ["Se cerró.", "Molde", "Ceibo", &hash] {
        assert!(page.contains(words), "{words}: {page}");
    }
    // Letter for letter what the hash names.
    let (_, text) = export(&mut h, "/tmp/acta.md").expect("it is written");
    assert_eq!(text, "# Acta: Asamblea\n\nSe cerró.");
    // An open meeting goes out as its call, which nobody approves.
    let mut h = Harness::inside_with(Language::Spanish, USUAL, Node::with_meetings());
    h.keys(&["4"]);
    let (_, page) = export(&mut h, "/tmp/acta.html").expect("it is written");
    assert!(page.contains("Asamblea") && !page.contains(&hash), "{page}");
}

#[test]
fn an_agenda_goes_out_to_be_printed_and_a_plan_into_a_calendar() {
    let mut h = Harness::inside_with(Language::Spanish, USUAL, Node::example());
    h.keys(&["3"]);
    for (path, begins) in [
        ("/tmp/agenda.html", "<!doctype html>"),
        ("/tmp/agenda.md", "# Agenda de la red"),
    ] {
        let (_, text) = export(&mut h, path).expect("it is written");
        assert!(text.starts_with(begins), "{text}");
        assert!(text.contains("Taller de incidencia"), "{text}");
    }
    let mut node = Node::example();
    node.assessing = told(Vec::new());
    let mut h = Harness::inside_with(Language::Spanish, USUAL, node);
    h.keys(&["6", "Down"]);
    let (_, dates) = export(&mut h, "/tmp/plan.ics").expect("it is written");
    assert!(dates.starts_with("BEGIN:VCALENDAR"), "{dates}");
    assert!(dates.contains("20270630"), "{dates}");
    // A calendar is copied elsewhere: it says when, and neither what nor who.
    for told in ["Formar a dos suplentes", "Ana"] {
        assert!(!dates.contains(told), "{dates}");
    }
}
