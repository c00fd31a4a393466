//! Canonical CBOR: one value has one encoding; a decoder refuses every other, and trailing bytes.

use minicbor::{Decode, Encode};

/// Bytes that are not the one encoding of a value.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum DecodeFault {
    /// Not of the expected shape, or cut short.
    #[error("bytes are not of the expected shape")]
    Shape,
    /// Well-formed, but not in canonical form, or followed by more bytes.
    #[error("bytes are not in canonical form")]
    NotCanonical,
    /// Longer than this kind of value may be.
    #[error("{got} bytes, at most {max} allowed")]
    TooLong {
        /// How long it is.
        got: usize,
        /// How long it may be.
        max: usize,
    },
}

/// Encodes a value.
#[must_use]
pub fn encode<T: Encode<()>>(value: &T) -> Vec<u8> {
    // Writing to a vector does not fail.
    minicbor::to_vec(value).unwrap_or_default()
}

/// Encodes a value of about `bytes` bytes: the buffer need not grow piece by piece.
#[must_use]
pub fn encode_about<T: Encode<()>>(value: &T, bytes: usize) -> Vec<u8> {
    let mut buffer = Vec::with_capacity(bytes);
    // Writing to a vector does not fail.
    let _never = minicbor::encode(value, &mut buffer);
    buffer
}

/// Decodes a value of at most `max` bytes.
///
/// # Errors
///
/// [`DecodeFault`] for anything that [`encode`] would not have written.
pub fn decode<'b, T: Decode<'b, ()> + Encode<()>>(
    bytes: &'b [u8],
    max: usize,
) -> Result<T, DecodeFault> {
    if bytes.len() > max {
        return Err(DecodeFault::TooLong {
            got: bytes.len(),
            max,
        });
    }
    let value = minicbor::decode(bytes).map_err(|_| DecodeFault::Shape)?;
    if encode_about(&value, bytes.len()) == bytes {
        Ok(value)
    } else {
        Err(DecodeFault::NotCanonical)
    }
}

/// Decodes what [`encode`] wrote, where a seal of this device says that it did.
///
/// # Errors
///
/// [`DecodeFault::Shape`] for other bytes.
pub fn decode_trusted<'b, T: Decode<'b, ()>>(bytes: &'b [u8]) -> Result<T, DecodeFault> {
    minicbor::decode(bytes).map_err(|_| DecodeFault::Shape)
}

/// Byte strings of one fixed length as CBOR byte strings, for `#[cbor(with = ...)]`.
pub(crate) mod fixed {
    use minicbor::{Decoder, Encoder};

    pub(crate) fn encode<C, W: minicbor::encode::Write, const N: usize>(
        bytes: &[u8; N],
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.bytes(bytes)?;
        Ok(())
    }

    pub(crate) fn decode<'b, C, const N: usize>(
        d: &mut Decoder<'b>,
        _: &mut C,
    ) -> Result<[u8; N], minicbor::decode::Error> {
        d.bytes()?
            .try_into()
            .map_err(|_| minicbor::decode::Error::message("wrong length"))
    }
}

macro_rules! coded_by_number {
    ($name:ident, $($variant:ident = $number:literal),+ $(,)?) => {
        impl $name {
            /// The number on the wire.
            #[must_use]
            pub const fn number(self) -> u8 {
                match self { $(Self::$variant => $number),+ }
            }
        }

        impl<C> minicbor::Encode<C> for $name {
            fn encode<W: minicbor::encode::Write>(
                &self,
                e: &mut minicbor::Encoder<W>,
                _: &mut C,
            ) -> Result<(), minicbor::encode::Error<W::Error>> {
                e.u8(self.number())?;
                Ok(())
            }
        }

        impl<'b, C> minicbor::Decode<'b, C> for $name {
            fn decode(
                d: &mut minicbor::Decoder<'b>,
                _: &mut C,
            ) -> Result<Self, minicbor::decode::Error> {
                match d.u8()? {
                    $($number => Ok(Self::$variant),)+
                    _ => Err(minicbor::decode::Error::message("unknown number")),
                }
            }
        }
    };
}
pub(crate) use coded_by_number;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_encodings_of_a_value_are_refused() {
        assert_eq!(decode::<u64>(&[0x17], 8), Ok(23));
        assert_eq!(
            decode::<u64>(&[0x18, 0x17], 8),
            Err(DecodeFault::NotCanonical)
        );
        assert_eq!(
            decode::<u64>(&[0x17, 0x00], 8),
            Err(DecodeFault::NotCanonical)
        );
        assert_eq!(decode::<u64>(&[0x18], 8), Err(DecodeFault::Shape));
        assert_eq!(
            decode::<u64>(&[0x17; 9], 8),
            Err(DecodeFault::TooLong { got: 9, max: 8 })
        );
    }
}
