//! What happens: people's acts, faults of links, disks, power and clocks, drawn from the seed.

use std::panic::{AssertUnwindSafe, catch_unwind};

use asamblea_node::api::{ErrorKind, Reply, Request};
use asamblea_protocol::content::{Content, Post};
use asamblea_protocol::id::OpId;
use asamblea_protocol::op::{Header, Lane, LogId, OpDraft, OpRef, SUITE, VERSION, VerifiedRun};
use asamblea_protocol::sync::Frame;
use asamblea_protocol::time::WallTime;

use crate::check::{GHOST, Removal, Target};
use crate::cluster::{Cluster, Numbers, Settings};
use crate::device::{Part, Standing};
use crate::faults::Fault;
use crate::net::UNDER_WAY_MAX;
use crate::report::{Broken, Outcome, Violation};

/// A wall clock jumps at most so far.
const CLOCK_JUMP_MS: u64 = 10 * 365 * 86_400_000;
/// Devices that ever were, beyond those of the beginning: so that a run ends.
const LATER_DEVICES_MAX: usize = 3;
/// Steps between two looks at what devices show.
const LOOK_STEPS: u32 = 10;

/// What one step may do, and how often in a hundred steps.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Act {
    Post,
    Edit,
    Read,
    Draft,
    NewThread,
    Connect,
    Cut,
    Stall,
    Flow,
    Partition,
    Heal,
    Crash,
    CrashInAct,
    Dark,
    Light,
    Clock,
    FullDisk,
    FailedSync,
    Mend,
    Remove,
    Invite,
    Ghost,
    Lock,
    Verify,
    Wait,
}

const ACTS: [(Act, u64); 25] = [
    (Act::Post, 20),
    (Act::Edit, 6),
    (Act::Read, 3),
    (Act::Draft, 2),
    (Act::NewThread, 1),
    (Act::Connect, 24),
    (Act::Cut, 7),
    (Act::Stall, 3),
    (Act::Flow, 3),
    (Act::Partition, 2),
    (Act::Heal, 4),
    (Act::Crash, 2),
    (Act::CrashInAct, 2),
    (Act::Dark, 1),
    (Act::Light, 4),
    (Act::Clock, 2),
    (Act::FullDisk, 2),
    (Act::FailedSync, 1),
    (Act::Mend, 4),
    (Act::Remove, 2),
    (Act::Invite, 2),
    (Act::Ghost, 2),
    (Act::Lock, 1),
    (Act::Verify, 1),
    (Act::Wait, 4),
];

/// Runs one bad day from its seed, to its end or to the first broken promise. A panic of the code
/// under test is a broken promise, too.
#[must_use]
pub fn run(settings: Settings) -> Outcome {
    let mut cluster = Cluster::new(settings);
    let result = catch_unwind(AssertUnwindSafe(|| {
        cluster.begin()?;
        cluster.live()
    }));
    let violation = match result {
        Ok(result) => result.err(),
        Err(panic) => {
            let text = panic
                .downcast_ref::<String>()
                .cloned()
                .or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
            Some(cluster.violation(Broken::Panic, text.unwrap_or_default()))
        }
    };
    Outcome {
        seed: settings.seed,
        trace: cluster.story.hash(),
        acts: cluster.acts,
        frames: cluster.frames,
        violation,
        lines: cluster.story.lines().to_vec(),
        faults: cluster.faults,
    }
}

impl Cluster {
    /// Every step, then rest; at rest everyone can still write, and everyone reads it.
    fn live(&mut self) -> Result<(), Violation> {
        while self.step < self.settings.steps {
            self.step += 1;
            self.one_step()?;
            self.check_step()?;
            if self.step.is_multiple_of(LOOK_STEPS) {
                self.check_shown()?;
            }
        }
        self.settle("end")?;
        for at in self.honest_members() {
            if !self.devices[at].observer {
                self.last_post(at)?;
            }
        }
        self.settle("last posts")
    }

    fn last_post(&mut self, at: usize) -> Result<(), Violation> {
        let Some(thread) = self.first_thread() else {
            return Ok(());
        };
        match self.post(at, thread)? {
            Ok(_) => Ok(()),
            Err(error) => {
                let text = format!("at rest d{at} cannot write: {error}");
                Err(self.violation(Broken::Inclusion, text))
            }
        }
    }

    fn one_step(&mut self) -> Result<(), Violation> {
        let wait = match self.dice.below(40) {
            0 => 200_000,
            1..4 => 5_000,
            _ => self.dice.below(120),
        };
        self.pass(wait);
        let all: u64 = ACTS.iter().map(|(_, weight)| weight).sum();
        let mut at = self.dice.below(all);
        let mut act = Act::Wait;
        for (kind, weight) in ACTS {
            if at < weight {
                act = kind;
                break;
            }
            at -= weight;
        }
        self.do_act(act)?;
        for _ in 0..self.dice.below(6) {
            self.move_something();
        }
        Ok(())
    }

    fn do_act(&mut self, act: Act) -> Result<(), Violation> {
        let at = self.dice.index(self.devices.len());
        match act {
            Act::Post | Act::Edit | Act::Read | Act::Draft | Act::NewThread => {
                self.person_acts(at, act)
            }
            Act::Connect => {
                self.meet(at);
                Ok(())
            }
            Act::Cut | Act::Stall | Act::Flow | Act::Partition | Act::Heal => {
                self.wires(act);
                Ok(())
            }
            Act::Crash => self.crash(at),
            Act::CrashInAct => self.crash_in_act(at),
            Act::Dark => {
                if self.devices[at].is_on() {
                    self.tell(|| format!("d{at} goes dark"));
                    self.faults.add(Fault::Dark);
                    self.power_off(at, false);
                }
                Ok(())
            }
            Act::Light => self.light(),
            Act::Clock => {
                let jump = self.dice.below(2 * CLOCK_JUMP_MS).cast_signed();
                self.devices[at].skew_ms = jump - CLOCK_JUMP_MS.cast_signed();
                self.faults.add(Fault::Clock);
                Ok(())
            }
            Act::FullDisk | Act::FailedSync | Act::Mend => self.disk_acts(at, act),
            Act::Remove => self.remove(at),
            Act::Invite => self.invite_another(),
            Act::Ghost => self.ghost(at),
            Act::Lock => {
                self.lock(at);
                Ok(())
            }
            Act::Verify => self.verify(at),
            Act::Wait => Ok(()),
        }
    }

    fn tell(&mut self, line: impl FnOnce() -> String) {
        let step = self.step;
        self.story.tell(|| format!("{step:>4} {}", line()));
    }

    // What people do.

    fn threads_at(&mut self, at: usize) -> Vec<String> {
        let now_ms = self.now_ms;
        let reply = self.devices[at]
            .engine_at(now_ms)
            .map(|engine| engine.request(Request::ThreadList { space: None }));
        match reply {
            Some(Ok(Reply::Threads(rows))) => rows.into_iter().map(|row| row.id).collect(),
            _ => Vec::new(),
        }
    }

    fn first_thread(&mut self) -> Option<String> {
        self.threads_at(0).pop()
    }

    fn person_acts(&mut self, at: usize, act: Act) -> Result<(), Violation> {
        if self.devices[at].dishonest {
            return Ok(());
        }
        match act {
            Act::Draft => self.draft(at),
            Act::NewThread => {
                let title = format!("hilo {} de d{at}", self.step);
                let body = "abre".to_owned();
                let space = self.network();
                let reply = self.ask(at, Request::ThreadNew { space, title, body })?;
                if let Ok(Reply::ThreadNew(made)) = reply {
                    self.tell(|| format!("d{at} opens a thread"));
                    self.keep_post(at, made.id, made.post, "abre".to_owned());
                }
                Ok(())
            }
            Act::Edit => self.edit(at),
            _ => {
                let threads = self.threads_at(at);
                let Some(thread) = threads.get(self.dice.index(threads.len())).cloned() else {
                    return Ok(());
                };
                if act == Act::Read {
                    return self.ask(at, Request::ThreadRead { id: thread }).map(drop);
                }
                self.post(at, thread).map(drop)
            }
        }
    }

    fn post(
        &mut self,
        at: usize,
        thread: String,
    ) -> Result<Result<Reply, asamblea_node::api::ApiError>, Violation> {
        let body = format!("{} de d{at}", self.step);
        let request = Request::ThreadReply {
            id: thread.clone(),
            to: None,
            body: body.clone(),
        };
        let reply = self.ask(at, request)?;
        self.tell(|| match &reply {
            Ok(_) => format!("d{at} posts {body:?}"),
            Err(error) => format!("d{at} cannot post: {error}"),
        });
        if let Ok(Reply::Saved(saved)) = &reply {
            self.keep_post(at, thread, saved.id.clone(), body);
        }
        Ok(reply)
    }

    fn keep_post(&mut self, at: usize, thread: String, post: String, body: String) {
        let promise = (thread.clone(), post.clone(), body.clone());
        self.devices[at].promises.posts.push(promise);
        self.oracle.posts.push((at, thread, post, body));
    }

    fn draft(&mut self, at: usize) -> Result<(), Violation> {
        let text = format!("borrador {}", self.step);
        let key = "sim".to_owned();
        self.devices[at].promises.draft_in_doubt = Some(text.clone());
        let request = Request::DraftSet {
            key,
            text: text.clone(),
        };
        if self.ask(at, request)?.is_ok() {
            let promises = &mut self.devices[at].promises;
            promises.draft = text;
            promises.draft_in_doubt = None;
        }
        Ok(())
    }

    fn edit(&mut self, at: usize) -> Result<(), Violation> {
        let Ok(Reply::Docs(docs)) = self.ask(at, Request::DocList { space: None })? else {
            return Ok(());
        };
        let Some(doc) = docs.get(self.dice.index(docs.len())) else {
            return Ok(());
        };
        let id = doc.id.clone();
        let shown = Request::DocShow {
            id: id.clone(),
            at: None,
        };
        let Ok(Reply::Doc(shown)) = self.ask(at, shown)? else {
            return Ok(());
        };
        let mut chars: Vec<char> = shown.text.chars().collect();
        let place = self.dice.index(chars.len() + 1);
        let gone = self.dice.index(5).min(chars.len() - place);
        let put: Vec<char> = format!("[{}]", self.step).chars().collect();
        chars.splice(place..place + gone, put);
        let text: String = chars.into_iter().take(400).collect();
        let base = self.dice.percent(50).then(|| shown.version.clone());
        let reply = self.ask(at, Request::DocEdit { id, text, base })?;
        self.tell(|| format!("d{at} edits: {}", reply.is_ok()));
        Ok(())
    }

    // Links.

    fn meet(&mut self, at: usize) {
        let anyway = self.dice.percent(8);
        let twice = self.dice.percent(15);
        let first = self.dice.index(self.devices.len());
        for other in 0..self.devices.len() {
            let other = (first + other) % self.devices.len();
            let linked = self.links.iter().any(|link| link.joins(at, other));
            if linked && !twice {
                continue;
            }
            let gate = self.devices[other]
                .gate
                .contains(&self.devices[at].transport());
            if self.connect(at, other, anyway) {
                if linked {
                    self.faults.add(Fault::Duplicate);
                }
                if anyway && !gate {
                    self.faults.add(Fault::StaleGate);
                }
                self.tell(|| format!("d{at} meets d{other}"));
                return;
            }
        }
    }

    fn wires(&mut self, act: Act) {
        let count = self.links.len();
        let at = self.dice.index(count);
        let direction = self.dice.index(2);
        match act {
            Act::Cut if count > 0 => {
                let number = self.links[at].number;
                self.faults.add(Fault::Cut);
                self.tell(|| format!("link {number} breaks"));
                self.cut(number);
            }
            Act::Stall if count > 0 => {
                self.links[at].stalled[direction] = true;
                self.faults.add(Fault::Stall);
            }
            Act::Flow => {
                for link in &mut self.links {
                    link.stalled = [false; 2];
                }
            }
            Act::Partition => self.partition(),
            Act::Heal => {
                self.walls.clear();
                for link in &mut self.links {
                    link.stalled = [false; 2];
                }
            }
            _ => {}
        }
    }

    fn partition(&mut self) {
        let sides: Vec<bool> = self.devices.iter().map(|_| self.dice.percent(50)).collect();
        self.walls.clear();
        for (a, left) in sides.iter().enumerate() {
            for (b, right) in sides.iter().enumerate().skip(a + 1) {
                if left != right {
                    self.walls.push((a, b));
                }
            }
        }
        for link in &mut self.links {
            if sides[link.ends[0]] != sides[link.ends[1]] {
                link.stalled = [true; 2];
            }
        }
        self.faults.add(Fault::Partition);
        self.tell(|| "the world falls in two".to_owned());
    }

    fn move_something(&mut self) {
        let moving: Vec<(u64, usize)> = self
            .links
            .iter()
            .flat_map(|link| [(link, 0), (link, 1)])
            .filter(|(link, direction)| link.moves(*direction))
            .map(|(link, direction)| (link.number, direction))
            .collect();
        let Some((number, direction)) = self.dice.pick(&moving) else {
            return;
        };
        if moving.first() != Some(&(number, direction)) {
            self.faults.add(Fault::Reorder);
        }
        let count = 1 + self.dice.index(UNDER_WAY_MAX);
        self.deliver(number, direction, count);
    }

    // Power, disks, clocks.

    fn crash(&mut self, at: usize) -> Result<(), Violation> {
        if !self.devices[at].is_on() {
            return Ok(());
        }
        self.tell(|| format!("d{at} crashes"));
        self.faults.add(Fault::Crash);
        self.power_off(at, true);
        self.power_on(at)
    }

    fn crash_in_act(&mut self, at: usize) -> Result<(), Violation> {
        if !self.devices[at].is_on() {
            return Ok(());
        }
        let changes = self.dice.below(9);
        self.devices[at].disk.fail_after(changes);
        self.oracle.disk_may_fail = true;
        let act = self
            .dice
            .pick(&[Act::Post, Act::Post, Act::Edit, Act::Draft, Act::NewThread]);
        let mut done = match (act, self.dice.percent(30)) {
            (_, true) => self.remove(at),
            (Some(act), false) => self.person_acts(at, act),
            (None, false) => Ok(()),
        };
        for number in self.links.clone_numbers(at) {
            for direction in 0..2 {
                self.deliver(number, direction, 2);
            }
        }
        self.oracle.disk_may_fail = false;
        self.tell(|| format!("d{at} loses power after {changes} changes of its disk"));
        self.faults.add(Fault::CrashInAct);
        let noticed = self.dice.percent(50);
        self.power_off(at, noticed);
        if done.is_ok() {
            done = self.power_on(at);
        }
        done
    }

    fn light(&mut self) -> Result<(), Violation> {
        for at in 0..self.devices.len() {
            if !self.devices[at].is_on() {
                self.tell(|| format!("d{at} comes back"));
                self.power_on(at)?;
            }
        }
        Ok(())
    }

    fn disk_acts(&mut self, at: usize, act: Act) -> Result<(), Violation> {
        match act {
            Act::FullDisk => {
                let room = self.dice.below(6_000);
                let device = &mut self.devices[at];
                device.disk.fill(Some(room));
                device.full = true;
                self.faults.add(Fault::FullDisk);
                self.tell(|| format!("d{at} has {room} bytes left"));
            }
            Act::FailedSync => {
                let device = &mut self.devices[at];
                device.disk.fail_syncs(1);
                device.full = true;
                self.faults.add(Fault::FailedSync);
            }
            _ => {
                for device in &mut self.devices {
                    device.disk.fill(None);
                    device.disk.fail_syncs(0);
                    device.full = false;
                }
            }
        }
        Ok(())
    }

    fn lock(&mut self, at: usize) {
        let now_ms = self.now_ms;
        let device = &mut self.devices[at];
        let root = device.root();
        if device.is_broken() || device.full || device.joining.is_some() {
            return;
        }
        let Some(engine) = device.engine_at(now_ms) else {
            return;
        };
        engine.lock(false);
        self.turn(at);
        for _ in 0..4 {
            self.move_something();
        }
        let device = &mut self.devices[at];
        if let Some(engine) = device.engine_at(now_ms) {
            let _full = engine.unlock(&root);
        }
        self.turn(at);
        self.faults.add(Fault::Lock);
        self.tell(|| format!("d{at} locks and unlocks"));
    }

    // Members.

    fn live_members(&self) -> usize {
        self.devices
            .iter()
            .filter(|device| matches!(device.standing, Standing::Member | Standing::Joining))
            .count()
    }

    fn invite_another(&mut self) -> Result<(), Violation> {
        let settings = self.settings;
        if self.live_members() >= settings.nodes
            || self.devices.len() >= settings.nodes + LATER_DEVICES_MAX
        {
            return Ok(());
        }
        let part = self
            .dice
            .pick(&[Part::Head, Part::Head, Part::Person, Part::Second]);
        self.invite(0, part.unwrap_or(Part::Head))
    }

    /// Somebody takes somebody out: the Secretariat an organization, a head a person or device of
    /// her own.
    fn remove(&mut self, at: usize) -> Result<(), Violation> {
        if self.devices[at].dishonest || self.devices[at].standing != Standing::Member {
            return Ok(());
        }
        let mine = self.devices[at].head;
        let candidates: Vec<usize> = (1..self.devices.len())
            .filter(|other| *other != at)
            .filter(|other| self.devices[*other].standing == Standing::Member)
            .filter(|other| {
                let device = &self.devices[*other];
                if device.part == Part::Head {
                    mine == 0
                } else {
                    device.head == mine
                }
            })
            .collect();
        // Somebody stays to talk to.
        if self.live_members() < 3 {
            return Ok(());
        }
        let Some(whom) = self.dice.pick(&candidates) else {
            return Ok(());
        };
        let urgent = self.dice.percent(30);
        let (request, target) = self.removal_of(whom, urgent);
        let Some(request) = request else {
            return Ok(());
        };
        let reply = self.ask(at, request)?;
        let done = match reply {
            Ok(Reply::Membership(done)) => done,
            Ok(_) => return Ok(()),
            Err(error) => {
                if error.kind != ErrorKind::NotPermitted {
                    self.oracle.doubts.push(target);
                }
                return Ok(());
            }
        };
        let Some(op) = OpId::from_hex(&done.id) else {
            return Ok(());
        };
        self.faults.add(Fault::Removal);
        self.tell(|| format!("d{at} takes d{whom} out: {}", done.state));
        self.oracle.removals.push(Removal { op, target });
        for (other, device) in self.devices.iter_mut().enumerate() {
            if target.covers(other, device) {
                device.standing = Standing::Removed;
            }
        }
        Ok(())
    }

    fn removal_of(&self, whom: usize, urgent: bool) -> (Option<Request>, Target) {
        let device = &self.devices[whom];
        let directory = device.engine().map(|engine| engine.replica().directory());
        let person = directory.and_then(|directory| directory.person_of(device.id()));
        let org = person.and_then(|person| directory?.org_of(person));
        match device.part {
            Part::Head => {
                let request = org.map(|org| Request::OrgRemove {
                    who: org.to_hex(),
                    urgent,
                });
                (request, Target::Org(whom))
            }
            Part::Person => {
                let request = person.map(|person| Request::MemberRemove {
                    who: person.to_hex(),
                    urgent,
                });
                (request, Target::Device(whom))
            }
            Part::Second => {
                let id = device.id().to_hex();
                (
                    Some(Request::DeviceRevoke { id, urgent }),
                    Target::Device(whom),
                )
            }
        }
    }

    fn verify(&mut self, at: usize) -> Result<(), Violation> {
        let now_ms = self.now_ms;
        let id = self.devices[at].id().to_hex();
        let words = match self.devices[at]
            .engine_at(now_ms)
            .map(|engine| engine.request(Request::Status))
        {
            Some(Ok(Reply::Status(status))) => status.safety_words,
            _ => return Ok(()),
        };
        let reply = self.ask(0, Request::DeviceVerify { id, words })?;
        if reply.is_ok() {
            self.tell(|| format!("d0 compares words with d{at}"));
        }
        Ok(())
    }

    /// A device that may not write signs a post all the same, and sends it to whoever listens:
    /// taken out, and knowing it; or an observer.
    fn ghost(&mut self, at: usize) -> Result<(), Violation> {
        let device = &self.devices[at];
        let removal = self
            .oracle
            .removals
            .iter()
            .find(|removal| removal.target.covers(at, device))
            .map(|removal| removal.op);
        if device.is_broken() || (removal.is_none() && !device.observer) {
            return Ok(());
        }
        let Some(run) = self.ghost_run(at, removal) else {
            return Ok(());
        };
        self.devices[at].dishonest = true;
        self.oracle.dishonest.insert(self.devices[at].id());
        let mut sent = 0;
        for link in &mut self.links {
            if let Some(end) = link.end_of(at)
                && link.open == [true; 2]
            {
                let frame = Frame::Run { run: run.clone() };
                link.under_way[end].push_back(frame.encode());
                sent += 1;
            }
        }
        if sent > 0 {
            self.oracle.ghosts += 1;
            self.faults.add(Fault::Ghost);
            self.tell(|| format!("d{at} writes what it may not, over {sent} links"));
        }
        Ok(())
    }

    fn ghost_run(&self, at: usize, removal: Option<OpId>) -> Option<Vec<u8>> {
        let replica = self.devices[at].engine()?.replica();
        let keys = replica.keys()?;
        let network = replica.directory().network()?;
        let log = LogId {
            space: network,
            author: replica.device(),
            lane: Lane::Content,
        };
        let seq = replica.graph().len(&log);
        let epoch = replica
            .epochs()
            .of_space(network)
            .find_map(|info| replica.ring()?.get(&info.header.id))?;
        // She was told of her removal by somebody: its place is known to whoever holds it.
        let knows = removal.and_then(|op| self.find_control(&op));
        if removal.is_some() && knows.is_none() {
            return None;
        }
        let header = Header {
            version: VERSION,
            suite: SUITE,
            log,
            seq,
            prev: seq
                .checked_sub(1)
                .and_then(|seq| replica.graph().id_at(&log, seq)),
            deps: knows.into_iter().collect(),
            epoch: Some(epoch.id()),
        };
        let thread = self.oracle.posts.first()?.1.clone();
        let content = Content {
            at: WallTime(1),
            body: Post {
                thread: OpId::from_hex(&thread)?,
                reply_to: None,
                body: format!("{GHOST} de d{at}"),
            }
            .into(),
        };
        let (salt, body) = epoch.seal_content(&header, content.encode().ok()?);
        let draft = OpDraft {
            header,
            salt: Some(salt),
            body,
        };
        let run = VerifiedRun::sign(draft, keys.signing()).ok()?;
        Some(run.encode())
    }

    fn find_control(&self, op: &OpId) -> Option<OpRef> {
        self.devices.iter().find_map(|device| {
            let graph = device.engine()?.replica().graph();
            let index = graph.control_index(op)?;
            Some(graph.controls().get(index)?.op)
        })
    }
}
