//! The seeded world: production engines, simulated clock, randomness, network and disks.

use std::collections::BTreeSet;

use asamblea_node::api::Request;
use asamblea_node::engine::Engine;
use asamblea_node::store::SimDisk;
use asamblea_protocol::replica::Plant;
use asamblea_protocol::replica::Replica;
use asamblea_tests::cluster::{Cluster, Numbers, Settings};
use asamblea_tests::device::{Part, Promises};
use asamblea_tests::faults::Tally;
use asamblea_tests::workload::run;

const SEEDS: u64 = 100;
const SETTINGS: Settings = Settings {
    seed: 1,
    nodes: 4,
    steps: 200,
    plant: None,
    keep_story: false,
};

/// Seeds that found something.
fn known_seeds() -> BTreeSet<u64> {
    include_str!("../seeds.txt")
        .lines()
        .filter_map(|line| line.strip_prefix("fixed ")?.split(' ').next()?.parse().ok())
        .collect()
}

#[test]
fn a_hundred_bad_days_break_no_promise() {
    let known = known_seeds();
    assert!(known.len() >= 6, "the list of seeds is read");
    let (mut faults, mut broken) = (Tally::default(), Vec::new());
    for seed in (1..=SEEDS).chain(known.into_iter().filter(|seed| *seed > SEEDS)) {
        let outcome = run(Settings { seed, ..SETTINGS });
        faults.merge(&outcome.faults);
        if let Some(violation) = outcome.violation {
            broken.push(format!("seed {seed}: {violation}"));
        }
    }
    println!(
        "{SEEDS} seeds of {} steps, faults fired:\n{faults}",
        SETTINGS.steps
    );
    assert!(broken.is_empty(), "{}", broken.join("\n"));
    // A fault that never fires tests nothing.
    let listed = faults.to_string();
    for kind in [
        "Cut",
        "Reorder",
        "Partition",
        "Crash",
        "Clock",
        "FullDisk",
        "Removal",
        "Join",
    ] {
        let fired = listed.lines().find_map(|line| {
            let (count, name) = line.trim().split_once(' ')?;
            (name.trim() == kind).then(|| count.parse::<u64>().ok())?
        });
        assert!(
            fired.unwrap_or(0) >= 50,
            "{kind} fired {fired:?} times:\n{listed}"
        );
    }
}

#[test]
fn one_seed_is_one_day() {
    for seed in [3, 77] {
        let (one, again) = (
            run(Settings { seed, ..SETTINGS }),
            run(Settings { seed, ..SETTINGS }),
        );
        assert_eq!(
            (one.trace, one.acts, one.frames),
            (again.trace, again.acts, again.frames)
        );
    }
}

/// The first seed that notices a planted bug must notice it by the promise that it breaks.
#[track_caller]
fn found(plant: Plant, broken: &str) -> String {
    let first = (1..=SEEDS).find_map(|seed| {
        let plant = Some(plant);
        let outcome = run(Settings {
            seed,
            plant,
            ..SETTINGS
        });
        outcome.violation.map(|violation| (seed, violation))
    });
    let (seed, violation) = first.unwrap_or_else(|| unnoticed());
    assert!(violation.to_string().contains(broken), "{violation}");
    format!("{plant:?}: found with seed {seed}: {violation}")
}

#[test]
fn a_disk_that_only_says_it_synced_is_found() {
    println!("{}", found(Plant::DiskLies, "Lost"));
}

#[test]
fn writing_on_under_a_key_that_the_removed_hold_is_found() {
    println!("{}", found(Plant::UncleanEpoch, "Exclusion"));
}

#[test]
fn showing_what_the_removed_write_is_found() {
    println!("{}", found(Plant::RemovedAuthor, "Ghost"));
}

#[expect(clippy::panic, reason = "a plant that nobody finds ends the test")]
fn unnoticed() -> ! {
    panic!("{SEEDS} seeds did not notice the planted bug")
}

/// A world of three where nothing went wrong yet.
fn three() -> Cluster {
    let mut cluster = Cluster::new(Settings {
        nodes: 3,
        ..SETTINGS
    });
    assert!(cluster.begin().is_ok());
    cluster
}

fn remove(cluster: &mut Cluster, whom: usize) {
    let directory = cluster.devices[0].engine().map(Engine::replica);
    let directory = directory.map(Replica::directory);
    let id = cluster.devices[whom].id();
    let org = directory.and_then(|directory| directory.org_of(directory.person_of(id)?));
    let request = Request::OrgRemove {
        who: org.map(|org| org.to_hex()).unwrap_or_default(),
        urgent: false,
    };
    assert!(matches!(cluster.ask(0, request), Ok(Ok(_))));
}

#[test]
fn who_was_taken_out_stays_out_after_a_failed_write() {
    let mut cluster = three();
    let removed = cluster.devices[1].transport();
    assert!(cluster.devices[2].gate.contains(&removed));
    // The removal reaches the disk, but its sync is said to have failed.
    cluster.devices[2].disk.fail_syncs(1);
    remove(&mut cluster, 1);
    cluster.move_all();
    assert!(cluster.devices[2].is_broken());
    cluster.pass(10_000);
    assert!(!cluster.devices[2].is_broken());
    cluster.devices[2].disk.fail_syncs(0);
    for _ in 0..3 {
        cluster.connect(0, 2, false);
        cluster.move_all();
    }
    assert!(!cluster.devices[2].gate.contains(&removed));
}

#[test]
fn whom_one_word_suspends_is_heard_until_a_second_decides() {
    let mut cluster = three();
    assert!(cluster.invite_as(1, Part::Person, "coordinator").is_ok());
    assert!(cluster.settle("joining").is_ok());
    let accused = cluster.devices[3].transport();
    // Each side of a wall does not know what the other says: the founder compares words with her,
    // which makes her a coordinator, and the head of her organization takes her out.
    for link in cluster.links.clone_numbers(1) {
        cluster.cut(link);
    }
    cluster.walls = vec![(1, 0), (1, 2), (1, 3)];
    assert!(cluster.verify(3).is_ok());
    assert!(cluster.take_out(1, 3, false).is_ok());
    assert!(!cluster.devices[1].gate.contains(&accused));
    let settled = cluster.settle("one word").map_err(|v| v.to_string());
    assert_eq!(settled, Ok(()));
    for at in 0..3 {
        assert!(cluster.devices[at].gate.contains(&accused), "d{at}");
    }
    let word = cluster.oracle.removals[0].op.to_hex();
    assert!(matches!(
        cluster.ask(0, Request::Second { id: word }),
        Ok(Ok(_))
    ));
    assert!(cluster.settle("two words").is_ok());
    for at in 0..3 {
        assert!(!cluster.devices[at].gate.contains(&accused), "d{at}");
    }
}

#[test]
fn a_run_that_begins_with_what_is_held_is_sent_on_whole() {
    let mut cluster = three();
    let network = cluster.network();
    let say = |cluster: &mut Cluster, title: &str| {
        let request = Request::ThreadNew {
            space: network.clone(),
            title: title.to_owned(),
            body: title.to_owned(),
        };
        assert!(matches!(cluster.ask(0, request), Ok(Ok(_))));
        cluster.move_all();
    };
    // What d1 hears one by one lies in as many places of its journal.
    say(&mut cluster, "uno");
    say(&mut cluster, "dos");
    cluster.power_off(2, true);
    let before = cluster.devices[2].disk.image();
    for link in cluster.links.clone_numbers(0) {
        cluster.cut(link);
    }
    say(&mut cluster, "tres");
    say(&mut cluster, "cuatro");
    // A bundle holds all of it in one run; d1 lacks the end of that.
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("bundle").to_string_lossy().into_owned();
    let export = Request::BundleExport {
        path: path.clone(),
        spaces: Vec::new(),
        since: None,
    };
    assert!(matches!(cluster.ask(0, export), Ok(Ok(_))));
    assert!(matches!(
        cluster.ask(1, Request::BundleImport { path }),
        Ok(Ok(_))
    ));
    cluster.power_off(0, true);
    let held = |cluster: &Cluster, at: usize| {
        let replica = cluster.devices[at].engine().map(Engine::replica);
        replica.map(|replica| {
            let network = replica.directory().network();
            let graph = replica.graph();
            let logs = network.into_iter().flat_map(|space| graph.logs_of(space));
            logs.map(|log| (log, graph.len(&log))).collect::<Vec<_>>()
        })
    };
    let whole = held(&cluster, 1);
    for restarted in [false, true] {
        if restarted {
            cluster.power_off(1, true);
            assert!(cluster.power_on(1).is_ok());
        }
        cluster.devices[2].disk = SimDisk::from_image(&before);
        cluster.devices[2].promises = Promises::default();
        assert!(cluster.power_on(2).is_ok());
        assert!(cluster.connect(1, 2, false));
        cluster.move_all();
        assert_eq!(held(&cluster, 2), whole, "restarted: {restarted}");
        cluster.power_off(2, true);
    }
}
