//! Whatever has a day: agendas, meetings, votes, rounds, tasks and plans, in one list.

use super::super::Engine;
use super::super::clock::rfc3339;
use super::tasks::Which;
use crate::api::{
    AgendaItemRow, ApiError, AssessmentRequest, DateRow, MeetingRequest, PlanRequest,
    ProposalRequest, ProposalRow, Reply, whole_day,
};

impl Engine {
    /// Everything dated that this device may read, from one day to another and both included, by
    /// day and hour.
    pub(super) fn dates(&mut self, from: &str, until: &str) -> Result<Reply, ApiError> {
        let mut rows = self.agenda_dates()?;
        rows.extend(self.meeting_dates()?);
        rows.extend(self.closing_dates()?);
        rows.extend(self.task_dates(from, until));
        rows.extend(self.review_dates()?);
        rows.retain(|row| from <= row.day.as_str() && row.day.as_str() <= until);
        rows.sort_by(|a, b| (&a.day, &a.at, &a.id).cmp(&(&b.day, &b.at, &b.id)));
        Ok(Reply::Dates(rows))
    }

    /// Items as the newest editions say, and what is not published yet for those who write it.
    fn agenda_dates(&mut self) -> Result<Vec<DateRow>, ApiError> {
        let mut rows = Vec::new();
        let Reply::Agendas(agendas) = self.agendas(None)? else {
            return Ok(rows);
        };
        for agenda in agendas {
            let Reply::Agenda(detail) = self.show_agenda(&agenda.id, None)? else {
                continue;
            };
            let draft = &detail.unpublished;
            let stands = |item: &&AgendaItemRow| !draft.iter().any(|new| new.id == item.id);
            let published = detail.items.iter().filter(stands);
            let published = published.map(|item| (item, detail.edition == 0));
            for (item, is_draft) in published.chain(draft.iter().map(|item| (item, true))) {
                let state = match (item.state.as_str(), is_draft) {
                    ("cancelled", _) => "cancelled",
                    (_, true) => "draft",
                    (_, false) => "open",
                };
                rows.push(DateRow {
                    kind: "item".to_owned(),
                    id: item.id.clone(),
                    inside: detail.id.clone(),
                    title: item.title.clone(),
                    state: state.to_owned(),
                    space: detail.space.clone(),
                    ..at(&item.starts)
                });
            }
        }
        Ok(rows)
    }

    fn meeting_dates(&mut self) -> Result<Vec<DateRow>, ApiError> {
        let list = MeetingRequest::List { space: None };
        let Reply::Meetings(meetings) = self.request_meeting(list)? else {
            return Ok(Vec::new());
        };
        let rows = meetings.into_iter().map(|row| DateRow {
            kind: "meeting".to_owned(),
            inside: row.id.clone(),
            id: row.id,
            title: row.title,
            state: match row.state.as_str() {
                "called" => "open",
                "closed" => "done",
                other => other,
            }
            .to_owned(),
            space: row.space,
            ..at(&row.starts)
        });
        Ok(rows.collect())
    }

    /// When votes and rounds close. A vote that ended before its hour has none any more.
    fn closing_dates(&mut self) -> Result<Vec<DateRow>, ApiError> {
        let now = rfc3339(self.wall());
        let mut rows = Vec::new();
        let list = ProposalRequest::List { space: None };
        if let Reply::Proposals(proposals) = self.proposal_request(list)? {
            let open = proposals.into_iter().filter(ProposalRow::is_open);
            rows.extend(open.map(|row| DateRow {
                kind: "vote".to_owned(),
                inside: row.id.clone(),
                id: row.id,
                title: row.title,
                state: "open".to_owned(),
                late: row.closes < now,
                space: row.space,
                ..at(&row.closes)
            }));
        }
        let list = AssessmentRequest::List { space: None };
        if let Reply::Assessments(rounds) = self.assessment(list)? {
            rows.extend(rounds.into_iter().map(|row| DateRow {
                kind: "round".to_owned(),
                inside: row.id.clone(),
                id: row.id,
                title: row.title,
                state: if row.closes < now { "done" } else { "open" }.to_owned(),
                space: row.space,
                ..at(&row.closes)
            }));
        }
        Ok(rows)
    }

    fn task_dates(&self, from: &str, until: &str) -> Vec<DateRow> {
        let which = Which {
            days: Some((from, until)),
            ..Which::default()
        };
        let tasks = self.tasks(which).into_iter();
        let dated = tasks.filter(|row| row.state != "revoked");
        let rows = dated.filter_map(|row| {
            Some(DateRow {
                kind: "task".to_owned(),
                day: row.due?,
                id: row.id,
                inside: row.inside,
                title: row.text,
                at: None,
                state: row.state,
                late: row.overdue,
                space: row.space,
            })
        });
        rows.collect()
    }

    /// Days on which plans are looked at again; nothing says that one was.
    fn review_dates(&mut self) -> Result<Vec<DateRow>, ApiError> {
        let Reply::Plans(plans) = self.plan(PlanRequest::List { space: None })? else {
            return Ok(Vec::new());
        };
        let mut rows = Vec::new();
        for plan in plans {
            let show = PlanRequest::Show {
                id: plan.id.clone(),
            };
            let Reply::Plan(detail) = self.plan(show)? else {
                continue;
            };
            rows.extend(detail.reviews.into_iter().map(|review| DateRow {
                kind: "review".to_owned(),
                id: plan.id.clone(),
                inside: plan.id.clone(),
                title: plan.title.clone(),
                day: day(&review.at),
                state: "open".to_owned(),
                space: plan.space.clone(),
                ..DateRow::default()
            }));
        }
        Ok(rows)
    }
}

/// The day and hour of a moment; the day alone where no hour was said.
fn at(rfc3339: &str) -> DateRow {
    if let Some(day) = whole_day(rfc3339) {
        return DateRow {
            day,
            ..DateRow::default()
        };
    }
    DateRow {
        day: day(rfc3339),
        at: Some(rfc3339.to_owned()),
        ..DateRow::default()
    }
}

/// The day of a moment in UTC.
fn day(rfc3339: &str) -> String {
    rfc3339.chars().take(10).collect()
}
