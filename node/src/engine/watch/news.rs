//! What is to be told, found in what membership says now.

use std::collections::{BTreeMap, BTreeSet};

use asamblea_protocol::id::{DeviceId, OpId, SpaceId};
use asamblea_protocol::is_planted;
use asamblea_protocol::membership::{Restriction, Status};
use asamblea_protocol::op::{Control, Member, Role};

use super::super::Engine;
use super::super::serve::Waiting;
use super::short;

/// How many a piece of news names at most: whoever lost her role may have named thousands.
const NAMED_MAX: usize = 8;

/// Something to tell.
pub(super) struct News {
    /// Its operation and how it stands: what was told under a name is not told again.
    pub(super) id: String,
    /// One of [`crate::api::ALERT_CODES`].
    pub(super) code: &'static str,
    /// Whom it concerns; nobody where it concerns the space.
    pub(super) about: Vec<Member>,
    /// What to call it, where the members have no better name.
    pub(super) called: Option<String>,
    /// Who did it.
    pub(super) by: Vec<DeviceId>,
    /// Where.
    pub(super) space: Option<SpaceId>,
    /// What waits for a second word.
    pub(super) op: Option<OpId>,
    /// Which role is meant.
    pub(super) role: Option<Role>,
    /// It concerns this device, its person or its organization.
    pub(super) me: bool,
}

impl News {
    pub(super) fn new(id: String, code: &'static str) -> Self {
        Self {
            id,
            code,
            about: Vec::new(),
            called: None,
            by: Vec::new(),
            space: None,
            op: None,
            role: None,
            me: false,
        }
    }

    /// Told under a short id rather than later.
    pub(super) fn is_urgent(&self) -> bool {
        self.me || matches!(self.code, "fork" | "conflict" | "frozen")
    }
}

/// Whom this device asks for.
struct Own {
    device: DeviceId,
    /// It, its person and its organization.
    members: BTreeSet<Member>,
    /// Every device of its person.
    devices: BTreeSet<DeviceId>,
    /// Spaces with news that it reads or stands behind: guardians hear of what they may decide.
    spaces: BTreeSet<SpaceId>,
}

impl Own {
    fn hears(&self, space: SpaceId, target: Option<&Member>) -> bool {
        self.spaces.contains(&space) || target.is_some_and(|target| self.members.contains(target))
    }
}

impl Engine {
    /// All that is so now and that people should have heard of.
    pub(super) fn membership_news(&mut self) -> Vec<News> {
        let waiting = self.waiting();
        let own = self.own(&waiting);
        let mut news = self.restricted(&own);
        news.extend(self.acts_told(&own));
        news.extend(self.waiting_told(&own, waiting));
        news.extend(self.came_in());
        news.extend(self.raced(&own));
        news.extend(self.voided(&own));
        news
    }

    fn own(&mut self, waiting: &[Waiting]) -> Own {
        let device = self.replica.device();
        let directory = self.replica.directory();
        let person = self.my_person();
        let devices = directory.devices().filter(|(_, of)| Some(*of) == person);
        let devices: BTreeSet<DeviceId> =
            devices.map(|(device, _)| device).chain([device]).collect();
        let members = self.own_members().collect();
        let network = directory.network();
        // Whether a space is heard of is dear to ask: only those are asked for that may have news.
        let places = directory.invitations();
        let raced = places.filter(|(key, _)| directory.redeems(key).nth(1).is_some());
        let mut spaces: BTreeSet<SpaceId> = raced.map(|(_, space)| space).collect();
        spaces.extend(waiting.iter().map(|one| one.space));
        let roles = self.replica.roles();
        let (judge, graph, _) = self.replica.judge();
        let view = judge.view(graph, judge.everything());
        let acts = graph.controls().iter().filter(|op| match &op.control {
            Control::Add(add) => add.role == Role::Admin && Some(op.op.log.space) == network,
            Control::Lift(_) | Control::Refound(_) | Control::Adopt(_) => true,
            _ => false,
        });
        spaces.extend(acts.map(|op| op.op.log.space));
        spaces.extend(judge.membership().restrictions().iter().map(|r| r.space));
        spaces.retain(|space| {
            roles.role(device, *space) >= Role::Read || view.is_guardian(device, *space)
        });
        Own {
            device,
            members,
            devices,
            spaces,
        }
    }

    /// This device, its person and its organization.
    pub(in crate::engine) fn own_members(&self) -> impl Iterator<Item = Member> + use<> {
        let spaces = [self.my_org(), self.my_person()].into_iter().flatten();
        let device = Member::Device(self.replica.device());
        spaces.map(Member::Space).chain([device])
    }

    /// The person and the organization of each device.
    fn belongings(&self) -> BTreeMap<DeviceId, [Option<SpaceId>; 2]> {
        let directory = self.replica.directory();
        let devices = directory.devices();
        let of = devices.map(|(device, person)| (device, [Some(person), directory.org_of(person)]));
        of.collect()
    }

    /// Who is suspended, out or lowered.
    fn restricted(&mut self, own: &Own) -> Vec<News> {
        let network = self.replica.directory().network();
        let belongings = self.belongings();
        let roles = self.replica.roles();
        let (judge, graph, _) = self.replica.judge();
        let mut told: BTreeMap<(SpaceId, Member, String), News> = BTreeMap::new();
        for r in judge.membership().restrictions() {
            let Some(op) = graph.controls().get(r.index) else {
                continue;
            };
            let me = own.members.contains(&r.target);
            let place = matches!(r.target, Member::Invitation(_));
            // Who was let in or raised again since is not held down any more.
            let past = roles.direct_role(r.space, &r.target) > r.role;
            // Told of the space as a whole.
            let refounded = matches!(op.control, Control::Refound(_)) && !me;
            if place || past || refounded || !own.hears(r.space, Some(&r.target)) {
                continue;
            }
            let author = op.op.log.author;
            let pending = r.status == Status::Pending;
            let mine = author == own.device;
            let hers = belongings.get(&author);
            let herself = |space| hers.is_some_and(|of| of.contains(&Some(space)));
            let code = match code_of(r, network) {
                "removed" if matches!(r.target, Member::Space(space) if herself(space)) => "left",
                "suspended" if pending && own.devices.contains(&author) => "frozen",
                _ if mine && pending => "frozen",
                code => code,
            };
            if mine && code != "frozen" {
                continue;
            }
            let decided = !pending && !matches!(code, "removed" | "left");
            let standing = if decided { ":decided" } else { "" };
            let key = (r.space, r.target, format!("{code}{standing}"));
            let news = told.entry(key).or_insert_with(|| {
                let id = format!("{}:{code}{standing}", op.op.id.to_hex());
                News {
                    about: vec![r.target],
                    space: Some(r.space),
                    op: pending.then_some(op.op.id),
                    role: Some(r.role),
                    me,
                    ..News::new(id, code)
                }
            });
            if !news.by.contains(&author) {
                news.by.push(author);
            }
        }
        told.into_values().collect()
    }

    /// What others did and what holds: words taken back, the office, refounding, what was shown.
    fn acts_told(&mut self, own: &Own) -> Vec<News> {
        let network = self.replica.directory().network();
        let (judge, graph, _) = self.replica.judge();
        let membership = judge.membership();
        let view = judge.view(graph, judge.everything());
        let mut news = Vec::new();
        for (at, op) in graph.controls().iter().enumerate() {
            let (id, space, author) = (op.op.id, op.op.log.space, op.op.log.author);
            if author == own.device || !membership.counts(at) {
                continue;
            }
            let done = membership.is_confirmed(&id);
            let (code, about) = match &op.control {
                Control::Lift(lift) => {
                    let mut held = membership.restrictions().iter();
                    if held.any(|r| r.space == space && r.target == lift.target) {
                        continue;
                    }
                    ("lifted", vec![lift.target])
                }
                Control::Add(add) if add.role == Role::Admin && done && Some(space) == network => {
                    ("office_given", vec![add.member])
                }
                Control::Refound(refound) if view.is_refounded(at) => {
                    ("refounded", refound.admins.clone())
                }
                Control::Adopt(_) => ("adopted", Vec::new()),
                _ => continue,
            };
            if own.hears(space, about.first()) {
                let me = about.iter().any(|member| own.members.contains(member));
                news.push(News {
                    about,
                    by: vec![author],
                    space: Some(space),
                    me,
                    ..News::new(format!("{}:{code}", id.to_hex()), code)
                });
            }
        }
        news
    }

    /// Grants and refoundings of others that wait for a second word.
    fn waiting_told(&self, own: &Own, waiting: Vec<Waiting>) -> Vec<News> {
        let network = self.replica.directory().network();
        let graph = self.replica.graph();
        let mut news = Vec::new();
        for one in waiting {
            let op = graph.control_index(&one.op);
            let Some(op) = op.and_then(|at| graph.controls().get(at)) else {
                continue;
            };
            let (code, about) = match &op.control {
                Control::Add(add) if Some(one.space) == network => {
                    ("office_waiting", vec![add.member])
                }
                Control::Add(add) => ("grant_waiting", vec![add.member]),
                Control::Refound(refound) => ("refound_waiting", refound.admins.clone()),
                _ => continue,
            };
            let author = op.op.log.author;
            if author == own.device || !own.hears(one.space, about.first()) {
                continue;
            }
            news.push(News {
                me: about.iter().any(|member| own.members.contains(member)),
                about,
                by: vec![author],
                space: Some(one.space),
                op: Some(one.op),
                role: Some(Role::Admin),
                ..News::new(format!("{}:{code}", one.op.to_hex()), code)
            });
        }
        news
    }

    /// Who used an invitation into the network, my organization or my own space.
    fn came_in(&mut self) -> Vec<News> {
        let mine: BTreeSet<SpaceId> = [self.network().ok(), self.my_org(), self.my_person()]
            .into_iter()
            .flatten()
            .collect();
        let own: BTreeSet<Member> = self.own_members().collect();
        let roles = self.replica.roles();
        let directory = self.replica.directory();
        let used = directory
            .invitations()
            .filter(|(_, space)| mine.contains(space))
            .flat_map(|(key, space)| {
                let redeems: Vec<_> = directory.redeems(&key).collect();
                redeems.into_iter().map(move |one| (space, one))
            });
        used.filter(|(space, (_, member))| {
            !own.contains(member) && roles.direct_role(*space, member) > Role::None
        })
        .map(|(_, (op, member)): (_, (OpId, Member))| News {
            about: vec![member],
            ..News::new(op.to_hex(), "newcomer")
        })
        .collect()
    }

    /// Places that two used apart from each other: neither is in until words are compared (R12).
    fn raced(&mut self, own: &Own) -> Vec<News> {
        let places: Vec<(DeviceId, SpaceId)> = self.replica.directory().invitations().collect();
        let mut news = Vec::new();
        for (key, space) in places {
            let rivals = self.rivals(key);
            let me = rivals.iter().any(|rival| own.members.contains(rival));
            if rivals.is_empty() || !(me || own.hears(space, None)) {
                continue;
            }
            news.push(News {
                called: self.greeting(space, key),
                about: rivals,
                space: Some(space),
                me,
                ..News::new(format!("{}:conflict", key.to_hex()), "conflict")
            });
        }
        news
    }

    /// Admissions that do not count, as their author lost her role beside them: she, whoever was
    /// let in, and those who can let her in again hear of it. One news an author and space,
    /// however many she let in.
    fn voided(&mut self, own: &Own) -> Vec<News> {
        let roles = self.replica.roles();
        let (judge, graph, _) = self.replica.judge();
        let membership = judge.membership();
        let mut void = Vec::new();
        for (at, op) in graph.controls().iter().enumerate() {
            let Control::Add(add) = &op.control else {
                continue;
            };
            let (space, author) = (op.op.log.space, op.op.log.author);
            let bare = matches!(add.member, Member::Device(_));
            if membership.counts(at) || bare || add.role == Role::None {
                continue;
            }
            let hers = own.members.contains(&add.member) || own.devices.contains(&author);
            // What was said against her is told by itself.
            let mut against = membership.restrictions().iter();
            let is_accused = against.any(|r| r.space == space && r.target == add.member);
            // Another grant let her in.
            let is_in = roles.direct_role(space, &add.member) > Role::None;
            let hears = hers || roles.role(own.device, space) == Role::Admin;
            if !is_accused && !is_in && hears {
                void.push((space, author, add.member, op.op.id));
            }
        }
        let mut told: BTreeMap<(SpaceId, DeviceId), News> = BTreeMap::new();
        for (space, author, member, op) in void {
            // It counts again if its author is freed.
            let may = judge.standing(graph).role(author, space) == Role::Admin;
            if may && roles.role(author, space) < Role::Admin {
                continue;
            }
            let news = told.entry((space, author)).or_insert_with(|| News {
                by: vec![author],
                space: Some(space),
                ..News::new(format!("{}:void", op.to_hex()), "void")
            });
            if news.about.len() < NAMED_MAX {
                news.about.push(member);
            }
            news.me |= own.members.contains(&member);
        }
        let mut told: Vec<News> = told.into_values().collect();
        for news in &mut told {
            let members = news.about.iter();
            let names = members.map(|member| self.let_in(news.space, member));
            news.called = Some(names.collect::<Vec<_>>().join(", "));
        }
        told
    }

    /// What to call somebody whose admission does not count: her name, else what her invitation
    /// greets her with, else its code, which lists of invitations show.
    fn let_in(&self, space: Option<SpaceId>, member: &Member) -> String {
        let Member::Invitation(key) = member else {
            return self.called(member, "void").unwrap_or_else(|| short(member));
        };
        let redeems = self.replica.directory().redeems(key);
        let mut hers = redeems.filter_map(|(_, member)| self.called(&member, "void"));
        let greets = || self.greeting(space?, *key);
        hers.next().or_else(greets).unwrap_or_else(|| short(member))
    }

    /// What an invitation calls whoever it is for.
    fn greeting(&self, space: SpaceId, invitation: DeviceId) -> Option<String> {
        let names = self.views.shown.names(space)?;
        names.invitation(invitation)?.0.map(str::to_owned)
    }

    /// Those who used one invitation beside each other, while nobody's words were compared.
    pub(in crate::engine) fn rivals(&mut self, invitation: DeviceId) -> Vec<Member> {
        let redeems: Vec<(OpId, Member)> = self.replica.directory().redeems(&invitation).collect();
        if redeems.len() < 2 {
            return Vec::new();
        }
        let membership = self.replica.judge().0.membership();
        let mut ops = redeems.iter();
        if ops.any(|(op, _)| membership.is_confirmed(op)) {
            return Vec::new();
        }
        redeems.into_iter().map(|(_, member)| member).collect()
    }

    /// Devices that signed two operations at one place, and are not out for it.
    pub(super) fn forked(&mut self) -> Vec<News> {
        if is_planted!(self.replica, ForksHidden) {
            return Vec::new();
        }
        let roles = self.replica.roles();
        let devices = self.replica.forked_devices().into_iter();
        let in_use = devices.filter(|device| !roles.spaces_of(*device).is_empty());
        in_use
            .map(|device| News {
                about: vec![Member::Device(device)],
                ..News::new(device.to_hex(), "fork")
            })
            .collect()
    }
}

/// What a restriction is told as.
fn code_of(restriction: &Restriction, network: Option<SpaceId>) -> &'static str {
    match (restriction.role, restriction.status) {
        (Role::None, Status::Decided) if restriction.burn => "removed",
        (Role::None, _) => "suspended",
        _ if Some(restriction.space) == network => "office_left",
        _ => "lowered",
    }
}
