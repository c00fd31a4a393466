//! Whether this device was set back: others bring what it signed and does not hold.
//!
//! What it remembers lies in its folder and goes back with it, so a start alone cannot tell. Nobody
//! else signs in its name: the first of its own operations that comes from elsewhere tells.

use asamblea_protocol::op::VerifiedRun;

use super::Engine;
use super::clock::rfc3339;
use crate::api::{AlertRow, ApiError};

/// Code of the alert.
const CODE: &str = "set_back";
/// Remembered in place of where own logs end, while nobody could be told: the next start does.
const UNTOLD: [u8; 32] = [1; 32];

/// That this device was set back, until somebody was told.
#[derive(Debug, Default)]
pub(super) struct SetBack {
    /// It came out while the keys were away, and so nothing could be said.
    untold: bool,
    /// The heads say so.
    kept: bool,
}

impl SetBack {
    /// What the heads say instead of where own logs end.
    pub(super) fn mark(&self) -> Option<[u8; 32]> {
        self.untold.then_some(UNTOLD)
    }
}

impl Engine {
    /// Whether a run that is not placed yet brings back what this device had written. Where a
    /// damage is known, that was told and is mended so. What does not go on from where this device
    /// would write is a copy's, and everybody is told of two histories.
    pub(super) fn is_brought_back(&self, run: &VerifiedRun) -> bool {
        let own = run
            .log()
            .is_some_and(|log| log.author == self.replica.device());
        if !own || self.is_damaged() {
            return false;
        }
        let branch = self.replica.graph().branch_of_run(run);
        branch.is_some_and(|branch| branch.first.is_none())
    }

    /// Others brought back what this device had written.
    pub(super) fn note_set_back(&mut self) -> Result<(), ApiError> {
        self.set_back.untold = true;
        self.tell_set_back()
    }

    /// Notes what the heads say of it.
    pub(super) fn recall_set_back(&mut self) {
        self.set_back.untold |= self.report.remembered == Some(UNTOLD);
    }

    /// Says it, unless it was said and nobody has acknowledged it yet.
    pub(super) fn tell_set_back(&mut self) -> Result<(), ApiError> {
        if !self.set_back.untold || self.is_locked() {
            return Ok(());
        }
        let mut alerts = self.local.alerts.values();
        if !alerts.any(|alert| alert.code == CODE && !alert.done) {
            let device = self.replica.device();
            self.raise(AlertRow {
                id: format!("{CODE}:{}", self.wall().0),
                code: CODE.to_owned(),
                subject: self.device_name(device),
                text: "this device was set back: others brought what it had written".to_owned(),
                at: rfc3339(self.wall()),
                device: Some(device.to_hex()),
                me: true,
                ..AlertRow::default()
            })?;
        }
        self.set_back.untold = false;
        if std::mem::take(&mut self.set_back.kept) {
            self.plan_remembering();
        }
        Ok(())
    }

    /// While nobody can be told, the heads keep it: the process may end before the keys are back.
    pub(super) fn keep_set_back(&mut self) {
        if self.set_back.untold && !self.set_back.kept && !self.is_broken() {
            // A full disk: with the next tick.
            self.set_back.kept = self.remember_heads().is_ok();
        }
    }
}
