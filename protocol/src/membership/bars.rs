//! Bars: what a space leaves to those whom it reaches only through a member (R13).
//!
//! Whoever is barred keeps what she is in the space below: her own person's, or an organization
//! that she coordinates. Whom she lets in there, beside the bar or after it, comes no further on
//! the paths of the space that barred her than she does herself; else a stolen phone would let in
//! another in its owner's name. It holds whatever an operation knew, as what is void does: who
//! hides the bar from her past gains nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::evaluate::{Restriction, Status};
use super::index::{GrantAt, Source};
use super::standing::inviters;
use super::view::{Applied, View};
use crate::id::{DeviceId, SpaceId};
use crate::op::{Control, Member, Role};
use crate::past::ControlIndex;

/// Which grants a bar was found to leave as they are, and which not.
type Asked = BTreeMap<ControlIndex, bool>;

impl View<'_> {
    /// What a space leaves to a member whom it reaches only through another (R13).
    pub(super) fn bar(&self, space: SpaceId, member: Member) -> Role {
        let named = self.limits.on(space, member);
        let named = named.filter(|r| self.applies(r) && self.is_bar(r));
        let brought = self.limits.of(space);
        let brought = brought.filter(|r| self.takes_along(r) && self.brought(r, member));
        let least = named.chain(brought).map(|r| r.role).min();
        match least {
            _ if self.awaits_words(space, member) => Role::None,
            least => least.unwrap_or(Role::Admin),
        }
    }

    /// Bars of a space, and those whom they take along.
    pub fn bars(&self, space: SpaceId) -> impl Iterator<Item = (Member, Role)> + '_ {
        let mut members = BTreeSet::new();
        for r in self.limits.of(space) {
            members.insert(r.target);
            if self.takes_along(r) {
                members.extend(self.all_brought(r));
            }
        }
        if self.demands_words(space) {
            let below = self.under(space).into_iter();
            members.extend(below.map(Member::Space));
        }
        members
            .into_iter()
            .map(move |member| (member, self.bar(space, member)))
            .filter(|(_, role)| *role < Role::Admin)
    }

    /// Whether some bar takes a member along: what a path remembers of whom it came by.
    pub(super) fn is_brought(&self, member: Member) -> bool {
        let mut bars = self.limits.list.iter();
        bars.any(|r| self.takes_along(r) && self.brought(r, member))
    }

    /// Whether a space gives nothing to whom nobody confirmed yet.
    pub(super) fn demands_words(&self, space: SpaceId) -> bool {
        let create = self.facts.create(space);
        create.is_some_and(|create| create.confirm) && !planted!(self.facts, UnverifiedRead)
    }

    /// Whether a space that demands it keeps a member of a member out until somebody compared
    /// words with her (R12). Whom the space names itself is judged there.
    fn awaits_words(&self, space: SpaceId, member: Member) -> bool {
        self.demands_words(space) && self.is_unverified(member) && !self.is_named(space, member)
    }

    /// Whether a person or an organization came in by codes alone, and nobody confirmed any use.
    pub(super) fn is_unverified(&self, member: Member) -> bool {
        if !matches!(member, Member::Space(_)) {
            return false;
        }
        let index = self.facts.index;
        let mut used = false;
        for space in index.above(member) {
            for grant in index.grants(space, member) {
                let Source::Redeemed(key) = grant.source else {
                    continue;
                };
                let mut places = index.grants(space, Member::Invitation(key)).iter();
                let founds = places.any(|place| place.source == Source::Founder);
                if self.sees(grant.index) && (founds || self.is_seconded(grant.index)) {
                    return false;
                }
                used |= self.sees(grant.index);
            }
        }
        used
    }

    /// Whether a restriction is of somebody whom the space did not name itself.
    fn is_bar(&self, r: &Restriction) -> bool {
        let facts = self.facts;
        let mut grants = facts.index.grants(r.space, r.target).iter();
        let is_named = grants.any(|grant| {
            let either = planted!(facts, BarsEndByName)
                || facts.knows(r.index, grant.index)
                || self.grant_knows(grant, r);
            either && self.sees(grant.index)
        });
        // A grant beside a bar does not end it, and nothing lets a burned device in.
        let forever = self.is_for_ever(r) && !planted!(facts, BarsEndByName);
        forever || !is_named
    }

    /// Whether a restriction limits whom its target lets in.
    fn takes_along(&self, r: &Restriction) -> bool {
        let is_bite = match self.applied {
            Applied::Nothing => false,
            Applied::Decided | Applied::Word(..) | Applied::Unknown(..) => {
                r.status == Status::Decided
            }
            Applied::Everything | Applied::Past(_) | Applied::NotAfter(_) => true,
        };
        is_bite && self.is_bar(r) && !planted!(self.facts, BarsLeaveGuests)
    }

    /// Whom a bar takes along.
    fn all_brought(&self, r: &Restriction) -> BTreeSet<Member> {
        let facts = self.facts;
        let mut members = BTreeSet::new();
        for (at, op) in facts.ops.iter().enumerate() {
            if !self.sees(at) || facts.knows(r.index, at) {
                continue;
            }
            match &op.control {
                Control::Create(create) => {
                    members.extend(create.members.iter().map(|grant| grant.member));
                }
                Control::Add(add) => {
                    members.insert(add.member);
                }
                Control::Redeem(redeem) => {
                    members.insert(redeem.member);
                }
                _ => {}
            }
        }
        members.retain(|member| self.brought(r, *member));
        members
    }

    /// Whether a bar takes a member along: under its space the member has grants, and each is of
    /// the barred one, or of those whom she let in.
    fn brought(&self, r: &Restriction, member: Member) -> bool {
        if member == r.target {
            return false;
        }
        let (facts, mut asked) = (self.facts, Asked::new());
        let mut found = false;
        for space in facts.index.above(member) {
            let grants = facts.index.grants(space, member).iter();
            let mut grants = grants.filter(|grant| self.sees(grant.index)).peekable();
            if grants.peek().is_none() {
                continue;
            }
            if space == r.space {
                // What the barred one gave in the space itself is judged there (R8).
                return false;
            }
            let stands = grants.any(|grant| self.stands(r, space, grant, &mut asked));
            if stands && self.containing(space).contains(&r.space) {
                return false;
            }
            found |= !stands;
        }
        found
    }

    /// Whether a bar leaves a grant as it is: it knew it, or it comes from others. Whoever founds
    /// a space lets nobody in above it: that takes a grant of the space.
    fn stands(&self, r: &Restriction, space: SpaceId, grant: &GrantAt, asked: &mut Asked) -> bool {
        let facts = self.facts;
        let at = grant.index;
        let founded = matches!(
            grant.source,
            Source::Founder | Source::Place | Source::Created
        );
        if founded || r.index == at || facts.knows(r.index, at) {
            return true;
        }
        if let Some(known) = asked.get(&at) {
            return *known;
        }
        // What somebody says beside her own acts does not void them.
        let author = facts.author(r.index);
        let beside = |by| author == Some(by) && !facts.knows(at, r.index);
        let mut from_others = inviters(facts, space, at)
            .into_iter()
            .all(|by| beside(by) || self.is_another(r, (space, at), by, asked));
        if !from_others && let Some(op) = facts.op(at) {
            let seconds = facts.index.seconds(&op.op.id).iter();
            let seconds = seconds.filter(|second| self.sees(**second));
            from_others = seconds
                .filter_map(|second| Some((*second, facts.author(*second)?)))
                .any(|(second, by)| self.is_another(r, (space, second), by, asked));
        }
        asked.insert(at, from_others);
        from_others
    }

    /// Whether a device acts in a space, or as its guardian, by grants that a bar leaves as they
    /// are, of those that the operation knew: so no question comes back to itself.
    fn is_another(
        &self,
        r: &Restriction,
        (space, at): (SpaceId, ControlIndex),
        by: DeviceId,
        asked: &mut Asked,
    ) -> bool {
        let facts = self.facts;
        // A space is founded with a key that its founder then uses.
        let founders = facts.index.redeems(space, by).iter();
        let founders = founders.filter(|redeem| facts.knows(at, **redeem));
        let mut founders = founders.filter_map(|redeem| Some((*redeem, facts.author(*redeem)?)));
        if let Some((redeem, founder)) = founders.next() {
            return self.is_another(r, (space, redeem), founder, asked);
        }
        let mut goals = facts.guardians(space);
        goals.push(space);
        let start = Member::Device(by);
        let (mut met, mut open) = (BTreeSet::from([start]), vec![start]);
        while let Some(member) = open.pop() {
            if member == r.target {
                continue;
            }
            for above in facts.index.above(member) {
                let grants = facts.index.grants(above, member).iter();
                let mut grants = grants.filter(|g| self.sees(g.index) && facts.knows(at, g.index));
                if !grants.any(|grant| self.stands(r, above, grant, asked)) {
                    continue;
                }
                if goals.contains(&above) {
                    return true;
                }
                if met.insert(Member::Space(above)) {
                    open.push(Member::Space(above));
                }
            }
        }
        false
    }
}
