//! Any assessment and any plan.

use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;

use crate::content::*;
use crate::crypto::Digest;
use crate::id::{OpId, SpaceId};
use crate::time::WallTime;

fn id() -> impl Strategy<Value = OpId> {
    any::<[u8; 32]>().prop_map(OpId::from_bytes)
}

fn space() -> impl Strategy<Value = SpaceId> {
    any::<[u8; 32]>().prop_map(SpaceId::from_bytes)
}

fn code() -> impl Strategy<Value = String> {
    "[A-Z0-9-]{1,12}"
}

fn words() -> impl Strategy<Value = Wordings> {
    let one = ("[a-z]{2}", ".{0,30}").prop_map(|(lang, text)| Wording { lang, text });
    vec(one, 0..3).prop_map(|all| Wordings { all })
}

fn statement() -> impl Strategy<Value = Statement> {
    let levels = prop_oneof![Just(Vec::new()), vec(words(), LEVELS)];
    (code(), words(), levels, words(), any::<bool>()).prop_map(
        |(code, text, levels, hint, optional)| Statement {
            code,
            text,
            levels,
            hint,
            optional,
        },
    )
}

fn instrument() -> impl Strategy<Value = Instrument> {
    let area = (code(), words(), words(), vec(statement(), 0..3));
    let area = area.prop_map(|(code, title, why, items)| Area {
        code,
        title,
        why,
        items,
    });
    let scale = vec(words(), SCALE_LABELS);
    let texts = (code(), any::<u32>(), words(), ".{0,20}", ".{0,20}");
    (texts, scale, vec(area, 0..3)).prop_map(
        |((code, version, title, license, author), scale, areas)| Instrument {
            code,
            version,
            title,
            license,
            author,
            scale,
            areas,
        },
    )
}

fn answer() -> impl Strategy<Value = Answer> {
    prop_oneof![
        (1..=4_u8).prop_map(Answer::Level),
        Just(Answer::Unknown),
        Just(Answer::NotApplicable)
    ]
}

fn inside() -> impl Strategy<Value = Body> {
    let score_box = (space(), vec(any::<u8>(), 0..200));
    let score_box = score_box.prop_map(|(to, sealed)| ScoreBox { to, sealed });
    let pooled = (
        code(),
        any::<[u32; 3]>(),
        vec(".{0,30}", 0..3),
        of(1..=4_u8),
        of(1..=4_u8),
    );
    let pooled = pooled.prop_map(|(item, [n, unknown, away], notes, min, max)| PooledItem {
        item,
        n,
        unknown,
        not_applicable: away,
        notes,
        min,
        max,
    });
    let texts = (".{0,40}", of(".{0,40}"), of(".{0,40}"));
    let weight = (1..=3_u8, 1..=3_u8, 1..=3_u8);
    prop_oneof![
        (".{0,40}", any::<u64>(), instrument()).prop_map(|(title, closes, instrument)| {
            RoundNew {
                title,
                closes: WallTime(closes),
                instrument,
            }
            .into()
        }),
        (id(), vec(score_box, 0..4)).prop_map(|(round, boxes)| Score { round, boxes }.into()),
        (id(), vec(pooled, 0..4)).prop_map(|(round, items)| Pool { round, items }.into()),
        (id(), code(), vec(id(), 0..3), answer(), texts).prop_map(
            |(round, item, over, answer, (why, evidence, dissent))| Agree {
                round,
                item,
                over,
                answer,
                why,
                evidence,
                dissent,
            }
            .into()
        ),
        (id(), code(), vec(id(), 0..3), weight).prop_map(
            |(round, item, over, (urgency, importance, feasibility))| Priority {
                round,
                item,
                over,
                weight: Weight {
                    urgency,
                    importance,
                    feasibility,
                },
            }
            .into()
        ),
        (id(), any::<[u8; 32]>()).prop_map(|(round, of)| {
            let of = Digest::from_bytes(of);
            Approve { round, of }.into()
        }),
    ]
}

fn share() -> impl Strategy<Value = Share> {
    let area = (code(), any::<u32>(), any::<u32>());
    let area = area.prop_map(|(area, hundredths, n)| AreaAverage {
        area,
        hundredths,
        n,
    });
    let item = (code(), answer(), ".{0,30}", of(".{0,30}"));
    let item = item.prop_map(|(item, answer, why, evidence)| SharedItem {
        item,
        answer,
        why,
        evidence,
    });
    let level = prop_oneof![Just(Level::Plan), Just(Level::Areas), Just(Level::Full)];
    let lists = (vec(area, 0..3), vec(item, 0..3));
    (id(), space(), vec(id(), 0..3), level, lists).prop_map(
        |(round, org, over, level, (mut areas, mut items))| {
            if level == Level::Plan {
                areas.clear();
            }
            if level != Level::Full {
                items.clear();
            }
            Share {
                round,
                org,
                over,
                level,
                areas,
                items,
            }
        },
    )
}

fn activity() -> impl Strategy<Value = Activity> {
    let texts = (".{0,30}", ".{0,30}", ".{0,20}");
    let more = (
        of(any::<u64>()),
        of(code()),
        of(".{0,20}"),
        of(any::<u64>()),
        of(".{0,20}"),
    );
    (any::<[u8; 16]>(), texts, any::<bool>(), more).prop_map(
        |(id, (objective, activity, who), cancelled, (due, area, support, budget, indicator))| {
            Activity {
                id,
                objective,
                activity,
                who,
                cancelled,
                due: due.map(WallTime),
                area,
                support,
                budget,
                indicator,
            }
        },
    )
}

fn plans() -> impl Strategy<Value = Body> {
    let signer = prop_oneof![Just(Signer::Org), Just(Signer::Secretariat)];
    prop_oneof![
        (".{0,40}", id()).prop_map(|(title, round)| PlanNew { title, round }.into()),
        (id(), vec(id(), 0..3), activity()).prop_map(|(plan, over, activity)| PlanActivity {
            plan,
            over,
            activity
        }
        .into()),
        (
            id(),
            space(),
            any::<[u8; 16]>(),
            vec(id(), 0..3),
            0..=100_u8,
            of(".{0,30}")
        )
            .prop_map(|(plan, org, activity, over, percent, note)| PlanProgress {
                plan,
                org,
                activity,
                over,
                percent,
                note,
            }
            .into()),
        (
            id(),
            space(),
            id(),
            vec(id(), 0..3),
            ".{0,30}",
            vec(activity(), 0..4)
        )
            .prop_map(|(plan, org, round, over, title, activities)| PlanVersion {
                plan,
                org,
                round,
                over,
                title,
                activities,
            }
            .into()),
        (id(), space(), any::<[u8; 32]>(), signer).prop_map(|(plan, org, version, signer)| {
            PlanSign {
                plan,
                org,
                version: Digest::from_bytes(version),
                signer,
            }
            .into()
        }),
    ]
}

pub(super) fn assessments() -> impl Strategy<Value = Body> {
    let stage = prop_oneof![
        Just(Stage::Pooled),
        Just(Stage::Agreeing),
        Just(Stage::Priorities),
        Just(Stage::Approved),
        Just(Stage::Shared)
    ];
    prop_oneof![
        inside(),
        share().prop_map(Body::from),
        (id(), space(), stage)
            .prop_map(|(round, org, stage)| RoundStage { round, org, stage }.into()),
        plans(),
    ]
}

#[test]
fn what_a_share_says_beyond_its_level_is_refused() {
    let area = AreaAverage {
        area: "GOB".to_owned(),
        hundredths: 250,
        n: 4,
    };
    let share = Share {
        round: OpId::from_bytes([1; 32]),
        org: SpaceId::from_bytes([2; 32]),
        over: Vec::new(),
        level: Level::Areas,
        areas: vec![area],
        items: Vec::new(),
    };
    let content = |share: &Share| Content {
        at: WallTime(0),
        body: share.clone().into(),
    };
    let mut bytes = content(&share).encode().unwrap();
    assert!(Content::decode(&bytes).is_ok());
    // The level stands behind two ids and an empty list.
    let at = bytes.iter().rposition(|byte| *byte == 0x81).unwrap() - 1;
    assert_eq!(bytes[at], 2);
    bytes[at] = 1;
    assert_eq!(Content::decode(&bytes), Err(ContentFault::Malformed));
    let told = Share {
        level: Level::Plan,
        ..share
    };
    assert_eq!(content(&told).encode(), Err(ContentFault::Malformed));
}
