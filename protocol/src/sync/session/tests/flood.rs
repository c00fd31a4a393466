//! A member who says a lot that brings nothing: she is not borne for ever, and what she says takes
//! no more memory than there is room for.

use super::*;
use crate::canonical::encode;
use crate::graph::Parts;
use crate::id::EpochId;
use crate::limits::{
    FRONTIER_ENTRIES_MAX, LINES_HEARD_MAX, ROOTS_MAX, SPACES_NAMED_MAX, WANTS_MAX,
};
use crate::sync::frame::{FrontierLine, HaveLine};

/// No flood goes on for longer.
const FRAMES_MAX: u64 = 20_000;

fn number(n: u64) -> [u8; 32] {
    let mut bytes = [0xee; 32];
    bytes[..8].copy_from_slice(&n.to_be_bytes());
    bytes
}

fn log(n: u64, space: SpaceId) -> LogId {
    LogId {
        space,
        author: DeviceId::from_bytes(number(n)),
        lane: Lane::Content,
    }
}

/// Two who know each other and agree, in an open session, at rest.
fn at_rest() -> (Device, Device, Link, SpaceId) {
    let (mut a, founded) = founded();
    let (mut b, _) = join(&mut a, 2, founded.network);
    let mut link = Link::new(&mut a, &mut b, founded.network.tag());
    link.drive(&mut a, &mut b);
    assert_eq!(link.ended, []);
    (a, b, link, founded.network)
}

fn roots(n: u64, last: bool) -> Frame {
    let first = n * ROOTS_MAX as u64;
    let lines = (first..first + ROOTS_MAX as u64).map(|n| RootLine {
        space: SpaceId::from_bytes(number(n)),
        content: true,
        root: [1; 32],
        parts: Parts::new(&[]),
    });
    Frame::Roots {
        lines: lines.collect(),
        last,
    }
}

fn frontier(n: u64, space: SpaceId, count: usize, last: bool) -> Frame {
    let first = n * count as u64;
    let lines = (first..first + count as u64).map(|n| FrontierLine {
        author: DeviceId::from_bytes(number(n)),
        lane: Lane::Content,
        length: 9,
        head: OpId::from_bytes(number(n)),
    });
    Frame::Frontier {
        space,
        lines: lines.collect(),
        last,
    }
}

type Flood = (&'static str, Box<dyn Fn(u64) -> Frame>);

fn floods(a: &Device, network: SpaceId) -> Vec<Flood> {
    let mut list = comparisons(network);
    list.extend(answers(a, network));
    list
}

fn comparisons(network: SpaceId) -> Vec<Flood> {
    let other = SpaceId::from_bytes(number(1));
    vec![
        ("pings", Box::new(|_| Frame::Ping)),
        (
            "roots of spaces nobody knows",
            Box::new(|n| roots(n, false)),
        ),
        ("the same roots", Box::new(|_| roots(0, true))),
        (
            "frontiers without end",
            Box::new(move |n| frontier(n, network, FRONTIER_ENTRIES_MAX, false)),
        ),
        (
            "short frontiers",
            Box::new(move |n| frontier(n, network, 1, false)),
        ),
        (
            "frontiers of spaces nobody knows",
            Box::new(|n| frontier(n, SpaceId::from_bytes(number(n)), 40, true)),
        ),
        (
            "the same frontier",
            Box::new(move |_| frontier(0, other, 3, true)),
        ),
    ]
}

fn answers(a: &Device, network: SpaceId) -> Vec<Flood> {
    let known = a.in_order.last().unwrap().encode();
    let mine = a.replica.device();
    vec![
        (
            "receipts of logs nobody knows",
            Box::new(move |n| Frame::Have {
                lines: (0..FRONTIER_ENTRIES_MAX as u64)
                    .map(|at| HaveLine {
                        log: log(n * 1_000 + at, network),
                        length: u64::MAX,
                    })
                    .collect(),
            }),
        ),
        (
            "receipts that grow by one",
            Box::new(move |n| Frame::Have {
                lines: vec![HaveLine {
                    log: LogId {
                        space: network,
                        author: mine,
                        lane: Lane::Content,
                    },
                    length: n + 1,
                }],
            }),
        ),
        (
            "wants of nothing",
            Box::new(|n| Frame::Want {
                lines: (0..WANTS_MAX as u64)
                    .map(|at| WantLine {
                        op: OpId::from_bytes(number(n * 64 + at)),
                        from: Some(0),
                    })
                    .collect(),
            }),
        ),
        (
            "slots of nothing",
            Box::new(|n| Frame::Slots {
                op: OpId::from_bytes(number(n)),
                slots: Vec::new(),
                last: n % 2 == 0,
            }),
        ),
        (
            "places in documents",
            Box::new(move |n| Frame::Presence {
                space: network,
                epoch: EpochId::from_bytes(number(n)),
                sealed: vec![1; 89],
            }),
        ),
        (
            "a run that is here",
            Box::new(move |_| Frame::Run { run: known.clone() }),
        ),
    ]
}

#[test]
fn whoever_floods_is_told_by_name_and_fills_no_memory() {
    let names = {
        let (a, _, _, network) = at_rest();
        floods(&a, network).len()
    };
    for which in 0..names {
        let (mut a, _b, mut link, network) = at_rest();
        let (name, flood) = floods(&a, network).swap_remove(which);
        let (mut end, mut count, now) = (None, 0, MonoTime(1_000));
        while end.is_none() && count < FRAMES_MAX {
            let frame = flood(count).encode();
            let (result, _) = Link::hear(&frame, &mut link.a, &mut a, now);
            end = result.err();
            count += 1;
            // The peer reads nothing of what is answered.
            let session = &link.a;
            assert!(session.spaces.len() <= SPACES_NAMED_MAX + 2, "{name}");
            assert!(session.roots_heard.len() <= SPACES_NAMED_MAX + 2, "{name}");
            assert!(session.unknown.len() as u64 <= LINES_HEARD_MAX, "{name}");
            assert!(session.outbox.len() <= SPACES_NAMED_MAX + 64, "{name}");
            assert!(session.acknowledged.len() < 100, "{name}");
            assert!(session.wanted.len() <= 4 * WANTS_MAX, "{name}");
        }
        println!("{name}: {end:?} after {count} frames");
        assert!(
            matches!(
                end,
                Some(SyncEnd::PeerMisbehaved(
                    PeerMisbehaved::Flood | PeerMisbehaved::TooManyLines { .. }
                ))
            ),
            "{name}: {end:?}"
        );
        // Her last word says why, and nothing else is said.
        let bye = link.a.poll(now, &a.replica, &mut Runs(&a.runs)).unwrap();
        let reason = ByeReason::Misbehaved;
        assert_eq!(bye, encode(&Frame::Bye { reason }), "{name}");
    }
}

#[test]
fn an_hour_of_what_an_honest_peer_says_is_borne() {
    let (mut a, mut b, mut link, network) = at_rest();
    for minute in 1..=60 {
        link.now = MonoTime(minute * 60_000);
        for frame in [Frame::Ping, Frame::Want { lines: Vec::new() }] {
            for _ in 0..100 {
                let (result, _) = Link::hear(&frame.encode(), &mut link.a, &mut a, link.now);
                assert_eq!(result, Ok(()));
            }
        }
        let logs = b.write(network, &format!("minuto {minute}"));
        link.b.stored(&logs, false, &mut b.replica);
        link.drive(&mut a, &mut b);
        assert_eq!(link.ended, []);
    }
    assert!(a.has("minuto 60"));
}
