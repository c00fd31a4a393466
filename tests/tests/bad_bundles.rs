//! **Bad bundles**: whatever somebody makes of a bundle is refused by name, its good parts are
//! kept, the intact one afterwards brings everything, and none of it takes much memory or time.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test ends where its world cannot be made"
)]

use std::ffi::CString;
use std::fs::File;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::time::{Duration, Instant};

use asamblea_node::api::ErrorKind;
use asamblea_tests::stick::{Damage, Outcome, Stick, Tally, try_one};
use tempfile::TempDir;

/// How many at every commit; `ASAMBLEA_STICKS` asks for more.
const STICKS: u64 = 500;
/// Two, as the machine that checks commits has processors.
const THREADS: u64 = 2;
/// The most memory that this process may ever hold: two readers, two bundles, and what reads them.
const MEMORY_KIB_MAX: u64 = 300 * 1024;
/// The longest that one may take where other processes have the processors most of the time: what
/// never ends takes longer.
const READ_MAX: Duration = Duration::from_secs(60);

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// The most memory that this process ever held, in KiB.
fn peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let number = line.and_then(|line| line.split_whitespace().nth(1));
    number.unwrap().parse().unwrap()
}

fn many(stick: &Stick, scratch: &Path, count: u64) -> (Tally, Vec<String>) {
    let first = number("ASAMBLEA_SEED").unwrap_or(0);
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS)
            .map(|part| {
                scope.spawn(move || {
                    let (mut tally, mut faults) = (Tally::default(), Vec::new());
                    let seeds = first..first + count;
                    for seed in seeds.filter(|seed| seed % THREADS == part) {
                        match try_one(stick, scratch, seed) {
                            Ok((damage, outcome, took)) => tally.add(damage, outcome, took),
                            Err(fault) => faults.push(fault),
                        }
                    }
                    (tally, faults)
                })
            })
            .collect();
        let (mut all, mut faults) = (Tally::default(), Vec::new());
        for (tally, more) in threads.into_iter().map(|thread| thread.join().unwrap()) {
            all.merge(tally);
            faults.extend(more);
        }
        (all, faults)
    })
}

/// Files that are no bundles at all: each is refused at once, by name.
fn no_files(stick: &Stick, scratch: &Path) {
    let pipe = scratch.join("pipe");
    let name = CString::new(pipe.to_str().unwrap()).unwrap();
    let mode = rustix::fs::Mode::from_raw_mode(0o600);
    rustix::fs::mknodat(rustix::fs::CWD, &name, rustix::fs::FileType::Fifo, mode, 0).unwrap();
    let endless = scratch.join("endless");
    symlink("/dev/zero", &endless).unwrap();
    let long = scratch.join("long");
    File::create(&long).unwrap().set_len(10 << 30).unwrap();
    // As long as is read at all, and nothing in it.
    let empty = scratch.join("empty");
    File::create(&empty).unwrap().set_len(1 << 30).unwrap();
    // A head that claims all of it, for nobody or for 255 whom nobody knows.
    let claims: Vec<_> = [0, 255]
        .map(|readers| {
            let path = scratch.join(format!("claims-{readers}"));
            std::fs::write(&path, Damage::head(readers, 10_000)).unwrap();
            let file = File::options().write(true).open(&path).unwrap();
            file.set_len(1 << 30).unwrap();
            path
        })
        .into();
    let cases: [(&Path, Option<ErrorKind>); 8] = [
        (&pipe, Some(ErrorKind::NotFound)),
        (&endless, Some(ErrorKind::NotFound)),
        (scratch, Some(ErrorKind::NotFound)),
        (&scratch.join("../../none"), Some(ErrorKind::NotFound)),
        (&long, Some(ErrorKind::TooLong)),
        (&empty, None),
        (&claims[0], None),
        (&claims[1], None),
    ];
    for (path, want) in cases {
        let mut reader = stick.reader();
        let began = Instant::now();
        let result = stick.import(&mut reader, path);
        let took = began.elapsed();
        match (result, want) {
            (Ok(report), None) => assert!(report.refused > 0 && report.ops == 0, "{report:?}"),
            (Err(error), Some(want)) => assert_eq!(error.kind, want, "{}", path.display()),
            (result, _) => panic!("{}: {result:?}", path.display()),
        }
        assert!(took < READ_MAX, "{}: {took:?}", path.display());
    }
}

#[test]
fn whatever_becomes_of_a_bundle_is_refused_by_name_and_its_good_parts_are_kept() {
    let count = number("ASAMBLEA_STICKS").unwrap_or(STICKS);
    let stick = Stick::new(4);
    let scratch = TempDir::with_prefix("asamblea-sticks-").unwrap();
    println!(
        "a bundle of {} KiB, {} sections, {} chunks, {} posts for its reader",
        stick.bytes.len() / 1024,
        stick.sections.len(),
        stick.chunks.len(),
        stick.whole.posts.len() - stick.before.posts.len()
    );
    no_files(&stick, scratch.path());
    println!("files that are none: {} KiB at most so far", peak_kib());
    let began = Instant::now();
    let (tally, faults) = many(&stick, scratch.path(), count);
    let (took, peak) = (began.elapsed(), peak_kib());
    println!(
        "{count} bundles in {took:.0?}, the slowest read in {:.0?}; {peak} KiB at most:\n{tally}",
        tally.slowest
    );
    let shown = faults.iter().take(40).cloned().collect::<Vec<_>>();
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        shown.join("\n")
    );
    assert!(peak < MEMORY_KIB_MAX, "{peak} KiB");
    assert!(tally.slowest < READ_MAX, "{:?}", tally.slowest);
    if count >= STICKS {
        assert_eq!(tally.kinds(), Damage::ALL.len());
        for outcome in [Outcome::Whole, Outcome::Part, Outcome::Nothing] {
            assert!(tally.of(outcome) > 0, "{outcome:?}");
        }
        assert!(tally.of(Outcome::Refused("not_permitted")) > 0);
    }
}
