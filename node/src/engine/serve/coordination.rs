//! What coordinators and guardians do about members: suspending and freeing, roles, second
//! words, refounding, the Secretariat's office.

use std::collections::BTreeSet;

use asamblea_protocol::id::{OpId, SpaceId};
use asamblea_protocol::membership::Status;
use asamblea_protocol::op::{Add, Control, Member, Role, Word};
use asamblea_protocol::replica::Made;

use super::super::Engine;
use super::super::views::act_fault;
use super::members::whole_cut;
use super::selectors::PREFIX_CHARS_MIN;
use super::standing::{AGAINST, GRANT};
use crate::api::{Act, AlertRow, ApiError, ErrorKind, Membership, OrgWords, Reply, Whom};

/// An operation that waits for its second word.
pub(in crate::engine) struct Waiting {
    pub(in crate::engine) op: OpId,
    pub(in crate::engine) space: SpaceId,
    /// Whom it is about; nobody in particular for a refounding.
    pub(in crate::engine) about: Option<Member>,
    /// It is a word against its member: in force, and lifted by taking it back.
    pub(in crate::engine) against: bool,
}

impl Waiting {
    fn is_named(&self, id: &str, named: &[Member]) -> bool {
        let by_id = id.len() >= PREFIX_CHARS_MIN && self.op.to_hex().starts_with(id);
        by_id || self.about.is_some_and(|about| named.contains(&about))
    }

    /// Whether another one asks for the same.
    fn is_beside(&self, other: &Self) -> bool {
        (self.space, self.about, self.against) == (other.space, other.about, other.against)
    }
}

/// The one that is meant, of which any stands for those beside it; nothing where none is.
fn meant<'a>(
    id: &str,
    named: &[Member],
    waiting: impl Iterator<Item = &'a Waiting>,
) -> Result<Option<&'a Waiting>, ApiError> {
    let all: Vec<&Waiting> = waiting.filter(|one| one.is_named(id, named)).collect();
    match all.as_slice() {
        [] => Ok(None),
        // Several words against one member are answered by one.
        [first, rest @ ..] if rest.iter().all(|one| one.is_beside(first)) => Ok(Some(*first)),
        // What is meant of two spaces, or of two things, only its code says.
        _ => Err(ApiError::about(ErrorKind::Ambiguous, id)),
    }
}

impl Engine {
    /// Suspends, frees, changes a role, or takes out with a cut.
    pub(super) fn coordinate(
        &mut self,
        whom: &Whom,
        act: &Act,
        urgent: bool,
    ) -> Result<Reply, ApiError> {
        if *act == Act::Lift {
            let (Whom::Person(who) | Whom::Org(who) | Whom::Any(who)) = whom;
            return self.lift(who);
        }
        let (space, member) = match whom {
            Whom::Person(who) => self.placed_person(who)?,
            Whom::Org(who) => (self.network()?, Member::Space(self.find_org(who)?)),
            Whom::Any(who) => match self.placed_person(who) {
                Err(error) if error.kind == ErrorKind::NotFound => {
                    (self.network()?, Member::Space(self.find_org(who)?))
                }
                other => other?,
            },
        };
        if !matches!(act, Act::Role(_)) {
            self.need_somebody_else(member)?;
        }
        let cut = match act {
            Act::RemoveWithCut | Act::SuspendWithCut => {
                let cut = whole_cut(self.replica.cut_of(space, member, &[]));
                cut.ok_or_else(|| ApiError::about(ErrorKind::Usage, "membership-cut"))?
            }
            _ => Vec::new(),
        };
        match act {
            Act::Suspend | Act::SuspendWithCut => {
                self.say_where_she_belongs(space, Word::suspend(member), cut, urgent)
            }
            Act::RemoveWithCut => {
                self.say_where_she_belongs(space, Word::remove(member), cut, urgent)
            }
            Act::Role(role) => self.change_role(space, member, role),
            Act::Lift => Err(ErrorKind::Internal.into()),
        }
    }

    /// A person and her organization's space.
    fn placed_person(&mut self, who: &str) -> Result<(SpaceId, Member), ApiError> {
        let person = self.find_person(who)?;
        let org = self.replica.directory().org_of(person);
        Ok((org.ok_or(ErrorKind::NotFound)?, Member::Space(person)))
    }

    /// Whom a text may name: a person, an organization, a device.
    fn members_called(&mut self, text: &str) -> Result<Vec<Member>, ApiError> {
        let found = [
            self.find_org(text).map(Member::Space),
            self.find_person(text).map(Member::Space),
            self.find_device(text).map(Member::Device),
        ];
        let mut named = Vec::new();
        for one in found {
            match one {
                Ok(member) => named.push(member),
                Err(error) if error.kind == ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        Ok(named)
    }

    /// Takes back the words against a member, in the space where they were said.
    fn lift(&mut self, who: &str) -> Result<Reply, ApiError> {
        let named = self.members_called(who)?;
        let waiting = self.waiting();
        let words = waiting.iter().filter(|one| one.against);
        let Some(one) = meant(who, &named, words)? else {
            return Err(match named.is_empty() {
                true => ApiError::about(ErrorKind::NotFound, who),
                // Nothing is said against her, or it is decided: that only a grant undoes.
                false => ApiError::about(ErrorKind::NoEffect, "lift"),
            });
        };
        let (space, about) = (one.space, one.about.ok_or(ErrorKind::NotFound)?);
        let now = self.wall();
        let made = self.replica.lift(space, about, now).map_err(act_fault)?;
        self.tell_state(&made, space, about)
    }

    fn change_role(
        &mut self,
        space: SpaceId,
        member: Member,
        role: &str,
    ) -> Result<Reply, ApiError> {
        let role = match role {
            "coordinator" | "admin" => Role::Admin,
            "member" | "write" => Role::Write,
            "observer" | "read" => Role::Read,
            other => return Err(ApiError::about(ErrorKind::Usage, other)),
        };
        let now = self.wall();
        let today = self.replica.roles().direct_role(space, &member);
        if role < today {
            let word = Word::lower(member, role);
            return self
                .say_word(space, word, Vec::new(), false)
                .map(Reply::Membership);
        }
        if role == today {
            return Err(ErrorKind::NoEffect.into());
        }
        let add = Add {
            member,
            role,
            card: None,
            confirm: false,
        };
        let made = self.replica.add(space, add, now).map_err(act_fault)?;
        self.tell_state(&made, space, member)
    }

    /// Makes an act durable and says how its member stands.
    fn tell_state(
        &mut self,
        made: &Made,
        space: SpaceId,
        member: Member,
    ) -> Result<Reply, ApiError> {
        self.state_row(made, space, member).map(Reply::Membership)
    }

    fn state_row(
        &mut self,
        made: &Made,
        space: SpaceId,
        member: Member,
    ) -> Result<Membership, ApiError> {
        self.flush()?;
        let standing = self.standing_in(space, member);
        let mut row = self.membership_row(made, standing.state);
        row.waits = standing.waits.map(str::to_owned);
        Ok(row)
    }

    /// Operations of spaces known here that wait for a second word.
    pub(in crate::engine) fn waiting(&mut self) -> Vec<Waiting> {
        let (judge, graph, _) = self.replica.judge();
        let membership = judge.membership();
        let everything = judge.everything();
        let view = judge.view(graph, everything);
        let mut found = Vec::new();
        for (at, op) in graph.controls().iter().enumerate() {
            let (op_id, space) = (op.op.id, op.op.log.space);
            let is_pending = || {
                let mut words = membership.restrictions().iter();
                words.any(|r| r.index == at && r.status == Status::Pending)
            };
            let about = match &op.control {
                Control::Restrict(restrict) => is_pending().then_some(Some(restrict.target)),
                // A second word may be the one that is left.
                Control::Second(second) => match second.word {
                    Some(word) if is_pending() => Some(Some(word.target)),
                    _ => None,
                },
                Control::Add(add) => {
                    let open = membership.counts(at)
                        && add.role == Role::Admin
                        && !membership.is_confirmed(&op_id)
                        && view.is_waiting(space, add.member);
                    open.then_some(Some(add.member))
                }
                Control::Refound(_) => {
                    let open = membership.counts(at) && !view.is_refounded(at);
                    open.then_some(None)
                }
                _ => None,
            };
            if let Some(about) = about {
                found.push(Waiting {
                    op: op_id,
                    space,
                    about,
                    against: matches!(op.control, Control::Restrict(_) | Control::Second(_)),
                });
            }
        }
        found
    }

    /// The second word for an operation by its id, or for what waits about a member.
    pub(super) fn second(&mut self, id: &str) -> Result<Reply, ApiError> {
        let named = self.members_called(id)?;
        let waiting = self.waiting();
        let one = meant(id, &named, waiting.iter())?;
        let one = one.ok_or_else(|| ApiError::about(ErrorKind::NotFound, id))?;
        let (op, space, about) = (one.op, one.space, one.about);
        let ousted = match one.against {
            true => self.ousted_by(op),
            false => Vec::new(),
        };
        let now = self.wall();
        let made = self.replica.second(op, now).map_err(act_fault)?;
        match about {
            Some(member) => {
                let mut row = self.state_row(&made, space, member)?;
                row.ousted = ousted;
                Ok(Reply::Membership(row))
            }
            None => {
                self.flush()?;
                let row = self.refound_row(&made, op);
                Ok(Reply::Membership(row))
            }
        }
    }

    /// How a refounding stands after an act for it.
    fn refound_row(&mut self, made: &Made, refound: OpId) -> Membership {
        let at = self.replica.graph().control_index(&refound);
        let (judge, graph, _) = self.replica.judge();
        let view = judge.view(graph, judge.everything());
        let done = at.is_some_and(|at| view.is_refounded(at));
        let mut row = self.membership_row(made, if done { "active" } else { "waiting" });
        if !done {
            // The one that further words are given to.
            row.id = refound.to_hex();
            row.waits = Some(GRANT.to_owned());
            row.orgs = self.refound_waits(refound);
        }
        row
    }

    /// What is to be known before somebody answers what an alert is about.
    pub(super) fn tell_what_waits(&mut self, one: &Waiting, row: &mut AlertRow) {
        match one.about.filter(|_| one.against) {
            Some(about) => {
                row.cut = self.carries_cut(one.space, about);
                row.ousts = self.ousted_by(one.op);
            }
            None => row.orgs = self.refound_waits(one.op),
        }
    }

    /// Which organizations agreed to a refounding of the network that waits, and which did not;
    /// nothing where it waits for another person alone.
    pub(in crate::engine) fn refound_waits(&mut self, refound: OpId) -> Option<OrgWords> {
        let at = self.replica.graph().control_index(&refound)?;
        let (judge, graph, _) = self.replica.judge();
        let words = judge.view(graph, judge.everything()).refound_words(at)?;
        let needed = words.needed();
        if words.agreed.len() >= needed {
            return None;
        }
        let names = |orgs: BTreeSet<SpaceId>| {
            let names = orgs.into_iter().map(|org| self.any_space_name(org));
            let mut names: Vec<String> = names.collect();
            names.sort();
            names
        };
        Some(OrgWords {
            agreed: names(words.agreed),
            needed: u64::try_from(needed).unwrap_or(u64::MAX),
            missing: names(words.missing),
        })
    }

    /// Gives the office away, or steps down once the other organization holds it, too.
    pub(super) fn give_office(&mut self, who: &str) -> Result<Reply, ApiError> {
        let network = self.network()?;
        let member = Member::Space(self.find_org(who)?);
        let mine = Member::Space(self.my_org().ok_or(ErrorKind::NotPermitted)?);
        if member == mine {
            return Err(ErrorKind::NoEffect.into());
        }
        let roles = self.replica.roles();
        if roles.direct_role(network, &mine) < Role::Admin {
            return Err(ErrorKind::NotPermitted.into());
        }
        if roles.direct_role(network, &member) == Role::Admin {
            let word = Word::lower(mine, Role::Write);
            return self
                .say_word(network, word, Vec::new(), false)
                .map(Reply::Membership);
        }
        self.change_role(network, member, "admin")
    }

    /// Names the coordinators of a space whose own cannot act: the first of two words.
    pub(super) fn refound(&mut self, space: &str, admins: &[String]) -> Result<Reply, ApiError> {
        let space = self.find_any_space(space)?;
        let mut members = Vec::new();
        for who in admins {
            let member = self.find_member(who);
            // In a person's own space the members are devices.
            let member = member.or_else(|error| {
                let device = self.find_device(who).map(Member::Device);
                device.map_err(|_| error)
            });
            members.push(member?);
        }
        if members.is_empty() {
            members = self.last_admins(space);
        }
        if members.is_empty() {
            return Err(ApiError::about(ErrorKind::Usage, "refound-none"));
        }
        let admins = members.iter().map(|member| self.member_name(member));
        let admins: Vec<String> = admins.collect();
        let now = self.wall();
        let made = self
            .replica
            .refound(space, members, now)
            .map_err(act_fault)?;
        self.flush()?;
        let op = made.last().ok_or(ErrorKind::Internal)?.id;
        let mut row = self.refound_row(&made, op);
        row.admins = admins;
        Ok(Reply::Membership(row))
    }

    /// Members that are admin, or were to be: those against whom nothing is said.
    fn last_admins(&mut self, space: SpaceId) -> Vec<Member> {
        let roles = self.replica.roles();
        let members: Vec<(Member, Role)> = roles.direct(space).collect();
        let mut last = Vec::new();
        for (member, role) in members {
            let waits = self.standing_in(space, member).waits;
            let stands = waits != Some(AGAINST) && !matches!(member, Member::Invitation(_));
            if stands && (role == Role::Admin || waits == Some(GRANT)) {
                last.push(member);
            }
        }
        last
    }

    fn member_name(&self, member: &Member) -> String {
        match member {
            Member::Space(space) => self.any_space_name(*space),
            Member::Device(device) | Member::Invitation(device) => {
                format!("{}, {}", self.device_name(*device), device.short())
            }
        }
    }

    /// A space that is known here, though this device may have no role in it: guardians help
    /// spaces that they cannot read.
    fn find_any_space(&mut self, text: &str) -> Result<SpaceId, ApiError> {
        let found = self.find_space(text).or_else(|_| self.find_org(text));
        found.or_else(|error| {
            let graph = self.replica.graph();
            let mut spaces = graph
                .spaces()
                .filter(|space| text.len() >= PREFIX_CHARS_MIN && space.to_hex().starts_with(text));
            match (spaces.next(), spaces.next()) {
                (Some(one), None) => Ok(one),
                (Some(_), Some(_)) => Err(ApiError::about(ErrorKind::Ambiguous, text)),
                (None, _) => Err(error),
            }
        })
    }
}
