//! What the simulation knows beside the devices: what really happened.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use asamblea_protocol::graph::Graph;
use asamblea_protocol::id::{DeviceId, EpochId, OpId, SpaceId};
use asamblea_protocol::limits::FRAME_BYTES_MAX;
use asamblea_protocol::op::{Lane, LogId, PlacedSlot, Recipient, Salt, SignedRun};
use asamblea_protocol::replica::Replica;
use asamblea_protocol::sync::{Frame, SyncEnd};
use asamblea_protocol::view::SealedScore;

use crate::device::{Device, Promises};
use crate::report::Broken;

/// What decides the key of a content: epoch, place, predecessor, salt.
type ContentKey = (EpochId, (LogId, u64), Option<OpId>, Option<Salt>);

/// Bytes of a slot that no other slot may begin with.
const ENCAPSULATION_BYTES: usize = 32;

/// Whom a removal takes out.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Target {
    /// Every device of an organization, by its head.
    Org(usize),
    /// Every device of a person, by her first.
    Person(usize),
    /// One device.
    Device(usize),
}

impl Target {
    /// Whether a device is taken out by it.
    #[must_use]
    pub fn covers(self, at: usize, device: &Device) -> bool {
        match self {
            Self::Org(head) => device.head == head,
            Self::Person(first) => device.person == first,
            Self::Device(only) => at == only || device.twin_of == Some(only),
        }
    }
}

/// A removal that somebody was told is saved.
#[derive(Clone, Debug)]
pub struct Removal {
    /// The operation.
    pub op: OpId,
    /// Whom it takes out.
    pub target: Target,
    /// Out of this space alone; else out of the network.
    pub space: Option<SpaceId>,
    /// Somebody let her in again.
    pub void: bool,
    /// It holds for whoever knows this operation, too: of two who used one code neither is out for
    /// those who know one use of it.
    pub with: Option<OpId>,
}

impl Removal {
    /// Whether whoever knows these operations knows that she is out.
    fn is_known(&self, knows: impl Fn(&OpId) -> bool) -> bool {
        knows(&self.op) && self.with.as_ref().is_none_or(knows)
    }
}

/// What was said in a space that forgets.
#[derive(Clone, Debug)]
pub struct Passing {
    /// Who said it.
    pub author: usize,
    /// Her organization's head.
    pub head: usize,
    /// The thread that it began.
    pub thread: String,
    /// Words that nobody else says.
    pub text: String,
    /// When, in milliseconds since the beginning.
    pub said_ms: u64,
    /// Who read the space then, as far as the author knew: whoever comes later reads from then
    /// on. Nobody, once the author's disk was set back and nobody else had heard it.
    pub readers: Vec<usize>,
}

/// An individual score that somebody gave.
#[derive(Debug)]
pub struct Given {
    /// The round.
    pub round: OpId,
    /// The organization.
    pub org: SpaceId,
    /// Its head.
    pub head: usize,
    /// The score, as it lies in the organization's space.
    pub sealed: SealedScore,
}

/// What the simulation knows beside the devices.
#[derive(Default)]
pub struct Oracle {
    /// The network, once founded.
    pub network: String,
    /// Alerts since the last check: where, code, text.
    pub alerts: Vec<(usize, String, String)>,
    /// A disk fails in the middle of this act.
    pub disk_may_fail: bool,
    /// Removals.
    pub removals: Vec<Removal>,
    /// Devices that sign what they may not.
    pub dishonest: BTreeSet<DeviceId>,
    /// Honest devices that signed, or will, two operations at one place.
    pub cloned: BTreeSet<DeviceId>,
    /// Removals that failed with their author's disk: what was written may be found again.
    pub doubts: Vec<Target>,
    /// Posts that were called saved: author, thread, post, text.
    pub posts: Vec<(usize, String, String, String)>,
    /// Threads of an organization's inner life, by its head.
    pub inner: BTreeMap<String, usize>,
    /// Spaces of several organizations: heads that were ever let in.
    pub shared: BTreeMap<SpaceId, BTreeSet<usize>>,
    /// Threads there.
    pub shared_threads: BTreeSet<String>,
    /// Spaces that forget, by the head of their organization.
    pub forgetful: BTreeMap<SpaceId, usize>,
    /// Persons who made such a space: they are members of it by themselves, whoever takes them
    /// out of their organization.
    pub makers: BTreeSet<usize>,
    /// What was said there.
    pub passing: Vec<Passing>,
    /// How much was said there: no two say the same.
    pub passed: u64,
    /// Individual scores.
    pub scores: Vec<Given>,
    /// Of how many of them it was tried at once who opens them.
    pub scores_tried: usize,
    /// What each organization, by its head, was told is shared of a round.
    pub shares: BTreeSet<(String, usize, &'static str)>,
    /// Changes of documents that are none.
    pub junk: u64,
    /// Second operations at one place that dishonest devices signed.
    pub forks: u64,
    /// Epochs whose secret was sealed to whom a removal took out.
    pub leaked: BTreeMap<EpochId, usize>,
    /// Ghost posts written so far.
    pub ghosts: u64,
    /// Content by its place: removals that its author knew when she wrote it.
    written: BTreeMap<(LogId, u64), BTreeSet<usize>>,
    ids: HashMap<(LogId, u64), OpId>,
    checked: HashMap<usize, HashMap<LogId, u64>>,
    /// Slots of each operation that each device had at the last look.
    slots: HashMap<(usize, OpId), usize>,
    /// Control operations that each device held at the last look.
    controls: HashMap<usize, usize>,
    judged: BTreeSet<OpId>,
    /// What decides the key of a content, and what was sealed with it.
    sealed_with: HashMap<ContentKey, OpId>,
    /// Encapsulations in slots, and the operation that each lies beside.
    encapsulations: HashMap<Vec<u8>, (OpId, Recipient)>,
    /// Epochs, and for whoever sealed under them the removals she knew.
    pub(crate) sealed: BTreeMap<EpochId, BTreeMap<DeviceId, BTreeSet<usize>>>,
    pub(crate) found: Option<(Broken, String)>,
    /// Of each device what was decided by the so many control operations that it held at the last
    /// look.
    pub(crate) decided: RefCell<HashMap<usize, (usize, BTreeSet<OpId>)>>,
}

impl Oracle {
    /// A session ended: among honest devices nobody misbehaves.
    pub fn ended(&mut self, end: SyncEnd) {
        if let SyncEnd::PeerMisbehaved(how) = end {
            self.found
                .get_or_insert((Broken::Internal, format!("a peer misbehaves: {how}")));
        }
    }

    /// A device was powered on anew: its memory is read again from its disk.
    pub fn forget(&mut self, at: usize) {
        self.checked.remove(&at);
        self.decided.borrow_mut().remove(&at);
        self.slots.retain(|(device, _), _| *device != at);
    }

    /// A request was answered with success: everything in the device's own logs is saved.
    pub fn saved(&mut self, _at: usize, device: &mut Device) {
        if device.is_broken() {
            return;
        }
        let Some(engine) = device.engine() else {
            return;
        };
        let graph = engine.replica().graph();
        let me = engine.replica().device();
        let mut logs = Vec::new();
        for space in graph.spaces() {
            for log in graph.logs_of(space).filter(|log| log.author == me) {
                let len = graph.len(&log);
                if let Some(id) = len.checked_sub(1).and_then(|seq| graph.id_at(&log, seq)) {
                    logs.push((log, (len, id)));
                }
            }
        }
        device.promises.logs.extend(logs);
    }

    /// What a device has written since the last call, it wrote knowing what it knows now.
    pub fn note_written(&mut self, replica: &Replica) {
        let (graph, author) = (replica.graph(), replica.device());
        for space in graph.spaces() {
            let log = LogId {
                space,
                author,
                lane: Lane::Content,
            };
            for seq in (0..graph.len(&log)).rev() {
                if self.written.contains_key(&(log, seq)) {
                    break;
                }
                let removals = self.removals.iter().enumerate();
                let holds = |op: &OpId| graph.control_index(op).is_some();
                let known = removals.filter(|(_, r)| r.is_known(holds));
                let known = known.map(|(number, _)| number).collect();
                self.written.insert((log, seq), known);
            }
        }
    }

    /// A frame leaves a device.
    pub fn frame_leaves(
        &mut self,
        at: usize,
        bytes: &[u8],
        replica: &Replica,
        promises: &mut Promises,
    ) {
        if bytes.len() > FRAME_BYTES_MAX {
            let text = format!("d{at} sends a frame of {} bytes", bytes.len());
            self.found.get_or_insert((Broken::Limit, text));
        }
        match Frame::decode(bytes) {
            Ok(Frame::Have { lines }) => {
                for line in lines {
                    let known = promises.acknowledged.entry(line.log).or_default();
                    *known = line.length.max(*known);
                }
            }
            Ok(Frame::Run { run }) => self.run_leaves(&run, replica),
            Ok(Frame::Slots { op, slots, .. }) => self.slots_leave(op, &slots),
            Ok(_) => {}
            Err(fault) => {
                let text = format!("d{at} sends what is no frame: {fault}");
                self.found.get_or_insert((Broken::Internal, text));
            }
        }
    }

    /// No two slots share what decides their key.
    fn slots_leave(&mut self, op: OpId, slots: &[PlacedSlot]) {
        for PlacedSlot { slot, .. } in slots {
            let shared = slot.sealed.get(..ENCAPSULATION_BYTES).unwrap_or_default();
            let own = (op, slot.recipient);
            let known = self.encapsulations.entry(shared.to_vec()).or_insert(own);
            if *known != own {
                let text = format!(
                    "two slots share a key: {} and {}",
                    known.0.short(),
                    op.short()
                );
                self.found.get_or_insert((Broken::KeyReuse, text));
            }
        }
    }

    /// An honest device may sign two operations at one place: it came back without what it wrote.
    pub fn may_fork(&mut self, device: DeviceId) {
        self.forks += 1;
        self.cloned.insert(device);
    }

    /// An organization may be let into a space again.
    pub fn let_in_again(&mut self, space: SpaceId, head: usize) {
        self.shared.entry(space).or_default().insert(head);
        for removal in &mut self.removals {
            removal.void |= removal.space == Some(space) && removal.target == Target::Org(head);
        }
    }

    /// Whether somebody was taken out of the network while spaces of several organizations exist.
    #[must_use]
    pub fn shares_with_outsiders(&self) -> bool {
        !self.shared.is_empty() && self.removals.iter().any(|removal| removal.space.is_none())
    }

    /// Whether somebody was ever taken out of a space of several.
    #[must_use]
    pub fn was_left(&self, space: SpaceId) -> bool {
        let mut removals = self.removals.iter();
        removals.any(|removal| removal.space == Some(space))
    }

    /// Whether two organizations, by their heads, were ever in one space beside the network: who is
    /// taken out of the network stays in there.
    #[must_use]
    pub fn share(&self, a: usize, b: usize) -> bool {
        let mut spaces = self.shared.values();
        spaces.any(|heads| heads.contains(&a) && heads.contains(&b))
    }

    /// Places of an author's logs that are known.
    pub(crate) fn places_of(&self, author: DeviceId) -> Vec<(LogId, u64)> {
        let places = self.ids.keys().chain(self.written.keys());
        places
            .filter(|(log, _)| log.author == author)
            .copied()
            .collect()
    }

    /// Forgets an author's places from a length on.
    pub(crate) fn forget_places(&mut self, author: DeviceId, len: impl Fn(&LogId) -> u64) {
        let kept = |log: &LogId, seq: u64| log.author != author || seq < len(log);
        self.ids.retain(|(log, seq), _| kept(log, *seq));
        self.written.retain(|(log, seq), _| kept(log, *seq));
    }

    /// Whom the removals are about that the author of a post knew when she wrote it.
    pub(crate) fn known_when_written(&self, post: &str) -> impl Iterator<Item = Target> + '_ {
        let mut places = self.ids.iter();
        let place = places.find(|(_, id)| id.to_hex() == post);
        let known = place.and_then(|(place, _)| self.written.get(place));
        let known = known.into_iter().flatten();
        known.filter_map(|number| Some(self.removals.get(*number)?.target))
    }

    /// Ids of an author's operations that are known, in hex.
    pub(crate) fn ids_of(&self, author: DeviceId) -> BTreeSet<String> {
        let own = self.ids.iter().filter(|((log, _), _)| log.author == author);
        own.map(|(_, id)| id.to_hex()).collect()
    }

    fn run_leaves(&mut self, bytes: &[u8], replica: &Replica) {
        let Ok(signed) = SignedRun::decode(bytes) else {
            return;
        };
        if signed.log().lane != Lane::Content || self.dishonest.contains(&signed.log().author) {
            return;
        }
        let Ok(run) = signed.trust_own_store() else {
            return;
        };
        let graph = replica.graph();
        for op in run.ops() {
            let (Some(epoch), Some(past)) = (op.header.epoch, graph.after(&op.op_ref())) else {
                continue;
            };
            if !self.judged.insert(op.id) {
                continue;
            }
            let mut known = BTreeSet::new();
            for (number, removal) in self.removals.iter().enumerate() {
                let knew = |op: &OpId| {
                    let index = graph.control_index(op);
                    index.is_some_and(|index| graph.pasts().contains(past, index))
                };
                if removal.is_known(knew) {
                    known.insert(number);
                }
            }
            let place = (op.header.log, op.header.seq);
            if !self.cloned.contains(&op.header.log.author) {
                known.extend(self.written.get(&place).into_iter().flatten());
            }
            let removals = &self.removals;
            known.retain(|number| {
                let space = removals.get(*number).and_then(|removal| removal.space);
                match space {
                    Some(space) => space == op.header.log.space,
                    None => !self.shared.contains_key(&op.header.log.space),
                }
            });
            let key = (epoch, place, op.header.prev, op.salt);
            if *self.sealed_with.entry(key).or_insert(op.id) != op.id {
                let text = format!(
                    "d{} seals two texts with one key",
                    op.header.log.author.short()
                );
                self.found.get_or_insert((Broken::KeyReuse, text));
            }
            if let Some(number) = self.leaked.get(&epoch)
                && known.contains(number)
            {
                let text = format!(
                    "{} writes under an epoch that was sealed to somebody whose removal she knew",
                    op.header.log.author.short()
                );
                self.found.get_or_insert((Broken::Exclusion, text));
            }
            let author = op.header.log.author;
            self.sealed.entry(epoch).or_default().insert(author, known);
        }
    }

    /// Whether a device holds as many control operations as at the last look.
    pub(crate) fn knows_controls(&self, at: usize, graph: &Graph) -> bool {
        self.controls.get(&at) == Some(&graph.controls().len())
    }

    /// Looks at slots that a device took since the last look: each belongs to its operation.
    pub(crate) fn look_at_slots(&mut self, at: usize, replica: &Replica) -> Option<String> {
        for info in replica.epochs().iter() {
            let known = self.slots.entry((at, info.op)).or_default();
            if *known == info.slots.len() {
                continue;
            }
            *known = info.slots.len();
            let mut slots = info.slots.values();
            if let Some(slot) = slots.find(|slot| slot.check(&info.header).is_err()) {
                let (op, place) = (info.op.short(), slot.place);
                return Some(format!(
                    "d{at} took slot {place} of {op}, which is none of it"
                ));
            }
        }
        None
    }

    /// Looks at what a device took in since the last look: one place of one honest log holds one
    /// operation, everywhere and for ever.
    pub(crate) fn look_at_logs(&mut self, at: usize, replica: &Replica) -> Option<String> {
        let graph = replica.graph();
        self.controls.insert(at, graph.controls().len());
        let checked = self.checked.entry(at).or_default();
        for space in graph.spaces() {
            for log in graph.logs_of(space) {
                if self.dishonest.contains(&log.author) || self.cloned.contains(&log.author) {
                    continue;
                }
                let known = checked.entry(log).or_default();
                // A failed write may have taken back what was looked at.
                *known = (*known).min(graph.len(&log));
                while *known < graph.len(&log) {
                    let seq = *known;
                    *known += 1;
                    let Some(id) = graph.id_at(&log, seq) else {
                        break;
                    };
                    if *self.ids.entry((log, seq)).or_insert(id) != id {
                        return Some(format!(
                            "d{at} holds another operation at place {seq} of a log of {}",
                            log.author.short()
                        ));
                    }
                }
            }
        }
        None
    }
}
