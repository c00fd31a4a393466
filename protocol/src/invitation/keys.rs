//! The secret of an invitation and the keys that it gives to both sides.

use std::fmt;

use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::crypto::{CryptoRng, Domain, KeyMaterial, SealSecretKey, SigningKey, derive};
use crate::id::DeviceId;

/// The 16 secret bytes of a code. `Debug` prints none of them.
#[derive(Clone, Eq, PartialEq, Zeroize, ZeroizeOnDrop)]
pub struct InvitationSecret([u8; 16]);

impl InvitationSecret {
    /// Draws a secret.
    #[must_use]
    pub fn random(rng: &mut dyn CryptoRng) -> Self {
        let mut bytes = [0; 16];
        rng.fill_bytes(&mut bytes);
        Self(bytes)
    }

    /// Takes 16 secret bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The only way to read the bytes.
    #[must_use]
    pub const fn expose(&self) -> &[u8; 16] {
        &self.0
    }
}

impl fmt::Debug for InvitationSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("InvitationSecret(..)")
    }
}

/// The provisional member that an invitation is.
#[derive(Debug)]
pub struct InvitationKeys {
    /// Signs the `redeem` that hands the place over.
    pub signing: SigningKey,
    /// Opens what is sealed to the invitation.
    pub seal: SealSecretKey,
    /// Seed of the transport key that the gate lets in.
    pub transport_seed: KeyMaterial,
}

impl InvitationKeys {
    /// The keys that a secret gives, here and there.
    #[must_use]
    pub fn from_secret(secret: &InvitationSecret) -> Self {
        let mut bytes = [0; 32];
        for (to, from) in bytes.iter_mut().zip(secret.expose()) {
            *to = *from;
        }
        let material = KeyMaterial::from_bytes(bytes);
        bytes.zeroize();
        let seed = |domain| derive(domain, &material, &[]);
        Self {
            signing: SigningKey::from_seed(&seed(Domain::InvitationSigning)),
            seal: SealSecretKey::from_seed(&seed(Domain::InvitationSeal)),
            transport_seed: seed(Domain::InvitationTransport),
        }
    }

    /// The invitation's name as a member.
    #[must_use]
    pub fn device(&self) -> DeviceId {
        self.signing.verifying_key().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_gives_both_sides_the_same_keys_and_another_one_others() {
        let keys = |n| InvitationKeys::from_secret(&InvitationSecret::from_bytes([n; 16]));
        let (one, same, other) = (keys(1), keys(1), keys(2));
        assert_eq!(one.device(), same.device());
        assert_eq!(one.seal.public(), same.seal.public());
        assert_eq!(one.transport_seed.expose(), same.transport_seed.expose());
        assert_ne!(one.device(), other.device());
        assert_ne!(one.seal.public(), other.seal.public());
        assert_ne!(one.transport_seed.expose(), other.transport_seed.expose());
    }
}
