//! **Bit rot**: whatever happens to a file of a profile is noticed or harmless, shows nothing
//! wrong, shortens nothing in silence, and one meeting with a peer heals it. Also while the profile
//! is open.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test ends where its world cannot be made, and prints its counts"
)]

use std::sync::Arc;

use asamblea_node::api::{Reply, Request};
use asamblea_node::engine::Engine;
use asamblea_node::store::{Index, IndexEntry, IndexError, MemoryIndex, RealDisk};
use asamblea_tests::rot::{Outcome, Sample, Sight, Tally, Wound, open, talk, try_one, try_running};

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

/// An index whose entries vanish and no word said, until it is distrusted: as one whose file had a
/// bit flipped while it was open, and was closed as it was.
struct Leaking {
    entries: MemoryIndex,
    /// Calls of `insert` so far.
    inserts: u64,
    trusted: bool,
}

impl Leaking {
    /// One entry in so many is kept.
    const KEPT: u64 = 4;

    fn answer(&self) -> Result<(), IndexError> {
        let trusted = self.trusted.then_some(());
        trusted.ok_or(IndexError::Rebuild)
    }
}

impl Index for Leaking {
    fn insert(&mut self, name: &[u8], number: u64, value: &[u8]) -> Result<(), IndexError> {
        self.answer()?;
        self.inserts += 1;
        if self.inserts.is_multiple_of(Self::KEPT) {
            self.entries.insert(name, number, value)?;
        }
        Ok(())
    }

    fn floor(&mut self, name: &[u8], number: u64) -> Result<Option<IndexEntry>, IndexError> {
        self.answer()?;
        self.entries.floor(name, number)
    }

    fn scan(&mut self, name: &[u8], from: u64, most: usize) -> Result<Vec<IndexEntry>, IndexError> {
        self.answer()?;
        self.entries.scan(name, from, most)
    }

    fn covered(&mut self) -> Result<Option<Vec<u8>>, IndexError> {
        self.answer()?;
        self.entries.covered()
    }

    fn set_covered(&mut self, mark: Vec<u8>) -> Result<(), IndexError> {
        self.answer()?;
        self.entries.set_covered(mark)
    }

    fn clear(&mut self) -> Result<(), IndexError> {
        self.answer()?;
        self.entries.clear()
    }

    fn flush(&mut self) -> Result<(), IndexError> {
        self.answer()
    }

    fn distrust(&mut self) {
        self.trusted = false;
    }
}

fn with_leaking_index(sample: &Sample, folder: &std::path::Path) -> Engine {
    let index = Leaking {
        entries: MemoryIndex::new(),
        inserts: 0,
        trusted: true,
    };
    let disk = Arc::new(RealDisk::new(folder.to_owned()));
    open(disk, Box::new(index), &sample.root, (3, sample.ms)).unwrap()
}

#[test]
fn an_index_whose_entries_vanished_is_found_by_doctor_and_filled_anew() {
    let sample = Sample::new(9);
    let copy = sample.copy_to_scratch();
    let mut engine = with_leaking_index(&sample, copy.path());
    // What is shown comes from the journal, and a short look asks the mark alone.
    for (deep, filled) in [(false, false), (true, true), (true, false)] {
        let Ok(Reply::Checks(rows)) = engine.request(Request::Doctor { deep }) else {
            unreachable!("it answers");
        };
        let row = rows.iter().find(|row| row.check == "index").unwrap();
        assert!(row.ok, "{row:?}");
        assert_eq!(
            row.mended && row.detail.contains("lacked"),
            filled,
            "{row:?}"
        );
    }
    let sight = Sight::of(&mut engine);
    assert_eq!(sight.states, sample.truth.states);
    assert_eq!(sight.posts, sample.truth.posts);
}

#[test]
fn what_an_index_lost_goes_to_others_in_the_meeting_that_finds_it() {
    let sample = Sample::new(9);
    let copy = sample.copy_to_scratch();
    let mut engine = with_leaking_index(&sample, copy.path());
    let (thread, _) = sample.truth.posts.values().next().unwrap().clone();
    let bodies = ["uno", "dos", "tres"];
    for body in bodies {
        let (id, to) = (thread.clone(), None);
        let body = body.to_owned();
        let said = engine.request(Request::ThreadReply { id, to, body });
        assert!(said.is_ok(), "{said:?}");
        engine.flush().unwrap();
    }
    let ms = sample.ms + 10_000;
    let mut peer = sample.peer.wake(ms);
    talk(&mut engine, &mut peer, None, (ms, 40));
    let theirs = Sight::of(&mut peer);
    let told = |body: &&&str| theirs.posts.values().any(|(_, text)| text == **body);
    assert_eq!(bodies.iter().filter(told).count(), bodies.len());
    assert_eq!(theirs.states, Sight::of(&mut engine).states);
}
