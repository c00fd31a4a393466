//! Bundles: the frames of a session in a file, sealed. `docs/wire.md#bundles`.
//!
//! A bundle is a row of sections. Each section is sealed to the readers of one space (its newest
//! epoch, and for the network's also its open invitations), so that whoever opens one learns
//! nothing of spaces that she is not in.
//!
//! ```text
//! section  version (1) · recipients n (1) · chunks c (4) · check (8) · n × 1,168 · c × 98,320
//! chunk    ChaCha20-Poly1305 over 98,304 bytes: rows of length (4) · frame, then zeros
//! ```
//!
//! Chunks have one size, so a damaged one costs nothing but itself. No length in the file is
//! trusted before it is checked against the bytes that are there.

use crate::crypto::{
    AEAD_TAG_BYTES, CryptoRng, Digest, Domain, KeyMaterial, RecordKey, SEAL_OVERHEAD_BYTES,
    SealFault, SealPublicKey, SealSecretKey, derive, hash, seal_to,
};
use crate::limits::{BUNDLE_CHUNKS_MAX, FRAME_BYTES_MAX};

const VERSION: u8 = 1;
const HEAD_BYTES: usize = 14;
const SLOT_BYTES: usize = SEAL_OVERHEAD_BYTES.saturating_add(32);
/// Plain bytes of a chunk: any frame and its length.
const CHUNK_BYTES: usize = 96 * 1024;
/// Bytes of a chunk as it lies in a file.
pub const SEALED_BYTES: usize = CHUNK_BYTES.saturating_add(AEAD_TAG_BYTES);
/// Recipients of a section: one epoch and the open invitations of a network.
const RECIPIENTS_MAX: usize = 255;

const _: () = assert!(FRAME_BYTES_MAX + 4 <= CHUNK_BYTES);

/// Bytes that are no section.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum BundleFault {
    /// Not a bundle, or its head is damaged.
    #[error("not a bundle, or its head is damaged")]
    Head,
    /// Written by a newer version.
    #[error("bundle version {0} is newer than this program")]
    Newer(u8),
    /// Too much for one section, or for one frame.
    #[error(
        "more than {BUNDLE_CHUNKS_MAX} chunks or {RECIPIENTS_MAX} recipients, \
        or a frame over {FRAME_BYTES_MAX} bytes"
    )]
    TooLarge,
    /// A recipient's key does not take part.
    #[error("{0}")]
    Seal(#[from] SealFault),
}

fn section_key(secret: &KeyMaterial, head: &Digest) -> RecordKey {
    RecordKey::new(&derive(Domain::BundleChunk, secret, &[head.as_bytes()]))
}

fn check(version: u8, recipients: u8, chunks: u32) -> [u8; 8] {
    let digest = hash(
        Domain::Bundle,
        &[&[version, recipients], &chunks.to_be_bytes()],
    );
    *digest.as_bytes().first_chunk().unwrap_or(&[0; 8])
}

/// Writes one section.
///
/// # Errors
///
/// [`BundleFault::TooLarge`] and [`BundleFault::Seal`]; nothing is written then.
pub fn seal_section(
    frames: &[Vec<u8>],
    recipients: &[SealPublicKey],
    rng: &mut dyn CryptoRng,
) -> Result<Vec<u8>, BundleFault> {
    if frames.iter().any(|frame| frame.len() > FRAME_BYTES_MAX) {
        return Err(BundleFault::TooLarge);
    }
    let mut chunks: Vec<Vec<u8>> = vec![Vec::new()];
    // A length of zero ends a chunk; no frame is empty.
    for frame in frames.iter().filter(|frame| !frame.is_empty()) {
        let row = frame.len().saturating_add(4);
        let full = chunks
            .last()
            .is_none_or(|c| c.len().saturating_add(row) > CHUNK_BYTES);
        if full {
            chunks.push(Vec::new());
        }
        if let (Some(chunk), Ok(len)) = (chunks.last_mut(), u32::try_from(frame.len())) {
            chunk.extend_from_slice(&len.to_be_bytes());
            chunk.extend_from_slice(frame);
        }
    }
    let count = u32::try_from(chunks.len()).map_err(|_| BundleFault::TooLarge)?;
    let places = u8::try_from(recipients.len()).map_err(|_| BundleFault::TooLarge)?;
    if u64::from(count) > BUNDLE_CHUNKS_MAX {
        return Err(BundleFault::TooLarge);
    }
    let secret = KeyMaterial::random(rng);
    let mut out = vec![VERSION, places];
    out.extend_from_slice(&count.to_be_bytes());
    out.extend_from_slice(&check(VERSION, places, count));
    for recipient in recipients {
        out.extend(seal_to(
            recipient,
            Domain::Bundle,
            &[],
            secret.expose(),
            rng,
        )?);
    }
    let head = hash(Domain::Bundle, &[&out]);
    let key = section_key(&secret, &head);
    for (number, mut chunk) in chunks.into_iter().enumerate() {
        chunk.resize(CHUNK_BYTES, 0);
        let number = u64::try_from(number).map_err(|_| BundleFault::TooLarge)?;
        out.extend(key.seal(number, head.as_bytes(), &chunk));
    }
    Ok(out)
}

/// The beginning of a section: what is read before anything else of it, and trusted for nothing
/// but how much follows.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Head {
    bytes: [u8; HEAD_BYTES],
    recipients: u8,
    chunks: u32,
}

impl Head {
    /// Bytes of it.
    pub const BYTES: usize = HEAD_BYTES;

    /// Reads it.
    ///
    /// # Errors
    ///
    /// [`BundleFault`] for bytes that do not begin a section.
    pub fn read(bytes: &[u8; HEAD_BYTES]) -> Result<Self, BundleFault> {
        let [version, recipients, a, b, c, d, told @ ..] = *bytes;
        let chunks = u32::from_be_bytes([a, b, c, d]);
        if told != check(version, recipients, chunks) {
            return Err(BundleFault::Head);
        }
        if version != VERSION {
            return Err(BundleFault::Newer(version));
        }
        if u64::from(chunks) > BUNDLE_CHUNKS_MAX {
            return Err(BundleFault::TooLarge);
        }
        Ok(Self {
            bytes: *bytes,
            recipients,
            chunks,
        })
    }

    /// Bytes of the slots that follow: 300 kB at most.
    #[must_use]
    pub const fn slots_bytes(&self) -> usize {
        SLOT_BYTES.saturating_mul(self.recipients as usize)
    }

    /// How many chunks of [`SEALED_BYTES`] are said to follow them.
    #[must_use]
    pub const fn chunks(&self) -> u32 {
        self.chunks
    }

    /// Opens the section with the first key that fits one of its slots; `None` when it is for
    /// others.
    #[must_use]
    pub fn open(&self, slots: &[u8], keys: &[&SealSecretKey]) -> Option<Opened> {
        let secret = slots.chunks(SLOT_BYTES).find_map(|slot| {
            keys.iter()
                .find_map(|key| key.open(Domain::Bundle, &[], slot).ok())
        })?;
        let secret = KeyMaterial::from_bytes(secret.try_into().ok()?);
        let head = hash(Domain::Bundle, &[&[&self.bytes, slots].concat()]);
        let key = section_key(&secret, &head);
        Some(Opened { key, head })
    }
}

/// A section whose key is known. Its chunks are opened one by one, in any order: a file of any
/// length is read with the memory of one.
pub struct Opened {
    key: RecordKey,
    head: Digest,
}

impl Opened {
    /// Opens a chunk; a damaged one is refused, and costs nothing but itself.
    #[must_use]
    pub fn chunk(&self, number: u32, sealed: &[u8]) -> Frames {
        let mut frames = Frames::default();
        self.take(number, sealed, &mut frames);
        frames
    }

    fn take(&self, number: u32, sealed: &[u8], frames: &mut Frames) {
        match self
            .key
            .open(u64::from(number), self.head.as_bytes(), sealed)
        {
            Ok(plain) => frames.take(&plain),
            Err(_) => frames.refused = frames.refused.saturating_add(1),
        }
    }
}

/// A section that lies in memory as a whole.
#[derive(Debug)]
pub struct Section<'a> {
    head: Head,
    slots: &'a [u8],
    chunks: Vec<&'a [u8]>,
    missing: u32,
}

impl<'a> Section<'a> {
    /// Reads the next section of a file; the rest is what follows it.
    ///
    /// # Errors
    ///
    /// [`BundleFault`] for bytes that do not begin a section.
    pub fn read(bytes: &'a [u8]) -> Result<(Self, &'a [u8]), BundleFault> {
        let (head, rest) = bytes.split_first_chunk().ok_or(BundleFault::Head)?;
        let head = Head::read(head)?;
        let slots = rest.split_at_checked(head.slots_bytes());
        let (slots, mut rest) = slots.ok_or(BundleFault::Head)?;
        let (mut found, mut missing) = (Vec::new(), 0_u32);
        for _ in 0..head.chunks {
            match rest.split_at_checked(SEALED_BYTES) {
                Some((chunk, after)) => {
                    found.push(chunk);
                    rest = after;
                }
                None => {
                    // Cut off: the part of a chunk that is there opens nothing.
                    missing = missing.saturating_add(1);
                    rest = &[];
                }
            }
        }
        let section = Self {
            head,
            slots,
            chunks: found,
            missing,
        };
        Ok((section, rest))
    }

    /// Opens the section with the first key that fits; `None` when it is for others.
    #[must_use]
    pub fn open(&self, keys: &[&SealSecretKey]) -> Option<Frames> {
        let opened = self.head.open(self.slots, keys)?;
        let mut frames = Frames {
            frames: Vec::new(),
            refused: self.missing,
        };
        for (number, chunk) in (0..).zip(&self.chunks) {
            opened.take(number, chunk, &mut frames);
        }
        Some(frames)
    }
}

/// What a section held.
#[derive(Debug, Default)]
pub struct Frames {
    /// The frames of whole chunks, in order.
    pub frames: Vec<Vec<u8>>,
    /// Chunks that are damaged or missing.
    pub refused: u32,
}

impl Frames {
    fn take(&mut self, plain: &[u8]) {
        let mut rest = plain;
        while let Some((len, after)) = rest.split_first_chunk::<4>() {
            let len = usize::try_from(u32::from_be_bytes(*len)).unwrap_or(usize::MAX);
            if len == 0 {
                return;
            }
            let Some((frame, after)) = after.split_at_checked(len) else {
                self.refused = self.refused.saturating_add(1);
                return;
            };
            self.frames.push(frame.to_vec());
            rest = after;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::SeededRandom;

    fn sealed() -> (SealSecretKey, SealSecretKey, Vec<Vec<u8>>, Vec<u8>) {
        let mut rng = SeededRandom::new([4; 32]);
        let key = SealSecretKey::from_seed(&KeyMaterial::random(&mut rng));
        let other = SealSecretKey::from_seed(&KeyMaterial::random(&mut rng));
        let frames: Vec<Vec<u8>> = (1..9_u8).map(|n| vec![n; 40_000]).collect();
        let bytes = seal_section(&frames, &[key.public().clone()], &mut rng).unwrap();
        (key, other, frames, bytes)
    }

    #[test]
    fn a_section_opens_for_its_recipients_alone() {
        let (key, other, frames, bytes) = sealed();
        let (section, rest) = Section::read(&bytes).unwrap();
        assert!(rest.is_empty());
        let opened = section.open(&[&other, &key]).unwrap();
        assert_eq!((opened.frames, opened.refused), (frames, 0));
        assert!(section.open(&[&other]).is_none());
    }

    #[test]
    fn a_damaged_chunk_costs_itself_and_is_counted() {
        let (key, _, frames, bytes) = sealed();
        let slots_end = HEAD_BYTES + SLOT_BYTES;
        for chunk in 0..4 {
            let mut bad = bytes.clone();
            bad[slots_end + chunk * SEALED_BYTES + 777] ^= 4;
            let opened = Section::read(&bad).unwrap().0.open(&[&key]).unwrap();
            assert_eq!(opened.refused, 1);
            assert_eq!(opened.frames.len(), frames.len() - 2);
            assert!(opened.frames.iter().all(|frame| frames.contains(frame)));
        }
        let cut = &bytes[..bytes.len() - 5];
        let opened = Section::read(cut).unwrap().0.open(&[&key]).unwrap();
        assert_eq!((opened.refused, opened.frames.len()), (1, frames.len() - 2));
    }

    #[test]
    fn no_frame_is_cut_short_or_hides_those_behind_it() {
        let mut rng = SeededRandom::new([4; 32]);
        let key = SealSecretKey::from_seed(&KeyMaterial::random(&mut rng));
        let mut seal = |frames: &[Vec<u8>]| seal_section(frames, &[key.public().clone()], &mut rng);
        for over in [1, CHUNK_BYTES] {
            let frames = [vec![1], vec![7; FRAME_BYTES_MAX + over]];
            assert_eq!(seal(&frames).unwrap_err(), BundleFault::TooLarge);
        }
        let bytes = seal(&[vec![1], vec![], vec![2], vec![7; FRAME_BYTES_MAX]]).unwrap();
        let opened = Section::read(&bytes).unwrap().0.open(&[&key]).unwrap();
        assert_eq!(opened.refused, 0);
        assert_eq!(opened.frames, [vec![1], vec![2], vec![7; FRAME_BYTES_MAX]]);
    }

    #[test]
    fn bytes_that_claim_much_cost_little() {
        let (key, _, _, bytes) = sealed();
        for at in 0..HEAD_BYTES {
            let mut bad = bytes.clone();
            bad[at] ^= 1;
            assert!(Section::read(&bad).is_err(), "{at}");
        }
        let mut huge = vec![VERSION, 0];
        huge.extend_from_slice(&60_000_u32.to_be_bytes());
        huge.extend_from_slice(&check(VERSION, 0, 60_000));
        huge.resize(1024, 9);
        let (section, rest) = Section::read(&huge).unwrap();
        assert!(rest.is_empty() && section.open(&[&key]).is_none());
        let mut newer = vec![2, 0, 0, 0, 0, 0];
        newer.extend_from_slice(&check(2, 0, 0));
        assert_eq!(Section::read(&newer).unwrap_err(), BundleFault::Newer(2));
        assert_eq!(Section::read(&[]).unwrap_err(), BundleFault::Head);
    }
}
