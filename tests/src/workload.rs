//! What happens: people's acts, faults of links, disks, power and clocks, drawn from the seed.

mod assessing;
mod carrying;
mod disks;
mod forgetting;
mod hostile;
mod lies;
mod members;
mod people;
mod power;
mod spaces;
mod sticks;
mod wires;
mod words;

use std::panic::{AssertUnwindSafe, catch_unwind};

pub use self::assessing::instrument;
pub use self::sticks::Sticks;
pub use self::words::{Said, Spoken, Words};
use crate::cluster::{Cluster, Settings};
use crate::device::Part;
use crate::faults::Fault;
use crate::report::{Broken, Outcome, Violation};

/// A wall clock jumps at most so far.
const CLOCK_JUMP_MS: u64 = 10 * 365 * 86_400_000;
/// The longest silence.
const SILENCE_DAYS_MAX: u64 = 9;
/// Steps between two looks at what devices show.
const LOOK_STEPS: u32 = 10;

/// What one step may do, and how often in a hundred steps.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Act {
    Post,
    Edit,
    Read,
    Draft,
    NewThread,
    Inner,
    Connect,
    Cut,
    Stall,
    Flow,
    Partition,
    Heal,
    Crash,
    KilledMidway,
    Dark,
    Light,
    Clock,
    FullDisk,
    FailedSync,
    Mend,
    Remove,
    Invite,
    Hostile,
    Lock,
    Verify,
    Silence,
    Stick,
    Space,
    Shared,
    OtherDisk,
    Passing,
    Assess,
    Apart,
    Wait,
}

/// In days with spaces that forget: how often something is said there.
const PASSING_WEIGHT: u64 = 8;
/// In days with an assessment: how often somebody does something of it.
const ASSESS_WEIGHT: u64 = 12;
/// In days with carriers: how often nobody but those is reached.
const APART_WEIGHT: u64 = 4;
const ACTS: [(Act, u64); 31] = [
    (Act::Post, 20),
    (Act::Edit, 6),
    (Act::Read, 3),
    (Act::Draft, 2),
    (Act::NewThread, 1),
    (Act::Inner, 1),
    (Act::Connect, 24),
    (Act::Cut, 7),
    (Act::Stall, 3),
    (Act::Flow, 3),
    (Act::Partition, 2),
    (Act::Heal, 4),
    (Act::Crash, 2),
    (Act::KilledMidway, 2),
    (Act::Dark, 1),
    (Act::Light, 4),
    (Act::Clock, 2),
    (Act::FullDisk, 2),
    (Act::FailedSync, 1),
    (Act::Mend, 4),
    (Act::Remove, 2),
    (Act::Invite, 2),
    (Act::Hostile, 8),
    (Act::Lock, 1),
    (Act::Verify, 1),
    (Act::Silence, 1),
    (Act::Stick, 4),
    (Act::Space, 4),
    (Act::Shared, 1),
    (Act::OtherDisk, 3),
    (Act::Wait, 4),
];

/// Runs one bad day from its seed, to its end or to the first broken promise. A panic of the code
/// under test is a broken promise, too.
#[must_use]
pub fn run(settings: Settings) -> Outcome {
    run_as(settings, |cluster| {
        cluster.begin()?;
        cluster.live()
    })
}

/// Runs one day of words from its seed: coordinators and guardians say about members whatever can
/// be said, honest and not.
#[must_use]
pub fn run_words(settings: Settings) -> Outcome {
    run_as(settings, Cluster::live_words)
}

fn run_as(settings: Settings, day: impl FnOnce(&mut Cluster) -> Result<(), Violation>) -> Outcome {
    let mut cluster = Cluster::new(settings);
    let result = catch_unwind(AssertUnwindSafe(|| day(&mut cluster)));
    let violation = match result {
        Ok(result) => result.err(),
        Err(panic) => {
            let text = panic
                .downcast_ref::<String>()
                .cloned()
                .or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
            Some(cluster.violation(Broken::Panic, text.unwrap_or_default()))
        }
    };
    Outcome {
        seed: settings.seed,
        trace: cluster.story.hash(),
        acts: cluster.acts,
        frames: cluster.frames,
        violation,
        lines: cluster.story.lines().to_vec(),
        faults: cluster.faults,
        words: cluster.words.spoken,
    }
}

impl Cluster {
    /// Every step, then rest; at rest everyone can still write, and everyone reads it.
    fn live(&mut self) -> Result<(), Violation> {
        while self.step < self.settings.steps {
            self.step += 1;
            self.one_step()?;
            self.check_step()?;
            if self.step.is_multiple_of(LOOK_STEPS) {
                self.check_shown()?;
            }
        }
        self.settle("end")?;
        for at in self.honest_readers() {
            if !self.observes(at) {
                self.last_post(at)?;
            }
        }
        self.settle("last posts")?;
        if self.settings.carries {
            self.through_carriers()?;
        }
        if self.settings.forgets {
            self.outlive()?;
        }
        Ok(())
    }

    /// Whether a device is an observer's: her second one writes no more than her first.
    pub(super) fn observes(&self, at: usize) -> bool {
        let device = &self.devices[at];
        device.observer || (device.part == Part::Second && self.devices[device.person].observer)
    }

    pub(super) fn last_post(&mut self, at: usize) -> Result<(), Violation> {
        let Some(thread) = self.first_thread() else {
            return Ok(());
        };
        match self.post(at, thread)? {
            Ok(_) => Ok(()),
            Err(error) => {
                let text = format!("at rest d{at} cannot write: {error}");
                Err(self.violation(Broken::Inclusion, text))
            }
        }
    }

    fn one_step(&mut self) -> Result<(), Violation> {
        let wait = match self.dice.below(40) {
            0 => 200_000,
            1..4 => 5_000,
            _ => self.dice.below(120),
        };
        self.pass(wait);
        let passing = (
            Act::Passing,
            PASSING_WEIGHT * u64::from(self.settings.forgets),
        );
        let assess = (
            Act::Assess,
            ASSESS_WEIGHT * u64::from(self.settings.assesses),
        );
        let apart = (Act::Apart, APART_WEIGHT * u64::from(self.settings.carries));
        let acts = ACTS.into_iter().chain([passing, assess, apart]);
        let all: u64 = acts.clone().map(|(_, weight)| weight).sum();
        let mut at = self.dice.below(all);
        let mut act = Act::Wait;
        for (kind, weight) in acts {
            if at < weight {
                act = kind;
                break;
            }
            at -= weight;
        }
        self.do_act(act)?;
        // As many as there are devices: more of them have more to say.
        for _ in 0..self.dice.below(self.settings.nodes.max(6) as u64) {
            self.move_something();
        }
        Ok(())
    }

    fn do_act(&mut self, act: Act) -> Result<(), Violation> {
        let at = self.dice.index(self.devices.len());
        match act {
            Act::Post | Act::Edit | Act::Read | Act::Draft | Act::NewThread | Act::Inner => {
                self.person_acts(at, act)
            }
            Act::Connect => {
                self.meet(at);
                Ok(())
            }
            Act::Cut | Act::Stall | Act::Flow | Act::Partition | Act::Heal => {
                self.wires(act);
                Ok(())
            }
            Act::Crash => self.crash(at),
            Act::KilledMidway => self.crash_in_act(at),
            Act::Dark => {
                if self.devices[at].is_on() {
                    self.tell(|| format!("d{at} goes dark"));
                    self.faults.add(Fault::Dark);
                    self.power_off(at, false);
                }
                Ok(())
            }
            Act::Light => self.light(),
            Act::Clock => {
                let jump = self.dice.below(2 * CLOCK_JUMP_MS).cast_signed();
                self.devices[at].skew_ms = jump - CLOCK_JUMP_MS.cast_signed();
                self.devices[at].clock_moved = true;
                self.faults.add(Fault::Clock);
                Ok(())
            }
            Act::FullDisk | Act::FailedSync | Act::Mend => self.disk_acts(at, act),
            Act::Remove => self.remove(at),
            Act::Invite => self.invite_another(),
            Act::Hostile => {
                self.hostile(at);
                Ok(())
            }
            Act::Lock => {
                self.lock(at);
                Ok(())
            }
            Act::Verify => self.verify(at),
            Act::Silence => {
                self.faults.add(Fault::Silence);
                let days = 1 + self.dice.below(SILENCE_DAYS_MAX);
                self.tell(|| format!("{days} days pass"));
                self.pass(days * 86_400_000);
                Ok(())
            }
            Act::Stick => self.stick(at),
            Act::Space | Act::Shared if !self.settings.harsh => Ok(()),
            Act::Space => self.space_acts(at),
            Act::Shared => self.shared_thread(at),
            Act::OtherDisk => self.other_disk(at),
            Act::Passing => self.pass_on(at),
            Act::Assess => self.assess(at),
            Act::Apart => {
                self.part_all();
                Ok(())
            }
            Act::Wait => Ok(()),
        }
    }

    fn tell(&mut self, line: impl FnOnce() -> String) {
        let step = self.step;
        self.story.tell(|| format!("{step:>4} {}", line()));
    }
}
