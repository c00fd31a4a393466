//! Reading the journal together with its mirror: what one of them lost the other gives back.
//!
//! In the mirror stands what no peer gives back, or without which no peer would be known: who is a
//! member, keys that were handed out, and what concerns this device alone.

use std::collections::BTreeSet;
use std::sync::Arc;

use asamblea_protocol::crypto::{BoxKey, CryptoRng, Domain, KeyMaterial, derive, hash};

use super::damage::KeysFile;
use super::records::{LOCAL, Replay, Replayed};
use super::renewal::replica_from;
use super::{Now, store_fault};
use crate::api::ApiError;
use crate::store::{Disk, Extent, Index, Journal, Mirror, OpenReport, Progress, StoreError};

/// Names a record by its kind and bytes.
pub(super) type Mark = [u8; 16];

pub(super) fn mark(kind: u8, record: &[u8]) -> Mark {
    let digest = hash(Domain::StoreMark, &[&[kind], record]);
    *digest.as_bytes().first_chunk().unwrap_or(&[0; 16])
}

/// What was found of journal and mirror.
pub(super) struct Copies {
    pub(super) journal: Journal,
    pub(super) report: OpenReport,
    pub(super) mirror: Mirror,
    /// Records that stood in the mirror alone.
    pub(super) restored: usize,
    /// The mirror itself was damaged, and was written anew.
    pub(super) mirror_damaged: bool,
}

/// A profile as it was read, the index filled from it where that was behind.
pub(super) struct ReadProfile {
    pub(super) copies: Copies,
    pub(super) replayed: Replayed,
    /// How the file of keys was found.
    pub(super) keys: KeysFile,
    pub(super) private: BoxKey,
}

/// Where a profile is read from.
pub(super) struct Reading<'a> {
    pub(super) disk: &'a Arc<dyn Disk>,
    pub(super) index: &'a mut dyn Index,
    pub(super) now: Now,
    pub(super) progress: &'a Progress,
}

impl Reading<'_> {
    /// Reads all of it into a fresh replica. Randomness is for the journal, and for the mirror.
    pub(super) fn read(
        self,
        root: &KeyMaterial,
        (rng, mirror_rng): (&mut dyn CryptoRng, &mut dyn CryptoRng),
    ) -> Result<ReadProfile, ApiError> {
        let (replica, keys) = replica_from(&**self.disk, root, rng, self.now)?;
        let private = BoxKey::new(&derive(Domain::StorePrivate, root, &[]));
        let mut replay = Replay::new(replica, Some(&private), self.index);
        let sources = (rng, mirror_rng);
        let copies = read_both(self.disk, root, sources, self.progress, &mut replay);
        let copies = copies.map_err(store_fault)?;
        let replayed = replay.finish(self.index, copies.restored > 0, self.progress);
        Ok(ReadProfile {
            copies,
            replayed,
            keys,
            private,
        })
    }
}

/// Reads both into a replay.
fn read_both(
    disk: &Arc<dyn Disk>,
    root: &KeyMaterial,
    (rng, mirror_rng): (&mut dyn CryptoRng, &mut dyn CryptoRng),
    progress: &Progress,
    replay: &mut Replay<'_>,
) -> Result<Copies, StoreError> {
    let (mut journal, report) = Journal::open_telling(
        Arc::clone(disk),
        root,
        rng,
        progress,
        &mut |extent, kind, record| replay.take(extent, kind, record),
    )?;
    let mut held: BTreeSet<Mark> = BTreeSet::new();
    let mut all: Vec<(Extent, Mark)> = Vec::new();
    let (mut mirror, told) = Mirror::open(disk, root, mirror_rng, &mut |extent, kind, record| {
        let mark = mark(kind, record);
        held.insert(mark);
        all.push((extent, mark));
    })?;
    let known: BTreeSet<Mark> = replay.mirrored.iter().map(|(_, mark)| *mark).collect();
    let lost: Vec<Extent> = all
        .iter()
        .filter(|(_, mark)| !known.contains(mark))
        .map(|(extent, _)| *extent)
        .collect();
    let restored = restore(&mut journal, &mut mirror, replay, (&all, &lost, &held));
    replay.fill_gaps(&mut journal);
    let mirror_damaged = !told.damaged.is_empty()
        || told.shorter_than_remembered
        || told.memory_lost
        || told.heads_slots_damaged > 0;
    if mirror_damaged {
        held.clear();
        mirror = mirror.begin_anew(root, mirror_rng)?;
    }
    for (extent, mark) in &replay.mirrored {
        if held.insert(*mark)
            && let Ok((kind, record)) = journal.read_kind(*extent)
        {
            mirror.stage(kind, &record);
        }
    }
    if journal.is_settled() {
        mirror.write();
    }
    Ok(Copies {
        journal,
        report,
        mirror,
        restored,
        mirror_damaged,
    })
}

type Found<'a> = (&'a [(Extent, Mark)], &'a [Extent], &'a BTreeSet<Mark>);

/// Writes what the journal lost into it again, and replays it. How many records.
fn restore(
    journal: &mut Journal,
    mirror: &mut Mirror,
    replay: &mut Replay<'_>,
    (all, lost, held): Found<'_>,
) -> usize {
    let mut back: Vec<(u8, Vec<u8>)> = Vec::new();
    for extent in lost {
        match mirror.read_kind(*extent) {
            Ok((LOCAL, _)) | Err(_) => {}
            Ok(record) => back.push(record),
        }
    }
    let is_local =
        |extent: &Extent, mirror: &mut Mirror| matches!(mirror.read_kind(*extent), Ok((LOCAL, _)));
    if lost.iter().any(|extent| is_local(extent, mirror)) {
        // The last of several says how it is, so all are said again in the order of the mirror,
        // and then what the mirror had not heard of.
        back.extend(all.iter().filter_map(|(extent, _)| {
            let found = mirror.read_kind(*extent).ok()?;
            (found.0 == LOCAL).then_some(found)
        }));
        let after = replay
            .mirrored
            .iter()
            .rposition(|(_, mark)| held.contains(mark));
        let newer = replay.mirrored.iter().skip(after.map_or(0, |at| at + 1));
        let newer: Vec<Extent> = newer.map(|(extent, _)| *extent).collect();
        for extent in newer {
            if let Ok((LOCAL, record)) = journal.read_kind(extent) {
                back.push((LOCAL, record));
            }
        }
    }
    if back.is_empty() {
        return 0;
    }
    let records: Vec<(u8, &[u8])> = back
        .iter()
        .map(|(kind, record)| (*kind, record.as_slice()))
        .collect();
    let written = journal.append(&records);
    let written = written.and_then(|extents| journal.commit().map(|()| extents));
    match written {
        Ok(extents) => {
            for (extent, (kind, record)) in extents.into_iter().zip(records) {
                replay.take(extent, kind, record);
            }
        }
        // A disk that takes nothing: it stays in the mirror until the next opening.
        Err(_) => journal.roll_back(),
    }
    lost.len()
}
