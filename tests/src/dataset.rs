//! A network with many posts, made by production engines that talk in memory.

use std::path::Path;
use std::sync::Arc;

use asamblea_node::api::{InviteFor, Reply, Request};
use asamblea_node::client::Founding;
use asamblea_node::engine::{Engine, Now, Opening, Parts};
use asamblea_node::store::{Disk, MemoryIndex, Profile, SimDisk};
use asamblea_protocol::crypto::{Domain, KeyMaterial, SeededRandom, hash};
use asamblea_protocol::id::TransportId;
use asamblea_protocol::invitation::InvitationCode;
use asamblea_protocol::sync::Frame;
use asamblea_protocol::time::{MonoTime, WallTime};

/// Bytes of one post.
pub const POST_BYTES: usize = 300;
/// Posts that an author writes in one go before another one goes on.
const BURST: usize = 50;

/// What passed between two engines.
#[derive(Clone, Copy, Debug, Default)]
pub struct Traffic {
    /// Bytes of frames, with their length prefixes, both ways.
    pub bytes: u64,
    /// Runs: each costs its receiver one signature check.
    pub runs: u64,
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
        folder: None,
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
    let keys = code.map(InvitationCode::keys);
    let speaker = keys
        .as_ref()
        .map(|k| (k.signing().duplicate(), k.transport_id()));
    let a_transport = keys
        .as_ref()
        .map_or_else(|| a.own_transport(), |k| k.transport_id());
    let opening = |transport: TransportId, outbound| Opening {
        transport,
        address: "/memory".to_owned(),
        via: "tcp",
        outbound,
    };
    let tag = code.map_or_else(|| b.network_tag(), InvitationCode::network);
    a.set_now(now(ms));
    b.set_now(now(ms));
    a.connected(1, opening(b.own_transport(), true), tag, speaker);
    b.connected(1, opening(a_transport, false), tag, None);
    let mut traffic = Traffic::default();
    let mut redeemed = false;
    loop {
        let moved = pass(a, b, &mut traffic) + pass(b, a, &mut traffic);
        if moved > 0 {
            continue;
        }
        match &keys {
            Some(keys) if !redeemed => {
                a.redeem(keys).expect("the disk takes it");
                a.flush().expect("the disk takes it");
                redeemed = true;
            }
            _ => break,
        }
    }
    a.closed(1, "done");
    b.closed(1, "done");
    traffic
}

#[expect(
    clippy::expect_used,
    reason = "a measurement ends where its data cannot be made"
)]
fn pass(from: &mut Engine, to: &mut Engine, traffic: &mut Traffic) -> usize {
    let mut moved = 0;
    // A few frames for each sync of the disk, as the loop of a node does it.
    while moved < 64
        && let Some(frame) = from.poll(1)
    {
        traffic.bytes += u64::try_from(frame.len()).unwrap_or(0) + 4;
        traffic.runs += u64::from(matches!(Frame::decode(&frame), Ok(Frame::Run { .. })));
        let _end = to.frame(1, &frame).expect("the disk takes it");
        moved += 1;
    }
    to.flush().expect("the disk takes it");
    moved
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

/// Builds the same, and counts what a fresh member's device receives and sends to have it all.
///
/// # Panics
///
/// As [`build`].
#[must_use]
#[expect(
    clippy::expect_used,
    reason = "a measurement ends where its data cannot be made"
)]
pub fn fetch_traffic(
    folder: &Path,
    passphrase: &str,
    orgs: usize,
    persons: usize,
    posts: usize,
) -> Traffic {
    let _space = build(folder, passphrase, orgs, persons, posts);
    let (profile, root) = Profile::open(folder, passphrase.as_bytes()).expect("the profile");
    let mut server = open(profile.disk(), 3, &root);
    let mut ms = 100_000_000;
    let whom = InviteFor::Member {
        name: None,
        role: "member".to_owned(),
    };
    let reply = ask(
        &mut server,
        Request::Invite {
            whom,
            expires_s: 86_400,
        },
    );
    let code = code_of(reply).expect("an invitation");
    let mut fresh = engine(77);
    meet(&mut fresh, &mut server, Some(&code), ms);
    ms += 1_000;
    tick(&mut server, ms);
    meet(&mut fresh, &mut server, None, ms)
}

#[expect(
    clippy::expect_used,
    reason = "a measurement ends where its data cannot be made"
)]
fn write(server: &mut Engine, authors: &mut [Engine], posts: usize, mut ms: u64) {
    let mut number = 0;
    for author in authors.iter_mut() {
        meet(author, server, None, ms);
        tick(author, ms);
    }
    while number < posts {
        for author in authors.iter_mut() {
            ms += 10;
            meet(author, server, None, ms);
            let thread = match ask(author, Request::ThreadList { space: None }) {
                Reply::Threads(rows) => rows.first().map(|row| row.id.clone()),
                _ => None,
            };
            let id = thread.expect("the thread has arrived");
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
