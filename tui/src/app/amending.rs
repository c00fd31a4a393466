//! Texts of a proposal: another one proposed, what differs, the proposer's answer to it, and taking
//! the whole proposal back.

use asamblea_node::api::{ProposalDetail, ProposalRequest, SpaceRow, VersionRow};

use super::composer::Target;
use super::deciding::Decide;
use super::form::{Form, Item};
use super::inside::Inside;
use super::question::{Ask, Question};
use super::{App, Stage};
use crate::compare::compare;
use crate::harmless::{harmless, harmless_lines};
use crate::lang::Texts;

impl Inside {
    /// A detail of a proposal that has not ended is known.
    fn why_not_open_proposal(&self) -> Option<&'static str> {
        match self.proposal() {
            None => Some("ui-why-no-proposal"),
            Some(row) if !row.takes_amendments() => Some("ui-why-vote-closed"),
            Some(_) if self.proposal_detail().is_none() => Some("ui-why-proposal-loading"),
            Some(_) => None,
        }
    }

    /// Another text can be proposed for the focused proposal.
    pub(crate) fn why_not_amend(&self) -> Option<&'static str> {
        let space = self.proposal().and_then(|row| self.space_by_id(&row.space));
        let writes = space.is_some_and(SpaceRow::takes_words);
        let read_only = (!writes).then_some("ui-why-read-only");
        self.why_not_open_proposal().or(read_only)
    }

    /// The texts of the focused proposal can be looked at.
    pub(crate) fn why_not_texts(&self) -> Option<&'static str> {
        match (self.proposal(), self.proposal_detail()) {
            (None, _) => Some("ui-why-no-proposal"),
            (_, None) => Some("ui-why-proposal-loading"),
            _ => None,
        }
    }

    /// My unit may object to the focused proposal.
    pub(crate) fn why_not_object(&self) -> Option<&'static str> {
        let other = self.proposal().filter(|row| row.method != "consent");
        self.why_not_vote()
            .or(other.map(|_| "ui-why-no-objections"))
    }

    /// I may take the focused proposal back.
    pub(crate) fn why_not_withdraw(&self) -> Option<&'static str> {
        let mine = self.proposal_detail().is_some_and(|detail| detail.is_mine);
        let other = (!mine).then_some("ui-why-not-proposer");
        self.why_not_open_proposal().or(other)
    }
}

impl App {
    /// Begins another text for the focused proposal, with the one that stands.
    pub(super) fn amend(&mut self) {
        let target = self.inside().and_then(|inside| {
            let row = inside.proposal()?;
            Some(Target::Amendment {
                space: row.space.clone(),
                proposal: row.id.clone(),
            })
        });
        if let Some(target) = target {
            self.compose(target);
        }
    }

    /// Which text to look at: every version, and every amendment with what became of it.
    pub(super) fn texts_question(&self, detail: &ProposalDetail) -> Question {
        let texts = &self.texts;
        let mut choices = vec![texts.get("ui-back")];
        choices.extend(detail.versions.iter().map(|row| name(texts, row)));
        Question::choose(
            texts.get("ui-texts"),
            vec![texts.get("ui-texts-words")],
            choices,
            Ask::Decide(Decide::Texts {
                id: detail.id.clone(),
                texts: detail.versions.iter().map(|row| row.id.clone()).collect(),
            }),
        )
    }

    /// What a text changes: a version of the one before, an amendment of the one that stands.
    pub(super) fn show_text(&mut self, id: &str, text: &str) {
        let Stage::Inside(inside) = &self.stage else {
            return;
        };
        let Some(detail) = inside.deciding.details.get(id) else {
            return;
        };
        let Some(row) = detail.versions.iter().find(|row| row.id == text) else {
            return;
        };
        let texts = &self.texts;
        let before = match row.number {
            None => detail.text.as_str(),
            Some(number) => {
                let mut all = detail.versions.iter();
                let before = all.find(|one| one.number.is_some_and(|n| n + 1 == number));
                before.map_or("", |one| &one.text)
            }
        };
        let words = difference(texts, row, before);
        let asks = row.state == "waiting" && detail.is_mine && inside.why_not_amend().is_none();
        let mut items: Vec<Item> = words.into_iter().map(Item::Words).collect();
        items.push(Item::Blank);
        if asks {
            items.extend([Item::Words(texts.get("ui-amendment-answer")), Item::Blank]);
        }
        let choices: &[&str] = match asks {
            true => &["ui-back", "ui-amendment-accept", "ui-amendment-reject"],
            false => &["ui-back"],
        };
        items.extend(choices.iter().map(|key| Form::choice(texts.get(key))));
        let ask = match asks {
            true => Ask::Decide(Decide::Answer {
                id: detail.id.clone(),
                amendment: row.id.clone(),
            }),
            false => Ask::Read,
        };
        let question = Question::whole(name(texts, row), items, ask);
        self.ask(question);
    }

    /// The proposer's answer goes out.
    pub(super) fn answer_amendment(&mut self, amendment: &str, accept: bool) {
        let done = match accept {
            true => "ui-done-accepted",
            false => "ui-done-rejected",
        };
        let id = amendment.to_owned();
        self.vote_act(done, ProposalRequest::Answer { id, accept });
    }

    /// Asks before a proposal is taken back.
    pub(super) fn withdraw_question(&self, detail: &ProposalDetail) -> Question {
        let texts = &self.texts;
        Question::choose(
            texts.get("ui-withdraw"),
            vec![harmless(&detail.title), texts.get("ui-withdraw-words")],
            vec![texts.get("ui-withdraw-no"), texts.get("ui-withdraw-yes")],
            Ask::Decide(Decide::Withdraw {
                id: detail.id.clone(),
            }),
        )
    }

    /// It is taken back.
    pub(super) fn withdraw(&mut self, id: &str) {
        let (id, reason) = (id.to_owned(), None);
        self.vote_act(
            "ui-done-withdrawn",
            ProposalRequest::Withdraw { id, reason },
        );
    }
}

/// A text in a list: its number or what became of it, and who wrote it.
fn name(texts: &Texts, row: &VersionRow) -> String {
    let what = match row.number {
        Some(number) => texts.with("ui-proposal-version", &[("n", &number.to_string())]),
        None => texts.get(&format!("amendment-{}", row.state)),
    };
    format!("{what} · {}", harmless(&row.author.name))
}

/// Why it was written, then the lines that came and went.
fn difference(texts: &Texts, row: &VersionRow, before: &str) -> Vec<String> {
    let mut words = Vec::new();
    if let Some(reason) = &row.reason {
        let reason = harmless(reason);
        words.push(texts.with("ui-amendment-why", &[("reason", &reason)]));
    }
    let difference = compare(before, &row.text);
    words.push(match difference.places.is_empty() {
        true => texts.get("ui-texts-same"),
        false => texts.get("ui-texts-signs"),
    });
    let lines = harmless_lines(&difference.text());
    words.extend(lines.lines().map(ToOwned::to_owned));
    words
}
