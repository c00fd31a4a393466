//! Two who use one code, and whose safety words are compared.

use asamblea_node::api::{Reply, Request};
use asamblea_protocol::id::{OpId, SpaceId};
use asamblea_protocol::membership::Roles;
use asamblea_protocol::op::{Member, Role};

use super::notes::Race;
use super::spoken::Said;
use crate::cluster::{Cluster, Numbers};
use crate::device::{Device, Part};
use crate::oracle::{Removal, Target};
use crate::report::{Broken, Violation};

/// Pairs with one code on one day.
const RACES_MAX: usize = 2;

impl Cluster {
    pub(crate) fn races(&self, at: usize) -> bool {
        let mut races = self.words.races.iter();
        races.any(|race| race.devices.contains(&at))
    }

    /// Compares safety words with somebody of her organization whom nobody confirmed yet.
    pub(super) fn compares(&mut self, at: usize) -> Result<(), Violation> {
        let waiting = (0..self.devices.len()).filter(|other| {
            let device = &self.devices[*other];
            let me = &self.devices[at];
            let is_hers = device.head == me.head && device.person != me.person;
            !device.confirmed && !device.dishonest && is_hers
        });
        let waiting: Vec<usize> = waiting.filter(|other| *other != at).collect();
        match self.dice.pick(&waiting) {
            Some(whom) => self.confirms(at, whom).map(drop),
            None => Ok(()),
        }
    }

    pub(super) fn confirms(&mut self, at: usize, whom: usize) -> Result<bool, Violation> {
        let now_ms = self.now_ms;
        let id = self.devices[whom].id().to_hex();
        // Of two with one code people confirm one.
        let race = self.words.races.iter();
        let mut race = race.filter(|race| race.devices.contains(&whom));
        if race.any(|race| race.confirmed.is_some_and(|one| one != whom)) {
            return Ok(false);
        }
        let words = match self.devices[whom]
            .engine_at(now_ms)
            .map(|engine| engine.request(Request::Status))
        {
            Some(Ok(Reply::Status(status))) => status.safety_words,
            _ => return Ok(false),
        };
        let request = Request::DeviceVerify { id, words };
        let done = self.speak(at, request, Said::Confirm)?.is_some();
        if done {
            self.devices[whom].confirmed = true;
            for race in &mut self.words.races {
                if race.devices.contains(&whom) {
                    race.confirmed = Some(whom);
                }
            }
            for removal in &mut self.oracle.removals {
                removal.void |= removal.with.is_some() && removal.target == Target::Person(whom);
            }
        }
        Ok(done)
    }

    /// A coordinator names one of two who used one code: she is in without it.
    pub(super) fn note_named(&mut self, whom: usize) {
        if !self.races(whom) {
            return;
        }
        self.words.named.insert(whom);
        for removal in &mut self.oracle.removals {
            removal.void |= removal.with.is_some() && removal.target == Target::Person(whom);
        }
    }

    /// Two use one code, each with somebody who does not hear the other.
    pub(super) fn race(&mut self, at: usize) -> Result<(), Violation> {
        if self.words.races.len() >= RACES_MAX {
            return Ok(());
        }
        let first = self.devices.len();
        self.invite_as(at, Part::Person, "member")?;
        let Some(code) = self.devices.get(first).and_then(Device::code) else {
            return Ok(());
        };
        let second = self.devices.len();
        let root = self.entropy.bytes();
        let name = format!("d{second}");
        let head = self.devices[at].head;
        let mut device = Device::new(name, [head, second], Part::Person, root);
        device.erases = self.settings.erases;
        device.invited_by = at;
        device.plant = self.settings.plant;
        self.devices.push(device);
        self.power_on(second)?;
        if !self.devices[second].join_with(&code) {
            return Err(self.broken("a code does not work twice".to_owned()));
        }
        self.words.races.push(Race {
            devices: [first, second],
            confirmed: None,
        });
        self.walls.clear();
        for other in 0..first {
            self.connect(at, other, false);
        }
        self.move_all();
        self.pass(super::RACE_MS);
        self.move_all();
        // Somebody else who has heard of the code.
        let key = self.devices[first].transport();
        let others = (0..first).filter(|other| *other != at && self.may_speak(*other));
        let others: Vec<usize> = others
            .filter(|other| self.devices[*other].gate.contains(&key))
            .collect();
        let Some(other) = self.dice.pick(&others) else {
            return Ok(());
        };
        for cut in [at, other, first, second] {
            for number in self.links.clone_numbers(cut) {
                self.cut(number);
            }
        }
        if self.connect(first, at, false) && self.connect(second, other, false) {
            self.move_all();
            self.pass(super::RACE_MS);
            self.move_all();
            let both = [(at, first), (other, second)];
            if both.into_iter().all(|(a, b)| self.knows(a, b)) {
                self.words.spoken.add(Said::Race);
                self.tell(|| format!("d{first} and d{second} used one code"));
                self.note_race([first, second]);
            }
        }
        Ok(())
    }

    /// Whoever knows both uses seals to neither, but to her whose words were compared.
    fn note_race(&mut self, devices: [usize; 2]) {
        let uses: Vec<OpId> = devices.iter().filter_map(|at| self.use_of(*at)).collect();
        let [one, other] = uses[..] else {
            return;
        };
        for (at, op, with) in [(devices[0], one, other), (devices[1], other, one)] {
            self.oracle.removals.push(Removal {
                op,
                target: Target::Person(at),
                space: None,
                void: false,
                with: Some(with),
            });
        }
    }

    /// The operation by which a device's person came in.
    fn use_of(&self, at: usize) -> Option<OpId> {
        let person = SpaceId::from_hex(&self.person_hex(at)?)?;
        let directory = self.devices[at].engine()?.replica().directory();
        directory.joined_by(&Member::Space(person)).next()
    }

    /// Of two with one code none has a role before one is confirmed, and none but her after.
    pub(super) fn check_races(&self, roles: &Roles, network: SpaceId) -> Result<(), Violation> {
        let has = |at: &&usize| roles.role(self.devices[**at].id(), network) > Role::None;
        let replica = self.devices[self.watcher()].engine().map(|e| e.replica());
        // Whose person's space is here need not be known to have used the code.
        let is_known = |at: &usize| {
            let directory = replica.map(|replica| replica.directory());
            directory.is_some_and(|directory| {
                let person = directory.person_of(self.devices[*at].id());
                person.is_some_and(|p| directory.joined_by(&Member::Space(p)).next().is_some())
            })
        };
        for race in &self.words.races {
            let both = race.devices.iter().all(is_known);
            // Whom a coordinator names is in without a code.
            let by_code = |at: &&usize| !self.words.named.contains(*at);
            let inside = race.devices.iter().filter(has).filter(by_code);
            let inside: Vec<&usize> = inside.collect();
            let right = match race.confirmed {
                None => !both || inside.is_empty(),
                Some(one) => inside.iter().all(|at| **at == one),
            };
            if !right {
                let text = format!("of {:?} with one code {inside:?} are in", race.devices);
                return Err(self.violation(Broken::Power, text));
            }
        }
        Ok(())
    }
}
