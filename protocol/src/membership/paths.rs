//! Paths from members to spaces, without walking each of them (R2, R13).
//!
//! Where spaces contain each other in a mesh, there are more paths than anybody can walk. Each
//! gives the least of its edges, so of those that lead to one place the greatest is enough, but
//! for bars: they look at what a path came by. Ways to one place that differ in that are kept
//! apart, at most `WAYS_MAX`; what only others would give, nobody gets. A path that enters a space
//! twice gives no more than the same without the way round, so nobody has to look for those.

use std::collections::BTreeMap;

use super::view::View;
use crate::id::{DeviceId, SpaceId};
use crate::limits::{DEPTH_MAX, WAYS_MAX};
use crate::op::{Member, Role};

/// Places that are looked up one by one, as a network of honest people has few above a device.
const FEW: usize = 24;

/// Roles found on the way, by place and by what sets ways to it apart.
#[derive(Debug)]
pub(crate) struct Ways<P, D> {
    few: Vec<(P, Vec<D>, Role)>,
    many: BTreeMap<P, BTreeMap<Vec<D>, Role>>,
}

impl<P: Copy + Ord, D: Clone + Ord> Ways<P, D> {
    pub(crate) const fn new() -> Self {
        Self {
            few: Vec::new(),
            many: BTreeMap::new(),
        }
    }

    /// Whether a way gives more than those known, and there is room for it.
    pub(crate) fn take(&mut self, place: P, apart: &[D], role: Role) -> bool {
        step();
        if self.many.is_empty() && self.few.len() < FEW {
            let mut known = self.few.iter_mut();
            if let Some((_, _, best)) = known.find(|(p, d, _)| *p == place && d == apart) {
                let more = role > *best;
                *best = role.max(*best);
                return more;
            }
            let count = self.few.iter().filter(|(p, _, _)| *p == place).count();
            if count < WAYS_MAX {
                self.few.push((place, apart.to_vec(), role));
            }
            return count < WAYS_MAX;
        }
        for (place, apart, role) in self.few.drain(..) {
            self.many.entry(place).or_default().insert(apart, role);
        }
        let known = self.many.entry(place).or_default();
        if let Some(best) = known.get_mut(apart) {
            let more = role > *best;
            *best = role.max(*best);
            return more;
        }
        if known.len() < WAYS_MAX {
            known.insert(apart.to_vec(), role);
            return true;
        }
        false
    }
}

/// A climb from a member up to a space: the greatest of all paths that do not cross `avoided`.
pub(super) fn climb(view: &View<'_>, start: Member, to: SpaceId, avoided: Option<SpaceId>) -> Role {
    let mut best = Role::None;
    let mut ways: Ways<Member, Member> = Ways::new();
    // Where it stands, which barred members it came by before, and on which level.
    let mut open: Vec<(Member, Vec<Member>, Role, usize)> =
        vec![(start, Vec::new(), Role::Admin, 0)];
    let mut at = 0;
    while let Some((member, met, cap, level)) = open.get_mut(at).filter(|_| best < Role::Admin) {
        let (member, met, cap, level) = (*member, std::mem::take(met), *cap, *level);
        at = at.saturating_add(1);
        for space in view.facts.index.above(member) {
            let entered = Member::Space(space);
            if entered == start || Some(space) == avoided || level >= DEPTH_MAX {
                continue;
            }
            let edge = view.direct_role(space, member);
            let least = if planted!(view.facts, BestEdge) && level > 0 {
                edge.max(cap)
            } else {
                edge.min(cap)
            };
            let bars = met.iter().map(|below| view.bar(space, *below));
            let role = least.min(bars.min().unwrap_or(Role::Admin));
            if role <= best {
                step();
            } else if space == to {
                best = role;
            } else {
                let mut met = met.clone();
                let tells = view.limits.names(member) || view.is_brought(member);
                if tells || view.is_unverified(member) {
                    met.push(member);
                    met.sort_unstable();
                    met.dedup();
                }
                if ways.take(entered, &met, role) {
                    open.push((entered, met, role, level.saturating_add(1)));
                }
            }
        }
    }
    best
}

/// What a space is like in one view.
pub(super) trait Spaces {
    /// Direct members with a role above none.
    fn direct(&self, space: SpaceId) -> Vec<(Member, Role)>;
    /// Members of members that it keeps out or down.
    fn bars(&self, space: SpaceId) -> Vec<(Member, Role)>;
}

/// A walk from a space down to devices: each path gives one a role, the least of its edges.
pub(super) fn descend(spaces: &impl Spaces, from: SpaceId, each: &mut dyn FnMut(DeviceId, Role)) {
    let mut ways: Ways<SpaceId, (Member, Role)> = Ways::new();
    let bars = barred(&[], &spaces.bars(from), Role::Admin);
    let mut open = vec![(from, bars, Role::Admin)];
    for _ in 0..DEPTH_MAX {
        let mut next = Vec::new();
        for (space, bars, cap) in open {
            for (member, role) in spaces.direct(space) {
                let mut limits = bars.iter().filter(|(target, _)| *target == member);
                let limit = limits.next().map_or(Role::Admin, |(_, limit)| *limit);
                let role = role.min(cap).min(limit);
                match member {
                    Member::Device(device) => {
                        step();
                        each(device, role);
                    }
                    Member::Space(below) if role > Role::None => {
                        let bars = barred(&bars, &spaces.bars(below), role);
                        if ways.take(below, &bars, role) {
                            next.push((below, bars, role));
                        }
                    }
                    Member::Space(_) | Member::Invitation(_) => step(),
                }
            }
        }
        open = next;
    }
}

/// Bars of a way and of the space that it enters, by target, but for those that leave as much as
/// the way does.
pub(super) fn barred(
    known: &[(Member, Role)],
    more: &[(Member, Role)],
    cap: Role,
) -> Vec<(Member, Role)> {
    let mut all: BTreeMap<Member, Role> = BTreeMap::new();
    for (member, role) in known.iter().chain(more).filter(|(_, role)| *role < cap) {
        let least = all.entry(*member).or_insert(*role);
        *least = role.min(least).to_owned();
    }
    all.into_iter().collect()
}

#[cfg(not(test))]
const fn step() {}

#[cfg(test)]
fn step() {
    steps::STEPS.with(|steps| steps.set(steps.get() + 1));
}

/// Counts edges looked at, for tests that ask how much a hostile mesh costs.
#[cfg(test)]
pub(crate) mod steps {
    use std::cell::Cell;

    thread_local! {
        pub(super) static STEPS: Cell<usize> = const { Cell::new(0) };
    }

    /// How many steps something takes.
    pub(crate) fn of<T>(act: impl FnOnce() -> T) -> (usize, T) {
        let before = STEPS.with(Cell::get);
        let made = act();
        (STEPS.with(Cell::get) - before, made)
    }
}
