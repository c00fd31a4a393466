//! A meeting as a table of what it agreed, as a page, and as a date for a calendar.

use asamblea_node::api::{AgreementRow, MeetingDetail};

use super::agenda::Told;
use super::ics::{self, Event};
use super::{csv, date, doc};
use crate::lang::Texts;
use crate::written;

/// What was agreed, a line each.
pub(crate) fn table(texts: &Texts, rows: &[AgreementRow]) -> String {
    let keys = [
        "head-number",
        "head-agreement",
        "head-who",
        "head-due",
        "head-state",
        "head-votes-for",
        "head-votes-against",
        "head-abstained",
    ];
    let mut out = csv::line(keys.map(|key| texts.get(key)));
    for row in rows {
        let votes = row.votes.as_ref();
        let [yes, no, abstain] = [
            votes.map(|votes| votes.yes),
            votes.map(|votes| votes.no),
            votes.map(|votes| votes.abstain),
        ]
        .map(|count| count.map(|count| count.to_string()).unwrap_or_default());
        let who = row.who.as_ref().map(|who| who.name.clone());
        out.push_str(&csv::line([
            row.number.clone(),
            row.text.clone(),
            who.unwrap_or_default(),
            row.due.clone().unwrap_or_default(),
            texts.get(&format!("meeting-task-{}", row.state)),
            yes,
            no,
            abstain,
        ]));
    }
    out
}

/// A call or minutes as a page to be printed. Below minutes that are closed stands who approved
/// them; a call has nobody to approve it.
pub(crate) fn page(texts: &Texts, meeting: &MeetingDetail, text: &str, is_call: bool) -> String {
    let approval = meeting.approval.as_ref().filter(|_| !is_call);
    let approved = approval.map(|approval| written::with_approval(texts, text, approval));
    doc::page(&meeting.title, approved.as_deref().unwrap_or(text), texts)
}

/// The meeting as one date. Calendars are copied to services that read them: without more it says
/// when somebody is busy, and nothing of what for, where or with whom.
pub(crate) fn calendar(texts: &Texts, meeting: &MeetingDetail, told: Told) -> String {
    let bare = Event {
        uid: meeting.uid.clone(),
        sequence: meeting.sequence,
        // The day is enough for a calendar; the hour would say when somebody worked.
        stamp: format!("{}T00:00:00Z", date(&meeting.at)),
        starts: meeting.starts.clone(),
        ends: meeting.ends.clone(),
        summary: texts.get("export-meeting"),
        cancelled: meeting.state == "cancelled",
        ..Event::default()
    };
    let event = match told {
        Told::Hours => bare,
        Told::All => Event {
            summary: meeting.title.clone(),
            location: meeting.place.clone(),
            ..bare
        },
    };
    ics::calendar(&[event])
}

#[cfg(test)]
mod tests {
    use asamblea_node::api::VotesRow;

    use super::*;
    use crate::lang::Language;

    #[test]
    fn a_calendar_says_when_and_no_more_unless_it_is_asked_to() {
        let texts = Texts::new(Language::Spanish);
        let meeting = MeetingDetail {
            title: "SECRETO".to_owned(),
            place: Some("CASA".to_owned()),
            uid: "u1".to_owned(),
            sequence: 3,
            starts: "2027-03-01T16:00:00Z".to_owned(),
            at: "2027-02-01T11:12:13Z".to_owned(),
            state: "cancelled".to_owned(),
            ..MeetingDetail::default()
        };
        let bare = calendar(&texts, &meeting, Told::Hours);
        for word in ["SECRETO", "CASA", "111213"] {
            assert!(!bare.contains(word), "{bare}");
        }
        for line in [
            "UID:u1",
            "SEQUENCE:3",
            "DTSTART:20270301T160000Z",
            "STATUS:CANCELLED",
        ] {
            assert!(bare.contains(line), "{line} in {bare}");
        }
        let all = calendar(&texts, &meeting, Told::All);
        assert!(all.contains("SECRETO") && all.contains("CASA"), "{all}");
    }

    #[test]
    fn a_table_has_a_line_for_each_agreement() {
        let row = AgreementRow {
            number: "2027-01".to_owned(),
            text: "=1+1".to_owned(),
            state: "open".to_owned(),
            votes: Some(VotesRow {
                yes: 8,
                no: 1,
                abstain: 2,
            }),
            ..AgreementRow::default()
        };
        let table = table(&Texts::new(Language::English), &[row]);
        let line = table.lines().nth(1).unwrap();
        let want = "\"2027-01\",\"'=1+1\",\"\",\"\",\"under way\",\"8\",\"1\",\"2\"";
        assert_eq!(line, want);
    }
}
