//! What the application is told and what it asks for. No I/O here.

use std::path::PathBuf;

use asamblea_node::api::{ApiError, AttachmentFile, Event, Founded, Reply, Request};
use asamblea_node::client::{Founding, Passphrase, Phase};
use crossterm::event::KeyEvent;
use jiff::Timestamp;

use crate::file::{Fault, Picked};
use crate::lang::Language;

/// What the application is told.
#[derive(Debug)]
pub(crate) enum Msg {
    /// A key.
    Key(KeyEvent),
    /// Pasted text.
    Paste(String),
    /// The window's columns and rows.
    Resize(u16, u16),
    /// Time went on: milliseconds since the start, and the wall.
    Tick(u64, Timestamp),
    /// An answer to a call of this session; answers to older sessions are forgotten.
    Reply {
        session: u64,
        purpose: Purpose,
        result: Result<Reply, ApiError>,
    },
    /// The node tells something.
    Event(Event),
    /// So much happened that some events were lost.
    EventsMissed,
    /// How far the opening is.
    Opening(Phase, u8),
    /// The profile was opened, or not.
    Opened(Result<(), ApiError>),
    /// A network was founded or joined, or not.
    Founded(Result<Founded, ApiError>),
    /// Words for a passphrase; empty when there are none to offer.
    Suggested(String),
    /// What opened the profile is destroyed, or not all of it.
    Destroyed(Result<(), ApiError>),
    /// The practice network beside the profile is gone, or not all of it.
    PracticeDropped(Result<(), ApiError>),
    /// A file was read, or the key of why not.
    Loaded {
        starting: Box<super::starting::Starting>,
        text: Result<String, &'static str>,
    },
    /// A file was written, or the key of why not.
    Saved(Result<(), &'static str>),
    /// A file that will be attached was read, or not.
    Picked {
        filing: super::files::Filing,
        result: Result<Picked, Fault>,
    },
    /// An attached file was written, or not.
    Kept {
        filing: super::files::Filing,
        result: Result<PathBuf, Fault>,
    },
    /// The system asks to end.
    Stop,
}

/// What an answer is for.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Purpose {
    Status,
    Spaces,
    Threads,
    Docs,
    Agendas,
    AgendaShow(String),
    Proposals,
    Proposal(String),
    /// What a rule means, to be read before it is proposed.
    Preview(Box<super::deciding::Decide>),
    Receipt(String),
    /// What is dated between two days.
    Dates {
        from: String,
        until: String,
    },
    /// The same, to be shown when it comes.
    ShowReceipt(String),
    Rounds,
    Round(String),
    /// Organizations by areas of a round.
    RoundMap(String),
    Plans,
    PlanShow(String),
    /// Who needs support and who may offer it, to be shown when it comes.
    Needs,
    Who,
    Alerts,
    /// What a device said twice, for the alert about it.
    Stories(Box<asamblea_node::api::AlertRow>),
    /// What waits for a second word, to give it about somebody.
    Second(Box<asamblea_node::api::WhoRow>),
    /// What waits for a second word, for the alert about it.
    Conflict(Box<asamblea_node::api::AlertRow>),
    Invitations,
    Networks,
    /// Meetings and tasks.
    Meeting(super::meetings::Step),
    /// When one was here before.
    Visit,
    /// What a search for this found.
    Found(String),
    Thread(String),
    /// Who reads the space: for the composer and for the notice line.
    Readers(String),
    /// The same by name, with why: for the page that says so.
    SpaceReaders(String),
    /// The draft under this key.
    Draft(String),
    DraftSaved,
    /// A message or a new thread left.
    Sent,
    /// A beat of this document.
    Beat(String),
    DocClosed,
    History(String),
    /// The text of an older version.
    Version(String),
    /// The same, to be compared: the older text, and the newer.
    Before(String),
    After(String),
    /// Comments of this document.
    Comments(String),
    /// A space, document or agenda was made: open it.
    MadeDocument,
    MadeAgenda,
    Invited,
    /// Links of what is open.
    Links(String),
    /// Files of what is open.
    Files(String),
    /// All of a file, to be written somewhere.
    FileBytes(super::files::Filing),
    /// A file was attached; what became of what a picture says beside itself.
    FileAttached(&'static str),
    Synced,
    Bundle,
    Unlocked,
    Locked,
    /// Done; the text key says so, and what changed is read again.
    Done(&'static str),
    /// Nothing to say when it works.
    Quiet,
}

/// What the application asks for.
#[derive(Debug)]
pub(crate) enum Effect {
    /// Calls, one after the other.
    Call {
        session: u64,
        calls: Vec<(Purpose, Request)>,
    },
    /// Open the profile in this process.
    Open(Passphrase),
    /// Found a network.
    Found(Passphrase, Founding),
    /// Join with a code.
    Join {
        passphrase: Passphrase,
        code: String,
        person: String,
    },
    /// Make the practice network, for somebody of this name, in this language.
    Practise(Passphrase, String, Language),
    /// Throw away the practice network beside the profile.
    DropPractice,
    /// Words for a passphrase, in this language.
    Suggest(&'static str),
    /// Destroy what opens the profile.
    Destroy,
    /// Read the instrument of a round from a file.
    Load {
        path: String,
        starting: Box<super::starting::Starting>,
    },
    /// Write a file of the person's own, where none is.
    Save { path: String, text: String },
    /// Read a file that will be attached.
    Pick(super::files::Filing),
    /// Write an attached file, where none is.
    Keep {
        filing: super::files::Filing,
        file: Box<AttachmentFile>,
    },
    /// Clear the terminal, so that nothing stays behind.
    Clear,
    /// End.
    End(super::Outcome),
}
