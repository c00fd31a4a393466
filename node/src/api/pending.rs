//! What waits for a second word, and what was decided beside it.

use serde::{Deserialize, Serialize};

/// `pending`: an act of one person that another has to agree to.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct PendingRow {
    /// The act, with its operation.
    #[serde(flatten)]
    pub act: ActRow,
    /// The space that it is about.
    pub space: String,
    /// Its name, or a short id.
    pub space_name: String,
    /// Said by me.
    pub mine: bool,
    /// Said about me or a device of mine.
    pub about_me: bool,
    /// Whoever said it can admit and promote nobody until another agrees or it is taken back.
    pub frozen: bool,
    /// Acts of whom it is about that did not know of it, as it did not know of them.
    pub crossed: Vec<ActRow>,
    /// Why this device may not give the second word: `own`, `me`, `not_permitted`, `frozen`,
    /// `no_effect`;
    /// absent where it may.
    pub not_second: Option<String>,
    /// The same for taking it back.
    pub not_lift: Option<String>,
    /// The names of those whom the second word throws out beside whom it is about: they came in by
    /// what a cut leaves out, or by what was said beside the first word. Told where this device
    /// may give it.
    #[serde(default)]
    pub ousts: Vec<String>,
    /// What a refounding of the network waits for; absent for anything else.
    #[serde(default)]
    pub orgs: Option<OrgWords>,
}

/// Which organizations said what only two thirds of them decide.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct OrgWords {
    /// The names of those that did.
    pub agreed: Vec<String>,
    /// Of how many the words are needed.
    pub needed: u64,
    /// The names of those that count and did not yet.
    pub missing: Vec<String>,
}

/// What somebody decided.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct ActRow {
    /// The operation.
    pub id: String,
    /// `suspend`, `remove`, `lower`, `raise`, `add`, `invite`, `second`, `lift`, `refound`.
    pub act: String,
    /// Who said it: her name and organization.
    pub by: String,
    /// Whom it is about: a space id or a device; absent for a refounding.
    pub about: Option<String>,
    /// `person`, `org`, another kind of space, `device`, `invitation`; empty for a refounding.
    pub about_kind: String,
    /// Her name, or a short id; for a refounding the space's.
    pub about_name: String,
    /// The role that stays or is given: `none`, `carrier`, `read`, `write`, `admin`.
    pub role: String,
    /// It carries a cut, which works once it is decided.
    #[serde(default)]
    pub cut: bool,
    /// It is in force.
    pub holds: bool,
    /// RFC 3339 UTC: when it came to this device.
    pub received_at: Option<String>,
}
