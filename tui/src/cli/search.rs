//! `search`: everything that this device can read.

use asamblea_node::api::{FoundRow, Request};

use super::failure::Failure;
use super::session::Session;
use super::words::{Words, short};

/// Options of `search`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(required = true, num_args = 1.., value_name = "TEXT")]
    text: Vec<String>,
    #[arg(long)]
    space: Option<String>,
}

/// Searches.
pub(super) async fn run(args: Args, session: &mut Session) -> Result<(), Failure> {
    let text = args.text.join(" ");
    let space = args.space;
    session.show(Request::Search { text, space }).await
}

/// One line each: what it is, where, and the piece of text.
pub(super) fn words(rows: &[FoundRow], words: &mut Words<'_>) -> Result<(), Failure> {
    if rows.is_empty() {
        return words.sentence("search-none");
    }
    for row in rows {
        let same = row.excerpt == row.title;
        let parts = [
            short(&row.inside).to_owned(),
            words.code("search-kind", &row.kind),
            words.time(&row.at),
            row.title.clone(),
            if same {
                String::new()
            } else {
                row.excerpt.clone()
            },
        ];
        words.row(&parts)?;
    }
    Ok(())
}
