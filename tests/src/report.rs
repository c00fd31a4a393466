//! What a run tells: violations, the story, a hash over everything that happened.

use std::fmt;
use std::hash::{DefaultHasher, Hasher};

use crate::faults::Tally;
use crate::workload::Spoken;

/// Which promise was broken.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Broken {
    /// Code panicked.
    Panic,
    /// What a request called saved was gone after a crash.
    SavedLost,
    /// What a device told another that it holds was gone after a crash.
    AcknowledgedLost,
    /// An honest device signed two operations at one place.
    Fork,
    /// A removed device can open what was written by somebody who knew of the removal.
    Exclusion,
    /// A gate lets in who was taken out, though its node knows that.
    Gate,
    /// Two texts were sealed with one key.
    KeyReuse,
    /// A slot was taken that does not belong to its operation.
    Slots,
    /// Content of a space lies where nobody reads it.
    Leak,
    /// A reader cannot open what she may read.
    Inclusion,
    /// Content of somebody who could not write is shown.
    Ghost,
    /// Somebody has or lost a role otherwise than by what people said.
    Power,
    /// What a space forgot can still be read on a disk.
    Kept,
    /// Two devices hold the same operations and show different things.
    Divergence,
    /// Connected members did not come to hold the same in bounded rounds.
    Convergence,
    /// Somebody outside an organization's coordinators can open an individual score, or another
    /// organization reads more than was shared.
    Score,
    /// A queue or frame grew over its limit.
    Limit,
    /// A request failed by a fault of the program.
    Internal,
}

/// A broken promise.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Violation {
    /// Which.
    pub broken: Broken,
    /// The step after which it was seen.
    pub step: u32,
    /// Who and what.
    pub text: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "step {}: {:?}: {}", self.step, self.broken, self.text)
    }
}

/// Everything that happened, hashed as it happens; kept as text only when asked.
pub struct Story {
    hasher: DefaultHasher,
    lines: Option<Vec<String>>,
}

impl Story {
    /// A story; `kept` keeps its lines.
    #[must_use]
    pub fn new(kept: bool) -> Self {
        Self {
            hasher: DefaultHasher::new(),
            lines: kept.then(Vec::new),
        }
    }

    /// Tells a line.
    pub fn tell(&mut self, line: impl FnOnce() -> String) {
        let line = line();
        self.hasher.write(line.as_bytes());
        if let Some(lines) = &mut self.lines {
            lines.push(line);
        }
    }

    /// Tells a line that is only told where lines are kept, and is not hashed.
    pub fn aside(&mut self, line: impl FnOnce() -> String) {
        if let Some(lines) = &mut self.lines {
            lines.push(line());
        }
    }

    /// Takes bytes that travelled into the hash.
    pub fn note(&mut self, bytes: &[u8]) {
        self.hasher.write(bytes);
    }

    /// The hash so far.
    #[must_use]
    pub fn hash(&self) -> u64 {
        self.hasher.finish()
    }

    /// The lines kept.
    #[must_use]
    pub fn lines(&self) -> &[String] {
        self.lines.as_deref().unwrap_or_default()
    }
}

/// How a run ended.
pub struct Outcome {
    /// Its seed.
    pub seed: u64,
    /// Hash over everything that happened.
    pub trace: u64,
    /// Faults that struck.
    pub faults: Tally,
    /// What was said about members, on a day of words.
    pub words: Spoken,
    /// Acts that succeeded, and frames that arrived.
    pub acts: u64,
    /// Frames that arrived.
    pub frames: u64,
    /// The first broken promise.
    pub violation: Option<Violation>,
    /// The story, where kept.
    pub lines: Vec<String>,
}
