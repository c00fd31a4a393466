//! Days of words: what coordinators, guardians and one seized device say about members while the
//! world falls apart, and how honest people set all right when it is whole again.

mod acts;
mod mend;
mod seized;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use asamblea_protocol::id::{OpId, SpaceId};

use crate::cluster::Cluster;
use crate::device::{Part, Standing};
use crate::oracle::{Removal, Target};
use crate::report::{Broken, Violation};

/// Organizations beside the Secretariat.
const ORGS: usize = 2;
/// Time in which what was said is passed on.
const RACE_MS: u64 = 600;
/// Steps between two looks at a world at rest.
const REST_STEPS: u32 = 100;

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
    /// The seized device suspends somebody.
    SeizedSuspends,
    /// The seized device takes somebody out.
    SeizedRemoves,
    /// The seized device lowers a role.
    SeizedLowers,
    /// The seized device seconds or takes back somebody's word.
    SeizedAnswers,
    /// The seized device lets another in.
    Guest,
    /// What was asked was refused.
    Refused,
}

impl Said {
    /// Every kind.
    pub const ALL: [Self; 25] = [
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
        Self::Refound,
        Self::RefoundNetwork,
        Self::RefoundSecond,
        Self::Adopt,
        Self::Confirm,
        Self::Race,
        Self::SeizedSuspends,
        Self::SeizedRemoves,
        Self::SeizedLowers,
        Self::SeizedAnswers,
        Self::Guest,
        Self::Refused,
    ];
}

/// How often each was said.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Spoken(BTreeMap<Said, u64>);

impl Spoken {
    fn add(&mut self, said: Said) {
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

/// A word that takes a role away, by the number of its removal.
struct Word {
    removal: usize,
    by: usize,
    about: Target,
}

/// Two devices with one code.
struct Race {
    devices: [usize; 2],
    confirmed: Option<usize>,
}

/// A device barred in an organization: which devices of its person were known then.
struct Bar {
    op: OpId,
    org: SpaceId,
    device: usize,
    known: BTreeSet<usize>,
}

/// What was said about members on a day of words.
#[derive(Default)]
pub struct Words {
    /// How often each was said.
    pub spoken: Spoken,
    words: Vec<Word>,
    races: Vec<Race>,
    bars: Vec<Bar>,
    /// First devices of persons against whom two words may have decided.
    decided: BTreeSet<usize>,
    seized: usize,
    ordinary: usize,
}

impl Cluster {
    /// A day of words, to its end or to the first broken promise.
    pub(super) fn live_words(&mut self) -> Result<(), Violation> {
        self.begin_words()?;
        while self.step < self.settings.steps {
            self.step += 1;
            self.word_step()?;
            self.check_step()?;
            if self.step.is_multiple_of(super::LOOK_STEPS) {
                self.restand();
                self.check_shown()?;
            }
            if self.step.is_multiple_of(REST_STEPS) {
                self.rest_of_words("a look")?;
                self.check_words(false)?;
            }
        }
        self.mend_words()
    }

    /// Three organizations with two or three coordinators each, all of them confirmed; a
    /// coordinator's second device and somebody who coordinates nothing.
    fn begin_words(&mut self) -> Result<(), Violation> {
        self.found()?;
        for _ in 0..ORGS {
            self.invite(0, Part::Head)?;
        }
        self.settle("joining")?;
        self.first_objects()?;
        for at in 1..=ORGS {
            self.verify(at)?;
        }
        self.devices[0].confirmed = true;
        self.settle("words of heads")?;
        for by in [0, 1, 2, 1] {
            self.invite_as(by, Part::Person, "coordinator")?;
        }
        self.words.ordinary = self.devices.len();
        self.invite_as(2, Part::Person, "member")?;
        self.settle("coordinators")?;
        for at in ORGS + 1..self.devices.len() {
            self.verify(at)?;
        }
        self.settle("words of coordinators")?;
        self.invite(4, Part::Second)?;
        self.settle("a second device")?;
        let coordinators = [1, 2, 3, 4, 5, 6];
        self.words.seized = self.dice.pick(&coordinators).unwrap_or(1);
        for at in 0..self.devices.len() {
            let head = self.devices[at].part == Part::Head;
            self.devices[at].coordinator |= head;
        }
        self.calm = false;
        Ok(())
    }

    fn word_step(&mut self) -> Result<(), Violation> {
        let wait = self.dice.below(2_000);
        self.pass(wait);
        let at = self.dice.index(self.devices.len());
        match self.dice.below(100) {
            0..18 => self.say_something(at)?,
            18..34 => {
                if let Some(thread) = self.first_thread().filter(|_| self.may_speak(at)) {
                    self.post(at, thread)?.ok();
                }
            }
            34..70 => self.meet(at),
            70..76 => self.wires(super::Act::Cut),
            76..79 => self.wires(super::Act::Stall),
            79..82 => self.wires(super::Act::Flow),
            82..86 => self.wires(super::Act::Partition),
            86..91 => self.wires(super::Act::Heal),
            91..94 => self.crash(at)?,
            94..96 => {
                if self.devices[at].is_on() {
                    self.tell(|| format!("d{at} goes dark"));
                    self.power_off(at, false);
                }
            }
            _ => self.light()?,
        }
        for _ in 0..self.dice.below(8) {
            self.move_something();
        }
        Ok(())
    }

    fn may_speak(&self, at: usize) -> bool {
        let device = &self.devices[at];
        device.is_on() && !device.is_broken() && device.joining.is_none() && !device.gone
    }

    fn say_something(&mut self, at: usize) -> Result<(), Violation> {
        if !self.may_speak(at) {
            return Ok(());
        }
        let late = self.step * 4 > self.settings.steps;
        if at == self.words.seized {
            if late {
                self.seized_acts(at)?;
            }
            return Ok(());
        }
        if self.devices[at].dishonest {
            return Ok(());
        }
        self.honest_acts(at, late)
    }

    /// A word that takes a role away was saved.
    fn note_word(&mut self, op: &str, by: usize, about: Target) {
        let Some(op) = OpId::from_hex(op) else {
            return;
        };
        // Of whoever is decided out a word may have no effect; and nothing holds against whoever
        // went out for another reason.
        let person = self.devices[by].person;
        let void = self.words.decided.contains(&person);
        let removal = self.oracle.removals.len();
        self.oracle.removals.push(Removal {
            op,
            target: about,
            space: None,
            void,
        });
        self.words.words.push(Word { removal, by, about });
    }

    /// Nothing that was said about these holds for sure any more.
    fn void_words(&mut self, which: impl Fn(&Word) -> bool) {
        for word in self.words.words.iter().filter(|word| which(word)) {
            if let Some(removal) = self.oracle.removals.get_mut(word.removal) {
                removal.void = true;
            }
        }
    }

    /// Two words may have decided against somebody: her own words may end.
    fn note_decided(&mut self, first: usize) {
        self.words.decided.insert(first);
        let persons: Vec<usize> = self.devices.iter().map(|device| device.person).collect();
        self.void_words(|word| persons.get(word.by) == Some(&first));
    }

    /// Who has a role by now: the others count for nobody.
    fn restand(&mut self) {
        if !self.devices[0].is_on() {
            return;
        }
        let roles = self.roles_seen().unwrap_or_default();
        for (device, role) in self.devices.iter_mut().zip(roles) {
            if matches!(device.standing, Standing::Member | Standing::Removed) {
                device.standing = match role >= asamblea_protocol::op::Role::Read {
                    true => Standing::Member,
                    false => Standing::Removed,
                };
            }
        }
    }

    /// Nobody waits for a thief's devices, nor for two who used one code.
    fn count_out(&mut self) {
        for at in 0..self.devices.len() {
            let waits = self.devices[at].standing != Standing::Refused;
            if waits && (self.devices[at].dishonest || self.races(at)) {
                self.devices[at].standing = Standing::Removed;
            }
        }
    }

    /// All is whole again and everybody exchanges; whoever is in shows and opens the same.
    fn rest_of_words(&mut self, why: &str) -> Result<(), Violation> {
        self.story.tell(|| format!("settles: {why}"));
        let before = std::mem::replace(&mut self.calm, true);
        self.heal()?;
        self.restand();
        // What was said may let somebody in who hears it now.
        for _ in 0..2 {
            self.count_out();
            self.come_to_rest(why)?;
            self.restand();
        }
        self.calm = before;
        self.check_rest()
    }

    fn broken(&self, text: String) -> Violation {
        self.violation(Broken::Inclusion, text)
    }
}
