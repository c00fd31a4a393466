//! The two days of a recovery, by the clocks of those who may confirm it.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test ends where the machine does not let it go on"
)]

use asamblea_node::api::{Reply, Request};
use asamblea_node::engine::RECOVERY_WAIT_MS;
use asamblea_protocol::membership::Stage;
use asamblea_tests::cluster::{Cluster, Settings};
use asamblea_tests::device::{Device, Part};

const HOUR_MS: i64 = 3_600_000;
/// The Secretariat's coordinator, Ana, and two who keep parts for her. Between them stands an
/// organization with which a world begins.
const COORDINATOR: usize = 0;
const ANA: usize = 2;
const HOLDERS: [usize; 2] = [3, 4];

/// Ana set recovery up, and everybody knows.
fn prepared(seed: u64) -> Cluster {
    let mut cluster = Cluster::new(Settings::few(seed, 1));
    assert!(cluster.begin().is_ok());
    for _ in 0..3 {
        let at = cluster.devices.len();
        assert!(
            cluster
                .invite_as(COORDINATOR, Part::Person, "member")
                .is_ok()
        );
        meet(&mut cluster, at, COORDINATOR);
    }
    let names = HOLDERS.map(|at| cluster.devices[at].name.clone());
    let setup = Request::RecoverySetup {
        with: names.to_vec(),
        need: None,
    };
    let made = cluster.ask(ANA, setup);
    assert!(matches!(made, Ok(Ok(Reply::RecoverySetup(_)))), "{made:?}");
    for at in 1..cluster.devices.len() {
        meet(&mut cluster, at, COORDINATOR);
    }
    cluster
}

/// Two connect, as often as one of them begins anew, and say everything.
fn meet(cluster: &mut Cluster, one: usize, other: usize) {
    for _ in 0..4 {
        let _met = cluster.connect(one, other, true);
        assert!(cluster.move_all());
        cluster.pass(2_000);
        assert!(cluster.move_all());
    }
}

/// A new device, with the answers of both holders, that used its place at the coordinator's.
fn begun(cluster: &mut Cluster, root: u8) -> usize {
    let at = cluster.devices.len();
    let part = Part::Second;
    let device = Device::new(format!("d{at}"), [0, ANA], part, [root; 32]);
    cluster.devices.push(device);
    assert!(cluster.power_on(at).is_ok());
    let now = cluster.now_ms;
    let engine = cluster.devices[at].engine_at(now).unwrap();
    engine.begin_asking(None).unwrap();
    let request = engine.recovering().unwrap().request;
    let answers = HOLDERS.map(|holder| {
        let help = Request::RecoveryHelp {
            code: request.clone(),
            whose: None,
            words: None,
            answer: true,
        };
        match cluster.ask(holder, help) {
            Ok(Ok(Reply::RecoveryHelp(help))) => help.answer.unwrap(),
            other => panic!("{other:?}"),
        }
    });
    let engine = cluster.devices[at].engine_at(now).unwrap();
    engine.take_answers(&answers).unwrap();
    let code = engine.recovered_code().unwrap().encode();
    assert!(cluster.devices[at].join_with(&code));
    at
}

fn stage(cluster: &mut Cluster, at: usize, device: usize) -> Option<Stage> {
    let id = cluster.devices[device].id();
    let now = cluster.now_ms;
    let engine = cluster.devices[at].engine_at(now)?;
    engine.recovery_stage(id)
}

fn wait(cluster: &mut Cluster, hours: i64) {
    cluster.devices[COORDINATOR].skew_ms += hours * HOUR_MS;
    cluster.pass(2_000);
    assert!(cluster.move_all());
}

fn cut_all(cluster: &mut Cluster) {
    let numbers: Vec<_> = cluster.links.iter().map(|link| link.number).collect();
    for number in numbers {
        cluster.cut(number);
    }
}

fn refuse(cluster: &mut Cluster) {
    let refused = cluster.ask(ANA, Request::RecoveryRefuse { id: None });
    assert!(matches!(refused, Ok(Ok(_))), "{refused:?}");
}

#[test]
fn after_two_days_by_her_own_clock_a_coordinators_node_confirms_it() {
    assert_eq!(RECOVERY_WAIT_MS, 48 * 3_600_000);
    let mut cluster = prepared(5);
    let new = begun(&mut cluster, 9);
    meet(&mut cluster, new, COORDINATOR);
    assert_eq!(stage(&mut cluster, COORDINATOR, new), Some(Stage::Waiting));
    wait(&mut cluster, 47);
    assert_eq!(stage(&mut cluster, COORDINATOR, new), Some(Stage::Waiting));
    assert!(cluster.devices[new].joining.is_some());
    // Whoever keeps parts has no word in it, whatever her clock says.
    for holder in HOLDERS {
        cluster.devices[holder].skew_ms += 500 * HOUR_MS;
    }
    cluster.pass(2_000);
    assert_eq!(stage(&mut cluster, COORDINATOR, new), Some(Stage::Waiting));
    wait(&mut cluster, 2);
    assert_eq!(stage(&mut cluster, COORDINATOR, new), Some(Stage::Done));
    meet(&mut cluster, new, COORDINATOR);
    assert!(cluster.devices[new].joining.is_none());
    let threads = cluster.ask(new, Request::ThreadList { space: None });
    let Ok(Ok(Reply::Threads(rows))) = threads else {
        panic!("{threads:?}");
    };
    assert_eq!(rows.len(), 1, "she reads what was before");
}

#[test]
fn a_refusal_stands_also_beside_the_confirmation() {
    let mut cluster = prepared(6);
    let new = begun(&mut cluster, 9);
    meet(&mut cluster, new, COORDINATOR);
    meet(&mut cluster, ANA, COORDINATOR);
    cut_all(&mut cluster);
    // Apart from each other: she refuses, and the clock runs out.
    refuse(&mut cluster);
    wait(&mut cluster, 49);
    assert_eq!(stage(&mut cluster, COORDINATOR, new), Some(Stage::Done));
    meet(&mut cluster, ANA, COORDINATOR);
    for at in [COORDINATOR, ANA] {
        assert_eq!(stage(&mut cluster, at, new), Some(Stage::Refused));
    }
    wait(&mut cluster, 100);
    assert_eq!(stage(&mut cluster, COORDINATOR, new), Some(Stage::Refused));
}

#[test]
fn no_clock_chooses_between_two_that_begin_at_once() {
    let mut cluster = prepared(7);
    let [one, other] = [9, 10].map(|root| begun(&mut cluster, root));
    cut_all(&mut cluster);
    // Each meets somebody who knows nothing of the other.
    meet(&mut cluster, one, COORDINATOR);
    let holder = HOLDERS[0];
    assert_eq!(stage(&mut cluster, holder, one), None);
    meet(&mut cluster, other, holder);
    meet(&mut cluster, holder, COORDINATOR);
    for new in [one, other] {
        let known = stage(&mut cluster, COORDINATOR, new);
        assert_eq!(known, Some(Stage::Contested));
    }
    wait(&mut cluster, 100);
    let known = stage(&mut cluster, COORDINATOR, one);
    assert_eq!(known, Some(Stage::Contested));
}
