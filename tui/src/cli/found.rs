//! `found`: a network, its first organization, its first person, this device.

use asamblea_node::api::{ApiError, ErrorKind, Founded, Saved};
use asamblea_node::client::{self, Founding};

use super::failure::Failure;
use super::passphrase::Purpose;
use super::session::Session;
use super::words::{Words, short};

/// Options of `found`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(long)]
    network: String,
    #[arg(long)]
    org: String,
    #[arg(long)]
    person: String,
    #[arg(long, value_name = "CC")]
    country: Option<String>,
}

/// Founds a network in a new profile.
pub(super) async fn run(args: Args, session: &mut Session) -> Result<(), Failure> {
    // Nobody chooses a passphrase for nothing.
    if client::profile_exists(&session.profile) {
        return Err(ApiError::about(ErrorKind::ProfileExists, session.profile_name()).into());
    }
    session.say_limits();
    let passphrase = session.passphrase(Purpose::Set)?;
    let founding = Founding {
        network: args.network,
        org: args.org,
        person: args.person,
        country: args.country,
    };
    let (client, founded) = client::found(&session.profile, &passphrase, founding, None).await?;
    client.close().await;
    print(&founded, "found-done", session)
}

/// Prints what a new profile tells.
pub(super) fn print(
    founded: &Founded,
    sentence: &str,
    session: &mut Session,
) -> Result<(), Failure> {
    if session.out.is_json() {
        return session.out.object(founded);
    }
    let mut words = Words::new(&mut session.out, &session.texts);
    words.sentence(sentence)?;
    words.field_if("label-network", founded.network.as_deref())?;
    words.field("label-network-code", &founded.network_code)?;
    words.field_if("label-org", founded.org.as_deref())?;
    words.field_if("label-person", founded.person.as_deref())?;
    words.field("label-device", short(&founded.device))?;
    words.safety_words(&founded.safety_words)?;
    words.sentence("safety-words-why")
}

/// A thing that was made or changed.
pub(super) fn words_of_saved(saved: &Saved, words: &mut Words<'_>) -> Result<(), Failure> {
    let label = if saved.saved {
        "saved"
    } else {
        "not-saved-yet"
    };
    words.field(label, short(&saved.id))
}
