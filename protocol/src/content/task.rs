//! Tasks: what somebody has to do, named by the operation that gave it to her.

use super::ContentFault;
use super::codec::{Fields, Reader, Writer};
use super::meeting::AGREEMENT_TEXT_BYTES_MAX;
use crate::id::OpId;

/// A task is done, or open again; the causally last word about it stands.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct TaskDone {
    /// The task: the operation that gave it, such as an agreement.
    pub task: OpId,
    /// Done; else open again.
    pub done: bool,
}

impl Fields for TaskDone {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        w.bytes(self.task.as_bytes());
        w.uint(self.done.into());
        Ok(())
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        let task = OpId::from_bytes(r.array()?);
        let done = match r.uint()? {
            0 => false,
            1 => true,
            _ => {
                r.meet_newer();
                r.skip_rest()?;
                false
            }
        };
        Ok(Self { task, done })
    }
}

/// A word about a task: how it goes, what is in its way.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct TaskNote {
    /// The task.
    pub task: OpId,
    /// At most [`AGREEMENT_TEXT_BYTES_MAX`] bytes.
    pub text: String,
}

impl Fields for TaskNote {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        w.bytes(self.task.as_bytes());
        w.text(&self.text, AGREEMENT_TEXT_BYTES_MAX)
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        Ok(Self {
            task: OpId::from_bytes(r.array()?),
            text: r.text(AGREEMENT_TEXT_BYTES_MAX)?,
        })
    }
}
