//! Assessments in words.

use asamblea_node::api::{
    AssessmentDetail, AssessmentItem, AssessmentRow, CompareRow, PoolRow, SharedReport,
};

use super::super::failure::Failure;
use super::super::words::{Words, short};
use crate::view::assessing::{agreed_lines, common_levels, level_lines};

/// One line each.
pub(in crate::cli) fn words_of_list(
    rows: &[AssessmentRow],
    words: &mut Words<'_>,
) -> Result<(), Failure> {
    if rows.is_empty() {
        return words.sentence("assessment-none");
    }
    for row in rows {
        let parts = [
            short(&row.id).to_owned(),
            row.title.clone(),
            row.instrument.clone(),
            words.code("assessment-state", &row.state),
            scored(row.scored, row.items, words),
            words.until(&row.closes),
        ];
        words.row(&parts)?;
    }
    Ok(())
}

fn scored(scored: u64, items: u64, words: &Words<'_>) -> String {
    let numbers = [("n", &*scored.to_string()), ("of", &*items.to_string())];
    words.with("assessment-scored", &numbers)
}

/// A round: what is asked, what I said, what was agreed; and how far each organization is.
pub(in crate::cli) fn words(
    round: &AssessmentDetail,
    words: &mut Words<'_>,
) -> Result<(), Failure> {
    let title = [
        round.title.clone(),
        short(&round.id).to_owned(),
        round.instrument.clone(),
        words.code("assessment-state", &round.state),
    ];
    words.row(&title)?;
    let closes = words.until(&round.closes);
    words.field("label-scoring-until", &closes)?;
    if let Some(level) = &round.shared {
        let level = words.code("assessment-level", level);
        words.field("label-shared", &level)?;
    }
    words.field_if("label-plan", round.plan.as_deref().map(short))?;
    let common = common_levels(&round.items);
    for line in level_lines(common) {
        words.block(&line)?;
    }
    for area in &round.areas {
        words.gap()?;
        words.row(&[area.code.clone(), area.title.clone(), area.why.clone()])?;
        let items = round.items.iter().filter(|item| item.area == area.code);
        for item in items {
            one_item(item, common, words)?;
        }
    }
    words.gap()?;
    words.sentence("assessment-orgs")?;
    for org in &round.orgs {
        let shared = org.shared.as_deref();
        let parts = [
            org.org.name.clone(),
            words.code("assessment-state", &org.state),
            shared.map_or_else(String::new, |level| words.code("assessment-level", level)),
        ];
        words.row(&parts)?;
    }
    Ok(())
}

/// An item; its levels where they are others than those of most items.
fn one_item(
    item: &AssessmentItem,
    common: &[String],
    words: &mut Words<'_>,
) -> Result<(), Failure> {
    let optional = words.mark(item.optional, "assessment-optional");
    words.row(&[item.item.clone(), item.statement.clone(), optional])?;
    if item.levels != common {
        for line in level_lines(&item.levels) {
            words.block(&line)?;
        }
    }
    if let Some(score) = &item.score {
        let note = item.note.clone().unwrap_or_default();
        let mine = words.get("label-my-score");
        words.block(&joined(&[format!("{mine}: {score}"), note]))?;
    }
    if let Some(pooled) = &item.pooled {
        let line = spread(pooled, words);
        words.block(&line)?;
        for note in &pooled.notes {
            words.block(&format!("  - {note}"))?;
        }
    }
    for line in words.spoken(agreed_lines, item) {
        words.block(&line)?;
    }
    if let Some(priority) = &item.priority {
        let numbers = [
            ("urgency", &*priority.urgency.to_string()),
            ("importance", &*priority.importance.to_string()),
            ("feasibility", &*priority.feasibility.to_string()),
            ("rank", &*priority.rank.to_string()),
        ];
        let line = words.with("assessment-priority", &numbers);
        words.block(&line)?;
    }
    Ok(())
}

fn joined(parts: &[String]) -> String {
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

/// A spread in words: with or without anybody who gave a level.
fn spread(row: &PoolRow, words: &Words<'_>) -> String {
    let (n, unknown) = (row.n.to_string(), row.unknown.to_string());
    let away = row.not_applicable.to_string();
    let level = |level: Option<u8>| level.map_or_else(|| "-".to_owned(), |n| n.to_string());
    let numbers = [
        ("n", &*n),
        ("min", &*level(row.min)),
        ("max", &*level(row.max)),
        ("unknown", &*unknown),
        ("away", &*away),
    ];
    words.with("assessment-spread", &numbers)
}

/// Spreads, those first that lie far apart.
pub(in crate::cli) fn words_of_pool(
    rows: &[PoolRow],
    words: &mut Words<'_>,
) -> Result<(), Failure> {
    for row in rows {
        let apart = row
            .max
            .zip(row.min)
            .is_some_and(|(max, min)| max - min >= 2);
        let parts = [
            row.item.clone(),
            spread(row, words),
            words.mark(apart, "assessment-apart"),
        ];
        words.row(&parts)?;
        for note in &row.notes {
            words.block(&format!("- {note}"))?;
        }
    }
    let unopened = rows.first().map_or(0, |row| row.unopened);
    if unopened > 0 {
        let n = unopened.to_string();
        words.sentence_with("assessment-unopened", &[("n", &n)])?;
    }
    Ok(())
}

/// What others read from here on.
pub(in crate::cli) fn words_of_sharing(
    report: &SharedReport,
    words: &mut Words<'_>,
) -> Result<(), Failure> {
    let level = words.code("assessment-level", &report.level);
    let numbers = [
        ("level", &*level),
        ("areas", &*report.areas.to_string()),
        ("items", &*report.items.to_string()),
    ];
    words.sentence_with("assessment-shared", &numbers)?;
    words.field_if("label-plan", report.plan.as_deref().map(short))
}

/// Organizations and areas, as words and numbers.
pub(in crate::cli) fn words_of_compare(
    rows: &[CompareRow],
    words: &mut Words<'_>,
) -> Result<(), Failure> {
    for row in rows {
        let name = row.org_name.clone();
        let name = name.unwrap_or_else(|| words.get("assessment-together"));
        let level = row.shared.as_deref();
        let nothing = row.org.is_some() && level.is_none();
        let parts = [
            name,
            level.map_or_else(String::new, |level| words.code("assessment-level", level)),
            words.mark(nothing && !row.split, "assessment-nothing-shared"),
            words.mark(row.split, "assessment-split"),
        ];
        words.row(&parts)?;
        let areas = row.areas.iter().filter_map(|(area, average)| {
            let average = (*average)?;
            let change = row.change.get(area).copied().flatten();
            let change = change.map_or_else(String::new, |change| format!(" ({change:+.2})"));
            Some(format!("{area} {average:.2}{change}"))
        });
        let areas: Vec<String> = areas.collect();
        if !areas.is_empty() {
            words.block(&areas.join(" · "))?;
        }
        for one in &row.items {
            let evidence = one.evidence.clone().unwrap_or_default();
            let scored = format!("{} {}", one.item, one.score);
            words.block(&joined(&[scored, one.why.clone(), evidence]))?;
        }
    }
    let together = rows.iter().any(|row| row.org.is_none());
    if together {
        Ok(())
    } else {
        words.sentence("assessment-too-few")
    }
}
