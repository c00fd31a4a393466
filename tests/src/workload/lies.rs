//! What dishonest devices sign by the form and against the rules, and what they do with what they
//! heard.

use asamblea_node::api::{Reply, Request};
use asamblea_protocol::content::{Body, Content, DocUpdate, Post};
use asamblea_protocol::id::{DeviceId, OpId};
use asamblea_protocol::membership::Membership;
use asamblea_protocol::op::{
    Add, Control, Header, Lane, LogId, Member, OpDraft, OpRef, Role, SUITE, SignedRun, VERSION,
    VerifiedRun,
};
use asamblea_protocol::sync::Frame;
use asamblea_protocol::time::WallTime;

use crate::cluster::Cluster;
use crate::faults::Fault;

/// Bytes of what is no frame, or no change of a document.
const JUNK_BYTES_MAX: u64 = 200;
/// A moment before anybody had a network.
const LONG_AGO: WallTime = WallTime(1);

/// What a control operation says that its author knew.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Knows {
    /// All that she knows.
    All,
    /// Nothing but her own last operation there.
    Nothing,
}

/// What a dishonest device signs beside its own engine.
pub(super) struct Lie {
    /// In whose name.
    pub(super) author: DeviceId,
    /// It takes the place of its last operation.
    pub(super) second: bool,
    /// The control operations that it says it knew.
    pub(super) knows: Vec<OpRef>,
    /// What it says.
    pub(super) body: Body,
}

impl Lie {
    /// Something that follows what its author said last.
    pub(super) const fn next(author: DeviceId, body: Body) -> Self {
        Self {
            author,
            second: false,
            knows: Vec::new(),
            body,
        }
    }
}

impl Cluster {
    /// One of the lies of a device that may write.
    pub(super) fn lie(&mut self, at: usize) {
        match self.dice.below(6) {
            0 => self.fork(at),
            1 => self.backdate(at),
            2 => self.junk(at),
            3 => self.garbage(at),
            4 => self.ghost_add(at),
            _ => self.replay(at),
        }
    }

    /// A post for the first thread, with these words.
    pub(super) fn post_body(&self, text: String) -> Option<Body> {
        let thread = self.oracle.posts.first()?.1.clone();
        Some(
            Post {
                thread: OpId::from_hex(&thread)?,
                reply_to: None,
                body: text,
            }
            .into(),
        )
    }

    /// Seals and signs a lie with a device's own keys.
    pub(super) fn signed(&self, at: usize, lie: Lie) -> Option<Vec<u8>> {
        let replica = self.devices[at].engine()?.replica();
        let keys = replica.keys()?;
        let network = replica.directory().network()?;
        let log = LogId {
            space: network,
            author: lie.author,
            lane: Lane::Content,
        };
        let graph = replica.graph();
        let seq = graph.len(&log).checked_sub(u64::from(lie.second))?;
        let epoch = replica
            .epochs()
            .of_space(network)
            .find_map(|info| replica.ring()?.get(&info.header.id))?;
        let header = Header {
            version: VERSION,
            suite: SUITE,
            log,
            seq,
            prev: seq.checked_sub(1).and_then(|seq| graph.id_at(&log, seq)),
            deps: lie.knows,
            epoch: Some(epoch.id()),
        };
        let content = Content {
            at: LONG_AGO,
            body: lie.body,
        };
        let (salt, body) = epoch.seal_content(&header, content.encode().ok()?);
        let draft = OpDraft {
            header,
            salt: Some(salt),
            body,
        };
        Some(VerifiedRun::sign(draft, keys.signing()).ok()?.encode())
    }

    /// The last control operations that a device knows.
    pub(super) fn control_heads(&self, at: usize) -> Option<Vec<OpRef>> {
        let graph = self.devices[at].engine()?.replica().graph();
        let logs = graph.spaces().flat_map(|space| graph.logs_of(space));
        let logs = logs.filter(|log| log.lane == Lane::Control);
        Some(logs.filter_map(|log| graph.admitted_head(&log)).collect())
    }

    /// Signs a control operation in the network that knows all that the device knows; or, said as
    /// if it had heard nothing, only what it wrote there itself.
    pub(super) fn control_run(
        &self,
        at: usize,
        control: &Control,
        knows: Knows,
    ) -> Option<VerifiedRun> {
        let replica = self.devices[at].engine()?.replica();
        let (keys, graph) = (replica.keys()?, replica.graph());
        let log = LogId {
            space: replica.directory().network()?,
            author: replica.device(),
            lane: Lane::Control,
        };
        let heads = match knows {
            Knows::All => self.control_heads(at)?,
            Knows::Nothing => Vec::new(),
        };
        let heads = heads.into_iter();
        let prev = graph.admitted_head(&log);
        let header = Header {
            version: VERSION,
            suite: SUITE,
            log,
            seq: graph.len(&log),
            prev: prev.map(|op| op.id),
            deps: heads.filter(|head| head.log != log).collect(),
            epoch: None,
        };
        let draft = OpDraft {
            header,
            salt: None,
            body: control.encode(),
        };
        VerifiedRun::sign(draft, keys.signing()).ok()
    }

    /// A device signs content in the network although it may know that it is out: it names all that
    /// `knowing` knows of members. Somebody passes it on to another, over any link of that one.
    /// The operation, where it was signed and a link took it.
    pub fn says_all_the_same(
        &mut self,
        (at, knowing): (usize, usize),
        to: usize,
        body: Body,
    ) -> Option<OpId> {
        let lie = Lie {
            knows: self.control_heads(knowing)?,
            ..Lie::next(self.devices[at].id(), body)
        };
        let run = self.signed(at, lie)?;
        let signed = SignedRun::decode(&run).ok()?.verify().ok()?;
        let op = signed.ops().first()?.id;
        let mut links = self.links.iter();
        let link = links.find(|link| link.open == [true; 2] && link.end_of(to).is_some())?;
        let number = link.number;
        self.turn_dishonest(at);
        self.hand_over(to, number, &Frame::Run { run }.encode());
        self.turn(to);
        Some(op)
    }

    /// Sends what a device signed beside its engine, and hands it to that engine as well: what it
    /// writes later stands behind it.
    pub(super) fn publish(&mut self, at: usize, run: Vec<u8>) -> u64 {
        self.turn_dishonest(at);
        let frame = Frame::Run { run };
        let link = self
            .links
            .iter()
            .find(|link| link.open == [true; 2] && link.end_of(at).is_some());
        if let Some(number) = link.map(|link| link.number) {
            self.hand_over(at, number, &frame.encode());
            self.turn(at);
        }
        self.send_all(at, &[frame])
    }

    /// Two operations at one place, the second for those who hold the first.
    fn fork(&mut self, at: usize) {
        let author = self.devices[at].id();
        let Some(body) = self.post_body(format!("dos veces, d{at}")) else {
            return;
        };
        let lie = Lie {
            second: true,
            ..Lie::next(author, body)
        };
        let network = self.devices[at].engine().and_then(|engine| {
            let replica = engine.replica();
            Some((replica.directory().network()?, replica))
        });
        let Some(len) = network.map(|(space, replica)| {
            let lane = Lane::Content;
            let log = LogId {
                space,
                author,
                lane,
            };
            (log, replica.graph().len(&log))
        }) else {
            return;
        };
        let Some(run) = self.signed(at, lie) else {
            return;
        };
        self.turn_dishonest(at);
        let frame = Frame::Run { run }.encode();
        let mut sent = 0;
        for link in &mut self.links {
            let Some(end) = link.end_of(at).filter(|_| link.open == [true; 2]) else {
                continue;
            };
            let other = self.devices[link.ends[1 - end]].engine();
            if other.is_some_and(|engine| engine.replica().graph().len(&len.0) >= len.1) {
                link.under_way[end].push_back(frame.clone());
                sent += 1;
            }
        }
        if sent > 0 {
            self.oracle.forks += 1;
            self.faults.add(Fault::Fork);
            self.tell(|| format!("d{at} signs a second operation at one place, over {sent} links"));
        }
    }

    fn backdate(&mut self, at: usize) {
        let author = self.devices[at].id();
        let Some(body) = self.post_body(format!("hace años, d{at}")) else {
            return;
        };
        let lie = Lie::next(author, body);
        if let Some(run) = self.signed(at, lie)
            && self.publish(at, run) > 0
        {
            self.faults.add(Fault::Backdate);
            self.tell(|| format!("d{at} writes as if it knew nothing"));
        }
    }

    fn junk(&mut self, at: usize) {
        let now_ms = self.now_ms;
        let reply = self.devices[at]
            .engine_at(now_ms)
            .map(|engine| engine.request(Request::DocList { space: None }));
        let Some(Ok(Reply::Docs(docs))) = reply else {
            return;
        };
        let doc = docs.first().and_then(|doc| OpId::from_hex(&doc.id));
        let Some(doc) = doc else {
            return;
        };
        let update = self.junk_bytes();
        let lie = Lie::next(self.devices[at].id(), DocUpdate { doc, update }.into());
        let Some(run) = self.signed(at, lie) else {
            return;
        };
        // It may also come later, and over somebody else.
        self.oracle.junk += 1;
        if self.publish(at, run) > 0 {
            self.faults.add(Fault::Junk);
            self.tell(|| format!("d{at} writes a change of a document that is none"));
        }
    }

    fn junk_bytes(&mut self) -> Vec<u8> {
        let len = 1 + self.dice.below(JUNK_BYTES_MAX);
        (0..len).map(|_| self.dice.below(256) as u8).collect()
    }

    fn garbage(&mut self, at: usize) {
        let bytes = self.junk_bytes();
        self.turn_dishonest(at);
        if self.send_bytes(at, &[bytes]) > 0 {
            self.faults.add(Fault::Garbage);
        }
    }

    /// Whoever may not admit gives herself, or whom a removal took out, the highest role.
    pub(super) fn ghost_add(&mut self, at: usize) {
        let Some(replica) = self.devices[at].engine().map(|engine| engine.replica()) else {
            return;
        };
        let Some(network) = replica.directory().network() else {
            return;
        };
        let (graph, pasts) = (replica.graph(), replica.graph().pasts());
        let roles = Membership::evaluate(graph.controls(), pasts).roles(graph.controls(), pasts);
        if roles.role(replica.device(), network) >= Role::Admin {
            return;
        }
        let out: Vec<usize> = (0..self.devices.len())
            .filter(|other| *other == at || self.removal_of_device(*other).is_some())
            .collect();
        let whom = self.dice.pick(&out).unwrap_or(at);
        let device = self.devices[whom].id();
        let card = self.devices[at]
            .engine()
            .and_then(|engine| engine.replica().directory().card(&device).cloned());
        let add = Add {
            member: Member::Device(device),
            role: Role::Admin,
            card,
            confirm: false,
        };
        // Only there, so that the other days stay what they are.
        let late = self.settings.carries && self.dice.percent(50);
        let (knows, fault) = match late {
            true => (Knows::Nothing, Fault::LateGrant),
            false => (Knows::All, Fault::GhostAdd),
        };
        let run = self.control_run(at, &Control::Add(Box::new(add)), knows);
        if let Some(run) = run
            && self.publish(at, run.encode()) > 0
        {
            self.faults.add(fault);
            self.tell(|| format!("d{at} gives d{whom} a role that it may not give: {knows:?}"));
        }
    }

    fn replay(&mut self, at: usize) {
        let heard = &self.devices[at].overheard;
        let frames: Vec<Vec<u8>> = heard.iter().cloned().collect();
        let Some(frame) = self.dice.pick_one(&frames) else {
            return;
        };
        if self.send_bytes(at, &[frame]) > 0 {
            self.faults.add(Fault::Replay);
        }
    }
}
