//! How much a carrier keeps for others: it cannot see whether what it stores is worth keeping, so
//! one author must not be able to fill it for everybody.

use std::collections::HashMap;

use super::Replica;
use crate::id::SpaceId;
use crate::limits::{
    CARRIED_AUTHOR_BYTES_MAX, CARRIED_AUTHOR_OPS_MAX, CARRIED_SPACE_BYTES_MAX,
    CARRIED_SPACE_OPS_MAX,
};
use crate::op::{Lane, LogId, Role, VerifiedOp, VerifiedRun};

/// Why a carrier keeps nothing more of a log. Members, roles and keys are always kept.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum QuotaFault {
    /// One author's operations in one space.
    #[error("a carrier keeps at most {max} operations of one author in one space")]
    AuthorOps {
        /// How many.
        max: u64,
    },
    /// One author's bytes in one space.
    #[error("a carrier keeps at most {max} bytes of one author in one space")]
    AuthorBytes {
        /// How many.
        max: u64,
    },
    /// All operations in one space.
    #[error("a carrier keeps at most {max} operations of one space")]
    SpaceOps {
        /// How many.
        max: u64,
    },
    /// All bytes in one space.
    #[error("a carrier keeps at most {max} bytes of one space")]
    SpaceBytes {
        /// How many.
        max: u64,
    },
}

/// What a carrier keeps at most.
#[derive(Clone, Copy, Debug)]
pub struct Quotas {
    /// Operations of one author in one space.
    pub author_ops: u64,
    /// Bytes of them.
    pub author_bytes: u64,
    /// Operations of one space.
    pub space_ops: u64,
    /// Bytes of them.
    pub space_bytes: u64,
}

impl Default for Quotas {
    fn default() -> Self {
        Self {
            author_ops: CARRIED_AUTHOR_OPS_MAX,
            author_bytes: CARRIED_AUTHOR_BYTES_MAX,
            space_ops: CARRIED_SPACE_OPS_MAX,
            space_bytes: CARRIED_SPACE_BYTES_MAX,
        }
    }
}

#[derive(Clone, Copy, Debug, Default)]
struct Weight {
    ops: u64,
    bytes: u64,
}

impl Weight {
    fn of<'a>(ops: impl Iterator<Item = &'a VerifiedOp>) -> Self {
        ops.fold(Self::default(), |all, op| {
            let bytes = u64::try_from(op.body.len()).unwrap_or(u64::MAX);
            all.and(Self { ops: 1, bytes })
        })
    }

    const fn and(self, other: Self) -> Self {
        Self {
            ops: self.ops.saturating_add(other.ops),
            bytes: self.bytes.saturating_add(other.bytes),
        }
    }
}

/// The spaces that this device carries, and what it keeps of them.
#[derive(Debug, Default)]
pub(super) struct Carried {
    roles: std::collections::BTreeSet<SpaceId>,
    spaces: HashMap<SpaceId, Weight>,
    logs: HashMap<LogId, Weight>,
    quotas: Quotas,
}

impl Carried {
    pub(super) fn weigh(&mut self, op: &VerifiedOp) {
        if op.header.log.lane != Lane::Content {
            return;
        }
        let more = Weight::of(std::iter::once(op));
        let space = self.spaces.entry(op.header.log.space).or_default();
        *space = space.and(more);
        let log = self.logs.entry(op.header.log).or_default();
        *log = log.and(more);
    }
}

impl Replica {
    /// Whether this device stores a space without reading it. As of the last time that what came
    /// in was settled.
    #[must_use]
    pub fn carries(&self, space: SpaceId) -> bool {
        self.carried.roles.contains(&space)
    }

    /// Sets what this device keeps at most of what it only carries.
    pub const fn limit_carried(&mut self, quotas: Quotas) {
        self.carried.quotas = quotas;
    }

    /// Looks which spaces this device carries. People's devices carry none: they read.
    pub(super) fn note_carried(&mut self) {
        let roles = self.roles();
        let device = self.device;
        let mut machines = self.directory.machines();
        self.carried.roles = if machines.any(|(machine, _)| machine == device) {
            let spaces = roles.spaces_of(device).into_iter();
            spaces
                .filter(|(_, role)| *role == Role::Carrier)
                .map(|(space, _)| space)
                .collect()
        } else {
            std::collections::BTreeSet::new()
        };
    }

    /// Whether there is room for what is new in a run.
    ///
    /// # Errors
    ///
    /// [`QuotaFault`] on a carrier that keeps nothing more of its author or its space.
    pub fn room_for(&self, run: &VerifiedRun) -> Result<(), QuotaFault> {
        let Some(log) = run.log() else {
            return Ok(());
        };
        if log.lane != Lane::Content || !self.carries(log.space) {
            return Ok(());
        }
        let held = self.graph.len(&log);
        let new = Weight::of(run.ops().iter().filter(|op| op.header.seq >= held));
        let known = |weight: Option<&Weight>| weight.copied().unwrap_or_default().and(new);
        let author = known(self.carried.logs.get(&log));
        let space = known(self.carried.spaces.get(&log.space));
        let quotas = &self.carried.quotas;
        if author.ops > quotas.author_ops {
            let max = quotas.author_ops;
            Err(QuotaFault::AuthorOps { max })
        } else if author.bytes > quotas.author_bytes {
            let max = quotas.author_bytes;
            Err(QuotaFault::AuthorBytes { max })
        } else if space.ops > quotas.space_ops {
            let max = quotas.space_ops;
            Err(QuotaFault::SpaceOps { max })
        } else if space.bytes > quotas.space_bytes {
            let max = quotas.space_bytes;
            Err(QuotaFault::SpaceBytes { max })
        } else {
            Ok(())
        }
    }
}
