//! What a person sees of an assessment: what is asked, her own scores, what her organization
//! agreed, how far the others are.

use std::collections::BTreeMap;

use asamblea_protocol::content::{Level, PooledItem, Stage};
use asamblea_protocol::id::{OpId, SpaceId};
use asamblea_protocol::op::{Member, Role};
use asamblea_protocol::view::{Agreed, Inside, Outside, Rounds};

use super::super::super::Engine;
use super::super::super::clock::rfc3339;
use super::answer_label;
use crate::api::{
    AgreedRow, ApiError, AreaRow, AssessmentDetail, AssessmentItem, AssessmentRow, OrgName,
    OrgStage, PoolRow, PriorityRow, Reply,
};

/// How far an organization is, in the words of the contract.
const fn stage_label(stage: Option<Stage>) -> &'static str {
    match stage {
        None => "scoring",
        Some(Stage::Pooled) => "pooled",
        Some(Stage::Agreeing) => "agreeing",
        Some(Stage::Priorities) => "priorities",
        Some(Stage::Approved) => "approved",
        Some(Stage::Shared) => "shared",
    }
}

/// How much was shared, in the words of the contract.
pub(super) const fn level_label(level: Level) -> &'static str {
    match level {
        Level::Plan => "plan",
        Level::Areas => "areas",
        Level::Full => "full",
    }
}

fn long(n: u32) -> u64 {
    n.into()
}

pub(super) fn pool_row(item: &PooledItem) -> PoolRow {
    PoolRow {
        item: item.item.clone(),
        n: long(item.n),
        min: item.min,
        max: item.max,
        notes: item.notes.clone(),
        unknown: long(item.unknown),
        not_applicable: long(item.not_applicable),
        unopened: 0,
    }
}

fn agreed_row(agreed: &Agreed) -> AgreedRow {
    AgreedRow {
        score: answer_label(agreed.answer),
        why: agreed.why.clone(),
        evidence: agreed.evidence.clone(),
        dissent: agreed.dissent.clone(),
    }
}

pub(super) fn stage_of(outside: Option<&Outside>) -> &'static str {
    stage_label(outside.and_then(|outside| outside.stage))
}

pub(super) fn shared_of(outside: Option<&Outside>) -> Option<String> {
    let shared = outside?.shared.value()?;
    Some(level_label(shared.level).to_owned())
}

impl Engine {
    pub(super) fn rounds(&mut self, space: Option<&str>) -> Result<Reply, ApiError> {
        let only = space.map(|space| self.find_space(space)).transpose()?;
        let mut rows = Vec::new();
        for space in self.views.shown.spaces() {
            if only.is_some_and(|only| only != space) {
                continue;
            }
            let rounds = self.views.shown.rounds(space).into_iter();
            for round in rounds.flat_map(Rounds::iter) {
                let hex = round.id.to_hex();
                let mine = self.local.scores.keys().filter(|(id, _)| *id == hex);
                let outside = self.outside(space, &round.id);
                let shared = outside.values().filter(|one| one.shared.value().is_some());
                let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
                rows.push(AssessmentRow {
                    title: round.new.title.clone(),
                    space: space.to_hex(),
                    instrument: round.new.instrument.code.clone(),
                    state: self.my_stage(space, &round.id).to_owned(),
                    closes: rfc3339(round.new.closes),
                    scored: count(mine.count()),
                    items: count(round.new.instrument.items().count()),
                    shared: count(shared.count()),
                    at: rfc3339(round.at),
                    id: hex,
                });
            }
        }
        rows.sort_by(|a, b| b.at.cmp(&a.at).then_with(|| a.id.cmp(&b.id)));
        Ok(Reply::Assessments(rows))
    }

    /// What is known where a round stands, by organization.
    pub(in crate::engine::serve) fn outside(
        &self,
        space: SpaceId,
        round: &OpId,
    ) -> BTreeMap<SpaceId, &Outside> {
        let rounds = self.views.shown.rounds(space).into_iter();
        rounds.flat_map(|rounds| rounds.outside(round)).collect()
    }

    /// How far my organization is.
    fn my_stage(&self, space: SpaceId, round: &OpId) -> &'static str {
        let org = self.my_org();
        let all = self.outside(space, round);
        let outside = org.and_then(|org| all.get(&org));
        let shared = outside.is_some_and(|outside| outside.shared.heads().next().is_some());
        let inside = self.inside(round).and_then(|inside| inside.stage(round));
        match inside {
            // Changed again after it was shared, it is to be approved again.
            Some(Stage::Approved) if shared => stage_label(Some(Stage::Shared)),
            stage => stage_label(stage),
        }
    }

    /// The organizations that may take part in a round: those that read where it stands.
    pub(super) fn round_orgs(&mut self, space: SpaceId) -> Vec<SpaceId> {
        let orgs = self.orgs();
        let mine = self.my_org();
        let roles = self.replica.roles();
        let reads = |org: &SpaceId| {
            let role = roles.direct_role(space, &Member::Space(*org));
            role > Role::Carrier || (*org == space && mine == Some(space))
        };
        orgs.into_iter().filter(reads).collect()
    }

    pub(super) fn show_round(&mut self, id: &str, lang: &str) -> Result<Reply, ApiError> {
        let (space, id) = self.find_round(id)?;
        let coordinator = self.org_role() == Role::Admin;
        let orgs = self.round_orgs(space);
        let round = self.round(space, id)?;
        let instrument = &round.new.instrument;
        let outside = self.outside(space, &id);
        let orgs = orgs.into_iter().map(|org| {
            let known = outside.get(&org).copied();
            OrgStage {
                org: OrgName {
                    id: org.to_hex(),
                    name: self.any_space_name(org),
                },
                state: stage_of(known).to_owned(),
                shared: shared_of(known),
            }
        });
        let mine = self.my_org();
        let shared = mine.and_then(|org| shared_of(outside.get(&org).copied()));
        let plan = mine.and_then(|org| self.plan_of(org, &id));
        let areas = instrument.areas.iter().map(|area| AreaRow {
            code: area.code.clone(),
            title: area.title.in_language(lang).to_owned(),
            why: area.why.in_language(lang).to_owned(),
        });
        let people = self.inside(&id).map_or(0, Inside::people);
        Ok(Reply::Assessment(Box::new(AssessmentDetail {
            id: id.to_hex(),
            title: round.new.title.clone(),
            space: space.to_hex(),
            instrument: instrument.code.clone(),
            version: instrument.version,
            instrument_title: instrument.title.in_language(lang).to_owned(),
            state: self.my_stage(space, &id).to_owned(),
            closes: rfc3339(round.new.closes),
            coordinator,
            people: u64::try_from(people).unwrap_or(u64::MAX),
            shared,
            plan: plan.map(|plan| plan.id.to_hex()),
            areas: areas.collect(),
            items: self.item_rows(space, id, lang)?,
            orgs: orgs.collect(),
        })))
    }

    fn item_rows(
        &self,
        space: SpaceId,
        id: OpId,
        lang: &str,
    ) -> Result<Vec<AssessmentItem>, ApiError> {
        let instrument = &self.round(space, id)?.new.instrument;
        let inside = self.inside(&id);
        let pooled: BTreeMap<&str, &PooledItem> = inside
            .into_iter()
            .flat_map(Inside::pooled)
            .map(|item| (item.item.as_str(), item))
            .collect();
        let hex = id.to_hex();
        let rows = instrument.items().map(|(area, item)| {
            let mine = self.local.scores.get(&(hex.clone(), item.code.clone()));
            let agreed = inside.and_then(|inside| inside.agreed().get(&item.code));
            let priority = inside.and_then(|inside| inside.priorities().get(&item.code));
            let priority = priority.and_then(|register| register.value());
            let split = agreed.filter(|register| register.is_split()).into_iter();
            // The item's own words for levels, then the scale's for the rest.
            let scale = instrument.scale.iter().skip(item.levels.len());
            let levels = item.levels.iter().chain(scale);
            AssessmentItem {
                item: item.code.clone(),
                area: area.code.clone(),
                statement: item.text.in_language(lang).to_owned(),
                levels: levels.map(|l| l.in_language(lang).to_owned()).collect(),
                hint: item.hint.in_language(lang).to_owned(),
                optional: item.optional,
                score: mine.map(|mine| mine.score.clone()),
                note: mine.and_then(|mine| mine.note.clone()),
                pooled: pooled.get(item.code.as_str()).map(|item| pool_row(item)),
                agreed: agreed.and_then(|register| register.value()).map(agreed_row),
                beside: split
                    .flat_map(|register| register.heads())
                    .map(|(_, agreed)| agreed_row(agreed))
                    .collect(),
                priority: priority.map(|weight| PriorityRow {
                    urgency: weight.urgency,
                    importance: weight.importance,
                    feasibility: weight.feasibility,
                    rank: weight.rank(),
                }),
            }
        });
        Ok(rows.collect())
    }
}
