//! Strengthening plans: drafted from what was agreed, changed and followed inside an organization,
//! published and signed where others read.

mod activities;
mod needs;
mod network;
mod show;

use asamblea_protocol::content::{
    Activity, ActivityId, Body, NOTE_BYTES_MAX, PlanActivity, PlanNew, PlanProgress, PlanSign,
    PlanVersion, Signer,
};
use asamblea_protocol::id::{OpId, SpaceId};
use asamblea_protocol::op::Role;
use asamblea_protocol::time::WallTime;
use asamblea_protocol::view::{Plan, Plans, Published, Register};
use data_encoding::HEXLOWER;

use super::super::Engine;
use super::selectors::pick;
use crate::api::{ActivityFields, ApiError, ErrorKind, PlanRequest, PlanSigned, Reply, Saved};

const DAY_MS: u64 = 86_400_000;
/// A drafted activity is due by the last date of follow-up, until somebody says otherwise.
const DRAFT_DAYS: u64 = 180;
/// At and above this level an item asks for no activity of its own.
const LOW_MAX: u8 = 2;
/// A priority of this rank (of 27) asks for an activity whatever the level, short of the highest.
const HIGH_RANK_MIN: u32 = 18;
/// The highest level: nothing is left to reach.
const LEVEL_MAX: u8 = 4;

/// What is wrong with a plan is named so in errors: interfaces say what to do about it.
fn about(kind: ErrorKind, what: &str) -> ApiError {
    ApiError::about(kind, format!("plan-{what}"))
}

/// Whether an activity of a plan has nobody who answers for it, or no date.
pub(super) fn lacks(plan: &Plan) -> bool {
    let all = plan.activities.values().filter_map(Register::value);
    let mut open = all.filter(|activity| !activity.cancelled);
    open.any(|activity| activity.who.trim().is_empty() || activity.due.is_none())
}

/// A plan and how it is reached: where it stands, and whose it is.
#[derive(Clone, Copy, PartialEq)]
struct Found {
    /// Where it, or its published version, stands.
    space: SpaceId,
    id: OpId,
    org: SpaceId,
}

impl Engine {
    pub(super) fn plan(&mut self, request: PlanRequest) -> Result<Reply, ApiError> {
        match request {
            PlanRequest::List { space } => self.plans(space.as_deref()),
            PlanRequest::Show { id } => self.show_plan(&id),
            PlanRequest::Add { id, fields } => self.add_activity(&id, fields),
            PlanRequest::Change { id, fields } => self.change_activity(&id, fields),
            PlanRequest::Cancel { id } => self.cancel_activity(&id),
            PlanRequest::Progress { id, percent, note } => self.progress(&id, percent, note),
            PlanRequest::Sign { id } => self.sign_plan(&id),
            PlanRequest::Needs { lang } => self.needs(&lang),
        }
    }

    /// My organization's plan that comes from a round; of several the first.
    pub(super) fn plan_of(&self, org: SpaceId, round: &OpId) -> Option<&Plan> {
        let plans = self.views.shown.plans(org)?;
        plans.iter().find(|plan| plan.round == *round)
    }

    /// Every plan that this device can read: my organization's and the network's as they stand,
    /// others' as they were published.
    fn all_plans(&self) -> Vec<(Found, String)> {
        let mine = self.my_org();
        let network = self.replica.directory().network();
        let mut all = Vec::new();
        for org in mine.into_iter().chain(network) {
            let plans = self.views.shown.plans(org).into_iter();
            all.extend(plans.flat_map(Plans::iter).map(|plan| {
                let found = Found {
                    space: org,
                    id: plan.id,
                    org,
                };
                (found, plan.title.clone())
            }));
        }
        for space in self.views.shown.spaces() {
            let plans = self.views.shown.plans(space).into_iter();
            for (id, org, published) in plans.flat_map(Plans::all_published) {
                let heads = published.version.heads();
                let newest = heads.last().map(|(_, version)| version.title.clone());
                if let Some(title) = newest.filter(|_| Some(org) != mine && Some(org) != network) {
                    all.push((Found { space, id, org }, title));
                }
            }
        }
        all
    }

    /// Every plan that is read here: the space in which it is, and its title.
    pub(super) fn named_plans(&self) -> Vec<(SpaceId, OpId, String)> {
        let all = self.all_plans().into_iter();
        all.map(|(found, title)| (found.space, found.id, title))
            .collect()
    }

    /// Every plan that is read here, after the round that it comes from.
    pub(super) fn plan_rounds(&self) -> Vec<(OpId, OpId)> {
        let plans = self.plans_in(|_| true).into_iter();
        plans.map(|plan| (plan.version.round, plan.id)).collect()
    }

    fn find_plan(&self, text: &str) -> Result<Found, ApiError> {
        let all = self.all_plans().into_iter();
        let all = all.map(|(found, title)| (found, found.id.to_hex(), Some(title)));
        pick(text, all)
    }

    /// A plan that I may change: of my organization as a coordinator, the network's with the
    /// office.
    fn own_plan(&mut self, text: &str) -> Result<(SpaceId, OpId), ApiError> {
        let found = self.find_plan(text)?;
        self.need_writer(found.org)?;
        if found.space != found.org {
            return Err(ErrorKind::NotPermitted.into());
        }
        Ok((found.org, found.id))
    }

    /// Who may change the plans of an organization, or of the network.
    fn need_writer(&mut self, org: SpaceId) -> Result<(), ApiError> {
        let may = match self.is_networks(org) {
            true => self.holds_office(),
            false => self.need_coordinator()? == org,
        };
        may.then_some(())
            .ok_or_else(|| ErrorKind::NotPermitted.into())
    }

    fn inner_plan(&self, org: SpaceId, id: &OpId) -> Result<&Plan, ApiError> {
        let plans = self.views.shown.plans(org);
        plans
            .and_then(|plans| plans.get(id))
            .ok_or_else(|| ErrorKind::NotFound.into())
    }

    /// An activity of a plan of my organization or of the network: whose, in which, and itself.
    fn find_activity(&self, text: &str) -> Result<(SpaceId, OpId, ActivityId), ApiError> {
        let homes = self.my_org().into_iter().chain(self.network().ok());
        let all = homes.flat_map(|org| {
            let plans = self.views.shown.plans(org).into_iter();
            plans.flat_map(Plans::iter).flat_map(move |plan| {
                let ids = plan.activities.keys();
                ids.map(move |id| ((org, plan.id, *id), HEXLOWER.encode(id), None))
            })
        });
        pick(text, all)
    }

    /// Drafts a plan from low agreed scores and high priorities, those that matter most first;
    /// nothing new where there is one.
    pub(super) fn draft_plan(&mut self, id: &str, lang: &str) -> Result<Reply, ApiError> {
        let (space, round) = self.find_round(id)?;
        let org = self.need_coordinator()?;
        if let Some(plan) = self.plan_of(org, &round) {
            return Ok(Reply::Created(Saved::of(plan.id.to_hex())));
        }
        self.keeps_all(org)?;
        let me = self.my_person();
        let who = me.and_then(|me| self.person_name(me, Some(org)));
        let who = who.unwrap_or_else(|| self.any_space_name(org));
        let drafts = self.drafts(space, round, lang)?;
        self.write_draft(org, (space, round), &who, drafts)
    }

    /// Writes a plan of an organization, or of the network, with what was drafted for a round of
    /// this space. The same answers for all of it until somebody says otherwise.
    fn write_draft(
        &mut self,
        org: SpaceId,
        (space, round): (SpaceId, OpId),
        who: &str,
        mut drafts: Vec<Activity>,
    ) -> Result<Reply, ApiError> {
        let due = noon(self.wall().0 / DAY_MS + DRAFT_DAYS);
        let title = self.round(space, round)?.new.title.clone();
        for draft in &mut drafts {
            rand_core::Rng::fill_bytes(&mut self.rng, &mut draft.id);
            who.clone_into(&mut draft.who);
            draft.due = due;
        }
        let plan = self.write_one(org, PlanNew { title, round }.into())?;
        let bodies = drafts.into_iter().map(|activity| {
            Body::from(PlanActivity {
                plan,
                over: Vec::new(),
                activity,
            })
        });
        let bodies: Vec<Body> = bodies.collect();
        if !bodies.is_empty() {
            self.write(org, bodies)?;
        }
        Ok(Reply::Created(Saved::of(plan.to_hex())))
    }

    /// An activity for each item that asks for one.
    fn drafts(&self, space: SpaceId, round: OpId, lang: &str) -> Result<Vec<Activity>, ApiError> {
        let instrument = &self.round(space, round)?.new.instrument;
        let Some(inside) = self.inside(&round) else {
            return Ok(Vec::new());
        };
        let mut drafts = Vec::new();
        for (area, item) in instrument.items() {
            let agreed = inside.agreed().get(&item.code);
            let level = agreed
                .and_then(Register::value)
                .and_then(|one| one.answer.level());
            let weight = inside
                .priorities()
                .get(&item.code)
                .and_then(Register::value);
            let rank = weight.map_or(0, |weight| weight.rank());
            let Some(level) = level
                .filter(|level| *level <= LOW_MAX || (rank >= HIGH_RANK_MIN && *level < LEVEL_MAX))
            else {
                continue;
            };
            // The next level's own words say what is to be done.
            let next = usize::from(level);
            let next = item.levels.get(next).or_else(|| instrument.scale.get(next));
            let next = next.map_or("", |words| words.in_language(lang));
            let hint = item.hint.in_language(lang);
            let statement = item.text.in_language(lang);
            let activity = Activity {
                id: [0; 16],
                objective: statement.to_owned(),
                activity: drafted(&item.code, statement, next),
                who: String::new(),
                cancelled: false,
                due: None,
                area: Some(area.code.clone()),
                support: None,
                budget: None,
                indicator: (!hint.is_empty()).then(|| hint.to_owned()),
            };
            drafts.push(((std::cmp::Reverse(rank), level), activity));
        }
        drafts.sort_by_key(|(order, _)| *order);
        let drafts = drafts.into_iter().map(|(_, activity)| activity);
        Ok(drafts
            .take(asamblea_protocol::content::ACTIVITIES_MAX)
            .collect())
    }

    fn add_activity(&mut self, id: &str, fields: ActivityFields) -> Result<Reply, ApiError> {
        let (org, plan) = self.own_plan(id)?;
        let missing = |what: &str| ApiError::about(ErrorKind::Usage, what);
        let blank = |text: &Option<String>| text.as_ref().is_none_or(|t| t.trim().is_empty());
        for (field, name) in [
            (&fields.objective, "objective"),
            (&fields.activity, "activity"),
            (&fields.who, "who"),
        ] {
            if blank(field) {
                return Err(missing(name));
            }
        }
        if fields.due_day.is_none() {
            return Err(missing("due"));
        }
        let count = self.inner_plan(org, &plan)?.activities.len();
        if count >= asamblea_protocol::content::ACTIVITIES_MAX {
            return Err(about(ErrorKind::Usage, "full"));
        }
        let mut activity = Activity {
            id: [0; 16],
            objective: String::new(),
            activity: String::new(),
            who: String::new(),
            cancelled: false,
            due: None,
            area: None,
            support: None,
            budget: None,
            indicator: None,
        };
        rand_core::Rng::fill_bytes(&mut self.rng, &mut activity.id);
        fill(&mut activity, fields)?;
        self.write_activity(org, plan, Vec::new(), activity)
    }

    fn change_activity(&mut self, id: &str, fields: ActivityFields) -> Result<Reply, ApiError> {
        let (org, plan, over, mut activity) = self.activity(id)?;
        fill(&mut activity, fields)?;
        self.write_activity(org, plan, over, activity)
    }

    fn cancel_activity(&mut self, id: &str) -> Result<Reply, ApiError> {
        let (org, plan, over, mut activity) = self.activity(id)?;
        activity.cancelled = true;
        self.write_activity(org, plan, over, activity)
    }

    /// An activity of my organization, and what its next value stands over. Of one that stands in
    /// two ways, the first.
    fn activity(&mut self, id: &str) -> Result<(SpaceId, OpId, Vec<OpId>, Activity), ApiError> {
        let (org, plan, activity) = self.find_activity(id)?;
        self.need_writer(org)?;
        let register = self.inner_plan(org, &plan)?.activities.get(&activity);
        let register = register.ok_or(ErrorKind::NotFound)?;
        let (_, value) = register.heads().next().ok_or(ErrorKind::NotFound)?;
        Ok((org, plan, register.over(), value.clone()))
    }

    fn write_activity(
        &mut self,
        org: SpaceId,
        plan: OpId,
        over: Vec<OpId>,
        activity: Activity,
    ) -> Result<Reply, ApiError> {
        let id = HEXLOWER.encode(&activity.id);
        let change = PlanActivity {
            plan,
            over,
            activity,
        };
        self.write_one(org, change.into())?;
        Ok(Reply::Saved(Saved::of(id)))
    }

    /// Tells how far an activity is: inside, and without the note where the plan was published.
    fn progress(&mut self, id: &str, percent: u8, note: Option<String>) -> Result<Reply, ApiError> {
        if percent > 100 {
            return Err(ApiError::about(ErrorKind::Usage, "percent"));
        }
        if note
            .as_ref()
            .is_some_and(|note| note.len() > NOTE_BYTES_MAX)
        {
            return Err(ErrorKind::TooLong.into());
        }
        let role = self.org_role();
        let (org, plan, activity) = self.find_activity(id)?;
        let may = match self.is_networks(org) {
            true => self.holds_office(),
            false => role >= Role::Write,
        };
        if !may {
            return Err(ErrorKind::NotPermitted.into());
        }
        let told = |over, note| PlanProgress {
            plan,
            org,
            activity,
            over,
            percent,
            note,
        };
        let over = |published: Option<&Published>| {
            let register = published.and_then(|one| one.progress.get(&activity));
            register.map(Register::over).unwrap_or_default()
        };
        let inner = over(self.published(org, &plan, org));
        self.write_one(org, told(inner, note).into())?;
        let outer = self.published_in(&plan, org);
        if let Some(space) = outer.filter(|space| *space != org && role == Role::Admin) {
            let over = over(self.published(space, &plan, org));
            self.write_one(space, told(over, None).into())?;
        }
        Ok(Reply::Saved(Saved::of(HEXLOWER.encode(&activity))))
    }

    fn published(&self, space: SpaceId, plan: &OpId, org: SpaceId) -> Option<&Published> {
        self.views.shown.plans(space)?.published(plan, org)
    }

    /// Where a version of a plan was published.
    fn published_in(&self, plan: &OpId, org: SpaceId) -> Option<SpaceId> {
        let mut spaces = self.views.shown.spaces();
        spaces.find(|space| {
            let published = self.published(*space, plan, org);
            published.is_some_and(|one| one.version.heads().next().is_some())
        })
    }

    /// Where a plan is published: where its round stands.
    fn round_space(&self, round: &OpId) -> Option<SpaceId> {
        let mut spaces = self.views.shown.spaces();
        spaces.find(|space| {
            let rounds = self.views.shown.rounds(*space);
            rounds.is_some_and(|rounds| rounds.get(round).is_some())
        })
    }

    /// The version of my organization's plan that others do not read yet, where there is a plan of
    /// this round.
    pub(super) fn plan_to_publish(
        &self,
        space: SpaceId,
        org: SpaceId,
        round: &OpId,
    ) -> Option<PlanVersion> {
        let plan = self.plan_of(org, round).filter(|plan| !plan.is_split())?;
        self.unpublished(space, org, plan)
    }

    fn unpublished(&self, space: SpaceId, org: SpaceId, plan: &Plan) -> Option<PlanVersion> {
        let published = self.published(space, &plan.id, org);
        let over = published.map(|one| one.version.over()).unwrap_or_default();
        let version = plan.version(org, over);
        let known = published.and_then(|one| one.version.value());
        let same = known.is_some_and(|known| known.digest() == version.digest());
        (!same).then_some(version)
    }

    /// Signs a plan as it stands: as its organization, as the Secretariat, or as both.
    fn sign_plan(&mut self, id: &str) -> Result<Reply, ApiError> {
        let found = self.find_plan(id)?;
        let mine = self.my_org();
        let coordinates = self.org_role() == Role::Admin;
        let (as_org, office) = (mine == Some(found.org) && coordinates, self.holds_office());
        // The network's plan is the office's to publish, and signed by it alone: it is adopted.
        let publishes = as_org || (office && self.is_networks(found.org));
        if !as_org && !office {
            return Err(ErrorKind::NotPermitted.into());
        }
        let (space, publish, version) = if publishes {
            let plan = self.inner_plan(found.org, &found.id)?;
            if plan.is_split() {
                return Err(about(ErrorKind::NoEffect, "split"));
            }
            if lacks(plan) {
                return Err(about(ErrorKind::NoEffect, "lacks"));
            }
            let space = self.round_space(&plan.round).ok_or(ErrorKind::NotFound)?;
            let version = plan.version(found.org, Vec::new());
            (space, self.unpublished(space, found.org, plan), version)
        } else {
            let published = self.published(found.space, &found.id, found.org);
            let version = published.and_then(|one| one.version.value());
            let version = version.ok_or_else(|| about(ErrorKind::NoEffect, "split"))?;
            (found.space, None, version.clone())
        };
        let digest = version.digest().map_err(|_| ErrorKind::TooLong)?;
        let published = self.published(space, &found.id, found.org);
        let signed = published.map(|one| one.signed(&digest)).unwrap_or_default();
        let is_new = |signer| !signed.iter().any(|one| one.signer == signer);
        let signers = [(as_org, Signer::Org), (office, Signer::Secretariat)];
        let signers: Vec<Signer> = signers
            .into_iter()
            .filter(|(may, signer)| *may && is_new(*signer))
            .map(|(_, signer)| signer)
            .collect();
        let signs = signers.iter().map(|signer| {
            Body::from(PlanSign {
                plan: found.id,
                org: found.org,
                version: digest,
                signer: *signer,
            })
        });
        let bodies: Vec<Body> = publish.map(Body::from).into_iter().chain(signs).collect();
        if !bodies.is_empty() {
            self.write(space, bodies)?;
        }
        Ok(Reply::PlanSigned(PlanSigned {
            id: found.id.to_hex(),
            version: HEXLOWER.encode(digest.as_bytes()),
            signed_as: signers.into_iter().map(show::signer_label).collect(),
            saved: true,
        }))
    }
}

/// What is done for something that is asked: its code and what it says, then the level that is
/// next. The scale's words are the same for every item: with them first, no activity of a list
/// could be told from another. As much of it as an activity takes.
fn drafted(code: &str, says: &str, next: &str) -> String {
    let mut text = format!("{code} {says}");
    if !next.is_empty() {
        text.push_str(" → ");
        text.push_str(next);
    }
    text.truncate(text.floor_char_boundary(NOTE_BYTES_MAX));
    text
}

/// How a last day stands in an activity: as noon in UTC. Readers take the date in UTC, so that it
/// is the same day for all of them, wherever they are.
fn noon(day: u64) -> Option<WallTime> {
    let begins = day.checked_mul(DAY_MS)?;
    begins.checked_add(DAY_MS / 2).map(WallTime)
}

/// Puts typed fields into an activity; empty text takes an optional one away.
fn fill(activity: &mut Activity, fields: ActivityFields) -> Result<(), ApiError> {
    let some = |text: String| Some(text).filter(|text| !text.trim().is_empty());
    if let Some(objective) = fields.objective.and_then(some) {
        activity.objective = objective;
    }
    if let Some(text) = fields.activity.and_then(some) {
        activity.activity = text;
    }
    if let Some(who) = fields.who.and_then(some) {
        activity.who = who;
    }
    if let Some(day) = fields.due_day {
        activity.due = Some(noon(day).ok_or_else(|| ApiError::about(ErrorKind::Usage, "due"))?);
    }
    if let Some(support) = fields.support {
        activity.support = some(support);
    }
    if let Some(budget) = fields.budget {
        activity.budget = Some(budget);
    }
    if let Some(indicator) = fields.indicator {
        activity.indicator = some(indicator);
    }
    if let Some(area) = fields.area {
        activity.area = some(area);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drafted_activity_begins_with_what_it_is_about_and_is_as_long_as_one_may_be() {
        let next = "En camino";
        assert_eq!(
            drafted("GOB1", "Hay actas.", next),
            "GOB1 Hay actas. → En camino"
        );
        assert_eq!(drafted("GOB1", "Hay actas.", ""), "GOB1 Hay actas.");
        let room = NOTE_BYTES_MAX - "GOB1  → En camino".len();
        for (length, whole) in [(room - 1, true), (room, true), (room + 1, false)] {
            let text = drafted("GOB1", &"a".repeat(length), next);
            assert!(text.len() <= NOTE_BYTES_MAX);
            assert_eq!(text.ends_with(next), whole, "{length}");
        }
        // No letter is cut in two.
        let text = drafted("GOB1", &"ñ".repeat(NOTE_BYTES_MAX), next);
        assert_eq!(text.len(), NOTE_BYTES_MAX - 1);
    }
}
