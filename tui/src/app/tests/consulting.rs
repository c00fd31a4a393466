//! What is out for consultation: its rule before there is a roll, and the key that opens the vote.

use asamblea_node::api::{ProposalDetail, ProposalRequest, Roll};

use super::example::text;
use super::proposals::{asked, inside, plan, rule_in_numbers};
use super::screens::{USUAL, check};

#[test]
fn what_is_out_for_consultation_is_opened_and_not_voted_on() {
    let consulted = ProposalDetail {
        state: text("consultation"),
        roll: Roll::default(),
        quorum: 8,
        voted: 0,
        quorum_met: false,
        would_be: None,
        tally: [].into(),
        ballots: Vec::new(),
        missing: Vec::new(),
        my_unit: None,
        mine: None,
        preview: Some(rule_in_numbers()),
        ..plan()
    };
    let mut h = inside(vec![consulted], USUAL);
    h.keys(&["5", "v"]);
    assert!(h.screen().contains("todavía no se vota"), "{}", h.screen());
    h.keys(&["F"]);
    assert!(h.screen().contains("todavía no se vota"), "{}", h.screen());
    h.keys(&["Enter"]);
    check(
        &mut h,
        "proposal_consulted_80",
        ["menos 8. Quiénes votan", "podrían votar 16", "en consulta"],
    );
    assert!(!h.screen().contains(" de 0"), "{}", h.screen());
    h.keys(&["o"]);
    h.wait(500);
    assert!(h.screen().contains("9 a favor"), "{}", h.screen());
    h.keys(&["Tab", "Tab", "Enter"]);
    let Some(ProposalRequest::Open { id, closes_ms }) = asked(&h) else {
        panic!("not opened: {}", h.screen());
    };
    assert_eq!(id, "prop1");
    assert!(closes_ms.is_some());
    let mut h = inside(vec![plan()], USUAL);
    h.keys(&["5", "o"]);
    assert!(h.screen().contains("No está en consulta"), "{}", h.screen());
}
