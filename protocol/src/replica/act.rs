//! Acts: what this device writes. Each returns the runs it made, in the order to store them.

use super::deps::{EPOCH_BYTES, Next, sealed_bytes};
use super::{Replica, Secrets};
use crate::canonical::encode;
use crate::crypto::{CryptoRng, SealFault, SealPublicKey, SigningKey};
use crate::graph::Misplaced;
use crate::id::{EpochId, SpaceId};
use crate::keys::{EpochKeys, key_planted, mint};
use crate::limits::{DEVICE_KEYS_MAX, OP_BYTES_MAX, SLOTS_MAX, SPARE_KEYS_MAX, WRAPS_MAX};
use crate::op::{
    Control, EpochHeader, Header, History, Lane, Member, OpDraft, OpFault, OpRef, Recipient, Role,
    Rotate, Salt, Slot, SlotSet, SpaceKind, VerifiedRun,
};
use crate::time::WallTime;

/// Why an act was not done. What it had written before it failed stays, and
/// [`Replica::take_made`] gives it.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ActFault {
    /// The keys are not in memory.
    #[error("the device is locked")]
    Locked,
    /// The role does not allow it.
    #[error("role {got:?} does not allow it, {needed:?} needed")]
    NotPermitted {
        /// The role in that space.
        got: Role,
        /// The least that allows it.
        needed: Role,
    },
    /// The space is not here.
    #[error("space is not known")]
    NoSpace,
    /// No key of the space has arrived yet.
    #[error("no key of the space has arrived yet")]
    NoKeyYet,
    /// The text does not fit one operation.
    #[error("text is too long for one operation")]
    TooLong,
    /// There is no such member, invitation or newcomer.
    #[error("no such member")]
    NoMember,
    /// An accuser may not expand until another person seconded her word or she took it back (R7).
    #[error("an accusation of this person waits for a second word")]
    Frozen,
    /// The rules leave this act without effect: it would say nothing to anyone.
    #[error("the rules of membership give this act no effect")]
    NoEffect,
    /// The member contains the space that it would come into (R2).
    #[error("the member contains the space")]
    Cycle,
    /// The device was taken out of this space for good (R1).
    #[error("the device is out of the space for good")]
    Burned,
    /// The cut names devices that are not the target's, as far as is known here (R11).
    #[error("the cut names devices of others")]
    ForeignCut,
    /// Somebody else who used the same invitation is confirmed (R12).
    #[error("the place of the invitation is somebody else's")]
    Taken,
    /// It concerns more than one operation can name.
    #[error("{got} entries, at most {max} in one operation")]
    TooMany {
        /// How many.
        got: usize,
        /// How many may be.
        max: usize,
    },
    /// A key that is no key took part.
    #[error("{0}")]
    Seal(#[from] SealFault),
    /// The operation broke a rule of form.
    #[error("{0}")]
    Form(#[from] OpFault),
    /// The operation did not fit this device's own log.
    #[error("{0}")]
    Place(#[from] Misplaced),
}

/// Runs that this device made, with their slots.
#[derive(Clone, Debug, Default)]
pub struct Made {
    /// In the order to store them; slots before the run they lie beside.
    pub runs: Vec<(Vec<SlotSet>, VerifiedRun)>,
    /// Epochs minted.
    pub epochs: u32,
}

impl Made {
    /// Adds what another act made.
    pub fn extend(&mut self, other: Self) {
        self.runs.extend(other.runs);
        self.epochs = self.epochs.saturating_add(other.epochs);
    }

    /// The last operation made.
    #[must_use]
    pub fn last(&self) -> Option<OpRef> {
        self.runs
            .last()?
            .1
            .ops()
            .last()
            .map(crate::op::VerifiedOp::op_ref)
    }

    /// Bytes of runs and slots in the form in which they travel.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.runs
            .iter()
            .map(|(slots, run)| {
                let beside = slots.iter().map(|set| encode(set).len()).sum::<usize>();
                run.encode().len().saturating_add(beside)
            })
            .fold(0, usize::saturating_add)
    }
}

impl Replica {
    pub(super) fn secrets(&self) -> Result<&Secrets, ActFault> {
        self.secrets.as_ref().ok_or(ActFault::Locked)
    }

    pub(super) fn need_role(&mut self, space: SpaceId, needed: Role) -> Result<(), ActFault> {
        if !self.graph.has_space(space) {
            return Err(ActFault::NoSpace);
        }
        let got = self.roles().role(self.device, space);
        if got >= needed {
            Ok(())
        } else {
            Err(ActFault::NotPermitted { got, needed })
        }
    }

    /// Signs and applies one operation, and what is written before it.
    pub(super) fn apply(
        &mut self,
        next: Next,
        salt: Option<Salt>,
        body: Vec<u8>,
        slots: Option<Vec<Slot>>,
        key: Option<&SigningKey>,
        now: WallTime,
    ) -> Result<Made, ActFault> {
        let key = match key {
            Some(key) => key,
            None => self.secrets()?.keys.signing(),
        };
        let Next { before, header } = next;
        let run = VerifiedRun::sign(OpDraft { header, salt, body }, key)?;
        let op = run.ops().first().map(|op| op.id).ok_or(ActFault::NoSpace)?;
        let sets: Vec<SlotSet> = slots
            .map(|slots| SlotSet::whole(op, slots))
            .into_iter()
            .collect();
        let epochs = u32::from(!sets.is_empty());
        let before = before.into_iter().map(|run| (Vec::new(), run));
        let runs: Vec<_> = before.chain(std::iter::once((sets, run))).collect();
        // What it wrote before and forgot is still coming in: it never signs two at one place.
        for op in runs.iter().filter_map(|(_, run)| run.ops().first()) {
            let seq = op.header.seq;
            if self.graph.len(&op.header.log) > seq {
                return Err(ActFault::Place(Misplaced::Fork { seq }));
            }
        }
        for (sets, run) in &runs {
            self.insert(run.clone(), sets.clone(), now)?;
            self.made.push((sets.clone(), run.clone()));
        }
        Ok(Made { runs, epochs })
    }

    /// What acts made since this was last asked, in the order to store it. An act of several
    /// operations may fail after the first: those stand in the graph and are told to others, so
    /// they are stored as well.
    pub fn take_made(&mut self) -> Vec<(Vec<SlotSet>, VerifiedRun)> {
        std::mem::take(&mut self.made)
    }

    /// Writes a control operation.
    pub(super) fn control(
        &mut self,
        space: SpaceId,
        control: &Control,
        also: &[OpRef],
        now: WallTime,
    ) -> Result<Made, ActFault> {
        let body = control.encode();
        let next = self.next(space, Lane::Control, also, body.len())?;
        self.apply(next, None, body, None, None, now)
    }

    /// Writes content under the send rule: under the best clean epoch, or under a fresh one that
    /// is minted in the same batch.
    ///
    /// # Errors
    ///
    /// [`ActFault`] says why nothing was written.
    pub fn write(
        &mut self,
        space: SpaceId,
        plains: Vec<Vec<u8>>,
        now: WallTime,
        rng: &mut dyn CryptoRng,
    ) -> Result<Made, ActFault> {
        self.secrets()?;
        self.need_role(space, Role::Write)?;
        // Refused before anything is minted.
        if plains
            .iter()
            .any(|plain| plain.len() > OP_BYTES_MAX.saturating_sub(4096))
        {
            return Err(ActFault::TooLong);
        }
        let mut made = Made::default();
        let epoch = match self.clean_epoch(space)? {
            Some(epoch) => epoch,
            None => {
                let (epoch, rotated) = self.rotate(space, now, rng)?;
                made.extend(rotated);
                epoch
            }
        };
        for plain in plains {
            let mut next = self.next(space, Lane::Content, &[], sealed_bytes(plain.len()))?;
            next.header.epoch = Some(epoch);
            let (salt, body) = self.seal(&epoch, &next.header, plain)?;
            made.extend(self.apply(next, Some(salt), body, None, None, now)?);
        }
        Ok(made)
    }

    fn seal(
        &self,
        epoch: &EpochId,
        header: &Header,
        plain: Vec<u8>,
    ) -> Result<(Salt, Vec<u8>), ActFault> {
        let keys = self.secrets()?.ring.get(epoch).ok_or(ActFault::NoKeyYet)?;
        #[cfg(feature = "planted")]
        if crate::is_planted!(self, SaltDropped) {
            return Ok(keys.seal_unsalted(header, plain));
        }
        Ok(keys.seal_content(header, plain))
    }

    /// Mints a fresh epoch of a space for its readers.
    ///
    /// # Errors
    ///
    /// [`ActFault`] says why none was minted.
    pub fn rotate(
        &mut self,
        space: SpaceId,
        now: WallTime,
        rng: &mut dyn CryptoRng,
    ) -> Result<(EpochId, Made), ActFault> {
        self.need_role(space, Role::Write)?;
        let recipients = self.recipients(space);
        let (mut keys, mut header, mut slots) = self.mint_for(space, &recipients, rng)?;
        let mut made = self.mend_below(&recipients, now, rng)?;
        if !made.runs.is_empty() {
            let recipients = self.recipients(space);
            (keys, header, slots) = self.mint_for(space, &recipients, rng)?;
        }
        let id = keys.id();
        if let Some(secrets) = &mut self.secrets {
            secrets.ring.insert(keys);
        }
        let next = self.next(space, Lane::Control, &[], EPOCH_BYTES)?;
        let body = Control::Rotate(Box::new(Rotate { epoch: header })).encode();
        made.extend(self.apply(next, None, body, Some(slots), None, now)?);
        Ok((id, made))
    }

    fn recipients(&mut self, space: SpaceId) -> Vec<Recipient> {
        let (judge, graph, epochs) = self.judge();
        let past = judge.everything();
        judge.recipients(graph, epochs, space, past)
    }

    /// A fresh epoch, sealed to those. It wraps those held that no other one held wraps (R20), but
    /// where newcomers read from their joining on (R22).
    pub(super) fn mint_for(
        &self,
        space: SpaceId,
        recipients: &[Recipient],
        rng: &mut dyn CryptoRng,
    ) -> Result<(EpochKeys, EpochHeader, Vec<Slot>), ActFault> {
        if recipients.len() > SLOTS_MAX {
            let got = recipients.len();
            return Err(ActFault::TooMany {
                got,
                max: SLOTS_MAX,
            });
        }
        let keyed = self.keyed(recipients).ok_or(ActFault::NoMember)?;
        let from_join = self
            .graph
            .create_of(space)
            .is_some_and(|c| c.history == History::FromJoin);
        let ring = &self.secrets()?.ring;
        let wraps =
            (!from_join || key_planted!(self, FromJoinWraps)) && !key_planted!(self, WrapsNothing);
        let predecessors: Vec<&EpochKeys> = if !wraps {
            Vec::new()
        } else {
            ring.heads(&self.epochs, space)
                .filter_map(|info| ring.get(&info.header.id))
                .take(WRAPS_MAX)
                .collect()
        };
        Ok(mint(space, self.device, &keyed, &predecessors, rng)?)
    }

    /// Recipients with their keys; nothing where one has none. Where very many have several, some
    /// get their newest one alone.
    fn keyed(&self, recipients: &[Recipient]) -> Option<Vec<(Recipient, Vec<SealPublicKey>)>> {
        let mut spare = SPARE_KEYS_MAX;
        let mut keyed = Vec::with_capacity(recipients.len());
        for recipient in recipients {
            let mut keys = self.recipient_keys(recipient);
            keys.truncate(spare.saturating_add(1));
            spare = spare.saturating_sub(keys.len().checked_sub(1)?);
            keyed.push((*recipient, keys));
        }
        Some(keyed)
    }

    /// The public keys of a recipient, the newest first: of a device those of its cards. Nobody
    /// can see which key a slot is sealed to, so it is no rule: a reader tries every key that she
    /// holds.
    #[must_use]
    pub fn recipient_keys(&self, recipient: &Recipient) -> Vec<SealPublicKey> {
        match recipient {
            Recipient::Epoch(_, epoch) => {
                let seal = self.epochs.get(epoch).map(|info| &info.header.seal);
                let key = seal.and_then(|seal| SealPublicKey::from_bytes(seal).ok());
                key.into_iter().collect()
            }
            Recipient::Device(device) => {
                let shown = self.directory.seal_cards(device);
                let mut keys: Vec<_> = shown.filter_map(|card| card.check().ok()).collect();
                // What this device minted it opens after a restart, whatever others know of it.
                let own = self.keys().filter(|_| *device == self.device);
                if let Some(own) = own.map(super::DeviceKeys::seal_public) {
                    keys.retain(|key| *key != own);
                    keys.insert(0, own);
                    keys.truncate(DEVICE_KEYS_MAX);
                }
                keys
            }
        }
    }

    /// The heads of a space's control logs.
    pub(super) fn heads_of(&self, space: SpaceId) -> Vec<OpRef> {
        self.graph
            .logs_of(space)
            .filter(|log| log.lane == Lane::Control)
            .flat_map(|log| self.graph.admitted_heads(&log))
            .collect()
    }

    /// Makes a working space of my person, with first members; one that forgets after `retain`
    /// days is read from their joining on, whatever `history` says.
    ///
    /// # Errors
    ///
    /// [`ActFault`] says why nothing was written.
    pub fn create_space(
        &mut self,
        kind: SpaceKind,
        guardian: SpaceId,
        (history, retain): (History, Option<u16>),
        with: &[Member],
        now: WallTime,
        rng: &mut dyn CryptoRng,
    ) -> Result<(SpaceId, Made), ActFault> {
        self.secrets()?;
        self.need_role(guardian, Role::Write)?;
        let person = self
            .directory
            .person_of(self.device)
            .ok_or(ActFault::NoMember)?;
        let mut members = vec![super::found::grant(
            Member::Space(person),
            Role::Admin,
            None,
        )];
        let others = with
            .iter()
            .filter(|member| **member != Member::Space(person));
        members.extend(others.map(|member| super::found::grant(*member, Role::Write, None)));
        let nonce = super::found::fresh_nonce(rng);
        let history = retain.map_or(history, |_| History::FromJoin);
        let mut create = super::found::create(kind, Some(guardian), history, members, nonce);
        create.retain = retain;
        let mut also = self.heads_of(guardian);
        also.extend(self.heads_of(person));
        for member in with {
            if let Member::Space(space) = member {
                also.extend(self.heads_of(*space));
            }
        }
        let made = self.create(create, None, &also, now)?;
        let space = made.last().ok_or(ActFault::NoSpace)?.log.space;
        Ok((space, made))
    }
}
