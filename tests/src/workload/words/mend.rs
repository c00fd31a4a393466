//! How the day ends: the world is whole, honest people answer what waits, and all is as meant.

use asamblea_node::api::{Act, Whom};
use asamblea_protocol::id::SpaceId;
use asamblea_protocol::membership::{Membership, Roles, Status};
use asamblea_protocol::op::Role;

use super::{Bar, Said};
use crate::cluster::Cluster;
use crate::device::{Part, Standing};
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
        // Whom nobody of her own organization can help its guardians do.
        if !said {
            said = self.mend_orgs()?;
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
                let is_in = self.devices[whom].joining.is_none() && self.knows(0, whom);
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
                self.note_word(&op, at, Target::Person(self.devices[seized].person));
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
                    && self.lacks_role(0, whom, true)
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

    /// What must hold of roles at rest; `mended`: all is as meant.
    pub(super) fn check_words(&self, mended: bool) -> Result<(), Violation> {
        let Some(replica) = self.devices[0].engine().map(|engine| engine.replica()) else {
            return Ok(());
        };
        let (ops, pasts) = (replica.graph().controls(), replica.graph().pasts());
        let membership = Membership::evaluate(ops, pasts);
        let roles = membership.roles(ops, pasts);
        let Some(network) = replica.directory().network() else {
            return Ok(());
        };
        self.check_races(&roles, network)?;
        for bar in &self.words.bars {
            let mut restrictions = membership.restrictions().iter();
            let holds = restrictions.any(|r| {
                let word = ops.get(r.index).is_some_and(|op| op.op.id == bar.op);
                word && r.status == Status::Decided
            });
            if holds {
                self.check_guests(&roles, bar)?;
            }
        }
        match mended {
            true => self.check_meant(&roles, network),
            false => Ok(()),
        }
    }

    /// Of two with one code none has a role before one is confirmed, and none but her after.
    fn check_races(&self, roles: &Roles, network: SpaceId) -> Result<(), Violation> {
        let has = |at: &&usize| roles.role(self.devices[**at].id(), network) > Role::None;
        for race in &self.words.races {
            let both = race.devices.iter().all(|at| self.knows(0, *at));
            let inside: Vec<&usize> = race.devices.iter().filter(has).collect();
            let right = match race.confirmed {
                None => !both || inside.is_empty(),
                Some(one) => inside.iter().all(|at| **at == one),
            };
            if !right {
                let text = format!("of {:?} with one code {inside:?} are in", race.devices);
                return Err(self.broken(text));
            }
        }
        Ok(())
    }

    /// Whom a barred device alone let in, and the bar did not know, has no role there.
    fn check_guests(&self, roles: &Roles, bar: &Bar) -> Result<(), Violation> {
        let person = self.devices[bar.device].person;
        let mut guests = (0..self.devices.len()).filter(|at| {
            let device = &self.devices[*at];
            let hers = device.person == person && device.invited_by == bar.device;
            hers && device.dishonest && !bar.known.contains(at)
        });
        let inside = guests.find(|at| roles.role(self.devices[*at].id(), bar.org) > Role::None);
        match inside {
            Some(guest) => {
                let by = bar.device;
                Err(self.broken(format!("d{guest} came in by d{by} alone, which is barred")))
            }
            None => Ok(()),
        }
    }

    /// Everybody honest has the role that she is meant to have.
    fn check_meant(&self, roles: &Roles, network: SpaceId) -> Result<(), Violation> {
        let seized = &self.devices[self.words.seized];
        for (at, device) in self.devices.iter().enumerate() {
            // What is left of a person whose other device was seized goes with it.
            let hers = device.person == seized.person && seized.dishonest;
            if device.dishonest || hers || at == self.words.seized || self.races(at) {
                continue;
            }
            let role = |space| roles.role(device.id(), space);
            let inner = self.org_of_head(device.head).map_or(Role::None, role);
            let outer = role(network);
            let least = match (device.coordinator, device.part) {
                (true, _) => Role::Admin,
                (false, Part::Second) => Role::Read,
                (false, _) => Role::Write,
            };
            if inner < least || outer < Role::Write {
                let text = format!(
                    "honest people answered, and d{at} has {inner:?} in her organization and \
                     {outer:?} in the network"
                );
                return Err(self.broken(text));
            }
        }
        Ok(())
    }
}
