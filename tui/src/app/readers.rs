//! The page that says who reads a space and why.

use asamblea_node::api::ReaderRow;

use super::inside::Over;
use super::moves::moved;
use super::{App, Purpose};
use crate::view::screens;

/// The page's state.
#[derive(Debug, Default)]
pub(crate) struct Readers {
    /// The space that is asked about.
    pub(crate) space: String,
    /// Everyone; nothing while the answer is on its way.
    pub(crate) rows: Option<Vec<ReaderRow>>,
    /// The focused one.
    pub(crate) at: usize,
    /// The focused line of what is said of her, while that is read.
    pub(crate) line: Option<usize>,
}

impl Readers {
    /// Whom the focus is on.
    pub(crate) fn focused(&self) -> Option<&ReaderRow> {
        self.rows.as_ref()?.get(self.at)
    }
}

impl App {
    /// Opens the page for the space that keys act on.
    pub(super) fn open_readers(&mut self) {
        let Some(inside) = self.inside() else {
            return;
        };
        let Some(space) = inside.current_space().map(|row| row.id.clone()) else {
            return;
        };
        inside.over = Some(Over::Readers(Readers {
            space: space.clone(),
            ..Readers::default()
        }));
        self.read(Purpose::Readers(space));
        self.read_readers_page();
    }

    fn readers_page(&mut self) -> Option<&mut Readers> {
        match self.inside()?.over.as_mut()? {
            Over::Readers(readers) => Some(readers),
            _ => None,
        }
    }

    /// Reads the page anew, where it is open.
    pub(super) fn read_readers_page(&mut self) {
        if let Some(space) = self.readers_page().map(|readers| readers.space.clone()) {
            self.read(Purpose::SpaceReaders(space));
        }
    }

    /// The answer; the focus stays on whom it was on.
    pub(super) fn readers_came(&mut self, space: &str, rows: Vec<ReaderRow>) {
        let Some(readers) = self.readers_page().filter(|page| page.space == space) else {
            return;
        };
        let before = readers.focused().map(|row| row.id.clone());
        let at = rows.iter().position(|row| Some(&row.id) == before.as_ref());
        if at.is_none() {
            readers.line = None;
        }
        readers.at = at.unwrap_or(readers.at.min(rows.len().saturating_sub(1)));
        readers.rows = Some(rows);
    }

    /// Moves the focus among people, or among the lines about one.
    pub(super) fn step_readers(&mut self, by: isize) {
        let lines = screens::reader_lines(self);
        let Some(readers) = self.readers_page() else {
            return;
        };
        match &mut readers.line {
            Some(line) => *line = moved(*line, by, lines),
            None => {
                let count = readers.rows.as_ref().map_or(0, Vec::len);
                readers.at = moved(readers.at, by, count);
            }
        }
    }

    /// Goes into what is said of the focused one, or back to the list. False where the page is
    /// not open, or there is nothing to go back from.
    pub(super) fn turn_readers(&mut self, inward: bool) -> bool {
        let Some(readers) = self.readers_page() else {
            return false;
        };
        if !inward {
            return readers.line.take().is_some();
        }
        if readers.focused().is_some() {
            readers.line.get_or_insert(0);
        }
        true
    }
}
