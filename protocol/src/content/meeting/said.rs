//! What members say of a meeting in their own name, beside its points and its minutes.

use crate::content::ContentFault;
use crate::content::codec::{Fields, Reader, Writer};
use crate::crypto::Digest;
use crate::id::{OpId, SpaceId};

/// Somebody who was present approves the minutes of a meeting.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct MeetingApprove {
    /// The meeting.
    pub meeting: OpId,
    /// In whose name: a person's space, or an organization's.
    pub unit: SpaceId,
    /// BLAKE3 of the minutes that she read. A word on any other text counts for nothing.
    pub hash: Digest,
}

impl Fields for MeetingApprove {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        w.bytes(self.meeting.as_bytes());
        w.bytes(self.unit.as_bytes());
        w.bytes(self.hash.as_bytes());
        Ok(())
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        Ok(Self {
            meeting: OpId::from_bytes(r.array()?),
            unit: SpaceId::from_bytes(r.array()?),
            hash: Digest::from_bytes(r.array()?),
        })
    }
}
