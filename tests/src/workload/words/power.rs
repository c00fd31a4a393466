//! Whether everybody has the power that people's words give her, and nobody any other.

use asamblea_protocol::graph::{ControlOp, Graph};
use asamblea_protocol::id::{OpId, SpaceId};
use asamblea_protocol::membership::{Membership, Restriction, Roles, Status};
use asamblea_protocol::op::{Control, Member, Role};

use super::notes::{Bar, Cutoff};
use crate::cluster::Cluster;
use crate::device::Part;
use crate::oracle::Target;
use crate::report::{Broken, Violation};

impl Cluster {
    /// What must hold of roles at rest; `mended`: all is as meant.
    pub(super) fn check_words(&mut self, mended: bool) -> Result<(), Violation> {
        let Some(replica) = self.devices[self.watcher()]
            .engine()
            .map(|engine| engine.replica())
        else {
            return Ok(());
        };
        let (ops, pasts) = (replica.graph().controls(), replica.graph().pasts());
        let membership = self.members_of(replica);
        let roles = membership.roles(ops, pasts);
        let Some(network) = replica.directory().network() else {
            return Ok(());
        };
        self.check_races(&roles, network)?;
        self.check_decisions(&membership, ops)?;
        self.check_admins(&roles, network)?;
        let is_decided = |op: &OpId| {
            let mut restrictions = membership.restrictions().iter();
            restrictions.any(|r| {
                let word = ops.get(r.index).is_some_and(|known| known.op.id == *op);
                word && r.status == Status::Decided
            })
        };
        for bar in self.words.bars.iter().filter(|bar| is_decided(&bar.op)) {
            self.check_guests(&roles, bar)?;
        }
        let behind = self.words.cuts.iter().filter(|cut| is_decided(&cut.op));
        let behind: Vec<String> = behind
            .flat_map(|cut| self.behind(replica.graph(), cut))
            .collect();
        if mended {
            self.check_meant(&roles, network)?;
            self.check_office()?;
        }
        self.check_cuts(&behind)?;
        self.check_recovery()
    }

    /// Nobody whom two words protect is out or down for good by one person's.
    fn check_decisions(&self, membership: &Membership, ops: &[ControlOp]) -> Result<(), Violation> {
        let decided = membership.restrictions().iter();
        for r in decided.filter(|r| r.status == Status::Decided) {
            let Some(op) = ops.get(r.index) else {
                continue;
            };
            let persons = match &op.control {
                Control::Refound(_) => self.words.refounded.get(&op.op.id.to_hex()),
                _ => match self.protected(r) {
                    Some(target) => self.words.against.get(&target),
                    None => continue,
                },
            };
            let count = persons.map_or(0, |persons| persons.len());
            // Of a network organizations are named, which is kept apart.
            let is_network = SpaceId::from_hex(&self.network()) == Some(r.space);
            let refounds = matches!(op.control, Control::Refound(_));
            if count < 2 && !(refounds && is_network) {
                let text = format!(
                    "{count} persons spoke, and it is decided about {:?} as {:?}",
                    r.target, r.role
                );
                return Err(self.violation(Broken::Power, text));
            }
        }
        Ok(())
    }

    /// Whom a restriction is about, where that takes two words.
    fn protected(&self, r: &Restriction) -> Option<Target> {
        let hex = match r.target {
            Member::Space(space) => space.to_hex(),
            Member::Device(device) => device.to_hex(),
            Member::Invitation(_) => return None,
        };
        let target = self.target_meant(&hex)?;
        let protected = match target {
            // Others are none until they are given the office.
            Target::Org(head) => head == 0,
            Target::Person(first) => self.devices[first].coordinator,
            Target::Device(at) => self.coordinates(at),
        };
        protected.then_some(target)
    }

    /// Two persons' words make every coordinator, and every Secretariat.
    fn check_admins(&self, roles: &Roles, network: SpaceId) -> Result<(), Violation> {
        for at in 0..self.devices.len() {
            let device = &self.devices[at];
            let is_admin = |space| roles.role(device.id(), space) == Role::Admin;
            let inner = self.org_of_head(device.head).is_some_and(is_admin);
            let named = self.coordinates(at) || self.was_given(Target::Person(device.person));
            let holds = device.head == 0 || self.was_given(Target::Org(device.head));
            if (inner && !named) || (is_admin(network) && !(holds && inner)) {
                let text = format!("no two persons gave d{at} the power that she has");
                return Err(self.violation(Broken::Power, text));
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
                let text = format!("d{guest} came in by d{by} alone, which is barred");
                Err(self.violation(Broken::Power, text))
            }
            None => Ok(()),
        }
    }

    /// Posts that a decided cut leaves out, but for those that somebody showed.
    fn behind(&self, graph: &Graph, cut: &Cutoff) -> Vec<String> {
        let mut found = Vec::new();
        for (_, log, kept) in &cut.kept {
            let later = (*kept..graph.len(log)).filter_map(|seq| graph.id_at(log, seq));
            found.extend(later.map(|op| op.to_hex()));
        }
        found.retain(|post| !self.words.adopted.contains(post));
        found
    }

    /// What lies behind a cut nobody shows, and what was shown all the same everybody does.
    fn check_cuts(&mut self, behind: &[String]) -> Result<(), Violation> {
        let shown_again = self.words.shown_again.clone();
        if behind.is_empty() && shown_again.is_none() {
            return Ok(());
        }
        let Some(thread) = self.first_thread() else {
            return Ok(());
        };
        for at in self.honest_members() {
            let shown: Vec<String> = self
                .posts_of(at, &thread)
                .into_iter()
                .map(|r| r.id)
                .collect();
            if let Some(post) = behind.iter().find(|post| shown.contains(post)) {
                let text = format!("d{at} shows {post:.8}, which a cut leaves out");
                return Err(self.violation(Broken::Ghost, text));
            }
            if let Some(post) = shown_again.iter().find(|post| !shown.contains(post)) {
                let text = format!("d{at} does not show {post:.8}, which somebody adopted");
                return Err(self.violation(Broken::Inclusion, text));
            }
        }
        Ok(())
    }

    /// Everybody honest has the role that she is meant to have, and the seized device none.
    fn check_meant(&self, roles: &Roles, network: SpaceId) -> Result<(), Violation> {
        let seized = &self.devices[self.words.seized];
        for (at, device) in self.devices.iter().enumerate() {
            let role = |space| roles.role(device.id(), space);
            let inner = self.org_of_head(device.head).map_or(Role::None, role);
            let outer = role(network);
            if at == self.words.seized && device.dishonest && inner > Role::None {
                let text = format!("honest people answered, and d{at} is seized and has {inner:?}");
                return Err(self.violation(Broken::Power, text));
            }
            // What is left of a person whose other device was seized goes with it.
            let hers = device.person == seized.person && seized.dishonest;
            let recovers = device.part == Part::Second && device.person == self.words.ordinary;
            let other = device.dishonest || hers || recovers || self.races(at);
            if at == self.words.seized || other {
                continue;
            }
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
                return Err(self.violation(Broken::Power, text));
            }
        }
        Ok(())
    }
}
