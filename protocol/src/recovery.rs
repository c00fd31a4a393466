//! Recovery by trusted people: the parts that they keep, what somebody asks them with, and what
//! they answer. `docs/wire.md#recovery`.
//!
//! ```text
//! share    version (1) · network tag (8) · person (32) · place (32) · need (1) · of (1)
//!          · at (1) · part (16)
//! request  version (1) · device (32) · seal (1,216) · name · check (4)
//! answer   version (1) · sealed (share · addresses) · check (4)
//! ```
//!
//! What is split is the secret of an invitation's code. The place that it opens says whether parts
//! put together are right: its key is derived from the secret.

use std::collections::BTreeSet;
use std::fmt;

use data_encoding::BASE32_NOPAD;
use zeroize::Zeroizing;

use crate::crypto::{
    CryptoRng, Digest, Domain, SEAL_PUBLIC_BYTES, SPLIT_BYTES, SealPublicKey, SealSecretKey,
    SecretPart, combine_parts, hash, seal_to, split_secret,
};
use crate::id::{DeviceId, SpaceId};
use crate::invitation::{Address, InvitationKeys, compact, read_addresses};
use crate::limits::{
    RECOVERY_ANSWERS_MAX, RECOVERY_CODE_CHARS_MAX, RECOVERY_HOLDERS_MAX, RECOVERY_NEED_MIN,
};
use crate::words::{Language, compare_digest, digest_words};

const VERSION: u8 = 1;
const CHECK_BYTES: usize = 4;
const PART_AT: usize = 76;
/// Bytes of a share.
pub const SHARE_BYTES: usize = PART_AT + SPLIT_BYTES;
const NAME_AT: usize = 33 + SEAL_PUBLIC_BYTES;
/// Bytes of a name in a request: the code stays short enough to paste.
pub const REQUEST_NAME_BYTES_MAX: usize = 128;
const ADDRESSES_MAX: usize = 6;

/// Why bytes are no share, request or answer, or are not for this device.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum RecoveryFault {
    /// Mistyped, altered or cut.
    #[error("recovery code is mistyped or altered")]
    Malformed,
    /// Made by a newer version.
    #[error("recovery code version {0} is newer than this program")]
    Newer(u8),
    /// An answer to another request.
    #[error("this answers another request")]
    Foreign,
}

/// One person's part of the way back in, for whoever keeps it.
#[derive(Clone, Eq, PartialEq)]
pub struct Share {
    /// First 8 bytes of the network's space id.
    pub network: [u8; 8],
    /// Whose it is.
    pub person: SpaceId,
    /// The place in her space that the parts open together.
    pub place: DeviceId,
    /// So many parts open it.
    pub need: u8,
    /// So many there are.
    pub of: u8,
    part: SecretPart,
}

impl fmt::Debug for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Share(..)")
    }
}

impl Share {
    /// Splits the secret of a place of a person. Nothing for fewer than
    /// [`RECOVERY_NEED_MIN`], for more than there are, or for more than [`RECOVERY_HOLDERS_MAX`].
    #[must_use]
    pub fn split(
        secret: &[u8; SPLIT_BYTES],
        network: [u8; 8],
        person: SpaceId,
        (need, of): (u8, u8),
        rng: &mut dyn CryptoRng,
    ) -> Vec<Self> {
        if !is_split(need, of) {
            return Vec::new();
        }
        let place = InvitationKeys::from_secret(*secret).device();
        let parts = split_secret(secret, need, of, rng).into_iter();
        let shares = parts.map(|part| Self {
            network,
            person,
            place,
            need,
            of,
            part,
        });
        shares.collect()
    }

    /// Which part it is, from 1.
    #[must_use]
    pub const fn at(&self) -> u8 {
        self.part.at()
    }

    /// What its keeper opens it with, beside her key.
    #[must_use]
    pub fn aad(person: SpaceId, place: DeviceId) -> Vec<u8> {
        [*person.as_bytes(), *place.as_bytes()].concat()
    }

    /// Its bytes. They hold a secret.
    #[must_use]
    pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        let mut bytes = Zeroizing::new(vec![VERSION]);
        bytes.extend_from_slice(&self.network);
        bytes.extend_from_slice(self.person.as_bytes());
        bytes.extend_from_slice(self.place.as_bytes());
        bytes.extend_from_slice(&[self.need, self.of, self.part.at()]);
        bytes.extend_from_slice(self.part.expose());
        bytes
    }

    /// Reads what [`Share::to_bytes`] wrote.
    ///
    /// # Errors
    ///
    /// [`RecoveryFault::Malformed`] and [`RecoveryFault::Newer`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, RecoveryFault> {
        let version = bytes.first().copied().ok_or(RecoveryFault::Malformed)?;
        check_version(version)?;
        let bytes: &[u8; SHARE_BYTES] = bytes.try_into().map_err(|_| RecoveryFault::Malformed)?;
        let (fixed, value) = bytes.split_at(PART_AT);
        let value = value.try_into().map_err(|_| RecoveryFault::Malformed)?;
        let id = |from: usize| fixed.get(from..).and_then(|rest| rest.first_chunk::<32>());
        let network = fixed.get(1..).and_then(|rest| rest.first_chunk::<8>());
        let (Some(network), Some(person), Some(place)) = (network, id(9), id(41)) else {
            return Err(RecoveryFault::Malformed);
        };
        let Some([need, of, at]) = fixed.last_chunk::<3>().copied() else {
            return Err(RecoveryFault::Malformed);
        };
        let part = SecretPart::new(at, value).filter(|_| at <= of && is_split(need, of));
        Ok(Self {
            network: *network,
            person: SpaceId::from_bytes(*person),
            place: DeviceId::from_bytes(*place),
            need,
            of,
            part: part.ok_or(RecoveryFault::Malformed)?,
        })
    }
}

fn is_split(need: u8, of: u8) -> bool {
    need >= RECOVERY_NEED_MIN && need <= of && of <= RECOVERY_HOLDERS_MAX
}

const fn check_version(version: u8) -> Result<(), RecoveryFault> {
    match version {
        VERSION => Ok(()),
        0 => Err(RecoveryFault::Malformed),
        newer => Err(RecoveryFault::Newer(newer)),
    }
}

fn check(domain: Domain, bytes: &[u8]) -> [u8; CHECK_BYTES] {
    let digest = hash(domain, &[bytes]);
    *digest.as_bytes().first_chunk().unwrap_or(&[0; CHECK_BYTES])
}

fn to_code(domain: Domain, bytes: &[u8]) -> String {
    BASE32_NOPAD.encode(&[bytes, &check(domain, bytes)[..]].concat())
}

/// What stands before a right check, its version being known.
fn from_code(domain: Domain, text: &str) -> Result<Vec<u8>, RecoveryFault> {
    let malformed = RecoveryFault::Malformed;
    let compact = compact(text, RECOVERY_CODE_CHARS_MAX).ok_or(malformed)?;
    let mut bytes = BASE32_NOPAD
        .decode(compact.as_bytes())
        .map_err(|_| malformed)?;
    let at = bytes.len().checked_sub(CHECK_BYTES).ok_or(malformed)?;
    let said = bytes.split_off(at);
    if said != check(domain, &bytes) {
        return Err(malformed);
    }
    check_version(bytes.first().copied().ok_or(malformed)?)?;
    Ok(bytes)
}

/// Who asks her trusted people to let a new device of hers in.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Request {
    /// The new device.
    pub device: DeviceId,
    /// Its public encapsulation key: answers are sealed to it.
    pub seal: SealPublicKey,
    /// Who she says she is. Anybody can say that.
    pub name: Option<String>,
}

impl Request {
    fn bytes(&self) -> Vec<u8> {
        let mut bytes = vec![VERSION];
        bytes.extend_from_slice(self.device.as_bytes());
        bytes.extend_from_slice(self.seal.as_bytes());
        bytes.extend_from_slice(self.name.as_deref().unwrap_or_default().as_bytes());
        bytes
    }

    /// What answers are bound to, and what its words are made of.
    #[must_use]
    pub fn digest(&self) -> Digest {
        hash(Domain::RecoveryRequest, &[&self.bytes()])
    }

    /// The code, some 2,000 characters: to be pasted or to lie in a file.
    #[must_use]
    pub fn encode(&self) -> String {
        to_code(Domain::RecoveryRequest, &self.bytes())
    }

    /// Reads a code.
    ///
    /// # Errors
    ///
    /// [`RecoveryFault::Malformed`] and [`RecoveryFault::Newer`].
    pub fn decode(text: &str) -> Result<Self, RecoveryFault> {
        let malformed = RecoveryFault::Malformed;
        let bytes = from_code(Domain::RecoveryRequest, text)?;
        let (fixed, name) = bytes.split_at_checked(NAME_AT).ok_or(malformed)?;
        let device = fixed.get(1..).and_then(|rest| rest.first_chunk::<32>());
        let seal = fixed.get(33..).unwrap_or_default();
        let seal = SealPublicKey::from_bytes(seal).map_err(|_| malformed)?;
        let name = std::str::from_utf8(name).map_err(|_| malformed)?;
        if name.len() > REQUEST_NAME_BYTES_MAX {
            return Err(malformed);
        }
        Ok(Self {
            device: DeviceId::from_bytes(*device.ok_or(malformed)?),
            seal,
            name: (!name.is_empty()).then(|| name.to_owned()),
        })
    }

    /// Six words, which she reads out and whoever helps her compares: they are of this request
    /// and of no other.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        digest_words(&self.digest(), language)
    }

    /// Whether somebody typed these words, in whatever language.
    ///
    /// # Errors
    ///
    /// [`crate::words::WordsDiffer`] when they are others.
    pub fn compare(&self, typed: &str) -> Result<(), crate::words::WordsDiffer> {
        compare_digest(&self.digest(), typed)
    }
}

/// What somebody who keeps a part answers, for that request alone.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Answer {
    /// Her part.
    pub share: Share,
    /// Where the network can be met; at most six.
    pub addresses: Vec<Address>,
}

impl Answer {
    /// Seals it to whoever made a request. Empty where the key of the request takes no part.
    #[must_use]
    pub fn seal(&self, request: &Request, rng: &mut dyn CryptoRng) -> Option<String> {
        let mut plain = self.share.to_bytes();
        for address in self.addresses.iter().take(ADDRESSES_MAX) {
            address.write(&mut plain);
        }
        let aad = request.digest();
        let domain = Domain::RecoveryAnswer;
        let sealed = seal_to(&request.seal, domain, aad.as_bytes(), &plain, rng).ok()?;
        Some(to_code(domain, &[&[VERSION], &sealed[..]].concat()))
    }

    /// Opens an answer to a request with the key that the request shows.
    ///
    /// # Errors
    ///
    /// [`RecoveryFault`]; [`RecoveryFault::Foreign`] for an answer to another request.
    pub fn open(text: &str, request: &Request, key: &SealSecretKey) -> Result<Self, RecoveryFault> {
        let domain = Domain::RecoveryAnswer;
        let bytes = from_code(domain, text)?;
        let sealed = bytes.get(1..).unwrap_or_default();
        let opened = key.open(domain, request.digest().as_bytes(), sealed);
        let plain = Zeroizing::new(opened.map_err(|_| RecoveryFault::Foreign)?);
        let malformed = RecoveryFault::Malformed;
        let (share, addresses) = plain.split_at_checked(SHARE_BYTES).ok_or(malformed)?;
        let addresses = read_addresses(addresses).filter(|all| all.len() <= ADDRESSES_MAX);
        Ok(Self {
            share: Share::from_bytes(share)?,
            addresses: addresses.ok_or(malformed)?,
        })
    }
}

/// How far parts that were gathered go.
#[derive(Debug)]
pub struct Gathered {
    /// So many open the place that most of them are of; 0 before the first.
    pub need: u8,
    /// So many different ones of that place are here.
    pub have: u8,
    /// So many are of another setup, or of another person.
    pub foreign: usize,
    /// Enough are here, and do not give the secret: one at least is wrong.
    pub wrong: bool,
    /// The secret, once enough are here and right.
    pub secret: Option<Zeroizing<[u8; SPLIT_BYTES]>>,
    /// One share of those that count.
    pub share: Option<Share>,
}

/// Puts shares together. The first [`RECOVERY_ANSWERS_MAX`] are looked at: where one is wrong the
/// others still do, if enough of them are right.
#[must_use]
pub fn gather(shares: &[Share]) -> Gathered {
    let shares = shares.get(..RECOVERY_ANSWERS_MAX).unwrap_or(shares);
    let of_one = |one: &Share| -> Vec<&Share> {
        let same = |other: &&Share| {
            (
                other.network,
                other.person,
                other.place,
                other.need,
                other.of,
            ) == (one.network, one.person, one.place, one.need, one.of)
        };
        let mut all: Vec<&Share> = Vec::new();
        for share in shares.iter().filter(same) {
            if !all.contains(&share) {
                all.push(share);
            }
        }
        all
    };
    let places = |all: &[&Share]| -> BTreeSet<u8> { all.iter().map(|share| share.at()).collect() };
    let groups = shares.iter().map(of_one);
    let best = groups
        .max_by_key(|all| places(all).len())
        .unwrap_or_default();
    let have = u8::try_from(places(&best).len()).unwrap_or(u8::MAX);
    let need = best.first().map_or(0, |share| share.need);
    let enough = need > 0 && have >= need;
    let secret = if enough { try_all(&best, need) } else { None };
    let other = |share: &&Share| !best.contains(share);
    Gathered {
        need,
        have,
        foreign: shares.iter().filter(other).count(),
        wrong: enough && secret.is_none(),
        secret,
        share: best.first().map(|share| (*share).clone()),
    }
}

/// The secret that some `need` of the shares give and that opens their place.
fn try_all(shares: &[&Share], need: u8) -> Option<Zeroizing<[u8; SPLIT_BYTES]>> {
    let count = u32::try_from(shares.len()).ok()?;
    // At most `RECOVERY_ANSWERS_MAX` shares: so many sets are looked through in no time.
    let sets = 0..1_u32.checked_shl(count)?;
    let mut chosen = sets.filter(|set| set.count_ones() == u32::from(need));
    chosen.find_map(|set| {
        let picked = shares.iter().enumerate();
        let picked = picked.filter(|(at, _)| {
            set.checked_shr(u32::try_from(*at).unwrap_or(32))
                .is_some_and(|rest| rest & 1 == 1)
        });
        let parts: Vec<&SecretPart> = picked.map(|(_, share)| &share.part).collect();
        let secret = combine_parts(&parts)?;
        let place = shares.first()?.place;
        (InvitationKeys::from_secret(*secret).device() == place).then_some(secret)
    })
}

#[cfg(test)]
mod tests;
