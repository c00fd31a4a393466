//! A month as a grid: where something happens, and where the focus is.

use jiff::civil::Date;

use super::Scene;
use crate::theme::Role;
use crate::view::page::{Piece, Row, piece};

/// Days of a week.
const WEEK: usize = 7;
/// Columns of a day: two digits and what stands behind them.
const DAY_COLUMNS: usize = 3;

/// The month of the focused item, else this one, in the reader's zone. `•` behind a day: something
/// is on; `›` before it: the focus.
pub(super) fn rows(scene: &Scene<'_>) -> Vec<Row> {
    let clock = &scene.app.clock;
    let today = clock.now().date();
    let dates: Vec<Option<Date>> = scene
        .inside
        .agenda_items()
        .iter()
        .map(|(item, _)| clock.local(&item.starts).map(|at| at.date()))
        .collect();
    let focus = dates.get(scene.inside.item_at).copied().flatten();
    let month = focus.unwrap_or(today).first_of_month();
    let mut rows = vec![
        Row::heading(title(scene, month)),
        Row::role(weekdays(scene), Role::Secondary),
    ];
    let before = usize::try_from(month.weekday().to_monday_zero_offset()).unwrap_or(0);
    let days: Vec<Option<Date>> = std::iter::repeat_n(None, before)
        .chain(month.series(jiff::Span::new().days(1)).map(Some))
        .take_while(|day| day.is_none_or(|day| day.month() == month.month()))
        .collect();
    for week in days.chunks(WEEK) {
        rows.push(week_row(week, &dates, focus, today));
    }
    rows
}

fn title(scene: &Scene<'_>, month: Date) -> String {
    let names = scene.text("ui-months-long");
    let at = usize::try_from(month.month() - 1).unwrap_or(0);
    let name = names.split_whitespace().nth(at).unwrap_or_default();
    format!("{name} {}", month.year())
}

/// The names of the days, as wide as the days are.
fn weekdays(scene: &Scene<'_>) -> String {
    let names = scene.text("ui-weekdays");
    names
        .split_whitespace()
        .map(|name| format!(" {name:<2}"))
        .collect()
}

fn week_row(
    week: &[Option<Date>],
    dates: &[Option<Date>],
    focus: Option<Date>,
    today: Date,
) -> Row {
    let mut left: Vec<Piece> = Vec::new();
    let mut row = Row::default();
    let busy = |day: Option<Date>| day.is_some() && dates.contains(&day);
    for (at, day) in week.iter().enumerate() {
        let focused = day.is_some() && *day == focus;
        // What stands behind a day stands before the next one.
        let before = match at.checked_sub(1).and_then(|at| week.get(at)) {
            _ if focused => "›",
            Some(other) if busy(*other) => "•",
            _ => " ",
        };
        left.push(piece(before, Role::Text));
        let number = day.map_or_else(|| "  ".to_owned(), |day| format!("{:>2}", day.day()));
        let role = if *day == Some(today) {
            Role::Heading
        } else {
            Role::Text
        };
        left.push(piece(number, role));
        if focused {
            row.focus = true;
            row.cursor = at * DAY_COLUMNS + 1;
        }
    }
    if week.last().is_some_and(|day| busy(*day)) {
        left.push(piece("•", Role::Text));
    }
    row.left = left;
    row
}
