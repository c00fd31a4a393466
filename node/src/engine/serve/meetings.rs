//! Meetings: calls, points, attendance, agreements, closings. Rows are in `rows`.

mod answering;
mod approving;
mod rows;

use asamblea_protocol::content::{
    Agreement, Attendance, Body, Call, CallState, Decided, DocNew, MeetingChange, MeetingClose,
    MeetingItem, MeetingMinutes, MeetingNew, Modality, PRESENT_MAX, Party, Point, PointState,
    Presence, Standing,
};
use asamblea_protocol::id::{OpId, SpaceId};
use asamblea_protocol::op::{Member, Role};
use asamblea_protocol::time::WallTime;
use asamblea_protocol::view::{self, PROXIES_MAX, Seats};
use data_encoding::HEXLOWER;

use self::rows::{DECIDED, KINDS, MODALITIES, POINT_KINDS, POINT_STATES, PRESENCES, STANDINGS};
pub(super) use self::rows::{day, is_over};
use super::super::Engine;
use super::selectors::pick;
use crate::api::{
    AgreementFields, ApiError, CallFields, ErrorKind, MeetingAgreed, MeetingAttended,
    MeetingClosed, MeetingRequest, PointFields, Reply, Saved,
};

/// Whoever called a meeting changes and closes it, or an admin of its space.
const CALLER: &str = "meeting-caller";
/// A closed meeting takes nothing more.
const CLOSED: &str = "meeting-closed";
/// A cancelled meeting does not take place.
const CANCELLED: &str = "meeting-cancelled";
/// One who is there speaks for no more.
const PROXIES: &str = "meeting-proxies";
/// Something came in between looking and closing.
const CHANGED: &str = "meeting-changed";
/// Whoever speaks for another is a member of the space.
const PROXY: &str = "meeting-proxy";
/// A point is about a proposal of the space of its meeting.
const PROPOSAL: &str = "meeting-proposal";
/// A meeting ends after it begins.
const ENDS: &str = "meeting-ends";
/// A second call comes after the first.
const SECOND: &str = "meeting-second";
/// How far points stand from each other, so that others fit between.
const STEP: u64 = 1 << 32;

/// The value of a code of the client API.
fn code<T: Copy>(table: &[(&str, T)], text: &str) -> Result<T, ApiError> {
    let found = table.iter().find(|(known, _)| *known == text);
    found
        .map(|(_, value)| *value)
        .ok_or_else(|| ApiError::about(ErrorKind::Usage, text))
}

fn wall(ms: Option<i64>) -> Option<WallTime> {
    ms.and_then(|ms| u64::try_from(ms).ok()).map(WallTime)
}

fn missing(what: &str) -> ApiError {
    ApiError::about(ErrorKind::Usage, what)
}

fn some_text(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty())
}

impl Engine {
    pub(super) fn request_meeting(&mut self, request: MeetingRequest) -> Result<Reply, ApiError> {
        use MeetingRequest as Ask;
        match request {
            Ask::New {
                space,
                call,
                minutes,
            } => self.new_meeting(&space, call, minutes),
            Ask::Change { id, call } => self.change_meeting(&id, call),
            Ask::Cancel { id } => self.cancel_meeting(&id),
            Ask::PointAdd { id, point } => self.add_point(&id, point),
            Ask::PointChange { id, item, point } => self.change_point(&id, &item, point),
            Ask::Attend {
                id,
                who,
                presence,
                standing,
                proxy,
            } => self.attend(
                &id,
                who.as_deref(),
                (presence.as_deref(), standing.as_deref()),
                proxy.as_deref(),
            ),
            Ask::Minutes { id, title } => self.meeting_minutes(&id, title),
            Ask::Agree { id, agreement } => self.note_agreement(&id, agreement),
            Ask::Close { id, text, basis } => self.close_meeting(&id, text, &basis),
            Ask::Rsvp { id, comes, note } => self.answer_call(&id, comes, note),
            Ask::Approve { id, hash } => self.approve_minutes(&id, hash.as_deref()),
            Ask::List { space } => self.meetings(space.as_deref()),
            Ask::Show { id } => self.show_meeting(&id),
            Ask::Record { id } => {
                let (space, id) = self.find_meeting(&id)?;
                Ok(Reply::Meeting(Box::new(self.meeting_detail(space, id)?)))
            }
        }
    }

    fn meeting(&self, space: SpaceId, id: OpId) -> Result<&view::Meeting, ApiError> {
        let meetings = self.views.shown.meetings(space);
        meetings
            .and_then(|meetings| meetings.get(&id))
            .ok_or_else(|| ErrorKind::NotFound.into())
    }

    /// A meeting that still takes something.
    fn find_open(&self, id: &str) -> Result<(SpaceId, OpId), ApiError> {
        let (space, id) = self.find_meeting(id)?;
        let meeting = self.meeting(space, id)?;
        if meeting.closing().is_some() {
            return Err(ApiError::about(ErrorKind::NotPermitted, CLOSED));
        }
        if meeting.call().state == CallState::Cancelled {
            return Err(ApiError::about(ErrorKind::NotPermitted, CANCELLED));
        }
        Ok((space, id))
    }

    fn new_meeting(
        &mut self,
        space: &str,
        fields: CallFields,
        minutes: String,
    ) -> Result<Reply, ApiError> {
        let space = self.find_space(space)?;
        self.keeps_all(space)?;
        self.tells_one_story(space)?;
        let call = Call {
            title: String::new(),
            starts: wall(fields.starts_ms).ok_or_else(|| missing("starts"))?,
            zone: "UTC".to_owned(),
            kind: code(&KINDS, fields.kind.as_deref().unwrap_or_default())?,
            modality: Modality::Unsaid,
            state: CallState::Called,
            ends: None,
            quorum: None,
            second_call: None,
            second_quorum: None,
            place: None,
            body: None,
            points_until: None,
        };
        let call = with_fields(call, fields)?;
        let meeting = self.write_one(space, MeetingNew { call }.into())?;
        self.begin_minutes(space, meeting, minutes)?;
        Ok(Reply::Created(Saved::of(meeting.to_hex())))
    }

    fn begin_minutes(
        &mut self,
        space: SpaceId,
        meeting: OpId,
        title: String,
    ) -> Result<OpId, ApiError> {
        let doc = self.write_one(space, DocNew { title }.into())?;
        self.write_one(space, MeetingMinutes { meeting, doc }.into())?;
        Ok(doc)
    }

    /// Whoever called, or an admin of the space: the others' word would not count.
    fn may_change(&mut self, space: SpaceId, id: OpId) -> Result<bool, ApiError> {
        let meeting = self.meeting(space, id)?;
        let caller = self.replica.directory().person_of(meeting.author);
        let called = caller.is_some() && caller == self.my_person();
        let device = self.replica.device();
        Ok(called || self.replica.roles().role(device, space) == Role::Admin)
    }

    fn need_caller(&mut self, space: SpaceId, id: OpId) -> Result<(), ApiError> {
        match self.may_change(space, id)? {
            true => Ok(()),
            false => Err(ApiError::about(ErrorKind::NotPermitted, CALLER)),
        }
    }

    fn change_meeting(&mut self, id: &str, fields: CallFields) -> Result<Reply, ApiError> {
        let (space, id) = self.find_open(id)?;
        self.need_caller(space, id)?;
        let call = with_fields(self.meeting(space, id)?.call().clone(), fields)?;
        self.write_one(space, MeetingChange { meeting: id, call }.into())?;
        Ok(Reply::Saved(Saved::of(id.to_hex())))
    }

    fn cancel_meeting(&mut self, id: &str) -> Result<Reply, ApiError> {
        let (space, id) = self.find_open(id)?;
        self.need_caller(space, id)?;
        let mut call = self.meeting(space, id)?.call().clone();
        call.state = CallState::Cancelled;
        self.write_one(space, MeetingChange { meeting: id, call }.into())?;
        Ok(Reply::Saved(Saved::of(id.to_hex())))
    }

    /// A member of the network, else whoever the text names.
    fn party(&mut self, text: &str) -> Result<Party, ApiError> {
        match self.find_member(text) {
            Ok(Member::Space(space)) => Ok(Party::Id(space)),
            Ok(_) => Ok(Party::Text(text.to_owned())),
            Err(error) if error.kind == ErrorKind::NotFound => Ok(Party::Text(text.to_owned())),
            Err(error) => Err(error),
        }
    }

    fn party_if(&mut self, text: Option<String>) -> Result<Option<Party>, ApiError> {
        let text = some_text(text);
        text.map(|text| self.party(&text)).transpose()
    }

    fn add_point(&mut self, id: &str, fields: PointFields) -> Result<Reply, ApiError> {
        let (space, meeting) = self.find_open(id)?;
        let title = some_text(fields.title).ok_or_else(|| missing("title"))?;
        let kind = code(&POINT_KINDS, fields.kind.as_deref().unwrap_or("debate"))?;
        let presenter = self.party_if(fields.presenter)?;
        let proposal = self.decided_under(space, fields.proposal)?;
        let order = self.order_at(space, meeting, fields.to, None)?;
        let mut id = [0; 16];
        rand_core::Rng::fill_bytes(&mut self.rng, &mut id);
        let point = Point {
            id,
            title,
            order,
            kind,
            state: PointState::Open,
            presenter,
            minutes: fields.minutes,
            proposal,
        };
        self.write_one(space, MeetingItem { meeting, point }.into())?;
        Ok(Reply::Saved(Saved::of(HEXLOWER.encode(&id))))
    }

    fn change_point(
        &mut self,
        id: &str,
        item: &str,
        fields: PointFields,
    ) -> Result<Reply, ApiError> {
        let (space, meeting) = self.find_open(id)?;
        let mut point = self.find_point(space, meeting, item)?;
        if let Some(title) = some_text(fields.title) {
            point.title = title;
        }
        if let Some(kind) = &fields.kind {
            point.kind = code(&POINT_KINDS, kind)?;
        }
        if let Some(state) = &fields.state {
            point.state = code(&POINT_STATES, state)?;
        }
        if let Some(presenter) = self.party_if(fields.presenter)? {
            point.presenter = Some(presenter);
        }
        point.minutes = fields.minutes.or(point.minutes);
        if let Some(proposal) = self.decided_under(space, fields.proposal)? {
            point.proposal = Some(proposal);
        }
        if fields.to.is_some() {
            point.order = self.order_at(space, meeting, fields.to, Some(&point.id))?;
        }
        let id = HEXLOWER.encode(&point.id);
        self.write_one(space, MeetingItem { meeting, point }.into())?;
        Ok(Reply::Saved(Saved::of(id)))
    }

    /// The proposal that is decided under a point. Minutes tell everybody in their space how it
    /// went: it stands in the same one.
    fn decided_under(
        &self,
        space: SpaceId,
        text: Option<String>,
    ) -> Result<Option<OpId>, ApiError> {
        let Some(text) = some_text(text) else {
            return Ok(None);
        };
        let (home, proposal) = self.find_proposal(&text)?;
        if home == space {
            Ok(Some(proposal))
        } else {
            Err(ApiError::about(ErrorKind::Usage, PROPOSAL))
        }
    }

    /// A point by its id, its title, or its number in the order of the day.
    fn find_point(&self, space: SpaceId, meeting: OpId, text: &str) -> Result<Point, ApiError> {
        let points = self.meeting(space, meeting)?.points();
        let numbered = text.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
        let standing = points
            .iter()
            .filter(|(_, point)| point.state != PointState::Withdrawn);
        if let Some((_, point)) = numbered.and_then(|n| standing.clone().nth(n)) {
            return Ok((*point).clone());
        }
        let all = points.iter().map(|(_, point)| {
            let title = Some(point.title.clone());
            (point.id, HEXLOWER.encode(&point.id), title)
        });
        let id = pick(text, all)?;
        let found = points.iter().find(|(_, point)| point.id == id);
        found
            .map(|(_, point)| (*point).clone())
            .ok_or_else(|| ErrorKind::NotFound.into())
    }

    /// The order that puts a point at this place among the others; at the end without a place.
    fn order_at(
        &self,
        space: SpaceId,
        meeting: OpId,
        to: Option<usize>,
        but: Option<&[u8; 16]>,
    ) -> Result<u64, ApiError> {
        let points = self.meeting(space, meeting)?.points();
        let orders: Vec<u64> = points
            .iter()
            .filter(|(_, point)| point.state != PointState::Withdrawn && Some(&point.id) != but)
            .map(|(_, point)| point.order)
            .collect();
        let place = match to {
            Some(0) => return Err(missing("to")),
            Some(to) => (to - 1).min(orders.len()),
            None => orders.len(),
        };
        let before = place.checked_sub(1).and_then(|n| orders.get(n)).copied();
        Ok(match (before, orders.get(place)) {
            (None, None) => STEP,
            (Some(before), None) => before.saturating_add(STEP),
            (before, Some(after)) => {
                let before = before.unwrap_or(0);
                before + after.saturating_sub(before) / 2
            }
        })
    }

    fn attend(
        &mut self,
        id: &str,
        who: Option<&str>,
        (presence, standing): (Option<&str>, Option<&str>),
        proxy: Option<&str>,
    ) -> Result<Reply, ApiError> {
        let (space, meeting) = self.find_open(id)?;
        let who = match who {
            Some(who) => self.party(who)?,
            None => Party::Id(self.my_person().ok_or(ErrorKind::NotPermitted)?),
        };
        let standing = standing.map_or(Ok(Standing::Delegate), |text| code(&STANDINGS, text))?;
        let (presence, to) = match proxy {
            Some(to) => (Presence::Proxy, Some(self.proxy(space, meeting, &who, to)?)),
            None => {
                let presence = presence.unwrap_or("present");
                (code(&PRESENCES, presence)?, None)
            }
        };
        let attendance = Attendance {
            meeting,
            who,
            presence,
            standing,
            to,
        };
        self.write_one(space, attendance.into())?;
        let quorum = self.quorum_row(space, meeting)?;
        let zone = self.meeting(space, meeting)?.call().zone.clone();
        Ok(Reply::MeetingAttended(MeetingAttended {
            id: meeting.to_hex(),
            saved: true,
            quorum,
            zone,
        }))
    }

    /// The member who is to speak for another, if she may for one more.
    fn proxy(
        &mut self,
        space: SpaceId,
        meeting: OpId,
        who: &Party,
        to: &str,
    ) -> Result<Party, ApiError> {
        let members = self.members_of(space);
        let not = || ApiError::about(ErrorKind::NotPermitted, PROXY);
        let party = self.party(to)?;
        let giver = self.member_of(&members, who).ok_or_else(not)?;
        let carrier = self.member_of(&members, &party).ok_or_else(not)?;
        if giver == carrier {
            return Err(not());
        }
        let seats = self.seats(space, meeting)?;
        if seats.given_to(carrier, giver) >= PROXIES_MAX {
            return Err(ApiError::about(ErrorKind::NotPermitted, PROXIES));
        }
        Ok(party)
    }

    /// Who counts in a space: those in it directly who may write.
    pub(super) fn members_of(&mut self, space: SpaceId) -> Vec<SpaceId> {
        let roles = self.replica.roles();
        roles
            .direct(space)
            .filter(|(_, role)| *role >= Role::Write)
            .filter_map(|(member, _)| match member {
                Member::Space(space) => Some(space),
                Member::Device(_) | Member::Invitation(_) => None,
            })
            .collect()
    }

    /// The member for whom somebody is there: she herself, or her organization.
    fn member_of(&self, members: &[SpaceId], party: &Party) -> Option<SpaceId> {
        let Party::Id(id) = party else {
            return None;
        };
        let org = || self.replica.directory().org_of(*id);
        let found = members.contains(id).then_some(*id);
        found.or_else(|| org().filter(|org| members.contains(org)))
    }

    fn seats(&mut self, space: SpaceId, meeting: OpId) -> Result<Seats, ApiError> {
        let members = self.members_of(space);
        let meeting = self.meeting(space, meeting)?;
        Ok(Seats::of(meeting, members.iter().copied(), |party| {
            self.member_of(&members, party)
        }))
    }

    fn meeting_minutes(&mut self, id: &str, title: String) -> Result<Reply, ApiError> {
        let (space, id) = self.find_meeting(id)?;
        if let Some(doc) = self.meeting(space, id)?.minutes() {
            return Ok(Reply::Saved(Saved::of(doc.to_hex())));
        }
        let doc = self.begin_minutes(space, id, title)?;
        Ok(Reply::Saved(Saved::of(doc.to_hex())))
    }

    fn note_agreement(&mut self, id: &str, fields: AgreementFields) -> Result<Reply, ApiError> {
        let (space, meeting) = self.find_open(id)?;
        let text = some_text(Some(fields.text)).ok_or_else(|| missing("text"))?;
        let who = self.party_if(fields.who)?;
        let revokes = fields.revokes.as_deref();
        let revokes = revokes.map(|text| self.find_agreement(text)).transpose()?;
        if revokes.is_some_and(|(other, _)| other != space) {
            return Err(missing("revokes"));
        }
        let point = fields.point.as_deref();
        let point = point
            .map(|text| self.find_point(space, meeting, text))
            .transpose()?;
        let decided = fields.decided.as_deref();
        let by_votes = fields.votes.map_or(Decided::Unsaid, |_| Decided::Vote);
        let decided = decided.map_or(Ok(by_votes), |text| code(&DECIDED, text))?;
        let [votes_for, votes_against, abstained] =
            fields.votes.map_or([None; 3], |votes| votes.map(Some));
        let meetings = self.views.shown.meetings(space);
        let number = meetings.and_then(|meetings| meetings.next_number(fields.year));
        let agreement = Agreement {
            meeting,
            year: fields.year,
            number: number.ok_or(ErrorKind::TooLong)?,
            text,
            decided,
            who,
            due: fields.due_day,
            revokes: revokes.map(|(_, id)| id),
            point: point.map(|point| point.id),
            votes_for,
            votes_against,
            abstained,
        };
        let id = self.write_one(space, agreement.into())?;
        let meetings = self.views.shown.meetings(space);
        let number = meetings.and_then(|meetings| {
            let (_, row) = meetings.agreement(&id)?;
            Some(meetings.label(row))
        });
        Ok(Reply::MeetingAgreed(MeetingAgreed {
            id: id.to_hex(),
            number: number.ok_or(ErrorKind::Internal)?,
            saved: true,
        }))
    }

    fn close_meeting(&mut self, id: &str, text: String, basis: &str) -> Result<Reply, ApiError> {
        let (space, meeting) = self.find_open(id)?;
        self.need_caller(space, meeting)?;
        if text.trim().is_empty() {
            return Err(missing("text"));
        }
        let known = self.meeting(space, meeting)?;
        if self.basis(space, known) != basis {
            return Err(ApiError::about(ErrorKind::NoEffect, CHANGED));
        }
        let covers = known.standing();
        let present = self.seats(space, meeting)?.there();
        let close = MeetingClose {
            meeting,
            text,
            covers,
            present: if present.len() > PRESENT_MAX {
                Vec::new()
            } else {
                present
            },
        };
        self.write_one(space, Body::from(close))?;
        let closing = self.meeting(space, meeting)?.closing();
        let hash = closing.map(|closing| HEXLOWER.encode(closing.hash.as_bytes()));
        Ok(Reply::MeetingClosed(MeetingClosed {
            id: meeting.to_hex(),
            hash: hash.ok_or(ErrorKind::Internal)?,
            saved: true,
        }))
    }
}

/// The call with what the fields say, where they say something.
fn with_fields(call: Call, fields: CallFields) -> Result<Call, ApiError> {
    let title = some_text(fields.title).unwrap_or(call.title);
    if title.is_empty() {
        return Err(missing("title"));
    }
    let call = Call {
        title,
        starts: wall(fields.starts_ms).unwrap_or(call.starts),
        zone: fields.zone.unwrap_or(call.zone),
        kind: fields
            .kind
            .map_or(Ok(call.kind), |text| code(&KINDS, &text))?,
        modality: fields
            .modality
            .map_or(Ok(call.modality), |text| code(&MODALITIES, &text))?,
        state: call.state,
        ends: wall(fields.ends_ms).or(call.ends),
        quorum: fields.quorum.or(call.quorum),
        second_call: wall(fields.second_call_ms).or(call.second_call),
        second_quorum: fields.second_quorum.or(call.second_quorum),
        place: some_text(fields.place).or(call.place),
        body: some_text(fields.body).or(call.body),
        points_until: wall(fields.points_until_ms).or(call.points_until),
    };
    if call.ends.is_some_and(|ends| ends < call.starts) {
        return Err(missing(ENDS));
    }
    if call.second_call.is_some_and(|second| second < call.starts) {
        return Err(missing(SECOND));
    }
    if call.quorum == Some(0) || call.second_quorum == Some(0) {
        return Err(missing("quorum"));
    }
    Ok(call)
}
