//! Who was there, in the words of those who noted it.

use asamblea_node::api::{AttendanceRow, MeetingDetail};

use crate::app::question::Question;
use crate::harmless::harmless;
use crate::lang::Texts;
use crate::written;

/// Everything that was said of a member's attendance, and by whom.
pub(super) fn said_of(texts: &Texts, meeting: &MeetingDetail, id: &str, name: &str) -> Question {
    let of = |row: &&AttendanceRow| {
        row.who.id.as_deref() == Some(id) || row.org.as_deref() == Some(name)
    };
    let words = meeting.attendance.iter().filter(of).map(|row| {
        let presence = texts.get(&format!("meeting-presence-{}", row.presence));
        let (who, by) = (harmless(&row.who.name), harmless(&row.by.name));
        let said = [("who", &*who), ("presence", &*presence), ("by", &*by)];
        texts.with("ui-meeting-noted", &said)
    });
    let mut words: Vec<String> = words.collect();
    let seat = meeting.seats.iter().find(|seat| seat.id == id);
    if let Some(answer) = seat.and_then(|seat| seat.answer.as_ref()) {
        let (said, by) = (written::answer(texts, answer), harmless(&answer.by.name));
        let said = [("said", &*harmless(&said)), ("by", &*by)];
        words.insert(0, texts.with("ui-meeting-rsvp-said", &said));
    }
    if words.is_empty() {
        words.push(texts.get("ui-meeting-not-noted"));
    }
    Question::read(texts, harmless(name), words)
}
