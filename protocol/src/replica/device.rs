//! The keys of a device, derived from its root key.

use crate::crypto::{Domain, KeyMaterial, SealPublicKey, SealSecretKey, SigningKey, derive};
use crate::id::{DeviceId, SpaceId, TransportId};
use crate::op::Card;
use crate::recovery::{Answer, RecoveryFault, Request};

/// Everything secret of a device but its epochs.
pub struct DeviceKeys {
    signing: SigningKey,
    seal_seed: KeyMaterial,
    transport: KeyMaterial,
    device: DeviceId,
    transport_id: TransportId,
}

impl DeviceKeys {
    /// Derives the keys from the root key that the vault seals.
    #[must_use]
    pub fn from_root(root: &KeyMaterial) -> Self {
        let signing = SigningKey::from_seed(&derive(Domain::DeviceSigning, root, &[]));
        let transport = derive(Domain::DeviceTransport, root, &[]);
        Self {
            device: signing.verifying_key().into(),
            signing,
            seal_seed: derive(Domain::DeviceSeal, root, &[]),
            transport_id: transport_id(&transport),
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

    pub(super) fn seal_secret(&self) -> SealSecretKey {
        SealSecretKey::from_seed(&self.seal_seed)
    }

    /// The device's public encapsulation key.
    #[must_use]
    pub fn seal_public(&self) -> SealPublicKey {
        self.seal_secret().public().clone()
    }

    /// Opens an answer to a request of this device.
    ///
    /// # Errors
    ///
    /// [`RecoveryFault`] says why it is none.
    pub fn open_answer(&self, text: &str, request: &Request) -> Result<Answer, RecoveryFault> {
        Answer::open(text, request, &self.seal_secret())
    }

    /// The card that others seal and connect to, and by which the device agrees to be a member
    /// of a space.
    #[must_use]
    pub fn card(&self, bound: Option<SpaceId>) -> Card {
        Card::new(
            &self.signing,
            self.seal_secret().public(),
            self.transport_id,
            bound,
        )
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
