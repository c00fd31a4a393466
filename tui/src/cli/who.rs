//! `who`: organizations, people, devices.

use asamblea_node::api::{Request, WhoRow};

use super::failure::Failure;
use super::member::waited;
use super::session::Session;
use super::words::{Words, short};

/// Prints everyone that this device may know of.
pub(super) async fn run(session: &mut Session) -> Result<(), Failure> {
    session.show(Request::WhoList).await
}

/// One line each.
pub(super) fn words(rows: &[WhoRow], words: &mut Words<'_>) -> Result<(), Failure> {
    if rows.is_empty() {
        return words.sentence("who-none");
    }
    for row in rows {
        let inviter = row.invited_by.as_deref();
        let inviter = inviter.map_or_else(String::new, |name| {
            format!("{} {name}", words.get("who-invited-by"))
        });
        let seen = row.last_seen.as_deref().map(|at| words.time(at));
        let parts = [
            words.code("who-kind", &row.kind),
            row.name.clone(),
            short(&row.id).to_owned(),
            row.role
                .as_deref()
                .filter(|role| *role != "none")
                .map(|role| words.code("role", role))
                .unwrap_or_default(),
            row.subregion.clone().unwrap_or_default(),
            waited(words, &row.state, row.waits.as_deref()),
            words.told(row.safety_words.as_deref().unwrap_or_default()),
            seen.unwrap_or_default(),
            words.mark(row.me, "who-me"),
            inviter,
        ];
        words.row(&parts)?;
    }
    Ok(())
}
