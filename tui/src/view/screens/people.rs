//! Organizations, people and their devices.

use asamblea_node::api::WhoRow;

use super::{FIRST_COLUMNS, Scene, numbered_words, placed};
use crate::app::inside::{Pane as Focus, Party};
use crate::harmless::harmless;
use crate::theme::Role;
use crate::view::page::{Page, Pane, Row, piece};
use crate::view::text::wrap;

/// Columns of the list of people: a name and a role stand beside each other.
const LIST_COLUMNS: u16 = FIRST_COLUMNS + 5;

pub(super) fn role_key(role: &str) -> Option<&'static str> {
    Some(match role {
        "coordinator" => "ui-role-coordinator",
        "member" => "ui-role-member",
        "observer" => "ui-role-observer",
        "admin" => "ui-role-admin",
        "write" => "ui-role-write",
        "read" => "ui-role-read",
        _ => return None,
    })
}

fn state_key(row: &WhoRow) -> &'static str {
    match row.state.as_str() {
        "waiting" if row.waits.as_deref() == Some("words") => "ui-state-words",
        "active" => "ui-state-active",
        "unverified" => "ui-state-unverified",
        "suspended" => "ui-state-suspended",
        "removed" => "ui-state-removed",
        "invited" => "ui-state-invited",
        _ => "ui-state-waiting",
    }
}

fn mark(state: &str) -> Option<(char, Role)> {
    match state {
        "unverified" => Some(('?', Role::Care)),
        "suspended" => Some(('!', Role::Care)),
        "removed" => Some(('-', Role::Danger)),
        _ => None,
    }
}

/// The role, or the state where it is not simply active.
fn standing(scene: &Scene<'_>, row: &WhoRow) -> String {
    let role = row
        .role
        .as_deref()
        .and_then(role_key)
        .filter(|_| row.state == "active");
    scene.text(role.unwrap_or_else(|| state_key(row)))
}

/// The page.
pub(super) fn page(scene: &Scene<'_>) -> Page {
    let first = scene.inside.pane == Focus::First;
    let mut page = placed(vec![scene.text("ui-people")], String::new());
    let mut list = list(scene);
    list.active = first;
    let mut person = person(scene);
    person.active = !first;
    if scene.is_wide() {
        list.width = LIST_COLUMNS;
        page.panes = vec![list, person];
    } else {
        let mut pane = if first { list } else { person };
        let party = scene.inside.party();
        if let Some(Party::Person(at) | Party::Org(at)) = party.filter(|_| !first) {
            let name = harmless(&scene.inside.known.who[at].name);
            page = placed(vec![scene.text("ui-people"), name], String::new());
        }
        pane.head = None;
        page.panes = vec![pane];
    }
    let unverified = scene
        .inside
        .focused_who()
        .is_some_and(|row| row.state == "unverified");
    let me = scene.inside.focused_who().is_some_and(|row| row.me);
    let words = match (unverified, me) {
        (true, false) => "ui-people-unverified",
        (true, true) => "ui-people-unverified-me",
        (false, _) => "ui-people-note",
    };
    page.notice = vec![piece(scene.text(words), Role::Text)];
    page
}

fn list(scene: &Scene<'_>) -> Pane {
    let inside = scene.inside;
    let mut rows = Vec::new();
    let mut invited = false;
    let regions = inside.known.who.iter().any(|row| row.subregion.is_some());
    let mut region = None;
    for (at, party) in inside.parties().into_iter().enumerate() {
        let focus = at == inside.people_at;
        match party {
            Party::Org(org) => {
                if at > 0 {
                    rows.push(Row::blank());
                }
                let row = &inside.known.who[org];
                if regions && region != Some(&row.subregion) {
                    region = Some(&row.subregion);
                    rows.push(Row::role(region_words(scene, row), Role::Secondary));
                }
                let state = (row.state != "active").then(|| scene.text(state_key(row)));
                let mut drawn = Row::heading(harmless(&row.name)).marked(mark(&row.state));
                if let Some(state) = state {
                    drawn = drawn.right(state);
                }
                rows.push(drawn.focused(focus));
            }
            Party::Person(person) => {
                let row = &inside.known.who[person];
                let drawn = Row::text(harmless(&row.name)).right(standing(scene, row));
                rows.push(drawn.marked(mark(&row.state)).focused(focus));
            }
            Party::Invitation(invitation) => {
                if !invited {
                    invited = true;
                    rows.push(Row::blank());
                    rows.push(Row::heading(scene.text("ui-invitations")));
                }
                let row = &inside.known.invitations[invitation];
                let name = row.name.as_deref().map(harmless);
                let name = name.unwrap_or_else(|| scene.text(kind_key(&row.kind)));
                // The way in of a backup or a recovery ends when it is revoked.
                let ends = match row.kind.as_str() {
                    "backup" | "recovery" => String::new(),
                    _ => scene.when(&row.expires),
                };
                rows.push(Row::text(name).right(ends).focused(focus));
            }
        }
    }
    if rows.is_empty() {
        let room = if scene.is_wide() {
            usize::from(LIST_COLUMNS) - 5
        } else {
            scene.text_room(0)
        };
        rows.extend(scene.words("ui-people-empty", room));
    }
    Pane {
        head: Some(Row::heading(scene.text("ui-people"))),
        rows,
        ..Pane::default()
    }
}

/// The heading above the organizations of a sub-region, or of none.
fn region_words(scene: &Scene<'_>, org: &WhoRow) -> String {
    match &org.subregion {
        Some(name) => scene.text_with("ui-people-region", "name", &harmless(name)),
        None => scene.text("ui-people-no-region"),
    }
}

/// The key of what an invitation is for.
pub(super) fn kind_key(kind: &str) -> &'static str {
    match kind {
        "org" => "ui-invitation-org",
        "device" => "ui-invitation-device",
        "node" => "ui-invitation-node",
        "backup" => "ui-invitation-backup",
        "recovery" => "ui-invitation-recovery",
        _ => "ui-invitation-member",
    }
}

fn person(scene: &Scene<'_>) -> Pane {
    let inside = scene.inside;
    let room = scene.text_room(if scene.is_wide() { LIST_COLUMNS } else { 0 });
    let row = match inside.party() {
        Some(Party::Person(at) | Party::Org(at)) => &inside.known.who[at],
        _ => {
            return Pane {
                rows: vec![
                    Row::role(scene.text("ui-people-choose"), Role::Secondary).focused(true),
                ],
                ..Pane::default()
            };
        }
    };
    let mut rows = who_rows(scene, row, room);
    rows.extend(device_rows(scene, row));
    rows.extend(words_rows(scene, room));
    let standing = standing(scene, row);
    Pane {
        head: Some(Row::heading(harmless(&row.name)).right(standing)),
        rows,
        ..Pane::default()
    }
}

/// Who somebody is: her organization, her state, who invited her.
fn who_rows(scene: &Scene<'_>, row: &WhoRow, room: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    let org = row.org.as_deref().map(|org| org_name(scene, org));
    if let Some(org) = org.filter(|_| row.kind == "person") {
        rows.push(Row::text(org));
    }
    let state = scene.text(state_key(row));
    rows.push(Row::text(scene.text_with(
        "ui-person-state",
        "state",
        &state,
    )));
    if let Some(region) = row.subregion.as_deref() {
        let words = scene.text_with("ui-people-region", "name", &harmless(region));
        rows.extend(wrap(&words, room).into_iter().map(Row::text));
    }
    if row.me {
        let mine = match row.kind.as_str() {
            "org" => "ui-org-me",
            _ => "ui-person-me",
        };
        rows.push(Row::role(scene.text(mine), Role::Secondary));
    }
    if let Some(inviter) = row.invited_by.as_deref() {
        let words = scene.text_with("ui-invited-by", "name", &harmless(inviter));
        rows.extend(wrap(&words, room).into_iter().map(Row::text));
    }
    rows
}

/// The devices of a person; how many people an organization has, and its carriers.
fn device_rows(scene: &Scene<'_>, row: &WhoRow) -> Vec<Row> {
    let inside = scene.inside;
    let devices = inside.devices();
    let mut rows = vec![Row::blank()];
    if row.kind == "org" {
        let hers = inside.known.who.iter();
        let hers =
            hers.filter(|other| other.kind == "person" && other.org.as_ref() == Some(&row.id));
        let count = hers
            .filter(|other| other.state != "removed")
            .count()
            .to_string();
        let words = scene.text_with("ui-org-people", "count", &count);
        rows.push(Row::text(words).focused(devices.is_empty()));
        if !devices.is_empty() {
            rows.push(Row::blank());
            rows.push(Row::heading(scene.text("ui-carriers")));
        }
    } else if devices.is_empty() {
        rows.push(Row::role(scene.text("ui-no-devices"), Role::Secondary).focused(true));
    } else {
        rows.push(Row::heading(scene.text("ui-devices")));
    }
    for (at, device) in devices.iter().enumerate() {
        let state = scene.text(state_key(device));
        let seen = device.last_seen.as_deref().map(|at| {
            let at = scene.when(at);
            scene.text_with("ui-seen", "when", &at)
        });
        let name = if device.me {
            format!(
                "{} {}",
                harmless(&device.name),
                scene.text("ui-this-device")
            )
        } else {
            harmless(&device.name)
        };
        let drawn = Row::text(name).right(seen.unwrap_or(state.clone()));
        rows.push(
            drawn
                .marked(mark(&device.state))
                .focused(at == inside.device_at),
        );
        rows.push(Row::role(format!("  {state}"), Role::Secondary));
    }
    rows
}

fn org_name(scene: &Scene<'_>, org: &str) -> String {
    let rows = &scene.inside.known.who;
    let row = rows.iter().find(|row| row.kind == "org" && row.id == org);
    harmless(row.map_or(org, |row| row.name.as_str()))
}

/// The safety words of the focused device.
fn words_rows(scene: &Scene<'_>, room: usize) -> Vec<Row> {
    let devices = scene.inside.devices();
    let Some(device) = devices.get(scene.inside.device_at) else {
        return Vec::new();
    };
    let Some(words) = device
        .safety_words
        .as_deref()
        .filter(|words| !words.is_empty())
    else {
        return Vec::new();
    };
    let mut rows = vec![Row::blank(), Row::heading(scene.text("ui-safety-words"))];
    let words = numbered_words(&harmless(&crate::safety::own(scene.texts, words)));
    rows.extend(wrap(&words, room).into_iter().map(Row::text));
    if !scene.is_wide() {
        return rows;
    }
    rows.push(Row::blank());
    let hint = if device.state == "unverified" {
        "ui-compare-hint"
    } else {
        "ui-compared-hint"
    };
    rows.extend(
        wrap(&scene.text(hint), room)
            .into_iter()
            .map(|line| Row::role(line, Role::Secondary)),
    );
    rows
}
