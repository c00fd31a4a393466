//! What the open thing came from and what came of it: some rows at the foot of its page, and their
//! list in front of it.

use asamblea_node::api::LinkRow;

use super::{Scene, retitle};
use crate::command_table::{Act, of};
use crate::harmless::harmless;
use crate::theme::Role;
use crate::view::linking::link;
use crate::view::page::{Page, Pane, Row, TWO_PANES};
use crate::view::text::{columns, cut, wrap};

/// Links of each direction that the foot names; the others stand in the list.
const NAMED_MAX: usize = 2;
/// The same in a narrow window.
const NAMED_MAX_NARROW: usize = 1;

fn most(width: u16) -> usize {
    if width >= TWO_PANES {
        NAMED_MAX
    } else {
        NAMED_MAX_NARROW
    }
}

/// How many rows the foot takes of a window, below which so many links stand.
pub(crate) fn foot_height(width: u16, (from, to): (usize, usize)) -> u16 {
    if from + to == 0 {
        return 0;
    }
    let most = most(width);
    u16::try_from(1 + from.min(most) + to.min(most)).unwrap_or(u16::MAX)
}

/// The first links of what is open, and the key that shows all of them.
fn foot(scene: &Scene<'_>, room: usize) -> Vec<Row> {
    let chain = &scene.inside.links.chain;
    if chain.is_empty() {
        return Vec::new();
    }
    let most = most(scene.columns);
    let mut rows = vec![Row::blank()];
    let key = of(Act::Links).and_then(|command| command.keys.first());
    let key = key.copied().unwrap_or_default();
    for (label, links) in [
        ("chain-came-from", &chain.came_from),
        ("chain-led-to", &chain.led_to),
    ] {
        for (nth, row) in links.iter().take(most).enumerate() {
            let right = match nth + 1 == most && links.len() > most {
                true => scene.text_with("ui-files-open", "key", key),
                false => String::new(),
            };
            let words = format!("{} {}", scene.text(label), link(scene.texts, row));
            let words = cut(&words, room.saturating_sub(columns(&right) + 1));
            rows.push(Row::role(words, Role::Secondary).right(right));
        }
    }
    rows
}

/// Links and files at the foot of what they belong to.
pub(super) fn feet(scene: &Scene<'_>, room: usize) -> Vec<Row> {
    let mut rows = foot(scene, room);
    rows.extend(super::files::foot(scene, room));
    rows
}

/// Puts the list in place of the section.
pub(super) fn lay(scene: &Scene<'_>, page: &mut Page, at: usize) {
    let chain = &scene.inside.links.chain;
    let count = chain.rows().count();
    let numbers = [
        ("at", &*(at + 1).min(count).to_string()),
        ("of", &*count.to_string()),
    ];
    let count = scene.texts.with("ui-at-of", &numbers);
    retitle(page, vec![scene.text("ui-links")], count);
    page.rule = true;
    page.over = None;
    let room = scene.page_room();
    let mut rows = scene.top();
    let mut nth = 0;
    for (label, links) in [
        ("chain-came-from", &chain.came_from),
        ("chain-led-to", &chain.led_to),
    ] {
        if links.is_empty() {
            continue;
        }
        rows.push(Row::heading(scene.text(label)));
        for row in links {
            rows.extend(whole(scene, row, nth == at, room));
            nth += 1;
        }
    }
    if nth == 0 {
        rows.extend(scene.words("ui-why-no-links", room));
    }
    page.panes = vec![Pane {
        rows,
        active: true,
        ..Pane::default()
    }];
}

/// A link in its list: all of its title where it has the focus, and its space.
fn whole(scene: &Scene<'_>, row: &LinkRow, focus: bool, room: usize) -> Vec<Row> {
    let space = scene.inside.space_by_id(&row.space);
    let space = space.map_or_else(String::new, |space| harmless(&space.name));
    let words = wrap(
        &link(scene.texts, row),
        room.saturating_sub(columns(&space) + 1),
    );
    let words = words.into_iter().take(if focus { usize::MAX } else { 1 });
    let mut rows: Vec<Row> = words.map(Row::text).collect();
    if let Some(first) = rows.first_mut() {
        *first = std::mem::take(first).right(space).focused(focus);
    }
    rows
}
