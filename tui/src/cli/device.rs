//! `device`: my own devices, and those of newcomers.

use asamblea_node::api::{ReadersCount, Request};

use super::failure::Failure;
use super::session::Session;
use super::words::Words;

/// Verbs of `device`.
#[derive(Debug, clap::Subcommand)]
pub(super) enum Verb {
    #[command(alias = "lista")]
    List,
    #[command(alias = "anular")]
    Revoke {
        id: String,
        #[arg(long)]
        urgent: bool,
        #[arg(long)]
        keep: Option<String>,
    },
    #[command(alias = "verificar")]
    Verify {
        id: String,
        #[arg(long)]
        words: String,
    },
}

/// Does what the verb says.
pub(super) async fn run(verb: Verb, session: &mut Session) -> Result<(), Failure> {
    session
        .show(match verb {
            Verb::List => Request::DeviceList,
            Verb::Revoke { id, urgent, keep } => Request::DeviceRevoke { id, urgent, keep },
            Verb::Verify { id, words } => Request::DeviceVerify { id, words },
        })
        .await
}

/// Who reads what is written somewhere.
pub(super) fn words_of_readers(
    readers: &ReadersCount,
    words: &mut Words<'_>,
) -> Result<(), Failure> {
    let parts = [
        readers.name.clone(),
        words.count("space-people", readers.people),
        words.count("space-orgs", readers.orgs),
    ];
    words.row(&parts)
}
