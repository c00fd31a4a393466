//! `node`: holds the profile in the foreground and tells what happens, one line each.

mod telling;

use std::collections::BTreeSet;
use std::io::Read;
use std::time::Duration;

use asamblea_node::api::{ApiError, ErrorKind, Event, Reply, Request};
use asamblea_node::client::{Client, Discovery, NetworkOptions};
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::oneshot;

use super::failure::Failure;
use super::session::{Session, is_practice};
use super::signals::EndSignals;
use super::when;

/// How often a starting node is asked where it listens, until it says so.
const LISTENING_ASKED_EVERY: Duration = Duration::from_millis(100);
/// How long the node may take to end; the contract allows five seconds in all.
const STOP_WAIT: Duration = Duration::from_millis(4500);

/// Options of `node`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(long, value_name = "MULTIADDR")]
    listen: Vec<String>,
    #[arg(long, value_name = "MULTIADDR")]
    announce: Vec<String>,
    #[arg(long, value_name = "MULTIADDR")]
    connect: Vec<String>,
    #[arg(long, conflicts_with = "no_mdns")]
    mdns: bool,
    #[arg(long)]
    no_mdns: bool,
    #[arg(long, value_name = "TIME", value_parser = when::wait)]
    auto_lock: Option<Duration>,
    #[arg(long, value_name = "HOST:PORT")]
    socks5: Option<String>,
    /// Ends with whoever started it: a demonstration that was killed leaves no nodes behind.
    #[arg(long, hide = true)]
    until_stdin_ends: bool,
}

/// Runs until a signal, or until somebody asks the node to stop.
pub(super) async fn run(args: Args, session: &mut Session) -> Result<(), Failure> {
    if let Some(proxy) = args.socks5 {
        return Err(Failure::about(ErrorKind::Usage, "error-socks5", proxy));
    }
    // Signals count from here on, also while the passphrase is worked on.
    let mut ended = EndSignals::listen()?;
    if let Some(node) = Client::attach(&session.profile).await? {
        return Err(ApiError::held_by(node.process()).into());
    }
    let discovery = discovery(&args);
    let options = NetworkOptions {
        listen: args.listen,
        announce: args.announce,
        connect: args.connect,
        discovery,
        auto_lock_s: args.auto_lock.map(|wait| wait.as_secs()),
    };
    let stdin = stdin_end(args.until_stdin_ends);
    let client = tokio::select! {
        client = session.open(Some(options)) => client?,
        () = ended.wait() => return Ok(()),
    };
    if is_practice(&client).await {
        client.close().await;
        return Err(ApiError::new(ErrorKind::Practice).into());
    }
    let mut teller = Teller::new(session);
    tell(&client, &mut teller, &mut ended, stdin).await;
    teller.tell(&Event::Stopping {});
    // What is being saved gets its time; a node that hangs must not hold up a shutdown.
    let _in_time = tokio::time::timeout(STOP_WAIT, client.close()).await;
    Ok(())
}

const fn discovery(args: &Args) -> Discovery {
    match (args.mdns, args.no_mdns) {
        (_, true) => Discovery::Never,
        (true, _) => Discovery::Always,
        _ => Discovery::Marked,
    }
}

async fn tell(
    client: &Client,
    teller: &mut Teller<'_>,
    ended: &mut EndSignals,
    stdin: impl Future<Output = ()>,
) {
    let mut events = client.events();
    let mut asked = tokio::time::interval(LISTENING_ASKED_EVERY);
    tokio::pin!(stdin);
    loop {
        tokio::select! {
            biased;
            () = ended.wait() => return,
            () = &mut stdin => return,
            event = events.recv() => match event {
                Ok(Event::Stopping {}) | Err(RecvError::Closed) => return,
                // It began to listen just before anybody here heard: that is not told again.
                Ok(Event::Ready {}) if teller.listening.is_empty() => {
                    catch_up(client, teller).await;
                    teller.tell(&Event::Ready {});
                }
                Ok(event) => teller.tell(&event),
                // What was missed is told again by its next change.
                Err(RecvError::Lagged(_)) => {}
            },
            // The node may have listened before anybody here did.
            _ = asked.tick(), if !teller.ready => catch_up(client, teller).await,
        }
    }
}

async fn catch_up(client: &Client, teller: &mut Teller<'_>) {
    if let Ok(Reply::Status(status)) = client.call(Request::Status).await {
        teller.catch_up(&status.addresses);
    }
}

/// Resolves when standard input ends; never, unless that is asked for.
async fn stdin_end(wanted: bool) {
    if !wanted {
        return std::future::pending().await;
    }
    let (ended, end) = oneshot::channel();
    std::thread::spawn(move || {
        let mut ignored = [0; 64];
        while std::io::stdin()
            .read(&mut ignored)
            .is_ok_and(|read| read > 0)
        {}
        let _nobody_waits = ended.send(());
    });
    let _ended = end.await;
}

/// Tells each thing once, in words or as JSON. A reader that leaves does not end the node.
struct Teller<'a> {
    session: &'a mut Session,
    listening: BTreeSet<String>,
    ready: bool,
}

impl<'a> Teller<'a> {
    const fn new(session: &'a mut Session) -> Self {
        Self {
            session,
            listening: BTreeSet::new(),
            ready: false,
        }
    }

    fn catch_up(&mut self, addresses: &[String]) {
        for address in addresses {
            self.tell(&Event::Listening {
                address: address.clone(),
            });
        }
        if !addresses.is_empty() {
            self.tell(&Event::Ready {});
        }
    }

    fn tell(&mut self, event: &Event) {
        let new = match event {
            Event::Listening { address } => self.listening.insert(address.clone()),
            Event::Ready {} => !std::mem::replace(&mut self.ready, true),
            _ => true,
        };
        if new {
            let _reader_left = telling::print(event, &mut self.session.out, &self.session.texts)
                .and_then(|()| self.session.out.flush());
        }
    }
}
