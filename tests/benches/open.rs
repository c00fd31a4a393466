//! Opening a profile of 100,000 posts: from the passphrase to what the first screen shows, and
//! what stays in memory, against reading and unsealing the journal's bytes alone; and what it takes
//! when the index is gone.
//!
//! `cargo bench -p asamblea-tests --bench open`; the variables are those of `fetch`. Each opening
//! happens in a process of its own, so that its memory is its own.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a benchmark prints its figures, and ends where one cannot be had"
)]

use std::path::Path;
use std::time::Instant;

use asamblea_node::api::{Reply, Request};
use asamblea_node::client::{Client, Passphrase};
use asamblea_node::store::{RealDisk, Vault};
use asamblea_protocol::crypto::{KeyMaterial, RecordKey};
use asamblea_tests::dataset::{PASSPHRASE, alone, posts_wanted, profile};

const ROUNDS: usize = 3;
/// Names the profile to the process that opens it.
const PROFILE: &str = "ASAMBLEA_BENCH_PROFILE";
/// Bytes that are sealed together at rest.
const BLOCK_BYTES: usize = 64 * 1024;

fn main() {
    if let Some(folder) = std::env::var_os(PROFILE) {
        open(Path::new(&folder));
        return;
    }
    let count = posts_wanted();
    let folder = tempfile::tempdir().unwrap();
    let (at, _) = profile(folder.path(), count);
    println!("opening a profile of {count} posts");
    for _ in 0..ROUNDS {
        elsewhere(&at);
    }
    // Of one that wrote them all herself the index has an entry for each.
    let lone = folder.path().join("lone");
    alone(&lone, PASSPHRASE, count);
    println!("a profile that wrote {count} posts one by one, its index gone, and then with it");
    for _ in 0..ROUNDS {
        let index = lone.join("index");
        let gone = !index.exists() || std::fs::remove_dir_all(&index).is_ok();
        assert!(gone);
        elsewhere(&lone);
        elsewhere(&lone);
    }
}

/// Opens a profile in another process.
fn elsewhere(profile: &Path) {
    let mut child = std::process::Command::new(std::env::current_exe().unwrap());
    let status = child.env(PROFILE, profile).status().unwrap();
    assert!(status.success());
}

/// Kilobytes of a line of `/proc/self/status`.
fn kilobytes(name: &str) -> u64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = text.lines().find(|line| line.starts_with(name)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// Seconds for reading the journal's files and opening as many sealed bytes as they hold.
fn raw_cost(folder: &Path) -> (f64, u64) {
    let key = RecordKey::new(&KeyMaterial::from_bytes([5; 32]));
    let sealed = key.seal(0, b"", &vec![7; BLOCK_BYTES]);
    let began = Instant::now();
    let mut bytes = 0;
    for entry in std::fs::read_dir(folder.join("journal")).unwrap() {
        let file = std::fs::read(entry.unwrap().path()).unwrap();
        for _ in 0..file.len() / BLOCK_BYTES {
            assert!(key.open(0, b"", &sealed).is_ok());
        }
        bytes += file.len() as u64;
    }
    (began.elapsed().as_secs_f64(), bytes)
}

#[tokio::main(worker_threads = 2)]
async fn open(folder: &Path) {
    let passphrase = Passphrase::new(PASSPHRASE.to_owned());
    let began = Instant::now();
    let client = Client::open(folder, &passphrase, None).await.unwrap();
    for request in [
        Request::Status,
        Request::SpaceList,
        Request::ThreadList { space: None },
    ] {
        match client.call(request).await.unwrap() {
            Reply::Threads(rows) => assert!(rows.iter().any(|row| row.posts > 0)),
            Reply::Status(_) | Reply::Spaces(_) => {}
            other => panic!("{other:?}"),
        }
    }
    let all = began.elapsed().as_secs_f64();
    let (resident, peak) = (kilobytes("VmRSS:"), kilobytes("VmHWM:"));
    client.close().await;
    let began = Instant::now();
    let disk = RealDisk::new(folder.to_owned());
    drop(Vault::open(&disk, PASSPHRASE.as_bytes()).unwrap());
    let derivation = began.elapsed().as_secs_f64();
    let (raw, bytes) = raw_cost(folder);
    println!(
        "passphrase {derivation:.2} s, then {:.2} s to the first screen (goal 1 s): {:.1} x reading \
         and unsealing {:.0} MB ({:.3} s)",
        all - derivation,
        (all - derivation) / raw,
        bytes as f64 / 1e6,
        raw
    );
    println!(
        "resident {} MiB (goal 120), at most {} MiB while the passphrase was stretched",
        resident / 1024,
        peak / 1024
    );
}
