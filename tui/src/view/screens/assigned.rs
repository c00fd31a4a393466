//! Tasks: the list, and one with all that is known of it.

use asamblea_node::api::TaskRow;

use super::{FIRST_COLUMNS, Scene, placed};
use crate::app::assigned::heading;
use crate::app::inside::{Inside, Pane as Focus};
use crate::harmless::harmless;
use crate::theme::Role;
use crate::view::page::{Page, Pane, Row};
use crate::view::text::wrap;

/// The page.
pub(super) fn page(scene: &Scene<'_>) -> Page {
    let inside = scene.inside;
    let first = inside.pane == Focus::First;
    let mut page = placed(vec![scene.text("ui-tasks")], String::new());
    let mut tasks = list(scene);
    tasks.active = first;
    let mut task = detail(scene);
    task.active = !first;
    if scene.is_wide() {
        tasks.width = FIRST_COLUMNS;
        page.panes = vec![tasks, task];
        return page;
    }
    let mut pane = if first { tasks } else { task };
    if let Some(row) = inside.task().filter(|_| !first) {
        let title = Inside::task_title(scene.texts, row);
        page = placed(vec![scene.text("ui-tasks"), title], String::new());
    }
    pane.head = None;
    page.panes = vec![pane];
    page
}

fn list(scene: &Scene<'_>) -> Pane {
    let inside = scene.inside;
    let room = match scene.is_wide() {
        true => usize::from(FIRST_COLUMNS) - 5,
        false => scene.text_room(0),
    };
    let mut rows = Vec::new();
    let mut under = "";
    for (at, row) in inside.assigned.rows.iter().enumerate() {
        let own = heading(row);
        if own != under {
            if at > 0 {
                rows.push(Row::blank());
            }
            rows.push(Row::heading(scene.text(own)));
            under = own;
        }
        let drawn = Row::text(harmless(&row.text));
        rows.push(marked(row, drawn).focused(at == inside.assigned.at));
    }
    if rows.is_empty() {
        rows.extend(scene.words("ui-tasks-empty", room));
    }
    Pane {
        head: Some(Row::heading(scene.text("ui-tasks"))),
        rows,
        ..Pane::default()
    }
}

fn marked(row: &TaskRow, drawn: Row) -> Row {
    match row.state.as_str() {
        "done" => drawn.mark('=', Role::Done),
        "revoked" => drawn.mark('-', Role::Secondary),
        _ if row.overdue => drawn.mark('!', Role::Care),
        _ => drawn,
    }
}

fn detail(scene: &Scene<'_>) -> Pane {
    let inside = scene.inside;
    let before = if scene.is_wide() { FIRST_COLUMNS } else { 0 };
    let room = scene.text_room(before);
    let mut head = Row::blank();
    let mut rows = match inside.task() {
        Some(row) => {
            let title = Inside::task_title(scene.texts, row);
            head = Row::heading(title).right(state(scene, row));
            lines(scene, row, room)
        }
        None => scene.words("ui-tasks-empty", room),
    };
    let at = inside.assigned.line.min(rows.len().saturating_sub(1));
    for (line, row) in rows.iter_mut().enumerate() {
        row.focus = line == at;
    }
    Pane {
        head: Some(head),
        rows,
        foot: super::links::feet(scene, room),
        ..Pane::default()
    }
}

/// How many lines the page of the focused task has.
pub(crate) fn task_lines(app: &crate::app::App, inside: &Inside) -> usize {
    detail(&Scene::new(app, inside)).rows.len()
}

fn state(scene: &Scene<'_>, row: &TaskRow) -> String {
    let state = if row.overdue { "overdue" } else { &row.state };
    scene.text(&format!("meeting-task-{state}"))
}

fn lines(scene: &Scene<'_>, row: &TaskRow, room: usize) -> Vec<Row> {
    let lines = |text: &str| wrap(text, room).into_iter();
    let mut rows: Vec<Row> = lines(&harmless(&row.text)).map(Row::text).collect();
    rows.push(Row::blank());
    let who = row.who.as_ref().map(|who| harmless(&who.name));
    let who = who.unwrap_or_else(|| scene.text("ui-task-nobody"));
    let due = row.due.clone();
    let due = due.unwrap_or_else(|| scene.text("ui-task-no-day"));
    let mut facts = vec![("who", who), ("due", due), ("state", state(scene, row))];
    if let Some(percent) = row.percent {
        facts.push(("percent", format!("{percent} %")));
    }
    facts.push(("from", harmless(&row.title)));
    facts.extend(row.org.as_deref().map(|org| ("org", harmless(org))));
    facts.push(("given", scene.when(&row.at)));
    facts.extend(row.by.as_ref().map(|by| ("by", scene.author(by))));
    for (name, value) in facts {
        let label = scene.text(&format!("ui-task-is-{name}"));
        rows.extend(lines(&format!("{label}: {value}")).map(Row::text));
    }
    rows.push(Row::blank());
    rows.push(Row::heading(scene.text("ui-task-notes")));
    if row.notes.is_empty() {
        rows.extend(scene.words("ui-task-no-notes", room));
    }
    for note in &row.notes {
        let by = format!("{} · {}", scene.author(&note.author), scene.when(&note.at));
        rows.push(Row::role(by, Role::Secondary));
        rows.extend(lines(&harmless(&note.text)).map(Row::text));
    }
    rows
}
