//! Carriers: machines of an organization, or of the network, that keep everything and read nothing.

use super::keys::everybody;
use super::*;
use crate::op::{History, SpaceKind};

/// The Secretariat a; an organization with coordinator b and its carrier; a carrier of the
/// network's own.
struct Carried {
    a: Device,
    b: Device,
    of_org: Device,
    of_network: Device,
    founded: Founded,
    joined: Founded,
}

impl Carried {
    fn meet(&mut self) {
        let Self {
            a,
            b,
            of_org,
            of_network,
            ..
        } = self;
        everybody(&mut [a, b, of_org, of_network]);
    }
}

fn carrier(inviter: &mut Device, seed: u8, space: SpaceId) -> Device {
    let made = inviter
        .replica
        .invite(space, &place(seed), Role::Carrier, NOW)
        .unwrap();
    inviter.keep(made);
    let mut new = Device::new(seed);
    new.pull(inviter);
    let key = place(seed).signing;
    let redeemed = new.replica.redeem_invitation(&key, &[], NOW, &mut new.rng);
    new.keep(redeemed.unwrap().1);
    inviter.pull(&new);
    new
}

fn carried() -> Carried {
    let (mut a, mut b, founded, joined) = two();
    let of_network = carrier(&mut a, 60, founded.network);
    let of_org = carrier(&mut b, 61, joined.org);
    let mut all = Carried {
        a,
        b,
        of_org,
        of_network,
        founded,
        joined,
    };
    all.meet();
    all
}

/// No epoch was sealed or sent to it, and it holds none.
fn derives_nothing(carrier: &mut Device) {
    let device = carrier.replica.device();
    let forwards = carrier.count(
        |control| matches!(control, Control::Forward(forward) if forward.recipient == device),
    );
    let asks = carrier.count(|control| matches!(control, Control::Ask(_)));
    assert_eq!((forwards, asks), (0, 0));
    let spaces: Vec<SpaceId> = carrier.replica.graph().spaces().collect();
    let mut epochs = 0;
    for space in spaces {
        let (judge, graph, known) = carrier.replica.judge();
        let ids: Vec<EpochId> = known.of_space(space).map(|info| info.header.id).collect();
        for id in ids {
            epochs += 1;
            assert!(!judge.sealed_readers(graph, known, &id).contains(&device));
        }
    }
    assert!(epochs > 0, "it keeps the keys of others, sealed");
    let ring = carrier.replica.ring().unwrap();
    let mut all = carrier.replica.epochs().iter();
    assert!(all.all(|info| ring.get(&info.header.id).is_none()));
}

#[test]
fn row_39_a_carrier_derives_nothing() {
    let mut all = carried();
    let (network, org) = (all.founded.network, all.joined.org);
    all.b.write(network, "a la red").unwrap();
    all.b.write(org, "en casa").unwrap();
    all.meet();
    let whole = all.a.replica.graph().root(network, true);
    for carrier in [&mut all.of_network, &mut all.of_org] {
        assert!(!carrier.reads("a la red") && !carrier.reads("en casa"));
        let device = carrier.replica.device();
        assert_eq!(carrier.replica.roles().role(device, network), Role::Carrier);
        // It carries what it cannot read, and nothing of it waits for a key.
        assert_eq!(carrier.replica.graph().root(network, true), whole);
        assert_eq!(carrier.replica.unopened_in(network), 0);
        derives_nothing(carrier);
        assert!(matches!(
            carrier.write(network, "yo también"),
            Err(ActFault::NotPermitted { .. })
        ));
    }
    assert!(all.a.reads("a la red"));
    let device = all.of_org.replica.device();
    let roles = all.b.replica.roles();
    let member = Member::Device(device);
    assert_eq!(roles.direct_role(org, &member), Role::Carrier);
    let directory = all.b.replica.directory();
    assert_eq!(directory.person_of(device), None);
    assert_eq!(directory.org_of_device(device), Some(org));
}

#[test]
fn nothing_that_happens_to_keys_names_a_carrier() {
    let mut all = carried();
    let (network, org) = (all.founded.network, all.joined.org);
    let with = [org, all.founded.org];
    for history in [History::Full, History::FromJoin] {
        let kind = SpaceKind::Working;
        let b = &mut all.b;
        let working = space_with(b, kind, network, (history, None), &with);
        b.write(working, "juntas").unwrap();
        all.meet();
    }
    // A newcomer is sent keys, a removal makes fresh ones, and so does a rotation.
    let (mut c, hers) = join(&mut all.b, 70, org, 70);
    all.meet();
    all.b.write(org, "con ella").unwrap();
    all.b.pull(&c);
    let made = all.b.replica.restrict(
        org,
        Word::remove(Member::Space(hers.person)),
        Vec::new(),
        NOW,
        &mut all.b.rng,
    );
    all.b.keep(made.unwrap());
    let (_, made) = all.a.replica.rotate(network, NOW, &mut all.a.rng).unwrap();
    all.a.keep(made);
    all.b.write(org, "sin ella").unwrap();
    all.meet();
    c.pull(&all.of_org);
    assert!(c.reads("con ella") && !c.reads("sin ella"));
    for carrier in [&mut all.of_network, &mut all.of_org] {
        derives_nothing(carrier);
    }
}

#[test]
fn a_carrier_holds_the_content_of_its_organizations_spaces_and_no_other() {
    let mut all = carried();
    let (network, org) = (all.founded.network, all.joined.org);
    let kind = SpaceKind::Working;
    let b = &mut all.b;
    let mut spaces = Vec::new();
    for with in [org, all.joined.person] {
        spaces.push(space_with(b, kind, network, (History::Full, None), &[with]));
    }
    all.meet();
    let access = Access::Device(all.of_org.replica.device());
    let scopes = all.b.replica.visible_to(access);
    let scope = |space| scopes.get(&space).copied();
    for space in [network, org, spaces[0]] {
        assert_eq!(scope(space), Some(Scope::All));
    }
    // What is its people's own, and what they do with others without it.
    assert_eq!(scope(all.joined.person), Some(Scope::Control));
    assert_ne!(scope(spaces[1]), Some(Scope::All));
    // What it hands on is decided by the other's own membership.
    let access = Access::Device(all.a.replica.device());
    let scopes = all.of_org.replica.visible_to(access);
    assert_eq!(scopes.get(&network), Some(&Scope::All));
    assert_eq!(scopes.get(&org), Some(&Scope::Control));
    assert!(!scopes.contains_key(&spaces[0]));
    // Of the network's own carrier an organization's inner life is no business either.
    let access = Access::Device(all.of_network.replica.device());
    let scopes = all.b.replica.visible_to(access);
    assert_eq!(scopes.get(&network), Some(&Scope::All));
    assert_eq!(scopes.get(&org), Some(&Scope::Control));
}

#[test]
fn one_word_of_a_coordinator_takes_a_carrier_out() {
    let mut all = carried();
    let device = all.of_org.replica.device();
    assert!(all.a.replica.is_peer(device) && all.of_org.replica.is_peer(all.a.replica.device()));
    let made = all.b.replica.restrict(
        all.joined.org,
        Word::remove(Member::Device(device)),
        Vec::new(),
        NOW,
        &mut all.b.rng,
    );
    all.b.keep(made.unwrap());
    all.meet();
    for other in [&mut all.a, &mut all.of_network] {
        assert!(!other.replica.is_peer(device));
        assert!(other.replica.visible_to(Access::Device(device)).is_empty());
    }
    assert!(all.of_network.replica.is_peer(all.a.replica.device()));
}
