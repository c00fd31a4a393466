//! Which addresses a dial tries, and which key must answer there.
//!
//! Owns the reading of a dial command. Sends nothing.

use libp2p::swarm::dial_opts::{DialOpts, PeerCondition};
use libp2p::{Multiaddr, PeerId};

use super::address::NumericAddress;
use super::event::{DialFailure, DialFault};
use super::key::TransportId;
use crate::limits::DIAL_ADDRESSES_MAX;

/// What one dial tries.
pub(super) struct Plan {
    peer: Option<PeerId>,
    addresses: Vec<Multiaddr>,
    /// The addresses as they are reported.
    pub(super) texts: Vec<String>,
    /// The addresses that cannot be tried.
    pub(super) failures: Vec<DialFailure>,
}

impl Plan {
    /// Reads the addresses. Some may be of a later version: those are left out, and reported if
    /// the others fail too.
    pub(super) fn new(given: &[String], expect: Option<TransportId>) -> Self {
        let parsed: Vec<_> = given
            .iter()
            .map(|text| NumericAddress::parse(text))
            .collect();
        let named = parsed
            .iter()
            .flatten()
            .find_map(|address| address.transport);
        let key = expect.or(named);
        // A name that no key can have is not dialed: its check would be missing.
        let peer = key.and_then(|key| key.to_peer_id().ok());
        let mut plan = Self {
            peer,
            addresses: vec![],
            texts: vec![],
            failures: vec![],
        };
        for (text, address) in given.iter().zip(parsed) {
            let reason = match address {
                Err(fault) => fault.into(),
                Ok(_) if plan.addresses.len() >= DIAL_ADDRESSES_MAX => DialFault::TooMany,
                Ok(_) if peer.is_none() && (key.is_some() || given.len() > 1) => {
                    DialFault::KeyUnknown
                }
                Ok(address) if address.transport.is_some_and(|own| Some(own) != key) => {
                    DialFault::WrongKey
                }
                Ok(address) => {
                    let address = address.to_multiaddr();
                    plan.texts.push(address.to_string());
                    plan.addresses.push(address);
                    continue;
                }
            };
            let address = text.clone();
            plan.failures.push(DialFailure { address, reason });
        }
        plan
    }

    /// None when there is nothing to try.
    pub(super) fn options(&mut self) -> Option<DialOpts> {
        let mut addresses = std::mem::take(&mut self.addresses);
        if addresses.is_empty() {
            return None;
        }
        Some(match self.peer {
            Some(peer) => DialOpts::peer_id(peer)
                .condition(PeerCondition::Always)
                .addresses(addresses)
                .allocate_new_port()
                .build(),
            // Without a key there is only this one.
            None => {
                let address = addresses.swap_remove(0);
                DialOpts::unknown_peer_id()
                    .address(address)
                    .allocate_new_port()
                    .build()
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(given: &[&str], expect: Option<TransportId>) -> (usize, Vec<DialFault>) {
        let given: Vec<_> = given.iter().map(|&text| text.to_owned()).collect();
        let plan = Plan::new(&given, expect);
        assert_eq!(plan.texts.len(), plan.addresses.len());
        (
            plan.texts.len(),
            plan.failures.iter().map(|failure| failure.reason).collect(),
        )
    }

    #[test]
    fn several_addresses_need_one_key_for_all() {
        let (bare, other) = ("/ip4/192.0.2.1/tcp/1", "/ip4/192.0.2.2/tcp/1");
        let (a, b) = (
            TransportId::from_bytes([1; 32]),
            TransportId::from_bytes([2; 32]),
        );
        let (of_a, of_b) = (format!("{bare}/p2p/{a}"), format!("{other}/p2p/{b}"));
        assert_eq!(faults(&[bare], None), (1, vec![]));
        assert_eq!(
            faults(&[bare, other], None),
            (0, vec![DialFault::KeyUnknown; 2])
        );
        assert_eq!(faults(&[bare, other], Some(a)), (2, vec![]));
        assert_eq!(faults(&[other, &of_a], None), (2, vec![]));
        assert_eq!(
            faults(&[&of_a, &of_b], None),
            (1, vec![DialFault::WrongKey])
        );
        assert_eq!(
            faults(&[&of_a, &of_b], Some(b)),
            (1, vec![DialFault::WrongKey])
        );
    }

    #[test]
    fn no_more_addresses_are_tried_than_allowed() {
        let given = vec!["/ip4/192.0.2.1/tcp/1"; DIAL_ADDRESSES_MAX + 2];
        let expect = Some(TransportId::from_bytes([1; 32]));
        assert_eq!(
            faults(&given, expect),
            (DIAL_ADDRESSES_MAX, vec![DialFault::TooMany; 2])
        );
    }
}
