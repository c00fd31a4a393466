//! Who is reachable, by which way, since when.

use super::{Scene, placed};
use crate::harmless::harmless;
use crate::reach;
use crate::theme::Role;
use crate::view::page::{Page, Pane, Row, piece};
use crate::view::text::wrap;

/// The page.
pub(super) fn page(scene: &Scene<'_>) -> Page {
    let mut page = placed(vec![scene.text("ui-sync")], String::new());
    let mut rows = scene.top();
    let online = peers(scene, &mut rows);
    exchange(scene, &mut rows);
    let place = place(scene, online.max(1), &mut rows);
    addresses(scene, online.max(1) + place, &mut rows);
    page.panes = vec![Pane {
        rows,
        active: true,
        ..Pane::default()
    }];
    page.notice = vec![piece(scene.text("ui-sync-note"), Role::Text)];
    page
}

/// Who is connected; gives how many.
fn peers(scene: &Scene<'_>, rows: &mut Vec<Row>) -> usize {
    let inside = scene.inside;
    let status = inside.known.status.as_ref();
    let peers = status.map_or(&[][..], |status| &status.peers[..]);
    rows.push(Row::heading(scene.text("ui-sync-online")));
    for (at, peer) in peers.iter().enumerate() {
        let name = peer
            .org
            .as_deref()
            .map_or_else(|| short(&peer.device), harmless);
        let via = scene.text(match peer.via.as_str() {
            "mdns" => "ui-via-mdns",
            _ => "ui-via-tcp",
        });
        let since = scene.when(&peer.since);
        let since = scene.text_with("ui-since", "when", &since);
        let right = if scene.is_wide() {
            format!("{via} · {since}")
        } else {
            via
        };
        rows.push(Row::text(name).right(right).focused(at == inside.sync_at));
        if scene.is_wide() {
            let address = format!("  {}", harmless(&peer.address));
            rows.push(Row::role(address, Role::Secondary));
        }
    }
    if peers.is_empty() {
        let words = scene.text("ui-sync-nobody");
        for (at, line) in wrap(&words, scene.text_room(0)).into_iter().enumerate() {
            rows.push(Row::text(line).focused(at == 0 && inside.sync_at == 0));
        }
    }
    peers.len()
}

/// The local networks here, and whether anybody is looked for in them; gives how many rows take
/// the focus.
fn place(scene: &Scene<'_>, first: usize, rows: &mut Vec<Row>) -> usize {
    let inside = scene.inside;
    rows.push(Row::blank());
    rows.push(Row::heading(scene.text("ui-place")));
    let mut count = 0;
    for row in inside.networks_here() {
        let state = match (row.trusted, row.id.is_some()) {
            (true, _) => "ui-place-trusted",
            (false, true) => "ui-place-unmarked",
            (false, false) => "ui-place-unknown",
        };
        let drawn = Row::text(harmless(&row.label)).right(scene.text(state));
        rows.push(drawn.focused(first + count == inside.sync_at));
        count += 1;
    }
    let searching = inside.networks_here().any(|row| row.searching);
    let words = scene.text(match (count, searching) {
        (0, _) => "ui-place-none",
        (_, true) => "ui-place-searching",
        (_, false) => "ui-place-silent",
    });
    for (at, line) in wrap(&words, scene.text_room(0)).into_iter().enumerate() {
        let focus = count == 0 && at == 0 && inside.sync_at == first;
        rows.push(Row::text(line).focused(focus));
    }
    if count > 0 && !inside.is_place_trusted() && inside.why_not_trust().is_none() {
        rows.push(Row::text(scene.text("ui-place-trust")));
    }
    count.max(1)
}

fn addresses(scene: &Scene<'_>, first: usize, rows: &mut Vec<Row>) {
    let inside = scene.inside;
    let status = inside.known.status.as_ref();
    rows.push(Row::blank());
    rows.push(Row::heading(scene.text("ui-sync-here")));
    let addresses = status.map_or(&[][..], |status| &status.addresses[..]);
    for (at, address) in addresses.iter().enumerate() {
        rows.push(Row::text(harmless(address)).focused(first + at == inside.sync_at));
    }
    if addresses.is_empty() {
        rows.push(Row::text(scene.text("ui-sync-no-address")));
    }
}

fn exchange(scene: &Scene<'_>, rows: &mut Vec<Row>) {
    let known = &scene.inside.known;
    let status = known.status.as_ref();
    let exchanged = status.and_then(|status| status.last_exchange.as_deref());
    let last = exchanged.map_or_else(|| scene.text("ui-sync-not-yet"), |at| scene.when(at));
    rows.push(Row::blank());
    rows.push(Row::text(scene.text("ui-sync-last")).right_as(last, Role::Text));
    let held = status.map_or_else(String::new, |status| reach::sentence(scene.texts, status));
    rows.extend(wrap(&held, scene.text_room(0)).into_iter().map(Row::text));
    let waiting = status.map_or(0, |status| {
        status.spaces.iter().map(|space| space.pending).sum::<u64>()
    });
    if waiting > 0 {
        let words = scene.text_with("ui-sync-pending", "count", &waiting.to_string());
        rows.push(Row::text(words));
    }
}

fn short(device: &str) -> String {
    harmless(device).chars().take(8).collect()
}
