//! Joining: the node speaks with its invitation's key until a member holds its `redeem`.

use asamblea_protocol::crypto::SigningKey;
use asamblea_protocol::id::TransportId;
use asamblea_protocol::invitation::{InvitationCode, InvitationKeys};
use asamblea_protocol::sync::{ByeReason, SyncEnd};
use zeroize::Zeroizing;

use super::Node;
use crate::api::ErrorKind;
use crate::engine::Setting;

/// A device that is not a member yet.
pub(crate) struct Joining {
    code: InvitationCode,
    keys: InvitationKeys,
    failed: Option<ErrorKind>,
}

impl Joining {
    pub(crate) fn new(code: InvitationCode) -> Self {
        let keys = code.keys();
        Self {
            code,
            keys,
            failed: None,
        }
    }

    pub(super) fn tag(&self) -> [u8; 8] {
        self.code.network()
    }

    pub(super) fn addresses(&self) -> Vec<String> {
        self.code
            .addresses()
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    pub(super) fn transport_seed(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(*self.keys.transport().expose())
    }

    pub(super) fn speaker(&self) -> (SigningKey, TransportId) {
        (self.keys.signing().duplicate(), self.keys.transport_id())
    }

    pub(super) fn ended(&mut self, end: SyncEnd) {
        let failed = match end {
            SyncEnd::Told(ByeReason::InvitationUsed) => Some(ErrorKind::InvitationUsed),
            SyncEnd::Told(ByeReason::InvitationEnded) => Some(ErrorKind::InvitationEnded),
            _ => None,
        };
        if failed.is_some() {
            self.failed = failed;
        }
    }
}

impl Node {
    /// Starts with a code: the network is entered as the invitation.
    pub(crate) fn join_with(&mut self, code: InvitationCode) {
        self.joining = Some(Joining::new(code));
    }

    /// Uses the place once the members are here, and speaks as itself once a member holds that.
    pub(super) async fn advance_joining(&mut self) {
        let Some(joining) = &self.joining else { return };
        let redeemed = self.engine.has_redeemed(joining.keys.device());
        if let Some(kind) = joining.failed.filter(|_| !redeemed) {
            self.engine.fail_joining(kind);
            self.joining = None;
            return;
        }
        if !redeemed {
            let keys = joining.code.keys();
            // A disk that refuses is reported by the next act; the place stays unused.
            let _full = self.engine.redeem(&keys);
            return;
        }
        let told_used = joining.failed == Some(ErrorKind::InvitationUsed);
        let invitation = joining.keys.device();
        if told_used || self.engine.is_redeem_delivered(invitation) {
            self.joining = None;
            let _full = self.engine.set(Setting::JoinCode, String::new());
            self.links.pump(&mut self.engine).await;
            self.links.shutdown().await;
            self.engine.forget_links();
            self.dialer.restart();
            self.start_network().await;
        }
    }
}
