//! The seeded world: production engines, simulated clock, randomness, network and disks.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};

use asamblea_node::api::Request;
use asamblea_node::engine::Engine;
use asamblea_node::store::SimDisk;
use asamblea_protocol::replica::Plant;
use asamblea_protocol::replica::Replica;
use asamblea_tests::cluster::{Cluster, Numbers, Settings};
use asamblea_tests::device::{Part, Promises};
use asamblea_tests::faults::{Fault, Tally};
use asamblea_tests::workload::run;

/// Days that every run of the tests plays; `ASAMBLEA_DAYS` says otherwise.
const SEEDS: u64 = 200;
/// Days of a network of many organizations.
const ORGS_SEEDS: u64 = 8;
const ORGS: usize = 16;
/// Planted bugs of which a day is known that notices them.
const NOTICED_MIN: usize = 14;
/// What strikes in harsh days alone.
const HARSH: [Fault; 5] = [
    Fault::BitFlip,
    Fault::Unhealed,
    Fault::Space,
    Fault::SpaceRole,
    Fault::SpaceLeft,
];
/// Days on which a planted bug may be noticed, from its own on.
const PLANT_DAYS: u64 = 24;
const SETTINGS: Settings = Settings {
    seed: 1,
    nodes: 6,
    steps: 300,
    plant: None,
    harsh: false,
    keep_story: false,
};

/// Seeds that found something.
fn known_seeds() -> BTreeSet<u64> {
    include_str!("../seeds.txt")
        .lines()
        .filter_map(|line| line.strip_prefix("fixed ")?.split(' ').next()?.parse().ok())
        .collect()
}

/// Runs days on every core; tells what struck and which promises broke.
fn days(seeds: &BTreeSet<u64>, settings: Settings) -> (Tally, Vec<String>) {
    let seeds: Vec<u64> = seeds.iter().copied().collect();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let day = || {
        let (mut faults, mut broken) = (Tally::default(), Vec::new());
        while let Some(seed) = seeds.get(next.fetch_add(1, Ordering::Relaxed)) {
            let seed = *seed;
            let outcome = run(Settings { seed, ..settings });
            faults.merge(&outcome.faults);
            broken.extend(outcome.violation.map(|v| format!("seed {seed}: {v}")));
        }
        (faults, broken)
    };
    let (mut faults, mut broken) = (Tally::default(), Vec::new());
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(day)).collect();
        for (more, found) in threads.into_iter().filter_map(|thread| thread.join().ok()) {
            faults.merge(&more);
            broken.extend(found);
        }
    });
    (faults, broken)
}

#[test]
fn bad_days_break_no_promise() {
    let mut seeds = known_seeds();
    assert!(seeds.len() >= 6, "the list of seeds is read");
    let said = std::env::var("ASAMBLEA_DAYS").ok();
    seeds.extend(1..=said.and_then(|days| days.parse().ok()).unwrap_or(SEEDS));
    let (faults, broken) = days(&seeds, SETTINGS);
    let (count, nodes, steps) = (seeds.len(), SETTINGS.nodes, SETTINGS.steps);
    println!("{count} seeds of {nodes} nodes, {steps} steps, faults fired:\n{faults}");
    assert!(broken.is_empty(), "{}", broken.join("\n"));
    // A fault that never fires tests nothing.
    let steady = Fault::ALL
        .into_iter()
        .filter(|fault| !HARSH.contains(fault));
    let silent = steady.filter(|fault| faults.of(*fault) == 0);
    let silent: Vec<Fault> = silent.collect();
    assert!(silent.is_empty(), "never struck: {silent:?}");
}

#[test]
fn bad_days_of_many_organizations_break_no_promise() {
    let settings = Settings {
        nodes: ORGS,
        ..SETTINGS
    };
    let (faults, broken) = days(&(1..=ORGS_SEEDS).collect(), settings);
    println!("{ORGS_SEEDS} seeds of {ORGS} nodes, faults fired:\n{faults}");
    assert!(broken.is_empty(), "{}", broken.join("\n"));
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

/// Each planted bug is noticed by a promise that it breaks: on its day, or soon after, since every
/// change of what is said moves the days.
#[test]
fn planted_bugs_are_noticed() {
    let lines: Vec<Vec<&str>> = include_str!("../plants.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split(' ').collect())
        .collect();
    for (plant, name, _) in Plant::ALL {
        let line = lines.iter().find(|line| line.first() == Some(name));
        let Some([_, seed, promises]) = line.map(Vec::as_slice) else {
            continue;
        };
        let first: u64 = seed.parse().unwrap_or(0);
        let noticed = (first..first + PLANT_DAYS).find_map(|seed| {
            let outcome = run(Settings {
                seed,
                plant: Some(*plant),
                ..SETTINGS
            });
            let named = format!("{:?}", outcome.violation?.broken);
            let fits = promises.split('|').any(|promise| promise == named);
            fits.then_some((seed, named))
        });
        println!("{name}: {noticed:?}");
        assert!(noticed.is_some(), "{name}");
    }
    assert!(lines.len() >= NOTICED_MIN, "{}", lines.len());
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
