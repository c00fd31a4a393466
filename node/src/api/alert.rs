//! Alerts: what a person should hear of, told once and kept until she acknowledges it.

use serde::{Deserialize, Serialize};

use super::OrgWords;

/// Every code of an alert. A code is raised only if it stands here; interfaces have a title and a
/// sentence for each, in every language, under keys that are made of the code alone, so that a
/// line here is all that a new one needs besides its texts.
pub const ALERT_CODES: &[&str] = &[
    "adopted",
    "away",
    "backup_refused",
    "carrier_full",
    "conflict",
    "damaged",
    "flood",
    "forged",
    "forged_edition",
    "followed_out",
    "fork",
    "frozen",
    "grant_waiting",
    "invitation_late",
    "invitation_misused",
    "left",
    "lifted",
    "lowered",
    "mended",
    "misbehaved",
    "newcomer",
    "office_given",
    "office_left",
    "office_waiting",
    "out",
    "recovered",
    "recovery",
    "recovery_contested",
    "recovery_holder",
    "recovery_own",
    "recovery_refused",
    "refound_waiting",
    "refounded",
    "removed",
    "set_back",
    "still_in",
    "suspended",
    "void",
];

/// `alerts list`.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct AlertRow {
    /// The alert.
    pub id: String,
    /// One of [`ALERT_CODES`].
    pub code: String,
    /// Whom or what it is about: a name or short id.
    pub subject: String,
    /// English sentence; interfaces write their own from the code and what stands beside it.
    pub text: String,
    /// RFC 3339 UTC.
    pub at: String,
    /// Acknowledged.
    pub done: bool,
    /// Who did it: names, with commas between them.
    #[serde(default)]
    pub by: Option<String>,
    /// The name of the space in which it holds.
    #[serde(default)]
    pub space: Option<String>,
    /// What waits for a second word: to be given to `second`, and to `member lift` where it is a
    /// word against somebody.
    #[serde(default)]
    pub op: Option<String>,
    /// The role that is meant, as [`super::WhoRow::role`].
    #[serde(default)]
    pub role: Option<String>,
    /// The device that it is about, where somebody may want to revoke it.
    #[serde(default)]
    pub device: Option<String>,
    /// How many operations.
    #[serde(default)]
    pub count: Option<u64>,
    /// How many bytes.
    #[serde(default)]
    pub bytes: Option<u64>,
    /// It is about this device, its person or its organization.
    #[serde(default)]
    pub me: bool,
    /// What waits carries a cut.
    #[serde(default)]
    pub cut: bool,
    /// As [`super::PendingRow::ousts`], at the moment of asking.
    #[serde(default)]
    pub ousts: Vec<String>,
    /// What a refounding of the network waits for at the moment of asking.
    #[serde(default)]
    pub orgs: Option<OrgWords>,
}

impl AlertRow {
    /// How many MiB, rounded up.
    #[must_use]
    pub fn mebibytes(&self) -> Option<u64> {
        self.bytes.map(|bytes| bytes.div_ceil(1024 * 1024))
    }

    /// Whether the subject names a part of the profile: interfaces have sentences for these.
    #[must_use]
    pub fn is_about_part(&self) -> bool {
        let named = self.subject.bytes();
        matches!(self.code.as_str(), "damaged" | "mended")
            && named
                .into_iter()
                .all(|b| b.is_ascii_lowercase() || b == b'-')
    }
}
