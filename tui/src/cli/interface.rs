//! No command: the full-screen interface.

use std::io::IsTerminal;

use asamblea_node::api::{ApiError, ErrorKind};
use asamblea_node::client::{Client, Discovery, NetworkOptions, is_travelling};

use super::failure::Failure;
use super::session::Session;
use crate::app::{self, Outcome, Start};
use crate::practice;

/// Opens the interface; from its first screen a person may go to the practice network.
pub(super) async fn run(session: &mut Session) -> Result<(), Failure> {
    if !is_possible(session) {
        return Err(Failure::said(ErrorKind::Usage, "error-no-terminal"));
    }
    if is_travelling(&session.profile) {
        return Err(ApiError::new(ErrorKind::Travelling).into());
    }
    loop {
        let start = Start {
            profile: session.profile.clone(),
            client: Client::attach(&session.profile).await?,
            network: NetworkOptions {
                discovery: Discovery::Marked,
                ..NetworkOptions::default()
            },
            demo: None,
            practises: practice::folder(&session.profile) == session.profile,
        };
        match app::run(start, session.texts_again()).await? {
            Outcome::Quit => return Ok(()),
            Outcome::Practice => session.profile = practice::folder(&session.profile),
        }
    }
}

/// True where a person sits at both ends.
pub(super) fn is_possible(session: &Session) -> bool {
    !session.out.is_json() && std::io::stdin().is_terminal() && std::io::stdout().is_terminal()
}
