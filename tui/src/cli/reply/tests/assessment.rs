//! Assessments and plans as they are printed.

use std::collections::BTreeMap;

use super::*;

fn pooled() -> PoolRow {
    PoolRow {
        item: text("GOB1"),
        n: 3,
        min: Some(1),
        max: Some(4),
        notes: vec![text(HOSTILE)],
        unknown: 1,
        not_applicable: 0,
        unopened: 2,
    }
}

fn agreed(score: &str) -> AgreedRow {
    AgreedRow {
        score: text(score),
        why: text(HOSTILE),
        evidence: Some(text(HOSTILE)),
        dissent: Some(text(HOSTILE)),
    }
}

fn round() -> AssessmentDetail {
    let item = AssessmentItem {
        item: text("GOB1"),
        area: text("GOB"),
        statement: text(HOSTILE),
        score: Some(text("NS")),
        note: Some(text(HOSTILE)),
        pooled: Some(pooled()),
        agreed: Some(agreed("2")),
        beside: vec![agreed("1")],
        priority: Some(PriorityRow {
            urgency: 3,
            importance: 2,
            feasibility: 1,
            rank: 6,
        }),
        optional: true,
        ..AssessmentItem::default()
    };
    AssessmentDetail {
        id: "c".repeat(64),
        title: text(HOSTILE),
        instrument: text("CAP-RED-1"),
        state: text("agreeing"),
        closes: text("2027-01-01T00:00:00Z"),
        shared: Some(text("areas")),
        plan: Some("d".repeat(64)),
        areas: vec![AreaRow {
            code: text("GOB"),
            title: text(HOSTILE),
            why: text(HOSTILE),
        }],
        items: vec![item],
        orgs: vec![OrgStage {
            org: OrgName {
                id: "b".repeat(64),
                name: text(HOSTILE),
            },
            state: text("shared"),
            shared: Some(text("full")),
        }],
        ..AssessmentDetail::default()
    }
}

#[test]
fn assessments_have_the_keys_of_the_contract() {
    let keys = ["id", "title", "instrument", "state", "items"];
    let shown = check(&Reply::Assessment(Box::new(round())), 1, &keys);
    assert_eq!(shown[0]["items"][0]["item"], "GOB1");
    assert_eq!(shown[0]["orgs"][0]["state"], "shared");
    let keys = ["item", "n", "min", "max", "notes"];
    check(&Reply::Pool(vec![pooled(), PoolRow::default()]), 2, &keys);
    let row = AssessmentRow {
        title: text(HOSTILE),
        state: text("scoring"),
        ..AssessmentRow::default()
    };
    check(&Reply::Assessments(vec![row]), 1, &["id", "title", "state"]);
    check(&Reply::Assessments(Vec::new()), 0, &[]);
    let area = |average| BTreeMap::from([(text("GOB"), average)]);
    let row = CompareRow {
        org: Some("b".repeat(64)),
        org_name: Some(text(HOSTILE)),
        areas: area(Some(2.5)),
        change: area(Some(-0.25)),
        shared: Some(text("areas")),
        ..CompareRow::default()
    };
    let rows = check(&Reply::Compare(vec![row]), 1, &["org", "areas", "shared"]);
    assert_eq!(rows[0]["areas"]["GOB"], 2.5);
    let report = SharedReport {
        level: text("plan"),
        plan: Some("d".repeat(64)),
        ..SharedReport::default()
    };
    check(&Reply::Shared(report), 1, &["id", "level", "saved"]);
}

#[test]
fn plans_have_the_keys_of_the_contract() {
    let activity = ActivityRow {
        id: "ab".repeat(16),
        objective: text(HOSTILE),
        activity: text(HOSTILE),
        who: text(HOSTILE),
        due: Some(text("2027-01-01T00:00:00Z")),
        percent: 40,
        state: text("under_way"),
        note: Some(text(HOSTILE)),
        split: true,
        ..ActivityRow::default()
    };
    let plan = PlanDetail {
        id: "d".repeat(64),
        title: text(HOSTILE),
        version: "e".repeat(64),
        signed: vec![SignatureRow {
            signer: text("org"),
            author: author(),
            at: text("2027-01-01T00:00:00Z"),
        }],
        signed_before: true,
        activities: vec![activity],
        reviews: vec![ReviewRow {
            days: 30,
            at: text("2027-01-31T00:00:00Z"),
            uid: text("u"),
        }],
        ..PlanDetail::default()
    };
    let keys = ["id", "org", "version", "signed", "activities"];
    let shown = check(&Reply::Plan(Box::new(plan)), 1, &keys);
    let activity = shown[0]["activities"][0].as_object().unwrap();
    for key in [
        "id",
        "objective",
        "activity",
        "who",
        "due",
        "percent",
        "state",
    ] {
        assert!(activity.contains_key(key), "{key}");
    }
}

#[test]
fn lists_about_plans_have_the_keys_of_the_contract() {
    let row = PlanRow {
        title: text(HOSTILE),
        org_name: text(HOSTILE),
        late: 1,
        next_due: Some(text("2026-12-05T12:00:00Z")),
        next_review: Some(text("2027-01-31T00:00:00Z")),
        ..PlanRow::default()
    };
    let list = Reply::Plans(vec![row]);
    check(&list, 1, &["id", "org", "version"]);
    let (words, _) = run(&list, false, Language::Spanish);
    for day in ["Próximo plazo: 2026-12-05", "Seguimiento: 2027-01-31"] {
        assert!(words.contains(day), "{words}");
    }
    let signed = PlanSigned {
        signed_as: vec![text("org"), text("secretariat")],
        ..PlanSigned::default()
    };
    check(
        &Reply::PlanSigned(signed),
        1,
        &["id", "version", "signed_as"],
    );
    let org = || OrgName {
        id: "b".repeat(64),
        name: text(HOSTILE),
    };
    let row = NeedRow {
        area: text("GOB"),
        area_title: text(HOSTILE),
        subregion: text(HOSTILE),
        needs: vec![org()],
        offers: vec![org(), org()],
    };
    check(
        &Reply::Needs(vec![row]),
        1,
        &["area", "subregion", "needs", "offers"],
    );
}
