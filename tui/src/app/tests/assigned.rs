//! Tasks on the screen: all of them in a list, and all of one, which takes words and changes.

use asamblea_node::api::{
    ActivityFields, FoundRow, PartyRow, PlanRequest, PlanRow, Request, TaskNoteRow, TaskRequest,
    TaskRow,
};

use super::example::{author, text};
use super::harness::{Harness, Node};
use super::meetings::task;
use super::screens::check;
use crate::command_table::Place;
use crate::lang::Language;

/// An agreement of mine with words about it, an activity of mine, one of others, one that is done.
pub(super) fn node() -> Node {
    let mut node = Node::with_meetings();
    let who = |name: &str| {
        Some(PartyRow {
            name: text(name),
            ..PartyRow::default()
        })
    };
    node.duties = vec![
        TaskRow {
            state: text("done"),
            text: text("Imprimir volantes"),
            ..task("2027-03", "2027-03-02", false)
        },
        TaskRow {
            mine: false,
            text: text("Llevar el acta"),
            ..task("2027-02", "2027-04-30", false)
        },
        activity("plan-1", who("Ana")),
        TaskRow {
            who: who("Org. Ejemplo"),
            by: Some(author("Bea", "Molde")),
            notes: vec![TaskNoteRow {
                author: author("Bea", "Molde"),
                text: text("Piden una carta antes."),
                at: text("2027-04-12T12:00:00Z"),
            }],
            ..task("2027-01", "2027-03-01", true)
        },
    ];
    node.assessing.plans = vec![PlanRow {
        id: text("plan-1"),
        title: text("Plan 2027"),
        org: text("org-Ejemplo"),
        ..PlanRow::default()
    }];
    node
}

fn activity(plan: &str, who: Option<PartyRow>) -> TaskRow {
    TaskRow {
        id: text("act1"),
        source: text("plan"),
        percent: Some(40),
        inside: text(plan),
        title: text("Plan 2027"),
        org: Some(text("Org. Ejemplo")),
        text: text("Taller"),
        who,
        ..task("GOB", "2027-06-01", false)
    }
}

fn inside(size: (u16, u16)) -> Harness {
    let mut h = Harness::inside_with(Language::Spanish, size, node());
    h.keys(&["7"]);
    h
}

#[test]
fn the_list_puts_mine_first_and_what_is_over_last() {
    let mut h = inside((80, 24));
    check(
        &mut h,
        "tasks_80",
        ["Mías", "De otras", "Hechas o sin efecto"],
    );
    let titles: Vec<&str> = h
        .state()
        .assigned
        .rows
        .iter()
        .map(|row| row.text.as_str())
        .collect();
    let wanted = [
        "Pedir audiencia",
        "Taller",
        "Llevar el acta",
        "Imprimir volantes",
    ];
    assert_eq!(titles, wanted);
}

#[test]
fn the_page_of_a_task_says_all_that_is_known_of_it() {
    for (size, name) in [((80, 24), "task_80"), ((40, 20), "task_40")] {
        let mut h = inside(size);
        h.keys(&["Enter"]);
        assert_eq!(h.state().place(), Place::Task);
        h.keys(&["Down"]);
        check(
            &mut h,
            name,
            ["A cargo: Org. Ejemplo", "Último día: 2027-03-01", "VENCIDA"],
        );
        h.keys(&["End"]);
        assert!(
            h.screen().contains("Piden una carta antes."),
            "{}",
            h.screen()
        );
    }
}

#[test]
fn a_note_goes_to_the_focused_task() {
    let mut h = inside((80, 24));
    h.keys(&["Enter", "o"]);
    h.wait(1000);
    h.keys(&["Tab", "Enter"]);
    assert!(h.screen().contains("Falta escribir aquí"), "{}", h.screen());
    h.keys(&["Up"]);
    h.write("Ya la pedimos");
    h.keys(&["Tab", "Enter"]);
    let note = Request::Task(TaskRequest::Note {
        id: text("task-2027-01"),
        text: text("Ya la pedimos"),
    });
    assert!(h.node.asked.contains(&note), "{:?}", h.node.kinds());
}

#[test]
fn a_key_turns_a_task_done_and_open_again() {
    let mut h = inside((80, 24));
    for keys in [&["t"][..], &["End", "t"]] {
        let asked = h.node.asked.len();
        h.keys(keys);
        h.wait(1000);
        // The safe answer is the first.
        h.keys(&["Enter"]);
        let turns = |request: &Request| matches!(request, Request::Task(TaskRequest::Done { .. }));
        assert!(!h.node.asked[asked..].iter().any(turns));
        h.keys(&["t"]);
        h.wait(1000);
        h.keys(&["Down", "Enter"]);
    }
    for (id, done) in [("task-2027-01", true), ("task-2027-03", false)] {
        let id = text(id);
        let done = Request::Task(TaskRequest::Done { id, done });
        assert!(h.node.asked.contains(&done), "{done:?}");
    }
}

#[test]
fn who_and_when_change_for_an_activity_of_ones_own_plan_alone() {
    let mut h = inside((80, 24));
    h.keys(&["e"]);
    assert!(
        h.screen().contains("Un acuerdo queda como se anotó"),
        "{}",
        h.screen()
    );
    h.keys(&["Down", "e"]);
    h.wait(1000);
    h.write(" y Bea");
    h.keys(&["Tab", "Tab", "Enter"]);
    let change = Request::Plan(PlanRequest::Change {
        id: text("act1"),
        fields: ActivityFields {
            who: Some(text("Ana y Bea")),
            due_day: crate::due::day("2027-06-01"),
            ..ActivityFields::default()
        },
    });
    assert!(h.node.asked.contains(&change), "{:?}", h.node.asked);

    let mut theirs = node();
    theirs.assessing.plans[0].org = text("org-Molde");
    let mut h = Harness::inside_with(Language::Spanish, (80, 24), theirs);
    h.keys(&["7", "Down"]);
    for key in ["e", "t", "o"] {
        h.keys(&[key]);
        assert!(
            h.screen().contains("plan de otra organización"),
            "{}",
            h.screen()
        );
    }
}

#[test]
fn hostile_words_of_a_task_are_shown_harmless() {
    const HOSTILE: &str = "x\u{1b}[2J\u{202e}y";
    let mut node = node();
    let row = &mut node.duties[3];
    row.text = text(HOSTILE);
    row.title = text(HOSTILE);
    row.notes[0].text = text(HOSTILE);
    row.notes[0].author.name = text(HOSTILE);
    row.who = Some(PartyRow {
        name: text(HOSTILE),
        ..PartyRow::default()
    });
    let mut h = Harness::inside_with(Language::Spanish, (120, 30), node);
    for keys in [&["7"][..], &["Enter"], &["o"], &["Esc"], &["Enter"]] {
        h.keys(keys);
        let screen = h.screen();
        assert!(!screen.contains(['\u{1b}', '\u{202e}']), "{screen}");
    }
}

#[test]
fn an_agreement_that_is_found_leads_to_its_task_and_a_file_to_what_it_hangs_on() {
    let found = |kind: &str, id: &str, inside: &str, opens: Option<&str>| FoundRow {
        kind: text(kind),
        id: text(id),
        inside: text(inside),
        opens: opens.map(text),
        space: text("red"),
        title: text("Asamblea"),
        excerpt: text("zzgalpón"),
        at: text("2027-04-10T12:00:00Z"),
    };
    for (row, place) in [
        (
            found("agreement", "task-2027-01", "m1", Some("task")),
            Place::Task,
        ),
        (found("agreement", "g9", "m1", None), Place::Meetings),
        (
            found("attachment", "f1", "t1", Some("thread")),
            Place::Thread,
        ),
        (
            found("attachment", "f1", "m1", Some("meeting")),
            Place::Meetings,
        ),
    ] {
        let mut node = node();
        node.found = vec![row.clone()];
        let mut h = Harness::inside_with(Language::Spanish, (80, 24), node);
        h.keys(&["/"]);
        h.write("zzgalpón");
        h.wait(1000);
        h.keys(&["Enter"]);
        assert_eq!(h.state().place(), place, "{row:?}: {}", h.screen());
    }
}
