//! Shamir's secret sharing over bytes: any `need` of the parts give the secret, fewer give
//! nothing. `docs/wire.md#recovery`.

use std::fmt;

use blahaj::{Share, Sharks};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::CryptoRng;

/// Bytes of a secret that is split.
pub const SPLIT_BYTES: usize = 16;

/// One part of a secret: where a polynomial was looked at, and what it is there.
#[derive(Clone, Eq, PartialEq, Zeroize, ZeroizeOnDrop)]
pub struct SecretPart {
    at: u8,
    value: [u8; SPLIT_BYTES],
}

impl fmt::Debug for SecretPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretPart(..)")
    }
}

impl SecretPart {
    /// Takes a part that was written out. Place 0 is the secret itself: no part stands there.
    #[must_use]
    pub fn new(at: u8, value: [u8; SPLIT_BYTES]) -> Option<Self> {
        (at > 0).then_some(Self { at, value })
    }

    /// Which part it is, from 1.
    #[must_use]
    pub const fn at(&self) -> u8 {
        self.at
    }

    /// Its bytes.
    #[must_use]
    pub const fn expose(&self) -> &[u8; SPLIT_BYTES] {
        &self.value
    }
}

/// Splits a secret into `of` parts, any `need` of which give it back; nothing where `need` is 0 or
/// more than `of`.
#[must_use]
pub fn split_secret(
    secret: &[u8; SPLIT_BYTES],
    need: u8,
    of: u8,
    mut rng: &mut dyn CryptoRng,
) -> Vec<SecretPart> {
    if need == 0 || need > of {
        return Vec::new();
    }
    let dealt = Sharks(need).dealer_rng(secret, &mut rng);
    let dealt = dealt.take(usize::from(of));
    let parts = dealt.map(|share| {
        let bytes = Zeroizing::new(Vec::from(&share));
        let (at, value) = bytes.split_first()?;
        SecretPart::new(*at, value.try_into().ok()?)
    });
    parts.flatten().collect()
}

/// Puts parts together, as many as were needed. Wrong ones give a wrong secret: whoever calls
/// knows how to tell. Nothing where one place stands twice, or there is no part.
#[must_use]
pub fn combine_parts(parts: &[&SecretPart]) -> Option<Zeroizing<[u8; SPLIT_BYTES]>> {
    let twice = |(at, part): (usize, &&SecretPart)| {
        let mut rest = parts.iter().skip(at.saturating_add(1));
        rest.any(|other| other.at == part.at)
    };
    let need = u8::try_from(parts.len()).ok()?;
    if need == 0 || parts.iter().enumerate().any(twice) {
        return None;
    }
    let shares = parts.iter().map(|part| {
        let bytes = Zeroizing::new([&[part.at], &part.value[..]].concat());
        Share::try_from(bytes.as_slice()).ok()
    });
    let shares: Vec<Share> = shares.collect::<Option<_>>()?;
    let secret = Zeroizing::new(Sharks(need).recover(&shares).ok()?);
    Some(Zeroizing::new(secret.as_slice().try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::SeededRandom;

    #[test]
    fn any_parts_that_are_enough_give_the_secret_and_fewer_another() {
        let secret = [7; SPLIT_BYTES];
        let mut rng = SeededRandom::new([1; 32]);
        for (need, of) in [(1, 1), (2, 2), (2, 3), (3, 5), (8, 8)] {
            let parts = split_secret(&secret, need, of, &mut rng);
            assert_eq!(parts.len(), usize::from(of));
            let need = usize::from(need);
            for first in 0..=parts.len() - need {
                let some: Vec<&SecretPart> = parts.iter().skip(first).take(need).collect();
                assert_eq!(*combine_parts(&some).unwrap(), secret, "{need} of {of}");
                if need > 1 {
                    assert_ne!(*combine_parts(&some[1..]).unwrap(), secret);
                }
            }
        }
    }

    #[test]
    fn what_makes_no_secret_is_refused() {
        let mut rng = SeededRandom::new([1; 32]);
        assert!(split_secret(&[7; 16], 0, 3, &mut rng).is_empty());
        assert!(split_secret(&[7; 16], 4, 3, &mut rng).is_empty());
        let parts = split_secret(&[7; 16], 2, 3, &mut rng);
        assert!(combine_parts(&[]).is_none());
        assert!(combine_parts(&[&parts[0], &parts[0]]).is_none());
        assert!(SecretPart::new(0, [7; 16]).is_none());
        assert_eq!(format!("{:?}", parts[0]), "SecretPart(..)");
    }
}
