//! Tasks on the screen: the list of all that this device reads, one of them with everything that
//! is known of it, and what is done with it.

use asamblea_node::api::{ActivityFields, PlanRequest, Request, TaskRequest, TaskRow};

use super::inside::{Inside, Pane, Section};
use super::meetings::{Asking, Step, the_task};
use super::question::{Ask, Question};
use super::schema::{self, Filled, Kind, Spec, spec};
use super::{App, Purpose, Stage};
use crate::command_table::Act;
use crate::due;
use crate::harmless::harmless;
use crate::lang::Texts;

const CHARGE: &[Spec] = &[
    spec("who", "ui-responsible-field", Kind::Text),
    spec("due", "ui-due-field", Kind::Date),
];
const NOTE: &[Spec] = &[spec("note", "ui-task-note-field", Kind::Text)];

/// The tasks, and which has the focus.
#[derive(Debug, Default)]
pub(crate) struct Assigned {
    /// Mine first, then those of others, then what is over.
    pub(crate) rows: Vec<TaskRow>,
    pub(crate) at: usize,
    /// The line of its page that has the focus.
    pub(crate) line: usize,
    /// It gets the focus once it is there.
    wanted: Option<String>,
}

/// The key of the heading under which a task stands.
pub(crate) fn heading(row: &TaskRow) -> &'static str {
    match (row.state.as_str(), row.mine) {
        ("open", true) => "ui-tasks-mine",
        ("open", false) => "ui-tasks-others",
        _ => "ui-tasks-over",
    }
}

/// Open ones first, mine before those of others, overdue ones before, then by their day.
fn sort(rows: &mut [TaskRow]) {
    rows.sort_by_key(|row| {
        let over = row.state != "open";
        let day = (row.due.is_none(), row.due.clone());
        (over, !over && !row.mine, !row.overdue, day)
    });
}

impl Inside {
    /// The task with the focus.
    pub(crate) fn task(&self) -> Option<&TaskRow> {
        self.assigned.rows.get(self.assigned.at)
    }

    /// Something can be said of the focused task: whoever reads an agreement may, and of a plan
    /// only its own organization.
    pub(crate) fn why_not_task(&self) -> Option<&'static str> {
        let Some(task) = self.task() else {
            return Some("ui-why-no-task");
        };
        if task.state == "revoked" {
            return Some("ui-why-task-revoked");
        }
        if task.source == "plan" {
            return (!self.is_own_plan(task)).then_some("ui-why-task-theirs");
        }
        let space = self.space_by_id(&task.space);
        let writes = space.is_some_and(asamblea_node::api::SpaceRow::takes_words);
        (!writes).then_some("ui-why-read-only")
    }

    /// Who does the focused task, and until when, can be changed. An agreement stands as it was
    /// minuted.
    pub(crate) fn why_not_charge(&self) -> Option<&'static str> {
        if let Some(why) = self.why_not_task() {
            return Some(why);
        }
        let agreed = self.task().is_some_and(|task| task.source != "plan");
        agreed.then_some("ui-why-task-agreed")
    }

    fn is_own_plan(&self, task: &TaskRow) -> bool {
        let mut plans = self.assessing.plans.iter();
        plans.any(|plan| plan.id == task.inside && self.is_my_plan(plan))
    }

    /// The kind of a task in words: the number of its agreement, or an activity of a plan.
    pub(crate) fn task_title(texts: &Texts, task: &TaskRow) -> String {
        if task.source == "plan" {
            return texts.get("ui-task-activity");
        }
        let number = task.number.clone().unwrap_or_default();
        texts.with("minutes-agreement", &[("number", &number)])
    }
}

impl App {
    /// Goes to the page of a task.
    pub(super) fn open_task(&mut self, id: &str) {
        let Some(inside) = self.inside() else {
            return;
        };
        let rows = &mut inside.assigned.rows;
        if !rows.iter().any(|row| row.id == id) {
            // Until all of them have come, mine are known.
            let mine = inside.known.duties.iter();
            rows.extend(mine.filter(|row| row.id == id).cloned());
        }
        inside.assigned.wanted = Some(id.to_owned());
        self.focus_task();
        self.go_section(Section::Tasks);
        if let Some(inside) = self.inside() {
            inside.pane = Pane::Detail;
        }
    }

    fn focus_task(&mut self) {
        let Some(inside) = self.inside() else {
            return;
        };
        let assigned = &mut inside.assigned;
        let wanted = assigned.wanted.as_ref();
        let at = wanted.and_then(|id| assigned.rows.iter().position(|row| row.id == *id));
        if let Some(at) = at {
            assigned.at = at;
            assigned.line = 0;
        }
    }

    /// All tasks have come; the one with the focus keeps it, wherever it stands now.
    pub(super) fn tasks_came(&mut self, mut rows: Vec<TaskRow>) {
        sort(&mut rows);
        let Some(inside) = self.inside() else {
            return;
        };
        let focused = inside.task().map(|row| row.id.clone());
        let assigned = &mut inside.assigned;
        let focused = assigned.wanted.take().or(focused);
        assigned.rows = rows;
        let last = assigned.rows.len().saturating_sub(1);
        let at = focused.and_then(|id| assigned.rows.iter().position(|row| row.id == id));
        assigned.at = at.unwrap_or(assigned.at.min(last));
    }

    /// Moves the focus over the lines of a task's page.
    pub(super) fn step_task(&mut self, by: isize) {
        let Stage::Inside(inside) = &self.stage else {
            return;
        };
        let lines = crate::view::screens::task_lines(self, inside);
        if let Some(inside) = self.inside() {
            inside.assigned.line = super::moves::moved(inside.assigned.line, by, lines);
        }
    }

    /// Reads all tasks while they are on the screen.
    pub(super) fn read_tasks(&mut self) {
        if self
            .inside()
            .is_some_and(|inside| inside.section == Section::Tasks)
        {
            self.read(Purpose::Meeting(Step::AllTasks));
        }
    }

    /// Opens the focused task, or asks what becomes of it.
    pub(super) fn open_assigned(&mut self) {
        let Stage::Inside(inside) = &mut self.stage else {
            return;
        };
        let Some(task) = inside.task().cloned() else {
            return;
        };
        if inside.pane == Pane::First {
            inside.pane = Pane::Detail;
            return;
        }
        let question = self.task_question(&task);
        self.ask(question);
    }

    fn task_question(&self, task: &TaskRow) -> Question {
        let origin = match task.source.as_str() {
            "plan" => "ui-task-plan",
            _ => "ui-task-meeting",
        };
        let texts = &self.texts;
        let title = (Inside::task_title(texts, task), origin);
        let open = task.state != "done";
        the_task(
            texts,
            title,
            vec![harmless(&task.text)],
            &task.id,
            &task.inside,
            open,
        )
    }

    /// The form of an act on the focused task.
    pub(super) fn assigned_question(&self, inside: &Inside, act: Act) -> Option<Question> {
        let texts = &self.texts;
        let task = inside.task()?;
        if act == Act::TurnTask {
            return Some(self.task_question(task));
        }
        let id = task.id.clone();
        let words = vec![harmless(&task.text)];
        let (title, specs, given, asking) = match act {
            Act::NoteTask => ("ui-task-note", NOTE, Vec::new(), Asking::Note { id }),
            Act::ChargeTask => {
                let who = task.who.as_ref().map_or("", |who| who.name.as_str());
                let due = task.due.as_deref().unwrap_or_default();
                let given = vec![("who", who), ("due", due)];
                ("ui-task-charge", CHARGE, given, Asking::Charge { id })
            }
            _ => return None,
        };
        let ask = Ask::Meeting(asking);
        let title = texts.get(title);
        Some(schema::form(
            texts, title, words, specs, &given, "ui-save", ask,
        ))
    }
}

/// What is said of a task, from what was filled in.
pub(super) fn noted(id: &str, values: &[String]) -> Result<(Purpose, Request), &'static str> {
    let filled = Filled::check(NOTE, values)?;
    let note = TaskRequest::Note {
        id: id.to_owned(),
        text: filled.text("note").to_owned(),
    };
    Ok((Purpose::Done("ui-done-task-note"), Request::Task(note)))
}

/// Who does an activity and until when, from what was filled in.
pub(super) fn charged(id: &str, values: &[String]) -> Result<(Purpose, Request), &'static str> {
    let filled = Filled::check(CHARGE, values)?;
    let fields = ActivityFields {
        who: filled.optional("who"),
        due_day: Some(due::day(filled.text("due")).ok_or("ui-fault-date")?),
        ..ActivityFields::default()
    };
    let id = id.to_owned();
    let change = PlanRequest::Change { id, fields };
    Ok((Purpose::Done("ui-done-task"), Request::Plan(change)))
}
