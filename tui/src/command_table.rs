//! The one table of commands. It feeds the keys, the footer, the help, the palette and the words
//! that say what comes after a prefix; nothing else names a key.
//!
//! Texts: `ui-cmd-NAME` says what a command does, `ui-key-NAME` is its word in the footer (the
//! name's dots written as dashes).

mod names;

pub(crate) use self::names::{Act, Place};
use crate::app::inside::{Inside, Section};

/// Where a command acts.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Scope {
    /// Wherever one is inside and no letter is typed.
    Everywhere,
    /// Inside, even where letters are typed.
    Always,
    /// Only there.
    In(&'static [Place]),
}

/// Why a command cannot act: the key of a sentence, or nothing.
pub(crate) type WhyNot = fn(&Inside) -> Option<&'static str>;

/// A command.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Command {
    pub(crate) name: &'static str,
    pub(crate) keys: &'static [&'static str],
    pub(crate) act: Act,
    pub(crate) scope: Scope,
    pub(crate) why_not: WhyNot,
}

impl Command {
    /// Its keys act in this place.
    pub(crate) fn acts_in(&self, place: Place) -> bool {
        match self.scope {
            Everywhere => !place.takes_letters(),
            Always => true,
            In(places) => places.contains(&place),
        }
    }

    /// It belongs to screens, not to all of them.
    pub(crate) const fn is_local(&self) -> bool {
        matches!(self.scope, In(_))
    }

    /// A section from which it can be done, where it belongs to one; nothing where something must
    /// be open first.
    pub(crate) fn section(&self) -> Option<Section> {
        let In(places) = self.scope else {
            return None;
        };
        places.iter().find_map(|place| match place {
            Place::Home => Some(Section::Home),
            Place::Tree | Place::List => Some(Section::Spaces),
            Place::Agendas => Some(Section::Agenda),
            Place::Meetings => Some(Section::Meetings),
            Place::Proposals => Some(Section::Proposals),
            Place::Rounds => Some(Section::Assessments),
            Place::People => Some(Section::People),
            Place::Sync => Some(Section::Sync),
            _ => None,
        })
    }

    /// Key of what it does.
    pub(crate) fn text_key(&self) -> String {
        format!("ui-cmd-{}", self.name.replace('.', "-"))
    }

    /// Key of its word in the footer.
    pub(crate) fn word_key(&self) -> String {
        format!("ui-key-{}", self.name.replace('.', "-"))
    }
}

const fn always(_: &Inside) -> Option<&'static str> {
    None
}

const fn command(
    name: &'static str,
    keys: &'static [&'static str],
    act: Act,
    scope: Scope,
    why_not: WhyNot,
) -> Command {
    Command {
        name,
        keys,
        act,
        scope,
        why_not,
    }
}

use Scope::{Always, Everywhere, In};

const SPACE_PLACES: &[Place] = &[Place::Tree, Place::List, Place::Thread];
const LIST_PLACES: &[Place] = &[Place::Tree, Place::List];
const AGENDA_PLACES: &[Place] = &[Place::Agendas, Place::Agenda];
const PROPOSAL_PLACES: &[Place] = &[Place::Proposals, Place::Proposal];
const ROUND_PLACES: &[Place] = &[Place::Rounds, Place::Round];
const PLAN_PLACES: &[Place] = &[Place::Rounds, Place::Plan];
const MEETING_PLACES: &[Place] = &[Place::Meetings, Place::Meeting];
const PEOPLE_PLACES: &[Place] = &[Place::People, Place::Person];

/// Every command, those of screens first, each screen's most useful first: footers follow it.
pub(crate) static COMMANDS: &[Command] = &[
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
    command(
        "agenda.receipt",
        &["t"],
        Act::Receipt,
        In(AGENDA_PLACES),
        Inside::why_not_receipt,
    ),
    command(
        "agenda.new",
        &["c"],
        Act::NewAgenda,
        In(AGENDA_PLACES),
        Inside::why_not_new_agenda,
    ),
    command(
        "agenda.add",
        &["o"],
        Act::AddItem,
        In(AGENDA_PLACES),
        Inside::why_not_publish,
    ),
    command(
        "agenda.publish",
        &["P"],
        Act::Publish,
        In(AGENDA_PLACES),
        Inside::why_not_publish,
    ),
    command(
        "vote",
        &["v"],
        Act::Vote,
        In(PROPOSAL_PLACES),
        Inside::why_not_vote,
    ),
    command(
        "propose",
        &["c"],
        Act::Propose,
        In(PROPOSAL_PLACES),
        Inside::why_not_propose,
    ),
    command(
        "vote.delegate",
        &["d"],
        Act::Delegate,
        In(PROPOSAL_PLACES),
        Inside::why_not_vote,
    ),
    command(
        "vote.end",
        &["F"],
        Act::EndVote,
        In(PROPOSAL_PLACES),
        Inside::why_not_end,
    ),
    command(
        "round.map",
        &["v"],
        Act::AssessMap,
        In(ROUND_PLACES),
        Inside::why_not_map,
    ),
    command(
        "round.agree",
        &["o"],
        Act::AgreeItem,
        In(&[Place::Round]),
        Inside::why_not_agree,
    ),
    command(
        "round.priority",
        &["i"],
        Act::PrioritizeItem,
        In(&[Place::Round]),
        Inside::why_not_agree,
    ),
    command(
        "round.pool",
        &["p"],
        Act::Pool,
        In(ROUND_PLACES),
        Inside::why_not_assess,
    ),
    command(
        "round.approve",
        &["b"],
        Act::ApproveRound,
        In(ROUND_PLACES),
        Inside::why_not_assess,
    ),
    command(
        "round.share",
        &["c"],
        Act::ShareRound,
        In(ROUND_PLACES),
        Inside::why_not_assess,
    ),
    command(
        "round.plan",
        &["d"],
        Act::DraftPlan,
        In(ROUND_PLACES),
        Inside::why_not_assess,
    ),
    command(
        "round.start",
        &["w"],
        Act::StartRound,
        In(&[Place::Rounds]),
        Inside::why_not_start,
    ),
    command(
        "plan.add",
        &["o"],
        Act::AddActivity,
        In(&[Place::Plan]),
        Inside::why_not_plan,
    ),
    command(
        "plan.progress",
        &["t"],
        Act::TellProgress,
        In(&[Place::Plan]),
        Inside::why_not_progress,
    ),
    command(
        "plan.sign",
        &["f"],
        Act::SignPlan,
        In(PLAN_PLACES),
        Inside::why_not_sign,
    ),
    command(
        "agenda.month",
        &["v"],
        Act::Month,
        In(AGENDA_PLACES),
        always,
    ),
    command(
        "agenda.change",
        &["e"],
        Act::ChangeItem,
        In(&[Place::Agenda]),
        Inside::why_not_change,
    ),
    command(
        "agenda.cancel",
        &["b"],
        Act::CancelItem,
        In(&[Place::Agenda]),
        Inside::why_not_change,
    ),
    command(
        "agenda.export",
        &["x"],
        Act::ExportAgenda,
        In(AGENDA_PLACES),
        Inside::why_not_receipt,
    ),
    command(
        "meeting.attend",
        &["p"],
        Act::Attend,
        In(MEETING_PLACES),
        Inside::why_not_meet,
    ),
    command(
        "meeting.agree",
        &["r"],
        Act::Agree,
        In(MEETING_PLACES),
        Inside::why_not_meet,
    ),
    command(
        "meeting.point",
        &["o"],
        Act::AddPoint,
        In(MEETING_PLACES),
        Inside::why_not_meet,
    ),
    command(
        "meeting.new",
        &["c"],
        Act::NewMeeting,
        In(MEETING_PLACES),
        Inside::why_not_call,
    ),
    command(
        "meeting.close",
        &["F"],
        Act::CloseMinutes,
        In(MEETING_PLACES),
        Inside::why_not_meet,
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
    command("go.people", &["g p"], Act::People, Everywhere, always),
    command("go.sync", &["g y"], Act::Sync, Everywhere, always),
    command("lock", &["Ctrl-L", "g l"], Act::Lock, Always, always),
    command("destroy", &["g w"], Act::Destroy, Everywhere, always),
    command("help", &["?"], Act::Help, Everywhere, always),
    command("quit", &["q"], Act::Quit, Everywhere, always),
];

/// The command of an act.
pub(crate) fn of(act: Act) -> Option<&'static Command> {
    COMMANDS.iter().find(|command| command.act == act)
}
