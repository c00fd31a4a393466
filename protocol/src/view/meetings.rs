//! Meetings: calls, points, attendance, numbered agreements and closings.

mod approval;

use std::collections::{BTreeMap, BTreeSet};

pub use self::approval::{Approval, Approved};
use super::Admitted;
use crate::content::{
    AGREEMENT_NUMBER_MAX, Agreement as Agreed, Attendance as Said, Body, Call, ItemId,
    MeetingAnswer, Party, Point,
};
use crate::crypto::Digest;
use crate::id::{DeviceId, OpId, SpaceId};
use crate::op::Role;
use crate::time::WallTime;

/// The causally later of two words about one thing stands, then the higher id: the same everywhere.
type Stamp = (u32, OpId);

/// The word that stands about somebody's attendance.
#[derive(Clone, Debug)]
pub struct Attendance {
    /// The operation.
    pub id: OpId,
    /// What it says.
    pub said: Said,
    /// Who says it.
    pub author: DeviceId,
    /// Orders words about attendance: the causally earlier first.
    pub stamp: (u32, OpId),
}

/// Whether somebody means to come, as she last said.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The operation.
    pub id: OpId,
    /// In whose name.
    pub unit: SpaceId,
    /// She comes; else she does not.
    pub comes: bool,
    /// What she said with it.
    pub note: Option<String>,
    /// Who says it.
    pub author: DeviceId,
    /// Her clock.
    pub at: WallTime,
    stamp: Stamp,
}

/// One agreement.
#[derive(Clone, Debug)]
pub struct Agreement {
    /// The operation: also the task's id.
    pub id: OpId,
    /// What was agreed.
    pub agreed: Agreed,
    /// Who wrote it down.
    pub author: DeviceId,
    /// Her clock.
    pub at: WallTime,
}

/// A closing, with the minutes that it froze.
#[derive(Clone, Debug)]
pub struct MeetingClosing {
    /// The operation.
    pub id: OpId,
    /// The minutes, whole.
    pub text: String,
    /// BLAKE3 of that text, as any tool computes it.
    pub hash: Digest,
    /// Who closed.
    pub author: DeviceId,
    /// Her clock.
    pub at: WallTime,
    covers: BTreeSet<OpId>,
    present: BTreeSet<SpaceId>,
}

/// One meeting.
#[derive(Clone, Debug)]
pub struct Meeting {
    /// The operation that called it.
    pub id: OpId,
    /// Who called.
    pub author: DeviceId,
    /// When she did, by her clock.
    pub created_at: WallTime,
    person: Option<SpaceId>,
    call: (Stamp, Call),
    /// How many changes of the call count, whichever of them stands.
    changes: u32,
    points: BTreeMap<ItemId, (Stamp, Point)>,
    attendance: BTreeMap<Party, Attendance>,
    /// By every word that somebody was there to speak, also one that stands no more, who that was.
    there: BTreeMap<OpId, SpaceId>,
    minutes: BTreeSet<(Stamp, OpId)>,
    agreements: BTreeMap<Stamp, Agreement>,
    closings: BTreeMap<Stamp, MeetingClosing>,
    approvals: BTreeMap<Stamp, Approved>,
    answers: BTreeMap<SpaceId, Answer>,
    /// Closings by somebody who may not: shown as refused.
    pub refused: BTreeSet<OpId>,
}

impl Meeting {
    /// The call as it stands.
    #[must_use]
    pub const fn call(&self) -> &Call {
        &self.call.1
    }

    /// How many changes of the call are here: grows with each, for calendars that hold a copy.
    #[must_use]
    pub const fn changes(&self) -> u32 {
        self.changes
    }

    /// Points in their order, with the operation that says how each stands.
    #[must_use]
    pub fn points(&self) -> Vec<(OpId, &Point)> {
        let points = self.points.values();
        let mut points: Vec<_> = points.map(|((_, op), point)| (*op, point)).collect();
        points.sort_by_key(|(_, point)| (point.order, point.id));
        points
    }

    /// What stands about everyone, the causally first first.
    #[must_use]
    pub fn attendance(&self) -> Vec<&Attendance> {
        let mut all: Vec<&Attendance> = self.attendance.values().collect();
        all.sort_by_key(|row| row.stamp);
        all
    }

    /// The document in which minutes are written: of several the causally first, then the lower id.
    #[must_use]
    pub fn minutes(&self) -> Option<OpId> {
        self.minutes.first().map(|(_, doc)| *doc)
    }

    /// Agreements, the causally first first.
    pub fn agreements(&self) -> impl Iterator<Item = &Agreement> {
        self.agreements.values()
    }

    /// What a unit last said of whether it comes. Only who speaks for it answers for it.
    #[must_use]
    pub fn answer(&self, unit: &SpaceId) -> Option<&Answer> {
        self.answers.get(unit)
    }

    /// Closings, the one that stands first: the causally first, then the lower id. One that was
    /// written by somebody who knew of it can so never take its place.
    pub fn closings(&self) -> impl Iterator<Item = &MeetingClosing> {
        self.closings.values()
    }

    /// The closing that stands.
    #[must_use]
    pub fn closing(&self) -> Option<&MeetingClosing> {
        self.closings().next()
    }

    /// What is new about it: its closing, else the call as it stands.
    #[must_use]
    pub fn news(&self) -> OpId {
        self.closing().map_or(self.call.0.1, |closing| closing.id)
    }

    /// Whether the minutes that stand do not tell of this point, word or agreement.
    #[must_use]
    pub fn is_later(&self, op: &OpId) -> bool {
        self.closing()
            .is_some_and(|closing| !closing.covers.contains(op))
    }

    /// Every point, word about attendance and agreement that stands: what a closing covers.
    #[must_use]
    pub fn standing(&self) -> Vec<OpId> {
        let points = self.points.values().map(|((_, op), _)| *op);
        let words = self.attendance.values().map(|row| row.id);
        let agreements = self.agreements.values().map(|row| row.id);
        points.chain(words).chain(agreements).collect()
    }

    fn is_by_caller(&self, person: Option<SpaceId>) -> bool {
        person.is_some() && person == self.person
    }

    /// A word about who is there.
    fn note(&mut self, stamp: Stamp, author: DeviceId, said: Said) {
        let id = stamp.1;
        if let Some(who) = approval::speaker(&said) {
            self.there.insert(id, who);
        }
        let known = self.attendance.get(&said.who);
        if known.is_none_or(|known| known.stamp < stamp) {
            let row = Attendance {
                id,
                author,
                stamp,
                said,
            };
            self.attendance.insert(row.said.who.clone(), row);
        }
    }

    fn answered(&mut self, stamp: Stamp, author: DeviceId, at: WallTime, said: MeetingAnswer) {
        let known = self.answers.get(&said.unit);
        if known.is_none_or(|known| known.stamp < stamp) {
            let answer = Answer {
                id: stamp.1,
                unit: said.unit,
                comes: said.comes,
                note: said.note,
                author,
                at,
                stamp,
            };
            self.answers.insert(said.unit, answer);
        }
    }

    fn take(&mut self, op: Admitted) -> Option<(u32, u32)> {
        let stamp = (op.depth, op.id);
        let may = op.role == Role::Admin || self.is_by_caller(op.person);
        match op.content.body {
            Body::MeetingChange(change) if may => {
                self.changes = self.changes.saturating_add(1);
                if self.call.0 < stamp {
                    self.call = (stamp, change.call);
                }
            }
            Body::MeetingItem(item) => {
                let known = self.points.get(&item.point.id);
                if known.is_none_or(|(known, _)| *known < stamp) {
                    self.points.insert(item.point.id, (stamp, item.point));
                }
            }
            Body::Attendance(said) => self.note(stamp, op.author, said),
            Body::MeetingMinutes(minutes) => {
                self.minutes.insert((stamp, minutes.doc));
            }
            Body::Agreement(agreed) => {
                let number = (agreed.year, agreed.number);
                let agreement = Agreement {
                    id: op.id,
                    agreed,
                    author: op.author,
                    at: op.content.at,
                };
                self.agreements.insert(stamp, agreement);
                return Some(number);
            }
            Body::MeetingClose(close) if may => {
                let closing = MeetingClosing {
                    id: op.id,
                    hash: Digest::of_text(&close.text),
                    text: close.text,
                    author: op.author,
                    at: op.content.at,
                    covers: close.covers.into_iter().collect(),
                    present: close.present.into_iter().collect(),
                };
                self.closings.insert(stamp, closing);
            }
            Body::MeetingClose(_) => {
                self.refused.insert(op.id);
            }
            // As below: her role is the one in the unit.
            Body::MeetingAnswer(said) if op.role == Role::Admin => {
                self.answered(stamp, op.author, op.content.at, said);
            }
            Body::MeetingApprove(said) => {
                let approved = Approved {
                    id: op.id,
                    unit: said.unit,
                    hash: said.hash,
                    author: op.author,
                    at: op.content.at,
                    person: op.person,
                    org: op.org,
                    // Her role in the unit: a coordinator speaks for her organization, a device
                    // for its person.
                    speaks: op.role == Role::Admin,
                };
                self.approvals.insert(stamp, approved);
            }
            _ => {}
        }
        None
    }
}

/// Meetings of one space.
#[derive(Debug, Default)]
pub struct Meetings {
    meetings: BTreeMap<OpId, Meeting>,
    /// The meeting of each agreement.
    agreements: BTreeMap<OpId, OpId>,
    /// Agreements by year and number: two that did not know of each other may share one.
    numbers: BTreeMap<(u32, u32), BTreeSet<OpId>>,
    /// Of each agreement those that take it back.
    revokers: BTreeMap<OpId, BTreeSet<OpId>>,
}

impl Meetings {
    pub(super) fn take(&mut self, op: Admitted) -> Option<OpId> {
        let named = match &op.content.body {
            Body::MeetingNew(_) => return Some(self.begin(op)),
            Body::MeetingChange(change) => change.meeting,
            Body::MeetingItem(item) => item.meeting,
            Body::Attendance(said) => said.meeting,
            Body::MeetingMinutes(minutes) => minutes.meeting,
            Body::Agreement(agreed) => agreed.meeting,
            Body::MeetingClose(close) => close.meeting,
            Body::MeetingApprove(said) => said.meeting,
            Body::MeetingAnswer(said) => said.meeting,
            _ => return None,
        };
        let id = op.id;
        let revokes = match &op.content.body {
            Body::Agreement(agreed) => agreed.revokes.filter(|other| *other != id),
            _ => None,
        };
        let number = self.meetings.get_mut(&named)?.take(op);
        if let Some(number) = number {
            self.agreements.insert(id, named);
            self.numbers.entry(number).or_default().insert(id);
            if let Some(revoked) = revokes {
                self.revokers.entry(revoked).or_default().insert(id);
            }
        }
        Some(named)
    }

    fn begin(&mut self, op: Admitted) -> OpId {
        let Body::MeetingNew(new) = op.content.body else {
            return op.id;
        };
        let meeting = Meeting {
            id: op.id,
            author: op.author,
            created_at: op.content.at,
            person: op.person,
            call: ((op.depth, op.id), new.call),
            changes: 0,
            points: BTreeMap::new(),
            attendance: BTreeMap::new(),
            there: BTreeMap::new(),
            minutes: BTreeSet::new(),
            agreements: BTreeMap::new(),
            closings: BTreeMap::new(),
            approvals: BTreeMap::new(),
            answers: BTreeMap::new(),
            refused: BTreeSet::new(),
        };
        self.meetings.insert(op.id, meeting);
        op.id
    }

    /// A meeting.
    #[must_use]
    pub fn get(&self, id: &OpId) -> Option<&Meeting> {
        self.meetings.get(id)
    }

    /// Every meeting.
    pub fn iter(&self) -> impl Iterator<Item = &Meeting> {
        self.meetings.values()
    }

    /// The meeting that an agreement was taken in.
    #[must_use]
    pub fn meeting_of(&self, agreement: &OpId) -> Option<&Meeting> {
        self.meetings.get(self.agreements.get(agreement)?)
    }

    /// An agreement, with its meeting.
    #[must_use]
    pub fn agreement(&self, id: &OpId) -> Option<(&Meeting, &Agreement)> {
        let meeting = self.meeting_of(id)?;
        let found = meeting.agreements().find(|row| row.id == *id)?;
        Some((meeting, found))
    }

    /// How an agreement is called: `2026-03`. Two that did not know of each other and took one
    /// number are told apart by a letter, in the order of their ids.
    #[must_use]
    pub fn label(&self, agreement: &Agreement) -> String {
        let (year, number) = (agreement.agreed.year, agreement.agreed.number);
        let sharing = self.numbers.get(&(year, number));
        let place = sharing
            .filter(|ids| ids.len() > 1)
            .and_then(|ids| ids.iter().position(|id| *id == agreement.id));
        format!(
            "{year:04}-{number:02}{}",
            place.map(letters).unwrap_or_default()
        )
    }

    /// The number for the next agreement of a year: the highest known and one more; once the
    /// highest there can be is taken, the first that is free.
    #[must_use]
    pub fn next_number(&self, year: u32) -> Option<u32> {
        let mut taken = self.numbers.range((year, 0)..=(year, u32::MAX));
        let highest = taken.next_back().map_or(0, |((_, number), _)| *number);
        let next = highest.saturating_add(1);
        if next <= AGREEMENT_NUMBER_MAX {
            return Some(next);
        }
        (1..=AGREEMENT_NUMBER_MAX).find(|number| !self.numbers.contains_key(&(year, *number)))
    }

    /// The agreement that takes another back: of several the one with the lowest id.
    #[must_use]
    pub fn revoked_by(&self, agreement: &OpId) -> Option<&Agreement> {
        let first = self.revokers.get(agreement)?.first()?;
        self.agreement(first).map(|(_, row)| row)
    }
}

/// `a` to `z`, then `aa`.
fn letters(place: usize) -> String {
    const ALPHABET: usize = 26;
    let letter = |n: usize| char::from(b'a'.saturating_add(u8::try_from(n).unwrap_or(0)));
    let (mut rest, mut text) = (place, String::new());
    loop {
        text.insert(0, letter(rest.wrapping_rem(ALPHABET)));
        rest = match rest.wrapping_div(ALPHABET).checked_sub(1) {
            Some(rest) => rest,
            None => return text,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_behind_z() {
        for (place, want) in [(0, "a"), (1, "b"), (25, "z"), (26, "aa"), (702, "aaa")] {
            assert_eq!(letters(place), want);
        }
    }
}
