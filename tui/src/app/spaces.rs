//! A space that is made on the screen: its name, who is in it, what newcomers read, what it
//! forgets. Cases are made by a command alone, as they stand in no list of the screen.

use std::ops::RangeInclusive;

use asamblea_node::api::Request;

use super::question::{Ask, Question};
use super::schema::{Filled, Kind, Spec, form, spec};
use super::{App, Purpose};

/// What can be made: the kind, and what newcomers read where it is not all.
const KINDS: [(&str, &str, Option<&str>); 3] = [
    ("ui-space-working", "working", None),
    ("ui-space-from-join", "working", Some("from-join")),
    ("ui-space-subregion", "subregion", None),
];
/// After how many days a space may forget; the node asks for the same.
const RETAIN_DAYS: RangeInclusive<u64> = 7..=3650;

const SPACE: &[Spec] = &[
    spec("name", "ui-name", Kind::Text),
    spec("with", "ui-space-with", Kind::Optional),
    spec("retain", "ui-space-retain", Kind::Number),
];

/// The first answer that makes nothing.
pub(super) const BACK: usize = KINDS.len();

impl App {
    /// What is asked of a new space.
    pub(super) fn new_space_question(&self) -> Question {
        let texts = &self.texts;
        let words = vec![texts.get("ui-new-space-words")];
        let title = texts.get("ui-new-space");
        let mut question = form(texts, title, words, SPACE, &[], "ui-make", Ask::NewSpace);
        let kinds = KINDS.map(|(key, _, _)| texts.get(key));
        question.offer(kinds.into_iter().chain([texts.get("ui-back")]));
        question
    }

    /// Makes the space that was chosen.
    pub(super) fn new_space(
        &mut self,
        choice: usize,
        values: &[String],
    ) -> Result<(), &'static str> {
        let filled = Filled::check(SPACE, values)?;
        let Some((_, kind, history)) = KINDS.get(choice) else {
            return Ok(());
        };
        let retain = filled.number("retain").map(u64::from);
        if retain.is_some_and(|days| !RETAIN_DAYS.contains(&days)) {
            return Err("ui-fault-retain");
        }
        let new = Request::SpaceNew {
            name: filled.text("name").to_owned(),
            kind: (*kind).to_owned(),
            with: filled.list("with"),
            history: history.map(ToOwned::to_owned),
            retain,
        };
        self.call(Purpose::Done("ui-done-space"), new);
        Ok(())
    }
}
