//! What must hold: after every step, after every crash, and at rest. The checkers see every device
//! and know what really happened; none of them asks the code under test whether it was right.

mod rest;
mod scores;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use asamblea_node::api::{PostRow, Reply, Request};
use asamblea_protocol::id::{DeviceId, EpochId, OpId, SpaceId};
use asamblea_protocol::limits::HELD_OPS_MAX;
use asamblea_protocol::membership::Status;
use asamblea_protocol::op::{Lane, LogId};

pub use self::scores::NOTE;
use crate::cluster::Cluster;
use crate::device::{Part, Standing};
use crate::oracle::{Removal, Target};
use crate::report::{Broken, Violation};

/// Words that begin every post which nobody may show.
pub const GHOST: &str = "fantasma";

impl Cluster {
    /// What must hold after every step.
    ///
    /// # Errors
    ///
    /// The first broken promise.
    pub fn check_step(&mut self) -> Result<(), Violation> {
        if let Some((broken, text)) = self.oracle.found.take() {
            return Err(self.violation(broken, text));
        }
        for (at, code, text) in std::mem::take(&mut self.oracle.alerts) {
            let broken = match code.as_str() {
                "fork" if self.oracle.forks == 0 => Broken::Fork,
                "damaged" if !self.devices[at].wounded => Broken::SavedLost,
                "set_back" if !self.may_be_set_back(at) => Broken::SavedLost,
                "forged" if self.oracle.junk > 0 => continue,
                "forged" | "forged_edition" => Broken::Internal,
                _ => continue,
            };
            return Err(self.violation(broken, format!("d{at} raises {code}: {text}")));
        }
        for at in 0..self.devices.len() {
            self.check_held(at)?;
            self.check_carrier(at)?;
        }
        self.check_gates()?;
        self.check_exclusion()?;
        self.check_scores()
    }

    /// Whether others may bring a device what it signed and does not hold: its disk was set back
    /// or damaged, a copy of it was made, or it says what no program says.
    fn may_be_set_back(&self, at: usize) -> bool {
        let device = &self.devices[at];
        let copied = self.oracle.cloned.contains(&device.id());
        let dishonest = device.dishonest || self.oracle.dishonest.contains(&device.id());
        device.set_back || device.wounded || copied || dishonest
    }

    /// A carrier holds no key that anybody honest made.
    fn check_carrier(&self, at: usize) -> Result<(), Violation> {
        let device = &self.devices[at];
        let replica = device.engine().map(|engine| engine.replica());
        let Some(replica) = replica.filter(|_| device.part == Part::Carrier) else {
            return Ok(());
        };
        let ring = replica.ring();
        let epochs = replica.epochs().iter();
        let honest = epochs.filter(|info| !self.oracle.dishonest.contains(&info.author));
        let mut ids = honest.map(|info| info.header.id);
        if let Some(id) = ids.find(|id| ring.is_some_and(|ring| ring.get(id).is_some())) {
            let text = format!("d{at} carries, and opens epoch {id:?}");
            return Err(self.violation(Broken::Leak, text));
        }
        Ok(())
    }

    /// What a device took in since the last look. Beside what it is asked and told it writes
    /// control operations alone, of its own accord.
    fn check_held(&mut self, at: usize) -> Result<(), Violation> {
        let device = &mut self.devices[at];
        // A broken one reads its journal again before it is looked at.
        device.stirred |= device.is_broken();
        let Some(engine) = device.engine().filter(|engine| !engine.is_broken()) else {
            return Ok(());
        };
        let graph = engine.replica().graph();
        if !device.stirred && self.oracle.knows_controls(at, graph) {
            return Ok(());
        }
        if let Some(text) = self.oracle.look_at_logs(at, engine.replica()) {
            return Err(self.violation(Broken::Fork, text));
        }
        if let Some(text) = self.oracle.look_at_slots(at, engine.replica()) {
            return Err(self.violation(Broken::Slots, text));
        }
        let held: usize = graph.spaces().map(|space| graph.held_in(space)).sum();
        if held > HELD_OPS_MAX {
            let text = format!("d{at} holds {held} operations that wait");
            return Err(self.violation(Broken::Limit, text));
        }
        self.devices[at].stirred = false;
        Ok(())
    }

    /// Nobody whose removal the author knew can open what she wrote. Whoever was taken out herself
    /// and writes on, for herself, counts for nothing.
    fn check_exclusion(&self) -> Result<(), Violation> {
        for (epoch, authors) in &self.oracle.sealed {
            for (author, removals) in authors {
                let author = self
                    .devices
                    .iter()
                    .position(|device| device.id() == *author);
                let removals = removals
                    .iter()
                    .filter_map(|number| self.oracle.removals.get(*number));
                for removal in removals.filter(|removal| !removal.void) {
                    let out = |at: usize| removal.target.covers(at, &self.devices[at]);
                    if !author.is_some_and(out) {
                        self.check_excluded(epoch, removal)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn check_excluded(&self, epoch: &EpochId, removal: &Removal) -> Result<(), Violation> {
        for (at, device) in self.devices.iter().enumerate() {
            let ring = device
                .engine()
                .filter(|_| removal.target.covers(at, device))
                .and_then(|engine| engine.replica().ring());
            let info = device
                .engine()
                .and_then(|engine| engine.replica().epochs().get(epoch));
            let forgets = info.is_some_and(|info| self.oracle.forgetful.contains_key(&info.space));
            // Whoever made a space is a member of it by herself.
            if forgets && self.oracle.makers.contains(&device.person) {
                continue;
            }
            if ring.is_some_and(|ring| ring.get(epoch).is_some()) {
                let text = format!(
                    "d{at} was taken out, its removal was known, and it opens epoch {epoch:?}"
                );
                return Err(self.violation(Broken::Exclusion, text));
            }
        }
        Ok(())
    }

    /// No gate lets in whom its node knows to be taken out. Whoever went with her is not asked.
    fn check_gates(&self) -> Result<(), Violation> {
        for (at, device) in self.devices.iter().enumerate() {
            let Some(engine) = device.engine().filter(|_| !device.is_broken()) else {
                continue;
            };
            let graph = engine.replica().graph();
            let removals = self.oracle.removals.iter();
            for removal in removals.filter(|r| r.space.is_none() && r.with.is_none() && !r.void) {
                let target = removal.target;
                if target.covers(at, device) || graph.control_index(&removal.op).is_none() {
                    continue;
                }
                let out = self.devices.iter().enumerate();
                let mut out = out.filter(|(other, out)| {
                    target.covers(*other, out)
                        && (!self.is_heard(*other, target) || self.is_decided(at, &removal.op))
                        && !self.oracle.makers.contains(&out.person)
                        && !self.oracle.share(device.head, out.head)
                        // Barred from an organization she goes on sharing her person's own space.
                        && device.person != out.person
                });
                // Who is just being told that she is out is let in for seconds more.
                let is_told = |key: &_| engine.parting().any(|parting| parting == *key);
                let let_in = out.find(|(_, out)| {
                    let key = out.own_transport();
                    device.gate.contains(&key) && !is_told(&key)
                });
                if let Some((out, _)) = let_in {
                    let text = format!("d{at} lets d{out} in, whom it knows to be taken out");
                    return Err(self.violation(Broken::Gate, text));
                }
            }
        }
        Ok(())
    }

    /// Whether by what a device holds a second word decided what an operation says.
    fn is_decided(&self, at: usize, op: &OpId) -> bool {
        let Some(replica) = self.devices[at].engine().map(|engine| engine.replica()) else {
            return false;
        };
        let ops = replica.graph().controls();
        let mut known = self.oracle.decided.borrow_mut();
        let (count, decided) = known.entry(at).or_default();
        if *count != ops.len() {
            let membership = self.members_of(replica);
            let restrictions = membership.restrictions().iter();
            let settled = restrictions.filter(|r| r.status == Status::Decided);
            let settled = settled.filter_map(|r| ops.get(r.index).map(|op| op.op.id));
            (*count, *decided) = (ops.len(), settled.collect());
        }
        decided.contains(op)
    }

    /// Whether one word only suspends a device (R4): an accused coordinator keeps her word, so
    /// gates stay open for her. Words that were compared while somebody else took her out count:
    /// they made her a coordinator before that was known.
    fn is_heard(&self, at: usize, target: Target) -> bool {
        let confirmed = |at: usize| self.devices[at].confirmed;
        let coordinates = |at: usize| confirmed(at) && self.devices[at].coordinator;
        match target {
            // An organization coordinates nothing in the network, unless it was given the office.
            Target::Org(_) => self.was_offered(target),
            Target::Person(first) => coordinates(first) && confirmed(at),
            Target::Device(_) => confirmed(at),
        }
    }

    /// The inner life of an organization lies on its own devices alone.
    fn check_leaks(&self) -> Result<(), Violation> {
        let heads: HashMap<DeviceId, usize> = self
            .devices
            .iter()
            .map(|device| (device.id(), device.head))
            .collect();
        // A device that lost the network's first operation does not know what it is.
        let network = SpaceId::from_hex(&self.network());
        for (at, device) in self.devices.iter().enumerate() {
            let Some(engine) = device.engine() else {
                continue;
            };
            let graph = engine.replica().graph();
            let inner = graph.spaces().filter(|space| Some(*space) != network);
            for log in inner.flat_map(|space| graph.logs_of(space)) {
                let head = heads.get(&log.author);
                let shared = self.oracle.shared.get(&log.space);
                let hers = match shared {
                    Some(heads) => heads.contains(&device.head),
                    None => head.is_none_or(|head| *head == device.head),
                };
                if log.lane == Lane::Content && !hers {
                    let text = format!("d{at} holds what {} wrote inside", log.author.short());
                    return Err(self.violation(Broken::Leak, text));
                }
            }
        }
        Ok(())
    }

    /// Whatever a device was told is saved, and told others that it holds, is there after a crash.
    ///
    /// # Errors
    ///
    /// What is not.
    pub fn check_promises(&mut self, at: usize) -> Result<(), Violation> {
        self.oracle.forget(at);
        let device = &mut self.devices[at];
        let Some(engine) = device.engine() else {
            return Ok(());
        };
        let graph = engine.replica().graph();
        let lost = device.promises.logs.iter().find(|(log, (len, id))| {
            len.checked_sub(1).and_then(|seq| graph.id_at(log, seq)) != Some(*id)
        });
        if let Some((log, (len, _))) = lost {
            let text = format!(
                "d{at} was told that {len} operations of its own {:?} log in {} are saved; {} are there",
                log.lane,
                log.space.short(),
                graph.len(log)
            );
            return Err(self.violation(Broken::SavedLost, text));
        }
        // Of a forked log any branch may have been meant.
        let longest = |log: &LogId| {
            let branches = graph.branches_of(log);
            let lens = branches.map(|branch| graph.branch_len(&branch));
            lens.max().unwrap_or(0)
        };
        let unheld = device
            .promises
            .acknowledged
            .iter()
            .find(|(log, len)| longest(log) < **len);
        if let Some((log, len)) = unheld {
            let text = format!(
                "d{at} told others that it holds {len} operations of a {:?} log of {}; it holds {}",
                log.lane,
                log.author.short(),
                graph.len(log)
            );
            return Err(self.violation(Broken::AcknowledgedLost, text));
        }
        self.read_back(at)
    }

    /// Posts and the draft are read back as a person would.
    fn read_back(&mut self, at: usize) -> Result<(), Violation> {
        let promised = std::mem::take(&mut self.devices[at].promises.posts);
        let mut threads: BTreeMap<String, Vec<PostRow>> = BTreeMap::new();
        for (thread, post, text) in &promised {
            if !threads.contains_key(thread) {
                threads.insert(thread.clone(), self.posts_of(at, thread));
            }
            let shown = threads
                .get(thread)
                .is_some_and(|rows| rows.iter().any(|row| row.id == *post && row.body == *text));
            // Somebody who was taken out may find her late words set aside; they are still held.
            let is_in = self.devices[at].standing == Standing::Member;
            let lost = !shown && is_in && !self.may_lie_aside(at, post);
            if lost && !self.says_it_waits(at, thread) {
                let unopened = self.devices[at].engine().map_or(0, |engine| {
                    let replica = engine.replica();
                    let spaces = replica.graph().spaces();
                    spaces.map(|space| replica.unopened_in(space)).sum()
                });
                let text = format!(
                    "d{at} does not show its own saved post {text:?} of thread {thread:.8}; \
                     {unopened} operations are not opened"
                );
                return Err(self.violation(Broken::SavedLost, text));
            }
        }
        let device = &mut self.devices[at];
        device.promises.posts = promised;
        let doubts = std::mem::take(&mut device.promises.drafts_in_doubt);
        let wanted = device.promises.draft.clone();
        let key = "sim".to_owned();
        let now_ms = self.now_ms;
        let found = device
            .engine_at(now_ms)
            .map(|engine| engine.request(Request::DraftGet { key }));
        if let Some(Ok(Reply::Draft(found))) = found {
            let found = found.unwrap_or_default();
            let known = !std::mem::take(&mut device.promises.draft_unknown);
            if known && found != wanted && !doubts.contains(&found) {
                let text =
                    format!("d{at} was told that draft {wanted:?} is saved; it has {found:?}");
                return Err(self.violation(Broken::SavedLost, text));
            }
            device.promises.draft = found;
        }
        Ok(())
    }

    /// Whether a device says that a thread lies aside, and that answers to it wait there: whoever
    /// began it was taken out with a cut.
    pub(crate) fn says_it_waits(&mut self, at: usize, thread: &str) -> bool {
        let now_ms = self.now_ms;
        let asked = Request::AsideList { space: None };
        let engine = self.devices[at].engine_at(now_ms);
        let reply = engine.map(|engine| engine.request(asked));
        let Some(Ok(Reply::Aside(rows))) = reply else {
            return false;
        };
        rows.iter().any(|row| {
            row.id == thread && row.waiting > 0 && matches!(&*row.why, "cut" | "removed")
        })
    }

    /// The posts that a device shows of a thread.
    pub fn posts_of(&mut self, at: usize, thread: &str) -> Vec<PostRow> {
        let now_ms = self.now_ms;
        let id = thread.to_owned();
        let reply = self.devices[at]
            .engine_at(now_ms)
            .map(|engine| engine.request(Request::ThreadShow { id }));
        match reply {
            Some(Ok(Reply::Posts { posts, .. })) => posts,
            _ => Vec::new(),
        }
    }

    /// Devices whose agreement counts: on, honest, members, with memory and disk in step.
    #[must_use]
    pub fn honest_members(&self) -> Vec<usize> {
        (0..self.devices.len())
            .filter(|at| {
                let device = &self.devices[*at];
                device.is_on()
                    && !device.is_broken()
                    && !device.dishonest
                    && device.standing == Standing::Member
                    && device.engine().is_some_and(|engine| !engine.is_locked())
            })
            .collect()
    }

    /// Those of them who read: all but carriers.
    #[must_use]
    pub fn honest_readers(&self) -> Vec<usize> {
        let mut readers = self.honest_members();
        readers.retain(|at| self.devices[*at].part != Part::Carrier);
        readers
    }

    /// Two that hold the same show the same, and nobody shows a ghost.
    ///
    /// # Errors
    ///
    /// The first broken promise.
    pub fn check_shown(&mut self) -> Result<(), Violation> {
        self.check_leaks()?;
        self.check_ghosts()?;
        self.check_shared()?;
        let mut alike: BTreeMap<(Vec<u8>, String), Vec<usize>> = BTreeMap::new();
        for at in self.honest_readers() {
            if let Some(key) = self.everything_held(at) {
                alike.entry(key).or_default().push(at);
            }
        }
        for ((_, space), devices) in alike {
            // One alone is compared with nobody.
            let [_, _, ..] = devices.as_slice() else {
                continue;
            };
            let mut known: Option<(usize, String)> = None;
            for at in devices {
                let Some(hash) = self.state_hashes(at).remove(&space) else {
                    continue;
                };
                let (other, theirs) = known.get_or_insert((at, hash.clone()));
                if *theirs != hash {
                    let text =
                        format!("d{at} and d{other} hold the same and show different things");
                    return Err(self.violation(Broken::Divergence, text));
                }
            }
        }
        Ok(())
    }

    /// Names everything that decides what a device shows of the network: all of its content, and
    /// the members of every space under it. Nothing while some of it cannot be opened yet.
    fn everything_held(&mut self, at: usize) -> Option<(Vec<u8>, String)> {
        let replica = self.devices[at].engine()?.replica();
        let network = replica.directory().network()?;
        let graph = replica.graph();
        if replica.unopened_in(network) > 0 || graph.held_in(network) > 0 {
            return None;
        }
        let mut key = graph.root(network, true).as_bytes().to_vec();
        for space in graph.spaces() {
            key.extend_from_slice(space.as_bytes());
            key.extend_from_slice(graph.root(space, false).as_bytes());
        }
        Some((key, network.to_hex()))
    }

    fn state_hashes(&mut self, at: usize) -> BTreeMap<String, String> {
        let now_ms = self.now_ms;
        let reply = self.devices[at]
            .engine_at(now_ms)
            .map(|engine| engine.request(Request::Status));
        match reply {
            Some(Ok(Reply::Status(status))) => status
                .spaces
                .into_iter()
                .map(|space| (space.id, space.state_hash))
                .collect(),
            _ => BTreeMap::new(),
        }
    }

    fn check_ghosts(&mut self) -> Result<(), Violation> {
        if self.oracle.ghosts == 0 {
            return Ok(());
        }
        let threads: BTreeSet<String> = self
            .oracle
            .posts
            .iter()
            .map(|post| post.1.clone())
            .collect();
        for at in self.honest_readers() {
            for thread in &threads {
                let posts = self.posts_of(at, thread);
                if let Some(row) = posts.iter().find(|row| row.body.starts_with(GHOST)) {
                    let text = format!("d{at} shows {:?}, whose author could not write", row.body);
                    return Err(self.violation(Broken::Ghost, text));
                }
            }
        }
        Ok(())
    }
}
