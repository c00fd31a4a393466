//! `calendar`: everything dated that this device may read, a month at a time.

use asamblea_node::api::{DateRow, ErrorKind, Reply, Request};
use jiff::civil::Date;
use jiff::{Timestamp, ZonedDateTime};

use super::failure::Failure;
use super::session::Session;
use super::when::Zone;
use super::words::{Words, short};
use crate::app::calendar::around;

/// Which month.
#[derive(clap::Args, Debug)]
pub(super) struct Args {
    #[arg(long, value_name = "YYYY-MM")]
    month: Option<String>,
}

/// Prints what stands in the month, by this machine's zone.
pub(super) async fn run(args: &Args, session: &mut Session) -> Result<(), Failure> {
    let month: Date = match &args.month {
        Some(month) => format!("{month}-01")
            .parse()
            .map_err(|_| Failure::about(ErrorKind::Usage, "error-dates-month", month))?,
        None => ZonedDateTime::now().date(),
    };
    let (from, until) = around(month);
    let request = Request::Dates {
        from: from.to_string(),
        until: until.to_string(),
    };
    let Reply::Dates(mut rows) = session.ask_whole(request).await? else {
        return Err(Failure::internal("reply"));
    };
    let first = Some(month.first_of_month());
    rows.retain(|row| day_here(row).map(Date::first_of_month) == first);
    rows.sort_by_key(|row| (day_here(row), row.at.clone()));
    session.print(&Reply::Dates(rows))
}

/// The day on which a thing stands for whoever reads here.
fn day_here(row: &DateRow) -> Option<Date> {
    let here = Zone::here().rules;
    match row.at.as_deref() {
        Some(at) => {
            let at: Timestamp = at.parse().ok()?;
            Some(at.to_zoned_datetime(here).date())
        }
        None => row.day.parse().ok(),
    }
}

/// One line each, by day and hour.
pub(super) fn words(rows: &[DateRow], words: &mut Words<'_>) -> Result<(), Failure> {
    if rows.is_empty() {
        return words.sentence("dates-none");
    }
    for row in rows {
        let state = if row.late { "late" } else { &row.state };
        let when = match row.at.as_deref() {
            Some(at) => words.time(at),
            None => row.day.clone(),
        };
        let parts = [
            when,
            row.title.clone(),
            words.code("date-kind", &row.kind),
            words.code("date", state),
            short(&row.inside).to_owned(),
        ];
        words.row(&parts)?;
    }
    Ok(())
}
