//! What a seized device says: whatever its program lets it say, against everybody.

use asamblea_node::api::{Act, InviteFor, Reply, Request, Whom};

use super::spoken::Said;
use crate::cluster::Cluster;
use crate::device::{Part, Standing};
use crate::oracle::Target;
use crate::report::{Broken, Violation};

/// Devices that the seized one lets in on one day.
const GUESTS_MAX: usize = 2;
const EXPIRES_S: u64 = 86_400;

impl Cluster {
    pub(super) fn seized_acts(&mut self, at: usize) -> Result<(), Violation> {
        if !self.devices[at].dishonest {
            self.tell(|| format!("d{at} is seized"));
            self.turn_dishonest(at);
        }
        match self.dice.below(11) {
            0 | 1 => {
                self.suspends(at, Said::SeizedSuspends)?;
                self.tries_to_admit(at)
            }
            2 => self.seized_removes(at),
            3 => self.lowers(at, Said::SeizedLowers),
            4 | 5 => self.seized_answers(at),
            6 => self.seized_raises(at),
            7 | 8 => match self.first_thread() {
                Some(thread) => self.post(at, thread).map(drop),
                None => Ok(()),
            },
            _ => self.lets_in(at),
        }
    }

    /// Whoever accuses alone admits nobody.
    fn tries_to_admit(&mut self, at: usize) -> Result<(), Violation> {
        let person = self.devices[at].person;
        let org = self.devices[at].head;
        let mut said = self.words.against.iter();
        // A second word to any of hers may have come in.
        let alone = said.all(|(_, by)| !by.contains(&person) || by.len() == 1);
        let mut said = self.words.against.iter();
        let accuses = said.any(|(about, by)| {
            let hers = matches!(about, Target::Person(_)) && by.contains(&person);
            let whom = &self.devices[self.first_of(*about)];
            hers && whom.head == org && whom.coordinator
        });
        let lifts = self.words.spoken.of(Said::Lift);
        if !alone || !accuses || lifts > 0 {
            return Ok(());
        }
        let whom = InviteFor::Member {
            name: None,
            role: "member".to_owned(),
        };
        let request = Request::Invite {
            whom,
            expires_s: EXPIRES_S,
        };
        match self.ask(at, request)? {
            Ok(_) => {
                let text = format!("d{at} accuses alone, and lets somebody in");
                Err(self.violation(Broken::Power, text))
            }
            Err(_) => Ok(()),
        }
    }

    fn seized_removes(&mut self, at: usize) -> Result<(), Violation> {
        let whom = self.words.ordinary;
        if self.devices[at].head != self.devices[whom].head {
            return Ok(());
        }
        let Some(who) = self.person_hex(whom) else {
            return Ok(());
        };
        let request = Request::MemberRemove { who, urgent: false };
        if let Some(op) = self.speak(at, request, Said::SeizedRemoves)? {
            self.note_word(&op, at, Target::Person(whom));
        }
        Ok(())
    }

    /// It makes a coordinator of somebody who is none, or of whom it lets in to be one.
    fn seized_raises(&mut self, at: usize) -> Result<(), Violation> {
        let head = self.devices[at].head;
        let others = (0..self.devices.len()).filter(|other| {
            let device = &self.devices[*other];
            let is_in = device.standing == Standing::Member && device.person == *other;
            device.head == head && is_in && !device.coordinator
        });
        let others: Vec<usize> = others.collect();
        let Some(whom) = self.dice.pick(&others) else {
            return self.lets_person_in(at);
        };
        self.makes_coordinator(at, whom, Said::SeizedRaises)
            .map(drop)
    }

    /// It agrees to whatever is said about others, and takes back what is said about itself.
    fn seized_answers(&mut self, at: usize) -> Result<(), Violation> {
        let Ok(Reply::Pending(rows)) = self.ask(at, Request::PendingList)? else {
            return Ok(());
        };
        for row in rows {
            let about = row.act.about.as_deref();
            let about = about.and_then(|about| self.target_meant(about));
            let id = row.act.id;
            let herself = about.filter(|about| {
                let first = self.first_of(*about);
                !matches!(about, Target::Org(_)) && first == self.devices[at].person
            });
            if let Some(about) = herself {
                let act = Act::Lift;
                let done = self.coordinate(at, Whom::Any(id), act, Said::SeizedAnswers)?;
                if done.is_some() {
                    self.void_known(at, about);
                }
                continue;
            }
            let request = Request::Second { id: id.clone() };
            if self.speak(at, request, Said::SeizedAnswers)?.is_none() {
                continue;
            }
            self.note_second(&id, at);
            let against = !self.words.given.contains_key(&id);
            if let Some(about) = about.filter(|_| against) {
                self.note_against(at, about);
            }
        }
        Ok(())
    }

    /// Another device of the thief's comes in with the seized one's person.
    fn lets_in(&mut self, at: usize) -> Result<(), Violation> {
        let person = self.devices[at].person;
        let guests = self.devices.iter();
        let guests = guests.filter(|d| d.invited_by == at && d.person == person && d.dishonest);
        if guests.count() > GUESTS_MAX {
            return Ok(());
        }
        self.lets_in_as(at, Part::Second)
    }

    /// A person of the thief's comes in.
    fn lets_person_in(&mut self, at: usize) -> Result<(), Violation> {
        if (0..self.devices.len()).any(|other| self.is_guest(other)) {
            return Ok(());
        }
        self.lets_in_as(at, Part::Person)
    }

    fn lets_in_as(&mut self, at: usize, part: Part) -> Result<(), Violation> {
        let guest = self.devices.len();
        self.invite_as(at, part, "member")?;
        if self.devices.len() > guest {
            self.words.spoken.add(Said::Guest);
            self.turn_dishonest(guest);
        }
        Ok(())
    }
}
