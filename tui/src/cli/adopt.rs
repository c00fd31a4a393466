//! `adopt`: what lies aside, and showing it.

use asamblea_node::api::{AsideRow, Request};

use super::failure::Failure;
use super::session::Session;
use super::words::{self, Words, short};

/// Options of `adopt`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    op: Option<String>,
    #[arg(long, conflicts_with = "op")]
    space: Option<String>,
}

/// Shows an operation that lies aside; lists what does where none is named.
pub(super) async fn run(args: Args, session: &mut Session) -> Result<(), Failure> {
    let Args { op, space } = args;
    let request = match op {
        Some(id) => Request::Adopt { id },
        None => Request::AsideList { space },
    };
    session.show(request).await
}

/// Who wrote what where, and why it lies aside; then what can be read of it.
pub(super) fn words(rows: &[AsideRow], words: &mut Words<'_>) -> Result<(), Failure> {
    if rows.is_empty() {
        return words.sentence("aside-none");
    }
    for row in rows {
        let at = row.at.as_deref().unwrap_or(&row.received_at);
        let parts = [
            short(&row.id).to_owned(),
            words::author(&row.author),
            words.time(at),
            words.code("aside-kind", &row.kind),
            row.space_name.clone(),
            words.code("aside-why", &row.why),
            row.story
                .as_deref()
                .map(|story| format!("{} {}", words.get("aside-story"), short(story)))
                .unwrap_or_default(),
        ];
        words.row(&parts)?;
        if !row.text.is_empty() {
            words.block(&row.text)?;
        }
        if row.waiting > 0 {
            let waiting = words.count("aside-waiting", row.waiting);
            words.block(&waiting)?;
        }
        words.gap()?;
    }
    words.sentence("aside-adopt")
}
