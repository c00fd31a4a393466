//! Epoch secrets: deriving, sealing content under them, opening what was sealed to this device.

use std::collections::{BTreeMap, BTreeSet};

use zeroize::Zeroizing;

use super::{EpochInfo, Epochs};
use crate::crypto::{
    ContentKey, CryptoRng, Domain, KeyMaterial, OpenFault, PadFault, SEAL_OVERHEAD_BYTES,
    SealFault, SealPublicKey, SealSecretKey, derive, keyed_hash, pad, seal_to_each, unpad,
};
use crate::id::{DeviceId, EpochId, SpaceId};
use crate::limits::DEVICE_KEYS_MAX;
use crate::op::{
    EpochHeader, Header, PlacedSlot, Recipient, Salt, Slot, VerifiedOp, Wrap, epoch_id,
};

/// Why sealed content does not become text. Each is its author's fault.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ContentFault {
    /// It does not open under its epoch.
    #[error("content: {0}")]
    Open(#[from] OpenFault),
    /// Its padding is not canonical.
    #[error("content: {0}")]
    Pad(#[from] PadFault),
    /// Its salt is not the one of its text.
    #[error("content: salt does not fit the text")]
    Salt,
}

/// What an epoch secret gives.
pub struct EpochKeys {
    space: SpaceId,
    author: DeviceId,
    id: EpochId,
    secret: KeyMaterial,
    content: KeyMaterial,
    salt: KeyMaterial,
    seal: SealSecretKey,
}

impl EpochKeys {
    /// Derives the keys of an epoch of `space` that `author` minted.
    #[must_use]
    pub fn new(space: SpaceId, author: DeviceId, secret: KeyMaterial) -> Self {
        let seal = SealSecretKey::from_seed(&derive(Domain::EpochSealSeed, &secret, &[]));
        Self {
            space,
            author,
            id: epoch_id(space, author, seal.public()),
            content: derive(Domain::EpochContentKey, &secret, &[]),
            salt: derive(Domain::EpochSaltKey, &secret, &[]),
            seal,
            secret,
        }
    }

    /// The epoch.
    #[must_use]
    pub const fn id(&self) -> EpochId {
        self.id
    }

    /// The epoch's own public encapsulation key.
    #[must_use]
    pub const fn seal_public(&self) -> &SealPublicKey {
        self.seal.public()
    }

    /// The epoch's own secret encapsulation key: bundles are sealed to it.
    #[must_use]
    pub const fn seal_secret(&self) -> &SealSecretKey {
        &self.seal
    }

    /// Key of ephemeral messages.
    #[must_use]
    pub fn presence(&self) -> KeyMaterial {
        derive(Domain::EpochPresenceKey, &self.secret, &[])
    }

    fn content_key(&self, header: &Header, salt: &Salt) -> ContentKey {
        let prev = header.prev.map_or([0; 32], |prev| *prev.as_bytes());
        ContentKey::new(&derive(
            Domain::EpochContentKey,
            &self.content,
            &[
                header.log.space.as_bytes(),
                header.log.author.as_bytes(),
                &header.seq.to_be_bytes(),
                &prev,
                salt,
            ],
        ))
    }

    fn salt_of(&self, header_digest: &[u8; 32], padded: &[u8]) -> Salt {
        let digest = keyed_hash(Domain::Salt, &self.salt, &[header_digest, padded]);
        *digest.as_bytes().first_chunk().unwrap_or(&[0; 16])
    }

    /// Pads and seals a text: salt and sealed bytes. Two different texts never share a key, also
    /// on a cloned device and with a broken random source.
    #[must_use]
    pub fn seal_content(&self, header: &Header, plain: Vec<u8>) -> (Salt, Vec<u8>) {
        let padded = pad(plain);
        let digest = header.digest();
        let salt = self.salt_of(digest.as_bytes(), &padded);
        (
            salt,
            self.content_key(header, &salt)
                .seal(digest.as_bytes(), &padded),
        )
    }

    /// Opens the content of an operation.
    ///
    /// # Errors
    ///
    /// [`ContentFault`] when its author did not seal it by the rules.
    pub fn open_content(&self, op: &VerifiedOp) -> Result<Vec<u8>, ContentFault> {
        let salt = op.salt.ok_or(ContentFault::Salt)?;
        let digest = op.header.digest();
        let padded = self
            .content_key(&op.header, &salt)
            .open(digest.as_bytes(), &op.body)?;
        if self.salt_of(digest.as_bytes(), &padded) != salt {
            return Err(ContentFault::Salt);
        }
        Ok(unpad(padded)?)
    }

    /// Seals a text as if there were no salts.
    #[cfg(feature = "planted")]
    pub(crate) fn seal_unsalted(&self, header: &Header, plain: Vec<u8>) -> (Salt, Vec<u8>) {
        let salt = Salt::default();
        let key = self.content_key(header, &salt);
        (salt, key.seal(header.digest().as_bytes(), &pad(plain)))
    }

    /// Opens content whatever its salt is.
    #[cfg(feature = "planted")]
    pub(crate) fn open_unsalted(&self, op: &VerifiedOp) -> Result<Vec<u8>, ContentFault> {
        let salt = op.salt.ok_or(ContentFault::Salt)?;
        let key = self.content_key(&op.header, &salt);
        Ok(unpad(key.open(op.header.digest().as_bytes(), &op.body)?)?)
    }

    fn wrap_key(&self, predecessor: EpochId) -> ContentKey {
        ContentKey::new(&derive(
            Domain::EpochWrapKey,
            &self.secret,
            &[predecessor.as_bytes()],
        ))
    }

    /// Seals the secret of a predecessor.
    #[must_use]
    pub fn wrap(&self, predecessor: &Self) -> Wrap {
        let sealed = self
            .wrap_key(predecessor.id)
            .seal(predecessor.id.as_bytes(), predecessor.secret.expose());
        Wrap {
            epoch: predecessor.id,
            sealed,
        }
    }

    /// Seals the secret to the public keys of a recipient.
    ///
    /// # Errors
    ///
    /// [`SealFault`] when one does not take part.
    pub fn seal_slot(
        &self,
        recipient: Recipient,
        keys: &[SealPublicKey],
        rng: &mut dyn CryptoRng,
    ) -> Result<Slot, SealFault> {
        let aad = slot_aad(self.space, self.id);
        let sealed = seal_to_each(keys, Domain::Slot, &aad, self.secret.expose(), rng)?;
        Ok(Slot { recipient, sealed })
    }

    /// Seals the secret to the keys of one device, to be forwarded.
    ///
    /// # Errors
    ///
    /// [`SealFault`] when one does not take part.
    pub fn seal_forward(
        &self,
        keys: &[SealPublicKey],
        rng: &mut dyn CryptoRng,
    ) -> Result<Vec<u8>, SealFault> {
        let aad = slot_aad(self.space, self.id);
        seal_to_each(keys, Domain::Forward, &aad, self.secret.expose(), rng)
    }
}

/// The secret of an epoch, and what its id commits to: all that a backup needs of it.
#[derive(Clone)]
pub struct HeldEpoch {
    /// Whose epoch.
    pub space: SpaceId,
    /// Who minted it.
    pub author: DeviceId,
    /// Its secret.
    pub secret: KeyMaterial,
}

impl HeldEpoch {
    /// Bytes of one as it is written.
    pub const BYTES: usize = 96;

    /// The epoch.
    #[must_use]
    pub fn id(&self) -> EpochId {
        EpochKeys::new(self.space, self.author, self.secret.clone()).id()
    }

    /// Space, author, secret.
    #[must_use]
    pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        let parts: [&[u8]; 3] = [
            self.space.as_bytes(),
            self.author.as_bytes(),
            self.secret.expose(),
        ];
        Zeroizing::new(parts.concat())
    }

    /// Reads what [`HeldEpoch::to_bytes`] wrote; nothing for another length.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let bytes: &[u8; Self::BYTES] = bytes.try_into().ok()?;
        let mut parts = bytes.chunks_exact(32).filter_map(|part| part.first_chunk());
        Some(Self {
            space: SpaceId::from_bytes(*parts.next()?),
            author: DeviceId::from_bytes(*parts.next()?),
            secret: KeyMaterial::from_bytes(*parts.next()?),
        })
    }
}

impl std::fmt::Debug for HeldEpoch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "HeldEpoch({:?}, ..)", self.space)
    }
}

impl std::fmt::Debug for EpochKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "EpochKeys({:?}, ..)", self.id)
    }
}

fn slot_aad(space: SpaceId, epoch: EpochId) -> [u8; 64] {
    let mut aad = [0; 64];
    for (to, from) in aad
        .iter_mut()
        .zip(space.as_bytes().iter().chain(epoch.as_bytes()))
    {
        *to = *from;
    }
    aad
}

/// Mints an epoch as `author`, for recipients in ascending order, wrapping predecessors.
///
/// # Errors
///
/// [`SealFault`] when a recipient's key does not take part.
pub fn mint<K: AsRef<[SealPublicKey]>>(
    space: SpaceId,
    author: DeviceId,
    recipients: &[(Recipient, K)],
    predecessors: &[&EpochKeys],
    rng: &mut dyn CryptoRng,
) -> Result<(EpochKeys, EpochHeader, Vec<Slot>), SealFault> {
    let keys = EpochKeys::new(space, author, KeyMaterial::random(rng));
    let slots = recipients
        .iter()
        .map(|(recipient, to)| keys.seal_slot(*recipient, to.as_ref(), rng))
        .collect::<Result<Vec<_>, _>>()?;
    let wraps = predecessors
        .iter()
        .map(|predecessor| keys.wrap(predecessor))
        .collect();
    let public = keys.seal_public().as_bytes().to_vec();
    let header = EpochHeader::new(keys.id, public, wraps, &slots);
    Ok((keys, header, slots))
}

/// What one secret takes, sealed to one key.
const SEALED_SECRET_BYTES: usize = SEAL_OVERHEAD_BYTES.saturating_add(32);

/// Every epoch secret that this device holds. Dropped, they are wiped.
#[derive(Debug)]
pub struct Keyring {
    device: DeviceId,
    /// The device's own keys, the newest first.
    seals: Vec<SealSecretKey>,
    epochs: BTreeMap<EpochId, EpochKeys>,
    /// Slots, wraps and forwards that did not give the secret they promised.
    broken: BTreeSet<(EpochId, Way)>,
    /// Epochs held that another one held wraps, as it was tried.
    wrapped: BTreeSet<EpochId>,
    /// Epochs of which it was not tried yet what they wrap, and who wraps them.
    fresh: BTreeSet<EpochId>,
    /// Epochs whose slot for this device was waited for in vain.
    given_up: BTreeSet<EpochId>,
    /// Epochs that are never opened again.
    forgotten: BTreeSet<EpochId>,
}

/// A way to the secret of an epoch.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Way {
    /// The slot at this place.
    Slot(u32),
    /// What this device forwarded after so many renewals of the reader's keys.
    Forward(DeviceId, u32),
    /// The wrap of a newer epoch.
    Wrap(EpochId),
}

impl Keyring {
    /// An empty ring of a device, with its own keys, the newest first.
    #[must_use]
    pub const fn new(device: DeviceId, seals: Vec<SealSecretKey>) -> Self {
        Self {
            device,
            seals,
            epochs: BTreeMap::new(),
            broken: BTreeSet::new(),
            wrapped: BTreeSet::new(),
            fresh: BTreeSet::new(),
            given_up: BTreeSet::new(),
            forgotten: BTreeSet::new(),
        }
    }

    /// Drops epochs for good, held or not: nothing opens them any more here.
    pub fn forget(&mut self, epochs: impl IntoIterator<Item = EpochId>) {
        for epoch in epochs {
            self.epochs.remove(&epoch);
            self.forgotten.insert(epoch);
        }
    }

    /// Whether an epoch was dropped for good.
    #[must_use]
    pub fn has_forgotten(&self, epoch: &EpochId) -> bool {
        self.forgotten.contains(epoch)
    }

    /// Epochs that were dropped for good.
    pub fn forgotten(&self) -> impl Iterator<Item = EpochId> + '_ {
        self.forgotten.iter().copied()
    }

    /// Waits no longer for a slot: it counts as junk until it comes.
    pub fn give_up_on(&mut self, epoch: EpochId) {
        self.given_up.insert(epoch);
    }

    /// Whether a slot is not waited for any longer.
    #[must_use]
    pub fn has_given_up_on(&self, epoch: EpochId) -> bool {
        self.given_up.contains(&epoch)
    }

    /// The device whose ring this is.
    #[must_use]
    pub const fn device(&self) -> DeviceId {
        self.device
    }

    /// Whether a way was tried and gave no secret, or another one.
    #[must_use]
    pub fn has_failed(&self, epoch: EpochId, way: Way) -> bool {
        self.broken.contains(&(epoch, way))
    }

    /// Epochs of a space that are held and that no other one held wraps. What an epoch claims to
    /// wrap is not believed: junk would cut newcomers off from all that was before.
    pub fn heads<'a>(
        &'a self,
        epochs: &'a Epochs,
        space: SpaceId,
    ) -> impl Iterator<Item = &'a EpochInfo> {
        epochs.of_space(space).filter(|info| {
            let id = &info.header.id;
            self.epochs.contains_key(id) && !self.wrapped.contains(id)
        })
    }

    /// The keys of an epoch, where held.
    #[must_use]
    pub fn get(&self, epoch: &EpochId) -> Option<&EpochKeys> {
        self.epochs.get(epoch)
    }

    /// Takes the device's own keys, the newest first, in place of those it had.
    pub fn set_seals(&mut self, seals: Vec<SealSecretKey>) {
        self.seals = seals;
    }

    /// Secret encapsulation keys of the device and of every epoch held: they open bundles.
    pub fn seal_keys(&self) -> impl Iterator<Item = &SealSecretKey> {
        let epochs = self.epochs.values().map(EpochKeys::seal_secret);
        self.seals.iter().chain(epochs)
    }

    /// Every epoch secret held.
    pub fn held(&self) -> impl Iterator<Item = HeldEpoch> + '_ {
        self.epochs.values().map(|keys| HeldEpoch {
            space: keys.space,
            author: keys.author,
            secret: keys.secret.clone(),
        })
    }

    /// Puts keys in that this device minted, or had in a backup.
    pub fn insert(&mut self, keys: EpochKeys) {
        if self.has_forgotten(&keys.id) {
            return;
        }
        self.fresh.insert(keys.id);
        self.epochs.insert(keys.id, keys);
    }

    /// Opens everything that can be opened; returns the epochs that are new.
    pub fn learn(&mut self, epochs: &Epochs) -> Vec<EpochId> {
        let mut learned = Vec::new();
        loop {
            let unknown: Vec<EpochId> = epochs
                .iter()
                .map(|info| info.header.id)
                .filter(|id| !self.epochs.contains_key(id) && !self.has_forgotten(id))
                .collect();
            let before = learned.len();
            for id in unknown {
                if let Some(keys) = self.try_open(epochs, id) {
                    self.insert(keys);
                    learned.push(id);
                }
            }
            if learned.len() == before {
                self.try_wraps(epochs);
                return learned;
            }
        }
    }

    /// Finds out which of the epochs held are wrapped by another one held.
    fn try_wraps(&mut self, epochs: &Epochs) {
        // An epoch that this device just minted may not be there yet: it is tried later.
        let fresh: Vec<&EpochInfo> = self.fresh.iter().filter_map(|id| epochs.get(id)).collect();
        let mut wrapped = BTreeSet::new();
        for info in &fresh {
            let older = info.header.wraps.iter().map(|wrap| (*info, wrap.epoch));
            let newer = epochs
                .wrapping(info.header.id)
                .map(|by| (by, info.header.id));
            for (by, id) in older.chain(newer) {
                if self.wraps(epochs, by, id) {
                    wrapped.insert(id);
                }
            }
        }
        let tried: Vec<EpochId> = fresh.iter().map(|info| info.header.id).collect();
        self.wrapped.extend(wrapped);
        for id in tried {
            self.fresh.remove(&id);
        }
    }

    fn wraps(&self, epochs: &Epochs, newer: &EpochInfo, id: EpochId) -> bool {
        let Some(older) = epochs.get(&id).filter(|older| older.space == newer.space) else {
            return false;
        };
        self.epochs.contains_key(&id) && self.unwrap(newer, older).is_some()
    }

    fn unwrap(&self, newer: &EpochInfo, older: &EpochInfo) -> Option<EpochKeys> {
        let id = older.header.id;
        let wrap = newer.header.wraps.iter().find(|wrap| wrap.epoch == id)?;
        let keys = self.epochs.get(&newer.header.id)?;
        let secret = keys.wrap_key(id).open(id.as_bytes(), &wrap.sealed).ok()?;
        checked(older, &secret)
    }

    fn try_open(&mut self, epochs: &Epochs, id: EpochId) -> Option<EpochKeys> {
        let info = epochs.get(&id)?;
        let aad = slot_aad(info.space, id);
        for PlacedSlot { place, slot, .. } in info.slots.values() {
            let keys = match slot.recipient {
                Recipient::Device(device) if device == self.device => self.seals.as_slice(),
                Recipient::Epoch(_, epoch) => {
                    let keys = self.epochs.get(&epoch);
                    keys.map_or(&[][..], |keys| std::slice::from_ref(&keys.seal))
                }
                Recipient::Device(_) => &[],
            };
            let way = (id, Way::Slot(*place));
            if keys.is_empty() || self.broken.contains(&way) {
                continue;
            }
            let sealed = (Domain::Slot, aad.as_slice(), slot.sealed.as_slice());
            match keys.iter().find_map(|key| open_secret(key, sealed, info)) {
                Some(keys) => return Some(keys),
                None => self.broken.insert(way),
            };
        }
        for forwarded in epochs.forwards_to(&id, self.device) {
            let way = (id, forwarded.way());
            if self.broken.contains(&way) {
                continue;
            }
            let sealed = (Domain::Forward, aad.as_slice(), forwarded.sealed.as_slice());
            let mut seals = self.seals.iter();
            match seals.find_map(|key| open_secret(key, sealed, info)) {
                Some(keys) => return Some(keys),
                None => self.broken.insert(way),
            };
        }
        for newer in epochs.wrapping(id) {
            let way = (id, Way::Wrap(newer.header.id));
            if !self.epochs.contains_key(&newer.header.id) || self.broken.contains(&way) {
                continue;
            }
            match self.unwrap(newer, info) {
                Some(keys) => return Some(keys),
                None => self.broken.insert(way),
            };
        }
        None
    }
}

/// The keys of an epoch, where a secret key of a device opens a slot or a forward of it that is
/// here.
#[must_use]
pub fn open_epoch(
    seal: &SealSecretKey,
    device: DeviceId,
    epochs: &Epochs,
    id: &EpochId,
) -> Option<EpochKeys> {
    let info = epochs.get(id)?;
    let aad = slot_aad(info.space, *id);
    let mine = |placed: &&PlacedSlot| placed.slot.recipient == Recipient::Device(device);
    let slots = info.slots.values().filter(mine);
    let slots = slots.map(|placed| (Domain::Slot, placed.slot.sealed.as_slice()));
    let sent = epochs.forwards_to(id, device);
    let sent = sent.map(|sent| (Domain::Forward, sent.sealed.as_slice()));
    slots
        .chain(sent)
        .find_map(|(domain, sealed)| open_secret(seal, (domain, &aad, sealed), info))
}

/// What a secret key finds in a slot or a forward, if it is the secret of the epoch: what is sealed
/// to several keys stands one behind another.
fn open_secret(
    key: &SealSecretKey,
    (domain, aad, sealed): (Domain, &[u8], &[u8]),
    info: &EpochInfo,
) -> Option<EpochKeys> {
    let mut each = sealed.chunks(SEALED_SECRET_BYTES).take(DEVICE_KEYS_MAX);
    each.find_map(|sealed| {
        let secret = Zeroizing::new(key.open(domain, aad, sealed).ok()?);
        checked(info, &secret)
    })
}

/// The id commits to the secret: another secret under the same id is refused.
fn checked(info: &EpochInfo, secret: &[u8]) -> Option<EpochKeys> {
    let secret = KeyMaterial::from_bytes(secret.try_into().ok()?);
    let keys = EpochKeys::new(info.space, info.author, secret);
    (keys.id == info.header.id).then_some(keys)
}
