//! Joining, as the loop sees it: when the network behind it starts anew with another transport key.

use asamblea_protocol::invitation::InvitationCode;

use super::Node;
use crate::api::ApiError;
use crate::engine::{Joining, Step};

impl Node {
    /// Starts with a code: the network is entered as the invitation.
    pub(crate) fn join_with(&mut self, code: InvitationCode) {
        self.joining = Some(Joining::new(code));
    }

    /// Uses the place once the members are here, and speaks as itself once a member holds that.
    pub(super) async fn advance_joining(&mut self) {
        let Some(joining) = &self.joining else { return };
        match self.engine.advance_joining(joining) {
            Step::Wait => {}
            Step::Refused(kind) => {
                self.joining = None;
                let error = if self.engine.is_restored() {
                    ApiError::about(kind, "backup")
                } else if self.engine.is_asking() {
                    ApiError::about(kind, "recovery")
                } else {
                    kind.into()
                };
                for sync in std::mem::take(&mut self.syncing) {
                    let _gone = sync.answer.send(Err(error.clone()));
                }
            }
            Step::Entered => self.become_itself().await,
        }
    }

    /// Shows the device's own transport key from here on.
    pub(super) async fn become_itself(&mut self) {
        if self.joining.take().is_some() {
            self.restart_network().await;
        }
    }

    /// A newcomer whom not enough others know knocks with her invitation once more.
    pub(super) async fn knock(&mut self) {
        let free = self.joining.is_none() && self.syncing.is_empty() && self.links.is_up();
        if free && let Some(joining) = self.engine.knock() {
            self.joining = Some(joining);
            self.restart_network().await;
        }
    }

    /// Forgets the keys; before that it shows its own transport key again, which it could not
    /// derive any more.
    pub(super) async fn lock(&mut self, all: bool) {
        if self.joining.as_ref().is_some_and(Joining::is_again) {
            self.become_itself().await;
        }
        self.engine.lock(all);
        crate::scrub::scrub_workers().await;
    }

    async fn restart_network(&mut self) {
        self.links.pump(&mut self.engine).await;
        self.links.shutdown().await;
        self.engine.forget_links();
        self.dialer.restart();
        self.start_network().await;
    }
}
