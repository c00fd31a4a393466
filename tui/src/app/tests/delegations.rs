//! Votes that are carried for another: said on the page, taken back by a key, listed together.

use asamblea_node::api::{OrgName, ProposalDetail, ProposalRequest, Request, UnitRow};

use super::example::{org, text};
use super::harness::{Harness, Node};
use super::proposals::plan;
use super::screens::check;
use crate::command_table::Place;
use crate::lang::Language;

fn unit(of: &str, state: &str, by: &str) -> UnitRow {
    let OrgName { id, name } = org(of);
    UnitRow {
        id,
        name,
        state: text(state),
        by: Some(org(by)),
        ..UnitRow::default()
    }
}

/// One in which my vote is carried, and one in which I carry two.
pub(super) fn details() -> Vec<ProposalDetail> {
    let given = ProposalDetail {
        mine: Some(text("delegated")),
        units: vec![unit("Ejemplo", "waits", "Molde")],
        ..plan()
    };
    let received = ProposalDetail {
        id: text("prop9"),
        title: text("Presupuesto"),
        units: vec![
            unit("Prueba", "carried", "Ejemplo"),
            unit("Ficha", "over", "Ejemplo"),
        ],
        ..plan()
    };
    vec![given, received]
}

fn inside(details: Vec<ProposalDetail>) -> Harness {
    let mut node = Node::example();
    node.proposals = details;
    let mut h = Harness::inside_with(Language::Spanish, (80, 24), node);
    h.keys(&["5"]);
    h
}

#[test]
fn ones_own_delegation_is_taken_back_by_a_key() {
    let mut h = inside(details());
    h.keys(&["r"]);
    let screen = h.screen();
    assert!(screen.contains("Mi voto lo lleva Molde"), "{screen}");
    h.wait(1000);
    h.keys(&["Enter"]);
    let back = Request::Proposal(ProposalRequest::Delegate {
        id: text("prop1"),
        to: None,
    });
    assert!(!h.node.asked.contains(&back), "the safe answer is first");
    h.keys(&["r"]);
    h.wait(1000);
    h.keys(&["Down", "Enter"]);
    assert!(h.node.asked.contains(&back), "{:?}", h.node.kinds());
    h.keys(&["Down", "r"]);
    assert!(h.screen().contains("no lo lleva nadie"), "{}", h.screen());
}

#[test]
fn votes_given_and_received_stand_in_one_list_that_leads_to_them() {
    let mut h = inside(details());
    h.keys(&["a"]);
    check(
        &mut h,
        "delegations_80",
        [
            "Plan de incidencia 2027 · Mi voto lo lleva Molde",
            "Presupuesto · Llevo el voto de Prueba",
            "Llevo el voto de Ficha",
        ],
    );
    h.wait(1000);
    h.keys(&["Down", "Down", "Enter"]);
    assert_eq!(h.state().place(), Place::Proposal);
    let focused = h.state().proposal().map(|row| row.id.as_str());
    assert_eq!(focused, Some("prop9"));
}

#[test]
fn without_any_the_list_says_so() {
    let mut h = inside(vec![plan()]);
    h.keys(&["a"]);
    assert!(
        h.screen().contains("No delegué ningún voto"),
        "{}",
        h.screen()
    );
}
