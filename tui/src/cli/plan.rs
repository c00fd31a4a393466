//! `plan`: what an organization does about what it found, signed and followed.

use asamblea_node::api::{
    ActivityFields, ActivityRow, ErrorKind, NeedRow, PlanDetail, PlanRequest, PlanRow, PlanSigned,
    Reply, Request,
};

use super::assessment::moment;
use super::exported;
use super::failure::Failure;
use super::session::Session;
use super::when::Zone;
use super::words::{self, Words, short};
use crate::due;
use crate::export::date;
use crate::export::paper::Format as Page;
use crate::export::plan;
use crate::view::assessing::need_lines;

/// What a plan is written as.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub(super) enum Format {
    /// Markdown.
    Md,
    /// One page.
    Html,
    /// Activities alone.
    Csv,
    /// Due dates and dates of follow-up.
    Ics,
}

/// Verbs of `plan`.
#[derive(Debug, clap::Subcommand)]
pub(super) enum Verb {
    #[command(alias = "lista")]
    List {
        #[arg(long)]
        space: Option<String>,
        #[arg(long, value_name = "S")]
        subregion: Option<String>,
    },
    #[command(alias = "ver")]
    Show { id: String },
    #[command(alias = "agregar")]
    Add {
        id: String,
        #[arg(long)]
        objective: String,
        #[arg(long)]
        activity: String,
        #[arg(long)]
        who: String,
        #[arg(long, value_name = "DATE")]
        due: String,
        #[command(flatten)]
        more: More,
    },
    #[command(alias = "cambiar")]
    Change {
        activity_id: String,
        #[arg(long)]
        objective: Option<String>,
        #[arg(long)]
        activity: Option<String>,
        #[arg(long)]
        who: Option<String>,
        #[arg(long, value_name = "DATE")]
        due: Option<String>,
        #[command(flatten)]
        more: More,
    },
    #[command(alias = "cancelar")]
    Cancel { activity_id: String },
    #[command(alias = "avance")]
    Progress {
        activity_id: String,
        #[arg(long, value_parser = clap::value_parser!(u8).range(0..=100))]
        percent: u8,
        #[arg(long)]
        note: Option<String>,
    },
    #[command(alias = "firmar")]
    Sign { id: String },
    #[command(alias = "necesidades")]
    Needs,
    #[command(alias = "exportar")]
    Export {
        id: String,
        #[arg(long, value_enum)]
        format: Format,
    },
}

/// What an activity may carry beside what it needs.
#[derive(Debug, clap::Args)]
pub(super) struct More {
    #[arg(long, value_name = "ORG")]
    support: Option<String>,
    #[arg(long, value_name = "N")]
    budget: Option<u64>,
    #[arg(long)]
    indicator: Option<String>,
    #[arg(long, value_name = "CODE")]
    area: Option<String>,
}

/// The last day that was typed: a date, a time of which the date counts, or a wait.
fn due_day(text: &str) -> Result<u64, Failure> {
    let day = due::day_of(text, moment(text)?, &Zone::here().rules);
    day.ok_or_else(|| Failure::about(ErrorKind::Usage, "error-time", text))
}

fn fields(
    [objective, activity, who]: [Option<String>; 3],
    due: Option<&str>,
    more: More,
) -> Result<ActivityFields, Failure> {
    Ok(ActivityFields {
        objective,
        activity,
        who,
        due_day: due.map(due_day).transpose()?,
        support: more.support,
        budget: more.budget,
        indicator: more.indicator,
        area: more.area,
    })
}

/// Does what the verb says.
pub(super) async fn run(verb: Verb, session: &mut Session) -> Result<(), Failure> {
    let request = match verb {
        Verb::List { space, subregion } => return list(space, subregion.as_deref(), session).await,
        Verb::Show { id } => PlanRequest::Show { id },
        Verb::Add {
            id,
            objective,
            activity,
            who,
            due,
            more,
        } => PlanRequest::Add {
            id,
            fields: fields([objective, activity, who].map(Some), Some(&due), more)?,
        },
        Verb::Change {
            activity_id,
            objective,
            activity,
            who,
            due,
            more,
        } => PlanRequest::Change {
            id: activity_id,
            fields: fields([objective, activity, who], due.as_deref(), more)?,
        },
        Verb::Cancel { activity_id } => PlanRequest::Cancel { id: activity_id },
        Verb::Progress {
            activity_id,
            percent,
            note,
        } => PlanRequest::Progress {
            id: activity_id,
            percent,
            note,
        },
        Verb::Sign { id } => PlanRequest::Sign { id },
        Verb::Needs => PlanRequest::Needs {
            lang: session.texts.language().tag().to_owned(),
        },
        Verb::Export { id, format } => return export(id, format, session).await,
    };
    session.show(Request::Plan(request)).await
}

/// Whether somebody names a sub-region so.
pub(super) fn is_in(subregion: &str, wanted: &str) -> bool {
    subregion.to_lowercase() == wanted.to_lowercase()
}

/// Every plan, or those of one space, or of one sub-region: its name or the code of a country.
async fn list(
    space: Option<String>,
    subregion: Option<&str>,
    session: &mut Session,
) -> Result<(), Failure> {
    let list = Request::Plan(PlanRequest::List { space });
    let Reply::Plans(mut rows) = session.ask_whole(list).await? else {
        return Err(Failure::internal("reply"));
    };
    if let Some(wanted) = subregion {
        rows.retain(|row| is_in(&row.subregion, wanted));
    }
    session.print(&Reply::Plans(rows))
}

async fn export(id: String, format: Format, session: &mut Session) -> Result<(), Failure> {
    let show = Request::Plan(PlanRequest::Show { id });
    let Reply::Plan(plan) = session.ask(show).await? else {
        return Err(Failure::internal("reply"));
    };
    let texts = &session.texts;
    let paper = |format: Page| plan::paper(&plan, texts).write(format, texts);
    let (label, text) = match format {
        Format::Md => ("md", paper(Page::Md)),
        Format::Html => ("html", paper(Page::Html)),
        Format::Csv => ("csv", paper(Page::Csv)),
        Format::Ics => ("ics", plan::calendar(&plan, texts)),
    };
    exported::print(label, &text, session)
}

/// One line each.
pub(super) fn words_of_list(rows: &[PlanRow], words: &mut Words<'_>) -> Result<(), Failure> {
    if rows.is_empty() {
        return words.sentence("plan-none");
    }
    for row in rows {
        let numbers = [
            ("n", &*row.done.to_string()),
            ("of", &*row.activities.to_string()),
        ];
        let late = match row.late {
            0 => String::new(),
            n => words.count("plan-late", n),
        };
        let parts = [
            short(&row.id).to_owned(),
            row.org_name.clone(),
            row.title.clone(),
            words.with("plan-done", &numbers),
            late,
            signatures(&row.signed, words),
            words.mark(row.stale, "plan-stale-short"),
            dated("label-next-due", row.next_due.as_deref(), words),
            dated("label-next-review", row.next_review.as_deref(), words),
        ];
        words.row(&parts)?;
    }
    Ok(())
}

/// A label and a day; nothing where there is none.
fn dated(label: &str, at: Option<&str>, words: &Words<'_>) -> String {
    at.map_or_else(String::new, |at| {
        format!("{}: {}", words.get(label), date(at))
    })
}

fn signatures(signed: &[String], words: &Words<'_>) -> String {
    let signers = signed.iter().map(|one| words.code("plan-signer", one));
    let signers: Vec<String> = signers.collect();
    if signers.is_empty() {
        words.get("plan-unsigned")
    } else {
        let label = words.get("label-signed-by");
        format!("{label}: {}", signers.join(", "))
    }
}

/// A plan with its activities.
pub(super) fn words_of(plan: &PlanDetail, words: &mut Words<'_>) -> Result<(), Failure> {
    let title = [
        plan.title.clone(),
        short(&plan.id).to_owned(),
        plan.org_name.clone(),
    ];
    words.row(&title)?;
    for one in &plan.signed {
        let at = words.time(&one.at);
        let parts = [
            words.code("plan-signer", &one.signer),
            words::author(&one.author),
            at,
        ];
        words.row(&parts)?;
    }
    if let Some(adopted) = &plan.adopted {
        let says = words.with("plan-adopted", &[("title", &adopted.title)]);
        words.row(&[says])?;
    }
    if plan.version.is_empty() {
        words.sentence("plan-split")?;
    } else if plan.network {
        // Its vote says the rest.
    } else if plan.signed.len() < 2 {
        let asks = if plan.signed_before {
            "plan-asks-again"
        } else {
            "plan-asks"
        };
        words.sentence(asks)?;
    }
    if let Some(shared) = &plan.stale {
        let at = words.time(&shared.at);
        let version = short(&shared.version);
        let key = match plan.network {
            true => "plan-stale-network",
            false => "plan-stale",
        };
        words.sentence_with(key, &[("version", version), ("at", &at)])?;
    }
    for row in &plan.activities {
        words.gap()?;
        activity(row, words)?;
    }
    for one in &plan.reviews {
        let days = one.days.to_string();
        let what = words.with("plan-review", &[("days", &days)]);
        words.row(&[what, date(&one.at)])?;
    }
    Ok(())
}

fn activity(row: &ActivityRow, words: &mut Words<'_>) -> Result<(), Failure> {
    let parts = [
        short(&row.id).to_owned(),
        row.area.clone().unwrap_or_default(),
        row.activity.clone(),
        row.who.clone(),
        row.due.as_deref().map(date).unwrap_or_default(),
        format!("{} %", row.percent),
        words.code("plan-state", &row.state),
        words.mark(row.split, "plan-two-values"),
    ];
    words.row(&parts)?;
    words.block(&row.objective)?;
    for (key, text) in [
        ("head-support", row.support.clone()),
        ("head-budget", row.budget.map(|n| n.to_string())),
        ("head-indicator", row.indicator.clone()),
        ("head-note", row.note.clone()),
    ] {
        if let Some(text) = text {
            let label = words.get(key);
            words.block(&format!("{label}: {text}"))?;
        }
    }
    Ok(())
}

/// What was signed.
pub(super) fn words_of_signing(signed: &PlanSigned, words: &mut Words<'_>) -> Result<(), Failure> {
    if signed.signed_as.is_empty() {
        return words.sentence("plan-signed-already");
    }
    let signers = signatures(&signed.signed_as, words);
    let parts = [
        words.get("plan-signed"),
        signers,
        short(&signed.version).to_owned(),
    ];
    words.row(&parts)
}

/// Who needs and who may offer.
pub(super) fn words_of_needs(rows: &[NeedRow], words: &mut Words<'_>) -> Result<(), Failure> {
    if rows.is_empty() {
        return words.sentence("plan-no-needs");
    }
    for row in rows {
        let title = [
            row.area.clone(),
            row.area_title.clone(),
            row.subregion.clone(),
        ];
        words.row(&title)?;
        for line in words.spoken(need_lines, row) {
            words.block(&line)?;
        }
    }
    Ok(())
}
