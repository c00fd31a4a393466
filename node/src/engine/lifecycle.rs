//! Unlocking, ending: what happens around the work.

use std::time::Duration;

use asamblea_protocol::crypto::KeyMaterial;
use asamblea_protocol::id::TransportId;
use asamblea_protocol::is_planted;
use zeroize::Zeroizing;

use super::damage::Found;
use super::mirror::Reading;
use super::peers::LinkNumber;
use super::{Engine, Pending, store_fault};
use crate::api::{ApiError, ErrorKind, Event};
use crate::store::{IndexError, MemoryIndex, StoreError};

/// Heads are remembered this long after a change, so that a shorter journal is noticed.
const REMEMBER_WAIT: Duration = Duration::from_secs(1);
/// After a failed write the journal is read again so much later: a full disk stays full for a
/// while, and a large profile takes a second to read. A person's next act does not wait.
const MEND_WAIT: Duration = Duration::from_secs(5);

impl Engine {
    /// Puts the keys back in memory, and reads everything again. `entropy`: 32 bytes from the
    /// operating system, or from a simulator's seed. Who saw the memory of the locked device
    /// cannot tell what it draws from here on.
    ///
    /// # Errors
    ///
    /// The faults of a disk.
    pub fn unlock(&mut self, root: &KeyMaterial, entropy: [u8; 32]) -> Result<(), ApiError> {
        self.mirror_rng.stir(super::mirror_seed(&entropy));
        self.rng.stir(entropy);
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
        let reading = Reading {
            disk: &self.disk,
            index: &mut *self.index,
            now: self.now,
            progress: &self.progress,
        };
        let read = reading.read(root, (&mut self.rng, &mut self.mirror_rng))?;
        let found = Found::of(&read);
        let (copies, replayed) = (read.copies, read.replayed);
        self.journal = copies.journal;
        self.mirror = copies.mirror;
        self.report = copies.report;
        self.replica = replayed.replica;
        #[cfg(feature = "planted")]
        self.replica.plant(self.planted);
        self.local = replayed.local;
        self.indexed = replayed.records;
        self.space_bytes = replayed.bytes;
        self.extents = replayed.extents;
        self.index_rebuilt |= replayed.rebuilt;
        self.private = Some(read.private);
        self.pending = Pending::default();
        self.broken = false;
        self.watch_due = true;
        self.errands.leaving.members_changed();
        self.know_practice();
        self.recall_exchange();
        // What memory knew of members may not be what is saved.
        self.gate_changed |= !is_planted!(self.replica, GateKept);
        self.settle()?;
        self.note_damage(found);
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
        self.mirror.roll_back();
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
        self.read_anew()
    }

    /// An index that failed answers nothing more: another one, in memory, is filled from the
    /// journal. What lies on the disk is thrown away at the next start.
    pub(super) fn mend_index(&mut self) -> Result<(), ApiError> {
        let failed = matches!(self.index.covered(), Err(IndexError::Rebuild));
        if !failed || self.is_locked() || self.broken {
            return Ok(());
        }
        self.index = Box::new(MemoryIndex::new());
        self.read_anew()
    }

    pub(super) fn read_anew(&mut self) -> Result<(), ApiError> {
        let Some(root) = self.root.take() else {
            return Err(ErrorKind::Locked.into());
        };
        let open = std::mem::take(&mut self.views).open;
        let read = self.read_journal(&root);
        self.root = Some(root);
        // What was found there may not be on the medium yet.
        let synced = read.and_then(|()| self.journal.commit().map_err(|error| self.fail(error)));
        if synced.is_ok() {
            self.mirror.write();
        }
        for link in self.links.values_mut() {
            link.session.read_anew(&self.replica);
        }
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

    /// Work that runs with time: typing that paused, editions to hold, names, addresses.
    pub(super) fn work_on_time(&mut self) -> Result<(), ApiError> {
        if self.is_locked() || self.broken {
            return Ok(());
        }
        self.settle_in()?;
        self.watch_members()?;
        self.remember_exchange(false)?;
        if !self.waits_to_ask() {
            self.save_pauses()?;
            self.introduce()?;
            self.hold_editions()?;
            self.announce_addresses()?;
            self.announce_machines()?;
        }
        if self.remember_at.is_some_and(|at| at <= self.now.mono) {
            self.remember_heads()?;
        }
        Ok(())
    }

    pub(super) fn plan_remembering(&mut self) {
        let later = self.now.mono.after(REMEMBER_WAIT);
        self.remember_at.get_or_insert(later);
    }

    pub(super) fn remember_heads(&mut self) -> Result<(), ApiError> {
        self.remember_at = None;
        self.mirror.keep();
        if !self.harm.may_remember() {
            return Ok(());
        }
        let digest = self.remembered_digest();
        self.journal.remember(&digest).map_err(store_fault)
    }

    /// Saves what is pending before the process ends.
    ///
    /// # Errors
    ///
    /// The faults of a disk.
    pub fn finish(&mut self) -> Result<(), ApiError> {
        if !self.is_locked() {
            self.look_for_even();
            if !self.waits_to_ask() {
                self.save_all_open()?;
                self.renew_in_time(true)?;
                self.follow_in_time(true)?;
            }
            self.watch_members()?;
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
            || self.errands.leaving.is_due()
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
        self.listens_failed.clear();
    }
}
