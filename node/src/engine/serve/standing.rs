//! How a member stands in a space, and what it waits for.

use asamblea_protocol::id::{DeviceId, SpaceId};
use asamblea_protocol::membership::{Stage, Status};
use asamblea_protocol::op::{Control, Member, Role};

use super::super::Engine;

/// A word against a member waits for its second one: it is in force.
pub(in crate::engine) const AGAINST: &str = "against";
/// A role waits for its second word: nothing of it holds before.
pub(in crate::engine) const GRANT: &str = "grant";
/// Safety words are to be compared.
pub(in crate::engine) const WORDS: &str = "words";
/// Whoever let her in stands accused: what becomes of her is decided with that.
pub(in crate::engine) const DECISION: &str = "decision";

/// As `who` shows it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(in crate::engine) struct Standing {
    pub(in crate::engine) state: &'static str,
    pub(in crate::engine) waits: Option<&'static str>,
}

impl Standing {
    const fn of(state: &'static str) -> Self {
        Self { state, waits: None }
    }

    const fn waiting(for_what: &'static str) -> Self {
        Self {
            state: "waiting",
            waits: Some(for_what),
        }
    }
}

impl Engine {
    pub(in crate::engine) fn standing_in(&mut self, space: SpaceId, member: Member) -> Standing {
        let role = self.replica.roles().direct_role(space, &member);
        let words: Vec<(Status, bool)> = {
            let membership = self.replica.judge().0.membership();
            let all = membership.restrictions().iter();
            all.filter(|r| r.space == space && r.target == member && r.role >= role)
                .map(|r| (r.status, r.burn))
                .collect()
        };
        let pending = words.iter().any(|(status, _)| *status == Status::Pending);
        if role > Role::None {
            if pending {
                return Standing::waiting(AGAINST);
            }
            if self.has_open_grant(space, member) {
                return Standing::waiting(GRANT);
            }
            return self.standing_member(space, member);
        }
        if words.is_empty() {
            return self.standing_unlet(space, member);
        }
        let burned = words.contains(&(Status::Decided, true));
        let mut standing = Standing::of(if burned { "removed" } else { "suspended" });
        standing.waits = pending.then_some(AGAINST);
        standing
    }

    /// A member with a role: whether her words were compared.
    fn standing_member(&mut self, space: SpaceId, member: Member) -> Standing {
        let joined: Vec<_> = self.replica.directory().joined_by(&member).collect();
        let (judge, graph, _) = self.replica.judge();
        let membership = judge.membership();
        // Whoever made the network's first organization was invited by nobody.
        let founded = joined.iter().any(|op| {
            graph
                .control_index(op)
                .and_then(|index| graph.controls().get(index))
                .is_some_and(|op| {
                    let Control::Redeem(redeem) = &op.control else {
                        return false;
                    };
                    let create = graph.create_of(space);
                    let first = create.and_then(|create| create.members.first());
                    first.is_some_and(|g| g.member == Member::Invitation(redeem.invitation))
                })
        });
        let confirmed =
            joined.is_empty() || founded || joined.iter().any(|op| membership.is_confirmed(op));
        Standing::of(if confirmed { "active" } else { "unverified" })
    }

    /// A member that was named, has no role, and against whom nothing was said.
    fn standing_unlet(&mut self, space: SpaceId, member: Member) -> Standing {
        if let Member::Device(device) = member
            && self.replica.is_refused(device)
        {
            return Standing::of("removed");
        }
        let recoveries = self.replica.recoveries();
        let mut own = recoveries
            .iter()
            .filter(|one| Member::Device(one.device) == member);
        if own.any(|one| matches!(one.stage, Stage::Waiting | Stage::Contested)) {
            return Standing::of("waiting");
        }
        let places = self.places_of(&member);
        for key in &places {
            // Two used one code.
            if self.rivals(*key).contains(&member) {
                return Standing::waiting(WORDS);
            }
        }
        let demands = self.replica.graph().create_of(space);
        let demands = demands.is_some_and(|create| create.confirm);
        let joined: Vec<_> = self.replica.directory().joined_by(&member).collect();
        let lost = places.iter().any(|key| self.is_taken(*key));
        let membership = self.replica.judge().0.membership();
        let confirmed = joined.iter().any(|op| membership.is_confirmed(op));
        if demands && !joined.is_empty() && !confirmed && !lost {
            return Standing::waiting(WORDS);
        }
        let accused = places
            .iter()
            .any(|key| self.is_inviter_accused(space, *key));
        if accused {
            return Standing::waiting(DECISION);
        }
        Standing::of("removed")
    }

    /// The invitations that a member used.
    fn places_of(&self, member: &Member) -> Vec<DeviceId> {
        let graph = self.replica.graph();
        let joined = self.replica.directory().joined_by(member);
        let redeems = joined.filter_map(|op| graph.controls().get(graph.control_index(&op)?));
        redeems
            .filter_map(|op| match &op.control {
                Control::Redeem(redeem) => Some(redeem.invitation),
                _ => None,
            })
            .collect()
    }

    /// Whether one of those who used a place is in for good.
    fn is_taken(&mut self, key: DeviceId) -> bool {
        let redeems: Vec<_> = self.replica.directory().redeems(&key).collect();
        let membership = self.replica.judge().0.membership();
        redeems.len() > 1 && redeems.iter().any(|(op, _)| membership.is_confirmed(op))
    }

    /// Whether the person who made an invitation could again if she were not suspended.
    fn is_inviter_accused(&mut self, space: SpaceId, key: DeviceId) -> bool {
        let inviters = self.inviters();
        let Some(inviter) = inviters.get(&key).copied() else {
            return false;
        };
        let roles = self.replica.roles();
        let (judge, graph, _) = self.replica.judge();
        let standing = judge.standing(graph);
        standing.role(inviter, space) == Role::Admin && roles.role(inviter, space) < Role::Admin
    }

    /// Whether a grant of admin waits for its second word.
    fn has_open_grant(&mut self, space: SpaceId, member: Member) -> bool {
        let (judge, graph, _) = self.replica.judge();
        if !judge
            .view(graph, judge.everything())
            .is_waiting(space, member)
        {
            return false;
        }
        let membership = judge.membership();
        let mut grants = graph.controls().iter().enumerate();
        grants.any(|(at, op)| {
            let asks = matches!(
                &op.control,
                Control::Add(add) if add.member == member && add.role == Role::Admin
            );
            let here = asks && op.op.log.space == space;
            here && membership.counts(at) && !membership.is_confirmed(&op.op.id)
        })
    }
}
