//! Names of things: spaces, devices, operations, epochs.

use std::fmt;

use data_encoding::HEXLOWER;

use crate::crypto::{Digest, VerifyingKey};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Eq, Ord, PartialEq, PartialOrd)]
        pub struct $name([u8; 32]);

        impl $name {
            /// Takes 32 bytes as this id.
            #[must_use]
            pub const fn from_bytes(bytes: [u8; 32]) -> Self {
                Self(bytes)
            }

            /// The 32 bytes.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; 32] {
                &self.0
            }

            /// All of it in lower-case hex.
            #[must_use]
            pub fn to_hex(&self) -> String {
                HEXLOWER.encode(&self.0)
            }

            /// 10 hex digits for people and logs, never for a decision.
            #[must_use]
            pub fn short(&self) -> String {
                HEXLOWER.encode(self.0.first_chunk::<5>().unwrap_or(&[0; 5]))
            }

            /// Reads 64 hex digits.
            #[must_use]
            pub fn from_hex(text: &str) -> Option<Self> {
                let bytes = HEXLOWER.decode(text.as_bytes()).ok()?;
                Some(Self(bytes.try_into().ok()?))
            }
        }

        // Without the length that a slice is hashed with: membership is judged by look-ups of ids.
        impl std::hash::Hash for $name {
            fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
                state.write(&self.0);
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.short())
            }
        }

        impl<C> minicbor::Encode<C> for $name {
            fn encode<W: minicbor::encode::Write>(
                &self,
                e: &mut minicbor::Encoder<W>,
                _: &mut C,
            ) -> Result<(), minicbor::encode::Error<W::Error>> {
                e.bytes(&self.0)?;
                Ok(())
            }
        }

        impl<'b, C> minicbor::Decode<'b, C> for $name {
            fn decode(
                d: &mut minicbor::Decoder<'b>,
                _: &mut C,
            ) -> Result<Self, minicbor::decode::Error> {
                let bytes = d.bytes()?;
                <[u8; 32]>::try_from(bytes)
                    .map(Self)
                    .map_err(|_| minicbor::decode::Error::message("an id has 32 bytes"))
            }
        }
    };
}

id!(
    /// A space: the id of its `create` operation.
    SpaceId
);
id!(
    /// A device, an invitation key or a founding key: an Ed25519 verifying key that writes logs.
    DeviceId
);
id!(
    /// An operation: BLAKE3 of everything but its signature.
    OpId
);
id!(
    /// An epoch of a space: commits to its secret.
    EpochId
);
id!(
    /// A libp2p transport key.
    TransportId
);

impl DeviceId {
    /// The key that checks this device's signatures.
    #[must_use]
    pub const fn verifying_key(&self) -> VerifyingKey {
        VerifyingKey::from_bytes(self.0)
    }
}

impl From<VerifyingKey> for DeviceId {
    fn from(key: VerifyingKey) -> Self {
        Self(*key.as_bytes())
    }
}

impl From<Digest> for OpId {
    fn from(digest: Digest) -> Self {
        Self(*digest.as_bytes())
    }
}

impl From<Digest> for EpochId {
    fn from(digest: Digest) -> Self {
        Self(*digest.as_bytes())
    }
}

impl SpaceId {
    /// The space that a `create` operation makes.
    #[must_use]
    pub const fn of_create(op: OpId) -> Self {
        Self(op.0)
    }

    /// The `create` operation that made this space.
    #[must_use]
    pub const fn create_op(self) -> OpId {
        OpId(self.0)
    }

    /// The first 8 bytes: how a network is named in codes and transcripts.
    #[must_use]
    pub fn tag(&self) -> [u8; 8] {
        *self.0.first_chunk().unwrap_or(&[0; 8])
    }
}
