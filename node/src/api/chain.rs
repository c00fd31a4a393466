//! The chain from a discussion to what was done: what something came from, and what came of it.

use serde::{Deserialize, Serialize};

/// Something that another thing came from, or that came of it.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct LinkRow {
    /// `thread`, `doc`, `agenda`, `proposal`, `meeting`, `agreement`, `assessment`, `plan`; empty
    /// where this device cannot read it.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// What is opened to see it: itself, or the meeting of an agreement.
    pub inside: String,
    /// Its title, the number and text of an agreement; show it harmless.
    pub title: String,
    /// Its space; empty where this device cannot read it.
    pub space: String,
}

/// [`super::Reply::Chain`]: both in the order in which they are known.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Chain {
    /// What it came from.
    pub came_from: Vec<LinkRow>,
    /// What came of it.
    pub led_to: Vec<LinkRow>,
}

impl Chain {
    /// Nothing is known of where it came from, nor came anything of it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.came_from.is_empty() && self.led_to.is_empty()
    }

    /// All of it in one row: what it came from, then what came of it.
    pub fn rows(&self) -> impl Iterator<Item = &LinkRow> {
        self.came_from.iter().chain(&self.led_to)
    }
}
