//! The public part of an epoch: header, slots, wraps. `docs/wire.md#epochs`.

use minicbor::{Decode, Encode};

use crate::canonical::encode;
use crate::crypto::{
    Digest, Domain, SealPublicKey, hash, merkle_proofs, merkle_root, verify_merkle_proof,
};
use crate::id::{DeviceId, EpochId, OpId, SpaceId};
use crate::limits::SLOT_PROOF_MAX;

/// Whom a slot is sealed to.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Recipient {
    /// A device's own encapsulation key.
    Device(DeviceId),
    /// A member space's epoch: whoever can open that epoch opens the slot.
    Epoch(SpaceId, EpochId),
}

impl<C> Encode<C> for Recipient {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut minicbor::Encoder<W>,
        c: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        match self {
            Self::Device(device) => device.encode(e.array(2)?.u8(0)?, c),
            Self::Epoch(space, epoch) => {
                space.encode(e.array(3)?.u8(1)?, c)?;
                epoch.encode(e, c)
            }
        }
    }
}

impl<'b, C> Decode<'b, C> for Recipient {
    fn decode(d: &mut minicbor::Decoder<'b>, c: &mut C) -> Result<Self, minicbor::decode::Error> {
        match (d.array()?, d.u8()?) {
            (Some(2), 0) => Ok(Self::Device(DeviceId::decode(d, c)?)),
            (Some(3), 1) => Ok(Self::Epoch(SpaceId::decode(d, c)?, EpochId::decode(d, c)?)),
            _ => Err(minicbor::decode::Error::message("unknown recipient")),
        }
    }
}

/// A predecessor's secret under the new epoch's wrap key: 48 bytes beside its id.
#[derive(Clone, Debug, Eq, PartialEq, Encode, Decode)]
#[cbor(array)]
pub struct Wrap {
    /// The predecessor.
    #[n(0)]
    pub epoch: EpochId,
    /// Its sealed secret.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub sealed: Vec<u8>,
}

/// What an operation says of the epoch it brings.
#[derive(Clone, Debug, Eq, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct EpochHeader {
    /// Names space, author and public key; see [`epoch_id`].
    #[n(0)]
    pub id: EpochId,
    /// Public encapsulation key, 1,216 bytes.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub seal: Vec<u8>,
    /// Predecessors.
    #[n(2)]
    pub wraps: Vec<Wrap>,
    #[cbor(n(3), with = "crate::canonical::fixed")]
    recipients: [u8; 32],
    #[cbor(n(4), with = "crate::canonical::fixed")]
    slots_root: [u8; 32],
    /// How many slots lie beside the operation.
    #[n(5)]
    pub slots: u32,
}

impl EpochHeader {
    /// A header over slots in the order of their recipients.
    #[must_use]
    pub fn new(id: EpochId, seal: Vec<u8>, wraps: Vec<Wrap>, slots: &[Slot]) -> Self {
        let recipients: Vec<Recipient> = slots.iter().map(|slot| slot.recipient).collect();
        Self {
            id,
            seal,
            wraps,
            recipients: *recipients_digest(&recipients).as_bytes(),
            slots_root: *merkle_root(&leaves(slots)).as_bytes(),
            slots: u32::try_from(slots.len()).unwrap_or(u32::MAX),
        }
    }

    /// The digest of the recipients that its author claims.
    #[must_use]
    pub const fn recipients(&self) -> Digest {
        Digest::from_bytes(self.recipients)
    }

    /// The root of its slot tree.
    #[must_use]
    pub const fn slots_root(&self) -> Digest {
        Digest::from_bytes(self.slots_root)
    }
}

/// The name of an epoch. The public key is derived from the secret, so the name commits to that,
/// too; and since it names the author, a copy in another's operation is seen to be one.
#[must_use]
pub fn epoch_id(space: SpaceId, author: DeviceId, seal: &SealPublicKey) -> EpochId {
    let parts = [space.as_bytes(), author.as_bytes(), &seal.as_bytes()[..]];
    hash(Domain::EpochId, &parts).into()
}

/// The digest of a set of recipients in ascending order.
#[must_use]
pub fn recipients_digest(recipients: &[Recipient]) -> Digest {
    hash(Domain::Recipients, &[&encode(&recipients)])
}

fn leaves(slots: &[Slot]) -> Vec<Digest> {
    slots.iter().map(Slot::leaf).collect()
}

/// The epoch secret sealed to one recipient.
#[derive(Clone, Debug, Eq, PartialEq, Encode, Decode)]
#[cbor(array)]
pub struct Slot {
    /// Who can open it.
    #[n(0)]
    pub recipient: Recipient,
    /// HPKE: encapsulated key and sealed secret, 1,168 bytes for each key of the recipient.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub sealed: Vec<u8>,
}

impl Slot {
    fn leaf(&self) -> Digest {
        hash(Domain::SlotLeaf, &[&encode(self)])
    }
}

/// A slot that does not belong to its operation.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("slot does not belong to its op")]
pub struct SlotFault;

/// A slot with its place and the proof that it stands there: it needs none of the others.
#[derive(Clone, Debug, Eq, PartialEq, Encode, Decode)]
#[cbor(array)]
pub struct PlacedSlot {
    /// From 0, in the order of the recipients.
    #[n(0)]
    pub place: u32,
    /// The slot.
    #[n(1)]
    pub slot: Slot,
    /// Its siblings up to the root, 32 bytes each.
    #[cbor(n(2), with = "minicbor::bytes")]
    pub proof: Vec<u8>,
}

impl PlacedSlot {
    /// Checks that the slot stands at its place under the root that an operation names.
    ///
    /// # Errors
    ///
    /// [`SlotFault`] when it does not.
    pub fn check(&self, header: &EpochHeader) -> Result<(), SlotFault> {
        let place = usize::try_from(self.place).map_err(|_| SlotFault)?;
        let count = usize::try_from(header.slots).map_err(|_| SlotFault)?;
        let (proof, rest) = self.proof.as_chunks::<32>();
        if !rest.is_empty() || proof.len() > SLOT_PROOF_MAX {
            return Err(SlotFault);
        }
        let proof: Vec<Digest> = proof.iter().map(|d| Digest::from_bytes(*d)).collect();
        let leaf = self.slot.leaf();
        verify_merkle_proof(&header.slots_root(), leaf, place, count, &proof).map_err(|_| SlotFault)
    }
}

/// Slots of one operation: all of them, or some.
#[derive(Clone, Debug, Eq, PartialEq, Encode, Decode)]
#[cbor(array)]
pub struct SlotSet {
    /// The operation they lie beside.
    #[n(0)]
    pub op: OpId,
    /// The slots.
    #[n(1)]
    pub slots: Vec<PlacedSlot>,
}

impl SlotSet {
    /// All slots of an operation, in the order of their recipients.
    #[must_use]
    pub fn whole(op: OpId, slots: Vec<Slot>) -> Self {
        let proofs = merkle_proofs(&leaves(&slots)).into_iter();
        let placed = (0..).zip(slots).zip(proofs);
        let slots = placed.map(|((place, slot), proof)| PlacedSlot {
            place,
            slot,
            proof: proof.iter().flat_map(|digest| *digest.as_bytes()).collect(),
        });
        Self {
            op,
            slots: slots.collect(),
        }
    }
}
