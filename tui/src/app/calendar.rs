//! The month with everything dated: which day has the focus, what stands on it, and going there.

use asamblea_node::api::DateRow;
use jiff::civil::Date;
use jiff::{Span, ToSpan};

use super::inside::{Inside, Pane, Section};
use super::{App, Purpose, Stage};
use crate::command_table::{Act, Place};
use crate::view::when::Clock;

/// The month on the screen.
#[derive(Debug, Default)]
pub(crate) struct Calendar {
    /// It stands where the agendas are listed.
    pub(crate) shown: bool,
    /// The day with the focus; today until one is chosen.
    day: Option<Date>,
    /// Which of its things has the focus.
    pub(crate) at: usize,
    /// What is dated in its month, and a day around it, by day and hour.
    rows: Vec<DateRow>,
}

impl Inside {
    /// The day with the focus.
    pub(crate) fn day(&self, clock: &Clock) -> Date {
        self.calendar.day.unwrap_or_else(|| clock.now().date())
    }

    /// Days of the reader's zone on which something is that is not off.
    pub(crate) fn busy_days(&self, clock: &Clock) -> Vec<Date> {
        let rows = self.calendar.rows.iter();
        let on = rows.filter(|row| row.state != "cancelled");
        on.filter_map(|row| day_of(clock, row)).collect()
    }

    /// What stands on the focused day, what has no hour first.
    pub(crate) fn things_of_day(&self, clock: &Clock) -> Vec<&DateRow> {
        let day = self.day(clock);
        let rows = self.calendar.rows.iter();
        let mut things: Vec<&DateRow> =
            rows.filter(|row| day_of(clock, row) == Some(day)).collect();
        things.sort_by_key(|row| (row.at.clone(), row.kind.clone(), row.id.clone()));
        things
    }
}

/// The day of a thing for whoever reads: its own where it has no hour.
fn day_of(clock: &Clock, row: &DateRow) -> Option<Date> {
    match &row.at {
        Some(at) => clock.local(at).map(|at| at.date()),
        None => row.day.parse().ok(),
    }
}

/// The first and the last day of a month, with one more on both sides: other zones have other
/// days.
pub(crate) fn around(month: Date) -> (Date, Date) {
    let (first, last) = (month.first_of_month(), month.last_of_month());
    let before = first.yesterday().unwrap_or(first);
    (before, last.tomorrow().unwrap_or(last))
}

impl App {
    /// Shows the month instead of the agendas, or the agendas again.
    pub(super) fn turn_month(&mut self) {
        if let Some(inside) = self.inside() {
            inside.calendar.shown = !inside.calendar.shown;
            inside.pane = Pane::First;
        }
        self.read_dates();
    }

    /// Goes to the month from anywhere.
    pub(super) fn go_dates(&mut self) {
        self.go_section(Section::Agenda);
        if let Some(inside) = self.inside() {
            inside.calendar.shown = true;
        }
        self.read_dates();
    }

    /// Reads what is dated in the month, while it is on the screen.
    pub(super) fn read_dates(&mut self) {
        let Stage::Inside(inside) = &self.stage else {
            return;
        };
        if inside.section != Section::Agenda || !inside.calendar.shown {
            return;
        }
        let (from, until) = around(inside.day(&self.clock));
        let (from, until) = (from.to_string(), until.to_string());
        self.read(Purpose::Dates { from, until });
    }

    /// What is dated has come; what is of another month by now is dropped.
    pub(super) fn dates_came(&mut self, from: &str, rows: Vec<DateRow>) {
        let clock = self.clock.clone();
        let Some(inside) = self.inside() else {
            return;
        };
        let (first, _) = around(inside.day(&clock));
        if from != first.to_string() {
            return;
        }
        inside.calendar.rows = rows;
        let last = inside.things_of_day(&clock).len().saturating_sub(1);
        inside.calendar.at = inside.calendar.at.min(last);
    }

    /// Moves the focus by days, weeks and months.
    pub(super) fn step_day(&mut self, act: Act) {
        let clock = self.clock.clone();
        let Some(inside) = self.inside() else {
            return;
        };
        let day = inside.day(&clock);
        let by = |span: Span| day.checked_add(span).unwrap_or(day);
        let next = match act {
            Act::Left => by(-1.day()),
            Act::Right => by(1.day()),
            Act::Up => by(-1.week()),
            Act::Down => by(1.week()),
            Act::PageUp => by(-1.month()),
            Act::PageDown => by(1.month()),
            Act::First => day.first_of_month(),
            _ => day.last_of_month(),
        };
        inside.calendar.day = Some(next);
        inside.calendar.at = 0;
        if next.first_of_month() != day.first_of_month() {
            inside.calendar.rows.clear();
            self.read_dates();
        }
    }

    /// Moves the focus among the things of the day.
    pub(super) fn step_thing(&mut self, by: isize) {
        let Stage::Inside(inside) = &self.stage else {
            return;
        };
        let count = inside.things_of_day(&self.clock).len();
        if let Some(inside) = self.inside() {
            inside.calendar.at = super::moves::moved(inside.calendar.at, by, count);
        }
    }

    /// Goes to the things of the focused day, or to the focused one.
    pub(super) fn open_date(&mut self) {
        let Stage::Inside(inside) = &self.stage else {
            return;
        };
        let things = inside.things_of_day(&self.clock);
        if inside.place() == Place::Dates {
            if things.is_empty() {
                self.say_key("ui-why-empty-day", crate::theme::Role::Text);
                return;
            }
            if let Some(inside) = self.inside() {
                inside.pane = Pane::Detail;
            }
            return;
        }
        let Some(row) = things.get(inside.calendar.at).map(|row| (*row).clone()) else {
            return;
        };
        match row.kind.as_str() {
            "item" => self.open_agenda_item(&row.inside, &row.id),
            "meeting" => self.open_meeting(&row.inside),
            "vote" => self.open_proposal(&row.inside),
            "task" => self.open_task(&row.id),
            _ => self.open_round_or_plan(&row.inside),
        }
    }

    /// Opens an agenda at one of its items.
    pub(super) fn open_agenda_item(&mut self, agenda: &str, item: &str) {
        self.open_agenda(agenda);
        if let Some(inside) = self.inside() {
            let rows = inside.agenda_items();
            let at = rows.iter().position(|(row, _)| row.id == item);
            inside.item_at = at.unwrap_or(0);
            inside.pane = Pane::Detail;
        }
    }
}
