//! Epochs that served long.

use super::*;
use crate::limits::{EPOCH_DAYS_MAX, EPOCH_OPS_MAX};

const DAY_MS: u64 = 86_400_000;

/// The Secretariat and an organization, who read each other's posts in the network.
fn two_who_write() -> (Device, Device, SpaceId) {
    let (mut a, mut b, founded, _) = two();
    a.write(founded.network, "primera").unwrap();
    meet(&mut a, &mut b);
    (a, b, founded.network)
}

fn is_worn(device: &mut Device, space: SpaceId, now: WallTime) -> bool {
    device.replica.worn_epoch(space, now).unwrap().is_some()
}

#[test]
fn an_epoch_serves_a_thousand_posts_and_then_a_fresh_one_takes_its_place() {
    let (mut a, mut b, network) = two_who_write();
    let before = |a: &Device| {
        let (space, of) = (network, a.replica.epochs());
        of.of_space(space).count()
    };
    let epochs = before(&a);
    for _ in 0..1_000 {
        assert_eq!(a.write(network, "otra").unwrap(), 0);
        assert!(!is_worn(&mut a, network, NOW));
    }
    assert_eq!(before(&a), epochs);
    let plains = vec![b"y otra".to_vec(); usize::try_from(EPOCH_OPS_MAX).unwrap() - 1_000];
    let made = a.replica.write(network, plains, NOW, &mut a.rng).unwrap();
    a.keep(made);
    meet(&mut a, &mut b);
    // Both count what both wrote.
    assert!(is_worn(&mut a, network, NOW) && is_worn(&mut b, network, NOW));

    let (old, made) = (
        a.replica.live_epoch(network).unwrap(),
        a.replica.rotate(network, NOW, &mut a.rng).unwrap(),
    );
    a.keep(made.1);
    assert_eq!(a.replica.live_epoch(network), Some(made.0));
    assert!(!is_worn(&mut a, network, NOW));
    a.write(network, "con clave nueva").unwrap();
    meet(&mut a, &mut b);
    assert!(b.reads("con clave nueva"));
    assert_ne!(b.replica.live_epoch(network), Some(old));
    assert!(!is_worn(&mut b, network, NOW));
}

#[test]
fn an_epoch_serves_a_month_from_its_first_content() {
    let (mut a, mut b, network) = two_who_write();
    let day = |days: u64| WallTime(NOW.0 + days * DAY_MS);
    for device in [&mut a, &mut b] {
        assert!(!is_worn(device, network, day(EPOCH_DAYS_MAX - 1)));
        assert!(is_worn(device, network, day(EPOCH_DAYS_MAX)));
        // A clock that went back says nothing.
        assert!(!is_worn(device, network, WallTime(0)));
    }
    // Both renew without knowing of each other: each goes on reading both, and one of the two is
    // written under from then on.
    for device in [&mut a, &mut b] {
        let made = device
            .replica
            .rotate(network, NOW, &mut device.rng)
            .unwrap();
        device.keep(made.1);
        device.write(network, "aparte").unwrap();
    }
    meet(&mut a, &mut b);
    let best = a.replica.live_epoch(network);
    assert!(best.is_some() && best == b.replica.live_epoch(network));
    let texts = |device: &Device| device.opened.iter().filter(|(t, _)| t == b"aparte").count();
    assert_eq!((texts(&a), texts(&b)), (2, 2));
}

#[test]
fn an_epoch_that_nobody_wrote_under_does_not_wear() {
    let (mut a, _, network) = two_who_write();
    let made = a.replica.rotate(network, NOW, &mut a.rng).unwrap();
    a.keep(made.1);
    let later = WallTime(NOW.0 + 10 * EPOCH_DAYS_MAX * DAY_MS);
    assert!(!is_worn(&mut a, network, later));
}
