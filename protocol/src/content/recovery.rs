//! Parts of what lets a person come in again, each sealed to one who keeps it for her.

use super::ContentFault;
use super::codec::{Fields, Reader, Writer};
use crate::id::DeviceId;
use crate::limits::RECOVERY_SEALED_BYTES_MAX;

/// One part, which only its keeper opens. Others see that there is one.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RecoveryShare {
    /// The place that it is a part of the way into.
    pub place: DeviceId,
    /// A [`crate::recovery::Share`], sealed; at most [`RECOVERY_SEALED_BYTES_MAX`] bytes.
    pub sealed: Vec<u8>,
}

impl Fields for RecoveryShare {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        if self.sealed.len() > RECOVERY_SEALED_BYTES_MAX {
            return Err(ContentFault::FieldTooLarge);
        }
        w.bytes(self.place.as_bytes());
        w.bytes(&self.sealed);
        Ok(())
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        let place = DeviceId::from_bytes(r.array()?);
        let sealed = r.bytes()?;
        if sealed.len() > RECOVERY_SEALED_BYTES_MAX {
            return Err(ContentFault::FieldTooLarge);
        }
        Ok(Self {
            place,
            sealed: sealed.to_vec(),
        })
    }
}
