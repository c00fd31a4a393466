//! Votes of whole devices that hear of each other late, with real keys, while an organization is
//! taken out before, beside and after the closing: its ballots count as `docs/wire.md` says, the
//! same on every device that stays.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test says what is wrong by ending"
)]

use std::collections::{BTreeMap, BTreeSet};

use asamblea_node::api::{
    ApiError, ProposalFields, ProposalRecord, ProposalRequest, Reply, Request, WordRecord,
};
use asamblea_protocol::content::{Ballot, Choice};
use asamblea_protocol::id::{OpId, SpaceId};
use asamblea_protocol::replica::Plant;
use asamblea_tests::cluster::{Cluster, Settings};
use asamblea_tests::device::Part;

/// Histories at every commit.
const HISTORIES: u64 = 80;
/// Acts of one history.
const ACTS: u64 = 26;
/// How often each thing must have happened in all of them.
const LEAST: usize = 3;

/// The Secretariat; two coordinators of whom the first proposes; two of whoever is taken out.
const OFFICE: usize = 0;
const HERS: [usize; 2] = [1, 4];
const OUT: [usize; 2] = [2, 3];
/// Who stays.
const STAY: [usize; 3] = [OFFICE, HERS[0], HERS[1]];

/// Methods, and what can be chosen by each.
const METHODS: [(&str, [&str; 2]); 8] = [
    ("consent", ["agree", "abstain"]),
    ("majority", ["yes", "no"]),
    ("two-thirds", ["yes", "no"]),
    ("sense", ["yes", "abstain"]),
    ("approval", ["1", "2"]),
    ("dots", ["1=3", "2=7"]),
    ("date", ["1", "2"]),
    ("election", ["1", "2"]),
];

/// A ballot, and what was so when it was written.
struct Written {
    id: OpId,
    by: usize,
    /// The Secretariat had said that its unit is out; nobody had told its author.
    beside: bool,
}

struct Vote {
    cluster: Cluster,
    id: String,
    choices: [&'static str; 2],
    written: Vec<Written>,
    /// Ballots that somebody signed who was out and named what says so.
    forbidden: Vec<OpId>,
    removed: bool,
    happened: BTreeSet<&'static str>,
}

impl Vote {
    fn new(seed: u64, plant: Option<Plant>) -> Self {
        let (method, choices) = METHODS[usize::try_from(seed % 8).unwrap()];
        let mut cluster = Cluster::new(Settings {
            plant,
            ..Settings::few(seed, 3)
        });
        assert!(cluster.begin().is_ok());
        for [by, new] in [OUT, HERS] {
            let invited = cluster.invite_as(by, Part::Person, "coordinator");
            assert!(invited.is_ok() && cluster.settle("coordinators").is_ok());
            verify(&mut cluster, by, new);
        }
        assert!(cluster.settle("beginning").is_ok());
        let people = seed / 8 % 2 == 1;
        let options = match method {
            "approval" | "dots" | "election" => vec!["Uno".to_owned(), "Dos".to_owned()],
            "date" => vec!["2027-03-01".to_owned(), "2027-03-02".to_owned()],
            _ => Vec::new(),
        };
        let fields = ProposalFields {
            space: cluster.network(),
            title: "Plan".to_owned(),
            text: "Uno".to_owned(),
            method: method.to_owned(),
            count: if people { "people" } else { "orgs" }.to_owned(),
            closes_ms: i64::MAX / 2,
            options,
            ..ProposalFields::default()
        };
        let fields = Box::new(fields);
        let new = Request::Proposal(ProposalRequest::New { fields });
        let Reply::Created(saved) = cluster.done(HERS[0], new) else {
            panic!("no proposal");
        };
        let mut vote = Self {
            cluster,
            id: saved.id,
            choices,
            written: Vec::new(),
            forbidden: Vec::new(),
            removed: false,
            happened: BTreeSet::new(),
        };
        for other in [OFFICE, HERS[1], OUT[0], OUT[1]] {
            vote.talk(HERS[0], other);
        }
        vote.happened.insert(if people {
            "of people"
        } else {
            "of organizations"
        });
        vote.happened.insert(method);
        vote
    }

    fn ask(&mut self, at: usize, request: ProposalRequest) -> Result<Reply, ApiError> {
        let reply = self.cluster.ask(at, Request::Proposal(request));
        reply.unwrap_or_else(|broken| panic!("{broken:?}"))
    }

    fn record(&mut self, at: usize) -> ProposalRecord {
        let id = self.id.clone();
        match self.ask(at, ProposalRequest::Record { id }) {
            Ok(Reply::ProposalRecord(record)) => *record,
            other => panic!("{other:?}"),
        }
    }

    fn is_closed(&mut self, at: usize) -> bool {
        !self.record(at).closings.is_empty()
    }

    /// Whether a device knows that one of the units is out.
    fn knows_removal(&mut self, at: usize) -> bool {
        self.record(at).shown.units.iter().any(|row| row.removed)
    }

    fn step(&mut self) {
        let dice = &mut self.cluster.dice;
        let (act, one) = (dice.below(20), dice.index(5));
        let other = (one + 1 + dice.index(4)) % 5;
        match act {
            0..8 => self.vote(one),
            8..13 => self.talk(one, other),
            13 => self.close(STAY[one % 3]),
            14..16 => self.remove(),
            _ => self.vote_all_the_same(STAY[one % 3]),
        }
    }

    /// Two meet, and nobody else hears of it.
    fn talk(&mut self, one: usize, other: usize) {
        self.part();
        self.cluster.talk(one, other);
        self.part();
    }

    fn part(&mut self) {
        let links: Vec<_> = self.cluster.links.iter().map(|link| link.number).collect();
        for number in links {
            self.cluster.cut(number);
        }
    }

    fn vote(&mut self, at: usize) {
        // Whose changed program wrote beside it asks others first what it wrote itself.
        if at == OUT[0] && !self.forbidden.is_empty() {
            return;
        }
        let choice = self.choices[self.cluster.dice.index(2)].to_owned();
        let request = ProposalRequest::Vote {
            id: self.id.clone(),
            choices: vec![choice],
            reason: None,
            harm: None,
            change: None,
            basis: None,
        };
        // Whoever knows that it ended, or that she is out, is told so.
        if let Ok(Reply::Saved(saved)) = self.ask(at, request) {
            let id = OpId::from_hex(&saved.id).unwrap();
            let beside = self.removed && OUT.contains(&at);
            self.written.push(Written { id, by: at, beside });
        }
    }

    fn close(&mut self, at: usize) {
        let before = self.is_closed(at);
        let request = ProposalRequest::Close {
            id: self.id.clone(),
            statement: None,
        };
        if self.ask(at, request).is_ok() && !before {
            let when = match (self.removed, self.knows_removal(at)) {
                (true, true) => "removed before the closing",
                (true, false) => "removed beside the closing",
                (false, _) => return,
            };
            self.happened.insert(when);
        }
    }

    fn remove(&mut self) {
        if self.removed {
            return;
        }
        self.removed = true;
        let any = STAY.into_iter().any(|at| self.is_closed(at));
        let when = match (any, self.is_closed(OFFICE)) {
            (_, true) => Some("removed after the closing"),
            (true, false) => Some("removed beside the closing"),
            (false, false) => None,
        };
        self.happened.extend(when);
        let directory = self.cluster.devices[OFFICE].engine().unwrap().replica();
        let out = self.cluster.devices[OUT[0]].id();
        let who = directory.directory().org_of_device(out).unwrap().to_hex();
        let urgent = false;
        let _row = self
            .cluster
            .done(OFFICE, Request::OrgRemove { who, urgent });
    }

    /// Who is out signs a ballot with a changed program; somebody passes it on.
    fn vote_all_the_same(&mut self, to: usize) {
        if !self.removed || !self.forbidden.is_empty() {
            return;
        }
        let record = self.record(OUT[0]);
        let unit = record.shown.my_unit.unwrap().id;
        let own = record.words.iter().filter(|word| word.unit == unit);
        let follows: BTreeSet<OpId> = own.filter_map(|word| OpId::from_hex(&word.id)).collect();
        let proposal = OpId::from_hex(&self.id).unwrap();
        let ballot = Ballot {
            proposal,
            unit: SpaceId::from_bytes(*OpId::from_hex(&unit).unwrap().as_bytes()),
            version: proposal,
            follows: follows.into_iter().collect(),
            choices: vec![Choice {
                number: 0,
                points: 1,
            }],
            reason: None,
            objection: None,
            basis: None,
        };
        // Somebody who stays passes it on.
        let from = if to == OFFICE { HERS[0] } else { OFFICE };
        assert!(self.cluster.connect(from, to, true) && self.cluster.move_all());
        let as_out = (OUT[0], OFFICE);
        let said = self.cluster.says_all_the_same(as_out, to, ballot.into());
        self.forbidden.extend(said);
        self.part();
    }

    /// Who stays meets; then all show the same, and what the rule says.
    fn end(&mut self) -> Result<(), String> {
        for _ in 0..2 {
            for (one, other) in [(0, 1), (1, 4), (0, 4)] {
                self.talk(one, other);
            }
        }
        let records = STAY.map(|at| (at, self.record(at)));
        let (_, first) = &records[0];
        for (at, record) in &records {
            if shown(record) != shown(first) {
                return Err(format!("d{at}: {:?}, {:?}", shown(record), shown(first)));
            }
            // Of a secret vote nobody is shown the words; that all count the same is seen.
            if !record.shown.secret {
                self.is_complete(*at, record)?;
            }
        }
        if !first.shown.secret {
            counts_by_rule(first)?;
        }
        self.note(first);
        Ok(())
    }

    /// A device shows each ballot that it holds, but those that somebody signed who knew that she
    /// was out.
    fn is_complete(&self, at: usize, record: &ProposalRecord) -> Result<(), String> {
        let words: BTreeSet<&str> = record.words.iter().map(|word| word.id.as_str()).collect();
        for written in &self.written {
            let holds = self.holds(at, written.id) || STAY.contains(&written.by);
            if holds && !words.contains(written.id.to_hex().as_str()) {
                return Err(format!("d{at} does not show a ballot of d{}", written.by));
            }
        }
        let mut forbidden = self.forbidden.iter();
        match forbidden.any(|id| words.contains(id.to_hex().as_str())) {
            true => Err(format!("d{at} shows a ballot of one who is out")),
            false => Ok(()),
        }
    }

    fn holds(&self, at: usize, op: OpId) -> bool {
        let graph = self.cluster.devices[at].engine().unwrap().replica().graph();
        let logs = graph.spaces().flat_map(|space| graph.logs_of(space));
        let mut ops = logs.flat_map(|log| (0..graph.len(&log)).map(move |seq| (log, seq)));
        ops.any(|(log, seq)| graph.id_at(&log, seq) == Some(op))
    }

    fn note(&mut self, record: &ProposalRecord) {
        let is_out = |unit: &str| {
            let mut units = record.shown.units.iter();
            units.any(|row| row.id == unit && row.removed)
        };
        for row in &record.shown.units {
            match row.state.as_str() {
                "clash" => self.happened.insert("contradicting"),
                "counted" if row.removed => self.happened.insert("counted for one who is out"),
                _ => false,
            };
        }
        if record.words.iter().any(|word| !word.follows.is_empty()) {
            self.happened.insert("second ballot");
        }
        if record.shown.late > 0 {
            self.happened.insert("late");
        }
        if record.closings.len() > 1 {
            self.happened.insert("several closings");
        }
        let beside = self.written.iter().filter(|written| written.beside);
        let mut beside = beside.map(|written| written.id.to_hex());
        if beside.any(|id| {
            record
                .words
                .iter()
                .any(|word| word.id == id && is_out(&word.unit))
        }) {
            self.happened.insert("written beside the removal");
        }
        let mut forbidden = self.forbidden.iter();
        if forbidden.any(|id| self.holds(OFFICE, *id)) {
            self.happened.insert("written in knowledge of the removal");
        }
    }
}

/// A coordinator compares words with another one, who counts as one from then on.
fn verify(cluster: &mut Cluster, by: usize, new: usize) {
    let id = cluster.devices[new].id().to_hex();
    let Reply::Who(rows) = cluster.done(by, Request::WhoList) else {
        panic!("nobody");
    };
    let row = rows.into_iter().find(|row| row.id == id).unwrap();
    let words = row.safety_words.unwrap();
    let _known = cluster.done(by, Request::DeviceVerify { id, words });
}

/// What has to be the same everywhere.
fn shown(record: &ProposalRecord) -> String {
    let shown = &record.shown;
    let units = shown.units.iter();
    let units: Vec<_> = units
        .map(|row| (&row.id, &row.state, &row.choices, row.removed))
        .collect();
    let words: BTreeMap<&str, _> = record
        .words
        .iter()
        .map(|word| (word.id.as_str(), (&word.follows, &word.choices)))
        .collect();
    let closings: BTreeMap<&str, _> = record
        .closings
        .iter()
        .map(|closing| (closing.id.as_str(), &closing.words))
        .collect();
    format!(
        "{} {:?} {:?} {:?} {units:?} {words:?} {closings:?}",
        shown.state, shown.tally, shown.outcome, shown.late
    )
}

/// These words and all that they follow.
fn reached<'a>(record: &'a ProposalRecord, from: &'a [String]) -> BTreeSet<&'a str> {
    let mut open: Vec<&str> = from.iter().map(String::as_str).collect();
    let mut reached = BTreeSet::new();
    while let Some(id) = open.pop() {
        let word = record.words.iter().find(|word| word.id == id);
        if let Some(word) = word.filter(|_| reached.insert(id)) {
            open.extend(word.follows.iter().map(String::as_str));
        }
    }
    reached
}

/// Counts anew, by the rule alone: what the closings knew, of each unit what nothing follows.
fn counts_by_rule(record: &ProposalRecord) -> Result<(), String> {
    let named: Vec<String> = match record.closings.as_slice() {
        [] => record.words.iter().map(|word| word.id.clone()).collect(),
        closings => closings.iter().flat_map(|c| c.words.clone()).collect(),
    };
    let counted = reached(record, &named);
    let words: Vec<&WordRecord> = record
        .words
        .iter()
        .filter(|word| counted.contains(word.id.as_str()))
        .collect();
    let mut voted = 0;
    for row in &record.shown.units {
        let own: Vec<&&WordRecord> = words.iter().filter(|word| word.unit == row.id).collect();
        let earlier: Vec<String> = own.iter().flat_map(|word| word.follows.clone()).collect();
        let earlier = reached(record, &earlier);
        let last = own
            .iter()
            .filter(|word| !earlier.contains(word.id.as_str()));
        let said: BTreeSet<&[(u32, u32)]> = last.map(|word| word.choices.as_slice()).collect();
        let expected = match said.len() {
            0 => "missing",
            1 => "counted",
            _ => "clash",
        };
        voted += u64::from(expected == "counted");
        if row.state != expected {
            return Err(format!("{} is {}, not {expected}", row.name, row.state));
        }
    }
    let late = record.words.len() - words.len();
    if (record.shown.voted, record.shown.late) != (voted, u64::try_from(late).unwrap()) {
        return Err(format!("{voted} voted, {late} late: {:?}", record.shown));
    }
    Ok(())
}

/// Plays histories; what happened in how many, and what was wrong in one.
fn play(seeds: u64, plant: Option<Plant>) -> Result<BTreeMap<&'static str, usize>, String> {
    let mut happened = BTreeMap::new();
    for seed in 0..seeds {
        let mut vote = Vote::new(seed, plant);
        for _ in 0..ACTS {
            vote.step();
        }
        vote.end()
            .map_err(|wrong| format!("seed {seed}: {wrong}"))?;
        for name in vote.happened {
            *happened.entry(name).or_default() += 1;
        }
    }
    Ok(happened)
}

#[test]
fn ballots_of_whoever_is_taken_out_count_as_the_rule_says_on_every_device() {
    let happened = match play(HISTORIES, None) {
        Ok(happened) => happened,
        Err(wrong) => panic!("{wrong}"),
    };
    eprintln!("{HISTORIES} votes: {happened:?}");
    let methods = METHODS.iter().map(|(method, _)| *method);
    let others = [
        "of people",
        "of organizations",
        "second ballot",
        "contradicting",
        "late",
        "several closings",
        "removed before the closing",
        "removed beside the closing",
        "removed after the closing",
        "counted for one who is out",
        "written beside the removal",
        "written in knowledge of the removal",
    ];
    for name in methods.chain(others) {
        let times = happened.get(name).copied().unwrap_or_default();
        assert!(times >= LEAST, "{name}: {times} of {HISTORIES}");
    }
}

/// A rule that nobody checks would let a ballot of one who is out in.
#[test]
fn a_device_that_counts_ballots_of_one_who_knew_that_she_was_out_is_noticed() {
    let found = play(HISTORIES, Some(Plant::RemovedAuthor));
    let wrong = found.expect_err("the planted mistake shows in some history");
    assert!(wrong.contains("one who is out"), "{wrong}");
}
