//! **Bit rot**: whatever happens to a file of a profile is noticed or harmless, shows nothing
//! wrong, shortens nothing in silence, and one meeting with a peer heals it. Also while the profile
//! is open.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test ends where its world cannot be made, and prints its counts"
)]

use asamblea_tests::rot::{Outcome, Sample, Tally, Wound, try_one, try_running};

/// How many wounds at every commit; `ASAMBLEA_ROT` asks for more.
const WOUNDS: u64 = 500;
/// One of so many strikes a profile that is open.
const RUNNING_PART: u64 = 5;
/// Two, as this machine has processors.
const THREADS: u64 = 2;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// A wound of one seed, and what came of it.
type One = fn(&Sample, u64) -> Result<(Wound, Outcome), String>;

/// Tries so many seeds on each thread, and counts what came of them.
fn try_many(name: &str, (first, wounds): (u64, u64), sample: &Sample, one: One) -> Tally {
    let done = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS)
            .map(|part| {
                scope.spawn(move || {
                    let (mut tally, mut faults) = (Tally::default(), Vec::new());
                    let seeds = first..first + wounds;
                    for seed in seeds.filter(|seed| seed % THREADS == part) {
                        match one(sample, seed) {
                            Ok((wound, outcome)) => tally.add(&wound, outcome),
                            Err(fault) => faults.push(fault),
                        }
                    }
                    (tally, faults)
                })
            })
            .collect();
        let parts = threads.into_iter().map(|thread| thread.join().unwrap());
        parts.collect::<Vec<_>>()
    });
    let (mut all, mut faults) = (Tally::default(), Vec::new());
    for (tally, more) in done {
        all.merge(tally);
        faults.extend(more);
    }
    println!("{wounds} wounds, {name}, from seed {first}:\n{all}");
    let shown = faults.iter().take(40).cloned().collect::<Vec<_>>();
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        shown.join("\n")
    );
    all
}

#[test]
fn whatever_rots_is_said_and_healed() {
    let wounds = number("ASAMBLEA_ROT").unwrap_or(WOUNDS);
    let first = number("ASAMBLEA_SEED").unwrap_or(0);
    let sample = Sample::new(9);
    let all = try_many("closed", (first, wounds), &sample, try_one);
    assert!(all.of(Outcome::Healed) > 0 && all.of(Outcome::Mended) > 0);
    let running = (first, wounds.div_ceil(RUNNING_PART));
    let all = try_many("running", running, &sample, try_running);
    assert!(all.of(Outcome::Healed) > 0 && all.of(Outcome::Mended) > 0);
    assert_eq!(all.of(Outcome::Harmless), 0);
}
