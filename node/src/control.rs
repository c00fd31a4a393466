//! The local control socket: commands and interfaces attach to the node that holds a profile.
//!
//! One JSON object a line. To the node: `{"n":NUMBER,"request":{...}}`. From it:
//! `{"ok":[NUMBER,{...}]}`, `{"error":[NUMBER,{...}]}`, and for a listener `{"event":{...}}`.
//! The socket is 0600 in a 0700 folder and both sides check the other's user id: that is the
//! permission. Linux first: only this file would change elsewhere.

use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use serde::{Deserialize, Serialize};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::unix::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::{broadcast, mpsc, oneshot};

use crate::api::{ApiError, ErrorKind, Event, Reply, Request};
use crate::client::{Call, Client};
use crate::limits::{API_LINE_BYTES_MAX, ATTACHED_MAX, CALLS_PENDING_MAX, EVENTS_PENDING_MAX};

/// Room taken for each read: most requests are shorter.
const READ_BYTES: usize = 16 * 1024;

#[derive(Debug, Deserialize, Serialize)]
struct Ask {
    n: u64,
    request: Request,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
enum Tell {
    Ok(u64, Box<Reply>),
    Error(u64, ApiError),
    Event(Box<Event>),
}

/// Attaches to the node of `profile`; `None` when no living node holds it.
pub(crate) async fn attach(profile: &Path) -> Result<Option<Client>, ApiError> {
    // A socket that nobody answers was left by a killed node: it is ignored.
    let Ok(stream) = UnixStream::connect(profile.join("socket")).await else {
        return Ok(None);
    };
    check_owner(&stream)?;
    let process = stream.peer_cred().ok().and_then(|peer| peer.pid());
    let process = process.and_then(|pid| u32::try_from(pid).ok());
    let (calls, inbox) = mpsc::channel(CALLS_PENDING_MAX);
    let (events, _) = broadcast::channel(EVENTS_PENDING_MAX);
    tokio::spawn(pump(stream, inbox, events.clone()));
    let client = Client::new(calls, events, true);
    Ok(Some(client.in_process(process)))
}

fn check_owner(stream: &UnixStream) -> Result<(), ApiError> {
    let peer = stream
        .peer_cred()
        .map_err(|_| ApiError::new(ErrorKind::WrongOwner))?;
    if peer.uid() == rustix::process::geteuid().as_raw() {
        Ok(())
    } else {
        Err(ApiError::new(ErrorKind::WrongOwner))
    }
}

/// The client's side: sends calls, hands answers and events out, until either end goes.
async fn pump(
    stream: UnixStream,
    mut inbox: mpsc::Receiver<Call>,
    events: broadcast::Sender<Event>,
) {
    let (read, mut write) = stream.into_split();
    let (lines, mut told) = mpsc::channel(CALLS_PENDING_MAX);
    tokio::spawn(read_lines(read, lines));
    let mut waiting: BTreeMap<u64, oneshot::Sender<Result<Reply, ApiError>>> = BTreeMap::new();
    let mut number = 0_u64;
    loop {
        tokio::select! {
            call = inbox.recv() => {
                let Some(call) = call else { return };
                number = number.wrapping_add(1);
                if write_line(&mut write, &Ask { n: number, request: call.request }).await.is_err() {
                    return;
                }
                waiting.insert(number, call.answer);
            }
            line = told.recv() => {
                let Some(line) = line else { return };
                match serde_json::from_str(&line) {
                    Ok(Tell::Ok(n, reply)) => answer(&mut waiting, n, Ok(*reply)),
                    Ok(Tell::Error(n, error)) => answer(&mut waiting, n, Err(error)),
                    Ok(Tell::Event(event)) => { let _listeners = events.send(*event); }
                    Err(_) => return,
                }
            }
        }
    }
}

fn answer(
    waiting: &mut BTreeMap<u64, oneshot::Sender<Result<Reply, ApiError>>>,
    number: u64,
    result: Result<Reply, ApiError>,
) {
    if let Some(caller) = waiting.remove(&number) {
        // A caller that no longer waits needs no answer.
        let _gone = caller.send(result);
    }
}

/// Reads until the other side goes, or says more in a line than there may be. A line may be a
/// passphrase: what was read is kept no longer than until it is handed on.
async fn read_lines(mut read: OwnedReadHalf, lines: mpsc::Sender<String>) {
    let mut bytes = Vec::new();
    // Up to here there is no end of a line.
    let mut looked = 0;
    loop {
        let rest = bytes.get(looked..).unwrap_or_default();
        if let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
            let rest = bytes.split_off(looked + end + 1);
            let Ok(line) = String::from_utf8(std::mem::replace(&mut bytes, rest)) else {
                return;
            };
            looked = 0;
            if lines.send(line).await.is_err() {
                return;
            }
            continue;
        }
        looked = bytes.len();
        if looked >= API_LINE_BYTES_MAX {
            return;
        }
        bytes.reserve(READ_BYTES);
        if !matches!(read.read_buf(&mut bytes).await, Ok(count) if count > 0) {
            return;
        }
    }
}

async fn write_line<T: Serialize>(write: &mut OwnedWriteHalf, line: &T) -> Result<(), ApiError> {
    let mut bytes = serde_json::to_vec(line).map_err(|_| ApiError::new(ErrorKind::Internal))?;
    bytes.push(b'\n');
    write
        .write_all(&bytes)
        .await
        .map_err(|_| ApiError::new(ErrorKind::Unreachable))
}

/// Opens the socket of a profile that this process holds; a dead one in its place is removed.
///
/// # Errors
///
/// [`ErrorKind::ReadOnly`] when the folder does not take a socket.
pub(crate) fn listen(profile: &Path) -> Result<UnixListener, ApiError> {
    let path = profile.join("socket");
    let _dead = std::fs::remove_file(&path);
    let refused = |_| ApiError::about(ErrorKind::ReadOnly, "socket");
    let listener = UnixListener::bind(&path).map_err(refused)?;
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).map_err(refused)?;
    Ok(listener)
}

/// The node's side: serves whoever attaches until the loop ends.
pub(crate) async fn serve(listener: UnixListener, client: Client) {
    let places = std::sync::Arc::new(tokio::sync::Semaphore::new(ATTACHED_MAX));
    loop {
        let Ok(place) = places.clone().acquire_owned().await else {
            return;
        };
        let Ok((stream, _)) = listener.accept().await else {
            continue;
        };
        if check_owner(&stream).is_err() {
            continue;
        }
        let client = client.clone();
        tokio::spawn(async move {
            serve_one(stream, client).await;
            drop(place);
        });
    }
}

async fn serve_one(stream: UnixStream, client: Client) {
    let (read, mut write) = stream.into_split();
    let (lines, mut asked) = mpsc::channel(CALLS_PENDING_MAX);
    let (answers, mut answered) = mpsc::channel::<Tell>(CALLS_PENDING_MAX);
    let reader = tokio::spawn(read_lines(read, lines));
    let mut events = client.events();
    loop {
        let tell = tokio::select! {
            line = asked.recv() => {
                let Some(line) = line else { break };
                let Ok(ask) = serde_json::from_str::<Ask>(&line) else { break };
                let (client, answers) = (client.clone(), answers.clone());
                tokio::spawn(async move {
                    let tell = match client.call(ask.request).await {
                        Ok(reply) => Tell::Ok(ask.n, Box::new(reply)),
                        Err(error) => Tell::Error(ask.n, error),
                    };
                    // The front end may have gone while the node worked.
                    let _gone = answers.send(tell).await;
                });
                continue;
            }
            Some(tell) = answered.recv() => tell,
            event = events.recv() => match event {
                Ok(event) => Tell::Event(Box::new(event)),
                // What was missed is asked for again at the next change.
                Err(broadcast::error::RecvError::Lagged(_)) => continue,
                Err(broadcast::error::RecvError::Closed) => break,
            },
        };
        if write_line(&mut write, &tell).await.is_err() {
            break;
        }
    }
    reader.abort();
}
