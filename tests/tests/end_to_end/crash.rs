//! Crashes and ends: what was called saved stays, and nothing dead stands in the way.

use std::path::Path;
use std::process::Child;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use asamblea_tests::binary::{Device, PASSPHRASE, World, text, until};
use asamblea_tests::dataset::alone;

use crate::{AGREE, two_with_thread};

/// How often a node is killed at every commit, in all; `ASAMBLEA_KILLS` asks for more.
const KILLS: usize = 30;
/// Entries of an index that is rebuilt: to fill it takes longer than to see how far it is.
const ENTRIES: usize = 20_000;
/// By so much the files of an index grow at once.
const SEGMENT_BYTES: u64 = 512 * 1024;

/// So many of a hundred kills.
fn share(percent: usize) -> usize {
    let asked = std::env::var("ASAMBLEA_KILLS").ok();
    let all = asked.and_then(|text| text.parse().ok()).unwrap_or(KILLS);
    (all * percent).div_ceil(100)
}

/// Times that differ from kill to kill, up to a limit in milliseconds.
fn moment(kill: usize, limit: u64) -> Duration {
    Duration::from_millis(kill as u64 * 7_919 % limit)
}

/// Replies without pause; keeps each post that a command called saved.
fn write_on(device: &Device, thread: &str, name: &str, ended: &AtomicBool) -> Vec<String> {
    let mut saved = Vec::new();
    for number in 0.. {
        if ended.load(Ordering::Relaxed) {
            break;
        }
        let body = format!("{name} {number}");
        let output = device.run(["thread", "reply", thread, "--body", &body]);
        // A killed node answers nobody: what a command did not call saved may be lost.
        if output.status == 0 {
            let post = output.object();
            assert_eq!(post["saved"], true, "{post}");
            saved.push(text(&post["id"]));
        }
    }
    saved
}

fn holds(device: &Device, thread: &str, posts: &[String]) -> bool {
    let held = device.posts(thread);
    let held: Vec<_> = held.iter().map(|post| text(&post["id"])).collect();
    posts.iter().all(|post| held.contains(post))
}

#[test]
fn kills_while_writing_lose_no_post_that_was_called_saved() {
    let kills = share(40);
    let world = World::new();
    let (mut s, mut a, thread) = two_with_thread(&world, "cero");
    // The writers know the profiles only; who carries them changes under their hands.
    let (writes_s, writes_a) = (world.device("S"), world.device("A"));
    let ended = AtomicBool::new(false);
    let (saved_s, saved_a) = std::thread::scope(|scope| {
        let by_s = scope.spawn(|| write_on(&writes_s, &thread, "S", &ended));
        let by_a = scope.spawn(|| write_on(&writes_a, &thread, "A", &ended));
        for kill in 0..kills {
            let (victim, other) = if kill % 2 == 0 {
                (&mut s, &a)
            } else {
                (&mut a, &s)
            };
            let address = other.address();
            victim.kill();
            victim.start_when_free(&address);
            if by_s.is_finished() || by_a.is_finished() {
                break;
            }
        }
        ended.store(true, Ordering::Relaxed);
        (by_s.join().unwrap(), by_a.join().unwrap())
    });
    println!(
        "{kills} kills, saved: {} by S, {} by A",
        saved_s.len(),
        saved_a.len()
    );
    assert!(saved_s.len() >= kills && saved_a.len() >= kills);
    s.kill();
    a.kill();
    assert!(holds(&s, &thread, &saved_s), "lost at S");
    assert!(holds(&a, &thread, &saved_a), "lost at A");
    s.start(&[]);
    a.start(&[&s.address()]);
    until(AGREE, "all posts on both", || {
        let both = |posts: &[String]| holds(&s, &thread, posts) && holds(&a, &thread, posts);
        (both(&saved_s) && both(&saved_a)).then_some(())
    });
}

#[test]
fn kills_while_syncing_lose_nothing_that_was_shown() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let mut a = world.organization("A", &s);
    a.kill();
    let network = s.space("network");
    let (mut shown, mut expected) = (0, 0);
    let mut thread = String::new();
    let kills = share(20);
    for kill in 0..kills {
        let lines: Vec<String> = (0..400)
            .map(|number| format!("{{\"body\":\"{kill} {number} {}\"}}", "a".repeat(300)))
            .collect();
        let file = world.file("posts.jsonl", lines.join("\n"));
        let file = file.to_string_lossy().into_owned();
        let import = [
            "--space", &network, "--title", "T", "--format", "jsonl", &file,
        ];
        let imported = s.run(["thread", "import"].iter().chain(&import)).object();
        thread = text(&imported["id"]);
        expected += 400;
        a.start_when_free(&s.address());
        std::thread::sleep(moment(kill, 400));
        a.kill();
        let _well = a.run(["doctor", "--deep"]).done();
        let held = posts_in_all(&a);
        assert!(held >= shown, "kill {kill}: {held} posts of {shown}");
        shown = held;
    }
    println!("{kills} kills while syncing: {shown} posts of {expected} came between them");
    a.start_when_free(&s.address());
    until(AGREE, "all posts at A", || {
        (posts_in_all(&a) == posts_in_all(&s)).then_some(())
    });
    assert!(!a.posts(&thread).is_empty());
}

fn posts_in_all(device: &Device) -> u64 {
    let rows = device.run(["thread", "list"]).done().lines;
    rows.iter().filter_map(|row| row["posts"].as_u64()).sum()
}

#[test]
fn kills_while_rotating_keys_keep_what_was_called_done() {
    let world = World::new();
    let mut s = world.founder("S", "Red");
    let a = world.organization("A", &s);
    let org = text(&a.status()["org_id"]);
    let new = ["--name", "Juntas", "--with", &org];
    let space = s.run(["space", "new"].iter().chain(&new)).object();
    let space = text(&space["id"]);
    let writes = world.device("S");
    let ended = AtomicBool::new(false);
    let kills = share(20);
    let (acts, inside) = std::thread::scope(|scope| {
        let acting = scope.spawn(|| {
            let (mut acts, mut inside, mut sure) = (0, true, true);
            while !ended.load(Ordering::Relaxed) {
                let verb = if inside { "remove" } else { "add" };
                let output = writes.run(["space", verb, &space, &org]);
                if output.status == 0 {
                    (acts, inside, sure) = (acts + 1, !inside, true);
                } else {
                    // It may have been done and not said.
                    sure = false;
                    if let Some(found) = is_in(&writes, &space, &org) {
                        (inside, sure) = (found, true);
                    }
                }
            }
            (acts, sure.then_some(inside))
        });
        for kill in 0..kills {
            std::thread::sleep(moment(kill, 300));
            s.kill();
            s.start_when_free(&a.address());
            if acting.is_finished() {
                break;
            }
        }
        ended.store(true, Ordering::Relaxed);
        acting.join().unwrap()
    });
    println!("{kills} kills while rotating: {acts} changes of members");
    s.kill();
    let _well = s.run(["doctor", "--deep"]).done();
    let found = is_in(&s, &space, &org);
    assert!(inside.is_none() || found == inside, "{found:?} {inside:?}");
    s.start_when_free(&a.address());
    if found == Some(false) {
        let _added = s.run(["space", "add", &space, &org]).done();
    }
    let new = ["--space", &space, "--title", "Al final", "--body", "leído"];
    let thread = s.run(["thread", "new"].iter().chain(&new)).object();
    let thread = text(&thread["id"]);
    until(AGREE, "what was written under the last key, at A", || {
        (a.bodies(&thread) == ["leído"]).then_some(())
    });
}

/// Whether an organization is in a space, where somebody answers.
fn is_in(device: &Device, space: &str, org: &str) -> Option<bool> {
    let shown = device.run(["space", "show", space]);
    let space = shown.lines.first().filter(|_| shown.status == 0)?;
    let mut members = space["members"].as_array()?.iter();
    // Who was taken out is told, too.
    Some(members.any(|member| member["id"] == org && member["state"] != "removed"))
}

/// Bytes of the files of an index, as they lie there.
fn index_bytes(device: &Device) -> u64 {
    fn bytes_in(folder: &Path) -> u64 {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let sizes = entries.map(|entry| match entry.metadata() {
            Ok(found) if found.is_dir() => bytes_in(&entry.path()),
            Ok(found) => found.len(),
            // It was there, and is not any more.
            Err(_) => 0,
        });
        sizes.sum()
    }
    bytes_in(&device.profile().join("index").join("tree"))
}

/// A command that rebuilds the index, from the moment on at which the new one's folder is there:
/// that is made once the passphrase was stretched.
fn rebuilding(device: &Device) -> Child {
    let index = device.profile().join("index");
    // It may not have come to make one.
    let _absent = std::fs::remove_dir_all(&index);
    assert!(!index.exists(), "the former one is gone");
    let opening = device.begin(["status"]);
    let began = Instant::now();
    while !index.join("tree").exists() {
        assert!(began.elapsed() < AGREE, "no index is begun");
        std::thread::sleep(Duration::from_millis(1));
    }
    opening
}

#[test]
fn kills_while_the_index_is_rebuilt_cost_nothing() {
    let world = World::new();
    let mut s = world.device("S");
    alone(s.profile(), PASSPHRASE, ENTRIES);
    let posts = posts_in_all(&s);
    assert_eq!(posts, ENTRIES as u64 + 1);
    let _ended = rebuilding(&s).wait();
    let whole = index_bytes(&s);
    let kills = share(20);
    let mut sizes = Vec::new();
    for kill in 0..kills {
        let mut opening = rebuilding(&s);
        // The first before anything was filled in, the others after more and more of it.
        let wanted = whole * kill as u64 / kills as u64;
        let over = loop {
            let over = opening.try_wait().unwrap().is_some();
            if over || index_bytes(&s) >= wanted {
                break over;
            }
            std::thread::sleep(Duration::from_millis(1));
        };
        let _ended = opening.kill();
        let _status = opening.wait();
        let size = index_bytes(&s);
        // What was full struck no rebuild: it was not closed yet.
        if !over && size + SEGMENT_BYTES < whole {
            sizes.push(size);
        }
    }
    println!(
        "{kills} kills, {} while an index of {whole} bytes was rebuilt, at {sizes:?} bytes: \
         {posts} posts",
        sizes.len()
    );
    assert!(sizes.len() * 3 >= kills * 2, "they miss the rebuild");
    let begun = sizes.iter().filter(|size| **size > 2 * SEGMENT_BYTES);
    assert!(begun.count() * 2 >= kills, "they miss the filling");
    assert_eq!(posts_in_all(&s), posts);
    let _well = s.run(["doctor", "--deep"]).done();
    s.start(&[]);
    assert_eq!(posts_in_all(&s), posts);
}

#[test]
fn a_node_ends_in_time_and_a_dead_socket_is_ignored() {
    let world = World::new();
    let mut s = world.founder("S", "Red");
    let mut a = world.organization("A", &s);
    assert_eq!(a.stop(), 0, "with a peer connected");
    assert_eq!(s.stop(), 0);
    s.start(&[]);
    s.kill();
    assert!(s.profile().join("socket").exists(), "the dead socket");
    assert_eq!(s.status()["network"], "Red");
    s.start(&[]);
    assert_eq!(s.status()["network"], "Red");
}

#[test]
fn a_node_tells_that_a_peer_left() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let mut a = world.organization("A", &s);
    let device = text(&a.status()["device"]);
    let is_a = |event: &serde_json::Value| event["event"] == "peer" && event["device"] == *device;
    until(AGREE, "A connected once and for good", || {
        let of_a: Vec<_> = s.node().events().into_iter().filter(is_a).collect();
        let open = of_a.iter().map(|event| match event["state"].as_str() {
            Some("connected") => 1,
            _ => -1,
        });
        (open.sum::<i32>() == 1).then_some(())
    });
    let before = s.node().events().len();
    assert_eq!(a.stop(), 0);
    s.node().event(before, Duration::from_secs(5), |event| {
        is_a(event) && event["state"] == "closed"
    });
    let peers = s.status()["peers"].clone();
    assert_eq!(peers.as_array().map(Vec::len), Some(0), "{peers}");
}
