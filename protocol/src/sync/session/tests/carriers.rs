//! A carrier between devices that never meet, and what it leaves out when it is full.

use super::*;
use crate::id::EpochId;
use crate::replica::{QuotaFault, Quotas};

/// A carrier of an organization, let in over a session.
fn carrier(at: &mut Device, seed: u8, org: SpaceId, network: SpaceId) -> Device {
    let invitation = place(seed + 100);
    let made = at.replica.invite(org, &invitation, Role::Carrier, WALL);
    at.made(made.unwrap());
    let (mut carrier, _) = enter(at, seed, network);
    carrier.transport = own_transport(&carrier);
    carrier
}

/// Two devices talk until neither has anything to say.
fn talk(a: &mut Device, b: &mut Device, network: SpaceId) {
    let mut link = Link::new(a, b, network.tag());
    link.drive(a, b);
    assert_eq!(link.ended, []);
    assert!(link.a.is_even() && link.b.is_even());
}

#[test]
fn two_who_never_meet_read_each_other_through_a_carrier() {
    let (mut a, founded) = founded();
    let network = founded.network;
    let mut carrier = carrier(&mut a, 3, founded.org, network);
    let (mut b, _) = join(&mut a, 2, network);
    a.write(network, "de A");
    talk(&mut a, &mut carrier, network);
    talk(&mut carrier, &mut b, network);
    assert!(b.has("de A"));
    b.write(network, "de B");
    talk(&mut b, &mut carrier, network);
    talk(&mut carrier, &mut a, network);
    assert!(a.has("de B"));
    assert_eq!(carrier.texts, Vec::<Vec<u8>>::new());
    assert_eq!(carrier.replica.unopened_in(network), 0);
}

#[test]
fn one_who_joins_while_the_inviter_is_off_is_sent_her_keys_through_a_carrier() {
    let (mut a, founded) = founded();
    let network = founded.network;
    let mut carrier = carrier(&mut a, 3, founded.org, network);
    a.write(network, "antes de ella");
    invite(&mut a, 4, network);
    talk(&mut a, &mut carrier, network);
    let (mut b, _) = enter(&mut carrier, 4, network);
    b.transport = own_transport(&b);
    talk(&mut b, &mut carrier, network);
    assert!(!b.has("antes de ella"));
    talk(&mut a, &mut carrier, network);
    let made = a.replica.forward_due(10, WALL, &mut a.rng).unwrap();
    a.made(made);
    talk(&mut a, &mut carrier, network);
    talk(&mut b, &mut carrier, network);
    assert!(b.has("antes de ella"));
}

#[test]
fn a_full_carrier_says_so_once_keeps_the_rest_and_hands_on_what_it_has() {
    let (mut a, founded) = founded();
    let network = founded.network;
    let mut carrier = carrier(&mut a, 3, founded.org, network);
    let (mut b, _) = join(&mut a, 2, network);
    a.write(network, "uno");
    talk(&mut a, &mut carrier, network);
    let log = LogId {
        space: network,
        author: a.replica.device(),
        lane: Lane::Content,
    };
    let held = carrier.replica.graph().len(&log);
    carrier.replica.limit_carried(Quotas {
        author_ops: held,
        ..Quotas::default()
    });
    let mut link = Link::new(&mut a, &mut carrier, network.tag());
    link.drive(&mut a, &mut carrier);
    let mut full = Vec::new();
    for text in ["dos", "tres", "cuatro"] {
        let logs = a.write(network, text);
        link.a.stored(&logs, false, &mut a.replica);
        while let Some(frame) = link.a.poll(link.now, &a.replica, &mut Runs(&a.runs)) {
            let replica = &mut carrier.replica;
            let events = link.b.handle(&frame, link.now, replica, None).unwrap();
            full.extend(events.into_iter().filter_map(|event| match event {
                Event::Full { log, fault } => Some((log, fault)),
                _ => None,
            }));
            link.b.stored(&[], false, &mut carrier.replica);
        }
    }
    assert_eq!(full, [(log, QuotaFault::AuthorOps { max: held })]);
    assert!(!link.b.has_ended() && link.b.is_even());
    link.drive(&mut a, &mut carrier);
    // Nobody is told that it holds what it left out.
    assert_eq!(link.a.acknowledged(&log), held);
    assert_eq!(carrier.replica.graph().len(&log), held);
    // Members, keys and other authors go on.
    invite(&mut a, 4, network);
    b.write(network, "de otra");
    talk(&mut a, &mut carrier, network);
    talk(&mut b, &mut carrier, network);
    assert!(b.has("uno") && !b.has("dos"));
    talk(&mut carrier, &mut a, network);
    assert!(a.has("de otra"));
    assert!(a.replica.open_invitation(place(104).id()).is_some());
    assert!(b.replica.open_invitation(place(104).id()).is_some());
}

#[test]
fn bytes_and_spaces_have_a_limit_as_well() {
    let (mut a, founded) = founded();
    let network = founded.network;
    let mut carrier = carrier(&mut a, 3, founded.org, network);
    a.write(network, "uno");
    talk(&mut a, &mut carrier, network);
    let logs = a.write(network, "dos");
    let mut held = a.runs.iter();
    let (_, runs) = held.find(|(branch, _)| branch.log == logs[0]).unwrap();
    let run = runs.last().unwrap().clone();
    assert_eq!(run.log().unwrap().lane, Lane::Content);
    assert_eq!(carrier.replica.room_for(&run), Ok(()));
    for (quotas, fault) in [
        (
            Quotas {
                author_bytes: 1,
                ..Quotas::default()
            },
            QuotaFault::AuthorBytes { max: 1 },
        ),
        (
            Quotas {
                space_ops: 1,
                ..Quotas::default()
            },
            QuotaFault::SpaceOps { max: 1 },
        ),
        (
            Quotas {
                space_bytes: 1,
                ..Quotas::default()
            },
            QuotaFault::SpaceBytes { max: 1 },
        ),
    ] {
        carrier.replica.limit_carried(quotas);
        assert_eq!(carrier.replica.room_for(&run), Err(fault));
        // Whoever reads keeps everything.
        a.replica.limit_carried(quotas);
        assert_eq!(a.replica.room_for(&run), Ok(()));
    }
}

/// Content that nobody can read, signed by a key that nobody admitted.
fn content_of(key: &SigningKey, space: SpaceId, epoch: EpochId) -> VerifiedRun {
    let draft = OpDraft {
        header: Header {
            version: VERSION,
            suite: SUITE,
            log: LogId {
                space,
                author: key.verifying_key().into(),
                lane: Lane::Content,
            },
            seq: 0,
            prev: None,
            deps: Vec::new(),
            epoch: Some(epoch),
        },
        salt: Some([1; 16]),
        body: vec![0; 100],
    };
    VerifiedRun::sign(draft, key).unwrap()
}

#[test]
fn keys_that_a_member_makes_without_end_fill_nobody() {
    let (mut a, founded) = founded();
    let network = founded.network;
    let mut carrier = carrier(&mut a, 3, founded.org, network);
    let (mut b, _) = join(&mut a, 2, network);
    talk(&mut a, &mut carrier, network);
    let quotas = Quotas {
        unknown_ops: 3,
        ..Quotas::default()
    };
    carrier.replica.limit_carried(quotas);
    a.replica.limit_carried(quotas);
    let epoch = a.replica.epochs().of_space(network).next().unwrap();
    let epoch = epoch.header.id;
    for seed in 100..105 {
        let key = SigningKey::from_seed(&KeyMaterial::from_bytes([seed; 32]));
        let run = content_of(&key, network, epoch);
        b.keep(run.clone());
        b.replica.insert(run, Vec::new(), WALL).unwrap();
    }
    b.write(network, "una que pertenece");
    let max = 3;
    for other in [&mut carrier, &mut a] {
        let mut link = Link::new(&mut b, other, network.tag());
        link.drive(&mut b, other);
        assert_eq!(link.ended, []);
        let logs = other.replica.graph().logs_of(network);
        let content = logs.filter(|log| log.lane == Lane::Content);
        let directory = other.replica.directory();
        let unknown = content.filter(|log| directory.card(&log.author).is_none());
        assert_eq!(unknown.count(), 3);
        let key = SigningKey::from_seed(&KeyMaterial::from_bytes([106; 32]));
        let run = content_of(&key, network, epoch);
        let refused = Err(QuotaFault::UnknownOps { max });
        assert_eq!(other.replica.room_for(&run), refused);
    }
    assert!(a.has("una que pertenece"));
    let log = LogId {
        space: network,
        author: b.replica.device(),
        lane: Lane::Content,
    };
    assert_eq!(carrier.replica.graph().len(&log), 1);
}
