//! Threads: posts in causal order; edits and retractions by their authors.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::Admitted;
use crate::content::Body;
use crate::id::{DeviceId, OpId, SpaceId};
use crate::op::Role;
use crate::time::WallTime;

/// Who wrote: one for all posts of a device.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
struct Writer {
    device: DeviceId,
    person: Option<SpaceId>,
}

/// One post. There are many: what few posts have is kept behind a pointer.
#[derive(Clone, Debug)]
pub struct Post {
    /// The operation.
    pub id: OpId,
    depth: u32,
    /// Taken back.
    pub retracted: bool,
    /// Its author's device told two stories there, and nobody said which one stays.
    pub forked: bool,
    /// Its place in its author's log.
    pub seq: u64,
    writer: Arc<Writer>,
    /// Its text; empty once retracted.
    pub body: Box<str>,
    reply_to: Option<Box<OpId>>,
    /// Its author's clock.
    pub at: WallTime,
    /// This device's clock.
    pub received_at: WallTime,
    /// The author named inside an imported post.
    pub by: Option<Box<str>>,
    /// The edit that gave it its present text.
    edited: Option<Box<(u32, OpId)>>,
}

impl Post {
    /// The device that wrote it.
    #[must_use]
    pub fn author(&self) -> DeviceId {
        self.writer.device
    }

    /// Its author's person.
    #[must_use]
    pub fn person(&self) -> Option<SpaceId> {
        self.writer.person
    }

    /// The post it answers.
    #[must_use]
    pub fn reply_to(&self) -> Option<OpId> {
        self.reply_to.as_deref().copied()
    }

    /// Whether its author changed it.
    #[must_use]
    pub const fn is_edited(&self) -> bool {
        self.edited.is_some()
    }

    /// Its place in its thread: by causal depth, then by id.
    const fn place(&self) -> (u32, OpId) {
        (self.depth, self.id)
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
    number: usize,
    /// How it began is not here any more.
    forgotten: bool,
    /// In order of [`Post::place`]: most come at the end.
    #[expect(
        clippy::vec_box,
        reason = "a post that came late moves pointers, not posts"
    )]
    posts: Vec<Box<Post>>,
}

impl Thread {
    /// Posts in causal order, the first included.
    pub fn posts(&self) -> impl Iterator<Item = &Post> {
        self.posts.iter().map(|post| &**post)
    }

    fn put(&mut self, post: Post) {
        self.last_at = self.last_at.max(post.at);
        let place = post.place();
        if self.posts.last().is_none_or(|last| last.place() < place) {
            self.posts.push(Box::new(post));
            return;
        }
        match self.find(place) {
            Ok(at) => {
                if let Some(known) = self.posts.get_mut(at) {
                    **known = post;
                }
            }
            Err(at) => self.posts.insert(at, Box::new(post)),
        }
    }

    fn find(&self, place: (u32, OpId)) -> Result<usize, usize> {
        self.posts.binary_search_by_key(&place, |post| post.place())
    }

    /// How many posts.
    #[must_use]
    pub fn len(&self) -> usize {
        self.posts.len()
    }

    /// Whether its title and how it began were forgotten here.
    #[must_use]
    pub const fn is_forgotten(&self) -> bool {
        self.forgotten
    }

    /// Never true: a thread has its first post.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.posts.is_empty()
    }
}

/// An operation without what it says.
struct Said {
    id: OpId,
    writer: Arc<Writer>,
    seq: u64,
    depth: u32,
    role: Role,
    received_at: WallTime,
    forked: bool,
}

impl Said {
    fn post(&self, body: String, at: WallTime) -> Post {
        Post {
            id: self.id,
            depth: self.depth,
            retracted: false,
            forked: self.forked,
            seq: self.seq,
            writer: Arc::clone(&self.writer),
            body: body.into(),
            reply_to: None,
            at,
            received_at: self.received_at,
            by: None,
            edited: None,
        }
    }

    /// Only the person who wrote a post changes it, or closes the thread that it began.
    fn is_by_writer_of(&self, post: &Post) -> bool {
        post.author() == self.writer.device || self.is_by_person_of(post)
    }

    fn is_by_person_of(&self, post: &Post) -> bool {
        post.person().is_some() && post.person() == self.writer.person
    }
}

/// Threads of one space.
#[derive(Debug, Default)]
pub struct Threads {
    threads: BTreeMap<OpId, Thread>,
    /// Threads by number.
    begun: Vec<OpId>,
    /// Of each post the number of its thread, and its depth.
    places: HashMap<OpId, (usize, u32)>,
    writers: HashMap<Writer, Arc<Writer>>,
    /// Posts may answer what is not here any more.
    forgets: bool,
}

impl Threads {
    fn writer(&mut self, device: DeviceId, person: Option<SpaceId>) -> Arc<Writer> {
        let writer = Writer { device, person };
        let known = self.writers.entry(writer);
        Arc::clone(known.or_insert_with(|| Arc::new(writer)))
    }

    pub(super) fn take(&mut self, op: Admitted) -> Option<OpId> {
        let said = Said {
            id: op.id,
            writer: self.writer(op.author, op.person),
            seq: op.seq,
            depth: op.depth,
            role: op.role,
            received_at: op.received_at,
            forked: op.forked,
        };
        let at = op.content.at;
        match op.content.body {
            Body::ThreadNew(new) => {
                let thread = self.begin(said.id, op.author);
                thread.title = new.title;
                thread.author = op.author;
                thread.forgotten = false;
                thread.last_at = thread.last_at.max(at);
                self.put(said.id, said.post(new.body, at))
            }
            Body::Post(post) => {
                let mut row = said.post(post.body, at);
                row.reply_to = post.reply_to.map(Box::new);
                self.put(post.thread, row)
            }
            Body::PostImported(post) => {
                let mut quoted = said.post(post.body, post.at.unwrap_or(at));
                quoted.by = post.by.map(Into::into);
                self.put(post.thread, quoted)
            }
            Body::PostEdit(edit) => self.change(edit.post, &said, |post| {
                let stamp = (said.depth, said.id);
                let older = post.edited.as_ref().is_none_or(|known| **known < stamp);
                if !post.retracted && older {
                    post.body = edit.body.into();
                    post.edited = Some(Box::new(stamp));
                }
            }),
            Body::PostRetract(retract) => self.change(retract.post, &said, |post| {
                post.body = "".into();
                post.retracted = true;
            }),
            Body::ThreadClose(close) => {
                let thread = self.threads.get_mut(&close.thread)?;
                let first = thread.posts.first().filter(|_| !thread.forgotten);
                let hers = first.is_some_and(|post| said.is_by_person_of(post));
                thread.closed |= hers || said.role == Role::Admin;
                Some(close.thread)
            }
            _ => None,
        }
    }

    /// A thread, as far as anything of it is here.
    fn begin(&mut self, id: OpId, author: DeviceId) -> &mut Thread {
        let begun = &mut self.begun;
        self.threads.entry(id).or_insert_with(|| {
            begun.push(id);
            Thread {
                id,
                title: String::new(),
                author,
                closed: false,
                last_at: WallTime(0),
                number: begun.len().saturating_sub(1),
                forgotten: true,
                posts: Vec::new(),
            }
        })
    }

    pub(super) const fn set_forgets(&mut self) {
        self.forgets = true;
    }

    fn put(&mut self, id: OpId, post: Post) -> Option<OpId> {
        if self.forgets {
            self.begin(id, post.author());
        }
        let thread = self.threads.get_mut(&id)?;
        self.places.insert(post.id, (thread.number, post.depth));
        thread.put(post);
        Some(id)
    }

    fn change(&mut self, id: OpId, said: &Said, change: impl FnOnce(&mut Post)) -> Option<OpId> {
        let (number, depth) = *self.places.get(&id)?;
        let thread = self.threads.get_mut(self.begun.get(number)?)?;
        let at = thread.find((depth, id)).ok()?;
        let post = thread.posts.get_mut(at)?;
        if !said.is_by_writer_of(post) {
            return None;
        }
        change(post);
        Some(thread.id)
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
        let (number, _) = self.places.get(post)?;
        self.begun.get(*number).copied()
    }
}
