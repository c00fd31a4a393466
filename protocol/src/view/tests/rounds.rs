//! Assessments and plans: the same in any order, and only from those who may.

use proptest::prelude::*;

use super::*;
use crate::content::{
    Activity, Agree, Answer, Approve, Level, PlanActivity, PlanNew, PlanProgress, PlanSign,
    PlanVersion, Pool, PooledItem, Priority, RoundStage, Score, Share, Signer, Stage, Weight,
};

const ORG: SpaceId = SpaceId::from_bytes([3; 32]);
const ROUND: OpId = OpId::from_bytes([200; 32]);

/// Content in the organization's own space.
fn said_inside(n: u8, depth: u32, body: impl Into<Body>) -> Admitted {
    Admitted {
        space: ORG,
        depth,
        ..said(n, body)
    }
}

fn agree(item: &str, level: u8, over: &[u8]) -> Agree {
    Agree {
        round: ROUND,
        item: item.to_owned(),
        over: over.iter().map(|n| id(*n)).collect(),
        answer: Answer::Level(level),
        why: format!("por {level}"),
        evidence: None,
        dissent: None,
    }
}

fn activity(who: &str) -> Activity {
    Activity {
        id: [9; 16],
        objective: "o".to_owned(),
        activity: "a".to_owned(),
        who: who.to_owned(),
        cancelled: false,
        due: Some(WallTime(9)),
        area: None,
        support: None,
        budget: None,
        indicator: None,
    }
}

fn progress(percent: u8, over: &[u8]) -> PlanProgress {
    PlanProgress {
        plan: id(20),
        org: ORG,
        activity: [9; 16],
        over: over.iter().map(|n| id(*n)).collect(),
        percent,
        note: None,
    }
}

/// A round as two coordinators take it through, partly at once.
fn history() -> Vec<Admitted> {
    let pooled = |n| PooledItem {
        item: "A1".to_owned(),
        n,
        unknown: 0,
        not_applicable: 0,
        notes: Vec::new(),
        min: Some(1),
        max: Some(3),
    };
    let score = |boxes| Score {
        round: ROUND,
        boxes,
    };
    let weight = Weight {
        urgency: 3,
        importance: 2,
        feasibility: 1,
    };
    vec![
        said_inside(1, 1, score(Vec::new())),
        said_inside(
            2,
            2,
            Pool {
                round: ROUND,
                items: vec![pooled(1)],
            },
        ),
        said_inside(
            3,
            3,
            Pool {
                round: ROUND,
                items: vec![pooled(2)],
            },
        ),
        said_inside(4, 4, agree("A1", 2, &[])),
        // Two at once over the first, then one over both.
        said_inside(5, 5, agree("A1", 3, &[4])),
        said_inside(6, 5, agree("A1", 1, &[4])),
        said_inside(7, 6, agree("A1", 2, &[5, 6])),
        // Two at once that nobody chose between.
        said_inside(8, 4, agree("A2", 4, &[])),
        said_inside(9, 4, agree("A2", 3, &[])),
        said_inside(
            10,
            7,
            Priority {
                round: ROUND,
                item: "A1".to_owned(),
                over: Vec::new(),
                weight,
            },
        ),
    ]
    .into_iter()
    .chain(plan_history())
    .collect()
}

/// The plan that comes of it: an activity that changes hands, and how far it is.
fn plan_history() -> Vec<Admitted> {
    vec![
        said_inside(
            20,
            8,
            PlanNew {
                title: "p".to_owned(),
                round: ROUND,
            },
        ),
        said_inside(
            21,
            9,
            PlanActivity {
                plan: id(20),
                over: Vec::new(),
                activity: activity("Ana"),
            },
        ),
        said_inside(
            22,
            10,
            PlanActivity {
                plan: id(20),
                over: vec![id(21)],
                activity: activity("Eva"),
            },
        ),
        said_inside(23, 11, progress(10, &[])),
        said_inside(24, 12, progress(60, &[23])),
    ]
}

fn seen(views: &Views) -> String {
    let rounds = views.rounds(ORG).unwrap();
    let inside = rounds.inside(&ROUND).unwrap();
    let pooled: Vec<u32> = inside.pooled().map(|item| item.n).collect();
    let a1 = inside.agreed()["A1"].value().map(|agreed| agreed.answer);
    let a2 = inside.agreed()["A2"].heads().count();
    let plans = views.plans(ORG).unwrap();
    let version = plans.get(&id(20)).unwrap().version(ORG, Vec::new());
    let percent = plans.published(&id(20), ORG).unwrap().progress[&[9; 16]]
        .value()
        .map(|progress| progress.percent);
    format!(
        "{pooled:?} {a1:?} {a2} {} {:?} {} {percent:?} {:?}",
        inside.people(),
        inside.stage(&ROUND),
        version.activities[0].who,
        version.digest().unwrap(),
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn assessments_and_plans_are_the_same_in_any_order(
        order in Just((0..history().len()).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let take = |order: &[usize]| {
            let (mut views, all) = (Views::default(), history());
            for at in order {
                views.take(all[*at].clone());
            }
            views
        };
        let plain = take(&(0..history().len()).collect::<Vec<_>>());
        let shuffled = take(&order);
        prop_assert_eq!(seen(&shuffled), seen(&plain));
        prop_assert_eq!(shuffled.state_hash(ORG), plain.state_hash(ORG));
    }
}

fn inside_of(views: &Views) -> &Inside {
    views.rounds(ORG).unwrap().inside(&ROUND).unwrap()
}

#[test]
fn two_values_at_once_stand_beside_each_other_until_one_follows() {
    let mut views = Views::default();
    history().into_iter().for_each(|op| {
        views.take(op);
    });
    let inside = inside_of(&views);
    let level = |item: &str| inside.agreed()[item].value().map(|one| one.answer);
    assert_eq!(level("A1"), Some(Answer::Level(2)));
    assert_eq!(level("A2"), None);
    assert!(inside.agreed()["A2"].is_split());
    assert_eq!(inside.digest(&ROUND), None, "nothing split is approved");
    assert_eq!(inside.pooled().next().unwrap().n, 2);
    assert_eq!(
        inside.people(),
        0,
        "nothing is pooled once something is agreed"
    );
    views.take(said_inside(11, 9, agree("A2", 4, &[8, 9])));
    let digest = inside_of(&views).digest(&ROUND).unwrap();
    let approve = Approve {
        round: ROUND,
        of: digest,
    };
    views.take(said_inside(12, 10, approve));
    assert!(inside_of(&views).is_approved(&ROUND));
    // A later change asks again; back to what was approved, it is approved.
    views.take(said_inside(13, 11, agree("A2", 1, &[11])));
    assert!(!inside_of(&views).is_approved(&ROUND));
    views.take(said_inside(14, 12, agree("A2", 4, &[13])));
    assert!(inside_of(&views).is_approved(&ROUND));
}

#[test]
fn members_and_other_organizations_decide_nothing() {
    let mut views = Views::default();
    let role = |role, op: Admitted| Admitted { role, ..op };
    let other = SpaceId::from_bytes([4; 32]);
    let share = |org, level| Share {
        round: ROUND,
        org,
        over: Vec::new(),
        level,
        areas: Vec::new(),
        items: Vec::new(),
    };
    let stage = Stage::Pooled;
    views.take(role(Role::Write, said_inside(1, 1, agree("A1", 2, &[]))));
    views.take(Admitted {
        org: Some(other),
        ..said_inside(2, 1, agree("A1", 2, &[]))
    });
    views.take(role(Role::Write, said(3, share(ORG, Level::Full))));
    views.take(said(4, share(other, Level::Full)));
    views.take(said(
        5,
        RoundStage {
            round: ROUND,
            org: other,
            stage,
        },
    ));
    assert!(views.rounds(ORG).unwrap().inside(&ROUND).is_none());
    assert_eq!(views.rounds(SPACE).unwrap().outside(&ROUND).count(), 0);
    views.take(said(6, share(ORG, Level::Areas)));
    let rounds = views.rounds(SPACE).unwrap();
    let (org, outside) = rounds.outside(&ROUND).next().unwrap();
    assert_eq!(
        (org, outside.shared.value().unwrap().level),
        (ORG, Level::Areas)
    );
}

#[test]
fn organization_and_secretariat_sign_one_version_and_a_change_asks_again() {
    let mut views = Views::default();
    let version = |who: &str, over: &[u8]| PlanVersion {
        plan: id(20),
        org: ORG,
        round: ROUND,
        over: over.iter().map(|n| id(*n)).collect(),
        title: "p".to_owned(),
        activities: vec![activity(who)],
    };
    let first = version("Ana", &[]).digest().unwrap();
    assert_eq!(version("Ana", &[7]).digest().unwrap(), first);
    let sign = |digest, signer| PlanSign {
        plan: id(20),
        org: ORG,
        version: digest,
        signer,
    };
    let other = SpaceId::from_bytes([4; 32]);
    let office = |n, office, body| Admitted {
        org: Some(other),
        role: Role::None,
        office,
        ..said(n, body)
    };
    views.take(said(1, version("Ana", &[])));
    views.take(said(2, sign(first, Signer::Org)));
    // Neither another organization nor one that does not hold the office.
    views.take(office(3, Role::Write, sign(first, Signer::Secretariat)));
    views.take(office(4, Role::Admin, sign(first, Signer::Org)));
    let signers = |views: &Views, digest| {
        let published = views.plans(SPACE).unwrap().published(&id(20), ORG).unwrap();
        let signed = published.signed(&digest);
        signed.iter().map(|one| one.signer).collect::<Vec<_>>()
    };
    assert_eq!(signers(&views, first), [Signer::Org]);
    views.take(office(5, Role::Admin, sign(first, Signer::Secretariat)));
    assert_eq!(signers(&views, first), [Signer::Org, Signer::Secretariat]);
    let second = version("Eva", &[1]).digest().unwrap();
    assert_ne!(second, first);
    views.take(said(6, version("Eva", &[1])));
    assert!(signers(&views, second).is_empty());
    let published = views.plans(SPACE).unwrap().published(&id(20), ORG).unwrap();
    assert_eq!(published.version.value().unwrap().digest(), Ok(second));
    assert_eq!(published.first_signed(), Some(WallTime(2)));
}

#[test]
fn versions_that_say_the_same_are_one_in_every_order_of_arrival() {
    let version = |who: &str, over: &[u8]| PlanVersion {
        plan: id(20),
        org: ORG,
        round: ROUND,
        over: over.iter().map(|n| id(*n)).collect(),
        title: "p".to_owned(),
        activities: vec![activity(who)],
    };
    // One is changed, then changed back: the first and the third say the same.
    let chain = [
        (1, version("Ana", &[])),
        (2, version("Eva", &[1])),
        (3, version("Ana", &[2])),
    ];
    let digest = |who: &str| version(who, &[]).digest().unwrap();
    for order in [
        [0, 1, 2],
        [0, 2, 1],
        [1, 0, 2],
        [1, 2, 0],
        [2, 0, 1],
        [2, 1, 0],
    ] {
        let mut views = Views::default();
        for at in order {
            let (n, version) = chain[at].clone();
            views.take(said(n, version));
        }
        let published = views.plans(SPACE).unwrap().published(&id(20), ORG).unwrap();
        let saying = |who: &str| published.saying(&digest(who)).collect::<Vec<_>>();
        assert_eq!(saying("Ana"), [id(1), id(3)], "{order:?}");
        assert_eq!(saying("Eva"), [id(2)], "{order:?}");
        assert!(saying("Sol").is_empty());
        let (last, at) = published.last().unwrap();
        assert_eq!((last.digest(), at), (Ok(digest("Ana")), WallTime(3)));
    }
}

#[test]
fn the_network_has_a_plan_that_its_office_alone_writes() {
    let mut views = Views::default();
    let told = |office, n, body: Body| Admitted {
        org: Some(ORG),
        office,
        ..said(n, body)
    };
    let new = PlanNew {
        title: "p".to_owned(),
        round: ROUND,
    };
    let change = |n| PlanActivity {
        plan: id(n),
        over: Vec::new(),
        activity: activity("Org A"),
    };
    let version = |n| PlanVersion {
        plan: id(n),
        org: SPACE,
        round: ROUND,
        over: Vec::new(),
        title: "p".to_owned(),
        activities: vec![activity("Org A")],
    };
    // An admin of the space without the office writes none there, and publishes none.
    views.take(told(Role::Write, 1, new.clone().into()));
    views.take(told(Role::Write, 2, change(1).into()));
    views.take(told(Role::Write, 3, version(1).into()));
    let plans = views.plans(SPACE);
    assert!(plans.is_none_or(|plans| plans.iter().next().is_none()));
    assert!(plans.is_none_or(|plans| plans.published(&id(1), SPACE).is_none()));
    // Nor does the office without being admin there.
    let out = told(Role::Admin, 4, new.clone().into());
    views.take(Admitted {
        role: Role::Write,
        ..out
    });
    assert!(
        views
            .plans(SPACE)
            .is_none_or(|plans| plans.get(&id(4)).is_none())
    );
    views.take(told(Role::Admin, 5, new.into()));
    views.take(told(Role::Admin, 6, change(5).into()));
    views.take(told(Role::Admin, 7, version(5).into()));
    let progress = PlanProgress {
        plan: id(5),
        org: SPACE,
        ..progress(40, &[])
    };
    views.take(told(Role::Write, 8, progress.clone().into()));
    let plans = views.plans(SPACE).unwrap();
    let plan = plans.get(&id(5)).unwrap();
    let published = plans.published(&id(5), SPACE).unwrap();
    let standing = published.version.value().unwrap();
    assert_eq!(plan.version(SPACE, Vec::new()).digest(), standing.digest());
    assert!(published.progress.is_empty());
    views.take(told(Role::Admin, 9, progress.into()));
    let published = views
        .plans(SPACE)
        .unwrap()
        .published(&id(5), SPACE)
        .unwrap();
    assert_eq!(
        published.progress[&[9; 16]].value().map(|one| one.percent),
        Some(40)
    );
}
