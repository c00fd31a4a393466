//! What a sealed operation says: the plaintext of content operations and its one encoding.
//!
//! A content is a CBOR array `[kind, at, fields...]`: the kind's number, the claimed time, then the
//! kind's fields in fixed order. Trailing absent fields are left out, so one value has one
//! encoding; every other is refused. A kind, or a longer form of a kind, that this version does not
//! know becomes [`Body::Unknown`]: kept, forwarded, shown as "needs a newer version".
//!
//! This module owns bytes and limits. Who may say a thing, and what it changes, is in
//! [`crate::view`]. Byte formats: `docs/wire.md`, "Content".

mod agenda;
mod assessment;
mod attachment;
mod codec;
mod document;
mod instrument;
mod meeting;
mod name;
mod plan;
mod proposal;
mod recovery;
mod share;
mod task;
mod thread;

pub use agenda::{
    AGENDA_ITEMS_MAX, AgendaItem, AgendaNew, AgendaPublish, Held, ITEM_TEXT_BYTES_MAX, Item,
    ItemId, ItemKind, ItemState, ZONE_BYTES_MAX,
};
pub use assessment::{
    Agree, Answer, Approve, ITEMS_MAX, IndividualScore, NOTE_BYTES_MAX, OVER_MAX, POOLED_NOTES_MAX,
    Pool, PooledItem, Priority, RoundNew, SCORE_BOXES_MAX, SCORE_PLAIN_BYTES_MAX,
    SCORE_SEALED_BYTES_MAX, SCORE_STEP_BYTES, Score, ScoreBox, Weight,
};
pub use attachment::{
    ATTACHMENT_BYTES_MAX, ATTACHMENT_NAME_BYTES_MAX, Attachment, AttachmentPart, Media, PART_BYTES,
    is_plain_name, parts_of,
};
pub use document::{
    COMMENT_BYTES_MAX, CommentRetract, DocComment, DocNew, DocUpdate, QUOTE_BYTES_MAX,
};
pub use instrument::{
    AREAS_MAX, Area, CODE_BYTES_MAX, Instrument, LANGUAGE_BYTES_MAX, LANGUAGES_MAX, LEVELS,
    SCALE_LABELS, Statement, WORDING_BYTES_MAX, Wording, Wordings,
};
pub use meeting::{
    AGREEMENT_NUMBER_MAX, AGREEMENT_TEXT_BYTES_MAX, Agreement, Attendance, COVERED_MAX, Call,
    CallState, Decided, MINUTES_TEXT_BYTES_MAX, MeetingAnswer, MeetingApprove, MeetingChange,
    MeetingClose, MeetingItem, MeetingMinutes, MeetingNew, MeetingType, Modality, PRESENT_MAX,
    Party, Point, PointKind, PointState, Presence, Standing,
};
pub use name::{
    ADDRESS_BYTES_MAX, ADDRESSES_MAX, Addresses, Alias, Country, InvitationName, NAME_BYTES_MAX,
    Name,
};
pub use plan::{
    ACTIVITIES_MAX, Activity, ActivityId, PlanActivity, PlanNew, PlanProgress, PlanSign,
    PlanVersion, Signer,
};
pub use proposal::{
    Amendment, AmendmentAnswer, Ballot, Basis, CLOSING_WORDS_MAX, Choice, Count, DOTS, Delegation,
    FOLLOWS_MAX, Method, OPTION_BYTES_MAX, OPTIONS_MAX, Objection, PROPOSAL_TEXT_BYTES_MAX,
    ProposalClose, ProposalNew, ProposalOpen, ProposalWithdraw, REASON_BYTES_MAX, ROLL_MAX,
    SecondCall,
};
pub use recovery::RecoveryShare;
pub use share::{AreaAverage, Level, RoundStage, Share, SharedItem, Stage};
pub use task::{TaskDone, TaskNote};
pub use thread::{Post, PostEdit, PostImported, PostRetract, ThreadClose, ThreadNew};

use codec::{Fields, Reader, Writer};

use crate::id::SpaceId;
use crate::time::WallTime;

/// The most bytes of one content: an operation may take 64 KiB in all, and padding (at most 12 %
/// at small sizes, 3 % at this one), header and signature need their share.
pub const CONTENT_BYTES_MAX: usize = 60 * 1024;
/// The most bytes of a post or of a thread's first text: leaves room for the other fields.
pub const TEXT_BYTES_MAX: usize = 56 * 1024;
/// The most bytes of a title: a line or two on a screen, also in scripts of four bytes a letter.
pub const TITLE_BYTES_MAX: usize = 512;

const _: () = assert!(TEXT_BYTES_MAX + TITLE_BYTES_MAX + 64 <= CONTENT_BYTES_MAX);

/// Why bytes are not a content, or a content has no encoding.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum ContentFault {
    /// Not CBOR, not an array, a field of another type, or a field missing.
    #[error("content is malformed")]
    Malformed,
    /// CBOR that says the same in another form, or bytes after the end.
    #[error("content is not in its one encoding")]
    NotCanonical,
    /// More than [`CONTENT_BYTES_MAX`] in all.
    #[error("content is over {CONTENT_BYTES_MAX} bytes")]
    TooLarge,
    /// One field is longer, or one list has more entries, than its limit.
    #[error("a field of the content is over its limit")]
    FieldTooLarge,
    /// Only a newer version can write this kind.
    #[error("content of kind {0} is unknown here and cannot be written")]
    UnknownKind(u64),
}

/// What one content operation says, and when its author claims to have said it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Content {
    /// The author's wall clock: good to show, never to judge.
    pub at: WallTime,
    /// What it says.
    pub body: Body,
}

macro_rules! bodies {
    ($($(#[$doc:meta])* $variant:ident = $kind:literal,)*) => {
        /// The kinds of content. Numbers are part of the byte format and never reused.
        #[derive(Clone, Debug, Eq, PartialEq)]
        pub enum Body {
            $($(#[$doc])* $variant($variant),)*
            /// A kind, or a longer form of a kind, that a newer version wrote.
            Unknown {
                /// Its number.
                kind: u64,
            },
        }

        impl Body {
            /// The number of every kind that this version writes.
            pub const KINDS: &[u64] = &[$($kind),*];

            /// The number of the kind.
            #[must_use]
            pub const fn kind(&self) -> u64 {
                match self {
                    $(Self::$variant(_) => $kind,)*
                    Self::Unknown { kind } => *kind,
                }
            }

            fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
                match self {
                    $(Self::$variant(fields) => fields.write(w),)*
                    Self::Unknown { kind } => Err(ContentFault::UnknownKind(*kind)),
                }
            }

            fn read(kind: u64, r: &mut Reader<'_>) -> Result<Self, ContentFault> {
                match kind {
                    $($kind => Ok(Self::$variant($variant::read(r)?)),)*
                    kind => Ok(Self::Unknown { kind }),
                }
            }
        }

        $(impl From<$variant> for Body {
            fn from(fields: $variant) -> Self {
                Self::$variant(fields)
            }
        })*
    };
}

bodies! {
    /// The name of a space or organization.
    Name = 1,
    /// The name of the author's person in this space.
    Alias = 2,
    /// What an invitation is for.
    InvitationName = 3,
    /// Where the author's device can be reached.
    Addresses = 4,
    /// A thread begins.
    ThreadNew = 5,
    /// A post in a thread.
    Post = 6,
    /// A post quoted from elsewhere.
    PostImported = 7,
    /// A new text of a post.
    PostEdit = 8,
    /// A post is taken back.
    PostRetract = 9,
    /// A thread is closed.
    ThreadClose = 10,
    /// A document begins.
    DocNew = 11,
    /// Edits of a document.
    DocUpdate = 12,
    /// An agenda begins.
    AgendaNew = 13,
    /// An item of an agenda's draft, as it now stands.
    AgendaItem = 14,
    /// A numbered edition of an agenda, whole.
    AgendaPublish = 15,
    /// The author's organization holds an edition.
    Held = 16,
    /// A part of the way back in, sealed to whoever keeps it.
    RecoveryShare = 17,
    /// A comment beside the text of a document.
    DocComment = 18,
    /// A comment is taken back.
    CommentRetract = 19,

    /// A proposal begins, and the vote on it.
    ProposalNew = 20,
    /// The vote of one unit.
    Ballot = 21,
    /// A unit lets another carry its vote.
    Delegation = 22,
    /// Another text for a proposal.
    Amendment = 23,
    /// The author's answer to an amendment.
    AmendmentAnswer = 24,
    /// A vote ends.
    ProposalClose = 25,
    /// A proposal is taken back.
    ProposalWithdraw = 26,
    /// The vote on a proposal that was put out for consultation begins.
    ProposalOpen = 27,
    /// A round of assessment begins.
    RoundNew = 30,
    /// Somebody's score of an item, sealed to her organization's coordinators.
    Score = 31,
    /// What scores come to, without names.
    Pool = 32,
    /// An agreed score.
    Agree = 33,
    /// The priority of an item.
    Priority = 34,
    /// An organization approves what it agreed.
    Approve = 35,
    /// What an organization shares of a round.
    Share = 36,
    /// How far an organization has come with a round.
    RoundStage = 37,
    /// A strengthening plan begins.
    PlanNew = 40,
    /// An activity of a plan, as it now stands.
    PlanActivity = 41,
    /// How far an activity is.
    PlanProgress = 42,
    /// A version of a plan, whole.
    PlanVersion = 43,
    /// A signature under a version.
    PlanSign = 44,
    /// A meeting is called.
    MeetingNew = 50,
    /// Its call, as it now stands.
    MeetingChange = 51,
    /// A point of its order of the day, as it now stands.
    MeetingItem = 52,
    /// Who is there, who is not, and who speaks for whom.
    Attendance = 53,
    /// The document in which its minutes are written.
    MeetingMinutes = 54,
    /// A numbered agreement of a meeting; who has to do it finds it among her tasks.
    Agreement = 55,
    /// A meeting is closed: its written-out minutes, whole.
    MeetingClose = 56,
    /// Somebody who was present approves the minutes.
    MeetingApprove = 57,
    /// Somebody says ahead whether she comes.
    MeetingAnswer = 58,
    /// A task is done, or open again.
    TaskDone = 60,
    /// A word about a task.
    TaskNote = 61,
    /// A part of a file.
    AttachmentPart = 90,
    /// A file that hangs on a thread, document or meeting: the parts before it are the file.
    Attachment = 91,
}

impl Content {
    /// The one encoding.
    ///
    /// # Errors
    ///
    /// [`ContentFault::FieldTooLarge`] or [`ContentFault::TooLarge`] over a limit,
    /// [`ContentFault::UnknownKind`] for [`Body::Unknown`].
    pub fn encode(&self) -> Result<Vec<u8>, ContentFault> {
        self.encode_about(0)
    }

    /// The same, where it is known about how long it will be.
    fn encode_about(&self, bytes: usize) -> Result<Vec<u8>, ContentFault> {
        let mut w = Writer::with_capacity(bytes);
        w.uint(self.body.kind());
        w.uint(self.at.0);
        self.body.write(&mut w)?;
        let bytes = w.finish();
        if bytes.len() > CONTENT_BYTES_MAX {
            return Err(ContentFault::TooLarge);
        }
        Ok(bytes)
    }

    /// Reads what [`Content::encode`] wrote, and nothing else.
    ///
    /// # Errors
    ///
    /// [`ContentFault`] for hostile, damaged or oversized bytes.
    pub fn decode(bytes: &[u8]) -> Result<Self, ContentFault> {
        if bytes.len() > CONTENT_BYTES_MAX {
            return Err(ContentFault::TooLarge);
        }
        let mut r = Reader::open(bytes)?;
        let kind = r.uint()?;
        let at = WallTime(r.uint()?);
        let mut body = Body::read(kind, &mut r)?;
        r.skip_rest()?;
        if r.newer() {
            body = Body::Unknown { kind };
        }
        r.end()?;
        let content = Self { at, body };
        match content.body {
            Body::Unknown { .. } => Ok(content),
            _ if content.encode_about(bytes.len())? == bytes => Ok(content),
            _ => Err(ContentFault::NotCanonical),
        }
    }

    /// The space whose admins may say this, where that is another question than who may write.
    #[must_use]
    pub const fn names(&self) -> Option<SpaceId> {
        match &self.body {
            Body::Name(name) => Some(name.of),
            // A coordinator votes for her organization, a device for its person.
            Body::Ballot(ballot) => Some(ballot.unit),
            Body::Delegation(delegation) => Some(delegation.unit),
            // What is said in an organization's name.
            Body::Share(share) => Some(share.org),
            Body::RoundStage(stage) => Some(stage.org),
            Body::PlanProgress(progress) => Some(progress.org),
            Body::PlanVersion(version) => Some(version.org),
            Body::PlanSign(sign) => Some(sign.org),
            Body::MeetingApprove(said) => Some(said.unit),
            Body::MeetingAnswer(said) => Some(said.unit),
            _ => None,
        }
    }
}

impl Body {
    /// Whether its effect depends on its author's role, beside her being allowed to write.
    #[must_use]
    pub const fn asks_role(&self) -> bool {
        matches!(
            self,
            Self::Name(_)
                | Self::ThreadClose(_)
                | Self::AgendaNew(_)
                | Self::AgendaItem(_)
                | Self::AgendaPublish(_)
                | Self::Ballot(_)
                | Self::Delegation(_)
                | Self::ProposalClose(_)
                | Self::ProposalOpen(_)
                | Self::RoundNew(_)
                | Self::Pool(_)
                | Self::Agree(_)
                | Self::Priority(_)
                | Self::Approve(_)
                | Self::Share(_)
                | Self::RoundStage(_)
                | Self::PlanNew(_)
                | Self::PlanActivity(_)
                | Self::PlanProgress(_)
                | Self::PlanVersion(_)
                | Self::PlanSign(_)
                | Self::MeetingChange(_)
                | Self::MeetingClose(_)
                | Self::MeetingApprove(_)
                | Self::MeetingAnswer(_)
        )
    }
}

#[cfg(test)]
mod tests;
