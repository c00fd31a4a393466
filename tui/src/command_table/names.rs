//! Where one can be, and what can be done.

/// Where the focus is, once unlocked; decides which keys act.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Place {
    /// What waits for me.
    Home,
    /// The tree of spaces.
    Tree,
    /// Threads, documents and agendas of a space.
    List,
    /// A thread.
    Thread,
    /// A document, being read.
    Document,
    /// Agendas.
    Agendas,
    /// One agenda.
    Agenda,
    /// The month with everything dated.
    Dates,
    /// What stands on one of its days.
    Day,
    /// Meetings.
    Meetings,
    /// One meeting.
    Meeting,
    /// Proposals.
    Proposals,
    /// One proposal.
    Proposal,
    /// Rounds of assessment and plans.
    Rounds,
    /// One round: its items or its map.
    Round,
    /// One plan.
    Plan,
    /// Tasks.
    Tasks,
    /// One task.
    Task,
    /// Organizations and people.
    People,
    /// One of them.
    Person,
    /// An invitation.
    Invitation,
    /// Peers and addresses.
    Sync,
    /// Versions of a document.
    History,
    /// Who reads a space.
    Readers,
    /// Files that hang on what is open.
    Files,
    /// What the open thing came from and what came of it.
    Links,
    /// Help.
    Help,
    /// A question or form.
    Question,
    /// The palette's field.
    Palette,
    /// A message being written.
    Composer,
    /// A document being written.
    Writing,
}

impl Place {
    /// Every place.
    #[cfg(test)]
    pub(crate) const ALL: &[Self] = &[
        Self::Home,
        Self::Tree,
        Self::List,
        Self::Thread,
        Self::Document,
        Self::Agendas,
        Self::Agenda,
        Self::Dates,
        Self::Day,
        Self::Meetings,
        Self::Meeting,
        Self::Proposals,
        Self::Proposal,
        Self::Rounds,
        Self::Round,
        Self::Plan,
        Self::Tasks,
        Self::Task,
        Self::People,
        Self::Person,
        Self::Invitation,
        Self::Sync,
        Self::History,
        Self::Readers,
        Self::Files,
        Self::Links,
        Self::Help,
        Self::Question,
        Self::Palette,
        Self::Composer,
        Self::Writing,
    ];

    /// Letters are typed here, so only keys that write nothing are commands.
    pub(crate) const fn takes_letters(self) -> bool {
        matches!(
            self,
            Self::Question | Self::Palette | Self::Composer | Self::Writing
        )
    }
}

/// What a command does.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Act {
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    First,
    Last,
    Open,
    Back,
    NextPane,
    PreviousPane,
    NextUnread,
    PreviousUnread,
    Find,
    Palette,
    Help,
    Home,
    Spaces,
    Agenda,
    Dates,
    Meetings,
    Proposals,
    Assessments,
    Tasks,
    People,
    Sync,
    Lock,
    Destroy,
    PracticeReset,
    Quit,
    SyncNow,
    Acknowledge,
    NewThread,
    NewDocument,
    NewSpace,
    AddMember,
    LeaveSpace,
    Readers,
    MarkRead,
    Reply,
    EditPost,
    RetractPost,
    CloseThread,
    Write,
    Versions,
    Propose,
    ProposeFrom,
    Vote,
    Object,
    Amend,
    Texts,
    Withdraw,
    Delegate,
    OpenVote,
    TakeBack,
    Delegations,
    EndVote,
    StartRound,
    AssessMap,
    Pool,
    AgreeItem,
    PrioritizeItem,
    ApproveRound,
    ShareRound,
    DraftPlan,
    DraftNetworkPlan,
    AddActivity,
    TellProgress,
    Timeline,
    GiveUp,
    Needs,
    SignPlan,
    Remind,
    Subregion,
    CompareVersions,
    RestoreVersion,
    Comment,
    Comments,
    NewAgenda,
    AddItem,
    Publish,
    Receipt,
    ChangeItem,
    CancelItem,
    ExportAgenda,
    Month,
    NewMeeting,
    ChangeMeeting,
    CancelMeeting,
    AddPoint,
    Attend,
    Agree,
    CloseMinutes,
    ApproveMinutes,
    AnswerCall,
    TurnTask,
    NoteTask,
    ChargeTask,
    Files,
    Export,
    Links,
    SaveFile,
    AttachFile,
    Invite,
    Compare,
    Remove,
    Second,
    Lift,
    Square,
    RevokeInvitation,
    BundleOut,
    BundleIn,
    Trust,
    Send,
    NewLine,
    Leave,
    Discard,
    StopWriting,
    Undo,
}
