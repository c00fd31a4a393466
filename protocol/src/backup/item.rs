//! What a backup's records say. `docs/wire.md#backups`.

use minicbor::{Decode, Encode};

use super::Record;
use crate::canonical::{decode, encode};
use crate::id::DeviceId;
use crate::keys::HeldEpoch;
use crate::limits::BACKUP_RECORD_BYTES_MAX;
use crate::op::{SignedRun, SlotSet};
use crate::time::WallTime;

const DOOR: u8 = 1;
const EPOCH: u8 = 2;
/// Kind of a record that says when a run was received (8 bytes), then the run.
pub const RUN: u8 = 3;
/// Kind of a record of slots.
pub const SLOTS: u8 = 4;
const OWN: u8 = 5;

/// Bytes of a door: the longest code, and the rest.
const DOOR_BYTES_MAX: usize = 1024;

/// The way in of whoever restores: a place in the person's own space.
#[derive(Clone, Debug, Eq, PartialEq, Encode, Decode)]
#[cbor(array)]
pub struct Door {
    /// The invitation's code.
    #[n(0)]
    pub code: String,
    /// The device that made the backup.
    #[n(1)]
    pub device: DeviceId,
    /// When, by its clock: milliseconds since 1970.
    #[n(2)]
    pub at: u64,
}

/// What one record says.
#[derive(Debug)]
pub enum Item {
    /// The way in; the first record of all.
    Door(Door),
    /// The secret of an epoch; before the operations.
    Epoch(HeldEpoch),
    /// A run, and when it was received.
    Run(WallTime, Box<SignedRun>),
    /// Slots of an operation, before it or later.
    Slots(SlotSet),
    /// What concerns the device alone, in a form of its program.
    Own(Vec<u8>),
}

impl Item {
    /// As a record.
    #[must_use]
    pub fn to_record(&self) -> Record {
        let (kind, bytes) = match self {
            Self::Door(door) => (DOOR, encode(door)),
            Self::Epoch(held) => (EPOCH, held.to_bytes().to_vec()),
            Self::Run(received, run) => {
                let mut bytes = received.0.to_be_bytes().to_vec();
                bytes.extend_from_slice(&run.encode());
                (RUN, bytes)
            }
            Self::Slots(slots) => (SLOTS, encode(slots)),
            Self::Own(bytes) => (OWN, bytes.clone()),
        };
        Record { kind, bytes }
    }

    /// Reads a record; nothing for what this version does not know or what is malformed.
    #[must_use]
    pub fn of(record: &Record) -> Option<Self> {
        let bytes = record.bytes.as_slice();
        Some(match record.kind {
            DOOR => Self::Door(decode(bytes, DOOR_BYTES_MAX).ok()?),
            EPOCH => Self::Epoch(HeldEpoch::from_bytes(bytes)?),
            RUN => {
                let (received, run) = bytes.split_first_chunk::<8>()?;
                let received = WallTime(u64::from_be_bytes(*received));
                Self::Run(received, Box::new(SignedRun::decode(run).ok()?))
            }
            SLOTS => Self::Slots(decode(bytes, BACKUP_RECORD_BYTES_MAX).ok()?),
            OWN => Self::Own(bytes.to_vec()),
            _ => return None,
        })
    }
}
