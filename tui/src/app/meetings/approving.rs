//! Closed minutes: read, with who approved them, and approved.

use asamblea_node::api::{MeetingDetail, MeetingRequest, Request};

use super::Asking;
use crate::app::Purpose;
use crate::app::inside::Inside;
use crate::app::question::{Ask, Question};
use crate::harmless::harmless;
use crate::lang::Texts;
use crate::written;

impl Inside {
    /// The minutes of the focused meeting can be approved.
    pub(crate) fn why_not_approve_minutes(&self) -> Option<&'static str> {
        let Some(row) = self.meeting() else {
            return Some("ui-why-no-meeting");
        };
        if row.state != "closed" {
            return Some("ui-why-minutes-open");
        }
        if let Some(space) = self.space_by_id(&row.space)
            && !space.takes_words()
        {
            return Some("ui-why-read-only");
        }
        let Some(meeting) = self.meeting_detail() else {
            return Some("ui-loading");
        };
        match &meeting.approval {
            Some(approval) if approval.mine => None,
            _ => Some("ui-why-not-to-approve"),
        }
    }
}

/// One of the closings, whole; of the one that stands who approved it, too.
pub(super) fn closed(texts: &Texts, meeting: &MeetingDetail, at: usize) -> Option<Question> {
    let closing = meeting.closings.get(at)?;
    let mut words = vec![texts.with("ui-meeting-hash", &[("hash", &closing.hash)])];
    if let Some(approval) = meeting.approval.as_ref().filter(|_| at == 0) {
        let lines = written::approval(texts, approval);
        words.extend(lines.iter().map(|line| harmless(line)));
    }
    let lines = closing.text.lines().map(harmless);
    words.extend(lines.filter(|line| !line.is_empty()));
    Some(Question::read(texts, harmless(&meeting.title), words))
}

/// Whether the minutes say it right. They stand here, so that nobody approves what she cannot
/// read.
pub(super) fn approving(texts: &Texts, meeting: &MeetingDetail) -> Option<Question> {
    let approval = meeting.approval.as_ref()?;
    let closing = meeting.closings.first()?;
    let mut words = vec![texts.get("ui-meeting-approve-words")];
    words.push(texts.with("ui-meeting-hash", &[("hash", &approval.hash)]));
    let lines = closing.text.lines().map(harmless);
    words.extend(lines.filter(|line| !line.is_empty()));
    Some(Question::choose(
        texts.get("ui-meeting-approve"),
        words,
        vec![texts.get("ui-back"), texts.get("ui-meeting-approve-yes")],
        Ask::Meeting(Asking::Approve {
            meeting: meeting.id.clone(),
            hash: approval.hash.clone(),
        }),
    ))
}

/// She approves the very text that she was shown.
pub(super) fn approved(meeting: &str, hash: &str) -> (Purpose, Request) {
    let request = MeetingRequest::Approve {
        id: meeting.to_owned(),
        hash: Some(hash.to_owned()),
    };
    let purpose = Purpose::Done("ui-done-meeting-approve");
    (purpose, Request::Meeting(request))
}
