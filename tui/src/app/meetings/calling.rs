//! Calls: the form of a new one and of one that is changed, and calling off.

use asamblea_node::api::{
    CallFields, MeetingDetail, MeetingRequest, MeetingRow, Request, SpaceRow,
};

use super::Asking;
use crate::app::Purpose;
use crate::app::inside::Inside;
use crate::app::question::{Ask, Question};
use crate::app::schema::{Filled, Kind, Spec, form, spec};
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

const CALL: &[Spec] = &[
    spec("title", "ui-title", Kind::Text),
    spec("date", "ui-item-date", Kind::Date),
    spec("hour", "ui-item-hour", Kind::Hour),
    spec("zone", "ui-item-zone", Kind::Zone),
    spec("place", "ui-item-place", Kind::Optional),
    spec("quorum", "ui-meeting-quorum", Kind::FromOne),
    spec("second", "ui-meeting-second", Kind::HourOrNone),
    spec("second_quorum", "ui-meeting-second-quorum", Kind::FromOne),
];

/// A meeting is called in a space.
pub(super) fn call(texts: &Texts, space: &SpaceRow, zone: &str, date: &str) -> Question {
    let title = texts.with("ui-meeting-call", &[("space", &harmless(&space.name))]);
    let words = vec![texts.get("ui-meeting-call-words")];
    let given = [("date", date), ("hour", "16:00"), ("zone", zone)];
    let space = space.id.clone();
    let ask = Ask::Meeting(Asking::Call { space });
    let mut question = form(texts, title, words, CALL, &given, "ui-save", ask);
    let choices = ["ui-meeting-ordinary", "ui-meeting-extraordinary", "ui-back"];
    question.offer(choices.map(|key| texts.get(key)));
    question
}

/// What was called, as it stands, to be changed.
pub(super) fn called(texts: &Texts, meeting: &MeetingDetail) -> Question {
    let there = |at: &str, form: &str| local(at, &meeting.zone, form);
    let second = meeting.quorum.second_call.as_deref();
    let second = second.map_or_else(String::new, |at| there(at, "%H:%M"));
    let name = harmless(&meeting.title);
    let place = harmless(meeting.place.as_deref().unwrap_or_default());
    let (date, hour) = (
        there(&meeting.starts, "%Y-%m-%d"),
        there(&meeting.starts, "%H:%M"),
    );
    // Whether the quorum was said, or is more than half, is not told: left empty it stays.
    let given = [
        ("title", &*name),
        ("date", &*date),
        ("hour", &*hour),
        ("zone", &*meeting.zone),
        ("place", &*place),
        ("second", &*second),
    ];
    let title = texts.get("ui-meeting-change");
    let words = vec![texts.get("ui-meeting-change-words")];
    let ask = Ask::Meeting(Asking::Change {
        meeting: meeting.id.clone(),
    });
    form(texts, title, words, CALL, &given, "ui-save", ask)
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

/// A call, ordinary or extraordinary as was chosen.
pub(super) fn call_fields(values: &[String], choice: usize) -> Result<CallFields, &'static str> {
    let filled = Filled::check(CALL, values)?;
    let zone = filled.zone("zone").ok_or("ui-fault-zone")?;
    let at = |hour: &str| filled.moment("date", hour, &zone).ok_or("ui-fault-date");
    let starts = at("hour")?;
    let second = filled
        .optional("second")
        .map(|_| at("second"))
        .transpose()?;
    if second.is_some_and(|second| second < starts) {
        return Err("ui-fault-hour");
    }
    let kind = if choice == 1 {
        "extraordinary"
    } else {
        "ordinary"
    };
    Ok(CallFields {
        title: filled.optional("title"),
        starts_ms: Some(starts),
        zone: filled.optional("zone"),
        kind: Some(kind.to_owned()),
        place: filled.optional("place"),
        quorum: filled.number("quorum"),
        second_call_ms: second,
        second_quorum: filled.number("second_quorum").filter(|_| second.is_some()),
        ..CallFields::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn a_call_stands_at_the_hour_of_its_place() {
        let filled = |second: &str| {
            values(&[
                "T",
                "2026-12-01",
                "16:00",
                "America/Lima",
                "",
                "8",
                second,
                "5",
            ])
        };
        let call = call_fields(&filled("17:00"), 1).unwrap();
        assert_eq!(call.starts_ms, Some(1_796_158_800_000));
        assert_eq!(call.second_call_ms, Some(1_796_162_400_000));
        assert_eq!(call.kind.as_deref(), Some("extraordinary"));
        assert_eq!((call.quorum, call.place), (Some(8), None));
        assert_eq!(call.second_quorum, Some(5));
        assert_eq!(call_fields(&filled(""), 1).unwrap().second_quorum, None);
        assert_eq!(call_fields(&filled("15:00"), 0), Err("ui-fault-hour"));
        let bad = |at: usize, text: &str| {
            let mut values = filled("");
            values[at] = text.to_owned();
            call_fields(&values, 0)
        };
        assert_eq!(bad(0, ""), Err("ui-fault-empty"));
        assert_eq!(bad(1, "1/12/26"), Err("ui-fault-date"));
        assert_eq!(bad(3, "Lima"), Err("ui-fault-zone"));
        assert_eq!(bad(5, "ocho"), Err("ui-fault-from-one"));
    }
}
