//! A card: the public keys of a device or an invitation, signed by its own signing key.

use minicbor::{Decode, Encode};

use crate::canonical::encode;
use crate::crypto::{Domain, SEAL_PUBLIC_BYTES, SealPublicKey, Signature, SigningKey};
use crate::id::{DeviceId, SpaceId, TransportId};

/// A card whose keys are malformed or were not signed by their owner.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("card is malformed or not signed by its owner")]
pub struct CardFault;

/// The public keys of a device or an invitation.
#[derive(Clone, Debug, Eq, PartialEq, Encode, Decode)]
#[cbor(map)]
pub struct Card {
    /// Its signing key, which is its name.
    #[n(0)]
    pub device: DeviceId,
    #[cbor(n(1), with = "minicbor::bytes")]
    seal: Vec<u8>,
    /// Its libp2p transport key.
    #[n(2)]
    pub transport: TransportId,
    #[cbor(n(3), with = "crate::canonical::fixed")]
    signature: [u8; 64],
    /// The space that its owner agrees to be a member of. A card without one is shown where the
    /// owner's own signature over the operation says so.
    #[n(4)]
    pub bound: Option<SpaceId>,
}

impl Card {
    /// Makes and signs a card.
    #[must_use]
    pub fn new(
        signing: &SigningKey,
        seal: &SealPublicKey,
        transport: TransportId,
        bound: Option<SpaceId>,
    ) -> Self {
        let mut card = Self {
            device: signing.verifying_key().into(),
            seal: seal.as_bytes().to_vec(),
            transport,
            signature: [0; 64],
            bound,
        };
        card.signature = *signing
            .sign(Domain::CardSignature, &card.signed_bytes())
            .as_bytes();
        card
    }

    /// Whether it shows this encapsulation key.
    #[must_use]
    pub fn shows(&self, seal: &SealPublicKey) -> bool {
        self.seal == seal.as_bytes()
    }

    fn signed_bytes(&self) -> Vec<u8> {
        let unsigned = Self {
            signature: [0; 64],
            ..self.clone()
        };
        encode(&unsigned)
    }

    /// Checks the signature and the form of the keys.
    ///
    /// # Errors
    ///
    /// [`CardFault`] when the owner did not sign these keys.
    pub fn check(&self) -> Result<SealPublicKey, CardFault> {
        if self.seal.len() != SEAL_PUBLIC_BYTES {
            return Err(CardFault);
        }
        self.device
            .verifying_key()
            .verify(
                Domain::CardSignature,
                &self.signed_bytes(),
                &Signature::from_bytes(self.signature),
            )
            .map_err(|_| CardFault)?;
        SealPublicKey::from_bytes(&self.seal).map_err(|_| CardFault)
    }
}
