//! Meetings, rounds of assessment and plans in the plain-text mode: a numbered list of each, and
//! one as the command line shows it. What is done with them is done with commands, where a number
//! stands for the thing.

use asamblea_node::api::{AssessmentRequest, MeetingRequest, PlanRequest, Reply, Request};

use super::Reader;
use super::page::{Numbered, Place};
use crate::cli::failure::Failure;
use crate::cli::home::clock;
use crate::harmless::harmless;
use crate::view::when::when_exactly;

impl Reader<'_> {
    pub(super) async fn meetings(&mut self) -> Result<(), Failure> {
        let list = MeetingRequest::List { space: None };
        let Reply::Meetings(rows) = self.call(Request::Meeting(list)).await? else {
            return Ok(());
        };
        if rows.is_empty() {
            return self.text("meeting-none");
        }
        self.text("ui-meetings")?;
        for row in rows {
            let parts = [
                harmless(&row.title),
                self.word(&format!("meeting-state-{}", row.state)),
                when_exactly(&self.session.texts, &clock(), &row.starts),
            ];
            self.item(Numbered::To(Place::Meeting(row.id)), &parts)?;
        }
        self.text("text-meetings-how")
    }

    pub(super) async fn one_meeting(&mut self, id: &str) -> Result<(), Failure> {
        let show = MeetingRequest::Show { id: id.to_owned() };
        self.print(Request::Meeting(show)).await?;
        self.feet(id).await
    }

    pub(super) async fn rounds(&mut self) -> Result<(), Failure> {
        let list = AssessmentRequest::List { space: None };
        let Reply::Assessments(rows) = self.call(Request::Assessment(list)).await? else {
            return Ok(());
        };
        if rows.is_empty() {
            return self.text("assessment-none");
        }
        self.text("ui-rounds")?;
        for row in rows {
            let numbers = [
                ("n", &*row.scored.to_string()),
                ("of", &*row.items.to_string()),
            ];
            let parts = [
                harmless(&row.title),
                self.word(&format!("assessment-state-{}", row.state)),
                self.session.texts.with("assessment-scored", &numbers),
            ];
            self.item(Numbered::To(Place::Round(row.id)), &parts)?;
        }
        self.text("text-rounds-how")
    }

    pub(super) async fn one_round(&mut self, id: &str) -> Result<(), Failure> {
        let show = AssessmentRequest::Show {
            id: id.to_owned(),
            lang: self.session.texts.language().tag().to_owned(),
        };
        self.print(Request::Assessment(show)).await?;
        self.feet(id).await
    }

    pub(super) async fn plans(&mut self) -> Result<(), Failure> {
        let Reply::Plans(rows) = self
            .call(Request::Plan(PlanRequest::List { space: None }))
            .await?
        else {
            return Ok(());
        };
        if rows.is_empty() {
            return self.text("plan-none");
        }
        self.text("ui-plans")?;
        for row in rows {
            let texts = &self.session.texts;
            let numbers = [
                ("n", &*row.done.to_string()),
                ("of", &*row.activities.to_string()),
            ];
            let late = match row.late {
                0 => String::new(),
                n => texts.with("plan-late", &[("n", &n.to_string())]),
            };
            let parts = [
                harmless(&row.org_name),
                harmless(&row.title),
                texts.with("plan-done", &numbers),
                late,
            ];
            self.item(Numbered::To(Place::Plan(row.id)), &parts)?;
        }
        self.text("text-plans-how")
    }

    pub(super) async fn one_plan(&mut self, id: &str) -> Result<(), Failure> {
        let show = PlanRequest::Show { id: id.to_owned() };
        self.print(Request::Plan(show)).await?;
        self.feet(id).await
    }
}
