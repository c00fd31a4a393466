//! Copies of a device: what both wrote is kept, judged and found by everybody.

use super::*;
use crate::graph::Novelty;
use crate::limits::BRANCHES_MAX;
use crate::op::SignedRun;

/// Another device with the same keys and what this one stored: a copied folder.
fn copy_of(device: &Device, seed: u8) -> Device {
    let mut copy = Device::new(seed);
    copy.pull(device);
    copy.rng = SeededRandom::new([seed + 200; 32]);
    copy
}

fn content_log(device: &Device, space: SpaceId) -> LogId {
    LogId {
        space,
        author: device.replica.device(),
        lane: Lane::Content,
    }
}

fn op_that_says(device: &Device, text: &str) -> OpRef {
    let runs = device.stored.iter().rev();
    let mut ops = runs.flat_map(|(_, run)| run.ops());
    let says = |op: &&VerifiedOp| {
        let epoch = op.header.epoch.unwrap_or(EpochId::from_bytes([0; 32]));
        let keys = device.replica.ring().unwrap().get(&epoch);
        keys.is_some_and(|keys| {
            keys.open_content(op)
                .is_ok_and(|plain| plain == text.as_bytes())
        })
    };
    ops.find(says).unwrap().op_ref()
}

fn standing_of(device: &mut Device, op: &OpRef) -> Standing {
    let past = device.replica.graph().after(op).unwrap();
    device.replica.standing(op, past)
}

/// A coordinator of the Secretariat, and a member of it.
fn coordinator_and_member() -> (Device, Device, Founded, Founded) {
    let (mut a, founded) = secretariat();
    let (b, hers) = join(&mut a, 2, founded.org, 20);
    (a, b, founded, hers)
}

/// Takes the member out of the organization, and with her what a cut leaves out.
fn remove(a: &mut Device, founded: &Founded, person: SpaceId, keep: &[OpId]) {
    let target = Member::Space(person);
    let cut = a.replica.cut_of(founded.org, target, keep);
    let made = a
        .replica
        .restrict(founded.org, Word::remove(target), cut, NOW, &mut a.rng)
        .unwrap();
    a.keep(made);
}

/// A copy of the member's device was made, and both wrote.
fn forked() -> (Device, Device, Device, Founded) {
    let (mut a, mut b, founded, _) = coordinator_and_member();
    let space = founded.network;
    b.write(space, "juntas").unwrap();
    meet(&mut a, &mut b);
    let mut copy = copy_of(&b, 2);
    b.write(space, "la dueña").unwrap();
    b.write(space, "la dueña otra vez").unwrap();
    copy.write(space, "la copia").unwrap();
    (a, b, copy, founded)
}

fn person_of(device: &Device) -> SpaceId {
    let directory = device.replica.directory();
    directory.person_of(device.replica.device()).unwrap()
}

/// What a device holds, who is a member, and how all content stands.
fn state(device: &mut Device, space: SpaceId) -> (Vec<u8>, Roles, Vec<(OpId, Standing)>) {
    let root = device.replica.graph().root(space, true).as_bytes().to_vec();
    let roles = (*device.replica.roles()).clone();
    let ops: BTreeSet<(OpId, u64)> = device
        .stored
        .iter()
        .flat_map(|(_, run)| run.ops())
        .filter(|op| op.header.log.lane == Lane::Content)
        .map(|op| (op.id, op.header.seq))
        .collect();
    let runs: Vec<_> = device.stored.iter().map(|(_, run)| run.clone()).collect();
    let mut standings = Vec::new();
    for run in runs {
        for op in run
            .ops()
            .iter()
            .filter(|op| ops.contains(&(op.id, op.header.seq)))
        {
            standings.push((op.id, standing_of(device, &op.op_ref())));
        }
    }
    standings.sort_by_key(|(op, _)| *op);
    (root, roles, standings)
}

/// Gives a fresh device all that another stored, in an order that a seed draws.
fn in_any_order(from: &Device, seed: u8, as_seed: u8) -> Device {
    let mut rng = SeededRandom::new([seed; 32]);
    let mut open: Vec<&(Vec<SlotSet>, VerifiedRun)> = from.stored.iter().collect();
    let mut other = Device::new(as_seed);
    while !open.is_empty() {
        let mut bytes = [0; 2];
        rand_core::Rng::fill_bytes(&mut rng, &mut bytes);
        let pick = usize::from(u16::from_be_bytes(bytes)) % open.len();
        let (slots, run) = open[pick];
        if let Ok(Novelty::NewFrom(_)) = other.replica.graph().novelty(run) {
            other
                .replica
                .insert(run.clone(), slots.clone(), NOW)
                .unwrap();
            other.stored.push((slots.clone(), run.clone()));
            open.remove(pick);
            if bytes[0] % 3 == 0 {
                other.settle();
            }
        }
    }
    other.settle();
    other
}

#[test]
fn what_a_device_and_its_copy_wrote_comes_together_in_any_order() {
    let (mut a, mut b, mut copy, founded) = forked();
    let space = founded.network;
    // The copy invites somebody, too: a control log forks.
    let made = |device: &mut Device, code| {
        let invite = device
            .replica
            .invite(person_of(device), &place(code), Role::Write, NOW);
        device.keep(invite.unwrap());
    };
    made(&mut b, 90);
    made(&mut copy, 91);
    meet(&mut a, &mut b);
    meet(&mut a, &mut copy);
    a.write(space, "después").unwrap();
    meet(&mut a, &mut b);
    meet(&mut a, &mut copy);
    let want = state(&mut a, space);
    assert_eq!(want, state(&mut b, space));
    assert_eq!(want, state(&mut copy, space));
    assert!(
        want.2
            .iter()
            .any(|(_, standing)| *standing == Standing::Forked)
    );
    for seed in 0..40 {
        let mut other = in_any_order(&a, seed, 100);
        let log = content_log(&b, space);
        assert!(other.replica.graph().is_forked(&log));
        assert_eq!(state(&mut other, space), want, "seed {seed}");
    }
}

#[test]
fn a_device_goes_on_with_its_own_branch_and_knows_of_the_other() {
    let (mut a, mut b, mut copy, founded) = forked();
    let space = founded.network;
    meet(&mut a, &mut copy);
    meet(&mut a, &mut b);
    let log = content_log(&b, space);
    assert_eq!(b.replica.graph().branches_of(&log).count(), 2);
    let (own, other) = (
        op_that_says(&b, "la dueña otra vez"),
        op_that_says(&b, "la copia"),
    );
    b.write(space, "sigo").unwrap();
    let next = b.stored.last().unwrap().1.ops()[0].clone();
    assert_eq!(next.header.prev, Some(own.id));
    assert!(
        next.header.deps.contains(&other),
        "she saw what her copy wrote"
    );
    b.write(space, "y sigo").unwrap();
    let next = b.stored.last().unwrap().1.ops()[0].clone();
    assert!(!next.header.deps.contains(&other), "and said so once");
    meet(&mut a, &mut b);
    a.write(space, "las leo a las dos").unwrap();
    meet(&mut a, &mut copy);
    assert!(copy.reads("las leo a las dos") && a.replica.forked_devices().len() == 1);
}

#[test]
fn a_device_that_forgot_signs_nothing_where_it_signed_before() {
    let (mut a, mut b, founded, _) = two();
    let space = founded.network;
    let mut rewound = copy_of(&b, 2);
    let before = b.stored.len();
    a.write(space, "de a").unwrap();
    b.pull(&a);
    b.write(space, "de b, que la leyó").unwrap();
    // Its own newer operation comes back before what that one refers to.
    let (slots, run) = b.stored[before..]
        .iter()
        .rfind(|(_, run)| run.log() == Some(content_log(&b, space)))
        .unwrap()
        .clone();
    let seq = run.ops()[0].header.seq;
    rewound.replica.insert(run, slots, NOW).unwrap();
    assert_eq!(
        rewound.write(space, "sin saber").unwrap_err(),
        ActFault::Place(Misplaced::Fork { seq })
    );
    rewound.pull(&b);
    rewound.write(space, "sabiendo").unwrap();
    assert!(!rewound.replica.graph().is_forked(&content_log(&b, space)));
}

#[test]
fn what_an_act_wrote_before_it_failed_is_handed_over() {
    let (mut a, founded) = secretariat();
    let space = founded.network;
    let mut rewound = copy_of(&a, 1);
    let _taken = rewound.replica.take_made();
    a.write(space, "la primera, con una clave nueva").unwrap();
    // What it wrote and forgot comes back before the operation that made its key.
    let (_, run) = a.stored.last().unwrap().clone();
    rewound.replica.insert(run, Vec::new(), NOW).unwrap();
    let control = LogId {
        lane: Lane::Control,
        ..content_log(&a, space)
    };
    let before = rewound.replica.graph().len(&control);
    assert_eq!(
        rewound.write(space, "sin saber").unwrap_err(),
        ActFault::Place(Misplaced::Fork { seq: 0 })
    );
    // It made a key before it was refused: whoever asks hears that it holds it.
    assert_eq!(rewound.replica.graph().len(&control), before + 1);
    let made = rewound.replica.take_made();
    let logs: Vec<Option<LogId>> = made.iter().map(|(_, run)| run.log()).collect();
    assert_eq!(logs, [Some(control)]);
    assert!(rewound.replica.take_made().is_empty());
}

#[test]
fn what_follows_a_fork_waits_until_somebody_says_which_branch_stays() {
    let (mut a, mut b, mut copy, founded) = forked();
    let space = founded.network;
    meet(&mut a, &mut copy);
    let told = op_that_says(&copy, "la copia");
    assert_eq!(
        standing_of(&mut a, &told),
        Standing::Shown,
        "no fork is known yet"
    );
    meet(&mut a, &mut b);
    let own = op_that_says(&b, "la dueña");
    let shared = op_that_says(&b, "juntas");
    for op in [&told, &own] {
        assert_eq!(standing_of(&mut a, op), Standing::Forked);
    }
    assert_eq!(standing_of(&mut a, &shared), Standing::Shown);
    // One of them is adopted.
    let made = a.replica.adopt(space, vec![own.id], NOW).unwrap();
    a.keep(made);
    assert_eq!(standing_of(&mut a, &own), Standing::Shown);
    assert_eq!(standing_of(&mut a, &told), Standing::Forked);
    // A cut names a branch: that one is shown, the other lies aside.
    remove(&mut a, &founded, person_of(&b), &[told.id]);
    assert_eq!(standing_of(&mut a, &told), Standing::Shown);
    assert_eq!(standing_of(&mut a, &shared), Standing::Shown);
    let again = op_that_says(&b, "la dueña otra vez");
    assert_eq!(standing_of(&mut a, &again), Standing::Cut);
}

#[test]
fn a_cut_that_names_no_branch_keeps_what_both_share() {
    let (mut a, mut b, mut copy, founded) = forked();
    meet(&mut a, &mut copy);
    meet(&mut a, &mut b);
    remove(&mut a, &founded, person_of(&b), &[]);
    let shared = op_that_says(&b, "juntas");
    assert_eq!(standing_of(&mut a, &shared), Standing::Shown);
    for text in ["la dueña", "la copia"] {
        let op = op_that_says(&a, text);
        assert_eq!(standing_of(&mut a, &op), Standing::Cut, "{text}");
    }
}

#[test]
fn what_a_cut_keeps_is_shown_once_its_last_operation_is_here() {
    let (mut a, mut b, founded, hers) = coordinator_and_member();
    let (mut c, _) = join(&mut a, 3, founded.org, 30);
    let (space, log) = (founded.network, content_log(&b, founded.network));
    meet(&mut a, &mut b);
    meet(&mut a, &mut c);
    b.write(space, "uno").unwrap();
    b.write(space, "dos").unwrap();
    meet(&mut a, &mut b);
    remove(&mut a, &founded, hers.person, &[]);
    let hers = |run: &VerifiedRun| run.log() == Some(log);
    let (late, early): (Vec<_>, Vec<_>) = a.stored.iter().cloned().partition(|(_, run)| hers(run));
    for (slots, run) in early {
        let _known = c.replica.insert(run, slots, NOW);
    }
    let _told = c.replica.settle();
    let mut stale = Vec::new();
    for (slots, run) in late {
        let _known = c.replica.insert(run, slots, NOW);
        stale.push(c.replica.settle().stale.contains(&space));
    }
    assert_eq!(stale.last(), Some(&true), "{stale:?}");
    let first = op_that_says(&a, "uno");
    assert_eq!(standing_of(&mut c, &first), Standing::Shown);
}

#[test]
fn a_copy_from_before_a_revocation_reads_and_changes_nothing_whatever_its_clock_says() {
    let (mut a, mut b, founded, hers) = coordinator_and_member();
    let space = founded.network;
    meet(&mut a, &mut b);
    b.write(space, "antes").unwrap();
    meet(&mut a, &mut b);
    let mut copy = copy_of(&b, 2);
    remove(&mut a, &founded, hers.person, &[]);
    a.write(space, "sin ella").unwrap();
    let roles = a.replica.roles();
    // The copy never hears of it, and dates what it writes years back.
    for clock in [WallTime(0), WallTime(1), WallTime(u64::MAX)] {
        let text = format!("falso {}", clock.0);
        let made = copy
            .replica
            .write(space, vec![text.clone().into_bytes()], clock, &mut copy.rng)
            .unwrap();
        copy.keep(made);
        let place = place(70 + u8::try_from(clock.0 % 7).unwrap());
        let made = copy.replica.invite(hers.person, &place, Role::Write, clock);
        copy.keep(made.unwrap());
        a.pull(&copy);
        let op = op_that_says(&copy, &text);
        assert_eq!(standing_of(&mut a, &op), Standing::Cut, "{text}");
    }
    let now = a.replica.roles();
    for space in [space, founded.org] {
        assert_eq!(
            now.devices(space),
            roles.devices(space),
            "who reads and writes"
        );
    }
    copy.pull(&a);
    assert!(a.reads("sin ella") && copy.reads("antes") && !copy.reads("sin ella"));
    a.write(space, "y otra").unwrap();
    copy.pull(&a);
    assert!(!copy.reads("y otra"));
}

#[test]
fn a_device_that_forks_without_end_is_kept_as_proof_and_refused_by_name() {
    let (mut a, mut b, founded, _) = coordinator_and_member();
    let space = founded.network;
    let (mut c, _) = join(&mut a, 3, founded.org, 30);
    meet(&mut a, &mut b);
    meet(&mut a, &mut c);
    b.write(space, "primero").unwrap();
    meet(&mut a, &mut b);
    meet(&mut a, &mut c);
    let log = content_log(&b, space);
    let branch = |n: u8| {
        let mut copy = copy_of(&b, 2);
        copy.rng = SeededRandom::new([n; 32]);
        copy.write(space, &format!("cuento {n}")).unwrap();
        copy
    };
    let mut refused = None;
    for n in 0..=u8::try_from(BRANCHES_MAX).unwrap() {
        let copy = branch(n);
        let own = copy.stored.iter().filter(|(_, run)| run.log() == Some(log));
        for (slots, run) in own {
            let signed = SignedRun::decode(&run.encode()).unwrap().verify().unwrap();
            match a.replica.insert(signed, slots.clone(), NOW) {
                Ok(_) => {}
                Err(fault) => refused = Some((fault, copy_of(&copy, 2))),
            }
        }
        for (slots, run) in copy.stored.iter().filter(|(_, run)| run.log() != Some(log)) {
            let _other_logs_fork_too = a.replica.insert(run.clone(), slots.clone(), NOW);
        }
    }
    let (fault, last) = refused.unwrap();
    assert_eq!(fault, Misplaced::TooManyBranches);
    assert_eq!(a.replica.graph().branches_of(&log).count(), BRANCHES_MAX);
    // Somebody read the branch that was refused, and writes on it: it is taken after all.
    let mut reader = copy_of(&c, 3);
    reader.pull(&last);
    reader.write(space, "la leí").unwrap();
    let op = op_that_says(&reader, "la leí");
    let own = content_log(&reader, space);
    for (slots, run) in reader
        .stored
        .iter()
        .filter(|(_, run)| run.log() != Some(log))
    {
        let _refused_or_held = a.replica.insert(run.clone(), slots.clone(), NOW);
    }
    assert_eq!(a.replica.graph().len(&own), op.seq + 1);
    assert!(a.replica.graph().after(&op).is_none(), "it waits");
    for (slots, run) in &last.stored {
        a.replica.insert(run.clone(), slots.clone(), NOW).unwrap();
    }
    assert!(
        a.replica.graph().after(&op).is_some(),
        "nobody waits for ever"
    );
}
