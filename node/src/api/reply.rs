//! What a node answers: the JSON shapes of the command line.

use serde::{Deserialize, Serialize};

use super::{
    AgendaDetail, AgendaPublished, AgendaReceipt, AgendaRow, AlertRow, AttachmentFile,
    AttachmentRow, AttachmentSaved, Chain, CommentRow, DateRow, DocBeat, DocDetail, DocEdited,
    DocRow, DocVersion, MeetingAgreed, MeetingAnswered, MeetingApproved, MeetingAttended,
    MeetingClosed, MeetingDetail, MeetingRow, OrgWords, PendingRow, ProposalDetail,
    ProposalPreview, ProposalRecord, ProposalRow, ReaderRow, RecoveryHelp, RecoverySetup, TaskRow,
};
use super::{
    AssessmentDetail, AssessmentRow, CompareRow, NeedRow, PlanDetail, PlanRow, PlanSigned, PoolRow,
    SharedReport,
};

/// Who wrote something.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Author {
    /// Her person space.
    pub person: String,
    /// Her name in this space, or a short id.
    pub name: String,
    /// Her organization.
    pub org: Option<String>,
    /// Its name, or a short id.
    pub org_name: Option<String>,
}

/// `status`.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Status {
    /// The network's name.
    pub network: Option<String>,
    /// The first 8 bytes of the network's space id, in hex.
    pub network_code: String,
    /// The network's space id.
    pub network_id: String,
    /// My organization's name.
    pub org: Option<String>,
    /// My organization's space id.
    pub org_id: Option<String>,
    /// My name.
    pub person: Option<String>,
    /// My person space id.
    pub person_id: Option<String>,
    /// This device.
    pub device: String,
    /// `coordinator`, `member` or `observer`; absent while waiting.
    pub role: Option<String>,
    /// My organization publishes the agendas.
    pub secretariat: bool,
    /// Where this node listens.
    pub addresses: Vec<String>,
    /// Who is connected.
    pub peers: Vec<PeerRow>,
    /// The spaces this device holds.
    pub spaces: Vec<SpaceStatus>,
    /// What needs care.
    pub alerts: Vec<AlertRow>,
    /// Invitations of this device that nobody used yet.
    pub open_invitations: u64,
    /// Keys are not in memory.
    pub locked: bool,
    /// `joined`, `waiting`.
    pub state: String,
    /// A peer is connected, nothing is missing from any of them, and nothing waits to go out.
    pub up_to_date: bool,
    /// Operations written here for others that no other device is known to hold.
    pub outgoing: u64,
    /// RFC 3339 UTC of the last moment when this device held the same as another; absent when it
    /// never did.
    pub last_exchange: Option<String>,
    /// Coordinators of my organization who can decide.
    pub coordinators: u64,
    /// Words to compare with whoever invited this device, in Spanish.
    pub safety_words: String,
    /// The network is for practice: its people are invented, and nothing of it leaves this device.
    /// Told where it is so.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub practice: bool,
}

/// A connected peer.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct PeerRow {
    /// Its device.
    pub device: String,
    /// Its organization's name or id.
    pub org: Option<String>,
    /// Its multiaddr.
    pub address: String,
    /// `tcp`, `mdns`.
    pub via: String,
    /// RFC 3339 UTC.
    pub since: String,
}

/// A space in `status`.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct SpaceStatus {
    /// Space id.
    pub id: String,
    /// Its name, where this device can read it.
    pub name: Option<String>,
    /// `network`, `org`, `subregion`, `person`, `working`, `case`.
    pub kind: String,
    /// Operations held.
    pub ops: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Opaque.
    pub frontier: String,
    /// Operations that wait for others.
    pub pending: u64,
    /// Operations kept but not shown.
    pub quarantined: u64,
    /// Days after which each device forgets what it received there; absent: never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retain: Option<u64>,
    /// Operations that were forgotten here.
    #[serde(default)]
    pub forgotten: u64,
    /// Epochs known.
    pub epochs: u64,
    /// Equal on devices that hold the same.
    pub state_hash: String,
}

/// `who`, `device list`.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct WhoRow {
    /// `org`, `person`, `device`.
    pub kind: String,
    /// Space id or device.
    pub id: String,
    /// Its name, or a short id.
    pub name: String,
    /// The organization it belongs to.
    pub org: Option<String>,
    /// The person it belongs to, for a device.
    pub person: Option<String>,
    /// `coordinator`, `member`, `observer` for people; a space's role otherwise.
    pub role: Option<String>,
    /// `active`, `unverified`, `waiting`, `suspended`, `removed`, `invited`.
    pub state: String,
    /// For a device, in Spanish.
    pub safety_words: Option<String>,
    /// RFC 3339 UTC.
    pub last_seen: Option<String>,
    /// It is this device, my person or my organization.
    pub me: bool,
    /// Name of who invited her, where known.
    pub invited_by: Option<String>,
    /// What is awaited about her: `against`, a second word against her, while the first is in
    /// force; `grant`, a second word for her role, of which nothing holds before; `words`, that
    /// her safety words are compared, since two used one code or her space demands it;
    /// `decision`, what becomes of the accused who let her in. Absent where nothing is.
    #[serde(default)]
    pub waits: Option<String>,
    /// Of an organization: the name of the sub-region that it is in, as far as this device reads
    /// there.
    #[serde(default)]
    pub subregion: Option<String>,
}

/// `invite`, `invite list`.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Invitation {
    /// The code.
    pub invite: String,
    /// The invitation.
    pub id: String,
    /// RFC 3339 UTC.
    pub expires: String,
    /// `org`, `member`, `device`.
    pub kind: String,
    /// `open`, `used`, `ended`.
    pub state: String,
    /// Whom it greets.
    pub name: Option<String>,
    /// It is of a practice network, so that nobody comes in with it. Told where it is so.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub practice: bool,
}

/// A membership act.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Membership {
    /// The operation.
    pub id: String,
    /// `active`, `suspended`, `removed`, `waiting`.
    pub state: String,
    /// Epochs minted by it.
    pub epochs_rotated: u64,
    /// Bytes of it on the wire.
    pub bytes: u64,
    /// As [`WhoRow::waits`].
    #[serde(default)]
    pub waits: Option<String>,
    /// The names of those whom a refounding makes coordinators; empty for any other act.
    #[serde(default)]
    pub admins: Vec<String>,
    /// What a refounding of the network waits for; absent for any other act.
    #[serde(default)]
    pub orgs: Option<OrgWords>,
    /// The names of those whom a second word threw out beside whom it is about.
    #[serde(default)]
    pub ousted: Vec<String>,
    /// Asked to change every key at once: the names of the spaces that she reads no more and whose
    /// key is changed by the device of somebody who writes there.
    #[serde(default)]
    pub unrotated: Vec<String>,
    /// It carries no cut, since the device has more logs than one word may name.
    #[serde(default)]
    pub uncut: bool,
    /// It took this person out, as she asked.
    #[serde(default)]
    pub left: bool,
    /// After a word against a person or an organization: the names of the other spaces in which
    /// she, or somebody of hers, still reads, since somebody else administers them or the word
    /// suspends her where it was said; as far as this device sees.
    #[serde(default)]
    pub still_in: Vec<String>,
}

/// `space list`.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct SpaceRow {
    /// Space id.
    pub id: String,
    /// Its name, or a short id.
    pub name: String,
    /// `network`, `org`, `subregion`, `person`, `working`, `case`.
    pub kind: String,
    /// My role: `admin`, `write`, `read`, `carrier`.
    pub role: String,
    /// Unread posts, documents, editions and meetings.
    pub unread: u64,
    /// Days after which each device forgets what it received there; absent: never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retain: Option<u64>,
    /// Operations that were forgotten here.
    #[serde(default)]
    pub forgotten: u64,
    /// The space that names this one's guardian.
    pub guardian: Option<String>,
}

impl SpaceRow {
    /// Whether my role lets me write there.
    #[must_use]
    pub fn takes_words(&self) -> bool {
        matches!(self.role.as_str(), "write" | "admin")
    }
}

/// `space show`.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct SpaceDetail {
    /// The row.
    #[serde(flatten)]
    pub row: SpaceRow,
    /// `full` or `from-join`.
    pub history: String,
    /// Direct members.
    pub members: Vec<WhoRow>,
    /// Persons who can read.
    pub people: u64,
    /// Organizations they belong to.
    pub orgs: u64,
}

/// `thread new`.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct ThreadCreated {
    /// The thread.
    pub id: String,
    /// Its first post.
    pub post: String,
    /// It is durable.
    pub saved: bool,
}

/// `thread list`.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct ThreadRow {
    /// The thread.
    pub id: String,
    /// Title.
    pub title: String,
    /// The space.
    pub space: String,
    /// Posts in it.
    pub posts: u64,
    /// Unread ones.
    pub unread: u64,
    /// RFC 3339 UTC.
    pub last_at: String,
    /// No more replies.
    pub closed: bool,
    /// How it began was forgotten here: it has no title any more.
    #[serde(default)]
    pub forgotten: bool,
}

/// One post of `thread show`.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct PostRow {
    /// The post.
    pub id: String,
    /// Who wrote it.
    pub author: Author,
    /// Text as given; show it harmless.
    pub body: String,
    /// The post it answers.
    pub reply_to: Option<String>,
    /// RFC 3339 UTC, as its author claims.
    pub at: String,
    /// RFC 3339 UTC, by this device's clock.
    pub received_at: String,
    /// Its author changed it later.
    pub edited: bool,
    /// Its author took it back.
    pub retracted: bool,
    /// Another device says it holds it.
    pub delivered: bool,
    /// Its device told two stories there, and nobody said which one stays.
    pub quarantined: bool,
    /// Not seen before `thread read`.
    pub unread: bool,
    /// Author quoted as text, for imported posts.
    pub by: Option<String>,
}

/// A saved thing.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Saved {
    /// Its id.
    pub id: String,
    /// It is durable.
    pub saved: bool,
}

impl Saved {
    /// What is durable.
    pub(crate) fn of(id: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            saved: true,
        }
    }
}

/// `thread import`.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct ThreadImported {
    /// The thread.
    pub id: String,
    /// Posts in it.
    pub posts: u64,
    /// They are durable.
    pub saved: bool,
}

/// An organization where one is named, as in `agenda receipt`.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct OrgName {
    /// Its space id.
    pub id: String,
    /// Its name, or a short id.
    pub name: String,
}

/// A hit of `search`.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct FoundRow {
    /// `thread`, `post`, `doc`, `comment`, `agenda`, `item`, `meeting`, `agreement`, `minutes`,
    /// `note`, `proposal`, `amendment`, `ballot`, `assessment`, `agreed` (why a score was agreed),
    /// `plan`, `activity`, `attachment` (a file, by its name).
    pub kind: String,
    /// What was found.
    pub id: String,
    /// The thread of a post, the agenda of an item, the meeting of an agreement, of minutes or of
    /// a word about a task, the proposal of an amendment or of reasons given with a vote, the plan
    /// of an activity, the assessment of an agreed score, what a file hangs on; else the same as
    /// `id`.
    pub inside: String,
    /// What is opened to see it, where its kind does not say so: of an agreement that somebody has
    /// to do or that has a day `task`, which is `id`; of a file the kind of `inside`: `thread`,
    /// `doc`, `agenda`, `proposal`, `meeting`, `assessment`, `plan`.
    #[serde(default)]
    pub opens: Option<String>,
    /// Its space.
    pub space: String,
    /// Title of what it stands in.
    pub title: String,
    /// A piece of text around the first word.
    pub excerpt: String,
    /// RFC 3339 UTC.
    pub at: String,
}

/// `network list`, `network trust`, `network forget`.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct NetworkRow {
    /// Its name on this device alone; absent while the router is not known.
    pub id: Option<String>,
    /// Its range and interface.
    pub label: String,
    /// This machine is in it.
    pub here: bool,
    /// Marked as one's own.
    pub trusted: bool,
    /// RFC 3339 UTC of the mark.
    pub since: Option<String>,
    /// Members are looked for there by multicast.
    pub searching: bool,
}

/// `bundle export`, `bundle import`.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct BundleReport {
    /// Operations written, or new ones taken.
    pub ops: u64,
    /// Known before.
    pub repeated: u64,
    /// Damaged or forged parts left out; when not 0 the command exits 7.
    pub refused: u64,
    /// Bytes of the file.
    pub bytes: u64,
}

/// `backup create`.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct BackupReport {
    /// The place with which whoever restores it comes in: an invitation, to be listed and revoked.
    pub id: String,
    /// Operations written.
    pub ops: u64,
    /// Damaged parts of this profile that are not in it; when not 0 the command exits 7.
    pub refused: u64,
    /// Bytes of the file.
    pub bytes: u64,
}

/// `backup restore`.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Restored {
    /// What a new profile tells: `joined` where nobody else is in the network, else `waiting`.
    #[serde(flatten)]
    pub founded: Founded,
    /// Operations taken.
    pub ops: u64,
    /// Damaged parts left out; when not 0 the command exits 7.
    pub refused: u64,
}

/// `sync`.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct SyncReport {
    /// Operations received.
    pub received: u64,
    /// Operations sent.
    pub sent: u64,
    /// Bytes in on the streams, all peers.
    pub bytes_in: u64,
    /// Bytes out on the streams, all peers.
    pub bytes_out: u64,
    /// How long it took.
    pub seconds: f64,
}

/// What lies aside, as `adopt` without an operation lists it.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct AsideRow {
    /// The operation, to be given to `adopt`.
    pub id: String,
    /// The space.
    pub space: String,
    /// Its name, or a short id.
    pub space_name: String,
    /// Who wrote it.
    pub author: Author,
    /// With which device.
    pub device: String,
    /// Of a device that told two stories: which one, by its first operation.
    pub story: Option<String>,
    /// `post`, `thread`, `edit`, `retract`, `close`, `doc`, `doc_edit`, `agenda`, `item`,
    /// `edition`, `receipt`, `name`, `invitation`, `addresses`, `unknown`.
    pub kind: String,
    /// The beginning of its text; show it harmless.
    pub text: String,
    /// RFC 3339 UTC, as its author claims; absent where it cannot be read.
    pub at: Option<String>,
    /// RFC 3339 UTC, by this device's clock.
    pub received_at: String,
    /// `story`: it is shown, but its device told another story beside it; `fork`: it waits until
    /// somebody says which story stays; `cut`: behind a cut; `removed`: its author could not
    /// write; `unreadable`: not what any version writes.
    pub why: String,
    /// How much others wrote that is not shown without it: answers in a thread, points of an
    /// agenda, ballots.
    pub waiting: u64,
}

/// `doctor`.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct CheckRow {
    /// `profile`, `permissions`, `clock`, `keys`, `journal`, `index`, `ports`, `peers`, `memory`.
    pub check: String,
    /// It is well.
    pub ok: bool,
    /// What was found, in English.
    pub detail: String,
    /// How to mend it, in English; empty where it is well.
    pub mend: String,
    /// Something is damaged, so that the command exits 7.
    pub damaged: bool,
    /// Something was damaged and was mended when the profile was opened: nothing is missing.
    #[serde(default)]
    pub mended: bool,
    /// The network is for practice. Told where it is so.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub practice: bool,
}

/// Who will read what is written in a space.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct ReadersCount {
    /// The space's name.
    pub name: String,
    /// Persons.
    pub people: u64,
    /// Organizations.
    pub orgs: u64,
}

/// `travel`.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Travelling {
    /// Whether nothing of the profile is left here but the way back.
    pub travelling: bool,
    /// The invitation through which its person comes back; another coordinator can revoke it.
    pub place: String,
    /// The device that leaves.
    pub device: String,
    /// Whether devices that are connected hold all that is held here.
    pub held: bool,
}

/// What a new profile tells. `found` and `join` print it.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Founded {
    /// `joined` or `waiting`.
    pub state: String,
    /// The network's name; absent while no key has arrived.
    pub network: Option<String>,
    /// The first 8 bytes of the network's space id, in hex.
    pub network_code: String,
    /// My organization's name.
    pub org: Option<String>,
    /// My name.
    pub person: Option<String>,
    /// This device.
    pub device: String,
    /// Words to compare, in Spanish.
    pub safety_words: String,
}

/// An answer.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(tag = "reply", content = "with", rename_all = "snake_case")]
#[non_exhaustive]
#[expect(
    missing_docs,
    reason = "each variant is named after the type it carries"
)]
pub enum Reply {
    Done,
    Status(Box<Status>),
    Who(Vec<WhoRow>),
    Invitation(Invitation),
    Invitations(Vec<Invitation>),
    Membership(Membership),
    Created(Saved),
    Saved(Saved),
    Spaces(Vec<SpaceRow>),
    Space(SpaceDetail),
    ThreadNew(ThreadCreated),
    Threads(Vec<ThreadRow>),
    /// `damaged`: some of the thread is lost here; the command exits 7.
    Posts {
        posts: Vec<PostRow>,
        damaged: bool,
    },
    Imported(ThreadImported),
    Docs(Vec<DocRow>),
    Doc(DocDetail),
    DocEdited(DocEdited),
    DocVersions(Vec<DocVersion>),
    Comments(Vec<CommentRow>),
    DocExchange(DocBeat),
    Agendas(Vec<AgendaRow>),
    Agenda(AgendaDetail),
    AgendaPublished(AgendaPublished),
    AgendaReceipt(AgendaReceipt),
    Proposals(Vec<ProposalRow>),
    Proposal(Box<ProposalDetail>),
    ProposalRecord(Box<ProposalRecord>),
    ProposalPreview(Box<ProposalPreview>),
    Assessments(Vec<AssessmentRow>),
    Assessment(Box<AssessmentDetail>),
    Pool(Vec<PoolRow>),
    Shared(SharedReport),
    Compare(Vec<CompareRow>),
    Plans(Vec<PlanRow>),
    Plan(Box<PlanDetail>),
    PlanSigned(PlanSigned),
    Needs(Vec<NeedRow>),
    Meetings(Vec<MeetingRow>),
    Meeting(Box<MeetingDetail>),
    MeetingAttended(MeetingAttended),
    MeetingAgreed(MeetingAgreed),
    MeetingClosed(MeetingClosed),
    MeetingApproved(MeetingApproved),
    MeetingAnswered(MeetingAnswered),
    Tasks(Vec<TaskRow>),
    Dates(Vec<DateRow>),
    Attachments(Vec<AttachmentRow>),
    Attached(AttachmentSaved),
    Attachment(Box<AttachmentFile>),
    Chain(Chain),
    Found(Vec<FoundRow>),
    Networks(Vec<NetworkRow>),
    Bundle(BundleReport),
    Backup(BackupReport),
    RecoverySetup(RecoverySetup),
    RecoveryHelp(RecoveryHelp),
    Travelling(Travelling),
    Synced(SyncReport),
    Alerts(Vec<AlertRow>),
    Aside(Vec<AsideRow>),
    Checks(Vec<CheckRow>),
    Readers(ReadersCount),
    SpaceReaders(Vec<ReaderRow>),
    Pending(Vec<PendingRow>),
    Draft(Option<String>),
    /// Nothing that is known to be damaged is missing.
    Whole(bool),
    /// The network is for practice.
    Practice(bool),
    Founded(Founded),
}
