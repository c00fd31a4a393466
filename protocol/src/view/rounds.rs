//! Rounds of assessment: what began, what an organization did inside, what organizations shared.
//!
//! A round stands in a space that several organizations read. What an organization does with it
//! stands in the organization's own space, and is found there by the round's id.

use std::collections::{BTreeMap, BTreeSet};

use super::Admitted;
use super::register::Register;
use crate::content::{
    Agree, Answer, AreaAverage, Body, Instrument, Level, PooledItem, RoundNew, ScoreBox,
    SharedItem, Stage, Weight,
};
use crate::crypto::{Digest, Domain, Hasher};
use crate::id::{DeviceId, OpId, SpaceId};
use crate::op::Role;
use crate::time::WallTime;

/// Scores of one person in one round that are kept: an instrument's worth, each changed a few
/// times; whoever writes more loses the oldest.
const SCORES_KEPT_MAX: usize = 512;

/// A round.
#[derive(Clone, Debug)]
pub struct Round {
    /// The operation that began it.
    pub id: OpId,
    /// Its title, until when it is open, what is asked.
    pub new: RoundNew,
    /// The device that began it.
    pub author: DeviceId,
    /// When, by its author's clock.
    pub at: WallTime,
    /// Its longest chain of predecessors: what began after another has a longer one.
    pub depth: u32,
}

/// Somebody's score, still sealed.
#[derive(Clone, Debug)]
pub struct SealedScore {
    /// Whose.
    pub person: SpaceId,
    /// One copy for each coordinator.
    pub boxes: Vec<ScoreBox>,
}

/// What was agreed on an item.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Agreed {
    /// The agreed answer.
    pub answer: Answer,
    /// Why.
    pub why: String,
    /// What shows it.
    pub evidence: Option<String>,
    /// What those say who see it otherwise.
    pub dissent: Option<String>,
}

/// What an organization did with a round, in its own space.
#[derive(Debug, Default)]
pub struct Inside {
    /// By person, the newest last.
    scores: BTreeMap<SpaceId, BTreeMap<(u32, OpId), Vec<ScoreBox>>>,
    pooled: BTreeMap<String, ((u32, OpId), PooledItem)>,
    agreed: BTreeMap<String, Register<Agreed>>,
    priorities: BTreeMap<String, Register<Weight>>,
    approvals: BTreeSet<Digest>,
}

impl Inside {
    /// Every score that may still be pooled, those of each person in the order in which she gave
    /// them.
    pub fn scores(&self) -> impl Iterator<Item = SealedScore> + '_ {
        self.scores.iter().flat_map(|(person, scores)| {
            scores.values().map(|boxes| SealedScore {
                person: *person,
                boxes: boxes.clone(),
            })
        })
    }

    /// How many people gave a score.
    #[must_use]
    pub fn people(&self) -> usize {
        self.scores.len()
    }

    /// What scores of each item came to.
    pub fn pooled(&self) -> impl Iterator<Item = &PooledItem> {
        self.pooled.values().map(|(_, item)| item)
    }

    /// The agreed scores of items.
    #[must_use]
    pub const fn agreed(&self) -> &BTreeMap<String, Register<Agreed>> {
        &self.agreed
    }

    /// The priorities of items.
    #[must_use]
    pub const fn priorities(&self) -> &BTreeMap<String, Register<Weight>> {
        &self.priorities
    }

    /// What an approval is about: nothing where nothing is agreed, or where two values stand
    /// beside each other.
    #[must_use]
    pub fn digest(&self, round: &OpId) -> Option<Digest> {
        let split = self.agreed.values().any(Register::is_split)
            || self.priorities.values().any(Register::is_split);
        if split || self.agreed.is_empty() {
            return None;
        }
        let mut hasher = Hasher::new(Domain::Approval);
        hasher.update(round.as_bytes());
        let mut part = |bytes: &[u8]| {
            let len = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
            hasher.update(&len.to_be_bytes());
            hasher.update(bytes);
        };
        for (item, agreed) in &self.agreed {
            let agreed = agreed.value()?;
            part(item.as_bytes());
            part(&[match agreed.answer {
                Answer::Level(level) => level,
                Answer::Unknown => 5,
                Answer::NotApplicable => 6,
            }]);
            part(agreed.why.as_bytes());
            part(agreed.evidence.as_deref().unwrap_or_default().as_bytes());
            part(agreed.dissent.as_deref().unwrap_or_default().as_bytes());
        }
        part(&[]);
        for (item, weight) in &self.priorities {
            let weight = weight.value()?;
            part(item.as_bytes());
            part(&[weight.urgency, weight.importance, weight.feasibility]);
        }
        Some(hasher.finish())
    }

    /// Whether exactly what is agreed was approved.
    #[must_use]
    pub fn is_approved(&self, round: &OpId) -> bool {
        let now = self.digest(round);
        now.is_some_and(|digest| self.approvals.contains(&digest))
    }

    /// How far the organization has come; nothing while scores are given.
    #[must_use]
    pub fn stage(&self, round: &OpId) -> Option<Stage> {
        if self.is_approved(round) {
            Some(Stage::Approved)
        } else if !self.priorities.is_empty() {
            Some(Stage::Priorities)
        } else if !self.agreed.is_empty() {
            Some(Stage::Agreeing)
        } else if !self.pooled.is_empty() {
            Some(Stage::Pooled)
        } else {
            None
        }
    }

    fn agree(&mut self, id: OpId, agree: Agree) {
        let value = Agreed {
            answer: agree.answer,
            why: agree.why,
            evidence: agree.evidence,
            dissent: agree.dissent,
        };
        let register = self.agreed.entry(agree.item).or_default();
        register.take(id, agree.over, value);
        // Nothing is pooled once something is agreed.
        self.scores.clear();
    }

    fn score(&mut self, person: SpaceId, stamp: (u32, OpId), boxes: Vec<ScoreBox>) {
        if !self.agreed.is_empty() {
            return;
        }
        let scores = self.scores.entry(person).or_default();
        scores.insert(stamp, boxes);
        if scores.len() > SCORES_KEPT_MAX {
            scores.pop_first();
        }
    }
}

/// What an organization shared of a round.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Shared {
    /// How much.
    pub level: Level,
    /// Averages of areas.
    pub areas: Vec<AreaAverage>,
    /// Agreed scores.
    pub items: Vec<SharedItem>,
}

/// What is known of an organization beside a round.
#[derive(Debug, Default)]
pub struct Outside {
    /// The furthest stage that it told of.
    pub stage: Option<Stage>,
    /// What it shared.
    pub shared: Register<Shared>,
}

/// Rounds of one space, and what organizations did with rounds there.
#[derive(Debug, Default)]
pub struct Rounds {
    rounds: BTreeMap<OpId, Round>,
    inside: BTreeMap<OpId, Inside>,
    outside: BTreeMap<OpId, BTreeMap<SpaceId, Outside>>,
}

impl Rounds {
    pub(super) fn take(&mut self, op: Admitted) -> Option<OpId> {
        let admin = op.role == Role::Admin;
        let stamp = (op.depth, op.id);
        let inside = op.org == Some(op.space);
        match op.content.body {
            Body::RoundNew(new) if admin => {
                let round = Round {
                    id: op.id,
                    new,
                    author: op.author,
                    at: op.content.at,
                    depth: op.depth,
                };
                self.rounds.insert(op.id, round);
                Some(op.id)
            }
            Body::Score(score) if inside => {
                let person = op.person?;
                let inside = self.inside.entry(score.round).or_default();
                inside.score(person, stamp, score.boxes);
                Some(score.round)
            }
            Body::Pool(pool) if inside && admin => {
                let inside = self.inside.entry(pool.round).or_default();
                for item in pool.items {
                    let known = inside.pooled.get(&item.item);
                    if known.is_none_or(|(known, _)| *known < stamp) {
                        inside.pooled.insert(item.item.clone(), (stamp, item));
                    }
                }
                Some(pool.round)
            }
            Body::Agree(agree) if inside && admin => {
                let round = agree.round;
                self.inside.entry(round).or_default().agree(op.id, agree);
                Some(round)
            }
            Body::Priority(priority) if inside && admin => {
                let inside = self.inside.entry(priority.round).or_default();
                let register = inside.priorities.entry(priority.item).or_default();
                register.take(op.id, priority.over, priority.weight);
                Some(priority.round)
            }
            Body::Approve(approve) if inside && admin => {
                let inside = self.inside.entry(approve.round).or_default();
                inside.approvals.insert(approve.of);
                Some(approve.round)
            }
            Body::Share(share) if admin && op.org == Some(share.org) => {
                let outside = self.outside.entry(share.round).or_default();
                let shared = Shared {
                    level: share.level,
                    areas: share.areas,
                    items: share.items,
                };
                let of = outside.entry(share.org).or_default();
                of.shared.take(op.id, share.over, shared);
                Some(share.round)
            }
            Body::RoundStage(told) if admin && op.org == Some(told.org) => {
                let outside = self.outside.entry(told.round).or_default();
                let of = outside.entry(told.org).or_default();
                of.stage = of.stage.max(Some(told.stage));
                Some(told.round)
            }
            _ => None,
        }
    }

    /// A round that began in this space.
    #[must_use]
    pub fn get(&self, id: &OpId) -> Option<&Round> {
        self.rounds.get(id)
    }

    /// Every round that began in this space.
    pub fn iter(&self) -> impl Iterator<Item = &Round> {
        self.rounds.values()
    }

    /// What the organization whose space this is did with a round.
    #[must_use]
    pub fn inside(&self, round: &OpId) -> Option<&Inside> {
        self.inside.get(round)
    }

    /// What that organization did with any round.
    pub fn all_inside(&self) -> impl Iterator<Item = (OpId, &Inside)> {
        self.inside.iter().map(|(round, inside)| (*round, inside))
    }

    /// What is known in this space of organizations beside a round.
    pub fn outside(&self, round: &OpId) -> impl Iterator<Item = (SpaceId, &Outside)> {
        let all = self.outside.get(round).into_iter().flatten();
        all.map(|(org, outside)| (*org, outside))
    }

    /// What is asked in a round that began here.
    #[must_use]
    pub fn instrument(&self, round: &OpId) -> Option<&Instrument> {
        self.rounds.get(round).map(|round| &round.new.instrument)
    }
}
