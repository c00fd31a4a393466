//! A table as rows of a pane: columns under their heads, and bars that can be counted. Where the
//! room is short the columns that matter least are left out.

use super::page::{Piece, Row, piece};
use super::text::{columns, cut};
use crate::theme::Role;

/// Blank columns between two columns.
const GAP: usize = 2;
/// The least columns of text that make a column worth showing.
const TEXT_COLUMNS_MIN: usize = 8;

/// A column.
#[derive(Clone, Debug, Default)]
pub(crate) struct Column {
    pub(crate) head: String,
    /// Numbers stand at the right.
    pub(crate) number: bool,
    /// Left out first where the room is short; 0 never.
    pub(crate) spare: u8,
}

impl Column {
    /// A column of text that always stays.
    pub(crate) fn text(head: impl Into<String>) -> Self {
        Self {
            head: head.into(),
            ..Self::default()
        }
    }

    /// A column of numbers that always stays.
    pub(crate) fn number(head: impl Into<String>) -> Self {
        Self {
            number: true,
            ..Self::text(head)
        }
    }

    /// Says how early it is left out where the room is short.
    pub(crate) const fn spare(mut self, spare: u8) -> Self {
        self.spare = spare;
        self
    }
}

/// A table: every line has a cell for each column.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    pub(crate) columns: Vec<Column>,
    pub(crate) lines: Vec<Vec<Piece>>,
}

impl Table {
    /// A table without lines.
    pub(crate) const fn new(columns: Vec<Column>) -> Self {
        Self {
            columns,
            lines: Vec::new(),
        }
    }

    /// Adds a line of ordinary text.
    pub(crate) fn line(&mut self, cells: impl IntoIterator<Item = String>) {
        let cells = cells.into_iter().map(|cell| piece(cell, Role::Text));
        self.lines.push(cells.collect());
    }

    fn width(&self, at: usize) -> usize {
        let cells = self.lines.iter().filter_map(|line| line.get(at));
        let cells = cells.map(|cell| columns(&cell.text)).max().unwrap_or(0);
        let head = self
            .columns
            .get(at)
            .map_or(0, |column| columns(&column.head));
        cells.max(head)
    }

    /// Which columns are shown in so much room, each with its width. The first text column gives
    /// way once nothing can be left out any more.
    fn fitted(&self, room: usize) -> Vec<(usize, usize)> {
        let mut shown: Vec<usize> = (0..self.columns.len()).collect();
        let total = |shown: &[usize]| {
            let widths = shown.iter().map(|at| self.width(*at)).sum::<usize>();
            widths + GAP * shown.len().saturating_sub(1)
        };
        while total(&shown) > room {
            let spare = |at: &usize| self.columns.get(*at).map_or(0, |column| column.spare);
            let Some(first) = shown.iter().copied().max_by_key(spare) else {
                break;
            };
            if spare(&first) == 0 {
                break;
            }
            shown.retain(|at| *at != first);
        }
        let over = total(&shown).saturating_sub(room);
        let mut over = over;
        let fit = shown.into_iter().map(|at| {
            let width = self.width(at);
            let gives = self.columns.get(at).is_some_and(|column| !column.number);
            let less = if gives {
                over.min(width.saturating_sub(TEXT_COLUMNS_MIN))
            } else {
                0
            };
            over -= less;
            (at, width - less)
        });
        fit.collect()
    }

    fn row(&self, fitted: &[(usize, usize)], cells: &[Piece]) -> Row {
        let mut left = Vec::new();
        for (nth, (at, width)) in fitted.iter().enumerate() {
            let (text, role) = cells.get(*at).map_or((String::new(), Role::Text), |cell| {
                (cut(&cell.text, *width), cell.role)
            });
            let blank = " ".repeat(width.saturating_sub(columns(&text)));
            let number = self.columns.get(*at).is_some_and(|column| column.number);
            let last = nth + 1 == fitted.len();
            let padded = match (number, last) {
                (true, _) => format!("{blank}{text}"),
                (false, true) => text,
                (false, false) => format!("{text}{blank}"),
            };
            left.push(piece(padded, role));
            if !last {
                left.push(piece(" ".repeat(GAP), Role::Text));
            }
        }
        Row {
            left,
            ..Row::default()
        }
    }

    /// The heads where there are any, then a row for each line.
    pub(crate) fn rows(&self, room: usize) -> Vec<Row> {
        let fitted = self.fitted(room);
        let mut rows = Vec::new();
        if self.columns.iter().any(|column| !column.head.is_empty()) {
            let heads = self.columns.iter();
            let heads: Vec<Piece> = heads
                .map(|column| piece(column.head.clone(), Role::Secondary))
                .collect();
            rows.push(self.row(&fitted, &heads));
        }
        rows.extend(self.lines.iter().map(|line| self.row(&fitted, line)));
        rows
    }
}

/// A bar of so many cells; each stands for `each` where the largest does not fit.
pub(crate) fn bar(count: u64, largest: u64, cells: usize) -> String {
    let room = u64::try_from(cells).unwrap_or(u64::MAX);
    let filled = if largest <= room {
        count
    } else {
        // What is there at all has a cell.
        (count.saturating_mul(room) / largest).max(count.min(1))
    };
    "█".repeat(usize::try_from(filled).unwrap_or(cells).min(cells))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(row: &Row) -> String {
        row.left.iter().map(|piece| piece.text.as_str()).collect()
    }

    fn table() -> Table {
        let mut table = Table::new(vec![
            Column::text("Org."),
            Column::number("n"),
            Column::text("Estado").spare(1),
        ]);
        table.line(["Ñandú".to_owned(), "7".to_owned(), "votó".to_owned()]);
        table.line(["Esquina".to_owned(), "12".to_owned(), "falta".to_owned()]);
        table
    }

    #[test]
    fn columns_stand_under_their_heads_and_numbers_at_the_right() {
        let rows: Vec<String> = table().rows(40).iter().map(text).collect();
        assert_eq!(
            rows,
            [
                "Org.      n  Estado",
                "Ñandú     7  votó",
                "Esquina  12  falta"
            ]
        );
    }

    #[test]
    fn spare_columns_go_first_and_then_text_is_cut() {
        let rows: Vec<String> = table().rows(18).iter().map(text).collect();
        assert_eq!(rows, ["Org.      n", "Ñandú     7", "Esquina  12"]);
        let mut wide = table();
        wide.line([
            "Organización larga".to_owned(),
            "1".to_owned(),
            String::new(),
        ]);
        for row in wide.rows(14) {
            assert!(columns(&text(&row)) <= 14, "{}", text(&row));
        }
    }

    #[test]
    fn bars_can_be_counted_while_they_fit() {
        assert_eq!(bar(3, 5, 10), "███");
        assert_eq!(bar(0, 5, 10), "");
        assert_eq!(bar(100, 100, 10), "█".repeat(10));
        assert_eq!(bar(1, 100, 10), "█");
    }
}
