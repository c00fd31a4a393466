//! How the day ends: the world is whole, honest people answer what waits, and all is as meant.

use asamblea_node::api::{Act, Whom};

use super::spoken::Said;
use crate::cluster::Cluster;
use crate::device::Standing;
use crate::oracle::Target;
use crate::report::Violation;

/// Rounds in which all must be said: each waits for the answers of the one before.
const MEND_ROUNDS_MAX: u32 = 12;

impl Cluster {
    pub(super) fn mend_words(&mut self) -> Result<(), Violation> {
        self.rest_of_words("evening")?;
        self.check_words(false)?;
        for _ in 0..MEND_ROUNDS_MAX {
            if !self.mend_round()? {
                break;
            }
            self.rest_of_words("answers")?;
        }
        self.check_words(false)?;
        self.wait_for_recovery()?;
        self.check_words(true)?;
        for at in self.honest_members() {
            self.last_post(at)?;
        }
        self.rest_of_words("last posts")?;
        self.check_words(true)
    }

    /// Each says what is left to say; whether anybody had anything.
    fn mend_round(&mut self) -> Result<bool, Violation> {
        let mut said = false;
        for at in 0..self.devices.len() {
            let device = &self.devices[at];
            let speaks = self.may_speak(at) && !device.dishonest && at != self.words.seized;
            if !speaks || device.standing == Standing::Joining {
                continue;
            }
            said |= self.answer(at)?;
            said |= self.brings_back(at)?;
        }
        said |= self.mend_races()?;
        said |= self.mend_seized()?;
        said |= self.mend_office()?;
        said |= self.mend_recovery()?;
        // Whom nobody of her own organization can help its guardians do.
        if !said {
            said = self.mend_orgs()? || self.mend_network()?;
        }
        // Whoever steps down beside it may not.
        if !said {
            said = self.mend_aside()?;
        }
        // Everybody hears one before the next is said.
        Ok(said)
    }

    fn mend_races(&mut self) -> Result<bool, Violation> {
        let mut said = false;
        for number in 0..self.words.races.len() {
            let race = &self.words.races[number];
            let devices = race.devices;
            if race.confirmed.is_some() {
                continue;
            }
            for whom in devices {
                let head = self.devices[whom].head;
                let is_in =
                    self.devices[whom].joining.is_none() && self.knows(self.watcher(), whom);
                let coordinators = (0..self.devices.len())
                    .filter(|at| self.devices[*at].head == head && self.devices[*at].coordinator);
                let coordinators: Vec<usize> = coordinators.filter(|at| !self.races(*at)).collect();
                for at in coordinators {
                    let open = self.words.races[number].confirmed.is_none();
                    if is_in && open && !self.devices[at].dishonest && at != self.words.seized {
                        said |= self.confirms(at, whom)?;
                    }
                }
            }
        }
        Ok(said)
    }

    /// Whoever was seized goes, and so does whoever came in with her.
    fn mend_seized(&mut self) -> Result<bool, Violation> {
        let seized = self.words.seized;
        let head = self.devices[seized].head;
        let is_in = self.devices[seized].standing == Standing::Member;
        if !is_in || !self.devices[seized].dishonest {
            return Ok(false);
        }
        let Some(who) = self.person_hex(seized) else {
            return Ok(false);
        };
        for at in 0..self.devices.len() {
            let device = &self.devices[at];
            let may = device.head == head && device.coordinator && !device.dishonest;
            if !may || at == seized || !self.may_speak(at) {
                continue;
            }
            let whom = Whom::Person(who.clone());
            let op = self.coordinate(at, whom, Act::RemoveWithCut, Said::AgainstWithCut)?;
            if let Some(op) = op {
                let first = self.devices[seized].person;
                self.note_word(&op, at, Target::Person(first));
                self.note_cut(&op, at, first);
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Somebody shows one of what lies aside.
    fn mend_aside(&mut self) -> Result<bool, Violation> {
        for at in 0..self.devices.len() {
            let honest = !self.devices[at].dishonest && at != self.words.seized;
            if self.words.shown_again.is_some() || !honest || !self.may_speak(at) {
                continue;
            }
            self.words.shown_again = self.adopts(at)?;
            if self.words.shown_again.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn mend_orgs(&mut self) -> Result<bool, Violation> {
        let heads = 0..=super::ORGS;
        for head in heads {
            let lacking = (0..self.devices.len()).any(|whom| {
                let device = &self.devices[whom];
                device.head == head
                    && device.person == whom
                    && device.coordinator
                    && !device.dishonest
                    && self.lacks_role(self.watcher(), whom, true)
            });
            if !lacking {
                continue;
            }
            for at in 0..self.devices.len() {
                let device = &self.devices[at];
                let may = device.head != head && device.coordinator && !device.dishonest;
                if may && self.may_speak(at) && self.refounds_org(at, head)? {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }
}
