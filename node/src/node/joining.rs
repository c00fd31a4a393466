//! Joining, as the loop sees it: when the network behind it starts anew with another transport key.

use std::time::Duration;

use asamblea_protocol::invitation::InvitationCode;

use super::Node;
use crate::api::ApiError;
use crate::engine::{Joining, Step};

/// Connections get so long to close when everything is locked.
const LINKS_WAIT: Duration = Duration::from_millis(500);

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
        if all {
            self.shut().await;
        }
        crate::scrub::scrub_workers().await;
    }

    /// The keys are gone: what is left of the work is put away, the network ends, and what storing
    /// takes goes, too.
    async fn shut(&mut self) {
        // What a disk does not take now is found and said at the next opening.
        let _full = self.engine.finish();
        self.links.pump(&mut self.engine).await;
        let _in_time = tokio::time::timeout(LINKS_WAIT, self.links.shutdown()).await;
        self.engine.forget_links();
        self.dialer.restart();
        self.engine.shut();
    }

    async fn restart_network(&mut self) {
        self.links.pump(&mut self.engine).await;
        self.links.shutdown().await;
        self.engine.forget_links();
        self.dialer.restart();
        self.start_network().await;
    }
}
