//! What things in a journal are called: where a record lies, and the random name of a segment.

use std::fmt;

use asamblea_protocol::crypto::CryptoRng;

use super::FOLDER;

/// Where a record lies. Extents order as their records were appended; so do their bytes.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Extent {
    pub(super) segment: u32,
    pub(super) sector: u32,
    pub(super) at: u32,
    pub(super) len: u32,
}

impl Extent {
    /// Bytes of an encoded extent.
    pub const BYTES: usize = 16;

    pub(super) const fn new(segment: u32, sector: u32, at: usize, len: usize) -> Self {
        Self {
            segment,
            sector,
            at: at as u32,
            len: len as u32,
        }
    }

    /// Bytes of the record.
    #[must_use]
    pub const fn record_bytes(&self) -> u32 {
        self.len
    }

    /// The extent as bytes, big-endian.
    #[must_use]
    pub fn to_bytes(self) -> [u8; Self::BYTES] {
        let mut bytes = [0; Self::BYTES];
        let numbers = [self.segment, self.sector, self.at, self.len];
        for (to, from) in bytes.chunks_exact_mut(4).zip(numbers) {
            to.copy_from_slice(&from.to_be_bytes());
        }
        bytes
    }

    /// The extent that [`Extent::to_bytes`] wrote. Any bytes give one;
    /// [`Journal::read`](super::Journal::read) finds out
    /// whether a record lies there.
    #[must_use]
    pub fn from_bytes(bytes: &[u8; Self::BYTES]) -> Self {
        let mut numbers = bytes.chunks_exact(4).map(|chunk| {
            chunk
                .first_chunk()
                .map_or(0, |chunk| u32::from_be_bytes(*chunk))
        });
        let mut next = || numbers.next().unwrap_or(0);
        Self {
            segment: next(),
            sector: next(),
            at: next(),
            len: next(),
        }
    }
}

/// The random name of a segment.
#[derive(Clone, Copy, Eq, Ord, PartialEq, PartialOrd)]
pub struct SegmentName([u8; 16]);

impl SegmentName {
    pub(in crate::store) const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The 16 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    pub(super) fn random(rng: &mut dyn CryptoRng) -> Self {
        let mut bytes = [0; 16];
        rng.fill_bytes(&mut bytes);
        Self(bytes)
    }

    pub(super) fn from_file(file: &str) -> Option<Self> {
        let name = Self(u128::from_str_radix(file, 16).ok()?.to_be_bytes());
        (name.to_string() == file).then_some(name)
    }

    pub(super) fn path(self) -> String {
        format!("{FOLDER}/{self}")
    }
}

impl fmt::Display for SegmentName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", u128::from_be_bytes(self.0))
    }
}

impl fmt::Debug for SegmentName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
