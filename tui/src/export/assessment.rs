//! An assessment on paper: what an organization agreed, and what organizations shared.

use asamblea_node::api::{AssessmentDetail, CompareRow};

use super::paper::{Block, Paper, heads};
use crate::lang::Texts;

/// The page. Individual scores never stand on it, one's own neither.
pub(crate) fn paper(round: &AssessmentDetail, rows: &[CompareRow], texts: &Texts) -> Paper {
    let mut blocks = vec![Block::Text(round.instrument_title.clone())];
    let agreed = round.items.iter().filter_map(|item| {
        let agreed = item.agreed.as_ref()?;
        let spread = item.pooled.as_ref().and_then(|one| one.min.zip(one.max));
        let rank = item.priority.as_ref();
        Some(vec![
            item.item.clone(),
            item.statement.clone(),
            agreed.score.clone(),
            spread.map_or_else(String::new, |(min, max)| format!("{min}-{max}")),
            agreed.why.clone(),
            agreed.evidence.clone().unwrap_or_default(),
            rank.map_or_else(String::new, |one| one.rank.to_string()),
        ])
    });
    let agreed: Vec<Vec<String>> = agreed.collect();
    if !agreed.is_empty() {
        let keys = [
            "head-item",
            "head-statement",
            "label-agreed",
            "head-spread",
            "head-why",
            "label-evidence",
            "head-priority",
        ];
        blocks.push(Block::Heading(texts.get("assessment-agreed-scores")));
        blocks.push(Block::Table(heads(texts, &keys), agreed));
    }
    let mut keys = heads(texts, &["head-org", "label-shared"]);
    keys.extend(round.areas.iter().map(|area| area.code.clone()));
    let rows = rows.iter().map(|row| {
        let name = row.org_name.clone();
        let shared = row.shared.as_deref();
        let level = |level| texts.get(&format!("assessment-level-{level}"));
        let mut cells = vec![
            name.unwrap_or_else(|| texts.get("assessment-together")),
            shared.map_or_else(String::new, level),
        ];
        cells.extend(round.areas.iter().map(|area| {
            let average = row.areas.get(&area.code).copied().flatten();
            let change = row.change.get(&area.code).copied().flatten();
            let change = change.map_or_else(String::new, |change| format!(" ({change:+.2})"));
            average.map_or_else(String::new, |average| format!("{average:.2}{change}"))
        }));
        cells
    });
    blocks.push(Block::Heading(texts.get("assessment-heat")));
    blocks.push(Block::Table(keys, rows.collect()));
    let areas = round.areas.iter();
    let areas = areas.map(|area| format!("{}: {}", area.code, area.title));
    blocks.push(Block::Text(areas.collect::<Vec<_>>().join(" · ")));
    Paper {
        title: round.title.clone(),
        blocks,
    }
}
