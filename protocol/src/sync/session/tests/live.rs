//! Places in documents: who is told of them, and how much of it is taken.

use super::*;
use crate::document::Anchor;
use crate::id::{EpochId, OpId};
use crate::limits::PRESENCE_BYTES_MAX;
use crate::op::Add;
use crate::sync::presence::{Presence, Shown};

const DOC: OpId = OpId::from_bytes([4; 32]);

fn place(n: u8) -> Presence {
    Presence::new(DOC, Anchor::from_bytes(&[n; 12]), true)
}

fn left_it() -> Presence {
    Presence::new(DOC, Anchor::from_bytes(&[0xff; 12]), false)
}

/// What a device says of its place in a space that it reads.
fn shown(device: &mut Device, space: SpaceId, presence: Presence) -> Shown {
    let epoch = device.replica.live_epoch(space).unwrap();
    let author = device.replica.device();
    let keys = device.replica.ring().unwrap().get(&epoch).unwrap();
    Shown {
        doc: presence.doc,
        space,
        epoch,
        sealed: presence.seal(keys, author, &mut device.rng),
    }
}

fn frame_of(shown: &Shown) -> Vec<u8> {
    let Shown {
        space,
        epoch,
        sealed,
        ..
    } = shown.clone();
    let frame = Frame::Presence {
        space,
        epoch,
        sealed,
    };
    frame.encode()
}

/// Everything that a session says now.
fn said(session: &mut Session, device: &Device, now: MonoTime) -> Vec<Vec<u8>> {
    let mut runs = Runs(&device.runs);
    std::iter::from_fn(|| session.poll(now, &device.replica, &mut runs)).collect()
}

/// The places that a session takes from a frame.
fn taken(session: &mut Session, device: &mut Device, frame: &[u8], now: MonoTime) -> Vec<Presence> {
    let events = session
        .handle(frame, now, &mut device.replica, None)
        .unwrap();
    let present = |event| match event {
        Event::Present { presence, .. } => Some(presence),
        _ => None,
    };
    events.into_iter().filter_map(present).collect()
}

/// A founder, a member of another organization, and their open sessions.
fn two() -> (Device, Device, Founded, Link) {
    let (mut a, founded) = founded();
    let (mut b, _) = join(&mut a, 2, founded.network);
    let mut link = Link::new(&mut a, &mut b, founded.network.tag());
    link.drive(&mut a, &mut b);
    (a, b, founded, link)
}

#[test]
fn a_reader_is_told_the_last_place_five_times_a_second_and_nothing_is_kept() {
    let (mut a, mut b, founded, mut link) = two();
    let held = |device: &Device| {
        device
            .replica
            .graph()
            .len(&own_log(device, founded.network))
    };
    let before = (held(&a), held(&b));
    let at = |ms| MonoTime(link.now.0 + ms);
    let times = [at(1000), at(1199), at(1200)];
    for n in 1..=3 {
        let shown = shown(&mut a, founded.network, place(n));
        link.a.show(&shown, &mut a.replica);
        let frames = said(&mut link.a, &a, times[0]);
        assert_eq!(
            frames.len(),
            usize::from(n == 1),
            "one goes, the rest waits"
        );
        for frame in frames {
            assert_eq!(taken(&mut link.b, &mut b, &frame, times[0]), [place(1)]);
        }
    }
    assert!(said(&mut link.a, &a, times[1]).is_empty());
    let frames = said(&mut link.a, &a, times[2]);
    assert_eq!(
        frames.len(),
        1,
        "a later place takes the place of one that waits"
    );
    assert_eq!(taken(&mut link.b, &mut b, &frames[0], times[2]), [place(3)]);
    let left = shown(&mut a, founded.network, left_it());
    link.a.show(&left, &mut a.replica);
    let frames = said(&mut link.a, &a, at(2000));
    assert_eq!(frames[0].len(), frame_of(&left).len());
    assert!(!taken(&mut link.b, &mut b, &frames[0], at(2000))[0].here);
    assert!(
        said(&mut link.b, &b, at(2000)).is_empty(),
        "nobody hands it on"
    );
    assert_eq!((held(&a), held(&b)), before);
}

fn own_log(device: &Device, space: SpaceId) -> LogId {
    LogId {
        space,
        author: device.replica.device(),
        lane: Lane::Content,
    }
}

#[test]
fn who_does_not_read_a_space_is_told_nothing() {
    let (mut a, mut b, founded, mut link) = two();
    let (space, mut logs) = working_space(&mut a, founded.network);
    logs.extend(a.write(space, "sin ella"));
    let person = b.replica.directory().person_of(b.replica.device()).unwrap();
    // Not in it; a carrier, who holds what is sealed; a reader.
    for (role, told) in [(None, 0), (Some(Role::Carrier), 0), (Some(Role::Read), 1)] {
        if let Some(role) = role {
            let add = Add {
                member: Member::Space(person),
                role,
                card: None,
                confirm: false,
            };
            let made = a.replica.add(space, add, WALL).unwrap();
            logs.extend(a.made(made));
        }
        link.a.stored(&logs, true, &mut a.replica);
        link.drive(&mut a, &mut b);
        assert_eq!(link.ended, []);
        let shown = shown(&mut a, space, place(1));
        link.a.show(&shown, &mut a.replica);
        let now = MonoTime(link.now.0 + 1000);
        assert_eq!(said(&mut link.a, &a, now).len(), told, "{role:?}");
        link.now = now;
    }
    // Nor is a place taken under the key of another space.
    let mut hers = shown(&mut b, founded.network, place(2));
    hers.space = space;
    let now = link.now;
    assert_eq!(taken(&mut link.a, &mut a, &frame_of(&hers), now), []);
}

#[test]
fn what_is_no_place_of_the_peer_is_left_out() {
    let (mut a, mut b, founded, mut link) = two();
    let now = MonoTime(link.now.0 + 1000);
    let good = shown(&mut a, founded.network, place(1));
    let mine = shown(&mut b, founded.network, place(1));
    let mut flipped = good.clone();
    flipped.sealed[30] ^= 1;
    let mut unknown = good.clone();
    unknown.epoch = EpochId::from_bytes([9; 32]);
    let mut short = good.clone();
    short.sealed.truncate(5);
    for bad in [mine, flipped, unknown, short] {
        let frame = frame_of(&bad);
        assert_eq!(taken(&mut link.b, &mut b, &frame, now), [], "{bad:?}");
    }
    let frame = frame_of(&good);
    assert_eq!(taken(&mut link.b, &mut b, &frame, now), [place(1)]);
    // A locked device opens nothing, and says nothing.
    b.replica.lock();
    assert_eq!(taken(&mut link.b, &mut b, &frame, now), []);
    assert_eq!(b.replica.live_epoch(founded.network), None);
}

#[test]
fn a_flood_of_places_is_left_out_and_a_long_one_ends_the_session() {
    let (mut a, mut b, founded, mut link) = two();
    let good = shown(&mut a, founded.network, place(1));
    let frame = frame_of(&good);
    let now = MonoTime(link.now.0 + 60_000);
    let mut count = |now, times| {
        let taken = (0..times).map(|_| taken(&mut link.b, &mut b, &frame, now).len());
        taken.sum::<usize>()
    };
    assert_eq!(count(now, 1000), 32);
    assert_eq!(count(MonoTime(now.0 + 200), 1000), 2);
    let mut long = good;
    long.sealed = vec![0; PRESENCE_BYTES_MAX + 1];
    let end = link
        .b
        .handle(&frame_of(&long), now, &mut b.replica, Some(&b.key));
    let fault = PeerMisbehaved::LongPresence { got: 257, max: 256 };
    assert_eq!(end.unwrap_err(), SyncEnd::PeerMisbehaved(fault));
}
