//! Keys as data: how they are written, read and looked up. Knows no screen.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::command_table::{Act, COMMANDS, Command, Place};

/// One key with what is held.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Chord {
    /// The key.
    pub(crate) code: KeyCode,
    /// `Ctrl` is held.
    pub(crate) ctrl: bool,
}

impl Chord {
    /// The chord of an event. Shift is part of a letter already.
    pub(crate) fn of(event: &KeyEvent) -> Self {
        let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
        let code = match event.code {
            KeyCode::Char(c) if ctrl => KeyCode::Char(c.to_ascii_lowercase()),
            // Shift-Tab arrives as one or the other.
            KeyCode::Tab if event.modifiers.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
            code => code,
        };
        Self { code, ctrl }
    }

    /// The letter it writes in a field.
    pub(crate) const fn letter(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if !self.ctrl => Some(c),
            _ => None,
        }
    }
}

/// Reads a key as the command table writes it: `Ctrl-L`, `g p`, `Enter`. `None` for what is no
/// key.
pub(crate) fn parse(keys: &str) -> Option<Vec<Chord>> {
    keys.split(' ').map(parse_one).collect()
}

fn parse_one(key: &str) -> Option<Chord> {
    let (ctrl, name) = match key.strip_prefix("Ctrl-") {
        Some(name) => (true, name),
        None => (false, key),
    };
    let code = match name {
        "Enter" => KeyCode::Enter,
        "Esc" => KeyCode::Esc,
        "Tab" => KeyCode::Tab,
        "Shift-Tab" => KeyCode::BackTab,
        "Up" => KeyCode::Up,
        "Down" => KeyCode::Down,
        "Left" => KeyCode::Left,
        "Right" => KeyCode::Right,
        "PgUp" => KeyCode::PageUp,
        "PgDn" => KeyCode::PageDown,
        "Home" => KeyCode::Home,
        "End" => KeyCode::End,
        _ => {
            let mut letters = name.chars();
            let letter = letters.next()?;
            if letters.next().is_some() {
                return None;
            }
            let letter = if ctrl {
                letter.to_ascii_lowercase()
            } else {
                letter
            };
            KeyCode::Char(letter)
        }
    };
    Some(Chord { code, ctrl })
}

/// What some keys mean.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Meaning {
    /// A command.
    Act(Act),
    /// The beginning of some command's keys.
    Prefix,
    /// Nothing.
    Nothing,
}

/// Looks keys up in the command table, for a place.
pub(crate) fn lookup(place: Place, keys: &[Chord]) -> Meaning {
    let mut meaning = Meaning::Nothing;
    for command in COMMANDS.iter().filter(|command| command.acts_in(place)) {
        for chords in command.keys.iter().filter_map(|keys| parse(keys)) {
            if chords == keys {
                return Meaning::Act(command.act);
            }
            if chords.len() > keys.len() && chords.starts_with(keys) {
                meaning = Meaning::Prefix;
            }
        }
    }
    meaning
}

/// The commands whose keys begin so.
pub(crate) fn after(place: Place, keys: &[Chord]) -> Vec<(&'static Command, &'static str)> {
    COMMANDS
        .iter()
        .filter(|command| command.acts_in(place))
        .flat_map(|command| command.keys.iter().map(move |written| (command, *written)))
        .filter(|(_, written)| {
            parse(written)
                .is_some_and(|chords| chords.len() > keys.len() && chords.starts_with(keys))
        })
        .collect()
}
