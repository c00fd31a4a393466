//! `task`: what somebody has to do, from meetings and plans, in one list.

use asamblea_node::api::{Request, TaskRequest, TaskRow};

use super::failure::Failure;
use super::input;
use super::session::Session;
use super::words::{self, Words, short};

/// Verbs of `task`.
#[derive(Debug, clap::Subcommand)]
pub(super) enum Verb {
    #[command(alias = "lista")]
    List {
        #[arg(long)]
        space: Option<String>,
        #[arg(long)]
        mine: bool,
        #[arg(long)]
        overdue: bool,
    },
    #[command(alias = "hecha")]
    Done {
        id: String,
        #[arg(long)]
        undo: bool,
    },
    #[command(alias = "nota")]
    Note {
        id: String,
        #[arg(long)]
        body: Option<String>,
    },
}

/// Does what the verb says.
pub(super) async fn run(verb: Verb, session: &mut Session) -> Result<(), Failure> {
    let request = match verb {
        Verb::List {
            space,
            mine,
            overdue,
        } => TaskRequest::List {
            space,
            mine,
            overdue,
        },
        Verb::Done { id, undo } => TaskRequest::Done { id, done: !undo },
        Verb::Note { id, body } => TaskRequest::Note {
            id,
            text: input::body(body, &session.texts)?,
        },
    };
    session.show(Request::Task(request)).await
}

/// One line each, with what was said of it.
pub(super) fn words_of_list(rows: &[TaskRow], words: &mut Words<'_>) -> Result<(), Failure> {
    if rows.is_empty() {
        return words.sentence("task-none");
    }
    for row in rows {
        let state = if row.overdue { "overdue" } else { &row.state };
        let parts = [
            short(&row.id).to_owned(),
            row.number.clone().unwrap_or_default(),
            words.code("meeting-task", state),
            row.percent
                .map_or_else(String::new, |percent| format!("{percent} %")),
            row.text.clone(),
            row.who
                .as_ref()
                .map(|who| who.name.clone())
                .unwrap_or_default(),
            words.mark(row.mine, "task-mine"),
            row.due.clone().unwrap_or_default(),
            row.title.clone(),
            row.org.clone().unwrap_or_default(),
        ];
        words.row(&parts)?;
        for note in &row.notes {
            let author = words::author(&note.author);
            let at = words.time(&note.at);
            words.block(&format!("{at} {author}: {}", note.text))?;
        }
    }
    Ok(())
}
