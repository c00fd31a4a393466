//! Assessments and plans by keys: scoring item by item, the map, sharing, signing.

use std::collections::BTreeMap;

use asamblea_node::api::{
    ActivityRow, AreaRow, AssessmentDetail, AssessmentItem, AssessmentRequest, AssessmentRow,
    CompareRow, OrgName, OrgStage, PlanDetail, PlanRequest, PlanRow, PoolRow, Reply, Request,
};

use super::harness::{Harness, Node};
use super::screens::{SMALL, USUAL, WIDE, check};
use crate::command_table::Place;
use crate::lang::Language;

/// What the scripted node tells of them.
#[derive(Debug, Default)]
pub(super) struct Told {
    rounds: Vec<AssessmentRow>,
    round: AssessmentDetail,
    map: Vec<CompareRow>,
    plans: Vec<PlanRow>,
    plan: PlanDetail,
}

impl Told {
    pub(super) fn assessment(&self, request: &AssessmentRequest) -> Reply {
        match request {
            AssessmentRequest::List { .. } => Reply::Assessments(self.rounds.clone()),
            AssessmentRequest::Show { .. } => Reply::Assessment(Box::new(self.round.clone())),
            AssessmentRequest::Compare { .. } => Reply::Compare(self.map.clone()),
            _ => Reply::Done,
        }
    }

    pub(super) fn plan(&self, request: &PlanRequest) -> Reply {
        match request {
            PlanRequest::List => Reply::Plans(self.plans.clone()),
            PlanRequest::Show { .. } => Reply::Plan(Box::new(self.plan.clone())),
            _ => Reply::Done,
        }
    }
}

fn text(value: &str) -> String {
    value.to_owned()
}

fn item(area: &str, n: usize, statement: &str) -> AssessmentItem {
    AssessmentItem {
        item: format!("{area}{n}"),
        area: text(area),
        statement: text(statement),
        levels: [
            "Por empezar",
            "En camino",
            "Funciona",
            "Firme",
            "No sabemos",
            "No aplica",
        ]
        .map(text)
        .to_vec(),
        ..AssessmentItem::default()
    }
}

fn round() -> AssessmentDetail {
    let area = |code: &str, title: &str| AreaRow {
        code: text(code),
        title: text(title),
        why: String::new(),
    };
    let mut first = item(
        "GOB",
        1,
        "Elegimos a nuestras autoridades con reglas escritas.",
    );
    first.score = Some(text("2"));
    first.pooled = Some(PoolRow {
        item: text("GOB1"),
        n: 3,
        min: Some(1),
        max: Some(3),
        notes: vec![text("Nadie más sabe hacerlo")],
        ..PoolRow::default()
    });
    let stage = |name: &str, state: &str, shared: Option<&str>| OrgStage {
        org: OrgName {
            id: format!("org-{name}"),
            name: format!("Org. {name}"),
        },
        state: text(state),
        shared: shared.map(text),
    };
    AssessmentDetail {
        id: text("r1"),
        title: text("Ronda 2027"),
        space: text("red"),
        instrument: text("CAP-RED-1"),
        state: text("scoring"),
        closes: text("2027-05-14T11:00:00Z"),
        coordinator: true,
        areas: vec![area("GOB", "Gobierno"), area("ADM", "Administración")],
        items: vec![
            first,
            item("GOB", 2, "Las decisiones importantes quedan en un acta."),
            item("ADM", 1, "Llevamos cuentas al día."),
        ],
        orgs: vec![
            stage("Ejemplo", "scoring", None),
            stage("Molde", "shared", Some("areas")),
        ],
        ..AssessmentDetail::default()
    }
}

fn map() -> Vec<CompareRow> {
    let row = |name: &str, gob: Option<f64>, shared: Option<&str>| CompareRow {
        org: Some(format!("org-{name}")),
        org_name: Some(format!("Org. {name}")),
        areas: BTreeMap::from([(text("GOB"), gob), (text("ADM"), gob.map(|one| one + 1.0))]),
        change: BTreeMap::from([(text("GOB"), gob.map(|_| 0.5))]),
        shared: shared.map(text),
        ..CompareRow::default()
    };
    vec![
        row("Ejemplo", None, None),
        row("Molde", Some(2.25), Some("areas")),
    ]
}

fn plan() -> PlanDetail {
    PlanDetail {
        id: text("p1"),
        title: text("Ronda 2027"),
        org: text("org-Ejemplo"),
        org_name: text("Org. Ejemplo"),
        version: text("abcd"),
        signed_before: true,
        activities: vec![ActivityRow {
            id: text("act1"),
            objective: text("Más de una compañera por cargo"),
            activity: text("Formar a dos suplentes"),
            who: text("Ana"),
            due: Some(text("2027-06-30T12:00:00Z")),
            percent: 40,
            state: text("under_way"),
            ..ActivityRow::default()
        }],
        ..PlanDetail::default()
    }
}

fn inside(size: (u16, u16)) -> Harness {
    let mut node = Node::example();
    let (detail, shown) = (round(), plan());
    let told = &mut node.assessing;
    told.rounds = vec![AssessmentRow {
        id: detail.id.clone(),
        title: detail.title.clone(),
        space: text("red"),
        state: text("scoring"),
        scored: 1,
        items: 3,
        ..AssessmentRow::default()
    }];
    told.plans = vec![PlanRow {
        id: shown.id.clone(),
        title: shown.title.clone(),
        org: shown.org.clone(),
        org_name: shown.org_name.clone(),
        version: shown.version.clone(),
        activities: 1,
        ..PlanRow::default()
    }];
    told.round = detail;
    told.map = map();
    told.plan = shown;
    let mut harness = Harness::inside_with(Language::Spanish, size, node);
    harness.keys(&["6"]);
    harness
}

#[test]
fn the_screens_of_assessments_say_numbers_and_words() {
    for (size, suffix) in [(SMALL, "40"), (USUAL, "80"), (WIDE, "120")] {
        let mut h = inside(size);
        check(
            &mut h,
            &format!("assessments_{suffix}"),
            ["Ronda 2027", "puntaje individual", "Org. Ejemplo"],
        );
        h.keys(&["Enter"]);
        assert_eq!(h.state().place(), Place::Round);
        check(
            &mut h,
            &format!("assessment_items_{suffix}"),
            ["GOB1   2", "1-3 (3)", "GOB2   ·"],
        );
        h.keys(&["v", "Down"]);
        check(
            &mut h,
            &format!("assessment_map_{suffix}"),
            ["▒2.2", "▓3.2", "menos de 3"],
        );
        h.keys(&["v", "Esc", "Down", "Enter"]);
        assert_eq!(h.state().place(), Place::Plan);
        check(
            &mut h,
            &format!("plan_{suffix}"),
            ["Formar a dos", "40", "2027-06-30"],
        );
    }
}

fn asked(h: &Harness, request: AssessmentRequest) -> bool {
    h.node.asked.contains(&Request::Assessment(request))
}

#[test]
fn items_are_scored_one_after_the_other_with_the_words_of_each_level() {
    let mut h = inside(USUAL);
    h.keys(&["Enter", "Down", "Enter"]);
    h.wait(1000);
    let screen = h.screen();
    for words in [
        "quedan en un acta",
        "1  Por empezar",
        "NA  No aplica",
        "(sellado)",
    ] {
        assert!(screen.contains(words), "{words}:\n{screen}");
    }
    h.write("7");
    h.keys(&["Tab", "Tab", "Enter"]);
    assert!(h.screen().contains("1, 2, 3, 4, NS o NA"), "{}", h.screen());
    h.keys(&["Up", "Up", "Backspace"]);
    h.write("3");
    h.keys(&["Tab"]);
    h.write("hay dos actas");
    h.keys(&["Tab", "Enter"]);
    assert!(asked(
        &h,
        AssessmentRequest::Score {
            id: text("r1"),
            item: text("GOB2"),
            score: text("3"),
            note: Some(text("hay dos actas")),
        }
    ));
    // The next one is asked at once.
    assert!(h.screen().contains("cuentas al día"), "{}", h.screen());
    h.wait(1000);
    h.write("ns");
    h.keys(&["Tab", "Tab", "Enter"]);
    assert!(asked(
        &h,
        AssessmentRequest::Score {
            id: text("r1"),
            item: text("ADM1"),
            score: text("NS"),
            note: None,
        }
    ));
    assert_eq!(h.state().place(), Place::Round);
}

#[test]
fn sharing_says_who_will_read_and_does_nothing_by_accident() {
    let mut h = inside(USUAL);
    h.keys(&["c"]);
    h.wait(1000);
    let screen = h.screen();
    assert!(screen.contains("Nunca salen"), "{screen}");
    h.keys(&["Enter"]);
    assert!(!h.screen().contains("Nunca salen"));
    h.keys(&["c"]);
    h.wait(1000);
    h.keys(&["Down", "Down", "Enter"]);
    let level = |level: &str| AssessmentRequest::Share {
        id: text("r1"),
        level: text(level),
    };
    assert!(asked(&h, level("areas")), "{:?}", h.node.asked);
    assert!(!asked(&h, level("full")) && !asked(&h, level("plan")));
}

#[test]
fn a_member_scores_and_decides_nothing() {
    let mut node = Node::example();
    node.role = Some("member");
    node.assessing.round = round();
    node.assessing.rounds = vec![AssessmentRow {
        id: text("r1"),
        ..AssessmentRow::default()
    }];
    let mut h = Harness::inside_with(Language::Spanish, USUAL, node);
    h.keys(&["6", "p"]);
    assert!(
        h.screen().contains("Solo una coordinadora"),
        "{}",
        h.screen()
    );
    let pool = AssessmentRequest::Pool { id: text("r1") };
    assert!(!asked(&h, pool));
}

#[test]
fn a_plan_is_signed_and_followed_by_keys() {
    let mut h = inside(USUAL);
    h.keys(&["Down", "Enter"]);
    assert!(
        h.screen().contains("pide las dos firmas de nuevo"),
        "{}",
        h.screen()
    );
    h.keys(&["f"]);
    h.wait(1000);
    h.keys(&["Down", "Enter"]);
    let sign = Request::Plan(PlanRequest::Sign { id: text("p1") });
    assert!(h.node.asked.contains(&sign));
    h.keys(&["t"]);
    h.wait(1000);
    h.keys(&["Backspace", "Backspace"]);
    h.write("60");
    h.keys(&["Tab", "Tab", "Enter"]);
    let told = Request::Plan(PlanRequest::Progress {
        id: text("act1"),
        percent: 60,
        note: None,
    });
    assert!(h.node.asked.contains(&told), "{:?}", h.node.asked);
}
