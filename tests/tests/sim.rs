//! The seeded world: production engines, simulated clock, randomness, network and disks.

use std::collections::BTreeMap;

use asamblea_tests::cluster::Settings;
use asamblea_tests::faults::Tally;
use asamblea_tests::workload::run;

const SEEDS: u64 = 100;
const SETTINGS: Settings = Settings {
    seed: 1,
    nodes: 4,
    steps: 200,
    lying_disks: false,
    keep_story: false,
};

/// Seeds that found something: whether they must pass.
fn known_seeds() -> BTreeMap<u64, bool> {
    include_str!("../seeds.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut words = line.split(' ');
            let fixed = words.next()? == "fixed";
            Some((words.next()?.parse().ok()?, fixed))
        })
        .collect()
}

#[test]
fn a_hundred_bad_days_break_no_promise() {
    let known = known_seeds();
    assert!(known.len() >= 6, "the list of seeds is read");
    let (mut faults, mut broken) = (Tally::default(), Vec::new());
    for seed in 1..=SEEDS {
        let outcome = run(Settings { seed, ..SETTINGS });
        faults.merge(&outcome.faults);
        let open = known.get(&seed) == Some(&false);
        if let Some(violation) = outcome.violation
            && !open
        {
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

#[test]
fn a_disk_that_only_says_it_synced_is_found() {
    let found = (1..=SEEDS).find_map(|seed| {
        run(Settings {
            seed,
            lying_disks: true,
            ..SETTINGS
        })
        .violation
        .map(|v| (seed, v))
    });
    let (seed, violation) = found.unwrap_or_else(|| unreachable_plant());
    println!("found with seed {seed}: {violation}");
    assert!(violation.to_string().contains("SavedLost"), "{violation}");
}

#[expect(clippy::panic, reason = "a plant that nobody finds ends the test")]
fn unreachable_plant() -> ! {
    panic!("{SEEDS} seeds did not notice that saved work was lost")
}
