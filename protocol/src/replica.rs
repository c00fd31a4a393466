//! One device's copy of the network: graph, membership, keys and what they open.
//!
//! # Contract
//!
//! Runs come in with [`Replica::insert`], in any order; then [`Replica::settle`] says what opened.
//! Acts ([`Replica::write`], [`Replica::restrict`], ...) apply at once and return the runs made.
//! [`Replica::take_made`] gives them, and those of acts that failed half-way: the caller makes them
//! durable before it tells or sends anything.

mod act;
mod carry;
mod deps;
mod device;
mod directory;
mod found;
mod heal;
mod members;
#[cfg(feature = "planted")]
mod planted;
mod quota;
mod recover;
mod renew;
mod retain;
mod slots;
mod visible;

use std::collections::{BTreeMap, BTreeSet, HashMap};

pub use act::{ActFault, Made};
pub(crate) use device::transport_id;
pub use device::{DeviceKeys, DeviceSecret, Holding};
pub use directory::{Directory, NewcomerState};
pub use found::{Founded, Place};
#[cfg(feature = "planted")]
pub use planted::Plant;
pub use quota::{QuotaFault, Quotas};
pub use retain::pace_of;
pub use slots::Lacking;
pub use visible::{Access, Scope};

use crate::graph::{Branch, Graph, Misplaced, Placed};
use crate::id::{DeviceId, EpochId, OpId, SpaceId};
use crate::keys::{
    Asked, ContentFault, EpochInfo, EpochKeys, Epochs, Forwarded, HeldEpoch, Judge, Keyring,
};
use crate::membership::{Cuts, Roles};
use crate::op::{Control, Lane, LogId, OpRef, Role, SlotSet, VerifiedOp, VerifiedRun};
use crate::past::{ControlIndex, PastId};
use crate::time::WallTime;

/// Whether content is shown (R15, R16).
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Standing {
    /// It is, by its author's right or because it was adopted.
    Shown,
    /// Its author's log forked there or before, and nobody said which branch stays. What is said
    /// is shown as such; a change to a text waits.
    Forked,
    /// A cut leaves it out.
    Cut,
    /// Its author could not write when she wrote it.
    NotHers,
}

/// Content that opened under its epoch.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The operation.
    pub op: OpRef,
    /// What it referred to.
    pub deps: Vec<OpRef>,
    /// Control operations that its author knew.
    pub past: PastId,
    /// Its longest chain of predecessors.
    pub depth: u32,
    /// Whether it is shown.
    pub standing: Standing,
    /// When this device received it.
    pub received_at: WallTime,
    /// What it says.
    pub plain: Plain,
}

/// What settling changed.
#[derive(Debug, Default)]
pub struct Settled {
    /// Content that opened, in causal order.
    pub opened: Vec<Opened>,
    /// Membership or keys changed.
    pub control: bool,
    /// Spaces whose content is judged differently than before: read it again.
    pub stale: BTreeSet<SpaceId>,
}

/// Sealed content and the keys that open it.
#[derive(Debug)]
pub struct Sealed<'a> {
    keys: &'a EpochKeys,
    op: &'a VerifiedOp,
}

/// What content says, or why it says nothing: its author's fault.
pub type Plain = Result<Vec<u8>, ContentFault>;

/// Opens sealed content, each piece on its own, in any order and on any thread. Gives one answer
/// for each piece, in the order in which they stand.
pub type Opener<'a> = dyn Fn(&[Sealed<'_>]) -> Vec<Plain> + 'a;

impl Sealed<'_> {
    /// Opens it.
    ///
    /// # Errors
    ///
    /// [`ContentFault`] when its author did not seal it by the rules.
    pub fn open(&self) -> Plain {
        // Only a planted bug writes so.
        #[cfg(feature = "planted")]
        if self.op.salt == Some(crate::op::Salt::default()) {
            return self.keys.open_unsalted(self.op);
        }
        self.keys.open_content(self.op)
    }
}

fn one_by_one(sealed: &[Sealed<'_>]) -> Vec<Plain> {
    sealed.iter().map(Sealed::open).collect()
}

#[derive(Debug)]
struct Secrets {
    keys: DeviceKeys,
    ring: Keyring,
}

#[derive(Debug)]
struct Unopened {
    op: VerifiedOp,
    past: PastId,
    depth: u32,
    received_at: WallTime,
}

/// One device's copy of the network.
#[derive(Debug)]
pub struct Replica {
    device: DeviceId,
    graph: Graph,
    epochs: Epochs,
    directory: Directory,
    judge: Option<Judge>,
    secrets: Option<Secrets>,
    /// Slots of operations that are not placed yet.
    early_slots: BTreeMap<OpId, SlotSet>,
    fresh: Vec<Unopened>,
    unopened: BTreeMap<EpochId, Vec<Unopened>>,
    judged: HashMap<(SpaceId, DeviceId, PastId), bool>,
    served: HashMap<(SpaceId, EpochId), renew::Service>,
    /// When each epoch came in.
    came: HashMap<EpochId, WallTime>,
    /// Where each device renewed its keys.
    renewals: HashMap<DeviceId, Vec<ControlIndex>>,
    /// When something last came in.
    newest_at: WallTime,
    shown_by: (BTreeSet<(SpaceId, OpId)>, Cuts),
    covered: HashMap<SpaceId, HashMap<Branch, u64>>,
    /// Content logs that forked, and where.
    forks: BTreeMap<LogId, u64>,
    /// Spaces in which one forked, or further back, since the last settling.
    forked_in: BTreeSet<SpaceId>,
    /// Of each content log: what its newest operation with references to content refers to.
    latest_deps: HashMap<LogId, Vec<OpRef>>,
    carried: quota::Carried,
    control_changed: bool,
    slots_changed: bool,
    /// What acts made and nobody took yet.
    made: Vec<(Vec<SlotSet>, VerifiedRun)>,
    #[cfg(feature = "planted")]
    planted: Option<Plant>,
    #[cfg(feature = "planted")]
    used: HashMap<LogId, EpochId>,
}

impl Replica {
    /// An empty replica of a device whose keys are at hand.
    #[must_use]
    pub fn new(keys: DeviceKeys) -> Self {
        let device = keys.device();
        let ring = Keyring::new(device, keys.seals());
        Self {
            device,
            graph: Graph::default(),
            epochs: Epochs::default(),
            directory: Directory::default(),
            judge: None,
            secrets: Some(Secrets { keys, ring }),
            early_slots: BTreeMap::new(),
            fresh: Vec::new(),
            unopened: BTreeMap::new(),
            judged: HashMap::new(),
            served: HashMap::new(),
            came: HashMap::new(),
            renewals: HashMap::new(),
            newest_at: WallTime(0),
            shown_by: (BTreeSet::new(), Cuts::default()),
            covered: HashMap::new(),
            forks: BTreeMap::new(),
            forked_in: BTreeSet::new(),
            latest_deps: HashMap::new(),
            carried: quota::Carried::default(),
            control_changed: false,
            slots_changed: false,
            made: Vec::new(),
            #[cfg(feature = "planted")]
            planted: None,
            #[cfg(feature = "planted")]
            used: HashMap::new(),
        }
    }

    /// Forgets every key: the replica stores and forwards like a carrier from here on.
    pub fn lock(&mut self) {
        self.secrets = None;
        self.fresh.clear();
        self.unopened.clear();
    }

    /// Whether the keys are forgotten.
    #[must_use]
    pub const fn is_locked(&self) -> bool {
        self.secrets.is_none()
    }

    /// This device.
    #[must_use]
    pub const fn device(&self) -> DeviceId {
        self.device
    }

    /// The graph.
    #[must_use]
    pub const fn graph(&self) -> &Graph {
        &self.graph
    }

    /// Public epochs.
    #[must_use]
    pub const fn epochs(&self) -> &Epochs {
        &self.epochs
    }

    /// Which device belongs to which person and organization.
    #[must_use]
    pub const fn directory(&self) -> &Directory {
        &self.directory
    }

    /// The ring, while unlocked.
    #[must_use]
    pub fn ring(&self) -> Option<&Keyring> {
        self.secrets.as_ref().map(|secrets| &secrets.ring)
    }

    /// The device's keys, while unlocked.
    #[must_use]
    pub fn keys(&self) -> Option<&DeviceKeys> {
        self.secrets.as_ref().map(|secrets| &secrets.keys)
    }

    /// Every epoch secret that this device holds, for a backup.
    #[must_use]
    pub fn held_epochs(&self) -> Vec<HeldEpoch> {
        self.ring().into_iter().flat_map(Keyring::held).collect()
    }

    /// Holds the secret of an epoch that lay beside the vault, or that a backup brought. It comes
    /// before what it opens.
    pub fn hold_epoch(&mut self, held: HeldEpoch) {
        if let Some(secrets) = &mut self.secrets {
            let keys = EpochKeys::new(held.space, held.author, held.secret);
            secrets.ring.insert(keys);
        }
    }

    /// Takes a run and slots of its operations, as many as are here. Those that do not fit are
    /// left out.
    ///
    /// # Errors
    ///
    /// [`Misplaced`] when the run does not fit the logs held; nothing is taken then.
    pub fn insert(
        &mut self,
        run: VerifiedRun,
        slots: Vec<SlotSet>,
        received_at: WallTime,
    ) -> Result<usize, Misplaced> {
        for set in slots {
            self.take_slots(set);
        }
        let log = run.log();
        let content = log.filter(|log| log.lane == Lane::Content);
        let new = content.map(|log| (log, self.weight_of_new(&run)));
        let placed = self.graph.insert(run)?;
        if let Some((log, more)) = new {
            self.carried.weigh(&log, more, &self.directory);
        }
        if let Some(log) = log.filter(|log| self.graph.is_forked(log)) {
            self.note_fork(log);
        }
        let count = placed.len();
        for op in placed {
            self.take(op, received_at);
        }
        Ok(count)
    }

    fn take(&mut self, placed: Placed, received_at: WallTime) {
        let Placed {
            op,
            past,
            depth,
            control,
        } = placed;
        self.note_deps(&op);
        self.note_service(&op.header, received_at);
        #[cfg(feature = "planted")]
        self.note_use(op.header.log, op.header.epoch);
        let Some(index) = control else {
            if self.secrets.is_some() {
                self.fresh.push(Unopened {
                    op,
                    past,
                    depth,
                    received_at,
                });
            }
            return;
        };
        self.control_changed = true;
        self.take_control(&op, index, received_at);
    }

    fn take_control(&mut self, op: &VerifiedOp, index: ControlIndex, received_at: WallTime) {
        let Some(entry) = self.graph.controls().get(index) else {
            return;
        };
        self.directory.take(index, entry, self.graph.pasts());
        // What was found out stands while epochs come with their operations: for one that came
        // later, the judge would have to begin anew. Their slots say nothing that is judged.
        if let Some(header) = entry.control.epoch() {
            self.came.entry(header.id).or_insert(received_at);
            self.epochs.insert(EpochInfo {
                space: op.header.log.space,
                op: op.id,
                index,
                after: entry.after,
                author: op.header.log.author,
                header: header.clone(),
                slots: BTreeMap::new(),
            });
            let early = self.early_slots.remove(&op.id);
            for slot in early.into_iter().flat_map(|set| set.slots) {
                if slot.check(header).is_ok() || crate::is_planted!(self, SlotsUnchecked) {
                    self.epochs.insert_slot(&op.id, slot);
                }
            }
        }
        let (space, author) = (op.header.log.space, op.header.log.author);
        match &entry.control {
            Control::Forward(forward) => self.epochs.insert_forward(
                forward.epoch,
                Forwarded {
                    space,
                    index,
                    author,
                    recipient: forward.recipient,
                    renewals: self.renewals_in(forward.recipient, entry.past),
                    sealed: forward.sealed.clone(),
                },
            ),
            Control::Renew(_) => self.renewals.entry(author).or_default().push(index),
            Control::Ask(ask) => {
                let after = entry.after;
                self.epochs
                    .insert_ask(ask.epoch, author, Asked { space, after });
            }
            _ => {}
        }
    }

    fn note_fork(&mut self, log: LogId) {
        let point = self.graph.fork_point(&log);
        if log.lane == Lane::Content
            && let Some(point) = point
            && self.forks.insert(log, point) != Some(point)
        {
            self.forked_in.insert(log.space);
        }
    }

    /// Devices that signed two operations at one place of a log: copied, restored or dishonest.
    #[must_use]
    pub fn forked_devices(&self) -> BTreeSet<DeviceId> {
        self.graph.forked().map(|log| log.author).collect()
    }

    /// Evaluates what came in: learns keys, opens content, notices what is judged differently.
    pub fn settle(&mut self) -> Settled {
        self.settle_with(&one_by_one)
    }

    /// The same, where the caller says how much is opened at once: opening is most of the work.
    pub fn settle_with(&mut self, opener: &Opener<'_>) -> Settled {
        let mut settled = Settled {
            control: self.control_changed,
            ..Settled::default()
        };
        settled.stale = std::mem::take(&mut self.forked_in);
        let mut came = std::mem::take(&mut self.fresh);
        let slots = std::mem::take(&mut self.slots_changed);
        let control = std::mem::take(&mut self.control_changed);
        if control {
            self.note_carried();
            let stale = self.judge_again();
            if !crate::is_planted!(self, ViewsKept) {
                settled.stale.extend(stale);
            }
        }
        let named = came.iter().map(|waiting| waiting.op.op_ref());
        let named = named.filter(|op| self.shown_by.1.ends_with(op));
        settled.stale.extend(named.map(|op| op.log.space));
        if let Some(secrets) = self.secrets.as_mut().filter(|_| control || slots) {
            for epoch in secrets.ring.learn(&self.epochs) {
                settled.control = true;
                came.extend(self.unopened.remove(&epoch).unwrap_or_default());
            }
        }
        let mut ready = Vec::with_capacity(came.len());
        for waiting in came {
            if self.keys_of(&waiting.op).is_some() {
                ready.push(waiting);
            } else if !self.carries(waiting.op.header.log.space)
                // A carrier's key never comes: nothing waits for it in memory.
                && let Some(epoch) = waiting.op.header.epoch
                && !self.ring().is_some_and(|ring| ring.has_forgotten(&epoch))
            {
                self.unopened.entry(epoch).or_default().push(waiting);
            }
        }
        ready.sort_by_key(|waiting| waiting.depth);
        settled.opened = self.open(ready, opener);
        settled
    }

    /// Opens a run again that was opened before, from a place of its log on: for spaces that
    /// [`Settled::stale`] named. What waits for its key goes on waiting.
    pub fn reopen(&mut self, run: VerifiedRun, from: u64, received_at: WallTime) -> Vec<Opened> {
        let ops = run.into_ops().into_iter();
        let again: Vec<Unopened> = ops
            .filter(|op| op.header.seq >= from && self.keys_of(op).is_some())
            .filter_map(|op| {
                let past = self.graph.after(&op.op_ref())?;
                let depth = self.graph.depth_of(&op.op_ref())?;
                Some(Unopened {
                    op,
                    past,
                    depth,
                    received_at,
                })
            })
            .collect();
        self.open(again, &one_by_one)
    }

    /// Opens content whose keys are here, in the order in which it stands.
    fn open(&mut self, ready: Vec<Unopened>, opener: &Opener<'_>) -> Vec<Opened> {
        let sealed: Vec<Sealed<'_>> = ready
            .iter()
            .filter_map(|waiting| {
                let keys = self.keys_of(&waiting.op)?;
                let op = &waiting.op;
                Some(Sealed { keys, op })
            })
            .collect();
        let plains = opener(&sealed);
        let opened = ready.into_iter().zip(plains);
        opened
            .map(|(waiting, plain)| Opened {
                standing: self.standing(&waiting.op.op_ref(), waiting.past),
                op: waiting.op.op_ref(),
                deps: waiting.op.header.deps,
                past: waiting.past,
                depth: waiting.depth,
                received_at: waiting.received_at,
                plain,
            })
            .collect()
    }

    /// The keys under which content is sealed, where they are here and of its space.
    fn keys_of(&self, op: &VerifiedOp) -> Option<&EpochKeys> {
        let epoch = op.header.epoch?;
        let keys = self.secrets.as_ref()?.ring.get(&epoch)?;
        let info = self.epochs.get(&epoch)?;
        (info.space == op.header.log.space).then_some(keys)
    }

    /// Whether content is shown: adopted, or neither cut off nor by somebody who could not write
    /// when she wrote it (R15), nor of a device that told two stories (R16).
    fn standing(&mut self, op: &OpRef, past: PastId) -> Standing {
        #[cfg(feature = "planted")]
        if self.planted == Some(Plant::RemovedAuthor) {
            return Standing::Shown;
        }
        let could_write = self.could_write(op.log.space, op.log.author, past);
        let forked = self.forks.get(&op.log).is_some_and(|at| op.seq >= *at);
        let (judge, graph, _) = self.judge();
        let membership = judge.membership();
        let leads_to = |length, last| graph.leads_to(op, length, last);
        if membership.is_adopted(op.log.space, &op.id) {
            Standing::Shown
        } else if !could_write {
            Standing::NotHers
        } else if membership.is_cut(&op.log, &leads_to) {
            Standing::Cut
        } else if forked && !membership.is_settled(&op.log) {
            Standing::Forked
        } else {
            Standing::Shown
        }
    }

    fn could_write(&mut self, space: SpaceId, author: DeviceId, past: PastId) -> bool {
        if let Some(known) = self.judged.get(&(space, author, past)) {
            return *known;
        }
        let role = self.role_at(past, author, space);
        let reads = crate::is_planted!(self, ObserverWrites) && role >= Role::Read;
        let could = role >= Role::Write || reads;
        self.judged.insert((space, author, past), could);
        could
    }

    fn judge_again(&mut self) -> BTreeSet<SpaceId> {
        let before = std::mem::take(&mut self.judged);
        let mut stale = BTreeSet::new();
        for ((space, author, past), could) in before {
            if self.could_write(space, author, past) != could {
                stale.insert(space);
            }
        }
        let (judge, _, _) = self.judge();
        let (adopted, cuts) = judge.membership().shown_by();
        let shown_by = (adopted.clone(), cuts.clone());
        if self.shown_by != shown_by {
            stale.extend(self.graph.spaces());
            self.shown_by = shown_by;
        }
        stale
    }

    /// The rules, evaluated over everything held.
    pub fn judge(&mut self) -> (&mut Judge, &Graph, &Epochs) {
        let kept = crate::is_planted!(self, JudgeKept);
        let rules = self.rules();
        let (graph, directory) = (&mut self.graph, &mut self.directory);
        let known = self.judge.take();
        let known = known.and_then(|mut judge| {
            let before = judge.membership().len();
            let took = kept || judge.take_keys(graph);
            let came = graph.controls().get(before..).unwrap_or_default();
            // A card behind a cut is none: who has which is read from what counts.
            if took
                && came
                    .iter()
                    .any(|op| matches!(op.control, Control::Renew(_)))
            {
                let pasts = graph.pasts();
                *directory = Directory::of(graph.controls(), pasts, judge.membership());
            }
            took.then_some(judge)
        });
        let judge = known.unwrap_or_else(|| {
            let judge = Judge::by(graph, rules);
            *directory = Directory::of(graph.controls(), graph.pasts(), judge.membership());
            judge
        });
        let judge = self.judge.insert(judge);
        #[cfg(feature = "planted")]
        judge.plant(self.planted);
        (judge, graph, &self.epochs)
    }

    /// The rules by which members are judged.
    #[cfg(not(feature = "planted"))]
    fn rules(&self) -> crate::membership::Rules {
        crate::membership::Rules::default()
    }

    /// Roles with everything held.
    pub fn roles(&mut self) -> std::sync::Arc<Roles> {
        let (judge, graph, _) = self.judge();
        judge.roles(graph)
    }

    /// The role of a device in the effective past of an operation (R10).
    pub fn role_at(&mut self, past: PastId, device: DeviceId, space: SpaceId) -> Role {
        let (judge, graph, _) = self.judge();
        judge.role_at(graph, past, device, space)
    }

    /// How many operations of a space are sealed under epochs that this device cannot open.
    #[must_use]
    pub fn unopened_in(&self, space: SpaceId) -> usize {
        self.unopened_of(space).count()
    }

    /// Content of a space that waits for a key.
    pub fn unopened_of(&self, space: SpaceId) -> impl Iterator<Item = &VerifiedOp> {
        let waiting = self.unopened.values().flatten();
        let waiting = waiting.map(|waiting| &waiting.op);
        waiting.filter(move |op| op.header.log.space == space)
    }
}

#[cfg(test)]
mod tests;
