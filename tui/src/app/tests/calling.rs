//! Only she who called a meeting changes it, or an admin of its space. All names are invented.

use super::harness::{Harness, Node};
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
