//! `panic`: destroys what opens the profile, at once and for good.

use std::io::{self, IsTerminal};
use std::time::Instant;

use asamblea_node::api::{ApiError, ErrorKind};
use asamblea_node::client;
use serde::Serialize;

use super::failure::Failure;
use super::meant;
use super::output::say;
use super::session::Session;
use super::when;

/// Options of `panic`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(long)]
    yes: bool,
}

/// What was done.
#[derive(Serialize)]
struct Destroyed {
    destroyed: bool,
    milliseconds: u64,
}

/// Warns, asks for a typed word, destroys. It asks for no passphrase and waits for no node.
pub(super) async fn run(args: Args, session: &mut Session) -> Result<(), Failure> {
    if !client::profile_exists(&session.profile) && !client::is_travelling(&session.profile) {
        return Err(ApiError::about(ErrorKind::NoProfile, session.profile_name()).into());
    }
    if !args.yes {
        is_meant(session)?;
    }
    let began = Instant::now();
    // A socket that answers wrongly or is somebody else's must not be in the way.
    let node = session.holder().await.unwrap_or_default();
    client::destroy_profile(&session.profile, node).await?;
    let milliseconds = when::millis(began.elapsed());
    if session.out.is_json() {
        return session.out.object(&Destroyed {
            destroyed: true,
            milliseconds,
        });
    }
    let done = session.texts.get("panic-done");
    session.out.line(&done)
}

fn is_meant(session: &Session) -> Result<(), Failure> {
    if !io::stdin().is_terminal() {
        return Err(Failure::said(ErrorKind::Usage, "error-panic-yes"));
    }
    say(&session.texts.get("panic-warning"));
    meant::by_word("panic-word", "panic-ask", "error-panic-word", session)
}
