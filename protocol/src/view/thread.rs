//! Threads and posts, in causal order, with their edits and retractions.

use std::collections::{BTreeMap, BTreeSet};

use super::store::{Author, Authors, Ids, Rows, Text, Texts};
use super::{Admitted, Hold, Outcome, Refusal, Role, Stamp, Taken};
use crate::content::Body;
use crate::id::OpId;
use crate::time::WallTime;

const NONE: u32 = u32::MAX;

/// A post. Of some 100,000 in a space: kept small.
#[derive(Debug)]
struct PostRow {
    id: OpId,
    depth: u64,
    at: u64,
    received: u64,
    order: u64,
    author: u32,
    /// Number of the thread.
    thread: u32,
    /// Number of the post it answers, if that was here when this came.
    reply_to: u32,
    body: Text,
}

#[derive(Debug)]
struct ThreadRow {
    title: Box<str>,
    /// Number of its first text, which bears the thread's id.
    opening: u32,
    /// Numbers of the posts, by depth, then id.
    posts: Vec<u32>,
    /// The first closing in that order.
    closed: Option<Stamp>,
    newest: WallTime,
    last_order: u64,
}

#[derive(Debug)]
struct Edit {
    stamp: Stamp,
    at: WallTime,
    body: Text,
}

/// Where a quoted post came from, as the quote says.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct ImportedFrom {
    /// Who wrote it.
    pub by: Option<Box<str>>,
    /// When.
    pub at: Option<WallTime>,
}

#[derive(Debug, Default)]
pub(super) struct Threads {
    posts: Rows<PostRow>,
    texts: Texts,
    threads: Vec<ThreadRow>,
    /// Posts, and threads by their opening.
    ids: Ids,
    sorted: BTreeMap<OpId, u32>,
    edits: BTreeMap<u32, Edit>,
    retracted: BTreeSet<u32>,
    imported: BTreeMap<u32, ImportedFrom>,
    /// What a post answers, where that was not here when the post came.
    answers: BTreeMap<u32, OpId>,
    /// Edits, retractions and closings that count, by the operation.
    acts: BTreeSet<OpId>,
}

fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

impl Threads {
    pub(super) fn take(&mut self, op: &Admitted, author: u32, authors: &Authors) -> Taken {
        if self.knows(op.id) || self.acts.contains(&op.id) {
            return Ok(Outcome::Repeated);
        }
        match &op.content.body {
            Body::ThreadNew(new) => Ok(self.begin(op, author, &new.title, &new.body)),
            Body::Post(post) => {
                let number = self.add(op, author, post.thread, &post.body)?;
                if let Some(target) = post.reply_to
                    && self
                        .posts
                        .get(number)
                        .is_none_or(|row| row.reply_to == NONE)
                {
                    self.answers.insert(number, target);
                }
                Ok(Outcome::Changed(Some(post.thread)))
            }
            Body::PostImported(post) => {
                let number = self.add(op, author, post.thread, &post.body)?;
                let from = ImportedFrom {
                    by: post.by.as_deref().map(Into::into),
                    at: post.at,
                };
                self.imported.insert(number, from);
                Ok(Outcome::Changed(Some(post.thread)))
            }
            Body::PostEdit(edit) => {
                let number = self.own_post(op, edit.post, authors)?;
                let stamp = op.stamp();
                if self.edits.get(&number).is_none_or(|old| old.stamp < stamp) {
                    let body = self.texts.push(&edit.body);
                    self.edits.insert(
                        number,
                        Edit {
                            stamp,
                            at: op.content.at,
                            body,
                        },
                    );
                }
                Ok(self.acted(op, number))
            }
            Body::PostRetract(retract) => {
                let number = self.own_post(op, retract.post, authors)?;
                self.retracted.insert(number);
                Ok(self.acted(op, number))
            }
            Body::ThreadClose(close) => self.close(op, close.thread, authors),
            _ => Err(Hold::Refused(Refusal::WrongKind)),
        }
    }

    fn number(&self, id: OpId) -> Option<u32> {
        self.ids
            .get(id, |number| self.posts.get(number).map(|row| row.id))
    }

    pub(super) fn knows(&self, id: OpId) -> bool {
        self.number(id).is_some()
    }

    fn row(op: &Admitted, author: u32, thread: u32, reply_to: u32, body: Text) -> PostRow {
        PostRow {
            id: op.id,
            depth: op.depth,
            at: op.content.at.0,
            received: op.received_at.0,
            order: op.order,
            author,
            thread,
            reply_to,
            body,
        }
    }

    fn begin(&mut self, op: &Admitted, author: u32, title: &str, body: &str) -> Outcome {
        let thread = u32::try_from(self.threads.len()).unwrap_or(NONE);
        let body = self.texts.push(body);
        let opening = self.posts.push(Self::row(op, author, thread, NONE, body));
        self.ids.insert(op.id, opening);
        self.sorted.insert(op.id, thread);
        self.threads.push(ThreadRow {
            title: title.into(),
            opening,
            posts: Vec::new(),
            closed: None,
            newest: op.content.at,
            last_order: op.order,
        });
        Outcome::Changed(Some(op.id))
    }

    fn add(&mut self, op: &Admitted, author: u32, thread: OpId, body: &str) -> Result<u32, Hold> {
        let number = *self.sorted.get(&thread).ok_or(Hold::For(thread))?;
        let reply_to = match &op.content.body {
            Body::Post(post) => post.reply_to.and_then(|id| self.number(id)).unwrap_or(NONE),
            _ => NONE,
        };
        let body = self.texts.push(body);
        let post = self
            .posts
            .push(Self::row(op, author, number, reply_to, body));
        self.ids.insert(op.id, post);
        let posts = &self.posts;
        let key = |number: u32| posts.get(number).map(|row| (row.depth, row.id));
        if let Some(row) = self.threads.get_mut(index(number)) {
            let place = Some((op.depth, op.id));
            let at = match row.posts.last() {
                Some(last) if key(*last) > place => {
                    row.posts.partition_point(|other| key(*other) < place)
                }
                _ => row.posts.len(),
            };
            row.posts.insert(at, post);
            row.newest = row.newest.max(op.content.at);
            row.last_order = row.last_order.max(op.order);
        }
        Ok(post)
    }

    /// The post that the author of `op` wrote herself.
    fn own_post(&self, op: &Admitted, post: OpId, authors: &Authors) -> Result<u32, Hold> {
        let number = self.number(post).ok_or(Hold::For(post))?;
        let own = self
            .posts
            .get(number)
            .is_some_and(|row| authors.author(row.author).is_same_person(&op.author));
        if own {
            Ok(number)
        } else {
            Err(Hold::Refused(Refusal::NotTheAuthor))
        }
    }

    fn acted(&mut self, op: &Admitted, number: u32) -> Outcome {
        self.acts.insert(op.id);
        let thread = self.posts.get(number).map(|row| row.thread);
        let Some(row) = thread.and_then(|thread| self.threads.get_mut(index(thread))) else {
            return Outcome::Changed(None);
        };
        row.last_order = row.last_order.max(op.order);
        Outcome::Changed(self.posts.get(row.opening).map(|opening| opening.id))
    }

    fn close(&mut self, op: &Admitted, thread: OpId, authors: &Authors) -> Taken {
        let number = *self.sorted.get(&thread).ok_or(Hold::For(thread))?;
        if op.role != Role::Admin {
            self.own_post(op, thread, authors)
                .map_err(|_| Hold::Refused(Refusal::NotPermitted))?;
        }
        self.acts.insert(op.id);
        if let Some(row) = self.threads.get_mut(index(number)) {
            let stamp = op.stamp();
            row.closed = Some(row.closed.map_or(stamp, |old| old.min(stamp)));
            row.last_order = row.last_order.max(op.order);
        }
        Ok(Outcome::Changed(Some(thread)))
    }

    pub(super) fn all<'v>(
        &'v self,
        authors: &'v Authors,
    ) -> impl Iterator<Item = ThreadView<'v>> + 'v {
        self.sorted
            .iter()
            .filter_map(|(id, number)| self.view(*id, *number, authors))
    }

    pub(super) fn thread<'v>(&'v self, id: OpId, authors: &'v Authors) -> Option<ThreadView<'v>> {
        self.view(id, *self.sorted.get(&id)?, authors)
    }

    fn view<'v>(&'v self, id: OpId, number: u32, authors: &'v Authors) -> Option<ThreadView<'v>> {
        let row = self.threads.get(index(number))?;
        Some(ThreadView {
            id,
            row,
            threads: self,
            authors,
        })
    }

    pub(super) fn post<'v>(&'v self, id: OpId, authors: &'v Authors) -> Option<PostView<'v>> {
        self.post_view(self.number(id)?, authors)
    }

    pub(super) fn thread_of(&self, post: OpId) -> Option<OpId> {
        let thread = self.posts.get(self.number(post)?)?.thread;
        let opening = self.threads.get(index(thread))?.opening;
        Some(self.posts.get(opening)?.id)
    }

    fn post_view<'v>(&'v self, number: u32, authors: &'v Authors) -> Option<PostView<'v>> {
        let row = self.posts.get(number)?;
        let edit = self.edits.get(&number);
        let body = self.texts.get(edit.map_or(row.body, |edit| edit.body));
        let reply_to = match self.posts.get(row.reply_to) {
            Some(target) => Some(target.id),
            None => self.answers.get(&number).copied(),
        };
        Some(PostView {
            id: row.id,
            author: authors.author(row.author),
            at: WallTime(row.at),
            received_at: WallTime(row.received),
            order: row.order,
            reply_to,
            body: (!self.retracted.contains(&number)).then_some(body),
            edited: edit.map(|edit| edit.at),
            imported: self.imported.get(&number),
        })
    }

    #[cfg(test)]
    pub(super) fn heap_bytes(&self) -> usize {
        let lists: usize = self
            .threads
            .iter()
            .map(|row| row.posts.capacity() * 4)
            .sum();
        self.posts.heap_bytes() + self.texts.heap_bytes() + self.ids.heap_bytes() + lists
    }
}

/// A thread.
#[derive(Clone, Copy, Debug)]
pub struct ThreadView<'v> {
    /// The operation that began it.
    pub id: OpId,
    row: &'v ThreadRow,
    threads: &'v Threads,
    authors: &'v Authors,
}

impl<'v> ThreadView<'v> {
    /// As given; show it harmless.
    #[must_use]
    pub fn title(&self) -> &'v str {
        &self.row.title
    }

    /// Its first text, empty if there is none, with who began it and when.
    #[must_use]
    pub fn opening(&self) -> Option<PostView<'v>> {
        self.threads.post_view(self.row.opening, self.authors)
    }

    /// Whether somebody who may has closed it.
    #[must_use]
    pub const fn is_closed(&self) -> bool {
        self.row.closed.is_some()
    }

    /// How many posts follow the first text.
    #[must_use]
    pub fn len(&self) -> usize {
        self.row.posts.len()
    }

    /// Whether no post follows the first text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.row.posts.is_empty()
    }

    /// The posts after the first text: each after all that it follows.
    pub fn posts(&self) -> impl DoubleEndedIterator<Item = PostView<'v>> + use<'v> {
        let (threads, authors) = (self.threads, self.authors);
        self.row
            .posts
            .iter()
            .filter_map(move |number| threads.post_view(*number, authors))
    }

    /// The newest time that any of its authors claims.
    #[must_use]
    pub const fn newest(&self) -> WallTime {
        self.row.newest
    }

    /// The place in the order of arrival of what came last.
    #[must_use]
    pub const fn last_order(&self) -> u64 {
        self.row.last_order
    }

    /// How many texts by others came after a place in the order of arrival.
    #[must_use]
    pub fn unread(&self, after: u64, me: &Author) -> usize {
        if self.row.last_order <= after {
            return 0;
        }
        let new = |post: &PostView<'_>| post.order > after && !post.author.is_same_person(me);
        self.opening()
            .into_iter()
            .chain(self.posts())
            .filter(new)
            .count()
    }
}

/// A post.
#[derive(Clone, Copy, Debug)]
pub struct PostView<'v> {
    /// The operation.
    pub id: OpId,
    /// Who wrote it.
    pub author: &'v Author,
    /// When, as she claims.
    pub at: WallTime,
    /// When it came here.
    pub received_at: WallTime,
    /// Its place in the order of arrival here.
    pub order: u64,
    /// The post it answers.
    pub reply_to: Option<OpId>,
    /// Its text as it now is; nothing where it was taken back.
    pub body: Option<&'v str>,
    /// When it was last changed, as its author claims.
    pub edited: Option<WallTime>,
    /// Where it is quoted from.
    pub imported: Option<&'v ImportedFrom>,
}
