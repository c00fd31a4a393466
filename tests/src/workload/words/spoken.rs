//! What can be said on a day of words, and how often it was.

use std::collections::BTreeMap;
use std::fmt;

/// What is said, or comes of what was said.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Said {
    /// Somebody honest suspends somebody honest, by mistake.
    Suspend,
    /// Somebody says a word against the seized device's person.
    Against,
    /// The same, with a cut.
    AgainstWithCut,
    /// A device is barred in an organization whose member its person is.
    Bar,
    /// A second word.
    Second,
    /// A word is taken back.
    Lift,
    /// A role is lowered.
    Down,
    /// A role is raised.
    Up,
    /// Somebody is taken out by one word, and every space gets another key at once.
    Remove,
    /// An organization is taken out.
    OrgRemove,
    /// Somebody, or an organization, is let in again.
    Back,
    /// Another organization is given the office.
    Office,
    /// Whoever held it steps down.
    OfficeDown,
    /// Somebody else agrees that she does.
    OfficeLeft,
    /// A guardian names the coordinators of an organization.
    Refound,
    /// Somebody names the Secretariat of a network.
    RefoundNetwork,
    /// A refounding gets another word.
    RefoundSecond,
    /// What lay aside is shown.
    Adopt,
    /// Safety words are compared.
    Confirm,
    /// Two used one code, neither knowing of the other.
    Race,
    /// A new device uses the place that two who keep parts of it opened.
    Recovery,
    /// The person whose place it is refuses it.
    Refuse,
    /// A coordinator's node confirms it two days later.
    Recovered,
    /// The seized device suspends somebody.
    SeizedSuspends,
    /// The seized device takes somebody out.
    SeizedRemoves,
    /// The seized device lowers a role.
    SeizedLowers,
    /// The seized device makes somebody a coordinator.
    SeizedRaises,
    /// The seized device seconds or takes back somebody's word.
    SeizedAnswers,
    /// The seized device lets another in.
    Guest,
    /// What was asked was refused.
    Refused,
}

impl Said {
    /// Every kind.
    pub const ALL: [Self; 30] = [
        Self::Suspend,
        Self::Against,
        Self::AgainstWithCut,
        Self::Bar,
        Self::Second,
        Self::Lift,
        Self::Down,
        Self::Up,
        Self::Remove,
        Self::OrgRemove,
        Self::Back,
        Self::Office,
        Self::OfficeDown,
        Self::OfficeLeft,
        Self::Refound,
        Self::RefoundNetwork,
        Self::RefoundSecond,
        Self::Adopt,
        Self::Confirm,
        Self::Race,
        Self::Recovery,
        Self::Refuse,
        Self::Recovered,
        Self::SeizedSuspends,
        Self::SeizedRemoves,
        Self::SeizedLowers,
        Self::SeizedRaises,
        Self::SeizedAnswers,
        Self::Guest,
        Self::Refused,
    ];
}

/// How often each was said.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Spoken(BTreeMap<Said, u64>);

impl Spoken {
    pub(super) fn add(&mut self, said: Said) {
        *self.0.entry(said).or_default() += 1;
    }

    /// Adds what was said on another day.
    pub fn merge(&mut self, other: &Self) {
        for (said, count) in &other.0 {
            *self.0.entry(*said).or_default() += count;
        }
    }

    /// How often something was said.
    #[must_use]
    pub fn of(&self, said: Said) -> u64 {
        self.0.get(&said).copied().unwrap_or(0)
    }
}

impl fmt::Display for Spoken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for said in Said::ALL {
            writeln!(f, "{:>8}  {said:?}", self.of(said))?;
        }
        Ok(())
    }
}
