//! `assessment`: from a round over organizations to what each shares.

mod show;

use std::path::{Path, PathBuf};

use asamblea_node::api::{AssessmentRequest, ErrorKind, InstrumentData, Reply, Request};
use serde_json::json;

pub(super) use show::{words, words_of_compare, words_of_list, words_of_pool, words_of_sharing};

use super::failure::Failure;
use super::output::say;
use super::session::Session;
use super::when;
use super::words::Words;
use super::{exported, input, plan};
use crate::due;
use crate::export::{self, paper::Format};
use crate::instrument;

/// Verbs of `assessment`.
#[derive(Debug, clap::Subcommand)]
pub(super) enum Verb {
    #[command(alias = "instrumentos")]
    Instruments {
        #[arg(long, value_name = "FILE")]
        check: Option<PathBuf>,
        #[arg(long, value_name = "CODE", conflicts_with = "check")]
        print: Option<String>,
    },
    #[command(alias = "convocar")]
    Start {
        #[arg(long)]
        space: String,
        #[arg(long, value_name = "CODE|FILE")]
        instrument: String,
        #[arg(long)]
        title: String,
        #[arg(long, value_name = "TIME")]
        closes: String,
    },
    #[command(alias = "puntuar")]
    Score {
        id: String,
        #[arg(long)]
        item: String,
        #[arg(long, value_name = "1|2|3|4|NS|NA",
            value_parser = ["1", "2", "3", "4", "NS", "NA"], ignore_case = true)]
        score: String,
        #[arg(long)]
        note: Option<String>,
    },
    #[command(aliases = ["reunir", "puesta-en-comun"])]
    Pool { id: String },
    #[command(alias = "acordar")]
    Agree {
        id: String,
        #[arg(long)]
        item: String,
        #[arg(long, value_name = "1|2|3|4|NS|NA",
            value_parser = ["1", "2", "3", "4", "NS", "NA"], ignore_case = true)]
        score: String,
        #[arg(long)]
        why: String,
        #[arg(long)]
        evidence: Option<String>,
        #[arg(long)]
        dissent: Option<String>,
    },
    #[command(alias = "prioridad")]
    Priority {
        id: String,
        #[arg(long)]
        item: String,
        #[arg(long, value_name = "1-3", value_parser = clap::value_parser!(u8).range(1..=3))]
        urgency: u8,
        #[arg(long, value_name = "1-3", value_parser = clap::value_parser!(u8).range(1..=3))]
        importance: u8,
        #[arg(long, value_name = "1-3", value_parser = clap::value_parser!(u8).range(1..=3))]
        feasibility: u8,
    },
    #[command(alias = "aprobar")]
    Approve { id: String },
    #[command(alias = "compartir")]
    Share {
        id: String,
        #[arg(long, value_parser = ["full", "areas", "plan"])]
        level: String,
    },
    #[command(alias = "comparar")]
    Compare {
        id: String,
        #[arg(long, value_name = "S")]
        subregion: Option<String>,
    },
    #[command(alias = "planear")]
    Plan {
        id: String,
        #[arg(long)]
        network: bool,
    },
    #[command(alias = "lista")]
    List {
        #[arg(long)]
        space: Option<String>,
    },
    #[command(alias = "ver")]
    Show { id: String },
    #[command(alias = "exportar")]
    Export {
        id: String,
        #[arg(long, value_enum)]
        format: Format,
    },
}

/// Does what the verb says.
pub(super) async fn run(verb: Verb, session: &mut Session) -> Result<(), Failure> {
    let lang = session.texts.language().tag().to_owned();
    let request = match verb {
        Verb::Instruments { check, print } => {
            return instruments(check.as_deref(), print.as_deref(), session);
        }
        Verb::Start {
            space,
            instrument,
            title,
            closes,
        } => AssessmentRequest::Start {
            space,
            title,
            closes_ms: deadline(&closes)?,
            instrument: Box::new(named(&instrument, session)?),
        },
        Verb::Score {
            id,
            item,
            score,
            note,
        } => AssessmentRequest::Score {
            id,
            item,
            score,
            note,
        },
        Verb::Pool { id } => AssessmentRequest::Pool { id },
        Verb::Agree {
            id,
            item,
            score,
            why,
            evidence,
            dissent,
        } => AssessmentRequest::Agree {
            id,
            item,
            score,
            why,
            evidence,
            dissent,
        },
        Verb::Priority {
            id,
            item,
            urgency,
            importance,
            feasibility,
        } => AssessmentRequest::Priority {
            id,
            item,
            urgency,
            importance,
            feasibility,
        },
        Verb::Approve { id } => AssessmentRequest::Approve { id },
        Verb::Share { id, level } => AssessmentRequest::Share { id, level },
        Verb::Compare { id, subregion } => return compare(id, subregion, session).await,
        Verb::Plan { id, network } => AssessmentRequest::Plan { id, lang, network },
        Verb::List { space } => AssessmentRequest::List { space },
        Verb::Show { id } => AssessmentRequest::Show { id, lang },
        Verb::Export { id, format } => return export(id, format, lang, session).await,
    };
    session.show(Request::Assessment(request)).await
}

/// Organizations by areas: all, or those of one sub-region.
async fn compare(
    id: String,
    subregion: Option<String>,
    session: &mut Session,
) -> Result<(), Failure> {
    let compare = Request::Assessment(AssessmentRequest::Compare { id });
    let Reply::Compare(mut rows) = session.ask(compare).await? else {
        return Err(Failure::internal("reply"));
    };
    if let Some(wanted) = subregion {
        // All of them together stay beside those of the sub-region.
        rows.retain(|row| row.org.is_none() || plan::is_in(&row.subregion, &wanted));
    }
    session.print(&Reply::Compare(rows))
}

/// Until when something is open: a time or a wait, or a whole day, which ends where it ends last.
pub(super) fn deadline(text: &str) -> Result<i64, Failure> {
    due::end_of_day(text).map_or_else(|| moment(text), Ok)
}

/// A time, a day, or a wait from here on.
pub(super) fn moment(text: &str) -> Result<i64, Failure> {
    if let Ok(wait) = when::wait(text) {
        let now = jiff::Timestamp::now().as_millisecond();
        return Ok(now.saturating_add(i64::try_from(when::millis(wait)).unwrap_or(i64::MAX)));
    }
    when::Zone::here()
        .moment(text)
        .ok_or_else(|| Failure::about(ErrorKind::Usage, "error-time", text))
}

/// The instrument of this code, else of this file.
fn named(text: &str, session: &Session) -> Result<InstrumentData, Failure> {
    match instrument::shipped_file(text) {
        Some(file) => read(file, text, session),
        None => from_file(Path::new(text), session),
    }
}

fn from_file(path: &Path, session: &Session) -> Result<InstrumentData, Failure> {
    let name = path.to_string_lossy();
    read(&input::file(path)?, &name, session)
}

/// Reads an instrument; whatever is wrong goes to standard error, a line each.
fn read(text: &str, name: &str, session: &Session) -> Result<InstrumentData, Failure> {
    instrument::read(text).map_err(|faults| {
        for fault in &faults {
            say(&crate::harmless::harmless(&fault_words(fault, session)));
        }
        Failure::about(ErrorKind::Usage, "error-instrument", name)
    })
}

fn fault_words(fault: &instrument::Fault, session: &Session) -> String {
    let about = format!("«{}»", fault.about);
    let what = session.texts.with(fault.key, &[("about", &about)]);
    let line = fault.line.to_string();
    let parts = [("line", &*line), ("what", &*what)];
    session.texts.with("instrument-fault-line", &parts)
}

/// The instruments that come with the program, one of them as a file, or whether a file is one.
fn instruments(
    check: Option<&Path>,
    print: Option<&str>,
    session: &mut Session,
) -> Result<(), Failure> {
    if let Some(code) = print {
        let file = instrument::shipped_file(code)
            .ok_or_else(|| Failure::about(ErrorKind::NotFound, "error-no-instrument", code))?;
        return exported::print("toml", file, session);
    }
    let all = match check {
        Some(path) => vec![from_file(path, session)?],
        None => instrument::shipped(),
    };
    let lang = session.texts.language().tag();
    for one in all {
        let items: usize = one.areas.iter().map(|area| area.items.len()).sum();
        let title = one.title.iter().find(|(tag, _)| tag == lang);
        let title = title.or_else(|| one.title.first());
        let title = title.map(|(_, text)| text.clone()).unwrap_or_default();
        if session.out.is_json() {
            session.out.object(&json!({
                "code": one.code, "version": one.version, "title": title,
                "areas": one.areas.len(), "items": items,
            }))?;
            continue;
        }
        let mut words = Words::new(&mut session.out, &session.texts);
        let count = u64::try_from(items).unwrap_or(u64::MAX);
        let parts = [one.code, title, words.count("assessment-items", count)];
        words.row(&parts)?;
    }
    Ok(())
}

async fn export(
    id: String,
    format: Format,
    lang: String,
    session: &mut Session,
) -> Result<(), Failure> {
    let show = AssessmentRequest::Show {
        id: id.clone(),
        lang,
    };
    let shown = session.ask(Request::Assessment(show)).await?;
    let compare = AssessmentRequest::Compare { id };
    let compared = session.ask(Request::Assessment(compare)).await?;
    let (Reply::Assessment(shown), Reply::Compare(rows)) = (shown, compared) else {
        return Err(Failure::internal("reply"));
    };
    let paper = export::assessment::paper(&shown, &rows, &session.texts);
    exported::print(
        format.label(),
        &paper.write(format, &session.texts),
        session,
    )
}

#[cfg(test)]
mod tests {
    use super::super::failure::sentence;
    use super::*;
    use crate::lang::{Language, Texts};

    #[test]
    fn what_is_wrong_with_an_assessment_or_a_plan_has_sentences_of_its_own() {
        for language in Language::ALL {
            let texts = Texts::new(language);
            for (kind, subject) in [
                (ErrorKind::Usage, "assessment-score"),
                (ErrorKind::Usage, "assessment-why"),
                (ErrorKind::Usage, "assessment-weight"),
                (ErrorKind::Usage, "assessment-level"),
                (ErrorKind::Usage, "assessment-instrument"),
                (ErrorKind::NoEffect, "assessment-agreed"),
                (ErrorKind::NoEffect, "assessment-nothing"),
                (ErrorKind::NoEffect, "assessment-split"),
                (ErrorKind::NoEffect, "assessment-plan"),
                (ErrorKind::NotPermitted, "assessment-approve"),
                (ErrorKind::Usage, "plan-full"),
                (ErrorKind::NoEffect, "plan-split"),
                (ErrorKind::NoEffect, "plan-lacks"),
            ] {
                let own = sentence(kind, Some(subject), &texts);
                assert_ne!(own, sentence(kind, Some("else"), &texts), "{subject}");
                assert!(own.ends_with('.') && !own.contains(subject), "{own}");
            }
        }
    }

    #[test]
    fn a_term_is_a_day_a_time_or_a_wait() {
        let day = moment("2027-03-01").unwrap();
        let later = moment("2027-03-01 23:00").unwrap();
        assert_eq!(later - day, 23 * 3_600_000);
        let now = jiff::Timestamp::now().as_millisecond();
        let week = moment("7d").unwrap() - now;
        assert!((604_799_000..604_860_000).contains(&week), "{week}");
        assert!(moment("pronto").is_err());
    }
}
