//! Why a request was not done: one kind, one exit status, one sentence in each language.

use serde::{Deserialize, Serialize};

/// Kinds of failure. Interfaces have a sentence for each, in every language.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ErrorKind {
    /// The passphrase does not open this profile.
    WrongPassphrase,
    /// The profile is locked.
    Locked,
    /// The new passphrase is too easy to guess.
    WeakPassphrase,
    /// There is no such thing; `subject` says what was looked for.
    NotFound,
    /// A prefix or name fits several things.
    Ambiguous,
    /// The role does not allow it.
    NotPermitted,
    /// A word of this person against somebody waits for its second: she may let nobody in until
    /// then.
    Frozen,
    /// This device told two stories: its changes of texts wait until one of them is said to stay.
    Forked,
    /// This machine is a carrier: it holds no key, so it can neither read nor write.
    Carrier,
    /// The network is for practice: it never leaves this device.
    Practice,
    /// The rules of membership leave the act without effect.
    NoEffect,
    /// The invitation was used before.
    InvitationUsed,
    /// The invitation was revoked or has ended.
    InvitationEnded,
    /// The code is mistyped or altered.
    InvitationMalformed,
    /// Nobody answered in time.
    Unreachable,
    /// Stored or received bytes are damaged; the good part was kept.
    Damaged,
    /// Received bytes are forged; the good part was kept.
    Forged,
    /// Another process holds the profile.
    ProfileBusy,
    /// The disk is full.
    DiskFull,
    /// The folder cannot be written.
    ReadOnly,
    /// The folder belongs to somebody else.
    WrongOwner,
    /// There is no profile in the folder.
    NoProfile,
    /// Whoever the folder belongs to travels: nothing of the profile is in it.
    Travelling,
    /// There is a profile in the folder already.
    ProfileExists,
    /// An argument has the wrong form; `subject` says which.
    Usage,
    /// A space forgets after 7 to 3,650 days.
    RetainDays,
    /// A space that forgets cannot give newcomers its history.
    RetainsNothing,
    /// Documents and agendas are built of all their changes: a space that forgets has none.
    SpaceForgets,
    /// The text is longer than one operation carries.
    TooLong,
    /// No key for this space has arrived yet.
    NoKeyYet,
    /// Written by a newer version of the program.
    NewerVersion,
    /// The address or port cannot be used.
    Address,
    /// A fault of the program or the machine.
    Internal,
}

impl ErrorKind {
    /// The code that `--json` prints.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::WrongPassphrase => "wrong_passphrase",
            Self::Locked => "locked",
            Self::WeakPassphrase => "weak_passphrase",
            Self::NotFound => "not_found",
            Self::Ambiguous => "ambiguous",
            Self::NotPermitted => "not_permitted",
            Self::Frozen => "frozen",
            Self::Forked => "forked",
            Self::Carrier => "carrier",
            Self::Practice => "practice",
            Self::NoEffect => "no_effect",
            Self::InvitationUsed => "invitation_used",
            Self::InvitationEnded => "invitation_ended",
            Self::InvitationMalformed => "invitation_malformed",
            Self::Unreachable => "unreachable",
            Self::Damaged => "damaged",
            Self::Forged => "forged",
            Self::ProfileBusy => "profile_busy",
            Self::DiskFull => "disk_full",
            Self::ReadOnly => "read_only",
            Self::WrongOwner => "wrong_owner",
            Self::NoProfile => "no_profile",
            Self::Travelling => "travelling",
            Self::ProfileExists => "profile_exists",
            Self::Usage => "usage",
            Self::RetainDays => "retain_days",
            Self::RetainsNothing => "retains_nothing",
            Self::SpaceForgets => "space_forgets",
            Self::TooLong => "too_long",
            Self::NoKeyYet => "no_key_yet",
            Self::NewerVersion => "newer_version",
            Self::Address => "address",
            Self::Internal => "internal",
        }
    }

    /// The exit status of the command line.
    #[must_use]
    pub const fn exit_status(self) -> u8 {
        match self {
            Self::WeakPassphrase
            | Self::Ambiguous
            | Self::InvitationMalformed
            | Self::Usage
            | Self::RetainDays
            | Self::RetainsNothing
            | Self::TooLong => 2,
            Self::WrongPassphrase | Self::Locked => 3,
            Self::NotFound | Self::NoProfile | Self::Travelling => 4,
            Self::NotPermitted
            | Self::Frozen
            | Self::Forked
            | Self::Carrier
            | Self::Practice
            | Self::NoEffect
            | Self::SpaceForgets
            | Self::InvitationUsed
            | Self::InvitationEnded => 5,
            Self::Unreachable => 6,
            Self::Damaged | Self::Forged => 7,
            _ => 1,
        }
    }
}

/// A failed request.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize, thiserror::Error)]
#[error("{}{}", .kind.code(), .subject.as_ref().map(|s| format!(": {s}")).unwrap_or_default())]
pub struct ApiError {
    /// What kind of failure.
    pub kind: ErrorKind,
    /// What it is about: an id, an argument, an address, made harmless to show; or one of
    /// [`super::SUBJECTS`].
    pub subject: Option<String>,
}

impl ApiError {
    /// An error without a subject.
    #[must_use]
    pub const fn new(kind: ErrorKind) -> Self {
        Self {
            kind,
            subject: None,
        }
    }

    /// An error about something.
    #[must_use]
    pub fn about(kind: ErrorKind, subject: impl Into<String>) -> Self {
        Self {
            kind,
            subject: Some(subject.into()),
        }
    }

    /// Another process holds the profile; about its number, where that is known.
    #[must_use]
    pub fn held_by(process: Option<u32>) -> Self {
        let kind = ErrorKind::ProfileBusy;
        process.map_or_else(|| Self::new(kind), |pid| Self::about(kind, pid.to_string()))
    }
}

impl From<ErrorKind> for ApiError {
    fn from(kind: ErrorKind) -> Self {
        Self::new(kind)
    }
}
