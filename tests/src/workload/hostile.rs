//! What dishonest devices do: each writes or sends what the rules forbid.

use std::collections::BTreeSet;

use asamblea_protocol::content::{Content, Post};
use asamblea_protocol::id::{DeviceId, EpochId, OpId};
use asamblea_protocol::keys::{Judge, mint};
use asamblea_protocol::limits::OWN_SLOTS_MAX;
use asamblea_protocol::membership::Membership;
use asamblea_protocol::op::{
    Control, Header, Lane, LogId, OpDraft, OpRef, Recipient, Role, Rotate, SUITE, SlotSet, VERSION,
    VerifiedRun,
};
use asamblea_protocol::sync::Frame;
use asamblea_protocol::time::WallTime;

use crate::check::GHOST;
use crate::cluster::{Cluster, Numbers};
use crate::faults::Fault;

impl Cluster {
    /// A dishonest device does something; or a member turns dishonest.
    pub(super) fn hostile(&mut self, at: usize) {
        if self.devices[at].is_broken() || self.devices[at].joining.is_some() {
            return;
        }
        let removal = self.removal_of_device(at);
        let outside = removal.is_some() || self.devices[at].observer;
        if !outside && !self.devices[at].dishonest && !self.turns(at) {
            return;
        }
        match self.dice.below(4) {
            0 | 1 if outside => self.ghost(at, removal),
            0 => self.mint_for_outsider(at),
            _ => self.forge(at),
        }
    }

    fn removal_of_device(&self, at: usize) -> Option<OpId> {
        let device = &self.devices[at];
        let mut removals = self.oracle.removals.iter();
        removals
            .find(|removal| removal.target.covers(at, device))
            .map(|removal| removal.op)
    }

    /// A member turns dishonest: never the first, whose view of members is the measure, and never
    /// more than a third.
    fn turns(&mut self, at: usize) -> bool {
        let members = self.honest_members();
        let dishonest = self
            .devices
            .iter()
            .filter(|device| device.dishonest)
            .count();
        let may = at > 0 && members.contains(&at) && (dishonest + 1) * 3 <= self.devices.len();
        if !may || self.dice.percent(70) {
            return false;
        }
        self.tell(|| format!("d{at} turns dishonest"));
        self.faults.add(Fault::Traitor);
        self.turn_dishonest(at);
        true
    }

    fn turn_dishonest(&mut self, at: usize) {
        self.devices[at].dishonest = true;
        self.oracle.dishonest.insert(self.devices[at].id());
    }

    /// Puts frames on every open link of a device; how many links took them.
    fn send_all(&mut self, at: usize, frames: &[Frame]) -> u64 {
        let mut sent = 0;
        for link in &mut self.links {
            if let Some(end) = link.end_of(at)
                && link.open == [true; 2]
            {
                link.under_way[end].extend(frames.iter().map(Frame::encode));
                sent += 1;
            }
        }
        sent
    }

    /// A device that may not write signs a post all the same, and sends it to whoever listens:
    /// taken out, and knowing it; or an observer.
    fn ghost(&mut self, at: usize, removal: Option<OpId>) {
        let Some(run) = self.ghost_run(at, removal) else {
            return;
        };
        self.send_lie(at, run, Fault::Ghost, || "what it may not".to_owned());
    }

    /// Sends what the rules forbid to whoever listens.
    fn send_lie(&mut self, at: usize, run: Vec<u8>, fault: Fault, what: impl Fn() -> String) {
        self.turn_dishonest(at);
        let sent = self.send_all(at, &[Frame::Run { run }]);
        if sent > 0 {
            self.oracle.ghosts += 1;
            self.faults.add(fault);
            self.tell(|| format!("d{at} writes {}, over {sent} links", what()));
        }
    }

    /// Writes in the name of a member, without her key.
    fn forge(&mut self, at: usize) {
        let members = self.honest_members();
        let Some(whom) = self.dice.pick(&members).filter(|whom| *whom != at) else {
            return;
        };
        let author = self.devices[whom].id();
        let Some(run) = self.post_run(at, author, None) else {
            return;
        };
        self.send_lie(at, run, Fault::Forge, || format!("in the name of d{whom}"));
    }

    /// A member mints an epoch for everybody who may read, and for somebody who was taken out; then
    /// it is gone.
    fn mint_for_outsider(&mut self, at: usize) {
        let count = self.oracle.removals.len();
        let number = self.dice.index(count);
        let Some((frames, epoch)) = self.minted(at, number) else {
            return;
        };
        self.turn_dishonest(at);
        let sent = self.send_all(at, &frames);
        if sent > 0 {
            self.oracle.leaked.insert(epoch, number);
            self.faults.add(Fault::Mint);
            self.tell(|| format!("d{at} seals an epoch to an outsider, over {sent} links"));
            for number in self.links.clone_numbers(at) {
                for direction in 0..2 {
                    self.deliver(number, direction, usize::MAX);
                }
            }
        }
        self.power_off(at, true);
        self.devices[at].gone = true;
    }

    fn minted(&mut self, at: usize, number: usize) -> Option<(Vec<Frame>, EpochId)> {
        let removal = self.oracle.removals.get(number)?.clone();
        let outsiders = self.devices.iter().enumerate();
        let outsiders: Vec<DeviceId> = outsiders
            .filter(|(other, device)| removal.target.covers(*other, device))
            .map(|(_, device)| device.id())
            .collect();
        let replica = self.devices[at].engine()?.replica();
        let (keys, graph) = (replica.keys()?, replica.graph());
        let network = replica.directory().network()?;
        let pasts = graph.pasts();
        let roles = Membership::evaluate(graph.controls(), pasts).roles(graph.controls(), pasts);
        if roles.role(replica.device(), network) < Role::Write {
            return None;
        }
        let readers = roles.devices(network).into_keys().chain(outsiders);
        let readers: BTreeSet<Recipient> = readers.map(Recipient::Device).collect();
        let keyed =
            |to: Recipient| Judge::recipient_key(graph, replica.epochs(), &to).map(|key| (to, key));
        let recipients: Vec<_> = readers.into_iter().filter_map(keyed).collect();
        let (epoch, epoch_header, slots) = mint(
            network,
            replica.device(),
            &recipients,
            &[],
            self.entropy.source(),
        )
        .ok()?;
        let log = LogId {
            space: network,
            author: replica.device(),
            lane: Lane::Control,
        };
        let logs = graph.spaces().flat_map(|space| graph.logs_of(space));
        let heads = logs
            .filter(|other| other.lane == Lane::Control && *other != log)
            .filter_map(|log| graph.admitted_head(&log));
        let prev = graph.admitted_head(&log);
        let header = Header {
            version: VERSION,
            suite: SUITE,
            log,
            seq: graph.len(&log),
            prev: prev.map(|op| op.id),
            deps: heads.collect(),
            epoch: None,
        };
        let rotate = Rotate {
            epoch: epoch_header,
        };
        let draft = OpDraft {
            header,
            salt: None,
            body: Control::Rotate(Box::new(rotate)).encode(),
        };
        let run = VerifiedRun::sign(draft, keys.signing()).ok()?;
        let op = run.ops().first()?.id;
        // No more of them at a time than a reader could open.
        let mut frames: Vec<Frame> = SlotSet::whole(op, slots)
            .slots
            .chunks(OWN_SLOTS_MAX)
            .map(|part| Frame::Slots {
                op,
                slots: part.to_vec(),
                last: false,
            })
            .collect();
        frames.push(Frame::Run { run: run.encode() });
        Some((frames, epoch.id()))
    }

    fn ghost_run(&self, at: usize, removal: Option<OpId>) -> Option<Vec<u8>> {
        // She was told of her removal by somebody: its place is known to whoever holds it.
        let knows = removal.and_then(|op| self.find_control(&op));
        if removal.is_some() && knows.is_none() {
            return None;
        }
        self.post_run(at, self.devices[at].id(), knows)
    }

    /// A post in the network by `author`, made and signed by another device.
    fn post_run(&self, at: usize, author: DeviceId, knows: Option<OpRef>) -> Option<Vec<u8>> {
        let replica = self.devices[at].engine()?.replica();
        let keys = replica.keys()?;
        let network = replica.directory().network()?;
        let log = LogId {
            space: network,
            author,
            lane: Lane::Content,
        };
        let seq = replica.graph().len(&log);
        let epoch = replica
            .epochs()
            .of_space(network)
            .find_map(|info| replica.ring()?.get(&info.header.id))?;
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
