//! `demo`: a network of three organizations in a throw-away folder, each a process of this
//! program of its own, with sample work that says everywhere that it is fictional.
//!
//! The processes are started and asked as any script would: `found`, `join`, `node`, and then
//! the control socket. What is printed at the end are their own answers.

mod ask;
mod folder;
mod organization;
mod sample;
mod work;

use std::time::Duration;

use asamblea_node::api::ErrorKind;
use asamblea_node::client::{Client, NetworkOptions};
use serde::Serialize;
use tokio::time::Instant;

use super::failure::Failure;
use super::interface;
use super::output::say;
use super::session::Session;
use super::signals::EndSignals;
use super::words::Words;
use crate::app::{self, Outcome, Start};
use folder::Folder;
use organization::Organization;
use sample::Sample;

/// How long all three may take to see the same.
const AGREEMENT_WAIT: Duration = Duration::from_secs(60);

/// What one organization sees.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
struct Sight {
    org: String,
    posts: u64,
    documents: u64,
    agenda_edition: u32,
    peers: u64,
}

/// Builds the network, shows it, takes it down again on every way out.
pub(super) async fn run(session: &mut Session) -> Result<(), Failure> {
    let mut ended = EndSignals::listen()?;
    let sample = Sample::load()?;
    let folder = Folder::make()?;
    let mut organizations = Vec::new();
    let result = tokio::select! {
        result = play(session, &sample, &folder, &mut organizations) => result,
        () = ended.wait() => Err(Failure::Interrupted),
    };
    organization::stop_all(organizations).await;
    result
}

async fn play(
    session: &mut Session,
    sample: &Sample,
    folder: &Folder,
    organizations: &mut Vec<Organization>,
) -> Result<(), Failure> {
    let deadline = Instant::now() + AGREEMENT_WAIT;
    say(&session.texts.get("demo-begins"));
    build(session, sample, folder, organizations).await?;
    let clients = clients(organizations).await?;
    say(&session.texts.get("demo-writing"));
    let work = work::begin(&clients, sample, deadline).await?;
    let sights = work::agree(&clients, sample, &work, deadline).await?;
    if interface::is_possible(session) && watch(session, organizations, &clients, &work).await? {
        return Ok(());
    }
    print(&sights, session)
}

/// Founds with the first organization; the others join side by side.
async fn build(
    session: &Session,
    sample: &Sample,
    folder: &Folder,
    organizations: &mut Vec<Organization>,
) -> Result<(), Failure> {
    let (first, others) = sample
        .organizations
        .split_first()
        .ok_or(Failure::internal("sample"))?;
    organizations.push(Organization::found(folder, &sample.network, first).await?);
    let founder = organizations
        .first_mut()
        .ok_or(Failure::internal("sample"))?;
    let address = founder.run(&[]).await?;
    say_running(session, &first.name);
    let client = founder.client().await?;
    let joining = others.iter().map(|role| {
        let (client, address) = (client.clone(), address.clone());
        async move {
            let code = ask::invite(&client, role).await?;
            let mut organization = Organization::join(folder, role, &code, &address).await?;
            organization.run(&[address]).await?;
            say_running(session, &role.name);
            Ok::<_, Failure>(organization)
        }
    });
    organizations.extend(futures::future::try_join_all(joining).await?);
    Ok(())
}

fn say_running(session: &Session, name: &str) {
    say(&session.texts.with("demo-running", &[("org", name)]));
}

async fn clients(organizations: &[Organization]) -> Result<Vec<Client>, Failure> {
    futures::future::try_join_all(organizations.iter().map(Organization::client)).await
}

/// The interface of a member of the last organization, while the others write on. False where
/// there is no interface to be had.
async fn watch(
    session: &mut Session,
    organizations: &[Organization],
    clients: &[Client],
    work: &work::Work,
) -> Result<bool, Failure> {
    let (Some(mine), Some((client, others))) = (organizations.last(), clients.split_last()) else {
        return Ok(false);
    };
    let start = Start {
        profile: mine.profile().to_owned(),
        client: Some(client.clone()),
        network: NetworkOptions::default(),
        demo: Some(session.texts.get("demo-banner")),
        practises: false,
    };
    tokio::select! {
        outcome = app::run(start, session.texts_again()) => match outcome {
            Ok(Outcome::Quit | Outcome::Practice) => Ok(true),
            Err(error) if error.kind == ErrorKind::Usage => Ok(false),
            Err(error) => Err(error.into()),
        },
        () = work::go_on(others, work) => Ok(true),
    }
}

fn print(sights: &[Sight], session: &mut Session) -> Result<(), Failure> {
    if session.out.is_json() {
        return sights
            .iter()
            .try_for_each(|sight| session.out.object(sight));
    }
    let mut words = Words::new(&mut session.out, &session.texts);
    words.sentence("demo-same")?;
    for sight in sights {
        let parts = [
            sight.org.clone(),
            words.count("thread-posts", sight.posts),
            words.count("demo-documents", sight.documents),
            words.count("agenda-edition", sight.agenda_edition.into()),
            words.count("status-peers", sight.peers),
        ];
        words.row(&parts)?;
    }
    Ok(())
}
