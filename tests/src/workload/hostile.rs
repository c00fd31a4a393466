//! What dishonest devices do: each writes or sends what the rules forbid.

use std::collections::BTreeSet;

use asamblea_protocol::id::{DeviceId, EpochId, OpId};
use asamblea_protocol::keys::mint;
use asamblea_protocol::limits::OWN_SLOTS_MAX;
use asamblea_protocol::membership::Membership;
use asamblea_protocol::op::{Control, OpRef, Recipient, Role, Rotate, SlotSet};
use asamblea_protocol::sync::Frame;

use super::lies::{Knows, Lie};
use crate::check::GHOST;
use crate::cluster::{Cluster, Numbers};
use crate::faults::Fault;

impl Cluster {
    /// A dishonest device does something; or a member turns dishonest.
    pub(super) fn hostile(&mut self, at: usize) {
        let busy = self.devices[at].is_broken() || self.devices[at].joining.is_some();
        // A copied device and its copy stay honest: both are counted on.
        if busy || self.is_twin(at) {
            return;
        }
        let removal = self.removal_of_device(at);
        let outside = removal.is_some() || self.devices[at].observer;
        if !outside && !self.devices[at].dishonest && !self.turns(at) {
            return;
        }
        // Only there, so that the other days stay what they are.
        if self.settings.carries && outside && self.dice.percent(40) {
            self.ghost_add(at);
            return;
        }
        match self.dice.below(8) {
            0..3 if outside => self.ghost(at, removal),
            0 | 1 if !self.oracle.removals.is_empty() => self.mint_for_outsider(at),
            0..3 => self.forge(at),
            _ => self.lie(at),
        }
    }

    pub(super) fn removal_of_device(&self, at: usize) -> Option<OpId> {
        let device = &self.devices[at];
        let mut removals = self.oracle.removals.iter();
        removals
            .find(|removal| removal.space.is_none() && removal.target.covers(at, device))
            .map(|removal| removal.op)
    }

    /// Whether two of this device are alive.
    pub(super) fn is_twin(&self, at: usize) -> bool {
        let mut devices = self.devices.iter();
        self.devices[at].twin_of.is_some() || devices.any(|device| device.twin_of == Some(at))
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

    pub(super) fn turn_dishonest(&mut self, at: usize) {
        self.devices[at].dishonest = true;
        self.oracle.dishonest.insert(self.devices[at].id());
    }

    /// Puts frames on every open link of a device; how many links took them.
    pub(super) fn send_all(&mut self, at: usize, frames: &[Frame]) -> u64 {
        let bytes: Vec<Vec<u8>> = frames.iter().map(Frame::encode).collect();
        self.send_bytes(at, &bytes)
    }

    pub(super) fn send_bytes(&mut self, at: usize, frames: &[Vec<u8>]) -> u64 {
        let mut sent = 0;
        for link in &mut self.links {
            if let Some(end) = link.end_of(at)
                && link.open == [true; 2]
            {
                link.under_way[end].extend(frames.iter().cloned());
                sent += 1;
            }
        }
        sent
    }

    /// A device that may not write signs a post all the same, and sends it to whoever listens:
    /// taken out, and knowing it; or an observer.
    pub fn ghost(&mut self, at: usize, removal: Option<OpId>) {
        let Some(run) = self.ghost_run(at, removal) else {
            return;
        };
        self.send_lie(at, run, Fault::Ghost, || "what it may not".to_owned());
    }

    /// Sends what the rules forbid to whoever listens. What it wrote in its own name its engine
    /// knows as well.
    fn send_lie(&mut self, at: usize, run: Vec<u8>, fault: Fault, what: impl Fn() -> String) {
        let sent = match fault {
            Fault::Ghost => self.publish(at, run),
            _ => {
                self.turn_dishonest(at);
                self.send_all(at, &[Frame::Run { run }])
            }
        };
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
        let body = self.post_body(format!("{GHOST} de d{at}"));
        let run = body.and_then(|body| self.signed(at, Lie::next(author, body)));
        let Some(run) = run else {
            return;
        };
        self.send_lie(at, run, Fault::Forge, || format!("in the name of d{whom}"));
    }

    /// A member mints an epoch for everybody who may read, and for somebody who was taken out; then
    /// it is gone.
    pub fn mint_for_outsider(&mut self, at: usize) {
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
        if removal.space.is_some() {
            return None;
        }
        let outsiders = self.devices.iter().enumerate();
        let outsiders: Vec<DeviceId> = outsiders
            .filter(|(other, device)| removal.target.covers(*other, device))
            .map(|(_, device)| device.id())
            .collect();
        let replica = self.devices[at].engine()?.replica();
        let graph = replica.graph();
        let network = replica.directory().network()?;
        let pasts = graph.pasts();
        let roles = Membership::evaluate(graph.controls(), pasts).roles(graph.controls(), pasts);
        if roles.role(replica.device(), network) < Role::Write {
            return None;
        }
        let readers = roles.devices(network).into_iter();
        let readers = readers.filter(|(_, role)| *role >= Role::Read);
        let readers = readers.map(|(device, _)| device).chain(outsiders);
        let readers: BTreeSet<Recipient> = readers.map(Recipient::Device).collect();
        let keyed = |to: Recipient| (to, replica.recipient_keys(&to));
        let mut recipients: Vec<_> = readers.into_iter().map(keyed).collect();
        recipients.retain(|(_, keys)| !keys.is_empty());
        let (epoch, epoch_header, slots) = mint(
            network,
            replica.device(),
            &recipients,
            &[],
            self.entropy.source(),
        )
        .ok()?;
        let rotate = Rotate {
            epoch: epoch_header,
        };
        let run = self.control_run(at, &Control::Rotate(Box::new(rotate)), Knows::All)?;
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
        // She was told of her removal by somebody: its place is known to whoever holds it. An
        // observer knows all that made her one.
        let knows = match removal {
            Some(op) => vec![self.find_control(&op)?],
            None => self.control_heads(at)?,
        };
        let lie = Lie {
            author: self.devices[at].id(),
            second: false,
            knows,
            body: self.post_body(format!("{GHOST} de d{at}"))?,
        };
        self.signed(at, lie)
    }

    fn find_control(&self, op: &OpId) -> Option<OpRef> {
        self.devices.iter().find_map(|device| {
            let graph = device.engine()?.replica().graph();
            let index = graph.control_index(op)?;
            Some(graph.controls().get(index)?.op)
        })
    }
}
