//! The remembered heads: how far the journal reached, sealed in a file of its own.
//!
//! A journal that lost its end looks like a shorter journal. The file `heads` remembers a position
//! that was committed, with 32 bytes of the caller's, in two alternating slots, so that a power cut
//! while one is written leaves the other. It is never ahead of the journal on an honest disk.
//!
//! ```text
//! slot (4,096 bytes, two of them): box over
//!   0  generation u64   8  ordinal u32   12  segment [16]   28  sectors u32   32  digest [32]
//!   64 file of keys u64  72 zeros
//! ```

use asamblea_protocol::crypto::{AEAD_TAG_BYTES, BoxKey, CryptoRng, Domain, KeyMaterial, derive};

use super::disk::{Disk, DiskError};
use super::journal::SegmentName;

/// The file's name.
pub(super) const HEADS_FILE: &str = "heads";
/// Slots lie a whole physical sector apart, so that no torn write reaches both.
const SLOT_BYTES: usize = 4096;
const SLOTS: u64 = 2;
const BOX_SALT_BYTES: usize = 24;
const PLAIN_BYTES: usize = SLOT_BYTES - BOX_SALT_BYTES - AEAD_TAG_BYTES;

/// A remembered position of the journal.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Remembered {
    /// Which segment, counted from 0; `None` before the first.
    pub segment: Option<(u32, SegmentName)>,
    /// Committed sectors of that segment.
    pub sectors: u32,
    /// What the caller gave with it.
    pub digest: [u8; 32],
    /// Which writing of the file of keys stood beside it; 0 where none was known.
    pub keys: u64,
}

/// What the file said when it was read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct HeadsRead {
    pub(super) remembered: Option<Remembered>,
    /// Slots that were written and do not open.
    pub(super) slots_damaged: u8,
    pub(super) file_present: bool,
}

/// Writes and reads the file `heads`.
pub(super) struct Heads {
    key: BoxKey,
    generation: u64,
    // The file's name may not be on the medium yet: also one made by a process that was killed.
    name_in_doubt: bool,
    // A slot on the disk is not the one that was written there.
    slots_in_doubt: bool,
}

impl Heads {
    pub(super) fn read(
        disk: &dyn Disk,
        root: &KeyMaterial,
    ) -> Result<(Self, HeadsRead), DiskError> {
        let key = BoxKey::new(&derive(Domain::StoreHeads, root, &[]));
        let (read, generation) = read_slots(disk, &key)?;
        let heads = Self {
            key,
            generation,
            name_in_doubt: true,
            slots_in_doubt: false,
        };
        Ok((heads, read))
    }

    /// Drops the key: nothing is read or written from here on.
    pub(super) fn shut(&mut self) {
        self.key = BoxKey::new(&KeyMaterial::from_bytes([0; 32]));
    }

    /// Whether the disk still holds what was written there. What it does not is written anew with
    /// the next position.
    pub(super) fn check(&mut self, disk: &dyn Disk) -> Result<bool, DiskError> {
        disk.forget(HEADS_FILE);
        let (read, generation) = read_slots(disk, &self.key)?;
        self.slots_in_doubt = read.slots_damaged > 0 || generation != self.generation;
        Ok(!self.slots_in_doubt)
    }

    /// Writes the older slot, or both where one is not as it should be, and syncs.
    pub(super) fn write(
        &mut self,
        disk: &dyn Disk,
        remembered: &Remembered,
        rng: &mut dyn CryptoRng,
    ) -> Result<(), DiskError> {
        if disk.size(HEADS_FILE)?.is_none() {
            disk.create(HEADS_FILE)?;
        }
        let both = self.generation == 0 || self.slots_in_doubt;
        let slots = if both { SLOTS } else { 1 };
        let len = SLOTS * SLOT_BYTES as u64;
        if self.slots_in_doubt && disk.size(HEADS_FILE)?.is_some_and(|size| size > len) {
            disk.truncate(HEADS_FILE, len)?;
        }
        let mut generation = self.generation;
        for _ in 0..slots {
            generation = generation.saturating_add(1);
            let slot = generation % SLOTS;
            let sealed = self
                .key
                .seal(&aad(slot), &encode(generation, remembered), rng);
            disk.write_at(HEADS_FILE, slot * SLOT_BYTES as u64, &sealed)?;
            if self.slots_in_doubt {
                // The other may be the only good one: it stays until this one is on the medium.
                disk.sync(HEADS_FILE)?;
            }
        }
        disk.sync(HEADS_FILE)?;
        if self.name_in_doubt {
            disk.sync_dir("")?;
            self.name_in_doubt = false;
        }
        self.generation = generation;
        self.slots_in_doubt = false;
        Ok(())
    }
}

/// What the slots on the disk say, and the highest generation of those that open.
fn read_slots(disk: &dyn Disk, key: &BoxKey) -> Result<(HeadsRead, u64), DiskError> {
    let size = disk.size(HEADS_FILE)?;
    let mut read = HeadsRead {
        remembered: None,
        slots_damaged: 0,
        file_present: size.is_some(),
    };
    let mut generation = 0;
    for slot in 0..SLOTS {
        let offset = slot * SLOT_BYTES as u64;
        if size.is_none_or(|size| size <= offset) {
            continue;
        }
        let sealed = disk.read_at(HEADS_FILE, offset, SLOT_BYTES)?;
        let plain = key.open(&aad(slot), &sealed).ok();
        match plain.and_then(|plain| decode(&plain)) {
            Some((found, remembered)) if found >= generation => {
                generation = found;
                read.remembered = Some(remembered);
            }
            Some(_) => {}
            None => read.slots_damaged += 1,
        }
    }
    // Bytes after the slots are nobody's.
    if size.is_some_and(|size| size > SLOTS * SLOT_BYTES as u64) {
        read.slots_damaged += 1;
    }
    Ok((read, generation))
}

fn aad(slot: u64) -> [u8; 9] {
    let mut aad = [1; 9];
    for (to, from) in aad.iter_mut().skip(1).zip(slot.to_be_bytes()) {
        *to = from;
    }
    aad
}

fn encode(generation: u64, remembered: &Remembered) -> Vec<u8> {
    // Ordinals are stored one higher, so that zero says "no segment".
    let (ordinal, name) = remembered.segment.map_or((0, [0; 16]), |(ordinal, name)| {
        (ordinal.saturating_add(1), *name.as_bytes())
    });
    let mut plain = Vec::with_capacity(PLAIN_BYTES);
    plain.extend_from_slice(&generation.to_be_bytes());
    plain.extend_from_slice(&ordinal.to_be_bytes());
    plain.extend_from_slice(&name);
    plain.extend_from_slice(&remembered.sectors.to_be_bytes());
    plain.extend_from_slice(&remembered.digest);
    plain.extend_from_slice(&remembered.keys.to_be_bytes());
    plain.resize(PLAIN_BYTES, 0);
    plain
}

fn decode(plain: &[u8]) -> Option<(u64, Remembered)> {
    let (generation, rest) = plain.split_first_chunk::<8>()?;
    let (ordinal, rest) = rest.split_first_chunk::<4>()?;
    let (name, rest) = rest.split_first_chunk::<16>()?;
    let (sectors, rest) = rest.split_first_chunk::<4>()?;
    let (digest, rest) = rest.split_first_chunk::<32>()?;
    let keys = rest.first_chunk::<8>()?;
    let ordinal = u32::from_be_bytes(*ordinal).checked_sub(1);
    let remembered = Remembered {
        segment: ordinal.map(|ordinal| (ordinal, SegmentName::from_bytes(*name))),
        sectors: u32::from_be_bytes(*sectors),
        digest: *digest,
        keys: u64::from_be_bytes(*keys),
    };
    Some((u64::from_be_bytes(*generation), remembered))
}

#[cfg(test)]
mod tests {
    use asamblea_protocol::crypto::SeededRandom;

    use super::*;
    use crate::store::SimDisk;

    fn remembered(sectors: u32) -> Remembered {
        Remembered {
            segment: Some((0, SegmentName::from_bytes([4; 16]))),
            sectors,
            digest: [sectors as u8; 32],
            keys: u64::from(sectors) << 40,
        }
    }

    fn root() -> KeyMaterial {
        KeyMaterial::from_bytes([1; 32])
    }

    fn written(disk: &SimDisk, rng: &mut SeededRandom, count: u32) -> Heads {
        let (mut heads, _) = Heads::read(disk, &root()).unwrap();
        for sectors in 1..=count {
            heads.write(disk, &remembered(sectors), rng).unwrap();
        }
        heads
    }

    #[test]
    fn the_last_position_written_is_read() {
        let (disk, mut rng) = (SimDisk::new(), SeededRandom::new([1; 32]));
        let (_, read) = Heads::read(&disk, &root()).unwrap();
        assert_eq!((read.remembered, read.file_present), (None, false));
        for count in 1..4 {
            let disk = SimDisk::new();
            written(&disk, &mut rng, count);
            let (_, read) = Heads::read(&disk, &root()).unwrap();
            assert_eq!(read.remembered, Some(remembered(count)));
            assert_eq!(read.slots_damaged, 0);
        }
    }

    #[test]
    fn a_damaged_slot_is_counted_and_the_other_is_read() {
        let (disk, mut rng) = (SimDisk::new(), SeededRandom::new([1; 32]));
        written(&disk, &mut rng, 2);
        let image = disk.image();
        for byte in 0..2 * SLOT_BYTES as u64 {
            let disk = SimDisk::from_image(&image);
            disk.flip_bit(HEADS_FILE, byte * 8 + byte % 8);
            let (_, read) = Heads::read(&disk, &root()).unwrap();
            assert_eq!(read.slots_damaged, 1);
            let want = if byte < SLOT_BYTES as u64 { 2 } else { 1 };
            assert_eq!(read.remembered, Some(remembered(want)), "byte {byte}");
        }
    }

    #[test]
    fn what_rots_while_it_is_open_is_found_and_written_anew() {
        let (disk, mut rng) = (SimDisk::new(), SeededRandom::new([1; 32]));
        let mut heads = written(&disk, &mut rng, 3);
        assert!(heads.check(&disk).unwrap());
        let struck: [&dyn Fn(&SimDisk); 5] = [
            &|disk| disk.flip_bit(HEADS_FILE, 77),
            &|disk| disk.flip_bit(HEADS_FILE, SLOT_BYTES as u64 * 8 + 77),
            &|disk| disk.flip_bit(HEADS_FILE, SLOT_BYTES as u64 * 16 - 1),
            &|disk| {
                for slot in 0..SLOTS {
                    disk.flip_bit(HEADS_FILE, slot * SLOT_BYTES as u64 * 8 + 5);
                }
            },
            &|disk| disk.replace(HEADS_FILE, &[7; 3 * SLOT_BYTES]),
        ];
        for (strike, sectors) in struck.iter().zip(4..) {
            strike(&disk);
            assert!(!heads.check(&disk).unwrap());
            heads.write(&disk, &remembered(sectors), &mut rng).unwrap();
            assert!(heads.check(&disk).unwrap());
            let (_, read) = Heads::read(&disk, &root()).unwrap();
            assert_eq!(read.remembered, Some(remembered(sectors)));
            assert_eq!(read.slots_damaged, 0);
        }
    }

    #[test]
    fn swapped_slots_open_nothing() {
        let (disk, mut rng) = (SimDisk::new(), SeededRandom::new([1; 32]));
        written(&disk, &mut rng, 2);
        let mut bytes = disk.image()[HEADS_FILE].clone();
        bytes.rotate_left(SLOT_BYTES);
        disk.replace(HEADS_FILE, &bytes);
        let (_, read) = Heads::read(&disk, &root()).unwrap();
        assert_eq!((read.remembered, read.slots_damaged), (None, 2));
    }

    #[test]
    fn a_power_cut_loses_at_most_the_write_under_way() {
        for seed in 0..200 {
            let (disk, mut rng) = (SimDisk::new(), SeededRandom::new([seed; 32]));
            let mut heads = written(&disk, &mut rng, 3);
            disk.fail_syncs(1);
            assert!(heads.write(&disk, &remembered(4), &mut rng).is_err());
            disk.crash(&mut rng);
            let (_, read) = Heads::read(&disk, &root()).unwrap();
            let sectors = read.remembered.unwrap().sectors;
            assert!(sectors == 3 || sectors == 4, "seed {seed}: {sectors}");
        }
    }
}
