//! Changes good samples by chance and lets somebody read the result, again and again: no panic, no
//! memory beyond a limit, no long work. One seed gives one sequence.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::dice::Dice;

/// The most bytes that one reading may hold at a time.
pub const MEMORY_MAX: u64 = 256 * 1024 * 1024;
/// The longest that one reading may take: a tenth of a second, and three times as long where the
/// program is hardly optimized.
pub const TIME_MAX: Duration =
    Duration::from_millis(if cfg!(debug_assertions) { 300 } else { 100 });
/// What takes longer is read again so often: what was done once for all does not count.
const AGAIN: usize = 5;
/// Crashes that one run keeps.
const CRASHES_MAX: usize = 5;
/// No sample grows longer by what is done to it.
const SAMPLE_BYTES_MAX: usize = 512 * 1024;

/// What somebody reads.
pub struct Target<'a> {
    /// Its name.
    pub name: &'static str,
    /// Good samples, or bad ones that stand for a rule.
    pub corpus: Vec<Vec<u8>>,
    /// Makes another input of the samples: [`changed`], or [`changed_json`].
    pub change: fn(&[Vec<u8>], &mut Dice) -> Vec<u8>,
    /// How it reads.
    pub read: Read<'a>,
}

/// Reads bytes; gives how many bytes of memory it held at most.
pub type Read<'a> = Box<dyn FnMut(&[u8]) -> u64 + 'a>;

/// What came of it.
#[derive(Debug, Default)]
pub struct Report {
    name: &'static str,
    samples: usize,
    executions: u64,
    longest: Duration,
    memory: u64,
    /// Inputs that did harm, with what they did.
    pub crashes: Vec<(String, Vec<u8>)>,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:<22} {:>4} samples {:>10} executions, longest {:>9.2?}, {:>7} KiB at most, {} crashes",
            self.name,
            self.samples,
            self.executions,
            self.longest,
            self.memory / 1024,
            self.crashes.len()
        )
    }
}

/// Reads the samples as they are, then so many changed ones, for so long at most.
///
/// # Panics
///
/// When the target has no sample.
#[must_use]
pub fn run(mut target: Target<'_>, executions: u64, time: Duration, seed: u64) -> Report {
    assert!(!target.corpus.is_empty(), "{}", target.name);
    let mut report = Report {
        name: target.name,
        samples: target.corpus.len(),
        ..Report::default()
    };
    let mut dice = Dice::new(seed, target.name.len() as u64 + 1_000);
    let corpus = std::mem::take(&mut target.corpus);
    for sample in &corpus {
        one(&mut target, sample, &mut report);
    }
    let began = Instant::now();
    for _ in 0..executions {
        if began.elapsed() > time || report.crashes.len() >= CRASHES_MAX {
            break;
        }
        let bytes = (target.change)(&corpus, &mut dice);
        one(&mut target, &bytes, &mut report);
    }
    report
}

/// How long this thread has had a processor: on a busy machine others have it meanwhile.
fn worked() -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanos = told.split(' ').next().and_then(|text| text.parse().ok());
    // Where the system does not tell, the clock does.
    nanos.map_or_else(since_start, Duration::from_nanos)
}

fn since_start() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    START.elapsed()
}

fn one(target: &mut Target<'_>, bytes: &[u8], report: &mut Report) {
    report.executions += 1;
    let mut least = Duration::MAX;
    for _ in 0..AGAIN {
        let began = worked();
        let memory = catch_unwind(AssertUnwindSafe(|| (target.read)(bytes)));
        least = least.min(worked().saturating_sub(began));
        let Ok(memory) = memory else {
            report.crashes.push(("a panic".to_owned(), bytes.to_vec()));
            return;
        };
        report.memory = report.memory.max(memory);
        if memory > MEMORY_MAX {
            let what = format!("{memory} bytes of memory");
            report.crashes.push((what, bytes.to_vec()));
            return;
        }
        if least <= TIME_MAX {
            report.longest = report.longest.max(least);
            return;
        }
    }
    report.longest = report.longest.max(least);
    report.crashes.push((format!("{least:?}"), bytes.to_vec()));
}

/// Some sample, changed in one to five places.
#[must_use]
pub fn changed(corpus: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = dice.pick_one(corpus).unwrap_or_default();
    for _ in 0..1 + dice.below(5) {
        change(&mut bytes, corpus, dice);
    }
    bytes.truncate(SAMPLE_BYTES_MAX);
    bytes
}

/// Texts at which programs go wrong.
const TEXTS: [&str; 10] = [
    "",
    " ",
    "0",
    "-1",
    "../../x",
    "\u{1b}]52;c;aGk=\u{7}",
    "\u{202e}abc",
    "é\u{301}\u{301}👩‍👩‍👧",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "null",
];

/// Some sample that is JSON, with one to three values in it replaced; now and then its bytes are
/// changed as those of any other.
#[must_use]
pub fn changed_json(corpus: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let sample = dice.pick_one(corpus).unwrap_or_default();
    let value = serde_json::from_slice::<Value>(&sample);
    let Ok(mut value) = value
        .map_err(drop)
        .and_then(|value| match dice.percent(20) {
            true => Err(()),
            false => Ok(value),
        })
    else {
        return changed(corpus, dice);
    };
    for _ in 0..1 + dice.below(3) {
        let other = dice.pick_one(corpus).unwrap_or_default();
        let other = serde_json::from_slice(&other).unwrap_or(Value::Null);
        change_value(&mut value, &other, dice);
    }
    value.to_string().into_bytes()
}

/// Replaces a value, or one inside it; some of what takes its place comes from another sample.
fn change_value(value: &mut Value, other: &Value, dice: &mut Dice) {
    let deeper = dice.percent(85);
    match value {
        Value::Object(fields) if deeper && !fields.is_empty() => {
            let at = dice.index(fields.len());
            let Some(inner) = fields.values_mut().nth(at) else {
                return;
            };
            return change_value(inner, other, dice);
        }
        Value::Array(values) if deeper && !values.is_empty() => {
            let at = dice.index(values.len());
            return change_value(&mut values[at], other, dice);
        }
        _ => {}
    }
    *value = match dice.below(8) {
        0 => dice.pick(&NUMBERS).unwrap_or(0).into(),
        1 => dice.pick(&TEXTS).unwrap_or_default().into(),
        2 => "ñ".repeat(dice.index(70_000)).into(),
        3 => Value::Null,
        4 => Value::Bool(dice.percent(50)),
        5 => {
            // A list of lists of lists would be larger than any line that is read.
            let room = SAMPLE_BYTES_MAX / value.to_string().len().max(1);
            vec![value.clone(); dice.index(300).min(room)].into()
        }
        _ => first_in(other),
    };
}

/// The first value in another that has no parts.
fn first_in(value: &Value) -> Value {
    match value {
        Value::Object(fields) => fields.values().map(first_in).next().unwrap_or_default(),
        Value::Array(values) => values.iter().map(first_in).next().unwrap_or_default(),
        other => other.clone(),
    }
}

/// Numbers at which programs go wrong.
const NUMBERS: [u64; 12] = [
    0,
    1,
    23,
    24,
    255,
    256,
    65_535,
    65_536,
    0x7fff_ffff,
    0xffff_ffff,
    0x7fff_ffff_ffff_ffff,
    u64::MAX,
];

/// The head of a CBOR value of some kind that promises any length.
fn head(dice: &mut Dice) -> Vec<u8> {
    let number = match dice.percent(60) {
        true => dice.pick(&NUMBERS).unwrap_or(0),
        false => dice.below(100_000),
    };
    let kind = (dice.below(8) as u8) << 5;
    let mut head = vec![kind | 27];
    head.extend_from_slice(&number.to_be_bytes());
    let short = [(1, 24), (2, 25), (4, 26), (8, 27)];
    let (width, info) = dice.pick(&short).unwrap_or((8, 27));
    head[0] = kind | info;
    head.drain(1..9 - width);
    head
}

fn change(bytes: &mut Vec<u8>, corpus: &[Vec<u8>], dice: &mut Dice) {
    let len = bytes.len();
    let at = dice.index(len.max(1)).min(len);
    let end = (at + 1 + dice.index(64)).min(len);
    match dice.below(12) {
        0 | 1 if at < len => bytes[at] ^= 1 << dice.below(8),
        2 if at < len => bytes[at] = dice.pick(&NUMBERS).unwrap_or(0) as u8,
        3 if at < len => bytes[at] = dice.below(256) as u8,
        4 => bytes.truncate(at),
        5 => drop(bytes.drain(at..end)),
        6 => {
            let part = bytes[at..end].to_vec();
            let to = dice.index(len.max(1)).min(len);
            let times = 1 << dice.below(10);
            bytes.splice(to..to, part.repeat(times));
        }
        7 | 8 => {
            let head = head(dice);
            let over = end.min(at + head.len() * usize::from(dice.percent(50)));
            bytes.splice(at..over, head);
        }
        9 => {
            // The beginning of this and the end of another.
            let other = dice.pick_one(corpus).unwrap_or_default();
            let from = dice.index(other.len().max(1)).min(other.len());
            bytes.truncate(at);
            bytes.extend_from_slice(&other[from..]);
        }
        10 => {
            let number = dice.pick(&NUMBERS).unwrap_or(0);
            let digits = bytes[at..end].iter().take_while(|b| b.is_ascii_digit());
            let digits = digits.count();
            bytes.splice(at..at + digits, number.to_string().into_bytes());
        }
        _ => {
            let many = dice.index(300);
            let part: Vec<u8> = (0..many).map(|_| dice.below(256) as u8).collect();
            bytes.splice(at..at, part);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(read: impl FnMut(&[u8]) -> u64 + 'static) -> Target<'static> {
        Target {
            name: "a test",
            corpus: vec![b"abc[1234]".to_vec(), b"{\"n\":5}".to_vec()],
            change: changed,
            read: Box::new(read),
        }
    }

    #[test]
    fn most_of_changed_json_is_json() {
        let corpus = [b"{\"n\":5,\"a\":[1,\"b\"]}".to_vec(), b"\"word\"".to_vec()];
        let mut dice = Dice::new(1, 1);
        let all = (0..500).map(|_| changed_json(&corpus, &mut dice));
        let good = all.filter(|bytes| serde_json::from_slice::<Value>(bytes).is_ok());
        assert!(good.count() > 300);
    }

    #[test]
    fn what_does_harm_is_found_with_the_bytes_that_did_it() {
        let time = Duration::from_secs(20);
        let good = run(target(|bytes| bytes.len() as u64), 2_000, time, 1);
        assert!(
            good.crashes.is_empty() && good.executions == 2_002,
            "{good}"
        );
        let panics = |bytes: &[u8]| {
            let good = bytes.first() != Some(&b'{');
            bytes.len() as u64 / u64::from(good)
        };
        let found = run(target(panics), 2_000, time, 1);
        assert!(
            found.crashes.iter().all(|(_, bytes)| bytes[0] == b'{'),
            "{found}"
        );
        assert_eq!(found.crashes.len(), CRASHES_MAX);
        let hoards = |bytes: &[u8]| if bytes.len() > 500 { MEMORY_MAX + 1 } else { 0 };
        assert!(!run(target(hoards), 2_000, time, 1).crashes.is_empty());
        let works = |bytes: &[u8]| {
            let began = worked();
            while bytes.is_empty() && worked().saturating_sub(began) <= TIME_MAX {}
            0
        };
        assert!(!run(target(works), 2_000, time, 1).crashes.is_empty());
    }
}
