//! Runs: consecutive operations of one log, as they travel and lie. One signature proves a run.

use minicbor::{Decode, Encode};

use super::{Header, Lane, LogId, OpRef, SUITE, Salt, VERSION, VerifiedOp, op_id};
use crate::canonical::{DecodeFault, decode, decode_trusted, encode_about};
use crate::crypto::{Domain, Signature, SigningKey};
use crate::id::{DeviceId, EpochId, OpId, SpaceId};
use crate::limits::{DEPS_MAX, FRAME_BYTES_MAX, OP_BYTES_MAX, RUN_OPS_MAX};

/// About how many bytes a run takes beside its operations.
const RUN_HEAD_BYTES: usize = 512;

/// Why a run proves nothing. Each is its author's or sender's fault.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum OpFault {
    /// The bytes are not a run.
    #[error("run: {0}")]
    Decode(#[from] DecodeFault),
    /// The author's key did not sign the last operation.
    #[error("run: signature does not verify")]
    BadSignature,
    /// Another version or suite than this program knows.
    #[error("run: version {version} or suite {suite} is newer than this program")]
    Newer {
        /// Its version.
        version: u8,
        /// Its suite.
        suite: u8,
    },
    /// No operations, or too many.
    #[error("run: {got} operations, 1 to {RUN_OPS_MAX} allowed")]
    Count {
        /// How many.
        got: usize,
    },
    /// An operation is too long or lists too much.
    #[error("run: an operation is longer than {OP_BYTES_MAX} bytes or has over {DEPS_MAX} deps")]
    OpTooLong,
    /// `prev` is missing after the first operation, or there before it; a sequence overflows; a
    /// reference names no line of the table.
    #[error("run: sequence and prev do not fit")]
    Chain,
    /// Epoch and salt stand in the content lane only, always.
    #[error("run: epoch or salt in the wrong lane")]
    Lane,
    /// A `create` whose id is not its space.
    #[error("run: create does not hash to its space")]
    NotItsSpace,
}

#[derive(Clone, Debug, Encode, Decode)]
#[cbor(array)]
struct WireDep {
    #[n(0)]
    table: u64,
    #[n(1)]
    seq: u64,
    #[n(2)]
    id: OpId,
}

#[derive(Clone, Debug, Encode, Decode)]
#[cbor(array)]
struct WireOp {
    #[n(0)]
    deps: Vec<WireDep>,
    #[cbor(n(1), with = "minicbor::bytes")]
    salt: Vec<u8>,
    #[cbor(n(2), with = "minicbor::bytes")]
    body: Vec<u8>,
}

/// A log named by a run: in the run's own space the space is left out.
#[derive(Clone, Debug, Encode, Decode)]
#[cbor(array)]
struct WireLog {
    #[n(0)]
    author: DeviceId,
    #[n(1)]
    lane: Lane,
    #[n(2)]
    space: Option<SpaceId>,
}

#[derive(Clone, Debug, Encode, Decode)]
#[cbor(map)]
struct WireRun {
    #[n(0)]
    version: u8,
    #[n(1)]
    suite: u8,
    #[n(2)]
    space: SpaceId,
    #[n(3)]
    author: DeviceId,
    #[n(4)]
    lane: Lane,
    #[n(5)]
    epoch: Option<EpochId>,
    #[n(6)]
    first: u64,
    #[n(7)]
    prev: Option<OpId>,
    #[n(8)]
    logs: Vec<WireLog>,
    #[n(9)]
    ops: Vec<WireOp>,
    #[cbor(n(10), with = "crate::canonical::fixed")]
    signature: [u8; 64],
}

/// A run as it came off the wire: its signature is **not** checked yet. It shows nothing but
/// where it claims to belong. Only [`SignedRun::verify`] opens it.
#[derive(Clone, Debug)]
pub struct SignedRun(WireRun);

impl SignedRun {
    /// Reads a run.
    ///
    /// # Errors
    ///
    /// [`OpFault::Decode`] for bytes that are not one.
    pub fn decode(bytes: &[u8]) -> Result<Self, OpFault> {
        Ok(Self(decode(bytes, FRAME_BYTES_MAX)?))
    }

    /// Reads a run that this device stored: the store's seal vouches that it is in run form.
    ///
    /// # Errors
    ///
    /// [`OpFault::Decode`] for bytes that are not one.
    pub fn decode_own_store(bytes: &[u8]) -> Result<Self, OpFault> {
        Ok(Self(decode_trusted(bytes)?))
    }

    /// The log it claims to belong to.
    #[must_use]
    pub const fn log(&self) -> LogId {
        LogId {
            space: self.0.space,
            author: self.0.author,
            lane: self.0.lane,
        }
    }

    /// The place of its first operation, as claimed.
    #[must_use]
    pub const fn first(&self) -> u64 {
        self.0.first
    }

    /// How many operations it claims.
    #[must_use]
    pub const fn count(&self) -> usize {
        self.0.ops.len()
    }

    /// Joins stored runs of one log that follow each other into one that starts at `from`, whose
    /// predecessor is `prev`; stops before another epoch, [`RUN_OPS_MAX`] operations or about
    /// `bytes` bytes. Nothing is hashed: the receiver checks it all.
    #[must_use]
    pub fn stretch(runs: Vec<Self>, from: u64, prev: Option<OpId>, bytes: usize) -> Option<Self> {
        let mut runs = runs.into_iter();
        let mut joined = runs.next()?.0;
        let skip = usize::try_from(from.checked_sub(joined.first)?).ok()?;
        if skip >= joined.ops.len() {
            return None;
        }
        joined.ops.drain(..skip);
        (joined.first, joined.prev) = (from, prev);
        let mut size: usize = joined.ops.iter().map(wire_size).sum();
        for Self(next) in runs {
            let end = joined
                .first
                .checked_add(u64::try_from(joined.ops.len()).ok()?)?;
            let more: usize = next.ops.iter().map(wire_size).sum();
            let fits = size.saturating_add(more) <= bytes
                && joined.ops.len().saturating_add(next.ops.len()) <= RUN_OPS_MAX;
            if next.first != end || next.epoch != joined.epoch || !fits {
                break;
            }
            size = size.saturating_add(more);
            append(&mut joined, next);
        }
        Some(Self(joined))
    }

    /// About how many bytes its operations take in run form.
    #[must_use]
    pub fn size(&self) -> usize {
        self.0
            .ops
            .iter()
            .map(wire_size)
            .fold(0, usize::saturating_add)
    }

    /// Run form.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        encode_about(&self.0, self.size().saturating_add(RUN_HEAD_BYTES))
    }

    /// Checks the hash chain and the one signature at its end.
    ///
    /// # Errors
    ///
    /// [`OpFault`] says which rule its author or sender broke.
    pub fn verify(self) -> Result<VerifiedRun, OpFault> {
        match self.verify_unless(|_| false)? {
            Ok(run) | Err(run) => Ok(run),
        }
    }

    /// The same, but for the signature where the last operation is held already: whoever holds it
    /// verified it, and by its hash all before it. Then the run comes back as an `Err`.
    ///
    /// # Errors
    ///
    /// [`OpFault`] as [`SignedRun::verify`].
    pub fn verify_unless(
        self,
        is_held: impl FnOnce(&OpRef) -> bool,
    ) -> Result<Result<VerifiedRun, VerifiedRun>, OpFault> {
        let signature = Signature::from_bytes(self.0.signature);
        let run = self.chain()?;
        let last = run.ops.last().ok_or(OpFault::Count { got: 0 })?;
        if is_held(&last.op_ref()) {
            return Ok(Err(run));
        }
        last.header
            .log
            .author
            .verifying_key()
            .verify(Domain::OpSignature, last.id.as_bytes(), &signature)
            .map_err(|_| OpFault::BadSignature)?;
        Ok(Ok(run))
    }

    /// Takes a run that this device verified before it stored it: the store's seal vouches for it.
    ///
    /// # Errors
    ///
    /// As [`SignedRun::verify`], but for the signature.
    pub fn trust_own_store(self) -> Result<VerifiedRun, OpFault> {
        self.chain()
    }

    fn chain(self) -> Result<VerifiedRun, OpFault> {
        let (log, signature) = (self.log(), Signature::from_bytes(self.0.signature));
        let run = self.0;
        if run.version != VERSION || run.suite != SUITE {
            return Err(OpFault::Newer {
                version: run.version,
                suite: run.suite,
            });
        }
        if run.ops.is_empty() || run.ops.len() > RUN_OPS_MAX {
            return Err(OpFault::Count { got: run.ops.len() });
        }
        if (run.epoch.is_some()) != (log.lane == Lane::Content) {
            return Err(OpFault::Lane);
        }
        let mut ops = Vec::with_capacity(run.ops.len());
        let (mut seq, mut prev) = (run.first, run.prev);
        for op in run.ops {
            if (seq == 0) != prev.is_none() {
                return Err(OpFault::Chain);
            }
            if op.deps.len() > DEPS_MAX {
                return Err(OpFault::OpTooLong);
            }
            let deps = deps_of(&op.deps, &run.logs, log.space)?;
            let header = Header {
                version: run.version,
                suite: run.suite,
                log,
                seq,
                prev,
                deps,
                epoch: run.epoch,
            };
            let op = verified(header, &op.salt, op.body)?;
            prev = Some(op.id);
            seq = seq.checked_add(1).ok_or(OpFault::Chain)?;
            ops.push(op);
        }
        Ok(VerifiedRun { ops, signature })
    }
}

/// About how many bytes an operation takes in run form.
fn wire_size(op: &WireOp) -> usize {
    op.body
        .len()
        .saturating_add(op.deps.len().saturating_mul(110))
        .saturating_add(28)
}

/// Appends operations, renumbering their references.
fn append(joined: &mut WireRun, next: WireRun) {
    let same =
        |a: &WireLog, b: &WireLog| a.author == b.author && a.lane == b.lane && a.space == b.space;
    let mut places = Vec::with_capacity(next.logs.len());
    for log in next.logs {
        let at = joined
            .logs
            .iter()
            .position(|known| same(known, &log))
            .unwrap_or_else(|| {
                joined.logs.push(log);
                joined.logs.len().saturating_sub(1)
            });
        places.push(u64::try_from(at).unwrap_or(u64::MAX));
    }
    for mut op in next.ops {
        for dep in &mut op.deps {
            let at = usize::try_from(dep.table)
                .ok()
                .and_then(|at| places.get(at))
                .copied();
            dep.table = at.unwrap_or(u64::MAX);
        }
        joined.ops.push(op);
    }
    joined.signature = next.signature;
}

fn deps_of(deps: &[WireDep], logs: &[WireLog], space: SpaceId) -> Result<Vec<OpRef>, OpFault> {
    deps.iter()
        .map(|dep| {
            let at = usize::try_from(dep.table).map_err(|_| OpFault::Chain)?;
            let log = logs.get(at).ok_or(OpFault::Chain)?;
            let space = log.space.unwrap_or(space);
            let log = LogId {
                space,
                author: log.author,
                lane: log.lane,
            };
            Ok(OpRef {
                log,
                seq: dep.seq,
                id: dep.id,
            })
        })
        .collect()
}

fn verified(header: Header, salt: &[u8], body: Vec<u8>) -> Result<VerifiedOp, OpFault> {
    let salt: Option<Salt> = match header.log.lane {
        Lane::Control if salt.is_empty() => None,
        Lane::Content => Some(salt.try_into().map_err(|_| OpFault::Lane)?),
        Lane::Control => return Err(OpFault::Lane),
    };
    let (id, size) = op_id(&header, salt.as_ref(), &body);
    if size > OP_BYTES_MAX {
        return Err(OpFault::OpTooLong);
    }
    let is_create =
        header.log.lane == Lane::Control && header.seq == 0 && super::Control::is_create(&body);
    if is_create && header.log.space.create_op() != id {
        return Err(OpFault::NotItsSpace);
    }
    Ok(VerifiedOp {
        header,
        salt,
        body,
        id,
    })
}

/// An operation to be: what its author decides.
#[derive(Clone, Debug)]
pub struct OpDraft {
    /// Where it will stand; for a `create` the space is found by hashing.
    pub header: Header,
    /// Its salt, in the content lane.
    pub salt: Option<Salt>,
    /// Its body.
    pub body: Vec<u8>,
}

/// A run whose author is proven. The store takes nothing less.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct VerifiedRun {
    ops: Vec<VerifiedOp>,
    signature: Signature,
}

impl VerifiedRun {
    /// Signs one operation as a run of its own.
    ///
    /// # Errors
    ///
    /// [`OpFault`] when the draft breaks a rule of form.
    pub fn sign(mut draft: OpDraft, key: &SigningKey) -> Result<Self, OpFault> {
        let header = &mut draft.header;
        if header.deps.len() > DEPS_MAX {
            return Err(OpFault::OpTooLong);
        }
        let is_create = header.log.lane == Lane::Control
            && header.seq == 0
            && super::Control::is_create(&draft.body);
        if is_create {
            header.log.space = SpaceId::of_create(op_id(header, None, &draft.body).0);
        }
        let salt = draft.salt.map_or_else(Vec::new, |salt| salt.to_vec());
        let op = verified(draft.header, &salt, draft.body)?;
        let signature = key.sign(Domain::OpSignature, op.id.as_bytes());
        Ok(Self {
            ops: vec![op],
            signature,
        })
    }

    /// The log.
    #[must_use]
    pub fn log(&self) -> Option<LogId> {
        self.ops.first().map(|op| op.header.log)
    }

    /// The operations, in order; never empty.
    #[must_use]
    pub fn ops(&self) -> &[VerifiedOp] {
        &self.ops
    }

    /// Gives the operations away.
    #[must_use]
    pub fn into_ops(self) -> Vec<VerifiedOp> {
        self.ops
    }

    /// Run form: how it travels and lies.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let Some(first) = self.ops.first() else {
            return Vec::new();
        };
        let log = first.header.log;
        let mut logs: Vec<LogId> = Vec::new();
        let ops = self.ops.iter().map(|op| wire_op(op, &mut logs)).collect();
        let logs = logs
            .into_iter()
            .map(|named| WireLog {
                author: named.author,
                lane: named.lane,
                space: (named.space != log.space).then_some(named.space),
            })
            .collect();
        let run = WireRun {
            version: first.header.version,
            suite: first.header.suite,
            space: log.space,
            author: log.author,
            lane: log.lane,
            epoch: first.header.epoch,
            first: first.header.seq,
            prev: first.header.prev,
            logs,
            ops,
            signature: *self.signature.as_bytes(),
        };
        SignedRun(run).encode()
    }
}

fn wire_op(op: &VerifiedOp, logs: &mut Vec<LogId>) -> WireOp {
    let deps = op
        .header
        .deps
        .iter()
        .map(|dep| {
            let at = logs
                .iter()
                .position(|log| *log == dep.log)
                .unwrap_or_else(|| {
                    logs.push(dep.log);
                    logs.len().saturating_sub(1)
                });
            WireDep {
                table: u64::try_from(at).unwrap_or(u64::MAX),
                seq: dep.seq,
                id: dep.id,
            }
        })
        .collect();
    let salt = op.salt.map_or_else(Vec::new, |salt| salt.to_vec());
    WireOp {
        deps,
        salt,
        body: op.body.clone(),
    }
}

#[cfg(test)]
mod tests;
