//! Vectors of contents of meetings and tasks.

use asamblea_protocol::content::{
    AGREEMENT_NUMBER_MAX, AGREEMENT_TEXT_BYTES_MAX, Agreement, Attendance, Body, COVERED_MAX, Call,
    CallState, Decided, MINUTES_TEXT_BYTES_MAX, MeetingAnswer, MeetingApprove, MeetingChange,
    MeetingClose, MeetingItem, MeetingMinutes, MeetingNew, MeetingType, Modality, Party, Point,
    PointKind, PointState, Presence, Standing, TaskDone, TaskNote,
};
use asamblea_protocol::crypto::Digest;
use asamblea_protocol::time::WallTime;

use super::cbor::{Cbor, Change, fill, items, number, set};
use super::world::{op, space};

fn call(full: bool) -> Call {
    Call {
        title: "Asamblea de fin de año".into(),
        starts: WallTime(1_796_158_800_000),
        zone: "America/Lima".into(),
        kind: if full {
            MeetingType::Extraordinary
        } else {
            MeetingType::Ordinary
        },
        modality: if full {
            Modality::InWriting
        } else {
            Modality::Unsaid
        },
        state: if full {
            CallState::Cancelled
        } else {
            CallState::Called
        },
        ends: full.then_some(WallTime(1_796_166_000_000)),
        quorum: full.then_some(u32::MAX),
        second_call: full.then_some(WallTime(1_796_162_400_000)),
        second_quorum: full.then_some(5),
        place: full.then(|| "Sala 2".into()),
        body: full.then(|| "Junta".into()),
        points_until: full.then_some(WallTime(1_796_000_000_000)),
    }
}

fn point(full: bool) -> Point {
    Point {
        id: [7; 16],
        title: "Presupuesto".into(),
        order: if full { u64::MAX } else { 1 << 32 },
        kind: if full {
            PointKind::Other
        } else {
            PointKind::Report
        },
        state: if full {
            PointState::Withdrawn
        } else {
            PointState::Open
        },
        presenter: full.then(|| Party::Text("Ñusta".into())),
        minutes: full.then_some(10),
        proposal: None,
    }
}

fn attendance(who: Party, to: Option<Party>) -> Attendance {
    Attendance {
        meeting: op(1),
        who,
        presence: if to.is_some() {
            Presence::Proxy
        } else {
            Presence::Present
        },
        standing: Standing::Delegate,
        to,
    }
}

fn agreement(full: bool) -> Agreement {
    Agreement {
        meeting: op(1),
        year: 2026,
        number: 3,
        text: "Pedir audiencia".into(),
        decided: if full { Decided::Vote } else { Decided::Unsaid },
        who: full.then(|| Party::Id(space(3))),
        due: full.then_some(2_932_896),
        revokes: full.then(|| op(4)),
        point: full.then_some([7; 16]),
        votes_for: full.then_some(8),
        votes_against: full.then_some(0),
        abstained: full.then_some(2),
    }
}

fn close(text: String, covers: usize) -> MeetingClose {
    MeetingClose {
        meeting: op(1),
        text,
        covers: vec![op(2); covers],
        present: Vec::new(),
    }
}

/// A closing that says who was present.
fn put_up() -> MeetingClose {
    let mut present = vec![space(2), space(3)];
    present.sort();
    MeetingClose {
        present,
        ..close("# Acta\n".into(), 1)
    }
}

fn answer(comes: bool, note: Option<&str>) -> MeetingAnswer {
    MeetingAnswer {
        meeting: op(1),
        unit: space(2),
        comes,
        note: note.map(str::to_owned),
    }
}

fn approval() -> MeetingApprove {
    MeetingApprove {
        meeting: op(1),
        unit: space(2),
        hash: Digest::of_text("# Acta\n"),
    }
}

/// One of every form that is good.
pub(super) fn bodies() -> Vec<(&'static str, Body)> {
    let named = || Party::Text("Rosa".into());
    let member = || Party::Id(space(2));
    let change = |full| MeetingChange {
        meeting: op(1),
        call: call(full),
    };
    let item = |full| MeetingItem {
        meeting: op(1),
        point: point(full),
    };
    let decides = MeetingItem {
        meeting: op(1),
        point: Point {
            proposal: Some(op(5)),
            ..point(false)
        },
    };
    let minutes = MeetingMinutes {
        meeting: op(1),
        doc: op(2),
    };
    let highest = Agreement {
        year: AGREEMENT_NUMBER_MAX,
        number: AGREEMENT_NUMBER_MAX,
        text: "x".repeat(AGREEMENT_TEXT_BYTES_MAX),
        ..agreement(false)
    };
    let only_votes_for = Agreement {
        votes_for: Some(1),
        ..agreement(false)
    };
    let done = |done| TaskDone { task: op(3), done };
    let note = TaskNote {
        task: op(3),
        text: "falta la firma".into(),
    };
    let longest = close("x".repeat(MINUTES_TEXT_BYTES_MAX), COVERED_MAX);
    vec![
        ("call", MeetingNew { call: call(false) }.into()),
        ("longest call", MeetingNew { call: call(true) }.into()),
        ("changed call", change(false).into()),
        ("cancelled meeting", change(true).into()),
        ("point", item(false).into()),
        ("point taken off", item(true).into()),
        ("point about a proposal", decides.into()),
        ("present", attendance(member(), None).into()),
        ("present by name", attendance(named(), None).into()),
        ("proxy", attendance(member(), Some(named())).into()),
        ("minutes", minutes.into()),
        ("agreement", agreement(false).into()),
        ("whole agreement", agreement(true).into()),
        ("agreement with votes for it alone", only_votes_for.into()),
        ("agreement of the highest number", highest.into()),
        ("closed meeting", close("# Acta\n".into(), 2).into()),
        (
            "closing that covers nothing",
            close(String::new(), 0).into(),
        ),
        ("longest closing", longest.into()),
        ("closing with who was present", put_up().into()),
        ("approved minutes", approval().into()),
        ("answer that she comes", answer(true, None).into()),
        (
            "answer that she does not",
            answer(false, Some("de viaje")).into(),
        ),
        ("task done", done(true).into()),
        ("task open again", done(false).into()),
        ("note", note.into()),
    ]
}

/// What only a newer version can have written: name, content, change.
pub(super) const LONGER: &[(&str, &str, Change)] = &[
    ("call of newer type", "call", |t| number(t, "5", 4)),
    ("call of type 0", "call", |t| number(t, "5", 0)),
    ("call of newer modality", "call", |t| number(t, "6", 5)),
    ("call of newer state", "longest call", |t| number(t, "7", 2)),
    ("call with a field more", "longest call", |t| {
        items(t).push(Cbor::Uint(1))
    }),
    ("point of newer kind", "point", |t| number(t, "6", 6)),
    ("point of newer state", "point", |t| number(t, "7", 3)),
    ("newer presence", "proxy", |t| number(t, "4", 4)),
    ("newer standing", "proxy", |t| number(t, "5", 5)),
    ("newer presence before a number", "proxy", |t| {
        number(t, "4", 4);
        set(t, "6", Cbor::Uint(1));
    }),
    ("agreement decided in a newer way", "whole agreement", |t| {
        number(t, "6", 4)
    }),
    (
        "closing with a field more",
        "closing with who was present",
        |t| items(t).push(Cbor::Uint(1)),
    ),
    ("approval with a field more", "approved minutes", |t| {
        items(t).push(Cbor::Uint(1))
    }),
    ("newer answer to a call", "answer that she comes", |t| {
        number(t, "4", 2)
    }),
    (
        "answer with a field more",
        "answer that she does not",
        |t| items(t).push(Cbor::Uint(1)),
    ),
    ("newer state of a task", "task done", |t| number(t, "3", 2)),
];

const PARTY: &str = "somebody is a space of 32 bytes or a text";
const NUMBER: &str = "an agreement's number is at least 1";
const PRESENT: &str = "who was present is whole ids, ascending, each once, or nothing";
const THERE: &str = "a field that must be there is there";

/// Breaks of good contents: name, rule, content, change.
pub(super) const BREAKS: &[(&str, &str, &str, Change)] = &[
    ("somebody of 31 bytes", PARTY, "present", |t| {
        fill(t, "3", 7, 31)
    }),
    ("somebody who is a number", PARTY, "present", |t| {
        set(t, "3", Cbor::Uint(7))
    }),
    ("somebody absent", PARTY, "present", |t| {
        set(t, "3", Cbor::Null)
    }),
    ("proxy to a list", PARTY, "proxy", |t| {
        set(t, "6", Cbor::Array(vec![]))
    }),
    ("agreement 0", NUMBER, "agreement", |t| number(t, "4", 0)),
    (
        "agreement 0 decided in a newer way",
        NUMBER,
        "agreement",
        |t| {
            number(t, "4", 0);
            number(t, "6", 9);
        },
    ),
    (
        "agreement of a point of 15 bytes",
        THERE,
        "whole agreement",
        |t| fill(t, "10", 7, 15),
    ),
    (
        "agreement with a null at its end",
        THERE,
        "agreement",
        |t| items(t).push(Cbor::Null),
    ),
    (
        "closing without what it covers",
        THERE,
        "closed meeting",
        |t| items(t).truncate(4),
    ),
    (
        "closing that covers 31 bytes",
        THERE,
        "closed meeting",
        |t| fill(t, "4/1", 7, 31),
    ),
    ("closing that covers a list", THERE, "closed meeting", |t| {
        set(t, "4/1", Cbor::Array(vec![]))
    }),
    (
        "closing with a list of nobody",
        PRESENT,
        "closing with who was present",
        |t| set(t, "5", Cbor::Bytes(vec![])),
    ),
    (
        "closing with somebody twice",
        PRESENT,
        "closing with who was present",
        |t| set(t, "5", Cbor::Bytes(vec![2; 64])),
    ),
    (
        "closing with somebody of 31 bytes",
        PRESENT,
        "closing with who was present",
        |t| set(t, "5", Cbor::Bytes(vec![2; 31])),
    ),
    ("approval of 31 bytes", THERE, "approved minutes", |t| {
        fill(t, "4", 7, 31)
    }),
    (
        "approval in nobody's name",
        THERE,
        "approved minutes",
        |t| set(t, "3", Cbor::Null),
    ),
    (
        "answer without a word",
        THERE,
        "answer that she comes",
        |t| items(t).truncate(4),
    ),
    (
        "answer in nobody's name",
        THERE,
        "answer that she comes",
        |t| set(t, "3", Cbor::Null),
    ),
    ("task done without a word", THERE, "task done", |t| {
        items(t).truncate(3)
    }),
];

/// Texts over their limit: name, content, where, how long.
pub(super) const LONG: &[(&str, &str, &str, usize)] = &[
    ("call with a title of 513 bytes", "call", "2", 513),
    ("call with a place of 513 bytes", "longest call", "12", 513),
    ("call of a body of 257 bytes", "longest call", "13", 257),
    ("point presented by 257 bytes", "point taken off", "8", 257),
    ("somebody of 257 bytes", "present by name", "3", 257),
    ("agreement of 4,097 bytes", "agreement", "5", 4097),
    ("minutes of 40,961 bytes", "closed meeting", "3", 40_961),
    ("note of 4,097 bytes", "note", "3", 4097),
];

/// Numbers and lists over their limit: name, content, where, what.
pub(super) fn large() -> Vec<(&'static str, &'static str, &'static str, Cbor)> {
    let id = Cbor::Bytes(vec![2; 32]);
    vec![
        ("agreement 10,000", "agreement", "4", Cbor::Uint(10_000)),
        (
            "agreement of the year 10,000",
            "agreement",
            "3",
            Cbor::Uint(10_000),
        ),
        (
            "due after the last day",
            "whole agreement",
            "8",
            Cbor::Uint(2_932_897),
        ),
        (
            "quorum of 33 bits",
            "longest call",
            "9",
            Cbor::Uint(1 << 32),
        ),
        (
            "votes of 33 bits",
            "whole agreement",
            "11",
            Cbor::Uint(1 << 32),
        ),
        (
            "answer with a note of 2,049 bytes",
            "answer that she does not",
            "5",
            Cbor::Text("x".repeat(2049)),
        ),
        (
            "closing with 513 present",
            "closing with who was present",
            "5",
            Cbor::Bytes(
                (0..513_u32)
                    .flat_map(|n| [[0; 28].as_slice(), &n.to_be_bytes()].concat())
                    .collect(),
            ),
        ),
        (
            "closing that covers 513",
            "closed meeting",
            "4",
            Cbor::Array(vec![id; 513]),
        ),
    ]
}
