//! A plan on paper, and its dates for a calendar (RFC 5545). Calendars travel to companies: their
//! titles are generic, and no name, place or text of the plan stands in them.

use asamblea_node::api::PlanDetail;

use super::ics::{escaped, line};
use super::paper::{Block, Paper, heads};
use crate::lang::Texts;

/// The day of a time; the hour says nothing here.
pub(crate) fn day(rfc3339: Option<&str>) -> String {
    let day = rfc3339.and_then(|at| at.get(..10));
    day.unwrap_or_default().to_owned()
}

/// The page: activities, who signed, dates of follow-up.
pub(crate) fn paper(plan: &PlanDetail, texts: &Texts) -> Paper {
    let head = [
        "head-area",
        "head-objective",
        "head-activity",
        "head-who",
        "head-due",
        "head-percent",
        "head-state",
        "head-support",
        "head-budget",
        "head-indicator",
    ];
    let rows = plan.activities.iter().map(|row| {
        vec![
            row.area.clone().unwrap_or_default(),
            row.objective.clone(),
            row.activity.clone(),
            row.who.clone(),
            day(row.due.as_deref()),
            row.percent.to_string(),
            texts.get(&format!("plan-state-{}", row.state.replace('_', "-"))),
            row.support.clone().unwrap_or_default(),
            row.budget.map(|n| n.to_string()).unwrap_or_default(),
            row.indicator.clone().unwrap_or_default(),
        ]
    });
    let mut blocks = vec![
        Block::Text(plan.org_name.clone()),
        Block::Table(heads(texts, &head), rows.collect()),
    ];
    blocks.extend(plan.signed.iter().map(|one| {
        let signer = texts.get(&format!("plan-signer-{}", one.signer));
        Block::Text(format!(
            "{signer}: {}, {}",
            one.author.name,
            day(Some(&one.at))
        ))
    }));
    blocks.extend(plan.reviews.iter().map(|one| {
        let days = one.days.to_string();
        let what = texts.with("plan-review", &[("days", &days)]);
        Block::Text(format!("{what}: {}", day(Some(&one.at))))
    }));
    Paper {
        title: plan.title.clone(),
        blocks,
    }
}

/// Days of activities that are not done and of follow-up.
pub(crate) fn calendar(plan: &PlanDetail, texts: &Texts) -> String {
    let mut out = String::new();
    line(&mut out, "BEGIN", "VCALENDAR");
    line(&mut out, "VERSION", "2.0");
    line(&mut out, "PRODID", "-//-//-//");
    let due = texts.get("plan-calendar-due");
    for row in plan.activities.iter().filter(|row| row.percent < 100) {
        let cancelled = row.state == "cancelled";
        if let Some(at) = &row.due {
            event(&mut out, &row.id, at, &due, cancelled);
        }
    }
    for one in &plan.reviews {
        let days = one.days.to_string();
        let title = texts.with("plan-review", &[("days", &days)]);
        let uid = format!("{}-{days}", plan.id);
        event(&mut out, &uid, &one.at, &title, false);
    }
    line(&mut out, "END", "VCALENDAR");
    out
}

/// A whole day. Its stamp is the day itself: when it was written is nobody's business.
fn event(out: &mut String, uid: &str, at: &str, title: &str, cancelled: bool) {
    let day: String = at.chars().take(10).filter(char::is_ascii_digit).collect();
    let state = if cancelled { "CANCELLED" } else { "CONFIRMED" };
    line(out, "BEGIN", "VEVENT");
    line(out, "UID", uid);
    line(out, "DTSTAMP", &format!("{day}T000000Z"));
    line(out, "DTSTART;VALUE=DATE", &day);
    line(out, "SUMMARY", &escaped(title));
    line(out, "STATUS", state);
    line(out, "END", "VEVENT");
}

#[cfg(test)]
mod tests {
    use asamblea_node::api::{ActivityRow, ReviewRow};

    use super::*;
    use crate::export::ics::LINE_BYTES_MAX;
    use crate::lang::Language;

    #[test]
    fn a_calendar_has_dates_and_no_word_of_the_plan() {
        let activity = |id: &str, percent, state: &str| ActivityRow {
            id: id.to_owned(),
            activity: "SECRETO".to_owned(),
            objective: "SECRETO".to_owned(),
            who: "Rosa".to_owned(),
            due: Some("2027-03-04T12:00:00Z".to_owned()),
            percent,
            state: state.to_owned(),
            ..ActivityRow::default()
        };
        let plan = PlanDetail {
            id: "ab".repeat(32),
            activities: vec![
                activity("a1", 0, "pending"),
                activity("a2", 100, "done"),
                activity("a3", 0, "cancelled"),
            ],
            reviews: vec![ReviewRow {
                days: 30,
                at: "2027-01-31T00:00:00Z".to_owned(),
            }],
            ..PlanDetail::default()
        };
        let text = calendar(&plan, &Texts::new(Language::Spanish));
        assert!(
            !text.contains("SECRETO") && !text.contains("Rosa"),
            "{text}"
        );
        assert_eq!(text.matches("BEGIN:VEVENT").count(), 3, "{text}");
        assert_eq!(text.matches("STATUS:CANCELLED").count(), 1, "{text}");
        assert!(text.contains("DTSTART;VALUE=DATE:20270131\r\n"), "{text}");
        assert!(
            text.lines().all(|line| line.len() <= LINE_BYTES_MAX),
            "{text}"
        );
    }
}
