//! Strangers at the door.

use std::io::Write;
use std::net::TcpStream;
use std::time::{Duration, Instant};

use asamblea_tests::binary::World;

/// Connections that say nothing.
const IDLE: usize = 400;
/// How long an honest device may take to join, its key derivation included.
const JOINED: Duration = Duration::from_secs(8);

#[test]
fn garbage_and_idle_connections_keep_no_honest_device_out() {
    let world = World::new();
    let s = world.founder("S", "Red");
    let code = s.invite(&["org", "--name", "Org A", "--country", "PY"]);
    let port = s.node().port();
    let hellos: [&[u8]; 6] = [
        b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"\x13/multistream/1.0.0\n\x07/noise\n",
        b"\x13/multistream/1.0.0\n\x07/noise\n\xff\xff\xff\xff",
        &[0xff; 4096],
    ];
    let strangers: Vec<TcpStream> = (0..IDLE)
        .filter_map(|number| {
            let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
            if let Some(hello) = hellos.get(number % 12) {
                // A connection that was refused at once is as good as one that stays.
                let _refused = stream.write_all(hello);
            }
            Some(stream)
        })
        .collect();
    println!("{} connections stand", strangers.len());
    assert!(strangers.len() > IDLE / 2);
    let a = world.device("A");
    let began = Instant::now();
    let joined = a.run(["join", &code, "--person", "A", "--connect", &s.address()]);
    let took = began.elapsed();
    assert_eq!(joined.object()["state"], "joined");
    println!("joined in {took:?}");
    assert!(took < JOINED, "{took:?}");
    drop(strangers);
    assert_eq!(s.status()["locked"], false, "the node goes on");
}
