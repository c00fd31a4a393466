//! Kinds of faults, and how often each one struck.

use std::collections::BTreeMap;
use std::fmt;

/// What goes wrong in a bad day.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Fault {
    /// A link broke; what was under way is lost.
    Cut,
    /// Frames of one link overtook frames of another.
    Reorder,
    /// A direction of a link stood still for a while.
    Stall,
    /// Two halves of the world could not reach each other.
    Partition,
    /// A direction of what joined two halves of the world stood still.
    OneWay,
    /// A node knocked where the gate no longer lets it in.
    StaleGate,
    /// Two links between the same two nodes.
    Duplicate,
    /// The power failed between two acts.
    Crash,
    /// The power failed in the middle of an act.
    KilledMidway,
    /// A node stayed dark for a while; the others found out later.
    Dark,
    /// A wall clock jumped by years.
    Clock,
    /// A disk was full.
    FullDisk,
    /// A sync to disk failed.
    FailedSync,
    /// Somebody was taken out.
    Removal,
    /// A newcomer joined while all this went on.
    Join,
    /// A newcomer knocked with her invitation again.
    Knock,
    /// A member turned dishonest.
    Traitor,
    /// A dishonest device wrote what it may not.
    Ghost,
    /// A dishonest device wrote in somebody else's name.
    Forge,
    /// A carrier showed half of the world nothing of what it holds.
    TwoFaced,
    /// Nobody reached anybody but carriers.
    Apart,
    /// Something was said between those who met carriers alone.
    Carried,
    /// Whoever may not admit any more gave a role as if she had not heard so.
    LateGrant,
    /// A dishonest device sent other slots than those of an operation.
    Tamper,
    /// A dishonest device sealed an epoch to somebody who had been taken out.
    Mint,
    /// The keys were forgotten and came back.
    Lock,
    /// Days passed, with frames under way.
    Silence,
    /// A power cut took a write that was not synced.
    LostWrite,
    /// A power cut tore a write.
    TornWrite,
    /// A bit of a file flipped while the power was off.
    BitFlip,
    /// A flipped bit took membership, and no peer can heal that.
    Unhealed,
    /// A device came back with an older copy of its disk.
    RestoredDisk,
    /// A device came back so and wrote on before it heard what it had written.
    Clone,
    /// A device went on in two places, with one key and one past.
    Twin,
    /// A removal named what it keeps of its target's operations.
    RemovalWithCut,
    /// What a bundle brought was taken.
    Bundle,
    /// A bundle was brought that is old, or was brought before.
    OldBundle,
    /// A bit of a bundle flipped on the way.
    BadBundle,
    /// A space of several organizations was made.
    Space,
    /// Somebody got a role, or another one.
    SpaceRole,
    /// Somebody was taken out of such a space.
    SpaceLeft,
    /// A dishonest device signed a second operation at a place of its own log.
    Fork,
    /// A dishonest device wrote as if it knew nothing, years ago.
    Backdate,
    /// A dishonest device kept a run back.
    Withhold,
    /// A dishonest device wrote a change of a document that is none.
    Junk,
    /// A dishonest device sent bytes that are no frame.
    Garbage,
    /// A dishonest device sent again what it had heard.
    Replay,
    /// A dishonest device gave a role that it may not give.
    GhostAdd,
    /// A space that forgets was made.
    Forgetful,
    /// Something was said in a space that forgets.
    Passing,
    /// What was said in a space that forgets was looked for on the disk of a reader after its days.
    Plunder,
    /// Somebody gave an individual score.
    Score,
    /// A coordinator pooled scores.
    Pool,
    /// An organization shared what it agreed.
    Share,
}

impl Fault {
    /// Every kind.
    pub const ALL: [Self; 54] = [
        Self::Cut,
        Self::Reorder,
        Self::Stall,
        Self::Partition,
        Self::OneWay,
        Self::StaleGate,
        Self::Duplicate,
        Self::Crash,
        Self::KilledMidway,
        Self::Dark,
        Self::Clock,
        Self::FullDisk,
        Self::FailedSync,
        Self::Removal,
        Self::Join,
        Self::Knock,
        Self::Traitor,
        Self::Ghost,
        Self::Forge,
        Self::TwoFaced,
        Self::Apart,
        Self::Carried,
        Self::LateGrant,
        Self::Tamper,
        Self::Mint,
        Self::Lock,
        Self::Silence,
        Self::LostWrite,
        Self::TornWrite,
        Self::BitFlip,
        Self::Unhealed,
        Self::RestoredDisk,
        Self::Clone,
        Self::Twin,
        Self::RemovalWithCut,
        Self::Bundle,
        Self::OldBundle,
        Self::BadBundle,
        Self::Space,
        Self::SpaceRole,
        Self::SpaceLeft,
        Self::Fork,
        Self::Backdate,
        Self::Withhold,
        Self::Junk,
        Self::Garbage,
        Self::Replay,
        Self::GhostAdd,
        Self::Forgetful,
        Self::Passing,
        Self::Plunder,
        Self::Score,
        Self::Pool,
        Self::Share,
    ];
}

/// How often each kind struck.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Tally(BTreeMap<Fault, u64>);

impl Tally {
    /// Counts one.
    pub fn add(&mut self, fault: Fault) {
        *self.0.entry(fault).or_default() += 1;
    }

    /// Counts so many.
    pub fn add_many(&mut self, fault: Fault, count: u64) {
        *self.0.entry(fault).or_default() += count;
    }

    /// Adds another tally.
    pub fn merge(&mut self, other: &Self) {
        for (fault, count) in &other.0 {
            *self.0.entry(*fault).or_default() += count;
        }
    }

    /// How often a kind struck.
    #[must_use]
    pub fn of(&self, fault: Fault) -> u64 {
        self.0.get(&fault).copied().unwrap_or(0)
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for fault in Fault::ALL {
            writeln!(f, "{:>8}  {fault:?}", self.of(fault))?;
        }
        Ok(())
    }
}
