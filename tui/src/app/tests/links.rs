//! Links on the screen: at the foot of what they belong to, in their list, and proposals that come
//! from what is open.

use asamblea_node::api::{Chain, LinkRow, ProposalRequest, Request};

use super::example::text;
use super::harness::{Harness, Node};
use super::proposals::plan;
use super::screens::{SMALL, USUAL, WIDE, check};
use crate::command_table::Place;
use crate::lang::Language;

pub(super) fn link(kind: &str, id: &str, title: &str) -> LinkRow {
    LinkRow {
        kind: text(kind),
        id: text(id),
        inside: text(id),
        title: text(title),
        space: text("red"),
    }
}

/// In a thread of which a proposal came, and more.
fn thread(size: (u16, u16)) -> Harness {
    let mut node = Node::example();
    node.proposals = vec![plan()];
    node.chain = Chain {
        came_from: vec![LinkRow::default()],
        led_to: vec![
            link("proposal", "prop1", "Plan de incidencia 2027"),
            link("meeting", "m1", "Asamblea \u{202e}de mayo"),
            link("agreement", "g1", "2027-03 Pedir la sala"),
        ],
    };
    let mut h = Harness::inside_with(Language::Spanish, size, node);
    h.keys(&["2", "Enter", "Enter"]);
    h
}

#[test]
fn what_came_of_a_discussion_stands_at_its_foot_and_one_key_goes_there() {
    for (size, suffix) in [(SMALL, "40"), (USUAL, "80"), (WIDE, "120")] {
        let mut h = thread(size);
        check(
            &mut h,
            &format!("links_thread_{suffix}"),
            [
                "Viene de: algo que no se lee",
                "De aquí salió: propuest",
                "",
            ],
        );
        h.keys(&["L"]);
        assert_eq!(h.state().place(), Place::Links);
        check(
            &mut h,
            &format!("links_{suffix}"),
            ["acuerdo «2027-03", "reunión «Asamblea", "Viene de:"],
        );
        assert!(!h.screen().contains('\u{202e}'), "{}", h.screen());
        // What cannot be read leads nowhere.
        h.keys(&["Enter"]);
        assert_eq!(h.state().place(), Place::Links);
        h.keys(&["Down", "Enter"]);
        assert_eq!(h.state().place(), Place::Proposal, "{}", h.screen());
    }
}

/// By majority, one vote an organization, shown: to the form of a proposal that was begun.
fn majority_in_the_open(h: &mut Harness) {
    for keys in [
        &["Down", "Down", "Enter"][..],
        &["Down", "Enter"],
        &["Down", "Enter"],
    ] {
        h.wait(500);
        h.keys(keys);
    }
    h.wait(500);
}

#[test]
fn a_proposal_that_is_begun_in_a_discussion_says_that_it_comes_from_there() {
    let mut h = thread(USUAL);
    h.keys(&["M"]);
    majority_in_the_open(&mut h);
    assert!(
        h.screen().contains("Viene de: Plan de incidencia 2027"),
        "{}",
        h.screen()
    );
    h.write("Una gira");
    h.keys(&["Enter"; 16]);
    h.wait(500);
    h.keys(&["Down", "Enter"]);
    let asked = h.node.asked.iter().rev().find_map(|request| match request {
        Request::Proposal(ProposalRequest::New { fields }) => Some(fields),
        _ => None,
    });
    let fields = asked.expect("a proposal");
    assert_eq!(fields.from.as_deref(), Some("t1"));
    // The next one, begun elsewhere, comes from nothing.
    h.keys(&["Esc", "5", "c"]);
    majority_in_the_open(&mut h);
    assert!(!h.screen().contains("Viene de: Plan"), "{}", h.screen());
}
