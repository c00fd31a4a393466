//! Threads.

use std::collections::{BTreeMap, HashMap};

use asamblea_protocol::content::{
    Body, Post, PostEdit, PostImported, PostRetract, ThreadClose, ThreadNew,
};
use asamblea_protocol::id::{DeviceId, OpId, SpaceId};
use asamblea_protocol::op::{Lane, LogId, Role};
use asamblea_protocol::time::WallTime;
use asamblea_protocol::view;

use super::super::Engine;
use super::super::clock::rfc3339;
use super::super::local::LocalRecord;
use crate::api::{
    ApiError, ErrorKind, ImportedPost, PostRow, Reply, Saved, ThreadCreated, ThreadImported,
    ThreadRow,
};

/// Posts written with one sync of the disk while importing.
const IMPORT_BATCH: usize = 512;

/// A post that its author took back says nothing any more.
const RETRACTED: &str = "thread-retracted";
/// A closed thread is closed.
const CLOSED: &str = "thread-closed";

impl Engine {
    pub(super) fn new_thread(
        &mut self,
        space: &str,
        title: String,
        body: String,
    ) -> Result<Reply, ApiError> {
        if title.trim().is_empty() {
            return Err(ApiError::about(ErrorKind::Usage, "title"));
        }
        let space = self.find_space(space)?;
        let id = self.write_one(space, ThreadNew { title, body }.into())?;
        let (id, post) = (id.to_hex(), id.to_hex());
        Ok(Reply::ThreadNew(ThreadCreated {
            id,
            post,
            saved: true,
        }))
    }

    pub(super) fn write_one(&mut self, space: SpaceId, body: Body) -> Result<OpId, ApiError> {
        let ids = self.write(space, vec![body])?;
        ids.first()
            .copied()
            .ok_or_else(|| ErrorKind::Internal.into())
    }

    pub(super) fn threads(&mut self, space: Option<&str>) -> Result<Reply, ApiError> {
        let only = space.map(|space| self.find_space(space)).transpose()?;
        let mut rows: Vec<(WallTime, ThreadRow)> = Vec::new();
        for space in self.views.shown.spaces() {
            if only.is_some_and(|only| only != space) {
                continue;
            }
            for thread in self
                .views
                .shown
                .threads(space)
                .into_iter()
                .flat_map(view::Threads::iter)
            {
                rows.push((thread.last_at, self.thread_row(space, thread)));
            }
        }
        rows.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.id.cmp(&b.1.id)));
        Ok(Reply::Threads(
            rows.into_iter().map(|(_, row)| row).collect(),
        ))
    }

    fn thread_row(&self, space: SpaceId, thread: &view::Thread) -> ThreadRow {
        ThreadRow {
            id: thread.id.to_hex(),
            title: thread.title.clone(),
            space: space.to_hex(),
            posts: u64::try_from(thread.len()).unwrap_or(u64::MAX),
            unread: self.unread_in(thread),
            last_at: rfc3339(thread.last_at),
            closed: thread.closed,
            forgotten: thread.is_forgotten(),
        }
    }

    pub(super) fn unread_in(&self, thread: &view::Thread) -> u64 {
        let mut unread = self.unread_posts(thread.id);
        let count = thread.posts().filter(|post| unread(post)).count();
        u64::try_from(count).unwrap_or(u64::MAX)
    }

    /// Tells posts of a thread that this person has not read. Marks are looked up once an author.
    fn unread_posts(&self, thread: OpId) -> impl FnMut(&view::Post) -> bool + '_ {
        let me = self.my_person();
        let marks = self.local.read.get(&thread.to_hex());
        let mut read: HashMap<DeviceId, u64> = HashMap::new();
        move |post| {
            let mine = post.person().is_some() && post.person() == me;
            let mark = |author: DeviceId| marks?.get(&author.to_hex()).copied();
            let read = read
                .entry(post.author())
                .or_insert_with_key(|author| mark(*author).unwrap_or(0));
            !mine && post.seq >= *read
        }
    }

    pub(super) fn show_thread(&mut self, id: &str) -> Result<Reply, ApiError> {
        let (space, id) = self.find_thread(id)?;
        let thread = self
            .views
            .shown
            .threads(space)
            .and_then(|threads| threads.get(&id));
        let thread = thread.ok_or(ErrorKind::NotFound)?;
        let mut unread = self.unread_posts(id);
        let posts = thread
            .posts()
            .map(|post| self.post_row(space, post, unread(post)))
            .collect();
        Ok(Reply::Posts {
            posts,
            damaged: self.is_missing_here(space),
        })
    }

    fn post_row(&self, space: SpaceId, post: &view::Post, unread: bool) -> PostRow {
        let log = LogId {
            space,
            author: post.author(),
            lane: Lane::Content,
        };
        let own = post.author() == self.replica.device();
        let delivered = !own
            || self
                .delivered
                .get(&log)
                .is_some_and(|held| post.seq < *held);
        PostRow {
            id: post.id.to_hex(),
            author: self.author(post.author(), space),
            body: post.body.to_string(),
            reply_to: post.reply_to().map(|to| to.to_hex()),
            at: rfc3339(post.at),
            received_at: rfc3339(post.received_at),
            edited: post.is_edited(),
            retracted: post.retracted,
            delivered,
            quarantined: post.forked,
            unread,
            by: post.by.as_deref().map(str::to_owned),
        }
    }

    pub(super) fn reply(
        &mut self,
        id: &str,
        to: Option<&str>,
        body: String,
    ) -> Result<Reply, ApiError> {
        if body.trim().is_empty() {
            return Err(ApiError::about(ErrorKind::Usage, "body"));
        }
        let (space, thread) = self.find_thread(id)?;
        let closed = self
            .views
            .shown
            .threads(space)
            .and_then(|threads| threads.get(&thread))
            .is_some_and(|thread| thread.closed);
        if closed {
            return Err(ApiError::about(ErrorKind::NotPermitted, CLOSED));
        }
        let reply_to = to.map(|to| self.find_post(space, thread, to)).transpose()?;
        let id = self.write_one(
            space,
            Post {
                thread,
                reply_to,
                body,
            }
            .into(),
        )?;
        Ok(Reply::Saved(Saved::of(id.to_hex())))
    }

    /// A post by its id, in whatever thread it stands; only its author changes it, on any device.
    fn own_post(&self, text: &str) -> Result<(SpaceId, OpId), ApiError> {
        let (space, id) = self.find_shown(text, |space| {
            let threads = self.views.shown.threads(space).into_iter();
            let posts = threads
                .flat_map(view::Threads::iter)
                .flat_map(view::Thread::posts);
            posts.map(|post| (post.id, None))
        })?;
        let post = self.post(space, &id).ok_or(ErrorKind::NotFound)?;
        let person = post.person().is_some() && post.person() == self.my_person();
        if !person && post.author() != self.replica.device() {
            return Err(ErrorKind::NotPermitted.into());
        }
        if post.retracted {
            return Err(ApiError::about(ErrorKind::NoEffect, RETRACTED));
        }
        Ok((space, id))
    }

    fn post(&self, space: SpaceId, id: &OpId) -> Option<&view::Post> {
        let threads = self.views.shown.threads(space)?;
        let thread = threads.get(&threads.thread_of(id)?)?;
        thread.posts().find(|post| post.id == *id)
    }

    pub(super) fn edit_post(&mut self, post: &str, body: String) -> Result<Reply, ApiError> {
        if body.trim().is_empty() {
            return Err(ApiError::about(ErrorKind::Usage, "body"));
        }
        let (space, post) = self.own_post(post)?;
        self.write_one(space, PostEdit { post, body }.into())?;
        Ok(Reply::Saved(Saved::of(post.to_hex())))
    }

    pub(super) fn retract_post(&mut self, post: &str) -> Result<Reply, ApiError> {
        let (space, post) = self.own_post(post)?;
        self.write_one(space, PostRetract { post }.into())?;
        Ok(Reply::Saved(Saved::of(post.to_hex())))
    }

    pub(super) fn close_thread(&mut self, id: &str) -> Result<Reply, ApiError> {
        let (space, thread) = self.find_thread(id)?;
        let device = self.replica.device();
        let admin = self.replica.roles().role(device, space) == Role::Admin;
        let me = self.my_person();
        let threads = self.views.shown.threads(space);
        let known = threads.and_then(|threads| threads.get(&thread));
        let known = known.ok_or(ErrorKind::NotFound)?;
        if known.closed {
            return Err(ApiError::about(ErrorKind::NoEffect, CLOSED));
        }
        let first = known.posts().next().filter(|_| !known.is_forgotten());
        let hers = first.is_some_and(|post| post.person().is_some() && post.person() == me);
        if !hers && !admin {
            return Err(ErrorKind::NotPermitted.into());
        }
        self.write_one(space, ThreadClose { thread }.into())?;
        Ok(Reply::Saved(Saved::of(thread.to_hex())))
    }

    pub(super) fn import_thread(
        &mut self,
        space: &str,
        title: String,
        posts: Vec<ImportedPost>,
    ) -> Result<Reply, ApiError> {
        if title.trim().is_empty() {
            return Err(ApiError::about(ErrorKind::Usage, "title"));
        }
        let space = self.find_space(space)?;
        let thread = self.write_one(
            space,
            ThreadNew {
                title,
                body: String::new(),
            }
            .into(),
        )?;
        let count = u64::try_from(posts.len()).unwrap_or(u64::MAX);
        let mut bodies = Vec::with_capacity(IMPORT_BATCH);
        for post in posts {
            let at = post
                .at_ms
                .and_then(|ms| u64::try_from(ms).ok())
                .map(WallTime);
            bodies.push(
                PostImported {
                    thread,
                    body: post.body,
                    by: post.by,
                    at,
                }
                .into(),
            );
            if bodies.len() == IMPORT_BATCH {
                self.write(space, std::mem::take(&mut bodies))?;
            }
        }
        if !bodies.is_empty() {
            self.write(space, bodies)?;
        }
        let id = thread.to_hex();
        Ok(Reply::Imported(ThreadImported {
            id,
            posts: count,
            saved: true,
        }))
    }

    pub(super) fn read_thread(&mut self, id: &str) -> Result<Reply, ApiError> {
        let (space, id) = self.find_thread(id)?;
        let mut marks: BTreeMap<String, u64> = self
            .local
            .read
            .get(&id.to_hex())
            .cloned()
            .unwrap_or_default();
        let before = marks.clone();
        let thread = self
            .views
            .shown
            .threads(space)
            .and_then(|threads| threads.get(&id));
        for post in thread.into_iter().flat_map(view::Thread::posts) {
            let mark = marks.entry(post.author().to_hex()).or_default();
            *mark = (post.seq + 1).max(*mark);
        }
        if marks != before {
            self.remember(vec![LocalRecord::Read(id.to_hex(), marks)])?;
        }
        Ok(Reply::Done)
    }
}
