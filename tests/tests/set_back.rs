//! A device whose whole folder was set back to an older state hears so from others, and says it.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by ending")]

use std::collections::BTreeMap;

use asamblea_node::api::{AlertRow, Reply, Request};
use asamblea_node::store::SimDisk;
use asamblea_tests::cluster::Cluster;
use asamblea_tests::device::Promises;

type Image = BTreeMap<String, Vec<u8>>;

/// The alerts that say so, the acknowledged ones, too.
fn told(cluster: &mut Cluster, at: usize) -> Vec<AlertRow> {
    cluster.alerts(at, "set_back")
}

/// Two devices and a thread; the second wrote, closed, and wrote once more: its disk of before, and
/// the thread.
fn written(seed: u64) -> (Cluster, Image, String) {
    let mut cluster = Cluster::pair(seed);
    let id = cluster.thread_shown_to(0);
    cluster.reply(1, &id, "antes");
    cluster.pass(5_000);
    cluster.power_off(1, true);
    let older = cluster.devices[1].disk.image();
    cluster.power_on(1).unwrap();
    meet(&mut cluster);
    cluster.reply(1, &id, "después");
    cluster.reply(1, &id, "y otra vez");
    assert!(cluster.reads(0, &id, "y otra vez"));
    (cluster, older, id)
}

fn meet(cluster: &mut Cluster) {
    assert!(cluster.connect(0, 1, false) && cluster.move_all());
    cluster.pass(2_000);
    assert!(cluster.move_all());
}

/// The second device comes back with another disk, and meets nobody.
fn come_back(cluster: &mut Cluster, image: &Image) {
    cluster.power_off(1, true);
    cluster.devices[1].disk = SimDisk::from_image(image);
    cluster.devices[1].promises = Promises {
        draft_unknown: true,
        ..Promises::default()
    };
    cluster.devices[1].set_back = true;
    cluster.power_on(1).unwrap();
}

fn restart(cluster: &mut Cluster) {
    cluster.power_off(1, true);
    cluster.power_on(1).unwrap();
}

#[test]
fn a_folder_set_back_is_told_once_a_peer_brings_what_it_lacks() {
    let (mut cluster, older, id) = written(31);
    // The one that knows all is not told anything, however often it starts and meets.
    restart(&mut cluster);
    meet(&mut cluster);
    assert_eq!(told(&mut cluster, 1), []);

    come_back(&mut cluster, &older);
    assert_eq!(cluster.alerts(1, "damaged"), [], "alone nothing differs");
    assert_eq!(told(&mut cluster, 1), [], "alone nothing differs");
    assert!(!cluster.reads(1, &id, "después"));
    meet(&mut cluster);
    let rows = told(&mut cluster, 1);
    let [row] = rows.as_slice() else {
        panic!("{rows:?}");
    };
    let device = cluster.devices[1].id().to_hex();
    assert_eq!(
        (row.device.as_ref(), row.me, row.done),
        (Some(&device), true, false)
    );
    assert!(cluster.reads(1, &id, "después") && cluster.reads(1, &id, "y otra vez"));
    assert_eq!(told(&mut cluster, 0), [], "nobody else is told");
    // It goes on from there: no second history.
    cluster.reply(1, &id, "sigo");
    for at in 0..2 {
        assert!(cluster.reads(at, &id, "sigo"));
        assert_eq!(cluster.alerts(at, "fork"), []);
    }
    // It stands until it is acknowledged, and comes no second time by itself.
    restart(&mut cluster);
    meet(&mut cluster);
    assert_eq!(told(&mut cluster, 1), rows);
    let done = Request::AlertDone { id: row.id.clone() };
    let _done = cluster.done(1, done);
    restart(&mut cluster);
    meet(&mut cluster);
    assert!(told(&mut cluster, 1).iter().all(|row| row.done));

    // Set back once more, it is told once more.
    cluster.pass(5_000);
    cluster.power_off(1, true);
    let acknowledged = cluster.devices[1].disk.image();
    cluster.power_on(1).unwrap();
    meet(&mut cluster);
    cluster.reply(1, &id, "más");
    come_back(&mut cluster, &acknowledged);
    meet(&mut cluster);
    let open = told(&mut cluster, 1).into_iter().filter(|row| !row.done);
    assert_eq!(open.count(), 1);
}

#[test]
fn a_locked_device_that_was_set_back_says_so_after_it_was_unlocked() {
    for restarts in [false, true] {
        let (mut cluster, older, id) = written(32);
        come_back(&mut cluster, &older);
        let now_ms = cluster.now_ms;
        cluster.devices[1].engine_at(now_ms).unwrap().lock(false);
        meet(&mut cluster);
        if restarts {
            // A loss of power while it is locked.
            restart(&mut cluster);
        } else {
            let root = cluster.devices[1].root();
            let now_ms = cluster.now_ms;
            let engine = cluster.devices[1].engine_at(now_ms).unwrap();
            engine.unlock(&root, [8; 32]).unwrap();
        }
        assert_eq!(told(&mut cluster, 1).len(), 1, "restarts: {restarts}");
        assert!(cluster.reads(1, &id, "después"));
        cluster.pass(5_000);
        restart(&mut cluster);
        assert_eq!(told(&mut cluster, 1).len(), 1, "restarts: {restarts}");
    }
}

#[test]
fn a_bundle_that_brings_back_what_a_device_had_written_tells_as_well() {
    let (mut cluster, older, id) = written(33);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("memoria").to_string_lossy().into_owned();
    let export = Request::BundleExport {
        path: path.clone(),
        spaces: Vec::new(),
        since: None,
    };
    let _made = cluster.done(0, export);
    let import = Request::BundleImport { path };
    let Reply::Bundle(known) = cluster.done(1, import.clone()) else {
        panic!("a report");
    };
    assert_eq!((known.ops, told(&mut cluster, 1)), (0, Vec::new()));
    come_back(&mut cluster, &older);
    let _taken = cluster.done(1, import);
    assert_eq!(told(&mut cluster, 1).len(), 1);
    assert!(cluster.reads(1, &id, "y otra vez"));
}

#[test]
fn what_a_copy_wrote_first_is_told_though_nothing_forked() {
    let (mut cluster, _, id) = written(34);
    cluster.power_off(1, true);
    let whole = cluster.devices[1].disk.image();
    // A copy of its disk is at work meanwhile.
    come_back(&mut cluster, &whole);
    meet(&mut cluster);
    cluster.reply(1, &id, "la copia");
    come_back(&mut cluster, &whole);
    meet(&mut cluster);
    assert!(cluster.reads(1, &id, "la copia"));
    assert_eq!(cluster.alerts(1, "fork"), []);
    assert_eq!(told(&mut cluster, 1).len(), 1);
}

#[test]
fn two_histories_are_told_as_such() {
    let (mut cluster, older, id) = written(35);
    come_back(&mut cluster, &older);
    let again = Request::ThreadReply {
        id,
        to: None,
        body: "otra historia".to_owned(),
    };
    let _said = cluster.done(1, again);
    cluster.oracle.may_fork(cluster.devices[1].id());
    meet(&mut cluster);
    assert_eq!(cluster.alerts(0, "fork").len(), 1);
    assert_eq!(cluster.alerts(1, "fork").len(), 1);
}
