//! What each place of the plain-text mode says: one line a thing, numbered, the number first.

use asamblea_node::api::{
    AgendaDetail, DocRow, FoundRow, PostRow, ReadersCount, Reply, Request, SpaceRow, ThreadRow,
    WhoRow,
};

use super::super::failure::Failure;
use super::super::home::clock;
use super::Reader;
use crate::harmless::{harmless, harmless_lines};
use crate::lang::Texts;
use crate::view::reading;
use crate::view::when::{when, when_exactly};

/// Where one is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Place {
    Home,
    Spaces,
    Space(String),
    Thread(String),
    Document(String),
    Agendas,
    Agenda(String),
    Proposals,
    Proposal(String),
    Meetings,
    Meeting(String),
    Rounds,
    Round(String),
    Plans,
    Plan(String),
    Tasks,
    Task(String),
    People,
    Found(String),
}

/// What a number stands for.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Numbered {
    /// Somewhere to go.
    To(Place),
    /// A post of the open thread.
    Post { id: String },
    /// An alert, with what it means.
    Alert { id: String, words: String },
    /// A file that hangs on what is open.
    File { id: String },
    /// Somebody who reads the space, with why.
    Reader { id: String, words: String },
    /// A task of mine, with all that is known of it.
    Task { id: String, words: String },
    /// Something with nothing inside.
    Nothing,
}

impl Numbered {
    /// Its id, for a command.
    pub(super) fn id(&self) -> String {
        match self {
            Self::To(
                Place::Space(id)
                | Place::Thread(id)
                | Place::Document(id)
                | Place::Agenda(id)
                | Place::Proposal(id)
                | Place::Meeting(id)
                | Place::Round(id)
                | Place::Plan(id)
                | Place::Task(id),
            )
            | Self::Post { id }
            | Self::File { id }
            | Self::Alert { id, .. }
            | Self::Task { id, .. }
            | Self::Reader { id, .. } => id.clone(),
            Self::To(_) | Self::Nothing => String::new(),
        }
    }
}

/// Who will read what is written in a space.
pub(super) fn readers(texts: &Texts, readers: &ReadersCount) -> String {
    let (people, orgs) = (readers.people.to_string(), readers.orgs.to_string());
    let name = harmless(&readers.name);
    let arguments = [
        ("people", people.as_str()),
        ("orgs", orgs.as_str()),
        ("space", name.as_str()),
    ];
    texts.with("ui-readers", &arguments)
}

impl Reader<'_> {
    /// Says where one is, anew.
    pub(super) async fn show(&mut self) -> Result<(), Failure> {
        self.items.clear();
        if self.practice {
            self.text("practice-mark")?;
        }
        match self.trail.last().cloned().unwrap_or(Place::Home) {
            Place::Home => self.home().await,
            Place::Spaces => self.spaces().await,
            Place::Space(id) => self.one_space(&id).await,
            Place::Thread(id) => self.one_thread(&id).await,
            Place::Document(id) => self.document(&id).await,
            Place::Agendas => self.agendas().await,
            Place::Agenda(id) => self.one_agenda(&id).await,
            Place::Proposals => self.proposals().await,
            Place::Proposal(id) => self.one_proposal(&id).await,
            Place::Meetings => self.meetings().await,
            Place::Meeting(id) => self.one_meeting(&id).await,
            Place::Rounds => self.rounds().await,
            Place::Round(id) => self.one_round(&id).await,
            Place::Plans => self.plans().await,
            Place::Plan(id) => self.one_plan(&id).await,
            Place::Tasks => self.tasks().await,
            Place::Task(id) => self.one_task(&id).await,
            Place::People => self.people().await,
            Place::Found(text) => self.found(&text).await,
        }
    }

    pub(super) fn line(&mut self, text: &str) -> Result<(), Failure> {
        self.session.out.line(text)
    }

    pub(super) fn text(&mut self, key: &str) -> Result<(), Failure> {
        let text = self.session.texts.get(key);
        self.line(&text)
    }

    pub(super) fn word(&self, key: &str) -> String {
        self.session.texts.get(key)
    }

    fn count(&self, key: &str, count: u64) -> String {
        let count = count.to_string();
        self.session.texts.with(key, &[("count", &count)])
    }

    fn when(&self, rfc3339: &str) -> String {
        when(&self.session.texts, &clock(), rfc3339)
    }

    /// A numbered line; its parts are harmless already.
    pub(super) fn item(&mut self, item: Numbered, parts: &[String]) -> Result<(), Failure> {
        self.items.push(item);
        let parts: Vec<&str> = parts
            .iter()
            .map(String::as_str)
            .filter(|part| !part.is_empty())
            .collect();
        let line = format!("{}. {}", self.items.len(), parts.join(", "));
        self.line(&line)
    }

    async fn spaces_known(&self) -> Result<Vec<SpaceRow>, Failure> {
        match self.call(Request::SpaceList).await? {
            Reply::Spaces(rows) => Ok(rows),
            _ => Ok(Vec::new()),
        }
    }

    async fn spaces(&mut self) -> Result<(), Failure> {
        let rows = self.spaces_known().await?;
        self.text("ui-spaces")?;
        for row in rows {
            let kind = self.word(&format!("space-kind-{}", row.kind));
            let new = if row.unread > 0 {
                self.count("ui-new-count", row.unread)
            } else {
                String::new()
            };
            let name = harmless(&row.name);
            self.item(Numbered::To(Place::Space(row.id)), &[name, kind, new])?;
        }
        Ok(())
    }

    async fn one_space(&mut self, id: &str) -> Result<(), Failure> {
        self.say_readers(id).await?;
        let space = Some(id.to_owned());
        let list = Request::ThreadList {
            space: space.clone(),
        };
        let mut empty = true;
        if let Reply::Threads(rows) = self.call(list).await? {
            empty &= rows.is_empty();
            for row in rows {
                self.thread_line(row)?;
            }
        }
        let list = Request::DocList {
            space: space.clone(),
        };
        if let Reply::Docs(rows) = self.call(list).await? {
            empty &= rows.is_empty();
            for row in rows {
                self.document_line(row)?;
            }
        }
        if let Reply::Agendas(rows) = self.call(Request::AgendaList { space }).await? {
            empty &= rows.is_empty();
            for row in rows {
                let what = self.word("ui-agenda");
                let edition = row.edition.to_string();
                let texts = &self.session.texts;
                let edition = texts.with("ui-edition", &[("edition", &edition)]);
                let title = format!("{what}: {}", harmless(&row.title));
                self.item(Numbered::To(Place::Agenda(row.id)), &[title, edition])?;
            }
        }
        if empty {
            self.text("text-empty-space")?;
        }
        Ok(())
    }

    /// Everyone who reads a space, numbered; a number tells why.
    pub(super) async fn list_readers(&mut self, space: &str) -> Result<(), Failure> {
        let space = space.to_owned();
        let Reply::SpaceReaders(rows) = self.call(Request::SpaceReaders { space }).await? else {
            return Ok(());
        };
        self.items.clear();
        let summary = reading::summary(&self.session.texts, &rows);
        self.line(&summary)?;
        for row in rows {
            let texts = &self.session.texts;
            let state = match row.unverified {
                true => texts.get("ui-state-unverified"),
                false => String::new(),
            };
            let parts = [reading::name(&row), reading::first_why(texts, &row), state];
            let mut words = vec![reading::name(&row), reading::role(texts, &row)];
            words.extend(reading::cautions(texts, &row));
            for path in &row.paths {
                words.push(reading::why(texts, &row, path));
                words.extend(reading::steps(texts, &clock(), &row, path));
            }
            let (id, words) = (row.id, words.join("\n"));
            self.item(Numbered::Reader { id, words }, &parts)?;
        }
        self.text("ui-reads-gone")
    }

    fn thread_line(&mut self, row: ThreadRow) -> Result<(), Failure> {
        let title = if row.forgotten {
            self.word("thread-forgotten")
        } else {
            harmless(&row.title)
        };
        let title = format!("{}: {title}", self.word("text-thread"));
        let new = if row.unread > 0 {
            self.count("ui-new-count", row.unread)
        } else {
            String::new()
        };
        let closed = if row.closed {
            self.word("ui-closed")
        } else {
            String::new()
        };
        let at = self.when(&row.last_at);
        self.item(
            Numbered::To(Place::Thread(row.id)),
            &[title, new, closed, at],
        )
    }

    fn document_line(&mut self, row: DocRow) -> Result<(), Failure> {
        let title = format!("{}: {}", self.word("text-document"), harmless(&row.title));
        let changed = if row.unread {
            self.word("ui-changed")
        } else {
            String::new()
        };
        let at = self.when(&row.at);
        self.item(Numbered::To(Place::Document(row.id)), &[title, changed, at])
    }

    /// Every message; what is told counts as read.
    async fn one_thread(&mut self, id: &str) -> Result<(), Failure> {
        let show = Request::ThreadShow { id: id.to_owned() };
        let Reply::Posts { posts, damaged } = self.call(show).await? else {
            return Ok(());
        };
        if let Reply::Threads(rows) = self.call(Request::ThreadList { space: None }).await?
            && let Some(row) = rows.into_iter().find(|row| row.id == id)
        {
            self.line(&harmless(&row.title))?;
        }
        for post in posts {
            self.post_lines(&post)?;
        }
        if damaged {
            self.text("ui-thread-damaged")?;
        }
        self.feet(id).await?;
        self.call(Request::ThreadRead { id: id.to_owned() }).await?;
        self.count_unread().await
    }

    /// What one has just read is no news.
    async fn count_unread(&mut self) -> Result<(), Failure> {
        let spaces = self.spaces_known().await?;
        self.unread = spaces.iter().map(|row| row.unread).sum();
        Ok(())
    }

    fn post_lines(&mut self, post: &PostRow) -> Result<(), Failure> {
        let name = harmless(&post.author.name);
        let author = match post.author.org_name.as_deref() {
            Some(org) if !org.is_empty() => format!("{name} ({})", harmless(org)),
            _ => name,
        };
        let new = if post.unread {
            self.word("text-new")
        } else {
            String::new()
        };
        let held = self.word(if post.delivered {
            "ui-delivered"
        } else {
            "ui-kept-here"
        });
        let at = self.when(&post.at);
        let id = post.id.clone();
        self.item(Numbered::Post { id }, &[author, new, at, held])?;
        if post.retracted {
            return self.text("ui-post-retracted");
        }
        for line in harmless_lines(&post.body).lines() {
            self.line(&format!("    {line}"))?;
        }
        Ok(())
    }

    async fn document(&mut self, id: &str) -> Result<(), Failure> {
        let show = Request::DocShow {
            id: id.to_owned(),
            at: None,
        };
        if let Reply::Doc(doc) = self.call(show).await? {
            let at = self.when(&doc.at);
            self.line(&format!("{}, {at}", harmless(&doc.title)))?;
            for line in harmless_lines(&doc.text).lines() {
                self.line(&format!("    {line}"))?;
            }
        }
        self.feet(id).await?;
        self.count_unread().await
    }

    async fn agendas(&mut self) -> Result<(), Failure> {
        let Reply::Agendas(rows) = self.call(Request::AgendaList { space: None }).await? else {
            return Ok(());
        };
        if let [only] = &rows[..] {
            let id = only.id.clone();
            return self.one_agenda(&id).await;
        }
        if rows.is_empty() {
            return self.text("text-no-agenda");
        }
        self.text("ui-agendas")?;
        for row in rows {
            let title = harmless(&row.title);
            self.item(Numbered::To(Place::Agenda(row.id)), &[title])?;
        }
        Ok(())
    }

    async fn one_agenda(&mut self, id: &str) -> Result<(), Failure> {
        let (agenda, edition) = (id.to_owned(), None);
        let show = Request::AgendaShow {
            id: agenda,
            edition,
        };
        if let Reply::Agenda(detail) = self.call(show).await? {
            self.agenda_lines(&detail)?;
        }
        self.feet(id).await?;
        self.call(Request::AgendaRead { id: id.to_owned() }).await?;
        self.count_unread().await
    }

    fn agenda_lines(&mut self, detail: &AgendaDetail) -> Result<(), Failure> {
        let title = harmless(&detail.title);
        let texts = &self.session.texts;
        let signed = match (&detail.signed_by, &detail.at) {
            (Some(author), Some(at)) => {
                let edition = detail.edition.to_string();
                let who = harmless(&author.name);
                let at = self.when(at);
                let arguments = [
                    ("edition", edition.as_str()),
                    ("who", who.as_str()),
                    ("when", at.as_str()),
                ];
                texts.with("ui-agenda-signed", &arguments)
            }
            _ => texts.get("ui-agenda-draft"),
        };
        self.line(&format!("{title}. {signed}"))?;
        for item in &detail.items {
            let at = when_exactly(&self.session.texts, &clock(), &item.starts);
            let off = if item.state == "cancelled" {
                self.word("ui-item-off")
            } else {
                String::new()
            };
            let place = item.place.as_deref().map(harmless).unwrap_or_default();
            let parts = [at, harmless(&item.title), place, off];
            self.item(Numbered::Nothing, &parts)?;
        }
        Ok(())
    }

    async fn people(&mut self) -> Result<(), Failure> {
        let Reply::Who(rows) = self.call(Request::WhoList).await? else {
            return Ok(());
        };
        for row in rows.iter().filter(|row| row.kind != "device") {
            let parts = self.person(row);
            self.item(Numbered::Nothing, &parts)?;
        }
        Ok(())
    }

    fn person(&self, row: &WhoRow) -> [String; 4] {
        let kind = self.word(&format!("who-kind-{}", row.kind));
        let role = row.role.as_ref();
        let role = role.map(|role| self.word(&format!("ui-role-{role}")));
        let state = self.word(&format!("ui-state-{}", row.state));
        [
            harmless(&row.name),
            kind,
            role.filter(|role| !role.starts_with("ui-"))
                .unwrap_or_default(),
            state,
        ]
    }

    async fn found(&mut self, text: &str) -> Result<(), Failure> {
        let (text, space) = (text.to_owned(), None);
        let Reply::Found(rows) = self.call(Request::Search { text, space }).await? else {
            return Ok(());
        };
        if rows.is_empty() {
            return self.text("search-none");
        }
        for row in rows {
            let kind = self.word(&format!("search-kind-{}", row.kind));
            let at = self.when(&row.at);
            let (title, mut excerpt) = (harmless(&row.title), harmless(&row.excerpt));
            if excerpt == title {
                excerpt.clear();
            }
            let parts = [kind, title, excerpt, at];
            let to = destination(row).map_or(Numbered::Nothing, Numbered::To);
            self.item(to, &parts)?;
        }
        Ok(())
    }
}

/// Where a hit leads, if it is somewhere to go.
fn destination(row: FoundRow) -> Option<Place> {
    Some(match row.kind.as_str() {
        "post" => Place::Thread(row.inside),
        "comment" => Place::Document(row.inside),
        "item" => Place::Agenda(row.inside),
        "amendment" | "ballot" => Place::Proposal(row.inside),
        "agreement" if row.opens.as_deref() == Some("task") => Place::Task(row.id),
        "agreement" | "minutes" | "note" => Place::Meeting(row.inside),
        "agreed" => Place::Round(row.inside),
        "activity" => Place::Plan(row.inside),
        "attachment" => return place_of(row.opens.as_deref()?, row.inside),
        kind => return place_of(kind, row.inside),
    })
}

/// The place of a thing of a kind; none for a kind of a newer version.
pub(super) fn place_of(kind: &str, id: String) -> Option<Place> {
    Some(match kind {
        "thread" => Place::Thread(id),
        "doc" => Place::Document(id),
        "agenda" => Place::Agenda(id),
        "proposal" => Place::Proposal(id),
        "meeting" | "agreement" => Place::Meeting(id),
        "assessment" => Place::Round(id),
        "plan" => Place::Plan(id),
        _ => return None,
    })
}
