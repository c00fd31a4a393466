//! `invite`: one-time invitations.

use std::time::Duration;

use asamblea_node::api::{Invitation, InviteFor, Request};

use super::failure::Failure;
use super::session::Session;
use super::when;
use super::words::{Words, short};

/// How long an invitation lives.
#[derive(Debug, clap::Args)]
pub(super) struct Expiry {
    #[arg(long, value_name = "TIME", value_parser = when::wait, default_value = "7d")]
    expires: Duration,
}

/// Verbs of `invite`.
#[derive(Debug, clap::Subcommand)]
pub(super) enum Verb {
    #[command(aliases = ["organizacion", "organización"])]
    Org {
        #[arg(long)]
        name: String,
        #[arg(long, value_name = "CC")]
        country: String,
        #[command(flatten)]
        expiry: Expiry,
    },
    #[command(alias = "integrante")]
    Member {
        #[arg(long)]
        name: Option<String>,
        #[arg(long, default_value = "member", value_parser = ["coordinator", "member", "observer"])]
        role: String,
        #[command(flatten)]
        expiry: Expiry,
    },
    #[command(alias = "dispositivo")]
    Device {
        #[command(flatten)]
        expiry: Expiry,
    },
    #[command(alias = "nodo")]
    Node {
        #[arg(long)]
        blind: bool,
        #[arg(long)]
        name: Option<String>,
        #[command(flatten)]
        expiry: Expiry,
    },
    #[command(alias = "lista")]
    List,
    #[command(alias = "anular")]
    Revoke { id: String },
}

/// Does what the verb says.
pub(super) async fn run(verb: Verb, session: &mut Session) -> Result<(), Failure> {
    let invite = |whom, expiry: Expiry| Request::Invite {
        whom,
        expires_s: expiry.expires.as_secs(),
    };
    let request = match verb {
        Verb::Org {
            name,
            country,
            expiry,
        } => invite(InviteFor::Org { name, country }, expiry),
        Verb::Member { name, role, expiry } => invite(InviteFor::Member { name, role }, expiry),
        Verb::Device { expiry } => invite(InviteFor::Device, expiry),
        Verb::Node {
            blind,
            name,
            expiry,
        } => invite(InviteFor::Node { name, blind }, expiry),
        Verb::List => Request::InviteList,
        Verb::Revoke { id } => Request::InviteRevoke { id },
    };
    session.show(request).await
}

/// A new invitation.
pub(super) fn words(invitation: &Invitation, words: &mut Words<'_>) -> Result<(), Failure> {
    words.sentence("invite-done")?;
    words.gap()?;
    words.text(&invitation.invite)?;
    words.gap()?;
    words.field("label-invitation", short(&invitation.id))?;
    let expires = words.time(&invitation.expires);
    words.field("label-expires", &expires)?;
    words.sentence(if invitation.practice {
        "practice-invitation"
    } else {
        "invite-advice"
    })
}

/// Those made on this device.
pub(super) fn words_of_list(rows: &[Invitation], words: &mut Words<'_>) -> Result<(), Failure> {
    if rows.is_empty() {
        return words.sentence("invite-none");
    }
    for row in rows {
        let parts = [
            short(&row.id).to_owned(),
            words.code("invite-kind", &row.kind),
            row.name.clone().unwrap_or_default(),
            words.code("invite-state", &row.state),
            ends(row, words),
        ];
        words.row(&parts)?;
    }
    Ok(())
}

/// When one ends; the way in of a backup or a recovery ends when it is revoked.
fn ends(row: &Invitation, words: &Words<'_>) -> String {
    if matches!(row.kind.as_str(), "backup" | "recovery") {
        return String::new();
    }
    words.time(&row.expires)
}
