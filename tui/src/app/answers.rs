//! What the node answers and tells, taken into the state.

use asamblea_node::api::{
    AgendaDetail, AgendaRow, ApiError, ErrorKind, Event, Membership, PostRow, Reply, Request,
};

use super::inside::{Known, Open, Over, Pane, place_in};
use super::question::Question;
use super::{App, Purpose, Stage};
use crate::harmless::harmless;
use crate::refusal;
use crate::theme::Role;
use crate::view::aftermath;

impl App {
    /// The sentence of a failure: what happened and what to do.
    pub(super) fn sentence(&self, error: &ApiError) -> String {
        if let Some(own) = refusal::own(error) {
            return self.texts.in_form(&own, &[]);
        }
        let key = format!("ui-error-{}", error.kind.code().replace('_', "-"));
        let subject = harmless(error.subject.as_deref().unwrap_or_default());
        if error.kind == ErrorKind::WrongOwner && !subject.is_empty() {
            let key = "ui-error-wrong-owner-file";
            return self.texts.with(key, &[("subject", &subject)]);
        }
        // As on the command line, a form of its own is said of nothing in particular.
        let subject = if subject.is_empty() { "none" } else { &subject };
        self.texts.with(&key, &[("subject", subject)])
    }

    /// An answer. Those to an older session, or that come when nothing may be shown, are dropped.
    pub(super) fn on_reply(
        &mut self,
        session: u64,
        purpose: Purpose,
        result: Result<Reply, ApiError>,
    ) {
        if purpose == Purpose::Unlocked {
            self.on_opened(result.map(|_| ()));
            return;
        }
        if let Purpose::Beat(id) = &purpose
            && self
                .parting
                .as_ref()
                .is_some_and(|parting| parting.document.id == *id)
        {
            self.parting_answered(result);
            return;
        }
        if session != self.session || !matches!(self.stage, Stage::Inside(_)) {
            return;
        }
        self.changed = true;
        let held = self.inside().and_then(|inside| inside.held());
        match result {
            Ok(reply) => self.well(&purpose, reply),
            Err(error) => self.badly(&purpose, &error),
        }
        if let Some((held, inside)) = held.zip(self.inside()) {
            inside.hold(&held);
        }
        self.begin_first_task();
        self.read_ended(&purpose);
    }

    fn parting_answered(&mut self, result: Result<Reply, ApiError>) {
        let now = self.now_ms();
        let Some(parting) = &mut self.parting else {
            return;
        };
        match result {
            Ok(Reply::DocExchange(beat)) => {
                parting.document.answered(beat, now);
                parting.document.hurry();
                if parting.document.is_settled() {
                    self.part_now();
                }
            }
            _ => parting.document.failed(now),
        }
    }

    fn badly(&mut self, purpose: &Purpose, error: &ApiError) {
        if error.kind == ErrorKind::Locked {
            self.lock(false);
            return;
        }
        let now = self.now_ms();
        let sentence = self.sentence(error);
        let Some(inside) = self.inside() else {
            return;
        };
        match purpose {
            Purpose::Sent => {
                if let Some(composer) = &mut inside.composer {
                    composer.sending = false;
                    composer.changed(now);
                }
                let words = self.texts.with("ui-compose-failed", &[("why", &sentence)]);
                self.say(&words, Role::Danger);
            }
            Purpose::DraftSaved => {
                if let Some(composer) = &mut inside.composer {
                    composer.save_ended(false, now);
                }
                let words = self.texts.with("ui-draft-failed", &[("why", &sentence)]);
                self.say(&words, Role::Danger);
            }
            Purpose::Draft(_) => {
                if let Some(composer) = &mut inside.composer {
                    composer.loaded = true;
                }
            }
            Purpose::Beat(id) => {
                if let Open::Document(document) = &mut inside.open
                    && document.id == *id
                {
                    document.failed(now);
                }
                self.say(&sentence, Role::Danger);
            }
            Purpose::Thread(_) if error.kind == ErrorKind::NotFound => {
                inside.open = Open::Nothing;
                inside.pane = Pane::Second;
                self.say(&sentence, Role::Care);
            }
            // A receipt or an agenda that is not there is simply not shown.
            Purpose::Receipt(_)
            | Purpose::Files(_)
            | Purpose::Links(_)
            | Purpose::AgendaShow(_)
            | Purpose::Proposal(_)
            | Purpose::Round(_)
            | Purpose::RoundMap(_)
            | Purpose::PlanShow(_)
            | Purpose::Quiet
            | Purpose::Visit
            | Purpose::DocClosed => {}
            _ => self.say(&sentence, Role::Danger),
        }
    }

    #[expect(clippy::too_many_lines, reason = "one arm for each kind, a table")]
    fn well(&mut self, purpose: &Purpose, reply: Reply) {
        match (purpose, reply) {
            // Whatever comes back, what was done is said; what it changed is read anew.
            (Purpose::Done(key), reply) => {
                if let (Reply::Created(made), Some(inside)) = (&reply, self.inside()) {
                    inside.made = Some(made.id.clone());
                }
                self.said_done(key);
                if let Reply::Membership(act) = reply {
                    self.say_aftermath(key, &act);
                }
            }
            (Purpose::Second(who), Reply::Pending(rows)) => {
                let question = Question::second(&self.texts, who, &rows);
                self.ask(question);
            }
            (Purpose::Thread(id), Reply::Posts { posts, damaged }) => {
                self.posts(id, posts, damaged);
            }
            (Purpose::Beat(id), Reply::DocExchange(beat)) => {
                let now = self.now_ms();
                if let Some(Open::Document(document)) = self.inside().map(|inside| &mut inside.open)
                    && document.id == *id
                {
                    document.answered(beat, now);
                }
            }
            (Purpose::Draft(key), Reply::Draft(text)) => self.draft(key, text.as_deref()),
            (Purpose::Visit, Reply::Draft(text)) => {
                if let Some(inside) = self.inside() {
                    inside.known.visit = text;
                }
                self.note_visit();
            }
            (Purpose::Found(question), Reply::Found(rows)) => {
                if let Some(Over::Palette(palette)) =
                    self.inside().and_then(|inside| inside.over.as_mut())
                {
                    palette.answered(question, rows);
                }
            }
            (Purpose::DraftSaved, _) => {
                let now = self.now_ms();
                if let Some(composer) = self.inside().and_then(|inside| inside.composer.as_mut()) {
                    composer.save_ended(true, now);
                }
            }
            (Purpose::Sent, reply) => self.sent(&reply),
            (Purpose::Meeting(step), reply) => self.meeting_answered(step.clone(), reply),
            (Purpose::SpaceReaders(space), Reply::SpaceReaders(rows)) => {
                self.readers_came(space, rows);
            }
            (Purpose::Conflict(alert), Reply::Pending(rows)) => self.show_conflict(alert, rows),
            (Purpose::Stories(alert), Reply::Aside(rows)) => self.show_stories(alert, &rows),
            (Purpose::History(id), Reply::DocVersions(mut versions)) => {
                if let Some(Open::Document(document)) = self.inside().map(|inside| &mut inside.open)
                    && document.id == *id
                    && let Some(history) = &mut document.history
                {
                    versions.reverse();
                    history.versions = versions;
                }
            }
            (Purpose::Version(id), Reply::Doc(doc)) => self.one_version(id, doc.text),
            (Purpose::Preview(confirm), Reply::ProposalPreview(preview)) => {
                self.ask_confirm(*confirm.clone(), &preview);
            }
            (_, reply @ (Reply::Proposals(_) | Reply::Proposal(_))) => self.deciding_came(reply),
            (
                purpose,
                reply @ (Reply::Assessments(_)
                | Reply::Assessment(_)
                | Reply::Compare(_)
                | Reply::Plans(_)
                | Reply::Plan(_)),
            ) => self.assessing_came(purpose, reply),
            (Purpose::Needs, Reply::Needs(rows)) => self.show_needs(&rows),
            (Purpose::Before(id), Reply::Doc(doc)) => self.version_came(id, true, doc),
            (Purpose::After(id), Reply::Doc(doc)) => self.version_came(id, false, doc),
            (
                purpose,
                reply @ (Reply::Attachments(_) | Reply::Attachment(_) | Reply::Attached(_)),
            ) => self.files_came(purpose, reply),
            (purpose, reply @ Reply::Chain(_)) => self.links_came(purpose, reply),
            (Purpose::Dates { from, .. }, Reply::Dates(rows)) => self.dates_came(from, rows),
            (Purpose::Comments(_), Reply::Comments(rows)) => self.show_comments(&rows),
            (purpose, reply) => self.known(purpose, reply),
        }
    }

    fn one_version(&mut self, id: &str, text: String) {
        if let Some(Open::Document(document)) = self.inside().map(|inside| &mut inside.open)
            && document.id == id
            && let Some(history) = &mut document.history
        {
            history.text = Some(text);
            history.top = 0;
        }
    }

    fn agendas_came(&mut self, agendas: Vec<AgendaRow>) {
        let Some(inside) = self.inside() else {
            return;
        };
        let focused = inside.agenda().map(|row| row.id.clone());
        let known = &mut inside.known;
        known.agendas = agendas;
        let ids = known.agendas.iter().map(|row| &row.id);
        let at = place_in(ids, &mut inside.made, focused.as_ref());
        inside.agenda_at = at.unwrap_or(inside.agenda_at);
        let rows = &known.agendas;
        known
            .agenda_details
            .retain(|id, _| rows.iter().any(|row| row.id == *id));
    }

    fn agenda_came(&mut self, detail: AgendaDetail) {
        let Some(inside) = self.inside() else {
            return;
        };
        let item = inside.agenda_item().map(|item| item.id.clone());
        let details = &mut inside.known.agenda_details;
        details.insert(detail.id.clone(), detail);
        let items = inside.agenda_items();
        let at = items
            .iter()
            .position(|(row, _)| Some(&row.id) == item.as_ref());
        inside.item_at = at.unwrap_or(inside.item_at.min(items.len().saturating_sub(1)));
    }

    fn known(&mut self, purpose: &Purpose, reply: Reply) {
        let forgotten = self.texts.get("thread-forgotten");
        let Some(inside) = self.inside() else {
            return;
        };
        let space = inside.space().map(|space| space.id.clone());
        let listed = inside
            .listed()
            .get(inside.list_at)
            .map(|row| inside.listed_id(*row).to_owned());
        let known: &mut Known = &mut inside.known;
        match reply {
            Reply::Status(status) => known.status = Some(*status),
            Reply::Spaces(spaces) => {
                known.spaces = spaces;
                let space =
                    space.or_else(|| inside.spot.as_ref().and_then(|spot| spot.space.clone()));
                if let Some(space) = space {
                    self.focus_space(&space);
                }
                self.clamp();
            }
            Reply::Threads(threads) => {
                known.threads = threads;
                known.name_forgotten(&forgotten);
                self.keep_listed(listed);
            }
            Reply::Docs(docs) => {
                known.docs = docs;
                self.name_document();
                self.keep_listed(listed);
            }
            Reply::Agendas(agendas) => {
                self.agendas_came(agendas);
                self.keep_listed(listed);
                self.read_agendas_ahead();
            }
            Reply::Agenda(detail) => self.agenda_came(detail),
            Reply::AgendaReceipt(receipt) => self.receipt_came(purpose, receipt),
            Reply::Who(who) => {
                known.who = who;
                self.clamp();
            }
            Reply::Alerts(alerts) => {
                known.alerts = alerts;
                self.clamp();
            }
            Reply::Networks(networks) => {
                known.networks = networks;
                self.clamp();
            }
            Reply::Invitations(invitations) => {
                known.invitations = invitations;
                self.clamp();
            }
            Reply::Readers(readers) => {
                if let Purpose::Readers(space) = purpose {
                    known.readers.insert(space.clone(), readers);
                    self.note_readers();
                }
            }
            reply => self.done(purpose, reply),
        }
    }

    /// What an act about a member leaves to be done is read, and not missed in a line.
    fn say_aftermath(&mut self, done: &str, act: &Membership) {
        let notes = aftermath::notes(&self.texts, act);
        if !notes.is_empty() {
            let question = Question::read(&self.texts, self.texts.get(done), notes);
            self.ask(question);
        }
    }

    fn said_done(&mut self, key: &str) {
        if !key.is_empty() {
            self.say_key(key, Role::Done);
        }
        self.read_everything();
    }

    fn done(&mut self, purpose: &Purpose, reply: Reply) {
        match (purpose, reply) {
            (Purpose::MadeDocument, Reply::Created(made)) => {
                self.read(Purpose::Docs);
                self.open_document(made.id);
                if let Some(Open::Document(document)) = self.inside().map(|inside| &mut inside.open)
                {
                    document.writing = true;
                }
            }
            (Purpose::MadeAgenda, reply) => {
                if let (Reply::Created(made), Some(inside)) = (reply, self.inside()) {
                    inside.made = Some(made.id);
                }
                self.read(Purpose::Agendas);
                let words = self.texts.get("ui-done-agenda");
                self.say(&words, Role::Done);
            }
            (Purpose::Invited, Reply::Invitation(invitation)) => {
                self.read(Purpose::Invitations);
                self.show_invitation(invitation);
            }
            (Purpose::Synced, Reply::Synced(report)) => {
                let (received, sent) = (report.received.to_string(), report.sent.to_string());
                let arguments = [("received", received.as_str()), ("sent", sent.as_str())];
                let words = self.texts.with("ui-sync-done", &arguments);
                self.say(&words, Role::Done);
                self.read_everything();
            }
            (Purpose::Bundle, Reply::Bundle(report)) => {
                let counts = [report.ops, report.repeated, report.refused].map(|n| n.to_string());
                let arguments = [
                    ("ops", counts[0].as_str()),
                    ("repeated", counts[1].as_str()),
                    ("refused", counts[2].as_str()),
                ];
                let words = self.texts.with("ui-bundle-done", &arguments);
                let role = if report.refused > 0 {
                    Role::Care
                } else {
                    Role::Done
                };
                self.say(&words, role);
                self.read_everything();
            }
            _ => {}
        }
    }

    fn posts(&mut self, id: &str, posts: Vec<PostRow>, damaged: bool) {
        let Some(Open::Thread(thread)) = self.inside().map(|inside| &mut inside.open) else {
            return;
        };
        if thread.id != id {
            return;
        }
        let focused = thread.posts.get(thread.at).map(|post| post.id.clone());
        for post in posts.iter().filter(|post| post.unread) {
            if !thread.fresh.contains(&post.id) {
                thread.fresh.push(post.id.clone());
                thread.read = false;
            }
        }
        let first = !thread.loaded;
        thread.posts = posts;
        thread.damaged = damaged;
        thread.loaded = true;
        let place = |id: &Option<String>| {
            let id = id.as_ref()?;
            thread.posts.iter().position(|post| post.id == *id)
        };
        let last = thread.posts.len().saturating_sub(1);
        let unread = thread
            .posts
            .iter()
            .position(|post| thread.fresh.contains(&post.id));
        let wanted = place(&thread.wanted);
        thread.at = match wanted {
            Some(at) => at,
            None if first => unread.unwrap_or(last),
            None => place(&focused).unwrap_or(thread.at.min(last)),
        };
        if wanted.is_some() {
            thread.wanted = None;
        }
        self.note_read();
    }

    fn draft(&mut self, key: &str, text: Option<&str>) {
        let Some(composer) = self.inside().and_then(|inside| inside.composer.as_mut()) else {
            return;
        };
        if composer.target.draft_key() != *key {
            return;
        }
        if composer.restore(text) {
            let words = self.texts.get("ui-draft-back");
            self.say(&words, Role::Text);
        }
    }

    fn sent(&mut self, reply: &Reply) {
        let Some(composer) = self.inside().and_then(|inside| inside.composer.take()) else {
            return;
        };
        let key = composer.target.draft_key();
        let text = String::new();
        self.call(Purpose::Quiet, Request::DraftSet { key, text });
        // Saved it is; whether anybody has it is told by the word beside it.
        let status = self
            .inside()
            .and_then(|inside| inside.known.status.as_ref());
        let key = match status {
            Some(status) if status.practice => "practice-sent",
            Some(status) if !status.peers.is_empty() => "ui-sent-online",
            _ => "ui-sent-alone",
        };
        let words = self.texts.get(key);
        self.say(&words, Role::Done);
        match reply {
            Reply::ThreadNew(made) => {
                self.open_thread(made.id.clone(), Some(made.post.clone()));
            }
            Reply::Saved(saved) | Reply::Created(saved) => {
                if let Some(Open::Thread(thread)) = self.inside().map(|inside| &mut inside.open) {
                    thread.wanted = Some(saved.id.clone());
                }
                // A proposal comes this way, too.
                if let Some(inside) = self.inside() {
                    inside.made = Some(saved.id.clone());
                }
            }
            _ => {}
        }
        self.read(Purpose::Threads);
        self.read(Purpose::Proposals);
        self.read_open();
    }

    /// Whoever begins to write keeps the number of readers that she saw first.
    fn note_readers(&mut self) {
        let Some(inside) = self.inside() else {
            return;
        };
        if let Some(composer) = &mut inside.composer {
            let readers = inside.known.readers.get(composer.target.space());
            if let Some(readers) = readers {
                composer.begun_for.get_or_insert(readers.people);
            }
        }
    }

    /// A document that was opened before its row was known gets its title and space.
    fn name_document(&mut self) {
        let Some(inside) = self.inside() else {
            return;
        };
        let known = &inside.known;
        let mut space = None;
        if let Open::Document(document) = &mut inside.open
            && let Some(row) = known.docs.iter().find(|row| row.id == document.id)
        {
            document.title.clone_from(&row.title);
            if document.space != row.space {
                document.space.clone_from(&row.space);
                space = Some(row.space.clone());
            }
        }
        if let Some(space) = space {
            self.focus_space(&space);
            self.read(Purpose::Readers(space));
        }
    }

    fn keep_listed(&mut self, listed: Option<String>) {
        let Some(inside) = self.inside() else {
            return;
        };
        let rows = inside.listed();
        let at = listed.and_then(|id| rows.iter().position(|row| inside.listed_id(*row) == id));
        inside.list_at = at.unwrap_or(inside.list_at.min(rows.len().saturating_sub(1)));
        let open = inside.thread().map(|thread| thread.id.clone());
        let readers = open.and_then(|_| inside.thread_row().map(|row| row.space.clone()));
        if let Some(space) = readers
            && !inside.known.readers.contains_key(&space)
        {
            self.focus_space(&space);
            self.read(Purpose::Readers(space));
        }
        self.clamp();
    }

    fn clamp(&mut self) {
        let Some(inside) = self.inside() else {
            return;
        };
        let least = |at: usize, count: usize| at.min(count.saturating_sub(1));
        inside.tree_at = least(inside.tree_at, inside.tree_spaces().len());
        inside.list_at = least(inside.list_at, inside.listed().len());
        inside.home_at = least(inside.home_at, inside.waiting_rows().len());
        inside.people_at = least(inside.people_at, inside.parties().len());
        inside.device_at = least(inside.device_at, inside.devices().len());
        inside.sync_at = least(inside.sync_at, inside.sync_rows());
        inside.agenda_at = least(inside.agenda_at, inside.known.agendas.len());
        inside.item_at = least(inside.item_at, inside.agenda_items().len());
    }

    /// The node tells something.
    pub(super) fn on_event(&mut self, event: Event) {
        match event {
            Event::Locked {} => return self.on_locked(),
            // The lock stays: whoever sits here has not proved that she may look.
            Event::Unlocked {} => return,
            Event::Stopping {} => return self.end(super::Outcome::Quit),
            _ => {}
        }
        let Some(inside) = self.inside() else {
            return;
        };
        match event {
            Event::Peer { .. } | Event::Synced { .. } => self.read(Purpose::Status),
            Event::Alert { .. } => {
                self.read(Purpose::Alerts);
                let words = self.texts.get("ui-alert-came");
                self.say(&words, Role::Care);
            }
            Event::Changed { space, object } => self.on_changed(&space, object.as_deref()),
            Event::DocChanged { id, cursors } => {
                if let Open::Document(document) = &mut inside.open
                    && document.id == id
                {
                    document.changed(cursors);
                    self.changed = true;
                }
            }
            Event::Receiving { operations } => self.receiving(operations),
            _ => {}
        }
    }

    fn on_changed(&mut self, space: &str, object: Option<&str>) {
        for purpose in [
            Purpose::Spaces,
            Purpose::Threads,
            Purpose::Docs,
            Purpose::Agendas,
            Purpose::Proposals,
            Purpose::Rounds,
            Purpose::Plans,
            Purpose::Who,
            Purpose::Status,
        ] {
            self.read(purpose);
        }
        self.read_meetings();
        self.read_files();
        self.read_links();
        if object.is_none() {
            self.read_readers_page();
        }
        let Some(inside) = self.inside() else {
            return;
        };
        let thread = inside.thread().map(|thread| thread.id.clone());
        if let Some(id) = thread.filter(|id| object.is_none_or(|object| object == id)) {
            self.read(Purpose::Thread(id));
        }
        let known = self
            .inside()
            .is_some_and(|inside| inside.known.readers.contains_key(space));
        if known && object.is_none() {
            self.read(Purpose::Readers(space.to_owned()));
        }
    }

    fn receiving(&mut self, operations: u64) {
        let count = operations.to_string();
        let words = self.texts.with("ui-receiving", &[("count", &count)]);
        self.say(&words, Role::Text);
    }
}
