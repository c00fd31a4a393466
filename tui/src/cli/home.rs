//! `home`: what waits for me, from what the first screen reads and in its order.

use asamblea_node::api::{ErrorKind, Reply, Request};
use asamblea_node::client::Client;
use jiff::{Timestamp, tz::TimeZone};
use serde::Serialize;

use super::failure::Failure;
use super::output::say;
use super::session::Session;
use super::words::short;
use crate::app::inside::{Inside, Waiting};
use crate::app::meetings::duty_words;
use crate::app::reads::{AGENDAS_AHEAD_MAX, home_requests};
use crate::harmless::harmless;
use crate::lang::Texts;
use crate::view::deciding;
use crate::view::screens::alert_words;
use crate::view::when::{Clock, date_alone, until, when, when_exactly};

/// One thing that waits; of its texts nothing can do harm.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize)]
pub(super) struct HomeRow {
    /// `alert`, `advice` (an act that would help now), `vote`, `answer` (a proposal of mine),
    /// `score`, `round` (its coordinators go on with it), `sign` (a plan), `rsvp` (a call),
    /// `approve` (minutes), `task`, `unread` (a space), `date` (of an agenda), `meeting`, `review`
    /// (of a plan), `changed-proposal`, `changed-meeting`, `changed-agenda`, `changed-doc`.
    pub(super) kind: &'static str,
    /// What commands know it by; of a date its agenda, of an advice nothing.
    pub(super) id: String,
    /// What it is about.
    pub(super) title: String,
    /// What there is to say of it, in words: until when, how far it is.
    pub(super) more: String,
    /// Until when or when, RFC 3339 UTC or a date, where it has a time.
    pub(super) at: Option<String>,
    /// The key of the heading under which it stands.
    #[serde(skip)]
    pub(super) heading: &'static str,
}

/// Prints what waits, in groups; with `--json` an object each.
pub(super) async fn run(session: &mut Session) -> Result<(), Failure> {
    let client = session.client(None).await?;
    let known = known(&client, &session.texts).await;
    let whole = client.call(Request::Whole).await;
    session.let_go(client).await;
    let rows = rows(&session.texts, &clock(), &known?);
    if matches!(whole, Ok(Reply::Whole(false))) {
        session.out.end_with(ErrorKind::Damaged.exit_status());
        say(&session.texts.get("missing-damaged"));
    }
    print(&rows, session)
}

fn print(rows: &[HomeRow], session: &mut Session) -> Result<(), Failure> {
    if session.out.is_json() {
        return rows.iter().try_for_each(|row| session.out.object(row));
    }
    if rows.is_empty() {
        return session.out.line(&session.texts.get("ui-home-quiet"));
    }
    let mut heading = "";
    for row in rows {
        if row.heading != heading {
            heading = row.heading;
            session.out.line(&session.texts.get(heading))?;
        }
        let parts = [short(&row.id), row.title.as_str(), row.more.as_str()].into_iter();
        let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
        session.out.line(&format!("  {}", parts.join("  ")))?;
    }
    Ok(())
}

/// Now, by the clock and zone of this machine.
pub(super) fn clock() -> Clock {
    Clock {
        mono_ms: 0,
        wall: Timestamp::now(),
        zone: TimeZone::system(),
    }
}

/// All that the first screen is made of.
pub(super) async fn known(client: &Client, texts: &Texts) -> Result<Inside, Failure> {
    let mut inside = Inside {
        now: Some(Timestamp::now()),
        ..Inside::default()
    };
    for request in home_requests(texts.language().tag()) {
        keep(&mut inside, client.call(request).await?);
    }
    let agendas = inside.known.agendas.iter().take(AGENDAS_AHEAD_MAX);
    let agendas: Vec<String> = agendas.map(|row| row.id.clone()).collect();
    for id in agendas {
        let show = Request::AgendaShow { id, edition: None };
        keep(&mut inside, client.call(show).await?);
    }
    let forgotten = texts.get("thread-forgotten");
    inside.known.name_forgotten(&forgotten);
    Ok(inside)
}

fn keep(inside: &mut Inside, reply: Reply) {
    let known = &mut inside.known;
    match reply {
        Reply::Status(status) => known.status = Some(*status),
        Reply::Spaces(rows) => known.spaces = rows,
        Reply::Threads(rows) => known.threads = rows,
        Reply::Docs(rows) => known.docs = rows,
        Reply::Agendas(rows) => known.agendas = rows,
        Reply::Agenda(detail) => {
            known.agenda_details.insert(detail.id.clone(), detail);
        }
        Reply::Who(rows) => known.who = rows,
        Reply::Alerts(rows) => known.alerts = rows,
        Reply::Meetings(rows) => known.meetings = rows,
        Reply::Tasks(rows) => known.duties = rows,
        Reply::Proposals(rows) => inside.deciding.rows = rows,
        Reply::Assessments(rows) => inside.assessing.rounds = rows,
        Reply::Plans(rows) => inside.assessing.plans = rows,
        _ => {}
    }
}

/// What waits, the most pressing first.
pub(super) fn rows(texts: &Texts, clock: &Clock, inside: &Inside) -> Vec<HomeRow> {
    let said = Said {
        texts,
        clock,
        inside,
    };
    let waiting = inside.waiting_rows();
    let rows = waiting.iter().map(|waiting| HomeRow {
        heading: waiting.heading(),
        ..said.row(waiting)
    });
    rows.collect()
}

/// What rows are said with.
struct Said<'a> {
    texts: &'a Texts,
    clock: &'a Clock,
    inside: &'a Inside,
}

fn row(kind: &'static str, id: &str, title: &str, more: String) -> HomeRow {
    HomeRow {
        kind,
        id: id.to_owned(),
        title: harmless(title),
        more,
        ..HomeRow::default()
    }
}

/// The same with the time that it has.
fn timed(at: &str, row: HomeRow) -> HomeRow {
    HomeRow {
        at: Some(at.to_owned()),
        ..row
    }
}

impl Said<'_> {
    fn exactly(&self, at: &str) -> String {
        when_exactly(self.texts, self.clock, at)
    }

    /// A row of what is not decided, assessed or planned.
    fn row(&self, waiting: &Waiting) -> HomeRow {
        let (texts, known) = (self.texts, &self.inside.known);
        match waiting {
            Waiting::Alert(at) => {
                let alert = &known.alerts[*at];
                let (title, _) = alert_words(texts, alert);
                let more = when(texts, self.clock, &alert.at);
                timed(&alert.at, row("alert", &alert.id, &title, more))
            }
            Waiting::Task(task) => {
                let words = self.inside.task_words(texts, *task);
                row("advice", "", &words, String::new())
            }
            Waiting::Unread(at) => {
                let space = &known.spaces[*at];
                let count = space.unread.to_string();
                let more = texts.with("ui-new-count", &[("count", &count)]);
                row("unread", &space.id, &space.name, more)
            }
            Waiting::Document(at) => {
                let doc = &known.docs[*at];
                let more = texts.get("ui-changed");
                timed(&doc.at, row("changed-doc", &doc.id, &doc.title, more))
            }
            Waiting::Edition(at) => {
                let agenda = &known.agendas[*at];
                let edition = agenda.edition.to_string();
                let more = texts.with("ui-edition", &[("edition", &edition)]);
                row("changed-agenda", &agenda.id, &agenda.title, more)
            }
            Waiting::Date(id, at) => {
                let detail = known.agenda_details.get(id);
                let item = detail.and_then(|detail| detail.items.get(*at));
                item.map_or_else(HomeRow::default, |item| {
                    let more = self.exactly(&item.starts);
                    timed(&item.starts, row("date", id, &item.title, more))
                })
            }
            other => self.work(other),
        }
    }

    /// A row of meetings, tasks and decisions.
    fn work(&self, waiting: &Waiting) -> HomeRow {
        let (texts, known) = (self.texts, &self.inside.known);
        let proposals = &self.inside.deciding.rows;
        match waiting {
            Waiting::Duty(at) => {
                let task = &known.duties[*at];
                let number = task.number.clone().unwrap_or_default();
                let title = format!("{number} {}", task.text);
                let more = duty_words(texts, task);
                let at = task.due.clone();
                HomeRow {
                    at,
                    ..row("task", &task.id, title.trim_start(), more)
                }
            }
            Waiting::Meeting(at) => {
                let meeting = &known.meetings[*at];
                let more = texts.get(&format!("meeting-state-{}", meeting.state));
                let drawn = row("changed-meeting", &meeting.id, &meeting.title, more);
                timed(&meeting.starts, drawn)
            }
            Waiting::Ahead(at) | Waiting::Rsvp(at) => {
                let meeting = &known.meetings[*at];
                let more = self.exactly(&meeting.starts);
                let kind = match waiting {
                    Waiting::Rsvp(_) => "rsvp",
                    _ => "meeting",
                };
                timed(
                    &meeting.starts,
                    row(kind, &meeting.id, &meeting.title, more),
                )
            }
            Waiting::Approve(at) => {
                let meeting = &known.meetings[*at];
                row("approve", &meeting.id, &meeting.title, String::new())
            }
            Waiting::Vote(at) => {
                let one = &proposals[*at];
                let closes = until(texts, self.clock, &one.closes);
                let more = texts.with("ui-proposal-closes", &[("when", &closes)]);
                timed(&one.closes, row("vote", &one.id, &one.title, more))
            }
            Waiting::Answer(at) => {
                let one = &proposals[*at];
                let n = one.answers.to_string();
                let more = texts.with("ui-home-answers-n", &[("n", &n)]);
                row("answer", &one.id, &one.title, more)
            }
            Waiting::Proposal(at) => {
                let one = &proposals[*at];
                let more = match one.outcome.as_deref() {
                    Some(outcome) => deciding::word(texts, "proposal-outcome", outcome),
                    None => deciding::state(texts, &one.state),
                };
                row("changed-proposal", &one.id, &one.title, more)
            }
            other => self.assessed(other),
        }
    }

    /// A row of assessments and plans.
    fn assessed(&self, waiting: &Waiting) -> HomeRow {
        let (texts, assessing) = (self.texts, &self.inside.assessing);
        match waiting {
            Waiting::Score(at) => {
                let round = &assessing.rounds[*at];
                let numbers = [
                    ("n", &*round.scored.to_string()),
                    ("of", &*round.items.to_string()),
                ];
                let more = texts.with("assessment-scored", &numbers);
                timed(&round.closes, row("score", &round.id, &round.title, more))
            }
            Waiting::Round(at) => {
                let round = &assessing.rounds[*at];
                let more = texts.get(&format!("ui-home-round-{}", round.state));
                row("round", &round.id, &round.title, more)
            }
            Waiting::Sign(at) => {
                let plan = &assessing.plans[*at];
                let stale = plan.stale.then(|| texts.get("ui-home-stale"));
                let more = stale.unwrap_or_default();
                let title = format!("{} ({})", plan.title, plan.org_name);
                row("sign", &plan.id, &title, more)
            }
            Waiting::Review(at) => {
                let plan = &assessing.plans[*at];
                let day = plan.next_review.clone().unwrap_or_default();
                let title = texts.with("ui-home-review", &[("title", &harmless(&plan.title))]);
                let more = date_alone(texts, self.clock, &day);
                timed(&day, row("review", &plan.id, &title, more))
            }
            _ => HomeRow::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use asamblea_node::api::{AssessmentRow, PlanRow, TaskRow};

    use super::super::output::tests::Printed;
    use super::super::reply::tests::status;
    use super::*;
    use crate::lang::Language;

    const HOSTILE: &str = "Plan\u{1b}[2J\u{202e}";

    fn inside() -> Inside {
        let mut inside = Inside::default();
        inside.known.status = Some(status());
        inside.known.duties = vec![TaskRow {
            id: "t1".to_owned(),
            text: HOSTILE.to_owned(),
            state: "open".to_owned(),
            due: Some("2027-03-01".to_owned()),
            ..TaskRow::default()
        }];
        inside.assessing.rounds = vec![AssessmentRow {
            id: "r1".to_owned(),
            title: HOSTILE.to_owned(),
            state: "scoring".to_owned(),
            closes: "2027-04-17T11:59:59.999Z".to_owned(),
            items: 32,
            ..AssessmentRow::default()
        }];
        inside.assessing.plans = vec![PlanRow {
            id: "p1".to_owned(),
            title: HOSTILE.to_owned(),
            org: "o".to_owned(),
            version: "v".to_owned(),
            activities: 1,
            stale: true,
            ..PlanRow::default()
        }];
        inside
    }

    #[test]
    fn what_waits_is_said_in_the_order_of_the_first_screen_and_does_no_harm() {
        let texts = Texts::new(Language::Spanish);
        let rows = rows(&texts, &clock(), &inside());
        let kinds: Vec<&str> = rows.iter().map(|row| row.kind).collect();
        assert_eq!(kinds, ["score", "sign", "task"]);
        assert_eq!(rows[2].at.as_deref(), Some("2027-03-01"));
        assert!(rows[1].more.contains("cambió después"), "{rows:?}");
        for row in &rows {
            assert!(!row.id.is_empty() && !row.heading.is_empty(), "{row:?}");
            let said = format!("{}{}", row.title, row.more);
            assert!(!said.contains(['\u{1b}', '\u{202e}']), "{row:?}");
        }
        let printed = Printed::default();
        let mut out = printed.output(true);
        rows.iter().for_each(|row| out.object(row).unwrap());
        out.flush().unwrap();
        let first = printed.text().lines().next().unwrap_or_default().to_owned();
        let first: serde_json::Value = serde_json::from_str(&first).unwrap();
        let object = first.as_object().unwrap();
        let keys: Vec<&String> = object.keys().collect();
        assert_eq!(keys, ["at", "id", "kind", "more", "title"]);
    }
}
