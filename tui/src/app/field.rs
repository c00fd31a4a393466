//! One line of typed text. Wiped when it goes: it may have held a passphrase.

use asamblea_node::client::Passphrase;
use crossterm::event::KeyCode;
use unicode_segmentation::UnicodeSegmentation;

use crate::harmless::harmless;
use crate::keymap::Chord;

/// The most bytes one line takes; no name, title, code or passphrase is longer. Room for all of
/// them is taken at once, so that growing leaves no copies of a passphrase in memory.
pub(crate) const FIELD_BYTES_MAX: usize = 1024;

/// A line and where the cursor stands in it.
pub(crate) struct Field {
    text: String,
    /// Bytes before the cursor; always at a boundary.
    at: usize,
}

impl Default for Field {
    fn default() -> Self {
        Self {
            text: String::with_capacity(FIELD_BYTES_MAX),
            at: 0,
        }
    }
}

impl Drop for Field {
    fn drop(&mut self) {
        drop(self.take_secret());
    }
}

impl std::fmt::Debug for Field {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Field(..)")
    }
}

impl Field {
    /// A field that holds something.
    pub(crate) fn with(text: &str) -> Self {
        let mut field = Self::default();
        field.insert(text);
        field
    }

    /// What was typed.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Takes what was typed as a passphrase and leaves the field empty.
    pub(crate) fn take_secret(&mut self) -> Passphrase {
        self.at = 0;
        Passphrase::new(std::mem::replace(
            &mut self.text,
            String::with_capacity(FIELD_BYTES_MAX),
        ))
    }

    /// Letters typed, as one counts them.
    pub(crate) fn letters(&self) -> usize {
        self.text.graphemes(true).count()
    }

    /// Text before the cursor.
    pub(crate) fn before(&self) -> &str {
        &self.text[..self.at]
    }

    /// Puts text in at the cursor, as far as there is room.
    pub(crate) fn insert(&mut self, text: &str) {
        for piece in harmless(text).graphemes(true) {
            if self.text.len() + piece.len() > FIELD_BYTES_MAX {
                return;
            }
            self.text.insert_str(self.at, piece);
            self.at += piece.len();
        }
    }

    /// Takes a key; true when the text changed.
    pub(crate) fn key(&mut self, chord: Chord) -> bool {
        let back = || {
            self.text[..self.at]
                .graphemes(true)
                .next_back()
                .map(str::len)
        };
        let ahead = || self.text[self.at..].graphemes(true).next().map(str::len);
        match chord.code {
            KeyCode::Char('u') if chord.ctrl => {
                let held = !self.text.is_empty();
                // What goes is wiped, as it may have been a passphrase.
                drop(self.take_secret());
                return held;
            }
            KeyCode::Char(_) => {
                let Some(letter) = chord.letter() else {
                    return false;
                };
                self.insert(letter.encode_utf8(&mut [0; 4]));
                return true;
            }
            KeyCode::Backspace => {
                let Some(size) = back() else { return false };
                self.at -= size;
                self.text.replace_range(self.at..self.at + size, "");
                return true;
            }
            KeyCode::Delete => {
                let Some(size) = ahead() else { return false };
                self.text.replace_range(self.at..self.at + size, "");
                return true;
            }
            KeyCode::Left => self.at -= back().unwrap_or(0),
            KeyCode::Right => self.at += ahead().unwrap_or(0),
            KeyCode::Home => self.at = 0,
            KeyCode::End => self.at = self.text.len(),
            _ => {}
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn type_in(field: &mut Field, codes: &[KeyCode]) {
        for &code in codes {
            field.key(Chord { code, ctrl: false });
        }
    }

    #[test]
    fn a_letter_with_its_accents_goes_as_one() {
        let mut field = Field::with("ne\u{301}x");
        type_in(
            &mut field,
            &[KeyCode::Left, KeyCode::Backspace, KeyCode::Char('o')],
        );
        assert_eq!(field.text(), "nox");
        assert_eq!(field.before(), "no");
        type_in(
            &mut field,
            &[KeyCode::Delete, KeyCode::Delete, KeyCode::Home],
        );
        assert_eq!((field.text(), field.before()), ("no", ""));
    }

    #[test]
    fn one_key_empties_the_line_and_typing_goes_on() {
        let mut field = Field::with("2027-04-15");
        let empties = Chord {
            code: KeyCode::Char('u'),
            ctrl: true,
        };
        assert!(field.key(empties));
        assert_eq!((field.text(), field.before()), ("", ""));
        assert!(!field.key(empties), "nothing changes in an empty one");
        type_in(&mut field, &[KeyCode::Char('u')]);
        assert_eq!((field.text(), field.before()), ("u", "u"));
    }

    #[test]
    fn a_field_never_grows_past_its_room_and_never_moves() {
        let mut field = Field::default();
        let place = field.text.as_ptr();
        field.insert(&"é".repeat(FIELD_BYTES_MAX));
        assert_eq!(field.text().len(), FIELD_BYTES_MAX);
        assert_eq!(field.text.as_ptr(), place);
        assert_eq!(format!("{field:?}"), "Field(..)");
    }
}
