//! TCP, Noise and Yamux, and the door before them.
//!
//! Owns the stack of transports and three rules that libp2p leaves open: an inbound handshake
//! never waits behind idle strangers (see [`pending`](super::pending)), an address with a key is
//! only answered by that key, and a closing connection is gone within
//! [`CLOSE_TIME_MAX`] even when the peer does not read.

use std::future::Future;
use std::io;
use std::net::IpAddr;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures::future::Abortable;
use libp2p::core::Transport;
use libp2p::core::muxing::{StreamMuxer, StreamMuxerBox, StreamMuxerEvent, SubstreamBox};
use libp2p::core::transport::{Boxed, DialOpts, ListenerId, TransportError, TransportEvent};
use libp2p::core::upgrade::Version;
use libp2p::identity::Keypair;
use libp2p::multiaddr::Protocol;
use libp2p::{Multiaddr, PeerId, noise, tcp, yamux};
use tokio::time::{Sleep, sleep, timeout};

use super::fault::{TcpError, WrongKey};
use super::pending::{Pending, Place};
use crate::limits::{CLOSE_TIME_MAX, HANDSHAKE_TIME_MAX, STREAMS_MAX};

/// A proven key and its connection.
type Proven = (PeerId, StreamMuxerBox);

type Upgrade = Pin<Box<dyn Future<Output = io::Result<Proven>> + Send>>;

/// Builds the whole stack.
pub(super) fn build(keypair: &Keypair, pending: Pending) -> Result<Boxed<Proven>, noise::Error> {
    let mut yamux = yamux::Config::default();
    yamux.set_max_num_streams(STREAMS_MAX);
    let inner = tcp::tokio::Transport::new(tcp::Config::new().nodelay(true))
        .map_err(TcpError)
        .upgrade(Version::V1Lazy)
        .authenticate(noise::Config::new(keypair)?)
        .multiplex(yamux)
        .boxed();
    Ok(Door { inner, pending }.boxed())
}

/// The stack with the rules of this module.
struct Door {
    inner: Boxed<Proven>,
    pending: Pending,
}

impl Transport for Door {
    type Output = Proven;
    type Error = io::Error;
    type ListenerUpgrade = Upgrade;
    type Dial = Upgrade;

    fn listen_on(
        &mut self,
        id: ListenerId,
        address: Multiaddr,
    ) -> Result<(), TransportError<io::Error>> {
        self.inner.listen_on(id, address)
    }

    fn remove_listener(&mut self, id: ListenerId) -> bool {
        self.inner.remove_listener(id)
    }

    fn dial(
        &mut self,
        address: Multiaddr,
        options: DialOpts,
    ) -> Result<Upgrade, TransportError<io::Error>> {
        let expected = address.iter().find_map(|part| match part {
            Protocol::P2p(peer) => Some(peer),
            _ => None,
        });
        let dial = self.inner.dial(address, options)?;
        Ok(Box::pin(outbound(dial, expected)))
    }

    fn poll(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<TransportEvent<Upgrade, io::Error>> {
        let door = &mut *self;
        Pin::new(&mut door.inner).poll(cx).map(|event| match event {
            TransportEvent::Incoming {
                listener_id,
                upgrade,
                local_addr,
                send_back_addr,
            } => {
                let (place, registration) = door.pending.admit(ip(&send_back_addr));
                let upgrade = inbound(Abortable::new(upgrade, registration), place);
                let upgrade: Upgrade = Box::pin(upgrade);
                TransportEvent::Incoming {
                    listener_id,
                    upgrade,
                    local_addr,
                    send_back_addr,
                }
            }
            other => other,
        })
    }
}

/// Fails when another key than the expected one answers. The check stands here and not behind
/// the dial as a whole, so that one stale address does not spoil the others of the same device.
async fn outbound(
    dial: impl Future<Output = io::Result<Proven>>,
    expected: Option<PeerId>,
) -> io::Result<Proven> {
    let (peer, muxer) = timeout(HANDSHAKE_TIME_MAX, dial).await??;
    if expected.is_some_and(|expected| expected != peer) {
        return Err(io::Error::other(WrongKey));
    }
    Ok((peer, Closing::boxed(muxer)))
}

async fn inbound(
    upgrade: Abortable<impl Future<Output = io::Result<Proven>>>,
    place: Place,
) -> io::Result<Proven> {
    let result = timeout(HANDSHAKE_TIME_MAX, upgrade).await;
    drop(place);
    let (peer, muxer) = result?.map_err(|_| io::ErrorKind::ConnectionAborted)??;
    Ok((peer, Closing::boxed(muxer)))
}

fn ip(address: &Multiaddr) -> Option<IpAddr> {
    address.iter().find_map(|part| match part {
        Protocol::Ip4(ip) => Some(ip.into()),
        Protocol::Ip6(ip) => Some(ip.into()),
        _ => None,
    })
}

/// A connection that closes in bounded time.
struct Closing {
    inner: StreamMuxerBox,
    deadline: Option<Pin<Box<Sleep>>>,
}

impl Closing {
    fn boxed(inner: StreamMuxerBox) -> StreamMuxerBox {
        StreamMuxerBox::new(Self {
            inner,
            deadline: None,
        })
    }
}

impl StreamMuxer for Closing {
    type Substream = SubstreamBox;
    type Error = io::Error;

    fn poll_inbound(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<io::Result<SubstreamBox>> {
        Pin::new(&mut self.inner).poll_inbound(cx)
    }

    fn poll_outbound(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<io::Result<SubstreamBox>> {
        Pin::new(&mut self.inner).poll_outbound(cx)
    }

    fn poll_close(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        if let Poll::Ready(result) = Pin::new(&mut self.inner).poll_close(cx) {
            return Poll::Ready(result);
        }
        let deadline = self
            .deadline
            .get_or_insert_with(|| Box::pin(sleep(CLOSE_TIME_MAX)));
        deadline.as_mut().poll(cx).map(Ok)
    }

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<StreamMuxerEvent>> {
        Pin::new(&mut self.inner).poll(cx)
    }
}
