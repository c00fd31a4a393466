//! The JSON shapes of meetings and tasks, and the same answers in words.

use asamblea_node::api::*;

use super::{HOSTILE, author, check, run, text};
use crate::lang::Language;

const AT: &str = "2026-12-01T21:00:00Z";

fn party() -> PartyRow {
    PartyRow {
        kind: text("person"),
        id: Some("c".repeat(64)),
        name: text(HOSTILE),
    }
}

fn quorum() -> QuorumRow {
    QuorumRow {
        counts: text("orgs"),
        of: 15,
        present: 8,
        proxies: 2,
        need: 8,
        met: true,
        ..QuorumRow::default()
    }
}

fn agreement() -> AgreementRow {
    AgreementRow {
        id: text("agreement"),
        number: text("2026-03"),
        text: text(HOSTILE),
        decided: text("consensus"),
        who: Some(party()),
        due: Some(text("2026-12-31")),
        state: text("overdue"),
        by: author(),
        at: text(AT),
        later: true,
        ..AgreementRow::default()
    }
}

fn detail() -> MeetingDetail {
    MeetingDetail {
        id: text("meeting"),
        title: text(HOSTILE),
        space: text("s"),
        kind: text("extraordinary"),
        state: text("closed"),
        starts: text(AT),
        at: text(AT),
        space_name: text(HOSTILE),
        body: Some(text(HOSTILE)),
        modality: text("in_person"),
        zone: text("America/Lima"),
        place: Some(text(HOSTILE)),
        called_by: author(),
        quorum: quorum(),
        items: vec![PointRow {
            id: text("point"),
            order: 1,
            title: text(HOSTILE),
            kind: text("decision"),
            state: text("done"),
            presenter: Some(party()),
            ..PointRow::default()
        }],
        seats: vec![SeatRow {
            id: text("org"),
            name: text(HOSTILE),
            presence: text("proxy"),
            proxy: Some(party()),
            counts: false,
            answer: Some(AnswerRow {
                comes: false,
                note: Some(text(HOSTILE)),
                by: author(),
                at: text(AT),
            }),
        }],
        answers: answers(),
        attendance: vec![AttendanceRow {
            who: party(),
            org: Some(text(HOSTILE)),
            presence: text("proxy"),
            standing: text("delegate"),
            proxy: Some(party()),
            by: author(),
            later: false,
        }],
        agreements: vec![agreement()],
        minutes: Some("d".repeat(64)),
        closings: vec![
            MeetingClosingRow {
                id: text("closing"),
                hash: "e".repeat(64),
                text: text(HOSTILE),
                by: author(),
                at: text(AT),
            };
            2
        ],
        hash: Some("e".repeat(64)),
        approval: Some(approval()),
        ..MeetingDetail::default()
    }
}

fn answers() -> AnswersRow {
    AnswersRow {
        coming: 9,
        declined: 1,
        of: 15,
        may: true,
        mine: Some(text("no")),
    }
}

fn approval() -> ApprovalRow {
    ApprovalRow {
        state: text("proposed"),
        hash: "e".repeat(64),
        of: 8,
        need: 5,
        by: vec![ApprovedRow {
            who: party(),
            by: author(),
            at: text(AT),
        }],
        missing: vec![party()],
        mine: true,
    }
}

#[test]
fn a_meeting_has_its_keys_and_lets_nothing_harmful_out() {
    let keys = [
        "id",
        "title",
        "space",
        "type",
        "state",
        "starts",
        "zone",
        "place",
        "quorum",
        "items",
        "seats",
        "attendance",
        "agreements",
        "earlier",
        "minutes",
        "closings",
        "hash",
        "approval",
        "answers",
    ];
    let lines = check(&Reply::Meeting(Box::new(detail())), 1, &keys);
    assert_eq!(lines[0]["type"], "extraordinary");
    assert_eq!(lines[0]["attendance"][0]["as"], "delegate");
    assert_eq!(lines[0]["quorum"]["met"], true);
    let (words, _) = run(
        &Reply::Meeting(Box::new(detail())),
        false,
        Language::Spanish,
    );
    for said in [
        "hay quórum",
        "no cuenta",
        "VENCIDA",
        "DESPUÉS DEL CIERRE",
        "Vale la primera",
        "Acta propuesta: la aprobaron 1 de 8 presentes, hacen falta 5.",
        "Van 9, no van 1, sin respuesta 5",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
}

#[test]
fn a_list_of_meetings_has_its_keys() {
    let row = MeetingRow {
        id: text("meeting"),
        title: text(HOSTILE),
        space: text("s"),
        kind: text("ordinary"),
        state: text("called"),
        starts: text(AT),
        items: 3,
        agreements: 1,
        at: text(AT),
        unread: true,
        approval: Some(text("proposed")),
        to_approve: true,
        to_answer: true,
        coming: 9,
    };
    let keys = [
        "id",
        "title",
        "space",
        "type",
        "state",
        "starts",
        "items",
        "agreements",
        "to_answer",
        "coming",
    ];
    check(&Reply::Meetings(vec![row]), 1, &keys);
    check(&Reply::Meetings(Vec::new()), 0, &[]);
}

#[test]
fn what_is_done_in_a_meeting_is_answered() {
    let attended = MeetingAttended {
        id: text("meeting"),
        saved: true,
        quorum: QuorumRow {
            present: 2,
            second_need: Some(5),
            second_call: Some(text("2026-12-01T22:00:00Z")),
            met: false,
            ..quorum()
        },
        zone: text("America/Lima"),
    };
    let attended = Reply::MeetingAttended(attended);
    check(&attended, 1, &["id", "saved", "quorum"]);
    let (words, _) = run(&attended, false, Language::Spanish);
    assert!(words.contains("2026-12-01 17:00 America/Lima"), "{words}");
    let agreed = MeetingAgreed {
        id: text("agreement"),
        number: text("2026-03"),
        saved: true,
    };
    check(&Reply::MeetingAgreed(agreed), 1, &["id", "number", "saved"]);
    let closed = MeetingClosed {
        id: text("meeting"),
        hash: "e".repeat(64),
        saved: true,
    };
    check(&Reply::MeetingClosed(closed), 1, &["id", "hash", "saved"]);
    let answered = MeetingAnswered {
        id: text("meeting"),
        saved: true,
        answers: answers(),
    };
    let keys = ["id", "saved", "answers"];
    let lines = check(&Reply::MeetingAnswered(answered), 1, &keys);
    assert_eq!(lines[0]["answers"]["mine"], "no");
    let approved = MeetingApproved {
        id: text("meeting"),
        saved: true,
        approval: approval(),
    };
    let keys = ["id", "saved", "approval"];
    let lines = check(&Reply::MeetingApproved(approved), 1, &keys);
    assert_eq!(lines[0]["approval"]["state"], "proposed");
}

#[test]
fn tasks_are_one_list() {
    let task = TaskRow {
        id: text("agreement"),
        source: text("agreement"),
        number: Some(text("2026-03")),
        text: text(HOSTILE),
        who: Some(party()),
        due: Some(text("2026-12-31")),
        state: text("open"),
        percent: Some(40),
        overdue: true,
        mine: true,
        space: text("s"),
        inside: text("meeting"),
        title: text(HOSTILE),
        org: Some(text(HOSTILE)),
        notes: vec![TaskNoteRow {
            author: author(),
            text: text(HOSTILE),
            at: text(AT),
        }],
        by: Some(author()),
        at: text(AT),
    };
    let keys = [
        "id", "source", "number", "text", "who", "due", "state", "overdue", "mine", "space",
        "inside", "title", "notes", "at",
    ];
    check(&Reply::Tasks(vec![task]), 1, &keys);
    check(&Reply::Tasks(Vec::new()), 0, &[]);
}

#[test]
fn dates_are_a_line_each_with_and_without_an_hour() {
    let date = |at: Option<&str>, late: bool| DateRow {
        kind: text("task"),
        id: text("agreement"),
        inside: text("meeting"),
        title: text(HOSTILE),
        day: text("2026-12-31"),
        at: at.map(text),
        state: text("open"),
        late,
        space: text("s"),
    };
    let keys = [
        "kind", "id", "inside", "title", "day", "at", "state", "late", "space",
    ];
    let rows = vec![date(None, true), date(Some(AT), false)];
    check(&Reply::Dates(rows), 2, &keys);
    check(&Reply::Dates(Vec::new()), 0, &[]);
}
