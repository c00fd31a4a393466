//! Destroying a profile in a hurry, with or without a node that holds it.

use std::path::Path;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};

use crate::api::{ApiError, ErrorKind, Request};
use crate::client::Client;
use crate::start::{profile_fault, system_random};
use crate::store::destroy::{clear_away, destroy};
use crate::store::profile::holder;

/// A node gets so long to forget its keys and to end. Then it is killed: it may hang.
const NODE_WAIT: Duration = Duration::from_millis(400);

/// The files first: no node and no lock is waited for. Then the node that has the keys in memory
/// ends, whatever the disk said, and the rest of the folder goes.
pub(crate) async fn run(profile: &Path, node: Option<Client>) -> Result<(), ApiError> {
    // The lock says who holds it for as long as it is there.
    let pid = holder(profile).and_then(|pid| Pid::from_raw(i32::try_from(pid).ok()?));
    let folder = profile.to_owned();
    let destroyed = tokio::task::spawn_blocking(move || {
        let destroyed = destroy(&folder, &mut system_random()?);
        destroyed.map_err(|error| profile_fault(&error))
    });
    let destroyed = destroyed.await;
    if let Some(node) = node {
        let asked = async {
            let _gone = node.call(Request::Panic).await;
            node.ended().await;
        };
        let ended = tokio::time::timeout(NODE_WAIT, asked).await.is_ok();
        if let Some(pid) = pid.filter(|_| !ended && node.is_remote()) {
            let _gone = kill_process(pid, Signal::KILL);
        }
    }
    let destroyed = destroyed.unwrap_or_else(|_| Err(ErrorKind::Internal.into()));
    let kind = destroyed.as_ref().err().map(|error| error.kind);
    if !matches!(kind, Some(ErrorKind::NoProfile | ErrorKind::WrongOwner)) {
        clear_away(profile);
    }
    destroyed
}
