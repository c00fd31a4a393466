//! Days of words: what coordinators, guardians and one seized device say about members while the
//! world falls apart, and how honest people set all right when it is whole again.

mod account;
mod acts;
mod mend;
mod notes;
mod office;
mod power;
mod races;
mod recovery;
mod seized;
mod spoken;

pub use notes::Words;
pub use spoken::{Said, Spoken};

use crate::cluster::Cluster;
use crate::device::{Part, Standing};
use crate::report::{Broken, Violation};

/// Organizations beside the Secretariat.
const ORGS: usize = 2;
/// Time in which what was said is passed on.
const RACE_MS: u64 = 600;
/// Steps between two looks at a world at rest.
const REST_STEPS: u32 = 100;
/// What is heard at rest may let somebody in who hears it then, and so on.
const RESTS_MAX: u32 = 6;

impl Cluster {
    /// A day of words, to its end or to the first broken promise.
    pub(super) fn live_words(&mut self) -> Result<(), Violation> {
        let lived = self.live_to_the_end();
        if lived.is_err() {
            self.tell_account();
        }
        lived
    }

    fn live_to_the_end(&mut self) -> Result<(), Violation> {
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
        self.prepare_recovery()?;
        self.calm = false;
        Ok(())
    }

    fn word_step(&mut self) -> Result<(), Violation> {
        let wait = self.dice.below(2_000);
        self.pass(wait);
        let at = self.dice.index(self.devices.len());
        match self.dice.below(100) {
            0..30 => self.say_something(at)?,
            30..42 => {
                if let Some(thread) = self.first_thread().filter(|_| self.may_speak(at)) {
                    self.post(at, thread)?.ok();
                }
            }
            42..70 => self.meet(at),
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

    /// Who has a role by now: the others count for nobody.
    fn restand(&mut self) {
        if !self.devices[self.watcher()].is_on() {
            return;
        }
        let roles = self.roles_seen().unwrap_or_default();
        for (device, role) in self.devices.iter_mut().zip(roles) {
            // Who was refused may find somebody else who lets her in.
            let again = device.standing == Standing::Refused
                && device.engine().is_some_and(|engine| engine.has_redeemed());
            if matches!(device.standing, Standing::Member | Standing::Removed) || again {
                device.standing = match role >= asamblea_protocol::op::Role::Read {
                    true => Standing::Member,
                    false => Standing::Removed,
                };
            }
        }
    }

    /// Nobody waits for a thief's devices, nor for whoever waits for a place herself; of two who
    /// used one code not before all know of both.
    fn count_out(&mut self, all_know: bool) {
        for at in 0..self.devices.len() {
            let device = &self.devices[at];
            let on_her_way = device.standing == Standing::Joining;
            let races = self.races(at) && (!all_know || on_her_way);
            let waits = device.standing != Standing::Refused;
            if waits && (device.dishonest || races) {
                self.devices[at].standing = Standing::Removed;
            }
        }
        self.count_waiting_out();
    }

    /// All is whole again and everybody exchanges; whoever is in shows and opens the same.
    fn rest_of_words(&mut self, why: &str) -> Result<(), Violation> {
        self.story.tell(|| format!("settles: {why}"));
        let before = std::mem::replace(&mut self.calm, true);
        self.heal()?;
        self.restand();
        self.count_out(false);
        self.come_to_rest(why)?;
        // Whoever is in by what was heard meanwhile has to come to rest as well.
        for _ in 0..RESTS_MAX {
            let stood: Vec<Standing> = self.standings();
            self.restand();
            self.count_out(true);
            if self.standings() == stood {
                break;
            }
            self.come_to_rest(why)?;
        }
        self.restand();
        self.calm = before;
        self.check_rest()
    }

    fn standings(&self) -> Vec<Standing> {
        self.devices.iter().map(|device| device.standing).collect()
    }

    fn broken(&self, text: String) -> Violation {
        self.violation(Broken::Inclusion, text)
    }
}
