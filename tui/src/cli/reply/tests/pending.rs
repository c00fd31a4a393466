//! The JSON shape of what waits for a second word, and the same in words.

use asamblea_node::api::*;

use super::{HOSTILE, check, run, text};
use crate::lang::Language;

#[test]
fn what_waits_for_a_second_word() {
    let act = ActRow {
        id: "c".repeat(64),
        act: text("suspend"),
        by: text(HOSTILE),
        about: Some("d".repeat(64)),
        about_kind: text("person"),
        about_name: text(HOSTILE),
        role: text("none"),
        cut: true,
        holds: false,
        received_at: Some(text("2026-01-01T00:00:00Z")),
    };
    let row = PendingRow {
        act: act.clone(),
        space: "e".repeat(64),
        space_name: text(HOSTILE),
        mine: true,
        about_me: false,
        frozen: true,
        crossed: vec![act],
        not_second: Some(text("own")),
        not_lift: None,
        ousts: Vec::new(),
        orgs: None,
    };
    let keys = [
        "id",
        "act",
        "by",
        "about",
        "space",
        "crossed",
        "not_second",
        "not_lift",
    ];
    let lines = check(&Reply::Pending(vec![row.clone()]), 1, &keys);
    assert_eq!(lines[0]["cut"], true, "{}", lines[0]);
    let (words, _) = run(&Reply::Pending(vec![row.clone()]), false, Language::English);
    assert!(words.contains("the first word is one's own"), "{words}");
    assert!(words.contains("It carries a cut"), "{words}");
    let row = PendingRow {
        ousts: vec![text("Zoila")],
        ..row
    };
    let (words, _) = run(&Reply::Pending(vec![row]), false, Language::English);
    assert!(words.contains("«Zoila»"), "{words}");
}
