//! `lock` and `unlock`: the keys in a running node's memory.

use asamblea_node::api::{Reply, Request};
use asamblea_node::client::Client;

use super::failure::Failure;
use super::passphrase::Purpose;
use super::session::Session;

/// Options of `lock`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(long)]
    all: bool,
}

/// Forgets the keys. Where no node runs there are none in memory.
pub(super) async fn run(args: Args, session: &mut Session) -> Result<(), Failure> {
    let Some(client) = Client::attach(&session.profile).await? else {
        return session.print(&Reply::Done);
    };
    let reply = client.call(Request::Lock { all: args.all }).await?;
    session.print(&reply)
}

/// Opens again. Where no node runs the passphrase is tried, so that the answer is true.
pub(super) async fn run_unlock(session: &mut Session) -> Result<(), Failure> {
    let Some(client) = Client::attach(&session.profile).await? else {
        session.open(None).await?.close().await;
        return session.print(&Reply::Done);
    };
    let passphrase = session.passphrase(Purpose::Open)?;
    let reply = client.call(Request::Unlock { passphrase }).await?;
    session.print(&reply)
}
