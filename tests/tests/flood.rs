//! A member's device that floods: with what brings nothing, it loses its connection; with what is
//! good and far too much, it is heard more slowly than all others. Her person is named in an alert.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test ends where its world cannot be made"
)]

use asamblea_node::api::{AlertRow, Reply, Request};
use asamblea_node::engine::{Engine, Now, Opening, Speaker};
use asamblea_protocol::content::{Body, Post};
use asamblea_protocol::id::{OpId, SpaceId};
use asamblea_protocol::limits::PACE_FRAMES_MAX;
use asamblea_protocol::op::{Lane, LogId};
use asamblea_protocol::sync::{Amount, Frame, PaceLimits, PeerMisbehaved, SyncEnd};
use asamblea_protocol::time::{MonoTime, WallTime};
use asamblea_tests::cluster::{Cluster, Settings};
use asamblea_tests::device::Part;
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

fn rows(engine: &mut Engine, code: &str) -> Vec<AlertRow> {
    let Ok(Reply::Alerts(rows)) = engine.request(Request::AlertList) else {
        panic!("alerts")
    };
    let rows = rows.into_iter().filter(|row| row.code == code);
    rows.collect()
}

fn alerts(engine: &mut Engine) -> Vec<String> {
    let rows = rows(engine, "misbehaved").into_iter();
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

/// Who floods, who hears her, who has something to say.
const FLOODS: usize = 1;
const HEARS: usize = 0;
const SPEAKS: usize = 2;
/// Taken of one device as fast as it comes, and beyond that: a little, so that a test is short.
const BURST: u64 = 200;
const EACH_SECOND: u64 = 20;
/// What she writes: ten times as much, in posts of which some forty fit a frame.
const POSTS: u64 = 2_000;
const POST_CHARS: usize = 1_200;
/// No frame of hers has more operations.
const FRAME_OPS_MAX: u64 = 50;

fn limits() -> PaceLimits {
    PaceLimits {
        burst: Amount {
            ops: BURST,
            bytes: u64::MAX,
        },
        each_second: Amount {
            ops: EACH_SECOND,
            bytes: 1,
        },
    }
}

/// Three devices of three organizations that know one thread, each pair connected.
fn three() -> (Cluster, SpaceId, OpId) {
    let mut cluster = Cluster::new(Settings {
        seed: 5,
        nodes: 3,
        steps: 0,
        plant: None,
        harsh: false,
        forgets: false,
        assesses: false,
        carries: false,
        erases: false,
        keep_story: false,
    });
    assert!(cluster.begin().is_ok(), "a world of three begins");
    for (one, other) in [(0, 1), (0, 2), (1, 2)] {
        if !cluster.links.iter().any(|link| link.joins(one, other)) {
            assert!(cluster.connect(one, other, false), "{one} and {other}");
        }
    }
    assert!(cluster.move_all(), "three come to rest");
    cluster.pass(5_000);
    assert!(cluster.move_all(), "three come to rest");
    for at in [HEARS, SPEAKS] {
        let now = cluster.now_ms;
        cluster.devices[at]
            .engine_at(now)
            .unwrap()
            .limit_pace(limits());
    }
    let space = SpaceId::from_hex(&cluster.network()).unwrap();
    let thread = OpId::from_hex(&cluster.thread_shown_to(HEARS)).unwrap();
    (cluster, space, thread)
}

/// Writes so many posts, as fast as a program can, and sends what its connections take.
fn pour(cluster: &mut Cluster, space: SpaceId, thread: OpId, from: u64, count: u64) {
    let now = cluster.now_ms;
    let engine = cluster.devices[FLOODS].engine_at(now).unwrap();
    for n in from..from + count {
        let post = Post {
            thread,
            reply_to: None,
            body: format!("{n} {}", "x".repeat(POST_CHARS)),
        };
        engine.say_anything(space, Body::from(post)).unwrap();
    }
    cluster.turn(FLOODS);
}

/// Every link moves a frame each way, but those that are not read; how many moved.
fn round(cluster: &mut Cluster) -> usize {
    let mut moved = 0;
    let ways: Vec<_> = cluster
        .links
        .iter()
        .flat_map(|link| {
            [
                (link.number, 0, link.ends[1]),
                (link.number, 1, link.ends[0]),
            ]
        })
        .collect();
    for (number, direction, to) in ways {
        let engine = cluster.devices[to].engine().unwrap();
        let waits = engine.must_wait(number);
        let link = cluster.links.iter().find(|link| link.number == number);
        if !waits && link.is_some_and(|link| link.moves(direction)) {
            cluster.deliver(number, direction, 1);
            moved += 1;
        }
    }
    moved
}

/// How much of her log a device holds.
fn held(cluster: &Cluster, at: usize, space: SpaceId) -> u64 {
    let log = LogId {
        space,
        author: cluster.devices[FLOODS].id(),
        lane: Lane::Content,
    };
    cluster.devices[at]
        .engine()
        .unwrap()
        .replica()
        .graph()
        .len(&log)
}

#[test]
fn a_member_who_writes_without_end_is_slowed_and_named_and_others_go_before_her() {
    let (mut cluster, space, thread) = three();
    let links = cluster.links.len();
    let before = held(&cluster, HEARS, space);
    pour(&mut cluster, space, thread, 0, POSTS);
    let began = cluster.now_ms;
    let mut rounds = 0;
    while round(&mut cluster) > 0 {
        rounds += 1;
        assert!(rounds < 1_000, "chatter without end");
    }
    // Not a second has passed: a burst, and the frame with which it was full, from her to each of
    // the two, who tell each other.
    let first = held(&cluster, HEARS, space) - before;
    assert!(first > BURST, "{first}");
    assert!(first <= 2 * (BURST + FRAME_OPS_MAX), "{first}");

    // Another speaks while the connections of the first are full.
    let thread_id = thread.to_hex();
    let said = Request::ThreadReply {
        id: thread_id.clone(),
        to: None,
        body: "me oyen?".to_owned(),
    };
    assert!(matches!(cluster.ask(SPEAKS, said), Ok(Ok(_))));
    let mut rounds = 0;
    while !cluster.reads(HEARS, &thread_id, "me oyen?") {
        rounds += 1;
        assert!(rounds < 30, "she is not heard");
        round(&mut cluster);
    }
    println!("{first} at once; the other was heard after {rounds} rounds");
    let so_far = held(&cluster, HEARS, space) - before;
    assert!(so_far <= 2 * (BURST + FRAME_OPS_MAX), "{so_far}");

    // It goes on, no faster than there is room, and ends: all hold the same.
    let whole = held(&cluster, FLOODS, space);
    while held(&cluster, HEARS, space) < whole || held(&cluster, SPEAKS, space) < whole {
        cluster.pass(1_000);
        while round(&mut cluster) > 0 {}
        let seconds = (cluster.now_ms - began) / 1_000;
        let most = 2 * (BURST + FRAME_OPS_MAX + EACH_SECOND * seconds);
        let came = held(&cluster, HEARS, space) - before;
        assert!(came <= most, "{came} after {seconds} s");
        assert!(seconds < POSTS / EACH_SECOND + 60, "{came} of {whole}");
    }
    let seconds = (cluster.now_ms - began) / 1_000;
    println!("{POSTS} posts took {seconds} s");
    assert!(
        seconds >= (POSTS - 2 * BURST) / EACH_SECOND / 3,
        "{seconds}"
    );
    cluster.pass(60_000);
    assert!(cluster.move_all());
    for at in [HEARS, SPEAKS] {
        let now = cluster.now_ms;
        let engine = cluster.devices[at].engine_at(now).unwrap();
        let named = rows(engine, "flood");
        assert_eq!(named.len(), 1, "told once: {named:?}");
        assert!(named[0].subject.contains("d1"), "{named:?}");
        let device = cluster.devices[FLOODS].id().to_hex();
        assert_eq!(named[0].device, Some(device));
        assert!(named[0].count > Some(BURST), "{named:?}");
    }
    // Nobody lost a connection for it.
    assert_eq!(cluster.links.len(), links);
}

#[test]
fn whoever_goes_on_talking_to_a_device_that_does_not_listen_is_cut_off() {
    let (mut cluster, space, thread) = three();
    pour(&mut cluster, space, thread, 0, POSTS);
    let mut rounds = 0;
    while round(&mut cluster) > 0 {
        rounds += 1;
        assert!(rounds < 1_000, "chatter without end");
    }
    // Her program sends on as if it were read.
    let link = cluster.links.iter().find(|link| link.joins(HEARS, FLOODS));
    let number = link.unwrap().number;
    let now = cluster.now_ms;
    let engine = cluster.devices[HEARS].engine_at(now).unwrap();
    assert!(engine.must_wait(number));
    let ping = Frame::Ping.encode();
    for count in 0..PACE_FRAMES_MAX {
        assert_eq!(engine.frame(number, &ping).unwrap(), Ok(()), "{count}");
    }
    let end = engine.frame(number, &ping).unwrap();
    let fault = PeerMisbehaved::Flood;
    assert_eq!(end, Err(SyncEnd::PeerMisbehaved(fault)));
    assert!(engine.has_ended(number));
    assert_eq!(rows(engine, "misbehaved").len(), 1);
}

#[test]
fn what_a_peer_kept_of_others_for_years_is_fetched_as_fast_as_it_comes() {
    let (mut cluster, space, thread) = three();
    // One of them is away, and hears it all from the other.
    let number = |cluster: &Cluster, a, b| {
        let link = cluster.links.iter().find(|link| link.joins(a, b));
        link.unwrap().number
    };
    for (a, b) in [(HEARS, FLOODS), (HEARS, SPEAKS)] {
        let number = number(&cluster, a, b);
        cluster.cut(number);
    }
    pour(&mut cluster, space, thread, 0, POSTS);
    let whole = held(&cluster, FLOODS, space);
    while held(&cluster, SPEAKS, space) < whole {
        cluster.pass(1_000);
        while round(&mut cluster) > 0 {}
    }
    assert!(cluster.connect(HEARS, SPEAKS, false));
    let began = cluster.now_ms;
    while round(&mut cluster) > 0 {}
    assert_eq!(cluster.now_ms, began, "no time passed");
    assert_eq!(held(&cluster, HEARS, space), whole);
    let engine = cluster.devices[HEARS].engine_at(began).unwrap();
    assert_eq!(rows(engine, "flood").len(), 1, "named all the same");
}

#[test]
fn whoever_is_new_fetches_a_life_of_work_from_the_device_that_wrote_it_without_waiting() {
    let (mut cluster, space, thread) = three();
    pour(&mut cluster, space, thread, 0, POSTS);
    let whole = held(&cluster, FLOODS, space);
    for number in cluster
        .links
        .iter()
        .map(|link| link.number)
        .collect::<Vec<_>>()
    {
        cluster.cut(number);
    }
    assert!(cluster.invite_as(FLOODS, Part::Person, "member").is_ok());
    let (new, began) = (cluster.devices.len() - 1, cluster.now_ms);
    let engine = cluster.devices[new].engine_at(began).unwrap();
    engine.limit_pace(limits());
    while held(&cluster, new, space) < whole {
        let linked = cluster.links.iter().any(|link| link.joins(new, FLOODS));
        if !linked {
            assert!(cluster.connect(new, FLOODS, true));
        }
        while round(&mut cluster) > 0 {}
        cluster.pass(1_000);
        let seconds = (cluster.now_ms - began) / 1_000;
        assert!(seconds < POSTS / EACH_SECOND / 3, "it waits");
    }
    let now = cluster.now_ms;
    let engine = cluster.devices[new].engine_at(now).unwrap();
    assert_eq!(rows(engine, "flood"), []);
}
