//! Moving about: the focus, panes, sections, and finding the way back after the lock.

use asamblea_node::api::Request;
use crossterm::event::KeyCode;

use super::composer::Target;
use super::inside::{Inside, Listed, Open, Over, Pane, Section, Spot};
use super::palette::{Goal, Hit};
use super::{App, Purpose, Stage};
use crate::command_table::{Act, Place};
use crate::keymap::Chord;
use crate::theme::Role;
use crate::view::screens;

/// Rows that a page up or down goes over in a list.
const PAGE_ROWS: isize = 10;

/// Where one is, in ids.
pub(super) fn spot(inside: &Inside) -> Spot {
    let thread = inside.thread().map(|thread| {
        let post = thread.posts.get(thread.at).map(|post| post.id.clone());
        (thread.id.clone(), post)
    });
    Spot {
        section: inside.section,
        pane: inside.pane,
        space: inside.space().map(|space| space.id.clone()),
        thread,
        document: inside.document().map(|document| document.id.clone()),
        composing: inside
            .composer
            .as_ref()
            .map(|composer| composer.target.clone()),
    }
}

pub(super) fn moved(at: usize, by: isize, count: usize) -> usize {
    at.saturating_add_signed(by).min(count.saturating_sub(1))
}

impl App {
    /// Fits what depends on the window.
    pub(super) fn fit(&mut self) {
        let size = self.size;
        let blocks = self.theme.has_blocks();
        if let Some(inside) = self.inside() {
            if let Open::Document(document) = &mut inside.open {
                let (links, files) = (inside.links.count(), inside.files.rows.len());
                document.window = screens::document_window(size, links, files);
            }
            if let Some(composer) = &mut inside.composer {
                composer.window = screens::composer_window(size, composer);
            }
            let code = inside
                .shown
                .as_ref()
                .map(|shown| shown.invitation.invite.as_str());
            inside.square_fits =
                blocks && code.is_some_and(|code| screens::square_fits(code, size));
        }
    }

    /// Goes back to where one was before the lock.
    pub(super) fn return_to_spot(&mut self) {
        let Some(spot) = self.inside().and_then(|inside| inside.spot.clone()) else {
            return;
        };
        if let Some(inside) = self.inside() {
            inside.section = spot.section;
            inside.pane = spot.pane;
        }
        if let Some((thread, post)) = spot.thread {
            self.open_thread(thread, post);
        } else if let Some(document) = spot.document {
            self.open_document(document);
        }
        if let Some(inside) = self.inside() {
            inside.section = spot.section;
            inside.pane = spot.pane;
        }
        if let Some(target) = spot.composing {
            self.compose(target);
        }
    }

    /// Moves the focus.
    pub(super) fn step(&mut self, act: Act) {
        let by = match act {
            Act::Up => -1,
            Act::Down => 1,
            Act::PageUp => -PAGE_ROWS,
            Act::PageDown => PAGE_ROWS,
            Act::First => isize::MIN,
            _ => isize::MAX,
        };
        let Some(inside) = self.inside() else {
            return;
        };
        match inside.place() {
            Place::Document => self.read_on(act),
            Place::History => self.step_history(by),
            Place::Readers => self.step_readers(by),
            Place::Proposal => self.step_proposal(by),
            Place::Task => self.step_task(by),
            Place::Dates => self.step_day(act),
            Place::Day => self.step_thing(by),
            place => {
                step_list(inside, place, by);
                if place == Place::Thread {
                    self.note_read();
                }
            }
        }
        self.after_step();
    }

    /// What a new focus makes necessary to know.
    fn after_step(&mut self) {
        let Some(inside) = self.inside() else {
            return;
        };
        match inside.place() {
            Place::Tree => {
                inside.list_at = 0;
                self.read_readers();
            }
            Place::Agendas => {
                inside.item_at = 0;
                self.read_agenda();
                self.note_agenda_seen();
            }
            Place::Meetings => {
                inside.matter_at = 0;
                self.read_meeting();
            }
            Place::Proposals => {
                inside.deciding.line = 0;
                self.read_proposal();
            }
            Place::Rounds => {
                inside.assessing.row = 0;
                self.read_assessed();
            }
            Place::Tasks => inside.assigned.line = 0,
            Place::People => inside.device_at = 0,
            _ => {}
        }
    }

    /// Asks who reads the focused space.
    fn read_readers(&mut self) {
        let space = self.inside().and_then(|inside| inside.space().cloned());
        if let Some(space) = space {
            self.read(Purpose::Readers(space.id));
        }
    }

    /// The focused agenda is on the screen: its edition is no news any more.
    fn note_agenda_seen(&mut self) {
        let agenda = self.inside().and_then(|inside| inside.agenda().cloned());
        if let Some(agenda) = agenda.filter(|agenda| agenda.unread) {
            let id = agenda.id;
            self.call(Purpose::Done(""), Request::AgendaRead { id });
        }
    }

    /// Asks for the focused agenda and who holds it.
    pub(super) fn read_agenda(&mut self) {
        let agenda = self.inside().and_then(|inside| inside.agenda().cloned());
        if let Some(agenda) = agenda {
            self.read(Purpose::AgendaShow(agenda.id.clone()));
            if agenda.edition > 0 {
                self.read(Purpose::Receipt(agenda.id));
            }
        }
    }

    fn read_on(&mut self, act: Act) {
        let code = match act {
            Act::Up => KeyCode::Up,
            Act::Down => KeyCode::Down,
            Act::PageUp => KeyCode::PageUp,
            Act::PageDown => KeyCode::PageDown,
            Act::First => {
                if let Some(Open::Document(document)) = self.inside().map(|inside| &mut inside.open)
                {
                    document.editor.place_cursor(0);
                }
                return;
            }
            _ => {
                if let Some(Open::Document(document)) = self.inside().map(|inside| &mut inside.open)
                {
                    document.editor.place_cursor(usize::MAX);
                }
                return;
            }
        };
        self.document_key(Chord { code, ctrl: false });
    }

    fn step_proposal(&mut self, by: isize) {
        let Stage::Inside(inside) = &self.stage else {
            return;
        };
        let lines = screens::proposal_lines(self, inside);
        if let Some(inside) = self.inside() {
            inside.deciding.line = moved(inside.deciding.line, by, lines);
        }
    }

    fn step_history(&mut self, by: isize) {
        let Some(Open::Document(document)) = self.inside().map(|inside| &mut inside.open) else {
            return;
        };
        if let Some(history) = &mut document.history {
            match history.text {
                Some(_) => history.top = history.top.saturating_add_signed(by).min(100_000),
                None => history.at = moved(history.at, by, history.versions.len()),
            }
        }
    }

    /// Left and right go between panes, or letters of a document.
    pub(super) fn sideways(&mut self, right: bool) {
        let Some(inside) = self.inside() else {
            return;
        };
        if inside.place() == Place::Readers {
            self.turn_readers(right);
            return;
        }
        if inside.place() == Place::Dates {
            self.step_day(if right { Act::Right } else { Act::Left });
            return;
        }
        if inside.place() == Place::Document {
            let code = if right { KeyCode::Right } else { KeyCode::Left };
            self.document_key(Chord { code, ctrl: false });
            return;
        }
        if matches!(inside.place(), Place::Files | Place::Links) {
            return;
        }
        let next = match (inside.pane, right) {
            (Pane::First, true) if inside.section == Section::Spaces => Pane::Second,
            (Pane::First, true) => Pane::Detail,
            (Pane::Second, true) if !matches!(inside.open, Open::Nothing) => Pane::Detail,
            (Pane::Detail, false) if inside.section == Section::Spaces => Pane::Second,
            (_, false) => Pane::First,
            (pane, true) => pane,
        };
        if matches!(
            inside.section,
            Section::Spaces
                | Section::Agenda
                | Section::Meetings
                | Section::Proposals
                | Section::Assessments
                | Section::Tasks
                | Section::People
        ) {
            inside.pane = next;
        }
        if inside.place() == Place::Document {
            self.fit();
        }
    }

    /// The next or the previous pane, around.
    pub(super) fn next_pane(&mut self, back: bool) {
        let Some(inside) = self.inside() else {
            return;
        };
        if inside.place() == Place::Readers {
            // There are two panes: either way leads to the other one.
            if !self.turn_readers(false) {
                self.turn_readers(true);
            }
            return;
        }
        if matches!(inside.place(), Place::Files | Place::Links) {
            return;
        }
        let detail = match inside.section {
            Section::Spaces => !matches!(inside.open, Open::Nothing),
            _ => true,
        };
        let panes: &[Pane] = match (inside.section, detail) {
            (Section::Spaces, true) => &[Pane::First, Pane::Second, Pane::Detail],
            (Section::Spaces, false) => &[Pane::First, Pane::Second],
            (
                Section::Agenda
                | Section::Meetings
                | Section::Proposals
                | Section::Assessments
                | Section::Tasks
                | Section::People,
                _,
            ) => &[Pane::First, Pane::Detail],
            _ => return,
        };
        let at = panes
            .iter()
            .position(|pane| *pane == inside.pane)
            .unwrap_or(0);
        let step = if back { panes.len() - 1 } else { 1 };
        inside.pane = panes[(at + step) % panes.len()];
    }

    /// Goes to a section.
    pub(super) fn go_section(&mut self, section: Section) {
        if let Some(inside) = self.inside() {
            inside.over = None;
            inside.shown = None;
            inside.section = section;
            inside.calendar.shown = false;
            inside.pane = Pane::First;
        }
        match section {
            Section::People => {
                self.read(Purpose::Who);
                self.read(Purpose::Invitations);
            }
            Section::Agenda => {
                self.read_agenda();
                self.note_agenda_seen();
            }
            Section::Proposals => {
                self.read(Purpose::Proposals);
                self.read_proposal();
            }
            Section::Assessments => {
                self.read(Purpose::Rounds);
                self.read(Purpose::Plans);
                self.read_assessed();
            }
            Section::Meetings => self.read_meeting(),
            Section::Tasks => {
                self.read(Purpose::Plans);
                self.read_tasks();
            }
            Section::Sync => {
                self.read(Purpose::Status);
                self.read(Purpose::Networks);
            }
            Section::Spaces => self.read_readers(),
            _ => {}
        }
    }

    /// One step back.
    pub(super) fn back(&mut self) {
        if self.turn_readers(false) {
            return;
        }
        let Some(inside) = self.inside() else {
            return;
        };
        if inside.over.is_some() {
            self.close_over();
            return;
        }
        if inside.shown.take().is_some() {
            return;
        }
        if let Open::Document(document) = &mut inside.open
            && inside.section == Section::Spaces
            && inside.pane == Pane::Detail
        {
            match &mut document.history {
                Some(history) if history.text.is_some() => history.text = None,
                Some(_) => document.history = None,
                None => {
                    inside.pane = Pane::Second;
                    self.leave_document(super::Then::Nothing);
                    self.read(Purpose::Docs);
                    self.read(Purpose::Spaces);
                }
            }
            return;
        }
        inside.pane = match (inside.section, inside.pane) {
            (Section::Spaces, Pane::Detail) => Pane::Second,
            (Section::Spaces, Pane::Second) | (_, Pane::Detail) => Pane::First,
            _ => {
                inside.section = Section::Home;
                Pane::First
            }
        };
    }

    /// Puts the focus of the tree on a space.
    pub(super) fn focus_space(&mut self, id: &str) {
        let Some(inside) = self.inside() else {
            return;
        };
        let spaces = inside.tree_spaces();
        if let Some(at) = spaces
            .iter()
            .position(|&at| inside.known.spaces[at].id == id)
        {
            if inside.tree_at != at {
                inside.list_at = 0;
            }
            inside.tree_at = at;
        }
    }

    /// Opens a thread, with the focus on a post where one is wanted.
    pub(super) fn open_thread(&mut self, id: String, wanted: Option<String>) {
        self.leave_document(super::Then::Nothing);
        let Some(inside) = self.inside() else {
            return;
        };
        let space = inside.known.threads.iter().find(|row| row.id == id);
        let space = space.map(|row| row.space.clone());
        inside.open = Open::Thread(super::inside::Thread {
            id: id.clone(),
            wanted,
            ..super::inside::Thread::default()
        });
        inside.over = None;
        inside.section = Section::Spaces;
        inside.pane = Pane::Detail;
        if let Some(space) = space {
            self.focus_space(&space);
            self.focus_listed(&id);
            self.read(Purpose::Readers(space));
        }
        self.read(Purpose::Thread(id));
    }

    fn focus_listed(&mut self, id: &str) {
        if let Some(inside) = self.inside() {
            let listed = inside.listed();
            if let Some(at) = listed.iter().position(|row| inside.listed_id(*row) == id) {
                inside.list_at = at;
            }
        }
    }

    /// Opens a document for reading.
    pub(super) fn open_document(&mut self, id: String) {
        let parting = self.parting.take_if(|parting| parting.document.id == id);
        self.leave_document(super::Then::Nothing);
        let Some(inside) = self.inside() else {
            return;
        };
        inside.over = None;
        if let Some(parting) = parting {
            // What was typed in it is still on its way: it goes on where it was.
            inside.open = Open::Document(parting.document);
            inside.section = Section::Spaces;
            inside.pane = Pane::Detail;
            self.fit();
            return;
        }
        let row = inside.known.docs.iter().find(|row| row.id == id);
        let (title, space) = row.map_or_else(Default::default, |row| {
            (row.title.clone(), row.space.clone())
        });
        let mut document = super::document::Document::new(id.clone(), title, space.clone());
        let request = document.first();
        inside.open = Open::Document(Box::new(document));
        inside.section = Section::Spaces;
        inside.pane = Pane::Detail;
        self.fit();
        self.call(Purpose::Beat(id.clone()), request);
        if !space.is_empty() {
            self.focus_space(&space);
            self.focus_listed(&id);
            self.read(Purpose::Readers(space));
        }
    }

    /// Opens an agenda.
    pub(super) fn open_agenda(&mut self, id: &str) {
        let Some(inside) = self.inside() else {
            return;
        };
        if let Some(at) = inside.known.agendas.iter().position(|row| row.id == id) {
            inside.agenda_at = at;
            inside.item_at = 0;
        }
        self.go_section(Section::Agenda);
    }

    /// Opens what has the focus in a space's list.
    pub(super) fn open_listed(&mut self, listed: Listed) {
        let Some(inside) = self.inside() else {
            return;
        };
        let id = inside.listed_id(listed).to_owned();
        match listed {
            Listed::Thread(_) => self.open_thread(id, None),
            Listed::Document(_) => self.open_document(id),
            Listed::Agenda(_) => self.open_agenda(&id),
        }
    }

    /// Begins to write a message; a draft of it comes back.
    pub(super) fn compose(&mut self, target: Target) {
        let Some(inside) = self.inside() else {
            return;
        };
        let space = target.space().to_owned();
        let key = target.draft_key();
        let quoted = match &target {
            Target::Reply { to: Some(to), .. } => inside
                .thread()
                .and_then(|thread| thread.posts.iter().find(|post| post.id == *to))
                .map(|post| (post.author.name.clone(), post.body.clone())),
            _ => None,
        };
        let mut composer = super::composer::Composer::new(target, quoted);
        composer.begun_for = inside
            .known
            .readers
            .get(&space)
            .map(|readers| readers.people);
        inside.over = None;
        let amends = match &composer.target {
            Target::Amendment { proposal, .. } => Some(proposal.clone()),
            _ => None,
        };
        let known = amends
            .as_ref()
            .and_then(|id| inside.deciding.details.get(id));
        if let Some(detail) = known {
            composer.stand(&detail.id, &detail.text);
        }
        inside.composer = Some(composer);
        self.fit();
        if let Some(id) = amends {
            self.read(Purpose::Proposal(id));
        }
        self.read(Purpose::Readers(space));
        self.call(Purpose::Draft(key.clone()), Request::DraftGet { key });
    }

    /// Goes where a hit of the palette leads.
    pub(super) fn go_to(&mut self, hit: Hit) {
        if let Some(reason) = hit.why_not {
            self.say(&reason, Role::Care);
            return;
        }
        // What is being written stays a draft when one goes elsewhere.
        if !matches!(hit.goal, Goal::Act(_)) {
            self.leave_composer();
        }
        match hit.goal {
            Goal::Act(act) => self.act_from_palette(act),
            Goal::Space(id) => {
                self.go_section(Section::Spaces);
                self.focus_space(&id);
                if let Some(inside) = self.inside() {
                    inside.pane = Pane::Second;
                }
            }
            Goal::Thread(id) => self.open_thread(id, None),
            Goal::Post { thread, post } => self.open_thread(thread, Some(post)),
            Goal::Document(id) => self.open_document(id),
            Goal::Agenda(id) => self.open_agenda(&id),
            Goal::Proposal(id) => self.open_proposal(&id),
            Goal::Meeting(id) => self.open_meeting(&id),
            Goal::Task(id) => self.open_task(&id),
            Goal::Assessed(id) => self.open_round_or_plan(&id),
            Goal::Person(id) => {
                self.go_section(Section::People);
                if let Stage::Inside(inside) = &mut self.stage {
                    let known = &inside.known;
                    let at = inside.parties().iter().position(|party| match party {
                        super::inside::Party::Org(at) | super::inside::Party::Person(at) => {
                            known.who[*at].id == id
                        }
                        super::inside::Party::Invitation(_) => false,
                    });
                    inside.people_at = at.unwrap_or(inside.people_at);
                }
            }
        }
    }
}

fn step_list(inside: &mut Inside, place: Place, by: isize) {
    match place {
        Place::Home => {
            inside.home_at = moved(inside.home_at, by, inside.waiting_rows().len());
        }
        Place::Tree => inside.tree_at = moved(inside.tree_at, by, inside.tree_spaces().len()),
        Place::List => inside.list_at = moved(inside.list_at, by, inside.listed().len()),
        Place::Thread => {
            if let Open::Thread(thread) = &mut inside.open {
                thread.at = moved(thread.at, by, thread.posts.len());
            }
        }
        Place::Agendas => {
            inside.agenda_at = moved(inside.agenda_at, by, inside.known.agendas.len());
        }
        Place::Agenda => {
            inside.item_at = moved(inside.item_at, by, inside.agenda_items().len());
        }
        Place::Proposals => {
            let deciding = &mut inside.deciding;
            deciding.at = moved(deciding.at, by, deciding.rows.len());
        }
        Place::Rounds => {
            inside.assessing.at = moved(inside.assessing.at, by, inside.assessing_rows());
        }
        Place::Round | Place::Plan => {
            inside.assessing.row = moved(inside.assessing.row, by, inside.assessing_lines());
        }
        Place::Meetings => {
            inside.meeting_at = moved(inside.meeting_at, by, inside.known.meetings.len());
        }
        Place::Tasks => {
            let assigned = &mut inside.assigned;
            assigned.at = moved(assigned.at, by, assigned.rows.len());
        }
        Place::Meeting => inside.matter_at = moved(inside.matter_at, by, inside.matters().len()),
        Place::People => inside.people_at = moved(inside.people_at, by, inside.parties().len()),
        Place::Person => inside.device_at = moved(inside.device_at, by, inside.devices().len()),
        Place::Sync => {
            inside.sync_at = moved(inside.sync_at, by, inside.sync_rows());
        }
        Place::Files => {
            let count = inside.files.rows.len();
            if let Some(Over::Files(at)) = &mut inside.over {
                *at = moved(*at, by, count);
            }
        }
        Place::Links => {
            let count = inside.links.chain.rows().count();
            if let Some(Over::Links(at)) = &mut inside.over {
                *at = moved(*at, by, count);
            }
        }
        Place::Help => {
            let count = screens::help_commands(inside, inside.helped()).len();
            if let Some(Over::Help(at)) = &mut inside.over {
                *at = moved(*at, by, count);
            }
        }
        _ => {}
    }
}
