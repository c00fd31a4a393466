//! What a screen shows, as plain values, and the one place that draws it. The grammar of every
//! screen (gutters, title, notice, keys, cutting, the cursor on the focused row) is kept here
//! once; screens only say which rows they have.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use super::clusters;
use super::text::{columns, cut, wrap};
use crate::theme::{Role, Theme};

/// The smallest window that is drawn.
pub(crate) const COLUMNS_MIN: u16 = 40;
/// The smallest window that is drawn.
pub(crate) const ROWS_MIN: u16 = 20;
/// From here on two panes stand side by side.
pub(crate) const TWO_PANES: u16 = 60;
/// From here on three panes stand side by side.
pub(crate) const THREE_PANES: u16 = 100;
/// Columns left of every text: focus, state, blank.
pub(crate) const GUTTER: u16 = 3;
/// Rows that a long notice may take.
const NOTICE_ROWS_MAX: usize = 3;
/// The widest a row of text is set.
const ROW_COLUMNS_MAX: u16 = 75;

/// A piece of a row.
#[derive(Clone, Debug, Default)]
pub(crate) struct Piece {
    pub(crate) text: String,
    pub(crate) role: Role,
}

/// Makes a piece.
pub(crate) fn piece(text: impl Into<String>, role: Role) -> Piece {
    Piece {
        text: text.into(),
        role,
    }
}

/// A row of a pane.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row {
    /// What stands in the second column.
    pub(crate) mark: Option<(char, Role)>,
    /// The focused row of its pane.
    pub(crate) focus: bool,
    /// Where the cursor stands in the text of a field or editor; such a row is not reversed.
    pub(crate) caret: Option<usize>,
    /// Column of the cursor on a focused row that is no field.
    pub(crate) cursor: usize,
    pub(crate) left: Vec<Piece>,
    pub(crate) right: Vec<Piece>,
    /// A thin line over the whole pane instead of text, with the text set into it.
    pub(crate) rule: bool,
}

impl Row {
    /// A row of ordinary text.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::role(text, Role::Text)
    }

    /// A row in a role.
    pub(crate) fn role(text: impl Into<String>, role: Role) -> Self {
        Self {
            left: vec![piece(text, role)],
            ..Self::default()
        }
    }

    /// A heading.
    pub(crate) fn heading(text: impl Into<String>) -> Self {
        Self::role(text, Role::Heading)
    }

    /// An empty row.
    pub(crate) fn blank() -> Self {
        Self::default()
    }

    /// A line with words set into it.
    pub(crate) fn ruled(text: impl Into<String>) -> Self {
        Self {
            rule: true,
            ..Self::role(text, Role::Secondary)
        }
    }

    /// Adds what stands flush right.
    pub(crate) fn right(mut self, text: impl Into<String>) -> Self {
        self.right.push(piece(text, Role::Secondary));
        self
    }

    /// Adds what stands flush right, in a role.
    pub(crate) fn right_as(mut self, text: impl Into<String>, role: Role) -> Self {
        self.right.push(piece(text, role));
        self
    }

    /// Sets the mark.
    pub(crate) const fn mark(mut self, mark: char, role: Role) -> Self {
        self.mark = Some((mark, role));
        self
    }

    /// Sets the mark where there is one.
    pub(crate) const fn marked(mut self, mark: Option<(char, Role)>) -> Self {
        self.mark = mark;
        self
    }

    /// Says whether it has the focus.
    pub(crate) const fn focused(mut self, focus: bool) -> Self {
        self.focus = focus;
        self
    }

    fn words(&self) -> String {
        self.left.iter().map(|piece| piece.text.as_str()).collect()
    }
}

/// How far a pane is scrolled.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) enum Scroll {
    /// So that the focused row is in view.
    #[default]
    Focus,
    /// To the end.
    End,
    /// This row stands first.
    Top(usize),
}

/// Rows that scroll together.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pane {
    /// Columns, gutter and line included; 0 takes what is left.
    pub(crate) width: u16,
    /// The first row, which does not scroll.
    pub(crate) head: Option<Row>,
    pub(crate) rows: Vec<Row>,
    /// Rows at the foot, which do not scroll.
    pub(crate) foot: Vec<Row>,
    /// Keys act here.
    pub(crate) active: bool,
    pub(crate) scroll: Scroll,
}

/// The first line.
#[derive(Clone, Debug, Default)]
pub(crate) struct Title {
    /// The network; empty before it may be named.
    pub(crate) network: String,
    /// Where I am, outermost first.
    pub(crate) place: Vec<String>,
    /// Who I am, who is reachable, what waits: the least important first, which is left out first.
    pub(crate) who: Vec<String>,
    /// The same in a narrow window.
    pub(crate) short: String,
    /// What stands right of the place in a narrow window.
    pub(crate) detail: String,
}

/// Something that interrupts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Interruption {
    pub(crate) title: String,
    pub(crate) rows: Vec<Row>,
}

/// A whole screen.
#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    /// Absent on a locked screen, which names nothing.
    pub(crate) title: Option<Title>,
    /// A thin line stands under the title.
    pub(crate) rule: bool,
    pub(crate) panes: Vec<Pane>,
    pub(crate) over: Option<Interruption>,
    pub(crate) notice: Vec<Piece>,
    /// The notice gives way to the full text of a focused row that was cut.
    pub(crate) standing: bool,
    /// Only one row stands above the body: the square of an invitation needs every row.
    pub(crate) tight: bool,
    /// Key and word.
    pub(crate) keys: Vec<(String, String)>,
    /// The last of the keys stays when there is no room for all.
    pub(crate) help: Option<(String, String)>,
}

struct Painter<'a> {
    buffer: &'a mut Buffer,
    theme: Theme,
    cursor: Option<Position>,
    /// Full text of the focused row, when it was cut.
    lost: Option<String>,
}

/// Draws a page and says where the cursor goes.
pub(crate) fn paint(page: &Page, buffer: &mut Buffer, theme: Theme) -> Option<Position> {
    let area = buffer.area;
    let mut painter = Painter {
        buffer,
        theme,
        cursor: None,
        lost: None,
    };
    let wide = area.width >= TWO_PANES;
    if let Some(title) = &page.title {
        painter.title(title, area, wide, page.rule, page.tight);
    }
    let notice = painter.notice_lines(page, area, wide);
    let above = match (page.tight, wide) {
        (true, _) => 1,
        (false, true) => 2,
        (false, false) => 3,
    };
    let below = 1 + u16::try_from(notice.len().max(1)).unwrap_or(1);
    let body = Rect::new(
        0,
        above,
        area.width,
        area.height.saturating_sub(above + below),
    );
    match &page.over {
        Some(over) if wide => painter.boxed(over, body),
        Some(over) => {
            let pane = Pane {
                rows: over.rows.clone(),
                active: true,
                ..Pane::default()
            };
            painter.pane(&pane, body, 1);
        }
        None => painter.panes(&page.panes, body, wide),
    }
    painter.foot(page, area, wide, &notice);
    let cursor = painter.cursor;
    clusters::split(buffer);
    if theme.symbol("─").is_some() {
        for cell in &mut buffer.content {
            if let Some(plain) = theme.symbol(cell.symbol()) {
                cell.set_symbol(plain);
            }
        }
    }
    cursor
}

/// As many of the last parts as fit.
fn fitting(parts: &[String], room: usize) -> String {
    let joined = (0..parts.len()).map(|from| parts.get(from..).unwrap_or_default().join(" · "));
    let mut best = String::new();
    for words in joined {
        best = words;
        if columns(&best) <= room {
            break;
        }
    }
    best
}

impl Painter<'_> {
    fn put(&mut self, x: u16, y: u16, text: &str, style: Style) {
        // A window may shrink between the layout and the frame.
        let area = self.buffer.area;
        if x < area.right() && y < area.bottom() {
            self.buffer.set_string(x, y, text, style);
        }
    }

    fn pair(&mut self, y: u16, area: Rect, left: &[Piece], right: &str) {
        let margin = if area.width >= TWO_PANES { 2 } else { 1 };
        let room = usize::from(area.width.saturating_sub(GUTTER + margin));
        let right = cut(right, room);
        let beside = if right.is_empty() {
            0
        } else {
            columns(&right) + 1
        };
        let used = self.pieces(GUTTER, y, left, room.saturating_sub(beside), Style::new());
        let at = room.saturating_sub(columns(&right)).max(used);
        self.put(
            GUTTER + u16::try_from(at).unwrap_or(0),
            y,
            &right,
            Style::new(),
        );
    }

    fn title(&mut self, title: &Title, area: Rect, wide: bool, rule: bool, tight: bool) {
        let bold = |text: &str| vec![piece(text, Role::Heading)];
        if !wide {
            self.pair(0, area, &bold(&title.network), &title.short);
            if tight {
                return;
            }
            let place = title.place.join(" › ");
            self.pair(1, area, &bold(&place), &title.detail);
            return;
        }
        let mut words = vec![title.network.clone()];
        words.extend(title.place.iter().cloned());
        let words: Vec<String> = words.into_iter().filter(|word| !word.is_empty()).collect();
        let words = words.join(" › ");
        // Where I am is more than who I am.
        let room = usize::from(area.width.saturating_sub(GUTTER + 2));
        let free = room.saturating_sub(columns(&words) + 1);
        let who = fitting(&title.who, free);
        self.pair(0, area, &bold(&words), &cut(&who, free));
        if rule {
            let line = "─".repeat(usize::from(area.width));
            self.put(0, 1, &line, self.theme.style(Role::Secondary));
        }
    }

    fn pieces(&mut self, x: u16, y: u16, pieces: &[Piece], room: usize, over: Style) -> usize {
        let mut used = 0;
        for piece in pieces {
            let text = cut(&piece.text, room.saturating_sub(used));
            let at = x + u16::try_from(used).unwrap_or(0);
            self.put(at, y, &text, self.theme.style(piece.role).patch(over));
            used += columns(&text);
            if text != piece.text {
                break;
            }
        }
        used
    }

    fn row(&mut self, row: &Row, area: Rect, active: bool, margin: u16) {
        let (x, y) = (area.x, area.y);
        let text_width = area
            .width
            .saturating_sub(GUTTER + margin)
            .min(ROW_COLUMNS_MAX);
        let room = usize::from(text_width);
        if row.rule {
            let head = row.words();
            let text = if head.is_empty() {
                "─".repeat(room)
            } else {
                let head = cut(&format!("── {head} "), room);
                let rest = room.saturating_sub(columns(&head));
                format!("{head}{}", "─".repeat(rest))
            };
            self.put(x + GUTTER, y, &text, self.theme.style(Role::Secondary));
            return;
        }
        let here = row.focus && active;
        let over = match (here && row.caret.is_none(), row.focus && !active) {
            (true, _) => Style::new().add_modifier(Modifier::REVERSED),
            (_, true) => Style::new().add_modifier(Modifier::BOLD),
            _ => Style::new(),
        };
        let right: usize = row.right.iter().map(|piece| columns(&piece.text)).sum();
        let beside = if right == 0 { 0 } else { right + 1 };
        let left_room = room.saturating_sub(beside);
        if here {
            let at = row.caret.unwrap_or(row.cursor).min(room);
            let column = x + GUTTER + u16::try_from(at).unwrap_or(0);
            self.cursor = Some(Position::new(column.min(area.right().saturating_sub(1)), y));
            self.put(x, y, "›", self.theme.style(Role::Text));
            if row.caret.is_none() {
                let blank = " ".repeat(room);
                self.put(x + GUTTER, y, &blank, over);
            }
            let words = row.words();
            if columns(&words) > left_room && row.caret.is_none() {
                // Blanks that set columns are no part of what it says.
                let words: Vec<&str> = words.split_whitespace().collect();
                self.lost = Some(words.join(" "));
            }
        }
        if let Some((mark, role)) = row.mark {
            let mut text = [0; 4];
            self.put(
                x + 1,
                y,
                mark.encode_utf8(&mut text),
                self.theme.style(role),
            );
        }
        self.pieces(x + GUTTER, y, &row.left, left_room, over);
        let from = x + GUTTER + u16::try_from(room.saturating_sub(right)).unwrap_or(0);
        self.pieces(from, y, &row.right, right.min(room), over);
    }

    fn pane(&mut self, pane: &Pane, area: Rect, margin: u16) {
        let mut body = area;
        if let Some(head) = &pane.head {
            let top = Rect { height: 1, ..body };
            self.row(head, top, false, margin);
            let taken = 2.min(body.height);
            body.y += taken;
            body.height -= taken;
        }
        let foot = u16::try_from(pane.foot.len()).unwrap_or(0).min(body.height);
        body.height -= foot;
        let height = usize::from(body.height);
        let most = pane.rows.len().saturating_sub(height);
        let top = match pane.scroll {
            Scroll::End => most,
            Scroll::Top(top) => top.min(most),
            Scroll::Focus => {
                let focus = pane.rows.iter().position(|row| row.focus).unwrap_or(0);
                focus.saturating_sub(height / 2).min(most)
            }
        };
        // Whatever else, the focused row is in view.
        let focus = pane.rows.iter().position(|row| row.focus).unwrap_or(top);
        let top = if focus >= top + height {
            focus + 1 - height
        } else {
            top.min(focus)
        };
        for (y, row) in (body.y..).zip(pane.rows.iter().skip(top).take(height)) {
            let line = Rect {
                y,
                height: 1,
                ..body
            };
            self.row(row, line, pane.active, margin);
        }
        for (y, row) in (body.bottom()..).zip(pane.foot.iter().take(usize::from(foot))) {
            let line = Rect {
                y,
                height: 1,
                ..body
            };
            self.row(row, line, pane.active, margin);
        }
    }

    fn panes(&mut self, panes: &[Pane], body: Rect, wide: bool) {
        let fixed: u16 = panes.iter().map(|pane| pane.width).sum();
        let rest = body.width.saturating_sub(fixed);
        let mut x = body.x;
        for (at, pane) in panes.iter().enumerate() {
            let last = at + 1 == panes.len();
            let width = if pane.width == 0 { rest } else { pane.width };
            let margin = if last && wide { 2 } else { 1 };
            let lined = u16::from(!last);
            let area = Rect::new(x, body.y, width.saturating_sub(lined), body.height);
            self.pane(pane, area, margin);
            x += width;
            if !last {
                for y in body.y..body.bottom() {
                    self.put(x - 1, y, "│", self.theme.style(Role::Secondary));
                }
            }
        }
    }

    fn boxed(&mut self, over: &Interruption, body: Rect) {
        let width = body.width.saturating_sub(10).min(90);
        let wanted = u16::try_from(over.rows.len()).unwrap_or(u16::MAX);
        let height = wanted.saturating_add(4).min(body.height.saturating_sub(2));
        let x = (body.width - width) / 2;
        let y = body.y + (body.height - height) / 2;
        let inner = usize::from(width) - 2;
        let line = self.theme.style(Role::Secondary);
        let title = cut(&format!(" {} ", over.title), inner);
        let rest = "─".repeat(inner - columns(&title));
        self.put(x, y, &format!("┌{title}{rest}┐"), line);
        for row in y + 1..y + height - 1 {
            self.put(x, row, "│", line);
            self.put(x + width - 1, row, "│", line);
        }
        let bottom = format!("└{}┘", "─".repeat(inner));
        self.put(x, y + height - 1, &bottom, line);
        let pane = Pane {
            rows: over.rows.clone(),
            active: true,
            ..Pane::default()
        };
        let area = Rect::new(x + 1, y + 2, width - 2, height - 4);
        self.pane(&pane, area, 2);
    }

    /// The notice, on as many rows as it needs.
    fn notice_lines(&self, page: &Page, area: Rect, wide: bool) -> Vec<Piece> {
        let margin = if wide { 2 } else { 1 };
        let room = usize::from(area.width.saturating_sub(GUTTER + margin));
        let text: String = page
            .notice
            .iter()
            .map(|piece| piece.text.as_str())
            .collect();
        let role = page.notice.first().map_or(Role::Text, |piece| piece.role);
        let lines = wrap(&text, room).into_iter().take(NOTICE_ROWS_MAX);
        lines.map(|line| piece(line, role)).collect()
    }

    fn foot(&mut self, page: &Page, area: Rect, wide: bool, notice: &[Piece]) {
        let rows = u16::try_from(notice.len()).unwrap_or(1);
        let top = area.height - 1 - rows.max(1);
        let empty = notice.iter().all(|piece| piece.text.is_empty());
        match self.lost.take() {
            Some(lost) if empty || page.standing => {
                self.pair(area.height - 2, area, &[piece(lost, Role::Text)], "");
            }
            _ => {
                for (y, line) in (top..).zip(notice) {
                    self.pair(y, area, std::slice::from_ref(line), "");
                }
            }
        }
        let (most, gap) = if wide { (6, 3) } else { (3, 2) };
        let room = usize::from(area.width.saturating_sub(GUTTER + 1));
        let size = |key: &(String, String)| {
            columns(&key.0) + usize::from(!key.1.is_empty()) + columns(&key.1)
        };
        let mut keys: Vec<(String, String)> = page.keys.iter().take(most).cloned().collect();
        if let Some(help) = &page.help {
            keys.truncate(if wide { most - 1 } else { most });
            let word = if wide { help.1.clone() } else { String::new() };
            keys.push((help.0.clone(), word));
        }
        let total = |keys: &[(String, String)]| {
            keys.iter().map(size).sum::<usize>() + gap * keys.len().saturating_sub(1)
        };
        while total(&keys) > room && keys.len() > 1 {
            let spare = keys.len() - 1 - usize::from(page.help.is_some());
            keys.remove(spare);
        }
        let mut x = GUTTER;
        for (key, word) in &keys {
            self.put(x, area.height - 1, key, self.theme.style(Role::Key));
            x += u16::try_from(columns(key)).unwrap_or(0);
            if !word.is_empty() {
                self.put(x + 1, area.height - 1, word, Style::new());
                x += 1 + u16::try_from(columns(word)).unwrap_or(0);
            }
            x += u16::try_from(gap).unwrap_or(0);
        }
    }
}
