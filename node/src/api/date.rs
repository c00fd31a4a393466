//! Whatever has a day, from every noun, in one list.

use serde::{Deserialize, Serialize};

/// A row of `calendar`.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct DateRow {
    /// `item` of an agenda, `meeting`, `vote` and `round` (when they close), `task` (when an
    /// agreement or an activity is due), `review` (when a plan is looked at again).
    pub kind: String,
    /// The thing itself; of a review the plan.
    pub id: String,
    /// What is opened to see it: the agenda of an item, the meeting or plan of a task, else itself.
    pub inside: String,
    /// What it is about; show it harmless.
    pub title: String,
    /// The day, `2027-04-30`: of `at` in UTC, where there is an hour.
    pub day: String,
    /// RFC 3339 UTC, where it has an hour: whoever shows it counts its day in the reader's zone.
    pub at: Option<String>,
    /// `open`, `done`, `cancelled`; `draft` of an item that no edition has yet.
    pub state: String,
    /// It is open and its day or hour is over.
    pub late: bool,
    /// The space; of a review the one in which the plan is read.
    pub space: String,
}
