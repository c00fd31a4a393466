//! The evaluation: which control operations count, which restrictions are in force.

use std::collections::{BTreeMap, BTreeSet};

use super::Roles;
use crate::graph::ControlOp;
use crate::id::{DeviceId, OpId, SpaceId};
use crate::limits::DEPTH_MAX;
use crate::op::{Control, Create, Member, Role, SpaceKind};
use crate::past::{ControlIndex, PastId, PastTable};

/// Rounds after which an evaluation that does not settle is ended: doubt then keeps restrictions
/// and drops grants. Seen: at most three.
const ROUNDS_MAX: usize = 8;

/// Whether a restriction can still be taken back.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Status {
    /// One word against a protected member: in force, reversible (R6).
    Pending,
    /// In force for good.
    Decided,
}

/// A restriction in force.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Restriction {
    /// Its number.
    pub index: ControlIndex,
    /// Where.
    pub space: SpaceId,
    /// Whom.
    pub target: Member,
    /// What stays.
    pub role: Role,
    /// For good.
    pub burn: bool,
    /// One word or enough.
    pub status: Status,
}

/// What counts in a set of control operations.
#[derive(Clone, Debug, Default)]
pub struct Membership {
    counted: Vec<bool>,
    restrictions: Vec<Restriction>,
    confirmed: BTreeSet<OpId>,
}

struct Evaluation<'a> {
    ops: &'a [ControlOp],
    pasts: &'a PastTable,
    kinds: BTreeMap<SpaceId, &'a Create>,
    protected: Vec<bool>,
}

impl Membership {
    /// Evaluates a set of operations that holds the past of each, in any causal order.
    #[must_use]
    pub fn evaluate(ops: &[ControlOp], pasts: &PastTable) -> Self {
        let kinds = ops
            .iter()
            .filter_map(|op| match &op.control {
                Control::Create(create) => Some((op.op.log.space, &**create)),
                _ => None,
            })
            .collect();
        let mut evaluation = Evaluation {
            ops,
            pasts,
            kinds,
            protected: vec![false; ops.len()],
        };
        let free = evaluation.pass(&[]);
        evaluation.protected = (0..ops.len())
            .map(|index| evaluation.is_protected(index, &free))
            .collect();
        evaluation.settle(free)
    }

    /// Whether an operation counts.
    #[must_use]
    pub fn counts(&self, index: ControlIndex) -> bool {
        self.counted.get(index).copied().unwrap_or(false)
    }

    /// Restrictions in force.
    #[must_use]
    pub fn restrictions(&self) -> &[Restriction] {
        &self.restrictions
    }

    /// Whether the words of a `redeem` were compared.
    #[must_use]
    pub fn is_confirmed(&self, redeem: &OpId) -> bool {
        self.confirmed.contains(redeem)
    }

    /// Roles as they stand with everything held.
    #[must_use]
    pub fn roles(&self, ops: &[ControlOp], pasts: &PastTable) -> Roles {
        self.roles_where(ops, pasts, &|_| true)
    }

    /// Roles in the effective past of an operation: what counts here of what it knew (R10).
    #[must_use]
    pub fn roles_at(&self, ops: &[ControlOp], pasts: &PastTable, past: PastId) -> Roles {
        self.roles_where(ops, pasts, &|index| pasts.contains(past, index))
    }

    fn roles_where(
        &self,
        ops: &[ControlOp],
        pasts: &PastTable,
        known: &dyn Fn(ControlIndex) -> bool,
    ) -> Roles {
        let counts = |index| self.counts(index) && known(index);
        let in_force: Vec<&Restriction> = self
            .restrictions
            .iter()
            .filter(|restriction| known(restriction.index))
            .collect();
        build_roles(ops, pasts, &counts, &in_force)
    }
}

/// A grant as one operation makes it.
struct Granted {
    space: SpaceId,
    member: Member,
    role: Role,
}

fn grants_of(
    ops: &[ControlOp],
    pasts: &PastTable,
    index: ControlIndex,
    counts: &dyn Fn(ControlIndex) -> bool,
) -> Vec<Granted> {
    let Some(op) = ops.get(index) else {
        return Vec::new();
    };
    let space = op.op.log.space;
    match &op.control {
        Control::Create(create) => create
            .members
            .iter()
            .enumerate()
            .map(|(place, grant)| {
                let founding = place == 0 || matches!(grant.member, Member::Invitation(_));
                let role = if founding {
                    grant.role
                } else {
                    grant.role.min(Role::Write)
                };
                Granted {
                    space,
                    member: grant.member,
                    role,
                }
            })
            .collect(),
        Control::Add(add) => {
            // Two words make an admin (R3); an invitation gives at most write (R12).
            let whole = add.role < Role::Admin
                || (!matches!(add.member, Member::Invitation(_))
                    && is_seconded(ops, pasts, index, counts));
            let role = if whole { add.role } else { Role::Write };
            vec![Granted {
                space,
                member: add.member,
                role,
            }]
        }
        Control::Redeem(redeem) => {
            let place = Member::Invitation(op.op.log.author);
            let role = place_role(ops, pasts, op, place, counts);
            let founder = is_founder_key(ops, space, op.op.log.author);
            let whole = founder || role < Role::Admin || is_seconded(ops, pasts, index, counts);
            let role = if whole { role } else { Role::Write };
            vec![Granted {
                space,
                member: redeem.member,
                role,
            }]
        }
        _ => Vec::new(),
    }
}

fn is_founder_key(ops: &[ControlOp], space: SpaceId, key: DeviceId) -> bool {
    ops.iter().any(|op| {
        op.op.id == space.create_op()
            && op.op.log.author == key
            && matches!(&op.control, Control::Create(create)
                if create.members.first().is_some_and(|g| g.member == Member::Invitation(key)))
    })
}

fn place_role(
    ops: &[ControlOp],
    pasts: &PastTable,
    redeem: &ControlOp,
    place: Member,
    counts: &dyn Fn(ControlIndex) -> bool,
) -> Role {
    let space = redeem.op.log.space;
    ops.iter()
        .enumerate()
        .filter(|(index, op)| {
            op.op.log.space == space && pasts.contains(redeem.past, *index) && counts(*index)
        })
        .filter_map(|(_, op)| match &op.control {
            Control::Create(create) => create
                .members
                .iter()
                .find(|grant| grant.member == place)
                .map(|grant| grant.role),
            Control::Add(add) if add.member == place => Some(add.role.min(Role::Write)),
            _ => None,
        })
        .max()
        .unwrap_or_default()
}

fn is_seconded(
    ops: &[ControlOp],
    pasts: &PastTable,
    index: ControlIndex,
    counts: &dyn Fn(ControlIndex) -> bool,
) -> bool {
    let Some(meant) = ops.get(index) else {
        return false;
    };
    ops.iter().enumerate().any(|(at, op)| {
        matches!(&op.control, Control::Second(second) if second.op == meant.op.id)
            && op.op.log.author != meant.op.log.author
            && pasts.contains(op.past, index)
            && counts(at)
    })
}

fn build_roles(
    ops: &[ControlOp],
    pasts: &PastTable,
    counts: &dyn Fn(ControlIndex) -> bool,
    restrictions: &[&Restriction],
) -> Roles {
    let mut roles = Roles::default();
    for index in (0..ops.len()).filter(|index| counts(*index)) {
        for grant in grants_of(ops, pasts, index, counts) {
            let limit = restrictions
                .iter()
                .filter(|r| r.space == grant.space && r.target == grant.member)
                .filter(|r| {
                    // A space comes back by a fresh add that knows its removal; a burned device
                    // never does (R1).
                    let forever = r.burn
                        && r.status == Status::Decided
                        && matches!(r.target, Member::Device(_));
                    let known = ops
                        .get(index)
                        .is_some_and(|op| pasts.contains(op.past, r.index));
                    forever || !known
                })
                .map(|r| r.role)
                .min()
                .unwrap_or(Role::Admin);
            let members = roles.direct.entry(grant.space).or_default();
            let known = members.entry(grant.member).or_default();
            *known = grant.role.min(limit).max(*known);
        }
    }
    for r in restrictions {
        let direct = roles
            .direct
            .get(&r.space)
            .is_some_and(|members| members.contains_key(&r.target));
        if !direct {
            let bars = roles.bars.entry(r.space).or_default();
            let bar = bars.entry(r.target).or_insert(Role::Admin);
            *bar = r.role.min(*bar);
        }
    }
    roles
}

impl Evaluation<'_> {
    /// Alternates between "most restrictions" and "fewest" until neither changes.
    fn settle(&self, free: Vec<bool>) -> Membership {
        let mut over = free;
        let mut under = Vec::new();
        let mut most = Vec::new();
        for _ in 0..ROUNDS_MAX {
            most = self.status(&over);
            let least = self.pass(&most);
            let fewest = self.status(&least);
            let next = self.pass(&fewest);
            let settled = under == least && over == next;
            (under, over) = (least, next);
            if settled {
                break;
            }
        }
        let confirmed = self.confirmed(&under);
        Membership {
            counted: under,
            restrictions: most,
            confirmed,
        }
    }

    fn confirmed(&self, counted: &[bool]) -> BTreeSet<OpId> {
        let counts = |index: usize| counted.get(index).copied().unwrap_or(false);
        self.ops
            .iter()
            .enumerate()
            .filter(|(index, op)| {
                matches!(op.control, Control::Redeem(_))
                    && is_seconded(self.ops, self.pasts, *index, &counts)
            })
            .map(|(_, op)| op.op.id)
            .collect()
    }

    fn is_protected(&self, index: ControlIndex, free: &[bool]) -> bool {
        let Some(op) = self.ops.get(index) else {
            return false;
        };
        let Control::Restrict(restrict) = &op.control else {
            return false;
        };
        let space = op.op.log.space;
        if self
            .kinds
            .get(&space)
            .is_some_and(|create| create.kind == SpaceKind::Person)
        {
            return true;
        }
        // In its past and what is concurrent to it, restrictions left out (R4).
        let counts = |at: ControlIndex| {
            free.get(at).copied().unwrap_or(false)
                && !self
                    .ops
                    .get(at)
                    .is_some_and(|other| self.pasts.contains(other.past, index))
        };
        let roles = build_roles(self.ops, self.pasts, &counts, &[]);
        match restrict.target {
            Member::Device(device) => roles.role(device, space) == Role::Admin,
            Member::Space(below) => {
                roles.direct_role(space, &restrict.target) == Role::Admin
                    || (roles.reaches(space, &restrict.target)
                        && roles
                            .devices(below)
                            .keys()
                            .any(|d| roles.role(*d, space) == Role::Admin))
            }
            Member::Invitation(_) => false,
        }
    }

    /// Which operations count when these restrictions are in force.
    fn pass(&self, in_force: &[Restriction]) -> Vec<bool> {
        let mut counted = vec![false; self.ops.len()];
        for index in 0..self.ops.len() {
            let counts = self.op_counts(index, &counted, in_force);
            if let Some(slot) = counted.get_mut(index) {
                *slot = counts;
            }
        }
        counted
    }

    fn op_counts(&self, index: ControlIndex, counted: &[bool], in_force: &[Restriction]) -> bool {
        let Some(op) = self.ops.get(index) else {
            return false;
        };
        let space = op.op.log.space;
        match &op.control {
            Control::Create(create) => self.create_counts(op, create),
            // Judged as epochs, not as members (R17).
            Control::Rotate(_) | Control::Forward(_) | Control::Ask(_) => true,
            Control::Unknown { .. } => false,
            Control::Add(add) => {
                let roles = self.roles_before(op, index, counted, in_force, true);
                roles.role(op.op.log.author, space) == Role::Admin
                    && !self.closes_cycle(&roles, space, &add.member)
                    && !self.is_frozen(op, counted)
            }
            Control::Redeem(_) => {
                let roles = self.roles_before(op, index, counted, in_force, true);
                let place = Member::Invitation(op.op.log.author);
                roles.direct_role(space, &place) > Role::None && !self.knows_rival(op)
            }
            Control::Second(_) => {
                let roles = self.roles_before(op, index, counted, in_force, true);
                self.is_admin_or_guardian(&roles, op.op.log.author, space)
                    && !self.is_frozen(op, counted)
            }
            Control::Restrict(restrict) => {
                let roles = self.roles_before(op, index, counted, in_force, false);
                let author = op.op.log.author;
                roles.role(author, space) == Role::Admin
                    || self.removes_herself(&roles, author, &restrict.target)
            }
        }
    }

    fn create_counts(&self, op: &ControlOp, create: &Create) -> bool {
        let Some(first) = create.members.first() else {
            return false;
        };
        let founder = op.op.log.author;
        let guarded = create.guardian.is_some() != (create.kind == SpaceKind::Network);
        let place = match (create.kind, first.member) {
            (SpaceKind::Person, Member::Device(device)) => device == founder,
            (SpaceKind::Org | SpaceKind::Network, Member::Invitation(key)) => key == founder,
            (
                SpaceKind::Subregion | SpaceKind::Working | SpaceKind::Case,
                Member::Space(person),
            ) => self.is_device_of(founder, person),
            _ => false,
        };
        guarded && place && op.op.id == op.op.log.space.create_op()
    }

    fn is_device_of(&self, device: DeviceId, person: SpaceId) -> bool {
        self.kinds
            .get(&person)
            .is_some_and(|create| create.kind == SpaceKind::Person)
            && self.ops.iter().any(|op| {
                op.op.log.space == person
                    && match &op.control {
                        Control::Create(create) => create
                            .members
                            .iter()
                            .any(|grant| grant.member == Member::Device(device)),
                        Control::Redeem(redeem) => redeem.member == Member::Device(device),
                        Control::Add(add) => add.member == Member::Device(device),
                        _ => false,
                    }
            })
    }

    /// Roles in which an operation is judged. Expansive ones are judged under every restriction
    /// that is not after them; restrictive ones only under those they knew (R8).
    fn roles_before(
        &self,
        op: &ControlOp,
        index: ControlIndex,
        counted: &[bool],
        in_force: &[Restriction],
        expansive: bool,
    ) -> Roles {
        let counts = |at: ControlIndex| {
            counted.get(at).copied().unwrap_or(false) && self.pasts.contains(op.past, at)
        };
        let is_word = self.protected.get(index).copied().unwrap_or(false);
        let target = match &op.control {
            Control::Restrict(restrict) => Some(restrict.target),
            _ => None,
        };
        let limits: Vec<&Restriction> = in_force
            .iter()
            .filter(|r| {
                let after = self
                    .ops
                    .get(r.index)
                    .is_none_or(|other| self.pasts.contains(other.past, index));
                if r.index == index {
                    false
                } else if is_word {
                    r.status == Status::Decided
                        && !after
                        && !(r.space == op.op.log.space && Some(r.target) == target)
                } else if expansive {
                    !after
                } else {
                    self.pasts.contains(op.past, r.index)
                }
            })
            .collect();
        build_roles(self.ops, self.pasts, &counts, &limits)
    }

    fn closes_cycle(&self, roles: &Roles, space: SpaceId, member: &Member) -> bool {
        matches!(member, Member::Space(below) if roles.under(*below).contains(&space))
    }

    /// A redeem that knows another one of the same place is refused (R12).
    fn knows_rival(&self, op: &ControlOp) -> bool {
        self.ops.iter().enumerate().any(|(at, other)| {
            matches!(other.control, Control::Redeem(_))
                && other.op.log == op.op.log
                && self.pasts.contains(op.past, at)
        })
    }

    fn is_admin_or_guardian(&self, roles: &Roles, device: DeviceId, space: SpaceId) -> bool {
        let mut at = Some(space);
        for _ in 0..DEPTH_MAX {
            let Some(space) = at else { return false };
            if roles.role(device, space) == Role::Admin {
                return true;
            }
            at = self.kinds.get(&space).and_then(|create| create.guardian);
        }
        false
    }

    fn removes_herself(&self, roles: &Roles, author: DeviceId, target: &Member) -> bool {
        match target {
            Member::Device(device) => *device == author,
            Member::Space(space) => roles.role(author, *space) == Role::Admin,
            Member::Invitation(_) => false,
        }
    }

    /// An accuser whose word nobody seconded yet may not expand, there and above (R7).
    fn is_frozen(&self, op: &ControlOp, counted: &[bool]) -> bool {
        let author = op.op.log.author;
        self.ops.iter().enumerate().any(|(at, word)| {
            let accused = self.protected.get(at).copied().unwrap_or(false)
                && counted.get(at).copied().unwrap_or(false)
                && word.op.log.author == author
                && self.pasts.contains(op.past, at);
            accused
                && self.is_at_or_above(op.op.log.space, word.op.log.space)
                && !self.leaves(word)
                && !self.seconded_in(word, op.past)
        })
    }

    fn is_at_or_above(&self, space: SpaceId, below: SpaceId) -> bool {
        let mut at = Some(below);
        for _ in 0..DEPTH_MAX {
            match at {
                Some(here) if here == space => return true,
                Some(here) => at = self.kinds.get(&here).and_then(|create| create.guardian),
                None => return false,
            }
        }
        false
    }

    fn leaves(&self, word: &ControlOp) -> bool {
        matches!(&word.control, Control::Restrict(r)
            if r.target == Member::Device(word.op.log.author))
    }

    fn seconded_in(&self, word: &ControlOp, past: PastId) -> bool {
        let Control::Restrict(meant) = &word.control else {
            return false;
        };
        self.ops.iter().enumerate().any(|(at, other)| {
            other.op.log.space == word.op.log.space
                && other.op.log.author != word.op.log.author
                && self.pasts.contains(past, at)
                && matches!(&other.control, Control::Restrict(r) if r.target == meant.target)
        })
    }

    /// Restrictions in force when these operations count (R6).
    fn status(&self, counted: &[bool]) -> Vec<Restriction> {
        let mut found: Vec<Restriction> = Vec::new();
        for (index, op) in self.ops.iter().enumerate() {
            let Control::Restrict(restrict) = &op.control else {
                continue;
            };
            if !counted.get(index).copied().unwrap_or(false) {
                continue;
            }
            let protected = self.protected.get(index).copied().unwrap_or(false);
            let decided = !protected || self.leaves(op) || self.words_on(op, counted).len() >= 2;
            found.push(Restriction {
                index,
                space: op.op.log.space,
                target: restrict.target,
                role: restrict.role,
                burn: restrict.burn,
                status: if decided {
                    Status::Decided
                } else {
                    Status::Pending
                },
            });
        }
        found
    }

    /// The persons who gave a word against the same target: two devices of one are one (R5).
    fn words_on(&self, word: &ControlOp, counted: &[bool]) -> BTreeSet<SpaceId> {
        let Control::Restrict(meant) = &word.control else {
            return BTreeSet::new();
        };
        self.ops
            .iter()
            .enumerate()
            .filter(|(at, other)| {
                counted.get(*at).copied().unwrap_or(false)
                    && other.op.log.space == word.op.log.space
                    && matches!(&other.control, Control::Restrict(r) if r.target == meant.target)
            })
            .map(|(_, other)| {
                let author = other.op.log.author;
                // In a person's own space the words are her devices'.
                let own = self
                    .kinds
                    .get(&other.op.log.space)
                    .is_some_and(|create| create.kind == SpaceKind::Person);
                if own {
                    SpaceId::from_bytes(*author.as_bytes())
                } else {
                    self.person_of(author)
                }
            })
            .collect()
    }

    fn person_of(&self, device: DeviceId) -> SpaceId {
        self.kinds
            .iter()
            .filter(|(_, create)| create.kind == SpaceKind::Person)
            .map(|(space, _)| *space)
            .find(|space| self.is_device_of(device, *space))
            // A device without a person is its own.
            .unwrap_or(SpaceId::from_bytes(*device.as_bytes()))
    }
}
