//! Unlocking, ending, addresses: what happens around the work.

use std::sync::Arc;
use std::time::Duration;

use asamblea_protocol::content::Addresses;
use asamblea_protocol::crypto::{BoxKey, Domain, KeyMaterial, derive};
use asamblea_protocol::id::{DeviceId, TransportId};
use asamblea_protocol::is_planted;
use asamblea_protocol::op::Role;
use asamblea_protocol::replica::{DeviceKeys, Replica};
use zeroize::Zeroizing;

use super::local::Setting;
use super::peers::LinkNumber;
use super::{Engine, Pending, records, store_fault};
use crate::api::{ApiError, ErrorKind, Event};
use crate::store::{Journal, StoreError};

/// Addresses are announced once they stand still: interfaces come up one by one.
const ANNOUNCE_WAIT: Duration = Duration::from_millis(700);
/// Heads are remembered this long after a change, so that a shorter journal is noticed.
const REMEMBER_WAIT: Duration = Duration::from_secs(1);
/// After a failed write the journal is read again so much later: a full disk stays full for a
/// while, and a large profile takes a second to read. A person's next act does not wait.
const MEND_WAIT: Duration = Duration::from_secs(5);

/// Addresses of carriers that are remembered: a few machines with two or three addresses each.
const MACHINES_MAX: usize = 16;

impl Engine {
    /// Puts the keys back in memory, and reads everything again.
    ///
    /// # Errors
    ///
    /// The faults of a disk.
    pub fn unlock(&mut self, root: &KeyMaterial) -> Result<(), ApiError> {
        self.read_journal(root)?;
        self.root = Some(KeyMaterial::from_bytes(*root.expose()));
        self.carrying = true;
        self.gate_changed = true;
        self.events.push(Event::Unlocked {});
        Ok(())
    }

    /// Reads the journal into a fresh replica. Sessions go on: they speak of what is stored.
    fn read_journal(&mut self, root: &KeyMaterial) -> Result<(), ApiError> {
        self.journal.commit().map_err(store_fault)?;
        let keys = DeviceKeys::from_root(root);
        let private = BoxKey::new(&derive(Domain::StorePrivate, root, &[]));
        let mut replay = records::Replay::new(Replica::new(keys), Some(&private), &mut *self.index);
        let (journal, report) = Journal::open(
            Arc::clone(&self.disk),
            root,
            &mut self.rng,
            &mut |extent, kind, record| replay.take(extent, kind, record),
        )
        .map_err(store_fault)?;
        let replayed = replay.finish(&mut *self.index);
        self.journal = journal;
        self.report = report;
        self.replica = replayed.replica;
        #[cfg(feature = "planted")]
        self.replica.plant(self.planted);
        self.local = replayed.local;
        self.indexed = replayed.records;
        self.space_bytes = replayed.bytes;
        self.extents = replayed.extents;
        self.private = Some(private);
        self.pending = Pending::default();
        self.broken = false;
        self.watch_due = true;
        self.recall_exchange();
        // What memory knew of members may not be what is saved.
        self.gate_changed |= !is_planted!(self.replica, GateKept);
        self.settle()
    }

    /// A write failed: what was staged is void, and memory is ahead of the disk. Nobody is told
    /// anything more until the journal was read again.
    pub(super) fn fail(&mut self, error: StoreError) -> ApiError {
        self.journal.roll_back();
        self.pending = Pending::default();
        self.broken = true;
        self.mend_at = Some(self.now.mono.after(MEND_WAIT));
        let numbers: Vec<LinkNumber> = self.links.keys().copied().collect();
        for number in numbers {
            self.closed(number, "disk");
        }
        store_fault(error)
    }

    /// Whether a write failed and the journal was not read again since.
    #[must_use]
    pub const fn is_broken(&self) -> bool {
        self.broken
    }

    /// After a failed write the journal is read again: it says what is saved.
    pub(super) fn mend(&mut self) -> Result<(), ApiError> {
        if !self.broken {
            return Ok(());
        }
        let Some(root) = self.root.take() else {
            return Err(ErrorKind::Locked.into());
        };
        let open = std::mem::take(&mut self.views).open;
        let read = self.read_journal(&root);
        self.root = Some(root);
        // What was found there may not be on the medium yet.
        let synced = read.and_then(|()| self.journal.commit().map_err(|error| self.fail(error)));
        for (id, open) in open {
            self.type_again(id, &open)?;
        }
        synced
    }

    pub(super) fn mend_in_time(&mut self) -> Result<(), ApiError> {
        if self.broken && self.mend_at.is_some_and(|at| at <= self.now.mono) {
            self.mend_at = Some(self.now.mono.after(MEND_WAIT));
            // Locked, it stays silent until the keys are back.
            if !self.is_locked() {
                self.mend()?;
            }
        }
        Ok(())
    }

    /// Says what opening found damaged, once.
    pub(super) fn note_damage(&mut self) {
        let lost = self.report.shorter_than_remembered || self.report.memory_lost;
        self.damage_open = !self.report.damaged.is_empty() || lost;
        if self.damage_open && !self.is_locked() {
            let places = self.report.damaged.len();
            let subject = if lost {
                "journal".to_owned()
            } else {
                format!("journal {places}")
            };
            let text = format!("{places} places of this profile are damaged; members have copies");
            // A full disk keeps nobody out; the damage is found again at the next start.
            let _full = self.alert("damaged", &subject, text);
        }
    }

    /// Reads every record of the journal: how many places are damaged, and whether it is shorter
    /// than remembered.
    pub(super) fn read_every_record(&mut self, damaged: usize, alarm: bool) -> (usize, bool) {
        let mut unreadable = 0;
        for extent in self.extents.clone() {
            unreadable += usize::from(self.journal.read(extent).is_err());
        }
        (damaged + unreadable, alarm)
    }

    /// Work that runs with time: typing that paused, editions to hold, names, addresses.
    pub(super) fn work_on_time(&mut self) -> Result<(), ApiError> {
        if self.is_locked() || self.broken {
            return Ok(());
        }
        self.save_pauses()?;
        self.settle_in()?;
        self.introduce()?;
        self.watch_members()?;
        self.remember_exchange(false)?;
        self.hold_editions()?;
        self.announce_addresses()?;
        if self.remember_at.is_some_and(|at| at <= self.now.mono) {
            self.remember_heads()?;
        }
        Ok(())
    }

    pub(super) fn plan_remembering(&mut self) {
        let later = self.now.mono.after(REMEMBER_WAIT);
        self.remember_at.get_or_insert(later);
    }

    fn remember_heads(&mut self) -> Result<(), ApiError> {
        self.remember_at = None;
        self.journal.remember(&[0; 32]).map_err(store_fault)
    }

    /// Saves what is pending before the process ends.
    ///
    /// # Errors
    ///
    /// The faults of a disk.
    pub fn finish(&mut self) -> Result<(), ApiError> {
        if !self.is_locked() {
            self.save_all_open()?;
            self.watch_members()?;
            self.look_for_even();
            self.renew_in_time(true)?;
            self.remember_exchange(true)?;
        }
        self.flush()?;
        self.close_all();
        // Both only spare work at the next start.
        let _spared = self.index.flush();
        self.remember_heads()
    }

    /// Whether something that concerns others is about to be written.
    #[must_use]
    pub fn has_due_work(&self) -> bool {
        self.errands.forward_at.is_some()
            || !self.views.to_hold.is_empty()
            || self.views.open.values().any(|open| open.edits > 0)
    }

    // Addresses.

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
        let kept = self
            .setting(Setting::Port)
            .is_some_and(|port| address == format!("/ip4/0.0.0.0/tcp/{port}") && port != "0");
        kept.then(|| "/ip4/0.0.0.0/tcp/0".to_owned())
    }

    fn announce_addresses(&mut self) -> Result<(), ApiError> {
        let due = self.announce_at.is_some_and(|at| at <= self.now.mono);
        let Some(network) = self.replica.directory().network().filter(|_| due) else {
            return Ok(());
        };
        let plain: Vec<String> = match &self.announced {
            Some(announced) => announced.clone(),
            None => {
                let all = self.addresses.iter().map(|address| without_key(address));
                let far: Vec<String> = all.clone().filter(|a| !a.contains("/127.0.0.1/")).collect();
                if far.is_empty() { all.collect() } else { far }
            }
        };
        let device = self.replica.device();
        let may = self.replica.roles().role(device, network) >= Role::Write;
        if plain.is_empty() || !may || self.views.addresses(device) == plain {
            self.announce_at = None;
            return Ok(());
        }
        let mut addresses = plain;
        addresses.truncate(asamblea_protocol::content::ADDRESSES_MAX);
        match self.write(network, vec![Addresses { addresses }.into()]) {
            Ok(_) => {
                self.announce_at = None;
                Ok(())
            }
            // Keys are on their way.
            Err(error) if error.kind == ErrorKind::NoKeyYet => Ok(()),
            Err(error) => Err(error),
        }
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

    // Transport.

    /// Seed of the transport key, while unlocked.
    #[must_use]
    pub fn transport_seed(&self) -> Option<Zeroizing<[u8; 32]>> {
        self.replica
            .keys()
            .map(|keys| Zeroizing::new(*keys.transport().expose()))
    }

    /// This device's transport key.
    #[must_use]
    pub const fn own_transport(&self) -> TransportId {
        self.transport
    }

    /// Transport keys with a connection.
    #[must_use]
    pub fn connected_transports(&self) -> Vec<TransportId> {
        self.links.values().map(|link| link.transport).collect()
    }

    /// Has the gate told once more: the network behind it is new.
    pub const fn reopen_gate(&mut self) {
        self.gate_changed = true;
    }

    /// Forgets connections of a network that ended.
    pub fn forget_links(&mut self) {
        self.links.clear();
        self.addresses.clear();
    }
}

fn without_key(address: &str) -> String {
    address.split("/p2p/").next().unwrap_or(address).to_owned()
}
