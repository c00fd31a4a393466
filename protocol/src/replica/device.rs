//! The keys of a device: its name and what it is met by, derived from its root key; and what it is
//! sealed to, drawn at random and renewed: what was dropped follows from nothing that stays.

use zeroize::Zeroizing;

use crate::crypto::{
    CryptoRng, Domain, KeyMaterial, SealPublicKey, SealSecretKey, SigningKey, derive,
};
use crate::id::{DeviceId, EpochId, SpaceId, TransportId};
use crate::keys::HeldEpoch;
use crate::op::Card;
use crate::recovery::{Answer, RecoveryFault, Request};
use crate::time::WallTime;

/// What a device is sealed to, for a month.
#[derive(Clone)]
pub struct DeviceSecret {
    seal: KeyMaterial,
    /// When it was drawn, by the device's own clock.
    pub made: WallTime,
    /// When the next one was drawn.
    pub retired: Option<WallTime>,
}

impl DeviceSecret {
    /// Draws one.
    #[must_use]
    pub fn random(made: WallTime, rng: &mut dyn CryptoRng) -> Self {
        Self {
            seal: KeyMaterial::random(rng),
            made,
            retired: None,
        }
    }

    /// Its encapsulation key.
    #[must_use]
    pub fn seal(&self) -> SealSecretKey {
        SealSecretKey::from_seed(&self.seal)
    }
}

impl std::fmt::Debug for DeviceSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "DeviceSecret({:?}, ..)", self.made)
    }
}

/// Everything secret of a device but what its root key gives: what is stored beside the vault, and
/// stored anew when something of it is to be gone.
#[derive(Clone, Debug, Default)]
pub struct Holding {
    /// Its own secrets, the newest last; never none.
    pub secrets: Vec<DeviceSecret>,
    /// Epochs that may open with nothing else any more.
    pub epochs: Vec<HeldEpoch>,
    /// Epochs that are never to be opened again.
    pub forgotten: Vec<EpochId>,
}

const HOLDING_VERSION: u8 = 1;
const SECRET_BYTES: usize = 48;

impl Holding {
    /// That of a device that is new.
    #[must_use]
    pub fn fresh(made: WallTime, rng: &mut dyn CryptoRng) -> Self {
        Self {
            secrets: vec![DeviceSecret::random(made, rng)],
            ..Self::default()
        }
    }

    /// Version, then three lists, each behind its length (u32, big-endian): secrets (seed,
    /// when made, when retired or zero), epochs, ids of forgotten ones.
    #[must_use]
    pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        let size = self.secrets.len().saturating_mul(SECRET_BYTES);
        let size = size.saturating_add(self.epochs.len().saturating_mul(HeldEpoch::BYTES));
        let size = size.saturating_add(self.forgotten.len().saturating_mul(32));
        // It never grows while it is filled, so that no copy of it is left behind.
        let mut bytes = Zeroizing::new(Vec::with_capacity(size.saturating_add(16)));
        let count = |len: usize| u32::try_from(len).unwrap_or(u32::MAX).to_be_bytes();
        bytes.push(HOLDING_VERSION);
        bytes.extend_from_slice(&count(self.secrets.len()));
        for secret in &self.secrets {
            bytes.extend_from_slice(secret.seal.expose());
            bytes.extend_from_slice(&secret.made.0.to_be_bytes());
            let retired = secret.retired.map_or(0, |at| at.0.max(1));
            bytes.extend_from_slice(&retired.to_be_bytes());
        }
        bytes.extend_from_slice(&count(self.epochs.len()));
        for held in &self.epochs {
            bytes.extend_from_slice(&held.to_bytes());
        }
        bytes.extend_from_slice(&count(self.forgotten.len()));
        for id in &self.forgotten {
            bytes.extend_from_slice(id.as_bytes());
        }
        bytes
    }

    /// Whether a newer program wrote these bytes, and nothing may be made of them here.
    #[must_use]
    pub fn is_newer(bytes: &[u8]) -> bool {
        bytes
            .first()
            .is_some_and(|version| *version > HOLDING_VERSION)
    }

    /// Reads what [`Holding::to_bytes`] wrote, and whatever stands behind it; nothing for other
    /// bytes, or where there is no secret.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (version, rest) = bytes.split_first()?;
        if *version != HOLDING_VERSION {
            return None;
        }
        let (secrets, rest) = list::<SECRET_BYTES>(rest)?;
        let (epochs, rest) = list::<{ HeldEpoch::BYTES }>(rest)?;
        let (forgotten, _) = list::<32>(rest)?;
        let secrets: Vec<DeviceSecret> = secrets.map(read_secret).collect::<Option<_>>()?;
        if secrets.is_empty() {
            return None;
        }
        Some(Self {
            secrets,
            epochs: epochs.map(HeldEpoch::from_bytes).collect::<Option<_>>()?,
            forgotten: forgotten
                .map(|id| Some(EpochId::from_bytes(id.try_into().ok()?)))
                .collect::<Option<_>>()?,
        })
    }
}

/// Pieces of `N` bytes behind their number, and what stands behind them.
fn list<const N: usize>(bytes: &[u8]) -> Option<(impl Iterator<Item = &[u8]>, &[u8])> {
    let (count, rest) = bytes.split_first_chunk::<4>()?;
    let count = usize::try_from(u32::from_be_bytes(*count)).ok()?;
    let (pieces, rest) = rest.split_at_checked(count.checked_mul(N)?)?;
    Some((pieces.chunks_exact(N), rest))
}

fn read_secret(bytes: &[u8]) -> Option<DeviceSecret> {
    let (seal, rest) = bytes.split_first_chunk::<32>()?;
    let (made, retired) = rest.split_first_chunk::<8>()?;
    let retired = u64::from_be_bytes(retired.try_into().ok()?);
    Some(DeviceSecret {
        seal: KeyMaterial::from_bytes(*seal),
        made: WallTime(u64::from_be_bytes(*made)),
        retired: (retired > 0).then_some(WallTime(retired)),
    })
}

/// Everything secret of a device but its epochs.
pub struct DeviceKeys {
    signing: SigningKey,
    device: DeviceId,
    /// The newest last.
    secrets: Vec<DeviceSecret>,
    transport: KeyMaterial,
    transport_id: TransportId,
    /// The newest one's public half.
    public: SealPublicKey,
    card: Card,
}

impl DeviceKeys {
    /// The keys of a device in a simulated world, all of them derived from its root key.
    #[must_use]
    pub fn from_root(root: &KeyMaterial) -> Self {
        let secret = DeviceSecret {
            seal: derive(Domain::DeviceSeal, root, &[]),
            made: WallTime(0),
            retired: None,
        };
        let newest = secret.clone();
        Self::with(root, vec![secret], &newest)
    }

    /// The keys of the device with this root key, and with the secrets stored beside its vault.
    /// Nothing where there are none.
    #[must_use]
    pub fn new(root: &KeyMaterial, secrets: Vec<DeviceSecret>) -> Option<Self> {
        let newest = secrets.last()?.clone();
        Some(Self::with(root, secrets, &newest))
    }

    fn with(root: &KeyMaterial, secrets: Vec<DeviceSecret>, newest: &DeviceSecret) -> Self {
        let signing = SigningKey::from_seed(&derive(Domain::DeviceSigning, root, &[]));
        let transport = derive(Domain::DeviceTransport, root, &[]);
        let transport_id = transport_id(&transport);
        let seal = newest.seal();
        Self {
            device: signing.verifying_key().into(),
            card: Card::new(&signing, seal.public(), transport_id, None),
            public: seal.public().clone(),
            signing,
            secrets,
            transport_id,
            transport,
        }
    }

    /// The device's name.
    #[must_use]
    pub const fn device(&self) -> DeviceId {
        self.device
    }

    /// Signs operations and session proofs.
    #[must_use]
    pub const fn signing(&self) -> &SigningKey {
        &self.signing
    }

    /// Seed of the libp2p transport key.
    #[must_use]
    pub const fn transport(&self) -> &KeyMaterial {
        &self.transport
    }

    /// The libp2p transport key.
    #[must_use]
    pub const fn transport_id(&self) -> TransportId {
        self.transport_id
    }

    /// Its secrets, the newest last.
    #[must_use]
    pub fn secrets(&self) -> &[DeviceSecret] {
        &self.secrets
    }

    /// Goes over to other secrets; with none it stays as it is.
    pub(super) fn set_secrets(&mut self, secrets: Vec<DeviceSecret>) {
        if let Some(newest) = secrets.last() {
            let seal = newest.seal();
            self.card = Card::new(&self.signing, seal.public(), self.transport_id, None);
            self.public = seal.public().clone();
            self.secrets = secrets;
        }
    }

    /// Its encapsulation keys, the newest first.
    pub(super) fn seals(&self) -> Vec<SealSecretKey> {
        self.secrets.iter().rev().map(DeviceSecret::seal).collect()
    }

    /// The device's public encapsulation key.
    #[must_use]
    pub fn seal_public(&self) -> SealPublicKey {
        self.public.clone()
    }

    /// Opens an answer to a request of this device.
    ///
    /// # Errors
    ///
    /// [`RecoveryFault`] says why it is none.
    pub fn open_answer(&self, text: &str, request: &Request) -> Result<Answer, RecoveryFault> {
        let mut opened = Err(RecoveryFault::Foreign);
        for seal in self.seals() {
            opened = Answer::open(text, request, &seal);
            if opened.is_ok() {
                break;
            }
        }
        opened
    }

    /// The card that others seal and connect to, and by which the device agrees to be a member
    /// of a space.
    #[must_use]
    pub fn card(&self, bound: Option<SpaceId>) -> Card {
        match (bound, self.secrets.last()) {
            (Some(_), Some(newest)) => {
                let seal = newest.seal();
                Card::new(&self.signing, seal.public(), self.transport_id, bound)
            }
            _ => self.card.clone(),
        }
    }

    /// Whether one of some cards shows a secret of this device.
    #[must_use]
    pub fn is_shown_by<'a>(
        &self,
        secret: &DeviceSecret,
        cards: impl IntoIterator<Item = &'a Card>,
    ) -> bool {
        let seal = secret.seal();
        let mut cards = cards.into_iter();
        cards.any(|card| card.device == self.device && card.shows(seal.public()))
    }
}

/// The public half of a transport seed: libp2p uses Ed25519 too.
#[must_use]
pub(crate) fn transport_id(seed: &KeyMaterial) -> TransportId {
    TransportId::from_bytes(*SigningKey::from_seed(seed).verifying_key().as_bytes())
}

impl std::fmt::Debug for DeviceKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "DeviceKeys({:?}, ..)", self.device)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::SeededRandom;

    #[test]
    fn a_holding_is_read_as_it_was_written_and_nothing_else_is() {
        let mut rng = SeededRandom::new([1; 32]);
        let mut holding = Holding::fresh(WallTime(7), &mut rng);
        holding.secrets[0].retired = Some(WallTime(9));
        holding
            .secrets
            .push(DeviceSecret::random(WallTime(9), &mut rng));
        holding.epochs.push(HeldEpoch {
            space: SpaceId::from_bytes([1; 32]),
            author: DeviceId::from_bytes([2; 32]),
            secret: KeyMaterial::from_bytes([3; 32]),
        });
        holding.forgotten.push(EpochId::from_bytes([4; 32]));
        let bytes = holding.to_bytes();
        let mut padded = bytes.to_vec();
        padded.resize(4096, 0);
        for bytes in [&bytes[..], &padded] {
            let read = Holding::from_bytes(bytes).unwrap();
            assert_eq!(read.to_bytes(), holding.to_bytes());
            let retired: Vec<_> = read.secrets.iter().map(|secret| secret.retired).collect();
            assert_eq!(retired, [Some(WallTime(9)), None]);
        }
        for short in 0..bytes.len() {
            assert!(Holding::from_bytes(&bytes[..short]).is_none(), "{short}");
        }
        let none = Holding::default();
        assert!(Holding::from_bytes(&none.to_bytes()).is_none());
        assert_eq!(
            format!("{:?}", holding.secrets[1]),
            "DeviceSecret(WallTime(9), ..)"
        );
    }
}
