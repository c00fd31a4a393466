//! The second counter, in Python and written from `docs/wire.md` alone, comes to the same tally as
//! the program on random votes: second, contradicting, outdated, late, spoiled and delegated ones,
//! two calls and several closings. Needs `python3`, which `.ci/run` installs.

#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests: what they are called with is known"
)]

use std::path::Path;
use std::process::{Command, Output};

use asamblea_protocol::content::{
    Amendment, AmendmentAnswer, Ballot, Body, Choice, Content, Count, Delegation, Method,
    Objection, ProposalClose, ProposalNew, SecondCall,
};
use asamblea_protocol::id::{DeviceId, OpId, SpaceId};
use asamblea_protocol::op::Role;
use asamblea_protocol::time::WallTime;
use asamblea_protocol::view::{Admitted, Outcome, Phase, Proposal, Says, Views};
use asamblea_tests::skip::without_python;
use serde_json::{Value, json};

const SPACE: SpaceId = SpaceId::from_bytes([7; 32]);
const UNITS: u8 = 5;
/// Votes that are counted twice.
const VOTES: u64 = 300;
/// Acts of one vote.
const ACTS: u8 = 30;

/// Numbers that look random, the same in each run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u8) -> u8 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        u8::try_from((self.0 >> 33) % u64::from(most)).unwrap()
    }

    fn one_in(&mut self, n: u8) -> bool {
        self.below(n) == 0
    }
}

fn id(n: u8) -> OpId {
    OpId::from_bytes([n; 32])
}

fn unit(n: u8) -> SpaceId {
    SpaceId::from_bytes([100 + n; 32])
}

fn by(n: u8, who: u8, body: impl Into<Body>) -> Admitted {
    Admitted {
        id: id(n),
        space: SPACE,
        author: DeviceId::from_bytes([who; 32]),
        seq: u64::from(n),
        depth: u32::from(n),
        person: None,
        org: Some(unit(who)),
        role: Role::Admin,
        office: Role::None,
        received_at: WallTime(0),
        forked: false,
        content: Content {
            at: WallTime(u64::from(n)),
            body: body.into(),
        },
    }
}

fn proposal(dice: &mut Dice, method: Method) -> ProposalNew {
    ProposalNew {
        title: "Plan".to_owned(),
        text: "uno".to_owned(),
        method,
        count: Count::Orgs,
        roll: (0..UNITS).map(unit).collect(),
        closes: WallTime(1),
        quorum: u32::from(dice.below(5)),
        options: if method.has_options() {
            ["a", "b", "c"].map(str::to_owned).to_vec()
        } else {
            Vec::new()
        },
        secret: false,
        carries: u32::from(dice.below(3)),
        second: dice.one_in(2).then_some(SecondCall {
            closes: WallTime(2),
            quorum: 1,
        }),
        from: None,
    }
}

/// Some of these, ascending.
fn some(dice: &mut Dice, of: &[(u8, u8)], who: Option<u8>) -> Vec<OpId> {
    let own = of
        .iter()
        .filter(|(_, unit)| who.is_none_or(|who| who == *unit));
    own.filter(|_| !dice.one_in(3))
        .map(|(n, _)| id(*n))
        .take(16)
        .collect()
}

fn choices(dice: &mut Dice, method: Method) -> Vec<Choice> {
    if !method.has_options() {
        // Sometimes one that is not there.
        return vec![Choice {
            number: u32::from(dice.below(5)),
            points: 1,
        }];
    }
    let chosen = (0..4_u32).filter(|_| dice.one_in(3)).collect::<Vec<_>>();
    let dots = method == Method::Dots;
    let points = |dice: &mut Dice| if dots { u32::from(dice.below(8)) } else { 1 };
    chosen
        .into_iter()
        .map(|number| Choice {
            number,
            points: points(dice),
        })
        .collect()
}

/// What was said so far: words with their units, amendments, versions.
struct Said {
    words: Vec<(u8, u8)>,
    amendments: Vec<OpId>,
    versions: Vec<OpId>,
}

/// A random word of a unit.
fn word(dice: &mut Dice, method: Method, n: u8, who: u8, said: &mut Said, version: OpId) -> Body {
    let follows = some(dice, &said.words, Some(who));
    said.words.push((n, who));
    let (proposal, unit_) = (id(1), unit(who));
    if dice.one_in(4) {
        return Delegation {
            proposal,
            unit: unit_,
            follows,
            to: (!dice.one_in(4)).then(|| unit(dice.below(UNITS))),
        }
        .into();
    }
    Ballot {
        proposal,
        unit: unit_,
        version,
        follows,
        choices: choices(dice, method),
        reason: None,
        objection: dice.one_in(2).then(|| Objection {
            harm: "daño".to_owned(),
            change: "cambio".to_owned(),
        }),
        basis: None,
    }
    .into()
}

/// A random vote as one device took it in.
fn vote(dice: &mut Dice, method: Method) -> Proposal {
    let mut views = Views::default();
    views.take(by(1, 0, proposal(dice, method)));
    let mut said = Said {
        words: Vec::new(),
        amendments: Vec::new(),
        versions: vec![id(1)],
    };
    for n in 2..ACTS {
        let who = dice.below(UNITS + 1);
        let count = u8::try_from(said.versions.len()).unwrap();
        let version = said.versions[usize::from(dice.below(count))];
        let proposal = id(1);
        let (who, body) = match (dice.below(16), said.amendments.first().copied()) {
            (0, _) => {
                let close = ProposalClose {
                    proposal,
                    version,
                    call: u32::from(1 + dice.below(2)),
                    words: some(dice, &said.words, None),
                    statement: None,
                };
                (who, close.into())
            }
            (1, _) => {
                said.amendments.push(id(n));
                let amendment = Amendment {
                    proposal,
                    version,
                    text: "dos".to_owned(),
                    reason: None,
                };
                (who, amendment.into())
            }
            (2, Some(amendment)) => {
                said.versions.push(id(n));
                let answer = AmendmentAnswer {
                    proposal,
                    amendment,
                    version,
                    accepted: true,
                };
                (0, answer.into())
            }
            _ => (who, word(dice, method, n, who, &mut said, version)),
        };
        views.take(by(n, who, body));
    }
    let proposals = views.proposals(SPACE).unwrap();
    proposals.get(&id(1)).unwrap().clone()
}

fn method_name(method: Method) -> &'static str {
    match method {
        Method::Consent => "consent",
        Method::Majority => "majority",
        Method::TwoThirds => "two-thirds",
        Method::Sense => "sense",
        Method::Approval => "approval",
        Method::Dots => "dots",
        Method::Date => "date",
        Method::Election => "election",
    }
}

fn hexes(ids: &[OpId]) -> Vec<String> {
    ids.iter().map(|id| id.to_hex()).collect()
}

/// Its words, as a record has them.
fn words(proposal: &Proposal) -> Vec<Value> {
    proposal
        .words()
        .map(|word| {
            let both = json!({
                "id": word.id.to_hex(), "unit": word.unit.to_hex(), "depth": word.depth,
                "follows": hexes(&word.follows),
            });
            let own = match &word.says {
                Says::Ballot {
                    version,
                    choices,
                    objection,
                    ..
                } => json!({
                    "kind": "ballot", "version": version.to_hex(), "to": null,
                    "choices": choices.iter().map(|c| (c.number, c.points)).collect::<Vec<_>>(),
                    "objects": objection.is_some(),
                }),
                Says::Delegation(to) => json!({
                    "kind": "delegation", "version": null, "choices": [], "objects": false,
                    "to": to.map(|to| to.to_hex()),
                }),
            };
            let mut whole = both.as_object().unwrap().clone();
            whole.extend(own.as_object().unwrap().clone());
            Value::Object(whole)
        })
        .collect()
}

/// The record as `proposal export --format json` writes it, as far as it is counted from.
fn record(proposal: &Proposal) -> Value {
    let (tally, new) = (proposal.tally(), &proposal.new);
    let (outcome, chosen) = match &tally.outcome {
        Outcome::NoQuorum => ("no_quorum", Vec::new()),
        Outcome::Adopted => ("adopted", Vec::new()),
        Outcome::Rejected => ("rejected", Vec::new()),
        Outcome::Sensed => ("sensed", Vec::new()),
        Outcome::Chosen(one) => ("chosen", vec![*one]),
        Outcome::Tie(all) => ("tie", all.clone()),
    };
    let chosen: Vec<String> = chosen
        .iter()
        .map(|number| (number + 1).to_string())
        .collect();
    let counts: serde_json::Map<String, Value> = proposal
        .choices()
        .into_iter()
        .zip(tally.counts.iter().map(|count| json!(count)))
        .collect();
    let closings: Vec<Value> = proposal
        .closings()
        .map(|closing| {
            json!({
                "id": closing.id.to_hex(), "call": closing.close.call,
                "version": closing.close.version.to_hex(), "words": hexes(&closing.close.words),
            })
        })
        .collect();
    let ended = tally.phase == Phase::Closed;
    let versions = proposal.versions().into_iter();
    json!({
        "shown": {
            "id": proposal.id.to_hex(), "method": method_name(new.method), "options": new.options,
            "carries": new.carries, "secret": false, "quorum": tally.quorum,
            "second_call": new.second.map(|second| second.closes.0),
            "second_quorum": new.second.map(|second| second.quorum),
            "roll": {
                "size": new.roll.len(),
                "hash": OpId::from_bytes(*proposal.roll_hash().as_bytes()).to_hex(),
            },
            "tally": counts, "voted": tally.voted, "quorum_met": tally.quorum_met,
            "outcome": ended.then_some(outcome), "would_be": (!ended).then_some(outcome),
            "chosen": chosen,
        },
        "first_quorum": new.quorum,
        "roll": new.roll.iter().map(|unit| unit.to_hex()).collect::<Vec<_>>(),
        "versions": versions.map(|v| (v.id.to_hex(), v.number)).collect::<Vec<_>>(),
        "words": words(proposal), "secret_choices": [], "closings": closings,
    })
}

/// Counts records again; nothing where there is no Python.
fn count_again(folder: &Path, records: &[Value]) -> Option<Output> {
    let mut files = Vec::new();
    for (number, record) in records.iter().enumerate() {
        let file = folder.join(format!("{number}.json"));
        std::fs::write(&file, record.to_string()).unwrap();
        files.push(file);
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tally.py");
    let output = Command::new("python3")
        .arg("-B")
        .arg(script)
        .args(files)
        .output();
    if output.is_err() {
        without_python();
    }
    output.ok()
}

#[test]
fn a_program_that_knows_the_written_rule_alone_counts_the_same() {
    let mut dice = Dice(1);
    let records: Vec<Value> = (0..VOTES)
        .map(|number| {
            let mut methods = Method::ALL.into_iter().cycle();
            let method = methods.nth(usize::try_from(number % 8).unwrap()).unwrap();
            record(&vote(&mut dice, method))
        })
        .collect();
    // They are not all trivial.
    let outcomes = |name: &str| {
        let ended = records.iter().map(|record| &record["shown"]);
        ended
            .filter(|shown| shown["outcome"] == name || shown["would_be"] == name)
            .count()
    };
    for name in [
        "no_quorum",
        "adopted",
        "rejected",
        "sensed",
        "chosen",
        "tie",
    ] {
        assert!(outcomes(name) > 5, "{name}: {}", outcomes(name));
    }
    let folder = tempfile::tempdir().unwrap();
    let Some(output) = count_again(folder.path(), &records) else {
        return;
    };
    let said = String::from_utf8_lossy(&output.stdout);
    let differs: Vec<&str> = said
        .lines()
        .filter(|line| !line.contains("\"faults\": []"))
        .collect();
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{differs:#?} {error}");
    assert_eq!(said.lines().count(), records.len());
}

/// A counter that agrees with everything would be of no use.
#[test]
fn a_tally_that_lies_is_noticed() {
    let mut dice = Dice(2);
    let honest = record(&vote(&mut dice, Method::Majority));
    let lies: [(&str, Value); 4] = [
        ("/shown/tally/yes", json!(99)),
        ("/shown/voted", json!(99)),
        (
            "/shown/quorum_met",
            json!(!honest["shown"]["quorum_met"].as_bool().unwrap()),
        ),
        ("/shown/roll/hash", json!("00")),
    ];
    for (place, lie) in lies {
        let mut record = honest.clone();
        *record.pointer_mut(place).unwrap() = lie;
        let folder = tempfile::tempdir().unwrap();
        let Some(output) = count_again(folder.path(), &[record]) else {
            return;
        };
        assert!(!output.status.success(), "{place}");
    }
}
