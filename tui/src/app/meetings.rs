//! Meetings and tasks on the screen: what has the focus, what is asked, and what follows.

mod answering;
mod approving;
mod attendance;
mod calling;
mod noting;

use asamblea_node::api::{
    MeetingDetail, MeetingRequest, MeetingRow, Reply, Request, SpaceRow, TaskRequest, TaskRow,
};

use self::answering::{answered, answering};
use self::approving::{approved, approving, closed};
use self::attendance::said_of;
use self::calling::{call, call_fields, called, cancelled, cancelling, changed};
pub(crate) use self::noting::votes;
use self::noting::{agreement_fields, attend, noting, point_fields, point_state, signing};
use super::assigned::{charged, noted};
use super::inside::{Inside, Pane, Section, Waiting, place_in};
use super::question::{Ask, Question};
use super::{App, Purpose, Stage};
use crate::command_table::Act;
use crate::harmless::harmless;
use crate::lang::Texts;
use crate::theme::Role;
use crate::written::{self, Signing};

/// A call goes out about so many days ahead.
const NOTICE_DAYS: i64 = 15;
/// The most tasks on the first screen; the others stand in their meetings.
const TASKS_MAX: usize = 5;
/// The key of the way from an agreement to the page of its task.
const PAGE: &str = "ui-task-page";

/// A row of a meeting that takes the focus.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Matter {
    /// A point of the order of the day.
    Point(usize),
    /// How a member is there.
    Seat(usize),
    /// An agreement.
    Agreement(usize),
    /// The document of the minutes.
    Minutes,
    /// Minutes that are closed.
    Closing(usize),
}

/// What is read, and on the way to what.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Step {
    /// Every meeting.
    List,
    /// One of them.
    Show(String),
    /// What waits for me.
    Tasks,
    /// Every task.
    AllTasks,
    /// A meeting was called.
    Made,
    /// The meeting to write minutes of.
    Freeze { id: String, signing: Box<Signing> },
    /// What was written in their document.
    Written {
        meeting: Box<MeetingDetail>,
        signing: Box<Signing>,
    },
}

/// What an answer about meetings is for.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Asking {
    /// Call a meeting in a space.
    Call { space: String },
    /// Change the call of a meeting.
    Change { meeting: String },
    /// A meeting does not take place.
    Cancel { meeting: String },
    /// Add a point.
    Point { meeting: String },
    /// Note who is there.
    Attend { meeting: String },
    /// Note an agreement.
    Agree { meeting: String },
    /// Close the minutes.
    Close { meeting: String },
    /// Say whether I come.
    Answer { meeting: String },
    /// Approve the minutes of this hash.
    Approve { meeting: String, hash: String },
    /// What becomes of a point.
    ThePoint {
        meeting: String,
        item: String,
        open: bool,
    },
    /// What becomes of a task. It stands in a meeting or in a plan.
    TheTask {
        id: String,
        meeting: String,
        open: bool,
        /// It leads to the task's page, not to what gave it.
        page: bool,
    },
    /// Say something of a task.
    Note { id: String },
    /// Who does an activity, and until when.
    Charge { id: String },
}

impl Asking {
    /// Whether this answer leaves everything as it is.
    pub(crate) const fn declines(&self, choice: usize) -> bool {
        match self {
            Self::Call { .. } | Self::Answer { .. } => choice == 2,
            Self::Attend { .. } => choice == 4,
            Self::Change { .. }
            | Self::Point { .. }
            | Self::Agree { .. }
            | Self::Note { .. }
            | Self::Charge { .. } => choice == 1,
            Self::Cancel { .. }
            | Self::Close { .. }
            | Self::Approve { .. }
            | Self::ThePoint { .. }
            | Self::TheTask { .. } => choice == 0,
        }
    }

    /// The space in which something will be written.
    pub(crate) fn space(&self, inside: &Inside) -> Option<String> {
        if let Self::Note { id } | Self::Charge { id } | Self::TheTask { id, .. } = self {
            let mut tasks = inside.assigned.rows.iter().chain(&inside.known.duties);
            if let Some(row) = tasks.find(|row| row.id == *id) {
                return Some(row.space.clone());
            }
        }
        let (Self::Change { meeting }
        | Self::Cancel { meeting }
        | Self::Point { meeting }
        | Self::Attend { meeting }
        | Self::Agree { meeting }
        | Self::Close { meeting }
        | Self::Answer { meeting }
        | Self::Approve { meeting, .. }
        | Self::ThePoint { meeting, .. }
        | Self::TheTask { meeting, .. }) = self
        else {
            let Self::Call { space } = self else {
                return None;
            };
            return Some(space.clone());
        };
        let rows = &inside.known.meetings;
        let row = rows.iter().find(|row| row.id == *meeting)?;
        Some(row.space.clone())
    }
}

impl Step {
    /// What it asks the node.
    pub(crate) fn request(&self) -> Option<Request> {
        Some(match self {
            Self::List => Request::Meeting(MeetingRequest::List { space: None }),
            Self::Show(id) | Self::Freeze { id, .. } => {
                Request::Meeting(MeetingRequest::Show { id: id.clone() })
            }
            Self::Tasks => Request::Task(TaskRequest::List {
                space: None,
                mine: true,
                overdue: false,
            }),
            Self::AllTasks => Request::Task(TaskRequest::List {
                space: None,
                mine: false,
                overdue: false,
            }),
            Self::Written { meeting, .. } => Request::DocShow {
                id: meeting.minutes.clone()?,
                at: None,
            },
            Self::Made => return None,
        })
    }
}

impl Inside {
    /// The focused meeting.
    pub(crate) fn meeting(&self) -> Option<&MeetingRow> {
        self.known.meetings.get(self.meeting_at)
    }

    /// What it holds, once that is known.
    pub(crate) fn meeting_detail(&self) -> Option<&MeetingDetail> {
        self.known.meeting_details.get(&self.meeting()?.id)
    }

    /// Rows of the focused meeting.
    pub(crate) fn matters(&self) -> Vec<Matter> {
        let Some(meeting) = self.meeting_detail() else {
            return Vec::new();
        };
        let points = (0..meeting.items.len()).map(Matter::Point);
        let seats = (0..meeting.seats.len()).map(Matter::Seat);
        let agreements = (0..meeting.agreements.len()).map(Matter::Agreement);
        let mut rows: Vec<Matter> = points.chain(agreements).chain(seats).collect();
        rows.extend(meeting.minutes.as_ref().map(|_| Matter::Minutes));
        rows.extend((0..meeting.closings.len()).map(Matter::Closing));
        rows
    }

    /// The row with the focus.
    pub(crate) fn matter(&self) -> Option<Matter> {
        self.matters().get(self.matter_at).copied()
    }

    /// The number of the focused point, where a point has the focus.
    fn focused_point(&self) -> String {
        let Some(Matter::Point(at)) = self.matter() else {
            return String::new();
        };
        let points = self.meeting_detail().map(|meeting| &meeting.items);
        let point = points.and_then(|points| points.get(at));
        let standing = point.filter(|point| point.order > 0);
        standing.map_or_else(String::new, |point| point.order.to_string())
    }

    /// How many open tasks of mine the first screen leaves out.
    pub(crate) fn duties_more(&self) -> usize {
        let open = self.known.duties.iter();
        let open = open.filter(|task| task.state == "open").count();
        open.saturating_sub(TASKS_MAX)
    }

    /// Tasks of mine that are open, overdue ones first, then by their day.
    pub(crate) fn duties(&self) -> Vec<Waiting> {
        let tasks = &self.known.duties;
        let mut open: Vec<usize> = (0..tasks.len())
            .filter(|&at| tasks[at].state == "open")
            .collect();
        open.sort_by_key(|&at| {
            let task = &tasks[at];
            (!task.overdue, task.due.is_none(), task.due.clone())
        });
        open.into_iter()
            .take(TASKS_MAX)
            .map(Waiting::Duty)
            .collect()
    }

    /// The space that a meeting is called in: that of the focused one, else the one in the tree.
    fn meeting_space(&self) -> Option<&SpaceRow> {
        let of = self.meeting().and_then(|row| self.space_by_id(&row.space));
        of.or_else(|| self.space())
    }

    /// A meeting can be called.
    pub(crate) fn why_not_call(&self) -> Option<&'static str> {
        match self.meeting_space() {
            None => Some("ui-why-no-space"),
            Some(space) if !space.takes_words() => Some("ui-why-read-only"),
            Some(_) => None,
        }
    }

    /// The focused meeting takes something.
    pub(crate) fn why_not_meet(&self) -> Option<&'static str> {
        match self.meeting() {
            None => Some("ui-why-no-meeting"),
            Some(row) if row.state == "closed" => Some("ui-why-meeting-closed"),
            Some(row) if row.state == "cancelled" => Some("ui-why-meeting-cancelled"),
            Some(_) => self.why_not_call(),
        }
    }
}

impl App {
    /// Goes to a meeting.
    pub(super) fn open_meeting(&mut self, id: &str) {
        let Some(inside) = self.inside() else {
            return;
        };
        if let Some(at) = inside.known.meetings.iter().position(|row| row.id == id) {
            inside.meeting_at = at;
            inside.matter_at = 0;
        }
        self.go_section(Section::Meetings);
    }

    /// Goes on from the question about a task: to its page, or to what gave it, which is a plan,
    /// else a meeting.
    fn leave_task(&mut self, asking: &Asking) {
        let Asking::TheTask {
            id, meeting, page, ..
        } = asking
        else {
            return;
        };
        if *page {
            self.open_task(id);
            return;
        }
        let id = meeting.as_str();
        let plan = self
            .inside()
            .is_some_and(|inside| inside.assessing.plans.iter().any(|row| row.id == id));
        if plan {
            self.open_round_or_plan(id);
        } else {
            self.open_meeting(id);
        }
    }

    /// Reads the focused meeting.
    pub(super) fn read_meeting(&mut self) {
        let id = self
            .inside()
            .and_then(|inside| inside.meeting().map(|row| row.id.clone()));
        if let Some(id) = id {
            self.read(Purpose::Meeting(Step::Show(id)));
        }
    }

    /// Opens what has the focus in the meetings.
    pub(super) fn open_matter(&mut self) {
        let Stage::Inside(inside) = &mut self.stage else {
            return;
        };
        if inside.pane == Pane::First {
            inside.pane = Pane::Detail;
            return;
        }
        let (Some(matter), Some(meeting)) = (inside.matter(), inside.meeting_detail()) else {
            return;
        };
        let texts = &self.texts;
        let question = match matter {
            Matter::Point(at) => meeting.items.get(at).map(|point| {
                let open = point.order > 0 && point.state == "open";
                let yes = if open {
                    "ui-point-done"
                } else {
                    "ui-point-open"
                };
                Question::choose(
                    harmless(&point.title),
                    Vec::new(),
                    vec![
                        texts.get("ui-back"),
                        texts.get(yes),
                        texts.get("ui-point-withdraw"),
                    ],
                    Ask::Meeting(Asking::ThePoint {
                        meeting: meeting.id.clone(),
                        item: point.id.clone(),
                        open,
                    }),
                )
            }),
            Matter::Seat(at) => meeting
                .seats
                .get(at)
                .map(|seat| said_of(texts, meeting, &seat.id, &seat.name)),
            Matter::Agreement(at) => meeting.agreements.get(at).map(|row| {
                let words = vec![harmless(&row.text), written::how(texts, row).join(" · ")];
                let title = texts.with("minutes-agreement", &[("number", &row.number)]);
                let open = row.state != "done";
                let task = row.who.is_some() || row.due.is_some();
                let title = (title, if task { PAGE } else { "ui-task-meeting" });
                the_task(texts, title, words, &row.id, &meeting.id, open)
            }),
            Matter::Minutes => None,
            Matter::Closing(at) => closed(texts, meeting, at),
        };
        let document = meeting.minutes.clone();
        match question {
            Some(question) => self.ask(question),
            None => {
                if let Some(id) = document {
                    self.open_document(id);
                }
            }
        }
    }

    /// The question of an act in the meetings.
    pub(super) fn meeting_question(&self, inside: &Inside, act: Act) -> Option<Question> {
        let texts = &self.texts;
        match act {
            Act::NewMeeting => {
                let space = inside.meeting_space()?;
                let zone = self.clock.zone.iana_name().unwrap_or("UTC");
                let date = self.clock.day_in(NOTICE_DAYS).to_string();
                Some(call(texts, space, zone, &date))
            }
            Act::ChangeMeeting => Some(called(texts, inside.meeting_detail()?)),
            Act::CancelMeeting => Some(cancelling(texts, inside.meeting()?)),
            Act::AnswerCall => Some(answering(texts, inside.meeting_detail()?)),
            Act::ApproveMinutes => approving(texts, inside.meeting_detail()?),
            _ => {
                let meeting = inside.meeting()?.id.clone();
                noting(texts, meeting, &inside.focused_point(), act)
            }
        }
    }

    /// Does what was answered.
    pub(super) fn answer_meeting(
        &mut self,
        asking: &Asking,
        choice: usize,
        values: &[String],
    ) -> Result<(), &'static str> {
        let (purpose, request) = match asking {
            Asking::Call { space } => {
                let call = call_fields(values, choice)?;
                let title = call.title.clone().unwrap_or_default();
                let request = MeetingRequest::New {
                    space: space.clone(),
                    minutes: self.texts.with("minutes-title", &[("title", &title)]),
                    call,
                };
                (Purpose::Meeting(Step::Made), Request::Meeting(request))
            }
            Asking::Change { meeting } => changed(meeting, values)?,
            Asking::Cancel { meeting } => cancelled(meeting),
            Asking::Answer { meeting } => answered(meeting, choice, values)?,
            Asking::Approve { meeting, hash } => approved(meeting, hash),
            Asking::Close { meeting } => {
                let step = Step::Freeze {
                    id: meeting.clone(),
                    signing: Box::new(signing(values)?),
                };
                self.read(Purpose::Meeting(step));
                return Ok(());
            }
            Asking::Note { id } => noted(id, values)?,
            Asking::Charge { id } => charged(id, values)?,
            Asking::TheTask { .. } if choice == 2 => {
                self.leave_task(asking);
                return Ok(());
            }
            Asking::TheTask { id, open, .. } => {
                let request = TaskRequest::Done {
                    id: id.clone(),
                    done: *open,
                };
                (Purpose::Done("ui-done-task"), Request::Task(request))
            }
            Asking::ThePoint {
                meeting,
                item,
                open,
            } => (
                Purpose::Done("ui-done-point"),
                Request::Meeting(point_state(meeting, item, *open, choice)),
            ),
            Asking::Point { meeting } => {
                let request = MeetingRequest::PointAdd {
                    id: meeting.clone(),
                    point: point_fields(values)?,
                };
                (Purpose::Done("ui-done-point"), Request::Meeting(request))
            }
            Asking::Attend { meeting } => (
                Purpose::Done("ui-done-attend"),
                Request::Meeting(attend(meeting, choice, values)?),
            ),
            Asking::Agree { meeting } => {
                let year = u32::try_from(self.clock.now().year()).unwrap_or(0);
                let request = MeetingRequest::Agree {
                    id: meeting.clone(),
                    agreement: agreement_fields(values, year)?,
                };
                (
                    Purpose::Done("ui-done-agreement"),
                    Request::Meeting(request),
                )
            }
        };
        self.call(purpose, request);
        Ok(())
    }

    /// An answer to a step.
    pub(super) fn meeting_answered(&mut self, step: Step, reply: Reply) {
        let Some(inside) = self.inside() else {
            return;
        };
        match (step, reply) {
            (Step::List, Reply::Meetings(rows)) => {
                let focused = inside.meeting().map(|row| row.id.clone());
                inside.known.meetings = rows;
                let ids = inside.known.meetings.iter().map(|row| &row.id);
                let at = place_in(ids, &mut inside.made, focused.as_ref());
                inside.meeting_at = at.unwrap_or(0);
                if inside.section == Section::Meetings {
                    self.read_meeting();
                }
            }
            (Step::Show(_), Reply::Meeting(detail)) => {
                if let Some(row) = inside
                    .known
                    .meetings
                    .iter_mut()
                    .find(|row| row.id == detail.id)
                {
                    row.unread = false;
                }
                let details = &mut inside.known.meeting_details;
                details.insert(detail.id.clone(), *detail);
                let matters = inside.matters().len();
                inside.matter_at = inside.matter_at.min(matters.saturating_sub(1));
            }
            (Step::Tasks, Reply::Tasks(rows)) => inside.known.duties = rows,
            (Step::AllTasks, Reply::Tasks(rows)) => self.tasks_came(rows),
            (Step::Made, Reply::Created(made)) => {
                inside.made = Some(made.id.clone());
                self.read(Purpose::Meeting(Step::List));
                self.read(Purpose::Meeting(Step::Show(made.id)));
                let words = self.texts.get("ui-done-call");
                self.say(&words, Role::Done);
            }
            (Step::Freeze { signing, .. }, Reply::Meeting(meeting)) => {
                if meeting.minutes.is_some() {
                    self.read(Purpose::Meeting(Step::Written { meeting, signing }));
                } else {
                    self.freeze(&meeting, "", &signing);
                }
            }
            (Step::Written { meeting, signing }, Reply::Doc(doc)) => {
                self.freeze(&meeting, &doc.text, &signing);
            }
            _ => {}
        }
    }

    /// Writes the minutes out and closes with them.
    fn freeze(&mut self, meeting: &MeetingDetail, live: &str, signing: &Signing) {
        let now = self.clock.wall.to_string();
        let text = written::minutes(&self.texts, meeting, live, &now, signing);
        let request = MeetingRequest::Close {
            id: meeting.id.clone(),
            text,
            basis: meeting.basis.clone(),
        };
        let purpose = Purpose::Done("ui-done-meeting-closed");
        self.call(purpose, Request::Meeting(request));
    }

    /// Looks anew at what somebody may have changed.
    pub(super) fn read_meetings(&mut self) {
        self.read(Purpose::Meeting(Step::List));
        self.read(Purpose::Meeting(Step::Tasks));
        self.read_tasks();
    }

    /// True while a question about meetings stands in front.
    #[cfg(test)]
    pub(super) fn asks_about_meetings(&self) -> bool {
        let Stage::Inside(inside) = &self.stage else {
            return false;
        };
        matches!(
            &inside.over,
            Some(super::inside::Over::Question(Question {
                ask: Ask::Meeting(_),
                ..
            }))
        )
    }
}

/// Who has to do it and until when.
pub(crate) fn duty_words(texts: &Texts, task: &TaskRow) -> String {
    let mut parts = vec![harmless(&task.title)];
    if let Some(percent) = task.percent {
        parts.push(format!("{percent} %"));
    }
    if let Some(due) = &task.due {
        parts.push(texts.with("meeting-due", &[("due", due)]));
    }
    if task.overdue {
        parts.push(texts.get("meeting-task-overdue"));
    }
    parts.join(" · ")
}

pub(super) fn the_task(
    texts: &Texts,
    (title, origin): (String, &str),
    words: Vec<String>,
    id: &str,
    meeting: &str,
    open: bool,
) -> Question {
    let yes = if open { "ui-task-done" } else { "ui-task-open" };
    Question::choose(
        title,
        words,
        vec![texts.get("ui-back"), texts.get(yes), texts.get(origin)],
        Ask::Meeting(Asking::TheTask {
            id: id.to_owned(),
            meeting: meeting.to_owned(),
            open,
            page: origin == PAGE,
        }),
    )
}
