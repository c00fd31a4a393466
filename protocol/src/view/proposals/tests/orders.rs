//! Random votes by every method, of organizations and of people, with amendments and delegations,
//! some opened after a consultation, come to the same in every order of arrival. Who is out is a
//! question of admission, which `tests/tests/ballots.rs` asks of whole devices.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::*;
use crate::content::ProposalOpen;

/// Units of the roll; one more speaks who is not in it.
const UNITS: u8 = 4;
/// Random votes whose happenings are counted.
const COUNTED: usize = 800;
/// How often each has to happen in them.
const LEAST: usize = 10;

/// What one act of a random vote does: who, what, about which text, and which words it knew.
#[derive(Clone, Debug)]
enum Act {
    Vote {
        who: u8,
        choices: Vec<(u32, u32)>,
        objects: bool,
        about: u8,
        knew: u8,
        /// By one of the unit who does not speak for it.
        member: bool,
    },
    Delegate(u8, Option<u8>, u8),
    Amend(u8, u8),
    /// By whom, which amendment, on which text, and what.
    Answer(u8, u8, u8, bool),
    Close(u8, u32, u8, u16),
    Withdraw(u8),
    /// By whom, about which text, and for how many units of the roll.
    Open(u8, u8, u8),
}

/// A random vote.
#[derive(Clone, Debug)]
struct Play {
    method: Method,
    people: bool,
    /// It begins as a consultation, without a roll.
    consults: bool,
    quorum: u32,
    carries: u32,
    acts: Vec<Act>,
}

fn act() -> impl Strategy<Value = Act> {
    let who = || 0..=UNITS;
    let choice = (0_u32..4, 0_u32..6);
    let choices = prop_oneof![
        5 => choice.clone().prop_map(|(number, _)| vec![(number, 1)]),
        2 => proptest::collection::vec(choice, 0..3),
    ];
    let vote = (
        who(),
        choices,
        any::<bool>(),
        any::<u8>(),
        any::<u8>(),
        0_u8..8,
    );
    let vote = vote.prop_map(|(who, choices, objects, about, knew, member)| Act::Vote {
        who,
        choices,
        objects,
        about,
        knew,
        member: member == 0,
    });
    let to = proptest::option::weighted(0.8, who());
    let delegate = (who(), to, any::<u8>());
    let delegate = delegate.prop_map(|(who, to, knew)| Act::Delegate(who, to, knew));
    let amend = (who(), any::<u8>()).prop_map(|(who, about)| Act::Amend(who, about));
    let answer = (0_u8..2, any::<u8>(), any::<u8>(), any::<bool>());
    let answer = answer.prop_map(|(who, of, about, yes)| Act::Answer(who, of, about, yes));
    let close = (who(), 1_u32..3, any::<u8>(), any::<u16>());
    let close = close.prop_map(|(who, call, about, knew)| Act::Close(who, call, about, knew));
    let withdraw = who().prop_map(Act::Withdraw);
    let open = (0_u8..3, any::<u8>(), 1..=UNITS);
    let open = open.prop_map(|(who, about, units)| Act::Open(who, about, units));
    prop_oneof![
        20 => vote, 8 => delegate, 2 => amend, 2 => answer, 3 => close, 2 => withdraw, 3 => open,
    ]
}

fn play() -> impl Strategy<Value = Play> {
    let method = proptest::sample::select(Method::ALL.to_vec());
    let acts = proptest::collection::vec(act(), 0..24);
    let kind = (any::<bool>(), proptest::bool::weighted(0.3));
    (method, kind, 0_u32..4, 0_u32..3, acts).prop_map(
        |(method, (people, consults), quorum, carries, acts)| Play {
            method,
            people,
            consults,
            quorum,
            carries,
            acts,
        },
    )
}

/// Who votes: an organization, or a person.
fn voting(who: u8, people: bool) -> SpaceId {
    match people {
        true => SpaceId::from_bytes([200 + who; 32]),
        false => unit(who),
    }
}

/// Picks by a drawn number.
fn pick(all: &[OpId], drawn: u8) -> OpId {
    all[usize::from(drawn) % all.len()]
}

/// What was said so far: words with their units, amendments, texts.
struct Said {
    words: Vec<(u8, u8)>,
    amendments: Vec<OpId>,
    versions: Vec<OpId>,
}

impl Said {
    /// Words whose bit is set, of one unit or of all.
    fn known(&self, bits: u16, of: Option<u8>) -> Vec<OpId> {
        let own = self.words.iter();
        let own = own.filter(|(_, who)| of.is_none_or(|of| of == *who));
        let some = own.enumerate().filter(|(at, _)| bits >> (at % 16) & 1 == 1);
        some.map(|(_, (n, _))| id(*n)).collect()
    }
}

fn roll(play: &Play, units: u8) -> Vec<SpaceId> {
    (0..units).map(|who| voting(who, play.people)).collect()
}

fn begin(play: &Play) -> Admitted {
    let mut new = proposal(play.method);
    new.roll = roll(play, if play.consults { 0 } else { UNITS });
    if play.people {
        new.count = Count::People;
    }
    if play.method.has_options() {
        new.options = ["a", "b", "c"].map(str::to_owned).to_vec();
    }
    new.quorum = play.quorum;
    new.carries = play.carries;
    new.second = Some(SecondCall {
        closes: WallTime(2),
        quorum: 1,
    });
    begun(new)
}

fn ballot_of(play: &Play, said: &Said, act: &Act) -> Option<(u8, Ballot, bool)> {
    let Act::Vote {
        who,
        choices,
        objects,
        about,
        knew,
        member,
    } = act
    else {
        return None;
    };
    let choices: BTreeMap<u32, u32> = choices.iter().copied().collect();
    let dots = play.method == Method::Dots;
    let choices = choices.into_iter().map(|(number, points)| Choice {
        number,
        points: if dots { points } else { 1 },
    });
    let ballot = Ballot {
        unit: voting(*who, play.people),
        version: pick(&said.versions, *about),
        follows: said.known((*knew).into(), Some(*who)),
        choices: choices.collect(),
        objection: objects.then(|| Objection {
            harm: "daño".to_owned(),
            change: "cambio".to_owned(),
        }),
        ..vote(*who, 0, &[])
    };
    Some((*who, ballot, *member))
}

/// The acts as contents, each knowing a random part of what came before.
fn written(play: &Play) -> Vec<Admitted> {
    let mut ops = vec![begin(play)];
    let mut said = Said {
        words: Vec::new(),
        amendments: Vec::new(),
        versions: vec![PROPOSAL],
    };
    for (n, act) in (2_u8..).zip(&play.acts) {
        let op = match *act {
            Act::Vote { .. } => {
                let Some((who, ballot, member)) = ballot_of(play, &said, act) else {
                    continue;
                };
                said.words.push((n, who));
                let mut op = by(n, who, ballot);
                if member {
                    op.role = Role::Write;
                }
                op
            }
            Act::Delegate(who, to, knew) => {
                let follows = said.known(knew.into(), Some(who));
                said.words.push((n, who));
                delegated(n, play, (who, to), follows)
            }
            Act::Amend(who, about) => {
                said.amendments.push(id(n));
                let body = Amendment {
                    proposal: PROPOSAL,
                    version: pick(&said.versions, about),
                    text: format!("texto {n}"),
                    reason: None,
                };
                by(n, who, body)
            }
            Act::Answer(who, of, about, accepted) if !said.amendments.is_empty() => {
                let body = AmendmentAnswer {
                    proposal: PROPOSAL,
                    amendment: pick(&said.amendments, of),
                    version: pick(&said.versions, about),
                    accepted,
                };
                if accepted {
                    said.versions.push(id(n));
                }
                by(n, who, body)
            }
            Act::Answer(..) => continue,
            Act::Close(who, call, about, knew) => {
                let body = ProposalClose {
                    proposal: PROPOSAL,
                    version: pick(&said.versions, about),
                    call,
                    words: said.known(knew, None),
                    statement: None,
                };
                by(n, who, body)
            }
            Act::Withdraw(who) => withdrawn(n, who),
            Act::Open(who, about, units) => {
                let version = pick(&said.versions, about);
                said.versions.push(id(n));
                opened(n, who, version, roll(play, units))
            }
        };
        ops.push(op);
    }
    ops
}

fn opened(n: u8, who: u8, version: OpId, roll: Vec<SpaceId>) -> Admitted {
    let body = ProposalOpen {
        proposal: PROPOSAL,
        version,
        roll,
        closes: WallTime(90),
    };
    by(n, who, body)
}

fn delegated(n: u8, play: &Play, (who, to): (u8, Option<u8>), follows: Vec<OpId>) -> Admitted {
    let body = Delegation {
        proposal: PROPOSAL,
        unit: voting(who, play.people),
        follows,
        to: to.map(|to| voting(to, play.people)),
    };
    by(n, who, body)
}

fn withdrawn(n: u8, who: u8) -> Admitted {
    let body = ProposalWithdraw {
        proposal: PROPOSAL,
        reason: None,
    };
    by(n, who, body)
}

/// Some order of arrival, drawn from a seed.
fn shuffled(ops: &[Admitted], seed: u64) -> Vec<Admitted> {
    let mut ops = ops.to_vec();
    let mut seed = seed | 1;
    for at in (1..ops.len()).rev() {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        ops.swap(at, usize::try_from(seed >> 33).unwrap() % (at + 1));
    }
    ops
}

/// What counts whatever was said: nobody twice, nothing late, nothing about another text, nobody
/// carries more than the rule allows.
fn holds_together(proposal: &Proposal, tally: &Tally) -> Result<(), TestCaseError> {
    // Whose roll is given keeps it; one that was consulted about has the roll of its opening.
    let units = tally.units.len();
    let least = usize::from(!proposal.new.roll.is_empty());
    prop_assert!((least..=usize::from(UNITS) * least).contains(&units));
    let mut ballots: BTreeMap<SpaceId, OpId> = BTreeMap::new();
    let mut carried: BTreeMap<SpaceId, u32> = BTreeMap::new();
    for row in &tally.units {
        if let UnitState::Counted(ballot) = &row.state {
            let word = proposal.word(ballot).unwrap();
            prop_assert_eq!(word.unit, row.unit);
            prop_assert!(!tally.late.contains(ballot), "late, and counted");
            let about = match &word.says {
                Says::Ballot { version, .. } => Some(*version),
                Says::Delegation(_) => None,
            };
            prop_assert_eq!(about, Some(tally.version));
            ballots.insert(row.unit, *ballot);
        }
    }
    for row in &tally.units {
        if let UnitState::Carried { by, ballot } = &row.state {
            prop_assert_eq!(ballots.get(by), Some(ballot));
            *carried.entry(*by).or_default() += 1;
        }
    }
    prop_assert!(carried.values().all(|count| *count <= proposal.new.carries));
    let voted = ballots.len() + carried.values().map(|count| *count as usize).sum::<usize>();
    prop_assert_eq!(tally.voted, u64::try_from(voted).unwrap());
    if !proposal.new.method.has_options() {
        prop_assert_eq!(tally.counts.iter().sum::<u64>(), tally.voted);
    }
    Ok(())
}

proptest! {
    /// A second, a contradicting and a late ballot, one about another text, one that another
    /// carries, and one of somebody who does not speak for its unit, count as the rule says, the
    /// same on every device.
    #[test]
    fn any_order_of_arrival_gives_the_same_tally_and_state(
        play in play(),
        order in any::<u64>(),
    ) {
        let ops = written(&play);
        let (mut one, mut other) = (Views::default(), Views::default());
        for op in &ops {
            one.take(op.clone());
        }
        for op in shuffled(&ops, order) {
            let begins = matches!(op.content.body, Body::ProposalNew(_));
            other.take(op.clone());
            // One that came twice is the same.
            if !begins {
                other.take(op);
            }
        }
        let proposal = |views: &Views| {
            let proposals = views.proposals(SPACE).unwrap();
            proposals.get(&PROPOSAL).unwrap().clone()
        };
        let (one_way, other_way) = (proposal(&one), proposal(&other));
        let found = one_way.tally();
        prop_assert_eq!(&found, &other_way.tally());
        prop_assert_eq!(one.state_hash(SPACE), other.state_hash(SPACE));
        let void = |of: &Proposal| of.void().collect::<Vec<_>>();
        prop_assert_eq!(void(&one_way), void(&other_way));
        holds_together(&one_way, &found)?;
    }
}

/// What happened in a vote, by a name.
fn happened(play: &Play) -> Vec<String> {
    let proposal = all(&written(play));
    let tally = proposal.tally();
    let mut names = vec![
        format!("method {:?}", play.method),
        format!("phase {:?}", tally.phase),
        if play.people {
            "of people"
        } else {
            "of organizations"
        }
        .to_owned(),
    ];
    for row in &tally.units {
        names.push(
            match &row.state {
                UnitState::Missing => "missing",
                UnitState::Counted(ballot) => {
                    let word = proposal.word(ballot).unwrap();
                    match word.follows.is_empty() {
                        true => "counted",
                        false => "second ballot counted",
                    }
                }
                UnitState::Carried { .. } => "carried",
                UnitState::Waits(_) => "waits",
                UnitState::Over(_) => "over",
                UnitState::Clash(_) => "clash",
                UnitState::Outdated(_) => "outdated",
                UnitState::Spoiled(_) => "spoiled",
            }
            .to_owned(),
        );
    }
    names.extend(tally.late.iter().map(|_| "late".to_owned()));
    names.extend(proposal.void().map(|(_, void)| format!("{void:?}")));
    if tally.version != PROPOSAL {
        names.push("amended".to_owned());
    }
    if play.consults && tally.phase != Phase::Consultation {
        names.push("opened".to_owned());
        names.push(format!("opened for {} units", tally.units.len()));
    }
    if proposal.closings().count() > 1 {
        names.push("several closings".to_owned());
    }
    names.sort();
    names.dedup();
    names
}

/// A property that never meets a case says nothing of it.
#[test]
fn every_case_of_a_vote_is_drawn() {
    let mut runner = TestRunner::deterministic();
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for _ in 0..COUNTED {
        let play = play().new_tree(&mut runner).unwrap().current();
        for name in happened(&play) {
            *times.entry(name).or_default() += 1;
        }
    }
    eprintln!("{COUNTED} votes: {times:?}");
    let methods = Method::ALL
        .iter()
        .map(|method| format!("method {method:?}"));
    let phases = ["Consultation", "Open", "SecondCall", "Closed", "Withdrawn"];
    let phases = phases.iter().map(|phase| format!("phase {phase}"));
    let others = [
        "of people",
        "of organizations",
        "missing",
        "counted",
        "second ballot counted",
        "carried",
        "waits",
        "over",
        "clash",
        "outdated",
        "spoiled",
        "late",
        "NotInRoll",
        "NotHers",
        "amended",
        "several closings",
        "opened",
        "opened for 1 units",
        "opened for 3 units",
    ];
    let others = others.iter().map(|&name| name.to_owned());
    for name in methods.chain(phases).chain(others) {
        let found = times.get(&name).copied().unwrap_or_default();
        assert!(found >= LEAST, "{name}: {found} of {COUNTED}");
    }
}
