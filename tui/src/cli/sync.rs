//! `sync`: connects and exchanges until nothing is left.

use std::time::Duration;

use asamblea_node::api::{Request, SyncReport};
use asamblea_node::client::NetworkOptions;

use super::failure::Failure;
use super::session::Session;
use super::when;
use super::words::Words;

/// Options of `sync`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(long, value_name = "MULTIADDR")]
    connect: Vec<String>,
    #[arg(long, value_name = "TIME", value_parser = when::wait, default_value = "60s")]
    timeout: Duration,
}

/// Exchanges all both ways.
pub(super) async fn run(args: Args, session: &mut Session) -> Result<(), Failure> {
    // One command speaks to the addresses it knows, and to nobody else on the local network.
    let network = NetworkOptions {
        connect: args.connect.clone(),
        ..NetworkOptions::default()
    };
    let request = Request::Sync {
        connect: args.connect,
        timeout_ms: when::millis(args.timeout),
    };
    let reply = session.ask_over(Some(network), request).await?;
    session.print(&reply)
}

/// What was exchanged.
pub(super) fn words(report: &SyncReport, words: &mut Words<'_>) -> Result<(), Failure> {
    let numbers = [
        ("received", report.received.to_string()),
        ("sent", report.sent.to_string()),
        ("in", report.bytes_in.to_string()),
        ("out", report.bytes_out.to_string()),
        ("seconds", format!("{:.1}", report.seconds)),
    ];
    let numbers = numbers
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    words.sentence_with("sync-done", &numbers)
}
