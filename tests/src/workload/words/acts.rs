//! What honest people say about members.

use asamblea_node::api::{Act, PendingRow, Reply, Request, Whom};
use asamblea_protocol::id::{DeviceId, SpaceId};
use asamblea_protocol::membership::Membership;
use asamblea_protocol::op::{Member, Role};

use super::{Bar, Race, Said};
use crate::cluster::{Cluster, Numbers};
use crate::device::{Device, Part, Standing};
use crate::oracle::Target;
use crate::report::Violation;

/// Pairs with one code on one day.
const RACES_MAX: usize = 2;

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
            16 => self.office(at),
            17 => self.adopts(at),
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
        let whom = self.others_of(at);
        let Some(who) = whom.and_then(|whom| self.person_hex(whom)) else {
            return Ok(());
        };
        let act = Act::Role("member".to_owned());
        self.coordinate(at, Whom::Person(who), act, said).map(drop)
    }

    fn raises(&mut self, at: usize) -> Result<(), Violation> {
        let whom = self.others_of(at);
        let Some(who) = whom.and_then(|whom| self.person_hex(whom)) else {
            return Ok(());
        };
        let act = Act::Role("coordinator".to_owned());
        self.coordinate(at, Whom::Person(who), act, Said::Up)
            .map(drop)
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
        }
        Ok(())
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
        if let Some(op) = asamblea_protocol::id::OpId::from_hex(&op) {
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
        let head = self.dice.index(super::ORGS + 1);
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
            if !is_first || self.races(whom) {
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
                    self.void_words(|word| word.about == Target::Org(head));
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
                    self.void_words(|word| word.about == Target::Person(whom));
                }
                done |= back.is_some();
            }
        }
        Ok(done)
    }

    pub(super) fn races(&self, at: usize) -> bool {
        let mut races = self.words.races.iter();
        races.any(|race| race.devices.contains(&at))
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
        let roles = Membership::evaluate(ops, pasts).roles(ops, pasts);
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
        let roles = Membership::evaluate(ops, pasts).roles(ops, pasts);
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
            let space = self.network();
            let admins = self.org_of_head(head).map(|org| org.to_hex());
            let admins = admins.into_iter().collect();
            let request = Request::Refound { space, admins };
            return self.speak(at, request, Said::RefoundNetwork).map(drop);
        }
        if self.devices[at].head == head {
            return Ok(());
        }
        self.refounds_org(at, head).map(drop)
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
        Ok(self.speak(at, request, Said::Refound)?.is_some())
    }

    /// The office of the Secretariat passes on: given, seconded, left.
    fn office(&mut self, at: usize) -> Result<(), Violation> {
        let head = self.dice.index(super::ORGS + 1);
        let Some(org) = self.org_of_head(head).map(|org| org.to_hex()) else {
            return Ok(());
        };
        let holds = !self.lacks_office(at, head);
        let said = if holds {
            Said::OfficeDown
        } else {
            Said::Office
        };
        self.speak(at, Request::OfficeGive { org }, said).map(drop)
    }

    fn lacks_office(&self, at: usize, head: usize) -> bool {
        let org = self.org_of_head(head);
        let replica = self.devices[at].engine().map(|engine| engine.replica());
        let known = replica.zip(org).and_then(|(replica, org)| {
            let network = replica.directory().network()?;
            let (ops, pasts) = (replica.graph().controls(), replica.graph().pasts());
            let roles = Membership::evaluate(ops, pasts).roles(ops, pasts);
            Some(roles.direct_role(network, &Member::Space(org)) < Role::Admin)
        });
        known.unwrap_or(true)
    }

    pub(super) fn adopts(&mut self, at: usize) -> Result<(), Violation> {
        let aside = self.ask(at, Request::AsideList { space: None })?;
        let Ok(Reply::Aside(rows)) = aside else {
            return Ok(());
        };
        let Some(row) = rows.first() else {
            return Ok(());
        };
        let id = row.id.clone();
        self.speak(at, Request::Adopt { id }, Said::Adopt).map(drop)
    }

    /// Compares safety words with somebody of her organization whom nobody confirmed yet.
    fn compares(&mut self, at: usize) -> Result<(), Violation> {
        let waiting = (0..self.devices.len()).filter(|other| {
            let device = &self.devices[*other];
            !device.confirmed && !device.dishonest && device.head == self.devices[at].head
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
        }
        Ok(done)
    }

    /// Two use one code, each with somebody who does not hear the other.
    fn race(&mut self, at: usize) -> Result<(), Violation> {
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
        device.invited_by = at;
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
            }
        }
        Ok(())
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
        let about = row.act.about.as_deref().and_then(|about| self.meant(about));
        let against = matches!(row.act.act.as_str(), "suspend" | "remove" | "lower");
        let id = row.act.id.clone();
        let seized = self.devices[self.words.seized].person;
        let hers = about.is_some_and(|first| first == seized || self.devices[first].dishonest);
        match (against, hers) {
            (true, false) if row.not_lift.is_none() => {
                let lifted = self.coordinate(at, Whom::Any(id), Act::Lift, Said::Lift)?;
                if let Some(first) = about.filter(|_| lifted.is_some()) {
                    let head = self.devices[first].head;
                    let all = [Target::Person(first), Target::Org(head)];
                    self.void_words(|word| {
                        all.contains(&word.about) || matches!(word.about, Target::Device(_))
                    });
                }
                Ok(lifted.is_some())
            }
            (true, true) if row.not_second.is_none() => {
                let done = self.speak(at, Request::Second { id }, Said::Second)?;
                if done.is_some() {
                    self.note_decided(seized);
                }
                Ok(done.is_some())
            }
            (false, false) if row.not_second.is_none() => {
                let said = match row.act.act.as_str() {
                    "refound" => Said::RefoundSecond,
                    _ => Said::Second,
                };
                Ok(self.speak(at, Request::Second { id }, said)?.is_some())
            }
            _ => Ok(false),
        }
    }

    /// The first device of whom a row is about: of a person, an organization or a device.
    pub(super) fn meant(&self, hex: &str) -> Option<usize> {
        let device = DeviceId::from_hex(hex);
        let space = SpaceId::from_hex(hex);
        (0..self.devices.len()).find_map(|at| {
            let is_device = Some(self.devices[at].id()) == device;
            let is_person = self.person_hex(at).as_deref() == Some(hex);
            let head = self.devices[at].head == at && self.org_of_head(at) == space;
            (is_device || is_person || (head && space.is_some())).then_some(self.devices[at].person)
        })
    }
}
