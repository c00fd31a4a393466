//! A fresh device fetches and opens 100,000 posts over loopback: everything verified, decrypted
//! and durable, against the raw costs of that measured in the same run. Then the same between two
//! engines in memory, to count bytes, signature checks and epochs.
//!
//! `cargo bench -p asamblea-tests --bench fetch`; `ASAMBLEA_BENCH_POSTS` measures fewer,
//! `ASAMBLEA_BENCH_DATA` names a folder in which the posts stay for the next time.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a benchmark prints its figures, and ends where one cannot be had"
)]

use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use asamblea_node::api::{Event, InviteFor, PeerState, Reply, Request, Status};
use asamblea_node::client::{Client, Joining, NetworkOptions, Passphrase, join};
use asamblea_protocol::crypto::{ContentKey, Domain, KeyMaterial, SigningKey, hash};
use asamblea_tests::dataset::{PASSPHRASE, POST_BYTES, Pair, posts_wanted, profile};

/// Fetches in one run: the first one meets cold caches.
const ROUNDS: usize = 3;
/// Posts written with unchanged members, to see whether any of them mints an epoch.
const EPOCH_POSTS: usize = 1_000;
/// Operations that one signature proves, at least.
const OPS_PER_SIGNATURE: usize = 50;
/// Bytes of a stored post for the raw write.
const STORED_BYTES: usize = 400;

fn passphrase() -> Passphrase {
    Passphrase::new(PASSPHRASE.to_owned())
}

fn options() -> NetworkOptions {
    NetworkOptions {
        listen: vec!["/ip4/127.0.0.1/tcp/0".to_owned()],
        ..NetworkOptions::default()
    }
}

async fn status(client: &Client) -> Status {
    match client.call(Request::Status).await.unwrap() {
        Reply::Status(status) => *status,
        other => panic!("{other:?}"),
    }
}

async fn posts(client: &Client) -> u64 {
    match client
        .call(Request::ThreadList { space: None })
        .await
        .unwrap()
    {
        Reply::Threads(rows) => rows.iter().map(|row| row.posts).sum(),
        other => panic!("{other:?}"),
    }
}

fn timed(work: impl FnOnce()) -> f64 {
    let began = Instant::now();
    work();
    began.elapsed().as_secs_f64()
}

/// What the same work costs in the primitives alone: seconds of each part.
fn raw_costs(folder: &Path, posts: usize) -> [f64; 4] {
    let text = vec![7_u8; 560];
    let chain = timed(|| {
        let mut id = hash(Domain::OpId, &[&text]);
        for _ in 0..posts {
            id = hash(Domain::OpId, &[&text, id.as_bytes()]);
        }
        std::hint::black_box(id);
    });
    let key = SigningKey::from_seed(&KeyMaterial::from_bytes([1; 32]));
    let signature = key.sign(Domain::OpSignature, &[1; 32]);
    let signatures = timed(|| {
        for _ in 0..posts / OPS_PER_SIGNATURE {
            key.verifying_key()
                .verify(Domain::OpSignature, &[1; 32], &signature)
                .unwrap();
        }
    });
    let material = KeyMaterial::from_bytes([2; 32]);
    let sealed = ContentKey::new(&material).seal(b"", &[9; POST_BYTES + 52]);
    let opening = timed(|| {
        for _ in 0..posts {
            let opened = ContentKey::new(&material).open(b"", &sealed).unwrap();
            std::hint::black_box(opened);
        }
    });
    let block = vec![3_u8; 64 * 1024];
    let writing = timed(|| {
        let mut file = std::fs::File::create(folder.join("raw")).unwrap();
        for _ in 0..posts * STORED_BYTES / block.len() {
            file.write_all(&block).unwrap();
        }
        file.sync_data().unwrap();
    });
    [chain, signatures, opening, writing]
}

/// Seconds from the fresh device's session to all posts shown on it.
async fn fetch(server: &Client, folder: &Path, want: u64) -> (Client, f64) {
    let whom = InviteFor::Member {
        name: None,
        role: "member".to_owned(),
    };
    while status(server).await.addresses.is_empty() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let code = match server
        .call(Request::Invite {
            whom,
            expires_s: 86_400,
        })
        .await
        .unwrap()
    {
        Reply::Invitation(invitation) => invitation.invite,
        other => panic!("{other:?}"),
    };
    let mut events = server.events();
    let connected = tokio::spawn(async move {
        loop {
            if let Ok(Event::Peer {
                state: PeerState::Connected,
                ..
            }) = events.recv().await
            {
                return Instant::now();
            }
        }
    });
    let joining = Joining {
        code,
        person: Some("Nueva".to_owned()),
        connect: Vec::new(),
        timeout_ms: 120_000,
        from_bundle: None,
    };
    let (fresh, _) = join(&folder.join("fresh"), &passphrase(), joining, options())
        .await
        .unwrap();
    while posts(&fresh).await < want {
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    let end = Instant::now();
    (fresh, (end - connected.await.unwrap()).as_secs_f64())
}

fn main() {
    let count = posts_wanted();
    let folder = tempfile::tempdir().unwrap();
    let began = Instant::now();
    let (at, network) = profile(folder.path(), count);
    println!(
        "{count} posts of {POST_BYTES} bytes made in {:.1} s",
        began.elapsed().as_secs_f64()
    );
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    for round in 0..ROUNDS {
        let (scratch, at) = (folder.path().join(format!("round {round}")), at.clone());
        std::fs::create_dir(&scratch).unwrap();
        runtime.block_on(one_fetch(&at, &scratch, &network, count));
    }
    count_traffic(&at, count);
}

async fn one_fetch(at: &Path, scratch: &Path, network: &str, count: usize) {
    let began = Instant::now();
    let server = Client::open(at, &passphrase(), Some(options()))
        .await
        .unwrap();
    println!(
        "opened with its passphrase in {:.2} s",
        began.elapsed().as_secs_f64()
    );
    let want = posts(&server).await;
    let (fresh, seconds) = fetch(&server, scratch, want).await;
    let sync = Request::Sync {
        connect: Vec::new(),
        timeout_ms: 30_000,
    };
    let left = match server.call(sync).await {
        Ok(Reply::Synced(report)) => report.received + report.sent,
        other => panic!("{other:?}"),
    };
    let (here, there) = (status(&server).await, status(&fresh).await);
    let same = state(&here, network) == state(&there, network);
    let raw = raw_costs(scratch, count);
    let sum: f64 = raw.iter().sum();
    println!(
        "raw costs: chain {:.3} s, signatures {:.3} s, opening {:.3} s, writing {:.3} s",
        raw[0], raw[1], raw[2], raw[3]
    );
    println!("fetched, verified, opened, durable in {seconds:.3} s");
    println!("time: {:.2} x the raw costs, goal 2.5", seconds / sum);
    println!("same state on both: {same}, {left} left to exchange");
    fresh.close().await;
    server.close().await;
}

/// What is shown of a space, as a hash.
fn state(status: &Status, network: &str) -> String {
    let mut spaces = status.spaces.iter();
    let space = spaces.find(|space| space.id == network);
    space.expect("the network").state_hash.clone()
}

/// Bytes and signature checks, counted between two engines: the same frames as on the stream.
fn count_traffic(at: &Path, count: usize) {
    let mut pair = Pair::fetch(at, PASSPHRASE);
    let (fetched, shown) = (pair.fetched, pair.shown());
    let posts = (count * POST_BYTES) as f64;
    println!(
        "bytes on the stream, both ways: {:.3} x the posts, goal 1.35 ({shown} shown)",
        fetched.bytes as f64 / posts
    );
    println!(
        "signature checks: one for {:.0} operations, goal 50",
        count as f64 / fetched.runs as f64
    );
    let epochs = pair.write(EPOCH_POSTS);
    println!("{EPOCH_POSTS} posts with unchanged members: {epochs} epochs minted, goal 0");
}
