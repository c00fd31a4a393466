//! Spaces that forget.

use super::*;
use crate::op::Recipient;

const DAY_MS: u64 = 86_400_000;

const fn day(days: u64) -> WallTime {
    WallTime(NOW.0 + days * DAY_MS)
}

/// The Secretariat, an organization, and their space that forgets after eight days.
fn world() -> (Device, Device, SpaceId) {
    let (mut a, mut b, founded, joined) = two();
    let keeps = (History::Full, Some(8));
    let kind = SpaceKind::Working;
    let space = space_with(&mut a, kind, founded.network, keeps, &[joined.org]);
    a.write(space, "lo primero").unwrap();
    meet(&mut a, &mut b);
    assert!(b.reads("lo primero"));
    (a, b, space)
}

fn best(device: &mut Device, space: SpaceId) -> EpochId {
    device.replica.live_epoch(space).unwrap()
}

fn drop_old(device: &mut Device, now: WallTime) -> Vec<EpochId> {
    let due = device.replica.forgettable(now);
    device.replica.forget(&due);
    due
}

#[test]
fn it_is_sealed_to_devices_alone_and_wraps_nothing() {
    let (mut a, _, space) = world();
    let first = best(&mut a, space);
    let made = a.replica.rotate(space, NOW, &mut a.rng).unwrap();
    a.keep(made.1);
    let epochs = a.replica.epochs();
    assert_eq!(epochs.of_space(space).count(), 2);
    for info in epochs.of_space(space) {
        let mut slots = info.slots.values();
        assert!(slots.all(|placed| matches!(placed.slot.recipient, Recipient::Device(_))));
        assert!(info.header.wraps.is_empty() && info.header.slots == 2);
    }
    assert!(a.replica.graph().create_of(space).unwrap().history == History::FromJoin);
    assert_ne!(best(&mut a, space), first);
}

#[test]
fn an_epoch_serves_a_quarter_of_the_days_and_is_dropped_when_all_under_it_is_old() {
    let (mut a, mut b, space) = world();
    let first = best(&mut a, space);
    let worn = |a: &mut Device, days| a.replica.worn_epoch(space, day(days)).unwrap().is_some();
    assert!(!worn(&mut a, 1) && worn(&mut a, 2));
    assert_eq!(a.replica.forgettable(day(7)), []);
    assert_eq!(a.replica.forgettable(day(8)), [first]);
    // A clock that went back forgets nothing.
    assert_eq!(a.replica.forgettable(WallTime(0)), []);

    assert_eq!(drop_old(&mut a, day(8)), [first]);
    assert_eq!(a.replica.forgettable(day(9)), []);
    assert!(
        a.replica
            .held_epochs()
            .iter()
            .all(|held| held.id() != first)
    );
    assert_eq!(a.replica.forgotten_in(space), 1);
    // What comes late under it is not waited for; nothing is asked, sent or fetched.
    let made = b
        .replica
        .write(space, vec![b"tarde".to_vec()], NOW, &mut b.rng);
    b.keep(made.unwrap());
    meet(&mut a, &mut b);
    assert!(!a.reads("tarde"));
    assert_eq!(
        (a.replica.unopened_in(space), a.replica.forgotten_in(space)),
        (0, 2)
    );
    assert!(a.replica.due_asks().is_empty() && b.replica.due_forwards().is_empty());
    assert!(a.replica.lacking_keys().is_empty());
    // It is not written under either, and what is written from here on both read.
    assert_eq!(a.write(space, "de nuevo").unwrap(), 1);
    meet(&mut a, &mut b);
    assert!(b.reads("de nuevo"));
    let again = Replica::with_holding(
        &KeyMaterial::from_bytes([1; 32]),
        a.replica.holding().unwrap(),
    );
    assert!(again.unwrap().ring().unwrap().has_forgotten(&first));
}

#[test]
fn whoever_writes_on_under_an_old_key_keeps_it_no_longer_than_twice_the_days() {
    let (mut a, mut b, space) = world();
    let first = best(&mut a, space);
    for days in 1..20 {
        let made = b
            .replica
            .write(space, vec![b"sigue".to_vec()], NOW, &mut b.rng);
        let made = made.unwrap();
        for (slots, run) in &made.runs {
            let taken = a.replica.insert(run.clone(), slots.clone(), day(days));
            taken.unwrap();
        }
        b.keep(made);
        a.settle();
        let due = a.replica.forgettable(day(days));
        assert_eq!(due, if days < 16 { vec![] } else { vec![first] }, "{days}");
    }
}

#[test]
fn a_clock_that_stood_ahead_keeps_nothing_for_longer() {
    let (mut a, mut b, space) = world();
    let first = best(&mut a, space);
    let made = b
        .replica
        .write(space, vec![b"en el futuro".to_vec()], NOW, &mut b.rng);
    let made = made.unwrap();
    let nothing = Control::Adopt(crate::op::Adopt { ops: Vec::new() });
    let said = b.replica.control(space, &nothing, &[], NOW).unwrap();
    for (at, days) in [(made, 3_000), (said, 1)] {
        for (slots, run) in &at.runs {
            a.replica
                .insert(run.clone(), slots.clone(), day(days))
                .unwrap();
        }
    }
    a.settle();
    assert_eq!(a.replica.forgettable(day(9)), [first]);
}
