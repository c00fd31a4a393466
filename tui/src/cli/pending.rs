//! `pending`: what waits for a second word.

use asamblea_node::api::{ActRow, PendingRow};

use super::failure::Failure;
use super::words::{Words, short};
use crate::view::{aftermath, refounding};

/// One line each, with what the accused decided beside it.
pub(super) fn words(rows: &[PendingRow], words: &mut Words<'_>) -> Result<(), Failure> {
    if rows.is_empty() {
        return words.sentence("pending-none");
    }
    for row in rows {
        line(&row.act, &row.space_name, words)?;
        if let Some(warning) = words.spoken(aftermath::of_waiting, row) {
            words.block(&warning)?;
        }
        if let Some(orgs) = &row.orgs {
            let waits = words.spoken(refounding::waits, orgs);
            words.block(&waits)?;
        }
        let second = row.not_second.as_deref();
        let lift = row.not_lift.as_deref();
        let mut may = Vec::new();
        for (key, why) in [("pending-second", second), ("pending-lift", lift)] {
            may.push(match why {
                None => words.get(key),
                Some(why) => format!(
                    "{}: {}",
                    words.get(&format!("{key}-not")),
                    reason(why, words)
                ),
            });
        }
        words.row(&may)?;
        for act in &row.crossed {
            let text = words.code("pending-act", &act.act);
            let void = words.mark(!act.holds, "pending-void");
            words.block(&format!(
                "{} {}: {text} {} {void}",
                short(&act.id),
                act.by,
                act.about_name
            ))?;
        }
    }
    Ok(())
}

fn line(act: &ActRow, space: &str, words: &mut Words<'_>) -> Result<(), Failure> {
    let at = act.received_at.as_deref().map(|at| words.time(at));
    let said = words.code("pending-act", &act.act);
    let parts = [
        short(&act.id).to_owned(),
        act.by.clone(),
        format!("{said} {}", act.about_name),
        space.to_owned(),
        at.unwrap_or_default(),
    ];
    words.row(&parts)
}

fn reason(why: &str, words: &Words<'_>) -> String {
    words.code("pending-why", why)
}
