//! Working spaces of several organizations, and the roles that people and organizations get.

use std::collections::BTreeSet;

use asamblea_node::api::{Act, Reply, Request, Whom};
use asamblea_protocol::id::{OpId, SpaceId};

use crate::cluster::Cluster;
use crate::device::{Part, Standing};
use crate::faults::Fault;
use crate::oracle::{Removal, Target};
use crate::report::Violation;

/// Such spaces, so that a run ends.
const SPACES_MAX: usize = 3;

impl Cluster {
    /// Somebody makes a space, or changes who is in it, or raises a person.
    pub(super) fn space_acts(&mut self, at: usize) -> Result<(), Violation> {
        let device = &self.devices[at];
        if device.dishonest || !device.is_on() || device.standing != Standing::Member {
            return Ok(());
        }
        let spaces: Vec<SpaceId> = self.oracle.shared.keys().copied().collect();
        match (self.dice.below(4), self.dice.pick(&spaces)) {
            (0, _) if spaces.len() < SPACES_MAX => self.new_space(at),
            (1, _) | (_, None) => self.raise(at),
            (_, Some(space)) => self.change_space(at, space),
        }
    }

    fn other_org(&mut self, at: usize) -> Option<(usize, SpaceId)> {
        let heads: Vec<usize> = (0..self.devices.len())
            .filter(|other| self.devices[*other].part == Part::Head)
            .filter(|other| *other != self.devices[at].head)
            .filter(|other| self.devices[*other].standing == Standing::Member)
            .collect();
        let head = self.dice.pick(&heads)?;
        Some((head, self.devices[head].org()?))
    }

    fn new_space(&mut self, at: usize) -> Result<(), Violation> {
        let Some((head, org)) = self.other_org(at) else {
            return Ok(());
        };
        let request = Request::SpaceNew {
            name: format!("espacio {}", self.step),
            kind: "working".to_owned(),
            with: vec![org.to_hex()],
            history: None,
            retain: None,
        };
        if let Ok(Reply::Created(made)) = self.ask(at, request)?
            && let Some(space) = SpaceId::from_hex(&made.id)
        {
            let heads = BTreeSet::from([self.devices[at].head, head]);
            self.oracle.shared.insert(space, heads);
            self.faults.add(Fault::Space);
            self.tell(|| format!("d{at} makes a space with d{head}"));
        }
        Ok(())
    }

    fn change_space(&mut self, at: usize, space: SpaceId) -> Result<(), Violation> {
        let Some((head, org)) = self.other_org(at) else {
            return Ok(());
        };
        let (id, who) = (space.to_hex(), org.to_hex());
        if self.dice.percent(50) {
            let role = self
                .dice
                .pick(&["write", "read", "admin"])
                .unwrap_or("write");
            let role = role.to_owned();
            // Who may read again what she was taken out of is no outsider any more.
            self.oracle.let_in_again(space, head);
            let request = Request::SpaceAdd {
                space: id,
                who,
                role,
            };
            let done = self.ask(at, request)?.is_ok();
            if done {
                self.faults.add(Fault::SpaceRole);
            }
            self.tell(|| format!("d{at} lets d{head} into a space: {done}"));
            return Ok(());
        }
        let reply = self.ask(at, Request::SpaceRemove { space: id, who })?;
        if let Ok(Reply::Membership(done)) = reply
            && let Some(op) = OpId::from_hex(&done.id)
        {
            self.oracle.removals.push(Removal {
                with: None,
                op,
                target: Target::Org(head),
                space: Some(space),
                void: false,
            });
            self.faults.add(Fault::SpaceLeft);
            self.tell(|| format!("d{at} takes d{head} out of a space"));
        }
        Ok(())
    }

    /// A person of one's own organization rises by a step: to fall would silence her late words.
    fn raise(&mut self, at: usize) -> Result<(), Violation> {
        let head = self.devices[at].head;
        let people: Vec<usize> = (0..self.devices.len())
            .filter(|other| self.devices[*other].part == Part::Person)
            .filter(|other| self.devices[*other].head == head)
            .filter(|other| self.devices[*other].standing == Standing::Member)
            .filter(|other| !self.devices[*other].dishonest)
            .collect();
        let Some(whom) = self.dice.pick(&people) else {
            return Ok(());
        };
        let device = &self.devices[whom];
        let directory = device.engine().map(|engine| engine.replica().directory());
        let Some(person) = directory.and_then(|directory| directory.person_of(device.id())) else {
            return Ok(());
        };
        let role = if device.observer {
            "member"
        } else {
            "coordinator"
        };
        let request = Request::Coordinate {
            whom: Whom::Person(person.to_hex()),
            act: Act::Role(role.to_owned()),
            urgent: false,
        };
        if self.ask(at, request)?.is_ok() {
            self.devices[whom].observer = false;
            self.devices[whom].coordinator |= role == "coordinator";
            self.faults.add(Fault::SpaceRole);
            self.tell(|| format!("d{at} makes d{whom} a {role}"));
        }
        Ok(())
    }

    /// A thread in a space of several organizations. Who may read it changes; so what is said there
    /// is not counted on, but what each shows must be alike.
    pub(super) fn shared_thread(&mut self, at: usize) -> Result<(), Violation> {
        let spaces: Vec<SpaceId> = self.oracle.shared.keys().copied().collect();
        let Some(space) = self.dice.pick(&spaces) else {
            return Ok(());
        };
        let request = Request::ThreadNew {
            space: space.to_hex(),
            title: format!("tema {}", self.step),
            body: format!("{} de d{at}, entre varias", self.step),
        };
        let done = self.ask(at, request)?.is_ok();
        self.tell(|| format!("d{at} opens a thread of a space: {done}"));
        Ok(())
    }
}
