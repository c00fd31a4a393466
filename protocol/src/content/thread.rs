//! Threads and their posts.

use super::codec::{Fields, Reader, Writer};
use super::name::NAME_BYTES_MAX;
use super::{ContentFault, TEXT_BYTES_MAX, TITLE_BYTES_MAX};
use crate::id::OpId;
use crate::time::WallTime;

/// A thread begins; its id is the operation's.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ThreadNew {
    /// At most [`TITLE_BYTES_MAX`] bytes.
    pub title: String,
    /// The first text, empty if there is none; at most [`TEXT_BYTES_MAX`] bytes.
    pub body: String,
}

impl Fields for ThreadNew {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        w.text(&self.title, TITLE_BYTES_MAX)?;
        w.text(&self.body, TEXT_BYTES_MAX)
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        Ok(Self {
            title: r.text(TITLE_BYTES_MAX)?,
            body: r.text(TEXT_BYTES_MAX)?,
        })
    }
}

/// A post in a thread: 48 bytes and its text.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Post {
    /// The thread.
    pub thread: OpId,
    /// The post it answers.
    pub reply_to: Option<OpId>,
    /// At most [`TEXT_BYTES_MAX`] bytes.
    pub body: String,
}

impl Fields for Post {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        w.bytes(self.thread.as_bytes());
        w.text(&self.body, TEXT_BYTES_MAX)?;
        w.bytes_or_absent(self.reply_to.as_ref().map(OpId::as_bytes));
        Ok(())
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        let thread = OpId::from_bytes(r.array()?);
        let body = r.text(TEXT_BYTES_MAX)?;
        let reply_to = r.array_or_absent()?.map(OpId::from_bytes);
        Ok(Self {
            thread,
            reply_to,
            body,
        })
    }
}

/// A post quoted from a conversation elsewhere: its writer and time are only what the quote says.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PostImported {
    /// The thread.
    pub thread: OpId,
    /// At most [`TEXT_BYTES_MAX`] bytes.
    pub body: String,
    /// Who wrote it, as text; at most [`NAME_BYTES_MAX`] bytes.
    pub by: Option<String>,
    /// When it was written.
    pub at: Option<WallTime>,
}

impl Fields for PostImported {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        w.bytes(self.thread.as_bytes());
        w.text(&self.body, TEXT_BYTES_MAX)?;
        w.text_or_absent(self.by.as_deref(), NAME_BYTES_MAX)?;
        w.uint_or_absent(self.at.map(|at| at.0));
        Ok(())
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        Ok(Self {
            thread: OpId::from_bytes(r.array()?),
            body: r.text(TEXT_BYTES_MAX)?,
            by: r.text_or_absent(NAME_BYTES_MAX)?,
            at: r.uint_or_absent()?.map(WallTime),
        })
    }
}

/// A new text of a post, by the person who wrote it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PostEdit {
    /// The post.
    pub post: OpId,
    /// At most [`TEXT_BYTES_MAX`] bytes.
    pub body: String,
}

impl Fields for PostEdit {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        w.bytes(self.post.as_bytes());
        w.text(&self.body, TEXT_BYTES_MAX)
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        Ok(Self {
            post: OpId::from_bytes(r.array()?),
            body: r.text(TEXT_BYTES_MAX)?,
        })
    }
}

/// A post is taken back by the person who wrote it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PostRetract {
    /// The post.
    pub post: OpId,
}

impl Fields for PostRetract {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        w.bytes(self.post.as_bytes());
        Ok(())
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        Ok(Self {
            post: OpId::from_bytes(r.array()?),
        })
    }
}

/// A thread is closed, by the person who began it or an admin of the space.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ThreadClose {
    /// The thread.
    pub thread: OpId,
}

impl Fields for ThreadClose {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        w.bytes(self.thread.as_bytes());
        Ok(())
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        Ok(Self {
            thread: OpId::from_bytes(r.array()?),
        })
    }
}
