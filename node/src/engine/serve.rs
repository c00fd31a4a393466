//! Requests: one handler a verb, in files by noun.

mod agendas;
mod assessments;
mod attachments;
mod bundles;
mod chain;
mod comments;
mod coordination;
mod dates;
mod departing;
mod docs;
mod founding;
mod invitations;
mod meetings;
mod members;
mod networks;
mod ousted;
mod pending;
mod plans;
mod proposals;
mod readers;
mod recovery;
mod search;
pub(super) mod selectors;
mod spaces;
pub(super) mod standing;
mod status;
mod tasks;
mod threads;

pub(super) use coordination::Waiting;
pub(super) use networks::Surroundings;
pub(super) use recovery::code_fault;

use asamblea_protocol::id::OpId;

use super::Engine;
use super::local::LocalRecord;
use crate::api::{AlertRow, ApiError, ErrorKind, Reply, Request};

/// Drafts are for a person's own text: one operation's worth.
const DRAFT_BYTES_MAX: usize = 1024 * 1024;

/// What a machine can be asked that holds no key of any content: how it is, whom it serves, what
/// it stores.
const fn is_for_carriers(request: &Request) -> bool {
    matches!(
        request,
        Request::Status
            | Request::WhoList
            | Request::DeviceList
            | Request::JoinState
            | Request::SpaceList
            | Request::NetworkList
            | Request::NetworkTrust
            | Request::NetworkForget { .. }
            | Request::BundleExport { .. }
            | Request::BundleImport { .. }
            | Request::AlertList
            | Request::AlertDone { .. }
            | Request::Doctor { .. }
            | Request::Whole
            | Request::Practice
    )
}

impl Engine {
    /// Does what is asked. Whatever it calls saved is durable when it returns.
    ///
    /// # Errors
    ///
    /// [`ApiError`] says why it was not done.
    pub fn request(&mut self, request: Request) -> Result<Reply, ApiError> {
        if self.is_locked()
            && !matches!(
                request,
                Request::Status | Request::Doctor { .. } | Request::Whole | Request::Practice
            )
        {
            return Err(ErrorKind::Locked.into());
        }
        if self.is_carrier() && !is_for_carriers(&request) {
            return Err(ErrorKind::Carrier.into());
        }
        self.check_request(&request)?;
        // What is read must be what is saved; an act that finds the disk still failing says so.
        let _later = self.mend();
        let _later = self.mend_index();
        // Whoever asks hears of what has just come in, too.
        let _later = self.watch_members();
        match request {
            Request::Status => Ok(Reply::Status(Box::new(self.status()))),
            Request::TravelPrepare { anyway } => {
                Ok(Reply::Travelling(self.prepare_travel(anyway)?))
            }
            Request::WhoList => Ok(Reply::Who(self.who())),
            Request::Invite { whom, expires_s } => self.invite(whom, expires_s),
            Request::InviteList => Ok(Reply::Invitations(self.invitations())),
            Request::InviteRevoke { id } => self.revoke_invitation(&id),
            Request::MemberRemove { who, urgent } => self.remove_member(&who, urgent),
            Request::OrgRemove { who, urgent } => self.remove_org(&who, urgent),
            Request::DeviceList => Ok(Reply::Who(self.own_devices())),
            Request::DeviceRevoke { id, urgent, keep } => {
                self.revoke_device(&id, urgent, keep.as_deref())
            }
            Request::DeviceVerify { id, words } => self.verify_device(&id, &words),
            Request::Coordinate { whom, act, urgent } => self.coordinate(&whom, &act, urgent),
            Request::Second { id } => self.second(&id),
            Request::PendingList => Ok(self.pending()),
            Request::AsideList { space } => Ok(Reply::Aside(self.aside(space.as_deref()))),
            Request::Adopt { id } => self.adopt(&id),
            Request::OfficeGive { org } => self.give_office(&org),
            Request::Refound { space, admins } => self.refound(&space, &admins),
            Request::JoinState => self.join_state(),
            Request::NetworkList => Ok(self.networks()),
            Request::NetworkTrust => self.trust_networks(),
            Request::NetworkForget { id } => self.forget_networks(id.as_deref()),
            other => self.request_work(other),
        }
    }

    fn request_work(&mut self, request: Request) -> Result<Reply, ApiError> {
        match request {
            Request::SpaceNew {
                name,
                kind,
                with,
                history,
                retain,
            } => self.new_space(&name, &kind, &with, (history.as_deref(), retain)),
            Request::SpaceList => Ok(Reply::Spaces(self.spaces())),
            Request::SpaceShow { id } => self.show_space(&id),
            Request::SpaceAdd { space, who, role } => self.add_to_space(&space, &who, &role),
            Request::SpaceRemove { space, who } => self.remove_from_space(&space, &who),
            Request::SpaceLeave { space } => self.leave_space(&space),
            Request::Readers { space } => self.readers(&space),
            Request::SpaceReaders { space } => self.space_readers(&space),
            Request::ThreadNew { space, title, body } => self.new_thread(&space, title, body),
            Request::ThreadList { space } => self.threads(space.as_deref()),
            Request::ThreadShow { id } => self.show_thread(&id),
            Request::ThreadReply { id, to, body } => self.reply(&id, to.as_deref(), body),
            Request::ThreadImport {
                space,
                title,
                posts,
            } => self.import_thread(&space, title, posts),
            Request::ThreadRead { id } => self.read_thread(&id),
            Request::ThreadEdit { post, body } => self.edit_post(&post, body),
            Request::ThreadRetract { post } => self.retract_post(&post),
            Request::ThreadClose { id } => self.close_thread(&id),
            Request::DocNew { space, title, text } => self.new_doc(&space, title, &text),
            Request::DocList { space } => self.docs(space.as_deref()),
            Request::DocShow { id, at } => self.show_doc(&id, at.as_deref()),
            Request::DocRecord { id } => {
                let (space, id) = self.find_doc(&id)?;
                Ok(Reply::Doc(self.doc_detail(space, id, None)?))
            }
            Request::DocEdit { id, text, base } => self.edit_doc(&id, &text, base.as_deref()),
            Request::DocHistory { id } => self.doc_history(&id),
            Request::DocRestore { id, version } => self.restore_doc(&id, &version),
            Request::DocComment { id, on, body } => self.comment_doc(&id, &on, body),
            Request::CommentRetract { id } => self.retract_comment(&id),
            Request::DocComments { id } => self.comments(&id),
            Request::DocExchange {
                id,
                open,
                splices,
                cursor,
            } => self.exchange(&id, open, &splices, cursor),
            Request::DocClose { id } => self.close_doc(&id),
            other => self.request_rest(other),
        }
    }

    fn request_rest(&mut self, request: Request) -> Result<Reply, ApiError> {
        match request {
            Request::AgendaNew { space, title } => self.new_agenda(&space, title),
            Request::AgendaAdd { id, item } => self.add_item(&id, item),
            Request::AgendaChange { id, item, fields } => self.change_item(&id, &item, fields),
            Request::AgendaCancel { id, item } => self.cancel_item(&id, &item),
            Request::AgendaPublish { id } => self.publish(&id),
            Request::AgendaList { space } => self.agendas(space.as_deref()),
            Request::AgendaShow { id, edition } => self.show_agenda(&id, edition),
            Request::AgendaReceipt { id } => self.receipt(&id),
            Request::AgendaRead { id } => self.read_agenda(&id),
            Request::Proposal(request) => self.proposal_request(request),
            Request::Assessment(about) => self.assessment(about),
            Request::Plan(about) => self.plan(about),
            Request::Meeting(request) => self.request_meeting(request),
            Request::Task(request) => self.request_task(request),
            Request::Attachment(request) => self.request_attachment(request),
            Request::Dates { from, until } => self.dates(&from, &until),
            Request::Chain { id } => self.chain(&id),
            Request::Search { text, space } => self.search(&text, space.as_deref()),
            Request::BundleExport {
                path,
                spaces,
                since,
            } => self.export_bundle(&path, &spaces, since.as_deref()),
            Request::BundleImport { path } => self.import_bundle(&path),
            Request::RecoverySetup { with, need } => self.set_up_recovery(&with, need),
            Request::RecoveryHelp {
                code,
                whose,
                words,
                answer,
            } => self.help_recovery(&code, whose.as_deref(), words.as_deref(), answer),
            Request::RecoveryRefuse { id } => self.refuse_recovery(id.as_deref()),
            Request::AlertList => Ok(Reply::Alerts(self.alert_rows())),
            Request::AlertDone { id } => {
                if !self.local.alerts.contains_key(&id) {
                    return Err(ApiError::about(ErrorKind::NotFound, id));
                }
                self.remember(vec![LocalRecord::AlertDone(id)])?;
                Ok(Reply::Done)
            }
            Request::Doctor { deep } => Ok(Reply::Checks(self.doctor(deep))),
            Request::Whole => Ok(Reply::Whole(!self.is_damaged())),
            Request::Practice => Ok(Reply::Practice(self.is_practice())),
            Request::DraftGet { key } => Ok(Reply::Draft(self.local.drafts.get(&key).cloned())),
            Request::DraftSet { key, text } => {
                if text.len() > DRAFT_BYTES_MAX {
                    return Err(ErrorKind::TooLong.into());
                }
                if self.local.drafts.get(&key).map_or("", String::as_str) != text {
                    self.keep_draft(key, text)?;
                }
                Ok(Reply::Done)
            }
            _ => Err(ErrorKind::Internal.into()),
        }
    }

    /// Alerts, newest first.
    pub(super) fn alert_rows(&mut self) -> Vec<AlertRow> {
        let mut rows: Vec<AlertRow> = self.local.alerts.values().cloned().collect();
        rows.sort_by(|a, b| b.at.cmp(&a.at));
        // Who agreed since it was raised is told, too, and whom a second word throws out by now.
        let open = |row: &AlertRow| {
            row.op
                .as_deref()
                .filter(|_| !row.done)
                .and_then(OpId::from_hex)
        };
        if rows.iter().any(|row| open(row).is_some()) {
            let waiting = self.waiting();
            for row in &mut rows {
                let op = open(row);
                if let Some(one) = waiting.iter().find(|one| Some(one.op) == op) {
                    self.tell_what_waits(one, row);
                }
            }
        }
        rows
    }
}
