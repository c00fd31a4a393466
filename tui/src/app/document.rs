//! A document that several write in at once. Owns the beat of exchanges with the node: one at a
//! time, keys typed meanwhile are held and played back when its answer is applied.

use std::collections::VecDeque;

use asamblea_node::api::{DocBeat, DocVersion, RemoteCursor, Request, Splice};

use super::editor::{Editor, difference, shift};
use crate::keymap::Chord;

/// Typing goes out this long after a key, so that fast typing makes few exchanges.
const BEAT_MS: u64 = 50;
/// A cursor that only moved may wait longer.
const CURSOR_BEAT_MS: u64 = 400;
/// Others hear again where the cursor is after this: who is not heard for ten seconds has gone.
const PRESENT_MS: u64 = 5000;
/// A failed exchange is tried again after this.
const RETRY_MS: u64 = 2000;
/// Keys held during one exchange; nobody types more in that time, and a paste is one of them.
const HELD_MAX: usize = 4096;

/// Something typed while an exchange was under way.
#[derive(Debug)]
enum Held {
    Key(Chord),
    Paste(String),
    Undo,
}

/// The versions, or the text of one of them.
#[derive(Debug, Default)]
pub(crate) struct History {
    pub(crate) versions: Vec<DocVersion>,
    pub(crate) at: usize,
    /// The text of the version that was opened.
    pub(crate) text: Option<String>,
    pub(crate) top: usize,
    /// Texts that are on their way to be compared.
    pub(crate) before: Option<String>,
    pub(crate) after: Option<String>,
}

/// An open document.
#[derive(Debug, Default)]
pub(crate) struct Document {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) space: String,
    pub(crate) editor: Editor,
    /// The text has come.
    pub(crate) opened: bool,
    /// Letters are written, not commands.
    pub(crate) writing: bool,
    /// Everything typed here is durable.
    pub(crate) saved: bool,
    /// Where others are.
    pub(crate) cursors: Vec<RemoteCursor>,
    /// The versions are shown instead.
    pub(crate) history: Option<History>,
    /// Columns and rows of the text.
    pub(crate) window: (usize, usize),
    /// The text that the node has, as far as this editor knows.
    base: Vec<char>,
    /// An exchange is under way.
    in_flight: bool,
    /// Others' edits wait at the node.
    stale: bool,
    /// When the next exchange is due.
    due_ms: Option<u64>,
    /// When others hear again where the cursor is.
    again_ms: Option<u64>,
    /// Devices of others in order of arrival: each keeps its colour.
    arrived: Vec<String>,
    held: VecDeque<Held>,
}

impl Document {
    /// A document whose text is still to come.
    pub(crate) fn new(id: String, title: String, space: String) -> Self {
        Self {
            id,
            title,
            space,
            saved: true,
            ..Self::default()
        }
    }

    /// The first exchange, which brings the text.
    pub(crate) fn first(&mut self) -> Request {
        self.in_flight = true;
        Request::DocExchange {
            id: self.id.clone(),
            open: true,
            splices: Vec::new(),
            cursor: None,
        }
    }

    /// A key for the text.
    pub(crate) fn key(&mut self, chord: Chord, now_ms: u64) -> bool {
        self.take(Held::Key(chord), now_ms)
    }

    /// Pasted text.
    pub(crate) fn paste(&mut self, text: String, now_ms: u64) -> bool {
        self.take(Held::Paste(text), now_ms)
    }

    /// Takes back the last edit.
    pub(crate) fn undo(&mut self, now_ms: u64) -> bool {
        self.take(Held::Undo, now_ms)
    }

    /// False when there is no room for what was typed.
    fn take(&mut self, typed: Held, now_ms: u64) -> bool {
        if self.in_flight || !self.opened {
            if self.held.len() == HELD_MAX {
                return false;
            }
            self.held.push_back(typed);
            return true;
        }
        self.play(typed, now_ms);
        true
    }

    fn play(&mut self, typed: Held, now_ms: u64) {
        let (room, height) = self.window;
        let before = self.editor.cursor();
        let edit = match typed {
            Held::Key(chord) => self.editor.key(chord, room, height),
            Held::Paste(text) => self.editor.insert(&text),
            Held::Undo => self.editor.undo(),
        };
        let wait = if edit.is_some() {
            self.saved = false;
            BEAT_MS
        } else if self.editor.cursor() == before {
            return;
        } else {
            CURSOR_BEAT_MS
        };
        let due = now_ms + wait;
        self.due_ms = Some(self.due_ms.map_or(due, |earlier| earlier.min(due)));
    }

    /// Others wrote, or moved.
    pub(crate) fn changed(&mut self, cursors: Vec<RemoteCursor>) {
        self.take_cursors(cursors);
        self.stale = true;
    }

    /// When [`Self::beat`] has something to do.
    pub(crate) fn wake_ms(&self) -> Option<u64> {
        if self.in_flight {
            return None;
        }
        if self.stale {
            return Some(0);
        }
        self.due_ms.into_iter().chain(self.again_ms).min()
    }

    /// The next exchange, once it is due.
    pub(crate) fn beat(&mut self, now_ms: u64) -> Option<Request> {
        let due = self.wake_ms().is_some_and(|due| due <= now_ms);
        if !due {
            return None;
        }
        if !self.opened {
            self.due_ms = None;
            return Some(self.first());
        }
        self.in_flight = true;
        self.stale = false;
        self.due_ms = None;
        self.again_ms = None;
        Some(Request::DocExchange {
            id: self.id.clone(),
            open: false,
            splices: difference(&self.base, self.editor.chars())
                .into_iter()
                .collect(),
            cursor: Some(self.editor.cursor()),
        })
    }

    /// The answer to an exchange: others' edits come in, then what was held is played back.
    pub(crate) fn answered(&mut self, beat: DocBeat, now_ms: u64) {
        self.in_flight = false;
        // The first exchange brings the text; where the cursor stands in it, the next one says.
        let first = !self.opened;
        let wait = if first { CURSOR_BEAT_MS } else { PRESENT_MS };
        self.again_ms = Some(now_ms + wait);
        if let Some(text) = beat.text {
            let at = self.editor.cursor();
            self.editor = Editor::new(&text);
            self.editor.place_cursor(if first { 0 } else { at });
            self.opened = true;
        }
        for splice in &beat.splices {
            self.splice_in(splice);
        }
        self.base = self.editor.chars().to_vec();
        self.saved = beat.saved;
        self.take_cursors(beat.cursors);
        while let Some(typed) = self.held.pop_front() {
            self.play(typed, now_ms);
        }
    }

    fn take_cursors(&mut self, cursors: Vec<RemoteCursor>) {
        for cursor in &cursors {
            if !self.arrived.contains(&cursor.device) {
                self.arrived.push(cursor.device.clone());
            }
        }
        self.cursors = cursors;
    }

    /// Which colour a device has: its place in order of arrival.
    pub(crate) fn colour(&self, device: &str) -> u8 {
        let at = self.arrived.iter().position(|known| known == device);
        // Four colours repeat, so the rest of a division is as good.
        at.and_then(|at| u8::try_from(at % 4).ok()).unwrap_or(0)
    }

    fn splice_in(&mut self, splice: &Splice) {
        self.editor.apply(splice);
        let coming = splice.insert.chars().count();
        for cursor in &mut self.cursors {
            cursor.at = shift(cursor.at, splice.at, splice.delete, coming);
        }
    }

    /// The exchange failed: nothing of it counts, and it is tried again.
    pub(crate) fn failed(&mut self, now_ms: u64) {
        self.in_flight = false;
        while let Some(typed) = self.held.pop_front() {
            self.play(typed, now_ms);
        }
        self.due_ms = Some(now_ms + RETRY_MS);
    }

    /// Makes what was typed go out at the next occasion.
    pub(crate) fn hurry(&mut self) {
        self.due_ms = Some(0);
    }

    /// Everything typed here is with the node.
    pub(crate) fn is_settled(&self) -> bool {
        !self.in_flight && self.held.is_empty() && self.base == self.editor.chars()
    }
}
