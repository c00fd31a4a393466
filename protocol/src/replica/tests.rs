mod carrier;
mod clean;
mod forks;
mod histories;
mod junk;
mod keys;
mod mesh;
#[cfg(feature = "planted")]
mod mistakes;
mod renew;
mod retain;

use super::*;
use crate::crypto::{Domain, KeyMaterial, SealSecretKey, SeededRandom, SigningKey, derive};
use crate::op::{Add, History, Member, SpaceKind, Word};

/// A device in memory, with what it stored.
struct Device {
    replica: Replica,
    stored: Vec<(Vec<SlotSet>, VerifiedRun)>,
    opened: Vec<(Vec<u8>, bool)>,
    rng: SeededRandom,
}

const NOW: WallTime = WallTime(1_000);

fn place(seed: u8) -> Place {
    let root = KeyMaterial::from_bytes([seed; 32]);
    Place {
        signing: SigningKey::from_seed(&derive(Domain::InvitationSigning, &root, &[])),
        seal: SealSecretKey::from_seed(&derive(Domain::InvitationSeal, &root, &[])),
        transport: transport_id(&derive(Domain::InvitationTransport, &root, &[])),
    }
}

impl Device {
    fn new(seed: u8) -> Self {
        let keys = DeviceKeys::from_root(&KeyMaterial::from_bytes([seed; 32]));
        let replica = Replica::new(keys);
        #[cfg(feature = "planted")]
        let replica = mistakes::planted_in(replica);
        Self {
            replica,
            stored: Vec::new(),
            opened: Vec::new(),
            rng: SeededRandom::new([seed; 32]),
        }
    }

    fn keep(&mut self, made: Made) {
        self.stored.extend(made.runs);
        self.settle();
    }

    fn settle(&mut self) {
        for opened in self.replica.settle().opened {
            self.opened
                .push((opened.plain.unwrap(), opened.standing == Standing::Shown));
        }
    }

    /// Takes everything of another device that it lacks, as a bundle would bring it.
    fn pull(&mut self, other: &Self) {
        for (slots, run) in &other.stored {
            let signed = crate::op::SignedRun::decode(&run.encode()).unwrap();
            let run = signed.verify().unwrap();
            match self.replica.graph().novelty(&run).unwrap() {
                crate::graph::Novelty::Known => {}
                crate::graph::Novelty::NewFrom(_) => {
                    self.replica
                        .insert(run.clone(), slots.clone(), NOW)
                        .unwrap();
                    self.stored.push((slots.clone(), run));
                }
            }
        }
        self.settle();
    }

    fn write(&mut self, space: SpaceId, text: &str) -> Result<u32, ActFault> {
        let made = self
            .replica
            .write(space, vec![text.into()], NOW, &mut self.rng)?;
        let epochs = made.epochs;
        self.keep(made);
        Ok(epochs)
    }

    fn reads(&self, text: &str) -> bool {
        self.opened
            .iter()
            .any(|(plain, visible)| plain == text.as_bytes() && *visible)
    }

    fn ask(&mut self) {
        let made = self.replica.ask_due(64, NOW).unwrap();
        self.keep(made);
    }

    fn count(&self, counts: impl Fn(&Control) -> bool) -> usize {
        let controls = self.replica.graph().controls();
        controls.iter().filter(|op| counts(&op.control)).count()
    }

    fn forward(&mut self) {
        let made = self.replica.forward_due(64, NOW, &mut self.rng).unwrap();
        self.keep(made);
    }
}

/// The Secretariat, with two places for more coordinators.
fn secretariat() -> (Device, Founded) {
    let mut a = Device::new(1);
    let (founded, made) = a
        .replica
        .found_network(&[place(10), place(11)], NOW, &mut a.rng)
        .unwrap();
    a.keep(made);
    (a, founded)
}

/// The Secretariat and one organization that joined with a code.
fn two() -> (Device, Device, Founded, Founded) {
    let (mut a, founded) = secretariat();
    let (b, joined) = join(&mut a, 2, founded.network, 20);
    (a, b, founded, joined)
}

fn join(inviter: &mut Device, seed: u8, space: SpaceId, code: u8) -> (Device, Founded) {
    let made = inviter
        .replica
        .invite(space, &place(code), Role::Write, NOW)
        .unwrap();
    inviter.keep(made);
    let mut new = Device::new(seed);
    new.pull(inviter);
    let (joined, made) = new
        .replica
        .redeem_invitation(&place(code).signing, &[], NOW, &mut new.rng)
        .unwrap();
    new.keep(made);
    inviter.pull(&new);
    inviter.forward();
    new.pull(inviter);
    (new, joined)
}

/// A space under another one, with these spaces as members.
fn space_with(
    by: &mut Device,
    kind: SpaceKind,
    above: SpaceId,
    keeps: (History, Option<u16>),
    with: &[SpaceId],
) -> SpaceId {
    let members: Vec<Member> = with.iter().copied().map(Member::Space).collect();
    let made = by
        .replica
        .create_space(kind, above, keeps, &members, NOW, &mut by.rng);
    let (space, made) = made.unwrap();
    by.keep(made);
    space
}

fn meet(a: &mut Device, b: &mut Device) {
    for _ in 0..3 {
        a.pull(b);
        b.pull(a);
        a.forward();
        b.forward();
    }
}

#[test]
fn a_founder_writes_in_every_space_and_mints_once_in_each() {
    let mut a = Device::new(1);
    let (founded, made) = a.replica.found_network(&[], NOW, &mut a.rng).unwrap();
    a.keep(made);
    let roles = a.replica.roles();
    for space in [founded.network, founded.org, founded.person] {
        assert_eq!(roles.role(a.replica.device(), space), Role::Admin);
    }
    assert_eq!(a.write(founded.network, "hola").unwrap(), 1);
    for _ in 0..20 {
        assert_eq!(
            a.write(founded.network, "otra").unwrap(),
            0,
            "unchanged members mint nothing"
        );
    }
    assert!(a.reads("hola"));
}

#[test]
fn an_organization_that_joins_reads_and_writes() {
    let (mut a, mut b, founded, joined) = two();
    a.write(founded.network, "de la secretaría").unwrap();
    meet(&mut a, &mut b);
    assert!(b.reads("de la secretaría"));
    b.write(founded.network, "de la organización").unwrap();
    b.write(joined.org, "nuestra vida interna").unwrap();
    meet(&mut a, &mut b);
    assert!(a.reads("de la organización"));
    assert!(!a.reads("nuestra vida interna"));
    assert_eq!(
        b.replica.roles().role(b.replica.device(), joined.org),
        Role::Admin
    );
    assert_eq!(
        b.replica.roles().role(b.replica.device(), founded.network),
        Role::Write
    );
}

#[test]
fn what_was_written_before_joining_is_read_where_history_is_full() {
    let mut a = Device::new(1);
    let (founded, made) = a.replica.found_network(&[], NOW, &mut a.rng).unwrap();
    a.keep(made);
    a.write(founded.network, "antes").unwrap();
    let (b, _) = join(&mut a, 2, founded.network, 20);
    assert!(b.reads("antes"));
}

#[test]
fn a_removed_organization_opens_nothing_written_after_it() {
    let (mut a, mut b, founded, joined) = two();
    let (mut c, _) = join(&mut a, 3, founded.network, 30);
    meet(&mut a, &mut b);
    meet(&mut a, &mut c);
    a.write(founded.network, "todas").unwrap();
    meet(&mut a, &mut b);
    let target = Member::Space(joined.org);
    let made = a
        .replica
        .restrict(
            founded.network,
            Word::remove(target),
            Vec::new(),
            NOW,
            &mut a.rng,
        )
        .unwrap();
    a.keep(made);
    a.write(founded.network, "sin ella").unwrap();
    meet(&mut a, &mut c);
    meet(&mut a, &mut b);
    assert!(c.reads("sin ella") && b.reads("todas"));
    assert!(!b.reads("sin ella"));
    assert!(matches!(
        b.write(founded.network, "sigo aquí"),
        Err(ActFault::NotPermitted {
            got: Role::None,
            ..
        })
    ));
    let (own, other) = (a.replica.device(), b.replica.device());
    assert!(!a.replica.is_peer(other));
    // She listens, or she would never hear that her organization is back.
    assert!(b.replica.is_peer(own) && !b.replica.is_fellow(own));
    let back = Add {
        member: target,
        role: Role::Write,
        card: None,
        confirm: false,
    };
    let made = a.replica.add(founded.network, back, NOW);
    a.keep(made.unwrap());
    meet(&mut a, &mut b);
    a.write(founded.network, "otra vez con ella").unwrap();
    meet(&mut a, &mut b);
    assert!(b.reads("otra vez con ella") && b.replica.is_fellow(own));
}

#[test]
fn members_and_devices_join_their_organization() {
    let (mut a, mut b, founded, joined) = two();
    let (mut person, hers) = join(&mut b, 4, joined.org, 40);
    assert_eq!(hers.org, joined.org);
    let (mut phone, _) = join(&mut person, 5, hers.person, 50);
    for _ in 0..3 {
        meet(&mut person, &mut phone);
        meet(&mut b, &mut person);
        meet(&mut a, &mut b);
    }
    b.write(joined.org, "entre nosotras").unwrap();
    a.write(founded.network, "a toda la red").unwrap();
    meet(&mut a, &mut b);
    meet(&mut b, &mut person);
    meet(&mut person, &mut phone);
    for device in [&person, &phone] {
        assert!(device.reads("entre nosotras") && device.reads("a toda la red"));
    }
    assert!(!a.reads("entre nosotras"));
    phone.write(founded.network, "desde el teléfono").unwrap();
    meet(&mut person, &mut phone);
    meet(&mut a, &mut person);
    assert!(a.reads("desde el teléfono"));
    // Her own phone, barred by her coordinator, opens nothing written after.
    let target = Member::Device(phone.replica.device());
    let made = b
        .replica
        .restrict(
            joined.org,
            Word::remove(target),
            Vec::new(),
            NOW,
            &mut b.rng,
        )
        .unwrap();
    b.keep(made);
    b.write(joined.org, "sin el teléfono").unwrap();
    meet(&mut b, &mut person);
    meet(&mut person, &mut phone);
    assert!(person.reads("sin el teléfono") && !phone.reads("sin el teléfono"));
}

#[test]
fn an_invitation_is_used_once_and_a_revoked_one_never() {
    let (mut a, b, founded, _) = two();
    let mut thief = Device::new(9);
    thief.pull(&a);
    let used = thief
        .replica
        .redeem_invitation(&place(20).signing, &[], NOW, &mut thief.rng);
    assert_eq!(used.unwrap_err(), ActFault::NoMember);
    drop(b);
    let made = a
        .replica
        .invite(founded.network, &place(60), Role::Write, NOW)
        .unwrap();
    a.keep(made);
    let target = Member::Invitation(place(60).id());
    let made = a
        .replica
        .restrict(
            founded.network,
            Word::remove(target),
            Vec::new(),
            NOW,
            &mut a.rng,
        )
        .unwrap();
    a.keep(made);
    thief.pull(&a);
    let ended = thief
        .replica
        .redeem_invitation(&place(60).signing, &[], NOW, &mut thief.rng);
    assert_eq!(ended.unwrap_err(), ActFault::NoMember);
}

#[test]
fn any_order_of_arrival_gives_the_same_members() {
    let (mut a, mut b, founded, joined) = two();
    let (mut c, _) = join(&mut a, 3, founded.network, 30);
    meet(&mut a, &mut b);
    meet(&mut a, &mut c);
    b.write(founded.network, "uno").unwrap();
    let made = a
        .replica
        .restrict(
            founded.network,
            Word::remove(Member::Space(joined.org)),
            Vec::new(),
            NOW,
            &mut a.rng,
        )
        .unwrap();
    a.keep(made);
    c.write(founded.network, "dos").unwrap();
    meet(&mut a, &mut b);
    meet(&mut a, &mut c);
    let want = a.replica.roles();
    for seed in 0..20_u8 {
        let mut order = a.stored.clone();
        let mut rng = SeededRandom::new([seed; 32]);
        let mut other = Device::new(100);
        // Runs of one log stay in order; logs are shuffled against each other.
        while !order.is_empty() {
            let mut byte = [0];
            rand_core::Rng::fill_bytes(&mut rng, &mut byte);
            let pick = usize::from(byte[0]) % order.len();
            let log = order[pick].1.log();
            let first = order.iter().position(|(_, run)| run.log() == log).unwrap();
            let (slots, run) = order.remove(first);
            other.replica.insert(run, slots, NOW).unwrap();
        }
        assert_eq!(*other.replica.roles(), *want);
        assert_eq!(
            other.replica.graph().root(founded.network, true),
            a.replica.graph().root(founded.network, true)
        );
    }
}

fn content_deps(device: &Device) -> Vec<OpId> {
    let (_, run) = device.stored.last().unwrap();
    let deps = run.ops()[0].header.deps.iter();
    let content = deps.filter(|dep| dep.log.lane == Lane::Content);
    content.map(|dep| dep.id).collect()
}

fn last_op(device: &Device) -> OpId {
    device.stored.last().unwrap().1.ops()[0].id
}

#[test]
fn a_text_refers_to_no_other_that_another_reference_knew() {
    let (mut a, mut b, founded, _) = two();
    let space = founded.network;
    let (mut c, _) = join(&mut a, 3, space, 21);
    meet(&mut a, &mut b);
    meet(&mut a, &mut c);
    a.write(space, "uno").unwrap();
    b.pull(&a);
    let first = last_op(&a);
    b.write(space, "dos").unwrap();
    assert_eq!(content_deps(&b), [first]);
    c.pull(&b);
    c.write(space, "tres").unwrap();
    assert_eq!(content_deps(&c), [last_op(&b)], "who knew the first one");
    // Two that knew nothing of each other are both referred to.
    b.write(space, "cuatro").unwrap();
    c.write(space, "cinco").unwrap();
    let mut both = vec![last_op(&b), last_op(&c)];
    a.pull(&b);
    a.pull(&c);
    a.write(space, "seis").unwrap();
    let mut deps = content_deps(&a);
    both.sort_unstable();
    deps.sort_unstable();
    assert_eq!(deps, both);
}

#[test]
fn what_is_read_again_stands_where_it_stood() {
    let (mut a, mut b, founded, _) = two();
    let space = founded.network;
    for n in 0..3 {
        a.write(space, &format!("a {n}")).unwrap();
        b.pull(&a);
        b.write(space, &format!("b {n}")).unwrap();
        a.pull(&b);
    }
    let mut again = Vec::new();
    for (_, run) in a.stored.clone() {
        let of_content = run.ops()[0].header.epoch.is_some();
        if of_content && run.log().unwrap().space == space {
            let opened = a.replica.reopen(run, 0, NOW);
            again.extend(opened.into_iter().map(|o| (o.depth, o.plain.unwrap())));
        }
    }
    again.sort();
    let texts: Vec<Vec<u8>> = again.into_iter().map(|(_, text)| text).collect();
    assert_eq!(
        texts,
        ["a 0", "b 0", "a 1", "b 1", "a 2", "b 2"].map(Vec::from)
    );
}

#[test]
fn each_rule_that_leaves_an_act_without_effect_is_told_apart() {
    let (mut a, mut b, founded, joined) = two();
    a.pull(&b);
    b.pull(&a);
    let add = |member| Add {
        member,
        role: Role::Write,
        card: None,
        confirm: false,
    };
    // The network into its own organization.
    let cycle = add(Member::Space(founded.network));
    let refused = a.replica.add(founded.org, cycle, NOW).map(|_| ());
    assert_eq!(refused, Err(ActFault::Cycle));
    // A cut that names a device of somebody else.
    let whom = Member::Space(joined.org);
    let own = Member::Space(founded.org);
    let cut = a.replica.cut_of(founded.network, own, &[]);
    assert!(!cut.is_empty());
    let word = Word::remove(whom);
    let refused = a
        .replica
        .restrict(founded.network, word, cut, NOW, &mut a.rng);
    assert_eq!(refused.map(|_| ()), Err(ActFault::ForeignCut));
    // A device that is out for good comes back neither by a grant nor by a refounding.
    let device = Member::Device(b.replica.device());
    let made = a
        .replica
        .restrict(
            founded.network,
            Word::remove(device),
            Vec::new(),
            NOW,
            &mut a.rng,
        )
        .unwrap();
    a.keep(made);
    let refused = a.replica.add(founded.network, add(device), NOW).map(|_| ());
    assert_eq!(refused, Err(ActFault::Burned));
    let refused = a.replica.refound(founded.network, vec![device], NOW);
    assert_eq!(refused.map(|_| ()), Err(ActFault::Burned));
}
