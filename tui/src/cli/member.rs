//! `member` and `org`: who leaves.

use asamblea_node::api::{Membership, Request};

use super::failure::Failure;
use super::session::Session;
use super::words::{Words, short};

/// Verbs of `member`.
#[derive(Debug, clap::Subcommand)]
pub(super) enum Verb {
    #[command(alias = "quitar")]
    Remove {
        id: String,
        #[arg(long)]
        urgent: bool,
    },
}

/// Verbs of `org`.
#[derive(Debug, clap::Subcommand)]
pub(super) enum OrgVerb {
    #[command(alias = "quitar")]
    Remove {
        id: String,
        #[arg(long)]
        urgent: bool,
    },
}

/// Does what the verb of `member` says.
pub(super) async fn run(verb: Verb, session: &mut Session) -> Result<(), Failure> {
    let Verb::Remove { id: who, urgent } = verb;
    session.show(Request::MemberRemove { who, urgent }).await
}

/// Does what the verb of `org` says.
pub(super) async fn run_org(verb: OrgVerb, session: &mut Session) -> Result<(), Failure> {
    let OrgVerb::Remove { id: who, urgent } = verb;
    session.show(Request::OrgRemove { who, urgent }).await
}

/// A membership act.
pub(super) fn words(act: &Membership, words: &mut Words<'_>) -> Result<(), Failure> {
    let state = words.code("who-state", &act.state);
    words.field("label-state", &state)?;
    if act.epochs_rotated > 0 {
        let keys = words.count("member-keys-changed", act.epochs_rotated);
        words.row(&[keys])?;
    }
    if act.state == "removed" {
        words.sentence("member-keeps")?;
    }
    words.field("saved", short(&act.id))
}
