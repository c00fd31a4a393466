//! What people see: names, threads, documents, agendas, proposals, assessments, plans, meetings,
//! tasks, computed from admitted content.
//!
//! Pure functions of the set of admitted operations: any causal order of arrival gives the same
//! view and the same [`Views::state_hash`]. Who may write was decided before; here only questions
//! of the kind "may she say this about that" remain, each with the [`Role`] it needs.

mod agendas;
mod attachments;
mod documents;
mod ids;
mod meetings;
mod names;
mod part;
mod plans;
mod proposals;
mod quorum;
mod register;
mod rounds;
mod shares;
mod tasks;
#[cfg(test)]
mod tests;
mod threads;

use std::collections::BTreeMap;

pub use agendas::{Agenda, Agendas, Edition, RefusedEdition, calendar_uid};
pub use attachments::{Attached, Attachments, holder};
pub use documents::{Comment, Doc, DocUpdate, Docs};
pub use meetings::{
    Agreement, Answer, Approval, Approved, Attendance, Meeting, MeetingClosing, Meetings,
};
pub use names::Names;
pub use plans::{Plan, PlanEdition, Plans, Progress, Progresses, Published, Signature};
pub use proposals::{
    AmendmentState, Closing, Forecast, Outcome, Phase, Proposal, Proposals, Says, Tally, UnitRow,
    UnitState, Version, Void, Word, forecast,
};
pub use quorum::{PROXIES_MAX, Seat, Seats};
pub use register::Register;
pub use rounds::{Agreed, Inside, Outside, Round, Rounds, SealedScore, Shared};
pub use shares::{SealedShare, Shares};
pub use tasks::{Note, TaskWord, Tasks};
pub use threads::{Post, Thread, Threads};

use self::ids::Ids;
use self::part::Part;
use crate::content::{Body, Content, TaskDone, TaskNote};
use crate::crypto::{Digest, Domain, Hasher};
use crate::id::{DeviceId, OpId, SpaceId};
use crate::op::Role;
use crate::time::WallTime;

/// Content whose author may write where she wrote it.
#[derive(Clone, Debug)]
pub struct Admitted {
    /// The operation.
    pub id: OpId,
    /// The space.
    pub space: SpaceId,
    /// The device that wrote it.
    pub author: DeviceId,
    /// Its place in its author's log.
    pub seq: u64,
    /// Its longest chain of predecessors: orders what is causally ordered.
    pub depth: u32,
    /// The author's person.
    pub person: Option<SpaceId>,
    /// The author's organization.
    pub org: Option<SpaceId>,
    /// Her role in the space named by the content, else in the space it stands in; looked at only
    /// where [`Body::asks_role`].
    pub role: Role,
    /// Her role in the network, likewise: only its admins publish agendas.
    pub office: Role,
    /// When this device received it.
    pub received_at: WallTime,
    /// Her device told two stories there, and nobody said which one stays.
    pub forked: bool,
    /// What it says.
    pub content: Content,
}

/// What changed by one operation.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Changed {
    /// Names of people, spaces or devices.
    Names,
    /// A thread.
    Thread(OpId),
    /// A document.
    Doc(OpId),
    /// An agenda.
    Agenda(OpId),
    /// A proposal.
    Proposal(OpId),
    /// A round of assessment.
    Round(OpId),
    /// A strengthening plan.
    Plan(OpId),
    /// A meeting.
    Meeting(OpId),
    /// What was said of a task.
    Task(OpId),
    /// Something to which a file was attached.
    Attached(OpId),
    /// Nothing that is shown.
    Nothing,
}

impl Changed {
    fn of(kind: impl FnOnce(OpId) -> Self, object: Option<OpId>) -> Self {
        object.map_or(Self::Nothing, kind)
    }

    /// The thread, document, agenda, proposal, round or plan.
    const fn object(self) -> Option<OpId> {
        match self {
            Self::Thread(id) | Self::Doc(id) | Self::Agenda(id) | Self::Proposal(id) => Some(id),
            Self::Round(id) | Self::Plan(id) | Self::Meeting(id) => Some(id),
            Self::Task(_) | Self::Attached(_) | Self::Names | Self::Nothing => None,
        }
    }
}

/// Views of one space.
#[derive(Debug, Default)]
struct SpaceView {
    names: Names,
    threads: Threads,
    docs: Docs,
    agendas: Agendas,
    proposals: Proposals,
    meetings: Meetings,
    tasks: Tasks,
    attachments: Attachments,
    shares: Shares,
    rounds: Rounds,
    plans: Plans,
    /// What began earlier is not here any more.
    forgets: bool,
    /// Everything admitted, whatever this version shows of it.
    seen: Ids,
    /// What speaks of something that is not here yet, by that.
    early: BTreeMap<OpId, Vec<Admitted>>,
    newer: u64,
}

impl SpaceView {
    /// What a body speaks of and cannot be shown without, while that is not here.
    fn lacks(&self, body: &Body) -> Option<OpId> {
        let is_post = |post| self.threads.thread_of(post).is_some();
        let (named, here) = match body {
            Body::Post(post) => (post.thread, self.threads.get(&post.thread).is_some()),
            Body::PostImported(post) => (post.thread, self.threads.get(&post.thread).is_some()),
            Body::ThreadClose(close) => (close.thread, self.threads.get(&close.thread).is_some()),
            Body::PostEdit(edit) => (edit.post, is_post(&edit.post)),
            Body::PostRetract(retract) => (retract.post, is_post(&retract.post)),
            Body::DocUpdate(update) => (update.doc, self.docs.get(&update.doc).is_some()),
            Body::DocComment(comment) => (comment.doc, self.docs.get(&comment.doc).is_some()),
            Body::CommentRetract(retract) => {
                (retract.comment, self.docs.has_comment(&retract.comment))
            }
            Body::AgendaItem(item) => (item.agenda, self.agendas.get(&item.agenda).is_some()),
            Body::AgendaPublish(publish) => {
                let known = self.agendas.get(&publish.agenda);
                (publish.agenda, known.is_some())
            }
            Body::Held(held) => (held.object, self.agendas.is_edition(&held.object)),
            Body::PlanActivity(change) => (change.plan, self.plans.get(&change.plan).is_some()),
            body => match proposals::named(body) {
                Some(proposal) => (proposal, self.proposals.get(&proposal).is_some()),
                None => return self.meeting_lacks(body),
            },
        };
        (!here).then_some(named)
    }

    /// The same of meetings and tasks. A task is whatever names somebody who has to do it.
    fn meeting_lacks(&self, body: &Body) -> Option<OpId> {
        let named = match body {
            Body::MeetingChange(change) => change.meeting,
            Body::MeetingItem(item) => item.meeting,
            Body::Attendance(said) => said.meeting,
            Body::MeetingMinutes(minutes) => minutes.meeting,
            Body::Agreement(agreed) => agreed.meeting,
            Body::MeetingClose(close) => close.meeting,
            Body::MeetingApprove(said) => said.meeting,
            Body::MeetingAnswer(said) => said.meeting,
            Body::TaskDone(TaskDone { task, .. }) | Body::TaskNote(TaskNote { task, .. }) => {
                let known = self.meetings.meeting_of(task).is_some();
                return (!known).then_some(*task);
            }
            _ => return None,
        };
        self.meetings.get(&named).is_none().then_some(named)
    }
}

/// Views of every space.
#[derive(Debug, Default)]
pub struct Views {
    spaces: BTreeMap<SpaceId, SpaceView>,
    homes: BTreeMap<OpId, SpaceId>,
}

impl Views {
    /// Takes admitted content, its causal predecessors first as far as they opened: what speaks of
    /// something whose key comes later waits for it.
    pub fn take(&mut self, op: Admitted) -> Changed {
        let view = self.spaces.entry(op.space).or_default();
        view.seen.insert(op.id);
        if let Some(named) = view.lacks(&op.content.body).filter(|_| !view.forgets) {
            view.early.entry(named).or_default().push(op);
            return Changed::Nothing;
        }
        let (id, space) = (op.id, op.space);
        let changed = self.show(op);
        let view = self.spaces.get_mut(&space);
        let mut early = view
            .and_then(|view| view.early.remove(&id))
            .unwrap_or_default();
        early.sort_by_key(|op| (op.depth, op.id));
        for op in early {
            // It belongs to the same object.
            self.take(op);
        }
        changed
    }

    fn show(&mut self, op: Admitted) -> Changed {
        let view = self.spaces.entry(op.space).or_default();
        let (id, space, forgets) = (op.id, op.space, view.forgets);
        let part = Part::of(&op.content.body);
        let changed = match part {
            _ if view.forgets && part.needs_all() => Changed::Nothing,
            Part::Names => {
                view.names.take(op);
                Changed::Names
            }
            Part::Threads => Changed::of(Changed::Thread, view.threads.take(op)),
            Part::Docs => Changed::of(Changed::Doc, view.docs.take(op)),
            Part::Agendas => Changed::of(Changed::Agenda, view.agendas.take(op)),
            Part::Proposals => Changed::of(Changed::Proposal, view.proposals.take(op)),
            Part::Rounds => Changed::of(Changed::Round, view.rounds.take(op)),
            Part::Plans => Changed::of(Changed::Plan, view.plans.take(op)),
            Part::Meetings => Changed::of(Changed::Meeting, view.meetings.take(op)),
            Part::Tasks => Changed::of(Changed::Task, view.tasks.take(op)),
            Part::Attachments => Changed::of(Changed::Attached, view.attachments.take(op)),
            Part::Shares => {
                view.shares.take(op);
                Changed::Nothing
            }
            Part::Newer => {
                view.newer = view.newer.saturating_add(1);
                Changed::Nothing
            }
        };
        if let Some(object) = changed.object() {
            if object == id {
                self.homes.insert(id, space);
            } else if forgets {
                self.homes.entry(object).or_insert(space);
            }
        }
        changed
    }

    /// Takes from here on what answers something that is not here, too: in this space what is old
    /// is forgotten.
    pub fn set_forgets(&mut self, space: SpaceId) {
        let view = self.spaces.entry(space).or_default();
        view.forgets = true;
        view.threads.set_forgets();
    }

    /// How much speaks of something that is not shown, and so is not shown either: answers in a
    /// thread whose first post lies aside.
    #[must_use]
    pub fn waiting_for(&self, space: SpaceId, object: &OpId) -> usize {
        let view = self.spaces.get(&space);
        let early = view.and_then(|view| view.early.get(object));
        early.map_or(0, Vec::len)
    }

    /// Forgets what was shown of a space: it is taken again from its operations.
    pub fn clear(&mut self, space: SpaceId) {
        self.spaces.remove(&space);
        self.homes.retain(|_, home| *home != space);
    }

    /// The space that something people made together stands in, by the operation that began it.
    #[must_use]
    pub fn home(&self, object: &OpId) -> Option<SpaceId> {
        self.homes.get(object).copied()
    }

    /// Whether something that people made together stands in a space.
    #[must_use]
    pub fn has_objects(&self, space: SpaceId) -> bool {
        self.homes.values().any(|home| *home == space)
    }

    /// Spaces with content.
    pub fn spaces(&self) -> impl Iterator<Item = SpaceId> + '_ {
        self.spaces.keys().copied()
    }

    /// Names in a space.
    #[must_use]
    pub fn names(&self, space: SpaceId) -> Option<&Names> {
        self.spaces.get(&space).map(|view| &view.names)
    }

    /// Threads of a space.
    #[must_use]
    pub fn threads(&self, space: SpaceId) -> Option<&Threads> {
        self.spaces.get(&space).map(|view| &view.threads)
    }

    /// Documents of a space.
    #[must_use]
    pub fn docs(&self, space: SpaceId) -> Option<&Docs> {
        self.spaces.get(&space).map(|view| &view.docs)
    }

    /// Documents of a space, to edit.
    pub fn docs_mut(&mut self, space: SpaceId) -> Option<&mut Docs> {
        self.spaces.get_mut(&space).map(|view| &mut view.docs)
    }

    /// Agendas of a space.
    #[must_use]
    pub fn agendas(&self, space: SpaceId) -> Option<&Agendas> {
        self.spaces.get(&space).map(|view| &view.agendas)
    }

    /// Proposals of a space.
    #[must_use]
    pub fn proposals(&self, space: SpaceId) -> Option<&Proposals> {
        self.spaces.get(&space).map(|view| &view.proposals)
    }

    /// Rounds of assessment of a space, and what was done with rounds there.
    #[must_use]
    pub fn rounds(&self, space: SpaceId) -> Option<&Rounds> {
        self.spaces.get(&space).map(|view| &view.rounds)
    }

    /// Plans of a space, and what was published of plans there.
    #[must_use]
    pub fn plans(&self, space: SpaceId) -> Option<&Plans> {
        self.spaces.get(&space).map(|view| &view.plans)
    }

    /// Meetings of a space.
    #[must_use]
    pub fn meetings(&self, space: SpaceId) -> Option<&Meetings> {
        self.spaces.get(&space).map(|view| &view.meetings)
    }

    /// What was said of the tasks of a space.
    #[must_use]
    pub fn tasks(&self, space: SpaceId) -> Option<&Tasks> {
        self.spaces.get(&space).map(|view| &view.tasks)
    }

    /// Files attached in a space.
    #[must_use]
    pub fn attachments(&self, space: SpaceId) -> Option<&Attachments> {
        self.spaces.get(&space).map(|view| &view.attachments)
    }

    /// Parts for recovery that were left in a space.
    #[must_use]
    pub fn shares(&self, space: SpaceId) -> Option<&Shares> {
        self.spaces.get(&space).map(|view| &view.shares)
    }

    /// Operations that a newer version wrote.
    #[must_use]
    pub fn newer(&self, space: SpaceId) -> u64 {
        self.spaces.get(&space).map_or(0, |view| view.newer)
    }

    /// BLAKE3 over everything admitted in a space: equal on devices that admitted the same.
    #[must_use]
    pub fn state_hash(&self, space: SpaceId) -> Digest {
        let mut hasher = Hasher::new(Domain::StateHash);
        let seen = self.spaces.get(&space).map(|view| view.seen.ascending());
        for id in seen.into_iter().flatten() {
            hasher.update(id.as_bytes());
        }
        hasher.finish()
    }
}
