//! Carries frames over the stream of one connection.
//!
//! Owns the framing (a four-byte big-endian length, then that many bytes) and the flow control:
//! the outbox is bounded, and the reader stops while the node does not take events, so a slow side
//! slows the other one down through Yamux and TCP. Knows nothing of what a frame says.

use std::io;
use std::sync::OnceLock;

use futures::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::{mpsc, watch};
use tokio::time::sleep;

use super::event::{CloseReason, ConnectionNumber, NetworkEvent};
use super::fault::Root;
use crate::limits::{
    DRAIN_TIME_MAX, FRAME_BYTES_MAX, FRAME_PREFIX_BYTES, GATHER_BYTES, OUTBOX_FRAMES_MAX,
};

/// The bytes that one read takes at most.
const READ_BYTES: usize = 16 * 1024;

/// Sends frames on one connection, in order.
///
/// The connection closes once the last clone is dropped.
#[derive(Clone, Debug)]
pub struct FrameSender {
    outbox: mpsc::Sender<Vec<u8>>,
    hold: watch::Sender<bool>,
}

/// Why a frame was not taken.
#[derive(Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SendFault {
    /// The frame is empty or longer than [`FRAME_BYTES_MAX`].
    #[error("a frame has 1 to {FRAME_BYTES_MAX} bytes, got {0}")]
    BadLength(usize),
    /// The connection has ended or is closing.
    #[error("the connection is closed")]
    Closed,
    /// The outbox is full. The frame comes back; wait with [`FrameSender::ready`].
    #[error("the outbox is full")]
    Full(Vec<u8>),
}

impl FrameSender {
    pub(super) fn new() -> (Self, mpsc::Receiver<Vec<u8>>, watch::Receiver<bool>) {
        let (outbox, frames) = mpsc::channel(OUTBOX_FRAMES_MAX);
        let (hold, held) = watch::channel(false);
        (Self { outbox, hold }, frames, held)
    }

    /// Whether the connection is read: while it is held, at most one frame more comes of it, and
    /// the peer's own outbox fills.
    pub fn hold(&self, held: bool) {
        self.hold
            .send_if_modified(|before| std::mem::replace(before, held) != held);
    }

    /// Puts a frame into the outbox, and waits while it is full. Safe to cancel: the frame is then
    /// not sent.
    ///
    /// # Errors
    ///
    /// [`SendFault::BadLength`] or [`SendFault::Closed`].
    pub async fn send(&self, frame: Vec<u8>) -> Result<(), SendFault> {
        let frame = checked(frame)?;
        self.outbox.send(frame).await.map_err(|_| SendFault::Closed)
    }

    /// Puts a frame into the outbox if it has a place.
    ///
    /// # Errors
    ///
    /// Any [`SendFault`]; [`SendFault::Full`] gives the frame back.
    pub fn try_send(&self, frame: Vec<u8>) -> Result<(), SendFault> {
        self.outbox
            .try_send(checked(frame)?)
            .map_err(|error| match error {
                TrySendError::Full(frame) => SendFault::Full(frame),
                TrySendError::Closed(_) => SendFault::Closed,
            })
    }

    /// Waits until the outbox has a place. Another clone may take it first.
    ///
    /// # Errors
    ///
    /// [`SendFault::Closed`].
    pub async fn ready(&self) -> Result<(), SendFault> {
        self.outbox
            .reserve()
            .await
            .map(drop)
            .map_err(|_| SendFault::Closed)
    }

    /// The free places of the outbox, of [`OUTBOX_FRAMES_MAX`].
    #[must_use]
    pub fn capacity(&self) -> usize {
        self.outbox.capacity()
    }

    /// Whether the connection takes no more frames.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.outbox.is_closed()
    }
}

fn checked(frame: Vec<u8>) -> Result<Vec<u8>, SendFault> {
    match frame.len() {
        1..=FRAME_BYTES_MAX => Ok(frame),
        length => Err(SendFault::BadLength(length)),
    }
}

/// One connection's stream with all that moves over it.
pub(super) struct Link<S> {
    pub(super) connection: ConnectionNumber,
    pub(super) stream: S,
    /// Announces the connection; sent before any frame.
    pub(super) connected: NetworkEvent,
    pub(super) outbox: mpsc::Receiver<Vec<u8>>,
    /// Nothing is read meanwhile.
    pub(super) held: watch::Receiver<bool>,
    pub(super) events: mpsc::Sender<NetworkEvent>,
    /// Set once, to end the link from outside.
    pub(super) verdict: watch::Receiver<Option<CloseReason>>,
}

/// How a link ended.
#[derive(Debug)]
pub(super) struct LinkEnd {
    pub(super) connection: ConnectionNumber,
    pub(super) reason: CloseReason,
    /// Whether the node has heard of the connection.
    pub(super) announced: bool,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Link<S> {
    /// Runs until either side ends the connection. Drops the stream at the end.
    pub(super) async fn run(self) -> LinkEnd {
        let Self {
            connection,
            stream,
            connected,
            outbox,
            held,
            events,
            verdict,
        } = self;
        let end = |reason, announced| LinkEnd {
            connection,
            reason,
            announced,
        };
        tokio::select! {
            biased;
            reason = judged(verdict.clone(), Drain::No) => return end(reason, false),
            sent = events.send(connected) => if sent.is_err() {
                return end(CloseReason::ByUs, false);
            },
        }
        let (read, write) = stream.split();
        let written = OnceLock::new();
        let writing = async {
            let reason = write_frames(write, outbox, verdict.clone()).await;
            let _ = written.set(reason);
            // What the peer has sent before the end is still read, until it ends its side too:
            // it does so when it has read all of ours.
            sleep(DRAIN_TIME_MAX).await;
            reason
        };
        let reason = tokio::select! {
            biased;
            reason = judged(verdict.clone(), Drain::Yes) => reason,
            reason = read_frames(read, connection, &events, held) => reason,
            reason = writing => reason,
        };
        // The peer's answer to an end from our side is not the reason of the end.
        let reason = match (*verdict.borrow(), written.get()) {
            (Some(verdict), _) => verdict,
            (None, Some(CloseReason::ByUs)) => CloseReason::ByUs,
            (None, _) => reason,
        };
        end(reason, true)
    }
}

/// Whether what waits in the outbox may still leave.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Drain {
    Yes,
    No,
}

/// Waits for the verdict, and after our own close for the draining as well.
async fn judged(mut verdict: watch::Receiver<Option<CloseReason>>, drain: Drain) -> CloseReason {
    let reason = match verdict.wait_for(Option::is_some).await {
        Ok(reason) => reason.unwrap_or(CloseReason::ByUs),
        // Nobody is left to judge: the network has ended.
        Err(_) => CloseReason::ByUs,
    };
    if reason == CloseReason::ByUs && drain == Drain::Yes {
        sleep(DRAIN_TIME_MAX).await;
    }
    reason
}

/// Reads frames until the stream ends.
async fn read_frames(
    stream: impl AsyncRead + Unpin,
    connection: ConnectionNumber,
    events: &mpsc::Sender<NetworkEvent>,
    mut held: watch::Receiver<bool>,
) -> CloseReason {
    let mut stream = BufReader::with_capacity(READ_BYTES, stream);
    loop {
        // Without a sender nobody holds it any more.
        let _free = held.wait_for(|held| !held).await.is_ok();
        let bytes = match read_frame(&mut stream).await {
            Ok(bytes) => bytes,
            Err(reason) => return reason,
        };
        if events
            .send(NetworkEvent::Frame { connection, bytes })
            .await
            .is_err()
        {
            return CloseReason::ByUs;
        }
    }
}

async fn read_frame(stream: &mut (impl AsyncRead + Unpin)) -> Result<Vec<u8>, CloseReason> {
    let mut prefix = [0; FRAME_PREFIX_BYTES];
    stream
        .read_exact(&mut prefix)
        .await
        .map_err(|error| broken(&error))?;
    let length = u32::from_be_bytes(prefix);
    if length == 0 || length as usize > FRAME_BYTES_MAX {
        return Err(CloseReason::Misbehaved);
    }
    // Memory is taken as the bytes arrive, not as the peer announces them.
    let mut bytes = Vec::with_capacity(READ_BYTES.min(length as usize));
    let mut body = stream.take(u64::from(length));
    body.read_to_end(&mut bytes)
        .await
        .map_err(|error| broken(&error))?;
    if bytes.len() < length as usize {
        return Err(CloseReason::ByPeer);
    }
    Ok(bytes)
}

/// Writes frames until the outbox ends, the node closes the connection or the stream breaks.
async fn write_frames(
    mut stream: impl AsyncWrite + Unpin,
    mut outbox: mpsc::Receiver<Vec<u8>>,
    mut verdict: watch::Receiver<Option<CloseReason>>,
) -> CloseReason {
    let mut buffer = Vec::new();
    let mut closing = false;
    loop {
        let first = tokio::select! {
            frame = outbox.recv() => frame,
            _ = verdict.wait_for(Option::is_some), if !closing => {
                // What waits already is still taken; nothing new comes in.
                outbox.close();
                closing = true;
                continue;
            }
        };
        let Some(first) = first else {
            return match stream.close().await {
                Ok(()) => CloseReason::ByUs,
                Err(error) => broken(&error),
            };
        };
        append(&mut buffer, &first);
        while buffer.len() < GATHER_BYTES
            && let Ok(frame) = outbox.try_recv()
        {
            append(&mut buffer, &frame);
        }
        if let Err(error) = write(&mut stream, &buffer).await {
            return broken(&error);
        }
        buffer.clear();
    }
}

fn append(buffer: &mut Vec<u8>, frame: &[u8]) {
    // The length was checked when the frame was taken into the outbox.
    let length = u32::try_from(frame.len()).unwrap_or(u32::MAX);
    buffer.extend_from_slice(&length.to_be_bytes());
    buffer.extend_from_slice(frame);
}

async fn write(stream: &mut (impl AsyncWrite + Unpin), buffer: &[u8]) -> io::Result<()> {
    stream.write_all(buffer).await?;
    stream.flush().await
}

fn broken(error: &io::Error) -> CloseReason {
    match Root::of(error).kind {
        Some(io::ErrorKind::TimedOut) => CloseReason::TimedOut,
        // A stream that the peer has left ends in one of these, by the moment.
        Some(io::ErrorKind::UnexpectedEof | io::ErrorKind::WriteZero) => CloseReason::ByPeer,
        _ => CloseReason::Failed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::io::Cursor;

    async fn read(bytes: &[u8]) -> Result<Vec<u8>, CloseReason> {
        read_frame(&mut Cursor::new(bytes.to_vec())).await
    }

    #[tokio::test]
    async fn a_length_that_is_not_allowed_is_misbehavior() {
        assert_eq!(read(&[0, 0, 0, 0, 1]).await, Err(CloseReason::Misbehaved));
        let over = (FRAME_BYTES_MAX as u32 + 1).to_be_bytes();
        assert_eq!(read(&over).await, Err(CloseReason::Misbehaved));
        assert_eq!(read(&[0xff; 8]).await, Err(CloseReason::Misbehaved));
    }

    #[tokio::test]
    async fn a_stream_cut_anywhere_ends_without_a_frame() {
        let mut whole = Vec::new();
        append(&mut whole, b"frame");
        assert_eq!(read(&whole).await.unwrap(), b"frame");
        for cut in 0..whole.len() {
            assert_eq!(
                read(&whole[..cut]).await,
                Err(CloseReason::ByPeer),
                "cut at {cut}"
            );
        }
    }

    #[tokio::test]
    async fn the_largest_frame_passes() {
        let mut whole = Vec::new();
        append(&mut whole, &vec![7; FRAME_BYTES_MAX]);
        assert_eq!(read(&whole).await.unwrap(), vec![7; FRAME_BYTES_MAX]);
    }

    #[tokio::test]
    async fn a_full_outbox_gives_the_frame_back() {
        let (sender, mut frames, _held) = FrameSender::new();
        for _ in 0..OUTBOX_FRAMES_MAX {
            sender.try_send(vec![1]).unwrap();
        }
        assert_eq!(sender.capacity(), 0);
        assert_eq!(sender.try_send(vec![2]), Err(SendFault::Full(vec![2])));
        assert_eq!(sender.try_send(vec![]), Err(SendFault::BadLength(0)));
        frames.recv().await.unwrap();
        sender.ready().await.unwrap();
        sender.try_send(vec![2]).unwrap();
        drop(frames);
        assert_eq!(sender.send(vec![3]).await, Err(SendFault::Closed));
    }
}
