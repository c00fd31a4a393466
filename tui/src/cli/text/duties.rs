//! Tasks of mine on the first page, overdue ones first.

use asamblea_node::api::{Reply, Request, TaskRequest};

use super::Reader;
use super::page::Numbered;
use crate::app::meetings::duty_words;
use crate::cli::failure::Failure;
use crate::harmless::harmless;

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
            let number = row.number.clone().unwrap_or_default();
            let words = duty_words(&self.session.texts, &row);
            let parts = [number, harmless(&row.text), words];
            self.item(Numbered::Nothing, &parts)?;
        }
        Ok(any)
    }
}
