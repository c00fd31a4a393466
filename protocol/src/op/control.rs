//! The bodies of control operations: members, roles, keys. Legible to carriers.

use minicbor::{Decode, Encode};

use super::{Card, EpochHeader, Lane, LogId};
use crate::canonical::{DecodeFault, coded_by_number, decode, encode};
use crate::crypto::{Domain, Signature, SigningKey, hash};
use crate::id::{DeviceId, EpochId, OpId, SpaceId};
use crate::limits::{
    ADOPT_MAX, CREATE_MEMBERS_MAX, CUT_MAX, OP_BYTES_MAX, RENEW_BESIDE_MAX, RETAIN_DAYS_MAX,
    RETAIN_DAYS_MIN, SLOTS_MAX, WRAPS_MAX,
};

/// What a member may do in a space. A greater one may all that a lesser one may.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Role {
    /// Nothing.
    #[default]
    None,
    /// Stores and forwards, holds no keys.
    Carrier,
    /// Reads.
    Read,
    /// Reads and writes.
    Write,
    /// Also changes members and roles.
    Admin,
}
coded_by_number!(Role, None = 0, Carrier = 1, Read = 2, Write = 3, Admin = 4);

/// What a space is for. Fixed for good.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum SpaceKind {
    /// One person's devices.
    Person,
    /// Persons.
    Org,
    /// Organizations and the Secretariat.
    Network,
    /// Organizations of a part of the network.
    Subregion,
    /// Any of these, for a piece of work.
    Working,
    /// A legal case.
    Case,
}
coded_by_number!(
    SpaceKind,
    Person = 0,
    Org = 1,
    Network = 2,
    Subregion = 3,
    Working = 4,
    Case = 5
);

/// Whether newcomers read what was written before them. Fixed for good.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum History {
    /// Who holds the newest epoch reads everything.
    Full,
    /// Newcomers read from their joining on.
    FromJoin,
}
coded_by_number!(History, Full = 0, FromJoin = 1);

/// A direct member of a space.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Member {
    /// A device.
    Device(DeviceId),
    /// Another space.
    Space(SpaceId),
    /// A provisional member without keys: an invitation key or a founding key.
    Invitation(DeviceId),
}

impl<C> Encode<C> for Member {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut minicbor::Encoder<W>,
        c: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.array(2)?;
        match self {
            Self::Device(id) => id.encode(e.u8(0)?, c),
            Self::Space(id) => id.encode(e.u8(1)?, c),
            Self::Invitation(id) => id.encode(e.u8(2)?, c),
        }
    }
}

impl<'b, C> Decode<'b, C> for Member {
    fn decode(d: &mut minicbor::Decoder<'b>, c: &mut C) -> Result<Self, minicbor::decode::Error> {
        match (d.array()?, d.u8()?) {
            (Some(2), 0) => Ok(Self::Device(DeviceId::decode(d, c)?)),
            (Some(2), 1) => Ok(Self::Space(SpaceId::decode(d, c)?)),
            (Some(2), 2) => Ok(Self::Invitation(DeviceId::decode(d, c)?)),
            _ => Err(minicbor::decode::Error::message("unknown member")),
        }
    }
}

/// A member named by a `create`. The first one is the founder's own place.
#[derive(Clone, Debug, Eq, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct Grant {
    /// Whom.
    #[n(0)]
    pub member: Member,
    /// As what.
    #[n(1)]
    pub role: Role,
    /// Keys of a device or an invitation; absent for a founding key, which never connects.
    #[n(2)]
    pub card: Option<Card>,
}

/// Makes a space; its id is this operation's. It brings no epoch: an epoch's id commits to its
/// space, whose id is this operation's hash. The first who writes mints one.
#[derive(Clone, Debug, Eq, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct Create {
    /// What for.
    #[n(0)]
    pub kind: SpaceKind,
    /// The space whose admins can give a second word; absent only for a network.
    #[n(1)]
    pub guardian: Option<SpaceId>,
    /// What newcomers read.
    #[n(2)]
    pub history: History,
    /// Nothing is sealed to a newcomer before her safety words were compared.
    #[n(3)]
    pub confirm: bool,
    /// The founder's place, then founding places and first members.
    #[n(4)]
    pub members: Vec<Grant>,
    /// Makes two spaces with the same members differ.
    #[cbor(n(5), with = "crate::canonical::fixed")]
    pub nonce: [u8; 16],
    /// Days after which each device forgets what it received there; absent: never. Fixed for good.
    #[n(6)]
    pub retain: Option<u16>,
}

impl Create {
    /// Whether it may forget as it says: a place of work whose newcomers read from their joining
    /// on, for what others could wrap or hand on would be kept.
    fn may_retain(&self) -> bool {
        let works = matches!(
            self.kind,
            SpaceKind::Working | SpaceKind::Subregion | SpaceKind::Case
        );
        self.retain.is_none_or(|days| {
            let in_range = (RETAIN_DAYS_MIN..=RETAIN_DAYS_MAX).contains(&days);
            works && in_range && self.history == History::FromJoin
        })
    }

    /// What the cards of its founding places are made for: they cannot name the space, whose id
    /// is the hash of the operation that shows them.
    #[must_use]
    pub fn birth(author: DeviceId, nonce: &[u8; 16]) -> SpaceId {
        let digest = hash(Domain::Birth, &[author.as_bytes(), nonce]);
        SpaceId::from_bytes(*digest.as_bytes())
    }
}

/// Grants a role to a member, or raises it.
#[derive(Clone, Debug, Eq, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct Add {
    /// Whom.
    #[n(0)]
    pub member: Member,
    /// As what.
    #[n(1)]
    pub role: Role,
    /// Keys of a device or an invitation.
    #[n(2)]
    pub card: Option<Card>,
    /// Of an invitation: who uses it is nobody until an admin or a guardian seconds her `redeem`.
    #[cbor(n(3), skip_if = "is_false")]
    pub confirm: bool,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the form that the derive calls"
)]
const fn is_false(value: &bool) -> bool {
    !*value
}

/// Hands the place of an invitation over. Its author is the newcomer's device, so that two who
/// use one code write in two logs and fork none.
#[derive(Clone, Debug, Eq, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct Redeem {
    /// The key whose place it is.
    #[n(0)]
    pub invitation: DeviceId,
    /// To whom: a device or a space.
    #[n(1)]
    pub member: Member,
    /// Keys of the device.
    #[n(2)]
    pub card: Option<Card>,
    #[cbor(n(3), with = "crate::canonical::fixed")]
    proof: [u8; 64],
}

/// A `redeem` that the invitation's key did not sign.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("redeem is not signed by the invitation's key")]
pub struct RedeemFault;

impl Redeem {
    /// Signs a place over.
    #[must_use]
    pub fn new(
        invitation: &SigningKey,
        space: SpaceId,
        author: DeviceId,
        member: Member,
        card: Option<Card>,
    ) -> Self {
        let text = Self::text(space, author, &member);
        Self {
            invitation: invitation.verifying_key().into(),
            member,
            card,
            proof: *invitation.sign(Domain::Redeem, &text).as_bytes(),
        }
    }

    fn text(space: SpaceId, author: DeviceId, member: &Member) -> Vec<u8> {
        let mut text = space.as_bytes().to_vec();
        text.extend_from_slice(author.as_bytes());
        text.extend_from_slice(&encode(member));
        text
    }

    /// Checks that the invitation's key handed this place to this author.
    ///
    /// # Errors
    ///
    /// [`RedeemFault`] when it did not.
    pub fn check(&self, space: SpaceId, author: DeviceId) -> Result<(), RedeemFault> {
        self.invitation
            .verifying_key()
            .verify(
                Domain::Redeem,
                &Self::text(space, author, &self.member),
                &Signature::from_bytes(self.proof),
            )
            .map_err(|_| RedeemFault)
    }
}

/// One line of a cut: how much of a log stays.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Encode, Decode)]
#[cbor(array)]
pub struct Cut {
    /// The log's space.
    #[n(0)]
    pub space: SpaceId,
    /// The device.
    #[n(1)]
    pub device: DeviceId,
    /// The log's lane.
    #[n(2)]
    pub lane: Lane,
    /// Operations of it that stay.
    #[n(3)]
    pub length: u64,
    /// The last of them: it names the branch of a forked log.
    #[n(4)]
    pub last: Option<OpId>,
}

impl Cut {
    /// The log that it cuts.
    #[must_use]
    pub const fn log(&self) -> LogId {
        LogId {
            space: self.space,
            author: self.device,
            lane: self.lane,
        }
    }
}

/// What a word against a member asks for.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct Word {
    /// Against whom.
    #[n(0)]
    pub target: Member,
    /// What stays to it.
    #[n(1)]
    pub role: Role,
    /// For good.
    #[n(2)]
    pub burn: bool,
}

impl Word {
    /// Out for good.
    #[must_use]
    pub const fn remove(target: Member) -> Self {
        Self {
            target,
            role: Role::None,
            burn: true,
        }
    }

    /// Out until a grant that knows it.
    #[must_use]
    pub const fn suspend(target: Member) -> Self {
        Self {
            target,
            role: Role::None,
            burn: false,
        }
    }

    /// Down to a role.
    #[must_use]
    pub const fn lower(target: Member, role: Role) -> Self {
        Self {
            target,
            role,
            burn: false,
        }
    }
}

/// Takes a role away: removes, suspends, lowers.
#[derive(Clone, Debug, Eq, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct Restrict {
    /// Whom, a direct member or one reached through members.
    #[n(0)]
    pub target: Member,
    /// What stays to it.
    #[n(1)]
    pub role: Role,
    /// For good: a device never comes back.
    #[n(2)]
    pub burn: bool,
    /// Where its logs end, once the restriction is decided.
    #[n(3)]
    pub cut: Vec<Cut>,
    /// The fresh epoch without it; absent when the author removes herself.
    #[n(4)]
    pub epoch: Option<EpochHeader>,
}

impl Restrict {
    /// The word that it is.
    #[must_use]
    pub const fn word(&self) -> Word {
        Word {
            target: self.target,
            role: self.role,
            burn: self.burn,
        }
    }
}

/// A second word: completes a grant of admin, confirms a `redeem` after comparing safety words,
/// completes a `refound`, or is a word of its own against a member.
#[derive(Clone, Debug, Eq, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct Second {
    /// The operation meant.
    #[n(0)]
    pub op: OpId,
    /// For a restriction: its target and effect once more.
    #[n(1)]
    pub word: Option<Word>,
}

/// Takes back the words against a member that its author knew, unless they decided.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct Lift {
    /// Who is free again.
    #[n(0)]
    pub target: Member,
}

/// Shows content that lies behind a cut, or whose author's own grant became void.
#[derive(Clone, Debug, Eq, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct Adopt {
    /// The operations.
    #[n(0)]
    pub ops: Vec<OpId>,
}

/// Names the admins of a space whose own cannot act. Counts once a second guardian agrees.
#[derive(Clone, Debug, Eq, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct Refound {
    /// Its admins from here on; who was one and is not named writes.
    #[n(0)]
    pub admins: Vec<Member>,
}

/// Brings a fresh epoch.
#[derive(Clone, Debug, Eq, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct Rotate {
    /// The epoch.
    #[n(0)]
    pub epoch: EpochHeader,
}

/// Sends an epoch's secret to a reader who cannot open it otherwise.
#[derive(Clone, Debug, Eq, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct Forward {
    /// The epoch.
    #[n(0)]
    pub epoch: EpochId,
    /// Her device.
    #[n(1)]
    pub recipient: DeviceId,
    /// HPKE: encapsulated key and sealed secret, 1,168 bytes for each key of hers.
    #[cbor(n(2), with = "minicbor::bytes")]
    pub sealed: Vec<u8>,
}

/// Says that nothing its author holds opens an epoch: a slot, wrap or forward was junk.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct Ask {
    /// The epoch.
    #[n(0)]
    pub epoch: EpochId,
}

/// Shows the fresh keys of a device: its author's.
#[derive(Clone, Debug, Eq, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct Renew {
    /// The card, bound to no space: it agrees to nothing.
    #[n(0)]
    pub card: Card,
    /// Earlier ones of its author that go on beside this one: another copy of the device holds
    /// what opens with them. Left out where there is none; at most [`RENEW_BESIDE_MAX`].
    #[n(1)]
    pub beside: Option<Vec<OpId>>,
}

/// A control operation.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Control {
    /// Kind 0.
    Create(Box<Create>),
    /// Kind 1.
    Add(Box<Add>),
    /// Kind 2.
    Redeem(Box<Redeem>),
    /// Kind 3.
    Restrict(Box<Restrict>),
    /// Kind 4.
    Second(Second),
    /// Kind 5.
    Lift(Lift),
    /// Kind 6.
    Adopt(Adopt),
    /// Kind 7.
    Refound(Refound),
    /// Kind 8.
    Rotate(Box<Rotate>),
    /// Kind 9.
    Forward(Forward),
    /// Kind 10.
    Ask(Ask),
    /// Kind 11.
    Renew(Box<Renew>),
    /// A kind that this version does not know: kept, forwarded, shown as "needs a newer version",
    /// without effect.
    Unknown {
        /// Its number.
        kind: u64,
    },
}

impl Control {
    const CREATE: u64 = 0;

    /// True when the bytes begin like a `create`.
    pub(super) fn is_create(body: &[u8]) -> bool {
        body.starts_with(&[0x82, 0x00])
    }

    /// Canonical bytes: an array of kind and fields.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        match self {
            Self::Create(body) => encode(&(Self::CREATE, body)),
            Self::Add(body) => encode(&(1_u64, body)),
            Self::Redeem(body) => encode(&(2_u64, body)),
            Self::Restrict(body) => encode(&(3_u64, body)),
            Self::Second(body) => encode(&(4_u64, body)),
            Self::Lift(body) => encode(&(5_u64, body)),
            Self::Adopt(body) => encode(&(6_u64, body)),
            Self::Refound(body) => encode(&(7_u64, body)),
            Self::Rotate(body) => encode(&(8_u64, body)),
            Self::Forward(body) => encode(&(9_u64, body)),
            Self::Ask(body) => encode(&(10_u64, body)),
            Self::Renew(body) => encode(&(11_u64, body)),
            Self::Unknown { kind } => encode(&(*kind,)),
        }
    }

    /// Reads canonical bytes and checks counts. An unknown kind is not an error.
    ///
    /// # Errors
    ///
    /// [`DecodeFault`] when a known kind is not in its one form.
    pub fn decode(bytes: &[u8]) -> Result<Self, DecodeFault> {
        let mut decoder = minicbor::Decoder::new(bytes);
        decoder.array().map_err(|_| DecodeFault::Shape)?;
        let kind = decoder.u64().map_err(|_| DecodeFault::Shape)?;
        let max = OP_BYTES_MAX;
        let control = match kind {
            0 => Self::Create(Box::new(decode::<(u64, Create)>(bytes, max)?.1)),
            1 => Self::Add(Box::new(decode::<(u64, Add)>(bytes, max)?.1)),
            2 => Self::Redeem(Box::new(decode::<(u64, Redeem)>(bytes, max)?.1)),
            3 => Self::Restrict(Box::new(decode::<(u64, Restrict)>(bytes, max)?.1)),
            4 => Self::Second(decode::<(u64, Second)>(bytes, max)?.1),
            5 => Self::Lift(decode::<(u64, Lift)>(bytes, max)?.1),
            6 => Self::Adopt(decode::<(u64, Adopt)>(bytes, max)?.1),
            7 => Self::Refound(decode::<(u64, Refound)>(bytes, max)?.1),
            8 => Self::Rotate(Box::new(decode::<(u64, Rotate)>(bytes, max)?.1)),
            9 => Self::Forward(decode::<(u64, Forward)>(bytes, max)?.1),
            10 => Self::Ask(decode::<(u64, Ask)>(bytes, max)?.1),
            11 => Self::Renew(Box::new(decode::<(u64, Renew)>(bytes, max)?.1)),
            kind => Self::Unknown { kind },
        };
        control.check_counts()?;
        Ok(control)
    }

    fn check_counts(&self) -> Result<(), DecodeFault> {
        let at_most = |got: usize, max: usize| {
            if got > max {
                Err(DecodeFault::TooLong { got, max })
            } else {
                Ok(())
            }
        };
        if let Some(epoch) = self.epoch() {
            at_most(epoch.wraps.len(), WRAPS_MAX)?;
            at_most(
                usize::try_from(epoch.slots).unwrap_or(usize::MAX),
                SLOTS_MAX,
            )?;
        }
        match self {
            Self::Create(create) if !create.may_retain() => Err(DecodeFault::Shape),
            Self::Create(create) => at_most(create.members.len(), CREATE_MEMBERS_MAX),
            Self::Restrict(restrict) => at_most(restrict.cut.len(), CUT_MAX),
            Self::Adopt(adopt) => at_most(adopt.ops.len(), ADOPT_MAX),
            Self::Refound(refound) => at_most(refound.admins.len(), CREATE_MEMBERS_MAX),
            Self::Renew(renew) => match &renew.beside {
                Some(beside) if beside.is_empty() => Err(DecodeFault::Shape),
                Some(beside) => at_most(beside.len(), RENEW_BESIDE_MAX),
                None => Ok(()),
            },
            _ => Ok(()),
        }
    }

    /// The epoch that the operation brings.
    #[must_use]
    pub fn epoch(&self) -> Option<&EpochHeader> {
        match self {
            Self::Restrict(restrict) => restrict.epoch.as_ref(),
            Self::Rotate(rotate) => Some(&rotate.epoch),
            _ => None,
        }
    }

    /// The cards that the operation shows.
    pub fn cards(&self) -> impl Iterator<Item = &Card> {
        let (many, one) = match self {
            Self::Create(create) => (create.members.as_slice(), None),
            Self::Add(add) => (&[][..], add.card.as_ref()),
            Self::Redeem(redeem) => (&[][..], redeem.card.as_ref()),
            Self::Renew(renew) => (&[][..], Some(&renew.card)),
            _ => (&[][..], None),
        };
        many.iter()
            .filter_map(|grant| grant.card.as_ref())
            .chain(one)
    }
}
