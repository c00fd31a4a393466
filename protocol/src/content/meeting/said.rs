//! What members say of a meeting in their own name, beside its points and its minutes.

use crate::content::ContentFault;
use crate::content::codec::{Fields, Reader, Writer};
use crate::content::proposal::REASON_BYTES_MAX;
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

/// Whether somebody means to come to a meeting that was called; the causally last word of her unit
/// counts.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct MeetingAnswer {
    /// The meeting.
    pub meeting: OpId,
    /// In whose name: a person's space, or an organization's.
    pub unit: SpaceId,
    /// She comes; else she does not.
    pub comes: bool,
    /// Why, or with whom; at most [`REASON_BYTES_MAX`] bytes.
    pub note: Option<String>,
}

impl Fields for MeetingAnswer {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        w.bytes(self.meeting.as_bytes());
        w.bytes(self.unit.as_bytes());
        w.uint(self.comes.into());
        w.text_or_absent(self.note.as_deref(), REASON_BYTES_MAX)
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        let mut answer = Self {
            meeting: OpId::from_bytes(r.array()?),
            unit: SpaceId::from_bytes(r.array()?),
            comes: false,
            note: None,
        };
        match r.uint()? {
            0 => {}
            1 => answer.comes = true,
            _ => {
                r.meet_newer();
                r.skip_rest()?;
                return Ok(answer);
            }
        }
        answer.note = r.text_or_absent(REASON_BYTES_MAX)?;
        Ok(answer)
    }
}
