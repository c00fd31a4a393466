//! What others are known to hold of what was written here, and when this device last agreed with
//! one of them. Kept, so that a device that starts alone tells neither more nor less than it knew.

use std::time::Duration;

use asamblea_protocol::id::{DeviceId, SpaceId};
use asamblea_protocol::op::{Lane, LogId, VerifiedRun};
use asamblea_protocol::time::{MonoTime, WallTime};

use super::Engine;
use super::clock::rfc3339;
use super::local::{ExchangeRecord, LocalRecord};
use super::renewal::days_since;
use crate::api::ApiError;

/// Receipts are kept this long after they came: a busy day writes few records, and what a loss of
/// power takes is told again by the next peer.
const KEEP_WAIT: Duration = Duration::from_secs(30);

/// When to keep what is known, and the last agreement.
#[derive(Debug, Default)]
pub(super) struct Exchange {
    even_ms: u64,
    keep_at: Option<MonoTime>,
}

impl Exchange {
    /// Whether this device ever agreed with another one.
    pub(super) const fn has_agreed(&self) -> bool {
        self.even_ms > 0
    }
}

impl Engine {
    /// Takes in what was kept.
    pub(super) fn recall_exchange(&mut self) {
        let kept = &self.local.exchange;
        self.exchange.even_ms = self.exchange.even_ms.max(kept.even_ms);
        let author = self.replica.device();
        for (space, length) in &kept.held {
            let Some(space) = SpaceId::from_hex(space) else {
                continue;
            };
            let log = own_log(space, author);
            let known = self.delivered.entry(log).or_default();
            // A journal that lost its end may hold less than others do.
            *known = (*known).max((*length).min(self.replica.graph().len(&log)));
        }
    }

    /// Who names an operation of this device as known holds it: so a stick brings receipts, too.
    pub(super) fn note_named(&mut self, run: &VerifiedRun) {
        let own = self.replica.device();
        let mut more = false;
        for dep in run.ops().iter().flat_map(|op| &op.header.deps) {
            let mine = dep.log.author == own && dep.log.lane == Lane::Content;
            if !mine || self.replica.graph().id_at(&dep.log, dep.seq) != Some(dep.id) {
                continue;
            }
            let held = dep.seq.saturating_add(1);
            let known = self.delivered.entry(dep.log).or_default();
            more |= held > *known;
            *known = held.max(*known);
        }
        if more {
            self.plan_exchange();
        }
    }

    /// Looks whether all peers hold the same: between two ticks they may come to it and go.
    pub(super) fn look_for_even(&mut self) {
        if self.is_even() == Some(true) {
            self.note_even();
        }
        self.note_asked();
    }

    /// This device and a peer hold the same.
    pub(super) fn note_even(&mut self) {
        self.exchange.even_ms = self.wall().0;
        self.plan_exchange();
    }

    pub(super) fn plan_exchange(&mut self) {
        let later = self.now.mono.after(KEEP_WAIT);
        self.exchange.keep_at.get_or_insert(later);
    }

    /// Keeps what is known, once it is due or at the end.
    pub(super) fn remember_exchange(&mut self, at_once: bool) -> Result<(), ApiError> {
        let due = self
            .exchange
            .keep_at
            .is_some_and(|at| at_once || at <= self.now.mono);
        if !due {
            return Ok(());
        }
        self.exchange.keep_at = None;
        let held = self
            .own_logs()
            .into_iter()
            .map(|log| (log.space.to_hex(), self.held_elsewhere(&log)))
            .filter(|(_, length)| *length > 0)
            .collect();
        let even_ms = self.exchange.even_ms;
        let record = ExchangeRecord { even_ms, held };
        if record == self.local.exchange {
            return Ok(());
        }
        self.remember(vec![LocalRecord::Exchange(Box::new(record))])
    }

    /// Whole days since the last agreement, if there was one.
    pub(super) fn days_alone(&self) -> Option<u64> {
        let even = self.exchange.even_ms;
        (even > 0).then(|| days_since(WallTime(even), self.wall()))
    }

    /// RFC 3339 of the last agreement.
    pub(super) fn last_exchange(&self) -> Option<String> {
        let even = self.exchange.even_ms;
        (even > 0).then(|| rfc3339(WallTime(even)))
    }

    /// Operations for others that none of them is known to hold.
    pub(super) fn outgoing(&mut self) -> u64 {
        let device = self.replica.device();
        let roles = self.replica.roles();
        self.own_logs()
            .into_iter()
            .filter(|log| roles.devices(log.space).keys().any(|d| *d != device))
            .map(|log| {
                let written = self.replica.graph().len(&log);
                written.saturating_sub(self.held_elsewhere(&log))
            })
            .sum()
    }

    /// What this device wrote, by space.
    fn own_logs(&self) -> Vec<LogId> {
        let author = self.replica.device();
        let graph = self.replica.graph();
        let logs = graph.spaces().map(|space| own_log(space, author));
        logs.filter(|log| graph.len(log) > 0).collect()
    }
}

const fn own_log(space: SpaceId, author: DeviceId) -> LogId {
    LogId {
        space,
        author,
        lane: Lane::Content,
    }
}
