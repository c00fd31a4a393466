//! Tasks: what was said of them. What a task is, and whose, stands where it was given.

use std::collections::BTreeMap;

use super::Admitted;
use crate::content::Body;
use crate::id::{DeviceId, OpId};
use crate::time::WallTime;

type Stamp = (u32, OpId);

/// A word about a task.
#[derive(Clone, Debug)]
pub struct Note {
    /// The operation.
    pub id: OpId,
    /// Who says it.
    pub author: DeviceId,
    /// Her clock.
    pub at: WallTime,
    /// What she says.
    pub text: String,
}

/// Who said last that a task is done or open again.
#[derive(Clone, Debug)]
pub struct TaskWord {
    /// Done; else open again.
    pub done: bool,
    /// Who says it.
    pub author: DeviceId,
    /// Her clock.
    pub at: WallTime,
    stamp: Stamp,
}

/// What was said of the tasks of one space.
#[derive(Debug, Default)]
pub struct Tasks {
    words: BTreeMap<OpId, TaskWord>,
    notes: BTreeMap<OpId, BTreeMap<Stamp, Note>>,
}

impl Tasks {
    pub(super) fn take(&mut self, op: Admitted) -> Option<OpId> {
        let stamp = (op.depth, op.id);
        match op.content.body {
            Body::TaskDone(said) => {
                let known = self.words.get(&said.task);
                if known.is_none_or(|known| known.stamp < stamp) {
                    let word = TaskWord {
                        done: said.done,
                        author: op.author,
                        at: op.content.at,
                        stamp,
                    };
                    self.words.insert(said.task, word);
                }
                Some(said.task)
            }
            Body::TaskNote(said) => {
                let note = Note {
                    id: op.id,
                    author: op.author,
                    at: op.content.at,
                    text: said.text,
                };
                let notes = self.notes.entry(said.task).or_default();
                notes.insert(stamp, note);
                Some(said.task)
            }
            _ => None,
        }
    }

    /// The word that stands about a task.
    #[must_use]
    pub fn word(&self, task: &OpId) -> Option<&TaskWord> {
        self.words.get(task)
    }

    /// Whether a task is done.
    #[must_use]
    pub fn is_done(&self, task: &OpId) -> bool {
        self.words.get(task).is_some_and(|word| word.done)
    }

    /// Words about a task, the causally first first.
    pub fn notes(&self, task: &OpId) -> impl Iterator<Item = &Note> {
        self.notes.get(task).into_iter().flat_map(BTreeMap::values)
    }
}
