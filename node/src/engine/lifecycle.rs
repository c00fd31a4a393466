//! Unlocking, ending: what happens around the work.

use std::sync::Arc;
use std::time::Duration;

use asamblea_protocol::crypto::{BoxKey, Domain, KeyMaterial, derive};
use asamblea_protocol::id::TransportId;
use asamblea_protocol::is_planted;
use zeroize::Zeroizing;

use super::peers::LinkNumber;
use super::{Engine, Pending, records, renewal, store_fault};
use crate::api::{ApiError, ErrorKind, Event};
use crate::store::{Journal, StoreError};

/// Heads are remembered this long after a change, so that a shorter journal is noticed.
const REMEMBER_WAIT: Duration = Duration::from_secs(1);
/// After a failed write the journal is read again so much later: a full disk stays full for a
/// while, and a large profile takes a second to read. A person's next act does not wait.
const MEND_WAIT: Duration = Duration::from_secs(5);

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
        let (disk, now) = (Arc::clone(&self.disk), self.now);
        let (replica, keys_lost) = renewal::replica_from(&*disk, root, &mut self.rng, now)?;
        let private = BoxKey::new(&derive(Domain::StorePrivate, root, &[]));
        let mut replay = records::Replay::new(replica, Some(&private), &mut *self.index);
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
        self.settle()?;
        self.note_lost_keys(keys_lost);
        Ok(())
    }

    /// A write failed: what was staged is void, and memory is ahead of the disk. Nobody is told
    /// anything more until the journal was read again.
    pub(super) fn fail(&mut self, error: StoreError) -> ApiError {
        self.void();
        store_fault(error)
    }

    pub(super) fn void(&mut self) {
        self.journal.roll_back();
        self.pending = Pending::default();
        let _void = self.replica.take_made();
        self.broken = true;
        self.mend_at = Some(self.now.mono.after(MEND_WAIT));
        let numbers: Vec<LinkNumber> = self.links.keys().copied().collect();
        for number in numbers {
            self.closed(number, "disk");
        }
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
    pub(super) fn note_damage(&mut self, keys_lost: bool) {
        self.note_lost_keys(keys_lost);
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
        self.announce_machines()?;
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
