//! From state to pages: which rows every screen has. Everything that somebody else wrote is made
//! harmless on its way.

mod agenda;
mod assessments;
mod assigned;
mod document;
mod entry;
mod files;
mod home;
mod invitation;
mod links;
mod meeting;
mod month;
mod over;
mod people;
mod proposals;
mod readers;
mod spaces;
mod sync;
mod thread;

use asamblea_node::api::Author;

use super::page::{GUTTER, Page, Pane, Piece, Row, THREE_PANES, TWO_PANES, Title, piece};
use crate::app::inside::{Inside, Open, Pane as Focus, Section};
use crate::app::{App, Stage};
use crate::command_table::{COMMANDS, Command, Place, of};
use crate::harmless::harmless;
use crate::keymap::after;
use crate::lang::Texts;
use crate::reach::{self, Reach};
use crate::theme::Role;
use crate::view::when::when;

pub(crate) use agenda::item_words;
pub(crate) use assigned::task_lines;
pub(crate) use document::window as document_window;
pub(crate) use home::alert_words;
pub(crate) use invitation::square_fits;
pub(crate) use over::help_commands;
pub(crate) use proposals::proposal_lines;
pub(crate) use readers::reader_lines;
pub(crate) use thread::composer_window;

/// Columns of the sections' pane in a very wide window.
const SECTIONS_COLUMNS: u16 = 24;
/// Columns of the first of two panes.
const FIRST_COLUMNS: u16 = 28;
/// Columns of the list between tree and detail.
const LIST_COLUMNS: u16 = 34;
/// The widest text is set.
const TEXT_COLUMNS_MAX: u16 = 72;

/// The page of the state.
pub(crate) fn page(app: &App) -> Page {
    match &app.stage {
        Stage::Wizard(wizard) => entry::wizard(app, wizard),
        Stage::Locked(locked) => entry::locked(app, locked),
        Stage::Inside(inside) => inside_page(app, inside),
    }
}

fn inside_page(app: &App, inside: &Inside) -> Page {
    let scene = Scene::new(app, inside);
    let mut page = match inside.section {
        Section::Home => home::page(&scene),
        Section::Spaces => spaces::page(&scene),
        Section::Agenda if inside.calendar.shown => month::page(&scene),
        Section::Agenda => agenda::page(&scene),
        Section::Meetings => meeting::page(&scene),
        Section::Tasks => assigned::page(&scene),
        Section::Proposals => proposals::page(&scene),
        Section::Assessments => assessments::page(&scene),
        Section::People if inside.shown.is_some() => invitation::page(&scene),
        Section::People => people::page(&scene),
        Section::Sync => sync::page(&scene),
    };
    if scene.is_very_wide() && inside.section != Section::Spaces && !page.tight {
        page.panes.insert(0, sections(&scene));
    }
    page.rule = !(inside.shown.is_some() && inside.section == Section::People);
    scene.dress(&mut page);
    over::lay(&scene, &mut page);
    page
}

/// The sections, at the left of a very wide window.
fn sections(scene: &Scene<'_>) -> Pane {
    let all = [
        (Section::Home, "ui-home"),
        (Section::Spaces, "ui-spaces"),
        (Section::Agenda, "ui-agenda"),
        (Section::Meetings, "ui-meetings"),
        (Section::Proposals, "ui-proposals"),
        (Section::Assessments, "ui-assessments"),
        (Section::Tasks, "ui-tasks"),
        (Section::People, "ui-people"),
        (Section::Sync, "ui-sync"),
    ];
    let mut rows = vec![Row::blank()];
    rows.extend(
        all.map(|(section, key)| {
            Row::text(scene.text(key)).focused(section == scene.inside.section)
        }),
    );
    Pane {
        width: SECTIONS_COLUMNS,
        rows,
        ..Pane::default()
    }
}

/// What every screen needs to know.
pub(super) struct Scene<'a> {
    pub(super) app: &'a App,
    pub(super) inside: &'a Inside,
    pub(super) texts: &'a Texts,
    pub(super) columns: u16,
    pub(super) rows: u16,
}

impl<'a> Scene<'a> {
    fn new(app: &'a App, inside: &'a Inside) -> Self {
        Self {
            app,
            inside,
            texts: &app.texts,
            columns: app.size.0,
            rows: app.size.1,
        }
    }

    /// Two panes stand side by side.
    pub(super) const fn is_wide(&self) -> bool {
        self.columns >= TWO_PANES
    }

    /// Three do.
    pub(super) const fn is_very_wide(&self) -> bool {
        self.columns >= THREE_PANES
    }

    /// Columns of text in the last pane, `before` columns being taken.
    pub(super) const fn text_room(&self, before: u16) -> usize {
        let sections = self.is_very_wide() && !matches!(self.inside.section, Section::Spaces);
        let more = if sections { SECTIONS_COLUMNS } else { 0 };
        last_pane_room(self.columns, before + more)
    }

    /// Columns of text of a page without panes beside it.
    pub(super) const fn page_room(&self) -> usize {
        last_pane_room(self.columns, 0)
    }

    /// The rows above the first of a single pane.
    pub(super) fn top(&self) -> Vec<Row> {
        if self.is_wide() {
            vec![Row::blank()]
        } else {
            Vec::new()
        }
    }

    /// A text in her language as rows of so many columns: the focus stands on the first.
    pub(super) fn words(&self, key: &str, room: usize) -> Vec<Row> {
        let lines = super::text::wrap(&self.text(key), room)
            .into_iter()
            .enumerate();
        let rows = lines.map(|(at, line)| Row::text(line).focused(at == 0));
        rows.collect()
    }

    /// A text in her language.
    pub(super) fn text(&self, key: &str) -> String {
        self.texts.get(key)
    }

    /// A text with one argument.
    pub(super) fn text_with(&self, key: &str, name: &str, value: &str) -> String {
        self.texts.with(key, &[(name, value)])
    }

    /// When something was, as a list says it.
    pub(super) fn when(&self, rfc3339: &str) -> String {
        when(self.texts, &self.app.clock, rfc3339)
    }

    /// `Nombre (Org)`.
    pub(super) fn author(&self, author: &Author) -> String {
        crate::view::reading::author(author)
    }

    /// Title, notice and keys, which are the same everywhere.
    fn dress(&self, page: &mut Page) {
        let title = page.title.take().unwrap_or_default();
        let mut title = self.title(title.place, title.detail);
        if page.tight && !self.is_wide() {
            title.short = self.text("ui-invitation");
        }
        page.title = Some(title);
        let focus = self.inside.place();
        page.keys = keys(self.texts, self.inside, focus);
        page.help = (!focus.takes_letters()).then(|| ("?".to_owned(), self.text("ui-key-help")));
        page.standing = true;
        if let Some(notice) = self.notice(focus) {
            page.standing = false;
            page.notice = notice;
        }
    }

    fn title(&self, place: Vec<String>, detail: String) -> Title {
        let status = self.inside.known.status.as_ref();
        let network = status
            .and_then(|status| status.network.as_deref())
            .map(harmless);
        let mut who = Vec::new();
        let mut short = Vec::new();
        if let Some(status) = status {
            let names = [status.person.as_deref(), status.org.as_deref()];
            let names: Vec<String> = names.into_iter().flatten().map(harmless).collect();
            who.push(names.join(", "));
            let online = status.peers.len();
            let reach = Reach::of(status);
            let waits = reach::waiting(self.texts, status);
            if online > 0 {
                let online = online.to_string();
                who.push(self.text_with("ui-online", "count", &online));
                short.push(online);
            }
            // What waits says more than that something is under way.
            if online == 0 || waits.is_none() {
                who.push(reach.words(self.texts));
                short.push(reach.short(self.texts));
            }
            if online > 0 || reach != Reach::Never {
                short.extend(waits.clone());
            }
            who.extend(waits);
        }
        who.retain(|part| !part.is_empty());
        if let Some(document) = self.shown_document() {
            let here = document::others(self, document);
            if !here.is_empty() {
                who.insert(0, here);
            }
            who.truncate(2);
            let saved = if document.saved {
                "ui-doc-saved"
            } else {
                "ui-doc-saving"
            };
            let count = document.cursors.len();
            short.clear();
            if count > 0 {
                short.push(self.text_with("ui-doc-here", "count", &(count + 1).to_string()));
            }
            short.push(self.text(saved));
            who.push(self.text(saved));
        }
        let network = network.unwrap_or_else(|| self.text("ui-network-unnamed"));
        // Its own name is said by nobody else: what matters is that none of it is real.
        let network = if self.inside.is_practice() {
            if self.shown_document().is_none() {
                // Nobody is ever reached: a narrow window has room for the mark instead.
                short.clear();
            }
            self.text("practice-mark")
        } else {
            network
        };
        Title {
            network,
            place,
            who,
            short: short.join(" · "),
            detail,
        }
    }

    fn shown_document(&self) -> Option<&crate::app::document::Document> {
        let detail = self.inside.section == Section::Spaces && self.inside.pane == Focus::Detail;
        self.inside.document().filter(|_| detail)
    }

    /// The notice line. While one writes it says who will read, and nothing else stands there,
    /// except what just went wrong.
    fn notice(&self, focus: Place) -> Option<Vec<Piece>> {
        let inside = self.inside;
        if !inside.prefix.is_empty() {
            let focus = inside.place();
            let next: Vec<String> = after(focus, &inside.prefix)
                .into_iter()
                .map(|(command, keys)| {
                    let last = keys.rsplit(' ').next().unwrap_or_default();
                    format!("{last} {}", self.text(&command.word_key()))
                })
                .collect();
            return Some(vec![piece(next.join("   "), Role::Text)]);
        }
        if let Some(composer) = &inside.composer {
            let fault = inside.notice.as_ref();
            if let Some(notice) = fault.filter(|notice| notice.role != Role::Text) {
                return Some(vec![piece(notice.text.clone(), notice.role)]);
            }
            let words = readers_words(self.texts, inside, composer.target.space());
            return Some(vec![piece(words, Role::Text)]);
        }
        if let Some(notice) = &inside.notice {
            return Some(vec![piece(notice.text.clone(), notice.role)]);
        }
        if matches!(focus, Place::Document | Place::Writing)
            && let Some(document) = inside.document()
        {
            let words = readers_words(self.texts, inside, &document.space);
            return Some(vec![piece(words, Role::Text)]);
        }
        None
    }
}

/// Columns of text in the last pane of a window.
pub(super) const fn last_pane_room(columns: u16, before: u16) -> usize {
    let margin = if columns >= TWO_PANES { 2 } else { 1 };
    let room = columns.saturating_sub(before + GUTTER + margin);
    if room < TEXT_COLUMNS_MAX {
        room as usize
    } else {
        TEXT_COLUMNS_MAX as usize
    }
}

/// Columns before the detail of a space.
pub(super) const fn columns_before_detail(columns: u16) -> u16 {
    if columns >= THREE_PANES {
        SECTIONS_COLUMNS + LIST_COLUMNS
    } else if columns >= TWO_PANES {
        FIRST_COLUMNS
    } else {
        0
    }
}

/// Keys of the footer: those of the place first, then what is everywhere.
fn keys(texts: &Texts, inside: &Inside, place: Place) -> Vec<(String, String)> {
    let shown = |command: &&Command| command.acts_in(place) && (command.why_not)(inside).is_none();
    let key = |command: &Command| (command.keys[0].to_owned(), texts.get(&command.word_key()));
    let own = COMMANDS
        .iter()
        .filter(|command| command.is_local())
        .filter(shown);
    let mut keys: Vec<(String, String)> = own.map(key).collect();
    if place.takes_letters() {
        let palette = matches!(place, Place::Composer | Place::Writing);
        if palette && let Some(command) = of(crate::command_table::Act::Palette) {
            keys.push(("Ctrl-P".to_owned(), texts.get(&command.word_key())));
        }
        return keys;
    }
    let mut everywhere = vec![crate::command_table::Act::Open];
    if inside.unread() > 0 {
        everywhere.push(crate::command_table::Act::NextUnread);
    }
    if matches!(
        place,
        Place::Document | Place::History | Place::Invitation | Place::Files | Place::Help
    ) {
        everywhere = vec![crate::command_table::Act::Back];
    }
    if matches!(place, Place::Readers | Place::Links) {
        everywhere = vec![
            crate::command_table::Act::Open,
            crate::command_table::Act::Back,
        ];
    }
    let mut first: Vec<(String, String)> = everywhere.into_iter().filter_map(of).map(key).collect();
    if matches!(place, Place::Thread | Place::Document | Place::Invitation) {
        keys.truncate(4);
        if place == Place::Thread {
            first.remove(0);
        }
        keys.extend(first);
    } else {
        let open = first.len().min(1);
        let unread = first.split_off(open);
        let rest = keys.split_off(keys.len().min(1));
        first.extend(keys);
        first.extend(unread);
        first.extend(rest);
        keys = first;
    }
    if keys.len() < 5
        && let Some(command) = of(crate::command_table::Act::Palette)
    {
        keys.push(key(command));
    }
    keys
}

/// Who will read what is written in a space, in words.
pub(crate) fn readers_words(texts: &Texts, inside: &Inside, space: &str) -> String {
    let Some(readers) = inside.known.readers.get(space) else {
        return texts.get("ui-readers-asking");
    };
    let (people, orgs) = (readers.people.to_string(), readers.orgs.to_string());
    let name = harmless(&readers.name);
    let arguments = [
        ("people", people.as_str()),
        ("orgs", orgs.as_str()),
        ("space", name.as_str()),
    ];
    texts.with("ui-readers", &arguments)
}

/// `1 lluvia  2 cuchara`: words to compare, numbered so that they can be read out in turn.
pub(crate) fn numbered_words(words: &str) -> String {
    let words: Vec<String> = words
        .split([' ', '-'])
        .filter(|word| !word.is_empty())
        .zip(1..)
        // A number never stands at the end of a line without its word.
        .map(|(word, number)| format!("{number}\u{a0}{word}"))
        .collect();
    words.join("   ")
}

/// A page with a place and what stands right of it in a narrow window.
fn placed(place: Vec<String>, detail: String) -> Page {
    Page {
        title: Some(Title {
            place,
            detail,
            ..Title::default()
        }),
        ..Page::default()
    }
}

/// The place of a page in front of another, and what stands right of it; who I am and the state
/// stay.
fn retitle(page: &mut Page, place: Vec<String>, detail: String) {
    let old = page.title.take().unwrap_or_default();
    page.title = Some(Title {
        place,
        detail,
        ..old
    });
}

/// The open thing takes the whole width.
fn is_document_open(inside: &Inside) -> bool {
    matches!(inside.open, Open::Document(_)) && inside.pane == Focus::Detail
}
