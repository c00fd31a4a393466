//! Replies about recovery by trusted people.

use serde::{Deserialize, Serialize};

use super::Founded;

/// Somebody who keeps a part.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct HolderRow {
    /// Her person's id.
    pub id: String,
    /// Her name.
    pub name: Option<String>,
}

/// `recovery setup`.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct RecoverySetup {
    /// The place that the parts open together: an invitation, to be listed and revoked.
    pub id: String,
    /// So many of the holders let a new device in.
    pub need: u8,
    /// So many there are.
    pub of: u8,
    /// Who keeps the parts.
    pub holders: Vec<HolderRow>,
    /// An earlier setup was revoked: its parts are good for nothing.
    pub replaced: bool,
    /// Durable on this device.
    pub saved: bool,
}

/// `recovery help`.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct RecoveryHelp {
    /// Whose part it is: her person's id.
    pub person: String,
    /// Her name.
    pub name: Option<String>,
    /// Who the request says that it is of. Anybody can say that.
    pub says: Option<String>,
    /// The device that would come in.
    pub device: String,
    /// Words of the request, to compare aloud, in Spanish.
    pub words: String,
    /// The same in Portuguese.
    #[serde(default)]
    pub words_pt: String,
    /// The same in English.
    pub words_en: String,
    /// So many holders must answer.
    pub need: u8,
    /// So many there are.
    pub of: u8,
    /// The answer, for that request alone; absent while it was not asked for.
    pub answer: Option<String>,
}

/// `recovery start`.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Recovering {
    /// What a new profile tells: `asking` while answers are missing, `waiting` for the
    /// confirmation, `joined`.
    #[serde(flatten)]
    pub founded: Founded,
    /// What to give to those who keep parts.
    pub request: String,
    /// Its words, to read out, in Spanish.
    pub words: String,
    /// Its words in Portuguese.
    #[serde(default)]
    pub words_pt: String,
    /// Its words in English.
    pub words_en: String,
    /// So many answers are needed; nothing before the first.
    pub need: Option<u8>,
    /// So many good ones are here.
    pub answers: u8,
    /// So many more are needed; nothing before the first.
    pub missing: Option<u8>,
    /// Answers of another setup, or of another person, which do not count.
    pub foreign: u64,
    /// Enough are here, and one of them at least is wrong.
    pub wrong: bool,
}
