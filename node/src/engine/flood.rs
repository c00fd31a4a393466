//! Devices that write more than anybody does: their own connections are heard more slowly, so that
//! all others go before them, and people hear whose device it is.
//!
//! Nothing is refused. What others bring of such a device is counted and not slowed: they did not
//! write it, and what they say themselves may need it.

use std::time::Duration;

use asamblea_protocol::id::DeviceId;
use asamblea_protocol::limits::{PACE_FRAMES_MAX, SLOT_BYTES_AIM, SLOTS_PER_FRAME};
use asamblea_protocol::op::{Lane, SlotSet};
use asamblea_protocol::sync::{Amount, ByeReason, Event, Pace, PeerMisbehaved, SyncEnd};
use asamblea_protocol::time::MonoTime;

use super::Engine;
use super::clock::rfc3339;
use super::peers::{Link, LinkNumber};
use crate::api::{AlertRow, ApiError};

/// Who has said nothing new for so long has nothing left to give: on a slow link less means that
/// her answer is still on its way.
const EVEN_WAIT: Duration = Duration::from_secs(3);

/// How much each device writes.
#[derive(Debug, Default)]
pub(super) struct Writers {
    pace: Pace,
    /// This device has fetched what there was; what comes from here on was written since.
    has_fetched: bool,
    /// Since when it holds the same as some peer.
    even_since: Option<MonoTime>,
}

impl Engine {
    /// Looks whether this device has fetched what there was before it came: all that some peer has.
    pub(super) fn note_fetched(&mut self) {
        if self.writers.has_fetched {
            return;
        }
        let now = self.now.mono;
        if !self.links.values().any(|link| link.told_even) {
            self.writers.even_since = None;
            return;
        }
        let since = *self.writers.even_since.get_or_insert(now);
        self.writers.has_fetched = now.since(since) >= EVEN_WAIT;
    }

    /// What was fetched before this start is not fetched again.
    pub(super) const fn recall_fetched(&mut self) {
        self.writers.has_fetched = self.exchange.has_agreed();
    }

    /// Whether nothing more is to be read from a connection until there is room again: what comes
    /// all the same waits, up to [`PACE_FRAMES_MAX`] frames.
    #[must_use]
    pub fn must_wait(&self, number: LinkNumber) -> bool {
        let link = self.links.get(&number);
        link.is_some_and(|link| !link.waiting.is_empty() || self.is_over(link))
    }

    /// Sets what is taken of one device as fast as it comes, for tests that write less.
    #[cfg(feature = "planted")]
    pub fn limit_pace(&mut self, limits: asamblea_protocol::sync::PaceLimits) {
        self.writers.pace = Pace::new(limits);
    }

    /// Whether the device at the other end wrote more than is taken as fast as it comes.
    pub(super) fn is_over(&self, link: &Link) -> bool {
        let device = link.proven_device();
        device.is_some_and(|device| self.writers.pace.excess(&device, self.now.mono).is_some())
    }

    /// Keeps a frame until its turn comes.
    ///
    /// # Errors
    ///
    /// The outer one is a fault of this device's disk. The inner one ends the session: more came
    /// than can have been on its way.
    pub(super) fn let_wait(
        &mut self,
        number: LinkNumber,
        bytes: &[u8],
    ) -> Result<Result<(), SyncEnd>, ApiError> {
        let now = self.now.mono;
        let Some(link) = self.links.get_mut(&number) else {
            return Ok(Ok(()));
        };
        if link.waiting.len() >= PACE_FRAMES_MAX {
            link.waiting.clear();
            let fault = PeerMisbehaved::Flood;
            link.session.close(ByeReason::Misbehaved);
            self.misbehaved(number, &fault.to_string())?;
            return Ok(Err(fault.into()));
        }
        link.waiting.push_back(bytes.to_vec());
        link.session.note_waiting(now);
        Ok(Ok(()))
    }

    /// Takes frames that waited, as far as there is room.
    ///
    /// # Errors
    ///
    /// The faults of a disk.
    pub(super) fn hear_waiting(&mut self) -> Result<(), ApiError> {
        let links: Vec<LinkNumber> = self.links.keys().copied().collect();
        let waits = links.into_iter().filter(|number| self.must_wait(*number));
        let waits: Vec<LinkNumber> = waits.collect();
        for number in waits {
            while let Some(bytes) = self.next_waiting(number) {
                // A session that ends by it says so itself; the loop sees that and closes.
                let _end = self.hear(number, &bytes)?;
            }
        }
        Ok(())
    }

    fn next_waiting(&mut self, number: LinkNumber) -> Option<Vec<u8>> {
        let now = self.now.mono;
        let over = self.is_over(self.links.get(&number)?);
        let link = self.links.get_mut(&number)?;
        if over {
            link.session.note_waiting(now);
            return None;
        }
        link.waiting.pop_front()
    }

    /// Counts what a session brings by who wrote it, and tells of whoever wrote too much. Whom
    /// nobody admitted is not counted: little of that is kept at all. Nor is anything before this
    /// device first held the same as another: what it fetches then is the work of years.
    ///
    /// # Errors
    ///
    /// The faults of a disk, which keeps the alert.
    pub(super) fn count_written(&mut self, event: &Event, bytes: usize) -> Result<(), ApiError> {
        if !self.writers.has_fetched {
            return Ok(());
        }
        let written = match event {
            Event::Received { slots, run } => run.log().map(|log| {
                let beside: usize = slots.iter().map(slot_bytes).sum();
                (log.author, log.lane, run.ops().len(), bytes + beside)
            }),
            Event::Slots(set) => {
                let graph = self.replica.graph();
                let at = graph.control_index(&set.op);
                let op = at.and_then(|at| graph.controls().get(at));
                op.map(|control| (control.op.log.author, Lane::Control, 0, bytes))
            }
            _ => None,
        };
        let Some((author, lane, ops, bytes)) = written else {
            return Ok(());
        };
        let is_counted = self.replica.directory().card(&author).is_some();
        if author == self.replica.device() || !is_counted {
            return Ok(());
        }
        let number = |of: usize| u64::try_from(of).unwrap_or(u64::MAX);
        let wrote = Amount {
            ops: number(ops),
            bytes: number(bytes),
        };
        self.writers.pace.count(author, lane, wrote, self.now.mono);
        match self.writers.pace.excess(&author, self.now.mono) {
            Some(wrote) => self.tell_flood(author, wrote),
            None => Ok(()),
        }
    }

    /// Says whose device writes too much, once a day for each.
    fn tell_flood(&mut self, device: DeviceId, wrote: Amount) -> Result<(), ApiError> {
        let at = rfc3339(self.wall());
        let day = at.split('T').next().unwrap_or_default();
        let subject = self.device_name(device);
        let Amount { ops, bytes } = wrote;
        let text = format!("{subject} writes far more than usual: {ops} operations, {bytes} bytes");
        self.raise(AlertRow {
            id: format!("flood:{}:{day}", device.to_hex()),
            code: "flood".to_owned(),
            text,
            subject,
            at,
            device: Some(device.to_hex()),
            count: Some(ops),
            bytes: Some(bytes),
            ..AlertRow::default()
        })
    }
}

/// About how many bytes slots took in the frames that brought them.
const fn slot_bytes(set: &SlotSet) -> usize {
    set.slots.len() * (SLOT_BYTES_AIM / SLOTS_PER_FRAME)
}
