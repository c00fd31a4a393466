//! Meetings: the call, points, agreements, who is there, minutes.

use asamblea_node::api::{AgreementRow, ApprovalRow, MeetingDetail, PointRow, SeatRow};

use super::{FIRST_COLUMNS, Scene, placed};
use crate::app::inside::Pane as Focus;
use crate::app::meetings::Matter;
use crate::harmless::harmless;
use crate::theme::Role;
use crate::view::page::{Page, Pane, Row, piece};
use crate::view::text::wrap;
use crate::view::when::{hour_there, when_exactly};
use crate::written;

/// The page.
pub(super) fn page(scene: &Scene<'_>) -> Page {
    let inside = scene.inside;
    let first = inside.pane == Focus::First;
    let mut page = placed(vec![scene.text("ui-meetings")], String::new());
    let mut meetings = list(scene);
    meetings.active = first;
    let mut matters = matters(scene);
    matters.active = !first;
    if scene.is_wide() {
        meetings.width = FIRST_COLUMNS;
        page.panes = vec![meetings, matters];
    } else {
        let mut pane = if first { meetings } else { matters };
        if !first {
            let title = inside
                .meeting()
                .map_or_else(String::new, |row| harmless(&row.title));
            page = placed(vec![scene.text("ui-meetings"), title], String::new());
        }
        pane.head = None;
        page.panes = vec![pane];
    }
    let words = inside.meeting_detail().map_or_else(String::new, |meeting| {
        harmless(&written::quorum(
            scene.texts,
            &meeting.quorum,
            &meeting.zone,
        ))
    });
    page.notice = vec![piece(words, Role::Text)];
    page
}

fn list(scene: &Scene<'_>) -> Pane {
    let inside = scene.inside;
    let room = if scene.is_wide() {
        usize::from(FIRST_COLUMNS) - 5
    } else {
        scene.text_room(0)
    };
    let mut rows = Vec::new();
    for (at, meeting) in inside.known.meetings.iter().enumerate() {
        let row = Row::text(harmless(&meeting.title)).focused(at == inside.meeting_at);
        rows.push(match meeting.state.as_str() {
            "closed" => row.mark('=', Role::Done),
            "cancelled" => row.mark('-', Role::Danger),
            _ => row,
        });
        let when = scene.when(&meeting.starts);
        let mut state = scene.text(&format!("meeting-state-{}", meeting.state));
        if let Some(approval) = &meeting.approval {
            state = scene.text(&format!("meeting-approval-state-{approval}"));
        }
        rows.push(Row::role(format!("  {when} · {state}"), Role::Secondary));
    }
    if rows.is_empty() {
        rows.extend(scene.words("ui-meetings-empty", room));
    }
    Pane {
        head: Some(Row::heading(scene.text("ui-meetings"))),
        rows,
        ..Pane::default()
    }
}

fn matters(scene: &Scene<'_>) -> Pane {
    let inside = scene.inside;
    let before = if scene.is_wide() { FIRST_COLUMNS } else { 0 };
    let room = scene.text_room(before);
    let mut rows = Vec::new();
    let mut title = String::new();
    if let Some(meeting) = inside.meeting_detail() {
        title = harmless(&meeting.title);
        for line in wrap(&when_and_where(scene, meeting), room) {
            rows.push(Row::role(line, Role::Secondary));
        }
        let mut heading = "";
        for (at, matter) in inside.matters().into_iter().enumerate() {
            let own = heading_of(matter);
            if own != heading {
                rows.push(Row::blank());
                rows.push(Row::heading(scene.text(own)));
                heading = own;
            }
            let drawn = matter_rows(scene, meeting, matter, room);
            let focused = at == inside.matter_at;
            let drawn = drawn.into_iter().enumerate();
            rows.extend(drawn.map(|(line, row)| row.focused(focused && line == 0)));
        }
    }
    if inside.matters().is_empty() {
        rows.clear();
        rows.extend(scene.words("ui-meetings-empty", room));
    }
    Pane {
        head: Some(Row::heading(title)),
        rows,
        foot: super::links::feet(scene, room),
        ..Pane::default()
    }
}

const fn heading_of(matter: Matter) -> &'static str {
    match matter {
        Matter::Point(_) => "call-points",
        Matter::Agreement(_) => "minutes-agreements",
        Matter::Seat(_) => "ui-meeting-attendance",
        Matter::Minutes | Matter::Closing(_) => "ui-meeting-papers",
    }
}

fn when_and_where(scene: &Scene<'_>, meeting: &MeetingDetail) -> String {
    let clock = &scene.app.clock;
    let mut parts = vec![
        scene.text(&format!("meeting-type-{}", meeting.kind)),
        when_exactly(scene.texts, clock, &meeting.starts),
    ];
    if let Some(there) = hour_there(clock, &meeting.starts, &meeting.zone) {
        parts.push(scene.text_with("ui-there", "hour", &there));
    }
    parts.extend(meeting.place.as_deref().map(harmless));
    if meeting.state == "called" {
        parts.push(written::answers(scene.texts, &meeting.answers));
    } else {
        parts.push(scene.text(&format!("meeting-state-{}", meeting.state)));
    }
    parts.join(" · ")
}

fn matter_rows(
    scene: &Scene<'_>,
    meeting: &MeetingDetail,
    matter: Matter,
    room: usize,
) -> Vec<Row> {
    match matter {
        Matter::Point(at) => meeting.items.get(at).map(|row| vec![point(scene, row)]),
        Matter::Seat(at) => meeting.seats.get(at).map(|row| vec![seat(scene, row)]),
        Matter::Agreement(at) => meeting
            .agreements
            .get(at)
            .map(|row| agreement(scene, row, room)),
        Matter::Minutes => Some(vec![Row::text(scene.text("ui-meeting-document"))]),
        Matter::Closing(at) => meeting.closings.get(at).map(|closing| {
            let key = if at == 0 {
                "meeting-closed"
            } else {
                "ui-meeting-closed-too"
            };
            let row = Row::text(scene.text(key))
                .mark('=', Role::Done)
                .right(scene.when(&closing.at));
            let hash: String = closing.hash.chars().take(16).collect();
            let by = scene.author(&closing.by);
            let mut rows = vec![row, Row::role(format!("  {hash}… · {by}"), Role::Secondary)];
            if let Some(approval) = meeting.approval.as_ref().filter(|_| at == 0) {
                rows.extend(approval_rows(scene, approval, room));
            }
            rows
        }),
    }
    .unwrap_or_default()
}

/// How far the minutes are approved, and by whom.
fn approval_rows(scene: &Scene<'_>, approval: &ApprovalRow, room: usize) -> Vec<Row> {
    let role = if approval.state == "approved" {
        Role::Done
    } else {
        Role::Care
    };
    let mut rows = Vec::new();
    let said = written::approval(scene.texts, approval);
    for (at, said) in said.iter().enumerate() {
        let role = if at == 0 { role } else { Role::Secondary };
        let lines = wrap(&harmless(said), room.saturating_sub(2));
        let lines = lines.into_iter();
        rows.extend(lines.map(|line| Row::role(format!("  {line}"), role)));
    }
    rows
}

fn point(scene: &Scene<'_>, row: &PointRow) -> Row {
    let title = harmless(&row.title);
    let text = if row.order > 0 {
        format!("{}. {title}", row.order)
    } else {
        title
    };
    let state = if row.later {
        scene.text("meeting-later")
    } else {
        scene.text(&format!("meeting-point-state-{}", row.state))
    };
    let drawn = Row::text(text).right(state);
    match row.state.as_str() {
        "done" => drawn.mark('=', Role::Done),
        "withdrawn" => drawn.mark('-', Role::Secondary),
        _ => drawn,
    }
}

fn seat(scene: &Scene<'_>, row: &SeatRow) -> Row {
    let mut state = scene.text(&format!("meeting-presence-{}", row.presence));
    // Before anybody notes who is there, what it said ahead says more.
    if let Some(answer) = row.answer.as_ref().filter(|_| row.presence == "unsaid") {
        let said = if answer.comes { "yes" } else { "no" };
        state = scene.text(&format!("meeting-answer-{said}"));
    }
    if let Some(to) = &row.proxy {
        state = format!("{state}: {}", harmless(&to.name));
    }
    let drawn = Row::text(harmless(&row.name)).right(state);
    match (row.presence.as_str(), row.counts) {
        ("present", _) | ("proxy", true) => drawn.mark('=', Role::Done),
        ("proxy", false) => drawn.mark('!', Role::Care),
        _ => drawn,
    }
}

fn agreement(scene: &Scene<'_>, row: &AgreementRow, room: usize) -> Vec<Row> {
    let text = format!("{} {}", row.number, harmless(&row.text));
    let mut state = scene.text(&format!("meeting-task-{}", row.state));
    if row.later {
        state = scene.text("meeting-later");
    }
    let mut lines = wrap(&text, room.saturating_sub(state.chars().count() + 2)).into_iter();
    let first = Row::text(lines.next().unwrap_or_default()).right(state);
    let first = match row.state.as_str() {
        "done" => first.mark('=', Role::Done),
        "overdue" => first.mark('!', Role::Care),
        _ => first,
    };
    let mut rows = vec![first];
    rows.extend(lines.map(|line| Row::text(format!("  {line}"))));
    let how = harmless(&written::how(scene.texts, row).join(" · "));
    if !how.is_empty() {
        let lines = wrap(&how, room.saturating_sub(2)).into_iter();
        rows.extend(lines.map(|line| Row::role(format!("  {line}"), Role::Secondary)));
    }
    rows
}
