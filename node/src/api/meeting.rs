//! Meetings: what can be asked, and the rows of the answers.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Author, Who};

/// Options of a call. Absent fields stay as they are, or are not said.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct CallFields {
    /// Title.
    pub title: Option<String>,
    /// Start, milliseconds since 1970 UTC.
    pub starts_ms: Option<i64>,
    /// End, milliseconds since 1970 UTC.
    pub ends_ms: Option<i64>,
    /// IANA zone of the place.
    pub zone: Option<String>,
    /// `ordinary`, `extraordinary`, `informative`.
    pub kind: Option<String>,
    /// `in_person`, `remote`, `mixed`, `in_writing`.
    pub modality: Option<String>,
    /// So many members must be there or represented; else more than half.
    pub quorum: Option<u32>,
    /// The second call, milliseconds since 1970 UTC.
    pub second_call_ms: Option<i64>,
    /// So many are enough then; else whoever is there.
    pub second_quorum: Option<u32>,
    /// Place.
    pub place: Option<String>,
    /// Which body meets.
    pub body: Option<String>,
    /// Until when points may be proposed, milliseconds since 1970 UTC.
    pub points_until_ms: Option<i64>,
}

/// A new point, or what changes of one.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct PointFields {
    /// Title.
    pub title: Option<String>,
    /// `report`, `debate`, `decision`, `election`, `other`.
    pub kind: Option<String>,
    /// Who presents it: a member, or free text.
    pub presenter: Option<Who>,
    /// Minutes planned.
    pub minutes: Option<u32>,
    /// Its place among the others, from 1; a new one comes last.
    pub to: Option<usize>,
    /// `open`, `done`, `withdrawn`.
    pub state: Option<String>,
    /// The proposal of the same space that is decided under it.
    #[serde(default)]
    pub proposal: Option<Who>,
}

/// What an agreement says.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct AgreementFields {
    /// Its text.
    pub text: String,
    /// Who has to do it: a member, or free text.
    pub who: Option<Who>,
    /// The last day, in days since 1970.
    pub due_day: Option<u64>,
    /// The year that it is numbered in.
    pub year: u32,
    /// `consensus`, `vote`, `mandate`.
    pub decided: Option<String>,
    /// An earlier agreement that it takes back.
    pub revokes: Option<String>,
    /// The point it was taken under.
    pub point: Option<String>,
    /// For, against, abstained.
    pub votes: Option<[u32; 3]>,
}

/// What can be asked about meetings. The doc of each names the [`super::Reply`] it gets.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(tag = "verb", rename_all = "snake_case")]
#[non_exhaustive]
pub enum MeetingRequest {
    /// [`super::Reply::Created`]: calls a meeting and begins the document of its minutes.
    New {
        /// The space.
        space: Who,
        /// The call; title, start and kind are needed.
        call: CallFields,
        /// Title of the document.
        minutes: String,
    },
    /// [`super::Reply::Saved`].
    Change {
        /// The meeting.
        id: String,
        /// What changes.
        call: CallFields,
    },
    /// [`super::Reply::Saved`]: it does not take place.
    Cancel {
        /// The meeting.
        id: String,
    },
    /// [`super::Reply::Saved`]: the id is the point's.
    PointAdd {
        /// The meeting.
        id: String,
        /// The point; a title is needed.
        point: PointFields,
    },
    /// [`super::Reply::Saved`]: the id is the point's.
    PointChange {
        /// The meeting.
        id: String,
        /// Which point.
        item: String,
        /// What changes.
        point: PointFields,
    },
    /// [`super::Reply::MeetingAttended`].
    Attend {
        /// The meeting.
        id: String,
        /// Who; else I.
        who: Option<Who>,
        /// `present`, `absent`, `excused`; not looked at with `proxy`.
        presence: Option<String>,
        /// `delegate`, `alternate`, `guest`, `observer`.
        standing: Option<String>,
        /// The member who speaks for her.
        proxy: Option<Who>,
    },
    /// [`super::Reply::Saved`]: the id is that of the document in which minutes are written.
    Minutes {
        /// The meeting.
        id: String,
        /// Its title, if none was begun yet.
        title: String,
    },
    /// [`super::Reply::MeetingAgreed`].
    Agree {
        /// The meeting.
        id: String,
        /// What was agreed.
        agreement: AgreementFields,
    },
    /// [`super::Reply::MeetingClosed`].
    Close {
        /// The meeting.
        id: String,
        /// The minutes written out.
        text: String,
        /// [`MeetingDetail::basis`] of what they were written from: refused where it changed.
        basis: String,
    },
    /// [`super::Reply::MeetingAnswered`]: I mean to come, or not.
    Rsvp {
        /// The meeting.
        id: String,
        /// She comes; else she does not.
        comes: bool,
        /// What she says with it.
        note: Option<String>,
    },
    /// [`super::Reply::MeetingApproved`]: I was there, and the minutes say it right.
    Approve {
        /// The meeting.
        id: String,
        /// BLAKE3 of the minutes that were read, in hex; else of those that stand.
        hash: Option<String>,
    },
    /// [`super::Reply::Meetings`], newest first by when they begin: who looks for the next one
    /// finds it above those that were.
    List {
        /// Only of this space.
        space: Option<Who>,
    },
    /// [`super::Reply::Meeting`].
    Show {
        /// The meeting.
        id: String,
    },
    /// [`super::Reply::Meeting`], for a file: it does not count as looked at, and what somebody is
    /// typing in its minutes is not saved for it.
    Record {
        /// The meeting.
        id: String,
    },
}

impl MeetingRequest {
    /// Whether it leaves everything as it is.
    #[must_use]
    pub const fn only_reads(&self) -> bool {
        matches!(
            self,
            Self::List { .. } | Self::Show { .. } | Self::Record { .. }
        )
    }
}

/// Somebody: a member, or whoever a text names.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct PartyRow {
    /// `person`, `org` or `text`.
    pub kind: String,
    /// Her space; absent for a text.
    pub id: Option<String>,
    /// Her name, or the text.
    pub name: String,
}

/// A row of `meeting list`.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct MeetingRow {
    /// The meeting.
    pub id: String,
    /// Title.
    pub title: String,
    /// The space.
    pub space: String,
    /// `ordinary`, `extraordinary`, `informative`.
    #[serde(rename = "type")]
    pub kind: String,
    /// `called`, `closed`, `cancelled`.
    pub state: String,
    /// RFC 3339 UTC.
    pub starts: String,
    /// Points that were not taken off.
    pub items: u64,
    /// Agreements.
    pub agreements: u64,
    /// RFC 3339 UTC of the call.
    pub at: String,
    /// Others called, changed or closed it since it was shown here.
    #[serde(default)]
    pub unread: bool,
    /// `proposed` or `approved`: the minutes of a closed meeting, where they are approved at all.
    #[serde(default)]
    pub approval: Option<String>,
    /// It is ahead, and nobody said yet whether I come, or my organization for which I speak.
    #[serde(default)]
    pub to_answer: bool,
    /// Members that said they come.
    #[serde(default)]
    pub coming: u32,
    /// Who was present is asked to approve the minutes, and I did not yet.
    #[serde(default)]
    pub to_approve: bool,
}

/// Whether enough members are there.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct QuorumRow {
    /// What counts: `orgs`, `people`, or `members` where both do.
    pub counts: String,
    /// Members in all.
    pub of: u32,
    /// Members of which somebody is there.
    pub present: u32,
    /// Members for which another speaks.
    pub proxies: u32,
    /// So many are needed at the first call.
    pub need: u32,
    /// So many are needed at the second call, if there is one.
    pub second_need: Option<u32>,
    /// RFC 3339 UTC of the second call.
    pub second_call: Option<String>,
    /// Its time has come.
    pub second: bool,
    /// Enough are there.
    pub met: bool,
}

/// A point of a meeting.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct PointRow {
    /// The point.
    pub id: String,
    /// Its place, from 1; those taken off have 0.
    pub order: u64,
    /// Title.
    pub title: String,
    /// `report`, `debate`, `decision`, `election`, `other`.
    pub kind: String,
    /// `open`, `done`, `withdrawn`.
    pub state: String,
    /// Who presents it.
    pub presenter: Option<PartyRow>,
    /// Minutes planned.
    pub minutes: Option<u32>,
    /// The minutes that stand do not tell of it as it is.
    pub later: bool,
    /// The proposal that is decided under it.
    #[serde(default)]
    pub vote: Option<PointVote>,
}

/// How a proposal goes that is decided under a point.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct PointVote {
    /// The proposal.
    pub id: String,
    /// Title.
    pub title: String,
    /// As in [`super::ProposalRow::state`].
    pub state: String,
    /// The method.
    pub method: String,
    /// Options in their order.
    pub options: Vec<String>,
    /// Points of each choice; empty while a secret vote is open.
    pub tally: BTreeMap<String, u64>,
    /// Once it ended, as in [`super::ProposalDetail::outcome`].
    pub outcome: Option<String>,
    /// The same, if it ended now.
    pub would_be: Option<String>,
    /// Options that were chosen or tie, by number.
    pub chosen: Vec<String>,
    /// Units whose vote counts.
    pub voted: u64,
    /// Units of the roll.
    pub of: u64,
}

/// How a member is there.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct SeatRow {
    /// The member.
    pub id: String,
    /// Its name.
    pub name: String,
    /// `present`, `proxy`, `excused`, `absent`, `unsaid`.
    pub presence: String,
    /// The member who speaks for it.
    pub proxy: Option<PartyRow>,
    /// It counts for the quorum.
    pub counts: bool,
    /// Whether it means to come, as it last said.
    #[serde(default)]
    pub answer: Option<AnswerRow>,
}

/// What a member said to the call.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct AnswerRow {
    /// It comes; else it does not.
    pub comes: bool,
    /// What it said with it; show it harmless.
    pub note: Option<String>,
    /// Who said it.
    pub by: Author,
    /// RFC 3339 UTC.
    pub at: String,
}

/// What the members said to the call.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct AnswersRow {
    /// Members that come.
    pub coming: u32,
    /// Members that do not.
    pub declined: u32,
    /// Members in all.
    pub of: u32,
    /// I may answer, for me or for my organization.
    pub may: bool,
    /// What was said in that name: `yes`, `no`; absent if nothing was.
    pub mine: Option<String>,
}

/// What was said of somebody's attendance.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct AttendanceRow {
    /// Who.
    pub who: PartyRow,
    /// Her organization's name.
    pub org: Option<String>,
    /// `present`, `absent`, `excused`, `proxy`.
    pub presence: String,
    /// `delegate`, `alternate`, `guest`, `observer`.
    #[serde(rename = "as")]
    pub standing: String,
    /// Who speaks for her.
    pub proxy: Option<PartyRow>,
    /// Who noted it.
    pub by: Author,
    /// The minutes that stand do not tell of it.
    pub later: bool,
}

/// Votes on an agreement.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct VotesRow {
    /// For.
    pub yes: u32,
    /// Against.
    pub no: u32,
    /// Abstained.
    pub abstain: u32,
}

/// An agreement.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct AgreementRow {
    /// The agreement, and the task.
    pub id: String,
    /// `2026-03`; `2026-03a` where two share a number.
    pub number: String,
    /// Text as given; show it harmless.
    pub text: String,
    /// `consensus`, `vote`, `mandate`, `unsaid`.
    pub decided: String,
    /// Who has to do it.
    pub who: Option<PartyRow>,
    /// The last day, `2026-12-31`.
    pub due: Option<String>,
    /// `open`, `done`, `overdue`, `revoked`.
    pub state: String,
    /// Number of the agreement that it takes back.
    pub revokes: Option<String>,
    /// Number of the one that takes it back.
    pub revoked_by: Option<String>,
    /// The point it was taken under.
    pub item: Option<String>,
    /// Votes, where they were counted.
    pub votes: Option<VotesRow>,
    /// Who wrote it down.
    pub by: Author,
    /// RFC 3339 UTC.
    pub at: String,
    /// The minutes that stand do not tell of it.
    pub later: bool,
}

/// A closing.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct MeetingClosingRow {
    /// The operation.
    pub id: String,
    /// BLAKE3 of the text, in hex.
    pub hash: String,
    /// The minutes; show them harmless.
    pub text: String,
    /// Who closed.
    pub by: Author,
    /// RFC 3339 UTC.
    pub at: String,
}

/// A word of approval that counts.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct ApprovedRow {
    /// The member that was present.
    pub who: PartyRow,
    /// Who said it.
    pub by: Author,
    /// RFC 3339 UTC.
    pub at: String,
}

/// How far minutes are approved.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct ApprovalRow {
    /// `proposed` or `approved`.
    pub state: String,
    /// BLAKE3 of the minutes that are approved, in hex.
    pub hash: String,
    /// Members that were present.
    pub of: u32,
    /// So many of them are needed: more than half.
    pub need: u32,
    /// Those who approved, in the order of their ids.
    pub by: Vec<ApprovedRow>,
    /// Those who did not yet.
    pub missing: Vec<PartyRow>,
    /// I am among those who did not yet.
    pub mine: bool,
}

/// `meeting show`.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct MeetingDetail {
    /// The meeting.
    pub id: String,
    /// Title.
    pub title: String,
    /// The space.
    pub space: String,
    /// `ordinary`, `extraordinary`, `informative`.
    #[serde(rename = "type")]
    pub kind: String,
    /// `called`, `closed`, `cancelled`.
    pub state: String,
    /// RFC 3339 UTC.
    pub starts: String,
    /// RFC 3339 UTC of the call.
    pub at: String,
    /// The space's name.
    pub space_name: String,
    /// Which body meets, as the call says; else the space.
    pub body: Option<String>,
    /// `in_person`, `remote`, `mixed`, `in_writing`, `unsaid`.
    pub modality: String,
    /// RFC 3339 UTC.
    pub ends: Option<String>,
    /// IANA zone of the place.
    pub zone: String,
    /// Place.
    pub place: Option<String>,
    /// RFC 3339 UTC: until when points may be proposed.
    pub points_until: Option<String>,
    /// Who called.
    pub called_by: Author,
    /// Whether enough are there.
    pub quorum: QuorumRow,
    /// Points in their order; those taken off last.
    pub items: Vec<PointRow>,
    /// Members of the space, and how each is there.
    pub seats: Vec<SeatRow>,
    /// What was said of each.
    pub attendance: Vec<AttendanceRow>,
    /// Agreements of this meeting.
    pub agreements: Vec<AgreementRow>,
    /// Agreements of the space from meetings that began before.
    pub earlier: Vec<AgreementRow>,
    /// The document in which minutes are written.
    pub minutes: Option<String>,
    /// Closings, the one that stands first.
    pub closings: Vec<MeetingClosingRow>,
    /// BLAKE3 of the minutes that stand.
    pub hash: Option<String>,
    /// Names what the meeting holds, for a closing. Opaque.
    pub basis: String,
    /// Its name in calendars, the same in those of one organization.
    #[serde(default)]
    pub uid: String,
    /// Which one of its space and year it is: `3/2026`. Cancelled ones do not count.
    #[serde(default)]
    pub number: String,
    /// Grows with each change of the call, for calendars that hold a copy.
    #[serde(default)]
    pub sequence: u32,
    /// What the members said to the call; who said what stands in `seats`.
    #[serde(default)]
    pub answers: AnswersRow,
    /// How far the minutes that stand are approved; absent while the meeting is open, and where
    /// its closing names nobody who was present.
    #[serde(default)]
    pub approval: Option<ApprovalRow>,
    /// I may change, cancel and close it while it is open: I called it, or am an admin of its
    /// space.
    #[serde(default)]
    pub may_change: bool,
}

/// `meeting attend`.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct MeetingAttended {
    /// The meeting.
    pub id: String,
    /// It is durable.
    pub saved: bool,
    /// Whether enough are there.
    pub quorum: QuorumRow,
    /// The meeting's zone, by its IANA name: hours of the quorum are shown in it.
    #[serde(default)]
    pub zone: String,
}

/// `meeting agree`.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct MeetingAgreed {
    /// The agreement, and the task.
    pub id: String,
    /// Its number.
    pub number: String,
    /// It is durable.
    pub saved: bool,
}

/// `meeting close`.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct MeetingClosed {
    /// The meeting.
    pub id: String,
    /// BLAKE3 of the minutes, in hex.
    pub hash: String,
    /// It is durable.
    pub saved: bool,
}

/// `meeting approve`.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct MeetingApproved {
    /// The meeting.
    pub id: String,
    /// It is durable.
    pub saved: bool,
    /// How far the minutes are approved.
    pub approval: ApprovalRow,
}

/// `meeting rsvp`.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct MeetingAnswered {
    /// The meeting.
    pub id: String,
    /// It is durable.
    pub saved: bool,
    /// What the members said so far.
    pub answers: AnswersRow,
}
