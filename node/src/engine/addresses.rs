//! Where this device listens, and where it and its organization's machines can be reached.

use std::collections::BTreeSet;
use std::time::Duration;

use asamblea_protocol::content::{ADDRESSES_MAX, Addresses};
use asamblea_protocol::id::{DeviceId, SpaceId};
use asamblea_protocol::op::Role;

use super::Engine;
use super::local::Setting;
use crate::api::{ApiError, ErrorKind};

/// Addresses are announced once they stand still: interfaces come up one by one.
const ANNOUNCE_WAIT: Duration = Duration::from_millis(700);
/// Addresses that could not be listened on and are named by `doctor`: nobody gives more.
const LISTENS_FAILED_MAX: usize = 16;
/// Addresses of carriers that are remembered: a few machines with two or three addresses each.
const MACHINES_MAX: usize = 16;

impl Engine {
    /// Where to listen: as told, else on one port, chosen once and kept.
    #[must_use]
    pub fn listen_addresses(&self, told: &[String]) -> Vec<String> {
        if !told.is_empty() {
            return told.to_vec();
        }
        let port = self.setting(Setting::Port).unwrap_or("0");
        vec![format!("/ip4/0.0.0.0/tcp/{port}")]
    }

    /// Publishes these addresses instead of those listened on.
    pub fn set_announced(&mut self, announced: Vec<String>) {
        if !announced.is_empty() {
            self.announced = Some(announced);
        }
    }

    /// The node listens at an address.
    pub fn listening(&mut self, address: String) {
        let port = address
            .split('/')
            .nth(4)
            .and_then(|port| port.parse::<u16>().ok());
        if let Some(port) = port
            && self.setting(Setting::Port).is_none()
            && !self.is_locked()
        {
            // Chosen again at the next start if the disk is full.
            let _full = self.set(Setting::Port, port.to_string());
        }
        if !self.addresses.contains(&address) {
            self.addresses.push(address);
        }
        self.announce_at = Some(self.now.mono.after(ANNOUNCE_WAIT));
    }

    /// The node does not listen at an address any more.
    pub fn listen_stopped(&mut self, address: &str) {
        self.addresses.retain(|known| known != address);
        self.announce_at = Some(self.now.mono.after(ANNOUNCE_WAIT));
    }

    /// Listening failed: where else to listen, once, when the kept port is taken.
    pub fn listen_failed(&mut self, address: &str) -> Option<String> {
        if self.listens_failed.len() < LISTENS_FAILED_MAX {
            self.listens_failed.insert(address.to_owned());
        }
        let kept = self
            .setting(Setting::Port)
            .is_some_and(|port| address == format!("/ip4/0.0.0.0/tcp/{port}") && port != "0");
        kept.then(|| "/ip4/0.0.0.0/tcp/0".to_owned())
    }

    pub(super) fn announce_addresses(&mut self) -> Result<(), ApiError> {
        let due = self.announce_at.is_some_and(|at| at <= self.now.mono);
        let Some(network) = self.replica.directory().network().filter(|_| due) else {
            return Ok(());
        };
        let plain: Vec<String> = match &self.announced {
            Some(announced) => announced.clone(),
            None => {
                let all = self.addresses.iter().map(|address| without_key(address));
                farther(all.collect())
            }
        };
        let known = self.views.addresses(self.replica.device()) == plain;
        if plain.is_empty() || known || self.announce(network, plain, None)? {
            self.announce_at = None;
        }
        Ok(())
    }

    /// Writes where a device can be reached. False while the keys for it are on their way.
    fn announce(
        &mut self,
        network: SpaceId,
        mut addresses: Vec<String>,
        machine: Option<DeviceId>,
    ) -> Result<bool, ApiError> {
        let device = self.replica.device();
        if self.replica.roles().role(device, network) < Role::Write {
            // Whoever only reads announces nothing.
            return Ok(true);
        }
        addresses.truncate(ADDRESSES_MAX);
        match self.write(network, vec![Addresses { addresses, machine }.into()]) {
            Ok(_) => Ok(true),
            Err(error) if error.kind == ErrorKind::NoKeyYet => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Says for the machines of my organization where I found them: they have no key to say it
    /// with, and who was here before them would have to type it.
    pub(super) fn announce_machines(&mut self) -> Result<(), ApiError> {
        let dialed = self.machines_dialed();
        if dialed.is_empty() {
            return Ok(());
        }
        let org = self.my_org();
        let Some(network) = self.replica.directory().network().filter(|_| org.is_some()) else {
            return Ok(());
        };
        let machines: BTreeSet<DeviceId> = dialed.iter().map(|(machine, _)| *machine).collect();
        for machine in machines {
            if self.replica.directory().org_of_device(machine) != org {
                continue;
            }
            let found = dialed.iter().filter(|(at, _)| *at == machine);
            let addresses = farther(found.map(|(_, address)| address.clone()).collect());
            let told = self.addresses_of(machine);
            let mut first = addresses.iter().take(ADDRESSES_MAX);
            if !first.all(|address| told.contains(address)) {
                self.announce(network, addresses, Some(machine))?;
            }
        }
        Ok(())
    }

    /// Where a device can be reached: what it says itself, and of a machine what those of its
    /// organization say. Whoever else speaks of it is not heard.
    pub(super) fn addresses_of(&self, device: DeviceId) -> Vec<String> {
        let directory = self.replica.directory();
        let org = directory.org_of_device(device);
        let mut all = self.views.addresses(device);
        if directory.person_of(device).is_some() || org.is_none() {
            return all;
        }
        let said = self.views.machine_addresses(device);
        for (_, addresses) in said.filter(|(author, _)| directory.org_of_device(*author) == org) {
            let new = addresses.iter().filter(|address| !all.contains(address));
            all.extend(new.cloned().collect::<Vec<_>>());
        }
        all
    }

    /// Carriers that were dialed, and where: they have no key to write an address with.
    pub(super) fn machines_dialed(&self) -> Vec<(DeviceId, String)> {
        let lines = self.setting(Setting::Machines).unwrap_or_default().lines();
        lines
            .filter_map(|line| line.split_once(' '))
            .filter_map(|(device, address)| Some((DeviceId::from_hex(device)?, address.to_owned())))
            .collect()
    }

    /// Addresses to dial at every start.
    #[must_use]
    pub fn remembered_addresses(&self) -> Vec<String> {
        let dialed = self.machines_dialed().into_iter();
        dialed.map(|(_, address)| address).collect()
    }

    /// Remembers where a carrier was found, the newest first.
    pub(super) fn remember_machine(&mut self, device: DeviceId, address: &str) {
        let known = self.replica.directory().machines();
        let is_machine = known.into_iter().any(|(machine, _)| machine == device);
        let found = (device, without_key(address));
        let mut dialed = self.machines_dialed();
        if !is_machine || dialed.first() == Some(&found) {
            return;
        }
        dialed.retain(|known| *known != found);
        dialed.insert(0, found);
        dialed.truncate(MACHINES_MAX);
        let lines = dialed.iter();
        let lines: Vec<String> = lines
            .map(|(device, address)| format!("{} {address}", device.to_hex()))
            .collect();
        // Locked or with a full disk it is found again at the next connection.
        let _later = self.set(Setting::Machines, lines.join("\n"));
    }
}

fn without_key(address: &str) -> String {
    address.split("/p2p/").next().unwrap_or(address).to_owned()
}

/// Without loopback addresses, unless there are no others.
fn farther(all: Vec<String>) -> Vec<String> {
    let is_far = |address: &&String| !address.contains("/127.0.0.1/");
    let far: Vec<String> = all.iter().filter(is_far).cloned().collect();
    if far.is_empty() { all } else { far }
}
