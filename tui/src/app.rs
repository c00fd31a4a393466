//! The full-screen interface: one state, one `update` that takes messages and gives effects, one
//! `draw` that changes nothing. It speaks to the node only through the client API, and only the
//! runner does that; nothing in here waits.

mod acts;
mod amending;
mod answers;
mod asking;
mod assessed;
pub(crate) mod assessing;
pub(crate) mod assigned;
pub(crate) mod calendar;
pub(crate) mod composer;
pub(crate) mod conflict;
mod dates;
pub(crate) mod deciding;
mod delegating;
mod different;
pub(crate) mod document;
pub(crate) mod editor;
mod entry;
mod exporting;
pub(crate) mod field;
pub(crate) mod files;
mod following;
pub(crate) mod form;
mod guard;
mod held;
pub(crate) mod inside;
mod keys;
pub(crate) mod links;
pub(crate) mod locked;
pub(crate) mod meetings;
mod message;
mod moves;
pub(crate) mod palette;
mod planning;
mod posts;
pub(crate) mod proposing;
pub(crate) mod question;
pub(crate) mod readers;
pub(crate) mod reads;
mod reasons;
mod receipt;
mod runner;
mod schema;
mod spaces;
pub(crate) mod starting;
mod stories;
pub(crate) mod tasks;
mod versions;
mod waiting;
pub(crate) mod wizard;

use std::path::PathBuf;

use asamblea_node::api::{ApiError, Request};
use asamblea_node::client::{Client, NetworkOptions};
use ratatui::Frame;
use ratatui::layout::Position;

use crate::lang::Texts;
use crate::theme::{Role, Theme};
use crate::view::{page, screens, when::Clock};
use document::Document;
use inside::{Inside, Spot};
use locked::Locked;
pub(crate) use message::{Effect, Msg, Purpose};
use wizard::Wizard;

/// Without a key for this long the profile locks itself.
const IDLE_LOCK_MS: u64 = 5 * 60 * 1000;
/// The wall's minutes are looked at this often, for dates that say `hoy`.
const MINUTE_MS: u64 = 60 * 1000;
/// How often one who waits for a profile to open is told how far it is.
const OPENING_MS: u64 = 100;
/// Under this key the hour of the last visit is kept, sealed like a draft.
pub(crate) const VISIT_KEY: &str = "visit";
/// How long a document that was left may take to hand over what was typed.
const PARTING_MS: u64 = 2000;

/// What the interface begins with.
pub(crate) struct Start {
    /// The profile's folder.
    pub(crate) profile: PathBuf,
    /// A node that is attached or opened already.
    pub(crate) client: Option<Client>,
    /// For a node opened here.
    pub(crate) network: NetworkOptions,
    /// A line to show: these are invented data.
    pub(crate) demo: Option<String>,
    /// The profile is the practice network, or is to become it.
    pub(crate) practises: bool,
}

/// How the interface ended.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Outcome {
    /// She left.
    Quit,
    /// She wants the practice network that is there.
    Practice,
}

/// Runs the full-screen interface until it is left.
///
/// # Errors
///
/// When the terminal cannot be used, or the node's socket is not ours.
pub(crate) async fn run(start: Start, texts: Texts) -> Result<Outcome, ApiError> {
    runner::run(start, texts).await
}

/// Where one is before, at and after the lock.
#[derive(Debug)]
pub(crate) enum Stage {
    /// No profile yet.
    Wizard(Box<Wizard>),
    /// Nothing is shown.
    Locked(Locked),
    /// Everything is.
    Inside(Box<Inside>),
}

/// What follows when a document that was left is settled.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Then {
    Nothing,
    Lock,
    End,
}

/// A document that was left while something typed in it was on its way.
#[derive(Debug)]
struct Parting {
    document: Box<Document>,
    then: Then,
    until_ms: u64,
}

/// The application.
pub(crate) struct App {
    pub(crate) texts: Texts,
    pub(crate) theme: Theme,
    pub(crate) size: (u16, u16),
    pub(crate) clock: Clock,
    pub(crate) stage: Stage,
    /// A line that says that these are invented data.
    pub(crate) demo: Option<String>,
    /// The folder in which she looks for what she saved; empty where none is known.
    pub(crate) folder: String,
    /// The profile is the practice network: what the lock says of forgotten words is another thing.
    pub(crate) practises: bool,
    /// There is a practice network beside the profile.
    pub(crate) has_practice: bool,
    /// The practice network is made anew once it is gone.
    begins_again: bool,
    /// There is a node to speak to.
    attached: bool,
    /// Counts unlockings, so that answers to what was asked before are forgotten.
    session: u64,
    spot: Option<Spot>,
    parting: Option<Parting>,
    last_key_ms: u64,
    minute_ms: u64,
    /// Something on the screen may have changed.
    changed: bool,
    effects: Vec<Effect>,
}

impl App {
    /// The first screen: the wizard without a profile, the lock with one.
    pub(crate) fn new(texts: Texts, theme: Theme, clock: Clock, has_profile: bool) -> Self {
        let stage = if has_profile {
            Stage::Locked(Locked::new(&texts))
        } else {
            Stage::Wizard(Box::new(Wizard::new(&texts)))
        };
        Self {
            theme,
            size: (80, 24),
            last_key_ms: clock.mono_ms,
            minute_ms: clock.mono_ms,
            clock,
            stage,
            demo: None,
            folder: String::new(),
            practises: false,
            has_practice: false,
            begins_again: false,
            attached: false,
            session: 0,
            spot: None,
            parting: None,
            changed: true,
            effects: Vec::new(),
            texts,
        }
    }

    /// The profile is the practice network; where there is none yet, it is made.
    pub(crate) fn begin_practice(&mut self) {
        self.practises = true;
        if matches!(self.stage, Stage::Wizard(_)) {
            self.stage = Stage::Wizard(Box::new(Wizard::practice(&self.texts)));
        }
    }

    /// There is an unlocked node already: goes inside.
    pub(crate) fn attach(&mut self, unlocked: bool) -> Vec<Effect> {
        self.attached = true;
        if unlocked {
            self.enter();
        }
        std::mem::take(&mut self.effects)
    }

    /// Takes one message.
    pub(crate) fn update(&mut self, msg: Msg) -> Vec<Effect> {
        match msg {
            Msg::Tick(mono_ms, wall) => self.tick(mono_ms, wall),
            Msg::Key(event) => self.on_key(event),
            Msg::Paste(text) => self.on_paste(text),
            Msg::Resize(columns, rows) => {
                self.size = (columns, rows);
                self.changed = true;
                self.fit();
            }
            Msg::Reply {
                session,
                purpose,
                result,
            } => self.on_reply(session, purpose, result),
            Msg::Event(event) => self.on_event(event),
            Msg::EventsMissed => self.read_everything(),
            Msg::Opening(phase, percent) => self.on_opening(phase, percent),
            Msg::Opened(result) => self.on_opened(result),
            Msg::Founded(result) => self.on_founded(result),
            Msg::Suggested(words) => self.on_suggested(words),
            Msg::Destroyed(result) => self.on_destroyed(result),
            Msg::PracticeDropped(result) => self.on_practice_dropped(result),
            Msg::Loaded { starting, text } => self.on_loaded(&starting, text),
            Msg::Saved(Ok(())) => self.say_key("ui-done-saved", Role::Done),
            Msg::Saved(Err(why)) => self.say_key(why, Role::Danger),
            Msg::Picked { filing, result } => self.on_picked(filing, result),
            Msg::Kept { filing, result } => self.on_kept(&filing, result),
            Msg::Stop => self.end(Outcome::Quit),
        }
        self.beat();
        self.search();
        self.follow_files();
        self.follow_links();
        std::mem::take(&mut self.effects)
    }

    /// When the next [`Msg::Tick`] is needed, in milliseconds since the start.
    pub(crate) fn wake_ms(&self) -> u64 {
        let mut wake = self.minute_ms + MINUTE_MS;
        if let Some(parting) = &self.parting {
            wake = wake.min(parting.until_ms);
            wake = wake.min(parting.document.wake_ms().unwrap_or(u64::MAX));
        }
        match &self.stage {
            Stage::Inside(inside) => {
                wake = wake.min(self.last_key_ms + IDLE_LOCK_MS);
                if let Some(notice) = &inside.notice {
                    wake = wake.min(notice.until_ms);
                }
                if let Some(composer) = &inside.composer {
                    wake = wake.min(composer.wake_ms().unwrap_or(u64::MAX));
                }
                if let Some(document) = inside.document() {
                    wake = wake.min(document.wake_ms().unwrap_or(u64::MAX));
                }
                if let Some(inside::Over::Palette(palette)) = &inside.over {
                    wake = wake.min(palette.wake_ms().unwrap_or(u64::MAX));
                }
            }
            Stage::Locked(locked) if locked.wait_until_ms > self.clock.mono_ms => {
                wake = wake.min(locked.wait_until_ms);
            }
            Stage::Locked(locked) if locked.opening => {
                wake = wake.min(self.clock.mono_ms + OPENING_MS);
            }
            _ => {}
        }
        wake
    }

    /// True once after something may have changed on the screen.
    pub(crate) fn take_changed(&mut self) -> bool {
        std::mem::take(&mut self.changed)
    }

    /// Draws the screen.
    pub(crate) fn draw(&self, frame: &mut Frame<'_>) {
        let area = frame.area();
        let buffer = frame.buffer_mut();
        let cursor = if area.width < page::COLUMNS_MIN || area.height < page::ROWS_MIN {
            let (columns, rows) = (area.width.to_string(), area.height.to_string());
            let words = self
                .texts
                .with("ui-too-small", &[("columns", &columns), ("rows", &rows)]);
            let lines = crate::view::text::wrap(&words, usize::from(area.width));
            for (y, line) in (0..area.height).zip(lines) {
                buffer.set_string(0, y, line, ratatui::style::Style::new());
            }
            Some(Position::new(0, 0))
        } else {
            page::paint(&screens::page(self), buffer, self.theme)
        };
        if let Some(cursor) = cursor {
            frame.set_cursor_position(cursor);
        }
    }

    /// What must reach the disk before the program may end: for a fault that ends it at once.
    pub(crate) fn last_requests(&mut self) -> Vec<Request> {
        match &mut self.stage {
            Stage::Inside(inside) => match &mut inside.composer {
                Some(composer) if !composer.is_empty() => vec![composer.save()],
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    const fn now_ms(&self) -> u64 {
        self.clock.mono_ms
    }

    fn inside(&mut self) -> Option<&mut Inside> {
        match &mut self.stage {
            Stage::Inside(inside) => Some(inside),
            _ => None,
        }
    }

    fn tick(&mut self, mono_ms: u64, wall: jiff::Timestamp) {
        self.clock.mono_ms = mono_ms;
        self.clock.wall = wall;
        if mono_ms >= self.minute_ms + MINUTE_MS {
            self.minute_ms = mono_ms;
            self.changed = true;
        }
        let idle = mono_ms >= self.last_key_ms + IDLE_LOCK_MS;
        match &mut self.stage {
            Stage::Inside(_) if idle => self.lock(true),
            Stage::Inside(inside) => {
                inside.now = Some(wall);
                if inside
                    .notice
                    .as_ref()
                    .is_some_and(|notice| notice.until_ms <= mono_ms)
                {
                    inside.notice = None;
                    self.changed = true;
                }
                self.save_draft(false);
            }
            Stage::Locked(locked) => {
                if locked.wait_until_ms != 0 && locked.wait_until_ms <= mono_ms {
                    locked.wait_until_ms = 0;
                    locked.notice = None;
                    self.changed = true;
                }
            }
            Stage::Wizard(_) => {}
        }
    }

    /// Saves the draft when it is due, or at once.
    fn save_draft(&mut self, at_once: bool) {
        let now = self.now_ms();
        let Some(composer) = self.inside().and_then(|inside| inside.composer.as_mut()) else {
            return;
        };
        let due = composer.wake_ms().is_some_and(|wake| wake <= now);
        if due || (at_once && composer.is_unsaved()) {
            let request = composer.save();
            self.call(Purpose::DraftSaved, request);
        }
    }

    /// Asks the node for texts, once typing in the search paused.
    fn search(&mut self) {
        let now = self.now_ms();
        let Some(inside::Over::Palette(palette)) =
            self.inside().and_then(|inside| inside.over.as_mut())
        else {
            return;
        };
        if let Some(text) = palette.question(now) {
            let space = None;
            let request = Request::Search {
                text: text.clone(),
                space,
            };
            self.call(Purpose::Found(text), request);
        }
    }

    /// Remembers when one was here, for the next visit's `since then`.
    fn note_visit(&mut self) {
        let text = self.clock.wall.to_string();
        let key = VISIT_KEY.to_owned();
        self.call(Purpose::Quiet, Request::DraftSet { key, text });
    }

    /// Hands over what was typed in documents, once it is due.
    fn beat(&mut self) {
        let now = self.now_ms();
        let request = match self.inside().map(|inside| &mut inside.open) {
            Some(inside::Open::Document(document)) => document
                .beat(now)
                .map(|request| (document.id.clone(), request)),
            _ => None,
        };
        if let Some((id, request)) = request {
            self.call(Purpose::Beat(id), request);
        }
        self.part();
    }

    fn part(&mut self) {
        let now = self.now_ms();
        let Some(parting) = &mut self.parting else {
            return;
        };
        if let Some(request) = parting.document.beat(now) {
            let id = parting.document.id.clone();
            self.call(Purpose::Beat(id), request);
            return;
        }
        if parting.document.is_settled() || parting.until_ms <= now {
            self.part_now();
        }
    }

    /// Ends the parting, settled or not.
    fn part_now(&mut self) {
        let Some(parting) = self.parting.take() else {
            return;
        };
        let id = parting.document.id.clone();
        let mut calls = vec![(Purpose::DocClosed, Request::DocClose { id })];
        if parting.then == Then::Lock {
            calls.push((Purpose::Locked, Request::Lock { all: false }));
        }
        self.call_all(calls);
        if parting.then == Then::End {
            self.effects.push(Effect::End(Outcome::Quit));
        }
    }

    fn call(&mut self, purpose: Purpose, request: Request) {
        self.call_all(vec![(purpose, request)]);
    }

    fn call_all(&mut self, calls: Vec<(Purpose, Request)>) {
        if calls.is_empty() {
            return;
        }
        self.effects.push(Effect::Call {
            session: self.session,
            calls,
        });
    }

    /// Lets the open document go; what follows waits for what was typed in it.
    fn leave_document(&mut self, then: Then) -> bool {
        let until_ms = self.now_ms() + PARTING_MS;
        let Some(inside) = self.inside() else {
            return false;
        };
        if !matches!(inside.open, inside::Open::Document(_)) {
            return false;
        }
        let open = std::mem::take(&mut inside.open);
        let inside::Open::Document(mut document) = open else {
            return false;
        };
        self.part_now();
        document.hurry();
        self.parting = Some(Parting {
            document,
            then,
            until_ms,
        });
        true
    }

    /// Forgets everything on the screen at once, then the keys.
    fn lock(&mut self, tell: bool) {
        self.save_draft(true);
        if tell {
            self.note_visit();
        }
        let waits = self.spot_and_leave(if tell { Then::Lock } else { Then::Nothing });
        self.stage = Stage::Locked(Locked::new(&self.texts));
        self.changed = true;
        self.effects.push(Effect::Clear);
        if tell && !waits {
            self.call(Purpose::Locked, Request::Lock { all: false });
        }
    }

    fn spot_and_leave(&mut self, then: Then) -> bool {
        if let Stage::Inside(inside) = &self.stage {
            self.spot = Some(moves::spot(inside));
        }
        self.leave_document(then)
    }

    /// Ends, after what was typed is safe.
    fn end(&mut self, outcome: Outcome) {
        self.save_draft(true);
        if matches!(self.stage, Stage::Inside(_)) {
            self.note_visit();
        }
        let waits = outcome == Outcome::Quit && self.leave_document(Then::End);
        if !waits {
            self.effects.push(Effect::End(outcome));
        }
    }
}

#[cfg(test)]
mod tests;
