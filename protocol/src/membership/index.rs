//! Look-ups over a set of control operations: who names whom, whose words speak of whom.
//!
//! Nothing here is judged but form: a grant that its member did not agree to is none.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::graph::ControlOp;
use crate::id::{DeviceId, OpId, SpaceId};
use crate::op::{Card, Control, Create, Member, Role, SpaceKind, Word};
use crate::past::{ControlIndex, PastTable};

/// Founding places that a `create` may name beside its author (R3).
const PLACES_MAX: usize = 2;

/// How a grant came about: it decides what its role counts for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Source {
    /// The founder's own place.
    Founder,
    /// A founding place.
    Place,
    /// Another member that a `create` names.
    Created,
    /// An `add`.
    Added,
    /// A `redeem` of this key's place.
    Redeemed(DeviceId),
    /// A `refound` that names it.
    Refounded,
}

/// One grant of a member.
#[derive(Clone, Copy, Debug)]
pub(super) struct GrantAt {
    pub(super) index: ControlIndex,
    /// What it asks for; a `redeem` has the role of its place.
    pub(super) role: Role,
    pub(super) source: Source,
}

/// One word against a member, as a `restrict` or as a `second` of one.
#[derive(Clone, Copy, Debug)]
pub(super) struct WordAt {
    pub(super) index: ControlIndex,
    pub(super) word: Word,
    pub(super) is_second: bool,
}

/// The look-ups.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    creates: HashMap<SpaceId, ControlIndex>,
    grants: HashMap<(SpaceId, Member), Vec<GrantAt>>,
    named: BTreeMap<SpaceId, BTreeSet<Member>>,
    above: HashMap<Member, BTreeSet<SpaceId>>,
    seconds: HashMap<OpId, Vec<ControlIndex>>,
    redeems: HashMap<(SpaceId, DeviceId), Vec<ControlIndex>>,
    words: BTreeMap<(SpaceId, Member), Vec<WordAt>>,
    lifts: HashMap<(SpaceId, Member), Vec<ControlIndex>>,
    refounds: Vec<ControlIndex>,
    /// Places whose use is nothing until it is confirmed, by their `add`.
    confirmed_places: Vec<(SpaceId, DeviceId)>,
    by_id: HashMap<OpId, ControlIndex>,
    /// Whom any operation, void or not, named a reader of a space.
    readers: HashMap<SpaceId, Vec<(ControlIndex, Member)>>,
    /// Operations that a cut names as the last that stays.
    last: HashSet<OpId>,
}

impl Index {
    pub(super) fn new(ops: &[ControlOp], pasts: &PastTable) -> Self {
        let mut index = Self::default();
        for (at, op) in ops.iter().enumerate() {
            index.by_id.insert(op.op.id, at);
            index.take(at, op, ops, pasts);
            index.note(at, op);
        }
        index
    }

    /// Whether an operation only carries keys, and no cut spoke of it before it came.
    pub(super) fn is_key(&self, op: &ControlOp) -> bool {
        let kind = matches!(
            op.control,
            Control::Rotate(_) | Control::Forward(_) | Control::Ask(_) | Control::Renew(_)
        );
        kind && !self.last.contains(&op.op.id)
    }

    /// Takes one that does.
    pub(super) fn take_key(&mut self, at: ControlIndex, op: &ControlOp) {
        self.by_id.insert(op.op.id, at);
    }

    /// What is asked of operations whether they count or not.
    fn note(&mut self, at: ControlIndex, op: &ControlOp) {
        let readers = self.readers.entry(op.op.log.space).or_default();
        match &op.control {
            Control::Create(create) => {
                readers.extend(create.members.iter().map(|grant| (at, grant.member)));
            }
            Control::Add(add) if add.role >= Role::Read => readers.push((at, add.member)),
            Control::Redeem(redeem) => readers.push((at, redeem.member)),
            Control::Restrict(restrict) => {
                self.last
                    .extend(restrict.cut.iter().filter_map(|line| line.last));
            }
            _ => {}
        }
    }

    fn take(&mut self, at: ControlIndex, op: &ControlOp, ops: &[ControlOp], pasts: &PastTable) {
        let space = op.op.log.space;
        match &op.control {
            Control::Create(create) => self.take_create(at, op, create, ops, pasts),
            Control::Add(add) => {
                let agreed = self.agrees(op, add.member, add.card.as_ref(), ops, pasts);
                if agreed {
                    self.grant(at, space, add.member, add.role, Source::Added);
                }
                if let (true, Member::Invitation(key)) = (agreed && add.confirm, add.member) {
                    self.confirmed_places.push((space, key));
                }
            }
            Control::Redeem(redeem) => {
                let agreed = self.agrees(op, redeem.member, redeem.card.as_ref(), ops, pasts);
                if agreed {
                    let source = Source::Redeemed(redeem.invitation);
                    self.grant(at, space, redeem.member, Role::None, source);
                    let rivals = self.redeems.entry((space, redeem.invitation)).or_default();
                    rivals.push(at);
                }
            }
            Control::Restrict(restrict) => self.word(at, space, restrict.word(), false),
            Control::Second(second) => match second.word {
                Some(word) => self.word(at, space, word, true),
                None => self.seconds.entry(second.op).or_default().push(at),
            },
            Control::Lift(lift) => {
                let lifts = self.lifts.entry((space, lift.target)).or_default();
                lifts.push(at);
            }
            Control::Refound(refound) => {
                self.refounds.push(at);
                for member in &refound.admins {
                    // It names admins among the members, and brings nobody in.
                    let mut grants = self.grants(space, *member).iter();
                    if grants.any(|grant| pasts.contains(op.past, grant.index)) {
                        self.grant(at, space, *member, Role::Admin, Source::Refounded);
                    }
                }
            }
            Control::Adopt(_)
            | Control::Rotate(_)
            | Control::Forward(_)
            | Control::Ask(_)
            | Control::Renew(_)
            | Control::Unknown { .. } => {}
        }
    }

    fn take_create(
        &mut self,
        at: ControlIndex,
        op: &ControlOp,
        create: &Create,
        ops: &[ControlOp],
        pasts: &PastTable,
    ) {
        let space = op.op.log.space;
        if op.op.id != space.create_op() {
            return;
        }
        self.creates.insert(space, at);
        let birth = Create::birth(op.op.log.author, &create.nonce);
        let mut places: usize = 0;
        for (place, grant) in create.members.iter().enumerate() {
            let author = Member::Device(op.op.log.author);
            let (source, agreed) = match grant.member {
                Member::Invitation(key) if place == 0 => (Source::Founder, key == op.op.log.author),
                Member::Invitation(key) => {
                    let card = grant.card.as_ref();
                    let agreed = card.is_some_and(|c| c.device == key && c.bound == Some(birth));
                    places = places.saturating_add(usize::from(grant.role == Role::Admin));
                    let source = if places <= PLACES_MAX {
                        Source::Place
                    } else {
                        Source::Created
                    };
                    (source, agreed)
                }
                member if place == 0 => (
                    Source::Founder,
                    member == author || self.agrees(op, member, grant.card.as_ref(), ops, pasts),
                ),
                member => (
                    Source::Created,
                    self.agrees(op, member, grant.card.as_ref(), ops, pasts),
                ),
            };
            if agreed {
                self.grant(at, space, grant.member, grant.role, source);
            }
        }
    }

    /// Whether a member agrees to be one: a device and an invitation by a card made for this
    /// space, a person and an organization by naming the space as their guardian.
    fn agrees(
        &self,
        op: &ControlOp,
        member: Member,
        card: Option<&Card>,
        ops: &[ControlOp],
        pasts: &PastTable,
    ) -> bool {
        let space = op.op.log.space;
        match member {
            Member::Device(id) | Member::Invitation(id) => {
                card.is_some_and(|card| card.device == id && card.bound == Some(space))
            }
            Member::Space(below) => {
                let known = |space| {
                    let at = self.create(space)?;
                    let is_own = ops.get(at).is_some_and(|create| create.op == op.op);
                    create_at(ops, at).filter(|_| is_own || pasts.contains(op.past, at))
                };
                let Some(below) = known(below) else {
                    return false;
                };
                match known(space).map(|create| create.kind) {
                    Some(SpaceKind::Network) => {
                        below.kind == SpaceKind::Org && below.guardian == Some(space)
                    }
                    Some(SpaceKind::Org) => {
                        below.kind == SpaceKind::Person && below.guardian == Some(space)
                    }
                    Some(SpaceKind::Person) | None => false,
                    Some(SpaceKind::Subregion | SpaceKind::Working | SpaceKind::Case) => true,
                }
            }
        }
    }

    fn grant(
        &mut self,
        index: ControlIndex,
        space: SpaceId,
        member: Member,
        role: Role,
        source: Source,
    ) {
        let grants = self.grants.entry((space, member)).or_default();
        grants.push(GrantAt {
            index,
            role,
            source,
        });
        self.named.entry(space).or_default().insert(member);
        self.above.entry(member).or_default().insert(space);
    }

    fn word(&mut self, index: ControlIndex, space: SpaceId, word: Word, is_second: bool) {
        let words = self.words.entry((space, word.target)).or_default();
        words.push(WordAt {
            index,
            word,
            is_second,
        });
    }

    /// The number of a space's `create`.
    pub(super) fn create(&self, space: SpaceId) -> Option<ControlIndex> {
        self.creates.get(&space).copied()
    }

    /// Every grant of a member in a space.
    pub(super) fn grants(&self, space: SpaceId, member: Member) -> &[GrantAt] {
        self.grants.get(&(space, member)).map_or(&[], Vec::as_slice)
    }

    /// Whether an operation makes a grant that its member agreed to.
    pub(super) fn makes_grant(&self, at: ControlIndex, space: SpaceId, member: Member) -> bool {
        self.grants(space, member).iter().any(|g| g.index == at)
    }

    /// Members ever named by a space, ascending.
    pub(super) fn named(&self, space: SpaceId) -> impl Iterator<Item = Member> + '_ {
        self.named.get(&space).into_iter().flatten().copied()
    }

    /// Spaces that ever named a member.
    pub(super) fn spaces(&self) -> impl Iterator<Item = SpaceId> + '_ {
        self.named.keys().copied()
    }

    /// Spaces that ever named a member, ascending.
    pub(super) fn above(&self, member: Member) -> impl Iterator<Item = SpaceId> + '_ {
        self.above.get(&member).into_iter().flatten().copied()
    }

    /// Second words about an operation that is no restriction.
    pub(super) fn seconds(&self, op: &OpId) -> &[ControlIndex] {
        self.seconds.get(op).map_or(&[], Vec::as_slice)
    }

    /// Redeems of one key.
    pub(super) fn redeems(&self, space: SpaceId, key: DeviceId) -> &[ControlIndex] {
        self.redeems.get(&(space, key)).map_or(&[], Vec::as_slice)
    }

    /// Words by space and target.
    pub(super) fn words(&self) -> impl Iterator<Item = (SpaceId, Member, &[WordAt])> {
        self.words
            .iter()
            .map(|((space, target), words)| (*space, *target, words.as_slice()))
    }

    /// Words against one target.
    pub(super) fn words_on(&self, space: SpaceId, target: Member) -> &[WordAt] {
        self.words.get(&(space, target)).map_or(&[], Vec::as_slice)
    }

    /// Lifts of words against one target.
    pub(super) fn lifts(&self, space: SpaceId, target: Member) -> &[ControlIndex] {
        self.lifts.get(&(space, target)).map_or(&[], Vec::as_slice)
    }

    /// Whom any operation, void or not, named a reader of a space.
    pub(super) fn readers(&self, space: SpaceId) -> &[(ControlIndex, Member)] {
        self.readers.get(&space).map_or(&[], Vec::as_slice)
    }

    /// Places whose use is nothing until it is confirmed.
    pub(super) fn confirmed_places(&self) -> &[(SpaceId, DeviceId)] {
        &self.confirmed_places
    }

    /// Every `refound`.
    pub(super) fn refounds(&self) -> &[ControlIndex] {
        &self.refounds
    }

    /// The number of an operation.
    pub(super) fn by_id(&self, op: &OpId) -> Option<ControlIndex> {
        self.by_id.get(op).copied()
    }
}

/// The `create` at a place.
pub(super) fn create_at(ops: &[ControlOp], at: ControlIndex) -> Option<&Create> {
    match &ops.get(at)?.control {
        Control::Create(create) => Some(create),
        _ => None,
    }
}
