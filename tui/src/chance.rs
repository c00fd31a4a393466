//! For tests: files that nobody wrote for us, good ones changed by chance; one seed gives one
//! sequence.

use std::path::Path;
use std::time::{Duration, Instant};

/// Inputs of each reader at every commit; `ASAMBLEA_FUZZ` asks for more.
const INPUTS: u64 = 20_000;
/// And the longest that it may go on with them, at every commit.
const TIME: Duration = Duration::from_secs(15);
/// The longest that one reading may take: a tenth of a second, and three times as long where the
/// program is hardly optimized. What takes longer is read again, for others have the machine, too.
const READING_MAX: Duration = Duration::from_millis(if cfg!(debug_assertions) { 300 } else { 100 });
const AGAIN: usize = 5;
/// No sample grows longer by what is done to it.
const BYTES_MAX: usize = 64 * 1024;
/// Bytes at which readers go wrong: lengths, and what texts, TOML and JSON are told apart by.
const BYTES: [u8; 20] = [
    0, 1, 0xd8, 0xd9, 0xda, 0xe1, 0xff, b'"', b'\'', b'\\', b'{', b'}', b'[', b']', b'=', b':',
    b',', b'.', b'\n', b'-',
];

/// Chance from a seed that is not 0.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    /// A number under `n`; 0 for 0.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % n.max(1) as u64).unwrap()
    }

    /// Some sample, changed in one to five places.
    pub(crate) fn changed(&mut self, samples: &[Vec<u8>]) -> Vec<u8> {
        let mut bytes = samples[self.below(samples.len())].clone();
        for _ in 0..1 + self.below(5) {
            let len = bytes.len();
            let at = self.below(len);
            let end = (at + 1 + self.below(24)).min(len);
            match self.below(7) {
                0 if at < len => bytes[at] ^= 1 << self.below(8),
                1 if at < len => bytes[at] = BYTES[self.below(BYTES.len())],
                2 => bytes.truncate(at),
                3 => drop(bytes.drain(at..end)),
                4 => {
                    let part = bytes[at..end].to_vec();
                    let times = 1 << self.below(8);
                    bytes.splice(at..at, part.repeat(times));
                }
                5 => {
                    let other = &samples[self.below(samples.len())];
                    let from = self.below(other.len());
                    bytes.truncate(at);
                    bytes.extend_from_slice(&other[from..]);
                }
                _ => {
                    let length = [0, 1, 2, 8, 0xffff][self.below(5)] as u16;
                    bytes.splice(at..at, length.to_be_bytes());
                }
            }
        }
        bytes.truncate(BYTES_MAX);
        bytes
    }
}

/// How many inputs were asked for, or so many.
pub(crate) fn inputs_or(usual: u64) -> u64 {
    let asked = std::env::var("ASAMBLEA_FUZZ").ok();
    asked.and_then(|count| count.parse().ok()).unwrap_or(usual)
}

/// Gives a reader of texts what `tests/corpora/NAME/` keeps, these, and then changed ones; it says
/// whether it took each. Of all, some are taken and some refused, or nothing was tried.
pub(crate) fn feed(name: &str, more: &[&str], mut read: impl FnMut(&str) -> bool) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/corpora");
    let files = std::fs::read_dir(folder.join(name)).expect("what is tried first");
    let mut paths: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    paths.sort();
    let mut samples: Vec<Vec<u8>> = paths.iter().map(|p| std::fs::read(p).unwrap()).collect();
    samples.extend(more.iter().map(|text| text.as_bytes().to_vec()));
    let count = inputs_or(INPUTS);
    let (mut chance, mut longest, mut taken) = (Chance(7), Duration::ZERO, 0_u64);
    let mut one = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes);
        let mut least = Duration::MAX;
        for _ in 0..AGAIN {
            let began = Instant::now();
            taken += u64::from(read(&text));
            least = least.min(began.elapsed());
            if least <= READING_MAX {
                longest = longest.max(least);
                return;
            }
        }
        panic!("{least:?} for {text:?}");
    };
    for sample in &samples {
        one(sample);
    }
    let (began, mut changed) = (Instant::now(), 0_u64);
    while changed < count && (count > INPUTS || began.elapsed() < TIME) {
        one(&chance.changed(&samples));
        changed += 1;
    }
    println!(
        "{name}: {} samples, {changed} changed, {taken} taken, longest {longest:?}",
        samples.len()
    );
    let tried = changed + samples.len() as u64;
    assert!(
        changed / 100 < taken && taken < tried,
        "{taken} of {tried} taken"
    );
}
