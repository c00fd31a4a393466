//! A member's device that floods: it loses its connection, and her person is named in an alert.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test ends where its world cannot be made"
)]

use asamblea_node::api::{Reply, Request};
use asamblea_node::engine::{Engine, Now, Opening, Speaker};
use asamblea_protocol::sync::{Frame, PeerMisbehaved, SyncEnd};
use asamblea_protocol::time::{MonoTime, WallTime};
use asamblea_tests::stick::Stick;

const LINK: u64 = 7;

fn at(engine: &mut Engine, seconds: u64) {
    engine.set_now(Now {
        mono: MonoTime(10_000_000 + seconds * 1_000),
        wall: WallTime(1_795_010_000_000 + seconds * 1_000),
    });
    engine.tick().unwrap();
    engine.flush().unwrap();
}

/// Opens a session in which both have proven who they are.
fn meet(a: &mut Engine, b: &mut Engine) {
    let tag = b.network_tag();
    let [to_a, to_b] = [a.own_transport(), b.own_transport()];
    for (engine, transport, outbound) in [(&mut *a, to_b, true), (&mut *b, to_a, false)] {
        let opening = Opening {
            transport,
            address: "/memory".to_owned(),
            via: "tcp",
            outbound,
        };
        engine.connected(LINK, opening, tag, Speaker::Itself);
    }
    for _ in 0..3 {
        if let Some(frame) = a.poll(LINK) {
            b.frame(LINK, &frame).unwrap().unwrap();
        }
        if let Some(frame) = b.poll(LINK) {
            a.frame(LINK, &frame).unwrap().unwrap();
        }
    }
    assert!(!a.peers().is_empty() && !b.peers().is_empty());
}

fn alerts(engine: &mut Engine) -> Vec<String> {
    let Ok(Reply::Alerts(rows)) = engine.request(Request::AlertList) else {
        panic!("alerts")
    };
    let rows = rows.into_iter().filter(|row| row.code == "misbehaved");
    rows.map(|row| row.subject).collect()
}

/// Lets the first say pings until the second has enough; how many it took.
fn flood(a: &mut Engine, b: &mut Engine) -> u64 {
    meet(a, b);
    let ping = Frame::Ping.encode();
    for count in 1..10_000 {
        match b.frame(LINK, &ping).unwrap() {
            Ok(()) => {}
            Err(end) => {
                assert_eq!(end, SyncEnd::PeerMisbehaved(PeerMisbehaved::Flood));
                return count;
            }
        }
    }
    panic!("no end of it")
}

#[test]
fn a_member_who_floods_loses_her_connection_and_is_named_once() {
    let stick = Stick::new(4);
    let (mut giver, mut reader) = (stick.giver(), stick.reader());
    for clock in [0, 60] {
        at(&mut reader, clock);
        at(&mut giver, clock);
        let count = flood(&mut giver, &mut reader);
        println!("enough after {count} frames");
        let bye = reader.poll(LINK).unwrap();
        assert!(giver.frame(LINK, &bye).unwrap().is_err());
        reader.closed(LINK, "misbehaved");
        giver.closed(LINK, "misbehaved");
    }
    let named = alerts(&mut reader);
    assert_eq!(named.len(), 1, "told once: {named:?}");
    assert!(named[0].contains("Fundadora"), "{named:?}");
    assert!(
        alerts(&mut giver).is_empty(),
        "she who floods blames nobody"
    );
    // What she wrote is no worse for it.
    meet(&mut giver, &mut reader);
    assert_eq!(reader.frame(LINK, &Frame::Ping.encode()).unwrap(), Ok(()));
}
