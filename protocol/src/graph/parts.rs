//! Hashes over parts of a set: two that differ in one place need not tell each other the whole.
//! `docs/wire.md#sessions`.

use minicbor::{Decode, Encode};

use crate::crypto::{Digest, Hasher};

/// Bytes of one part's hash. Whoever makes two sets that differ look equal in a part hides the
/// difference until a session in which no other part differs: that takes 2^64 tries.
const PART_BYTES: usize = 16;
/// A set of up to so many is told whole: the parts' hashes would be longer than its lines.
const WHOLE_MAX: usize = 16;
/// Parts of a set of middling size: 256 bytes, about what four lines take.
const FEW: usize = 16;
/// From here on a sixteenth of a set is longer than the hashes of four times as many parts.
const MIDDLING_MAX: usize = 512;
/// Parts of a large set: 1 KiB.
const MANY: usize = 64;

/// A hash for each part of a set whose members are spread by the first byte of an id: 16 parts, 64,
/// or none where the set is told whole.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Parts(Vec<[u8; PART_BYTES]>);

impl Parts {
    /// The parts of spaces in a total.
    pub(crate) const OF_TOTAL: usize = FEW;

    /// How many parts suit a set.
    pub(crate) const fn suited(members: usize) -> usize {
        if members <= WHOLE_MAX {
            0
        } else if members <= MIDDLING_MAX {
            FEW
        } else {
            MANY
        }
    }

    /// Cuts each hash to its length.
    pub(crate) fn new(hashers: &[Hasher]) -> Self {
        let cut = |whole: Digest| {
            let mut part = [0; PART_BYTES];
            part.iter_mut()
                .zip(whole.as_bytes())
                .for_each(|(to, from)| *to = *from);
            part
        };
        Self(hashers.iter().map(|hasher| cut(hasher.finish())).collect())
    }

    /// How many there are.
    pub(crate) const fn count(&self) -> usize {
        self.0.len()
    }

    /// Bytes on the wire, without a head of at most three.
    pub(crate) fn bytes(&self) -> usize {
        self.0.as_flattened().len()
    }

    /// The part to which an id belongs.
    pub(crate) fn place(count: usize, id: &[u8; 32]) -> usize {
        let [first, ..] = id;
        (usize::from(*first)).saturating_mul(count) / 256
    }

    /// Where two sets differ that are known to differ.
    pub(crate) fn differing(&self, other: &Self) -> Differing {
        if self.count() != other.count() {
            return Differing::ALL;
        }
        let mut differing = Differing {
            count: self.count(),
            bits: 0,
        };
        for (at, (own, theirs)) in self.0.iter().zip(&other.0).enumerate() {
            differing.bits |= u64::from(own != theirs) << at;
        }
        // Two that look alike in every part and are not: the hashes prove nothing.
        match differing.bits {
            0 => Differing::ALL,
            _ => differing,
        }
    }
}

impl<C> Encode<C> for Parts {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut minicbor::Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.bytes(self.0.as_flattened())?;
        Ok(())
    }
}

impl<'b, C> Decode<'b, C> for Parts {
    fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        let (parts, rest) = d.bytes()?.as_chunks();
        match (parts.len(), rest) {
            (0 | FEW | MANY, []) => Ok(Self(parts.to_vec())),
            _ => Err(minicbor::decode::Error::message("not 0, 16 or 64 parts")),
        }
    }
}

/// The parts in which two sets differ.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Differing {
    count: usize,
    bits: u64,
}

impl Differing {
    /// Nothing is known to be equal.
    pub(crate) const ALL: Self = Self {
        count: 1,
        bits: u64::MAX,
    };

    /// Whether what belongs to an id may differ.
    pub(crate) fn has(self, id: &[u8; 32]) -> bool {
        self.bits >> Parts::place(self.count, id) & 1 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::Domain;

    fn parts(texts: &[u8]) -> Parts {
        let hashers: Vec<Hasher> = texts
            .iter()
            .map(|text| {
                let mut hasher = Hasher::new(Domain::SyncRoot);
                hasher.update(&[*text]);
                hasher
            })
            .collect();
        Parts::new(&hashers)
    }

    #[test]
    fn only_the_part_that_differs_is_named() {
        let own = parts(&[0; 16]);
        let mut texts = [0; 16];
        texts[3] = 1;
        let differing = own.differing(&parts(&texts));
        for byte in 0..=255 {
            assert_eq!(differing.has(&[byte; 32]), byte / 16 == 3, "{byte}");
        }
    }

    #[test]
    fn where_parts_prove_nothing_everything_may_differ() {
        let own = parts(&[0; 16]);
        for other in [own.clone(), parts(&[0; 64]), Parts::default()] {
            let differing = own.differing(&other);
            assert!((0..=255).all(|byte| differing.has(&[byte; 32])));
        }
    }

    #[test]
    fn every_first_byte_has_its_part() {
        for count in [FEW, MANY] {
            assert_eq!(Parts::place(count, &[0; 32]), 0);
            assert_eq!(Parts::place(count, &[255; 32]), count - 1);
        }
        assert_eq!([16, 17, 512, 513].map(Parts::suited), [0, 16, 16, 64]);
    }
}
