//! Agendas: their lists and editions, what one edition changed, who holds it, and editions that
//! count for nothing.

use serde::{Deserialize, Serialize};

use super::{Author, OrgName};

/// What is new about an item of an agenda. Fields say how it was before, where they changed.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct ItemChange {
    /// `new`, `changed`, `cancelled`, `planned` (it was cancelled before).
    pub kind: String,
    /// The title before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// RFC 3339 UTC of the start before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts: Option<String>,
    /// The place before, also where there is none any more; empty where there was none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

/// An edition by somebody who may not publish: it was refused and counts for nothing.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct RefusedRow {
    /// The number it claims.
    pub edition: u32,
    /// Who signed it.
    pub by: Author,
    /// RFC 3339 UTC, by her clock.
    pub at: String,
}

/// `agenda list`.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct AgendaRow {
    /// The agenda.
    pub id: String,
    /// Title.
    pub title: String,
    /// The space.
    pub space: String,
    /// 0 before the first edition.
    pub edition: u32,
    /// Items in it.
    pub items: u64,
    /// RFC 3339 UTC of the newest change.
    pub at: String,
    /// Others published an edition that was not looked at here.
    pub unread: bool,
}

/// An item of an agenda.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct AgendaItemRow {
    /// The item.
    pub id: String,
    /// Title.
    pub title: String,
    /// RFC 3339 UTC.
    pub starts: String,
    /// RFC 3339 UTC.
    pub ends: Option<String>,
    /// IANA zone of the place.
    pub zone: String,
    /// Place.
    pub place: Option<String>,
    /// `meeting`, `training`, `action`, `deadline`.
    pub kind: String,
    /// `planned`, `cancelled`.
    pub state: String,
    /// Who is responsible.
    pub who: Option<String>,
    /// What it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// What it is called in calendars; tells nothing.
    #[serde(default)]
    pub uid: String,
    /// The edition since which it stands as it does; 0 where it was never published so.
    #[serde(default)]
    pub sequence: u32,
    /// What is new about it, against the edition that this one replaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<ItemChange>,
}

/// `agenda show`.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct AgendaDetail {
    /// The agenda.
    pub id: String,
    /// Title.
    pub title: String,
    /// The space.
    pub space: String,
    /// 0 before the first edition.
    pub edition: u32,
    /// Who published it; absent for a draft.
    pub signed_by: Option<Author>,
    /// RFC 3339 UTC of the edition.
    pub at: Option<String>,
    /// Items by start.
    pub items: Vec<AgendaItemRow>,
    /// The edition that this one replaces.
    #[serde(default)]
    pub replaces: Option<u32>,
    /// Every edition that is here, from the first.
    #[serde(default)]
    pub editions: Vec<u32>,
    /// Items of the draft that differ from the newest edition; for who may publish.
    #[serde(default)]
    pub unpublished: Vec<AgendaItemRow>,
    /// Editions by somebody who may not publish: refused.
    #[serde(default)]
    pub refused: Vec<RefusedRow>,
}

/// `agenda publish`.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct AgendaPublished {
    /// The agenda.
    pub id: String,
    /// The edition's number, from 1.
    pub edition: u32,
    /// It is durable.
    pub saved: bool,
}

/// `agenda receipt`.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct AgendaReceipt {
    /// The edition.
    pub edition: u32,
    /// Organizations known to hold it.
    pub held: Vec<OrgName>,
    /// The others of those that may say so: who only reads in the agenda's space cannot.
    pub missing: Vec<OrgName>,
    /// Organizations that write in the agenda's space.
    pub of: u64,
}
