//! `alerts`: what needs care.

use asamblea_node::api::{AlertRow, Request};

use super::failure::{Failure, quoted};
use super::session::Session;
use super::words::{Words, short};
use crate::lang::Texts;
use crate::view::{aftermath, refounding};

/// Verbs of `alerts`.
#[derive(Debug, clap::Subcommand)]
pub(super) enum Verb {
    #[command(alias = "lista")]
    List,
    #[command(alias = "hecho")]
    Done { id: String },
}

/// Does what the verb says.
pub(super) async fn run(verb: Verb, session: &mut Session) -> Result<(), Failure> {
    session
        .show(match verb {
            Verb::List => Request::AlertList,
            Verb::Done { id } => Request::AlertDone { id },
        })
        .await
}

/// One line each: what happened, what it means, what to do.
pub(super) fn words(rows: &[AlertRow], words: &mut Words<'_>) -> Result<(), Failure> {
    if rows.is_empty() {
        return words.sentence("alert-none");
    }
    for row in rows {
        let mut text = words.alert(row);
        if let Some(warning) = words.spoken(of_alert, row) {
            text.push(' ');
            text.push_str(&warning);
        }
        let parts = [
            short(&row.id).to_owned(),
            words.time(&row.at),
            text,
            words.mark(row.done, "alert-done"),
        ];
        words.row(&parts)?;
    }
    Ok(())
}

fn of_alert(texts: &Texts, row: &AlertRow) -> Option<String> {
    aftermath::warning(texts, row.cut, &row.ousts)
}

/// The sentence of an alert; the node's own where the code is a new one.
pub(super) fn sentence(row: &AlertRow, texts: &Texts) -> String {
    let own = Words::or_none(row.by.as_deref(), quoted);
    let space = Words::or_none(row.space.as_deref(), quoted);
    let op = Words::or_none(row.op.as_deref(), |op| short(op).to_owned());
    let role = Words::or_none(row.role.as_deref(), |role| {
        let key = format!("role-{role}");
        let word = texts.get(&key);
        if word == key { role.to_owned() } else { word }
    });
    let device = Words::or_none(row.device.as_deref(), |id| short(id).to_owned());
    let number = |of: Option<u64>| of.map_or_else(|| "none".to_owned(), |of| of.to_string());
    let (count, size) = (number(row.count), number(row.mebibytes()));
    let subject = quoted(&row.subject);
    let orgs = refounding::waits_or_none(texts, row.orgs.as_ref());
    let arguments = [
        ("orgs", orgs.as_str()),
        ("subject", subject.as_str()),
        ("by", own.as_str()),
        ("space", space.as_str()),
        ("op", op.as_str()),
        ("role", role.as_str()),
        ("device", device.as_str()),
        ("count", count.as_str()),
        ("size", size.as_str()),
    ];
    let code = row.code.replace('_', "-");
    let own = row.me.then(|| format!("alert-{code}-me"));
    let part = row
        .is_about_part()
        .then(|| format!("alert-{code}-{}", row.subject));
    let keys = own.into_iter().chain(part).chain([format!("alert-{code}")]);
    for key in keys {
        let sentence = texts.with(&key, &arguments);
        if sentence != key {
            return sentence;
        }
    }
    row.text.clone()
}

#[cfg(test)]
mod tests {
    use asamblea_node::api::ALERT_CODES;

    use super::*;
    use crate::lang::Language;

    #[test]
    fn each_part_that_was_damaged_has_a_sentence_that_says_what_to_do() {
        for language in Language::ALL {
            let texts = Texts::new(language);
            for (code, parts) in [
                (
                    "damaged",
                    ["journal", "set-back", "keys", "keys-back"].as_slice(),
                ),
                (
                    "mended",
                    &["heads", "keys", "mirror", "vault", "vault-half"],
                ),
            ] {
                let row = |subject: &str| AlertRow {
                    code: code.to_owned(),
                    subject: subject.to_owned(),
                    ..AlertRow::default()
                };
                let other = sentence(&row("else"), &texts);
                for part in parts {
                    let own = sentence(&row(part), &texts);
                    assert!(own.ends_with('.') && own != other, "{code} {part}: {own}");
                }
            }
        }
    }

    #[test]
    fn every_code_of_an_alert_has_a_whole_sentence_in_both_languages() {
        for language in Language::ALL {
            let texts = Texts::new(language);
            let decided = ["lowered", "office_left", "suspended"].map(|code| (code, "op"));
            // Kept from before anything stood beside the code.
            let old = ["removed", "suspended"].map(|code| (code, "all"));
            let whole = ALERT_CODES.iter().map(|code| (*code, ""));
            for (code, lacks) in whole.chain(decided).chain(old) {
                for me in [false, true] {
                    let given = |name: &str, text: &str| {
                        (lacks != "all" && lacks != name).then(|| text.to_owned())
                    };
                    let row = AlertRow {
                        code: code.to_owned(),
                        subject: "Marta\u{1b}".to_owned(),
                        text: "x".to_owned(),
                        by: given("by", "Ana"),
                        space: given("space", "Org A"),
                        op: given("op", "0123456789abcdef"),
                        role: given("role", "member"),
                        device: given("device", "fedcba9876543210"),
                        count: (lacks != "all").then_some(150_001),
                        bytes: (lacks != "all").then_some(150_000_001),
                        me: me && lacks != "all",
                        ..AlertRow::default()
                    };
                    let sentence = sentence(&row, &texts);
                    assert!(sentence.ends_with('.'), "{code}: {sentence}");
                    for bad in ["{", "none", "\u{1b}", "cdef"] {
                        assert!(!sentence.contains(bad), "{code}: {sentence}");
                    }
                }
            }
        }
    }
}
