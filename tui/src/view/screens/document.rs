//! A document that several write in, and its versions.

use super::{Scene, placed};
use crate::app::document::{Document, History};
use crate::harmless::{harmless, harmless_lines};
use crate::theme::Role;
use crate::view::page::{GUTTER, Page, Pane, Piece, Row, Scroll, TWO_PANES, piece};
use crate::view::text::{Line, break_lines, columns, cut, line_of, shown, shown_width, wrap};

/// Columns at the right kept for the names of others.
const NAME_COLUMNS: u16 = 12;
/// The widest text is set.
const TEXT_COLUMNS_MAX: u16 = 66;
/// Rows that are not the text's: title, line or place, head, blank, notice (two in a narrow
/// window, where the head is not drawn), keys.
const OTHER_ROWS: u16 = 6;

/// Columns and rows of the text in a window, below which so many links of both directions and so
/// many files are named.
pub(crate) fn window(size: (u16, u16), links: (usize, usize), files: usize) -> (usize, usize) {
    let wide = size.0 >= TWO_PANES;
    let beside = if wide { 2 + NAME_COLUMNS } else { 2 };
    let room = size.0.saturating_sub(GUTTER + beside).min(TEXT_COLUMNS_MAX);
    let feet = super::links::foot_height(size.0, links) + super::files::foot_height(size.0, files);
    let others = OTHER_ROWS + feet;
    let rows = size.1.saturating_sub(others);
    (usize::from(room.max(10)), usize::from(rows.max(1)))
}

/// Who else is in it, in words.
pub(super) fn others(scene: &Scene<'_>, document: &Document) -> String {
    let mut names: Vec<String> = document
        .cursors
        .iter()
        .map(|other| harmless(&other.name))
        .collect();
    names.dedup();
    if names.is_empty() {
        return String::new();
    }
    scene.text_with("ui-doc-others", "names", &names.join(", "))
}

/// The page.
pub(super) fn page(scene: &Scene<'_>) -> Page {
    let Some(document) = scene.inside.document() else {
        return Page::default();
    };
    if let Some(history) = &document.history {
        return history_page(scene, document, history);
    }
    let title = harmless(&document.title);
    let (room, height) = document.window;
    let text = document.editor.chars();
    let lines = break_lines(text, room);
    let row = line_of(&lines, document.editor.cursor());
    let top = row.saturating_sub(document.editor.window_row.min(height.saturating_sub(1)));
    let last = (top + height).min(lines.len());
    let (from, to, of) = (
        (top + 1).to_string(),
        last.to_string(),
        lines.len().to_string(),
    );
    let count = scene.texts.with(
        "ui-from-to-of",
        &[("from", &from), ("to", &to), ("of", &of)],
    );
    let mut page = placed(
        vec![if scene.is_wide() {
            scene.text("ui-documents")
        } else {
            title.clone()
        }],
        count.clone(),
    );
    let mut rows = Vec::new();
    if document.opened {
        for (at, line) in lines.iter().enumerate().take(last).skip(top) {
            rows.push(text_row(
                scene,
                document,
                *line,
                at == row,
                last_of(&lines, at),
            ));
        }
    } else {
        rows.push(Row::role(scene.text("ui-loading"), Role::Secondary).focused(true));
    }
    let head = scene.is_wide().then(|| Row::heading(title).right(count));
    page.panes = vec![Pane {
        head,
        rows,
        foot: super::links::feet(scene, scene.text_room(0)),
        active: true,
        scroll: Scroll::Top(0),
        ..Pane::default()
    }];
    page
}

/// One past the last position of a cursor on this line.
fn last_of(lines: &[Line], at: usize) -> usize {
    lines.get(at + 1).map_or(usize::MAX, |next| next.from)
}

fn text_row(scene: &Scene<'_>, document: &Document, line: Line, here: bool, end: usize) -> Row {
    let text = document.editor.chars();
    let mut others: Vec<(usize, u8, &str)> = Vec::new();
    for other in &document.cursors {
        if (line.from..end).contains(&other.at) {
            let number = document.colour(&other.device);
            others.push((other.at.min(line.to), number, other.name.as_str()));
        }
    }
    others.sort_unstable();
    let mut row = Row {
        left: pieces(text, line, &others),
        focus: here,
        ..Row::default()
    };
    if here {
        let at = document.editor.cursor().clamp(line.from, line.to);
        row.caret = Some(text[line.from..at].iter().map(|&c| shown_width(c)).sum());
    }
    let Some((_, number, _)) = others.first() else {
        return row;
    };
    let role = Role::Other(*number);
    row.mark = Some(('▌', role));
    let names: Vec<String> = others.iter().map(|(_, _, name)| harmless(name)).collect();
    let used: usize = row.left.iter().map(|piece| columns(&piece.text)).sum();
    let free = scene
        .text_room(0)
        .saturating_sub(used + 2)
        .min(usize::from(NAME_COLUMNS));
    if free >= 4 {
        row.right = vec![piece(cut(&names.join(", "), free), role)];
    }
    row
}

/// The text of a line with others' cursors in it: a blank becomes `▌`, a letter takes the colour.
fn pieces(text: &[char], line: Line, others: &[(usize, u8, &str)]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut from = line.from;
    for &(at, number, _) in others {
        if at < from {
            continue;
        }
        let role = Role::Other(number);
        pieces.push(piece(shown(&text[from..at]), Role::Text));
        let under = text[..line.to].get(at).copied().filter(|c| *c != ' ');
        pieces.push(piece(
            under.map_or_else(|| "▌".to_owned(), |c| shown(&[c])),
            role,
        ));
        from = (at + 1).min(line.to);
    }
    if from < line.to {
        pieces.push(piece(shown(&text[from..line.to]), Role::Text));
    }
    pieces
}

fn history_page(scene: &Scene<'_>, document: &Document, history: &History) -> Page {
    let title = harmless(&document.title);
    let mut page = placed(
        vec![scene.text("ui-documents"), scene.text("ui-history")],
        String::new(),
    );
    let mut head = Row::heading(title);
    let mut rows = Vec::new();
    let mut scroll = Scroll::Focus;
    if let Some(text) = &history.text {
        let lines = wrap(&harmless_lines(text), scene.text_room(0));
        let top = history.top.min(lines.len().saturating_sub(1));
        scroll = Scroll::Top(top);
        rows = lines.into_iter().map(Row::text).collect();
        if let Some(row) = rows.get_mut(top) {
            row.focus = true;
            row.caret = Some(0);
        }
        if let Some(version) = history.versions.get(history.at) {
            head = head.right(scene.when(&version.at));
        }
    } else {
        for (at, version) in history.versions.iter().enumerate() {
            let words = format!(
                "{}  {}",
                scene.when(&version.at),
                scene.author(&version.author)
            );
            let row = Row::text(words)
                .right_as(format!("+{}", version.inserted), Role::Done)
                .right_as(format!(" -{}", version.deleted), Role::Danger);
            rows.push(row.focused(at == history.at));
        }
        if rows.is_empty() {
            rows.push(Row::role(scene.text("ui-loading"), Role::Secondary).focused(true));
        }
    }
    page.panes = vec![Pane {
        head: Some(head),
        rows,
        active: true,
        scroll,
        ..Pane::default()
    }];
    page.notice = vec![piece(scene.text("ui-history-note"), Role::Secondary)];
    page
}
