//! Proposals and votes: what is known of them, and the questions that lead to a proposal, a
//! ballot, a delegation and an end.

use std::collections::BTreeMap;

use asamblea_node::api::{
    ProposalDetail, ProposalFields, ProposalRequest, ProposalRow, Reply, Request,
};

use super::delegating::DELEGATE;
use super::inside::{Inside, Pane, Section, place_in};
use super::question::{Ask, Question};
use super::schema::{self, Filled, Kind, Spec, spec};
use super::{App, Purpose, Stage};
use crate::command_table::Act;
use crate::harmless::harmless;
use crate::view::deciding;

/// Methods as the node names them, in the order in which they are offered.
const METHODS: [&str; 8] = [
    "consent",
    "majority",
    "two-thirds",
    "sense",
    "approval",
    "dots",
    "date",
    "election",
];

/// What is known of proposals.
#[derive(Debug, Default)]
pub(crate) struct Deciding {
    pub(crate) rows: Vec<ProposalRow>,
    pub(crate) details: BTreeMap<String, ProposalDetail>,
    /// The focused proposal.
    pub(crate) at: usize,
    /// The first line of its page that is in view.
    pub(crate) line: usize,
    /// What the proposal that is being written comes from: its id and its title.
    pub(crate) from: Option<(String, String)>,
}

/// What an answer about proposals is for.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Decide {
    /// Which method, then who counts, then the text.
    Method {
        space: String,
    },
    Count {
        space: String,
        method: &'static str,
    },
    /// Whether it is shown who chose what.
    Secrecy {
        space: String,
        method: &'static str,
        count: &'static str,
    },
    Propose {
        space: String,
        method: &'static str,
        count: &'static str,
        secret: bool,
    },
    /// Whether it is proposed, once it was read what the rule means; else the form comes back.
    Confirm {
        fields: Box<ProposalFields>,
        form: Box<Decide>,
        values: Vec<String>,
    },
    /// The vote on what is out for consultation begins.
    Open {
        id: String,
    },
    /// One of the method's own choices, then why.
    Choice {
        id: String,
        choices: Vec<String>,
    },
    Reason {
        id: String,
        choice: String,
    },
    /// The two answers of an objection.
    Object {
        id: String,
    },
    /// Among options.
    Options {
        id: String,
    },
    Delegate {
        id: String,
    },
    /// Whether the vote comes back from whom it was delegated to.
    TakeBack {
        id: String,
    },
    /// Which of the proposals with votes given and received to go to.
    Delegations {
        ids: Vec<String>,
    },
    /// Whether the vote ends, then what follows from it.
    End {
        id: String,
    },
    Statement {
        id: String,
    },
    /// Which text to look at, by their operations.
    Texts {
        id: String,
        texts: Vec<String>,
    },
    /// The proposer's answer to an amendment.
    Answer {
        id: String,
        amendment: String,
    },
    /// Whether the proposer takes it back.
    Withdraw {
        id: String,
    },
}

impl Decide {
    /// The first answer is the safe one that does nothing.
    pub(super) const fn declines_first(&self) -> bool {
        matches!(
            self,
            Self::Method { .. }
                | Self::Count { .. }
                | Self::Secrecy { .. }
                | Self::Choice { .. }
                | Self::TakeBack { .. }
                | Self::Delegations { .. }
                | Self::End { .. }
                | Self::Texts { .. }
                | Self::Answer { .. }
                | Self::Withdraw { .. }
        )
    }

    /// The proposal or the space in which it will be written.
    pub(super) fn space(&self, inside: &Inside) -> Option<String> {
        match self {
            Self::Method { space }
            | Self::Count { space, .. }
            | Self::Secrecy { space, .. }
            | Self::Propose { space, .. } => Some(space.clone()),
            Self::Confirm { fields, .. } => Some(fields.space.clone()),
            // Looking writes nothing.
            Self::Texts { .. } | Self::Delegations { .. } => None,
            Self::Choice { id, .. }
            | Self::Reason { id, .. }
            | Self::Object { id }
            | Self::Options { id }
            | Self::Delegate { id }
            | Self::TakeBack { id }
            | Self::Answer { id, .. }
            | Self::Withdraw { id }
            | Self::Statement { id }
            | Self::Open { id }
            | Self::End { id } => {
                let row = inside.deciding.rows.iter().find(|row| row.id == *id)?;
                Some(row.space.clone())
            }
        }
    }
}

impl Inside {
    /// The focused proposal.
    pub(crate) fn proposal(&self) -> Option<&ProposalRow> {
        self.deciding.rows.get(self.deciding.at)
    }

    /// What is known of it.
    pub(crate) fn proposal_detail(&self) -> Option<&ProposalDetail> {
        self.deciding.details.get(&self.proposal()?.id)
    }

    /// Something can be proposed in the focused space, else in the network's.
    pub(crate) fn why_not_propose(&self) -> Option<&'static str> {
        match self.space_to_propose() {
            None => Some("ui-why-no-space"),
            Some(_) => None,
        }
    }

    /// A proposal can come from what is open.
    pub(crate) fn why_not_propose_from(&self) -> Option<&'static str> {
        let nothing = self.opened().is_none().then_some("ui-why-no-holder");
        nothing.or_else(|| self.why_not_propose())
    }

    fn space_to_propose(&self) -> Option<String> {
        let focused = self.space().filter(|space| space.takes_words());
        let mut network = self.known.spaces.iter();
        let network = network.find(|space| space.kind == "network" && space.takes_words());
        focused.or(network).map(|space| space.id.clone())
    }

    /// My unit has a vote in the focused proposal.
    pub(crate) fn why_not_vote(&self) -> Option<&'static str> {
        match self.proposal() {
            None => Some("ui-why-no-proposal"),
            Some(row) if row.state == "consultation" => Some("ui-why-vote-not-open"),
            Some(row) if !row.is_open() => Some("ui-why-vote-closed"),
            Some(row) if row.mine.is_none() => Some("ui-why-no-vote"),
            Some(_) if self.proposal_detail().is_none() => Some("ui-why-proposal-loading"),
            Some(_) => None,
        }
    }

    /// I may end the vote on the focused proposal.
    pub(crate) fn why_not_end(&self) -> Option<&'static str> {
        match (self.proposal(), self.proposal_detail()) {
            (None, _) => Some("ui-why-no-proposal"),
            (Some(row), _) if row.state == "consultation" => Some("ui-why-vote-not-open"),
            (Some(row), _) if !row.is_open() => Some("ui-why-vote-closed"),
            (_, Some(detail)) if detail.may_close => None,
            _ => Some("ui-why-not-end"),
        }
    }

    /// I may open the vote on the focused proposal, which is out for consultation.
    pub(crate) fn why_not_open_vote(&self) -> Option<&'static str> {
        match (self.proposal(), self.proposal_detail()) {
            (None, _) => Some("ui-why-no-proposal"),
            (Some(row), _) if row.state != "consultation" => Some("ui-why-vote-opened"),
            (_, Some(detail)) if detail.may_close => None,
            _ => Some("ui-why-not-open"),
        }
    }
}

impl App {
    /// The question of an act about proposals.
    pub(super) fn decide_question(&self, inside: &Inside, act: Act) -> Option<Question> {
        let texts = &self.texts;
        match act {
            Act::Vote => Some(self.vote_question(inside.proposal_detail()?)),
            Act::Object => {
                let detail = inside.proposal_detail()?;
                let orgs = detail.count == "orgs";
                Some(self.reason_question(detail.id.clone(), "object", orgs))
            }
            Act::Texts => Some(self.texts_question(inside.proposal_detail()?)),
            Act::Withdraw => Some(self.withdraw_question(inside.proposal_detail()?)),
            Act::Delegate | Act::TakeBack | Act::Delegations => {
                self.delegating_question(inside, act)
            }
            Act::OpenVote => Some(self.open_question(inside.proposal_detail()?)),
            Act::EndVote => {
                let detail = inside.proposal_detail()?;
                Some(Question::choose(
                    texts.get("ui-end-vote"),
                    vec![
                        deciding::outcome(texts, detail),
                        texts.get("ui-end-vote-words"),
                    ],
                    vec![texts.get("ui-end-vote-no"), texts.get("ui-end-vote-yes")],
                    Ask::Decide(Decide::End {
                        id: detail.id.clone(),
                    }),
                ))
            }
            _ => None,
        }
    }

    fn vote_question(&self, detail: &ProposalDetail) -> Question {
        let texts = &self.texts;
        let unit = detail.my_unit.as_ref();
        let unit = unit.map_or_else(String::new, |unit| harmless(&unit.name));
        let of = detail.roll.size.to_string();
        let mine = texts.with("ui-vote-mine", &[("unit", &unit), ("of", &of)]);
        let words = vec![harmless(&detail.title), mine, texts.get("ui-vote-change")];
        let id = detail.id.clone();
        let choices: &[&str] = match detail.method.as_str() {
            "consent" => &["agree", "concern", "abstain", "object", "disagree"],
            "majority" | "two-thirds" | "sense" => &["yes", "no", "abstain"],
            _ => {
                let mut words = words;
                let options = (1..).zip(&detail.options);
                words.extend(options.map(|(n, option)| format!("{n}  {}", harmless(option))));
                return schema::form(
                    texts,
                    texts.get("ui-vote"),
                    words,
                    &ballot_fields(OPTION_FIELDS, detail.count == "orgs"),
                    &[("options", &detail.my_choices.join(" "))],
                    "ui-vote-cast",
                    Ask::Decide(Decide::Options { id }),
                );
            }
        };
        let choices: Vec<String> = choices.iter().map(|&choice| choice.to_owned()).collect();
        let mut shown = vec![texts.get("ui-vote-not")];
        let named = choices
            .iter()
            .map(|choice| deciding::choice(texts, detail, choice));
        shown.extend(named);
        let title = texts.get("ui-vote");
        Question::choose(
            title,
            words,
            shown,
            Ask::Decide(Decide::Choice { id, choices }),
        )
    }

    /// Gives this unit's vote to another.
    fn delegate(&mut self, id: &str, values: &[String]) -> Result<(), &'static str> {
        let to = Filled::check(DELEGATE, values)?.optional("who");
        let id = id.to_owned();
        self.vote_act("ui-done-delegated", ProposalRequest::Delegate { id, to });
        Ok(())
    }

    /// Goes on after an answer about proposals.
    pub(super) fn decide(
        &mut self,
        decide: &Decide,
        choice: usize,
        values: &[String],
    ) -> Result<(), &'static str> {
        match decide {
            Decide::Method { space } => {
                let at = choice.saturating_sub(1);
                if let Some(method) = METHODS.get(at).copied() {
                    self.ask_who_counts(space.clone(), method);
                }
            }
            Decide::Count { space, method } => {
                let count = if choice == 1 { "orgs" } else { "people" };
                self.ask_secrecy(space.clone(), method, count);
            }
            Decide::Secrecy {
                space,
                method,
                count,
            } => self.ask_proposal(space.clone(), method, count, choice == 2, &[]),
            Decide::Propose { .. } => return self.preview(decide, values),
            Decide::Confirm {
                fields,
                form,
                values,
            } => self.confirmed(fields, form, values, choice),
            Decide::Open { id } => return self.open_vote(id, values),
            Decide::Choice { id, choices } => {
                if let Some(said) = choices.get(choice.saturating_sub(1)) {
                    self.ask_reason(id, said);
                }
            }
            Decide::Reason { id, choice } => {
                let fields = ballot_fields(REASON, self.is_of_orgs(id));
                let filled = Filled::check(&fields, values)?;
                return self.cast(id, vec![choice.clone()], &filled);
            }
            Decide::Object { id } => {
                let fields = ballot_fields(OBJECTION, self.is_of_orgs(id));
                let filled = Filled::check(&fields, values)?;
                return self.cast(id, vec!["object".to_owned()], &filled);
            }
            Decide::Options { id } => {
                let fields = ballot_fields(OPTION_FIELDS, self.is_of_orgs(id));
                let filled = Filled::check(&fields, values)?;
                let typed = filled.text("options").split_whitespace();
                let choices = typed.map(ToOwned::to_owned).collect();
                return self.cast(id, choices, &filled);
            }
            Decide::Delegate { id } => return self.delegate(id, values),
            Decide::TakeBack { id } => self.take_back(id),
            Decide::Delegations { ids } => {
                if let Some(id) = ids.get(choice.saturating_sub(1)) {
                    self.open_proposal(id);
                }
            }
            Decide::End { id } => self.ask_statement(id.clone()),
            Decide::Statement { id } => {
                let statement = Filled::check(STATEMENT, values)?.optional("statement");
                let id = id.clone();
                self.vote_act("ui-done-ended", ProposalRequest::Close { id, statement });
            }
            Decide::Texts { id, texts } => {
                if let Some(text) = texts.get(choice.saturating_sub(1)) {
                    self.show_text(id, text);
                }
            }
            Decide::Answer { amendment, .. } => self.answer_amendment(amendment, choice == 1),
            Decide::Withdraw { id } => self.withdraw(id),
        }
        Ok(())
    }

    pub(super) fn vote_act(&mut self, done: &'static str, request: ProposalRequest) {
        self.call(Purpose::Done(done), Request::Proposal(request));
    }

    /// Whether organizations vote on a proposal.
    fn is_of_orgs(&mut self, id: &str) -> bool {
        let inside = self.inside();
        let detail = inside.and_then(|inside| inside.deciding.details.get(id));
        detail.is_some_and(|detail| detail.count == "orgs")
    }

    fn cast(
        &mut self,
        id: &str,
        choices: Vec<String>,
        filled: &Filled<'_>,
    ) -> Result<(), &'static str> {
        let basis = match filled.number("basis") {
            None => None,
            Some(number) => {
                let at = usize::try_from(number).ok().and_then(|n| n.checked_sub(1));
                let basis = at.and_then(|at| BASES.get(at));
                Some((*basis.ok_or("ui-fault-basis")?).to_owned())
            }
        };
        let request = ProposalRequest::Vote {
            id: id.to_owned(),
            choices,
            reason: filled.optional("reason"),
            harm: filled.optional("harm"),
            change: filled.optional("change"),
            basis,
        };
        self.vote_act("ui-done-voted", request);
        Ok(())
    }

    fn ask_who_counts(&mut self, space: String, method: &'static str) {
        let texts = &self.texts;
        let question = Question::choose(
            texts.get(&format!("ui-method-{method}")),
            vec![
                texts.get(&format!("rule-{method}")),
                texts.get("ui-propose-count"),
            ],
            vec![
                texts.get("ui-back"),
                texts.get("ui-count-orgs"),
                texts.get("ui-count-people"),
            ],
            Ask::Decide(Decide::Count { space, method }),
        );
        self.ask(question);
    }

    /// Whom one elects is nobody's business: there it is not asked.
    fn ask_secrecy(&mut self, space: String, method: &'static str, count: &'static str) {
        if method == "election" {
            self.ask_proposal(space, method, count, true, &[]);
            return;
        }
        let texts = &self.texts;
        let question = Question::choose(
            texts.get("ui-propose-secrecy"),
            vec![texts.get("secrecy-open"), texts.get("secrecy-secret")],
            vec![
                texts.get("ui-back"),
                texts.get("ui-secrecy-open"),
                texts.get("ui-secrecy-secret"),
            ],
            Ask::Decide(Decide::Secrecy {
                space,
                method,
                count,
            }),
        );
        self.ask(question);
    }

    /// Asks how it is decided, and then all else; what is open may be what it comes from.
    pub(super) fn begin_proposal(&mut self, from: bool) {
        let Some(inside) = self.inside() else {
            return;
        };
        let opened = inside.opened().filter(|_| from);
        // What comes of something is decided by those who read it, where they may.
        let there = opened.and_then(|opened| {
            let space = inside.space_by_id(opened.space)?;
            space.takes_words().then(|| opened.space.to_owned())
        });
        let Some(space) = there.or_else(|| inside.space_to_propose()) else {
            return;
        };
        let from = opened.map(|opened| (opened.id.to_owned(), opened.title.to_owned()));
        inside.deciding.from = from;
        let texts = &self.texts;
        let mut choices = vec![texts.get("ui-back")];
        choices.extend(METHODS.map(|method| texts.get(&format!("ui-method-{method}"))));
        let question = Question::choose(
            texts.get("ui-propose"),
            vec![texts.get("ui-propose-method")],
            choices,
            Ask::Decide(Decide::Method { space }),
        );
        self.ask(question);
    }

    fn ask_statement(&mut self, id: String) {
        let texts = &self.texts;
        let question = schema::form(
            texts,
            texts.get("ui-end-vote"),
            vec![texts.get("ui-statement-words")],
            STATEMENT,
            &[],
            "ui-end-vote-yes",
            Ask::Decide(Decide::Statement { id }),
        );
        self.ask(question);
    }

    fn ask_reason(&mut self, id: &str, said: &str) {
        let orgs = self.is_of_orgs(id);
        let question = self.reason_question(id.to_owned(), said, orgs);
        self.ask(question);
    }

    fn reason_question(&self, id: String, said: &str, orgs: bool) -> Question {
        let texts = &self.texts;
        let title = deciding::word(texts, "choice", said);
        let (words, specs, ask) = if said == "object" {
            ("ui-object-words", OBJECTION, Decide::Object { id })
        } else {
            // An objection without its two answers counts as disagreement.
            let choice = if said == "disagree" { "object" } else { said };
            let choice = choice.to_owned();
            (
                "ui-vote-reason-words",
                REASON,
                Decide::Reason { id, choice },
            )
        };
        let words = vec![texts.get(words)];
        schema::form(
            texts,
            title,
            words,
            &ballot_fields(specs, orgs),
            &[],
            "ui-vote-cast",
            Ask::Decide(ask),
        )
    }

    /// What the node told of proposals.
    pub(super) fn deciding_came(&mut self, reply: Reply) {
        let texts = &self.texts;
        let Stage::Inside(inside) = &mut self.stage else {
            return;
        };
        let deciding = &mut inside.deciding;
        match reply {
            Reply::Proposals(rows) => {
                let focused = deciding.rows.get(deciding.at).map(|row| row.id.clone());
                deciding.rows = rows;
                let ids = deciding.rows.iter().map(|row| &row.id);
                let at = place_in(ids, &mut inside.made, focused.as_ref());
                deciding.at = at.unwrap_or(0);
                let rows = &deciding.rows;
                deciding
                    .details
                    .retain(|id, _| rows.iter().any(|row| row.id == *id));
                self.read_proposal();
            }
            Reply::Proposal(mut detail) => {
                detail.rule = deciding::rule(texts, &detail);
                detail.secrecy = deciding::secrecy(texts, &detail);
                if let Some(preview) = &mut detail.preview {
                    preview.words = deciding::preview(texts, preview);
                }
                if let Some(composer) = &mut inside.composer {
                    composer.stand(&detail.id, &detail.text);
                }
                deciding.details.insert(detail.id.clone(), *detail);
            }
            _ => {}
        }
    }

    /// Asks for the focused proposal.
    pub(super) fn read_proposal(&mut self) {
        let id = self
            .inside()
            .and_then(|inside| inside.proposal().map(|row| row.id.clone()));
        if let Some(id) = id {
            self.read(Purpose::Proposal(id));
        }
    }

    /// Opens a proposal.
    pub(super) fn open_proposal(&mut self, id: &str) {
        if let Some(inside) = self.inside() {
            let at = inside.deciding.rows.iter().position(|row| row.id == id);
            inside.deciding.at = at.unwrap_or(inside.deciding.at);
            inside.deciding.line = 0;
        }
        self.go_section(Section::Proposals);
        if let Some(inside) = self.inside() {
            inside.pane = Pane::Detail;
        }
    }
}

const REASON: &[Spec] = &[spec("reason", "ui-vote-reason", Kind::Optional)];
const OBJECTION: &[Spec] = &[
    spec("harm", "ui-object-harm", Kind::Text),
    spec("change", "ui-object-change", Kind::Text),
];
const STATEMENT: &[Spec] = &[spec("statement", "ui-statement", Kind::Optional)];
const OPTION_FIELDS: &[Spec] = &[
    spec("options", "ui-vote-options", Kind::Text),
    spec("reason", "ui-vote-reason", Kind::Optional),
];
/// What a ballot rests on, by the numbers that the form shows.
const BASES: [&str; 5] = ["assembly", "board", "consultation", "mandate", "judgement"];

/// The fields of a ballot; an organization's may say what it rests on.
fn ballot_fields(fields: &[Spec], orgs: bool) -> Vec<Spec> {
    let basis = orgs.then(|| spec("basis", "ui-vote-basis", Kind::Number));
    fields.iter().copied().chain(basis).collect()
}
