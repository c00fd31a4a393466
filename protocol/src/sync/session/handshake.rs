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
            // A locked device: its transport key, proven below us, must be the one of its card.
            None if !invitation && card == Some(self.start.theirs) => {}
            None => return Err(PeerMisbehaved::BadProof.into()),
        }
        if let Some(event) = self.check_access(*invitation, *id, card, replica)? {
            self.end(SyncEnd::Refused(event.1));
            return Ok(vec![event.0]);
        }
        let access = if *invitation {
            Access::Invitation(*id)
        } else {
            Access::Device(*id)
        };
        self.peer = Some(access);
        self.state = State::Open;
        self.last_said = now;
        self.refresh(replica);
        self.begin(replica);
        Ok(vec![Event::Proven(access)])
    }

    fn check_access(
        &self,
        invitation: bool,
        id: DeviceId,
        card: Option<TransportId>,
        replica: &mut Replica,
    ) -> Result<Option<(Event, ByeReason)>, SyncEnd> {
        if matches!(self.start.access, Access::Invitation(_)) {
            // A newcomer knows nobody yet; she checks the network once its members have arrived.
            return Ok(None);
        }
        if card != Some(self.start.theirs) {
            return Err(SyncEnd::Refused(ByeReason::NotMember));
        }
        if !invitation {
            return if replica.is_peer(id) {
                Ok(None)
            } else {
                Err(SyncEnd::Refused(ByeReason::NotMember))
            };
        }
        if replica.open_invitation(id).is_some() {
            return Ok(None);
        }
        let used = replica.directory().is_redeemed(&id);
        let reason = if used {
            ByeReason::InvitationUsed
        } else {
            ByeReason::InvitationEnded
        };
        Ok(Some((
            Event::InvitationMisused {
                invitation: id,
                used,
            },
            reason,
        )))
    }
}
