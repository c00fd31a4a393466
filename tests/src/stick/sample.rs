//! A bundle of a small network, a device that is to read it, and what it shows when it did.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test ends where its data cannot be made"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use asamblea_node::api::{ApiError, BundleReport, InviteFor, Reply, Request};
use asamblea_node::client::Founding;
use asamblea_node::engine::Engine;
use asamblea_node::store::{MemoryIndex, SimDisk};
use asamblea_protocol::bundle::{Head, SEALED_BYTES, Section};
use asamblea_protocol::crypto::KeyMaterial;
use asamblea_protocol::crypto::{SealPublicKey, SealSecretKey};
use tempfile::TempDir;

use crate::rot::{Sight, ask, enter, entropy, open, reply, talk};

/// Posts that the bundle brings, and how long each is: some ten chunks.
const POSTS: usize = 96;
const POST_CHARS: usize = 6_000;

/// The sample.
pub struct Stick {
    /// The intact bundle.
    pub bytes: Vec<u8>,
    /// One of a network that the reader does not know.
    pub foreign: Vec<u8>,
    /// What the reader shows before.
    pub before: Sight,
    /// And once it has read the intact one.
    pub whole: Sight,
    /// Where each section lies.
    pub sections: Vec<Range<usize>>,
    /// Where each chunk lies.
    pub chunks: Vec<Range<usize>>,
    /// The frames that the reader opens, in their order.
    pub frames: Vec<Vec<u8>>,
    /// Keys of the reader, to which anybody may seal.
    pub keys: Vec<SealPublicKey>,
    /// What is shown once everything up to a byte was read.
    kept: BTreeMap<usize, BTreeSet<String>>,
    /// The reader's disk.
    pub image: BTreeMap<String, Vec<u8>>,
    root: [u8; 32],
    giver: (BTreeMap<String, Vec<u8>>, [u8; 32]),
    ms: u64,
}

fn device(seed: u64, ms: u64) -> (Engine, SimDisk, [u8; 32]) {
    let (disk, root) = (SimDisk::new(), entropy(seed));
    let index = Box::new(MemoryIndex::new());
    let engine = open(Arc::new(disk.clone()), index, &root, (seed + 1, ms));
    (engine.expect("a device opens"), disk, root)
}

fn founder(seed: u64) -> (Engine, SimDisk, [u8; 32]) {
    let (mut founder, disk, root) = device(seed, 0);
    let founding = Founding {
        network: "Red de prueba".to_owned(),
        org: "Primera".to_owned(),
        person: "Fundadora".to_owned(),
        country: None,
    };
    founder.found(&founding).expect("founded");
    (founder, disk, root)
}

fn write(engine: &mut Engine, title: &str, posts: usize) {
    let Reply::Status(status) = ask(engine, Request::Status) else {
        panic!("a status")
    };
    for (space, inner) in [(Some(status.network_id), false), (status.org_id, true)] {
        let new = Request::ThreadNew {
            space: space.expect("a space"),
            title: title.to_owned(),
            body: "comienzo".to_owned(),
        };
        let Reply::ThreadNew(thread) = ask(engine, new) else {
            panic!("a thread")
        };
        for number in 0..posts {
            let body = format!(
                "{title} {inner} {number} {}",
                "hoja ".repeat(POST_CHARS / 5)
            );
            reply(engine, &thread.id, body);
        }
    }
}

fn export(engine: &mut Engine, path: &Path) -> Vec<u8> {
    let export = Request::BundleExport {
        path: path.display().to_string(),
        spaces: Vec::new(),
        since: None,
    };
    let Reply::Bundle(_) = ask(engine, export) else {
        panic!("a bundle")
    };
    std::fs::read(path).expect("the bundle")
}

/// Where the sections and chunks of a whole bundle lie.
fn places(bytes: &[u8]) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
    let (mut sections, mut chunks, mut at) = (Vec::new(), Vec::new(), 0);
    while let Some(head) = bytes.get(at..).and_then(|rest| rest.first_chunk()) {
        let head = Head::read(head).expect("a section");
        let mut end = at + Head::BYTES + head.slots_bytes();
        for _ in 0..head.chunks() {
            chunks.push(end..end + SEALED_BYTES);
            end += SEALED_BYTES;
        }
        sections.push(at..end);
        at = end;
    }
    (sections, chunks)
}

impl Stick {
    /// Makes one: two devices know each other; then the first writes a lot, and some of it where
    /// the second may not read.
    ///
    /// # Panics
    ///
    /// When it cannot be made.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        let (mut giver, giver_disk, giver_root) = founder(seed);
        let (mut reader, disk, root) = device(seed + 10, 1_000);
        let whom = InviteFor::Org {
            name: "Segunda".to_owned(),
            country: "PY".to_owned(),
        };
        enter(&mut giver, &mut reader, whom, ("Ana", 2_000));
        write(&mut reader, "de ella", 2);
        talk(&mut reader, &mut giver, None, (60_000, 4));
        let keys = |engine: &Engine| -> Vec<SealSecretKey> {
            let rings = engine.replica().ring().into_iter();
            let keys = rings.flat_map(|ring| ring.seal_keys());
            keys.map(SealSecretKey::duplicate).collect()
        };
        let secret = keys(&reader);
        let before = Sight::of(&mut reader);
        reader.finish().expect("the disk takes it");
        let image = disk.image();
        let scratch = TempDir::with_prefix("asamblea-stick-").expect("a folder");
        write(&mut giver, "en el palo", POSTS);
        let bytes = export(&mut giver, &scratch.path().join("good"));
        let (mut stranger, ..) = founder(seed + 50);
        write(&mut stranger, "de otras", 9);
        let foreign = export(&mut stranger, &scratch.path().join("foreign"));
        let (sections, chunks) = places(&bytes);
        let secret: Vec<&SealSecretKey> = secret.iter().collect();
        let opened = sections.iter().filter_map(|place| {
            let section = Section::read(&bytes[place.clone()]).expect("a section");
            section.0.open(&secret)
        });
        giver.finish().expect("the disk takes it");
        let mut stick = Self {
            frames: opened.flat_map(|opened| opened.frames).collect(),
            keys: secret.iter().map(|key| key.public().clone()).collect(),
            foreign,
            before,
            whole: Sight::default(),
            sections,
            chunks,
            kept: BTreeMap::new(),
            image,
            root,
            giver: (giver_disk.image(), giver_root),
            ms: 200_000,
            bytes,
        };
        stick.look(scratch.path());
        stick
    }

    /// Looks what the reader shows after each chunk of the intact bundle.
    fn look(&mut self, scratch: &Path) {
        let path = scratch.join("part");
        let ends: Vec<usize> = self.chunks.iter().map(|chunk| chunk.end).collect();
        for end in ends {
            std::fs::write(&path, &self.bytes[..end]).expect("the disk takes it");
            let mut reader = self.reader();
            let _refused = self.import(&mut reader, &path);
            self.whole = Sight::of(&mut reader);
            let shown = self.whole.posts.keys().cloned().collect();
            self.kept.insert(end, shown);
        }
        assert!(self.whole.posts.len() > self.before.posts.len() + POSTS);
    }

    /// The device that is to read it, as it was before.
    ///
    /// # Panics
    ///
    /// When its intact disk does not open.
    #[must_use]
    pub fn reader(&self) -> Engine {
        self.open_reader(&self.image).expect("the reader opens")
    }

    /// The root key of the reader.
    #[must_use]
    pub fn root(&self) -> KeyMaterial {
        KeyMaterial::from_bytes(self.root)
    }

    /// The reader with another disk.
    ///
    /// # Errors
    ///
    /// Why it does not open, in words.
    pub fn open_reader(&self, image: &BTreeMap<String, Vec<u8>>) -> Result<Engine, String> {
        let disk = Arc::new(SimDisk::from_image(image));
        let index = Box::new(MemoryIndex::new());
        open(disk, index, &self.root, (77, self.ms))
    }

    /// The device that wrote the bundle, and everything in it.
    ///
    /// # Panics
    ///
    /// When its intact disk does not open.
    #[must_use]
    pub fn giver(&self) -> Engine {
        let (image, root) = &self.giver;
        let disk = Arc::new(SimDisk::from_image(image));
        let index = Box::new(MemoryIndex::new());
        open(disk, index, root, (78, self.ms)).expect("the giver opens")
    }

    /// Reads a file as a bundle.
    ///
    /// # Errors
    ///
    /// Why it was refused as a whole.
    pub fn import(&self, reader: &mut Engine, path: &Path) -> Result<BundleReport, ApiError> {
        let path = path.display().to_string();
        let reply = reader.request(Request::BundleImport { path })?;
        reader.flush()?;
        match reply {
            Reply::Bundle(report) => Ok(report),
            other => panic!("{other:?}"),
        }
    }

    /// Posts that are shown at least when everything before a byte is intact.
    #[must_use]
    pub fn kept_before(&self, byte: usize) -> BTreeSet<String> {
        let kept = self.kept.range(..=byte).next_back();
        match kept {
            Some((_, posts)) => posts.clone(),
            None => self.before.posts.keys().cloned().collect(),
        }
    }
}
