//! Operations: what a device appends to its own logs.
//!
//! `docs/wire.md#operations` has the bytes. One type per answered question: a [`SignedRun`] came
//! off the wire and proves nothing; a [`VerifiedRun`] was signed by its author; whether she may
//! write at all, only membership says.

mod card;
mod control;
mod epoch;
mod run;

use minicbor::{Decode, Encode};

pub use card::{Card, CardFault};
pub use control::{
    Add, Adopt, Ask, Control, Create, Cut, Forward, Grant, History, Lift, Member, Redeem,
    RedeemFault, Refound, Renew, Restrict, Role, Rotate, Second, SpaceKind, Word,
};
pub use epoch::{
    EpochHeader, PlacedSlot, Recipient, Slot, SlotFault, SlotSet, Wrap, epoch_id, recipients_digest,
};
pub use run::{OpDraft, OpFault, SignedRun, VerifiedRun};

use crate::canonical::{coded_by_number, encode_about};
use crate::crypto::{Digest, Domain, hash};
use crate::id::{DeviceId, EpochId, OpId, SpaceId};

/// The version of the operation format that this program writes.
pub const VERSION: u8 = 1;
/// The cipher suite that this program writes: BLAKE3, Ed25519, ChaCha20-Poly1305, X-Wing.
pub const SUITE: u8 = 1;

/// A full form without references and body takes at most so many bytes.
const FULL_BYTES: usize = 200;
/// A reference in full form takes at most so many.
const DEP_BYTES: usize = 140;

/// Each author has two logs in a space, so that whoever needs the members of a space, but may not
/// read it, replicates one log without the other.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Lane {
    /// Members, roles, keys: legible to carriers.
    Control,
    /// Everything else: sealed.
    Content,
}
coded_by_number!(Lane, Control = 0, Content = 1);

/// One author's log in one space.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Encode, Decode)]
#[cbor(array)]
pub struct LogId {
    /// The space.
    #[n(0)]
    pub space: SpaceId,
    /// The author.
    #[n(1)]
    pub author: DeviceId,
    /// Control or content.
    #[n(2)]
    pub lane: Lane,
}

/// A reference to an operation: position to find it, hash to check it.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Encode, Decode)]
#[cbor(array)]
pub struct OpRef {
    /// The log it stands in.
    #[n(0)]
    pub log: LogId,
    /// Its place there, from 0.
    #[n(1)]
    pub seq: u64,
    /// Its id.
    #[n(2)]
    pub id: OpId,
}

/// The salt of a content key: 16 bytes of keyed BLAKE3 over header and text.
pub type Salt = [u8; 16];

/// Everything of an operation but salt, body and signature.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Header {
    /// Format version.
    pub version: u8,
    /// Cipher suite.
    pub suite: u8,
    /// The log it stands in.
    pub log: LogId,
    /// Its place there, from 0.
    pub seq: u64,
    /// The operation before it in its log.
    pub prev: Option<OpId>,
    /// What its author knew besides, reduced: no entry lies in another's past.
    pub deps: Vec<OpRef>,
    /// The epoch its body is sealed under; absent in the control lane.
    pub epoch: Option<EpochId>,
}

/// The full form: what is hashed. A `create` has no space field: its hash is the space.
#[derive(Encode)]
#[cbor(map)]
struct FullForm<'a> {
    #[n(0)]
    version: u8,
    #[n(1)]
    suite: u8,
    #[n(2)]
    space: Option<SpaceId>,
    #[n(3)]
    author: DeviceId,
    #[n(4)]
    lane: Lane,
    #[n(5)]
    seq: u64,
    #[n(6)]
    prev: Option<OpId>,
    #[n(7)]
    deps: &'a [OpRef],
    #[n(8)]
    epoch: Option<EpochId>,
    #[cbor(n(9), with = "minicbor::bytes")]
    salt: Option<&'a [u8]>,
    #[cbor(n(10), with = "minicbor::bytes")]
    body: Option<&'a [u8]>,
}

impl Header {
    fn full<'a>(&'a self, salt: Option<&'a Salt>, body: Option<&'a [u8]>, create: bool) -> Vec<u8> {
        let form = FullForm {
            version: self.version,
            suite: self.suite,
            space: (!create).then_some(self.log.space),
            author: self.log.author,
            lane: self.log.lane,
            seq: self.seq,
            prev: self.prev,
            deps: &self.deps,
            epoch: self.epoch,
            salt: salt.map(|salt| salt.as_slice()),
            body,
        };
        let size = FULL_BYTES
            .saturating_add(self.deps.len().saturating_mul(DEP_BYTES))
            .saturating_add(body.map_or(0, <[u8]>::len));
        encode_about(&form, size)
    }

    /// What content is bound to: the header without salt and body.
    #[must_use]
    pub fn digest(&self) -> Digest {
        hash(Domain::OpHeader, &[&self.full(None, None, false)])
    }
}

/// An operation of a verified run.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct VerifiedOp {
    /// Its header.
    pub header: Header,
    /// The salt of its content key; absent in the control lane.
    pub salt: Option<Salt>,
    /// Control: canonical CBOR of [`Control`]. Content: sealed bytes.
    pub body: Vec<u8>,
    /// Its id.
    pub id: OpId,
}

impl VerifiedOp {
    /// How others refer to it.
    #[must_use]
    pub const fn op_ref(&self) -> OpRef {
        OpRef {
            log: self.header.log,
            seq: self.header.seq,
            id: self.id,
        }
    }

    /// Bytes of its full form, nearly: what counts against limits.
    #[must_use]
    pub fn size(&self) -> usize {
        self.body
            .len()
            .saturating_add(self.header.deps.len().saturating_mul(DEP_BYTES))
            .saturating_add(FULL_BYTES)
    }
}

/// Computes the id of an operation.
fn op_id(header: &Header, salt: Option<&Salt>, body: &[u8]) -> (OpId, usize) {
    let create = header.log.lane == Lane::Control && header.seq == 0 && Control::is_create(body);
    let full = header.full(salt, Some(body), create);
    (hash(Domain::OpId, &[&full]).into(), full.len())
}
