//! The first screen: whatever waits for me stands there, and `Enter` goes to it.

use asamblea_node::api::{AlertRow, AssessmentRow, MeetingRow, PlanRow};

use super::example::text;
use super::harness::{Harness, Node};
use super::proposals::{plan, rows};
use crate::app::Msg;
use crate::app::inside::Waiting;
use crate::command_table::Place;
use crate::lang::Language;

fn round(id: &str, state: &str) -> AssessmentRow {
    AssessmentRow {
        id: text(id),
        title: format!("Ronda {id}"),
        space: text("red"),
        instrument: text("CAP-RED-1"),
        state: text(state),
        closes: text("2027-05-01T00:00:00Z"),
        scored: 4,
        items: 4,
        shared: 0,
        at: text("2027-04-01T00:00:00Z"),
    }
}

fn meeting(id: &str, starts: &str, unread: bool) -> MeetingRow {
    MeetingRow {
        id: text(id),
        title: format!("Reunión {id}"),
        space: text("red"),
        kind: text("ordinary"),
        state: text("called"),
        starts: text(starts),
        unread,
        ..MeetingRow::default()
    }
}

fn reviewed(org: &str) -> PlanRow {
    PlanRow {
        id: format!("plan-{org}"),
        title: format!("Plan de {org}"),
        org: text(org),
        org_name: text(org),
        version: text("v"),
        signed: vec![text("org"), text("secretariat")],
        next_review: Some(text("2027-04-30T00:00:00Z")),
        ..PlanRow::default()
    }
}

/// An application in which all of it waits; nobody has a vote left to give.
fn home() -> Harness {
    let mut node = Node::example();
    node.assessing.rounds = vec![round("r1", "scoring"), round("r2", "priorities")];
    node.assessing.plans = vec![reviewed("org-Ejemplo"), reviewed("otra")];
    node.meetings = vec![
        meeting("nueva", "2027-04-20T19:00:00Z", true),
        meeting("vista", "2027-04-21T19:00:00Z", false),
        meeting("pasada", "2027-04-01T19:00:00Z", false),
    ];
    let mut h = Harness::inside_with(Language::Spanish, (80, 40), node);
    let mut told = rows(&[plan(), plan(), plan()]);
    for (row, (id, title)) in told
        .iter_mut()
        .zip([("a", "Mía"), ("b", "Cerrada"), ("c", "Leída")])
    {
        (row.id, row.title, row.mine) = (text(id), text(title), Some(text("voted")));
    }
    told[0].answers = 2;
    (told[1].unread, told[1].state) = (true, text("closed"));
    told[1].outcome = Some(text("no_quorum"));
    h.state_mut().deciding.rows = told;
    h
}

#[test]
fn all_that_waits_for_me_stands_on_the_first_screen() {
    let mut h = home();
    let rows = h.state().waiting_rows();
    for wanted in [
        Waiting::Answer(0),
        Waiting::Proposal(1),
        Waiting::Round(1),
        Waiting::Meeting(0),
        Waiting::Ahead(1),
        Waiting::Review(0),
    ] {
        assert!(rows.contains(&wanted), "{wanted:?}: {rows:?}");
    }
    for unwanted in [
        Waiting::Proposal(2),
        Waiting::Round(0),
        Waiting::Ahead(0),
        Waiting::Ahead(2),
        Waiting::Review(1),
    ] {
        assert!(!rows.contains(&unwanted), "{unwanted:?}: {rows:?}");
    }
    let screen = h.screen();
    for words in [
        "Piden mi respuesta",
        "2 pendientes",
        "sin quórum",
        "priorizar y aprobar",
        "Seguimiento: Plan de org-Ejemplo",
        "Reunión vista",
    ] {
        assert!(screen.contains(words), "{words}:\n{screen}");
    }
}

#[test]
fn who_only_reads_is_not_asked_to_lead_a_round() {
    let mut h = home();
    let status = h.state_mut().known.status.as_mut().expect("it is known");
    status.role = Some(text("member"));
    assert!(!h.state().waiting_rows().contains(&Waiting::Round(1)));
}

#[test]
fn what_waits_is_opened_by_enter() {
    for (wanted, place) in [
        (Waiting::Answer(0), Place::Proposal),
        (Waiting::Round(1), Place::Round),
        (Waiting::Ahead(1), Place::Meetings),
        (Waiting::Review(0), Place::Plan),
    ] {
        let mut h = home();
        let at = h
            .state()
            .waiting_rows()
            .iter()
            .position(|row| *row == wanted);
        h.state_mut().home_at = at.expect("it waits");
        h.keys(&["Enter"]);
        assert_eq!(h.state().place(), place, "{wanted:?}");
    }
}

fn alert(id: &str) -> AlertRow {
    AlertRow {
        id: text(id),
        code: text("newcomer"),
        subject: format!("Alguien {id}"),
        at: text("2027-04-14T00:00:00Z"),
        ..AlertRow::default()
    }
}

#[test]
fn the_row_that_was_chosen_keeps_the_focus_when_another_comes_before_it() {
    let mut node = Node::example();
    node.alerts = vec![alert("uno"), alert("dos")];
    let mut h = Harness::inside_with(Language::Spanish, (80, 40), node);
    let focused = |h: &Harness| h.state().waiting_rows()[h.state().home_at].clone();
    h.node.alerts.insert(0, alert("antes"));
    h.send(Msg::EventsMissed);
    assert_eq!(focused(&h), Waiting::Alert(0), "nobody chose one yet");
    h.keys(&["j", "j"]);
    let chosen = |h: &Harness| match focused(h) {
        Waiting::Alert(at) => h.state().known.alerts[at].id.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(chosen(&h), "dos");
    h.node.alerts.insert(0, alert("nueva"));
    h.send(Msg::EventsMissed);
    assert_eq!(chosen(&h), "dos");
    h.node.alerts.retain(|row| row.id != "dos");
    h.send(Msg::EventsMissed);
    assert_eq!(h.state().home_at, 3, "what is gone leaves its place");
}
