//! `travel`: leaves nothing on this machine but the way back, and comes back.

use std::time::{Duration, Instant};

use asamblea_node::api::{ApiError, ErrorKind, Reply, Request, Travelling};
use asamblea_node::client::{self, Client, NetworkOptions};
use serde::Serialize;

use super::failure::Failure;
use super::passphrase::Purpose;
use super::session::Session;
use super::words::{Words, short};
use super::{found, when};

/// So long the others may take to say that they hold what they got.
const RECEIPTS_WAIT: Duration = Duration::from_secs(20);
/// How often it is looked for.
const RECEIPTS_LOOK: Duration = Duration::from_millis(200);

/// Verbs of `travel`.
#[derive(Debug, clap::Subcommand)]
pub(super) enum Verb {
    #[command(aliases = ["salir", "ida"])]
    Start {
        #[arg(long, value_name = "MULTIADDR")]
        connect: Vec<String>,
        #[arg(long, value_name = "TIME", value_parser = when::wait, default_value = "60s")]
        timeout: Duration,
        #[arg(long)]
        anyway: bool,
    },
    #[command(aliases = ["volver", "vuelta"])]
    Return {
        #[arg(long, value_name = "MULTIADDR")]
        connect: Vec<String>,
        #[arg(long, value_name = "TIME", value_parser = when::wait, default_value = "60s")]
        timeout: Duration,
    },
}

/// What `status` tells where nothing of a profile is left.
#[derive(Serialize)]
struct Away {
    travelling: bool,
    locked: bool,
    spaces: [(); 0],
    peers: [(); 0],
    alerts: [(); 0],
}

/// Does what the verb says.
pub(super) async fn run(verb: Verb, session: &mut Session) -> Result<(), Failure> {
    match verb {
        Verb::Start {
            connect,
            timeout,
            anyway,
        } => start(connect, timeout, anyway, session).await,
        Verb::Return { connect, timeout } => come_back(connect, timeout, session).await,
    }
}

async fn start(
    connect: Vec<String>,
    timeout: Duration,
    anyway: bool,
    session: &mut Session,
) -> Result<(), Failure> {
    if client::is_travelling(&session.profile) {
        return Err(ApiError::new(ErrorKind::Travelling).into());
    }
    if !client::profile_exists(&session.profile) {
        return Err(ApiError::about(ErrorKind::NoProfile, session.profile_name()).into());
    }
    let passphrase = session.passphrase(Purpose::Open)?;
    let node = match session.holder().await? {
        Some(node) => node,
        None => {
            let network = NetworkOptions {
                connect: connect.clone(),
                ..NetworkOptions::default()
            };
            Client::open(&session.profile, &passphrase, Some(network)).await?
        }
    };
    let sync = Request::Sync {
        connect,
        timeout_ms: when::millis(timeout),
    };
    let left = async {
        // Once before, so that a place is made only where somebody can be told of it.
        let _even = node.call(sync.clone()).await?;
        let _place = prepare(&node, anyway).await?;
        let _even = node.call(sync).await?;
        let place = held(&node, anyway).await?;
        let _gone = node.call(Request::TravelLeave { passphrase }).await?;
        Ok::<_, ApiError>(place)
    };
    let left = left.await;
    node.close().await;
    let left = Travelling {
        travelling: true,
        ..left?
    };
    if session.out.is_json() {
        return session.out.object(&left);
    }
    let mut words = Words::new(&mut session.out, &session.texts);
    words.sentence("travel-started")?;
    words.field("label-invitation", short(&left.place))?;
    words.sentence("travel-advice")
}

async fn prepare(node: &Client, anyway: bool) -> Result<Travelling, ApiError> {
    match node.call(Request::TravelPrepare { anyway }).await? {
        Reply::Travelling(place) => Ok(place),
        _ => Err(ErrorKind::Internal.into()),
    }
}

/// Receipts follow what was exchanged: waits for them, and no longer than for a slow disk.
async fn held(node: &Client, anyway: bool) -> Result<Travelling, ApiError> {
    let deadline = Instant::now() + RECEIPTS_WAIT;
    loop {
        let place = prepare(node, anyway).await?;
        if place.held || Instant::now() >= deadline {
            return Ok(place);
        }
        tokio::time::sleep(RECEIPTS_LOOK).await;
    }
}

async fn come_back(
    connect: Vec<String>,
    timeout: Duration,
    session: &mut Session,
) -> Result<(), Failure> {
    if !client::is_travelling(&session.profile) {
        return Err(Failure::said(ErrorKind::NoProfile, "error-not-travelling"));
    }
    let passphrase = session.passphrase(Purpose::Open)?;
    let network = NetworkOptions {
        connect,
        ..NetworkOptions::default()
    };
    let timeout = when::millis(timeout);
    let back = client::come_back(&session.profile, &passphrase, network, timeout).await;
    let (client, founded) = back?;
    client.close().await;
    let joined = founded.state == "joined";
    if !joined {
        // The profile stays; `sync` or `node` go on from there.
        session.out.end_with(ErrorKind::Unreachable.exit_status());
    }
    let sentence = if joined {
        "travel-back"
    } else {
        "travel-waiting"
    };
    found::print(&founded, sentence, session)
}

/// Nothing is here, and nothing is told of what was.
pub(super) fn print_status(session: &mut Session) -> Result<(), Failure> {
    if session.out.is_json() {
        return session.out.object(&Away {
            travelling: true,
            locked: true,
            spaces: [],
            peers: [],
            alerts: [],
        });
    }
    let sentence = session.texts.get("travel-status");
    session.out.line(&sentence)
}
