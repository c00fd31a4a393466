//! Who reads a space, and why: everyone in groups by what lets them in, and what is known of one.

use asamblea_node::api::ReaderRow;

use super::{Scene, retitle};
use crate::app::inside::{Inside, Over};
use crate::app::readers::Readers;
use crate::app::{App, Stage};
use crate::harmless::harmless;
use crate::theme::Role;
use crate::view::page::{Page, Pane, Row, piece};
use crate::view::reading;
use crate::view::text::wrap;

/// Columns of the list beside what is said of one.
const LIST_COLUMNS: u16 = 40;

/// Lines that are said of the focused reader.
pub(crate) fn reader_lines(app: &App) -> usize {
    let Stage::Inside(inside) = &app.stage else {
        return 0;
    };
    let scene = Scene::new(app, inside);
    let row = page_of(inside).and_then(Readers::focused);
    row.map_or(0, |row| detail_rows(&scene, row).len())
}

const fn page_of(inside: &Inside) -> Option<&Readers> {
    match &inside.over {
        Some(Over::Readers(readers)) => Some(readers),
        _ => None,
    }
}

/// Puts the page in place of the section.
pub(super) fn lay(scene: &Scene<'_>, page: &mut Page, readers: &Readers) {
    title(scene, page, readers);
    page.rule = true;
    page.over = None;
    let mut list = list(scene, readers);
    let inside = readers.line.is_some();
    let detail = readers.focused().map(|row| detail(scene, readers, row));
    page.panes = match detail {
        Some(mut detail) if scene.is_wide() => {
            list.width = LIST_COLUMNS;
            (list.active, detail.active) = (!inside, inside);
            vec![list, detail]
        }
        Some(mut detail) if inside => {
            detail.active = true;
            vec![detail]
        }
        _ => {
            list.active = true;
            vec![list]
        }
    };
    let words = match readers.focused() {
        Some(row) if !inside => reading::first_why(scene.texts, row),
        _ => scene.text("ui-reads-gone"),
    };
    // What was just said stays until the next key.
    if page.standing {
        page.notice = vec![piece(words, Role::Text)];
    }
}

fn title(scene: &Scene<'_>, page: &mut Page, readers: &Readers) {
    let space = scene.inside.space_by_id(&readers.space);
    // The network's name stands there already.
    let space = space.filter(|space| space.kind != "network");
    let space = space.map(|space| harmless(&space.name));
    let count = readers.rows.as_ref().map_or(0, Vec::len);
    let at = (readers.at + 1).min(count).to_string();
    let arguments = [("at", at.as_str()), ("of", &count.to_string())];
    let count = scene.texts.with("ui-at-of", &arguments);
    let mut place: Vec<String> = space.into_iter().filter(|_| scene.is_wide()).collect();
    place.push(match readers.focused() {
        Some(row) if readers.line.is_some() && !scene.is_wide() => harmless(&row.name),
        _ => scene.text("ui-reads-title"),
    });
    retitle(page, place, count);
}

fn list(scene: &Scene<'_>, readers: &Readers) -> Pane {
    let room = if scene.is_wide() {
        usize::from(LIST_COLUMNS) - 5
    } else {
        scene.text_room(0)
    };
    let mut rows = scene.top();
    let Some(all) = &readers.rows else {
        rows.push(Row::text(scene.text("ui-readers-asking")).focused(true));
        return Pane {
            rows,
            ..Pane::default()
        };
    };
    let summary = reading::summary(scene.texts, all);
    let summary = wrap(&summary, room).into_iter();
    // Where nobody is listed the sentence is the row that a screen reader hears.
    let alone = all.is_empty();
    rows.extend(
        summary
            .enumerate()
            .map(|(at, line)| Row::text(line).focused(alone && at == 0)),
    );
    let mut group = String::new();
    for (at, row) in all.iter().enumerate() {
        let own = reading::group(scene.texts, row);
        if own != group {
            rows.push(Row::blank());
            rows.extend(wrap(&own, room).into_iter().map(Row::heading));
            group = own;
        }
        rows.push(reader(scene, row).focused(at == readers.at));
    }
    Pane {
        rows,
        ..Pane::default()
    }
}

fn reader(scene: &Scene<'_>, row: &ReaderRow) -> Row {
    let mut name = harmless(&row.name);
    if row.me {
        name = format!("{name} {}", scene.text("ui-reads-me"));
    }
    let (mark, words) = match (row.unverified, row.kind.as_str(), row.reads) {
        (true, ..) => (Some(('?', Role::Care)), "ui-state-unverified"),
        (_, "machine", true) => (Some(('!', Role::Care)), "ui-reads-machine-short"),
        (_, _, false) => (None, "ui-reads-carrier-short"),
        _ => (None, role_key(&row.role)),
    };
    Row::text(name).right(scene.text(words)).marked(mark)
}

fn role_key(role: &str) -> &'static str {
    match role {
        "admin" => "ui-role-admin",
        "write" => "ui-role-write",
        _ => "ui-role-read",
    }
}

fn detail(scene: &Scene<'_>, readers: &Readers, row: &ReaderRow) -> Pane {
    let mut rows = detail_rows(scene, row);
    let line = readers.line.unwrap_or(0).min(rows.len().saturating_sub(1));
    if let Some(row) = rows.get_mut(line) {
        row.focus = readers.line.is_some();
    }
    let head = Row::heading(reading::name(row));
    Pane {
        head: Some(head).filter(|_| scene.is_wide()),
        rows,
        ..Pane::default()
    }
}

fn detail_rows(scene: &Scene<'_>, row: &ReaderRow) -> Vec<Row> {
    let room = last_room(scene);
    let lines = |words: &str| wrap(words, room).into_iter().map(Row::text);
    let mut rows = Vec::new();
    if !scene.is_wide() {
        rows.extend(lines(&reading::name(row)));
    }
    rows.extend(lines(&reading::role(scene.texts, row)));
    let devices = row.devices.to_string();
    rows.push(Row::text(scene.text_with(
        "ui-reads-devices",
        "count",
        &devices,
    )));
    for words in reading::cautions(scene.texts, row) {
        rows.push(Row::blank());
        let care = lines(&words).enumerate();
        rows.extend(care.map(|(at, line)| match at {
            0 => line.mark('!', Role::Care),
            _ => line,
        }));
    }
    for (at, path) in row.paths.iter().enumerate() {
        rows.push(Row::blank());
        let number = (at + 1).to_string();
        rows.push(Row::heading(match row.paths.len() {
            1 => scene.text("ui-reads-why"),
            _ => scene.text_with("ui-reads-way", "number", &number),
        }));
        rows.extend(lines(&reading::why(scene.texts, row, path)));
        for step in reading::steps(scene.texts, &scene.app.clock, row, path) {
            rows.extend(
                wrap(&step, room)
                    .into_iter()
                    .map(|line| Row::role(line, Role::Secondary)),
            );
        }
    }
    rows
}

fn last_room(scene: &Scene<'_>) -> usize {
    super::last_pane_room(
        scene.columns,
        if scene.is_wide() { LIST_COLUMNS } else { 0 },
    )
}
