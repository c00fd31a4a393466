//! Epochs that served a month are renewed by whoever writes next, the admin first.

use asamblea_protocol::id::SpaceId;
use asamblea_tests::cluster::Cluster;

/// The Secretariat and an organization, connected, and the thread that both read.
fn two() -> (Cluster, String) {
    let mut cluster = Cluster::pair(11);
    let thread = cluster.thread_shown_to(1);
    (cluster, thread)
}

/// Epochs of the network, as a device knows them.
fn epochs(cluster: &Cluster, at: usize) -> usize {
    let network = SpaceId::from_hex(&cluster.network());
    let engine = cluster.devices[at].engine();
    let counted = engine.zip(network).map(|(engine, network)| {
        let epochs = engine.replica().epochs();
        epochs.of_space(network).count()
    });
    counted.unwrap_or(0)
}

#[test]
fn an_admin_renews_with_her_words_and_a_writer_some_time_after_hers() {
    let (mut cluster, thread) = two();
    let before = epochs(&cluster, 0);
    cluster.jump(0, 29);
    cluster.reply(0, &thread, "todavía no");
    assert_eq!(epochs(&cluster, 0), before);
    cluster.jump(0, 2);
    cluster.reply(0, &thread, "pasó un mes");
    cluster.reply(0, &thread, "y sigo");
    assert_eq!([0, 1].map(|at| epochs(&cluster, at)), [before + 1; 2]);
    assert!(cluster.reads(1, &thread, "pasó un mes"));

    // An organization's coordinator writes in the network, and is no admin there.
    cluster.jump(1, 40);
    cluster.reply(1, &thread, "otro mes");
    assert_eq!(epochs(&cluster, 1), before + 1);
    cluster.pass(120_000);
    assert!(cluster.move_all());
    assert_eq!([0, 1].map(|at| epochs(&cluster, at)), [before + 2; 2]);
    cluster.reply(1, &thread, "con la nueva");
    assert_eq!(epochs(&cluster, 1), before + 2);
    assert!(cluster.reads(0, &thread, "con la nueva"));
}

#[test]
fn who_only_reads_on_for_years_mints_nothing() {
    let (mut cluster, _) = two();
    let before = epochs(&cluster, 0);
    for at in [0, 1] {
        cluster.jump(at, 700);
    }
    cluster.pass(600_000);
    assert!(cluster.move_all());
    assert_eq!([0, 1].map(|at| epochs(&cluster, at)), [before; 2]);
}

#[test]
fn a_writer_leaves_it_to_the_admin_who_writes_meanwhile() {
    let (mut cluster, thread) = two();
    let before = epochs(&cluster, 0);
    for at in [0, 1] {
        cluster.jump(at, 31);
    }
    cluster.reply(1, &thread, "primero ella");
    cluster.reply(0, &thread, "luego la coordinadora");
    assert_eq!(epochs(&cluster, 1), before + 1);
    cluster.pass(120_000);
    assert!(cluster.move_all());
    assert_eq!([0, 1].map(|at| epochs(&cluster, at)), [before + 1; 2]);
}
