//! `panic`: destroys what opens the profile, at once and for good.

use std::io::{self, IsTerminal};
use std::time::Instant;

use asamblea_node::api::{ApiError, ErrorKind};
use asamblea_node::client;
use serde::Serialize;

use super::failure::Failure;
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
    let texts = &session.texts;
    if !io::stdin().is_terminal() {
        return Err(Failure::said(ErrorKind::Usage, "error-panic-yes"));
    }
    let word = texts.get("panic-word");
    say(&texts.get("panic-warning"));
    say(&texts.with("panic-ask", &[("word", &word)]));
    let mut typed = String::new();
    io::stdin()
        .read_line(&mut typed)
        .map_err(|error| Failure::reading(&error, "-"))?;
    if typed.trim().to_lowercase() == word {
        return Ok(());
    }
    Err(Failure::said(ErrorKind::Usage, "error-panic-word"))
}
