//! What one device receives when somebody is taken out of a big organization.
//!
//! `ASAMBLEA_REVOKE_PERSONS` measures another size.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where its world cannot be made"
)]

use std::collections::{BTreeSet, HashMap};

use asamblea_protocol::canonical::encode;
use asamblea_protocol::crypto::SeededRandom;
use asamblea_protocol::graph::Branch;
use asamblea_protocol::id::OpId;
use asamblea_protocol::limits::{RUN_BYTES_AIM, SLOTS_KEPT_BY_ALL_MAX};
use asamblea_protocol::op::{Lane, LogId, Member, SignedRun, VerifiedRun, Word};
use asamblea_protocol::replica::{Access, DeviceKeys, Replica};
use asamblea_protocol::sync::{Event, Fetch, Frame, Session, Source, Start, Stretch};
use asamblea_protocol::time::{MonoTime, WallTime};
use asamblea_tests::world::{Shape, World};

const NOW: WallTime = WallTime(1_795_000_000_000);
const START: MonoTime = MonoTime(0);

/// Persons of the organization, its coordinator included.
fn persons() -> usize {
    let wanted = std::env::var("ASAMBLEA_REVOKE_PERSONS").ok();
    wanted.and_then(|n| n.parse().ok()).unwrap_or(100)
}

struct Device {
    replica: Replica,
    keys: DeviceKeys,
    runs: HashMap<LogId, Vec<VerifiedRun>>,
    fetch: Fetch,
}

struct Runs<'a>(&'a HashMap<LogId, Vec<VerifiedRun>>);

impl Source for Runs<'_> {
    fn stretch(&mut self, branch: &Branch, from: u64, prev: Option<OpId>) -> Option<Stretch> {
        let runs = self.0.get(&branch.log)?.iter();
        let runs = runs.filter(|run| run.ops().last().is_some_and(|op| op.header.seq >= from));
        let runs = runs.map(|run| SignedRun::decode(&run.encode()).unwrap());
        let joined = SignedRun::stretch(runs.collect::<Vec<_>>(), from, prev, RUN_BYTES_AIM)?;
        Some(Stretch {
            count: joined.count() as u64,
            bytes: joined.encode(),
        })
    }
}

impl Device {
    fn new(world: &World, person: usize) -> Self {
        let root = &world.orgs[0].persons[person].devices[0];
        let mut device = Self {
            replica: world.replica(root),
            keys: DeviceKeys::from_root(root),
            runs: HashMap::new(),
            fetch: Fetch::default(),
        };
        for (_, run) in &world.runs {
            device.keep(run);
        }
        device
    }

    fn keep(&mut self, run: &VerifiedRun) {
        let log = run.log().unwrap();
        self.runs.entry(log).or_default().push(run.clone());
    }
}

/// A session of two; what the second one receives is counted.
struct Link {
    sessions: [Session; 2],
    received: usize,
    slots: usize,
}

impl Link {
    fn new(world: &World, one: &mut Device, other: &mut Device) -> Self {
        let start = |me: &Device, peer: &Device| Start {
            tag: world.network.tag(),
            mine: me.keys.transport_id(),
            theirs: peer.keys.transport_id(),
            access: Access::Device(me.keys.device()),
        };
        let mut rng = SeededRandom::new([4; 32]);
        let starts = [start(one, other), start(other, one)];
        one.fetch.closed(0);
        other.fetch.closed(0);
        Self {
            sessions: starts.map(|start| Session::new(start, START, &mut rng)),
            received: 0,
            slots: 0,
        }
    }

    /// Until neither has anything to say.
    fn drive(&mut self, one: &mut Device, other: &mut Device) {
        let mut quiet = 0;
        while quiet < 2 {
            let [a, b] = &mut self.sessions;
            let there = step(a, one, b, other);
            let back = step(b, other, a, one);
            quiet = if there.is_none() && back.is_none() {
                quiet + 1
            } else {
                0
            };
            if let Some(frame) = there {
                self.received += frame.len();
                if let Ok(Frame::Slots { slots, .. }) = Frame::decode(&frame) {
                    self.slots += slots.len();
                }
            }
        }
    }
}

fn step(
    from: &mut Session,
    sender: &Device,
    to: &mut Session,
    receiver: &mut Device,
) -> Option<Vec<u8>> {
    let frame = from.poll(START, &sender.replica, &mut Runs(&sender.runs))?;
    let key = receiver.keys.signing();
    let events = to.handle(&frame, START, &mut receiver.replica, Some(key));
    let (mut logs, mut slots) = (Vec::new(), Vec::new());
    for event in events.unwrap() {
        match event {
            Event::Received { slots, run } => {
                logs.push(run.log().unwrap());
                receiver.keep(&run);
                receiver.replica.insert(run, slots, NOW).unwrap();
            }
            Event::Slots(set) => slots.extend(receiver.replica.take_slots(set)),
            Event::SlotsEnd(op) => receiver.fetch.answered(0, op),
            Event::Proven(_) => receiver.fetch.changed(),
            _ => {}
        }
    }
    receiver.replica.settle();
    let control = logs.iter().any(|log| log.lane == Lane::Control);
    to.stored(&logs, control, &mut receiver.replica);
    let ops: Vec<OpId> = slots.iter().map(|set| set.op).collect();
    to.slots_stored(&ops, &receiver.replica);
    if control || !ops.is_empty() {
        receiver.fetch.changed();
    }
    let sessions = std::iter::once((0, to));
    receiver.fetch.ask(&mut receiver.replica, sessions);
    Some(frame)
}

#[test]
fn one_device_receives_its_own_slot_and_not_the_list() {
    let persons = persons();
    let world = World::new(Shape { orgs: 1, persons });
    let org = &world.orgs[0];
    let (mut chair, mut member) = (Device::new(&world, 0), Device::new(&world, 1));
    let mut late = Device::new(&world, 2);
    let mut link = Link::new(&world, &mut chair, &mut member);
    link.drive(&mut chair, &mut member);
    (link.received, link.slots) = (0, 0);

    let target = Member::Space(org.persons[persons - 1].space);
    let (word, mut rng) = (Word::remove(target), SeededRandom::new([9; 32]));
    let made = chair
        .replica
        .restrict(org.space, word, Vec::new(), NOW, &mut rng)
        .unwrap();
    let mut logs = BTreeSet::new();
    let (mut list, mut run_bytes) = (0, 0);
    for (sets, run) in &made.runs {
        logs.insert(run.log().unwrap());
        chair.keep(run);
        run_bytes += run.encode().len();
        let slots = sets.iter().flat_map(|set| &set.slots);
        list += slots
            .map(|placed| encode(&placed.slot).len())
            .sum::<usize>();
    }
    let op = made.runs.last().unwrap().1.ops()[0].id;
    let logs: Vec<LogId> = logs.into_iter().collect();
    chair.replica.settle();
    link.sessions[0].stored(&logs, true, &mut chair.replica);
    link.drive(&mut chair, &mut member);
    let holds = |device: &Device| {
        let info = device.replica.epochs().of_op(&op);
        info.is_some_and(|info| {
            let ring = device.replica.ring().unwrap();
            ring.get(&info.header.id).is_some()
        })
    };
    assert!(holds(&member), "she opens it at once");
    println!(
        "a person is taken out of an organization of {persons}: one device receives {} bytes, {} \
         slots; the operation alone has {run_bytes}, its list {list}, so whole it was {}",
        link.received,
        link.slots,
        run_bytes + list
    );
    assert_eq!(link.slots, 1);
    assert!(u32::try_from(persons).unwrap() > SLOTS_KEPT_BY_ALL_MAX + 1);
    assert!(link.received < run_bytes + 2_500, "{}", link.received);

    // Who hears of it from her gets no slot from her, and one from whom everybody meets.
    let mut link = Link::new(&world, &mut member, &mut late);
    link.drive(&mut member, &mut late);
    assert!(late.replica.epochs().of_op(&op).is_some() && !holds(&late));
    let mut link = Link::new(&world, &mut chair, &mut late);
    link.drive(&mut chair, &mut late);
    assert!(holds(&late));
    assert_eq!(link.slots, 1);
}
