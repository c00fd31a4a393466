//! Contents of assessments and plans, and how they are broken.

use asamblea_protocol::content::{
    ACTIVITIES_MAX, Activity, Agree, Answer, Approve, Area, AreaAverage, Body, Instrument, LEVELS,
    Level, NOTE_BYTES_MAX, OVER_MAX, PlanActivity, PlanNew, PlanProgress, PlanSign, PlanVersion,
    Pool, PooledItem, Priority, RoundNew, RoundStage, SCALE_LABELS, SCORE_BOXES_MAX, Score,
    ScoreBox, Share, SharedItem, Signer, Stage, Statement, WORDING_BYTES_MAX, Weight, Wording,
    Wordings,
};
use asamblea_protocol::crypto::Digest;
use asamblea_protocol::time::WallTime;

use super::super::cbor::{Cbor, Change, at, items, number, set};
use super::super::world::{op, space};

fn words(text: &str) -> Wordings {
    let one = |lang: &str| Wording {
        lang: lang.into(),
        text: format!("{text} {lang}"),
    };
    Wordings {
        all: vec![one("es"), one("en")],
    }
}

fn instrument(full: bool) -> Instrument {
    let statement = |code: &str, levels| Statement {
        code: code.into(),
        text: words("dicho"),
        levels: vec![words("nivel"); levels],
        hint: if full {
            words("indicio")
        } else {
            Wordings::default()
        },
        optional: full,
    };
    let area = Area {
        code: "GOB".into(),
        title: words("gobierno"),
        why: Wordings::default(),
        items: vec![statement("GOB1", 0), statement("GOB2", LEVELS)],
    };
    Instrument {
        code: "CAP-1".into(),
        version: 2,
        title: words("capacidades"),
        license: "AGPL-3.0-or-later".into(),
        author: "Ñusta".into(),
        scale: vec![words("etiqueta"); SCALE_LABELS],
        areas: if full { vec![area] } else { Vec::new() },
    }
}

fn rounds() -> Vec<(&'static str, Body)> {
    let round = |full| RoundNew {
        title: "Ronda".into(),
        closes: WallTime(1_800_000_000_000),
        instrument: instrument(full),
    };
    let score = |boxes| Score {
        round: op(1),
        boxes: vec![
            ScoreBox {
                to: space(1),
                sealed: vec![6; 1392],
            };
            boxes
        ],
    };
    let pooled = |min: Option<u8>| PooledItem {
        item: "GOB1".into(),
        n: 3,
        unknown: 1,
        not_applicable: 0,
        notes: vec!["nota".into()],
        min,
        max: min.map(|min| min + 1),
    };
    let agree = |full: bool| Agree {
        round: op(1),
        item: "GOB1".into(),
        over: vec![op(3); usize::from(full)],
        answer: if full {
            Answer::NotApplicable
        } else {
            Answer::Level(2)
        },
        why: "porque sí".into(),
        evidence: full.then(|| "acta".into()),
        dissent: full.then(|| "no".into()),
    };
    vec![
        ("round", round(true).into()),
        ("round without areas", round(false).into()),
        ("score", score(2).into()),
        ("score for most", score(SCORE_BOXES_MAX).into()),
        (
            "pool",
            Pool {
                round: op(1),
                items: vec![pooled(Some(2)), pooled(None)],
            }
            .into(),
        ),
        ("agreed score", agree(false).into()),
        ("agreed score over another", agree(true).into()),
    ]
}

fn judged() -> Vec<(&'static str, Body)> {
    let weight = Weight {
        urgency: 3,
        importance: 2,
        feasibility: 1,
    };
    vec![
        (
            "priority",
            Priority {
                round: op(1),
                item: "GOB1".into(),
                over: vec![op(4); OVER_MAX],
                weight,
            }
            .into(),
        ),
        (
            "approval",
            Approve {
                round: op(1),
                of: Digest::from_bytes([7; 32]),
            }
            .into(),
        ),
    ]
}

fn shared() -> Vec<(&'static str, Body)> {
    let area = AreaAverage {
        area: "GOB".into(),
        hundredths: 250,
        n: 4,
    };
    let item = |evidence: Option<&str>| SharedItem {
        item: "GOB1".into(),
        answer: Answer::Level(2),
        why: "porque sí".into(),
        evidence: evidence.map(Into::into),
    };
    let share = |level, areas, items| Share {
        round: op(1),
        org: space(2),
        over: vec![op(5)],
        level,
        areas,
        items,
    };
    vec![
        (
            "share of a plan",
            share(Level::Plan, Vec::new(), Vec::new()).into(),
        ),
        (
            "share of areas",
            share(Level::Areas, vec![area.clone()], Vec::new()).into(),
        ),
        (
            "share of all",
            share(
                Level::Full,
                vec![area],
                vec![item(None), item(Some("acta"))],
            )
            .into(),
        ),
        (
            "stage",
            RoundStage {
                round: op(1),
                org: space(2),
                stage: Stage::Shared,
            }
            .into(),
        ),
    ]
}

fn activity(full: bool) -> Activity {
    Activity {
        id: [8; 16],
        objective: "lograr".into(),
        activity: "hacer".into(),
        who: "Eva".into(),
        cancelled: full,
        due: full.then_some(WallTime(1_800_000_000_000)),
        area: full.then(|| "GOB".into()),
        support: full.then(|| "Org B".into()),
        budget: full.then_some(1200),
        indicator: full.then(|| "se ve".into()),
    }
}

fn plans() -> Vec<(&'static str, Body)> {
    let change = |full| PlanActivity {
        plan: op(6),
        over: Vec::new(),
        activity: activity(full),
    };
    let progress = |note: Option<&str>| PlanProgress {
        plan: op(6),
        org: space(2),
        activity: [8; 16],
        over: Vec::new(),
        percent: 100,
        note: note.map(Into::into),
    };
    let version = |activities| PlanVersion {
        plan: op(6),
        org: space(2),
        round: op(1),
        over: Vec::new(),
        title: "Plan".into(),
        activities,
    };
    let sign = |signer| PlanSign {
        plan: op(6),
        org: space(2),
        version: Digest::from_bytes([7; 32]),
        signer,
    };
    vec![
        (
            "plan",
            PlanNew {
                title: "Plan".into(),
                round: op(1),
            }
            .into(),
        ),
        ("short activity", change(false).into()),
        ("long activity", change(true).into()),
        ("progress", progress(None).into()),
        ("progress with a note", progress(Some("hecho")).into()),
        ("empty version", version(Vec::new()).into()),
        (
            "version",
            version(vec![activity(true), activity(false)]).into(),
        ),
        (
            "version of most activities",
            version(vec![activity(true); ACTIVITIES_MAX]).into(),
        ),
        ("signature of an organization", sign(Signer::Org).into()),
        (
            "signature of the Secretariat",
            sign(Signer::Secretariat).into(),
        ),
    ]
}

/// Good contents.
pub(super) fn good() -> impl Iterator<Item = (&'static str, Body)> {
    rounds()
        .into_iter()
        .chain(judged())
        .chain(shared())
        .chain(plans())
}

/// Known kinds with what only a newer version can have written.
pub(super) const LONGER: &[(&str, &str, Change)] = &[
    ("agreed score of a newer answer", "agreed score", |t| {
        number(t, "5", 7)
    }),
    ("agreed score of answer 0", "agreed score", |t| {
        number(t, "5", 0)
    }),
    ("share of a newer level", "share of a plan", |t| {
        number(t, "5", 4)
    }),
    ("newer stage", "stage", |t| number(t, "4", 6)),
    ("newer signer", "signature of an organization", |t| {
        number(t, "5", 2)
    }),
];

const RANGE: &str = "a number is in its range";
const SCALE: &str = "a scale has six labels, and an item no words for levels or four";
const KEEPS: &str = "a share says no more than its level";

/// Breaks of good contents.
pub(super) const BREAKS: &[(&str, &str, &str, Change)] = &[
    ("scale of five", SCALE, "round", |t| {
        items(at(t, "9")).truncate(5)
    }),
    ("item of three levels", SCALE, "round", |t| {
        items(at(t, "10/0/3/1/2")).truncate(3)
    }),
    ("item that is optional twice", RANGE, "round", |t| {
        number(t, "10/0/3/0/4", 2)
    }),
    ("lowest level 0", RANGE, "pool", |t| number(t, "3/0/5", 0)),
    ("highest level 5", RANGE, "pool", |t| number(t, "3/0/6", 5)),
    ("urgency 0", RANGE, "priority", |t| number(t, "5", 0)),
    ("feasibility 4", RANGE, "priority", |t| number(t, "7", 4)),
    ("101 percent", RANGE, "progress", |t| number(t, "6", 101)),
    ("given up twice", RANGE, "long activity", |t| {
        number(t, "8", 2)
    }),
    (
        "areas at the level of a plan",
        KEEPS,
        "share of areas",
        |t| number(t, "5", 1),
    ),
    ("items at the level of areas", KEEPS, "share of all", |t| {
        number(t, "5", 2)
    }),
];

/// Texts over their limit.
pub(super) const LONG: &[(&str, &str, &str, usize)] = &[
    ("code of 25 bytes", "agreed score", "3", 25),
    (
        "reason of 513 bytes",
        "agreed score",
        "6",
        NOTE_BYTES_MAX + 1,
    ),
    (
        "wording of 513 bytes",
        "round",
        "6/0/1",
        WORDING_BYTES_MAX + 1,
    ),
    ("language of 13 bytes", "round", "6/0/0", 13),
];

/// Lists over their limit: name, content, where, how often its first entry stands there.
pub(super) const MANY: &[(&str, &str, &str, usize)] = &[
    ("25 boxes", "score", "3", SCORE_BOXES_MAX + 1),
    ("17 values before", "priority", "4", OVER_MAX + 1),
    ("51 notes", "pool", "3/0/4", 51),
    ("101 activities", "version", "7", ACTIVITIES_MAX + 1),
];

/// A list of one entry so many times.
pub(super) fn many(tree: &mut Cbor, path: &str, count: usize) {
    let one = items(at(tree, path)).first().cloned();
    let one = one.expect("an entry");
    set(tree, path, Cbor::Array(vec![one; count]));
}
