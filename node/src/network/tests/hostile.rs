//! Peers and strangers that do not keep the rules.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;

use futures::io::{AsyncReadExt, AsyncWriteExt};
use libp2p::core::muxing::{StreamMuxer, StreamMuxerBox, SubstreamBox};
use libp2p::core::transport::{DialOpts, PortUse};
use libp2p::core::{Endpoint, Transport};
use tokio::io::AsyncReadExt as _;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use tokio::sync::oneshot;

use super::*;
use crate::limits::{CONNECTIONS_PER_KEY_MAX, PENDING_INBOUND_MAX};
use crate::network::pending::Pending;

/// Dials of each stranger, by turns, so that a busy moment of the machine is everybody's.
const DIALS: usize = 120;
/// Medians of one run are within a tenth of each other on an idle machine. A look-up more or less
/// would not be seen behind that; waiting, writing or signing for one of them would.
const MEDIANS_RATIO_MAX: u32 = 3;
/// The negotiation of the stream, as the dialer writes it.
const HELLO: &[u8] = b"\x13/multistream/1.0.0\n\x05/s/1\n";

/// A proven connection to the node, with nothing of our behaviour on this side.
async fn raw_connection(seed: u8, address: &str) -> StreamMuxerBox {
    let keypair = key(seed).keypair().unwrap();
    let mut transport = transport::build(&keypair, Pending::new(8)).unwrap();
    let options = DialOpts {
        role: Endpoint::Dialer,
        port_use: PortUse::New,
    };
    let dial = transport.dial(address.parse().unwrap(), options).unwrap();
    timeout(PATIENCE, dial).await.unwrap().unwrap().1
}

/// Opens streams on a connection and keeps it going; the receiver tells of its end.
async fn raw_streams(
    mut muxer: StreamMuxerBox,
    count: usize,
) -> (Vec<SubstreamBox>, oneshot::Receiver<()>) {
    let mut streams = Vec::new();
    while streams.len() < count {
        let stream = poll_fn(|cx| {
            if let Poll::Ready(opened) = Pin::new(&mut muxer).poll_outbound(cx) {
                return Poll::Ready(opened);
            }
            let _ = Pin::new(&mut muxer).poll(cx);
            Poll::Pending
        });
        streams.push(stream.await.unwrap());
    }
    let (ended, end) = oneshot::channel();
    tokio::spawn(async move {
        let _ = poll_fn(|cx| Pin::new(&mut muxer).poll(cx).map(|event| event.is_err())).await;
        let _ = ended.send(());
    });
    (streams, end)
}

fn socket(node: &Node) -> (&'static str, u16) {
    ("127.0.0.1", port(&node.bare()))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_honest_peer_connects_among_strangers() {
    let mut a = Node::start(1).await;
    let mut b = Node::start(2).await;
    a.allow(&[b.id()]).await;
    b.allow(&[a.id()]).await;
    let mut idle = Vec::new();
    for _ in 0..PENDING_INBOUND_MAX + 88 {
        idle.push(TcpStream::connect(socket(&a)).await.unwrap());
    }
    let garbage: Vec<_> = (0..20)
        .map(|number: u32| {
            let to = socket(&a);
            tokio::spawn(async move {
                let greeting: &[u8] = match number % 4 {
                    0 => b"GET / HTTP/1.1\r\n\r\n",
                    1 => b"SSH-2.0-OpenSSH_9.6\r\n",
                    2 => &[0x16, 0x03, 0x01, 0x02, 0x00, 0x01],
                    _ => &[0xff; 4096],
                };
                loop {
                    if let Ok(mut stream) = TcpStream::connect(to).await {
                        let _ = stream.write_all(greeting).await;
                        let mut answer = [0; 64];
                        let _ = timeout(Duration::from_secs(1), stream.read(&mut answer)).await;
                    }
                }
            })
        })
        .collect();
    tokio::time::sleep(Duration::from_millis(300)).await;
    let begun = Instant::now();
    b.dial(&[&a.address], None).await;
    let (_, to_a, _) = b.connected().await;
    let (_, _to_b, _) = a.connected().await;
    to_a.send(vec![1]).await.unwrap();
    assert_eq!(a.frame().await, [1]);
    println!("connected among strangers in {:?}", begun.elapsed());
    assert!(begun.elapsed() < Duration::from_secs(5));
    garbage.iter().for_each(|task| task.abort());
    // Those past the limit gave way, the others are still waited for.
    let gone = idle
        .iter()
        .filter(|stranger| matches!(stranger.try_read(&mut [0]), Ok(0)))
        .count();
    assert!(
        (88..200).contains(&gone),
        "{gone} of {} gave way",
        idle.len()
    );
}

#[tokio::test]
async fn an_idle_stranger_is_dropped() {
    let a = Node::start(1).await;
    let mut stranger = TcpStream::connect(socket(&a)).await.unwrap();
    let begun = Instant::now();
    let mut rest = Vec::new();
    let _ = timeout(PATIENCE, stranger.read_to_end(&mut rest))
        .await
        .unwrap();
    assert!(begun.elapsed() < limits::HANDSHAKE_TIME_MAX + Duration::from_secs(2));
}

#[tokio::test]
async fn a_stranger_with_a_proven_key_is_cut_and_hears_nothing() {
    let mut a = Node::start(1).await;
    let connection = raw_connection(66, &a.address).await;
    let (mut streams, end) = raw_streams(connection, 1).await;
    let mut answer = Vec::new();
    let _ = streams[0].write_all(HELLO).await;
    let _ = timeout(PATIENCE, streams[0].read_to_end(&mut answer))
        .await
        .unwrap();
    assert_eq!(answer, b"");
    timeout(PATIENCE, end).await.unwrap().unwrap();
    a.silent(Duration::from_millis(100)).await;
}

/// How long it takes from a dial to the end that the node makes of it.
async fn turned_away(seed: u8, node: &Node) -> Duration {
    let begun = Instant::now();
    let (_, end) = raw_streams(raw_connection(seed, &node.address).await, 0).await;
    timeout(PATIENCE, end).await.unwrap().unwrap();
    begun.elapsed()
}

/// Whoever measures how long she is listened to learns neither whether her key was ever known nor
/// whether any is. An invitation's key is let in also when it ended, and told so: it is no
/// stranger's.
#[tokio::test]
async fn how_long_a_stranger_is_heard_says_nothing_about_her_key() {
    let a = Node::start(1).await;
    let (unknown, taken_out, member) = (66, 67, key(68).id());
    a.allow(&[key(taken_out).id(), member]).await;
    let mut times: [Vec<Duration>; 4] = Default::default();
    for round in 0..DIALS {
        // Every second round nobody is known: as with a node that carries for nobody.
        let known = if round % 2 == 0 {
            vec![member]
        } else {
            Vec::new()
        };
        let first = if known.is_empty() { 2 } else { 0 };
        a.allow(&known).await;
        for (at, seed) in [unknown, taken_out].into_iter().enumerate() {
            times[first + at].push(turned_away(seed, &a).await);
        }
    }
    let medians = times.map(|mut of_one| {
        of_one.sort_unstable();
        of_one[of_one.len() / 2]
    });
    println!("unknown, taken out; with nobody known: {medians:?}");
    let (least, most) = (medians.iter().min().unwrap(), medians.iter().max().unwrap());
    assert!(*most < *least * MEDIANS_RATIO_MAX, "{medians:?}");
}

#[tokio::test]
async fn lengths_that_are_not_allowed_end_the_connection() {
    let mut a = Node::start(1).await;
    a.allow(&[key(66).id()]).await;
    let over = (FRAME_BYTES_MAX as u32 + 1).to_be_bytes();
    for prefix in [[0; 4], over, [0xff; 4]] {
        let connection = raw_connection(66, &a.address).await;
        let (mut streams, end) = raw_streams(connection, 1).await;
        streams[0].write_all(HELLO).await.unwrap();
        streams[0].write_all(&[0, 0, 0, 1, 42]).await.unwrap();
        streams[0].write_all(&prefix).await.unwrap();
        streams[0].flush().await.unwrap();
        let (number, _sender, transport) = a.connected().await;
        assert_eq!(transport, key(66).id());
        assert_eq!(a.frame().await, [42]);
        assert_eq!(a.closed().await, (number, CloseReason::Misbehaved));
        timeout(PATIENCE, end).await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn a_second_stream_is_dropped_and_the_first_lives() {
    let mut a = Node::start(1).await;
    a.allow(&[key(66).id()]).await;
    let connection = raw_connection(66, &a.address).await;
    let (mut streams, _end) = raw_streams(connection, 2).await;
    streams[0].write_all(HELLO).await.unwrap();
    streams[0].write_all(&[0, 0, 0, 1, 1]).await.unwrap();
    streams[0].flush().await.unwrap();
    let (_, sender, _) = a.connected().await;
    assert_eq!(a.frame().await, [1]);
    // Negotiation answers «na» to the protocol, or the stream is reset.
    let _ = streams[1].write_all(HELLO).await;
    let _ = streams[1].write_all(&[0, 0, 0, 1, 2]).await;
    let _ = streams[1].close().await;
    let mut answer = Vec::new();
    let _ = timeout(PATIENCE, streams[1].read_to_end(&mut answer))
        .await
        .unwrap();
    assert!(
        !answer.windows(5).any(|part| part == b"/s/1\n"),
        "{answer:?}"
    );
    a.silent(Duration::from_millis(200)).await;
    streams[0].write_all(&[0, 0, 0, 1, 3]).await.unwrap();
    streams[0].flush().await.unwrap();
    assert_eq!(a.frame().await, [3]);
    drop(sender);
}

#[tokio::test]
async fn an_allowed_peer_without_a_stream_is_dropped() {
    let mut a = Node::start(1).await;
    a.allow(&[key(66).id()]).await;
    let (_, end) = raw_streams(raw_connection(66, &a.address).await, 0).await;
    let begun = Instant::now();
    timeout(PATIENCE, end).await.unwrap().unwrap();
    assert!(begun.elapsed() < limits::IDLE_TIME_MAX + Duration::from_secs(2));
    a.silent(Duration::from_millis(100)).await;
}

#[tokio::test]
async fn the_oldest_connection_of_a_key_makes_room() {
    let mut a = Node::start(1).await;
    a.allow(&[key(66).id()]).await;
    let mut kept = Vec::new();
    let mut numbers = Vec::new();
    for _ in 0..CONNECTIONS_PER_KEY_MAX {
        let (mut streams, end) = raw_streams(raw_connection(66, &a.address).await, 1).await;
        streams[0].write_all(HELLO).await.unwrap();
        streams[0].flush().await.unwrap();
        let (number, sender, _) = a.connected().await;
        numbers.push(number);
        kept.push((streams, end, sender));
    }
    a.silent(Duration::from_millis(100)).await;
    let _newest = raw_streams(raw_connection(66, &a.address).await, 1).await;
    assert_eq!(a.closed().await, (numbers[0], CloseReason::ByUs));
    a.silent(Duration::from_millis(100)).await;
}
