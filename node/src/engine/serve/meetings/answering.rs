//! Answers to a call: who says ahead that she comes, or that she does not.

use asamblea_protocol::content::{CallState, MeetingAnswer};
use asamblea_protocol::id::SpaceId;
use asamblea_protocol::op::Role;
use asamblea_protocol::view::{self, Answer};

use super::super::super::Engine;
use super::super::super::clock::rfc3339;
use super::some_text;
use crate::api::{AnswerRow, AnswersRow, ApiError, ErrorKind, MeetingAnswered, Reply};

/// Members answer: each person for herself, a coordinator for her organization.
const ASKED: &str = "meeting-not-asked";

impl Engine {
    pub(super) fn answer_call(
        &mut self,
        id: &str,
        comes: bool,
        note: Option<String>,
    ) -> Result<Reply, ApiError> {
        let (space, meeting) = self.find_open(id)?;
        let coordinates = self.org_role() == Role::Admin;
        let members = self.members_of(space);
        let unit = self.answerer(&members, coordinates);
        let unit = unit.ok_or_else(|| ApiError::about(ErrorKind::NotPermitted, ASKED))?;
        let said = MeetingAnswer {
            meeting,
            unit,
            comes,
            note: some_text(note),
        };
        self.write_one(space, said.into())?;
        let meeting = self.meeting(space, meeting)?;
        Ok(Reply::MeetingAnswered(MeetingAnswered {
            id: meeting.id.to_hex(),
            saved: true,
            answers: answers_row(meeting, &members, Some(unit)),
        }))
    }

    /// In whose name I say whether I come: mine, if I have a seat, else my organization's, if I
    /// coordinate it.
    pub(super) fn answerer(&self, members: &[SpaceId], coordinates: bool) -> Option<SpaceId> {
        let person = self.my_person().filter(|person| members.contains(person));
        let org = || {
            let org = self.my_org().filter(|org| members.contains(org));
            org.filter(|_| coordinates)
        };
        person.or_else(org)
    }

    /// Whether a meeting is ahead, or going on, and this unit said nothing yet. Only the first
    /// screen asks this clock; an answer that comes late counts like any other.
    pub(super) fn waits_for_answer(&self, meeting: &view::Meeting, unit: Option<&SpaceId>) -> bool {
        let call = meeting.call();
        let lasts = [Some(call.starts), call.ends, call.second_call];
        let ahead = lasts.into_iter().flatten().max() >= Some(self.wall());
        let called = call.state == CallState::Called && meeting.closing().is_none();
        called && ahead && unit.is_some_and(|unit| meeting.answer(unit).is_none())
    }

    pub(super) fn answer_row(&self, space: SpaceId, answer: &Answer) -> AnswerRow {
        AnswerRow {
            comes: answer.comes,
            note: answer.note.clone(),
            by: self.author(answer.author, space),
            at: rfc3339(answer.at),
        }
    }
}

/// How many of the members said what.
pub(super) fn answers_row(
    meeting: &view::Meeting,
    members: &[SpaceId],
    unit: Option<SpaceId>,
) -> AnswersRow {
    let count = |comes: bool| {
        let said = members.iter().filter_map(|member| meeting.answer(member));
        let said = said.filter(|answer| answer.comes == comes).count();
        u32::try_from(said).unwrap_or(u32::MAX)
    };
    let own = unit.and_then(|unit| meeting.answer(&unit));
    AnswersRow {
        coming: count(true),
        declined: count(false),
        of: u32::try_from(members.len()).unwrap_or(u32::MAX),
        may: unit.is_some(),
        mine: own.map(|answer| if answer.comes { "yes" } else { "no" }.to_owned()),
    }
}
