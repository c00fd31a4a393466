//! Crashes and ends: what was called saved stays, and nothing dead stands in the way.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use asamblea_tests::binary::{Device, World, text, until};

use crate::AGREE;

/// How often a node is killed.
const KILLS: usize = 30;

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
fn thirty_kills_lose_no_post_that_was_called_saved() {
    let world = World::new();
    let mut s = world.founder("S", "Red");
    let mut a = world.organization("A", &s);
    let network = s.space("network");
    let new = ["--space", &network, "--title", "T", "--body", "cero"];
    let thread = s.run(["thread", "new"].iter().chain(&new)).object();
    let thread = text(&thread["id"]);
    until(AGREE, "the thread at A", || {
        (a.posts(&thread).len() == 1).then_some(())
    });
    // The writers know the profiles only; who carries them changes under their hands.
    let (writes_s, writes_a) = (world.device("S"), world.device("A"));
    let ended = AtomicBool::new(false);
    let (saved_s, saved_a) = std::thread::scope(|scope| {
        let by_s = scope.spawn(|| write_on(&writes_s, &thread, "S", &ended));
        let by_a = scope.spawn(|| write_on(&writes_a, &thread, "A", &ended));
        for kill in 0..KILLS {
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
    println!("saved: {} by S, {} by A", saved_s.len(), saved_a.len());
    assert!(saved_s.len() >= KILLS && saved_a.len() >= KILLS);
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
