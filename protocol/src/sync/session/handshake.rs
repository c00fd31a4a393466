//! The handshake of a session: who stands at the other end, and whether it may be here.

use super::{Event, PeerMisbehaved, SESSION_VERSION, Session, State, SyncEnd};
use crate::crypto::{Domain, Signature, SigningKey};
use crate::id::{DeviceId, TransportId};
use crate::replica::{Access, Replica};
use crate::sync::frame::{ByeReason, Frame};
use crate::time::MonoTime;

impl Session {
    pub(super) fn on_hello(
        &mut self,
        frame: Frame,
        deadline: MonoTime,
        key: Option<&SigningKey>,
    ) -> Result<Vec<Event>, SyncEnd> {
        let Frame::Hello {
            version,
            tag,
            nonce,
        } = frame
        else {
            return Err(PeerMisbehaved::OutOfTurn.into());
        };
        if version != SESSION_VERSION {
            return Err(SyncEnd::Refused(ByeReason::Version));
        }
        if tag != self.start.tag {
            return Err(SyncEnd::Refused(ByeReason::OtherNetwork));
        }
        let (invitation, id) = match self.start.access {
            Access::Device(id) => (false, id),
            Access::Invitation(id) => (true, id),
        };
        let text = self.transcript(self.start.mine, self.start.theirs, self.nonce, nonce, id);
        let signature = key.map(|key| key.sign(Domain::SessionProof, &text).as_bytes().to_vec());
        self.outbox.push_back(Frame::Proof {
            invitation,
            id,
            signature,
        });
        self.state = State::AwaitProof {
            deadline,
            their_nonce: nonce,
        };
        Ok(Vec::new())
    }

    fn transcript(
        &self,
        speaker: TransportId,
        listener: TransportId,
        own: [u8; 32],
        other: [u8; 32],
        id: DeviceId,
    ) -> Vec<u8> {
        let mut text = self.start.tag.to_vec();
        for part in [
            speaker.as_bytes(),
            listener.as_bytes(),
            &own,
            &other,
            id.as_bytes(),
        ] {
            text.extend_from_slice(part);
        }
        text
    }

    pub(super) fn on_proof(
        &mut self,
        frame: &Frame,
        their_nonce: [u8; 32],
        now: MonoTime,
        replica: &mut Replica,
    ) -> Result<Vec<Event>, SyncEnd> {
        let Frame::Proof {
            invitation,
            id,
            signature,
        } = frame
        else {
            return Err(PeerMisbehaved::OutOfTurn.into());
        };
        let text = self.transcript(
            self.start.theirs,
            self.start.mine,
            their_nonce,
            self.nonce,
            *id,
        );
        let card = replica.directory().card(id).map(|card| card.transport);
        match signature {
            Some(signature) => {
                let bytes: [u8; 64] = signature
                    .as_slice()
                    .try_into()
                    .map_err(|_| PeerMisbehaved::BadProof)?;
                id.verifying_key()
                    .verify(Domain::SessionProof, &text, &Signature::from_bytes(bytes))
                    .map_err(|_| PeerMisbehaved::BadProof)?;
            }
            // A locked device: its transport key, proven below us, must be the one of its card. A
            // newcomer sees the card later, and shows nothing to anybody before.
            None if !invitation && card == Some(self.start.theirs) => {}
            None if !invitation && card.is_none() && self.is_newcomer(replica) => {}
            None => return Err(PeerMisbehaved::BadProof.into()),
        }
        self.unsigned = signature.is_none();
        let access = match self.check_access(*invitation, *id, card, replica)? {
            Welcome::As(access) => access,
            Welcome::Misused { invitation, used } => {
                self.end(SyncEnd::Refused(if used {
                    ByeReason::InvitationUsed
                } else {
                    ByeReason::InvitationEnded
                }));
                return Ok(vec![Event::InvitationMisused { invitation, used }]);
            }
        };
        self.peer = Some(access);
        self.state = State::Open;
        self.last_said = now;
        self.refresh(replica);
        self.begin(replica);
        Ok(vec![Event::Proven(access)])
    }

    /// Whether this side shows the transport key of an invitation.
    fn is_newcomer(&self, replica: &Replica) -> bool {
        match self.start.access {
            Access::Invitation(_) => true,
            Access::Device(device) => {
                let card = replica.directory().card(&device);
                card.is_some_and(|card| card.transport != self.start.mine)
            }
        }
    }

    /// As whom the peer may be here.
    fn check_access(
        &self,
        invitation: bool,
        id: DeviceId,
        card: Option<TransportId>,
        replica: &mut Replica,
    ) -> Result<Welcome, SyncEnd> {
        let theirs = self.start.theirs;
        let claimed = if invitation {
            Access::Invitation(id)
        } else {
            Access::Device(id)
        };
        let placed = matches!(self.start.access, Access::Device(_));
        let unknown = card.is_none() || !placed && card == Some(theirs);
        if unknown && self.is_newcomer(replica) {
            // A newcomer knows few yet; she checks the network once its members have arrived.
            return Ok(Welcome::As(claimed));
        }
        if !invitation && !self.unsigned && card != Some(theirs) {
            return self.check_newcomer(id, replica);
        }
        if card != Some(theirs) {
            return Err(SyncEnd::Refused(ByeReason::NotMember));
        }
        if invitation {
            return Ok(check_invitation(id, replica));
        }
        if replica.is_peer(id) {
            Ok(Welcome::As(claimed))
        } else {
            Err(SyncEnd::Refused(ByeReason::NotMember))
        }
    }

    /// A device that shows the transport key of its invitation: here it is known, or it has as
    /// much access as that invitation, whose secret it has.
    fn check_newcomer(&self, id: DeviceId, replica: &mut Replica) -> Result<Welcome, SyncEnd> {
        let theirs = self.start.theirs;
        if replica.directory().came_in_by(id, theirs) {
            return if replica.is_peer(id) {
                Ok(Welcome::As(Access::Device(id)))
            } else if replica.is_refused(id) {
                // Who waited for a confirmation learns that none will come.
                Err(SyncEnd::Refused(ByeReason::InvitationEnded))
            } else {
                Err(SyncEnd::Refused(ByeReason::NotMember))
            };
        }
        match replica.directory().invitation_at(theirs) {
            Some(invitation) => Ok(check_invitation(invitation, replica)),
            None => Err(SyncEnd::Refused(ByeReason::NotMember)),
        }
    }
}

/// As whom a peer is let in.
enum Welcome {
    As(Access),
    Misused { invitation: DeviceId, used: bool },
}

fn check_invitation(invitation: DeviceId, replica: &mut Replica) -> Welcome {
    if replica.open_invitation(invitation).is_some() {
        return Welcome::As(Access::Invitation(invitation));
    }
    let used = replica.directory().is_redeemed(&invitation);
    Welcome::Misused { invitation, used }
}
