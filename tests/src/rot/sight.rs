//! What an engine shows and what it says about damage.

use std::collections::{BTreeMap, BTreeSet};

use asamblea_node::api::{Reply, Request};
use asamblea_node::engine::Engine;

/// All that a person can see.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Sight {
    /// Post → thread and text.
    pub posts: BTreeMap<String, (String, String)>,
    /// Document → text.
    pub docs: BTreeMap<String, String>,
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
        if let Ok(Reply::Status(status)) = engine.request(Request::Status) {
            let spaces = status.spaces.into_iter();
            sight.states = spaces.map(|space| (space.id, space.state_hash)).collect();
            sight.alerted = status.alerts.iter().any(|alert| alert.code == "damaged");
            sight.mended = status.alerts.iter().any(|alert| alert.code == "mended");
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
        self.posts == whole.posts && self.docs == whole.docs && self.states == whole.states
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
        self.docs.iter().find_map(|(id, text)| {
            let known = whole.docs.get(id)?;
            // Lines were only ever added, one by one.
            let wrong = text.lines().find(|line| !known.contains(*line))?;
            Some(format!("document {id}: {wrong:?}"))
        })
    }
}
