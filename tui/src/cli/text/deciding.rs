//! Proposals in the plain-text mode: a numbered list, and one as the command line shows it. Votes
//! are cast with the command, where a number stands for the proposal.

use asamblea_node::api::{ProposalRequest, Reply, Request};

use super::Reader;
use super::page::{Numbered, Place};
use crate::cli::failure::Failure;
use crate::harmless::harmless;
use crate::view::deciding;

impl Reader<'_> {
    /// Proposals, those that wait for a vote with what they wait for.
    pub(super) async fn proposals(&mut self) -> Result<(), Failure> {
        let list = ProposalRequest::List { space: None };
        let Reply::Proposals(rows) = self.call(Request::Proposal(list)).await? else {
            return Ok(());
        };
        if rows.is_empty() {
            return self.text("proposal-none");
        }
        self.text("ui-proposals")?;
        for row in rows {
            let texts = &self.session.texts;
            let parts = [
                harmless(&row.title),
                deciding::state(texts, &row.state),
                deciding::mine(texts, &row),
            ];
            self.item(Numbered::To(Place::Proposal(row.id)), &parts)?;
        }
        self.text("text-proposals-how")
    }

    /// One of them.
    pub(super) async fn one_proposal(&mut self, id: &str) -> Result<(), Failure> {
        let show = ProposalRequest::Show { id: id.to_owned() };
        self.print(Request::Proposal(show)).await?;
        self.feet(id).await
    }
}
