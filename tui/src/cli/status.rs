//! `status`: who and where I am, what is connected, what waits.

use asamblea_node::api::{PeerRow, Request, SpaceStatus, Status};
use asamblea_node::client::is_travelling;

use super::alerts;
use super::failure::Failure;
use super::session::Session;
use super::space::forgotten;
use super::travel;
use super::words::{Words, short};
use crate::app::tasks::COORDINATORS_WANTED;

/// Prints the state of this device.
pub(super) async fn run(session: &mut Session) -> Result<(), Failure> {
    if is_travelling(&session.profile) {
        return travel::print_status(session);
    }
    session.show(Request::Status).await
}

/// The state in words: me, then the others, then what is held, then what needs care.
pub(super) fn words(status: &Status, words: &mut Words<'_>) -> Result<(), Failure> {
    if status.practice {
        words.sentence("practice-words")?;
    }
    words.field_if("label-network", status.network.as_deref())?;
    words.field("label-network-code", &status.network_code)?;
    words.field_if("label-org", status.org.as_deref())?;
    words.field_if("label-person", status.person.as_deref())?;
    words.field("label-device", short(&status.device))?;
    if let Some(role) = &status.role {
        let role = words.code("role", role);
        words.field("label-role", &role)?;
    }
    words.safety_words(&status.safety_words)?;
    if status.state == "waiting" {
        words.sentence("status-waiting")?;
    }
    if status.locked {
        words.sentence("status-locked")?;
    }
    for address in &status.addresses {
        words.field("label-address", address)?;
    }
    let connected = u64::try_from(status.peers.len()).unwrap_or(u64::MAX);
    let connected = words.count("status-peers", connected);
    words.row(&[connected, words.mark(status.up_to_date, "ui-up-to-date")])?;
    if let Some(at) = &status.last_exchange {
        let at = words.time(at);
        words.field("label-last-exchange", &at)?;
    }
    words.held(status)?;
    if status.coordinators < COORDINATORS_WANTED && status.role.as_deref() == Some("coordinator") {
        let few = words.count("status-coordinators", status.coordinators);
        words.row(&[few])?;
    }
    status
        .peers
        .iter()
        .try_for_each(|peer| peer_row(peer, words))?;
    if status.open_invitations > 0 {
        let open = words.count("status-invitations", status.open_invitations);
        words.row(&[open])?;
    }
    status
        .spaces
        .iter()
        .try_for_each(|space| space_row(space, words))?;
    if status.alerts.is_empty() {
        return Ok(());
    }
    words.gap()?;
    alerts::words(&status.alerts, words)
}

fn peer_row(peer: &PeerRow, words: &mut Words<'_>) -> Result<(), Failure> {
    let since = words.time(&peer.since);
    words.row(&[
        short(&peer.device).to_owned(),
        peer.org.clone().unwrap_or_default(),
        peer.address.clone(),
        peer.via.clone(),
        since,
    ])
}

fn space_row(space: &SpaceStatus, words: &mut Words<'_>) -> Result<(), Failure> {
    let waits = |n, key| {
        if n == 0 {
            String::new()
        } else {
            words.count(key, n)
        }
    };
    let parts = [
        short(&space.id).to_owned(),
        space.name.clone().unwrap_or_default(),
        words.code("space-kind", &space.kind),
        words.count("status-ops", space.ops),
        waits(space.pending, "status-pending"),
        waits(space.quarantined, "status-quarantined"),
        forgotten(space.retain, space.forgotten, words),
    ];
    words.row(&parts)
}
