//! Recoveries: who used a place that is nobody's until it was confirmed (R12).

use super::view::View;
use crate::id::{DeviceId, OpId, SpaceId};
use crate::op::{Control, Member, Role, SpaceKind};
use crate::past::ControlIndex;

/// How far a recovery came.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Stage {
    /// Nobody confirmed it, and nobody refused it.
    Waiting,
    /// The same, and another device used the same place apart from it.
    Contested,
    /// It was refused, or another one was confirmed.
    Refused,
    /// Its device is in.
    Done,
}

/// A device that used a person's place for recovery.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Recovery {
    /// Its `redeem`.
    pub op: OpId,
    /// The person's space.
    pub person: SpaceId,
    /// The place.
    pub place: DeviceId,
    /// The new device.
    pub device: DeviceId,
    /// How far it came.
    pub stage: Stage,
}

impl View<'_> {
    /// Every recovery that was begun, place by place.
    #[must_use]
    pub fn recoveries(&self) -> Vec<Recovery> {
        let places = self.facts.index.confirmed_places().iter();
        let persons =
            places.filter(|(space, _)| self.facts.kind(*space) == Some(SpaceKind::Person));
        let mut found: Vec<Recovery> = Vec::new();
        for (person, place) in persons.copied() {
            let redeems = self.facts.index.redeems(person, place).iter().copied();
            let seen: Vec<ControlIndex> = redeems.filter(|at| self.sees(*at)).collect();
            for at in &seen {
                let recovery = self.recovery(person, place, *at, seen.len() > 1);
                // A place that was shown twice is one.
                found.extend(recovery.filter(|one| !found.contains(one)));
            }
        }
        found
    }

    /// The places that a person ever kept for recovery.
    #[must_use]
    pub fn recovery_places(&self, person: SpaceId) -> Vec<DeviceId> {
        let places = self.facts.index.confirmed_places().iter();
        let own = places.filter(|(space, _)| *space == person);
        own.map(|(_, place)| *place).collect()
    }

    fn recovery(
        &self,
        person: SpaceId,
        place: DeviceId,
        at: ControlIndex,
        contested: bool,
    ) -> Option<Recovery> {
        let op = self.facts.op(at)?;
        let Control::Redeem(redeem) = &op.control else {
            return None;
        };
        let Member::Device(device) = redeem.member else {
            return None;
        };
        let stage = if self.direct_role(person, redeem.member) > Role::None {
            Stage::Done
        } else if self.is_refused(person, place, redeem.member, at) {
            Stage::Refused
        } else if contested {
            Stage::Contested
        } else {
            Stage::Waiting
        };
        Some(Recovery {
            op: op.op.id,
            person,
            place,
            device,
            stage,
        })
    }

    /// Whether a redeem that gives nothing would give nothing if it were confirmed.
    fn is_refused(
        &self,
        person: SpaceId,
        place: DeviceId,
        member: Member,
        at: ControlIndex,
    ) -> bool {
        let mut rivals = self.facts.index.redeems(person, place).iter();
        let lost =
            rivals.any(|rival| *rival != at && self.sees(*rival) && self.is_seconded(*rival));
        let on_place = self.restricts(person, Member::Invitation(place));
        lost || self.is_seconded(at) || on_place || self.restricts(person, member)
    }

    fn restricts(&self, space: SpaceId, target: Member) -> bool {
        let mut all = self.limits.list.iter();
        all.any(|r| r.space == space && r.target == target)
    }
}
