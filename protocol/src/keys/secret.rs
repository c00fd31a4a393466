//! Epoch secrets: deriving, sealing content under them, opening what was sealed to this device.

use std::collections::{BTreeMap, BTreeSet};

use super::Epochs;
use crate::crypto::{
    ContentKey, CryptoRng, Domain, KeyMaterial, OpenFault, PadFault, SealFault, SealPublicKey,
    SealSecretKey, derive, hash, keyed_hash, pad, seal_to, unpad,
};
use crate::id::{DeviceId, EpochId, SpaceId};
use crate::op::{EpochHeader, Header, Recipient, Salt, Slot, VerifiedOp, Wrap};

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
    id: EpochId,
    secret: KeyMaterial,
    content: KeyMaterial,
    salt: KeyMaterial,
    seal: SealSecretKey,
}

impl EpochKeys {
    /// Derives the keys of an epoch of `space`.
    #[must_use]
    pub fn new(space: SpaceId, secret: KeyMaterial) -> Self {
        let seal_seed = derive(Domain::EpochSealSeed, &secret, &[]);
        Self {
            space,
            id: epoch_id(space, &secret),
            content: derive(Domain::EpochContentKey, &secret, &[]),
            salt: derive(Domain::EpochSaltKey, &secret, &[]),
            seal: SealSecretKey::from_seed(&seal_seed),
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

    /// Seals the secret to a public key of a recipient.
    ///
    /// # Errors
    ///
    /// [`SealFault`] when the key does not take part.
    pub fn seal_slot(
        &self,
        recipient: Recipient,
        key: &SealPublicKey,
        rng: &mut dyn CryptoRng,
    ) -> Result<Slot, SealFault> {
        let aad = slot_aad(self.space, self.id);
        let sealed = seal_to(key, Domain::Slot, &aad, self.secret.expose(), rng)?;
        Ok(Slot { recipient, sealed })
    }

    /// Seals the secret to one device, to be forwarded.
    ///
    /// # Errors
    ///
    /// [`SealFault`] when the key does not take part.
    pub fn seal_forward(
        &self,
        key: &SealPublicKey,
        rng: &mut dyn CryptoRng,
    ) -> Result<Vec<u8>, SealFault> {
        let aad = slot_aad(self.space, self.id);
        seal_to(key, Domain::Forward, &aad, self.secret.expose(), rng)
    }
}

impl std::fmt::Debug for EpochKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "EpochKeys({:?}, ..)", self.id)
    }
}

fn epoch_id(space: SpaceId, secret: &KeyMaterial) -> EpochId {
    hash(Domain::EpochId, &[space.as_bytes(), secret.expose()]).into()
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

/// Mints an epoch for recipients in ascending order, wrapping predecessors.
///
/// # Errors
///
/// [`SealFault`] when a recipient's key does not take part.
pub fn mint(
    space: SpaceId,
    recipients: &[(Recipient, SealPublicKey)],
    predecessors: &[&EpochKeys],
    rng: &mut dyn CryptoRng,
) -> Result<(EpochKeys, EpochHeader, Vec<Slot>), SealFault> {
    let keys = EpochKeys::new(space, KeyMaterial::random(rng));
    let slots = recipients
        .iter()
        .map(|(recipient, key)| keys.seal_slot(*recipient, key, rng))
        .collect::<Result<Vec<_>, _>>()?;
    let wraps = predecessors
        .iter()
        .map(|predecessor| keys.wrap(predecessor))
        .collect();
    let public = keys.seal_public().as_bytes().to_vec();
    let header = EpochHeader::new(keys.id, public, wraps, &slots);
    Ok((keys, header, slots))
}

/// Every epoch secret that this device holds. Dropped, they are wiped.
#[derive(Debug)]
pub struct Keyring {
    device: DeviceId,
    seal: SealSecretKey,
    epochs: BTreeMap<EpochId, EpochKeys>,
    /// Slots, wraps and forwards that did not give the secret they promised.
    broken: BTreeSet<(EpochId, Way)>,
}

/// How a secret was tried.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
enum Way {
    Slot(usize),
    Forward(usize),
    Wrap(EpochId),
}

impl Keyring {
    /// An empty ring of a device.
    #[must_use]
    pub const fn new(device: DeviceId, seal: SealSecretKey) -> Self {
        Self {
            device,
            seal,
            epochs: BTreeMap::new(),
            broken: BTreeSet::new(),
        }
    }

    /// The keys of an epoch, where held.
    #[must_use]
    pub fn get(&self, epoch: &EpochId) -> Option<&EpochKeys> {
        self.epochs.get(epoch)
    }

    /// Secret encapsulation keys of every epoch held: they open bundles.
    pub fn seal_keys(&self) -> impl Iterator<Item = &SealSecretKey> {
        self.epochs.values().map(EpochKeys::seal_secret)
    }

    /// Puts keys in that this device minted.
    pub fn insert(&mut self, keys: EpochKeys) {
        self.epochs.insert(keys.id, keys);
    }

    /// Opens everything that can be opened; returns the epochs that are new.
    pub fn learn(&mut self, epochs: &Epochs) -> Vec<EpochId> {
        let mut learned = Vec::new();
        loop {
            let unknown: Vec<EpochId> = epochs
                .iter()
                .map(|info| info.header.id)
                .filter(|id| !self.epochs.contains_key(id))
                .collect();
            let before = learned.len();
            for id in unknown {
                if let Some(keys) = self.try_open(epochs, id) {
                    self.epochs.insert(id, keys);
                    learned.push(id);
                }
            }
            if learned.len() == before {
                return learned;
            }
        }
    }

    fn try_open(&mut self, epochs: &Epochs, id: EpochId) -> Option<EpochKeys> {
        let info = epochs.get(&id)?;
        let aad = slot_aad(info.space, id);
        for (at, slot) in info.slots.iter().enumerate() {
            let key = match slot.recipient {
                Recipient::Device(device) if device == self.device => Some(&self.seal),
                Recipient::Epoch(_, epoch) => self.epochs.get(&epoch).map(|keys| &keys.seal),
                Recipient::Device(_) => None,
            };
            let way = (id, Way::Slot(at));
            let Some(key) = key.filter(|_| !self.broken.contains(&way)) else {
                continue;
            };
            let secret = key.open(Domain::Slot, &aad, &slot.sealed).ok();
            match checked(info.space, id, secret.as_deref()) {
                Some(keys) => return Some(keys),
                None => self.broken.insert(way),
            };
        }
        for (at, sealed) in epochs.forwards_to(&id, self.device).enumerate() {
            let way = (id, Way::Forward(at));
            if self.broken.contains(&way) {
                continue;
            }
            let secret = self.seal.open(Domain::Forward, &aad, sealed).ok();
            match checked(info.space, id, secret.as_deref()) {
                Some(keys) => return Some(keys),
                None => self.broken.insert(way),
            };
        }
        for newer in epochs.of_space(info.space) {
            let way = (id, Way::Wrap(newer.header.id));
            let wrap = newer.header.wraps.iter().find(|wrap| wrap.epoch == id);
            let (Some(wrap), Some(keys)) = (wrap, self.epochs.get(&newer.header.id)) else {
                continue;
            };
            if self.broken.contains(&way) {
                continue;
            }
            let secret = keys.wrap_key(id).open(id.as_bytes(), &wrap.sealed).ok();
            match checked(info.space, id, secret.as_deref()) {
                Some(keys) => return Some(keys),
                None => self.broken.insert(way),
            };
        }
        None
    }
}

/// The id commits to the secret: another secret under the same id is refused.
fn checked(space: SpaceId, id: EpochId, secret: Option<&[u8]>) -> Option<EpochKeys> {
    let keys = EpochKeys::new(space, KeyMaterial::from_bytes(secret?.try_into().ok()?));
    (keys.id == id).then_some(keys)
}
