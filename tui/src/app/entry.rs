//! Before one is inside: the first run, the lock, and going in.

use asamblea_node::api::{ApiError, ErrorKind, Founded, Request};
use asamblea_node::client::Phase;
use crossterm::event::KeyCode;

use super::form::Outcome as Typed;
use super::inside::Inside;
use super::question::DEAF_MS;
use super::wizard::{Next, Step, Wizard};
use super::{App, Effect, Outcome, Purpose, Stage};
use crate::keymap::Chord;
use crate::lang::Texts;
use crate::view::opening;

impl App {
    /// Goes inside and asks for everything.
    pub(super) fn enter(&mut self) {
        self.session += 1;
        let inside = Inside {
            now: Some(self.clock.wall),
            spot: self.spot.take(),
            ..Inside::default()
        };
        self.stage = Stage::Inside(Box::new(inside));
        self.last_key_ms = self.now_ms();
        self.changed = true;
        self.fit();
        let key = super::VISIT_KEY.to_owned();
        self.call(Purpose::Visit, Request::DraftGet { key });
        self.read_everything();
        self.return_to_spot();
    }

    /// A key before one is inside.
    pub(super) fn entry_key(&mut self, chord: Chord) {
        self.changed = true;
        if chord.ctrl && chord.code == KeyCode::Char('c') {
            self.end(Outcome::Quit);
            return;
        }
        match &self.stage {
            Stage::Wizard(_) => self.wizard_key(chord),
            _ => self.locked_key(chord),
        }
    }

    fn wizard_key(&mut self, chord: Chord) {
        let now = self.now_ms();
        let Stage::Wizard(wizard) = &mut self.stage else {
            return;
        };
        let early = chord.code == KeyCode::Enter && now < wizard.opened_ms + DEAF_MS;
        if wizard.working || (early && wizard.step == Step::Protects) {
            return;
        }
        let texts = &self.texts;
        let next = match wizard.form.key(chord) {
            Typed::Nothing if chord.letter() == Some('w') => {
                let last = wizard.form.items.len();
                wizard.form.focus = last - 1;
                wizard.chosen(usize::MAX, texts, now)
            }
            Typed::Nothing => Next::Nothing,
            Typed::Changed => {
                wizard.fault = None;
                wizard.judge();
                Next::Nothing
            }
            Typed::Entered(field) => wizard.entered(field, texts, now),
            Typed::Chosen(choice) => wizard.chosen(choice, texts, now),
            Typed::Back => {
                wizard.back(texts, now);
                Next::Nothing
            }
        };
        self.wizard_next(next);
    }

    fn wizard_next(&mut self, next: Next) {
        let now = self.now_ms();
        match next {
            Next::Nothing => {}
            Next::Language(language) => {
                self.texts = Texts::new(language);
                if let Stage::Wizard(wizard) = &mut self.stage {
                    wizard.go(1, &self.texts, now);
                }
            }
            Next::Practice => {
                let exists = self.has_practice;
                if let Stage::Wizard(wizard) = &mut self.stage {
                    if exists {
                        wizard.ask_again(&self.texts);
                    } else {
                        wizard.practise(&self.texts, now);
                    }
                }
            }
            Next::OpenPractice => self.end(Outcome::Practice),
            Next::DropPractice => {
                if let Stage::Wizard(wizard) = &mut self.stage {
                    wizard.working = true;
                }
                self.effects.push(Effect::DropPractice);
            }
            Next::Practise(passphrase, person) => {
                let language = self.texts.language();
                self.effects
                    .push(Effect::Practise(passphrase, person, language));
            }
            Next::Suggest => {
                let tag = self.texts.language().tag();
                self.effects.push(Effect::Suggest(tag));
            }
            Next::Found(passphrase, founding) => {
                self.effects.push(Effect::Found(passphrase, founding));
            }
            Next::Join {
                passphrase,
                code,
                person,
            } => self.effects.push(Effect::Join {
                passphrase,
                code,
                person,
            }),
            Next::Enter(task) => {
                self.enter();
                if let Some(inside) = self.inside() {
                    inside.first_task = task;
                }
            }
        }
    }

    /// Words for a passphrase came.
    pub(super) fn on_suggested(&mut self, words: String) {
        if let Stage::Wizard(wizard) = &mut self.stage
            && !words.is_empty()
        {
            wizard.suggestion = words;
            if wizard.step == Step::Passphrase && !wizard.why {
                wizard.lay(&self.texts);
            }
            self.changed = true;
        }
    }

    /// The network was founded or joined.
    pub(super) fn on_founded(&mut self, result: Result<Founded, ApiError>) {
        let now = self.now_ms();
        self.changed = true;
        let sentence = result.as_ref().err().map(|error| self.sentence(error));
        let Stage::Wizard(wizard) = &mut self.stage else {
            return;
        };
        match result {
            Ok(founded) => {
                self.attached = true;
                wizard.founded(founded, &self.texts, now);
            }
            Err(_) => {
                wizard.working = false;
                wizard.fault = sentence;
            }
        }
    }

    fn locked_key(&mut self, chord: Chord) {
        let now = self.now_ms();
        let forgotten = if self.practises {
            "ui-practice-forgotten"
        } else {
            "ui-lock-forgotten-words"
        };
        let Stage::Locked(locked) = &mut self.stage else {
            return;
        };
        if chord.ctrl && chord.code == KeyCode::Char('r') {
            locked.notice = Some(self.texts.get(forgotten));
            return;
        }
        match locked.form.key(chord) {
            Typed::Chosen(0) => locked.notice = Some(self.texts.get(forgotten)),
            Typed::Chosen(_) => locked.notice = Some(self.texts.get("ui-lock-folder-words")),
            Typed::Entered(_)
                if locked.letters() > 0 && !locked.opening && now >= locked.wait_until_ms =>
            {
                self.try_passphrase();
            }
            Typed::Changed if now >= locked.wait_until_ms && !locked.opening => {
                locked.notice = None;
            }
            _ => {}
        }
    }

    fn try_passphrase(&mut self) {
        // What is still on its way to the node must be there before it is unlocked again.
        self.part_now();
        let attached = self.attached;
        let Stage::Locked(locked) = &mut self.stage else {
            return;
        };
        let Some(field) = locked.form.field_mut(0) else {
            return;
        };
        locked.opening = true;
        locked.notice = Some(self.texts.get("ui-lock-opening"));
        let passphrase = field.take_secret();
        if attached {
            self.call(Purpose::Unlocked, Request::Unlock { passphrase });
        } else {
            self.effects.push(Effect::Open(passphrase));
        }
    }

    /// Says how far the opening is to who waits for it.
    pub(super) fn on_opening(&mut self, phase: Phase, percent: u8) {
        if let Stage::Locked(locked) = &mut self.stage
            && locked.opening
        {
            let words = Some(opening::words(&self.texts, (phase, percent)));
            self.changed |= locked.notice != words;
            locked.notice = words;
        }
    }

    /// The profile was opened, or not.
    pub(super) fn on_opened(&mut self, result: Result<(), ApiError>) {
        self.changed = true;
        let Err(error) = result else {
            self.attached = true;
            self.enter();
            return;
        };
        let now = self.now_ms();
        let sentence = self.sentence(&error);
        let Stage::Locked(locked) = &mut self.stage else {
            return;
        };
        if error.kind == ErrorKind::WrongPassphrase {
            locked.refused(&self.texts, now);
        } else {
            locked.opening = false;
            locked.notice = Some(sentence);
        }
    }

    /// The practice network that was there is gone, or not: another one is made.
    pub(super) fn on_practice_dropped(&mut self, result: Result<(), ApiError>) {
        let now = self.now_ms();
        self.changed = true;
        let sentence = result.as_ref().err().map(|error| self.sentence(error));
        self.has_practice = result.is_err();
        if let Stage::Wizard(wizard) = &mut self.stage {
            wizard.working = false;
            if sentence.is_none() {
                wizard.practise(&self.texts, now);
            }
            wizard.fault = sentence;
        }
    }

    /// The profile was destroyed: there is nothing to go on with, but for a practice network that
    /// is begun again. Where the disk refused something, that stays on the screen.
    pub(super) fn on_destroyed(&mut self, result: Result<(), ApiError>) {
        self.changed = true;
        let again = std::mem::take(&mut self.begins_again);
        let Err(error) = result else {
            if again {
                self.attached = false;
                self.stage = Stage::Wizard(Box::new(Wizard::practice(&self.texts)));
                return;
            }
            self.effects.push(Effect::End(Outcome::Quit));
            return;
        };
        let sentence = self.sentence(&error);
        if let Stage::Locked(locked) = &mut self.stage {
            locked.notice = Some(sentence);
        }
    }

    /// The node was locked by somebody else, or by itself.
    pub(super) fn on_locked(&mut self) {
        match &mut self.stage {
            Stage::Inside(_) => self.lock(false),
            Stage::Locked(_) | Stage::Wizard(_) => {}
        }
    }
}
