//! Where a device is in a document: told to those who read it while it is open, never stored.

use minicbor::{Decode, Encode};

use crate::canonical::{DecodeFault, decode, encode};
use crate::crypto::{AEAD_TAG_BYTES, ContentKey, CryptoRng, Domain, OpenFault, derive};
use crate::document::Anchor;
use crate::id::{DeviceId, EpochId, OpId, SpaceId};
use crate::keys::EpochKeys;
use crate::limits::PRESENCE_BYTES_MAX;

/// Random bytes before the sealed text: each message has a key of its own.
const SALT_BYTES: usize = 24;

/// Bytes that are no message about a place.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum PresenceFault {
    /// Longer than such a message may be.
    #[error("{got} bytes, at most {max} allowed")]
    TooLong {
        /// How long it is.
        got: usize,
        /// How long it may be.
        max: usize,
    },
    /// It does not open under this epoch as this device's.
    #[error("{0}")]
    Open(#[from] OpenFault),
    /// What opened is of another form.
    #[error("{0}")]
    Decode(#[from] DecodeFault),
}

/// Where a device is. Every message is equally long: its size tells nothing.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Encode, Decode)]
#[cbor(array)]
pub struct Presence {
    /// The document.
    #[n(0)]
    pub doc: OpId,
    /// As [`Anchor::to_bytes`].
    #[cbor(n(1), with = "crate::canonical::fixed")]
    at: [u8; 12],
    /// False: it left.
    #[n(2)]
    pub here: bool,
}

impl Presence {
    /// A place in a document.
    #[must_use]
    pub fn new(doc: OpId, at: Anchor, here: bool) -> Self {
        let at = at.to_bytes();
        Self { doc, at, here }
    }

    /// Where in the document.
    #[must_use]
    pub fn at(&self) -> Anchor {
        Anchor::from_bytes(&self.at)
    }

    /// Seals it as `author` under an epoch of the document's space: 24 random bytes, the text, 16.
    #[must_use]
    pub fn seal(&self, keys: &EpochKeys, author: DeviceId, rng: &mut dyn CryptoRng) -> Vec<u8> {
        let mut out = vec![0; SALT_BYTES];
        rng.fill_bytes(&mut out);
        let sealed = message_key(keys, &out).seal(&aad(keys.id(), author), &encode(self));
        out.extend_from_slice(&sealed);
        out
    }

    /// Opens what `author` sealed.
    ///
    /// # Errors
    ///
    /// [`PresenceFault`] for anything that [`Presence::seal`] would not have made.
    pub fn open(keys: &EpochKeys, author: DeviceId, sealed: &[u8]) -> Result<Self, PresenceFault> {
        if sealed.len() > PRESENCE_BYTES_MAX {
            let (got, max) = (sealed.len(), PRESENCE_BYTES_MAX);
            return Err(PresenceFault::TooLong { got, max });
        }
        let (salt, sealed) = sealed.split_at_checked(SALT_BYTES).ok_or(OpenFault)?;
        let plain = message_key(keys, salt).open(&aad(keys.id(), author), sealed)?;
        Ok(decode(&plain, PRESENCE_BYTES_MAX)?)
    }
}

fn message_key(keys: &EpochKeys, salt: &[u8]) -> ContentKey {
    ContentKey::new(&derive(Domain::EpochPresenceKey, &keys.presence(), &[salt]))
}

/// Another reader's message is not taken as one's own.
fn aad(epoch: EpochId, author: DeviceId) -> Vec<u8> {
    [epoch.as_bytes().as_slice(), author.as_bytes()].concat()
}

// The text has 49 bytes.
const _: () = assert!(SALT_BYTES + 49 + AEAD_TAG_BYTES <= PRESENCE_BYTES_MAX);

/// A sealed [`Presence`] on its way to those who may read it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The document: a later message about it takes the place of one that waits.
    pub doc: OpId,
    /// Its space.
    pub space: SpaceId,
    /// The epoch that it is sealed under.
    pub epoch: EpochId,
    /// What [`Presence::seal`] made.
    pub sealed: Vec<u8>,
}
