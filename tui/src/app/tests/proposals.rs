//! Proposals on the screen: the list, one with its rule and tally, and the keys that vote.

use asamblea_node::api::{
    BallotRow, ClosingRow, DelegationRow, OrgName, ProposalDetail, ProposalPreview,
    ProposalRequest, ProposalRow, Reply, Request, Roll, VersionRow,
};

use super::example::{author, org, text};
use super::harness::{Harness, Node};
use super::screens::{SMALL, USUAL, WIDE, check};
use crate::lang::Language;

const CLOSES: &str = "2027-04-16T21:00:00Z";

fn ballot(unit: &str, choice: &str, reason: Option<&str>) -> BallotRow {
    BallotRow {
        id: format!("b-{unit}"),
        unit: org(unit),
        author: author("Rosa", unit),
        state: text("counted"),
        choices: vec![text(choice)],
        to: None,
        reason: reason.map(text),
        harm: None,
        change: None,
        basis: None,
        at: text("2027-04-13T12:00:00Z"),
    }
}

/// A proposal that waits for my organization's vote.
pub(super) fn plan() -> ProposalDetail {
    let tally = [("yes", 7), ("no", 2), ("abstain", 2)];
    ProposalDetail {
        id: text("prop1"),
        title: text("Plan de incidencia 2027"),
        space: text("red"),
        state: text("open"),
        roll: Roll {
            size: 16,
            hash: text("ab12"),
        },
        tally: tally.map(|(choice, count)| (text(choice), count)).into(),
        quorum_met: true,
        would_be: Some(text("adopted")),
        missing: ["Ejemplo", "Boceto", "Ficha"].map(org).to_vec(),
        text: text("La red presenta una propuesta de protocolo.\u{202e}"),
        version: 3,
        method: text("two-thirds"),
        count: text("orgs"),
        quorum: 9,
        voted: 11,
        closes: text(CLOSES),
        carries: 2,
        author: author("Sofía", "Secretaría"),
        at: text("2027-04-09T12:00:00Z"),
        my_unit: Some(org("Ejemplo")),
        mine: Some(text("none")),
        may_close: true,
        ballots: vec![
            ballot("Molde", "yes", Some("Cumple lo que acordamos")),
            ballot("Prueba", "no", None),
        ],
        ..ProposalDetail::default()
    }
}

/// A majority of sixteen organizations, with a quorum of eight and a second call.
pub(super) fn rule_in_numbers() -> ProposalPreview {
    ProposalPreview {
        method: text("majority"),
        count: text("orgs"),
        of: 16,
        quorum: 8,
        if_all: Some(9),
        if_quorum: Some(5),
        second_quorum: Some(4),
        if_second: Some(3),
        ..ProposalPreview::default()
    }
}

fn candidates() -> ProposalDetail {
    ProposalDetail {
        id: text("prop2"),
        title: text("Representante"),
        method: text("election"),
        options: ["Ana", "Rosa"].map(text).to_vec(),
        tally: [].into(),
        quorum: 1,
        secret: true,
        would_be: None,
        ballots: Vec::new(),
        ..plan()
    }
}

/// Votes that my unit gave away or carries, as the rows of its roll say.
fn delegations(detail: &ProposalDetail) -> Vec<DelegationRow> {
    let mine = detail.my_unit.as_ref();
    let rows = detail.units.iter().filter_map(|row| {
        let by = row.by.as_ref()?;
        let given = mine.is_some_and(|mine| mine.id == row.id);
        let kind = if given { "given" } else { "received" };
        let other = OrgName {
            id: row.id.clone(),
            name: row.name.clone(),
        };
        Some(DelegationRow {
            kind: text(kind),
            unit: if given { by.clone() } else { other },
            state: row.state.clone(),
        })
    });
    rows.collect()
}

/// The list that goes with details.
pub(super) fn rows(details: &[ProposalDetail]) -> Vec<ProposalRow> {
    let row = |detail: &ProposalDetail| ProposalRow {
        id: detail.id.clone(),
        title: detail.title.clone(),
        space: detail.space.clone(),
        method: detail.method.clone(),
        state: detail.state.clone(),
        outcome: detail.outcome.clone(),
        closes: detail.closes.clone(),
        voted: detail.voted,
        of: detail.roll.size,
        mine: detail.mine.clone(),
        at: detail.at.clone(),
        unread: false,
        answers: 0,
        delegations: delegations(detail),
    };
    details.iter().map(row).collect()
}

pub(super) fn inside(details: Vec<ProposalDetail>, size: (u16, u16)) -> Harness {
    let mut node = Node::example();
    node.proposals = details;
    Harness::inside_with(Language::Spanish, size, node)
}

pub(super) fn asked(h: &Harness) -> Option<&ProposalRequest> {
    let mut newest = h.node.asked.iter().rev();
    newest.find_map(|request| match request {
        Request::Proposal(proposal) if !proposal.reads() => Some(proposal),
        _ => None,
    })
}

#[test]
fn a_proposal_says_its_rule_its_tally_and_who_is_missing() {
    for (size, suffix) in [(SMALL, "40"), (USUAL, "80")] {
        let mut h = inside(vec![plan()], size);
        h.keys(&["5"]);
        check(
            &mut h,
            &format!("proposals_{suffix}"),
            ["Propuestas", "Plan de incidencia", "falta votar"],
        );
        h.keys(&["Enter"]);
        check(
            &mut h,
            &format!("proposal_{suffix}"),
            ["versión 3", "dos de cada tres", "Cómo se decide"],
        );
        h.keys(&["End"]);
        check(
            &mut h,
            &format!("proposal_end_{suffix}"),
            ["Votos", "Molde", "Cumple lo que"],
        );
    }
}

#[test]
fn a_decided_proposal_says_where_it_came_from_who_thought_otherwise_and_what_was_left_out() {
    let closing = ClosingRow {
        id: text("c1"),
        author: author("Sofía", "Secretaría"),
        call: 1,
        statement: None,
        left_out: 1,
        at: text(CLOSES),
    };
    let decided = ProposalDetail {
        state: text("closed"),
        outcome: Some(text("adopted")),
        from: Some(text("t1")),
        late: 1,
        minority: vec![ballot("Prueba", "no", Some("Falta hablarlo en Prueba"))],
        closings: vec![closing],
        ..plan()
    };
    let mut h = inside(vec![decided], (120, 60));
    h.keys(&["5", "Enter", "End"]);
    let screen = h.screen();
    for words in [
        "Padrón: 16 · ab12",
        "Sale de: Plan de incidencia 2027",
        "Falta hablarlo en Prueba",
        "Un voto llegó tarde",
        "Quien cerró (Sofía (Secretaría)) dejó fuera un voto suyo",
    ] {
        assert!(screen.contains(words), "{words}: {screen}");
    }
}

#[test]
fn home_shows_what_waits_for_my_vote_and_leads_to_it() {
    let voted = ProposalDetail {
        mine: Some(text("voted")),
        title: text("Otra cosa"),
        ..candidates()
    };
    let mut h = inside(vec![plan(), voted], USUAL);
    h.keys(&["1"]);
    let screen = h.screen();
    assert!(screen.contains("Falta votar"), "{screen}");
    assert!(!screen.contains("Otra cosa"), "{screen}");
    for _ in 0..20 {
        if h.screen().lines().any(|line| {
            line.contains('›')
                && line.contains("Plan de incidencia 2027")
                && line.contains("cierra")
        }) {
            break;
        }
        h.keys(&["Down"]);
    }
    h.keys(&["Enter"]);
    let screen = h.screen();
    assert!(screen.contains("Cómo se decide"), "{screen}");
}

#[test]
fn a_vote_is_chosen_then_given_its_reason_and_leaves_only_then() {
    let mut h = inside(vec![plan()], USUAL);
    h.keys(&["5", "v"]);
    h.wait(500);
    let screen = h.screen();
    for words in ["Volver sin votar", "Vale 1 de 16", "leerán"] {
        assert!(screen.contains(words), "{words}: {screen}");
    }
    // The first answer is the safe one.
    h.keys(&["Enter"]);
    assert_eq!(asked(&h), None);
    h.keys(&["v"]);
    h.wait(500);
    h.keys(&["Down", "Enter"]);
    h.wait(500);
    assert_eq!(asked(&h), None);
    h.write("Lo acordamos en marzo");
    h.keys(&["Tab", "Enter"]);
    let want = ProposalRequest::Vote {
        id: text("prop1"),
        choices: vec![text("yes")],
        reason: Some(text("Lo acordamos en marzo")),
        harm: None,
        change: None,
        basis: None,
    };
    assert_eq!(asked(&h), Some(&want));
}

#[test]
fn options_are_voted_by_number_and_a_secret_vote_says_against_whom() {
    let mut h = inside(vec![candidates()], USUAL);
    h.keys(&["5", "Enter"]);
    let screen = h.screen();
    assert!(screen.contains("secreto en la pantalla"), "{screen}");
    h.keys(&["v"]);
    h.wait(500);
    let screen = h.screen();
    assert!(screen.contains("2  Rosa"), "{screen}");
    h.write("2");
    h.keys(&["Tab", "Tab", "Enter"]);
    let Some(ProposalRequest::Vote { choices, .. }) = asked(&h) else {
        panic!("no vote: {:?}", asked(&h));
    };
    assert_eq!(choices, &["2"]);
}

#[test]
fn an_objection_asks_its_two_questions() {
    let consent = ProposalDetail {
        method: text("consent"),
        tally: [(text("agree"), 3)].into(),
        ..plan()
    };
    let mut h = inside(vec![consent], USUAL);
    h.keys(&["5", "v"]);
    h.wait(500);
    h.keys(&["Down", "Down", "Down", "Down", "Enter"]);
    h.wait(500);
    let screen = h.screen();
    assert!(screen.contains("¿Qué daño concreto causa?"), "{screen}");
    h.write("Pide el nombre completo");
    h.keys(&["Tab"]);
    h.write("Aceptar un seudónimo");
    h.keys(&["Tab", "Enter"]);
    let Some(ProposalRequest::Vote { harm, change, .. }) = asked(&h) else {
        panic!("no vote: {:?}", asked(&h));
    };
    assert_eq!(harm.as_deref(), Some("Pide el nombre completo"));
    assert_eq!(change.as_deref(), Some("Aceptar un seudónimo"));
}

#[test]
fn proposing_asks_method_who_counts_and_the_seven_questions() {
    let mut h = inside(Vec::new(), USUAL);
    h.keys(&["5", "c"]);
    h.wait(500);
    assert!(h.screen().contains("Por consentimiento"), "{}", h.screen());
    h.keys(&["Down", "Down", "Enter"]);
    h.wait(500);
    h.keys(&["Down", "Enter"]);
    h.wait(500);
    assert!(
        h.screen().contains("secreto en la pantalla"),
        "{}",
        h.screen()
    );
    h.keys(&["Down", "Down", "Enter"]);
    h.wait(500);
    h.write("Plan 2028");
    h.keys(&["Tab"]);
    h.write("Falta un plan");
    // Past the other questions, the quorum and the close.
    h.keys(&["Tab"; 10]);
    h.write("2027-04-20");
    h.keys(&["Tab", "Tab", "Enter"]);
    assert!(
        h.screen().contains("después de la primera"),
        "{}",
        h.screen()
    );
    h.keys(&["Up", "Up", "Backspace", "Backspace"]);
    h.write("28");
    h.keys(&["Tab"]);
    h.write("5");
    h.keys(&["Tab", "Enter"]);
    h.wait(500);
    assert_eq!(asked(&h), None, "first one reads what the rule means");
    check(
        &mut h,
        "proposal_preview_80",
        [
            "Pueden votar 16 organizaciones",
            "menos de 8 votos",
            "9 a favor",
        ],
    );
    // Back is the form as it was filled in.
    h.keys(&["Enter"]);
    h.wait(500);
    assert!(h.screen().contains("Plan 2028"), "{}", h.screen());
    h.keys(&["Tab"; 13]);
    h.keys(&["Enter"]);
    h.wait(500);
    h.keys(&["Down", "Enter"]);
    let Some(ProposalRequest::New { fields }) = asked(&h) else {
        panic!("no proposal: {}", h.screen());
    };
    assert_eq!(
        (&*fields.title, &*fields.method, &*fields.count),
        ("Plan 2028", "majority", "orgs")
    );
    assert!(
        fields.text.contains("problema") && fields.text.contains("Falta un plan"),
        "{}",
        fields.text
    );
    // Seven days on, at 18:00 of here.
    assert_eq!(fields.closes_ms, 1_808_341_200_000);
    let second = (fields.second_ms, fields.second_quorum, fields.secret);
    assert_eq!(second, (Some(1_808_946_000_000), Some(5), true));
}

fn version(id: &str, number: Option<u32>, state: &str, said: &str) -> VersionRow {
    VersionRow {
        id: text(id),
        number,
        state: text(state),
        text: text(said),
        reason: number.is_none().then(|| text("Falta el plazo")),
        author: author("Marta", "Molde"),
        at: text("2027-04-13T12:00:00Z"),
    }
}

/// One of mine, with an amendment that waits.
pub(super) fn amended() -> ProposalDetail {
    ProposalDetail {
        text: text("Uno.\nDos."),
        version: 1,
        is_mine: true,
        versions: vec![
            version("v1", Some(1), "stands", "Uno.\nDos."),
            version("e1", None, "waiting", "Uno.\nDos en marzo."),
        ],
        ..plan()
    }
}

#[test]
fn an_amendment_is_seen_by_its_difference_and_answered() {
    for (size, suffix) in [(SMALL, "40"), (USUAL, "80"), (WIDE, "120")] {
        let mut h = inside(vec![amended()], size);
        h.keys(&["5", "Enter"]);
        assert!(h.screen().contains("1 enmienda espera"), "{}", h.screen());
        h.keys(&["H"]);
        h.wait(500);
        check(
            &mut h,
            &format!("proposal_texts_{suffix}"),
            ["Textos y enmiendas", "versión 1", "enmienda en espera"],
        );
        h.keys(&["Down", "Down", "Enter"]);
        h.wait(500);
        check(
            &mut h,
            &format!("amendment_{suffix}"),
            ["-Dos.", "+Dos en marzo.", "Falta el plazo"],
        );
        // The first answer leaves everything as it is.
        h.keys(&["Enter"]);
        assert_eq!(asked(&h), None);
        h.keys(&["H"]);
        h.wait(500);
        h.keys(&["Down", "Down", "Enter"]);
        h.wait(500);
        h.keys(&["Down", "Enter"]);
        let want = ProposalRequest::Answer {
            id: text("e1"),
            accept: true,
        };
        assert_eq!(asked(&h), Some(&want));
    }
}

#[test]
fn another_text_begins_with_the_one_that_stands_and_leaves_when_it_differs() {
    for size in [SMALL, USUAL, WIDE] {
        let other = ProposalDetail {
            is_mine: false,
            ..amended()
        };
        let mut h = inside(vec![other], size);
        h.keys(&["5", "E"]);
        let screen = h.screen();
        assert!(
            screen.contains("Dos.") && screen.contains("leerán"),
            "{screen}"
        );
        h.keys(&["Enter"]);
        assert!(
            h.screen().contains("El texto es el mismo"),
            "{}",
            h.screen()
        );
        assert_eq!(asked(&h), None);
        h.write(" Tres.");
        h.keys(&["Tab"]);
        h.write("Falta el tercero");
        h.keys(&["Enter"]);
        let want = ProposalRequest::Amend {
            id: text("prop1"),
            text: text("Uno.\nDos. Tres."),
            reason: Some(text("Falta el tercero")),
        };
        assert_eq!(asked(&h), Some(&want));
        assert!(h.state().composer.is_none());
    }
}

#[test]
fn a_text_being_written_survives_the_lock_and_none_of_it_stays_meanwhile() {
    let mut h = inside(vec![amended()], USUAL);
    h.keys(&["5", "E"]);
    h.write(" Tres.");
    h.wait(3000);
    let spot = format!("{:?}", crate::app::moves::spot(h.state()));
    assert!(!spot.contains("Tres") && !spot.contains("Uno"), "{spot}");
    h.keys(&["Esc", "E"]);
    assert!(h.screen().contains("Dos. Tres."), "{}", h.screen());
    assert!(!h.screen().contains("Dos.Uno."), "{}", h.screen());
}

#[test]
fn only_who_proposed_withdraws_and_only_consent_takes_objections() {
    let mut h = inside(vec![amended()], USUAL);
    h.keys(&["5", "b"]);
    assert!(h.screen().contains("por consentimiento"), "{}", h.screen());
    h.keys(&["W"]);
    h.wait(500);
    h.keys(&["Enter"]);
    assert_eq!(asked(&h), None);
    h.keys(&["W"]);
    h.wait(500);
    h.keys(&["Down", "Enter"]);
    let want = ProposalRequest::Withdraw {
        id: text("prop1"),
        reason: None,
    };
    assert_eq!(asked(&h), Some(&want));
    let consent = ProposalDetail {
        method: text("consent"),
        ..plan()
    };
    let mut h = inside(vec![consent], USUAL);
    h.keys(&["5", "W"]);
    assert!(h.screen().contains("Solo puede hacerlo quien propuso"));
    h.keys(&["b"]);
    h.wait(500);
    h.write("Pide el nombre");
    h.keys(&["Tab", "Tab", "Enter"]);
    assert_eq!(asked(&h), None, "both questions are answered, or none");
    // Who disagrees without objecting says so.
    h.keys(&["Esc", "v"]);
    h.wait(500);
    h.keys(&["Down", "Down", "Down", "Down", "Down", "Enter"]);
    h.wait(500);
    assert!(h.screen().contains("En desacuerdo"), "{}", h.screen());
    h.keys(&["Tab", "Enter"]);
    let Some(ProposalRequest::Vote { choices, harm, .. }) = asked(&h) else {
        panic!("no vote: {:?}", asked(&h));
    };
    assert_eq!((choices, harm), (&vec![text("object")], &None));
}

#[test]
fn an_organization_says_what_its_vote_rests_on_and_a_person_is_not_asked() {
    let mut h = inside(vec![plan()], USUAL);
    h.keys(&["5", "v"]);
    h.wait(500);
    h.keys(&["Down", "Enter"]);
    h.wait(500);
    h.keys(&["Tab"]);
    h.write("9");
    h.keys(&["Tab", "Enter"]);
    assert_eq!(asked(&h), None, "there are five");
    h.keys(&["Up", "Backspace"]);
    h.write("1");
    h.keys(&["Tab", "Enter"]);
    let Some(ProposalRequest::Vote { basis, .. }) = asked(&h) else {
        panic!("no vote: {}", h.screen());
    };
    assert_eq!(basis.as_deref(), Some("assembly"));
    let of_people = ProposalDetail {
        count: text("people"),
        ..plan()
    };
    let mut h = inside(vec![of_people], USUAL);
    h.keys(&["5", "v"]);
    h.wait(500);
    h.keys(&["Down", "Enter"]);
    h.wait(500);
    assert!(!h.screen().contains("Se apoya en"), "{}", h.screen());
}

#[test]
fn a_vote_ends_with_what_follows_in_words() {
    let mut h = inside(vec![plan()], USUAL);
    h.keys(&["5", "F"]);
    h.wait(500);
    h.keys(&["Down", "Enter"]);
    h.wait(500);
    assert_eq!(asked(&h), None);
    h.write("Se presenta en mayo");
    h.keys(&["Tab", "Enter"]);
    let want = ProposalRequest::Close {
        id: text("prop1"),
        statement: Some(text("Se presenta en mayo")),
    };
    assert_eq!(asked(&h), Some(&want));
    let screen = h.screen();
    assert!(screen.contains("Votación cerrada."), "{screen}");
}

/// What the node of the tests answers about proposals.
pub(super) fn answer(details: &[ProposalDetail], request: &ProposalRequest) -> Reply {
    match request {
        ProposalRequest::List { .. } => Reply::Proposals(rows(details)),
        ProposalRequest::Preview { .. } => Reply::ProposalPreview(Box::new(rule_in_numbers())),
        ProposalRequest::Show { id } | ProposalRequest::Close { id, .. } => {
            match details.iter().find(|detail| detail.id == *id) {
                Some(detail) => Reply::Proposal(Box::new(detail.clone())),
                None => Reply::Done,
            }
        }
        _ => Reply::Done,
    }
}

#[test]
fn what_others_wrote_is_made_harmless() {
    // High enough for all of it.
    let mut h = inside(vec![plan()], (80, 60));
    h.keys(&["5", "Enter"]);
    assert!(!h.screen().contains('\u{202e}'));
    let names: Vec<OrgName> = plan().missing;
    assert!(h.screen().contains(&names[1].name), "{}", h.screen());
}
