//! Who is at a meeting for the members of its space: one seat a member, by what stands about them.

use std::collections::BTreeMap;

use super::meetings::{Attendance, Meeting};
use crate::content::{Party, Presence, Standing};
use crate::id::SpaceId;

/// The most members that one who is there speaks for, besides herself: a few could otherwise carry
/// a whole assembly.
pub const PROXIES_MAX: usize = 2;

/// How a member is at a meeting.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Seat {
    /// Nothing was said of it.
    Unsaid,
    /// Nobody of it is there.
    Absent,
    /// Nobody is, and it said so.
    Excused,
    /// Somebody of it is there.
    Present,
    /// Another member speaks for it.
    Proxy {
        /// Which, where it is one.
        to: Option<SpaceId>,
        /// That one is there itself, and speaks for no more than [`PROXIES_MAX`] before this one.
        counts: bool,
    },
}

/// All seats, and how many count.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Seats {
    /// By member.
    pub seats: BTreeMap<SpaceId, Seat>,
    /// Members of which somebody is there.
    pub present: u32,
    /// Members for which another speaks.
    pub proxies: u32,
}

impl Seats {
    /// Seats of `members`, where `member_of` says for whom somebody is there, if for any of them.
    ///
    /// A member is present while anybody of it is, whatever else was said of it; else the causally
    /// last word stands. Proxies count in their causal order, so the same ones everywhere.
    pub fn of(
        meeting: &Meeting,
        members: impl IntoIterator<Item = SpaceId>,
        member_of: impl Fn(&Party) -> Option<SpaceId>,
    ) -> Self {
        let mut seats: BTreeMap<SpaceId, Seat> =
            members.into_iter().map(|id| (id, Seat::Unsaid)).collect();
        let mut proxies: BTreeMap<SpaceId, (u32, crate::id::OpId)> = BTreeMap::new();
        for row in meeting.attendance() {
            let Some(member) = member_of(&row.said.who).filter(|_| speaks(row)) else {
                continue;
            };
            let Some(seat) = seats.get_mut(&member) else {
                continue;
            };
            if *seat == Seat::Present {
                continue;
            }
            *seat = match row.said.presence {
                Presence::Present => Seat::Present,
                Presence::Excused => Seat::Excused,
                Presence::Absent => Seat::Absent,
                Presence::Proxy => Seat::Proxy {
                    to: row.said.to.as_ref().and_then(&member_of),
                    counts: false,
                },
            };
            proxies.insert(member, row.stamp);
        }
        let mut all = Self {
            seats,
            present: 0,
            proxies: 0,
        };
        all.count(&proxies);
        all
    }

    fn count(&mut self, stamps: &BTreeMap<SpaceId, (u32, crate::id::OpId)>) {
        let mut given: Vec<_> = self
            .seats
            .iter()
            .filter_map(|(member, seat)| match seat {
                Seat::Proxy { to: Some(to), .. } => Some((stamps.get(member), *member, *to)),
                _ => None,
            })
            .collect();
        given.sort();
        let mut carried: BTreeMap<SpaceId, usize> = BTreeMap::new();
        for (_, member, to) in given {
            let so_far = carried.entry(to).or_default();
            let there = self.seats.get(&to) == Some(&Seat::Present);
            if there && *so_far < PROXIES_MAX {
                *so_far = so_far.saturating_add(1);
                let seat = Seat::Proxy {
                    to: Some(to),
                    counts: true,
                };
                self.seats.insert(member, seat);
                self.proxies = self.proxies.saturating_add(1);
            }
        }
        let present = self.seats.values().filter(|seat| **seat == Seat::Present);
        self.present = u32::try_from(present.count()).unwrap_or(u32::MAX);
    }

    /// Members of which somebody is there, ascending.
    #[must_use]
    pub fn there(&self) -> Vec<SpaceId> {
        let seats = self.seats.iter();
        let there = seats.filter(|(_, seat)| **seat == Seat::Present);
        there.map(|(member, _)| *member).collect()
    }

    /// Members in all.
    #[must_use]
    pub fn members(&self) -> u32 {
        u32::try_from(self.seats.len()).unwrap_or(u32::MAX)
    }

    /// Members that are there or represented.
    #[must_use]
    pub const fn counted(&self) -> u32 {
        self.present.saturating_add(self.proxies)
    }

    /// How many members gave their word to this one, counted or not, besides `but`.
    #[must_use]
    pub fn given_to(&self, to: SpaceId, but: SpaceId) -> usize {
        let seats = self.seats.iter();
        seats
            .filter(|(member, seat)| {
                **member != but && matches!(seat, Seat::Proxy { to: Some(one), .. } if *one == to)
            })
            .count()
    }
}

/// Guests and observers are heard or listen; they take no seat.
const fn speaks(row: &Attendance) -> bool {
    matches!(row.said.standing, Standing::Delegate | Standing::Alternate)
}
