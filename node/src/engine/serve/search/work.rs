//! Searching decisions, assessments, plans and what was said of tasks. Of an assessment its title,
//! what it asks, and why something was agreed are looked at, as far as they are read here: scores
//! of persons and notes are for those who open the assessment.

use asamblea_protocol::content::Instrument;
use asamblea_protocol::id::{OpId, SpaceId};
use asamblea_protocol::view::{self, Says};
use data_encoding::HEXLOWER;

use super::{Hits, Question, found};
use crate::engine::Engine;

impl Engine {
    pub(super) fn search_proposals(&self, question: &Question, space: SpaceId, hits: &mut Hits) {
        let proposals = self.views.shown.proposals(space);
        for proposal in proposals.into_iter().flat_map(view::Proposals::iter) {
            let (inside, title) = (proposal.id.to_hex(), proposal.new.title.clone());
            let mut hit = |kind: &str, id: &OpId, text: &str, at| {
                if let Some(excerpt) = question.excerpt(text) {
                    let ids = (id.to_hex(), inside.clone());
                    hits.push(found(kind, ids, space, title.clone(), excerpt, at));
                }
            };
            let versions = proposal.versions();
            let standing = proposal.tally().version;
            let text = versions.iter().find(|version| version.id == standing);
            let mut parts = vec![title.clone()];
            parts.extend(text.map(|version| version.text.clone()));
            parts.extend(proposal.new.options.iter().cloned());
            parts.extend(
                proposal
                    .closings()
                    .filter_map(|closing| closing.close.statement.clone()),
            );
            hit("proposal", &proposal.id, &parts.join("\n"), proposal.at);
            for amendment in proposal.amendments() {
                let reason = amendment.reason.clone().unwrap_or_default();
                let text = format!("{}\n{reason}", amendment.text);
                hit("amendment", &amendment.id, &text, amendment.at);
            }
            // Who said what in a secret vote is shown to nobody, and so found by nobody.
            for word in proposal.words().filter(|_| !proposal.new.secret) {
                if let Says::Ballot {
                    reason, objection, ..
                } = &word.says
                {
                    let objection = objection.as_ref();
                    let parts = [
                        reason.as_deref(),
                        objection.map(|one| one.harm.as_str()),
                        objection.map(|one| one.change.as_str()),
                    ];
                    let parts: Vec<&str> = parts.into_iter().flatten().collect();
                    hit("ballot", &word.id, &parts.join("\n"), word.at);
                }
            }
        }
    }

    pub(super) fn search_rounds(&self, question: &Question, space: SpaceId, hits: &mut Hits) {
        let rounds = self.views.shown.rounds(space);
        for round in rounds.into_iter().flat_map(view::Rounds::iter) {
            let mut texts = vec![round.new.title.as_str()];
            texts.extend(asked(&round.new.instrument));
            // Each text by itself: of a whole instrument any two words are somewhere.
            let excerpt = texts.into_iter().find_map(|text| question.excerpt(text));
            if let Some(excerpt) = excerpt {
                let ids = (round.id.to_hex(), round.id.to_hex());
                let title = round.new.title.clone();
                hits.push(found("assessment", ids, space, title, excerpt, round.at));
            }
        }
    }

    /// Why scores were agreed: in my organization as it stands there, of others as they shared it.
    pub(super) fn search_agreed(
        &self,
        question: &Question,
        among: impl Fn(SpaceId) -> bool,
        hits: &mut Hits,
    ) {
        let mine = self.my_org();
        for space in self.views.shown.spaces() {
            let rounds = self.views.shown.rounds(space).into_iter();
            for round in rounds.flat_map(view::Rounds::iter) {
                let mut hit = |id: &OpId, space: SpaceId, code: &str, texts: [Option<&str>; 3]| {
                    let texts: Vec<&str> = texts.into_iter().flatten().collect();
                    let excerpt = question.excerpt(&format!("{code}: {}", texts.join(" · ")));
                    if let Some(excerpt) = excerpt {
                        let ids = (id.to_hex(), round.id.to_hex());
                        let title = round.new.title.clone();
                        hits.push(found("agreed", ids, space, title, excerpt, round.at));
                    }
                };
                if let Some(org) = mine.filter(|org| among(*org)) {
                    let inside = self.inside(&round.id).into_iter();
                    let agreed = inside.flat_map(|inside| inside.agreed());
                    for (code, register) in agreed {
                        for (id, one) in register.heads() {
                            let (why, evidence) = (Some(one.why.as_str()), one.evidence.as_deref());
                            hit(id, org, code, [why, evidence, one.dissent.as_deref()]);
                        }
                    }
                }
                if !among(space) {
                    continue;
                }
                for (org, outside) in self.outside(space, &round.id) {
                    let heads = outside.shared.heads().filter(|_| Some(org) != mine);
                    for (id, shared) in heads {
                        for one in &shared.items {
                            let (why, evidence) = (Some(one.why.as_str()), one.evidence.as_deref());
                            hit(id, space, &one.item, [why, evidence, None]);
                        }
                    }
                }
            }
        }
    }

    /// Plans with their activities: my organization's as they stand, others' as published.
    pub(super) fn search_plans(
        &self,
        question: &Question,
        among: impl Fn(SpaceId) -> bool,
        hits: &mut Hits,
    ) {
        for plan in self.plans_in(among) {
            let title = plan.version.title.clone();
            let mut hit = |kind: &str, id: String, text: &str| {
                if let Some(excerpt) = question.excerpt(text) {
                    let (ids, title) = ((id, plan.id.to_hex()), title.clone());
                    hits.push(found(kind, ids, plan.space, title, excerpt, plan.at));
                }
            };
            hit("plan", plan.id.to_hex(), &title);
            for activity in &plan.version.activities {
                let parts = [
                    Some(activity.activity.as_str()),
                    Some(activity.objective.as_str()),
                    Some(activity.who.as_str()),
                    activity.support.as_deref(),
                    activity.indicator.as_deref(),
                    plan.note(&activity.id),
                ];
                let parts: Vec<&str> = parts.into_iter().flatten().collect();
                let id = HEXLOWER.encode(&activity.id);
                hit("activity", id, &parts.join(" · "));
            }
        }
    }

    /// What was said of agreements that somebody has to do.
    pub(super) fn search_notes(&self, question: &Question, space: SpaceId, hits: &mut Hits) {
        let Some((meetings, tasks)) = self
            .views
            .shown
            .meetings(space)
            .zip(self.views.shown.tasks(space))
        else {
            return;
        };
        for meeting in meetings.iter() {
            for agreement in meeting.agreements() {
                for note in tasks.notes(&agreement.id) {
                    if let Some(excerpt) = question.excerpt(&note.text) {
                        let ids = (note.id.to_hex(), meeting.id.to_hex());
                        let title = meeting.call().title.clone();
                        hits.push(found("note", ids, space, title, excerpt, note.at));
                    }
                }
            }
        }
    }
}

/// Every text of an instrument, in every language: what areas and items ask and what their levels
/// mean.
fn asked(instrument: &Instrument) -> impl Iterator<Item = &str> {
    let areas = instrument.areas.iter();
    let areas = areas.flat_map(|area| [&area.title, &area.why]);
    let items = instrument.items().flat_map(|(_, item)| {
        let levels = item.levels.iter();
        [&item.text, &item.hint].into_iter().chain(levels)
    });
    let first = [&instrument.title].into_iter().chain(&instrument.scale);
    let all = first.chain(areas).chain(items);
    all.flat_map(|text| &text.all).map(|one| one.text.as_str())
}
