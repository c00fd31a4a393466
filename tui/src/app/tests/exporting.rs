//! What is open, to a file: in the form that the end of its name asks for.

use super::example::text;
use super::harness::{Harness, Node};
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
