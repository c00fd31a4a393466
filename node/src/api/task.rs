//! Tasks: what somebody has to do, from whatever gave it to her, in one list.

use serde::{Deserialize, Serialize};

use super::{Author, PartyRow, Who};

/// What can be asked about tasks. The doc of each names the [`super::Reply`] it gets.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(tag = "verb", rename_all = "snake_case")]
#[non_exhaustive]
pub enum TaskRequest {
    /// [`super::Reply::Tasks`], newest first.
    List {
        /// Only of this space.
        space: Option<Who>,
        /// Only mine and my organization's.
        mine: bool,
        /// Only those whose day is over.
        overdue: bool,
    },
    /// [`super::Reply::Saved`].
    Done {
        /// The task: its id, or the number of an agreement.
        id: String,
        /// Done; else open again. An activity of a plan is at 100 %, or at none.
        done: bool,
    },
    /// [`super::Reply::Saved`].
    Note {
        /// The task: its id or number.
        id: String,
        /// A word about it.
        text: String,
    },
}

impl TaskRequest {
    /// Whether it leaves everything as it is.
    #[must_use]
    pub const fn only_reads(&self) -> bool {
        matches!(self, Self::List { .. })
    }
}

/// A word about a task.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct TaskNoteRow {
    /// Who said it.
    pub author: Author,
    /// Text as given; show it harmless.
    pub text: String,
    /// RFC 3339 UTC.
    pub at: String,
}

/// A row of `task list`.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct TaskRow {
    /// The task.
    pub id: String,
    /// What gave it: `agreement`, `plan`.
    pub source: String,
    /// Number of the agreement, or area of the activity.
    pub number: Option<String>,
    /// What is to be done; show it harmless.
    pub text: String,
    /// Who has to.
    pub who: Option<PartyRow>,
    /// The last day, `2026-12-31`.
    pub due: Option<String>,
    /// `open`, `done`, `revoked`.
    pub state: String,
    /// How far an activity of a plan is, 0 to 100.
    #[serde(default)]
    pub percent: Option<u8>,
    /// It is open and its day is over wherever she is.
    pub overdue: bool,
    /// It is mine or my organization's.
    pub mine: bool,
    /// The space.
    pub space: String,
    /// What it comes from: the meeting, the plan.
    pub inside: String,
    /// Title of that.
    pub title: String,
    /// Whose plan it comes from.
    #[serde(default)]
    pub org: Option<String>,
    /// Words about it, oldest first.
    pub notes: Vec<TaskNoteRow>,
    /// Who said last that it is done or open.
    pub by: Option<Author>,
    /// RFC 3339 UTC of when it was given.
    pub at: String,
}
