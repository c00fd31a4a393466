//! Tasks of mine on the first page, overdue ones first.

use asamblea_node::api::{Reply, Request, TaskRequest, TaskRow};

use super::Reader;
use super::page::Numbered;
use crate::app::meetings::duty_words;
use crate::cli::failure::Failure;
use crate::harmless::harmless;
use crate::lang::Texts;
use crate::view::reading::author;

impl Reader<'_> {
    /// What waits for me; true where something does.
    pub(super) async fn duties(&mut self) -> Result<bool, Failure> {
        let list = TaskRequest::List {
            space: None,
            mine: true,
            overdue: false,
        };
        let Reply::Tasks(rows) = self.call(Request::Task(list)).await? else {
            return Ok(false);
        };
        let mut open: Vec<_> = rows.into_iter().filter(|row| row.state == "open").collect();
        open.sort_by_key(|row| (!row.overdue, row.due.is_none(), row.due.clone()));
        if !open.is_empty() {
            self.text("ui-home-duties")?;
        }
        let any = !open.is_empty();
        for row in open {
            let texts = &self.session.texts;
            let number = row.number.clone().unwrap_or_default();
            let parts = [number, harmless(&row.text), duty_words(texts, &row)];
            let words = whole(texts, &row);
            self.item(Numbered::Task { id: row.id, words }, &parts)?;
        }
        Ok(any)
    }
}

/// A task with what it comes from and what was said of it, and how one goes on.
fn whole(texts: &Texts, row: &TaskRow) -> String {
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
