//! One bundle that somebody struck, what came of reading it, and the count of many.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

use asamblea_node::api::{ApiError, BundleReport, ErrorKind};

use super::{Damage, Stick};
use crate::dice::Dice;
use crate::rot::Sight;

/// What came of it.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Outcome {
    /// All that it brings was taken.
    Whole,
    /// Some of it was taken, and it was said that some was not.
    Part,
    /// Nothing was taken, and it was said.
    Nothing,
    /// Refused as a whole, by this name.
    Refused(&'static str),
    /// Some of it was taken, and nothing is missing as far as anybody can tell: a section was left
    /// out.
    Shorter,
}

/// How often what came of what, and the slowest.
#[derive(Debug, Default)]
pub struct Tally {
    counts: BTreeMap<(Damage, Outcome), u64>,
    /// The longest time that one took to read.
    pub slowest: Duration,
}

impl Tally {
    /// Counts one.
    pub fn add(&mut self, damage: Damage, outcome: Outcome, took: Duration) {
        *self.counts.entry((damage, outcome)).or_default() += 1;
        self.slowest = self.slowest.max(took);
    }

    /// Adds another count.
    pub fn merge(&mut self, other: Self) {
        for (key, count) in other.counts {
            *self.counts.entry(key).or_default() += count;
        }
        self.slowest = self.slowest.max(other.slowest);
    }

    /// How often something came of anything.
    #[must_use]
    pub fn of(&self, outcome: Outcome) -> u64 {
        let counted = self
            .counts
            .iter()
            .filter(|((_, found), _)| *found == outcome);
        counted.map(|(_, count)| count).sum()
    }

    /// Kinds of damage that were tried.
    #[must_use]
    pub fn kinds(&self) -> usize {
        let kinds: BTreeSet<_> = self.counts.keys().map(|(damage, _)| damage).collect();
        kinds.len()
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for ((damage, outcome), count) in &self.counts {
            let damage = format!("{damage:?}");
            writeln!(f, "{count:>7}  {damage:<16} {outcome:?}")?;
        }
        Ok(())
    }
}

/// Strikes the sample once, reads it, reads the intact one after it, and looks.
///
/// # Errors
///
/// Which promise was broken, and by what.
pub fn try_one(
    stick: &Stick,
    scratch: &Path,
    seed: u64,
) -> Result<(Damage, Outcome, Duration), String> {
    let mut dice = Dice::new(seed, 30);
    let damage = dice.pick(&Damage::ALL).unwrap_or(Damage::Empty);
    let tried = catch_unwind(AssertUnwindSafe(|| {
        let (bytes, first) = damage.strike(stick, &mut dice);
        let path = scratch.join(format!("stick-{seed}"));
        let written = std::fs::write(&path, &bytes);
        written.map_err(|error| error.to_string())?;
        let result = read(stick, damage, &path, first);
        let removed = std::fs::remove_file(&path);
        removed.map_err(|error| error.to_string())?;
        result
    }));
    match tried {
        Ok(Ok((outcome, took))) => Ok((damage, outcome, took)),
        Ok(Err(fault)) => Err(format!("seed {seed}, {damage:?}: {fault}")),
        Err(_) => Err(format!("seed {seed}, {damage:?}: a panic")),
    }
}

fn read(
    stick: &Stick,
    damage: Damage,
    path: &Path,
    first: usize,
) -> Result<(Outcome, Duration), String> {
    let mut reader = stick.reader();
    let began = Instant::now();
    let result = stick.import(&mut reader, path);
    let took = began.elapsed();
    let sight = Sight::of(&mut reader);
    let outcome = judge(stick, damage, &result, &sight)?;
    if let Some(wrong) = sight.wrong(&stick.whole) {
        return Err(format!("wrong content: {wrong}"));
    }
    let missing = stick
        .kept_before(first)
        .into_iter()
        .filter(|post| !sight.posts.contains_key(post))
        .count();
    // In another order, what a section stands on may come behind it.
    let in_order = !matches!(damage, Damage::SectionsSwapped | Damage::SectionGone);
    if in_order && missing > 0 {
        return Err(format!("{missing} good posts before byte {first} are lost"));
    }
    if sight.unwell || sight.alerted {
        return Err(format!("it damages what is kept: {:?}", sight.doctor));
    }
    let good = path.with_extension("good");
    let written = std::fs::write(&good, &stick.bytes);
    written.map_err(|error| error.to_string())?;
    let again = stick.import(&mut reader, &good);
    let removed = std::fs::remove_file(&good);
    removed.map_err(|error| error.to_string())?;
    again.map_err(|error| format!("the intact one after it: {error}"))?;
    let sight = Sight::of(&mut reader);
    if !sight.shows_all_of(&stick.whole) {
        return Err("the intact one after it does not bring everything".to_owned());
    }
    Ok((outcome, took))
}

fn judge(
    stick: &Stick,
    damage: Damage,
    result: &Result<BundleReport, ApiError>,
    sight: &Sight,
) -> Result<Outcome, String> {
    let nothing = sight.posts == stick.before.posts;
    let report = match result {
        Ok(report) => report,
        Err(error) => {
            let known = matches!(
                error.kind,
                ErrorKind::NotPermitted | ErrorKind::NewerVersion | ErrorKind::TooLong
            );
            return if known && nothing {
                Ok(Outcome::Refused(error.kind.code()))
            } else {
                Err(format!("{error}, nothing taken: {nothing}"))
            };
        }
    };
    let whole = sight.posts == stick.whole.posts;
    let shorter = matches!(damage, Damage::SectionGone | Damage::Cut | Damage::Hole);
    match (whole, nothing, report.refused > 0) {
        (true, ..) => Ok(Outcome::Whole),
        (false, true, true) => Ok(Outcome::Nothing),
        (false, false, true) => Ok(Outcome::Part),
        (false, _, false) if shorter => Ok(Outcome::Shorter),
        (false, _, false) => Err(format!("a silent shortening: {report:?}")),
    }
}
