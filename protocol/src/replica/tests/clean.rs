//! Which epoch is written under, where a rule of keys alone says so.

use super::keys::{everybody, remove};
use super::*;
use crate::op::Rotate;

/// An organization with coordinator b and members c and m; a is the Secretariat.
struct Org {
    a: Device,
    b: Device,
    c: Device,
    m: Device,
    network: SpaceId,
    org: SpaceId,
    /// The space of m's person.
    person: SpaceId,
}

fn org() -> Org {
    let (mut a, mut b, founded, joined) = two();
    let (mut c, _) = join(&mut b, 3, joined.org, 30);
    b.write(joined.org, "al principio").unwrap();
    let (mut m, hers) = join(&mut b, 4, joined.org, 40);
    everybody(&mut [&mut a, &mut b, &mut c, &mut m]);
    assert!(m.reads("al principio"));
    Org {
        a,
        b,
        c,
        m,
        network: founded.network,
        org: joined.org,
        person: hers.person,
    }
}

#[test]
pub(super) fn what_is_sealed_to_an_organization_is_sealed_to_a_clean_key_of_it() {
    let Org {
        mut a,
        mut b,
        mut c,
        mut m,
        network,
        org,
        person,
    } = org();
    // Made beside the removal, and heard of after it.
    let (_, made) = c.replica.rotate(org, NOW, &mut c.rng).unwrap();
    c.keep(made);
    remove(&mut b, org, Word::remove(Member::Space(person)));
    a.pull(&b);
    a.pull(&c);
    a.write(network, "sin ella").unwrap();
    everybody(&mut [&mut a, &mut b, &mut c, &mut m]);
    assert!(b.reads("sin ella") && c.reads("sin ella"));
    assert!(!m.reads("sin ella"));
}

#[test]
pub(super) fn an_epoch_from_before_a_member_who_left_is_written_under_no_more() {
    let Org {
        mut a,
        mut b,
        mut c,
        mut m,
        org,
        person,
        ..
    } = org();
    // Whoever leaves makes no epoch. She was handed the one from before her.
    remove(&mut m, org, Word::remove(Member::Space(person)));
    everybody(&mut [&mut a, &mut b, &mut c, &mut m]);
    b.write(org, "sin ella").unwrap();
    everybody(&mut [&mut a, &mut b, &mut c, &mut m]);
    assert!(c.reads("sin ella") && !m.reads("sin ella"));
}

#[test]
pub(super) fn nobody_writes_under_the_key_of_who_is_out() {
    let Org {
        mut a,
        mut b,
        mut c,
        mut m,
        org,
        person,
        ..
    } = org();
    remove(&mut b, org, Word::remove(Member::Space(person)));
    everybody(&mut [&mut a, &mut b, &mut c, &mut m]);
    // A program of hers makes one for those who belong, and so keeps it.
    let recipients = {
        let (judge, graph, epochs) = m.replica.judge();
        let past = judge.everything();
        judge.recipients(graph, epochs, org, past)
    };
    let minted = m.replica.mint_for(org, &recipients, &mut m.rng);
    let (keys, header, slots) = minted.unwrap();
    let id = keys.id();
    m.replica.secrets.as_mut().unwrap().ring.insert(keys);
    let body = Control::Rotate(Box::new(Rotate { epoch: header })).encode();
    let next = m.replica.next(org, Lane::Control, &[], 0).unwrap();
    let made = m.replica.apply(next, None, body, Some(slots), None, NOW);
    m.keep(made.unwrap());
    everybody(&mut [&mut a, &mut b, &mut c, &mut m]);
    b.write(org, "sin ella").unwrap();
    everybody(&mut [&mut a, &mut b, &mut c, &mut m]);
    assert!(c.reads("sin ella") && !m.reads("sin ella"));
    assert!(b.replica.epochs().get(&id).is_some(), "it was heard of");
}

#[test]
pub(super) fn a_lift_that_does_not_hold_may_have_handed_keys_on() {
    let (mut a, founded) = secretariat();
    // Her colleague at the Secretariat, confirmed.
    let mut second = Device::new(6);
    second.pull(&a);
    let key = place(10).signing;
    let redeemed = second
        .replica
        .redeem_invitation(&key, &[], NOW, &mut second.rng);
    let (hers, made) = redeemed.unwrap();
    let mut ops = made.runs.iter().flat_map(|(_, run)| run.ops());
    let redeem = ops
        .rfind(|op| op.op_ref().log.space == founded.org)
        .unwrap();
    let redeem = redeem.op_ref().id;
    second.keep(made);
    a.pull(&second);
    let made = a.replica.second(redeem, NOW).unwrap();
    a.keep(made);
    let (mut b, joined) = join(&mut a, 2, founded.network, 20);
    let org = joined.org;
    let (mut c, _) = join(&mut b, 3, org, 30);
    let (mut m, out) = join(&mut b, 4, org, 40);
    everybody(&mut [&mut a, &mut b, &mut c, &mut m, &mut second]);
    let person = Member::Space(out.person);
    // She coordinates, so that one word about her waits for another.
    let add = Add {
        member: person,
        role: Role::Admin,
        card: None,
        confirm: false,
    };
    let made = b.replica.add(org, add, NOW).unwrap();
    let added = made.last().unwrap().id;
    b.keep(made);
    a.pull(&b);
    let made = a.replica.second(added, NOW).unwrap();
    a.keep(made);
    everybody(&mut [&mut a, &mut b, &mut c, &mut m, &mut second]);
    assert_eq!(b.replica.roles().role(m.replica.device(), org), Role::Admin);
    remove(&mut b, org, Word::suspend(person));
    b.write(org, "sin ella").unwrap();
    everybody(&mut [&mut a, &mut b, &mut c, &mut m, &mut second]);
    // The Secretariat takes the removal back, and c hands on what there is.
    let made = second.replica.lift(org, person, NOW).unwrap();
    second.keep(made);
    everybody(&mut [&mut c, &mut m, &mut second]);
    assert!(m.reads("sin ella"));
    // Beside that, who took it back is taken out herself: nothing of it holds.
    let colleague = Member::Space(hers.person);
    remove(&mut a, founded.org, Word::remove(colleague));
    let said = last_op(&a);
    b.pull(&a);
    let made = b.replica.second(said, NOW).unwrap();
    b.keep(made);
    everybody(&mut [&mut a, &mut b, &mut c, &mut m, &mut second]);
    assert_eq!(b.replica.roles().role(m.replica.device(), org), Role::None);
    b.write(org, "otra vez sin ella").unwrap();
    everybody(&mut [&mut a, &mut b, &mut c, &mut m, &mut second]);
    assert!(c.reads("otra vez sin ella") && !m.reads("otra vez sin ella"));
}

#[test]
pub(super) fn a_newcomer_is_sent_one_key_for_all_that_was_before() {
    let (mut a, mut b, _, joined) = two();
    for text in ["uno", "dos", "tres"] {
        let (_, made) = b.replica.rotate(joined.org, NOW, &mut b.rng).unwrap();
        b.keep(made);
        b.write(joined.org, text).unwrap();
    }
    let sent = |device: &Device| device.count(|control| matches!(control, Control::Forward(_)));
    let before = sent(&b);
    let (mut c, _) = join(&mut b, 3, joined.org, 30);
    everybody(&mut [&mut a, &mut b, &mut c]);
    assert!(["uno", "dos", "tres"].iter().all(|text| c.reads(text)));
    assert_eq!(sent(&b) - before, 1);
}

#[test]
pub(super) fn a_newcomer_of_an_organization_opens_nothing_from_before_through_its_key() {
    let (mut a, mut b, founded, joined) = two();
    b.write(joined.org, "en casa").unwrap();
    let with = [joined.org, founded.org];
    let kind = SpaceKind::Working;
    let working = space_with(
        &mut b,
        kind,
        founded.network,
        (History::FromJoin, None),
        &with,
    );
    b.write(working, "antes de ella").unwrap();
    meet(&mut a, &mut b);
    let (mut e, _) = join(&mut b, 8, joined.org, 80);
    everybody(&mut [&mut a, &mut b, &mut e]);
    assert!(e.reads("en casa") && a.reads("antes de ella"));
    assert!(!e.reads("antes de ella"));
}
