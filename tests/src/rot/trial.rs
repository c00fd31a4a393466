//! One wound, what came of it, and the count of many.

use std::collections::BTreeMap;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use asamblea_node::api::{ErrorKind, Request};
use asamblea_node::engine::Engine;
use asamblea_node::store::{Profile, ProfileError, VaultError};

use super::sample::{PASSPHRASE, talk};
use super::wound::{Kind, Wound};
use super::{Sample, Sight};
use crate::dice::Dice;

/// Seconds that a meeting lasts.
const MEETING_S: u64 = 10;
/// And where new keys must be shown, and what was sealed to the old ones given anew.
const LONG_MEETING_S: u64 = 40;

/// What `doctor` says of an index that was not what was closed.
const INDEX_REBUILT: &str =
    "index: covers the journal; it did not when it was opened, and was rebuilt";

/// What came of a wound.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Outcome {
    /// Nothing was lost, and nothing needed to be said.
    Harmless,
    /// Nothing was lost; it was said, and mended at once.
    Mended,
    /// Something was missing; it was said, and the meeting brought it back.
    Healed,
    /// Nothing opens: it was said.
    Refused,
}

/// How often what came of what.
#[derive(Debug, Default)]
pub struct Tally(BTreeMap<(String, Kind, Outcome), u64>);

impl Tally {
    /// Counts one.
    pub fn add(&mut self, wound: &Wound, outcome: Outcome) {
        let key = (wound.part.clone(), wound.kind, outcome);
        *self.0.entry(key).or_default() += 1;
    }

    /// How often something came of anything.
    #[must_use]
    pub fn of(&self, outcome: Outcome) -> u64 {
        let counted = self.0.iter().filter(|((.., found), _)| *found == outcome);
        counted.map(|(_, count)| count).sum()
    }

    /// Adds another count.
    pub fn merge(&mut self, other: Self) {
        for (key, count) in other.0 {
            *self.0.entry(key).or_default() += count;
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for ((part, kind, outcome), count) in &self.0 {
            let (kind, outcome) = (format!("{kind:?}"), format!("{outcome:?}"));
            writeln!(f, "{count:>7}  {part:<8} {kind:<13} {outcome}")?;
        }
        Ok(())
    }
}

/// Strikes a copy of the sample once and looks what came of it.
///
/// # Errors
///
/// Which promise was broken, and by what.
pub fn try_one(sample: &Sample, seed: u64) -> Result<(Wound, Outcome), String> {
    let mut dice = Dice::new(seed, 20);
    let copy = sample.copy_to_scratch();
    let wound = Wound::strike(copy.path(), &sample.older, &mut dice);
    let tried = catch_unwind(AssertUnwindSafe(|| {
        Trial::new(sample, &wound, copy.path(), seed).run(&mut dice)
    }));
    let fault = match tried {
        Ok(Ok(outcome)) => return Ok((wound, outcome)),
        Ok(Err(fault)) => fault,
        Err(_) => "a panic".to_owned(),
    };
    Err(format!("seed {seed}, {wound:?}: {fault}"))
}

/// Flips one bit of a file while an engine works on a copy of the sample, and looks what comes of
/// it.
///
/// # Errors
///
/// As [`try_one`].
pub fn try_running(sample: &Sample, seed: u64) -> Result<(Wound, Outcome), String> {
    let mut dice = Dice::new(seed, 21);
    let copy = sample.copy_to_scratch();
    let mut engine = sample.open(copy.path(), seed)?;
    engine.note_vault(false, true);
    let wound = Wound::flip(copy.path(), &mut dice);
    let tried = catch_unwind(AssertUnwindSafe(|| {
        // Nobody sees it before it is looked for.
        let _rows = engine.request(Request::Doctor { deep: true });
        Trial::new(sample, &wound, copy.path(), seed).judge(engine, &mut dice)
    }));
    let fault = match tried {
        Ok(Ok(outcome)) => return Ok((wound, outcome)),
        Ok(Err(fault)) => fault,
        Err(_) => "a panic".to_owned(),
    };
    Err(format!("seed {seed}, running, {wound:?}: {fault}"))
}

struct Trial<'a> {
    sample: &'a Sample,
    wound: &'a Wound,
    folder: &'a Path,
    seed: u64,
}

impl<'a> Trial<'a> {
    const fn new(sample: &'a Sample, wound: &'a Wound, folder: &'a Path, seed: u64) -> Self {
        Self {
            sample,
            wound,
            folder,
            seed,
        }
    }

    fn run(&self, dice: &mut Dice) -> Result<Outcome, String> {
        let mut mended_vault = false;
        if self.wound.part == "vault" {
            match self.open_vault()? {
                Some(mended) => mended_vault = mended,
                None => return Ok(Outcome::Refused),
            }
        }
        let mut engine = self.sample.open(self.folder, self.seed)?;
        if mended_vault {
            engine.note_vault(true, true);
        }
        self.judge(engine, dice)
    }

    fn judge(&self, mut engine: Engine, dice: &mut Dice) -> Result<Outcome, String> {
        let sight = Sight::of(&mut engine);
        let whole = self.check_shown(&sight)?;
        // An old copy of everything is a device of that day: only others know better, and nothing
        // can be said of it before one of them was met.
        if sight.set_back > 0 {
            return Err("says that it was set back, and met nobody".to_owned());
        }
        let writes = self.wound.kind != Kind::OldFolder && dice.percent(40);
        let written = writes
            .then(|| self.write(&mut engine))
            .transpose()?
            .flatten();
        self.heal(&mut engine, written.as_deref())?;
        engine.finish().map_err(|error| error.to_string())?;
        drop(engine);
        self.check_after()?;
        let usual = &self.sample.truth.doctor;
        let more = sight.doctor.iter().any(|line| !usual.contains(line));
        let said = sight.alerted || sight.unwell || more;
        Ok(match (whole, said) {
            (false, _) => Outcome::Healed,
            (true, true) => Outcome::Mended,
            (true, false) => Outcome::Harmless,
        })
    }

    /// Whether the vault opened and was mended; nothing where it says that it does not open.
    fn open_vault(&self) -> Result<Option<bool>, String> {
        match Profile::open(self.folder, PASSPHRASE) {
            Ok((profile, root)) if *root.expose() == self.sample.root => {
                Ok(Some(profile.vault_was_damaged()))
            }
            Ok(_) => Err("the vault gives another key".to_owned()),
            Err(
                ProfileError::NotFound
                | ProfileError::Vault(
                    VaultError::Damaged
                    | VaultError::WrongPassphrase
                    | VaultError::NewerFormat { .. },
                ),
            ) if self.wound.kind != Kind::Flip => Ok(None),
            Err(error) => Err(format!("the vault: {error}")),
        }
    }

    /// Nothing wrong is shown, and nothing is missing in silence. Whether nothing is missing.
    fn check_shown(&self, sight: &Sight) -> Result<bool, String> {
        let truth = &self.sample.truth;
        if let Some(wrong) = sight.wrong(truth) {
            return Err(format!("wrong content: {wrong}"));
        }
        let whole = sight.shows_all_of(truth) && sight.drafts == truth.drafts;
        if self.wound.kind == Kind::OldFolder {
            return Ok(whole);
        }
        let said = sight.alerted && sight.unwell;
        if !(whole || said) {
            return Err(format!("a silent shortening: {}", self.missing(sight)));
        }
        if sight.states != truth.states {
            let shown: Vec<_> = sight.posts.values().map(|(thread, _)| thread).collect();
            let told = shown
                .iter()
                .all(|thread| sight.told_short.contains(*thread));
            if !told {
                return Err(format!("a thread says nothing: {}", self.missing(sight)));
            }
        }
        let flipped = self.wound.kind == Kind::Flip;
        let said = match self.wound.part.as_str() {
            // What it holds is in the journal as well: nobody has to do anything, and `doctor`
            // alone says that it was made anew.
            "index" => sight.doctor.iter().any(|line| line.contains(INDEX_REBUILT)),
            // It holds nothing.
            "lock" => true,
            _ => sight.alerted || sight.mended,
        };
        if flipped && !said {
            return Err(format!("a flipped bit is not said: {:?}", sight.doctor));
        }
        if flipped && self.wound.part == "index" && !whole {
            return Err(format!("an index is not mended: {}", self.missing(sight)));
        }
        Ok(whole)
    }

    fn missing(&self, sight: &Sight) -> String {
        let truth = &self.sample.truth;
        let states = truth.states.iter();
        let other = states.filter(|(id, state)| sight.states.get(*id) != Some(state));
        format!(
            "posts {} of {}, documents {} of {}, other facts {} of {}, drafts {} of {}, \
             {} of {} spaces differ; \
             alerted {}, unwell {}, {:?}",
            sight.posts.len(),
            truth.posts.len(),
            sight.docs.len(),
            truth.docs.len(),
            sight.facts.len(),
            truth.facts.len(),
            sight.drafts.len(),
            truth.drafts.len(),
            other.count(),
            truth.states.len(),
            sight.alerted,
            sight.unwell,
            sight.doctor,
        )
    }

    /// Writes before it met anybody: refused, or it stands for good.
    fn write(&self, engine: &mut Engine) -> Result<Option<String>, String> {
        let Some((thread, _)) = self.sample.truth.posts.values().next() else {
            return Ok(None);
        };
        let body = "antes de preguntar".to_owned();
        let reply = Request::ThreadReply {
            id: thread.clone(),
            to: None,
            body: body.clone(),
        };
        let reply = engine.request(reply);
        match reply.and_then(|_| engine.flush()) {
            Ok(()) => Ok(Some(body)),
            Err(error)
                if matches!(
                    error.kind,
                    ErrorKind::Damaged | ErrorKind::NotFound | ErrorKind::NoKeyYet
                ) =>
            {
                Ok(None)
            }
            Err(error) => Err(format!("writing before asking: {error}")),
        }
    }

    /// One meeting with the peer: both show the same.
    fn heal(&self, engine: &mut Engine, written: Option<&str>) -> Result<(), String> {
        let ms = self.sample.ms + 10_000;
        let mut peer = self.sample.peer.wake(ms);
        let lost_keys = self.wound.part == "keys" && self.wound.kind != Kind::Flip;
        let seconds = if lost_keys { LONG_MEETING_S } else { MEETING_S };
        talk(engine, &mut peer, None, (ms, seconds));
        let (mine, theirs) = (Sight::of(engine), Sight::of(&mut peer));
        let graph = peer.replica().graph();
        let forks = graph.forked().count();
        if forks > 0 {
            return Err(format!("{forks} logs forked"));
        }
        let kept = |sight: &Sight| {
            written.is_none_or(|text| sight.posts.values().any(|(_, body)| body == text))
        };
        if mine.states != theirs.states || !mine.shows_the_same(&theirs) {
            return Err(format!("not healed: {}", self.missing(&mine)));
        }
        if !kept(&mine) || !kept(&theirs) {
            return Err("what was called saved is gone".to_owned());
        }
        for id in self.sample.truth.posts.keys() {
            if !mine.posts.contains_key(id) {
                return Err(format!("post {id} did not come back"));
            }
        }
        if let Some(fact) = self.sample.truth.facts.difference(&mine.facts).next() {
            return Err(format!("{fact} did not come back"));
        }
        if mine.unwell || mine.alerted || !mine.told_short.is_empty() {
            return Err(format!("healed, and still says: {:?}", mine.doctor));
        }
        self.check_set_back(&mine)
    }

    /// Where the whole folder was put back, what it had written since came from the peer, and that
    /// is said, once. Whatever else was damaged said so at the start.
    fn check_set_back(&self, sight: &Sight) -> Result<(), String> {
        let wanted = usize::from(self.wound.kind == Kind::OldFolder);
        if sight.set_back == wanted {
            return Ok(());
        }
        Err(format!(
            "{} alerts say that it was set back, not {wanted}",
            sight.set_back
        ))
    }

    /// The next start finds nothing any more.
    fn check_after(&self) -> Result<(), String> {
        let mut engine = self.sample.open(self.folder, self.seed + 1)?;
        let sight = Sight::of(&mut engine);
        if sight.unwell || sight.alerted || !sight.told_short.is_empty() {
            return Err(format!("the next start still says: {:?}", sight.doctor));
        }
        self.check_set_back(&sight)?;
        let truth = &self.sample.truth;
        let fewer = truth.facts.difference(&sight.facts).next().is_some();
        if fewer || truth.posts.keys().any(|id| !sight.posts.contains_key(id)) {
            return Err("the next start shows less".to_owned());
        }
        if sight.doctor.iter().any(|line| line.starts_with("index:")) {
            return Err(format!("the next start mends an index: {:?}", sight.doctor));
        }
        Ok(())
    }
}
