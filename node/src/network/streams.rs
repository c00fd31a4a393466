//! One stream a connection: the dialer opens it, the listener accepts exactly one.
//!
//! Owns the libp2p behaviour and handler that negotiate the stream. What runs over it is in
//! [`link`](super::link). No other protocol is offered, so a peer learns nothing more.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::future::{Ready, ready};
use std::task::{Context, Poll};

use libp2p::core::transport::PortUse;
use libp2p::core::upgrade::{InboundUpgrade, OutboundUpgrade, UpgradeInfo};
use libp2p::core::{Endpoint, Multiaddr};
use libp2p::swarm::handler::{
    ConnectionEvent, DialUpgradeError, FullyNegotiatedInbound, FullyNegotiatedOutbound,
};
use libp2p::swarm::{
    ConnectionDenied, ConnectionHandler, ConnectionHandlerEvent, ConnectionId, FromSwarm,
    NetworkBehaviour, StreamUpgradeError, SubstreamProtocol, THandler, THandlerInEvent, ToSwarm,
};
use libp2p::{PeerId, Stream, StreamProtocol};

use super::event::DialFault;
use crate::limits::STREAM_OPEN_TIME_MAX;

/// Names the version of the framing and nothing else: a stranger on the wire cannot read it, and
/// a peer that can is allowed to know the program.
const PROTOCOL: StreamProtocol = StreamProtocol::new("/s/1");

/// Hands out the handlers and gathers their streams.
#[derive(Debug, Default)]
pub(super) struct Streams {
    // One event a connection at most, and each is taken before the swarm brings the next.
    events: VecDeque<Opened>,
}

/// The stream of a connection, or why there is none.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) connection: ConnectionId,
    pub(super) stream: Result<Stream, DialFault>,
}

impl NetworkBehaviour for Streams {
    type ConnectionHandler = Handler;
    type ToSwarm = Opened;

    fn handle_established_inbound_connection(
        &mut self,
        _: ConnectionId,
        _: PeerId,
        _: &Multiaddr,
        _: &Multiaddr,
    ) -> Result<THandler<Self>, ConnectionDenied> {
        Ok(Handler {
            state: State::Accepting,
            outcome: None,
        })
    }

    fn handle_established_outbound_connection(
        &mut self,
        _: ConnectionId,
        _: PeerId,
        _: &Multiaddr,
        _: Endpoint,
        _: PortUse,
    ) -> Result<THandler<Self>, ConnectionDenied> {
        Ok(Handler {
            state: State::Dialing,
            outcome: None,
        })
    }

    fn on_swarm_event(&mut self, _: FromSwarm<'_>) {}

    fn on_connection_handler_event(
        &mut self,
        _: PeerId,
        connection: ConnectionId,
        stream: Result<Stream, DialFault>,
    ) {
        self.events.push_back(Opened { connection, stream });
    }

    fn poll(&mut self, _: &mut Context<'_>) -> Poll<ToSwarm<Opened, THandlerInEvent<Self>>> {
        // No waker: events only come while the swarm is being polled.
        self.events.pop_front().map_or(Poll::Pending, |opened| {
            Poll::Ready(ToSwarm::GenerateEvent(opened))
        })
    }
}

/// Negotiates the one stream of one connection.
#[derive(Debug)]
pub(super) struct Handler {
    state: State,
    outcome: Option<Result<Stream, DialFault>>,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum State {
    /// The peer dialed: it may open one stream.
    Accepting,
    /// We dialed: the stream is to be asked for.
    Dialing,
    /// The stream is asked for, or there, or will never be: nothing more is accepted.
    Settled,
}

impl ConnectionHandler for Handler {
    type FromBehaviour = Infallible;
    type ToBehaviour = Result<Stream, DialFault>;
    type InboundProtocol = Offer;
    type OutboundProtocol = Offer;
    type InboundOpenInfo = ();
    type OutboundOpenInfo = ();

    fn listen_protocol(&self) -> SubstreamProtocol<Offer> {
        let offer = Offer((self.state == State::Accepting).then_some(PROTOCOL));
        SubstreamProtocol::new(offer, ()).with_timeout(STREAM_OPEN_TIME_MAX)
    }

    fn poll(
        &mut self,
        _: &mut Context<'_>,
    ) -> Poll<ConnectionHandlerEvent<Offer, (), Self::ToBehaviour>> {
        if self.state == State::Dialing {
            self.state = State::Settled;
            let protocol = SubstreamProtocol::new(Offer(Some(PROTOCOL)), ())
                .with_timeout(STREAM_OPEN_TIME_MAX);
            return Poll::Ready(ConnectionHandlerEvent::OutboundSubstreamRequest { protocol });
        }
        // No waker: the outcome is only set while the connection is being polled.
        match self.outcome.take() {
            Some(outcome) => Poll::Ready(ConnectionHandlerEvent::NotifyBehaviour(outcome)),
            None => Poll::Pending,
        }
    }

    fn on_behaviour_event(&mut self, event: Infallible) {
        match event {}
    }

    fn on_connection_event(&mut self, event: ConnectionEvent<'_, Offer, Offer>) {
        match event {
            ConnectionEvent::FullyNegotiatedInbound(FullyNegotiatedInbound {
                protocol: stream,
                ..
            }) if self.state == State::Accepting => {
                self.state = State::Settled;
                self.outcome = Some(Ok(stream));
            }
            ConnectionEvent::FullyNegotiatedOutbound(FullyNegotiatedOutbound {
                protocol: stream,
                ..
            }) => self.outcome = Some(Ok(stream)),
            ConnectionEvent::DialUpgradeError(DialUpgradeError { error, .. }) => {
                self.outcome = Some(Err(match error {
                    StreamUpgradeError::Timeout => DialFault::TimedOut,
                    StreamUpgradeError::NegotiationFailed => DialFault::Handshake,
                    StreamUpgradeError::Io(_) => DialFault::TurnedAway,
                    StreamUpgradeError::Apply(never) => match never {},
                }));
            }
            // Among these: a second stream, negotiated at the same time. It is dropped.
            _ => {}
        }
    }
}

/// Offers the protocol or none at all; the stream itself is the outcome.
#[derive(Clone, Debug)]
pub(super) struct Offer(Option<StreamProtocol>);

impl UpgradeInfo for Offer {
    type Info = StreamProtocol;
    type InfoIter = std::option::IntoIter<StreamProtocol>;

    fn protocol_info(&self) -> Self::InfoIter {
        self.0.clone().into_iter()
    }
}

impl InboundUpgrade<Stream> for Offer {
    type Output = Stream;
    type Error = Infallible;
    type Future = Ready<Result<Stream, Infallible>>;

    fn upgrade_inbound(self, stream: Stream, _: StreamProtocol) -> Self::Future {
        ready(Ok(stream))
    }
}

impl OutboundUpgrade<Stream> for Offer {
    type Output = Stream;
    type Error = Infallible;
    type Future = Ready<Result<Stream, Infallible>>;

    fn upgrade_outbound(self, stream: Stream, _: StreamProtocol) -> Self::Future {
        ready(Ok(stream))
    }
}
