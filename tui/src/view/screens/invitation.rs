//! An invitation: a square to show and a code to read out.

use qrcode::{Color, EcLevel, QrCode};

use super::people::kind_key;
use super::{Scene, placed};
use crate::harmless::harmless;
use crate::theme::Role;
use crate::view::page::{GUTTER, Page, Pane, Row, TWO_PANES, piece};
use crate::view::text::wrap;
use crate::view::when::when_exactly;

/// Letters in a group of the code, so that it can be read out.
const GROUP_LETTERS: usize = 4;
/// Light modules around the square.
const MARGIN_MODULES: usize = 2;
/// Rows that are not the square's: title, notice, keys.
const OTHER_ROWS: u16 = 3;
/// Columns of the words beside the square.
const BESIDE_COLUMNS: usize = 30;

fn square(code: &str) -> Option<Vec<Vec<bool>>> {
    let plain: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let qr = QrCode::with_error_correction_level(plain, EcLevel::L).ok()?;
    let size = qr.width();
    let colors = qr.to_colors();
    let side = size + 2 * MARGIN_MODULES;
    let dark = |x: usize, y: usize| {
        let (x, y) = (x.checked_sub(MARGIN_MODULES), y.checked_sub(MARGIN_MODULES));
        match (x, y) {
            (Some(x), Some(y)) if x < size && y < size => colors[y * size + x] == Color::Dark,
            _ => false,
        }
    };
    Some(
        (0..side)
            .map(|y| (0..side).map(|x| dark(x, y)).collect())
            .collect(),
    )
}

/// The square fits a window.
pub(crate) fn square_fits(code: &str, size: (u16, u16)) -> bool {
    square(code).is_some_and(|square| {
        let side = square.len();
        let columns = usize::from(size.0.saturating_sub(GUTTER + 1));
        let rows = usize::from(size.1.saturating_sub(OTHER_ROWS));
        side <= columns && side.div_ceil(2) <= rows
    })
}

fn square_rows(square: &[Vec<bool>]) -> Vec<String> {
    square
        .chunks(2)
        .map(|pair| {
            (0..square.len())
                .map(|x| {
                    let below = pair.get(1).is_some_and(|row| row[x]);
                    match (pair[0][x], below) {
                        (true, true) => '█',
                        (true, false) => '▀',
                        (false, true) => '▄',
                        (false, false) => ' ',
                    }
                })
                .collect()
        })
        .collect()
}

/// The code in groups, as many in a row as fit.
fn groups(code: &str, room: usize) -> Vec<String> {
    let letters: Vec<char> = harmless(code)
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    let groups: Vec<String> = letters
        .chunks(GROUP_LETTERS)
        .map(|group| group.iter().collect())
        .collect();
    wrap(&groups.join(" "), room)
}

/// Of a place whose code lies in a file, or in parts, and nowhere else.
fn elsewhere(scene: &Scene<'_>, kind: &str) -> Pane {
    let words = match kind {
        "recovery" => "ui-invitation-recovery-words",
        _ => "ui-invitation-backup-words",
    };
    Pane {
        rows: lines(&scene.text(words), scene.text_room(0)),
        active: true,
        ..Pane::default()
    }
}

/// The page.
pub(super) fn page(scene: &Scene<'_>) -> Page {
    let Some(shown) = &scene.inside.shown else {
        return Page::default();
    };
    let invitation = &shown.invitation;
    let name = invitation.name.as_deref().map(harmless);
    let whom = name.unwrap_or_else(|| scene.text(kind_key(&invitation.kind)));
    let title = scene.text_with("ui-invitation-for", "name", &whom);
    let mut page = placed(vec![title.clone()], String::new());
    if invitation.invite.is_empty() {
        page.panes = vec![elsewhere(scene, &invitation.kind)];
        return page;
    }
    let square = if shown.square && scene.inside.square_fits {
        square(&invitation.invite)
    } else {
        None
    };
    let side = square.as_ref().map_or(0, Vec::len);
    let wide = scene.columns >= TWO_PANES;
    let text_room = scene.text_room(0);
    let beside = wide && text_room >= side + 3 + BESIDE_COLUMNS;
    let room = if square.is_some() {
        text_room.saturating_sub(side + 3)
    } else {
        text_room
    };
    let ends = when_exactly(scene.texts, &scene.app.clock, &invitation.expires);
    let mut words = Vec::new();
    if wide {
        words.push(Row::heading(title));
    }
    words.push(Row::text(scene.text(kind_key(&invitation.kind))));
    words.extend(lines(
        &scene.text_with("ui-invitation-ends", "when", &ends),
        room,
    ));
    words.push(Row::blank());
    let code = words.len();
    words.extend(
        groups(&invitation.invite, room)
            .into_iter()
            .map(Row::heading),
    );
    words.push(Row::blank());
    let after = if invitation.practice {
        "practice-invitation"
    } else {
        "ui-invitation-unverified"
    };
    words.extend(lines(&scene.text(after), room));
    words[code].focus = true;
    page.tight = square.is_some();
    let rows = match square {
        None => words,
        Some(square) => beside_rows(&square_rows(&square), words, beside),
    };
    page.panes = vec![Pane {
        rows,
        active: true,
        ..Pane::default()
    }];
    let note = if page.tight && !wide {
        let day = scene.when(&invitation.expires);
        let arguments = [("name", whom.as_str()), ("when", &day)];
        scene.texts.with("ui-invitation-short", &arguments)
    } else {
        scene.text("ui-invitation-note")
    };
    page.notice = vec![piece(note, Role::Care)];
    page
}

fn lines(text: &str, room: usize) -> Vec<Row> {
    wrap(text, room.max(1)).into_iter().map(Row::text).collect()
}

/// The square at the left, the words at the right where there is room for both.
fn beside_rows(square: &[String], words: Vec<Row>, beside: bool) -> Vec<Row> {
    let side = square.first().map_or(0, |row| row.chars().count());
    let mut words = if beside { words } else { Vec::new() }.into_iter();
    let mut rows = Vec::new();
    for line in square {
        let word = words.next().unwrap_or_default();
        let mut left = vec![piece(line.clone(), Role::Square), piece("   ", Role::Text)];
        left.extend(word.left);
        rows.push(Row {
            left,
            focus: word.focus,
            caret: word.focus.then_some(side + 3),
            ..Row::default()
        });
    }
    if !rows.iter().any(|row| row.focus)
        && let Some(row) = rows.first_mut()
    {
        row.focus = true;
        row.caret = Some(0);
    }
    rows
}
