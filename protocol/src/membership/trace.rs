//! Which ways lead from a space down to a device: not only who reads, but why (R2, R13).
//!
//! The walk is that of `paths`, and remembers where it went. Beside the ways that give a role it
//! keeps a few that give no more: whoever closes one has to know of the next.

use std::collections::{BTreeMap, BTreeSet};

use super::Roles;
use super::paths::{Spaces, Ways, barred};
use crate::id::{DeviceId, SpaceId};
use crate::limits::DEPTH_MAX;
use crate::op::{Member, Role};

/// Ways to one space that are told although they give no more than another: more would be a mesh,
/// which nobody reads.
const WAYS_TOLD_MAX: usize = 4;

/// One way by which a device comes to a role in a space.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Path {
    /// Spaces that it leads through, the one that the space itself names first; empty where the
    /// space names the device.
    pub through: Vec<SpaceId>,
    /// The device.
    pub device: DeviceId,
    /// What this way alone gives.
    pub role: Role,
}

/// Where the walk stands.
struct Way {
    at: SpaceId,
    through: Vec<SpaceId>,
    bars: Vec<(Member, Role)>,
    cap: Role,
    /// It gives more than what was known, as the walk of roles would go.
    best: bool,
}

impl Roles {
    /// Ways by which devices come to their roles in a space, the shortest first. Every device with
    /// a role is there, by a way that gives it that role, and by at most a few more.
    #[must_use]
    pub fn paths(&self, space: SpaceId) -> Vec<Path> {
        let devices = self.devices(space);
        let mut found = Vec::new();
        let mut ways: Ways<SpaceId, (Member, Role)> = Ways::new();
        let mut told: BTreeMap<SpaceId, usize> = BTreeMap::new();
        let mut open = vec![Way {
            at: space,
            through: Vec::new(),
            bars: barred(&[], &Spaces::bars(self, space), Role::Admin),
            cap: Role::Admin,
            best: true,
        }];
        for _ in 0..DEPTH_MAX {
            let mut next = Vec::new();
            for way in open {
                for (member, role) in Spaces::direct(self, way.at) {
                    let limit = way.bars.iter().find(|(target, _)| *target == member);
                    let limit = limit.map_or(Role::Admin, |(_, limit)| *limit);
                    let role = role.min(way.cap).min(limit);
                    let below = match member {
                        _ if role == Role::None => continue,
                        Member::Device(device) => {
                            let through = way.through.clone();
                            found.push(Path {
                                through,
                                device,
                                role,
                            });
                            continue;
                        }
                        Member::Space(below) => below,
                        Member::Invitation(_) => continue,
                    };
                    let bars = barred(&way.bars, &Spaces::bars(self, below), role);
                    let best = way.best && ways.take(below, &bars, role);
                    let told = told.entry(below).or_default();
                    if !best && *told >= WAYS_TOLD_MAX {
                        continue;
                    }
                    *told = told.saturating_add(usize::from(!best));
                    let mut through = way.through.clone();
                    through.push(below);
                    next.push(Way {
                        at: below,
                        through,
                        bars,
                        cap: role,
                        best,
                    });
                }
            }
            open = next;
        }
        // What only a way too many would give, nobody has; and a way round says nothing.
        found.retain(|path| {
            let role = devices.get(&path.device).copied().unwrap_or_default();
            path.role <= role && is_straight(space, &path.through)
        });
        found
    }
}

/// It enters no space twice.
fn is_straight(from: SpaceId, through: &[SpaceId]) -> bool {
    let mut entered = BTreeSet::from([from]);
    through.iter().all(|space| entered.insert(*space))
}
