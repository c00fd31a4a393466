//! Votes that one gives to another to carry: giving one, taking it back, and the list of those
//! given and received.

use asamblea_node::api::{DelegationRow, ProposalRequest, ProposalRow};

use super::App;
use super::deciding::Decide;
use super::inside::Inside;
use super::question::{Ask, Question};
use super::schema::{self, Kind, Spec, spec};
use crate::command_table::Act;
use crate::harmless::harmless;
use crate::view::deciding::delegation;

pub(super) const DELEGATE: &[Spec] = &[spec("who", "ui-delegate-who", Kind::Text)];

impl Inside {
    /// My unit gave its vote in the focused proposal to another.
    pub(crate) fn why_not_take_back(&self) -> Option<&'static str> {
        let given = self.proposal().is_some_and(|row| {
            let mut all = row.delegations.iter();
            all.any(|one| one.kind == "given")
        });
        let not = (!given).then_some("ui-why-not-delegated");
        self.why_not_vote().or(not)
    }

    /// Some vote was given or received.
    pub(crate) fn why_not_delegations(&self) -> Option<&'static str> {
        let none = self.delegated().next().is_none();
        none.then_some("ui-why-no-delegations")
    }

    /// Votes given and received, with their proposals, in the order of the list.
    fn delegated(&self) -> impl Iterator<Item = (&ProposalRow, &DelegationRow)> {
        let rows = self.deciding.rows.iter();
        rows.flat_map(|row| row.delegations.iter().map(move |one| (row, one)))
    }
}

impl App {
    /// The question of an act about votes that are carried.
    pub(super) fn delegating_question(&self, inside: &Inside, act: Act) -> Option<Question> {
        let texts = &self.texts;
        if act == Act::Delegations {
            let (ids, lines): (Vec<String>, Vec<String>) = inside
                .delegated()
                .map(|(row, one)| {
                    let words = [harmless(&row.title), delegation(texts, one)];
                    (row.id.clone(), words.join(" · "))
                })
                .unzip();
            let mut choices = vec![texts.get("ui-back")];
            choices.extend(lines);
            return Some(Question::choose(
                texts.get("ui-delegations"),
                vec![texts.get("ui-delegations-words")],
                choices,
                Ask::Decide(Decide::Delegations { ids }),
            ));
        }
        let id = inside.proposal_detail()?.id.clone();
        if act == Act::Delegate {
            return Some(schema::form(
                texts,
                texts.get("ui-delegate"),
                vec![texts.get("ui-delegate-words")],
                DELEGATE,
                &[],
                "ui-delegate-yes",
                Ask::Decide(Decide::Delegate { id }),
            ));
        }
        let row = inside.proposal()?;
        let mut words = vec![harmless(&row.title)];
        let given = row.delegations.iter().filter(|one| one.kind == "given");
        words.extend(given.map(|one| delegation(texts, one)));
        words.push(texts.get("ui-take-back-words"));
        (act == Act::TakeBack).then(|| {
            Question::choose(
                texts.get("ui-take-back"),
                words,
                vec![texts.get("ui-take-back-no"), texts.get("ui-take-back-yes")],
                Ask::Decide(Decide::TakeBack { id }),
            )
        })
    }

    /// My unit's vote is nobody else's to carry any more.
    pub(super) fn take_back(&mut self, id: &str) {
        let (id, to) = (id.to_owned(), None);
        self.vote_act("ui-done-taken-back", ProposalRequest::Delegate { id, to });
    }
}
