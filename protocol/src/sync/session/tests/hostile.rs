//! A peer whose frames are not those of an honest session: flipped, cut, longer, left out, said
//! twice, in another order, or of another session.

use std::collections::BTreeMap;

use rand_core::Rng;

use super::*;

/// Flips and cuts of each frame.
const FLIPS: usize = 10;
const CUTS: usize = 3;
/// Frames of one session, in both directions: no honest one of these two says more.
const STEPS_MAX: usize = 400;

/// A device as it is after a restart, with another source of chance.
fn copy(of: &Device, seed: u8, chance: u8) -> Device {
    let mut copy = Device::new(seed);
    copy.rng = SeededRandom::new([chance; 32]);
    for run in &of.in_order {
        copy.keep(run.clone());
        copy.replica.insert(run.clone(), Vec::new(), WALL).unwrap();
    }
    copy.settle();
    copy.transport = own_transport(&copy);
    copy
}

/// The two devices of a small network, each of which lacks what the other wrote since.
fn apart() -> (Device, Device, Founded) {
    let (mut a, founded) = founded();
    let (mut b, _) = join(&mut a, 2, founded.network);
    for number in 0..4 {
        a.write(founded.network, &format!("de a {number}"));
        b.write(founded.network, &format!("de b {number}"));
    }
    let (_, logs) = working_space(&mut a, founded.network);
    assert!(!logs.is_empty());
    (a, b, founded)
}

fn ids(device: &Device) -> BTreeSet<OpId> {
    let runs = device.in_order.iter();
    runs.flat_map(|run| run.ops()).map(|op| op.id).collect()
}

/// Lets two talk; what the first says goes through `wire`. Gives what it said by itself, and how
/// the second one's session ended.
fn talk(
    a: &mut Device,
    b: &mut Device,
    tag: [u8; 8],
    wire: &mut dyn FnMut(usize, Vec<u8>) -> Vec<Vec<u8>>,
) -> (Vec<Vec<u8>>, Option<SyncEnd>) {
    let mut link = Link::new(a, b, tag);
    let (mut said, now) = (Vec::new(), link.now);
    for _ in 0..STEPS_MAX {
        let frame = link.a.poll(now, &a.replica, &mut Runs(&a.runs));
        if let Some(frame) = &frame {
            for changed in wire(said.len(), frame.clone()) {
                if let (Err(end), _) = Link::hear(&changed, &mut link.b, b, now) {
                    assert!(link.b.has_ended());
                    return (said, Some(end));
                }
            }
            said.push(frame.clone());
        }
        let back = Link::step(&mut link.b, b, &mut link.a, a, now);
        if frame.is_none() && back.is_none() {
            break;
        }
    }
    (said, None)
}

/// What became of one frame.
enum Change {
    Flip(usize, u8),
    Cut(usize),
    Longer,
    Gone,
    Twice,
    Other(usize),
}

impl Change {
    fn all(said: &[Vec<u8>], at: usize, rng: &mut SeededRandom) -> Vec<Self> {
        let len = said[at].len();
        let mut any = |below: usize| {
            let mut bytes = [0; 4];
            rng.fill_bytes(&mut bytes);
            u32::from_be_bytes(bytes) as usize % below
        };
        let mut all = vec![Self::Longer, Self::Gone, Self::Twice];
        all.extend((0..FLIPS).map(|_| Self::Flip(any(len), 1 << any(8))));
        all.extend((0..CUTS).map(|_| Self::Cut(any(len))));
        all.extend((0..said.len()).filter(|i| *i != at).map(Self::Other));
        all
    }

    fn make(&self, frame: Vec<u8>, said: &[Vec<u8>]) -> Vec<Vec<u8>> {
        let mut frame = frame;
        match self {
            Self::Flip(at, bit) => {
                if let Some(byte) = frame.get_mut(*at) {
                    *byte ^= bit;
                }
            }
            Self::Cut(at) => frame.truncate(*at),
            Self::Longer => frame.push(0),
            Self::Gone => return Vec::new(),
            Self::Twice => return vec![frame.clone(), frame],
            Self::Other(other) => frame = said[*other].clone(),
        }
        vec![frame]
    }
}

fn word(end: Option<SyncEnd>) -> String {
    match end {
        Some(SyncEnd::PeerMisbehaved(fault)) => {
            let name = format!("{fault:?}");
            name.chars().take_while(|c| c.is_alphanumeric()).collect()
        }
        Some(end) => format!("{end:?}"),
        None => "goes on".to_owned(),
    }
}

#[test]
fn no_change_of_any_frame_brings_anything_in_and_the_next_session_heals() {
    let (a, b, founded) = apart();
    let tag = founded.network.tag();
    let honest: BTreeSet<OpId> = ids(&a).union(&ids(&b)).copied().collect();
    let (said, end) = talk(
        &mut copy(&a, 1, 50),
        &mut copy(&b, 2, 51),
        tag,
        &mut |_, frame| vec![frame],
    );
    assert_eq!(end, None);
    assert!(said.len() > 8, "{} frames", said.len());
    let mut rng = SeededRandom::new([3; 32]);
    let (mut ends, mut count) = (BTreeMap::<String, u64>::new(), 0);
    for at in 0..said.len() {
        for change in Change::all(&said, at, &mut rng) {
            // Chance is as it was, so that the session is the same up to the change.
            let (mut sender, mut victim) = (copy(&a, 1, 50), copy(&b, 2, 51));
            let (_, end) = talk(&mut sender, &mut victim, tag, &mut |number, frame| {
                if number == at {
                    change.make(frame, &said)
                } else {
                    vec![frame]
                }
            });
            assert!(ids(&victim).is_subset(&honest), "frame {at}");
            *ends.entry(word(end)).or_default() += 1;
            count += 1;
            let (mut sender, now) = (copy(&a, 1, 60), MonoTime(0));
            let mut link = Link::new(&mut sender, &mut victim, tag);
            link.now = now;
            link.drive(&mut sender, &mut victim);
            assert_eq!(link.ended, [], "frame {at}");
            assert!(link.a.is_even() && link.b.is_even(), "frame {at}");
            let root = |device: &Device| {
                let graph = device.replica.graph();
                *graph.root_in_parts(founded.network, true, 0).0.as_bytes()
            };
            assert_eq!(root(&sender), root(&victim), "frame {at}");
        }
    }
    println!("{count} changes of {} frames: {ends:?}", said.len());
    for fault in ["Frame", "BadProof", "OutOfTurn", "Run"] {
        assert!(ends.contains_key(fault), "{fault}: {ends:?}");
    }
}

#[test]
fn a_session_that_is_said_again_proves_nothing() {
    let (a, b, founded) = apart();
    let tag = founded.network.tag();
    let (said, _) = talk(
        &mut copy(&a, 1, 50),
        &mut copy(&b, 2, 51),
        tag,
        &mut |_, frame| vec![frame],
    );
    // The same words to the same device, whose nonce is another one; and to their own speaker.
    for (mut victim, other) in [(copy(&b, 2, 52), &a), (copy(&a, 1, 53), &b)] {
        let held = ids(&victim);
        let start = Start {
            tag,
            mine: victim.transport,
            theirs: copy(other, if held == ids(&a) { 2 } else { 1 }, 9).transport,
            access: victim.access,
        };
        let mut session = Session::new(start, MonoTime(0), &mut victim.rng);
        let ends: Vec<_> = said
            .iter()
            .map(|frame| Link::hear(frame, &mut session, &mut victim, MonoTime(1)).0)
            .collect();
        assert_eq!(ends[0], Ok(()));
        let bad = SyncEnd::from(PeerMisbehaved::BadProof);
        assert_eq!(ends[1], Err(bad));
        assert!(session.has_ended() && session.peer().is_none());
        assert_eq!(ids(&victim), held, "nothing is taken after the end");
    }
}

#[test]
fn one_who_proves_nothing_hears_nothing_of_what_is_held() {
    let (a, b, founded) = apart();
    let mut victim = copy(&b, 2, 51);
    let start = Start {
        tag: founded.network.tag(),
        mine: victim.transport,
        theirs: a.transport,
        access: victim.access,
    };
    let mut session = Session::new(start, MonoTime(0), &mut victim.rng);
    let mut heard = Vec::new();
    let mut poll = |session: &mut Session, victim: &Device| {
        while let Some(frame) = session.poll(MonoTime(1), &victim.replica, &mut Runs(&victim.runs))
        {
            heard.push(Frame::decode(&frame).unwrap());
        }
    };
    poll(&mut session, &victim);
    let hello = Frame::Hello {
        version: 1,
        tag: founded.network.tag(),
        nonce: [9; 32],
    };
    let (result, _) = Link::hear(&hello.encode(), &mut session, &mut victim, MonoTime(1));
    assert_eq!(result, Ok(()));
    poll(&mut session, &victim);
    let proof = Frame::Proof {
        invitation: false,
        id: a.replica.device(),
        signature: Some(vec![7; 64]),
    };
    let (result, _) = Link::hear(&proof.encode(), &mut session, &mut victim, MonoTime(1));
    assert_eq!(result, Err(PeerMisbehaved::BadProof.into()));
    poll(&mut session, &victim);
    assert!(
        matches!(
            heard[..],
            [
                Frame::Hello { .. },
                Frame::Proof { .. },
                Frame::Bye {
                    reason: ByeReason::Misbehaved
                }
            ]
        ),
        "{heard:?}"
    );
}
