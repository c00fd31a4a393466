//! Tasks: one list over whatever gives somebody something to do, and the words about them.

use asamblea_protocol::content::{ActivityId, Party, TaskDone, TaskNote};
use asamblea_protocol::id::{OpId, SpaceId};
use asamblea_protocol::view;
use data_encoding::HEXLOWER;

use super::super::Engine;
use super::super::clock::rfc3339;
use super::super::local::Setting;
use super::meetings::day;
use super::selectors::pick;
use crate::api::{ApiError, ErrorKind, Reply, Saved, TaskNoteRow, TaskRequest, TaskRow};

/// What a task is found as.
#[derive(Clone, Copy, PartialEq)]
enum Task {
    /// An agreement, and the space that it stands in.
    Agreement(SpaceId, OpId),
    /// An activity, and whose plan it stands in.
    Activity(SpaceId, ActivityId),
}

/// Which tasks are asked for.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Which<'a> {
    /// Those of one space.
    pub(super) space: Option<SpaceId>,
    /// Mine, or my organization's.
    pub(super) mine: bool,
    /// Late ones.
    pub(super) overdue: bool,
    /// Due from one day to another, both included, as `2027-04-15`.
    pub(super) days: Option<(&'a str, &'a str)>,
}

impl Which<'_> {
    /// Whether a task is one of them, wherever it stands.
    fn takes(&self, mine: bool, overdue: bool, due: Option<&str>) -> bool {
        let within = |(from, until)| due.is_some_and(|due| from <= due && due <= until);
        (mine || !self.mine) && (overdue || !self.overdue) && self.days.is_none_or(within)
    }
}

/// A word about a revoked agreement changes nothing.
const REVOKED: &str = "meeting-revoked";

impl Engine {
    pub(super) fn request_task(&mut self, request: TaskRequest) -> Result<Reply, ApiError> {
        match request {
            TaskRequest::List {
                space,
                mine,
                overdue,
            } => {
                let only = space.map(|space| self.find_space(&space)).transpose()?;
                let which = Which {
                    space: only,
                    mine,
                    overdue,
                    days: None,
                };
                Ok(Reply::Tasks(self.tasks(which)))
            }
            TaskRequest::Done { id, done } => self.task_done(&id, done),
            TaskRequest::Note { id, text } => self.task_note(&id, text),
        }
    }

    /// The tasks that are asked for, the newest first. Each source adds its rows here.
    pub(super) fn tasks(&self, which: Which<'_>) -> Vec<TaskRow> {
        let mut rows = Vec::new();
        for space in self.views.shown.spaces() {
            if which.space.is_none_or(|only| only == space) {
                self.agreement_tasks(space, which, &mut rows);
            }
        }
        self.activity_tasks(which.space, &mut rows);
        rows.retain(|row| which.takes(row.mine, row.overdue, row.due.as_deref()));
        rows.sort_by(|a, b| b.at.cmp(&a.at).then_with(|| a.id.cmp(&b.id)));
        rows
    }

    /// Agreements that somebody has to do, or that have a day.
    fn agreement_tasks(&self, space: SpaceId, which: Which<'_>, rows: &mut Vec<TaskRow>) {
        let meetings = self.views.shown.meetings(space);
        for meeting in meetings.into_iter().flat_map(view::Meetings::iter) {
            for row in meeting.agreements() {
                let agreed = &row.agreed;
                if agreed.who.is_none() && agreed.due.is_none() {
                    continue;
                }
                let mine = agreed.who.as_ref().is_some_and(|who| self.is_me(who));
                let state = self.agreement_state(space, row);
                let due = agreed.due.map(day);
                // A row costs many times what it costs to leave it out.
                if !which.takes(mine, state == "overdue", due.as_deref()) {
                    continue;
                }
                let mut task = TaskRow {
                    id: row.id.to_hex(),
                    source: "agreement".to_owned(),
                    number: meetings.map(|all| all.label(row)),
                    text: agreed.text.clone(),
                    who: agreed.who.as_ref().map(|who| self.party_row(who, space)),
                    due,
                    state: if state == "overdue" { "open" } else { state }.to_owned(),
                    overdue: state == "overdue",
                    mine,
                    space: space.to_hex(),
                    inside: meeting.id.to_hex(),
                    title: meeting.call().title.clone(),
                    at: rfc3339(row.at),
                    ..TaskRow::default()
                };
                self.add_words(space, &row.id, &mut task);
                rows.push(task);
            }
        }
    }

    /// What was said of a task.
    fn add_words(&self, space: SpaceId, id: &OpId, task: &mut TaskRow) {
        let Some(tasks) = self.views.shown.tasks(space) else {
            return;
        };
        let word = tasks.word(id);
        task.by = word.map(|word| self.author(word.author, space));
        let note = |note: &view::Note| TaskNoteRow {
            author: self.author(note.author, space),
            text: note.text.clone(),
            at: rfc3339(note.at),
        };
        task.notes = tasks.notes(id).map(note).collect();
    }

    /// Whether somebody is I or my organization.
    pub(super) fn is_me(&self, who: &Party) -> bool {
        let own = self.setting(Setting::PersonName);
        let me = match who {
            Party::Id(id) => Some(*id) == self.my_person(),
            Party::Text(text) => own.is_some_and(|name| is_named(text, name)),
        };
        me || self.is_my_org(who)
    }

    /// Whether somebody is my organization.
    pub(super) fn is_my_org(&self, who: &Party) -> bool {
        match who {
            Party::Id(id) => Some(*id) == self.my_org(),
            Party::Text(text) => {
                let name = self.my_org().and_then(|org| self.space_name(org));
                name.is_some_and(|name| is_named(text, &name))
            }
        }
    }

    /// A task by its id, or by its number where it has one.
    fn find_task(&self, text: &str) -> Result<Task, ApiError> {
        let agreements = self.views.shown.spaces().flat_map(|space| {
            let rows = self.named_agreements(space);
            rows.map(move |(id, number)| (Task::Agreement(space, id), id.to_hex(), Some(number)))
        });
        let plans = self.plans_in(|_| true);
        let activities = plans.iter().flat_map(|plan| {
            let all = plan.version.activities.iter();
            all.map(|one| {
                (
                    Task::Activity(plan.org, one.id),
                    HEXLOWER.encode(&one.id),
                    None,
                )
            })
        });
        pick(text, agreements.chain(activities))
    }

    /// An activity that my organization may tell of, or the office of the network's plan.
    fn own_activity(&mut self, org: SpaceId) -> Result<(), ApiError> {
        let mine = match self.is_networks(org) {
            true => self.holds_office(),
            false => Some(org) == self.my_org(),
        };
        mine.then_some(())
            .ok_or_else(|| ErrorKind::NotPermitted.into())
    }

    fn task_done(&mut self, id: &str, done: bool) -> Result<Reply, ApiError> {
        let (space, task) = match self.find_task(id)? {
            Task::Agreement(space, task) => (space, task),
            Task::Activity(org, activity) => {
                self.own_activity(org)?;
                return self.activity_done(activity, done);
            }
        };
        let revoked = self
            .views
            .shown
            .meetings(space)
            .is_some_and(|all| all.revoked_by(&task).is_some());
        if revoked {
            return Err(ApiError::about(ErrorKind::NoEffect, REVOKED));
        }
        self.write_one(space, TaskDone { task, done }.into())?;
        Ok(Reply::Saved(Saved::of(task.to_hex())))
    }

    fn task_note(&mut self, id: &str, text: String) -> Result<Reply, ApiError> {
        if text.trim().is_empty() {
            return Err(ApiError::about(ErrorKind::Usage, "text"));
        }
        let (space, task) = match self.find_task(id)? {
            Task::Agreement(space, task) => (space, task),
            Task::Activity(org, activity) => {
                self.own_activity(org)?;
                return self.activity_note(activity, text);
            }
        };
        self.write_one(space, TaskNote { task, text }.into())?;
        Ok(Reply::Saved(Saved::of(task.to_hex())))
    }
}

fn is_named(text: &str, name: &str) -> bool {
    text.trim().to_lowercase() == name.to_lowercase()
}
