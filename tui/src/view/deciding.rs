//! The words of proposals: the rule, whom a secret vote is secret from, what came out. The same on
//! the screen, in the plain-text mode and on the command line.

use asamblea_node::api::{BallotRow, DelegationRow, ProposalDetail, ProposalPreview, ProposalRow};

use super::reading;
use crate::harmless::harmless;
use crate::lang::Texts;

/// How it is decided, in whole sentences.
pub(crate) fn rule(texts: &Texts, detail: &ProposalDetail) -> String {
    let mut words = vec![texts.get(&format!("rule-{}", detail.method))];
    words.extend(who_votes(texts, detail));
    if let Some(quorum) = detail.second_quorum {
        let quorum = quorum.max(1).to_string();
        words.push(texts.with("rule-second", &[("quorum", &quorum)]));
    }
    if detail.carries > 0 {
        let carries = detail.carries.to_string();
        words.push(texts.with("rule-carries", &[("n", &carries)]));
    }
    words.push(texts.get("rule-last"));
    words.join(" ")
}

/// Whose vote counts and how many are needed of how many. Before the vote opens nobody is on the
/// roll: then how many would be today, where that is known.
fn who_votes(texts: &Texts, detail: &ProposalDetail) -> Vec<String> {
    let units = match detail.count.as_str() {
        "orgs" => "orgs",
        _ => "people",
    };
    let quorum = detail.quorum.to_string();
    if is_frozen(detail) {
        let of = detail.roll.size.to_string();
        let key = format!("rule-quorum-{units}");
        return vec![texts.with(&key, &[("quorum", &quorum), ("of", &of)])];
    }
    let key = format!("rule-quorum-{units}-at-opening");
    let mut words = vec![texts.with(&key, &[("n", &quorum)])];
    words.push(texts.get("rule-roll-at-opening"));
    words.extend(today(texts, detail));
    words
}

/// Whether the roll stands: it is fixed when the vote opens.
fn is_frozen(detail: &ProposalDetail) -> bool {
    detail.roll.size > 0
}

/// How many would be on the roll if the vote opened today.
fn today(texts: &Texts, detail: &ProposalDetail) -> Option<String> {
    let of = detail.preview.as_ref()?.of.to_string();
    Some(texts.with("rule-roll-today", &[("n", &of)]))
}

/// How many voted of how many; nothing before the vote opens.
pub(crate) fn voted(texts: &Texts, detail: &ProposalDetail) -> Option<String> {
    let (voted, of) = (detail.voted.to_string(), detail.roll.size.to_string());
    is_frozen(detail).then(|| texts.with("proposal-voted", &[("voted", &voted), ("of", &of)]))
}

/// What the rule means for this roll, in numbers: how many may vote, from how many on it counts,
/// how many votes for it adopt it, and what becomes of late ones.
pub(crate) fn preview(texts: &Texts, preview: &ProposalPreview) -> String {
    let said = |key: &str, n: u32| texts.with(key, &[("n", &n.to_string())]);
    let adopts = |key: &str, voted: u32, yes: Option<u32>| {
        let yes = yes?.to_string();
        Some(texts.with(key, &[("voted", &voted.to_string()), ("yes", &yes)]))
    };
    let units = match preview.count.as_str() {
        "orgs" => "preview-of-orgs",
        _ => "preview-of-people",
    };
    let mut words = vec![
        said(units, preview.of),
        said("preview-quorum", preview.quorum),
    ];
    words.extend(adopts("preview-if-all", preview.of, preview.if_all));
    if preview.quorum < preview.of {
        words.extend(adopts("preview-if-few", preview.quorum, preview.if_quorum));
    }
    if preview.stops {
        words.push(texts.get("preview-stops"));
    }
    if let Some(points) = preview.points {
        words.push(texts.with("preview-points", &[("n", &points.to_string())]));
    }
    match preview.method.as_str() {
        "sense" => words.push(texts.get("preview-sense")),
        "approval" | "dots" | "date" => words.push(texts.get("preview-most")),
        "election" => words.push(texts.get("preview-election")),
        _ => {}
    }
    if let Some(second) = preview.second_quorum {
        words.push(said("preview-second", second));
        words.extend(adopts("preview-if-few", second, preview.if_second));
    }
    words.push(texts.get("preview-late"));
    words.join(" ")
}

/// Against whom the vote is secret, and against whom it is not.
pub(crate) fn secrecy(texts: &Texts, detail: &ProposalDetail) -> String {
    texts.get(if detail.secret {
        "secrecy-secret"
    } else {
        "secrecy-open"
    })
}

/// A choice of a tally or ballot: a word of the method, or an option's number and text.
pub(crate) fn choice(texts: &Texts, detail: &ProposalDetail, choice: &str) -> String {
    let (number, points) = choice.split_once('=').unwrap_or((choice, ""));
    let option = number.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
    match option.and_then(|at| detail.options.get(at)) {
        Some(option) if points.is_empty() => format!("{number} {}", harmless(option)),
        Some(option) => format!("{number} {} ({points})", harmless(option)),
        None => word(texts, "choice", choice),
    }
}

/// The choices of a detail in the order of its method, with their points.
pub(crate) fn counts(detail: &ProposalDetail) -> Vec<(String, u64)> {
    let fixed: &[&str] = match detail.method.as_str() {
        "consent" => &["agree", "concern", "abstain", "object", "disagree"],
        "majority" | "two-thirds" | "sense" => &["yes", "no", "abstain"],
        _ => &[],
    };
    let mut order: Vec<String> = fixed.iter().map(|&choice| choice.to_owned()).collect();
    if fixed.is_empty() {
        order.extend((1..=detail.options.len()).map(|number| number.to_string()));
        order.push("abstain".to_owned());
    }
    let known = order.into_iter().filter_map(|choice| {
        detail
            .tally
            .get(&choice)
            .map(|count| (choice.clone(), *count))
    });
    known.collect()
}

/// What came out, or would.
pub(crate) fn outcome(texts: &Texts, detail: &ProposalDetail) -> String {
    let chosen: Vec<String> = detail
        .chosen
        .iter()
        .map(|number| choice(texts, detail, number))
        .collect();
    let chosen = chosen.join(", ");
    let words = |code: &str| {
        let key = format!("outcome-{}", code.replace('_', "-"));
        texts.with(&key, &[("chosen", &chosen)])
    };
    match (&detail.outcome, &detail.would_be) {
        (Some(code), _) => words(code),
        (None, Some(code)) => texts.with("outcome-now", &[("outcome", &words(code))]),
        (None, None) if detail.state == "consultation" => texts.get("outcome-consultation"),
        (None, None) => texts.get("outcome-hidden"),
    }
}

/// Who votes: how many, and the beginning of the hash over them, to be compared with others.
/// Before the vote opens: that nobody is fixed yet, and how many it would be today.
pub(crate) fn roll(texts: &Texts, detail: &ProposalDetail) -> String {
    roll_to_compare(texts, detail, &beginning(&detail.roll.hash))
}

/// The same with as much of the hash as a page has room for.
pub(crate) fn roll_to_compare(texts: &Texts, detail: &ProposalDetail, hash: &str) -> String {
    if is_frozen(detail) {
        return format!("{} · {hash}", detail.roll.size);
    }
    let words = [texts.get("roll-at-opening")].into_iter();
    words
        .chain(today(texts, detail))
        .collect::<Vec<_>>()
        .join(" ")
}

/// The thread, document or proposal that it came from, by the beginning of its name.
pub(crate) fn origin(_: &Texts, detail: &ProposalDetail) -> Option<String> {
    detail.from.as_deref().map(beginning)
}

/// What one has to know of how it was counted: ballots that came late, what whoever closed left
/// out of her own, that it was closed twice.
pub(crate) fn cautions(texts: &Texts, detail: &ProposalDetail) -> Vec<String> {
    let mut words = Vec::new();
    if detail.late > 0 {
        words.push(texts.with("proposal-late", &[("n", &detail.late.to_string())]));
    }
    for closing in detail.closings.iter().filter(|one| one.left_out > 0) {
        let who = reading::author(&closing.author);
        words.push(texts.with("proposal-left-out", &[("who", &who)]));
    }
    if detail.closings.len() > 1 && detail.second_call.is_none() {
        words.push(texts.get("proposal-closed-twice"));
    }
    words
}

/// The reasons of those who were not of the outcome's opinion, once there is one; a line each.
pub(crate) fn minority(_: &Texts, detail: &ProposalDetail) -> Vec<String> {
    // Whoever gave no reason is named beside her vote, not here.
    let line = |row: &BallotRow| {
        let said = [&row.reason, &row.harm, &row.change];
        let said = said.into_iter().flatten().map(|text| harmless(text));
        let said: Vec<String> = said.filter(|text| !text.trim().is_empty()).collect();
        let name = harmless(&row.unit.name);
        (!said.is_empty()).then(|| format!("{name}: {}", said.join(" / ")))
    };
    let ended = detail.outcome.is_some();
    let rows = detail.minority.iter().filter(|_| ended);
    rows.filter_map(line).collect()
}

/// As much of a hash or a name as two compare.
fn beginning(hex: &str) -> String {
    harmless(hex).chars().take(10).collect()
}

/// Where a vote is.
pub(crate) fn state(texts: &Texts, code: &str) -> String {
    word(texts, "proposal-state", code)
}

/// What my unit said of a proposal in a list.
pub(crate) fn mine(texts: &Texts, row: &ProposalRow) -> String {
    let said = row.mine.as_deref();
    said.map_or_else(String::new, |said| word(texts, "proposal-mine", said))
}

/// A vote that is carried for another, in words.
pub(crate) fn delegation(texts: &Texts, row: &DelegationRow) -> String {
    let key = match row.kind.as_str() {
        "given" => "delegation-given",
        _ => "delegation-received",
    };
    let words = texts.with(key, &[("unit", &harmless(&row.unit.name))]);
    format!("{words}: {}", word(texts, "delegation", &row.state))
}

/// The word for a code; the code itself where it is a new one.
pub(crate) fn word(texts: &Texts, family: &str, code: &str) -> String {
    let key = format!("{family}-{}", code.replace('_', "-"));
    let word = texts.get(&key);
    if word == key { harmless(code) } else { word }
}

#[cfg(test)]
mod tests {
    use asamblea_node::api::{Author, ClosingRow, OrgName};

    use super::*;
    use crate::lang::Language;

    #[test]
    fn how_it_was_counted_is_said_where_something_was_left_out() {
        let texts = Texts::new(Language::Spanish);
        let mut detail = ProposalDetail::default();
        assert!(cautions(&texts, &detail).is_empty());
        detail.late = 2;
        detail.closings.push(ClosingRow {
            id: String::new(),
            author: Author {
                name: "Sofía".to_owned(),
                org_name: Some("Secretaría".to_owned()),
                ..Author::default()
            },
            call: 1,
            statement: None,
            left_out: 1,
            at: String::new(),
        });
        let said = cautions(&texts, &detail).join("\n");
        for part in ["2 votos llegaron tarde", "Sofía (Secretaría)"] {
            assert!(said.contains(part), "{part}: {said}");
        }
    }

    #[test]
    fn before_the_opening_the_roll_is_said_as_it_would_be_today() {
        let mut detail = ProposalDetail {
            state: "consultation".to_owned(),
            method: "majority".to_owned(),
            count: "orgs".to_owned(),
            quorum: 1,
            preview: Some(ProposalPreview {
                of: 3,
                ..ProposalPreview::default()
            }),
            ..ProposalDetail::default()
        };
        for (language, at_opening, today) in [
            (Language::Spanish, "al abrir la votación", "podrían votar 3"),
            (
                Language::Portuguese,
                "ao abrir a votação",
                "poderiam votar 3",
            ),
            (Language::English, "when the vote opens", "3 could vote"),
        ] {
            let texts = Texts::new(language);
            for said in [rule(&texts, &detail), roll(&texts, &detail)] {
                assert!(said.contains(at_opening), "{said}");
                assert!(said.contains(today), "{said}");
                assert!(!said.contains('0'), "{said}");
            }
            assert_eq!(voted(&texts, &detail), None);
        }
        detail.roll.size = 2;
        let texts = Texts::new(Language::Spanish);
        let said = rule(&texts, &detail);
        assert!(
            said.contains("Tiene que votar por lo menos una de 2"),
            "{said}"
        );
        assert!(!said.contains("al abrir"), "{said}");
        let voted = voted(&texts, &detail);
        assert_eq!(voted.as_deref(), Some("votaron 0 de 2"));
    }

    #[test]
    fn a_minority_is_heard_once_there_is_an_outcome() {
        let texts = Texts::new(Language::Spanish);
        let row = BallotRow {
            id: String::new(),
            unit: OrgName {
                name: "Org. Prueba".to_owned(),
                ..OrgName::default()
            },
            author: Author::default(),
            state: String::new(),
            choices: Vec::new(),
            to: None,
            reason: Some("Falta plata".to_owned()),
            harm: None,
            change: None,
            basis: None,
            at: String::new(),
        };
        let mut detail = ProposalDetail {
            minority: vec![row],
            ..ProposalDetail::default()
        };
        assert!(minority(&texts, &detail).is_empty());
        detail.outcome = Some("adopted".to_owned());
        assert_eq!(minority(&texts, &detail), ["Org. Prueba: Falta plata"]);
    }
}
