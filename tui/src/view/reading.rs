//! The words for who reads a space and why: the same on the screen, in the plain-text mode and on
//! the command line. Names of others come out harmless.

use std::collections::BTreeSet;

use asamblea_node::api::{Author, ReaderRow, ReaderStep};

use super::when::{Clock, when};
use crate::harmless::harmless;
use crate::lang::Texts;

/// `Marta (Org. Molde)`.
pub(crate) fn name(row: &ReaderRow) -> String {
    with_org(&row.name, row.org_name.as_deref())
}

/// The same of whoever wrote something.
pub(crate) fn author(author: &Author) -> String {
    with_org(&author.name, author.org_name.as_deref())
}

fn with_org(name: &str, org: Option<&str>) -> String {
    let name = harmless(name);
    match org.filter(|org| !org.is_empty()) {
        Some(org) => format!("{name} ({})", harmless(org)),
        None => name,
    }
}

/// How many read, or that nobody else does.
pub(crate) fn summary(texts: &Texts, rows: &[ReaderRow]) -> String {
    let readers = || rows.iter().filter(|row| row.reads);
    if readers().all(|row| row.me) {
        return texts.get("ui-reads-mine");
    }
    let people = readers().filter(|row| row.kind == "person").count();
    let orgs: BTreeSet<&String> = readers().filter_map(|row| row.org.as_ref()).collect();
    let (people, orgs) = (people.to_string(), orgs.len().to_string());
    texts.with("ui-reads-count", &[("people", &people), ("orgs", &orgs)])
}

/// What she may do there, in a sentence.
pub(crate) fn role(texts: &Texts, row: &ReaderRow) -> String {
    texts.get(match (row.reads, row.role.as_str()) {
        (false, _) => "ui-reads-role-carrier",
        (_, "admin") => "ui-reads-role-admin",
        (_, "write") => "ui-reads-role-write",
        _ => "ui-reads-role-read",
    })
}

/// Why somebody is in, by one way: `Marta está en Org. Molde, que está en Red Ejemplo.`
pub(crate) fn why(texts: &Texts, row: &ReaderRow, path: &[ReaderStep]) -> String {
    let who = harmless(&row.name);
    let mut words = String::new();
    for step in path {
        let space = harmless(&step.name);
        words = match (words.is_empty(), step.kind.as_str()) {
            (true, "person") if path.len() == 1 => texts.with("ui-reads-own", &[("who", &who)]),
            (true, _) => texts.with("ui-reads-in", &[("who", &who), ("space", &space)]),
            (false, _) => {
                let arguments = [("before", words.as_str()), ("space", space.as_str())];
                texts.with("ui-reads-in-turn", &arguments)
            }
        };
    }
    format!("{words}.")
}

/// Why she is in, by the way that gives her most.
pub(crate) fn first_why(texts: &Texts, row: &ReaderRow) -> String {
    let first = row.paths.first();
    first.map_or_else(String::new, |path| why(texts, row, path))
}

/// By what she is in: the spaces between her and the space that is read, the outermost last.
pub(crate) fn group(texts: &Texts, row: &ReaderRow) -> String {
    let path = row.paths.first().map_or(&[][..], Vec::as_slice);
    let between = path.split_last().map_or(&[][..], |(_, between)| between);
    let names: Vec<String> = between.iter().map(|step| harmless(&step.name)).collect();
    match (row.reads, names.is_empty()) {
        (false, _) => texts.get("ui-reads-group-store"),
        (true, true) => texts.get("ui-reads-group-direct"),
        (true, false) => texts.with("ui-reads-group-through", &[("names", &names.join(", "))]),
    }
}

/// Each membership of a way: who is in what, by whose act, and since when that is known here.
pub(crate) fn steps(
    texts: &Texts,
    clock: &Clock,
    row: &ReaderRow,
    path: &[ReaderStep],
) -> Vec<String> {
    let mut member = harmless(&row.name);
    let mut lines = Vec::new();
    for step in path {
        let space = harmless(&step.name);
        let by = step.by.as_deref().map(harmless).unwrap_or_default();
        let at = step.received_at.as_deref();
        let at = at.map_or_else(String::new, |at| when(texts, clock, at));
        let key = match (by.is_empty(), at.is_empty()) {
            (true, true) => "ui-reads-step",
            (true, false) => "ui-reads-step-when",
            (false, true) => "ui-reads-step-by",
            (false, false) => "ui-reads-step-by-when",
        };
        let arguments = [
            ("member", member.as_str()),
            ("space", space.as_str()),
            ("by", by.as_str()),
            ("when", at.as_str()),
        ];
        lines.push(texts.with(key, &arguments));
        member = space;
    }
    lines
}

/// What to know of somebody beside why she reads: devices, whether she was verified, machines.
pub(crate) fn cautions(texts: &Texts, row: &ReaderRow) -> Vec<String> {
    let mut words = Vec::new();
    if row.unverified {
        words.push(texts.get("ui-reads-unverified"));
    }
    if row.kind == "machine" && row.reads {
        words.push(texts.get("ui-reads-machine"));
    }
    if row.paths.len() > 1 {
        let count = row.paths.len().to_string();
        words.push(texts.with("ui-reads-ways", &[("count", &count)]));
    }
    words
}
