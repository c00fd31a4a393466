//! From keys to acts: which part of the screen takes a key.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::form::Outcome as Typed;
use super::inside::{Inside, Open, Over};
use super::question::DEAF_MS;
use super::{App, Stage};
use crate::command_table::{Act, Place, of};
use crate::harmless::{harmless, harmless_lines};
use crate::keymap::{Chord, Meaning, lookup};
use crate::theme::Role;

impl App {
    /// A key.
    pub(super) fn on_key(&mut self, event: KeyEvent) {
        if event.kind == KeyEventKind::Release {
            return;
        }
        self.last_key_ms = self.now_ms();
        if event.modifiers.contains(KeyModifiers::ALT) && self.inside().is_some() {
            self.key_behind_escape(event);
            return;
        }
        let chord = Chord::of(&event);
        if event.kind == KeyEventKind::Repeat && chord.code == KeyCode::Enter {
            return;
        }
        self.changed = true;
        let Some(inside) = self.inside() else {
            self.entry_key(chord);
            return;
        };
        inside.notice = None;
        inside.touched = true;
        let place = inside.place();
        if place.takes_letters() {
            self.key_among_letters(place, chord);
        } else {
            self.command_key(place, chord);
        }
    }

    /// Terminals write Alt as `Esc` before the key, and a slow link brings an `Esc` together with
    /// the key after it. No command needs Alt, so both are two keys.
    fn key_behind_escape(&mut self, mut event: KeyEvent) {
        event.modifiers.remove(KeyModifiers::ALT);
        let composing = self
            .inside()
            .is_some_and(|inside| inside.place() == Place::Composer);
        if composing && event.code == KeyCode::Enter {
            // What many programs take for another line.
            self.changed = true;
            self.act(Act::NewLine);
            return;
        }
        self.on_key(KeyEvent::new(KeyCode::Esc, KeyModifiers::NONE));
        self.on_key(event);
    }

    fn key_among_letters(&mut self, place: Place, chord: Chord) {
        if chord.ctrl && chord.code == KeyCode::Char('c') {
            self.act(Act::Quit);
            return;
        }
        let meaning = match chord.letter() {
            Some(_) => Meaning::Nothing,
            None => lookup(place, &[chord]),
        };
        if let Meaning::Act(act) = meaning {
            // The palette opens over what is being written, not over a question or itself.
            let covered = matches!(place, Place::Question | Place::Palette);
            if !(covered && act == Act::Palette) {
                self.act(act);
                return;
            }
        }
        match place {
            Place::Question => self.question_key(chord),
            Place::Palette => self.palette_key(chord),
            Place::Composer => self.composer_key(chord),
            _ => self.document_key(chord),
        }
    }

    fn command_key(&mut self, place: Place, chord: Chord) {
        let Some(inside) = self.inside() else {
            return;
        };
        let begun = !inside.prefix.is_empty();
        let mut keys = std::mem::take(&mut inside.prefix);
        if begun && chord.code == KeyCode::Esc {
            return;
        }
        if chord.ctrl && chord.code == KeyCode::Char('c') {
            self.act(Act::Quit);
            return;
        }
        keys.push(chord);
        match lookup(place, &keys) {
            Meaning::Act(act) => self.try_act(act),
            Meaning::Prefix => inside.prefix = keys,
            Meaning::Nothing => self.say_no_command(&keys),
        }
    }

    /// A letter that does nothing here says so, and where to look.
    fn say_no_command(&mut self, keys: &[Chord]) {
        let letters: Option<Vec<String>> = keys
            .iter()
            .map(|chord| chord.letter().map(|letter| harmless(&letter.to_string())))
            .collect();
        if let Some(letters) = letters {
            let keys = letters.join(" ");
            let words = self.texts.with("ui-key-nothing", &[("key", &keys)]);
            self.say(&words, Role::Text);
        }
    }

    /// Does what a command says, or says why it cannot.
    pub(super) fn try_act(&mut self, act: Act) {
        let Some(inside) = self.inside() else {
            return;
        };
        match of(act).and_then(|command| (command.why_not)(inside)) {
            Some(reason) => {
                let reason = self.texts.get(reason);
                self.say(&reason, Role::Care);
            }
            None => self.act(act),
        }
    }

    /// Pasted text goes where letters go.
    pub(super) fn on_paste(&mut self, text: String) {
        self.last_key_ms = self.now_ms();
        self.changed = true;
        let now = self.now_ms();
        let text = harmless_lines(&text.replace('\r', "\n"));
        match &mut self.stage {
            Stage::Wizard(wizard) => {
                wizard.form.paste(&text);
                wizard.judge();
            }
            Stage::Locked(locked) => {
                locked.form.paste(&text);
            }
            Stage::Inside(inside) => paste_inside(inside, text, now),
        }
    }

    fn question_key(&mut self, chord: Chord) {
        let now = self.now_ms();
        let Some(Over::Question(question)) = self.inside().and_then(|inside| inside.over.as_mut())
        else {
            return;
        };
        let deaf = now < question.opened_ms + DEAF_MS;
        if chord.code == KeyCode::Enter && deaf {
            return;
        }
        match question.form.key(chord) {
            Typed::Nothing => {}
            Typed::Changed => question.fault = None,
            Typed::Back => self.close_over(),
            Typed::Entered(field) => {
                let last = field + 1 >= question.form.fields().count();
                if last {
                    self.answer(0);
                } else {
                    question.form.focus_field(field + 1);
                }
            }
            Typed::Chosen(choice) => self.answer(choice),
        }
    }

    /// Takes away what stands in front; what the help was put before comes back.
    pub(super) fn close_over(&mut self) {
        if let Some(inside) = self.inside() {
            inside.over = match inside.over.take() {
                Some(Over::Help(_)) => inside.under.take(),
                _ => None,
            };
        }
    }

    fn palette_key(&mut self, chord: Chord) {
        let now = self.now_ms();
        let Stage::Inside(inside) = &mut self.stage else {
            return;
        };
        let Some(Over::Palette(mut palette)) = inside.over.take() else {
            return;
        };
        let hits = palette.hits(inside, &self.texts);
        let last = hits.len().saturating_sub(1);
        match chord.code {
            KeyCode::Esc => return,
            KeyCode::Enter if !hits.is_empty() => {
                if let Some(hit) = hits.into_iter().nth(palette.at) {
                    self.go_to(hit);
                }
                return;
            }
            KeyCode::Enter => {}
            KeyCode::Down => palette.at = (palette.at + 1).min(last),
            KeyCode::Up => palette.at = palette.at.saturating_sub(1),
            KeyCode::Tab => {
                let heading = hits.get(palette.at).map(super::palette::Hit::heading);
                let after = hits.iter().skip(palette.at);
                let next = after
                    .take_while(|hit| Some(hit.heading()) == heading)
                    .count();
                palette.at += next;
                if palette.at > last {
                    palette.at = 0;
                }
            }
            _ => {
                if palette.query.key(chord) {
                    palette.typed(now);
                }
            }
        }
        inside.over = Some(Over::Palette(palette));
    }

    fn composer_key(&mut self, chord: Chord) {
        let now = self.now_ms();
        let Some(composer) = self.inside().and_then(|inside| inside.composer.as_mut()) else {
            return;
        };
        if composer.sending {
            return;
        }
        if composer.has_title() && matches!(chord.code, KeyCode::Tab | KeyCode::BackTab) {
            composer.in_title = !composer.in_title;
            return;
        }
        let (room, height) = composer.window;
        let changed = if composer.in_title {
            if chord.code == KeyCode::Down {
                composer.in_title = false;
            }
            composer.title.key(chord)
        } else if composer.has_title()
            && chord.code == KeyCode::Up
            && composer.editor.row(room) == 0
        {
            composer.in_title = true;
            false
        } else {
            composer.editor.key(chord, room, height).is_some()
        };
        if changed {
            composer.changed(now);
        }
    }

    /// A key for the text of the open document.
    pub(super) fn document_key(&mut self, chord: Chord) {
        let now = self.now_ms();
        let Some(Open::Document(document)) = self.inside().map(|inside| &mut inside.open) else {
            return;
        };
        if !document.key(chord, now) {
            let words = self.texts.get("ui-doc-slow");
            self.say(&words, Role::Care);
        }
    }
}

fn paste_inside(inside: &mut Inside, text: String, now: u64) {
    match &mut inside.over {
        Some(Over::Question(question)) => {
            question.form.paste(&text);
            return;
        }
        Some(Over::Palette(palette)) => {
            palette.query.insert(text.trim());
            palette.typed(now);
            return;
        }
        Some(Over::Help(_) | Over::Readers(_) | Over::Files(_) | Over::Links(_)) => return,
        None => {}
    }
    let place = inside.place();
    if let Some(composer) = inside
        .composer
        .as_mut()
        .filter(|composer| !composer.sending)
    {
        if composer.in_title {
            composer.title.insert(text.trim());
        } else {
            composer.editor.insert(&text);
        }
        composer.changed(now);
    } else if place == Place::Writing
        && let Open::Document(document) = &mut inside.open
    {
        document.paste(text, now);
    }
}
