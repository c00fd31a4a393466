//! From opened content to views: who said it, as what, and what it is called.

use std::collections::{BTreeMap, BTreeSet};

use asamblea_protocol::content::{Alias, Body, Content};
use asamblea_protocol::document::{Document, Version};
use asamblea_protocol::graph::Misplaced;
use asamblea_protocol::id::{DeviceId, OpId, SpaceId};
use asamblea_protocol::op::{Member, Role, SpaceKind};
use asamblea_protocol::past::PastId;
use asamblea_protocol::replica::{ActFault, Opened, Standing};
use asamblea_protocol::time::{MonoTime, WallTime};
use asamblea_protocol::view::{Admitted, Changed, Views as Shown};

use super::Engine;
use super::aside::Aside;
use super::damage::ASK;
use super::local::Setting;
use crate::api::{ApiError, Author, ErrorKind};

/// A document that somebody edits live.
pub(super) struct OpenDoc {
    pub(super) space: SpaceId,
    pub(super) document: Document,
    /// Version and text that the editor still shows, after a command changed the document.
    pub(super) behind: Option<(Version, String)>,
    /// Edits not saved yet.
    pub(super) edits: usize,
    pub(super) first_edit: MonoTime,
    pub(super) last_edit: MonoTime,
}

/// What listeners are told of: a document that somebody edits live has an event of its own.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum Seen {
    /// A document that is open for editing.
    OpenDoc(OpId),
    /// Any other thread, document or agenda.
    Object(OpId),
}

/// Everything shown, and what is open.
#[derive(Default)]
pub(super) struct Views {
    pub(super) shown: Shown,
    pub(super) open: BTreeMap<OpId, OpenDoc>,
    /// Texts of documents as a search built them, with how many updates they had then.
    pub(super) texts: BTreeMap<OpId, (usize, String)>,
    /// What is kept without being shown as said.
    pub(super) aside: BTreeMap<SpaceId, BTreeMap<OpId, Aside>>,
    /// Editions that my organization should say it holds.
    pub(super) to_hold: BTreeSet<(SpaceId, OpId)>,
    /// Of spaces that forget: when the oldest that is shown came in.
    pub(super) oldest: BTreeMap<SpaceId, WallTime>,
}

impl Views {
    pub(super) fn clear(&mut self, space: SpaceId) {
        self.shown.clear(space);
        // What is judged anew may show another text with as many updates.
        self.texts.clear();
        self.aside.remove(&space);
        self.oldest.remove(&space);
    }

    pub(super) fn addresses(&self, device: DeviceId) -> Vec<String> {
        self.shown
            .spaces()
            .filter_map(|space| self.shown.names(space))
            .map(|names| names.addresses(device))
            .find(|addresses| !addresses.is_empty())
            .unwrap_or_default()
            .to_vec()
    }

    pub(super) fn machine_addresses(
        &self,
        machine: DeviceId,
    ) -> impl Iterator<Item = (DeviceId, &[String])> {
        let names = self
            .shown
            .spaces()
            .filter_map(|space| self.shown.names(space));
        names.flat_map(move |names| names.machine_addresses(machine))
    }

    pub(super) fn quarantined(&self, space: SpaceId) -> u64 {
        let aside = self.aside.get(&space).map_or(0, BTreeMap::len);
        u64::try_from(aside).unwrap_or(u64::MAX)
    }
}

impl Engine {
    /// Shows one opened operation; returns its space and the object that changed.
    pub(super) fn show(&mut self, opened: Opened) -> (SpaceId, Option<Seen>) {
        let space = opened.op.log.space;
        if self.is_too_old(space, opened.received_at) {
            return (space, None);
        }
        let content = opened
            .plain
            .as_ref()
            .ok()
            .and_then(|plain| Content::decode(plain).ok());
        let aside = Aside::of(&opened, content.as_ref());
        let content = match (content, aside) {
            (Some(content), None) => content,
            (_, Some(aside)) => {
                let all = self.views.aside.entry(space).or_default();
                all.insert(opened.op.id, aside);
                return (space, None);
            }
            (None, None) => return (space, None),
        };
        let author = opened.op.log.author;
        let (role, office) = self.standing(&content, space, author, opened.past);
        let directory = self.replica.directory();
        let person = directory.person_of(author);
        let publishes = matches!(content.body, Body::AgendaPublish(_));
        let admitted = Admitted {
            id: opened.op.id,
            space,
            author,
            seq: opened.op.seq,
            depth: opened.depth,
            person,
            org: person.and_then(|person| directory.org_of(person)),
            role,
            office,
            received_at: opened.received_at,
            forked: opened.standing == Standing::Forked,
            content,
        };
        if publishes && office == Role::Admin {
            self.views.to_hold.insert((space, opened.op.id));
        }
        let object = match self.views.shown.take(admitted) {
            Changed::Doc(id) if self.views.open.contains_key(&id) => Some(Seen::OpenDoc(id)),
            Changed::Proposal(id)
            | Changed::Thread(id)
            | Changed::Agenda(id)
            | Changed::Doc(id)
            | Changed::Round(id)
            | Changed::Plan(id)
            | Changed::Meeting(id)
            | Changed::Task(id)
            | Changed::Attached(id) => Some(Seen::Object(id)),
            Changed::Names | Changed::Nothing => None,
        };
        if publishes && office != Role::Admin {
            let name = self.device_name(author);
            let text = format!("an agenda edition by {name}, who may not publish, was refused");
            // The refusal itself is kept with the agenda; a full disk only delays the alert.
            let _full = self.alert("forged_edition", &name, text);
        }
        (space, object)
    }

    /// The author's role where the content asks for it, and in the network. Most content asks for
    /// neither, and finding a role means walking the members.
    fn standing(
        &mut self,
        content: &Content,
        space: SpaceId,
        author: DeviceId,
        past: PastId,
    ) -> (Role, Role) {
        if !content.body.asks_role() {
            return (Role::None, Role::None);
        }
        let network = self.replica.directory().network();
        let office = network.map_or(Role::None, |network| {
            self.replica.role_at(past, author, network)
        });
        let of = content.names().unwrap_or(space);
        (self.replica.role_at(past, author, of), office)
    }

    /// What follows from changed members or keys.
    pub(super) fn after_control(&mut self) {
        self.plan_forwards();
        // Who never was in, as one that was just restored, was not taken out.
        if !self.is_locked() && self.my_org().is_some() {
            self.look_whether_out();
        }
    }

    /// My person space.
    pub(super) fn my_person(&self) -> Option<SpaceId> {
        self.replica.directory().person_of(self.replica.device())
    }

    /// My organization, or the one whose machine this is.
    pub(super) fn my_org(&self) -> Option<SpaceId> {
        let device = self.replica.device();
        self.replica.directory().org_of_device(device)
    }

    /// Whether this device is nobody's: it carries what it cannot read.
    pub(super) fn is_carrier(&self) -> bool {
        self.my_person().is_none() && self.my_org().is_some()
    }

    pub(super) fn network(&self) -> Result<SpaceId, ApiError> {
        self.replica
            .directory()
            .network()
            .ok_or_else(|| ErrorKind::NoKeyYet.into())
    }

    /// The name of a space: as it calls itself, else as the network calls it.
    pub(super) fn space_name(&self, space: SpaceId) -> Option<String> {
        let network = self.replica.directory().network();
        std::iter::once(space)
            .chain(network)
            .chain(self.views.shown.spaces())
            .filter_map(|at| self.views.shown.names(at))
            .find_map(|names| names.space(space))
            .map(str::to_owned)
    }

    /// What a person calls herself in a space, else anywhere that this device reads.
    pub(super) fn person_name(&self, person: SpaceId, space: Option<SpaceId>) -> Option<String> {
        if Some(person) == self.my_person() {
            return self.setting(Setting::PersonName).map(str::to_owned);
        }
        space
            .into_iter()
            .chain(self.views.shown.spaces())
            .filter_map(|at| self.views.shown.names(at))
            .find_map(|names| names.person(person))
            .map(str::to_owned)
            .or_else(|| {
                // An observer has no word to say in the network, her own name neither.
                let org = self.replica.directory().org_of(person)?;
                self.invited_as(Member::Space(person), org)
            })
    }

    /// Who wrote something.
    pub(super) fn author(&self, device: DeviceId, space: SpaceId) -> Author {
        let person = self.replica.directory().person_of(device);
        let org = self.replica.directory().org_of_device(device);
        Author {
            person: person.map_or_else(|| device.to_hex(), |person| person.to_hex()),
            name: person
                .and_then(|person| self.person_name(person, Some(space)))
                .unwrap_or_else(|| person.map_or_else(|| device.short(), |p| p.short())),
            org: org.map(|org| org.to_hex()),
            org_name: org.map(|org| self.space_name(org).unwrap_or_else(|| org.short())),
        }
    }

    /// How a device is called: its person and organization.
    pub(super) fn device_name(&self, device: DeviceId) -> String {
        let person = self.replica.directory().person_of(device);
        let name = match person {
            Some(person) => self.person_name(person, None),
            None => self.machine_name(device),
        };
        let name = name.unwrap_or_else(|| device.short());
        match self.org_label(device) {
            Some(org) => format!("{name} ({org})"),
            None => name,
        }
    }

    /// The name of a device's organization, or its short id.
    pub(super) fn org_label(&self, device: DeviceId) -> Option<String> {
        let org = self.replica.directory().org_of_device(device)?;
        Some(self.space_name(org).unwrap_or_else(|| org.short()))
    }

    /// What a carrier was called by who invited it.
    pub(super) fn machine_name(&self, device: DeviceId) -> Option<String> {
        let org = self.replica.directory().org_of_device(device)?;
        self.invited_as(Member::Device(device), org)
    }

    /// What a member of an organization was called by who invited her.
    fn invited_as(&self, member: Member, org: SpaceId) -> Option<String> {
        let directory = self.replica.directory();
        let names = self.views.shown.names(org)?;
        let mut keys = directory.invitations().filter(|(_, space)| *space == org);
        let (key, _) = keys.find(|(key, _)| {
            let mut redeems = directory.redeems(key);
            redeems.any(|(_, who)| who == member)
        })?;
        names.invitation(key)?.0.map(str::to_owned)
    }

    /// Writes content in a space, durably; her alias goes before a person's first words there.
    /// Returns the operations of `bodies`.
    pub(super) fn write(
        &mut self,
        space: SpaceId,
        bodies: Vec<Body>,
    ) -> Result<Vec<OpId>, ApiError> {
        self.mend()?;
        self.check_asked(space)?;
        let at = self.wall();
        let mut plains = Vec::with_capacity(bodies.len() + 1);
        let count = bodies.len();
        let own = self
            .setting(Setting::PersonName)
            .unwrap_or_default()
            .to_owned();
        let known = self
            .my_person()
            .zip(self.views.shown.names(space))
            .and_then(|(person, names)| names.person(person));
        let alias = (!own.is_empty() && known != Some(&own)).then(|| Alias { name: own.clone() });
        for body in alias.into_iter().map(Body::from).chain(bodies) {
            let content = Content { at, body };
            plains.push(content.encode().map_err(|_| ErrorKind::TooLong)?);
        }
        let mut made = self.renew_before_writing(space);
        let written = self.replica.write(space, plains, at, &mut self.rng);
        // What was written before it failed stands in memory, so it is stored, too.
        self.flush()?;
        made.extend(written.map_err(act_fault)?);
        let ids: Vec<OpId> = made
            .runs
            .iter()
            .flat_map(|(_, run)| run.ops())
            .filter(|op| op.header.epoch.is_some())
            .map(|op| op.id)
            .collect();
        Ok(ids
            .into_iter()
            .rev()
            .take(count)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect())
    }

    /// Kinds as the command line names them.
    pub(super) fn kind_label(&self, space: SpaceId) -> &'static str {
        match self.replica.directory().kind(space) {
            Some(SpaceKind::Person) => "person",
            Some(SpaceKind::Org) => "org",
            Some(SpaceKind::Network) => "network",
            Some(SpaceKind::Subregion) => "subregion",
            Some(SpaceKind::Case) => "case",
            Some(SpaceKind::Working) | None => "working",
        }
    }
}

/// Roles as spaces show them.
pub(super) const fn role_label(role: Role) -> &'static str {
    match role {
        Role::Admin => "admin",
        Role::Write => "write",
        Role::Read => "read",
        Role::Carrier => "carrier",
        Role::None => "none",
    }
}

/// Roles as people of an organization see them.
pub(super) const fn person_role_label(role: Role) -> &'static str {
    match role {
        Role::Admin => "coordinator",
        Role::Write => "member",
        Role::Read => "observer",
        Role::Carrier => "carrier",
        Role::None => "none",
    }
}

pub(super) fn act_fault(fault: ActFault) -> ApiError {
    match fault {
        ActFault::Locked => ErrorKind::Locked.into(),
        ActFault::NotPermitted { .. } => ErrorKind::NotPermitted.into(),
        ActFault::NoSpace | ActFault::NoMember => ErrorKind::NotFound.into(),
        ActFault::NoKeyYet => ErrorKind::NoKeyYet.into(),
        ActFault::TooLong => ErrorKind::TooLong.into(),
        ActFault::Frozen => ErrorKind::Frozen.into(),
        ActFault::NoEffect => ErrorKind::NoEffect.into(),
        ActFault::Cycle => ApiError::about(ErrorKind::NoEffect, "membership-cycle"),
        ActFault::Burned => ApiError::about(ErrorKind::NoEffect, "membership-burned"),
        ActFault::ForeignCut => ApiError::about(ErrorKind::NoEffect, "membership-cut"),
        ActFault::Taken => ApiError::about(ErrorKind::NoEffect, "membership-taken"),
        ActFault::TooMany { .. } => ApiError::about(ErrorKind::Usage, fault.to_string()),
        // It heard of something that it wrote and forgot, but not yet of all.
        ActFault::Place(Misplaced::Fork { .. }) => ApiError::about(ErrorKind::Damaged, ASK),
        other => ApiError::about(ErrorKind::Internal, other.to_string()),
    }
}
