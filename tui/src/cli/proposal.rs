//! `proposal`: proposals and votes.

use std::path::PathBuf;

use asamblea_node::api::{
    BallotRow, ErrorKind, OrgName, ProposalDetail, ProposalFields, ProposalPreview, ProposalRecord,
    ProposalRequest, ProposalRow, Reply, Request,
};

use super::assessment::deadline;
use super::failure::Failure;
use super::output::harmless_json;
use super::session::Session;
use super::words::{self, Words, short};
use super::{exported, input};
use crate::export::{self, paper::Format};
use crate::lang::Texts;
use crate::view::deciding;

/// How many delegations one unit may carry where nobody says otherwise: with more, few decide.
pub(super) const CARRIES: u32 = 2;

/// Verbs of `proposal`.
#[derive(Debug, clap::Subcommand)]
pub(super) enum Verb {
    #[command(alias = "nueva")]
    New(Box<New>),
    #[command(alias = "abrir")]
    Open {
        id: String,
        #[arg(long, value_name = "TIME")]
        closes: Option<String>,
    },
    #[command(alias = "votar")]
    Vote {
        id: String,
        #[arg(required = true)]
        choice: Vec<String>,
        #[arg(long)]
        reason: Option<String>,
        #[arg(long, value_parser = ["assembly", "board", "consultation", "mandate", "judgement"])]
        basis: Option<String>,
        #[arg(long)]
        as_org: bool,
    },
    #[command(alias = "delegar")]
    Delegate {
        id: String,
        #[arg(required_unless_present = "revoke")]
        who: Option<String>,
        #[arg(long, conflicts_with = "who")]
        revoke: bool,
    },
    #[command(alias = "enmendar")]
    Amend {
        id: String,
        #[arg(long)]
        body: Option<String>,
        #[arg(long, value_name = "FILE", conflicts_with = "body")]
        from: Option<PathBuf>,
        #[arg(long)]
        reason: Option<String>,
    },
    #[command(alias = "enmienda")]
    Amendment {
        #[command(subcommand)]
        verb: AmendmentVerb,
    },
    #[command(alias = "objetar")]
    Object {
        id: String,
        #[arg(long)]
        harm: String,
        #[arg(long)]
        change: String,
    },
    #[command(alias = "retirar")]
    Withdraw {
        id: String,
        #[arg(long)]
        reason: Option<String>,
    },
    #[command(alias = "cerrar")]
    Close {
        id: String,
        #[arg(long)]
        statement: Option<String>,
    },
    #[command(alias = "ver")]
    Show { id: String },
    #[command(alias = "lista")]
    List {
        #[arg(long)]
        space: Option<String>,
        #[arg(long)]
        delegated: bool,
    },
    #[command(alias = "exportar")]
    Export {
        id: String,
        #[arg(long, default_value = "md", value_parser = ["md", "html", "csv", "json"])]
        format: String,
    },
}

/// Verbs of `proposal amendment`.
#[derive(Debug, clap::Subcommand)]
pub(super) enum AmendmentVerb {
    #[command(alias = "aceptar")]
    Accept { id: String },
    #[command(alias = "rechazar")]
    Reject { id: String },
}

/// A proposal as it is typed.
#[derive(Debug, clap::Args)]
pub(super) struct New {
    #[arg(long)]
    space: String,
    #[arg(long)]
    title: String,
    #[arg(long)]
    body: Option<String>,
    #[arg(long, value_parser = ["consent", "majority", "two-thirds", "sense", "approval", "dots",
        "date", "election"])]
    method: String,
    #[arg(long, value_parser = ["orgs", "people"])]
    count: String,
    #[arg(long, value_name = "N")]
    quorum: Option<u32>,
    #[arg(long, value_name = "TIME")]
    closes: String,
    #[arg(long, value_name = "TIME")]
    second_call: Option<String>,
    #[arg(long, value_name = "N", requires = "second_call")]
    second_quorum: Option<u32>,
    #[arg(long, value_name = "O")]
    option: Vec<String>,
    #[arg(long)]
    secret: bool,
    #[arg(long, value_name = "N", default_value_t = CARRIES)]
    carries: u32,
    #[arg(long, value_name = "ID")]
    from: Option<String>,
    #[arg(long)]
    consult: bool,
    #[arg(long)]
    preview: bool,
}

impl New {
    fn fields(self, texts: &Texts) -> Result<ProposalFields, Failure> {
        let (text, may_lack) = match self.body {
            Some(body) => (Some(input::body(Some(body), texts)?), false),
            // Scripts may leave it out; a person at the keyboard forgot it.
            None => {
                let piped = input::piped()?;
                let is_script = piped.is_some();
                (piped, is_script)
            }
        };
        let fields = ProposalFields {
            space: self.space,
            title: self.title,
            text: text.unwrap_or_default(),
            method: self.method,
            count: self.count,
            quorum: self.quorum,
            closes_ms: deadline(&self.closes)?,
            second_ms: self.second_call.as_deref().map(deadline).transpose()?,
            second_quorum: self.second_quorum,
            options: self.option,
            secret: self.secret,
            carries: self.carries,
            from: self.from,
            consult: self.consult,
        };
        if fields.is_blank() && !may_lack && !self.preview {
            return Err(Failure::said(ErrorKind::Usage, "error-proposal-text"));
        }
        Ok(fields)
    }
}

/// To propose something, or to see first what its rule means.
fn proposed(new: Box<New>, texts: &Texts) -> Result<ProposalRequest, Failure> {
    let preview = new.preview;
    let fields = Box::new(new.fields(texts)?);
    Ok(match preview {
        true => ProposalRequest::Preview { fields },
        false => ProposalRequest::New { fields },
    })
}

/// Does what the verb says.
pub(super) async fn run(verb: Verb, session: &mut Session) -> Result<(), Failure> {
    let request = match verb {
        Verb::New(new) => proposed(new, &session.texts)?,
        Verb::Open { id, closes } => ProposalRequest::Open {
            id,
            closes_ms: closes.as_deref().map(deadline).transpose()?,
        },
        Verb::Vote {
            id,
            choice,
            reason,
            basis,
            as_org,
        } => {
            if as_org {
                need_org_ballots(&id, session).await?;
            }
            ProposalRequest::Vote {
                id,
                choices: choice,
                reason,
                harm: None,
                change: None,
                basis,
            }
        }
        Verb::Object { id, harm, change } => ProposalRequest::Vote {
            id,
            choices: vec!["object".to_owned()],
            reason: None,
            harm: Some(harm),
            change: Some(change),
            basis: None,
        },
        Verb::Delegate { id, who, revoke: _ } => ProposalRequest::Delegate { id, to: who },
        Verb::Amend {
            id,
            body,
            from,
            reason,
        } => {
            let text = match from {
                Some(from) => input::file(&from)?,
                None => input::body(body, &session.texts)?,
            };
            ProposalRequest::Amend { id, text, reason }
        }
        Verb::Amendment { verb } => {
            let (id, accept) = match verb {
                AmendmentVerb::Accept { id } => (id, true),
                AmendmentVerb::Reject { id } => (id, false),
            };
            ProposalRequest::Answer { id, accept }
        }
        Verb::Withdraw { id, reason } => ProposalRequest::Withdraw { id, reason },
        Verb::Close { id, statement } => ProposalRequest::Close { id, statement },
        Verb::Show { id } => ProposalRequest::Show { id },
        Verb::List {
            space,
            delegated: true,
        } => return delegated(space, session).await,
        Verb::List { space, .. } => ProposalRequest::List { space },
        Verb::Export { id, format } => return export(id, &format, session).await,
    };
    session.show(Request::Proposal(request)).await
}

/// Proposals in which my unit gave its vote to another, or carries another's.
async fn delegated(space: Option<String>, session: &mut Session) -> Result<(), Failure> {
    let list = Request::Proposal(ProposalRequest::List { space });
    let Reply::Proposals(mut rows) = session.ask(list).await? else {
        return Err(Failure::internal("reply"));
    };
    rows.retain(|row| !row.delegations.is_empty());
    session.print(&Reply::Proposals(rows))
}

/// What is counted says whose ballot it is: nothing may be cast both ways. Where persons vote, an
/// organization's ballot would count for a person.
async fn need_org_ballots(id: &str, session: &mut Session) -> Result<(), Failure> {
    let show = Request::Proposal(ProposalRequest::Show { id: id.to_owned() });
    let Reply::Proposal(detail) = session.ask(show).await? else {
        return Err(Failure::internal("reply"));
    };
    match detail.count.as_str() {
        "orgs" => Ok(()),
        _ => Err(Failure::said(ErrorKind::NotPermitted, "error-vote-as-org")),
    }
}

async fn export(id: String, format: &str, session: &mut Session) -> Result<(), Failure> {
    let request = Request::Proposal(ProposalRequest::Record { id });
    let Reply::ProposalRecord(mut record) = session.ask(request).await? else {
        return Err(Failure::internal("record"));
    };
    speak(&mut record.shown, &session.texts);
    let text = exported_as(format, &record, &session.texts)?;
    exported::print(format, &text, session)
}

/// A proposal as a file of a form. `json` is what its votes can be counted from anew.
pub(super) fn exported_as(
    format: &str,
    record: &ProposalRecord,
    texts: &Texts,
) -> Result<String, Failure> {
    let page = match format {
        "html" => Format::Html,
        "csv" => Format::Csv,
        "json" => {
            let value = serde_json::to_value(record).map_err(|_| Failure::internal("json"))?;
            let text = serde_json::to_string_pretty(&harmless_json(value));
            return text
                .map(|text| format!("{text}\n"))
                .map_err(|_| Failure::internal("json"));
        }
        _ => Format::Md,
    };
    Ok(export::proposal::paper(&record.shown, texts).write(page, texts))
}

/// Gives what the node answered the words that belong to it.
pub(super) fn speak(detail: &mut ProposalDetail, texts: &Texts) {
    detail.rule = deciding::rule(texts, detail);
    detail.secrecy = deciding::secrecy(texts, detail);
    if let Some(preview) = &mut detail.preview {
        preview.words = deciding::preview(texts, preview);
    }
}

/// An answer with the words of the language in it.
pub(super) fn spoken(reply: &Reply, texts: &Texts) -> Option<Reply> {
    match reply {
        Reply::Proposal(detail) => {
            let mut detail = detail.clone();
            speak(&mut detail, texts);
            Some(Reply::Proposal(detail))
        }
        Reply::ProposalPreview(preview) => {
            let mut preview = preview.clone();
            preview.words = deciding::preview(texts, &preview);
            Some(Reply::ProposalPreview(preview))
        }
        _ => None,
    }
}

/// What a rule would mean.
pub(super) fn words_of_preview(
    preview: &ProposalPreview,
    words: &mut Words<'_>,
) -> Result<(), Failure> {
    words.field("label-preview", &preview.words)?;
    words.sentence("preview-nothing-yet")
}

fn names(units: &[OrgName]) -> String {
    let names: Vec<&str> = units.iter().map(|unit| unit.name.as_str()).collect();
    names.join(", ")
}

/// One line each.
pub(super) fn words_of_list(rows: &[ProposalRow], words: &mut Words<'_>) -> Result<(), Failure> {
    if rows.is_empty() {
        return words.sentence("proposal-none");
    }
    for row in rows {
        let (voted, of) = (row.voted.to_string(), row.of.to_string());
        let outcome = row.outcome.as_deref();
        let parts = [
            short(&row.id).to_owned(),
            row.title.clone(),
            words.code("proposal-state", &row.state),
            outcome.map_or_else(String::new, |code| words.code("proposal-outcome", code)),
            // Before the vote opens there is no roll.
            match row.of {
                0 => String::new(),
                _ => words.with("proposal-voted", &[("voted", &voted), ("of", &of)]),
            },
            words.spoken(deciding::mine, row),
            words.until(&row.closes),
        ];
        words.row(&parts)?;
        for one in &row.delegations {
            let line = words.spoken(deciding::delegation, one);
            words.block(&line)?;
        }
    }
    Ok(())
}

/// A proposal, its rule and how it stands.
pub(super) fn words(detail: &ProposalDetail, words: &mut Words<'_>) -> Result<(), Failure> {
    let state = words.code("proposal-state", &detail.state);
    words.row(&[detail.title.clone(), short(&detail.id).to_owned(), state])?;
    words.field("label-author", &words::author(&detail.author))?;
    let closes = words.until(&detail.closes);
    words.field("label-closes", &closes)?;
    let second = detail.second_call.as_deref().map(|at| words.until(at));
    words.field_if("label-second-call", second.as_deref())?;
    words.block(&detail.text)?;
    words.gap()?;
    words.field("label-rule", &detail.rule)?;
    let preview = detail
        .preview
        .as_ref()
        .map(|preview| preview.words.as_str());
    words.field_if("label-preview", preview)?;
    words.field("label-secrecy", &detail.secrecy)?;
    let origin = words.spoken(deciding::origin, detail);
    words.field_if("label-from", origin.as_deref())?;
    let roll = words.spoken(deciding::roll, detail);
    words.field("label-roll", &roll)?;
    words.gap()?;
    for (choice, count) in deciding::counts(detail) {
        let choice = words.choice(detail, &choice);
        words.row(&[choice, count.to_string()])?;
    }
    if let Some(voted) = words.spoken(deciding::voted, detail) {
        words.text(&voted)?;
    }
    let outcome = words.spoken(deciding::outcome, detail);
    words.text(&outcome)?;
    if !detail.missing.is_empty() {
        words.field("label-missing", &names(&detail.missing))?;
    }
    for row in &detail.ballots {
        ballot(detail, row, words)?;
    }
    for closing in &detail.closings {
        words.field_if("label-statement", closing.statement.as_deref())?;
    }
    let minority = words.spoken(deciding::minority, detail);
    if !minority.is_empty() {
        words.sentence("label-minority")?;
    }
    for line in minority {
        words.block(&line)?;
    }
    for caution in words.spoken(deciding::cautions, detail) {
        words.text(&caution)?;
    }
    for amendment in detail.versions.iter().filter(|row| row.number.is_none()) {
        let state = words.code("amendment", &amendment.state);
        words.row(&[state, short(&amendment.id).to_owned()])?;
        words.block(&amendment.text)?;
    }
    Ok(())
}

fn ballot(detail: &ProposalDetail, row: &BallotRow, words: &mut Words<'_>) -> Result<(), Failure> {
    let choices: Vec<String> = row
        .choices
        .iter()
        .map(|choice| words.choice(detail, choice))
        .collect();
    let to = row.to.as_ref().map(|to| to.name.clone());
    let parts = [
        row.unit.name.clone(),
        choices.join(", "),
        to.map_or_else(String::new, |to| format!("→ {to}")),
        words.code("ballot", &row.state),
        row.reason.clone().unwrap_or_default(),
    ];
    words.row(&parts)?;
    let basis = row.basis.as_ref().map(|basis| words.code("basis", basis));
    words.field_if("label-basis", basis.as_deref())?;
    words.field_if("label-harm", row.harm.as_deref())?;
    words.field_if("label-change", row.change.as_deref())
}
