//! A plan on paper, and its dates for a calendar (RFC 5545). Calendars travel to companies: their
//! titles are generic, and no name, place or text of the plan stands in them.

use asamblea_node::api::PlanDetail;

use super::date;
use super::ics::{self, Event};
use super::paper::{Block, Paper, heads};
use crate::lang::Texts;

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
            row.due.as_deref().map(date).unwrap_or_default(),
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
    blocks.extend(plan.adopted.iter().map(|one| {
        let title = [("title", one.title.as_str())];
        Block::Text(texts.with("plan-adopted", &title))
    }));
    blocks.extend(plan.signed.iter().map(|one| {
        let signer = texts.get(&format!("plan-signer-{}", one.signer));
        Block::Text(format!("{signer}: {}, {}", one.author.name, date(&one.at)))
    }));
    blocks.extend(plan.reviews.iter().map(|one| {
        let days = one.days.to_string();
        let what = texts.with("plan-review", &[("days", &days)]);
        Block::Text(format!("{what}: {}", date(&one.at)))
    }));
    Paper {
        title: plan.title.clone(),
        blocks,
    }
}

/// Days of activities that are not done and of follow-up.
pub(crate) fn calendar(plan: &PlanDetail, texts: &Texts) -> String {
    let due = texts.get("plan-calendar-due");
    let open = plan.activities.iter().filter(|row| row.percent < 100);
    let dues = open.filter_map(|row| {
        Some(Event {
            sequence: row.sequence,
            cancelled: row.state == "cancelled",
            ..whole_day(row.uid.clone(), row.due.as_deref()?, due.clone())
        })
    });
    let reviews = plan.reviews.iter().map(|one| {
        let days = one.days.to_string();
        let title = texts.with("plan-review", &[("days", &days)]);
        whole_day(one.uid.clone(), &one.at, title)
    });
    let events: Vec<Event> = dues.chain(reviews).collect();
    ics::calendar(&events)
}

/// Its stamp is the day itself: when it was written is nobody's business.
fn whole_day(uid: String, at: &str, summary: String) -> Event {
    Event {
        uid,
        stamp: format!("{}T00:00:00Z", date(at)),
        starts: at.to_owned(),
        whole_day: true,
        summary,
        ..Event::default()
    }
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
            id: id.repeat(16),
            uid: format!("uid-{id}"),
            activity: "SECRETO".to_owned(),
            objective: "SECRETO".to_owned(),
            who: "Rosa".to_owned(),
            due: Some("2027-03-04T12:00:00Z".to_owned()),
            percent,
            sequence: 4,
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
                uid: "uid-30".to_owned(),
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
        for day in ["20270131", "20270304"] {
            let line = format!("DTSTART;VALUE=DATE:{day}\r\n");
            assert!(text.contains(&line), "{text}");
        }
        for uid in ["uid-a1", "uid-a3", "uid-30"] {
            assert!(text.contains(&format!("UID:{uid}\r\n")), "{text}");
        }
        for id in ["ab", "a1", "a3"] {
            assert!(
                !text.contains(&id.repeat(16)),
                "an id of the network: {text}"
            );
        }
        // Whoever holds a copy takes the newer one for what it is.
        assert_eq!(text.matches("SEQUENCE:4").count(), 2, "{text}");
        assert!(
            text.lines().all(|line| line.len() <= LINE_BYTES_MAX),
            "{text}"
        );
    }
}
