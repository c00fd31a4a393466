//! The scenarios of the rules that ask who opens what, with whole devices and real keys.

use std::cmp::Ordering;

use super::*;

/// The Secretariat a; an organization with coordinator b, her member d with two devices, and c, a
/// member too.
struct Nested {
    a: Device,
    b: Device,
    c: Device,
    d1: Device,
    d2: Device,
    network: SpaceId,
    org: SpaceId,
    person: SpaceId,
}

fn nested() -> Nested {
    let (mut a, mut b, founded, joined) = two();
    let (mut c, _) = join(&mut b, 3, joined.org, 30);
    let (mut d1, hers) = join(&mut b, 4, joined.org, 40);
    let (mut d2, _) = join(&mut d1, 5, hers.person, 50);
    everybody(&mut [&mut a, &mut b, &mut c, &mut d1, &mut d2]);
    Nested {
        a,
        b,
        c,
        d1,
        d2,
        network: founded.network,
        org: joined.org,
        person: hers.person,
    }
}

/// Everything to everybody, and what is due asked for and forwarded, until nothing is.
pub(super) fn everybody(devices: &mut [&mut Device]) {
    for _ in 0..8 {
        let before: usize = devices.iter().map(|device| device.stored.len()).sum();
        for to in 0..devices.len() {
            for from in 0..devices.len() {
                let (low, high) = (from.min(to), from.max(to));
                let (left, right) = devices.split_at_mut(high);
                match from.cmp(&to) {
                    Ordering::Less => right[0].pull(&*left[low]),
                    Ordering::Greater => left[low].pull(&*right[0]),
                    Ordering::Equal => {}
                }
            }
            devices[to].forward();
            let device = &mut *devices[to];
            let asked = device.replica.ask_due(64, NOW).unwrap();
            device.keep(asked);
        }
        if before == devices.iter().map(|d| d.stored.len()).sum::<usize>() {
            return;
        }
    }
}

pub(super) fn remove(by: &mut Device, space: SpaceId, word: Word) {
    let made = by
        .replica
        .restrict(space, word, Vec::new(), NOW, &mut by.rng);
    by.keep(made.unwrap());
}

fn phone(of: &Device) -> Member {
    Member::Device(of.replica.device())
}

#[test]
pub(super) fn row_32_who_knows_a_removal_is_not_opened_and_who_does_not_is() {
    let Nested {
        mut a,
        mut b,
        mut c,
        mut d1,
        mut d2,
        network,
        person,
        ..
    } = nested();
    remove(&mut d1, person, Word::remove(phone(&d2)));
    b.pull(&d1);
    c.write(network, "sin saberlo").unwrap();
    b.write(network, "sabiéndolo").unwrap();
    everybody(&mut [&mut a, &mut b, &mut c, &mut d1, &mut d2]);
    assert!(d2.reads("sin saberlo") && !d2.reads("sabiéndolo"));
    for device in [&a, &b, &c, &d1] {
        assert!(device.reads("sin saberlo") && device.reads("sabiéndolo"));
    }
}

#[test]
pub(super) fn row_33_34_a_barred_phone_opens_nothing_above_even_when_it_is_let_in_below() {
    let Nested {
        mut a,
        mut b,
        mut c,
        mut d1,
        mut d2,
        network,
        org,
        person,
    } = nested();
    remove(&mut b, org, Word::suspend(phone(&d2)));
    everybody(&mut [&mut a, &mut b, &mut c, &mut d1, &mut d2]);
    for (space, text) in [
        (network, "en la red"),
        (org, "en casa"),
        (person, "de ella"),
    ] {
        let author = if space == person { &mut d1 } else { &mut c };
        author.write(space, text).unwrap();
    }
    // Her own person suspends it too, O makes an epoch, and she takes that back.
    remove(&mut d1, person, Word::suspend(phone(&d2)));
    everybody(&mut [&mut a, &mut b, &mut c, &mut d1, &mut d2]);
    let (_, made) = b.replica.rotate(org, NOW, &mut b.rng).unwrap();
    b.keep(made);
    b.write(org, "entre las dos").unwrap();
    d1.pull(&b);
    let made = d1.replica.lift(person, phone(&d2), NOW).unwrap();
    d1.keep(made);
    d1.write(person, "otra vez suya").unwrap();
    everybody(&mut [&mut a, &mut b, &mut c, &mut d1, &mut d2]);
    assert!(d2.reads("de ella") && d2.reads("otra vez suya"));
    for text in ["en la red", "en casa", "entre las dos"] {
        assert!(!d2.reads(text), "{text}");
        assert!(d1.reads(text), "{text}");
    }
}

#[test]
pub(super) fn row_41_a_newcomer_opens_from_joining_on_where_the_space_says_so() {
    let (mut a, mut b, founded, joined) = two();
    let with = [joined.org, founded.org];
    let kind = SpaceKind::Working;
    let working = space_with(
        &mut b,
        kind,
        founded.network,
        (History::FromJoin, None),
        &with,
    );
    meet(&mut a, &mut b);
    b.write(working, "antes de ella").unwrap();
    b.write(joined.org, "antes, en casa").unwrap();
    meet(&mut a, &mut b);
    let (mut e, _) = join(&mut b, 8, joined.org, 80);
    everybody(&mut [&mut a, &mut b, &mut e]);
    a.write(working, "con ella").unwrap();
    everybody(&mut [&mut a, &mut b, &mut e]);
    assert!(e.reads("con ella") && e.reads("antes, en casa"));
    assert!(!e.reads("antes de ella"));
    assert!(a.reads("antes de ella") && b.reads("con ella"));
}

#[test]
pub(super) fn a_case_is_sealed_to_nobody_in_a_member_before_she_was_confirmed() {
    let (mut a, mut b, founded, joined) = two();
    let with = [joined.org, founded.org];
    let kind = SpaceKind::Case;
    let case = space_with(&mut b, kind, founded.network, (History::Full, None), &with);
    meet(&mut a, &mut b);
    b.write(joined.org, "en casa").unwrap();
    b.write(case, "antes").unwrap();
    meet(&mut a, &mut b);
    let (mut e, _) = join(&mut b, 8, joined.org, 80);
    everybody(&mut [&mut a, &mut b, &mut e]);
    a.write(case, "sin confirmar").unwrap();
    everybody(&mut [&mut a, &mut b, &mut e]);
    assert!(e.reads("en casa"));
    assert!(!e.reads("antes") && !e.reads("sin confirmar"));
    // Not by any key that she was handed, either.
    let case_epochs: Vec<_> = b.replica.epochs().of_space(case).collect();
    let ring = e.replica.ring().unwrap();
    assert!(
        case_epochs
            .iter()
            .all(|info| ring.get(&info.header.id).is_none())
    );
    let newcomer = e.replica.device();
    let mut redeems = b.replica.graph().controls().iter();
    let redeem = redeems.find(|op| {
        let hers = op.op.log.author == newcomer && op.op.log.space == joined.org;
        hers && matches!(op.control, Control::Redeem(_))
    });
    let redeem = redeem.unwrap().op.id;
    let made = b.replica.second(redeem, NOW).unwrap();
    b.keep(made);
    everybody(&mut [&mut a, &mut b, &mut e]);
    a.write(case, "confirmada").unwrap();
    everybody(&mut [&mut a, &mut b, &mut e]);
    for text in ["antes", "sin confirmar", "confirmada"] {
        assert!(e.reads(text) && b.reads(text), "{text}");
    }
}

#[test]
pub(super) fn what_lies_under_an_epoch_of_other_readers_is_sent_to_whoever_was_apart() {
    let (mut a, founded) = secretariat();
    let org = founded.org;
    let (mut b, mut c) = (Device::new(2), Device::new(3));
    b.pull(&a);
    let redeemed = |new: &mut Device, key: SigningKey| {
        let (hers, made) = new
            .replica
            .redeem_invitation(&key, &[], NOW, &mut new.rng)
            .unwrap();
        let ops = made.runs.iter().flat_map(|(_, run)| run.ops());
        let mut ops = ops.map(|op| op.op_ref());
        let redeem = ops.rfind(|op| op.log.space == org).unwrap();
        new.keep(made);
        (hers, redeem.id)
    };
    let (hers, redeem) = redeemed(&mut b, place(10).signing);
    a.pull(&b);
    let made = a.replica.second(redeem, NOW).unwrap();
    a.keep(made);
    let made = a.replica.invite(org, &place(70), Role::Write, NOW).unwrap();
    a.keep(made);
    c.pull(&a);
    redeemed(&mut c, place(70).signing);
    // Nobody has heard of c. Her coordinator writes, accuses the other and takes it back: the
    // epoch of the accusation is sealed to others than may read now.
    a.write(org, "antes").unwrap();
    let accused = Member::Space(hers.person);
    remove(&mut a, org, Word::suspend(accused));
    let made = a.replica.lift(org, accused, NOW).unwrap();
    a.keep(made);
    everybody(&mut [&mut a, &mut c]);
    assert!(c.reads("antes"));
    everybody(&mut [&mut a, &mut b, &mut c]);
    assert!(b.reads("antes"));
}

#[test]
pub(super) fn row_28_a_thief_of_a_code_makes_the_place_wait_and_opens_nothing_new() {
    let (mut a, mut b, founded, joined) = two();
    let made = b
        .replica
        .invite(joined.org, &place(70), Role::Write, NOW)
        .unwrap();
    b.keep(made);
    let (mut first, mut thief) = (Device::new(7), Device::new(8));
    thief.pull(&b);
    first.pull(&b);
    let key = place(70).signing;
    let (_, made) = first
        .replica
        .redeem_invitation(&key, &[], NOW, &mut first.rng)
        .unwrap();
    let mut redeem = made
        .runs
        .iter()
        .flat_map(|(_, run)| run.ops())
        .map(|op| op.op_ref());
    let redeem = redeem.rfind(|op| op.log.space == joined.org).unwrap();
    first.keep(made);
    everybody(&mut [&mut a, &mut b, &mut first]);
    b.write(joined.org, "antes").unwrap();
    first.pull(&b);
    assert!(first.reads("antes"));
    // She used the same code without knowing of the other, or says so.
    let (_, made) = thief
        .replica
        .redeem_invitation(&key, &[], NOW, &mut thief.rng)
        .unwrap();
    thief.keep(made);
    everybody(&mut [&mut a, &mut b, &mut first, &mut thief]);
    b.write(joined.org, "mientras espera").unwrap();
    everybody(&mut [&mut a, &mut b, &mut first, &mut thief]);
    assert!(!first.reads("mientras espera") && !thief.reads("mientras espera"));
    let made = b.replica.second(redeem.id, NOW).unwrap();
    b.keep(made);
    everybody(&mut [&mut a, &mut b, &mut first, &mut thief]);
    b.write(joined.org, "confirmada").unwrap();
    b.write(founded.network, "a la red").unwrap();
    everybody(&mut [&mut a, &mut b, &mut first, &mut thief]);
    for text in ["antes", "mientras espera", "confirmada", "a la red"] {
        assert!(first.reads(text), "{text}");
        assert!(!thief.reads(text), "{text}");
    }
}

#[test]
pub(super) fn whom_a_key_cannot_be_sent_to_keeps_nobody_else_waiting() {
    let (mut a, founded) = secretariat();
    a.write(founded.network, "antes").unwrap();
    let code = place(20);
    let made = a
        .replica
        .invite(founded.network, &code, Role::Write, NOW)
        .unwrap();
    a.keep(made);
    let mut b = Device::new(2);
    b.pull(&a);
    let redeemed = b
        .replica
        .redeem_invitation(&code.signing, &[], NOW, &mut b.rng);
    b.keep(redeemed.unwrap().1);
    a.pull(&b);
    let mut due = a.replica.due_forwards();
    let (space, epoch, _) = due[0];
    // Nobody ever showed a key of this one.
    let stranger = Device::new(9).replica.device();
    due.insert(0, (space, epoch, stranger));
    let only = vec![due[0]];
    let nothing = a.replica.forward_each(only, 8, NOW, &mut a.rng);
    assert_eq!(nothing.err(), Some(ActFault::NoMember));
    let made = a.replica.forward_each(due, 8, NOW, &mut a.rng).unwrap();
    a.keep(made);
    b.pull(&a);
    assert!(b.reads("antes"));
}
