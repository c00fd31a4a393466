//! What an engine shows and what it says about damage.

use std::collections::{BTreeMap, BTreeSet};

use asamblea_node::api::{AttachmentRequest, ProposalRecord, ProposalRequest, Reply, Request};
use asamblea_node::engine::Engine;

/// All that a person can see.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Sight {
    /// Post → thread and text.
    pub posts: BTreeMap<String, (String, String)>,
    /// Document → text.
    pub docs: BTreeMap<String, String>,
    /// What is said of proposals, agendas and attached files, a sentence each. Whoever holds less
    /// says fewer of them, and none that is not among them.
    pub facts: BTreeSet<String>,
    /// Space → its state.
    pub states: BTreeMap<String, String>,
    /// Threads of which it is said that something is missing.
    pub told_short: BTreeSet<String>,
    /// Drafts that are there.
    pub drafts: BTreeSet<String>,
    /// It says that something is missing: an alert that waits.
    pub alerted: bool,
    /// It says that a copy was damaged and mended.
    pub mended: bool,
    /// Alerts that say that others brought back what it had written.
    pub set_back: usize,
    /// `doctor --deep` exits 7.
    pub unwell: bool,
    /// All that `doctor --deep` said that is not well or was not.
    pub doctor: Vec<String>,
}

impl Sight {
    /// Looks.
    #[must_use]
    pub fn of(engine: &mut Engine) -> Self {
        let mut sight = Self::default();
        let threads = match engine.request(Request::ThreadList { space: None }) {
            Ok(Reply::Threads(rows)) => rows,
            _ => Vec::new(),
        };
        for row in threads {
            let id = row.id.clone();
            if let Ok(Reply::Posts { posts, damaged }) = engine.request(Request::ThreadShow { id })
            {
                if damaged {
                    sight.told_short.insert(row.id.clone());
                }
                let posts = posts.into_iter();
                let posts = posts.map(|post| (post.id, (row.id.clone(), post.body)));
                sight.posts.extend(posts);
            }
        }
        let docs = match engine.request(Request::DocList { space: None }) {
            Ok(Reply::Docs(rows)) => rows,
            _ => Vec::new(),
        };
        for row in docs {
            let id = row.id.clone();
            if let Ok(Reply::Doc(doc)) = engine.request(Request::DocShow { id, at: None }) {
                sight.docs.insert(row.id, doc.text);
            }
        }
        for session in 0..3 {
            let key = format!("borrador {session}");
            if let Ok(Reply::Draft(Some(text))) = engine.request(Request::DraftGet { key }) {
                sight.drafts.insert(text);
            }
        }
        sight.facts = facts(engine);
        if let Ok(Reply::Status(status)) = engine.request(Request::Status) {
            let spaces = status.spaces.into_iter();
            sight.states = spaces.map(|space| (space.id, space.state_hash)).collect();
            sight.alerted = status.alerts.iter().any(|alert| alert.code == "damaged");
            sight.mended = status.alerts.iter().any(|alert| alert.code == "mended");
            let alerts = status.alerts.iter();
            sight.set_back = alerts.filter(|alert| alert.code == "set_back").count();
        }
        if let Ok(Reply::Checks(rows)) = engine.request(Request::Doctor { deep: true }) {
            sight.unwell = rows.iter().any(|row| row.damaged);
            // What it says of a healthy profile is not repeated here.
            let told = rows.into_iter().filter(|row| !row.ok || row.mended);
            sight.doctor = told
                .map(|row| format!("{}: {}", row.check, row.detail))
                .collect();
        }
        sight
    }

    /// Whether all of another sight is here, and nothing else.
    #[must_use]
    pub fn shows_all_of(&self, whole: &Self) -> bool {
        self.states == whole.states && self.shows_the_same(whole)
    }

    /// Whether posts, texts and everything else that is read are the same.
    #[must_use]
    pub fn shows_the_same(&self, other: &Self) -> bool {
        self.posts == other.posts && self.docs == other.docs && self.facts == other.facts
    }

    /// What is shown here that the whole does not have, or has otherwise.
    #[must_use]
    pub fn wrong(&self, whole: &Self) -> Option<String> {
        let post = self
            .posts
            .iter()
            .find(|(id, post)| whole.posts.get(*id) != Some(post));
        if let Some((id, post)) = post {
            return Some(format!("post {id}: {post:?}"));
        }
        if let Some(fact) = self.facts.difference(&whole.facts).next() {
            return Some(fact.clone());
        }
        self.docs.iter().find_map(|(id, text)| {
            let known = whole.docs.get(id)?;
            // Lines were only ever added, one by one.
            let wrong = text.lines().find(|line| !known.contains(*line))?;
            Some(format!("document {id}: {wrong:?}"))
        })
    }
}

fn facts(engine: &mut Engine) -> BTreeSet<String> {
    let mut facts = BTreeSet::new();
    let list = Request::Proposal(ProposalRequest::List { space: None });
    if let Ok(Reply::Proposals(rows)) = engine.request(list) {
        for row in rows {
            // What a record says changes nothing; to show one is to have seen it.
            let id = row.id;
            let record = Request::Proposal(ProposalRequest::Record { id });
            if let Ok(Reply::ProposalRecord(record)) = engine.request(record) {
                facts.extend(of_proposal(&record));
            }
        }
    }
    if let Ok(Reply::Agendas(rows)) = engine.request(Request::AgendaList { space: None }) {
        for row in rows {
            facts.extend(of_agenda(engine, &row.id));
        }
    }
    if let Ok(Reply::Status(status)) = engine.request(Request::Status) {
        for space in status.spaces {
            facts.extend(of_files(engine, space.id));
        }
    }
    facts
}

fn of_proposal(record: &ProposalRecord) -> Vec<String> {
    let shown = &record.shown;
    let mut facts = vec![format!(
        "proposal {}: {} {}",
        shown.id, shown.title, shown.method
    )];
    let texts = shown.versions.iter();
    facts.extend(texts.map(|version| format!("text {}: {}", version.id, version.text)));
    let words = record.words.iter();
    facts.extend(
        words.map(|word| format!("ballot {} of {}: {:?}", word.id, word.unit, word.choices)),
    );
    let closings = record.closings.iter();
    facts.extend(closings.map(|closing| format!("closing {}: {:?}", closing.id, closing.words)));
    facts
}

fn of_agenda(engine: &mut Engine, id: &str) -> Vec<String> {
    let mut facts = Vec::new();
    let show = |edition| Request::AgendaShow {
        id: id.to_owned(),
        edition,
    };
    let Ok(Reply::Agenda(newest)) = engine.request(show(None)) else {
        return facts;
    };
    for number in newest.editions {
        if let Ok(Reply::Agenda(edition)) = engine.request(show(Some(number))) {
            facts.extend(edition.items.iter().map(|item| {
                format!(
                    "agenda {id}, {} {number}: {} {:?} {:?}",
                    edition.title, item.title, item.starts, item.place
                )
            }));
        }
    }
    facts
}

fn of_files(engine: &mut Engine, space: String) -> Vec<String> {
    let mut facts = Vec::new();
    let of = Request::Attachment(AttachmentRequest::Of { space });
    let Ok(Reply::Attachments(rows)) = engine.request(of) else {
        return facts;
    };
    for row in rows {
        facts.push(format!(
            "file {}: {}, {} bytes",
            row.id, row.name, row.bytes
        ));
        let id = row.id.clone();
        let get = Request::Attachment(AttachmentRequest::Get { id });
        if let Ok(Reply::Attachment(file)) = engine.request(get) {
            let text = String::from_utf8_lossy(&file.bytes.0).into_owned();
            facts.push(format!("in file {}: {text}", row.id));
        }
    }
    facts
}
