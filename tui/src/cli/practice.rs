//! `practice`: the practice network, made where there is none, opened, or begun again.

use std::io::{self, IsTerminal};

use asamblea_node::api::{ApiError, ErrorKind, Founded, Reply, Request};
use asamblea_node::client;
use serde::Serialize;

use super::failure::Failure;
use super::interface;
use super::meant;
use super::output::say;
use super::passphrase::Purpose;
use super::session::Session;
use super::words::Words;
use crate::practice;

/// Options of `practice`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(long)]
    reset: bool,
    #[arg(long, requires = "reset")]
    yes: bool,
    #[arg(long)]
    person: Option<String>,
}

/// What there is.
#[derive(Serialize)]
struct Practised {
    practice: bool,
    profile: String,
    created: bool,
    #[serde(flatten)]
    founded: Founded,
}

/// Opens the practice network on the screen; without one, makes it and says what there is.
pub(super) async fn run(args: Args, session: &mut Session) -> Result<(), Failure> {
    session.profile = practice::folder(&session.profile);
    if args.reset && client::profile_exists(&session.profile) {
        if !args.yes {
            is_meant(session)?;
        }
        let node = session.holder().await.unwrap_or_default();
        client::destroy_profile(&session.profile, node).await?;
    }
    if args.person.is_none() && interface::is_possible(session) {
        return interface::run(session).await;
    }
    let created = client::needs_practice(&session.profile);
    let founded = if created {
        make(args.person, session).await?
    } else {
        there(session).await?
    };
    print(created, founded, session)
}

async fn make(person: Option<String>, session: &Session) -> Result<Founded, Failure> {
    let person = person.unwrap_or_else(|| session.texts.get("practice-me"));
    if person.trim().is_empty() {
        return Err(ApiError::about(ErrorKind::Usage, "person").into());
    }
    session.say_limits();
    let passphrase = session.passphrase(Purpose::Set)?;
    if session.tells_progress() {
        say(&session.texts.get("practice-making"));
    }
    let language = session.texts.language();
    let made = practice::make(&session.profile, &passphrase, person, language, None);
    let (client, founded) = made.await?;
    client.close().await;
    Ok(founded)
}

async fn there(session: &Session) -> Result<Founded, Failure> {
    match session.ask(Request::JoinState).await? {
        Reply::Founded(founded) => Ok(founded),
        _ => Err(Failure::internal("reply")),
    }
}

fn print(created: bool, founded: Founded, session: &mut Session) -> Result<(), Failure> {
    let profile = session.profile_name();
    if session.out.is_json() {
        return session.out.object(&Practised {
            practice: true,
            profile,
            created,
            founded,
        });
    }
    let mut words = Words::new(&mut session.out, &session.texts);
    words.sentence(if created {
        "practice-made"
    } else {
        "practice-open"
    })?;
    words.field_if("label-network", founded.network.as_deref())?;
    words.field_if("label-org", founded.org.as_deref())?;
    words.field_if("label-person", founded.person.as_deref())?;
    words.sentence_with(
        "practice-folder",
        &[("folder", &crate::harmless::harmless(&profile))],
    )?;
    words.sentence("practice-words")?;
    words.sentence("practice-how")
}

fn is_meant(session: &Session) -> Result<(), Failure> {
    if !io::stdin().is_terminal() {
        return Err(Failure::said(ErrorKind::Usage, "error-practice-reset"));
    }
    meant::by_word(
        "practice-word",
        "practice-ask",
        "error-practice-kept",
        session,
    )
}
