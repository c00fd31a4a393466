//! The words of proposals: the rule, whom a secret vote is secret from, what came out. The same on
//! the screen, in the plain-text mode and on the command line.

use asamblea_node::api::{ProposalDetail, ProposalRow};

use crate::harmless::harmless;
use crate::lang::Texts;

/// How it is decided, in whole sentences.
pub(crate) fn rule(texts: &Texts, detail: &ProposalDetail) -> String {
    let of = detail.roll.size.to_string();
    let first = detail.quorum.to_string();
    let mut words = vec![texts.with(
        &format!("rule-{}", detail.method),
        &[("quorum", &first), ("of", &of)],
    )];
    words.push(texts.with(
        if detail.count == "orgs" {
            "rule-quorum-orgs"
        } else {
            "rule-quorum-people"
        },
        &[("quorum", &first), ("of", &of)],
    ));
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
        (None, None) => texts.get("outcome-hidden"),
    }
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

/// The word for a code; the code itself where it is a new one.
pub(crate) fn word(texts: &Texts, family: &str, code: &str) -> String {
    let key = format!("{family}-{}", code.replace('_', "-"));
    let word = texts.get(&key);
    if word == key { harmless(code) } else { word }
}
