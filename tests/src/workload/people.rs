//! What people do: they read, post, edit and draft.

use asamblea_node::api::{ApiError, Reply, Request};
use asamblea_protocol::id::SpaceId;

use super::Act;
use crate::cluster::Cluster;
use crate::report::Violation;

impl Cluster {
    pub(super) fn threads_at(&mut self, at: usize) -> Vec<String> {
        let now_ms = self.now_ms;
        let reply = self.devices[at]
            .engine_at(now_ms)
            .map(|engine| engine.request(Request::ThreadList { space: None }));
        match reply {
            Some(Ok(Reply::Threads(rows))) => {
                let network = self.network();
                let passes = |space: &String| {
                    let space = SpaceId::from_hex(space);
                    space.is_some_and(|space| self.oracle.forgetful.contains_key(&space))
                };
                // What is said where it is forgotten is counted apart.
                let rows: Vec<_> = rows.into_iter().filter(|row| !passes(&row.space)).collect();
                for row in rows.iter().filter(|row| row.space != network) {
                    let space = SpaceId::from_hex(&row.space);
                    if space.is_some_and(|space| self.oracle.shared.contains_key(&space)) {
                        self.oracle.shared_threads.insert(row.id.clone());
                        continue;
                    }
                    self.oracle
                        .inner
                        .insert(row.id.clone(), self.devices[at].head);
                }
                rows.into_iter().map(|row| row.id).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The thread with which everything began.
    pub fn first_thread(&mut self) -> Option<String> {
        let mut threads = self.threads_at(0).into_iter();
        let (inner, shared) = (&self.oracle.inner, &self.oracle.shared_threads);
        threads.rfind(|thread| !inner.contains_key(thread) && !shared.contains(thread))
    }

    pub(super) fn person_acts(&mut self, at: usize, act: Act) -> Result<(), Violation> {
        if self.devices[at].dishonest {
            return Ok(());
        }
        match act {
            Act::Draft => self.draft(at),
            Act::NewThread => {
                let title = format!("hilo {} de d{at}", self.step);
                let body = "abre".to_owned();
                let space = self.network();
                let reply = self.ask(at, Request::ThreadNew { space, title, body })?;
                if let Ok(Reply::ThreadNew(made)) = reply {
                    self.tell(|| format!("d{at} opens a thread"));
                    self.keep_post(at, made.id, made.post, "abre".to_owned());
                }
                Ok(())
            }
            Act::Inner => self.inner(at),
            Act::Edit => self.edit(at),
            _ => {
                let threads = self.threads_at(at);
                let Some(thread) = threads.get(self.dice.index(threads.len())).cloned() else {
                    return Ok(());
                };
                if act == Act::Read {
                    return self.ask(at, Request::ThreadRead { id: thread }).map(drop);
                }
                self.post(at, thread).map(drop)
            }
        }
    }

    /// Something of her organization's inner life.
    fn inner(&mut self, at: usize) -> Result<(), Violation> {
        let Some(org) = self.devices[at].org() else {
            return Ok(());
        };
        let body = format!("{} de d{at}, entre nosotras", self.step);
        let request = Request::ThreadNew {
            space: org.to_hex(),
            title: format!("interno {}", self.step),
            body: body.clone(),
        };
        if let Ok(Reply::ThreadNew(made)) = self.ask(at, request)? {
            self.tell(|| format!("d{at} opens an inner thread"));
            let head = self.devices[at].head;
            self.oracle.inner.insert(made.id.clone(), head);
            self.keep_post(at, made.id, made.post, body);
        }
        Ok(())
    }

    /// Posts in a thread.
    ///
    /// # Errors
    ///
    /// The outer one is a request that failed by a fault of the program.
    pub fn post(
        &mut self,
        at: usize,
        thread: String,
    ) -> Result<Result<Reply, ApiError>, Violation> {
        let body = format!("{} de d{at}", self.step);
        let request = Request::ThreadReply {
            id: thread.clone(),
            to: None,
            body: body.clone(),
        };
        let reply = self.ask(at, request)?;
        self.tell(|| match &reply {
            Ok(_) => format!("d{at} posts {body:?}"),
            Err(error) => format!("d{at} cannot post: {error}"),
        });
        if let Ok(Reply::Saved(saved)) = &reply {
            self.keep_post(at, thread, saved.id.clone(), body);
        }
        Ok(reply)
    }

    pub(super) fn keep_post(&mut self, at: usize, thread: String, post: String, body: String) {
        if self.oracle.shared_threads.contains(&thread) {
            return;
        }
        let promise = (thread.clone(), post.clone(), body.clone());
        self.devices[at].promises.posts.push(promise);
        self.oracle.posts.push((at, thread, post, body));
    }

    pub(super) fn draft(&mut self, at: usize) -> Result<(), Violation> {
        let text = format!("borrador {}", self.step);
        let key = "sim".to_owned();
        self.devices[at].promises.drafts_in_doubt.push(text.clone());
        let request = Request::DraftSet {
            key,
            text: text.clone(),
        };
        if self.ask(at, request)?.is_ok() {
            let promises = &mut self.devices[at].promises;
            promises.draft = text;
            promises.drafts_in_doubt.clear();
        }
        Ok(())
    }

    pub(super) fn edit(&mut self, at: usize) -> Result<(), Violation> {
        let Ok(Reply::Docs(docs)) = self.ask(at, Request::DocList { space: None })? else {
            return Ok(());
        };
        let Some(doc) = docs.get(self.dice.index(docs.len())) else {
            return Ok(());
        };
        let id = doc.id.clone();
        let shown = Request::DocShow {
            id: id.clone(),
            at: None,
        };
        let Ok(Reply::Doc(shown)) = self.ask(at, shown)? else {
            return Ok(());
        };
        let mut chars: Vec<char> = shown.text.chars().collect();
        let place = self.dice.index(chars.len() + 1);
        let gone = self.dice.index(5).min(chars.len() - place);
        let put: Vec<char> = format!("[{}]", self.step).chars().collect();
        chars.splice(place..place + gone, put);
        let text: String = chars.into_iter().take(400).collect();
        let base = self.dice.percent(50).then(|| shown.version.clone());
        let reply = self.ask(at, Request::DocEdit { id, text, base })?;
        self.tell(|| format!("d{at} edits: {}", reply.is_ok()));
        Ok(())
    }
}
