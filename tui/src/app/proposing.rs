//! The form of a proposal, what its rule means in numbers, and whether it is proposed then.

use asamblea_node::api::{
    ProposalDetail, ProposalFields, ProposalPreview, ProposalRequest, Request,
};

use super::deciding::Decide;
use super::question::{Ask, Question};
use super::schema::{self, Filled, Kind, Spec, spec};
use super::{App, Purpose, Stage};
use crate::harmless::harmless;
use crate::view::deciding;

/// Days that a vote is open where nobody says otherwise.
const OPEN_DAYS: i64 = 7;
/// Delegations that one may carry.
const CARRIES: u32 = 2;

/// The guided questions, in order.
pub(crate) const GUIDED: [&str; 7] = [
    "ui-guide-problem",
    "ui-guide-proposal",
    "ui-guide-members",
    "ui-guide-who",
    "ui-guide-risks",
    "ui-guide-nothing",
    "ui-guide-review",
];
const GUIDED_NAMES: [&str; 7] = ["1", "2", "3", "4", "5", "6", "7"];

impl App {
    /// The form of a proposal; `values` were filled in before.
    pub(super) fn ask_proposal(
        &mut self,
        space: String,
        method: &'static str,
        count: &'static str,
        secret: bool,
        values: &[String],
    ) {
        let date = self.clock.day_in(OPEN_DAYS).to_string();
        let fields = proposal_fields(method);
        let mut given: Vec<(&str, &str)> = vec![("date", &date), ("hour", "18:00")];
        if !values.is_empty() {
            let before = fields.iter().zip(values);
            given = before
                .map(|(spec, value)| (spec.name, value.as_str()))
                .collect();
        }
        let mut words = vec![self.texts.get("ui-propose-words")];
        words.extend(secret.then(|| self.texts.get("secrecy-secret")));
        if let Stage::Inside(inside) = &self.stage
            && let Some((_, title)) = &inside.deciding.from
        {
            let from = self.texts.get("chain-came-from");
            words.push(format!("{from} {}", harmless(title)));
        }
        let question = schema::form(
            &self.texts,
            self.texts.get("ui-propose"),
            words,
            &fields,
            &given,
            "ui-propose-next",
            Ask::Decide(Decide::Propose {
                space,
                method,
                count,
                secret,
            }),
        );
        self.ask(question);
    }

    /// Asks the node what the rule means for those who vote today, before it is proposed.
    pub(super) fn preview(
        &mut self,
        asked: &Decide,
        values: &[String],
    ) -> Result<(), &'static str> {
        let Decide::Propose {
            space,
            method,
            count,
            secret,
        } = asked
        else {
            return Ok(());
        };
        let specs = proposal_fields(method);
        let filled = Filled::check(&specs, values)?;
        let moment = |date: &str| filled.moment(date, "hour", &self.clock.zone);
        let closes_ms = moment("date").ok_or("ui-fault-date")?;
        let second_ms = moment("second");
        if second_ms.is_some_and(|second| second <= closes_ms) {
            return Err("ui-fault-second");
        }
        let mut text = Vec::new();
        for (name, question) in GUIDED_NAMES.iter().zip(GUIDED) {
            if let Some(answer) = filled.optional(name) {
                text.push(format!("{name}. {}\n{answer}", self.texts.get(question)));
            }
        }
        let from = self
            .inside()
            .and_then(|inside| inside.deciding.from.clone());
        let fields = ProposalFields {
            space: space.clone(),
            title: filled.text("title").to_owned(),
            text: text.join("\n\n"),
            method: (*method).to_owned(),
            count: (*count).to_owned(),
            quorum: filled.number("quorum"),
            closes_ms,
            second_ms,
            second_quorum: filled.number("second_quorum"),
            options: filled.list("options"),
            secret: *secret,
            carries: CARRIES,
            from: from.map(|(id, _)| id),
            consult: false,
        };
        if fields.is_blank() {
            return Err("ui-fault-proposal");
        }
        let fields = Box::new(fields);
        let request = ProposalRequest::Preview {
            fields: fields.clone(),
        };
        let purpose = Purpose::Preview(Box::new(Decide::Confirm {
            fields,
            form: Box::new(asked.clone()),
            values: values.to_vec(),
        }));
        self.call(purpose, Request::Proposal(request));
        Ok(())
    }

    /// What the rule means has come: it is read, then it is proposed or not.
    pub(super) fn ask_confirm(&mut self, confirm: Decide, preview: &ProposalPreview) {
        let texts = &self.texts;
        let question = Question::choose(
            texts.get("label-preview"),
            vec![
                deciding::preview(texts, preview),
                texts.get("ui-propose-consult-words"),
            ],
            vec![
                texts.get("ui-back"),
                texts.get("ui-propose-yes"),
                texts.get("ui-propose-consult"),
            ],
            Ask::Decide(confirm),
        );
        self.ask(question);
    }

    /// When the vote closes that begins now, with what the rule means for those who vote today.
    pub(super) fn open_question(&self, detail: &ProposalDetail) -> Question {
        let texts = &self.texts;
        let date = self.clock.day_in(OPEN_DAYS).to_string();
        let preview = detail.preview.as_ref();
        let mut words = vec![texts.get("ui-open-vote-words")];
        words.extend(preview.map(|preview| deciding::preview(texts, preview)));
        schema::form(
            texts,
            texts.get("ui-open-vote"),
            words,
            OPENING,
            &[("date", &date), ("hour", "18:00")],
            "ui-open-vote",
            Ask::Decide(Decide::Open {
                id: detail.id.clone(),
            }),
        )
    }

    pub(super) fn open_vote(&mut self, id: &str, values: &[String]) -> Result<(), &'static str> {
        let filled = Filled::check(OPENING, values)?;
        let closes = filled.moment("date", "hour", &self.clock.zone);
        let request = ProposalRequest::Open {
            id: id.to_owned(),
            closes_ms: Some(closes.ok_or("ui-fault-date")?),
        };
        self.vote_act("ui-done-opened", request);
        Ok(())
    }

    /// It is proposed, or the form comes back as it was filled in.
    pub(super) fn confirmed(
        &mut self,
        fields: &ProposalFields,
        form: &Decide,
        values: &[String],
        choice: usize,
    ) {
        if choice > 0 {
            let consult = choice == 2;
            let fields = Box::new(ProposalFields {
                consult,
                ..fields.clone()
            });
            let done = match consult {
                true => "ui-done-consulted",
                false => "ui-done-proposed",
            };
            self.vote_act(done, ProposalRequest::New { fields });
        } else if let Decide::Propose {
            space,
            method,
            count,
            secret,
        } = form
        {
            self.ask_proposal(space.clone(), method, count, *secret, values);
        }
    }
}

const OPENING: &[Spec] = &[
    spec("date", "ui-propose-date", Kind::Date),
    spec("hour", "ui-propose-hour", Kind::HourOrNone),
];

/// The fields of a proposal by a method.
fn proposal_fields(method: &str) -> Vec<Spec> {
    let mut fields = vec![spec("title", "ui-title", Kind::Text)];
    let guided = GUIDED_NAMES.iter().zip(GUIDED);
    fields.extend(guided.map(|(name, label)| spec(name, label, Kind::Optional)));
    if matches!(method, "approval" | "dots" | "date" | "election") {
        fields.push(spec("options", "ui-propose-options", Kind::List));
    }
    fields.extend([
        spec("quorum", "ui-propose-quorum", Kind::Number),
        spec("date", "ui-propose-date", Kind::Date),
        spec("hour", "ui-propose-hour", Kind::HourOrNone),
        spec("second", "ui-propose-second", Kind::DateOrNone),
        spec("second_quorum", "ui-propose-second-quorum", Kind::Number),
    ]);
    fields
}
