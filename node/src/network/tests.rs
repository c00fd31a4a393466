//! Whole networks over loopback: what the node above can rely on.

mod hostile;

use std::time::{Duration, Instant};

use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio::time::timeout;
use zeroize::Zeroizing;

use super::*;
use crate::limits::{EVENTS_MAX, FRAME_BYTES_MAX, OUTBOX_FRAMES_MAX};

/// No test waits longer for any one thing.
const PATIENCE: Duration = Duration::from_secs(20);

fn key(seed: u8) -> TransportKey {
    TransportKey::from_seed(Zeroizing::new([seed; 32])).unwrap()
}

struct Node {
    handle: NetworkHandle,
    events: mpsc::Receiver<NetworkEvent>,
    /// With the key behind.
    address: String,
}

impl Node {
    /// A node that listens on loopback and allows nobody.
    async fn start(seed: u8) -> Self {
        let listen = vec!["/ip4/127.0.0.1/tcp/0".to_owned()];
        let config = NetworkConfig {
            key: key(seed),
            listen,
            open_outbound: false,
        };
        let (handle, events) = start(config).unwrap();
        let mut node = Self {
            handle,
            events,
            address: String::new(),
        };
        match node.next().await {
            NetworkEvent::Listening { address } => node.address = address,
            other => panic!("instead of listening: {other:?}"),
        }
        assert!(node.address.ends_with(&format!("/p2p/{}", node.id())));
        node
    }

    fn id(&self) -> TransportId {
        self.handle.id()
    }

    /// The address without the key.
    fn bare(&self) -> String {
        self.address.split("/p2p/").next().unwrap().to_owned()
    }

    async fn next(&mut self) -> NetworkEvent {
        timeout(PATIENCE, self.events.recv())
            .await
            .unwrap()
            .unwrap()
    }

    async fn silent(&mut self, time: Duration) {
        if let Ok(event) = timeout(time, self.events.recv()).await {
            panic!("unexpected event {event:?}");
        }
    }

    async fn allow(&self, ids: &[TransportId]) {
        self.handle
            .send(NetworkCommand::Allow(ids.to_vec()))
            .await
            .unwrap();
    }

    async fn dial(&self, addresses: &[&str], expect: Option<TransportId>) {
        let addresses = addresses
            .iter()
            .map(|&address| address.to_owned())
            .collect();
        let dial = NetworkCommand::Dial {
            dial: DialNumber(7),
            addresses,
            expect,
            via: Via::Tcp,
        };
        self.handle.send(dial).await.unwrap();
    }

    async fn connected(&mut self) -> (ConnectionNumber, FrameSender, TransportId) {
        match self.next().await {
            NetworkEvent::Connected {
                connection,
                sender,
                transport,
                ..
            } => (connection, sender, transport),
            other => panic!("instead of a connection: {other:?}"),
        }
    }

    async fn closed(&mut self) -> (ConnectionNumber, CloseReason) {
        loop {
            match self.next().await {
                NetworkEvent::Closed { connection, reason } => return (connection, reason),
                NetworkEvent::Frame { .. } => {}
                other => panic!("instead of the end: {other:?}"),
            }
        }
    }

    async fn frame(&mut self) -> Vec<u8> {
        match self.next().await {
            NetworkEvent::Frame { bytes, .. } => bytes,
            other => panic!("instead of a frame: {other:?}"),
        }
    }

    async fn dial_fault(&mut self) -> DialFault {
        match self.next().await {
            NetworkEvent::DialFailed {
                dial: DialNumber(7),
                failures,
            } => failures[0].reason,
            other => panic!("instead of a failed dial: {other:?}"),
        }
    }
}

type End = (ConnectionNumber, FrameSender);

/// Two nodes that allow each other, the second connected to the first.
async fn pair() -> (Node, End, Node, End) {
    let (mut a, mut b) = (Node::start(1).await, Node::start(2).await);
    a.allow(&[b.id()]).await;
    b.allow(&[a.id()]).await;
    b.dial(&[&a.address], None).await;
    let (at_a, to_b, from_b) = a.connected().await;
    let (at_b, to_a, from_a) = b.connected().await;
    assert_eq!((from_a, from_b), (a.id(), b.id()));
    (a, (at_a, to_b), b, (at_b, to_a))
}

/// A frame whose length and bytes follow from its place.
fn numbered(place: u32) -> Vec<u8> {
    let length = if place % 1000 == 7 {
        FRAME_BYTES_MAX
    } else {
        4 + place as usize % 700
    };
    let mut frame = vec![place as u8; length];
    frame[..4].copy_from_slice(&place.to_be_bytes());
    frame
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_frames_arrive_in_order_both_ways() {
    const FRAMES: u32 = 10_000;
    let (mut a, (_, to_b), mut b, (_, to_a)) = pair().await;
    let send = async |sender: FrameSender| {
        for place in 0..FRAMES {
            sender.send(numbered(place)).await.unwrap();
        }
        sender
    };
    let receive = async |node: &mut Node| {
        for place in 0..FRAMES {
            assert!(node.frame().await == numbered(place), "frame {place}");
        }
    };
    tokio::join!(send(to_a), send(to_b), receive(&mut a), receive(&mut b));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn forty_megabytes_pass_in_bounded_time() {
    const FRAMES: usize = 40 * 1024 * 1024 / FRAME_BYTES_MAX;
    let (_a, (_, to_b), mut b, _to_a) = pair().await;
    let begun = Instant::now();
    let sending = tokio::spawn(async move {
        for _ in 0..FRAMES {
            to_b.send(vec![5; FRAME_BYTES_MAX]).await.unwrap();
        }
        to_b
    });
    for _ in 0..FRAMES {
        assert_eq!(b.frame().await.len(), FRAME_BYTES_MAX);
    }
    sending.await.unwrap();
    let took = begun.elapsed();
    println!("40 MiB in {took:?}: {:.0} MiB/s", 40.0 / took.as_secs_f64());
    assert!(took < PATIENCE);
}

#[tokio::test]
async fn a_stranger_gets_no_stream() {
    let (mut a, mut b) = (Node::start(1).await, Node::start(2).await);
    b.allow(&[a.id()]).await;
    a.allow(&[TransportId::from_bytes([9; 32])]).await;
    b.dial(&[&a.address], None).await;
    assert_eq!(b.dial_fault().await, DialFault::TurnedAway);
    a.silent(Duration::from_millis(300)).await;
}

#[tokio::test]
async fn we_connect_to_no_key_that_is_not_allowed() {
    let (mut a, mut b) = (Node::start(1).await, Node::start(2).await);
    a.allow(&[b.id()]).await;
    for (address, expect) in [
        (a.bare(), None),
        (a.bare(), Some(a.id())),
        (a.address.clone(), None),
    ] {
        b.dial(&[&address], expect).await;
        assert_eq!(b.dial_fault().await, DialFault::NotAllowed);
    }
    a.silent(Duration::from_millis(300)).await;
}

#[tokio::test]
async fn a_key_that_left_the_allowed_ones_is_cut_within_a_second() {
    let (mut a, (at_a, to_b), mut b, (at_b, _to_a)) = pair().await;
    let begun = Instant::now();
    a.allow(&[]).await;
    assert_eq!(a.closed().await, (at_a, CloseReason::NotAllowed));
    assert_eq!(b.closed().await, (at_b, CloseReason::ByPeer));
    assert!(begun.elapsed() < Duration::from_secs(1));
    assert_eq!(to_b.send(vec![1]).await, Err(SendFault::Closed));
    b.dial(&[&a.address], None).await;
    assert_eq!(b.dial_fault().await, DialFault::TurnedAway);
}

#[tokio::test]
async fn an_allowed_key_stays_connected_when_others_come_and_go() {
    let (mut a, (_, to_b), mut b, _to_a) = pair().await;
    a.allow(&[TransportId::from_bytes([9; 32]), b.id()]).await;
    a.allow(&[b.id()]).await;
    a.silent(Duration::from_millis(200)).await;
    to_b.send(vec![3]).await.unwrap();
    assert_eq!(b.frame().await, [3]);
}

#[tokio::test]
async fn a_connection_outlives_the_idle_time() {
    let (mut a, (_, to_b), mut b, _to_a) = pair().await;
    a.silent(limits::IDLE_TIME_MAX + Duration::from_secs(1))
        .await;
    to_b.send(vec![3]).await.unwrap();
    assert_eq!(b.frame().await, [3]);
}

#[tokio::test]
async fn another_key_at_the_address_fails_the_dial() {
    let (mut a, mut b) = (Node::start(1).await, Node::start(2).await);
    let other = key(3).id();
    a.allow(&[b.id()]).await;
    b.allow(&[a.id(), other]).await;
    b.dial(&[&a.bare()], Some(other)).await;
    assert_eq!(b.dial_fault().await, DialFault::WrongKey);
    b.dial(&[&format!("{}/p2p/{other}", a.bare())], None).await;
    assert_eq!(b.dial_fault().await, DialFault::WrongKey);
    b.dial(&[&a.address], Some(other)).await;
    assert_eq!(b.dial_fault().await, DialFault::WrongKey);
    a.silent(Duration::from_millis(200)).await;
}

#[tokio::test]
async fn a_stale_address_does_not_spoil_the_others() {
    let (mut a, mut b, c) = (
        Node::start(1).await,
        Node::start(2).await,
        Node::start(3).await,
    );
    a.allow(&[b.id()]).await;
    b.allow(&[a.id()]).await;
    c.allow(&[b.id()]).await;
    b.dial(
        &[
            &c.bare(),
            "/ip4/127.0.0.1/tcp/1",
            "/dns4/example.org/tcp/1",
            "/ip4/127.0.0.1/udp/1/quic-v1",
            &a.bare(),
        ],
        Some(a.id()),
    )
    .await;
    assert_eq!(b.connected().await.2, a.id());
    assert_eq!(a.connected().await.2, b.id());
}

#[tokio::test]
async fn addresses_that_lead_nowhere_say_why() {
    let mut a = Node::start(1).await;
    let own = a.bare();
    let garbage = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let garbage_address = format!(
        "/ip4/127.0.0.1/tcp/{}",
        garbage.local_addr().unwrap().port()
    );
    tokio::spawn(async move {
        while let Ok((stream, _)) = garbage.accept().await {
            let _ = stream.try_write(b"SSH-2.0-OpenSSH_9.6\r\n");
        }
    });
    for (address, fault) in [
        (
            "/dns4/example.org/tcp/1",
            DialFault::Address(AddressFault::NameNotNumber),
        ),
        ("example.org", DialFault::Address(AddressFault::Malformed)),
        ("/ip4/127.0.0.1/tcp/1", DialFault::NoListener),
        (garbage_address.as_str(), DialFault::Handshake),
        (own.as_str(), DialFault::Ourselves),
    ] {
        a.dial(&[address], None).await;
        assert_eq!(a.dial_fault().await, fault, "{address}");
    }
    a.dial(&["/ip4/127.0.0.1/tcp/1", "/ip4/127.0.0.1/tcp/2"], None)
        .await;
    assert_eq!(a.dial_fault().await, DialFault::KeyUnknown);
    a.dial(&[], None).await;
    match a.next().await {
        NetworkEvent::DialFailed { failures, .. } => assert_eq!(failures, []),
        other => panic!("instead of a failed dial: {other:?}"),
    }
}

#[tokio::test]
async fn a_taken_port_is_reported() {
    let mut a = Node::start(1).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let foreign = listener.local_addr().unwrap().port();
    // libp2p would let the second node share the port of the first.
    let mut b = Node::start(2).await;
    for (address, expected) in [
        (a.bare(), ListenFault::PortTaken),
        (
            format!("/ip4/127.0.0.1/tcp/{foreign}"),
            ListenFault::PortTaken,
        ),
        ("/ip4/203.0.113.1/tcp/0".to_owned(), ListenFault::NotOurs),
        (
            "/dns/example.org/tcp/0".to_owned(),
            AddressFault::NameNotNumber.into(),
        ),
    ] {
        b.handle
            .send(NetworkCommand::Listen(address.clone()))
            .await
            .unwrap();
        match b.next().await {
            NetworkEvent::ListenFailed {
                address: given,
                reason,
            } => {
                assert_eq!((given, reason), (address, expected));
            }
            other => panic!("instead of a failure: {other:?}"),
        }
    }
    a.silent(Duration::from_millis(50)).await;
}

fn port(address: &str) -> u16 {
    address.rsplit('/').next().unwrap().parse().unwrap()
}

#[tokio::test]
async fn what_waits_leaves_before_a_close() {
    let (a, (at_a, to_b), mut b, (at_b, _to_a)) = pair().await;
    for place in 0..OUTBOX_FRAMES_MAX as u8 {
        to_b.send(vec![place; FRAME_BYTES_MAX]).await.unwrap();
    }
    a.handle.send(NetworkCommand::Close(at_a)).await.unwrap();
    for place in 0..OUTBOX_FRAMES_MAX as u8 {
        assert!(b.frame().await == vec![place; FRAME_BYTES_MAX]);
    }
    assert_eq!(b.closed().await, (at_b, CloseReason::ByPeer));
    let mut a = a;
    assert_eq!(a.closed().await, (at_a, CloseReason::ByUs));
}

#[tokio::test]
async fn dropping_the_sender_closes_the_connection() {
    let (mut a, (at_a, to_b), mut b, (at_b, _to_a)) = pair().await;
    to_b.send(vec![1]).await.unwrap();
    drop(to_b);
    assert_eq!(b.frame().await, [1]);
    assert_eq!(b.closed().await, (at_b, CloseReason::ByPeer));
    assert_eq!(a.closed().await, (at_a, CloseReason::ByUs));
}

/// Sends numbered frames until nothing more is taken; how many were.
async fn fill(to: &FrameSender) -> u32 {
    let mut sent = 0_u32;
    loop {
        let mut frame = vec![0; FRAME_BYTES_MAX];
        frame[..4].copy_from_slice(&sent.to_be_bytes());
        match timeout(Duration::from_millis(500), to.send(frame)).await {
            Ok(result) => result.unwrap(),
            Err(_) => return sent,
        }
        sent += 1;
        // The event queue, the outbox and what the kernel and Yamux buffer.
        assert!(
            sent < 20 * EVENTS_MAX as u32,
            "nothing holds the sender back"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_reader_slows_the_sender_and_loses_nothing() {
    let (_a, (_, to_b), mut b, _to_a) = pair().await;
    let sent = fill(&to_b).await;
    assert!(matches!(to_b.try_send(vec![1]), Err(SendFault::Full(_))));
    for place in 0..sent {
        assert_eq!(b.frame().await[..4], place.to_be_bytes());
    }
    to_b.send(vec![1]).await.unwrap();
    assert_eq!(b.frame().await, [1]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_that_is_held_is_not_read_and_the_others_are() {
    let (mut a, (_, to_b), b, (_, to_a)) = pair().await;
    let mut c = Node::start(3).await;
    a.allow(&[b.id(), c.id()]).await;
    c.allow(&[a.id()]).await;
    c.dial(&[&a.bare()], Some(a.id())).await;
    let (_, from_c, _) = c.connected().await;
    let _known = a.connected().await;
    to_b.hold(true);
    let sent = fill(&to_a).await;
    // One frame may have been on its way already.
    let mut came = 0;
    while let Ok(frame) = timeout(Duration::from_millis(200), a.frame()).await {
        assert_eq!(frame[..4], 0_u32.to_be_bytes());
        came += 1;
    }
    assert!(came <= 1, "{came} frames");
    from_c.send(vec![9]).await.unwrap();
    assert_eq!(a.frame().await, [9]);
    to_b.hold(false);
    for place in came..sent {
        assert_eq!(a.frame().await[..4], place.to_be_bytes());
    }
    // Whoever lets go of a held connection ends it as any other.
    to_b.hold(true);
    drop(to_b);
    let (_, reason) = a.closed().await;
    assert_eq!(reason, CloseReason::ByUs);
}

#[tokio::test]
async fn a_peer_that_does_not_read_is_still_cut_at_once() {
    let (mut a, (at_a, to_b), b, _to_a) = pair().await;
    while timeout(
        Duration::from_millis(300),
        to_b.send(vec![0; FRAME_BYTES_MAX]),
    )
    .await
    .is_ok()
    {}
    let begun = Instant::now();
    a.allow(&[]).await;
    assert_eq!(a.closed().await, (at_a, CloseReason::NotAllowed));
    assert!(begun.elapsed() < Duration::from_secs(1));
    drop(b);
}

#[tokio::test]
async fn both_may_dial_at_once_and_one_connection_can_be_closed() {
    let (mut a, mut b) = (Node::start(1).await, Node::start(2).await);
    a.allow(&[b.id()]).await;
    b.allow(&[a.id()]).await;
    a.dial(&[&b.address], None).await;
    b.dial(&[&a.address], None).await;
    let (first, _keep, _) = a.connected().await;
    let (second, to_b, _) = a.connected().await;
    let (_, _keep_b1, _) = b.connected().await;
    let (_, _keep_b2, _) = b.connected().await;
    a.handle.send(NetworkCommand::Close(first)).await.unwrap();
    assert_eq!(a.closed().await, (first, CloseReason::ByUs));
    assert_eq!(b.closed().await.1, CloseReason::ByPeer);
    assert_ne!(first, second);
    to_b.send(vec![4]).await.unwrap();
    assert_eq!(b.frame().await, [4]);
}

#[tokio::test]
async fn a_killed_peer_is_noticed() {
    let mut a = Node::start(1).await;
    let b = key(2);
    a.allow(&[b.id()]).await;
    let (address, id) = (a.address.clone(), a.id());
    // Its own runtime: when that is gone the sockets are, as those of a killed process.
    let other = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let peer = other.spawn(async move {
        let config = NetworkConfig {
            key: b,
            listen: vec![],
            open_outbound: false,
        };
        let (handle, events) = start(config).unwrap();
        let mut node = Node {
            handle,
            events,
            address: String::new(),
        };
        node.allow(&[id]).await;
        node.dial(&[&address], None).await;
        (node.connected().await, node)
    });
    let (at_a, _to_b, _) = a.connected().await;
    let _kept = peer.await.unwrap();
    other.shutdown_background();
    let begun = Instant::now();
    let (ended, reason) = a.closed().await;
    assert_eq!(ended, at_a);
    assert!(
        matches!(reason, CloseReason::ByPeer | CloseReason::Failed),
        "{reason:?}"
    );
    assert!(begun.elapsed() < Duration::from_secs(2));
}

#[tokio::test]
async fn a_shutdown_drains_closes_and_frees_the_port() {
    let (mut a, (at_a, to_b), mut b, (at_b, _to_a)) = pair().await;
    to_b.send(vec![8; FRAME_BYTES_MAX]).await.unwrap();
    timeout(PATIENCE, a.handle.shutdown()).await.unwrap();
    assert_eq!(b.frame().await.len(), FRAME_BYTES_MAX);
    assert_eq!(b.closed().await, (at_b, CloseReason::ByPeer));
    assert_eq!(a.closed().await, (at_a, CloseReason::ByUs));
    assert!(a.events.recv().await.is_none());
    assert_eq!(
        a.handle.send(NetworkCommand::Shutdown).await,
        Err(NetworkError::Ended)
    );
    let freed = ("127.0.0.1", port(&a.bare()));
    TcpListener::bind(freed).await.unwrap();
}

#[tokio::test]
async fn a_shutdown_waits_for_nobody() {
    let (a, (_, to_b), _b, _to_a) = pair().await;
    while timeout(
        Duration::from_millis(300),
        to_b.send(vec![0; FRAME_BYTES_MAX]),
    )
    .await
    .is_ok()
    {}
    let begun = Instant::now();
    timeout(PATIENCE, a.handle.shutdown()).await.unwrap();
    assert!(begun.elapsed() < limits::SHUTDOWN_TIME_MAX + Duration::from_millis(500));
}
