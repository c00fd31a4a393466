//! `network`: the local networks that this machine is in, and which of them are one's own.

use asamblea_node::api::{NetworkRow, Request};

use super::failure::Failure;
use super::session::Session;
use super::words::{Words, short};

/// Verbs of `network`.
#[derive(Debug, clap::Subcommand)]
pub(super) enum Verb {
    #[command(alias = "lista")]
    List,
    #[command(alias = "confiar")]
    Trust,
    #[command(alias = "olvidar")]
    Forget { id: Option<String> },
}

/// Does what the verb says.
pub(super) async fn run(verb: Verb, session: &mut Session) -> Result<(), Failure> {
    let request = match verb {
        Verb::List => Request::NetworkList,
        Verb::Trust => Request::NetworkTrust,
        Verb::Forget { id } => Request::NetworkForget { id },
    };
    session.show(request).await
}

/// One line each, and what a mark means.
pub(super) fn words(rows: &[NetworkRow], words: &mut Words<'_>) -> Result<(), Failure> {
    if rows.is_empty() {
        words.sentence("network-none")?;
    }
    for row in rows {
        let unknown = row.id.is_none();
        let parts = [
            row.id.as_deref().map(short).unwrap_or_default().to_owned(),
            row.label.clone(),
            words.mark(row.here, "network-here"),
            words.mark(row.trusted, "network-trusted"),
            words.mark(!row.trusted && !unknown, "network-untrusted"),
            words.mark(unknown, "network-unknown"),
            words.mark(row.searching, "network-searching"),
        ];
        words.row(&parts)?;
    }
    words.sentence("network-why")
}
