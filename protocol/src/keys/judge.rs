//! The rules over members and keys: recipients of an epoch (R17, R18), which epochs are clean
//! (R19). `forwards` says who needs a forward (R21).

mod forwards;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

pub use forwards::KeyState;

use super::Epochs;
use crate::graph::Graph;
use crate::id::{DeviceId, EpochId, SpaceId};
use crate::keys::key_planted;
use crate::limits::DEPTH_MAX;
use crate::membership::{Membership, Restriction, Roles, Rules, Status, View, Ways};
use crate::op::{Control, History, Member, Recipient, Role, SpaceKind};
use crate::past::{PastId, PastTable};

/// Questions for a best epoch within each other: each takes some of the stack, and honest people
/// nest five spaces. Beyond it all epochs are judged in causal order first.
pub(crate) const NESTED_MAX: usize = 64;

/// How far down the members of a space are sealed to one by one (R22).
#[derive(Clone, Copy)]
enum Flat {
    /// Member spaces by their epochs.
    No,
    /// Member spaces but persons.
    Persons,
    /// Down to devices.
    Devices,
}

/// Membership of one state of the graph, with what was derived from it.
#[derive(Debug, Default)]
pub struct Judge {
    membership: Membership,
    roles: Option<Arc<Roles>>,
    standing: Option<Arc<Roles>>,
    roles_then: HashMap<(PastId, DeviceId, SpaceId), Role>,
    readers: HashMap<(PastId, SpaceId), Arc<BTreeSet<DeviceId>>>,
    ever: HashMap<(PastId, SpaceId), Arc<BTreeSet<DeviceId>>>,
    best: HashMap<(PastId, SpaceId), Option<EpochId>>,
    usable: HashMap<EpochId, bool>,
    sealed_to: HashMap<EpochId, Option<Arc<Vec<Recipient>>>>,
    everything: Option<PastId>,
    /// How many spaces deep the best epoch is asked for just now.
    nested: usize,
    /// Whether that went too deep: what is found until the outermost question is asked again is
    /// not kept.
    too_deep: bool,
    #[cfg(test)]
    pub(crate) deepest: usize,
    #[cfg(feature = "planted")]
    planted: Option<crate::replica::Plant>,
}

impl Judge {
    /// Evaluates the graph as it stands.
    #[must_use]
    pub fn new(graph: &mut Graph) -> Self {
        Self::by(graph, Rules::default())
    }

    /// The same by rules that may have a mistake in them.
    pub(crate) fn by(graph: &mut Graph, rules: Rules) -> Self {
        let membership = Membership::evaluate_by(graph.controls(), graph.pasts(), rules);
        let everything = graph.pasts_mut().first(membership.len());
        Self {
            membership,
            everything: Some(everything),
            ..Self::default()
        }
    }

    /// The mistake planted here.
    #[cfg(feature = "planted")]
    const fn planted(&self) -> Option<crate::replica::Plant> {
        self.planted
    }

    /// Plants a mistake.
    #[cfg(feature = "planted")]
    pub(crate) const fn plant(&mut self, plant: Option<crate::replica::Plant>) {
        self.planted = plant;
    }

    /// Goes on with a graph to which nothing or only keys came since, and says whether it could.
    ///
    /// Invariant: they change no role and no list of readers, now or in any past, and are
    /// themselves in the past of nothing that was asked about. What was found out stands, for the
    /// set of all operations too, but for the best epoch of a space in which one of them came.
    pub fn take_keys(&mut self, graph: &mut Graph) -> bool {
        let known = self.membership.len();
        if !self.membership.take_keys(graph.controls(), graph.pasts()) {
            return false;
        }
        let came = graph.controls().get(known..).unwrap_or_default();
        let changed: BTreeSet<SpaceId> = came.iter().map(|op| op.op.log.space).collect();
        let before = self.everything();
        let now = graph.pasts_mut().first(self.membership.len());
        if now != before {
            carry(&mut self.readers, before, now, &BTreeSet::new());
            carry(&mut self.ever, before, now, &BTreeSet::new());
            carry(&mut self.best, before, now, &changed);
        }
        self.everything = Some(now);
        true
    }

    /// What counts.
    #[must_use]
    pub const fn membership(&self) -> &Membership {
        &self.membership
    }

    /// The set of all control operations.
    #[must_use]
    pub fn everything(&self) -> PastId {
        self.everything.unwrap_or(PastTable::EMPTY)
    }

    /// Roles with everything held.
    pub fn roles(&mut self, graph: &Graph) -> Arc<Roles> {
        if let Some(roles) = &self.roles {
            return Arc::clone(roles);
        }
        let roles = self.view(graph, self.everything()).roles();
        let roles = Arc::new(roles);
        self.roles = Some(Arc::clone(&roles));
        roles
    }

    /// Roles if nobody were suspended.
    pub fn standing(&mut self, graph: &Graph) -> Arc<Roles> {
        if let Some(roles) = &self.standing {
            return Arc::clone(roles);
        }
        let pending = |r: &Restriction| r.status == Status::Pending;
        let roles = if self.membership.restrictions().iter().any(pending) {
            let membership = &self.membership;
            Arc::new(membership.standing(graph.controls(), graph.pasts()))
        } else {
            self.roles(graph)
        };
        self.standing = Some(Arc::clone(&roles));
        roles
    }

    /// What counts of what an operation knew (R10).
    #[must_use]
    pub fn view<'a>(&'a self, graph: &'a Graph, past: PastId) -> View<'a> {
        let past = (Some(past) != self.everything).then_some(past);
        self.membership.view(graph.controls(), graph.pasts(), past)
    }

    /// The role of a device in the effective past of an operation.
    pub fn role_at(
        &mut self,
        graph: &Graph,
        past: PastId,
        device: DeviceId,
        space: SpaceId,
    ) -> Role {
        let key = (past, device, space);
        if let Some(known) = self.roles_then.get(&key) {
            return *known;
        }
        let role = self.view(graph, past).role(device, space);
        self.roles_then.insert(key, role);
        role
    }

    /// Devices that may read a space in a view.
    pub fn readers(
        &mut self,
        graph: &Graph,
        space: SpaceId,
        past: PastId,
    ) -> Arc<BTreeSet<DeviceId>> {
        if let Some(known) = self.readers.get(&(past, space)) {
            return Arc::clone(known);
        }
        let least = if crate::is_planted!(self, CarriersRead) {
            Role::Carrier
        } else {
            Role::Read
        };
        let devices = self.view(graph, past).devices(space);
        let readers: BTreeSet<DeviceId> = devices
            .into_iter()
            .filter(|(_, role)| *role >= least)
            .map(|(id, _)| id)
            .collect();
        let readers = Arc::new(readers);
        self.readers.insert((past, space), Arc::clone(&readers));
        readers
    }

    /// Devices that any grant, void or not, ever named a reader (R19).
    fn ever_readers(
        &mut self,
        graph: &Graph,
        space: SpaceId,
        past: PastId,
    ) -> Arc<BTreeSet<DeviceId>> {
        if let Some(known) = self.ever.get(&(past, space)) {
            return Arc::clone(known);
        }
        let (mut devices, mut seen, mut open) = (BTreeSet::new(), BTreeSet::new(), vec![space]);
        while let Some(space) = open.pop() {
            if !seen.insert(space) {
                continue;
            }
            for (index, member) in self.membership.named_readers(space) {
                match member {
                    _ if !graph.pasts().contains(past, *index) => {}
                    Member::Device(device) => {
                        devices.insert(*device);
                    }
                    Member::Space(below) => open.push(*below),
                    Member::Invitation(_) => {}
                }
            }
        }
        let devices = Arc::new(devices);
        self.ever.insert((past, space), Arc::clone(&devices));
        devices
    }

    /// The recipients of an epoch of `space` in a view: in ascending order (R18).
    pub fn recipients(
        &mut self,
        graph: &Graph,
        epochs: &Epochs,
        space: SpaceId,
        past: PastId,
    ) -> Vec<Recipient> {
        let mut found = BTreeSet::new();
        let create = graph.create_of(space);
        let flat = match create.map(|create| (create.history, create.retain)) {
            // Keys of persons are kept: what is sealed to them is not forgotten with a device's.
            Some((_, Some(_))) => Flat::Devices,
            Some((History::FromJoin, None)) if !key_planted!(self, FromJoinNested) => Flat::Persons,
            // An organization's key gives its newcomers the past before anybody confirmed them.
            _ if create.is_some_and(|create| create.confirm)
                && !key_planted!(self, CasesSealedToOrgs) =>
            {
                Flat::Persons
            }
            _ => Flat::No,
        };
        let mut ways: Ways<SpaceId, Member> = Ways::new();
        let mut open = vec![(space, Vec::new())];
        for _ in 0..DEPTH_MAX {
            let mut next = Vec::new();
            for (at, above) in open {
                let (bars, members) = self.sealed_in(graph, past, at, above);
                for member in members {
                    let below = match member {
                        Member::Device(device) => {
                            found.insert(Recipient::Device(device));
                            continue;
                        }
                        Member::Space(below) if below != space => below,
                        Member::Space(_) | Member::Invitation(_) => continue,
                    };
                    match self.epoch_below(graph, epochs, (below, past), &bars, flat) {
                        Some(epoch) => {
                            found.insert(Recipient::Epoch(below, epoch));
                        }
                        None if ways.take(below, &bars, Role::Read) => {
                            next.push((below, bars.clone()));
                        }
                        None => {}
                    }
                }
            }
            open = next;
        }
        found.into_iter().collect()
    }

    /// Whom the bars of a space and of those above it keep from reading, and its direct readers
    /// but for those.
    fn sealed_in(
        &self,
        graph: &Graph,
        past: PastId,
        space: SpaceId,
        mut bars: Vec<Member>,
    ) -> (Vec<Member>, Vec<Member>) {
        let view = self.view(graph, past);
        let own = view.bars(space).filter(|(_, role)| *role < Role::Read);
        bars.extend(own.map(|(target, _)| target));
        bars.sort_unstable();
        bars.dedup();
        let members = view
            .direct(space)
            .filter(|(member, role)| *role >= Role::Read && !bars.contains(member))
            .map(|(member, _)| member)
            .collect();
        (bars, members)
    }

    /// The epoch to which is sealed for all of a member space; none if its members get slots of
    /// their own (R18, R22).
    fn epoch_below(
        &mut self,
        graph: &Graph,
        epochs: &Epochs,
        (below, past): (SpaceId, PastId),
        bars: &[Member],
        flat: Flat,
    ) -> Option<EpochId> {
        let create = graph.create_of(below);
        let is_person = create.is_some_and(|c| c.kind == SpaceKind::Person);
        let view = self.view(graph, past);
        let bars_bite = bars.iter().any(|target| view.reaches(below, *target));
        let bars_bite = bars_bite && !key_planted!(self, BarNotFlattened);
        let is_flat = match flat {
            Flat::No => false,
            Flat::Persons => !is_person,
            Flat::Devices => true,
        };
        if bars_bite || is_flat {
            None
        } else {
            if key_planted!(self, MemberKeyUnclean) {
                let known = epochs.of_space(below);
                let known = known.filter(|info| graph.pasts().contains(past, info.index));
                return known
                    .max_by_key(|info| info.index)
                    .map(|info| info.header.id);
            }
            self.best_epoch(graph, epochs, below, past)
        }
    }

    /// The clean epoch to write under in a view: largest past, then lowest id (R19).
    pub fn best_epoch(
        &mut self,
        graph: &Graph,
        epochs: &Epochs,
        space: SpaceId,
        past: PastId,
    ) -> Option<EpochId> {
        if let Some(known) = self.best.get(&(past, space)) {
            return *known;
        }
        if self.too_deep || self.nested >= NESTED_MAX {
            self.too_deep = true;
            return None;
        }
        self.nested = self.nested.saturating_add(1);
        #[cfg(test)]
        {
            self.deepest = self.deepest.max(self.nested);
        }
        let mut best = self.find_best(graph, epochs, space, past);
        self.nested = self.nested.saturating_sub(1);
        if self.nested == 0 && std::mem::take(&mut self.too_deep) {
            self.judge_upwards(graph, epochs, space);
            best = self.find_best(graph, epochs, space, past);
        }
        best
    }

    /// Judges every epoch of a space and of those under it, earlier ones first.
    ///
    /// Invariant: what an epoch was sealed to depends on epochs in its past alone, so none of them
    /// asks for one that was not judged yet, however deep somebody nested the spaces.
    fn judge_upwards(&mut self, graph: &Graph, epochs: &Epochs, space: SpaceId) {
        let (mut seen, mut open) = (BTreeSet::from([space]), vec![space]);
        let mut all = Vec::new();
        while let Some(space) = open.pop() {
            all.extend(
                epochs
                    .of_space(space)
                    .map(|info| (info.index, info.header.id)),
            );
            for (_, member) in self.membership.named_readers(space) {
                if let Member::Space(below) = member
                    && seen.insert(*below)
                {
                    open.push(*below);
                }
            }
        }
        all.sort_unstable();
        for (_, id) in all {
            self.is_usable(graph, epochs, &id);
        }
    }

    fn find_best(
        &mut self,
        graph: &Graph,
        epochs: &Epochs,
        space: SpaceId,
        past: PastId,
    ) -> Option<EpochId> {
        // Guards against spaces that contain each other: such an epoch is then sealed directly.
        self.best.insert((past, space), None);
        let candidates: Vec<(EpochId, PastId)> = epochs
            .of_space(space)
            .filter(|info| graph.pasts().contains(past, info.index))
            .map(|info| (info.header.id, info.after))
            .collect();
        let mut best: Option<(usize, EpochId)> = None;
        for (id, after) in candidates {
            let size = graph.pasts().len(after);
            let better = best.is_none_or(|(len, known)| size > len || (size == len && id < known));
            if better && self.is_clean(graph, epochs, &id, past) {
                best = Some((size, id));
            }
        }
        if self.too_deep {
            self.best.remove(&(past, space));
            return None;
        }
        let best = best.map(|(_, id)| id);
        self.best.insert((past, space), best);
        best
    }

    fn is_clean(&mut self, graph: &Graph, epochs: &Epochs, id: &EpochId, past: PastId) -> bool {
        let Some(info) = epochs.get(id) else {
            return false;
        };
        let (space, after) = (info.space, info.after);
        if !self.is_usable(graph, epochs, id) {
            return false;
        }
        let under = self.view(graph, past).under(space);
        let knows_restrictions = self
            .membership
            .restrictions()
            .iter()
            .filter(|r| r.role < Role::Read && under.contains(&r.space))
            .filter(|r| graph.pasts().contains(past, r.index))
            .all(|r| graph.pasts().contains(after, r.index));
        let knows_all = knows_restrictions
            && (key_planted!(self, LiftsForgotten) || self.knows_lifts(graph, &under, past, after));
        if !knows_all && !key_planted!(self, OutNowIsEnough) {
            return false;
        }
        let (now, then) = (
            self.readers(graph, space, past),
            self.readers(graph, space, after),
        );
        if key_planted!(self, OutNowIsEnough) {
            return then.is_subset(&now);
        }
        let from_join = graph
            .create_of(space)
            .is_some_and(|c| c.history == History::FromJoin);
        let from_join = from_join && !key_planted!(self, FromJoinNewcomers);
        if from_join && !now.is_subset(then.as_ref()) {
            return false;
        }
        if key_planted!(self, OnlyRestrictionsUnclean) {
            return true;
        }
        let ever_then = self.ever_readers(graph, space, after);
        let ever_now = self.ever_readers(graph, space, past);
        ever_now
            .iter()
            .filter(|device| !now.contains(device))
            .all(|device| ever_then.contains(device) && !then.contains(device))
    }

    /// A lift may have handed keys on while the restriction still stands for others (R19).
    fn knows_lifts(
        &self,
        graph: &Graph,
        under: &BTreeSet<SpaceId>,
        past: PastId,
        after: PastId,
    ) -> bool {
        let unknown =
            |at: &usize| graph.pasts().contains(past, *at) && !graph.pasts().contains(after, *at);
        let mut lifts = self.membership.lifts().iter().filter(|at| unknown(at));
        lifts.all(|at| {
            let Some(op) = graph.controls().get(*at) else {
                return true;
            };
            let (Control::Lift(lift), space) = (&op.control, op.op.log.space) else {
                return true;
            };
            let mut limits = self.membership.restrictions().iter();
            let stands =
                limits.any(|r| r.space == space && r.target == lift.target && r.role < Role::Read);
            !under.contains(&space) || !stands
        })
    }

    /// Whether the operation that brought an epoch counts as one: its author may write after it,
    /// and its recipients are those of its past (R17).
    fn is_usable(&mut self, graph: &Graph, epochs: &Epochs, id: &EpochId) -> bool {
        if let Some(known) = self.usable.get(id) {
            return *known;
        }
        let Some(info) = epochs.get(id) else {
            return false;
        };
        let (space, after, author) = (info.space, info.after, info.author);
        let usable = self.membership.counts(info.index)
            && (key_planted!(self, AnybodysEpoch)
                || self.view(graph, after).role(author, space) >= Role::Write)
            && (crate::is_planted!(self, RecipientsTrusted)
                || self.sealed_to(graph, epochs, id).is_some());
        if !self.too_deep {
            self.usable.insert(*id, usable);
        }
        usable
    }
}

/// Says of a later set of operations what was found out of an earlier one, but for some spaces.
/// The earlier one is forgotten: where many keys come, none would ask about most of them again.
fn carry<T>(
    known: &mut HashMap<(PastId, SpaceId), T>,
    before: PastId,
    now: PastId,
    but: &BTreeSet<SpaceId>,
) {
    let of_before = known.extract_if(|(past, _), _| *past == before);
    let stands: Vec<_> = of_before
        .filter(|((_, space), _)| !but.contains(space))
        .map(|((_, space), found)| ((now, space), found))
        .collect();
    known.extend(stands);
}
