//! Assessments: a round, scores that only coordinators open, what is agreed, what is shared.
//!
//! The round stands in a space that organizations read. Whatever an organization does with it
//! stands in its own space; what it shares, and how far it is, where the round stands.

mod compare;
mod instrument;
mod show;

pub(super) use compare::{TOGETHER_MIN, mean};

use std::collections::BTreeMap;

use asamblea_protocol::content::{
    Agree, Answer, Approve, Body, CODE_BYTES_MAX, IndividualScore, NOTE_BYTES_MAX,
    POOLED_NOTES_MAX, Pool, PooledItem, Priority, RoundNew, RoundStage, SCORE_BOXES_MAX, Score,
    ScoreBox, Stage, Weight,
};
use asamblea_protocol::crypto::Domain;
use asamblea_protocol::id::{OpId, SpaceId};
use asamblea_protocol::is_planted;
use asamblea_protocol::op::{Member, Role};
use asamblea_protocol::time::WallTime;
use asamblea_protocol::view::{Inside, Round, Rounds, SealedScore};

use super::super::Engine;
use super::super::local::{LocalRecord, ScoreRecord};
use crate::api::{ApiError, AssessmentRequest, ErrorKind, PoolRow, Reply, Saved};

/// Pools travel in pieces of about this size: one operation carries 60 KiB.
const POOL_BYTES_AIM: usize = 40 * 1024;

/// What is wrong with an assessment is named so in errors: interfaces say what to do about it.
pub(super) fn about(kind: ErrorKind, what: &str) -> ApiError {
    ApiError::about(kind, format!("assessment-{what}"))
}

/// A score as it is typed.
pub(super) fn answer_of(text: &str) -> Result<Answer, ApiError> {
    Ok(match text {
        "1" => Answer::Level(1),
        "2" => Answer::Level(2),
        "3" => Answer::Level(3),
        "4" => Answer::Level(4),
        _ if text.eq_ignore_ascii_case("NS") => Answer::Unknown,
        _ if text.eq_ignore_ascii_case("NA") => Answer::NotApplicable,
        _ => return Err(about(ErrorKind::Usage, "score")),
    })
}

/// A score as it is shown.
pub(super) fn answer_label(answer: Answer) -> String {
    match answer {
        Answer::Level(level) => level.to_string(),
        Answer::Unknown => "NS".to_owned(),
        Answer::NotApplicable => "NA".to_owned(),
    }
}

fn short_enough(text: Option<&str>) -> Result<(), ApiError> {
    match text {
        Some(text) if text.len() > NOTE_BYTES_MAX => Err(ErrorKind::TooLong.into()),
        _ => Ok(()),
    }
}

impl Engine {
    pub(super) fn assessment(&mut self, request: AssessmentRequest) -> Result<Reply, ApiError> {
        match request {
            AssessmentRequest::Start {
                space,
                title,
                closes_ms,
                instrument,
            } => self.start_round(&space, title, closes_ms, *instrument),
            AssessmentRequest::Score {
                id,
                item,
                score,
                note,
            } => self.score(&id, &item, &score, note),
            AssessmentRequest::Pool { id } => self.pool(&id),
            AssessmentRequest::Agree {
                id,
                item,
                score,
                why,
                evidence,
                dissent,
            } => self.agree(&id, &item, &score, (why, evidence, dissent)),
            AssessmentRequest::Priority {
                id,
                item,
                urgency,
                importance,
                feasibility,
            } => {
                let weight = Weight {
                    urgency,
                    importance,
                    feasibility,
                };
                self.prioritize(&id, &item, weight)
            }
            AssessmentRequest::Approve { id } => self.approve(&id),
            AssessmentRequest::Share { id, level } => self.share_round(&id, &level),
            AssessmentRequest::Compare { id } => self.compare(&id),
            AssessmentRequest::Plan {
                id,
                lang,
                network: true,
            } => self.draft_network_plan(&id, &lang),
            AssessmentRequest::Plan { id, lang, .. } => self.draft_plan(&id, &lang),
            AssessmentRequest::List { space } => self.rounds(space.as_deref()),
            AssessmentRequest::Show { id, lang } => self.show_round(&id, &lang),
        }
    }

    /// A round, with the space that it stands in.
    pub(super) fn find_round(&self, text: &str) -> Result<(SpaceId, OpId), ApiError> {
        self.find_shown(text, |space| self.named_rounds(space))
    }

    /// Rounds with their titles.
    pub(super) fn named_rounds(&self, space: SpaceId) -> impl Iterator<Item = (OpId, String)> {
        let rounds = self.views.shown.rounds(space).into_iter();
        let rounds = rounds.flat_map(Rounds::iter);
        rounds.map(|round| (round.id, round.new.title.clone()))
    }

    pub(super) fn round(&self, space: SpaceId, id: OpId) -> Result<&Round, ApiError> {
        let rounds = self.views.shown.rounds(space);
        rounds
            .and_then(|rounds| rounds.get(&id))
            .ok_or_else(|| ErrorKind::NotFound.into())
    }

    /// What my organization did with a round.
    pub(super) fn inside(&self, round: &OpId) -> Option<&Inside> {
        let org = self.my_org()?;
        self.views.shown.rounds(org)?.inside(round)
    }

    /// The code of an item as the instrument writes it.
    fn item_code(&self, space: SpaceId, round: OpId, item: &str) -> Result<String, ApiError> {
        let instrument = &self.round(space, round)?.new.instrument;
        let found = instrument
            .item(item)
            .filter(|_| item.len() <= CODE_BYTES_MAX);
        found
            .map(|(_, item)| item.code.clone())
            .ok_or_else(|| ApiError::about(ErrorKind::NotFound, item))
    }

    /// My role in my organization.
    pub(super) fn org_role(&mut self) -> Role {
        let device = self.replica.device();
        match self.my_org() {
            Some(org) => self.replica.roles().role(device, org),
            None => Role::None,
        }
    }

    /// My organization, where I am its coordinator.
    pub(super) fn need_coordinator(&mut self) -> Result<SpaceId, ApiError> {
        if self.org_role() == Role::Admin {
            self.my_org().ok_or_else(|| ErrorKind::NotPermitted.into())
        } else {
            Err(ErrorKind::NotPermitted.into())
        }
    }

    fn start_round(
        &mut self,
        space: &str,
        title: String,
        closes_ms: i64,
        data: crate::api::InstrumentData,
    ) -> Result<Reply, ApiError> {
        if title.trim().is_empty() {
            return Err(ApiError::about(ErrorKind::Usage, "title"));
        }
        let space = self.find_space(space)?;
        let device = self.replica.device();
        if self.replica.roles().role(device, space) != Role::Admin {
            return Err(ErrorKind::NotPermitted.into());
        }
        self.keeps_all(space)?;
        let closes = u64::try_from(closes_ms).map_err(|_| ErrorKind::Usage)?;
        let instrument = instrument::of_data(data)?;
        let new = RoundNew {
            title,
            closes: WallTime(closes),
            instrument,
        };
        let id = self.write_one(space, new.into())?;
        Ok(Reply::Created(Saved::of(id.to_hex())))
    }

    /// Seals a score to each coordinator of my organization, and to nobody else.
    fn score(
        &mut self,
        id: &str,
        item: &str,
        score: &str,
        note: Option<String>,
    ) -> Result<Reply, ApiError> {
        let (space, round) = self.find_round(id)?;
        let item = self.item_code(space, round, item)?;
        let answer = answer_of(score)?;
        short_enough(note.as_deref())?;
        let (org, person) = self
            .my_org()
            .zip(self.my_person())
            .ok_or(ErrorKind::NotPermitted)?;
        if self.org_role() < Role::Write {
            return Err(ErrorKind::NotPermitted.into());
        }
        self.keeps_all(org)?;
        let agreed = |inside: &Inside| !inside.agreed().is_empty();
        if self.inside(&round).is_some_and(agreed) {
            return Err(about(ErrorKind::NoEffect, "agreed"));
        }
        let plain = IndividualScore {
            item: item.clone(),
            answer,
            note: note.clone(),
        };
        let plain = plain.to_bytes().map_err(|_| ErrorKind::TooLong)?;
        let aad = IndividualScore::aad(&round, org, person);
        let mut boxes = Vec::new();
        for to in self.coordinators(org) {
            let domain = Domain::Score;
            let sealed = self
                .replica
                .seal_to_person(to, domain, &aad, &plain, &mut self.rng);
            boxes.extend(sealed.into_iter().map(|sealed| ScoreBox { to, sealed }));
        }
        boxes.truncate(SCORE_BOXES_MAX);
        if boxes.is_empty() {
            return Err(ErrorKind::NoKeyYet.into());
        }
        self.write_one(org, Score { round, boxes }.into())?;
        self.remember(vec![LocalRecord::Score(Box::new(ScoreRecord {
            round: round.to_hex(),
            item: item.clone(),
            score: answer_label(answer),
            note,
        }))])?;
        Ok(Reply::Saved(Saved::of(item)))
    }

    /// The people who coordinate an organization.
    fn coordinators(&mut self, org: SpaceId) -> Vec<SpaceId> {
        let least = if is_planted!(self.replica, ScoresForAll) {
            Role::Read
        } else {
            Role::Admin
        };
        let roles = self.replica.roles();
        roles
            .direct(org)
            .filter(|(_, role)| *role >= least)
            .filter_map(|(member, _)| match member {
                Member::Space(person) => Some(person),
                Member::Device(_) | Member::Invitation(_) => None,
            })
            .collect()
    }

    /// Opens every score that was sealed to me: of each person and item the last one, and how many
    /// do not open.
    fn open_scores(&self, round: &OpId, org: SpaceId, me: SpaceId) -> (Vec<IndividualScore>, u64) {
        let mut last = BTreeMap::new();
        let mut unopened = 0;
        let scores = self.inside(round).into_iter().flat_map(Inside::scores);
        for score in scores {
            let aad = IndividualScore::aad(round, org, score.person);
            let mut mine = score.boxes.iter().filter(|sealed| sealed.to == me);
            let opened = mine.find_map(|one| {
                let domain = Domain::Score;
                let plain = self.replica.open_as_person(me, domain, &aad, &one.sealed)?;
                let plain = zeroize::Zeroizing::new(plain);
                IndividualScore::from_bytes(&plain).ok()
            });
            match opened {
                Some(opened) => {
                    last.insert((score.person, opened.item.clone()), opened);
                }
                None => unopened += 1,
            }
        }
        (last.into_values().collect(), unopened)
    }

    /// Every sealed score that this device holds, with its round and organization.
    #[must_use]
    pub fn sealed_scores(&self) -> Vec<(OpId, SpaceId, SealedScore)> {
        let spaces = self.views.shown.spaces();
        let all = spaces.filter_map(|space| Some((space, self.views.shown.rounds(space)?)));
        let all = all.flat_map(|(org, rounds)| {
            let inside = rounds.all_inside();
            inside.flat_map(move |(round, inside)| {
                inside.scores().map(move |score| (round, org, score))
            })
        });
        all.collect()
    }

    /// Whether any key of this device opens any copy of a score, whomever it is for.
    #[must_use]
    pub fn opens_score(&self, round: &OpId, org: SpaceId, score: &SealedScore) -> bool {
        let aad = IndividualScore::aad(round, org, score.person);
        let mut boxes = score.boxes.iter();
        self.my_person().is_some_and(|me| {
            boxes.any(|one| {
                let opened = self
                    .replica
                    .open_as_person(me, Domain::Score, &aad, &one.sealed);
                opened.is_some()
            })
        })
    }

    fn pool(&mut self, id: &str) -> Result<Reply, ApiError> {
        let (space, round) = self.find_round(id)?;
        let org = self.need_coordinator()?;
        let me = self.my_person().ok_or(ErrorKind::NotPermitted)?;
        let agreed = |inside: &Inside| !inside.agreed().is_empty();
        if self.inside(&round).is_some_and(agreed) {
            return Err(about(ErrorKind::NoEffect, "agreed"));
        }
        let (scores, unopened) = self.open_scores(&round, org, me);
        let instrument = &self.round(space, round)?.new.instrument;
        let codes: Vec<String> = instrument.items().map(|(_, i)| i.code.clone()).collect();
        let items: Vec<PooledItem> = codes.iter().map(|code| spread(code, &scores)).collect();
        let known: BTreeMap<&str, &PooledItem> = self
            .inside(&round)
            .into_iter()
            .flat_map(Inside::pooled)
            .map(|item| (item.item.as_str(), item))
            .collect();
        let news: Vec<PooledItem> = items
            .iter()
            .filter(|item| match known.get(item.item.as_str()) {
                Some(known) => known != item,
                None => item.n + item.unknown + item.not_applicable > 0,
            })
            .cloned()
            .collect();
        if !news.is_empty() {
            self.write(org, pools(round, news))?;
            self.tell_stage(space, round, Stage::Pooled);
        }
        let rows = items.iter().map(|item| PoolRow {
            unopened,
            ..show::pool_row(item)
        });
        Ok(Reply::Pool(rows.collect()))
    }

    fn agree(
        &mut self,
        id: &str,
        item: &str,
        score: &str,
        (why, evidence, dissent): (String, Option<String>, Option<String>),
    ) -> Result<Reply, ApiError> {
        let (space, round) = self.find_round(id)?;
        let org = self.need_coordinator()?;
        let item = self.item_code(space, round, item)?;
        let answer = answer_of(score)?;
        if why.trim().is_empty() {
            return Err(about(ErrorKind::Usage, "why"));
        }
        for text in [Some(&why), evidence.as_ref(), dissent.as_ref()] {
            short_enough(text.map(String::as_str))?;
        }
        self.keeps_all(org)?;
        let register = self
            .inside(&round)
            .and_then(|inside| inside.agreed().get(&item));
        let over = register.map(asamblea_protocol::view::Register::over);
        let agree = Agree {
            round,
            item: item.clone(),
            over: over.unwrap_or_default(),
            answer,
            why,
            evidence,
            dissent,
        };
        self.write_one(org, agree.into())?;
        self.tell_stage(space, round, Stage::Agreeing);
        Ok(Reply::Saved(Saved::of(item)))
    }

    fn prioritize(&mut self, id: &str, item: &str, weight: Weight) -> Result<Reply, ApiError> {
        let (space, round) = self.find_round(id)?;
        let org = self.need_coordinator()?;
        let item = self.item_code(space, round, item)?;
        let all = [weight.urgency, weight.importance, weight.feasibility];
        if all.iter().any(|one| !(1..=3).contains(one)) {
            return Err(about(ErrorKind::Usage, "weight"));
        }
        self.keeps_all(org)?;
        let inside = self.inside(&round);
        let register = inside.and_then(|inside| inside.priorities().get(&item));
        let over = register.map(asamblea_protocol::view::Register::over);
        let priority = Priority {
            round,
            item: item.clone(),
            over: over.unwrap_or_default(),
            weight,
        };
        self.write_one(org, priority.into())?;
        self.tell_stage(space, round, Stage::Priorities);
        Ok(Reply::Saved(Saved::of(item)))
    }

    /// My organization approves exactly what it agreed.
    fn approve(&mut self, id: &str) -> Result<Reply, ApiError> {
        let (space, round) = self.find_round(id)?;
        let org = self.need_coordinator()?;
        let inside = self.inside(&round);
        let nothing = inside.is_none_or(|inside| inside.agreed().is_empty());
        if nothing {
            return Err(about(ErrorKind::NoEffect, "nothing"));
        }
        let digest = inside.and_then(|inside| inside.digest(&round));
        let of = digest.ok_or_else(|| about(ErrorKind::NoEffect, "split"))?;
        if self.plan_of(org, &round).is_some_and(super::plans::lacks) {
            return Err(about(ErrorKind::NoEffect, "plan"));
        }
        self.write_one(org, Approve { round, of }.into())?;
        self.tell_stage(space, round, Stage::Approved);
        Ok(Reply::Saved(Saved::of(round.to_hex())))
    }

    /// Tells where the round stands how far my organization is, once for each stage, and nothing
    /// of what it found.
    pub(super) fn tell_stage(&mut self, space: SpaceId, round: OpId, stage: Stage) {
        let Some(org) = self.my_org() else {
            return;
        };
        let told = self.views.shown.rounds(space).and_then(|rounds| {
            let mut all = rounds.outside(&round);
            all.find(|(of, _)| *of == org)?.1.stage
        });
        if told < Some(stage) {
            let body = RoundStage { round, org, stage };
            // What was done stands; the next stage tells this one, too.
            let _told = self.write_one(space, body.into());
        }
    }
}

/// What scores of an item come to.
fn spread(item: &str, scores: &[IndividualScore]) -> PooledItem {
    let of = || scores.iter().filter(|score| score.item == item);
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let levels: Vec<u8> = of().filter_map(|score| score.answer.level()).collect();
    let said = |answer| count(of().filter(|score| score.answer == answer).count());
    let mut notes: Vec<String> = of().filter_map(|score| score.note.clone()).collect();
    notes.retain(|note| !note.trim().is_empty());
    // In the order of their letters nothing says who wrote which.
    notes.sort();
    notes.truncate(POOLED_NOTES_MAX);
    PooledItem {
        item: item.to_owned(),
        n: count(levels.len()),
        unknown: said(Answer::Unknown),
        not_applicable: said(Answer::NotApplicable),
        notes,
        min: levels.iter().min().copied(),
        max: levels.iter().max().copied(),
    }
}

/// Pools that each fit in an operation.
fn pools(round: OpId, items: Vec<PooledItem>) -> Vec<Body> {
    let mut pools: Vec<Pool> = Vec::new();
    let mut bytes = POOL_BYTES_AIM;
    for item in items {
        let notes: usize = item.notes.iter().map(|note| note.len() + 4).sum();
        let size = notes + 64;
        match pools.last_mut() {
            Some(pool) if bytes + size <= POOL_BYTES_AIM => {
                bytes += size;
                pool.items.push(item);
            }
            _ => {
                bytes = size;
                let items = vec![item];
                pools.push(Pool { round, items });
            }
        }
    }
    pools.into_iter().map(Body::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(item: &str, answer: Answer, note: Option<&str>) -> IndividualScore {
        IndividualScore {
            item: item.to_owned(),
            answer,
            note: note.map(str::to_owned),
        }
    }

    #[test]
    fn a_spread_counts_levels_apart_from_those_who_do_not_know() {
        let scores = [
            score("A1", Answer::Level(2), Some("b")),
            score("A1", Answer::Level(4), Some("a")),
            score("A1", Answer::Unknown, Some("  ")),
            score("A1", Answer::NotApplicable, None),
            score("A2", Answer::Level(1), None),
        ];
        let item = spread("A1", &scores);
        assert_eq!((item.n, item.unknown, item.not_applicable), (2, 1, 1));
        assert_eq!((item.min, item.max), (Some(2), Some(4)));
        assert_eq!(item.notes, ["a", "b"]);
        let none = spread("A3", &scores);
        assert_eq!((none.n, none.min, none.max), (0, None, None));
    }

    #[test]
    fn pools_are_cut_where_an_operation_would_be_too_long() {
        let long = |item: &str| PooledItem {
            notes: vec!["x".repeat(NOTE_BYTES_MAX); POOLED_NOTES_MAX],
            ..spread(item, &[])
        };
        let round = OpId::from_bytes([1; 32]);
        let bodies = pools(round, vec![long("A1"), long("A2"), spread("A3", &[])]);
        assert_eq!(bodies.len(), 2);
        for body in bodies {
            let content = asamblea_protocol::content::Content {
                at: WallTime(1),
                body,
            };
            content.encode().unwrap();
        }
    }
}
