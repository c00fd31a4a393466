//! Who is out of where she belongs goes out of other spaces, too: production engines, real keys.

#![expect(
    clippy::panic,
    reason = "a test ends where the machine does not let it go on"
)]

use asamblea_node::api::{Reply, Request};
use asamblea_tests::cluster::{Cluster, Settings};
use asamblea_tests::device::Part;

/// The Secretariat, and two other organizations.
const OFFICE: usize = 0;
const HERS: usize = 1;
const OUT: usize = 2;

/// Longer than whoever administers a space waits before her device says there who is out.
const FOLLOWED_MS: u64 = 20_000;
/// Longer than readers wait before they are told who stays.
const TOLD_MS: u64 = 660_000;

fn three() -> Cluster {
    let mut cluster = Cluster::new(Settings::few(41, 3));
    assert!(cluster.begin().is_ok());
    assert_eq!(cluster.devices.len(), 3);
    cluster
}

fn org(cluster: &Cluster, at: usize) -> String {
    let Some(engine) = cluster.devices[at].engine() else {
        panic!("d{at} is off");
    };
    let directory = engine.replica().directory();
    let org = directory.org_of_device(cluster.devices[at].id());
    org.map(|org| org.to_hex()).unwrap_or_default()
}

fn created(cluster: &mut Cluster, at: usize, request: Request) -> String {
    match cluster.done(at, request) {
        Reply::Created(saved) => saved.id,
        Reply::ThreadNew(thread) => thread.id,
        other => panic!("{other:?}"),
    }
}

/// A working space with a thread, made by one for another.
fn shared(cluster: &mut Cluster, by: usize, with: &str) -> (String, String) {
    let new = Request::SpaceNew {
        name: "Comisión".to_owned(),
        kind: "working".to_owned(),
        with: vec![with.to_owned()],
        history: None,
        retain: None,
    };
    let space = created(cluster, by, new);
    let new = Request::ThreadNew {
        space: space.clone(),
        title: "Trabajo".to_owned(),
        body: "Antes".to_owned(),
    };
    let thread = created(cluster, by, new);
    (space, thread)
}

fn meet(cluster: &mut Cluster) {
    for (one, other) in [(OFFICE, HERS), (HERS, OUT), (OFFICE, OUT), (OFFICE, HERS)] {
        cluster.talk(one, other);
    }
}

/// The Secretariat takes an organization out, and says where it knows that this one still reads.
fn take_out(cluster: &mut Cluster, whom: usize) -> Vec<String> {
    let who = org(cluster, whom);
    match cluster.done(OFFICE, Request::OrgRemove { who, urgent: false }) {
        Reply::Membership(row) => {
            assert_eq!(row.state, "removed");
            row.still_in
        }
        other => panic!("{other:?}"),
    }
}

/// How many people read a space, as a device knows it.
fn people(cluster: &mut Cluster, at: usize, space: &str) -> u64 {
    let space = space.to_owned();
    match cluster.done(at, Request::Readers { space }) {
        Reply::Readers(count) => count.people,
        other => panic!("{other:?}"),
    }
}

fn alerts(cluster: &mut Cluster, at: usize, code: &str) -> Vec<String> {
    let rows = cluster.alerts(at, code).into_iter();
    rows.map(|row| row.subject).collect()
}

#[test]
fn an_organization_out_of_the_network_goes_out_of_what_others_administer() {
    let mut cluster = three();
    let with = org(&cluster, OUT);
    let (space, thread) = shared(&mut cluster, HERS, &with);
    meet(&mut cluster);
    assert!(cluster.reads(OUT, &thread, "Antes"));
    // The Secretariat is no member of that space, and cannot name it.
    assert_eq!(take_out(&mut cluster, OUT), [""; 0]);
    cluster.talk(OFFICE, HERS);
    cluster.pass(FOLLOWED_MS);
    assert!(cluster.move_all());
    assert_eq!(people(&mut cluster, HERS, &space), 1);
    assert_eq!(alerts(&mut cluster, HERS, "followed_out"), ["Org d2"]);
    cluster.pass(TOLD_MS);
    assert_eq!(alerts(&mut cluster, HERS, "still_in"), [""; 0]);
    // Whoever is in reads on; whoever is out has no way to hear it, nor a key to open it.
    cluster.reply(HERS, &thread, "Después");
    let _refused = cluster.connect(HERS, OUT, true);
    assert!(cluster.move_all());
    assert!(!cluster.reads(OUT, &thread, "Después"));
}

#[test]
fn a_program_accuses_nobody_who_coordinates_and_readers_are_told_that_she_stays() {
    let mut cluster = three();
    let with = org(&cluster, HERS);
    let (space, _) = shared(&mut cluster, OUT, &with);
    meet(&mut cluster);
    let _none = take_out(&mut cluster, OUT);
    cluster.talk(OFFICE, HERS);
    cluster.pass(FOLLOWED_MS);
    assert!(cluster.move_all());
    assert_eq!(people(&mut cluster, HERS, &space), 2);
    for code in ["followed_out", "still_in", "frozen"] {
        assert_eq!(alerts(&mut cluster, HERS, code), [""; 0], "{code}");
    }
    cluster.pass(TOLD_MS);
    assert_eq!(alerts(&mut cluster, HERS, "still_in"), ["d2"]);
    assert_eq!(alerts(&mut cluster, OUT, "still_in"), [""; 0]);
}

#[test]
fn whom_somebody_lets_in_again_in_knowledge_of_it_stays() {
    let mut cluster = three();
    let with = org(&cluster, OUT);
    let (space, _) = shared(&mut cluster, HERS, &with);
    meet(&mut cluster);
    let _none = take_out(&mut cluster, OUT);
    cluster.talk(OFFICE, HERS);
    cluster.pass(FOLLOWED_MS);
    assert_eq!(people(&mut cluster, HERS, &space), 1);
    let add = Request::SpaceAdd {
        space: space.clone(),
        who: with,
        role: "read".to_owned(),
    };
    let _added = cluster.done(HERS, add);
    cluster.pass(TOLD_MS);
    assert_eq!(people(&mut cluster, HERS, &space), 2);
    assert_eq!(alerts(&mut cluster, HERS, "still_in"), [""; 0]);
}

#[test]
fn a_person_out_of_her_organization_goes_out_of_its_other_spaces_at_once() {
    let mut cluster = three();
    let at = cluster.devices.len();
    assert!(cluster.invite_as(HERS, Part::Person, "member").is_ok());
    cluster.talk(at, HERS);
    let name = cluster.devices[at].name.clone();
    let (space, _) = shared(&mut cluster, HERS, &name);
    cluster.talk(at, HERS);
    assert_eq!(people(&mut cluster, HERS, &space), 2);
    let remove = Request::MemberRemove {
        who: name,
        urgent: false,
    };
    let Reply::Membership(row) = cluster.done(HERS, remove) else {
        panic!("no row");
    };
    assert_eq!((row.state.as_str(), row.epochs_rotated), ("removed", 2));
    assert_eq!(row.still_in, [""; 0]);
    assert_eq!(people(&mut cluster, HERS, &space), 1);
}
