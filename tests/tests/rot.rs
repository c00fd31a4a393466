//! **Bit rot**: whatever happens to a file of a profile is noticed or harmless, shows nothing
//! wrong, shortens nothing in silence, and one meeting with a peer heals it.

use asamblea_tests::rot::{Outcome, Sample, Tally, try_one};

/// How many wounds at every commit; `ASAMBLEA_ROT` asks for more.
const WOUNDS: u64 = 500;
/// Two, as this machine has processors.
const THREADS: u64 = 2;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn whatever_rots_is_said_and_healed() {
    let wounds = number("ASAMBLEA_ROT").unwrap_or(WOUNDS);
    let first = number("ASAMBLEA_SEED").unwrap_or(0);
    let sample = Sample::new(9);
    let done = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS)
            .map(|part| {
                let sample = &sample;
                scope.spawn(move || {
                    let (mut tally, mut faults) = (Tally::default(), Vec::new());
                    let seeds = first..first + wounds;
                    for seed in seeds.filter(|seed| seed % THREADS == part) {
                        match try_one(sample, seed) {
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
    println!("{wounds} wounds from seed {first}:\n{all}");
    let shown = faults.iter().take(40).cloned().collect::<Vec<_>>();
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        shown.join("\n")
    );
    assert!(all.of(Outcome::Healed) > 0 && all.of(Outcome::Mended) > 0);
}
