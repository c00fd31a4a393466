//! Somebody takes a device's disk and its passphrase, and tries every key on everything.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a disk that does not open hides what it holds: the test ends"
)]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use asamblea_node::engine::{Engine, Now, Parts, erasing};
use asamblea_node::store::{
    Disk, Journal, KeysRead, MemoryIndex, Mirror, Progress, SimDisk, Vault, read_keys,
};
use asamblea_protocol::crypto::{BoxKey, Domain, KeyMaterial, SealSecretKey, SeededRandom, derive};
use asamblea_protocol::keys::{EpochKeys, open_epoch};
use asamblea_protocol::op::SignedRun;
use asamblea_protocol::replica::Holding;
use asamblea_protocol::time::{MonoTime, WallTime};

use crate::cluster::Cluster;

/// Everything that somebody can open who has the disk of a simulated device and its passphrase.
#[must_use]
pub fn raw(cluster: &Cluster, at: usize) -> Vec<Vec<u8>> {
    let device = &cluster.devices[at];
    let disk = SimDisk::from_image(&device.disk.image());
    opened(disk, &device.root(), device.now(cluster.now_ms))
}

/// Everything that somebody can open who has a copy of a profile's folder and the passphrase. The
/// folder stays as it is.
#[must_use]
pub fn of_folder(folder: &Path, passphrase: &[u8]) -> Vec<Vec<u8>> {
    let mut image = BTreeMap::new();
    for within in ["", "journal/", "mirror/"] {
        let Ok(entries) = std::fs::read_dir(folder.join(within)) else {
            continue;
        };
        for path in entries.map(|entry| entry.unwrap().path()) {
            if path.is_file() {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                image.insert(format!("{within}{name}"), std::fs::read(path).unwrap());
            }
        }
    }
    let disk = SimDisk::from_image(&image);
    let (_, root) = Vault::open(&disk, passphrase).unwrap();
    let wall = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let now = Now {
        mono: MonoTime(0),
        wall: WallTime(u64::try_from(wall.as_millis()).unwrap()),
    };
    opened(disk, &root, now)
}

/// All of a disk, with every key that lies there or follows from one, tried on everything.
fn opened(disk: SimDisk, root: &KeyMaterial, now: Now) -> Vec<Vec<u8>> {
    let (held, written) = match read_keys(&disk, root).unwrap() {
        KeysRead::Bytes { bytes, written, .. } => (Holding::from_bytes(&bytes).unwrap(), written),
        other => panic!("{other:?}"),
    };
    let records = records(&disk, root);
    let mut rng = SeededRandom::new([1; 32]);
    // As the program opens it, though it never asks the list of what was forgotten.
    let seals: Vec<SealSecretKey> = held.secrets.iter().map(|secret| secret.seal()).collect();
    let mut copy = held.clone();
    copy.forgotten.clear();
    let bytes = copy.to_bytes();
    asamblea_node::store::write_keys(&disk, root, (&bytes, written), &mut rng).unwrap();
    let parts = Parts {
        disk: Arc::new(disk),
        index: Box::new(MemoryIndex::new()),
        entropy: [7; 32],
        random: erasing,
        folder: None,
        progress: Progress::default(),
    };
    let engine = Engine::open(parts, root, now).unwrap();
    let replica = engine.replica();
    let device = replica.device();
    let mut epochs: BTreeMap<_, EpochKeys> = replica
        .held_epochs()
        .into_iter()
        .map(|held| EpochKeys::new(held.space, held.author, held.secret))
        .map(|keys| (keys.id(), keys))
        .collect();
    for info in replica.epochs().iter() {
        let id = info.header.id;
        let mut opened = seals
            .iter()
            .filter_map(|seal| open_epoch(seal, device, replica.epochs(), &id));
        if let Some(keys) = opened.next() {
            epochs.insert(id, keys);
        }
    }
    let private = BoxKey::new(&derive(Domain::StorePrivate, root, &[]));
    let first = KeyMaterial::from_bytes(*root.expose());
    let mut plains = vec![first.expose().to_vec()];
    for (kind, record) in records {
        if let Ok(plain) = private.open(b"private", &record) {
            plains.push(plain);
        }
        if kind != 1 {
            plains.push(record);
            continue;
        }
        let run = SignedRun::decode(&record[8..]).unwrap().verify().unwrap();
        for op in run.ops() {
            plains.push(op.body.clone());
            let opened = epochs
                .values()
                .filter_map(|keys| keys.open_content(op).ok());
            plains.extend(opened);
        }
    }
    plains
}

/// Every record that lies on a disk, in the journal or in its mirror, with its kind.
#[must_use]
pub fn records(disk: &SimDisk, root: &KeyMaterial) -> Vec<(u8, Vec<u8>)> {
    let shared: Arc<dyn Disk> = Arc::new(disk.clone());
    let mut rng = SeededRandom::new([1; 32]);
    let mut found: Vec<(u8, Vec<u8>)> = Vec::new();
    let mut take = |kind: u8, record: &[u8]| found.push((kind, record.to_vec()));
    Journal::open(
        Arc::clone(&shared),
        root,
        &mut rng,
        &mut |_, kind, record| take(kind, record),
    )
    .unwrap();
    Mirror::open(&shared, root, &mut rng, &mut |_, kind, record| {
        take(kind, record);
    })
    .unwrap();
    found
}

/// Whether some words stand in it.
#[must_use]
pub fn has(plains: &[Vec<u8>], text: &str) -> bool {
    let text = text.as_bytes();
    plains
        .iter()
        .any(|plain| plain.windows(text.len()).any(|part| part == text))
}
