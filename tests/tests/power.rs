//! **Power cut**: the power fails in the middle of anything, the disk drops any part of what was
//! not synced and tears what it keeps; the engine that starts after it finds all that was called
//! saved.

use asamblea_protocol::replica::Plant;
use asamblea_tests::cuts::{CUTS_PER_LIFE, Count, Mistake, live};

/// How many cuts at every commit; `ASAMBLEA_CUTS` asks for more.
const CUTS: u64 = 2_000;
/// Two, as this machine has processors.
const THREADS: u64 = 2;
/// Lives with a mistake, one of which must show it.
const LIVES_WITH_MISTAKE: u64 = 20;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn nothing_called_saved_is_missing_after_a_power_cut() {
    let cuts = number("ASAMBLEA_CUTS").unwrap_or(CUTS);
    let first = number("ASAMBLEA_SEED").unwrap_or(0);
    let lives = cuts.div_ceil(CUTS_PER_LIFE);
    let counts = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS)
            .map(|part| {
                scope.spawn(move || {
                    let seeds = (first..first + lives).filter(|seed| seed % THREADS == part);
                    seeds
                        .map(|seed| live(seed, Mistake::None))
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        let parts = threads
            .into_iter()
            .flat_map(|thread| thread.join().unwrap());
        parts.collect::<Vec<_>>()
    });
    let mut all = Count::default();
    let mut faults = Vec::new();
    for count in counts {
        match count {
            Ok(count) => all.add(count),
            Err(fault) => faults.push(fault),
        }
    }
    println!("{lives} lives from seed {first}: {all:?}");
    assert!(
        faults.is_empty(),
        "{} lives:\n{}",
        faults.len(),
        faults.join("\n")
    );
    assert!(all.lost > 0 && all.torn > 0 && all.midway > 0, "{all:?}");
}

#[test]
fn each_mistake_of_saving_is_found() {
    for mistake in [
        Mistake::DiskLies,
        Mistake::HeadsFirst,
        Mistake::Plant(Plant::DraftsUnsynced),
        Mistake::Plant(Plant::ToldBeforeDurable),
        Mistake::Plant(Plant::FailedSyncTaken),
    ] {
        let found = (0..LIVES_WITH_MISTAKE).find_map(|seed| live(seed, mistake).err());
        println!("{mistake:?}: {found:?}");
        assert!(found.is_some(), "{mistake:?}");
    }
}
