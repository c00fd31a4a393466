//! Requests and replies about assessments.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{OrgName, Who};

/// A text in several languages: pairs of a tag and a text, the first being the one for everybody
/// else.
pub type Worded = Vec<(String, String)>;

/// What an assessment asks, as it comes from a file.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct InstrumentData {
    /// Its code.
    pub code: String,
    /// Its version, from 1.
    pub version: u32,
    /// Title.
    pub title: Worded,
    /// Under what it may be used.
    pub license: String,
    /// Who made it.
    pub author: String,
    /// Labels of levels 1 to 4, then of NS and NA.
    pub scale: Vec<Worded>,
    /// Areas in order.
    pub areas: Vec<AreaData>,
}

/// An area of an instrument.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct AreaData {
    /// Its code.
    pub code: String,
    /// Title.
    pub title: Worded,
    /// Why it is asked.
    pub why: Worded,
    /// Items in order.
    pub items: Vec<ItemData>,
}

/// An item of an instrument.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct ItemData {
    /// Its code.
    pub code: String,
    /// What is said.
    pub text: Worded,
    /// What levels 1 to 4 mean here; empty where the scale says it.
    pub levels: Vec<Worded>,
    /// What could show it.
    pub hint: Worded,
    /// It may be left out.
    pub optional: bool,
}

/// What can be asked about assessments.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(tag = "verb", rename_all = "snake_case")]
#[non_exhaustive]
pub enum AssessmentRequest {
    /// [`super::Reply::Created`]: a round over the organizations that read a space.
    Start {
        /// The space.
        space: Who,
        /// Title.
        title: String,
        /// Until when scores are awaited, milliseconds since 1970 UTC.
        closes_ms: i64,
        /// What is asked.
        instrument: Box<InstrumentData>,
    },
    /// [`super::Reply::Saved`]: my score of an item, sealed to my organization's coordinators.
    Score {
        /// The round.
        id: String,
        /// The item.
        item: String,
        /// `1`, `2`, `3`, `4`, `NS`, `NA`.
        score: String,
        /// Why.
        note: Option<String>,
    },
    /// [`super::Reply::Pool`]: opens the scores and keeps what they come to.
    Pool {
        /// The round.
        id: String,
    },
    /// [`super::Reply::Saved`].
    Agree {
        /// The round.
        id: String,
        /// The item.
        item: String,
        /// As [`AssessmentRequest::Score`].
        score: String,
        /// Why.
        why: String,
        /// What shows it.
        evidence: Option<String>,
        /// What those say who see it otherwise.
        dissent: Option<String>,
    },
    /// [`super::Reply::Saved`].
    Priority {
        /// The round.
        id: String,
        /// The item.
        item: String,
        /// 1 to 3.
        urgency: u8,
        /// 1 to 3.
        importance: u8,
        /// 1 to 3.
        feasibility: u8,
    },
    /// [`super::Reply::Saved`].
    Approve {
        /// The round.
        id: String,
    },
    /// [`super::Reply::Shared`].
    Share {
        /// The round.
        id: String,
        /// `full`, `areas`, `plan`.
        level: String,
    },
    /// [`super::Reply::Compare`]: by organization, from what was shared.
    Compare {
        /// The round.
        id: String,
    },
    /// [`super::Reply::Created`]: drafts the strengthening plan; the id is the plan's.
    Plan {
        /// The round.
        id: String,
        /// The language of the draft.
        lang: String,
        /// The network's plan, from what organizations shared; else my organization's.
        #[serde(default)]
        network: bool,
    },
    /// [`super::Reply::Assessments`], newest first.
    List {
        /// Only of this space.
        space: Option<Who>,
    },
    /// [`super::Reply::Assessment`].
    Show {
        /// The round.
        id: String,
        /// The language of what is asked.
        lang: String,
    },
}

/// `assessment list`.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct AssessmentRow {
    /// The round.
    pub id: String,
    /// Title.
    pub title: String,
    /// The space.
    pub space: String,
    /// The instrument's code.
    pub instrument: String,
    /// How far my organization is: `scoring`, `pooled`, `agreeing`, `priorities`, `approved`,
    /// `shared`.
    pub state: String,
    /// RFC 3339 UTC.
    pub closes: String,
    /// Items that I scored on this device.
    pub scored: u64,
    /// Items in all.
    pub items: u64,
    /// Organizations that shared something.
    pub shared: u64,
    /// RFC 3339 UTC of its beginning.
    pub at: String,
}

/// An agreed score.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct AgreedRow {
    /// As [`AssessmentRequest::Score`].
    pub score: String,
    /// Why.
    pub why: String,
    /// What shows it.
    pub evidence: Option<String>,
    /// What those say who see it otherwise.
    pub dissent: Option<String>,
}

/// A priority.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct PriorityRow {
    /// 1 to 3.
    pub urgency: u8,
    /// 1 to 3.
    pub importance: u8,
    /// 1 to 3.
    pub feasibility: u8,
    /// Their product.
    pub rank: u32,
}

/// What scores of an item come to: a line of `assessment pool`.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct PoolRow {
    /// The item.
    pub item: String,
    /// Levels that were given.
    pub n: u64,
    /// The lowest; absent where there is none.
    pub min: Option<u8>,
    /// The highest.
    pub max: Option<u8>,
    /// Notes, without their authors.
    pub notes: Vec<String>,
    /// Who do not know.
    pub unknown: u64,
    /// For whom it does not apply.
    pub not_applicable: u64,
    /// Scores of the whole round that this coordinator cannot open: they were given before she
    /// was one.
    #[serde(default)]
    pub unopened: u64,
}

/// An item of `assessment show`: what this person may see.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct AssessmentItem {
    /// Its code.
    pub item: String,
    /// The code of its area.
    pub area: String,
    /// What is said.
    pub statement: String,
    /// What each level means, lowest first, then NS and NA.
    pub levels: Vec<String>,
    /// What could show it; empty where nothing is said.
    pub hint: String,
    /// It may be left out.
    pub optional: bool,
    /// My own score, as this device remembers it.
    pub score: Option<String>,
    /// My own note.
    pub note: Option<String>,
    /// What the organization's scores come to, once pooled.
    pub pooled: Option<PoolRow>,
    /// What was agreed.
    pub agreed: Option<AgreedRow>,
    /// Agreed at once with each other, of which none counts until one is agreed anew.
    pub beside: Vec<AgreedRow>,
    /// Its priority.
    pub priority: Option<PriorityRow>,
}

/// How far an organization is.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct OrgStage {
    /// The organization.
    #[serde(flatten)]
    pub org: OrgName,
    /// As [`AssessmentRow::state`].
    pub state: String,
    /// What it shared: `full`, `areas`, `plan`; absent for nothing.
    pub shared: Option<String>,
}

/// An area of an instrument.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct AreaRow {
    /// Its code.
    pub code: String,
    /// Title.
    pub title: String,
    /// Why it is asked.
    pub why: String,
}

/// `assessment show`.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct AssessmentDetail {
    /// The round.
    pub id: String,
    /// Title.
    pub title: String,
    /// The space.
    pub space: String,
    /// The instrument's code.
    pub instrument: String,
    /// Its version.
    pub version: u32,
    /// Its title.
    pub instrument_title: String,
    /// As [`AssessmentRow::state`].
    pub state: String,
    /// RFC 3339 UTC.
    pub closes: String,
    /// I may pool, agree, approve and share.
    pub coordinator: bool,
    /// People of my organization who gave a score that is not pooled for good.
    pub people: u64,
    /// What my organization shared.
    pub shared: Option<String>,
    /// My organization's plan that comes from this round.
    pub plan: Option<String>,
    /// Areas in order.
    pub areas: Vec<AreaRow>,
    /// Items in order.
    pub items: Vec<AssessmentItem>,
    /// How far each organization is.
    pub orgs: Vec<OrgStage>,
}

/// `assessment share`.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct SharedReport {
    /// The round.
    pub id: String,
    /// How much.
    pub level: String,
    /// Averages of areas that others read from here on.
    pub areas: u64,
    /// Agreed scores that others read from here on.
    pub items: u64,
    /// The plan that others read from here on.
    pub plan: Option<String>,
    /// It is durable.
    pub saved: bool,
}

/// An agreed score that an organization shared.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct SharedItemRow {
    /// The item.
    pub item: String,
    /// As [`AssessmentRequest::Score`].
    pub score: String,
    /// Why.
    pub why: String,
    /// What shows it.
    pub evidence: Option<String>,
}

/// A line of `assessment compare`: an organization, or all of them together.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct CompareRow {
    /// The organization; absent for all of them together.
    pub org: Option<String>,
    /// Its name.
    pub org_name: Option<String>,
    /// Area → average of its agreed levels; absent where it was not shared. Of all of them
    /// together: absent under three organizations.
    pub areas: BTreeMap<String, Option<f64>>,
    /// `full`, `areas`, `plan`; absent for nothing.
    pub shared: Option<String>,
    /// Area → change since the organization's last round of the same instrument.
    pub change: BTreeMap<String, Option<f64>>,
    /// How far it is.
    pub state: Option<String>,
    /// Agreed scores, where it shared them.
    #[serde(default)]
    pub items: Vec<SharedItemRow>,
    /// Two things were shared at once, of which neither counts.
    #[serde(default)]
    pub split: bool,
    /// As in [`super::NeedRow::subregion`]; empty for all of them together.
    #[serde(default)]
    pub subregion: String,
}
