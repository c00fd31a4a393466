//! Sealed keys that come late, from somebody else, or not at all.

use super::*;
use crate::id::EpochId;
use crate::limits::{SLOTS_PER_FRAME, WANTS_MAX};
use crate::replica::ActFault;

/// Three organizations; the first minted an epoch of the network that the others have not heard of.
struct Minted {
    a: Device,
    b: Device,
    c: Device,
    space: SpaceId,
    epoch: EpochId,
    op: OpId,
    run: VerifiedRun,
}

fn minted() -> Minted {
    let (mut a, founded) = founded();
    let space = founded.network;
    let (mut b, _) = join(&mut a, 2, space);
    let (mut c, _) = join(&mut a, 3, space);
    Link::new(&mut a, &mut b, space.tag()).drive(&mut a, &mut b);
    Link::new(&mut a, &mut c, space.tag()).drive(&mut a, &mut c);
    let (epoch, made) = a.replica.rotate(space, WALL, &mut a.rng).unwrap();
    let run = made.runs.last().unwrap().1.clone();
    let op = run.ops()[0].id;
    a.made(made);
    Minted {
        a,
        b,
        c,
        space,
        epoch,
        op,
        run,
    }
}

impl Device {
    /// Takes a run whose slots were lost.
    fn take_bare(&mut self, run: &VerifiedRun) {
        self.keep(run.clone());
        let nothing = Vec::new();
        self.replica.insert(run.clone(), nothing, WALL).unwrap();
        self.settle();
    }

    fn holds(&self, epoch: EpochId) -> bool {
        self.replica.ring().unwrap().get(&epoch).is_some()
    }
}

fn meet(one: &mut Device, other: &mut Device, space: SpaceId) -> Link {
    let mut link = Link::new(one, other, space.tag());
    link.drive(one, other);
    assert_eq!(link.ended, []);
    link
}

#[test]
fn who_got_an_operation_without_its_slot_gets_it_at_the_next_meeting() {
    let Minted {
        mut a,
        mut b,
        mut c,
        space,
        epoch,
        op,
        run,
    } = minted();
    b.take_bare(&run);
    c.take_bare(&run);
    assert_eq!(b.replica.lacking_keys(), [epoch]);
    // Who has none gives none, and has them later.
    let mut waiting = meet(&mut b, &mut c, space);
    assert!(!b.holds(epoch) && !c.holds(epoch));
    meet(&mut a, &mut b, space);
    assert!(b.holds(epoch) && b.replica.lacking_slots().is_empty());
    waiting.a.slots_stored(&[op], &b.replica);
    waiting.drive(&mut b, &mut c);
    assert!(c.holds(epoch), "given as soon as it is here");
    // And the list, which C keeps for others, from whom she asks next.
    meet(&mut b, &mut c, space);
    let info = c.replica.epochs().get(&epoch).unwrap();
    assert!(info.has_all_slots());
}

#[test]
fn a_carrier_fetches_all_slots_and_hands_a_reader_hers() {
    let (mut a, founded) = founded();
    let space = founded.network;
    let made = a.replica.invite(space, &place(104), Role::Carrier, WALL);
    a.made(made.unwrap());
    let (mut carrier, _) = enter(&mut a, 4, space);
    carrier.transport = own_transport(&carrier);
    let (mut b, _) = join(&mut a, 2, space);
    meet(&mut a, &mut carrier, space);
    let (epoch, made) = a.replica.rotate(space, WALL, &mut a.rng).unwrap();
    a.made(made);
    a.write(space, "después");
    meet(&mut a, &mut carrier, space);
    let info = carrier.replica.epochs().get(&epoch).unwrap();
    assert!(info.has_all_slots() && !carrier.holds(epoch));
    meet(&mut carrier, &mut b, space);
    assert!(b.holds(epoch) && b.has("después"));
}

#[test]
fn who_waits_in_vain_for_her_slot_asks_and_is_sent_the_key() {
    let Minted {
        mut a,
        mut b,
        space,
        epoch,
        run,
        ..
    } = minted();
    b.take_bare(&run);
    let made = a
        .replica
        .write(space, vec!["después".into()], WALL, &mut a.rng)
        .unwrap();
    b.take_bare(&made.runs[0].1);
    a.made(made);
    let written = b
        .replica
        .write(space, vec!["yo".into()], WALL, &mut b.rng)
        .err();
    assert_eq!(written, Some(ActFault::NoKeyYet), "it may be on its way");
    assert!(b.replica.ask_due(9, WALL).unwrap().runs.is_empty());
    b.replica.give_up_on(epoch);
    let asked = b.replica.ask_due(9, WALL).unwrap();
    for (_, run) in &asked.runs {
        a.take_bare(run);
    }
    b.made(asked);
    let sent = a.replica.forward_due(9, WALL, &mut a.rng).unwrap();
    for (_, run) in &sent.runs {
        b.take_bare(run);
    }
    a.made(sent);
    assert!(b.holds(epoch) && b.has("después"));
}

#[test]
fn a_slot_that_proves_nothing_is_dropped_and_harms_nobody() {
    let Minted {
        mut a,
        mut b,
        mut c,
        space,
        epoch,
        op,
        run,
    } = minted();
    let mut link = meet(&mut b, &mut c, space);
    b.take_bare(&run);
    let all = a.replica.slots_from(&op, 0).0;
    assert_eq!(all.len(), 3);
    for place in 0..all.len() {
        let mut lie = all.clone();
        lie[place].slot.sealed[0] ^= 1;
        lie[(place + 1) % all.len()].proof[0] ^= 1;
        lie[(place + 2) % all.len()].place += 1;
        let last = place % 2 == 0;
        let frame = Frame::Slots {
            op,
            slots: lie,
            last,
        };
        let key = Some(&b.key);
        let events = link
            .a
            .handle(&frame.encode(), link.now, &mut b.replica, key)
            .unwrap();
        for event in events {
            if let Event::Slots(set) = event {
                assert_eq!(b.replica.take_slots(set), None);
            }
        }
    }
    b.settle();
    assert!(!b.holds(epoch));
    meet(&mut b, &mut a, space);
    assert!(b.holds(epoch));
}

#[test]
fn lists_over_their_limits_end_a_session_and_wishes_fill_no_memory() {
    let Minted {
        mut a,
        mut b,
        space,
        op,
        ..
    } = minted();
    let key = SigningKey::from_seed(&KeyMaterial::from_bytes([1; 32]));
    let all = {
        meet(&mut a, &mut b, space);
        a.replica.slots_from(&op, 0).0
    };
    let line = |n: usize, from| WantLine {
        op: OpId::from_bytes([u8::try_from(n % 256).unwrap(); 32]),
        from,
    };
    for frame in [
        Frame::Want {
            lines: vec![line(0, None); WANTS_MAX + 1],
        },
        Frame::Slots {
            op,
            slots: vec![all[0].clone(); SLOTS_PER_FRAME + 1],
            last: true,
        },
    ] {
        let mut link = meet(&mut a, &mut b, space);
        let end = link
            .a
            .handle(&frame.encode(), link.now, &mut a.replica, Some(&key));
        assert!(matches!(
            end,
            Err(SyncEnd::PeerMisbehaved(PeerMisbehaved::TooManyLines { .. }))
        ));
    }
    let mut link = meet(&mut a, &mut b, space);
    for round in 0..100_u32 {
        let lines = (0..WANTS_MAX).map(|n| line(n, Some(round))).collect();
        let frame = Frame::Want { lines }.encode();
        link.a
            .handle(&frame, link.now, &mut a.replica, Some(&key))
            .unwrap();
    }
    assert!(link.a.outbox.is_empty() && link.a.wanted.len() <= 4 * WANTS_MAX);
    // Of what is not here, or not for her, she hears that there is no more.
    let frame = link.a.poll(link.now, &a.replica, &mut Runs(&a.runs));
    let said = Frame::decode(&frame.unwrap()).unwrap();
    let op = line(0, None).op;
    let slots = Vec::new();
    let last = true;
    assert_eq!(said, Frame::Slots { op, slots, last });
}

/// What a session is about to ask for.
fn asks(session: &mut Session) -> Vec<WantLine> {
    let said = std::mem::take(&mut session.outbox).into_iter();
    said.flat_map(|frame| match frame {
        Frame::Want { lines } => lines,
        _ => Vec::new(),
    })
    .collect()
}

#[test]
fn a_list_is_asked_of_one_and_of_the_next_when_she_stays_silent() {
    let Minted {
        mut b,
        mut c,
        space,
        op,
        run,
        ..
    } = minted();
    let key = WantLine { op, from: None };
    let list = WantLine { op, from: Some(0) };
    let mut one = meet(&mut b, &mut c, space);
    let mut two = meet(&mut b, &mut c, space);
    b.take_bare(&run);
    let mut fetch = Fetch::default();
    fetch.changed();
    let mut ask = |fetch: &mut Fetch, one: &mut Link, two: &mut Link| {
        let sessions = [(1, &mut one.a), (2, &mut two.a)];
        fetch.ask(&mut b.replica, sessions.into_iter());
        (asks(&mut one.a), asks(&mut two.a))
    };
    let first = ask(&mut fetch, &mut one, &mut two);
    assert_eq!(first, (vec![key, list], vec![key]));
    fetch.again();
    let still = ask(&mut fetch, &mut one, &mut two);
    assert_eq!(still, (vec![key], vec![key]), "the list may be under way");
    fetch.moved(1, op);
    fetch.again();
    let moving = ask(&mut fetch, &mut one, &mut two);
    assert_eq!(moving, (vec![key], vec![key]));
    fetch.again();
    let next = ask(&mut fetch, &mut one, &mut two);
    assert_eq!(next, (vec![key], vec![key, list]));
    fetch.answered(1, op);
    fetch.closed(2);
    let again = ask(&mut fetch, &mut one, &mut two);
    assert_eq!(again.0, [], "she said that she has no more");
}
