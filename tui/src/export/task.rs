//! Tasks as a table: who has to do what, until when, and how far it is.

use asamblea_node::api::TaskRow;

use super::csv;
use crate::lang::Texts;

/// The table of tasks.
pub(crate) fn table(texts: &Texts, rows: &[TaskRow]) -> String {
    let keys = [
        "head-number",
        "head-task",
        "head-who",
        "head-due",
        "head-state",
        "head-percent",
        "head-from",
        "head-note",
    ];
    let mut out = csv::line(keys.map(|key| texts.get(key)));
    for row in rows {
        let state = if row.overdue { "overdue" } else { &row.state };
        let who = row.who.as_ref().map(|who| who.name.clone());
        let percent = row.percent.map(|percent| percent.to_string());
        let notes: Vec<&str> = row.notes.iter().map(|note| note.text.as_str()).collect();
        out.push_str(&csv::line([
            row.number.clone().unwrap_or_default(),
            row.text.clone(),
            who.unwrap_or_default(),
            row.due.clone().unwrap_or_default(),
            texts.get(&format!("meeting-task-{state}")),
            percent.unwrap_or_default(),
            row.title.clone(),
            notes.join("\n"),
        ]));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Language;

    #[test]
    fn a_task_is_a_line_and_an_overdue_one_says_so() {
        let row = TaskRow {
            text: "Taller".to_owned(),
            state: "open".to_owned(),
            overdue: true,
            percent: Some(40),
            title: "Plan".to_owned(),
            ..TaskRow::default()
        };
        let table = table(&Texts::new(Language::English), &[row]);
        let line = table.lines().nth(1).unwrap();
        assert_eq!(
            line,
            "\"\",\"Taller\",\"\",\"\",\"OVERDUE\",\"40\",\"Plan\",\"\""
        );
    }
}
