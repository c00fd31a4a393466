//! Rounds of assessment: the Secretariat begins them, people score, coordinators pool, agree,
//! approve and share.

use asamblea_node::api::{
    AreaData, AssessmentRequest, InstrumentData, ItemData, Reply, Request, Worded,
};

use crate::check::NOTE;
use crate::cluster::Cluster;
use crate::device::Standing;
use crate::faults::Fault;
use crate::oracle::Given;
use crate::report::Violation;

/// Rounds of a day: what is agreed ends the scores of a round.
const ROUNDS_MAX: usize = 4;
/// Scores of a day. Each is tried again and again by every device.
const SCORES_MAX: usize = 24;
/// Items of the instrument.
const ITEMS: [&str; 2] = ["A1", "A2"];
/// What is shared.
const LEVELS: [&str; 3] = ["full", "areas", "plan"];

/// An instrument of one area with items of these codes.
#[must_use]
pub fn instrument(items: &[&str]) -> InstrumentData {
    let words = |text: &str| -> Worded { vec![("es".to_owned(), text.to_owned())] };
    let item = |code: &&str| ItemData {
        code: (*code).to_owned(),
        text: words("¿?"),
        ..ItemData::default()
    };
    InstrumentData {
        code: "PRUEBA".to_owned(),
        version: 1,
        title: words("Prueba"),
        scale: vec![words("nivel"); 6],
        areas: vec![AreaData {
            code: "A".to_owned(),
            title: words("Área"),
            items: items.iter().map(item).collect(),
            ..AreaData::default()
        }],
        ..InstrumentData::default()
    }
}

impl Cluster {
    /// Somebody does something of an assessment.
    pub(super) fn assess(&mut self, at: usize) -> Result<(), Violation> {
        let device = &self.devices[at];
        if device.dishonest || !device.is_on() || device.standing != Standing::Member {
            return Ok(());
        }
        let rounds = match self.ask_round(at, AssessmentRequest::List { space: None })? {
            Some(Reply::Assessments(rows)) => rows,
            _ => return Ok(()),
        };
        let rounds: Vec<String> = rounds.into_iter().map(|row| row.id).collect();
        let act = self.dice.below(12);
        let few = rounds.len() < ROUNDS_MAX;
        let id = rounds.get(self.dice.index(rounds.len())).cloned();
        let Some(id) = id.filter(|_| act > 0 || !few) else {
            return self.begin_round();
        };
        match act {
            0..8 => self.score(at, &id),
            8 | 9 => self.pool(at, id),
            _ => self.decide(at, &id),
        }
    }

    fn ask_round(
        &mut self,
        at: usize,
        request: AssessmentRequest,
    ) -> Result<Option<Reply>, Violation> {
        Ok(self.ask(at, Request::Assessment(request))?.ok())
    }

    fn begin_round(&mut self) -> Result<(), Violation> {
        let start = AssessmentRequest::Start {
            space: self.network(),
            title: format!("ronda {}", self.step),
            closes_ms: 1_900_000_000_000,
            instrument: Box::new(instrument(&ITEMS)),
        };
        let began = self.ask_round(0, start)?.is_some();
        self.tell(|| format!("d0 begins a round: {began}"));
        Ok(())
    }

    fn score(&mut self, at: usize, id: &str) -> Result<(), Violation> {
        if self.oracle.scores.len() >= SCORES_MAX {
            return Ok(());
        }
        let score = self.dice.pick(&["1", "2", "3", "4", "NS", "NA"]);
        let score = AssessmentRequest::Score {
            id: id.to_owned(),
            item: self.dice.pick(&ITEMS).unwrap_or("A1").to_owned(),
            score: score.unwrap_or("NS").to_owned(),
            note: Some(format!("{NOTE} {} de d{at}", self.step)),
        };
        let before = self.sealed(at).len();
        let given = self.ask_round(at, score)?.is_some();
        self.tell(|| format!("d{at} scores: {given}"));
        if given {
            self.faults.add(Fault::Score);
            let head = self.devices[at].head;
            let all = self.sealed(at);
            // None where what was just said is not shown yet.
            let news = all.len().saturating_sub(before);
            let news = all.into_iter().rev().take(news);
            let known = &mut self.oracle.scores;
            known.extend(news.map(|(round, org, sealed)| Given {
                round,
                org,
                head,
                sealed,
            }));
        }
        Ok(())
    }

    fn pool(&mut self, at: usize, id: String) -> Result<(), Violation> {
        let pooled = self.ask_round(at, AssessmentRequest::Pool { id })?;
        if let Some(Reply::Pool(rows)) = pooled {
            let any = rows.iter().any(|row| row.n + row.unknown > 0);
            self.faults.add_many(Fault::Pool, u64::from(any));
            self.tell(|| format!("d{at} pools: {any}"));
        }
        Ok(())
    }

    /// Agrees an item, approves all, and shares it.
    fn decide(&mut self, at: usize, id: &str) -> Result<(), Violation> {
        let id = id.to_owned();
        let agree = AssessmentRequest::Agree {
            id: id.clone(),
            item: self.dice.pick(&ITEMS).unwrap_or("A1").to_owned(),
            score: self
                .dice
                .pick(&["1", "2", "3", "4"])
                .unwrap_or("1")
                .to_owned(),
            why: format!("{NOTE} {} acordada", self.step),
            evidence: None,
            dissent: Some(format!("{NOTE} {} otra", self.step)),
        };
        let level = self.dice.pick(&LEVELS).unwrap_or("plan");
        if self.ask_round(at, agree)?.is_none() {
            return Ok(());
        }
        let approve = AssessmentRequest::Approve { id: id.clone() };
        let approved = self.ask_round(at, approve)?.is_some();
        if approved && self.dice.percent(70) {
            let share = AssessmentRequest::Share {
                id: id.clone(),
                level: level.to_owned(),
            };
            // Said before it is done: what failed after it was written may still be found.
            let head = self.devices[at].head;
            self.oracle.shares.insert((id, head, level));
            let shared = self.ask_round(at, share)?.is_some();
            self.faults.add_many(Fault::Share, u64::from(shared));
            self.tell(|| format!("d{at} shares {level}: {shared}"));
        }
        Ok(())
    }
}
