//! Rows to fill in and to choose from: the wizard, questions and small forms are made of them.
//! Knows fields and choices, not what they are for.

use crossterm::event::KeyCode;

use super::field::Field;
use crate::keymap::Chord;

/// One row.
#[derive(Debug)]
pub(crate) enum Item {
    /// A field to type in.
    Field {
        label: String,
        field: Field,
        secret: bool,
    },
    /// Something to choose.
    Choice {
        text: String,
        hint: String,
        numbered: bool,
    },
    /// Words without focus.
    Words(String),
    /// A heading without focus.
    Heading(String),
    /// Nothing.
    Blank,
}

/// Rows, one of them with the focus.
#[derive(Debug, Default)]
pub(crate) struct Form {
    pub(crate) items: Vec<Item>,
    pub(crate) focus: usize,
    /// Hidden fields are shown as typed.
    pub(crate) reveal: bool,
    /// `Up` goes on into the words above the first row, which may not all be in view.
    pub(crate) reads: bool,
}

/// What a key did.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Outcome {
    /// Nothing.
    Nothing,
    /// A field changed or the focus moved.
    Changed,
    /// `Enter` on the field with this number among fields.
    Entered(usize),
    /// The choice with this number among choices.
    Chosen(usize),
    /// `Esc`.
    Back,
}

impl Form {
    /// A form with the focus on the first row that takes it.
    pub(crate) fn new(items: Vec<Item>) -> Self {
        let mut form = Self {
            items,
            focus: 0,
            reveal: false,
            reads: false,
        };
        if !form.takes_focus(0) {
            form.step(1);
        }
        form
    }

    /// Adds a field.
    pub(crate) fn field(label: String, text: &str) -> Item {
        Item::Field {
            label,
            field: Field::with(text),
            secret: false,
        }
    }

    /// Adds a field that hides what is typed.
    pub(crate) fn secret(label: String) -> Item {
        Item::Field {
            label,
            field: Field::default(),
            secret: true,
        }
    }

    /// Adds a choice.
    pub(crate) fn choice(text: String) -> Item {
        Item::Choice {
            text,
            hint: String::new(),
            numbered: false,
        }
    }

    fn takes_focus(&self, at: usize) -> bool {
        matches!(
            self.items.get(at),
            Some(Item::Field { .. } | Item::Choice { .. })
        )
    }

    fn step(&mut self, by: isize) {
        let mut at = self.focus;
        while let Some(next) = at.checked_add_signed(by) {
            if next >= self.items.len() {
                return;
            }
            at = next;
            let is_read = self.reads && matches!(self.items.get(at), Some(Item::Words(_)));
            if self.takes_focus(at) || is_read {
                self.focus = at;
                return;
            }
        }
    }

    fn turn(&mut self) {
        let before = self.focus;
        self.step(1);
        if self.focus == before {
            self.focus = 0;
            if !self.takes_focus(0) {
                self.step(1);
            }
        }
    }

    /// The texts of the fields.
    pub(crate) fn values(&self) -> Vec<String> {
        self.fields()
            .map(|field| field.text().trim().to_owned())
            .collect()
    }

    /// The fields.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &Field> {
        self.items.iter().filter_map(|item| match item {
            Item::Field { field, .. } => Some(field),
            _ => None,
        })
    }

    /// A field by its number.
    pub(crate) fn field_mut(&mut self, number: usize) -> Option<&mut Field> {
        self.items
            .iter_mut()
            .filter_map(|item| match item {
                Item::Field { field, .. } => Some(field),
                _ => None,
            })
            .nth(number)
    }

    fn focused_field(&mut self) -> Option<&mut Field> {
        match self.items.get_mut(self.focus) {
            Some(Item::Field { field, .. }) => Some(field),
            _ => None,
        }
    }

    /// True when letters go to a field.
    pub(crate) fn in_field(&self) -> bool {
        matches!(self.items.get(self.focus), Some(Item::Field { .. }))
    }

    fn number(&self, choices: bool) -> usize {
        self.items
            .iter()
            .take(self.focus)
            .filter(|item| match item {
                Item::Field { .. } => !choices,
                Item::Choice { .. } => choices,
                _ => false,
            })
            .count()
    }

    /// Puts the focus on the field with this number.
    pub(crate) fn focus_field(&mut self, number: usize) {
        let place = self
            .items
            .iter()
            .enumerate()
            .filter(|(_, item)| matches!(item, Item::Field { .. }))
            .nth(number);
        if let Some((at, _)) = place {
            self.focus = at;
        }
    }

    /// Pasted text.
    pub(crate) fn paste(&mut self, text: &str) -> Outcome {
        match self.focused_field() {
            Some(field) => {
                field.insert(text.trim_end_matches(['\r', '\n']));
                Outcome::Changed
            }
            None => Outcome::Nothing,
        }
    }

    /// Takes a key.
    pub(crate) fn key(&mut self, chord: Chord) -> Outcome {
        match chord.code {
            KeyCode::Esc => return Outcome::Back,
            KeyCode::Tab => self.turn(),
            KeyCode::Down => self.step(1),
            KeyCode::Up | KeyCode::BackTab => self.step(-1),
            KeyCode::Enter if self.in_field() => return Outcome::Entered(self.number(false)),
            // Words are read, not answered with.
            KeyCode::Enter if !self.takes_focus(self.focus) => return Outcome::Nothing,
            KeyCode::Enter => return Outcome::Chosen(self.number(true)),
            _ => return self.letter(chord),
        }
        Outcome::Changed
    }

    fn letter(&mut self, chord: Chord) -> Outcome {
        if let Some(field) = self.focused_field() {
            field.key(chord);
            return Outcome::Changed;
        }
        match chord.letter() {
            Some('j') => self.step(1),
            Some('k') => self.step(-1),
            Some(digit) => return self.digit(digit),
            None => return Outcome::Nothing,
        }
        Outcome::Changed
    }

    /// A digit takes the numbered choice of that number.
    fn digit(&mut self, digit: char) -> Outcome {
        let Some(number) = digit.to_digit(10).and_then(|digit| digit.checked_sub(1)) else {
            return Outcome::Nothing;
        };
        let mut numbered = self
            .items
            .iter()
            .enumerate()
            .filter(|(_, item)| matches!(item, Item::Choice { numbered: true, .. }));
        let Some((at, _)) = numbered.nth(number as usize) else {
            return Outcome::Nothing;
        };
        self.focus = at;
        Outcome::Chosen(self.number(true))
    }
}
