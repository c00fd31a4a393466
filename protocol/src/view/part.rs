//! Which part of a space's view a content belongs to.

use crate::content::Body;

/// Parts of a space's view.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Part {
    Names,
    Threads,
    Docs,
    Agendas,
    Proposals,
    Rounds,
    Plans,
    Meetings,
    Tasks,
    Attachments,
    Shares,
    /// What only a newer version shows.
    Newer,
}

impl Part {
    pub(super) const fn of(body: &Body) -> Self {
        match body {
            Body::Name(_) | Body::Alias(_) | Body::InvitationName(_) | Body::Addresses(_) => {
                Self::Names
            }
            Body::ThreadNew(_)
            | Body::Post(_)
            | Body::PostImported(_)
            | Body::PostEdit(_)
            | Body::PostRetract(_)
            | Body::ThreadClose(_) => Self::Threads,
            Body::DocNew(_)
            | Body::DocUpdate(_)
            | Body::DocComment(_)
            | Body::CommentRetract(_) => Self::Docs,
            Body::AgendaNew(_) | Body::AgendaItem(_) | Body::AgendaPublish(_) | Body::Held(_) => {
                Self::Agendas
            }
            Body::ProposalNew(_)
            | Body::Ballot(_)
            | Body::Delegation(_)
            | Body::Amendment(_)
            | Body::AmendmentAnswer(_)
            | Body::ProposalClose(_)
            | Body::ProposalOpen(_)
            | Body::ProposalWithdraw(_) => Self::Proposals,
            Body::RoundNew(_)
            | Body::Score(_)
            | Body::Pool(_)
            | Body::Agree(_)
            | Body::Priority(_)
            | Body::Approve(_)
            | Body::Share(_)
            | Body::RoundStage(_) => Self::Rounds,
            Body::PlanNew(_)
            | Body::PlanActivity(_)
            | Body::PlanProgress(_)
            | Body::PlanVersion(_)
            | Body::PlanSign(_) => Self::Plans,
            Body::MeetingNew(_)
            | Body::MeetingChange(_)
            | Body::MeetingItem(_)
            | Body::Attendance(_)
            | Body::MeetingMinutes(_)
            | Body::Agreement(_)
            | Body::MeetingClose(_)
            | Body::MeetingApprove(_)
            | Body::MeetingAnswer(_) => Self::Meetings,
            Body::TaskDone(_) | Body::TaskNote(_) => Self::Tasks,
            Body::AttachmentPart(_) | Body::Attachment(_) => Self::Attachments,
            Body::RecoveryShare(_) => Self::Shares,
            Body::Unknown { .. } => Self::Newer,
        }
    }

    /// Whether it is built of all its changes, so that it cannot stand where some are forgotten.
    pub(super) const fn needs_all(self) -> bool {
        !matches!(
            self,
            Self::Names | Self::Threads | Self::Attachments | Self::Shares | Self::Newer
        )
    }
}
