//! Junk that hostile members sign: it must cost them a word, and nobody else a key.

use super::*;
use crate::keys::mint;
use crate::op::{Control, EpochHeader, Forward, Lane, Recipient, Rotate, Slot, Word, Wrap};

/// The newest epoch of a space as its operation brought it.
fn newest(device: &Device, space: SpaceId) -> EpochHeader {
    let infos = device.replica.epochs().of_space(space);
    infos.last().unwrap().header.clone()
}

/// Signs an epoch that no honest program would sign.
fn sign_epoch(by: &mut Device, space: SpaceId, epoch: EpochHeader, slots: Vec<Slot>) {
    let next = by.replica.next(space, Lane::Control, &[], 0).unwrap();
    let body = Control::Rotate(Box::new(Rotate { epoch })).encode();
    let made = by
        .replica
        .apply(next, None, body, Some(slots), None, NOW)
        .unwrap();
    by.keep(made);
}

fn sign(by: &mut Device, space: SpaceId, control: &Control) {
    let made = by.replica.control(space, control, &[], NOW).unwrap();
    by.keep(made);
}

/// The recipients that R18 asks for, with junk for those whom `spoiled` names.
fn spoiled_epoch(
    by: &mut Device,
    space: SpaceId,
    spoiled: &dyn Fn(&Recipient) -> bool,
    wraps: Vec<Wrap>,
) -> (EpochHeader, Vec<Slot>) {
    let (judge, graph, epochs) = by.replica.judge();
    let past = judge.everything();
    let recipients = judge.recipients(graph, epochs, space, past).into_iter();
    let recipients: Vec<_> = recipients
        .map(|to| (to, by.replica.recipient_keys(&to)))
        .collect();
    let (keys, _, mut slots) =
        mint(space, by.replica.device(), &recipients, &[], &mut by.rng).unwrap();
    for slot in slots.iter_mut().filter(|slot| spoiled(&slot.recipient)) {
        slot.sealed = vec![7; slot.sealed.len()];
    }
    let seal = keys.seal_public().as_bytes().to_vec();
    let header = EpochHeader::new(keys.id(), seal, wraps, &slots);
    (header, slots)
}

/// Three organizations that know each other; the second is hostile.
fn three() -> (Device, Device, Device, Founded) {
    let (mut a, mut b, founded, _) = two();
    let (mut c, _) = join(&mut a, 3, founded.network, 30);
    a.write(founded.network, "todas").unwrap();
    meet(&mut a, &mut b);
    meet(&mut a, &mut c);
    meet(&mut a, &mut b);
    assert!(b.reads("todas") && c.reads("todas"));
    (a, b, c, founded)
}

#[test]
fn a_copied_epoch_id_displaces_no_real_epoch() {
    let (mut a, mut b, mut c, founded) = three();
    let real = newest(&a, founded.network);
    // In its own space and in another one, many times: one of the copies has a lower id.
    let own = b.replica.directory().person_of(b.replica.device()).unwrap();
    for _ in 0..8 {
        for space in [founded.network, own] {
            let mut copy = real.clone();
            copy.seal = KeyMaterial::random(&mut b.rng).expose().repeat(38);
            sign_epoch(&mut b, space, copy, Vec::new());
            let (mut copy, slots) = spoiled_epoch(&mut b, space, &|_| false, Vec::new());
            copy.id = real.id;
            sign_epoch(&mut b, space, copy, slots);
        }
    }
    for device in [&mut a, &mut c] {
        device.pull(&b);
        let info = device.replica.epochs().get(&real.id).unwrap();
        assert_eq!((info.space, &info.header), (founded.network, &real));
        assert_eq!(device.write(founded.network, "seguimos").unwrap(), 0);
    }
}

#[test]
fn a_public_key_that_is_none_stops_nobody_from_sealing() {
    let (mut a, mut b, mut c, founded) = three();
    let org = b
        .replica
        .directory()
        .org_of(b.replica.directory().person_of(b.replica.device()).unwrap());
    let org = org.unwrap();
    let (mut broken, slots) = spoiled_epoch(&mut b, org, &|_| false, Vec::new());
    broken.seal = vec![0xff; broken.seal.len()];
    sign_epoch(&mut b, org, broken, slots);
    a.pull(&b);
    let (_, made) = a.replica.rotate(founded.network, NOW, &mut a.rng).unwrap();
    a.keep(made);
    a.write(founded.network, "seguimos").unwrap();
    meet(&mut a, &mut c);
    assert!(c.reads("seguimos"));
}

#[test]
fn junk_forwards_are_asked_about_until_one_opens() {
    let (mut a, mut b, founded, _) = two();
    a.write(founded.network, "antes").unwrap();
    meet(&mut a, &mut b);
    // A newcomer, to whom the hostile one sends junk before anybody sends the key.
    let made = a
        .replica
        .invite(founded.network, &place(30), Role::Write, NOW)
        .unwrap();
    a.keep(made);
    let mut c = Device::new(3);
    c.pull(&a);
    let (_, made) = c
        .replica
        .redeem_invitation(&place(30).signing, &[], NOW, &mut c.rng)
        .unwrap();
    c.keep(made);
    b.pull(&c);
    b.pull(&a);
    let junk = |b: &mut Device| {
        let forward = Control::Forward(Forward {
            epoch: newest(b, founded.network).id,
            recipient: DeviceKeys::from_root(&KeyMaterial::from_bytes([3; 32])).device(),
            sealed: vec![9; 1168],
        });
        sign(b, founded.network, &forward);
    };
    junk(&mut b);
    a.pull(&b);
    a.forward();
    c.pull(&a);
    assert!(!c.reads("antes"), "she was sent junk alone");
    // The hostile one answers every question, too, and first.
    for _ in 0..3 {
        c.ask();
        b.pull(&c);
        junk(&mut b);
        a.pull(&b);
        a.pull(&c);
        a.forward();
        c.pull(&a);
    }
    assert!(c.reads("antes"), "the honest forward arrived");
    let sent = a.count(
        |control| matches!(control, Control::Forward(f) if f.recipient == c.replica.device()),
    );
    assert!(sent <= 5, "one forward by each author counts: {sent}");
}

#[test]
fn a_junk_slot_stops_neither_writing_nor_reading() {
    let (mut a, mut b, mut c, founded) = three();
    let person = c.replica.directory().person_of(c.replica.device()).unwrap();
    let org = c.replica.directory().org_of(person).unwrap();
    // Everyone opens the new epoch but the organization of C.
    let (junk, slots) = spoiled_epoch(
        &mut b,
        founded.network,
        &|to| matches!(to, Recipient::Epoch(space, _) if [org, person].contains(space)),
        Vec::new(),
    );
    sign_epoch(&mut b, founded.network, junk, slots);
    a.pull(&b);
    a.write(founded.network, "bajo la nueva").unwrap();
    c.pull(&a);
    assert!(!c.reads("bajo la nueva"));
    c.write(founded.network, "sigo escribiendo").unwrap();
    a.pull(&c);
    assert!(
        a.reads("sigo escribiendo"),
        "others see the epoch she wrote under"
    );
    c.ask();
    meet(&mut a, &mut c);
    assert!(c.reads("bajo la nueva"), "she asked, and was sent the key");
}

#[test]
fn an_epoch_that_opens_for_nobody_stops_nobody() {
    let (mut a, mut b, mut c, founded) = three();
    let (junk, slots) = spoiled_epoch(&mut b, founded.network, &|_| true, Vec::new());
    sign_epoch(&mut b, founded.network, junk, slots);
    a.pull(&b);
    c.pull(&b);
    a.write(founded.network, "de a").unwrap();
    c.write(founded.network, "de c").unwrap();
    meet(&mut a, &mut c);
    assert!(a.reads("de c") && c.reads("de a"));
}

#[test]
fn junk_wraps_hide_no_history_from_a_newcomer() {
    let (mut a, mut b, mut c, founded) = three();
    let wraps = a
        .replica
        .epochs()
        .of_space(founded.network)
        .map(|info| Wrap {
            epoch: info.header.id,
            sealed: vec![5; 48],
        })
        .collect();
    let (junk, slots) = spoiled_epoch(&mut b, founded.network, &|_| false, wraps);
    sign_epoch(&mut b, founded.network, junk, slots);
    a.pull(&b);
    a.write(founded.network, "después").unwrap();
    meet(&mut a, &mut c);
    let (mut d, _) = join(&mut a, 4, founded.network, 40);
    for _ in 0..3 {
        d.ask();
        meet(&mut a, &mut d);
    }
    assert!(d.reads("después") && d.reads("todas"));
}

#[test]
fn junk_draws_few_words_from_many() {
    let (mut a, mut b, c, founded) = three();
    let mut others: Vec<Device> = (0..10)
        .map(|n| join(&mut a, 50 + n, founded.network, 100 + n).0)
        .collect();
    b.pull(&a);
    let (junk, slots) = spoiled_epoch(&mut b, founded.network, &|_| true, Vec::new());
    let epoch = junk.id;
    sign_epoch(&mut b, founded.network, junk, slots);
    let next = b.replica.next(founded.network, Lane::Content, &[], 64);
    let mut next = next.unwrap();
    next.header.epoch = Some(epoch);
    let salt = Some([0; 16]);
    let made = b
        .replica
        .apply(next, salt, vec![1; 64], None, None, NOW)
        .unwrap();
    b.keep(made);
    a.pull(&b);
    others.push(c);
    for device in &mut others {
        device.pull(&a);
        device.ask();
        device.ask();
        a.pull(device);
    }
    let asks = a.count(|control| matches!(control, Control::Ask(_)));
    assert_eq!(asks, 8, "eight in vain are enough");
}

#[test]
fn junk_in_an_organization_keeps_it_out_of_nothing_above() {
    let (mut a, mut b, founded, joined) = two();
    let (_, gone) = join(&mut a, 6, founded.network, 60);
    let (mut hostile, _) = join(&mut b, 4, joined.org, 40);
    let (mut mate, _) = join(&mut b, 5, joined.org, 50);
    a.write(founded.network, "todas").unwrap();
    for _ in 0..2 {
        meet(&mut a, &mut b);
        meet(&mut b, &mut mate);
        meet(&mut b, &mut hostile);
    }
    assert!(mate.reads("todas"));
    let (junk, slots) = spoiled_epoch(&mut hostile, joined.org, &|_| true, Vec::new());
    sign_epoch(&mut hostile, joined.org, junk, slots);
    b.pull(&hostile);
    a.pull(&b);
    // A removal: the network's key is sealed to the organization's junk, as R18 wants it.
    let word = Word::remove(Member::Space(gone.org));
    let made = a
        .replica
        .restrict(founded.network, word, Vec::new(), NOW, &mut a.rng)
        .unwrap();
    a.keep(made);
    a.write(founded.network, "bajo la nueva").unwrap();
    b.pull(&a);
    assert!(!b.reads("bajo la nueva"));
    assert_eq!(b.write(founded.network, "sigo").unwrap(), 2);
    mate.pull(&b);
    assert!(mate.reads("sigo"), "her organization has a key again");
    for _ in 0..2 {
        mate.ask();
        meet(&mut b, &mut mate);
        b.ask();
        meet(&mut a, &mut b);
    }
    meet(&mut b, &mut mate);
    assert!(b.reads("bajo la nueva") && mate.reads("bajo la nueva"));
    assert!(a.reads("sigo"));
}
