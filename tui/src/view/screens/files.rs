//! The files of what is open: some rows at the foot of its page, and their list in front of it.

use asamblea_node::api::AttachmentRow;

use super::{Scene, retitle};
use crate::app::inside::Section;
use crate::command_table::{Act, of};
use crate::harmless::harmless;
use crate::theme::Role;
use crate::view::files::{author, missing, size};
use crate::view::page::{Page, Pane, Row, TWO_PANES, piece};
use crate::view::text::{columns, cut, wrap};

/// Files that the foot names; the others stand in the list.
const NAMED_MAX: usize = 3;
/// The same in a narrow window.
const NAMED_MAX_NARROW: usize = 1;
/// Rows of the foot that name none: a blank one, the heading.
const OTHER_ROWS: usize = 2;

const fn named(columns: u16, files: usize) -> usize {
    let most = if columns >= TWO_PANES {
        NAMED_MAX
    } else {
        NAMED_MAX_NARROW
    };
    if files < most { files } else { most }
}

/// How many rows the foot takes of a window.
pub(crate) fn foot_height(columns: u16, files: usize) -> u16 {
    if files == 0 {
        return 0;
    }
    u16::try_from(OTHER_ROWS + named(columns, files)).unwrap_or(u16::MAX)
}

/// The newest files at the foot of what they hang on, and the key that shows all of them.
pub(super) fn foot(scene: &Scene<'_>, room: usize) -> Vec<Row> {
    let files = &scene.inside.files.rows;
    if files.is_empty() {
        return Vec::new();
    }
    let count = scene.text_with("ui-files-count", "n", &files.len().to_string());
    let key = of(Act::Files).and_then(|command| command.keys.first());
    let key = scene.text_with("ui-files-open", "key", key.copied().unwrap_or_default());
    let mut rows = vec![Row::blank(), Row::heading(count).right(key)];
    let shown = named(scene.columns, files.len());
    let newest = files.iter().rev().take(shown);
    rows.extend(newest.map(|file| short(scene, file, room)));
    rows
}

/// A file in one row: its name gives way, never what stands beside it.
fn short(scene: &Scene<'_>, file: &AttachmentRow, room: usize) -> Row {
    let gone = missing(scene.texts, file);
    let mut right = Vec::new();
    // In a narrow window what is missing says more than how large all of it is.
    if scene.is_wide() || gone.is_none() {
        right.push(size(scene.texts, file.bytes));
    }
    right.extend(scene.is_wide().then(|| author(file)));
    right.extend(gone.clone());
    let right = right.join(" · ");
    let name = cut(
        &harmless(&file.name),
        room.saturating_sub(columns(&right) + 1),
    );
    let mark = gone.is_some().then_some(('!', Role::Care));
    Row::text(name).right(right).marked(mark)
}

/// Puts the list in place of the section.
pub(super) fn lay(scene: &Scene<'_>, page: &mut Page, at: usize) {
    let files = &scene.inside.files.rows;
    let numbers = [
        ("at", &*(at + 1).min(files.len()).to_string()),
        ("of", &*files.len().to_string()),
    ];
    let count = scene.texts.with("ui-at-of", &numbers);
    retitle(page, vec![scene.text("ui-files")], count);
    page.rule = true;
    page.over = None;
    let room = scene.page_room();
    let mut rows = scene.top();
    for (nth, file) in files.iter().enumerate() {
        rows.extend(whole(scene, file, nth == at, room));
    }
    if files.is_empty() {
        rows.extend(scene.words("ui-files-empty", room));
    }
    page.panes = vec![Pane {
        rows,
        active: true,
        ..Pane::default()
    }];
    // What was just said stays until the next key.
    if page.standing {
        page.notice = vec![piece(scene.text("ui-files-note"), Role::Secondary)];
    }
}

/// A file in its list: its whole name where it has the focus, who attached it, when.
fn whole(scene: &Scene<'_>, file: &AttachmentRow, focus: bool, room: usize) -> Vec<Row> {
    let gone = missing(scene.texts, file);
    let mark = gone.is_some().then_some(('!', Role::Care));
    let size = size(scene.texts, file.bytes);
    let lines = wrap(
        &harmless(&file.name),
        room.saturating_sub(columns(&size) + 1),
    );
    let lines = lines.into_iter().take(if focus { usize::MAX } else { 1 });
    let mut rows: Vec<Row> = lines.map(Row::text).collect();
    if let Some(first) = rows.first_mut() {
        *first = std::mem::take(first)
            .right(size)
            .marked(mark)
            .focused(focus);
    }
    let said = match scene.is_wide() {
        true => scene.author(&file.author),
        false => author(file),
    };
    let mut parts = vec![said];
    let post = scene.inside.files.of.as_ref() != Some(&file.object) && !file.object.is_empty();
    let is_thread = scene.inside.section == Section::Spaces;
    parts.extend((post && is_thread).then(|| scene.text("ui-file-on-post")));
    parts.extend((scene.is_wide() || gone.is_none()).then(|| scene.when(&file.at)));
    parts.extend(gone);
    rows.push(Row::role(
        format!("  {}", parts.join(" · ")),
        Role::Secondary,
    ));
    rows
}
