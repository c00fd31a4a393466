//! Who is reachable, by which way, since when.

use super::{Scene, placed};
use crate::harmless::harmless;
use crate::theme::Role;
use crate::view::page::{Page, Pane, Row, piece};
use crate::view::text::wrap;

/// The page.
pub(super) fn page(scene: &Scene<'_>) -> Page {
    let inside = scene.inside;
    let mut page = placed(vec![scene.text("ui-sync")], String::new());
    let room = scene.text_room(0);
    let mut rows = scene.top();
    let mut number = 0;
    let status = inside.known.status.as_ref();
    let peers = status.map_or(&[][..], |status| &status.peers[..]);
    rows.push(Row::heading(scene.text("ui-sync-online")));
    for peer in peers {
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
        rows.push(
            Row::text(name)
                .right(right)
                .focused(number == inside.sync_at),
        );
        if scene.is_wide() {
            rows.push(Row::role(
                format!("  {}", harmless(&peer.address)),
                Role::Secondary,
            ));
        }
        number += 1;
    }
    if peers.is_empty() {
        for (at, line) in wrap(&scene.text("ui-sync-nobody"), room)
            .into_iter()
            .enumerate()
        {
            rows.push(Row::text(line).focused(at == 0 && number == inside.sync_at));
        }
    }
    rows.push(Row::blank());
    rows.push(Row::heading(scene.text("ui-sync-here")));
    let addresses = status.map_or(&[][..], |status| &status.addresses[..]);
    for address in addresses {
        let focus = !peers.is_empty() && number == inside.sync_at;
        rows.push(Row::text(harmless(address)).focused(focus));
        number += 1;
    }
    if addresses.is_empty() {
        rows.push(Row::text(scene.text("ui-sync-no-address")));
    }
    rows.push(Row::blank());
    let exchanged = inside.known.exchanged_at.as_deref();
    let last = exchanged.map_or_else(|| scene.text("ui-sync-not-yet"), |at| scene.when(at));
    rows.push(Row::text(scene.text("ui-sync-last")).right_as(last, Role::Text));
    let state = status.is_some_and(|status| status.up_to_date);
    let state = if state {
        "ui-sync-all-held"
    } else {
        "ui-sync-not-held"
    };
    rows.extend(wrap(&scene.text(state), room).into_iter().map(Row::text));
    let waiting: u64 = status.map_or(0, |status| {
        status.spaces.iter().map(|space| space.pending).sum()
    });
    if waiting > 0 {
        rows.push(Row::text(scene.text_with(
            "ui-sync-pending",
            "count",
            &waiting.to_string(),
        )));
    }
    page.panes = vec![Pane {
        rows,
        active: true,
        ..Pane::default()
    }];
    page.notice = vec![piece(scene.text("ui-sync-note"), Role::Text)];
    page
}

fn short(device: &str) -> String {
    harmless(device).chars().take(8).collect()
}
