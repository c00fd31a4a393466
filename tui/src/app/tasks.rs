//! Acts that help somebody who is new: which of them would help now, and doing them.

use super::composer::Target;
use super::inside::{Inside, Party, Section};
use super::question::{Ask, Question};
use super::{App, Stage};
use crate::command_table::Act;
use crate::harmless::harmless;
use crate::lang::Texts;

/// With fewer coordinators an organization may lose its way back.
pub(crate) const COORDINATORS_WANTED: u64 = 3;
/// The most acts suggested at once: more would be a list of duties.
const TASKS_MAX: usize = 3;

/// An act that would help now.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Task {
    /// Invite further coordinators, until there are three.
    Coordinators,
    /// Compare somebody's words.
    Compare,
    /// Read out one's own words to whoever invited.
    OwnWords,
    /// Invite an organization into a network of one.
    Organization,
    /// Write a first message.
    Greet,
    /// A second device, for the day when this one is gone.
    SecondDevice,
}

impl Task {
    /// Key of its sentence.
    pub(crate) const fn text_key(self) -> &'static str {
        match self {
            Self::Coordinators => "ui-task-coordinators",
            Self::Compare => "ui-task-compare",
            Self::OwnWords => "ui-task-words",
            Self::Organization => "ui-task-organization",
            Self::Greet => "ui-task-greet",
            Self::SecondDevice => "ui-task-device",
        }
    }
}

/// What somebody who has just come in may do first.
pub(crate) const fn first_tasks(joins: bool) -> [Task; 3] {
    if joins {
        [Task::OwnWords, Task::Greet, Task::SecondDevice]
    } else {
        [Task::Coordinators, Task::Organization, Task::Greet]
    }
}

impl Inside {
    /// What would help now, the most pressing first.
    pub(crate) fn tasks(&self) -> Vec<Task> {
        let known = &self.known;
        let Some(status) = &known.status else {
            return Vec::new();
        };
        if known.who.is_empty() || known.spaces.is_empty() {
            return Vec::new();
        }
        let is = |kind: &str, state: &str, me: bool| {
            let same = |row: &asamblea_node::api::WhoRow| {
                row.kind == kind && row.state == state && row.me == me
            };
            known.who.iter().filter(|row| same(row)).count()
        };
        let coordinator = status.role.as_deref() == Some("coordinator");
        let orgs = known.who.iter().filter(|row| row.kind == "org").count();
        let mine = known.who.iter().filter(|row| {
            row.kind == "device" && status.person_id.is_some() && row.person == status.person_id
        });
        let silent = known.threads.is_empty();
        let all = [
            (
                coordinator && status.coordinators < COORDINATORS_WANTED,
                Task::Coordinators,
            ),
            (is("device", "unverified", false) > 0, Task::Compare),
            (is("device", "unverified", true) > 0, Task::OwnWords),
            (status.secretariat && orgs < 2, Task::Organization),
            (silent, Task::Greet),
            (silent && mine.count() < 2, Task::SecondDevice),
        ];
        let wanted = all.into_iter().filter(|(wanted, _)| *wanted);
        wanted.map(|(_, task)| task).take(TASKS_MAX).collect()
    }

    /// The sentence of a task.
    pub(crate) fn task_words(&self, texts: &Texts, task: Task) -> String {
        let status = self.known.status.as_ref();
        let count = status.map_or(0, |status| status.coordinators).to_string();
        texts.with(task.text_key(), &[("count", &count)])
    }
}

impl App {
    /// Does what the first run led to, as soon as what it needs is known.
    pub(super) fn begin_first_task(&mut self) {
        let Some(inside) = self.inside() else {
            return;
        };
        let known = &inside.known;
        let ready = known.status.is_some() && !known.spaces.is_empty() && !known.who.is_empty();
        if ready && let Some(task) = inside.first_task.take() {
            self.do_task(task);
        }
    }

    /// Does what a task is for, or goes to where it is done.
    pub(super) fn do_task(&mut self, task: Task) {
        match task {
            Task::Coordinators => {
                self.go_section(Section::People);
                let role = "coordinator";
                let question = super::asking::invite_member(&self.texts, role);
                self.ask(question);
            }
            Task::Organization => {
                self.go_section(Section::People);
                let question = super::asking::invite_org(&self.texts);
                self.ask(question);
            }
            Task::SecondDevice => {
                self.go_section(Section::People);
                self.make_invitation(asamblea_node::api::InviteFor::Device);
            }
            Task::Compare => {
                self.go_section(Section::People);
                self.focus_unverified();
                self.try_act(Act::Compare);
            }
            Task::OwnWords => self.say_own_words(),
            Task::Greet => self.greet(),
        }
    }

    fn focus_unverified(&mut self) {
        let Stage::Inside(inside) = &mut self.stage else {
            return;
        };
        let known = &inside.known;
        let person = known
            .who
            .iter()
            .find(|row| row.kind == "device" && row.state == "unverified" && !row.me)
            .and_then(|row| row.person.clone());
        let at = inside.parties().iter().position(|party| match party {
            Party::Person(at) => Some(&known.who[*at].id) == person.as_ref(),
            _ => false,
        });
        inside.people_at = at.unwrap_or(inside.people_at);
        inside.device_at = 0;
    }

    fn say_own_words(&mut self) {
        let Stage::Inside(inside) = &self.stage else {
            return;
        };
        let words = inside.known.status.as_ref();
        let words = words.map_or_else(String::new, |status| harmless(&status.safety_words));
        let texts = &self.texts;
        let shown = crate::view::screens::numbered_words(&crate::safety::own(texts, &words));
        let question = Question::choose(
            texts.get("ui-own-words-title"),
            vec![shown, texts.get("ui-own-words")],
            vec![texts.get("ui-back")],
            Ask::Read,
        );
        self.ask(question);
    }

    /// A first message: to the organization where there is somebody in it, else to the network.
    fn greet(&mut self) {
        let Stage::Inside(inside) = &self.stage else {
            return;
        };
        let others = inside.known.who.iter().any(|row| {
            let status = inside.known.status.as_ref();
            let org = status.and_then(|status| status.org_id.as_ref());
            row.kind == "person" && !row.me && row.state == "active" && row.org.as_ref() == org
        });
        let kind = if others { "org" } else { "network" };
        let space = inside.known.spaces.iter().find(|space| space.kind == kind);
        let Some(space) = space.map(|space| space.id.clone()) else {
            self.go_section(Section::Spaces);
            return;
        };
        self.go_section(Section::Spaces);
        self.focus_space(&space);
        self.compose(Target::Thread { space });
    }
}
