//! Only she who called a meeting changes it, or an admin of its space; what was just called has the
//! focus. All names are invented.

use asamblea_node::api::Event;

use super::example::text;
use super::harness::{Harness, Node};
use super::meetings::row;
use super::screens::USUAL;
use crate::lang::Language;

/// Keys that change, call off and close.
const KEYS: [&str; 3] = ["e", "W", "F"];

fn inside(may_change: bool) -> Harness {
    let mut node = Node::with_meetings();
    if let Some(meeting) = &mut node.meeting {
        meeting.may_change = may_change;
    }
    let mut h = Harness::inside_with(Language::Spanish, USUAL, node);
    h.keys(&["4"]);
    h
}

#[test]
fn who_did_not_call_a_meeting_is_told_before_she_fills_anything_in() {
    let mut h = inside(false);
    for key in KEYS {
        h.keys(&[key]);
        let screen = h.screen();
        assert!(!h.app.asks_about_meetings(), "{key}: {screen}");
        let why = "Lo hace quien convocó la reunión o una administradora";
        assert!(screen.contains(why), "{key}: {screen}");
    }
    // She notes who is there and what is agreed, like everybody.
    for key in ["p", "r", "o"] {
        let mut h = inside(false);
        h.keys(&[key]);
        assert!(h.app.asks_about_meetings(), "{key}: {}", h.screen());
    }
}

#[test]
fn who_called_a_meeting_is_asked_what_becomes_of_it() {
    for key in KEYS {
        let mut h = inside(true);
        h.keys(&[key]);
        assert!(h.app.asks_about_meetings(), "{key}: {}", h.screen());
    }
}

#[test]
fn what_is_done_next_is_done_to_the_meeting_that_was_just_called() {
    let mut node = Node::with_meetings();
    node.meetings.push(row("m2", "Junta", "called"));
    let mut h = Harness::inside_with(Language::Spanish, (80, 24), node);
    h.keys(&["4"]);
    assert_eq!(focused(&h), Some("m1"));
    h.keys(&["c"]);
    h.wait(1000);
    h.write("Junta");
    h.keys(&["Down"; 8]);
    h.keys(&["Enter"]);
    assert_eq!(focused(&h), Some("m2"));
    // Read once more, she stays where she is, and where she goes.
    h.keys(&["Up"]);
    h.event(Event::Changed {
        space: text("red"),
        object: None,
    });
    assert_eq!(focused(&h), Some("m1"));
}

fn focused(h: &Harness) -> Option<&str> {
    h.state().meeting().map(|row| &*row.id)
}
