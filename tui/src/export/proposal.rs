//! A proposal on paper: its text, the rule, how it was decided, who was of another opinion. Of a
//! secret vote it says what everybody is shown, and nothing else.

use asamblea_node::api::{BallotRow, ProposalDetail, UnitRow, whole_day};

use super::local;
use super::paper::{Block, Paper, heads};
use crate::lang::Texts;
use crate::view::deciding;

/// A moment in UTC, or the day where no hour was said.
fn when(at: &str) -> String {
    whole_day(at).unwrap_or_else(|| local(at, "UTC", "%Y-%m-%d %H:%M UTC"))
}

fn choices(texts: &Texts, detail: &ProposalDetail, said: &[String]) -> String {
    let words = said.iter().map(|one| deciding::choice(texts, detail, one));
    words.collect::<Vec<_>>().join(", ")
}

/// What organizations say that their votes rest on, where any does.
fn bases(detail: &ProposalDetail, texts: &Texts) -> Option<Block> {
    let counted = detail.ballots.iter().filter(|row| row.state == "counted");
    let rows = counted.filter_map(|row| {
        let basis = deciding::word(texts, "basis", row.basis.as_deref()?);
        Some(vec![row.unit.name.clone(), basis])
    });
    let rows: Vec<Vec<String>> = rows.collect();
    let head = heads(texts, &["head-voter", "label-basis"]);
    let some = !rows.is_empty();
    some.then_some(Block::Table(head, rows))
}

/// The page of a proposal whose rule is in words already.
pub(crate) fn paper(detail: &ProposalDetail, texts: &Texts) -> Paper {
    let author = match detail.author.org_name.as_deref() {
        Some(org) => format!("{} ({org})", detail.author.name),
        None => detail.author.name.clone(),
    };
    let roll = deciding::roll_to_compare(texts, detail, &detail.roll.hash);
    let field = |key: &str, value: String| (texts.get(key), value);
    let mut fields = vec![
        field("label-author", author),
        field("label-state", deciding::state(texts, &detail.state)),
        field("label-closes", when(&detail.closes)),
        field("label-rule", detail.rule.clone()),
        field("label-secrecy", detail.secrecy.clone()),
        field("label-roll", roll),
    ];
    if let Some(second) = &detail.second_call {
        fields.insert(3, field("label-second-call", when(second)));
    }
    let mut blocks = vec![Block::Fields(fields), Block::Quote(detail.text.clone())];
    blocks.push(Block::Heading(deciding::outcome(texts, detail)));
    let counts = deciding::counts(detail).into_iter();
    let counts = counts.map(|(choice, count)| {
        let choice = deciding::choice(texts, detail, &choice);
        vec![choice, count.to_string()]
    });
    let counts: Vec<Vec<String>> = counts.collect();
    if !counts.is_empty() {
        let head = heads(texts, &["head-choice", "head-votes"]);
        blocks.push(Block::Table(head, counts));
    }
    let unit = |unit: &UnitRow| {
        let by = unit.by.as_ref().map(|by| by.name.clone());
        vec![
            unit.name.clone(),
            deciding::word(texts, "unit", &unit.state),
            choices(texts, detail, &unit.choices),
            by.unwrap_or_default(),
        ]
    };
    let units = detail.units.iter().map(unit).collect();
    let head = ["head-voter", "head-state", "head-choice", "head-carried-by"];
    blocks.push(Block::Table(heads(texts, &head), units));
    blocks.extend(bases(detail, texts));
    if !detail.minority.is_empty() {
        blocks.push(Block::Heading(texts.get("label-minority")));
        let reasons = |row: &BallotRow| {
            let said = [&row.reason, &row.harm, &row.change];
            let said: Vec<&str> = said.into_iter().flatten().map(String::as_str).collect();
            vec![row.unit.name.clone(), said.join(" / ")]
        };
        let rows = detail.minority.iter().map(reasons).collect();
        let head = heads(texts, &["head-voter", "head-why"]);
        blocks.push(Block::Table(head, rows));
    }
    let said = detail
        .closings
        .iter()
        .filter_map(|one| one.statement.clone());
    blocks.extend(said.map(Block::Quote));
    Paper {
        title: detail.title.clone(),
        blocks,
    }
}

#[cfg(test)]
mod tests {
    use asamblea_node::api::OrgName;

    use super::*;
    use crate::export::paper::Format;
    use crate::lang::Language;

    fn detail(secret: bool) -> ProposalDetail {
        let choice = if secret {
            Vec::new()
        } else {
            vec!["yes".to_owned()]
        };
        ProposalDetail {
            title: "Gira".to_owned(),
            text: "# No es un título\n=1+1".to_owned(),
            method: "majority".to_owned(),
            state: "closed".to_owned(),
            outcome: Some("adopted".to_owned()),
            tally: [("yes".to_owned(), 2), ("no".to_owned(), 1)].into(),
            closes: "2027-03-01T16:00:00Z".to_owned(),
            secret,
            units: vec![UnitRow {
                name: "=Org".to_owned(),
                state: "counted".to_owned(),
                choices: choice,
                by: Some(OrgName::default()),
                ..UnitRow::default()
            }],
            ..ProposalDetail::default()
        }
    }

    #[test]
    fn a_decision_leaves_as_a_page_and_as_tables() {
        let texts = Texts::new(Language::Spanish);
        let open = paper(&detail(false), &texts);
        let page = open.write(Format::Md, &texts);
        assert!(page.starts_with("# Gira\n"), "{page}");
        assert!(page.contains("\n> # No es un título\n"), "{page}");
        assert!(page.contains("2027-03-01 16:00 UTC"), "{page}");
        let table = open.write(Format::Csv, &texts);
        assert!(table.contains("\"'=Org\""), "{table}");
        assert!(
            table.lines().any(|line| line.ends_with(",\"2\"")),
            "{table}"
        );
        let yes = deciding::word(&texts, "choice", "yes");
        let units = |paper: &Paper| match paper.blocks.last() {
            Some(Block::Table(_, rows)) => rows[0].join(" "),
            _ => String::new(),
        };
        assert!(units(&open).contains(&yes));
        assert!(!units(&paper(&detail(true), &texts)).contains(&yes));
    }
}
