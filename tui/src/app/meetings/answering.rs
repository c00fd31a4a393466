//! Whether I come to a meeting that was called: said ahead, and said anew when that changes.

use asamblea_node::api::{MeetingDetail, MeetingRequest, Request};

use super::Asking;
use crate::app::Purpose;
use crate::app::inside::Inside;
use crate::app::question::{Ask, Question};
use crate::app::schema::{Filled, Kind, Spec, form, spec};
use crate::harmless::harmless;
use crate::lang::Texts;
use crate::written;

const ANSWER: &[Spec] = &[spec("note", "ui-meeting-rsvp-note", Kind::Optional)];

impl Inside {
    /// The focused call can be answered.
    pub(crate) fn why_not_answer_call(&self) -> Option<&'static str> {
        let detail = || match self.meeting_detail() {
            None => Some("ui-loading"),
            Some(meeting) if !meeting.answers.may => Some("ui-why-not-asked"),
            Some(_) => None,
        };
        self.why_not_meet().or_else(detail)
    }
}

/// Does she come, or her organization? What was said so far stands above.
pub(super) fn answering(texts: &Texts, meeting: &MeetingDetail) -> Question {
    let mut words = vec![
        harmless(&meeting.title),
        written::answers(texts, &meeting.answers),
    ];
    if let Some(mine) = &meeting.answers.mine {
        let said = texts.get(&format!("meeting-answer-{mine}"));
        words.push(texts.with("ui-meeting-rsvp-mine", &[("said", &said)]));
    }
    words.push(texts.get("ui-meeting-rsvp-words"));
    let title = texts.get("ui-meeting-rsvp");
    let ask = Ask::Meeting(Asking::Answer {
        meeting: meeting.id.clone(),
    });
    let mut question = form(texts, title, words, ANSWER, &[], "ui-save", ask);
    let choices = ["ui-meeting-rsvp-yes", "ui-meeting-rsvp-no", "ui-back"];
    question.offer(choices.map(|key| texts.get(key)));
    question
}

/// What she chose, with her note.
pub(super) fn answered(
    meeting: &str,
    choice: usize,
    values: &[String],
) -> Result<(Purpose, Request), &'static str> {
    let request = MeetingRequest::Rsvp {
        id: meeting.to_owned(),
        comes: choice == 0,
        note: Filled::check(ANSWER, values)?.optional("note"),
    };
    let purpose = Purpose::Done("ui-done-meeting-rsvp");
    Ok((purpose, Request::Meeting(request)))
}
