//! Tasks in the plain-text mode: all of them, overdue ones first, and one with what was said of it.

use asamblea_node::api::{Reply, Request, TaskRequest, TaskRow};

use super::Reader;
use super::page::Numbered;
use crate::app::meetings::duty_words;
use crate::cli::failure::Failure;
use crate::harmless::harmless;
use crate::lang::Texts;
use crate::view::reading::author;

impl Reader<'_> {
    async fn tasks_known(&mut self) -> Result<Vec<TaskRow>, Failure> {
        let list = TaskRequest::List {
            space: None,
            mine: false,
            overdue: false,
        };
        match self.call(Request::Task(list)).await? {
            Reply::Tasks(rows) => Ok(rows),
            _ => Ok(Vec::new()),
        }
    }

    /// Tasks that are open, mine first.
    pub(super) async fn tasks(&mut self) -> Result<(), Failure> {
        let mut open = self.tasks_known().await?;
        open.retain(|row| row.state == "open");
        if open.is_empty() {
            return self.text("task-none");
        }
        open.sort_by_key(|row| (!row.mine, !row.overdue, row.due.is_none(), row.due.clone()));
        self.text("ui-tasks")?;
        for row in open {
            let texts = &self.session.texts;
            let number = row.number.clone().unwrap_or_default();
            let who = row.who.as_ref().map(|who| harmless(&who.name));
            let parts = [
                number,
                harmless(&row.text),
                who.unwrap_or_default(),
                duty_words(texts, &row),
            ];
            let words = whole(texts, &row);
            self.item(Numbered::Task { id: row.id, words }, &parts)?;
        }
        Ok(())
    }

    /// One of them, whatever became of it.
    pub(super) async fn one_task(&mut self, id: &str) -> Result<(), Failure> {
        let all = self.tasks_known().await?.into_iter();
        for row in all.filter(|row| row.id == id) {
            let texts = &self.session.texts;
            let parts = [harmless(&row.text), duty_words(texts, &row)];
            let words = whole(texts, &row);
            let id = row.id.clone();
            self.item(
                Numbered::Task {
                    id,
                    words: words.clone(),
                },
                &parts,
            )?;
            self.line(&words)?;
        }
        self.feet(id).await
    }
}

/// A task with what it comes from and what was said of it, and how one goes on.
pub(super) fn whole(texts: &Texts, row: &TaskRow) -> String {
    let mut lines = vec![harmless(&row.text), harmless(&row.title)];
    for note in &row.notes {
        lines.push(format!(
            "{}: {}",
            author(&note.author),
            harmless(&note.text)
        ));
    }
    lines.push(texts.get("text-task-how"));
    lines.join("\n")
}
