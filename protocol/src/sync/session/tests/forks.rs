//! Two devices that hold different branches of one log.

use super::*;
use crate::limits::BRANCHES_MAX;

/// Another device with the same keys and what this one stored: a copied folder.
fn copy_of(device: &Device, seed: u8, random: u8) -> Device {
    let mut copy = Device::new(seed);
    let runs: Vec<VerifiedRun> = device.in_order.clone();
    for run in runs {
        copy.keep(run.clone());
        let sets = run.ops().iter().map(|op| SlotSet {
            op: op.id,
            slots: device.replica.slots_from(&op.id, 0).0,
        });
        let sets = sets.collect();
        copy.replica.insert(run, sets, WALL).unwrap();
    }
    copy.settle();
    copy.rng = SeededRandom::new([random; 32]);
    copy
}

/// One session, until neither has anything to say.
fn meet(a: &mut Device, b: &mut Device, space: SpaceId) -> Link {
    let mut link = Link::new(a, b, space.tag());
    link.drive(a, b);
    assert_eq!(link.ended, []);
    assert!(link.a.is_even() && link.b.is_even());
    assert_eq!(
        a.replica.graph().root(space, true),
        b.replica.graph().root(space, true)
    );
    link
}

/// The Secretariat, two organizations that joined, and a copy of the first one's device.
fn copied() -> (Device, Device, Device, Device, SpaceId) {
    let (mut a, founded) = founded();
    let space = founded.network;
    let (mut b, _) = join(&mut a, 2, space);
    let (mut c, _) = join(&mut a, 3, space);
    meet(&mut a, &mut c, space);
    meet(&mut a, &mut b, space);
    b.write(space, "juntas");
    meet(&mut a, &mut b, space);
    meet(&mut a, &mut c, space);
    let copy = copy_of(&b, 2, 77);
    (a, b, c, copy, space)
}

#[test]
fn two_that_hold_different_branches_exchange_both_in_one_session() {
    // The lengths of the two branches beyond what they share.
    for (own, other) in [(1, 1), (1, 4), (4, 1), (40, 3)] {
        let (mut a, mut b, mut c, mut copy, space) = copied();
        for n in 0..own {
            b.write(space, &format!("la dueña {n}"));
        }
        for n in 0..other {
            copy.write(space, &format!("la copia {n}"));
        }
        meet(&mut a, &mut b, space);
        meet(&mut c, &mut copy, space);
        assert!(a.replica.forked_devices().is_empty() && c.replica.forked_devices().is_empty());
        let link = meet(&mut a, &mut c, space);
        for device in [&a, &c] {
            for n in 0..own {
                assert!(device.has(&format!("la dueña {n}")), "{own} {other}");
            }
            for n in 0..other {
                assert!(device.has(&format!("la copia {n}")), "{own} {other}");
            }
            let forked: Vec<_> = device.replica.forked_devices().into_iter().collect();
            assert_eq!(forked, [b.replica.device()]);
        }
        // Once both hold both, nothing is sent again.
        let again = meet(&mut a, &mut c, space);
        assert!(again.bytes < 1_000, "{} of {}", again.bytes, link.bytes);
        assert_eq!(again.a.sent + again.b.sent, 0);
        // And the two of them learn of each other over anybody.
        meet(&mut a, &mut b, space);
        meet(&mut c, &mut copy, space);
        assert!(b.has("la copia 0") && copy.has("la dueña 0"));
    }
}

#[test]
fn a_long_branch_goes_with_the_short_one_that_it_stands_on() {
    let (mut a, mut b, mut c, mut copy, space) = copied();
    let mut third = copy_of(&b, 2, 78);
    // A short branch first; a longer one beside it, both where the first device hears them.
    b.write(space, "la dueña");
    meet(&mut a, &mut b, space);
    for n in 0..6 {
        copy.write(space, &format!("la copia {n}"));
    }
    meet(&mut a, &mut copy, space);
    // The other knows a third one, of a length between theirs.
    for n in 0..3 {
        third.write(space, &format!("la tercera {n}"));
    }
    meet(&mut c, &mut third, space);
    meet(&mut a, &mut c, space);
    for device in [&a, &c] {
        for text in ["la dueña", "la copia 5", "la tercera 2"] {
            assert!(device.has(text), "{text}");
        }
    }
}

#[test]
fn branches_grow_live_in_an_open_session() {
    let (mut a, mut b, mut c, mut copy, space) = copied();
    b.write(space, "la dueña 0");
    copy.write(space, "la copia 0");
    meet(&mut a, &mut b, space);
    meet(&mut c, &mut copy, space);
    let mut link = Link::new(&mut a, &mut c, space.tag());
    link.drive(&mut a, &mut c);
    for n in 1..4 {
        b.write(space, &format!("la dueña {n}"));
        copy.write(space, &format!("la copia {n}"));
        let logs: Vec<LogId> = a.replica.graph().logs_of(space).collect();
        meet(&mut a, &mut b, space);
        link.a.stored(&logs, true, &mut a.replica);
        meet(&mut c, &mut copy, space);
        link.b.stored(&logs, true, &mut c.replica);
        link.drive(&mut a, &mut c);
        assert_eq!(link.ended, []);
        assert!(a.has(&format!("la copia {n}")) && c.has(&format!("la dueña {n}")));
    }
    assert!(link.a.is_even() && link.b.is_even());
}

#[test]
fn a_rewound_device_learns_its_own_newer_operations() {
    let (mut a, mut b, _, mut rewound, space) = copied();
    for n in 0..3 {
        b.write(space, &format!("antes de restaurar {n}"));
    }
    meet(&mut a, &mut b, space);
    drop(b);
    meet(&mut a, &mut rewound, space);
    rewound.write(space, "después");
    meet(&mut a, &mut rewound, space);
    assert!(a.has("después") && a.replica.forked_devices().is_empty());
}

#[test]
fn what_a_peer_holds_of_a_forked_log_is_not_taken_for_the_own_branch() {
    let (mut a, mut b, _, mut copy, space) = copied();
    for n in 0..5 {
        copy.write(space, &format!("la copia {n}"));
    }
    meet(&mut a, &mut copy, space);
    let logs = b.write(space, "la dueña");
    let content = logs.iter().find(|log| log.lane == Lane::Content).unwrap();
    let mut link = Link::new(&mut a, &mut b, space.tag());
    // Told what the peer holds, and nothing sent yet.
    for _ in 0..4 {
        let _one = Link::step(&mut link.a, &mut a, &mut link.b, &mut b, link.now);
    }
    assert!(link.b.acknowledged(content) < b.replica.graph().len(content));
    link.drive(&mut a, &mut b);
    let link = meet(&mut a, &mut b, space);
    assert_eq!(link.b.acknowledged(content), b.replica.graph().len(content));
}

#[test]
fn more_branches_than_are_kept_end_no_session_and_are_not_sent_for_ever() {
    let (mut a, _, mut c, copy, space) = copied();
    let many = u8::try_from(BRANCHES_MAX).unwrap();
    let tell = |to: &mut Device, n: u8| {
        let mut liar = copy_of(&copy, 2, 100 + n);
        liar.write(space, &format!("cuento {n}"));
        let mut link = Link::new(to, &mut liar, space.tag());
        link.drive(to, &mut liar);
        assert_eq!(link.ended, []);
    };
    for n in 0..many {
        tell(&mut a, n);
        tell(&mut c, n + many);
    }
    tell(&mut a, 2 * many);
    for round in 0..3 {
        let mut link = Link::new(&mut a, &mut c, space.tag());
        link.drive(&mut a, &mut c);
        assert_eq!(link.ended, [], "{round}");
        assert!(link.a.is_even() && link.b.is_even(), "{round}");
        if round > 0 {
            assert!(link.bytes < 20_000, "{round}: {}", link.bytes);
        }
    }
    // What others write goes on arriving.
    a.write(space, "seguimos");
    let mut link = Link::new(&mut a, &mut c, space.tag());
    link.drive(&mut a, &mut c);
    let mut link = Link::new(&mut a, &mut c, space.tag());
    link.drive(&mut a, &mut c);
    assert_eq!(link.ended, []);
    assert!(c.has("seguimos"));
}
