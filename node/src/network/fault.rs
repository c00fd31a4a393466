//! Reads out of libp2p's nested errors what went wrong.
//!
//! Owns the translation of errors into the words of [`event`](super::event). libp2p wraps a
//! system error several times over, so the chain is walked down to it.

use std::error::Error;
use std::io;

use libp2p::allow_block_list::NotAllowed;
use libp2p::connection_limits::Exceeded;
use libp2p::core::transport::TransportError;
use libp2p::swarm::{ConnectionDenied, ConnectionError, DialError};

use super::address::without_key;
use super::event::{CloseReason, DialFailure, DialFault};

/// Another key answers at an address than the one it was dialed with.
#[derive(Debug, thiserror::Error)]
#[error("another key answers at this address")]
pub(super) struct WrongKey;

/// A system error of TCP, made visible as the source of whatever wraps it: some wrappers pass on
/// only the source of what they wrap, so a bare `io::Error` would get lost.
#[derive(Debug, thiserror::Error)]
#[error("tcp failed")]
pub(super) struct TcpError(#[source] pub(super) io::Error);

/// What lies at the bottom of a chain of errors.
#[derive(Debug, Default, Eq, PartialEq)]
pub(super) struct Root {
    /// The last system error kind on the way down.
    pub(super) kind: Option<io::ErrorKind>,
    wrong_key: bool,
}

impl Root {
    pub(super) fn of(error: &(dyn Error + 'static)) -> Self {
        let mut root = Self::default();
        let mut next = Some(error);
        while let Some(error) = next {
            root.wrong_key |= error.is::<WrongKey>();
            next = error.source();
            if let Some(error) = error.downcast_ref::<io::Error>() {
                if error.kind() != io::ErrorKind::Other {
                    root.kind = Some(error.kind());
                }
                // The source of an `io::Error` is the source of what it wraps: that one first.
                if let Some(inner) = error.get_ref() {
                    next = Some(inner);
                }
            }
        }
        root
    }

    fn dial_fault(&self) -> DialFault {
        if self.wrong_key {
            return DialFault::WrongKey;
        }
        match self.kind {
            Some(io::ErrorKind::ConnectionRefused) => DialFault::NoListener,
            Some(io::ErrorKind::TimedOut) => DialFault::TimedOut,
            Some(
                io::ErrorKind::HostUnreachable
                | io::ErrorKind::NetworkUnreachable
                | io::ErrorKind::NetworkDown
                | io::ErrorKind::AddrNotAvailable
                | io::ErrorKind::PermissionDenied
                | io::ErrorKind::InvalidInput,
            ) => DialFault::Unreachable,
            _ => DialFault::Handshake,
        }
    }
}

/// What went wrong at each of the addresses of a dial.
pub(super) fn dial_failures(error: &DialError, addresses: &[String]) -> Vec<DialFailure> {
    let all = |reason| {
        addresses
            .iter()
            .map(|address| DialFailure {
                address: address.clone(),
                reason,
            })
            .collect()
    };
    match error {
        DialError::Transport(errors) => errors
            .iter()
            .map(|(address, error)| {
                let reason = match error {
                    TransportError::MultiaddrNotSupported(_) => DialFault::Unreachable,
                    TransportError::Other(error) => Root::of(error).dial_fault(),
                };
                DialFailure {
                    address: without_key(address),
                    reason,
                }
            })
            .collect(),
        DialError::WrongPeerId { .. } => all(DialFault::WrongKey),
        DialError::LocalPeerId { .. } | DialError::NoAddresses => all(DialFault::Ourselves),
        DialError::Denied { cause } => all(denied(cause)),
        DialError::Aborted | DialError::DialPeerConditionFalse(_) => all(DialFault::NotAllowed),
    }
}

fn denied(cause: &ConnectionDenied) -> DialFault {
    if cause.downcast_ref::<Exceeded>().is_some() {
        return DialFault::Busy;
    }
    debug_assert!(
        cause.downcast_ref::<NotAllowed>().is_some(),
        "only two parts deny"
    );
    DialFault::NotAllowed
}

/// What the end of libp2p's connection says about the reason; nothing when we closed it.
pub(super) fn seen_below(cause: Option<&ConnectionError>) -> Option<CloseReason> {
    let Some(ConnectionError::IO(error)) = cause else {
        return None;
    };
    Some(match Root::of(error).kind {
        Some(io::ErrorKind::TimedOut) => CloseReason::TimedOut,
        None | Some(io::ErrorKind::UnexpectedEof) => CloseReason::ByPeer,
        Some(_) => CloseReason::Failed,
    })
}

/// Joins what the stream saw of the end with what its connection saw.
pub(super) fn joined(stream: CloseReason, below: Option<CloseReason>) -> CloseReason {
    match stream {
        CloseReason::ByPeer | CloseReason::Failed => below.unwrap_or(stream),
        decided => decided,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_error_is_found_below_its_wrappers() {
        let refused = io::Error::from(io::ErrorKind::ConnectionRefused);
        let wrapped = io::Error::other(io::Error::other(TcpError(refused)));
        assert_eq!(Root::of(&wrapped).dial_fault(), DialFault::NoListener);
        let wrong = io::Error::other(io::Error::other(WrongKey));
        assert_eq!(Root::of(&wrong).dial_fault(), DialFault::WrongKey);
        assert_eq!(
            Root::of(&io::Error::other("noise")).dial_fault(),
            DialFault::Handshake
        );
    }

    #[test]
    fn our_own_reason_outweighs_what_the_connection_saw() {
        let reset = io::Error::from(io::ErrorKind::ConnectionReset);
        let reset = seen_below(Some(&ConnectionError::IO(io::Error::other(reset))));
        for own in [
            CloseReason::ByUs,
            CloseReason::Misbehaved,
            CloseReason::NotAllowed,
        ] {
            assert_eq!(joined(own, reset), own);
        }
        assert_eq!(joined(CloseReason::ByPeer, reset), CloseReason::Failed);
        let silent = seen_below(Some(&ConnectionError::IO(io::ErrorKind::TimedOut.into())));
        assert_eq!(joined(CloseReason::ByPeer, silent), CloseReason::TimedOut);
        assert_eq!(
            joined(CloseReason::ByPeer, seen_below(None)),
            CloseReason::ByPeer
        );
    }
}
