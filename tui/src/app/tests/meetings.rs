//! Meetings on the screen: called, attended, agreed, closed; tasks on the first screen.

use asamblea_node::api::{
    AgreementRow, AnswerRow, AnswersRow, ApprovalRow, ApprovedRow, DocDetail, MeetingClosingRow,
    MeetingDetail, MeetingRequest, MeetingRow, PartyRow, PointRow, QuorumRow, Reply, Request,
    Saved, SeatRow, TaskRequest, TaskRow,
};

use super::example::{author, text};
use super::harness::{Harness, Node};
use crate::app::inside::Waiting;
use crate::command_table::Place;
use crate::lang::Language;

const STARTS: &str = "2027-04-20T19:00:00Z";

pub(super) fn row(id: &str, title: &str, state: &str) -> MeetingRow {
    MeetingRow {
        id: text(id),
        title: text(title),
        space: text("red"),
        kind: text("ordinary"),
        state: text(state),
        starts: text(STARTS),
        items: 2,
        agreements: 1,
        at: text("2027-04-10T12:00:00Z"),
        unread: false,
        ..MeetingRow::default()
    }
}

pub(super) fn task(number: &str, due: &str, overdue: bool) -> TaskRow {
    TaskRow {
        id: format!("task-{number}"),
        source: text("agreement"),
        number: Some(text(number)),
        text: text("Pedir audiencia"),
        due: Some(text(due)),
        state: text("open"),
        overdue,
        mine: true,
        space: text("red"),
        inside: text("m1"),
        title: text("Asamblea"),
        at: text("2027-04-10T12:00:00Z"),
        ..TaskRow::default()
    }
}

fn detail() -> MeetingDetail {
    let point = |order: u64, title: &str, state: &str| PointRow {
        id: format!("point-{order}"),
        order,
        title: text(title),
        kind: text("decision"),
        state: text(state),
        ..PointRow::default()
    };
    let seat = |name: &str, presence: &str| SeatRow {
        id: format!("org-{name}"),
        name: text(name),
        presence: text(presence),
        proxy: None,
        counts: presence == "present",
        answer: None,
    };
    MeetingDetail {
        id: text("m1"),
        title: text("Asamblea"),
        space: text("red"),
        kind: text("ordinary"),
        state: text("called"),
        starts: text(STARTS),
        at: text("2027-04-10T12:00:00Z"),
        space_name: text("Red Ejemplo"),
        modality: text("unsaid"),
        zone: text("America/Lima"),
        called_by: author("Ana", "Org. Ejemplo"),
        quorum: QuorumRow {
            counts: text("orgs"),
            of: 16,
            present: 8,
            proxies: 1,
            need: 9,
            met: true,
            ..QuorumRow::default()
        },
        items: vec![point(1, "Presupuesto", "done"), point(2, "Varios", "open")],
        seats: vec![seat("Ceibo", "present"), seat("Molde", "unsaid")],
        agreements: vec![AgreementRow {
            id: text("task-2027-01"),
            number: text("2027-01"),
            text: text("Pedir audiencia"),
            decided: text("consensus"),
            who: Some(PartyRow {
                kind: text("org"),
                id: None,
                name: text("Molde"),
            }),
            due: Some(text("2027-05-01")),
            state: text("open"),
            ..AgreementRow::default()
        }],
        minutes: Some(text("d1")),
        basis: text("basis"),
        may_change: true,
        ..MeetingDetail::default()
    }
}

impl Node {
    /// One meeting, and two tasks of mine.
    pub(super) fn with_meetings() -> Self {
        Self {
            meetings: vec![row("m1", "Asamblea", "called")],
            meeting: Some(detail()),
            duties: vec![
                task("2027-02", "2027-04-30", false),
                task("2027-01", "2027-03-01", true),
            ],
            ..Self::example()
        }
    }

    /// What it answers about meetings.
    pub(super) fn about_meetings(&self, request: &MeetingRequest) -> Reply {
        match (request, &self.meeting) {
            (MeetingRequest::List { .. }, _) => Reply::Meetings(self.meetings.clone()),
            (MeetingRequest::Show { .. }, Some(meeting)) => {
                Reply::Meeting(Box::new(meeting.clone()))
            }
            (MeetingRequest::New { .. }, _) => Reply::Created(Saved {
                id: text("m2"),
                saved: true,
            }),
            _ => Reply::Done,
        }
    }

    /// The document of the minutes.
    pub(super) fn written_minutes(&self) -> Reply {
        Reply::Doc(DocDetail {
            id: text("d1"),
            title: text("Acta"),
            space: text("red"),
            text: text("Se habló de todo."),
            version: text("v"),
            at: text(STARTS),
            authors: Vec::new(),
            comments: Vec::new(),
        })
    }
}

fn inside() -> Harness {
    Harness::inside_with(Language::Spanish, (80, 24), Node::with_meetings())
}

/// The newest request about meetings that asks for more than to read.
fn asked(h: &Harness) -> MeetingRequest {
    let mut newest = h.node.asked.iter().rev();
    newest
        .find_map(|request| match request {
            Request::Meeting(request) if !request.only_reads() => Some(request.clone()),
            _ => None,
        })
        .expect("something was asked")
}

#[track_caller]
fn shows(h: &mut Harness, all: &[&str]) {
    let screen = h.screen();
    for words in all {
        assert!(screen.contains(words), "{words}:\n{screen}");
    }
}

#[test]
fn a_meeting_shows_its_points_seats_agreements_and_quorum() {
    for size in [(80, 24), (120, 30)] {
        let mut h = Harness::inside_with(Language::Spanish, size, Node::with_meetings());
        h.keys(&["4"]);
        assert_eq!(h.state().place(), Place::Meetings);
        shows(
            &mut h,
            &[
                "Asamblea",
                "1. Presupuesto",
                "tratado",
                "2027-01 Pedir audiencia",
                "a cargo de Molde",
                "Ceibo",
                "8 de 16 organizaciones presentes, 1 por poder: hay quórum",
            ],
        );
        h.keys(&["Tab"]);
        assert_eq!(h.state().place(), Place::Meeting);
    }
    let mut h = Harness::inside_with(Language::Spanish, (40, 20), Node::with_meetings());
    h.keys(&["4"]);
    shows(&mut h, &["Asamblea"]);
    h.keys(&["Enter"]);
    shows(&mut h, &["1. Presupuesto", "2. Varios"]);
}

#[test]
fn a_meeting_is_called_with_a_second_call() {
    let mut h = inside();
    h.keys(&["4", "c"]);
    assert!(h.app.asks_about_meetings(), "{}", h.screen());
    h.wait(1000);
    h.write("Junta");
    h.keys(&["Down", "Down", "Down", "Down", "Down"]);
    h.write("9");
    h.keys(&["Down"]);
    h.write("17:00");
    h.keys(&["Down"]);
    h.write("5");
    h.keys(&["Down", "Down", "Enter"]);
    let MeetingRequest::New { space, call, .. } = asked(&h) else {
        panic!("{:?}", asked(&h));
    };
    assert_eq!((&*space, call.title.as_deref()), ("red", Some("Junta")));
    assert_eq!(call.kind.as_deref(), Some("extraordinary"));
    assert_eq!((call.quorum, call.second_quorum), (Some(9), Some(5)));
    let (starts, second) = (call.starts_ms.unwrap(), call.second_call_ms.unwrap());
    assert_eq!(second - starts, 60 * 60 * 1000);
}

#[test]
fn a_call_is_changed_where_it_says_otherwise_and_a_meeting_called_off_once_it_is_meant() {
    let mut h = inside();
    h.keys(&["4", "e"]);
    h.wait(1000);
    shows(&mut h, &["Cambiar la convocatoria", "Asamblea"]);
    h.write(" de mayo");
    h.keys(&["Enter"; 9]);
    let MeetingRequest::Change { id, call } = asked(&h) else {
        panic!("{:?}", asked(&h));
    };
    assert_eq!((&*id, call.kind), ("m1", None));
    assert_eq!(call.title.as_deref(), Some("Asamblea de mayo"));
    let starts: jiff::Timestamp = STARTS.parse().unwrap();
    assert_eq!(call.starts_ms, Some(starts.as_millisecond()));
    // What nobody said stays as it was.
    assert_eq!((call.quorum, call.second_quorum), (None, None));

    h.keys(&["W"]);
    h.wait(1000);
    shows(&mut h, &["¿Anular esta reunión?", "Asamblea"]);
    h.keys(&["Enter"]);
    assert!(!matches!(asked(&h), MeetingRequest::Cancel { .. }));
    h.keys(&["W"]);
    h.wait(1000);
    h.keys(&["Down", "Enter"]);
    let MeetingRequest::Cancel { id } = asked(&h) else {
        panic!("{:?}", asked(&h));
    };
    assert_eq!(id, "m1");
}

#[test]
fn attendance_points_and_agreements_are_noted_by_their_keys() {
    let mut h = inside();
    h.keys(&["4", "p"]);
    h.wait(1000);
    h.keys(&["Down"]);
    h.write("Ceibo");
    h.keys(&["Down", "Down", "Down", "Down", "Enter"]);
    let MeetingRequest::Attend { who, proxy, .. } = asked(&h) else {
        panic!("{:?}", asked(&h));
    };
    assert_eq!((who, proxy.as_deref()), (None, Some("Ceibo")));

    h.keys(&["o"]);
    h.wait(1000);
    h.write("Cuentas");
    h.keys(&["Down", "Down", "Down", "Enter"]);
    let MeetingRequest::PointAdd { point, .. } = asked(&h) else {
        panic!("{:?}", asked(&h));
    };
    assert_eq!(point.title.as_deref(), Some("Cuentas"));

    // On a point, its number is filled in.
    h.keys(&["Tab", "Down", "r"]);
    h.wait(1000);
    h.write("Comprar");
    h.keys(&["Down", "Down"]);
    h.write("2027-05-01");
    h.keys(&["Down", "Down"]);
    h.write("8,1,2");
    h.keys(&["Enter"]);
    let MeetingRequest::Agree { agreement, .. } = asked(&h) else {
        panic!("{:?}", asked(&h));
    };
    assert_eq!(agreement.text, "Comprar");
    assert_eq!(agreement.point.as_deref(), Some("2"));
    assert_eq!((agreement.year, agreement.votes), (2027, Some([8, 1, 2])));
    assert_eq!(agreement.due_day, Some(20_939));
}

#[test]
fn a_point_is_marked_as_dealt_with_and_the_minutes_are_opened() {
    let mut h = inside();
    h.keys(&["4", "Enter", "Down", "Enter"]);
    h.wait(1000);
    h.keys(&["Down", "Enter"]);
    let MeetingRequest::PointChange { item, point, .. } = asked(&h) else {
        panic!("{:?}", asked(&h));
    };
    assert_eq!((&*item, point.state.as_deref()), ("point-2", Some("done")));
    h.keys(&["End", "Enter"]);
    assert_eq!(h.state().place(), Place::Document, "{}", h.screen());
}

#[test]
fn closing_asks_first_and_freezes_what_was_seen_and_written() {
    let mut h = inside();
    h.keys(&["4", "F"]);
    h.wait(1000);
    h.write("Ana");
    // The safe answer is the first.
    h.keys(&["Down", "Down", "Enter"]);
    let closes = |h: &Harness| {
        let closes =
            |request: &&Request| matches!(request, Request::Meeting(MeetingRequest::Close { .. }));
        h.node.asked.iter().filter(closes).count()
    };
    assert_eq!(closes(&h), 0, "{}", h.screen());
    h.keys(&["F"]);
    h.wait(1000);
    h.write("Ana");
    h.keys(&["Down", "Down", "Down", "Enter"]);
    let MeetingRequest::Close { id, text, basis } = asked(&h) else {
        panic!("{:?}", asked(&h));
    };
    assert_eq!((&*id, &*basis), ("m1", "basis"));
    for words in [
        "# Acta: Asamblea",
        "Se habló de todo.",
        "2027-01",
        "- Preside: Ana",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[test]
fn a_closed_meeting_takes_nothing_and_says_why() {
    let mut node = Node::with_meetings();
    node.meetings[0].state = text("closed");
    if let Some(meeting) = &mut node.meeting {
        meeting.state = text("closed");
        meeting.closings = vec![MeetingClosingRow {
            id: text("c1"),
            hash: "ab".repeat(32),
            text: text("# Acta: Asamblea\n\nSe cerró."),
            by: author("Ana", "Org. Ejemplo"),
            at: text(STARTS),
        }];
    }
    let mut h = Harness::inside_with(Language::Spanish, (80, 24), node);
    h.keys(&["4"]);
    for key in ["o", "p", "r", "F"] {
        h.keys(&[key]);
        assert!(!h.app.asks_about_meetings(), "{key}");
        shows(&mut h, &["La reunión está cerrada"]);
    }
    h.keys(&["Enter", "End", "Enter"]);
    shows(&mut h, &["Huella:", "abababab", "Se cerró."]);
}

#[test]
fn my_tasks_stand_on_the_first_screen_the_overdue_first() {
    let mut h = inside();
    h.keys(&["1"]);
    shows(&mut h, &["2027-01 Pedir audiencia", "VENCIDA"]);
    shows(&mut h, &["Mis tareas, de acuerdos y de planes"]);
    let screen = h.screen();
    let at = |words: &str| screen.find(words).expect("it is shown");
    assert!(at("2027-01") < at("2027-02"), "{screen}");
    let duty = |row: &Waiting| matches!(row, Waiting::Duty(_));
    let place = h.state().waiting_rows().iter().position(duty);
    for _ in 0..place.expect("a task") {
        h.keys(&["Down"]);
    }
    h.keys(&["Enter"]);
    assert_eq!(h.state().place(), Place::Task);
    h.keys(&["Enter"]);
    h.wait(1000);
    h.keys(&["Down", "Enter"]);
    let done = Request::Task(TaskRequest::Done {
        id: text("task-2027-01"),
        done: true,
    });
    assert!(h.node.asked.contains(&done), "{:?}", h.node.kinds());
}

#[test]
fn an_activity_of_a_plan_stands_among_my_tasks_and_leads_to_its_plan() {
    let mut node = Node::with_meetings();
    node.duties = vec![TaskRow {
        source: text("plan"),
        percent: Some(40),
        inside: text("plan-1"),
        title: text("Plan 2027"),
        text: text("Taller"),
        ..task("GOB", "2027-03-01", false)
    }];
    let mut h = Harness::inside_with(Language::Spanish, (80, 24), node);
    h.keys(&["1"]);
    shows(&mut h, &["GOB Taller (40 %)"]);
    let duty = |row: &Waiting| matches!(row, Waiting::Duty(_));
    let place = h.state().waiting_rows().iter().position(duty);
    for _ in 0..place.expect("a task") {
        h.keys(&["Down"]);
    }
    h.keys(&["Enter"]);
    shows(&mut h, &["Actividad de un plan", "Plan 2027"]);
    h.keys(&["Enter"]);
    shows(&mut h, &["Actividad de un plan", "Ir al plan"]);
    h.wait(1000);
    h.keys(&["Down", "Enter"]);
    let done = Request::Task(TaskRequest::Done {
        id: text("task-GOB"),
        done: true,
    });
    assert!(h.node.asked.contains(&done), "{:?}", h.node.kinds());
}

#[test]
fn hostile_words_in_a_meeting_are_shown_harmless() {
    const HOSTILE: &str = "x\u{1b}[2J\u{202e}y";
    let mut node = Node::with_meetings();
    node.meetings[0].title = text(HOSTILE);
    node.duties[0].text = text(HOSTILE);
    if let Some(meeting) = &mut node.meeting {
        meeting.title = text(HOSTILE);
        meeting.place = Some(text(HOSTILE));
        meeting.zone = text(HOSTILE);
        meeting.items[0].title = text(HOSTILE);
        meeting.seats[0].name = text(HOSTILE);
        meeting.agreements[0].text = text(HOSTILE);
        if let Some(who) = &mut meeting.agreements[0].who {
            who.name = text(HOSTILE);
        }
    }
    let mut h = Harness::inside_with(Language::Spanish, (120, 30), node);
    for keys in [&["1"][..], &["4"], &["Enter"], &["Down"], &["Enter"]] {
        h.keys(keys);
        let screen = h.screen();
        assert!(!screen.contains(['\u{1b}', '\u{202e}']), "{screen}");
    }
}

#[test]
fn the_first_screen_says_how_many_of_my_tasks_it_leaves_out() {
    for (count, more) in [(5, ""), (6, "Falta una más"), (7, "Faltan 2 más")] {
        let mut node = Node::with_meetings();
        let tasks = (1..=count).map(|n| task(&format!("2027-{n:02}"), "2027-05-01", false));
        node.duties = tasks.collect();
        let mut h = Harness::inside_with(Language::Spanish, (80, 40), node);
        h.keys(&["1"]);
        let screen = h.screen();
        assert!(screen.contains(more), "{screen}");
        assert_eq!(screen.contains("en Tareas, 7"), !more.is_empty());
    }
}

#[test]
fn an_agreement_that_is_a_task_leads_to_its_page() {
    let mut h = inside();
    h.keys(&["4", "Enter", "Down", "Down", "Enter"]);
    h.wait(1000);
    shows(&mut h, &["Ver la tarea entera"]);
    h.keys(&["Down", "Down", "Enter"]);
    assert_eq!(h.state().place(), Place::Task);
    let task = h.state().task().map(|task| task.id.as_str());
    assert_eq!(task, Some("task-2027-01"));
}

/// Closed minutes that one of two who were present approved, and I did not yet.
pub(super) fn proposed() -> Node {
    let mut node = Node::with_meetings();
    let named = |name: &str| PartyRow {
        kind: text("org"),
        id: Some(format!("org-{name}")),
        name: text(name),
    };
    node.meetings[0].state = text("closed");
    node.meetings[0].approval = Some(text("proposed"));
    node.meetings[0].to_approve = true;
    node.meetings[0].unread = true;
    if let Some(meeting) = &mut node.meeting {
        meeting.state = text("closed");
        meeting.closings = vec![MeetingClosingRow {
            id: text("c1"),
            hash: "ab".repeat(32),
            text: text("# Acta: Asamblea\n\nSe cerró."),
            by: author("Ana", "Org. Ejemplo"),
            at: text(STARTS),
        }];
        meeting.approval = Some(ApprovalRow {
            state: text("proposed"),
            hash: "ab".repeat(32),
            of: 2,
            need: 2,
            by: vec![ApprovedRow {
                who: named("Molde"),
                by: author("Eva", "Molde"),
                at: text(STARTS),
            }],
            missing: vec![named("Ceibo")],
            mine: true,
        });
    }
    node
}

#[test]
fn minutes_that_wait_for_me_stand_on_the_first_screen_and_are_approved_as_shown() {
    let mut h = Harness::inside_with(Language::Spanish, (80, 40), proposed());
    h.keys(&["1"]);
    shows(&mut h, &["Actas por aprobar"]);
    let rows = h.state().waiting_rows();
    assert!(!rows.contains(&Waiting::Meeting(0)), "{rows:?}");
    let at = rows.iter().position(|row| *row == Waiting::Approve(0));
    h.state_mut().home_at = at.expect("it waits");
    h.keys(&["Enter"]);
    assert_eq!(h.state().place(), Place::Meetings);
    let said = "Acta propuesta: la aprobaron 1 de 2 presentes, hacen falta 2.";
    h.keys(&["Enter", "End"]);
    shows(&mut h, &["Molde", "Ceibo", "Acta propuesta: la aprobaron"]);
    h.keys(&["Enter"]);
    shows(
        &mut h,
        &[said, "La aprobaron: Molde.", "Falta: Ceibo.", "Se cerró."],
    );
    h.keys(&["Esc", "a"]);
    h.wait(1000);
    shows(&mut h, &["¿Aprobar esta acta?", "abababab", "Se cerró."]);
    let approves = |h: &Harness| {
        let of = |request: &&Request| {
            matches!(request, Request::Meeting(MeetingRequest::Approve { .. }))
        };
        h.node.asked.iter().filter(of).count()
    };
    // The safe answer is the first.
    h.keys(&["Enter"]);
    assert_eq!(approves(&h), 0);
    h.keys(&["a"]);
    h.wait(1000);
    h.keys(&["Down", "Enter"]);
    let MeetingRequest::Approve { id, hash } = asked(&h) else {
        panic!("{:?}", asked(&h));
    };
    assert_eq!((&*id, hash), ("m1", Some("ab".repeat(32))));
}

#[test]
fn who_is_not_asked_to_approve_is_told_why() {
    let mut node = proposed();
    node.meetings[0].to_approve = false;
    if let Some(approval) = node.meeting.as_mut().and_then(|row| row.approval.as_mut()) {
        approval.mine = false;
    }
    let mut h = Harness::inside_with(Language::Spanish, (80, 24), node);
    h.keys(&["4", "a"]);
    assert!(!h.app.asks_about_meetings());
    shows(&mut h, &["no espera mi aprobación"]);
    let mut h = inside();
    h.keys(&["4", "a"]);
    shows(&mut h, &["todavía no está cerrada"]);
}

/// A call ahead that one of two members answered, and I did not yet.
fn called_ahead() -> Node {
    let mut node = Node::with_meetings();
    node.meetings[0].to_answer = true;
    node.meetings[0].unread = true;
    if let Some(meeting) = &mut node.meeting {
        meeting.answers = AnswersRow {
            coming: 0,
            declined: 1,
            of: 2,
            may: true,
            mine: None,
        };
        meeting.seats[0].presence = text("unsaid");
        meeting.seats[0].answer = Some(AnswerRow {
            comes: false,
            note: Some(text("sin pasajes")),
            by: author("Eva", "Molde"),
            at: text(STARTS),
        });
    }
    node
}

#[test]
fn a_call_waits_on_the_first_screen_until_it_is_answered_by_a_key() {
    let mut h = Harness::inside_with(Language::Spanish, (80, 40), called_ahead());
    h.keys(&["1"]);
    shows(&mut h, &["Reuniones por contestar"]);
    let rows = h.state().waiting_rows();
    assert!(!rows.contains(&Waiting::Meeting(0)), "{rows:?}");
    let at = rows.iter().position(|row| *row == Waiting::Rsvp(0));
    h.state_mut().home_at = at.expect("it waits");
    h.keys(&["Enter"]);
    assert_eq!(h.state().place(), Place::Meetings);
    let counts = "Van 0, no van 1, sin respuesta 1";
    h.keys(&["Enter"]);
    shows(&mut h, &[counts, "no va"]);
    h.keys(&["v"]);
    h.wait(1000);
    shows(&mut h, &["¿Ir a esta reunión?", counts]);
    h.write("con Rosa");
    h.keys(&["Tab", "Enter"]);
    let MeetingRequest::Rsvp { id, comes, note } = asked(&h) else {
        panic!("{:?}", asked(&h));
    };
    assert_eq!((&*id, comes, note), ("m1", true, Some(text("con Rosa"))));
}

#[test]
fn who_does_not_answer_for_a_member_is_told_why() {
    let mut node = called_ahead();
    if let Some(meeting) = &mut node.meeting {
        meeting.answers.may = false;
    }
    let mut h = Harness::inside_with(Language::Spanish, (80, 24), node);
    h.keys(&["4", "v"]);
    assert!(!h.app.asks_about_meetings());
    shows(&mut h, &["Contesta una coordinadora"]);
}
