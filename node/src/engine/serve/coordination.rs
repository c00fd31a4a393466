//! What coordinators and guardians do about members: suspending and freeing, roles, second
//! words, refounding, the Secretariat's office.

use asamblea_protocol::id::{OpId, SpaceId};
use asamblea_protocol::membership::Status;
use asamblea_protocol::op::{Add, Control, Member, Role, Word};
use asamblea_protocol::replica::Made;

use super::super::Engine;
use super::super::views::act_fault;
use super::selectors::PREFIX_CHARS_MIN;
use crate::api::{Act, ApiError, ErrorKind, Reply, Whom};

/// An operation that waits for its second word.
pub(super) struct Waiting {
    pub(super) op: OpId,
    pub(super) space: SpaceId,
    /// Whom it is about; nobody in particular for a refounding.
    pub(super) about: Option<Member>,
}

impl Engine {
    /// Suspends, frees, changes a role, or takes out with a cut.
    pub(super) fn coordinate(
        &mut self,
        whom: &Whom,
        act: &Act,
        urgent: bool,
    ) -> Result<Reply, ApiError> {
        let (space, member) = match whom {
            Whom::Person(who) => {
                let person = self.find_person(who)?;
                let org = self.replica.directory().org_of(person);
                (org.ok_or(ErrorKind::NotFound)?, Member::Space(person))
            }
            Whom::Org(who) => (self.network()?, Member::Space(self.find_org(who)?)),
        };
        match act {
            Act::Suspend => self.say_word(space, Word::suspend(member), urgent),
            Act::RemoveWithCut => {
                let cut = self.replica.cut_of(space, member, &[]);
                self.say_word_with(space, Word::remove(member), cut, urgent)
            }
            Act::Lift => {
                let now = self.wall();
                let made = self.replica.lift(space, member, now).map_err(act_fault)?;
                self.tell_state(&made, space, member)
            }
            Act::Role(role) => self.change_role(space, member, role),
        }
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
            return self.say_word(space, Word::lower(member, role), false);
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
        self.save(made)?;
        let state = self.state_of(space, member);
        Ok(self.membership(made, state))
    }

    /// Operations of spaces known here that wait for a second word.
    pub(super) fn waiting(&mut self) -> Vec<Waiting> {
        let (judge, graph, _) = self.replica.judge();
        let membership = judge.membership();
        let everything = judge.everything();
        let view = judge.view(graph, everything);
        let mut found = Vec::new();
        for (at, op) in graph.controls().iter().enumerate() {
            let (op_id, space) = (op.op.id, op.op.log.space);
            let about = match &op.control {
                Control::Restrict(restrict) => {
                    let mut words = membership.restrictions().iter();
                    let pending = words.any(|r| r.index == at && r.status == Status::Pending);
                    pending.then_some(Some(restrict.target))
                }
                Control::Add(add) => {
                    let open = membership.counts(at)
                        && add.role == Role::Admin
                        && !membership.is_confirmed(&op_id)
                        && view.is_waiting(space, add.member);
                    open.then_some(Some(add.member))
                }
                Control::Refound(_) => {
                    let open = membership.counts(at) && !membership.is_confirmed(&op_id);
                    open.then_some(None)
                }
                _ => None,
            };
            if let Some(about) = about {
                found.push(Waiting {
                    op: op_id,
                    space,
                    about,
                });
            }
        }
        found
    }

    /// The second word for an operation by its id, or for what waits about a member.
    pub(super) fn second(&mut self, id: &str) -> Result<Reply, ApiError> {
        let device = self.find_device(id).map(Member::Device);
        let named = self.find_member(id).or(device).ok();
        let waiting = self.waiting();
        let is_meant = |waiting: &&Waiting| {
            let by_id = id.len() >= PREFIX_CHARS_MIN && waiting.op.to_hex().starts_with(id);
            by_id || (named.is_some() && waiting.about == named)
        };
        let meant: Vec<&Waiting> = waiting.iter().filter(is_meant).collect();
        let one = match meant.as_slice() {
            [] => return Err(ApiError::about(ErrorKind::NotFound, id)),
            [one] => *one,
            // Several words against one member are seconded by any of them.
            [first, rest @ ..] if rest.iter().all(|w| w.about == first.about) => *first,
            _ => return Err(ApiError::about(ErrorKind::Ambiguous, id)),
        };
        let (op, space, about) = (one.op, one.space, one.about);
        let now = self.wall();
        let made = self.replica.second(op, now).map_err(act_fault)?;
        match about {
            Some(member) => self.tell_state(&made, space, member),
            None => {
                self.save(&made)?;
                Ok(self.membership(&made, "active"))
            }
        }
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
            return self.say_word(network, Word::lower(mine, Role::Write), false);
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
            return Err(ApiError::about(ErrorKind::Usage, "admins"));
        }
        let now = self.wall();
        let made = self
            .replica
            .refound(space, members, now)
            .map_err(act_fault)?;
        self.save(&made)?;
        let done = made
            .last()
            .is_some_and(|op| self.replica.judge().0.membership().is_confirmed(&op.id));
        Ok(self.membership(&made, if done { "active" } else { "waiting" }))
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
