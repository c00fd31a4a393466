//! What each command does.

use asamblea_node::api::Request;
use crossterm::event::KeyCode;

use super::composer::Target;
use super::document::History;
use super::inside::{Inside, Listed, Notice, Open, Over, Pane, Party, Section, Shown, Waiting};
use super::palette::Palette;
use super::question::{Ask, Question};
use super::{App, Outcome, Purpose, Stage};
use crate::command_table::{Act, Place};
use crate::harmless::harmless;
use crate::keymap::Chord;
use crate::theme::Role;
use crate::view::screens;

/// A word on the notice line stays this long.
const NOTICE_MS: u64 = 10_000;
/// How long `sync now` waits.
const SYNC_MS: u64 = 30_000;

impl App {
    /// Says something on the notice line.
    pub(super) fn say(&mut self, text: &str, role: Role) {
        let until_ms = self.now_ms() + NOTICE_MS;
        if let Some(inside) = self.inside() {
            inside.notice = Some(Notice {
                text: text.to_owned(),
                role,
                until_ms,
            });
            self.changed = true;
        }
    }

    /// Does an act that can be done.
    pub(super) fn act(&mut self, act: Act) {
        match act {
            Act::Up | Act::Down | Act::PageUp | Act::PageDown | Act::First | Act::Last => {
                self.step(act);
            }
            Act::Left => self.sideways(false),
            Act::Right => self.sideways(true),
            Act::NextPane => self.next_pane(false),
            Act::PreviousPane => self.next_pane(true),
            Act::Open => self.open(),
            Act::Back => self.back(),
            Act::Home => self.go_section(Section::Home),
            Act::Spaces => self.go_section(Section::Spaces),
            Act::Agenda => self.go_section(Section::Agenda),
            Act::Dates => self.go_dates(),
            Act::Meetings => self.go_section(Section::Meetings),
            Act::Proposals => self.go_section(Section::Proposals),
            Act::Assessments => self.go_section(Section::Assessments),
            Act::Tasks => self.go_section(Section::Tasks),
            Act::People => self.go_section(Section::People),
            Act::Sync => self.go_section(Section::Sync),
            Act::NextUnread => self.next_unread(false),
            Act::PreviousUnread => self.next_unread(true),
            Act::Find => self.put_over(Over::Palette(Palette::search())),
            Act::Palette => self.put_over(Over::Palette(Palette::default())),
            Act::Help => self.put_help(),
            Act::Lock => self.lock(true),
            Act::Quit => self.end(Outcome::Quit),
            Act::Send => self.send(),
            Act::NewLine => self.newline(),
            Act::Leave => self.leave_composer(),
            Act::Undo => self.undo(),
            Act::StopWriting => self.write(false),
            Act::Write => self.write(true),
            _ => self.act_on_things(act),
        }
    }

    fn act_on_things(&mut self, act: Act) {
        match act {
            Act::Reply => self.reply(),
            Act::EditPost => self.edit_post(),
            Act::NewThread => self.new_thread(),
            Act::Readers => self.open_readers(),
            Act::Files => self.open_files(),
            Act::Links => self.open_links(),
            Act::Propose => self.begin_proposal(false),
            Act::ProposeFrom => self.begin_proposal(true),
            Act::MarkRead => self.mark_read(),
            Act::Versions => self.versions(),
            Act::Month => self.turn_month(),
            Act::Timeline => {
                if let Some(inside) = self.inside() {
                    inside.assessing.timeline = !inside.assessing.timeline;
                }
            }
            Act::Amend => self.amend(),
            Act::CompareVersions => self.compare_versions(),
            Act::Comment | Act::Comments => self.comments(act),
            Act::Acknowledge => self.acknowledge(),
            Act::SyncNow => {
                let words = self.texts.get("ui-sync-running");
                self.say(&words, Role::Text);
                self.call(
                    Purpose::Synced,
                    Request::Sync {
                        connect: Vec::new(),
                        timeout_ms: SYNC_MS,
                    },
                );
            }
            Act::Square => {
                if let Some(shown) = self.inside().and_then(|inside| inside.shown.as_mut()) {
                    shown.square = !shown.square;
                }
            }
            _ if self.assess_at_once(act) => {}
            _ => self.ask_about(act),
        }
    }

    /// Puts a question in front.
    pub(super) fn ask(&mut self, mut question: Question) {
        question.opened_ms = self.now_ms();
        let space = self.inside().and_then(|inside| question.space(inside));
        if let Some(space) = space {
            self.read(Purpose::Readers(space));
        }
        self.put_over(Over::Question(question));
    }

    pub(super) fn put_over(&mut self, over: Over) {
        if let Some(inside) = self.inside() {
            inside.over = Some(over);
        }
    }

    /// Puts the help in front of whatever has keys.
    fn put_help(&mut self) {
        let Some(inside) = self.inside() else {
            return;
        };
        let shown = inside.over.take();
        inside.under = match shown {
            Some(Over::Readers(_) | Over::Files(_) | Over::Links(_)) => shown,
            _ => None,
        };
        inside.over = Some(Over::Help(0));
    }

    fn open(&mut self) {
        let Stage::Inside(inside) = &self.stage else {
            return;
        };
        match inside.place() {
            Place::Home => self.open_waiting(),
            Place::Tree => {
                if let Some(inside) = self.inside() {
                    inside.pane = Pane::Second;
                }
            }
            Place::List => {
                if let Some(listed) = inside.listed().get(inside.list_at).copied() {
                    self.open_listed(listed);
                }
            }
            Place::Agendas | Place::Agenda => self.open_item(),
            Place::Dates | Place::Day => self.open_date(),
            Place::Meetings | Place::Meeting => self.open_matter(),
            Place::Tasks | Place::Task => self.open_assigned(),
            Place::Proposals => self.sideways(true),
            Place::Rounds | Place::Round | Place::Plan => self.open_assessed(),
            Place::People => match inside.party() {
                Some(Party::Invitation(at)) => {
                    let invitation = inside.known.invitations[at].clone();
                    self.show_invitation(invitation);
                }
                Some(_) => self.sideways(true),
                None => {}
            },
            Place::Person if inside.to_compare().is_some() => self.try_act(Act::Compare),
            Place::Help => {
                let Some(Over::Help(at)) = &inside.over else {
                    return;
                };
                let command = screens::help_commands(inside, inside.helped())
                    .get(*at)
                    .copied();
                self.close_over();
                if let Some(command) = command {
                    self.try_act(command.act);
                }
            }
            Place::Files => self.try_act(Act::SaveFile),
            Place::Links => self.follow_link(),
            Place::History => self.open_version(),
            Place::Readers => {
                self.turn_readers(true);
            }
            _ => {}
        }
    }

    fn open_waiting(&mut self) {
        let Stage::Inside(inside) = &self.stage else {
            return;
        };
        match inside.waiting_rows().get(inside.home_at).cloned() {
            Some(Waiting::Alert(at)) => {
                let alert = &inside.known.alerts[at];
                if alert.code == "fork" {
                    let alert = alert.clone();
                    self.open_stories(&alert);
                    return;
                }
                if super::conflict::may_wait(alert) {
                    let alert = alert.clone();
                    self.open_conflict(&alert);
                    return;
                }
                let question = self.alert_question(alert);
                self.ask(question);
            }
            Some(Waiting::Task(task)) => self.do_task(task),
            Some(Waiting::Score(at) | Waiting::Round(at)) => self.open_round(at),
            Some(Waiting::Sign(at) | Waiting::Review(at)) => {
                let id = inside.assessing.plans[at].id.clone();
                self.open_round_or_plan(&id);
            }
            Some(Waiting::Duty(at)) => {
                let id = inside.known.duties[at].id.clone();
                self.open_task(&id);
            }
            Some(
                Waiting::Meeting(at)
                | Waiting::Ahead(at)
                | Waiting::Approve(at)
                | Waiting::Rsvp(at),
            ) => {
                let id = inside.known.meetings[at].id.clone();
                self.open_meeting(&id);
            }
            Some(Waiting::Document(at)) => {
                let id = inside.known.docs[at].id.clone();
                self.open_document(id);
            }
            Some(Waiting::Vote(at) | Waiting::Answer(at) | Waiting::Proposal(at)) => {
                let id = inside.deciding.rows[at].id.clone();
                self.open_proposal(&id);
            }
            Some(Waiting::Edition(at)) => {
                let id = inside.known.agendas[at].id.clone();
                self.open_agenda(&id);
            }
            Some(Waiting::Unread(at)) => {
                let id = inside.known.spaces[at].id.clone();
                self.go_section(Section::Spaces);
                self.focus_space(&id);
                if let Some(inside) = self.inside() {
                    inside.pane = Pane::Second;
                }
            }
            Some(Waiting::Date(id, at)) => {
                let details = &inside.known.agenda_details;
                let item = details.get(&id).and_then(|detail| detail.items.get(at));
                let item = item.map_or_else(String::new, |item| item.id.clone());
                self.open_agenda_item(&id, &item);
            }
            None => {}
        }
    }

    fn open_item(&mut self) {
        let Stage::Inside(inside) = &mut self.stage else {
            return;
        };
        if inside.pane == Pane::First {
            inside.pane = Pane::Detail;
            return;
        }
        if let Some(item) = inside.agenda_item() {
            let (title, words) = screens::item_words(&self.texts, &self.clock, item);
            let question = Question::read(&self.texts, title, words);
            self.ask(question);
        }
    }

    /// Shows an invitation, as a square where it fits.
    pub(super) fn show_invitation(&mut self, invitation: asamblea_node::api::Invitation) {
        if let Some(inside) = self.inside() {
            inside.over = None;
            inside.section = Section::People;
            inside.shown = Some(Shown {
                invitation,
                square: false,
            });
        }
        self.fit();
        if let Some(inside) = self.inside()
            && inside.square_fits
            && let Some(shown) = &mut inside.shown
        {
            shown.square = true;
        }
    }

    /// Opens the next thing with something unread, or goes to the next unread post.
    fn next_unread(&mut self, back: bool) {
        let Some(inside) = self.inside() else {
            return;
        };
        if inside.place() == Place::Thread
            && let Open::Thread(thread) = &mut inside.open
        {
            let fresh = |at: &usize| thread.fresh.contains(&thread.posts[*at].id);
            let next = if back {
                (0..thread.at.min(thread.posts.len())).rev().find(fresh)
            } else {
                (thread.at + 1..thread.posts.len()).find(fresh)
            };
            if let Some(next) = next {
                thread.at = next;
                self.note_read();
                return;
            }
        }
        let open = inside.thread().map(|thread| thread.id.clone());
        let known = &inside.known;
        let thread = known
            .threads
            .iter()
            .find(|row| row.unread > 0 && Some(&row.id) != open.as_ref())
            .map(|row| row.id.clone());
        if let Some(id) = thread {
            self.open_thread(id, None);
            return;
        }
        let shown = inside.document().map(|document| document.id.clone());
        let document = inside
            .known
            .docs
            .iter()
            .find(|row| row.unread && Some(&row.id) != shown.as_ref())
            .map(|row| row.id.clone());
        let edition = inside.known.agendas.iter().find(|row| row.unread);
        let edition = edition.map(|row| row.id.clone());
        let meeting = inside.known.meetings.iter().find(|row| row.unread);
        let meeting = meeting.map(|row| row.id.clone());
        match (document, edition, meeting) {
            (Some(id), _, _) => self.open_document(id),
            (None, Some(id), _) => self.open_agenda(&id),
            (None, None, Some(id)) => self.open_meeting(&id),
            (None, None, None) => {
                let words = self.texts.get("ui-why-nothing-unread");
                self.say(&words, Role::Text);
            }
        }
    }

    fn reply(&mut self) {
        let Some(inside) = self.inside() else {
            return;
        };
        let Some(space) = inside.thread_row().map(|row| row.space.clone()) else {
            return;
        };
        let Some(thread) = inside.thread() else {
            return;
        };
        let to = thread.posts.get(thread.at).map(|post| post.id.clone());
        let target = Target::Reply {
            space,
            thread: thread.id.clone(),
            to,
        };
        self.compose(target);
    }

    fn new_thread(&mut self) {
        let space = self
            .inside()
            .and_then(|inside| inside.current_space().map(|row| row.id.clone()));
        if let Some(space) = space {
            self.compose(Target::Thread { space });
        }
    }

    fn mark_read(&mut self) {
        let Some(inside) = self.inside() else {
            return;
        };
        let id = match (inside.place(), inside.listed().get(inside.list_at)) {
            (Place::List, Some(&Listed::Thread(at))) => Some(inside.known.threads[at].id.clone()),
            _ => inside.thread().map(|thread| thread.id.clone()),
        };
        if let Open::Thread(thread) = &mut inside.open
            && Some(&thread.id) == id.as_ref()
        {
            thread.fresh.clear();
            thread.read = true;
        }
        if let Some(id) = id {
            self.call(Purpose::Done("ui-done-read"), Request::ThreadRead { id });
        }
    }

    /// Tells the node that the thread was read, once the focus has passed the last new post.
    pub(super) fn note_read(&mut self) {
        let Some(Open::Thread(thread)) = self.inside().map(|inside| &mut inside.open) else {
            return;
        };
        let last = thread
            .posts
            .iter()
            .rposition(|post| thread.fresh.contains(&post.id));
        let passed = last.is_some_and(|last| !thread.read && thread.at >= last);
        if !passed {
            return;
        }
        thread.read = true;
        let id = thread.id.clone();
        self.call(Purpose::Done(""), Request::ThreadRead { id });
    }

    fn versions(&mut self) {
        let Some(Open::Document(document)) = self.inside().map(|inside| &mut inside.open) else {
            return;
        };
        document.history = Some(History::default());
        let id = document.id.clone();
        self.read(Purpose::History(id));
    }

    fn open_version(&mut self) {
        let Some(document) = self.inside().and_then(|inside| inside.document()) else {
            return;
        };
        let Some(history) = document
            .history
            .as_ref()
            .filter(|history| history.text.is_none())
        else {
            return;
        };
        if let Some(version) = history.versions.get(history.at) {
            let (id, at) = (document.id.clone(), Some(version.version.clone()));
            self.call(Purpose::Version(id.clone()), Request::DocShow { id, at });
        }
    }

    fn acknowledge(&mut self) {
        let Some(inside) = self.inside() else {
            return;
        };
        if let Some(Waiting::Alert(at)) = inside.waiting_rows().get(inside.home_at) {
            let id = inside.known.alerts[*at].id.clone();
            self.call(Purpose::Done("ui-done-alert"), Request::AlertDone { id });
        }
    }

    fn write(&mut self, writing: bool) {
        if let Some(Open::Document(document)) = self.inside().map(|inside| &mut inside.open) {
            document.writing = writing;
        }
    }

    fn undo(&mut self) {
        let now = self.now_ms();
        let Some(inside) = self.inside() else {
            return;
        };
        if let Some(composer) = &mut inside.composer {
            if composer.editor.undo().is_some() {
                composer.changed(now);
            }
        } else if let Open::Document(document) = &mut inside.open {
            document.undo(now);
        }
    }

    fn newline(&mut self) {
        let now = self.now_ms();
        if let Some(composer) = self.inside().and_then(|inside| inside.composer.as_mut())
            && !composer.sending
        {
            if composer.in_title {
                composer.in_title = false;
                return;
            }
            let (room, height) = composer.window;
            let chord = Chord {
                code: KeyCode::Enter,
                ctrl: false,
            };
            composer.editor.key(chord, room, height);
            composer.changed(now);
        }
    }

    /// Leaves the message; its draft stays.
    pub(super) fn leave_composer(&mut self) {
        self.save_draft(true);
        let Some(composer) = self.inside().and_then(|inside| inside.composer.take()) else {
            return;
        };
        if !composer.is_empty() {
            let words = self.texts.get("ui-draft-kept");
            self.say(&words, Role::Text);
        }
    }

    /// Sends the message, when it says something and it is known who will read it.
    pub(super) fn send(&mut self) {
        let Stage::Inside(inside) = &mut self.stage else {
            return;
        };
        let readers = inside.composer.as_ref().and_then(|composer| {
            let space = composer.target.space();
            inside
                .known
                .readers
                .get(space)
                .map(|readers| (readers.people, readers.name.clone()))
        });
        let Some(composer) = &mut inside.composer else {
            return;
        };
        if composer.sending {
            return;
        }
        if composer.in_title && composer.editor.chars().is_empty() {
            composer.in_title = false;
            return;
        }
        let empty = composer.editor.text().trim().is_empty();
        let untitled = composer.needs_title() && composer.title.text().trim().is_empty();
        let fault = match &readers {
            _ if untitled => Some("ui-compose-untitled"),
            _ if empty => Some("ui-compose-empty"),
            _ if composer.says_the_same() => Some("ui-amend-same"),
            None => Some("ui-readers-unknown"),
            Some(_) => None,
        };
        if let Some(fault) = fault {
            composer.in_title = untitled;
            let words = self.texts.get(fault);
            self.say(&words, Role::Care);
            return;
        }
        let (people, name) = readers.unwrap_or_default();
        let expected = composer.agreed.or(composer.begun_for).unwrap_or(people);
        if people > expected {
            let question = wider(&self.texts, &harmless(&name), expected, people);
            self.ask(question);
            return;
        }
        composer.sending = true;
        let request = composer.request();
        self.call(Purpose::Sent, request);
    }
}

fn wider(texts: &crate::lang::Texts, name: &str, before: u64, people: u64) -> Question {
    let (before, after) = (before.to_string(), people.to_string());
    let arguments = [
        ("space", name),
        ("before", before.as_str()),
        ("after", after.as_str()),
    ];
    Question::choose(
        texts.get("ui-wider-title"),
        vec![
            texts.with("ui-wider-words", &arguments),
            texts.get("ui-wider-final"),
        ],
        vec![
            texts.get("ui-wider-no"),
            texts.with("ui-wider-yes", &arguments),
        ],
        Ask::Wider { people },
    )
}

/// The place of an agenda that is made: the focused agenda's space, else the network's.
pub(super) fn agenda_space(inside: &Inside) -> Option<String> {
    let of_agenda = inside.agenda().map(|agenda| agenda.space.clone());
    of_agenda.or_else(|| {
        let spaces = &inside.known.spaces;
        spaces
            .iter()
            .find(|space| space.kind == "network")
            .map(|space| space.id.clone())
    })
}
