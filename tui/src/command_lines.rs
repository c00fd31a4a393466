//! For each act of the screen the command that does the same without one. The help shows it, and
//! a test runs each of them through the command line's own parser.

use crate::command_table::Act;

/// What can be open and shown, linked and written out, by its noun on the command line.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Noun {
    Thread,
    Doc,
    Agenda,
    Meeting,
    Proposal,
    Assessment,
    Plan,
}

impl Noun {
    /// Every noun.
    #[cfg(test)]
    pub(crate) const ALL: &[Self] = &[
        Self::Thread,
        Self::Doc,
        Self::Agenda,
        Self::Meeting,
        Self::Proposal,
        Self::Assessment,
        Self::Plan,
    ];
}

/// The command of an act while something is open: what shows the links of a discussion is another
/// than what shows those of a plan.
pub(crate) const fn line_beside(act: Act, open: Option<Noun>) -> Option<&'static str> {
    match (act, open) {
        (Act::Links, Some(noun)) => Some(shown(noun)),
        (Act::Export, Some(noun)) => Some(exported(noun)),
        _ => line(act),
    }
}

const fn shown(noun: Noun) -> &'static str {
    match noun {
        Noun::Thread => "thread show ID",
        Noun::Doc => "doc show ID",
        Noun::Agenda => "agenda show ID",
        Noun::Meeting => "meeting show ID",
        Noun::Proposal => "proposal show ID",
        Noun::Assessment => "assessment show ID",
        Noun::Plan => "plan show ID",
    }
}

const fn exported(noun: Noun) -> &'static str {
    match noun {
        Noun::Thread => "thread export ID --format md",
        Noun::Doc => "doc export ID --format html",
        Noun::Agenda => "agenda export ID --format html",
        Noun::Meeting => "meeting export ID --format html",
        Noun::Proposal => "proposal export ID --format html",
        Noun::Assessment => "assessment export ID --format html",
        Noun::Plan => "plan export ID --format html",
    }
}

/// The command of an act; nothing for acts that only move about on the screen or in a text.
pub(crate) const fn line(act: Act) -> Option<&'static str> {
    Some(match act {
        Act::Reply | Act::Send => "thread reply ID --to POST --body TEXT",
        Act::EditPost => "thread edit POST --body TEXT",
        Act::RetractPost => "thread retract POST",
        Act::CloseThread => "thread close ID",
        Act::NewThread => "thread new --space S --title T --body TEXT",
        Act::MarkRead => "thread read ID",
        Act::NewDocument => "doc new --space S --title T",
        Act::Write => "doc edit ID --from FILE",
        Act::Versions => "doc history ID",
        Act::CompareVersions => "doc diff ID A B",
        Act::RestoreVersion => "doc restore ID VERSION",
        Act::Comments => "doc show ID",
        Act::Comment => "doc comment ID --on TEXT --body B",
        Act::NewSpace => "space new --name N --kind subregion --with ORG",
        Act::AddMember => "space add S WHO",
        Act::LeaveSpace => "space leave S",
        Act::Readers => "space readers S",
        Act::Spaces => "space list",
        Act::NewAgenda => "agenda new --space S --title T",
        Act::AddItem => "agenda add ID --title T --starts TIME",
        Act::Publish => "agenda publish ID",
        Act::ChangeItem => "agenda change ID ITEM --starts TIME",
        Act::CancelItem => "agenda cancel ID ITEM",
        Act::ExportAgenda => "agenda export ID --format ics",
        Act::Receipt => "agenda receipt ID",
        Act::Agenda => "agenda list",
        Act::People => "who",
        Act::Invite => "invite member --name P",
        Act::RevokeInvitation => "invite revoke ID",
        Act::Square => "invite list",
        Act::Compare => "device verify ID --words WORDS",
        Act::Remove => "member remove ID",
        Act::Second => "second ID",
        Act::Lift => "member lift ID",
        Act::Acknowledge => "alerts done ID",
        Act::Home => "home",
        Act::Sync => "status",
        Act::SyncNow => "sync",
        Act::BundleOut => "bundle export FILE",
        Act::BundleIn => "bundle import FILE",
        Act::Trust => "network trust",
        Act::Find => "search TEXT",
        Act::Lock => "lock",
        Act::Destroy => "panic",
        Act::PracticeReset => "practice --reset",
        Act::Help => "--help",
        other => return decided(other),
    })
}

/// The same of what is decided, planned and agreed.
const fn decided(act: Act) -> Option<&'static str> {
    Some(match act {
        Act::Proposals => "proposal list",
        Act::ProposeFrom => {
            "proposal new --from ID --space S --title T --method majority --count orgs --closes TIME"
        }
        Act::Propose => {
            "proposal new --space S --title T --method majority --count orgs --closes TIME"
        }
        Act::Vote => "proposal vote ID CHOICE --reason R",
        Act::Object => "proposal object ID --harm H --change C",
        Act::Amend => "proposal amend ID --body TEXT",
        Act::Texts => "proposal amendment accept ID",
        Act::Withdraw => "proposal withdraw ID",
        Act::Delegate => "proposal delegate ID WHO",
        Act::OpenVote => "proposal open ID --closes TIME",
        Act::TakeBack => "proposal delegate ID --revoke",
        Act::Delegations => "proposal list --delegated",
        Act::EndVote => "proposal close ID",
        Act::Assessments => "assessment list",
        Act::StartRound => "assessment start --space S --instrument CODE --title T --closes TIME",
        Act::AssessMap => "assessment compare ID",
        Act::Pool => "assessment pool ID",
        Act::AgreeItem => "assessment agree ID --item I --score 3 --why T",
        Act::PrioritizeItem => {
            "assessment priority ID --item I --urgency 1 --importance 2 --feasibility 3"
        }
        Act::ApproveRound => "assessment approve ID",
        Act::ShareRound => "assessment share ID --level areas",
        Act::DraftPlan => "assessment plan ID",
        Act::DraftNetworkPlan => "assessment plan ID --network",
        Act::AddActivity => "plan add ID --objective O --activity A --who W --due DATE",
        Act::GiveUp => "plan cancel ACTIVITY",
        Act::Needs => "plan needs",
        Act::TellProgress => "plan progress ID --percent 50",
        Act::Timeline => "plan show ID",
        Act::SignPlan => "plan sign ID",
        Act::Remind => "thread new --space S --title T --body TEXT",
        Act::Subregion => "plan list --subregion S",
        Act::Meetings => "meeting list",
        Act::NewMeeting => "meeting new --space S --title T --starts TIME --type ordinary",
        Act::ChangeMeeting => "meeting change ID --starts TIME",
        Act::CancelMeeting => "meeting cancel ID",
        Act::AddPoint => "meeting item add ID --title T",
        Act::Attend => "meeting attend ID",
        Act::Agree => "meeting agree ID --text T --who W --due DATE",
        Act::CloseMinutes => "meeting close ID",
        Act::AnswerCall => "meeting rsvp ID yes",
        Act::ApproveMinutes => "meeting approve ID",
        Act::Dates => "calendar",
        Act::Tasks => "task list",
        Act::TurnTask => "task done ID",
        Act::NoteTask => "task note ID --body TEXT",
        Act::ChargeTask => "plan change ACTIVITY --who W --due DATE",
        Act::Files => "attachment list ID",
        Act::Links => "proposal show ID",
        Act::Export => "proposal export ID --format html",
        Act::SaveFile => "attachment save ID DEST",
        Act::AttachFile => "attach ID FILE",
        _ => return None,
    })
}
