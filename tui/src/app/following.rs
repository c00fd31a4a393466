//! By sub-region: plans, and organizations of a round. Following plans: what is overdue and what
//! comes next, and a reminder of it.

use asamblea_node::api::{CompareRow, Request};

use super::assessing::Assess;
use super::inside::{Inside, Pane};
use super::question::{Ask, Question};
use super::{App, Purpose};
use crate::command_table::Place;
use crate::export;
use crate::harmless::harmless;
use crate::lang::Texts;

/// A reminder as it will be sent.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Reminder {
    pub(crate) space: String,
    pub(crate) title: String,
    pub(crate) body: String,
}

impl Inside {
    /// Places of the plans that are listed: those of the chosen sub-region, else all.
    pub(crate) fn plans_shown(&self) -> Vec<usize> {
        let plans = &self.assessing.plans;
        let shown = |at: &usize| self.is_in_region(&plans[*at].subregion);
        (0..plans.len()).filter(shown).collect()
    }

    /// Organizations of a round's map that are listed: those of the chosen sub-region, else all;
    /// and all of them together, to compare with.
    pub(crate) fn map_shown(&self, round: &str) -> Vec<&CompareRow> {
        let rows = self.assessing.maps.get(round).into_iter().flatten();
        rows.filter(|row| row.org.is_none() || self.is_in_region(&row.subregion))
            .collect()
    }

    /// Something of this sub-region is listed.
    fn is_in_region(&self, subregion: &str) -> bool {
        let chosen = self.assessing.region.as_deref();
        chosen.is_none_or(|chosen| subregion == chosen)
    }

    /// Sub-regions of plans and of organizations of rounds, by name.
    fn regions(&self) -> Vec<String> {
        let plans = self.assessing.plans.iter().map(|row| &row.subregion);
        let orgs = self.assessing.maps.values().flatten();
        let all = plans.chain(orgs.map(|row| &row.subregion));
        let mut regions: Vec<String> = all.cloned().collect();
        regions.retain(|region| !region.is_empty());
        regions.sort();
        regions.dedup();
        regions
    }

    /// There are sub-regions to choose from.
    pub(crate) fn why_not_region(&self) -> Option<&'static str> {
        self.regions().is_empty().then_some("ui-why-no-region")
    }

    /// Some of the listed plans are overdue, and there is a space to say so in.
    pub(crate) fn why_not_remind(&self) -> Option<&'static str> {
        let plans = &self.assessing.plans;
        if !self.plans_shown().iter().any(|at| plans[*at].late > 0) {
            return Some("ui-why-nothing-late");
        }
        match self.reminder_space() {
            None => Some("ui-why-read-only"),
            Some(_) => None,
        }
    }

    /// The space of the chosen sub-region, else the network's.
    fn reminder_space(&self) -> Option<String> {
        let region = self.assessing.region.as_deref();
        let is = |kind: &str, name: Option<&str>| {
            let mut spaces = self.known.spaces.iter();
            spaces.find(|space| {
                let named = name.is_none_or(|name| space.name == name);
                space.kind == kind && named && space.takes_words()
            })
        };
        let regional = region.and_then(|region| is("subregion", Some(region)));
        let space = regional.or_else(|| is("network", None))?;
        Some(space.id.clone())
    }
}

impl App {
    /// The next sub-region, and after the last one all of them.
    pub(super) fn turn_region(&mut self) {
        let Some(inside) = self.inside() else {
            return;
        };
        let regions = inside.regions();
        let at = inside.assessing.region.as_ref();
        let at = at.and_then(|region| regions.iter().position(|one| one == region));
        let next = at.map_or(0, |at| at + 1);
        inside.assessing.region = regions.get(next).cloned();
        if inside.place() == Place::Round {
            // The round stays; its items have no sub-region.
            if inside.assessing.map {
                inside.assessing.row = 0;
            }
            return;
        }
        inside.assessing.at = inside.assessing.rounds.len();
        inside.assessing.row = 0;
        inside.pane = Pane::First;
        let rows = inside.assessing_rows();
        inside.assessing.at = inside.assessing.at.min(rows.saturating_sub(1));
        self.read_assessed();
    }

    /// What a reminder will say, to whom.
    pub(super) fn reminder_question(&self, inside: &Inside) -> Option<Question> {
        let texts = &self.texts;
        let space = inside.reminder_space()?;
        let lines = overdue(texts, inside);
        let mut body = vec![texts.get("remind-begin")];
        body.extend(lines.iter().map(|line| format!("- {line}")));
        body.push(texts.get("remind-end"));
        let title = match &inside.assessing.region {
            Some(region) => texts.with("remind-title-region", &[("region", &harmless(region))]),
            None => texts.get("remind-title"),
        };
        let mut words = vec![title.clone()];
        words.extend(body.iter().cloned());
        let reminder = Reminder {
            space,
            title,
            body: body.join("\n"),
        };
        Some(Question::choose(
            texts.get("ui-remind"),
            words,
            vec![texts.get("ui-remind-no"), texts.get("ui-remind-yes")],
            Ask::Assess(Assess::Remind(Box::new(reminder))),
        ))
    }

    /// It goes out as a discussion, in which organizations may answer.
    pub(super) fn remind(&mut self, reminder: Reminder) {
        let Reminder { space, title, body } = reminder;
        let request = Request::ThreadNew { space, title, body };
        self.call(Purpose::Done("ui-done-reminded"), request);
    }
}

/// A line for each organization with something overdue: numbers and a day, and nothing of what its
/// plan says.
fn overdue(texts: &Texts, inside: &Inside) -> Vec<String> {
    let plans = &inside.assessing.plans;
    let shown = inside.plans_shown();
    let late = shown
        .iter()
        .map(|at| &plans[*at])
        .filter(|row| row.late > 0);
    let line = |row: &asamblea_node::api::PlanRow| {
        let n = texts.with("plan-late", &[("n", &row.late.to_string())]);
        let due = row
            .next_due
            .as_deref()
            .map(export::date)
            .unwrap_or_default();
        let parts = [
            ("org", &*harmless(&row.org_name)),
            ("late", &*n),
            ("due", &*due),
        ];
        let key = if due.is_empty() {
            "remind-org"
        } else {
            "remind-org-due"
        };
        texts.with(key, &parts)
    };
    late.map(line).collect()
}
