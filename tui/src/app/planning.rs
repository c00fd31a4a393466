//! Activities of plans: the form in which one is written, giving one up, and who needs support or
//! may offer it.

use asamblea_node::api::{ActivityFields, ActivityRow, AreaRow, NeedRow};

use super::assessing::Assess;
use super::form::{Form, Item};
use super::inside::Inside;
use super::question::{Ask, Question};
use super::schema::{self, Filled, Kind, Spec, spec};
use super::{App, Stage};
use crate::harmless::harmless;
use crate::view::assessing::need_lines;
use crate::{due, export};

const ACTIVITY: &[Spec] = &[
    spec("objective", "ui-objective-field", Kind::Text),
    spec("activity", "ui-activity-field", Kind::Text),
    spec("who", "ui-responsible-field", Kind::Text),
    spec("due", "ui-due-field", Kind::Date),
    spec("area", "ui-area-field", Kind::Optional),
    spec("support", "ui-support-field", Kind::Optional),
    spec("budget", "ui-budget-field", Kind::Amount),
    spec("indicator", "ui-indicator-field", Kind::Optional),
];

impl Inside {
    /// Areas of the instrument that the focused plan comes from, as far as it is known.
    pub(crate) fn plan_areas(&self) -> &[AreaRow] {
        let round = self.planned_detail().map(|plan| plan.round.as_str());
        let round = round.and_then(|round| self.assessing.details.get(round));
        round.map_or(&[], |round| &round.areas)
    }

    /// The focused activity can be given up.
    pub(crate) fn why_not_give_up(&self) -> Option<&'static str> {
        if let Some(why) = self.why_not_plan() {
            return Some(why);
        }
        match self.planned_activity() {
            None => Some("ui-why-no-activity"),
            Some(row) if row.state == "cancelled" => Some("ui-why-given-up"),
            Some(_) => None,
        }
    }
}

impl App {
    pub(super) fn add_question(&self, inside: &Inside, plan: String) -> Question {
        let ask = Ask::Assess(Assess::Add { plan });
        self.activity_question(inside, "ui-add-activity", &[], ask)
    }

    pub(super) fn change_question(&self, row: &ActivityRow) -> Option<Question> {
        let Stage::Inside(inside) = &self.stage else {
            return None;
        };
        let due = row.due.as_deref().map(export::date);
        let budget = row.budget.map(|budget| budget.to_string());
        let given = [
            ("objective", row.objective.as_str()),
            ("activity", &row.activity),
            ("who", &row.who),
            ("due", due.as_deref().unwrap_or_default()),
            ("area", row.area.as_deref().unwrap_or_default()),
            ("support", row.support.as_deref().unwrap_or_default()),
            ("budget", budget.as_deref().unwrap_or_default()),
            ("indicator", row.indicator.as_deref().unwrap_or_default()),
        ];
        let activity = row.id.clone();
        let ask = Ask::Assess(Assess::Change { activity });
        Some(self.activity_question(inside, "ui-change-activity", &given, ask))
    }

    /// The form of an activity, which says what areas there are.
    fn activity_question(
        &self,
        inside: &Inside,
        title: &str,
        given: &[(&str, &str)],
        ask: Ask,
    ) -> Question {
        let texts = &self.texts;
        let areas = inside.plan_areas().iter();
        let areas = areas.map(|area| harmless(&format!("{} {}", area.code, area.title)));
        let areas: Vec<String> = areas.collect();
        let mut words = Vec::new();
        if !areas.is_empty() {
            words.push(texts.with("ui-activity-areas", &[("areas", &areas.join(", "))]));
        }
        schema::form(
            texts,
            texts.get(title),
            words,
            ACTIVITY,
            given,
            "ui-save",
            ask,
        )
    }

    /// What giving an activity up means.
    pub(super) fn give_up_question(&self, row: &ActivityRow) -> Question {
        let texts = &self.texts;
        Question::choose(
            texts.get("ui-give-up"),
            vec![harmless(&row.activity), texts.get("ui-give-up-words")],
            vec![texts.get("ui-give-up-no"), texts.get("ui-give-up-yes")],
            Ask::Assess(Assess::GiveUp {
                activity: row.id.clone(),
            }),
        )
    }

    /// What was filled in of an activity, a new one or one that is there. Whoever asks for support
    /// says in which area: others look for it there.
    pub(super) fn activity_fields(
        &self,
        activity: Option<&str>,
        values: &[String],
    ) -> Result<ActivityFields, &'static str> {
        let filled = Filled::check(ACTIVITY, values)?;
        let Stage::Inside(inside) = &self.stage else {
            return Err("ui-fault-empty");
        };
        let areas = inside.plan_areas();
        let typed = filled.text("area");
        let named = areas
            .iter()
            .find(|area| area.code.to_lowercase() == typed.to_lowercase());
        if !typed.is_empty() && !areas.is_empty() && named.is_none() {
            return Err("ui-fault-area");
        }
        if typed.is_empty() && !filled.text("support").is_empty() {
            return Err("ui-fault-support-area");
        }
        // What cost something and is emptied costs nothing.
        let plan = inside.planned_detail().into_iter();
        let mut rows = plan.flat_map(|plan| &plan.activities);
        let row = rows.find(|row| Some(row.id.as_str()) == activity);
        let costs = row.is_some_and(|row| row.budget.is_some());
        let text = |name: &str| Some(filled.text(name).to_owned());
        Ok(ActivityFields {
            objective: text("objective"),
            activity: text("activity"),
            who: text("who"),
            due_day: Some(due::day(filled.text("due")).ok_or("ui-fault-date")?),
            support: text("support"),
            budget: filled.amount("budget").or(costs.then_some(0)),
            indicator: text("indicator"),
            area: Some(named.map_or_else(|| typed.to_owned(), |area| area.code.clone())),
        })
    }

    /// Shows who needs and who may offer: of the chosen sub-region, else of all.
    pub(super) fn show_needs(&mut self, rows: &[NeedRow]) {
        let Stage::Inside(inside) = &self.stage else {
            return;
        };
        let texts = &self.texts;
        let region = inside.assessing.region.as_deref();
        let mut shown = rows
            .iter()
            .filter(|row| region.is_none_or(|region| row.subregion == region))
            .peekable();
        let title = match region {
            Some(region) => format!("{} · {}", texts.get("ui-needs"), harmless(region)),
            None => texts.get("ui-needs"),
        };
        let mut items = vec![Item::Words(texts.get("ui-needs-words")), Item::Blank];
        if shown.peek().is_none() {
            items.extend([Item::Words(texts.get("plan-no-needs")), Item::Blank]);
        }
        for row in shown {
            let place = match row.subregion.as_str() {
                "" => format!("{} {}", row.area, row.area_title),
                region => format!("{} {} · {region}", row.area, row.area_title),
            };
            items.push(Item::Heading(harmless(&place)));
            items.extend(need_lines(texts, row).into_iter().map(Item::Words));
            items.push(Item::Blank);
        }
        items.push(Form::choice(texts.get("ui-back")));
        let question = Question::whole(title, items, Ask::Read);
        self.ask(question);
    }
}
