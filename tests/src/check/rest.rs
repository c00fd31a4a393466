//! What must hold once there is nothing left to say.

use std::collections::{BTreeMap, BTreeSet};

use asamblea_node::api::{Reply, Request};
use asamblea_protocol::id::{DeviceId, OpId, SpaceId};
use asamblea_protocol::membership::Membership;
use asamblea_protocol::op::{Lane, Role, VerifiedOp};
use asamblea_protocol::replica::{Plant, Replica};

use crate::cluster::Cluster;
use crate::device::{Device, Part, Standing};
use crate::faults::Fault;
use crate::oracle::Target;
use crate::report::{Broken, Violation};

impl Cluster {
    /// What must hold once there is nothing left to say.
    ///
    /// # Errors
    ///
    /// The first broken promise.
    pub fn check_rest(&mut self) -> Result<(), Violation> {
        self.check_step()?;
        // On a day of words who stands how is read off the roles.
        if !self.words.is_said() {
            self.note_lost_removals();
        }
        self.resolve_doubts();
        self.note_stranded();
        self.note_unhealed();
        self.check_shown()?;
        self.check_standing()?;
        let members = self.honest_readers();
        let mut shown: BTreeMap<String, (usize, String)> = BTreeMap::new();
        for at in &members {
            self.check_opened(*at)?;
            self.check_forks_shown(*at)?;
            for (space, hash) in self.state_hashes(*at) {
                // Whoever left it shows it as it was then.
                let id = SpaceId::from_hex(&space);
                if id.is_some_and(|id| self.oracle.was_left(id) || self.is_twins_own(*at, id)) {
                    continue;
                }
                match shown.get(&space) {
                    Some((other, theirs)) if *theirs != hash => {
                        let text = format!(
                            "at rest d{at} and d{other} differ in space {space:.8}: {}",
                            self.differing(*at, *other, id)
                        );
                        return Err(self.violation(Broken::Convergence, text));
                    }
                    Some(_) => {}
                    None => {
                        shown.insert(space, (*at, hash));
                    }
                }
            }
        }
        self.check_posts(&members)
    }

    /// Logs of a space of which two devices hold something else.
    fn differing(&self, a: usize, b: usize, space: Option<SpaceId>) -> String {
        let held = |at: usize| -> BTreeSet<String> {
            let graph = self.devices[at].engine().map(|e| e.replica().graph());
            let lanes = [Lane::Control, Lane::Content].into_iter();
            let lines = lanes.flat_map(|lane| {
                let lines = graph.zip(space).map(|(graph, id)| graph.frontier(id, lane));
                lines.into_iter().flatten().map(move |(author, len, head)| {
                    format!("{lane:?} of {} {len} {}", author.short(), head.short())
                })
            });
            lines.collect()
        };
        let (a, b) = (held(a), held(b));
        let only = |of: &BTreeSet<String>, but: &BTreeSet<String>| -> String {
            of.difference(but).cloned().collect::<Vec<_>>().join(", ")
        };
        format!("the one holds {}; the other {}", only(&a, &b), only(&b, &a))
    }

    /// Whether a space is a person's or an organization's whose only devices are one and its copy:
    /// they never meet each other, and nobody else carries what is said there.
    fn is_twins_own(&self, at: usize, space: SpaceId) -> bool {
        let me = &self.devices[at];
        let Some(directory) = me.engine().map(|engine| engine.replica().directory()) else {
            return false;
        };
        let person = directory.person_of(me.id());
        let alone = self.are_twins_alone(|device| match person == Some(space) {
            true => device.person == me.person,
            false => device.head == me.head,
        });
        let forgetful = self.oracle.forgetful.get(&space) == Some(&me.head);
        alone && (person == Some(space) || me.org() == Some(space) || forgetful)
    }

    /// Whether of some devices only one and its copy are honest members.
    fn are_twins_alone(&self, which: impl Fn(&Device) -> bool) -> bool {
        let counted = |device: &&Device| {
            which(device) && !device.dishonest && device.standing == Standing::Member
        };
        let devices: Vec<&Device> = self.devices.iter().filter(counted).collect();
        let ids: BTreeSet<DeviceId> = devices.iter().map(|device| device.id()).collect();
        ids.len() == 1 && devices.len() > 1
    }

    /// Who is a member, by the rules that the devices go by.
    pub(crate) fn members_of(&self, replica: &Replica) -> Membership {
        let rules = self.settings.plant.and_then(Plant::rule).into();
        Membership::evaluate_by(replica.graph().controls(), replica.graph().pasts(), rules)
    }

    /// Whose view of members counts: the Secretariat's. On a day of words it may be taken out
    /// itself, and whoever heard most knows best.
    pub(crate) fn watcher(&self) -> usize {
        if !self.words.is_said() {
            return 0;
        }
        // Whom nobody listens to any more may not know it.
        let meets = |at: usize| {
            let mut links = self.links.iter();
            links.any(|link| link.open == [true; 2] && link.ends.contains(&at))
        };
        // Those who were taken out together meet each other, and do not know it.
        let holds = |at: usize, op: &OpId| {
            let engine = self.devices[at].engine();
            engine.is_some_and(|engine| engine.replica().graph().control_index(op).is_some())
        };
        let is_told = |at: usize| {
            let removals = self.oracle.removals.iter();
            let mut hers = removals.filter(|r| {
                let open = !r.void && r.space.is_none() && r.with.is_none();
                open && r.target.covers(at, &self.devices[at])
            });
            hers.all(|r| {
                let mut honest = (0..self.devices.len()).filter(|by| !self.devices[*by].dishonest);
                holds(at, &r.op) || !honest.any(|by| holds(by, &r.op))
            })
        };
        let heard = |at: &usize| {
            let device = &self.devices[*at];
            let engine = device.engine().filter(|_| !device.dishonest);
            let count = engine.map_or(0, |engine| engine.replica().graph().controls().len());
            (meets(*at), is_told(*at), count)
        };
        let most = (0..self.devices.len()).map(|at| heard(&at)).max();
        let mut all = 0..self.devices.len();
        all.find(|at| Some(heard(at)) == most).unwrap_or(0)
    }

    /// The roles of all devices in the network, as the Secretariat sees them.
    pub(crate) fn roles_seen(&self) -> Option<Vec<Role>> {
        let replica = self.devices.get(self.watcher())?.engine()?.replica();
        let network = replica.directory().network()?;
        let graph = replica.graph();
        let roles = self
            .members_of(replica)
            .roles(graph.controls(), graph.pasts());
        let devices = self.devices.iter();
        Some(
            devices
                .map(|device| roles.role(device.id(), network))
                .collect(),
        )
    }

    /// A removal whose author heard that it failed was saved all the same.
    pub fn resolve_doubts(&mut self) {
        // What a failed write left in memory is not there.
        if self.oracle.doubts.is_empty() || self.devices[0].is_broken() {
            return;
        }
        let roles = self.roles_seen().unwrap_or_default();
        // Whoever is not known yet has no role either, and goes with those who are.
        let mut out = vec![false; self.devices.len()];
        for target in &self.oracle.doubts {
            let covered = |at: &usize| target.covers(*at, &self.devices[*at]);
            let covered: Vec<usize> = (0..self.devices.len()).filter(covered).collect();
            let gone = |at: &usize| roles.get(*at) == Some(&Role::None) && self.knows(0, *at);
            if covered.iter().any(gone) {
                for at in covered
                    .into_iter()
                    .filter(|at| gone(at) || !self.knows(0, *at))
                {
                    out[at] = true;
                }
            }
        }
        for (device, out) in self.devices.iter_mut().zip(out) {
            if out && device.standing != Standing::Refused {
                device.standing = Standing::Removed;
            }
        }
    }

    /// A removal that only its author held, who was taken out herself, is lost.
    fn note_lost_removals(&mut self) {
        let members = self.honest_members();
        let holds = |op: &OpId| {
            let mut engines = members.iter().filter_map(|at| self.devices[*at].engine());
            engines.any(|engine| engine.replica().graph().control_index(op).is_some())
        };
        let removals = &self.oracle.removals;
        let removals = removals
            .iter()
            .filter(|r| r.space.is_none() && r.with.is_none() && !r.void);
        let (held, lost): (Vec<_>, Vec<_>) = removals.partition(|r| holds(&r.op));
        let lost: Vec<Target> = lost.into_iter().map(|removal| removal.target).collect();
        let held: Vec<Target> = held.into_iter().map(|removal| removal.target).collect();
        for (at, device) in self.devices.iter_mut().enumerate() {
            let lost = lost.iter().any(|target| target.covers(at, device));
            let held = held.iter().any(|target| target.covers(at, device));
            if lost && !held && device.standing == Standing::Removed {
                device.standing = Standing::Member;
            }
        }
    }

    /// Whoever gave up her code when only devices that were taken out since, or that nobody knows
    /// either, knew her needs another invitation.
    fn note_stranded(&mut self) {
        let roles = self.roles_seen().unwrap_or_default();
        for (at, role) in roles.iter().enumerate() {
            let device = &self.devices[at];
            let mut known_by = device.known_by.iter();
            let is_in = |other: &usize| roles.get(*other).is_some_and(|role| *role > Role::None);
            let forgotten = !device.known_by.is_empty() && !known_by.any(is_in);
            if forgotten && *role == Role::None && device.standing == Standing::Member {
                self.devices[at].standing = Standing::Stranded;
            }
        }
    }

    /// A device that lost operations of members to a flipped bit may refuse everybody who could
    /// give them back: it knows nobody any more. It says so; it needs another invitation.
    fn note_unhealed(&mut self) {
        for at in self.honest_members() {
            if self.devices[at].wounded && self.lacks(at).iter().any(|l| l.starts_with("Control")) {
                self.devices[at].standing = Standing::Unhealed;
                self.faults.add(Fault::Unhealed);
                self.story.tell(|| format!("d{at} cannot be healed"));
            }
        }
    }

    /// Whether a device holds all that makes another one a member.
    #[must_use]
    pub fn knows(&self, at: usize, other: usize) -> bool {
        let engine = self.devices[at].engine();
        let id = self.devices[other].id();
        engine.is_some_and(|engine| engine.replica().directory().org_of_device(id).is_some())
    }

    /// Whether a newcomer still has to knock at somebody.
    #[must_use]
    pub fn has_to_knock(&self, at: usize) -> bool {
        let device = &self.devices[at];
        let waits = device.engine().is_some_and(|e| e.used_code().is_some());
        // Whom nobody meets for now she meets later.
        let met = |other: usize| other != at && self.left_out != Some(other);
        let known = |other: usize| !met(other) || self.knows(other, at);
        device.standing == Standing::Member
            && waits
            && !self.honest_members().into_iter().all(known)
    }

    /// The Secretariat sees everyone as they stand.
    fn check_standing(&mut self) -> Result<(), Violation> {
        let roles = self.roles_seen().unwrap_or_default();
        for (at, role) in roles.into_iter().enumerate() {
            let (standing, part) = (self.devices[at].standing, self.devices[at].part);
            let right = match standing {
                Standing::Member | Standing::Unhealed if part == Part::Carrier => {
                    role == Role::Carrier
                }
                Standing::Member | Standing::Unhealed => role >= Role::Read,
                Standing::Removed | Standing::Refused | Standing::Stranded => role == Role::None,
                Standing::Joining => true,
            };
            if !right {
                let text = format!("d{at} is {standing:?} and has the role {role:?}");
                return Err(self.violation(Broken::Inclusion, text));
            }
        }
        Ok(())
    }

    /// How many operations that others wait for here some member holds. What only a device that was
    /// taken out ever held is lost, and what refers to it waits for ever.
    fn lacks(&self, at: usize) -> Vec<String> {
        let Some(engine) = self.devices[at].engine() else {
            return Vec::new();
        };
        let graph = engine.replica().graph();
        let members = self.honest_members();
        let lacked = graph.waited_for().filter(|(log, seq)| {
            let held = |other: &usize| {
                let engine = self.devices[*other].engine();
                engine.is_some_and(|engine| engine.replica().graph().len(log) > *seq)
            };
            graph.len(log) <= *seq && members.iter().any(held)
        });
        let named = lacked.map(|(log, seq)| {
            let (lane, author, space) = (log.lane, log.author.short(), log.space.short());
            format!("{lane:?} {seq} of {author} in {space}")
        });
        named.collect()
    }

    /// Whether somebody holds what waits for operations that no member holds: whoever was taken out
    /// of the network and is still in a space of several writes so. It is offered to the others,
    /// and cannot be sent.
    pub(crate) fn waits_for_the_lost(&self) -> bool {
        self.honest_members().into_iter().any(|at| {
            let graph = self.devices[at].engine().map(|e| e.replica().graph());
            let waits = graph.is_some_and(|graph| graph.spaces().any(|s| graph.held_in(s) > 0));
            waits && self.lacks(at).is_empty()
        })
    }

    /// A reader opens everything that she may read.
    fn check_opened(&self, at: usize) -> Result<(), Violation> {
        let Some(engine) = self.devices[at].engine() else {
            return Ok(());
        };
        let replica = engine.replica();
        let graph = replica.graph();
        let spaces: Vec<SpaceId> = graph.spaces().collect();
        for space in spaces {
            // What others forgot while she was apart she waits for as long as her space keeps
            // anything: `outlive` looks after that.
            if self.oracle.forgetful.contains_key(&space) {
                continue;
            }
            let unopened = replica.unopened_of(space);
            let unopened = unopened.filter(|op| !self.is_kept_back(replica, op));
            let unopened = unopened.filter(|op| !self.words.is_said() || self.is_at_hand(op));
            let unopened: Vec<String> = unopened.map(|op| self.lacking(op)).collect();
            let held = graph.held_in(space);
            let lacks = if held > 0 { self.lacks(at) } else { Vec::new() };
            if !unopened.is_empty() || !lacks.is_empty() {
                let text = format!(
                    "at rest d{at} cannot open {} of space {}, {held} wait for {}",
                    unopened.join(", "),
                    space.short(),
                    lacks.join(", ")
                );
                return Err(self.violation(Broken::Inclusion, text));
            }
        }
        Ok(())
    }

    /// Whether a member holds the key of an operation: what only those hold who are out by now
    /// they may give to nobody, until they are let in again.
    fn is_at_hand(&self, op: &VerifiedOp) -> bool {
        let mut members = self.honest_members().into_iter();
        members.any(|at| self.devices[at].opens(op))
    }

    /// An operation that does not open, and who could open it.
    fn lacking(&self, op: &VerifiedOp) -> String {
        let open = self.devices.iter().filter(|device| device.opens(op));
        let open: Vec<&str> = open.map(|device| device.name.as_str()).collect();
        let (author, seq) = (op.header.log.author.short(), op.header.seq);
        format!("{seq} of {author} that {} open", open.join(" "))
    }

    /// Whether a dishonest device wrote this under a key of its own making: it may hand that to
    /// nobody.
    fn is_kept_back(&self, replica: &Replica, op: &VerifiedOp) -> bool {
        let lies = |author: DeviceId| {
            let mut devices = self.devices.iter();
            devices.any(|device| device.dishonest && device.id() == author)
        };
        let epoch = op.header.epoch.and_then(|id| replica.epochs().get(&id));
        lies(op.header.log.author) && epoch.is_none_or(|epoch| lies(epoch.author))
    }

    /// Whoever holds two histories of a device that is still in use says so.
    fn check_forks_shown(&mut self, at: usize) -> Result<(), Violation> {
        let now_ms = self.now_ms;
        let Some(engine) = self.devices[at].engine_at(now_ms) else {
            return Ok(());
        };
        let forked: BTreeSet<DeviceId> = engine
            .replica()
            .graph()
            .forked()
            .map(|log| log.author)
            .collect();
        if forked.is_empty() {
            return Ok(());
        }
        let Ok(Reply::Status(status)) = engine.request(Request::Status) else {
            return Ok(());
        };
        let told: BTreeSet<&str> = status
            .alerts
            .iter()
            .map(|alert| alert.id.as_str())
            .collect();
        let roles = self.roles_seen().unwrap_or_default();
        let devices = self.devices.iter().zip(roles);
        let mut used =
            devices.filter(|(device, role)| *role > Role::None && forked.contains(&device.id()));
        let hidden = used.find(|(device, _)| {
            let id = format!("fork:{}", device.id().to_hex());
            !told.contains(id.as_str())
        });
        if let Some((device, _)) = hidden {
            let text = format!(
                "d{at} holds two histories of {} and does not say so",
                device.name
            );
            return Err(self.violation(Broken::Fork, text));
        }
        Ok(())
    }

    /// Every member shows every post that a member was told is saved.
    fn check_posts(&mut self, members: &[usize]) -> Result<(), Violation> {
        let posts: Vec<_> = self
            .oracle
            .posts
            .iter()
            .filter(|(author, ..)| members.contains(author))
            .cloned()
            .collect();
        let threads: BTreeSet<&String> = posts.iter().map(|post| &post.1).collect();
        for at in members {
            let mut shown: BTreeMap<String, String> = BTreeMap::new();
            for thread in &threads {
                let rows = self.posts_of(*at, thread);
                shown.extend(rows.into_iter().map(|row| (row.id, row.body)));
            }
            let head = self.devices[*at].head;
            // What a copied device and its copy alone may read, neither hears from the other.
            let apart = self.are_twins_alone(|device| device.head == head);
            let for_her = |author: usize, thread: &String| {
                let inner = self.oracle.inner.get(thread);
                inner.is_none_or(|of| *of == head && (author == *at || !apart))
            };
            let missing = posts.iter().filter(|(author, thread, post, text)| {
                for_her(*author, thread)
                    && shown.get(post) != Some(text)
                    && !self.may_lie_aside(*author, post)
            });
            let missing: Vec<_> = missing.collect();
            let mut missing = missing.into_iter();
            let lost = missing.find(|(_, thread, ..)| !self.says_it_waits(*at, thread));
            if let Some((author, thread, _, text)) = lost {
                let inner = self.oracle.inner.get(thread);
                let text = format!(
                    "at rest d{at} does not show {text:?} of d{author} in thread {thread:.8} of {inner:?}"
                );
                return Err(self.violation(Broken::Inclusion, text));
            }
        }
        Ok(())
    }
}
