//! What happens to power, disks and keys in memory.

use super::Act;
use crate::cluster::{Cluster, Numbers};
use crate::faults::Fault;
use crate::report::Violation;

impl Cluster {
    pub(super) fn crash(&mut self, at: usize) -> Result<(), Violation> {
        if !self.devices[at].is_on() {
            return Ok(());
        }
        self.tell(|| format!("d{at} crashes"));
        self.faults.add(Fault::Crash);
        self.power_off(at, true);
        if self.devices[at].copy.is_none() {
            self.copy_disk(at);
        }
        self.power_on(at)
    }

    pub(super) fn crash_in_act(&mut self, at: usize) -> Result<(), Violation> {
        if !self.devices[at].is_on() {
            return Ok(());
        }
        let changes = self.dice.below(9);
        self.devices[at].disk.fail_after(changes);
        self.oracle.disk_may_fail = true;
        let act = self
            .dice
            .pick(&[Act::Post, Act::Post, Act::Edit, Act::Draft, Act::NewThread]);
        let mut done = match (act, self.dice.percent(30)) {
            (_, true) => self.remove(at),
            (Some(act), false) => self.person_acts(at, act),
            (None, false) => Ok(()),
        };
        for number in self.links.clone_numbers(at) {
            for direction in 0..2 {
                self.deliver(number, direction, 2);
            }
        }
        self.oracle.disk_may_fail = false;
        self.tell(|| format!("d{at} loses power after {changes} changes of its disk"));
        self.faults.add(Fault::KilledMidway);
        let noticed = self.dice.percent(50);
        self.power_off(at, noticed);
        if done.is_ok() {
            done = self.power_on(at);
        }
        done
    }

    pub(super) fn light(&mut self) -> Result<(), Violation> {
        for at in 0..self.devices.len() {
            if !self.devices[at].is_on() && !self.devices[at].gone {
                self.tell(|| format!("d{at} comes back"));
                self.power_on(at)?;
            }
        }
        Ok(())
    }

    pub(super) fn disk_acts(&mut self, at: usize, act: Act) -> Result<(), Violation> {
        match act {
            Act::FullDisk => {
                let room = self.dice.below(6_000);
                let device = &mut self.devices[at];
                device.disk.fill(Some(room));
                device.full = true;
                self.faults.add(Fault::FullDisk);
                self.tell(|| format!("d{at} has {room} bytes left"));
            }
            Act::FailedSync => {
                let device = &mut self.devices[at];
                device.disk.fail_syncs(1);
                device.full = true;
                self.faults.add(Fault::FailedSync);
            }
            _ => {
                for device in &mut self.devices {
                    device.disk.fill(None);
                    device.disk.fail_syncs(0);
                    device.full = false;
                }
            }
        }
        Ok(())
    }

    pub(super) fn lock(&mut self, at: usize) {
        let now_ms = self.now_ms;
        let device = &mut self.devices[at];
        let root = device.root();
        device.stirred = true;
        if device.is_broken() || device.full || device.joining.is_some() {
            return;
        }
        let Some(engine) = device.engine_at(now_ms) else {
            return;
        };
        engine.lock(false);
        self.turn(at);
        for _ in 0..4 {
            self.move_something();
        }
        let device = &mut self.devices[at];
        if let Some(engine) = device.engine_at(now_ms) {
            let _full = engine.unlock(&root, [0; 32]);
        }
        self.turn(at);
        self.faults.add(Fault::Lock);
        self.tell(|| format!("d{at} locks and unlocks"));
    }
}
