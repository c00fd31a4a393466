//! A network with many posts, made by production engines that talk in memory.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use asamblea_node::api::{InviteFor, Reply, Request};
use asamblea_node::client::Founding;
use asamblea_node::engine::{Engine, Joining, Now, Opening, Parts, Speaker, erasing};
use asamblea_node::store::{Disk, MemoryIndex, Profile, Progress, SimDisk};
use asamblea_protocol::crypto::{Domain, KeyMaterial, SeededRandom, hash};
use asamblea_protocol::id::TransportId;
use asamblea_protocol::invitation::InvitationCode;
use asamblea_protocol::sync::Frame;
use asamblea_protocol::time::{MonoTime, WallTime};

/// Bytes of one post.
pub const POST_BYTES: usize = 300;
/// How many posts the figures are about.
pub const POSTS: usize = 100_000;
/// Organizations, and persons in each: 48 authors.
pub const ORGS: usize = 16;
/// Persons in each organization.
pub const PERSONS: usize = 3;
/// The passphrase of every measured profile.
pub const PASSPHRASE: &str = "correcto caballo batería grapa";
/// A folder in which made data stays for the next measurement, when set.
const DATA: &str = "ASAMBLEA_BENCH_DATA";
/// Posts that an author writes in one go before another one goes on.
const BURST: usize = 50;
/// The one connection between two engines that meet.
const LINK: u64 = 1;

/// What passed between two engines.
#[derive(Clone, Copy, Debug, Default)]
pub struct Traffic {
    /// Bytes of frames, with their length prefixes, both ways.
    pub bytes: u64,
    /// Runs: each costs its receiver one signature check.
    pub runs: u64,
    /// Messages that waited for each other: two of them are a round trip.
    pub ways: u64,
}

impl Traffic {
    const fn add(&mut self, other: Self) {
        self.bytes += other.bytes;
        self.runs += other.runs;
        self.ways += other.ways;
    }
}

/// A post of [`POST_BYTES`] bytes that does not compress.
#[must_use]
pub fn post(number: usize) -> String {
    let mut text = format!("Mensaje {number}: ");
    let mut rng = SeededRandom::new(*hash(Domain::Test, &[&number.to_be_bytes()]).as_bytes());
    while text.len() < POST_BYTES {
        let mut byte = [0];
        rand_core::Rng::fill_bytes(&mut rng, &mut byte);
        text.push(char::from(b'a' + byte[0] % 26));
    }
    text
}

fn now(ms: u64) -> Now {
    Now {
        mono: MonoTime(ms),
        wall: WallTime(1_795_000_000_000 + ms),
    }
}

fn entropy(seed: u64) -> [u8; 32] {
    *hash(Domain::Test, &[b"entropy", &seed.to_be_bytes()]).as_bytes()
}

/// An engine on a simulated disk.
///
/// # Panics
///
/// When the simulated disk fails, which it does not do by itself.
#[must_use]
pub fn engine(seed: u64) -> Engine {
    let root = KeyMaterial::from_bytes(entropy(seed.wrapping_add(1 << 40)));
    open(Arc::new(SimDisk::new()), seed, &root)
}

#[expect(
    clippy::expect_used,
    reason = "a measurement ends where its data cannot be made"
)]
fn open(disk: Arc<dyn Disk>, seed: u64, root: &KeyMaterial) -> Engine {
    let index = Box::new(MemoryIndex::new());
    let parts = Parts {
        disk,
        index,
        entropy: entropy(seed),
        random: erasing,
        folder: None,
        progress: Progress::default(),
    };
    Engine::open(parts, root, now(0)).expect("an engine opens")
}

#[expect(
    clippy::expect_used,
    reason = "a measurement ends where its data cannot be made"
)]
fn ask(engine: &mut Engine, request: Request) -> Reply {
    let reply = engine.request(request).expect("the engine does it");
    engine.flush().expect("the disk takes it");
    reply
}

/// Connects two engines, lets them say everything, and parts them. The first may speak with an
/// invitation.
#[expect(
    clippy::expect_used,
    reason = "a measurement ends where its data cannot be made"
)]
pub fn meet(a: &mut Engine, b: &mut Engine, code: Option<&InvitationCode>, ms: u64) -> Traffic {
    let joining = code.cloned().map(Joining::new);
    let a_transport = joining
        .as_ref()
        .map_or_else(|| a.own_transport(), Joining::transport_id);
    let opening = |transport: TransportId, outbound| Opening {
        transport,
        address: "/memory".to_owned(),
        via: "tcp",
        outbound,
    };
    let tag = code.map_or_else(|| b.network_tag(), InvitationCode::network);
    a.set_now(now(ms));
    b.set_now(now(ms));
    let speaker = a.speaker(joining.as_ref());
    a.connected(LINK, opening(b.own_transport(), true), tag, speaker);
    b.connected(LINK, opening(a_transport, false), tag, Speaker::Itself);
    let mut traffic = talk(a, b);
    if let Some(joining) = &joining {
        let _step = a.advance_joining(joining);
        a.flush().expect("the disk takes it");
        traffic.add(talk(a, b));
    }
    a.closed(LINK, "done");
    b.closed(LINK, "done");
    traffic
}

/// Passes frames until neither says anything more. Both speak at once, so that each round is one
/// way of a message.
fn talk(a: &mut Engine, b: &mut Engine) -> Traffic {
    let mut traffic = Traffic::default();
    loop {
        let (from_a, from_b) = (said(a), said(b));
        if from_a.is_empty() && from_b.is_empty() {
            return traffic;
        }
        traffic.ways += 1;
        hear(b, &from_a, &mut traffic);
        hear(a, &from_b, &mut traffic);
    }
}

/// A few frames for each sync of the disk, as the loop of a node does it.
fn said(engine: &mut Engine) -> Vec<Vec<u8>> {
    std::iter::from_fn(|| engine.poll(LINK)).take(64).collect()
}

#[expect(
    clippy::expect_used,
    reason = "a measurement ends where its data cannot be made"
)]
fn hear(engine: &mut Engine, frames: &[Vec<u8>], traffic: &mut Traffic) {
    for frame in frames {
        traffic.bytes += u64::try_from(frame.len()).unwrap_or(0) + 4;
        traffic.runs += u64::from(matches!(Frame::decode(frame), Ok(Frame::Run { .. })));
        let _end = engine.frame(LINK, frame).expect("the disk takes it");
    }
    engine.flush().expect("the disk takes it");
}

/// Lets time pass, so that forwards, names and editions are written.
#[expect(
    clippy::expect_used,
    reason = "a measurement ends where its data cannot be made"
)]
pub fn tick(engine: &mut Engine, ms: u64) {
    engine.set_now(now(ms));
    engine.tick().expect("the disk takes it");
    engine.flush().expect("the disk takes it");
}

fn code_of(reply: Reply) -> Option<InvitationCode> {
    match reply {
        Reply::Invitation(invitation) => InvitationCode::decode(&invitation.invite).ok(),
        _ => None,
    }
}

/// Lets somebody in and gives her keys and names.
#[expect(
    clippy::expect_used,
    reason = "a measurement ends where its data cannot be made"
)]
fn enter(inviter: &mut Engine, whom: InviteFor, person: &str, seed: u64, ms: &mut u64) -> Engine {
    let reply = ask(
        inviter,
        Request::Invite {
            whom,
            expires_s: 86_400,
        },
    );
    let code = code_of(reply).expect("an invitation");
    let mut new = engine(seed);
    new.set(
        asamblea_node::engine::Setting::PersonName,
        person.to_owned(),
    )
    .expect("a name");
    meet(&mut new, inviter, Some(&code), *ms);
    for _ in 0..3 {
        *ms += 1_000;
        tick(inviter, *ms);
        meet(&mut new, inviter, None, *ms);
        tick(&mut new, *ms);
    }
    meet(&mut new, inviter, None, *ms);
    new
}

/// How many posts to measure with: `ASAMBLEA_BENCH_POSTS`, else [`POSTS`].
#[must_use]
pub fn posts_wanted() -> usize {
    let told = std::env::var("ASAMBLEA_BENCH_POSTS").ok();
    told.and_then(|text| text.parse().ok()).unwrap_or(POSTS)
}

/// A profile with so many posts under `scratch`, closed, and its network's space id. With
/// `ASAMBLEA_BENCH_DATA` it is a copy of one that is made once and kept there.
///
/// # Panics
///
/// When it cannot be made or copied.
#[must_use]
#[expect(
    clippy::expect_used,
    reason = "a measurement ends where its data cannot be made"
)]
pub fn profile(scratch: &Path, posts: usize) -> (PathBuf, String) {
    let folder = scratch.join("server");
    let Some(kept) = std::env::var_os(DATA) else {
        let network = build(&folder, PASSPHRASE, ORGS, PERSONS, posts);
        return (folder, network);
    };
    let kept = PathBuf::from(kept).join(format!("posts-{posts}"));
    let name = kept.join("network");
    if !name.exists() {
        std::fs::create_dir_all(&kept).expect("the folder of data");
        let network = build(&kept.join("profile"), PASSPHRASE, ORGS, PERSONS, posts);
        std::fs::write(&name, network).expect("the name");
    }
    copy(&kept.join("profile"), &folder).expect("a copy");
    (folder, std::fs::read_to_string(name).expect("the name"))
}

/// Copies a folder with its rights.
pub(crate) fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    std::fs::set_permissions(to, std::fs::metadata(from)?.permissions())?;
    for entry in std::fs::read_dir(from)? {
        let path = entry?.path();
        let to = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            copy(&path, &to)?;
        } else {
            std::fs::copy(&path, &to)?;
        }
    }
    Ok(())
}

/// Founds a network in a real profile, lets authors of organizations in, and has each write her
/// share of the posts. Returns the network's space id.
///
/// # Panics
///
/// When the profile cannot be made or an engine refuses.
#[must_use]
#[expect(
    clippy::expect_used,
    reason = "a measurement ends where its data cannot be made"
)]
pub fn build(folder: &Path, passphrase: &str, orgs: usize, persons: usize, posts: usize) -> String {
    let mut rng = SeededRandom::new(entropy(1));
    let (profile, root) =
        Profile::create(folder, passphrase.as_bytes(), &mut rng).expect("a profile");
    let mut server = open(profile.disk(), 2, &root);
    let founding = Founding {
        network: "Red de medida".to_owned(),
        org: "Organización 0".to_owned(),
        person: "Persona 0".to_owned(),
        country: None,
    };
    server.found(&founding).expect("founded");
    let mut ms = 1_000;
    let mut authors = Vec::new();
    for org in 0..orgs {
        let mut coordinator = None;
        if org > 0 {
            let (name, country) = (format!("Organización {org}"), "AR".to_owned());
            let whom = InviteFor::Org { name, country };
            let seed = 1_000 + org as u64 * 10;
            coordinator = Some(enter(&mut server, whom, "Coordinadora", seed, &mut ms));
        }
        for person in 1..persons {
            let whom = InviteFor::Member {
                name: None,
                role: "member".to_owned(),
            };
            let seed = 1_000 + (org * 10 + person) as u64;
            let name = format!("Persona {person}");
            let host = coordinator.as_mut().unwrap_or(&mut server);
            let new = enter(host, whom, &name, seed, &mut ms);
            if let Some(coordinator) = &mut coordinator {
                meet(coordinator, &mut server, None, ms);
                tick(&mut server, ms);
            }
            authors.push(new);
        }
        authors.extend(coordinator);
    }
    let space = match ask(&mut server, Request::Status) {
        Reply::Status(status) => status.network_id,
        _ => String::new(),
    };
    let title = "Cien mil mensajes".to_owned();
    ask(
        &mut server,
        Request::ThreadNew {
            space: space.clone(),
            title,
            body: String::new(),
        },
    );
    write(&mut server, &mut authors, posts, ms);
    server.finish().expect("the disk takes it");
    space
}

/// Founds a network in a real profile, whose one device writes so many posts, each on its own: as
/// many runs in the journal, and entries of the index. The profile is closed, and has no index.
///
/// # Panics
///
/// When the profile cannot be made or the engine refuses.
#[expect(
    clippy::expect_used,
    reason = "a test ends where its data cannot be made"
)]
pub fn alone(folder: &Path, passphrase: &str, posts: usize) {
    let mut rng = SeededRandom::new(entropy(1));
    let made = Profile::create(folder, passphrase.as_bytes(), &mut rng);
    let (profile, root) = made.expect("a profile");
    let mut writer = open(profile.disk(), 2, &root);
    let founding = Founding {
        network: "Red".to_owned(),
        org: "Org".to_owned(),
        person: "Persona".to_owned(),
        country: None,
    };
    writer.found(&founding).expect("founded");
    tick(&mut writer, 1_000);
    let Reply::Status(status) = ask(&mut writer, Request::Status) else {
        return;
    };
    let first = Request::ThreadNew {
        space: status.network_id,
        title: "T".to_owned(),
        body: String::new(),
    };
    ask(&mut writer, first);
    let id = thread_of(&mut writer);
    for number in 0..posts {
        let reply = Request::ThreadReply {
            id: id.clone(),
            to: None,
            body: number.to_string(),
        };
        ask(&mut writer, reply);
    }
    writer.finish().expect("the disk takes it");
}

/// A network of devices in memory: one that has every post, and a member's that fetched them.
pub struct Pair {
    /// Has been there from the beginning.
    pub server: Engine,
    /// Came last.
    pub fresh: Engine,
    /// What passed until the fresh one had it all, after it was let in.
    pub fetched: Traffic,
    ms: u64,
}

impl Pair {
    /// Opens what [`build`] made, and has a fresh member's device fetch it all.
    ///
    /// # Panics
    ///
    /// When the profile does not open or an engine refuses.
    #[must_use]
    #[expect(
        clippy::expect_used,
        reason = "a measurement ends where its data cannot be made"
    )]
    pub fn fetch(folder: &Path, passphrase: &str) -> Self {
        let (profile, root) = Profile::open(folder, passphrase.as_bytes()).expect("the profile");
        let mut server = open(profile.disk(), 3, &root);
        let mut ms = 100_000_000;
        let whom = InviteFor::Member {
            name: None,
            role: "member".to_owned(),
        };
        let invite = Request::Invite {
            whom,
            expires_s: 86_400,
        };
        let code = code_of(ask(&mut server, invite)).expect("an invitation");
        let mut fresh = engine(77);
        let name = "Nueva".to_owned();
        fresh
            .set(asamblea_node::engine::Setting::PersonName, name)
            .expect("a name");
        meet(&mut fresh, &mut server, Some(&code), ms);
        ms += 1_000;
        tick(&mut server, ms);
        let fetched = meet(&mut fresh, &mut server, None, ms);
        for _ in 0..3 {
            ms += 1_000;
            tick(&mut fresh, ms);
            tick(&mut server, ms);
            meet(&mut fresh, &mut server, None, ms);
        }
        Self {
            server,
            fresh,
            fetched,
            ms,
        }
    }

    /// Posts that the fresh device shows.
    #[must_use]
    pub fn shown(&mut self) -> u64 {
        match ask(&mut self.fresh, Request::ThreadList { space: None }) {
            Reply::Threads(rows) => rows.iter().map(|row| row.posts).sum(),
            _ => 0,
        }
    }

    /// Writes posts at the server; returns how many epochs that minted.
    ///
    /// # Panics
    ///
    /// When there is no thread.
    pub fn write(&mut self, posts: usize) -> u64 {
        let before = self.epochs();
        let id = thread_of(&mut self.server);
        for number in 0..posts {
            let reply = Request::ThreadReply {
                id: id.clone(),
                to: None,
                body: post(number),
            };
            ask(&mut self.server, reply);
        }
        self.epochs() - before
    }

    fn epochs(&mut self) -> u64 {
        match ask(&mut self.server, Request::Status) {
            Reply::Status(status) => status.spaces.iter().map(|space| space.epochs).sum(),
            _ => 0,
        }
    }

    /// What passes when the two meet again.
    pub fn meet(&mut self) -> Traffic {
        self.ms += 1_000;
        meet(&mut self.fresh, &mut self.server, None, self.ms)
    }

    /// What passes in so many seconds between the two while nobody has anything to say.
    pub fn idle(&mut self, seconds: u64) -> Traffic {
        let opening = |transport: TransportId, outbound| Opening {
            transport,
            address: "/memory".to_owned(),
            via: "tcp",
            outbound,
        };
        let tag = self.server.network_tag();
        let (to, from) = (self.server.own_transport(), self.fresh.own_transport());
        self.fresh
            .connected(LINK, opening(to, true), tag, Speaker::Itself);
        self.server
            .connected(LINK, opening(from, false), tag, Speaker::Itself);
        talk(&mut self.fresh, &mut self.server);
        let mut traffic = Traffic::default();
        for _ in 0..seconds {
            self.ms += 1_000;
            tick(&mut self.fresh, self.ms);
            tick(&mut self.server, self.ms);
            traffic.add(talk(&mut self.fresh, &mut self.server));
        }
        traffic
    }
}

#[expect(
    clippy::expect_used,
    reason = "a measurement ends where its data cannot be made"
)]
fn thread_of(engine: &mut Engine) -> String {
    let rows = match ask(engine, Request::ThreadList { space: None }) {
        Reply::Threads(rows) => rows,
        _ => Vec::new(),
    };
    let first = rows.first().expect("the thread has arrived");
    first.id.clone()
}

fn write(server: &mut Engine, authors: &mut [Engine], posts: usize, mut ms: u64) {
    let mut number = 0;
    for author in authors.iter_mut() {
        meet(author, server, None, ms);
        tick(author, ms);
    }
    let id = thread_of(server);
    while number < posts {
        for author in authors.iter_mut() {
            ms += 10;
            meet(author, server, None, ms);
            for _ in 0..BURST.min(posts - number) {
                let body = post(number);
                number += 1;
                ask(
                    author,
                    Request::ThreadReply {
                        id: id.clone(),
                        to: None,
                        body,
                    },
                );
            }
            meet(author, server, None, ms);
        }
    }
}
