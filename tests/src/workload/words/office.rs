//! The office of the Secretariat passes on, and what lay aside is shown.

use asamblea_node::api::{Reply, Request};
use asamblea_protocol::op::{Member, Role};

use super::spoken::Said;
use crate::cluster::Cluster;
use crate::oracle::Target;
use crate::report::{Broken, Violation};

impl Cluster {
    /// The office passes on: it is given, somebody else agrees, whoever held it steps down, and
    /// somebody else agrees to that. Once a day.
    pub(super) fn office(&mut self) -> Result<(), Violation> {
        let Some(by) = self.holder() else {
            return Ok(());
        };
        match self.words.heir {
            None => self.gives_office(by),
            Some(heir) => self.leaves_office(by, heir).map(drop),
        }
    }

    /// Somebody honest who speaks for the Secretariat of the beginning.
    fn holder(&mut self) -> Option<usize> {
        let all = (0..self.devices.len()).filter(|at| {
            let device = &self.devices[*at];
            let honest = !device.dishonest && *at != self.words.seized;
            device.head == 0 && device.coordinator && honest && self.may_speak(*at)
        });
        let all: Vec<usize> = all.collect();
        self.dice.pick(&all)
    }

    fn gives_office(&mut self, by: usize) -> Result<(), Violation> {
        let heir = 1 + self.dice.index(super::ORGS);
        let Some(org) = self.org_of_head(heir).map(|org| org.to_hex()) else {
            return Ok(());
        };
        let op = self.speak(by, Request::OfficeGive { org }, Said::Office)?;
        if op.is_some() {
            self.words.heir = Some(heir);
            self.void_known(by, Target::Org(heir));
            self.note_given(op.as_ref(), by, Target::Org(heir));
        }
        Ok(())
    }

    /// Steps down, where the other organization holds the office as well.
    fn leaves_office(&mut self, by: usize, heir: usize) -> Result<bool, Violation> {
        let Some(org) = self.org_of_head(heir).map(|org| org.to_hex()) else {
            return Ok(false);
        };
        if self.lacks_office(by, heir) || self.lacks_office(by, 0) {
            return Ok(false);
        }
        let op = self.speak(by, Request::OfficeGive { org }, Said::OfficeDown)?;
        if let Some(op) = &op {
            self.note_against(by, Target::Org(0));
            self.words.stepping.insert(op.clone());
        }
        Ok(op.is_some())
    }

    pub(super) fn agrees_to_leave(&mut self, at: usize, id: &str) -> Result<bool, Violation> {
        let request = Request::Second { id: id.to_owned() };
        let done = self.speak(at, request, Said::OfficeLeft)?;
        if done.is_some() {
            self.note_against(at, Target::Org(0));
        }
        Ok(done.is_some())
    }

    /// What was begun is played to its end.
    pub(super) fn mend_office(&mut self) -> Result<bool, Violation> {
        let (Some(heir), Some(by)) = (self.words.heir, self.holder()) else {
            return Ok(false);
        };
        self.leaves_office(by, heir)
    }

    /// Where nobody holds the office any more, two thirds of all name who does.
    pub(super) fn mend_network(&mut self) -> Result<bool, Violation> {
        let held = (0..=super::ORGS).any(|head| !self.lacks_office(self.watcher(), head));
        if held {
            return Ok(false);
        }
        for at in 0..self.devices.len() {
            let honest = !self.devices[at].dishonest && at != self.words.seized;
            if !honest || !self.coordinates(at) || !self.may_speak(at) {
                continue;
            }
            if self.refounds_network(at, 0)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn lacks_office(&self, at: usize, head: usize) -> bool {
        let org = self.org_of_head(head);
        let replica = self.devices[at].engine().map(|engine| engine.replica());
        let known = replica.zip(org).and_then(|(replica, org)| {
            let network = replica.directory().network()?;
            let (ops, pasts) = (replica.graph().controls(), replica.graph().pasts());
            let roles = self.members_of(replica).roles(ops, pasts);
            Some(roles.direct_role(network, &Member::Space(org)) < Role::Admin)
        });
        known.unwrap_or(true)
    }

    /// Somebody holds the office at the end, and whoever stepped down does not.
    pub(super) fn check_office(&self) -> Result<(), Violation> {
        let held: Vec<usize> = (0..=super::ORGS)
            .filter(|head| !self.lacks_office(self.watcher(), *head))
            .collect();
        let left = self.words.spoken.of(Said::OfficeLeft) > 0;
        let again = self.words.spoken.of(Said::RefoundNetwork) > 0;
        if held.is_empty() || (left && !again && held.contains(&0)) {
            let text = format!("the office is held by {held:?}");
            return Err(self.violation(Broken::Power, text));
        }
        Ok(())
    }

    /// Shows the newest post behind a cut that lies aside for a device, and says which.
    pub(super) fn adopts(&mut self, at: usize) -> Result<Option<String>, Violation> {
        let aside = self.ask(at, Request::AsideList { space: None })?;
        let Ok(Reply::Aside(rows)) = aside else {
            return Ok(None);
        };
        let mut posts = rows
            .iter()
            .filter(|row| row.why == "cut" && row.kind == "post");
        let Some(id) = posts.next().map(|row| row.id.clone()) else {
            return Ok(None);
        };
        if !self.coordinates(at) {
            return Ok(None);
        }
        let request = Request::Adopt { id: id.clone() };
        let done = self.speak(at, request, Said::Adopt)?;
        if done.is_some() {
            self.words.adopted.insert(id.clone());
        }
        Ok(done.map(|_| id))
    }
}
