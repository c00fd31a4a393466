//! What a title, the first screen and the screen of peers say of how far things have got: nobody
//! is told that all is well before somebody else has it.

use super::harness::{Harness, Node};
use crate::lang::Language;

const USUAL: (u16, u16) = (80, 24);
const SMALL: (u16, u16) = (40, 20);

struct Case {
    online: bool,
    exchanged: bool,
    outgoing: u64,
    title: &'static str,
    short: &'static str,
    home: &'static str,
}

const CASES: [Case; 6] = [
    Case {
        online: false,
        exchanged: false,
        outgoing: 0,
        title: "sin conexión: nadie lo tiene todavía",
        short: "nadie lo tiene",
        home: "nadie más lo tiene todavía",
    },
    Case {
        online: false,
        exchanged: false,
        outgoing: 7,
        title: "sin conexión: nadie lo tiene todavía · 7 por enviar",
        short: "nadie lo tiene",
        home: "nadie más lo tiene todavía",
    },
    Case {
        online: false,
        exchanged: true,
        outgoing: 0,
        title: "sin conexión",
        short: "sin conexión",
        home: "lo tiene también otro aparato",
    },
    Case {
        online: false,
        exchanged: true,
        outgoing: 1,
        title: "sin conexión · 1 por enviar",
        short: "sin conexión · 1 por enviar",
        home: "1 cosa está guardada solo aquí",
    },
    Case {
        online: true,
        exchanged: true,
        outgoing: 2,
        title: "1 en línea · 2 por enviar",
        short: "1 · 2 por enviar",
        home: "2 cosas están guardadas solo aquí",
    },
    Case {
        online: true,
        exchanged: true,
        outgoing: 0,
        title: "1 en línea · al día",
        short: "1 · al día",
        home: "lo tiene también otro aparato",
    },
];

fn node(case: &Case) -> Node {
    let mut node = Node::example();
    if !case.online {
        node.peers.clear();
    }
    if !case.exchanged {
        node.last_exchange = None;
    }
    node.outgoing = case.outgoing;
    node
}

#[test]
fn nobody_reached_is_never_called_up_to_date() {
    for case in &CASES {
        let mut h = Harness::inside_with(Language::Spanish, USUAL, node(case));
        let screen = h.screen();
        let first = screen.lines().next().unwrap();
        assert!(first.ends_with(case.title), "{first}");
        assert_eq!(
            first.contains("al día"),
            case.title.contains("al día"),
            "{first}"
        );
        let joined: Vec<&str> = screen.split_whitespace().collect();
        assert!(joined.join(" ").contains(case.home), "{screen}");
        h.keys(&["g", "y"]);
        let screen = h.screen();
        let joined: Vec<&str> = screen.split_whitespace().collect();
        assert!(joined.join(" ").contains(case.home), "{screen}");
        let mut h = Harness::inside_with(Language::Spanish, SMALL, node(case));
        let screen = h.screen();
        let first = screen.lines().next().unwrap();
        assert!(first.ends_with(case.short), "{first}");
    }
}

#[test]
fn what_waits_stays_when_names_are_long() {
    let mut node = node(&CASES[3]);
    node.spaces[0].name = "Red".to_owned();
    let mut h = Harness::inside_with(Language::Spanish, (60, 20), node);
    h.keys(&["g", "p"]);
    let screen = h.screen();
    let first = screen.lines().next().unwrap();
    assert!(first.contains("Red Ejemplo › Personas"), "{first}");
    assert!(first.ends_with("sin conexión · 1 por enviar"), "{first}");
    assert!(!first.contains("Ana"), "the name gives way: {first}");
}
