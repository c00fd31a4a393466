//! Leaving a space: on purpose, by a word of its own, and never by the name of somebody else.

use std::collections::BTreeSet;

use asamblea_protocol::id::{DeviceId, SpaceId};
use asamblea_protocol::op::{Member, Role, SpaceKind, Word};

use super::super::Engine;
use crate::api::{ApiError, ErrorKind, Reply};

impl Engine {
    /// Refuses a word against a member that is this person or her organization: whoever means
    /// that leaves.
    pub(super) fn need_somebody_else(&self, target: Member) -> Result<(), ApiError> {
        let own = [self.my_person(), self.my_org()];
        match target {
            Member::Space(space) if own.contains(&Some(space)) => Err(refused("myself")),
            _ => Ok(()),
        }
    }

    /// Takes this person out of a space, or her organization where that is what is in it.
    pub(super) fn leave_space(&mut self, space: &str) -> Result<Reply, ApiError> {
        let space = self.find_space(space)?;
        let member = self.leaving(space)?;
        self.need_another_admin(space, member)?;
        let mut row = self.say_word(space, Word::remove(member), Vec::new(), false)?;
        row.left = true;
        Ok(Reply::Membership(row))
    }

    /// As what she is in a space.
    fn leaving(&mut self, space: SpaceId) -> Result<Member, ApiError> {
        let (person, org) = (self.my_person(), self.my_org());
        if person == Some(space) {
            return Err(refused("own"));
        }
        let device = self.replica.device();
        let roles = self.replica.roles();
        let is_in = |of: SpaceId| roles.direct_role(space, &Member::Space(of)) > Role::None;
        if let Some(person) = person.filter(|person| is_in(*person)) {
            return Ok(Member::Space(person));
        }
        match org.filter(|org| is_in(*org)) {
            Some(org) if roles.role(device, org) == Role::Admin => Ok(Member::Space(org)),
            // All of her organization would leave with it.
            Some(_) => Err(refused("org")),
            None => Err(refused("through")),
        }
    }

    /// Refuses to leave behind a space that nobody administers. One in which nobody stays may be
    /// left, if it is no organization: that is a place in a network, with its own guardians.
    fn need_another_admin(&mut self, space: SpaceId, member: Member) -> Result<(), ApiError> {
        let Member::Space(leaving) = member else {
            return Ok(());
        };
        let roles = self.replica.roles();
        let kind = self.replica.directory().kind(space);
        let hers: BTreeSet<DeviceId> = roles.devices(leaving).into_keys().collect();
        let mut others = roles.direct(space).filter(|(other, _)| *other != member);
        let acts = others.any(|(other, role)| {
            role == Role::Admin
                && match other {
                    Member::Space(of) => roles.devices(of).values().any(|r| *r == Role::Admin),
                    Member::Device(_) => true,
                    Member::Invitation(_) => false,
                }
        });
        let mut stay = roles.devices(space).into_keys();
        let stay = stay.any(|device| !hers.contains(&device))
            || matches!(kind, Some(SpaceKind::Org | SpaceKind::Network));
        if roles.direct_role(space, &member) == Role::Admin && !acts && stay {
            return Err(refused("only"));
        }
        Ok(())
    }
}

fn refused(why: &str) -> ApiError {
    ApiError::about(ErrorKind::NotPermitted, format!("leaving-{why}"))
}
