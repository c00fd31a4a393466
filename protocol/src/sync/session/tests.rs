mod carriers;
mod flood;
mod forks;
mod hostile;
mod leaving;
mod live;
mod newcomers;
mod recovery;

use super::*;
use crate::crypto::{Domain, KeyMaterial, SealSecretKey, SeededRandom, derive};
use crate::op::{
    Header, History, Lane, Member, OpDraft, Role, SUITE, SignedRun, SpaceKind, VERSION, Word,
};
use crate::replica::{DeviceKeys, Founded, Made, Place};
use crate::sync::Fetch;
use crate::time::WallTime;

mod first;
mod parts;
mod slots;

const WALL: WallTime = WallTime(5);

/// A device in memory: replica and stored runs.
struct Device {
    replica: Replica,
    runs: HashMap<Branch, Vec<VerifiedRun>>,
    in_order: Vec<VerifiedRun>,
    texts: Vec<Vec<u8>>,
    rng: SeededRandom,
    access: Access,
    key: SigningKey,
    transport: TransportId,
    fetch: Fetch,
}

struct Runs<'a>(&'a HashMap<Branch, Vec<VerifiedRun>>);

impl Source for Runs<'_> {
    fn stretch(&mut self, branch: &Branch, from: u64, prev: Option<OpId>) -> Option<Stretch> {
        let runs: Vec<SignedRun> = self
            .0
            .get(branch)?
            .iter()
            .filter(|run| run.ops().last().unwrap().header.seq >= from)
            .map(|run| SignedRun::decode(&run.encode()).unwrap())
            .collect();
        let joined = SignedRun::stretch(runs, from, prev, crate::limits::RUN_BYTES_AIM)?;
        Some(Stretch {
            count: joined.count() as u64,
            bytes: joined.encode(),
        })
    }
}

fn place(seed: u8) -> Place {
    let root = KeyMaterial::from_bytes([seed; 32]);
    let seed = |domain| derive(domain, &root, &[]);
    Place {
        signing: SigningKey::from_seed(&seed(Domain::InvitationSigning)),
        seal: SealSecretKey::from_seed(&seed(Domain::InvitationSeal)),
        transport: TransportId::from_bytes([root.expose()[0]; 32]),
    }
}

impl Device {
    fn new(seed: u8) -> Self {
        let root = KeyMaterial::from_bytes([seed; 32]);
        let keys = DeviceKeys::from_root(&root);
        Self {
            access: Access::Device(keys.device()),
            transport: keys.transport_id(),
            key: SigningKey::from_seed(&derive(Domain::DeviceSigning, &root, &[])),
            replica: Replica::new(keys),
            runs: HashMap::new(),
            in_order: Vec::new(),
            texts: Vec::new(),
            fetch: Fetch::default(),
            rng: SeededRandom::new([seed; 32]),
        }
    }

    fn keep(&mut self, run: VerifiedRun) {
        let branch = self.replica.graph().branch_of_run(&run).unwrap();
        self.in_order.push(run.clone());
        self.runs.entry(branch).or_default().push(run);
    }

    fn made(&mut self, made: Made) -> Vec<LogId> {
        let logs = made
            .runs
            .iter()
            .map(|(_, run)| run.log().unwrap())
            .collect();
        for (_, run) in made.runs {
            self.keep(run);
        }
        self.settle();
        logs
    }

    fn settle(&mut self) {
        let opened = self.replica.settle().opened.into_iter();
        self.texts
            .extend(opened.filter_map(|opened| opened.plain.ok()));
    }

    fn write(&mut self, space: SpaceId, text: &str) -> Vec<LogId> {
        let made = self
            .replica
            .write(space, vec![text.into()], WALL, &mut self.rng)
            .unwrap();
        self.made(made)
    }

    fn has(&self, text: &str) -> bool {
        self.texts.iter().any(|known| known == text.as_bytes())
    }
}

/// Two sessions that talk to each other, and what they said.
struct Link {
    a: Session,
    b: Session,
    bytes: usize,
    now: MonoTime,
    ended: Vec<SyncEnd>,
    misused: usize,
}

impl Link {
    fn new(a: &mut Device, b: &mut Device, tag: [u8; 8]) -> Self {
        let now = MonoTime(0);
        let start = |me: &Device, other: &Device| Start {
            tag,
            mine: me.transport,
            theirs: other.transport,
            access: me.access,
        };
        let (start_a, start_b) = (start(a, b), start(b, a));
        a.fetch.closed(0);
        b.fetch.closed(0);
        Self {
            a: Session::new(start_a, now, &mut a.rng),
            b: Session::new(start_b, now, &mut b.rng),
            bytes: 0,
            now,
            ended: Vec::new(),
            misused: 0,
        }
    }

    fn drive(&mut self, a: &mut Device, b: &mut Device) {
        loop {
            let one = Self::step(&mut self.a, a, &mut self.b, b, self.now);
            let two = Self::step(&mut self.b, b, &mut self.a, a, self.now);
            for (bytes, result, misused) in [one, two].into_iter().flatten() {
                self.bytes += bytes;
                self.misused += misused;
                self.ended.extend(result.err());
            }
            if one_is_idle(&self.a) && one_is_idle(&self.b) {
                let polled_a = self.a.poll(self.now, &a.replica, &mut Runs(&a.runs));
                let polled_b = self.b.poll(self.now, &b.replica, &mut Runs(&b.runs));
                assert!(polled_a.is_none() && polled_b.is_none());
                return;
            }
        }
    }

    fn step(
        from: &mut Session,
        sender: &mut Device,
        to: &mut Session,
        receiver: &mut Device,
        now: MonoTime,
    ) -> Option<(usize, Result<(), SyncEnd>, usize)> {
        let frame = from.poll(now, &sender.replica, &mut Runs(&sender.runs))?;
        assert!(frame.len() <= crate::limits::FRAME_BYTES_MAX);
        let (result, misused) = Self::hear(&frame, to, receiver, now);
        Some((frame.len(), result, misused))
    }

    /// A device takes a frame, stores what it brings, and says so.
    fn hear(
        frame: &[u8],
        to: &mut Session,
        receiver: &mut Device,
        now: MonoTime,
    ) -> (Result<(), SyncEnd>, usize) {
        let locked = receiver.replica.is_locked();
        let key = (!locked).then_some(&receiver.key);
        let events = match to.handle(frame, now, &mut receiver.replica, key) {
            Ok(events) => events,
            Err(end) => return (Err(end), 0),
        };
        let (mut logs, mut slots, mut misused) = (Vec::new(), Vec::new(), 0);
        for event in events {
            match event {
                Event::Received { slots: beside, run } => {
                    logs.push(run.log().unwrap());
                    receiver.keep(run.clone());
                    receiver.replica.insert(run, beside, WALL).unwrap();
                }
                Event::Slots(set) => slots.extend(receiver.replica.take_slots(set)),
                Event::SlotsEnd(op) => receiver.fetch.answered(0, op),
                Event::InvitationMisused { .. } => misused += 1,
                _ => {}
            }
        }
        receiver.settle();
        let control = logs.iter().any(|log| log.lane == Lane::Control);
        to.stored(&logs, control, &mut receiver.replica);
        let ops: Vec<OpId> = slots.iter().map(|set| set.op).collect();
        to.slots_stored(&ops, &receiver.replica);
        receiver.fetch.changed();
        receiver
            .fetch
            .ask(&mut receiver.replica, std::iter::once((0, to)));
        (Ok(()), misused)
    }
}

fn one_is_idle(session: &Session) -> bool {
    session.outbox.is_empty() && session.to_send.is_empty() && session.wanted.is_empty()
}

fn founded() -> (Device, Founded) {
    let mut a = Device::new(1);
    let (founded, made) = a.replica.found_network(&[], WALL, &mut a.rng).unwrap();
    a.made(made);
    a.write(founded.network, "primera");
    (a, founded)
}

/// A working space of a device alone, and the logs that it wrote for it.
fn working_space(device: &mut Device, network: SpaceId) -> (SpaceId, Vec<LogId>) {
    let (space, made) = device
        .replica
        .create_space(
            SpaceKind::Working,
            network,
            (History::Full, None),
            &[],
            WALL,
            &mut device.rng,
        )
        .unwrap();
    (space, device.made(made))
}

fn invite(a: &mut Device, seed: u8, network: SpaceId) {
    let invitation = place(seed + 100);
    let made = a
        .replica
        .invite(network, &invitation, Role::Write, WALL)
        .unwrap();
    a.made(made);
}

/// Uses an invitation at a member: `b` shows its transport key from then on, and is itself.
fn enter(at: &mut Device, seed: u8, network: SpaceId) -> (Device, Founded) {
    let invitation = place(seed + 100);
    let mut b = Device::new(seed);
    let (device, key) = (b.access, std::mem::replace(&mut b.key, invitation.signing));
    b.access = Access::Invitation(place(seed + 100).id());
    b.transport = invitation.transport;
    let mut link = Link::new(at, &mut b, network.tag());
    link.drive(at, &mut b);
    let signing = place(seed + 100).signing;
    let (joined, made) = b
        .replica
        .redeem_invitation(&signing, &[], WALL, &mut b.rng)
        .unwrap();
    let logs = b.made(made);
    link.b.stored(&logs, true, &mut b.replica);
    link.drive(at, &mut b);
    assert_eq!(link.ended, []);
    (b.access, b.key) = (device, key);
    (b, joined)
}

/// The transport key of its card.
fn own_transport(device: &Device) -> TransportId {
    device.replica.keys().unwrap().transport_id()
}

/// Joins over sessions alone: first as the invitation, then as the device.
fn join(a: &mut Device, seed: u8, network: SpaceId) -> (Device, Founded) {
    invite(a, seed, network);
    let (mut b, joined) = enter(a, seed, network);
    b.transport = own_transport(&b);
    let made = a.replica.forward_due(10, WALL, &mut a.rng).unwrap();
    a.made(made);
    let mut link = Link::new(a, &mut b, network.tag());
    link.drive(a, &mut b);
    assert_eq!(link.ended, []);
    assert!(link.a.is_even() && link.b.is_even());
    (b, joined)
}

#[test]
fn a_newcomer_joins_over_two_sessions_and_reads_what_was_before() {
    let (mut a, founded) = founded();
    let (mut b, joined) = join(&mut a, 2, founded.network);
    assert!(b.has("primera"));
    let mut link = Link::new(&mut a, &mut b, founded.network.tag());
    link.drive(&mut a, &mut b);
    assert!(
        link.bytes < 1_000,
        "two that hold the same say little: {}",
        link.bytes
    );
    // Live: what is written while the session is open is pushed.
    let logs = b.write(founded.network, "en vivo");
    link.b.stored(&logs, true, &mut b.replica);
    link.drive(&mut a, &mut b);
    assert!(a.has("en vivo"));
    let logs = b.write(joined.org, "interno");
    link.b.stored(&logs, true, &mut b.replica);
    link.drive(&mut a, &mut b);
    assert!(!a.has("interno"));
    let inner = LogId {
        space: joined.org,
        author: b.replica.device(),
        lane: Lane::Content,
    };
    assert_eq!(
        a.replica.graph().len(&inner),
        0,
        "nothing of their inner life is sent"
    );
}

/// Both said their total, and neither heard the other's yet.
fn totals_under_way(link: &mut Link, a: &mut Device, b: &mut Device) -> (Vec<u8>, Vec<u8>) {
    for _ in 0..2 {
        let from_a = link
            .a
            .poll(link.now, &a.replica, &mut Runs(&a.runs))
            .unwrap();
        let from_b = link
            .b
            .poll(link.now, &b.replica, &mut Runs(&b.runs))
            .unwrap();
        link.a
            .handle(&from_b, link.now, &mut a.replica, Some(&a.key))
            .unwrap();
        link.b
            .handle(&from_a, link.now, &mut b.replica, Some(&b.key))
            .unwrap();
    }
    let from_a = link
        .a
        .poll(link.now, &a.replica, &mut Runs(&a.runs))
        .unwrap();
    let from_b = link
        .b
        .poll(link.now, &b.replica, &mut Runs(&b.runs))
        .unwrap();
    (from_a, from_b)
}

#[test]
fn what_comes_while_totals_are_under_way_is_not_taken_for_held() {
    let (mut a, founded) = founded();
    let (mut b, _) = join(&mut a, 2, founded.network);
    let mut link = Link::new(&mut a, &mut b, founded.network.tag());
    link.drive(&mut a, &mut b);
    let mut link = Link::new(&mut a, &mut b, founded.network.tag());
    let (from_a, from_b) = totals_under_way(&mut link, &mut a, &mut b);
    let logs = a.write(founded.network, "entre tanto");
    link.a.stored(&logs, true, &mut a.replica);
    link.a
        .handle(&from_b, link.now, &mut a.replica, Some(&a.key))
        .unwrap();
    link.b
        .handle(&from_a, link.now, &mut b.replica, Some(&b.key))
        .unwrap();
    assert!(link.a.acknowledged(&logs[0]) < a.replica.graph().len(&logs[0]));
    link.drive(&mut a, &mut b);
    assert!(b.has("entre tanto"));
    let logs = a.write(founded.network, "después");
    link.a.stored(&logs, true, &mut a.replica);
    link.drive(&mut a, &mut b);
    assert_eq!(link.ended, []);
    assert!(b.has("después"));
}

#[test]
fn authors_who_answered_each_other_are_sent_in_turns() {
    let (mut a, founded) = founded();
    let space = founded.network;
    let (mut b, _) = join(&mut a, 2, space);
    let (mut c, _) = join(&mut a, 3, space);
    let text = |n: usize| format!("{n} {}", "largo ".repeat(500));
    let mut link = Link::new(&mut a, &mut b, space.tag());
    for n in 0..60 {
        let logs = a.write(space, &text(n));
        link.a.stored(&logs, true, &mut a.replica);
        link.drive(&mut a, &mut b);
        let logs = b.write(space, &text(n));
        link.b.stored(&logs, true, &mut b.replica);
        link.drive(&mut a, &mut b);
    }
    let mut link = Link::new(&mut a, &mut c, space.tag());
    let mut waiting = 0;
    loop {
        Link::step(&mut link.a, &mut a, &mut link.b, &mut c, link.now);
        Link::step(&mut link.b, &mut c, &mut link.a, &mut a, link.now);
        waiting = waiting.max(c.replica.graph().held_in(space));
        if one_is_idle(&link.a) && one_is_idle(&link.b) {
            break;
        }
    }
    assert!(c.has(&text(59)));
    assert!(waiting < 40, "no more than a run or two waits: {waiting}");
}

#[test]
fn one_missing_post_costs_little() {
    let (mut a, founded) = founded();
    let (mut b, _) = join(&mut a, 2, founded.network);
    for n in 0..500 {
        a.write(founded.network, &format!("mensaje {n}"));
    }
    let mut link = Link::new(&mut a, &mut b, founded.network.tag());
    link.drive(&mut a, &mut b);
    assert!(b.has("mensaje 499"));
    assert!(
        b.runs.values().flatten().count() < 60,
        "long runs, few signatures"
    );
    a.write(founded.network, "una más");
    let mut link = Link::new(&mut a, &mut b, founded.network.tag());
    link.drive(&mut a, &mut b);
    assert!(b.has("una más"));
    assert!(link.bytes < 4_000, "{} bytes", link.bytes);
}

#[test]
fn two_newcomers_meet_without_the_inviter() {
    let (mut a, founded) = founded();
    let (mut b, _) = join(&mut a, 2, founded.network);
    let (mut c, _) = join(&mut a, 3, founded.network);
    // B has not heard of C: C cannot prove herself to B before B knows her.
    let mut link = Link::new(&mut b, &mut c, founded.network.tag());
    link.drive(&mut b, &mut c);
    assert_eq!(
        link.ended.first(),
        Some(&SyncEnd::Refused(ByeReason::NotMember))
    );
    let mut link = Link::new(&mut a, &mut b, founded.network.tag());
    link.drive(&mut a, &mut b);
    c.write(founded.network, "de c a b");
    let mut link = Link::new(&mut b, &mut c, founded.network.tag());
    link.drive(&mut b, &mut c);
    assert!(b.has("de c a b"));
}

#[test]
fn a_used_invitation_is_refused_and_told() {
    let (mut a, founded) = founded();
    let (b, _) = join(&mut a, 2, founded.network);
    drop(b);
    let mut thief = Device::new(9);
    let invitation = place(102);
    thief.access = Access::Invitation(invitation.id());
    thief.transport = invitation.transport;
    thief.key = invitation.signing;
    let mut link = Link::new(&mut a, &mut thief, founded.network.tag());
    link.drive(&mut a, &mut thief);
    assert!(
        link.ended
            .contains(&SyncEnd::Told(ByeReason::InvitationUsed))
    );
    assert_eq!(link.misused, 1);
    assert_eq!(
        thief.replica.graph().spaces().count(),
        0,
        "the thief learns nothing"
    );
}

#[test]
fn a_removed_organization_is_refused() {
    let (mut a, founded) = founded();
    let (mut b, joined) = join(&mut a, 2, founded.network);
    let target = Member::Space(joined.org);
    let made = a
        .replica
        .restrict(
            founded.network,
            Word::remove(target),
            Vec::new(),
            WALL,
            &mut a.rng,
        )
        .unwrap();
    a.made(made);
    let mut link = Link::new(&mut a, &mut b, founded.network.tag());
    link.drive(&mut a, &mut b);
    assert!(link.ended.contains(&SyncEnd::Told(ByeReason::NotMember)));
}

#[test]
fn garbage_and_silence_end_a_session() {
    let (mut a, founded) = founded();
    let start = Start {
        tag: founded.network.tag(),
        mine: a.transport,
        theirs: TransportId::from_bytes([7; 32]),
        access: a.access,
    };
    let mut session = Session::new(start, MonoTime(0), &mut a.rng);
    assert_eq!(session.tick(MonoTime(4_999)), Ok(()));
    assert_eq!(session.tick(MonoTime(5_000)), Err(SyncEnd::NoAnswer));
    for garbage in [
        &b""[..],
        b"\xff",
        b"GET / HTTP/1.1\r\n",
        &[0x82, 0x18, 0x63, 0x80],
    ] {
        let mut session = Session::new(start, MonoTime(0), &mut a.rng);
        let end = session.handle(garbage, MonoTime(1), &mut a.replica, Some(&a.key));
        assert!(matches!(
            end,
            Err(SyncEnd::PeerMisbehaved(PeerMisbehaved::Frame(_)))
        ));
        assert!(session.has_ended());
    }
    let mut session = Session::new(start, MonoTime(0), &mut a.rng);
    let ping = Frame::Ping.encode();
    let end = session.handle(&ping, MonoTime(1), &mut a.replica, Some(&a.key));
    assert_eq!(
        end.unwrap_err(),
        SyncEnd::PeerMisbehaved(PeerMisbehaved::OutOfTurn)
    );
    let other = Frame::Hello {
        version: 1,
        tag: [0; 8],
        nonce: [0; 32],
    }
    .encode();
    let mut session = Session::new(start, MonoTime(0), &mut a.rng);
    let end = session.handle(&other, MonoTime(1), &mut a.replica, Some(&a.key));
    assert_eq!(end.unwrap_err(), SyncEnd::Refused(ByeReason::OtherNetwork));
}

#[test]
fn what_is_written_while_two_compare_arrives_as_well() {
    let (mut a, founded) = founded();
    let (mut b, _) = join(&mut a, 2, founded.network);
    // After each number of frames one of them writes; the other still gets everything.
    for writer_is_a in [true, false] {
        for steps in 0..16 {
            let mut link = Link::new(&mut a, &mut b, founded.network.tag());
            // Something differs in every second round, so that both ways to compare are taken.
            if steps % 2 == 0 {
                a.write(founded.network, &format!("antes {writer_is_a} {steps}"));
            }
            for _ in 0..steps {
                let _one = Link::step(&mut link.a, &mut a, &mut link.b, &mut b, link.now);
                let _two = Link::step(&mut link.b, &mut b, &mut link.a, &mut a, link.now);
            }
            let text = format!("mientras {writer_is_a} {steps}");
            let (device, session) = if writer_is_a {
                (&mut a, &mut link.a)
            } else {
                (&mut b, &mut link.b)
            };
            let logs = device.write(founded.network, &text);
            session.stored(&logs, true, &mut device.replica);
            link.drive(&mut a, &mut b);
            assert_eq!(link.ended, []);
            assert!(a.has(&text) && b.has(&text), "{text}");
            assert!(link.a.is_even() && link.b.is_even(), "{text}");
        }
    }
}

#[test]
fn a_space_that_somebody_refers_to_is_offered_so_that_nobody_waits_for_ever() {
    let (mut a, founded) = founded();
    let (mut b, _) = join(&mut a, 2, founded.network);
    let (mut c, _) = join(&mut a, 3, founded.network);
    let (space, _) = working_space(&mut b, founded.network);
    // B signs an operation in the network that refers to a space of her own.
    let log = |space| LogId {
        space,
        author: b.replica.device(),
        lane: Lane::Control,
    };
    let prev = b.replica.graph().admitted_head(&log(founded.network));
    let draft = OpDraft {
        header: Header {
            version: VERSION,
            suite: SUITE,
            log: log(founded.network),
            seq: b.replica.graph().len(&log(founded.network)),
            prev: prev.map(|op| op.id),
            deps: b
                .replica
                .graph()
                .admitted_head(&log(space))
                .into_iter()
                .collect(),
            epoch: None,
        },
        salt: None,
        body: vec![0],
    };
    let run = VerifiedRun::sign(draft, &b.key).unwrap();
    b.keep(run.clone());
    b.replica.insert(run, Vec::new(), WALL).unwrap();
    let mut link = Link::new(&mut a, &mut b, founded.network.tag());
    link.drive(&mut a, &mut b);
    assert_eq!(a.replica.graph().held_in(founded.network), 0);
    // What others write from then on refers to it, and reaches whoever never met B.
    a.write(founded.network, "después");
    let mut link = Link::new(&mut a, &mut c, founded.network.tag());
    link.drive(&mut a, &mut c);
    assert_eq!(c.replica.graph().held_in(founded.network), 0);
    assert!(c.has("después"));
    let content = c
        .replica
        .graph()
        .logs_of(space)
        .any(|log| log.lane == Lane::Content);
    assert!(!content, "its members are shown, not what they say");
}
