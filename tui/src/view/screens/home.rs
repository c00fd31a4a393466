//! What waits for me.

use asamblea_node::api::{AlertRow, MeetingRow, TaskRow};

use super::people::role_key;
use super::{Scene, placed};
use crate::app::inside::Waiting;
use crate::harmless::harmless;
use crate::lang::Texts;
use crate::reach;
use crate::theme::Role;
use crate::view::deciding;
use crate::view::page::{Page, Pane, Row, piece};
use crate::view::refounding;
use crate::view::text::wrap;
use crate::view::when::{date_alone, day, hour_there, when, when_exactly};

/// Title and sentence of an alert, from its code and what stands beside it.
pub(crate) fn alert_words(texts: &Texts, alert: &AlertRow) -> (String, String) {
    let (subject, text) = (harmless(&alert.subject), harmless(&alert.text));
    // `none` picks the form without it.
    let or_none = |value: &Option<String>| value.as_deref().map_or("none".to_owned(), harmless);
    let (by, space) = (or_none(&alert.by), or_none(&alert.space));
    let op = or_none(&alert.op);
    let role = alert.role.as_deref().and_then(role_key);
    let role = role.map_or_else(|| or_none(&alert.role), |key| texts.get(key));
    let device: String = or_none(&alert.device).chars().take(8).collect();
    let number = |of: Option<u64>| of.map_or_else(|| "none".to_owned(), |of| of.to_string());
    let (count, size) = (number(alert.count), number(alert.mebibytes()));
    let orgs = refounding::waits_or_none(texts, alert.orgs.as_ref());
    let arguments = [
        ("orgs", orgs.as_str()),
        ("subject", subject.as_str()),
        ("text", text.as_str()),
        ("by", by.as_str()),
        ("space", space.as_str()),
        ("op", op.as_str()),
        ("role", role.as_str()),
        ("device", device.as_str()),
        ("count", count.as_str()),
        ("size", size.as_str()),
    ];
    let code = alert.code.replace('_', "-");
    let of = |key: &str| {
        let text = texts.with(key, &arguments);
        (text != key).then_some(text)
    };
    let mine = format!("ui-alert-{code}-me");
    let named = format!("ui-alert-{code}");
    let own = alert.me.then_some(mine);
    let part = alert
        .is_about_part()
        .then(|| format!("{named}-{}", alert.subject));
    let keys = own.iter().chain(&part).chain([&named]);
    let mut found = keys.filter_map(|key| Some((of(key)?, of(&format!("{key}-words"))?)));
    found.next().unwrap_or_else(|| {
        let other = |key| texts.with(key, &arguments);
        (other("ui-alert-other"), other("ui-alert-other-words"))
    })
}

/// The page.
pub(super) fn page(scene: &Scene<'_>) -> Page {
    let today = scene.app.clock.now();
    let today = day(scene.texts, &scene.app.clock, &today);
    let mut page = placed(vec![scene.text("ui-home")], today.clone());
    let rows = rows(scene, &today);
    page.panes = vec![Pane {
        rows,
        active: true,
        ..Pane::default()
    }];
    page.notice = vec![piece(exchange_line(scene), Role::Text)];
    page
}

fn rows(scene: &Scene<'_>, today: &str) -> Vec<Row> {
    let inside = scene.inside;
    let mut rows = scene.top();
    if let Some(demo) = &scene.app.demo {
        rows.push(Row::role(harmless(demo), Role::Care));
        rows.push(Row::blank());
    }
    if inside.is_practice() {
        let words = wrap(&scene.text("practice-words"), scene.text_room(0).max(1));
        rows.extend(words.into_iter().map(|line| Row::role(line, Role::Care)));
        rows.push(Row::blank());
    }
    let waiting = inside.waiting_rows();
    if inside
        .known
        .status
        .as_ref()
        .is_some_and(|status| status.state == "waiting")
    {
        rows.push(Row::text(scene.text("ui-home-waiting")).mark('!', Role::Care));
        rows.push(Row::blank());
    }
    if waiting.is_empty() {
        rows.push(Row::text(scene.text("ui-home-quiet")).focused(true));
        rows.push(Row::role(scene.text("ui-home-quiet-next"), Role::Secondary));
        return rows;
    }
    let mut heading = "";
    for (at, row) in waiting.iter().enumerate() {
        let (own, drawn) = (row.heading(), waiting_row(scene, row));
        if own != heading {
            if !heading.is_empty() {
                rows.push(Row::blank());
            }
            let head = Row::heading(scene.text(own));
            let first = heading.is_empty() && scene.is_wide();
            let since = visit(scene).filter(|_| own == "ui-home-unread" && scene.is_wide());
            rows.push(match since {
                _ if first => head.right(today),
                Some(since) => head.right(since),
                None => head,
            });
            heading = own;
        }
        rows.push(drawn.focused(at == inside.home_at));
        let ends = !matches!(waiting.get(at + 1), Some(Waiting::Duty(_)));
        if matches!(row, Waiting::Duty(_)) && ends {
            rows.extend(more_duties(scene));
        }
    }
    rows
}

/// How many tasks of mine stand in no row here.
fn more_duties(scene: &Scene<'_>) -> Option<Row> {
    let more = scene.inside.duties_more();
    let words = scene.text_with("ui-home-duties-more", "n", &more.to_string());
    (more > 0).then(|| Row::role(words, Role::Secondary))
}

/// Since when things are new: the visit before this one.
fn visit(scene: &Scene<'_>) -> Option<String> {
    let at = scene.inside.known.visit.as_deref()?;
    let at = when_exactly(scene.texts, &scene.app.clock, at);
    Some(scene.text_with("ui-home-since", "when", &at))
}

fn waiting_row(scene: &Scene<'_>, row: &Waiting) -> Row {
    let known = &scene.inside.known;
    match row {
        Waiting::Alert(at) => {
            let alert = &known.alerts[*at];
            let (title, _) = alert_words(scene.texts, alert);
            let row = Row::text(title).mark('!', Role::Care);
            if scene.is_wide() {
                row.right(scene.when(&alert.at))
            } else {
                row
            }
        }
        Waiting::Task(task) => {
            let words = scene.inside.task_words(scene.texts, *task);
            Row::text(words)
        }
        Waiting::Score(at) => score_row(scene, *at),
        Waiting::Sign(at) => {
            let row = &scene.inside.assessing.plans[*at];
            let drawn = Row::text(harmless(&row.org_name)).mark('•', Role::Heading);
            let stale = row.stale.then(|| scene.text("ui-home-stale"));
            drawn.right(stale.unwrap_or_default())
        }
        Waiting::Answer(at) => answer_row(scene, *at),
        Waiting::Proposal(at) => proposal_row(scene, *at),
        Waiting::Round(at) => round_row(scene, *at),
        Waiting::Ahead(at) => {
            let row = &known.meetings[*at];
            let drawn = Row::text(harmless(&row.title));
            drawn.right(ahead(scene, &row.starts))
        }
        Waiting::Review(at) => review_row(scene, *at),
        Waiting::Duty(at) => duty_row(scene, &known.duties[*at]),
        Waiting::Meeting(at) => meeting_row(scene, &known.meetings[*at]),
        Waiting::Rsvp(at) => {
            let row = &known.meetings[*at];
            let drawn = Row::text(harmless(&row.title)).mark('•', Role::Heading);
            drawn.right(ahead(scene, &row.starts))
        }
        Waiting::Approve(at) => {
            let drawn = Row::text(harmless(&known.meetings[*at].title));
            drawn.mark('•', Role::Heading)
        }
        Waiting::Document(at) => {
            let row = &known.docs[*at];
            let drawn = Row::text(harmless(&row.title)).mark('~', Role::Care);
            drawn.right(scene.text("ui-changed"))
        }
        Waiting::Vote(at) => super::proposals::waiting(scene, *at),
        Waiting::Edition(at) => {
            let row = &known.agendas[*at];
            let edition = row.edition.to_string();
            let drawn = Row::heading(harmless(&row.title)).mark('•', Role::Heading);
            let edition = scene.text_with("ui-edition", "edition", &edition);
            drawn.right(edition)
        }
        Waiting::Unread(at) => {
            let space = &known.spaces[*at];
            let count = space.unread.to_string();
            let right = if scene.is_wide() {
                scene.text_with("ui-new-count", "count", &count)
            } else {
                count
            };
            Row::heading(harmless(&space.name))
                .mark('•', Role::Heading)
                .right(right)
        }
        Waiting::Date(id, at) => date_row(scene, id, *at),
    }
}

/// A proposal of mine, and how much of it waits for my answer.
fn answer_row(scene: &Scene<'_>, at: usize) -> Row {
    let row = &scene.inside.deciding.rows[at];
    let n = row.answers.to_string();
    let drawn = Row::text(harmless(&row.title)).mark('•', Role::Heading);
    drawn.right(scene.text_with("ui-home-answers-n", "n", &n))
}

/// A proposal that others opened, changed or ended, and what came of it.
fn proposal_row(scene: &Scene<'_>, at: usize) -> Row {
    let row = &scene.inside.deciding.rows[at];
    let state = match row.outcome.as_deref() {
        Some(outcome) => deciding::word(scene.texts, "proposal-outcome", outcome),
        None => deciding::state(scene.texts, &row.state),
    };
    let drawn = Row::heading(harmless(&row.title)).mark('•', Role::Heading);
    drawn.right(state)
}

/// A round, and what its coordinators do next.
fn round_row(scene: &Scene<'_>, at: usize) -> Row {
    let row = &scene.inside.assessing.rounds[at];
    let next = scene.text(&format!("ui-home-round-{}", row.state));
    let drawn = Row::text(harmless(&row.title)).mark('•', Role::Heading);
    drawn.right(next)
}

/// A plan, and when it is looked at again.
fn review_row(scene: &Scene<'_>, at: usize) -> Row {
    let row = &scene.inside.assessing.plans[at];
    let next = row.next_review.as_deref().unwrap_or_default();
    let words = scene.text_with("ui-home-review", "title", &harmless(&row.title));
    Row::text(words).right(date_alone(scene.texts, &scene.app.clock, next))
}

/// A round with items that I did not score.
fn score_row(scene: &Scene<'_>, at: usize) -> Row {
    let row = &scene.inside.assessing.rounds[at];
    let numbers = [
        ("n", &*row.scored.to_string()),
        ("of", &*row.items.to_string()),
    ];
    let scored = scene.texts.with("assessment-scored", &numbers);
    let drawn = Row::text(harmless(&row.title)).mark('•', Role::Heading);
    drawn.right(scored)
}

/// When something ahead is, as exactly as there is room.
fn ahead(scene: &Scene<'_>, at: &str) -> String {
    match scene.is_wide() {
        true => when_exactly(scene.texts, &scene.app.clock, at),
        false => scene.when(at),
    }
}

/// A date ahead, with the hour of its place where that is another.
fn date_row(scene: &Scene<'_>, id: &str, at: usize) -> Row {
    let detail = scene.inside.known.agenda_details.get(id);
    let Some(item) = detail.and_then(|detail| detail.items.get(at)) else {
        return Row::blank();
    };
    let clock = &scene.app.clock;
    let mut right = ahead(scene, &item.starts);
    if scene.is_wide()
        && let Some(there) = hour_there(clock, &item.starts, &item.zone)
    {
        right = format!("{right}, {}", scene.text_with("ui-there", "hour", &there));
    }
    Row::text(harmless(&item.title)).right(right)
}

/// A task of mine.
fn duty_row(scene: &Scene<'_>, task: &TaskRow) -> Row {
    let number = task.number.clone().unwrap_or_default();
    let mut text = format!("{number} {}", harmless(&task.text));
    if let Some(percent) = task.percent.filter(|percent| *percent > 0) {
        text.push_str(&format!(" ({percent} %)"));
    }
    let row = Row::text(text.trim_start());
    if task.overdue {
        let overdue = scene.text("meeting-task-overdue");
        return row.mark('!', Role::Care).right(overdue);
    }
    let due = task.due.as_deref();
    row.right(due.map_or_else(String::new, |due| {
        scene.text_with("meeting-due", "due", due)
    }))
}

/// A meeting that others called, changed or closed.
fn meeting_row(scene: &Scene<'_>, row: &MeetingRow) -> Row {
    let state = scene.text(&format!("meeting-state-{}", row.state));
    Row::heading(harmless(&row.title))
        .mark('•', Role::Heading)
        .right(state)
}

fn exchange_line(scene: &Scene<'_>) -> String {
    let Some(status) = &scene.inside.known.status else {
        return String::new();
    };
    let held = reach::sentence(scene.texts, status);
    match &status.last_exchange {
        // In a small window what waits is said, and that nothing waits is not.
        Some(_) if !scene.is_wide() && status.outgoing > 0 => held,
        Some(at) if !scene.is_wide() => {
            let at = when(scene.texts, &scene.app.clock, at);
            scene.text_with("ui-exchanged-short", "when", &at)
        }
        Some(at) => {
            let at = when(scene.texts, &scene.app.clock, at);
            let arguments = [("when", at.as_str()), ("held", held.as_str())];
            scene.texts.with("ui-exchanged", &arguments)
        }
        None => held,
    }
}
