//! Several lines of text with a cursor: what the composer and documents are written in. Positions
//! are code points, as in the node's splices. Knows text, not who else writes in it.

use asamblea_node::api::Splice;
use crossterm::event::KeyCode;
use unicode_segmentation::UnicodeSegmentation;

use crate::keymap::Chord;
use crate::view::text::{break_lines, line_of, shown_width};

/// Steps that can be undone.
const UNDO_MAX: usize = 500;
/// The most code points an editor holds; documents end well before it.
pub(crate) const EDITOR_CHARS_MAX: usize = 8 * 1024 * 1024;

/// A text being written.
#[derive(Clone, Debug, Default)]
pub(crate) struct Editor {
    text: Vec<char>,
    at: usize,
    /// Column that up and down try to keep.
    goal: Option<usize>,
    /// What takes back the last edits, newest last.
    undo: Vec<Splice>,
    /// Row of the window on which the cursor stands.
    pub(crate) window_row: usize,
}

impl Editor {
    /// An editor over a text, the cursor at its end.
    pub(crate) fn new(text: &str) -> Self {
        let text: Vec<char> = text.chars().collect();
        Self {
            at: text.len(),
            text,
            ..Self::default()
        }
    }

    /// The code points.
    pub(crate) fn chars(&self) -> &[char] {
        &self.text
    }

    /// The text.
    pub(crate) fn text(&self) -> String {
        self.text.iter().collect()
    }

    /// Where the cursor stands.
    pub(crate) const fn cursor(&self) -> usize {
        self.at
    }

    /// Puts the cursor somewhere.
    pub(crate) fn place_cursor(&mut self, at: usize) {
        self.at = at.min(self.text.len());
        self.goal = None;
    }

    fn edit(&mut self, at: usize, delete: usize, insert: &str) -> Option<Splice> {
        let coming = insert.chars().count();
        if self.text.len() - delete + coming > EDITOR_CHARS_MAX || (delete == 0 && coming == 0) {
            return None;
        }
        let gone: String = self.text.splice(at..at + delete, insert.chars()).collect();
        self.remember(Splice {
            at,
            delete: coming,
            insert: gone,
        });
        self.at = at + coming;
        self.goal = None;
        Some(Splice {
            at,
            delete,
            insert: insert.to_owned(),
        })
    }

    /// Letters typed one after the other are undone together, a word at a time.
    fn remember(&mut self, inverse: Splice) {
        if let Some(last) = self.undo.last_mut() {
            let follows = last.insert.is_empty()
                && inverse.insert.is_empty()
                && inverse.delete == 1
                && inverse.at == last.at + last.delete
                && self
                    .text
                    .get(inverse.at)
                    .is_some_and(|c| !c.is_whitespace());
            if follows {
                last.delete += 1;
                return;
            }
        }
        if self.undo.len() == UNDO_MAX {
            self.undo.remove(0);
        }
        self.undo.push(inverse);
    }

    /// Puts text in at the cursor.
    pub(crate) fn insert(&mut self, text: &str) -> Option<Splice> {
        self.edit(self.at, 0, text)
    }

    /// Takes back the last edit made here; what others wrote stays.
    pub(crate) fn undo(&mut self) -> Option<Splice> {
        let back = self.undo.pop()?;
        let splice = self.edit(back.at, back.delete, &back.insert)?;
        self.undo.pop();
        Some(splice)
    }

    /// Somebody else's edit. The cursor stays at its place in the text; undo follows.
    pub(crate) fn apply(&mut self, splice: &Splice) {
        let at = splice.at.min(self.text.len());
        let delete = splice.delete.min(self.text.len() - at);
        let coming = splice.insert.chars().count();
        self.text.splice(at..at + delete, splice.insert.chars());
        self.at = shift(self.at, at, delete, coming);
        self.undo.retain_mut(|back| {
            let apart = back.at + back.delete <= at || back.at >= at + delete;
            if back.at >= at + delete && (delete > 0 || back.at >= at) {
                back.at = back.at - delete + coming;
            }
            apart
        });
    }

    /// The stretch of the line around the cursor that makes one letter, before or after it.
    fn letter(&self, ahead: bool) -> usize {
        let near = 64;
        let range = if ahead {
            self.at..(self.at + near).min(self.text.len())
        } else {
            self.at.saturating_sub(near)..self.at
        };
        let text: String = self.text[range].iter().collect();
        let mut letters = text.graphemes(true);
        let letter = if ahead {
            letters.next()
        } else {
            letters.next_back()
        };
        letter.map_or(0, |letter| letter.chars().count())
    }

    /// Takes a key, for lines of `room` columns and a window of `height` rows. The splice is the
    /// edit it made, if any.
    pub(crate) fn key(&mut self, chord: Chord, room: usize, height: usize) -> Option<Splice> {
        let row = self.row(room);
        let splice = self.act(chord, room, height);
        let now = self.row(room);
        let moved = (self.window_row + now).saturating_sub(row);
        self.window_row = moved.min(height.saturating_sub(1)).min(now);
        splice
    }

    /// The visual row of the cursor.
    pub(crate) fn row(&self, room: usize) -> usize {
        line_of(&break_lines(&self.text, room), self.at)
    }

    fn act(&mut self, chord: Chord, room: usize, height: usize) -> Option<Splice> {
        match chord.code {
            KeyCode::Char('a') if chord.ctrl => self.edge(room, false),
            KeyCode::Char('e') if chord.ctrl => self.edge(room, true),
            KeyCode::Char(_) => {
                let letter = chord.letter()?;
                return self.insert(letter.encode_utf8(&mut [0; 4]));
            }
            KeyCode::Enter => return self.insert("\n"),
            KeyCode::Tab => return self.insert("    "),
            KeyCode::Backspace => {
                let size = self.letter(false);
                return self.edit(self.at - size, size, "");
            }
            KeyCode::Delete => {
                let (at, size) = (self.at, self.letter(true));
                return self.edit(at, size, "");
            }
            KeyCode::Left if chord.ctrl => self.word(false),
            KeyCode::Right if chord.ctrl => self.word(true),
            KeyCode::Left => self.place_cursor(self.at - self.letter(false)),
            KeyCode::Right => self.place_cursor(self.at + self.letter(true)),
            KeyCode::Up => self.rows(-1, room),
            KeyCode::Down => self.rows(1, room),
            KeyCode::PageUp => self.rows(-page(height), room),
            KeyCode::PageDown => self.rows(page(height), room),
            KeyCode::Home => self.edge(room, false),
            KeyCode::End => self.edge(room, true),
            _ => {}
        }
        None
    }

    fn edge(&mut self, room: usize, end: bool) {
        let lines = break_lines(&self.text, room);
        let line = lines[line_of(&lines, self.at)];
        self.place_cursor(if end { line.to } else { line.from });
    }

    fn word(&mut self, ahead: bool) {
        let mut at = self.at;
        let blank = |at: usize| self.text.get(at).is_none_or(|c| c.is_whitespace());
        if ahead {
            while at < self.text.len() && blank(at) {
                at += 1;
            }
            while at < self.text.len() && !blank(at) {
                at += 1;
            }
        } else {
            while at > 0 && blank(at - 1) {
                at -= 1;
            }
            while at > 0 && !blank(at - 1) {
                at -= 1;
            }
        }
        self.place_cursor(at);
    }

    fn rows(&mut self, by: isize, room: usize) {
        let lines = break_lines(&self.text, room);
        let row = line_of(&lines, self.at);
        let line = lines[row];
        let wide = |from: usize, to: usize| -> usize {
            self.text[from..to].iter().map(|&c| shown_width(c)).sum()
        };
        let goal = self.goal.unwrap_or_else(|| wide(line.from, self.at));
        let last = lines.len() - 1;
        let target = lines[row.saturating_add_signed(by).min(last)];
        let mut at = target.from;
        let mut column = 0;
        while at < target.to && column < goal {
            column += shown_width(self.text[at]);
            at += 1;
        }
        self.at = at;
        self.goal = Some(goal);
    }
}

fn page(height: usize) -> isize {
    isize::try_from(height.saturating_sub(1).max(1)).unwrap_or(1)
}

/// Where a position goes when `delete` code points at `at` give way to `coming` ones.
pub(crate) const fn shift(position: usize, at: usize, delete: usize, coming: usize) -> usize {
    if position <= at {
        position
    } else if position >= at + delete {
        position - delete + coming
    } else {
        at
    }
}

/// The one splice that makes `after` out of `before`, around what both begin and end with;
/// `None` when they are equal.
pub(crate) fn difference(before: &[char], after: &[char]) -> Option<Splice> {
    let at = before
        .iter()
        .zip(after)
        .take_while(|(old, new)| old == new)
        .count();
    let tail = before[at..]
        .iter()
        .rev()
        .zip(after[at..].iter().rev())
        .take_while(|(old, new)| old == new)
        .count();
    let delete = before.len() - at - tail;
    let insert: String = after[at..after.len() - tail].iter().collect();
    (delete > 0 || !insert.is_empty()).then_some(Splice { at, delete, insert })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(editor: &mut Editor, code: KeyCode) -> Option<Splice> {
        editor.key(Chord { code, ctrl: false }, 10, 5)
    }

    fn splice(at: usize, delete: usize, insert: &str) -> Splice {
        Splice {
            at,
            delete,
            insert: insert.to_owned(),
        }
    }

    #[test]
    fn the_cursor_keeps_its_place_when_others_write() {
        let mut editor = Editor::new("uno tres");
        editor.place_cursor(4);
        editor.apply(&splice(0, 0, "¡"));
        assert_eq!(editor.cursor(), 5);
        editor.apply(&splice(5, 0, "dos "));
        assert_eq!(
            (editor.cursor(), editor.text().as_str()),
            (5, "¡uno dos tres")
        );
        editor.apply(&splice(3, 4, ""));
        assert_eq!((editor.cursor(), editor.text().as_str()), (3, "¡uns tres"));
        editor.apply(&splice(90, 9, "!"));
        assert_eq!(editor.text(), "¡uns tres!");
    }

    #[test]
    fn undo_takes_back_mine_and_leaves_what_others_wrote() {
        let mut editor = Editor::new("");
        for c in "hola".chars() {
            key(&mut editor, KeyCode::Char(c));
        }
        editor.apply(&splice(0, 0, "Ana: "));
        editor.apply(&splice(9, 0, " amigas"));
        assert_eq!(editor.undo(), Some(splice(5, 4, "")));
        assert_eq!(editor.text(), "Ana:  amigas");
        assert_eq!(editor.undo(), None);
    }

    #[test]
    fn difference_is_the_smallest_stretch_in_code_points() {
        #[track_caller]
        fn check(before: &str, after: &str, want: Option<Splice>) {
            let before: Vec<char> = before.chars().collect();
            let after: Vec<char> = after.chars().collect();
            assert_eq!(difference(&before, &after), want);
        }
        check("", "", None);
        check("aá", "aá", None);
        check("", "ñ", Some(splice(0, 0, "ñ")));
        check("aa", "aaa", Some(splice(2, 0, "a")));
        check("aaa", "aa", Some(splice(2, 1, "")));
        check("año nuevo", "año viejo", Some(splice(4, 4, "viej")));
    }

    #[test]
    fn up_and_down_follow_what_is_seen() {
        let mut editor = Editor::new("uno dos tres\ncuatro");
        key(&mut editor, KeyCode::Up);
        assert_eq!(editor.cursor(), 12, "the short visual line ends there");
        key(&mut editor, KeyCode::Up);
        assert_eq!(editor.cursor(), 6, "the wanted column is kept");
        key(&mut editor, KeyCode::Home);
        key(&mut editor, KeyCode::Delete);
        assert_eq!(editor.text(), "no dos tres\ncuatro");
    }
}
