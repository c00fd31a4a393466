//! Assessments and plans: the list, a round with its items or its map, a plan with its activities.

use asamblea_node::api::{ActivityRow, AssessmentDetail, AssessmentItem, CompareRow, PlanDetail};

use super::{FIRST_COLUMNS, Scene, placed};
use crate::app::inside::Pane as Focus;
use crate::export::date;
use crate::harmless::harmless;
use crate::theme::Role;
use crate::view::assessing::{agreed_lines, cell, short_spread};
use crate::view::page::{Page, Pane, Row, piece};
use crate::view::table::{Column, Table};
use crate::view::text::{columns, wrap};
use crate::view::timeline::Span;

/// As much of a version as two compare, as `plan show` says it.
const SHORT_VERSION: usize = 10;

/// The page.
pub(super) fn page(scene: &Scene<'_>) -> Page {
    let inside = scene.inside;
    let first = inside.pane == Focus::First;
    let mut page = placed(vec![scene.text("ui-assessments")], String::new());
    let mut list = list(scene);
    list.active = first;
    let mut detail = detail(scene);
    detail.active = !first;
    if scene.is_wide() {
        list.width = FIRST_COLUMNS;
        page.panes = vec![list, detail];
    } else if first {
        list.head = None;
        page.panes = vec![list];
    } else {
        page = placed(
            vec![scene.text("ui-assessments"), title(scene)],
            String::new(),
        );
        detail.head = None;
        page.panes = vec![detail];
    }
    page.notice = vec![piece(notice(scene), Role::Text)];
    page
}

fn title(scene: &Scene<'_>) -> String {
    let round = scene.inside.assessed();
    // In a narrow window the end of a title is cut.
    let region = scene.inside.assessing.region.as_deref();
    let round = round.map(|row| match region {
        Some(region) => harmless(&format!("{region} · {}", row.title)),
        None => harmless(&row.title),
    });
    let plan = scene.inside.planned().map(|row| harmless(&row.org_name));
    round.or(plan).unwrap_or_default()
}

/// With the sub-region of which alone something is shown.
fn in_region(scene: &Scene<'_>, title: String) -> String {
    match &scene.inside.assessing.region {
        Some(region) => format!("{title} · {}", harmless(region)),
        None => title,
    }
}

/// Who can open what is scored, or what is missing for a plan to be agreed.
fn notice(scene: &Scene<'_>) -> String {
    let inside = scene.inside;
    if let Some(plan) = inside.planned_detail() {
        if let Some(adopted) = &plan.adopted {
            return scene.text_with("plan-adopted", "title", &harmless(&adopted.title));
        }
        let key = match (
            plan.version.is_empty(),
            plan.signed.len(),
            plan.signed_before,
        ) {
            (true, _, _) => "ui-plan-split",
            _ if plan.network => "ui-plan-network",
            (_, 2.., _) => "ui-plan-agreed",
            (_, _, true) => "ui-plan-again",
            _ => "ui-plan-unsigned",
        };
        return scene.text(key);
    }
    match inside.assessed_detail() {
        Some(_) if inside.assessing.map => scene.text("ui-map-legend"),
        Some(detail) if detail.state == "scoring" => scene.text("ui-score-sealed"),
        _ => String::new(),
    }
}

fn state(scene: &Scene<'_>, state: &str) -> String {
    scene.text(&format!("assessment-state-{state}"))
}

fn list(scene: &Scene<'_>) -> Pane {
    let assessing = &scene.inside.assessing;
    let room = match scene.is_wide() {
        true => usize::from(FIRST_COLUMNS) - 5,
        false => scene.text_room(0),
    };
    let mut rows: Vec<Row> = Vec::new();
    for (at, round) in assessing.rounds.iter().enumerate() {
        let row = Row::text(harmless(&round.title)).focused(at == assessing.at);
        let row = match round.scored < round.items && round.state == "scoring" {
            true => row.mark('•', Role::Heading),
            false => row,
        };
        rows.push(row);
        rows.push(Row::role(state(scene, &round.state), Role::Secondary));
    }
    if !assessing.plans.is_empty() {
        rows.push(Row::blank());
        rows.push(Row::heading(match &assessing.region {
            Some(region) => scene.text_with("ui-plans-region", "region", &harmless(region)),
            None => scene.text("ui-plans"),
        }));
    }
    let shown = scene.inside.plans_shown();
    for (at, plan) in shown.iter().map(|at| &assessing.plans[*at]).enumerate() {
        let focused = at + assessing.rounds.len() == assessing.at;
        let late = scene.text_with("plan-late", "n", &plan.late.to_string());
        let row = Row::text(harmless(&plan.org_name)).focused(focused);
        rows.push(match plan.late {
            0 => row,
            _ => row.mark('!', Role::Care),
        });
        let numbers = [
            ("n", &*plan.done.to_string()),
            ("of", &*plan.activities.to_string()),
        ];
        let words = scene.texts.with("plan-done", &numbers);
        rows.push(Row::role(words, Role::Secondary));
        if plan.late > 0 {
            rows.push(Row::role(late, Role::Secondary));
        }
        if let Some(due) = &plan.next_due {
            let next = scene.text_with("ui-plan-next", "day", &date(due));
            rows.push(Row::role(next, Role::Secondary));
        }
    }
    if rows.is_empty() {
        rows.extend(scene.words("ui-assessments-empty", room));
    }
    Pane {
        head: Some(Row::heading(scene.text("ui-rounds"))),
        rows,
        ..Pane::default()
    }
}

fn detail(scene: &Scene<'_>) -> Pane {
    let inside = scene.inside;
    let before = if scene.is_wide() { FIRST_COLUMNS } else { 0 };
    let room = scene.text_room(before);
    let map = inside.assessed().filter(|_| inside.assessing.map);
    let map = map.filter(|row| inside.assessing.maps.contains_key(&row.id));
    let map = map.map(|row| inside.map_shown(&row.id));
    let (head, mut rows) = match (inside.assessed_detail(), map, inside.planned_detail()) {
        (Some(round), Some(map), _) => (map_head(scene, &map), map_rows(scene, round, &map, room)),
        (Some(round), None, _) => (round_head(scene, round), item_rows(scene, round, room)),
        (None, _, Some(plan)) => (plan_head(scene, plan), plan_rows(scene, plan, room)),
        _ => (Row::blank(), Vec::new()),
    };
    if !rows.iter().any(|row| row.focus) {
        let words = match inside.assessing_rows() {
            0 => "ui-assessments-empty",
            _ => "ui-assessment-nothing",
        };
        let lines = wrap(&scene.text(words), room);
        let said = rows.len();
        rows.extend(lines.into_iter().map(Row::text));
        if let Some(row) = rows.get_mut(said) {
            row.focus = true;
        }
    }
    Pane {
        head: Some(head),
        rows,
        foot: super::links::feet(scene, room),
        ..Pane::default()
    }
}

fn round_head(scene: &Scene<'_>, round: &AssessmentDetail) -> Row {
    let scored = round
        .items
        .iter()
        .filter(|item| item.score.is_some())
        .count();
    let numbers = [
        ("n", &*scored.to_string()),
        ("of", &*round.items.len().to_string()),
    ];
    let scored = scene.texts.with("assessment-scored", &numbers);
    Row::heading(harmless(&round.title)).right(scored)
}

/// What is asked, one row each: my score, the spread, what was agreed.
fn item_rows(scene: &Scene<'_>, round: &AssessmentDetail, room: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    let at = scene.inside.assessing.row;
    for area in &round.areas {
        let title = format!("{}  {}", harmless(&area.code), harmless(&area.title));
        rows.push(Row::heading(title));
        for (nth, item) in round.items.iter().enumerate() {
            if item.area == area.code {
                rows.extend(one_item(scene, item, nth == at, room));
            }
        }
        rows.push(Row::blank());
    }
    let orgs = in_region(scene, scene.text("ui-round-orgs"));
    rows.push(Row::heading(orgs));
    let map = scene.inside.map_shown(&round.id);
    let all = scene.inside.assessing.region.is_none();
    let listed = |id: &str| all || map.iter().any(|row| row.org.as_deref() == Some(id));
    for org in round.orgs.iter().filter(|org| listed(&org.org.id)) {
        let shared = org.shared.as_deref();
        let level = |level: &str| scene.text(&format!("assessment-level-{level}"));
        let words = match shared {
            Some(shared) => format!("{} · {}", state(scene, &org.state), level(shared)),
            None => state(scene, &org.state),
        };
        rows.push(Row::text(harmless(&org.org.name)).right(words));
    }
    rows
}

fn one_item(scene: &Scene<'_>, item: &AssessmentItem, focus: bool, room: usize) -> Vec<Row> {
    let mine = item.score.as_deref().unwrap_or("·");
    let line = format!("{}  {mine:>2}", harmless(&item.item));
    let mut said = Vec::new();
    if let Some(pooled) = &item.pooled {
        said.push(short_spread(pooled));
    }
    if let Some(agreed) = &item.agreed {
        said.push(scene.text_with("ui-item-agreed", "score", &agreed.score));
    }
    if !item.beside.is_empty() {
        said.push(scene.text("plan-two-values"));
    }
    if let Some(priority) = &item.priority {
        said.push(scene.text_with("ui-item-rank", "rank", &priority.rank.to_string()));
    }
    let mut rows = vec![Row::text(line).focused(focus).right(said.join(" · "))];
    // The focused item says itself whole; the others are one line each.
    let lines = wrap(&harmless(&item.statement), room.saturating_sub(4));
    let shown = if focus { lines.len() } else { 1 };
    let lines = lines.into_iter().take(shown);
    rows.extend(lines.map(|line| Row::role(format!("    {line}"), Role::Secondary)));
    if focus {
        let said = agreed_lines(scene.texts, item).into_iter();
        let lines = said.flat_map(|line| wrap(&line, room.saturating_sub(4)));
        rows.extend(lines.map(|line| Row::text(format!("    {line}"))));
    }
    rows
}

fn map_head(scene: &Scene<'_>, map: &[&CompareRow]) -> Row {
    let shared = map.iter().filter(|row| row.shared.is_some()).count();
    let orgs = map.iter().filter(|row| row.org.is_some()).count();
    let numbers = [("n", &*shared.to_string()), ("of", &*orgs.to_string())];
    let title = in_region(scene, scene.text("ui-map"));
    Row::heading(title).right(scene.texts.with("ui-map-shared", &numbers))
}

/// Organizations by areas, each cell a number with its shade.
fn map_rows(
    scene: &Scene<'_>,
    round: &AssessmentDetail,
    map: &[&CompareRow],
    room: usize,
) -> Vec<Row> {
    let changes = scene.is_very_wide();
    let mut columns = vec![Column::text(scene.text("head-org"))];
    // On a narrow screen the last areas give way first.
    let areas = round.areas.iter().zip(1_u8..);
    columns.extend(areas.map(|(area, nth)| Column::number(harmless(&area.code)).spare(nth)));
    let mut table = Table::new(columns);
    for row in map {
        let name = row.org_name.as_deref().map(harmless);
        let name = name.unwrap_or_else(|| scene.text("assessment-together"));
        let cells = round.areas.iter().map(|area| {
            let average = row.areas.get(&area.code).copied().flatten();
            let change = row.change.get(&area.code).copied().flatten();
            cell(average, change.filter(|_| changes))
        });
        table.line(std::iter::once(name).chain(cells));
    }
    let mut rows = table.rows(room);
    // The heads are the first row.
    if let Some(row) = rows.get_mut(scene.inside.assessing.row + 1) {
        row.focus = true;
    }
    if !map.iter().any(|row| row.org.is_none()) {
        rows.push(Row::blank());
        let lines = wrap(&scene.text("assessment-too-few"), room);
        rows.extend(lines.into_iter().map(Row::text));
    }
    if let Some(row) = map.get(scene.inside.assessing.row) {
        rows.push(Row::blank());
        rows.extend(focused_org(scene, round, row, room));
    }
    rows
}

/// The focused organization in words, area by area, and the agreed scores that it shared.
fn focused_org(
    scene: &Scene<'_>,
    round: &AssessmentDetail,
    row: &CompareRow,
    room: usize,
) -> Vec<Row> {
    let name = row.org_name.as_deref().map(harmless);
    let name = name.unwrap_or_else(|| scene.text("assessment-together"));
    let mut rows = vec![Row::heading(name)];
    if row.org.is_some() && row.shared.is_none() {
        let key = if row.split {
            "assessment-split"
        } else {
            "assessment-nothing-shared"
        };
        rows.push(Row::text(scene.text(key)));
    }
    for area in &round.areas {
        let Some(average) = row.areas.get(&area.code).copied().flatten() else {
            continue;
        };
        let change = row.change.get(&area.code).copied().flatten();
        let change = change.map_or_else(String::new, |change| format!(" ({change:+.2})"));
        let title = harmless(&area.title);
        rows.push(Row::text(title).right(format!("{average:.2}{change}")));
    }
    for item in &row.items {
        let words = format!("{} {}: {}", item.item, item.score, item.why);
        rows.extend(wrap(&harmless(&words), room).into_iter().map(Row::text));
    }
    rows
}

fn plan_head(scene: &Scene<'_>, plan: &PlanDetail) -> Row {
    let signers = plan.signed.iter();
    let signers = signers.map(|one| scene.text(&format!("plan-signer-{}", one.signer)));
    let signers: Vec<String> = signers.collect();
    let signed = match signers.is_empty() {
        true => scene.text("plan-unsigned"),
        false => scene.text_with("ui-plan-signed", "who", &signers.join(", ")),
    };
    let signed = match &plan.adopted {
        Some(_) => format!("{} · {signed}", scene.text("ui-plan-adopted")),
        None => signed,
    };
    Row::heading(harmless(&plan.title)).right(signed)
}

fn plan_rows(scene: &Scene<'_>, plan: &PlanDetail, room: usize) -> Vec<Row> {
    let mut rows = match scene.inside.assessing.timeline {
        true => timeline_rows(scene, plan, room),
        false => activity_rows(scene, plan, room),
    };
    let at = scene.inside.assessing.row;
    if let Some(activity) = plan.activities.get(at) {
        rows.extend(focused_activity(scene, activity, room));
    }
    rows.push(Row::blank());
    rows.extend(stale_rows(scene, plan, room));
    for one in &plan.reviews {
        let what = scene.text_with("plan-review", "days", &one.days.to_string());
        rows.push(Row::text(what).right(date(&one.at)));
    }
    rows
}

/// That others read an earlier version, which, and what to do about it.
fn stale_rows(scene: &Scene<'_>, plan: &PlanDetail, room: usize) -> Vec<Row> {
    let Some(shared) = &plan.stale else {
        return Vec::new();
    };
    let at = scene.when(&shared.at);
    let version: String = harmless(&shared.version)
        .chars()
        .take(SHORT_VERSION)
        .collect();
    let arguments = [("version", version.as_str()), ("at", at.as_str())];
    let key = match plan.network {
        true => "ui-plan-stale-network",
        false => "ui-plan-stale",
    };
    let words = scene.texts.with(key, &arguments);
    let lines = wrap(&words, room).into_iter();
    let mut rows: Vec<Row> = lines.map(|line| Row::role(line, Role::Care)).collect();
    rows.push(Row::blank());
    rows
}

/// Activities as bars over months; today stands above them.
fn timeline_rows(scene: &Scene<'_>, plan: &PlanDetail, room: usize) -> Vec<Row> {
    let today = scene.app.clock.now().date();
    let late = scene.text("plan-state-late");
    let bars = room.saturating_sub(columns(&late) + 1);
    let span = Span::of(plan, today, bars);
    let mut rows = vec![
        Row::role(span.months(&scene.text("ui-months")), Role::Secondary),
        Row::role(
            span.today(today, &scene.text("ui-timeline-today")),
            Role::Secondary,
        ),
    ];
    for (at, row) in plan.activities.iter().enumerate() {
        let drawn = Row::text(span.bar(plan, row, today));
        let drawn = match row.state.as_str() {
            "late" => drawn.mark('!', Role::Care).right(late.clone()),
            "done" => drawn.mark('=', Role::Done),
            "cancelled" => drawn.mark('-', Role::Secondary),
            _ => drawn,
        };
        rows.push(drawn.focused(at == scene.inside.assessing.row));
    }
    rows
}

fn activity_rows(scene: &Scene<'_>, plan: &PlanDetail, room: usize) -> Vec<Row> {
    let mut table = Table::new(vec![
        Column::text(scene.text("head-activity")),
        Column::text(scene.text("head-who")).spare(2),
        Column::text(scene.text("head-due")),
        Column::number("%"),
        Column::text(scene.text("head-state")).spare(1),
    ]);
    for row in &plan.activities {
        let state = scene.text(&format!("plan-state-{}", row.state.replace('_', "-")));
        table.line([
            harmless(&row.activity),
            harmless(&row.who),
            row.due.as_deref().map(date).unwrap_or_default(),
            row.percent.to_string(),
            state,
        ]);
    }
    let mut rows = table.rows(room);
    let at = scene.inside.assessing.row;
    if let Some(row) = rows.get_mut(at + 1).filter(|_| at < plan.activities.len()) {
        row.focus = true;
    }
    rows
}

/// All that is known of the activity with the focus.
fn focused_activity(scene: &Scene<'_>, activity: &ActivityRow, room: usize) -> Vec<Row> {
    let mut rows = vec![Row::blank()];
    let mut say = |key: Option<&str>, text: &str| {
        let text = harmless(text);
        let words = key.map_or(text.clone(), |key| format!("{}: {text}", scene.text(key)));
        rows.extend(wrap(&words, room).into_iter().map(Row::text));
    };
    say(None, &activity.objective);
    let code = activity.area.as_deref();
    let area = code.map(|code| {
        let areas = scene.inside.plan_areas().iter();
        let title = areas
            .filter(|area| area.code == code)
            .map(|area| &area.title);
        let parts = std::iter::once(code).chain(title.map(String::as_str));
        parts.collect::<Vec<&str>>().join(" ")
    });
    let budget = activity.budget.map(|budget| budget.to_string());
    for (key, text) in [
        ("head-area", &area),
        ("head-support", &activity.support),
        ("head-budget", &budget),
        ("head-indicator", &activity.indicator),
        ("head-note", &activity.note),
    ] {
        if let Some(text) = text {
            say(Some(key), text);
        }
    }
    rows
}
