//! What a seized device says: whatever its program lets it say, against everybody.

use asamblea_node::api::{Act, Reply, Request, Whom};

use super::Said;
use crate::cluster::Cluster;
use crate::device::Part;
use crate::oracle::Target;
use crate::report::Violation;

/// Devices that the seized one lets in on one day.
const GUESTS_MAX: usize = 2;

impl Cluster {
    pub(super) fn seized_acts(&mut self, at: usize) -> Result<(), Violation> {
        if !self.devices[at].dishonest {
            self.tell(|| format!("d{at} is seized"));
            self.turn_dishonest(at);
        }
        match self.dice.below(8) {
            0 | 1 => self.suspends(at, Said::SeizedSuspends),
            2 => self.seized_removes(at),
            3 => self.lowers(at, Said::SeizedLowers),
            4 | 5 => self.seized_answers(at),
            _ => self.lets_in(at),
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

    /// It agrees to whatever is said about others, and takes back what is said about itself.
    fn seized_answers(&mut self, at: usize) -> Result<(), Violation> {
        let Ok(Reply::Pending(rows)) = self.ask(at, Request::PendingList)? else {
            return Ok(());
        };
        for row in rows {
            let about = row.act.about.as_deref().and_then(|about| self.meant(about));
            let id = row.act.id;
            if about == Some(self.devices[at].person) {
                let act = Act::Lift;
                let person = self.devices[at].person;
                self.coordinate(at, Whom::Any(id), act, Said::SeizedAnswers)?;
                self.void_words(|word| word.about == Target::Person(person));
                continue;
            }
            let request = Request::Second { id };
            let done = self.speak(at, request, Said::SeizedAnswers)?;
            if let Some(first) = about.filter(|_| done.is_some()) {
                self.note_decided(first);
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
        let guest = self.devices.len();
        self.invite_as(at, Part::Second, "member")?;
        if self.devices.len() > guest {
            self.words.spoken.add(Said::Guest);
            self.turn_dishonest(guest);
        }
        Ok(())
    }
}
