//! Individual scores open for an organization's coordinators alone: production engines, real keys.

#![expect(
    clippy::panic,
    reason = "a test ends where the machine does not let it go on"
)]

use asamblea_node::api::{AssessmentRequest, PoolRow, Reply, Request};
use asamblea_tests::cluster::{Cluster, Settings};
use asamblea_tests::device::Part;
use asamblea_tests::workload::instrument;

/// The Secretariat's coordinator and member; an organization's two coordinators and a member.
const SECRETARIAT: usize = 0;
const HEAD: usize = 1;
const MEMBER: usize = 2;
const SECOND: usize = 3;
const CLERK: usize = 4;

fn everybody_meets(cluster: &mut Cluster) {
    for _ in 0..2 {
        for at in [MEMBER, SECOND] {
            cluster.talk(at, HEAD);
        }
        cluster.talk(CLERK, SECRETARIAT);
        cluster.talk(HEAD, SECRETARIAT);
    }
}

fn prepared() -> Cluster {
    let mut cluster = Cluster::new(Settings::few(31, 2));
    assert!(cluster.begin().is_ok());
    assert_eq!(cluster.devices.len(), MEMBER);
    for (by, role) in [
        (HEAD, "member"),
        (HEAD, "coordinator"),
        (SECRETARIAT, "member"),
    ] {
        let at = cluster.devices.len();
        assert!(cluster.invite_as(by, Part::Person, role).is_ok());
        cluster.talk(at, by);
    }
    // Who coordinates is one who was seen to be she.
    let status = match cluster.ask(SECOND, Request::Status) {
        Ok(Ok(Reply::Status(status))) => status,
        other => panic!("{other:?}"),
    };
    let verify = Request::DeviceVerify {
        id: status.device.clone(),
        words: status.safety_words.clone(),
    };
    let verified = cluster.ask(HEAD, verify);
    assert!(matches!(verified, Ok(Ok(_))), "{verified:?}");
    everybody_meets(&mut cluster);
    cluster
}

#[track_caller]
fn ask(cluster: &mut Cluster, at: usize, request: AssessmentRequest) -> Reply {
    cluster.done(at, Request::Assessment(request))
}

fn score(id: &str, score: &str) -> AssessmentRequest {
    AssessmentRequest::Score {
        id: id.to_owned(),
        item: "A1".to_owned(),
        score: score.to_owned(),
        note: Some("palabra".to_owned()),
    }
}

fn pooled(cluster: &mut Cluster, at: usize, id: &str) -> PoolRow {
    let pool = AssessmentRequest::Pool { id: id.to_owned() };
    match ask(cluster, at, pool) {
        Reply::Pool(mut rows) => rows.remove(0),
        other => panic!("{other:?}"),
    }
}

#[test]
fn only_an_organizations_coordinators_open_individual_scores() {
    let mut cluster = prepared();
    let start = AssessmentRequest::Start {
        space: cluster.network(),
        title: "Ronda".to_owned(),
        closes_ms: 1_900_000_000_000,
        instrument: Box::new(instrument(&["A1"])),
    };
    let Reply::Created(round) = ask(&mut cluster, SECRETARIAT, start) else {
        panic!("no round");
    };
    everybody_meets(&mut cluster);
    for (at, level) in [(HEAD, "2"), (MEMBER, "4"), (SECOND, "NS")] {
        let _saved = ask(&mut cluster, at, score(&round.id, level));
    }
    everybody_meets(&mut cluster);

    let now = cluster.now_ms;
    let scores = cluster.devices[HEAD]
        .engine_at(now)
        .unwrap()
        .sealed_scores();
    assert_eq!(scores.len(), 3);
    for (at, holds, opens) in [
        (HEAD, 3, true),
        (SECOND, 3, true),
        (MEMBER, 3, false),
        (SECRETARIAT, 0, false),
        (CLERK, 0, false),
    ] {
        let engine = cluster.devices[at].engine_at(now).unwrap();
        assert_eq!(engine.sealed_scores().len(), holds, "d{at} holds");
        for (round, org, score) in &scores {
            assert_eq!(engine.opens_score(round, *org, score), opens, "d{at} opens");
        }
    }

    let row = pooled(&mut cluster, SECOND, &round.id);
    assert_eq!((row.n, row.min, row.max), (2, Some(2), Some(4)));
    assert_eq!((row.unknown, row.unopened), (1, 0));
    let refused = AssessmentRequest::Pool {
        id: round.id.clone(),
    };
    let refused = cluster.ask(MEMBER, Request::Assessment(refused)).unwrap();
    assert!(refused.is_err(), "{refused:?}");

    // A later score of the same person stands, and an earlier pool is pooled anew.
    let _saved = ask(&mut cluster, MEMBER, score(&round.id, "3"));
    everybody_meets(&mut cluster);
    let row = pooled(&mut cluster, HEAD, &round.id);
    assert_eq!((row.n, row.max), (2, Some(3)));
}
