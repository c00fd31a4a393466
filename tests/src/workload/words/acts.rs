//! What honest people say about members.

use std::collections::BTreeSet;

use asamblea_node::api::{Act, PendingRow, Reply, Request, Whom};
use asamblea_protocol::id::{OpId, SpaceId};
use asamblea_protocol::op::{Lane, LogId, Member, Role};

use super::notes::{Bar, Cutoff};
use super::spoken::Said;
use crate::cluster::Cluster;
use crate::device::{Device, Part, Standing};
use crate::oracle::Target;
use crate::report::Violation;

impl Cluster {
    pub(super) fn person_hex(&self, at: usize) -> Option<String> {
        let id = self.devices[at].id();
        let directory = |device: &Device| {
            let directory = device.engine()?.replica().directory();
            directory.person_of(id).map(|person| person.to_hex())
        };
        self.devices.iter().find_map(directory)
    }

    pub(super) fn org_of_head(&self, head: usize) -> Option<SpaceId> {
        let id = self.devices[head].id();
        self.devices.iter().find_map(|device| {
            let directory = device.engine()?.replica().directory();
            directory.org_of(directory.person_of(id)?)
        })
    }

    /// Asks for an act on members; the operation, where it was written.
    pub(super) fn speak(
        &mut self,
        at: usize,
        request: Request,
        said: Said,
    ) -> Result<Option<String>, Violation> {
        let asked = format!("{request:?}");
        let reply = self.ask(at, request)?;
        self.tell(|| match &reply {
            Ok(_) => format!("d{at} {said:?}: {asked}"),
            Err(error) => format!("d{at} is refused {said:?} ({error}): {asked}"),
        });
        let counted = if reply.is_ok() { said } else { Said::Refused };
        self.words.spoken.add(counted);
        if reply.is_ok() {
            self.check_spoken(at, said)?;
        }
        Ok(match reply {
            Ok(Reply::Membership(done)) => Some(done.id),
            _ => None,
        })
    }

    pub(super) fn coordinate(
        &mut self,
        at: usize,
        whom: Whom,
        act: Act,
        said: Said,
    ) -> Result<Option<String>, Violation> {
        let urgent = said == Said::Remove;
        self.speak(at, Request::Coordinate { whom, act, urgent }, said)
    }

    /// Honest others of an organization that hold an office there.
    pub(super) fn others_of(&mut self, at: usize) -> Option<usize> {
        let me = &self.devices[at];
        let (head, person) = (me.head, me.person);
        let all: Vec<usize> = (0..self.devices.len())
            .filter(|other| {
                let device = &self.devices[*other];
                device.head == head
                    && device.person != person
                    && device.person == *other
                    && device.coordinator
                    && !device.dishonest
                    && *other != self.words.seized
            })
            .collect();
        self.dice.pick(&all)
    }

    pub(super) fn honest_acts(&mut self, at: usize, late: bool) -> Result<(), Violation> {
        let knows = late && self.dice.percent(60);
        match self.dice.below(20) {
            0..5 => self.answer(at).map(drop),
            5 | 6 => self.suspends(at, Said::Suspend),
            7 => self.lowers(at, Said::Down),
            8 => self.raises(at),
            9..12 if knows => self.against(at),
            9 | 10 => self.race(at),
            11 => self.removes(at),
            12 => self.removes_org(at),
            13 | 14 => self.brings_back(at).map(drop),
            15 => self.refounds(at),
            16 => self.office(),
            17 => self.adopts(at).map(drop),
            18 => self.recovery(),
            _ => self.compares(at),
        }
    }

    pub(super) fn suspends(&mut self, at: usize, said: Said) -> Result<(), Violation> {
        let Some(whom) = self.others_of(at) else {
            return Ok(());
        };
        let Some(who) = self.person_hex(whom) else {
            return Ok(());
        };
        if let Some(op) = self.coordinate(at, Whom::Person(who), Act::Suspend, said)? {
            self.note_word(&op, at, Target::Person(whom));
        }
        Ok(())
    }

    pub(super) fn lowers(&mut self, at: usize, said: Said) -> Result<(), Violation> {
        // Whoever has no role any more would get one.
        let whom = self.others_of(at);
        let whom = whom.filter(|whom| !self.lacks_role(at, *whom, true));
        let Some(who) = whom.and_then(|whom| self.person_hex(whom)) else {
            return Ok(());
        };
        let act = Act::Role("member".to_owned());
        let op = self.coordinate(at, Whom::Person(who), act, said)?;
        if let (Some(_), Some(whom)) = (op, whom) {
            self.note_against(at, Target::Person(whom));
        }
        Ok(())
    }

    /// Gives somebody who was a coordinator her role again.
    fn raises(&mut self, at: usize) -> Result<(), Violation> {
        let head = self.devices[at].head;
        let lowered = (0..self.devices.len()).filter(|whom| {
            let device = &self.devices[*whom];
            let hers = device.head == head && device.person == *whom && *whom != at;
            let honest = !device.dishonest && *whom != self.words.seized;
            hers && honest && device.coordinator && self.lacks_role(at, *whom, true)
        });
        let lowered: Vec<usize> = lowered.collect();
        match self.dice.pick(&lowered) {
            Some(whom) => self.makes_coordinator(at, whom, Said::Up).map(drop),
            None => Ok(()),
        }
    }

    pub(super) fn makes_coordinator(
        &mut self,
        at: usize,
        whom: usize,
        said: Said,
    ) -> Result<bool, Violation> {
        let Some(who) = self.person_hex(whom) else {
            return Ok(false);
        };
        let act = Act::Role("coordinator".to_owned());
        let op = self.coordinate(at, Whom::Person(who), act, said)?;
        if op.is_some() {
            self.note_given(op.as_ref(), at, Target::Person(whom));
            self.void_known(at, Target::Person(whom));
            self.note_named(whom);
        }
        Ok(op.is_some())
    }

    /// A word against the person of the seized device, or a bar of the device itself.
    fn against(&mut self, at: usize) -> Result<(), Violation> {
        let seized = self.words.seized;
        let head = self.devices[seized].head;
        let Some(who) = self.person_hex(seized) else {
            return Ok(());
        };
        if self.devices[at].head != head || self.devices[at].person == self.devices[seized].person {
            return self.answer(at).map(drop);
        }
        if self.dice.percent(50) {
            return self.bars(at, seized);
        }
        let (act, said) = match self.dice.below(3) {
            0 => (Act::Suspend, Said::Against),
            1 => (Act::SuspendWithCut, Said::AgainstWithCut),
            _ => (Act::RemoveWithCut, Said::AgainstWithCut),
        };
        if let Some(op) = self.coordinate(at, Whom::Person(who), act, said)? {
            let first = self.devices[seized].person;
            self.note_word(&op, at, Target::Person(first));
            if said == Said::AgainstWithCut {
                self.note_cut(&op, at, first);
            }
        }
        Ok(())
    }

    /// What a person's devices say beyond what the author of a cut held is out once it is decided.
    pub(super) fn note_cut(&mut self, op: &str, at: usize, first: usize) {
        let network = SpaceId::from_hex(&self.network());
        let replica = self.devices[at].engine().map(|engine| engine.replica());
        let (Some(op), Some(space), Some(replica)) = (OpId::from_hex(op), network, replica) else {
            return;
        };
        let hers = (0..self.devices.len()).filter(|at| self.devices[*at].person == first);
        let kept = hers.map(|at| {
            let log = LogId {
                space,
                author: self.devices[at].id(),
                lane: Lane::Content,
            };
            (at, log, replica.graph().len(&log))
        });
        let kept = kept.collect();
        self.words.cuts.push(Cutoff { op, kept });
    }

    pub(super) fn bars(&mut self, at: usize, device: usize) -> Result<(), Violation> {
        let Some(org) = self.org_of_head(self.devices[device].head) else {
            return Ok(());
        };
        let id = self.devices[device].id().to_hex();
        let known = (0..self.devices.len()).filter(|other| self.knows(at, *other));
        let known = known.collect();
        let request = Request::DeviceRevoke {
            id,
            urgent: false,
            keep: None,
        };
        let Some(op) = self.speak(at, request, Said::Bar)? else {
            return Ok(());
        };
        self.note_word(&op, at, Target::Device(device));
        if let Some(op) = OpId::from_hex(&op) {
            self.words.bars.push(Bar {
                op,
                org,
                device,
                known,
            });
        }
        Ok(())
    }

    /// Whoever coordinates nothing is taken out by one word.
    fn removes(&mut self, at: usize) -> Result<(), Violation> {
        let whom = self.words.ordinary;
        let Some(who) = self.person_hex(whom) else {
            return Ok(());
        };
        if self.devices[at].head != self.devices[whom].head || at == whom {
            return Ok(());
        }
        let request = Request::MemberRemove { who, urgent: true };
        if let Some(op) = self.speak(at, request, Said::Remove)? {
            self.note_word(&op, at, Target::Person(whom));
        }
        Ok(())
    }

    fn removes_org(&mut self, at: usize) -> Result<(), Violation> {
        // What holds the office, or held it, stays.
        let head = 1 + self.dice.index(super::ORGS);
        let org = self.org_of_head(head).filter(|_| self.dice.percent(40));
        let Some(org) = org.filter(|_| self.devices[at].head != head) else {
            return Ok(());
        };
        let request = Request::OrgRemove {
            who: org.to_hex(),
            urgent: self.dice.percent(30),
        };
        if let Some(op) = self.speak(at, request, Said::OrgRemove)? {
            self.note_word(&op, at, Target::Org(head));
        }
        Ok(())
    }

    /// Lets an organization, or a person of her own, in again whom somebody took out.
    pub(super) fn brings_back(&mut self, at: usize) -> Result<bool, Violation> {
        let mut done = false;
        for whom in 0..self.devices.len() {
            let device = &self.devices[whom];
            let is_first = device.person == whom && device.standing != Standing::Joining;
            if !is_first || self.races(whom) || self.is_guest(whom) {
                continue;
            }
            // Of an organization whose head was seized the others come back.
            let trusted = !device.dishonest && whom != self.words.seized;
            let (head, part) = (device.head, device.part);
            let coordinator = device.coordinator;
            if part == Part::Head && self.devices[at].head != head && self.lacks_org(at, head) {
                let org = self.org_of_head(head).map(|org| org.to_hex());
                let act = Act::Role("member".to_owned());
                let whom = Whom::Org(org.unwrap_or_default());
                let back = self.coordinate(at, whom, act, Said::Back)?.is_some();
                if back {
                    self.void_known(at, Target::Org(head));
                }
                done |= back;
            }
            let role = if coordinator { "coordinator" } else { "member" };
            let hers = self.devices[at].head == head;
            if trusted && hers && self.lacks_role(at, whom, coordinator) {
                let who = self.person_hex(whom).unwrap_or_default();
                let act = Act::Role(role.to_owned());
                let back = self.coordinate(at, Whom::Person(who), act, Said::Back)?;
                if back.is_some() {
                    self.void_known(at, Target::Person(whom));
                }
                if coordinator {
                    self.note_given(back.as_ref(), at, Target::Person(whom));
                }
                done |= back.is_some();
            }
        }
        Ok(done)
    }

    fn lacks_org(&self, at: usize, head: usize) -> bool {
        let Some(replica) = self.devices[at].engine().map(|engine| engine.replica()) else {
            return false;
        };
        let (Some(network), Some(org)) = (replica.directory().network(), self.org_of_head(head))
        else {
            return false;
        };
        let (ops, pasts) = (replica.graph().controls(), replica.graph().pasts());
        let roles = self.members_of(replica).roles(ops, pasts);
        roles.direct_role(network, &Member::Space(org)) < Role::Write
    }

    pub(super) fn lacks_role(&self, at: usize, whom: usize, coordinator: bool) -> bool {
        let Some(replica) = self.devices[at].engine().map(|engine| engine.replica()) else {
            return false;
        };
        let org = self.org_of_head(self.devices[whom].head);
        let person = replica.directory().person_of(self.devices[whom].id());
        let (Some(person), Some(org)) = (person, org) else {
            return false;
        };
        let (ops, pasts) = (replica.graph().controls(), replica.graph().pasts());
        let roles = self.members_of(replica).roles(ops, pasts);
        let least = if coordinator {
            Role::Admin
        } else {
            Role::Write
        };
        roles.direct_role(org, &Member::Space(person)) < least
    }

    fn refounds(&mut self, at: usize) -> Result<(), Violation> {
        let head = self.dice.index(super::ORGS + 1);
        if self.dice.percent(15) {
            return self.refounds_network(at, head).map(drop);
        }
        if self.devices[at].head == head {
            return Ok(());
        }
        self.refounds_org(at, head).map(drop)
    }

    /// Somebody names the Secretariat of the network.
    pub(super) fn refounds_network(&mut self, at: usize, head: usize) -> Result<bool, Violation> {
        let space = self.network();
        let admins = self.org_of_head(head).map(|org| org.to_hex());
        let admins = admins.into_iter().collect();
        let request = Request::Refound { space, admins };
        let op = self.speak(at, request, Said::RefoundNetwork)?;
        if op.is_some() {
            self.note_given(op.as_ref(), at, Target::Org(head));
            self.void_known(at, Target::Org(head));
        }
        Ok(op.is_some())
    }

    /// A guardian names whoever is meant to coordinate an organization.
    pub(super) fn refounds_org(&mut self, at: usize, head: usize) -> Result<bool, Violation> {
        let honest = (0..self.devices.len()).filter(|other| {
            let device = &self.devices[*other];
            device.head == head
                && device.coordinator
                && *other != self.words.seized
                && !device.dishonest
        });
        let honest: Vec<usize> = honest.collect();
        let admins = honest.iter().filter_map(|other| self.person_hex(*other));
        let admins = admins.collect();
        let space = self.org_of_head(head).map(|org| org.to_hex());
        let space = space.unwrap_or_default();
        let request = Request::Refound { space, admins };
        let op = self.speak(at, request, Said::Refound)?;
        if let Some(op) = &op {
            let by = BTreeSet::from([self.devices[at].person]);
            self.words.refounded.insert(op.clone(), by);
            // Whom it names it lets in again.
            for named in honest {
                self.void_known(at, Target::Person(named));
            }
        }
        Ok(op.is_some())
    }

    /// Answers what waits for a second word as somebody honest does: she takes back what is said
    /// about honest people, and agrees to what is said about the seized device.
    pub(super) fn answer(&mut self, at: usize) -> Result<bool, Violation> {
        let Ok(Reply::Pending(rows)) = self.ask(at, Request::PendingList)? else {
            return Ok(false);
        };
        let mut done = false;
        for row in rows {
            done |= self.answer_row(at, row)?;
        }
        Ok(done)
    }

    fn answer_row(&mut self, at: usize, row: PendingRow) -> Result<bool, Violation> {
        let about = row.act.about.as_deref();
        let about = about.and_then(|about| self.target_meant(about));
        let against = matches!(row.act.act.as_str(), "suspend" | "remove" | "lower");
        let (id, may_second) = (row.act.id.clone(), row.not_second.is_none());
        let seized = self.devices[self.words.seized].person;
        // An organization whose head was seized is not.
        let hers = about.is_some_and(|about| {
            let first = self.first_of(about);
            let is_org = matches!(about, Target::Org(_));
            !is_org && (first == seized || self.devices[first].dishonest)
        });
        if self.words.stepping.contains(&id) {
            return if may_second {
                self.agrees_to_leave(at, &id)
            } else {
                Ok(false)
            };
        }
        match (against, hers) {
            (true, false) if row.not_lift.is_none() => {
                let lifted = self.coordinate(at, Whom::Any(id), Act::Lift, Said::Lift)?;
                if let Some(about) = about.filter(|_| lifted.is_some()) {
                    self.void_known(at, about);
                }
                Ok(lifted.is_some())
            }
            (true, true) if may_second => {
                let done = self.speak(at, Request::Second { id }, Said::Second)?;
                if let Some(about) = about.filter(|_| done.is_some()) {
                    self.note_against(at, about);
                }
                Ok(done.is_some())
            }
            // Nobody makes a coordinator of whom the seized device names.
            (false, false) if may_second && about.is_none_or(|about| self.is_meant(about)) => {
                let said = match row.act.act.as_str() {
                    "refound" => Said::RefoundSecond,
                    _ => Said::Second,
                };
                let request = Request::Second { id: id.clone() };
                let done = self.speak(at, request, said)?;
                if done.is_some() {
                    self.note_second(&id, at);
                }
                Ok(done.is_some())
            }
            _ => Ok(false),
        }
    }

    /// Whether somebody is meant to coordinate.
    fn is_meant(&self, about: Target) -> bool {
        matches!(about, Target::Org(_)) || self.devices[self.first_of(about)].coordinator
    }

    /// Whether a device came in with the seized one's help, as a person of her own.
    pub(super) fn is_guest(&self, at: usize) -> bool {
        let device = &self.devices[at];
        device.dishonest && at != self.words.seized && device.part == Part::Person
    }
}
