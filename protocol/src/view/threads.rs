//! Threads: posts in causal order; edits and retractions by their authors.

use std::collections::BTreeMap;

use super::Admitted;
use crate::content::Body;
use crate::id::{DeviceId, OpId, SpaceId};
use crate::op::Role;
use crate::time::WallTime;

/// One post.
#[derive(Clone, Debug)]
pub struct Post {
    /// The operation.
    pub id: OpId,
    /// The device that wrote it.
    pub author: DeviceId,
    /// Its place in its author's log.
    pub seq: u64,
    /// Its author's person.
    pub person: Option<SpaceId>,
    /// Its text; empty once retracted.
    pub body: Box<str>,
    /// The post it answers.
    pub reply_to: Option<OpId>,
    /// Its author's clock.
    pub at: WallTime,
    /// This device's clock.
    pub received_at: WallTime,
    /// The author named inside an imported post.
    pub by: Option<Box<str>>,
    /// The edit that gave it its present text.
    edited: Option<(u32, OpId)>,
    /// Taken back.
    pub retracted: bool,
}

impl Post {
    /// Whether its author changed it.
    #[must_use]
    pub const fn is_edited(&self) -> bool {
        self.edited.is_some()
    }
}

/// One thread.
#[derive(Clone, Debug)]
pub struct Thread {
    /// The operation that began it: its first post.
    pub id: OpId,
    /// Title.
    pub title: String,
    /// Who began it.
    pub author: DeviceId,
    /// No more replies.
    pub closed: bool,
    /// The newest time that an author claimed.
    pub last_at: WallTime,
    posts: BTreeMap<(u32, OpId), Post>,
}

impl Thread {
    /// Posts in causal order, the first included.
    pub fn posts(&self) -> impl Iterator<Item = &Post> {
        self.posts.values()
    }

    /// How many posts.
    #[must_use]
    pub fn len(&self) -> usize {
        self.posts.len()
    }

    /// Never true: a thread has its first post.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.posts.is_empty()
    }
}

/// Threads of one space.
#[derive(Debug, Default)]
pub struct Threads {
    threads: BTreeMap<OpId, Thread>,
    places: BTreeMap<OpId, (OpId, u32)>,
}

impl Threads {
    pub(super) fn take(&mut self, op: Admitted) -> Option<OpId> {
        let (id, depth, at) = (op.id, op.depth, op.content.at);
        match &op.content.body {
            Body::ThreadNew(new) => {
                let thread = Thread {
                    id,
                    title: new.title.clone(),
                    author: op.author,
                    closed: false,
                    last_at: at,
                    posts: BTreeMap::new(),
                };
                self.threads.insert(id, thread);
                let body = new.body.clone();
                self.put(id, depth, post_of(&op, body, None, None, at));
                Some(id)
            }
            Body::Post(post) => {
                let body = post.body.clone();
                let thread = post.thread;
                self.put(thread, depth, post_of(&op, body, post.reply_to, None, at))
            }
            Body::PostImported(post) => {
                let (body, at) = (post.body.clone(), post.at.unwrap_or(at));
                let thread = post.thread;
                self.put(thread, depth, post_of(&op, body, None, post.by.clone(), at))
            }
            Body::PostEdit(edit) => self.change(edit.post, &op, |post, stamp| {
                if !post.retracted && post.edited < Some(stamp) {
                    post.body = edit.body.as_str().into();
                    post.edited = Some(stamp);
                }
            }),
            Body::PostRetract(retract) => self.change(retract.post, &op, |post, _| {
                post.body = "".into();
                post.retracted = true;
            }),
            Body::ThreadClose(close) => {
                let thread = self.threads.get_mut(&close.thread)?;
                let first = thread.posts.values().next();
                let hers =
                    first.is_some_and(|post| post.person.is_some() && post.person == op.person);
                thread.closed |= hers || op.role == Role::Admin;
                Some(close.thread)
            }
            _ => None,
        }
    }

    fn put(&mut self, id: OpId, depth: u32, post: Post) -> Option<OpId> {
        let thread = self.threads.get_mut(&id)?;
        thread.last_at = thread.last_at.max(post.at);
        self.places.insert(post.id, (id, depth));
        thread.posts.insert((depth, post.id), post);
        Some(id)
    }

    /// Only the person who wrote a post changes it.
    fn change(
        &mut self,
        id: OpId,
        op: &Admitted,
        change: impl FnOnce(&mut Post, (u32, OpId)),
    ) -> Option<OpId> {
        let (thread, depth) = *self.places.get(&id)?;
        let post = self.threads.get_mut(&thread)?.posts.get_mut(&(depth, id))?;
        let hers = post.author == op.author || (post.person.is_some() && post.person == op.person);
        if !hers {
            return None;
        }
        change(post, (op.depth, op.id));
        Some(thread)
    }

    /// A thread.
    #[must_use]
    pub fn get(&self, id: &OpId) -> Option<&Thread> {
        self.threads.get(id)
    }

    /// Every thread.
    pub fn iter(&self) -> impl Iterator<Item = &Thread> {
        self.threads.values()
    }

    /// The thread that a post stands in.
    #[must_use]
    pub fn thread_of(&self, post: &OpId) -> Option<OpId> {
        self.places.get(post).map(|(thread, _)| *thread)
    }
}

fn post_of(
    op: &Admitted,
    body: String,
    reply_to: Option<OpId>,
    by: Option<String>,
    at: WallTime,
) -> Post {
    Post {
        id: op.id,
        author: op.author,
        seq: op.seq,
        person: op.person,
        body: body.into(),
        reply_to,
        at,
        received_at: op.received_at,
        by: by.map(Into::into),
        edited: None,
        retracted: false,
    }
}
