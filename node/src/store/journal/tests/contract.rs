//! One suite over every kind of disk: `reopen` may be a plain opening or one after a power cut.

use std::cell::Cell;

use super::super::block::BODY_BYTES_MAX;
use super::*;
use crate::store::RealDisk;

struct World {
    disk: Arc<dyn Disk>,
    before_open: Box<dyn Fn()>,
    opened: Cell<u64>,
}

impl World {
    fn open(&self) -> (Journal, OpenReport, Found) {
        (self.before_open)();
        let opened = self.opened.get() + 1;
        self.opened.set(opened);
        open(&self.disk, opened)
    }
}

fn each_world(check: impl Fn(&World)) {
    let folder = tempfile::tempdir().unwrap();
    check(&World {
        disk: Arc::new(RealDisk::new(folder.path().to_owned())),
        before_open: Box::new(|| {}),
        opened: Cell::new(0),
    });
    let disk = SimDisk::new();
    check(&World {
        disk: sim(&disk),
        before_open: Box::new(|| {}),
        opened: Cell::new(0),
    });
    for seed in 0..4 {
        let disk = SimDisk::new();
        let handle = disk.clone();
        check(&World {
            disk: sim(&disk),
            before_open: Box::new(move || handle.crash(&mut random(seed))),
            opened: Cell::new(0),
        });
    }
}

fn record(number: usize, bytes: usize) -> Vec<u8> {
    let mut record = vec![number as u8; bytes];
    for (at, chunk) in record.chunks_mut(1000).enumerate() {
        chunk[0] = at as u8;
    }
    record
}

#[test]
fn a_fresh_journal_is_empty_and_clean() {
    each_world(|world| {
        let (mut journal, report, found) = world.open();
        assert!(report.is_clean() && found.is_empty());
        assert_eq!(journal.commit(), Ok(()));
        assert_eq!(journal.append(&[]), Ok(Vec::new()));
        assert_eq!(world.disk.list(FOLDER).unwrap(), Vec::<String>::new());
    });
}

#[test]
fn records_of_every_size_come_back_in_order_with_their_extents() {
    let edge = BODY_BYTES_MAX - FRAME_BYTES;
    let sizes = [
        0,
        1,
        421,
        422,
        423,
        600,
        5000,
        edge - 1,
        edge,
        edge + 1,
        65_536,
        3,
        200_000,
        7,
        RECORD_BYTES_MAX - 1,
        RECORD_BYTES_MAX,
        9,
    ];
    each_world(|world| {
        let mut want: Found = Vec::new();
        for batch in [1, 3, sizes.len()] {
            let (mut journal, report, found) = world.open();
            assert!(report.is_clean(), "{report:?}");
            assert_eq!(found, want);
            for (chunk_at, chunk) in sizes.chunks(batch).enumerate() {
                let texts: Vec<_> = (0..).zip(chunk).map(|(n, len)| record(n, *len)).collect();
                let kind = chunk_at as u8;
                let batch: Vec<_> = texts.iter().map(|text| (kind, text.as_slice())).collect();
                let extents = journal.append(&batch).unwrap();
                for (extent, text) in extents.into_iter().zip(texts) {
                    assert_eq!(journal.read(extent).unwrap(), text, "before the commit");
                    want.push((extent, kind, text));
                }
                match chunk_at % 2 {
                    0 => journal.commit().unwrap(),
                    _ => journal.commit_beside(|| ()).0.unwrap(),
                }
            }
            for (extent, _, text) in &want {
                assert_eq!(&journal.read(*extent).unwrap(), text);
                assert_eq!(extent.record_bytes() as usize, text.len());
            }
        }
        let (mut journal, report, found) = world.open();
        assert!(report.is_clean(), "{report:?}");
        assert_eq!(found, want);
        for (extent, _, text) in want.iter().rev() {
            assert_eq!(&journal.read(*extent).unwrap(), text);
        }
        assert!(journal.segment_count() > 3);
        assert!(want.is_sorted_by_key(|(extent, ..)| extent.to_bytes()));
    });
}

#[test]
fn a_group_commit_costs_one_sync() {
    let disk = SimDisk::new();
    let (mut journal, ..) = open(&sim(&disk), 1);
    journal.append(&[(0, b"first")]).unwrap();
    journal.commit().unwrap();
    let before = disk.syncs();
    journal.append(&[(0, b"one"), (0, b"two")]).unwrap();
    journal.append(&[(0, b"three")]).unwrap();
    journal.commit().unwrap();
    journal.commit().unwrap();
    assert_eq!(disk.syncs(), before + 1);
}

#[test]
fn what_is_over_the_limits_changes_nothing() {
    each_world(|world| {
        let (mut journal, ..) = world.open();
        let large = vec![0; RECORD_BYTES_MAX + 1];
        let refused = StoreError::RecordTooLarge { bytes: large.len() };
        assert_eq!(journal.append(&[(0, b"small"), (0, &large)]), Err(refused));
        let many = vec![(0, b"x".as_slice()); APPEND_RECORDS_MAX + 1];
        let refused = StoreError::TooManyRecords {
            records: many.len(),
        };
        assert_eq!(journal.append(&many), Err(refused));
        journal.append(&[(1, b"next")]).unwrap();
        journal.commit().unwrap();
        let (_, report, found) = world.open();
        assert!(report.is_clean());
        assert_eq!(texts(&found), [b"next"]);
    });
}

#[test]
fn what_is_rolled_back_is_gone_and_writing_goes_on() {
    each_world(|world| {
        let (mut journal, ..) = world.open();
        journal.append(&[(0, b"kept")]).unwrap();
        journal.commit().unwrap();
        let long = vec![1; BODY_BYTES_MAX];
        let void = journal.append(&[(0, b"void"), (0, &long)]).unwrap();
        journal.roll_back();
        assert_eq!(journal.read(void[0]), Err(StoreError::NoSuchRecord));
        journal.append(&[(0, b"after")]).unwrap();
        journal.commit().unwrap();
        assert_eq!(journal.read(void[0]), Err(StoreError::NoSuchRecord));
        let (_, report, found) = world.open();
        assert!(report.is_clean(), "{report:?}");
        assert_eq!(texts(&found), [b"kept".as_slice(), b"after"]);
    });
}

#[test]
fn extents_that_name_nothing_are_refused() {
    each_world(|world| {
        let (mut journal, ..) = world.open();
        let long = vec![3; 150_000];
        let extents = journal
            .append(&[(0, b"abc"), (0, &long), (0, b"d")])
            .unwrap();
        journal.commit().unwrap();
        for extent in extents {
            assert_eq!(Extent::from_bytes(&extent.to_bytes()), extent);
            for byte in 0..Extent::BYTES {
                for bit in 0..8 {
                    let mut bytes = extent.to_bytes();
                    bytes[byte] ^= 1 << bit;
                    let error = journal.read(Extent::from_bytes(&bytes)).unwrap_err();
                    assert!(
                        matches!(error, StoreError::NoSuchRecord | StoreError::Damaged(_)),
                        "{error}"
                    );
                }
            }
        }
    });
}

#[test]
fn the_callers_digest_comes_back() {
    each_world(|world| {
        let (mut journal, report, _) = world.open();
        assert_eq!(report.remembered, None);
        journal.remember(&[4; 32]).unwrap();
        journal.append(&[(0, b"text")]).unwrap();
        journal.commit().unwrap();
        let (mut journal, report, _) = world.open();
        assert_eq!(report.remembered, Some([4; 32]));
        journal.append(&[(0, b"text")]).unwrap();
        journal.remember(&[5; 32]).unwrap();
        let (_, report, _) = world.open();
        assert_eq!(report.remembered, Some([5; 32]));
        assert!(!report.shorter_than_remembered && report.damaged.is_empty());
    });
}

#[test]
fn a_foreign_key_reads_nothing_and_removes_nothing() {
    let disk = SimDisk::new();
    let (mut journal, ..) = open(&sim(&disk), 1);
    journal.append(&[(0, b"text")]).unwrap();
    journal.commit().unwrap();
    let before = disk.image();
    let other = KeyMaterial::from_bytes([2; 32]);
    let mut records = 0;
    let (mut journal, report) =
        Journal::open(sim(&disk), &other, &mut random(2), &mut |_, _, _| {
            records += 1;
        })
        .unwrap();
    assert_eq!(records, 0);
    assert_eq!((report.damaged.len(), report.memory_lost), (1, true));
    assert_eq!(disk.image(), before);
    journal.append(&[(0, b"other")]).unwrap();
    journal.commit().unwrap();
    let (_, _, found) = open(&sim(&disk), 3);
    assert_eq!(texts(&found), [b"text"]);
}

#[test]
fn opening_tells_how_many_of_its_bytes_are_read() {
    let disk = sim(&SimDisk::new());
    let (mut journal, ..) = open(&disk, 1);
    for number in 0..8 {
        journal.append(&[(1, &record(number, 50_000))]).unwrap();
        journal.commit().unwrap();
    }
    assert!(journal.segment_count() >= 4);
    drop(journal);
    let progress = Progress::default();
    let mut told = Vec::new();
    let opened = Journal::open_telling(disk, &root(), &mut random(2), &progress, &mut |_, _, _| {
        told.extend(progress.told());
    });
    assert!(opened.is_ok());
    assert_eq!(told.first(), Some(&(Phase::Reading, 0)));
    assert!(told.is_sorted_by_key(|(_, percent)| *percent), "{told:?}");
    let parts = told.chunk_by(|a, b| a == b).count();
    assert!(parts >= 4, "a step for each segment: {told:?}");
    assert_eq!(progress.told(), Some((Phase::Reading, 100)));
}
