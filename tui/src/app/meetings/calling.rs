//! The form of a call: a new one, or one that is changed.

use asamblea_node::api::{MeetingDetail, SpaceRow};

use super::Asking;
use crate::app::question::{Ask, Question};
use crate::export::local;
use crate::harmless::harmless;
use crate::lang::Texts;

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
