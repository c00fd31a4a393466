//! Activities of a plan as bars over months: from when the plan began to each one's last day.

use asamblea_node::api::{ActivityRow, PlanDetail};
use jiff::civil::Date;

use super::text::{columns, cut};
use crate::harmless::harmless;

/// The widest a month is drawn.
const MONTH_CELLS_MAX: usize = 4;
/// Columns of an activity's name.
const NAME_COLUMNS: usize = 16;
/// The mark of today, above the bars and between them.
const TODAY: char = '▼';

/// The months of a plan, as they are drawn.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Span {
    /// The first of its first month.
    first: Date,
    /// How many months.
    months: usize,
    /// Columns of each; months share one where there is no room.
    width: usize,
}

/// The day of an RFC 3339 time in UTC: that of a last day, the same for all.
fn day(rfc3339: &str) -> Option<Date> {
    rfc3339.get(..10)?.parse().ok()
}

fn month_number(day: Date) -> i32 {
    i32::from(day.year()) * 12 + i32::from(day.month()) - 1
}

impl Span {
    /// The months from when a plan began, or today where nobody says, to its last day or today.
    pub(crate) fn of(plan: &PlanDetail, today: Date, room: usize) -> Self {
        let due = plan
            .activities
            .iter()
            .filter_map(|row| day(row.due.as_deref()?));
        let begun = plan.begun.as_deref().and_then(day);
        let days: Vec<Date> = due.chain(begun).chain([today]).collect();
        let first = days.iter().min().copied().unwrap_or(today).first_of_month();
        let last = days.iter().max().copied().unwrap_or(today);
        let months = month_number(last) - month_number(first) + 1;
        let months = usize::try_from(months).unwrap_or(1).max(1);
        let cells = room.saturating_sub(NAME_COLUMNS + 1);
        let width = (cells / months).clamp(1, MONTH_CELLS_MAX);
        let months = months.min(cells.max(1));
        Self {
            first,
            months,
            width,
        }
    }

    /// Columns of all months.
    const fn cells(self) -> usize {
        self.months * self.width
    }

    /// The column of a day; the last one for whatever is later.
    fn cell(self, day: Date) -> usize {
        let month = usize::try_from(month_number(day) - month_number(self.first)).unwrap_or(0);
        let days = usize::try_from(day.days_in_month()).unwrap_or(30).max(1);
        let inside = usize::try_from(day.day()).unwrap_or(1).saturating_sub(1);
        let at = month * self.width + inside * self.width / days;
        at.min(self.cells().saturating_sub(1))
    }

    /// Names of months above the bars: as many letters as they are wide, and the year where it
    /// begins. `names` are twelve.
    pub(crate) fn months(self, names: &str) -> String {
        let names: Vec<&str> = names.split_whitespace().collect();
        let mut line = " ".repeat(NAME_COLUMNS + 1);
        for month in 0..self.months {
            let at = month_number(self.first) + i32::try_from(month).unwrap_or(0);
            let name = usize::try_from(at.rem_euclid(12)).ok();
            let name = name
                .and_then(|at| names.get(at))
                .copied()
                .unwrap_or_default();
            // A space stands between two names where there is room for one.
            let letters = self.width.saturating_sub(1).max(1);
            let name: String = name.chars().take(letters).collect();
            let missing = self.width.saturating_sub(columns(&name));
            line.push_str(&name);
            line.push_str(&" ".repeat(missing));
        }
        line
    }

    /// Where today is, and what it is called beside.
    pub(crate) fn today(self, today: Date, words: &str) -> String {
        let at = self.cell(today);
        format!("{}{TODAY} {words}", " ".repeat(NAME_COLUMNS + 1 + at))
    }

    /// One activity: its name, then its bar, filled as far as it is done. A `>` at the end: it is
    /// late, and open until today.
    pub(crate) fn bar(self, plan: &PlanDetail, row: &ActivityRow, today: Date) -> String {
        let name = cut(&harmless(&row.activity), NAME_COLUMNS);
        let gap = " ".repeat((NAME_COLUMNS + 1).saturating_sub(columns(&name)));
        let begun = plan.begun.as_deref().and_then(day).unwrap_or(today);
        let Some(due) = row.due.as_deref().and_then(day) else {
            return format!("{name}{gap}");
        };
        let (from, to) = (self.cell(begun.min(due)), self.cell(due));
        let length = to - from + 1;
        let done = length * usize::from(row.percent.min(100)) / 100;
        let mut cells = vec![' '; self.cells()];
        for (nth, cell) in cells.iter_mut().skip(from).take(length).enumerate() {
            *cell = if nth < done { '█' } else { '░' };
        }
        let now = self.cell(today);
        if row.state == "late" {
            for cell in cells.iter_mut().take(now + 1).skip(to + 1) {
                *cell = '>';
            }
        } else if let Some(cell) = cells.get_mut(now).filter(|cell| **cell == ' ') {
            *cell = '│';
        }
        let bar: String = cells.into_iter().collect();
        format!("{name}{gap}{}", bar.trim_end())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: &str = "ene feb mar abr may jun jul ago sep oct nov dic";

    fn row(activity: &str, due: &str, percent: u8, state: &str) -> ActivityRow {
        ActivityRow {
            activity: activity.to_owned(),
            due: (!due.is_empty()).then(|| format!("{due}T12:00:00Z")),
            percent,
            state: state.to_owned(),
            ..ActivityRow::default()
        }
    }

    fn plan() -> PlanDetail {
        PlanDetail {
            begun: Some("2027-01-10T09:00:00Z".to_owned()),
            activities: vec![
                row("Taller", "2027-06-30", 50, "under_way"),
                row("Carta", "2027-02-01", 0, "late"),
                row("Sin fecha", "", 0, "pending"),
                row("Acta", "2027-01-31", 100, "done"),
            ],
            ..PlanDetail::default()
        }
    }

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn bars_go_from_the_beginning_of_the_plan_to_the_last_day() {
        let (plan, today) = (plan(), date("2027-04-14"));
        let span = Span::of(&plan, today, 60);
        let mut lines = vec![span.months(NAMES), span.today(today, "hoy")];
        lines.extend(
            plan.activities
                .iter()
                .map(|row| span.bar(&plan, row, today)),
        );
        let wanted = [
            "                 ene feb mar abr may jun ",
            "                              ▼ hoy",
            "Taller            ███████████░░░░░░░░░░░░",
            "Carta             ░░░░>>>>>>>>>",
            "Sin fecha        ",
            "Acta              ███         │",
        ];
        for (line, wanted) in lines.iter().zip(wanted) {
            assert_eq!(line.trim_end(), wanted.trim_end(), "{lines:#?}");
        }
    }

    #[test]
    fn many_months_share_the_room_and_none_goes_over_it() {
        let mut plan = plan();
        plan.activities
            .push(row("Lejos", "2035-12-31", 0, "pending"));
        let today = date("2027-04-14");
        for room in [1, 20, 38, 60] {
            let span = Span::of(&plan, today, room);
            for row in &plan.activities {
                let line = span.bar(&plan, row, today);
                assert!(
                    columns(&line) <= room.max(NAME_COLUMNS + 2),
                    "{room}: {line}"
                );
            }
        }
    }
}
