//! Whom to dial, and when again: members by the addresses they announced, and addresses given by
//! people, by codes and by the local network. Nothing else is ever dialed.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use asamblea_protocol::id::{DeviceId, TransportId};

use crate::limits::{DIAL_ADDRESSES_MAX, TARGETS_MAX};
use crate::network::{DialNumber, NetworkCommand, Via};

/// First wait after a failure; doubles with each further one.
const WAIT_MIN: Duration = Duration::from_secs(1);
/// Longest wait: a device that comes back is found within a minute.
const WAIT_MAX: Duration = Duration::from_secs(60);

#[derive(Clone, Debug)]
struct Target {
    addresses: Vec<String>,
    expect: Option<[u8; 32]>,
    via: Via,
    next: Instant,
    wait: Duration,
    dialing: Option<u64>,
}

/// What the dialer remembers.
#[derive(Debug, Default)]
pub(super) struct Dialer {
    targets: BTreeMap<String, Target>,
    number: u64,
    hurried: bool,
}

impl Dialer {
    fn put(&mut self, name: String, addresses: Vec<String>, expect: Option<[u8; 32]>, via: Via) {
        if self.targets.len() >= TARGETS_MAX && !self.targets.contains_key(&name) {
            return;
        }
        let fresh = Target {
            addresses: addresses.clone(),
            expect,
            via,
            next: Instant::now(),
            wait: WAIT_MIN,
            dialing: None,
        };
        let target = self.targets.entry(name).or_insert(fresh);
        if target.addresses != addresses {
            target.addresses = addresses;
            target.next = Instant::now();
            target.wait = WAIT_MIN;
        }
    }

    /// Addresses that somebody gave.
    pub(super) fn add_addresses(&mut self, addresses: &[String]) {
        for address in addresses {
            self.put(address.clone(), vec![address.clone()], None, Via::Tcp);
        }
    }

    /// A device with an allowed key on the local network.
    pub(super) fn found(&mut self, transport: &[u8; 32], address: String) {
        let name = format!("mdns {address}");
        self.put(name, vec![address], Some(*transport), Via::Mdns);
    }

    /// Tries everything again at once.
    pub(super) fn hurry(&mut self) {
        self.hurried = true;
        for target in self.targets.values_mut() {
            target.next = Instant::now();
            target.wait = WAIT_MIN;
        }
    }

    /// Whether something should be tried before the next tick.
    pub(super) const fn is_hurried(&self) -> bool {
        self.hurried
    }

    /// Forgets everything but what it was given by hand.
    pub(super) fn restart(&mut self) {
        for target in self.targets.values_mut() {
            target.dialing = None;
            target.expect = None;
        }
        self.hurry();
    }

    pub(super) fn connected(&mut self, dial: u64, transport: [u8; 32]) {
        for target in self
            .targets
            .values_mut()
            .filter(|target| target.dialing == Some(dial))
        {
            target.dialing = None;
            target.expect = Some(transport);
            target.wait = WAIT_MIN;
            target.next = Instant::now() + WAIT_MIN;
        }
    }

    pub(super) fn failed(&mut self, dial: u64) {
        for target in self
            .targets
            .values_mut()
            .filter(|target| target.dialing == Some(dial))
        {
            target.dialing = None;
            target.next = Instant::now() + target.wait;
            target.wait = (target.wait * 2).min(WAIT_MAX);
        }
    }

    /// Dials that are due now.
    pub(super) fn due(
        &mut self,
        peers: &[(DeviceId, TransportId, Vec<String>)],
        connected: &[TransportId],
    ) -> Vec<NetworkCommand> {
        self.hurried = false;
        for (device, transport, addresses) in peers {
            if !addresses.is_empty() {
                let mut addresses = addresses.clone();
                addresses.truncate(DIAL_ADDRESSES_MAX);
                self.put(
                    device.to_hex(),
                    addresses,
                    Some(*transport.as_bytes()),
                    Via::Tcp,
                );
            }
        }
        let (now, mut dials) = (Instant::now(), Vec::new());
        for target in self.targets.values_mut() {
            let there = target
                .expect
                .is_some_and(|key| connected.iter().any(|known| *known.as_bytes() == key));
            if there || target.dialing.is_some() || target.next > now {
                continue;
            }
            self.number += 1;
            target.dialing = Some(self.number);
            dials.push(NetworkCommand::Dial {
                dial: DialNumber(self.number),
                addresses: target.addresses.clone(),
                expect: target.expect.map(crate::network::TransportId::from_bytes),
                via: target.via,
            });
        }
        dials
    }
}
