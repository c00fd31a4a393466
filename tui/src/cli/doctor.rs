//! `doctor`: what is well with this profile, and how to mend the rest.

use asamblea_node::api::{CheckRow, Request};

use super::failure::Failure;
use super::session::Session;
use super::words::Words;
use crate::harmless::harmless;

/// Options of `doctor`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(long)]
    deep: bool,
}

/// Checks the profile.
pub(super) async fn run(args: Args, session: &mut Session) -> Result<(), Failure> {
    session.show(Request::Doctor { deep: args.deep }).await
}

/// One line each; where something is wrong, also what to do, and what was found for whoever helps.
pub(super) fn words(rows: &[CheckRow], words: &mut Words<'_>) -> Result<(), Failure> {
    for row in rows {
        let name = words.code("check", &row.check);
        let state = words.get(match (row.ok, row.mended) {
            (true, false) => "check-ok",
            (true, true) if row.check == "index" => "check-rebuilt",
            (true, true) => "check-mended",
            (false, _) => "check-not-ok",
        });
        words.row(&[name, state])?;
        if !row.ok {
            let mend = words.code("mend", &row.check);
            words.block(&mend)?;
            words.sentence_with("check-found", &[("subject", &harmless(&row.detail))])?;
        }
    }
    Ok(())
}
