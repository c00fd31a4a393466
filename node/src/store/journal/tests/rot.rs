//! Flipped bits, cut files, blocks and segments moved, copied, removed or restored.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::super::block::BODY_BYTES_MAX;
use super::*;
use crate::store::heads::HEADS_FILE;

type Image = BTreeMap<String, Vec<u8>>;

const SECTOR: usize = SECTOR_BYTES;

/// A journal of three segments, a block of one sector for each record, all remembered.
fn small() -> (Image, Found) {
    let disk = SimDisk::new();
    let (mut journal, ..) = open(&sim(&disk), 1);
    for number in 0..10_u8 {
        journal.append(&[(number, &[number; 40])]).unwrap();
        journal.commit().unwrap();
    }
    assert_eq!(journal.segment_count(), 3);
    journal.remember(&[9; 32]).unwrap();
    journal.remember(&[9; 32]).unwrap();
    let (_, report, found) = open(&sim(&disk), 2);
    assert!(report.is_clean());
    (disk.image(), found)
}

fn reopen(image: &Image) -> (OpenReport, Found) {
    let disk = SimDisk::from_image(image);
    let (mut journal, report, found) = open(&sim(&disk), 3);
    for (extent, _, text) in &found {
        assert_eq!(&journal.read(*extent).unwrap(), text);
    }
    // Whatever is amiss, writing goes on, and what was found stays.
    journal.append(&[(0, b"after")]).unwrap();
    journal.commit().unwrap();
    let (_, _, again) = open(&sim(&disk), 4);
    assert_eq!(again.len(), found.len() + 1);
    assert_eq!(again[..found.len()], found);
    (report, found)
}

fn segments(image: &Image) -> Vec<String> {
    let journal = image.keys().filter(|path| path.starts_with(FOLDER));
    journal.cloned().collect()
}

fn is_part_of(found: &Found, all: &Found) -> bool {
    let all: BTreeSet<_> = all.iter().collect();
    found.iter().all(|one| all.contains(one)) && found.is_sorted()
}

#[test]
fn each_flipped_bit_is_noticed_and_costs_one_block() {
    let (image, all) = small();
    for path in segments(&image) {
        for byte in 0..image[&path].len() {
            let mut bad = image.clone();
            let bit = byte % 8;
            bad.get_mut(&path).unwrap()[byte] ^= 1 << bit;
            let (report, found) = reopen(&bad);
            let offset = (byte / SECTOR * SECTOR) as u64;
            assert_eq!(report.damaged.len(), 1, "{path} byte {byte}");
            assert_eq!(report.damaged[0].offset, offset);
            assert!(path.ends_with(&report.damaged[0].segment.to_string()));
            assert_eq!(report.torn_bytes, 0);
            let births = usize::from(byte < SECTOR);
            assert_eq!(found.len(), all.len() - 1 + births, "{path} byte {byte}");
            assert!(is_part_of(&found, &all));
        }
    }
}

#[test]
fn each_bit_of_one_block_is_noticed() {
    let (image, all) = small();
    let path = &segments(&image)[0];
    for bit in SECTOR * 8..SECTOR * 16 {
        let disk = SimDisk::from_image(&image);
        disk.flip_bit(path, bit as u64);
        let (mut journal, report, found) = open(&sim(&disk), 3);
        assert_eq!((report.damaged.len(), found.len()), (1, all.len() - 1));
        let (lost, ..) = all.iter().find(|one| !found.contains(one)).unwrap();
        assert_eq!(
            journal.read(*lost),
            Err(StoreError::Damaged(report.damaged[0]))
        );
    }
}

#[test]
fn without_remembered_heads_a_flip_in_the_last_block_is_a_torn_tail() {
    let disk = SimDisk::new();
    let (mut journal, ..) = open(&sim(&disk), 1);
    for text in [b"one", b"two"] {
        journal.append(&[(0, text)]).unwrap();
        journal.commit().unwrap();
    }
    let path = &segments(&disk.image())[0];
    disk.flip_bit(path, (2 * SECTOR * 8) as u64 + 77);
    let (_, report, found) = open(&sim(&disk), 2);
    assert_eq!(
        (report.torn_bytes, report.damaged.len()),
        (SECTOR as u64, 0)
    );
    assert_eq!(texts(&found), [b"one"]);
    let (mut journal, report, _) = open(&sim(&disk), 2);
    assert_eq!(report.torn_bytes, SECTOR as u64, "opening cuts nothing yet");
    journal.append(&[(0, b"new")]).unwrap();
    journal.commit().unwrap();
    let (journal, report, found) = open(&sim(&disk), 2);
    assert!(report.is_clean());
    assert_eq!(texts(&found), [b"one", b"new"]);
    assert_eq!(
        journal.segment_count(),
        2,
        "a cut segment is never written again"
    );
}

#[test]
fn a_file_cut_at_any_byte_is_noticed() {
    let (image, all) = small();
    for path in segments(&image) {
        let bytes = &image[&path];
        for len in 0..bytes.len() {
            let mut bad = image.clone();
            bad.insert(path.clone(), bytes[..len].to_vec());
            let (report, found) = reopen(&bad);
            assert!(
                report.shorter_than_remembered || !report.damaged.is_empty(),
                "{path} cut to {len}: {report:?}"
            );
            let blocks_lost = (bytes.len() - len).div_ceil(SECTOR);
            let births_lost = usize::from(len < SECTOR);
            assert_eq!(found.len(), all.len() - blocks_lost + births_lost);
            assert!(is_part_of(&found, &all));
        }
    }
}

#[test]
fn a_journal_cut_between_blocks_of_the_last_segment_raises_the_alarm() {
    let (image, _) = small();
    let mut alarms = 0;
    for path in segments(&image) {
        let mut bad = image.clone();
        let bytes = bad.get_mut(&path).unwrap();
        bytes.truncate(bytes.len() - SECTOR);
        alarms += usize::from(reopen(&bad).0.shorter_than_remembered);
    }
    assert_eq!(alarms, 1);
}

#[test]
fn moved_and_copied_blocks_open_nowhere() {
    let (image, all) = small();
    let paths = segments(&image);
    for from in &paths {
        for to in &paths {
            for (a, b) in [(0, 1), (1, 2), (2, 1), (1, 1), (0, 0)] {
                let block = image[from][a * SECTOR..(a + 1) * SECTOR].to_vec();
                let mut bad = image.clone();
                bad.get_mut(to).unwrap()[b * SECTOR..(b + 1) * SECTOR].copy_from_slice(&block);
                let (report, found) = reopen(&bad);
                let same = from == to && a == b;
                assert_eq!(report.is_clean(), same, "{from} {a} to {to} {b}");
                assert!(is_part_of(&found, &all));
                let mut longer = image.clone();
                longer.get_mut(to).unwrap().extend_from_slice(&block);
                let (report, found) = reopen(&longer);
                assert!(!report.is_clean());
                assert_eq!(found, all);
            }
        }
    }
}

#[test]
fn segments_swapped_copied_or_removed_are_noticed() {
    let (image, all) = small();
    let paths = segments(&image);
    for path in &paths {
        let mut bad = image.clone();
        let bytes = bad.remove(path).unwrap();
        let (report, found) = reopen(&bad);
        assert!(report.shorter_than_remembered || report.damaged.len() == 1);
        assert!(is_part_of(&found, &all));

        let mut bad = image.clone();
        bad.insert(SegmentName::from_bytes([6; 16]).path(), bytes);
        let (report, found) = reopen(&bad);
        assert_eq!((report.damaged.len(), &found), (1, &all));
    }
    let mut bad = image.clone();
    bad.insert(paths[0].clone(), image[&paths[1]].clone());
    bad.insert(paths[1].clone(), image[&paths[0]].clone());
    let (report, found) = reopen(&bad);
    assert!(report.damaged.len() >= 2 && is_part_of(&found, &all));
}

#[test]
fn an_older_journal_with_newer_heads_raises_the_alarm() {
    let (newer, _) = small();
    let disk = SimDisk::new();
    let (mut journal, ..) = open(&sim(&disk), 1);
    journal.append(&[(0, &[0; 40])]).unwrap();
    journal.commit().unwrap();
    journal.remember(&[1; 32]).unwrap();
    let mut bad = disk.image();
    assert!(reopen(&bad).0.is_clean());
    bad.insert(HEADS_FILE.to_owned(), newer[HEADS_FILE].clone());
    let (report, found) = reopen(&bad);
    assert!(report.shorter_than_remembered);
    assert_eq!((report.remembered, found.len()), (Some([9; 32]), 1));
}

#[test]
fn removed_or_damaged_heads_are_noticed() {
    let (image, all) = small();
    let mut bad = image.clone();
    bad.remove(HEADS_FILE);
    let (report, found) = reopen(&bad);
    assert_eq!((report.memory_lost, &found), (true, &all));
    let mut bad = image.clone();
    bad.insert(HEADS_FILE.to_owned(), vec![0; 3000]);
    let (report, found) = reopen(&bad);
    assert_eq!((report.memory_lost, &found), (true, &all));
    for byte in (0..image[HEADS_FILE].len()).step_by(61) {
        let mut bad = image.clone();
        bad.get_mut(HEADS_FILE).unwrap()[byte] ^= 4;
        let (report, found) = reopen(&bad);
        assert_eq!((report.heads_slots_damaged, &found), (1, &all));
        assert!(!report.memory_lost && !report.shorter_than_remembered);
    }
}

#[test]
fn a_hole_in_a_long_record_costs_that_record_alone() {
    let disk = SimDisk::new();
    let (mut journal, ..) = open(&sim(&disk), 1);
    let long = vec![8; 2 * BODY_BYTES_MAX + 100];
    let extents = journal
        .append(&[(0, b"one"), (0, &long), (0, b"two")])
        .unwrap();
    journal.commit().unwrap();
    journal.remember(&[0; 32]).unwrap();
    let image = disk.image();
    let path = extents_path(&image, extents[1]);
    for piece in 0..3 {
        let disk = SimDisk::from_image(&image);
        let byte = (extents[1].sector + piece * BLOCK_SECTORS_MAX) as u64 * SECTOR as u64 + 200;
        disk.flip_bit(&path, byte * 8);
        let (mut journal, report, found) = open(&sim(&disk), 2);
        assert_eq!(report.damaged.len(), 1);
        assert_eq!(texts(&found), [b"one", b"two"]);
        let error = journal.read(extents[1]).unwrap_err();
        assert_eq!(error, StoreError::Damaged(report.damaged[0]));
    }
}

#[test]
fn a_long_record_of_which_the_end_never_came_is_torn_from_its_beginning() {
    let disk = SimDisk::new();
    let (mut journal, ..) = open(&sim(&disk), 1);
    let extents = journal
        .append(&[(0, &vec![8; 2 * BODY_BYTES_MAX + 100])])
        .unwrap();
    journal.commit().unwrap();
    let image = disk.image();
    let path = extents_path(&image, extents[0]);
    for pieces in 0..3 {
        let mut torn = image.clone();
        let len = (1 + pieces * BLOCK_SECTORS_MAX as usize) * SECTOR;
        torn.get_mut(&path).unwrap().truncate(len);
        let (report, found) = reopen(&torn);
        assert_eq!(report.torn_bytes as usize, len - SECTOR);
        assert!(found.is_empty() && report.damaged.is_empty());
    }
}

/// The long record's segment is the only one longer than a block.
fn extents_path(image: &Image, extent: Extent) -> String {
    let long = |path: &&String| image[*path].len() > extent.record_bytes() as usize;
    segments(image).iter().find(long).unwrap().clone()
}

#[test]
fn files_that_are_no_segments_are_left_alone() {
    let (mut image, all) = small();
    for name in ["notes.txt", "0", "ABCDEF0123456789ABCDEF0123456789", "-1"] {
        image.insert(format!("{FOLDER}/{name}"), b"something".to_vec());
    }
    let (report, found) = reopen(&image);
    assert!(report.is_clean());
    assert_eq!(found, all);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_the_files_hold_opening_does_not_panic(
        files in prop::collection::btree_map(any::<[u8; 16]>(),
            prop::collection::vec(any::<u8>(), 0..3000), 0..4),
        heads in prop::collection::vec(any::<u8>(), 0..9000),
        splice in any::<(u16, u16, u16)>(),
    ) {
        let (mut image, all) = small();
        for (name, bytes) in files {
            image.insert(SegmentName::from_bytes(name).path(), bytes);
        }
        image.insert(HEADS_FILE.to_owned(), heads);
        let path = segments(&image)[splice.0 as usize % 3].clone();
        let bytes = image.get_mut(&path).unwrap();
        if !bytes.is_empty() {
            let start = splice.1 as usize % bytes.len();
            let end = (start + splice.2 as usize % 700).min(bytes.len());
            bytes.drain(start..end);
        }
        let (_, found) = reopen(&image);
        prop_assert!(is_part_of(&found, &all));
    }
}

#[test]
fn each_bit_that_flips_while_it_is_open_is_found_however_often_it_was_read() {
    let disk = SimDisk::new();
    let (mut journal, ..) = open(&sim(&disk), 1);
    let mut extents = Vec::new();
    for number in 0..10_u8 {
        extents.extend(journal.append(&[(number, &[number; 40])]).unwrap());
        journal.commit().unwrap();
    }
    for extent in &extents {
        journal.read(*extent).unwrap();
    }
    let clean = journal.look_through().unwrap();
    assert!(clean.damaged.is_empty() && !clean.shorter_than_remembered);
    let image = disk.image();
    for path in segments(&image) {
        for byte in 0..image[&path].len() as u64 {
            let bit = byte * 8 + byte % 8;
            disk.flip_bit(&path, bit);
            let found = journal.look_through().unwrap();
            assert_eq!(found.damaged.len(), 1, "{path} byte {byte}");
            assert_eq!(
                found.damaged[0].offset,
                byte / SECTOR as u64 * SECTOR as u64
            );
            disk.flip_bit(&path, bit);
        }
        // Also where it was read before, and where it is not there at all.
        disk.remove(&path).unwrap();
        let found = journal.look_through().unwrap();
        assert!(!found.damaged.is_empty() || found.shorter_than_remembered);
        disk.replace(&path, &image[&path]);
    }
    assert_eq!(journal.take_misread(), None);
}
