//! Entering a network, and being known in it: whom a newcomer speaks for, on which transport key,
//! until when.
//!
//! She enters with her invitation's keys, since nobody knows her own. Whoever let her in may be
//! taken out before telling anybody: so she keeps the code, and knocks with it again from time to
//! time, until everybody whom she knows holds what she made, or two organizations after a knock.

use std::collections::BTreeSet;
use std::time::Duration;

use asamblea_protocol::crypto::SigningKey;
use asamblea_protocol::id::{DeviceId, SpaceId, TransportId};
use asamblea_protocol::invitation::{InvitationCode, InvitationKeys};
use asamblea_protocol::is_planted;
use asamblea_protocol::membership::Stage;
use asamblea_protocol::op::{Lane, LogId};
use asamblea_protocol::sync::{ByeReason, SyncEnd};
use asamblea_protocol::time::MonoTime;
use zeroize::Zeroizing;

use super::Engine;
use super::local::{LocalRecord, Setting};
use super::peers::LinkNumber;
use crate::api::{ApiError, ErrorKind};

/// A newcomer with no connection at all knocks again after this; the wait doubles each time.
const KNOCK_WAIT_MIN: Duration = Duration::from_secs(5);
/// A newcomer who is connected has time to meet the others as herself first.
const KNOCK_WAIT_CONNECTED_MIN: Duration = Duration::from_secs(60);
/// The longest wait: it interrupts connections for a moment.
const KNOCK_WAIT_MAX: Duration = Duration::from_secs(3600);
/// She knocks for so long: time to dial everybody and to hand over what she made.
const KNOCK_TIME: Duration = Duration::from_secs(20);
/// While she knocks nobody finds her as herself: where nobody answers at all, so long is enough.
const KNOCK_ALONE_TIME: Duration = Duration::from_secs(5);
/// Organizations that must know a newcomer before she gives up her code.
const KNOWING_ORGS_MIN: usize = 2;

/// Whom this device speaks for on a connection.
pub enum Speaker {
    /// Itself, over its own transport key.
    Itself,
    /// Itself, over its invitation's transport key.
    Newcomer(TransportId),
    /// Its invitation.
    Invitation(Box<SigningKey>, TransportId),
}

/// A device that uses its invitation's transport key.
pub struct Joining {
    code: InvitationCode,
    keys: InvitationKeys,
    failed: Option<ErrorKind>,
    /// It entered before, and knocks again since then.
    again: Option<MonoTime>,
}

/// How joining goes on.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Step {
    /// With the invitation's transport key, as before.
    Wait,
    /// The place is gone, and nothing was made with it.
    Refused(ErrorKind),
    /// As itself: every connection starts anew.
    Entered,
}

impl Joining {
    /// Enters with a code.
    #[must_use]
    pub fn new(code: InvitationCode) -> Self {
        Self {
            keys: code.keys(),
            code,
            failed: None,
            again: None,
        }
    }

    /// The network's tag.
    #[must_use]
    pub fn tag(&self) -> [u8; 8] {
        self.code.network()
    }

    /// The code's addresses, as multiaddrs.
    #[must_use]
    pub fn addresses(&self) -> Vec<String> {
        let addresses = self.code.addresses().iter();
        addresses.map(ToString::to_string).collect()
    }

    /// The transport key that this device shows meanwhile.
    #[must_use]
    pub fn transport_id(&self) -> TransportId {
        self.keys.transport_id()
    }

    /// Seed of that transport key.
    #[must_use]
    pub fn transport_seed(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(*self.keys.transport().expose())
    }

    /// Whether it entered before.
    #[must_use]
    pub const fn is_again(&self) -> bool {
        self.again.is_some()
    }

    /// A session ended.
    pub const fn ended(&mut self, end: SyncEnd) {
        match end {
            SyncEnd::Told(ByeReason::InvitationUsed) => {
                self.failed = Some(ErrorKind::InvitationUsed);
            }
            SyncEnd::Told(ByeReason::InvitationEnded) => {
                self.failed = Some(ErrorKind::InvitationEnded);
            }
            _ => {}
        }
    }
}

impl Engine {
    /// Whom this device speaks for: for itself, once it used its place.
    #[must_use]
    pub fn speaker(&self, joining: Option<&Joining>) -> Speaker {
        let Some(joining) = joining else {
            return Speaker::Itself;
        };
        let transport = joining.keys.transport_id();
        if self.has_redeemed() && !self.is_locked() {
            return Speaker::Newcomer(transport);
        }
        Speaker::Invitation(Box::new(joining.keys.signing().duplicate()), transport)
    }

    /// Goes on with joining: uses the place once the network is here, and says when this device
    /// speaks as itself from now on.
    pub fn advance_joining(&mut self, joining: &Joining) -> Step {
        if let Some(since) = joining.again {
            let alone = self.links.is_empty();
            let time = if alone { KNOCK_ALONE_TIME } else { KNOCK_TIME };
            if self.now.mono < since.after(time) && self.used_code().is_some() {
                return Step::Wait;
            }
            self.knocked = true;
            // She is found as herself for at least so long.
            self.knock_at = self.knock_at.map(|(_, wait)| (self.now.mono, wait));
            return Step::Entered;
        }
        if !self.has_redeemed() {
            if let Some(kind) = joining.failed {
                self.fail_joining(kind);
                return Step::Refused(kind);
            }
            // Who has the place from a backup cannot tell alone whether it is still free: two that
            // use it apart from each other would keep each other out.
            if !self.is_restored() || self.is_even() == Some(true) {
                // A disk that refuses is reported by the next act; the place stays unused.
                let _full = self.redeem(&joining.keys);
            }
            return Step::Wait;
        }
        match self.own_recovery() {
            Some(Stage::Waiting | Stage::Contested)
                if joining.failed != Some(ErrorKind::InvitationEnded) =>
            {
                return Step::Wait;
            }
            Some(Stage::Waiting | Stage::Contested | Stage::Refused) => {
                self.fail_joining(ErrorKind::InvitationEnded);
                return Step::Refused(ErrorKind::InvitationEnded);
            }
            Some(Stage::Done) => {
                if let Some(person) = self.my_person() {
                    // Tried again at the next turn if the disk is full.
                    let _full = self.open_own_space(person);
                }
            }
            None => {}
        }
        // That the code is used may be told of another's use, too: whoever holds hers lets her in.
        let delivered = self.is_made_delivered(joining.keys.device());
        if !delivered && !is_planted!(self.replica, EntersAlone) {
            return Step::Wait;
        }
        let records = vec![
            LocalRecord::Setting(Setting::UsedCode, joining.code.encode()),
            LocalRecord::Setting(Setting::JoinCode, String::new()),
        ];
        // A disk that refuses: tried again at the next turn.
        if self.broken || self.remember(records).is_err() {
            return Step::Wait;
        }
        // Where everybody knows her now, there is nothing to remember; else a tick tries again.
        let _later = self.settle_in();
        Step::Entered
    }

    /// Whether this device used an invitation.
    #[must_use]
    pub fn has_redeemed(&self) -> bool {
        self.my_org().is_some()
    }

    /// The invitation that let this device in, while not enough others know that.
    #[must_use]
    pub fn used_code(&self) -> Option<InvitationCode> {
        let code = self.setting(Setting::UsedCode)?;
        InvitationCode::decode(code).ok()
    }

    /// Connected members who hold all that this device made to enter: whoever holds the `redeem`
    /// alone does not know this device yet, and whoever was taken out tells nobody.
    fn told_members(&mut self, invitation: DeviceId) -> Vec<DeviceId> {
        let members: Vec<(LinkNumber, DeviceId)> = self
            .proven_devices()
            .into_iter()
            .filter(|(_, device)| self.replica.is_peer(*device))
            .collect();
        let graph = self.replica.graph();
        let device = self.replica.device();
        let made: Vec<LogId> = graph
            .spaces()
            .flat_map(|space| graph.logs_of(space))
            .filter(|log| log.lane == Lane::Control)
            .filter(|log| log.author == device || log.author == invitation)
            .collect();
        let holds = |number: LinkNumber| {
            let mut made = made.iter();
            made.all(|log| self.acknowledged(number, log) >= graph.len(log))
        };
        if made.is_empty() {
            return Vec::new();
        }
        let told = members.into_iter().filter(|(number, _)| holds(*number));
        told.map(|(_, device)| device).collect()
    }

    fn is_made_delivered(&mut self, invitation: DeviceId) -> bool {
        // By stick nobody says that she holds it, but what she writes then shows it.
        !self.told_members(invitation).is_empty() || self.is_redeem_answered(invitation)
    }

    /// Notes who knows this device, before a connection that tells so is gone: it may last shorter
    /// than from one look to the next.
    pub(super) fn note_knowers(&mut self) {
        if let Some(code) = self.used_code() {
            let told = self.told_members(code.keys().device());
            self.knowers.extend(told);
        }
    }

    /// Whether enough others know this device: everybody it knows, or, once it knocked at all whom
    /// it could reach, two organizations.
    fn is_known(&mut self) -> bool {
        let peers: Vec<DeviceId> = self.replica.directory().all_devices().collect();
        let peers: Vec<DeviceId> = peers
            .into_iter()
            .filter(|device| self.replica.is_peer(*device))
            .collect();
        if !self.knowers.is_empty() && peers.iter().all(|peer| self.knowers.contains(peer)) {
            return true;
        }
        let directory = self.replica.directory();
        if !self.knocked {
            return false;
        }
        let orgs: BTreeSet<SpaceId> = self
            .knowers
            .iter()
            .filter(|device| peers.contains(device))
            .filter_map(|device| directory.org_of_device(*device))
            .collect();
        orgs.len() >= KNOWING_ORGS_MIN
    }

    /// Gives up the code once enough others know this device.
    pub(super) fn settle_in(&mut self) -> Result<(), ApiError> {
        if self.used_code().is_none() {
            return Ok(());
        }
        self.note_knowers();
        if self.is_known() {
            self.knock_at = None;
            return self.set(Setting::UsedCode, String::new());
        }
        if self.knock_at.is_none() {
            self.plan_knock();
        }
        Ok(())
    }

    fn plan_knock(&mut self) {
        let wait = self.knock_wait.max(KNOCK_WAIT_MIN);
        self.knock_wait = (wait * 2).min(KNOCK_WAIT_MAX);
        self.knock_at = Some((self.now.mono, wait));
    }

    /// Knocks with the invitation again, when that is due.
    pub fn knock(&mut self) -> Option<Joining> {
        if is_planted!(self.replica, NeverKnocks) {
            return None;
        }
        let (since, wait) = self.knock_at?;
        let connected = !self.proven_devices().is_empty();
        let wait = if connected {
            wait.max(KNOCK_WAIT_CONNECTED_MIN)
        } else {
            wait
        };
        if self.is_locked() || self.broken || self.now.mono < since.after(wait) {
            return None;
        }
        let Some(code) = self.used_code() else {
            self.knock_at = None;
            return None;
        };
        self.plan_knock();
        self.knocked = false;
        Some(Joining {
            again: Some(self.now.mono),
            ..Joining::new(code)
        })
    }
}
