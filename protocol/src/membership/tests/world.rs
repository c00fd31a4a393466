//! A small world of control operations: who says what, knowing what.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::super::planted::Mistake;
use super::super::{Membership, Roles, View};
use crate::crypto::{Domain, KeyMaterial, SealSecretKey, SigningKey, hash};
use crate::graph::ControlOp;
use crate::id::{DeviceId, OpId, SpaceId, TransportId};
use crate::op::{
    Add, Adopt, Card, Control, Create, Cut, Grant, History, Lane, Lift, LogId, Member, OpRef,
    Redeem, Refound, Restrict, Role, Second, SpaceKind, Word,
};
use crate::past::{PastId, PastTable};

/// By which rules a world is judged: ours, or ours with a mistake planted in them.
pub(super) type Rules = Option<Mistake>;

/// A scenario.
pub(super) type Table = fn(Rules);

/// Runs scenarios by the right rules as tests, and lists them to be run by wrong ones.
macro_rules! tables {
    ($($name:ident,)*) => {
        mod right {
            $(
                #[test]
                fn $name() {
                    super::$name(None);
                }
            )*
        }

        /// The scenarios of this file, by name.
        pub(super) const TABLES: &[(&str, super::world::Table)] = &[
            $((stringify!($name), $name),)*
        ];
    };
}
pub(super) use tables;

/// Names one operation of a world.
pub(super) type At = usize;

#[derive(Clone)]
struct Said {
    op: OpRef,
    control: Control,
    /// Direct predecessors.
    knows: BTreeSet<At>,
}

/// Operations, persons and spaces by name.
#[derive(Clone, Default)]
pub(super) struct World {
    pub(super) rules: Rules,
    said: Vec<Arc<Said>>,
    last: BTreeMap<DeviceId, At>,
    /// Operations that the next one knows; everything if absent.
    seen: Option<Vec<At>>,
    /// The next one leaves its author's own later operations out.
    backdated: bool,
    /// The first operations as they are evaluated, where many worlds begin with them.
    begun: Option<Arc<Begun>>,
}

/// Operations in the order in which they are evaluated, and the past after each.
#[derive(Clone, Default)]
struct Begun {
    ops: Vec<ControlOp>,
    pasts: PastTable,
    afters: BTreeMap<At, PastId>,
}

impl Begun {
    fn take(&mut self, at: At, said: &Said) {
        let (index, mut past) = (self.ops.len(), PastTable::EMPTY);
        for known in &said.knows {
            past = self.pasts.union(past, self.afters[known]);
        }
        let after = self.pasts.with(past, index);
        self.afters.insert(at, after);
        self.ops.push(ControlOp {
            op: said.op,
            control: said.control.clone(),
            past,
            after,
            depth: 0,
        });
    }
}

pub(super) fn key(name: &str) -> SigningKey {
    let seed = hash(Domain::Test, &[name.as_bytes()]);
    SigningKey::from_seed(&KeyMaterial::from_bytes(*seed.as_bytes()))
}

thread_local! {
    /// Devices by name: to make a key costs more than to judge an operation of its owner's.
    static DEVICES: RefCell<HashMap<String, DeviceId>> = RefCell::default();
}

pub(super) fn device(name: &str) -> DeviceId {
    if let Some(known) = DEVICES.with_borrow(|devices| devices.get(name).copied()) {
        return known;
    }
    let made = key(name).verifying_key().into();
    DEVICES.with_borrow_mut(|devices| devices.insert(name.to_owned(), made));
    made
}

pub(super) fn space(name: &str) -> SpaceId {
    SpaceId::from_bytes(*hash(Domain::Test, &[b"space ", name.as_bytes()]).as_bytes())
}

/// The space of a person with a device of this name.
pub(super) fn person(name: &str) -> SpaceId {
    space(&format!("person of {name}"))
}

pub(super) fn person_member(name: &str) -> Member {
    Member::Space(person(name))
}

fn card(name: &str, bound: Option<SpaceId>) -> Card {
    let seed = KeyMaterial::from_bytes([3; 32]);
    let seal = SealSecretKey::from_seed(&seed);
    let transport = TransportId::from_bytes([4; 32]);
    Card::new(&key(name), seal.public(), transport, bound)
}

impl World {
    /// Says something. What its author said before is known to her.
    pub(super) fn say(&mut self, author: &str, at: SpaceId, control: Control) -> At {
        let number = self.said.len();
        let author = device(author);
        let mut knows: BTreeSet<At> = match &self.seen {
            Some(seen) => seen.iter().copied().collect(),
            None => (0..number).collect(),
        };
        if !std::mem::take(&mut self.backdated) {
            knows.extend(self.last.get(&author));
            self.last.insert(author, number);
        }
        let id = match &control {
            Control::Create(_) => at.create_op(),
            _ => OpId::from_bytes(*hash(Domain::Test, &[b"op", &number.to_be_bytes()]).as_bytes()),
        };
        self.said.push(Arc::new(Said {
            op: OpRef {
                log: LogId {
                    space: at,
                    author,
                    lane: Lane::Control,
                },
                seq: u64::try_from(number).unwrap(),
                id,
            },
            control,
            knows,
        }));
        number
    }

    /// What the next operations know, beside what their authors said before: these alone.
    pub(super) fn knowing(&mut self, seen: &[At]) -> &mut Self {
        self.seen = Some(seen.to_vec());
        self
    }

    /// The next operations know everything that was said.
    pub(super) fn knowing_all(&mut self) -> &mut Self {
        self.seen = None;
        self
    }

    /// The next operation is dated back: its author leaves out what she said meanwhile.
    pub(super) fn dated_back(&mut self) -> &mut Self {
        self.backdated = true;
        self
    }

    /// An operation and everything that it knows.
    pub(super) fn past(&self, at: At) -> BTreeSet<At> {
        let (mut found, mut open) = (BTreeSet::from([at]), vec![at]);
        while let Some(at) = open.pop() {
            open.extend(self.said[at].knows.iter().filter(|at| found.insert(**at)));
        }
        found
    }

    /// The last thing that somebody said in a space, among the first so many.
    pub(super) fn last_of(&self, name: &str, at: SpaceId, among: usize) -> Option<At> {
        let author = device(name);
        let mut first = self.said[..among].iter();
        first.rposition(|said| said.op.log.author == author && said.op.log.space == at)
    }

    /// What was said, by number.
    pub(super) fn said(&self, at: At) -> (SpaceId, &Control) {
        (self.said[at].op.log.space, &self.said[at].control)
    }

    /// What was said from some number on, for whoever reads a failure.
    pub(super) fn tell(&self, from: usize) -> String {
        let said = self.said.iter().enumerate().skip(from);
        let lines = said.map(|(at, said)| {
            let knows: Vec<&At> = said.knows.iter().rev().take(6).collect();
            let LogId { space, author, .. } = said.op.log;
            let control = format!("{:?}", said.control);
            let control: String = control.chars().take(160).collect();
            format!("\n{at} {author:?} in {space:?} knowing ..{knows:?}: {control}")
        });
        lines.collect()
    }

    /// Everything said so far.
    pub(super) fn now(&self) -> Vec<At> {
        (0..self.said.len()).collect()
    }

    // Founding.

    pub(super) fn create(
        &mut self,
        author: &str,
        name: &str,
        (kind, guardian): (SpaceKind, Option<&str>),
        first: Member,
        others: &[(Member, Role)],
        places: &[&str],
    ) -> At {
        let nonce = [7; 16];
        let birth = Create::birth(device(author), &nonce);
        let own_card = match first {
            Member::Device(_) => Some(card(author, None)),
            _ => None,
        };
        let mut members = vec![Grant {
            member: first,
            role: Role::Admin,
            card: own_card,
        }];
        members.extend(places.iter().map(|place| Grant {
            member: Member::Invitation(device(place)),
            role: Role::Admin,
            card: Some(card(place, Some(birth))),
        }));
        members.extend(others.iter().map(|(member, role)| Grant {
            member: *member,
            role: *role,
            card: None,
        }));
        let create = Create {
            kind,
            guardian: guardian.map(space),
            history: History::Full,
            confirm: kind == SpaceKind::Case,
            members,
            nonce,
            retain: None,
        };
        self.say(author, space(name), Control::Create(Box::new(create)))
    }

    /// A person of an organization: her space, with one device of her name.
    pub(super) fn born(&mut self, name: &str, org: &str) -> At {
        let home = format!("person of {name}");
        let own = Member::Device(device(name));
        self.create(name, &home, (SpaceKind::Person, Some(org)), own, &[], &[])
    }

    pub(super) fn redeem(&mut self, author: &str, at: SpaceId, place: &str, member: Member) -> At {
        let shown = matches!(member, Member::Device(_)).then(|| card(author, Some(at)));
        let redeem = Redeem::new(&key(place), at, device(author), member, shown);
        self.say(author, at, Control::Redeem(Box::new(redeem)))
    }

    pub(super) fn invite(&mut self, author: &str, at: SpaceId, place: &str, role: Role) -> At {
        self.admit(author, at, place, role, false)
    }

    /// A place in one's own space whose use is nothing until it is confirmed.
    pub(super) fn invite_recovery(&mut self, author: &str, of: &str, place: &str) -> At {
        self.admit(author, person(of), place, Role::Write, true)
    }

    fn admit(&mut self, author: &str, at: SpaceId, place: &str, role: Role, confirm: bool) -> At {
        let add = Add {
            member: Member::Invitation(device(place)),
            role,
            card: Some(card(place, Some(at))),
            confirm,
        };
        self.say(author, at, Control::Add(Box::new(add)))
    }

    /// A network with its Secretariat `S`, of which these are coordinators.
    pub(super) fn network(rules: Rules, coordinators: &[&str]) -> Self {
        let mut world = Self {
            rules,
            ..Self::default()
        };
        let founder = Member::Invitation(device("key of N"));
        world.create(
            "key of N",
            "N",
            (SpaceKind::Network, None),
            founder,
            &[],
            &[],
        );
        world.org("S", coordinators);
        let office = Member::Space(space("S"));
        world.redeem(coordinators[0], space("N"), "key of N", office);
        world
    }

    /// An organization with coordinators: a founder and up to two founding places.
    fn org(&mut self, name: &str, coordinators: &[&str]) {
        let founding = format!("key of {name}");
        let places: Vec<String> = coordinators
            .iter()
            .skip(1)
            .map(|c| format!("place of {c}"))
            .collect();
        let places: Vec<&str> = places.iter().map(String::as_str).collect();
        let first = Member::Invitation(device(&founding));
        self.create(
            &founding,
            name,
            (SpaceKind::Org, Some("N")),
            first,
            &[],
            &places,
        );
        for (at, coordinator) in coordinators.iter().enumerate() {
            self.born(coordinator, name);
            let place = match at {
                0 => founding.clone(),
                _ => format!("place of {coordinator}"),
            };
            let own = person_member(coordinator);
            let redeem = self.redeem(coordinator, space(name), &place, own);
            if at > 0 {
                self.second(coordinators[0], redeem);
            }
        }
    }

    /// An organization that joins the network, invited and confirmed by `inviter`.
    pub(super) fn joined_org(&mut self, name: &str, coordinators: &[&str], inviter: &str) {
        let place = format!("code of {name}");
        self.invite(inviter, space("N"), &place, Role::Write);
        self.org(name, coordinators);
        let own = Member::Space(space(name));
        let redeem = self.redeem(coordinators[0], space("N"), &place, own);
        self.second(inviter, redeem);
    }

    /// A member of an organization, invited and confirmed by one of its coordinators.
    pub(super) fn joined(&mut self, name: &str, org: &str, inviter: &str, role: Role) {
        let place = format!("code of {name}");
        self.invite(inviter, space(org), &place, role);
        self.born(name, org);
        let redeem = self.redeem(name, space(org), &place, person_member(name));
        self.second(inviter, redeem);
    }

    /// Another device of a person, invited and confirmed by her first one.
    pub(super) fn joined_device(&mut self, name: &str, of: &str) {
        let place = format!("code of {name}");
        self.invite(of, person(of), &place, Role::Write);
        let redeem = self.redeem(name, person(of), &place, Member::Device(device(name)));
        self.second(of, redeem);
    }

    // Acts.

    pub(super) fn add(&mut self, author: &str, at: SpaceId, member: Member, role: Role) -> At {
        let add = Add {
            member,
            role,
            card: None,
            confirm: false,
        };
        self.say(author, at, Control::Add(Box::new(add)))
    }

    /// Raises another device of the same person: its card says that it agrees to be hers.
    pub(super) fn raise_device(&mut self, author: &str, name: &str, role: Role) -> At {
        let home = person(author);
        let add = Add {
            member: Member::Device(device(name)),
            role,
            card: Some(card(name, Some(home))),
            confirm: false,
        };
        self.say(author, home, Control::Add(Box::new(add)))
    }

    pub(super) fn restrict(&mut self, author: &str, at: SpaceId, word: Word) -> At {
        self.restrict_with_cut(author, at, word, Vec::new())
    }

    pub(super) fn restrict_with_cut(
        &mut self,
        author: &str,
        at: SpaceId,
        word: Word,
        cut: Vec<Cut>,
    ) -> At {
        let restrict = Restrict {
            target: word.target,
            role: word.role,
            burn: word.burn,
            cut,
            epoch: None,
        };
        self.say(author, at, Control::Restrict(Box::new(restrict)))
    }

    /// A cut of a device after one of its operations, or before all of them.
    pub(super) fn cut(&self, name: &str, at: SpaceId, last: Option<At>) -> Cut {
        let last = last.map(|last| &self.said[last].op);
        Cut {
            space: at,
            device: device(name),
            lane: Lane::Control,
            length: last.map_or(0, |op| op.seq + 1),
            last: last.map(|op| op.id),
        }
    }

    pub(super) fn second(&mut self, author: &str, meant: At) -> At {
        let said = &self.said[meant];
        let (op, at) = (said.op.id, said.op.log.space);
        let word = match &said.control {
            Control::Restrict(restrict) => Some(restrict.word()),
            _ => None,
        };
        self.say(author, at, Control::Second(Second { op, word }))
    }

    pub(super) fn lift(&mut self, author: &str, at: SpaceId, target: Member) -> At {
        self.say(author, at, Control::Lift(Lift { target }))
    }

    pub(super) fn adopt(&mut self, author: &str, at: SpaceId, ops: Vec<OpId>) -> At {
        self.say(author, at, Control::Adopt(Adopt { ops }))
    }

    pub(super) fn refound(&mut self, author: &str, at: SpaceId, admins: Vec<Member>) -> At {
        self.say(author, at, Control::Refound(Refound { admins }))
    }

    /// The redeem that somebody wrote in a space.
    pub(super) fn redeem_of(&self, author: &str, at: SpaceId) -> At {
        let author = device(author);
        let mut all = self.said.iter();
        all.position(|said| {
            said.op.log.author == author
                && said.op.log.space == at
                && matches!(said.control, Control::Redeem(_))
        })
        .unwrap()
    }

    // Looking.

    /// Evaluates the world; then in other causal orders, which must say the same.
    pub(super) fn state(&self) -> State {
        self.state_in_orders(5)
    }

    /// Evaluates the world once.
    pub(super) fn look(&self) -> State {
        self.state_in_orders(0)
    }

    /// Evaluates the world once, in one of the other orders.
    pub(super) fn in_order(&self, seed: usize) -> State {
        State::new(self, &self.causal_order(seed))
    }

    /// Keeps what was said so far as it is evaluated: worlds that go on from here begin with it.
    pub(super) fn begin(&mut self) {
        let mut begun = Begun::default();
        for (at, said) in self.said.iter().enumerate() {
            begun.take(at, said);
        }
        self.begun = Some(Arc::new(begun));
    }

    /// Evaluates the world once, in this causal order.
    pub(super) fn in_this_order(&self, order: &[At]) -> State {
        State::new(self, order)
    }

    /// Evaluates the world once, with an operation that no other knows in the end.
    pub(super) fn with_last(&self, last: At) -> State {
        let mut order = self.now();
        order.retain(|at| *at != last);
        order.push(last);
        State::new(self, &order)
    }

    /// Evaluates the world, and again in so many other orders.
    pub(super) fn state_in_orders(&self, orders: usize) -> State {
        let state = State::new(self, &self.now());
        for seed in 1..=orders {
            let order = self.causal_order(seed);
            let other = State::new(self, &order);
            assert_eq!(state.roles(), other.roles(), "order {seed} says otherwise");
            for at in 0..self.said.len() {
                assert_eq!(state.counts(at), other.counts(at), "order {seed}, op {at}");
            }
        }
        state
    }

    /// Another order in which each operation follows what it knows.
    fn causal_order(&self, seed: usize) -> Vec<At> {
        let mut order: Vec<At> = Vec::new();
        let mut open: BTreeSet<At> = (0..self.said.len()).collect();
        let mut dice = seed;
        while !open.is_empty() {
            let ready: Vec<At> = open
                .iter()
                .copied()
                .filter(|at| {
                    self.said[*at]
                        .knows
                        .iter()
                        .all(|known| !open.contains(known))
                })
                .collect();
            dice = dice
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(97);
            let pick = ready[(dice >> 33) % ready.len()];
            open.remove(&pick);
            order.push(pick);
        }
        order
    }
}

/// A world, evaluated in some order.
pub(super) struct State {
    ops: Vec<ControlOp>,
    pasts: PastTable,
    membership: Membership,
    /// Where each operation of the world stands in this order.
    places: Vec<usize>,
}

impl State {
    fn new(world: &World, order: &[At]) -> Self {
        let begun = world.begun.as_deref();
        let fits = |begun: &&Begun| {
            order
                .iter()
                .take(begun.ops.len())
                .copied()
                .eq(0..begun.ops.len())
        };
        let mut begun = begun.filter(fits).cloned().unwrap_or_default();
        for at in order.iter().skip(begun.ops.len()) {
            begun.take(*at, &world.said[*at]);
        }
        let mut places = vec![0; order.len()];
        for (index, at) in order.iter().enumerate() {
            places[*at] = index;
        }
        let Begun { ops, pasts, .. } = begun;
        let membership = Membership::evaluate_by(&ops, &pasts, world.rules.into());
        Self {
            ops,
            pasts,
            membership,
            places,
        }
    }

    pub(super) fn ops(&self) -> (&[ControlOp], &PastTable) {
        (&self.ops, &self.pasts)
    }

    pub(super) fn view(&self) -> View<'_> {
        self.membership.view(&self.ops, &self.pasts, None)
    }

    pub(super) fn roles(&self) -> Roles {
        self.membership.roles(&self.ops, &self.pasts)
    }

    pub(super) fn role(&self, name: &str, at: &str) -> Role {
        let role = self.view().role(device(name), space(at));
        assert_eq!(role, self.roles().role(device(name), space(at)), "two ways");
        role
    }

    pub(super) fn role_in(&self, name: &str, at: SpaceId) -> Role {
        self.view().role(device(name), at)
    }

    /// Whether somebody is admin and may act as one.
    pub(super) fn works(&self, name: &str, at: &str) -> bool {
        let view = self.view();
        view.role(device(name), space(at)) == Role::Admin
            && !view.is_frozen(device(name), space(at))
    }

    pub(super) fn counts(&self, at: At) -> bool {
        self.membership.counts(self.places[at])
    }

    pub(super) fn membership(&self) -> &Membership {
        &self.membership
    }

    /// Whether content is shown that its author wrote right after one of her operations: she
    /// could write then, and no cut leaves it out (R15).
    pub(super) fn shows(&self, name: &str, at: SpaceId, after: At, seq: u64, id: OpId) -> bool {
        let op = &self.ops[self.places[after]];
        let then = self.membership.view(&self.ops, &self.pasts, Some(op.after));
        let log = LogId {
            space: at,
            author: device(name),
            lane: Lane::Content,
        };
        self.membership.is_adopted(at, &id)
            || (then.role(device(name), at) >= Role::Write
                && !self.membership.is_cut(&log, &|length, _| seq < length))
    }

    /// Whether the members of a space are decided out, by the target.
    pub(super) fn is_decided(&self, at: SpaceId, target: Member) -> bool {
        let mut found = self.membership.restrictions().iter();
        found.any(|r| {
            r.space == at && r.target == target && r.status == super::super::Status::Decided
        })
    }
}
