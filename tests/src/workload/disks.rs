//! Disks that come back other than they went: an older copy of them, or with a bit flipped.

use std::collections::BTreeSet;

use asamblea_node::api::{Reply, Request};
use asamblea_node::store::SimDisk;
use asamblea_protocol::op::LogId;
use asamblea_protocol::replica::Plant;

use crate::cluster::Cluster;
use crate::device::{Promises, Standing};
use crate::faults::Fault;
use crate::report::{Broken, Violation};

/// Rounds in which a device that came back hears what it forgot.
const ROUNDS_MAX: usize = 40;

impl Cluster {
    /// Keeps a copy of a disk for later; the power is off.
    pub(super) fn copy_disk(&mut self, at: usize) {
        let device = &mut self.devices[at];
        if device.standing == Standing::Member && device.joining.is_none() && !device.full {
            device.copy = Some(device.disk.image());
        }
    }

    /// A device comes back with an older copy of its disk, or with a bit of it flipped. Then it
    /// meets somebody who holds what it forgot before it does anything; or it does not, and writes
    /// another history than it wrote already: a cloned device.
    pub(super) fn other_disk(&mut self, at: usize) -> Result<(), Violation> {
        let device = &self.devices[at];
        let may = device.is_on()
            && !device.is_broken()
            && !device.dishonest
            && !device.full
            && device.joining.is_none()
            && device.standing == Standing::Member;
        if may && at > 0 && !self.has_twins() && !self.settings.carries && self.dice.percent(20) {
            return self.copy_device(at);
        }
        let may = may && !self.is_twin(at);
        let others_on = self.devices.iter().all(|other| other.is_on() || other.gone);
        if at == 0 || !may || !others_on {
            return Ok(());
        }
        let clones = self.devices[at].copy.is_some() && self.dice.percent(25);
        let Some(teacher) = self.teacher(at).or(clones.then_some(at)) else {
            return Ok(());
        };
        let older = self.devices[at].copy.take();
        self.power_off(at, true);
        let (mut image, fault) = match older {
            Some(image) if clones => (image, Fault::Clone),
            Some(image) if self.dice.percent(80) => (image, Fault::RestoredDisk),
            _ if self.settings.harsh => (self.devices[at].disk.image(), Fault::BitFlip),
            _ => return self.power_on(at),
        };
        if fault == Fault::BitFlip {
            let which = self.dice.index(image.len());
            let Some(bytes) = image.values_mut().nth(which).filter(|b| !b.is_empty()) else {
                return self.power_on(at);
            };
            let place = self.dice.index(bytes.len());
            bytes[place] ^= 1 << self.dice.below(8);
            self.devices[at].wounded = true;
        }
        self.devices[at].set_back |= fault != Fault::BitFlip;
        self.devices[at].disk = SimDisk::from_image(&image);
        let lies = self.settings.plant == Some(Plant::DiskLies);
        self.devices[at].disk.lie_about_sync(lies);
        self.devices[at].promises = Promises {
            draft_unknown: true,
            ..Promises::default()
        };
        self.forget_unheard(at);
        self.faults.add(fault);
        self.tell(|| format!("d{at} comes back: {fault:?}, meets d{teacher}"));
        self.power_on(at)?;
        let lacks = self.lacks_of_its_own(at);
        let heard = fault != Fault::Clone && self.listen_to(at, teacher);
        if heard && lacks {
            self.check_told(at)?;
        }
        if !heard {
            // What it wrote before may be lost with whoever heard it.
            self.oracle.posts.retain(|(author, ..)| *author != at);
            let passing = self.oracle.passing.iter_mut();
            passing
                .filter(|passing| passing.author == at)
                .for_each(|passing| passing.readers.clear());
            self.oracle.may_fork(self.devices[at].id());
        }
        Ok(())
    }

    /// Whether others hold more of a device's own logs than it does itself.
    fn lacks_of_its_own(&self, at: usize) -> bool {
        let Some(engine) = self.devices[at].engine() else {
            return false;
        };
        let graph = engine.replica().graph();
        let mut all = self.oracle_logs(at).into_iter();
        all.any(|(log, len)| graph.len(&log) < len)
    }

    /// A device that heard what it forgot says that it was set back; one whose damage is known says
    /// that instead.
    fn check_told(&mut self, at: usize) -> Result<(), Violation> {
        let device = &self.devices[at];
        let forked = self.oracle.cloned.contains(&device.id());
        if device.wounded || device.is_broken() || forked || self.oracle.disk_may_fail {
            return Ok(());
        }
        let Ok(Reply::Alerts(rows)) = self.ask(at, Request::AlertList)? else {
            return Ok(());
        };
        if rows.iter().any(|row| row.code == "set_back" && !row.done) {
            return Ok(());
        }
        let text = format!("d{at} was set back, heard what it had written, and does not say so");
        Err(self.violation(Broken::SavedLost, text))
    }

    fn has_twins(&self) -> bool {
        self.devices.iter().any(|device| device.twin_of.is_some())
    }

    /// A device goes on in two places: as it is, and as a copy of its disk.
    ///
    /// # Errors
    ///
    /// What the copy is promised and does not find.
    pub fn copy_device(&mut self, at: usize) -> Result<(), Violation> {
        let engine = self.devices[at].engine();
        if engine.is_none_or(|engine| engine.used_code().is_some() || engine.is_locked()) {
            return Ok(());
        }
        let twin = self.devices.len();
        let device = self.devices[at].twin(at, &self.devices[at].disk.image());
        let lies = self.settings.plant == Some(Plant::DiskLies);
        device.disk.lie_about_sync(lies);
        self.oracle.may_fork(device.id());
        self.devices.push(device);
        self.faults.add(Fault::Twin);
        self.tell(|| format!("d{twin} is a copy of d{at}, and both are alive"));
        self.power_on(twin)
    }

    /// Somebody within reach who holds as much of a device's own logs as anybody.
    fn teacher(&mut self, at: usize) -> Option<usize> {
        let me = self.devices[at].id();
        let (mine, gate) = (self.devices[at].transport(), &self.devices[at].gate);
        let fits = |other: &usize| {
            let device = &self.devices[*other];
            let reach = !self.walls.contains(&(at, *other)) && !self.walls.contains(&(*other, at));
            let welcome = device.gate.contains(&mine) && gate.contains(&device.transport());
            let all = self.oracle_logs(at);
            let graph = device.engine().map(|engine| engine.replica().graph());
            let knows = graph.is_some_and(|graph| {
                let mut all = all.iter();
                all.all(|(log, len)| graph.len(log) >= *len)
            });
            *other != at && reach && welcome && knows
        };
        let members = self.honest_members();
        let fitting: Vec<usize> = members
            .into_iter()
            .filter(fits)
            .filter(|other| self.devices[*other].id() != me)
            .collect();
        self.dice.pick(&fitting)
    }

    /// How much of a device's own logs any other device holds, or a bundle that lies around.
    fn oracle_logs(&self, at: usize) -> Vec<(LogId, u64)> {
        let me = self.devices[at].id();
        let Some(engine) = self.devices[at].engine() else {
            return Vec::new();
        };
        let graph = engine.replica().graph();
        let own = graph.spaces().flat_map(|space| graph.logs_of(space));
        let own = own.filter(|log| log.author == me);
        let known = self.oracle.places_of(me).into_iter().map(|(log, _)| log);
        let lying = self.sticks.logs().filter(|log| log.author == me);
        let logs: BTreeSet<LogId> = own.chain(known).chain(lying).collect();
        logs.into_iter()
            .map(|log| (log, self.held_by_others(at, &log)))
            .collect()
    }

    fn held_by_others(&self, at: usize, log: &LogId) -> u64 {
        let others = self
            .devices
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != at);
        let engines = others.filter_map(|(_, device)| device.engine());
        let lens = engines.map(|engine| engine.replica().graph().len(log));
        lens.max().unwrap_or(0).max(self.sticks.len(log))
    }

    /// What nobody else holds was never said.
    fn forget_unheard(&mut self, at: usize) {
        let me = self.devices[at].id();
        let mut lens = std::collections::HashMap::new();
        for (log, _) in self.oracle.places_of(me) {
            lens.entry(log)
                .or_insert_with(|| self.held_by_others(at, &log));
        }
        self.oracle
            .forget_places(me, |log| lens.get(log).copied().unwrap_or(0));
        let heard = self.oracle.ids_of(me);
        self.oracle
            .posts
            .retain(|(author, _, post, _)| *author != at || heard.contains(post));
        for passing in &mut self.oracle.passing {
            if passing.author == at && !heard.contains(&passing.thread) {
                passing.readers.clear();
            }
        }
    }

    /// Whether it heard what it forgot.
    fn listen_to(&mut self, at: usize, teacher: usize) -> bool {
        if !self.connect(at, teacher, false) {
            return false;
        }
        for _ in 0..ROUNDS_MAX {
            let moving = self.links.iter().find_map(|link| {
                let here = link.joins(at, teacher);
                let direction = (0..2).find(|direction| here && link.moves(*direction))?;
                Some((link.number, direction))
            });
            let Some((number, direction)) = moving else {
                break;
            };
            self.deliver(number, direction, usize::MAX);
        }
        let engine = self.devices[at].engine();
        engine.is_some_and(|engine| {
            let graph = engine.replica().graph();
            let logs = self.oracle_logs(at);
            logs.iter().all(|(log, len)| graph.len(log) >= *len)
        })
    }
}
