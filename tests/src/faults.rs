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
    /// A dishonest device sent other slots than those of an operation.
    Tamper,
    /// A dishonest device sealed an epoch to somebody who had been taken out.
    Mint,
    /// The keys were forgotten and came back.
    Lock,
}

impl Fault {
    /// Every kind.
    pub const ALL: [Self; 22] = [
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
        Self::Tamper,
        Self::Mint,
        Self::Lock,
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
