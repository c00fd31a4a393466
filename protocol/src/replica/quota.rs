//! How much is kept of what may not be worth keeping. A carrier cannot see that, so one author must
//! not be able to fill it for everybody. And nobody, who reads or not, keeps much of authors whom
//! no counting operation admitted: anybody can make keys without end.

use std::collections::HashMap;

use super::{Directory, Replica};
use crate::graph::Novelty;
use crate::id::SpaceId;
use crate::limits::{
    CARRIED_AUTHOR_BYTES_MAX, CARRIED_AUTHOR_OPS_MAX, CARRIED_SPACE_BYTES_MAX,
    CARRIED_SPACE_OPS_MAX, UNKNOWN_BYTES_MAX, UNKNOWN_OPS_MAX,
};
use crate::op::{Lane, LogId, Role, VerifiedOp, VerifiedRun};

/// Why a device keeps nothing more of a log. Members, roles and keys are always kept.
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
    /// Operations of all whom nobody admitted, in one space.
    #[error("at most {max} operations of unknown authors are kept in one space")]
    UnknownOps {
        /// How many.
        max: u64,
    },
    /// Bytes of them.
    #[error("at most {max} bytes of unknown authors are kept in one space")]
    UnknownBytes {
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
    /// Operations of all unknown authors in one space, on every device.
    pub unknown_ops: u64,
    /// Bytes of them.
    pub unknown_bytes: u64,
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
            unknown_ops: UNKNOWN_OPS_MAX,
            unknown_bytes: UNKNOWN_BYTES_MAX,
            space_ops: CARRIED_SPACE_OPS_MAX,
            space_bytes: CARRIED_SPACE_BYTES_MAX,
        }
    }
}

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Weight {
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

    const fn fits(self, ops: u64, bytes: u64) -> Result<(), Over> {
        if self.ops > ops {
            Err(Over::Ops)
        } else if self.bytes > bytes {
            Err(Over::Bytes)
        } else {
            Ok(())
        }
    }
}

/// Which of two limits a weight is over.
enum Over {
    Ops,
    Bytes,
}

/// The spaces that this device carries, and what it keeps of them.
#[derive(Debug, Default)]
pub(super) struct Carried {
    roles: std::collections::BTreeSet<SpaceId>,
    spaces: HashMap<SpaceId, Weight>,
    logs: HashMap<LogId, Weight>,
    /// By space: of authors whose card no counting operation shows.
    unknown: HashMap<SpaceId, Weight>,
    quotas: Quotas,
}

impl Carried {
    /// Counts what is new of a log; whether its author is known is looked at again when members
    /// change.
    pub(super) fn weigh(&mut self, log: &LogId, more: Weight, directory: &Directory) {
        let space = self.spaces.entry(log.space).or_default();
        *space = space.and(more);
        let own = self.logs.entry(*log).or_default();
        *own = own.and(more);
        if directory.card(&log.author).is_none() {
            let unknown = self.unknown.entry(log.space).or_default();
            *unknown = unknown.and(more);
        }
    }

    fn weigh_unknown(&mut self, directory: &Directory) {
        self.unknown.clear();
        for (log, weight) in &self.logs {
            if directory.card(&log.author).is_none() {
                let unknown = self.unknown.entry(log.space).or_default();
                *unknown = unknown.and(*weight);
            }
        }
    }
}

impl Replica {
    /// Whether this device stores a space without reading it. As of the last time that what came
    /// in was settled.
    #[must_use]
    pub fn carries(&self, space: SpaceId) -> bool {
        self.carried.roles.contains(&space)
    }

    /// Sets what this device keeps at most of what it only carries, and of unknown authors.
    pub const fn limit_carried(&mut self, quotas: Quotas) {
        self.carried.quotas = quotas;
    }

    /// Looks which spaces this device carries, and whom nobody admitted. People's devices carry
    /// none: they read.
    pub(super) fn note_carried(&mut self) {
        self.carried.weigh_unknown(&self.directory);
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

    /// What is new of a run; those of its operations that still wait for others count as well.
    pub(super) fn weight_of_new(&self, run: &VerifiedRun) -> Weight {
        match self.graph.novelty(run) {
            Ok(Novelty::NewFrom(from)) => {
                Weight::of(run.ops().iter().filter(|op| op.header.seq >= from))
            }
            Ok(Novelty::Known) | Err(_) => Weight::default(),
        }
    }

    /// Whether there is room for what is new in a run.
    ///
    /// # Errors
    ///
    /// [`QuotaFault`] where nothing more is kept of its author or its space.
    pub fn room_for(&self, run: &VerifiedRun) -> Result<(), QuotaFault> {
        let Some(log) = run.log().filter(|log| log.lane == Lane::Content) else {
            return Ok(());
        };
        let (unknown, carried) = (
            self.directory.card(&log.author).is_none(),
            self.carries(log.space),
        );
        if !(unknown || carried) {
            return Ok(());
        }
        let new = self.weight_of_new(run);
        let known = |weight: Option<&Weight>| weight.copied().unwrap_or_default().and(new);
        let quotas = &self.carried.quotas;
        if unknown {
            let unknown = known(self.carried.unknown.get(&log.space));
            let (ops, bytes) = (quotas.unknown_ops, quotas.unknown_bytes);
            unknown.fits(ops, bytes).map_err(|over| match over {
                Over::Ops => QuotaFault::UnknownOps { max: ops },
                Over::Bytes => QuotaFault::UnknownBytes { max: bytes },
            })?;
        }
        if !carried {
            return Ok(());
        }
        let (ops, bytes) = (quotas.author_ops, quotas.author_bytes);
        let author = known(self.carried.logs.get(&log));
        author.fits(ops, bytes).map_err(|over| match over {
            Over::Ops => QuotaFault::AuthorOps { max: ops },
            Over::Bytes => QuotaFault::AuthorBytes { max: bytes },
        })?;
        let (ops, bytes) = (quotas.space_ops, quotas.space_bytes);
        let space = known(self.carried.spaces.get(&log.space));
        space.fits(ops, bytes).map_err(|over| match over {
            Over::Ops => QuotaFault::SpaceOps { max: ops },
            Over::Bytes => QuotaFault::SpaceBytes { max: bytes },
        })
    }
}
