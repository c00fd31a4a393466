//! A month as a grid, with what stands on the focused day beside it.

use asamblea_node::api::DateRow;
use jiff::civil::Date;

use super::{FIRST_COLUMNS, Scene, placed};
use crate::app::inside::Pane as Focus;
use crate::harmless::harmless;
use crate::theme::Role;
use crate::view::page::{Page, Pane, Piece, Row, piece};
use crate::view::text::wrap;
use crate::view::when::{day, hour};

/// Days of a week.
const WEEK: usize = 7;
/// Columns of a day: two digits and what stands behind them.
const DAY_COLUMNS: usize = 3;

/// The page.
pub(super) fn page(scene: &Scene<'_>) -> Page {
    let first = scene.inside.pane == Focus::First;
    let place = vec![scene.text("ui-dates")];
    let mut page = placed(place.clone(), String::new());
    let mut grid = Pane {
        rows: rows(scene),
        active: first,
        ..Pane::default()
    };
    let mut things = things(scene);
    things.active = !first;
    if scene.is_wide() {
        grid.width = FIRST_COLUMNS;
        page.panes = vec![grid, things];
    } else if first {
        let n = scene
            .inside
            .things_of_day(&scene.app.clock)
            .len()
            .to_string();
        let words = scene.text_with("ui-dates-on-day", "n", &n);
        grid.rows.push(Row::blank());
        grid.rows
            .extend(wrap(&words, scene.text_room(0)).into_iter().map(Row::text));
        page.panes = vec![grid];
    } else {
        page = placed([place, vec![title_of_day(scene)]].concat(), String::new());
        things.head = None;
        page.panes = vec![things];
    }
    page.notice = vec![piece(scene.text("ui-dates-note"), Role::Text)];
    page
}

/// The focused day as a list says it.
fn title_of_day(scene: &Scene<'_>) -> String {
    let clock = &scene.app.clock;
    let focus = scene.inside.day(clock);
    let noon = focus.at(12, 0, 0, 0).to_zoned_datetime(clock.zone.clone());
    noon.map_or_else(|_| focus.to_string(), |noon| day(scene.texts, clock, &noon))
}

/// What stands on the focused day.
fn things(scene: &Scene<'_>) -> Pane {
    let before = if scene.is_wide() { FIRST_COLUMNS } else { 0 };
    let room = scene.text_room(before);
    let all = scene.inside.things_of_day(&scene.app.clock);
    let mut rows = Vec::new();
    for (at, row) in all.into_iter().enumerate() {
        rows.push(thing(scene, row).focused(at == scene.inside.calendar.at));
        let space = scene.inside.space_by_id(&row.space);
        let space = space.map(|space| harmless(&space.name));
        let kind = scene.text(&format!("date-kind-{}", row.kind));
        let beside: Vec<String> = std::iter::once(kind).chain(space).collect();
        let lines = wrap(&beside.join(" · "), room.saturating_sub(7)).into_iter();
        rows.extend(lines.map(|line| Row::role(format!("       {line}"), Role::Secondary)));
    }
    if rows.is_empty() {
        rows.extend(scene.words("ui-why-empty-day", room));
    }
    Pane {
        head: Some(Row::heading(title_of_day(scene)).right(scene.text("ui-my-hour"))),
        rows,
        ..Pane::default()
    }
}

fn thing(scene: &Scene<'_>, row: &DateRow) -> Row {
    let at = row.at.as_deref().and_then(|at| scene.app.clock.local(at));
    let at = at.map_or_else(|| " ".repeat(5), |at| hour(&at));
    let drawn = Row::text(format!("{at}  {}", harmless(&row.title)));
    let state = |key: &str| scene.text(&format!("date-{key}"));
    match row.state.as_str() {
        "cancelled" => drawn.mark('-', Role::Danger).right(state("cancelled")),
        "done" => drawn.mark('=', Role::Done).right(state("done")),
        "draft" => drawn.right(state("draft")),
        _ if row.late => drawn.mark('!', Role::Care).right(state("late")),
        _ => drawn,
    }
}

/// The month of the focused day, in the reader's zone. `•` behind a day: something is on; `>`
/// before it: the focus.
fn rows(scene: &Scene<'_>) -> Vec<Row> {
    let clock = &scene.app.clock;
    let today = clock.now().date();
    let dates: Vec<Option<Date>> = scene
        .inside
        .busy_days(clock)
        .into_iter()
        .map(Some)
        .collect();
    let day = scene.inside.day(clock);
    let (focus, month) = (Some(day), day.first_of_month());
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
            _ if focused => ">",
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
