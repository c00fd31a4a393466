//! Meetings as they are answered: words about quorum, seats, agreements in numbers and codes.

use asamblea_protocol::content::{
    CallState, Decided, MeetingType, Modality, Party, PointKind, PointState, Presence, Standing,
};
use asamblea_protocol::crypto::Digest;
use asamblea_protocol::id::{OpId, SpaceId};
use asamblea_protocol::op::{Role, SpaceKind};
use asamblea_protocol::time::WallTime;
use asamblea_protocol::view::{self, Seat, Seats};
use data_encoding::HEXLOWER;

use super::super::super::Engine;
use super::super::super::clock::rfc3339;
use super::{answering, approving};
use crate::api::{
    AgreementRow, ApiError, AttendanceRow, MeetingClosingRow, MeetingDetail, MeetingRow, PartyRow,
    PointRow, QuorumRow, Reply, SeatRow, VotesRow,
};

/// Codes of the client API.
pub(super) const KINDS: [(&str, MeetingType); 3] = [
    ("ordinary", MeetingType::Ordinary),
    ("extraordinary", MeetingType::Extraordinary),
    ("informative", MeetingType::Informative),
];
pub(super) const MODALITIES: [(&str, Modality); 5] = [
    ("unsaid", Modality::Unsaid),
    ("in_person", Modality::InPerson),
    ("remote", Modality::Remote),
    ("mixed", Modality::Mixed),
    ("in_writing", Modality::InWriting),
];
pub(super) const POINT_KINDS: [(&str, PointKind); 5] = [
    ("report", PointKind::Report),
    ("debate", PointKind::Debate),
    ("decision", PointKind::Decision),
    ("election", PointKind::Election),
    ("other", PointKind::Other),
];
pub(super) const POINT_STATES: [(&str, PointState); 3] = [
    ("open", PointState::Open),
    ("done", PointState::Done),
    ("withdrawn", PointState::Withdrawn),
];
/// A proxy is no word of its own: it names who speaks.
pub(super) const PRESENCES: [(&str, Presence); 3] = [
    ("present", Presence::Present),
    ("absent", Presence::Absent),
    ("excused", Presence::Excused),
];
pub(super) const STANDINGS: [(&str, Standing); 4] = [
    ("delegate", Standing::Delegate),
    ("alternate", Standing::Alternate),
    ("guest", Standing::Guest),
    ("observer", Standing::Observer),
];
pub(super) const DECIDED: [(&str, Decided); 4] = [
    ("unsaid", Decided::Unsaid),
    ("consensus", Decided::Consensus),
    ("vote", Decided::Vote),
    ("mandate", Decided::Mandate),
];

const DAY_MS: u64 = 24 * 60 * 60 * 1000;
/// The last place on Earth where a day ends, behind UTC.
const LAST_ZONE_MS: u64 = 12 * 60 * 60 * 1000;

fn label<T: Copy + PartialEq>(table: &[(&'static str, T)], value: T) -> String {
    let found = table.iter().find(|(_, known)| *known == value);
    found.map_or("proxy", |(text, _)| *text).to_owned()
}

fn long(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// `2026-12-31`.
pub(in crate::engine::serve) fn day(days: u64) -> String {
    let mut text = rfc3339(WallTime(days.saturating_mul(DAY_MS)));
    text.truncate(10);
    text
}

/// Whether a day is over everywhere: nobody is told that she is late while her day lasts.
pub(in crate::engine::serve) const fn is_over(day: u64, now: WallTime) -> bool {
    now.0.saturating_sub(LAST_ZONE_MS) >= day.saturating_add(1).saturating_mul(DAY_MS)
}

impl Engine {
    pub(in crate::engine::serve) fn party_row(&self, party: &Party, space: SpaceId) -> PartyRow {
        match party {
            Party::Text(text) => PartyRow {
                kind: "text".to_owned(),
                id: None,
                name: text.clone(),
            },
            Party::Id(id) => {
                let is_org = self.replica.directory().kind(*id) == Some(SpaceKind::Org);
                let person = || self.person_name(*id, Some(space));
                let name = if is_org {
                    Some(self.any_space_name(*id))
                } else {
                    person().or_else(|| self.space_name(*id))
                };
                PartyRow {
                    kind: if is_org { "org" } else { "person" }.to_owned(),
                    id: Some(id.to_hex()),
                    name: name.unwrap_or_else(|| id.short()),
                }
            }
        }
    }

    pub(super) fn meetings(&mut self, space: Option<&str>) -> Result<Reply, ApiError> {
        let only = space.map(|space| self.find_space(space)).transpose()?;
        let coordinates = self.org_role() == Role::Admin;
        let spaces: Vec<SpaceId> = self.views.shown.spaces().collect();
        let mut rows = Vec::new();
        for space in spaces {
            let meant = only.is_none_or(|only| only == space);
            let held = self.views.shown.meetings(space);
            if !meant || held.is_none_or(|held| held.iter().next().is_none()) {
                continue;
            }
            let members = self.members_of(space);
            let unit = self.answerer(&members, coordinates);
            let meetings = self.views.shown.meetings(space).into_iter();
            for meeting in meetings.flat_map(view::Meetings::iter) {
                let call = meeting.call();
                let points = meeting.points();
                let standing = points
                    .iter()
                    .filter(|(_, point)| point.state != PointState::Withdrawn);
                rows.push(MeetingRow {
                    id: meeting.id.to_hex(),
                    title: call.title.clone(),
                    space: space.to_hex(),
                    kind: label(&KINDS, call.kind),
                    state: state(meeting).to_owned(),
                    starts: rfc3339(call.starts),
                    items: long(standing.count()),
                    agreements: long(meeting.agreements().count()),
                    at: rfc3339(meeting.created_at),
                    unread: self.is_meeting_unread(meeting),
                    to_answer: self.waits_for_answer(meeting, unit.as_ref()),
                    coming: answering::answers_row(meeting, &members, unit).coming,
                    approval: meeting
                        .approval()
                        .map(|approval| approving::state(&approval).to_owned()),
                    to_approve: self.waits_for_approval(meeting, coordinates),
                });
            }
        }
        rows.sort_by(|a, b| b.starts.cmp(&a.starts).then_with(|| a.id.cmp(&b.id)));
        Ok(Reply::Meetings(rows))
    }

    pub(super) fn show_meeting(&mut self, id: &str) -> Result<Reply, ApiError> {
        let (space, id) = self.find_meeting(id)?;
        if let Some(doc) = self.meeting(space, id)?.minutes() {
            // What somebody is typing belongs to what a closing is written from.
            self.save_open(doc)?;
        }
        let detail = self.meeting_detail(space, id)?;
        let news = self.meeting(space, id)?.news().to_hex();
        self.note_shown(id, news)?;
        Ok(Reply::Meeting(Box::new(detail)))
    }

    /// Everything about a meeting, as it is saved here.
    pub(super) fn meeting_detail(
        &mut self,
        space: SpaceId,
        id: OpId,
    ) -> Result<MeetingDetail, ApiError> {
        let seats = self.seats(space, id)?;
        let quorum = self.quorum_row(space, id)?;
        let coordinates = self.org_role() == Role::Admin;
        let members = self.members_of(space);
        let unit = self.answerer(&members, coordinates);
        let may_change = self.may_change(space, id)?;
        let meeting = self.meeting(space, id)?;
        let call = meeting.call();
        let closings: Vec<MeetingClosingRow> = meeting
            .closings()
            .map(|closing| MeetingClosingRow {
                id: closing.id.to_hex(),
                hash: HEXLOWER.encode(closing.hash.as_bytes()),
                text: closing.text.clone(),
                by: self.author(closing.author, space),
                at: rfc3339(closing.at),
            })
            .collect();
        let seats = seats.seats.iter();
        let detail = MeetingDetail {
            id: meeting.id.to_hex(),
            title: call.title.clone(),
            space: space.to_hex(),
            kind: label(&KINDS, call.kind),
            state: state(meeting).to_owned(),
            starts: rfc3339(call.starts),
            at: rfc3339(meeting.created_at),
            space_name: self.any_space_name(space),
            body: call.body.clone(),
            modality: label(&MODALITIES, call.modality),
            ends: call.ends.map(rfc3339),
            zone: call.zone.clone(),
            place: call.place.clone(),
            points_until: call.points_until.map(rfc3339),
            called_by: self.author(meeting.author, space),
            quorum,
            items: self.point_rows(space, meeting),
            seats: seats
                .map(|(id, seat)| SeatRow {
                    answer: meeting.answer(id).map(|said| self.answer_row(space, said)),
                    ..self.seat_row(*id, seat)
                })
                .collect(),
            attendance: self.attendance_rows(space, meeting),
            agreements: self.agreement_rows(space, meeting),
            earlier: self.earlier_rows(space, meeting),
            minutes: meeting.minutes().map(|doc| doc.to_hex()),
            hash: closings.first().map(|closing| closing.hash.clone()),
            closings,
            basis: self.basis(space, meeting),
            uid: self.calendar_name(meeting.id.as_bytes(), ""),
            number: self.meeting_number(space, meeting),
            sequence: meeting.changes(),
            answers: answering::answers_row(meeting, &members, unit),
            approval: self.approval_row(space, meeting, coordinates),
            may_change,
        };
        Ok(detail)
    }

    /// Which meeting of its space and year it is, by the day in UTC on which it begins.
    fn meeting_number(&self, space: SpaceId, meeting: &view::Meeting) -> String {
        let year = |meeting: &view::Meeting| {
            let mut at = rfc3339(meeting.call().starts);
            at.truncate(4);
            at
        };
        let own = year(meeting);
        let place = |meeting: &view::Meeting| (meeting.call().starts, meeting.id);
        let all = self.views.shown.meetings(space).into_iter();
        let before = all.flat_map(view::Meetings::iter).filter(|other| {
            other.call().state != CallState::Cancelled
                && place(other) < place(meeting)
                && year(other) == own
        });
        format!("{}/{own}", before.count().saturating_add(1))
    }

    /// Somebody else called, changed or closed it, and it was not looked at here since.
    pub(in crate::engine::serve) fn is_meeting_unread(&self, meeting: &view::Meeting) -> bool {
        let by = meeting
            .closing()
            .map_or(meeting.author, |closing| closing.author);
        let person = self.replica.directory().person_of(by);
        let mine = person.is_some() && person == self.my_person();
        let seen = self.local.shown.get(&meeting.id.to_hex());
        !mine && seen != Some(&meeting.news().to_hex())
    }

    /// What counts for a quorum, and whether it is reached.
    pub(super) fn quorum_row(&mut self, space: SpaceId, id: OpId) -> Result<QuorumRow, ApiError> {
        let seats = self.seats(space, id)?;
        let now = self.wall();
        let call = self.meeting(space, id)?.call();
        let need = call.quorum.unwrap_or_else(|| seats.members() / 2 + 1);
        let second_need = call.second_call.map(|_| call.second_quorum.unwrap_or(1));
        let second = call.second_call.is_some_and(|at| at <= now);
        let enough = |need: u32| seats.counted() >= need;
        let met = enough(need) || second && second_need.is_some_and(enough);
        Ok(QuorumRow {
            counts: self.what_counts(&seats).to_owned(),
            of: seats.members(),
            present: seats.present,
            proxies: seats.proxies,
            need,
            second_need,
            second_call: call.second_call.map(rfc3339),
            second,
            met,
        })
    }

    fn what_counts(&self, seats: &Seats) -> &'static str {
        let kinds = seats
            .seats
            .keys()
            .map(|id| self.replica.directory().kind(*id));
        let (mut orgs, mut people) = (false, false);
        for kind in kinds {
            match kind {
                Some(SpaceKind::Org) => orgs = true,
                _ => people = true,
            }
        }
        match (orgs, people) {
            (true, false) => "orgs",
            (false, _) => "people",
            (true, true) => "members",
        }
    }

    fn point_rows(&self, space: SpaceId, meeting: &view::Meeting) -> Vec<PointRow> {
        let mut place = 0;
        let row = |(op, point): (OpId, &asamblea_protocol::content::Point)| {
            let standing = point.state != PointState::Withdrawn;
            place += u64::from(standing);
            PointRow {
                id: HEXLOWER.encode(&point.id),
                order: if standing { place } else { 0 },
                title: point.title.clone(),
                kind: label(&POINT_KINDS, point.kind),
                state: label(&POINT_STATES, point.state),
                presenter: point
                    .presenter
                    .as_ref()
                    .map(|who| self.party_row(who, space)),
                minutes: point.minutes,
                later: meeting.is_later(&op),
                vote: point.proposal.and_then(|id| self.point_vote(space, &id)),
            }
        };
        let mut rows: Vec<PointRow> = meeting.points().into_iter().map(row).collect();
        rows.sort_by_key(|row| row.order == 0);
        rows
    }

    fn seat_row(&self, id: SpaceId, seat: &Seat) -> SeatRow {
        let (presence, to, counts) = match seat {
            Seat::Unsaid => ("unsaid", None, false),
            Seat::Absent => ("absent", None, false),
            Seat::Excused => ("excused", None, false),
            Seat::Present => ("present", None, true),
            Seat::Proxy { to, counts } => ("proxy", *to, *counts),
        };
        SeatRow {
            id: id.to_hex(),
            name: self.any_space_name(id),
            presence: presence.to_owned(),
            proxy: to.map(|to| self.party_row(&Party::Id(to), id)),
            counts,
            answer: None,
        }
    }

    fn attendance_rows(&self, space: SpaceId, meeting: &view::Meeting) -> Vec<AttendanceRow> {
        let row = |row: &view::Attendance| {
            let org = match &row.said.who {
                Party::Id(id) => self.replica.directory().org_of(*id),
                Party::Text(_) => None,
            };
            AttendanceRow {
                who: self.party_row(&row.said.who, space),
                org: org.map(|org| self.any_space_name(org)),
                presence: label(&PRESENCES, row.said.presence),
                standing: label(&STANDINGS, row.said.standing),
                proxy: row.said.to.as_ref().map(|to| self.party_row(to, space)),
                by: self.author(row.author, space),
                later: meeting.is_later(&row.id),
            }
        };
        meeting.attendance().into_iter().map(row).collect()
    }

    fn agreement_rows(&self, space: SpaceId, meeting: &view::Meeting) -> Vec<AgreementRow> {
        let rows = meeting.agreements();
        rows.map(|row| self.agreement_row(space, meeting, row))
            .collect()
    }

    /// Agreements of meetings of the space that began before this one: those it looks back at.
    fn earlier_rows(&self, space: SpaceId, meeting: &view::Meeting) -> Vec<AgreementRow> {
        let starts = (meeting.call().starts, meeting.id);
        let all = self.views.shown.meetings(space).into_iter();
        let before = all
            .flat_map(view::Meetings::iter)
            .filter(|other| (other.call().starts, other.id) < starts);
        let mut rows: Vec<AgreementRow> = before
            .flat_map(|other| self.agreement_rows(space, other))
            .collect();
        rows.sort_by(|a, b| (&a.number, &a.id).cmp(&(&b.number, &b.id)));
        rows
    }

    fn agreement_row(
        &self,
        space: SpaceId,
        meeting: &view::Meeting,
        row: &view::Agreement,
    ) -> AgreementRow {
        let agreed = &row.agreed;
        let meetings = self.views.shown.meetings(space);
        let number = |row: &view::Agreement| meetings.map(|all| all.label(row));
        let revokes = agreed.revokes.as_ref();
        let revokes = revokes.and_then(|id| number(meetings?.agreement(id)?.1));
        let revoked_by = meetings.and_then(|all| all.revoked_by(&row.id));
        let votes = agreed.votes_for.is_some() || agreed.votes_against.is_some();
        AgreementRow {
            id: row.id.to_hex(),
            number: number(row).unwrap_or_default(),
            text: agreed.text.clone(),
            decided: label(&DECIDED, agreed.decided),
            who: agreed.who.as_ref().map(|who| self.party_row(who, space)),
            due: agreed.due.map(day),
            state: self.agreement_state(space, row).to_owned(),
            revokes,
            revoked_by: revoked_by.and_then(number),
            item: agreed.point.map(|point| HEXLOWER.encode(&point)),
            votes: votes.then(|| VotesRow {
                yes: agreed.votes_for.unwrap_or(0),
                no: agreed.votes_against.unwrap_or(0),
                abstain: agreed.abstained.unwrap_or(0),
            }),
            by: self.author(row.author, space),
            at: rfc3339(row.at),
            later: meeting.is_later(&row.id),
        }
    }

    /// `open`, `done`, `overdue`, `revoked`.
    pub(in crate::engine::serve) fn agreement_state(
        &self,
        space: SpaceId,
        row: &view::Agreement,
    ) -> &'static str {
        let shown = &self.views.shown;
        let revoked = shown
            .meetings(space)
            .is_some_and(|all| all.revoked_by(&row.id).is_some());
        let done = shown
            .tasks(space)
            .is_some_and(|tasks| tasks.is_done(&row.id));
        let over = row.agreed.due.is_some_and(|day| is_over(day, self.wall()));
        match (revoked, done, over) {
            (true, _, _) => "revoked",
            (_, true, _) => "done",
            (_, _, true) => "overdue",
            _ => "open",
        }
    }

    /// Names everything that written-out minutes tell of, so that a closing freezes what was seen.
    pub(super) fn basis(&self, space: SpaceId, meeting: &view::Meeting) -> String {
        let docs = self.views.shown.docs(space);
        let doc = meeting.minutes();
        let updates = doc.and_then(|doc| docs?.get(&doc));
        let ids: Vec<String> = meeting.standing().iter().map(|id| id.to_hex()).collect();
        let updates: Vec<String> = updates
            .into_iter()
            .flat_map(view::Doc::updates)
            .map(|update| update.id.to_hex())
            .collect();
        let call = format!("{:?}", meeting.call());
        let votes = meeting.points().into_iter();
        let votes = votes.filter_map(|(_, point)| self.point_vote(space, &point.proposal?));
        let votes: Vec<String> = votes.map(|vote| format!("{vote:?}")).collect();
        let parts = [call, ids.join(" "), updates.join(" "), votes.join("\n")];
        let text = parts.join("\n");
        HEXLOWER.encode(Digest::of_text(&text).as_bytes())
    }
}

fn state(meeting: &view::Meeting) -> &'static str {
    if meeting.closing().is_some() {
        "closed"
    } else if meeting.call().state == CallState::Cancelled {
        "cancelled"
    } else {
        "called"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_over_when_it_has_ended_in_the_last_place() {
        // 2026-12-31 is day 20,818; it ends at UTC-12 twelve hours into the next day.
        let end = 20_819 * DAY_MS + LAST_ZONE_MS;
        assert_eq!(day(20_818), "2026-12-31");
        assert!(!is_over(20_818, WallTime(end - 1)));
        assert!(is_over(20_818, WallTime(end)));
        assert!(!is_over(u64::MAX, WallTime(end)));
    }
}
