//! Activities of plans beside what else somebody has to do: rows of the list of tasks, what is
//! searched, and done or noted as a task is.

use asamblea_protocol::content::{Activity, ActivityId, Party, PlanVersion};
use asamblea_protocol::id::{OpId, SpaceId};
use asamblea_protocol::time::WallTime;
use asamblea_protocol::view::{Progress, Published, Register};
use data_encoding::HEXLOWER;

use super::super::super::Engine;
use super::super::super::clock::rfc3339;
use super::super::meetings::is_over;
use super::super::selectors::pick;
use super::show::Known;
use super::{DAY_MS, Found};
use crate::api::{ApiError, Reply, TaskNoteRow, TaskRow};

/// A plan as this device reads it.
pub(in crate::engine::serve) struct Read<'a> {
    /// Where it, or its published version, stands.
    pub(in crate::engine::serve) space: SpaceId,
    pub(in crate::engine::serve) id: OpId,
    /// Whose it is.
    pub(in crate::engine::serve) org: SpaceId,
    /// Its activities.
    pub(in crate::engine::serve) version: PlanVersion,
    /// When it began; where that is not to be read, when it was signed or its round began.
    pub(in crate::engine::serve) at: WallTime,
    progress: Option<&'a Published>,
}

impl Read<'_> {
    fn register(&self, activity: &ActivityId) -> Option<&Register<Progress>> {
        self.progress?.progress.get(activity)
    }

    /// How far an activity is. Of what was told at once, none.
    fn progress(&self, activity: &ActivityId) -> Option<&Progress> {
        self.register(activity)?.value()
    }

    /// What was last said of an activity.
    pub(in crate::engine::serve) fn note(&self, activity: &ActivityId) -> Option<&str> {
        self.progress(activity)?.note.as_deref()
    }
}

/// Whether the day on which something is due is over everywhere.
pub(super) const fn is_late(due: WallTime, now: WallTime) -> bool {
    is_over(due.0 / DAY_MS, now)
}

impl Engine {
    /// Every plan that is read in some spaces.
    pub(in crate::engine::serve) fn plans_in(
        &self,
        among: impl Fn(SpaceId) -> bool,
    ) -> Vec<Read<'_>> {
        let all = self.all_plans().into_iter();
        let all = all.filter(|(found, _)| among(found.space));
        all.filter_map(|(found, _)| self.read_plan(found).ok())
            .collect()
    }

    /// When a plan began, as far as that is known.
    pub(super) fn begun(&self, found: Found, known: &Known<'_>) -> Option<String> {
        let at = self.begun_at(found, known).filter(|at| at.0 > 0);
        at.map(rfc3339)
    }

    fn begun_at(&self, found: Found, known: &Known<'_>) -> Option<WallTime> {
        let own = self.views.shown.plans(found.space);
        let own = own.and_then(|plans| plans.get(&found.id));
        let signed = known.published.and_then(Published::first_signed);
        let round = || {
            let rounds = self.views.shown.rounds(found.space)?;
            rounds.get(&known.version.round).map(|round| round.at)
        };
        own.map(|plan| plan.at).or(signed).or_else(round)
    }

    fn read_plan(&self, found: Found) -> Result<Read<'_>, ApiError> {
        let known = self.known(found)?;
        let at = self.begun_at(found, &known);
        Ok(Read {
            space: found.space,
            id: found.id,
            org: found.org,
            at: at.unwrap_or(WallTime(0)),
            progress: known.progress,
            version: known.version,
        })
    }

    /// What is to be done by plans, as tasks. What was given up is nothing to do.
    pub(in crate::engine::serve) fn activity_tasks(
        &self,
        only: Option<SpaceId>,
        rows: &mut Vec<TaskRow>,
    ) {
        let now = self.wall();
        for plan in self.plans_in(|space| only.is_none_or(|only| only == space)) {
            let open = plan.version.activities.iter();
            for activity in open.filter(|activity| !activity.cancelled) {
                rows.push(self.activity_task(&plan, activity, now));
            }
        }
    }

    fn activity_task(&self, plan: &Read<'_>, activity: &Activity, now: WallTime) -> TaskRow {
        let progress = plan.progress(&activity.id);
        let percent = progress.map_or(0, |progress| progress.percent);
        let done = percent == 100;
        let who = Party::Text(activity.who.clone());
        let named = !activity.who.trim().is_empty();
        // A name says who she is inside her own organization only.
        let mine = if Some(plan.org) == self.my_org() {
            self.is_me(&who)
        } else {
            self.is_my_org(&who)
        };
        let note = progress.and_then(|progress| {
            Some(TaskNoteRow {
                author: self.author(progress.author, plan.space),
                text: progress.note.clone()?,
                at: rfc3339(progress.at),
            })
        });
        let what = [&activity.activity, &activity.objective];
        let what = what.into_iter().find(|text| !text.trim().is_empty());
        let day = |due: WallTime| super::super::meetings::day(due.0 / DAY_MS);
        TaskRow {
            id: HEXLOWER.encode(&activity.id),
            source: "plan".to_owned(),
            number: activity.area.clone(),
            text: what.cloned().unwrap_or_default(),
            who: named.then(|| self.party_row(&who, plan.space)),
            due: activity.due.map(day),
            state: if done { "done" } else { "open" }.to_owned(),
            percent: Some(percent),
            overdue: !done && activity.due.is_some_and(|due| is_late(due, now)),
            mine,
            space: plan.space.to_hex(),
            inside: plan.id.to_hex(),
            title: plan.version.title.clone(),
            org: Some(self.any_space_name(plan.org)),
            notes: note.into_iter().collect(),
            by: progress.map(|progress| self.author(progress.author, plan.space)),
            at: rfc3339(plan.at),
        }
    }

    /// The plan in which an activity stands, and where that is read.
    pub(in crate::engine::serve) fn plan_of_activity(
        &self,
        text: &str,
    ) -> Result<(SpaceId, OpId), ApiError> {
        let plans = self.plans_in(|_| true);
        let all = plans.iter().flat_map(|plan| {
            let ids = plan.version.activities.iter().map(|one| one.id);
            ids.map(|id| ((plan.space, plan.id), HEXLOWER.encode(&id), None))
        });
        pick(text, all)
    }

    /// Tells that an activity is done, or not any more: what was said of it stays beside it.
    pub(in crate::engine::serve) fn activity_done(
        &mut self,
        activity: ActivityId,
        done: bool,
    ) -> Result<Reply, ApiError> {
        let (percent, note) = self.told(&activity);
        let percent = match (done, percent) {
            (true, _) => 100,
            // How far it was before, nobody said since.
            (false, 100) => 0,
            (false, percent) => percent,
        };
        self.progress(&HEXLOWER.encode(&activity), percent, note)
    }

    /// A word about an activity; how far it is stays.
    pub(in crate::engine::serve) fn activity_note(
        &mut self,
        activity: ActivityId,
        text: String,
    ) -> Result<Reply, ApiError> {
        let (percent, _) = self.told(&activity);
        self.progress(&HEXLOWER.encode(&activity), percent, Some(text))
    }

    /// What was last told of an activity of my organization; of several at once, the most.
    fn told(&self, activity: &ActivityId) -> (u8, Option<String>) {
        let mine = self.my_org();
        let plans = self.plans_in(|space| Some(space) == mine);
        let registers = plans.iter().filter(|plan| Some(plan.org) == mine);
        let registers = registers.filter_map(|plan| plan.register(activity));
        let told = registers.flat_map(Register::heads);
        let most = told.max_by_key(|(_, progress)| progress.percent);
        most.map_or((0, None), |(_, progress)| {
            (progress.percent, progress.note.clone())
        })
    }
}
