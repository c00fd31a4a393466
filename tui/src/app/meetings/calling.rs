//! Calls: the form of a new one and of one that is changed, and calling off.

use asamblea_node::api::{
    CallFields, MeetingDetail, MeetingRequest, MeetingRow, Request, SpaceRow,
};

use super::Asking;
use super::fields::call_fields;
use crate::app::Purpose;
use crate::app::inside::Inside;
use crate::app::question::{Ask, Question};
use crate::export::local;
use crate::harmless::harmless;
use crate::lang::Texts;

impl Inside {
    /// I may change, call off and close the focused meeting.
    pub(crate) fn why_not_change_meeting(&self) -> Option<&'static str> {
        let caller = || match self.meeting_detail() {
            None => Some("ui-loading"),
            Some(meeting) if !meeting.may_change => Some("ui-why-not-caller"),
            Some(_) => None,
        };
        self.why_not_meet().or_else(caller)
    }
}

/// The fields of a call with what stands in them.
fn fields(texts: &Texts, values: [&str; 8]) -> Vec<(String, String)> {
    let labels = [
        "ui-title",
        "ui-item-date",
        "ui-item-hour",
        "ui-item-zone",
        "ui-item-place",
        "ui-meeting-quorum",
        "ui-meeting-second",
        "ui-meeting-second-quorum",
    ];
    let fields = labels.into_iter().zip(values);
    fields
        .map(|(label, value)| (texts.get(label), value.to_owned()))
        .collect()
}

/// A meeting is called in a space.
pub(super) fn call(texts: &Texts, space: &SpaceRow, zone: &str, date: &str) -> Question {
    Question::fill(
        texts.with("ui-meeting-call", &[("space", &harmless(&space.name))]),
        vec![texts.get("ui-meeting-call-words")],
        fields(texts, ["", date, "16:00", zone, "", "", "", ""]),
        vec![
            texts.get("ui-meeting-ordinary"),
            texts.get("ui-meeting-extraordinary"),
            texts.get("ui-back"),
        ],
        Ask::Meeting(Asking::Call {
            space: space.id.clone(),
        }),
    )
}

/// What was called, as it stands, to be changed.
pub(super) fn called(texts: &Texts, meeting: &MeetingDetail) -> Question {
    let there = |at: &str, form: &str| local(at, &meeting.zone, form);
    let second = meeting.quorum.second_call.as_deref();
    let second = second.map_or_else(String::new, |at| there(at, "%H:%M"));
    let values = [
        &harmless(&meeting.title),
        &there(&meeting.starts, "%Y-%m-%d"),
        &there(&meeting.starts, "%H:%M"),
        &meeting.zone,
        &harmless(meeting.place.as_deref().unwrap_or_default()),
        // Whether it was said, or is more than half, is not told: left empty it stays.
        &String::new(),
        &second,
        &String::new(),
    ];
    Question::fill(
        texts.get("ui-meeting-change"),
        vec![texts.get("ui-meeting-change-words")],
        fields(texts, values.map(String::as_str)),
        vec![texts.get("ui-save"), texts.get("ui-back")],
        Ask::Meeting(Asking::Change {
            meeting: meeting.id.clone(),
        }),
    )
}

/// Whether a meeting is called off.
pub(super) fn cancelling(texts: &Texts, meeting: &MeetingRow) -> Question {
    Question::choose(
        texts.get("ui-meeting-cancel"),
        vec![
            harmless(&meeting.title),
            texts.get("ui-meeting-cancel-words"),
        ],
        vec![texts.get("ui-back"), texts.get("ui-meeting-cancel-yes")],
        Ask::Meeting(Asking::Cancel {
            meeting: meeting.id.clone(),
        }),
    )
}

/// The call changes as the form says; of which kind it is stays.
pub(super) fn changed(
    meeting: &str,
    values: &[String],
) -> Result<(Purpose, Request), &'static str> {
    let call = CallFields {
        kind: None,
        ..call_fields(values, 0)?
    };
    let id = meeting.to_owned();
    let purpose = Purpose::Done("ui-done-meeting-change");
    Ok((
        purpose,
        Request::Meeting(MeetingRequest::Change { id, call }),
    ))
}

/// It does not take place.
pub(super) fn cancelled(meeting: &str) -> (Purpose, Request) {
    let id = meeting.to_owned();
    let purpose = Purpose::Done("ui-done-meeting-cancel");
    (purpose, Request::Meeting(MeetingRequest::Cancel { id }))
}
