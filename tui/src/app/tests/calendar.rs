//! The month with everything dated: where something is, what stands on a day, and going there.

use asamblea_node::api::{DateRow, Request};

use super::example::text;
use super::harness::{Harness, Node};
use super::screens::{SMALL, USUAL, WIDE, check};
use crate::command_table::Place;
use crate::lang::Language;

fn date(kind: &str, inside: &str, title: &str, day: &str) -> DateRow {
    DateRow {
        kind: text(kind),
        id: format!("{kind}-{inside}"),
        inside: text(inside),
        title: text(title),
        day: text(day),
        state: text("open"),
        space: text("red"),
        ..DateRow::default()
    }
}

fn at(row: DateRow, at: &str) -> DateRow {
    DateRow {
        at: Some(text(at)),
        ..row
    }
}

/// Today is the 14th of April; the zone is three hours behind UTC.
fn node() -> Node {
    let mut node = Node::with_meetings();
    let item = &node.items[0];
    let first = DateRow {
        id: item.id.clone(),
        ..date("item", &node.agendas[0].id, "Coordinadoras", "2027-04-15")
    };
    node.dates = vec![
        at(first, &item.starts.clone()),
        at(
            date("meeting", "m1", "Asamblea", "2027-04-16"),
            "2027-04-16T02:00:00Z",
        ),
        DateRow {
            late: true,
            id: text("task-2027-01"),
            ..date("task", "m1", "Pedir audiencia", "2027-04-15")
        },
        DateRow {
            state: text("cancelled"),
            ..at(
                date("meeting", "m2", "Junta", "2027-04-20"),
                "2027-04-20T19:00:00Z",
            )
        },
        date("review", "p1", "Plan 2027", "2027-04-28"),
    ];
    node
}

fn month(language: Language, size: (u16, u16)) -> Harness {
    let mut h = Harness::inside_with(language, size, node());
    h.keys(&["3", "v"]);
    assert_eq!(h.state().place(), Place::Dates);
    h
}

#[test]
fn the_month_shows_where_something_is_on_and_where_the_focus_is() {
    for (size, suffix) in [(SMALL, "40"), (USUAL, "80"), (WIDE, "120")] {
        let mut h = month(Language::English, size);
        check(
            &mut h,
            &format!("month_{suffix}_en"),
            ["April 2027", "Mo Tu We", ">14 15•16"],
        );
        let mut h = month(Language::Spanish, size);
        h.keys(&["Right"]);
        check(
            &mut h,
            &format!("month_{suffix}"),
            ["Abril 2027", "lu ma mi ju vi", "14>15•16"],
        );
        h.keys(&["v"]);
        assert!(!h.screen().contains("Abril 2027"));
    }
}

#[test]
fn a_day_is_that_of_the_reader_and_lists_its_things_which_open() {
    let mut h = month(Language::Spanish, USUAL);
    h.keys(&["Enter"]);
    assert!(h.screen().contains("Nada este día"), "{}", h.screen());
    h.keys(&["Right", "Enter"]);
    assert_eq!(h.state().place(), Place::Day);
    // Two in the morning in UTC is the evening before where she is.
    check(
        &mut h,
        "month_day_80",
        ["Pedir audiencia", "VENCIDA", "23:00  Asamblea"],
    );
    for (downs, place) in [(0, Place::Task), (1, Place::Agenda), (2, Place::Meetings)] {
        let mut h = month(Language::Spanish, USUAL);
        h.keys(&["Right", "Enter"]);
        for _ in 0..downs {
            h.keys(&["Down"]);
        }
        h.keys(&["Enter"]);
        assert_eq!(h.state().place(), place, "{}", h.screen());
    }
}

#[test]
fn the_focus_goes_by_days_weeks_and_months_and_asks_for_another_month_once() {
    let mut h = Harness::inside_with(Language::Spanish, USUAL, node());
    h.keys(&["8", "PgDn"]);
    assert!(h.screen().contains("Mayo 2027"), "{}", h.screen());
    let asked = |from: &str, until: &str| Request::Dates {
        from: text(from),
        until: text(until),
    };
    let may = asked("2027-04-30", "2027-06-01");
    assert_eq!(h.node.asked.iter().filter(|one| **one == may).count(), 1);
    h.keys(&["Home", "Left"]);
    assert!(h.screen().contains(">30"), "{}", h.screen());
    h.keys(&["Up", "Up", "Right"]);
    assert!(h.screen().contains(">17"), "{}", h.screen());
    assert!(h.node.asked.contains(&asked("2027-03-31", "2027-05-01")));
}

#[test]
fn hostile_titles_of_dates_are_shown_harmless() {
    let mut node = node();
    node.dates[2].title = text("x\u{1b}[2J\u{202e}y");
    let mut h = Harness::inside_with(Language::Spanish, WIDE, node);
    h.keys(&["8", "Right"]);
    let screen = h.screen();
    assert!(!screen.contains(['\u{1b}', '\u{202e}']), "{screen}");
}
