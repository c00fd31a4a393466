//! Words about assessments and plans that the screen and its questions share.

use asamblea_node::api::{NeedRow, OrgName, PoolRow};

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
