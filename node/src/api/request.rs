//! What can be asked of a node that holds a profile.

use serde::{Deserialize, Serialize};

use super::{
    AssessmentRequest, AttachmentRequest, MeetingRequest, Passphrase, PlanRequest, TaskRequest,
};

/// An id, any unambiguous prefix of it, or a name.
pub type Who = String;

/// Whom an invitation is for.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum InviteFor {
    /// A new organization.
    Org {
        /// Its name.
        name: String,
        /// ISO 3166 code of its country.
        country: String,
    },
    /// A person of my organization.
    Member {
        /// A name to greet her with; she chooses her own.
        name: Option<String>,
        /// `coordinator`, `member` or `observer`.
        role: String,
    },
    /// Another device of mine.
    Device,
    /// A machine that is always on.
    Node {
        /// What to call it.
        name: Option<String>,
        /// A carrier of my organization, which reads nothing; else a device of mine.
        blind: bool,
    },
}

/// Options of a dated agenda item. Absent fields stay as they are.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct AgendaItemFields {
    /// Title.
    pub title: Option<String>,
    /// Start, milliseconds since 1970 UTC.
    pub starts_ms: Option<i64>,
    /// End, milliseconds since 1970 UTC.
    pub ends_ms: Option<i64>,
    /// Minutes from start to end, where the end is not said.
    #[serde(default)]
    pub minutes: Option<u32>,
    /// IANA zone of the place.
    pub zone: Option<String>,
    /// Place.
    pub place: Option<String>,
    /// `meeting`, `training`, `action`, `deadline`.
    pub kind: Option<String>,
    /// Who is responsible, free text.
    pub who: Option<String>,
    /// What it comes from, by id, prefix or title.
    #[serde(default)]
    pub from: Option<String>,
}

/// A post that comes from elsewhere; its author is quoted as text.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct ImportedPost {
    /// Its text.
    pub body: String,
    /// When, milliseconds since 1970 UTC.
    pub at_ms: Option<i64>,
    /// By whom, as text.
    pub by: Option<String>,
}

/// One edit of a text: at `at` (Unicode code points), `delete` are removed, `insert` put in.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Splice {
    /// Position in code points.
    pub at: usize,
    /// How many code points go.
    pub delete: usize,
    /// What comes.
    pub insert: String,
}

/// A request. The doc of each names the [`super::Reply`] it gets.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(tag = "do", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Request {
    /// [`super::Reply::Status`].
    Status,
    /// [`super::Reply::Who`]: organizations, people, devices that this device may know of.
    WhoList,
    /// [`super::Reply::Invitation`].
    Invite {
        /// For whom.
        whom: InviteFor,
        /// Seconds until this node revokes it.
        expires_s: u64,
    },
    /// [`super::Reply::Invitations`]: those made on this device.
    InviteList,
    /// [`super::Reply::Done`].
    InviteRevoke {
        /// The invitation.
        id: String,
    },
    /// [`super::Reply::Membership`]: takes a person out of my organization.
    MemberRemove {
        /// Whom.
        who: Who,
        /// Rotate at once in every space she reached.
        urgent: bool,
    },
    /// [`super::Reply::Membership`]: takes an organization out of the network.
    OrgRemove {
        /// Which.
        who: Who,
        /// Rotate at once in every space it reached.
        urgent: bool,
    },
    /// [`super::Reply::Who`]: my own devices.
    DeviceList,
    /// [`super::Reply::Membership`]: bars a device, one's own or of one's organization.
    DeviceRevoke {
        /// Which.
        id: Who,
        /// Rotate at once in every space it reached.
        urgent: bool,
        /// Of two stories that it told, the one with this operation stays.
        #[serde(default)]
        keep: Option<String>,
    },
    /// [`super::Reply::Membership`]: confirms a newcomer's device by its safety words.
    DeviceVerify {
        /// Which.
        id: Who,
        /// The words that its owner read out.
        words: String,
    },
    /// [`super::Reply::Membership`]: suspends, frees, changes the role of a member, or takes it
    /// out with a cut.
    Coordinate {
        /// Whom.
        whom: Whom,
        /// What.
        act: Act,
        /// Rotate at once in every space that it reached.
        urgent: bool,
    },
    /// [`super::Reply::Membership`]: the second word for an operation, or about a member that waits
    /// for one.
    Second {
        /// Which, or about whom.
        id: Who,
    },
    /// [`super::Reply::Pending`]: what waits for a second word, and who may answer it.
    PendingList,
    /// [`super::Reply::Aside`], newest first.
    AsideList {
        /// Only of this space.
        space: Option<Who>,
    },
    /// [`super::Reply::Membership`]: shows content that lies aside.
    Adopt {
        /// The operation.
        id: String,
    },
    /// [`super::Reply::Membership`]: gives the office of the Secretariat to another organization;
    /// once it holds it, steps down.
    OfficeGive {
        /// Which organization.
        org: Who,
    },
    /// [`super::Reply::Membership`]: names the coordinators of a space whose own cannot act.
    Refound {
        /// Which.
        space: String,
        /// Its coordinators from here on. If empty, those who are or were to be its coordinators
        /// and stand: whoever is suspended or out is left out.
        admins: Vec<Who>,
    },
    /// [`super::Reply::Created`].
    SpaceNew {
        /// Its name.
        name: String,
        /// `working`, `subregion` or `case`.
        kind: String,
        /// Members besides me.
        with: Vec<Who>,
        /// `full` or `from-join`; else the kind's default.
        history: Option<String>,
        /// Days after which each device forgets; else never.
        #[serde(default)]
        retain: Option<u64>,
    },
    /// [`super::Reply::Spaces`].
    SpaceList,
    /// [`super::Reply::Space`].
    SpaceShow {
        /// Which.
        id: Who,
    },
    /// [`super::Reply::Membership`].
    SpaceAdd {
        /// The space.
        space: Who,
        /// Whom.
        who: Who,
        /// `write`, `read` or `admin`.
        role: String,
    },
    /// [`super::Reply::Membership`].
    SpaceRemove {
        /// The space.
        space: Who,
        /// Whom.
        who: Who,
    },
    /// [`super::Reply::Membership`]: takes this person out of a space, or her organization where
    /// that is what is in it.
    SpaceLeave {
        /// The space.
        space: Who,
    },
    /// [`super::Reply::ThreadNew`].
    ThreadNew {
        /// The space.
        space: Who,
        /// Title.
        title: String,
        /// First post; may be empty.
        body: String,
    },
    /// [`super::Reply::Threads`], newest first.
    ThreadList {
        /// Only of this space.
        space: Option<Who>,
    },
    /// [`super::Reply::Posts`], in causal order.
    ThreadShow {
        /// The thread.
        id: String,
    },
    /// [`super::Reply::Saved`].
    ThreadReply {
        /// The thread.
        id: String,
        /// The post answered.
        to: Option<String>,
        /// Text.
        body: String,
    },
    /// [`super::Reply::Imported`].
    ThreadImport {
        /// The space.
        space: Who,
        /// Title.
        title: String,
        /// Posts in order.
        posts: Vec<ImportedPost>,
    },
    /// [`super::Reply::Saved`]: the post says something else from here on.
    ThreadEdit {
        /// The post, which I wrote.
        post: String,
        /// Its new text.
        body: String,
    },
    /// [`super::Reply::Saved`]: the post says nothing any more.
    ThreadRetract {
        /// The post, which I wrote.
        post: String,
    },
    /// [`super::Reply::Saved`]: no more replies.
    ThreadClose {
        /// The thread, which I began, or whose space I am an admin of.
        id: String,
    },
    /// [`super::Reply::Done`]: everything in the thread counts as read.
    ThreadRead {
        /// The thread.
        id: String,
    },
    /// [`super::Reply::Created`].
    DocNew {
        /// The space.
        space: Who,
        /// Title.
        title: String,
        /// First text.
        text: String,
    },
    /// [`super::Reply::Docs`], newest first.
    DocList {
        /// Only of this space.
        space: Option<Who>,
    },
    /// [`super::Reply::Doc`].
    DocShow {
        /// The document.
        id: String,
        /// At this version; else the newest.
        at: Option<String>,
    },
    /// [`super::Reply::Doc`], the newest, for a file: it does not count as looked at, and what
    /// somebody is typing in it is not saved for it.
    DocRecord {
        /// The document.
        id: String,
    },
    /// [`super::Reply::DocEdited`]: the difference between the text at `base` (else the newest)
    /// and `text` is merged as fine edits.
    DocEdit {
        /// The document.
        id: String,
        /// The new text.
        text: String,
        /// The version that the text was made from.
        base: Option<String>,
    },
    /// [`super::Reply::DocVersions`], oldest first.
    DocHistory {
        /// The document.
        id: String,
    },
    /// [`super::Reply::DocEdited`]: the text becomes what it was at a version, by a new change.
    DocRestore {
        /// The document.
        id: String,
        /// The version.
        version: String,
    },
    /// [`super::Reply::Created`]: a comment beside words of the text.
    DocComment {
        /// The document.
        id: String,
        /// The words; they must stand there once.
        on: String,
        /// What it says.
        body: String,
    },
    /// [`super::Reply::Saved`]: a comment of mine is taken back.
    CommentRetract {
        /// The comment.
        id: String,
    },
    /// [`super::Reply::Comments`]: comments beside the newest text, in causal order.
    DocComments {
        /// The document.
        id: String,
    },
    /// [`super::Reply::DocExchange`]: one beat of live editing.
    ///
    /// `splices` are what was typed here since the last exchange, each relative to the text after
    /// the one before. The reply's splices then turn that text into the node's text. The editor
    /// holds further keys back until the reply is applied.
    DocExchange {
        /// The document.
        id: String,
        /// True on the first exchange: the reply carries the whole text.
        open: bool,
        /// Edits since the last exchange.
        splices: Vec<Splice>,
        /// Where the cursor stands, to be shown to others.
        cursor: Option<usize>,
    },
    /// [`super::Reply::Done`]: live editing ends; what is pending is saved.
    DocClose {
        /// The document.
        id: String,
    },
    /// [`super::Reply::Created`].
    AgendaNew {
        /// The space.
        space: Who,
        /// Title.
        title: String,
    },
    /// [`super::Reply::Saved`]: adds an item; the id is the item's.
    AgendaAdd {
        /// The agenda.
        id: String,
        /// Its fields; title and start are needed.
        item: AgendaItemFields,
    },
    /// [`super::Reply::Saved`]: an item of the draft stands otherwise; an empty place or person
    /// goes away. A start without an end keeps the length.
    AgendaChange {
        /// The agenda.
        id: String,
        /// The item.
        item: String,
        /// What changes.
        fields: AgendaItemFields,
    },
    /// [`super::Reply::Saved`]: an item does not take place; it stays, so that calendars drop it.
    AgendaCancel {
        /// The agenda.
        id: String,
        /// The item.
        item: String,
    },
    /// [`super::Reply::AgendaPublished`].
    AgendaPublish {
        /// The agenda.
        id: String,
    },
    /// [`super::Reply::Agendas`], newest first.
    AgendaList {
        /// Only of this space.
        space: Option<Who>,
    },
    /// [`super::Reply::Agenda`].
    AgendaShow {
        /// The agenda.
        id: String,
        /// This edition; else the newest published, else the draft.
        edition: Option<u32>,
    },
    /// [`super::Reply::AgendaReceipt`].
    AgendaReceipt {
        /// The agenda.
        id: String,
    },
    /// [`super::Reply::Done`]: its newest edition was looked at.
    AgendaRead {
        /// The agenda.
        id: String,
    },
    /// About proposals and votes.
    Proposal(super::ProposalRequest),
    /// About assessments.
    Assessment(AssessmentRequest),
    /// About strengthening plans.
    Plan(PlanRequest),
    /// As the request inside says.
    Meeting(MeetingRequest),
    /// As the request inside says.
    Task(TaskRequest),
    /// As the request inside says.
    Attachment(AttachmentRequest),
    /// [`super::Reply::Chain`].
    Chain {
        /// A thread, document, agenda, proposal, meeting, agreement, assessment round or plan.
        id: String,
    },
    /// [`super::Reply::Dates`]: everything dated that this device may read, by day and hour.
    Dates {
        /// The first day, `2027-04-01`. What has an hour stands on its day in UTC: ask for a day
        /// more on both sides where the reader's zone is another.
        from: String,
        /// The last day.
        until: String,
    },
    /// [`super::Reply::Found`], newest first: what this device can read and says all the words.
    Search {
        /// Words, in any order; case and accents do not count.
        text: String,
        /// Only in this space. Cases are searched only when they are named here.
        space: Option<Who>,
    },
    /// [`super::Reply::Networks`]: the local networks here and those marked elsewhere.
    NetworkList,
    /// [`super::Reply::Networks`]: marks every local network here as one's own.
    NetworkTrust,
    /// [`super::Reply::Networks`]: takes a mark away.
    NetworkForget {
        /// Which; else every one here.
        id: Option<String>,
    },
    /// [`super::Reply::Bundle`]: writes a sealed bundle.
    BundleExport {
        /// Absolute path of the file to write, made 0600.
        path: String,
        /// Only these spaces; else all.
        spaces: Vec<Who>,
        /// Only what is not in this frontier.
        since: Option<String>,
    },
    /// [`super::Reply::Bundle`].
    BundleImport {
        /// Absolute path of the file.
        path: String,
    },
    /// [`super::Reply::Backup`]: writes everything that this device holds into one sealed file.
    BackupCreate {
        /// Absolute path of the file to write, made 0600.
        path: String,
        /// The backup's own passphrase.
        passphrase: Passphrase,
    },
    /// [`super::Reply::Travelling`]: makes the place through which this person comes back.
    /// Nothing is destroyed.
    TravelPrepare {
        /// Also where unsent drafts, open invitations or spaces of this device alone are lost.
        anyway: bool,
    },
    /// [`super::Reply::Done`]: leaves only the stub, once who is connected holds everything, and
    /// ends.
    TravelLeave {
        /// The profile's passphrase; it opens the stub.
        passphrase: Passphrase,
    },
    /// [`super::Reply::RecoverySetup`]: splits the way back in among people.
    RecoverySetup {
        /// Who keep a part each.
        with: Vec<Who>,
        /// So many of them let a new device in; else two.
        need: Option<u8>,
    },
    /// [`super::Reply::RecoveryHelp`]: who asks, and this person's answer.
    RecoveryHelp {
        /// The request, as typed.
        code: String,
        /// Whose part, where several are kept here.
        whose: Option<Who>,
        /// Words that the asker read out; they must be the request's.
        words: Option<String>,
        /// Answer; else only say who asks.
        answer: bool,
    },
    /// [`super::Reply::Membership`]: a device that waits to be confirmed stays out.
    RecoveryRefuse {
        /// Which; else the only one.
        id: Option<Who>,
    },
    /// [`super::Reply::Synced`]: connects and exchanges until nothing is left.
    Sync {
        /// Further multiaddrs to try.
        connect: Vec<String>,
        /// Milliseconds to wait for an answer and for the end.
        timeout_ms: u64,
    },
    /// [`super::Reply::Alerts`].
    AlertList,
    /// [`super::Reply::Done`].
    AlertDone {
        /// The alert.
        id: String,
    },
    /// [`super::Reply::Whole`]: what is shown may lack something that damage took.
    Whole,
    /// [`super::Reply::Practice`]: whether the network is for practice. Also while locked.
    Practice,
    /// [`super::Reply::Checks`].
    Doctor {
        /// Read every record.
        deep: bool,
    },
    /// [`super::Reply::Readers`]: who will read what is written there.
    Readers {
        /// The space.
        space: Who,
    },
    /// [`super::Reply::SpaceReaders`]: who reads what is written there, and why.
    SpaceReaders {
        /// The space.
        space: Who,
    },
    /// [`super::Reply::Draft`].
    DraftGet {
        /// A key chosen by the interface, for example `thread:ID`.
        key: String,
    },
    /// [`super::Reply::Done`]: durable when answered; an empty text forgets the draft.
    DraftSet {
        /// The key.
        key: String,
        /// The text.
        text: String,
    },
    /// [`super::Reply::Founded`]: how far joining has come. Fails as the invitation failed.
    JoinState,
    /// [`super::Reply::Done`]: forgets the keys in memory.
    Lock {
        /// Stop storing and carrying for others, too, and listen no more.
        all: bool,
    },
    /// [`super::Reply::Done`].
    Unlock {
        /// The passphrase.
        passphrase: Passphrase,
    },
    /// [`super::Reply::Done`]: from here on the profile opens under another passphrase.
    PassphraseChange {
        /// The one that opens it now.
        old: Passphrase,
        /// The one that opens it then.
        new: Passphrase,
    },
    /// [`super::Reply::Done`]: destroys what opens the profile, forgets all keys and ends at once.
    /// Nothing is saved.
    Panic,
    /// [`super::Reply::Done`]: the node ends as after SIGTERM.
    Stop,
}

/// A member that an act is about.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Whom {
    /// A person of my organization.
    Person(Who),
    /// An organization of the network.
    Org(Who),
    /// A person of any organization, or an organization. For [`Act::Lift`] also a device, or the
    /// operation of a word: whatever is held down, in whichever space.
    Any(Who),
}

/// What is done with a member.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Out until freed or let in again.
    Suspend,
    /// The same, and what its devices write from here on counts nowhere once it is decided.
    SuspendWithCut,
    /// Takes words against it back.
    Lift,
    /// `coordinator`, `member`, `observer`.
    Role(String),
    /// Out for good, and what its devices write from here on counts nowhere once it is decided.
    RemoveWithCut,
}
