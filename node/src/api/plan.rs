//! Requests and replies about strengthening plans.

use serde::{Deserialize, Serialize};

use super::{Author, OrgName};

/// What an activity says. Absent fields stay as they are.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct ActivityFields {
    /// What is to be reached.
    pub objective: Option<String>,
    /// What is done for it.
    pub activity: Option<String>,
    /// Who answers for it, free text.
    pub who: Option<String>,
    /// The last day, in days since 1970: a date, whatever zone she reads it in.
    pub due_day: Option<u64>,
    /// The organization that is asked for support.
    pub support: Option<String>,
    /// What it costs.
    pub budget: Option<u64>,
    /// How it is seen that it was reached.
    pub indicator: Option<String>,
    /// The code of its area.
    pub area: Option<String>,
}

/// The vote by which a version of the network's plan holds.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Adoption {
    /// The proposal, in the network's space.
    pub proposal: String,
    /// Its title.
    pub title: String,
}

/// What can be asked about plans.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(tag = "verb", rename_all = "snake_case")]
#[non_exhaustive]
pub enum PlanRequest {
    /// [`super::Reply::Plans`], those that began last first.
    List {
        /// Only those that stand or were published there.
        space: Option<String>,
    },
    /// [`super::Reply::Plan`].
    Show {
        /// The plan.
        id: String,
    },
    /// [`super::Reply::Saved`]: the id is the activity's.
    Add {
        /// The plan.
        id: String,
        /// Its fields; objective, activity, who and due are needed.
        fields: ActivityFields,
    },
    /// [`super::Reply::Saved`].
    Change {
        /// The activity.
        id: String,
        /// What changes.
        fields: ActivityFields,
    },
    /// [`super::Reply::Saved`]: it is not done any more.
    Cancel {
        /// The activity.
        id: String,
    },
    /// [`super::Reply::Saved`].
    Progress {
        /// The activity.
        id: String,
        /// 0 to 100.
        percent: u8,
        /// What there is to say.
        note: Option<String>,
    },
    /// [`super::Reply::PlanSigned`].
    Sign {
        /// The plan.
        id: String,
    },
    /// [`super::Reply::Needs`].
    Needs {
        /// The language of titles.
        lang: String,
    },
}

/// A signature under a version.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct SignatureRow {
    /// `org` or `secretariat`.
    pub signer: String,
    /// Who signed.
    #[serde(flatten)]
    pub author: Author,
    /// RFC 3339 UTC, by her clock.
    pub at: String,
}

/// A version of a plan that was published.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct SharedVersion {
    /// As in [`PlanDetail::version`].
    pub version: String,
    /// RFC 3339 UTC of when it was shared, by the clock of who did.
    pub at: String,
}

/// `plan list`.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct PlanRow {
    /// The plan.
    pub id: String,
    /// Title.
    pub title: String,
    /// Whose it is.
    pub org: String,
    /// Its name.
    pub org_name: String,
    /// Opaque: changes with every change of the plan.
    pub version: String,
    /// Who signed this version: `org`, `secretariat`.
    pub signed: Vec<String>,
    /// Activities that are not given up.
    pub activities: u64,
    /// Of those, done.
    pub done: u64,
    /// Of those, late by this device's clock.
    pub late: u64,
    /// The next due date of one that is not done, RFC 3339 UTC.
    pub next_due: Option<String>,
    /// The next date of follow-up, RFC 3339 UTC.
    pub next_review: Option<String>,
    /// As in [`NeedRow::subregion`].
    #[serde(default)]
    pub subregion: String,
    /// The space in which this device reads it.
    #[serde(default)]
    pub space: String,
    /// As in [`PlanDetail::begun`].
    #[serde(default)]
    pub begun: Option<String>,
    /// The vote that adopted this version: of the network's plan alone.
    #[serde(default)]
    pub adopted: Option<Adoption>,
    /// It changed since it was published, as in [`PlanDetail::stale`].
    #[serde(default)]
    pub stale: bool,
}

/// An activity of `plan show`.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct ActivityRow {
    /// The activity.
    pub id: String,
    /// The code of its area.
    pub area: Option<String>,
    /// What is to be reached.
    pub objective: String,
    /// What is done for it.
    pub activity: String,
    /// Who answers for it.
    pub who: String,
    /// Until when, RFC 3339 UTC. What counts is the date.
    pub due: Option<String>,
    /// 0 to 100.
    pub percent: u8,
    /// `pending`, `under_way`, `done`, `late`, `cancelled`.
    pub state: String,
    /// The organization that is asked for support.
    pub support: Option<String>,
    /// What it costs.
    pub budget: Option<u64>,
    /// How it is seen that it was reached.
    pub indicator: Option<String>,
    /// What was last said of its progress.
    pub note: Option<String>,
    /// Its name in calendars, the same in those of one organization.
    #[serde(default)]
    pub uid: String,
    /// Grows with each change, for calendars that hold a copy.
    #[serde(default)]
    pub sequence: u32,
    /// Written or told at once in two ways: neither counts until one is chosen.
    #[serde(default)]
    pub split: bool,
}

/// A date of follow-up.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct ReviewRow {
    /// Days after the organization signed first: 30, 90, 180.
    pub days: u32,
    /// RFC 3339 UTC.
    pub at: String,
    /// As in [`ActivityRow::uid`].
    #[serde(default)]
    pub uid: String,
}

/// `plan show`.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct PlanDetail {
    /// The plan.
    pub id: String,
    /// Title.
    pub title: String,
    /// Whose it is.
    pub org: String,
    /// Its name.
    pub org_name: String,
    /// The round that it comes from.
    pub round: String,
    /// Opaque: changes with every change of the plan. Empty where it stands in two ways.
    pub version: String,
    /// Signatures under exactly this version.
    pub signed: Vec<SignatureRow>,
    /// An earlier version was signed: it is asked again for this one.
    pub signed_before: bool,
    /// Others read this version.
    pub published: bool,
    /// Activities by due date.
    pub activities: Vec<ActivityRow>,
    /// Dates of follow-up.
    pub reviews: Vec<ReviewRow>,
    /// RFC 3339 UTC of when it began; of others' plans of when it was signed first, else of when
    /// its round began.
    #[serde(default)]
    pub begun: Option<String>,
    /// The vote that adopted this version: of the network's plan alone.
    #[serde(default)]
    pub adopted: Option<Adoption>,
    /// It is the network's own: the Secretariat alone signs it.
    #[serde(default)]
    pub network: bool,
    /// What was published, where it changed since: of plans of one's own organization, of which
    /// others read that, and of the network's.
    #[serde(default)]
    pub stale: Option<SharedVersion>,
}

/// `plan sign`.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct PlanSigned {
    /// The plan.
    pub id: String,
    /// What was signed.
    pub version: String,
    /// As what: `org`, `secretariat`, or both.
    pub signed_as: Vec<String>,
    /// It is durable.
    pub saved: bool,
}

/// A line of `plan needs`: an area in a sub-region.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct NeedRow {
    /// The area's code.
    pub area: String,
    /// Its title.
    pub area_title: String,
    /// The sub-region's name, else the country's code; empty where neither is known.
    pub subregion: String,
    /// Who needs: a low average, or support asked for in a plan.
    pub needs: Vec<OrgName>,
    /// Who may offer: a high average.
    pub offers: Vec<OrgName>,
}
