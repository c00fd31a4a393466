//! The one table of commands. It feeds the keys, the footer, the help, the palette and the words
//! that say what comes after a prefix; nothing else names a key.
//!
//! Texts: `ui-cmd-NAME` says what a command does, `ui-key-NAME` is its word in the footer (the
//! name's dots written as dashes).

mod command;
mod names;
mod places;
mod work;

pub(crate) use self::command::Command;
use self::command::Scope::{Always, Everywhere, In};
use self::command::{command, joined};
pub(crate) use self::names::{Act, Place};
use self::places::{
    EXPORT_PLACES, HOLDER_PLACES, LINKED_PLACES, LIST_PLACES, PEOPLE_PLACES, SPACE_PLACES,
};
use crate::app::inside::Inside;

const fn always(_: &Inside) -> Option<&'static str> {
    None
}

/// Writing and reading, spaces, messages and documents, the network.
const FIRST: &[Command] = &[
    command(
        "reply",
        &["R"],
        Act::Reply,
        In(&[Place::Thread]),
        Inside::why_not_reply,
    ),
    command(
        "document.write",
        &["e"],
        Act::Write,
        In(&[Place::Document]),
        Inside::why_not_write,
    ),
    command(
        "compose",
        &["c"],
        Act::NewThread,
        In(SPACE_PLACES),
        Inside::why_not_compose,
    ),
    command(
        "document.new",
        &["d"],
        Act::NewDocument,
        In(LIST_PLACES),
        Inside::why_not_compose,
    ),
    command(
        "readers",
        &["i"],
        Act::Readers,
        In(&[Place::Tree, Place::List, Place::Thread, Place::Document]),
        Inside::why_not_readers,
    ),
    command(
        "read.all",
        &["A"],
        Act::MarkRead,
        In(&[Place::List, Place::Thread]),
        Inside::why_not_mark,
    ),
    command(
        "post.edit",
        &["e"],
        Act::EditPost,
        In(&[Place::Thread]),
        Inside::why_not_post,
    ),
    command(
        "post.retract",
        &["x"],
        Act::RetractPost,
        In(&[Place::Thread]),
        Inside::why_not_post,
    ),
    command(
        "thread.close",
        &["F"],
        Act::CloseThread,
        In(&[Place::Thread]),
        Inside::why_not_close,
    ),
    command(
        "space.new",
        &["w"],
        Act::NewSpace,
        In(&[Place::Tree]),
        always,
    ),
    command(
        "space.add",
        &["s"],
        Act::AddMember,
        In(&[Place::Tree]),
        Inside::why_not_add,
    ),
    command(
        "space.leave",
        &["X"],
        Act::LeaveSpace,
        In(&[Place::Tree]),
        Inside::why_not_leave,
    ),
    command(
        "document.history",
        &["H"],
        Act::Versions,
        In(&[Place::Document]),
        always,
    ),
    command(
        "document.comments",
        &["o"],
        Act::Comments,
        In(&[Place::Document]),
        always,
    ),
    command(
        "document.comment",
        &["c"],
        Act::Comment,
        In(&[Place::Document]),
        Inside::why_not_write,
    ),
    command(
        "version.compare",
        &["d"],
        Act::CompareVersions,
        In(&[Place::History]),
        Inside::why_not_version,
    ),
    command(
        "version.restore",
        &["r"],
        Act::RestoreVersion,
        In(&[Place::History]),
        Inside::why_not_version,
    ),
    command(
        "acknowledge",
        &["a"],
        Act::Acknowledge,
        In(&[Place::Home]),
        Inside::why_not_acknowledge,
    ),
    command(
        "sync.now",
        &["r"],
        Act::SyncNow,
        In(&[Place::Home, Place::Sync]),
        always,
    ),
    command(
        "bundle.out",
        &["x"],
        Act::BundleOut,
        In(&[Place::Sync]),
        always,
    ),
    command(
        "bundle.in",
        &["i"],
        Act::BundleIn,
        In(&[Place::Sync]),
        always,
    ),
    command(
        "network.trust",
        &["c"],
        Act::Trust,
        In(&[Place::Sync]),
        Inside::why_not_trust,
    ),
];

/// What goes with any of them: files, links; people; writing; and what is everywhere.
const REST: &[Command] = &[
    command(
        "file.save",
        &["s"],
        Act::SaveFile,
        In(&[Place::Files]),
        Inside::why_not_save_file,
    ),
    command(
        "file.attach",
        &["a"],
        Act::AttachFile,
        In(&[Place::Files]),
        Inside::why_not_attach,
    ),
    command(
        "files",
        &["z"],
        Act::Files,
        In(HOLDER_PLACES),
        Inside::why_not_files,
    ),
    command(
        "export",
        &["K"],
        Act::Export,
        In(EXPORT_PLACES),
        Inside::why_not_export,
    ),
    command(
        "links",
        &["L"],
        Act::Links,
        In(LINKED_PLACES),
        Inside::why_not_links,
    ),
    command(
        "propose.from",
        &["M"],
        Act::ProposeFrom,
        In(LINKED_PLACES),
        Inside::why_not_propose_from,
    ),
    command(
        "compare",
        &["v"],
        Act::Compare,
        In(PEOPLE_PLACES),
        Inside::why_not_compare,
    ),
    command("invite", &["i"], Act::Invite, In(PEOPLE_PLACES), always),
    command(
        "remove",
        &["B"],
        Act::Remove,
        In(PEOPLE_PLACES),
        Inside::why_not_remove,
    ),
    command(
        "second",
        &["s"],
        Act::Second,
        In(PEOPLE_PLACES),
        Inside::why_not_second,
    ),
    command(
        "lift",
        &["f"],
        Act::Lift,
        In(PEOPLE_PLACES),
        Inside::why_not_lift,
    ),
    command(
        "invitation.square",
        &["v"],
        Act::Square,
        In(&[Place::Invitation]),
        Inside::why_not_square,
    ),
    command(
        "invitation.revoke",
        &["R"],
        Act::RevokeInvitation,
        In(&[Place::Invitation]),
        always,
    ),
    command(
        "send",
        &["Enter"],
        Act::Send,
        In(&[Place::Composer]),
        always,
    ),
    command(
        "newline",
        &["Ctrl-J"],
        Act::NewLine,
        In(&[Place::Composer]),
        always,
    ),
    command(
        "leave",
        &["Esc"],
        Act::Leave,
        In(&[Place::Composer]),
        always,
    ),
    command(
        "discard",
        &["Ctrl-D"],
        Act::Discard,
        In(&[Place::Composer]),
        always,
    ),
    command(
        "writing.stop",
        &["Esc"],
        Act::StopWriting,
        In(&[Place::Writing]),
        always,
    ),
    command(
        "writing.undo",
        &["Ctrl-Z"],
        Act::Undo,
        In(&[Place::Writing, Place::Composer]),
        always,
    ),
    command("open", &["Enter"], Act::Open, Everywhere, always),
    command("back", &["Esc"], Act::Back, Everywhere, always),
    command(
        "unread.next",
        &["n"],
        Act::NextUnread,
        Everywhere,
        Inside::why_not_unread,
    ),
    command(
        "unread.previous",
        &["N"],
        Act::PreviousUnread,
        Everywhere,
        Inside::why_not_unread,
    ),
    command("find", &["/"], Act::Find, Everywhere, always),
    command("palette", &[":", "Ctrl-P"], Act::Palette, Always, always),
    command("up", &["Up", "k"], Act::Up, Everywhere, always),
    command("down", &["Down", "j"], Act::Down, Everywhere, always),
    command("left", &["Left", "h"], Act::Left, Everywhere, always),
    command("right", &["Right", "l"], Act::Right, Everywhere, always),
    command("page.up", &["PgUp"], Act::PageUp, Everywhere, always),
    command("page.down", &["PgDn"], Act::PageDown, Everywhere, always),
    command("first", &["Home", "g g"], Act::First, Everywhere, always),
    command("last", &["End", "G"], Act::Last, Everywhere, always),
    command("pane.next", &["Tab"], Act::NextPane, Everywhere, always),
    command(
        "pane.previous",
        &["Shift-Tab"],
        Act::PreviousPane,
        Everywhere,
        always,
    ),
    command("go.home", &["1", "g 1"], Act::Home, Everywhere, always),
    command("go.spaces", &["2", "g 2"], Act::Spaces, Everywhere, always),
    command("go.agenda", &["3", "g 3"], Act::Agenda, Everywhere, always),
    command(
        "go.meetings",
        &["4", "g 4"],
        Act::Meetings,
        Everywhere,
        always,
    ),
    command(
        "go.proposals",
        &["5", "g 5"],
        Act::Proposals,
        Everywhere,
        always,
    ),
    command(
        "go.assessments",
        &["6", "g 6"],
        Act::Assessments,
        Everywhere,
        always,
    ),
    command("go.tasks", &["7", "g 7"], Act::Tasks, Everywhere, always),
    command("go.dates", &["8", "g 8"], Act::Dates, Everywhere, always),
    command("go.people", &["g p"], Act::People, Everywhere, always),
    command("go.sync", &["g y"], Act::Sync, Everywhere, always),
    command("lock", &["Ctrl-L", "g l"], Act::Lock, Always, always),
    command("destroy", &["g w"], Act::Destroy, Everywhere, always),
    command(
        "practice.reset",
        &["g n"],
        Act::PracticeReset,
        Everywhere,
        Inside::why_not_practice,
    ),
    command("help", &["?"], Act::Help, Everywhere, always),
    command("quit", &["q"], Act::Quit, Everywhere, always),
];

/// All of the table in one piece.
static ALL: [Command; FIRST.len() + work::COMMANDS.len() + REST.len()] =
    joined(&[FIRST, work::COMMANDS, REST]);

/// Every command, those of screens first, each screen's most useful first: footers follow it.
pub(crate) static COMMANDS: &[Command] = &ALL;

/// The command of an act.
pub(crate) fn of(act: Act) -> Option<&'static Command> {
    COMMANDS.iter().find(|command| command.act == act)
}
