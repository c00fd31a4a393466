//! What two tell each other when little differs: totals and roots in parts.

use super::*;

fn stranger(seed: u8, space: SpaceId) -> (SigningKey, LogId) {
    let key = SigningKey::from_seed(&KeyMaterial::from_bytes([seed; 32]));
    let log = LogId {
        space,
        author: key.verifying_key().into(),
        lane: Lane::Control,
    };
    (key, log)
}

/// An operation of somebody who never belonged: it is stored, sent on, and has no effect.
fn stranger_writes(seed: u8, seq: u64, space: SpaceId, at: &mut [&mut Device]) -> LogId {
    let (key, log) = stranger(seed, space);
    let prev = seq.checked_sub(1);
    let prev = prev.and_then(|before| at.first().unwrap().replica.graph().id_at(&log, before));
    let draft = OpDraft {
        header: Header {
            version: VERSION,
            suite: SUITE,
            log,
            seq,
            prev,
            deps: Vec::new(),
            epoch: None,
        },
        salt: None,
        body: vec![0],
    };
    let run = VerifiedRun::sign(draft, &key).unwrap();
    for device in at {
        device.keep(run.clone());
        device
            .replica
            .insert(run.clone(), Vec::new(), WALL)
            .unwrap();
    }
    log
}

/// Two who hold the same, with the logs of many.
fn crowd(authors: u8) -> (Device, Device, Founded) {
    let (mut a, founded) = founded();
    let (mut b, _) = join(&mut a, 2, founded.network);
    Link::new(&mut a, &mut b, founded.network.tag()).drive(&mut a, &mut b);
    for seed in 0..authors {
        stranger_writes(seed, 0, founded.network, &mut [&mut a, &mut b]);
    }
    (a, b, founded)
}

/// What passes until both hold the same; lines of frontiers, operations that went.
fn meet(a: &mut Device, b: &mut Device, founded: &Founded) -> (usize, u64) {
    let mut link = Link::new(a, b, founded.network.tag());
    link.drive(a, b);
    assert_eq!(link.ended, []);
    assert!(link.a.is_even() && link.b.is_even());
    (link.bytes, link.a.sent + link.b.sent)
}

#[test]
fn one_operation_more_costs_the_same_among_few_and_among_many() {
    for authors in [0, 40, 200] {
        let (mut a, mut b, founded) = crowd(authors);
        // What comes first names the heads of all.
        a.write(founded.network, "una");
        meet(&mut a, &mut b, &founded);
        let (even, sent) = meet(&mut a, &mut b, &founded);
        assert!(even < 1_100 && sent == 0, "{even} bytes, {sent} sent");
        a.write(founded.network, "una más");
        let (bytes, sent) = meet(&mut a, &mut b, &founded);
        assert!(b.has("una más"));
        assert_eq!(sent, 1);
        assert!(bytes < 4_000, "{bytes} bytes with {authors} authors more");
    }
}

#[test]
fn whatever_differs_in_whatever_part_arrives_and_nothing_goes_twice() {
    let (mut a, mut b, founded) = crowd(40);
    for round in 1..6_u64 {
        let mut new = 0;
        for seed in 0..40_u8 {
            // Some grow here, some there, some nowhere.
            match (u64::from(seed) * round) % 7 {
                1 | 2 => stranger_writes(
                    seed,
                    length(&a, seed, &founded),
                    founded.network,
                    &mut [&mut a],
                ),
                3 => stranger_writes(
                    seed,
                    length(&b, seed, &founded),
                    founded.network,
                    &mut [&mut b],
                ),
                _ => continue,
            };
            new += 1;
        }
        let (_, sent) = meet(&mut a, &mut b, &founded);
        assert_eq!(sent, new, "round {round}");
        let root = |device: &Device| device.replica.graph().root(founded.network, true);
        assert_eq!(root(&a), root(&b), "round {round}");
    }
}

fn length(device: &Device, seed: u8, founded: &Founded) -> u64 {
    let (_, log) = stranger(seed, founded.network);
    device.replica.graph().len(&log)
}

/// Takes each frame that `from` has ready to the other end.
fn carry(frames: Vec<Vec<u8>>, to: &mut Session, receiver: &mut Device) {
    for frame in frames {
        let events = to
            .handle(
                &frame,
                MonoTime(0),
                &mut receiver.replica,
                Some(&receiver.key),
            )
            .unwrap();
        for event in events {
            if let Event::Received { slots, run } = event {
                receiver.keep(run.clone());
                receiver.replica.insert(run.clone(), slots, WALL).unwrap();
                to.stored(&[run.log().unwrap()], true, &mut receiver.replica);
            }
        }
    }
}

fn ready(from: &mut Session, sender: &Device) -> Vec<Vec<u8>> {
    std::iter::from_fn(|| from.poll(MonoTime(0), &sender.replica, &mut Runs(&sender.runs)))
        .collect()
}

/// One end grows between its roots and those of the other, in a part that was equal: the other,
/// which was told nothing of that part, is still known to hold what it holds.
#[test]
fn what_comes_in_while_roots_are_under_way_is_sent_and_its_log_not_from_the_beginning() {
    let (mut a, mut b, founded) = crowd(40);
    a.write(founded.network, "una más");
    let mut link = Link::new(&mut a, &mut b, founded.network.tag());
    let mut late = Vec::new();
    for turn in 0.. {
        let (from_a, from_b) = (ready(&mut link.a, &a), ready(&mut link.b, &b));
        if from_a.is_empty() && from_b.is_empty() {
            break;
        }
        let says = |frames: &[Vec<u8>]| {
            let mut frames = frames.iter().map(|frame| Frame::decode(frame).unwrap());
            frames.any(|frame| matches!(frame, Frame::Roots { .. }))
        };
        if says(&from_a) {
            assert!(says(&from_b), "turn {turn}");
            for seed in 0..40 {
                let log = stranger_writes(seed, 1, founded.network, &mut [&mut a]);
                late.push(log);
            }
            link.a.stored(&late, true, &mut a.replica);
        }
        carry(from_a, &mut link.b, &mut b);
        carry(from_b, &mut link.a, &mut a);
    }
    assert_eq!(late.len(), 40);
    for log in &late {
        assert_eq!(b.replica.graph().len(log), 2, "{log:?}");
    }
    b.settle();
    assert!(b.has("una más"));
    assert_eq!(link.a.sent, 41, "nothing went that was there");
}
