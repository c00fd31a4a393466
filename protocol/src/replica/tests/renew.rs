//! Epochs that served long.

use super::*;
use crate::limits::{EPOCH_DAYS_MAX, EPOCH_OPS_MAX, RENEW_BESIDE_TIMES};
use crate::op::{Recipient, Renew};

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

fn fresh(device: &mut Device, at: u64) -> Vec<DeviceSecret> {
    let mut held = device.replica.holding().unwrap().secrets;
    held.last_mut().unwrap().retired = Some(WallTime(at));
    held.push(DeviceSecret::random(WallTime(at), &mut device.rng));
    held
}

fn renew(device: &mut Device, secrets: Vec<DeviceSecret>) {
    assert_eq!(device.replica.card_due(), None);
    device.replica.set_device_secrets(secrets);
    let at = device.replica.card_due().unwrap();
    let made = device.replica.show_card(at, NOW).unwrap();
    device.keep(made);
    assert_eq!(device.replica.card_due(), None);
}

fn card_of(at: &Device, of: &Device) -> Vec<u8> {
    let directory = at.replica.directory();
    crate::canonical::encode(directory.card(&of.replica.device()).unwrap())
}

#[test]
fn the_newest_card_of_a_device_stands_in_whatever_order_cards_come() {
    let (mut a, mut b, network) = two_who_write();
    for at in 1..4 {
        let secrets = fresh(&mut b, at);
        renew(&mut b, secrets);
    }
    let newest = card_of(&b, &b);
    a.pull(&b);
    assert_eq!(card_of(&a, &b), newest);
    // One whose runs come in another order, and who judges once or each time.
    for often in [false, true] {
        let mut c = Device::new(9);
        for (slots, run) in a.stored.iter().rev().chain(&a.stored) {
            let _waits = c.replica.insert(run.clone(), slots.clone(), NOW);
            if often {
                c.replica.roles();
            }
        }
        assert_eq!(card_of(&c, &b), newest);
    }
    // What is sealed from here on opens with the newest key alone.
    let made = a.replica.rotate(network, NOW, &mut a.rng).unwrap();
    a.keep(made.1);
    a.write(network, "para la clave nueva").unwrap();
    let person = b.replica.directory().person_of(b.replica.device()).unwrap();
    let newest = b.replica.holding().unwrap().secrets.split_off(3);
    b.replica.set_device_secrets(newest);
    let made = b.replica.rotate(person, NOW, &mut b.rng).unwrap();
    b.keep(made.1);
    meet(&mut a, &mut b);
    assert!(b.reads("para la clave nueva"));
}

#[test]
fn what_was_sealed_to_the_key_before_opens_while_that_is_kept_and_is_asked_for_after() {
    let (mut a, mut b, founded, joined) = two();
    let (c, _) = join(&mut b, 3, joined.org, 21);
    let mut c = c;
    meet(&mut a, &mut b);
    meet(&mut b, &mut c);
    // B does not know of C's fresh key and forwards an epoch to the one before.
    let secrets = fresh(&mut c, 2);
    let newest = secrets.last().cloned().into_iter().collect();
    renew(&mut c, secrets);
    let made = b.replica.rotate(joined.org, NOW, &mut b.rng).unwrap();
    b.keep(made.1);
    b.write(joined.org, "a la clave de antes").unwrap();
    c.pull(&b);
    assert!(c.reads("a la clave de antes"));

    // Dropped, and the person's epoch renewed with it: nothing old opens anything new.
    c.replica.set_device_secrets(newest);
    let person = c.replica.directory().person_of(c.replica.device()).unwrap();
    let recipients = [Recipient::Device(c.replica.device())];
    let to = b.replica.recipient_keys(&recipients[0]);
    assert_ne!(to, c.replica.recipient_keys(&recipients[0]));
    let made = c.replica.rotate(person, NOW, &mut c.rng).unwrap();
    c.keep(made.1);
    meet(&mut b, &mut c);
    assert_eq!(
        b.replica.recipient_keys(&recipients[0]),
        c.replica.recipient_keys(&recipients[0])
    );
    let _ = founded;
}

#[test]
fn nobody_renews_for_another_and_no_card_in_a_grant_outdoes_her_own_word() {
    let (mut a, mut b, network) = two_who_write();
    let old = b.replica.keys().unwrap().card(None);
    let secrets = fresh(&mut b, 2);
    renew(&mut b, secrets);
    meet(&mut a, &mut b);
    let newest = card_of(&b, &b);
    // The card of before, said again by another.
    let control = Control::Renew(Box::new(Renew {
        card: old.clone(),
        beside: None,
    }));
    let made = a.replica.control(network, &control, &[], NOW).unwrap();
    a.keep(made);
    let add = Control::Add(Box::new(Add {
        member: Member::Device(b.replica.device()),
        role: Role::Read,
        card: Some(old),
        confirm: false,
    }));
    let made = a.replica.control(network, &add, &[], NOW).unwrap();
    a.keep(made);
    meet(&mut a, &mut b);
    for device in [&a, &b] {
        assert_eq!(card_of(device, &b), newest);
    }
    // A card bound to a space agrees to more than this operation may say.
    let space = b.replica.directory().person_of(b.replica.device()).unwrap();
    let card = b.replica.keys().unwrap().card(Some(space));
    let control = Control::Renew(Box::new(Renew { card, beside: None }));
    let made = b.replica.control(space, &control, &[], NOW).unwrap();
    b.keep(made);
    let controls = b.replica.graph().controls();
    assert!(matches!(
        controls.last().unwrap().control,
        Control::Unknown { .. }
    ));
}

/// The Secretariat, an organization's device, and a copy of that device's disk.
fn copied() -> (Device, Device, Device, SpaceId) {
    let (a, b, network) = two_who_write();
    let mut copy = Device::new(2);
    copy.pull(&b);
    copy.rng = SeededRandom::new([77; 32]);
    (a, b, copy, network)
}

fn keys_of(at: &Device, of: &Device) -> usize {
    let to = Recipient::Device(of.replica.device());
    at.replica.recipient_keys(&to).len()
}

/// Fresh epochs from the device's person up to the network.
fn rotate_up(a: &mut Device, b: &mut Device, network: SpaceId) {
    let device = b.replica.device();
    let person = b.replica.directory().person_of(device).unwrap();
    let org = b.replica.directory().org_of(person).unwrap();
    for space in [person, org] {
        let (_, made) = b.replica.rotate(space, NOW, &mut b.rng).unwrap();
        b.keep(made);
    }
    a.pull(b);
    let (_, made) = a.replica.rotate(network, NOW, &mut a.rng).unwrap();
    a.keep(made);
}

#[test]
fn two_copies_that_renew_apart_both_read_what_is_sealed_later() {
    let (mut a, mut b, mut copy, network) = copied();
    for device in [&mut b, &mut copy] {
        let secrets = fresh(device, 5);
        let newest = secrets.last().cloned().into_iter().collect();
        renew(device, secrets);
        device.replica.set_device_secrets(newest);
    }
    for device in [&mut a, &mut b] {
        device.pull(&copy);
    }
    a.pull(&b);
    copy.pull(&b);
    for at in [&a, &b, &copy] {
        assert_eq!(keys_of(at, &b), 2);
    }
    // Neither has anything more to say.
    assert_eq!(b.replica.card_due(), None);
    assert_eq!(copy.replica.card_due(), None);
    rotate_up(&mut a, &mut b, network);
    a.write(network, "para las dos").unwrap();
    for device in [&mut b, &mut copy] {
        device.pull(&a);
        assert!(device.reads("para las dos"));
    }
    // What is forwarded opens for both, too.
    let (id, device) = (a.replica.live_epoch(network).unwrap(), b.replica.device());
    let keys = a.replica.ring().unwrap().get(&id).unwrap();
    let to = a.replica.recipient_keys(&Recipient::Device(device));
    let sealed = keys.seal_forward(&to, &mut a.rng).unwrap();
    let control = Control::Forward(crate::op::Forward {
        epoch: id,
        recipient: device,
        sealed,
    });
    let made = a.replica.control(network, &control, &[], NOW).unwrap();
    a.keep(made);
    for device in [&mut b, &mut copy] {
        device.pull(&a);
        let newest = device.replica.keys().unwrap().secrets().last().cloned();
        assert!(device.replica.opens_any(&newest.unwrap(), &[id]));
    }
}

#[test]
fn a_copy_shows_a_fresh_key_beside_one_that_it_lacks_and_not_for_ever() {
    let (mut a, mut b, mut copy, network) = copied();
    assert!(!copy.replica.is_outdone());
    let secrets = fresh(&mut b, 5);
    renew(&mut b, secrets);
    copy.pull(&b);
    assert!(copy.replica.is_outdone() && copy.replica.card_due().is_some());
    for times in 0..=RENEW_BESIDE_TIMES {
        let secrets = fresh(&mut copy, 6 + u64::from(times));
        copy.replica.set_device_secrets(secrets);
        let at = copy.replica.card_due().unwrap();
        let made = copy.replica.show_card(at, NOW).unwrap();
        copy.keep(made);
        assert!(!copy.replica.is_outdone());
        for device in [&mut a, &mut b] {
            device.pull(&copy);
        }
        let goes_on = times < RENEW_BESIDE_TIMES;
        assert_eq!(keys_of(&a, &b), 1 + usize::from(goes_on), "{times}");
        // Her key goes on: the other one is quiet, and reads.
        assert_eq!(b.replica.is_outdone(), !goes_on);
    }
    // One that is in use shows a fresh key by then.
    let secrets = fresh(&mut b, 20);
    b.replica.set_device_secrets(secrets);
    let at = b.replica.card_due().unwrap();
    let made = b.replica.show_card(at, NOW).unwrap();
    b.keep(made);
    copy.pull(&b);
    assert_eq!((keys_of(&b, &b), copy.replica.card_due()), (2, None));
    rotate_up(&mut a, &mut b, network);
    a.write(network, "para las dos").unwrap();
    copy.pull(&b);
    for device in [&mut b, &mut copy] {
        device.pull(&a);
        assert!(device.reads("para las dos"));
    }
}

#[test]
fn what_a_device_minted_opens_with_its_newest_key_though_nobody_was_shown_it() {
    let (_, mut b, _) = two_who_write();
    let secrets = fresh(&mut b, 5);
    let (before, newest) = (secrets[0].clone(), secrets[1].clone());
    b.replica.set_device_secrets(secrets);
    // What others know is kept however old it is.
    assert!(b.replica.is_sealed_to(&before) && !b.replica.is_sealed_to(&newest));
    let person = b.replica.directory().person_of(b.replica.device()).unwrap();
    let (id, made) = b.replica.rotate(person, NOW, &mut b.rng).unwrap();
    b.keep(made);
    assert!(b.replica.opens_any(&newest, &[id]));
    assert!(b.replica.opens_any(&before, &[id]));
    let at = b.replica.card_due().unwrap();
    let made = b.replica.show_card(at, NOW).unwrap();
    b.keep(made);
    assert!(!b.replica.is_sealed_to(&before) && b.replica.is_sealed_to(&newest));
}
