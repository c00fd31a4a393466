//! What stands in front of a section: the palette, the help, questions.

use super::entry::form_rows;
use super::{Scene, placed, readers_words};
use crate::app::assessing::Assess;
use crate::app::inside::{Inside, Over};
use crate::app::palette::Palette;
use crate::app::question::{Ask, Question};
use crate::command_lines::line_beside;
use crate::command_table::{Act, COMMANDS, Command, Place};
use crate::harmless::harmless;
use crate::theme::Role;
use crate::view::page::{Interruption, Page, Pane, Row, piece};
use crate::view::text::{columns, wrap};

/// Columns of the keys in the help.
const KEY_COLUMNS: usize = 14;
/// Columns of a box that are not its text's: frame, gutter, margin.
const BOX_COLUMNS: u16 = 17;
/// Words explained in the help.
const GLOSSARY: &[&str] = &[
    "ui-word-space",
    "ui-word-network",
    "ui-word-edition",
    "ui-word-verified",
    "ui-word-device",
    "ui-word-locked",
];

/// Keys of a line that is written in.
const FIELD_KEYS: &[&str] = &["ui-help-empties"];

/// Commands of the help: those of the place, then those of all. What begins a practice network anew
/// stands in none that is real.
pub(crate) fn help_commands(inside: &Inside, place: Place) -> Vec<&'static Command> {
    let practised = |command: &Command| command.act != Act::PracticeReset || inside.is_practice();
    let acts = |command: &&Command| command.acts_in(place) && practised(command);
    let own = COMMANDS
        .iter()
        .filter(acts)
        .filter(|command| command.is_local());
    let all = COMMANDS
        .iter()
        .filter(acts)
        .filter(|command| !command.is_local());
    own.chain(all).collect()
}

/// Puts what is in front on the page.
pub(super) fn lay(scene: &Scene<'_>, page: &mut Page) {
    let titled = |page: &mut Page, words: &str| {
        if let Some(title) = page.title.as_mut().filter(|_| !scene.is_wide()) {
            title.place = vec![words.to_owned()];
            title.detail.clear();
        }
    };
    match &scene.inside.over {
        None => {}
        Some(Over::Help(at)) => help(scene, page, *at),
        Some(Over::Files(at)) => super::files::lay(scene, page, *at),
        Some(Over::Links(at)) => super::links::lay(scene, page, *at),
        Some(Over::Readers(readers)) => super::readers::lay(scene, page, readers),
        Some(Over::Palette(palette)) => {
            let title = scene.text(if palette.only_things {
                "ui-find"
            } else {
                "ui-palette"
            });
            titled(page, &title);
            page.over = Some(Interruption {
                title,
                rows: palette_rows(scene, palette),
            });
            let note = if palette.only_things {
                "ui-find-note"
            } else {
                "ui-palette-note"
            };
            page.notice = vec![piece(scene.text(note), Role::Secondary)];
            page.keys = front_keys(
                scene,
                &[
                    ("Enter", "ui-key-do"),
                    ("Esc", "ui-key-close"),
                    ("Tab", "ui-key-next-group"),
                ],
            );
        }
        Some(Over::Question(question)) => {
            titled(page, &question.title);
            page.over = Some(Interruption {
                title: question.title.clone(),
                rows: question_rows(scene, question),
            });
            if let Ask::Conflict(conflict) = &question.ask {
                whole_page(scene, page, question, &conflict.row.space_name);
                return;
            }
            let readers = match &question.ask {
                Ask::Assess(Assess::Score { .. }) => scene.text("ui-score-readers"),
                _ => {
                    let space = question.space(scene.inside);
                    let words = |space: String| readers_words(scene.texts, scene.inside, &space);
                    space.map(words).unwrap_or_default()
                }
            };
            page.notice = vec![match &question.fault {
                Some(fault) => piece(fault.clone(), Role::Care),
                None => piece(readers, Role::Text),
            }];
            let fields = question.form.fields().next().is_some();
            let mut keys = vec![("Enter", "ui-key-choose")];
            if fields {
                keys.push(("Tab", "ui-key-next"));
            }
            keys.push(("Esc", "ui-key-back"));
            page.keys = front_keys(scene, &keys);
        }
    }
}

/// A question with so much to read that it takes the whole page.
fn whole_page(scene: &Scene<'_>, page: &mut Page, question: &Question, space: &str) {
    let mut rows = scene.top();
    if let Some(title) = page.title.as_mut().filter(|_| scene.is_wide()) {
        title.place = vec![question.title.clone()];
    }
    rows.extend(form_rows(
        &question.form,
        scene.page_room(),
        scene.is_wide(),
    ));
    page.panes = vec![Pane {
        rows,
        active: true,
        ..Pane::default()
    }];
    page.over = None;
    let space = harmless(space);
    let note = scene.text_with("ui-conflict-note", "space", &space);
    page.notice = vec![piece(note, Role::Secondary)];
    page.standing = false;
    page.keys = front_keys(scene, &[("Enter", "ui-key-choose"), ("Esc", "ui-key-back")]);
}

fn front_keys(scene: &Scene<'_>, keys: &[(&str, &str)]) -> Vec<(String, String)> {
    keys.iter()
        .map(|(key, word)| ((*key).to_owned(), scene.text(word)))
        .collect()
}

fn room(scene: &Scene<'_>) -> usize {
    if scene.is_wide() {
        usize::from(scene.columns.saturating_sub(BOX_COLUMNS)).min(73)
    } else {
        scene.text_room(0)
    }
}

fn question_rows(scene: &Scene<'_>, question: &Question) -> Vec<Row> {
    form_rows(&question.form, room(scene), scene.is_wide())
}

fn palette_rows(scene: &Scene<'_>, palette: &Palette) -> Vec<Row> {
    let hits = palette.hits(scene.inside, scene.texts);
    let mut rows = vec![Row::text(format!(": {}_", palette.query.text()))];
    if hits.is_empty() {
        let query = palette.query.text();
        rows.push(Row::blank());
        rows.push(Row::text(scene.text_with("ui-palette-nothing", "query", query)).focused(true));
        return rows;
    }
    let mut heading = "";
    for (at, hit) in hits.iter().enumerate() {
        if hit.heading() != heading {
            heading = hit.heading();
            rows.push(Row::blank());
            rows.push(Row::heading(scene.text(heading)));
        }
        let row = match &hit.why_not {
            Some(why) => Row::role(hit.text.clone(), Role::Secondary).right(why.clone()),
            // In a small window the text itself says more than where it stands.
            None if hit.found && !scene.is_wide() => Row::text(hit.text.clone()),
            None => Row::text(hit.text.clone()).right(hit.beside.clone()),
        };
        rows.push(row.focused(at == palette.at));
    }
    // The query stays in view: rows that no longer fit above the focus are left out.
    let height = usize::from(
        scene
            .rows
            .saturating_sub(if scene.is_wide() { 10 } else { 6 }),
    );
    let focus = rows.iter().position(|row| row.focus).unwrap_or(0);
    if focus >= height && height > 2 {
        let gone = focus + 1 - height;
        rows.drain(1..=gone);
    }
    rows.truncate(height);
    rows
}

/// Words and keys that the help explains below the commands.
fn explained(scene: &Scene<'_>) -> Vec<Row> {
    let room = scene.text_room(0);
    let mut rows = Vec::new();
    for (heading, keys) in [("ui-help-words", GLOSSARY), ("ui-help-fields", FIELD_KEYS)] {
        rows.push(Row::blank());
        rows.push(Row::heading(scene.text(heading)));
        for key in keys {
            rows.extend(wrap(&scene.text(key), room).into_iter().map(Row::text));
        }
    }
    rows
}

fn help(scene: &Scene<'_>, page: &mut Page, focus: usize) {
    let commands = help_commands(scene.inside, scene.inside.helped());
    let (at, of) = ((focus + 1).to_string(), commands.len().to_string());
    let count = scene.texts.with("ui-at-of", &[("at", &at), ("of", &of)]);
    let old = page.title.take().unwrap_or_default();
    let titled = placed(vec![scene.text("ui-help")], count.clone());
    page.title = titled.title.map(|title| crate::view::page::Title {
        network: old.network,
        who: vec![count],
        short: old.short,
        ..title
    });
    page.rule = true;
    let keyed = if scene.is_wide() { KEY_COLUMNS } else { 10 };
    let mut rows = scene.top();
    let mut local = None;
    for (at, command) in commands.iter().enumerate() {
        if local != Some(command.is_local()) {
            if local.is_some() {
                rows.push(Row::blank());
            }
            let heading = if command.is_local() {
                "ui-help-here"
            } else {
                "ui-help-everywhere"
            };
            rows.push(Row::heading(scene.text(heading)));
            local = Some(command.is_local());
        }
        let keys = command.keys.join("  ");
        let pad = " ".repeat(keyed.saturating_sub(columns(&keys)).max(1));
        let mut row = Row {
            left: vec![
                piece(keys, Role::Key),
                piece(
                    format!("{pad}{}", scene.text(&command.text_key())),
                    Role::Text,
                ),
            ],
            ..Row::default()
        };
        if let Some(why) = (command.why_not)(scene.inside).filter(|_| scene.is_wide()) {
            row = row.right(scene.text(why));
        }
        rows.push(row.focused(at == focus));
    }
    rows.extend(explained(scene));
    page.panes = vec![Pane {
        rows,
        active: true,
        ..Pane::default()
    }];
    page.over = None;
    let why = commands
        .get(focus)
        .and_then(|command| (command.why_not)(scene.inside));
    let open = scene.inside.noun();
    let focused = commands.get(focus);
    let line = focused.and_then(|command| line_beside(command.act, open));
    let words = match (why, line) {
        (Some(why), _) => scene.text(why),
        (None, Some(line)) => scene.text_with("ui-help-line", "line", line),
        (None, None) => scene.text("ui-help-note"),
    };
    page.notice = vec![piece(words, Role::Secondary)];
    page.keys = front_keys(scene, &[("Enter", "ui-key-do"), ("Esc", "ui-key-close")]);
    page.help = None;
}
