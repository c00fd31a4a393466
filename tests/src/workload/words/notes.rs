//! What the simulation keeps of what was said: who said what about whom, and what still holds.

use std::collections::{BTreeMap, BTreeSet};

use asamblea_protocol::id::{DeviceId, OpId, SpaceId};
use asamblea_protocol::op::LogId;

use super::recovery::Recovering;
use super::spoken::{Said, Spoken};
use crate::cluster::Cluster;
use crate::oracle::{Removal, Target};
use crate::report::{Broken, Violation};

/// A word that takes a role away, by the number of its removal.
pub(super) struct Word {
    pub(super) removal: usize,
    pub(super) by: usize,
    pub(super) about: Target,
}

/// Two devices with one code.
pub(super) struct Race {
    pub(super) devices: [usize; 2],
    pub(super) confirmed: Option<usize>,
}

/// A device barred in an organization: which devices of its person were known then.
pub(super) struct Bar {
    pub(super) op: OpId,
    pub(super) org: SpaceId,
    pub(super) device: usize,
    pub(super) known: BTreeSet<usize>,
}

/// A cut, and how much its author held of what the devices wrote whom it is about.
pub(super) struct Cutoff {
    pub(super) op: OpId,
    pub(super) kept: Vec<(usize, LogId, u64)>,
}

/// A role that somebody gave, and the persons whose words it has.
pub(super) struct Given {
    pub(super) to: Target,
    pub(super) by: BTreeSet<usize>,
}

/// What was said about members on a day of words.
#[derive(Default)]
pub struct Words {
    /// How often each was said.
    pub spoken: Spoken,
    pub(super) words: Vec<Word>,
    pub(super) races: Vec<Race>,
    /// Of those who used one code whom a coordinator named.
    pub(super) named: BTreeSet<usize>,
    pub(super) bars: Vec<Bar>,
    pub(super) cuts: Vec<Cutoff>,
    /// First devices of persons against whom two words may have decided.
    pub(super) decided: BTreeSet<usize>,
    /// Persons who ever said a word about somebody, the first or another.
    pub(super) against: BTreeMap<Target, BTreeSet<usize>>,
    /// Grants of a coordinator's role, or of the office, by their operation.
    pub(super) given: BTreeMap<String, Given>,
    /// Persons who gave a word to a refounding, by its operation.
    pub(super) refounded: BTreeMap<String, BTreeSet<usize>>,
    /// Whom the office passes to, by its head, and the words of whoever steps down.
    pub(super) heir: Option<usize>,
    pub(super) stepping: BTreeSet<String>,
    /// Posts that were shown though they lay aside.
    pub(super) adopted: BTreeSet<String>,
    /// The one that was shown while nobody said anything against anybody.
    pub(super) shown_again: Option<String>,
    pub(super) recovering: Option<Recovering>,
    pub(crate) seized: usize,
    pub(super) ordinary: usize,
}

impl Words {
    /// Whether this is a day of words.
    pub(crate) const fn is_said(&self) -> bool {
        self.ordinary > 0
    }
}

impl Cluster {
    /// A word that takes a role away was saved.
    pub(super) fn note_word(&mut self, op: &str, by: usize, about: Target) {
        self.note_against(by, about);
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
            with: None,
        });
        self.words.words.push(Word { removal, by, about });
    }

    /// Somebody said a word about somebody. Two persons may have decided then: what whom they mean
    /// said herself may end.
    pub(super) fn note_against(&mut self, by: usize, about: Target) {
        let person = self.devices[by].person;
        let persons = self.words.against.entry(about).or_default();
        persons.insert(person);
        if persons.len() > 1 {
            self.note_decided(about);
        }
    }

    pub(super) fn note_decided(&mut self, about: Target) {
        let heads: Vec<usize> = self.devices.iter().map(|device| device.head).collect();
        if let Target::Org(head) = about {
            let is_of = |word: &Word| heads.get(word.by) == Some(&head);
            self.void_words(|word| matches!(word.about, Target::Org(_)) && is_of(word));
            return;
        }
        let first = self.first_of(about);
        self.words.decided.insert(first);
        let persons: Vec<usize> = self.devices.iter().map(|device| device.person).collect();
        self.void_words(|word| persons.get(word.by) == Some(&first));
    }

    /// The first device of whom a word is about.
    pub(super) fn first_of(&self, about: Target) -> usize {
        match about {
            Target::Org(head) => head,
            Target::Person(first) => first,
            Target::Device(at) => self.devices[at].person,
        }
    }

    /// Nothing that was said about these holds for sure any more.
    pub(super) fn void_words(&mut self, which: impl Fn(&Word) -> bool) {
        for word in self.words.words.iter().filter(|word| which(word)) {
            if let Some(removal) = self.oracle.removals.get_mut(word.removal) {
                removal.void = true;
            }
        }
    }

    /// What a device took back, or let somebody in again after, it knew: what it had not heard
    /// goes on.
    pub(super) fn void_known(&mut self, at: usize, about: Target) {
        let Some(engine) = self.devices[at].engine() else {
            return;
        };
        let graph = engine.replica().graph();
        let words = self.words.words.iter().filter(|word| word.about == about);
        let known: Vec<usize> = words
            .map(|word| word.removal)
            .filter(|number| {
                let removal = self.oracle.removals.get(*number);
                removal.is_some_and(|removal| graph.control_index(&removal.op).is_some())
            })
            .collect();
        for number in known {
            if let Some(removal) = self.oracle.removals.get_mut(number) {
                removal.void = true;
            }
        }
    }

    /// Somebody gave a role that takes two words.
    pub(super) fn note_given(&mut self, op: Option<&String>, by: usize, to: Target) {
        if let Some(op) = op {
            let by = BTreeSet::from([self.devices[by].person]);
            self.words.given.insert(op.clone(), Given { to, by });
        }
    }

    /// Somebody gave another word to what waits.
    pub(super) fn note_second(&mut self, op: &str, by: usize) {
        let person = self.devices[by].person;
        if let Some(given) = self.words.given.get_mut(op) {
            given.by.insert(person);
            if matches!(given.to, Target::Org(_)) {
                // A refounding of the network lowers who held the office.
                self.note_decided(Target::Org(0));
            }
        }
        let refounded = self.words.refounded.get_mut(op);
        let Some(persons) = refounded else {
            return;
        };
        persons.insert(person);
        // Whom it does not name it lowers, and what she said may end.
        let seized = Target::Person(self.devices[self.words.seized].person);
        self.note_decided(seized);
    }

    /// Whether a post may lie aside, though its author is in: hers was seized, and a cut may mean
    /// it; or two persons spoke against her, and she wrote it in knowledge of a word about her.
    /// That it was taken back is nothing by now where a second word was said beside that (R6, R15).
    pub(crate) fn may_lie_aside(&self, at: usize, post: &str) -> bool {
        let device = &self.devices[at];
        let seized = at == self.words.seized && device.dishonest;
        let knew = || {
            let mut words = self.oracle.known_when_written(post);
            words.any(|target| target.covers(at, device))
        };
        let decided = self.words.decided.contains(&device.person);
        self.words.is_said() && (seized || (decided && knew()))
    }

    /// Whether somebody gave an organization the office, with or without another's word.
    pub(crate) fn was_offered(&self, to: Target) -> bool {
        let mut given = self.words.given.values();
        given.any(|given| given.to == to)
    }

    /// Whether two persons gave somebody a coordinator's role, or the office.
    pub(super) fn was_given(&self, to: Target) -> bool {
        let mut given = self.words.given.values();
        given.any(|given| given.to == to && given.by.len() > 1)
    }

    /// Whether a device is a coordinator's, as everybody knows since the beginning.
    pub(super) fn coordinates(&self, at: usize) -> bool {
        self.devices[self.devices[at].person].coordinator
    }

    /// Whom an id means: a device, a person or an organization.
    pub(super) fn target_meant(&self, hex: &str) -> Option<Target> {
        let (device, space) = (DeviceId::from_hex(hex), SpaceId::from_hex(hex));
        (0..self.devices.len()).find_map(|at| {
            if Some(self.devices[at].id()) == device {
                return Some(Target::Device(at));
            }
            if self.person_hex(at).as_deref() == Some(hex) {
                return Some(Target::Person(self.devices[at].person));
            }
            let head = self.devices[at].head == at && self.org_of_head(at) == space;
            (head && space.is_some()).then_some(Target::Org(at))
        })
    }

    /// What was accepted of somebody who coordinates nothing breaks a promise.
    pub(super) fn check_spoken(&self, at: usize, said: Said) -> Result<(), Violation> {
        if self.coordinates(at) {
            return Ok(());
        }
        let text = format!("d{at} coordinates nothing, and {said:?} of hers is taken");
        Err(self.violation(Broken::Power, text))
    }
}
