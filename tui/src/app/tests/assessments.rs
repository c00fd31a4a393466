//! Assessments and plans by keys: scoring item by item, the map, sharing, signing.

use std::collections::BTreeMap;

use asamblea_node::api::{
    ActivityRow, AreaRow, AssessmentDetail, AssessmentItem, AssessmentRequest, AssessmentRow,
    CompareRow, NeedRow, OrgName, OrgStage, PlanDetail, PlanRequest, PlanRow, PoolRow, Reply,
    Request,
};

use super::harness::{Harness, Node};
use super::screens::{SMALL, USUAL, WIDE, check};
use crate::app::inside::Waiting;
use crate::app::{Effect, Msg};
use crate::command_table::Place;
use crate::lang::Language;

/// What the scripted node tells of them.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) rounds: Vec<AssessmentRow>,
    pub(super) round: AssessmentDetail,
    map: Vec<CompareRow>,
    pub(super) plans: Vec<PlanRow>,
    pub(super) plan: PlanDetail,
    pub(super) needs: Vec<NeedRow>,
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
            PlanRequest::List { .. } => Reply::Plans(self.plans.clone()),
            PlanRequest::Needs { .. } => Reply::Needs(self.needs.clone()),
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

pub(super) fn round() -> AssessmentDetail {
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

pub(super) fn plan() -> PlanDetail {
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

pub(super) fn inside(size: (u16, u16)) -> Harness {
    inside_in(Language::Spanish, size)
}

fn inside_in(language: Language, size: (u16, u16)) -> Harness {
    inside_map(language, size, map())
}

/// A round and a plan, as a node tells of them.
pub(super) fn told(map: Vec<CompareRow>) -> Told {
    let (detail, shown) = (round(), plan());
    Told {
        rounds: vec![AssessmentRow {
            id: detail.id.clone(),
            title: detail.title.clone(),
            space: text("red"),
            state: text("scoring"),
            scored: 1,
            items: 3,
            ..AssessmentRow::default()
        }],
        plans: vec![PlanRow {
            id: shown.id.clone(),
            title: shown.title.clone(),
            org: shown.org.clone(),
            org_name: shown.org_name.clone(),
            version: shown.version.clone(),
            activities: 1,
            ..PlanRow::default()
        }],
        round: detail,
        map,
        plan: shown,
        needs: Vec::new(),
    }
}

fn inside_map(language: Language, size: (u16, u16), map: Vec<CompareRow>) -> Harness {
    let mut node = Node::example();
    node.assessing = told(map);
    let mut harness = Harness::inside_with(language, size, node);
    harness.keys(&["6"]);
    harness
}

/// In the plan of the example organization, beside what else a node tells.
pub(super) fn planned(mut node: Node) -> Harness {
    let shown = plan();
    node.assessing.plans = vec![PlanRow {
        id: shown.id.clone(),
        org: shown.org.clone(),
        space: text("red"),
        ..PlanRow::default()
    }];
    node.assessing.plan = shown;
    let mut harness = Harness::inside_with(Language::Spanish, USUAL, node);
    harness.keys(&["6", "Enter"]);
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

#[test]
fn home_says_what_is_still_to_score_and_to_sign_and_leads_there() {
    for (language, tag) in [(Language::Spanish, "es"), (Language::English, "en")] {
        for (size, suffix) in [(SMALL, "40"), (USUAL, "80"), (WIDE, "120")] {
            let mut h = inside_in(language, size);
            h.keys(&["1"]);
            let (score, sign) = match language {
                Language::English => ("Still to score", "Plans to sign"),
                _ => ("Falta puntuar", "Planes por firmar"),
            };
            let rows = h.state().waiting_rows();
            let at = rows
                .iter()
                .position(|row| *row == Waiting::Sign(0))
                .unwrap();
            h.keys(&vec!["Down"; at]);
            check(
                &mut h,
                &format!("home_assess_{suffix}_{tag}"),
                [score, "Ronda 2027", sign],
            );
        }
    }
    let mut h = inside(USUAL);
    for (which, place) in [
        (Waiting::Score(0), Place::Round),
        (Waiting::Sign(0), Place::Plan),
    ] {
        h.keys(&["1", "Home"]);
        let rows = h.state().waiting_rows();
        let at = rows.iter().position(|row| *row == which).unwrap();
        h.keys(&vec!["Down"; at]);
        h.keys(&["Enter"]);
        assert_eq!(h.state().place(), place, "{}", h.screen());
    }
}

#[test]
fn plans_are_followed_by_sub_region_and_reminded_with_one_key() {
    let mut node = Node::example();
    let row = |name: &str, region: &str, late: u64| PlanRow {
        id: format!("p-{name}"),
        org: format!("org-{name}"),
        org_name: format!("Org. {name}"),
        version: text("abcd"),
        activities: 4,
        late,
        next_due: Some(text("2027-04-01T12:00:00Z")),
        subregion: text(region),
        ..PlanRow::default()
    };
    node.assessing.plans = vec![
        row("Boceto", "Andina", 0),
        row("Ficha", "Cono Sur", 2),
        row("Molde", "Andina", 1),
    ];
    for (size, suffix) in [(SMALL, "40"), (USUAL, "80"), (WIDE, "120")] {
        let mut told = Node::example();
        told.assessing.plans.clone_from(&node.assessing.plans);
        let mut h = Harness::inside_with(Language::Spanish, size, told);
        h.keys(&["6", "s"]);
        check(
            &mut h,
            &format!("plans_region_{suffix}"),
            ["Planes · Andina", "Org. Molde", "1 atrasada"],
        );
        assert!(!h.screen().contains("Org. Ficha"), "{}", h.screen());
        h.keys(&["r"]);
        h.wait(1000);
        let screen = h.screen();
        assert!(screen.contains("leerán"), "{screen}");
        h.keys(&["Enter"]);
        assert!(!h.node.kinds().contains(&"thread_new".to_owned()));
        h.keys(&["r"]);
        h.wait(1000);
        h.keys(&[
            "End", "Down", "Down", "Down", "Down", "Down", "Down", "Enter",
        ]);
        let sent = h.node.asked.iter().find_map(|request| match request {
            Request::ThreadNew { title, body, .. } => Some((title.clone(), body.clone())),
            _ => None,
        });
        let (title, body) = sent.unwrap_or_else(|| panic!("{}", h.screen()));
        assert!(title.contains("Andina"), "{title}");
        assert!(
            body.contains("Org. Molde: 1 atrasada; fecha más próxima 2027-04-01"),
            "{body}"
        );
        assert!(
            !body.contains("Boceto") && !body.contains("Ficha"),
            "{body}"
        );
        h.keys(&["s"]);
        assert!(h.screen().contains("Planes · Cono Sur"), "{}", h.screen());
        h.keys(&["s"]);
        assert!(h.screen().contains("Org. Boceto"), "{}", h.screen());
    }
}

#[test]
fn the_map_and_the_organizations_of_a_round_are_shown_by_sub_region() {
    for (size, suffix) in [(SMALL, "40"), (USUAL, "80"), (WIDE, "120")] {
        let mut rows = map();
        rows[0].subregion = text("Andina");
        rows[1].subregion = text("Cono Sur");
        rows.push(CompareRow::default());
        let mut h = inside_map(Language::Spanish, size, rows);
        h.keys(&["v"]);
        let screen = h.screen();
        assert!(
            screen.contains("Org. Ejemplo") && screen.contains("Org. Molde"),
            "{screen}"
        );
        h.keys(&["Down", "s", "s"]);
        check(
            &mut h,
            &format!("map_region_{suffix}"),
            ["Cono Sur", "Org. Molde", "Gobierno"],
        );
        assert!(!h.screen().contains("Org. Ejemplo  "), "{}", h.screen());
        assert_eq!(h.state().place(), Place::Round);
        h.keys(&["v", "End"]);
        assert_eq!(h.state().assessing.region.as_deref(), Some("Cono Sur"));
        h.keys(&["s"]);
        assert_eq!(h.state().assessing.region, None);
    }
    let mut h = inside(USUAL);
    h.keys(&["v", "s"]);
    let screen = h.screen();
    assert!(screen.contains("dice de qué subregión"), "{screen}");
}

#[test]
fn a_plan_that_is_searched_is_found_in_whatever_sub_region_it_is() {
    let mut node = Node::example();
    let row = |name: &str, region: &str| PlanRow {
        id: format!("p-{name}"),
        org_name: format!("Org. {name}"),
        title: format!("Zurcido de {name}"),
        subregion: text(region),
        ..PlanRow::default()
    };
    node.assessing.plans = vec![row("Boceto", "Andina"), row("Ficha", "Cono Sur")];
    for name in ["Boceto", "Ficha"] {
        let mut told = Node::example();
        told.assessing.plans.clone_from(&node.assessing.plans);
        let mut h = Harness::inside_with(Language::Spanish, USUAL, told);
        h.keys(&["6", "s", ":"]);
        h.write(&format!("Zurcido de {name}"));
        h.keys(&["Enter"]);
        let planned = h.state().planned().map(|row| row.id.clone());
        assert_eq!(planned, Some(format!("p-{name}")), "{}", h.screen());
    }
}

#[test]
fn an_own_instrument_says_what_is_wrong_with_its_lines_and_keeps_what_was_typed() {
    let mut h = inside(USUAL);
    h.keys(&["w"]);
    h.wait(1000);
    h.write("Ronda propia");
    h.keys(&["Tab", "Tab"]);
    h.write("/media/usb/propio.toml");
    h.keys(&["Tab", "Enter"]);
    let load = |h: &mut Harness| match h.effects.pop() {
        Some(Effect::Load { path, starting }) if path == "/media/usb/propio.toml" => starting,
        other => panic!("{other:?}"),
    };
    let starting = load(&mut h);
    let told = Ok(text("code = \"MIO\"\nversion = 0\n"));
    h.send(Msg::Loaded {
        starting,
        text: told,
    });
    let screen = h.screen();
    for words in ["línea 2: la versión", "falta el campo", "Ronda propia"] {
        assert!(screen.contains(words), "{words}:\n{screen}");
    }
    h.wait(1000);
    h.keys(&["Tab", "Tab", "Tab", "Enter"]);
    let starting = load(&mut h);
    let file = crate::instrument::shipped_file("CAP-RED-1").unwrap();
    let told = Ok(file.replace("code = \"CAP-RED-1\"", "code = \"MIO\""));
    h.send(Msg::Loaded {
        starting,
        text: told,
    });
    let sent = h.node.asked.iter().find_map(|request| match request {
        Request::Assessment(AssessmentRequest::Start {
            instrument, title, ..
        }) => Some((instrument.code.clone(), title.clone())),
        _ => None,
    });
    assert_eq!(
        sent,
        Some((text("MIO"), text("Ronda propia"))),
        "{}",
        h.screen()
    );
}

#[test]
fn what_has_the_focus_keeps_it_when_another_round_comes() {
    let mut h = inside(USUAL);
    h.keys(&["Down", "Enter"]);
    assert_eq!(h.state().place(), Place::Plan);
    let newer = AssessmentRow {
        id: text("r2"),
        title: text("Ronda 2028"),
        ..AssessmentRow::default()
    };
    h.node.assessing.rounds.insert(0, newer);
    h.send(Msg::EventsMissed);
    assert_eq!(h.state().place(), Place::Plan, "{}", h.screen());
    assert_eq!(h.state().planned().unwrap().id, "p1");
}
