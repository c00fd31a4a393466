//! What a journal promises, over a real folder and a simulated disk (`contract`), under power cuts
//! and failing writes (`power`), and under rot (`rot`).

mod contract;
mod power;
mod rot;

use super::*;
use crate::store::SimDisk;
use crate::store::progress::{Phase, Progress};

/// Small segments, so that little data makes many: a birth block and some blocks of one sector.
const SMALL: u32 = BLOCK_SECTORS_MAX + 4;

type Found = Vec<(Extent, u8, Vec<u8>)>;

fn root() -> KeyMaterial {
    KeyMaterial::from_bytes([1; 32])
}

fn random(seed: u64) -> SeededRandom {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_be_bytes());
    SeededRandom::new(bytes)
}

fn open(disk: &Arc<dyn Disk>, seed: u64) -> (Journal, OpenReport, Found) {
    let mut found = Vec::new();
    let (journal, report) = Journal::open_sized(
        Arc::clone(disk),
        &root(),
        &mut random(seed),
        SMALL,
        &Progress::default(),
        &mut |extent, kind, record| found.push((extent, kind, record.to_vec())),
    )
    .unwrap();
    assert_eq!(report.records, found.len() as u64);
    (journal, report, found)
}

fn sim(disk: &SimDisk) -> Arc<dyn Disk> {
    Arc::new(disk.clone())
}

fn texts(found: &Found) -> Vec<Vec<u8>> {
    found.iter().map(|(_, _, text)| text.clone()).collect()
}
