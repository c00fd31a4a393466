//! Activities of plans by keys: their day, their area, giving one up, who needs support.

use asamblea_node::api::{
    ActivityRow, Adoption, AgreedRow, AssessmentRequest, AssessmentRow, NeedRow, OrgName,
    PlanDetail, PlanRequest, PlanRow, Request, SharedVersion,
};

use super::assessments::{inside, plan, round};
use super::example::text;
use super::harness::{Harness, Node};
use super::screens::{SMALL, USUAL, check};
use crate::app::inside::{Over, Waiting};
use crate::command_table::Place;
use crate::lang::Language;

#[test]
fn the_day_of_an_activity_stays_that_day_wherever_it_is_saved() {
    for zone in ["Pacific/Honolulu", "America/Lima", "UTC", "Asia/Manila"] {
        let mut h = inside(USUAL);
        h.app.clock.zone = jiff::tz::TimeZone::get(zone).unwrap();
        h.keys(&["Down", "Enter"]);
        for _ in 0..2 {
            h.keys(&["Enter"]);
            h.wait(1000);
            assert!(h.screen().contains("2027-06-30"), "{}", h.screen());
            h.keys(&["End"]);
            let fields = h.state().over.as_ref().map(|over| match over {
                Over::Question(question) => question.form.fields().count(),
                _ => 0,
            });
            h.keys(&vec!["Down"; fields.unwrap_or(0)]);
            h.keys(&["Enter"]);
        }
        let days = h.node.asked.iter().filter_map(|request| match request {
            Request::Plan(PlanRequest::Change { fields, .. }) => Some(fields.due_day),
            _ => None,
        });
        let days: Vec<Option<u64>> = days.collect();
        assert_eq!(days, [Some(20_999); 2], "{zone}");
    }
}

/// In the plan of the example organization, which comes from a round that is known.
fn in_plan() -> Harness {
    in_plan_of((100, 40))
}

fn in_plan_of(size: (u16, u16)) -> Harness {
    let mut node = Node::example();
    let mut shown = plan();
    shown.round = text("r1");
    node.assessing.round = round();
    node.assessing.plans = vec![PlanRow {
        id: shown.id.clone(),
        org: shown.org.clone(),
        ..PlanRow::default()
    }];
    node.assessing.plan = shown;
    node.assessing.needs = vec![
        NeedRow {
            area: text("GOB"),
            area_title: text("Gobierno"),
            subregion: text("Andina"),
            needs: vec![OrgName {
                id: text("org-Molde"),
                name: text("Org. Molde"),
            }],
            offers: Vec::new(),
        },
        NeedRow {
            area: text("ADM"),
            area_title: text("Administración"),
            offers: vec![OrgName {
                id: text("org-Prueba"),
                name: text("Org. Prueba"),
            }],
            ..NeedRow::default()
        },
    ];
    let mut h = Harness::inside_with(Language::Spanish, size, node);
    h.keys(&["6", "Enter"]);
    assert_eq!(h.state().place(), Place::Plan);
    h
}

#[test]
fn support_is_asked_for_in_one_of_the_areas_of_the_instrument() {
    let mut h = in_plan();
    h.keys(&["Enter"]);
    h.wait(1000);
    let screen = h.screen();
    assert!(
        screen.contains("Áreas: GOB Gobierno, ADM Administración"),
        "{screen}"
    );
    h.keys(&["Down", "Down", "Down", "Down", "Down"]);
    h.write("Org. Molde");
    h.keys(&["Down"]);
    h.write("1200");
    h.keys(&["Down", "Down", "Enter"]);
    assert!(h.screen().contains("Escribir también el área"));
    h.keys(&["Up", "Up", "Up", "Up"]);
    h.write("XXX");
    h.keys(&["Down", "Down", "Down", "Down", "Enter"]);
    assert!(h.screen().contains("el código de una de las áreas"));
    h.keys(&["Up", "Up", "Up", "Up", "Ctrl-U"]);
    h.write("adm");
    h.keys(&["Down", "Down", "Down", "Down", "Enter"]);
    let fields = h.node.asked.iter().find_map(|request| match request {
        Request::Plan(PlanRequest::Change { fields, .. }) => Some(fields.clone()),
        _ => None,
    });
    let fields = fields.unwrap_or_else(|| panic!("{}", h.screen()));
    assert_eq!(fields.area.as_deref(), Some("ADM"));
    assert_eq!(fields.support.as_deref(), Some("Org. Molde"));
    assert_eq!(fields.budget, Some(1200));
}

#[test]
fn an_activity_is_given_up_after_a_question_and_who_needs_support_is_seen() {
    let mut h = in_plan();
    let cancel = Request::Plan(PlanRequest::Cancel { id: text("act1") });
    h.keys(&["b"]);
    h.wait(1000);
    assert!(h.screen().contains("No se deshace"), "{}", h.screen());
    h.keys(&["Enter"]);
    assert!(!h.node.asked.contains(&cancel));
    h.keys(&["b"]);
    h.wait(1000);
    h.keys(&["End", "Down", "Down", "Down", "Down", "Enter"]);
    assert!(h.node.asked.contains(&cancel), "{}", h.screen());
    h.keys(&["a"]);
    let screen = h.screen();
    for words in [
        "GOB Gobierno · Andina",
        "Necesitan: Org. Molde",
        "Pueden ofrecer: Org. Prueba",
    ] {
        assert!(screen.contains(words), "{words}: {screen}");
    }
}

#[test]
fn activities_stand_as_bars_over_months_with_today_and_what_is_late() {
    for (size, suffix) in [(SMALL, "40"), (USUAL, "80")] {
        let mut h = in_plan_of(size);
        let details = &mut h.state_mut().assessing.plan_details;
        let detail = details.values_mut().next().expect("the plan");
        detail.begun = Some(text("2027-02-10T12:00:00Z"));
        let mut late = detail.activities[0].clone();
        late.id = text("act0");
        late.activity = text("Carta");
        late.due = Some(text("2027-03-05T12:00:00Z"));
        late.state = text("late");
        late.percent = 0;
        detail.activities.insert(0, late);
        h.keys(&["v"]);
        check(
            &mut h,
            &format!("timeline_{suffix}"),
            ["▼ hoy", "atrasada", "░"],
        );
        h.keys(&["v"]);
        assert!(!h.screen().contains("▼ hoy"));
    }
}

#[test]
fn the_networks_plan_is_drafted_by_the_office_and_says_that_it_is_adopted() {
    let mut h = inside(USUAL);
    h.keys(&["e"]);
    h.wait(1000);
    h.keys(&["Down", "Enter"]);
    let drafted = h.node.asked.iter().any(|request| match request {
        Request::Assessment(AssessmentRequest::Plan { network, .. }) => *network,
        _ => false,
    });
    assert!(drafted, "{:?}", h.node.kinds());
    let vote = Adoption {
        proposal: text("prop1"),
        title: text("Plan de la red"),
    };
    for (adopted, words) in [
        (None, "M propone"),
        (Some(vote), "ADOPTADO por la votación «Plan de la red»"),
    ] {
        for (office, may) in [(true, true), (false, false)] {
            let mut node = Node::example();
            node.secretariat = Some(office);
            let mut shown = plan();
            shown.org = text("red");
            shown.network = true;
            shown.adopted.clone_from(&adopted);
            node.assessing.plans = vec![PlanRow {
                id: shown.id.clone(),
                org: shown.org.clone(),
                ..PlanRow::default()
            }];
            node.assessing.plan = shown;
            let mut h = Harness::inside_with(Language::Spanish, USUAL, node);
            h.keys(&["6", "Enter"]);
            assert!(h.screen().contains(words), "{}", h.screen());
            if office && words.starts_with("ADOPTADO") {
                let facts = ["ADOPTADO", "Plan de la red", "firma"];
                check(&mut h, "plan_adopted", facts);
            }
            assert_eq!(h.state().why_not_plan().is_none(), may);
            assert_eq!(h.state().why_not_progress().is_none(), may);
        }
    }
}

#[test]
fn a_plan_that_changed_since_it_was_shared_says_so_in_it_and_on_the_first_screen() {
    let mut node = Node::example();
    let shown = PlanDetail {
        stale: Some(SharedVersion {
            version: "0123456789abcdef".repeat(4),
            at: text("2027-04-02T12:00:00Z"),
        }),
        ..plan()
    };
    node.assessing.plans = vec![PlanRow {
        id: shown.id.clone(),
        org: shown.org.clone(),
        org_name: shown.org_name.clone(),
        version: shown.version.clone(),
        activities: 1,
        stale: true,
        ..PlanRow::default()
    }];
    node.assessing.plan = shown;
    let mut h = Harness::inside_with(Language::Spanish, USUAL, node);
    let rows = h.state().waiting_rows();
    assert!(rows.contains(&Waiting::Sign(0)), "{rows:?}");
    assert!(h.screen().contains("cambió después"), "{}", h.screen());
    h.keys(&["6", "Enter"]);
    check(
        &mut h,
        "plan_stale_80",
        ["leen todavía la versión", "(vi 2 abr)", "firmar con f"],
    );
}

#[test]
fn what_was_agreed_of_the_focused_item_is_said_with_its_reasons() {
    let mut node = Node::example();
    let mut told = round();
    told.items[1].agreed = Some(AgreedRow {
        score: text("2"),
        why: text("Las actas se pierden\u{202e}"),
        evidence: Some(text("Libro de 2026")),
        dissent: Some(text("Algunas ven un 3")),
    });
    node.assessing.rounds = vec![AssessmentRow {
        id: told.id.clone(),
        state: text("scoring"),
        ..AssessmentRow::default()
    }];
    node.assessing.round = told;
    let mut h = Harness::inside_with(Language::Spanish, USUAL, node);
    h.keys(&["6", "Enter"]);
    assert!(!h.screen().contains("se pierden"), "{}", h.screen());
    h.keys(&["Down"]);
    check(
        &mut h,
        "assessment_agreed_80",
        [
            "Acordado: 2 · Las actas",
            "Libro de 2026",
            "Algunas ven un 3",
        ],
    );
}

#[test]
fn drafted_activities_are_told_apart_in_the_table() {
    let mut shown = plan();
    let row = |nth: usize, says: &str| ActivityRow {
        id: format!("act{nth}"),
        activity: format!("{says} → En camino: lo hacemos a veces, sin reglas escritas"),
        ..shown.activities[0].clone()
    };
    shown.activities = vec![
        row(
            1,
            "GOB1 Elegimos a nuestras autoridades con reglas escritas.",
        ),
        row(2, "GOB2 Las decisiones importantes quedan en un acta."),
    ];
    let mut node = Node::example();
    node.assessing.plans = vec![PlanRow {
        id: shown.id.clone(),
        ..PlanRow::default()
    }];
    node.assessing.plan = shown;
    let mut h = Harness::inside_with(Language::Spanish, USUAL, node);
    h.keys(&["6", "Enter"]);
    for begins in ["GOB1 Elegimos", "GOB2 Las decis"] {
        assert!(h.screen().contains(begins), "{}", h.screen());
    }
}
