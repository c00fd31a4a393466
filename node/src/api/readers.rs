//! Who reads a space, and why.

use serde::{Deserialize, Serialize};

/// `space readers`: a person, or a machine of no person, that reads or stores what is written in
/// a space. Whoever is out of it is none.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct ReaderRow {
    /// `person`, or `machine` for a device of no person.
    pub kind: String,
    /// Her person space, or the machine's device.
    pub id: String,
    /// Her name, or a short id.
    pub name: String,
    /// Her organization.
    pub org: Option<String>,
    /// Its name, or a short id.
    pub org_name: Option<String>,
    /// The greatest role of her devices in the space: `admin`, `write`, `read`, `carrier`.
    pub role: String,
    /// False for a carrier, which stores without reading.
    pub reads: bool,
    /// It is me.
    pub me: bool,
    /// Nobody compared words with her, with one of her devices or with her organization yet.
    pub unverified: bool,
    /// Her devices in the space.
    pub devices: u64,
    /// Ways by which she is in, the one that gives most first. Each leads from her up to the
    /// space, a membership at a time.
    pub paths: Vec<Vec<ReaderStep>>,
}

/// One membership on the way: whoever comes before it is a member of this space.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct ReaderStep {
    /// The space.
    pub space: String,
    /// Its name, or a short id.
    pub name: String,
    /// `network`, `org`, `subregion`, `person`, `working`, `case`.
    pub kind: String,
    /// The operation that made it so; absent where none that counts says so any more.
    pub op: Option<String>,
    /// Whose act it was, by name; absent where it was her own.
    pub by: Option<String>,
    /// RFC 3339 UTC: when that operation came to this device.
    pub received_at: Option<String>,
}
