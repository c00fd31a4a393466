//! What must hold: after every step, after every crash, and at rest. The checkers see every device
//! and know what really happened; none of them asks the code under test whether it was right.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use asamblea_node::api::{PostRow, Reply, Request};
use asamblea_protocol::id::{DeviceId, EpochId, OpId, SpaceId};
use asamblea_protocol::membership::Membership;
use asamblea_protocol::limits::{FRAME_BYTES_MAX, HELD_OPS_MAX};
use asamblea_protocol::op::{Lane, LogId, Role, SignedRun};
use asamblea_protocol::replica::Replica;
use asamblea_protocol::sync::{Frame, SyncEnd};

use crate::cluster::Cluster;
use crate::device::{Device, Promises, Standing};
use crate::report::{Broken, Violation};

/// Words that begin every post which nobody may show.
pub const GHOST: &str = "fantasma";

/// Whom a removal takes out.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Target {
    /// Every device of an organization, by its head.
    Org(usize),
    /// One device.
    Device(usize),
}

impl Target {
    /// Whether a device is taken out by it.
    #[must_use]
    pub fn covers(self, at: usize, device: &Device) -> bool {
        match self {
            Self::Org(head) => device.head == head,
            Self::Device(only) => at == only,
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
    /// Removals that failed with their author's disk: what was written may be found again.
    pub doubts: Vec<Target>,
    /// Posts that were called saved: author, thread, post, text.
    pub posts: Vec<(usize, String, String, String)>,
    /// Ghost posts written so far.
    pub ghosts: u64,
    ids: HashMap<(LogId, u64), OpId>,
    checked: HashMap<usize, HashMap<LogId, u64>>,
    judged: BTreeSet<OpId>,
    /// Epochs, and the removals that whoever sealed under them knew.
    sealed: BTreeMap<EpochId, BTreeSet<usize>>,
    found: Option<(Broken, String)>,
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
            Ok(_) => {}
            Err(fault) => {
                let text = format!("d{at} sends what is no frame: {fault}");
                self.found.get_or_insert((Broken::Internal, text));
            }
        }
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
            for (number, removal) in self.removals.iter().enumerate() {
                let known = graph
                    .control_index(&removal.op)
                    .is_some_and(|index| graph.pasts().contains(past, index));
                if known {
                    self.sealed.entry(epoch).or_default().insert(number);
                }
            }
        }
    }

    /// Looks at what a device took in since the last look: one place of one honest log holds one
    /// operation, everywhere and for ever.
    fn look_at_logs(&mut self, at: usize, replica: &Replica) -> Option<String> {
        let graph = replica.graph();
        let checked = self.checked.entry(at).or_default();
        for space in graph.spaces() {
            for log in graph.logs_of(space) {
                if self.dishonest.contains(&log.author) {
                    continue;
                }
                let known = checked.entry(log).or_default();
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
                "fork" => Broken::Fork,
                "damaged" => Broken::SavedLost,
                "forged" | "forged_edition" => Broken::Internal,
                _ => continue,
            };
            return Err(self.violation(broken, format!("d{at} raises {code}: {text}")));
        }
        for at in 0..self.devices.len() {
            let device = &self.devices[at];
            let Some(engine) = device.engine().filter(|_| !device.is_broken()) else {
                continue;
            };
            let replica = engine.replica();
            if let Some(text) = self.oracle.look_at_logs(at, replica) {
                return Err(self.violation(Broken::Fork, text));
            }
            let held: usize = replica
                .graph()
                .spaces()
                .map(|space| replica.graph().held_in(space))
                .sum();
            if held > HELD_OPS_MAX {
                let text = format!("d{at} holds {held} operations that wait");
                return Err(self.violation(Broken::Limit, text));
            }
        }
        self.check_exclusion()
    }

    /// Nobody whose removal the author knew can open what she wrote.
    fn check_exclusion(&self) -> Result<(), Violation> {
        for (epoch, removals) in &self.oracle.sealed {
            for removal in removals
                .iter()
                .filter_map(|at| self.oracle.removals.get(*at))
            {
                for (at, device) in self.devices.iter().enumerate() {
                    let ring = device
                        .engine()
                        .filter(|_| removal.target.covers(at, device))
                        .and_then(|engine| engine.replica().ring());
                    if ring.is_some_and(|ring| ring.get(epoch).is_some()) {
                        let text = format!(
                            "d{at} was taken out, its removal was known, and it opens epoch {epoch:?}"
                        );
                        return Err(self.violation(Broken::Exclusion, text));
                    }
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
        let unheld = device
            .promises
            .acknowledged
            .iter()
            .find(|(log, len)| graph.len(log) < **len);
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
            if !shown && self.devices[at].standing == Standing::Member {
                let text = format!("d{at} does not show its own saved post {text:?}");
                return Err(self.violation(Broken::SavedLost, text));
            }
        }
        let device = &mut self.devices[at];
        device.promises.posts = promised;
        let doubt = device.promises.draft_in_doubt.take();
        let wanted = device.promises.draft.clone();
        let key = "sim".to_owned();
        let now_ms = self.now_ms;
        let found = device
            .engine_at(now_ms)
            .map(|engine| engine.request(Request::DraftGet { key }));
        if let Some(Ok(Reply::Draft(found))) = found {
            let found = found.unwrap_or_default();
            if found != wanted && Some(&found) != doubt.as_ref() {
                let text =
                    format!("d{at} was told that draft {wanted:?} is saved; it has {found:?}");
                return Err(self.violation(Broken::SavedLost, text));
            }
            device.promises.draft = found;
        }
        Ok(())
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

    /// Two that hold the same show the same, and nobody shows a ghost.
    ///
    /// # Errors
    ///
    /// The first broken promise.
    pub fn check_shown(&mut self) -> Result<(), Violation> {
        self.check_ghosts()?;
        let mut known: BTreeMap<Vec<u8>, (usize, String)> = BTreeMap::new();
        for at in self.honest_members() {
            let Some((key, space)) = self.everything_held(at) else {
                continue;
            };
            let Some(hash) = self.state_hashes(at).remove(&space) else {
                continue;
            };
            match known.get(&key) {
                Some((other, theirs)) if *theirs != hash => {
                    let text =
                        format!("d{at} and d{other} hold the same and show different things");
                    return Err(self.violation(Broken::Divergence, text));
                }
                Some(_) => {}
                None => {
                    known.insert(key, (at, hash));
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
        for at in self.honest_members() {
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

    /// What must hold once there is nothing left to say.
    ///
    /// # Errors
    ///
    /// The first broken promise.
    pub fn check_rest(&mut self) -> Result<(), Violation> {
        self.check_step()?;
        self.resolve_doubts();
        self.note_stranded();
        self.check_shown()?;
        self.check_standing()?;
        let members = self.honest_members();
        let mut shown: BTreeMap<String, (usize, String)> = BTreeMap::new();
        for at in &members {
            self.check_opened(*at)?;
            for (space, hash) in self.state_hashes(*at) {
                match shown.get(&space) {
                    Some((other, theirs)) if *theirs != hash => {
                        let text = format!("at rest d{at} and d{other} differ in space {space:.8}");
                        return Err(self.violation(Broken::Convergence, text));
                    }
                    Some(_) => {}
                    None => {
                        shown.insert(space, (*at, hash));
                    }
                }
            }
        }
        self.check_posts(&members)
    }

    /// The roles of all devices in the network, as the Secretariat sees them.
    fn roles_seen(&self) -> Option<Vec<Role>> {
        let replica = self.devices.first()?.engine()?.replica();
        let network = replica.directory().network()?;
        let graph = replica.graph();
        let pasts = graph.pasts();
        let roles = Membership::evaluate(graph.controls(), pasts).roles(graph.controls(), pasts);
        let devices = self.devices.iter();
        Some(
            devices
                .map(|device| roles.role(device.id(), network))
                .collect(),
        )
    }

    /// A removal whose author heard that it failed was saved all the same.
    fn resolve_doubts(&mut self) {
        let roles = self.roles_seen().unwrap_or_default();
        for (at, role) in roles.into_iter().enumerate() {
            let device = &mut self.devices[at];
            let mut doubts = self.oracle.doubts.iter();
            let doubted = doubts.any(|target| target.covers(at, device));
            if doubted && role == Role::None && device.standing != Standing::Refused {
                device.standing = Standing::Removed;
            }
        }
    }

    /// Whoever entered over devices that were taken out before they met anybody needs another
    /// invitation.
    fn note_stranded(&mut self) {
        let roles = self.roles_seen().unwrap_or_default();
        for (at, role) in roles.into_iter().enumerate() {
            let device = &self.devices[at];
            let mut witnesses = device.witnesses.iter();
            let forgotten = !device.witnesses.is_empty()
                && witnesses.all(|other| self.devices[*other].standing != Standing::Member);
            if forgotten && role == Role::None && device.standing == Standing::Member {
                self.devices[at].standing = Standing::Stranded;
            }
        }
    }

    /// The Secretariat sees everyone as they stand.
    fn check_standing(&mut self) -> Result<(), Violation> {
        let roles = self.roles_seen().unwrap_or_default();
        for (at, role) in roles.into_iter().enumerate() {
            let standing = self.devices[at].standing;
            let right = match standing {
                Standing::Member => role >= Role::Read,
                Standing::Removed | Standing::Refused | Standing::Stranded => role == Role::None,
                Standing::Joining => true,
            };
            if !right {
                let text = format!("d{at} is {standing:?} and has the role {role:?}");
                return Err(self.violation(Broken::Inclusion, text));
            }
        }
        Ok(())
    }

    /// A reader opens everything that she may read.
    fn check_opened(&self, at: usize) -> Result<(), Violation> {
        let Some(engine) = self.devices[at].engine() else {
            return Ok(());
        };
        let replica = engine.replica();
        let graph = replica.graph();
        let spaces: Vec<SpaceId> = graph.spaces().collect();
        for space in spaces {
            let (unopened, held) = (replica.unopened_in(space), graph.held_in(space));
            if unopened > 0 || held > 0 {
                let text = format!(
                    "at rest d{at} cannot open {unopened} operations of space {}, {held} wait",
                    space.short()
                );
                return Err(self.violation(Broken::Inclusion, text));
            }
        }
        Ok(())
    }

    /// Every member shows every post that a member was told is saved.
    fn check_posts(&mut self, members: &[usize]) -> Result<(), Violation> {
        let posts: Vec<_> = self
            .oracle
            .posts
            .iter()
            .filter(|(author, ..)| members.contains(author))
            .cloned()
            .collect();
        let threads: BTreeSet<&String> = posts.iter().map(|post| &post.1).collect();
        for at in members {
            let mut shown: BTreeMap<String, String> = BTreeMap::new();
            for thread in &threads {
                let rows = self.posts_of(*at, thread);
                shown.extend(rows.into_iter().map(|row| (row.id, row.body)));
            }
            let missing = posts
                .iter()
                .find(|(_, _, post, text)| shown.get(post) != Some(text));
            if let Some((author, _, _, text)) = missing {
                let text = format!("at rest d{at} does not show {text:?} of d{author}");
                return Err(self.violation(Broken::Inclusion, text));
            }
        }
        Ok(())
    }
}
