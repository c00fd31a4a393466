//! `passphrase change`: from here on the profile opens under another passphrase.

use std::path::PathBuf;

use asamblea_node::api::{ApiError, ErrorKind, Reply, Request};
use asamblea_node::client;

use super::Purpose;
use crate::cli::failure::Failure;
use crate::cli::session::{Session, path_variable};

/// Verbs of `passphrase`.
#[derive(Debug, clap::Subcommand)]
pub(in crate::cli) enum Verb {
    #[command(alias = "cambiar")]
    Change {
        #[arg(long, value_name = "FILE")]
        new_passphrase_file: Option<PathBuf>,
    },
}

/// Does what the verb says. The new one is asked for only where the profile is there.
pub(in crate::cli) async fn run(verb: Verb, session: &mut Session) -> Result<(), Failure> {
    let Verb::Change {
        new_passphrase_file,
    } = verb;
    if !client::profile_exists(&session.profile) {
        return Err(ApiError::about(ErrorKind::NoProfile, session.profile_name()).into());
    }
    let file = new_passphrase_file.or_else(|| path_variable("ASAMBLEA_NEW_PASSPHRASE_FILE"));
    let node = session.holder().await?;
    let old = session.passphrase(Purpose::Former)?;
    let new = super::obtain(file.as_deref(), Purpose::Change, &session.texts)?;
    match node {
        Some(node) => {
            let _done = node.call(Request::PassphraseChange { old, new }).await?;
        }
        None => client::change_passphrase(&session.profile, old, new).await?,
    }
    if session.out.is_json() {
        return session.print(&Reply::Done);
    }
    let done = session.texts.get("passphrase-changed");
    session.out.line(&done)
}
