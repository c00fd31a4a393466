//! Strangers at the door of the compiled program: a thousand connections that mean no good, and
//! honest devices that come all the while.

use std::io::{Read, Write};
use std::net::Shutdown;
use std::os::unix::net::UnixStream;
use std::time::{Duration, Instant};

use asamblea_tests::binary::{Device, Manner, Proxy, Siege, World, allow_sockets, until};

use crate::{AGREE, two_with_thread};

/// Connections that stand, and for how long, at every commit. `ASAMBLEA_SIEGE=600` asks for
/// [`LONG_CONNECTIONS`] for so many seconds.
const CONNECTIONS: usize = 200;
const SECONDS: u64 = 25;
/// Connections of the long run.
const LONG_CONNECTIONS: usize = 1_000;
/// Sockets that this process needs beside them: other tests run in it.
const SOCKETS_ELSEWHERE: u64 = 1_000;
/// How long an honest device may take to be connected, once its node is ready.
const CONNECTED: Duration = Duration::from_secs(5);
/// How long an honest device may take to join, its key derivation included.
const JOINED: Duration = Duration::from_secs(8);
/// How much more memory the node may hold than before.
const GROWTH_KIB: u64 = 64 * 1024;
/// The longest answer to a stranger: the greeting, the name of the handshake, and the handshake's
/// one answer, which holds the transport key and nothing else.
const ANSWER_BYTES: u64 = 512;
/// Between two visits of an honest device.
const VISIT: Duration = Duration::from_secs(4);

/// The resident memory of a process, in KiB.
fn resident_kib(pid: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:"));
    let number = line.and_then(|line| line.split_whitespace().nth(1));
    number.unwrap().parse().unwrap()
}

/// What an honest device says while it connects and syncs.
fn recorded(s: &Device, a: &mut Device) -> Vec<u8> {
    let wire = Proxy::new();
    wire.lead_to(s.node().port());
    let _ended = a.stop();
    a.start(&[&wire.address()]);
    connected(a, Instant::now());
    // S may have dialed at the same time, and that connection may have come up first.
    let said = until(AGREE, "a handshake on the wire", || {
        Some(wire.said()).filter(|said| said.len() > 300)
    });
    let _ended = a.stop();
    said
}

/// Waits until the node of a device is connected with somebody; how long after `since` it was.
fn connected(a: &Device, since: Instant) -> Duration {
    let _peer = a.node().event(0, Duration::from_secs(30), |event| {
        event["event"] == "peer" && event["state"] == "connected"
    });
    since.elapsed()
}

#[test]
fn strangers_by_the_hundred_keep_no_honest_device_out_and_cost_little_memory() {
    let long = std::env::var("ASAMBLEA_SIEGE").ok();
    let long = long.and_then(|seconds| seconds.parse::<u64>().ok());
    let (connections, seconds) = match long {
        Some(seconds) => (LONG_CONNECTIONS, seconds),
        None => (CONNECTIONS, SECONDS),
    };
    let sockets = allow_sockets(connections as u64 + SOCKETS_ELSEWHERE);
    assert!(sockets > connections as u64, "{sockets} sockets");
    let world = World::new();
    let (s, mut a, thread) = two_with_thread(&world, "antes");
    let code = s.invite(&["org", "--name", "Org B", "--country", "PY"]);
    let words = recorded(&s, &mut a);

    let (address, pid) = (s.address(), s.node().pid());
    let before = resident_kib(pid);
    let siege = Siege::begin(s.node().port(), connections, &words);
    let (began, mut most) = (Instant::now(), before);
    let (mut visits, mut slowest) = (0_u32, Duration::ZERO);
    let b = world.device("B");
    let mut joined = None;
    while began.elapsed() < Duration::from_secs(seconds) {
        a.start(&[&address]);
        let took = connected(&a, Instant::now());
        slowest = slowest.max(took);
        visits += 1;
        assert!(took < CONNECTED, "visit {visits} took {took:?}");
        a.reply(&thread, &format!("visita {visits}"));
        if joined.is_none() {
            let since = Instant::now();
            let join = b.run(["join", &code, "--person", "B", "--connect", &address]);
            assert_eq!(join.object()["state"], "joined");
            joined = Some(since.elapsed());
        }
        until(AGREE, "S reads what A wrote", || {
            (s.bodies(&thread).len() > visits as usize).then_some(())
        });
        let _ended = a.stop();
        let next = Instant::now() + if long.is_some() { 4 * VISIT } else { VISIT / 4 };
        while Instant::now() < next {
            most = most.max(resident_kib(pid));
            std::thread::sleep(Duration::from_millis(200));
        }
    }
    let took = began.elapsed();
    let tally = siege.end();
    let joined = joined.unwrap();
    let grown = most.saturating_sub(before);
    println!(
        "{connections} connections for {took:.0?}, {} in all; an honest device connected {visits} \
         times, the slowest in {slowest:.2?}; a new one joined in {joined:.2?}; memory {before} \
         KiB, {grown} KiB more at most\n{tally}",
        tally.opened()
    );
    assert!(joined < JOINED, "{joined:?}");
    assert!(grown < GROWTH_KIB, "{grown} KiB");
    for manner in Manner::ALL {
        let count = &tally.0[&manner];
        assert!(
            count.opened > 0 && count.failed == 0,
            "{manner:?}: {count:?}"
        );
        let longest = count.longest_answer;
        assert!(longest <= ANSWER_BYTES, "{manner:?} hears {longest} bytes");
    }
    assert_eq!(s.status()["locked"], false, "the node goes on");
    a.start(&[&address]);
    until(AGREE, "A and S agree", || {
        (a.bodies(&thread) == s.bodies(&thread)).then_some(())
    });
}

/// Bytes of a line that never ends.
const ENDLESS: usize = 100_000_000;

#[test]
fn junk_on_the_control_socket_ends_its_own_connection_alone() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let socket = s.profile().join("socket");
    let pid = s.node().pid();
    let before = resident_kib(pid);
    let mut endless = vec![b'['; ENDLESS];
    endless[0] = b'{';
    let lines: [&[u8]; 9] = [
        b"\n",
        b"{}\n",
        b"{\"n\":1}\n",
        b"{\"n\":-1,\"request\":\"status\"}\n",
        b"{\"n\":1,\"request\":{\"nothing\":{}}}\n",
        b"\xff\xfe\x00\n",
        b"{\"n\":1,\"request\":\"status\"}",
        b"GET / HTTP/1.1\r\n\r\n",
        &endless,
    ];
    let (mut refused, mut most) = (0, before);
    for number in 0..30 {
        for line in lines.iter().take(if number == 0 { 9 } else { 8 }) {
            let mut stream = UnixStream::connect(&socket).unwrap();
            stream.set_read_timeout(Some(AGREE)).unwrap();
            // One whose connection ends in the middle was refused, too.
            let _cut = stream.write_all(line);
            let _cut = stream.shutdown(Shutdown::Write);
            let mut answer = Vec::new();
            let _cut = stream.read_to_end(&mut answer);
            refused += u64::from(!answer.windows(4).any(|part| part == b"\"ok\""));
            most = most.max(resident_kib(pid));
        }
    }
    let grown = most.saturating_sub(before);
    println!("{refused} junk connections refused, {grown} KiB more at most");
    assert_eq!(refused, 30 * 8 + 1);
    assert!(grown < GROWTH_KIB, "{grown} KiB");
    assert_eq!(s.status()["locked"], false, "the node goes on");
}
