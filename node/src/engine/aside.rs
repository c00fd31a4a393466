//! What lies aside: content that is kept without being shown as said, and why.

use asamblea_protocol::content::{Body, Content};
use asamblea_protocol::id::{DeviceId, OpId, SpaceId};
use asamblea_protocol::op::{Lane, LogId};
use asamblea_protocol::replica::{Opened, Standing};
use asamblea_protocol::time::WallTime;

use super::Engine;
use super::clock::rfc3339;
use super::serve::selectors::{PREFIX_CHARS_MIN, pick};
use super::views::act_fault;
use crate::api::{ApiError, AsideRow, ErrorKind, Reply};

/// The most bytes of a text that are kept of what lies aside: enough to decide about it, and
/// somebody who was taken out cannot fill the memory of others with it.
const TEXT_BYTES_MAX: usize = 2048;

/// One operation that lies aside.
pub(super) struct Aside {
    author: DeviceId,
    seq: u64,
    kind: &'static str,
    text: String,
    at: Option<WallTime>,
    received_at: WallTime,
    why: &'static str,
}

impl Aside {
    /// Why opened content lies aside; nothing where it is shown.
    pub(super) fn of(opened: &Opened, content: Option<&Content>) -> Option<Self> {
        let why = match (content, opened.standing) {
            (None, _) => "unreadable",
            (_, Standing::Cut) => "cut",
            (_, Standing::NotHers) => "removed",
            // Two changes of a text cannot both follow the same one; all else stands side by side.
            (Some(content), Standing::Forked) if is_change(&content.body) => "fork",
            (_, Standing::Forked | Standing::Shown) => return None,
        };
        let (kind, mut text) = content.map_or(("unknown", String::new()), |c| said(&c.body));
        text.truncate(text.floor_char_boundary(TEXT_BYTES_MAX));
        Some(Self {
            author: opened.op.log.author,
            seq: opened.op.seq,
            kind,
            text,
            at: content.map(|content| content.at),
            received_at: opened.received_at,
            why,
        })
    }
}

const fn is_change(body: &Body) -> bool {
    matches!(body, Body::DocUpdate(_))
}

/// A content's kind, and what of it can be read.
fn said(body: &Body) -> (&'static str, String) {
    match body {
        Body::Name(name) => ("name", name.name.clone()),
        Body::Alias(alias) => ("name", alias.name.clone()),
        Body::InvitationName(_) => ("invitation", String::new()),
        Body::Addresses(all) => ("addresses", all.addresses.join(" ")),
        Body::ThreadNew(new) => ("thread", format!("{}\n{}", new.title, new.body)),
        Body::Post(post) => ("post", post.body.clone()),
        Body::PostImported(post) => ("post", post.body.clone()),
        Body::PostEdit(edit) => ("edit", edit.body.clone()),
        Body::PostRetract(_) => ("retract", String::new()),
        Body::ThreadClose(_) => ("close", String::new()),
        Body::DocNew(new) => ("doc", new.title.clone()),
        Body::DocUpdate(_) => ("doc_edit", String::new()),
        Body::DocComment(comment) => ("comment", comment.body.clone()),
        Body::CommentRetract(_) => ("retract", String::new()),
        Body::AgendaNew(new) => ("agenda", new.title.clone()),
        Body::AgendaItem(_) => ("item", String::new()),
        Body::AgendaPublish(_) => ("edition", String::new()),
        Body::Held(_) => ("receipt", String::new()),
        Body::RecoveryShare(_) => ("recovery", String::new()),
        Body::ProposalNew(new) => ("proposal", format!("{}\n{}", new.title, new.text)),
        Body::Ballot(ballot) => ("ballot", ballot.reason.clone().unwrap_or_default()),
        Body::Delegation(_) => ("delegation", String::new()),
        Body::Amendment(amendment) => ("amendment", amendment.text.clone()),
        Body::AmendmentAnswer(_) => ("amendment_answer", String::new()),
        Body::ProposalClose(_) => ("proposal_close", String::new()),
        Body::ProposalOpen(_) => ("proposal_open", String::new()),
        Body::ProposalWithdraw(_) => ("proposal_withdraw", String::new()),
        Body::RoundNew(new) => ("round", new.title.clone()),
        Body::Score(_) | Body::Pool(_) => ("score", String::new()),
        Body::Agree(agree) => ("agreed", format!("{} {}", agree.item, agree.why)),
        Body::Priority(priority) => ("priority", priority.item.clone()),
        Body::Approve(_) => ("approval", String::new()),
        Body::Share(_) | Body::RoundStage(_) => ("shared", String::new()),
        Body::PlanNew(new) => ("plan", new.title.clone()),
        Body::PlanActivity(change) => ("activity", change.activity.objective.clone()),
        Body::PlanProgress(told) => ("progress", told.note.clone().unwrap_or_default()),
        Body::PlanVersion(version) => ("plan_version", version.title.clone()),
        Body::PlanSign(_) => ("signature", String::new()),
        Body::MeetingNew(new) => ("meeting", new.call.title.clone()),
        Body::MeetingChange(change) => ("meeting", change.call.title.clone()),
        Body::MeetingItem(item) => ("point", item.point.title.clone()),
        Body::Attendance(_) => ("attendance", String::new()),
        Body::MeetingMinutes(_) => ("minutes", String::new()),
        Body::Agreement(agreed) => ("agreement", agreed.text.clone()),
        Body::MeetingClose(close) => ("closing", close.text.clone()),
        Body::MeetingAnswer(said) => ("answer_to_call", said.note.clone().unwrap_or_default()),
        Body::MeetingApprove(_) => ("minutes_approval", String::new()),
        Body::TaskDone(_) => ("task", String::new()),
        Body::TaskNote(note) => ("task", note.text.clone()),
        Body::AttachmentPart(_) => ("attachment_part", String::new()),
        Body::Attachment(file) => ("attachment", file.name.clone()),
        Body::Unknown { .. } => ("unknown", String::new()),
    }
}

impl Engine {
    /// What lies aside in the spaces that this device reads, and what is shown of two stories of a
    /// device, the newest first.
    pub(super) fn aside(&self, space: Option<&str>) -> Vec<AsideRow> {
        let mut rows: Vec<AsideRow> = Vec::new();
        for at in self.replica.graph().spaces() {
            let (hex, name) = (at.to_hex(), self.any_space_name(at));
            let meant = space.is_none_or(|text| {
                name.eq_ignore_ascii_case(text)
                    || (text.len() >= PREFIX_CHARS_MIN && hex.starts_with(text))
            });
            if !meant {
                continue;
            }
            rows.extend(self.told_twice(at, &name));
            let aside = self.views.aside.get(&at).into_iter().flatten();
            rows.extend(aside.map(|(op, aside)| AsideRow {
                id: op.to_hex(),
                space: hex.clone(),
                space_name: name.clone(),
                author: self.author(aside.author, at),
                device: aside.author.to_hex(),
                story: self.story(at, aside.author, aside.seq, *op),
                kind: aside.kind.to_owned(),
                text: aside.text.clone(),
                at: aside.at.map(rfc3339),
                received_at: rfc3339(aside.received_at),
                why: aside.why.to_owned(),
                waiting: self.views.shown.waiting_for(at, op) as u64,
            }));
        }
        rows.sort_by(|a, b| b.received_at.cmp(&a.received_at).then(a.id.cmp(&b.id)));
        rows
    }

    /// Whether something of a device lies aside in a space.
    pub(super) fn sets_aside(&self, space: SpaceId, author: DeviceId) -> bool {
        let aside = self.views.aside.get(&space).into_iter().flatten();
        aside.map(|(_, aside)| aside.author).any(|by| by == author)
    }

    /// Posts that are shown though their device told two stories.
    fn told_twice(&self, space: SpaceId, name: &str) -> Vec<AsideRow> {
        let threads = self.views.shown.threads(space).into_iter();
        let posts = threads
            .flat_map(|threads| threads.iter())
            .flat_map(|thread| thread.posts());
        posts
            .filter(|post| post.forked)
            .map(|post| AsideRow {
                id: post.id.to_hex(),
                space: space.to_hex(),
                space_name: name.to_owned(),
                author: self.author(post.author(), space),
                device: post.author().to_hex(),
                story: self.story(space, post.author(), post.seq, post.id),
                kind: "post".to_owned(),
                text: post.body.to_string(),
                at: Some(rfc3339(post.at)),
                received_at: rfc3339(post.received_at),
                why: "story".to_owned(),
                waiting: 0,
            })
            .collect()
    }

    /// The story that an operation belongs to: its device's operation at the place where it forked.
    fn story(&self, space: SpaceId, author: DeviceId, seq: u64, op: OpId) -> Option<String> {
        let log = LogId {
            space,
            author,
            lane: Lane::Content,
        };
        let graph = self.replica.graph();
        let point = graph.fork_point(&log).filter(|point| seq >= *point)?;
        let branch = graph.branch_of(&log, seq, op)?;
        graph.id_on(&branch, point).map(|op| op.to_hex())
    }

    /// Whether what this device changes in a text is shown: from a fork of its log on, nobody
    /// would see it, and neither would its owner. Nor while it cannot read what it wrote before and
    /// forgot: a change beside that counts as forged.
    pub(super) fn tells_one_story(&self, space: SpaceId) -> Result<(), ApiError> {
        let log = LogId {
            space,
            author: self.replica.device(),
            lane: Lane::Content,
        };
        if self.replica.graph().is_forked(&log) {
            return Err(ErrorKind::Forked.into());
        }
        let mut unread = self.replica.unopened_of(space);
        if unread.any(|op| op.header.log == log) {
            return Err(ErrorKind::NoKeyYet.into());
        }
        Ok(())
    }

    /// Shows what lies aside.
    pub(super) fn adopt(&mut self, id: &str) -> Result<Reply, ApiError> {
        self.mend()?;
        let (space, op) = self.find_aside(id)?;
        let now = self.wall();
        let made = self
            .replica
            .adopt(space, vec![op], now)
            .map_err(act_fault)?;
        self.flush()?;
        Ok(self.membership(&made, "active"))
    }

    fn find_aside(&self, id: &str) -> Result<(SpaceId, OpId), ApiError> {
        let rows = self.aside(None).into_iter();
        let all = rows.filter_map(|row| {
            let op = SpaceId::from_hex(&row.space).zip(OpId::from_hex(&row.id))?;
            Some((op, row.id, None))
        });
        pick(id, all)
    }

    /// An operation by its id, to name the branch of a forked log that stays.
    pub(super) fn named_op(&self, device: DeviceId, id: &str) -> Result<OpId, ApiError> {
        let graph = self.replica.graph();
        let logs = graph.forked().filter(|log| log.author == device);
        let ops = logs.flat_map(|log| {
            graph.branches_of(&log).flat_map(move |branch| {
                let places = graph.start_of(&branch)..graph.branch_len(&branch);
                places.filter_map(move |seq| graph.id_on(&branch, seq))
            })
        });
        pick(id, ops.map(|op| (op, op.to_hex(), None)))
    }
}
