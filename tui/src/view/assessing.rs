//! Words about assessments and plans that the screen and its questions share.

use asamblea_node::api::{AgreedRow, AssessmentItem, NeedRow, OrgName, PoolRow};

use crate::harmless::harmless;
use crate::lang::Texts;

/// Averages from which a cell of the map is darker; the number says the same.
const SHADES: [(f64, char); 3] = [(3.5, '█'), (3.0, '▓'), (2.0, '▒')];

/// A spread in words, with or without anybody who gave a level.
pub(crate) fn spread(texts: &Texts, row: &PoolRow) -> String {
    let level = |level: Option<u8>| level.map_or_else(|| "-".to_owned(), |n| n.to_string());
    texts.with(
        "assessment-spread",
        &[
            ("n", &row.n.to_string()),
            ("min", &level(row.min)),
            ("max", &level(row.max)),
            ("unknown", &row.unknown.to_string()),
            ("away", &row.not_applicable.to_string()),
        ],
    )
}

/// The same in a few columns.
pub(crate) fn short_spread(row: &PoolRow) -> String {
    match (row.min, row.max) {
        (Some(min), Some(max)) if min == max => format!("{min} ({})", row.n),
        (Some(min), Some(max)) => format!("{min}-{max} ({})", row.n),
        _ => "-".to_owned(),
    }
}

/// The levels that most items of an instrument have, which are said once for all of them.
pub(crate) fn common_levels(items: &[AssessmentItem]) -> &[String] {
    let held = |levels: &[String]| items.iter().filter(|item| item.levels == levels).count();
    // Of those that as many items have, the first.
    let most = items
        .iter()
        .rev()
        .max_by_key(|item| held(&item.levels))
        .map(|item| item.levels.as_slice());
    most.unwrap_or_default()
}

/// Levels with the answer that stands for each, a line each: 1 to 4, then NS and NA.
pub(crate) fn level_lines(levels: &[String]) -> Vec<String> {
    let answers = ["1", "2", "3", "4", "NS", "NA"].into_iter();
    let both = answers.zip(levels).filter(|(_, said)| !said.is_empty());
    both.map(|(answer, said)| format!("{answer}  {}", harmless(said)))
        .collect()
}

/// What was agreed of an item, a line each: the score with its reason, what shows it, and what
/// those say who see it otherwise; of what was agreed at once, each.
pub(crate) fn agreed_lines(texts: &Texts, item: &AssessmentItem) -> Vec<String> {
    let one = |key: &str, agreed: &AgreedRow| {
        let score = format!("{}: {}", texts.get(key), harmless(&agreed.score));
        let mut lines = vec![match agreed.why.is_empty() {
            true => score,
            false => format!("{score} · {}", harmless(&agreed.why)),
        }];
        for (key, text) in [
            ("label-evidence", &agreed.evidence),
            ("label-dissent", &agreed.dissent),
        ] {
            let said = text.iter().map(|text| harmless(text));
            lines.extend(said.map(|text| format!("{}: {text}", texts.get(key))));
        }
        lines
    };
    let agreed = item.agreed.iter().flat_map(|row| one("label-agreed", row));
    let beside = item.beside.iter().flat_map(|row| one("label-beside", row));
    agreed.chain(beside).collect()
}

/// A cell of the map: a shade, the average, and the change since the last round where there is
/// room for it. Nothing where nothing was shared.
pub(crate) fn cell(average: Option<f64>, change: Option<f64>) -> String {
    let Some(average) = average else {
        return "-".to_owned();
    };
    let shade = SHADES.iter().find(|(from, _)| average >= *from);
    let shade = shade.map_or('░', |(_, shade)| *shade);
    let change = change.map_or_else(String::new, |change| format!(" {change:+.1}"));
    format!("{shade}{average:.1}{change}")
}

/// Who needs support in an area of a sub-region, and who may offer it; a line each, where there is
/// anybody.
pub(crate) fn need_lines(texts: &Texts, row: &NeedRow) -> Vec<String> {
    let line = |(key, orgs): (&str, &Vec<OrgName>)| {
        let names: Vec<String> = orgs.iter().map(|org| harmless(&org.name)).collect();
        let line = format!("{}: {}", texts.get(key), names.join(", "));
        (!orgs.is_empty()).then_some(line)
    };
    let both = [("label-needs", &row.needs), ("label-offers", &row.offers)];
    both.into_iter().filter_map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_says_its_number_and_never_a_colour_alone() {
        assert_eq!(cell(None, Some(1.0)), "-");
        assert_eq!(cell(Some(1.8), None), "░1.8");
        assert_eq!(cell(Some(2.0), Some(0.25)), "▒2.0 +0.2");
        assert_eq!(cell(Some(3.0), Some(-0.5)), "▓3.0 -0.5");
        assert_eq!(cell(Some(3.5), None), "█3.5");
    }

    #[test]
    fn the_levels_of_most_items_are_said_once() {
        let item = |levels: &[&str]| AssessmentItem {
            levels: levels.iter().map(|&level| level.to_owned()).collect(),
            ..AssessmentItem::default()
        };
        let items = [
            item(&["Propio"]),
            item(&["Nada", "Algo"]),
            item(&["Nada", "Algo"]),
        ];
        assert_eq!(common_levels(&items), ["Nada", "Algo"]);
        assert_eq!(level_lines(common_levels(&items)), ["1  Nada", "2  Algo"]);
        // Where no levels are more common than others, the first item's.
        assert_eq!(common_levels(&items[..2]), ["Propio"]);
        assert!(common_levels(&[]).is_empty());
    }

    #[test]
    fn what_was_agreed_is_said_with_its_reason_and_who_sees_it_otherwise() {
        let texts = Texts::new(crate::lang::Language::Spanish);
        let agreed = |score: &str| AgreedRow {
            score: score.to_owned(),
            why: "Hay actas".to_owned(),
            evidence: Some("Libro de actas".to_owned()),
            dissent: Some("Algunas ven un 3".to_owned()),
        };
        let mut item = AssessmentItem {
            agreed: Some(agreed("2")),
            ..AssessmentItem::default()
        };
        let said = agreed_lines(&texts, &item);
        assert_eq!(said.len(), 3, "{said:?}");
        assert_eq!(said[0], "Acordado: 2 · Hay actas");
        assert!(said[1].ends_with("Libro de actas"), "{said:?}");
        assert!(said[2].ends_with("Algunas ven un 3"), "{said:?}");
        item.agreed = None;
        item.beside = vec![agreed("1"), agreed("3")];
        assert_eq!(agreed_lines(&texts, &item).len(), 6);
    }

    #[test]
    fn a_spread_in_a_few_columns() {
        let row = |n, min, max| PoolRow {
            n,
            min,
            max,
            ..PoolRow::default()
        };
        assert_eq!(short_spread(&row(0, None, None)), "-");
        assert_eq!(short_spread(&row(1, Some(2), Some(2))), "2 (1)");
        assert_eq!(short_spread(&row(4, Some(1), Some(3))), "1-3 (4)");
    }
}
