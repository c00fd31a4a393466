//! What a part of the operations says: roles, persons and guardians, asked for one by one.
//!
//! Roles are climbed from a device up to a space, or walked from a space down, so that a question
//! costs what it concerns and not the whole network.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::evaluate::{Restriction, Status};
use super::index::{GrantAt, Index, Source, create_at};
use super::paths::{Spaces, climb, descend};
use super::planted::Rules;
use super::roles::Roles;
use super::standing;
use crate::graph::ControlOp;
use crate::id::{DeviceId, SpaceId};
use crate::limits::DEPTH_MAX;
use crate::op::{Control, Create, Member, Role, SpaceKind};
use crate::past::{ControlIndex, PastId, PastTable};

/// The operations and their look-ups.
#[derive(Clone, Copy)]
pub(super) struct Facts<'a> {
    pub(super) ops: &'a [ControlOp],
    pub(super) pasts: &'a PastTable,
    pub(super) index: &'a Index,
    pub(super) rules: Rules,
}

impl<'a> Facts<'a> {
    pub(super) fn op(self, at: ControlIndex) -> Option<&'a ControlOp> {
        self.ops.get(at)
    }

    /// Whether `earlier` lies in the past of `later`.
    pub(super) fn knows(self, later: ControlIndex, earlier: ControlIndex) -> bool {
        self.op(later)
            .is_some_and(|op| self.pasts.contains(op.past, earlier))
    }

    pub(super) fn author(self, at: ControlIndex) -> Option<DeviceId> {
        Some(self.op(at)?.op.log.author)
    }

    pub(super) fn create(self, space: SpaceId) -> Option<&'a Create> {
        create_at(self.ops, self.index.create(space)?)
    }

    pub(super) fn kind(self, space: SpaceId) -> Option<SpaceKind> {
        Some(self.create(space)?.kind)
    }

    /// Whether the place that a grant gives is nobody's until its use was confirmed (R12).
    pub(super) fn waits_for_confirmation(self, grant: ControlIndex) -> bool {
        let control = self.op(grant).map(|op| &op.control);
        matches!(control, Some(Control::Add(add)) if add.confirm) && !planted!(self, ConfirmIgnored)
    }

    /// The guardian chain of a space, nearest first.
    pub(super) fn guardians(self, space: SpaceId) -> Vec<SpaceId> {
        let (mut chain, mut at) = (Vec::new(), space);
        while let Some(guardian) = self.create(at).and_then(|create| create.guardian) {
            if chain.len() >= DEPTH_MAX || chain.contains(&guardian) {
                break;
            }
            chain.push(guardian);
            at = guardian;
        }
        chain
    }
}

/// Which of the operations that count are seen.
#[derive(Clone, Copy, Debug)]
pub(super) enum Seen {
    /// All.
    Everything,
    /// Those in this set (R10).
    Past(PastId),
    /// Those that do not know this operation.
    NotAfter(ControlIndex),
}

/// Which restrictions limit (R8).
#[derive(Clone, Copy, Debug)]
pub(super) enum Applied {
    /// None.
    Nothing,
    /// All.
    Everything,
    /// Decided ones alone: who still has a word.
    Decided,
    /// Those in this set: for one-word restrictions, rotations and content.
    Past(PastId),
    /// Those that are not after this operation: for what expands.
    NotAfter(ControlIndex),
    /// Decided ones not after this word, but those on its own target: for words.
    Word(ControlIndex, SpaceId, Member),
    /// Decided ones that this word did not know: what may end it (R6).
    Unknown(ControlIndex, SpaceId, Member),
}

/// Restrictions in force, with look-ups.
#[derive(Clone, Debug, Default)]
pub(super) struct Limits {
    pub(super) list: Vec<Restriction>,
    by_target: HashMap<(SpaceId, Member), Vec<usize>>,
    by_space: BTreeMap<SpaceId, BTreeSet<Member>>,
    named: HashSet<Member>,
}

impl Limits {
    pub(super) fn new(mut list: Vec<Restriction>) -> Self {
        list.sort_by_key(|r| (r.index, r.target, r.role, r.status == Status::Decided));
        let mut limits = Self::default();
        for (at, r) in list.iter().enumerate() {
            let known = limits.by_target.entry((r.space, r.target)).or_default();
            known.push(at);
            limits.by_space.entry(r.space).or_default().insert(r.target);
            limits.named.insert(r.target);
        }
        limits.list = list;
        limits
    }

    pub(super) fn on(
        &self,
        space: SpaceId,
        target: Member,
    ) -> impl Iterator<Item = &Restriction> + '_ {
        self.by_target
            .get(&(space, target))
            .into_iter()
            .flatten()
            .filter_map(|at| self.list.get(*at))
    }

    /// Spaces that restrict somebody.
    fn spaces(&self) -> impl Iterator<Item = SpaceId> + '_ {
        self.by_space.keys().copied()
    }

    /// Restrictions of a space.
    pub(super) fn of(&self, space: SpaceId) -> impl Iterator<Item = &Restriction> + '_ {
        let targets = self.by_space.get(&space).into_iter().flatten();
        targets.flat_map(move |target| self.on(space, *target))
    }

    /// Whether some space restricts a member.
    pub(super) fn names(&self, target: Member) -> bool {
        self.named.contains(&target)
    }
}

/// A part of the operations, judged.
#[derive(Clone, Copy)]
pub struct View<'a> {
    pub(super) facts: Facts<'a>,
    pub(super) counted: &'a [bool],
    pub(super) seen: Seen,
    pub(super) limits: &'a Limits,
    pub(super) applied: Applied,
}

impl View<'_> {
    pub(super) fn sees(&self, at: ControlIndex) -> bool {
        let counts = self.counted.get(at).copied().unwrap_or(false);
        (counts || planted!(self.facts, VoidPastsCount))
            && match self.seen {
                Seen::Everything => true,
                Seen::Past(past) => self.facts.pasts.contains(past, at),
                Seen::NotAfter(index) => at != index && !self.facts.knows(at, index),
            }
    }

    pub(super) fn applies(&self, r: &Restriction) -> bool {
        let not_after = |index| r.index != index && !self.facts.knows(r.index, index);
        let is_other = |space, target| !(r.space == space && r.target == target);
        // What somebody says beside her own acts does not void them: else a seized device would
        // date back that it left, and everybody whom it ever admitted were out.
        let own = |index| {
            self.facts.author(index) == self.facts.author(r.index)
                && !self.facts.knows(index, r.index)
                && !planted!(self.facts, OwnWordsVoid)
        };
        match self.applied {
            Applied::Nothing => false,
            Applied::Everything => true,
            Applied::Decided => r.status == Status::Decided,
            Applied::Past(past) => self.facts.pasts.contains(past, r.index),
            Applied::NotAfter(index) => not_after(index) && !own(index),
            Applied::Word(index, space, target) => {
                (r.status == Status::Decided || planted!(self.facts, MuteAccused))
                    && not_after(index)
                    && !own(index)
                    && is_other(space, target)
                    && !self.is_by(r, target)
            }
            Applied::Unknown(index, space, target) => {
                r.status == Status::Decided
                    && r.index != index
                    && !self.facts.knows(index, r.index)
                    && is_other(space, target)
            }
        }
    }

    /// Whether whom a word is against said this restriction: by removing their organizations a
    /// seized coordinator of the Secretariat would silence all who could judge her.
    fn is_by(&self, r: &Restriction, accused: Member) -> bool {
        let Some(author) = self.facts.author(r.index) else {
            return false;
        };
        let same = match accused {
            Member::Device(device) | Member::Invitation(device) => {
                self.is_same_person(author, device)
            }
            Member::Space(space) => self.reaches(space, Member::Device(author)),
        };
        same && !planted!(self.facts, AccusedSilenceJudges)
    }

    // Grants.

    /// Whether a grant that is seen ever named a member.
    pub(super) fn is_named(&self, space: SpaceId, member: Member) -> bool {
        let mut grants = self.facts.index.grants(space, member).iter();
        grants.any(|grant| self.sees(grant.index))
    }

    /// The role of a direct member (R1).
    #[must_use]
    pub fn direct_role(&self, space: SpaceId, member: Member) -> Role {
        self.role_by(space, member, &|_| true)
    }

    /// The role that some of a member's grants give.
    pub(super) fn role_by(
        &self,
        space: SpaceId,
        member: Member,
        which: &dyn Fn(&GrantAt) -> bool,
    ) -> Role {
        let mut best = Role::None;
        for grant in self.facts.index.grants(space, member) {
            if !self.sees(grant.index) || !which(grant) {
                continue;
            }
            let limit = self
                .limits
                .on(space, member)
                .filter(|r| self.applies(r))
                .filter(|r| self.is_for_ever(r) || !self.grant_knows(grant, r))
                .map(|r| r.role)
                .min()
                .unwrap_or(Role::Admin);
            best = best.max(self.granted(space, member, grant).min(limit));
        }
        best
    }

    /// A space comes back by a grant that knows its removal; a burned device never (R1).
    pub(super) fn is_for_ever(&self, r: &Restriction) -> bool {
        r.burn
            && r.status == Status::Decided
            && matches!(r.target, Member::Device(_))
            && !planted!(self.facts, BurnedKeysReturn)
    }

    /// Whether a grant was given in knowledge of a restriction: who uses a code knows no more
    /// than the admin who made it, else whoever is taken out keeps a way back.
    pub(super) fn grant_knows(&self, grant: &GrantAt, r: &Restriction) -> bool {
        let facts = self.facts;
        match grant.source {
            Source::Redeemed(key) if !planted!(facts, OldCodesReturn) => {
                let place = Member::Invitation(key);
                let mut places = facts.index.grants(r.space, place).iter();
                places.any(|place| {
                    self.sees(place.index)
                        && facts.knows(grant.index, place.index)
                        && facts.knows(place.index, r.index)
                })
            }
            _ => facts.knows(grant.index, r.index),
        }
    }

    /// Whether a grant asks for admin, completed or not.
    pub(super) fn asks_admin(&self, space: SpaceId, member: Member, grant: &GrantAt) -> bool {
        match grant.source {
            Source::Founder | Source::Place | Source::Refounded => grant.role == Role::Admin,
            Source::Created => false,
            Source::Added => grant.role == Role::Admin && !matches!(member, Member::Invitation(_)),
            Source::Redeemed(key) => self.is_founding_place(space, key),
        }
    }

    /// Whether an invitation is a founding place: its redeem makes an admin once confirmed (R3).
    pub(super) fn is_founding_place(&self, space: SpaceId, key: DeviceId) -> bool {
        let mut places = self
            .facts
            .index
            .grants(space, Member::Invitation(key))
            .iter();
        places.any(|place| {
            matches!(place.source, Source::Founder | Source::Place)
                && place.role == Role::Admin
                && self.sees(place.index)
        })
    }

    fn granted(&self, space: SpaceId, member: Member, grant: &GrantAt) -> Role {
        match grant.source {
            Source::Founder | Source::Place => grant.role,
            Source::Created => grant.role.min(Role::Write),
            // Two words make an admin (R3); an invitation gives at most write (R12).
            Source::Added if matches!(member, Member::Invitation(_)) => grant.role.min(Role::Write),
            Source::Added if grant.role == Role::Admin => {
                if self.is_seconded(grant.index) || planted!(self.facts, OneWordMakesAnAdmin) {
                    Role::Admin
                } else {
                    Role::Write
                }
            }
            Source::Added => grant.role,
            Source::Redeemed(key) => self.redeemed_role(space, key, grant.index),
            Source::Refounded if standing::is_completed(self, grant.index) => Role::Admin,
            Source::Refounded => Role::None,
        }
    }

    /// What a redeem gives: nothing while another one of the same place stands beside it, or
    /// while the space demands confirmation first (R12).
    fn redeemed_role(&self, space: SpaceId, key: DeviceId, at: ControlIndex) -> Role {
        let confirmed = self.is_seconded(at);
        let rivals = self.facts.index.redeems(space, key).iter().copied();
        let mut rivals = rivals.filter(|rival| *rival != at && self.sees(*rival));
        let waits = match confirmed {
            _ if planted!(self.facts, RacesHold) => false,
            true => rivals.any(|rival| self.is_seconded(rival)),
            false => rivals.next().is_some(),
        };
        let place = Member::Invitation(key);
        let grants = self.facts.index.grants(space, place).iter();
        let (mut role, mut founder) = (Role::None, false);
        for grant in grants.filter(|g| self.sees(g.index) && self.facts.knows(at, g.index)) {
            let waits = self.facts.waits_for_confirmation(grant.index);
            if waits && !confirmed {
                continue;
            }
            // Revoking voids the redeems that did not know it, and none before it; where a redeem
            // waits for its confirmation, until that came.
            let revoked = self.limits.on(space, place).filter(|r| {
                let late = if waits && !planted!(self.facts, RefusalsTooLate) {
                    self.knows_confirmed(r.index, at)
                } else {
                    self.facts.knows(r.index, at)
                };
                self.applies(r) && !late && !self.facts.knows(grant.index, r.index)
            });
            let limit = revoked.map(|r| r.role).min().unwrap_or(Role::Admin);
            role = role.max(self.granted(space, place, grant).min(limit));
            founder |= grant.source == Source::Founder;
        }
        let demands = self.facts.create(space).is_some_and(|c| c.confirm);
        if waits || (demands && !confirmed && !founder) {
            Role::None
        } else if founder || (confirmed && !planted!(self.facts, PlacesGiveWrite)) {
            role
        } else {
            role.min(Role::Write)
        }
    }

    /// Whether an operation was written in knowledge of a second word to another.
    pub(super) fn knows_confirmed(&self, later: ControlIndex, at: ControlIndex) -> bool {
        let meant = self.facts.op(at).map(|op| op.op.id);
        let seconds = meant.map_or(&[][..], |id| self.facts.index.seconds(&id));
        let mut seconds = seconds.iter();
        seconds.any(|second| self.sees(*second) && self.facts.knows(later, *second))
    }

    /// Whether another person gave a second word to a grant, a redeem or a refounding.
    #[must_use]
    pub(super) fn is_seconded(&self, at: ControlIndex) -> bool {
        let Some(op) = self.facts.op(at) else {
            return false;
        };
        let mut seconds = self.facts.index.seconds(&op.op.id).iter();
        seconds.any(|second| self.sees(*second))
    }

    // Persons.

    /// The person spaces that a device agreed to be a member of.
    pub(super) fn persons(&self, device: DeviceId) -> BTreeSet<SpaceId> {
        let member = Member::Device(device);
        self.facts
            .index
            .above(member)
            .filter(|space| self.facts.kind(*space) == Some(SpaceKind::Person))
            .filter(|space| self.is_named(*space, member))
            .collect()
    }

    /// Whether two devices are known to be one person's.
    pub(super) fn is_same_person(&self, a: DeviceId, b: DeviceId) -> bool {
        a == b || !self.persons(a).is_disjoint(&self.persons(b))
    }

    /// Whether two authors may give two words: two persons, in a person's own space two devices
    /// (R5).
    pub(super) fn differ(&self, space: SpaceId, a: DeviceId, b: DeviceId) -> bool {
        match self.facts.kind(space) {
            Some(SpaceKind::Person) => a != b,
            _ if planted!(self.facts, DevicesAsPersons) => a != b,
            _ => !self.is_same_person(a, b),
        }
    }

    /// Groups authors into those who count as one.
    pub(super) fn group(&self, space: SpaceId, authors: &[DeviceId]) -> Vec<Vec<usize>> {
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for (at, author) in authors.iter().enumerate() {
            let (same, mut others): (Vec<_>, Vec<_>) = groups.into_iter().partition(|group| {
                group
                    .iter()
                    .filter_map(|other| authors.get(*other))
                    .any(|other| !self.differ(space, *author, *other))
            });
            let mut joined: Vec<usize> = same.into_iter().flatten().collect();
            joined.push(at);
            others.push(joined);
            groups = others;
        }
        groups
    }

    // Paths.

    /// The role of a device in a space (R2, R13).
    #[must_use]
    pub fn role(&self, device: DeviceId, space: SpaceId) -> Role {
        self.member_role(Member::Device(device), space, None)
    }

    /// The role of whatever is a member somewhere under a space, by paths that do not cross
    /// `avoided`.
    pub(super) fn member_role(
        &self,
        member: Member,
        space: SpaceId,
        avoided: Option<SpaceId>,
    ) -> Role {
        climb(self, member, space, avoided)
    }

    /// Direct members of a space with a role above none, ascending.
    pub fn direct(&self, space: SpaceId) -> impl Iterator<Item = (Member, Role)> + '_ {
        self.facts
            .index
            .named(space)
            .map(move |member| (member, self.direct_role(space, member)))
            .filter(|(_, role)| *role > Role::None)
    }

    /// Every device with a role in a space.
    #[must_use]
    pub fn devices(&self, space: SpaceId) -> BTreeMap<DeviceId, Role> {
        let mut devices: BTreeMap<DeviceId, Role> = BTreeMap::new();
        descend(self, space, &mut |device, role| {
            let known = devices.entry(device).or_default();
            *known = role.max(*known);
        });
        devices.retain(|_, role| *role > Role::None);
        devices
    }

    /// The space and every space under it that a grant ever named.
    #[must_use]
    pub fn under(&self, space: SpaceId) -> BTreeSet<SpaceId> {
        let (mut found, mut open) = (BTreeSet::from([space]), vec![space]);
        while let Some(space) = open.pop() {
            for member in self.facts.index.named(space) {
                if let Member::Space(below) = member
                    && !found.contains(&below)
                    && self.is_named(space, member)
                {
                    found.insert(below);
                    open.push(below);
                }
            }
        }
        found
    }

    /// The space, every space that contains it, and its guardian chain: where an accuser is
    /// frozen (R7).
    pub(super) fn at_or_above(&self, space: SpaceId) -> BTreeSet<SpaceId> {
        self.upwards(space, true)
    }

    /// The space and every space that contains it: where a cut works (R11). Not its guardians:
    /// anybody may name one for a space of her own.
    pub(super) fn containing(&self, space: SpaceId) -> BTreeSet<SpaceId> {
        self.upwards(space, planted!(self.facts, CutsReachGuardians))
    }

    fn upwards(&self, space: SpaceId, guardians: bool) -> BTreeSet<SpaceId> {
        let (mut found, mut open) = (BTreeSet::from([space]), vec![space]);
        while let Some(below) = open.pop() {
            let member = Member::Space(below);
            let containing = self
                .facts
                .index
                .above(member)
                .filter(|above| self.is_named(*above, member));
            let guardian = self.facts.create(below).and_then(|c| c.guardian);
            let guardian = guardian.filter(|_| guardians);
            for above in containing.chain(guardian) {
                if found.insert(above) {
                    open.push(above);
                }
            }
        }
        found
    }

    /// Whether a member can be met on a path of the space, whatever its role.
    #[must_use]
    pub fn reaches(&self, space: SpaceId, member: Member) -> bool {
        let under = self.under(space);
        self.facts
            .index
            .above(member)
            .any(|above| under.contains(&above) && self.is_named(above, member))
    }

    /// All of it at once.
    #[must_use]
    pub fn roles(&self) -> Roles {
        let (mut direct, mut bars) = (BTreeMap::new(), BTreeMap::new());
        for space in self.facts.index.spaces() {
            let members: BTreeMap<Member, Role> = self
                .facts
                .index
                .named(space)
                .filter(|member| self.is_named(space, *member))
                .map(|member| (member, self.direct_role(space, member)))
                .collect();
            if !members.is_empty() {
                direct.insert(space, members);
            }
        }
        let demanding = self.facts.index.spaces();
        let demanding = demanding.filter(|space| self.demands_words(*space));
        for space in self.limits.spaces().chain(demanding) {
            let found: BTreeMap<Member, Role> = self.bars(space).collect();
            if !found.is_empty() {
                bars.insert(space, found);
            }
        }
        Roles::new(direct, bars)
    }
}

impl Spaces for View<'_> {
    fn direct(&self, space: SpaceId) -> Vec<(Member, Role)> {
        View::direct(self, space).collect()
    }

    fn bars(&self, space: SpaceId) -> Vec<(Member, Role)> {
        self.bars(space).collect()
    }
}
