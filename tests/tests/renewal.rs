//! Epochs that served a month are renewed by whoever writes next, the admin first.

use asamblea_node::api::{Reply, Request};
use asamblea_protocol::id::SpaceId;
use asamblea_tests::cluster::Cluster;

const DAY_MS: i64 = 86_400_000;

/// The Secretariat and an organization, connected, and the thread that both read.
fn two() -> (Cluster, String) {
    let mut cluster = Cluster::pair(11);
    let rows = match cluster.ask(1, Request::ThreadList { space: None }) {
        Ok(Ok(Reply::Threads(rows))) => rows,
        _ => Vec::new(),
    };
    let thread = rows.first().map(|row| row.id.clone());
    (cluster, thread.unwrap_or_default())
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

fn reply(cluster: &mut Cluster, at: usize, thread: &str, text: &str) {
    let request = Request::ThreadReply {
        id: thread.to_owned(),
        to: None,
        body: text.to_owned(),
    };
    assert!(matches!(cluster.ask(at, request), Ok(Ok(_))));
    assert!(cluster.move_all());
}

fn reads(cluster: &mut Cluster, at: usize, thread: &str, text: &str) -> bool {
    let posts = cluster.posts_of(at, thread);
    posts.iter().any(|post| post.body == text)
}

fn jump(cluster: &mut Cluster, at: usize, days: i64) {
    cluster.devices[at].skew_ms += days * DAY_MS;
}

#[test]
fn an_admin_renews_with_her_words_and_a_writer_some_time_after_hers() {
    let (mut cluster, thread) = two();
    let before = epochs(&cluster, 0);
    jump(&mut cluster, 0, 29);
    reply(&mut cluster, 0, &thread, "todavía no");
    assert_eq!(epochs(&cluster, 0), before);
    jump(&mut cluster, 0, 2);
    reply(&mut cluster, 0, &thread, "pasó un mes");
    reply(&mut cluster, 0, &thread, "y sigo");
    assert_eq!([0, 1].map(|at| epochs(&cluster, at)), [before + 1; 2]);
    assert!(reads(&mut cluster, 1, &thread, "pasó un mes"));

    // An organization's coordinator writes in the network, and is no admin there.
    jump(&mut cluster, 1, 40);
    reply(&mut cluster, 1, &thread, "otro mes");
    assert_eq!(epochs(&cluster, 1), before + 1);
    cluster.pass(120_000);
    assert!(cluster.move_all());
    assert_eq!([0, 1].map(|at| epochs(&cluster, at)), [before + 2; 2]);
    reply(&mut cluster, 1, &thread, "con la nueva");
    assert_eq!(epochs(&cluster, 1), before + 2);
    assert!(reads(&mut cluster, 0, &thread, "con la nueva"));
}

#[test]
fn who_only_reads_on_for_years_mints_nothing() {
    let (mut cluster, _) = two();
    let before = epochs(&cluster, 0);
    for at in [0, 1] {
        jump(&mut cluster, at, 700);
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
        jump(&mut cluster, at, 31);
    }
    reply(&mut cluster, 1, &thread, "primero ella");
    reply(&mut cluster, 0, &thread, "luego la coordinadora");
    assert_eq!(epochs(&cluster, 1), before + 1);
    cluster.pass(120_000);
    assert!(cluster.move_all());
    assert_eq!([0, 1].map(|at| epochs(&cluster, at)), [before + 1; 2]);
}
