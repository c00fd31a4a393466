//! What whoever waits is told while a profile opens.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where its world cannot be made"
)]

use std::sync::{Arc, Mutex};

use asamblea_node::client::{Phase, Progress};
use asamblea_node::engine::{Engine, Parts, erasing};
use asamblea_node::store::{Index, IndexEntry, IndexError, MemoryIndex, RealDisk};
use asamblea_protocol::crypto::KeyMaterial;
use asamblea_tests::rot::{Sample, now};

type Told = Arc<Mutex<Vec<Option<(Phase, u8)>>>>;

/// An index that writes down what is told whenever it gets an entry.
struct Watching {
    index: MemoryIndex,
    progress: Progress,
    told: Told,
}

impl Index for Watching {
    fn insert(&mut self, name: &[u8], number: u64, value: &[u8]) -> Result<(), IndexError> {
        self.told.lock().unwrap().push(self.progress.told());
        self.index.insert(name, number, value)
    }

    fn floor(&mut self, name: &[u8], number: u64) -> Result<Option<IndexEntry>, IndexError> {
        self.index.floor(name, number)
    }

    fn scan(&mut self, name: &[u8], from: u64, max: usize) -> Result<Vec<IndexEntry>, IndexError> {
        self.index.scan(name, from, max)
    }

    fn covered(&mut self) -> Result<Option<Vec<u8>>, IndexError> {
        self.index.covered()
    }

    fn set_covered(&mut self, mark: Vec<u8>) -> Result<(), IndexError> {
        self.index.set_covered(mark)
    }

    fn clear(&mut self) -> Result<(), IndexError> {
        self.index.clear()
    }

    fn flush(&mut self) -> Result<(), IndexError> {
        self.index.flush()
    }

    fn distrust(&mut self) {
        self.index.distrust();
    }
}

#[test]
fn an_index_that_is_filled_anew_tells_how_far_it_is_and_then_nothing() {
    let sample = Sample::new(31);
    let folder = sample.copy_to_scratch();
    let progress = Progress::default();
    let told = Told::default();
    let parts = Parts {
        disk: Arc::new(RealDisk::new(folder.path().to_owned())),
        index: Box::new(Watching {
            index: MemoryIndex::new(),
            progress: progress.clone(),
            told: Arc::clone(&told),
        }),
        entropy: [7; 32],
        random: erasing,
        folder: None,
        progress: progress.clone(),
    };
    let root = KeyMaterial::from_bytes(sample.root);
    let mut engine = Engine::open(parts, &root, now(sample.ms)).unwrap();
    assert_eq!(progress.told(), None, "nothing is under way");
    let first = std::mem::take(&mut *told.lock().unwrap());
    check(&first);
    engine.lock(true);
    engine.give_index(Box::new(Watching {
        index: MemoryIndex::new(),
        progress: progress.clone(),
        told: Arc::clone(&told),
    }));
    engine.unlock(&root, [8; 32]).unwrap();
    assert_eq!(progress.told(), None, "nor after an unlock");
    let again = told.lock().unwrap();
    check(&again);
}

fn check(told: &[Option<(Phase, u8)>]) {
    let percents: Vec<u8> = told
        .iter()
        .map_while(|told| told.filter(|(phase, _)| *phase == Phase::Indexing))
        .map(|(_, percent)| percent)
        .collect();
    assert_eq!(percents.len(), told.len(), "{told:?}");
    assert!(percents.is_sorted(), "{percents:?}");
    let (first, last) = (percents.first().unwrap(), percents.last().unwrap());
    assert!(*first == 0 && *last >= 90, "{percents:?}");
}
