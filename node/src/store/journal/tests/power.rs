//! Power cuts, failing writes, full and read-only disks.

use rand_core::Rng;

use super::super::block::BODY_BYTES_MAX;
use super::*;

/// Commits beside other work, which is done in any case.
fn commit_beside(journal: &mut Journal) -> Result<(), StoreError> {
    let (committed, done) = journal.commit_beside(|| 7);
    assert_eq!(done, 7);
    committed
}

/// What was appended between two commits or roll-backs.
struct Group {
    texts: Vec<Vec<u8>>,
    committed: bool,
}

/// One journal's life on one disk, and what it must not forget.
struct Life {
    disk: SimDisk,
    rng: SeededRandom,
    groups: Vec<Group>,
    written: u64,
}

impl Life {
    fn new(seed: u64) -> Self {
        Self {
            disk: SimDisk::new(),
            rng: random(seed),
            groups: Vec::new(),
            written: 0,
        }
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.rng.next_u64() % limit
    }

    fn text(&mut self) -> Vec<u8> {
        self.written += 1;
        let len = match self.below(40) {
            0 => BODY_BYTES_MAX + self.below(70_000) as usize,
            1..5 => 400 + self.below(4000) as usize,
            _ => 8 + self.below(300) as usize,
        };
        let mut text = self.written.to_be_bytes().to_vec();
        text.resize(len, self.written as u8);
        text
    }

    /// Writes until the power fails, in the middle of any call.
    fn write_until_the_power_fails(&mut self, journal: &mut Journal) {
        let changes = self.below(40);
        self.disk.fail_after(changes);
        let mut group = Group {
            texts: Vec::new(),
            committed: false,
        };
        for _ in 0..self.below(30) {
            let outcome = match self.below(8) {
                0..4 => {
                    let texts: Vec<_> = (0..self.below(4)).map(|_| self.text()).collect();
                    group.texts.extend(texts.iter().cloned());
                    let batch: Vec<_> = texts.iter().map(|text| (1, text.as_slice())).collect();
                    journal.append(&batch).map(drop)
                }
                4 => journal.commit().inspect(|()| group.committed = true),
                5 => commit_beside(journal).inspect(|()| group.committed = true),
                6 => journal.remember(&[self.written as u8; 32]),
                _ if self.below(4) == 0 => {
                    self.disk.fail_syncs(1);
                    let outcome = if self.below(2) == 0 {
                        journal.commit()
                    } else {
                        commit_beside(journal)
                    };
                    self.disk.fail_syncs(0);
                    group.committed = outcome.is_ok();
                    outcome
                }
                _ => Ok(()),
            };
            let void = outcome.is_err() || self.below(20) == 0;
            if void && !group.committed {
                journal.roll_back();
            }
            if void || group.committed {
                self.groups.push(std::mem::replace(
                    &mut group,
                    Group {
                        texts: Vec::new(),
                        committed: false,
                    },
                ));
            }
        }
        self.groups.push(group);
    }

    /// What was found holds every committed group whole and of each other one a beginning.
    fn check(&mut self, report: &OpenReport, found: &Found) -> Result<(), &'static str> {
        if !report.damaged.is_empty() || report.shorter_than_remembered || report.memory_lost {
            return Err("a false alarm");
        }
        let mut rest = found.as_slice();
        for group in &self.groups {
            for text in &group.texts {
                match rest.split_first() {
                    Some(((_, 1, first), more)) if first == text => rest = more,
                    _ if group.committed => return Err("a committed record is missing"),
                    _ => break,
                }
            }
        }
        if !rest.is_empty() {
            return Err("a record that was not written there");
        }
        // What was found once is kept.
        self.groups = vec![Group {
            texts: texts(found),
            committed: true,
        }];
        Ok(())
    }

    fn run(&mut self) -> Result<u64, &'static str> {
        let mut torn = 0;
        for _ in 0..3 {
            let seed = self.rng.next_u64();
            let (mut journal, report, found) = open(&sim(&self.disk), seed);
            self.check(&report, &found)?;
            torn += u64::from(report.torn_bytes > 0);
            self.write_until_the_power_fails(&mut journal);
            drop(journal);
            if self.below(5) == 0 {
                // Only the process died: the page cache lives on, until the power fails after
                // the next opening.
                self.disk.fail_after(u64::MAX);
                let (_, report, found) = open(&sim(&self.disk), seed);
                self.check(&report, &found)?;
            }
            self.disk.crash(&mut self.rng);
        }
        let (_, report, found) = open(&sim(&self.disk), 0);
        self.check(&report, &found)?;
        Ok(torn)
    }
}

#[test]
fn nothing_committed_is_lost_in_2000_power_cuts() {
    let mut torn = 0;
    for seed in 0..700 {
        match Life::new(seed).run() {
            Ok(count) => torn += count,
            Err(what) => panic!("seed {seed}: {what}"),
        }
    }
    assert!(torn > 30, "power cuts tear nothing: {torn}");
}

#[test]
fn a_disk_that_lies_about_syncing_is_found() {
    let lost = (0..50).filter(|seed| {
        let mut life = Life::new(*seed);
        life.disk.lie_about_sync(true);
        life.run().is_err()
    });
    assert!(lost.count() > 25);
}

#[test]
fn a_full_disk_harms_nothing_and_writing_goes_on_when_there_is_room() {
    for room in (0..9000).step_by(97) {
        let disk = SimDisk::new();
        let (mut journal, ..) = open(&sim(&disk), 1);
        journal.append(&[(0, b"kept")]).unwrap();
        journal.commit().unwrap();
        disk.fill(Some(room));
        let text = vec![5; 6000];
        let outcome = journal.append(&[(0, &text)]).and_then(|_| journal.commit());
        if outcome.is_ok() {
            continue;
        }
        assert_eq!(outcome, Err(StoreError::Disk(DiskError::Full)));
        assert_eq!(journal.append(&[]), Err(StoreError::MustRollBack));
        assert_eq!(journal.commit(), Err(StoreError::MustRollBack));
        journal.roll_back();
        let _ = journal.append(&[(0, &text)]).and_then(|_| journal.commit());
        journal.roll_back();
        disk.fill(None);
        journal.append(&[(0, b"after")]).unwrap();
        journal.commit().unwrap();
        let (_, report, found) = open(&sim(&disk), 2);
        assert!(report.is_clean(), "room {room}: {report:?}");
        assert_eq!(texts(&found), [b"kept".as_slice(), b"after"]);
    }
}

#[test]
fn a_read_only_disk_is_read() {
    let disk = SimDisk::new();
    let (mut journal, ..) = open(&sim(&disk), 1);
    journal.append(&[(0, b"kept")]).unwrap();
    journal.commit().unwrap();
    disk.read_only(true);
    let (mut journal, report, found) = open(&sim(&disk), 2);
    assert!(report.is_clean());
    assert_eq!(texts(&found), [b"kept"]);
    let refused = Err(StoreError::Disk(DiskError::ReadOnly));
    assert_eq!(journal.append(&[(0, b"more")]).map(drop), refused);
    journal.roll_back();
    disk.read_only(false);
    journal.append(&[(0, b"more")]).unwrap();
    journal.commit().unwrap();
    assert_eq!(texts(&open(&sim(&disk), 3).2).len(), 2);
}
