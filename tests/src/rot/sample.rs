//! The profile of one device in a real folder, and a second device of the same person that holds
//! the same.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test ends where its data cannot be made"
)]

use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use asamblea_node::api::{
    AgendaItemFields, AttachmentRequest, FileBytes, InviteFor, ProposalFields, ProposalRequest,
    Reply, Request,
};
use asamblea_node::client::Founding;
use asamblea_node::engine::{Engine, Joining, Now, Opening, Parts, Setting, Speaker, erasing};
use asamblea_node::store::{
    Disk, Index, MemoryIndex, Profile, Progress, RealDisk, SimDisk, SledIndex,
};
use asamblea_protocol::crypto::{Domain, KeyMaterial, SeededRandom, hash};
use asamblea_protocol::id::TransportId;
use asamblea_protocol::invitation::InvitationCode;
use asamblea_protocol::time::{MonoTime, WallTime};
use tempfile::TempDir;

use super::Sight;
use crate::dataset::copy;

/// The profile's passphrase.
pub const PASSPHRASE: &[u8] = b"cometa lechuga tranvia domino";
/// The one connection between two engines that meet.
const LINK: u64 = 1;
/// How often the profile is opened and written in.
const SESSIONS: usize = 3;
/// Frames that one side says before the other answers.
const FRAMES: usize = 64;

/// The hour at which so many milliseconds of a sample have passed.
#[must_use]
pub fn now(ms: u64) -> Now {
    Now {
        mono: MonoTime(ms),
        wall: WallTime(1_795_000_000_000 + ms),
    }
}

pub(crate) fn entropy(seed: u64) -> [u8; 32] {
    *hash(Domain::Test, &[b"rot", &seed.to_be_bytes()]).as_bytes()
}

/// Opens an engine as the program does.
///
/// # Errors
///
/// Why it did not open, in words.
pub fn open(
    disk: Arc<dyn Disk>,
    index: Box<dyn Index>,
    root: &[u8; 32],
    (seed, ms): (u64, u64),
) -> Result<Engine, String> {
    let parts = Parts {
        disk,
        index,
        entropy: entropy(seed),
        random: erasing,
        folder: None,
        progress: Progress::default(),
    };
    let root = KeyMaterial::from_bytes(*root);
    Engine::open(parts, &root, now(ms)).map_err(|error| error.to_string())
}

/// Lets time pass, so that forwards, names and editions are written.
///
/// # Panics
///
/// When the disk fails.
pub fn tick(engine: &mut Engine, ms: u64) {
    engine.set_now(now(ms));
    engine.tick().expect("the disk takes it");
    engine.flush().expect("the disk takes it");
}

/// Connects two engines and lets them talk for so many seconds. The first may speak with an
/// invitation.
///
/// # Panics
///
/// When a disk fails.
pub fn talk(a: &mut Engine, b: &mut Engine, code: Option<&InvitationCode>, span: (u64, u64)) {
    let (ms, seconds) = span;
    let joining = code.cloned().map(Joining::new);
    let opening = |transport: TransportId, outbound| Opening {
        transport,
        address: "/memory".to_owned(),
        via: "tcp",
        outbound,
    };
    let mine = joining
        .as_ref()
        .map_or_else(|| a.own_transport(), Joining::transport_id);
    let tag = code.map_or_else(|| b.network_tag(), InvitationCode::network);
    a.set_now(now(ms));
    b.set_now(now(ms));
    let speaker = a.speaker(joining.as_ref());
    a.connected(LINK, opening(b.own_transport(), true), tag, speaker);
    b.connected(LINK, opening(mine, false), tag, Speaker::Itself);
    exchange(a, b);
    if let Some(joining) = &joining {
        let _step = a.advance_joining(joining);
        a.flush().expect("the disk takes it");
        exchange(a, b);
    }
    for second in 1..=seconds {
        tick(a, ms + second * 1_000);
        tick(b, ms + second * 1_000);
        exchange(a, b);
    }
    a.closed(LINK, "done");
    b.closed(LINK, "done");
}

fn exchange(a: &mut Engine, b: &mut Engine) {
    loop {
        let [from_a, from_b] = [said(a), said(b)];
        if from_a.is_empty() && from_b.is_empty() {
            return;
        }
        hear(b, &from_a);
        hear(a, &from_b);
    }
}

fn said(engine: &mut Engine) -> Vec<Vec<u8>> {
    let frames = std::iter::from_fn(|| engine.poll(LINK));
    frames.take(FRAMES).collect()
}

fn hear(engine: &mut Engine, frames: &[Vec<u8>]) {
    for frame in frames {
        let _end = engine.frame(LINK, frame).expect("the disk takes it");
    }
    engine.flush().expect("the disk takes it");
}

pub(crate) fn ask(engine: &mut Engine, request: Request) -> Reply {
    let reply = engine.request(request).expect("the engine does it");
    engine.flush().expect("the disk takes it");
    reply
}

/// A device on a simulated disk, switched off.
pub struct Peer {
    image: BTreeMap<String, Vec<u8>>,
    root: [u8; 32],
}

impl Peer {
    /// Switches a copy of it on.
    ///
    /// # Panics
    ///
    /// When its intact disk does not open.
    #[must_use]
    pub fn wake(&self, ms: u64) -> Engine {
        let disk = Arc::new(SimDisk::from_image(&self.image));
        open(disk, Box::new(MemoryIndex::new()), &self.root, (77, ms)).expect("the peer opens")
    }
}

/// A closed profile and all that a test must know of it.
pub struct Sample {
    _scratch: TempDir,
    /// The intact folder.
    pub profile: PathBuf,
    /// The folder as it was some time before.
    pub older: PathBuf,
    /// The device's root key.
    pub root: [u8; 32],
    /// A device of the same person that holds the same.
    pub peer: Peer,
    /// What the intact profile shows.
    pub truth: Sight,
    /// Milliseconds that passed.
    pub ms: u64,
}

/// While the sample is made.
struct Making {
    seed: u64,
    ms: u64,
    founder: Engine,
    folder: PathBuf,
    root: [u8; 32],
    a: Option<Engine>,
    peer_disk: SimDisk,
    peer: Option<Engine>,
}

impl Sample {
    /// Makes one: three devices wrote in threads and documents, in several sessions, each of which
    /// a power cut ended, so that the journal has several segments.
    ///
    /// # Panics
    ///
    /// When it cannot be made.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        let scratch = TempDir::with_prefix("asamblea-rot-").expect("a folder");
        let folder = scratch.path().join("profile");
        let mut rng = SeededRandom::new(entropy(seed));
        let (profile, root) =
            Profile::create(&folder, PASSPHRASE, &mut rng).expect("a profile is made");
        drop(profile);
        let mut making = Making::new(seed, folder.clone(), *root.expose());
        making.let_in();
        let older = scratch.path().join("older");
        for session in 0..SESSIONS {
            making.write(session);
            if session == 0 {
                making.close(false);
                copy(&folder, &older).expect("a copy");
                making.reopen();
            }
            making.close(session + 1 < SESSIONS);
            making.reopen();
        }
        making.close(false);
        let peer = Peer {
            image: making.peer_disk.image(),
            root: making.root_of_peer(),
        };
        let mut sample = Self {
            profile: folder,
            older,
            root: making.root,
            peer,
            truth: Sight::default(),
            ms: making.ms + 1_000_000,
            _scratch: scratch,
        };
        let copy = sample.copy_to_scratch();
        let mut engine = sample.open(copy.path(), 1).expect("the intact one opens");
        sample.truth = Sight::of(&mut engine);
        let doctor = &sample.truth.doctor;
        let of_index = doctor.iter().any(|line| line.starts_with("index:"));
        assert!(!of_index, "an intact index is not made anew: {doctor:?}");
        for kind in ["proposal", "ballot", "closing", "agenda", "file", "in file"] {
            let mut facts = sample.truth.facts.iter();
            assert!(facts.any(|fact| fact.starts_with(kind)), "{kind}");
        }
        sample
    }

    /// A copy of the profile's folder.
    ///
    /// # Panics
    ///
    /// When the disk does not take it.
    #[must_use]
    pub fn copy_to_scratch(&self) -> TempDir {
        let scratch = TempDir::with_prefix("asamblea-rot-").expect("a folder");
        copy(&self.profile, scratch.path()).expect("a copy");
        scratch
    }

    /// Opens a folder with this profile's key.
    ///
    /// # Errors
    ///
    /// Why it did not open, in words.
    pub fn open(&self, folder: &Path, seed: u64) -> Result<Engine, String> {
        open_folder(folder, &self.root, seed, self.ms)
    }
}

/// Opens a profile's folder with its own index.
///
/// # Errors
///
/// Why it did not open, in words.
pub fn open_folder(folder: &Path, root: &[u8; 32], seed: u64, ms: u64) -> Result<Engine, String> {
    let disk = Arc::new(RealDisk::new(folder.to_owned()));
    let key = KeyMaterial::from_bytes(*root);
    let mut rng = SeededRandom::new(entropy(seed));
    let (index, _) = SledIndex::open_or_fresh(&folder.join("index"), &key, &mut rng)
        .map_err(|error| error.to_string())?;
    open(disk, Box::new(index), root, (seed, ms))
}

impl Making {
    fn new(seed: u64, folder: PathBuf, root: [u8; 32]) -> Self {
        let disk = Arc::new(SimDisk::new());
        let index = Box::new(MemoryIndex::new());
        let mut founder =
            open(disk, index, &entropy(seed + 1), (seed + 2, 0)).expect("the founder opens");
        let founding = Founding {
            network: "Red de prueba".to_owned(),
            org: "Primera".to_owned(),
            person: "Fundadora".to_owned(),
            country: None,
        };
        founder.found(&founding).expect("founded");
        let mut making = Self {
            seed,
            ms: 1_000,
            founder,
            folder,
            root,
            a: None,
            peer_disk: SimDisk::new(),
            peer: None,
        };
        making.reopen();
        making
    }

    fn root_of_peer(&self) -> [u8; 32] {
        entropy(self.seed + 3)
    }

    fn reopen(&mut self) {
        self.ms += 60_000;
        let a = open_folder(&self.folder, &self.root, self.seed + self.ms, self.ms);
        self.a = Some(a.expect("the profile opens"));
        if self.peer.is_none() {
            let disk = Arc::new(self.peer_disk.clone());
            let index = Box::new(MemoryIndex::new());
            let seed = self.seed + self.ms + 1;
            let peer = open(disk, index, &self.root_of_peer(), (seed, self.ms));
            self.peer = Some(peer.expect("the peer opens"));
        }
    }

    /// Ends the program; a power cut leaves the beginning of a write behind.
    fn close(&mut self, torn: bool) {
        if let Some(mut peer) = self.peer.take() {
            peer.finish().expect("the disk takes it");
        }
        if let Some(mut a) = self.a.take() {
            a.finish().expect("the disk takes it");
        }
        if torn {
            let folder = self.folder.join("journal");
            let files = std::fs::read_dir(folder).expect("the journal");
            let files = files.filter_map(|entry| entry.ok().map(|entry| entry.path()));
            let newest = files.max_by_key(|path| {
                let told = path.metadata().and_then(|told| told.modified());
                told.ok()
            });
            let newest = newest.expect("a segment");
            let mut file = OpenOptions::new().append(true).open(newest).expect("it");
            file.write_all(&[7; 900]).expect("the disk takes it");
        }
    }

    fn all(&mut self) -> (&mut Engine, &mut Engine, &mut Engine) {
        match (&mut self.a, &mut self.peer) {
            (Some(a), Some(peer)) => (&mut self.founder, a, peer),
            _ => panic!("they are on"),
        }
    }

    fn let_in(&mut self) {
        let ms = self.ms;
        let (founder, a, peer) = self.all();
        let whom = InviteFor::Org {
            name: "Segunda".to_owned(),
            country: "PY".to_owned(),
        };
        enter(founder, a, whom, ("Ana", ms));
        let whom = InviteFor::Device;
        enter(a, peer, whom, ("Ana", ms + 30_000));
        self.ms += 60_000;
        self.meet_all();
    }

    fn meet_all(&mut self) {
        for _ in 0..3 {
            self.ms += 20_000;
            let ms = self.ms;
            let (founder, a, peer) = self.all();
            talk(a, founder, None, (ms, 4));
            talk(peer, a, None, (ms + 5_000, 4));
            talk(peer, founder, None, (ms + 10_000, 4));
        }
    }

    /// A file at the first thread, a proposal with ballots that ends in a later session, an edition
    /// of an agenda.
    fn work(&mut self, session: usize, network: &str) {
        let (founder, a, _) = self.all();
        if let Some(id) = threads_of(a).into_iter().next() {
            let file = AttachmentRequest::Add {
                id,
                name: format!("foto {session}.txt"),
                bytes: FileBytes(format!("Lo que se ve {session}. ").repeat(200).into_bytes()),
            };
            ask(a, Request::Attachment(file));
        }
        let fields = ProposalFields {
            space: network.to_owned(),
            title: format!("Propuesta {session}"),
            text: format!("Hacer {session}"),
            method: "majority".to_owned(),
            count: "orgs".to_owned(),
            closes_ms: i64::MAX / 2,
            ..ProposalFields::default()
        };
        let fields = Box::new(fields);
        let proposal = created(a, Request::Proposal(ProposalRequest::New { fields }));
        vote(a, &proposal, "yes");
        let new = Request::AgendaNew {
            space: network.to_owned(),
            title: format!("Agenda {session}"),
        };
        let agenda = created(founder, new);
        for number in 0..2 {
            let item = AgendaItemFields {
                title: Some(format!("Cita {number}")),
                starts_ms: Some(1_800_000_000_000),
                place: Some(format!("Sede {session}")),
                ..AgendaItemFields::default()
            };
            let id = agenda.clone();
            ask(founder, Request::AgendaAdd { id, item });
            ask(founder, Request::AgendaPublish { id: agenda.clone() });
        }
        self.meet_all();
        let (founder, a, _) = self.all();
        vote(founder, &proposal, "no");
        if session > 0 {
            let close = ProposalRequest::Close {
                id: proposal,
                statement: None,
            };
            ask(a, Request::Proposal(close));
        }
    }

    fn write(&mut self, session: usize) {
        let (_, a, _) = self.all();
        let status = match ask(a, Request::Status) {
            Reply::Status(status) => status,
            other => panic!("{other:?}"),
        };
        let own = status.org_id.expect("her organization");
        let network = status.network_id;
        for (space, title) in [(network.clone(), "Red"), (own, "Nosotras")] {
            let title = format!("{title} {session}");
            let body = format!("Comienza {title}");
            let new = Request::ThreadNew {
                space: space.clone(),
                title: title.clone(),
                body,
            };
            let Reply::ThreadNew(thread) = ask(a, new) else {
                panic!("a thread")
            };
            for number in 0..3 {
                reply(a, &thread.id, format!("Ana {number} en {title}"));
            }
            let text = format!("Acta {title}\nlínea uno\n");
            let new = Request::DocNew { space, title, text };
            let (Reply::Created(doc) | Reply::Saved(doc)) = ask(a, new) else {
                panic!("a document")
            };
            for number in 0..2 {
                add_line(a, &doc.id, &format!("línea {number}"));
            }
        }
        self.work(session, &network);
        let (founder, a, _) = self.all();
        let keep = Request::DraftSet {
            key: format!("borrador {session}"),
            text: format!("Sin terminar {session}"),
        };
        ask(a, keep);
        let threads = threads_of(founder);
        for id in threads {
            reply(founder, &id, format!("La fundadora, {session}"));
        }
        self.meet_all();
        let (_, _, peer) = self.all();
        for id in threads_of(peer) {
            reply(peer, &id, format!("Ana de viaje, {session}"));
        }
        self.meet_all();
    }
}

fn created(engine: &mut Engine, request: Request) -> String {
    match ask(engine, request) {
        Reply::Created(made) | Reply::Saved(made) => made.id,
        other => panic!("{other:?}"),
    }
}

fn vote(engine: &mut Engine, proposal: &str, choice: &str) {
    let vote = ProposalRequest::Vote {
        id: proposal.to_owned(),
        choices: vec![choice.to_owned()],
        reason: None,
        harm: None,
        change: None,
        basis: None,
    };
    ask(engine, Request::Proposal(vote));
}

pub(crate) fn threads_of(engine: &mut Engine) -> Vec<String> {
    match ask(engine, Request::ThreadList { space: None }) {
        Reply::Threads(rows) => rows.into_iter().map(|row| row.id).collect(),
        other => panic!("{other:?}"),
    }
}

pub(crate) fn reply(engine: &mut Engine, thread: &str, body: String) {
    let id = thread.to_owned();
    ask(engine, Request::ThreadReply { id, to: None, body });
}

fn add_line(engine: &mut Engine, id: &str, line: &str) {
    let id = id.to_owned();
    let show = Request::DocShow {
        id: id.clone(),
        at: None,
    };
    let Reply::Doc(doc) = ask(engine, show) else {
        panic!("a document")
    };
    let text = format!("{}{line}\n", doc.text);
    let base = Some(doc.version);
    ask(engine, Request::DocEdit { id, text, base });
}

/// Lets a device in and gives it keys and names.
pub(crate) fn enter(by: &mut Engine, new: &mut Engine, whom: InviteFor, (person, ms): (&str, u64)) {
    let expires_s = 86_400;
    let Reply::Invitation(invitation) = ask(by, Request::Invite { whom, expires_s }) else {
        panic!("an invitation")
    };
    let code = InvitationCode::decode(&invitation.invite).expect("a code");
    new.set(Setting::PersonName, person.to_owned())
        .expect("a name");
    talk(new, by, Some(&code), (ms, 0));
    for round in 1..4 {
        talk(new, by, None, (ms + round * 5_000, 3));
    }
}
