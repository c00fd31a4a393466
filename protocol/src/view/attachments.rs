//! Files: what hangs on what, and which parts are here. Their bytes stay where they lie; nothing of
//! them is kept here.

use std::collections::{BTreeMap, BTreeSet};

use super::Admitted;
use crate::content::{Attachment, Body, PART_BYTES, parts_of};
use crate::id::{DeviceId, OpId, SpaceId};
use crate::op::Member;
use crate::time::WallTime;

/// A file that hangs on something.
#[derive(Clone, Debug)]
pub struct Attached {
    /// The operation.
    pub id: OpId,
    /// The device that wrote it.
    pub author: DeviceId,
    /// Its place in its author's log: its parts stand right before it.
    pub seq: u64,
    /// Its author's clock.
    pub at: WallTime,
    /// What it is.
    pub file: Attachment,
}

/// Files of one space.
#[derive(Debug, Default)]
pub struct Attachments {
    objects: BTreeMap<OpId, BTreeMap<(u32, OpId), Attached>>,
    /// Parts that were opened: author, place in her log, bytes.
    parts: BTreeSet<(DeviceId, u64, u64)>,
    /// Bytes of all parts, of whatever file, by who put them there.
    part_bytes: BTreeMap<Member, u64>,
}

/// Whose share of a space's files is used by what a device attaches there: its organization's; in
/// the organization's own space its person's, in hers its own, as that of a machine of nobody.
#[must_use]
pub fn holder(
    space: SpaceId,
    device: DeviceId,
    person: Option<SpaceId>,
    org: Option<SpaceId>,
) -> Member {
    let above = person.into_iter().chain(org);
    let below = above.take_while(|at| *at != space);
    below.last().map_or(Member::Device(device), Member::Space)
}

impl Attachments {
    pub(super) fn take(&mut self, op: Admitted) -> Option<OpId> {
        match op.content.body {
            Body::AttachmentPart(part) => {
                let bytes = u64::try_from(part.bytes.len()).unwrap_or(u64::MAX);
                self.parts.insert((op.author, op.seq, bytes));
                let holder = holder(op.space, op.author, op.person, op.org);
                let all = self.part_bytes.entry(holder).or_default();
                *all = all.saturating_add(bytes);
                None
            }
            // Before it there is no room for as many parts as it speaks of.
            Body::Attachment(file) if parts_of(file.bytes) > op.seq => None,
            Body::Attachment(file) => {
                let object = file.object;
                let row = Attached {
                    id: op.id,
                    author: op.author,
                    seq: op.seq,
                    at: op.content.at,
                    file,
                };
                let rows = self.objects.entry(object).or_default();
                rows.insert((op.depth, op.id), row);
                Some(object)
            }
            _ => None,
        }
    }

    /// What hangs on something, the causally first first.
    pub fn of(&self, object: &OpId) -> impl Iterator<Item = &Attached> {
        let rows = self.objects.get(object).into_iter();
        rows.flat_map(BTreeMap::values)
    }

    /// Every file.
    pub fn iter(&self) -> impl Iterator<Item = &Attached> {
        self.objects.values().flat_map(BTreeMap::values)
    }

    /// A file.
    #[must_use]
    pub fn get(&self, id: &OpId) -> Option<&Attached> {
        self.iter().find(|row| row.id == *id)
    }

    /// Whether every part of a file was opened here, each of the size that the file asks for. Says
    /// nothing of a disk that was damaged since: whoever puts the file together finds that out.
    #[must_use]
    pub fn is_whole(&self, file: &Attached) -> bool {
        let mut left = file.file.bytes;
        let Some(first) = file.seq.checked_sub(parts_of(left)) else {
            return false;
        };
        (first..file.seq).all(|seq| {
            let bytes = left.min(PART_BYTES as u64);
            left = left.saturating_sub(bytes);
            self.parts.contains(&(file.author, seq, bytes))
        })
    }

    /// Bytes that files take in the space: of parts that are here, whatever is said of them.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        let all = self.part_bytes.values();
        all.copied().fold(0, u64::saturating_add)
    }

    /// Those that one [`holder`] put there.
    #[must_use]
    pub fn bytes_of(&self, holder: &Member) -> u64 {
        self.part_bytes.get(holder).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_of_whoever_is_told_apart_in_a_space() {
        let space = |n| SpaceId::from_bytes([n; 32]);
        let device = DeviceId::from_bytes([9; 32]);
        let (person, org) = (space(1), space(2));
        for (at, person, org, want) in [
            (space(3), Some(person), Some(org), Member::Space(org)),
            (org, Some(person), Some(org), Member::Space(person)),
            (person, Some(person), Some(org), Member::Device(device)),
            (space(3), Some(person), None, Member::Space(person)),
            (space(3), None, None, Member::Device(device)),
        ] {
            assert_eq!(holder(at, device, person, org), want);
        }
    }
}
